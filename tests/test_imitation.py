"""A firm that stops its R&D: what it earns, played out firm by firm in Fractions."""

from fractions import Fraction

import pytest

from spillover import Cluster, Regime, model
from spillover.cluster import imitation
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
