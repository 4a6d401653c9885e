"""The words, numbers and signs of a question, read from left to right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple, NoReturn

from spillover.questions import lexicon

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""The full-width signs of a Chinese keyboard: each the ASCII sign at the same place."""
WORDS = re.compile(r"(\\(?:text|textrm|mathrm|operatorname) *\{)([^{}]*)\}")
"""Words in a formula of LaTeX."""
RAISED = {"⁻": "-", **{sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}}
MARKED = tuple(letter for letter, (kind, _) in lexicon.LETTERS.items() if kind == "quantity")
SIGNS = {**{sign: sign for sign in "+-*/^()[],<>=_~"}, **{sign: sign for sign in ("<=>", "=>", "<=", ">=", "!=")}, **lexicon.SIGNS}
LETTERS_OF_WORDS = "abcdefghijklmnopqrstuvwxyz"
LONG = 5
"""How many letters a word has at least of which one may be wrong."""
SEPARATE = frozenset(("then", "if", "unless"))
"""What stands between the parts of a question."""
CONDITIONAL = frozenset(("if", "unless", "parameter", "cluster", "number", "onlyif", "neither", "nor"))
"""What is not left out where it is said again."""
SAYING = frozenset(("relation", "trend", "gains", "name"))
"""What something is said with, in words that are known or not."""
WISHES = frozenset(("exists", "never", "always", "where", "what", "task", "sgn"))
"""Words that say what is wanted, wherever they stand."""
ASKING = frozenset(("where", "value", "which", "what"))
"""Words that ask for a value."""
MARKS = ("*", "^", "~", "]")
"""What ends the mark of a regime behind a letter."""
OPERANDS = frozenset(("quantity", "mode", "prep"))
"""What names a quantity in a regime."""
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
        (?P<count>[0-9]+\s*(?:(?:identical|symmetric)\s+)?(?:firms(?![a-z])|[家个]企业|[家个]厂商))
        |(?P<number>(?:[0-9]+\.[0-9]+|[0-9]+\.(?![^\W\d_])|[0-9]+|\.[0-9]+)(?:\s*%)?)
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
        token = replace(_token(kind, written), place=place, end=end, spaced=plain[end : end + 1].isspace())
        if token.kind == "several":
            parts = (part.split(":") for part in token.text.split())
            yield from (replace(token, kind=kind, text=meaning) for kind, meaning in parts)
        else:
            yield token


def corrected(text: str) -> str:
    """The same text with each long word that is unknown, and one letter from a single known word, replaced by that word."""
    return re.sub(rf"(?<![\\\w])[A-Za-z]{{{LONG},}}(?!\w)", lambda found: _corrected(found[0]), text)


@cache
def _corrected(word: str) -> str:
    """A word, or the only known one that differs from it by one letter that is missing, too many, wrong, or exchanged with the next."""
    small = word.lower()
    derivative = small.startswith("d") and small[1:] in _pieces()  # dbeta
    if small in _pieces() or small in lexicon.REAL or small.endswith("ed") or derivative:
        return word
    cuts = [(small[:place], small[place:]) for place in range(len(small) + 1)]
    near = {before + after[1:] for before, after in cuts if after}
    near |= {before + letter + after[drop:] for before, after in cuts for letter in LETTERS_OF_WORDS for drop in (0, 1)}
    near |= {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    known = near & _pieces()
    return known.pop() if len(known) == 1 else word


@cache
def _pieces() -> frozenset[str]:
    """The words of which spellings are made."""
    spelled = (f"{name}{accent}" for name in (*MARKED, "CS", "pi") for accent in ("hat", "tilde", "star"))
    texts = (*spelled, *(spelling for spelling, _ in lexicon.words()))
    return frozenset(piece for text in texts for piece in re.findall("[a-z]{4,}", text.lower()))


def _token(kind: str, written: str) -> Token:
    """The token of what was found, wherever it stands."""
    if kind == "count":
        digits = re.match("[0-9]+", written)
        return Token("cluster", f"n = {int(digits[0])}", 0, 0)  # type: ignore[index]
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


class Sought(NamedTuple):
    """The wish to know at which value of a parameter something is largest or smallest.

    ``unclear`` where one of the regimes may be what is sought instead.
    """

    parameter: str
    extreme: str
    unclear: bool
    place: int


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
        self._tokens = _meaningful(list(tokens_of(self.text)))
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
            place for place in range(self._at, len(self._tokens)) if self._tokens[place].kind in SEPARATE or self._tokens[place].text == ","
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
        return self.next.kind == "prep" and self.text[self.next.place : self.next.end].lower() in ("for", "at", "with", "in", "of", "@")

    def prepositions(self) -> int:
        """How many prepositions come next."""
        steps = 0
        while self.ahead(steps).kind == "prep":
            steps += 1
        return steps

    def is_word(self, kind: str) -> bool:
        """Whether the next token is of a kind, and written with letters."""
        return self.next.kind == kind and self.text[self.next.place : self.next.place + 1].isalpha()

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
        several = any(re.search("values|conditions", self.text[token.place : token.end]) for token in where)
        after = tokens[tokens.index(extreme) + 1]
        last = after.kind in (*SEPARATE, *ASKING, "end") or after.text == ","
        written = self.text[extreme.place : extreme.end].lower()
        verb = re.match("maxim.s|minim.s|arg|peak", written)
        acting = [
            one.kind == "mode" and (two.kind == "cause" or (two is extreme and re.search("i[sz]es?$", written)))
            for one, two in pairwise(tokens)
        ]  # full cooperation maximises welfare
        self._tokens = kept
        return Sought(
            tokens[place].text,
            extreme.text,
            (any(acting) and not any(token.mode for token in kept)) or (bool(where) and not verb and (several or (words and not last))),
            extreme.place,
        )

    def _is_sought(self, place: int) -> bool:
        """Whether the parameter at a place is asked for: "which beta", "beta is what", "argmax over beta"."""
        before, after = self._tokens[max(place - 1, 0)], self._tokens[place + 1]
        over = before.kind == "prep" and self.text[before.place : before.end].lower() == "over"
        found = self.text[after.place : after.end].lower()
        that = after.kind == "extreme" and re.match("(maxim|minim)i.(es|e|ing)$", found) is not None
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
        if token.kind in ("name", "value"):
            self.refuse(vocabulary.unknown(token.text if token.kind == "name" else written))
        if token.kind == "vague":
            self.refuse(f"{written!r} says no number: write for instance beta > 1/2")
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
        if last and last.kind == "task" and (token.kind == "if" or token.text == ","):  # check if ..., prove: ...
            continue
        if (token.kind, token.text) == ("exists", "there") and last and last.kind in ("if", "unless"):  # if there is no spillover
            continue
        if token.kind == "cluster" and [one.kind for one in kept[-2:]] == ["parameter", "relation"]:  # n = 2 firms
            token = replace(token, kind="number", text=token.text.partition(" = ")[2])
        if token.kind == "trend" and [one.kind for one in kept[-2:]] == ["than", "parameter"]:  # as n grows
            kept[-2] = replace(kept[-2], kind="if", text="if")
        if token.kind == "trend" and token.text in ("?", "=") and last and (last.text, last.end - last.place) == ("non", 3):
            kept[-1] = replace(last, kind="other")  # non monotone
        if token.kind == "mode" and last and last.kind == "if":  # if they cooperate in R&D
            kept[-1] = replace(last, kind="prep", text="prep")
        if token.kind == "when":  # behind a condition it ends it, behind a regime it says nothing
            kept += [replace(token, kind="then")] if last and last.kind in ("number", "parameter", "cluster") else []
        elif token.kind in ("relation", "trend") and [one.kind for one in kept[-2:]] == ["sign", "which"] and kept[-2].text == ",":
            kept[-2:] = [token] if all(one.text != "or" for one in kept) else [*kept[-2:], token]  # A or B, which is larger
        elif last and last.text == "," and (token.text in ("and", "or") or [one.kind for one in kept[-2:-1]] == ["every"]):
            kept[-1] = token  # ", and"; "in every regime: ..."
        elif token.kind == "then" and last and (last.text == "and" or last.kind == "then"):  # and hence
            kept[-1] = token
        elif token.kind == "dot" and last and token.spaced:
            kept.append(replace(token, kind="sign", text=","))
        elif token.kind != "filler":
            if token.kind == "quantity":
                kept = _without_total(kept, token)
            word = last and last.kind == token.kind in ("parameter", "quantity") and last.text == token.text and not last.mode
            repeats = word and last.end - last.place > 1 >= token.end - token.place - bool(token.mode)  # type: ignore[union-attr]
            kept[len(kept) - bool(repeats) :] = [token]
    if [token.text for token in kept[-2:-1]] == ["if"]:  # x[rnd] > x[non] when?
        kept[-2] = replace(kept[-2], kind="where", text="where")
    kept = _told_apart(_barred(_set_apart(_without_terms(_said_once(kept)))))
    for place in range(len(kept) - 2, -1, -1):  # for some beta; but: for some beta < 1/2
        told = kept[place + 2 : place + 4]
        said = [one.kind for one in told][:1] == ["parameter"] and told[-1].kind in ("relation", "in")
        if kept[place].kind == "prep" and kept[place + 1].kind == "exists" and not said:
            del kept[place]
    kept = [  # "there is a beta such that ..." asks of all parameters whether there is a cluster
        token
        for before, token, following in zip([None, *kept], kept, [*kept[1:], kept[-1]], strict=False)
        if not (before and before.kind == "exists" and token.kind == "parameter" and following.kind not in ("relation", "in"))
    ]
    kept = kept[1:] if kept[0].kind == "then" or kept[0].text == "," else kept  # so is x[rnd] > x[non]?
    after = [*kept[1:], kept[-1]]
    found = [
        token
        for token, following, second in zip(kept, after, [*after[1:], kept[-1]], strict=True)
        if not _is_idle(token, following, second)
    ]
    found = _listed(found)
    return [
        replace(token, kind="sign", text="and") if token.text == "," and _goes_on(found[:place], found[place + 1 : place + 4]) else token
        for place, token in enumerate(found)
    ]


def _said_once(found: list[Token]) -> list[Token]:
    """The tokens without what is said again behind "that is": the second time counts, with "can" and the like from the first.

    Where the first time names a condition or denies something, nothing is left out, and the words are not understood.
    """
    place = next((place for place, token in enumerate(found) if token.kind == "again"), 0)
    first = found[: place - (found[place - 1].text == ",")] if place else []
    behind = place + 1 + (found[min(place + 1, len(found) - 1)].text == ",")
    if first and first[-1].kind == "vague" and [token.kind for token in first[-2:-1]] == ["parameter"]:  # spillovers are high, i.e. ...
        return [*first[:-2], *found[behind:]]
    if first and [token.kind for token in first[-2:]] == ["vague", "parameter"]:  # with high spillovers, i.e. ...
        return [*first[:-2], *found[behind:]]
    says = any(token.kind in SAYING for token in first)
    if not says or any(token.kind in CONDITIONAL or token.text in ("not", ",") for token in first):
        return found
    return [*(token for token in first if token.kind in WISHES), *found[behind:]]


def _set_apart(found: list[Token]) -> list[Token]:
    """The tokens with a mark before two numbers whose difference is meant: "the R&D gap between A and B", "A and B's gap"."""
    for place, token in enumerate(found):
        if token.kind != "gap":
            continue
        at = place + 1
        while found[at].kind in ("prep", "quantity"):
            at += 1
        start = place - (place > 0 and found[place - 1].kind == "quantity" and not found[place - 1].mode)
        if found[at].kind == "between":
            names = [one.text for one in found[start:at] if one.kind == "quantity" and not one.mode]
            if len(names) < 2:
                return [*found[:start], replace(token, kind="apart", text="".join(names)), *found[at + 1 :]]
        start = place
        while start > 0 and (found[start - 1].kind in OPERANDS or found[start - 1].text in ("*", "^", "~", "[", "]")):
            start -= 1
        if start > 1 and found[start - 1].text == "and":
            start -= 1
            while start > 0 and (found[start - 1].kind in OPERANDS or found[start - 1].text in ("*", "^", "~", "[", "]")):
                start -= 1
            return [*found[:start], replace(token, kind="apart", text=""), *found[start:place], *found[place + 1 :]]
    return found


def _without_terms(found: list[Token]) -> list[Token]:
    """The tokens without "in terms of s and G": what follows it, up to a parameter that something is said of."""
    kept: list[Token] = []
    skipping = False
    for token, following, second in zip(found, [*found[1:], found[-1]], [*found[2:], *[found[-1]] * 2], strict=False):
        listed = token.kind == "parameter" and following.kind not in ("relation", "in")
        joins = token.text in (",", "and") and following.kind == "parameter" and second.kind not in ("relation", "in")
        skipping = token.kind == "terms" or (skipping and (listed or joins))
        kept += [] if skipping else [token]
    return kept


def _barred(found: list[Token]) -> list[Token]:
    """The tokens, with the bar before conditions on the parameters taken for "if": "x* | n = 2"."""
    bars = [place for place, token in enumerate(found) if (token.kind, token.text) == ("other", "|")]
    if len(bars) != 1 or any(token.mode or token.kind in ("quantity", "mode", "unclear", "every") for token in found[bars[0] :]):
        return found
    signs = [token.text for token in found[bars[0] :] if token.kind == "relation" or token.text == ","]
    if any({one, two} > {"="} and "," not in (one, two) for one, two in pairwise(signs)):  # the slope | beta = 0 > 0
        return found
    return [replace(token, kind="if", text="if") if place == bars[0] else token for place, token in enumerate(found)]


def _told_apart(found: list[Token]) -> list[Token]:
    """The tokens, of which one that may mean two regimes gives way to a regime beside it: "social optimum (first best)"."""
    kept: list[Token] = []
    for token in found:
        if token.kind == "unclear" and kept and kept[-1].kind == "mode" and kept[-1].text in token.text:
            continue
        kinds = [one.kind for one in kept[-4:]] if token.text == ")" else []
        again = kinds[-3::2] in (["unclear", "mode"], ["mode", "mode"]) and kept[-2].text == "(" and kept[-1].text in kept[-3].text
        changes = sorted(kinds[2:]) in (["parameter", "relation"], ["parameter", "trend"]) and kept[-3].text == "("
        if again:
            kept[-3:] = [kept[-1]]
        elif changes and kept[-4].kind == "parameter" and _says_again(kept[-5:]):  # a larger market (higher a)
            del kept[-3:]
        else:
            kept.append(token)
    return kept


def _says_again(told: list[Token]) -> bool:
    """Whether a bracket says the same of a parameter as the words before it."""
    change, parameter, _, *inner = told if len(told) == 5 else [*told, *told[:1], *told[:1]]
    return (
        parameter.text in (one.text for one in inner)
        and change.kind in ("relation", "trend")
        and change.text in (one.text for one in inner)
    )


def _listed(found: list[Token]) -> list[Token]:
    """The tokens, with "and" for the commas of a list at the beginning that rises or falls: "x*, x̂ and x̃ fall in gamma"."""
    place, marked = 0, False
    while (
        (token := found[place]).kind == "quantity"
        or token.text in (*MARKS, "[", "and")
        or (token.kind == "mode" and found[place - 1].text == "[")
        or (token.text == "," and marked)
    ):
        marked = bool(token.mode) or token.text in MARKS or (marked and token.kind != "quantity")
        place += 1
    rises = token.kind == "trend" or (token.kind == "always" and found[place + 1].kind == "trend")
    commas = [replace(one, kind="sign", text="and") if one.text == "," else one for one in found[:place]]
    return [*commas, *found[place:]] if rises and marked else found


def _without_total(kept: list[Token], token: Token) -> list[Token]:
    """The tokens without the word for a total that is written out behind it: "total profit n π̂"."""
    product = kept[-1:] if kept and kept[-1].text == "n" else kept[-2:] if [one.text for one in kept[-2:]] == ["n", "*"] else []
    start = len(kept) - len(product) - 1
    return kept[:start] + product if product and start >= 0 and kept[start].text == f"n*{token.text}" else kept


def _goes_on(before: list[Token], behind: list[Token]) -> bool:
    """Whether a comma stands between things said of the same regimes: "raises R&D, lowers the price", "CS is larger, p lower"."""
    kinds, told = [token.kind for token in behind], [token.kind for token in before[-2:]]
    short = told == ["quantity", "relation"] and kinds[:2] == ["quantity", "relation"] and behind[-1].kind in ("end", "sign")
    return short or (told == ["trend", "quantity"] and kinds[:2] == ["trend", "quantity"])


def _is_idle(token: Token, following: Token, second: Token) -> bool:
    """Whether a token is the article "a", the dot at the end, or the beginning of "there is more R&D under ..."."""
    if (token.kind, token.text) == ("exists", "there") and (following.kind == "relation" or following.place in (token.place, second.place)):
        return True
    noun = following.kind in ("mode", "unclear", "extreme", "cluster") or (
        following.kind in ("parameter", "quantity") and _is_word(following)
    )
    adjective = following.kind == "relation" and _is_word(following) and second.kind != "than"
    article = token.kind == "parameter" and token.text in ("a", "A") and token.spaced and (noun or adjective)
    return (token.kind, following.kind) == ("dot", "end") or article


def _is_word(token: Token) -> bool:
    return token.end - token.place > 2
