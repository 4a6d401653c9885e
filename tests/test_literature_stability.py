"""Whether firms find the equilibrium: against the conditions of a cluster, and against firms that reply by trying."""

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, Regime, model
from spillover.claims import LEDGER
from spillover.claims.evidence import prove
from spillover.game import best_responses, industry
from spillover.industry.structure import read_structure
from spillover.literature import stability

NON = Regime.NONCOOPERATION
GRID = list(product((2, 3, 6), (Fraction(1, 20), Fraction(1, 3), Fraction(1, 2), Fraction(4, 5)), (Fraction(4, 5), 1, Fraction(3, 2), 4)))
EXIST = [point for point in GRID if next(c for c in stability.industry(*point).conditions() if c.name.startswith("own")).holds]


def at(expr, n, beta, G):
    return expr.subs({model.n: n, model.beta: sp.Rational(beta), model.gamma: sp.Rational(G), model.b: 1})


@pytest.mark.parametrize("point", EXIST)
def test_cluster_engine_and_slope_agree_on_stability(point):
    n, beta, G = point
    radius = (n - 1) * abs(at(stability.best_response_slope(), *point))
    found = next(c for c in stability.industry(*point).conditions() if c.name.startswith("stability"))
    assert float(found.rhs) == pytest.approx(float(radius), abs=2e-6)
    cluster = Cluster(n=n, a=15, A=10, beta=beta, gamma=G)
    named = next(c for c in cluster.conditions(NON) if c.name.startswith("stability"))
    assert found.holds == named.holds == bool(radius < 1)
    assert bool(at(stability.stability_bound(beta < Fraction(1, 2)), *point) < G) == found.holds


def test_both_kinds_of_points_were_seen():
    seen = {bool((point[0] - 1) * abs(at(stability.best_response_slope(), *point)) < 1) for point in EXIST}
    assert seen == {True, False}
    assert 0 < len(EXIST) < len(GRID)


@pytest.mark.parametrize(("n", "beta", "G"), [(2, 0, 1), (2, Fraction(3, 4), 2), (3, Fraction(1, 5), 3)])
def test_replies_are_those_of_firms_that_try(n, beta, G):
    found = stability.industry(n, beta, G)
    who, start = read_structure(found), [Fraction(1), Fraction(2), Fraction(3)][:n]

    def outputs(x):
        return best_responses.exact_fixed_point([lambda q, i=i: industry.profits(found, who, x, q)[i] for i in range(n)], n)

    def earned(i, x):
        return industry.profits(found, who, x, outputs(x))[i]

    tried = [best_responses.best_response([lambda x, i=i: earned(i, x) for i in range(n)], i, start) for i in range(n)]
    assert stability.best_response_dynamics(found, start, 1) == [start, tried]


def test_henriques_example_has_maxima_and_no_rest():
    found = stability.industry(2, 0, 1)
    failing = [c.name for c in found.conditions() if not c.holds and c.name != "uniqueness"]
    assert failing == ["stability of best responses"]
    away = stability.relative_errors(found, [Fraction(401, 100), Fraction(401, 100)], 3)
    assert away == [Fraction(1, 400) * (-4) ** step for step in range(4)]


def test_errors_shrink_where_the_industry_is_stable():
    away = stability.relative_errors(stability.industry(2, Fraction(1, 4), 2), [Fraction(1), Fraction(1)], 8)
    assert all(abs(later) < abs(earlier) for earlier, later in pairwise(away))
    assert abs(away[-1]) < abs(away[0]) / 10


def test_regions_cover_the_plane_once_and_follow_the_conditions():
    beta, G = np.linspace(0.01, 0.99, 15)[None, :], np.linspace(0.2, 3, 17)[:, None]
    found = stability.regions(3, beta, G)
    assert (sum(cells.astype(int) for cells in found.values()) == 1).all()
    assert all(cells.any() for cells in found.values())
    for i, j in product(range(17), range(15)):
        cluster = Cluster(n=3, a=15.0, A=10.0, beta=float(beta[0, j]), gamma=float(G[i, 0]))
        holds = {c.name: c.holds for c in cluster.conditions(NON)}
        assert found[stability.NO_MAXIMUM][i, j] != holds["own second-order condition"]
        assert found[stability.STABLE][i, j] == (holds["own second-order condition"] and holds["stability of best responses"])


@pytest.mark.parametrize("pull", [-4.0, -0.5, 0.3])
def test_the_drift_vanishes_at_rest_and_on_the_lines_of_best_replies(pull):
    x = np.array([0.0, 1.0, 2.0])
    first, second = stability.drift(pull, x)
    assert first[1, 1] == second[1, 1] == 0
    assert first[0, 1] == pytest.approx(-pull)  # firm 2 is one below, firm 1 at rest
    assert second[1, 2] == pytest.approx(pull)
    assert second[2, 1] == pytest.approx(-1)


def test_the_last_stable_spillover_at_a_cost_of_one():
    roots = sp.solve(stability.stability_bound(True).subs(model.n, 2) - 1, model.beta)
    assert [root for root in roots if 0 < root < sp.Rational(1, 2)] == [sp.Rational(3, 2) - sp.sqrt(7) / 2]
    assert at(stability.concavity_bound(), 2, 0, 1) == sp.Rational(8, 9)


@pytest.mark.parametrize("id", ["lit-stability-binds", "lit-stability-enough"])
def test_the_claims_are_proved(id):
    claim = LEDGER[id]
    for words, relation, given in [("", claim.established, claim.region), *((x.words, x.relation, x.given) for x in claim.lemmas)]:
        assert prove(id, words=words, relation=relation, given=given).solver == "unsat"
