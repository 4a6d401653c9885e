"""Exact arithmetic for industries: fractions, or SymPy expressions, by SymPy's domain matrices. Needs nothing but SymPy."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy import QQ
from sympy.polys.constructor import construct_domain
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from spillover.industry.stages import Market, System

STEPS = 20
"""Halvings that bring a spectral radius to a millionth."""


@dataclass(frozen=True)
class Matrix:
    """A domain matrix with the operators of NumPy's arrays."""

    rep: DomainMatrix

    def __matmul__(self, other: Matrix) -> Matrix:
        return Matrix(self.rep * other.rep)

    def __add__(self, other: Matrix) -> Matrix:
        return Matrix(self.rep + other.rep)

    def __sub__(self, other: Matrix) -> Matrix:
        return Matrix(self.rep - other.rep)

    def __mul__(self, scalar: Any) -> Matrix:
        return Matrix(self.rep.scalarmul(self.rep.domain.convert(scalar)))

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        found: tuple[int, int] = self.rep.shape
        return found

    @property
    def T(self) -> Matrix:
        """The transpose."""
        return Matrix(self.rep.transpose())


class Exact:
    """RndGame algebra without rounding.

    Parameters
    ----------
    values
        all numbers that will be used. Where one of them has a symbol, all results are SymPy expressions.

    Raises
    ------
    ValueError
        If a number is irrational and none has a symbol: the order of such numbers is not decided exactly here.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        expressions = [sp.sympify(value) for value in values]
        self.symbolic = any(value.free_symbols for value in expressions)
        irrational = next((value for value in expressions if not value.is_Rational), None)
        if irrational is not None and not self.symbolic:
            raise ValueError(
                f"numbers must be whole, fractions or floats, got {irrational}; give {irrational.evalf(15)} or a symbol instead"
            )
        self.domain = construct_domain(expressions, field=True)[0] if self.symbolic else QQ

    def require_finite(self, values: Iterable[Any]) -> None:
        """Nothing: exact numbers are."""

    def number(self, value: Any) -> Any:
        """A number of the field."""
        if isinstance(value, numbers.Rational) and not isinstance(value, sp.Basic):
            return self.domain.convert(QQ(int(value.numerator), int(value.denominator)))
        return self.domain.from_sympy(sp.sympify(value))

    def matrix(self, rows: Sequence[Sequence[Any]]) -> Matrix:
        """A matrix from its rows."""
        return Matrix(DomainMatrix([[self.number(value) for value in row] for row in rows], (len(rows), len(rows[0])), self.domain))

    def column(self, values: Any, n: int) -> Matrix:
        """A matrix of one column, from its n entries or one number for all."""
        return self.matrix([[value] for value in (values if isinstance(values, list) else [values] * n)])

    def diagonal(self, column: Matrix) -> Matrix:
        """The diagonal matrix of a column or row."""
        return Matrix(DomainMatrix.diag(column.rep.to_list_flat(), self.domain).to_dense())

    def scale_rows(self, vector: Matrix, matrix: Matrix) -> Matrix:
        """The rows of a matrix, each times an entry of a vector."""
        return self.diagonal(vector) @ matrix

    def identity(self, n: int) -> Matrix:
        """The identity matrix."""
        return self.diagonal(self.column(1, n))

    def reciprocal(self, column: Matrix) -> Matrix:
        """One over each entry."""
        return Matrix(DomainMatrix([[1 / value] for value in column.rep.to_list_flat()], column.shape, self.domain))

    def first(self, matrix: Matrix) -> Any:
        """The first entry, as a number of the field."""
        return matrix.rep.to_list_flat()[0]

    def hadamard(self, left: Matrix, right: Matrix) -> Matrix:
        """The product entry by entry."""
        return Matrix(left.rep.mul_elementwise(right.rep))

    def extract(self, matrix: Matrix, rows: Iterable[int], columns: Iterable[int]) -> Matrix:
        """Some rows and columns."""
        return Matrix(matrix.rep.extract(list(rows), list(columns)))

    def replace_rows(self, matrix: Matrix, places: Sequence[int], rows: Matrix) -> Matrix:
        """A matrix with other rows in some places."""
        found = matrix.rep.to_list()
        for place, row in zip(places, rows.rep.to_list(), strict=True):
            found[place] = row
        return Matrix(DomainMatrix(found, matrix.shape, self.domain))

    def select(self, column: Matrix, members: Sequence[int]) -> Matrix:
        """The entries of some firms."""
        return Matrix(column.rep.extract(list(members), [0]))

    def operator(self, matrix: Matrix) -> Matrix:
        """The matrix itself."""
        return matrix

    def outer(self, column: Matrix, row: Matrix) -> Matrix:
        """A column times a row."""
        return column @ row

    def weights(self, labels: Sequence[int] | None, ownership: Sequence[Sequence[Any]] | None, n: int) -> Matrix:
        """How much each firm weighs each profit: by ownership, or 1 for firms with the same label."""
        groups = labels or range(n)
        return self.matrix([[int(own == other) for other in groups] for own in groups] if ownership is None else ownership)

    def diagonal_of(self, left: Matrix, right: Matrix) -> Matrix:
        """The column of the diagonal of a product."""
        return self.hadamard(left, right.T) @ self.column(1, left.shape[1])

    def weighted_spillovers(self, weights: Matrix, B: Matrix) -> Matrix:
        """W o B'."""
        return self.hadamard(weights, B.T)

    def weighted_outputs(self, weights: Matrix, found: Market, B: Matrix) -> Matrix:
        """2 (W o R') mu."""
        return self.hadamard(weights, found.R.T) @ self.diagonal(found.markup * 2)

    def own_squares(self, weights: Matrix, found: Market, B: Matrix, scale: Matrix) -> Matrix:
        """The diagonal of (W o R') times a diagonal matrix and R."""
        return self.diagonal_of(self.hadamard(weights, found.R.T), self.scale_rows(scale, found.R))

    def own_effects(self, B: Matrix) -> Matrix:
        """The column of the diagonal of B."""
        return self.diagonal_of(B, self.identity(B.shape[0]))

    def own_products(self, weights: Matrix, found: Market, B: Matrix) -> Matrix:
        """The diagonal of (W o B') R."""
        return self.diagonal_of(self.hadamard(weights, B.T), found.R)

    def entries(self, vector: Matrix) -> list[Any]:
        """The numbers in a row or column: Fractions, or SymPy expressions where there are symbols."""
        return [self.to_python(value) for value in vector.rep.to_list_flat()]

    def to_python(self, value: Any) -> Any:
        """A number of the field as a reader wants it."""
        if self.symbolic:
            return sp.factor(self.domain.to_sympy(value))
        return Fraction(int(value.numerator), int(value.denominator))

    def map_entries(self, function: Callable[..., Any], *vectors: Sequence[Any]) -> list[Any]:
        """A function of the entries of vectors, firm by firm."""
        found = [function(*entries) for entries in zip(*vectors, strict=True)]
        return [sp.factor(value) for value in found] if self.symbolic else found

    def solve_matrix(self, matrix: Matrix, right: Matrix) -> Matrix | None:
        """The solution of a linear system with any number of right sides, fraction-free; None where it has not exactly one."""
        try:
            top, bottom = matrix.rep.solve_den(right.rep, method="rref")
        except DMNonInvertibleMatrixError:
            return None
        return Matrix(top.to_field() / bottom)

    def solve_matrices(self, matrix: Matrix, *rights: Matrix) -> list[Matrix | None]:
        """The solutions for several right sides."""
        return [self.solve_matrix(matrix, right) for right in rights]

    def solve_definite(self, matrix: Matrix, diagonal: Matrix, *rights: Matrix) -> list[Matrix | None]:
        """The same where the matrix is symmetric and, with a diagonal added, positive definite."""
        return self.solve_matrices(matrix + self.diagonal(diagonal), *rights)

    def solve(self, system: System) -> Matrix | None:
        """The solution of H x = h; None where H is singular."""
        return self.solve_matrix(system.H, system.h)

    def solve_small(self, matrix: Matrix, column: Matrix) -> Matrix:
        """The solution of a regular system."""
        return Matrix(matrix.rep.lu_solve(column.rep))

    def add_at(self, column: Matrix, members: Sequence[int], change: Matrix) -> Matrix:
        """A column with something added to the entries of some firms."""
        added = dict(zip(members, self.entries(change), strict=True))
        n = column.shape[0]
        return column + self.column([added.get(i, 0) for i in range(n)], n)

    def total(self, vector: Sequence[Any]) -> Any:
        """The sum of the entries."""
        return sum(vector)

    def without_rounding_error(self, value: Any, other: Any) -> Any:
        """The first value: exact numbers need no allowance for rounding."""
        return value

    def factor(self, value: Any) -> Any:
        """An expression as a reader wants it."""
        return sp.factor(value)

    def to_public(self, matrix: Matrix) -> Any:
        """A SymPy matrix."""
        return matrix.rep.to_Matrix()

    def tightest(self, lhs: Sequence[Any], rhs: Sequence[Any], strict: bool) -> tuple[int, tuple[int, ...]]:
        """The place at which an inequality comes closest to failing, and all at which it fails."""
        margins = [left - right for left, right in zip(lhs, rhs, strict=True)]
        failing = tuple(i for i, margin in enumerate(margins) if margin < 0 or (strict and margin == 0))
        return min(range(len(margins)), key=margins.__getitem__), failing

    def block(self, matrix: Matrix, members: Sequence[int]) -> Matrix:
        """Rows and columns of some firms."""
        return Matrix(matrix.rep.extract(list(members), list(members)))

    def definiteness(self, symmetric: Matrix) -> Fraction:
        """The smallest pivot of Gauss's elimination, or the first that is not positive: positive where the matrix is positive definite."""
        rest, pivots = symmetric.rep.to_list(), []
        while rest:
            pivots.append(rest[0][0])
            if pivots[-1] <= 0:
                return Fraction(self.to_python(pivots[-1]))
            rest = [[row[j] - row[0] * rest[0][j] / pivots[-1] for j in range(1, len(row))] for row in rest[1:]]
        return Fraction(self.to_python(min(pivots)))

    def joined(self, upper: Matrix, corner: Matrix, lower: Matrix) -> Matrix:
        """The symmetric matrix of two blocks on the diagonal and one off it."""
        return Matrix(upper.rep.hstack(corner.rep).vstack(corner.T.rep.hstack(lower.rep)))

    def spectral_radius(self, system: System, labels: Sequence[int] | None, blocks: Callable[[Sequence[int]], Matrix]) -> Fraction:
        """The spectral radius of I - D^-1 H, D the blocks of H of firms with the same label; an upper bound where that is below 1.

        It is irrational as a rule. Where it is bracketed, the end further from 1 is given, to a millionth.
        """
        size = range(system.H.shape[0])
        groups = labels or size
        cut = system.H.rep.to_list()
        D = DomainMatrix([[cut[i][j] if groups[i] == groups[j] else QQ(0) for j in size] for i in size], system.H.shape, QQ)
        M = D.lu_solve(D - system.H.rep)
        bound = max(sum(map(abs, row)) for row in M.to_list())
        return Fraction(self.to_python(bound)) if bound < 1 else _radius(M.charpoly(), bound)


def _radius(polynomial: list[Any], bound: Any) -> Fraction:
    """The largest root in absolute value, from below where it is less than 1 and from above where it is not."""
    inside = _within(polynomial, QQ(1))
    low, high = (QQ(0), QQ(1)) if inside else (QQ(1), bound)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _within(polynomial, middle) else (middle, high)
    end = low if inside else high
    return Fraction(int(end.numerator), int(end.denominator))


def _within(polynomial: list[Any], radius: Any) -> bool:
    """Whether all roots lie strictly within a circle about zero (Schur and Cohn)."""
    degree = len(polynomial) - 1
    rest = [value * radius ** (degree - i) for i, value in enumerate(polynomial)]
    while len(rest) > 1:
        if abs(rest[-1]) >= abs(rest[0]):
            return False
        ratio = rest[-1] / rest[0]
        rest = [own - ratio * other for own, other in zip(rest[:-1], rest[:0:-1], strict=True)]
    return True
