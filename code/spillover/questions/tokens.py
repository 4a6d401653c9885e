"""The words, numbers and signs of a question, read from left to right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NoReturn

from spillover.questions import lexicon

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""The full-width signs of a Chinese keyboard: each the ASCII sign at the same place."""
WORDS = re.compile(r"(\\(?:text|textrm|mathrm|operatorname) *\{)([^{}]*)\}")
"""Words in a formula of LaTeX."""
RAISED = {"⁻": "-", **{sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}}
MARKED = tuple(letter for letter, (kind, _) in lexicon.LETTERS.items() if kind == "quantity")
SIGNS = {**{sign: sign for sign in "+-*/^()[],<>=_~"}, **{sign: sign for sign in ("<=>", "=>", "<=", ">=", "!=")}, **lexicon.SIGNS}
SEPARATE = frozenset(("then", "if", "unless"))
"""What stands between the parts of a question."""
RELATIONS = frozenset(("<", "<=", ">", ">=", "=", "!="))


class QuestionError(ValueError):
    """A question that cannot be read; the message says where and why.

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


class RegimeMissingError(QuestionError):
    """A quantity without its regime."""


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign.

    Attributes
    ----------
    kind
        as in the lexicon; "name" for an unknown word, "other" for an unknown sign, "end".
    text
        what it means, in the spelling of the grammar.
    place, end
        where it stands in the text.
    mode
        of a quantity that is written with the mark of a regime, the name of the regime.
    spaced
        whether a blank follows.
    """

    kind: str
    text: str
    place: int
    end: int
    mode: str = ""
    spaced: bool = False


@cache
def _spellings() -> dict[str, tuple[str, str]]:
    """Kind and meaning of each spelling, in small letters and without blanks; the first that is listed counts."""
    found: dict[str, tuple[str, str]] = {}
    for spelling, meaning in lexicon.words():
        found.setdefault(_key(spelling), meaning)
    return found


def _key(spelling: str) -> str:
    return re.sub(r"[\s_-]+", "", spelling).lower()


@cache
def _patterns() -> re.Pattern[str]:
    """One pattern for all that may come next; what is longer comes first."""
    words = sorted({spelling for spelling, _ in lexicon.words()}, key=lambda spelling: (-len(_key(spelling)), spelling))
    phrases = "|".join(_pattern(word) for word in words)
    letters = "".join(letter for letter in lexicon.LETTERS)
    quantities = "|".join((*MARKED, "CS", "pi"))
    signs = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
    return re.compile(
        rf"""\s*(?:
        (?P<number>(?:[0-9]+\.[0-9]+|[0-9]+\.(?![^\W\d_])|[0-9]+|\.[0-9]+)(?:\s*%)?)
        |(?P<vulgar>[\u00bc-\u00be\u2150-\u215e])
        |(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)
        |\\(?P<accent>wide)?(?P<hat>hat|tilde)(?![a-zA-Z])
        |\\(?P<fraction>[td]?frac)(?![a-zA-Z])
        |\\(?P<command>[a-zA-Z]+|.)
        |(?P<spelled>(?!what)(?!What(?!\s*(?:[-+*/<>=≤≥),]|and\b|or\b|\Z)))(?:{quantities})[ _^]?(?:hat|tilde|star))(?![A-Za-z0-9])
        |(?P<composed>C?[^\W\d_a-zA-Zα-ω一-鿿](?![A-Za-z0-9]))
        |(?P<accented>(?:CS|[{letters}])[\u0302\u0303])
        |(?P<phrase>{phrases})
        |(?P<letter>[{letters}](?![A-Za-z0-9]))
        |(?P<differential>d)(?=(?:{phrases}|[{letters}](?![A-Za-z0-9])))
        |(?P<greek>[βγπ∂])
        |(?P<cjk>[一-鿿]+?(?=(?:{phrases})|[^一-鿿]|\Z))
        |(?P<name>[^\W\d_]\w*)
        |(?P<sign>{signs})
        |(?P<dot>\.)
        |(?P<end>\Z)
        |(?P<other>.))""",
        re.VERBOSE | re.DOTALL,
    )


def _pattern(spelling: str) -> str:
    """The pattern of a spelling: blanks as they come, any case where it has three letters or more, and no letter behind it."""
    body = r"[\s_-]*".join(map(re.escape, spelling.split(" ")))
    body = body if len(spelling) < 2 else f"(?i:{body})"
    return body if re.search(r"[一-鿿↑↓∈∀∃]$", spelling) else rf"{body}(?![A-Za-z0-9])"


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a text, those included that change nothing."""
    plain = WORDS.sub(lambda found: f"{' ' * len(found[1])}{found[2]} ", text.translate(FULL_WIDTH))
    for found in _patterns().finditer(plain):
        kind = found.lastgroup or ""
        place, end, written = found.start(kind), found.end(kind), found[kind]
        if kind in ("hat", "fraction", "command", "accent"):
            place -= 1
        yield replace(_token(kind, written), place=place, end=end, spaced=plain[end : end + 1].isspace())


def _token(kind: str, written: str) -> Token:
    """The token of what was found, wherever it stands."""
    if kind == "number":
        return Token("number", written.rstrip("% \t\n") + "/100" * written.endswith("%"), 0, 0)
    if kind == "vulgar":
        return Token("number", unicodedata.normalize("NFKC", written).replace("\u2044", "/"), 0, 0)
    if kind == "raised":
        return Token("raised", "".join(map(RAISED.get, written)), 0, 0)  # type: ignore[arg-type]
    if kind == "hat":
        return Token("accent", lexicon.ACCENTS[written], 0, 0)
    if kind == "fraction":
        return Token("fraction", written, 0, 0)
    if kind == "command":
        return _command(written)
    if kind == "spelled":
        letter, accent = re.fullmatch(r"(.+?)[ _^]?(hat|tilde|star)", written).groups()  # type: ignore[union-attr]
        return replace(_word(letter), mode=lexicon.ACCENTS[accent])
    if kind in ("composed", "accented"):
        apart = unicodedata.normalize("NFD", written)
        letter, accent = apart[:-1], apart[-1]
        known = accent in lexicon.ACCENTS and letter in (*MARKED, "CS")
        return replace(_word(letter), mode=lexicon.ACCENTS[accent]) if known else Token("name", written, 0, 0)
    if kind in ("phrase", "letter", "greek"):
        return _word(written)
    if kind == "differential":
        return Token("d", "d", 0, 0)
    if kind == "cjk":
        return Token("name", written, 0, 0)
    if kind == "sign":
        meaning = SIGNS[written]
        return Token("relation" if meaning in RELATIONS else "sign" if meaning else "filler", meaning, 0, 0)
    return Token(kind, written, 0, 0)


def _word(written: str) -> Token:
    """The token of a word or a letter; RnD is no regime, though rnd is one."""
    if written == "RnD":
        return Token("quantity", "x", 0, 0)
    kind, value = lexicon.LETTERS.get(written) or _spellings()[_key(written)]
    return Token(kind, value, 0, 0)


def _command(written: str) -> Token:
    """A command of LaTeX: what is written for it, or nothing where it only moves what stands around it."""
    if written in lexicon.UNSEEN or not written.isalpha():
        return Token("filler", "", 0, 0) if written not in "{}" else Token("sign", "(" if written == "{" else ")", 0, 0)
    if written not in lexicon.LATEX:
        return Token("name", f"\\{written}", 0, 0)
    meaning = lexicon.LATEX[written]
    return _token("sign", meaning) if meaning in SIGNS else _word(meaning)


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
        self.text, self.argument = text, argument
        self._tokens = _meaningful(list(tokens_of(text)))
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

    def skip(self, steps: int = 1) -> Token:
        """Go past some tokens; the last of them."""
        for _ in range(steps):
            self._go_on()
        return self.before

    def modes(self) -> set[str]:
        """The regimes and planners that are named by a word of their own, or written with a quantity."""
        return {token.text for token in self._tokens if token.kind == "mode"} | {token.mode for token in self._tokens if token.mode}

    def drop_modes(self) -> None:
        """Leave out the regimes that are named by a word, with the brackets around them and the preposition or the comma before them."""
        kept: list[Token] = []
        after: list[Token] = [*self._tokens[1:], self._tokens[-1]]
        closing: list[Token] = []
        for token, following in zip(self._tokens, after, strict=True):
            if token in closing:
                continue
            if token.kind in ("mode", "every"):
                while kept and (kept[-1].kind == "prep" or kept[-1].text == ","):
                    kept.pop()
                if kept and kept[-1].text == "(" and following.text == ")":
                    kept.pop()
                    closing.append(following)
            else:
                kept.append(token)
        self._tokens = kept

    def take_one_regime(self) -> None:
        """Take "every regime" for one of them, up to the next comma or condition."""
        ends = (
            place for place in range(self._at, len(self._tokens)) if self._tokens[place].kind in SEPARATE or self._tokens[place].text == ","
        )
        here = range(self._at, next(ends, len(self._tokens)))
        self._tokens = [
            replace(token, kind="mode", text=self._every) if token.kind == "every" and place in here else token
            for place, token in enumerate(self._tokens)
        ]

    def all(self, name: str) -> list[Token]:
        """The tokens of a kind, or with a meaning, that are still to come."""
        return [token for token in self._tokens[self._at :] if name in (token.kind, token.text)]

    def begins_condition(self) -> bool:
        """Whether the next word is a preposition that may begin a condition: "for n = 2", but not "from n = 2"."""
        return self.next.kind == "prep" and self.text[self.next.place : self.next.end].lower() in ("for", "at", "with", "in", "of")

    def prepositions(self) -> int:
        """How many prepositions come next."""
        steps = 0
        while self.ahead(steps).kind == "prep":
            steps += 1
        return steps

    def is_word(self, kind: str) -> bool:
        """Whether the next token is of a kind, and written with letters."""
        return self.next.kind == kind and self.text[self.next.place : self.next.place + 1].isalpha()

    def drop(self, kind: str) -> list[Token]:
        """Leave out all tokens of a kind that are still to come, and return them."""
        found = [token for token in self._tokens[self._at :] if token.kind == kind]
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
        if token.kind == "unclear":
            self.refuse(f"{written!r} may mean more than one thing here: say which of {token.text}")
        if wanted and wanted != "(" and token.kind not in ("end", "sign", "relation"):
            self.refuse(f"{written!r} is not understood at this place: a sign such as * or >, or a comma, is missing before it")
        self.refuse(f"{called} is expected here")

    def refuse(self, why: str, place: int | None = None, error: type[QuestionError] = QuestionError) -> NoReturn:
        """Stop, and point at a place: that of the next token unless another is given."""
        at = self.place if place is None else place
        start = max(0, at - 40)
        shown = re.sub(r"\s", " ", self.text[start : at + 40])
        raise error(f"{self.argument}: {why}\n    {shown}\n    {' ' * (at - start)}^")


def _meaningful(found: list[Token]) -> list[Token]:
    """The tokens without those that change nothing: fillers, a word before its letter ("spillover beta"), ", which" in a chain."""
    kept: list[Token] = []
    for token in found:
        last = kept[-1] if kept else None
        if token.kind == "if" and last and last.kind == "task":  # check if ...
            continue
        if token.kind == "mode" and last and last.kind == "if":  # if they cooperate in R&D
            kept[-1] = replace(last, kind="prep", text="prep")
        if token.kind == "when":  # behind a condition it ends it, behind a regime it says nothing
            kept += [replace(token, kind="then")] if last and last.kind in ("number", "parameter", "cluster") else []
        elif token.kind in ("relation", "trend") and [one.kind for one in kept[-2:]] == ["sign", "which"] and kept[-2].text == ",":
            kept[-2:] = [token]
        elif last and last.text == "," and (token.text in ("and", "or") or [one.kind for one in kept[-2:-1]] == ["every"]):
            kept[-1] = token  # ", and"; "in every regime: ..."
        elif token.kind == "dot" and last and token.spaced:
            kept.append(replace(token, kind="sign", text=","))
        elif token.kind != "filler":
            word = last and last.kind == token.kind in ("parameter", "quantity") and last.text == token.text and not last.mode
            repeats = word and last.end - last.place > 1 >= token.end - token.place - bool(token.mode)  # type: ignore[union-attr]
            kept[len(kept) - bool(repeats) :] = [token]
    kept = [  # "there is a beta such that ..." asks of all parameters whether there is a cluster
        token
        for before, token, following in zip([None, *kept], kept, [*kept[1:], kept[-1]], strict=False)
        if not (before and before.kind == "exists" and token.kind == "parameter" and following.kind not in ("relation", "in"))
    ]
    after = [*kept[1:], kept[-1]]
    return [
        token
        for token, following, second in zip(kept, after, [*after[1:], kept[-1]], strict=True)
        if not _is_idle(token, following, second)
    ]


def _is_idle(token: Token, following: Token, second: Token) -> bool:
    """Whether a token is the article "a", or the dot at the end."""
    noun = following.kind in ("mode", "unclear", "extreme", "cluster") or (
        following.kind in ("parameter", "quantity") and _is_word(following)
    )
    adjective = following.kind == "relation" and _is_word(following) and second.kind != "than"
    article = token.kind == "parameter" and token.text in ("a", "A") and token.spaced and (noun or adjective)
    return (token.kind, following.kind) == ("dot", "end") or article


def _is_word(token: Token) -> bool:
    return token.end - token.place > 2
