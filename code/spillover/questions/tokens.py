"""The words, numbers and signs of a question, read from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

SPELLINGS = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "**": "^", "−": "-", "·": "*", "×": "*"}
SPELLINGS |= {"⇒": "=>", "implies": "=>", "⇔": "<=>", "iff": "<=>", "β": "beta", "γ": "gamma"}
"""Other ways to write a sign or a name."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)"
    r"|(?P<sign>(?:and|or|not|implies|iff)\b|<=>|[=<>!]=|=>|\*\*|[-−+*·×/^()<>≤≥=≠⇒⇔\[\]])"
    r"|(?P<name>[^\W\d]\w*)|(?P<end>\Z)|(?P<other>.))",
    re.DOTALL,
)


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


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int


class Tokens:
    """The tokens of a text, and a place among them.

    Parameters
    ----------
    argument
        what an error is to call the text.
    """

    def __init__(self, text: str, argument: str) -> None:
        self.text, self.argument = text, argument
        self._tokens = [
            _Token(kind, SPELLINGS.get(found[kind], found[kind]), found.start(kind))
            for found in _TOKEN.finditer(text)
            if (kind := found.lastgroup)
        ]
        self._at = 0

    @property
    def place(self) -> int:
        """How many characters stand before the next token."""
        return self._tokens[self._at].place

    def take(self, *signs: str) -> str:
        """The next token if it is one of these signs, else nothing."""
        token = self._tokens[self._at]
        return self._go_on() if token.kind == "sign" and token.text in signs else ""

    def take_kind(self, kind: str) -> str:
        """The next token if it is of this kind, else nothing."""
        return self._go_on() if self._tokens[self._at].kind == kind else ""

    def run(self, *signs: str) -> list[str]:
        """As many of these signs as follow one another."""
        return list(iter(lambda: self.take(*signs), ""))

    def _go_on(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1].text

    def expect(self, wanted: str, called: str) -> None:
        """Go past the token that must come next, a sign or the end; where something else comes, say so."""
        token = self._tokens[self._at]
        if token.kind == wanted or (token.kind == "sign" and token.text == wanted):
            self._at = min(self._at + 1, len(self._tokens) - 1)
        elif token.kind == "other":
            self.refuse(f"{token.text!r} means nothing here")
        elif wanted != "(" and token.kind in ("name", "number"):
            self.refuse(f"a sign such as * or > is missing before {token.text!r}")
        else:
            self.refuse(f"{called} is expected here")

    def refuse(self, why: str, place: int | None = None) -> NoReturn:
        """Stop, and point at a place: that of the next token unless another is given."""
        at = self.place if place is None else place
        start = max(0, at - 40)
        shown = re.sub(r"\s", " ", self.text[start : at + 40])
        raise QuestionError(f"{self.argument}: {why}\n    {shown}\n    {' ' * (at - start)}^")
