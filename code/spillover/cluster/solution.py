"""The symmetric solution of each regime and planner, and the named conditions under which it exists.

Both come from :mod:`spillover.cluster.derivation`: a condition is a second derivative, a slope of a best response or a unit
cost that must have the right sign, cleared of denominators that are positive and split at gamma.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.conditions import Condition
from spillover.notation import WORDS, shorthand, without_shorthands
from spillover.provenance import Node, Parts, recorded
from spillover.regimes import Mode, Objective


def split_at_gamma(must_be_positive: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Clear a positive denominator and put the terms with gamma left: the larger gamma, the easier the condition.

    Parameters
    ----------
    must_be_positive
        a rational function, affine in gamma above the fraction line, where below it all is positive.

    Returns
    -------
    lhs, rhs
        whose difference has its sign; the left side is a multiple of gamma.

    Examples
    --------
    >>> split_at_gamma((model.b * model.gamma - 2 * model.beta) / model.n)
    (b*gamma, 2*beta)
    """
    numerator = sp.fraction(sp.factor(must_be_positive))[0]
    slope, constant = sp.Poly(numerator, model.gamma).all_coeffs()
    return sp.factor(slope) * model.gamma, sp.factor(-constant)


def _changes_sign(factor: sp.Expr) -> bool:
    """Whether a polynomial in n and beta may change its sign where n >= 2 and 0 <= beta <= 1; where all coefficients agree it does not."""
    more, odds = sp.symbols("more odds")
    in_positive = sp.numer(sp.together(factor.subs({model.n: 2 + more, model.beta: odds / (1 + odds)})))
    return len({sp.sign(coefficient) for coefficient in sp.Poly(in_positive, more, odds).coeffs()}) > 1


def curvature(mode: Mode) -> tuple[sp.Expr, sp.Expr]:
    """How fast the first-order condition falls when all firms raise R&D together, and when one does against another.

    Parameters
    ----------
    mode
        a regime or a planner.

    Returns
    -------
    (together, against)
        in the six parameters; where both are positive, the objective of all firms is concave in every direction.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> curvature(Regime.FULL_COOPERATION)[1]
    gamma
    """
    stages = derivation.solve(mode)
    return sp.factor(-stages.own - (model.n - 1) * stages.cross), sp.factor(stages.cross - stages.own)


def _competitive(mode: Mode) -> list[Condition]:
    stages = derivation.solve(mode)
    room, own = split_at_gamma(-stages.own)
    together, _ = curvature(mode)
    cross = sp.factor((model.n - 1) * stages.cross * sp.fraction(stages.own)[1])
    turn = sp.Mul(*(factor**power for factor, power in sp.factor_list(cross)[1] if _changes_sign(factor)))
    rivals = sp.factor(cross / turn)
    rivals *= sp.sign(rivals.subs({model.n: 3, model.beta: sp.Rational(1, 3)}))  # their size: best responses may slope either way
    common = sp.gcd(own, rivals)
    pull = common * (sp.cancel(own / common) + sp.cancel(rivals / common) * sp.Abs(turn))
    return [
        Condition("own second-order condition", room, own, True, "no firm can gain by raising its own R&D without bound"),
        Condition("positive R&D", *split_at_gamma(together), True, "the symmetric first-order condition has a positive solution"),
        Condition("stability of best responses", room, pull, True, "after a small error, best responses lead back to the equilibrium"),
    ]


def _joint(mode: Mode) -> list[Condition]:
    together, against = curvature(mode)
    conditions = [
        Condition(
            "joint concavity", *split_at_gamma(together), True, "the joint objective has a maximum when all firms change R&D together"
        )
    ]
    if mode.product_stage is Objective.OWN:
        name = "joint concavity against asymmetric deviations"
        meaning = "shifting R&D from one firm to another does not pay"
        conditions.append(Condition(name, *split_at_gamma(against), True, meaning, rivals=True))
    return conditions


@recorded("conditions", lambda mode: mode.label)
@cache
def conditions(mode: Mode) -> tuple[Condition, ...]:
    """The named conditions that the symmetric solution of a mode needs, in symbols; a single firm needs those without ``rivals``.

    Parameters
    ----------
    mode
        a regime or a planner.

    Returns
    -------
    tuple of Condition
        with expressions in the six parameters on both sides.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> [(c.name, c.relation) for c in conditions(Regime.RND_COOPERATION)]
    [('joint concavity', '>'), ('joint concavity against asymmetric deviations', '>'), ('nonnegative unit cost', '≥')]
    """
    needed = _competitive(mode) if mode.rnd_stage is Objective.OWN else _joint(mode)
    lhs, rhs = split_at_gamma(factored_form("unit_cost", mode))
    meaning = "R&D does not push the unit cost below zero"
    needed.append(Condition("nonnegative unit cost", sp.cancel(lhs / model.A), sp.factor(rhs / model.A), False, meaning))
    return tuple(replace(c, lhs=_readable(c.lhs), rhs=_readable(c.rhs)) for c in needed)


def _readable(side: sp.Expr) -> sp.Expr:
    """A side in the parameters, but grouped as its shorthand form is: quicker to read and to evaluate."""
    return without_shorthands(shorthand(side))


@recorded("solution", lambda mode: mode.label)
@cache
def outcome(mode: Mode) -> dict[str, sp.Expr]:
    """The eight quantities of the symmetric solution of a mode, in symbols: R&D and output derived, the rest from them.

    Parameters
    ----------
    mode
        a regime or a planner.

    Returns
    -------
    dict
        from the name of each of the eight quantities to its expression.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> outcome(Regime.FULL_COOPERATION)["x"]
    (-A + a)*(beta*(n - 1) + 1)/(2*b*gamma*n - (beta*(n - 1) + 1)**2)
    """
    stages = derivation.solve(mode)
    found = model.outcome(_readable(stages.x), _readable(stages.q))
    return Parts(found, Node("solution", mode.label), lambda quantity: Node("quantity", _named(quantity, mode)))


def _named(quantity: str, mode: Mode) -> str:
    return f"{WORDS[quantity]}, {mode.label}"


@recorded("quantity", _named)
@cache
def factored_form(quantity: str, mode: Mode) -> sp.Expr:
    """One quantity of a solution as a fraction of products.

    Parameters
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.

    Returns
    -------
    Expr
        in the six parameters.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> factored_form("Q", Regime.FULL_COOPERATION)
    gamma*n*(-A + a)/(2*b*gamma*n - beta**2*n**2 + 2*beta**2*n - beta**2 - 2*beta*n + 2*beta - 1)
    """
    return sp.factor(outcome(mode)[quantity])


def closed_form(quantity: str, mode: Mode) -> sp.Expr:
    """One quantity of a solution, factored and written in the shorthands, for reading.

    Parameters
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.

    Returns
    -------
    Expr
        in n, a, A, b, beta, gamma and D, G, s, k.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> closed_form("x", Regime.NONCOOPERATION)
    2*D*k/(G*(n + 1)**2 - 2*k*s)
    """
    return shorthand(factored_form(quantity, mode))
