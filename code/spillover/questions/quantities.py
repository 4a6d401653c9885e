"""Quantities and their regimes, as a question names them, and a relation between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from spillover.notation import mark
from spillover.questions import lexicon, vocabulary
from spillover.questions.lexing import Token
from spillover.questions.parts import ENDS, OPPOSITE, RELATIONS, TEX, Change, Ends, Incomplete, Link, Noted, Order, Part, Several, Statement
from spillover.questions.tokens import RegimeMissingError, SameError, Tokens
from spillover.regimes import Mode, Regime

EXPONENT, TERMS = 8, 2_000_000
"""The bounds: the exponent, and terms when all is multiplied out."""
STARRED = {"*": "non", "^": "rnd", "~": "full"}
"""The paper's marks, as they are typed behind a letter."""


class Quantities:
    """What stands at the bottom of the grammar: a place in the text, what was noted so far, and names."""

    def __init__(self, tokens: Tokens, ends: Ends) -> None:
        self.tokens = tokens
        self.at_ends = ends
        self.nesting = 0
        self.equivalences = 0
        self.listing, self.behind = False, ""
        self.topic = ""
        self.only: Mode | None = None
        self.pairs: set[tuple[Any, Any, str]] = set()
        self.subject: Mode | None = None
        self.shifted: tuple[Mode, Mode] | None = None
        self.last: Part | None = None
        self.clause = 0
        self.contrasted: tuple[Mode, Mode] | None = None
        self.concluding = self.follows = self.begun = False
        self.turned = False
        self.against: Mode = Regime.NONCOOPERATION
        self.rivals = 0
        self.measures = False
        self.listed = ""
        self.given: tuple[Statement, ...] = ()
        self.noted = Noted()

    def rival(self) -> Mode:
        """What a form of cooperation is compared with where its sentence does not say."""
        self.noted.supposed += 1
        self.rivals += 1
        return self.against

    def quantity(self, token: Token) -> Part:
        """A quantity in the regime that is written with it, or without one."""
        if token.mode:
            return self.in_mode(token.text, vocabulary.MODES[token.mode])
        mode = self.mode_behind() or self.only
        return self.in_mode(token.text, mode) if mode else Part(Incomplete(token.text, None), token.text, token.text)

    def in_mode(self, name: str, mode: Mode) -> Part:
        """The symbol of a quantity in a mode; one of the whole cluster is a multiple of it."""
        if " - " in name:
            left, right = (self.in_mode(part, mode) for part in name.split(" - "))
            return Part(left.value - right.value, f"({left.text} - {right.text})", rf"\left({left.tex} - {right.tex}\right)", name)
        factor, _, quantity = name.rpartition("*")
        symbol = mark(quantity, mode)
        self.noted.modes.append(mode)
        if not factor:
            return Part(symbol, f"{quantity}[{vocabulary.key(mode)}]", symbol.name, name)
        return Part(vocabulary.SYMBOLS[factor] * symbol, f"{factor}*{quantity}[{vocabulary.key(mode)}]", f"{factor} {symbol.name}", name)

    def mode_behind(self) -> Mode | None:
        """The regime behind a quantity: in square brackets, as an index, as the paper's star, or in words."""
        tokens = self.tokens
        after = [tokens.ahead(steps) for steps in range(4)]
        if tokens.take("["):
            return self.mode_until("]", "a closing square bracket")
        if after[0].text == "_" or after[0].kind == "dot":
            tokens.skip()
            return self.mode_until(")", "a closing bracket") if tokens.take("(") else self.mode_named()
        if after[0].text == "^" and after[0].end - after[0].place == 1:
            return self.mode_raised()
        conditions = after[2].kind in ("if", "unless") or (after[2].kind == "parameter" and after[3].kind == "relation")
        if after[0].text == "^":
            if after[1].kind in ("number", "parameter", "fraction") or (after[1].text == "(" and not conditions):
                tokens.refuse("two stars are the first best, or a power: write x[first_best], or ^ for a power")
            tokens.skip()
            return vocabulary.MODES["first_best"]
        if after[0].text == "~":
            tokens.skip()
            return vocabulary.MODES["full"]
        if after[0].text == "*":
            factor = after[1].kind in ("quantity", "number", "fraction", "accent")
            if after[1].kind == "parameter":  # x* n = 2, but not x*n
                factor = after[2].text != "=" and (after[1].place == after[0].end or after[2].kind != "relation")
            between = tokens.text[after[0].end : after[1].place]
            factor = factor and not (after[1].kind == "parameter" and after[2].kind == "trend" and between.strip())  # W* 对 β 单调
            if factor or (after[1].text == "(" and not conditions):
                tokens.refuse("is this star the mark of no cooperation, or a product? write x[non], and * after it")
            tokens.skip()
            return vocabulary.MODES["non"]
        if after[0].text == "(" and after[1].kind in ("mode", "unclear") and after[2].text == ")":
            tokens.skip()
            return self.mode_until(")", "a closing bracket")
        if after[0].text == "(" and after[1].mode and after[2].text == ")":  # W(x̂)
            tokens.skip(3)
            return vocabulary.MODES[after[1].mode]
        return self.mode_in_words()

    def mode_in_words(self) -> Mode | None:
        """The regime that comes next, behind a preposition or not, if one does."""
        steps = self.tokens.prepositions()
        if self.tokens.ahead(steps).kind not in ("mode", "unclear"):
            return None
        self.tokens.skip(steps)
        return self.mode_named()

    def mode_raised(self) -> Mode | None:
        """The regime that stands as a power: a star, a name, or a hat behind the letter."""
        tokens = self.tokens
        one, two, three = (tokens.ahead(steps) for steps in (1, 2, 3))
        if one.text == "*" or (one.text == "(" and two.text == "*" and three.text == ")"):
            tokens.skip(4 if one.text == "(" else 2)
            return vocabulary.MODES["non"]
        if one.text == "^" or (one.text == "(" and two.text == "^" and three.text == ")"):
            tokens.skip(4 if one.text == "(" else 2)
            return vocabulary.MODES["first_best"]
        name = two if one.text == "(" else one
        if name.kind == "mode" or (name.kind == "name" and name.text in lexicon.BRACKETED):
            tokens.skip()
            return self.mode_until(")", "a closing bracket") if tokens.take("(") else self.mode_named()
        if (
            one.kind in ("relation", "end", "if", "trend", "positive")
            or one.text in (",", ")", "/", "and", "or")
            or (one.text in ("+", "-") and one.spaced)
        ):
            tokens.skip()
            return vocabulary.MODES["rnd"]
        return None

    def mode_until(self, closing: str, called: str) -> Mode:
        """The regime that comes next, and the bracket behind it."""
        mode = self.mode_named()
        self.tokens.expect(closing, called)
        return mode

    def mode_named(self) -> Mode:
        """The regime or planner that must be named next."""
        token = self.tokens.next
        written = self.tokens.text[token.place : token.end]
        if token.kind == "unclear":
            self.tokens.refuse_next("a regime")
        key = token.text if token.kind == "mode" else lexicon.BRACKETED.get(written, "")
        if not key:
            self.tokens.refuse(vocabulary.unknown_mode(written if token.kind in ("name", "quantity", "parameter") else ""))
        self.tokens.skip()
        return vocabulary.MODES[key]

    def regime(self, mode: Mode, key: str) -> Part:
        """A regime by its name, with the quantity behind it if there is one."""
        steps = self.tokens.prepositions()
        token = self.tokens.ahead(steps)
        if token.kind == "quantity" and not token.mode and self.tokens.ahead(steps + 1).text not in ("[", "_", "^"):
            if steps and self.tokens.next.written in ("in", "on") and token.text in ("x", "q"):
                self.tokens.refuse("is this a regime, or a quantity in it? write for instance x[non], or non")
            self.tokens.skip(steps + 1)
            if self.tokens.next.text == "*" and mode is Regime.NONCOOPERATION:
                self.mode_behind()  # "no cooperation: R&D x*"
            return self.in_mode(token.text, mode)
        product = steps + 1 + (self.tokens.ahead(steps + 1).text == "*")
        name = self.tokens.ahead(product)
        if (token.kind, token.text) == ("parameter", "n") and name.kind == "quantity" and name.mode in ("", key):
            self.tokens.skip(product + 1)
            if self.tokens.next.text == "*" and mode is Regime.NONCOOPERATION:
                self.mode_behind()  # "no cooperation: n x*"
            return self.in_mode(f"n*{name.text}", mode)
        if token.kind == "quantity" and token.mode == key:
            self.tokens.skip(steps + 1)
            return self.in_mode(token.text, mode)
        return Part(Incomplete("", mode), key, key)

    def ranking(self, name: str, modes: tuple[Mode, ...], place: int) -> Part:
        """The order of some regimes in a quantity."""
        if " - " in name and len(modes) == 2:
            self.noted.either_way = True
            return self.link(self.in_mode(name, modes[0]), "<" if self.turned else ">", self.in_mode(name, modes[1]), place)
        if " - " in name:
            self.tokens.refuse("the order of a quantity is read, not that of a difference", place)
        return Part(Order(name, modes), f"ranking of {name}", "")

    def merged(self, left: Part, right: Part, place: int) -> Part:
        """A quantity and a regime that stand apart, as one."""
        values = [part.value for part in (left, right)]
        if all(isinstance(value, Incomplete) for value in values):
            names, modes = [value.quantity for value in values if value.quantity], [value.mode for value in values if value.mode]
            if len(names) == len(modes) == 1:
                return self.in_mode(names[0], modes[0])
        for part in (left, right):
            self.complete(part, place)
        self.tokens.refuse("what is compared with what? write for instance: profit[full] > profit[rnd]", place)

    def filled(self, part: Part, other: Part) -> Part:
        """A regime alone, with the quantity of what it is compared with; or another quantity alone, with its regime."""
        value = part.value
        if not isinstance(value, Incomplete):
            return part
        if value.mode:
            named = other.value.quantity if isinstance(other.value, Incomplete) else other.quantity
            return self.in_mode(named, value.mode) if named else part
        known = vocabulary.MARKS.get(other.value, ("", None)) if other.quantity and other.quantity != value.quantity else ("", None)
        return self.in_mode(value.quantity, known[1]) if known[1] else part

    def completed(self, left: Part, right: Part, place: int, sign: str) -> tuple[Part, str, Part]:
        """The two sides of a comparison, each with the quantity that only the other names."""
        topic = self.topic or self.listed
        if topic and all(isinstance(part.value, Incomplete) and part.value.mode for part in (left, right)):
            left, right = (self.in_mode(topic, part.value.mode) for part in (left, right))
        return self.filled(left, right), sign, self.filled(right, left)

    def require(self, number: bool, part: Part, place: int, sign: str) -> None:
        """Refuse a statement where a number must stand, or the reverse."""
        self.complete(part, place)
        if isinstance(part.value, sp.Expr) is not number:
            wanted, got = ("numbers", "a statement") if number else ("statements", "a number")
            self.tokens.refuse(f"{sign!r} is for {wanted}, and this is {got}", place)

    def complete(self, part: Part, place: int) -> None:
        """Refuse a quantity without a regime, a regime without a quantity, and a change of which is not said in what."""
        value = part.value
        if isinstance(value, Incomplete) and value.mode is None:
            names = value.quantity.split(" - ")
            needed = ", ".join(" - ".join(f"{name}[{mode}]" for name in names) for mode in vocabulary.MODES)
            self.tokens.refuse(f"{value.quantity} needs a regime or a planner: {needed}", place, RegimeMissingError)
        if isinstance(value, Incomplete):
            self.tokens.refuse(f"{part.text} needs a quantity, for instance profit[{part.text}]", place)
        if isinstance(value, Several):
            self.tokens.refuse("these are several numbers, where one number or a statement is expected", place)
        if isinstance(value, Order):
            self.tokens.refuse("this asks for an order, where a condition is expected", place)
        if isinstance(value, Change):
            self.tokens.refuse(f"in which parameter? write for instance: {part.text} increasing in beta", place)

    def bounded(self, value: sp.Expr, place: int) -> sp.Expr:
        """The same number, unless it is too large to be multiplied out."""
        if any(abs(power.exp) > EXPONENT for power in value.atoms(sp.Pow)):
            self.tokens.refuse(f"this has a power above {EXPONENT}, which is too high", place)
        if sum(vocabulary.terms(value)) > TERMS:
            self.tokens.refuse(f"multiplied out, this may have more than {TERMS} terms, which is too many", place)
        return value

    def link(self, left: Part, sign: str, right: Part, place: int) -> Link:
        """A relation between two numbers."""
        for side in (left, right):
            self.require(True, side, place, sign)
        if left.value in self.noted.turned and right.value == 0 and sign != "=":
            self.tokens.refuse("which is taken from which? write for instance: x[rnd] - x[non] > 0", place)
        difference = self.bounded(left.value - right.value, place)
        self.note_ends(difference, sign)
        if left.value == right.value and vocabulary.speaks_of_regime(left.value):
            self.tokens.refuse("this compares a thing with itself", place, SameError)
        sides = [side.value.subs(self.at_ends) if self.at_ends else side.value for side in (left, right)]
        text, tex = f"{left.text} {sign} {right.text}", f"{left.tex} {TEX.get(sign, sign)} {right.tex}"
        part = Link(
            value=RELATIONS[sign](*sides),
            text=text,
            tex=tex,
            chained=f" {sign} {right.text}",
            chained_tex=f" {TEX.get(sign, sign)} {right.tex}",
            sign=sign,
            sides=(left.value, right.value),
            operands=(left, right),
        )
        self.noted.links.append((text, part.value))
        modes = [vocabulary.MARKS.get(side.value, ("", None))[1] for side in (left, right)]
        if all(modes) and left.quantity == right.quantity and sign in (">", ">=", "="):
            self.pairs.add((modes[0], modes[1], "=" if sign == "=" else ">"))
        return part

    def note_ends(self, difference: sp.Expr, sign: str) -> None:
        """Note the end of a range at which a relation holds with equality."""
        for symbol, ends in ENDS.items():
            if difference.free_symbols == {symbol} and sign in ("=", "<=", ">="):
                self.noted.ends += [(symbol, end, sign == "=") for end in ends if difference.subs(symbol, end) == 0]

    def joined(self, values: Sequence[Part], sign: str) -> Part:
        """Statements that hold together, or of which one holds."""
        connective, word = (sp.And, r"\text{ and }") if sign == "and" else (sp.Or, r"\text{ or }")
        text, tex = f" {sign} ".join(value.text for value in values), word.join(value.tex for value in values)
        return Part(connective(*(value.value for value in values)), text, tex)

    def relation(self) -> tuple[str, Part | None] | None:
        """The relation that comes next, turned round behind 'not'; with the right side if that is zero by name."""
        denied = self.tokens.next.text == "not" and self.tokens.is_word("sign") and self.tokens.ahead(1).kind in ("relation", "positive")
        if denied:
            self.tokens.skip()
        token = self.tokens.take_kind("relation", "positive")
        if token is None:
            return None
        sign = OPPOSITE[token.text] if denied else token.text
        if token.kind == "positive":
            return sign, Part(sp.S.Zero, "0", "0")
        if not self.tokens.take_kind("than") and token.end - token.place > 2:
            self.tokens.take_kind("then")  # "bigger then"
        if self.tokens.next.text == "=" and self.tokens.ahead(1).kind == "multiple":  # more than twice as large as
            self.tokens.skip()
        return (sign, None) if not self.asks_for_number(sign) else None

    def asks_for_number(self, sign: str) -> bool:
        """Whether the text ends behind an equals sign with a question mark."""
        rest = self.tokens.text[self.tokens.before.end :]
        return sign == "=" and self.tokens.next.kind in ("end", "if", ",") and rest.lstrip()[:1] in ("?", "？")
