"""Numbers u + v e with e * e = 0: a game played in them says, besides what firms do, how fast that changes; exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import QQ


@dataclass(slots=True, eq=False)
class Dual:
    """A number, and how fast it changes in some parameter.

    Sums, products, quotients and powers follow the rules of differentiation. A dual number is true where one can divide by it.

    Attributes
    ----------
    value
        the number.
    slope
        its derivative.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.game.dual import Dual
    >>> beta = Dual(Fraction(1, 2), Fraction(1))
    >>> 1 / (1 + beta)
    Dual(value=Fraction(2, 3), slope=Fraction(-4, 9))
    """

    value: Any
    slope: Any

    def __add__(self, other: Any) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.value + other.value, self.slope + other.slope)
        return Dual(self.value + other, self.slope)

    __radd__ = __add__

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __sub__(self, other: Any) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.value - other.value, self.slope - other.slope)
        return Dual(self.value - other, self.slope)

    def __rsub__(self, other: Any) -> Dual:
        return Dual(other - self.value, -self.slope)

    def __mul__(self, other: Any) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)
        return Dual(self.value * other, self.slope * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Dual:
        if isinstance(other, Dual):
            quotient = self.value / other.value
            return Dual(quotient, (self.slope - quotient * other.slope) / other.value)
        return Dual(self.value / other, self.slope / other)

    def __rtruediv__(self, other: Any) -> Dual:
        quotient = other / self.value
        return Dual(quotient, -quotient * self.slope / self.value)

    def __pow__(self, power: Any) -> Dual:
        """A whole power of any number; any rational power of a number whose value is one."""
        if self.value == 1:
            return Dual(self.value, power * self.slope)
        return Dual(self.value**power, power * self.value ** (power - 1) * self.slope)

    def __eq__(self, other: object) -> bool:
        value, slope = (other.value, other.slope) if isinstance(other, Dual) else (other, 0)
        return bool(self.value == value and self.slope == slope)

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= (other.value if isinstance(other, Dual) else other))

    def __bool__(self) -> bool:
        return bool(self.value)


def dual(numerator: int, denominator: int = 1) -> Dual:
    """A dual number that does not change, from two integers.

    Parameters
    ----------
    numerator, denominator
        of its value.

    Returns
    -------
    Dual
        with slope zero.

    Examples
    --------
    >>> from spillover.game.dual import dual
    >>> dual(1, 2) == dual(2) / 4
    True
    """
    return Dual(QQ(numerator, denominator), QQ(0))


def derivative(function: Callable[[Dual], Any], value: Any) -> Any:
    """The derivative of a function of one number, from one evaluation.

    Parameters
    ----------
    function
        of sums, products, quotients and whole powers.
    value
        where, an exact number.

    Returns
    -------
    number
        exact.

    Examples
    --------
    >>> from sympy import QQ
    >>> from spillover.game.dual import derivative
    >>> derivative(lambda x: x * x, QQ(3)) == 6
    True
    """
    return function(Dual(value, QQ(1))).slope
