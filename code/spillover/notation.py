"""How the model is written: the shorthands D, G, s, k put back into a formula, and the paper's marks.

Formulas are derived in the six parameters. For reading, :func:`shorthand` rewrites a derived formula in the four
shorthands; substituting them back gives the same formula, and the tests check that it does.
"""

from __future__ import annotations

import sympy as sp

from spillover import model
from spillover.regimes import Mode

LETTERS: dict[str, str] = {
    "x": "x",
    "q": "q",
    "Q": "Q",
    "price": "p",
    "unit_cost": "c",
    "profit": r"\pi",
    "consumer_surplus": "CS",
    "welfare": "W",
}
"""The letter of each quantity of an outcome."""

WORDS: dict[str, str] = {
    "x": "R&D per firm",
    "q": "output per firm",
    "Q": "total output",
    "price": "price",
    "unit_cost": "unit cost",
    "profit": "profit per firm",
    "consumer_surplus": "consumer surplus",
    "welfare": "welfare",
}
"""What each quantity of an outcome is called in prose and in figures."""

_NAMED_FACTORS = {symbol: model.SHORTHANDS[symbol] for symbol in (model.D, model.s, model.k)}


def mark(quantity: str, mode: Mode) -> sp.Symbol:
    """The symbol of a quantity in a mode, for instance that of x in R&D cooperation, printed with its hat."""
    return sp.Symbol(mode.latex(LETTERS[quantity]), real=True)


def shorthand(expr: sp.Expr) -> sp.Expr:
    """The same rational function, factored and written in D = a - A, G = b gamma, s and k where they occur."""
    numerator, denominator = sp.fraction(sp.together(expr))
    return _product(numerator) / _product(denominator)


def spelled_out(expr: sp.Expr) -> sp.Expr:
    """The same expression in the six parameters alone: the inverse of :func:`shorthand`."""
    return expr.subs(model.SHORTHANDS)


def _product(polynomial: sp.Expr) -> sp.Expr:
    constant, factors = sp.factor_list(polynomial)
    return sp.Mul(constant, *(_factor(factor) ** power for factor, power in factors))


def _factor(factor: sp.Expr) -> sp.Expr:
    for symbol, meaning in _NAMED_FACTORS.items():
        for sign in (1, -1):
            if sp.expand(factor - sign * meaning) == 0:
                return sign * symbol
    letters = [letter for letter in (model.gamma, *factor.atoms(sp.Abs)) if factor.has(letter)]
    if factor.is_Add and letters:
        terms = sp.Poly(factor, letters[0]).terms()
        return sp.Add(
            *((_product(coefficient) * letters[0] ** power).subs(model.b * model.gamma, model.G) for (power,), coefficient in terms)
        )
    return factor
