"""A few groups of firms that compete in quantities, whatever R&D does to their unit costs: what the models of this part share.

A group is given by its unit cost and by how many firms it has. The first group is one firm, free to deviate from all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from spillover import model
from spillover.cluster import derivation

OWN, COMMON = sp.symbols("x_i x", positive=True)
"""R&D of the firm that may deviate, and of every other firm."""


@dataclass(frozen=True)
class SymmetricEquilibrium:
    """What every firm does and earns where none wants to deviate.

    Attributes
    ----------
    x, q, unit_cost, profit
        of each firm.
    welfare
        consumer surplus plus all profits.
    curvature
        second derivative of a firm's profit in its own R&D; it must be negative.

    Examples
    --------
    >>> found = symmetric_equilibrium([model.A - OWN, model.A - COMMON], [sp.Integer(1), model.n - 1])
    >>> found.curvature
    -(b*gamma*n**2 + 2*b*gamma*n + b*gamma - 2*n**2)/(b*(n + 1)**2)
    """

    x: sp.Expr
    q: sp.Expr
    unit_cost: sp.Expr
    profit: sp.Expr
    welfare: sp.Expr
    curvature: sp.Expr


def cournot_outputs(costs: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Cournot outputs of a firm of each group.

    Parameters
    ----------
    costs
        unit cost of a firm of each group.
    sizes
        how many firms each group has.

    Returns
    -------
    list of Expr
        one a group.

    Examples
    --------
    >>> cournot_outputs([model.A], [model.n])
    [(-A + a)/(b*(n + 1))]
    """
    own, others = sp.symbols("q Q_others")
    slope = sp.diff(model.profit(model.inverse_demand(own + others), sp.Symbol("c"), own, 0), own)
    q = sp.symbols(f"q_:{len(costs)}")
    total = derivation.total(q, sizes)
    conditions = [
        slope.subs({own: level, others: total - level, "c": cost}, simultaneous=True) for level, cost in zip(q, costs, strict=True)
    ]
    return derivation.linear_solution(conditions, q)


def marginal_profit(costs: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> sp.Expr:
    """What the first firm gains from one more unit of its own R&D, the market foreseen.

    Parameters
    ----------
    costs
        unit cost of a firm of each group, in :data:`OWN` and :data:`COMMON`.
    sizes
        how many firms each group has; the first has one.

    Returns
    -------
    Expr
        in the parameters and R&D.

    Examples
    --------
    >>> sp.factor(marginal_profit([model.A - OWN], [sp.Integer(1)]))
    (-A + a - 2*b*gamma*x_i + x_i)/(2*b)
    """
    q = cournot_outputs(costs, sizes)
    return sp.diff(model.profit(model.inverse_demand(derivation.total(q, sizes)), costs[0], q[0], OWN), OWN)


def symmetric_equilibrium(costs: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> SymmetricEquilibrium:
    """Solve for the R&D that no firm wants to change, where unit costs are affine in R&D.

    Parameters
    ----------
    costs
        unit cost of a firm of each group, affine in :data:`OWN` and :data:`COMMON`.
    sizes
        how many firms each group has; the first has one.

    Returns
    -------
    SymmetricEquilibrium
        in the parameters.

    Examples
    --------
    >>> symmetric_equilibrium([model.A - OWN, model.A - COMMON], [sp.Integer(1), model.n - 1]).x
    2*n*(-A + a)/(b*gamma*n**2 + 2*b*gamma*n + b*gamma - 2*n)
    """
    slope = marginal_profit(costs, sizes)
    (x,) = derivation.linear_solution([sp.fraction(sp.factor(slope.subs(OWN, COMMON)))[0]], [COMMON])
    alike = {OWN: COMMON}
    q, cost = (sp.factor(level.subs(alike).subs(COMMON, x)) for level in (cournot_outputs(costs, sizes)[0], costs[0]))
    firms = sp.expand(sp.Add(*sizes))
    earned = sp.factor(model.profit(model.inverse_demand(firms * q), cost, q, x))
    welfare = sp.factor(model.consumer_surplus(firms * q) + firms * earned)
    return SymmetricEquilibrium(x, q, cost, earned, welfare, sp.factor(sp.diff(slope, OWN)))
