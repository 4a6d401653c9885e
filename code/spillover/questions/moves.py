"""What changes from one regime to another, and what goes with what: "moving from ... to ... raises profit"."""

from __future__ import annotations

import re

from spillover.questions.lists import Lists
from spillover.questions.parts import Incomplete, Link, Part
from spillover.questions.tokens import SEPARATE
from spillover.regimes import Regime

REGIME = re.compile("(regime|one)s?$|模式|情况|方式")
"""How one speaks of a regime that is not named."""
CHANGES = ("trend", "relation")
"""What says that something is larger or smaller."""


class Moves(Lists):
    """Sentences about two regimes, of which one follows the other, and about any two."""

    def moved(self) -> bool:
        """Whether something is said of a move from one regime to another: behind it, or behind what was said of it."""
        if self.tokens.next.kind == "shift":
            self.shifted = self.shift()
            self.tokens.run(",")
            self.tokens.take_kind("then")
            return True
        kinds = [self.tokens.ahead(steps).kind for steps in range(3)]
        plain = not any(self.tokens.ahead(steps).mode for steps in range(2)) and kinds[2] not in ("than", "mode", "prep")
        return self.shifted is not None and plain and "quantity" in kinds[:2] and any(kind in CHANGES for kind in kinds[:2])

    def step(self, place: int) -> Part:
        """What a move from one regime to another does to a quantity."""
        word = self.tokens.take_kind(*CHANGES)
        quantity = self.tokens.take_kind("quantity")
        if quantity is None or quantity.mode:
            self.tokens.refuse_next("a quantity")
        word = word or self.tokens.take_kind(*CHANGES)
        if word is None:
            self.tokens.refuse_next("a word such as rises or falls")
        return self.steps(Part(Incomplete(quantity.text, None), "", ""), word.text, self.shifted, place)

    def goes_with(self) -> bool:
        """Whether any two regimes are compared in two quantities: "the regime with more R&D has the lower price"."""
        start = self.tokens.prepositions()
        kinds = [self.tokens.ahead(start + steps).kind for steps in range(4)]
        words = kinds == ["relation", "quantity"] * 2 or (kinds == ["quantity", "relation"] * 2 and self.speaks_of_regimes())
        after = self.tokens.ahead(start + 4)
        alone = after.kind in (*SEPARATE, "end", "between") or after.text in (",", "(")
        marked = any(self.tokens.ahead(start + steps).mode for steps in range(4))
        if not (words and alone and not marked):
            return False
        self.tokens.skip(start)
        return True

    def speaks_of_regimes(self) -> bool:
        """Whether the text speaks of a regime without a name."""
        return any(REGIME.search(token.written) for token in self.tokens.said())

    def any_two(self, place: int) -> Part:
        """That of any two regimes the one that has more, or less, of a quantity has more, or less, of another."""
        first, second = self.named(), self.named()
        return self.hand_in_hand(first, second, self.two_named() or tuple(Regime), place)

    def goes_on_without(self) -> bool:
        """Whether a comparison leaves out its left side, which is that of the one before: "x̂ is larger than x* and smaller than x̃"."""
        token, after, second = (self.tokens.ahead(steps) for steps in range(3))
        marked = after.kind == "quantity" and (after.mode or second.text in ("*", "[", "^", "~"))
        follows = self.last is not None and self.tokens.before.text == "and" and token.kind == "relation"
        if not follows or not (after.kind in ("than", "mode", "number") or marked):
            return False
        if any(one.denies for one in self.tokens.said(self.clause, token.place)):
            self.tokens.refuse("how much is denied here? write each comparison with both its sides")
        return True

    def continued(self, place: int) -> Link:
        """A comparison whose left side is that of the one before."""
        assert self.last is not None
        found = self.relation()
        assert found is not None
        sign, zero = found
        return self.link(*self.completed(self.last, zero or self.sum(), place, sign), place)
