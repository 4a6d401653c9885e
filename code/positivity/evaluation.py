"""Whether a statement fails at a point: twice, by SymPy's own arithmetic, and quickly in Fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import sympy as sp
from sympy.polys.rings import PolyElement
from sympy.printing.pycode import PythonCodePrinter

from positivity.budget import step
from positivity.polynomials import factors
from positivity.statement import Statement

Point = dict[sp.Symbol, sp.Rational]
"""An exact value for each symbol."""

A_POINT = 20
"""Steps that a point takes besides the values of polynomials there."""

A_SUM = 400
"""Terms that a sum has at most where it is compiled."""

_OF_REALS = set(sp.Dummy(positive=True).assumptions0)
"""What every real symbol with a sign assumes."""


def fails_at(statement: Statement, point: Mapping[sp.Symbol, Any]) -> bool:
    """Whether a point lies in the region and the relation fails there, by SymPy's own arithmetic."""
    values = {symbol: sp.Rational(value) for symbol, value in point.items()}
    region = all(satisfies_assumptions(symbol, value) for symbol, value in values.items()) and all(
        truth_at(part, values) is sp.true for part in statement.region
    )
    return region and truth_at(statement.relation, values) is sp.false


def truth_at(formula: Any, values: Mapping[sp.Symbol, sp.Rational]) -> Any:
    """A Boolean with numbers for its symbols."""
    names = {_plain(symbol.name): value for symbol, value in values.items()}
    return _in_plain_symbols(formula).xreplace(names).doit()


@cache
def _in_plain_symbols(formula: Any) -> Any:
    """A Boolean in symbols without assumptions, so that nothing is evaluated by them."""
    return formula.xreplace({symbol: _plain(symbol.name) for symbol in formula.free_symbols})


@cache
def _plain(name: str) -> sp.Dummy:
    return sp.Dummy(name)


def satisfies_assumptions(symbol: sp.Symbol, value: sp.Rational) -> bool:
    """Whether a value is what a symbol assumes besides its sign: a whole number, a prime."""
    return all(getattr(value, f"is_{name}") is truth for name, truth in other_assumptions(symbol).items())


@cache
def other_assumptions(symbol: sp.Symbol) -> dict[str, bool]:
    """What a symbol assumes besides being real and having a sign."""
    return {name: truth for name, truth in symbol.assumptions0.items() if name not in _OF_REALS}


def failure_test(statement: Statement) -> Callable[[Mapping[sp.Symbol, Fraction]], bool]:
    """A quick exact test of whether the statement fails at a point, in Fractions."""
    atoms = {atom: i for i, atom in enumerate(dict.fromkeys(atom for conjunction in statement.negation_dnf for atom in conjunction))}
    products = [factors(polynomial) for polynomial, _ in atoms]
    polynomials = {factor: i for i, factor in enumerate(dict.fromkeys(factor for _, found in products for factor, _ in found))}
    functions = [_compiled(polynomial) for polynomial in polynomials]
    lengths = [len(polynomial) for polynomial in polynomials]
    parts = [(constant, [(polynomials[factor], power) for factor, power in found]) for constant, found in products]
    strict = [strict for _, strict in atoms]
    # in each conjunction the quickest first, and before all what every one of them has
    disjuncts = [[atoms[atom] for atom in sorted(parts, key=lambda atom: len(atom[0]))] for parts in statement.negation_dnf]
    common = [i for i in disjuncts[0] if all(i in parts for parts in disjuncts)] if disjuncts else []
    disjuncts = [[i for i in parts if i not in common] for parts in disjuncts]
    special = [symbol for symbol in statement.symbols if other_assumptions(symbol)]

    def fails(point: Mapping[sp.Symbol, Fraction]) -> bool:
        step(A_POINT)
        values = [_quick(point[symbol]) for symbol in statement.symbols]
        computed: dict[int, Any] = {}  # quicker here than a cache, which is made anew at each point
        signs: dict[int, bool] = {}

        def value(i: int) -> Any:
            if i not in computed:
                step(lengths[i])
                computed[i] = functions[i](*values)
            return computed[i]

        def holds(i: int) -> bool:
            if i not in signs:
                constant, found = parts[i]
                product = prod((value(factor) ** power for factor, power in found), start=constant)
                signs[i] = bool(product > 0 or (product == 0 and not strict[i]))
            return signs[i]

        fits = (satisfies_assumptions(symbol, sp.Rational(point[symbol])) for symbol in special)
        return all(map(holds, common)) and any(all(map(holds, others)) for others in disjuncts) and all(fits)

    return fails


def value_of(polynomial: PolyElement, values: Sequence[Fraction]) -> Fraction:
    """The value of a polynomial."""
    step(len(polynomial))
    value = _compiled(polynomial)(*map(_quick, values))
    return Fraction(int(value.numerator), int(value.denominator))


def _quick(value: Fraction) -> Any:
    """The same number as SymPy's own rational numbers, which are quicker."""
    return sp.QQ(value.numerator, value.denominator)


@cache
def _compiled(polynomial: PolyElement) -> Callable[..., Any]:
    """A function of the values of all symbols; it adds up several sums, since Python compiles none that is very long."""
    terms = list(polynomial.terms())
    sums = [polynomial.ring.from_dict(dict(terms[first : first + A_SUM])).as_expr() for first in range(0, max(len(terms), 1), A_SUM)]
    several = len(sums) > 1
    value = sp.lambdify(polynomial.ring.symbols, sums if several else sums[0], modules=[{}], printer=PythonCodePrinter)
    return (lambda *values: sum(value(*values))) if several else value
