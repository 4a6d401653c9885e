"""A firm that stops its R&D: what it earns, played out firm by firm in Fractions."""

from fractions import Fraction

import pytest
import sympy as sp

from spillover import Cluster, Regime, model
from spillover.cluster import derivation, imitation
from spillover.game import best_responses


@pytest.mark.parametrize("beta", [Fraction(1, 4), Fraction(9, 10)])
def test_profits_are_those_of_the_market_with_one_firm_that_did_no_research(beta):
    cluster = Cluster(n=3, a=15, A=10, beta=beta, gamma=3)
    x = [Fraction(0), *[cluster.solve(Regime.NONCOOPERATION).x] * 2]
    market = best_responses.payoffs(Regime.NONCOOPERATION.product_stage, lambda q: (x, q), cluster.values)
    q = best_responses.exact_fixed_point(market, 3)
    point = dict(zip(model.PARAMETERS, (3, 15, 10, 1, beta, 3), strict=True))
    assert [profit.subs(point) for profit in imitation.profits()] == [market[0](q), market[1](q)]


def test_the_imitator_can_lead_and_still_loses_by_imitating():
    point = {model.n: 3, model.a: 15, model.A: 10, model.b: 1, model.beta: Fraction(9, 10), model.gamma: 3}
    imitator, investor = (profit.subs(point) for profit in imitation.profits())
    invested = Cluster(n=3, a=15, A=10, beta=Fraction(9, 10), gamma=3).solve(Regime.NONCOOPERATION).profit
    assert investor < imitator < invested


def test_where_the_others_know_that_a_firm_imitates_the_condition_is_another_one():
    at = {model.n: 10, model.a: 101, model.A: 100, model.b: 1, model.beta: sp.Rational(23, 25), model.gamma: sp.Rational(1583, 1000)}
    gains = [imitator.subs(at) - investor.subs(at) for imitator, investor in (imitation.profits(), imitation.profits_when_known())]
    assert gains[0] > 0 > gains[1]


def test_where_the_others_know_of_it_each_does_what_is_best_for_it():
    at = {model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    for firms in (2, 3, 5):
        _, earned = (profit.subs({**at, model.n: firms}) for profit in imitation.profits_when_known())
        x = sp.Symbol("x")
        mine, imitator, others = derivation.RND
        objective = derivation.solve(Regime.NONCOOPERATION).objective.subs({**at, model.n: firms, imitator: 0})
        (level,) = sp.solve(sp.diff(objective, mine).subs({mine: x, others: x}, simultaneous=True), x)
        for step in (0, sp.Rational(1, 10), -sp.Rational(1, 10)):
            assert objective.subs({mine: level + step, others: level}) <= earned
        assert objective.subs({mine: level, others: level}) == earned
