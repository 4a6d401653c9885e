"""Goods that differ: with equal goods the paper's results come back, and firms that know no formula do what the formulas say."""

from fractions import Fraction
from functools import partial

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, Regime, model
from spillover.cluster import comparison
from spillover.game import best_responses
from spillover.literature import differentiation
from spillover.literature.differentiation import Competition, d
from spillover.model import A, a, b, beta, gamma, n

QUANTITIES, PRICES = Competition
CLOSENESS, SHARE = Fraction(3, 5), Fraction(1, 4)
VALUES = {a: 15, A: 10, b: 1, gamma: 4}
EXACT = {s: sp.Rational(v) for s, v in (VALUES | {d: CLOSENESS, beta: SHARE}).items()}
each_competition = pytest.mark.parametrize("competition", Competition, ids=lambda each: each.value)


def payoffs(competition, x):
    """Profits as functions of what firms set, from demand and cost."""

    def demand(prices):
        low, high = 1 - CLOSENESS**2, 1 - CLOSENESS
        return [(15 * high - prices[i] + CLOSENESS * prices[1 - i]) / low for i in range(2)]

    def earned(i, levels):
        if competition is QUANTITIES:
            q, prices = levels, [15 - levels[j] - CLOSENESS * levels[1 - j] for j in range(2)]
        else:
            q, prices = demand(levels), levels
        return (prices[i] - 10 + x[i] + SHARE * x[1 - i]) * q[i] - 2 * x[i] ** 2

    return [partial(earned, i) for i in range(2)]


def foreseen(competition, x):
    objectives = payoffs(competition, x)
    levels = best_responses.exact_fixed_point(objectives, 2)
    return [value(levels) for value in objectives]


@each_competition
@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_firms_that_know_no_formula_do_the_same(competition, together):
    def worth(x, i):
        values = foreseen(competition, x)
        return sum(values) if together else values[i]

    x = best_responses.exact_fixed_point([partial(worth, i=i) for i in range(2)], 2)
    assert x == [differentiation.rnd(competition, together).subs(EXACT)] * 2
    assert foreseen(competition, x)[0] == differentiation.profit(competition, together).subs(EXACT)


@each_competition
@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_a_little_more_rnd_earns_in_the_game_what_the_formulas_say(competition, together):
    common, more = Fraction(2, 3), Fraction(1, 10)
    up, down = (foreseen(competition, [common + change, common]) for change in (more, -more))
    own, rivals = ((high - low) / (2 * more) for high, low in zip(up, down, strict=True))  # profits are quadratic, so this is no estimate
    at = EXACT | {differentiation.COMMON: sp.Rational(common)}
    assert differentiation.marginal_profit(competition, together).subs(at) == (own + rivals if together else own)
    assert differentiation.externality(competition).subs(at) == rivals
    assert rivals < 0


def test_firms_that_sell_jointly_earn_the_most():
    done = differentiation.rnd(None, True).subs(EXACT)
    most = differentiation.profit(None, True).subs(EXACT)
    x = [Fraction(int(done.p), int(done.q))] * 2
    level = best_responses.top_of_parabola(lambda q: sum(value([q, q]) for value in payoffs(QUANTITIES, x)))
    assert payoffs(QUANTITIES, x)[0]([level, level]) == most
    assert most > max(differentiation.profit(competition, True).subs(EXACT) for competition in Competition)


@pytest.mark.parametrize("regime", Regime, ids=lambda regime: regime.key)
def test_equal_goods_are_those_of_the_paper(regime):
    competition = None if regime is Regime.FULL_COOPERATION else QUANTITIES
    found = Cluster(n=2, a=15, A=10, beta=SHARE, gamma=4).solve(regime)
    equal = EXACT | {d: 1}
    assert differentiation.rnd(competition, regime is not Regime.NONCOOPERATION).subs(equal) == found.x
    assert differentiation.profit(competition, regime is not Regime.NONCOOPERATION).subs(equal) == found.profit


def test_the_bounds():
    assert differentiation.rnd_cooperation_threshold(QUANTITIES) == d / 2
    assert sp.simplify(differentiation.rnd_cooperation_threshold(PRICES) - d / (2 - d**2)) == 0
    assert differentiation.full_cooperation_threshold(QUANTITIES).subs(d, 1) == comparison.rnd_threshold().subs(n, 2)
    for closeness in (sp.Rational(1, 10), sp.Rational(1, 2), sp.Rational(9, 10)):
        quantities, prices = (differentiation.rnd_cooperation_threshold(competition).subs(d, closeness) for competition in Competition)
        assert quantities < prices
        assert all(
            differentiation.full_cooperation_threshold(c).subs(d, closeness)
            < differentiation.rnd_cooperation_threshold(c).subs(d, closeness)
            for c in Competition
        )


@each_competition
def test_cooperation_never_lowers_profit_where_it_has_a_maximum(competition):
    gain = differentiation.profit(competition, True) - differentiation.profit(competition, False)
    for closeness in (sp.Rational(1, 5), sp.Rational(1, 2), sp.Rational(4, 5)):
        bound = differentiation.rnd_cooperation_threshold(competition).subs(d, closeness)
        for share in (sp.Rational(1, 10), sp.Rational(2, 5), bound, sp.Rational(9, 10)):
            at = EXACT | {gamma: 8, d: closeness, beta: share}
            assert all(margin.subs(at) > 0 for margin in differentiation.curvature(competition, True))
            assert gain.subs(at) == 0 if share == bound else gain.subs(at) > 0


@each_competition
@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_the_margins_are_second_derivatives(competition, together):
    def objective(x_1, x_2):
        values = foreseen(competition, [Fraction(x_1), Fraction(x_2)])
        return sum(values) if together else values[0]

    own = -(objective(2, 0) - 2 * objective(1, 0) + objective(0, 0))
    cross = -(objective(1, 1) - objective(1, 0) - objective(0, 1) + objective(0, 0))
    expected = [own + cross, own - cross] if together else [own, own + cross, own - cross]
    assert [margin.subs(EXACT) for margin in differentiation.curvature(competition, together)] == expected


def test_inverse_demand_with_equal_goods_is_that_of_the_model():
    own, other = sp.symbols("q_1 q_2")
    assert sp.expand(differentiation.price(own, other).subs(d, 1) - model.inverse_demand(own + other)) == 0


def test_the_bounds_over_closeness():
    closeness = np.linspace(0.1, 0.9, 5)
    lines = differentiation.thresholds(closeness)
    assert len(lines) == 4
    assert lines["R&D cooperation, quantities"] == pytest.approx(closeness / 2)
    assert lines["full cooperation, prices"][2] == pytest.approx(float(differentiation.full_cooperation_threshold(PRICES).subs(d, 0.5)))


@pytest.mark.deep
@each_competition
def test_full_cooperation_does_more_rnd_exactly_above_the_threshold(competition):
    gap = differentiation.rnd(None, True) - differentiation.rnd(competition, False)
    margins = [*differentiation.curvature(competition, False), *differentiation.curvature(None, True)]
    above, below = 0, 0
    for close in (2, 5, 8):
        for share in range(1, 20):
            for cost in (1, 2, 5):
                at = {a: 15, A: 10, b: 1, gamma: cost, d: sp.Rational(close, 10), beta: sp.Rational(share, 20)}
                if all(margin.subs(at) > 0 for margin in margins):
                    more, bound = gap.subs(at), differentiation.full_cooperation_threshold(competition).subs(at)
                    assert sp.sign(more) == sp.sign(at[beta] - bound)
                    above, below = above + bool(more > 0), below + bool(more < 0)
    assert above > 10
    assert below > 10
