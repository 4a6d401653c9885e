"""What holds in every market of the engine: laws of units and names, accounts, marginal conditions, limits, special cases."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import sizes

from spillover import Industry, Planner, Regime, model
from spillover.cluster import solution
from spillover.industry import uniform_spillovers

EACH = ("x", "q", "unit_cost", "profit")
TOTAL = ("Q", "consumer_surplus", "welfare", "subsidy_bill")
ORDINARY = {  # each option of the engine where it says nothing new
    "competition": "quantities",
    "timing": "two-stage",
    "rnd_coalitions": [[0], [1], [2]],
    "product_coalitions": [[0], [1], [2]],
    "ownership": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "product_ownership": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "leaders": [0, 1, 2],
    "rnd_subsidy": 0,
    "rnd_subsidy_rate": 0,
    "output_subsidy": 0,
    "cost_of_funds": Fraction(1, 5),
    "corners": True,
}


ANY_GOODS = st.sampled_from([Fraction(1), Fraction(1, 2)])


@st.composite
def markets(draw, goods=ANY_GOODS):
    """The primitives of three unlike firms whose R&D is dear enough for every condition to hold."""
    shares = st.integers(0, 8).map(lambda i: Fraction(i, 8))
    return {
        "a": Fraction(100),
        "b": draw(st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3)])),
        "A": [Fraction(draw(st.integers(40, 50))) for _ in range(3)],
        "gamma": [Fraction(draw(st.integers(24, 40))) for _ in range(3)],
        "spillovers": [[Fraction(1) if i == j else draw(shares) for j in range(3)] for i in range(3)],
        "substitutability": draw(goods),
        "cost_slope": [Fraction(draw(st.integers(0, 2)), 2) for _ in range(3)],
    }


def numbers(outcome, names=(*EACH, *TOTAL)):
    return {name: getattr(outcome, name) for name in names}


STEP = Fraction(1, 1000)
few = settings(max_examples=6)
GAMES = {
    "apart": {},
    "partners in R&D": {"rnd_coalitions": [[0, 1], [2]]},
    "prices": {"competition": "prices"},
    "at once": {"timing": "simultaneous"},
}
COALITIONS = ("rnd_coalitions", "product_coalitions")
each_game = pytest.mark.parametrize("name", GAMES)


def can_play(name, market):
    return name != "prices" or market["substitutability"] < 1


@pytest.mark.cases(None)
@each_game
@few
@given(markets(), st.permutations(range(3)))
def test_the_names_of_firms_do_not_matter(name, market, order):
    if can_play(name, market):
        game = {
            key: [[order.index(i) for i in group] for group in said] if key in COALITIONS else said for key, said in GAMES[name].items()
        }
        renamed = {key: [market[key][i] for i in order] for key in ("A", "gamma", "cost_slope")}
        spillovers = [[market["spillovers"][i][j] for j in order] for i in order]
        found, told = Industry(**market).solve(**GAMES[name]), Industry(**{**market, **renamed, "spillovers": spillovers}).solve(**game)
        assert numbers(told, TOTAL) == numbers(found, TOTAL)
        assert numbers(told, EACH) == {key: [levels[i] for i in order] for key, levels in numbers(found, EACH).items()}


UNITS = {  # what multiplies the primitives, and what then multiplies the results, with t > 0
    "of money": ({"a": 1, "A": 1}, {"x": 1, "q": 1, "unit_cost": 1, "Q": 1} | dict.fromkeys(["profit", "consumer_surplus", "welfare"], 2)),
    "of output": ({"b": 1, "gamma": -1, "cost_slope": 1}, dict.fromkeys(["q", "Q", "profit", "consumer_surplus", "welfare"], -1)),
}


@pytest.mark.cases(None)
@pytest.mark.parametrize("unit", UNITS)
@few
@given(markets(), sizes)
def test_units_do_not_matter_to_unlike_firms(unit, market, t):
    def times(value, power):
        return [each * t**power for each in value] if isinstance(value, list) else value * t**power

    of_primitives, of_results = UNITS[unit]
    scaled = {key: times(value, of_primitives.get(key, 0)) if key != "spillovers" else value for key, value in market.items()}
    found = numbers(Industry(**market).solve())
    assert numbers(Industry(**scaled).solve()) == {key: times(value, of_results.get(key, 0)) for key, value in found.items()}


@few
@given(markets())
def test_two_markets_with_nothing_in_common_are_two_industries(market):
    def twice(rows, apart):
        return [[*row, *[apart] * 3] for row in rows] + [[*[apart] * 3, *row] for row in rows]

    d = market["substitutability"]
    goods = [[Fraction(1) if i == j else d for j in range(3)] for i in range(3)]
    doubled = {key: market[key] * 2 for key in ("A", "gamma", "cost_slope")}
    both = {"spillovers": twice(market["spillovers"], 0), "substitutability": twice(goods, 0)}
    one, found = Industry(**market).solve(), Industry(**{**market, **doubled, **both}).solve()
    assert numbers(found, EACH) == {key: levels * 2 for key, levels in numbers(one, EACH).items()}
    assert numbers(found, TOTAL[1:]) == {key: 2 * level for key, level in numbers(one, TOTAL[1:]).items()}


@pytest.mark.cases(None)
@pytest.mark.parametrize("option", ORDINARY)
@settings(max_examples=2)
@given(markets())
def test_an_option_changes_nothing_where_it_says_what_holds_without_it(option, market):
    industry = Industry(**market)
    assert numbers(industry.solve(**{option: ORDINARY[option]})) == numbers(industry.solve())


@few
@given(markets(goods=st.just(Fraction(1, 2))))
def test_who_owns_all_of_each_other_is_a_coalition(market):
    industry, groups, whole = Industry(**market), [[0, 1], [2]], [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert numbers(industry.solve(ownership=whole)) == numbers(industry.solve(rnd_coalitions=groups))
    assert numbers(industry.solve(ownership=whole, product_ownership=whole)) == numbers(industry.solve(product_coalitions=groups))


@few
@given(markets(goods=st.just(Fraction(0))))
def test_monopolists_choose_the_same_whether_by_price_or_by_quantity(market):
    assert numbers(Industry(**market).solve(competition="prices")) == numbers(Industry(**market).solve())


@pytest.mark.cases(None)
@each_game
@few
@given(markets())
def test_the_last_unit_of_rnd_adds_nothing_to_what_its_firm_or_coalition_earns(name, market):
    if can_play(name, market):
        industry, at = Industry(**market), {key: value for key, value in GAMES[name].items() if key == "competition"}
        found = industry.solve(**GAMES[name])
        groups = GAMES[name].get("rnd_coalitions", [[0], [1], [2]])
        for group in groups if name != "at once" else []:
            for i in group:
                up, down = (industry.at([x + t * (i == j) for j, x in enumerate(found.x)], **at).profit for t in (STEP, -STEP))
                assert sum(up[j] - down[j] for j in group) == 0  # exact: a payoff is quadratic
                assert sum(up[j] + down[j] - 2 * found.profit[j] for j in group) < 0
        if name == "at once":  # outputs stay: a unit of R&D saves its cost on what the firm sells
            assert [gamma * x for gamma, x in zip(market["gamma"], found.x, strict=True)] == found.q


@few
@given(markets())
def test_welfare_is_what_consumers_and_firms_have_less_what_the_state_pays(market):
    bought = Industry(**market).solve(rnd_subsidy=[1, 0, 2], output_subsidy=1, cost_of_funds=Fraction(1, 4))
    paid = [x + q for x, q in zip([bought.x[0], 0, 2 * bought.x[2]], bought.q, strict=True)]
    assert bought.subsidy_bill == sum(paid)
    assert bought.welfare == bought.consumer_surplus + sum(bought.profit) - Fraction(5, 4) * bought.subsidy_bill


@few
@given(markets(goods=st.just(Fraction(1))), st.integers(1, 5))
def test_a_firm_with_lower_costs_sells_and_earns_more_and_its_rivals_less(market, saving):
    own = {**market, "spillovers": uniform_spillovers(3, 0)}
    before = Industry(**own).solve()
    after = Industry(**{**own, "A": [own["A"][0] - saving, *own["A"][1:]]}).solve()
    for name in ("x", "q", "profit"):
        changes = [new - old for new, old in zip(getattr(after, name), getattr(before, name), strict=True)]
        assert changes[0] > 0 > max(changes[1:])
    assert after.Q > before.Q


@few
@given(markets(goods=st.just(Fraction(1))))
def test_what_spills_over_to_a_rival_costs_the_one_from_whom_it_spills(market):
    less = Industry(**market)
    rows = [list(row) for row in market["spillovers"]]
    rows[1][0] += Fraction(1, 4)
    x = less.solve().x
    now, then = less.at(x), Industry(**{**market, "spillovers": rows}).at(x)  # with R&D as it is
    assert then.unit_cost[1] < now.unit_cost[1]
    assert then.q[1] > now.q[1]
    assert then.profit[0] < now.profit[0]
    assert then.consumer_surplus > now.consumer_surplus


@pytest.mark.cases(None)
@pytest.mark.parametrize("mode", [Regime.FULL_COOPERATION, Planner.FIRST_BEST])
def test_what_the_best_decisions_bring_moves_with_a_parameter_as_it_does_where_they_stay(mode):
    """The envelope theorem, for those who decide on R&D and on output at once."""
    n, A, beta, gamma = model.n, model.A, model.beta, model.gamma
    found = solution.outcome(mode)
    best = found["welfare"] if mode is Planner.FIRST_BEST else n * found["profit"]
    direct = {A: -n * found["q"], gamma: -n * found["x"] ** 2 / 2, beta: n * (n - 1) * found["x"] * found["q"]}
    for parameter, moved in direct.items():
        assert sp.cancel(sp.diff(best, parameter) - moved) == 0


@pytest.mark.cases(None)
@pytest.mark.parametrize("mode", [*Regime, *Planner])
def test_the_dearer_rnd_is_the_nearer_the_market_comes_to_one_without_any(mode):
    n, gap, b, gamma = model.n, model.a - model.A, model.b, model.gamma
    sellers = {Regime.FULL_COOPERATION: 2 * n, Planner.FIRST_BEST: n}  # one monopolist; price at unit cost; else the oligopoly of Cournot
    x, q = (sp.fraction(sp.together(form)) for form in (solution.outcome(mode)["x"], solution.outcome(mode)["q"]))
    assert sp.degree(x[0], gamma) < sp.degree(x[1], gamma)
    assert sp.degree(q[0], gamma) == sp.degree(q[1], gamma)
    limit = sp.LC(q[0], gamma) / sp.LC(q[1], gamma)
    assert sp.cancel(limit - gap / (b * sellers.get(mode, n + 1))) == 0
