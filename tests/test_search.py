"""The search behind always: its limits, what it does where Z3 or SciPy is missing, and when it gives up."""

import builtins

import pytest
import sympy as sp
import z3
from sympy.polys.rings import PolyRing, ring

from positivity import Undecided, always, counterexample, decide, linear, polynomials, search, solver
from positivity.assembly import LemmaChain
from positivity.budget import ExhaustedError, at_most
from positivity.certificate import Term
from positivity.elimination import SignLemmas, eliminate
from positivity.handelman import SlackVariables
from positivity.sign_inference import SignInference
from positivity.slack_substitution import handelman_representation
from positivity.witnesses import draw_witnesses, holds_at

x, y, z = sp.symbols("x y z", real=True)
TRUE = (x**2 * y + 3 > x * y, [x >= 2, y > 0])
R, X, Y = ring("x,y", sp.ZZ)


def test_z3_is_told_of_fractions_within_sizes():
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) >= 2).status == "sat"
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) <= 2).status == "unsat"
    with pytest.raises(ValueError, match="a power must be whole and positive here, got 1/x"):
        solver._number(1 / x, {x: None}, None)


@pytest.mark.parametrize(
    "expr",
    [y - x, (x - y) * (y + 2 * x) ** 2 / (x - y**2), -((x - 2 * y) ** 3) * (y - x * z) / y, (z - y) * (y**2 - x) / (1 - x) ** 2],
    ids=str,
)
def test_how_a_polynomial_is_factored_does_not_depend_on_what_was_asked_before(expr):
    product = polynomials.sign_equivalent(expr, PolyRing([x, y, z], sp.ZZ))
    for each in (product, -product):
        constant, found = each.factor_list()
        assert polynomials.factors(each) == (int(constant), found)


# ---- limits, and what is not installed


def without(monkeypatch, name):
    real = builtins.__import__

    def importing(module, *rest):
        if module.split(".")[0] == name:
            raise ModuleNotFoundError(module)
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)


def test_without_z3_there_are_certificates_and_points_all_the_same(monkeypatch):
    without(monkeypatch, "z3")
    assert not solver.is_installed()
    result = always(*TRUE)
    assert result
    assert result.solver == decide.NOT_ASKED
    assert always(x > 3, [x > 2]).counterexample[x] <= 3
    rare = (x - sp.Rational(355, 113)) ** 2 > 0
    with pytest.raises(Undecided, match="neither certificate nor counterexample was found, and Z3 says not asked"):
        always(rare)


def test_without_z3_more_points_are_tried(monkeypatch):
    without(monkeypatch, "z3")
    monkeypatch.setattr(counterexample, "FEW", 1)
    assert always(x > 3, [x > 2]).counterexample[x] <= 3


def test_without_scipy_signs_are_enough_for_most(monkeypatch):
    without(monkeypatch, "scipy")
    assert not linear.is_installed()
    assert linear.linear_combination([(X, True), (-X, True)]) is None
    assert always(*TRUE)


def test_past_its_limit_z3_says_so():
    assert always(*TRUE, rlimit=1).solver == "unknown"
    with pytest.raises(Undecided, match="and Z3 says unknown"):
        always((x - sp.Rational(355, 113)) ** 2 > 0, rlimit=1)


def test_the_steps_of_z3_count_where_it_says_nothing():
    with at_most(99), pytest.raises(ExhaustedError):
        solver.solve([], x**2 > y, 100)
    with at_most(100):
        assert solver.solve([], x**2 > y, 1).status == "unknown"
        assert solver.solve([], x**2 >= 0).status == "unsat"


def test_what_the_clock_stopped_costs_its_time(monkeypatch):
    monkeypatch.setattr(solver, "STEPS_A_MILLISECOND", 10**9)
    monkeypatch.setattr(z3.Solver, "check", lambda self: z3.unknown)
    monkeypatch.setattr(z3.Solver, "reason_unknown", lambda self: "timeout")
    with at_most(1_000 * solver.LEAST):  # not the steps that it was allowed
        assert solver.solve([], x**2 > y, 10**8).status == "unknown"
    with at_most(1_000 * solver.LEAST - 1), pytest.raises(ExhaustedError):
        solver.solve([], x**2 > y, 10**8)


@pytest.mark.deep  # stopped after a millisecond, Z3 itself crashes once in some thirty runs
def test_where_z3_does_not_count_the_clock_stops_it(monkeypatch):
    monkeypatch.setattr(solver, "LEAST", 1)
    monkeypatch.setattr(solver, "STEPS_A_MILLISECOND", 10**9)
    hard = [sp.Eq(x**9 * y + y**9 * z + z**9 * x, 1), sp.Eq(x**9 + y**9 - 3 * x * y * z**9 + x, 2)]
    with at_most(1_000):  # for a millisecond, not the steps that it was allowed
        assert solver.solve(hard, x * y * z + x**9 < 5, 10**8).status == "unknown"
    with at_most(999), pytest.raises(ExhaustedError):
        solver.solve(hard, x * y * z + x**9 < 5, 10**8)


def test_where_no_proof_is_found_what_z3_says_is_told(monkeypatch):
    monkeypatch.setattr(decide, "refute_all", lambda disjuncts, known: None)
    with pytest.raises(Undecided, match="no certificate was found, though Z3 says that the relation holds everywhere"):
        always(*TRUE)


def test_a_certificate_that_the_checker_rejects_is_an_error(monkeypatch):
    monkeypatch.setattr(decide, "check", lambda certificate: False)
    with pytest.raises(RuntimeError, match="the checker rejects the certificate"):
        always(*TRUE)


def test_a_point_that_does_not_refute_is_an_error(monkeypatch):
    monkeypatch.setattr(decide, "fails_at", lambda asked, point: False)
    with pytest.raises(RuntimeError, match="does not fail at"):
        always(x > 0)
    with pytest.raises(RuntimeError, match="does not fail at"):
        decide.simplest(x > 0)


# ---- the search


def test_without_hypotheses_nothing_is_refuted():
    assert search.refutation([]) is None
    assert search.refuted_case([]) is None


def test_no_weights_are_found_where_there_are_none():
    assert linear.linear_combination([(X, True), (Y, True)]) is None
    many = [(X - i, True) for i in range(30)] + [(X**9 + 1, False)]
    assert linear.linear_combination(many) is None


def test_weights_that_are_not_unique_or_negative_are_turned_down():
    one = Term(1, ())
    assert linear.exact_weights([(R(1), one, True), (R(-1), one, False), (R(-2), one, False)]) is None
    assert linear.exact_weights([(R(1), one, True), (R(1), one, False)]) is None


def inference(*hypotheses):
    return SignInference(hypotheses, draw_witnesses(hypotheses), 40)


@pytest.mark.parametrize("large", [1, 1000, 10**8])
def test_signs_are_told_apart_by_points_of_every_size(large):
    hypotheses = [(X, True), (Y, True), (X - large * Y, True), (X - large, True)]
    found = draw_witnesses(hypotheses)
    assert found
    for witness in found:
        assert [place for place, atom in enumerate(hypotheses) if not holds_at(atom, witness.point)] == [witness.violated]


def test_a_factor_of_both_signs_has_no_lemma():
    known = inference((X, True), (Y, True), (1 - X, True), ((X - Y) * (X + Y), True))
    signs = SignLemmas(known, 3, 2, lambda more: None, LemmaChain(0))
    assert signs.lemma(X - Y) is None
    assert eliminate(known, lambda more: None) is None


def test_not_is_understood_as_it_stands():
    assert always(sp.Not(x > 0, evaluate=False), [x < 0])
    assert always(sp.Not(sp.Eq(x, 1), evaluate=False), [x < 0])
    assert not always(sp.Not(x > 0, evaluate=False))
    assert always(x < 1, [sp.Not(x >= 1, evaluate=False)])


def test_a_representation_is_given_up_past_its_steps():
    slack = SlackVariables(((X, True), (Y, True), (-X - Y, False)))
    assert handelman_representation(slack, X + Y, True, 2, 1) is not None
    assert handelman_representation(slack, X + Y, True, 2, 0) is None


def test_near_an_irrational_point_one_coordinate_is_made_simple(monkeypatch):
    monkeypatch.setattr(counterexample, "FEW", 0)
    monkeypatch.setattr(counterexample, "point_near", lambda asked, point, count: None)
    circle = [sp.Eq(x**2 + y**2, 1), x > 0, y > 0]
    point = always(y < sp.Rational(99, 100) * x, circle).counterexample
    assert point[x] ** 2 + point[y] ** 2 == 1
