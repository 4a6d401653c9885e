"""Vectors and matrices as a reader gives them: checked, and brought to one shape."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any

import sympy as sp

from spillover.checks import check_finite, check_type, is_array, is_inexact, require


def is_sparse(value: Any) -> bool:
    """Whether a value is one of SciPy's sparse matrices or arrays."""
    return hasattr(value, "tocsr")


def is_floating(value: Any) -> bool:
    """Whether a checked number, vector or matrix is or holds floats."""
    if isinstance(value, list):
        return any(map(is_floating, value))
    return is_sparse(value) or is_array(value) or is_inexact(value)


def numbers_in(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The numbers in a checked number, vector or matrix, each with its name; of an array none, as it holds floats alone."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from numbers_in(f"{name}[{place}]", part)
    elif not is_sparse(value) and not is_array(value):
        yield name, value


def check_float(name: str, value: Any) -> None:
    """Refuse a number that no float can hold: it stands beside one."""
    if isinstance(value, sp.Expr) and value.free_symbols:
        raise TypeError(f"{name} must be a number where another argument is a float or an array, got {value!r}")
    try:
        nearest = float(value)
    except OverflowError:
        nearest = math.inf
    if math.isinf(nearest) or (nearest == 0 and value != 0):
        raise ValueError(f"{name} must fit into a float where another argument is one or an array; fractions alone may have any size")


def read_number(name: str, value: Any) -> Any:
    """A finite real number, exact if it was given so."""
    if isinstance(value, list | tuple):
        raise TypeError(f"{name} must be one number, got {value!r}")
    check_type(name, value)
    if is_array(value):
        raise TypeError(f"{name} must be one number, got an array of shape {value.shape}")
    check_finite(name, value)
    return (
        Fraction(int(value.numerator), int(value.denominator)) if isinstance(value, Rational) and not isinstance(value, sp.Basic) else value
    )


def read_vector(name: str, value: Any, n: int) -> Any:
    """One entry for each firm, as a list of numbers or an array of floats; or one number that stands for all."""
    if is_array(value) and value.ndim > 0 and value.dtype.kind != "O":
        check_shape(name, value.shape, (n,))
        return _finite(name, value)
    if isinstance(value, str) or not isinstance(value, Iterable) or getattr(value, "ndim", 1) == 0:
        return read_number(name, value)
    entries = list(value)
    check_shape(name, (len(entries),), (n,))
    return [read_number(f"{name}[{i}]", entry) for i, entry in enumerate(entries)]


def one_for_all(values: Any) -> bool:
    """Whether one checked number stands for those of all firms, or pairs of firms."""
    return not isinstance(values, list) and not is_array(values)


def is_zero(values: Any) -> bool:
    """Whether a checked vector, or the one number that stands for all, is zero everywhere."""
    return all(value == 0 for value in ([values] if one_for_all(values) else values))


def extremes(name: str, values: Any, largest: bool = False) -> list[tuple[str, Any]]:
    """The entries that a bound has to be checked for, by name: all of a list, the least or largest of an array, or the one number."""
    if is_array(values):
        place = values.argmax() if largest else values.argmin()
        return [(f"{name}[{place}]", values[place])]
    return [(f"{name}[{i}]", value) for i, value in enumerate(values)] if isinstance(values, list) else [(name, values)]


def read_matrix(name: str, value: Any, n: int | None = None, signed: bool = False) -> Any:
    """A square matrix of numbers that are at least zero unless ``signed``: sparse, an array of floats, or a list of lists."""
    if is_sparse(value) or (is_array(value) and value.dtype.kind != "O"):
        check_shape(name, value.shape, (n or max(value.shape, default=0),) * 2)
        matrix = _finite(name, value.tocsr() if is_sparse(value) else value)
        entries = matrix.data if is_sparse(matrix) else matrix
        if not signed and entries.size and entries.min() < 0:
            raise ValueError(f"{name} must be ≥ 0 everywhere, got {entries.min()}")
        return matrix
    rows = value.tolist() if hasattr(value, "tolist") else value
    if (
        isinstance(rows, str)
        or not isinstance(rows, Sequence)
        or any(isinstance(row, str) or not isinstance(row, Iterable) for row in rows)
    ):
        makes = "; uniform_spillovers and network_spillovers make one" if name == "spillovers" else ""
        raise TypeError(f"{name} must be a square matrix: a list of lists, a NumPy array or a SciPy sparse array, got {value!r}{makes}")
    size = n or len(rows)
    check_shape(name, (len(rows),), (size,))
    return [_row(f"{name}[{i}]", list(row), size, signed) for i, row in enumerate(rows)]


def _row(name: str, row: list[Any], size: int, signed: bool) -> list[Any]:
    check_shape(name, (len(row),), (size,))
    entries = [read_number(f"{name}[{j}]", entry) for j, entry in enumerate(row)]
    for j, entry in enumerate(entries):
        if not signed and (entry < 0) in (True, sp.true):
            raise ValueError(f"{name}[{j}] must be ≥ 0, got {entry}")
    return entries


def read_substitutability(value: Any, n: int) -> Any:
    """How much each good takes the place of each other: one number in [0, 1], or a symmetric matrix with ones on its diagonal."""
    name = "substitutability"
    if not hasattr(value, "shape") and (isinstance(value, str) or not isinstance(value, Iterable)):
        number = read_number(name, value)
        require(name, number, "0 ≤ d ≤ 1 (for complements give the matrix of the d)", 0 <= number)
        require(name, number, "0 ≤ d ≤ 1", number <= 1)
        return number
    matrix = read_matrix(name, value.toarray() if is_sparse(value) else value, n, signed=True)
    for i, j in _unlike_mirrored(matrix):
        require(f"{name}[{i}][{i}]", matrix[i][i], "d = 1 on the diagonal", i != j)
        raise ValueError(f"{name} must be symmetric, got {name}[{i}][{j}] = {matrix[i][j]} and {name}[{j}][{i}] = {matrix[j][i]}")
    pairs = _values_below_diagonal(matrix)
    if len(pairs) == 1 and (min(pairs) >= 0) in (True, sp.true):
        return read_substitutability(min(pairs), n)
    if not _semidefinite(matrix):
        raise ValueError(f"{name} must be a positive semidefinite matrix, got {value!r}")
    return matrix


def _unlike_mirrored(matrix: Any) -> list[tuple[int, int]]:
    """The first place, if there is one, on the diagonal without a one or below it and not as above it."""
    if is_array(matrix):
        import numpy as np

        unlike = np.tril(matrix != matrix.T)
        np.fill_diagonal(unlike, matrix.diagonal() != 1)
        return [(int(i), int(j)) for i, j in np.argwhere(unlike)[:1]]
    return [(i, j) for i, row in enumerate(matrix) for j in range(i + 1) if (row[i] != 1 if i == j else row[j] != matrix[j][i])][:1]


def _values_below_diagonal(matrix: Any) -> set[Any]:
    """The different numbers below the diagonal; of an array two at most."""
    if is_array(matrix):
        import numpy as np

        below = matrix[np.tril_indices(len(matrix), -1)]
        return {float(below.min()), float(below.max())} if below.size else set()
    return {value for i, row in enumerate(matrix) for value in row[:i]}


def _semidefinite(matrix: Any) -> bool:
    """Whether a symmetric matrix is positive semidefinite, by elimination; up to rounding for floats, and unless symbols leave it open."""
    if is_floating(matrix):
        import numpy as np

        floats = np.array(matrix, dtype=float)
        try:
            np.linalg.cholesky(floats + 1e-12 * np.eye(len(floats)))
        except np.linalg.LinAlgError:  # close to the edge eigenvalues tell
            return bool(np.linalg.eigvalsh(floats)[0] > -1e-12)
        return True
    rest = [list(row) for row in matrix]
    while rest:
        (pivot, *row), *below = rest
        if (pivot < 0) in (True, sp.true) or (pivot == 0 and any(row)):
            return False
        rest = [
            [own - (first * beside / pivot if pivot != 0 else 0) for own, beside in zip(others, row, strict=True)]
            for first, *others in below
        ]
    return True


def read_firms(name: str, value: Any, n: int) -> tuple[int, ...]:
    """Places of firms, each once."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{name} must be a list of firms, got {value!r}")
    members = tuple(value)
    if not members:
        raise ValueError(f"{name} must name at least one firm, got {value!r}")
    for i in members:
        if isinstance(i, bool) or not isinstance(i, Integral):
            raise TypeError(f"{name} must name firms by their places 0 to {n - 1}, got {i!r}")
        if not 0 <= int(i) < n:
            raise ValueError(f"{name} must name firms by their places 0 to {n - 1}, got {i}")
    if len(set(members)) < len(members):
        raise ValueError(f"{name} must name each firm once, got {list(members)}")
    return tuple(map(int, members))


def check_shape(name: str, shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    """Refuse what has not the shape that is wanted."""
    if shape != wanted:
        raise ValueError(f"{name} must have shape {wanted}, got {shape}")


def _finite(name: str, array: Any) -> Any:
    import numpy as np

    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    floats = array.astype(float)
    entries = floats.data if is_sparse(floats) else floats
    if not np.isfinite(entries).all():
        raise ValueError(f"{name} must be finite everywhere, got {entries[~np.isfinite(entries)][0]}")
    return floats
