"""The words, numbers and signs of a question, read from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import inf
from typing import NamedTuple, NoReturn

from spillover.questions.lexing import Token, corrected, tokens_of
from spillover.questions.tidied import meaningful

SEPARATE = frozenset(("then", "if", "unless"))
"""What stands between the parts of a question."""
ASKING = frozenset(("where", "value", "which", "what"))
"""Words that ask for a value."""
UNNAMED = {
    **dict.fromkeys(("value", "happens"), "of which number is this asked? write for instance: x[non] if beta = 1/2"),
    "measure": "by how much is which number larger than which? write for instance: welfare[first_best] - welfare[rnd]",
}
"""What is missing where words ask for a number that they do not name."""


class QuestionError(ValueError):
    """A question that cannot be read; the message says where and why.

    Attributes
    ----------
    near
        questions that are read, and speak of the same; they stand in the message.

    Examples
    --------
    >>> from spillover import ask
    >>> from spillover.questions.tokens import QuestionError
    >>> try:
    ...     ask("n >")
    ... except QuestionError as error:
    ...     print(error)
    text: a number, a name or an opening bracket is expected here
        n >
           ^
    """

    near: tuple[str, ...] = ()


class RegimeMissingError(QuestionError):
    """A quantity without its regime."""


class SameError(QuestionError):
    """A thing that is compared with itself."""


class Sought(NamedTuple):
    """The wish to know at which value of a parameter something is largest or smallest.

    ``unclear`` where one of the regimes may be what is sought instead.
    """

    parameter: str
    extreme: str
    unclear: bool
    place: int


class Approach(NamedTuple):
    """That a parameter tends to a number, or grows without bound ("infinity")."""

    parameter: str
    target: str


class Tokens:
    """The tokens of a text, and a place among them.

    Parameters
    ----------
    argument
        what an error is to call the text.
    every
        the regime that "every regime" is taken for.
    """

    def __init__(self, text: str, argument: str, every: str = "") -> None:
        self.text, self.argument = corrected(text), argument
        self._said = tuple(tokens_of(self.text))
        self._tokens = meaningful(list(self._said))
        self._every = every
        self._at = 0

    @property
    def place(self) -> int:
        """How many characters stand before the next token."""
        return self._tokens[self._at].place

    @property
    def next(self) -> Token:
        """The next token."""
        return self._tokens[self._at]

    def ahead(self, steps: int) -> Token:
        """A token some steps ahead; the last one where there is none."""
        return self._tokens[min(self._at + steps, len(self._tokens) - 1)]

    @property
    def before(self) -> Token:
        """The token that was taken last."""
        return self._tokens[self._at - 1]

    @property
    def rest(self) -> list[Token]:
        """The tokens that are still to come."""
        return self._tokens[self._at :]

    def skip(self, steps: int = 1) -> Token:
        """Go past some tokens; the last of them."""
        for _ in range(steps):
            self._go_on()
        return self.before

    def modes(self) -> set[str]:
        """The regimes and planners that are named by a word of their own, or written with a quantity."""
        starred = {"non" for one, two in pairwise(self._tokens) if (one.kind, two.text) == ("quantity", "*")}
        return (
            starred | {token.text for token in self._tokens if token.kind == "mode"} | {token.mode for token in self._tokens if token.mode}
        )

    def closing_mode(self) -> str:
        """The only regime that is named, or "every", in brackets at the end where a quantity needs one: "…（完全不合作）"."""
        tokens = self._tokens[-4:]
        named = [token for token in self._tokens if token.kind in ("mode", "every", "unclear", "planners") or token.mode]
        found = tokens[1::2] == [*named, self._tokens[-1]] and [token.text for token in tokens[::2]] == ["(", ")"]
        marked = self.modes() - {token.text for token in named}
        return tokens[1].text if found and tokens[1].kind in ("mode", "every") and not marked else ""

    def drop_modes(self) -> bool:
        """Leave out the regimes that are named by a word, with the brackets around them and the preposition or the comma before them.

        True if something was to be compared with one of them.
        """
        hangs = False
        kept: list[Token] = []
        after: list[Token] = [*self._tokens[1:], self._tokens[-1]]
        closing: list[Token] = []
        for token, following in zip(self._tokens, after, strict=True):
            if token in closing:
                continue
            if token.kind in ("mode", "every"):
                before = len(kept)
                while kept and (kept[-1].kind == "prep" or kept[-1].text == ","):
                    kept.pop()
                hangs = hangs or (kept[-1:] != [] and kept[-1].kind in (("than",) if len(kept) < before else ("than", "relation")))
                if kept and kept[-1].text == "(" and following.text == ")":
                    kept.pop()
                    closing.append(following)
            else:
                kept.append(token)
        self._tokens = kept
        return hangs

    def take_one_regime(self) -> None:
        """Take "every regime" for one of them, up to the next comma or condition."""
        ends = (
            place
            for place in range(self._at, len(self._tokens))
            if self._tokens[place].kind in SEPARATE
            or self._tokens[place].text == ","
            or (place > self._at and [token.kind for token in self._tokens[place - 1 : place + 1]] == ["number", "every"])
        )
        here = range(self._at, next(ends, len(self._tokens)))
        self._tokens = [
            replace(token, kind="mode", text=self._every) if token.kind == "every" and place in here else token
            for place, token in enumerate(self._tokens)
        ]

    def all(self, name: str) -> list[Token]:
        """The tokens of a kind, or with a meaning, that are still to come."""
        return [token for token in self.rest if name in (token.kind, token.text)]

    def begins_condition(self) -> bool:
        """Whether the next word is a preposition that may begin a condition: "for n = 2", but not "from n = 2"."""
        return self.next.kind == "prep" and self.next.written in ("for", "at", "with", "in", "of", "@")

    def prepositions(self) -> int:
        """How many prepositions come next."""
        steps = 0
        while self.ahead(steps).kind == "prep":
            steps += 1
        return steps

    def is_word(self, kind: str) -> bool:
        """Whether the next token is of a kind, and written with letters."""
        return self.next.kind == kind and self.text[self.next.place : self.next.place + 1].isalpha()

    def said(self, start: int = 0, end: float = inf) -> list[Token]:
        """The tokens between two places, those included that change nothing."""
        return [token for token in self._said if start <= token.place < end]

    def drop_against(self) -> str:
        """Leave out what says at an end of the text with which regime all is compared: "..., compared with no cooperation", "(vs ...)"."""
        kinds = {"than": "w", "rank": "w", "compared": "w", "mode": "m", "prep": "p", "end": "e"}
        written = "".join(kinds.get(token.kind) or {",": "c", "(": "o", ")": "z"}.get(token.text, " ") for token in self._tokens)
        found = re.search(r"cwp?me$|owp?mze$|^wp?mc", written)
        if not found:
            return ""
        first, last = found.start(), found.end() - written.endswith("e", *found.span())
        told, self._tokens = self._tokens[first:last], [*self._tokens[:first], *self._tokens[last:]]
        return next(token.text for token in told if token.kind == "mode")

    def drop_limit(self) -> Approach | None:
        """Leave out the words that say to which value a parameter tends, and to what a number is said to tend, if there are such words."""
        tokens = self._tokens = list(self._unbounded())
        tends = [place for place in range(len(tokens) - 1) if self._tends(place)]
        along = [place for place in tends if place and tokens[place - 1].kind == "parameter"]
        words = [token for token in tokens if token.kind in ("limit", "tends", "infinity")]
        if len(along) != 1 or len(tends) > 2:
            for token in words[:1]:
                self.refuse("as which parameter tends to what? write for instance: limit of x[non] as n -> infinity", token.place)
            return None
        (place,) = along
        gone = set()
        for start in tends:
            last = start + 1 + (tokens[start + 1].text == "+")
            gone |= {*range(start, last + 1)}
        first, last = place - 1, place + 1 + (tokens[place + 1].text == "+")
        target = tokens[last].text
        gone.add(first)
        while first and (tokens[first - 1].kind in ("if", "prep", "than", "limit") or tokens[first - 1].text in ("(", "_")):
            first -= 1
            gone.add(first)
            if tokens[first].text == "(" and tokens[last + 1].text == ")":
                gone.add(last + 1)
        if tokens[last + 1].kind == "then" or (tokens[last + 1].text == "," and first == 0):
            gone.add(last + 1)
        gone |= {at for at, token in enumerate(tokens) if token.kind == "limit"}
        gone |= {at for at, token in enumerate(tokens) if at and token.kind == "prep" and tokens[at - 1].kind == "limit"}
        parameter = tokens[place - 1].text
        self._tokens = [token for at, token in enumerate(tokens) if at not in gone]
        return Approach(parameter, target)

    def _unbounded(self) -> Iterator[Token]:
        """The tokens, with "tends to infinity" for "very large" where a number is asked for and nothing is compared."""
        compares = any(token.kind in ("relation", "trend", "positive", "extreme", "which", "rank") for token in self._tokens)
        for before, token in zip([None, *self._tokens], self._tokens, strict=False):
            very = token.written in ("very large", "very high", "infinitely large", "很大", "非常大")
            if token.kind == "vague" and very and not compares and before and before.text in ("n", "gamma", "a"):
                yield replace(token, kind="tends", text="tends")
                yield replace(token, kind="infinity", text="infinity")
            else:
                yield token

    def _tends(self, place: int) -> bool:
        """Whether "tends to" or an arrow stands at a place, and a number or infinity behind it."""
        token, after, second = self._tokens[place], self._tokens[place + 1], self._tokens[min(place + 2, len(self._tokens) - 1)]
        arrow = token.kind == "tends" or (token.text == "=>" and not self.text[token.place : token.end].isalpha())
        return arrow and (after.kind in ("number", "infinity") or (after.text == "+" and second.kind == "infinity"))

    def mark_points(self) -> None:
        """Take two values of a parameter for points at which something is compared, where the words between them compare."""
        found = list(self._values())
        names = [name for _, _, name, _ in found]
        pairs = [[one for one in found if one[2] == name] for name in dict.fromkeys(names) if names.count(name) == 2]
        for first, second in pairs:
            between = self._tokens[first[1] : second[0]]
            others = [token for at, token in enumerate(self._tokens) if not any(one[0] <= at < one[1] for one in found)]
            relations = [token for token in others if token.kind == "relation"]
            kinds = [token.kind for token in others]
            before = self._tokens[max(first[0] - 1, 0) : first[0]]
            joint = any(token.kind in ("than", "compared", "rank") for token in (*before, *between)) or (
                relations and relations[0] in between and not self._is_alphabetic(relations[0])
            )
            choice = (
                any(token.text == "or" for token in between) and len(relations) == 1 and kinds.count("quantity") == 1 >= kinds.count("mode")
            )
            conditional = any(token.kind in ("if", "unless") for token in between)
            if first[3] == second[3] and joint and not conditional:  # x̂ at beta = 1 vs x* at beta = 1
                told = self._tokens[first[0] : first[1]]
                for one in (second, first):
                    self._take_for_points(one)
                kept = [token for token in self._tokens if token.kind != "point"]
                self._tokens = [*kept[:-1], replace(told[0], kind="if", text="if"), *told, kept[-1]]
                return
            if first[3] != second[3] and len(relations) <= 1 and (joint or choice) and not conditional:
                self._take_for_points(first, second)
                return

    def _is_alphabetic(self, token: Token) -> bool:
        return self.text[token.place].isalpha()

    def _values(self) -> Iterator[tuple[int, int, str, str]]:
        """Where a parameter has a value: from which token to which, the parameter, and the value."""
        tokens = self._tokens
        for place, token in enumerate(tokens):
            if token.kind == "cluster":
                name, _, value = token.text.partition(" = ")
                yield place, place + 1, name, value
            elif token.kind == "parameter" and [one.kind for one in tokens[place + 1 : place + 3]] == ["relation", "number"]:
                fraction = [one.text for one in tokens[place + 3 : place + 4]] == ["/"] and tokens[place + 4].kind == "number"
                last = place + (5 if fraction else 3)
                if tokens[place + 1].text == "=":
                    yield place, last, token.text, "".join(one.text.rstrip(".") for one in tokens[place + 2 : last])

    def _take_for_points(self, *values: tuple[int, int, str, str]) -> None:
        """Put a point for each value, without the preposition, the brackets, or "when" around it."""
        for first, last, name, value in reversed(values):
            point = replace(self._tokens[first], kind="point", text=f"{name} = {value}", end=self._tokens[last - 1].end)
            before, behind = first, last
            while before and (self._tokens[before - 1].kind in ("prep", "if") or self._tokens[before - 1].text == "("):
                before -= 1
                behind += self._tokens[before].text == "(" and self._tokens[behind].text == ")"
            behind += self._tokens[behind].kind == "then" or (self._tokens[behind].text == "," and before <= 1)
            self._tokens[before:behind] = [point]

    def drop_sought(self) -> Sought | None:
        """Leave out the words that ask at which value of a parameter something is largest or smallest, if there are such words."""
        tokens = self._tokens
        extremes = [token for token in tokens if token.kind == "extreme"]
        sought = [place for place, token in enumerate(tokens) if token.kind == "parameter" and self._is_sought(place)]
        if len(extremes) != 1 or len(sought) != 1:
            return None
        (extreme,), (place,) = extremes, sought
        first, last = place, place + 1
        while tokens[first - 1].kind in (*ASKING, "prep") and first > 0:
            first -= 1
        while tokens[last].kind in ASKING:
            last += 1
        around = tokens[first:place] + tokens[place + 1 : last]
        kept = [token for token in tokens[:first] + tokens[last:] if token is not extreme and token.kind != "cause"]
        if any(token.kind in ("which", "where", "value") for token in kept):
            return None
        words = any(token.kind in ("mode", "every", "unclear") for token in kept)
        where = [token for token in around if token.kind == "where"]
        several = any(re.search("values|conditions", token.written) for token in where)
        after = tokens[tokens.index(extreme) + 1]
        last = after.kind in (*SEPARATE, *ASKING, "end") or after.text == ","
        verb = re.match("maxim.s|minim.s|arg|peak", extreme.written)
        acting = [
            one.kind == "mode" and (two.kind == "cause" or (two is extreme and re.search("i[sz]es?$", extreme.written)))
            for one, two in pairwise(tokens)
        ]  # full cooperation maximises welfare
        self._tokens = kept
        return Sought(
            tokens[place].text,
            extreme.text,
            (any(acting) and not any(token.mode for token in kept))
            or (bool(where) and not verb and (several or (words and not last and not where[0].written.startswith("at ")))),
            extreme.place,
        )

    def _is_sought(self, place: int) -> bool:
        """Whether the parameter at a place is asked for: "which beta", "beta is what", "argmax over beta"."""
        before, after = self._tokens[max(place - 1, 0)], self._tokens[place + 1]
        over = before.kind == "prep" and before.written == "over"
        that = after.kind == "extreme" and re.match("(maxim|minim)i.(es|e|ing)$", after.written) is not None
        asked = before.kind in ASKING or after.kind in ASKING or over or that
        return asked and after.kind not in ("relation", "in", "trend", "vague")

    def drop_conditions_sought(self) -> None:
        """Leave out the parameter behind "for which" and "under which condition on"."""
        kept: list[Token] = []
        for token, following in zip(self._tokens, [*self._tokens[1:], self._tokens[-1]], strict=True):
            words = [one.kind for one in kept[-2:]]
            where = words[-1:] == ["where"] or (words == ["where", "prep"])
            if where and token.kind == "parameter" and following.kind not in ("relation", "in"):
                kept[len(kept) - (words[-1] == "prep") :] = []
            else:
                kept.append(token)
        self._tokens = kept

    def drop(self, kind: str) -> list[Token]:
        """Leave out all tokens of a kind that are still to come, and return them."""
        found = [token for token in self.rest if token.kind == kind]
        self._tokens = [token for token in self._tokens if token not in found]
        return found

    def take(self, *signs: str) -> str:
        """The next token if it is one of these signs, else nothing."""
        token = self.next
        return self._go_on().text if token.kind in ("sign", "relation") and token.text in signs else ""

    def take_kind(self, *kinds: str) -> Token | None:
        """The next token if it is of one of these kinds, else nothing."""
        return self._go_on() if self.next.kind in kinds else None

    def run(self, *signs: str) -> list[str]:
        """As many of these signs as follow one another."""
        return list(iter(lambda: self.take(*signs), ""))

    def _go_on(self) -> Token:
        self._at += self.next.kind != "end"
        return self._tokens[self._at - 1]

    def expect(self, wanted: str, called: str) -> None:
        """Go past the token that must come next, a sign or the end; where something else comes, say so."""
        token = self.next
        if token.kind == wanted or (token.kind == "sign" and token.text == wanted):
            self._go_on()
        else:
            self.refuse_next(called, wanted)

    def refuse_next(self, called: str, wanted: str = "") -> NoReturn:
        """Say why the next token cannot be where it is."""
        from spillover.questions import vocabulary

        token = self.next
        written = self.text[token.place : token.end]
        if written == "|":
            self.refuse("'|' may mean two things: write 'or', or 'if' before a condition")
        if token.kind == "other":
            self.refuse(f"{written!r} means nothing here")
        if token.kind == "name":
            self.refuse(vocabulary.unknown(token.text))
        if token.kind in UNNAMED:
            self.refuse(UNNAMED[token.kind])
        if token.kind in ("vague", "around"):
            self.refuse(f"{written!r} says no number: write for instance beta > 1/2")
        if token.kind == "unclear":
            self.refuse_unclear(token)
        if token.kind == "amiss":
            self.refuse("compared with what? write for instance: x[non] < x[second_best]")
        if wanted and wanted != "(" and token.kind not in ("end", "sign", "relation"):
            self.refuse(f"{written!r} is not understood at this place: a sign such as * or >, or a comma, is missing before it")
        self.refuse(f"{called} is expected here")

    def refuse_unclear(self, token: Token) -> NoReturn:
        """Ask which of several regimes a word means."""
        written = self.text[token.place : token.end]
        self.refuse(f"{written!r} may mean more than one thing here: say which of {token.text}", token.place)

    def refuse(self, why: str, place: int | None = None, error: type[QuestionError] = QuestionError) -> NoReturn:
        """Stop, and point at a place: that of the next token unless another is given."""
        at = self.place if place is None else place
        start = max(0, at - 40)
        shown = re.sub(r"\s", " ", self.text[start : at + 40])
        raise error(f"{self.argument}: {why}\n    {shown}\n    {' ' * (at - start)}^")
