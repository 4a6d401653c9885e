"""Points at which all hypotheses but one hold: they show at once which signs are not worth proving."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import lcm, prod

from sympy.polys.rings import PolyElement, PolyRing

from positivity.budget import step
from positivity.polynomials import Atom, factors

ENOUGH = 40
"""So many points are looked for."""
MOST_DRAWS = 1500
"""So many points are tried for that."""
LARGEST = 12
"""The largest power of ten by which coordinates are multiplied where a condition holds of large numbers only."""

Coordinates = tuple[Fraction, ...]
"""A point, one value a variable in the order of the ring."""


@dataclass(frozen=True)
class Witness:
    """A point, and the place of the hypothesis that fails there."""

    point: Coordinates
    violated: int


def draw_witnesses(hypotheses: Sequence[Atom]) -> tuple[Witness, ...]:
    """Points at which exactly one hypothesis fails, drawn at random, always the same: of small numbers, else of all sizes."""
    return _drawn(hypotheses, 0) or _drawn(hypotheses, LARGEST)


def _drawn(hypotheses: Sequence[Atom], largest: int) -> tuple[Witness, ...]:
    step(MOST_DRAWS * len(hypotheses))
    found: list[Witness] = []
    parts = sorted(((place, *factors(polynomial), strict) for place, (polynomial, strict) in enumerate(hypotheses)), key=_length)
    ring = hypotheses[0][0].ring
    nonnegative = tuple(any(polynomial == generator for polynomial, _ in hypotheses) for generator in ring.gens)
    for point, known in zip(_points(nonnegative, largest), _signs(nonnegative, ring, largest), strict=True):
        violated: list[int] = []
        for place, constant, powers, strict in parts:
            sign = constant
            for factor, power in powers:
                if factor not in known:  # hypotheses have factors in common, and statements have hypotheses
                    known[factor] = sign_at(factor, point)
                sign *= known[factor] ** power
            if sign < 0 or (sign == 0 and strict):
                violated.append(place)
                if len(violated) > 1:
                    break
        if len(violated) == 1:
            found.append(Witness(point, violated[0]))
        if len(found) == ENOUGH:
            break
    return tuple(found)


def _length(part: tuple[int, int, list[tuple[PolyElement, int]], bool]) -> int:
    return sum(len(factor) for factor, _ in part[2])


@cache
def _points(nonnegative: tuple[bool, ...], largest: int) -> list[Coordinates]:
    draws = random.Random(0)
    points = []
    for _ in range(MOST_DRAWS):
        sizes = [Fraction(draws.randint(0, 12), draws.choice((1, 1, 2, 3, 5, 12))) for _ in nonnegative]
        if largest:
            sizes = [size * Fraction(10) ** draws.choice((0, draws.randint(-largest, largest))) for size in sizes]
        points.append(tuple(size if known or draws.random() < 0.5 else -size for size, known in zip(sizes, nonnegative, strict=True)))
    return points


@cache
def _signs(nonnegative: tuple[bool, ...], ring: PolyRing, largest: int) -> list[dict[PolyElement, int]]:
    """For each of the points the signs of polynomials there, as far as they are known; filled while they are looked for."""
    return [{} for _ in _points(nonnegative, largest)]


def holds_at(atom: Atom, point: Sequence[Fraction]) -> bool:
    """Whether a polynomial has a sign at a point."""
    sign = sign_at(atom[0], point)
    return sign > 0 or (sign == 0 and not atom[1])


def sign_at(polynomial: PolyElement, point: Sequence[Fraction]) -> int:
    """The sign of a polynomial at a point, in whole numbers over one denominator."""
    under = lcm(*(value.denominator for value in point))
    values = (under, *(value.numerator * (under // value.denominator) for value in point))
    value: int = sum(prod(map(pow, values, exponents), start=c) for exponents, c in _homogeneous(polynomial))
    return (value > 0) - (value < 0)


@cache
def _homogeneous(polynomial: PolyElement) -> list[tuple[tuple[int, ...], int]]:
    """The terms, with a power of the denominator in front."""
    degree = max(map(sum, polynomial.monoms()), default=0)
    return [((degree - sum(e), *e), int(c)) for e, c in polynomial.terms()]
