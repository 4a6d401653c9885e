"""Who moves first in R&D: the orders of moves against explicit profits, and the theorems at many points."""

from fractions import Fraction
from functools import cache
from random import Random

import numpy as np
import pytest
import sympy as sp

from spillover import InadmissibleError, Industry
from spillover.game.best_responses import top_of_parabola
from spillover.game.industry import play
from spillover.literature import pair, sequence
from spillover.literature.pair import D_1, D_2, L_1, L_2, beta_12, beta_21

HALF = Fraction(1, 2)


def industries(count, seed=5):
    """Industries in which both firms move at once, with the same point in D, L and the spillovers."""
    draw = Random(seed)
    while count:
        costs, gammas = [10, 10 + Fraction(draw.randint(0, 4), 4)], [draw.randint(2, 4), draw.randint(2, 4)]
        to_1, to_2 = (Fraction(draw.randint(1, 19), 20) for _ in range(2))
        industry = Industry(a=15, A=costs, gamma=gammas, spillovers=[[1, to_1], [to_2, 1]])
        margins = [9 * gammas[0] - 2 * (2 - to_2) ** 2, 9 * gammas[1] - 2 * (2 - to_1) ** 2]
        values = (15 - 2 * costs[0] + costs[1], 15 - 2 * costs[1] + costs[0], *margins, to_1, to_2)
        point = {s: sp.Rational(v) for s, v in zip((D_1, D_2, L_1, L_2, beta_12, beta_21), values, strict=True)}
        try:
            found = industry.solve()
        except InadmissibleError:
            continue
        if all((c.lhs > c.rhs) for c in (condition_at(c, point) for c in conditions())):
            count -= 1
            yield industry, point, found


def condition_at(condition, point):
    from dataclasses import replace

    return replace(condition, lhs=sp.sympify(condition.lhs).subs(point), rhs=sp.sympify(condition.rhs).subs(point))


conditions = cache(sequence.conditions)


@cache
def points():
    """Industries at which all orders of moves have an equilibrium, drawn on first use."""
    return list(industries(12))


def at(values, point):
    return [value.subs(point) for value in values]


def earned(industry, x_1, x_2):
    """Profits from the primitives, with outputs in which neither firm can gain: Cournot, from marginal revenue and cost."""
    costs = [industry.A[i] - sum(share * x for share, x in zip(industry.spillovers[i], (x_1, x_2), strict=True)) for i in range(2)]
    q = [(industry.a - 2 * costs[i] + costs[1 - i]) / 3 for i in range(2)]
    return [(industry.a - sum(q) - costs[i]) * q[i] - industry.gamma[i] * x**2 / 2 for i, x in enumerate((x_1, x_2))]


def test_at_once_is_what_the_engine_says():
    for _, point, found in points():
        order = sequence.simultaneous_moves()
        assert (at(order.x, point), at(order.q, point), at(order.profit, point)) == (found.x, found.q, found.profit)
    assert play(points()[0][0])[0] == points()[0][2].x


def test_a_leader_foresees_the_reply_of_a_firm_that_knows_no_formula():
    for industry, point, _ in points()[:4]:

        def answered(x_1, industry=industry):
            return top_of_parabola(lambda x_2: earned(industry, Fraction(x_1), Fraction(x_2))[1])

        lead = top_of_parabola(lambda x_1, industry=industry, answered=answered: earned(industry, Fraction(x_1), answered(x_1))[0])
        order = sequence.first_firm_leads()
        assert at(order.x, point) == [lead, answered(lead)]
        assert at(order.profit, point) == earned(industry, lead, answered(lead))


def test_the_second_firm_leads_as_the_first_does():
    first, second = sequence.first_firm_leads(), sequence.second_firm_leads()
    for _, point, _ in points()[:3]:
        mirrored = {s: point[t] for s, t in sequence.SWAPPED.items()}
        assert at(second.x, point) == at(first.x[::-1], mirrored)
        assert at(second.profit, point) == at(first.profit[::-1], mirrored)


def test_a_leader_never_loses_and_does_more_where_both_spillovers_lie_on_one_side():
    once, leads = sequence.simultaneous_moves(), sequence.first_firm_leads()
    for _, point, _ in points():
        (x, x_lead), (profit, profit_lead) = (
            (before[0].subs(point), after[0].subs(point)) for before, after in ((once.x, leads.x), (once.profit, leads.profit))
        )
        assert profit_lead >= profit
        assert sp.sign(x_lead - x) == sp.sign((2 * point[beta_12] - 1) * (2 * point[beta_21] - 1))


def test_a_follower_gains_where_more_than_half_of_its_rnd_reaches_the_leader():
    once, leads = sequence.simultaneous_moves(), sequence.first_firm_leads()
    seen = set()
    for _, point, _ in points():
        gain = leads.profit[1].subs(point) - once.profit[1].subs(point)
        expected = sp.sign(2 * point[beta_12] - 1) if point[beta_21] != HALF else 0
        assert sp.sign(gain) == expected
        seen.add(expected)
    assert {-1, 1} <= seen


@pytest.mark.deep
def test_the_changes_that_are_proved_are_those_of_the_game():
    once, leads = sequence.simultaneous_moves(), sequence.first_firm_leads()
    for _, point, _ in points():
        known = {**point, sequence.OUTPUT: once.q[0].subs(point), sequence.CURVATURE: sequence.leader_curvature().subs(point)}
        assert sequence.leader_rnd_gain().subs(known) == leads.x[0].subs(point) - once.x[0].subs(point)
        assert sequence.follower_output_gain().subs(known) == leads.q[1].subs(point) - once.q[1].subs(point)
        assert sequence.follower_profit().subs({**point, sp.Symbol("q_2", positive=True): leads.q[1].subs(point)}) == leads.profit[1].subs(
            point
        )


def test_the_margin_of_stability_is_that_of_the_engine():
    for industry, point, _ in points()[:3]:
        assert sequence.stability_margin().subs(point) == 81 * industry.first_order()[0].det()


@pytest.mark.parametrize(
    ("to_1", "to_2", "name"), [(0.2, 0.3, "at once"), (0.8, 0.3, "firm 1 leads"), (0.3, 0.9, "firm 2 leads"), (0.7, 0.8, "either leads")]
)
def test_the_order_of_moves_by_spillovers(to_1, to_2, name):
    values = {
        D_1: 5,
        D_2: 4,
        L_1: 27 - 2 * (2 - to_2) ** 2,
        L_2: 27 - 2 * (2 - to_1) ** 2,
        beta_12: np.array([to_1]),
        beta_21: np.array([to_2]),
    }
    assert [order for order, cells in sequence.equilibrium_timing(values).items() if cells[0]] == [name]


def test_where_a_firm_would_leave_the_market_there_is_no_order():
    values = {D_1: 9, D_2: -1, L_1: 20, L_2: 20, beta_12: np.array([0.3]), beta_21: np.array([0.3])}
    assert not any(cells[0] for cells in sequence.equilibrium_timing(values).values())
    assert len({condition.name for condition in pair.second_order_conditions()}) == 3


def test_maxima_outputs_and_rnd_are_compared_with_zero():
    assert {condition.rhs for condition in conditions() if condition.name != "stability of best responses"} == {0}


@pytest.mark.cases(None)
@pytest.mark.parametrize(
    ("follows", "leads", "told"),  # what following and leading add to moving at once, for firm 1 and for firm 2
    [
        ((0, 0), (0, 0), []),
        ((-1, -1), (1, 1), ["at once"]),
        ((0, -1), (1, 1), []),
        ((-1, 0), (1, 1), []),
        ((-1, 1), (0, 1), ["firm 1 leads"]),
        ((1, -1), (1, 0), ["firm 2 leads"]),
        ((0, 1), (0, 0), ["firm 1 leads"]),
        ((1, 0), (0, 0), ["firm 2 leads"]),
        ((1, 1), (0, 0), ["either leads"]),
        ((1, 1), (-1, 0), ["firm 2 leads"]),
        ((1, 1), (0, -1), ["firm 1 leads"]),
        ((1, 1), (-1, -1), []),
    ],
)
def test_who_gains_nothing_by_following_does_not_follow_and_who_loses_nothing_by_leading_leads(follows, leads, told, monkeypatch):
    payoffs = [np.array(5 + more) for more in (0, 0, leads[0], follows[1], follows[0], leads[1])]
    monkeypatch.setattr(pair, "evaluate_where_admissible", lambda *given: payoffs)
    assert [name for name, here in sequence.equilibrium_timing({}).items() if here] == told
