"""Certificates: the checker turns down what is tampered with, and a certificate speaks of its own question only."""

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from positivity import always, check, covers, summary
from positivity.certificate import MOST_FACTORS, Case, CaseSplit, Certificate, Identity, SignConstraint, Term

x, y = sp.symbols("x y", real=True)
TRUE = (x**2 * y + 3 > x * y, [x >= 2, y > 0])


# x >= 1 and -x >= 0 cannot hold together: (x - 1) + (-x) + 1 = 0
X_IS_LARGE, X_IS_NOT = SignConstraint({(1,): 1, (0,): -1}, False), SignConstraint({(1,): -1}, False)
GOOD = Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ())))


def certificate(proof, *hypotheses, variables=("x",)):
    return Certificate(variables, (Case(hypotheses, proof),))


def test_a_right_certificate_is_accepted():
    assert check(certificate(GOOD, X_IS_LARGE, X_IS_NOT))
    positive = Identity((Term(1, ((1, 1),)), Term(Fraction(1, 2), ((2, 1),))))
    assert check(certificate(CaseSplit({(1,): 2}, positive, GOOD), X_IS_LARGE, X_IS_NOT))


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


@pytest.mark.cases(None)
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


def test_every_split_of_a_proof_is_counted():
    split = CaseSplit({(1,): 2}, GOOD, GOOD)
    assert [summary(certificate(proof, X_IS_LARGE, X_IS_NOT)).splits for proof in (GOOD, split, CaseSplit({(1,): 3}, split, split))] == [
        0,
        1,
        3,
    ]
