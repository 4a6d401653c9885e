"""The same number, or two, at two values of a parameter: "is welfare under no cooperation higher at beta = 1 than at beta = 0?"."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from spillover import model
from spillover.questions import vocabulary
from spillover.questions.comparative_statics import ComparativeStatics
from spillover.questions.parts import FLIPPED, Incomplete, Part, Placed, atomic, lettered
from spillover.questions.tokens import SEPARATE

JOINTS = frozenset(("than", "compared", "rank", "or", "and"))
"""What stands between the two values."""


class Points(ComparativeStatics):
    """Sentences that compare what is at one value of a parameter with what is at another."""

    def speaks_of_points(self) -> bool:
        """Whether a value of a parameter that is compared with another stands before the next comma or condition."""
        ends = (at for at, token in enumerate(self.tokens.rest) if token.kind in (*SEPARATE, "end") or token.text in (",", ")"))
        return any(token.kind == "point" for token in self.tokens.rest[: next(ends)])

    def at_points(self, place: int) -> Part:
        """A comparison of what is at one value of a parameter with what is at another."""
        sides: tuple[list[Part], list[Part]] = ([], [])
        points: list[str] = []
        sign, side, turned, choice = "", 0, False, False
        while not (self.tokens.next.kind in (*SEPARATE, "end") or self.tokens.next.text in (",", ")")):
            token = self.tokens.next
            if token.kind == "point":
                points.append(self.tokens.skip().text)
            elif token.kind == "relation":
                sign, side = self.tokens.skip().text, side if token.written[0].isalpha() else 1
            elif (token.kind in JOINTS or token.text in JOINTS) and len(points) < 2:
                choice = choice or self.tokens.skip().text == "or"
                turned, side = turned or not points, 1 if points else 0
            else:
                sides[side].append(self.sum())
        if len(points) != 2:
            self.tokens.refuse("two values of a parameter are expected here, with what is compared between them", place)
        if turned:
            points.reverse()
        left, right = self.operands(*sides, place)
        if choice or not sign:
            self.noted.either_way = True
            sign = FLIPPED[sign or ">"] if self.turned else sign or ">"
        first, second = (self.at_value(part, point) for part, point in zip((left, right), points, strict=True))
        return self.link(first, sign, second, place)

    def operands(self, left: list[Part], right: list[Part], place: int) -> tuple[Part, Part]:
        """The numbers on the two sides, each with what only the other names."""
        parts = [*left, *right]
        loose = [part for part in parts if isinstance(part.value, Incomplete)]
        if len(parts) == len(loose) == 2 and any(part.value.mode for part in loose):
            parts = [self.merged(loose[0], loose[1], place)]
        for part in parts:
            self.require(True, part, place, ">")
        if len(parts) == 2 and left and right:
            return parts[0], parts[1]
        if len(parts) != 1:
            self.tokens.refuse("one number is expected, which is compared at two values of a parameter", place)
        return parts[0], parts[0]

    def at_value(self, part: Part, point: str) -> Part:
        """A number where a parameter has a value."""
        name, value = point.split(" = ")
        parameter, number = lettered(name), sp.Rational(value)
        for symbol in sorted(part.value.free_symbols & vocabulary.MARKS.keys(), key=str):
            self.noted.placed.append(Placed(vocabulary.MARKS[symbol][1], parameter.value, number))
        placed = vocabulary.factored(vocabulary.in_parameters(part.value).subs(parameter.value, number), model.PARAMETERS)
        tex = part.tex if part.quantity else rf"\left({part.tex}\right)"
        return replace(
            part, value=placed, text=f"{atomic(part)} at {name} = {value}", tex=rf"{tex}({parameter.tex} = {sp.latex(number)})", quantity=""
        )
