"""A Positivstellensatz identity by linear programming: which products of hypotheses, and squares, add up to zero.

SciPy finds out which of them have a positive weight; the weights themselves are then computed exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement, islice
from math import comb
from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix
from sympy.polys.rings import PolyElement

from positivity.assembly import as_rational
from positivity.budget import step
from positivity.certificate import Identity, Term
from positivity.polynomials import Atom

MOST_PRODUCTS = 2500
"""So many products are looked at."""

Candidate = tuple[PolyElement, Term, bool]
"""A nonnegative polynomial, the term that it is, and whether it is positive."""


def is_installed() -> bool:
    """Whether SciPy is there."""
    try:
        import scipy.optimize  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


def linear_combination(hypotheses: Sequence[Atom]) -> Identity | None:
    """Products of hypotheses and squares that add up to zero, one of them positive; None where none is found, or SciPy missing."""
    if not is_installed():
        return None
    degree = _degree(hypotheses[-1][0])
    for room in (0, 1, 2):
        if comb(len(hypotheses) + degree + room, degree + room) > MOST_PRODUCTS:
            return None
        candidates = list(islice(candidate_products(hypotheses, degree + room), MOST_PRODUCTS + 1))
        found = find_weights(candidates) if len(candidates) <= MOST_PRODUCTS else None
        if found:
            return found
    return None


def candidate_products(hypotheses: Sequence[Atom], degree: int) -> Iterator[Candidate]:
    """All products of hypotheses, and of one hypothesis with the square of a sum or difference of two monomials, up to a degree."""
    ring = hypotheses[0][0].ring
    sizes = [_degree(polynomial) for polynomial, _ in hypotheses]
    parts: list[tuple[PolyElement, tuple[int, ...], bool]] = []
    for count in range(degree + 1):
        for places in combinations_with_replacement([i for i, size in enumerate(sizes) if size], count):
            if sum(sizes[i] for i in places) <= degree:
                value = ring(1)
                for i in places:
                    value *= hypotheses[i][0]
                parts.append((value, places, all(hypotheses[i][1] for i in places)))
    for value, places, strict in parts:
        yield value, Term(1, _powers(places)), strict
    for square in candidate_squares(ring, degree // 2):
        for value, places, _ in parts:
            if len(places) <= 1 and _degree(value) + 2 * _degree(square) <= degree:
                yield value * square**2, Term(1, _powers(places), {e: int(c) for e, c in square.terms()}), False


def candidate_squares(ring: Any, degree: int) -> Iterator[PolyElement]:
    """Monomials up to a degree, and their sums and differences in pairs."""
    monomials = [ring(1)]
    for count in range(1, degree + 1):
        for generators in combinations_with_replacement(ring.gens, count):
            value = ring(1)
            for generator in generators:
                value *= generator
            monomials.append(value)
    yield from monomials[1:]
    for left, right in combinations(monomials, 2):
        yield left - right
        yield left + right


def find_weights(candidates: Sequence[Candidate]) -> Identity | None:
    """Weights, not all zero on positive candidates, with which the candidates add up to zero."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    step(sum(len(value) for value, _, _ in candidates))
    rows = {exponents: i + 1 for i, exponents in enumerate({e: None for value, _, _ in candidates for e in value.monoms()})}
    entries = [(rows[e], j, float(c)) for j, (value, _, _) in enumerate(candidates) for e, c in value.terms()]
    entries += [(0, j, 1.0) for j, (_, _, strict) in enumerate(candidates) if strict]
    i, j, numbers = zip(*entries, strict=True)
    matrix = coo_array((numbers, (i, j)), shape=(len(rows) + 1, len(candidates))).tocsr()
    target = np.zeros(len(rows) + 1)
    target[0] = 1
    step(len(rows) * len(candidates) // 10)
    solved = linprog(np.ones(len(candidates)), A_eq=matrix, b_eq=target, bounds=(0, None), method="highs-ds")
    if not solved.success:
        return None
    return exact_weights([candidates[int(j)] for j in np.flatnonzero(solved.x > 1e-9)])


def exact_weights(chosen: Sequence[Candidate]) -> Identity | None:
    """The same weights as exact fractions; None where there are none that are positive."""
    monomials = sorted({e for value, _, _ in chosen for e in value.monoms()})
    table = [[sp.QQ(int(value.get(e, 0))) for value, _, _ in chosen] + [sp.QQ(0)] for e in monomials]
    table.append([sp.QQ(int(strict)) for _, _, strict in chosen] + [sp.QQ(1)])
    reduced, pivots = DomainMatrix(table, (len(table), len(chosen) + 1), sp.QQ).rref()
    if pivots != tuple(range(len(chosen))):
        return None
    weights = [reduced[i, len(chosen)].element for i in range(len(chosen))]
    if any(weight < 0 for weight in weights):
        return None
    return Identity(tuple(Term(as_rational(w), term.powers, term.square) for w, (_, term, _) in zip(weights, chosen, strict=True) if w))


def _degree(polynomial: PolyElement) -> int:
    return max((sum(exponents) for exponents in polynomial.monoms()), default=0)


def _powers(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((i, places.count(i)) for i in sorted(set(places)))
