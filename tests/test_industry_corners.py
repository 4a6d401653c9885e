"""Where firms exit or do no R&D, nobody can do better, and an interior equilibrium is what it is without corners."""

import random
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from spillover import InadmissibleError, Industry
from spillover.industry import uniform_spillovers


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
    for option, value in (("competition", "prices"), ("rnd_coalitions", [[0, 1]]), ("leaders", [0])):
        with pytest.raises(ValueError, match=f"corners=True and {option} do not go together"):
            pair.solve(corners=True, **{option: value})
    with pytest.raises(ValueError, match="corners=True takes at most 6 firms, got 7"):
        Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(7, 0)).solve(corners=True)
    for a in (15.0, sp.Symbol("a", positive=True)):
        with pytest.raises(TypeError, match="corners=True needs exact numbers"):
            Industry(a=a, A=10, gamma=6, spillovers=[[1]]).solve(corners=True)
