"""What rises or falls with a parameter, and what a form of cooperation raises or lowers."""

from __future__ import annotations

from dataclasses import replace

from spillover import model
from spillover.questions import vocabulary
from spillover.questions.formulas import Formulas
from spillover.questions.lexing import Token
from spillover.questions.parts import FLIPPED, RELATIONS, TEX, Change, Incomplete, Part, Slope
from spillover.questions.tokens import SEPARATE
from spillover.regimes import Mode, Regime

TREND = {"=": "constant", ">": "increasing", "<": "decreasing", ">=": "nondecreasing", "<=": "nonincreasing"}
COOPERATION = (Regime.RND_COOPERATION, Regime.FULL_COOPERATION)
"""What is compared with no cooperation where nothing else is named: "R&D cooperation lowers the price"."""

ALONE = frozenset(
    (
        *("rise", "rises", "rising", "fall", "falls", "falling", "grow", "grows", "go up", "goes up", "go down", "goes down"),
        *("decline", "declines", "shrinks", "increasing", "decreasing", "上升", "下降", "升高", "增长", "递增", "递减", "变大", "变小"),
    )
)
"""Verbs that nothing is done with to something else: a tax falls, it does not fall profit."""


class ComparativeStatics(Formulas):
    """Sentences about changes."""

    def along(self, left: Part, place: int) -> Part:
        """What rises or falls with a parameter, which is named first."""
        parameter = self.parameter_named()
        first = self.tokens.take_kind("trend")
        second = self.tokens.take_kind("trend")
        if first is None:
            self.tokens.refuse_next("a word such as increasing or decreasing")
        return self.trend(Change(left, (second or first).text), parameter, first.text if second else ">", place)

    def changing(self, left: Part, word: Token, place: int, at: int) -> Part:
        """What rises or falls in a parameter, which is named behind; or a regime that raises a quantity above that of another."""
        if left.value in model.PARAMETERS and not self.clause_ends():
            return self.following(left, word.text, place, acts=word.written not in ALONE)
        token = self.tokens.next
        if token.kind == "shift":  # profit rises when moving from ... to ...
            return self.steps(left, word.text, self.shift(), place)
        if token.kind == "quantity" and isinstance(left.value, Incomplete):
            self.subject = left.value.mode
            merged = self.merged(left, self.sum(), place)
            if self.tokens.take_kind("than"):
                self.noted.said = True
                return self.link(*self.completed(merged, self.sum(), place, word.text), place)
            if left.value.mode not in COOPERATION or word.text == "?":
                self.tokens.refuse("compared with which regime? write for instance: x[rnd] > x[non]", at)
            return self.link(merged, word.text, self.in_mode(merged.quantity, self.rival()), place)
        ahead = self.tokens.ahead(1)
        if self.with_more():
            return self.growing(left, word.text, place)
        if token.kind == "parameter" and word.text == "=":  # independent of a
            return self.trend(Change(left, "="), self.parameter_named(), ">", place)
        if token.kind in ("prep", "in", "than", "if", "along") and ahead.kind == "parameter":
            follows = self.tokens.ahead(2)
            if token.kind != "if" or follows.kind == "trend":
                self.tokens.skip()
                parameter = self.parameter_named()
                other = self.tokens.take_kind("trend")
                return self.in_each(Change(left, word.text), parameter, other.text if other else ">", place)
        if token.kind == "prep" and isinstance(left.value, Incomplete) and self.tokens.ahead(self.tokens.prepositions()).kind == "mode":
            left = self.merged(left, self.regime_alone(False), place)
            if self.stands_alone(place) and word.text != "?":  # CS falls if firms cooperate in R&D
                left, right = self.short(left, word.text)
                return self.link(left, word.text, right, place)
            return self.changing(left, word, place, at)  # CS falls under R&D cooperation as n rises
        return Part(Change(left, word.text), left.text, left.tex)

    def gaining(self, left: Part, sign: str, place: int) -> Part:
        """What a form of cooperation raises or lowers, which is named behind: "consumers benefit from full cooperation"."""
        if self.tokens.next.kind == "shift":
            return self.steps(left, sign, self.shift(), place)
        merged = self.merged(left, self.regime_alone(False), place)
        over = self.tokens.next.written == "over" and self.tokens.ahead(1).kind == "mode"
        if self.tokens.next.kind == "than" or over:
            other = self.merged(left, self.regime_alone(True), place)
        else:
            merged, other = self.short(merged, sign)
        compared = self.tokens.is_word("relation")
        above, below = (merged, other) if sign == ">" else (other, merged)
        if self.tokens.next.kind != "trend" and not compared and not self.measures:
            return self.link(merged, sign, other, place)
        gain = Part(above.value - below.value, f"({above.text} - {below.text})", rf"\left({above.tex} - {below.tex}\right)")
        if self.measures:  # how large is the welfare loss from no cooperation compared with the first best?
            return gain
        word = self.tokens.skip()
        if compared and not self.with_more():
            self.tokens.refuse_next("'when' and a parameter, as in: when beta is larger,")
        return self.changing(gain, word, place, place)  # the welfare gain from R&D cooperation rises in beta

    def shift(self) -> tuple[Mode, Mode]:
        """From which regime to which, behind "moving from"."""
        self.tokens.skip()
        self.tokens.skip(self.tokens.prepositions())
        first = self.mode_named()
        if not (self.tokens.take_kind("into") or self.tokens.prepositions()):
            self.tokens.refuse_next("'to' and a regime")
        self.tokens.skip(self.tokens.prepositions())
        return first, self.mode_named()

    def steps(self, left: Part, sign: str, move: tuple[Mode, Mode] | None, place: int) -> Part:
        """That a quantity is larger, or smaller, behind a move from one regime to another."""
        assert move is not None
        if not (isinstance(left.value, Incomplete) and left.value.quantity):
            self.tokens.refuse("a quantity without a regime is expected, since two regimes are named here", place)
        if sign == "?":
            self.noted.either_way = True
            sign = "<" if self.turned else ">"
        before, after = (self.in_mode(left.value.quantity, mode) for mode in move)
        return self.link(after, sign, before, place)

    def with_more(self) -> bool:
        """Whether "with more firms" comes next, "if there are fewer firms", or "when beta is higher"."""
        first, second, third = (self.tokens.ahead(steps) for steps in (1, 2, 3))
        behind = first.kind == "parameter" and second.kind == "relation" and second.written[0].isalpha()
        alone = behind and (third.kind in ("end", "then") or third.text == ",")
        return self.tokens.next.kind in ("prep", "if") and (alone or (first.kind, second.kind) == ("relation", "parameter"))

    def growing(self, left: Part, sign: str, place: int) -> Part:
        """What rises or falls with more, or less, of a parameter."""
        self.tokens.skip()
        word = self.tokens.take_kind("relation")
        parameter = self.parameter_named()
        return self.trend(Change(left, sign), parameter, (word or self.tokens.skip()).text, place)

    def following(self, parameter: Part, sign: str, place: int, caused: bool = False, acts: bool = False) -> Part:
        """What rises or falls where a parameter does, which is named first: "as gamma rises, it lowers x[non]", "…, x[non] falls"."""
        if self.tokens.is_word("relation") and self.tokens.ahead(1).kind in ("number", "fraction"):  # beta falls below 1/2
            return self.link(parameter, self.tokens.skip().text, self.sum(), place)
        caused = bool(self.tokens.take_kind("cause")) or caused
        if not caused and (self.tokens.next.kind == "trend" or self.tokens.is_word("relation")):
            word = self.tokens.skip()
            return self.trend(Change(self.sum(), word.text), parameter, sign, place)
        other = self.sum()
        if acts and not (self.tokens.next.kind == "trend" or self.tokens.is_word("relation")):  # spillovers reduce x[non]
            part = self.trend(Change(other, sign), parameter, ">", place)
            if self.tokens.next.text in ("and", "or", ",") and self.tokens.ahead(1).kind == "trend":
                self.tokens.refuse_next(f"one effect of {parameter.text} at a time, or {parameter.text} again,")
            return part
        if not (self.tokens.next.kind == "trend" or (caused and self.tokens.is_word("relation"))):
            self.tokens.refuse_next("a word such as rises or falls")
        return self.trend(Change(other, self.tokens.skip().text), parameter, sign, place)

    def effect(self, left: Part, place: int) -> Part:
        """What effect a parameter has on a quantity, or R&D cooperation, compared with none."""
        word = self.tokens.take_kind("trend")
        self.tokens.skip(self.tokens.prepositions())
        right = self.sum()
        self.tokens.take_kind("effect")
        sign = token.text if (token := self.tokens.take_kind("trend", "positive")) else "?"
        told = isinstance(left.value, Incomplete) and left.value.mode in COOPERATION and isinstance(right.value, Incomplete)
        if told and right.value.quantity and sign == "?":
            modes = (self.rival(), left.value.mode)
            return self.ranking(right.value.quantity, modes, place)
        return self.trend(Change(right, sign), left, word.text if word else ">", place)

    def caused(self, left: Part, place: int) -> Part:
        """What something makes larger or smaller: a parameter, or R&D cooperation compared with none or with another regime."""
        if left.value in model.PARAMETERS:
            return self.following(left, ">", place, caused=True)
        right = self.sum()
        if not (self.tokens.next.kind == "trend" or self.tokens.is_word("relation")):
            self.tokens.refuse_next("a word such as larger or smaller")
        merged, sign = self.merged(left, right, place), self.tokens.skip().text
        if self.tokens.take_kind("than"):
            return self.link(*self.completed(merged, self.sum(), place, sign), place)
        return self.link((sides := self.short(merged, sign))[0], sign, sides[1], place)

    def regime_alone(self, other: bool) -> Part:
        """A regime, behind "to" where it is the other one."""
        word = self.tokens.next
        if other and not (word.kind == "than" or word.written in ("to", "over")):
            self.tokens.refuse_next("'to' and a regime")
        self.tokens.take_kind("than")
        self.tokens.skip(self.tokens.prepositions())
        mode = self.mode_named()
        return Part(Incomplete("", mode), vocabulary.key(mode), vocabulary.key(mode))

    def trend(self, change: Change, along: Part, sign: str, place: int = 0) -> Slope:
        """That something rises, or falls, where a parameter does."""
        if along.value not in model.PARAMETERS:
            self.tokens.refuse(f"a parameter is expected: {', '.join(symbol.name for symbol in model.PARAMETERS)}", place)
        if isinstance(change.part.value, Incomplete) and change.part.value.mode is None:
            bracket = self.tokens.take("(")
            mode = self.mode_in_words()
            if mode and bracket:
                self.tokens.expect(")", "a closing bracket")
            change = Change(self.in_mode(change.part.value.quantity, mode) if mode else change.part, change.sign)
        elif isinstance(change.part.value, Incomplete) and change.part.value.mode and self.listed:  # price in ... and in ... falls in n
            change = Change(self.in_mode(self.listed, change.part.value.mode), change.sign)
        self.require(True, change.part, place, "trend")
        if change.part.value.is_number:
            self.tokens.refuse("a number rises or falls in nothing; a quantity is expected", place)
        slope = self.derivative(change.part, along.value)
        self.noted.either_way = change.sign == "?"
        rises = change.sign if change.sign != "?" else "<" if self.turned else ">"
        relation = rises if sign in (">", ">=") else FLIPPED[rises]
        text, tex = f"{change.part.text} {TREND[relation]} in {along.text}", f"{slope.tex} {TEX.get(relation, relation)} 0"
        self.last = change.part
        part = Slope(RELATIONS[relation](slope.value, 0), text, tex, "", change.sign, sign, along, change.part.quantity)
        self.noted.links.append((text, part.value))
        return part

    def stands_alone(self, place: int) -> bool:
        """Whether nothing else is said to change in the text, before a place or behind it, and nothing is added by "and"."""
        changes = self.begun or place != self.clause or any(map(self.tokens.all, ("trend", "along", "shift", "sgn")))
        name, said = self.tokens.ahead(1), self.tokens.ahead(2)
        along = self.tokens.next.kind == "prep" and name.kind == "parameter" and said.kind in (*SEPARATE, "end", "sign")
        return self.clause_ends() and self.tokens.next.text not in ("and", "or") and not (changes or along)

    def in_each(self, change: Change, along: Part, sign: str, place: int) -> Slope:
        """What rises, or falls, in each of the parameters of a list: "x* falls in gamma and in b"."""
        found = [self.trend(change, along, sign, place)]
        while change.sign != "?" and self.tokens.next.text in ("and", ",") and (steps := self.lists_parameter()):
            self.tokens.skip(steps)
            found.append(self.trend(change, self.parameter_named(), sign, place))
        first, *beside = found
        whole = self.joined(found, "and")
        return replace(first, value=whole.value, text=whole.text, tex=whole.tex, beside=tuple(beside))

    def lists_parameter(self) -> int:
        """How many words stand before another parameter of a list, of which nothing else is said; none where there is no other."""
        steps = 1
        while self.tokens.ahead(steps).kind in ("prep", "in"):
            steps += 1
        said = self.tokens.ahead(steps + 1)
        listed = self.tokens.ahead(steps).kind == "parameter" and (said.kind in (*SEPARATE, "end", "prep") or said.text in (",", "and"))
        return steps * listed

    def clause_ends(self) -> bool:
        """Whether a condition, another statement, or nothing comes next."""
        token, after = self.tokens.next, self.tokens.ahead(1)
        condition = token.kind == "prep" and after.kind in ("parameter", "number", "cluster", "all", "vague")
        return condition or token.kind in ("end", "if", "unless", "then") or token.text in (",", ")", "and", "or", "=>", "<=>")

    def short(self, left: Part, sign: str) -> tuple[Part, Part]:
        """The sides of a comparison that says "is higher" and nothing more: as in the comparison before it, or with no cooperation."""
        value = left.value
        if isinstance(value, Incomplete) and value.quantity and len(self.pairs) == 1:
            one, two, known = next(iter(self.pairs))
            if (known == "=") == (sign == "="):
                return self.in_mode(value.quantity, one), self.in_mode(value.quantity, two)
        if isinstance(value, Incomplete) and value.quantity and self.contrasted and not self.pairs:
            return self.in_mode(value.quantity, self.contrasted[0]), self.in_mode(value.quantity, self.contrasted[1])
        if left.quantity and vocabulary.MARKS.get(value, ("", None))[1] in COOPERATION:
            return left, self.in_mode(left.quantity, self.rival())
        self.complete(left, self.tokens.place)
        self.tokens.refuse("compared with what? write for instance: x[full] > x[non]")

    def good_for(self, word: Token, place: int) -> Part:
        """That a form of cooperation, which is named behind, is good for a quantity."""
        quantity = self.sum()
        value = quantity.value
        if isinstance(value, Incomplete) or vocabulary.MARKS.get(value, ("", None))[1] not in COOPERATION or word.text not in (">", "<"):
            self.complete(quantity, place)
            self.tokens.refuse("compared with which regime? write for instance: x[rnd] > x[non]", place)
        return self.link(quantity, word.text, self.in_mode(quantity.quantity, self.rival()), place)
