"""Results as a reader sees them: equations and tables that print themselves as mathematics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True)
class Table:
    """A table that prints itself as Markdown; cells may hold mathematics between dollar signs."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def _repr_markdown_(self) -> str:
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def __repr__(self) -> str:
        return self._repr_markdown_()


@dataclass(frozen=True)
class Formula:
    """A SymPy object that prints itself as displayed mathematics, in the order of this book."""

    expr: sp.Basic

    def _repr_latex_(self) -> str:
        whole = defined(*self.expr.args) if isinstance(self.expr, sp.Eq) else latex(self.expr)
        return f"$\\displaystyle {whole}$"

    def __repr__(self) -> str:
        return str(self.expr)


def defined(left: sp.Expr, right: sp.Expr) -> str:
    """LaTeX of an equation, in several lines where it is wider than a page and its right side can be cut."""
    whole = f"{latex(left)} = {latex(right)}"
    widest = whole if right.is_Add else latex(sp.fraction(right)[0])
    rows = lines(right, WIDE_LINE)
    if glyphs(widest) <= WIDE or len(rows) == 1:
        return whole
    return rf"\begin{{aligned}} {latex(left)} = {{}} & " + r" \\ & \quad ".join(rows) + r" \end{aligned}"


def formula(expr: Any) -> Formula:
    """Any expression, for display."""
    return Formula(sp.sympify(expr))


def equation(left: Any, right: Any) -> Formula:
    """An equation, printed as it stands and not evaluated."""
    return Formula(sp.Eq(left, right, evaluate=False))


def closed_form(quantity: str, mode: Mode) -> Formula:
    """A quantity of a solution as an equation, in the shorthands."""
    return equation(mark(quantity, mode), solution.closed_form(quantity, mode))


def maths(value: Any, decimal: bool = False) -> str:
    """A number or an expression as inline mathematics, exact where it is exact and to four digits where it is not.

    A long ratio is given both ways, and any ratio if ``decimal`` says so.
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


def columns(rows: Iterable[Sequence[Any]]) -> list[list[str]]:
    """Rows of numbers as inline mathematics, words left as they are.

    In a column that holds a long ratio, every ratio is followed by its decimal.
    """
    table = [list(row) for row in rows]
    long = [any(_is_long(value) for value in column if not isinstance(value, str)) for column in zip(*table, strict=True)]
    return [[cell if isinstance(cell, str) else maths(cell, decimal) for cell, decimal in zip(row, long, strict=True)] for row in table]


def _digits(value: float) -> str:
    digits, _, power = f"{value:#.4g}".partition("e")
    digits = digits.rstrip(".") if value else "0"
    return rf"{digits} \times 10^{{{int(power)}}}" if power else digits


def outcomes(cluster: Cluster, quantities: Iterable[str] = ("x", "Q", "profit", "welfare"), modes: Iterable[Mode] = Regime) -> Table:
    """The quantities asked for at one point, a row a regime."""
    names = list(quantities)
    solved = {mode: solve(cluster, mode) for mode in modes}
    header = ["", *(f"{WORDS[name]} ${LETTERS[name]}$" for name in names)]
    cells = columns([getattr(found, name) for name in names] for found in solved.values())
    return Table(header, [[mode.label, *row] for mode, row in zip(solved, cells, strict=True)])


def firms(outcome: IndustryOutcome, quantities: Iterable[str] = ("x", "q", "unit_cost", "profit"), names: Sequence[str] = ()) -> Table:
    """What each firm of an industry does and earns, a row a firm; ``names`` are those of the firms, or else their places."""
    wanted = list(quantities)
    levels = [getattr(outcome, name) for name in wanted]
    called = names or [f"firm\N{NO-BREAK SPACE}{i}" for i in range(len(outcome.x))]
    header = ["", *(f"{WORDS[name].removesuffix(' per firm')} ${LETTERS[name]}$" for name in wanted)]
    return Table(header, [[name, *row] for name, row in zip(called, columns(zip(*levels, strict=True)), strict=True)])


def conditions(mode: Mode) -> Table:
    """The named conditions of a mode in symbols, with what they mean."""
    rows = []
    for condition in solution.conditions(mode):
        sides = [latex(shorthand(side)) for side in (condition.lhs, condition.rhs)]
        sign = ">" if condition.strict else r"\ge"
        rows.append([condition.name, f"${sides[0]} {sign} {sides[1]}$", condition.meaning])
    return Table(["condition", "asks for", "because"], rows)


def margins(cluster: Cluster, regime: Regime) -> Table:
    """The conditions of a regime at one point, with numbers on both sides."""
    return sides(cluster.conditions(regime))


def sides(found: Iterable[Condition]) -> Table:
    """Conditions with numbers on both sides."""
    listed = list(found)
    cells = columns([c.lhs, c.rhs, c.margin] for c in listed)
    rows = [[f"{c.name}{c.subject}", *row, "yes" if c.holds else "no"] for c, row in zip(listed, cells, strict=True)]
    return Table(["condition", "left", "right", "margin", "holds"], rows)
