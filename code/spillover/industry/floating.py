"""Floating-point arithmetic for industries: LAPACK for dense matrices, Krylov methods for sparse ones, which are never filled in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg as krylov
from scipy.linalg import cholesky, lapack
from threadpoolctl import ThreadpoolController

from spillover.industry.stages import Market, System

FEW = 400
"""Firms whose eigenvalues are all computed."""
TOLERANCE = 1e-10
"""Of the residual of a solution, relative to the right side."""
SINGULAR = 1e-13
"""A smaller reciprocal of the condition number is no number."""
BASIS = 40
"""Vectors kept in the search for an eigenvalue: with few, it may end further inside the spectrum where there are many small clusters."""
STARTS = 3
"""Searches for it, each from elsewhere: all give an eigenvalue, and the outermost counts."""
CLOSE = 1e-6
"""An eigenvalue that was searched for, so close to the value that decides, does not decide."""
ROUNDS = 500
"""Steps after which a Krylov method gives up."""


class Undetermined(ArithmeticError):  # noqa: N818 (a limit of arithmetic, not a mistake)
    """Floating-point arithmetic does not settle a question; exact numbers do."""


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """BLAS in one thread: a product of two vectors waits for memory, and threads for each other.

    Only for the main thread, as the number is one for the whole process, and others may be at work.
    """
    alone = threading.current_thread() is threading.main_thread()
    return _libraries().limit(limits=1, user_api="blas") if alone else nullcontext()


class Dense:
    """RndGame algebra on NumPy arrays."""

    symbolic = False

    def require_finite(self, values: Iterable[Any]) -> None:
        """Refuse to decide by numbers that are no floats any more."""
        if not all(np.isfinite(value).all() for value in values):
            raise _out_of_range()

    def number(self, value: Any) -> float:
        """A float."""
        return float(value)

    def matrix(self, rows: Any) -> Any:
        """A matrix from its rows."""
        return rows.toarray() if sparse.issparse(rows) else np.array(rows, dtype=float)

    def column(self, values: Any, n: int) -> Any:
        """An array of one column, from its n entries or one number for all."""
        return np.full((n, 1), float(values)) if np.ndim(values) == 0 else np.array(values, dtype=float).reshape(n, 1)

    def diagonal(self, column: Any) -> Any:
        """The diagonal matrix of a column or row, kept sparse: a product with it only scales rows."""
        return sparse.diags_array(np.ravel(column))

    def scale_rows(self, vector: Any, matrix: Any) -> Any:
        """The rows of a matrix, each times an entry of a vector."""
        return self.diagonal(vector) @ matrix

    def identity(self, n: int) -> Any:
        """The identity matrix."""
        return np.eye(n)

    def reciprocal(self, column: Any) -> Any:
        """One over each entry."""
        return 1 / column

    def first(self, matrix: Any) -> float:
        """The first entry."""
        return float(matrix.flat[0])

    def hadamard(self, left: Any, right: Any) -> Any:
        """The product entry by entry."""
        return left.multiply(right).tocsr() if sparse.issparse(left) else left * right

    def extract(self, matrix: Any, rows: Any, columns: Any) -> Any:
        """Some rows and columns."""
        return matrix[np.ix_(list(rows), list(columns))]

    def replace_rows(self, matrix: Any, places: Sequence[int], rows: Any) -> Any:
        """A matrix with other rows in some places."""
        found = matrix.copy()
        found[list(places)] = rows
        return found

    def select(self, column: Any, members: Any) -> Any:
        """The entries of some firms."""
        return column[members]

    def operator(self, matrix: Any) -> Any:
        """A dense matrix."""
        return matrix.toarray() if sparse.issparse(matrix) else matrix

    def outer(self, column: Any, row: Any) -> Any:
        """A column times a row."""
        return column @ row

    def weights(self, labels: Any, ownership: Any, n: int) -> Any:
        """How much each firm weighs each profit: by ownership, or 1 for firms with the same label."""
        if ownership is not None:
            return self.matrix(ownership)
        return self.diagonal(np.ones(n)) if labels is None else np.equal.outer(labels, labels).astype(float)

    def diagonal_of(self, left: Any, right: Any) -> Any:
        """The column of the diagonal of a product."""
        if sparse.issparse(left):
            return left.multiply(right.T).sum(axis=1).reshape(-1, 1)
        return np.einsum("ij,ji->i", left, right).reshape(-1, 1)

    def weighted_spillovers(self, weights: Any, B: Any) -> Any:
        """W o B'."""
        return self.hadamard(weights, B.T)

    def weighted_outputs(self, weights: Any, found: Market, B: Any) -> Any:
        """2 (W o R') mu."""
        return self.hadamard(weights, found.R.T) * (2 * found.markup.T)

    def own_squares(self, weights: Any, found: Market, B: Any, scale: Any) -> Any:
        """The diagonal of (W o R') times a diagonal matrix and R."""
        if isinstance(weights, sparse.dia_array):
            return scale * np.diagonal(found.R).reshape(-1, 1) ** 2
        return np.einsum("ij,ji,j,ji->i", weights, found.R, scale[:, 0], found.R).reshape(-1, 1)

    def own_effects(self, B: Any) -> Any:
        """The column of the diagonal of B."""
        return B.diagonal().reshape(-1, 1)

    def own_products(self, weights: Any, found: Market, B: Any) -> Any:
        """The diagonal of (W o B') R."""
        return self.diagonal_of(self.hadamard(weights, B.T), found.R)

    def entries(self, vector: Any) -> Any:
        """The numbers in a row or column."""
        return np.ravel(vector)

    def map_entries(self, function: Callable[..., Any], *vectors: Any) -> Any:
        """A function of the entries of vectors, all firms at once."""
        return function(*(np.asarray(vector, dtype=float) for vector in vectors))

    def solve_matrix(self, matrix: Any, right: Any) -> Any:
        """The solution of a linear system with any number of right sides; None where floats do not tell whether it has exactly one."""
        return self.solve_matrices(matrix, right)[0]

    def solve_matrices(self, matrix: Any, *rights: Any) -> list[Any]:
        """The solutions for several right sides, from one factorisation."""
        factors, pivots, singular = lapack.dgetrf(matrix)
        if singular or lapack.dgecon(factors, _norm(matrix))[0] < SINGULAR:
            return [None] * len(rights)
        return [by_rows(lapack.dgetrs(factors, pivots, right)[0]) for right in rights]

    def solve_definite(self, matrix: Any, diagonal: Any, *rights: Any) -> list[Any]:
        """The same where the matrix is symmetric and, with a diagonal added, positive definite: in half of the time for the factors."""
        factor = cholesky_factor(matrix, diagonal)
        return [by_rows(lapack.dpotrs(factor, right, lower=True)[0]) for right in rights]

    def solve(self, system: System) -> Any:
        """The solution of H x = h; None where H is singular."""
        try:
            x = np.linalg.solve(system.H, system.h)
        except np.linalg.LinAlgError:
            return None
        return _checked(system, x)

    def solve_small(self, matrix: Any, column: Any) -> Any:
        """The solution of a regular symmetric system that is small, or an operator."""
        return np.linalg.solve(matrix @ np.eye(matrix.shape[0]), column)

    def add_at(self, column: Any, members: Any, change: Any) -> Any:
        """A column with something added to the entries of some firms."""
        found = column.copy()
        found[list(members)] += change
        return found

    def total(self, vector: Any) -> float:
        """The sum of the entries."""
        return float(np.sum(vector))

    def without_rounding_error(self, value: float, other: float) -> float:
        """The first value, or the second where they differ by rounding alone."""
        return other if np.isclose(value, other, rtol=10 * TOLERANCE, atol=0) else value

    def to_public(self, matrix: Any) -> Any:
        """The matrix itself."""
        return matrix

    def tightest(self, lhs: Any, rhs: Any, strict: bool) -> tuple[int, tuple[int, ...]]:
        """The place at which an inequality comes closest to failing, and all at which it fails."""
        margins = lhs - rhs
        failing = np.flatnonzero(~(margins > 0 if strict else margins >= 0))
        return int(margins.argmin()), tuple(map(int, failing))

    def block(self, matrix: Any, members: Sequence[int]) -> Any:
        """Rows and columns of some firms."""
        return matrix[np.ix_(members, members)]

    def definiteness(self, symmetric: Any) -> float:
        """The smallest eigenvalue: positive where the matrix is positive definite."""
        if symmetric.shape[0] <= FEW:
            return float(np.linalg.eigvalsh(symmetric @ np.eye(symmetric.shape[0]))[0])
        return _extreme(krylov.eigsh, symmetric, "SA")

    def joined(self, upper: Any, corner: Any, lower: Any) -> Any:
        """The symmetric matrix of two blocks on the diagonal and one off it."""
        return np.block([[upper, corner], [corner.T, lower]])

    def spectral_radius(self, system: System, labels: Any, blocks: Callable[[Any], Any]) -> float:
        """The spectral radius of I - D^-1 H, D the blocks of H of firms with the same label; an upper bound where that is below 1."""
        if labels is None:
            M = -system.H / system.diagonal
            np.fill_diagonal(M, 0)
        else:
            M = np.eye(len(labels)) - np.linalg.solve(system.H * np.equal.outer(labels, labels), system.H)
        bound = min(float(np.abs(M).sum(axis=axis).max()) for axis in (0, 1))
        if bound < 1:
            return bound
        return float(np.abs(np.linalg.eigvals(M)).max()) if len(M) <= FEW else _extreme(krylov.eigs, M, "LM")


class Sparse(Dense):
    """RndGame algebra on SciPy's sparse arrays; what would fill them in is kept as a product of operators."""

    def matrix(self, rows: Any) -> Any:
        """A sparse array by rows; places are written in as few bytes as they need, for which a product waits."""
        found = sparse.csr_array(rows, dtype=float)
        kind = sparse.get_index_dtype(maxval=max(found.nnz, *found.shape))
        return sparse.csr_array((found.data, *sparse.safely_cast_index_arrays(found, kind)), found.shape)

    def operator(self, matrix: Any) -> Any:
        """Something that can be multiplied with a vector."""
        if sparse.issparse(matrix) and matrix.format == "dia":
            scale = matrix.diagonal()  # NumPy scales a vector faster than a diagonal matrix of SciPy does
            return krylov.LinearOperator(
                matrix.shape,
                matvec=lambda x: scale * np.ravel(x),
                rmatvec=lambda x: scale * np.ravel(x),
                matmat=matrix.__matmul__,
                dtype=float,
            )
        return krylov.aslinearoperator(matrix)

    def scale_rows(self, vector: Any, matrix: Any) -> Any:
        """The rows of a matrix, each times an entry of a vector."""
        scale = self.diagonal(vector)
        return self.operator(scale) @ matrix if isinstance(matrix, krylov.LinearOperator) else scale @ matrix

    def outer(self, column: Any, row: Any) -> Any:
        """A column times a row, not multiplied out."""
        return self.operator(column) @ self.operator(row)

    def block(self, matrix: Any, members: Any) -> Any:
        """Rows and columns of some firms."""
        return matrix[members][:, members]

    def weights(self, labels: Any, ownership: Any, n: int) -> Any:
        """How much each firm weighs each profit: a sparse array; or an array of labels, None where no two are the same."""
        if ownership is not None:
            return self.matrix(ownership)
        return None if labels is None else np.unique(labels, return_inverse=True)[1]

    def weighted_spillovers(self, weights: Any, B: Any) -> Any:
        """W o B'."""
        return self.operator(self._weighted(weights, np.ones((B.shape[0], 1)), B))

    def weighted_outputs(self, weights: Any, found: Market, B: Any) -> Any:
        """2 (W o R') mu."""
        scale = 2 * found.markup * found.u
        return self.operator(self._weighted(weights, scale, B)) - self.scale_rows(found.w, self._scaled(weights, scale))

    def _weighted(self, weights: Any, scale: Any, B: Any) -> Any:
        """W o (sB)', for a column s."""
        if sparse.issparse(weights):
            return (weights @ self.diagonal(scale)).multiply(B.T).tocsr()
        if weights is None:
            return self.diagonal(scale[:, 0] * B.diagonal())
        kept = (self.diagonal(scale) @ B).T.tocoo()
        same = weights[kept.row] == weights[kept.col]
        return sparse.csr_array((kept.data[same], (kept.row[same], kept.col[same])), kept.shape)

    def _scaled(self, weights: Any, scale: Any) -> Any:
        """W s, for a column s, as an operator."""
        if sparse.issparse(weights):
            return self.operator(weights @ self.diagonal(scale))
        if weights is None:
            return self.operator(self.diagonal(scale))
        member = sparse.csr_array((np.ones(len(weights)), (np.arange(len(weights)), weights)))
        return self.operator(member) @ self.operator((self.diagonal(scale) @ member).T)

    def own_squares(self, weights: Any, found: Market, B: Any, scale: Any) -> Any:
        """The diagonal of (W o R') times a diagonal matrix and R, from sums over what is not zero."""
        return self._own(weights, found, B, scale * found.u**2, found.w.T)

    def own_products(self, weights: Any, found: Market, B: Any) -> Any:
        """The diagonal of (W o B') R."""
        return self._own(weights, found, B, found.u, 0)

    def _own(self, weights: Any, found: Market, B: Any, scale: Any, less: Any) -> Any:
        """The diagonal of (W o (B - 1 less')') s (B - 1w), for a column s."""
        if weights is None:
            own = self.column(B.diagonal(), B.shape[0])
            return scale * (own - less) * (own - found.w.T)
        kept, w = self._weighted(weights, scale, B), found.w.T
        squares, sums = kept.multiply(B.T).sum(axis=1).reshape(-1, 1), kept.sum(axis=1).reshape(-1, 1)
        counts = self._scaled(weights, scale) @ np.ones_like(w)
        return squares - (less + w) * sums + counts * less * w

    def solve(self, system: System) -> Any:
        """The solution of H x = h by a Krylov method, with the diagonal of H as preconditioner, where it is not zero."""
        scale = self.operator(self.diagonal(1 / np.where(system.diagonal == 0, 1, system.diagonal)))
        with one_thread(), np.errstate(all="ignore"):  # where a search leads nowhere, its residual says so
            x, failed = krylov.bicgstab(system.H, system.h[:, 0], rtol=TOLERANCE, maxiter=ROUNDS, M=scale)
            if failed:
                x, failed = krylov.gmres(system.H, system.h[:, 0], rtol=TOLERANCE, restart=50, maxiter=ROUNDS // 50, M=scale)
            return _checked(system, x.reshape(-1, 1))

    def spectral_radius(self, system: System, labels: Any, blocks: Callable[[Any], Any]) -> float:
        """The spectral radius of I - D^-1 H, D the blocks of H of firms with the same label."""
        undo, size = self._blocks_undone(system, labels, blocks), system.H.shape[0]
        if size <= FEW:
            every = np.eye(size)
            return float(np.abs(np.linalg.eigvals(every - undo @ (system.H @ every))).max())
        M = krylov.LinearOperator((size, size), matvec=lambda x: x - undo @ (system.H @ x), dtype=float)
        return _extreme(krylov.eigs, M, "LM")

    def _blocks_undone(self, system: System, labels: Any, blocks: Callable[[Any], Any]) -> Any:
        """The inverse of D, as something that can be multiplied with a vector."""
        scale = 1 / system.diagonal[:, 0]
        if labels is None:
            return self.operator(self.diagonal(scale))
        order = np.argsort(labels, kind="stable")
        coalitions = np.split(order, np.flatnonzero(np.diff(np.asarray(labels)[order])) + 1)
        several = [(members, blocks(members)) for members in coalitions if len(members) > 1]
        small = [(members, np.linalg.inv(block @ np.eye(len(members)))) for members, block in several if len(members) <= FEW]
        large = [(members, block) for members, block in several if len(members) > FEW]

        def undo(x: Any) -> Any:
            given = np.ravel(x)
            found = given * scale
            for members, inverse in small:
                found[members] = inverse @ given[members]
            for members, block in large:
                found[members], _ = krylov.cg(block, given[members], rtol=TOLERANCE / 10)
            return found

        return krylov.LinearOperator(system.H.shape, matvec=undo, dtype=float)


def cholesky_factor(matrix: Any, diagonal: Any) -> Any:
    """The Cholesky factor of a symmetric matrix and a diagonal, which together are positive definite."""
    found = matrix.copy()
    found.flat[:: len(found) + 1] += diagonal[:, 0]
    try:
        return cholesky(found.T, lower=True, overwrite_a=True, check_finite=False)
    except np.linalg.LinAlgError:
        raise _out_of_range() from None


def _out_of_range() -> Undetermined:
    return Undetermined("these numbers are too large or too small for floats; try exact numbers, or other units")


def by_rows(matrix: Any) -> Any:
    """A matrix of LAPACK, which writes columns, as NumPy writes it: a product with a sparse matrix then takes a fifth of the time."""
    return np.ascontiguousarray(matrix)


def _norm(matrix: Any) -> float:
    """The largest sum of the sizes of a column."""
    return float(np.abs(matrix).sum(axis=0).max())


def residual(system: System, x: Any) -> float:
    """Of a solution, relative to the right side."""
    return float(np.linalg.norm(system.H @ x - system.h) / (np.linalg.norm(system.h) or 1))


def _checked(system: System, x: Any) -> Any:
    """A solution, unless its residual is too large."""
    left = residual(system, x)
    if not left <= 10 * TOLERANCE:
        raise Undetermined(f"floats do not solve the first-order conditions: the relative residual is {left:.2g}; try exact numbers")
    return x


def _extreme(method: Callable[..., Any], matrix: Any, which: str) -> float:
    """The size of one eigenvalue at an end of the spectrum: the smallest, or the largest in modulus, which is compared with 1."""
    random = np.random.default_rng(0)  # ARPACK's own start differs from run to run
    size = matrix.shape[0]
    asked = {"which": which, "ncv": min(BASIS, size), "tol": 1e-8, "maxiter": ROUNDS, "return_eigenvectors": False}
    try:
        ends = [method(matrix, k=1, v0=random.standard_normal(size), **asked)[0] for _ in range(STARTS)]
    except krylov.ArpackNoConvergence as given_up:
        raise Undetermined(
            "an eigenvalue that decides on a condition was not found; for best responses, solve(stable=False) leaves it open"
        ) from given_up
    if which == "SA":
        return float(min(ends))
    radius = float(max(map(abs, ends)))
    if abs(radius - 1) < CLOSE:
        raise Undetermined(f"the spectral radius of best responses is too close to 1 for {size} firms: {radius:.9f}; try exact numbers")
    return radius
