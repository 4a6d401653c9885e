"""Several regimes or numbers at once: which is first, that all are the same, the largest of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from spillover import model
from spillover.questions import vocabulary
from spillover.questions.lexing import Token
from spillover.questions.parts import Link, Order, Part, implied
from spillover.questions.points import Points
from spillover.questions.quantities import STARRED
from spillover.regimes import Mode, Planner, Regime

ORDER = frozenset(("rank", "which", "extreme", "quantity", "mode", "relation", "than", "prep", "every", "planners", "compared"))
"""What a question after an order is made of."""
JOINS = frozenset((",", "and", "or"))
"""What stands between the members of a list."""
LISTED = frozenset(("mode", "quantity", "prep", "every"))
"""What its members are made of."""
ENDING = frozenset(("end", "if", "unless", "prep", "then"))
"""What may follow a whole statement."""


class Lists(Points):
    """Sentences about several regimes."""

    def order(self) -> Part | None:
        """The order of regimes in a quantity, or that one of them is first, where the next words ask for it."""
        words = []
        for steps in range(len(self.tokens.text)):
            token = self.tokens.ahead(steps)
            goes_on = token.text in (",", "and", "or", "(", ")", "[", "]", "_", "=", "*", "^", "~") or token.kind in ORDER
            joined = token.text != "," or self.tokens.ahead(steps + 1).kind in (
                *("mode", "quantity", "which", "rank", "extreme", "every", "planners"),
            )
            behind = tuple(self.tokens.ahead(steps + further).kind for further in (1, 2))
            aside = token.kind == "prep" and behind[0] in ("parameter", "number", "cluster", "vague")
            condition = aside or (token.text == "(" and behind == ("parameter", "relation"))
            if not (goes_on and joined) or condition:
                break
            words.append(token)
        kinds = {token.kind for token in words}
        if self.is_choice(words):
            kinds.add("which")
        compares = any(token.kind == "relation" and token.text != "=" for token in words) and "which" not in kinds
        if not kinds & {"rank", "which", "extreme"} or compares:
            told = [token.text for token in words if token.kind != "quantity"]
            introduced = bool(words) and words[0].written.startswith("ranking")  # the ranking ... > ... > ...
            if ("rank", ",") in pairwise(told) or (introduced and compares):  # ranking of welfare: ... > ...
                self.tokens.drop("rank")
            return None
        place, quantities, modes = self.tokens.place, [], []
        for token in words:
            self.tokens.skip()
            quantities += [token.text] if token.kind == "quantity" else []
            modes += [vocabulary.MODES[key] for key in (token.mode, token.text) if key in vocabulary.MODES]
            modes += {"planners": [*Regime, *Planner] if "every" in kinds else [*Planner]}.get(token.kind, [])
            if token.text in STARRED and words[words.index(token) - 1].kind == "quantity":
                modes.append(vocabulary.MODES[STARRED[token.text]])
        plain = [token.text for token in words if token.kind == "quantity" and not token.mode]
        if plain and any(token.mode for token in words):  # consumers under x̂ or under x̃
            quantities = plain
        extremes = [token for token in words if token.kind == "extreme"]
        if len(extremes) == len(quantities) == 2 and quantities[0] != quantities[1] and not modes and "which" not in kinds:
            return self.firsts(words, place)
        quantities = quantities or [self.topic] * bool(self.topic)
        if len(set(quantities)) != 1:
            self.tokens.refuse(
                f"one quantity is expected, for instance: largest welfare; the quantities are {', '.join(model.QUANTITIES)}", place
            )
        quantity, named = quantities[0].rpartition("*")[2], tuple(dict.fromkeys(modes))
        if any(token.text == "=" for token in words) and len(named) != 1:
            self.tokens.refuse("this is neither an order nor that one regime is first, as in: max(welfare) = welfare[rnd]", place)
        if len(named) == 1 and "extreme" in kinds:
            sign = ">=" if next(token.text for token in words if token.kind == "extreme") == "max" else "<="
            self.noted.order = Order(quantity, tuple(Regime))
            verb = any(re.match("maxim|minim|peak", token.written) for token in extremes)
            self.noted.predicate = words[-1].kind == "extreme"
            self.noted.marked = verb or any(token.mode for token in words) or any(token.text in STARRED for token in words)
            first = self.in_mode(quantity, named[0])
            links = [self.link(first, sign, self.in_mode(quantity, other), place) for other in Regime if other is not named[0]]
            return self.joined(links, "and")
        if len(named) == 1:
            self.tokens.refuse(f"an order needs two regimes: {named[0].label} and which other?", place)
        return self.ranking(quantity, named or tuple(Regime), place)

    def is_choice(self, words: Sequence[Token]) -> bool:
        """Whether one of several is to be chosen: "is A or B larger?", "is the price lower under A or under B?"."""
        related = [token for token in words if token.kind == "relation"]
        if len(related) != 1 or related[0].text not in ("<", ">") or not related[0].written[0].isalpha():
            return False
        places = [place for place, token in enumerate(words) if token.mode or token.kind == "mode" or token.text == "*"]
        between = [token.text for token in words[places[0] : places[-1]]] if len(places) > 1 else []
        after = self.tokens.ahead(len(words))
        ends = after.kind in ("end", "if", "unless") or after.text == ","
        others = any(token.kind in ("than", "compared") or token.text == "and" for token in words)
        return ends and between.count("or") == 1 and not others and not {"<", ">"} & {*between}

    def firsts(self, words: Sequence[Token], place: int) -> Part:
        """That the first regime in a quantity is first, or last, in another: "the regime with the most R&D has the lowest price"."""
        names = [token.text for token in words if token.kind == "quantity"]
        signs = [{"max": ">=", "min": "<="}[token.text] for token in words if token.kind == "extreme"]
        parts = []
        for one in Regime:
            links = [
                [self.link(self.in_mode(name, one), sign, self.in_mode(name, two), place) for two in Regime if two is not one]
                for name, sign in zip(names, signs, strict=True)
            ]
            parts.append(implied(*(self.joined(some, "and") for some in links)))
        self.noted.plain = False
        return self.joined(parts, "and")

    def together(self, place: int) -> Part:
        """That of two regimes the one that has more of a quantity has more, or less, of another: "a lower price goes with more R&D"."""
        first, _, second = self.named(), self.tokens.skip(), self.named()
        return self.hand_in_hand(first, second, self.two_named() or tuple(Regime), place)

    def hand_in_hand(self, first: tuple[str, str], second: tuple[str, str], modes: Sequence[Mode], place: int) -> Part:
        """That of any two regimes the one that has more, or less, of a quantity has more, or less, of another."""
        (sign, name), (other_sign, other) = first, second
        parts = []
        for one, two in permutations(modes, 2):
            supposed = self.link(self.in_mode(name, one), sign, self.in_mode(name, two), place)
            parts.append(implied(supposed, self.link(self.in_mode(other, one), other_sign, self.in_mode(other, two), place)))
        self.noted.plain = False
        return self.joined(parts, "and")

    def two_named(self) -> tuple[Mode, ...]:
        """The two regimes that come next, if two do: "...: full cooperation vs no cooperation", "between ... and ..."."""
        steps = 0
        while self.tokens.ahead(steps).kind in ("prep", "between", "rank") or self.tokens.ahead(steps).text in (",", "("):
            steps += 1
        first, joint, second = (self.tokens.ahead(steps + step) for step in range(3))
        if not (first.kind == second.kind == "mode" and (joint.kind in ("rank", "than") or joint.text in ("and", "or"))):
            return ()
        self.tokens.skip(steps + 3)
        self.tokens.take(")")
        return vocabulary.MODES[first.text], vocabulary.MODES[second.text]

    def contrasts(self, place: int) -> Part | None:
        """Several contrasts between the same regimes: "a lower cost but a higher price under ... than under ..."."""
        names: list[tuple[str, str]] = []
        steps = 0
        while self.tokens.ahead(steps).kind == "relation" and self.tokens.ahead(steps + 1).kind == "quantity":
            names.append((self.tokens.ahead(steps).text, self.tokens.ahead(steps + 1).text))
            steps += 2 + (self.tokens.ahead(steps + 2).text in ("and", ","))
        behind = steps
        while self.tokens.ahead(behind).kind == "prep":
            behind += 1
        if len(names) < 2 or self.tokens.ahead(behind).kind != "mode":
            return None
        self.tokens.skip(steps)
        first = self.regime_alone(False)
        if self.tokens.next.kind != "than":
            self.tokens.refuse_next("'than' and a regime")
        second = self.regime_alone(True)
        links = [
            self.link(self.in_mode(name, first.value.mode), sign, self.in_mode(name, second.value.mode), place) for sign, name in names
        ]
        return self.joined(links, "and")

    def named(self) -> tuple[str, str]:
        """A relation and the quantity behind it."""
        early = self.tokens.take_kind("relation")
        quantity = self.tokens.take_kind("quantity")
        if quantity is None:
            self.tokens.refuse_next("a quantity")
        word = early or self.tokens.take_kind("relation")
        if word is None:
            self.tokens.refuse_next("a comparison such as more or less")
        return word.text, quantity.text

    def alike(self, place: int) -> Part | None:
        """That several things are the same: "x*, x̂ and x̃ are equal", "no cooperation and R&D cooperation have the same R&D and output"."""
        words: list[Token] = []
        while (token := self.tokens.ahead(len(words))).kind in LISTED or token.text in ("*", *JOINS):
            words.append(token)
        after, end = self.tokens.ahead(len(words) + 1), self.tokens.ahead(len(words) + 2)
        several = any(word.text in JOINS or word.kind == "every" for word in words)
        behind = after.kind == "quantity" and end.kind in ENDING  # "have the same R&D"
        if words and not any(word.mode or word.kind == "mode" or word.text == "*" for word in words) and token.text == "=":
            listed = len(words) + 1
            while (one := self.tokens.ahead(listed)).kind in ("mode", "prep", "every") or one.text in JOINS:
                words.append(one)
                listed += 1
            if len([word for word in words if word.kind == "mode"]) > 1 or words[-1].kind == "every":
                after, end, several = self.tokens.ahead(listed), self.tokens.ahead(listed), True
        joins = {word.text for word in words} & JOINS
        if "or" in joins or (joins and any(word.kind == "every" for word in words)):  # "every regime but ..."
            return None
        if not several or token.text != "=" or not (behind or after.kind in ENDING or after.text in (",", ")")):
            return None
        words += [after] * behind
        modes = [vocabulary.MODES[word.text] for word in words if word.kind == "mode"]
        modes += [regime for word in words if word.kind == "every" for regime in Regime]
        starred = [one.text for one, two in pairwise(words) if two.text == "*"]
        plain = [word.text for word in words if word.kind == "quantity" and not word.mode and word.text not in starred]
        marked = [(word.text, vocabulary.MODES[word.mode]) for word in words if word.mode]
        marked += [(name, Regime.NONCOOPERATION) for name in starred]
        if not marked and not plain and not self.topic and token.written[0].isalpha():  # then everything is the same
            plain = ["x", "Q"]
        if (marked and (modes or plain or len(marked) < 2)) or (not marked and (len(modes) < 2 or not plain)):
            return None
        self.tokens.skip(len(words) + 1)  # the words and the equals sign
        groups = [marked] if marked else [[(name, mode) for mode in modes] for name in plain]
        links = [self.link(self.in_mode(*one), "=", self.in_mode(*two), place) for group in groups for one, two in pairwise(group)]
        return self.joined(links, "and") if len(links) > 1 else links[0]

    def beyond(self, left: Part, sign: str, place: int) -> list[Link]:
        """That a number is above the largest of several, or below the smallest."""
        which, others = self.several()
        if which != ("max" if sign in (">", ">=") else "min"):
            self.tokens.refuse("only > max(...) and < min(...) are read", place)
        return [replace(self.link(left, sign, other, place), chained=f" and {left.text} {sign} {other.text}") for other in others]

    def all_beyond(self, place: int) -> Part:
        """That the largest of several is below a number, or the smallest above it."""
        which, others = self.several()
        found = self.relation()
        if found is None or found[1] or found[0] not in (("<", "<=") if which == "max" else (">", ">=")):
            self.tokens.refuse("only max(...) < and min(...) > are read", place)
        right = self.sum()
        return self.joined([self.link(other, found[0], right, place) for other in others], "and")

    def several(self) -> tuple[str, list[Part]]:
        """The largest or the smallest of several numbers in brackets: which of the two, and the numbers."""
        which = self.tokens.skip().text
        self.tokens.expect("(", "an opening bracket")
        others = [self.sum()]
        while self.tokens.take(","):
            others.append(self.sum())
        self.tokens.expect(")", "a closing bracket")
        return which, others
