"""Checks of what a reader gives: each error names the argument, the value and the rule."""

from __future__ import annotations

import math
import numbers
from typing import Any

import sympy as sp


def is_array(value: Any) -> bool:
    """Whether a value follows NumPy's array protocol and is not a scalar."""
    return hasattr(value, "__array_ufunc__") and hasattr(value, "dtype") and not isinstance(value, numbers.Number)


def is_inexact(value: Any) -> bool:
    """Whether a scalar is a floating-point number."""
    return isinstance(value, sp.Float) or (isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational))


def check_type(name: str, value: Any) -> None:
    """Refuse what is not a real number, an expression or an array of real numbers."""
    if is_array(value):
        if value.dtype.kind not in "iuf":
            raise TypeError(f"{name} must be an array of real numbers, got dtype {value.dtype}")
    elif isinstance(value, bool) or not isinstance(value, numbers.Real | sp.Expr):
        raise TypeError(f"{name} must be a real number, a SymPy expression or an array, got {value!r} of type {type(value).__name__}")


def check_finite(name: str, value: Any) -> None:
    """Refuse a scalar that is not finite."""
    if isinstance(value, sp.Basic):
        finite = value is not sp.nan and value.is_real is not False and value.is_finite is not False
    else:
        finite = isinstance(value, numbers.Rational) or math.isfinite(value)
    if not finite:
        raise ValueError(f"{name} must be a finite real number, got {name} = {value}")


def require(name: str, value: Any, rule: str, holds: Any) -> None:
    """Refuse a value for which a rule does not hold."""
    if holds in (False, sp.false):
        raise ValueError(f"{name} must satisfy {rule}, got {name} = {value}")
