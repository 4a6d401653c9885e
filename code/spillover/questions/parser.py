"""Questions as a reader types them, turned into SymPy relations.

A parser by recursive descent and nothing else: no part of a question is ever evaluated as Python. How long, how deep and
how large a question may be is bounded, so that reading it ends soon, whatever it says::

    statement   either [("=>" | "<=>") either]
    either      both ("or" both)*
    both        denial ("and" denial)*
    denial      "not"* comparison
    comparison  sum (("<" | "<=" | ">" | ">=" | "=" | "!=") sum)*
    sum         product (("+" | "-") product)*
    product     signed (("*" | "/") signed)*
    signed      ("+" | "-")* power
    power       atom ["^" ("+" | "-")* atom]
    atom        number | name | name "[" regime "]" | "(" statement ")"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from spillover.questions.arithmetic import Arithmetic
from spillover.questions.tokens import QuestionError, Tokens
from spillover.regimes import Mode

LENGTH = 500
"""How many characters a question may have."""

RELATIONS: dict[str, Any] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


@dataclass(frozen=True)
class Statement:
    """A statement that was read.

    Attributes
    ----------
    text
        as it was typed.
    holds
        a SymPy Boolean in the parameters, the shorthands and the marks of the quantities.
    denominators
        what the statement divides by, unless that is known to be positive; where one is zero, the statement says nothing.
    modes
        the regimes and planners that it names.
    """

    text: str
    holds: Any
    denominators: tuple[sp.Expr, ...]
    modes: tuple[Mode, ...]


def read(text: str, argument: str = "text") -> Statement:
    """Read a statement.

    Parameters
    ----------
    text
        for instance ``welfare[full] > welfare[rnd] and 0 < beta < 1/2``.
    argument
        what an error is to call the text.

    Raises
    ------
    TypeError
        If the text is no string.
    QuestionError
        If the text is no statement about the model, or too large.
    """
    if not isinstance(text, str):
        raise TypeError(f"{argument} must be a string such as 'x[rnd] > x[non]', got {text!r} of type {type(text).__name__}")
    if len(text) > LENGTH:
        raise QuestionError(f"{argument} must have at most {LENGTH} characters, got {len(text)}")
    parser = _Parser(Tokens(text, argument))
    return Statement(text.strip(), parser.whole(), *map(tuple, map(dict.fromkeys, (parser.denominators, parser.modes))))


class _Parser(Arithmetic):
    """The upper half of the grammar, one method a line; the lower half is :class:`spillover.questions.arithmetic.Arithmetic`."""

    equivalences = 0

    def whole(self) -> Any:
        holds = self.statement()
        self.tokens.expect("end", "the end")
        if isinstance(holds, sp.Expr):
            self.tokens.refuse("this is a number; a question states a relation, for instance x[rnd] > x[non]", 0)
        return holds

    def statement(self) -> Any:
        place = self.tokens.place
        values, signs = self.chain(self.either, "=>", "<=>", numbers=False)
        if len(signs) > 1:
            self.tokens.refuse(f"{signs[0]!r} and {signs[1]!r} need brackets to say which comes first", place)
        if not signs:
            return values[0]
        first, second = values
        forth, back = sp.Or(sp.Not(first), second), sp.Or(first, sp.Not(second))
        if signs == ["=>"]:
            return forth
        self.equivalences += 1
        if self.equivalences > 1:  # one in another doubles what there is to prove, again and again
            self.tokens.refuse("'<=>' may stand only once", place)
        return sp.And(forth, back)

    def either(self) -> Any:
        values, signs = self.chain(self.both, "or", numbers=False)
        return sp.Or(*values) if signs else values[0]

    def both(self) -> Any:
        values, signs = self.chain(self.denial, "and", numbers=False)
        return sp.And(*values) if signs else values[0]

    def denial(self) -> Any:
        denials = self.tokens.run("not")
        place, value = self.tokens.place, self.comparison()
        if denials:
            self.require(False, value, place, "not")
        return sp.Not(value) if len(denials) % 2 else value

    def comparison(self) -> Any:
        place = self.tokens.place
        sides, signs = self.chain(self.sum, *RELATIONS, numbers=True)
        if not signs:
            return sides[0]
        links = list(zip(signs, sides, sides[1:], strict=False))
        for _, left, right in links:
            self.bounded(left - right, place)
        return sp.And(*(RELATIONS[sign](left, right) for sign, left, right in links))
