"""The answers to the exam questions of lectures 6 to 8, about markets that are not the paper's cluster.

As in :mod:`course.exam`, what a candidate is asked to find is derived here, nothing of it is typed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from course.exam import Answers
from spillover import model
from spillover.cluster import derivation
from spillover.industry import Industry, IndustryOutcome, uniform_spillovers
from spillover.literature import stability
from spillover.model import A, D, G, a, beta, gamma, n
from spillover.regimes import Objective

INVENTION = sp.Symbol("d", positive=True)
"""What an invention takes off the unit cost."""

HALF = sp.Rational(1, 2)


def lopsided_market(*, a: int, A: int, gamma: int) -> Answers:
    """Two firms, no spillover, and R&D so cheap that best responses lead away from the equilibrium; b = 1.

    Returns
    -------
    dict
        ``slope``: of a best response of two firms, in the parameters; ``maximum``, ``stable``: the cost of R&D, G, above which there is a
        best response, and below a spillover of one half a stable equilibrium; ``least``: the spillover above which the market is stable
        at this cost. In numbers, ``x``, ``Q``, ``profit``, ``welfare`` of the symmetric equilibrium, and ``x_alone``, ``Q_alone``,
        ``profit_alone``, ``welfare_alone`` of a firm that has the market to itself. Where the first firm does what it would do
        alone, and the second R&D x: ``sold``, ``intruder``: output and profit of the second; ``pull``: what the first gains from a
        unit more, the second doing no R&D.
    """
    stable = stability.stability_bound(below_half=True).subs(n, 2)
    (least,) = (root for root in sp.solve(sp.numer(sp.factor(stable - gamma)), beta) if 0 < root < HALF)
    both = Industry(a=a, A=A, gamma=gamma, spillovers=uniform_spillovers(2, 0)).solve(stable=False)
    x_1, x_2, q = sp.symbols("x_1 x q", positive=True)
    alone = model.profit(model.inverse_demand(q, a, 1), model.unit_cost(x_1, 0, A), q, x_1, gamma)
    first = dict(zip((x_1, q), derivation.linear_solution([sp.diff(alone, choice) for choice in (x_1, q)], [x_1, q]), strict=True))
    at = {n: 2, beta: 0, model.b: 1, model.a: a, model.A: A, model.gamma: gamma}
    choices, sizes = [x_1, x_2], [sp.Integer(1)] * 2
    outputs = derivation.product_stage(Objective.OWN, choices, sizes)
    profits = [earned.subs(at) for earned in derivation.all_profits(choices, outputs, sizes)]
    return {
        "slope": stability.best_response_slope().subs(n, 2),
        "maximum": stability.concavity_bound().subs(n, 2),
        "stable": stable,
        "least": least,
        **{name: sp.sympify(value) for name, value in (("x", both.x[0]), ("Q", both.Q), ("profit", both.profit[0]))},
        "welfare": sp.sympify(both.welfare),
        "x_alone": first[x_1],
        "Q_alone": first[q],
        "profit_alone": alone.subs(first),
        "welfare_alone": alone.subs(first) + model.consumer_surplus(first[q], 1),
        "sold": sp.factor(outputs[1].subs(at).subs(x_1, first[x_1])),
        "intruder": sp.factor(profits[1].subs(x_1, first[x_1])),
        "pull": sp.diff(profits[0], x_1).subs({x_2: 0, x_1: first[x_1]}),
    }


@cache
def venture_of_two() -> Answers:
    """Two of three firms share all results, the third learns nothing; everybody decides alone. In D and G, at b = 1.

    Returns
    -------
    dict
        ``x_none``, ``x_member``, ``x_outsider``: R&D of each firm without a venture, and of each kind with it; ``effort``,
        ``saving``: by how much a member's R&D, and what comes off its unit cost, exceed those without; ``outsider``: the same for the
        outsider's R&D; ``Q_gain``, ``third``: what the venture adds to total output, and what the third adds when it joins.
    """
    none, two, three = (shared_by(members, a=A + D, A=A, gamma=G) for members in (1, 2, 3))
    found = {
        "x_none": none.x[0],
        "x_member": two.x[0],
        "x_outsider": two.x[2],
        "effort": two.x[0] - none.x[0],
        "saving": none.unit_cost[0] - two.unit_cost[0],
        "outsider": two.x[2] - none.x[0],
        "Q_gain": two.Q - none.Q,
        "third": three.Q - two.Q,
    }
    return {name: sp.factor(level) for name, level in found.items()}


def shared_by(members: int, **market: Any) -> IndustryOutcome:
    """Three firms, the first few of which share all results; ``market`` are a, A and gamma."""
    firms = range(3)
    spillovers = [[int(i == j or max(i, j) < members) for j in firms] for i in firms]
    return Industry(spillovers=spillovers, **market).solve()


@cache
def invention_for_sale() -> Answers:
    """An invention is sold to a monopolist or to the only possible entrant. In D, the room that the monopolist had.

    Returns
    -------
    dict
        ``entrant``, ``rival``: profits of an entrant with the invention and of the monopolist beside it; ``before``, ``after``: of the
        monopolist without and with it; ``own``: by how much the invention is worth more to an entrant than to a monopolist whom
        nobody threatens; ``bid``: by how much the monopolist bids more than the entrant; ``output``, ``welfare``: by how much they
        are larger when the entrant gets it; ``threshold``: the size above which welfare is larger when the monopolist gets it.
    """
    sizes, choices = [sp.Integer(1)] * 2, [INVENTION, sp.Integer(0)]
    q = [level.subs({n: 2, beta: 0}) for level in derivation.product_stage(Objective.OWN, choices, sizes)]
    entrant, rival = (_in_D(earned.subs({gamma: 0, beta: 0})) for earned in derivation.all_profits(choices, q, sizes))
    (before, _), (after, output) = (_monopoly(x) for x in (sp.Integer(0), INVENTION))
    Q = _in_D(sum(q))
    surplus, surplus_alone = (model.consumer_surplus(level) for level in (Q, output))
    welfare = sp.factor(surplus + entrant + rival - surplus_alone - after)
    (threshold,) = (root for root in sp.solve(welfare, INVENTION) if root != D)
    return {
        "entrant": entrant,
        "rival": _by_room(rival),
        "before": before,
        "after": after,
        "own": sp.factor(entrant - (after - before)),
        "bid": _by_room(after - rival - entrant),
        "output": _by_room(Q - output),
        "welfare": _by_room(welfare),
        "threshold": threshold,
    }


def _monopoly(x: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Profit and output of a monopolist whose unit cost is lower by x, which was free."""
    one = [sp.Integer(1)]
    q = derivation.product_stage(Objective.JOINT, [x], one)
    (earned,) = derivation.all_profits([x], q, one)
    return _in_D(earned.subs(gamma, 0)), _in_D(q[0])


def _in_D(level: sp.Expr) -> sp.Expr:
    return sp.factor(level.subs(a, A + D))


def _by_room(level: sp.Expr) -> sp.Expr:
    """Divided by the room D - d, which is positive, and written as its multiple."""
    room = D - INVENTION
    return room * sp.together(sp.expand(sp.cancel(level / room)))
