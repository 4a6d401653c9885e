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
        how many cases it has, how many case splits in all, and how many terms in all its identities.
    positive
        whether all weights are positive.
    hypotheses
        for each case the places of the hypotheses that its proof uses.

    Examples
    --------
    >>> from positivity import Summary
    >>> print(Summary(cases=1, splits=0, terms=3, positive=True, hypotheses=((0, 1),)))
    1 case, 0 questions, 3 terms
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
    """Count the parts of a certificate.

    Parameters
    ----------
    certificate
        right or wrong.

    Returns
    -------
    Summary
        its size, which prints as text.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import always, summary
    >>> x = sp.Symbol("x", real=True)
    >>> print(summary(always(x**3 >= x, [x >= 1]).certificate))
    1 case, 2 questions, 8 terms
    """
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
