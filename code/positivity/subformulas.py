"""The parts of a relation, each with what must occur somewhere on the region if it is to say something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp
from sympy.logic.boolalg import to_nnf

Conditions = tuple[Any, ...]
"""Booleans that are to hold together at some point of the region."""


def needed_points(formula: Any, where: Conditions = ()) -> Iterator[tuple[str, Conditions]]:
    """What would be wrong with a part of a relation that holds everywhere, and conditions without a common point if it is so.

    Parts are looked at where they make the relation weaker: not inside a premise, nor inside a side of an equivalence.

    Parameters
    ----------
    where
        what holds wherever the relation depends on this formula.
    """
    formula = to_nnf(formula, simplify=False) if isinstance(formula, sp.Not) else formula
    if isinstance(formula, sp.And):
        for part in formula.args:
            yield from needed_points(part, where)
    elif isinstance(formula, sp.Or):
        for part in formula.args:
            others_fail = (*where, *(sp.Not(other) for other in formula.args if other != part))
            yield f"the alternative {part} is not needed: where it holds, another one does", others_fail
            yield from needed_points(part, others_fail)
    elif isinstance(formula, sp.Implies):
        premise, conclusion = formula.args
        yield f"the premise {premise} is never met", (*where, premise)
        yield from needed_points(conclusion, (*where, premise))
    elif isinstance(formula, sp.Equivalent):
        sides = " and ".join(map(str, formula.args))
        yield f"the sides of an equivalence, {sides}, hold nowhere", (*where, *formula.args)
        yield f"the sides of an equivalence, {sides}, fail nowhere", (*where, *map(sp.Not, formula.args))


def premises(formula: Any, supposed: Conditions = ()) -> Iterator[Conditions]:
    """What each implication in a formula supposes, with what those around it suppose; the last condition is its own.

    Implications are looked at where the formula depends on them: not inside a premise, a side of an equivalence or a negation.
    """
    if isinstance(formula, sp.And | sp.Or):
        for part in formula.args:
            yield from premises(part, supposed)
    elif isinstance(formula, sp.Implies):
        premise, conclusion = formula.args
        yield (*supposed, premise)
        yield from premises(conclusion, (*supposed, premise))
