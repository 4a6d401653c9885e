"""Which assumptions a proof needs: nothing is listed that could be left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy.logic.boolalg import Boolean

from positivity import Certificate, Result, always
from positivity.assembly import as_constraint
from positivity.counterexample import FEW, random_point
from positivity.decide import find_certificate
from positivity.evaluation import Point
from positivity.statement import Statement, disjunctive_normal_form, statement


@dataclass(frozen=True)
class MinimalAssumptions:
    """The assumptions that a statement needs.

    Attributes
    ----------
    names
        of the assumptions.
    dropped
        for each a point at which the statement fails without it.
    result
        what :func:`positivity.always` finds with these assumptions.
    """

    names: tuple[str, ...]
    dropped: Mapping[str, Point]
    result: Result


def minimal_assumptions(relation: Boolean, given: Mapping[str, Boolean]) -> MinimalAssumptions:
    """Find the assumptions that a statement needs.

    A proof is found with all of them; those that it does not use go first. Then each of the others is dropped in turn, and
    stays away if the statement still holds.

    Raises
    ------
    Undecided
        If that is not decided.
    """
    asked = statement(relation, list(given.values()))
    point = random_point(asked, FEW)  # sooner found than a search for a certificate of what is false has ended
    certificate = find_certificate(asked) if point is None else None
    kept = _used(certificate, given, asked) if certificate else list(given)  # without one, the caller is told what is wrong
    dropped: dict[str, Point] = {}
    proved = None
    for name in list(kept):
        without = [other for other in kept if other != name]
        found = always(relation, [given[other] for other in without], known=certificate)
        if found.counterexample is None:
            kept, proved = without, found
        else:
            dropped[name] = found.counterexample
    return MinimalAssumptions(tuple(kept), dropped, proved or always(relation, [given[name] for name in kept], known=certificate))


def _used(certificate: Certificate, given: Mapping[str, Boolean], asked: Statement) -> list[str]:
    """The assumptions that a proof uses; those that are felt to be more special come first, to be dropped first."""
    hypotheses = [hypothesis for case in certificate.cases for hypothesis in case.hypotheses]
    used = [
        name
        for name, part in given.items()
        if any(as_constraint(atom) in hypotheses for conjunction in disjunctive_normal_form(part, asked.ring) for atom in conjunction)
    ]
    return sorted(used, key=lambda name: ("unit cost" not in name, "stability" not in name))
