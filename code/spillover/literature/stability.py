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
    """How a firm's best R&D changes with one unit more of one other firm's."""
    stages = derivation.solve(Regime.NONCOOPERATION)
    return sp.factor(-stages.cross / stages.own)


def conditions() -> dict[str, Condition]:
    """The named conditions of no cooperation that do not ask for the unit cost."""
    return {condition.name: condition for condition in solution.conditions(Regime.NONCOOPERATION) if condition.strict}


def stability_bound(below_half: bool) -> sp.Expr:
    """The cost of R&D, G, above which best replies lead to the equilibrium, for spillovers below one half, or from there on."""
    stable = conditions()["stability of best replies"]
    turn = 1 - 2 * model.beta if below_half else 2 * model.beta - 1
    margin = stable.margin.subs(sp.Abs(2 * model.beta - 1), turn)
    (least,) = sp.solve(margin, model.gamma)
    return sp.factor(least * model.b)


def concavity_bound() -> sp.Expr:
    """The cost of R&D, G, above which every firm has a best reply."""
    (least,) = sp.solve(conditions()["own second-order condition"].margin, model.gamma)
    return sp.factor(least * model.b)


def regions(n: int, beta: Any, G: Any) -> dict[str, Any]:
    """Where there is no best reply, where best replies lead away from the equilibrium, and where they lead to it; arrays of bool."""
    import numpy as np

    def at(expr: sp.Expr) -> Any:
        return sp.lambdify([model.beta, model.gamma], expr.subs({model.n: n, model.b: 1}), "numpy")(beta, G)

    maximum = at(conditions()["own second-order condition"].margin) > 0
    close = np.abs((n - 1) * at(best_response_slope())) < 1
    return {NO_MAXIMUM: ~maximum, UNSTABLE: maximum & ~close, STABLE: maximum & close}


def industry(n: int, beta: Any, G: Any) -> Industry:
    """An industry of the paper's kind whose firms would sell five units more if nothing cost anything."""
    return Industry(a=15, A=10, gamma=G, spillovers=uniform_spillovers(n, beta))


def best_response_dynamics(found: Industry, start: Sequence[Any], steps: int) -> list[list[Fraction]]:
    """What all firms of an industry do when each replies, at every step, to what the others did a step before.

    Nothing keeps R&D or output from becoming negative here: a path that leaves is followed no further than it makes sense.
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
    """By how much the first firm is away from the equilibrium at each step of an adjustment, in units of the equilibrium."""
    rest = found.solve(stable=False).x[0]
    return [(levels[0] - rest) / rest for levels in best_response_dynamics(found, start, steps)]


def drift(pull: float, x: Any) -> tuple[Any, Any]:
    """Which way two firms go that both move towards their best replies, from any R&D relative to the equilibrium; two arrays.

    Parameters
    ----------
    pull
        the slope of the best replies.
    x
        R&D of either firm relative to the equilibrium, of shape (m,): firm 1 across, firm 2 up.
    """
    first, second = x[None, :] - 1, x[:, None] - 1
    return pull * second - first + 0.0, pull * first - second + 0.0  # no negative zeros
