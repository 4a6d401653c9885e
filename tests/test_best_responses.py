"""The game played without formulas arrives at the closed forms."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import points
from sympy import QQ

from spillover import Cluster, Planner, Regime
from spillover.cluster import evaluation
from spillover.cluster.cluster import solve
from spillover.game import best_responses
from spillover.regimes import Objective

MODES = [*Regime, *Planner]
each_mode = pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
few = settings(max_examples=3)
SMALL = st.integers(2, 3)


def as_floats(values):
    return {name: float(value) for name, value in values.items()}


@each_mode
@few
@given(data=st.data())
def test_played_exactly_every_firm_does_what_the_closed_forms_say(mode, data):
    values = data.draw(points(mode, firms=SMALL))
    expected = evaluation.outcome(mode, values)
    x, q = best_responses.play_exactly(mode, values)
    firms = int(values["n"])
    assert (x, q) == ([expected["x"]] * firms, [expected["q"]] * firms)
    assert {type(value) for value in [*x, *q]} == {Fraction}


def test_played_exactly_by_four_firms():
    cluster = Cluster(n=4, a=15, A=10, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=3)
    solved = cluster.solve(Regime.NONCOOPERATION)
    assert best_responses.play_exactly(Regime.NONCOOPERATION, cluster.values) == ([solved.x] * 4, [solved.q] * 4)


@pytest.mark.parametrize("firms", [2, 3])
@pytest.mark.parametrize("regime", Regime, ids=lambda regime: regime.key)
@few
@given(data=st.data())
def test_played_numerically_every_firm_does_what_the_closed_forms_say(regime, firms, data):
    values = data.draw(points(regime, firms=st.just(firms)))
    expected = evaluation.outcome(regime, values)
    x, q = best_responses.play_numerically(regime, as_floats(values))
    assert x == pytest.approx([float(expected["x"])] * firms, rel=1e-9, abs=0)
    assert q == pytest.approx([float(expected["q"])] * firms, rel=1e-9, abs=0)


@each_mode
@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("beta", [0, 1])
def test_played_at_the_ends_of_the_spillover_and_by_one_firm(mode, n, beta):
    cluster = Cluster(n=n, a=15, A=14, b=Fraction(3, 2), beta=beta, gamma=30)
    solved = solve(cluster, mode)
    assert best_responses.play_exactly(mode, cluster.values) == ([solved.x] * n, [solved.q] * n)
    x, q = best_responses.play_numerically(mode, as_floats(cluster.values))
    assert (x, q) == (pytest.approx([float(solved.x)] * n, rel=1e-9, abs=0), pytest.approx([float(solved.q)] * n, rel=1e-9, abs=0))


# Best responses

PARABOLAS = [
    (lambda v: 5 - 3 * (v - Fraction(2, 7)) ** 2, Fraction(2, 7)),
    (lambda v: -(v**2), 0),
    (lambda v: -(v**2) / 10**30 + v, 5 * 10**29),
    (lambda v: 3 - (v + 4) ** 2, -4),
]
NOT_CONCAVE = {
    "convex": lambda v: v**2 - v,
    "linear": lambda v: 3 * v + 1,
    "constant": lambda v: Fraction(7),
    "cubic": lambda v: v**3 - 5 * v**2,
    "concave, but not quadratic": lambda v: -(v**4),
}


@pytest.mark.parametrize(("objective", "top"), PARABOLAS)
def test_top_of_a_parabola(objective, top):
    assert best_responses.top_of_parabola(objective) == top


@pytest.mark.parametrize("kind", NOT_CONCAVE)
def test_what_is_not_a_concave_quadratic_has_no_top(kind):
    objective = NOT_CONCAVE[kind]
    values = ", ".join(str(objective(Fraction(i))) for i in range(4))
    with pytest.raises(
        best_responses.NoEquilibrium, match=rf"^the objective is not a concave quadratic: its values at 0, 1, 2, 3 are {values}$"
    ):
        best_responses.top_of_parabola(objective)


UNEQUAL = [
    lambda v: -((v[0] - 1 - v[1] / 2) ** 2),
    lambda v: 7 - 2 * (v[1] - 2 + v[0] / 3) ** 2,
]
"""The best responses are 1 + v1/2 and 2 - v0/3: they meet at 12/7 and 10/7."""


def test_unequal_players_meet_where_their_best_replies_do():
    assert best_responses.exact_fixed_point(UNEQUAL, 2) == [Fraction(12, 7), Fraction(10, 7)]
    assert best_responses.numerical_fixed_point(UNEQUAL, 2) == pytest.approx([12 / 7, 10 / 7], rel=1e-9)


# Firms that are alike


def same(n, pull, own=1):
    """n decisions, each best at own less pull times the sum of all others."""
    return [lambda v, i=i: -((v[i] - own + pull * (sum(v) - v[i])) ** 2) for i in range(n)]


@pytest.mark.parametrize("groups", [[], [range(5)], [[0, 1, 2], [3, 4]], [[4, 2], [0], [1, 3]]], ids=str)
def test_those_who_are_alike_do_what_they_would_do_if_nobody_said_so(groups):
    assert best_responses.exact_fixed_point(same(5, Fraction(1, 3)), 5, groups=groups) == [Fraction(3, 7)] * 5


def test_two_kinds_of_players():
    unlike = [*same(3, Fraction(1, 3))[:2], lambda v: -((v[2] - 2 + v[0] / 2 + v[1] / 2) ** 2)]
    alone = best_responses.exact_fixed_point(unlike, 3)
    assert best_responses.exact_fixed_point(unlike, 3, groups=[[0, 1], [2]]) == alone
    assert alone[0] == alone[1] != alone[2]


def test_who_is_not_like_the_others_is_found_out():
    unlike = [*same(4, Fraction(1, 3))[:3], same(4, Fraction(1, 3), own=2)[3]]
    with pytest.raises(best_responses.NoEquilibrium, match=r"^decision 3 would rather be 3/2 than 1/2, which is right for one"):
        best_responses.exact_fixed_point(unlike, 4, groups=[range(4)])


@pytest.mark.parametrize("groups", [[], [range(2)]], ids=str)
def test_best_responses_that_never_meet_are_no_equilibrium(groups):
    with pytest.raises(best_responses.NoEquilibrium, match=r"^best responses do not meet in one point$"):
        best_responses.exact_fixed_point(same(2, -1), 2, groups=groups)


@each_mode
@pytest.mark.parametrize("firms", [4, 6])
def test_larger_clusters_do_what_they_do_when_every_firm_is_asked_about_every_other(mode, firms):
    values = Cluster(n=firms, a=15, A=14, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=40).values
    stage = best_responses.product_stage(
        mode.product_stage, values, lambda payoffs, n, groups=(): best_responses.exact_fixed_point(payoffs, n)
    )
    market = best_responses.affine_reduced_form(stage, firms)
    x = best_responses.exact_fixed_point(best_responses.rnd_stage(mode, values, market), firms)
    assert best_responses.play_exactly(mode, values) == (x, market(x))


def test_firms_in_a_market_that_are_not_alike_are_found_out():
    """The second firm's R&D does to the third what no other's does."""
    with pytest.raises(best_responses.NoEquilibrium, match="the stage is not affine"):
        best_responses.affine_reduced_form(lambda x: [2 * x[0] - x[1], 2 * x[1] - x[0], 2 * x[2] + x[1]], 3, alike=True)


def test_one_decision_alone():
    assert best_responses.exact_fixed_point([lambda v: -((v[0] - 3) ** 2)], 1) == [3]
    assert best_responses.numerical_fixed_point([lambda v: -((v[0] - 3) ** 2)], 1) == pytest.approx([3], rel=1e-9)


# Where there is no equilibrium

NO_MAXIMUM = {  # points that violate the own second-order condition of regime 1, or the joint concavity of the others
    Regime.NONCOOPERATION: {"n": 2, "a": 15, "A": 10, "b": 1, "beta": Fraction(1, 10), "gamma": Fraction(3, 10)},
    Regime.RND_COOPERATION: {"n": 2, "a": 15, "A": 10, "b": 1, "beta": Fraction(3, 4), "gamma": Fraction(1, 10)},
    Regime.FULL_COOPERATION: {"n": 2, "a": 15, "A": 10, "b": 1, "beta": Fraction(3, 4), "gamma": Fraction(1, 10)},
}


@pytest.mark.parametrize("regime", NO_MAXIMUM, ids=lambda regime: regime.key)
def test_a_deviation_that_pays_is_found(regime):
    values = Cluster(**NO_MAXIMUM[regime]).values
    assert any(c.margin < 0 for c in Cluster(**NO_MAXIMUM[regime]).conditions(regime))
    with pytest.raises(ValueError, match=r"^decision \d gains .* by moving from .* to "):
        best_responses.play_numerically(regime, as_floats(values))
    with pytest.raises(ValueError, match="not a concave quadratic"):
        best_responses.play_exactly(regime, values)


def test_a_flat_point_that_is_a_saddle_is_no_equilibrium():
    """Each objective is flat at (0, 0); the second has its minimum there."""
    with pytest.raises(ValueError, match=r"^decision 1 gains"):
        best_responses.numerical_fixed_point([lambda v: -(v[0] ** 2), lambda v: min(v[1] ** 2, 4.0) - v[0]], 2)


# The market, learnt


@pytest.mark.parametrize("objective", Objective, ids=lambda objective: objective.name)
def test_the_market_that_was_learnt_does_what_the_market_does(objective):
    values = Cluster(n=3, a=15, A=14, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=3).values
    stage = best_responses.product_stage(objective, values, best_responses.exact_fixed_point)
    for x in ([0, 0, 0], [Fraction(1, 7), Fraction(2, 3), 0], [Fraction(5, 2), Fraction(1, 3), Fraction(-4, 9)]):
        given = [Fraction(level) for level in x]
        assert best_responses.convert(best_responses.exact_market(objective, values)(best_responses.convert(given, QQ))) == stage(given)
        assert best_responses.affine_reduced_form(stage, 3)(given) == stage(given)


@pytest.mark.parametrize("bent", [lambda x: [x[0] ** 2, x[1]], lambda x: [x[0] * x[1], x[1]], lambda x: [max(x), min(x)]])
def test_a_market_that_is_not_affine_cannot_be_learnt(bent):
    with pytest.raises(
        ValueError, match=r"^the stage is not affine: at \[Fraction\(2, 1\), Fraction\(5, 2\)\] it gives \[.*\] instead of \[.*\]$"
    ):
        best_responses.affine_reduced_form(bent, 2)


def test_play_with_a_market_learnt_before_is_the_same():
    values = Cluster(n=2, a=15, A=14, beta=Fraction(1, 3), gamma=3).values
    market = best_responses.exact_market(Objective.OWN, values)
    assert best_responses.play_exactly(Regime.RND_COOPERATION, values, market) == best_responses.play_exactly(
        Regime.RND_COOPERATION, values
    )
    joint = best_responses.exact_market(Objective.JOINT, values)
    assert best_responses.play_exactly(Regime.RND_COOPERATION, values, joint) == best_responses.play_exactly(
        Regime.FULL_COOPERATION, values
    )


def test_a_best_reply_looks_at_the_others_only():
    assert (
        best_responses.best_response(UNEQUAL, 0, [Fraction(9), Fraction(1)])
        == best_responses.best_response(UNEQUAL, 0, [Fraction(0), Fraction(1)])
        == Fraction(3, 2)
    )
