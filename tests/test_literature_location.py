"""Together or apart: outcomes against the engine and against firms that know no formula, and the choice of place."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Industry, Regime
from spillover.game import best_responses
from spillover.literature import differentiation, location, sequence
from spillover.literature.differentiation import Competition, d
from spillover.literature.location import APART, FLEES, SYMBOLS, TOGETHER, profits
from spillover.model import A, a, b, beta, gamma
from spillover.notation import without_shorthands

TENTHS = [Fraction(i, 10) for i in range(11)]
UNEQUAL = dict(zip(SYMBOLS, (15, 10, 11, 3, 4), strict=False))


def firms(cost, rnd=3):
    return location.firms(a=15, A=[10, cost], gamma=rnd)


def played(values, spillover, closeness):
    """Profits from best responses in both stages, found from values of demand and cost alone."""
    costs, slopes = [values[SYMBOLS[i]] for i in (1, 2)], [values[SYMBOLS[i]] for i in (3, 4)]

    def profit(i, x, q):
        margin = 15 - q[i] - closeness * q[1 - i] - costs[i] + x[i] + spillover * x[1 - i]
        return margin * q[i] - slopes[i] * x[i] ** 2 / 2

    def market(x):
        return best_responses.exact_fixed_point([lambda q, i=i: profit(i, x, q) for i in range(2)], 2)

    x = best_responses.exact_fixed_point([partial(lambda x, i: profit(i, x, market(x)), i=i) for i in range(2)], 2)
    return [profit(i, x, market(x)) for i in range(2)]


@pytest.mark.deep
@pytest.mark.parametrize("spillover", [Fraction(1, 5), Fraction(4, 5)])
@pytest.mark.parametrize("closeness", [Fraction(2, 5), Fraction(9, 10)])
def test_firms_that_know_no_formula_earn_the_same(spillover, closeness):
    found, exists = profits({**UNEQUAL, beta: spillover, d: closeness})
    assert exists
    assert found == played(UNEQUAL, spillover, closeness)
    assert all(isinstance(profit, Fraction) for profit in found)


@pytest.mark.cases(2)
@pytest.mark.parametrize("spillover", TENTHS[1:10:2])
def test_together_they_are_an_industry_of_the_engine(spillover):
    industry = Industry(a=15, A=[10, 11], gamma=[3, 4], spillovers=[[1, spillover], [spillover, 1]])
    assert profits({**UNEQUAL, beta: spillover, d: 1}) == (industry.solve().profit, True)


def test_the_conditions_are_those_of_the_engine():
    decided = set()
    for cost in (10, 12, 14):
        for rnd in (Fraction(1, 2), 1, 2):
            for spillover in TENTHS[:10:3]:
                try:
                    Industry(a=15, A=[10, cost], gamma=rnd, spillovers=[[1, spillover], [spillover, 1]]).solve()
                    exists = True
                except InadmissibleError:
                    exists = False
                assert profits({**firms(cost, rnd), beta: spillover, d: 1})[1] == exists
                decided.add(exists)
    assert decided == {True, False}


def test_equal_firms_apart_are_those_whose_goods_differ():
    profit = differentiation.profit(Competition.QUANTITIES, False)
    at = {a: 15, A: 10, b: 1, gamma: 3, d: sp.Rational(3, 5), beta: sp.Rational(1, 4)}
    expected = profit.subs(at)
    assert profits({**firms(10), beta: Fraction(1, 4), d: Fraction(3, 5)})[0] == [expected, expected]


def test_the_closed_form_of_rnd_apart():
    """As it was found by hand."""
    rnd = differentiation.rnd(Competition.QUANTITIES, False)
    margin = (2 - d * beta) * (a - A)
    expected = 2 * margin / (b * gamma * (4 - d**2) * (2 + d) - 2 * (2 - d * beta) * (1 + beta))
    assert sp.simplify(rnd - expected) == 0
    assert sp.simplify(without_shorthands(location.rnd_apart()) - expected) == 0
    assert location.rnd_apart().has(2 - d * beta)


# What is proved, at points


@pytest.mark.parametrize("firms", [2, 3, 6])
def test_profit_rises_with_the_spillover_where_the_bound_says(firms):
    signs = set()
    step = Fraction(1, 10**6)
    for share in (*TENTHS[1:10], Fraction(19, 20)):
        for rnd in (1, 2, 8):
            below, above = (Cluster(n=firms, a=100, A=99, beta=share + move, gamma=rnd) for move in (-step, step))
            if all(condition.holds for each in (below, above) for condition in each.conditions(Regime.NONCOOPERATION)):
                slope = above.solve(Regime.NONCOOPERATION).profit - below.solve(Regime.NONCOOPERATION).profit
                k, s = firms - (firms - 1) * share, 1 + (firms - 1) * share
                assert (slope > 0) == (rnd * (firms + 1) ** 2 * (2 * k - s) > 2 * k**3)
                signs.add((share < Fraction(1, 2), slope > 0))
    assert (True, False) not in signs
    assert signs == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize("spillover", TENTHS[1:10:2])
def test_with_nothing_more_to_learn_equal_firms_stay_apart(spillover):
    for closeness in TENTHS[1:10:2]:
        chosen = location.choices(firms(10), spillover, spillover, closeness)
        assert [name for name, here in chosen.items() if here] == [APART]


# The choice of place


def test_the_choices_are_the_equilibria_of_the_first_stage():
    seen = set()
    for cost in (10, 11):
        for near in TENTHS[1:10:2]:
            for closeness in TENTHS[3:10:2]:
                (chosen,) = (name for name, here in location.choices(firms(cost), near, 0, closeness).items() if here)
                together, apart = (profits({**firms(cost), beta: share, d: how})[0] for share, how in ((near, 1), (0, closeness)))
                places = {TOGETHER: [(0, 0), (1, 1)], APART: [(0, 1), (1, 0)]}.get(chosen, [])
                assert location.equilibria(together, apart) == places
                seen.add(chosen)
    assert seen == {TOGETHER, APART, *FLEES}


def test_where_a_firm_does_not_exist_nothing_is_chosen():
    assert not any(location.choices(firms(14, 1), Fraction(1, 10), 0, Fraction(1, 2)).values())


@pytest.mark.parametrize("kind", FLEES)
def test_there_are_unequal_firms_without_an_equilibrium(kind):
    """One firm flees and the other follows, in exact numbers; found by search, and checked in the game without formulas."""
    levels = {"cost": [11], "near": TENTHS[1:10], "far": TENTHS[:10], "closeness": TENTHS[1:10]}
    found = location.clearest_example(kind, levels, firms)
    together = played(firms(11), found["near"], 1)
    apart = played(firms(11), found["far"], found["closeness"])
    flees = FLEES.index(kind)
    assert found["near"] > found["far"]
    assert apart[flees] > together[flees]
    assert apart[1 - flees] < together[1 - flees]
    assert location.equilibria(together, apart) == []


def test_equal_firms_never_flee_from_one_another():
    levels = {"cost": [10], "near": TENTHS[1:10:2], "far": TENTHS[:10:2], "closeness": TENTHS[1:10:2]}
    assert [location.clearest_example(kind, levels, firms) for kind in FLEES] == [None, None]


def test_a_map_of_choices_is_the_choices_one_by_one():
    near, closeness = np.array([0.2, 0.7]), np.array([0.5, 0.9])
    found = location.choices(firms(11.0, 3.0), near[None, :], 0.0, closeness[:, None])
    for name, cells in found.items():
        for row in range(2):
            for column in range(2):
                exact = location.choices(firms(11), Fraction(str(near[column])), 0, Fraction(str(closeness[row])))
                assert cells[row, column] == exact[name]


@pytest.mark.parametrize("cost", [10, 11])
def test_where_two_places_are_alike_firms_want_both_and_none_flees(cost):
    assert location.choices(firms(cost), Fraction(1, 3), Fraction(1, 3), location.CLOSE) == {
        TOGETHER: True,
        APART: True,
        **dict.fromkeys(FLEES, False),
    }


@pytest.mark.parametrize("costly", [1, 2])
def test_the_firm_that_costs_leave_out_of_the_market_is_named(costly):
    values = location.firms(a=15, A=[10, 14] if costly == 2 else [14, 10], gamma=3) | {beta: 0, d: 1}
    failed = [condition.name for condition in location.conditions() if not condition.relational.subs(values)]
    assert f"positive output of firm {costly}" in failed
    assert all(name.endswith(f"of firm {costly}") for name in failed)


def test_ties_are_equilibria_of_both_kinds():
    assert location.equilibria([1, 1], [1, 1]) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert location.equilibria([2, 1], [1, 1]) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("known", [location, "sequence"], ids=["location", "sequence"])
def test_at_the_edge_no_rnd_and_no_cost_are_allowed_and_no_output_and_no_maximum_are_not(known):
    conditions = (sequence if known == "sequence" else known).conditions()
    zero = sp.Integer(0)
    at_the_edge = {
        (c.name.partition(" of firm")[0].partition(" for firm")[0], bool(replace(c, lhs=zero, rhs=zero).holds)) for c in conditions
    }
    assert at_the_edge >= {("nonnegative R&D", True), ("positive output", False), ("stability of best responses", False)}
    assert {name for name, allowed in at_the_edge if allowed} <= {"nonnegative R&D", "nonnegative unit cost"}
    assert {name for name, allowed in at_the_edge if not allowed} & {"nonnegative R&D", "nonnegative unit cost"} == set()
