"""Who gains more from an innovation, a monopolist or an inventor among competitors? Arrow's question (1962), in a small model.

The model of the paper cannot ask it: there, firms are few both with and without cooperation. Here demand is the paper's and
an innovation lowers the unit cost from A to A - d for one inventor.

* A monopolist sells before and after.
* In a competitive industry the price is the unit cost, and nobody earns anything. The inventor licenses the innovation for
  a royalty a unit, at most d, or else firms keep to what they know; the price is then the new unit cost and the royalty.
  To undercut all others at that price earns the same.

The innovation is drastic when the best royalty is no more than d: then the inventor is as free as a monopolist.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.model import A, a
from spillover.provenance import recorded

d = sp.Symbol("d", positive=True)
"""What the innovation takes off the unit cost."""

BEFORE, AFTER = A, A - d
"""Unit cost without and with the innovation."""

_q, _royalty = sp.symbols("q r", positive=True)


@recorded("primitives", "profit of a firm")
def _earned(output: sp.Expr, cost: sp.Expr) -> sp.Expr:
    """Profit of all firms together when they make an output at a constant unit cost and do no R&D."""
    return model.profit(model.inverse_demand(output), cost, output, 0)


def _best(objective: sp.Expr, choice: sp.Symbol) -> sp.Expr:
    """Where an objective that is quadratic and concave in a choice is largest."""
    (level,) = derivation.linear_solution([sp.diff(objective, choice)], [choice])
    return level


def _monopoly_profit(cost: sp.Expr) -> sp.Expr:
    return sp.factor(_earned(_best(_earned(_q, cost), _q), cost))


@recorded("primitives", "demand")
def _sold_at(price: sp.Expr) -> sp.Expr:
    (output,) = derivation.linear_solution([model.inverse_demand(_q) - price], [_q])
    return output


@recorded("solution", "Arrow's monopolist")
@cache
def gain_of_monopolist() -> sp.Expr:
    """By how much the innovation raises the profit of a monopolist.

    Returns
    -------
    Expr
        in a, A, b and d.

    References
    ----------
    Arrow (1962).

    Examples
    --------
    >>> gain_of_monopolist()
    d*(-2*A + 2*a + d)/(4*b)
    """
    return sp.factor(_monopoly_profit(AFTER) - _monopoly_profit(BEFORE))


def royalty_income() -> sp.Expr:
    """What the inventor earns with a royalty r a unit.

    Returns
    -------
    Expr
        in a, A, b, d and r.

    Examples
    --------
    >>> royalty_income()
    -r*(A - a - d + r)/b
    """
    return _royalty * _sold_at(AFTER + _royalty)


def best_royalty() -> sp.Expr:
    """The royalty that would earn most if firms had nothing else to turn to.

    Returns
    -------
    Expr
        in a, A and d.

    Examples
    --------
    >>> best_royalty()
    (-A + a + d)/2
    """
    return _best(royalty_income(), _royalty)


def drastic_condition() -> sp.Rel:
    """When the innovation is drastic: the best royalty is one that firms are willing to pay.

    Returns
    -------
    Rel
        in a, A and d.

    Examples
    --------
    >>> drastic_condition()
    A - a + d >= 0
    """
    return sp.Ge(sp.numer(sp.factor(d - best_royalty())), 0)


@recorded("solution", "Arrow's inventor in competition")
@cache
def gain_in_competition(drastic: bool) -> sp.Expr:
    """What the innovation earns an inventor who sells it to a competitive industry.

    Parameters
    ----------
    drastic
        whether the innovation is.

    Returns
    -------
    Expr
        in a, A, b and d.

    References
    ----------
    Arrow (1962).

    Examples
    --------
    >>> gain_in_competition(drastic=False)
    d*(-A + a)/b
    """
    return sp.factor(royalty_income().subs(_royalty, best_royalty() if drastic else d))


@recorded("solution", "Arrow's planner")
@cache
def gain_of_planner() -> sp.Expr:
    """By how much the innovation raises welfare when output is always chosen to serve it best.

    Returns
    -------
    Expr
        in a, A, b and d.

    Examples
    --------
    >>> gain_of_planner()
    d*(-2*A + 2*a + d)/(2*b)
    """

    def welfare(cost: sp.Expr) -> sp.Expr:
        total = model.consumer_surplus(_q) + _earned(_q, cost)
        return total.subs(_q, _best(total, _q))

    return sp.factor(welfare(AFTER) - welfare(BEFORE))


@recorded("comparison", "Arrow's order of gains")
def gain_ranking() -> list[tuple[sp.Basic, sp.Basic]]:
    """The ranking of the three gains, for innovations that are drastic and for others: what holds, and where.

    A planner gains strictly more than an inventor in a competitive industry, and this inventor more than a monopolist.

    Returns
    -------
    list of (relation, given)
        both SymPy Booleans in a, A, b and d, all of which are positive.

    Examples
    --------
    >>> len(gain_ranking())
    4
    """
    found = []
    for drastic, given in ((False, sp.Not(drastic_condition())), (True, drastic_condition())):
        order = gain_of_planner(), gain_in_competition(drastic), gain_of_monopolist()
        found += [(more > less, sp.And(a > A, d <= A, given)) for more, less in pairwise(order)]
    return found
