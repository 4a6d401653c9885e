"""Points that satisfy equations: one coordinate of a point is changed for each equation that a statement holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from math import isqrt

import sympy as sp
from sympy.polys.rings import PolyElement

from positivity.budget import step
from positivity.evaluation import value_of
from positivity.polynomials import Atom, coefficient
from positivity.statement import Statement

MOST_PLANS = 4
"""So many systems of equations are solved."""
Values = dict[sp.Symbol, Fraction]
Elimination = tuple[sp.Symbol, list[PolyElement]]
"""A symbol, and the coefficients of an equation that is linear or quadratic in it, the constant first."""


def equality_solver(statement: Statement) -> Callable[[Values], Iterator[Values]]:
    """A function that yields a point, and points like it that satisfy the equations of one way in which the statement could fail."""
    systems = list(dict.fromkeys(tuple(equations(conjunction)) for conjunction in statement.negation_dnf))
    plans = list(islice(filter(None, (elimination_plan(statement, system) for system in systems)), MOST_PLANS))

    def solve(drawn: Values) -> Iterator[Values]:
        yield drawn
        for steps in plans:
            yield from _solve_in_turn(statement, drawn, steps)

    return solve


def equations(conjunction: list[Atom]) -> Iterator[PolyElement]:
    """Polynomials that are zero: neither they nor their negatives are negative."""
    nonnegative = [polynomial for polynomial, strict in conjunction if not strict]
    for i, polynomial in enumerate(nonnegative):
        step(i + len(polynomial))
        if -polynomial in nonnegative[:i]:
            yield polynomial


def elimination_plan(statement: Statement, system: tuple[PolyElement, ...]) -> list[Elimination]:
    """For each equation a symbol to solve it for, of low degree."""
    steps: list[Elimination] = []
    for polynomial in system:
        taken = {symbol for symbol, _ in steps}
        open_ = [(degree, v) for v, degree in enumerate(polynomial.degrees()) if 1 <= degree <= 2 and statement.symbols[v] not in taken]
        if open_:
            degree, v = min(open_)
            steps.append((statement.symbols[v], [coefficient(polynomial, v, power) for power in range(degree + 1)]))
    return steps


def _solve_in_turn(statement: Statement, point: Values, steps: list[Elimination]) -> Iterator[Values]:
    if not steps:
        yield point
        return
    (symbol, coefficients), rest = steps[0], steps[1:]
    values = [point[symbol] for symbol in statement.symbols]
    for root in rational_roots(*(value_of(part, values) for part in coefficients)):
        yield from _solve_in_turn(statement, {**point, symbol: root}, rest)


def rational_roots(c: Fraction, b: Fraction, a: Fraction = Fraction(0)) -> list[Fraction]:
    """The rational roots of a x^2 + b x + c."""
    if a == 0:
        return [-Fraction(c) / b] if b else []
    square = b * b - 4 * a * c
    if square < 0:
        return []
    over, under = isqrt(Fraction(square).numerator), isqrt(Fraction(square).denominator)
    root = Fraction(over, under)
    return [(-b + root) / (2 * a), (-b - root) / (2 * a)] if root * root == square else []
