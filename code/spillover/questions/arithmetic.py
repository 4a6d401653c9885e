"""The numbers of a question: sums, products, powers and names, with bounds that keep each of them small."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import sympy as sp

from spillover import model
from spillover.notation import mark
from spillover.questions import vocabulary
from spillover.questions.tokens import Tokens
from spillover.regimes import Mode

NESTING, EXPONENT, DIGITS, TERMS = 20, 8, 60, 2_000_000
"""The bounds: brackets in brackets, the exponent, the digits of a power, and terms when all is multiplied out."""


class Arithmetic(ABC):
    """The lower half of the grammar in :mod:`spillover.questions.parser`, one method a line.

    Attributes
    ----------
    denominators
        what was divided by so far, unless it is positive.
    modes
        the regimes and planners named so far.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.nesting = 0
        self.denominators: list[sp.Expr] = []
        self.modes: list[Mode] = []

    @abstractmethod
    def statement(self) -> Any:
        """What may stand in brackets."""

    def chain(self, part: Callable[[], Any], *signs: str, numbers: bool) -> tuple[list[Any], list[str]]:
        """Parts, and the signs between them; where there is a sign, the parts must be numbers, or must be statements."""
        places, values, found = [self.tokens.place], [part()], []
        while sign := self.tokens.take(*signs):
            found.append(sign)
            places.append(self.tokens.place)
            values.append(part())
        for value, place in zip(values, places, strict=True):
            if found:
                self.require(numbers, value, place, found[0])
        return values, found

    def require(self, number: bool, value: Any, place: int, sign: str) -> None:
        """Refuse a statement where a number must stand, or the reverse."""
        if isinstance(value, sp.Expr) is not number:
            wanted, got = ("numbers", "a statement") if number else ("statements", "a number")
            self.tokens.refuse(f"{sign!r} is for {wanted}, and this is {got}", place)

    def sum(self) -> Any:
        """Products with + and - between them."""
        values, signs = self.chain(self.product, "+", "-", numbers=True)
        signed = zip(["+", *signs], values, strict=True)
        return sp.Add(*(-value if sign == "-" else value for sign, value in signed)) if signs else values[0]

    def product(self) -> Any:
        """Signed numbers with * and / between them."""
        place = self.tokens.place
        values, signs = self.chain(self.signed, "*", "/", numbers=True)
        signed = zip(["*", *signs], values, strict=True)
        factors = [self.inverse(value, place) if sign == "/" else value for sign, value in signed]
        return self.bounded(sp.Mul(*factors), place) if signs else values[0]

    def signed(self) -> Any:
        """A power behind any number of signs."""
        signs = self.tokens.run("+", "-")
        place, value = self.tokens.place, self.power()
        if signs:
            self.require(True, value, place, signs[-1])
        return -value if signs.count("-") % 2 else value

    def power(self) -> Any:
        """A number, and a whole exponent if there is one."""
        place, base = self.tokens.place, self.atom()
        if not self.tokens.take("^"):
            return base
        self.require(True, base, place, "^")
        signs, at, exponent = self.tokens.run("+", "-"), self.tokens.place, self.atom()
        if not (exponent.is_Integer and abs(exponent) <= EXPONENT):
            self.tokens.refuse(f"an exponent must be a whole number of at most {EXPONENT}", at)
        if max(len(str(part)) for number in base.atoms(sp.Rational) | {sp.S.One} for part in (number.p, number.q)) * abs(exponent) > DIGITS:
            self.tokens.refuse(f"a power of a number may have at most {DIGITS} digits", place)
        below = (exponent < 0) != bool(signs.count("-") % 2)
        return self.bounded((self.inverse(base, place) if below else base) ** abs(exponent), place)

    def inverse(self, value: sp.Expr, place: int) -> sp.Expr:
        """One over a number, which is noted as a denominator unless it is positive."""
        if vocabulary.vanishes(self.bounded(value, place)):
            self.tokens.refuse("this divides by zero", place)
        if not value.is_positive:
            self.denominators.append(value)
        return 1 / value

    def bounded(self, value: sp.Expr, place: int) -> sp.Expr:
        """The same number, unless it is too large to be multiplied out."""
        if any(abs(power.exp) > EXPONENT for power in value.atoms(sp.Pow)):
            self.tokens.refuse(f"this has a power above {EXPONENT}, which is too high", place)
        if sum(vocabulary.terms(value)) > TERMS:
            self.tokens.refuse(f"multiplied out, this may have more than {TERMS} terms, which is too many", place)
        return value

    def atom(self) -> Any:
        """A number, a name, or what stands in brackets."""
        place = self.tokens.place
        if number := self.tokens.take_kind("number"):
            return sp.Rational(number)
        if name := self.tokens.take_kind("name"):
            return self.quantity(name, place) if name in model.QUANTITIES else self.parameter(name, place)
        self.tokens.expect("(", "a number, a name or an opening bracket")
        self.nesting += 1
        if self.nesting > NESTING:
            self.tokens.refuse(f"brackets may stand in at most {NESTING} others")
        value = self.statement()
        self.tokens.expect(")", "a closing bracket")
        self.nesting -= 1
        return value

    def parameter(self, name: str, place: int) -> sp.Symbol:
        """The symbol of a parameter or a shorthand."""
        if name not in vocabulary.SYMBOLS:
            self.tokens.refuse(vocabulary.unknown(name), place)
        if self.tokens.take("["):
            self.tokens.refuse(f"{name} is the same in every regime: leave out the square brackets", place)
        return vocabulary.SYMBOLS[name]

    def quantity(self, name: str, place: int) -> sp.Symbol:
        """The symbol of a quantity in the mode that stands behind it in square brackets."""
        if not self.tokens.take("["):
            self.tokens.refuse(f"{name} needs a regime or a planner: {', '.join(f'{name}[{mode}]' for mode in vocabulary.MODES)}", place)
        at, mode = self.tokens.place, self.tokens.take_kind("name")
        if mode not in vocabulary.MODES:
            self.tokens.refuse(vocabulary.unknown_mode(mode), at)
        self.tokens.expect("]", "a closing square bracket")
        self.modes.append(vocabulary.MODES[mode])
        return mark(name, vocabulary.MODES[mode])
