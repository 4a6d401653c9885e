"""Points at which a statement fails: exact, checked, and as simple as can be found."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import islice

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity import solver
from positivity.equality_points import equality_solver
from positivity.evaluation import Point, failure_test, satisfies_assumptions, truth_at
from positivity.statement import Statement

FEW = 2_000
"""Points tried at random before anything else."""
MANY = 20_000
"""Points tried at random where Z3 is not installed."""
NEAR = 4_000
"""Points tried at random near one with irrational coordinates."""
MOST_POINTS = 400_000
"""Points looked at for the simplest one."""
QUICK = 200_000
"""Steps of Z3 for one of many small questions."""

SIMPLE: tuple[Fraction, ...] = tuple(
    sorted(
        {Fraction(p, q) for q in (1, 2, 3, 4, 5, 6, 8, 10) for p in range(0, 31) if p + q <= 31},
        key=lambda value: (value.denominator + value.numerator + (value.denominator > 1), value),
    )
)
"""Nonnegative fractions, the simplest first."""


def random_point(statement: Statement, count: int) -> Point | None:
    """A point among some simple ones drawn at random, always the same."""
    return _first_failure(statement, _drawn(tuple(statement.symbols), count))


@cache
def _drawn(symbols: tuple[sp.Symbol, ...], count: int) -> list[dict[sp.Symbol, Fraction]]:
    """Points; every fourth has two equal coordinates, because that is where some statements fail."""
    draws = random.Random(0)
    points = []
    for _ in range(count):
        point = {symbol: _draw(symbol, draws) for symbol in symbols}
        if len(point) > 1 and draws.random() < 0.25:
            one, other = draws.sample(symbols, 2)
            point[one] = point[other]
        points.append(point)
    return points


def _draw(symbol: sp.Symbol, draws: random.Random) -> Fraction:
    value = SIMPLE[min(int(draws.expovariate(1 / 12)), len(SIMPLE) - 1)] * draws.choice((1, 1, 1, 1, 10))
    value = Fraction(value.numerator) if symbol.is_integer else value
    return value if symbol.is_extended_nonnegative or (not symbol.is_extended_nonpositive and draws.random() < 0.5) else -value


def point_near(statement: Statement, point: dict[sp.Symbol, sp.Rational], count: int) -> Point | None:
    """A point among some drawn at random near one, with denominators of all sizes."""
    draws = random.Random(0)

    def drawn(value: sp.Rational) -> Fraction:
        exact = Fraction(int(value.p), int(value.q))
        away = exact + Fraction(draws.gauss(0, 1) * 10 ** -draws.uniform(0, 5)) * (1 + abs(exact))
        return away.limit_denominator(int(10 ** draws.uniform(0, 5)))

    return _first_failure(statement, ({symbol: drawn(value) for symbol, value in point.items()} for _ in range(count)))


def _first_failure(statement: Statement, points: Iterable[dict[sp.Symbol, Fraction]]) -> Point | None:
    """The first point at which the statement fails; some coordinates may be changed to satisfy its equations."""
    fails, solve = failure_test(statement), equality_solver(statement)
    found = next((point for drawn in points for point in solve(drawn) if fails(point)), None)
    return None if found is None else {symbol: sp.Rational(value) for symbol, value in found.items()}


def rational_point(statement: Statement, answer: solver.SolverAnswer) -> Point | None:
    """Z3's point, or one near it or simpler, with a rational number for every symbol, and a whole one where the symbol is whole."""
    fixed = {symbol: value for symbol, value in answer.point.items() if value is not None and satisfies_assumptions(symbol, value)}
    if len(fixed) == len(answer.point):
        return fixed
    others = [symbol for symbol in answer.point if symbol not in fixed]
    return point_near(statement, answer.approximately, NEAR) or _point_with_one_fixed(statement, others)


def _point_with_one_fixed(statement: Statement, symbols: list[sp.Symbol]) -> Point | None:
    """A point that Z3 finds once it is told a simple value of one symbol."""
    for symbol in symbols:
        for value in simple_values(symbol):
            found = solver.solve([*statement.region, sp.Eq(symbol, value, evaluate=False)], statement.relation, QUICK)
            if found.status == "sat" and all(
                value is not None and satisfies_assumptions(symbol, value) for symbol, value in found.point.items()
            ):
                return {symbol: value for symbol, value in found.point.items() if value is not None}
    return None


def simple_values(symbol: sp.Symbol) -> Iterator[sp.Rational]:
    """Simple values that a symbol may take."""
    for value in map(sp.Rational, SIMPLE[:40]):
        yield from (signed for signed in dict.fromkeys((value, -value)) if satisfies_assumptions(symbol, signed))


def simplify(statement: Statement, point: Point) -> Point:
    """A simpler point, found by changing one coordinate at a time while the statement still fails."""
    fails = failure_test(statement)
    current = {symbol: Fraction(int(value.p), int(value.q)) for symbol, value in point.items()}
    for _ in range(3):
        before = dict(current)
        for symbol in statement.symbols:
            better = (value for value in simpler_values(current[symbol]) if fails({**current, symbol: value}))
            current[symbol] = next(better, current[symbol])
        if current == before:
            break
    return {symbol: sp.Rational(value) for symbol, value in current.items()}


def simpler_values(value: Fraction) -> Iterator[Fraction]:
    """Values simpler than the one given, the simplest first: small fractions, then those near it."""
    sign = -1 if value < 0 else 1
    size = value.denominator + abs(value.numerator)
    yield from (sign * simple for simple in SIMPLE if simple.denominator + simple.numerator < size)
    yield from (near for digits in range(1, 7) if (near := value.limit_denominator(10**digits)) != value)


def simplest_point(statement: Statement, whole: Iterable[sp.Symbol], most: int) -> Point | None:
    """The simplest point at which the statement fails, among so many of the simplest points; None where there is none.

    A point is the simpler the smaller the sum of all its numerators and denominators.

    Parameters
    ----------
    whole
        symbols that must be whole numbers.
    """
    fails, whole = failure_test(statement), set(whole)
    values = [(symbol, allowed_values(statement, symbol, symbol in whole)) for symbol in statement.symbols]
    points = (point for size in range(len(values), 12 * len(values) + 1) for point in _points_of_size(values, size))
    found = next((point for point in islice(points, most) if fails(point)), None)
    return None if found is None else {symbol: sp.Rational(value) for symbol, value in found.items()}


def allowed_values(statement: Statement, symbol: sp.Symbol, whole: bool) -> list[tuple[int, Fraction]]:
    """Simple values of one symbol that violate no condition about it alone, each with its size."""
    return _allowed_values(tuple(part for part in statement.region if part.free_symbols == {symbol}), symbol, whole)


@cache  # questions about the same market share these conditions
def _allowed_values(alone: tuple[Boolean, ...], symbol: sp.Symbol, whole: bool) -> list[tuple[int, Fraction]]:
    found = []
    for value in SIMPLE:
        for signed in (value, -value) if value else (value,):
            at = {symbol: sp.Rational(signed)}
            if not (whole and signed.denominator > 1) and all(truth_at(part, at) is not sp.false for part in alone):
                found.append((abs(signed.numerator) + signed.denominator, signed))
    return found


def _points_of_size(values: list[tuple[sp.Symbol, list[tuple[int, Fraction]]]], size: int) -> Iterator[dict[sp.Symbol, Fraction]]:
    """All points of a size."""
    if not values:
        if size == 0:
            yield {}
        return
    (symbol, options), rest = values[0], values[1:]
    least = sum(min((own for own, _ in others), default=0) for _, others in rest)
    for own, value in options:
        if own + least <= size:
            yield from ({symbol: value, **point} for point in _points_of_size(rest, size - own))
