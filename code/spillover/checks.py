"""Checks of what a reader gives: each error names the argument, the value and the rule."""

from __future__ import annotations

import inspect
import math
import numbers
from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from typing import Any, TypeVar, cast

import sympy as sp

Called = TypeVar("Called", bound=Callable[..., Any])


def names_checked(where: str, **instead: str) -> Callable[[Called], Called]:
    """A decorator of a function or class: a keyword that it does not take is refused, with what may be meant.

    ``instead`` says so of words of the field; of other words the nearest is taken.
    """

    def around(called: Called) -> Called:
        function: Callable[..., Any] = vars(called)["__init__"] if isinstance(called, type) else called
        known = [name for name, taken in inspect.signature(function).parameters.items() if taken.kind is taken.KEYWORD_ONLY]

        @wraps(function)
        def checked(*args: Any, **given: Any) -> Any:
            for name in given:
                if name not in known:
                    meant = instead.get(name) or next(iter(get_close_matches(name, known, 1)), "")
                    hint = f" (did you mean {meant}?)" if meant else ""
                    raise TypeError(f"{where} takes no {name!r}{hint}; it takes {', '.join(known)}")
            return function(*args, **given)

        if not isinstance(called, type):
            return cast(Called, checked)
        setattr(called, "__init__", checked)  # noqa: B010 (mypy takes a method for fixed)
        return cast(Called, called)

    return around


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
