"""The search behind always: its limits, what it does where Z3 or SciPy is missing, and when it gives up."""

import builtins
import io
import json
import os
import runpy
import subprocess
import sys
import time
from fractions import Fraction
from importlib.machinery import PathFinder
from threading import Event
from types import SimpleNamespace

import pytest
import sympy as sp
from hypothesis import given as drawn
from hypothesis import strategies as st
from sympy.polys.rings import PolyRing, ring

from positivity import (
    Undecided,
    always,
    assembly,
    case_splits,
    certificate,
    check,
    counterexample,
    decide,
    linear,
    polynomials,
    search,
    solver,
    solver_process,
)
from positivity.assembly import LemmaChain, as_dict, is_soon_checked, work_to_check
from positivity.budget import ExhaustedError, at_most
from positivity.certificate import Case, Certificate, SignConstraint, Term
from positivity.elimination import SignLemmas, eliminate
from positivity.equality_points import equality_solver, rational_roots
from positivity.handelman import Representation, SlackVariables
from positivity.sign_inference import SignInference
from positivity.slack_substitution import handelman_representation, substitution_orders
from positivity.statement import _may_hold, statement
from positivity.witnesses import draw_witnesses, holds_at

x, y, z = sp.symbols("x y z", real=True)
TRUE = (x**2 * y + 3 > x * y, [x >= 2, y > 0])
R, X, Y = ring("x,y", sp.ZZ)


def test_z3_is_told_of_fractions_within_sizes():
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) >= 2).status == "sat"
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) <= 2).status == "unsat"
    assert solver.solve([x > 0, y < 0], x / y >= 0).status == "sat"  # that it fails
    assert solver.solve([x > 0, y < 0], x / y < 0).status == "unsat"
    assert solver.solve([x > 0, y < 0], sp.Ne(x / y, 0)).status == "unsat"
    with pytest.raises(ValueError, match="a power must be whole and positive here, got 1/x"):
        solver._number(1 / x, {x: "v0"})


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
    real, real_spec = builtins.__import__, solver.find_spec

    def importing(module, *rest):
        if module.split(".")[0] == name:
            raise ModuleNotFoundError(module)
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    monkeypatch.setattr(solver, "find_spec", lambda module: None if module == name else real_spec(module))


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


def test_where_an_import_of_z3_is_refused_it_is_not_installed(monkeypatch):
    class Refuses(PathFinder):
        @classmethod
        def find_spec(cls, name, *_):
            raise ModuleNotFoundError(name)

    assert solver.is_installed()
    monkeypatch.delitem(sys.modules, "z3", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refuses])
    assert not solver.is_installed()


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


HARD = [sp.Eq(x**9 * y + y**9 * z + z**9 * x, 1), sp.Eq(x**9 + y**9 - 3 * x * y * z**9 + x, 2)]
"""What keeps Z3 at work for hours."""


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(solver, "LEAST", 100)
    monkeypatch.setattr(solver, "STEPS_A_MILLISECOND", 10**9)


@pytest.mark.deep
def test_z3_is_ended_when_its_time_is_up_and_what_is_asked_next_is_answered(hurried):
    before, start = solver._process(os.getpid()), time.perf_counter()
    with at_most(100_000):  # a step is a microsecond: what its time costs, not the steps that it was allowed
        assert solver.solve(HARD, x * y * z + x**9 < 5, 10**8).status == "unknown"
    assert before.returncode == 0
    assert time.perf_counter() - start < 20
    with at_most(99_999), pytest.raises(ExhaustedError):
        solver.solve(HARD, x * y * z + x**9 < 5, 10**8)
    assert solver.solve([], x**2 >= 0).status == "unsat"


def test_one_process_answers_question_after_question():
    assert [solver.solve([], x**2 >= 0).status for _ in range(3)] == ["unsat"] * 3
    assert solver._process.cache_info().currsize == 1


def test_where_no_process_can_be_started_z3_answers_all_the_same(monkeypatch):
    def refused(*_, **__):
        raise OSError("no process can be started here")

    asked = ([x > 0, y > x], x * y < 3), ([], sp.Ne(x**3, 2))
    elsewhere = [solver.solve(*each) for each in asked]
    solver._end(solver._process(os.getpid()))
    monkeypatch.setattr(subprocess, "Popen", refused)
    assert [solver.solve(*each) for each in asked] == elsewhere
    assert [each.status for each in elsewhere] == ["sat", "sat"]


def test_what_z3_answers_does_not_depend_on_what_was_asked_before():
    asked = [x > 0, x * y > x + 2], x + y <= 1
    first = solver.solve(*asked)
    solver.solve([z > 2, y * z < 5, x > z**2], x * z > 1)
    solver._end(solver._process(os.getpid()))
    solver.solve([y > 3, z < x * y], z > 1)
    assert solver.solve(*asked) == first


def test_what_interrupts_a_question_leaves_no_answer_to_the_next_one(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    process = solver._process(os.getpid())
    with monkeypatch.context() as patch:
        patch.setattr(process.stdout, "readline", interrupted, raising=False)
        with pytest.raises(KeyboardInterrupt):
            solver.solve([], x**2 >= 0)
    assert solver.solve([], x > 0).status == "sat"


def test_an_error_in_the_process_is_no_answer(capfd):
    solver._end(solver._process(os.getpid()))
    with pytest.raises(RuntimeError, match="Z3 ended with an error"):
        solver._answer("(assert", [], 1, 1000)
    assert "Z3Exception" in capfd.readouterr().err
    assert solver.solve([], x**2 >= 0).status == "unsat"


def test_a_process_that_died_unasked_is_replaced():
    solver._process(os.getpid()).kill()
    solver._process(os.getpid()).wait()
    assert solver.solve([], x**2 >= 0).status == "unsat"


def test_the_process_answers_each_line_until_there_are_no_more():
    text = "(declare-const v0 Real)(assert (= (* v0 v0) 2.0))(assert (> v0 0.0))"
    answers = io.StringIO()
    solver_process.main(io.StringIO(f"{json.dumps([text, ['v0'], 10**6, 10**6])}\n" * 2), answers)
    first, second = map(json.loads, answers.getvalue().splitlines())
    assert first.pop("seconds") + second.pop("seconds") < 10
    assert first == second
    assert (first["status"], first["values"][0][2]) == ("sat", "1.41421356?")


def test_run_as_a_program_it_reads_questions_from_its_input_and_writes_the_answers(monkeypatch, capsys):
    below = "(declare-const v0 Real)(assert (> (* v0 v0) 2.0))(assert (< v0 {}))".format
    asked = [(below(f"{number}.0"), ["v0"], 10**6, 10**6) for number in (1, 2)]
    empty = (f"{asked[0][0]}(assert (> v0 0.0))", *asked[0][1:])
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{json.dumps(each)}\n" for each in (*asked, empty))))
    runpy.run_path(solver_process.__file__, run_name="__main__")
    assert [json.loads(line)["status"] for line in capsys.readouterr().out.splitlines()] == ["sat", "sat", "unsat"]


@pytest.mark.parametrize(("milliseconds", "ends"), [(0, True), (10**6, False)])
def test_what_takes_longer_than_it_may_ends_with_its_process(monkeypatch, milliseconds, ends):
    ended = Event()
    monkeypatch.setattr(solver_process, "LOOK", 0.001)
    monkeypatch.setattr(solver_process, "os", SimpleNamespace(_exit=lambda status: status or ended.set()))
    with solver_process.ended_after(milliseconds):
        assert ended.wait(20 if ends else 0.05) == ends


@pytest.mark.parametrize(
    ("relation", "given"),
    [((x + y) ** 6 * (x + 1) > 0, [x > 1, y > 2]), (x**2 - x * y + y**2 >= 0, []), (sp.Abs(x) * y > 6, [x > 2, y > 3])],
)
def test_the_work_of_a_check_is_known_before(relation, given, monkeypatch):
    formed = 0

    def counted(left, right, times=certificate._times):
        nonlocal formed
        formed += len(left) * len(right)
        return times(left, right)

    found = always(relation, given).certificate
    monkeypatch.setattr(certificate, "_times", counted)
    assert check(found)
    known = sum(work_to_check(case.proof, [sign.polynomial for sign in case.hypotheses]) for case in found.cases)
    assert formed <= known <= 3 * formed


@pytest.mark.parametrize(
    ("polynomial", "powers"),
    [((X**2 + X + 1), ((0, 9),)), (X**60 + 1, ((0, 3),)), ((X + Y) ** 2 + X + 1, ((0, 6),)), (X**9 + Y**9 - 2, ((0, 2), (1, 2)))],
    ids=["degrees bound the terms", "terms that are few", "both variables", "two hypotheses"],
)
def test_the_work_of_a_check_is_counted_closely(polynomial, powers, monkeypatch):
    """Low powers of one variable soon fall together, those of a sparse polynomial never do: what is counted is close in both cases."""
    signs = (SignConstraint(as_dict(polynomial), False), SignConstraint({(1, 0): 1, (0, 0): 1}, False))
    proof = certificate.Identity((Term(1, powers), Term(2, powers), Term(3, powers, {(1, 1): 1, (0, 0): -1})))
    formed = 0

    def counted(left, right, times=certificate._times):
        nonlocal formed
        formed += len(left) * len(right)
        return times(left, right)

    monkeypatch.setattr(certificate, "_times", counted)
    assert not check(Certificate(("x", "y"), (Case(signs, proof),)))
    known = work_to_check(proof, [sign.polynomial for sign in signs])
    assert formed <= known <= 2 * formed


def one_term(term, *polynomials):
    """A certificate of one case with one term."""
    signs = tuple(SignConstraint(polynomial, True) for polynomial in polynomials)
    return Certificate(("x", "y"), (Case(signs, certificate.Identity((term,))),))


NOT_WORTH_CHECKING = {
    "a negative power": one_term(Term(1, ((0, -2),)), {(1, 0): 1}),
    "a hypothesis that there is not": one_term(Term(1, ((1, 2),)), {(1, 0): 1}),
    "a place before the first": one_term(Term(1, ((-1, 2),)), {(1, 0): 1}),
    "more factors than the checker takes": one_term(Term(1, ((0, 201),)), {(1, 0): 1}),
    "a negative exponent": one_term(Term(1, ((0, 2),)), {(1, -1): 1}),
    "a negative exponent in a square": one_term(Term(1, (), {(-1, 0): 1}), {(1, 0): 1}),
    "exponents of several lengths": one_term(Term(1, ((0, 2),)), {(1, 0): 1, (1,): 1}),
    "many terms to a high power": one_term(Term(1, ((0, 60),)), {(i, j): 1 for i in range(30) for j in range(30)}),
    "long numbers to a high power": one_term(Term(1, ((0, 90),)), {(i, j): 10**9999 for i in range(2) for j in range(2)}),
}


@pytest.mark.cases(None)
@pytest.mark.parametrize("found", NOT_WORTH_CHECKING.values(), ids=NOT_WORTH_CHECKING)
def test_a_certificate_with_which_the_checker_would_not_come_to_an_end_is_told_beforehand(found):
    assert not is_soon_checked(found)


def test_a_case_split_is_soon_checked_where_its_parts_are():
    short = one_term(Term(1, ((0, 2),)), {(1, 0): 1}).cases[0].proof
    for square in ({(1, 0): 1}, {(-1, 0): 1}):
        split = certificate.CaseSplit({(0, 1): 1}, short, certificate.Identity((Term(1, ((1, 1),), square),)))
        found = Certificate(("x", "y"), (Case((SignConstraint({(1, 0): 1}, True),), split),))
        assert is_soon_checked(found) is ((1, 0) in square)


def test_a_certificate_that_takes_too_long_to_check_is_none(monkeypatch):
    assert always(x * y > 6, [x > 2, y > 3])
    monkeypatch.setattr(assembly, "MOST_TO_CHECK", 3)
    with pytest.raises(Undecided, match="no certificate was found, though Z3 says that the relation holds everywhere"):
        always(x * y > 6, [x > 2, y > 3])


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


def test_weights_may_be_fractions():
    one = Term(1, ())
    found = linear.exact_weights([(R(2), one, True), (R(-3), one, False)])  # 1 times 2 and 2/3 times -3
    assert [(term.weight, type(term.weight)) for term in found.terms] == [(1, int), (Fraction(2, 3), Fraction)]


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


@pytest.mark.cases(None)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("power", range(1, 7))
def test_a_power_has_the_sign_of_its_base_where_it_is_odd_and_is_positive_where_it_is_even(power, sign):
    hypotheses = ((-X, True), (Y, True), (sign * X**power * Y, True))  # of a negative and a positive number
    proof = SignInference(hypotheses, (), 40).contradict(2)
    assert (proof is not None) == (sign * (-1) ** power < 0)
    if proof:
        assert checked(hypotheses, proof)


def checked(hypotheses, proof):
    """Whether the independent checker takes a proof that the hypotheses cannot hold together."""
    constraints = tuple(SignConstraint(as_dict(polynomial), strict) for polynomial, strict in hypotheses)
    return check(Certificate(("x", "y"), (Case(constraints, proof),)))


@pytest.mark.cases(None)
@pytest.mark.parametrize("power", range(1, 7))
def test_an_even_power_of_what_may_have_either_sign_is_not_negative(power):
    hypotheses = ((Y, True), (-((X - Y) ** power) * Y, True))
    proof = SignInference(hypotheses, (), 40).contradict(1)
    assert (proof is not None) == (power % 2 == 0)
    assert proof is None or checked(hypotheses, proof)
    assert SignInference((hypotheses[0], (hypotheses[1][0], False)), (), 40).contradict(1) is None  # it may be zero


@pytest.mark.parametrize("weak", [False, True])
def test_a_product_with_what_may_be_zero_may_be_zero(weak):
    hypotheses = ((-X, False), (Y, True), (X * Y, not weak))  # at most zero, and above zero or not
    proof = SignInference(hypotheses, (), 40).contradict(2)
    assert (proof is None) == weak
    assert weak or checked(hypotheses, proof)


@pytest.mark.parametrize(
    "hypotheses",
    [
        ((X - Y, True), (Y, True), (X * Y - X**2 - 1, True)),  # x (x - y) + 1 is positive where x is above y
        ((X - 1, True), (2 - X, True), (Y, True), (X**2 - 3 * X + 2 - Y, False)),  # as is (x - 1) (2 - x) + y between 1 and 2
    ],
)
def test_with_its_bounds_put_for_a_variable_what_is_left_has_signs(hypotheses):
    proof = eliminate(inference(*hypotheses), lambda more: None)
    assert checked(hypotheses, proof)


def test_a_case_is_split_where_the_hypothesis_comes_nearest_to_holding_also_beside_a_simple_value():
    simple, near = case_splits.thresholds(inference((X, True), (2 - X, True), (-((8 * X - 5) ** 2) - 1, False)))
    assert simple == 3 * X - 2  # no value is simpler and nearer to 5/8
    assert abs(Fraction(int(-near.coeff(1)), int(near.coeff(X))) - Fraction(5, 8)) < Fraction(1, 500)


@pytest.mark.cases(None)
@pytest.mark.parametrize(("constant", "positive", "nonnegative"), [(-1, False, False), (0, False, True), (1, True, True), (2, True, True)])
def test_a_constant_has_its_own_sign_and_a_variable_may_have_any(constant, positive, nonnegative):
    assert (_may_hold(R(constant), True), _may_hold(R(constant), False)) == (positive, nonnegative)
    assert _may_hold(X + constant, True)


def test_not_is_understood_as_it_stands():
    assert always(sp.Not(x > 0, evaluate=False), [x < 0])
    assert always(sp.Not(sp.Eq(x, 1), evaluate=False), [x < 0])
    assert not always(sp.Not(x > 0, evaluate=False))
    assert always(x < 1, [sp.Not(x >= 1, evaluate=False)])


def test_variables_are_substituted_in_every_order_and_in_each_once():
    slack = SlackVariables(((Y - 1, True), (X - Y, True), (2 * Y - X, True)))
    assert sorted(substitution_orders(slack, X + Y)) == [(0, 1), (1, 0)]


def test_a_variable_is_replaced_first_where_one_of_its_bounds_has_the_others_in_it():
    slack = SlackVariables(((Y - X**2, True), (5 - Y, True), (X - 1, True)))  # only y is bounded by the other
    assert next(substitution_orders(slack, X + Y)) == (1, 0)


def test_a_representation_is_given_up_past_its_steps():
    slack = SlackVariables(((X, True), (Y, True), (-X - Y, False)))
    assert handelman_representation(slack, X + Y, True, 2, 1) is not None
    assert handelman_representation(slack, X + Y, True, 2, 0) is None


def test_a_multiplier_that_is_the_same_at_the_points_looked_at_is_no_number_for_that():
    """At 2 and at 7, x (9 - x) is 14, and it is not at 3; x + (9 - x) is 9 everywhere."""
    slack = SlackVariables(((X, False), (9 - X, False)))
    *_, first, second = slack.ring.gens
    assert slack.handelman_form(Representation(first * second, first), strict=False) is None
    assert slack.handelman_form(Representation(first + second, first), strict=False).multiplier == 9


roots = st.fractions(-9, 9, max_denominator=9)


@drawn(roots, roots, st.fractions(-4, 4, max_denominator=5).filter(bool))
def test_the_rational_roots_of_a_parabola_are_found_and_no_others(first, second, a):
    assert {*rational_roots(a * first * second, -a * (first + second), a)} == {first, second}
    assert rational_roots(a * (first**2 - 2), -2 * a * first, a) == []  # the root of two away from the first
    assert rational_roots(a * (first**2 + 1), -2 * a * first, a) == []
    assert rational_roots(-a * first, a) == [first]


def test_near_an_irrational_point_one_coordinate_is_made_simple(monkeypatch):
    monkeypatch.setattr(counterexample, "FEW", 0)
    monkeypatch.setattr(counterexample, "point_near", lambda asked, point, count: None)
    circle = [sp.Eq(x**2 + y**2, 1), x > 0, y > 0]
    point = always(y < sp.Rational(99, 100) * x, circle).counterexample
    assert point[x] ** 2 + point[y] ** 2 == 1


def test_to_look_for_equations_takes_steps():
    """A statement may fail in thousands of ways, each with long polynomials."""
    asked = statement(sp.Ne(x * y, 1), [x > 0, y > 0])
    assert asked.negation_dnf
    with at_most(2), pytest.raises(ExhaustedError):
        equality_solver(asked)
    with at_most(100):
        drawn, solved = equality_solver(asked)({x: Fraction(2), y: Fraction(5)})
    assert drawn[x] * drawn[y] == 10
    assert solved[x] * solved[y] == 1
