"""Full cooperation without imposed equal shares: all output in one firm, and most of the R&D there too. Not in the paper.

The paper lets fully cooperating firms share one output equally. Unit costs do not depend on output, so the firms would rather
make all of it where it is cheapest. Then R&D is worth most in the firm that produces, and worth the part beta of that in any
other firm. Solved backwards from the primitives, with any number of firms: one that produces, and n - 1 that invest for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sympy as sp

from spillover import model
from spillover.cluster import comparison, derivation, solution
from spillover.cluster.derivation import RND, SIZES
from spillover.conditions import Condition
from spillover.notation import shorthand, without_shorthands
from spillover.provenance import recorded
from spillover.regimes import Regime

_q = sp.Symbol("q", positive=True)


@dataclass(frozen=True)
class Plant:
    """What all firms do together when one of them produces.

    Attributes
    ----------
    x_producer, x_other
        R&D of the firm that produces, and of each other firm.
    Q
        output of the firm that produces, which is all there is.
    unit_cost, other_unit_cost
        of the firm that produces, and what it would be in each other firm.
    profit
        of all firms together.

    Examples
    --------
    >>> solve().x_other
    beta*(-A + a)/(2*b*gamma - beta**2*n + beta**2 - 1)
    """

    x_producer: sp.Expr
    x_other: sp.Expr
    Q: sp.Expr
    unit_cost: sp.Expr
    other_unit_cost: sp.Expr
    profit: sp.Expr


def joint_profit(output: sp.Expr) -> sp.Expr:
    """Profit of all firms when firm i makes the output and the others make nothing, as a function of the R&D of each group.

    Parameters
    ----------
    output
        of firm i.

    Returns
    -------
    Expr
        in the R&D of firms i, j and m.

    Examples
    --------
    >>> sp.diff(joint_profit(_q), _q).subs({RND[0]: 0, RND[1]: 0, RND[2]: 0})
    -A + a - 2*b*q
    """
    return derivation.total(derivation.all_profits(RND, [output, sp.Integer(0), sp.Integer(0)], SIZES), SIZES)


@recorded("stage 2", "one plant")
@cache
def outputs() -> sp.Expr:
    """Stage 2: the output that is best given R&D.

    Returns
    -------
    Expr
        in the R&D of firms i, j and m.

    Examples
    --------
    >>> outputs().subs({RND[1]: 0, RND[2]: 0})
    (-A + a + x_i)/(2*b)
    """
    (output,) = derivation.linear_solution([sp.diff(joint_profit(_q), _q)], [_q])
    return output


@recorded("solution", "one plant")
@cache
def solve() -> Plant:
    """Stage 1: the R&D of the producer and of the others that is best when output will follow it.

    Returns
    -------
    Plant
        in the six parameters.

    Examples
    --------
    >>> solve().x_producer
    (-A + a)/(2*b*gamma - beta**2*n + beta**2 - 1)
    """
    objective = joint_profit(outputs())
    levels = dict(zip(RND, derivation.linear_solution([sp.diff(objective, x) for x in RND], RND), strict=True))
    producer, other, _ = levels.values()
    total = derivation.total(list(levels.values()), SIZES)
    own_cost, other_cost = (model.unit_cost(x, total - x) for x in (producer, other))
    found = [producer, other, outputs().subs(levels), own_cost, other_cost, objective.subs(levels)]
    return Plant(*map(sp.factor, found))


@recorded("conditions", "one plant")
@cache
def conditions() -> tuple[Condition, ...]:
    """What the solution needs, in symbols.

    To move R&D from one of the firms that do not produce to another never pays, so two conditions are left for a maximum.

    Returns
    -------
    tuple of Condition
        with expressions in the six parameters on both sides.

    Examples
    --------
    >>> [(c.name, c.lhs, c.rhs) for c in conditions()][0]
    ("concavity in the producer's R&D", 2*b*gamma, 1)
    """
    common = sp.Symbol("x", positive=True)
    objective = joint_profit(outputs()).subs(dict.fromkeys(RND[1:], common))
    curvature = sp.hessian(objective, (RND[0], common))
    alone = "the firm that produces cannot gain by raising its own R&D without bound"
    together = "the joint profit has a maximum when the producer and all others change their R&D"
    return (
        _condition("concavity in the producer's R&D", -curvature[0, 0], True, alone),
        _condition("joint concavity", curvature.det(), True, together),
        _condition("nonnegative unit cost", sp.fraction(solve().unit_cost)[0], False, "R&D does not push the unit cost below zero"),
    )


def _condition(name: str, must_be_positive: sp.Expr, strict: bool, meaning: str) -> Condition:
    """Sizes such as n - 1 left out, and the terms with gamma put left: the larger gamma, the easier the condition."""
    margin = comparison.without_positive_factors(sp.factor(must_be_positive), Regime.FULL_COOPERATION)
    lhs, rhs = (without_shorthands(shorthand(side)) for side in solution.split_at_gamma(margin))
    return Condition(name, lhs, rhs, strict, meaning)


@recorded("comparison", "profit per firm, one plant less equal shares")
@cache
def gain_per_firm() -> sp.Expr:
    """By how much the joint profit for each firm exceeds that of full cooperation in equal shares, factored.

    Returns
    -------
    Expr
        in the six parameters; positive.

    Examples
    --------
    >>> gain_per_firm().subs({model.n: 2, model.a: 15, model.A: 10, model.b: 1, model.gamma: 6, model.beta: sp.Rational(1, 2)})
    50/1247
    """
    return sp.factor(solve().profit / model.n - solution.outcome(Regime.FULL_COOPERATION)["profit"])


@recorded("comparison", "joint profit in the R&D of one firm that makes all output")
@cache
def marginal_gain() -> sp.Expr:
    """What one more unit of R&D in one firm adds to joint profit, when that firm makes the whole output of full cooperation.

    All firms do the R&D of full cooperation, so that it costs nothing to let one of them make everything.

    Returns
    -------
    Expr
        in the six parameters; positive below a spillover of one.

    Examples
    --------
    >>> at = {model.n: 2, model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    >>> marginal_gain().subs(at)
    360/359
    """
    found = solution.outcome(Regime.FULL_COOPERATION)
    slope = sp.diff(joint_profit(found["Q"]), RND[0])
    return sp.factor(slope.subs(dict.fromkeys(RND, found["x"])))
