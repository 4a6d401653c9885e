"""Expressions turned into Python functions that do nothing but arithmetic: given Fractions, they are exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean, to_nnf
from sympy.printing.pycode import PythonCodePrinter


class _FractionPrinter(PythonCodePrinter):  # type: ignore[misc]
    """Prints a rational number as a Fraction, where Python would divide integers into a float."""

    def _print_Rational(self, expr: sp.Rational) -> str:
        return f"Fraction({expr.p}, {expr.q})"

    _print_Half = _print_Rational  # noqa: N815 (SymPy's name)


def exact_function(arguments: Sequence[sp.Symbol], value: sp.Expr | Boolean | Sequence[sp.Expr]) -> Callable[..., Any]:
    """A function of some symbols that evaluates an expression, several expressions, or a Boolean, without rounding.

    Parameters
    ----------
    arguments
        The symbols, in the order in which the function takes their values.
    value
        Rational expressions, whose common parts are then computed once; or a Boolean that joins relations between them.

    Returns
    -------
    callable
        Of as many numbers as there are symbols. Fractions give Fractions (Python divides integers into floats); where all coefficients
        are integers, arrays broadcast and SymPy expressions give SymPy expressions. A Boolean gives True or False.

    Examples
    --------
    >>> from fractions import Fraction
    >>> import sympy as sp
    >>> from spillover.exact_functions import exact_function
    >>> x, y = sp.symbols("x y")
    >>> exact_function((x, y), x / 2 + y)(Fraction(1, 3), Fraction(1))
    Fraction(7, 6)
    >>> exact_function((x, y), sp.Implies(x > 0, y >= x / 3))(Fraction(3, 10), Fraction(1, 10))
    True
    """
    modules, printer = [{"Fraction": Fraction}], _FractionPrinter()
    if isinstance(value, Boolean):
        function = sp.lambdify(arguments, to_nnf(value, simplify=False), modules=modules, printer=printer)
    else:
        function = sp.lambdify(arguments, value, modules=modules, printer=printer, cse=True)
    compiled: Callable[..., Any] = function
    return compiled
