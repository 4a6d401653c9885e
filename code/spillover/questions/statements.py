"""Comparisons with and, or, not, => and <=> between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import sympy as sp

from spillover.questions import vocabulary
from spillover.questions.comparisons import Comparisons
from spillover.questions.parts import OPPOSITE, TEX, Change, Incomplete, Link, Part, Premise, Several, Slope, negated

LIKEWISE = frozenset(("but", "so", "also", "too", "is", "are", "does", "do", "has", "have", "however", *"但也而是"))
"""Words between the members of a list that say what is said of one of them."""


class Statements(Comparisons):
    """The upper part of the grammar, one method a line."""

    def statement(self) -> Part:
        """A statement, with => or <=> between two if there is one."""
        place, before = self.tokens.place, len(self.noted.premises)
        ends: list[tuple[int, int]] = []

        def side() -> Part:
            value = self.either()
            ends.append((self.tokens.before.end, len(self.noted.premises)))
            return value

        values, signs, places = self.chain(side, "=>", "<=>")
        if len(signs) > 1:
            self.tokens.refuse(f"{signs[0]!r} and {signs[1]!r} need brackets to say which comes first", place)
        if not signs:
            return values[0]
        first, second = values
        if signs == ["=>"] and isinstance(first.value, Change) and isinstance(second.value, Change):
            return self.trend(second.value, first.value.part, first.value.sign)
        for value, at in zip(values, places, strict=True):
            self.require(False, value, at, signs[0])
        self.noted.plain = False
        (end, between), _ = ends
        premise = Premise(self.tokens.text[place:end].strip(), first.value)
        inner = self.noted.premises[between:]
        self.noted.premises[before:] = [(premise,), *((premise, *more) for more in inner)] if signs == ["=>"] else []
        text = f"{first.text} {signs[0]} {second.text}"
        tex = rf"{first.tex} \;{TEX[signs[0]]}\; {second.tex}"
        forth, back = sp.Or(sp.Not(first.value), second.value), sp.Or(first.value, sp.Not(second.value))
        if signs == ["=>"]:
            return Part(forth, text, tex)
        self.equivalences += 1
        if self.equivalences > 1:  # one in another doubles what there is to prove, again and again
            self.tokens.refuse("'<=>' may stand only once", place)
        return Part(sp.And(forth, back), text, tex)

    def either(self) -> Part:
        """Statements with 'or' between them."""
        return self.logical(self.both, "or")

    def both(self) -> Part:
        """Statements with 'and' between them."""
        return self.logical(self.denial, "and")

    def logical(self, part: Callable[[], Part], sign: str) -> Part:
        """Statements with one of the two between them."""
        spans: list[tuple[int, int]] = []

        def spanned() -> Part:
            start, value = self.tokens.place, part()
            self.listed = value.quantity if sign == "and" and self.tokens.next.text == "and" else ""
            spans.append((start, self.tokens.before.end))
            return value

        values, signs, places = self.chain(spanned, sign)
        if not signs:
            return values[0]
        if sign == "and" and all(isinstance(value.value, Incomplete) or vocabulary.speaks_of_regime(value.value) for value in values):
            return Part(Several(tuple(values)), " and ".join(value.text for value in values), "")
        around = [token for one, two in pairwise([*spans, (self.tokens.place, 0)]) for token in self.tokens.said(one[1], two[0])]
        alike = any(LIKEWISE.intersection((*token.written.split(), *token.written)) for token in around)
        if sign == "and" and not alike and not any(token.denies for token in self.tokens.said(spans[0][0], spans[-1][1])):
            values = self.distributed(values, places)
        for value, place in zip(values, places, strict=True):
            self.require(False, value, place, sign)
        self.noted.plain = self.noted.plain and sign == "and"
        return self.joined(values, sign)

    def distributed(self, values: Sequence[Part], places: Sequence[int]) -> list[Part]:
        """Numbers beside the only comparison of a list, each compared in the same way: "x* and x̂ < x̃", "x̃ > x̂ and x*"."""
        slopes = [value for value in values if isinstance(value, Slope)]
        named = slopes[0].name if len(slopes) == 1 else ""
        values = [self.filled(value, Part(Incomplete(named, None), "", "")) if named else value for value in values]
        if len(slopes) == 1 and all(value is slopes[0] or value.quantity for value in values):
            (slope,) = slopes
            return [
                value if value is slope else self.alike_in_each(value, slope, place) for value, place in zip(values, places, strict=True)
            ]
        links = [(place, value) for place, value in enumerate(values) if isinstance(value, Link) and value.operands]
        if len(links) != 1:
            return list(values)
        ((at, link),) = links
        left, right = link.operands
        return [
            value if value is link else self.likewise(value, link.sign, (left, right), at < place, places[place])
            for place, value in enumerate(values)
        ]

    def alike_in_each(self, value: Part, slope: Slope, place: int) -> Part:
        """That a number rises, or falls, in the same parameters as another."""
        found = [self.trend(Change(value, one.sign), one.parameter, one.along, place) for one in (slope, *slope.beside)]
        return self.joined(found, "and") if slope.beside else found[0]

    def likewise(self, value: Part, sign: str, sides: tuple[Part, Part], behind: bool, place: int) -> Part:
        """What stands alone beside a comparison, compared in the same way; the same part where it cannot be."""
        alone, (left, right) = value.value, sides
        if isinstance(alone, Incomplete) and alone.mode and behind and left.quantity:
            value = self.in_mode(left.quantity, alone.mode)
        if isinstance(alone, Incomplete) and alone.quantity and left.value in vocabulary.MARKS and right.value in vocabulary.MARKS:
            one, two = (self.in_mode(alone.quantity, vocabulary.MARKS[side.value][1]) for side in (left, right))
            return self.link(one, sign, two, place)
        if value.quantity and value.quantity == left.quantity == right.quantity:
            return self.link(left, sign, value, place) if behind else self.link(value, sign, right, place)
        return value

    def denial(self) -> Part:
        """A comparison behind any number of 'not'."""
        if self.tokens.take_kind("neither"):
            return self.neither(self.tokens.place)
        denials = self.tokens.run("not")
        phrase = bool(denials) and (" " in self.tokens.before.written or self.tokens.before.written == "并非")
        if denials and self.tokens.next.kind in ("mode", "unclear"):
            self.tokens.refuse("'not' before a regime may mean two things: put brackets, as in not (profit[full] > profit[rnd])")
        place, before, part = self.tokens.place, len(self.noted.premises), self.comparison()
        if not denials:
            return part
        if phrase and (self.tokens.next.text in ("and", "or", "=>", "<=>") or self.tokens.next.kind in ("if", "unless")):
            self.tokens.refuse("how much is denied? put brackets, as in not (x[rnd] > x[non] and x[full] > x[non])")
        self.require(False, part, place, "not")
        self.noted.plain = False
        if len(denials) % 2 == 0:
            return part
        del self.noted.premises[before:]  # of a denial nothing is supposed
        return negated(part)

    def neither(self, place: int) -> Part:
        """That two numbers are both not what is said of them."""
        first = self.sum()
        if self.tokens.take_kind("nor") is None:
            self.tokens.refuse_next("'nor'")
        at, second = self.tokens.place, self.comparison()
        if not (isinstance(second, Link) and second.operands):
            self.tokens.refuse("one comparison is expected behind 'nor'", at)
        self.noted.links.pop()
        sign, (left, right) = OPPOSITE[second.sign], second.operands
        mine = right
        if first.quantity and first.quantity != left.quantity:
            named = [vocabulary.MARKS.get(part.value, ("", None))[1] for part in (first, left, right)]
            if named[0] is not named[1] or named[2] is None:
                self.tokens.refuse("what is each of the two compared with?", place)
            mine = self.in_mode(first.quantity, named[2])
        return self.joined([self.link(first, sign, mine, place), self.link(left, sign, right, at)], "and")
