"""Points at which all hypotheses but one hold: they show at once which signs are not worth proving."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import lcm, prod

from sympy.polys.rings import PolyElement

from spillover.proof.polynomials import Atom, factors

ENOUGH = 40
"""So many points are looked for."""
MOST_DRAWS = 1500
"""So many points are tried for that."""


@dataclass(frozen=True)
class Sample:
    """A point, one value a variable, and the place of the hypothesis that fails there."""

    point: tuple[Fraction, ...]
    violated: int


def samples(hypotheses: Sequence[Atom]) -> tuple[Sample, ...]:
    """Points at which exactly one hypothesis fails, drawn at random, always the same."""
    found: list[Sample] = []
    parts = sorted(((place, *factors(polynomial), strict) for place, (polynomial, strict) in enumerate(hypotheses)), key=_length)
    for point in _points(hypotheses):
        violated: list[int] = []
        known: dict[PolyElement, int] = {}  # hypotheses have factors in common
        for place, constant, powers, strict in parts:
            sign = constant
            for factor, power in powers:
                if factor not in known:
                    known[factor] = sign_at(factor, point)
                sign *= known[factor] ** power
            if sign < 0 or (sign == 0 and strict):
                violated.append(place)
                if len(violated) > 1:
                    break
        if len(violated) == 1:
            found.append(Sample(point, violated[0]))
        if len(found) == ENOUGH:
            break
    return tuple(found)


def _length(part: tuple[int, int, list[tuple[PolyElement, int]], bool]) -> int:
    return sum(len(factor) for factor, _ in part[2])


def _points(hypotheses: Sequence[Atom]) -> Iterator[tuple[Fraction, ...]]:
    draws = random.Random(0)
    nonnegative = [any(polynomial == generator for polynomial, _ in hypotheses) for generator in hypotheses[0][0].ring.gens]
    for _ in range(MOST_DRAWS):
        sizes = [Fraction(draws.randint(0, 12), draws.choice((1, 1, 2, 3, 5, 12))) for _ in nonnegative]
        yield tuple(size if known or draws.random() < 0.5 else -size for size, known in zip(sizes, nonnegative, strict=True))


def holds(atom: Atom, point: Sequence[Fraction]) -> bool:
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
