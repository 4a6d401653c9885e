"""The derived closed forms and conditions, against those derived on paper."""

import pytest
import sympy as sp

from spillover import Planner, Regime
from spillover.cluster import derivation, solution
from spillover.model import QUANTITIES, A, D, G, a, b, beta, gamma, k, n, s
from spillover.notation import shorthand, without_shorthands

MODES = [*Regime, *Planner]
COURNOT = G * (n + 1) ** 2

PUBLISHED = {
    (Regime.NONCOOPERATION, "x"): 2 * k * D / (COURNOT - 2 * k * s),
    (Regime.NONCOOPERATION, "Q"): n * gamma * D * (n + 1) / (COURNOT - 2 * k * s),
    (Regime.NONCOOPERATION, "profit"): gamma * D**2 * (COURNOT - 2 * k**2) / (COURNOT - 2 * k * s) ** 2,
    (Regime.NONCOOPERATION, "welfare"): n * gamma * D**2 * ((n + 2) * COURNOT - 4 * k**2) / (2 * (COURNOT - 2 * k * s) ** 2),
    (Regime.RND_COOPERATION, "x"): 2 * s * D / (COURNOT - 2 * s**2),
    (Regime.RND_COOPERATION, "Q"): n * gamma * D * (n + 1) / (COURNOT - 2 * s**2),
    (Regime.RND_COOPERATION, "profit"): gamma * D**2 / (COURNOT - 2 * s**2),
    (Regime.RND_COOPERATION, "welfare"): n * gamma * D**2 * ((n + 2) * COURNOT - 4 * s**2) / (2 * (COURNOT - 2 * s**2) ** 2),
    (Regime.FULL_COOPERATION, "x"): s * D / (2 * n * G - s**2),
    (Regime.FULL_COOPERATION, "Q"): n * gamma * D / (2 * n * G - s**2),
    (Regime.FULL_COOPERATION, "profit"): gamma * D**2 / (2 * (2 * n * G - s**2)),
    (Regime.FULL_COOPERATION, "welfare"): n * gamma * D**2 * (3 * n * G - s**2) / (2 * (2 * n * G - s**2) ** 2),
    (Planner.SECOND_BEST, "x"): (n + 2) * s * D / (COURNOT - (n + 2) * s**2),
    (Planner.SECOND_BEST, "welfare"): n * (n + 2) * gamma * D**2 / (2 * (COURNOT - (n + 2) * s**2)),
    (Planner.FIRST_BEST, "x"): s * D / (n * G - s**2),
    (Planner.FIRST_BEST, "welfare"): n * gamma * D**2 / (2 * (n * G - s**2)),
}

TURN = sp.Abs(2 * beta - 1)
CONDITIONS = {
    Regime.NONCOOPERATION: [
        (COURNOT, 2 * k**2, True),
        (COURNOT, 2 * k * s, True),
        (COURNOT, 2 * k * (k + (n - 1) * TURN), True),
        (COURNOT, 2 * (a / A) * k * s, False),
    ],
    Regime.RND_COOPERATION: [(COURNOT, 2 * s**2, True), (G, 2 * (1 - beta) ** 2, True), (COURNOT, 2 * (a / A) * s**2, False)],
    Regime.FULL_COOPERATION: [(2 * n * G, s**2, True), (2 * n * G, (a / A) * s**2, False)],
    Planner.SECOND_BEST: [
        (COURNOT, (n + 2) * s**2, True),
        (G, 2 * (1 - beta) ** 2, True),
        (COURNOT, (n + 2) * (a / A) * s**2, False),
    ],
    Planner.FIRST_BEST: [(n * G, s**2, True), (n * G, (a / A) * s**2, False)],
}


def same(left, right):
    return sp.simplify(without_shorthands(left) - without_shorthands(right)) == 0


@pytest.mark.cases(None)
@pytest.mark.parametrize(("mode", "quantity"), PUBLISHED, ids=lambda part: getattr(part, "key", part))
def test_closed_forms_are_the_published_ones(mode, quantity):
    assert same(solution.outcome(mode)[quantity], PUBLISHED[mode, quantity])


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
def test_conditions_are_the_published_ones(mode):
    derived = solution.conditions(mode)
    assert len(derived) == len(CONDITIONS[mode])
    for condition, (lhs, rhs, strict) in zip(derived, CONDITIONS[mode], strict=True):
        assert same(condition.lhs, lhs), condition.name
        assert same(condition.rhs, rhs), condition.name
        assert condition.strict is strict
        assert condition.meaning


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
def test_shorthands_change_the_writing_only(mode):
    for quantity in QUANTITIES:
        written = solution.closed_form(quantity, mode)
        assert not written.has(beta)
        assert same(written, solution.outcome(mode)[quantity])


def test_stability_is_henriques_condition_below_one_half_and_positive_rnd_above():
    _, positive, stable, _ = solution.conditions(Regime.NONCOOPERATION)
    low, high = sp.symbols("low high", positive=True)
    below = stable.rhs.subs(beta, 1 / (2 + low))
    assert sp.simplify(below - without_shorthands(2 * k * (2 * n - 1 - 3 * (n - 1) * beta)).subs(beta, 1 / (2 + low))) == 0
    above = (stable.rhs - positive.rhs).subs(beta, (1 + high) / (2 + high))
    assert sp.simplify(above) == 0


@pytest.mark.parametrize("firms", [1, 2, 3, 4])
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
def test_explicit_firms_agree_with_symbolic_n(mode, firms):
    x, q = derivation.solve_explicit(mode, firms)
    for level in x:
        assert sp.cancel(level - solution.outcome(mode)["x"].subs(n, firms)) == 0
    for output in q:
        assert sp.cancel(output - solution.outcome(mode)["q"].subs(n, firms)) == 0


def test_shorthand_leaves_other_expressions_alone():
    assert shorthand(b * n + a) == b * n + a
