"""What a certificate consists of, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from positivity.assembly import used_hypotheses
from positivity.certificate import CaseSplit, Certificate, Proof


@dataclass(frozen=True)
class Summary:
    """The size of a certificate.

    Attributes
    ----------
    cases, splits, terms
        how many cases it has, how many questions it asks in all, and how many terms stand in all its sums.
    positive
        whether all weights are positive.
    hypotheses
        for each case the places of the hypotheses that its proof uses.
    """

    cases: int
    splits: int
    terms: int
    positive: bool
    hypotheses: tuple[tuple[int, ...], ...]

    def __str__(self) -> str:
        counts = ((self.cases, "case"), (self.splits, "question"), (self.terms, "term"))
        return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts)


def summary(certificate: Certificate) -> Summary:
    """Count the parts of a certificate."""
    terms = [term for leaf in certificate.leaves() for term in leaf.terms]
    return Summary(
        cases=len(certificate.cases),
        splits=sum(_splits(case.proof) for case in certificate.cases),
        terms=len(terms),
        positive=all(term.weight > 0 for term in terms),
        hypotheses=tuple(tuple(sorted(i for i in used_hypotheses(case.proof) if i < len(case.hypotheses))) for case in certificate.cases),
    )


def _splits(proof: Proof) -> int:
    return 1 + _splits(proof.positive) + _splits(proof.otherwise) if isinstance(proof, CaseSplit) else 0
