"""The names that a question may use, what they stand for, and how large a question may be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from math import comb, prod
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import solution
from spillover.notation import LETTERS, mark, without_shorthands
from spillover.regimes import Mode, Planner, Regime

MODES: dict[str, Mode] = {regime.key: regime for regime in Regime} | {optimum.name.lower(): optimum for optimum in Planner}
"""The regimes and planners by name."""

SYMBOLS: dict[str, sp.Symbol] = {symbol.name: symbol for symbol in (*model.PARAMETERS, *model.SHORTHANDS)}
"""The parameters and the shorthands by name."""

MARKS: dict[sp.Symbol, tuple[str, Mode]] = {mark(name, mode): (name, mode) for name in model.QUANTITIES for mode in MODES.values()}
"""What each symbol with a mark stands for: a quantity in a mode."""

NAMES = (
    f"the quantities are {', '.join(model.QUANTITIES)}, each with a regime or a planner in square brackets "
    f"({', '.join(MODES)}), for instance welfare[rnd]; the parameters are {', '.join(symbol.name for symbol in model.PARAMETERS)}; "
    f"the shorthands are {', '.join(symbol.name for symbol in model.SHORTHANDS)}"
)
"""All names, in a sentence."""

_ALSO = {letter.strip("\\").lower(): quantity for quantity, letter in LETTERS.items()} | {"π": "profit", "w": "welfare"}
_MODES_ALSO = {alias.lower(): name for name, mode in MODES.items() for alias in (mode.name, mode.key)}


def unknown(name: str) -> str:
    """What to tell a reader whose name is none of the names."""
    known = _ALSO | {known.lower(): known for known in (*SYMBOLS, *model.QUANTITIES)}
    return f"unknown name {name!r}{_closest(name, known)}; {NAMES}"


def unknown_mode(name: str) -> str:
    """What to tell a reader whose name in square brackets is none of the regimes and planners."""
    return f"unknown regime {name!r}{_closest(name, _MODES_ALSO)}; the regimes and planners are {', '.join(MODES)}"


def _closest(name: str, known: dict[str, str]) -> str:
    found = get_close_matches(name.lower(), known, n=1)
    return f", did you mean {known[found[0]]!r}?" if found else ""


def terms(expr: sp.Expr) -> tuple[int, int]:
    """At most how many terms the numerator and the denominator of an expression have when they are multiplied out.

    A parameter counts as two, since a proof moves it to the edge of its range (n = 2 + u).
    """
    if expr.is_Symbol:
        return _terms_of_mark(expr) if expr in MARKS else terms(model.SHORTHANDS[expr]) if expr in model.SHORTHANDS else (2, 1)
    if expr.is_Pow:
        above, below = (comb(count + abs(int(expr.exp)) - 1, count - 1) for count in terms(expr.base))
        return (below, above) if expr.exp.is_negative else (above, below)
    if expr.is_Mul:
        return _product(map(terms, expr.args))
    if expr.is_Add:
        return _sum(map(terms, expr.args))
    return 1, 1


@cache
def _terms_of_mark(symbol: sp.Symbol) -> tuple[int, int]:
    above, below = (len(sp.Add.make_args(sp.expand(part))) for part in sp.fraction(solution.factored_form(*MARKS[symbol])))
    return above, below


def _product(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    above, below = 1, 1
    for more_above, more_below in counts:
        above, below = above * more_above, below * more_below
    return above, below


def _sum(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    above, below = 0, 1
    for more_above, more_below in counts:
        above, below = above * more_below + more_above * below, below * more_below
    return above, below


def in_parameters(holds: Any) -> Any:
    """A statement or a number with each quantity replaced by its closed form and each shorthand by its meaning."""
    marks = holds.free_symbols & MARKS.keys()
    return without_shorthands(holds.xreplace({symbol: solution.outcome(mode)[name] for symbol in marks for name, mode in [MARKS[symbol]]}))


def vanishes(value: sp.Expr) -> bool:
    """Whether a number is zero in every cluster: looked at in three of them first, because that is quick."""
    formula = in_parameters(value)
    clusters = ([sp.Rational(p + step, 7 + step) for p in (19, 41, 29, 11, 3, 23)] for step in range(3))
    return all(formula.xreplace(dict(zip(model.PARAMETERS, numbers, strict=True))) == 0 for numbers in clusters) and sp.factor(formula) == 0


def disjuncts(holds: Any, truth: bool) -> int:
    """At most how many conjunctions of inequalities the disjunctive normal form of a statement, or of its negation, has."""
    if isinstance(holds, sp.Not):
        return disjuncts(holds.args[0], not truth)
    if isinstance(holds, sp.And | sp.Or):
        combine = prod if isinstance(holds, sp.And) is truth else sum
        return combine(disjuncts(part, truth) for part in holds.args)
    return 2 if isinstance(holds, sp.Ne if truth else sp.Eq) else 1
