"""Who gains when two unequal firms cooperate in R&D? The question of Lukach and Plasmans, and of 孙彩虹, 齐建国 and 于辉 (2009)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from spillover.literature import pair
from spillover.literature.marginal_benefit import marginal_benefit
from spillover.literature.pair import COALITION, OUTPUTS, cooperative, industry, noncooperative

H_1, H_2, N_1 = sp.symbols("H_1 H_2 N_1", positive=True)
H_12 = sp.Symbol("H_12", real=True)
CURVATURE = sp.Matrix([[H_1, H_12], [H_12, H_2]])
"""How fast the marginal joint profit of R&D falls: minus the second derivatives. N_1 is the same for the profit of firm 1 alone."""


def gains_from_cooperation() -> list[sp.Expr]:
    """What each firm earns more when both cooperate in R&D."""
    return [joint - alone for joint, alone in zip(cooperative().profit, noncooperative().profit, strict=True)]


def externalities() -> sp.Matrix:
    """What a unit of each firm's R&D is worth to the other, at the outputs without cooperation."""
    return (marginal_benefit(industry(), COALITION) - marginal_benefit(industry())) * sp.Matrix(OUTPUTS)


def rnd_change() -> sp.Matrix:
    """By how much cooperation changes R&D: until what was ignored is worth nothing more."""
    return CURVATURE.adjugate() * externalities() / CURVATURE.det()


def joint_gain() -> sp.Expr:
    """What both earn more together: joint profit is a quadratic, and this is the way to its top."""
    return sp.factor((externalities().T * rnd_change())[0] / 2)


def first_firm_loss() -> sp.Expr:
    """What firm 1 loses when half of the other's R&D reaches it.

    Its output then does not depend on the other's R&D. Its profit is a quadratic in its own R&D, and cooperation leads away from the top.
    """
    moved = rnd_change()[0].subs(pair.beta_12, sp.Rational(1, 2))
    return sp.factor(N_1 * moved**2 / 2)


def gaining_firms(values: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
    """Where both firms gain, and where only one does; arrays of bool, False where a regime has no solution."""
    conditions = [*pair.second_order_conditions(), *pair.interior_conditions(noncooperative())]
    conditions += [*pair.second_order_conditions(COALITION), *pair.interior_conditions(cooperative())]
    first, second = pair.evaluate_where_admissible(gains_from_cooperation(), conditions, values)
    return {
        "both gain": (first >= 0) & (second >= 0),
        "only firm 1": (first > 0) & (second < 0),
        "only firm 2": (first < 0) & (second > 0),
    }
