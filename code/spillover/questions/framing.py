"""The words around a formula that only say once more what it says: "underinvestment with R&D cooperation: x[rnd] < x[second_best]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spillover.questions import lexicon
from spillover.questions.lexing import Token, corrected, tokens_of

PLAIN = frozenset(("filler", "name", "quantity", "mode", "relation", "gap", "than", "prep", "exists", "always", "task", "unclear", "ever"))
"""What words around a formula may be made of: no condition, no denial, no number."""
TURNING = re.compile(
    r"\b(no|none|not|without|false|wrong|fail|violat|counter|contra|dis|except|unlike|hardly|rare|seldom|instead|rather|oppos|converse|"
    r"revers|impossible|incorrect|only|how|why|much)|不|非|没|无|未|否|反|假|错|除|仅|只|多少",
    re.IGNORECASE,
)
"""Unknown words that may turn the meaning of a formula, or ask something else."""
CLOSING = frozenset(("positive", "relation", "trend", "filler"))
"""What is said of a formula behind a comma."""
SIGNED = frozenset(("*", "[", "_", "^", "~", "."))
"""What stands behind a letter that carries the mark of a regime."""


def bare(text: str) -> str:
    """The text with blanks for the words that only repeat its formula; the same text where it has no formula, or other words."""
    text = corrected(text)
    pieces = list(_pieces([token for token in tokens_of(text) if token.kind != "end"]))
    formulas = [piece for piece in pieces if _is_formula(piece)]
    if len(formulas) != 1:
        return text
    (formula,) = formulas
    lead, core = formula[: (start := _start(formula))], formula[start:]
    gone = [piece for piece in pieces if piece is not formula and _repeats(piece, core)]
    gone += [lead] * (_repeats(lead, core) and next(token.kind for token in lead if token.kind not in ("filler", "prep")) != "name")
    if gone and formula[-1].text == "," and pieces[-1][0].kind in CLOSING:  # ..., x̂ - x*, is positive
        gone.append(formula[-1:])
    for token in (token for piece in gone for token in piece if token.kind not in ("exists", "ever")):
        text = text[: token.place] + " " * (token.end - token.place) + text[token.end :]
    return text


def _pieces(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between commas that stand in no bracket, each time with the comma behind them."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        piece.append(token)
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 and token.text == ",":
            yield piece
            piece = []
    yield piece


def _marked(piece: Sequence[Token]) -> list[int]:
    """Where a quantity stands with the mark of its regime, in signs."""
    return [
        place
        for place, (token, after) in enumerate(zip(piece, [*piece[1:], *piece[-1:]], strict=True))
        if token.kind == "quantity"
        and (token.mode or after.text in SIGNED or "accent" in [one.kind for one in piece[max(place - 2, 0) : place]])
    ]


def _start(piece: Sequence[Token]) -> int:
    """Where the formula in a piece begins: behind its last word before the first quantity with a mark."""
    first = _marked(piece)[0]
    while first and piece[first - 1].kind in ("accent", "sign", "number", "fraction", "d", "parameter") and piece[first - 1].text != ",":
        first -= 1
    return first


def _is_formula(piece: Sequence[Token]) -> bool:
    """Whether two quantities stand in a piece with a sign between them."""
    places = _marked(piece)
    between = piece[places[0] : places[-1]] if places else []
    return any(token.text in lexicon.JOINING and token.end - token.place < 3 for token in between)


def _modes(piece: Sequence[Token], known: Sequence[str] = ()) -> list[str]:
    """The regimes that are named in a piece, in words or by a mark; what may mean several means the one that is known."""
    found = []
    for before, token, after in zip([None, *piece], piece, [*piece[1:], None], strict=False):
        behind = before is not None and before.kind == "quantity" and not before.mode
        if token.mode or token.kind in ("mode", "accent"):
            found.append(token.mode or token.text)
        elif token.kind == "unclear":
            found += [name for name in known if name in token.text.split(", ")][:1]
        elif behind and token.text in ("*", "^", "~"):
            star = token.text == "*" or (after is not None and after.text == "*")
            found.append("first_best" if token.end - token.place > 1 else "non" if star else {"^": "rnd", "~": "full"}[token.text])
    return found


def _repeats(piece: Sequence[Token], core: Sequence[Token]) -> bool:
    """Whether words name what a formula is about, and say nothing else that is known."""
    told = piece[:-1] if piece and piece[-1].text == "," else piece
    known = _modes(core)
    modes, names = _modes(told, known), {token.text for token in told if token.kind == "quantity"}
    quantities = {token.text for token in core if token.kind == "quantity"}
    signs = [token.text for token in told if token.kind == "relation"]
    compared = [token.text for token in core if token.kind == "relation"][:1]
    return (
        bool(modes or names)
        and any(token.kind in ("name", "unclear", "relation", "gains") for token in told)
        and all(token.kind in PLAIN or (token.kind == "gains" and token.text == ">" and known[:1] == modes) for token in told)
        and not any(token.kind == "name" and TURNING.search(token.text) for token in told)
        and {*modes} <= {*known}
        and names <= quantities
        and signs in ([], compared)
        and (not signs or modes[:1] in ([], known[:1]))
    )
