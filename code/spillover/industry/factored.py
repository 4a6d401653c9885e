"""Floating-point arithmetic for many firms whose goods are unlike, each for itself: no two dense matrices are multiplied."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg as krylov
from scipy.linalg import blas, lapack

from spillover.industry.floating import BASIS, Dense, Sparse, by_rows, cholesky_factor, residual
from spillover.industry.stages import Market, System

HALF = 1e-8
"""The residual of a solution that is sought a second time for what it leaves."""
ROUNDED = 1e-13
"""The residual of a solution as good as that of LU."""


class Quotient(krylov.LinearOperator):  # type: ignore[misc]  # SciPy has no types
    """J^-1 B for a symmetric matrix J, from its Cholesky factor: its diagonal and products with vectors need no product of matrices.

    Parameters
    ----------
    factor
        of J, a lower triangle with zeros above it.
    B
        an n x n array.
    """

    def __init__(self, factor: Any, B: Any) -> None:
        super().__init__(float, B.shape)
        self.factor, self.B = factor, B

    @cached_property
    def half(self) -> Any:
        """The inverse of J, a lower triangle."""
        return lapack.dpotri(self.factor, lower=True)[0]

    @cached_property
    def own(self) -> Any:
        """The column of the diagonal."""
        left, right = np.einsum("ij,ji->i", self.half, self.B), np.einsum("ji,ji->i", self.half, self.B)
        return (left + right - self.half.diagonal() * self.B.diagonal()).reshape(-1, 1)

    def _matvec(self, x: Any) -> Any:
        return blas.dsymv(1.0, self.half, self.B @ np.ravel(x), lower=True)

    def _matmat(self, X: Any) -> Any:
        return by_rows(lapack.dpotrs(self.factor, self.B @ X, lower=True)[0])


class Factored(Sparse):
    """RndGame algebra where goods are unlike and firms are many, each for itself."""

    def matrix(self, rows: Any) -> Any:
        """A dense matrix from its rows."""
        return Dense.matrix(self, rows)

    def solve_definite(self, matrix: Any, diagonal: Any, *rights: Any) -> list[Any]:
        """The solution for a matrix, not written out, and that for a column."""
        B, column = rights
        factor = cholesky_factor(matrix, diagonal)
        return [Quotient(factor, B), lapack.dpotrs(factor, column, lower=True)[0]]

    def weighted_outputs(self, weights: Any, found: Market, B: Any) -> Any:
        """2 (W o R') mu."""
        return self.operator(self.diagonal(2 * found.markup * found.R.own))

    def own_squares(self, weights: Any, found: Market, B: Any, scale: Any) -> Any:
        """The diagonal of (W o R') times a diagonal matrix and R."""
        return scale * found.R.own**2

    def own_products(self, weights: Any, found: Market, B: Any) -> Any:
        """The diagonal of (W o B') R."""
        return self.own_effects(B) * found.R.own

    def solve(self, system: System) -> Any:
        """The solution of H x = h by a Krylov method, a second time for what the first leaves; by LU where that is not as good."""
        scale, x = self.operator(self.diagonal(1 / np.where(system.diagonal == 0, 1, system.diagonal))), np.zeros_like(system.h)
        with np.errstate(all="ignore"):  # where a search leads nowhere, its residual says so
            for _ in range(2):
                left = (system.h - system.H @ x)[:, 0]
                x = x + krylov.gmres(system.H, left, rtol=HALF, restart=BASIS, maxiter=1, M=scale)[0].reshape(-1, 1)
            good = residual(system, x) <= ROUNDED
        return x if good else Dense.solve(self, replace(system, H=system.H.matmat(sparse.eye_array(len(system.h)))))
