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
    """The share of rivals' R&D that a firm absorbs which does R&D x itself."""
    return BASE + ROOM * EASE * x / (1 + EASE * x)


def product(own: sp.Expr, rival: sp.Expr) -> sp.Expr:
    """What reaches a firm of one rival's R&D, with a common approach (Kamien and Zang)."""
    return (1 - APPROACH) * beta * own**APPROACH * rival ** (1 - APPROACH)


@cache
def costs_with_learning() -> tuple[sp.Expr, ...]:
    """Unit costs of a firm that deviates and of each other, when the share absorbed rises with own R&D."""
    return A - OWN - share(OWN) * (n - 1) * COMMON, A - COMMON - share(COMMON) * (OWN + (n - 2) * COMMON)


@cache
def costs_with_common_approach() -> tuple[sp.Expr, ...]:
    """The same with a common approach."""
    others = (n - 2) * product(COMMON, COMMON)
    return A - OWN - (n - 1) * product(OWN, COMMON), A - COMMON - product(COMMON, OWN) - others


def in_learning(expr: sp.Expr) -> sp.Expr:
    """The same where all firms do the same R&D, in how far they have come in learning."""
    return sp.factor(expr.subs(OWN, COMMON).subs(EASE, LEARNING / COMMON))


def weight(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to its own margin, times n + 1, where all do the same."""
    levels = sp.symbols("c_0 c_1")
    output = firm_groups.cournot_outputs(levels, ALONE)[0].subs(dict(zip(levels, costs, strict=True)))
    return in_learning(sp.diff(output, OWN) * b * (n + 1))


def reach(costs: Costs) -> sp.Expr:
    """What a unit of R&D by every firm takes off each firm's unit cost."""
    return in_learning((A - costs[0].subs(OWN, COMMON)) / COMMON)


def joint_weight(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to the margins of all firms together, times n + 1, where all do the same."""
    levels = sp.symbols("c_0 c_1")
    total = sum(size * output for size, output in zip(ALONE, firm_groups.cournot_outputs(levels, ALONE), strict=True))
    return in_learning(sp.diff(total.subs(dict(zip(levels, costs, strict=True))), OWN) * b * (n + 1))


@cache
def affine_reduced_form() -> SymmetricEquilibrium:
    """The symmetric equilibrium for any spillovers, in the two weights.

    No first-order condition knows more of unit costs than their level and their slopes, so costs are replaced by their tangents; only
    the second derivative then is not that of the model.
    """
    to_others = sp.Symbol("t", positive=True)
    to_own = (WEIGHT + (n - 1) * to_others) / n
    level = A - REACH * COMMON
    return firm_groups.symmetric_equilibrium([level - slope * (OWN - COMMON) for slope in (to_own, to_others)], ALONE)


@cache
def rnd(costs: Costs) -> sp.Expr:
    """R&D of each firm in the symmetric equilibrium."""
    return sp.factor(affine_reduced_form().x.subs({WEIGHT: weight(costs), REACH: reach(costs)}))


def relative_to_paper(expr: sp.Expr, letter: sp.Symbol) -> sp.Expr:
    """A weight with learning, written as the paper's and what learning adds."""
    paper = model.SHORTHANDS[letter].subs(beta, BASE)
    return paper + sp.factor(expr - paper, n)


def factored_by_openness(expr: sp.Expr) -> sp.Expr:
    """A weight with a common approach, factored in how open the approach is."""
    openness = sp.Symbol("o", positive=True)
    return sp.factor(expr.subs(APPROACH, 1 - openness)).subs(openness, 1 - APPROACH)


def without_learning(expr: sp.Expr) -> sp.Expr:
    """The same where R&D adds nothing to what a firm absorbs."""
    return sp.factor(expr.subs(ROOM, 0))


def market_size_per_rnd() -> sp.Expr:
    """What D is to R&D, term by term in the shorthands; it falls in both weights."""
    above, below = sp.fraction(affine_reduced_form().x)
    return sp.Add(*(shorthand(part * gamma**power * (a - A) / above) for (power,), part in sp.Poly(below, gamma).terms()))


@cache
def rnd_comparison() -> sp.Expr:
    """What decides whether firms do more R&D in weights k_e and s_e than in k_0 and s_0: it has the sign of the difference."""
    return sp.factor(sp.cancel(sp.fraction(sp.factor(affine_reduced_form().x - affine_reduced_form().x.subs(PLAIN)))[0] / (2 * (a - A))))


def externality(costs: Costs) -> sp.Expr:
    """What a unit of a firm's R&D does to the margins of its rivals, times n + 1 and for each of them, where all do the same."""
    return sp.factor((joint_weight(costs) - weight(costs)) / (n - 1))


def absorbed_share() -> sp.Expr:
    """The share absorbed where all firms do the same R&D."""
    return in_learning(share(COMMON))


def marginal_absorption() -> sp.Expr:
    """How much more a firm absorbs from all its rivals when it does one more unit of R&D."""
    return (n - 1) * in_learning(sp.diff(share(OWN), OWN) * COMMON)


def externality_of_spillover() -> sp.Expr:
    """What the spillover is multiplied with in what a firm's R&D does to its rivals, with a common approach."""
    return sp.factor(sp.diff(externality(costs_with_common_approach()), beta))


@cache
def curvature() -> tuple[sp.Expr, sp.Expr]:
    """How fast a firm's marginal profit falls in its own R&D, and rises in a rival's, where the share absorbed rises with own R&D."""
    levels, x = sp.symbols("c_:3"), (OWN, RIVAL, COMMON)
    everybody = OWN + RIVAL + (n - 2) * COMMON
    costs = [A - own - share(own) * (everybody - own) for own in x]
    output = firm_groups.cournot_outputs(levels, OTHERS)[0].subs(dict(zip(levels, costs, strict=True)))
    earned = model.profit(b * output, 0, output, OWN)  # at Cournot outputs the margin over unit cost is b times the output
    slope = sp.diff(earned, OWN)
    own, rival = (sp.diff(slope, other).subs({OWN: COMMON, RIVAL: COMMON}) for other in (OWN, RIVAL))
    return -own, rival


def learning_ease(point: Mapping[sp.Symbol, Any]) -> tuple[sp.Expr, sp.Expr]:
    """How easily firms must learn to have come as far as a point says, which gives z; and the R&D that they then do."""
    x = rnd(costs_with_learning()).subs(point)
    return point[LEARNING] / x, x


def conditions(point: Mapping[sp.Symbol, Any]) -> list[Condition]:
    """What the symmetric equilibrium with learning needs, in numbers; the point gives z, and not the ease of learning."""
    theta, x = learning_ease(point)
    at = {**point, EASE: theta, COMMON: x}
    own, rival = (part.subs(at) for part in curvature())
    zero = sp.Integer(0)
    return [
        Condition("positive R&D", x, zero, True, "the symmetric first-order condition has a solution"),
        Condition("own second-order condition", own, zero, True, "own profit is largest, close by"),
        Condition("stability of best replies", own, sp.Abs(rival) * (at[n] - 1), True, "after a small error, best replies lead back"),
        Condition(
            "nonnegative unit cost", costs_with_learning()[0].subs(OWN, COMMON).subs(at), zero, False, "R&D does not push it below zero"
        ),
        Condition("share of at most one", 1, point[BASE] + point[ROOM], False, "nobody absorbs more than there is"),
    ]
