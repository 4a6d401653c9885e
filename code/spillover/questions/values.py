"""Several numbers that are asked for at once, and what a number tends to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from spillover import model
from spillover.notation import latex
from spillover.questions import vocabulary
from spillover.questions.parts import Incomplete, Limit, Link, Noted, Part, Segment, Several, Statement, atomic
from spillover.questions.statements import Statements


class Values(Statements):
    """Sentences that ask for numbers."""

    def numbers(self, found: Sequence[Segment]) -> tuple[Segment, list[Segment]] | None:
        """The numbers that a text asks for, where it asks for more than one, and what else it says."""
        free = [segment for segment in found if not segment.conditional and self.is_number(segment.part)]
        parts = [
            part for segment in free for part in (segment.part.value.parts if isinstance(segment.part.value, Several) else (segment.part,))
        ]
        if len(parts) < 2 or not all(segment.conditional or segment in free or not segment.noted.modes for segment in found):
            return None
        first, last = found.index(free[0]), found.index(free[-1])
        if len(free) <= last - first:
            self.tokens.refuse("a condition stands between two numbers: ask for one at a time", free[-1].place)
        noted = Noted()
        self.noted = noted
        for segment in free:
            noted.modes += segment.noted.modes
            noted.denominators += segment.noted.denominators
            noted.real = noted.real or segment.noted.real
        whole = self.each_whole(parts, free[0].place)
        text = self.tokens.text[free[0].place : free[-1].end].strip()
        asked = Segment(Part(Several(tuple(whole)), "", ""), False, free[0].place, free[-1].end, text, noted)
        return asked, [segment for segment in found if segment not in free]

    def is_number(self, part: Part) -> bool:
        """Whether a part may be one of several numbers that are asked for: a number of a regime, or a quantity or a regime alone."""
        value = part.value
        return isinstance(value, Several | Incomplete) or vocabulary.speaks_of_regime(value)

    def each_whole(self, parts: Sequence[Part], place: int) -> list[Part]:
        """Numbers of a list, each with the quantity or the regime that others name: "price and profit under ...", "x in ... and in ..."."""
        named = [part.quantity or part.value.quantity for part in parts if part.quantity or isinstance(part.value, Incomplete)]
        quantities = list(dict.fromkeys(name for name in named if name))
        found = []
        for part in parts:
            mode = part.value.mode if isinstance(part.value, Incomplete) and len(quantities) == 1 else None
            found.append(self.in_mode(quantities[0], mode) if mode else part)
            self.complete(found[-1], place)
        return found

    def asked_numbers(self, segment: Segment, limit: Limit | None) -> tuple[Statement, ...]:
        """What a text asks for: each number, or its limit."""
        value = segment.part.value
        parts = value.parts if isinstance(value, Several) else (segment.part,)
        found = []
        for part in parts:
            modes = [vocabulary.MARKS[symbol][1] for symbol in part.value.free_symbols & vocabulary.MARKS.keys()]
            noted = replace(segment.noted, modes=[mode for mode in segment.noted.modes if mode in modes or len(parts) == 1])
            found.append(self.limited(self.statement_of(replace(segment, part=part, noted=noted), number=True), part, limit))
        return tuple(found)

    def limit(self) -> Limit | None:
        """As which parameter tends to what, if the text says so."""
        approach = self.tokens.drop_limit()
        if approach is None:
            return None
        parameter = vocabulary.SYMBOLS[approach.parameter]
        if parameter not in model.PARAMETERS:
            names = ", ".join(symbol.name for symbol in model.PARAMETERS)
            self.tokens.refuse(f"{parameter} is a shorthand; a limit is looked for in {names}", 0)
        return Limit(parameter, sp.oo if approach.target == "infinity" else sp.Rational(approach.target))

    def limited(self, statement: Statement, part: Part, limit: Limit | None) -> Statement:
        """The number, or the wish to know its limit."""
        if limit is None:
            return statement
        name, target = limit.parameter.name, "infinity" if limit.target is sp.oo else str(limit.target)
        tex = rf"\lim_{{{latex(limit.parameter)} \to {latex(limit.target)}}} {part.tex}"
        return replace(statement, limit=limit, reading=f"limit of {atomic(part)} as {name} -> {target}", tex=tex)

    def claimed(self, segment: Segment, place: int) -> Segment:
        """What a text says of a limit, as the wish to know it: "x* = 0 as n -> infinity"."""
        part = segment.part
        if isinstance(part, Link) and part.operands and part.sign == "=" and part.operands[1].value.is_number:
            return replace(segment, part=part.operands[0])
        if not self.is_number(part):
            self.tokens.refuse("of a limit its value is answered, as in: limit of x[non] as n -> infinity", place)
        return segment

    def statement_of(self, segment: Segment, number: bool = False) -> Statement:
        """What a part of the text says, with all that was noted on the way."""
        part, noted = segment.part, segment.noted
        self.complete(part, segment.place)
        if isinstance(part.value, sp.Expr) and not number:
            self.tokens.refuse("this is a number; a question states a relation, for instance x[rnd] > x[non]", segment.place)
        return Statement(
            text=segment.text,
            holds=part.value,
            denominators=tuple(dict.fromkeys(noted.denominators)),
            modes=tuple(dict.fromkeys(noted.modes)),
            premises=tuple(dict.fromkeys(noted.premises)),
            reading=part.text,
            tex=part.tex,
            links=tuple(noted.links) if noted.plain else (),
            ends=tuple(dict.fromkeys(noted.ends)) if noted.plain else (),
            real=noted.real,
            placed=tuple(dict.fromkeys(noted.placed)),
        )
