"""What theorems belong to a claim.

The rule of their names, for the claim ``4.1-x``:

- ``claim_4_1_x`` is what the verdict demands: the claim, its reverse, or where it holds exactly. Where that is told apart by quantity,
  ``claim_4_2_welfare_1``, ``claim_4_2_welfare_2``, ...
- ``lemma_4_1_x_1``, ... are what is proved beside it.
- ``refuted_4_1_x`` says that the assertion does not hold everywhere; its proof is the counterexample.
- ``example_4_1_x_1``, ... say that there are points: of a sharpened claim on both sides of its condition, and others worth seeing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity.certificate import Case
from positivity.evaluation import Point
from spillover.claims import Claim, Evidence
from spillover.claims.claim import Kind
from spillover.claims.evidence import statements
from spillover.notation import WORDS

SIDES = {"holds": "a point at which it holds", "fails": "a point at which it fails"}
"""What points on the sides of an exact condition show, in words."""


@dataclass(frozen=True)
class Wanted:
    """A theorem that is to be proved.

    Attributes
    ----------
    name
        under which Coq knows it.
    words
        what it says beside the claim; empty for the claim itself.
    says
        the relation in it, in the symbols of the claim's terms.
    given
        what is assumed, by name.
    kind
        "always" for all points, "not always" for one at which it fails, "somewhere" for one at which it holds.
    proof
        cases of a certificate and their variables, or the point.
    """

    name: str
    words: str
    says: Boolean
    given: Mapping[str, Boolean]
    kind: str
    proof: tuple[tuple[Case, ...], tuple[str, ...]] | Point


def identifier(id: str) -> str:
    """The id of a claim, or any name, as a name of Coq has it."""
    return re.sub(r"\W+", "_", id, flags=re.ASCII).strip("_")


def wanted(claim: Claim, evidence: Evidence) -> tuple[Wanted, ...]:
    """All theorems that belong to a claim, from the evidence for it.

    Parameters
    ----------
    claim
        of the ledger.
    evidence
        as it is stored.

    Returns
    -------
    tuple of Wanted
        the claim's own first; none for a claim that speaks of nothing in the model.
    """
    return tuple([*_always(claim, evidence), *_points(claim, evidence)])


def _always(claim: Claim, evidence: Evidence) -> Iterator[Wanted]:
    name, own = identifier(claim.id), len(claim.theorems)
    said = [*claim.theorems.values(), *(relation for _, relation, _ in statements(claim)[own:])]
    for number, ((words, _, given), says, proof) in enumerate(zip(statements(claim), said, evidence.proofs, strict=True)):
        label = f"claim_{name}" if number < own else f"lemma_{name}"
        place = "" if own == 1 and number == 0 else f"_{number + 1 if number < own else number - own + 1}"
        about = f"the part about {WORDS[words]}" if words in WORDS else words
        yield Wanted(label + place, about, says, given, "always", (proof.certificate.cases, proof.certificate.variables))


def _points(claim: Claim, evidence: Evidence) -> Iterator[Wanted]:
    name = identifier(claim.id)
    if evidence.counterexample is not None and claim.asserted is not None:
        yield Wanted(f"refuted_{name}", "it does not hold everywhere", claim.asserted, claim.region, "not always", evidence.counterexample)
    for number, (side, point) in enumerate(evidence.examples.items(), 1):
        yield Wanted(f"example_{name}_{number}", SIDES.get(side, side), shown_at(claim, side), claim.region, "somewhere", point)


def shown_at(claim: Claim, side: str) -> Boolean:
    """What a point that is stored under some words shows."""
    if side in claim.witnesses or claim.asserted is None:
        return claim.witnesses[side]
    if side == "holds":
        return claim.asserted
    return sp.Lt(*claim.asserted.args) if claim.kind is Kind.UNRANKED else sp.Not(claim.asserted)
