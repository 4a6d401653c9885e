"""Full cooperation that may produce in one firm: found by explicit firms, and never worse than equal shares."""

from fractions import Fraction

import pytest
import sympy as sp

from positivity import always, check
from spillover import Cluster, Regime, model
from spillover.cluster import evaluation
from spillover.game import best_responses
from spillover.literature import plant
from spillover.model import PARAMETERS, A, D, G, a, beta, gamma, n, s
from spillover.notation import without_shorthands
from spillover.regimes import Objective

E = 1 + (n - 1) * beta**2
CLUSTERS = [
    Cluster(n=2, a=15, A=14, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=2),
    Cluster(n=2, a=15, A=10, beta=Fraction(9, 10), gamma=3),
    Cluster(n=3, a=15, A=14, b=Fraction(1, 2), beta=Fraction(3, 5), gamma=4),
    Cluster(n=4, a=15, A=14, beta=Fraction(1, 4), gamma=2),
]
each_cluster = pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: f"{cluster.n} firms, beta {cluster.beta}")


def at(expr, cluster):
    return expr.subs(dict(zip(PARAMETERS, cluster.values.values(), strict=True)))


def same(left, right):
    return sp.cancel(without_shorthands(left - right)) == 0


def joint_profit(values, x, q):
    return best_responses.payoffs(Objective.JOINT, lambda q: (x, q), values)[0](q)


def played(cluster):
    """R&D of every firm and the output of the first, the only one to produce, by exact best responses of the decisions."""
    values, firms = cluster.values, cluster.n

    def market(x):
        return best_responses.exact_fixed_point([lambda q: joint_profit(values, x, [q[0], *[Fraction(0)] * (firms - 1)])], 1)

    learnt = best_responses.affine_reduced_form(market, firms)
    x = best_responses.exact_fixed_point([lambda x: joint_profit(values, x, [*learnt(x), *[Fraction(0)] * (firms - 1)])] * firms, firms)
    return x, learnt(x)[0]


@each_cluster
def test_explicit_firms_do_what_the_solution_says(cluster):
    solved = plant.solve()
    x, q = played(cluster)
    others = cluster.n - 1
    assert x == [at(solved.x_producer, cluster), *[at(solved.x_other, cluster)] * others]
    assert q == at(solved.Q, cluster)
    assert joint_profit(cluster.values, x, [q, *[Fraction(0)] * others]) == at(solved.profit, cluster)
    costs = [model.unit_cost(own, sum(x) - own, cluster.values["A"], cluster.values["beta"]) for own in x]
    assert costs == [at(solved.unit_cost, cluster), *[at(solved.other_unit_cost, cluster)] * others]


@each_cluster
def test_the_conditions_hold_where_the_joint_profit_is_concave_in_all_decisions(cluster):
    for cost in (cluster.gamma, Fraction(1, 2)):
        values = {**cluster.values, "gamma": Fraction(cost)}
        firms = int(values["n"])
        x = sp.symbols(f"x_:{firms}")
        exact = {name: sp.Rational(value) for name, value in values.items()}
        value = joint_profit({**exact, "n": firms}, list(x), [sp.Symbol("q"), *[0] * (firms - 1)])
        hessian = sp.hessian(value, (*x, sp.Symbol("q")))
        holds = [bool(condition.holds.subs(dict(zip(PARAMETERS, values.values(), strict=True)))) for condition in plant.conditions()[:2]]
        assert all(holds) is bool(hessian.is_negative_definite)


@each_cluster
def test_to_move_a_little_output_to_another_firm_does_not_pay(cluster):
    x, q = played(cluster)
    rest = [Fraction(0)] * (cluster.n - 2)
    kept = joint_profit(cluster.values, x, [q, Fraction(0), *rest])
    for moved in (q / 100, q / 2, q):
        assert joint_profit(cluster.values, x, [q - moved, moved, *rest]) < kept


@each_cluster
def test_the_gain_is_over_full_cooperation_in_equal_shares(cluster):
    equal = evaluation.outcome(Regime.FULL_COOPERATION, cluster.values)["profit"]
    x, q = played(cluster)
    per_firm = joint_profit(cluster.values, x, [q, *[Fraction(0)] * (cluster.n - 1)]) / cluster.n
    assert per_firm - equal == at(plant.gain_per_firm(), cluster) > 0


# What was derived on paper


def test_the_solution_is_that_derived_on_paper():
    solved = plant.solve()
    assert same(solved.x_producer, D / (2 * G - E))
    assert same(solved.x_other, beta * solved.x_producer)
    assert same(solved.profit, gamma * D**2 / (2 * (2 * G - E)))
    assert same(solved.Q, gamma * solved.x_producer)


def test_the_conditions_are_those_of_the_notes():
    concave, together, cost = plant.conditions()
    assert [same(concave.margin, 2 * G - 1), same(together.margin, 2 * G - E), same(cost.margin, 2 * G * A - a * E)] == [True] * 3
    assert [condition.strict for condition in plant.conditions()] == [True, True, False]
    assert [condition.name for condition in plant.conditions()] == [
        "concavity in the producer's R&D",
        "joint concavity",
        "nonnegative unit cost",
    ]


def test_what_decides_about_the_gain_is_a_square():
    gain = gamma * D**2 * (n * E - s**2) / (2 * n * (2 * G - E) * (2 * n * G - s**2))
    assert same(plant.gain_per_firm(), gain)
    assert same(n * E - s**2, (n - 1) * (1 - beta) ** 2)


REGION = [n >= 2, beta < 1, a > A, plant.conditions()[1].holds]


@pytest.mark.parametrize(
    "relation",
    [
        plant.gain_per_firm() > 0,
        plant.solve().other_unit_cost > plant.solve().unit_cost,
        plant.solve().profit > 0,
        without_shorthands(2 * n * G > s**2),
    ],
    ids=["always above equal shares", "the producer is the cheapest", "profit", "the condition of regime 3 follows"],
)
def test_proved(relation):
    result = always(relation, REGION)
    assert result.counterexample is None
    assert check(result.certificate)


def test_equal_shares_may_have_a_solution_where_one_plant_has_none():
    assert always(plant.conditions()[1].holds, [n >= 2, beta < 1, without_shorthands(2 * n * G > s**2)]).counterexample is not None
