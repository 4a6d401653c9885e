"""A firm that only imitates: no R&D of its own, while all others do that of no cooperation (section 5, part 1)."""

from __future__ import annotations

from functools import cache

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.provenance import recorded
from spillover.regimes import Objective, Regime


@recorded("solution", "a firm that only imitates")
@cache
def profits() -> tuple[sp.Expr, sp.Expr]:
    """Profit of the imitator and of each of the n - 1 firms that invest, when all compete in quantities.

    Returns
    -------
    imitator, investor
        profits in the six parameters.

    Examples
    --------
    >>> at = {model.n: 3, model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    >>> [profit.subs(at) for profit in profits()]
    [697225/501264, 850225/501264]
    """
    return _earned(derivation.solve(Regime.NONCOOPERATION).x)


def _earned(level: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """What an imitator earns, and each of the others, when each of these does so much R&D."""
    sizes, levels = [sp.Integer(1), model.n - 1], [sp.Integer(0), level]
    outputs = derivation.product_stage(Objective.OWN, levels, sizes)
    imitator, investor = derivation.all_profits(levels, outputs, sizes)
    return sp.factor(imitator), sp.factor(investor)


@recorded("solution", "a firm that is known to imitate only")
@cache
def profits_when_known() -> tuple[sp.Expr, sp.Expr]:
    """Profit of the imitator and of each other firm, when these know that it will not invest, and reply to that and to one another.

    Returns
    -------
    imitator, investor
        profits in the six parameters.

    Examples
    --------
    >>> at = {model.n: 3, model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    >>> [round(float(profit.subs(at)), 3) for profit in profits_when_known()]
    [1.386, 1.693]
    """
    alone = derivation.solve(Regime.NONCOOPERATION)
    mine, imitator, others = derivation.RND
    slope = sp.diff(alone.objective, mine).subs({mine: derivation.X, imitator: 0, others: derivation.X}, simultaneous=True)
    (level,) = derivation.linear_solution([sp.fraction(sp.factor(slope))[0]], [derivation.X])
    return _earned(level)
