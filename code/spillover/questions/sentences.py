"""The whole text: what it asks, and on which conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.questions import lexicon, vocabulary
from spillover.questions.lexing import Token
from spillover.questions.parts import (
    Change,
    Extreme,
    Incomplete,
    Noted,
    Order,
    Part,
    Question,
    Segment,
    Several,
    Statement,
    lettered,
    negated,
)
from spillover.questions.tokens import Sought
from spillover.questions.values import Values
from spillover.regimes import Mode, Regime


class Parser(Values):
    """The grammar, from the whole text down."""

    def question(self) -> Question:
        """What the whole text asks."""
        for token in self.tokens.all("beyond"):
            written = self.tokens.text[token.place : token.end]
            self.tokens.refuse(f"{written!r} is not in the model that is asked: {token.text}", token.place)
        for token in self.tokens.all("instead"):
            written = self.tokens.text[token.place : token.end]
            self.tokens.refuse(f"{written!r} is not answered as it is asked: {token.text}", token.place)
        self.plain_words()
        against = self.tokens.drop_against()
        self.against = vocabulary.MODES.get(against, Regime.NONCOOPERATION)
        limit = self.limit()
        self.tokens.mark_points()
        sought = self.tokens.drop_sought()
        if sought and sought.unclear:
            self.tokens.refuse(
                "largest or smallest among the regimes, or over the parameter? write: argmax over beta of x[non]", sought.place
            )
        self.tokens.drop_conditions_sought()
        dropped = {kind: self.tokens.drop(kind) for kind in ("exists", "never", "what", "where", "always", "task", "gap", "onlyif", "sgn")}
        self.unambiguous(dropped)
        self.tokens.run(",")  # for some beta, ...
        there = any(token.text == "there" for token in dropped["exists"])
        what, where = bool(dropped["what"]) and not dropped["sgn"], bool(dropped["where"]) and not there
        self.measures = what
        if (
            (where or there) and self.tokens.next.kind == "parameter" and self.tokens.ahead(1).kind not in ("relation", "in")
        ):  # is there a beta ...
            self.tokens.skip()
            self.tokens.run(",")
        if where and self.tokens.take_kind("prep"):  # from which beta on
            self.tokens.run(",")
        found = self.segments()
        if dropped["sgn"]:
            numbers = [segment for segment in found if isinstance(segment.part.value, sp.Expr)]
            if len(numbers) != 1 or len(dropped["sgn"]) > 1:
                self.tokens.refuse("the sign of one number is read, as in: sign of d x[non] / d beta", dropped["sgn"][0].place)
            found = [self.signed_slope(segment) if segment is numbers[0] else segment for segment in found]
        if sought:
            for token in (*dropped["exists"], *dropped["never"], *dropped["sgn"]):
                self.tokens.refuse("this may mean two things beside what is largest: ask for the value only", token.place)
            return self.extremum(sought, found)
        found = self.put_together(found)
        if several := self.numbers(found):
            asked, others = several
            found = [asked, *others]
        else:
            asked = self.asked(found)
        if limit:
            asked, found = self.claimed(before := asked, asked.place), [segment for segment in found if segment is not asked]
            found = [asked, *(segment for segment in found if segment is not before)]
        fixed = [link for segment in found if segment.conditional for link, _ in segment.noted.links if " = " in link]
        openings = [(segment, self.tokens.said(0, segment.place)[-1:]) for segment in found if segment.conditional]
        at = [segment for segment, last in openings if [token.written for token in last] == ["at"]]
        at_end = any(" = " in link for segment in at if segment.place > asked.place for link, _ in segment.noted.links)
        if fixed and (asked.noted.marked or (asked.noted.predicate and at_end)):
            self.tokens.refuse("largest among the regimes, or over the parameter? name the regime in words")
        if asked.noted.supposed and asked.noted.said:
            self.tokens.refuse("one part says with what it is compared and another does not: write both", asked.place)
        conditions = tuple(self.statement_of(segment) for segment in found if segment is not asked)
        for segment in found:
            if not isinstance(segment.part.value, sp.Expr):
                self.one_signed(segment.noted, (*conditions, *self.given), segment.place)
        self.about(asked, found)
        compared = [holds for segment in found for _, holds in segment.noted.links if holds.free_symbols & vocabulary.MARKS.keys()]
        if against and not (self.rivals and len(compared) <= self.rivals):
            self.tokens.refuse(f"what is compared with {against}? write for instance: profit[full] > profit[{against}]", asked.place)
        possible = [*dropped["exists"], *dropped["never"]]
        self.of_what_is_asked(possible, asked, found)
        if where or (asked.conditional and not conditions and not there):
            return Question(self.order_where(asked), conditions, "order")
        if isinstance(asked.part.value, Order):
            if dropped["gap"]:
                self.tokens.refuse("the order of a quantity is read, not that of a difference", asked.place)
            return Question(asked.part.value, conditions, "order")
        if dropped["gap"] and (len(set(asked.noted.modes)) < 2 or isinstance(asked.part.value, Several)):
            self.tokens.refuse("the difference between which two? write for instance: x[rnd] - x[non]", dropped["gap"][0].place)
        if isinstance(asked.part.value, sp.Number):
            self.tokens.refuse("this is a number and speaks of nothing in the model", asked.place)
        if isinstance(asked.part.value, sp.Expr | Several):
            first, *beside = self.asked_numbers(asked, limit)
            return Question(first, conditions, "number", beside=tuple(beside))
        if what:
            self.complete(asked.part, asked.place)
            self.tokens.refuse("a number is asked for, and this is a statement", asked.place)
        exists, never = bool(dropped["exists"]) and not asked.noted.either_way, bool(dropped["never"])
        statement = self.statement_of(asked)
        if not exists and not never:
            return Question(statement, conditions, "always", asked.noted.order, asked.noted.either_way)
        denied = replace(
            statement, holds=sp.Not(statement.holds), reading=f"not ({statement.reading})", tex=rf"\neg\left({statement.tex}\right)"
        )
        return Question(replace(denied, premises=(), links=()), conditions, "never" if never else "exists")

    def plain_words(self) -> None:
        """Refuse words that say what is better of a price or a cost, and "only" that may belong to a regime or to a condition."""
        tokens = self.tokens.rest
        judged = any(token.kind == "quantity" and token.text in ("price", "unit_cost") for token in tokens)

        def given(one: Token, two: Token) -> bool:
            return one.kind in ("if", "cluster") or (one.kind == "prep" and two.kind in ("parameter", "number"))

        for token, following in pairwise(tokens):
            written = token.written
            if judged and token.kind in ("relation", "trend", "extreme") and written in lexicon.JUDGING:
                self.tokens.refuse(f"{written!r} may mean two things of a price or a cost: say whether it is higher or lower", token.place)
            acts = following.kind in ("trend", "cause", "relation") and following.written[:1].isalpha()
            condition = following.kind == "if" or (acts and any(map(given, tokens, tokens[1:])))
            if token.kind == "mode" and written.endswith("only") and condition:
                self.tokens.refuse("is 'only' of the regime, or of the condition? write R&D cooperation, and 'only if'", token.place)

    def signed_slope(self, segment: Segment) -> Segment:
        """What asks for the sign of a number, as the question whether that is positive or negative."""
        self.noted = segment.noted
        self.noted.either_way = True
        return replace(segment, part=self.link(segment.part, "<" if self.turned else ">", Part(sp.S.Zero, "0", "0"), segment.place))

    def put_together(self, found: list[Segment]) -> list[Segment]:
        """The parts of the text, of which one says what rises or falls where another does: "as n rises, ...", "..., as n rises"."""
        changes = [segment for segment in found if isinstance(segment.part.value, Change)]
        others = [segment for segment in found if not isinstance(segment.part.value, Change)]
        if len(changes) == 1 and changes[0].part.value.part.value in model.PARAMETERS:  # x[full] - x[rnd] as n increases
            numbers = [segment for segment in others if vocabulary.speaks_of_regime(segment.part.value)]
            changes += [replace(one, part=Part(Change(one.part, "?"), one.part.text, one.part.tex)) for one in numbers]
            others = [segment for segment in others if segment not in numbers]
        if len(changes) != 2:
            return found
        changes.sort(key=lambda segment: segment.part.value.part.value not in model.PARAMETERS)
        along, other = (segment.part.value for segment in changes)
        names = [value.part.value.quantity for value in (along, other) if isinstance(value.part.value, Incomplete)]
        self.noted = changes[1].noted
        if len(names) == 2 and all(names) and all("越" in segment.text for segment in changes):  # 成本越低，价格越低
            part = self.hand_in_hand((along.sign, names[0]), (other.sign, names[1]), tuple(Regime), changes[1].place)
        else:
            part = self.trend(other, along.part, along.sign)
        return [replace(changes[1], part=part), *others]

    def extremum(self, sought: Sought, found: Sequence[Segment]) -> Question:
        """The question at which value of a parameter a number is largest or smallest: by whether it rises in the parameter."""
        asked = self.asked(found)
        self.noted = replace(asked.noted, links=[])
        if not vocabulary.speaks_of_regime(asked.part.value):
            self.complete(asked.part, asked.place)
            self.tokens.refuse("one number of one regime is expected, as in: argmax over beta of x[non]", asked.place)
        slope = self.trend(Change(asked.part, "?"), lettered(sought.parameter), ">", asked.place)
        conditions = tuple(self.statement_of(segment) for segment in found if segment is not asked)
        self.about(asked, found)
        self.one_signed(asked.noted, (*conditions, *self.given), asked.place)
        whole = asked.text if conditions else self.tokens.text.strip()
        statement = self.statement_of(replace(asked, part=slope, noted=self.noted, text=whole))
        return Question(statement, conditions, "always", None, True, Extreme(sought.extreme, vocabulary.SYMBOLS[sought.parameter]))

    def one_signed(self, noted: Noted, conditions: Sequence[Statement], place: int) -> None:
        """Refuse a difference of which it is not said what is taken from what, and which is not always positive."""
        if any(vocabulary.signs(value, tuple(condition.holds for condition in conditions)) != {1} for value in noted.unsigned):
            self.tokens.refuse("this difference changes its sign: write which is taken from which, as in: x[rnd] - x[non]", place)

    def unambiguous(self, dropped: Mapping[str, Sequence[Token]]) -> None:
        """Refuse words that turn into each other's opposite where one cannot say which of them comes first: "not always", "can never"."""
        possible = [*dropped["exists"], *dropped["never"]]
        turning = [*possible, *self.tokens.all("not")]
        first = min(turning, key=lambda token: token.place, default=None)
        general = [*dropped["always"], *self.tokens.all("every"), *self.tokens.all("all")]
        if (first and dropped["always"]) or (first and self.tokens.all("every")) or (possible and general):
            self.tokens.refuse("this may mean two things beside 'always', 'all' or 'every': ask for one", turning[0].place)
        shown = next((token.place for token in dropped["task"] if token.text == "task"), self.tokens.rest[-1].end + 1)
        if possible and (
            self.tokens.all("not")
            or any(token.kind == "exists" or token.place < shown for token in possible if shown <= self.tokens.rest[-1].end)
            or len([token for token in possible if token.text != "ever"]) > 1
        ):
            self.tokens.refuse("this may mean two things here: ask whether one thing can hold", possible[0].place)
        if dropped["onlyif"] and not dropped["where"]:
            self.tokens.refuse(
                "write 'only if' between two statements, as in: x[full] > x[non] only if beta > 1/3", dropped["onlyif"][0].place
            )

    def about(self, asked: Segment, found: Sequence[Segment]) -> None:
        """Refuse a text of which it is not clear what is asked and what is a condition."""
        for segment in found:
            speaks = {bool(holds.free_symbols & vocabulary.MARKS.keys()) for _, holds in segment.noted.links}
            if segment.conditional and len(speaks) > 1:
                self.tokens.refuse("this condition speaks of the market and of a regime: is part of it asked? use commas", segment.place)
            if segment is not asked and segment.noted.modes and not asked.noted.modes and not self.concluding:
                self.tokens.refuse("is this asked, or is it a condition? write 'then' before what follows from it", segment.place)

    def of_what_is_asked(self, possible: Sequence[Token], asked: Segment, found: Sequence[Segment]) -> None:
        """Refuse "can" and "never" within a condition or a part of what is asked."""
        for token in possible:
            outside = token.place < asked.place or token.place >= asked.end
            if any(segment.conditional and segment.place <= token.place < segment.end for segment in found):
                self.tokens.refuse("a condition is expected here, which holds or does not", token.place)
            if asked.noted.plain and (outside or len(asked.noted.links) == 1 or asked.noted.order):
                continue
            self.tokens.refuse("this may belong to a part of the sentence only: ask whether one thing can hold", token.place)

    def conditions(self) -> tuple[Statement, ...]:
        """The whole text as a list of conditions."""
        for kind in ("exists", "never", "onlyif"):
            for token in self.tokens.drop(kind):
                self.tokens.refuse("a condition is expected, which holds or does not", token.place)
        self.tokens.drop("always")
        found = self.segments()
        regimes = [self.only] if self.only else []
        regimes += [mode for segment in found for mode in self.regimes_alone(segment.part)]
        said = [self.statement_of(segment) for segment in found if not self.regimes_alone(segment.part)]
        return (*(Statement(self.tokens.text.strip(), sp.true, modes=(mode,), reading=vocabulary.key(mode)) for mode in regimes), *said)

    def regimes_alone(self, part: Part) -> list[Mode]:
        """The regimes that are named, and nothing else: "no cooperation", "R&D cooperation and full cooperation"."""
        values = [one.value for one in (part.value.parts if isinstance(part.value, Several) else (part,))]
        modes = [value.mode for value in values if isinstance(value, Incomplete) and value.mode]
        return modes if len(modes) == len(values) else []

    def segments(self) -> list[Segment]:
        """The parts of the text; one that only names a quantity ("profit: ...") says of what the others speak."""
        found = [self.segment()]
        while self.more(found[-1].conditional):
            named = found[-1].part.value
            if isinstance(named, Incomplete) and named.mode and not found[-1].conditional and not self.only:
                self.only = named.mode  # in full cooperation, ...
                found.pop()
            elif isinstance(named, Incomplete) and named.mode is None:
                after, comma = self.tokens.next, self.tokens.before.written in (",", "，", "、")
                listed = comma and after.kind == "quantity" and not after.mode and after.text != named.quantity
                compares = any(token.kind in ("relation", "trend") for token in self.tokens.rest)
                if listed and compares:  # price, output and welfare are higher
                    self.tokens.refuse("this list of quantities is not understood: ask for one of them at a time", found[-1].place)
                if self.topic:
                    self.tokens.refuse("one quantity at a time is read before a colon", found[-1].place)
                self.topic = named.quantity
                found.pop()
            if self.follows:  # what stands before "then" is supposed
                found = [replace(segment, conditional=True) for segment in found]
            found.append(self.segment())
            if self.only and found[-1].noted.modes and self.only not in found[-1].noted.modes:
                self.tokens.refuse("one regime is named before the comma and another behind it: which of them is meant?", found[-1].place)
        if self.topic and not any(segment.noted.modes for segment in found):  # output at n = 2, beta = 1/2
            self.complete(Part(Incomplete(self.topic, None), "", ""), 0)
        return [segment for segment in found if segment.part.value is not sp.true or segment.part.text] or found

    def more(self, conditional: bool) -> bool:
        """Whether there is more to read, past commas; what comes next must be the beginning of something."""
        comma = self.follows = False
        while self.tokens.take(",") or self.tokens.take_kind("then") or (self.listing and self.tokens.take(")")):
            comma = True
            self.follows = self.follows or self.tokens.before.kind == "then"
            self.concluding = self.concluding or self.follows
        if self.opens_list():
            self.tokens.skip()
            self.listing = comma = True
        token, after = self.tokens.next, self.tokens.ahead(1)
        if token.kind == "end":
            return False
        equation = token.kind == "parameter" and after.text in ("=", "in")
        begins = conditional and token.kind in ("quantity", "mode", "accent", "every", "shift") and not self.begun
        it = any(one.written == "it" for one in self.tokens.said(self.tokens.before.end, token.place))
        begins = begins or bool(conditional and token.kind == "trend" and self.subject and it)
        self.begun = True
        if not (comma or equation or begins or token.kind in ("if", "unless", "all", "cluster") or self.tokens.begins_condition()):
            self.tokens.expect("end", "the end")
        return True

    def segment(self) -> Segment:
        """A statement, a number or an order, and whether it is given as a condition."""
        opening = ""
        while self.tokens.next.kind in ("if", "unless", "all") or (
            self.tokens.begins_condition()
            and self.tokens.ahead(1).kind in ("parameter", "number", "cluster", "all", "prep", "sign", "vague")
        ):
            opening = self.tokens.take_kind("if", "unless", "all", "prep").kind  # type: ignore[union-attr]
            if opening == "all" and self.tokens.next.kind == "parameter" and self.tokens.ahead(1).kind not in ("relation", "in", "prep"):
                self.tokens.take_kind("parameter")  # for all n
                while self.tokens.next.text in ("and", ",") and self.tokens.ahead(1).kind == "parameter" and self.named_alone(2):
                    self.tokens.skip(2)  # for all beta and n
                self.tokens.run(",")
                opening = "" if self.tokens.next.kind != "end" else "all"
        self.noted, self.last = Noted(), None
        place = self.clause = self.tokens.place
        if opening == "all" and self.tokens.next.kind == "end":
            part = Part(sp.true, "", "")
        elif order := self.order():
            part = order
        else:
            same = self.alike(self.tokens.place)
            self.tokens.take_one_regime()
            part = same or self.statement()
        if opening == "unless":
            self.require(False, part, place, "unless")
            part = negated(part)
            self.noted = replace(self.noted, plain=False, premises=[])
        return Segment(
            part, bool(opening), place, self.tokens.before.end, self.tokens.text[place : self.tokens.before.end].strip(), self.noted
        )

    def named_alone(self, steps: int) -> bool:
        """Whether nothing is said of a parameter that stands before a place some steps ahead."""
        return self.tokens.ahead(steps).kind not in ("relation", "in", "prep", "trend", "positive")

    def asked(self, found: Sequence[Segment]) -> Segment:
        """The one of several that is asked: what names a regime and is no condition, or else what is no condition."""
        free = [segment for segment in found if not segment.conditional]
        about = [segment for segment in free if segment.noted.modes or not isinstance(segment.part.value, Boolean)] or free
        if len(about) == 1:
            return about[0]
        if not about and len(found) == 1:
            return found[0]
        if not about:
            self.tokens.refuse("here are conditions only; a question states a relation too, for instance x[rnd] > x[non]", 0)
        self.tokens.refuse("is this asked too, or is it a condition? write 'and' or 'if' before it", about[1].place)

    def order_where(self, segment: Segment) -> Order:
        """The order that says where a comparison of two regimes holds."""
        modes, value = tuple(dict.fromkeys(segment.noted.modes)), segment.part.value
        plain = isinstance(value, Relational)
        terms = value.lhs.as_coefficients_dict() if plain and value.rhs == 0 else {}
        sides = value.args if plain and {*terms.values()} != {1, -1} else [*terms]  # where is W̃ - W* = 0
        plain = plain and {*sides} <= vocabulary.MARKS.keys()
        quantities = {vocabulary.MARKS[symbol][0] for symbol in sides} if plain else set()
        if not (plain and len(modes) == 2 and len(quantities) == 1):
            self.tokens.refuse(
                "where something holds is answered for one quantity in two regimes, as in: when is x[full] > x[non]", segment.place
            )
        return Order(quantities.pop(), modes)
