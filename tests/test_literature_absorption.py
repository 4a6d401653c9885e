"""Learning to learn: the weights against firms that know no formula, and what learning does to R&D at exact points."""

from fractions import Fraction

import pytest
import sympy as sp
from scipy.optimize import minimize_scalar

from spillover import Cluster, Regime, model
from spillover.literature import absorption
from spillover.literature.absorption import APPROACH, BASE, EASE, LEARNING, REACH, ROOM, WEIGHT
from spillover.literature.firm_groups import COMMON
from spillover.model import A, a, b, beta, gamma, n
from spillover.notation import without_shorthands

MARKET = {a: 15, A: 10, b: 1}
QUARTER = sp.Rational(1, 4)


def learning_at(z, firms=2, cost=2, base=QUARTER, room=2 * QUARTER):
    return {**MARKET, n: firms, gamma: cost, BASE: base, ROOM: room, LEARNING: sp.Rational(z)}


def meeting_at(delta, firms=2, cost=3, share=2 * QUARTER):
    return {**MARKET, n: firms, gamma: cost, beta: share, APPROACH: sp.Rational(delta)}


def replied(reaching, firms, cost, start, together=False):
    """R&D at which best responses settle, by SciPy, from demand and cost alone; ``reaching`` says what arrives from a rival."""

    def sales(x):
        costs = [10 - x[i] - sum(reaching(x[i], x[j]) for j in range(firms) if j != i) for i in range(firms)]
        q = [(15 - (firms + 1) * c + sum(costs)) / (firms + 1) for c in costs]
        price = 15 - sum(q)
        return [(price - c) * level - cost * own**2 / 2 for c, level, own in zip(costs, q, x, strict=True)]

    def value(own, other):
        profits = sales([own, *[other] * (firms - 1)])
        return profits[0]

    def joint(own):
        return sum(sales([own] * firms))

    def best(objective):
        near = max((step / 10 for step in range(1, 80)), key=objective)  # over the whole range, since profit is no parabola
        bounds = (near - 0.1 + 1e-9, near + 0.1)
        return minimize_scalar(lambda own: -objective(own), bounds=bounds, method="bounded", options={"xatol": 1e-11}).x

    if together:
        return best(joint)
    level = start
    for _ in range(40):
        level = best(lambda own, level=level: value(own, level))
    return level


# Firms that know no formula


@pytest.mark.parametrize(("z", "firms"), [("1/3", 2), ("3/2", 2), ("2", 3), ("4", 3)])
def test_firms_that_learn_reply_to_one_another_as_the_weights_say(z, firms):
    point = learning_at(z, firms, cost=3)
    assert all(condition.holds for condition in absorption.conditions(point))
    may_be_met_with_equality = {condition.name for condition in absorption.conditions(point) if not condition.strict}
    assert may_be_met_with_equality == {"nonnegative unit cost", "share of at most one"}
    theta, x = map(float, absorption.learning_ease(point))

    def reaching(own, rival):
        return (0.25 + 0.5 * theta * own / (1 + theta * own)) * rival

    assert replied(reaching, firms, 3, start=1.5 * x) == pytest.approx(x, abs=1e-6)


@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
@pytest.mark.parametrize(("delta", "firms"), [("1/5", 2), ("2/3", 2), ("1/4", 3)])
def test_firms_with_a_common_approach_reply_to_one_another_as_the_weights_say(delta, firms, together):
    point, share = meeting_at(delta, firms), float(sp.Rational(delta))
    weights = {
        WEIGHT: (absorption.joint_weight if together else absorption.weight)(absorption.costs_with_common_approach()),
        REACH: absorption.reach(absorption.costs_with_common_approach()),
    }
    x = float(absorption.affine_reduced_form().x.subs(weights).subs(point))

    def reaching(own, rival):
        return (1 - share) * 0.5 * own**share * rival ** (1 - share)

    assert replied(reaching, firms, 3, start=1.3 * x, together=together) == pytest.approx(x, abs=1e-6)


def test_bends_are_second_derivatives():
    """Against differences of profit, computed from demand and cost."""
    point = learning_at("3/2", firms=3, cost=3)
    theta, x = absorption.learning_ease(point)

    def profit(own, rival):
        levels = [own, rival, x]
        absorbs = [QUARTER + theta * level / (1 + theta * level) / 2 for level in levels]
        costs = [10 - level - part * (sum(levels) - level) for level, part in zip(levels, absorbs, strict=True)]
        q = (15 - 4 * costs[0] + sum(costs)) / 4
        return q**2 - sp.Rational(3, 2) * own**2

    step = sp.Rational(1, 10**4)
    own = (profit(x + step, x) - 2 * profit(x, x) + profit(x - step, x)) / step**2
    rival = (profit(x + step, x + step) - profit(x + step, x - step) - profit(x - step, x + step) + profit(x - step, x - step)) / (
        4 * step**2
    )
    at = {**point, EASE: theta, COMMON: x}
    assert [float(part.subs(at)) for part in absorption.curvature()] == pytest.approx([float(-own), float(rival)], rel=1e-6)


# The paper's model is inside


def test_without_learning_and_with_an_open_approach_the_weights_are_the_papers():
    k, s = (model.SHORTHANDS[letter] for letter in (model.k, model.s))
    learning, meeting = absorption.costs_with_learning(), absorption.costs_with_common_approach()
    for weight, letter in ((absorption.weight, k), (absorption.reach, s), (absorption.joint_weight, s)):
        assert sp.expand(absorption.without_learning(weight(learning)) - letter.subs(beta, BASE)) == 0
        assert sp.expand(weight(meeting).subs(APPROACH, 0) - letter) == 0
    paper = Cluster(n=3, a=15, A=10, beta=Fraction(1, 2), gamma=4).solve(Regime.NONCOOPERATION)
    assert absorption.rnd(meeting).subs(meeting_at(0, firms=3, cost=4)) == paper.x
    weights = {WEIGHT: k, REACH: s}
    at = {**MARKET, n: 3, gamma: 4, beta: 2 * QUARTER}
    assert absorption.affine_reduced_form().profit.subs(weights).subs(at) == paper.profit
    assert absorption.affine_reduced_form().welfare.subs(weights).subs(at) == paper.welfare


def test_the_weights_with_a_common_approach():
    """As they were found by hand, and independently of how they are derived here."""
    d, m = APPROACH, n - 1
    meeting = absorption.costs_with_common_approach()
    assert sp.expand(absorption.weight(meeting) - (n * (1 + m * d * (1 - d) * beta) - m * (1 - d) ** 2 * beta)) == 0
    assert sp.expand(absorption.reach(meeting) - (1 + m * (1 - d) * beta)) == 0
    assert sp.expand(absorption.joint_weight(meeting) - absorption.reach(meeting)) == 0


# What learning does


def incentive_and_level(point):
    """Whether the incentive is stronger, and R&D higher, with learning than without."""
    own, x = absorption.weight(absorption.costs_with_learning()), absorption.rnd(absorption.costs_with_learning())
    return [bool(value.subs(point) > absorption.without_learning(value).subs(point)) for value in (own, x)]


@pytest.mark.parametrize(("z", "expected"), [("1/3", [True, True]), ("1", [False, True]), ("3/2", [False, True]), ("2", [False, False])])
def test_rnd_is_higher_for_longer_than_the_incentive_is(z, expected):
    """At 3/2 learning raises R&D although it weakens the incentive: the exact counterexample to the rule that it stops at one."""
    point = learning_at(z)
    assert all(condition.holds for condition in absorption.conditions(point))
    assert incentive_and_level(point) == expected


@pytest.mark.parametrize("firms", [2, 3, 5])
def test_the_incentive_turns_at_the_number_of_rivals_and_is_largest_before(firms):
    own = absorption.weight(absorption.costs_with_learning()).subs(learning_at(1, firms) | {LEARNING: LEARNING})
    peak = sp.Rational(firms - 1, firms + 1)
    assert own.subs(LEARNING, firms - 1) == own.subs(LEARNING, 0)
    assert sp.diff(own, LEARNING).subs(LEARNING, peak) == 0
    assert own.subs(LEARNING, peak) > own.subs(LEARNING, 0)


def test_each_condition_can_fail():
    failing = {
        "positive R&D": learning_at("1", cost=sp.Rational(1, 10)),
        "own second-order condition": learning_at("1/10", cost=sp.Rational(7, 10)),
        "stability of best responses": learning_at("1/10", firms=3, cost=1, base=sp.Rational(1, 50), room=sp.Rational(1, 10)),
        "nonnegative unit cost": learning_at("5/4", cost=1, base=0, room=1),
        "share of at most one": learning_at("1", room=1),
    }
    for name, point in failing.items():
        assert name in [condition.name for condition in absorption.conditions(point) if not condition.holds]


def test_more_ease_brings_firms_further():
    """Along the equilibria, ease and how far firms have come rise together, so one can stand for the other."""
    for cost in (1, 2, 5):
        eases = [absorption.learning_ease(learning_at(sp.Rational(step, 4), cost=cost))[0] for step in range(1, 24)]
        assert eases == sorted(eases)


def test_what_decides_has_the_sign_of_the_difference_and_room_to_rnd_is_what_it_says():
    point = {WEIGHT: 2, REACH: sp.Rational(3, 2), **dict(zip(absorption.PLAIN.values(), (sp.Rational(7, 4), 2), strict=True))}
    known = {**MARKET, n: 2, gamma: 2}
    x = absorption.affine_reduced_form().x
    gap = (x - x.subs(absorption.PLAIN)).subs(point).subs(known)
    assert sp.sign(gap) == sp.sign(absorption.rnd_comparison().subs(point).subs(known)) != 0
    assert without_shorthands(absorption.market_size_per_rnd()).subs(point).subs(known) == (5 / x).subs(point).subs(known)


def test_weights_are_the_same_however_they_are_written():
    learning, meeting = absorption.costs_with_learning(), absorption.costs_with_common_approach()
    for weight, letter in ((absorption.weight, model.k), (absorption.reach, model.s)):
        assert sp.simplify(absorption.relative_to_paper(weight(learning), letter) - weight(learning)) == 0
        assert absorption.relative_to_paper(weight(learning), letter).subs(ROOM, 0) == model.SHORTHANDS[letter].subs(beta, BASE)
        assert sp.expand(absorption.factored_by_openness(weight(meeting)) - weight(meeting)) == 0


# Cooperation


def test_a_little_more_rnd_helps_rivals_only_where_clearly_more_than_half_is_absorbed():
    external = absorption.externality(absorption.costs_with_learning())
    signs = set()
    for z in ("1/4", "3"):
        for base, room in ((QUARTER, QUARTER), (sp.Rational(2, 5), sp.Rational(3, 5)), (3 * QUARTER, QUARTER)):
            point = learning_at(z, base=base, room=room)
            slack = 2 * absorption.absorbed_share() - 1 - absorption.marginal_absorption()
            assert sp.sign(external.subs(point)) == sp.sign(slack.subs(point))
            signs.add((bool(absorption.absorbed_share().subs(point) > 2 * QUARTER), bool(external.subs(point) > 0)))
    assert signs == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize(
    ("delta", "share", "more"), [(0, "3/5", True), ("1/10", "3/5", False), ("1/10", "7/10", True), ("1/4", "9/10", False)]
)
def test_cooperation_raises_rnd_where_the_bound_says(delta, share, more):
    point = meeting_at(delta, share=sp.Rational(share))
    meeting = absorption.costs_with_common_approach()
    reach = absorption.reach(meeting)
    together, alone = (
        absorption.affine_reduced_form().x.subs({WEIGHT: weight, REACH: reach}).subs(point)
        for weight in (absorption.joint_weight(meeting), absorption.weight(meeting))
    )
    assert bool(together > alone) is more
    assert bool((absorption.externality_of_spillover() * beta).subs(point) > 1) is more
