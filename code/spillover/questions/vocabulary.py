"""The names that a question may use, what they stand for, and how large a question may be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from math import comb, prod
from typing import Any

import sympy as sp
from sympy.polys.fields import FracField

from spillover import model
from spillover.cluster import solution
from spillover.notation import mark, without_shorthands
from spillover.questions import lexicon
from spillover.regimes import Mode, Planner, Regime

MODES: dict[str, Mode] = {regime.key: regime for regime in Regime} | {optimum.name.lower(): optimum for optimum in Planner}
"""The regimes and planners by name."""

SYMBOLS: dict[str, sp.Symbol] = {symbol.name: symbol for symbol in (*model.PARAMETERS, *model.SHORTHANDS)}
"""The parameters and the shorthands by name."""

MARKS: dict[sp.Symbol, tuple[str, Mode]] = {mark(name, mode): (name, mode) for name in model.QUANTITIES for mode in MODES.values()}
"""What each symbol with a mark stands for: a quantity in a mode."""

EXAMPLE = "profit[full] > profit[rnd] if beta > 1/2, or: is profit higher under full cooperation than under R&D cooperation?"
"""A question, in two spellings."""
INSTANCE = f"; write for instance {EXAMPLE}"
"""What everybody is told who writes an unknown name."""

CLOSE, APART = 0.8, 0.06
"""How like a known word an unknown one must be, and by how much more than one that means another thing."""


def key(mode: Mode) -> str:
    """The name of a regime or a planner in a question."""
    return next(name for name, known in MODES.items() if known is mode)


def unknown(name: str) -> str:
    """What to tell a reader whose name is none of the names."""
    kinds = ("quantity", "parameter", "mode", "relation", "trend", "if") if len(name) > 3 else ("quantity", "parameter")
    return f"unknown name {name!r}{_closest(name, kinds) or INSTANCE}"


def unknown_mode(name: str) -> str:
    """What to tell a reader whose name in square brackets is none of the regimes and planners."""
    return f"unknown regime {name!r}{_closest(name, ('mode',))}; the regimes and planners are {', '.join(MODES)}"


def _closest(name: str, kinds: Iterable[str]) -> str:
    """The known word that is most like an unknown one; two of them where they mean two things."""
    known = {spelling.lower(): meaning for spelling, (kind, meaning) in lexicon.words() if kind in kinds and len(spelling) > 1}
    likeness = {spelling: SequenceMatcher(None, name.lower(), spelling).ratio() for spelling in known}
    best = max(likeness, key=likeness.__getitem__)
    if likeness[best] < CLOSE:
        return ""
    near = {
        known[spelling]: spelling for spelling in sorted(likeness, key=likeness.__getitem__) if likeness[spelling] > likeness[best] - APART
    }
    return f", did you mean {' or '.join(f'{spelling!r}' for spelling in reversed(near.values()))}?"


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


def factored(expr: sp.Expr, symbols: Iterable[sp.Symbol]) -> sp.Expr:
    """The same as SymPy's ``factor``, for a rational function of these symbols, but many times faster where it is long."""
    fraction = FracField(tuple(symbols), sp.ZZ).from_expr(sp.sympify(expr))
    (over, above), (under, below) = fraction.numer.factor_list(), fraction.denom.factor_list()
    powers = [factor.as_expr() ** power for factor, power in above] + [factor.as_expr() ** -power for factor, power in below]
    return sp.Mul(sp.Rational(int(over), int(under)), *powers)


def speaks_of_regime(value: Any) -> bool:
    """Whether a number contains a quantity of a regime or a planner."""
    return isinstance(value, sp.Expr) and bool(value.free_symbols & MARKS.keys())


@cache
def signs(value: sp.Expr, conditions: tuple[Any, ...] = ()) -> frozenset[int]:
    """The signs that a number has in some clusters where conditions hold and the regimes that it names have a solution."""
    modes = {MARKS[symbol][1] for symbol in value.free_symbols & MARKS.keys()}
    needed = [without_shorthands(condition.holds) for mode in modes for condition in solution.conditions(mode)]
    needed += map(in_parameters, conditions)
    formula, found = in_parameters(value), set()
    for n, beta, gamma in product((2, 3, 7), (1, 4, 6, 9), (sp.S.Half, 1, 2, 4, 9, 30, 400)):
        numbers = (n, 91, 90, 1, sp.Rational(beta, 10), gamma)
        point = {symbol: sp.sympify(number) for symbol, number in zip(model.PARAMETERS, numbers, strict=True)}
        if all(holds.xreplace(point) == sp.true for holds in needed):
            found.add(int(sp.sign(formula.xreplace(point))))
    return frozenset(found - {0})


@cache
def slope(value: sp.Expr, parameter: sp.Symbol) -> sp.Expr:
    """The derivative of a number in a parameter, all others as they are: in the six parameters, factored."""
    return factored(sp.diff(in_parameters(value), parameter), model.PARAMETERS)


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
