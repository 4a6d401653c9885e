"""Results as a reader sees them: equations and tables that print themselves as mathematics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from spillover.cluster import solution
from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import Condition
from spillover.industry import IndustryOutcome
from spillover.notation import LETTERS, WORDS, glyphs, latex, lines, mark, shorthand
from spillover.regimes import Mode, Regime

WIDE = 66
"""A formula of more glyphs is written in several lines."""
WIDE_LINE = 56
"""So is a line of such a formula."""
LONG_RATIO = 8
"""A ratio of more digits is followed by its decimal."""
SHORT_RATIO = 3
"""In a column of a table, a ratio of more digits turns all into decimals."""


@dataclass(frozen=True)
class Text:
    """Markdown, in paragraphs.

    Attributes
    ----------
    paragraphs
        each without an empty line at its ends.

    Examples
    --------
    >>> Text(("*First.*", "Second."))
    *First.*
    <BLANKLINE>
    Second.
    """

    paragraphs: tuple[str, ...]

    def _repr_markdown_(self) -> str:
        return "\n\n".join(self.paragraphs)

    def __repr__(self) -> str:
        return self._repr_markdown_()


@dataclass(frozen=True)
class Table:
    """A table that prints itself as Markdown; cells may hold mathematics between dollar signs.

    Attributes
    ----------
    header
        the heads of the columns.
    rows
        each with as many cells as there are columns.

    Examples
    --------
    >>> Table(["firm", "$q$"], [["first", "$1$"]])
    | firm | $q$ |
    | --- | --- |
    | first | $1$ |
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def _repr_markdown_(self) -> str:
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def __repr__(self) -> str:
        return self._repr_markdown_()


@dataclass(frozen=True)
class Formula:
    r"""A SymPy object that prints itself as displayed mathematics, in the order of this book.

    Attributes
    ----------
    expr
        what is printed.

    Examples
    --------
    >>> formula(sp.Symbol("a") - sp.Symbol("A"))._repr_latex_()
    '$\\displaystyle a - A$'
    """

    expr: sp.Basic

    def _repr_latex_(self) -> str:
        whole = equation_latex(*self.expr.args) if isinstance(self.expr, sp.Eq) else latex(self.expr)
        return f"$\\displaystyle {whole}$"

    def __repr__(self) -> str:
        return str(self.expr)


def equation_latex(left: sp.Expr, right: sp.Expr) -> str:
    r"""LaTeX of an equation, in several lines where it is wider than a page and its right side can be cut.

    Parameters
    ----------
    left, right
        the two sides.

    Returns
    -------
    str
        LaTeX, without dollar signs.

    Examples
    --------
    >>> equation_latex(sp.Symbol("x"), sp.Rational(1, 2))
    'x = \\frac{1}{2}'
    """
    whole = f"{latex(left)} = {latex(right)}"
    widest = whole if right.is_Add else latex(sp.fraction(right)[0])
    rows = lines(right, WIDE_LINE)
    if glyphs(widest) <= WIDE or len(rows) == 1:
        return whole
    return rf"\begin{{aligned}} {latex(left)} = {{}} & " + r" \\ & \quad ".join(rows) + r" \end{aligned}"


def formula(expr: Any) -> Formula:
    """Any expression, for display.

    Parameters
    ----------
    expr
        a number, or an expression, relation or matrix of SymPy.

    Returns
    -------
    Formula
        that a notebook shows as mathematics.

    Examples
    --------
    >>> formula(1)
    1
    """
    return Formula(sp.sympify(expr))


def equation(left: Any, right: Any) -> Formula:
    r"""An equation, printed as it stands and not evaluated.

    Parameters
    ----------
    left, right
        the two sides: numbers or expressions.

    Returns
    -------
    Formula
        that a notebook shows as mathematics.

    Examples
    --------
    >>> equation(1, 1)._repr_latex_()
    '$\\displaystyle 1 = 1$'
    """
    return Formula(sp.Eq(left, right, evaluate=False))


def closed_form(quantity: str, mode: Mode) -> Formula:
    r"""A quantity of a solution as an equation, in the shorthands.

    Parameters
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.

    Returns
    -------
    Formula
        in the shorthands.

    Examples
    --------
    >>> closed_form("x", Regime.FULL_COOPERATION)._repr_latex_()
    '$\\displaystyle \\tilde{x} = \\frac{s D}{2 n G - s^{2}}$'
    """
    return equation(mark(quantity, mode), solution.closed_form(quantity, mode))


def maths(value: Any, decimal: bool = False) -> str:
    r"""A number or an expression as inline mathematics, exact where it is exact and to four digits where it is not.

    A long ratio is given both ways, and any ratio if ``decimal`` says so.

    Parameters
    ----------
    value
        a number or an expression.
    decimal
        whether every ratio is given as a decimal too.

    Returns
    -------
    str
        LaTeX between dollar signs.

    Examples
    --------
    >>> maths(sp.Rational(1, 3))
    '$\\frac{1}{3}$'
    >>> maths(sp.Rational(1, 3), decimal=True)
    '$\\frac{1}{3} \\approx 0.3333$'
    >>> maths(0.123456)
    '$0.1235$'
    """
    if isinstance(value, float):
        return f"${_digits(value)}$"
    exact = sp.sympify(value)
    both = _is_long(exact, 0 if decimal else LONG_RATIO)
    return rf"${latex(exact)} \approx {_digits(float(exact))}$" if both else f"${latex(exact)}$"


def _is_long(value: Any, most: int = LONG_RATIO) -> bool:
    """Whether an exact number is a ratio of more digits."""
    exact = sp.sympify(value)
    return bool(exact.is_Rational and not exact.is_Integer and glyphs(latex(exact)) > most)


def columns(rows: Iterable[Sequence[Any]], decimal: bool = False, largest: bool = False) -> list[list[str]]:
    r"""Rows of numbers for a table, words left as they are.

    In a column that holds a ratio of several digits, numbers are decimals, which can be compared, each with its ratio beside it.

    Parameters
    ----------
    rows
        of numbers, expressions and words, all of one length.
    decimal
        whether this is done in every column.
    largest
        whether the largest of the numbers of a column is set in bold, where there are several.

    Returns
    -------
    list of list of str
        the same rows.

    Examples
    --------
    >>> columns([["x", 1], ["q", 2]])
    [['x', '$1$'], ['q', '$2$']]
    >>> columns([[sp.Rational(140, 109)], [2]], largest=True)
    [['1.284 $\\frac{140}{109}$'], ['**2**']]
    """
    table = [list(row) for row in rows]
    done = [_column(column, decimal, largest) for column in zip(*table, strict=True)]
    return [list(row) for row in zip(*done, strict=True)]


def _column(column: Sequence[Any], decimal: bool, largest: bool) -> list[str]:
    if not (decimal or any(_is_long(value, SHORT_RATIO) for value in column if not isinstance(value, str))):
        return [value if isinstance(value, str) else maths(value) for value in column]
    numbers = [sp.sympify(value) for value in column if _is_number(value)]
    top = max(numbers) if largest and len(set(numbers)) > 1 else None
    return [value if isinstance(value, str) else _compared(value, value == top) for value in column]


def _is_number(value: Any) -> bool:
    return not isinstance(value, str) and bool(sp.sympify(value).is_real and sp.sympify(value).is_number)


def _compared(value: Any, bold: bool) -> str:
    """A number as a decimal, with its ratio beside it if it is one."""
    if not _is_number(value):
        return maths(value)
    exact = sp.sympify(value)
    digits = str(exact) if exact.is_Integer else _digits(float(value))
    shown = f"${digits}$" if "times" in digits else digits.replace("-", "\N{MINUS SIGN}")
    ratio = "" if exact.is_Integer or exact.is_Float else f" ${latex(exact)}$"
    return f"{f'**{shown}**' if bold else shown}{ratio}"


def aligned(rows: Iterable[Iterable[str]]) -> list[str]:
    """Rows of a table in a terminal: cells under one another, the first of each to the left and the others to the right.

    Parameters
    ----------
    rows
        of text, all of one length.

    Returns
    -------
    list of str
        a line a row.

    Examples
    --------
    >>> aligned([["", "x"], ["no cooperation", "140/109"]])
    ['                      x', 'no cooperation  140/109']
    """
    table = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    right = [[cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)] for _, *cells in table]
    return ["  ".join([label.ljust(widths[0]), *cells]) for (label, *_), cells in zip(table, right, strict=True)]


def _digits(value: float) -> str:
    digits, _, power = f"{value:#.4g}".partition("e")
    digits = digits.rstrip(".") if value else "0"
    return rf"{digits} \times 10^{{{int(power)}}}" if power else digits


def outcomes(
    cluster: Cluster,
    quantities: Iterable[str] = ("x", "Q", "profit", "welfare"),
    modes: Iterable[Mode] = Regime,
    decimal: bool = False,
) -> Table:
    r"""The quantities asked for at one point, a row a regime.

    Parameters
    ----------
    cluster
        in numbers.
    quantities
        names of those wanted.
    modes
        a row each.
    decimal
        whether every ratio is followed by its decimal.

    Returns
    -------
    Table
        with a row a mode.

    Raises
    ------
    InadmissibleError
        If a mode has no solution at this point.

    Examples
    --------
    >>> from fractions import Fraction
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> outcomes(cluster, ["x", "Q"], [Regime.NONCOOPERATION])
    |  | R&D per firm $x$ | total output $Q$ |
    | --- | --- | --- |
    | no cooperation | 0.2825 $\frac{50}{177}$ | 4.068 $\frac{240}{59}$ |
    """
    names = list(quantities)
    solved = {mode: solve(cluster, mode) for mode in modes}
    header = ["", *(f"{WORDS[name]} ${LETTERS[name]}$" for name in names)]
    cells = columns(([getattr(found, name) for name in names] for found in solved.values()), decimal, largest=True)
    return Table(header, [[mode.label, *row] for mode, row in zip(solved, cells, strict=True)])


def firms(outcome: IndustryOutcome, quantities: Iterable[str] = ("x", "q", "unit_cost", "profit"), names: Sequence[str] = ()) -> Table:
    r"""What each firm of an industry does and earns, a row a firm.

    Parameters
    ----------
    outcome
        of an industry, in numbers.
    quantities
        names of those wanted.
    names
        of the firms, or else their places.

    Returns
    -------
    Table
        with a row a firm.

    Examples
    --------
    >>> from spillover import Industry
    >>> found = Industry(a=15, A=[10, 11], gamma=4, spillovers=[[1, 0], [0, 1]]).solve()
    >>> firms(found, ["x"], ["first", "second"])
    |  | R&D $x$ |
    | --- | --- |
    | first | 0.8125 $\frac{13}{16}$ |
    | second | 0.3125 $\frac{5}{16}$ |
    """
    wanted = list(quantities)
    levels = [getattr(outcome, name) for name in wanted]
    called = names or [f"firm\N{NO-BREAK SPACE}{i}" for i in range(len(outcome.x))]
    header = ["", *(f"{WORDS[name].removesuffix(' per firm')} ${LETTERS[name]}$" for name in wanted)]
    return Table(header, [[name, *row] for name, row in zip(called, columns(zip(*levels, strict=True)), strict=True)])


def conditions(mode: Mode) -> Table:
    r"""The named conditions of a mode in symbols, with what they mean.

    Parameters
    ----------
    mode
        a regime or a planner.

    Returns
    -------
    Table
        with a row a condition.

    Examples
    --------
    >>> [row[:2] for row in conditions(Regime.FULL_COOPERATION).rows]
    [['joint concavity', '$2 n G > s^{2}$'], ['nonnegative unit cost', '$2 n G \\ge \\frac{a s^{2}}{A}$']]
    """
    rows = []
    for condition in solution.conditions(mode):
        sides = [latex(shorthand(side)) for side in (condition.lhs, condition.rhs)]
        sign = ">" if condition.strict else r"\ge"
        rows.append([condition.name, f"${sides[0]} {sign} {sides[1]}$", condition.meaning])
    return Table(["condition", "asks for", "because"], rows)


def margins(cluster: Cluster, regime: Regime) -> Table:
    r"""The conditions of a regime at one point, with numbers on both sides.

    Parameters
    ----------
    cluster
        in numbers.
    regime
        one of the paper's three.

    Returns
    -------
    Table
        with a row a condition.

    Examples
    --------
    >>> from fractions import Fraction
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> margins(cluster, Regime.FULL_COOPERATION)
    | condition | left | right | margin | holds |
    | --- | --- | --- | --- | --- |
    | joint concavity | $36$ | $\frac{9}{4}$ | 33.75 $\frac{135}{4}$ | yes |
    | nonnegative unit cost | $36$ | $\frac{27}{8}$ | 32.62 $\frac{261}{8}$ | yes |
    """
    return sides(cluster.conditions(regime))


def sides(found: Iterable[Condition]) -> Table:
    """Conditions with numbers on both sides.

    Parameters
    ----------
    found
        conditions in numbers.

    Returns
    -------
    Table
        with a row a condition.

    Examples
    --------
    >>> sides([Condition("room", 3, 1, True, "the market is worth serving")])
    | condition | left | right | margin | holds |
    | --- | --- | --- | --- | --- |
    | room | $3$ | $1$ | $2$ | yes |
    """
    listed = list(found)
    cells = columns([c.lhs, c.rhs, c.margin] for c in listed)
    rows = [[f"{c.name}{c.subject}", *row, "yes" if c.holds else "no"] for c, row in zip(listed, cells, strict=True)]
    return Table(["condition", "left", "right", "margin", "holds"], rows)


def checks(found: Mapping[str, bool]) -> Table:
    """Whether each of some statements holds.

    Parameters
    ----------
    found
        the truth of each, by its words.

    Returns
    -------
    Table
        with a row a statement.

    Examples
    --------
    >>> checks({"output is the same": 1 + 1 == 2})
    |  | holds |
    | --- | --- |
    | output is the same | yes |
    """
    return Table(["", "holds"], [[words, "yes" if holds else "no"] for words, holds in found.items()])
