"""One number compared with another, in signs and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import sympy as sp
from sympy.core.relational import Relational

from spillover import model
from spillover.questions import vocabulary
from spillover.questions.comparative_statics import COOPERATION
from spillover.questions.lexing import Token
from spillover.questions.moves import Moves
from spillover.questions.parts import TEX, Change, Incomplete, Link, Part, atomic, lettered
from spillover.questions.tokens import SEPARATE


class Comparisons(Moves):
    """Sentences that compare."""

    def comparison(self) -> Part:
        """Sums with relations between them, or what rises or falls in a parameter."""
        place, self.behind = self.tokens.place, ""
        if self.speaks_of_points():
            return self.at_points(place)
        if self.moved():
            return self.step(place)
        if self.goes_with():
            return self.any_two(place)
        if self.goes_on_without():
            return self.continued(place)
        if self.tokens.is_word("relation") and self.tokens.ahead(1 + (self.tokens.ahead(1).kind == "than")).kind == "cluster":
            return self.many(self.tokens.skip(), place)
        behind = 1 + (self.tokens.ahead(1).kind == "prep")
        changes = [self.tokens.ahead(behind + steps).kind for steps in range(2)] in (["parameter", "trend"], ["parameter", "cause"])
        if self.tokens.next.kind == "trend" and changes and not self.last:  # an increase in gamma reduces x*, raising gamma reduces x*
            sense = self.tokens.skip().text
            self.tokens.skip(behind - 1)
            return self.following(self.parameter_named(), sense, place)
        if self.tokens.next.kind == "along" and self.tokens.ahead(2).kind == "trend":  # 随β增大，x*减少
            self.tokens.skip()
            parameter, rises = self.parameter_named(), self.tokens.skip()
            self.tokens.run(",")
            return self.following(parameter, rises.text, place)
        if word := self.tokens.take_kind("happens"):  # what happens to x[non] if beta rises
            return self.changing(self.sum(), replace(word, kind="trend", text="?"), place, place)
        if self.tokens.take_kind("effect"):  # the effect of beta on x[non]
            self.tokens.skip(self.tokens.prepositions())
            return self.effect(self.regime_alone(False) if self.tokens.next.kind == "mode" else self.sum(), place)
        pair = [self.tokens.ahead(steps) for steps in range(5)]
        if [token.kind for token in pair[:2] + pair[3:]] == ["quantity", "relation"] * 2 and pair[2].text == "=>":  # 研发更多意味着产量更大
            return self.together(place)
        if self.last and [token.kind for token in pair[:3]] == ["trend", "prep", "parameter"]:
            return self.changing(self.last, self.tokens.skip(), place, place)  # x* rises in a and falls in A
        if self.tokens.next.kind == "trend" and self.subject and self.tokens.ahead(1).kind == "quantity":  # and lowers the price
            return self.changing(Part(Incomplete("", self.subject), "", ""), self.tokens.skip(), place, place)
        if self.tokens.next.kind == "trend" and self.tokens.ahead(1).kind == "quantity" and not self.subject:  # good for consumers if ...
            return self.good_for(self.tokens.skip(), place)
        if self.tokens.is_word("relation") and self.tokens.ahead(1).kind == "quantity" and self.tokens.ahead(2).kind == "goes":
            return self.together(place)
        if self.tokens.is_word("relation") and self.tokens.ahead(1).kind == "quantity":
            after = [self.tokens.ahead(steps) for steps in (2, 3, 4)]
            if [after[0].text, *(token.kind for token in after[1:])] == ["=>", "relation", "quantity"]:
                return self.together(place)
            if several := self.contrasts(place):
                return several
        if self.tokens.is_word("relation"):  # higher profit under ... than under ...
            return self.contrast(self.tokens.skip(), self.sum(), place)
        if alike := self.alike(place):
            return alike
        if self.tokens.next.kind == "extreme" and self.tokens.ahead(1).text == "(":
            return self.all_beyond(place)
        if self.tokens.next.kind == "vague" and self.tokens.ahead(1).kind == "parameter":  # high spillovers
            word = self.tokens.skip()
            return self.vague(self.parameter_named(), word)
        left = self.sum()
        between = self.tokens.said(self.tokens.before.end, self.tokens.next.place)
        said = self.tokens.before.end - self.tokens.before.place > 1 or any(token.written in ("is", "为", "是") for token in between)
        if left.value in model.PARAMETERS and self.tokens.next.kind == "number" and said:
            return self.link(left, "=", self.sum(), place)  # with a spillover of 50%
        if left.value in model.PARAMETERS and self.tokens.next.kind == "vague":
            return self.vague(left, self.tokens.skip())
        if self.tokens.take_kind("compared"):  # 半合作的利润比完全不合作高
            right = self.sum()
            word = self.tokens.take_kind("relation")
            if word is None:
                self.tokens.refuse_next("a comparison such as 高 or 低")
            return self.contrasting(self.link(*self.completed(left, right, place, word.text), place))
        if word := self.tokens.take_kind("gains"):
            return self.gaining(left, word.text, place)
        aside = int(self.tokens.next.kind == "along")
        if [self.tokens.ahead(aside + steps).kind for steps in range(2)] == ["parameter", "slope"]:  # x*关于n的偏导数
            self.tokens.skip(aside)
            parameter = self.parameter_named()
            self.tokens.skip()
            left = self.derivative(self.number(lambda: left), parameter.value)
        if self.tokens.take_kind("along") or (self.tokens.next.kind == "parameter" and self.tokens.ahead(1).kind == "trend"):
            return self.along(left, place)
        if self.tokens.next.kind == "effect" or (left.value in model.PARAMETERS and self.tokens.all("effect")):
            self.tokens.take_kind("effect")
            return self.effect(left, place)
        if self.tokens.take_kind("prefer"):  # consumers prefer R&D cooperation to no cooperation
            first, second = self.regime_alone(False), self.regime_alone(True)
            return self.link(self.merged(left, first, place), ">", self.merged(left, second, place), place)
        if self.tokens.take_kind("cause"):  # R&D cooperation makes the price lower
            return self.caused(left, place)
        if (change := self.tokens.next).kind == "trend":
            return self.changing(left, self.tokens.skip(), place, change.place)
        if self.is_multiple():
            return self.multiple(left, place)
        links: list[Link] = []
        worded = False
        while True:
            denied = int(self.tokens.next.text == "not")
            word, supposed = self.tokens.ahead(denied), self.noted.supposed
            in_words = word.kind == "relation" and word.written[:1].isalpha()
            worded = worded or in_words
            if not (found := self.relation()):
                break
            sign, zero = found
            multiple = self.tokens.take_kind("multiple")
            if zero is None and self.tokens.next.kind == "extreme":
                links += (many := self.beyond(left, sign, place))
                left = many[-1]
                continue
            self.behind = "quantity" if isinstance(left.value, Incomplete) or vocabulary.speaks_of_regime(left.value) else "parameter"
            if in_words and not links and self.with_more() and sign in ("<", ">"):  # is lower with more firms
                return self.growing(left, sign, place)
            if in_words and zero is None and self.clause_ends():
                self.optimum(word)
                left, operand = self.short(left, sign)
            else:
                operand = zero or self.sum()
            if zero is None and self.tokens.take_kind("than"):  # profit is higher under ... than under ...
                left, operand = self.merged(left, operand, place), self.sum()
            elif in_words and isinstance(left.value, Incomplete) and left.value.mode in COOPERATION:
                left, operand = self.with_cooperation(left, operand)  # R&D cooperation leads to a lower price
            elif isinstance(left.value, Incomplete) and isinstance(operand.value, Incomplete) and operand.value.mode:
                mode = self.mode_in_words()  # R&D is less than in the first best if firms do not cooperate
                left = self.in_mode(left.value.quantity, mode) if mode and left.value.quantity else left
            first, _, second = self.completed(left, operand, place, sign)
            links.append(self.link(first, sign, self.times(second, multiple.text, place) if multiple else second, place))
            if in_words:
                self.contrasting(links[-1])
            names = [vocabulary.MARKS.get(side, ("", None)) for side in links[-1].sides]
            other = names[0][0] != names[1][0] and {names[0][0], names[1][0]} != {"price", "unit_cost"}
            both = all(map(vocabulary.speaks_of_regime, links[-1].sides))
            self.noted.said = self.noted.said or (in_words and both and self.noted.supposed == supposed)
            if in_words and sign != "=" and other and names[0][1] and names[1][1]:
                self.tokens.refuse("two quantities are compared here: write signs, as in profit[full] > consumer_surplus[full]", place)
            speaks = [vocabulary.speaks_of_regime(side) for side in links[-1].sides]
            if in_words and any(speaks) and any(side in model.PARAMETERS for side in links[-1].sides):
                self.tokens.refuse(
                    "a parameter and a quantity are compared here; for what rises or falls write: x[non] decreasing in beta", place
                )
            self.last = links[-1].operands[0] if len(links) == 1 else None
            left = self.filled(operand, left)
        if not links:
            return self.interval(left, place)
        if len(links) == 1:
            if links[0].sign in (">=", "<=") and self.with_equality():
                return self.equal_where(links[0], place)
            if self.tokens.next.text == "(" and self.tokens.ahead(1).kind == "cluster":  # s = n (complete spillovers)
                return self.joined([links[0], self.in_brackets()], "and")
            return links[0]
        self.one_way(links, worded, place)
        text, tex = links[0].text, links[0].tex
        for link in links[1:]:
            text, tex = text + link.chained, tex + link.chained_tex
        return Part(sp.And(*(link.value for link in links)), text, tex)

    def contrasting(self, link: Link) -> Link:
        """A comparison in words, which says which regime is compared with which in what follows: "..., but profit is higher"."""
        named = [vocabulary.MARKS.get(side, ("", None)) for side in link.sides]
        if named[0][0] and named[0][0] == named[1][0]:
            self.contrasted = named[0][1], named[1][1]  # type: ignore[assignment]
        return link

    def with_equality(self) -> bool:
        """Whether it is said next where the two sides are equal: "..., with equality iff beta = 1/2"."""
        steps = int(self.tokens.next.text == ",")
        steps += self.tokens.ahead(steps).kind == "prep" and self.tokens.ahead(steps + 1).kind == "equality"
        if not (self.tokens.ahead(steps).kind == "equality" or (steps and self.tokens.ahead(steps).text == "=")):
            return False
        if self.tokens.ahead(steps + 1).text != "<=>":
            return False
        self.tokens.skip(steps + 2)
        return True

    def equal_where(self, link: Link, place: int) -> Part:
        """A weak inequality, and exactly where its two sides are equal."""
        equal = self.link(link.operands[0], "=", link.operands[1], place)
        where = self.comparison()
        self.require(False, where, place, "<=>")
        self.noted.plain, self.equivalences = False, self.equivalences + 1
        exactly = sp.And(sp.Or(sp.Not(equal.value), where.value), sp.Or(equal.value, sp.Not(where.value)))
        text, tex = f"({equal.text} <=> {where.text})", rf"\left({equal.tex} \;{TEX['<=>']}\; {where.tex}\right)"
        return self.joined([link, Part(exactly, text, tex)], "and")

    def is_multiple(self) -> bool:
        """Whether something is said to be a multiple of what comes next, or is asked which: "x̃是x̂的两倍", "x̃是x̂的几倍"."""
        steps = 0
        while self.tokens.ahead(steps).kind in ("quantity", "mode", "prep") or self.tokens.ahead(steps).text == "*":
            steps += 1
        after = self.tokens.ahead(steps + 1)
        ends = after.kind in (*SEPARATE, "end", "parameter") or after.text in (",", ">=")
        return steps > 0 and self.tokens.ahead(steps).kind == "times" and ends

    def multiple(self, left: Part, place: int) -> Part:
        """That a number is a multiple of another, or how many times the other it is."""
        right = self.filled(self.sum(), left)
        for part in (left, right):
            self.require(True, part, place, "*")
        times = self.tokens.before if self.tokens.before.kind == "times" else self.tokens.skip()
        if times.text == "?":
            ratio = left.value * self.inverse(right.value, place)
            return Part(ratio, f"{atomic(left)}/{atomic(right)}", rf"\frac{{{left.tex}}}{{{right.tex}}}")
        right = self.times(right, times.text, place) if right.quantity else right
        return self.link(left, ">=" if self.tokens.take(">=") else "=", right, place)

    def times(self, part: Part, number: str, place: int) -> Part:
        """A multiple of a number."""
        self.require(True, part, place, "*")
        factor = sp.Rational(number)
        return Part(factor * part.value, f"{number}*{part.text}", rf"{sp.latex(factor)}\,{part.tex}")

    def vague(self, left: Part, word: Token) -> Part:
        """High or low values of a parameter: as the bracket behind it says, "high spillovers (beta > 1/2)", or what is given besides."""
        if self.tokens.next.text == "(":
            return self.in_brackets()
        for condition in self.given:
            holds = condition.holds
            if holds.free_symbols == {left.value} and isinstance(holds, Relational):
                upward = holds.rel_op[0] == (">" if holds.lhs == left.value else "<")
                if not isinstance(holds, sp.Eq) and upward is not (word.text == ">"):
                    self.tokens.refuse(f"{word.written!r} is not what is given: {condition.reading}", word.place)
                return Part(holds, condition.reading, condition.tex)
        self.tokens.refuse(f"{word.written!r} says no number: write for instance beta > 1/2", word.place)

    def contrast(self, word: Token, left: Part, place: int) -> Part:
        """A comparison that begins with its word: a quantity in one regime, 'than', another regime; or "more spillover means more R&D"."""
        if self.tokens.take_kind("than") is None:
            if left.value in model.PARAMETERS and not self.clause_ends():  # a higher initial cost lowers ...
                return self.following(left, word.text, place)
            if isinstance(left.value, Incomplete):
                self.complete(left, place)
            cooperates = vocabulary.MARKS.get(left.value, ("", None))[1] in COOPERATION
            if cooperates and self.stands_alone(place):  # higher profits if they cooperate
                left, right = self.short(left, word.text)
                return self.link(left, word.text, right, place)
            if left.value not in model.PARAMETERS and not left.quantity:
                self.tokens.refuse_next("'than'")
            return Part(Change(left, word.text), left.text, left.tex)
        return self.link(*self.completed(left, self.sum(), place, word.text), place)

    def interval(self, left: Part, place: int) -> Part:
        """The number itself, or that it lies in an interval."""
        if self.tokens.take_kind("between"):
            low = self.filled(self.sum(), left)
            self.tokens.expect("and", "'and'")
            high = self.filled(self.sum(), left)
            parts = [self.chained([(one, "<=", left), (left, "<=", two)], place) for one, two in ((low, high), (high, low))]
            if not (low.quantity and high.quantity):
                return parts[0]
            self.noted.plain = False
            return self.joined(parts, "or")
        bracket = self.tokens.ahead(1)
        opens = bracket.text in ("(", "[") and self.tokens.ahead(2).kind in ("number", "parameter", "fraction", "sign")
        if not (self.tokens.next.text == "in" and self.tokens.next.kind in ("in", "prep") and opens):
            return left
        self.tokens.skip(2)
        if self.tokens.text[bracket.place] in "{｛\\":
            self.tokens.refuse("a set is not read: write n = 2 or n = 3", bracket.place)
        low = self.sum()
        self.tokens.expect(",", "a comma")
        high = self.sum()
        closing = self.tokens.take("]", ")")
        if not closing:
            self.tokens.refuse_next("a closing bracket")
        return self.chained([(low, "<=" if bracket.text == "[" else "<", left), (left, "<=" if closing == "]" else "<", high)], place)

    def chained(self, links: Sequence[tuple[Part, str, Part]], place: int) -> Part:
        """Two relations that hold together."""
        return self.joined([self.link(*link, place) for link in links], "and")

    def optimum(self, word: Token) -> None:
        """Refuse "overinvests" without the planner that it is compared with."""
        written = word.written
        if re.match("under|over|does too|do too|too |投资|研发|过度", written):
            self.tokens.refuse(f"{written!r} compared with which planner: second_best or first_best?", word.place)

    def with_cooperation(self, left: Part, right: Part) -> tuple[Part, Part]:
        """A quantity under a form of cooperation, which is named alone, and without it."""
        if not (isinstance(right.value, Incomplete) and right.value.quantity):
            return left, right
        name = right.value.quantity
        return self.in_mode(name, left.value.mode), self.in_mode(name, self.rival())

    def many(self, word: Token, place: int) -> Part:
        """At least so many firms."""
        self.tokens.take_kind("than")
        symbol, _, value = self.tokens.skip().text.partition(" = ")
        return self.link(lettered(symbol), word.text, Part(sp.Integer(value), value, value), place)

    def one_way(self, links: Sequence[Link], in_words: bool, place: int) -> None:
        """Refuse a chain that turns round, or that goes from a parameter to a quantity: it is two statements, or a condition is in it."""
        signs = {link.sign[0] for link in links}
        sides = [side for link in links for side in link.sides]
        if in_words and any(link.sides[1].is_number for link in links[:-1]):  # "at least 10% higher than"
            self.tokens.refuse("is this number a share? write for instance: x[rnd] >= 11/10*x[non]", place)
        between = [side for link in links[:-1] for side in link.sides[1:] if side.is_Add]
        if any(vocabulary.speaks_of_regime(side) and side.free_symbols & {*model.PARAMETERS} for side in between):
            self.tokens.refuse("is this a minus, or does a condition follow? write 'if' before a condition", place)
        if {"<", ">"} <= signs or (any(side in model.PARAMETERS for side in sides) and any(map(vocabulary.speaks_of_regime, sides))):
            self.tokens.refuse("this chain may be read in two ways: use 'and', or 'if' before a condition", place)
