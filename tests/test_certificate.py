"""What stands behind always: the checker turns down what is tampered with, and limits and missing libraries are met honestly."""

import builtins
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp
from sympy.polys.rings import ring

from positivity import Undecided, always, check, counterexample, covers, decide, linear, search, solver
from positivity.assembly import LemmaChain
from positivity.budget import ExhaustedError, at_most
from positivity.certificate import MOST_FACTORS, Case, CaseSplit, Certificate, Identity, SignConstraint, Term
from positivity.elimination import SignLemmas, eliminate
from positivity.handelman import SlackVariables
from positivity.sign_inference import SignInference
from positivity.slack_substitution import handelman_representation
from positivity.witnesses import draw_witnesses

x, y, z = sp.symbols("x y z", real=True)
TRUE = (x**2 * y + 3 > x * y, [x >= 2, y > 0])
R, X, Y = ring("x,y", sp.ZZ)


# ---- the checker

# x >= 1 and -x >= 0 cannot hold together: (x - 1) + (-x) + 1 = 0
X_IS_LARGE, X_IS_NOT = SignConstraint({(1,): 1, (0,): -1}, False), SignConstraint({(1,): -1}, False)
GOOD = Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ())))


def certificate(proof, *hypotheses, variables=("x",)):
    return Certificate(variables, (Case(hypotheses, proof),))


def test_a_right_certificate_is_accepted():
    assert check(certificate(GOOD, X_IS_LARGE, X_IS_NOT))
    assert check(
        certificate(CaseSplit({(1,): 2}, Identity((Term(1, ((1, 1),)), Term(Fraction(1, 2), ((2, 1),)))), GOOD), X_IS_LARGE, X_IS_NOT)
    )


class Sly(Fraction):
    """A number that says it is positive."""

    def __gt__(self, other):
        return True


BAD = {
    "another weight": replace(GOOD, terms=(replace(GOOD.terms[0], weight=2), *GOOD.terms[1:])),
    "a negative weight": Identity((Term(-1, ((0, 1),)), Term(-1, ((1, 1),)), Term(-1, ()))),
    "a weight of zero": Identity((Term(0, ()),)),
    "a float": Identity((Term(1.0, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ()))),
    "no term": Identity(()),
    "nothing positive": Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, (), {(0,): 1}))),
    "a place that is not there": Identity((Term(1, ((2, 1),)), Term(1, ((1, 1),)), Term(1, ()))),
    "a place counted from the end": Identity((Term(1, ((-2, 1),)), Term(1, ((1, 1),)), Term(1, ()))),
    "a power of zero": Identity((Term(1, ((0, 0),)), Term(1, ((1, 1),)), Term(1, ()))),
    "a negative power": Identity((Term(1, ((0, -1),)),)),
    "too high a power": Identity((Term(1, ((0, MOST_FACTORS + 1),)),)),
    "a square that is none": Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ()), Term(1, (), {(-1,): 1}))),
    "a square in other variables": Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ()), Term(1, (), {(1, 1): 1}))),
    "a root as a square": Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, (), {(Fraction(1, 2),): 1}), Term(1, ()))),
    "half a power": Identity((Term(1, ((0, Fraction(1, 2)),)), Term(1, ((1, 1),)), Term(1, ()))),
    "a place that is no number": Identity((Term(1, ((False, 1),)), Term(1, ((1, 1),)), Term(1, ()))),
    "a weight of its own kind": Identity((Term(Sly(-1), ((0, 1),)), Term(Sly(-1), ((1, 1),)), Term(Sly(-1), ()))),
    "a split with one side wrong": CaseSplit({(1,): 2}, GOOD, Identity(())),
    "a split with the other side wrong": CaseSplit({(1,): 2}, Identity(()), GOOD),
}


@pytest.mark.parametrize("proof", BAD.values(), ids=BAD.keys())
def test_a_tampered_certificate_is_rejected(proof):
    assert not check(certificate(proof, X_IS_LARGE, X_IS_NOT))


def test_hypotheses_that_are_no_polynomials_are_rejected():
    assert not check(certificate(GOOD, SignConstraint({(1,): 1.0, (0,): -1}, False), X_IS_NOT))
    assert not check(certificate(GOOD, X_IS_LARGE, X_IS_NOT, variables=("x", "y")))


def test_a_root_of_a_variable_proves_nothing():
    """-x > 0 cannot hold, says this, because -x + (the root of x) squared is zero."""
    wrong = Certificate(
        ("x",), (Case((SignConstraint({(1,): -1}, True),), Identity((Term(1, ((0, 1),)), Term(1, (), {(Fraction(1, 2),): 1})))),)
    )
    assert not check(wrong)
    assert always(x >= 0, known=wrong).counterexample is not None


def test_strictness_must_be_said():
    assert not check(certificate(GOOD, SignConstraint(X_IS_LARGE.polynomial, "no"), X_IS_NOT))


def test_a_term_with_too_many_hypotheses_is_rejected():
    one, minus_one = SignConstraint({(0,): 1}, True), SignConstraint({(0,): -1}, False)
    for power, accepted in ((MOST_FACTORS, True), (MOST_FACTORS + 1, False)):
        assert check(certificate(Identity((Term(1, ((0, power),)), Term(1, ((1, 1),)))), one, minus_one)) is accepted


def test_a_certificate_that_was_found_cannot_be_changed():
    found = always(*TRUE).certificate
    leaf = found.cases[0].proof
    while isinstance(leaf, CaseSplit):
        leaf = leaf.positive
    for i, term in enumerate(leaf.terms):
        wrong = Identity((*leaf.terms[:i], replace(term, weight=term.weight + 1), *leaf.terms[i + 1 :]))
        assert not check(Certificate(found.variables, (Case(found.cases[0].hypotheses, wrong),)))


def test_a_certificate_covers_its_own_question_only():
    found = always(*TRUE).certificate
    assert covers(found, *TRUE)
    assert covers(found, TRUE[0], [*TRUE[1], y < 7])
    assert not covers(found, TRUE[0], [x >= 1, y > 0])
    assert not covers(found, x > 0, [x >= 2])
    assert not covers(replace(found, cases=()), *TRUE)


def test_a_known_certificate_is_used_again_only_where_it_covers():
    found = always(*TRUE)
    assert always(*TRUE, known=found.certificate).certificate == found.certificate
    assert always(TRUE[0], [x >= 3, y > 0], known=found.certificate).certificate != found.certificate
    assert not always(TRUE[0], [x >= 0, y > 0], known=found.certificate)
    assert always(x > 0, [x >= 2], known=found.certificate)


def test_z3_is_told_of_fractions_within_sizes():
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) >= 2).status == "sat"
    assert solver.solve([x > 2], sp.Abs(1 + 1 / x) <= 2).status == "unsat"
    with pytest.raises(ValueError, match="a power must be whole and positive here, got 1/x"):
        solver._number(1 / x, {x: None}, None)


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
