"""Backward induction from the primitives, with any number of firms (section 3).

Firms are listed by group: ``x[g]`` is the R&D of each of the ``sizes[g]`` firms of group g. With sizes (1, 1, n - 2)
two firms may deviate from all the others and n stays a symbol: that is enough for every derivative that the
equilibria and their conditions need. With sizes (1, 1, ..., 1) each firm is a variable of its own; the tests
compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sympy as sp

from spillover import model
from spillover.provenance import recorded
from spillover.regimes import Mode, Objective

X = sp.Symbol("x", positive=True)
SIZES: tuple[sp.Expr, ...] = (sp.Integer(1), sp.Integer(1), model.n - 2)
"""How many firms are i, j and m: two that may deviate, and all others."""
RND: tuple[sp.Symbol, ...] = sp.symbols("x_i x_j x_m", positive=True)
"""R&D of a firm i, of another firm j, and of each of the remaining n - 2."""
STAGE_2 = {Objective.OWN: "Cournot", Objective.JOINT: "one output for all", Objective.WELFARE: "a planner's output"}
"""What the product stage is called, by who decides."""


@recorded("primitives", "profit of a firm")
def own_marginal_profit(own: sp.Expr, total: sp.Expr, x: sp.Expr, x_total: sp.Expr) -> sp.Expr:
    """What a firm gains from one more unit of its own output, at the outputs and R&D given.

    Parameters
    ----------
    own, total
        output of the firm and of all firms.
    x, x_total
        R&D of the firm and of all firms.

    Returns
    -------
    Expr
        zero where the firm's output is a best response.

    Examples
    --------
    >>> q, Q = sp.symbols("q Q")
    >>> own_marginal_profit(q, Q, sp.Integer(0), sp.Integer(0))
    -A - Q*b + a - b*q
    """
    q, others = sp.symbols("q Q_others", positive=True)
    slope = sp.diff(model.profit_against(q, others, x, x_total - x), q)
    return slope.subs({q: own, others: total - own}, simultaneous=True)


def total(values: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> sp.Expr:
    """Sum over all firms of a value that is given by group.

    Parameters
    ----------
    values
        one a group.
    sizes
        how many firms each group has.

    Returns
    -------
    Expr
        the sum.

    Examples
    --------
    >>> total(RND, SIZES)
    x_i + x_j + x_m*(n - 2)
    """
    return sp.Add(*(size * value for size, value in zip(sizes, values, strict=True)))


@recorded("primitives", "profit of a firm")
def all_profits(x: Sequence[sp.Expr], q: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Profit of a firm of each group.

    Parameters
    ----------
    x, q
        R&D and output of a firm of each group.
    sizes
        how many firms each group has.

    Returns
    -------
    list of Expr
        one a group.

    Examples
    --------
    >>> all_profits([sp.Integer(0)], [sp.Symbol("q")], [sp.Integer(1)])
    [q*(-A + a - b*q)]
    """
    x_total, Q = total(x, sizes), total(q, sizes)
    return [model.profit_against(own_q, Q - own_q, own_x, x_total - own_x) for own_x, own_q in zip(x, q, strict=True)]


def value(objective: Objective, x: Sequence[sp.Expr], q: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> sp.Expr:
    """What a decision maker maximises: the profit of the first firm, of all firms, or welfare.

    Parameters
    ----------
    objective
        whose it is.
    x, q
        R&D and output of a firm of each group.
    sizes
        how many firms each group has; with ``Objective.OWN`` the first has one.

    Returns
    -------
    Expr
        in the parameters, x and q.

    Examples
    --------
    >>> q = sp.Symbol("q")
    >>> sp.factor(value(Objective.WELFARE, [sp.Integer(0)], [q], [model.n]))
    -n*q*(2*A - 2*a + b*n*q)/2
    """
    profits = all_profits(x, q, sizes)
    if objective is Objective.OWN:
        return profits[0]
    surplus = model.consumer_surplus(total(q, sizes)) if objective is Objective.WELFARE else sp.Integer(0)
    return total(profits, sizes) + surplus


@recorded("stage 2", lambda objective, *_: STAGE_2[objective])
def product_stage(objective: Objective, x: Sequence[sp.Expr], sizes: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Stage 2: the output of a firm of each group, given R&D.

    Competing firms solve the Cournot first-order conditions, one a group. A coalition or a planner sets one output, which all
    firms share equally, as the paper imposes.

    Parameters
    ----------
    objective
        what is maximised at this stage.
    x
        R&D of a firm of each group.
    sizes
        how many firms each group has.

    Returns
    -------
    list of Expr
        output of a firm of each group.

    Examples
    --------
    >>> product_stage(Objective.OWN, [X], [model.n])
    [(-A + a + beta*n*x - beta*x + x)/(b*(n + 1))]
    >>> product_stage(Objective.JOINT, [X], [model.n])
    [(-A + a + beta*n*x - beta*x + x)/(2*b*n)]
    """
    if objective is Objective.OWN:
        outputs = list(sp.symbols(f"q_:{len(x)}"))
        Q, x_total = total(outputs, sizes), total(x, sizes)
        conditions = [own_marginal_profit(q, Q, own, x_total) for q, own in zip(outputs, x, strict=True)]
        return linear_solution(conditions, outputs)
    share = sp.Symbol("q")
    return linear_solution([sp.diff(value(objective, x, [share] * len(x), sizes), share)], [share]) * len(x)


def linear_solution(conditions: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]) -> list[sp.Expr]:
    """Values of the unknowns at which all conditions, which are linear in them, are zero; factored.

    Parameters
    ----------
    conditions
        expressions that are to be zero.
    unknowns
        as many symbols.

    Returns
    -------
    list of Expr
        one an unknown.

    Raises
    ------
    ValueError
        If there is no solution.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> linear_solution([x + y - model.a, x - y], [x, y])
    [a/2, a/2]
    """
    (levels,) = sp.linsolve(list(conditions), *unknowns)
    return [sp.factor(level) for level in levels]


@dataclass(frozen=True)
class Stages:
    """A mode solved backwards, with two firms free to deviate from the others.

    Attributes
    ----------
    outputs
        output of firms i, j and m in stage 2, as functions of their R&D.
    objective
        what the decision about the R&D of firm i maximises, stage 2 solved.
    first_order
        its derivative in x_i where all firms do the same R&D x.
    own, cross
        second derivatives of the objective, in x_i twice and in x_i and x_j (constants: it is quadratic).
    x, q
        the symmetric solution.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> solve(Regime.NONCOOPERATION).cross
    -2*(2*beta - 1)*(beta*n - beta - n)/(b*(n + 1)**2)
    """

    outputs: tuple[sp.Expr, ...]
    objective: sp.Expr
    first_order: sp.Expr
    own: sp.Expr
    cross: sp.Expr
    x: sp.Expr
    q: sp.Expr


@recorded("stage 1", lambda mode: mode.label)
@cache
def solve(mode: Mode) -> Stages:
    """Solve a regime or a planner's problem by backward induction, for a symbolic number of firms.

    Parameters
    ----------
    mode
        a regime or a planner.

    Returns
    -------
    Stages
        in the six parameters; each mode is solved once.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> solve(Regime.FULL_COOPERATION).x
    (-A + a)*(beta*n - beta + 1)/(2*b*gamma*n - beta**2*n**2 + 2*beta**2*n - beta**2 - 2*beta*n + 2*beta - 1)
    """
    outputs = product_stage(mode.product_stage, RND, SIZES)
    objective = value(mode.rnd_stage, RND, outputs, SIZES)
    common = dict.fromkeys(RND, X)
    slope = sp.diff(objective, RND[0])
    first_order = sp.factor(slope.subs(common))
    (x,) = linear_solution([sp.fraction(first_order)[0]], [X])
    return Stages(
        outputs=tuple(outputs),
        objective=objective,
        first_order=first_order,
        own=sp.factor(sp.diff(slope, RND[0])),
        cross=sp.factor(sp.diff(slope, RND[1])),
        x=x,
        q=sp.factor(outputs[0].subs(common).subs(X, x)),
    )


def solve_explicit(mode: Mode, firms: int) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """R&D and output of each of a given number of firms, each a variable of its own.

    No symmetry is used: every firm, or the coalition for every firm, has its own first-order condition, and the
    linear system is solved as it stands. Slower than :func:`solve`, and a check of it.

    Parameters
    ----------
    mode
        a regime or a planner.
    firms
        how many.

    Returns
    -------
    x, q
        two lists of length ``firms``.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> x, q = solve_explicit(Regime.RND_COOPERATION, 2)
    >>> x[0] == x[1] == solve(Regime.RND_COOPERATION).x.subs(model.n, 2)
    True
    """
    x = list(sp.symbols(f"x_1:{firms + 1}", positive=True))
    sizes = [sp.Integer(1)] * firms
    q = [expr.subs(model.n, firms) for expr in product_stage(mode.product_stage, x, sizes)]
    conditions = []
    for i in range(firms):
        first = [i, *(j for j in range(firms) if j != i)]
        mine = value(mode.rnd_stage, [x[j] for j in first], [q[j] for j in first], sizes)
        conditions.append(sp.diff(mine, x[i]))
    levels = linear_solution(conditions, x)
    return levels, [sp.factor(output.subs(dict(zip(x, levels, strict=True)))) for output in q]
