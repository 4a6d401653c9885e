"""The primitives of the paper's model (section 3): demand, unit cost, R&D cost, profit, welfare.

Every function here is plain arithmetic, so the same line serves SymPy symbols, Fractions, floats and arrays.
The other modules derive everything else from these functions.

Symbols (all positive reals; n is kept real so that it can be differentiated and substituted):

====== ================================================================
n      number of firms in the cluster
a, b   inverse demand p = a - bQ (choke price; slope)
A      unit cost before any R&D, 0 < A < a
beta   spillover, 0 < beta < 1: what reaches each rival of a unit of R&D
gamma  slope of the marginal cost of R&D; R&D costs gamma x**2 / 2
====== ================================================================
"""

from __future__ import annotations

from typing import Any

import sympy as sp

n, a, A, b, beta, gamma = sp.symbols("n a A b beta gamma", positive=True)
PARAMETERS: tuple[sp.Symbol, ...] = (n, a, A, b, beta, gamma)
"""The six parameters, in the order in which the paper introduces them."""

D, G, s, k = sp.symbols("D G s k", positive=True)
SHORTHANDS: dict[sp.Symbol, sp.Expr] = {
    D: a - A,  # room between the choke price and the initial unit cost
    G: b * gamma,  # how costly R&D is, in units in which demand has slope one
    s: 1 + (n - 1) * beta,  # what a unit of R&D by every firm takes off each firm's unit cost
    k: n - (n - 1) * beta,  # what a firm's own R&D does to its own Cournot margin, times n + 1
}
"""The four shorthands of this edition, each with its meaning in the model's symbols."""


def inverse_demand(Q: Any, a: Any = a, b: Any = b) -> Any:
    """Price at which the output Q is sold: p = a - bQ (section 3, equation 1).

    Parameters
    ----------
    Q
        total output.
    a, b
        choke price and slope of demand.

    Returns
    -------
    price
        of one unit, in the kind of number that was given.

    Examples
    --------
    >>> inverse_demand(4, a=15, b=1)
    11
    """
    return a - b * Q


def unit_cost(own: Any, others: Any, A: Any = A, beta: Any = beta) -> Any:
    """Unit cost after R&D: A less own R&D and the part beta of the others' R&D (section 3).

    Parameters
    ----------
    own, others
        R&D of the firm and of all other firms together, in units of cost reduction.
    A, beta
        unit cost before R&D, and the spillover.

    Returns
    -------
    cost
        of one unit of output.

    Examples
    --------
    >>> unit_cost(own=2, others=4, A=10, beta=0.25)
    7.0
    """
    return A - own - beta * others


def rnd_cost(x: Any, gamma: Any = gamma) -> Any:
    """Cost of the R&D level x: gamma x**2 / 2, so that marginal cost rises (section 3).

    Parameters
    ----------
    x
        R&D of one firm, in units of cost reduction.
    gamma
        slope of its marginal cost.

    Returns
    -------
    cost
        in money.

    Examples
    --------
    >>> rnd_cost(2, gamma=3.0)
    6.0
    """
    return gamma * x**2 / 2


def profit(price: Any, cost: Any, q: Any, x: Any, gamma: Any = gamma) -> Any:
    """Profit of one firm: margin times output, less the cost of R&D (section 3).

    Parameters
    ----------
    price, cost
        of one unit of output.
    q, x
        output and R&D of the firm.
    gamma
        slope of the marginal cost of R&D.

    Returns
    -------
    profit
        of the firm.

    Examples
    --------
    >>> profit(price=11, cost=7, q=4, x=2, gamma=3.0)
    10.0
    """
    return (price - cost) * q - rnd_cost(x, gamma)


def consumer_surplus(Q: Any, b: Any = b) -> Any:
    """Area under linear demand and above the price: b Q**2 / 2.

    Parameters
    ----------
    Q
        total output.
    b
        slope of demand.

    Returns
    -------
    surplus
        of all consumers.

    Examples
    --------
    >>> consumer_surplus(4, b=1.0)
    8.0
    """
    return b * Q**2 / 2


def profit_against(
    q: Any, Q_others: Any, x: Any, x_others: Any, a: Any = a, A: Any = A, b: Any = b, beta: Any = beta, gamma: Any = gamma
) -> Any:
    """Profit of one firm that does R&D x and makes q while the others do x_others and make Q_others in all.

    Parameters
    ----------
    q, Q_others
        output of the firm, and of all others together.
    x, x_others
        R&D of the firm, and of all others together.
    a, A, b, beta, gamma
        the parameters; symbols unless given.

    Returns
    -------
    profit
        of the firm.

    Examples
    --------
    >>> profit_against(q=2, Q_others=3, x=1, x_others=2, a=15, A=10, b=1, beta=0.25, gamma=2)
    2.0
    """
    return profit(inverse_demand(q + Q_others, a, b), unit_cost(x, x_others, A, beta), q, x, gamma)


def outcome(x: Any, q: Any, n: Any = n, a: Any = a, A: Any = A, b: Any = b, beta: Any = beta, gamma: Any = gamma) -> dict[str, Any]:
    """Everything that follows when each of n firms does R&D x and produces q.

    Parameters
    ----------
    x, q
        R&D and output of each firm.
    n, a, A, b, beta, gamma
        the parameters; symbols unless given.

    Returns
    -------
    dict
        with x, q, Q, price, unit_cost, profit, consumer_surplus and welfare, of which x, q, unit_cost and profit are
        per firm. Welfare is consumer surplus plus all profits.

    Examples
    --------
    >>> found = outcome(x=1, q=2, n=2, a=15, A=10, b=1, beta=0.5, gamma=2)
    >>> found["unit_cost"], found["profit"], found["welfare"]
    (8.5, 4.0, 16.0)
    """
    Q = n * q
    price, cost, surplus = inverse_demand(Q, a, b), unit_cost(x, (n - 1) * x, A, beta), consumer_surplus(Q, b)
    earned = profit(price, cost, q, x, gamma)
    return {
        "x": x,
        "q": q,
        "Q": Q,
        "price": price,
        "unit_cost": cost,
        "profit": earned,
        "consumer_surplus": surplus,
        "welfare": surplus + n * earned,
    }


QUANTITIES: tuple[str, ...] = ("x", "q", "Q", "price", "unit_cost", "profit", "consumer_surplus", "welfare")
"""The names of the eight quantities of an outcome, in order."""
