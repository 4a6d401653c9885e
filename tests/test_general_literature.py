"""What the chapters of the literature say of every market of their model is so at thousands of random ones, up to the edges."""

from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from course import exam
from spillover import Cluster, Industry, Planner, Regime, model
from spillover.cluster import evaluation, solution
from spillover.industry import uniform_spillovers
from spillover.literature import (
    absorption,
    cartels,
    differentiation,
    duopoly,
    marginal_benefit,
    networks,
    oligopoly,
    pair,
    plant,
    policy,
    sequence,
    stability,
    subsidies,
    ventures,
)
from spillover.literature.absorption import BASE, LEARNING, REACH, ROOM, WEIGHT
from spillover.literature.differentiation import Competition, d
from spillover.literature.ventures import Arrangement
from spillover.model import beta, gamma, n
from spillover.notation import without_shorthands

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
HALF = sp.Rational(1, 2)
POINTS = 4000
MARKET = {model.a: 3, model.A: 2, model.b: 1}


def at(expr, values):
    """An expression at all points; ``values`` maps symbols to numbers or arrays."""
    found = sp.lambdify(list(values), expr, cse=True)(*values.values())
    return np.broadcast_to(found, np.broadcast_shapes(*(np.shape(value) for value in values.values())))


def random(seed):
    return np.random.default_rng(seed)


def spillovers(rng, edges=(0, 0.5, 1), count=POINTS):
    """Anywhere between zero and one, and close to the edges."""
    away = rng.choice([1e-4, -1e-4, 1e-2, -1e-2], count)
    anywhere = rng.uniform(1e-4, 1 - 1e-4, count)
    close = np.choose(rng.integers(0, len(edges), count), edges) + away
    return np.clip(np.where(rng.random(count) < 0.5, anywhere, close), 1e-4, 1 - 1e-4)


def sizes(rng, least=2):
    """Small industries and large ones."""
    return np.where(rng.random(POINTS) < 0.5, rng.integers(least, 7, POINTS), rng.integers(7, 41, POINTS)).astype(float)


def costs(rng, bound):
    """From a trifle above a bound on the cost of R&D on."""
    return bound * (1 + 10 ** rng.uniform(-3, 1.5, np.shape(bound)))


@cache
def clusters(*modes, seed=1):
    """Clusters in which all these modes have a solution, and the solutions; small markets and large ones."""
    rng = random(seed)
    values = {"n": sizes(rng), "a": 1 + 10 ** rng.uniform(-3, 2, POINTS), "A": np.ones(POINTS), "b": 10 ** rng.uniform(-1, 1, POINTS)}
    values |= {"beta": spillovers(rng), "gamma": np.ones(POINTS)}
    needs = [c.rhs / c.lhs for mode in modes for c in evaluation.conditions(mode, values)]
    values["gamma"] = costs(rng, np.max(np.broadcast_arrays(*needs), axis=0))
    return values, {mode: evaluation.outcome(mode, values) for mode in modes}


def symbols(values):
    return {getattr(model, name): level for name, level in values.items()}


# One half, again


def test_what_a_firms_rnd_does_to_its_rival_changes_sign_at_one_half():
    to_1 = spillovers(random(2))
    _, effect = marginal_benefit.outputs(pair.industry())
    moved = at(effect[0, 1], {pair.beta_12: to_1})
    assert (np.sign(moved) == np.sign(to_1 - 0.5)).all()
    assert effect[0, 1].subs(pair.beta_12, HALF) == 0


def test_best_responses_rise_above_one_half_and_fall_below():
    values, _ = clusters(NON)
    slope = at(stability.best_response_slope(), symbols(values))
    assert (np.sign(slope) == np.sign(values["beta"] - 0.5)).all()
    assert stability.best_response_slope().subs(beta, HALF) == 0


def test_output_without_cooperation_is_the_same_at_two_spillovers_about_one_half():
    values, _ = clusters(NON)
    Q = solution.factored_form("Q", NON)
    with_values = symbols(values)
    assert np.allclose(at(Q, with_values), at(Q, {**with_values, beta: 1 - values["beta"]}))


def test_unit_cost_without_cooperation_falls_up_to_one_half_and_rises_from_there_on():
    values, _ = clusters(NON)
    slope = at(sp.diff(solution.factored_form("unit_cost", NON), beta), symbols(values))
    assert (np.sign(slope) == np.sign(values["beta"] - 0.5)).all()


# Stability


def test_below_one_half_stability_takes_the_more_costly_rnd_the_more_firms_and_the_less_spills_over():
    rng = random(3)
    firms, share = sizes(rng), spillovers(rng) / 2
    bound = stability.stability_bound(True)
    assert (at(bound, {n: firms + 1, beta: share}) > at(bound, {n: firms, beta: share})).all()
    assert (at(sp.diff(bound, beta), {n: firms, beta: share}) < 0).all()


def test_two_firms_are_stable_at_every_spillover_above_the_bound_without_spillovers():
    share = spillovers(random(4))
    most = stability.stability_bound(True).subs({n: 2, beta: 0})
    for below in (True, False):
        there = share[(share < 0.5) == below]
        assert (at(stability.stability_bound(below).subs(n, 2), {beta: there}) < float(most)).all()


def test_above_one_half_two_firms_are_stable_exactly_where_rnd_is_positive():
    rng = random(5)
    share = (1 + spillovers(rng)) / 2
    values = {n: 2.0, model.b: 1.0, beta: share, gamma: costs(rng, at(stability.concavity_bound().subs(n, 2), {beta: share}))}
    positive = at(stability.conditions()["positive R&D"].margin, values) > 0
    assert positive.any()
    assert (~positive).any()
    assert ((at(stability.best_response_slope(), values) < 1) == positive).all()


def test_slow_adjustment_leaves_only_cheaper_rnd_unstable():
    """With three firms or more, below one half: one firm runs ahead at any pace only where own and cross effects are close."""
    rng = random(6)
    firms, share = sizes(rng, least=3), spillovers(rng) / 2
    slope = sp.together(1 - stability.best_response_slope().subs(model.b, 1) * -1)  # zero where one ahead of another stays ahead
    (saddle,) = [root for root in sp.solve(sp.numer(slope), gamma) if root.subs({n: 3, beta: 0}) > 0]
    assert (at(saddle, {n: firms, beta: share}) < at(stability.stability_bound(True), {n: firms, beta: share})).all()


# Against the second best


def test_the_bound_of_overinvestment_rises_to_four_firms_and_falls_from_five_on():
    bounds = [oligopoly.overinvestment_bound(SECOND).subs(n, firms) for firms in range(2, 400)]
    assert bounds[0] == 0
    assert bounds[0] < bounds[1] < bounds[2] == bounds[3] == oligopoly.least_safe_spillover()
    assert all(more > less for more, less in pairwise(bounds[3:]))


def test_the_first_best_planner_wants_more_rnd_and_has_the_lower_bound():
    _, found = clusters(SECOND, FIRST)
    assert (found[FIRST]["x"] > found[SECOND]["x"]).all()
    firms = sizes(random(7))
    assert (at(oligopoly.overinvestment_bound(FIRST), {n: firms}) < at(oligopoly.overinvestment_bound(SECOND), {n: firms})).all()


def test_above_one_half_cooperation_closes_a_part_of_the_gap_to_the_second_best():
    values, found = clusters(NON, RND, SECOND)
    above = values["beta"] > 0.5
    non, rnd, best = (found[mode]["x"][above] for mode in (NON, RND, SECOND))
    assert ((non < rnd) & (rnd < best)).all()


def test_with_the_second_best_subsidy_welfare_rises_with_the_spillover():
    values, _ = clusters(SECOND)
    assert (at(sp.diff(solution.factored_form("welfare", SECOND), beta), symbols(values)) > 0).all()


def test_equal_cost_shares_implement_the_second_best_at_one_spillover():
    """Too much R&D below, too little above; all in terms of the spillover with the agreement."""
    values, found = clusters(SECOND, seed=8)
    shared = duopoly.agreement()
    point = {**symbols(values), duopoly.SHARE: 1 / values["n"], duopoly.AFTER: values["beta"]}
    exists = at(sp.And(*shared.requirements.values()), point).astype(bool)
    x = at(shared.outcome["x"], point)
    (equal,) = sp.solve(sp.numer(sp.factor(duopoly.implementing_share(SECOND) - 1 / n)), duopoly.AFTER)
    away = at(equal, {n: values["n"]}) - values["beta"]
    clear = exists & (np.abs(away) > 1e-6)
    assert clear.sum() > 2000
    assert (np.sign(x - found[SECOND]["x"]) == np.sign(away))[clear].all()


# What competition passes on


def test_competition_passes_on_more_of_a_cost_reduction_than_a_monopoly_and_the_more_so_the_more_firms():
    q = sp.Symbol("q", positive=True)
    cost = sp.Symbol("c", positive=True)
    (output,) = sp.solve(model.a - cost - model.b * (n + 1) * q, q)  # first-order condition of each of n firms alike
    passed = at(sp.diff(model.inverse_demand(n * output), cost), {n: np.arange(1.0, 400)})
    assert np.isclose(passed[0], 0.5)
    assert (np.diff(passed) > 0).all()


def test_two_of_three_firms_without_research_lose_by_merging():
    profit = sp.limit(solution.factored_form("profit", NON).subs(beta, 0), gamma, sp.oo)
    duopolist, triopolist = (profit.subs(n, firms) for firms in (2, 3))
    assert sp.simplify(duopolist / (2 * triopolist)) < 1


def test_where_everything_spills_over_equal_shares_cost_nothing():
    together = n * solution.factored_form("profit", FULL)
    assert sp.simplify((plant.solve().profit - together).subs(beta, 1)) == 0


def test_the_cheaper_rnd_the_further_full_cooperation_is_ahead_of_rnd_cooperation():
    values, _ = clusters(RND, FULL)
    ratio = solution.factored_form("x", FULL) / solution.factored_form("x", RND)
    assert (at(sp.diff(ratio, gamma), symbols(values)) < 0).all()


def test_a_small_market_admits_cheaper_rnd():
    values, _ = clusters(RND, FULL)
    for mode in (RND, FULL):
        for larger, smaller in zip(
            evaluation.conditions(mode, {**values, "a": values["a"] + 1}), evaluation.conditions(mode, values), strict=True
        ):
            assert (larger.rhs / larger.lhs >= smaller.rhs / smaller.lhs * (1 - 1e-12)).all()
    assert (larger.rhs / larger.lhs > smaller.rhs / smaller.lhs).all()  # the last is that on unit cost


# Research joint ventures


@cache
def arrangements():
    """Where all four exist: all that each arrangement brings, in D and at b = 1."""
    rng = random(9)
    firms, share = sizes(rng), spillovers(rng)
    needs = [relation for each in Arrangement for relation in ventures.requirements(each).values()]
    at_one = {**{symbol: float(level) for symbol, level in MARKET.items()}, n: firms, beta: share, gamma: np.ones(POINTS)}
    least = np.max([at(need.rhs / need.lhs, at_one) for need in needs if need is not sp.true], axis=0)
    values = {**at_one, gamma: costs(rng, least)}
    names = ("x", "Q", "profit", "welfare", "reduction")
    return values, {each: {name: at(ventures.outcome(each, name), values) for name in names} for each in Arrangement}


def test_rjv_cartelisation_does_the_most_rnd_and_brings_the_most_of_all():
    _, found = arrangements()
    others = [each for each in Arrangement if each is not Arrangement.VENTURE_CARTEL]
    for name in ("x", "Q", "profit", "welfare"):
        assert all((found[Arrangement.VENTURE_CARTEL][name] > found[each][name]).all() for each in others), name


def test_rjv_competition_produces_less_than_rnd_competition_and_than_the_cartel_where_s_squared_exceeds_n():
    values, found = arrangements()
    Q = {each: found[each]["Q"] for each in Arrangement}
    assert (Q[Arrangement.VENTURE] < Q[Arrangement.COMPETITION]).all()
    margin = (1 + (values[n] - 1) * values[beta]) ** 2 - values[n]
    assert ((Q[Arrangement.VENTURE] < Q[Arrangement.CARTEL]) == (margin > 0))[np.abs(margin) > 1e-9].all()


def test_with_input_spillovers_rjv_competition_comes_last_and_cartelisation_first():
    values, _ = arrangements()
    alone, together = (ventures.reduction_with_input_spillovers(mode) for mode in (NON, RND))
    everything = {**values, beta: np.ones(POINTS)}
    costly = {**values, gamma: 4 * values[n] * values[gamma]}  # dear enough for all with inputs, too
    last, first = (at(level, {**everything, gamma: costly[gamma]}) for level in (alone, together))
    for level in (alone, together):
        between = at(level, costly)
        assert ((last < between) & (between < first)).all()


# Networks


def test_the_best_degree_is_at_most_half_of_the_others_and_none_from_one_half_on():
    rng = random(10)
    firms, share = sizes(rng, least=3), spillovers(rng)
    best = at(networks.best_degree(), {n: firms, beta: share})
    assert (best <= (firms - 1) / 2).all()
    assert (best[share >= 0.5] <= 0).all()


def test_a_single_link_may_lower_the_costs_of_its_two_firms_and_harm_the_others():
    market = {"a": 100, "A": 90, "gamma": 4, "beta": Fraction(3, 4)}
    empty, linked = (networks.industry(6, networks.links(pairs), **market).solve() for pairs in ([], [(0, 1)]))
    assert linked.unit_cost[0] < empty.unit_cost[0]
    assert linked.profit[2] < empty.profit[2]


# Cartels


def test_at_first_order_a_firm_gains_by_joining_as_the_members_and_loses_as_their_square():
    """What m members do for the new one brings m, what it does for them costs m squared over two: nothing is left for a pair."""
    m = cartels.SIZE
    coefficient = cartels.leading_coefficient(1)
    assert sp.simplify(coefficient / coefficient.subs(m, 1) - m * (2 - m)) == 0


def test_where_rnd_is_costly_an_outsider_earns_more_than_a_member():
    rng = random(11)
    firms = sizes(rng, least=3)
    values = {**MARKET, n: firms, cartels.SIZE: 2 + np.floor((firms - 3) * rng.random(POINTS)), beta: spillovers(rng)}
    member, outsider = cartels.profits()
    leading = sp.factor(sp.limit(sp.cancel((member - outsider) * gamma), gamma, sp.oo))
    assert (at(leading, values) < 0).all()


def test_at_one_half_no_firm_minds_joining():
    assert sp.simplify(cartels.gain_from_joining().subs(beta, HALF)) == 0


# Absorption


def test_two_forces_of_learning():
    """To learn more oneself, and to teach rivals more: the first is n times the second at first, and declines once half is learnt."""
    rng = random(12)
    values = {n: sizes(rng), BASE: spillovers(rng) / 2, ROOM: spillovers(rng) / 2, LEARNING: 10 ** rng.uniform(-3, 2, POINTS)}
    incentive = absorption.weight(absorption.costs_with_learning())
    own = n * absorption.marginal_absorption()
    rivals = (n - 1) * (absorption.absorbed_share() - BASE)
    plain = absorption.without_learning(incentive)
    assert np.allclose(at(incentive - plain, values), at(own - rivals, values))
    assert np.allclose(at((own / rivals).subs(LEARNING, sp.Rational(1, 10**9)), values), values[n])
    assert ((at(sp.diff(own, LEARNING), values) > 0) == (values[LEARNING] < 1)).all()
    assert (at(sp.diff(rivals, LEARNING), values) > 0).all()
    assert (at(absorption.absorbed_share() - BASE, values) > 0).all()


@cache
def weights():
    """Incentives and reaches with a positive R&D."""
    rng = random(13)
    values = {**MARKET, n: sizes(rng), WEIGHT: 10 ** rng.uniform(-1, 2, POINTS), REACH: 10 ** rng.uniform(-1, 2, POINTS)}
    return values | {gamma: costs(rng, 2 * values[WEIGHT] * values[REACH] / (values[n] + 1) ** 2)}


@pytest.mark.parametrize("what", [WEIGHT, REACH])
def test_rnd_rises_with_the_incentive_and_with_the_reach(what):
    assert (at(sp.diff(absorption.affine_reduced_form().x, what), weights()) > 0).all()


def test_what_comes_off_unit_cost_depends_on_the_product_of_incentive_and_reach():
    values, off = weights(), absorption.affine_reduced_form().x * REACH
    assert np.allclose(at(off, values), at(off, {**values, WEIGHT: values[WEIGHT] * 2, REACH: values[REACH] / 2}))
    assert (at(sp.diff(off, WEIGHT), values) > 0).all()


# Who moves first


@cache
def moves():
    """Duopolies in which all orders of moves have an equilibrium: spillovers, and profits, R&D and outputs in the three orders."""
    rng = random(14)
    to_1, to_2 = spillovers(rng, count=4 * POINTS), spillovers(rng, count=4 * POINTS)
    same = rng.random(4 * POINTS) < 0.25
    to_2 = np.where(same, to_1, to_2)
    values = {pair.D_1: 10 ** rng.uniform(-0.5, 0.5, 4 * POINTS), pair.D_2: np.ones(4 * POINTS)}
    values |= {pair.L_1: 10 ** rng.uniform(-0.5, 2, 4 * POINTS), pair.L_2: 10 ** rng.uniform(-0.5, 2, 4 * POINTS)}
    values |= {pair.beta_12: to_1, pair.beta_21: to_2}
    orders = (sequence.simultaneous_moves(), sequence.first_firm_leads(), sequence.second_firm_leads())
    wanted = [level for order in orders for level in (*order.profit, *order.x)]
    found = pair.evaluate_where_admissible(wanted, sequence.conditions(), values)
    exist = ~np.isnan(found[0])
    assert exist.sum() > 2000
    names = [f"{order} {what}" for order in ("once", "lead", "follow") for what in ("profit 1", "profit 2", "x 1", "x 2")]
    return to_1[exist], to_2[exist], dict(zip(names, (level[exist] for level in found), strict=True)), values, exist


def clear_of_half(*shares):
    return np.all([np.abs(share - 0.5) > 2e-4 for share in shares], axis=0)


def test_a_follower_responds_with_more_rnd_where_more_than_half_of_the_leaders_reaches_it():
    _, to_2, _, values, exist = moves()
    slope = at(sp.diff(sequence.best_response(), sequence.X_1), values)[exist]
    assert (np.sign(slope) == np.sign(to_2 - 0.5)).all()


def test_a_leader_never_loses_and_a_follower_gains_where_more_than_half_of_its_rnd_reaches_the_leader():
    to_1, to_2, found, _, _ = moves()
    clear = clear_of_half(to_1, to_2)
    assert (found["lead profit 1"] >= found["once profit 1"] * (1 - 1e-12)).all()
    gains = found["lead profit 2"] - found["once profit 2"]
    assert (np.sign(gains) == np.sign(to_1 - 0.5))[clear].all()


def test_with_equal_spillovers_above_one_half_leader_and_follower_do_more():
    to_1, to_2, found, _, _ = moves()
    equal = (to_1 == to_2) & (to_1 > 0.5002)
    assert equal.sum() > 200
    assert (found["lead x 1"] > found["once x 1"])[equal].all()
    assert (found["lead x 2"] > found["once x 2"])[equal].all()


def test_the_order_of_moves_depends_on_the_two_spillovers_alone():
    to_1, to_2, _, values, exist = moves()
    orders = {name: where[exist] for name, where in sequence.equilibrium_timing(values).items()}
    clear = clear_of_half(to_1, to_2)
    much_1, much_2 = to_1 > 0.5, to_2 > 0.5
    expected = {
        "at once": ~much_1 & ~much_2,
        "firm 1 leads": much_1 & ~much_2,
        "firm 2 leads": ~much_1 & much_2,
        "either leads": much_1 & much_2,
    }
    for name, where in expected.items():
        assert where[clear].sum() > 100
        assert (orders[name] == where)[clear].all(), name


# Subsidies


def test_without_spillovers_the_larger_of_two_firms_is_subsidised_at_the_rate_at_which_the_smaller_is_taxed():
    rng = random(15)
    q = dict(zip(pair.OUTPUTS, 10 ** rng.uniform(-2, 2, (2, POINTS)), strict=True))
    first, second = (at(rate.subs({pair.beta_12: 0, pair.beta_21: 0}), q) for rate in subsidies.duopoly_subsidies())
    assert np.allclose(first, -second)
    assert (np.sign(first) == np.sign(q[pair.OUTPUTS[0]] - q[pair.OUTPUTS[1]])).all()


def test_a_firm_of_two_is_not_taxed_once_a_fifth_of_its_rnd_reaches_the_other():
    rng = random(16)
    q = dict(zip(pair.OUTPUTS, 10 ** rng.uniform(-3, 3, (2, POINTS)), strict=True))
    shares = {pair.beta_12: spillovers(rng, (0, 0.2, 1)), pair.beta_21: 0.2 + 0.8 * spillovers(rng)}
    assert (at(subsidies.duopoly_subsidies()[0], q | shares) > 0).all()


def test_without_spillovers_all_of_three_firms_or_more_but_at_most_one_are_taxed():
    rng = random(17)
    rate = subsidies.oligopoly_subsidy().subs(beta, 0)
    for firms in range(3, 13):
        q = 10 ** rng.uniform(-2, 2, (400, firms))
        values = {n: float(firms), subsidies.OWN: q, subsidies.REST: q.sum(axis=1, keepdims=True) - q}
        assert ((at(rate, values) >= 0).sum(axis=1) <= 1).all()


def test_no_firm_is_taxed_once_the_spillover_reaches_the_bound():
    rng = random(18)
    bound = subsidies.least_spillover_without_taxes()
    firms = sizes(rng)
    values = {n: firms, subsidies.OWN: 10 ** rng.uniform(-4, 2, POINTS), subsidies.REST: 10 ** rng.uniform(-4, 2, POINTS)}
    least = at(bound, {n: firms}) if bound.free_symbols else np.full(POINTS, float(bound))
    assert (at(subsidies.oligopoly_subsidy(), {**values, beta: least + (1 - least) * rng.random(POINTS)}) >= 0).all()


def test_in_the_chain_the_output_of_the_third_firm_lowers_the_subsidy_of_the_first():
    share = spillovers(random(19))
    chain = Industry(a=20, A=10, gamma=9, spillovers=[[1, beta, 0], [beta, 1, beta], [0, beta, 1]])
    assert (at(marginal_benefit.externality(chain)[0, 2], {beta: share}) < 0).all()


# Differentiated goods


@cache
def goods(competition):
    """Markets in which all three regimes have a stable solution, or a maximum; b is one."""
    rng = random(20 + len(competition.value))
    close, share = spillovers(rng, (0, 1)), spillovers(rng)
    bounds = {
        together: at(bound, {d: close})
        for together, bound in (
            ("rnd", differentiation.rnd_cooperation_threshold(competition)),
            ("full", differentiation.full_cooperation_threshold(competition)),
        )
    }
    near = rng.choice([1e-4, -1e-4, 1e-2, -1e-2], POINTS)
    pick = rng.integers(0, 3, POINTS)
    share = np.clip(np.choose(pick, [share, bounds["rnd"] + near, bounds["full"] + near]), 1e-4, 1 - 1e-4)
    needs = [*differentiation.curvature(competition, False), *differentiation.curvature(competition, True)]
    needs += differentiation.curvature(None, True)[:1]  # in equal shares
    values = {**MARKET, d: close, beta: share}
    least = np.max([at(-need.subs(gamma, 0) / sp.diff(need, gamma), values) for need in needs], axis=0)
    values[gamma] = costs(rng, np.maximum(least, 1e-3))
    return values, bounds


@pytest.mark.cases(1)
@pytest.mark.parametrize("competition", Competition)
def test_the_thresholds_decide_about_rnd_and_profit_never_falls(competition):
    values, bounds = goods(competition)
    regimes = {"non": (competition, False), "rnd": (competition, True), "full": (None, True)}
    x = {name: at(differentiation.rnd(*how), values) for name, how in regimes.items()}
    for name, bound in bounds.items():
        away = values[beta] - bound
        clear = np.abs(away) > 1e-6
        assert (np.sign(x[name] - x["non"]) == np.sign(away))[clear].all(), name
    profit = {name: at(differentiation.profit(*regimes[name]), values) for name in ("non", "rnd")}
    assert (profit["rnd"] >= profit["non"] * (1 - 1e-9)).all()
    gained = at(differentiation.externality(competition), {**values, differentiation.COMMON: x["non"]})
    clear = np.abs(values[beta] - bounds["rnd"]) > 1e-6
    assert (np.sign(gained) == np.sign(values[beta] - bounds["rnd"]))[clear].all()


def test_the_threshold_of_rnd_cooperation_rises_with_substitutability_and_is_higher_under_bertrand():
    close = np.linspace(1e-4, 1 - 1e-4, POINTS)
    cournot, bertrand = (at(differentiation.rnd_cooperation_threshold(c), {d: close}) for c in Competition)
    assert (np.diff(cournot) > 0).all()
    assert (np.diff(bertrand) > 0).all()
    assert (bertrand > cournot).all()
    assert differentiation.rnd_cooperation_threshold(Competition.PRICES).subs(d, 1) == 1
    assert differentiation.rnd_cooperation_threshold(Competition.QUANTITIES).subs(d, 1) == HALF


def test_under_bertrand_the_range_between_the_thresholds_widens_and_near_perfect_substitutes_rnd_must_cost_ever_more():
    close = np.linspace(1e-4, 1 - 1e-4, POINTS)
    rnd, full = (
        at(bound(Competition.PRICES), {d: close})
        for bound in (differentiation.rnd_cooperation_threshold, differentiation.full_cooperation_threshold)
    )
    assert (np.diff(rnd - full) > 0).all()
    share = spillovers(random(22), (0, 0.5, 1))
    need = differentiation.curvature(Competition.PRICES, False)[0]
    least = -need.subs(gamma, 0) / sp.diff(need, gamma)
    with_d = [at(least, {**MARKET, beta: share * 0.9, d: 1 - 10.0**-k}) for k in (3, 5, 7)]
    assert (with_d[1] > 10 * with_d[0]).all()
    assert (with_d[2] > 10 * with_d[1]).all()


def test_where_goods_do_not_compete_any_cooperation_does_the_same_and_more_than_none():
    rng = random(23)
    share = spillovers(rng)
    values = {**MARKET, beta: share, gamma: costs(rng, (1 + share) ** 2 / 2)}
    non, rnd, full = (
        at(differentiation.rnd(*how).subs(d, 0), values)
        for how in ((Competition.QUANTITIES, False), (Competition.QUANTITIES, True), (None, True))
    )
    assert np.allclose(rnd, full)
    assert (rnd > non).all()


# Location


def test_between_two_firms_profit_falls_where_nearly_everything_spills_over_whatever_rnd_costs():
    G = 10 ** random(24).uniform(0.5, 4, POINTS)
    values = {**MARKET, n: 2.0, gamma: G, beta: 1 - 1 / (20 * G)}
    assert (at(sp.diff(solution.factored_form("profit", NON), beta), values) < 0).all()


# What is said of one market


def test_equal_shares_cost_less_where_more_spills_over_in_one_market_and_not_in_another():
    def loss(share, **market):
        one = Industry(spillovers=uniform_spillovers(3, share), **market).solve(product_coalitions=[[0, 1, 2]])
        return sum(one.profit) - 3 * Cluster(n=3, beta=share, **market).solve(FULL).profit

    shares = [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)]
    falling = [loss(share, a=15, A=10, gamma=3) for share in shares[:3]]
    assert falling[0] > falling[1] > falling[2] > 0
    quarter, half, three, most = (loss(share, a=102, A=100, gamma=Fraction(27, 20)) for share in shares)
    assert half < three < quarter < most


def test_platform_and_subsidy_are_complements_in_one_market_above_the_bound_and_only_there():
    share = np.linspace(0.005, 0.86, POINTS)
    cluster = {"n": np.full(POINTS, 5.0), "a": 15.0, "A": 10.0, "b": 1.0, "beta": share, "gamma": 6.0}
    alone, best = (evaluation.outcome(mode, cluster)["welfare"] for mode in (NON, SECOND))
    bound = float(oligopoly.overinvestment_bound(SECOND).subs(n, 5))
    gain = best - alone
    assert (np.diff(gain)[share[1:] < bound] < 0).all()
    assert (np.diff(gain)[share[:-1] > bound] > 0).all()
    assert policy.second_best(NON).subs({n: 5, beta: sp.Rational(1, 12)}) == 0


# The course


def test_secret_research_lies_between_no_and_rnd_cooperation():
    values, _ = clusters(NON, RND)
    point, away = symbols(values), values["beta"] - 0.5
    secret = exam.secret_research()
    non, rnd = (exam.marginal_benefit(mode) for mode in (NON, RND))
    worth = {"observed": at(non, point), "secret": at(secret["worth"], point), "together": at(rnd, point)}
    assert (np.sign(worth["secret"] - worth["observed"]) == np.sign(away)).all()
    assert (np.sign(worth["together"] - worth["secret"]) == np.sign(away)).all()
    levels = exam.by_marginal_benefit()
    for name in ("x", "q"):
        slope = without_shorthands(levels[f"{name}_slope"])
        assert all((at(slope, {**point, exam.WORTH: level}) > 0).all() for level in worth.values())
    more = without_shorthands(levels["profit"])  # what a little more R&D by all adds to profit
    gains = [at(more, {**point, exam.WORTH: worth[name]}) for name in ("observed", "secret", "together")]
    assert all((np.sign(gain) == np.sign(away)).all() for gain in gains[:2])
    assert np.allclose(gains[2], 0, atol=1e-9)


def test_a_tax_on_sales_is_passed_on_more_where_rnd_adjusts_and_always_lowers_welfare():
    values, _ = clusters(NON)
    found, point = exam.taxed_sales(), symbols(values)
    assert (at(found["price_non"], point) > at(found["held"], point)).all()
    assert (at(found["welfare"], point) < 0).all()
    assert (at(found["least"], point) > 0).all()
    over = np.sign(at(found["over"], point))
    assert (over == np.sign(at(found["price_non"], point) - 1)).all()
    assert {-1, 1} <= set(over)


def test_profit_rises_with_a_stake_in_rivals_but_for_one_half():
    values, _ = clusters(NON, RND)
    point = {**symbols(values), exam.STAKE: random(25).uniform(0, 1, POINTS)}
    worth, slope = (without_shorthands(exam.stake_in_rivals()[name]) for name in ("worth", "worth_slope"))
    profit, welfare = (without_shorthands(exam.by_marginal_benefit()[name]) for name in ("profit", "welfare"))
    rises = np.sign(at(slope, point))
    assert (rises == np.sign(values["beta"] - 0.5)).all()
    assert (at(profit, {**point, exam.WORTH: at(worth, point)}) * rises > 0).all()
    two = {**point, n: 2.0}
    assert (at(welfare, {**two, exam.WORTH: at(worth, two)}) > 0).all()


def test_the_share_of_the_bill_is_larger_together_below_one_half_and_smaller_above():
    rng = random(26)
    point = {n: sizes(rng), beta: spillovers(rng)}
    found = exam.share_of_the_bill()
    alone, together = (at(found[who], point) for who in ("alone", "together"))
    assert (np.sign(together - alone) == np.sign(0.5 - point[beta])).all()
    threshold = at(found["threshold"], point)
    assert ((alone < 0) == (point[beta] < threshold))[np.abs(point[beta] - threshold) > 1e-9].all()
    assert np.ptp(at(found["together"], {n: 5.0, beta: point[beta]})) < 1e-12


def test_what_a_unit_of_rnd_brings_to_all():
    rng = random(27)
    point = {n: sizes(rng), beta: spillovers(rng), model.b: 1.0}
    found = {name: at(level, point) for name, level in exam.unit_of_research().items()}
    assert np.allclose(found["innovator"] + found["rivals"] + found["consumers"], found["all"])
    assert np.allclose(found["share"], found["consumers"] / found["all"])
    below = point[beta] < found["threshold"]
    assert below.any()
    assert ((found["innovator"] > found["all"]) == below)[np.abs(point[beta] - found["threshold"]) > 1e-9].all()
    assert (found["rivals"] < 0)[below].all()
    assert (found["threshold"][point[n] == 2] == 0).all()


def test_two_firms_want_a_narrower_patent_than_the_public():
    rng = random(28)
    share = spillovers(rng, (0, 0.5, 0.8, 1))
    G = costs(rng, np.full(POINTS, float(stability.stability_bound(True).subs({n: 2, beta: 0}))))
    point = {n: 2.0, model.b: 1.0, beta: share, gamma: G}
    found = exam.patent_breadth()
    x, Q, welfare, profit = (at(without_shorthands(found[name]), point) for name in ("x", "Q", "welfare", "profit"))
    assert (x < 0).all()
    assert (np.sign(Q) == np.sign(0.5 - share)).all()
    assert (welfare > 0)[share <= 0.5].all()
    assert (welfare < 0)[share >= 0.8].all()
    assert (profit > welfare)[share > 0.5].all()
    assert (at(sp.diff(without_shorthands(found["welfare"]).subs(n, 2), beta), point) < 0).all()


def test_the_more_of_its_rnd_spills_over_the_smaller_a_firms_marginal_benefit():
    own = marginal_benefit.marginal_benefit(pair.industry())[0, 0]
    assert (at(sp.diff(own, pair.beta_21), {pair.beta_21: spillovers(random(29))}) < 0).all()


def test_in_a_large_industry_with_costly_rnd_the_best_degrees_are_half_half_and_two_thirds():
    firms = 4000
    degree = np.arange(firms, dtype=float)
    point = {**MARKET, n: float(firms), beta: 0.0, gamma: 1e9, networks.DEGREE: degree}
    D, b = model.a - model.A, model.b
    without = {"cost_reduction": 0, "welfare": n * (n + 2) * D**2 / (2 * b * (n + 1) ** 2), "profit": D**2 / (b * (n + 1) ** 2)}
    best = [int(np.argmax(at(sp.factor(networks.quantity(name) - level), point))) for name, level in without.items()]
    assert np.allclose(np.array(best) / firms, [1 / 2, 1 / 2, 2 / 3], atol=0.01)
