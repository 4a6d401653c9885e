"""Whom should a government subsidise when firms differ? The question of Lahiri and Ono (1999)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.cluster.derivation import RND, SIZES
from spillover.conditions import Condition
from spillover.industry import IndustryOutcome
from spillover.literature import pair
from spillover.literature.marginal_benefit import externality, planner_curvature
from spillover.literature.pair import FIRMS, OUTPUTS
from spillover.regimes import Objective

OWN, REST = sp.symbols("q_i Q_{-i}", positive=True)
"""Output of a firm, and of all others together."""


def duopoly_subsidies() -> list[sp.Expr]:
    """The subsidies on R&D that bring two firms to the second best, in their outputs there.

    Returns
    -------
    list of Expr
        a unit of R&D, one a firm; a tax where negative.

    Examples
    --------
    >>> duopoly_subsidies()[0]
    q_1*(beta_21 + 1)/3 + q_2*(5*beta_21 - 1)/3
    """
    found = externality(pair.industry()) * sp.Matrix(OUTPUTS)
    return [sp.collect(sp.factor(value), OUTPUTS) for value in found]


@cache
def oligopoly_subsidy() -> sp.Expr:
    """The subsidy of one of n firms with one spillover between all, in its own output and that of the others.

    A unit of R&D is worth to the planner what it adds to all profits and to consumers' surplus, to the firm what it adds to its own
    profit. What it adds through the firm's own output cancels. Initial costs move outputs, not how they react to R&D.

    Returns
    -------
    Expr
        in n, b, beta, and outputs :data:`OWN` and :data:`REST`.

    Examples
    --------
    >>> oligopoly_subsidy()
    (Q_{-i}*beta*n + 3*Q_{-i}*beta - Q_{-i} + beta*n*q_i - beta*q_i + q_i)/(n + 1)
    """
    q_i, q_j, _ = derivation.product_stage(Objective.OWN, RND, SIZES)
    own, other = sp.diff(q_i, RND[0]), sp.diff(q_j, RND[0])
    others = 2 * model.b * REST * other
    Q = sp.Symbol("Q")
    consumers = sp.diff(model.consumer_surplus(Q), Q).subs(Q, OWN + REST) * (own + (model.n - 1) * other)
    return sp.factor(others + consumers)


def zero_subsidy_share() -> sp.Expr:
    """The share of output at which the subsidy is zero: smaller firms are taxed.

    Returns
    -------
    Expr
        in n and beta.

    Examples
    --------
    >>> zero_subsidy_share()
    (beta*n + 3*beta - 1)/(2*(2*beta - 1))
    """
    share = sp.Symbol("share")
    (found,) = sp.solve(oligopoly_subsidy().subs({OWN: share, REST: 1 - share}), share)
    return sp.factor(found)


def least_spillover_without_taxes() -> sp.Expr:
    """The spillover from which on no firm is taxed, however small.

    Returns
    -------
    Expr
        in n.

    Examples
    --------
    >>> least_spillover_without_taxes()
    1/(n + 3)
    """
    (found,) = sp.solve(oligopoly_subsidy().subs(OWN, 0), model.beta)
    return sp.factor(found)


@cache
def second_best() -> IndustryOutcome:
    """The second best of two firms that differ in everything.

    Returns
    -------
    IndustryOutcome
        in symbols, with the subsidies that implement it.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> equal = {pair.a: 15, pair.A_1: 10, pair.A_2: 10, pair.gamma_1: 4, pair.gamma_2: 4, pair.beta_12: 0, pair.beta_21: 0}
    >>> second_best().x[0].subs(equal)
    5/8
    """
    return pair.industry().second_best()


@cache
def conditions() -> list[Condition]:
    """What the second best of two firms needs, and the firms when they are paid to do it.

    Returns
    -------
    list of Condition
        in the parameters of :mod:`spillover.literature.pair`.

    Examples
    --------
    >>> [condition.name for condition in conditions()][:3]
    ["planner's own second-order condition of firm 1", "planner's own second-order condition of firm 2", 'joint concavity']
    """
    H = planner_curvature(pair.industry())
    top = [Condition(f"planner's own second-order condition of firm {i + 1}", H[i, i], sp.Integer(0), True, "a maximum") for i in FIRMS]
    whole = Condition("joint concavity", sp.factor(H.det()), sp.Integer(0), True, "welfare has a maximum")
    return [*top, whole, *pair.second_order_conditions(), *pair.interior_conditions(second_best())]


def taxed_firms(values: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
    """Where both firms are subsidised, and where one is taxed; arrays of bool, False where there is no such second best.

    Parameters
    ----------
    values
        a number or an array for each parameter of the duopoly, :data:`spillover.literature.pair.PARAMETERS`; all
        broadcast.

    Returns
    -------
    dict
        from what is said of the firms to an array of bool.

    Examples
    --------
    >>> at = {pair.a: 15, pair.A_1: 10, pair.A_2: 11, pair.gamma_1: 6, pair.gamma_2: 6, pair.beta_12: 0.05, pair.beta_21: 0.05}
    >>> {name: bool(where) for name, where in taxed_firms(at).items()}
    {'both subsidised': False, 'firm 1 taxed': False, 'firm 2 taxed': True}
    """
    first, second = pair.evaluate_where_admissible(second_best().rnd_subsidy, conditions(), values)
    return {"both subsidised": (first >= 0) & (second >= 0), "firm 1 taxed": first < 0, "firm 2 taxed": second < 0}
