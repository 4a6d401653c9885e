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
from spillover.literature.marginal_benefit import outputs, worth
from spillover.literature.pair import D_1, D_2, FIRMS, L_1, L_2, Levels, beta_12, beta_21, gamma_1, gamma_2

X_1, X_2 = sp.symbols("x_1 x_2", positive=True)
OUTPUT, BEND = sp.symbols("q_1 S_1", positive=True)
"""What firm 1 makes when both move at once; how fast the marginal profit of its R&D falls when it leads."""
SWAPPED = {D_1: D_2, D_2: D_1, L_1: L_2, L_2: L_1, beta_12: beta_21, beta_21: beta_12}
"""Firm 2 in the place of firm 1."""


def written(expr: sp.Expr) -> sp.Expr:
    """An expression of the duopoly in D_1, D_2, L_1 and L_2."""
    return pair.in_margins(pair.in_markets(expr))


@cache
def profits() -> list[sp.Expr]:
    """Profits as functions of the R&D of both: sales at the margin that Cournot competition leaves, less the cost of R&D."""
    q_0, R = outputs(pair.industry())
    q = q_0 + R * sp.Matrix([X_1, X_2])
    margin = [pair.industry().b * q[i] for i in FIRMS]
    return [written(model.profit(margin[i], 0, q[i], (X_1, X_2)[i], (gamma_1, gamma_2)[i])) for i in FIRMS]


@cache
def reply() -> sp.Expr:
    """The best R&D of firm 2, when firm 1 has done X_1."""
    (found,) = sp.solve(sp.diff(profits()[1], X_2), X_2)
    return sp.factor(found)


@cache
def leaders_profit() -> sp.Expr:
    """Profit of firm 1 as a function of its R&D alone, when firm 2 replies."""
    return sp.factor(profits()[0].subs(X_2, reply()))


@cache
def first_leads() -> Levels:
    """Firm 1 moves first."""
    (found,) = sp.solve(sp.diff(leaders_profit(), X_1), X_1)
    return _order(sp.factor(found))


@cache
def at_once() -> Levels:
    """Both move at once: firm 1 too replies to firm 2."""
    (found,) = sp.solve(sp.diff(profits()[0], X_1).subs(X_2, reply()), X_1)
    return _order(sp.factor(found))


@cache
def second_leads() -> Levels:
    """Firm 2 moves first."""
    order = first_leads()
    return Levels(*([swapped(value) for value in reversed(values)] for values in (order.x, order.q, order.profit)))


def swapped(expr: sp.Expr) -> sp.Expr:
    """The same with the firms exchanged."""
    return expr.subs(SWAPPED, simultaneous=True)


def _order(x_1: sp.Expr) -> Levels:
    x = [x_1, sp.factor(reply().subs(X_1, x_1))]
    done = dict(zip((X_1, X_2), x, strict=True))
    q_0, R = outputs(pair.industry())
    q = [sp.factor(written(value).subs(done)) for value in q_0 + R * sp.Matrix([X_1, X_2])]
    return Levels(x, q, [profit.subs(done) for profit in profits()])


def drawn_in() -> sp.Expr:
    """What leading adds to the worth of a unit of firm 1's R&D, at outputs where both move at once: the reply of firm 2."""
    worth_of_reply = (worth(pair.industry(), pair.TOGETHER) - worth(pair.industry()))[1, 0] * OUTPUT
    return sp.factor(worth_of_reply * sp.diff(reply(), X_1))


def lead() -> sp.Expr:
    """By how much firm 1 does more R&D when it leads than when both move at once, in its output then."""
    return sp.factor(drawn_in() / BEND)


def followers_lead() -> sp.Expr:
    """By how much firm 2 produces more when firm 1 leads than when both move at once, in the output of firm 1 then."""
    _, R = outputs(pair.industry())
    return sp.factor((R[1, 0] + R[1, 1] * sp.diff(reply(), X_1)) * lead())


def followers_profit() -> sp.Expr:
    """Profit of firm 2 on its best reply, in its output: it does R&D in proportion to it."""
    level = sp.Symbol("q_2", positive=True)
    rnd = (worth(pair.industry()) * sp.Matrix([0, level]))[1] / gamma_2
    return pair.in_margins(model.profit(pair.industry().b * level, 0, level, rnd, gamma_2))


def leaders_bend() -> sp.Expr:
    """How fast the marginal profit of a leader's R&D falls."""
    return sp.factor(-sp.diff(leaders_profit(), X_1, 2))


def stability() -> sp.Expr:
    """L_1 L_2 less nine times nine the product of the two slopes of the first-order conditions."""
    H, _ = pair.industry().first_order()
    return 81 * written(H.det())


@cache
def conditions() -> list[Condition]:
    """What the three orders of moves need: second-order conditions, stability, both firms in the market, and no R&D below zero."""
    zero = sp.Integer(0)
    bends = [leaders_bend(), swapped(leaders_bend())]
    found = [Condition(f"a maximum for firm {i + 1} as leader", bends[i], zero, True, "a best choice") for i in FIRMS]
    found += [Condition(f"own second-order condition of firm {i + 1}", (L_1, L_2)[i], zero, True, "a best reply") for i in FIRMS]
    found.append(Condition("stability of best replies", L_1 * L_2, sp.Abs(L_1 * L_2 - stability()), True, "best replies lead back"))
    for order in (at_once(), first_leads(), second_leads()):
        found += [Condition("positive output", level, zero, True, "both produce") for level in order.q]
        found += [Condition("nonnegative R&D", level, zero, False, "no R&D is undone") for level in order.x]
    return found


def timing(values: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
    """Which orders of moves are equilibria when each firm first chooses to move early or late; arrays of bool.

    Who chooses early while the other chooses late leads; if both choose the same, both move at once. ``values`` are for D_1, D_2, L_1,
    L_2 and the spillovers.
    """
    orders = (at_once(), first_leads(), second_leads())
    payoffs = pair.evaluated([profit for order in orders for profit in order.profit], conditions(), values)
    (once_1, once_2), (lead_1, follow_2), (follow_1, lead_2) = (payoffs[i : i + 2] for i in (0, 2, 4))
    first, second = (lead_1 >= once_1) & (follow_2 > once_2), (lead_2 >= once_2) & (follow_1 > once_1)
    return {
        "at once": (once_1 > follow_1) & (once_2 > follow_2),
        "firm 1 leads": first & ~second,
        "firm 2 leads": second & ~first,
        "either leads": first & second,
    }
