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
    sizes = [sp.Integer(1), model.n - 1]
    levels = [sp.Integer(0), derivation.solve(Regime.NONCOOPERATION).x]
    outputs = derivation.product_stage(Objective.OWN, levels, sizes)
    imitator, investor = derivation.all_profits(levels, outputs, sizes)
    return sp.factor(imitator), sp.factor(investor)
