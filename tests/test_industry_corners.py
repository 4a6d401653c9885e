"""Where firms exit or do no R&D, nobody can do better, and an interior equilibrium is what it is without corners."""

import random
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from spillover import InadmissibleError, Industry
from spillover.industry import uniform_spillovers
from spillover.industry.quadratics import Quadratic


def outputs(industry, x):
    """Best responses in turn, in floats, until they settle; a firm may make nothing."""
    n, d, b = industry.n, float(industry.substitutability), float(industry.b)
    cost = np.array(industry.A, float) - np.array(industry.spillovers, float) @ x
    kappa, q = np.broadcast_to(np.array(industry.cost_slope, float), n), np.zeros(n)
    for _ in range(60):
        for i in range(n):
            q[i] = max(0, (float(industry.a) - cost[i] - b * d * (q.sum() - q[i])) / (2 * b + kappa[i]))
    return q


def profit(industry, x, i):
    q, d, b = outputs(industry, x), float(industry.substitutability), float(industry.b)
    kappa = np.broadcast_to(np.array(industry.cost_slope, float), industry.n)[i]
    cost = float(industry.A[i]) - np.array(industry.spillovers[i], float) @ x
    price = float(industry.a) - b * (q[i] + d * (q.sum() - q[i]))
    return (price - cost) * q[i] - kappa * q[i] ** 2 / 2 - float(industry.gamma[i]) * x[i] ** 2 / 2


def game(seed):
    rng = random.Random(seed)
    n = rng.choice([2, 2, 3])
    return Industry(
        a=Fraction(60),
        A=[Fraction(rng.randint(20, 55)) for _ in range(n)],
        gamma=[Fraction(rng.randint(8, 30), 4) for _ in range(n)],
        spillovers=[[Fraction(1) if i == j else Fraction(rng.randint(0, 4), 4) for j in range(n)] for i in range(n)],
        substitutability=rng.choice([1, Fraction(1, 2)]),
        cost_slope=rng.choice([0, Fraction(1, 2)]),
    )


@pytest.mark.parametrize("seeds", [range(8 * i, 8 * i + 8) for i in range(10)])
def test_nobody_can_do_better(seeds):
    seen = set()
    for industry in map(game, seeds):
        try:
            found = industry.solve(corners=True)
        except InadmissibleError:
            seen.add("refused")
            continue
        seen.add("exit" if min(found.q) == 0 else "all produce")
        x = np.array(found.x, float)
        np.testing.assert_allclose(outputs(industry, x), np.array(found.q, float), atol=1e-6)
        for i in range(industry.n):
            assert profit(industry, x, i) == pytest.approx(float(found.profit[i]), abs=1e-6)
            for own in np.linspace(0, 30, 11):
                assert profit(industry, np.array([*x[:i], own, *x[i + 1 :]]), i) <= float(found.profit[i]) + 1e-6
    assert seen >= {"exit", "all produce"}


def test_a_firm_that_would_leave_leaves_and_one_without_use_for_rnd_does_none():
    found = Industry(a=15, A=[10, 14], gamma=6, spillovers=uniform_spillovers(2, 0)).solve(corners=True)
    assert found.q == [Fraction(30, 11), 0]
    idle = Industry(a=15, A=10, gamma=6, spillovers=[[1, 0], [0, 1]]).solve(corners=True, rnd_subsidy=[0, -9])
    assert idle.x[1] == 0 < idle.q[1]
    assert Industry(a=10, A=12, gamma=6, spillovers=[[0]]).solve(corners=True, output_subsidy=3).q == [Fraction(1, 2)]


def test_what_is_refused():
    with pytest.raises(InadmissibleError, match="own second-order condition of firm"):
        Industry(a=15, A=[10, 11], gamma=Fraction(1, 4), spillovers=[[1, 0], [0, 1]]).solve(corners=True)
    with pytest.raises(InadmissibleError, match="own second-order condition of firm 0 needs 0 > 0"):
        Industry(a=15, A=10, gamma=Fraction(1, 2), spillovers=[[1]]).solve(corners=True)  # one parabola is a line
    with pytest.raises(InadmissibleError, match="first-order conditions at corners"):
        Industry(a=10, A=12, gamma=6, spillovers=[[0]]).solve(corners=True)
    pair = Industry(a=15, A=10, gamma=6, spillovers=[[1, 0], [0, 1]], substitutability=Fraction(1, 2))
    weights = [[1, 0], [Fraction(1, 2), 1]]
    for option, value in (
        ("competition", "prices"),
        ("timing", "simultaneous"),
        ("product_ownership", weights),
        ("leaders", [0]),
        ("public", [0]),
    ):
        with pytest.raises(ValueError, match=f"corners=True and {option} do not go together"):
            pair.solve(corners=True, **{option: value})
    uniform = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0))
    with pytest.raises(ValueError, match="corners=True and equal_shares do not go together"):
        uniform.solve(corners=True, product_coalitions=[[0, 1]], equal_shares=True)
    with pytest.raises(InadmissibleError, match="joint concavity of firms 0, 1 needs"):
        Industry(a=15, A=10, gamma=[6, Fraction(1, 4)], spillovers=[[1, 0], [0, 1]]).solve(corners=True, rnd_coalitions=[[0, 1]])
    with pytest.raises(ValueError, match="corners=True takes at most 6 firms, got 7"):
        Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(7, 0)).solve(corners=True)
    for a in (15.0, sp.Symbol("a", positive=True)):
        with pytest.raises(TypeError, match="corners=True needs exact numbers"):
            Industry(a=a, A=10, gamma=6, spillovers=[[1]]).solve(corners=True)


def partition(rng, n):
    places = [rng.randrange(2) for _ in range(n)]
    return [members for members in ([i for i in range(n) if places[i] == place] for place in (0, 1)) if members]


def cooperating(seed):
    """A game in which some decide together: on R&D, in the market too, in one plant or in all, or with an eye on others' profits."""
    rng = random.Random(seed)
    n, (low, high) = rng.choice([2, 3, 3]), sorted(rng.sample(range(5), 2))
    close = [[Fraction(1) if i == j else Fraction(1 + (i + j) % 2, 3) for j in range(n)] for i in range(n)]
    industry = Industry(
        a=60,
        A=[Fraction(rng.randint(20, 58)) for _ in range(n)],
        gamma=[Fraction(rng.randint(6, 30), 4) for _ in range(n)],
        spillovers=[[Fraction(1) if i == j else Fraction(rng.randint(low, high), 4) for j in range(n)] for i in range(n)],
        substitutability=rng.choice([1, 1, Fraction(1, 2), close]),
        cost_slope=rng.choice([0, Fraction(1, 2)]),
    )
    together, kind = partition(rng, n), rng.choice(["rnd_coalitions", "product_coalitions", "market alone", "ownership"])
    if kind == "ownership":
        return industry, {kind: [[1 if i == j else Fraction(rng.randint(0, 3), 4) for j in range(n)] for i in range(n)]}
    if kind == "market alone" and not (industry.one_good and industry.constant_cost):
        return industry, {"product_coalitions": together, "rnd_coalitions": [[i] for i in range(n)]}
    return industry, {kind.replace("market alone", "product_coalitions"): together}


def earned(industry, together, x):
    """Outputs and profits at many levels of R&D, in floats: who sells together chooses each output in turn, until all settle."""
    n, d = industry.n, industry.substitutability
    S = np.array(d, float) if isinstance(d, list) else np.full((n, n), float(d)) + (1 - float(d)) * np.eye(n)
    cost = np.array(industry.A, float) - x @ np.array(industry.spillovers, float).T
    kappa, same = float(industry.cost_slope), np.eye(n)
    for members in together:
        same[np.ix_(members, members)] = 1
    q = np.zeros_like(x)
    for _ in range(2000):
        before = q.copy()
        for i in range(n):
            pressed = q @ (S[i] * (1 + same[i])) - 2 * q[:, i]
            q[:, i] = np.maximum(0, (60 - cost[:, i] - pressed) / (2 + kappa))
        if np.abs(q - before).max() < 1e-9:
            break
    return q, (60 - q @ S - cost) * q - kappa * q**2 / 2 - np.array(industry.gamma, float) * x**2 / 2


@pytest.mark.parametrize("seeds", [range(12 * i, 12 * i + 12) for i in range(24)])
def test_nobody_who_decides_with_others_can_do_better(seeds):
    found_at_all, random_levels = 0, np.random.default_rng(seeds[0])
    for seed in seeds:
        industry, how = cooperating(seed)
        try:
            found = industry.solve(corners=True, **how)
        except InadmissibleError:
            continue
        found_at_all, n, x = found_at_all + 1, industry.n, np.array(found.x, float)
        market = how.get("product_coalitions", [])
        q, profits = (values[0] for values in earned(industry, market, x[None]))
        weights = np.array(how.get("ownership", np.eye(n)), float)
        deciders = how.get("rnd_coalitions", market) or [[i] for i in range(n)]
        joint = {
            tuple(members): weights[i] if len(members) == 1 else np.isin(range(n), members) for members in deciders for i in members[:1]
        }
        alike = market if industry.one_good and industry.constant_cost and market else [[i] for i in range(n)]
        assert [sum(q[members]) for members in alike] == pytest.approx(
            [float(sum(found.q[i] for i in members)) for members in alike], abs=1e-5
        )
        for members, counted in joint.items():
            tried = np.repeat(x[None], 300, axis=0)
            chosen = np.ix_(range(300), members)
            tried[chosen] = random_levels.uniform(0, 40, (300, len(members))) * random_levels.integers(0, 2, (300, len(members)))
            near = random_levels.normal(0, 0.05, (100, len(members))) * (1 + x[list(members)])
            tried[np.ix_(range(100), members)] = np.maximum(0, x[list(members)] + near)
            assert counted @ profits == pytest.approx(float(counted @ np.array(found.profit, float)), abs=1e-4)
            assert (earned(industry, market, tried)[1] @ counted).max() <= counted @ profits + 1e-4
    assert found_at_all > 4


@pytest.mark.parametrize("how", [{"rnd_coalitions": [[0, 2], [1]]}, {"product_coalitions": [[0, 1], [2]]}], ids=lambda how: next(iter(how)))
@pytest.mark.parametrize("close", [1, Fraction(1, 2)], ids=["one good", "goods that differ"])
def test_who_cooperates_far_from_corners_does_the_same_without_them(how, close):
    firms = Industry(a=60, A=[30, 31, 32], gamma=9, spillovers=uniform_spillovers(3, Fraction(1, 4)), substitutability=close)
    found, plain = firms.solve(corners=True, **how), firms.solve(**how)
    assert (found.x, found.q, found.profit) == (plain.x, plain.q, plain.profit)


def test_a_member_of_a_cartel_may_do_no_rnd_and_an_outsider_leave():
    cartel = Industry(a=15, A=10, gamma=6, spillovers=[[1, 0, 0], [0, Fraction(1, 5), 0], [0, 1, 1]])
    with pytest.raises(InadmissibleError, match="nonnegative R&D of firm 1"):
        cartel.solve(rnd_coalitions=[[0, 1], [2]])
    found = cartel.solve(rnd_coalitions=[[0, 1], [2]], corners=True)
    assert found.x[1] == 0 < min(found.q)
    outsider = Industry(a=15, A=[10, 10, 14], gamma=3, spillovers=uniform_spillovers(3, Fraction(1, 10)))
    assert outsider.solve(rnd_coalitions=[[0, 1], [2]], corners=True).q[2] == 0


def test_a_firm_leaves_where_pairs_of_goods_are_unlike():
    half = Fraction(1, 2)
    firms = {"a": 15, "gamma": 6, "spillovers": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
    three = Industry(A=[10, 10, 14], substitutability=[[1, 0, half], [0, 1, half], [half, half, 1]], **firms).solve(corners=True)
    two = Industry(a=15, A=10, gamma=6, spillovers=[[1, 0], [0, 1]], substitutability=0).solve()
    assert (three.x, three.q) == ([*two.x, 0], [*two.q, 0])


class TestLargestOnAPolyhedron:
    @staticmethod
    def problem(seed):
        """Limits that leave a box at most, around a quadratic of any curvature."""
        rng = random.Random(seed)
        n = rng.choice([1, 2, 2, 3])
        rows = [[Fraction(rng.randint(-4, 4)) for _ in range(n)] for _ in range(n)]
        M = [[rows[i][j] + rows[j][i] for j in range(n)] for i in range(n)]
        unit = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
        limits = [(Fraction(0), row) for row in unit] + [(Fraction(3), [-value for value in row]) for row in unit]
        limits += [(Fraction(rng.randint(-2, 4)), [Fraction(rng.randint(-2, 2)) for _ in range(n)]) for _ in range(2)]
        return Quadratic(M, [Fraction(rng.randint(-6, 6)) for _ in range(n)], Fraction(rng.randint(-3, 3)), limits)

    @pytest.mark.parametrize("seed", range(60))
    def test_it_is_the_largest_on_a_grid_or_a_little_more(self, seed):
        problem = self.problem(seed)
        n = len(problem.g)
        grid = np.stack(np.meshgrid(*[np.linspace(0, 3, 31)] * n), -1).reshape(-1, n)
        inside = np.all([float(s) + grid @ np.array(t, float) >= -1e-9 for s, t in problem.limits], axis=0)
        values = float(problem.c) + grid @ np.array(problem.g, float) - np.einsum("ki,ij,kj->k", grid, np.array(problem.M, float), grid) / 2
        found = problem.largest()
        if found is None:
            assert not inside.any()
            return
        assert values[inside].max() - 1e-9 <= found <= values[inside].max() + 6
        assert problem.largest(found) is None
        assert problem.largest(found - 1) == found

    def test_along_a_ray_it_may_have_no_end(self):
        line = [(Fraction(0), [Fraction(1), Fraction(0)]), (Fraction(0), [Fraction(0), Fraction(1)])]
        saddle = Quadratic([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]], [Fraction(1)] * 2, Fraction(0), line)
        assert saddle.unbounded() is None
        assert saddle.largest() == Fraction(1, 2)
        rising = Quadratic([[Fraction(1), Fraction(-2)], [Fraction(-2), Fraction(1)]], [Fraction(0)] * 2, Fraction(0), line)
        assert rising.unbounded() == Fraction(-1, 4)
