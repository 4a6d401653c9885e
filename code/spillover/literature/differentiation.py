"""Two firms whose goods differ, and that compete in quantities or in prices: which of the paper's verdicts survive?

Inverse demand is p_i = a - b q_i - d b q_j, with substitutability d between 0 (two monopolies) and 1 (the paper's good). Everything else
is the paper's: equal firms, R&D that lowers costs and spills over, both stages foreseen. Each regime is one call of the engine.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import sympy as sp

from spillover.industry import Industry, IndustryOutcome, uniform_spillovers
from spillover.model import A, a, b, beta, gamma

d = sp.Symbol("d", positive=True)
"""Substitutability: how much a rival's output presses on a firm's price, beside its own."""
TOGETHER, APART = [[0, 1]], [[0], [1]]
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


@cache
def industry() -> Industry:
    """The duopoly as a special case of the engine.

    Returns
    -------
    Industry
        with symbols for the parameters and d.

    Examples
    --------
    >>> industry().substitutability
    d
    """
    return Industry(a=a, b=b, A=A, gamma=gamma, spillovers=uniform_spillovers(2, beta), substitutability=d)


def conduct(competition: Competition | None, cooperative: bool) -> dict[str, Any]:
    """The regimes as arguments of the engine; selling jointly is a coalition in the market.

    Parameters
    ----------
    competition
        in quantities or in prices, or None where firms sell jointly.
    cooperative
        whether they choose R&D together.

    Returns
    -------
    dict
        arguments of :meth:`spillover.Industry.solve`.

    Examples
    --------
    >>> conduct(Competition.PRICES, False)
    {'rnd_coalitions': [[0], [1]], 'competition': 'prices'}
    """
    rnd_stage = {"rnd_coalitions": TOGETHER if cooperative else APART}
    return rnd_stage | ({"product_coalitions": TOGETHER} if competition is None else {"competition": competition.value})


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
    H, h = industry().first_order(**conduct(competition, cooperative))
    return sp.factor(h[0] - (H[0, 0] + H[0, 1]) * COMMON)


@cache
def _solved(competition: Competition | None, cooperative: bool) -> IndustryOutcome:
    return industry().solve(**conduct(competition, cooperative))


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
    return _solved(competition, cooperative).x[0]


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
    return _solved(competition, cooperative).profit[0]


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
    H, _ = industry().first_order(**conduct(competition, cooperative))
    own, cross = H[0, 0], H[0, 1]
    both = [sp.factor(own + cross), sp.factor(own - cross)]
    return both if cooperative else [sp.factor(own), *both]


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
