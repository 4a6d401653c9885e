"""Differences between regimes, and what decides their sign (section 4).

A difference of two solutions is a product. Most of its factors are positive wherever both solutions exist: sizes such
as n and D, and the margins of the named conditions. What is left over decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from spillover import model
from spillover.cluster import solution
from spillover.notation import WORDS, factors, shorthand
from spillover.provenance import recorded
from spillover.regimes import Mode, Regime

CLUSTER_RND: sp.Expr = model.n
"""What x is multiplied by to give the R&D of the whole cluster."""

EFFECTIVE_RND: sp.Expr = model.SHORTHANDS[model.s]
"""What x is multiplied by to give the R&D that reaches each firm's unit cost."""


@dataclass(frozen=True)
class Comparison:
    """One quantity in two modes.

    Attributes
    ----------
    quantity
        name of the quantity, as in an outcome.
    first, second
        the two modes.
    difference
        first less second, factored, in the shorthands.
    decides
        a polynomial in the six parameters with the sign of the difference wherever both solutions exist, in the paper's range: n >= 2 and
        0 < beta < 1.

    Examples
    --------
    >>> compare("x", Regime.RND_COOPERATION, Regime.NONCOOPERATION).difference
    2*D*G*(2*beta - 1)*(n - 1)*(n + 1)**2/((G*(n + 1)**2 - 2*s**2)*(G*(n + 1)**2 - 2*k*s))
    """

    quantity: str
    first: Mode
    second: Mode
    difference: sp.Expr
    decides: sp.Expr


@recorded("comparison", lambda quantity, first, second: f"{WORDS[quantity]}, {first.label} less {second.label}")
@cache
def compare(quantity: str, first: Mode, second: Mode) -> Comparison:
    """Compare a quantity in two modes where both have a solution.

    Parameters
    ----------
    quantity
        name of one of the eight.
    first, second
        two modes.

    Returns
    -------
    Comparison
        of the first less the second.

    Examples
    --------
    >>> compare("x", Regime.RND_COOPERATION, Regime.NONCOOPERATION).decides
    2*beta - 1
    """
    (over, under), (less_over, less_under) = (sp.fraction(solution.factored_form(quantity, mode)) for mode in (first, second))
    difference = sp.factor(over * less_under - less_over * under) / (under * less_under)
    return Comparison(quantity, first, second, shorthand(difference), without_positive_factors(difference, first, second))


def without_positive_factors(expr: sp.Expr, *modes: Mode) -> sp.Expr:
    """Leave out of a rational function the factors that are positive wherever the solutions of some modes exist.

    The factors that count as positive are the six parameters, D, s, k, n + i for i > -2, numbers, and the margins of
    the strict conditions of these modes. Squares of other factors stay: they may be zero.

    Parameters
    ----------
    expr
        a rational function of the six parameters.
    modes
        those that are supposed to have a solution.

    Returns
    -------
    Expr
        with the same sign there.

    Examples
    --------
    >>> without_positive_factors((model.a - model.A) * (2 * model.beta - 1) / model.n, Regime.NONCOOPERATION)
    2*beta - 1
    """
    positive = {_either_sign(factor): factor for mode in modes for factor in _positive_factors(mode)}
    number, found = factors(expr)
    kept = [sp.sign(number)]
    for factor, power in found:
        known = positive.get(_either_sign(factor))
        if known is not None:
            kept.append(sp.cancel(factor / known) ** power)
        elif not factor.is_positive:
            kept.append(factor**power)
    return sp.Mul(*kept)


def _positive_factors(mode: Mode) -> list[sp.Expr]:
    sizes = [model.SHORTHANDS[letter] for letter in (model.D, model.s, model.k)] + [model.n + i for i in (-1, 1, 2, 3)]
    margins = [condition.margin for condition in solution.conditions(mode) if condition.strict and not condition.rhs.has(sp.Abs)]
    return [sp.expand(factor) for factor in [*sizes, *margins]]


def _either_sign(factor: sp.Expr) -> frozenset[sp.Expr]:
    """A name shared by a polynomial and its negative."""
    return frozenset({sp.expand(factor), sp.expand(-factor)})


def critical_values(expr: sp.Expr, symbol: sp.Symbol) -> list[sp.Expr]:
    """Where an expression changes sign as a symbol varies: its roots in the symbol, factored, the smallest first.

    The order is that at n = 2 and beta = 1/2, all other parameters being one.

    Parameters
    ----------
    expr
        a polynomial.
    symbol
        what varies.

    Returns
    -------
    list of Expr
        with multiple roots as often as they count.

    Examples
    --------
    >>> critical_values((2 * model.beta - 1) * (model.n * model.beta - 2), model.beta)
    [1/2, 2/n]
    """
    point = dict.fromkeys(model.PARAMETERS, 1) | {model.n: 2, model.beta: sp.Rational(1, 2)}
    roots = sp.roots(sp.Poly(expr, symbol), multiple=True)
    return [sp.factor(root) for root in sorted(roots, key=lambda root: root.subs(point))]


@recorded("comparison", "the threshold T(n)")
def rnd_threshold() -> sp.Expr:
    """The spillover T(n) above which full cooperation does more R&D per firm than no cooperation (section 4, part 3).

    Returns
    -------
    Expr
        in n.

    Examples
    --------
    >>> rnd_threshold().subs(model.n, 2)
    7/17
    """
    (threshold,) = critical_values(compare("x", Regime.FULL_COOPERATION, Regime.NONCOOPERATION).decides, model.beta)
    return threshold


def slope(expr: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
    """Derivative of a quantity in a parameter, factored, in the shorthands.

    Parameters
    ----------
    expr
        in the six parameters.
    symbol
        one of them.

    Returns
    -------
    Expr
        in the parameters and D, G, s, k.

    Examples
    --------
    >>> slope(solution.factored_form("x", Regime.FULL_COOPERATION), model.a)
    s/(2*G*n - s**2)
    """
    return shorthand(sp.diff(expr, symbol))
