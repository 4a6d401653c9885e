"""R&D networks: the symmetric solution is what the engine finds on every ring, and stable networks are stable."""

from fractions import Fraction
from itertools import combinations

import pytest
import sympy as sp

from spillover import Industry, model
from spillover.cluster import solution
from spillover.game.industry import play
from spillover.industry import network_spillovers
from spillover.literature import networks
from spillover.literature.networks import DEGREE, WEIGHT
from spillover.model import D, G, beta, n
from spillover.notation import without_shorthands
from spillover.regimes import Regime

MARKET = {"a": 100, "A": 90, "b": Fraction(3, 2), "gamma": 4}
RINGS = [(4, 0), (4, 1), (5, 2), (6, 3), (6, 5)]


def at(expr, firms, degree, spillover):
    values = {**MARKET, "n": firms, "beta": spillover}
    found = expr.subs({getattr(model, name): sp.Rational(value) for name, value in values.items()} | {DEGREE: degree})
    return Fraction(int(found.p), int(found.q))


@pytest.mark.parametrize(("firms", "degree"), RINGS)
@pytest.mark.parametrize("spillover", [Fraction(0), Fraction(1, 3)])
def test_a_regular_network_is_solved_as_the_engine_solves_it(firms, degree, spillover):
    played = networks.industry(firms, networks.ring(firms, degree), beta=spillover, **MARKET).solve()
    levels = [at(networks.quantity(name), firms, degree, spillover) for name in ("x", "q", "unit_cost", "profit")]
    assert [played.x, played.q, played.unit_cost, played.profit] == [[level] * firms for level in levels]
    assert played.welfare == at(networks.quantity("welfare"), firms, degree, spillover)
    assert at(networks.quantity("cost_reduction"), firms, degree, spillover) == MARKET["A"] - played.unit_cost[0]


def test_the_solution_is_that_derived_on_paper():
    k_d = n - DEGREE - (n - 1 - DEGREE) * beta
    S_d = n + 1 - k_d
    found = networks.quantity("x") - without_shorthands(2 * k_d * D / (G * (n + 1) ** 2 - 2 * k_d * S_d))
    assert sp.cancel(found) == 0
    assert sp.expand(networks.weight() - k_d) == 0
    assert sp.cancel(networks.by_weight("x") - without_shorthands(2 * WEIGHT * D / (G * (n + 1) ** 2 - 2 * WEIGHT * (n + 1 - WEIGHT)))) == 0


@pytest.mark.deep
def test_without_links_it_is_the_game_without_cooperation():
    for name in ("x", "q", "profit", "welfare"):
        assert sp.cancel(networks.quantity(name, 0) - solution.outcome(Regime.NONCOOPERATION)[name]) == 0


def test_its_own_second_order_condition_is_the_one_of_the_engine():
    industry = networks.industry(5, networks.ring(5, 2), beta=Fraction(1, 3), **MARKET)
    own = next(condition for condition in industry.conditions() if condition.name == "own second-order condition")
    assert own.margin == -at(networks.quantity("curvature"), 5, 2, Fraction(1, 3))


@pytest.mark.parametrize(("firms", "degree"), [*RINGS, (7, 4), (8, 5)])
def test_a_ring_is_regular(firms, degree):
    assert networks.degrees(firms, networks.ring(firms, degree)) == (degree,) * firms


@pytest.mark.parametrize(("firms", "degree"), [(5, 3), (4, 4), (4, -1)])
def test_there_is_no_regular_network_of_some_degrees(firms, degree):
    with pytest.raises(ValueError, match=f"got {degree} for {firms} firms"):
        networks.ring(firms, degree)


@pytest.mark.parametrize("spillover", [Fraction(0), Fraction(1, 4), Fraction(2, 5)])
def test_cost_reduction_is_largest_next_to_the_best_degree(spillover):
    best = at(networks.best_degree(), 9, 0, spillover)
    peak = networks.best_degrees(9, ("cost_reduction",), a=100, A=90, gamma=4, beta=spillover)["cost_reduction"]
    assert abs(peak - best) <= 1
    assert sp.cancel(networks.best_degree() - (n - 1) * (1 - 2 * beta) / (2 * (1 - beta))) == 0


def test_peaks_are_where_no_other_degree_gives_more():
    market = {"a": 100, "A": 90, "gamma": 4, "beta": 0}
    found = networks.best_degrees(6, ("x", "cost_reduction", "welfare", "profit"), **market)
    values = {model.n: 6, model.b: 1, **{getattr(model, name): value for name, value in market.items()}}
    for name, best in found.items():
        formula = networks.quantity(name).subs(values)
        assert all(formula.subs(DEGREE, best) >= formula.subs(DEGREE, degree) for degree in range(6))
    assert found["x"] == 0 < found["cost_reduction"] <= found["welfare"] <= found["profit"] < 5


def test_the_star_is_an_equilibrium_of_the_game_itself():
    industry = networks.industry(4, networks.star(4), a=100, A=90, gamma=4, beta=0)
    found = industry.solve()
    assert play(industry) == (found.x, found.q)
    assert found.x[0] < found.x[1]
    assert found.profit[0] > found.profit[1]


# Pairwise stability, in made-up worlds


def cost_of_links(network):
    return [Fraction(-degree) for degree in networks.degrees(3, network)]


def one_partner(network):
    return [Fraction(int(degree == 1)) for degree in networks.degrees(3, network)]


def indifferent(network):
    return [Fraction(0)] * 3


@pytest.mark.parametrize(
    ("earned", "expected"), [(cost_of_links, {0}), (one_partner, {1}), (indifferent, {0, 1, 2, 3})], ids=["costly", "one partner", "free"]
)
def test_stable_networks_of_made_up_worlds(earned, expected):
    assert {len(network) for network in networks.pairwise_stable_networks(3, earned)} == expected


def test_networks_are_the_same_only_up_to_an_exchange_of_equal_firms():
    productivity = (Fraction(9, 10), Fraction(3, 5), Fraction(1, 2))

    def earned(network):
        reach = network_spillovers(3, network, 1, 0)
        spillovers = [[share * able for share, able in zip(row, productivity, strict=True)] for row in reach]
        return Industry(a=10, A=[Fraction(46, 5), Fraction(44, 5), 9], gamma=3, spillovers=spillovers).solve().profit

    assert networks.pairwise_stable_networks(3, earned) == [frozenset({(0, 2)}), frozenset({(1, 2)})]

    def first_wants_one(network):
        return [Fraction(int(networks.degrees(3, network)[0] == 1)), Fraction(0), Fraction(0)]

    stable = networks.pairwise_stable_networks(3, first_wants_one)
    assert stable == [frozenset({(0, 1)}), frozenset({(0, 1), (1, 2)})]  # firms 1 and 2 are equal: those with {0, 2} look alike


def test_the_firms_of_the_chapter_link_all_and_would_rather_not():
    def earned(network):
        return networks.industry(4, network, a=100, A=90, gamma=4, beta=0).solve().profit

    assert networks.pairwise_stable_networks(4, earned) == [frozenset(combinations(range(4), 2))]
    assert earned(networks.ring(4, 2))[0] > earned(networks.ring(4, 3))[0]
