"""Numbers that know how fast they change: their rules are those of differentiation, without rounding."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from spillover.game.dual import Dual, derivative, dual

FUNCTIONS = {
    "sums": lambda x: 3 + x - 2 - (1 - x) + (-x),
    "products": lambda x: 3 * x * x * Fraction(1, 2),
    "quotients": lambda x: (1 + x) / (2 + x * x) + 1 / (3 + x) + x / 7,
    "powers": lambda x: (1 + x) ** 5 - x**2 + (2 - 3 * x) ** 4,
}
numbers = st.fractions(-2, 2, max_denominator=30)


@pytest.mark.parametrize("kind", FUNCTIONS)
@given(at=numbers)
def test_derivatives_are_exact(kind, at):
    x = sp.Symbol("x")
    expected = sp.diff(FUNCTIONS[kind](x), x).subs(x, sp.Rational(at))
    assert derivative(FUNCTIONS[kind], at) == Fraction(int(expected.p), int(expected.q))


def test_any_rational_power_of_one():
    assert Dual(1, 4) ** Fraction(1, 3) == Dual(1, Fraction(4, 3))
    with pytest.raises(TypeError):
        hash(Dual(1, 1))


def test_what_has_no_value_but_changes_is_not_zero_and_cannot_be_divided_by():
    small = Dual(0, 1)
    assert small != 0
    assert not small
    assert small * small == 0
    assert dual(1, 2) >= small
    assert not small >= dual(1, 2)
    with pytest.raises(ZeroDivisionError):
        Fraction(1) / Dual(Fraction(0), 1)
