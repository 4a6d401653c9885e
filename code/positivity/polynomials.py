"""Polynomials with the signs of rational functions, and their factors."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import Any

import sympy as sp
from sympy.polys import polyconfig
from sympy.polys.rings import PolyElement, PolyRing

from positivity.budget import step

# SymPy factors a polynomial from its values on lines drawn at random. From one on which it falls apart though it is irreducible, that can
# take hours, and every second line may be one. Of so many the best is taken, and one on which it stays whole settles it.
polyconfig.setup("EEZ_NUMBER_OF_CONFIGS", 24)

Atom = tuple[PolyElement, bool]
"""A polynomial, and whether it is positive (or else nonnegative)."""


@cache
def sign_equivalent(expr: sp.Expr, ring: PolyRing) -> PolyElement:
    """A polynomial with integer coefficients that has the sign of a rational function wherever it is defined."""
    if expr.is_Symbol:  # what it assumes of itself is not taken for granted here
        return primitive_polynomial(expr, ring)
    sign, found = _sign_factors(expr)
    # signs and order are those of SymPy's own factor list: what is found first must not decide which proof is found
    kept = [(factor.set_ring(ring), power) for factor, power in found]
    sign *= prod(-1 for factor, power in kept if factor.LC < 0 and power % 2)
    kept = sorted(((-factor if factor.LC < 0 else factor, power) for factor, power in kept), key=_complexity)
    product = ring(sign)
    for factor, power in kept:
        product *= factor**power
    for turn in (1, -1):
        _FACTORS.setdefault(turn * product, (turn * sign, kept))
    return product


def _complexity(found: tuple[PolyElement, int]) -> tuple[int, int, list[Any]]:
    dense = found[0].to_dense()
    return len(dense), found[1], dense


@cache  # the same relation is asked about in many statements, each with a ring of its own
def _sign_factors(expr: sp.Expr) -> tuple[int, list[tuple[PolyElement, int]]]:
    """A sign and polynomials in the symbols of a rational function, with powers that tell its sign wherever it is defined."""
    own = PolyRing(sorted(expr.free_symbols, key=lambda symbol: symbol.name), sp.ZZ)
    numerator, denominator = sp.fraction(sp.together(expr))
    if (whole := primitive_polynomial(numerator, own)).is_ground:  # it is a number once it is multiplied out
        numerator = sp.Integer(int(whole.LC))
    (over, above), (under, below) = (sp.factor_list(part) for part in (numerator, denominator))
    powers: dict[sp.Expr, int] = {}
    for factor, power in above:
        powers[factor] = 2 - power % 2
    for factor, power in below:  # it is not zero, so that an even power tells nothing
        powers[factor] = powers.get(factor, 0) + power % 2
    kept = [(primitive_polynomial(factor, own), int(power)) for factor, power in powers.items() if power and not factor.is_positive]
    return int(sp.sign(over) * sp.sign(under)), kept


_FACTORS: dict[PolyElement, tuple[int, list[tuple[PolyElement, int]]]] = {}


def factors(polynomial: PolyElement) -> tuple[int, list[tuple[PolyElement, int]]]:
    """A whole number and the irreducible polynomials, with their powers, whose product a polynomial is."""
    step(len(polynomial))
    if polynomial not in _FACTORS:
        constant, found = polynomial.factor_list()
        _FACTORS[polynomial] = (int(constant), found)
    return _FACTORS[polynomial]


def primitive_polynomial(expr: sp.Expr, ring: PolyRing) -> PolyElement:
    """A polynomial with rational coefficients, times a positive number that makes them whole and coprime."""
    if expr.is_Rational:
        return ring(int(sp.sign(expr)))
    multiplied_out = ring.clone(domain=sp.QQ).from_expr(expr)  # much quicker than by SymPy's expand
    whole = multiplied_out.clear_denoms()[1].primitive()[1]
    return ring.from_dict({exponents: int(coefficient) for exponents, coefficient in whole.terms() if coefficient})


def coefficient(polynomial: PolyElement, v: int, power: int) -> PolyElement:
    """The coefficient of a power of a variable, a polynomial in the others."""
    terms = {(*e[:v], 0, *e[v + 1 :]): found for e, found in polynomial.terms() if e[v] == power}
    return polynomial.ring.from_dict(terms)


def powers(base: PolyElement, degree: int) -> list[PolyElement]:
    """The powers of a polynomial up to a degree, the constant first."""
    found = [base.ring(1)]
    for _ in range(degree):
        step(len(found[-1]) * len(base))
        found.append(found[-1] * base)
    return found
