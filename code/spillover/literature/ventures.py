"""Research joint ventures: Kamien, Muller and Zang's four arrangements (1992), and two ways in which knowledge can spill over.

Firms decide on R&D each for itself (competition) or all together (cartel), and either keep the spillover of the industry or
form a joint venture, inside which everything is shared: a spillover of one, the limit of the model's.

With *output* spillovers, as in the paper, results of R&D spill over. With *input* spillovers, as Amir (2000) sets the two side by
side, spending does: a firm whose own spending and that which reaches it come to Y lowers its cost by z with gamma z**2 / 2 = Y.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation, solution
from spillover.cluster.derivation import SIZES
from spillover.model import A, beta, gamma
from spillover.regimes import Mode, Objective, Regime


class Arrangement(Enum):
    """Who decides on R&D, and whether all is shared.

    References
    ----------
    Kamien, Muller & Zang (1992).

    Examples
    --------
    >>> [arrangement.label for arrangement in Arrangement]
    ['R&D competition', 'R&D cartelisation', 'RJV competition', 'RJV cartelisation']
    """

    COMPETITION = ("R&D competition", "N", Regime.NONCOOPERATION, False)
    CARTEL = ("R&D cartelisation", "C", Regime.RND_COOPERATION, False)
    VENTURE = ("RJV competition", "NJ", Regime.NONCOOPERATION, True)
    VENTURE_CARTEL = ("RJV cartelisation", "CJ", Regime.RND_COOPERATION, True)

    def __init__(self, label: str, index: str, regime: Regime, shared: bool) -> None:
        self.label = label
        self.index = index
        self.regime = regime
        self.shared = shared

    def at(self, expr: Any) -> Any:
        """An expression of the model with the spillover of this arrangement.

        Parameters
        ----------
        expr
            in the parameters.

        Returns
        -------
        Expr
            with beta put to 1 where all is shared.

        Examples
        --------
        >>> Arrangement.VENTURE.at(1 - beta)
        0
        """
        return expr.subs(beta, 1) if self.shared else expr

    def mark(self, letter: str) -> sp.Symbol:
        """The symbol of a quantity in this arrangement.

        Parameters
        ----------
        letter
            of the quantity.

        Returns
        -------
        Symbol
            with the index of the arrangement.

        Examples
        --------
        >>> Arrangement.CARTEL.mark("x")
        x_{C}
        """
        return sp.Symbol(f"{letter}_{{{self.index}}}", real=True)


@cache
def outcome(arrangement: Arrangement, quantity: str) -> sp.Expr:
    """A quantity in an arrangement, with output spillovers; "reduction" is what R&D takes off each firm's unit cost.

    Parameters
    ----------
    arrangement
        one of the four.
    quantity
        name of one of the eight, or "reduction".

    Returns
    -------
    Expr
        in the parameters.

    Examples
    --------
    >>> outcome(Arrangement.VENTURE, "x")
    2*(-A + a)/(b*gamma*n**2 + 2*b*gamma*n + b*gamma - 2*n)
    """
    found = (
        A - solution.factored_form("unit_cost", arrangement.regime)
        if quantity == "reduction"
        else solution.factored_form(quantity, arrangement.regime)
    )
    return sp.factor(arrangement.at(found))


def requirements(arrangement: Arrangement) -> dict[str, Any]:
    """What an arrangement needs, by name, but for what keeps unit cost nonnegative.

    Parameters
    ----------
    arrangement
        one of the four.

    Returns
    -------
    dict
        from the name of each to a Boolean.

    Examples
    --------
    >>> list(requirements(Arrangement.CARTEL))
    ['R&D cartelisation: joint concavity', 'R&D cartelisation: joint concavity against asymmetric deviations']
    """
    conditions = [condition for condition in solution.conditions(arrangement.regime) if condition.strict]
    return {f"{arrangement.label}: {c.name}": arrangement.at(sp.Gt(c.lhs, c.rhs)) for c in conditions}


Z = sp.Symbol("z", positive=True)
"""What all spending that reaches a firm takes off its unit cost."""


@cache
def reduction_with_input_spillovers(mode: Mode) -> sp.Expr:
    """The symmetric cost reduction of a mode in which firms compete in quantities, when spending spills over.

    By backward induction: outputs as in the paper without spillovers, at the cost reductions that spending brings.

    Parameters
    ----------
    mode
        one in which firms compete in quantities.

    Returns
    -------
    Expr
        in the parameters.

    References
    ----------
    Kamien, Muller & Zang (1992); Amir (2000).

    Examples
    --------
    >>> reduction_with_input_spillovers(Regime.RND_COOPERATION)
    2*(-A + a)*(beta*n - beta + 1)/(b*gamma*n**2 + 2*b*gamma*n + b*gamma - 2*beta*n + 2*beta - 2)
    """
    spending, levels = sp.symbols("y_i y_j y_m", positive=True), sp.symbols("z_i z_j z_m", positive=True)
    total = derivation.total(spending, SIZES)
    outputs = product_stage_without_spillovers(levels)
    Q = derivation.total(outputs, SIZES)
    sales = [model.profit(model.inverse_demand(Q), A - z, q, 0) for z, q in zip(levels, outputs, strict=True)]
    joint = derivation.total(sales, SIZES)
    gross = {Objective.OWN: sales[0], Objective.JOINT: joint, Objective.WELFARE: joint + model.consumer_surplus(Q)}[mode.rnd_stage]
    common, marginal_cost = dict.fromkeys(levels, Z), sp.diff(model.rnd_cost(Z), Z)
    reached = [sp.diff(own + beta * (total - own), spending[0]) / marginal_cost for own in spending]
    gain = derivation.total([sp.diff(gross, z).subs(common) for z in levels], [sp.factor(part) for part in reached])
    (level,) = derivation.linear_solution([sp.numer(sp.together(gain - 1))], [Z])
    return level


def product_stage_without_spillovers(reductions: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Cournot outputs when each firm's unit cost falls by an amount of its own.

    Parameters
    ----------
    reductions
        of firms i, j and m, as in :data:`spillover.cluster.derivation.SIZES`.

    Returns
    -------
    list of Expr
        output of each.

    Examples
    --------
    >>> product_stage_without_spillovers([Z, Z, Z])[0]
    (-A + a + z)/(b*(n + 1))
    """
    outputs = derivation.product_stage(Objective.OWN, derivation.RND, SIZES)
    put_in = {beta: sp.Integer(0), **dict(zip(derivation.RND, reductions, strict=True))}
    return [output.subs(put_in) for output in outputs]


def rnd_spending(reduction: Any) -> Any:
    """What each firm spends when spending spills over and all reach a cost reduction together.

    Parameters
    ----------
    reduction
        of each firm's unit cost.

    Returns
    -------
    Expr
        in money, per firm.

    Examples
    --------
    >>> rnd_spending(Z)
    gamma*z**2/(2*(beta*(n - 1) + 1))
    """
    return model.rnd_cost(reduction) / model.SHORTHANDS[model.s]


def with_scaled_rnd_cost(expr: Any) -> Any:
    """A formula of the paper's model where R&D costs s times as much.

    Parameters
    ----------
    expr
        in the parameters.

    Returns
    -------
    Expr
        with s gamma in the place of gamma.

    Examples
    --------
    >>> with_scaled_rnd_cost(gamma)
    gamma*(beta*(n - 1) + 1)
    """
    return expr.subs(gamma, gamma * model.SHORTHANDS[model.s], simultaneous=True)
