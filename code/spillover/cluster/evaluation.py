"""Numbers for symbols: exact, floating or by arrays, all from the same derived expressions.

The derived formulas have integer coefficients only; they are compiled once into a Python function that does nothing
but arithmetic. Given Fractions it is exact, given arrays it broadcasts, given SymPy expressions it returns SymPy
expressions.
"""

from __future__ import annotations

import math
import numbers
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import sympy as sp

from spillover import model
from spillover.checks import is_array, is_inexact
from spillover.cluster import solution
from spillover.conditions import Condition
from spillover.exact_functions import exact_function
from spillover.regimes import Mode

NAMES: tuple[str, ...] = tuple(symbol.name for symbol in model.PARAMETERS)
BLOCK = 2**16
"""Points evaluated at a time: few enough that all intermediate arrays stay in the processor's cache."""


def uniform_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """The six parameters as numbers of one kind: floats if any is a float, else SymPy if any is, else Fractions.

    Arrays of floats are left as they are; whole numbers and short floats, in which powers of n overflow, become floats of 64 bits, and so
    do scalars beside arrays.
    """
    scalars = {name: value for name, value in values.items() if not is_array(value)}
    as_kind: Callable[[Any], Any] = _as_fraction
    if len(scalars) < len(values):
        as_kind = _as_numpy
    elif any(is_inexact(value) for value in scalars.values()):
        as_kind = _as_float
    elif any(isinstance(value, sp.Basic) for value in scalars.values()):
        as_kind = sp.sympify
    for name, value in scalars.items():
        if as_kind in (_as_float, _as_numpy) and _too_large(value):
            raise ValueError(f"{name} must fit into a float when another parameter is a float or an array, got {name} = {value}")
    return {name: as_kind(value) if name in scalars else _as_floats(value) for name, value in values.items()}


def _too_large(value: Any) -> bool:
    return isinstance(value, numbers.Rational) and abs(_as_fraction(value)) > sys.float_info.max


def _as_fraction(value: Any) -> Fraction:
    return Fraction(int(value.numerator), int(value.denominator))  # a NumPy integer would overflow inside a Fraction


def _as_floats(array: Any) -> Any:
    return array if array.dtype.kind == "f" and array.dtype.itemsize >= 8 else array.astype(float)


def _as_float(value: Any) -> Any:
    return value if isinstance(value, sp.Basic) and value.free_symbols else float(value)


def _as_numpy(value: Any) -> Any:
    """A float whose powers become infinite, as those in arrays do, and raise nothing."""
    import numpy as np

    return np.float64(value)


@cache
def compiled(expressions: tuple[sp.Expr, ...]) -> Callable[..., list[Any]]:
    """A function of the six parameters that evaluates several expressions with their common parts computed once."""
    fractions = {number for expr in expressions for number in expr.atoms(sp.Rational) if not number.is_Integer}
    if fractions:
        raise ValueError(f"expressions must have integer coefficients to be evaluated exactly, got {sorted(fractions)}")
    return exact_function(model.PARAMETERS, list(expressions))


def conditions(mode: Mode, values: Mapping[str, Any]) -> list[Condition]:
    """The conditions of a mode with numbers, or arrays, on both sides.

    What a single firm does not need is left out; of an array of numbers of firms it asks nothing where there is one firm.
    """
    n, symbolic = values["n"], solution.conditions(mode)
    function = compiled(tuple(side for c in symbolic for side in (c.lhs, c.rhs)))
    sides = [*_within_floats(values, lambda: dict(enumerate(function(*values.values())))).values()]
    found = [replace(c, lhs=sides[2 * i], rhs=sides[2 * i + 1]) for i, c in enumerate(symbolic)]
    if is_array(n):
        return [replace(c, rhs=c.rhs * (n > 1)) if c.rivals else c for c in found]
    return [c for c in found if not (c.rivals and n == 1)]


def outcome(mode: Mode, values: Mapping[str, Any]) -> dict[str, Any]:
    """The eight quantities of a mode at the values given, without asking whether the solution exists there."""
    symbolic = solution.outcome(mode)
    function = compiled((symbolic["x"], symbolic["q"]))
    return _within_floats(values, lambda: model.outcome(*function(*values.values()), **values))


def _within_floats(values: Mapping[str, Any], work_out: Callable[[], Mapping[Any, Any]]) -> dict[Any, Any]:
    """What is worked out; where it, or a step on the way, is no float any more, it is said what to do. Arrays have NaN there.

    Raises
    ------
    ValueError
        If a float is infinite or NaN, or would be.
    """
    if any(map(is_array, values.values())):
        return dict(work_out())
    try:
        found = dict(work_out())
        fits = all(math.isfinite(value) for value in found.values() if isinstance(value, float))
    except OverflowError:
        fits = False
    if not fits:
        raise ValueError("these numbers are too large or too small for floats: give whole numbers or fractions, or other units")
    return found


def outcome_of_arrays(mode: Mode, values: Mapping[str, Any]) -> dict[str, Any]:
    """The eight quantities for arrays, broadcast; NaN where a point is out of range or inadmissible.

    NumPy arrays are walked through in blocks that fit the processor's cache, large ones by one thread a core.
    Arrays of other libraries (dask, xarray, ...) see one pass of arithmetic and NumPy ufuncs, and stay lazy if
    they are.
    """
    import numpy as np

    values = {
        name: np.ma.filled(value.astype(float), np.nan) if isinstance(value, np.ma.MaskedArray) else value for name, value in values.items()
    }
    if all(isinstance(value, np.ndarray) for value in values.values() if is_array(value)):
        return _in_blocks(mode, values)

    def keep_where(keep: Any, value: Any) -> Any:
        # heaviside(1, NaN) is 1 and heaviside(0, NaN) is NaN: a choice by a ufunc, which every array type supports.
        return value * np.heaviside(np.multiply(keep, np.float64(1)), np.nan)

    # What is out of range becomes NaN first: lazy arrays compute where no warning can be silenced, and NaN warns of nothing.
    inside = {name: keep_where(rule, values[name]) for name, rule in _ranges(values)}
    return _masked(mode, {**values, **inside}, keep_where)


def _in_blocks(mode: Mode, values: Mapping[str, Any]) -> dict[str, Any]:
    import numpy as np

    arrays = {name: value for name, value in values.items() if is_array(value)}
    results = len(model.QUANTITIES)
    operands: list[Any] = [*arrays.values(), *[None] * results]
    flags: Any = [*[["readonly"]] * len(arrays), *[["writeonly", "allocate"]] * results]
    everything = np.nditer(
        operands,
        flags=["external_loop", "buffered", "ranged", "zerosize_ok"],
        op_flags=flags,
        op_dtypes=[float] * (len(arrays) + results),
        casting="same_kind",
        buffersize=BLOCK,
    )

    def walk(start: int, stop: int) -> None:
        blocks = everything.copy()
        blocks.iterrange = (start, stop)  # type: ignore[misc]  # NumPy's stubs know no setter
        with blocks, np.errstate(all="ignore"):
            for block in blocks:
                inputs = dict(zip(arrays, block, strict=False))
                computed = _masked(mode, {**values, **inputs}, lambda keep, gamma: np.where(keep, gamma, np.nan))
                for target, quantity in zip(block[len(arrays) :], model.QUANTITIES, strict=True):
                    target[...] = computed[quantity]

    threads = min(os.cpu_count() or 1, everything.itersize // (16 * BLOCK) + 1)
    ends = [everything.itersize * i // threads for i in range(threads + 1)]
    with everything, ThreadPoolExecutor(threads) as pool:
        list(pool.map(walk, ends[:-1], ends[1:]))
        return dict(zip(model.QUANTITIES, everything.operands[len(arrays) :], strict=True))


def _masked(mode: Mode, values: Mapping[str, Any], keep_where: Callable[[Any, Any], Any]) -> dict[str, Any]:
    """The eight quantities by arithmetic and ufuncs only; NaN enters through gamma, on which all eight depend."""
    import numpy as np

    floats = {name: np.multiply(value, np.float64(1)) if is_array(value) else value for name, value in values.items()}
    rules = [*_in_range(floats), *(condition.holds for condition in conditions(mode, floats))]
    return outcome(mode, {**floats, "gamma": keep_where(reduce(np.logical_and, rules), floats["gamma"])})


def _ranges(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """For each array, where it is finite and in its own range (NaN is not); scalars were checked before."""
    import numpy as np

    for name in (name for name in NAMES if is_array(values[name])):
        value = values[name]
        within = (value >= 0, value <= 1) if name == "beta" else (value > 0, value < np.inf)
        yield name, np.logical_and(*within)


def _in_range(values: Mapping[str, Any]) -> Iterator[Any]:
    """Where the values of arrays are in the model's ranges."""
    import numpy as np

    n, a, A = values["n"], values["a"], values["A"]
    yield from (rule for _, rule in _ranges(values))
    if is_array(n):
        yield np.floor(n) == n  # and so at least 1, being positive
    if is_array(a) or is_array(A):
        yield A < a
