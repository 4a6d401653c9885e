"""A number that is asked for: its closed form, or its value where the conditions say all that it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import InadmissibleError
from spillover.notation import latex, shorthand
from spillover.questions.decide import SCALED, put, scaled, solved
from spillover.questions.parts import Ends, Statement
from spillover.questions.verdict import Verdict
from spillover.questions.vocabulary import factored, in_parameters
from spillover.regimes import Mode


@dataclass(frozen=True)
class Number:
    """What a quantity, or an expression of quantities, is.

    Attributes
    ----------
    question, conditions
        what was asked for and the conditions given, as they were read.
    value
        in the parameters that the conditions leave open: a number where they leave none.
    failed
        for each regime or planner that has no admissible solution at the point given, what its conditions say; empty where the
        conditions leave a parameter open.

    Examples
    --------
    >>> from spillover import ask
    >>> ask("x[non]", "n = 2, a = 15, A = 10, b = 1, beta = 1/4, gamma = 2")
    x[non] = 140/109 (1.284)
    >>> ask("x[full]").value
    D*s/(2*G*n - s**2)
    """

    question: Statement
    conditions: tuple[Statement, ...]
    value: sp.Expr
    failed: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """That there is an answer."""
        return Verdict.PROVED

    @classmethod
    def of(cls, question: Statement, conditions: Sequence[Statement], ends: Ends) -> Number:
        """The number where conditions hold and some parameters are at an end of their range."""
        fixed = {**solved(scaled(condition.holds) for condition in conditions), **ends}
        formula = put(in_parameters(question.holds).subs(SCALED), ends).subs(fixed)
        back = {model.D: model.a - model.A, model.G: model.b * model.gamma}
        value = shorthand(factored(formula.subs(back), model.PARAMETERS)) if formula.free_symbols else formula
        point = {symbol: value.subs(fixed) for symbol, value in {**{s: s for s in model.PARAMETERS}, **SCALED}.items()}
        known = all(number.is_number for number in point.values())
        return cls(question, tuple(conditions), value, tuple(_failures(question.modes, point)) if known else ())

    def __repr__(self) -> str:
        shown = f"{self.question.reading} = {self.value}{decimals(self.value)}"
        return "\n".join([shown, *self.failed])

    def _repr_markdown_(self) -> str:
        return "\n\n".join([f"${self.question.tex} = {latex(self.value)}${decimals(self.value)}", *self.failed])


def decimals(number: Any) -> str:
    """A number to four digits, in brackets behind a blank; nothing where it is whole, or no number."""
    number = sp.sympify(number)
    return f" ({float(number):.4g})" if number.is_number and not number.is_integer else ""


def _failures(modes: Sequence[Mode], point: dict[sp.Symbol, sp.Expr]) -> list[str]:
    """Why regimes have no solution at a point."""
    cluster = Cluster(**{symbol.name: value for symbol, value in point.items()})
    found = []
    for mode in modes:
        try:
            solve(cluster, mode)
        except InadmissibleError as error:
            said = str(error)
            found.append(f"{said[0].upper()}{said[1:]}; the number is what its formula says.")
    return found
