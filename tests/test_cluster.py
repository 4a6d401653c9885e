"""Cluster and the planners at single points: values, conditions, errors and economics.

What the values should be is written here once more by hand, as derived on paper, in arithmetic that is exact for Fractions.
"""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from spillover import Cluster, InadmissibleError, Planner, Regime, model, planner
from spillover.model import QUANTITIES

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
MODES = [*Regime, *Planner]
each_mode = pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)

POINT = {"n": 2, "a": 15, "A": 10, "b": 1, "beta": Fraction(1, 4), "gamma": 5}
"""A point at which all five modes have a solution."""


def solve(mode, **point):
    cluster = Cluster(**point)
    return {SECOND: planner.second_best, FIRST: planner.first_best}[mode](cluster) if mode in (SECOND, FIRST) else cluster.solve(mode)


def conditions(mode, **point):
    cluster = Cluster(**point)
    return planner.conditions(cluster, mode.key) if mode in (SECOND, FIRST) else cluster.conditions(mode)


def published(mode, n, a, A, b, beta, gamma):
    """The eight quantities by the closed forms derived on paper."""
    D, G, s, k = a - A, b * gamma, 1 + (n - 1) * beta, n - (n - 1) * beta
    m = G * (n + 1) ** 2
    if mode is NON:
        d = m - 2 * k * s
        x, Q = 2 * k * D / d, n * gamma * D * (n + 1) / d
        profit, welfare = gamma * D**2 * (m - 2 * k**2) / d**2, n * gamma * D**2 * ((n + 2) * m - 4 * k**2) / (2 * d**2)
    elif mode is RND:
        d = m - 2 * s**2
        x, Q = 2 * s * D / d, n * gamma * D * (n + 1) / d
        profit, welfare = gamma * D**2 / d, n * gamma * D**2 * ((n + 2) * m - 4 * s**2) / (2 * d**2)
    elif mode is FULL:
        d = 2 * n * G - s**2
        x, Q = s * D / d, n * gamma * D / d
        profit, welfare = gamma * D**2 / (2 * d), n * gamma * D**2 * (3 * n * G - s**2) / (2 * d**2)
    else:
        x = (n + 2) * s * D / (m - (n + 2) * s**2) if mode is SECOND else s * D / (n * G - s**2)
        Q = n * (D + s * x) / ((n + 1) * b) if mode is SECOND else (D + s * x) / b  # Cournot; price equal to unit cost
        profit = (a - b * Q - (A - s * x)) * Q / n - gamma * x**2 / 2
        welfare = b * Q**2 / 2 + n * profit
    values = (x, Q / n, Q, a - b * Q, A - s * x, profit, b * Q**2 / 2, welfare)
    return dict(zip(QUANTITIES, values, strict=True))


def needed(mode, n, a, A, b, beta, gamma):
    """The named conditions derived on paper: name, the two sides, strict or not."""
    G, s, k, ratio = b * gamma, 1 + (n - 1) * beta, n - (n - 1) * beta, Fraction(a) / A
    m = G * (n + 1) ** 2
    henriques = 2 * k * (2 * n - 1 - 3 * (n - 1) * beta) if beta < Fraction(1, 2) else 2 * k * s
    apart = [("joint concavity against asymmetric deviations", G, 2 * (1 - beta) ** 2, True)] if n > 1 else []
    cost, joint = "nonnegative unit cost", "joint concavity"
    return {
        NON: [
            ("own second-order condition", m, 2 * k**2, True),
            ("positive R&D", m, 2 * k * s, True),
            ("stability of best responses", m, henriques, True),
            (cost, m, 2 * ratio * k * s, False),
        ],
        RND: [(joint, m, 2 * s**2, True), *apart, (cost, m, 2 * ratio * s**2, False)],
        FULL: [(joint, 2 * n * G, s**2, True), (cost, 2 * n * G, ratio * s**2, False)],
        SECOND: [(joint, m, (n + 2) * s**2, True), *apart, (cost, m, (n + 2) * ratio * s**2, False)],
        FIRST: [(joint, n * G, s**2, True), (cost, n * G, ratio * s**2, False)],
    }[mode]


def quantities(outcome):
    return {name: getattr(outcome, name) for name in QUANTITIES}


fractions = st.builds(Fraction, st.integers(1, 10**12), st.integers(1, 10**12))


@st.composite
def points(draw, modes=MODES, positive=fractions, least=1):
    """Points of exact numbers at which all the modes given have a solution: gamma is put above the largest bound."""
    n, A, b = draw(st.integers(least, 9)), draw(positive), draw(positive)
    beta = draw(st.sampled_from([Fraction(0), Fraction(1)]) | positive.map(lambda odds: odds / (1 + odds)))
    point = {"n": n, "a": A + draw(positive), "A": A, "b": b, "beta": beta}
    bound = max(rhs / lhs for mode in modes for _, lhs, rhs, _ in needed(mode, **point, gamma=Fraction(1)))
    return {**point, "gamma": bound * (1 + draw(positive))}


# Values


@each_mode
@settings(max_examples=40)
@given(points())
def test_exact_points_give_the_published_fractions(mode, point):
    found = quantities(solve(mode, **point))
    assert found == published(mode, **point)
    assert {type(value) for value in found.values()} == {Fraction}


@each_mode
@pytest.mark.parametrize(
    "point",
    [
        {"n": 10**20 + 39, "a": 10**40 + 1, "A": 10**40, "beta": Fraction(1, 3), "gamma": Fraction(10**30 + 57, 7)},
        {
            "n": 3,
            "a": 1 + Fraction(1, 10**60),
            "A": Fraction(1),
            "beta": Fraction(10**50 - 1, 10**50),
            "gamma": Fraction(10**50 + 1, 3 * 10**49),
        },
        {
            "n": 7,
            "a": Fraction(10**400, 3),
            "A": Fraction(10**400, 5),
            "b": Fraction(1, 10**350),
            "beta": Fraction(1, 10**33),
            "gamma": Fraction(10**352, 7),
        },
    ],
)
def test_awkward_points_never_pass_through_a_float(mode, point):
    point = {"b": 1, **point}
    found = quantities(solve(mode, **point))
    assert found == published(mode, **{name: Fraction(value) for name, value in point.items()})
    assert {type(value) for value in found.values()} == {Fraction}


def test_the_worked_example_and_the_default_slope():
    found = solve(NON, n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2)
    assert (found.x, found.Q, found.price, found.profit, found.mode) == (
        Fraction(140, 109),
        Fraction(480, 109),
        Fraction(1155, 109),
        Fraction(38000, 11881),
        NON,
    )


@each_mode
def test_sympy_numbers_stay_exact(mode):
    root = sp.sqrt(2)
    point = {"n": sp.Integer(3), "a": 10 + root, "A": sp.Integer(10), "b": sp.Rational(3, 7), "beta": root - 1, "gamma": sp.Integer(9)}
    expected = published(mode, **point)
    for name, value in quantities(solve(mode, **point)).items():
        assert isinstance(value, sp.Expr)
        assert not value.atoms(sp.Float)
        assert sp.expand(sp.radsimp(value) - sp.radsimp(expected[name])) == 0


KINDS = {
    "int and Fraction": ({"n": 2, "beta": Fraction(1, 4)}, Fraction),
    "np.int64": ({"n": np.int64(2), "a": np.int64(15)}, Fraction),
    "SymPy numbers": ({name: sp.sympify(value) for name, value in POINT.items()}, sp.Rational),
    "Fraction and SymPy number": ({"gamma": sp.Integer(5)}, sp.Rational),
    "floats": ({name: float(value) for name, value in POINT.items()}, float),
    "one float": ({"gamma": 5.0}, float),
    "np.float64": ({"gamma": np.float64(5)}, float),
    "np.float32": ({"beta": np.float32(0.25)}, float),
    "SymPy float": ({"gamma": sp.Float(5)}, float),
    "whole float n": ({"n": 2.0}, float),
    "whole SymPy float n": ({"n": sp.Float(2)}, float),
    "float and SymPy number": ({"gamma": 5.0, "beta": sp.Rational(1, 4)}, float),
    "np.float64 and np.int64": ({"gamma": np.float64(5), "n": np.int64(2)}, float),
}


@each_mode
@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_the_result_follows_the_kind_of_the_numbers(mode, kind):
    numbers, expected = KINDS[kind]
    for name, value in quantities(solve(mode, **POINT | numbers)).items():
        assert isinstance(value, expected), name
        assert not isinstance(value, np.generic)
        assert value == pytest.approx(published(mode, **POINT)[name], rel=1e-14 if expected is float else 0, abs=0)


@pytest.mark.parametrize("integer", [np.int8, np.uint8, np.int32, np.int64])
def test_numpy_integers_do_not_overflow(integer):
    top = int(np.iinfo(integer).max)
    point = {"n": 9, "a": top, "A": top - 1, "b": top, "gamma": top}
    exact = solve(NON, **point, beta=Fraction(1, 4))
    assert quantities(solve(NON, **{name: integer(value) for name, value in point.items()}, beta=Fraction(1, 4))) == quantities(exact)


# Symbols


@each_mode
def test_symbols_give_expressions(mode):
    names = dict(zip(("n", "a", "A", "b", "beta", "gamma"), model.PARAMETERS, strict=True))
    for name, value in quantities(solve(mode, **names)).items():
        assert isinstance(value, sp.Expr)
        assert value.free_symbols <= set(model.PARAMETERS)
        assert value.subs({names[key]: number for key, number in POINT.items()}) == published(mode, **POINT)[name]


def test_symbols_and_numbers_mix():
    t = sp.Symbol("t", positive=True)
    found = solve(NON, **POINT | {"gamma": t})
    assert found.x.free_symbols == {t}
    assert sp.simplify(found.x - published(NON, **POINT | {"gamma": t})["x"]) == 0
    assert [c.holds.subs(t, 5) for c in conditions(NON, **POINT | {"gamma": t})] == [sp.true] * 4


def test_a_condition_that_numbers_decide_is_decided_beside_symbols():
    with pytest.raises(InadmissibleError, match=re.escape("joint concavity needs 9/10 > 25/8")):
        solve(RND, n=2, a=sp.Symbol("a", positive=True), A=sp.Integer(10), beta=sp.Rational(1, 4), gamma=sp.Rational(1, 10))


@pytest.mark.parametrize("name", POINT)
def test_symbols_of_the_wrong_sign_are_out_of_range(name):
    with pytest.raises(ValueError, match=f"{name} .*got {name} = t"):
        Cluster(**POINT | {name: sp.Symbol("t", negative=True)})


# The ends: nothing spills over, everything does, and one firm

ENDS = [{"n": n, "beta": beta} for n in (1, 2, 5) for beta in (0, 1)] + [{"n": 1}]
each_end = pytest.mark.parametrize("end", ENDS, ids=str)


@each_mode
@each_end
@pytest.mark.parametrize("number", [Fraction, sp.Rational, float])
def test_the_ends_are_points_like_others(mode, end, number):
    point = POINT | {"gamma": 40} | end
    found = quantities(solve(mode, **{name: number(value) for name, value in point.items()}))
    for name, value in published(mode, **point | {"gamma": Fraction(40)}).items():
        assert isinstance(found[name], number)
        assert found[name] == pytest.approx(value, rel=1e-13 if number is float else 0, abs=0)


@pytest.mark.parametrize(("mode", "end"), [(mode, end) for mode in MODES for end in ENDS], ids=str)
def test_the_ends_in_symbols(mode, end):
    free = {symbol.name: symbol for symbol in model.PARAMETERS if symbol.name not in end}
    n, beta = (sp.sympify(end.get(name, free.get(name))) for name in ("n", "beta"))
    expected = published(mode, **free | {"n": n, "beta": beta})
    for name, value in quantities(solve(mode, **free | end)).items():
        assert sp.simplify(value - expected[name]) == 0
    assert (APART in {c.name for c in conditions(mode, **free | end)}) == (mode in (RND, SECOND) and end["n"] > 1)


def monopolist():
    """R&D and output of one firm from its own first-order conditions; then with R&D, or all, set by a planner."""
    x, q = sp.symbols("x q")
    profit = (model.a - model.b * q - model.A + x) * q - model.gamma * x**2 / 2
    welfare = profit + model.b * q**2 / 2
    sold = sp.solve(sp.diff(profit, q), q)[0]
    invested = sp.solve(sp.diff(welfare.subs(q, sold), x), x)[0]
    own, best = (sp.solve([sp.diff(goal, x), sp.diff(goal, q)], [x, q]) for goal in (profit, welfare))
    return {**dict.fromkeys(Regime, (own[x], own[q])), SECOND: (invested, sold.subs(x, invested)), FIRST: (best[x], best[q])}


@each_mode
@pytest.mark.parametrize("beta", [0, Fraction(1, 3), 1, model.beta])
def test_one_firm_is_a_monopolist_that_invests_whatever_the_regime(mode, beta):
    names = {symbol.name: symbol for symbol in model.PARAMETERS}
    found = solve(mode, **names | {"n": 1, "beta": beta})
    x, q = monopolist()[mode]
    assert sp.simplify(found.x - x) == 0
    assert sp.simplify(found.q - q) == 0
    assert found.Q == found.q
    assert sp.simplify(found.welfare - found.profit - model.b * q**2 / 2) == 0


@each_mode
@pytest.mark.parametrize("beta", [0, Fraction(1, 3), 1])
def test_one_firm_needs_what_a_monopolist_needs(mode, beta):
    """The objective is concave in R&D, output being optimal, and unit cost is not negative."""
    concave = {SECOND: Fraction(3, 4), FIRST: Fraction(1)}.get(mode, Fraction(1, 2))
    point = {"n": 1, "A": 10, "b": 1, "beta": beta}
    for a, gamma in [(10 + Fraction(1, 10**9), concave), (15, concave * Fraction(3, 2) - Fraction(1, 10**9))]:
        with pytest.raises(InadmissibleError):
            solve(mode, **point, a=a, gamma=gamma)
    assert solve(mode, **point, a=10 + Fraction(1, 10**9), gamma=concave + Fraction(1, 10**9)).x > 0
    assert solve(mode, **point, a=15, gamma=concave * Fraction(3, 2)).unit_cost == 0


@each_mode
def test_a_symbol_for_the_number_of_firms_leaves_every_condition(mode):
    names = {symbol.name: symbol for symbol in model.PARAMETERS}
    assert [c.name for c in conditions(mode, **names)] == [row[0] for row in needed(mode, **POINT)]


# Conditions


@each_mode
@settings(max_examples=40)
@given(data=st.data())
def test_conditions_are_listed_with_their_sides(mode, data):
    point = data.draw(points(modes=[mode]))
    point["gamma"] *= data.draw(fractions)  # inside the conditions or outside
    found = conditions(mode, **point)
    assert [(c.name, c.lhs, c.rhs, c.strict) for c in found] == needed(mode, **point)
    for c in found:
        assert c.margin == c.lhs - c.rhs
        assert c.holds is (c.margin > 0 if c.strict else c.margin >= 0)


@each_mode
@settings(max_examples=40)
@given(data=st.data())
def test_a_solution_exists_exactly_where_all_conditions_hold(mode, data):
    point = data.draw(points(modes=[mode], positive=st.builds(Fraction, st.integers(1, 9), st.integers(1, 9))))
    point["gamma"] *= data.draw(st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)]))
    failed = [name for name, lhs, rhs, strict in needed(mode, **point) if not (lhs > rhs if strict else lhs >= rhs)]
    if not failed:
        assert quantities(solve(mode, **point)) == published(mode, **point)
        return
    with pytest.raises(InadmissibleError) as caught:
        solve(mode, **point)
    assert [c.name for c in caught.value.failed] == failed


OWN, POSITIVE, STABLE = "own second-order condition", "positive R&D", "stability of best responses"
JOINT, APART, COST = "joint concavity", "joint concavity against asymmetric deviations", "nonnegative unit cost"
FAILING = [  # at n = 2, a = 15, A = 10, b = 1, beta = 1/4 unless changed
    (NON, {"gamma": Fraction(4, 5)}, [STABLE]),
    (NON, {"gamma": Fraction(1, 2)}, [OWN, STABLE, COST]),
    (NON, {"gamma": Fraction(2, 5)}, [OWN, POSITIVE, STABLE, COST]),
    (NON, {"gamma": Fraction(9, 20), "beta": Fraction(3, 4)}, [POSITIVE, STABLE, COST]),
    (NON, {"gamma": 1, "a": 30}, [COST]),
    (RND, {"gamma": 1}, [APART]),
    (RND, {"gamma": Fraction(1, 2), "beta": Fraction(3, 4)}, [JOINT, COST]),
    (RND, {"gamma": Fraction(3, 10)}, [JOINT, APART, COST]),
    (RND, {"gamma": 2, "a": 100}, [COST]),
    (FULL, {"gamma": Fraction(3, 10)}, [JOINT, COST]),
    (FULL, {"gamma": Fraction(1, 2)}, [COST]),
    (SECOND, {"gamma": 1, "a": 11}, [APART]),
    (SECOND, {"gamma": Fraction(1, 2)}, [JOINT, APART, COST]),
    (SECOND, {"gamma": Fraction(5, 4), "a": 20}, [COST]),
    (FIRST, {"gamma": Fraction(1, 2)}, [JOINT, COST]),
    (FIRST, {"gamma": 1}, [COST]),
]
EDGES = [  # the first name is that of the condition whose two sides are equal
    (NON, {"gamma": Fraction(49, 72), "a": 11}, [OWN, STABLE]),
    (NON, {"gamma": Fraction(35, 72), "beta": Fraction(3, 4)}, [POSITIVE, STABLE, COST]),
    (NON, {"gamma": Fraction(7, 8)}, [STABLE]),
    (RND, {"gamma": Fraction(49, 72), "beta": Fraction(3, 4)}, [JOINT, COST]),
    (RND, {"gamma": Fraction(9, 8)}, [APART]),
    (FULL, {"gamma": Fraction(25, 64)}, [JOINT, COST]),
    (SECOND, {"gamma": Fraction(25, 36)}, [JOINT, APART, COST]),
    (SECOND, {"gamma": Fraction(9, 8), "a": 11}, [APART]),
    (FIRST, {"gamma": Fraction(25, 32)}, [JOINT, COST]),
]


@pytest.mark.parametrize(("mode", "change", "failed"), FAILING + EDGES)
def test_the_error_names_every_failed_condition_with_both_numbers(mode, change, failed):
    point = POINT | change
    with pytest.raises(InadmissibleError) as caught:
        solve(mode, **point)
    sides = {name: f"{name} needs {lhs} {'>' if strict else '≥'} {rhs}" for name, lhs, rhs, strict in needed(mode, **point)}
    assert {name for name, text in sides.items() if text in str(caught.value)} == set(failed)
    assert str(caught.value).count(" needs ") == len(failed)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(("mode", "change", "failed"), EDGES)
def test_the_edge_of_a_strict_condition_is_outside(mode, change, failed):
    (edge,) = [c for c in conditions(mode, **POINT | change) if c.name == failed[0]]
    assert edge.margin == 0
    assert edge.strict
    assert edge.holds is False


def test_each_condition_is_made_to_fail():
    assert {(mode, name) for mode, _, names in FAILING for name in names} == {(m, row[0]) for m in MODES for row in needed(m, **POINT)}


@pytest.mark.parametrize(
    ("mode", "change"),
    [
        (NON, {"beta": Fraction(3, 4), "gamma": Fraction(35, 36)}),
        (RND, {"beta": Fraction(3, 4), "gamma": Fraction(49, 36)}),
        (FULL, {"beta": Fraction(3, 4), "gamma": Fraction(49, 32)}),
        (SECOND, {"beta": Fraction(3, 4), "gamma": Fraction(49, 18)}),
        (FIRST, {"beta": Fraction(3, 4), "gamma": Fraction(49, 16)}),
    ],
)
def test_a_unit_cost_of_exactly_zero_is_admissible(mode, change):
    point = POINT | change | {"a": 20}
    assert solve(mode, **point).unit_cost == 0
    with pytest.raises(InadmissibleError, match=rf"here: {COST} needs [^;]*$"):
        solve(mode, **point | {"gamma": point["gamma"] - Fraction(1, 10**9)})


def test_an_edge_that_only_surds_reach_is_recognised():
    root = sp.sqrt(2)
    with pytest.raises(InadmissibleError, match=rf"here: {APART} needs [^;]*$"):
        solve(RND, n=2, a=15, A=sp.Rational(149, 10), beta=root - 1, gamma=12 - 8 * root)


@pytest.mark.parametrize("mode", [NON, FULL, FIRST])
def test_the_numbers_in_the_error_do_not_contradict_it(mode):
    bound = max(float(rhs / lhs) for _, lhs, rhs, _ in needed(mode, **POINT | {"gamma": Fraction(1)}))
    with pytest.raises(InadmissibleError) as caught:
        solve(mode, **POINT | {"gamma": math.nextafter(bound, 0)})
    for lhs, sign, rhs in re.findall(r"needs (\S+) (>|≥) ([^\s;]+)", str(caught.value)):
        assert not (float(lhs) > float(rhs) if sign == ">" else float(lhs) >= float(rhs))


# Bad input


@pytest.mark.parametrize("name", POINT)
@pytest.mark.parametrize(
    "value", ["2", None, [2, 3], (2,), 1j, True, Decimal("0.5"), np.True_, np.complex128(1), sp.true, sp.Matrix([2]), b"2"], ids=repr
)
def test_wrong_types(name, value):
    with pytest.raises(TypeError, match=rf"^{name} must .*{re.escape(repr(value))}"):
        Cluster(**POINT | {name: value})


nan, inf = float("nan"), float("inf")


@pytest.mark.parametrize("name", POINT)
@pytest.mark.parametrize(
    "value",
    [nan, inf, -inf, np.float64(nan), np.float32(inf), sp.nan, sp.oo, -sp.oo, sp.zoo, sp.I, -3, -0.5, Fraction(-1, 2), -sp.sqrt(2)],
    ids=repr,
)
def test_not_finite_or_negative(name, value):
    with pytest.raises(ValueError, match=rf"^{name} must .*got {name} = {re.escape(str(value))}$"):
        Cluster(**POINT | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("n", value)
            for value in (
                Fraction(1, 2),
                1.5,
                2.5,
                Fraction(5, 2),
                sp.Rational(5, 2),
                sp.Float(2.5),
                sp.sqrt(5),
                sp.sqrt(2) + sp.sqrt(3),
                1 + Fraction(1, 10**40),
                2 + Fraction(1, 10**40),
            )
        ),
        *(("beta", value) for value in (math.nextafter(1, 2), Fraction(3, 2), sp.sqrt(2), np.float64(1.5), 1 + Fraction(1, 10**40))),
        *(("beta", value) for value in (-math.nextafter(0, 1), Fraction(-1, 10**40))),
        *((name, value) for name in POINT if name != "beta" for value in (0, 0.0, sp.Integer(0))),
        *(("A", value) for value in (15, 15.0, 16, sp.Integer(15), 15 + Fraction(1, 10**40))),
    ],
)
def test_out_of_range(name, value):
    with pytest.raises(ValueError, match=rf"^{name} must .*got {name} = {re.escape(str(value))}$"):
        Cluster(**POINT | {name: value})


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [("n", 0, "n ≥ 1"), ("n", -1, "n ≥ 1"), ("n", 1.5, "n whole"), ("beta", -0.25, "0 ≤ beta"), ("beta", 1.25, "beta ≤ 1")],
)
def test_the_message_says_the_range(name, value, rule):
    with pytest.raises(ValueError, match=rf"^{name} must satisfy {rule}, got {name} = {value}$"):
        Cluster(**POINT | {name: value})


def test_the_choke_price_stands_in_the_message_too():
    with pytest.raises(ValueError, match=re.escape("A < a, where a = 9, got A = 10")):
        Cluster(**POINT | {"a": 9})


@pytest.mark.parametrize("name", ["a", "b", "gamma"])
def test_a_number_too_large_for_the_floats_beside_it(name):
    with pytest.raises(ValueError, match=rf"^{name} must "):
        solve(NON, **POINT | {"beta": 0.25, name: 10**400})


@pytest.mark.parametrize("regime", ["non", None, 1, FIRST, Regime])
def test_wrong_regimes(regime):
    cluster = Cluster(**POINT)
    for ask in (cluster.solve, cluster.conditions):
        with pytest.raises(TypeError, match=r"regime must be one of Regime\.NONCOOPERATION"):
            ask(regime)


@pytest.mark.parametrize("best", ["third", "non", "", None, FIRST])
def test_wrong_planners(best):
    with pytest.raises(ValueError, match=f"best must be .*{re.escape(repr(best))}"):
        planner.conditions(Cluster(**POINT), best)


def test_arguments_go_by_keyword():
    with pytest.raises(TypeError, match="positional"):
        Cluster(2, 15, 10, 1, Fraction(1, 4), 5)


# Economics


@each_mode
@settings(max_examples=40)
@given(points())
def test_accounts_and_signs(mode, point):
    e = solve(mode, **point)
    assert e.Q == point["n"] * e.q
    assert e.price == point["a"] - point["b"] * e.Q
    assert e.unit_cost == point["A"] - (1 + (point["n"] - 1) * point["beta"]) * e.x
    assert e.profit == (e.price - e.unit_cost) * e.q - point["gamma"] * e.x**2 / 2
    assert e.consumer_surplus == (point["a"] - e.price) * e.Q / 2
    assert e.welfare == e.consumer_surplus + point["n"] * e.profit
    assert e.x > 0
    assert e.q > 0
    assert e.price >= e.unit_cost >= 0
    assert (e.price == e.unit_cost) is (mode is FIRST)
    assert e.profit < 0 if mode is FIRST else mode is SECOND or e.profit > 0


@given(points(least=2))
def test_planners_do_best_and_the_worse_equipped_one_second_best(point):
    first, second, *regimes = (solve(mode, **point) for mode in (FIRST, SECOND, *Regime))
    assert first.welfare > second.welfare > max(e.welfare for e in regimes if e.mode is not NON)
    assert second.welfare >= regimes[0].welfare
    assert first.x > second.x > regimes[2].x > regimes[1].x


SCALINGS = {  # what multiplies the parameters, and what then multiplies the results, with t > 0 (1 where not named)
    "money and R&D": (
        {"a": 1, "A": 1},
        {"profit": 2, "consumer_surplus": 2, "welfare": 2, "x": 1, "q": 1, "Q": 1, "price": 1, "unit_cost": 1},
    ),
    "units of output": ({"b": 1, "gamma": -1}, dict.fromkeys(["q", "Q", "profit", "consumer_surplus", "welfare"], -1)),
}


@each_mode
@pytest.mark.parametrize("scaling", SCALINGS)
@settings(max_examples=20)
@given(point=points(), t=fractions)
def test_units_do_not_matter(mode, scaling, point, t):
    parameters, results = SCALINGS[scaling]
    found = quantities(solve(mode, **{name: value * t ** parameters.get(name, 0) for name, value in point.items()}))
    assert found == {name: value * t ** results.get(name, 0) for name, value in quantities(solve(mode, **point)).items()}


@pytest.mark.parametrize(
    "given",
    [
        {"n": 1e300},
        {"n": 1, "a": 1e200, "A": 5e199},
        {"b": 1e-200, "a": 1e160, "A": 5e159, "gamma": 1e308},
        {"b": 1e308, "gamma": 1e308},
    ],
    ids=["a power of n", "a product", "a quotient", "both sides"],
)
@pytest.mark.parametrize("regime", Regime)
def test_what_no_float_can_hold_is_refused_with_advice_and_exact_numbers_do_it(given, regime):
    numbers = {"n": 2, "a": 15.0, "A": 10.0, "b": 1.0, "beta": 0.25, "gamma": 4.0, **given}
    with pytest.raises(ValueError, match=r"^these numbers are too large or too small for floats: give whole numbers or fractions"):
        Cluster(**numbers).solve(regime)
    exact = Cluster(**{name: Fraction(value) for name, value in numbers.items()})
    assert all(isinstance(condition.margin, Fraction) for condition in exact.conditions(regime))
    arrays = Cluster(**{**numbers, "gamma": np.array([numbers["gamma"], 4.0])})
    assert not (arrays.solve(regime).welfare > 1e308).any()
