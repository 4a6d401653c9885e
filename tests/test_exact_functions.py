"""An expression as a function gives the exact value that substitution gives, and the truth of a Boolean."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from spillover.conditions import Condition
from spillover.exact_functions import exact_function

x, y = sp.symbols("x y", positive=True)
POINTS = [(Fraction(1, 3), Fraction(2, 7)), (Fraction(5), Fraction(1, 10**20)), (Fraction(3), Fraction(4))]
EXPRESSIONS = [x / 2 + y / 3, (x - y) ** 3 / (x + y) ** 2 - sp.Rational(7, 11), sp.Abs(x - y) / 3, sp.Integer(1) / 3 + 0 * x]


def substituted(value, point):
    return value.subs({symbol: sp.Rational(str(number)) for symbol, number in zip((x, y), point, strict=True)})


@pytest.mark.parametrize("point", POINTS)
def test_values_are_exact(point):
    for value in EXPRESSIONS:
        found = exact_function((x, y), value)(*point)
        assert Fraction(found) == Fraction(str(substituted(value, point)))
        assert not isinstance(found, float)
    assert exact_function((x, y), EXPRESSIONS)(*point) == [exact_function((x, y), value)(*point) for value in EXPRESSIONS]


@pytest.mark.parametrize("point", POINTS)
def test_booleans_are_decided_exactly(point):
    edge = x * (y + 1) / 3 - substituted(x * (y + 1) / 3, point)
    for relation in (edge >= 0, edge > 0, sp.Implies(edge >= 0, x > y), sp.Equivalent(x > y, edge < 0), sp.Ne(edge, 0), sp.true):
        assert exact_function((x, y), relation)(*point) is bool(substituted(relation, point))


def test_arrays_broadcast_and_symbols_stay_symbols():
    doubled = exact_function((x, y), [2 * x + y, x * y])
    first, second = doubled(np.array([1.0, 2.0]), np.array([[3.0], [4.0]]))
    assert first.tolist() == [[5.0, 7.0], [6.0, 8.0]]
    assert second.shape == (2, 2)
    assert doubled(y, x) == [x + 2 * y, x * y]


@pytest.mark.parametrize(("strict", "kind"), [(True, sp.StrictGreaterThan), (False, sp.GreaterThan)])
def test_a_condition_is_a_relation_with_its_sides_in_order(strict, kind):
    z = sp.Symbol("z", real=True)
    found = Condition("name", 0, z, strict, "meaning").relational
    assert (type(found), found.args) == (kind, (0, z))
