"""What may be typed in the chapters: definitions, names, and the numbers that code beside the prose sets.

Every other formula in the book is printed or glued from the object that the code derives.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from definitions import DEFINITIONS
from reading import Piece, Settings

GREEK = r"\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|eta|theta|kappa|lambda|mu|pi|rho|sigma|tau|phi|omega|Pi|Gamma|Delta)(?![A-Za-z])"
PLAIN = rf"(?:[A-Za-z]|{GREEK})"
MARKED = rf"(?:\\(?:hat|tilde) ?(?:\{{ ?{PLAIN} ?\}}|{PLAIN})|{PLAIN})(?: ?_ ?(?:\w|\{{[-A-Za-z, ]+\}}))?(?: ?\^ ?(?:\*|\{{ ?\* ?\}}))?"
TRIVIAL = re.compile(
    rf"{MARKED}"  # a letter, with its mark and index
    r"|n [-+] [0-9]"  # a count of firms
    r"|a / A|s \^ 2|T \( n \)|[Cc] \( x(?: _ i)? \)|D \^ \{ - 1 \} \( Q \)"  # a ratio, a square, and functions by name
)
LABEL = re.compile(r"(?:[naAbGg]|\\beta|\\gamma) =(?: (?:□|[0-9]+(?: [./] [0-9]+)?|\\frac \{ [0-9]+ \} \{ [0-9]+ \}))?")
MAY_BE_SET = {"a": "a", "A": "A", "b": "b", r"\gamma": "gamma", "G": "G"}
RELATION_COMMANDS = (
    r"\\(?:[lg]eq?q?(?:slant)?|[lg]t|[lg]g|neq?|in|ni|not(?:in)?|subset(?:eq)?|to|mapsto|propto|approx|sim(?:eq)?|cong|equiv|prec|succ"
    r"|iff|implies|impliedby|[A-Za-z]*arrow|stackrel|overset)(?![A-Za-z])"
)
SIGNS = "=<>≤≥≦≧⩽⩾≪≫≠≈≃≅≡∝∼∈∉⊂⇔⇒⇐⟺⟹"
RELATION = re.compile(rf"[{SIGNS}→]|{RELATION_COMMANDS}")
ARROW = re.compile(r"(?<!\w)(?:[A-Za-zΑ-ω]|[0-9]+)[\u0302\u0303*]?\s*[→↦⟶]|[→↦⟶]\s*[-−]?(?:[A-Za-zΑ-ω]|[0-9]+|∞)(?!\w)")
IN_PROSE = re.compile(rf"[{SIGNS}^²³√∂∑∏∞]|\w\)?/\(|\)/[\w(]")
HINT = "glue it from the object that the code derives, or say it in words"


def spaced(text: str) -> str:
    """The same mathematics with one space between its signs, whatever the spaces were."""
    return " ".join(re.findall(r"\\[A-Za-z]+|[0-9]+|\\?\S", re.sub(r"\\[,;:! ]|\\displaystyle(?![A-Za-z])", " ", text)))


LISTED = {spaced(definition) for definition in DEFINITIONS}


def findings(pieces: Iterable[Piece]) -> Iterator[str]:
    """What must not be typed, each with its place."""
    for piece in pieces:
        if piece.kind == "prose":
            text = re.sub(r"https?://\S+", "", piece.text)
            wrong = [text] if IN_PROSE.search(text) or ARROW.search(text) else []
        else:
            allowed = label_allowed if piece.kind == "label" else typed_allowed
            wrong = [part for part in split(spaced(piece.text)) if not allowed(part, piece.settings or {})]
        yield from (f"{piece.where}: {what(piece.kind, part)} {part.strip()!r}: {HINT}" for part in wrong)


def what(kind: str, text: str) -> str:
    return f"{'relation' if RELATION.search(text) else 'formula'} in {'plain text' if kind == 'prose' else 'typed mathematics'}"


def split(text: str) -> list[str]:
    """A list of mathematics, taken apart at the commas outside brackets."""
    return re.split(r" , (?![^(]*\)|[^{]*\})", text)


def typed_allowed(text: str, settings: Settings) -> bool:
    """Whether mathematics is a definition, trivial, or a number that the code beside it sets."""
    if text in LISTED or TRIVIAL.fullmatch(text):
        return True
    name, sign, value = text.rpartition(" = ")
    known = settings.get(MAY_BE_SET.get(name, "?") if sign else "", set())
    return number(value) in known


def label_allowed(text: str, settings: Settings) -> bool:
    """Whether a label in code is no relation, or a definition, or names one value of one letter."""
    return not RELATION.search(text) or text in LISTED or bool(LABEL.fullmatch(text))


def number(text: str) -> Fraction | None:
    """The number that is written, or none."""
    text = re.sub(r"\\[td]?frac (?:\{ )?([0-9]+)(?: \})? (?:\{ )?([0-9]+)(?: \})?", r"\1/\2", text).replace(" ", "")
    return Fraction(text) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?", text) else None
