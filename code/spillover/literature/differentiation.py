"""Two firms whose goods differ, and that compete in quantities or in prices: which of the paper's verdicts survive?

Inverse demand is p_i = a - b q_i - d b q_j, with substitutability d between 0 (two monopolies) and 1 (the paper's good). Everything else
is the paper's: equal firms, R&D that lowers costs and spills over, both stages foreseen. Backward induction from these primitives.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.model import A, a, b, beta, gamma

d = sp.Symbol("d", positive=True)
"""Substitutability: how much a rival's output presses on a firm's price, beside its own."""
X = sp.symbols("x_1 x_2", positive=True)
FIRMS = (0, 1)
COMMON = sp.Symbol("x", positive=True)


class Competition(Enum):
    """What firms set in the second stage.

    Examples
    --------
    >>> Competition("prices")
    <Competition.PRICES: 'prices'>
    """

    QUANTITIES = "quantities"
    PRICES = "prices"


def price(own: sp.Expr, other: sp.Expr) -> sp.Expr:
    """Inverse demand.

    Parameters
    ----------
    own, other
        output of the firm and of its rival.

    Returns
    -------
    Expr
        price of the firm.

    Examples
    --------
    >>> price(*sp.symbols("q_1 q_2"))
    a - b*d*q_2 - b*q_1
    """
    return a - b * own - d * b * other


def profits_at_prices(prices: list[sp.Expr], q: list[sp.Expr]) -> list[sp.Expr]:
    """Profits of both firms at their R&D, X.

    Parameters
    ----------
    prices, q
        one a firm.

    Returns
    -------
    list of Expr
        one a firm.

    Examples
    --------
    >>> profits_at_prices([a, a], [1, 0])[1]
    -gamma*x_2**2/2
    """
    return [model.profit(prices[i], model.unit_cost(X[i], X[1 - i], A=A, beta=beta), q[i], X[i], gamma) for i in FIRMS]


@cache
def quantity_game() -> tuple[list[sp.Expr], list[sp.Expr]]:
    """What firms set and what they earn, as functions of it, when they set quantities.

    Returns
    -------
    choices, profits
        two lists, one entry a firm.

    Examples
    --------
    >>> quantity_game()[0]
    [q_1, q_2]
    """
    q = list(sp.symbols("q_1 q_2", positive=True))
    return q, profits_at_prices([price(q[i], q[1 - i]) for i in FIRMS], q)


@cache
def price_game() -> tuple[list[sp.Expr], list[sp.Expr]]:
    """What firms set and what they earn, as functions of it, when they set prices: demand is inverse demand solved for outputs.

    Returns
    -------
    choices, profits
        two lists, one entry a firm.

    Examples
    --------
    >>> price_game()[0]
    [p_1, p_2]
    """
    p, q = list(sp.symbols("p_1 p_2", positive=True)), list(sp.symbols("q_1 q_2", positive=True))
    demand = sp.solve([p[i] - price(q[i], q[1 - i]) for i in FIRMS], q, dict=True)[0]
    return p, profits_at_prices(p, [demand[level] for level in q])


def market_game(competition: Competition) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """What firms set, and what they earn.

    Parameters
    ----------
    competition
        in quantities or in prices.

    Returns
    -------
    choices, profits
        two lists, one entry a firm.

    Examples
    --------
    >>> market_game(Competition.PRICES) == price_game()
    True
    """
    return quantity_game() if competition is Competition.QUANTITIES else price_game()


@cache
def reduced_form_profits(competition: Competition | None) -> list[sp.Expr]:
    """Profits as functions of R&D, when firms compete; None: when they sell jointly.

    Parameters
    ----------
    competition
        in quantities or in prices, or None.

    Returns
    -------
    list of Expr
        one a firm, in x_1 and x_2.

    Examples
    --------
    >>> sp.factor(reduced_form_profits(Competition.QUANTITIES)[0].subs({X[0]: 0, X[1]: 0}))
    (-A + a)**2/(b*(d + 2)**2)
    """
    levels, values = market_game(competition or Competition.QUANTITIES)
    slopes = [sp.diff(sum(values) if competition is None else values[i], levels[i]) for i in FIRMS]
    found = sp.solve(slopes, levels, dict=True)[0]
    return [sp.factor(value.subs(found)) for value in values]


@cache
def marginal_profit(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """What a firm (or both together) gains from a little more R&D of firm 1, when both do the same R&D.

    Parameters
    ----------
    competition
        in quantities or in prices, or None where firms sell jointly.
    cooperative
        whether they choose R&D together.

    Returns
    -------
    Expr
        in the common R&D, x.

    Examples
    --------
    >>> sp.degree(sp.numer(marginal_profit(Competition.PRICES, False)), COMMON)
    1
    """
    values = reduced_form_profits(competition)
    slope = sp.diff(sum(values) if cooperative else values[0], X[0])
    return sp.factor(slope.subs({X[0]: COMMON, X[1]: COMMON}))


@cache
def rnd(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """R&D of a firm in the symmetric equilibrium; selling jointly, firms also do R&D together.

    Parameters
    ----------
    competition
        in quantities or in prices, or None where firms sell jointly.
    cooperative
        whether they choose R&D together.

    Returns
    -------
    Expr
        in the parameters and d.

    Examples
    --------
    >>> rnd(None, True).subs(beta, 0)
    (-A + a)/(2*b*d*gamma + 2*b*gamma - 1)
    """
    (found,) = sp.solve(marginal_profit(competition, cooperative), COMMON)
    return sp.factor(found)


@cache
def profit(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """Profit of a firm there.

    Parameters
    ----------
    competition
        in quantities or in prices, or None where firms sell jointly.
    cooperative
        whether they choose R&D together.

    Returns
    -------
    Expr
        in the parameters and d.

    Examples
    --------
    >>> profit(None, True).subs(beta, 0)
    gamma*(-A + a)**2/(2*(2*b*d*gamma + 2*b*gamma - 1))
    """
    done = rnd(competition, cooperative)
    return sp.factor(reduced_form_profits(competition)[0].subs({X[0]: done, X[1]: done}))


def curvature(competition: Competition | None, cooperative: bool) -> list[sp.Expr]:
    """Must be positive: for firms alone, how fast own marginal profit falls, and that plus and minus how fast it falls in the rival's R&D.

    The last two say that best responses are stable. Together: how fast marginal joint profit falls as both do more R&D, and as one does
    more and the other less.

    Parameters
    ----------
    competition
        in quantities or in prices, or None where firms sell jointly.
    cooperative
        whether they choose R&D together.

    Returns
    -------
    list of Expr
        in the parameters and d.

    Examples
    --------
    >>> len(curvature(Competition.QUANTITIES, False)), len(curvature(Competition.QUANTITIES, True))
    (3, 2)
    """
    values = reduced_form_profits(competition)
    objective = sum(values) if cooperative else values[0]
    own, cross = (sp.factor(-sp.diff(objective, X[0], other)) for other in X)
    both = [sp.factor(own + cross), sp.factor(own - cross)]
    return both if cooperative else [own, *both]


def externality(competition: Competition) -> sp.Expr:
    """What a little more R&D of firm 1 does to the profit of firm 2, when both do the same.

    Parameters
    ----------
    competition
        in quantities or in prices.

    Returns
    -------
    Expr
        in the parameters, d and the common R&D.

    Examples
    --------
    >>> externality(Competition.QUANTITIES).subs(beta, d / 2)
    0
    """
    return sp.factor(marginal_profit(competition, True) - marginal_profit(competition, False))


def rnd_cooperation_threshold(competition: Competition) -> sp.Expr:
    """The spillover above which R&D cooperation raises R&D: one half in the paper.

    Parameters
    ----------
    competition
        in quantities or in prices.

    Returns
    -------
    Expr
        in d.

    Examples
    --------
    >>> rnd_cooperation_threshold(Competition.QUANTITIES)
    d/2
    """
    return _root(externality(competition))


def full_cooperation_threshold(competition: Competition) -> sp.Expr:
    """The spillover above which full cooperation does more R&D than none: T(2) in the paper.

    Parameters
    ----------
    competition
        in quantities or in prices.

    Returns
    -------
    Expr
        in d.

    Examples
    --------
    >>> full_cooperation_threshold(Competition.QUANTITIES).subs(d, 1)
    7/17
    """
    return _root(sp.factor(rnd(None, True) - rnd(competition, False)))


def _root(expr: sp.Expr) -> sp.Expr:
    """Where the factor that holds nothing but the spillover and substitutability is zero."""
    factors = [factor for factor, _ in sp.factor_list(sp.fraction(expr)[0])[1] if factor.has(beta) and factor.free_symbols <= {beta, d}]
    roots = [sp.factor(root) for factor in factors for root in sp.solve(factor, beta)]
    (found,) = (root for root in roots if 0 < root.subs(d, sp.Rational(1, 2)) < 1)
    numerator, denominator = sp.fraction(found)
    sign = sp.sign(denominator.subs(d, sp.Rational(1, 2)))
    return sp.factor(sign * numerator) / sp.expand(sign * denominator)


def thresholds(closeness: Any) -> dict[str, Any]:
    """Both bounds under both kinds of competition, on an array of substitutabilities.

    Parameters
    ----------
    closeness
        values of d, of shape (m,).

    Returns
    -------
    dict
        from what is meant to an array of shape (m,).

    Examples
    --------
    >>> import numpy as np
    >>> thresholds(np.array([0.5, 0.9]))["R&D cooperation, quantities"]
    array([0.25, 0.45])
    """
    cooperation = {"R&D cooperation": rnd_cooperation_threshold, "full cooperation": full_cooperation_threshold}
    return {f"{name}, {c.value}": sp.lambdify(d, bound(c))(closeness) for name, bound in cooperation.items() for c in Competition}
