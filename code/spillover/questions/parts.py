"""What is read of a question: numbers, relations, statements, and the question that they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

import sympy as sp

from spillover import model
from spillover.notation import latex
from spillover.questions import vocabulary
from spillover.regimes import Mode

RELATIONS: dict[str, Any] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
TEX = {"<=": r"\leq", ">=": r"\geq", "!=": r"\neq", "=>": r"\Rightarrow", "<=>": r"\Leftrightarrow", "*": r"\,"}
ENDS: Mapping[sp.Symbol, tuple[sp.Rational, ...]] = {model.beta: (sp.S.Zero, sp.S.One), model.n: (sp.S.One,)}
"""The ends of the range of a cluster that the paper leaves out."""
Ends = Mapping[sp.Symbol, sp.Rational]


class Premise(NamedTuple):
    """What an implication supposes: as it was typed, and as a SymPy Boolean."""

    text: str
    holds: Any


@dataclass(frozen=True)
class Part:
    """Something that was read.

    Attributes
    ----------
    value
        a SymPy number or Boolean, or :class:`Incomplete`, :class:`Change`.
    text, tex
        in the spelling of the grammar, and in LaTeX.
    quantity
        of a quantity in a regime, its name.
    """

    value: Any
    text: str
    tex: str
    quantity: str = ""


@dataclass(frozen=True)
class Link(Part):
    """A relation, which may go on a chain: what it adds to one."""

    chained: str = ""
    chained_tex: str = ""
    sign: str = ""
    sides: tuple[sp.Expr, ...] = ()
    operands: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Slope(Part):
    """That something rises or falls where a parameter does, which is kept for others of which the same is said; in others too, if so."""

    sign: str = ""
    along: str = ""
    parameter: Part = Part(sp.S.Zero, "", "")
    name: str = ""
    beside: tuple[Slope, ...] = ()


class Incomplete(NamedTuple):
    """A quantity without its regime, or a regime without a quantity."""

    quantity: str
    mode: Mode | None


class Change(NamedTuple):
    """Something that rises or falls, in what is not said."""

    part: Part
    sign: str


class Several(NamedTuple):
    """Numbers with "and" between them, each of which is asked for; in some the quantity or the regime may be missing."""

    parts: tuple[Part, ...]


class Limit(NamedTuple):
    """The wish to know what a number tends to as a parameter tends to a number, or grows without bound."""

    parameter: sp.Symbol
    target: sp.Expr


class Placed(NamedTuple):
    """A regime or a planner that is looked at where a parameter has one value."""

    mode: Mode
    parameter: sp.Symbol
    value: sp.Rational


class Extreme(NamedTuple):
    """The wish to know for which value of a parameter a number is largest ("max") or smallest ("min")."""

    which: str
    parameter: sp.Symbol

    @property
    def word(self) -> str:
        """As one says it."""
        return {"max": "largest", "min": "smallest"}[self.which]


class Order(NamedTuple):
    """The wish to know the order of some regimes in a quantity."""

    quantity: str
    modes: tuple[Mode, ...]


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
    premises
        for each implication on which it depends, what those around it suppose, and last what it supposes itself.
    reading, tex
        how it was read, in the spelling of the grammar and in LaTeX.
    links
        the parts of a conjunction or of a chain of comparisons, each as it was read and as a SymPy Boolean.
    ends
        the ends of the range of a cluster that it lets in by name, and whether it asks for no other value.
    real
        whether it speaks of the number of firms as a number that can change continuously.
    limit
        of a number of which the limit is asked for, where.
    placed
        the regimes and planners of which it names a quantity at one value of a parameter.
    """

    text: str
    holds: Any
    denominators: tuple[sp.Expr, ...] = ()
    modes: tuple[Mode, ...] = ()
    premises: tuple[tuple[Premise, ...], ...] = ()
    reading: str = ""
    tex: str = ""
    links: tuple[tuple[str, Any], ...] = ()
    ends: tuple[tuple[sp.Symbol, sp.Rational, bool], ...] = ()
    real: bool = False
    limit: Limit | None = None
    placed: tuple[Placed, ...] = ()


@dataclass
class Noted:
    """What was met on the way through a statement: fields of :class:`Statement`, and whether only "and" connects its comparisons."""

    denominators: list[sp.Expr] = field(default_factory=list)
    modes: list[Mode] = field(default_factory=list)
    premises: list[tuple[Premise, ...]] = field(default_factory=list)
    links: list[tuple[str, Any]] = field(default_factory=list)
    ends: list[tuple[sp.Symbol, sp.Rational, bool]] = field(default_factory=list)
    plain: bool = True
    real: bool = False
    order: Order | None = None
    either_way: bool = False
    marked: bool = False
    predicate: bool = False
    supposed: int = 0
    said: bool = False
    unsigned: list[sp.Expr] = field(default_factory=list)
    turned: list[sp.Expr] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)


@dataclass(frozen=True)
class Segment:
    """A part of a text: what it says, whether it is given as a condition, from where to where it stands, and what was noted in it."""

    part: Part
    conditional: bool
    place: int
    end: int
    text: str
    noted: Noted


@dataclass(frozen=True)
class Question:
    """A question that was read: what is asked, and for which clusters.

    Attributes
    ----------
    asked
        a statement, a number as :class:`Part`, or the wish to know an order.
    conditions
        those that stand in the text.
    wish
        "always" where the statement is to hold in all clusters; "exists" or "never" where it is asked whether it can hold, and ``asked``
        is that it cannot; "number"; "order".
    order
        of all regimes, where a statement says which of them is first.
    either_way
        whether it was asked if something rises or falls.
    extreme
        where it was asked for which value of a parameter a number is largest or smallest, and ``asked`` is that it rises.
    beside
        where several numbers are asked for, those after the first.
    """

    asked: Statement | Order
    conditions: tuple[Statement, ...]
    wish: str
    order: Order | None = None
    either_way: bool = False
    extreme: Extreme | None = None
    beside: tuple[Statement, ...] = ()


def lettered(name: str) -> Part:
    """A parameter or a shorthand by its name."""
    symbol = vocabulary.SYMBOLS[name]
    return Part(symbol, name, latex(symbol))


def implied(first: Part, second: Part) -> Part:
    """That one statement follows from another, in brackets."""
    return Part(
        sp.Or(sp.Not(first.value), second.value),
        f"({first.text} => {second.text})",
        rf"\left({first.tex} \;\Rightarrow\; {second.tex}\right)",
    )


def negated(part: Part) -> Part:
    """That a statement does not hold."""
    return Part(sp.Not(part.value), f"not {bracketed(part)}", rf"\neg\left({part.tex}\right)")


def atomic(part: Part) -> str:
    """The text of a number, in brackets unless it is one thing."""
    return part.text if re.fullmatch(r"[\w.]+(\[\w+\])?", part.text) else bracketed(part)


def bracketed(part: Part) -> str:
    """The text of a part in brackets, once."""
    depth = list(accumulate((sign == "(") - (sign == ")") for sign in part.text))
    once = part.text.startswith("(") and depth.index(0) == len(depth) - 1
    return part.text if once else f"({part.text})"
