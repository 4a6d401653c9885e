"""Learning to learn: firms that absorb more of what rivals find out, the more R&D of their own they do.

Two ways to say so. In the question of Grünfeld (2003, 2006), after Cohen and Levinthal (1989), the share of rivals' R&D that a firm
absorbs rises with its own R&D. In that of Kamien and Zang (2000), what reaches a firm is a product of powers of its own R&D and of the
rival's, and the more particular the approach of firms, the less reaches anybody. The answers are those of this model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.conditions import Condition
from spillover.literature import firm_groups
from spillover.literature.firm_groups import COMMON, OWN, SymmetricEquilibrium
from spillover.model import A, a, b, beta, gamma, n
from spillover.notation import shorthand

BASE, ROOM, EASE = sp.symbols("beta_0 Delta theta", positive=True)
"""The share absorbed without any R&D, how much R&D can add to it, and how quickly it does."""
LEARNING = sp.Symbol("z", positive=True)
"""Ease times R&D: how far firms have come in learning to learn."""
APPROACH = sp.Symbol("delta", positive=True)
"""How particular the approach of firms to R&D is: at 0 all is of use to all, at 1 nothing is of use to others."""
WEIGHT, REACH = sp.symbols("k_e s_e", positive=True)
"""What k and s are in the paper: what a unit of own R&D does to own margin, times n + 1, and what a unit by all takes off unit cost."""
PLAIN = dict(zip((WEIGHT, REACH), sp.symbols("k_0 s_0", positive=True), strict=True))
"""The same where R&D adds nothing to what firms absorb, or where their approach is common to all."""
RIVAL = sp.Symbol("x_j", positive=True)

ALONE, OTHERS = (sp.Integer(1), n - 1), (sp.Integer(1), sp.Integer(1), n - 2)
Costs = Sequence[sp.Expr]


def share(x: sp.Expr) -> sp.Expr:
    """The share of rivals' R&D that a firm absorbs which does R&D x itself.

    Parameters
    ----------
    x
        R&D of the firm that absorbs.

    Returns
    -------
    Expr
        in beta_0, Delta, theta and x.

    References
    ----------
    Cohen & Levinthal (1989).

    Examples
    --------
    >>> share(sp.Integer(0))
    beta_0
    """
    return BASE + ROOM * EASE * x / (1 + EASE * x)


def product(own: sp.Expr, rival: sp.Expr) -> sp.Expr:
    """What reaches a firm of one rival's R&D, with a common approach (Kamien and Zang).

    Parameters
    ----------
    own, rival
        R&D of the firm and of its rival.

    Returns
    -------
    Expr
        in beta and delta.

    References
    ----------
    Kamien & Zang (2000).

    Examples
    --------
    >>> product(OWN, RIVAL)
    beta*x_i**delta*x_j**(1 - delta)*(1 - delta)
    """
    return (1 - APPROACH) * beta * own**APPROACH * rival ** (1 - APPROACH)


@cache
def costs_with_learning() -> tuple[sp.Expr, ...]:
    """Unit costs of a firm that deviates and of each other, when the share absorbed rises with own R&D.

    Returns
    -------
    tuple of Expr
        in x_i and x.

    Examples
    --------
    >>> costs_with_learning()[0].subs({ROOM: 0, n: 2})
    A - beta_0*x - x_i
    """
    return A - OWN - share(OWN) * (n - 1) * COMMON, A - COMMON - share(COMMON) * (OWN + (n - 2) * COMMON)


@cache
def costs_with_common_approach() -> tuple[sp.Expr, ...]:
    """Unit costs of a firm that deviates and of each other, with a common approach to R&D.

    Returns
    -------
    tuple of Expr
        in x_i and x.

    Examples
    --------
    >>> costs_with_common_approach()[0].subs({APPROACH: 0, n: 2})
    A - beta*x - x_i
    """
    others = (n - 2) * product(COMMON, COMMON)
    return A - OWN - (n - 1) * product(OWN, COMMON), A - COMMON - product(COMMON, OWN) - others


def in_learning(expr: sp.Expr) -> sp.Expr:
    """The same where all firms do the same R&D, in how far they have come in learning.

    Parameters
    ----------
    expr
        in x_i, x and theta.

    Returns
    -------
    Expr
        in z, where all do the same R&D.

    Examples
    --------
    >>> in_learning(share(OWN))
    (Delta*z + beta_0*z + beta_0)/(z + 1)
    """
    return sp.factor(expr.subs(OWN, COMMON).subs(EASE, LEARNING / COMMON))


def weight(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to its own margin, times n + 1, where all do the same.

    Parameters
    ----------
    costs
        of a firm that deviates and of each other.

    Returns
    -------
    Expr
        k in the paper, where nothing is learnt.

    Examples
    --------
    >>> sp.cancel(weight(costs_with_learning()).subs(ROOM, 0))
    -beta_0*n + beta_0 + n
    """
    levels = sp.symbols("c_0 c_1")
    output = firm_groups.cournot_outputs(levels, ALONE)[0].subs(dict(zip(levels, costs, strict=True)))
    return in_learning(sp.diff(output, OWN) * b * (n + 1))


def reach(costs: Costs) -> sp.Expr:
    """What a unit of R&D by every firm takes off each firm's unit cost.

    Parameters
    ----------
    costs
        of a firm that deviates and of each other.

    Returns
    -------
    Expr
        s in the paper, where nothing is learnt.

    Examples
    --------
    >>> sp.cancel(reach(costs_with_learning()).subs(ROOM, 0))
    beta_0*n - beta_0 + 1
    """
    return in_learning((A - costs[0].subs(OWN, COMMON)) / COMMON)


def joint_weight(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to the margins of all firms together, times n + 1, where all do the same.

    Parameters
    ----------
    costs
        of a firm that deviates and of each other.

    Returns
    -------
    Expr
        in n and the spillovers.

    Examples
    --------
    >>> sp.cancel(joint_weight(costs_with_learning()).subs(ROOM, 0))
    beta_0*n - beta_0 + 1
    """
    levels = sp.symbols("c_0 c_1")
    total = sum(size * output for size, output in zip(ALONE, firm_groups.cournot_outputs(levels, ALONE), strict=True))
    return in_learning(sp.diff(total.subs(dict(zip(levels, costs, strict=True))), OWN) * b * (n + 1))


@cache
def affine_reduced_form() -> SymmetricEquilibrium:
    """The symmetric equilibrium for any spillovers, in the two weights.

    No first-order condition knows more of unit costs than their level and their slopes, so costs are replaced by their tangents; only
    the second derivative then is not that of the model.

    Returns
    -------
    SymmetricEquilibrium
        in k_e and s_e.

    Examples
    --------
    >>> affine_reduced_form().x
    2*k_e*(-A + a)/(b*gamma*n**2 + 2*b*gamma*n + b*gamma - 2*k_e*s_e)
    """
    to_others = sp.Symbol("t", positive=True)
    to_own = (WEIGHT + (n - 1) * to_others) / n
    level = A - REACH * COMMON
    return firm_groups.symmetric_equilibrium([level - slope * (OWN - COMMON) for slope in (to_own, to_others)], ALONE)


@cache
def rnd(costs: Costs) -> sp.Expr:
    """R&D of each firm in the symmetric equilibrium.

    Parameters
    ----------
    costs
        of a firm that deviates and of each other.

    Returns
    -------
    Expr
        in the parameters and z.

    Examples
    --------
    >>> sp.factor(rnd(costs_with_learning()).subs({ROOM: 0, BASE: 0, n: 2}))
    4*(-A + a)/(9*b*gamma - 4)
    """
    return sp.factor(affine_reduced_form().x.subs({WEIGHT: weight(costs), REACH: reach(costs)}))


def relative_to_paper(expr: sp.Expr, letter: sp.Symbol) -> sp.Expr:
    """A weight with learning, written as the paper's and what learning adds.

    Parameters
    ----------
    expr
        the weight.
    letter
        k or s.

    Returns
    -------
    Expr
        a sum.

    Examples
    --------
    >>> relative_to_paper(reach(costs_with_learning()), model.s)
    Delta*z*(n - 1)/(z + 1) + beta_0*(n - 1) + 1
    """
    paper = model.SHORTHANDS[letter].subs(beta, BASE)
    return paper + sp.factor(expr - paper, n)


def factored_by_openness(expr: sp.Expr) -> sp.Expr:
    """A weight with a common approach, factored in how open the approach is.

    Parameters
    ----------
    expr
        in delta.

    Returns
    -------
    Expr
        with 1 - delta as a factor where it is one.

    Examples
    --------
    >>> factored_by_openness(beta - beta * APPROACH)
    beta*(1 - delta)
    """
    openness = sp.Symbol("o", positive=True)
    return sp.factor(expr.subs(APPROACH, 1 - openness)).subs(openness, 1 - APPROACH)


def without_learning(expr: sp.Expr) -> sp.Expr:
    """The same where R&D adds nothing to what a firm absorbs.

    Parameters
    ----------
    expr
        in Delta.

    Returns
    -------
    Expr
        at Delta = 0.

    Examples
    --------
    >>> without_learning(absorbed_share())
    beta_0
    """
    return sp.factor(expr.subs(ROOM, 0))


def market_size_per_rnd() -> sp.Expr:
    """What D is to R&D, term by term in the shorthands; it falls in both weights.

    Returns
    -------
    Expr
        D over the R&D of each firm.

    Examples
    --------
    >>> market_size_per_rnd()
    G*(n + 1)**2/(2*k_e) - s_e
    """
    above, below = sp.fraction(affine_reduced_form().x)
    return sp.Add(*(shorthand(part * gamma**power * (a - A) / above) for (power,), part in sp.Poly(below, gamma).terms()))


@cache
def rnd_comparison() -> sp.Expr:
    """What decides whether firms do more R&D in weights k_e and s_e than in k_0 and s_0: it has the sign of the difference.

    Returns
    -------
    Expr
        in n, b, gamma and the four weights.

    Examples
    --------
    >>> rnd_comparison().subs(dict(PLAIN))
    0
    """
    return sp.factor(sp.cancel(sp.fraction(sp.factor(affine_reduced_form().x - affine_reduced_form().x.subs(PLAIN)))[0] / (2 * (a - A))))


def externality(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to the margins of its rivals, times n + 1 and for each of them, where all do the same.

    Parameters
    ----------
    costs
        of a firm that deviates and of each other.

    Returns
    -------
    Expr
        in n and the spillovers.

    Examples
    --------
    >>> sp.cancel(externality(costs_with_learning()).subs(ROOM, 0))
    2*beta_0 - 1
    """
    return sp.factor((joint_weight(costs) - weight(costs)) / (n - 1))


def absorbed_share() -> sp.Expr:
    """The share absorbed where all firms do the same R&D.

    Returns
    -------
    Expr
        in beta_0, Delta and z.

    Examples
    --------
    >>> absorbed_share()
    (Delta*z + beta_0*z + beta_0)/(z + 1)
    """
    return in_learning(share(COMMON))


def marginal_absorption() -> sp.Expr:
    """How much more a firm absorbs from all its rivals when it does one more unit of R&D.

    Returns
    -------
    Expr
        in n, Delta and z.

    Examples
    --------
    >>> marginal_absorption()
    Delta*z*(n - 1)/(z + 1)**2
    """
    return (n - 1) * in_learning(sp.diff(share(OWN), OWN) * COMMON)


def externality_of_spillover() -> sp.Expr:
    """What the spillover is multiplied with in what a firm's R&D does to its rivals, with a common approach.

    Returns
    -------
    Expr
        in n and delta.

    Examples
    --------
    >>> externality_of_spillover()
    (delta - 1)*(delta*n + delta - 2)
    """
    return sp.factor(sp.diff(externality(costs_with_common_approach()), beta))


@cache
def curvature() -> tuple[sp.Expr, sp.Expr]:
    """How fast a firm's marginal profit falls in its own R&D, and rises in a rival's, where the share absorbed rises with own R&D.

    Returns
    -------
    own, rival
        in the parameters, theta and the common R&D, x.

    Examples
    --------
    >>> [part.subs({ROOM: 0, BASE: 0, n: 2}) for part in curvature()]
    [gamma - 8/(9*b), -4/(9*b)]
    """
    levels, x = sp.symbols("c_:3"), (OWN, RIVAL, COMMON)
    everybody = OWN + RIVAL + (n - 2) * COMMON
    costs = [A - own - share(own) * (everybody - own) for own in x]
    output = firm_groups.cournot_outputs(levels, OTHERS)[0].subs(dict(zip(levels, costs, strict=True)))
    earned = model.profit(b * output, 0, output, OWN)  # at Cournot outputs the margin over unit cost is b times the output
    slope = sp.diff(earned, OWN)
    own, rival = (sp.diff(slope, other).subs({OWN: COMMON, RIVAL: COMMON}) for other in (OWN, RIVAL))
    return -own, rival


def learning_ease(point: Mapping[sp.Symbol, Any]) -> tuple[sp.Expr, sp.Expr]:
    """How easily firms must learn to have come as far as a point says, which gives z; and the R&D that they then do.

    Parameters
    ----------
    point
        a number for each of n, a, A, b, gamma, beta_0, Delta and z.

    Returns
    -------
    theta, x
        the ease, and the R&D of each firm.

    Examples
    --------
    >>> point = {n: 2, a: 15, A: 10, b: 1, gamma: 5, BASE: sp.Rational(1, 4), ROOM: sp.Rational(1, 4), LEARNING: 1}
    >>> learning_ease(point)
    (643/280, 280/643)
    """
    x = rnd(costs_with_learning()).subs(point)
    return point[LEARNING] / x, x


def conditions(point: Mapping[sp.Symbol, Any]) -> list[Condition]:
    """What the symmetric equilibrium with learning needs, in numbers; the point gives z, and not the ease of learning.

    Parameters
    ----------
    point
        a number for each of n, a, A, b, gamma, beta_0, Delta and z.

    Returns
    -------
    list of Condition
        in numbers.

    Examples
    --------
    >>> point = {n: 2, a: 15, A: 10, b: 1, gamma: 5, BASE: sp.Rational(1, 4), ROOM: sp.Rational(1, 4), LEARNING: 1}
    >>> all(condition.holds for condition in conditions(point))
    True
    """
    theta, x = learning_ease(point)
    at = {**point, EASE: theta, COMMON: x}
    own, rival = (part.subs(at) for part in curvature())
    zero = sp.Integer(0)
    return [
        Condition("positive R&D", x, zero, True, "the symmetric first-order condition has a solution"),
        Condition("own second-order condition", own, zero, True, "own profit is largest, close by"),
        Condition("stability of best responses", own, sp.Abs(rival) * (at[n] - 1), True, "after a small error, best responses lead back"),
        Condition(
            "nonnegative unit cost", costs_with_learning()[0].subs(OWN, COMMON).subs(at), zero, False, "R&D does not push it below zero"
        ),
        Condition("share of at most one", 1, point[BASE] + point[ROOM], False, "nobody absorbs more than there is"),
    ]
