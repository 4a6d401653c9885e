"""Section 4: what decides the sign of every difference, derived, and seen again at random exact points.

What is expected is written here once more by hand, as derived on paper.
"""

import itertools
import random
from fractions import Fraction
from functools import cache

import pytest
import sympy as sp
from hypothesis import Phase, example, find, given, settings
from hypothesis import strategies as st
from strategies import inside, points, smallest_gamma

from spillover import Cluster, Planner, Regime, model, planner
from spillover.cluster import comparison, evaluation, solution
from spillover.model import PARAMETERS, QUANTITIES, A, D, G, a, b, beta, gamma, k, n, s
from spillover.notation import without_shorthands

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
MODES = [*Regime, *Planner]
HALF = Fraction(1, 2)
COURNOT = G * (n + 1) ** 2
T = (3 * n + 1) / (n**2 + 6 * n + 1)
P = 3 * n**3 + 3 * n**2 + 9 * n + 1
g = sp.Symbol("g", positive=True)
WELFARE_QUADRATIC = n * (n + 1) ** 2 * (n + 3) * g**2 - P * g + (n**2 + n + 2)
G_W = (P + sp.sqrt(P**2 - 4 * n * (n + 1) ** 2 * (n + 3) * (n**2 + n + 2))) / (2 * n * (n + 1) ** 2 * (n + 3))

few, some = settings(max_examples=12), settings(max_examples=30)


def key(part):
    return getattr(part, "key", part if isinstance(part, str) else "")


def solve(point, mode):
    cluster = Cluster(**point)
    best = {SECOND: planner.second_best, FIRST: planner.first_best}
    return best[mode](cluster) if mode in best else cluster.solve(mode)


def sign(number):
    return (number > 0) - (number < 0)


@cache
def function(expr):
    return evaluation.compiled((without_shorthands(expr),))


def at(point, expr):
    """The exact value of a rational function with integer coefficients."""
    return Fraction(*function(expr)(*point.values()))


def gap(point, quantity, first, second):
    return getattr(solve(point, first), quantity) - getattr(solve(point, second), quantity)


def same(left, right):
    return sp.cancel(without_shorthands(left - right)) == 0


def same_sign(left, right):
    """Whether two expressions differ by a positive number only, as factors."""
    ratio = sp.cancel(without_shorthands(left) / without_shorthands(right))
    return bool(ratio.is_number and ratio > 0)


def all_positive(expr, *symbols):
    """Whether a rational function has positive coefficients only: then it is positive for positive symbols."""
    numerator, denominator = sp.fraction(sp.factor(without_shorthands(expr)))
    return all(coefficient > 0 for part in (numerator, denominator) for coefficient in sp.Poly(part, *symbols).coeffs())


# What decides

DECIDES = [  # the difference of the quantity in the first mode less that in the second has the sign of the last entry
    ("x", RND, NON, 2 * beta - 1),
    ("Q", RND, NON, 2 * beta - 1),
    ("profit", RND, NON, (2 * beta - 1) ** 2),
    ("x", FULL, RND, sp.Integer(1)),
    ("profit", FULL, RND, sp.Integer(1)),
    ("Q", RND, FULL, G * (n + 1) - s**2),
    ("welfare", RND, FULL, s**4 * WELFARE_QUADRATIC.subs(g, G / s**2)),
    ("x", FULL, NON, beta * (n**2 + 6 * n + 1) - (3 * n + 1)),
    ("Q", NON, FULL, G * (n + 1) - s * ((n + 3) * beta - 1)),
    ("x", FIRST, SECOND, sp.Integer(1)),
    ("x", SECOND, FULL, n**2 + 2 * n - 1),
    ("x", SECOND, RND, sp.Integer(1)),
    ("x", NON, SECOND, n - 2 - beta * (n - 1) * (n + 4)),
    ("x", NON, FIRST, n**2 - 2 * n - 1 - beta * (n - 1) * (n**2 + 4 * n + 1)),
]
decides = pytest.mark.parametrize(("quantity", "first", "second", "expected"), DECIDES, ids=key)
BOTH_WAYS = [row for row in DECIDES if row[3].free_symbols - {n} and not row[3].is_nonnegative]


@decides
def test_what_decides_is_what_the_model_notes_say(quantity, first, second, expected):
    found = comparison.compare(quantity, first, second)
    assert (found.quantity, found.first, found.second) == (quantity, first, second)
    assert same_sign(found.decides, expected)


@decides
@few
@given(data=st.data())
def test_what_decides_has_the_sign_of_the_difference(quantity, first, second, expected, data):
    point = data.draw(points(first, second))
    difference = gap(point, quantity, first, second)
    assert sign(difference) == sign(at(point, expected))
    numerator, denominator = sp.fraction(comparison.compare(quantity, first, second).difference)
    assert difference == at(point, numerator) / at(point, denominator)


@pytest.mark.parametrize("wanted", [1, -1])
@pytest.mark.parametrize(("quantity", "first", "second", "expected"), BOTH_WAYS, ids=key)
def test_either_sign_occurs(quantity, first, second, expected, wanted):
    """No row of the table above is true for want of points on one side."""
    once = settings(phases=[Phase.generate], max_examples=2000, database=None)
    point = find(points(first, second), lambda point: sign(at(point, expected)) == wanted, settings=once, random=random.Random(1))
    assert sign(gap(point, quantity, first, second)) == wanted


def test_the_other_way_round_the_sign_changes():
    assert comparison.compare("x", NON, FULL).decides == -comparison.compare("x", FULL, NON).decides


@pytest.mark.cases(2)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(*pair, marks=() if FULL in pair else pytest.mark.deep)  # in deep all pairs
        for pair in itertools.combinations(MODES, 2)
    ],
    ids=key,
)
@few
@given(data=st.data())
def test_what_is_left_out_never_changes_a_sign(first, second, data):
    point = data.draw(points(first, second))
    one, other = solve(point, first), solve(point, second)
    for quantity in QUANTITIES:
        difference = getattr(one, quantity) - getattr(other, quantity)
        assert sign(at(point, comparison.compare(quantity, first, second).decides)) == sign(difference), quantity


OWN, POSITIVE = COURNOT - 2 * k**2, COURNOT - 2 * k * s
TOGETHER, APART = COURNOT - 2 * s**2, G - 2 * (1 - beta) ** 2
FULLY, COST = 2 * n * G - s**2, 2 * n * G - a / A * s**2
LEFT_OUT = [  # an expression, the modes that exist, and what is left of it
    (6 * n * a * A * b * beta * gamma, [NON], sp.Integer(1)),
    (-(D**3) * s * k / (2 * (n + 3) * (n - 1)), [NON], sp.Integer(-1)),
    ((A - a) * (n + 1), [NON], sp.Integer(-1)),
    (n - 2, [NON], n - 2),
    ((2 * beta - 1) ** 2 / (n - 2), [NON], (2 * beta - 1) ** 2 / (n - 2)),
    ((1 - 2 * beta) ** 3 * D, [NON], (1 - 2 * beta) ** 3),
    (OWN / POSITIVE, [NON], sp.Integer(1)),
    (-(POSITIVE**3) * (n - 2), [NON], 2 - n),
    (POSITIVE, [RND], POSITIVE),
    (TOGETHER * APART, [RND], sp.Integer(1)),
    (TOGETHER / FULLY, [RND, FULL], sp.Integer(1)),
    (TOGETHER / FULLY, [RND], 1 / FULLY),
    (COST, [FULL], A * COST),  # the unit cost may be zero
]


@pytest.mark.parametrize(("expr", "modes", "left"), LEFT_OUT)
def test_only_factors_of_known_sign_are_left_out(expr, modes, left):
    assert same_sign(comparison.without_positive_factors(without_shorthands(expr), *modes), left)


def test_a_fraction_in_an_expression_is_refused_where_it_would_become_a_float():
    with pytest.raises(ValueError, match=r"must have integer coefficients to be evaluated exactly, got \[-1/2, 1/3\]"):
        evaluation.compiled((beta - sp.Rational(1, 2), n / 3 + 1))


def test_nothing_is_left_of_nothing():
    assert comparison.without_positive_factors(sp.Integer(0), NON) == 0


# No cooperation and R&D cooperation


@pytest.mark.parametrize(("margin", "spillover"), [(2 * k**2, 1 / (2 + sp.Symbol("t"))), (2 * s**2, 1 - 1 / (2 + sp.Symbol("t")))])
def test_welfare_of_rnd_cooperation_less_that_of_no_cooperation_has_the_sign_of_2_beta_less_1(margin, spillover):
    """The other factor is positive: below one half where condition 1 holds, above it where condition 4 does."""
    t, u, v = sp.symbols("t u v")
    rest = sp.cancel(comparison.compare("welfare", RND, NON).decides / (2 * beta - 1))
    moved = rest.subs(gamma, (without_shorthands(margin) / (n + 1) ** 2 + v) / b).subs(beta, spillover).subs(n, 2 + u)
    assert all_positive(moved, t, u, v)


@some
@given(points(NON, RND))
def test_all_but_profit_turn_at_one_half(point):
    turn = sign(2 * point["beta"] - 1)
    assert [sign(gap(point, name, RND, NON)) for name in QUANTITIES] == [turn, turn, turn, -turn, -turn, turn**2, turn, turn]


@some
@given(points(NON, RND, between=lambda n: (HALF, HALF)))
def test_no_cooperation_and_rnd_cooperation_are_one_at_one_half(point):
    assert [gap(point, name, RND, NON) for name in QUANTITIES] == [0] * len(QUANTITIES)


@some
@given(points(*Regime))
def test_profit_is_largest_in_full_cooperation_and_smallest_without_cooperation(point):
    non, rnd, full = (solve(point, regime).profit for regime in (NON, RND, FULL))
    assert full > rnd >= non > 0
    assert (rnd == non) is (point["beta"] == HALF)


# Full cooperation

ORDERS = {
    "below T": (lambda n: (Fraction(0), T_at(n)), (NON, FULL, RND)),
    "between T and one half": (lambda n: (T_at(n), HALF), (FULL, NON, RND)),
    "above one half": (lambda n: (HALF, Fraction(1)), (FULL, RND, NON)),
}


def T_at(firms):
    return Fraction(3 * firms + 1) / (firms**2 + 6 * firms + 1)


@pytest.mark.parametrize("where", ORDERS)
@some
@given(data=st.data())
def test_orders_of_rnd(where, data):
    between, (most, middle, least) = ORDERS[where]
    point = data.draw(points(*Regime, between=between))
    assert solve(point, most).x > solve(point, middle).x > solve(point, least).x > 0


@some
@given(points(NON, FULL, between=lambda n: (T_at(n), T_at(n))))
def test_rnd_with_and_without_full_cooperation_is_equal_at_the_threshold(point):
    assert gap(point, "x", FULL, NON) == 0
    assert gap(point, "Q", NON, FULL) > 0


def test_threshold():
    assert same(comparison.rnd_threshold(), T)
    assert comparison.rnd_threshold().subs(n, 2) == sp.Rational(7, 17)


def test_threshold_falls_to_zero_like_3_over_n():
    u = sp.Symbol("u")
    assert all_positive(-sp.diff(comparison.rnd_threshold(), n).subs(n, 2 + u), u)
    assert all_positive((3 / n - comparison.rnd_threshold()).subs(n, 2 + u), u)
    assert sp.limit(n * comparison.rnd_threshold(), n, sp.oo) == 3
    assert all_positive((sp.Rational(1, 2) - comparison.rnd_threshold()).subs(n, 2 + u), u)


def test_threshold_is_where_output_without_cooperation_is_surely_larger():
    """G(n+1) > 2ks/(n+1) by condition 2, and 2k/(n+1) exceeds (n+3)beta - 1 up to T."""
    assert same(2 * k - (n + 1) * ((n + 3) * beta - 1), (n**2 + 6 * n + 1) * (T - beta))


@some
@given(points(NON, FULL, between=lambda n: (Fraction(0), T_at(n))))
def test_output_without_cooperation_is_larger_up_to_the_threshold(point):
    assert gap(point, "Q", NON, FULL) > 0


@pytest.mark.parametrize("mode", MODES, ids=key)
def test_consumer_surplus_ranks_as_output(mode):
    found = solution.outcome(mode)
    assert same(found["consumer_surplus"], b * found["Q"] ** 2 / 2)


@some
@given(points(*MODES))
def test_consumer_surplus_ranks_as_output_at_points(point):
    solved = [solve(point, mode) for mode in MODES]
    for one, other in itertools.combinations(solved, 2):
        assert sign(one.consumer_surplus - other.consumer_surplus) == sign(one.Q - other.Q)


# The largest output and the largest welfare


def test_what_decides_between_the_welfare_of_two_kinds_of_cooperation_depends_on_g_alone():
    found = comparison.compare("welfare", RND, FULL).decides
    assert same_sign(found.subs(gamma, g * s**2 / b), s**4 * WELFARE_QUADRATIC)


def test_largest_root_of_the_welfare_quadratic():
    lower, upper = comparison.critical_values(WELFARE_QUADRATIC, g)
    (leading, middle, last) = sp.Poly(WELFARE_QUADRATIC, g).all_coeffs()
    assert sp.simplify((2 * leading * upper + middle) ** 2 - (middle**2 - 4 * leading * last)) == 0
    for firms in (2, 3, 50):
        assert lower.subs(n, firms) < sp.simplify(upper.subs(n, firms)) == sp.simplify(G_W.subs(n, firms))


def test_bounds_of_the_roots():
    """The quadratic is negative at 1/(n+1) and at 1/(2n): g_W exceeds both, and the other root lies outside regime 3."""
    assert same(WELFARE_QUADRATIC.subs(g, 1 / (n + 1)), -((n - 1) ** 3) / (n + 1))
    assert same(WELFARE_QUADRATIC.subs(g, 1 / (2 * n)), -((n - 1) ** 3) / (4 * n))


@some
@given(points(*Regime, between=lambda n: (HALF, Fraction(1))))
@example({"n": Fraction(2), "a": Fraction(11), "A": Fraction(10), "b": Fraction(1), "beta": Fraction(9, 10), "gamma": Fraction(5, 4)})
def test_largest_output_and_largest_welfare_above_one_half(point):
    solved = {regime: solve(point, regime) for regime in Regime}
    cost = at(point, G / s**2)
    most_output = max(Regime, key=lambda regime: solved[regime].Q)
    most_welfare = max(Regime, key=lambda regime: solved[regime].welfare)
    assert (most_output is RND) is (cost > 1 / (point["n"] + 1))
    assert (most_welfare is RND) is bool(sp.Rational(cost) > G_W.subs(n, sp.Rational(point["n"])))


def test_the_largest_output_need_not_bring_the_largest_welfare():
    point = {"n": 2, "a": 11, "A": 10, "beta": Fraction(9, 10), "gamma": Fraction(5, 4)}
    solved = {regime: solve(point, regime) for regime in Regime}
    assert max(Regime, key=lambda regime: solved[regime].Q) is RND
    assert max(Regime, key=lambda regime: solved[regime].welfare) is FULL


# Planners


@some
@given(points(FULL, RND, *Planner))
def test_planners_do_more_rnd_than_any_cooperation(point):
    first, second, full, rnd = (solve(point, mode).x for mode in (FIRST, SECOND, FULL, RND))
    assert first > second > full > rnd > 0


@pytest.mark.parametrize(
    ("optimum", "expected"),
    [(SECOND, (n - 2) / ((n - 1) * (n + 4))), (FIRST, (n**2 - 2 * n - 1) / ((n - 1) * (n**2 + 4 * n + 1)))],
    ids=key,
)
@some
@given(data=st.data())
def test_no_cooperation_does_too_much_rnd_below_a_threshold(optimum, expected, data):
    (found,) = comparison.critical_values(comparison.compare("x", NON, optimum).decides, beta)
    assert same(found, expected)
    point = data.draw(points(NON, optimum))
    assert (gap(point, "x", NON, optimum) > 0) is (point["beta"] < at(point, expected))


@some
@given(points(*MODES))
def test_no_regime_does_better_than_the_planners(point):
    second, first = solve(point, SECOND).welfare, solve(point, FIRST).welfare
    assert first > second >= max(solve(point, NON).welfare, solve(point, RND).welfare)
    assert first > solve(point, FULL).welfare


# More spillover, more firms

CLUSTER, EFFECTIVE = comparison.CLUSTER_RND, comparison.EFFECTIVE_RND
SLOPES = [  # a quantity without cooperation, times a factor, in a parameter: what decides the sign of the derivative
    ("x", sp.Integer(1), beta, sp.Integer(-1)),
    ("x", EFFECTIVE, beta, 1 - 2 * beta),
    ("Q", sp.Integer(1), beta, 1 - 2 * beta),
    ("x", sp.Integer(1), n, 2 * beta * k**2 - G * (n + 1) * (n - 1 - beta * (n - 3))),
    ("x", CLUSTER, n, G * (n + 1) * (2 * n - (3 * n - 1) * beta) - 2 * (1 - beta) * k**2),
    ("x", EFFECTIVE, n, -((2 * beta - 1) ** 2)),
]
slopes = pytest.mark.parametrize(
    ("quantity", "factor", "parameter", "expected"), SLOPES, ids=["x", "s x", "Q", "x in n", "n x", "s x in n"]
)


def without_cooperation(quantity, factor=1):
    return factor * solution.outcome(NON)[quantity]


@cache
def slope(quantity, factor, parameter):
    return comparison.slope(without_cooperation(quantity, factor), parameter)


@slopes
def test_what_decides_how_a_quantity_moves(quantity, factor, parameter, expected):
    derivative = sp.diff(without_cooperation(quantity, factor), parameter)
    assert same_sign(comparison.without_positive_factors(derivative, NON), expected)


@slopes
@few
@given(data=st.data())
def test_what_decides_how_a_quantity_moves_has_the_sign_of_its_slope(quantity, factor, parameter, expected, data):
    point = data.draw(points(NON))
    numerator, denominator = sp.fraction(slope(quantity, factor, parameter))
    assert sign(at(point, numerator) / at(point, denominator)) == sign(at(point, expected))


def test_slope_of_rnd_in_the_spillover():
    found = slope("x", sp.Integer(1), beta)
    assert same(found, -2 * D * (n - 1) * (COURNOT - 2 * k**2) / (COURNOT - 2 * k * s) ** 2)
    assert found.free_symbols == {D, G, k, n, s}


def both(point, change):
    """A point and the changed one, with gamma so much larger that no cooperation has a solution at both."""
    changed = {**point, **change}
    larger = max(Fraction(1), smallest_gamma([NON], changed) / smallest_gamma([NON], point))
    return [{**each, "gamma": point["gamma"] * larger} for each in (point, changed)]


@some
@given(points(NON), inside)
def test_more_spillover_lowers_rnd_and_raises_output_up_to_one_half(point, step):
    before, after = both(point, {"beta": point["beta"] + (1 - point["beta"]) * step})
    assert solve(after, NON).x < solve(before, NON).x
    closer = sign(abs(2 * before["beta"] - 1) - abs(2 * after["beta"] - 1))
    assert sign(solve(after, NON).Q - solve(before, NON).Q) == closer
    assert sign(solve(before, NON).unit_cost - solve(after, NON).unit_cost) == closer


@some
@given(points(NON))
def test_one_more_firm_lowers_rnd_and_never_lowers_unit_cost(point):
    before, after = both(point, {"n": point["n"] + 1})
    assert solve(after, NON).x < solve(before, NON).x
    assert solve(after, NON).unit_cost >= solve(before, NON).unit_cost


def test_rnd_falls_with_the_number_of_firms_where_condition_2_holds():
    """G enters with a negative weight, and at the edge of the condition a square is left."""
    falls = 2 * beta * k**2 - G * (n + 1) * (n - 1 - beta * (n - 3))
    assert same(falls.subs(G, 2 * k * s / (n + 1) ** 2), -2 * k * (n - 1) * (2 * beta - 1) ** 2 / (n + 1))
    t, u = sp.symbols("t u")
    assert all_positive((n - 1 - beta * (n - 3)).subs({n: 2 + u, beta: t / (1 + t)}), t, u)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ({"n": 2, "a": 11, "A": 10, "beta": Fraction(1, 4), "gamma": 2}, 1),
        ({"n": 6, "a": 11, "A": 10, "beta": Fraction(9, 10), "gamma": 2}, -1),
    ],
)
def test_rnd_of_the_cluster_can_rise_and_can_fall(point, expected):
    rises = at(Cluster(**point).values, SLOPES[4][3])
    more = {**point, "n": point["n"] + 1}
    assert sign(more["n"] * solve(more, NON).x - point["n"] * solve(point, NON).x) == sign(rises) == expected


def test_limits_as_the_cluster_grows():
    """With beta and G fixed."""
    t = sp.Symbol("t", positive=True)
    per_firm, together = (sp.cancel(without_cooperation("x", factor).subs(n, 1 / t)).subs(t, 0) for factor in (1, CLUSTER))
    assert per_firm == 0
    assert same(together, 2 * (1 - beta) * D / (G - 2 * beta * (1 - beta)))


# Where an expression changes sign

ROOTS = [
    ((gamma - n * b) * (gamma - b), gamma, [b, n * b]),
    ((b - gamma) * (gamma - n * b) * (2 * gamma - b), gamma, [b / 2, b, n * b]),
    (gamma * b * (n + 1) - beta, gamma, [beta / (b * (n + 1))]),
    ((a - A) * (n - 2), A, [a]),
    (2 * beta**2 - 6 * beta + 1, beta, [(3 - sp.sqrt(7)) / 2, (3 + sp.sqrt(7)) / 2]),
    (a * b, beta, []),
]


@pytest.mark.parametrize(("expr", "symbol", "expected"), ROOTS, ids=str)
def test_critical_values_come_in_order(expr, symbol, expected):
    found = comparison.critical_values(expr, symbol)
    assert len(found) == len(expected)
    assert all(sp.simplify(one - other) == 0 for one, other in zip(found, expected, strict=True))


def test_every_parameter_has_a_value_where_critical_values_are_ordered():
    roots = comparison.critical_values(sp.prod([gamma - symbol * (2 + i) for i, symbol in enumerate(PARAMETERS[:5])]), gamma)
    point = dict.fromkeys(model.PARAMETERS, 1) | {n: 2, beta: sp.Rational(1, 2)}
    values = [root.subs(point) for root in roots]
    assert values == sorted(values)
    assert len(values) == 5
