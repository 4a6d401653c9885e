"""Two unequal firms: the closed forms are those derived on paper, the joint gain is never negative, and one firm can lose."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Industry, Regime
from spillover.game.industry import play
from spillover.literature import asymmetry, pair
from spillover.literature.marginal_benefit import externality, marginal_benefit, marginal_social_benefit
from spillover.literature.pair import A_1, A_2, COALITION, D_1, D_2, FIRMS, PARAMETERS, a, beta_12, beta_21, gamma_1, gamma_2

R_1, R_2, E_12, E_21 = 2 - beta_21, 2 - beta_12, 2 * beta_12 - 1, 2 * beta_21 - 1
L_1, L_2 = 9 * gamma_1 - 2 * R_1**2, 9 * gamma_2 - 2 * R_2**2


def same(left, right):
    return sp.cancel(left - right) == 0


def industry_at(point):
    values = [Fraction(int(value.p), int(value.q)) for value in map(sp.sympify, point.values())]
    market, *rest = values
    return Industry(a=market, A=rest[:2], gamma=rest[2:4], spillovers=[[1, rest[4]], [rest[5], 1]])


def points(count, seed=1):
    draw = Random(seed)
    for _ in range(count):
        high, spread = draw.randint(12, 16), draw.randint(0, 8)
        values = (high, 10, 10 + sp.Rational(spread, 8), draw.randint(1, 5), draw.randint(1, 5))
        yield dict(zip(PARAMETERS, (*values, *(sp.Rational(draw.randint(1, 19), 20) for _ in range(2))), strict=True))


def solved(point):
    """Both regimes at a point, or None where one has no solution."""
    found = industry_at(point)
    try:
        return found.solve(), found.solve(rnd_coalitions=COALITION)
    except InadmissibleError:
        return None


ADMITTED = [(point, found) for point in points(36) if (found := solved(point))]


def test_without_cooperation_the_closed_form_is_that_derived_on_paper():
    expected = 2 * R_1 * (D_1 * L_2 + 2 * R_2 * E_12 * D_2) / (L_1 * L_2 - 4 * R_1 * R_2 * E_12 * E_21)
    assert same(pair.in_market_sizes(pair.noncooperative().x[0]), expected)


def test_with_cooperation_the_closed_form_is_that_derived_on_paper():
    h_1, h_2, m = 2 * (R_1 * D_1 + E_21 * D_2), 2 * (R_2 * D_2 + E_12 * D_1), 2 * (R_1 * E_12 + R_2 * E_21)
    bend_1, bend_2 = L_1 - 2 * E_21**2, L_2 - 2 * E_12**2
    assert same(pair.in_market_sizes(pair.cooperative().x[0]), (h_1 * bend_2 + m * h_2) / (bend_1 * bend_2 - m**2))


@pytest.mark.parametrize("outcome", [pair.noncooperative, pair.cooperative])
def test_a_closed_form_for_display_is_the_same(outcome):
    H, _ = pair.industry().first_order()
    back = {pair.L_1: 9 * H[0, 0], pair.L_2: 9 * H[1, 1], D_1: a - 2 * A_1 + A_2, D_2: a - 2 * A_2 + A_1}
    shown = pair.closed_form(outcome().x[0])
    assert same(shown.subs(back), outcome().x[0])
    assert sp.fraction(shown)[1].coeff(pair.L_1 * pair.L_2) == 1


def test_the_market_is_what_a_firm_would_make_without_rnd():
    without = Industry(a=a, A=[A_1, A_2], gamma=1, spillovers=[[1, 0], [0, 1]]).first_order()
    assert without[1].shape == (2, 1)
    assert pair.in_market_sizes(a - 2 * A_1 + A_2) == D_1
    assert pair.in_market_sizes(a - 2 * A_2 + A_1) == D_2


def test_equal_firms_are_a_cluster():
    point = dict(zip(PARAMETERS, (15, 10, 10, 2, 2, sp.Rational(1, 4), sp.Rational(1, 4)), strict=True))
    for regime, outcome in ((Regime.NONCOOPERATION, pair.noncooperative()), (Regime.RND_COOPERATION, pair.cooperative())):
        cluster = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).solve(regime)
        assert outcome.x[0].subs(point) == cluster.x
        assert outcome.profit[1].subs(point) == cluster.profit


def test_the_unit_cost_is_that_of_the_engine():
    point, (alone, _) = ADMITTED[0]
    levels = dict(zip(sp.symbols("x_1 x_2"), alone.x, strict=True))
    assert [equation.rhs.subs({**point, **levels}) for equation in pair.unit_costs()] == alone.unit_cost


@pytest.mark.parametrize("coalitions", [None, COALITION], ids=["apart", "together"])
def test_firms_do_rnd_until_its_marginal_cost_is_what_it_is_worth(coalitions):
    for point, found in ADMITTED[:4]:
        outcome = found[bool(coalitions)]
        levels = dict(zip((*pair.OUTPUTS, *sp.symbols("x_1 x_2")), (*outcome.q, *outcome.x), strict=True))
        assert all(equation.subs({**point, **levels}) == sp.true for equation in pair.first_order_conditions(coalitions))


def test_firms_that_know_no_formula_do_the_same():
    for point, (alone, together) in ADMITTED[:3]:
        assert play(industry_at(point)) == (alone.x, alone.q)
        assert play(industry_at(point), rnd_coalitions=COALITION) == (together.x, together.q)


def test_what_is_missing_is_what_the_planner_adds():
    industry = Industry(a=20, A=[4, 5, 6], gamma=9, spillovers=[[1, 0, Fraction(1, 2)], [Fraction(1, 3), 1, 0], [0, 1, 1]])
    assert externality(industry) == marginal_social_benefit(industry) - marginal_benefit(industry)
    found = industry.second_best()
    assert list(externality(industry) * sp.Matrix(found.q)) == found.rnd_subsidy
    assert list(externality(industry, [[0, 1], [2]]) * sp.Matrix(found.q)) == industry.second_best([[0, 1], [2]]).rnd_subsidy


def test_the_joint_gain_is_that_of_the_engine_and_never_negative():
    formula, change = asymmetry.joint_gain(), asymmetry.rnd_change()
    for point, (alone, together) in ADMITTED:
        H, _ = industry_at(point).first_order(rnd_coalitions=COALITION)
        curvature = {asymmetry.H_1: H[0, 0], asymmetry.H_2: H[1, 1], asymmetry.H_12: H[0, 1]}
        values = {**point, **curvature, **dict(zip(pair.OUTPUTS, alone.q, strict=True))}
        gain = sum(together.profit) - sum(alone.profit)
        assert formula.subs(values) == gain > 0
        assert list(change.subs(values)) == [after - before for after, before in zip(together.x, alone.x, strict=True)]


def test_at_one_half_the_loss_is_that_of_the_engine():
    for point, _ in ADMITTED[:5]:
        here = {**point, beta_12: sp.Rational(1, 2)}
        alone, together = solved(here)
        joint, own = (industry_at(here).first_order(rnd_coalitions=coalitions)[0] for coalitions in (COALITION, None))
        values = {asymmetry.H_1: joint[0, 0], asymmetry.H_2: joint[1, 1], asymmetry.H_12: joint[0, 1], asymmetry.N_1: own[0, 0]}
        lost = asymmetry.first_firm_loss().subs({**here, **values, **dict(zip(pair.OUTPUTS, alone.q, strict=True))})
        assert lost == alone.profit[0] - together.profit[0]
        assert lost > 0 or here[beta_21] == sp.Rational(1, 2)


def test_the_conditions_are_those_of_the_engine_and_the_plane_shows_who_gains():
    drawn = list(points(70, seed=2))
    values = {symbol: np.array([float(point[symbol]) for point in drawn]) for symbol in PARAMETERS}
    regions = asymmetry.gaining_firms(values)
    seen = set()
    for place, point in enumerate(drawn):
        found = solved(point)
        shown = [name for name, cells in regions.items() if cells[place]]
        if found is None:
            assert shown == []
        else:
            gain = [after - before for after, before in zip(found[1].profit, found[0].profit, strict=True)]
            if 0 not in gain:
                assert shown == [
                    {(True, True): "both gain", (True, False): "only firm 1", (False, True): "only firm 2"}[gain[0] > 0, gain[1] > 0]
                ]
        seen.add(tuple(shown))
    assert len(seen) == 4


def test_a_firm_that_stays_even_does_not_lose_and_only_a_firm_that_gains_is_said_to(monkeypatch):
    first, second = sp.symbols("first second")
    gains = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    market = dict(zip(PARAMETERS, (15, 10, 10, 2, 2, 0.25, 0.25), strict=True))
    monkeypatch.setattr(asymmetry, "gains_from_cooperation", lambda: [first, second])
    regions = asymmetry.gaining_firms({**market, first: gains[:, 0], second: gains[:, 1]})
    said = {name: {tuple(pair) for pair in gains[cells].tolist()} for name, cells in regions.items()}
    assert said == {"both gain": {(0, 0), (0, 1), (1, 0), (1, 1)}, "only firm 1": {(1, -1)}, "only firm 2": {(-1, 1)}}


def test_conditions_have_names():
    names = {*pair.relations(pair.second_order_conditions()), *pair.relations(pair.interior_conditions(pair.noncooperative()))}
    assert {"stability of best responses", "positive output of firm 2", "nonnegative R&D of firm 1"} <= names
    assert "joint concavity" in pair.relations(pair.second_order_conditions(COALITION))
    assert len(FIRMS) == 2


def test_only_what_must_not_be_negative_may_be_zero():
    needed = [*pair.second_order_conditions(), *pair.second_order_conditions(COALITION), *pair.interior_conditions(pair.noncooperative())]
    assert {condition.name for condition in needed if not condition.strict} == {
        f"nonnegative {what} of firm {i}" for what in ("R&D", "unit cost") for i in (1, 2)
    }
