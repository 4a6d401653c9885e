"""Numbers: the arithmetic of a question, fractions, powers and derivatives."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import sympy as sp

from spillover import model
from spillover.notation import latex
from spillover.questions import vocabulary
from spillover.questions.lexing import Token
from spillover.questions.parts import Incomplete, Part, atomic, lettered
from spillover.questions.quantities import EXPONENT, Quantities

NESTING, DIGITS = 20, 60
"""The bounds: brackets in brackets, and the digits of a power."""


class Formulas(Quantities, ABC):
    """The lower part of the grammar, one method a line."""

    @abstractmethod
    def statement(self) -> Part:
        """What stands in brackets."""

    def chain(self, part: Callable[[], Part], *signs: str) -> tuple[list[Part], list[str], list[int]]:
        """Parts, the signs between them, and where each part begins."""
        places, values, found = [self.tokens.place], [part()], []
        while sign := self.tokens.take(*signs):
            found.append(sign)
            places.append(self.tokens.place)
            values.append(part())
        return values, found, places

    def number(self, part: Callable[[], Part]) -> Part:
        """A part that must be a number."""
        place, found = self.tokens.place, part()
        self.require(True, found, place, "d")
        return found

    def sum(self) -> Part:
        """Products with + and - between them."""
        values, signs, places = self.chain(self.product, "+", "-")
        if not signs:
            return values[0]
        for value, place in zip(values, places, strict=True):
            self.require(True, value, place, signs[0])
        terms = list(zip(["+", *signs], values, strict=True))
        total = sp.Add(*(-value.value if sign == "-" else value.value for sign, value in terms))
        text, tex = ("".join(f" {sign} {getattr(value, side)}" for sign, value in terms)[3:] for side in ("text", "tex"))
        return Part(total, text, tex)

    def product(self) -> Part:
        """Signed numbers with * and / between them; the sign may be missing where nothing else can be meant."""
        place = self.tokens.place
        part, divided = self.signed(), False
        if self.tokens.next.kind == "times" and self.tokens.next.text != "?" and part.quantity:  # x̂的两倍
            times = self.tokens.skip().text
            part = Part(int(times) * part.value, f"{times}*{part.text}", rf"{times}\,{part.tex}")
        while True:
            sign = self.tokens.take("*", "/")
            if not sign and not (isinstance(part.value, sp.Expr) and self.goes_on(part, divided)):
                return part
            at = self.tokens.place
            factor = self.signed()
            for value, where in ((part, place), (factor, at)):
                self.require(True, value, where, sign or "*")
            if sign == "/":
                value = part.value * self.inverse(factor.value, at)
                text, tex = f"{part.text}/{atomic(factor)}", rf"\frac{{{part.tex}}}{{{factor.tex}}}"
            else:
                value, text, tex = part.value * factor.value, f"{part.text}*{factor.text}", rf"{part.tex}\,{factor.tex}"
            divided = sign == "/"
            part = Part(self.bounded(value, place), text, tex)

    def goes_on(self, part: Part, divided: bool) -> bool:
        """Whether what comes next is a factor though there is no sign before it."""
        token, after = self.tokens.next, self.tokens.ahead(1)
        starts = token.kind in ("parameter", "quantity", "fraction", "accent") or token.text == "("
        if not starts or (token.kind == "parameter" and after.text == "=") or (part.quantity and self.opens_list()):
            return False
        if token.text == "(" and after.kind == "cluster":  # s = n (complete spillovers)
            return False
        blank = token.place > self.tokens.before.end
        if token.kind == "quantity" and not (token.mode or after.text in ("[", "_", "^", "*")):
            return False
        multiple = part.text in ("n", "s") or part.value.is_Number
        if blank and token.kind == "quantity" and not (multiple and self.behind in ("", "quantity")):
            return False
        if part.quantity and token.text == "(":
            self.tokens.refuse("a sign such as * or > is missing before '(': a quantity is no function, conditions go behind 'if'")
        apart = self.behind and blank and token.kind == "parameter" and after.kind in ("relation", "in")
        if divided or apart:
            written = self.tokens.text[token.place : token.end]
            self.tokens.refuse(f"a sign such as * or >, or a comma, is missing before {written!r}")
        return part.quantity == "" or not blank or token.text == "("

    def opens_list(self) -> bool:
        """Whether a bracket comes next that holds conditions: x[non](n = 2, ...), x[non] > 1 (if n = 2)."""
        first, second = self.tokens.ahead(1).kind, self.tokens.ahead(2).kind
        return self.tokens.next.text == "(" and (first in ("if", "unless") or (first == "parameter" and second == "relation"))

    def signed(self) -> Part:
        """A power behind any number of signs."""
        signs = self.tokens.run("+", "-")
        place, part = self.tokens.place, self.power()
        if not signs:
            return part
        self.require(True, part, place, signs[-1])
        return Part(-part.value, f"-{part.text}", f"-{part.tex}") if signs.count("-") % 2 else part

    def power(self) -> Part:
        """A number, and a whole exponent if there is one."""
        place, base = self.tokens.place, self.atom()
        if self.tokens.next.kind == "dot" and self.tokens.ahead(1).kind == "diff":  # x[non].diff(beta)
            self.tokens.skip(2)
            return self.derivative(base, self.parameter_named().value)
        raised = self.tokens.take_kind("raised")
        if raised is None and not self.tokens.take("^"):
            return base
        self.require(True, base, place, "^")
        at = self.tokens.place
        if raised is None:
            signs, exponent = self.tokens.run("+", "-"), self.atom().value
        else:
            signs, exponent = [], sp.Integer(raised.text) if raised.text.lstrip("-").isdigit() else sp.S.Half
        if not (isinstance(exponent, sp.Integer) and abs(exponent) <= EXPONENT):
            self.tokens.refuse(f"an exponent must be a whole number of at most {EXPONENT}", at)
        digits = max(len(str(part)) for number in base.value.atoms(sp.Rational) | {sp.S.One} for part in (number.p, number.q))
        if digits * abs(exponent) > DIGITS:
            self.tokens.refuse(f"a power of a number may have at most {DIGITS} digits", place)
        below = (exponent < 0) != bool(signs.count("-") % 2)
        value = self.bounded((self.inverse(base.value, place) if below else base.value) ** abs(exponent), place)
        size = -abs(exponent) if below else abs(exponent)
        return Part(
            value, f"{atomic(base)}^{size}", rf"{base.tex}^{{{size}}}" if base.quantity == "" else rf"\left({base.tex}\right)^{{{size}}}"
        )

    def inverse(self, value: sp.Expr, place: int) -> sp.Expr:
        """One over a number, which is noted as a denominator unless it is positive."""
        if vocabulary.vanishes(self.bounded(value, place)) or value.subs(self.at_ends) == 0:
            self.tokens.refuse("this divides by zero", place)
        if not value.is_positive:
            self.noted.denominators.append(value)
        return 1 / value

    def atom(self) -> Part:
        """A number, a name, or what stands in brackets."""
        while self.tokens.next.kind == "prep" and self.tokens.ahead(1).kind in ("mode", "quantity", "prep", "unclear"):
            self.tokens.skip()
        place = self.tokens.place
        if token := self.tokens.take_kind("number"):
            value = sp.Rational(token.text.rstrip("."))
            return Part(value, str(value), sp.latex(value))
        if token := self.tokens.take_kind("quantity"):
            return self.quantity(token)
        if token := self.tokens.take_kind("mode"):
            return self.regime(vocabulary.MODES[token.text], token.text)
        if token := self.tokens.take_kind("parameter"):
            return self.parameter(token)
        if token := self.tokens.take_kind("cluster"):
            symbol, value = token.text.split(" = ")
            if self.tokens.next.text == "(" and self.tokens.ahead(1).text == symbol:  # complete spillovers (beta = 1)
                return self.in_brackets(sp.Eq(vocabulary.SYMBOLS[symbol].subs(self.at_ends), sp.Integer(value)))
            return self.link(lettered(symbol), "=", Part(sp.Integer(value), value, value), place)
        if self.tokens.take_kind("d"):
            return self.differential()
        if self.tokens.take_kind("diff"):  # diff(x*, beta)
            self.tokens.expect("(", "an opening bracket")
            part = self.number(self.sum)
            self.tokens.expect(",", "a comma")
            parameter = self.parameter_named()
            self.tokens.expect(")", "a closing bracket")
            return self.derivative(part, parameter.value)
        if self.tokens.take_kind("slope"):
            part = self.number(self.atom)
            self.tokens.skip(self.tokens.prepositions())
            return self.derivative(part, self.parameter_named().value)
        if apart := self.tokens.take_kind("apart"):
            return self.difference(apart.text, place)
        if self.tokens.take_kind("fraction"):
            return self.fraction(place)
        if accent := self.tokens.take_kind("accent"):
            return self.accented(accent)
        if self.tokens.next.kind == "unclear":
            self.tokens.refuse_next("a number")
        square = bool(self.tokens.take("["))
        if not square:
            self.tokens.expect("(", "a number, a name or an opening bracket")
        self.nesting += 1
        if self.nesting > NESTING:
            self.tokens.refuse(f"brackets may stand in at most {NESTING} others")
        part = self.statement()
        self.tokens.expect("]" if square else ")", "a closing bracket")
        self.nesting -= 1
        if isinstance(part.value, Incomplete):
            return part
        return Part(part.value, f"({part.text})", rf"\left({part.tex}\right)")

    def difference(self, name: str, place: int) -> Part:
        """How far two numbers are apart: the larger less the smaller, as far as a few clusters show which is the larger."""
        first = self.atom()
        if not (self.tokens.take("and", ",") or self.tokens.take_kind("than")):
            self.tokens.refuse_next("'and'")
        second = self.atom()
        given = Part(Incomplete(name, None), name, name)
        first, second = (self.filled(part, given) if name else part for part in (first, second))
        first, second = self.filled(first, second), self.filled(second, first)
        for part in (first, second):
            self.require(True, part, place, "-")
        signs = vocabulary.signs(first.value - second.value)
        above, below = (second, first) if signs == {-1} else (first, second)
        self.noted.turned += [above.value - below.value] * (signs == {-1})
        self.noted.unsigned += [first.value - second.value] * (len(signs) > 1)
        return Part(above.value - below.value, f"({above.text} - {below.text})", rf"\left({above.tex} - {below.tex}\right)")

    def in_brackets(self, before: Any = None) -> Part:
        """A statement in brackets that says once more, and exactly, what stands before them."""
        place = self.tokens.place
        self.tokens.expect("(", "an opening bracket")
        part = self.statement()
        if before is not None and part.value != before:
            self.tokens.refuse("this says something else than what stands before the bracket", place)
        self.tokens.expect(")", "a closing bracket")
        return part

    def fraction(self, place: int) -> Part:
        r"""A fraction of LaTeX, behind its command: two groups, of which the first may begin a derivative, or two digits."""
        if token := self.tokens.take_kind("number"):
            if not re.fullmatch("[1-9]{2}", token.text):
                self.tokens.refuse("two groups in braces are expected here", place)
            value = sp.Rational(int(token.text[0]), int(token.text[1]))
            return Part(value, str(value), sp.latex(value))
        if self.tokens.next.text == "(" and self.tokens.ahead(1).kind == "d":
            self.tokens.skip(2)
            if self.tokens.next.text == "^" or self.tokens.next.kind == "raised":
                self.differential()  # refuses
            inner = None if self.tokens.next.text == ")" else self.number(self.product)
            self.tokens.expect(")", "a closing brace")
            self.tokens.expect("(", "an opening brace")
            parameter = self.below()
            self.tokens.expect(")", "a closing brace")
            return self.derivative(inner or self.number(self.atom), parameter.value)
        above, at = self.group(), self.tokens.place
        below = self.group()
        value = self.bounded(above.value * self.inverse(below.value, at), place)
        if value.is_Rational:
            return Part(value, str(value), sp.latex(value))
        return Part(value, f"{atomic(above)}/{atomic(below)}", rf"\frac{{{above.tex}}}{{{below.tex}}}")

    def group(self) -> Part:
        """A number in braces."""
        self.tokens.expect("(", "an opening brace")
        part = self.number(self.sum)
        self.tokens.expect(")", "a closing brace")
        return part

    def accented(self, accent: Token) -> Part:
        """A quantity behind the hat or the tilde of LaTeX."""
        bracket = self.tokens.take("(")
        token = self.tokens.take_kind("quantity")
        if token is None:
            self.tokens.refuse_next("a quantity")
        if bracket:
            self.tokens.expect(")", "a closing brace")
        return self.in_mode(token.text, vocabulary.MODES[accent.text])

    def parameter(self, token: Token) -> Part:
        """The symbol of a parameter or a shorthand."""
        if self.tokens.next.text == "[" and self.tokens.ahead(1).kind == "mode":
            self.tokens.refuse(f"{token.text} is the same in every regime: leave out the square brackets", token.place)
        return lettered(token.text)

    def parameter_named(self) -> Part:
        """One of the six parameters, in brackets or not."""
        bracket = self.tokens.take("(")
        token = self.tokens.take_kind("parameter")
        if token is None or vocabulary.SYMBOLS[token.text] not in model.PARAMETERS:
            self.tokens.refuse(f"a parameter is expected here: {', '.join(symbol.name for symbol in model.PARAMETERS)}")
        if bracket:
            self.tokens.expect(")", "a closing bracket")
        return lettered(token.text)

    def derivative(self, part: Part, parameter: sp.Symbol) -> Part:
        """The derivative of a number in a parameter, all others as they are."""
        self.noted.real = self.noted.real or parameter == model.n
        tex = rf"\frac{{\partial {part.tex}}}{{\partial {latex(parameter)}}}"
        return Part(vocabulary.slope(part.value, parameter), f"d {atomic(part)} / d {parameter}", tex)

    def differential(self) -> Part:
        """A derivative, behind its first d: "d x[non] / d beta", "d/d beta x[non]"."""
        if self.tokens.next.text == "^" or self.tokens.next.kind == "raised":
            self.tokens.refuse("second derivatives are not read; ask about the slope, as in: d x[non] / d beta < 0")
        if self.tokens.take("/"):
            parameter = self.below()
            return self.derivative(self.number(self.atom), parameter.value)
        part = self.number(self.power)
        self.tokens.expect("/", "'/' and the parameter, as in d x[non] / d beta,")
        return self.derivative(part, self.below().value)

    def below(self) -> Part:
        """The parameter below a fraction line, behind its d."""
        if self.tokens.take_kind("d") is None:
            self.tokens.refuse_next("'d' and a parameter")
        return self.parameter_named()
