"""Which derived results a claim rests on: what the code asks for when the formulas of the claim are put in."""

from __future__ import annotations

import sympy as sp
from sympy.core.relational import Relational

from spillover import provenance
from spillover.claims.claim import with_closed_forms
from spillover.claims.registry import Claim
from spillover.cluster import solution
from spillover.cluster.comparison import Comparison
from spillover.provenance import Node


def node(claim: Claim) -> Node:
    """The place of a claim among the derived results; what it uses is written down on the way."""
    place = Node("claim", claim.id)
    _ = claim.relation, claim.established  # derived before, so that the answer does not depend on what was asked for first
    with provenance.derivation_of(place):
        for relation in (claim.asserted, claim.proved):
            if relation is not None:
                with_closed_forms(relation, claim.terms)
        for mode in claim.modes:
            solution.conditions(mode)
        for result in contained(claim, provenance.uses(place)):
            provenance.note(result)
    return place


def contained(claim: Claim, used: list[Node]) -> list[Node]:
    """The results that are a side of a relation in the claim: comparisons of what it speaks of, and solutions that are one formula."""
    lemmas = (lemma.relation for lemma in claim.lemmas)
    formulas = [claim.proved, *claim.premises.values(), *claim.exact.values(), *lemmas]
    sides = {side for formula in formulas for relation in formula.atoms(Relational) for side in (relation.lhs, relation.rhs)}
    found = []
    for place, result in (provenance.results("solution") | provenance.results("comparison")).items():
        quantities = [other for other in provenance.uses(place) if other.kind == "quantity"]
        known = result.decides if isinstance(result, Comparison) else result
        if isinstance(known, sp.Expr) and known in sides and set(quantities) <= set(used):
            found.append(place)
    return found
