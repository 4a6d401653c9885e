"""What an answer to a problem must look like, and how it is read. What is right is not known here: a student's sheet calls `check`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn, TypeAlias

import sympy as sp

from spillover import model
from spillover.checks import require
from spillover.cluster.cluster import Cluster
from spillover.questions import vocabulary
from spillover.questions.parser import LENGTH
from spillover.questions.parts import Part
from spillover.questions.sentences import Parser
from spillover.questions.tokens import QuestionError, Tokens

Given: TypeAlias = "str | list[str] | dict[str, str]"
"""An answer as text: as it comes back from a notebook that was handed in."""

TERMS = 2000
"""How many terms an answer may have when it is multiplied out, so that comparing it ends soon."""
SOLUTION = re.compile(r"\{\s*(?:\w+\s*:\s*)?([^,:{}]+)\}|\{\(([^,{}]+),\)\}")
"""What SymPy calls the only solution: a set of it or of a tuple of it, or a mapping from the unknown."""
EQUATION = re.compile(r"Eq\(([^,]+),([^,]+)\)|([^=<>!]+)==?([^=<>!]+)")
CLUSTER = re.compile(r"Cluster\((.*)\)")
NAMES = tuple(symbol.name for symbol in model.PARAMETERS)


class _Tokens(Tokens):
    """The words of an answer, of which a few letters are known."""

    def __init__(self, text: str, letters: Sequence[str]) -> None:
        super().__init__(text, "the answer")
        self.letters = letters

    def refuse_next(self, called: str, wanted: str = "") -> NoReturn:
        if self.next.kind in ("name", "value"):
            self.refuse_letter()
        super().refuse_next(called, wanted)

    def refuse_letter(self) -> NoReturn:
        written = self.text[self.next.place : self.next.end]
        if written in self.letters:
            self.refuse(f"a sign such as * is missing before {written!r}")
        self.refuse(f"{written!r} must not stand here; {_allowed(self.letters)}")


class _Expression(Parser):
    """The arithmetic of questions to the book, over a few letters."""

    def __init__(self, text: str, letters: Sequence[str]) -> None:
        super().__init__(tokens := _Tokens(text, letters), {})
        self.letters, self.refuse_letter = letters, tokens.refuse_letter

    def whole(self) -> sp.Expr:
        part = self.sum()
        self.tokens.expect("end", "the end")
        return part.value

    def statement(self) -> Part:
        return self.sum()

    def atom(self) -> Part:
        token = self.tokens.next
        if token.text != "_" and token.kind in ("number", "sign", "relation", "end", "other", "fraction"):
            return super().atom()
        written = self.tokens.text[token.place : token.end]
        if written not in self.letters:
            self.refuse_letter()
        self.tokens.skip()
        return Part(sp.Symbol(written), written, written)

    def bounded(self, value: sp.Expr, place: int) -> sp.Expr:
        if sum(vocabulary.terms(value)) > TERMS:
            self.tokens.refuse(f"multiplied out, this may have more than {TERMS} terms, which is too many", place)
        return super().bounded(value, place)

    def inverse(self, value: sp.Expr, place: int) -> sp.Expr:
        if sp.cancel(self.bounded(value, place)) == 0:
            self.tokens.refuse("this divides by zero", place)
        return 1 / value


def _allowed(letters: Sequence[str]) -> str:
    return f"the letters allowed are {', '.join(letters)}" if letters else "no letters are allowed, only a number"


# How answers are read


def given(value: Any) -> Given:
    """A value as the grader gets it from a notebook: as text, as a list of texts, or as texts by name."""
    if isinstance(value, dict):
        return {str(key): str(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [str(entry) for entry in value]
    return str(value)


def read(found: Given, *letters: str, side: bool = False) -> sp.Expr:
    """Read an expression in the letters given, or a number where there are none.

    Raises
    ------
    ValueError
        If it is no such expression, or too large.
    """
    return parsed(written(found, letters, side), letters)


def parsed(text: str, letters: Sequence[str]) -> sp.Expr:
    """The expression that a text is."""
    return _Expression(text, letters).whole()


def written(found: Given, letters: Sequence[str], side: bool = False) -> str:
    """The text of an expression, out of what SymPy's `solve` and `Eq` put around it; of a `side` of "= 0" an equation may stand for it."""
    text = single(list(found.values()) if isinstance(found, dict) and len(found) == 1 else found).strip()
    if len(text) > LENGTH:
        raise QuestionError(f"the answer must have at most {LENGTH} characters, got {len(text)}")
    text = whole[1] or whole[2] if (whole := SOLUTION.fullmatch(text)) else text
    whole = EQUATION.fullmatch(text)
    if not whole:
        return text
    left, right = (part.strip() for part in whole.groups() if part is not None)
    if side:
        return f"({left}) - ({right})"
    for name, other in ((left, right), (right, left)):
        if name.isidentifier() and name not in letters:
            return other
    raise QuestionError(f"the answer must be one expression, and not an equation: give the side that is asked for, got {shown(text)}")


def single(found: Given) -> str:
    """One text; a list of one is taken for what is in it.

    Raises
    ------
    ValueError
        If there are more, or they have names.
    """
    if isinstance(found, list) and len(found) == 1:
        return found[0]
    if not isinstance(found, str):
        raise QuestionError(f"the answer must be one number, expression or word, not a list or a mapping, got {shown(found)}")
    return found


def chosen(found: Given, options: Sequence[str]) -> str:
    """The option that was chosen."""
    said = [option for option in options if option.casefold() == single(found).strip().casefold()]
    if not said:
        raise QuestionError(f"the answer must be one of {', '.join(map(repr, options))}, got {shown(found)}")
    return said[0]


def judged(found: Given, statements: str) -> str:
    """The letters of the statements that are called true, in their order."""
    text = " ".join(found) if isinstance(found, list) else found if isinstance(found, str) else "?"
    words = re.findall(r"[^\s,;/&+.()、，；和]+", text)
    said = "".join(word.upper() for word in words if word.lower() not in ("and", "none"))
    if not set(said) <= set(statements) or not any(words):
        wanted = f"the letters of those that are true, as a string such as {statements[:2]!r}, or {'none'!r}"
        raise QuestionError(f"the answer must be {wanted}, got {shown(found)}")
    return "".join(letter for letter in statements if letter in said)


def numbers(found: Given, keys: Sequence[str], fixed: Mapping[str, Fraction] | None = None) -> dict[str, Fraction]:
    """Exact numbers by name, from a mapping or a `Cluster`; those that are fixed may stand there too, and a whole cluster must be one."""
    fixed = fixed or {}
    if isinstance(found, str) and (whole := CLUSTER.fullmatch(found)):
        found = dict(re.findall(r"(\w+)=(Fraction\(\d+, \d+\)|[^,]+)", whole[1]))
        found = {name: re.sub(r"Fraction\((\d+), (\d+)\)", r"\1/\2", text) for name, text in found.items()}
    if not isinstance(found, dict) or not set(keys) <= set(found) <= {*keys, *fixed}:
        raise QuestionError(
            f"the answer must be a dictionary of exact numbers with the keys {', '.join(map(repr, keys))}, got {shown(found)}"
        )
    chosen = {name: Fraction(str(read(text))) for name, text in found.items()}
    for name in chosen.keys() & fixed.keys():
        require(name, chosen[name], f"{name} = {fixed[name]}, which is given", chosen[name] == fixed[name])
    if set(NAMES) == {**fixed, **chosen}.keys():
        Cluster(**{**fixed, **chosen})
    return chosen


def shown(found: Given) -> str:
    """An answer in an error, cut short."""
    text = found if isinstance(found, str) else repr(found).replace("'", "")
    return text if len(text) <= 80 else f"{text[:79]}…"


# What the sheet of a student calls


def check(
    value: Any,
    *,
    letters: str = "",
    side: bool = False,
    options: Sequence[str] = (),
    statements: str = "",
    keys: str = "",
    fixed: Mapping[str, Any] | None = None,
) -> None:
    """Say how an answer will be read when it is graded, or why it cannot be; whether it is right is not known here.

    Parameters
    ----------
    value
        of the answer.
    letters
        that an expression may hold, with commas between them; none, where a number is asked for.
    side
        whether one side of "= 0" is asked for, so that an equation will do.
    options
        of which one is to be chosen.
    statements
        the letters of those that are judged.
    keys
        the parameters that are asked for, with commas between them.
    fixed
        the parameters that are given, by name.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.questions.form import check
    >>> check(Fraction(80, 73))
    read as 80/73
    >>> check("2*x + y", letters="x")
    cannot be read: the answer: 'y' must not stand here; the letters allowed are x
        2*x + y
              ^
    >>> check(None)
    not answered yet
    """
    if value is None:
        print("not answered yet")
        return
    try:
        found = given(value)
        if options:
            said = chosen(found, options)
        elif statements:
            said = ", ".join(judged(found, statements)) or "none"
        elif keys:
            exact = {name: Fraction(number) for name, number in (fixed or {}).items()}
            said = ", ".join(f"{name} = {number}" for name, number in numbers(found, keys.split(", "), exact).items())
        else:
            said = str(read(found, *filter(None, letters.split(", ")), side=side))
            decimal = re.search(r"\d*\.\d+", str(found))
            said += f", from the rounded number {decimal[0]}: write a fraction" if decimal else ""
    except ValueError as error:
        print(f"cannot be read: {error}")
    else:
        print(f"read as {said}")
