"""From a text to its words, numbers and signs, each with what it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spillover.questions import lexicon

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27}
"""The full-width signs of a Chinese keyboard: each the ASCII sign at the same place; and the curved apostrophe."""
WORDS = re.compile(r"(\\(?:text|textrm|mathrm|operatorname) *\{)([^{}]*)\}")
"""Words in a formula of LaTeX."""
RAISED = {"⁻": "-", **{sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}}
MARKED = tuple(letter for letter, (kind, _) in lexicon.LETTERS.items() if kind == "quantity")
SIGNS = {**{sign: sign for sign in "+-*/^()[],<>=_~"}, **{sign: sign for sign in ("<=>", "=>", "<=", ">=", "!=")}, **lexicon.SIGNS}
LETTERS_OF_WORDS = "abcdefghijklmnopqrstuvwxyz"
LONG = 5
"""How many letters a word has at least of which one may be wrong."""
RELATIONS = frozenset(("<", "<=", ">", ">=", "=", "!="))


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
    written
        as it was typed, in small letters.
    """

    kind: str
    text: str
    place: int
    end: int
    mode: str = ""
    spaced: bool = False
    written: str = ""

    @property
    def denies(self) -> bool:
        """Whether it denies what follows."""
        return self.text == "not" or self.kind == "neither" or self.written.startswith("not ")


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
        |(?P<number>(?:[0-9]+\.[0-9]+|[0-9]+\.(?![^\W\d_])|[0-9]+|\.[0-9]+)(?:\s*(?:%|per\s?cent(?![a-z])))?)
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
    return body if re.search(r"[一-鿿↑↓∈∀∃∞]$", spelling) else rf"{body}(?![A-Za-z0-9])"


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a text, those included that change nothing."""
    plain = WORDS.sub(lambda found: f"{' ' * len(found[1])}{found[2]} ", text.translate(FULL_WIDTH))
    for found in _patterns().finditer(plain):
        kind = found.lastgroup or ""
        place, end, written = found.start(kind), found.end(kind), found[kind]
        if kind in ("hat", "fraction", "command", "accent"):
            place -= 1
        spaced, typed = plain[end : end + 1].isspace(), plain[place:end].lower()
        token = replace(_token(kind, written), place=place, end=end, spaced=spaced, written=typed)
        if token.kind == "several":
            parts = (part.split(":") for part in token.text.split())
            yield from (replace(token, kind=kind, text=meaning) for kind, meaning in parts)
        else:
            yield token


def corrected(text: str) -> str:
    """The same text in the words of the lexicon: each long word that is unknown is the only known one that is one letter from it."""
    text = re.sub(r"(?<![\\\w])[A-Za-z]{4,}(?!\w)", lambda found: lexicon.SAME.get(found[0].lower()) or _corrected(found[0]), text)
    return re.sub("|".join(_chinese()), lambda found: lexicon.SAME[found[0]], text)


@cache
def _chinese() -> tuple[str, ...]:
    """The Chinese words that are read as another."""
    return tuple(word for word in lexicon.SAME if not word.isascii())


@cache
def _corrected(word: str) -> str:
    """A word, or the only known one that differs from it by one letter that is missing, too many, wrong, or exchanged with the next."""
    small = word.lower()
    derivative = small.startswith("d") and small[1:] in _pieces()  # dbeta
    if len(small) < LONG or small in _pieces() or small in lexicon.REAL or small.endswith("ed") or derivative:
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
        amount = re.split("[^0-9.]", written)[0]
        return Token("number", amount + "/100" * (amount != written), 0, 0)
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
