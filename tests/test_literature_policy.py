"""Subsidies: paid out to explicit firms they lead to what the planners want, and their formulas are those derived on paper."""

from fractions import Fraction

import pytest
import sympy as sp

from spillover import Cluster, Planner, Regime, planner
from spillover.cluster import comparison, evaluation, solution
from spillover.game import best_responses
from spillover.literature import policy
from spillover.model import PARAMETERS, D, G, beta, gamma, k, n, s
from spillover.notation import without_shorthands
from spillover.regimes import Objective

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
REGIMES = [NON, RND]
SECOND_MARGIN, FIRST_MARGIN = G * (n + 1) ** 2 - (n + 2) * s**2, n * G - s**2
CLUSTERS = [
    Cluster(n=2, a=15, A=14, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=3),
    Cluster(n=2, a=15, A=14, beta=Fraction(9, 10), gamma=6),
    Cluster(n=3, a=15, A=14, b=Fraction(1, 2), beta=Fraction(1, 60), gamma=40),
    Cluster(n=4, a=15, A=14, beta=Fraction(1, 2), gamma=9),
]
each_cluster = pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: f"{cluster.n} firms, beta {cluster.beta}")
each_regime = pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.key)


def at(expr, cluster):
    found = expr.subs(dict(zip(PARAMETERS, cluster.values.values(), strict=True)))
    return Fraction(int(found.p), int(found.q))


def same(left, right):
    return sp.cancel(without_shorthands(left - right)) == 0


def played(regime, cluster, rnd=0, output=0):
    """R&D and output of every firm by exact best responses, when firms receive so much a unit of each."""
    values, firms = cluster.values, range(cluster.n)

    def received(x, q):
        profits = best_responses.payoffs(Objective.OWN, lambda q: (x, q), values)
        return [profits[i](q) + rnd * x[i] + output * q[i] for i in firms]

    def market(x):
        return best_responses.exact_fixed_point([lambda q, i=i: received(x, q)[i] for i in firms], cluster.n)

    learnt = best_responses.affine_reduced_form(market, cluster.n)
    own = [lambda x, i=i: received(x, learnt(x))[i] for i in firms]
    joint = [lambda x: sum(received(x, learnt(x)))] * cluster.n
    x = best_responses.exact_fixed_point(own if regime is NON else joint, cluster.n)
    return x, learnt(x)


@each_cluster
@each_regime
def test_paid_to_explicit_firms_the_subsidy_on_rnd_leads_to_the_second_best(regime, cluster):
    best = planner.second_best(cluster)
    x, q = played(regime, cluster, rnd=at(policy.second_best(regime), cluster))
    assert (x, q) == ([best.x] * cluster.n, [best.q] * cluster.n)
    without, _ = played(regime, cluster)
    assert without == [cluster.solve(regime).x] * cluster.n != x


@each_cluster
@each_regime
def test_paid_to_explicit_firms_the_pair_of_subsidies_leads_to_the_first_best(regime, cluster):
    best = planner.first_best(cluster)
    pair = policy.first_best(regime)
    x, q = played(regime, cluster, rnd=at(pair.rnd, cluster), output=at(pair.output, cluster))
    assert (x, q) == ([best.x] * cluster.n, [best.q] * cluster.n)


@each_cluster
def test_the_conditions_are_those_of_the_regime_and_of_the_optimum(cluster):
    for regime in REGIMES:
        for optimum in Planner:
            needed = policy.conditions(regime, optimum)
            assert all(bool(c.holds.subs(dict(zip(PARAMETERS, cluster.values.values(), strict=True)))) for c in needed)
    names = [condition.name for condition in policy.conditions(NON, SECOND)]
    assert names.count("nonnegative unit cost") == 1
    assert "stability of best responses" in names


def test_where_firms_do_not_compete_in_quantities_there_is_no_such_subsidy():
    for subsidy in (policy.second_best, policy.first_best):
        with pytest.raises(ValueError, match=r"^regime must be one in which firms compete in quantities, got Regime\.FULL_COOPERATION$"):
            subsidy(FULL)


# What was derived on paper


def test_subsidies_to_rnd_are_those_of_the_notes():
    assert same(policy.second_best(NON), gamma * D * ((n + 2) * s - 2 * k) / SECOND_MARGIN)
    assert same(policy.second_best(RND), n * s * gamma * D / SECOND_MARGIN)


def test_the_pair_of_subsidies_is_that_derived_on_paper():
    pair = policy.first_best(NON)
    assert same(pair.output, G * D / FIRST_MARGIN)
    assert same(pair.rnd, gamma * D * ((n + 1) * s - 2 * k) / ((n + 1) * FIRST_MARGIN))
    assert same(policy.first_best(RND).output, pair.output)


@pytest.mark.parametrize(
    ("subsidy", "optimum", "threshold"),
    [(policy.second_best(NON), SECOND, (n - 2) / ((n - 1) * (n + 4))), (policy.first_best(NON).rnd, FIRST, 1 / (n + 3))],
    ids=["second best", "first best"],
)
def test_rnd_is_subsidised_above_a_threshold_of_the_spillover_and_taxed_below(subsidy, optimum, threshold):
    decides = comparison.without_positive_factors(subsidy, optimum)
    (root,) = comparison.critical_values(decides, beta)
    assert same(root, threshold)
    assert sp.diff(decides, beta).subs(n, 2) > 0


def test_at_its_threshold_no_cooperation_needs_no_subsidy():
    """Three firms and beta = 1/14: they do the R&D of the second best by themselves."""
    cluster = Cluster(n=3, a=15, A=14, beta=Fraction(1, 14), gamma=6)
    assert at(policy.second_best(NON), cluster) == 0
    assert cluster.solve(NON).x == planner.second_best(cluster).x


@each_cluster
def test_rnd_cooperation_needs_the_larger_subsidy_below_one_half(cluster):
    larger = at(policy.second_best(RND), cluster) > at(policy.second_best(NON), cluster)
    assert larger is (cluster.beta < Fraction(1, 2))


def test_welfare_of_the_optima_is_that_derived_on_paper():
    assert same(solution.outcome(SECOND)["welfare"], n * (n + 2) * gamma * D**2 / (2 * SECOND_MARGIN))
    assert same(solution.outcome(FIRST)["welfare"], n * gamma * D**2 / (2 * FIRST_MARGIN))


@each_cluster
def test_welfare_under_the_subsidy_is_that_of_the_planner(cluster):
    """Subsidies are transfers: welfare of what subsidised firms do is that of the planner, whatever they receive."""
    x, q = played(NON, cluster, rnd=at(policy.second_best(NON), cluster))
    welfare = best_responses.payoffs(Objective.WELFARE, lambda q: (x, q), cluster.values)[0](q)
    assert welfare == planner.second_best(cluster).welfare == evaluation.outcome(SECOND, cluster.values)["welfare"]
