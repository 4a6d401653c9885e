"""Every option of the engine, and every pair of them, against firms that know nothing but their payoffs; and what does not go together."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import scipy.sparse as sparse
import sympy as sp

from spillover import Cluster, InadmissibleError, Industry, Regime
from spillover.game.industry import play, welfare
from spillover.industry import uniform_spillovers

NUMBERS = ("x", "q", "unit_cost", "profit", "Q", "price", "consumer_surplus", "welfare", "subsidy_bill")
PRIMITIVES = ("a", "b", "A", "gamma", "substitutability", "cost_slope")
INTERIOR = {"nonnegative R&D", "positive output", "nonnegative unit cost"}


def fraction(rng, low, high, parts):
    return Fraction(rng.randint(low, high), parts)


def gram(rng, n):
    """A symmetric positive semidefinite matrix with ones on its diagonal."""
    rows = [
        rng.choice([(1, 0, 0), (0, 1, 0), (Fraction(3, 5), Fraction(4, 5), 0), (Fraction(2, 3), Fraction(2, 3), Fraction(1, 3))])
        for _ in range(n)
    ]
    mixed = fraction(rng, 1, 4, 4)
    dot = [[sum(a * b for a, b in zip(u, v, strict=True)) for v in rows] for u in rows]
    return [[Fraction(1) if i == j else mixed * dot[i][j] for j in range(n)] for i in range(n)]


def weights(rng, n):
    return [[Fraction(rng.randint(1, 2)) if i == j else fraction(rng, -3, 3, 8) for j in range(n)] for i in range(n)]


def partition(rng, n):
    return rng.choice([[list(range(n))], [[0, 1], *[[i] for i in range(2, n)]], [[0], list(range(1, n))]])


def game(seed):
    """An industry and options for it, drawn at random; two options at least are out of the ordinary."""
    rng = random.Random(seed)
    n = rng.choice([2, 2, 3])
    primitives = {
        "a": rng.choice([Fraction(100), [Fraction(rng.randint(90, 110)) for _ in range(n)]]),
        "b": fraction(rng, 2, 6, 4),
        "A": [Fraction(rng.randint(20, 40)) for _ in range(n)],
        "gamma": [fraction(rng, 16, 60, 4) for _ in range(n)],
        "spillovers": [[fraction(rng, 6, 8, 8) if i == j else fraction(rng, 0, 6, 8) for j in range(n)] for i in range(n)],
        "substitutability": rng.choice([1, 1, fraction(rng, 0, 7, 8), fraction(rng, 0, 7, 8), gram(rng, n)]),
        "cost_slope": rng.choice([0, 0, [fraction(rng, 0, 4, 4) for _ in range(n)]]),
    }
    options = {
        "competition": "prices",
        "timing": "simultaneous",
        "rnd_coalitions": partition(rng, n),
        "product_coalitions": partition(rng, n),
        "ownership": weights(rng, n),
        "product_ownership": weights(rng, n),
        "equal_shares": True,
        "leaders": rng.choice([[0], [1], [0, n - 1]]),
        "public": rng.choice([[0], [n - 1]]),
        "rnd_subsidy": [fraction(rng, -4, 4, 2) for _ in range(n)],
        "rnd_subsidy_rate": rng.choice([fraction(rng, -2, 4, 8), [fraction(rng, 0, 4, 8) for _ in range(n)]]),
        "output_subsidy": rng.choice([2, [fraction(rng, -3, 3, 1) for _ in range(n)]]),
        "cost_of_funds": fraction(rng, 0, 3, 10),
    }
    welfare_counts = random.Random(seed)
    if welfare_counts.random() < 0.6:
        options["public"] = {i: fraction(welfare_counts, 0, 8, 8) for i in options["public"]}
    if welfare_counts.random() < 0.4:
        options["competition"] = [welfare_counts.choice(["prices", "quantities"]) for _ in range(n)]
    given = {name: options[name] for name in rng.sample(sorted(options), rng.randint(1, 4))}
    if welfare_counts.random() < 0.3:
        given["consumer_weight"] = [0 if i in given.get("public", []) else fraction(welfare_counts, 0, 6, 8) for i in range(n)]
    return Industry(**primitives), given


def unit_costs(industry, x):
    return [
        A - sum(share * level for share, level in zip(row, x, strict=True)) for A, row in zip(industry.A, industry.spillovers, strict=True)
    ]


def merges(industry, given):
    """Whether output is made in one plant, of which the players know nothing."""
    same = industry.one_good and industry.constant_cost and not given.get("equal_shares")
    return same and any(len(members) > 1 for members in given.get("product_coalitions", []))


def together(industry, given):
    """Whether the options go together; if not, the message says so."""
    try:
        industry.at(0, **given)
    except InadmissibleError:
        return True
    except ValueError as error:
        return not ("do not go together" in str(error) or "must stand alone" in str(error) or "must lie within one" in str(error))
    return True


@pytest.mark.cases(2)
@pytest.mark.parametrize("seeds", [range(40 * i, 40 * i + 40) for i in range(40)])
def test_all_options_give_what_firms_do_that_know_nothing_but_payoffs(seeds):
    solved = 0
    for industry, given in map(game, seeds):
        if merges(industry, given) or not together(industry, given):
            continue
        try:
            found = industry.solve(**given, stable=False)
        except InadmissibleError as error:
            if {condition.name for condition in error.failed} <= INTERIOR:
                x, q = play(industry, **given)
                assert min(*x, *unit_costs(industry, x)) < 0 or min(q) <= 0
            continue
        assert play(industry, **given) == (found.x, found.q), given
        assert found.welfare == found.consumer_surplus + sum(found.profit) - (1 + given.get("cost_of_funds", 0)) * found.subsidy_bill
        at = industry.at(found.x, **given)
        assert all(getattr(at, name) == getattr(found, name) for name in NUMBERS)
        if given.get("timing") != "simultaneous":
            assert welfare(industry, found.x, **given) == found.welfare, given
            assert [industry.best_response(i, found.x, **given) for i in range(industry.n)] == found.x, given
        solved += 1
    assert solved > 8


@pytest.mark.cases(1)
@pytest.mark.parametrize("seeds", [range(60 * i, 60 * i + 60) for i in range(1, 20)])
def test_floats_agree_with_exact_numbers_in_all_options(seeds):
    compared = 0
    for industry, given in map(game, seeds):
        if not together(industry, given):
            continue
        try:
            found = industry.solve(**given)
        except InadmissibleError:
            found = None
        for kind in (np.array, sparse.csr_array):
            matrix = kind(np.array(industry.spillovers, dtype=float))
            rough = Industry(
                **{name: getattr(industry, name) for name in ("a", "b", "A", "gamma", "substitutability", "cost_slope")}, spillovers=matrix
            )
            if found is None:
                with pytest.raises(InadmissibleError):
                    rough.solve(**given)
                continue
            close = rough.solve(**given)
            for name in NUMBERS:
                exact, near = (np.array(getattr(outcome, name), dtype=float) for outcome in (found, close))
                np.testing.assert_allclose(near, exact, rtol=1e-7, atol=1e-7, err_msg=f"{name} {given}")
            exact, near = industry_conditions(industry, given), industry_conditions(rough, given)
            assert exact == near, given
            compared += 1
    assert compared > 10


def industry_conditions(industry, given):
    """Names of the conditions, and whether they hold; nothing where a plant has to be chosen."""
    if merges(industry, given):
        return None
    return [(condition.name, bool(condition.holds)) for condition in industry.conditions(**given)]


@pytest.mark.cases(1)
@pytest.mark.parametrize("seeds", [range(40 * i, 40 * i + 40) for i in range(2, 16)])
def test_no_other_rnd_subsidies_give_more_welfare_in_any_option(seeds):
    checked = 0
    for industry, given in map(game, seeds):
        given.pop("rnd_subsidy", None)
        if merges(industry, given):
            continue
        try:
            best = industry.second_best(**given)
        except ValueError:
            continue
        try:
            found = industry.solve(**given, rnd_subsidy=best.rnd_subsidy, stable=False)
        except InadmissibleError:
            continue
        checked += 1
        assert (found.x, found.welfare, found.subsidy_bill) == (best.x, best.welfare, best.subsidy_bill), given
        for i in (i for i in range(industry.n) if i not in given.get("public", [])):
            for step in (Fraction(1, 40), -Fraction(1, 40)):
                paid = [level + step * (i == j) for j, level in enumerate(best.rnd_subsidy)]
                assert industry.solve(**given, rnd_subsidy=paid, stable=False).welfare < best.welfare, given
    assert checked > 5


# What the textbooks say


HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
PAIR = {"a": 100, "A": [30, 34], "gamma": [4, 5], "spillovers": [[1, HALF], [QUARTER, 1]]}


def duopoly(**changed):
    return Industry(**{**PAIR, **changed})


def without_rnd(**options):
    """Two firms with a=100 and unit cost 10 that do no R&D."""
    goods = {name: options.pop(name) for name in ("substitutability", "cost_slope") if name in options}
    return Industry(a=100, A=10, gamma=1, spillovers=uniform_spillovers(2, 0), **goods).at(0, **options)


def test_a_stackelberg_leader_makes_what_a_monopolist_would():
    assert without_rnd(leaders=[0]).q == [45, Fraction(45, 2)]


def test_all_who_lead_lead_nobody():
    assert without_rnd(leaders=[0, 1]).q == without_rnd().q == [30, 30]


def test_prices_of_differentiated_goods_are_those_of_bertrand():
    assert without_rnd(substitutability=HALF, competition="prices").price == [(100 * HALF + 10) / (2 - HALF)] * 2


def test_a_firm_earns_more_with_quantities_than_with_prices_whatever_the_other_sets():
    """Where goods are substitutes; each is where its own first-order condition says."""
    earned = {
        kinds: without_rnd(substitutability=HALF, competition=list(kinds)).profit[0]
        for kinds in ((own, other) for own in ("quantities", "prices") for other in ("quantities", "prices"))
    }
    for other in ("quantities", "prices"):
        assert earned["quantities", other] > earned["prices", other]
    assert without_rnd(substitutability=HALF, competition=["prices", "prices"]).price == [40, 40]
    mixed = without_rnd(substitutability=HALF, competition=["prices", "quantities"])
    assert 90 - mixed.q[1] / 2 == 2 * (mixed.price[0] - 10)
    assert 40 + mixed.price[0] / 2 == 3 * mixed.q[1] / 2


def test_a_leader_in_prices_asks_more_than_it_would_and_is_undercut():
    first, second = without_rnd(substitutability=HALF, competition="prices", leaders=[0]).price
    assert first > second > 40


def test_a_public_firm_sells_at_its_marginal_cost():
    found = duopoly(cost_slope=[1, 2]).solve(public=[1])
    assert found.price == found.unit_cost[1] + 2 * found.q[1]


def test_a_partly_public_firm_asks_the_margin_of_its_private_part():
    """The margin is (1 - s) q for it and q for its rival: 90 = q + 2 (1 - s) q."""
    assert without_rnd(public={0: HALF}).q == [45, Fraction(45, 2)]
    for share, whole in ((0, {}), (1, {"public": [0]})):
        assert duopoly(cost_slope=1).solve(public={0: share}).x == duopoly(cost_slope=1).solve(**whole).x
    s = sp.Symbol("s", positive=True)
    for given in ({}, {"timing": "simultaneous"}, {"leaders": [0]}):
        general, special = (duopoly(cost_slope=1).solve(public={0: share}, stable=False, **given) for share in (s, QUARTER))
        assert [value.subs(s, QUARTER) for value in general.x] == special.x


def test_a_firm_that_counts_consumers_asks_less():
    """Of its output q it takes off what buyers gain: 90 = 2 q + r - w (q + r) for it, and 90 = q + 2 r for its rival r."""
    w = sp.Symbol("w")
    own, rival = without_rnd(consumer_weight=[w, 0]).q
    assert sp.simplify(90 - 2 * own - rival + w * (own + rival)) == sp.simplify(90 - own - 2 * rival) == 0
    assert sp.diff(own, w).subs(w, 0) > 0 > sp.diff(rival, w).subs(w, 0)


def test_a_public_firm_among_foreign_ones_asks_less_than_its_marginal_cost():
    """A lower price is a gain for buyers of both firms and a loss on its own output alone."""
    found = without_rnd(cost_slope=1, consumer_weight=[1, 0])
    assert 10 + found.q[0] - found.price == found.q[1] > 0


def test_who_counts_consumers_and_all_profits_is_public():
    everybody = [[1, 1], [0, 1]]
    for given in ({}, {"timing": "simultaneous"}, {"leaders": [1]}, {"leaders": [0]}, {"rnd_subsidy": [0, 1]}):
        for market in ({"cost_slope": 1}, {"substitutability": HALF}):
            public = duopoly(**market).solve(public=[0], **given)
            weighed = duopoly(**market).solve(consumer_weight=[1, 0], ownership=everybody, product_ownership=everybody, **given)
            assert (weighed.x, weighed.q) == (public.x, public.q)


def test_a_little_privatisation_is_good():
    """From either end: with the same rising marginal costs, a public firm makes too much of what the others make as well."""
    s = sp.Symbol("s")
    welfare = Industry(a=100, A=10, gamma=1, spillovers=uniform_spillovers(2, 0), cost_slope=1).at(0, public={0: s}).welfare
    assert sp.diff(welfare, s).subs(s, 0) > 0 > sp.diff(welfare, s).subs(s, 1)


def test_firms_that_are_alone_in_their_markets_are_monopolists():
    alone = duopoly(substitutability=0, spillovers=[[1, 0], [0, 1]])
    for competition in ("quantities", "prices"):
        assert alone.solve(competition=competition).q == [Fraction(70 * 4, 7), Fraction(66 * 5, 9)]


def test_a_share_of_the_cost_of_rnd_is_cheaper_rnd():
    paid, cheaper = duopoly().solve(rnd_subsidy_rate=[HALF, QUARTER]), duopoly(gamma=[2, Fraction(15, 4)]).solve()
    assert (paid.x, paid.profit) == (cheaper.x, cheaper.profit)
    assert paid.subsidy_bill == HALF * 2 * paid.x[0] ** 2 + QUARTER * 5 * paid.x[1] ** 2 / 2
    assert paid.welfare == cheaper.welfare - paid.subsidy_bill
    dear = duopoly().solve(rnd_subsidy_rate=[HALF, QUARTER], cost_of_funds=HALF)
    assert dear.welfare == paid.welfare - paid.subsidy_bill / 2


@pytest.mark.parametrize("n", [2, 3, 5])
def test_equal_shares_are_what_the_paper_imposes(n):
    cluster = Cluster(n=n, a=15, A=10, beta=QUARTER, gamma=4)
    found = Industry(a=15, A=10, gamma=4, spillovers=uniform_spillovers(n, QUARTER)).solve(product_coalitions=[range(n)], equal_shares=True)
    expected = cluster.solve(Regime.FULL_COOPERATION)
    assert (found.x, found.q, found.welfare) == ([expected.x] * n, [expected.q] * n, expected.welfare)


def test_simultaneous_moves_know_no_strategic_rnd():
    alike = Industry(a=15, A=10, gamma=4, spillovers=uniform_spillovers(2, 0))
    assert alike.solve(timing="simultaneous").x == [Fraction(5, 11)] * 2  # 4x = q and 3q = 5 + x
    assert alike.solve().x > alike.solve(timing="simultaneous").x


def test_firms_with_other_buyers_have_other_prices():
    found = duopoly(a=[100, 110]).solve()
    assert found.price == [100 - found.Q, 110 - found.Q]
    assert duopoly(a=[100, 110]).solve(product_coalitions=[[0, 1]]).q[0] == 0


def test_two_mergers_at_once():
    four = Industry(a=60, A=[20, 21, 22, 23], gamma=20, spillovers=uniform_spillovers(4, QUARTER))
    found = four.solve(product_coalitions=[[0, 1], [2, 3]])
    assert [level > 0 for level in found.q] == [True, False, True, False]
    assert four.at(found.x, product_coalitions=[[0, 1], [2, 3]]).profit == found.profit
    mixed = four.solve(product_coalitions=[[0, 1], [2], [3]], rnd_coalitions=[[0, 1], [2, 3]])
    assert [level > 0 for level in mixed.q] == [True, False, True, True]
    assert four.at([0, 9, 0, 9], product_coalitions=[[0, 1], [2, 3]]).q[1] > 0


def test_one_number_written_as_a_matrix_is_that_number():
    for kind in (list, np.array, sparse.csr_array):
        matrix = kind(np.array([[1, 0.5], [0.5, 1]]).tolist())
        assert duopoly(substitutability=matrix).substitutability == HALF


SYMBOLS = sp.symbols("d k t r l", positive=True)
SYMBOLIC = [
    ({}, {"competition": "prices", "output_subsidy": SYMBOLS[2]}),
    ({}, {"timing": "simultaneous", "rnd_subsidy_rate": SYMBOLS[3]}),
    ({"cost_slope": SYMBOLS[1]}, {"leaders": [0], "cost_of_funds": SYMBOLS[4], "output_subsidy": SYMBOLS[2]}),
    ({"cost_slope": SYMBOLS[1]}, {"public": [1]}),
    ({"cost_slope": SYMBOLS[1]}, {"product_coalitions": [[0, 1]]}),
    ({"substitutability": [[1, SYMBOLS[0]], [SYMBOLS[0], 1]]}, {"product_ownership": [[1, SYMBOLS[1]], [0, 1]]}),
    ({"substitutability": 1}, {"product_coalitions": [[0, 1]], "equal_shares": True}),
]


@pytest.mark.cases(2)
@pytest.mark.parametrize(("primitives", "given"), SYMBOLIC)
def test_symbols_give_what_numbers_give(primitives, given):
    here = dict(zip(SYMBOLS, [sp.Rational(1, 3), sp.Rational(1, 2), 2, sp.Rational(1, 5), sp.Rational(1, 4)], strict=True))

    def put(value):
        if isinstance(value, list):
            return [put(entry) for entry in value]
        return Fraction(str(value.subs(here))) if isinstance(value, sp.Basic) else value

    market = {"substitutability": SYMBOLS[0], **primitives}
    numbers = duopoly(**{name: put(value) for name, value in market.items()})
    options = {name: put(value) for name, value in given.items()}
    pairs = [(duopoly(**market).solve(**given), numbers.solve(**options, stable=False))]
    pairs += [(duopoly(**market).at([1, SYMBOLS[1]], **given), numbers.at([1, HALF], **options))]
    if given.get("timing") != "simultaneous":
        found = duopoly(**market).best_response(0, [1, SYMBOLS[1]], **given)
        assert put(sp.sympify(found)) == numbers.best_response(0, [1, HALF], **options)
    if "public" not in given and "leaders" not in given:  # a long expression
        pairs += [(duopoly(**market).second_best(**given), numbers.second_best(**options))]
    for general, special in pairs:
        for name in ("x", "q", "profit"):
            assert put([sp.sympify(value) for value in getattr(general, name)]) == getattr(special, name)
        assert put(sp.sympify(general.welfare)) == special.welfare


# What cannot be


APART = [
    ({"substitutability": 1}, {"competition": "prices"}, "competition='prices' and substitutability=1"),
    ({"substitutability": [[1, 0, 1], [0, 1, 0], [1, 0, 1]]}, {"competition": "prices"}, "competition='prices' and substitutability"),
    ({}, {"timing": "simultaneous", "leaders": [0]}, "timing='simultaneous' and leaders"),
    ({}, {"product_coalitions": [[0, 1]], "leaders": [0]}, "product_coalitions of firms with the same good and constant costs and leaders"),
    ({}, {"product_coalitions": [[0, 1]], "timing": "simultaneous"}, "product_coalitions .* and timing='simultaneous'"),
    ({}, {"product_coalitions": [[0, 1]], "ownership": [[1, 0], [0, 1]]}, "product_coalitions .* and ownership"),
    ({"substitutability": HALF}, {"product_coalitions": [[0, 1]], "equal_shares": True}, "equal_shares and substitutability below 1"),
    ({"cost_slope": 1}, {"product_coalitions": [[0, 1]], "equal_shares": True}, "equal_shares and cost_slope"),
    ({}, {"leaders": [0], "equal_shares": True}, "equal_shares and leaders"),
    ({}, {"public": [0], "equal_shares": True}, "equal_shares and public"),
    ({}, {"consumer_weight": HALF, "equal_shares": True}, "equal_shares and consumer_weight"),
    ({}, {"consumer_weight": HALF, "product_coalitions": [[0, 1]]}, "product_coalitions .* and consumer_weight"),
    ({}, {"consumer_weight": HALF, "public": [1]}, "public and consumer_weight do not go together for firm 1"),
    ({}, {"consumer_weight": np.array([0.0, 0.5]), "public": [0, 1]}, "public and consumer_weight do not go together for firm 1"),
    ({}, {"product_ownership": [[1, 0], [0, 1]], "equal_shares": True}, "equal_shares and product_ownership"),
    ({}, {"public": [1], "rnd_coalitions": [[0, 1]]}, "public and rnd_coalitions do not go together for firm 1"),
    ({"cost_slope": 1}, {"public": [1], "ownership": [[1, 0], [1, 1]]}, r"public and ownership\[1\]"),
    ({"cost_slope": 1}, {"public": [1], "product_ownership": sparse.csr_array([[1, 0], [1, 1]])}, r"public and product_ownership\[1\]"),
    ({}, {"product_ownership": [[1, 0], [0, 1]], "product_coalitions": [[0, 1]]}, "product_ownership must stand alone"),
    ({}, {"competition": "price"}, "competition must be 'quantities' or 'prices', got 'price'"),
    ({}, {"competition": ["prices", "quantities"]}, "competition='prices' and substitutability=1"),
    ({}, {"competition": ["prices"]}, r"competition must have shape \(2,\), got \(1,\)"),
    ({}, {"competition": ["quantities", "price"]}, r"competition\[1\] must be 'quantities' or 'prices', got 'price'"),
    ({}, {"timing": 2}, "timing must be 'two-stage' or 'simultaneous', got 2"),
    ({}, {"equal_shares": "yes"}, "equal_shares must be False or True, got 'yes'"),
    ({}, {"rnd_subsidy_rate": [0, 1]}, r"rnd_subsidy_rate\[1\] must satisfy rate < 1, got rnd_subsidy_rate\[1\] = 1"),
    ({}, {"rnd_subsidy_rate": np.array([0.0, 1.5])}, r"rnd_subsidy_rate\[1\] must satisfy rate < 1"),
    ({}, {"cost_of_funds": -1}, "cost_of_funds must satisfy cost_of_funds ≥ 0"),
    ({}, {"public": {1: 2}}, r"public\[1\] must satisfy 0 ≤ weight of welfare ≤ 1, got public\[1\] = 2"),
    ({}, {"public": {1: -HALF}}, r"public\[1\] must satisfy 0 ≤ weight of welfare ≤ 1, got public\[1\] = -1/2"),
    ({}, {"public": {2: HALF}}, "public must name firms by their places 0 to 1, got 2"),
]


@pytest.mark.parametrize(("primitives", "given", "words"), APART)
def test_options_that_do_not_go_together_are_refused_by_name(primitives, given, words):
    n = len(primitives.get("substitutability", [0, 0])) if isinstance(primitives.get("substitutability"), list) else 2
    industry = Industry(**{"a": 100, "A": 30, "gamma": 4, "spillovers": uniform_spillovers(n, QUARTER), **primitives})
    with pytest.raises(ValueError, match=words):
        industry.solve(**given)


ALIKE = {"a": 15, "A": 10, "gamma": 4}
UNKNOWN = [
    (lambda: Industry(n=2, beta=HALF, **ALIKE), r"Industry takes no 'n' \(did you mean spillovers=uniform_spillovers\(n, beta\)\?\)"),
    (lambda: Industry(a=15, A=10, gama=4, spillovers=[[1]]), r"Industry takes no 'gama' \(did you mean gamma\?\); it takes a, b,"),
    (lambda: Cluster(n=2, spillover=HALF, **ALIKE), r"Cluster takes no 'spillover' \(did you mean beta\?\); it takes n, a, A,"),
    (lambda: duopoly().solve(competiton="prices"), r"solve takes no 'competiton' \(did you mean competition\?\)"),
    (lambda: duopoly().solve(coalitions=[[0, 1]]), "did you mean rnd_coalitions or product_coalitions"),
    (lambda: duopoly().at(0, stable=False), "this call takes no 'stable'; it takes rnd_coalitions,"),
]


@pytest.mark.parametrize(("call", "words"), UNKNOWN)
def test_an_argument_that_does_not_exist_is_named_with_the_nearest_that_does(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_calls_that_do_not_go_with_options_are_refused_by_name():
    with pytest.raises(ValueError, match="rnd_subsidy and second_best do not go together"):
        duopoly().second_best(rnd_subsidy=1)
    for name, options in (("cost_of_funds", {"cost_of_funds": 1}), ("timing='simultaneous'", {"timing": "simultaneous"})):
        with pytest.raises(ValueError, match=f"public and {name} do not go together in second_best"):
            duopoly(cost_slope=1).second_best(public=[0], **options)
    with pytest.raises(ValueError, match="timing='simultaneous' and best_response do not go together"):
        duopoly().best_response(0, 1, timing="simultaneous")
    with pytest.raises(ValueError, match="i must name firms by their places 0 to 1, got 2"):
        duopoly().best_response(2, 1)


WRONG = [
    ({"substitutability": Fraction(3, 2)}, ValueError, "substitutability must satisfy 0 ≤ d ≤ 1"),
    (
        {"substitutability": -1},
        ValueError,
        r"must satisfy 0 ≤ d ≤ 1 \(for complements give the matrix of the d\), got substitutability = -1",
    ),
    ({"substitutability": "one"}, TypeError, "substitutability must be a real number"),
    ({"substitutability": [[1, 2], [2, 1]]}, ValueError, "substitutability must satisfy 0 ≤ d ≤ 1"),
    ({"substitutability": [[1, -2], [-2, 1]]}, ValueError, "substitutability must be a positive semidefinite matrix"),
    ({"substitutability": np.array([[1, -2], [-2, 1]])}, ValueError, "substitutability must be a positive semidefinite matrix"),
    ({"substitutability": [[1, 0], [1, 1]]}, ValueError, r"substitutability must be symmetric, got substitutability\[1\]\[0\] = 1 and"),
    ({"substitutability": [[2, 0], [0, 1]]}, ValueError, r"substitutability\[0\]\[0\] must satisfy d = 1 on the diagonal"),
    ({"substitutability": np.array([[1, 0], [1, 1]])}, ValueError, r"be symmetric, got substitutability\[1\]\[0\] = 1.0 and"),
    (
        {"substitutability": np.array([[1, 0], [0, 2]])},
        ValueError,
        r"\[1\]\[1\] must satisfy d = 1 on the diagonal, got substitutability\[1\]\[1\] = 2.0",
    ),
    ({"cost_slope": [0, -1]}, ValueError, r"cost_slope\[1\] must satisfy cost_slope ≥ 0, got cost_slope\[1\] = -1"),
    ({"a": [100, 0]}, ValueError, r"a\[1\] must satisfy a > 0"),
]


@pytest.mark.parametrize(("changed", "error", "words"), WRONG)
def test_wrong_goods_and_costs_are_named(changed, error, words):
    with pytest.raises(error, match=words):
        duopoly(**changed)


@pytest.mark.parametrize("number", [Fraction, float])
def test_a_market_without_a_single_outcome_is_refused(number):
    twins = Industry(a=number(100), A=[30, 40], gamma=4, spillovers=uniform_spillovers(2, 0))
    with pytest.raises(InadmissibleError, match="regular market needs 0 > 0"):
        twins.solve(public=[0, 1])


def test_followers_without_a_single_answer_are_refused():
    three = Industry(a=100, A=30, gamma=4, spillovers=uniform_spillovers(3, QUARTER))
    with pytest.raises(InadmissibleError, match="regular market needs 0 > 0"):
        three.solve(product_ownership=[[1, 0, 0], [0, 1, 1], [0, 1, 1]], leaders=[0])


def test_who_gains_without_bound_in_the_market_is_refused():
    opposed = duopoly(substitutability=[[1, -1], [-1, 1]])
    with pytest.raises(InadmissibleError, match="regular market needs 0 > 0"):
        opposed.at(0, product_coalitions=[[0, 1]])
    generous = {"product_ownership": [[1, 10], [0, 1]], "leaders": [0]}
    for call in (
        duopoly().solve,
        duopoly().second_best,
        lambda **given: duopoly().at(0, **given),
        lambda **given: duopoly().best_response(0, 0, **given),
    ):
        with pytest.raises(InadmissibleError, match="own second-order condition of the market of firm 0 needs"):
            call(**generous)
    with pytest.raises(InadmissibleError, match=r"product coalition \{0, 1\} and leaders 0"):
        duopoly(cost_slope=1, gamma=QUARTER).solve(product_coalitions=[[0, 1]], leaders=[0])


def test_a_best_response_that_grows_without_bound_is_refused():
    with pytest.raises(InadmissibleError, match="own second-order condition of firm 0 needs"):
        duopoly(gamma=HALF).best_response(0, 1)
    with pytest.raises(InadmissibleError, match="joint concavity of firms 0, 1 needs"):
        duopoly(gamma=HALF).best_response(0, 1, rnd_coalitions=[[0, 1]])


def test_simultaneous_moves_need_concavity_in_both_decisions():
    found = {condition.name: condition for condition in duopoly(cost_slope=1).conditions(timing="simultaneous")}
    assert found["own second-order condition"].rhs == Fraction(1, 3)
    with pytest.raises(InadmissibleError, match="own second-order condition"):
        duopoly(gamma=QUARTER).solve(timing="simultaneous")
    with pytest.raises(InadmissibleError, match="joint concavity of firms 0, 1"):
        duopoly(gamma=HALF, substitutability=HALF).solve(timing="simultaneous", product_coalitions=[[0, 1]])


def test_firms_that_like_their_rivals_to_earn_less_produce_more():
    """Two firms without spillovers; a weight of -w makes each produce D / (3 - w) at given costs."""
    pair = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0))
    found = []
    for weight in (0, QUARTER, HALF):
        envy = [[1, -weight], [-weight, 1]]
        assert pair.at(0, product_ownership=envy).q == [5 / Fraction(3 - weight)] * 2
        e = pair.solve(ownership=envy, product_ownership=envy)
        assert play(pair, ownership=envy, product_ownership=envy) == (e.x, e.q)
        found.append(e)
    assert found[0].Q < found[1].Q < found[2].Q
    assert found[0].profit[0] > found[1].profit[0] > found[2].profit[0]
    sparse_envy = sparse.csr_array([[1, -0.5], [-0.5, 1]])
    thin = Industry(a=15.0, A=10.0, gamma=6.0, spillovers=sparse.eye_array(2, format="csr"))
    assert np.allclose(thin.solve(ownership=sparse_envy).x, [float(x) for x in pair.solve(ownership=[[1, -HALF], [-HALF, 1]]).x])


def test_floats_give_what_fractions_give_where_goods_are_unlike():
    """Also where two goods are the same, so that the matrix of goods has no inverse."""
    twins = [[1, 1, HALF], [1, 1, HALF], [HALF, HALF, 1]]
    for goods in (twins, [[1, HALF, 0], [HALF, 1, -QUARTER], [0, -QUARTER, 1]]):
        exact = Industry(a=100, A=[30, 31, 32], gamma=4, spillovers=uniform_spillovers(3, QUARTER), substitutability=goods)
        floating = replace(exact, A=np.array([30.0, 31, 32]), substitutability=np.array(goods, dtype=float))
        for given in ({}, {"leaders": [0]}, {"product_ownership": [[1, HALF, 0], [0, 1, 0], [0, 0, 1]]}):
            found, told = floating.solve(**given), exact.solve(**given)
            for name in ("x", "q", "price", "profit"):
                assert np.allclose(getattr(found, name), [float(value) for value in getattr(told, name)], rtol=1e-12), (goods, given, name)
