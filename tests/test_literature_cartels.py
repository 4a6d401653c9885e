"""Stable R&D cartels: the closed form is what the engine finds, and where R&D is dear the sizes are those proved."""

from fractions import Fraction

import pytest
import sympy as sp

from spillover import model
from spillover.game.industry import play
from spillover.literature import cartels
from spillover.literature.cartels import SIZE
from spillover.model import beta, gamma, n

HALF = Fraction(1, 2)


def at(expr, firms, spillover, cost):
    given = {"n": firms, "a": 100, "A": 99, "b": 1, "beta": spillover, "gamma": cost}
    found = expr.subs({getattr(model, name): sp.Rational(value) for name, value in given.items()})
    return Fraction(int(found.p), int(found.q))


@pytest.mark.parametrize(("firms", "spillover", "cost"), [(3, Fraction(1, 4), 3), (5, Fraction(3, 4), 2), (6, Fraction(2, 5), 5)])
def test_joining_brings_what_the_engine_says(firms, spillover, cost):
    industry = cartels.industry(firms, a=100, A=99, gamma=cost, beta=spillover)
    assert cartels.gains_from_joining(industry) == [at(cartels.gain_from_joining(size), firms, spillover, cost) for size in range(1, firms)]


def test_members_and_outsiders_play_best_replies():
    industry = cartels.industry(4, a=100, A=99, gamma=3, beta=Fraction(1, 4))
    x, _ = play(industry, rnd_coalitions=[[0, 1], [2], [3]])
    member, outsider = (at(level.subs(SIZE, 2), 4, Fraction(1, 4), 3) for level in cartels.rnd())
    assert x == [member, member, outsider, outsider]


@pytest.mark.parametrize("firms", [3, 4, 5, 6])
@pytest.mark.parametrize("spillover", [Fraction(1, 4), Fraction(3, 4)])
def test_where_rnd_is_dear_one_size_is_stable(firms, spillover):
    dear = cartels.industry(firms, a=100, A=99, gamma=12, beta=spillover)
    assert cartels.stable_sizes(dear) == [2 if spillover < HALF else 3]


def test_two_firms_always_join_and_at_one_half_nobody_minds():
    assert cartels.stable_sizes(cartels.industry(2, a=100, A=99, gamma=3, beta=Fraction(1, 4))) == [2]
    assert cartels.stable_sizes(cartels.industry(4, a=100, A=99, gamma=3, beta=HALF)) == [2, 3, 4]


def test_cheap_rnd_may_leave_no_size_or_a_larger_one():
    cheap = {
        spillover: cartels.industry(5, a=100, A=99, gamma=Fraction(3, 2), beta=spillover) for spillover in (Fraction(1, 4), Fraction(9, 10))
    }
    assert [cartels.stable_sizes(industry) for industry in cheap.values()] == [[], [5]]


def test_a_cartel_of_two_is_joined_without_a_first_order_gain():
    assert cartels.leading_coefficient(0) == cartels.leading_coefficient(1, 2) == 0


@pytest.mark.parametrize(("size", "order"), [(1, 1), (2, 2), (3, 1)])
def test_the_coefficient_is_what_the_gain_tends_to(size, order):
    where = {n: 5, beta: sp.Rational(1, 4), model.a: 3, model.A: 2, model.b: 1}
    limit = sp.limit(cartels.gain_from_joining(size).subs(where) * gamma**order, gamma, sp.oo)
    assert limit == cartels.leading_coefficient(order, size).subs(where) != 0
