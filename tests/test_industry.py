"""The engine finds the equilibrium of any industry, agrees with the cluster where firms are alike, and refuses what it cannot answer."""

import random
from fractions import Fraction
from itertools import product
from threading import Thread, current_thread, main_thread
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.sparse as sparse
import sympy as sp
from threadpoolctl import threadpool_info, threadpool_limits

from spillover import Cluster, InadmissibleError, Industry, Regime, planner
from spillover.game.industry import play, welfare
from spillover.industry import factored, floating, network_spillovers, rnd_game, uniform_spillovers
from spillover.industry.exact import _within
from spillover.literature import plant

BETAS = (Fraction(1, 5), Fraction(1, 2), Fraction(4, 5))


def industry(**changed):
    """Two unlike firms, in exact numbers."""
    given = {"a": 100, "A": [30, 34], "gamma": [4, 5], "spillovers": [[1, Fraction(1, 2)], [Fraction(1, 4), 1]]}
    return Industry(**{**given, **changed})


def drawn(rng, n):
    """An industry of n unlike firms, in small fractions."""
    return Industry(
        a=Fraction(rng.randint(60, 120)),
        b=Fraction(rng.randint(1, 8), 4),
        A=[Fraction(rng.randint(20, 40)) for _ in range(n)],
        gamma=[Fraction(rng.randint(20, 90), 8) for _ in range(n)],
        spillovers=[[Fraction(rng.randint(6, 10), 8) if i == j else Fraction(rng.randint(0, 8), 8) for j in range(n)] for i in range(n)],
    )


def structured(rng, n):
    """A structure for n firms: a partition or cross-ownership, with subsidies and taxes."""
    together = rng.choice([[list(range(n))], [[0, 1], *[[i] for i in range(2, n)]], [[i] for i in range(n)]])
    weights = [[Fraction(rng.randint(1, 3)) if i == j else Fraction(rng.randint(0, 4), 8) for j in range(n)] for i in range(n)]
    who = rng.choice([{}, {"rnd_coalitions": together}, {"rnd_coalitions": together}, {"ownership": weights}])
    return {**who, "rnd_subsidy": [Fraction(rng.randint(-4, 4), 2) for _ in range(n)], "output_subsidy": Fraction(rng.randint(-3, 3))}


def solvable(count, sizes, seed=0):
    """Industries with structures that have an equilibrium, and their outcomes."""
    rng, found = random.Random(seed), []
    while len(found) < count:
        n = rng.choice(sizes)
        game, given = drawn(rng, n), structured(rng, n)
        try:
            found.append((game, given, game.solve(**given)))
        except InadmissibleError:
            continue
    return found


def as_floats(game, kind=np.array):
    """The same industry in floats."""
    matrix = kind(np.array(game.spillovers, dtype=float))
    return Industry(
        a=float(game.a), b=float(game.b), A=np.array(game.A, dtype=float), gamma=np.array(game.gamma, dtype=float), spillovers=matrix
    )


# Alike firms: the cluster


@pytest.mark.parametrize("n", range(1, 13))
def test_alike_firms_do_exactly_what_the_closed_forms_say(n):
    for beta in (0, *BETAS, 1):
        cluster = Cluster(n=n, a=15, A=10, b=Fraction(3, 2), beta=beta, gamma=12)
        alike = Industry(a=15, A=10, b=Fraction(3, 2), gamma=12, spillovers=uniform_spillovers(n, beta))
        for regime, together in ((Regime.NONCOOPERATION, None), (Regime.RND_COOPERATION, [range(n)])):
            expected, found = cluster.solve(regime), alike.solve(rnd_coalitions=together)
            assert (found.x, found.q, found.profit) == ([expected.x] * n, [expected.q] * n, [expected.profit] * n)
            assert (found.Q, found.price, found.welfare) == (expected.Q, expected.price, expected.welfare)
            assert found.unit_cost == [expected.unit_cost] * n
            assert found.consumer_surplus == expected.consumer_surplus
        best, found = planner.second_best(cluster), alike.second_best()
        assert (found.x, found.welfare, found.profit) == ([best.x] * n, best.welfare, [best.profit] * n)


@pytest.mark.parametrize("kind", ["exact", "dense", "sparse"])
def test_alike_firms_are_refused_exactly_where_the_cluster_is(kind):
    kinds = {
        "exact": lambda m: m,
        "dense": lambda m: np.array(m, dtype=float),
        "sparse": lambda m: sparse.csr_array(np.array(m, dtype=float)),
    }
    refused = 0
    spillovers, costs = (0, Fraction(1, 20), Fraction(2, 5), Fraction(9, 10), 1), (Fraction(3, 4), Fraction(7, 5), 4)
    for n, beta, gamma in product((1, 2, 3, 5), spillovers, costs):
        cluster = Cluster(n=n, a=15, A=10, beta=beta, gamma=gamma)
        alike = Industry(a=15, A=10, gamma=gamma, spillovers=kinds[kind](uniform_spillovers(n, beta)))
        for regime, together in ((Regime.NONCOOPERATION, None), (Regime.RND_COOPERATION, [range(n)])):
            exists = all(condition.holds for condition in cluster.conditions(regime))
            assert all(c.holds for c in alike.conditions(rnd_coalitions=together) if c.name != "uniqueness") == exists
            if exists:
                assert float(alike.solve(rnd_coalitions=together).x[0]) == pytest.approx(float(cluster.solve(regime).x), rel=1e-9)
            else:
                refused += 1
                with pytest.raises(InadmissibleError):
                    alike.solve(rnd_coalitions=together)
    assert refused > 10


# Unlike firms: the game itself


def test_unlike_firms_do_what_firms_do_that_know_no_formula():
    for game, given, found in solvable(300, [2, 2, 2, 3, 3, 4]):
        assert play(game, **given) == (found.x, found.q)


def test_floats_agree_with_exact_numbers():
    for game, given, found in solvable(60, [2, 3, 4, 6], seed=1):
        for kind in (np.array, sparse.csr_array):
            rough = as_floats(game, kind).solve(**given)
            for name in ("x", "q", "unit_cost", "profit", "Q", "price", "consumer_surplus", "welfare"):
                np.testing.assert_allclose(
                    np.array(getattr(rough, name), dtype=float),
                    np.array(getattr(found, name), dtype=float),
                    rtol=1e-7,
                    atol=1e-7,
                    err_msg=name,
                )


def test_profits_count_subsidies_and_welfare_does_not():
    paid = industry().solve(rnd_subsidy=[1, 2], output_subsidy=3)
    game = industry()
    plain = [(paid.price - c) * q - g * x**2 / 2 for c, q, g, x in zip(paid.unit_cost, paid.q, game.gamma, paid.x, strict=True)]
    given = [s * x + 3 * q for s, x, q in zip([1, 2], paid.x, paid.q, strict=True)]
    assert paid.profit == [earned + received for earned, received in zip(plain, given, strict=True)]
    assert paid.welfare == paid.consumer_surplus + sum(plain)
    assert paid.rnd_subsidy == [1, 2]


# Planners


def test_no_other_rnd_gives_more_welfare_than_the_second_best():
    rng = random.Random(2)
    checked = 0
    while checked < 20:
        game = drawn(rng, rng.choice([2, 3]))
        try:
            best = game.second_best()
        except InadmissibleError:
            continue
        checked += 1
        assert best.welfare == welfare(game, best.x)
        for i in range(game.n):
            for step in (Fraction(1, 50), -Fraction(1, 50)):
                moved = [level + step * (i == j) for j, level in enumerate(best.x)]
                assert welfare(game, moved) < best.welfare


@pytest.mark.parametrize("together", [None, [[0, 1], [2]]])
@pytest.mark.parametrize("kind", [None, np.array, sparse.csr_array])
def test_the_subsidies_bring_about_the_second_best(together, kind):
    game = Industry(a=60, A=[20, 22, 24], gamma=[9, 10, 11], spillovers=uniform_spillovers(3, Fraction(1, 4)))
    game = as_floats(game, kind) if kind else game
    best = game.second_best(rnd_coalitions=together)
    found = game.solve(rnd_coalitions=together, rnd_subsidy=list(best.rnd_subsidy))
    assert list(map(float, found.x)) == pytest.approx(list(map(float, best.x)))
    assert float(found.welfare) == pytest.approx(float(best.welfare))
    assert sum(map(float, best.profit)) < sum(map(float, found.profit))


def test_without_a_second_best_there_is_none():
    with pytest.raises(
        InadmissibleError, match="second best of the industry has no admissible solution here: joint concavity of firms 0, 1 needs"
    ):
        industry(gamma=Fraction(1, 2)).second_best()
    with pytest.raises(InadmissibleError, match="positive output of firm 1"):
        industry(A=[30, 64]).second_best()


# Mergers


def joint_profit_by_plant(game):
    """What all firms together earn with each plant when R&D is made for it."""
    reach = [sum(game.spillovers[i][j] ** 2 / game.gamma[j] for j in range(game.n)) for i in range(game.n)]
    return [(game.a - game.A[i]) ** 2 / (2 * (2 * game.b - reach[i])) for i in range(game.n)]


def test_all_firms_together_produce_where_that_earns_most():
    rng, checked = random.Random(3), 0
    while checked < 40:
        game = drawn(rng, rng.choice([2, 3, 4]))
        try:
            found = game.solve(product_coalitions=[range(game.n)])
        except InadmissibleError:
            continue
        checked += 1
        earned = joint_profit_by_plant(game)
        assert sum(found.profit) == max(earned)
        assert [i for i, q in enumerate(found.q) if q] == [earned.index(max(earned))]


def test_one_plant_for_alike_firms_is_that_of_the_closed_form_and_beats_equal_shares():
    cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 3), gamma=3)
    found = Industry(a=15, A=10, gamma=3, spillovers=uniform_spillovers(3, Fraction(1, 3))).solve(product_coalitions=[[0, 1, 2]])
    here = {
        symbol: value
        for symbol, value in zip(sp.symbols("n a A b beta gamma", positive=True), (3, 15, 10, 1, sp.Rational(1, 3), 3), strict=True)
    }
    solved = plant.solve()
    assert found.x == [Fraction(str(solved.x_producer.subs(here))), *[Fraction(str(solved.x_other.subs(here)))] * 2]
    assert sum(found.profit) == Fraction(str(solved.profit.subs(here))) > 3 * cluster.solve(Regime.FULL_COOPERATION).profit


def test_merged_firms_would_not_rather_use_another_plant():
    rng, outcomes = random.Random(4), set()
    for _ in range(120):
        game = drawn(rng, 3)
        try:
            found = game.solve(product_coalitions=[[0, 1], [2]])
        except InadmissibleError as error:
            outcomes |= {condition.name for condition in error.failed}
            continue
        (used,) = (i for i in (0, 1) if found.q[i])
        assert found.unit_cost[used] == min(found.unit_cost[:2])
        outcomes.add(used)
    assert {0, 1, "cheapest plant", "best plant"} <= outcomes


@pytest.mark.parametrize("dear", [0, 1])
def test_the_plant_whose_rnd_is_dear_is_named_as_the_one_that_merged_firms_would_give_up(dear):
    game = Industry(a=30, A=10, gamma=[9, 1] if dear == 0 else [1, 9], spillovers=uniform_spillovers(2, 0))
    with pytest.raises(InadmissibleError) as error:
        game.solve(product_coalitions=[[0, 1]])
    assert [condition.firms for condition in error.value.failed if condition.name == "best plant"] == [(dear,)]


@pytest.mark.parametrize("kind", [np.array, sparse.csr_array])
def test_mergers_in_floats(kind):
    game = Industry(a=60, A=[20, 21, 24], gamma=[9, 10, 11], spillovers=uniform_spillovers(3, Fraction(1, 4)))
    exact, rough = game.solve(product_coalitions=[[0, 1], [2]]), as_floats(game, kind).solve(product_coalitions=[[0, 1], [2]])
    assert rough.profit == pytest.approx([float(value) for value in exact.profit])


@pytest.mark.parametrize("gamma", np.geomspace(1.6, 30, 12))
def test_equal_plants_tie_in_floats_too(gamma):
    alike = Industry(a=15.0, A=10.0, gamma=gamma, spillovers=uniform_spillovers(3, 0.1))
    assert alike.solve(product_coalitions=[[0, 1], [2]]).q[1] == 0


def test_a_firm_that_merges_with_itself_changes_nothing():
    assert industry().solve(product_coalitions=[[0], [1]]).x == industry().solve().x


# Symbols


@pytest.mark.deep
def test_symbols_give_expressions_into_which_numbers_can_be_put():
    a, b, A1, A2, g1, g2, r, s = sp.symbols("a b A1 A2 g1 g2 r s", positive=True)
    general = Industry(a=a, b=b, A=[A1, A2], gamma=[g1, g2], spillovers=[[1, r], [s, 1]])
    here = {a: 100, b: 1, A1: 30, A2: 34, g1: 4, g2: 5, r: sp.Rational(1, 2), s: sp.Rational(1, 4)}
    for found, expected in ((general.solve(), industry().solve()), (general.second_best(), industry().second_best())):
        assert [Fraction(str(value.subs(here))) for value in (*found.x, found.welfare)] == [*expected.x, expected.welfare]
    H, h = general.first_order()
    assert sp.simplify(H * sp.Matrix(general.solve().x) - h) == sp.zeros(2, 1)


def test_what_only_numbers_decide_is_refused_for_symbols():
    general = industry(gamma=sp.Symbol("gamma", positive=True))
    with pytest.raises(TypeError, match="SymPy symbols; first_order"):
        general.conditions()
    with pytest.raises(TypeError, match="product_coalitions need numbers"):
        general.solve(product_coalitions=[[0, 1]])


def test_exact_numbers_of_sympy_come_back_as_fractions():
    found = industry(gamma=sp.Rational(9, 2)).solve()
    assert {type(value) for value in (*found.x, found.welfare)} == {Fraction}
    assert found.x == industry(gamma=Fraction(9, 2)).solve().x


# Conditions


def test_conditions_are_named_with_the_firms_that_come_closest():
    found = {condition.name: condition for condition in industry().conditions(rnd_coalitions=[[0, 1]])}
    assert list(found) == [
        "regular first-order conditions",
        "own second-order condition",
        "joint concavity",
        "stability of best responses",
        "nonnegative R&D",
        "positive output",
        "nonnegative unit cost",
        "uniqueness",
    ]
    assert found["joint concavity"].firms == (0, 1)
    assert found["stability of best responses"].rhs == 0  # one coalition replies to nobody
    assert found["positive output"].lhs == min(industry().solve(rnd_coalitions=[[0, 1]]).q)
    assert all(condition.holds for condition in found.values())


def test_an_industry_that_a_firm_would_leave_is_refused_with_its_name():
    with pytest.raises(
        InadmissibleError, match=r"the industry without cooperation has no admissible solution here: .*positive output of firm 1 needs -"
    ) as caught:
        industry(A=[30, 64]).solve()
    assert {condition.name: condition.firms for condition in caught.value.failed}["positive output"] == (1,)


def test_of_many_firms_a_few_are_named():
    weak = np.full(40, 80.0)
    weak[0] = 10.0
    with pytest.raises(InadmissibleError, match=r"positive output of firms 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 29 more"):
        Industry(a=100.0, A=weak, gamma=8.0, spillovers=np.eye(40)).solve(stable=False)


def test_structures_are_called_by_what_they_are():
    for given, words in (
        ({"rnd_coalitions": [[0, 1]]}, r"the industry with the R&D coalition \{0, 1\}"),
        ({"ownership": [[1, Fraction(1, 2)], [Fraction(1, 2), 1]]}, "the industry with cross-ownership"),
        ({"product_coalitions": [[0, 1]]}, "the industry with firms 0, 1 merged"),
    ):
        with pytest.raises(InadmissibleError, match=words):
            industry(gamma=Fraction(1, 10)).solve(**given)
    pairs = [[2 * i, 2 * i + 1] for i in range(12)]
    with pytest.raises(InadmissibleError, match=r"the R&D coalitions \{0, 1\}, \{2, 3\}, .*\{18, 19\} and 2 more"):
        Industry(a=15, A=10, gamma=Fraction(1, 10), spillovers=uniform_spillovers(24, Fraction(1, 2))).solve(rnd_coalitions=pairs)


def test_an_unstable_equilibrium_is_found_only_if_stability_is_left_open():
    unstable = Industry(a=15, A=10, gamma=1, spillovers=uniform_spillovers(2, Fraction(1, 100)))
    with pytest.raises(InadmissibleError, match=r"stability of best responses needs 1 > "):
        unstable.solve()
    found = unstable.solve(stable=False)
    assert play(unstable) == (found.x, found.q)


@pytest.mark.parametrize("matrix", [[[1, 0], [0, 1]], [[1, Fraction(1, 2)], [Fraction(1, 2), 1]]])
def test_first_order_conditions_without_a_single_solution_are_refused(matrix):
    H, _ = Industry(a=15, A=10, gamma=10, spillovers=matrix).first_order()
    edge = 10 - min(H.eigenvals())
    with pytest.raises(InadmissibleError, match="regular first-order conditions needs 0 > 0"):
        Industry(a=15, A=10, gamma=edge, spillovers=matrix).solve()


def test_a_spectral_radius_is_bracketed_exactly():
    z = sp.Symbol("z")
    for roots, inside in (("1/2 -1/2", True), ("1 0", False), ("-1 0", False), ("2 0", False), ("9/10 99/100", True)):
        polynomial = sp.Poly(sp.prod(z - sp.Rational(root) for root in roots.split()), z, domain="QQ").rep.to_list()
        assert _within(polynomial, sp.QQ(1)) == inside
    rng = random.Random(5)
    for _ in range(30):
        game = drawn(rng, 4)
        condition = next((c for c in game.conditions() if c.name.startswith("stability")), None)
        if condition is not None:
            H = np.array(game.first_order()[0], dtype=float)
            radius = np.abs(np.linalg.eigvals(np.eye(4) - H / np.diag(H)[:, None])).max()
            assert condition.holds == (radius < 1)
            assert radius <= float(condition.rhs) + 1e-5


# Large industries


def large(n, seed=0):
    """A sparse random industry of which each firm reaches about ten others."""
    rng = np.random.default_rng(seed)
    links = sparse.coo_array((np.full(10 * n, 0.05), (np.repeat(np.arange(n), 10), rng.integers(0, n, 10 * n))), (n, n)).tolil()
    links.setdiag(1)
    return Industry(a=100.0, A=10.0, gamma=8.0, spillovers=links.tocsr())


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"rnd_coalitions": [[0, 5, 9], *[[i] for i in range(600) if i not in (0, 5, 9)]]},
        {"rnd_coalitions": [[0, 5, 9, 12, 20, 33], *[[i] for i in range(600) if i not in (0, 5, 9, 12, 20, 33)]]},
        {"ownership": np.eye(600) + 0.1 * np.eye(600, k=1)},
    ],
    ids=["alone", "three together", "six together", "cross-ownership"],
)
def test_a_sparse_industry_is_solved_as_the_dense_one(given, monkeypatch):
    monkeypatch.setattr(floating, "FEW", 5)  # a coalition of more is never written out
    thin = large(600)
    full = Industry(a=100.0, A=10.0, gamma=8.0, spillovers=thin.spillovers.toarray())
    found, expected = thin.solve(**given), full.solve(**given)
    np.testing.assert_allclose(found.x, expected.x, rtol=1e-8)
    np.testing.assert_allclose(found.profit, expected.profit, rtol=1e-8)
    assert found.welfare == pytest.approx(expected.welfare, rel=1e-9)
    for thick, narrow in zip(full.conditions(**given), thin.conditions(**given), strict=True):
        assert thick.name == narrow.name
        assert bool(thick.holds) is bool(narrow.holds) is True
        if thick.name in ("joint concavity", "uniqueness", "own second-order condition"):
            assert narrow.margin == pytest.approx(thick.margin, rel=1e-5)


def test_the_spectral_radius_of_a_sparse_industry_is_that_of_the_dense_one():
    shaky = {"a": 100.0, "A": 10.0, "gamma": 3.5}
    matrix = large(600).spillovers
    thin, full = (Industry(**shaky, spillovers=m).conditions() for m in (matrix, matrix.toarray()))
    (narrow,), (thick,) = ([c for c in found if c.name.startswith("stability")] for found in (thin, full))
    H, _ = Industry(**shaky, spillovers=matrix.toarray()).first_order()
    radius = np.abs(np.linalg.eigvals(np.eye(600) - H / np.diag(H)[:, None])).max()
    assert narrow.rhs == pytest.approx(radius, rel=1e-6)
    assert thick.rhs == pytest.approx(radius, rel=1e-6)
    assert radius > 1 or thick.rhs < 1


@pytest.mark.parametrize("few", [2, 3, 4])
def test_a_coalition_counts_in_the_spectral_radius_whether_it_is_large_or_small_or_just_between(few, monkeypatch):
    thin, coalitions = large(60), [[0, 1, 2], *[[i] for i in range(3, 60)]]
    H, _ = Industry(a=100.0, A=10.0, gamma=8.0, spillovers=thin.spillovers.toarray()).first_order(rnd_coalitions=coalitions)
    D = np.diag(np.diag(H))
    D[:3, :3] = H[:3, :3]
    radius = np.abs(np.linalg.eigvals(np.eye(60) - np.linalg.solve(D, H))).max()
    monkeypatch.setattr(floating, "FEW", few)
    (found,) = (condition for condition in thin.conditions(rnd_coalitions=coalitions) if condition.name.startswith("stability"))
    assert found.rhs == pytest.approx(radius, rel=1e-6)


def rings(seed, loudest):
    """400 firms and one in small clusters, each a ring in which spillovers go one way, without rivals: one pair alone may not settle."""
    rng = np.random.default_rng(seed)
    sizes = [2]
    while (left := 401 - sum(sizes)) > 0:
        sizes.append(min(left, int(rng.integers(2, 7))))
    spilled = [loudest, *rng.uniform(0.9, 0.99, len(sizes) - 1)]
    blocks = [np.eye(size) + (size > 1) * share * np.roll(np.eye(size), 1, axis=1) for size, share in zip(sizes, spilled, strict=True)]
    # A firm alone in its market, with b = gamma = 1, answers with as much R&D as it gets: the spectral radius is the largest spillover.
    return Industry(a=100.0, A=90.0, gamma=1.0, spillovers=sparse.block_diag(blocks, format="csr"), substitutability=0.0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("loudest", "settles"), [(1.012, False), (0.995, True)])
def test_the_one_cluster_that_does_not_settle_is_found_among_many(seed, loudest, settles):
    (stability,) = (found for found in rings(seed, loudest).conditions() if found.name.startswith("stability"))
    assert stability.rhs == pytest.approx(loudest, rel=1e-7)
    assert bool(stability.holds) is settles


def test_a_radius_too_close_to_one_is_left_open():
    with pytest.raises(floating.Undetermined, match=r"too close to 1 for 401 firms"):
        rings(0, loudest=1 - 1e-8).conditions()


def many_unlike_goods(seed):
    """Floats at random, with goods some of which go together, and options that leave each firm to itself."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 20))
    taste = rng.standard_normal((n, 4))
    goods = rng.uniform(0.1, 0.9) * np.corrcoef(taste)
    np.fill_diagonal(goods, 1)
    spillovers = rng.uniform(0, rng.choice([0.1, 1]), (n, n))
    np.fill_diagonal(spillovers, 1)
    drawn = {"b": (0.5, 2), "A": (20, 30, n), "gamma": (4, 20, n), "cost_slope": (0, 1, n)}
    numbers = {name: rng.uniform(*bounds) for name, bounds in drawn.items()}
    industry = Industry(a=100.0, **numbers, spillovers=spillovers, substitutability=(goods + goods.T) / 2)
    moves = {"timing": ("two-stage", "simultaneous"), "competition": ("quantities", "prices")}
    return industry, {name: str(rng.choice(kinds)) for name, kinds in moves.items()} | {"output_subsidy": rng.uniform(-1, 1, n)}


def told(solve):
    """What comes out, or which conditions fail for whom."""
    try:
        return solve()
    except InadmissibleError as error:
        return [(condition.name, condition.firms) for condition in error.failed]


@pytest.mark.parametrize("krylov", ["finds it", "does not"])
def test_many_firms_with_unlike_goods_do_what_few_would(monkeypatch, krylov):
    if krylov == "does not":
        monkeypatch.setattr(floating.krylov, "gmres", lambda H, left, **_: (left, 1))
    solved = 0
    for seed in range(40):
        industry, given = many_unlike_goods(seed)
        answers = []
        for most in (10**9, 0):
            monkeypatch.setattr(rnd_game, "MANY", most)
            answers.append(told(lambda: industry.solve(**given, stable=False)))  # noqa: B023 (called at once)
            if most == 0 and not isinstance(answers[0], list):
                answers += [industry.at(answers[0].x, **given)]
        for other in answers[1:]:
            if isinstance(answers[0], list):
                assert answers[0] == other
                continue
            for name in ("x", "q", "unit_cost", "profit", "welfare"):
                np.testing.assert_allclose(getattr(other, name), getattr(answers[0], name), rtol=1e-11, atol=1e-9)
            solved += 1
    assert solved > 20


def test_many_firms_with_unlike_goods_do_without_a_product_of_matrices(monkeypatch):
    monkeypatch.setattr(rnd_game, "MANY", 0)
    industry, _ = many_unlike_goods(3)

    def refuse(*_):
        raise AssertionError("a matrix is written out")

    monkeypatch.setattr(factored.Quotient, "_matmat", refuse)
    industry.solve(stable=False)
    assert min(industry.solve().x) > 0  # stability asks for its entries, and is not asked of the quotient


def test_unlike_goods_of_which_one_is_dear_to_make_are_sold_as_exact_numbers_say():
    dear = {"a": 100, "A": 30, "gamma": 4, "spillovers": uniform_spillovers(3, Fraction(1, 4)), "cost_slope": [0, 10**17, 0]}
    goods = [[Fraction(part, 10) for part in row] for row in ((10, 5, 1), (5, 10, 2), (1, 2, 10))]
    exact = Industry(**dear, substitutability=goods).solve(stable=False)
    found = Industry(**dear, substitutability=np.array(goods, dtype=float)).solve(stable=False)
    np.testing.assert_allclose(found.q, [float(q) for q in exact.q], rtol=1e-12)
    with np.errstate(all="ignore"), pytest.raises(floating.Undetermined, match="these numbers are too large or too small for floats"):
        Industry(**{**dear, "cost_slope": 1e308, "b": 1e308}, substitutability=goods).solve()


def test_a_sparse_matrix_takes_no_more_bytes_than_its_places_need():
    wide = large(50).spillovers
    wide = sparse.csr_array((wide.data, wide.indices.astype(np.int64), wide.indptr.astype(np.int64)), wide.shape)
    narrow = floating.Sparse().matrix(wide)
    assert (wide.indices.dtype, narrow.indices.dtype, narrow.indptr.dtype) == (np.int64, np.int32, np.int32)
    assert (narrow != wide).nnz == 0


def threads():
    """How many threads BLAS may use."""
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_vectors_are_multiplied_in_one_thread_and_the_setting_comes_back(monkeypatch):
    seen = []
    solve = floating.krylov.bicgstab
    monkeypatch.setattr(floating.krylov, "bicgstab", lambda *given, **more: seen.append(threads()) or solve(*given, **more))
    asked, limit = set(), floating._libraries().limit
    monkeypatch.setattr(
        floating, "_libraries", lambda: SimpleNamespace(limit=lambda **given: asked.add(current_thread()) or limit(**given))
    )
    with threadpool_limits(2, user_api="blas"):
        large(50).solve(stable=False)
        assert threads() == {2}
        other = Thread(target=lambda: large(50).solve(stable=False))
        other.start()
        other.join()
    assert seen == [{1}, {2}]
    assert asked == {main_thread()}  # the setting is that of the whole process: another thread leaves it alone


@pytest.mark.parametrize(
    "spillovers",
    [np.eye(1), np.eye(5), [[1, 0.25, 0], [1, 1, 0], [0, 0, 1]]],
    ids=["one firm", "five", "a search that diverges"],
)
@pytest.mark.parametrize("coalitions", [(), [[0, 1]]], ids=["alone", "two together"])
def test_at_the_edge_of_concavity_an_industry_is_refused_in_words(spillovers, coalitions):
    # A firm alone in its market, with b = 1, gains x^2 / 4 by R&D, which costs gamma x^2 / 2: with gamma = 1/2 no R&D is best.
    n = len(spillovers)
    conduct = {"rnd_coalitions": [*coalitions, *[[i] for i in range(2, n)]]} if coalitions and n > 1 else {}
    given = {"a": 15.0, "A": 10.0, "gamma": 0.5, "substitutability": 0.0}
    with pytest.raises(InadmissibleError, match=r"second-order condition|concavity"):
        Industry(**given, spillovers=np.array(spillovers)).solve(**conduct)
    with pytest.raises((InadmissibleError, floating.Undetermined), match=r"second-order condition|concavity|try exact numbers"):
        Industry(**given, spillovers=sparse.csr_array(spillovers)).solve(**conduct)


def test_an_eigenvalue_that_is_not_found_is_not_guessed(monkeypatch):
    monkeypatch.setattr(floating, "FEW", 1)

    def gives_up(*_, **__):
        raise floating.krylov.ArpackNoConvergence("no", [], [])

    monkeypatch.setattr(floating.krylov, "eigs", gives_up)
    with pytest.raises(floating.Undetermined, match=r"leaves it open"):
        Industry(a=15.0, A=10.0, gamma=1.0, spillovers=sparse.csr_array(np.eye(2))).solve()


def test_floats_that_do_not_solve_are_not_believed(monkeypatch):
    monkeypatch.setattr(floating.np.linalg, "solve", lambda H, h: h)
    with pytest.raises(floating.Undetermined, match=r"the relative residual is .*; try exact numbers"):
        industry(a=100.0).solve()


def test_a_krylov_method_that_fails_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(floating.krylov, "bicgstab", lambda H, h, **_: (h, 1))
    thin = large(50)
    np.testing.assert_allclose(
        thin.solve().x, Industry(a=100.0, A=10.0, gamma=8.0, spillovers=thin.spillovers.toarray()).solve().x, rtol=1e-8
    )


def test_singular_floats_are_refused():
    with pytest.raises(InadmissibleError, match=r"regular first-order conditions|own second-order condition"):
        Industry(a=15.0, A=10.0, gamma=0.5, spillovers=np.array([[1.0]])).solve()


# Networks


def test_links_go_both_ways():
    assert network_spillovers(3, [(0, 2)], 1, Fraction(1, 4)) == [
        [1, Fraction(1, 4), 1],
        [Fraction(1, 4), 1, Fraction(1, 4)],
        [1, Fraction(1, 4), 1],
    ]


# What cannot be read


NAN = float("nan")
WRONG = [
    ({"a": -1}, ValueError, r"a must satisfy a > 0, got a = -1"),
    ({"a": "x"}, TypeError, r"a must be a real number.*got 'x'"),
    ({"a": np.array([1.0, 2.0, 3.0])}, ValueError, r"a must have shape \(2,\), got \(3,\)"),
    ({"b": np.array([1.0, 2.0])}, TypeError, r"b must be one number, got an array of shape \(2,\)"),
    ({"b": 0}, ValueError, r"b must satisfy b > 0, got b = 0"),
    ({"A": [30]}, ValueError, r"A must have shape \(2,\), got \(1,\)"),
    ({"A": [30, -1]}, ValueError, r"A\[1\] must satisfy A > 0, got A\[1\] = -1"),
    ({"A": np.array([30.0, 0.0])}, ValueError, r"A\[1\] must satisfy A > 0, got A\[1\] = 0"),
    ({"A": "ab"}, TypeError, r"A must be a real number"),
    ({"gamma": np.array([1.0, np.nan])}, ValueError, r"gamma must be finite everywhere, got nan"),
    ({"gamma": [1, NAN]}, ValueError, r"gamma\[1\] must be a finite real number, got gamma\[1\] = nan"),
    ({"gamma": np.array([1, 2, 3])}, ValueError, r"gamma must have shape \(2,\), got \(3,\)"),
    ({"gamma": 0}, ValueError, r"gamma must satisfy gamma > 0, got gamma = 0"),
    ({"spillovers": [[1, 0]]}, ValueError, r"spillovers\[0\] must have shape \(1,\), got \(2,\)"),
    ({"spillovers": [[1, 0], [0]]}, ValueError, r"spillovers\[1\] must have shape \(2,\), got \(1,\)"),
    ({"b": [1, 2]}, TypeError, r"b must be one number, got \[1, 2\]"),
    ({"spillovers": [[1, -1], [0, 1]]}, ValueError, r"spillovers\[0\]\[1\] must be ≥ 0, got -1"),
    ({"spillovers": np.array([[1, -0.5], [0, 1]])}, ValueError, r"spillovers must be ≥ 0 everywhere, got -0.5"),
    ({"spillovers": np.array([[1, np.inf], [0, 1]])}, ValueError, r"spillovers must be finite everywhere, got inf"),
    ({"spillovers": np.ones((2, 3))}, ValueError, r"spillovers must have shape \(3, 3\), got \(2, 3\)"),
    ({"spillovers": np.array([["a"]])}, TypeError, r"spillovers must hold real numbers, got dtype"),
    ({"spillovers": sparse.csr_array([[1.0, -1.0], [0.0, 1.0]])}, ValueError, r"spillovers must be ≥ 0 everywhere, got -1"),
    (
        {"spillovers": 3},
        TypeError,
        r"spillovers must be a square matrix: a list of lists, a NumPy array or a SciPy sparse array, got 3; uniform_spillovers and",
    ),
    ({"spillovers": "ab"}, TypeError, r"spillovers must be a square matrix"),
    ({"spillovers": ["ab", "cd"]}, TypeError, r"spillovers must be a square matrix"),
    ({"spillovers": []}, ValueError, r"spillovers must satisfy at least one firm, got spillovers = \[\]"),
]


@pytest.mark.parametrize(("changed", "error", "words"), WRONG)
def test_wrong_industries_are_named(changed, error, words):
    with pytest.raises(error, match=words):
        industry(**changed)


UNREADABLE = [
    ({"rnd_coalitions": [[0]]}, ValueError, r"rnd_coalitions must name every firm once; firm 1 is missing \(alone, it is \[1\]\)"),
    ({"rnd_coalitions": [[0, 1], [1]]}, ValueError, r"rnd_coalitions must name every firm once, got firm 1 twice"),
    ({"rnd_coalitions": [[0, 0], [1]]}, ValueError, r"rnd_coalitions\[0\] must name each firm once, got \[0, 0\]"),
    ({"rnd_coalitions": [[0, 2]]}, ValueError, r"rnd_coalitions\[0\] must name firms by their places 0 to 1, got 2"),
    ({"rnd_coalitions": [[0, True]]}, TypeError, r"rnd_coalitions\[0\] must name firms by their places 0 to 1, got True"),
    ({"rnd_coalitions": [[], [0, 1]]}, ValueError, r"rnd_coalitions\[0\] must name at least one firm, got \[\]"),
    ({"rnd_coalitions": [0, 1]}, TypeError, r"rnd_coalitions\[0\] must be a list of firms, got 0"),
    ({"rnd_coalitions": 7}, TypeError, r"rnd_coalitions must be a list of lists of firms, got 7"),
    ({"rnd_subsidy": [1]}, ValueError, r"rnd_subsidy must have shape \(2,\), got \(1,\)"),
    ({"rnd_subsidy": NAN}, ValueError, r"rnd_subsidy must be a finite real number"),
    ({"ownership": [[0, 1], [1, 1]]}, ValueError, r"ownership\[0\]\[0\] must be > 0, got 0"),
    ({"ownership": [[1]]}, ValueError, r"ownership must have shape \(2,\), got \(1,\)"),
    ({"ownership": [[1, 0], [0, 1]], "rnd_coalitions": [[0, 1]]}, ValueError, r"ownership must stand alone"),
    (
        {"product_coalitions": [[0, 1]], "rnd_coalitions": [[0], [1]]},
        ValueError,
        r"product_coalitions must lie within one of rnd_coalitions, or take equal_shares=True, got \[0, 1\]",
    ),
]


@pytest.mark.parametrize(("given", "error", "words"), UNREADABLE)
def test_unreadable_structures_are_named(given, error, words):
    with pytest.raises(error, match=words):
        industry().solve(**given)


def test_conditions_are_of_a_given_plant():
    with pytest.raises(ValueError, match="product_coalitions that choose a plant must be left out here"):
        industry().conditions(product_coalitions=[[0, 1]])


def test_a_matrix_may_be_one_of_sympy_or_of_objects():
    expected = industry().solve().x
    for matrix in (sp.Matrix([[1, sp.Rational(1, 2)], [sp.Rational(1, 4), 1]]), np.array(industry().spillovers, dtype=object)):
        assert industry(spillovers=matrix).solve().x == expected


def test_scaled_ownership_changes_nothing():
    expected = industry().solve(ownership=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]]).x
    assert industry().solve(ownership=[[2, 1], [Fraction(1, 2), 2]]).x == expected
    for matrix in (np.array([[2, 1], [0.5, 2]]), sparse.csr_array([[2, 1], [0.5, 2]])):
        assert list(industry().solve(ownership=matrix).x) == pytest.approx([float(value) for value in expected])


@pytest.mark.cases(None)
@pytest.mark.parametrize("kind", [np.array, sparse.csr_array])
@pytest.mark.parametrize("given", [{"a": 1e200, "A": 1e199}, {"b": 1e-300, "gamma": 1e-300}, {"a": 1e300, "A": 1e299, "b": 1e-150}])
def test_an_industry_that_no_float_can_hold_is_left_open(kind, given):
    industry = Industry(**{"a": 15.0, "b": 1.0, "A": 10.0, "gamma": 4.0, **given}, spillovers=kind([[1, 0.5], [0.25, 1]]))
    with np.errstate(all="ignore"), pytest.raises(floating.Undetermined, match=r"too large or too small for floats|try exact numbers"):
        industry.solve()


@pytest.mark.cases(1)
@pytest.mark.parametrize("given", [{"gamma": 4 * sp.sqrt(2)}, {"a": [100, 30 * sp.pi]}, {"spillovers": [[1, sp.sqrt(2) / 2], [0, 1]]}])
def test_irrational_numbers_are_refused_with_advice_unless_there_are_symbols(given):
    asked = {"a": 100, "A": 30, "gamma": 4, "spillovers": [[1, Fraction(1, 2)], [Fraction(1, 4), 1]], **given}
    with pytest.raises(
        ValueError, match=r"numbers must be whole, fractions or floats, got .*(sqrt|pi).*; give \d+\.\d+ or a symbol instead"
    ):
        Industry(**asked).solve()
    b = sp.Symbol("b", positive=True)
    assert Industry(**asked, b=b).solve().welfare.free_symbols == {b}


@pytest.mark.parametrize("share", [Fraction(1, 100), Fraction(-1, 100)])
@pytest.mark.parametrize("kind", ["exact", "floats"])
def test_a_barely_concave_objective_has_a_maximum_and_a_barely_convex_one_has_none(share, kind):
    # Marginal R&D costs one part in a hundred above, or below, those at which welfare, or joint profit, is flat in R&D.
    number = Fraction if kind == "exact" else float
    given = {"a": 10**6 + 1, "A": 10**6, "b": 1, "beta": Fraction(1, 2)}
    for who, conditions, solve in (
        ("planner", lambda c: planner.conditions(c, "second"), lambda i: i.second_best()),
        ("cartel", lambda c: c.conditions(Regime.RND_COOPERATION), lambda i: i.solve(rnd_coalitions=[[0, 1]])),
    ):
        (joint,) = (c for c in conditions(Cluster(n=2, gamma=1, **given)) if c.name == "joint concavity")
        gamma = joint.rhs / joint.lhs * (1 + share)  # the left side is proportional to gamma, and the right side does not change with it
        industry = Industry(
            a=number(given["a"]), A=number(given["A"]), gamma=number(gamma), spillovers=uniform_spillovers(2, number(Fraction(1, 2)))
        )
        if share > 0:
            assert min(solve(industry).x) > 0, who
        else:
            with pytest.raises(InadmissibleError, match="joint concavity"):
                solve(industry)


@pytest.mark.parametrize(
    ("strange", "kind"),
    [(sp.Symbol("z", positive=True), TypeError), (10**400, ValueError), (Fraction(1, 10**400), ValueError), (10**5000, ValueError)],
    ids=["a symbol", "too large", "too small", "more digits than Python prints"],
)
@pytest.mark.parametrize("name", ["b", "gamma", "cost_slope"])
def test_what_no_float_holds_is_refused_by_name_beside_floats(name, strange, kind):
    industry = Industry(**{"a": 100, "A": 30, "gamma": 6, "spillovers": np.eye(2), name: strange})
    with pytest.raises(kind, match=rf"^{name} must (be a number|fit into a float) where another argument is"):
        industry.solve()
    with pytest.raises(kind, match=r"^gamma\[1\] must (be a number|fit into a float) where another argument is"):
        Industry(a=100, A=30, gamma=[6.0, strange], spillovers=[[1, 0], [0, 1]]).solve()
    with pytest.raises(kind, match=r"^x\[0\] must (be a number|fit into a float) where another argument is"):
        Industry(a=100, A=30, gamma=6, spillovers=np.eye(2)).at([strange, 1])


def test_goods_with_slopes_of_their_own_are_counted_in_other_units():
    slopes, cross, spillovers = [1, 4], Fraction(1, 2), [[Fraction(1), Fraction(1, 4)], [Fraction(1, 2), Fraction(1)]]
    x, q = sp.symbols("x:2"), sp.symbols("q:2")
    costs = [A - sum(share * level for share, level in zip(row, x, strict=True)) for A, row in zip((6, 8), spillovers, strict=True)]
    prices = [a - slopes[i] * q[i] - cross * q[1 - i] for i, a in enumerate((20, 30))]
    profits = [(prices[i] - costs[i]) * q[i] - 5 * x[i] ** 2 / 2 for i in range(2)]
    market = sp.solve([sp.diff(profits[i], q[i]) for i in range(2)], q)
    rnd = sp.solve([sp.diff(profits[i].subs(market), x[i]) for i in range(2)], x)
    units = [1, 2]
    industry = Industry(
        a=[Fraction(a, unit) for a, unit in zip((20, 30), units, strict=True)],
        A=[Fraction(A, unit) for A, unit in zip((6, 8), units, strict=True)],
        gamma=5,
        spillovers=[[share / unit for share in row] for row, unit in zip(spillovers, units, strict=True)],
        substitutability=[[1, cross / 2], [cross / 2, 1]],
    )
    found = industry.solve()
    assert found.x == [rnd[level] for level in x]
    assert [output / unit for output, unit in zip(found.q, units, strict=True)] == [market[output].subs(rnd) for output in q]


def test_a_market_that_floats_leave_without_a_maximum_is_not_decided():
    with pytest.raises(floating.Undetermined, match="these numbers are too large or too small for floats"):
        floating.Dense().solve_definite(np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros((2, 1)), np.ones((2, 1)))
