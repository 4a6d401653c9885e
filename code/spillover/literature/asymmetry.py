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
    """What each firm earns more when both cooperate in R&D.

    Returns
    -------
    list of Expr
        one a firm, in the parameters of :mod:`spillover.literature.pair`.

    Examples
    --------
    >>> equal = {pair.a: 15, pair.A_1: 10, pair.A_2: 10, pair.gamma_1: 4, pair.gamma_2: 4, pair.beta_12: 0, pair.beta_21: 0}
    >>> [gain.subs(equal) for gain in gains_from_cooperation()]
    [225/1088, 225/1088]
    """
    return [joint - alone for joint, alone in zip(cooperative().profit, noncooperative().profit, strict=True)]


def externalities() -> sp.Matrix:
    """What a unit of each firm's R&D is worth to the other, at the outputs without cooperation.

    Returns
    -------
    Matrix
        of shape (2, 1), in the outputs and the spillovers.

    Examples
    --------
    >>> externalities()
    Matrix([
    [q_2*(4*beta_21/3 - 2/3)],
    [q_1*(4*beta_12/3 - 2/3)]])
    """
    return (marginal_benefit(industry(), COALITION) - marginal_benefit(industry())) * sp.Matrix(OUTPUTS)


def rnd_change() -> sp.Matrix:
    """By how much cooperation changes R&D: until what was ignored is worth nothing more.

    Returns
    -------
    Matrix
        of shape (2, 1), in the outputs, the spillovers and :data:`CURVATURE`.

    Examples
    --------
    >>> rnd_change().subs(H_12, 0)[0]
    q_2*(4*beta_21/3 - 2/3)/H_1
    """
    return CURVATURE.adjugate() * externalities() / CURVATURE.det()


def joint_gain() -> sp.Expr:
    """What both earn more together: joint profit is a quadratic, and this is the way to its top.

    Returns
    -------
    Expr
        in the outputs, the spillovers and :data:`CURVATURE`.

    Examples
    --------
    >>> joint_gain().subs({pair.beta_12: sp.Rational(1, 2), H_12: 0})
    2*(4*H_2*beta_21**2*q_2**2 - 4*H_2*beta_21*q_2**2 + H_2*q_2**2)/(9*H_1*H_2)
    """
    return sp.factor((externalities().T * rnd_change())[0] / 2)


def first_firm_loss() -> sp.Expr:
    """What firm 1 loses when half of the other's R&D reaches it.

    Its output then does not depend on the other's R&D. Its profit is a quadratic in its own R&D, and cooperation leads away from the top.

    Returns
    -------
    Expr
        in the outputs, the spillovers, :data:`CURVATURE` and N_1.

    Examples
    --------
    >>> first_firm_loss().subs(H_12, 0)
    2*N_1*q_2**2*(2*beta_21 - 1)**2/(9*H_1**2)
    """
    moved = rnd_change()[0].subs(pair.beta_12, sp.Rational(1, 2))
    return sp.factor(N_1 * moved**2 / 2)


def gaining_firms(values: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
    """Where both firms gain, and where only one does; arrays of bool, False where a regime has no solution.

    Parameters
    ----------
    values
        a number or an array for each parameter of the duopoly, :data:`spillover.literature.pair.PARAMETERS`; all
        broadcast.

    Returns
    -------
    dict
        from what is said of the firms to an array of bool.

    Examples
    --------
    >>> values = {pair.a: 15, pair.A_1: 10, pair.A_2: 10.5, pair.gamma_1: 4, pair.gamma_2: 4, pair.beta_12: 0.2, pair.beta_21: 0.2}
    >>> {name: bool(where) for name, where in gaining_firms(values).items()}
    {'both gain': False, 'only firm 1': True, 'only firm 2': False}
    """
    conditions = [*pair.second_order_conditions(), *pair.interior_conditions(noncooperative())]
    conditions += [*pair.second_order_conditions(COALITION), *pair.interior_conditions(cooperative())]
    first, second = pair.evaluate_where_admissible(gains_from_cooperation(), conditions, values)
    return {
        "both gain": (first >= 0) & (second >= 0),
        "only firm 1": (first > 0) & (second < 0),
        "only firm 2": (first < 0) & (second > 0),
    }
