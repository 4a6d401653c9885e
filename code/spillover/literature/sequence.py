"""Who moves first in R&D? The question of De Bondt and Henriques (1995), for two firms and Cournot competition afterwards.

Firm 1 leads: it chooses its R&D, firm 2 sees it and replies, and then both choose outputs. Formulas are in D_1, D_2 and L_1, L_2 of
:mod:`spillover.literature.pair`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.conditions import Condition
from spillover.literature import pair
from spillover.literature.marginal_benefit import marginal_benefit, outputs
from spillover.literature.pair import D_1, D_2, FIRMS, L_1, L_2, DuopolyOutcome, beta_12, beta_21, gamma_1, gamma_2

X_1, X_2 = sp.symbols("x_1 x_2", positive=True)
OUTPUT, CURVATURE = sp.symbols("q_1 S_1", positive=True)
"""What firm 1 makes when both move at once; how fast the marginal profit of its R&D falls when it leads."""
SWAPPED = {D_1: D_2, D_2: D_1, L_1: L_2, L_2: L_1, beta_12: beta_21, beta_21: beta_12}
"""Firm 2 in the place of firm 1."""


def in_shorthands(expr: sp.Expr) -> sp.Expr:
    """An expression of the duopoly in D_1, D_2, L_1 and L_2.

    Parameters
    ----------
    expr
        in the parameters of :mod:`spillover.literature.pair`.

    Returns
    -------
    Expr
        factored.

    Examples
    --------
    >>> in_shorthands(2 * pair.A_1 - pair.A_2 - pair.a)
    -D_1
    """
    return pair.in_concavity_margins(pair.in_market_sizes(expr))


@cache
def profits() -> list[sp.Expr]:
    """Profits as functions of the R&D of both: sales at the margin that Cournot competition leaves, less the cost of R&D.

    Returns
    -------
    list of Expr
        one a firm, in the R&D of both.

    Examples
    --------
    >>> sp.factor(profits()[0].subs({X_1: 0, X_2: 0}))
    D_1**2/9
    """
    q_0, R = outputs(pair.industry())
    q = q_0 + R * sp.Matrix([X_1, X_2])
    margin = [pair.industry().b * q[i] for i in FIRMS]
    return [in_shorthands(model.profit(margin[i], 0, q[i], (X_1, X_2)[i], (gamma_1, gamma_2)[i])) for i in FIRMS]


@cache
def best_response() -> sp.Expr:
    """The best R&D of firm 2, when firm 1 has done X_1.

    Returns
    -------
    Expr
        affine in X_1.

    Examples
    --------
    >>> sp.diff(best_response(), X_1)
    -2*(beta_12 - 2)*(2*beta_21 - 1)/L_2
    """
    (found,) = sp.solve(sp.diff(profits()[1], X_2), X_2)
    return sp.factor(found)


@cache
def leader_profit() -> sp.Expr:
    """Profit of firm 1 as a function of its R&D alone, when firm 2 replies.

    Returns
    -------
    Expr
        quadratic in X_1.

    Examples
    --------
    >>> sp.degree(sp.numer(leader_profit()), X_1)
    2
    """
    return sp.factor(profits()[0].subs(X_2, best_response()))


@cache
def first_firm_leads() -> DuopolyOutcome:
    """Firm 1 moves first.

    Returns
    -------
    DuopolyOutcome
        in symbols.

    Examples
    --------
    >>> SAME = {D_1: 15, D_2: 15, L_1: 28, L_2: 28, beta_12: 0, beta_21: 0}
    >>> [level.subs(SAME) for level in first_firm_leads().x]
    [150/73, 135/73]
    """
    (found,) = sp.solve(sp.diff(leader_profit(), X_1), X_1)
    return _order(sp.factor(found))


@cache
def simultaneous_moves() -> DuopolyOutcome:
    """Both move at once: firm 1 too replies to firm 2.

    Returns
    -------
    DuopolyOutcome
        in symbols.

    Examples
    --------
    >>> SAME = {D_1: 15, D_2: 15, L_1: 28, L_2: 28, beta_12: 0, beta_21: 0}
    >>> [level.subs(SAME) for level in simultaneous_moves().x]
    [15/8, 15/8]
    """
    (found,) = sp.solve(sp.diff(profits()[0], X_1).subs(X_2, best_response()), X_1)
    return _order(sp.factor(found))


@cache
def second_firm_leads() -> DuopolyOutcome:
    """Firm 2 moves first.

    Returns
    -------
    DuopolyOutcome
        in symbols.

    Examples
    --------
    >>> SAME = {D_1: 15, D_2: 15, L_1: 28, L_2: 28, beta_12: 0, beta_21: 0}
    >>> [level.subs(SAME) for level in second_firm_leads().x]
    [135/73, 150/73]
    """
    order = first_firm_leads()
    return DuopolyOutcome(*([exchange_firms(value) for value in reversed(values)] for values in (order.x, order.q, order.profit)))


def exchange_firms(expr: sp.Expr) -> sp.Expr:
    """The same with the firms exchanged.

    Parameters
    ----------
    expr
        in the symbols of the duopoly.

    Returns
    -------
    Expr
        what it is for the other firm.

    Examples
    --------
    >>> exchange_firms(D_1 - 2 * D_2 * beta_12)
    -2*D_1*beta_21 + D_2
    """
    return expr.subs(SWAPPED, simultaneous=True)


def _order(x_1: sp.Expr) -> DuopolyOutcome:
    x = [x_1, sp.factor(best_response().subs(X_1, x_1))]
    done = dict(zip((X_1, X_2), x, strict=True))
    q_0, R = outputs(pair.industry())
    q = [sp.factor(in_shorthands(value).subs(done)) for value in q_0 + R * sp.Matrix([X_1, X_2])]
    return DuopolyOutcome(x, q, [profit.subs(done) for profit in profits()])


def strategic_effect() -> sp.Expr:
    """What leading adds to the marginal benefit of firm 1's R&D, at outputs where both move at once: the best response of firm 2.

    Returns
    -------
    Expr
        in the output of firm 1, L_2 and the spillovers.

    Examples
    --------
    >>> strategic_effect()
    -4*q_1*(beta_12 - 2)*(2*beta_12 - 1)*(2*beta_21 - 1)/(3*L_2)
    """
    benefit_to_rival = (marginal_benefit(pair.industry(), pair.COALITION) - marginal_benefit(pair.industry()))[1, 0] * OUTPUT
    return sp.factor(benefit_to_rival * sp.diff(best_response(), X_1))


def leader_rnd_gain() -> sp.Expr:
    """By how much firm 1 does more R&D when it leads than when both move at once, in its output then.

    Returns
    -------
    Expr
        in the output of firm 1 when both move at once, :data:`CURVATURE`, L_2 and the spillovers.

    Examples
    --------
    >>> leader_rnd_gain()
    -4*q_1*(beta_12 - 2)*(2*beta_12 - 1)*(2*beta_21 - 1)/(3*L_2*S_1)
    """
    return sp.factor(strategic_effect() / CURVATURE)


def follower_output_gain() -> sp.Expr:
    """By how much firm 2 produces more when firm 1 leads than when both move at once, in the output of firm 1 then.

    Returns
    -------
    Expr
        in the output of firm 1 when both move at once, :data:`CURVATURE`, L_2 and the spillovers.

    Examples
    --------
    >>> follower_output_gain().subs(beta_21, sp.Rational(1, 2))
    0
    """
    _, R = outputs(pair.industry())
    return sp.factor((R[1, 0] + R[1, 1] * sp.diff(best_response(), X_1)) * leader_rnd_gain())


def follower_profit() -> sp.Expr:
    """Profit of firm 2 at its best response, in its output: it does R&D in proportion to it.

    Returns
    -------
    Expr
        a multiple of the square of q_2.

    Examples
    --------
    >>> follower_profit().subs({beta_12: 0, beta_21: 0})
    L_2*q_2**2/(L_2 + 8)
    """
    level = sp.Symbol("q_2", positive=True)
    rnd = (marginal_benefit(pair.industry()) * sp.Matrix([0, level]))[1] / gamma_2
    return pair.in_concavity_margins(model.profit(pair.industry().b * level, 0, level, rnd, gamma_2))


def leader_curvature() -> sp.Expr:
    """How fast the marginal profit of a leader's R&D falls.

    Returns
    -------
    Expr
        positive where there is a maximum.

    Examples
    --------
    >>> leader_curvature().subs({L_1: 28, L_2: 28, beta_12: 0, beta_21: 0})
    146/49
    """
    return sp.factor(-sp.diff(leader_profit(), X_1, 2))


def stability_margin() -> sp.Expr:
    """L_1 L_2 less nine times nine the product of the two slopes of the first-order conditions.

    Returns
    -------
    Expr
        in L_1, L_2 and the spillovers.

    Examples
    --------
    >>> sp.factor(stability_margin() - L_1 * L_2)
    -4*(beta_12 - 2)*(2*beta_12 - 1)*(beta_21 - 2)*(2*beta_21 - 1)
    """
    H, _ = pair.industry().first_order()
    return 81 * in_shorthands(H.det())


@cache
def conditions() -> list[Condition]:
    """What the three orders of moves need: second-order conditions, stability, both firms in the market, and no R&D below zero.

    Returns
    -------
    list of Condition
        in D_1, D_2, L_1, L_2 and the spillovers.

    Examples
    --------
    >>> [condition.name for condition in conditions()][:2]
    ['a maximum for firm 1 as leader', 'a maximum for firm 2 as leader']
    """
    zero = sp.Integer(0)
    curvatures = [leader_curvature(), exchange_firms(leader_curvature())]
    found = [Condition(f"a maximum for firm {i + 1} as leader", curvatures[i], zero, True, "a best choice") for i in FIRMS]
    found += [Condition(f"own second-order condition of firm {i + 1}", (L_1, L_2)[i], zero, True, "a best response") for i in FIRMS]
    pull = sp.Abs(L_1 * L_2 - stability_margin())
    found.append(Condition("stability of best responses", L_1 * L_2, pull, True, "best responses lead back"))
    for order in (simultaneous_moves(), first_firm_leads(), second_firm_leads()):
        found += [Condition("positive output", level, zero, True, "both produce") for level in order.q]
        found += [Condition("nonnegative R&D", level, zero, False, "no R&D is undone") for level in order.x]
    return found


def equilibrium_timing(values: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
    """Which orders of moves are equilibria when each firm first chooses to move early or late; arrays of bool.

    Who chooses early while the other chooses late leads; if both choose the same, both move at once. ``values`` are for D_1, D_2, L_1,
    L_2 and the spillovers.

    Parameters
    ----------
    values
        a number or an array for each of D_1, D_2, L_1, L_2, beta_12 and beta_21; all broadcast.

    Returns
    -------
    dict
        from each order of moves to an array of bool.

    References
    ----------
    De Bondt and Henriques (1995).

    Examples
    --------
    >>> values = {D_1: 15.0, D_2: 15.0, L_1: 28.0, L_2: 28.0, beta_12: 0.1, beta_21: 0.8}
    >>> {name: bool(where) for name, where in equilibrium_timing(values).items()}
    {'at once': False, 'firm 1 leads': False, 'firm 2 leads': True, 'either leads': False}
    """
    orders = (simultaneous_moves(), first_firm_leads(), second_firm_leads())
    payoffs = pair.evaluate_where_admissible([profit for order in orders for profit in order.profit], conditions(), values)
    (once_1, once_2), (lead_1, follow_2), (follow_1, lead_2) = (payoffs[i : i + 2] for i in (0, 2, 4))
    first, second = (lead_1 >= once_1) & (follow_2 > once_2), (lead_2 >= once_2) & (follow_1 > once_1)
    return {
        "at once": (once_1 > follow_1) & (once_2 > follow_2),
        "firm 1 leads": first & ~second,
        "firm 2 leads": second & ~first,
        "either leads": first & second,
    }
