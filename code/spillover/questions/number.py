"""A number that is asked for: its closed form, or its value where the conditions say all that it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import solution
from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import InadmissibleError
from spillover.notation import latex, shorthand
from spillover.questions import vocabulary
from spillover.questions.decide import SCALED, put, scaled, solved
from spillover.questions.parts import Ends, Limit, Statement
from spillover.questions.verdict import Verdict
from spillover.questions.vocabulary import factored, in_parameters
from spillover.regimes import Mode

WITHIN = {model.beta: 1 / (1 + sp.Dummy(positive=True)), model.n: 2 + sp.Dummy(nonnegative=True)}
"""The spillover and the number of firms in terms of numbers whose sign is known."""


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
        if question.limit:
            found = signed(limit_of(factored(formula.subs(back), model.PARAMETERS), question.limit), question.modes)
            numbers = {symbol: number for symbol, number in fixed.items() if number.is_number and symbol in model.PARAMETERS}
            return cls(question, tuple(conditions), shorthand(found), tuple(_without_solution(question, numbers, question.limit)))
        point = {symbol: value.subs(fixed) for symbol, value in {**{s: s for s in model.PARAMETERS}, **SCALED}.items()}
        known = all(number.is_number for number in point.values())
        return cls(question, tuple(conditions), value, tuple(_failures(question.modes, point)) if known else ())

    def __repr__(self) -> str:
        shown = f"{self.question.reading} = {self.value}{decimals(self.value)}"
        return "\n".join([shown, *self.failed])

    def _repr_markdown_(self) -> str:
        return "\n\n".join([f"${self.question.tex} = {latex(self.value)}${typeset_decimals(self.value)}", *self.failed])


@dataclass(frozen=True)
class Numbers:
    """Several numbers, each as it would be alone.

    Attributes
    ----------
    numbers
        in the order in which they were asked for.

    Examples
    --------
    >>> from spillover import ask
    >>> ask("x*, x̂ and x̃", "n = 2, a = 15, A = 10, b = 1, beta = 1/4, gamma = 2")
    x[non] = 140/109 (1.284)
    x[rnd] = 100/119 (0.8403)
    x[full] = 100/103 (0.9709)
    """

    numbers: tuple[Number, ...]

    @property
    def verdict(self) -> Verdict:
        """That there is an answer."""
        return Verdict.PROVED

    @property
    def failed(self) -> tuple[str, ...]:
        """What the conditions say of each regime or planner that has no admissible solution at the point given, once."""
        return tuple(dict.fromkeys(said for number in self.numbers for said in number.failed))

    def __repr__(self) -> str:
        return "\n".join([*(repr(replace(number, failed=())) for number in self.numbers), *self.failed])

    def _repr_markdown_(self) -> str:
        return "\n\n".join([*(replace(number, failed=())._repr_markdown_() for number in self.numbers), *self.failed])


def limit_of(formula: sp.Expr, limit: Limit) -> sp.Expr:
    """What a factored rational function tends to, one parameter alone changing; infinite where it grows without bound."""
    symbol, target = limit
    if target is not sp.oo:
        formula = formula.subs(symbol, target + _side(limit) / symbol)  # from within the range
    over, under = (sp.Poly(part, symbol) for part in sp.fraction(sp.together(formula)))
    rise = over.degree() - under.degree()
    if over.is_zero or rise < 0:
        return sp.S.Zero
    leading = sp.factor(over.LC() / under.LC())
    return leading if rise == 0 else sp.oo * sp.sign(leading)


def signed(found: sp.Expr, modes: Sequence[Mode]) -> sp.Expr:
    """The same limit, where it is infinite with the sign that it has in all of many clusters in which there are solutions."""
    needed = tuple(condition.holds for mode in modes for condition in solution.conditions(mode))
    signs = {sign: vocabulary.signs(sign.args[0], needed) for sign in found.atoms(sp.sign)}
    return found.subs({sign: next(iter(seen)) for sign, seen in signs.items() if len(seen) == 1})


def _side(limit: Limit) -> int:
    """From which side a parameter comes to a number: from above, but from below to the end of the range of the spillover."""
    return -1 if limit == (model.beta, 1) else 1


def _without_solution(question: Statement, fixed: Mapping[sp.Symbol, Any], limit: Limit) -> Iterator[str]:
    """The regimes that have no solution near a limit, as far as the signs of leading terms show."""
    symbol, target = limit
    near = f"{symbol} near {'infinity' if target is sp.oo else target}"
    for mode in question.modes:
        for condition in solution.conditions(mode):
            slack = in_parameters(condition.lhs - condition.rhs).subs(fixed)
            slack = slack.replace(sp.Abs, lambda inner: _size(inner, limit))
            found = sp.fraction(sp.together(limit_of(slack, limit).subs(WITHIN)))
            if sp.prod(map(sp.expand, found)).is_extended_negative:
                name = f"{mode.label[0].upper()}{mode.label[1:]}"
                yield f"{name} has no admissible solution for {near}: {condition.name} fails. The limit is that of its formula."
                break


def _size(inner: sp.Expr, limit: Limit) -> sp.Expr:
    """The absolute value of a number near a limit; a positive number of its own where it does not depend on what changes."""
    symbol, target = limit
    return inner * sp.sign(inner.subs(symbol, target)) if inner.free_symbols == {symbol} else sp.Dummy(positive=True)


def decimals(number: Any) -> str:
    """A number to four digits, in brackets behind a blank; nothing where it is whole, or no number."""
    number = sp.sympify(number)
    return f" ({float(number):.4g})" if number.is_number and number.is_finite and not number.is_integer else ""


def typeset_decimals(number: Any) -> str:
    """The same on a page, where a minus is no hyphen."""
    return decimals(number).replace("-", "\N{MINUS SIGN}")


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
