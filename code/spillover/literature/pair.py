"""Two firms that may differ in everything, in symbols: an asymmetric duopoly with R&D, then Cournot competition.

Units of the good are such that the slope of demand, b, is one; otherwise b gamma stands for gamma.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.conditions import Condition
from spillover.industry import Industry, IndustryOutcome
from spillover.literature.marginal_benefit import marginal_benefit
from spillover.model import a

A_1, A_2, gamma_1, gamma_2, beta_12, beta_21 = sp.symbols("A_1 A_2 gamma_1 gamma_2 beta_12 beta_21", positive=True)
PARAMETERS = (a, A_1, A_2, gamma_1, gamma_2, beta_12, beta_21)
"""beta_12 is how much of firm 2's R&D reaches firm 1."""
D_1, D_2 = sp.symbols("D_1 D_2", positive=True)
"""Three times what each firm would make without any R&D."""
L_1, L_2 = sp.symbols("L_1 L_2", positive=True)
"""Nine times the margin of each firm's own second-order condition without cooperation."""
OUTPUTS = sp.symbols("q_1 q_2", positive=True)
COALITION = [[0, 1]]
FIRMS = (0, 1)


@dataclass(frozen=True)
class DuopolyOutcome:
    """What two firms do and earn.

    Attributes
    ----------
    x, q, profit
        one entry a firm.

    Examples
    --------
    >>> DuopolyOutcome(x=[1, 2], q=[3, 4], profit=[5, 6]).q
    [3, 4]
    """

    x: list[sp.Expr]
    q: list[sp.Expr]
    profit: list[sp.Expr]


@cache
def industry() -> Industry:
    """The duopoly as a special case of the engine.

    Returns
    -------
    Industry
        with symbols for all seven parameters.

    Examples
    --------
    >>> industry().spillovers
    [[Fraction(1, 1), beta_12], [beta_21, Fraction(1, 1)]]
    """
    return Industry(a=a, A=[A_1, A_2], gamma=[gamma_1, gamma_2], spillovers=[[1, beta_12], [beta_21, 1]])


def unit_costs() -> list[sp.Eq]:
    """The unit costs after R&D, as equations.

    Returns
    -------
    list of Eq
        one a firm.

    Examples
    --------
    >>> unit_costs()[0]
    Eq(c_1, A_1 - beta_12*x_2 - x_1)
    """
    x, c = sp.symbols("x_1 x_2"), sp.symbols("c_1 c_2")
    after = sp.Matrix([A_1, A_2]) - sp.Matrix(industry().spillovers) * sp.Matrix(x)
    return [sp.Eq(c[i], after[i]) for i in FIRMS]


@cache
def noncooperative() -> IndustryOutcome:
    """Each firm does R&D for itself.

    Returns
    -------
    IndustryOutcome
        in symbols.

    Examples
    --------
    >>> noncooperative().x[0].subs({a: 15, A_1: 10, A_2: 11, gamma_1: 4, gamma_2: 5, beta_12: 0, beta_21: 0})
    14/17
    """
    return industry().solve()


@cache
def cooperative() -> IndustryOutcome:
    """The firms choose R&D to make their joint profit largest.

    Returns
    -------
    IndustryOutcome
        in symbols.

    Examples
    --------
    >>> cooperative().x[0].subs({a: 15, A_1: 10, A_2: 11, gamma_1: 4, gamma_2: 5, beta_12: 1, beta_21: 1})
    5/8
    """
    return industry().solve(rnd_coalitions=COALITION)


def in_market_sizes(expr: sp.Expr) -> sp.Expr:
    """The same with D_1 and D_2 for the market and the initial costs, which matter through them alone.

    Parameters
    ----------
    expr
        in the parameters.

    Returns
    -------
    Expr
        in D_1, D_2, gamma_1, gamma_2 and the spillovers.

    Examples
    --------
    >>> in_market_sizes(a - 2 * A_1 + A_2)
    D_1
    """
    room = {A_1: a - (2 * D_1 + D_2) / 3, A_2: a - (D_1 + 2 * D_2) / 3}
    return sp.factor(sp.cancel(expr.subs(room)))


def in_concavity_margins(expr: sp.Expr) -> sp.Expr:
    """The same with L_1 and L_2 for the costs of R&D.

    Parameters
    ----------
    expr
        in the costs of R&D, and other symbols.

    Returns
    -------
    Expr
        factored.

    Examples
    --------
    >>> in_concavity_margins(gamma_1)
    (L_1 + 2*beta_21**2 - 8*beta_21 + 8)/9
    """
    H, _ = industry().first_order()
    gammas = {gamma: sp.solve(9 * H[i, i] - margin, gamma)[0] for i, gamma, margin in ((0, gamma_1, L_1), (1, gamma_2, L_2))}
    return sp.factor(sp.cancel(expr.subs(gammas)))


def closed_form(expr: sp.Expr) -> sp.Expr:
    """A quantity for display: in D_1, D_2, L_1 and L_2 above and below the line, with the factors that stand beside them.

    Parameters
    ----------
    expr
        a quantity of the duopoly, in the parameters.

    Returns
    -------
    Expr
        that prints well.

    Examples
    --------
    >>> closed_form(noncooperative().q[0]).subs({beta_12: sp.Rational(1, 2), beta_21: sp.Rational(1, 2)})
    (D_1*L_1*L_2 + 9*D_1*L_2/2)/(3*L_1*L_2)
    """
    numerator, denominator = sp.fraction(in_concavity_margins(in_market_sizes(expr)))
    sign = sp.sign(sp.Poly(denominator, L_1, L_2).LC().subs({beta_12: sp.Rational(1, 4), beta_21: sp.Rational(1, 4)}))
    return _collected(sign * numerator) / _collected(sign * denominator)


def _collected(expr: sp.Expr) -> sp.Expr:
    symbols = (D_1, D_2, L_1, L_2)
    terms = sp.Poly(expr, *symbols).terms()
    return sp.Add(*(sp.factor(value) * sp.prod(s**k for s, k in zip(symbols, powers, strict=True)) for powers, value in terms))


def first_order_conditions(rnd_coalitions: Any = None) -> list[sp.Eq]:
    """The marginal cost of each firm's R&D, and what a unit is worth at outputs q_1 and q_2.

    Parameters
    ----------
    rnd_coalitions
        ``[[0, 1]]`` where both decide together; each for itself unless given.

    Returns
    -------
    list of Eq
        one a firm.

    Examples
    --------
    >>> first_order_conditions()[0].lhs
    gamma_1*x_1
    """
    x = sp.symbols("x_1 x_2")
    value = marginal_benefit(industry(), rnd_coalitions) * sp.Matrix(OUTPUTS)
    return [sp.Eq((gamma_1, gamma_2)[i] * x[i], sp.collect(sp.expand(value[i]), OUTPUTS, sp.factor), evaluate=False) for i in FIRMS]


def second_order_conditions(rnd_coalitions: Any = None, duopoly: Industry | None = None) -> list[Condition]:
    """Second-order conditions, and stability where firms decide alone.

    Parameters
    ----------
    rnd_coalitions
        ``[[0, 1]]`` where both decide together; each for itself unless given.
    duopoly
        two firms in symbols; those of :func:`industry` unless given.

    Returns
    -------
    list of Condition
        in the parameters.

    Examples
    --------
    >>> [condition.name for condition in second_order_conditions(COALITION)]
    ['own second-order condition of firm 1', 'own second-order condition of firm 2', 'joint concavity']
    """
    H, _ = (duopoly or industry()).first_order(rnd_coalitions=rnd_coalitions)
    zero = sp.Integer(0)
    own = [Condition(f"own second-order condition of firm {i + 1}", sp.factor(H[i, i]), zero, True, "a best response") for i in FIRMS]
    alone, product = sp.factor(H[0, 0] * H[1, 1]), sp.factor(H[0, 1] * H[1, 0])
    if rnd_coalitions:
        return [*own, Condition("joint concavity", alone, product, True, "joint profit has a maximum")]
    return [*own, Condition("stability of best responses", alone, sp.Abs(product), True, "best responses lead back to the equilibrium")]


def interior_conditions(found: IndustryOutcome) -> list[Condition]:
    """That both firms produce, and that neither R&D nor unit cost is negative.

    Parameters
    ----------
    found
        the duopoly solved in one of its regimes.

    Returns
    -------
    list of Condition
        in the parameters.

    Examples
    --------
    >>> [condition.name for condition in interior_conditions(noncooperative())][:3]
    ['positive output of firm 1', 'positive output of firm 2', 'nonnegative R&D of firm 1']
    """
    levels = (("positive output", found.q, True), ("nonnegative R&D", found.x, False), ("nonnegative unit cost", found.unit_cost, False))
    return [Condition(f"{name} of firm {i + 1}", level[i], sp.Integer(0), strict, name) for name, level, strict in levels for i in FIRMS]


def relations(conditions: Iterable[Condition]) -> dict[str, Boolean]:
    """Conditions as Booleans, by name.

    Parameters
    ----------
    conditions
        in symbols.

    Returns
    -------
    dict
        from the name of each to a Boolean.

    Examples
    --------
    >>> relations([Condition("room", a, A_1, True, "the market is worth serving")])
    {'room': a > A_1}
    """
    return {condition.name: condition.relational for condition in conditions}


def evaluate_where_admissible(
    expressions: Sequence[sp.Expr], conditions: Sequence[Condition], values: Mapping[sp.Symbol, Any]
) -> list[Any]:
    """Expressions on arrays that broadcast, NaN where a condition fails.

    Parameters
    ----------
    expressions
        in the symbols of ``values``.
    conditions
        in the same symbols.
    values
        a number or an array for each parameter of the expressions.

    Returns
    -------
    list of array
        one an expression, of the shape to which the values broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> evaluate_where_admissible([a - A_1], [Condition("room", a, A_1, True, "")], {a: np.array([3.0, 1.0]), A_1: 2})
    [array([ 1., nan])]
    """
    import numpy as np

    margins = [condition.lhs - condition.rhs for condition in conditions]
    found = sp.lambdify(list(values), [*expressions, *margins], cse=True)(*values.values())
    shape = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
    levels = [np.broadcast_to(level, shape) for level in found]
    strict = [condition.strict for condition in conditions]
    holds = [level > 0 if more else level >= 0 for level, more in zip(levels[len(expressions) :], strict, strict=True)]
    admitted = np.all(holds, axis=0)
    return [np.where(admitted, level, np.nan) for level in levels[: len(expressions)]]
