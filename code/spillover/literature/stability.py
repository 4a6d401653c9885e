"""Whether firms find the equilibrium: Henriques' question (1990) about the model of d'Aspremont and Jacquemin.

Each firm's best R&D is a straight line in what the others do. After a small error firms reply to one another; whether that leads
back depends on the slope of these lines. Both are read off the first-order conditions that the engine derives.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation, solution
from spillover.conditions import Condition
from spillover.industry import Industry, uniform_spillovers
from spillover.regimes import Regime

NO_MAXIMUM, UNSTABLE, STABLE = "no maximum", "unstable", "stable"
"""What a point of the plane can be."""


@cache
def best_response_slope() -> sp.Expr:
    """How a firm's best R&D changes with one unit more of one other firm's.

    Returns
    -------
    Expr
        in n, b, beta and gamma.

    References
    ----------
    Henriques (1990).

    Examples
    --------
    >>> best_response_slope().subs({model.n: 2, model.b: 1, model.gamma: 2, model.beta: 0})
    -2/5
    """
    stages = derivation.solve(Regime.NONCOOPERATION)
    return sp.factor(-stages.cross / stages.own)


def conditions() -> dict[str, Condition]:
    """The named conditions of no cooperation that do not ask for the unit cost.

    Returns
    -------
    dict
        from the name of each to the condition.

    Examples
    --------
    >>> list(conditions())
    ['own second-order condition', 'positive R&D', 'stability of best responses']
    """
    return {condition.name: condition for condition in solution.conditions(Regime.NONCOOPERATION) if condition.strict}


def stability_bound(below_half: bool) -> sp.Expr:
    """The cost of R&D, G, above which best responses lead to the equilibrium, for spillovers below one half, or from there on.

    Parameters
    ----------
    below_half
        for which spillovers.

    Returns
    -------
    Expr
        in n and beta.

    References
    ----------
    Henriques (1990).

    Examples
    --------
    >>> stability_bound(below_half=True).subs({model.n: 2, model.beta: 0})
    4/3
    """
    stable = conditions()["stability of best responses"]
    turn = 1 - 2 * model.beta if below_half else 2 * model.beta - 1
    margin = stable.margin.subs(sp.Abs(2 * model.beta - 1), turn)
    (least,) = sp.solve(margin, model.gamma)
    return sp.factor(least * model.b)


def concavity_bound() -> sp.Expr:
    """The cost of R&D, G, above which every firm has a best response.

    Returns
    -------
    Expr
        in n and beta.

    Examples
    --------
    >>> concavity_bound().subs({model.n: 2, model.beta: 0})
    8/9
    """
    (least,) = sp.solve(conditions()["own second-order condition"].margin, model.gamma)
    return sp.factor(least * model.b)


def regions(n: int, beta: Any, G: Any) -> dict[str, Any]:
    """Where there is no best response, where best responses lead away from the equilibrium, and where they lead to it; arrays of bool.

    Parameters
    ----------
    n
        number of firms.
    beta, G
        spillovers and costs of R&D, numbers or arrays that broadcast.

    Returns
    -------
    dict
        from what a point can be to an array of bool.

    Examples
    --------
    >>> import numpy as np
    >>> regions(2, 0.1, np.array([0.5, 1.0, 2.0]))[STABLE]
    array([False, False,  True])
    """
    import numpy as np

    def at(expr: sp.Expr) -> Any:
        return sp.lambdify([model.beta, model.gamma], expr.subs({model.n: n, model.b: 1}), "numpy")(beta, G)

    maximum = at(conditions()["own second-order condition"].margin) > 0
    close = np.abs((n - 1) * at(best_response_slope())) < 1
    return {NO_MAXIMUM: ~maximum, UNSTABLE: maximum & ~close, STABLE: maximum & close}


def industry(n: int, beta: Any, G: Any) -> Industry:
    """An industry of the paper's kind whose firms would sell five units more if nothing cost anything.

    Parameters
    ----------
    n
        number of firms.
    beta, G
        spillover and cost of R&D.

    Returns
    -------
    Industry
        with a = 15, A = 10 and b = 1.

    Examples
    --------
    >>> industry(2, Fraction(1, 4), 2).solve().x
    [Fraction(140, 109), Fraction(140, 109)]
    """
    return Industry(a=15, A=10, gamma=G, spillovers=uniform_spillovers(n, beta))


def best_response_dynamics(found: Industry, start: Sequence[Any], steps: int) -> list[list[Fraction]]:
    """What all firms of an industry do when each replies, at every step, to what the others did a step before.

    Nothing keeps R&D or output from becoming negative here: a path that leaves is followed no further than it makes sense.

    Parameters
    ----------
    found
        n firms, in exact numbers.
    start
        R&D of each at first, of length n.
    steps
        how often all respond.

    Returns
    -------
    list
        of steps + 1 lists, each of length n.

    Examples
    --------
    >>> best_response_dynamics(industry(2, Fraction(1, 4), 2), [1, 2], 2)[-1]
    [Fraction(11536, 9025), Fraction(11732, 9025)]
    """
    H, h = found.first_order()
    path = [[Fraction(level) for level in start]]
    for _ in range(steps):
        last = path[-1]
        path.append([_best_response(H, h, i, last) for i in range(found.n)])
    return path


def _best_response(H: sp.Matrix, h: sp.Matrix, i: int, x: Sequence[Fraction]) -> Fraction:
    others = sum(H[i, j] * level for j, level in enumerate(x) if j != i)
    level = sp.Rational((h[i, 0] - others) / H[i, i])
    return Fraction(int(level.p), int(level.q))


def relative_errors(found: Industry, start: Sequence[Any], steps: int) -> list[Fraction]:
    """By how much the first firm is away from the equilibrium at each step of an adjustment, in units of the equilibrium.

    Parameters
    ----------
    found
        n firms, in exact numbers.
    start
        R&D of each at first, of length n.
    steps
        how often all respond.

    Returns
    -------
    list of Fraction
        of length steps + 1.

    Examples
    --------
    >>> [round(float(error), 3) for error in relative_errors(industry(2, Fraction(1, 4), 2), [1, 1], 3)]
    [-0.221, 0.033, -0.005, 0.001]
    """
    rest = found.solve(stable=False).x[0]
    return [(levels[0] - rest) / rest for levels in best_response_dynamics(found, start, steps)]


def drift(pull: float, x: Any) -> tuple[Any, Any]:
    """Which way two firms go that both move towards their best responses, from any R&D relative to the equilibrium.

    Parameters
    ----------
    pull
        the slope of the best responses.
    x
        R&D of either firm relative to the equilibrium, of shape (m,): firm 1 across, firm 2 up.

    Returns
    -------
    across, up
        two arrays of shape (m, m).

    Examples
    --------
    >>> import numpy as np
    >>> drift(-0.5, np.array([0.0, 1.0, 2.0]))[0]
    array([[ 1.5,  0.5, -0.5],
           [ 1. ,  0. , -1. ],
           [ 0.5, -0.5, -1.5]])
    """
    first, second = x[None, :] - 1, x[:, None] - 1
    return pull * second - first + 0.0, pull * first - second + 0.0  # no negative zeros
