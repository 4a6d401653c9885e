"""Arrow's model: gains from an innovation found by trying outputs and prices, and their order proved."""

from fractions import Fraction

import pytest
import sympy as sp

from positivity import always, check
from spillover.game import best_responses
from spillover.literature import replacement
from spillover.model import A, a, b

d = replacement.d
MARKETS = {  # choke price, slope, unit cost, innovation
    "small step": (Fraction(20), Fraction(2), Fraction(12), Fraction(1)),
    "large, not drastic": (Fraction(20), Fraction(2), Fraction(12), Fraction(15, 2)),
    "at the border": (Fraction(20), Fraction(2), Fraction(12), Fraction(8)),
    "drastic": (Fraction(20), Fraction(2), Fraction(12), Fraction(10)),
    "unit cost falls to zero": (Fraction(7), Fraction(1, 3), Fraction(6), Fraction(6)),
}
each_market = pytest.mark.parametrize("market", MARKETS.values(), ids=MARKETS)


def at(expr, market):
    return expr.subs(dict(zip((a, b, A, d), market, strict=True)))


def is_drastic(market):
    return bool(at(replacement.drastic_condition(), market))


def monopoly(choke, slope, cost):
    """The largest profit of one seller, from values of its profit."""

    def earned(output):
        return (choke - slope * output - cost) * output

    return earned(best_responses.top_of_parabola(earned))


def undercutting(choke, slope, cost, step):
    """The largest profit of a seller with a lower cost, when all others stand ready to sell at their own: no price above it sells."""

    def earned(price):
        return (price - (cost - step)) * (choke - price) / slope

    return earned(min(cost, best_responses.top_of_parabola(earned)))


@each_market
def test_gains_are_what_sellers_earn_who_try_everything(market):
    choke, slope, cost, step = market
    assert at(replacement.gain_of_monopolist(), market) == monopoly(choke, slope, cost - step) - monopoly(choke, slope, cost)
    assert at(replacement.gain_in_competition(is_drastic(market)), market) == undercutting(*market)


@each_market
def test_the_planner_gains_the_area_between_demand_and_cost(market):
    choke, slope, cost, step = market
    assert at(replacement.gain_of_planner(), market) == ((choke - cost + step) ** 2 - (choke - cost) ** 2) / (2 * slope)


def test_an_innovation_is_drastic_when_the_monopoly_price_is_no_higher_than_the_old_unit_cost():
    assert [is_drastic(market) for market in MARKETS.values()] == [False, False, True, True, True]
    for choke, _, cost, step in MARKETS.values():
        assert is_drastic((choke, 1, cost, step)) is ((choke + cost - step) / 2 <= cost)


def test_at_the_border_both_formulas_agree():
    border = sp.solve(sp.Eq(replacement.drastic_condition().lhs, 0), d)[0]
    gains = [replacement.gain_in_competition(drastic).subs(d, border) for drastic in (False, True)]
    assert sp.expand(gains[0] - gains[1]) == 0


RELATIONS = replacement.gain_ranking()


@pytest.mark.parametrize("place", range(4))
def test_planner_then_inventor_then_monopolist_is_proved(place):
    relation, given = RELATIONS[place]
    result = always(relation, [given])
    assert result.counterexample is None
    assert check(result.certificate)


@pytest.mark.parametrize("place", range(4))
def test_the_other_way_round_it_is_refuted(place):
    relation, given = RELATIONS[place]
    assert always(sp.Not(relation), [given]).counterexample is not None


def test_every_relation_is_about_points_that_exist():
    for market in MARKETS.values():
        assert [bool(at(given, market)) for _, given in RELATIONS] == [not is_drastic(market)] * 2 + [is_drastic(market)] * 2
        assert all(at(relation, market) for relation, given in RELATIONS if at(given, market))
        assert not any(at(given, (market[2], *market[1:])) for _, given in RELATIONS), "nobody buys at the old unit cost"
        assert not any(at(given, (*market[:3], market[2] + 1)) for _, given in RELATIONS), "unit cost would be negative"


def test_who_mistakes_a_small_innovation_for_a_drastic_one_overstates_what_it_earns():
    small = MARKETS["small step"]
    assert at(replacement.gain_in_competition(True), small) > at(replacement.gain_in_competition(False), small)
