"""Questions as a reader types them, turned into SymPy relations.

A parser by recursive descent and nothing else: no part of a question is ever evaluated as Python. How long, how deep and
how large a question may be is bounded, so that reading it ends soon, whatever it says::

    statement   either [("=>" | "<=>") either]
    either      both ("or" both)*
    both        denial ("and" denial)*
    denial      "not"* comparison
    comparison  sum (("<" | "<=" | ">" | ">=" | "=" | "!=") sum)*
    sum         product (("+" | "-") product)*
    product     signed (("*" | "/") signed)*
    signed      ("+" | "-")* power
    power       atom ["^" ("+" | "-")* atom]
    atom        number | name | name "[" regime "]" | "(" statement ")"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import sympy as sp

from spillover import model
from spillover.notation import mark
from spillover.questions import vocabulary
from spillover.questions.tokens import QuestionError, Tokens
from spillover.regimes import Mode

LENGTH = 500
"""How many characters a question may have."""
NESTING, EXPONENT, DIGITS, TERMS = 20, 8, 60, 2_000_000
"""The bounds: brackets in brackets, the exponent, the digits of a power, and terms when all is multiplied out."""

RELATIONS: dict[str, Any] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


class Premise(NamedTuple):
    """What an implication supposes: as it was typed, and as a SymPy Boolean."""

    text: str
    holds: Any


@dataclass(frozen=True)
class Statement:
    """A statement that was read.

    Attributes
    ----------
    text
        as it was typed.
    holds
        a SymPy Boolean in the parameters, the shorthands and the marks of the quantities.
    denominators
        what the statement divides by, unless that is known to be positive; where one is zero, the statement says nothing.
    modes
        the regimes and planners that it names.
    premises
        for each implication on which it depends, what those around it suppose, and last what it supposes itself.
    """

    text: str
    holds: Any
    denominators: tuple[sp.Expr, ...]
    modes: tuple[Mode, ...]
    premises: tuple[tuple[Premise, ...], ...]


def read(text: str, argument: str = "text") -> Statement:
    """Read a statement.

    Parameters
    ----------
    text
        for instance ``welfare[full] > welfare[rnd] and 0 < beta < 1/2``.
    argument
        what an error is to call the text.

    Raises
    ------
    TypeError
        If the text is no string.
    QuestionError
        If the text is no statement about the model, or too large.
    """
    if not isinstance(text, str):
        raise TypeError(f"{argument} must be a string such as 'x[rnd] > x[non]', got {text!r} of type {type(text).__name__}")
    if len(text) > LENGTH:
        raise QuestionError(f"{argument} must have at most {LENGTH} characters, got {len(text)}")
    parser = Parser(Tokens(text, argument))
    found = (parser.denominators, parser.modes, parser.premises)
    return Statement(text.strip(), parser.whole(), *map(tuple, map(dict.fromkeys, found)))


class Parser:
    """The grammar of this module, one method a line.

    Attributes
    ----------
    denominators
        what was divided by so far, unless it is positive.
    modes
        the regimes and planners named so far.
    premises
        what the implications so far suppose, each behind what those around it suppose.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.nesting = 0
        self.equivalences = 0
        self.denominators: list[sp.Expr] = []
        self.modes: list[Mode] = []
        self.premises: list[tuple[Premise, ...]] = []

    def whole(self) -> Any:
        """The statement that the whole text is."""
        holds = self.statement()
        self.tokens.expect("end", "the end")
        if isinstance(holds, sp.Expr):
            self.tokens.refuse("this is a number; a question states a relation, for instance x[rnd] > x[non]", 0)
        return holds

    def statement(self) -> Any:
        """A statement, with => or <=> between two if there is one."""
        place, before = self.tokens.place, len(self.premises)
        ends: list[tuple[int, int]] = []

        def side() -> Any:
            value = self.either()
            ends.append((self.tokens.place, len(self.premises)))
            return value

        values, signs = self.chain(side, "=>", "<=>", numbers=False)
        if len(signs) > 1:
            self.tokens.refuse(f"{signs[0]!r} and {signs[1]!r} need brackets to say which comes first", place)
        if not signs:
            return values[0]
        first, second = values
        (end, between), _ = ends
        premise = Premise(self.tokens.text[place:end].strip(), first)
        self.premises[before:] = [(premise,), *((premise, *more) for more in self.premises[between:])] if signs == ["=>"] else []
        forth, back = sp.Or(sp.Not(first), second), sp.Or(first, sp.Not(second))
        if signs == ["=>"]:
            return forth
        self.equivalences += 1
        if self.equivalences > 1:  # one in another doubles what there is to prove, again and again
            self.tokens.refuse("'<=>' may stand only once", place)
        return sp.And(forth, back)

    def either(self) -> Any:
        """Statements with 'or' between them."""
        values, signs = self.chain(self.both, "or", numbers=False)
        return sp.Or(*values) if signs else values[0]

    def both(self) -> Any:
        """Statements with 'and' between them."""
        values, signs = self.chain(self.denial, "and", numbers=False)
        return sp.And(*values) if signs else values[0]

    def denial(self) -> Any:
        """A comparison behind any number of 'not'."""
        denials = self.tokens.run("not")
        place, before, value = self.tokens.place, len(self.premises), self.comparison()
        if denials:
            self.require(False, value, place, "not")
        if len(denials) % 2 == 0:
            return value
        del self.premises[before:]  # of a denial nothing is supposed
        return sp.Not(value)

    def comparison(self) -> Any:
        """Sums with relations between them."""
        place = self.tokens.place
        sides, signs = self.chain(self.sum, *RELATIONS, numbers=True)
        if not signs:
            return sides[0]
        links = list(zip(signs, sides, sides[1:], strict=False))
        for _, left, right in links:
            self.bounded(left - right, place)
        return sp.And(*(RELATIONS[sign](left, right) for sign, left, right in links))

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
