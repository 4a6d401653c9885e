"""Subsidies that make the firms do what a planner would choose. Not in the paper.

A subsidy enters a firm's profit as so much a unit of R&D, or of output. The subsidised game is solved backwards like the game
itself, and then the subsidies are found at which the firms do what the planner wants. They are paid for by lump sums, which
change no decision, and leave welfare as it is: what a firm receives somebody pays.

A subsidy leaves second derivatives as they are. So at the same point the regime under which it is paid needs its own
conditions, stability among them, but for that of unit cost; and what the planner wants must exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from spillover.cluster import derivation, solution
from spillover.cluster.derivation import RND, SIZES
from spillover.conditions import Condition
from spillover.provenance import recorded
from spillover.regimes import Objective, Planner, Regime

SIGMA, TAU = sp.symbols("sigma tau", real=True)
"""What a firm receives for a unit of R&D, and for a unit of output; a tax where negative."""


@dataclass(frozen=True)
class Subsidies:
    """What a planner pays, a unit, so that all firms do what the planner wants.

    Attributes
    ----------
    rnd
        for R&D (sigma).
    output
        for output (tau).

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> best = first_best(Regime.RND_COOPERATION)
    >>> best.output.subs(dict(zip(derivation.model.PARAMETERS, (2, 15, 10, 1, 0, 6), strict=True)))
    30/11
    """

    rnd: sp.Expr
    output: sp.Expr


@recorded("stage 1", lambda regime: f"{regime.label}, subsidised")
@cache
def subsidised_game(regime: Regime) -> tuple[sp.Expr, sp.Expr]:
    """The two stages when firms compete in quantities and receive both subsidies, and all firms do the same R&D.

    Parameters
    ----------
    regime
        one in which firms compete in quantities.

    Returns
    -------
    (output, first_order)
        output of a firm, and what it or the coalition gains from one more unit of R&D of a firm; functions of the common R&D
        ``derivation.X`` and of the subsidies.

    Raises
    ------
    ValueError
        In full cooperation, where firms do not compete in quantities.

    Examples
    --------
    >>> output, _ = subsidised_game(Regime.NONCOOPERATION)
    >>> output
    (-A + a + beta*n*x - beta*x + tau + x)/(b*(n + 1))
    """
    if regime.product_stage is not Objective.OWN:
        raise ValueError(f"regime must be one in which firms compete in quantities, got {regime}")
    quantities = list(sp.symbols("q_i q_j q_m"))
    x_total, Q = (derivation.total(levels, SIZES) for levels in (RND, quantities))
    gains = [derivation.own_marginal_profit(q, Q, x, x_total) + TAU for q, x in zip(quantities, RND, strict=True)]
    outputs = derivation.linear_solution(gains, quantities)
    profits = derivation.all_profits(RND, outputs, SIZES)
    received = [profit + SIGMA * x + TAU * q for profit, x, q in zip(profits, RND, outputs, strict=True)]
    objective = received[0] if regime.rnd_stage is Objective.OWN else derivation.total(received, SIZES)
    common = dict.fromkeys(RND, derivation.X)
    return sp.factor(outputs[0].subs(common)), sp.factor(sp.diff(objective, RND[0]).subs(common))


def conditions(regime: Regime, planner: Planner) -> list[Condition]:
    """What must hold for subsidies to bring about an optimum under a regime, in symbols: that both are maxima, and stability.

    Parameters
    ----------
    regime
        under which subsidies are paid.
    planner
        what the planner wants.

    Returns
    -------
    list of Condition
        in the six parameters.

    Examples
    --------
    >>> len(conditions(Regime.NONCOOPERATION, Planner.SECOND_BEST))
    6
    """
    return [*(condition for condition in solution.conditions(regime) if condition.strict), *solution.conditions(planner)]


@recorded("solution", lambda regime: f"subsidy that brings the second best, {regime.label}")
@cache
def second_best(regime: Regime) -> sp.Expr:
    """The subsidy on R&D alone at which the firms of no cooperation, or of R&D cooperation, do the R&D of the second best.

    Parameters
    ----------
    regime
        no cooperation or R&D cooperation.

    Returns
    -------
    Expr
        for a unit of R&D; a tax where negative.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> subsidy = second_best(Regime.RND_COOPERATION)
    >>> subsidy.subs(dict(zip(derivation.model.PARAMETERS, (2, 15, 10, 1, 0, 6), strict=True)))
    6/5
    """
    _, first_order = subsidised_game(regime)
    wanted = {derivation.X: derivation.solve(Planner.SECOND_BEST).x, TAU: 0}
    (subsidy,) = derivation.linear_solution([first_order.subs(wanted)], [SIGMA])
    return subsidy


@recorded("solution", lambda regime: f"subsidies that bring the first best, {regime.label}")
@cache
def first_best(regime: Regime) -> Subsidies:
    """The pair of subsidies at which firms make the output and do the R&D of the first best.

    Parameters
    ----------
    regime
        no cooperation or R&D cooperation.

    Returns
    -------
    Subsidies
        in the six parameters.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> best = first_best(Regime.RND_COOPERATION)
    >>> best.rnd.subs(dict(zip(derivation.model.PARAMETERS, (2, 15, 10, 1, 0, 6), strict=True)))
    10/11
    """
    output, first_order = subsidised_game(regime)
    best = derivation.solve(Planner.FIRST_BEST)
    needed = [output.subs(derivation.X, best.x) - best.q, first_order.subs(derivation.X, best.x)]
    return Subsidies(*derivation.linear_solution(needed, [SIGMA, TAU]))
