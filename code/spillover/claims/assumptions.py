"""Which assumptions a proof uses, and which of them could be left out inside the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sympy.logic.boolalg import Boolean

from positivity import Certificate, Result, Undecided, always
from positivity.assembly import as_constraint
from positivity.counterexample import FEW, random_point
from positivity.decide import find_certificate
from positivity.evaluation import Point
from positivity.statement import Statement, disjunctive_normal_form, statement
from spillover.claims.claim import RANGES
from spillover.notation import unicode_to_latex

A_LITTLE = 300_000
"""Steps that the search for a certificate without one of the assumptions may take."""


@dataclass(frozen=True)
class MinimalAssumptions:
    """The assumptions that a proof uses.

    Attributes
    ----------
    names
        of the assumptions; without any of them, the others would not be enough.
    dropped
        for those that are needed inside the model a point at which the statement fails, although all else that is given holds.
    spare
        for those that are not needed inside the model a certificate that all else that is given is enough, for the statement or for the
        assumption. Of the others it is not known whether they are needed.
    result
        what :func:`positivity.always` finds with these assumptions.
    """

    names: tuple[str, ...]
    dropped: Mapping[str, Point]
    spare: Mapping[str, Certificate]
    result: Result


def minimal_assumptions(relation: Boolean, given: Mapping[str, Boolean]) -> MinimalAssumptions:
    """Find the assumptions that a statement needs.

    A proof is found with all of them; those that it does not use go first. Then each of the others is dropped in turn, and
    stays away if the statement still holds. Of each that is left the question is whether it is needed where all else that is given holds.

    Raises
    ------
    Undecided
        If that is not decided.
    """
    asked = statement(relation, list(given.values()))
    point = random_point(asked, FEW)  # sooner found than a search for a certificate of what is false has ended
    kept, certificate = list(given), find_certificate(asked) if point is None else None
    if certificate is not None:
        kept = _used(certificate, given, asked)
    elif point is None:  # if there is none, the caller is told what is wrong
        kept, certificate = _without_one(relation, given) or (kept, None)
    proved = None
    for name in list(kept):
        try:
            found = always(relation, [given[other] for other in kept if other != name], known=certificate)
        except Undecided:  # it stays
            continue
        if found.counterexample is None:
            kept, proved = [other for other in kept if other != name], found
    result = proved or always(relation, [given[name] for name in kept], known=certificate)
    dropped: dict[str, Point] = {}
    spare: dict[str, Certificate] = {}
    for name in kept if result else ():
        alone = _without(name, relation, given, known=result.certificate)
        if isinstance(alone, Certificate):
            spare[name] = alone
        elif alone is not None:
            dropped[name] = alone
    return MinimalAssumptions(names=tuple(kept), dropped=dropped, spare=spare, result=result)


def _without_one(relation: Boolean, given: Mapping[str, Boolean]) -> tuple[list[str], Certificate] | None:
    """A certificate that leaves one assumption out, with what it uses: what is not needed can lead the search astray."""
    for name in given:
        fewer = {other: part for other, part in given.items() if other != name}
        asked = statement(relation, list(fewer.values()))
        certificate = find_certificate(asked) if random_point(asked, FEW) is None else None
        if certificate is not None:
            return _used(certificate, fewer, asked), certificate
    return None


def likely_to_imply(name: str, given: Mapping[str, Boolean]) -> Iterator[tuple[Boolean, ...]]:
    """What may well imply a condition of a regime: the ranges, and one premise or another condition of the regime at a time."""
    mode, colon, _ = name.rpartition(": ")
    ranges = tuple(part for other, part in given.items() if other in RANGES)
    others = [other for other in given if other != name and other not in RANGES and other.rpartition(": ")[0] in {mode, ""}]
    return ((*ranges, given[other]) for other in others if colon)


def _without(name: str, relation: Boolean, given: Mapping[str, Boolean], known: Certificate | None) -> Point | Certificate | None:
    """A point at which a statement fails for want of one assumption alone, or a certificate that all else is enough, or neither."""
    implied = next((certificate for parts in likely_to_imply(name, given) if (certificate := _implied(given[name], parts))), None)
    if implied is not None:
        return implied
    try:
        found = always(relation, [part for other, part in given.items() if other != name], known=known, budget=A_LITTLE)
    except Undecided:  # it is not said that the assumption is needed, nor that it is not
        return None
    return dict(found.counterexample) if found.counterexample is not None else found.certificate


@cache
def _implied(condition: Boolean, given: tuple[Boolean, ...]) -> Certificate | None:
    """A certificate that a condition follows from a few others, if one is found; they are the same in many statements."""
    try:
        return always(condition, given, budget=A_LITTLE).certificate
    except Undecided:
        return None


def _used(certificate: Certificate, given: Mapping[str, Boolean], asked: Statement) -> list[str]:
    """The assumptions that a proof uses; those that are felt to be more special come first, to be dropped first."""
    hypotheses = [hypothesis for case in certificate.cases for hypothesis in case.hypotheses]
    used = [
        name
        for name, part in given.items()
        if any(as_constraint(atom) in hypotheses for conjunction in disjunctive_normal_form(part, asked.ring) for atom in conjunction)
    ]
    return sorted(used, key=lambda name: ("unit cost" not in name, "stability" not in name))


def called(assumption: str) -> str:
    """The name of an assumption for a sentence: mathematics as such, a condition with its regime in brackets."""
    if not re.search("[a-z]{2}", assumption):
        return f"${unicode_to_latex(assumption)}$"
    mode, _, condition = assumption.rpartition(": ")
    condition, _, case = condition.partition(", ")
    return condition + "".join(f" ({where})" for where in (case, mode) if where)
