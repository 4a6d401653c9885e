"""The game itself, played without any formula: a check on every closed form.

Two ways, neither of which knows a first-order condition or a solution:

* :func:`play_exactly` finds each best reply from values of the objective alone. The objectives are quadratic, so three
  values fix a parabola and its top, in Fractions without rounding; best replies are then affine, and the fixed point
  solves a linear system.
* :func:`play_numerically` lets SciPy look for decisions at which every objective is flat in the decision about it,
  the others given, and then for a deviation that pays; there must be none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from spillover import model
from spillover.regimes import Mode, Objective

Vector = Sequence[Any]
Payoffs = list[Callable[[Vector], Any]]


def payoffs(objective: Objective, outcomes: Callable[[Vector], tuple[Vector, Vector]], values: dict[str, Any]) -> Payoffs:
    """What each decision about one firm maximises, as functions of all the decisions.

    Parameters
    ----------
    objective
        of the stage.
    outcomes
        from the decisions of a stage to R&D and output of all firms.
    values
        the six parameters by name.
    """

    def profits(decisions: Vector) -> list[Any]:
        x, q = outcomes(decisions)
        market = {name: values[name] for name in ("a", "A", "b", "beta", "gamma")}
        firms = range(len(x))
        return [model.profit_against(q[i], sum(q) - q[i], x[i], sum(x) - x[i], **market) for i in firms]

    def welfare(decisions: Vector) -> Any:
        return sum(profits(decisions)) + model.consumer_surplus(sum(outcomes(decisions)[1]), values["b"])

    if objective is Objective.OWN:
        return [lambda decisions, i=i: profits(decisions)[i] for i in range(int(values["n"]))]  # type: ignore[misc]
    shared = welfare if objective is Objective.WELFARE else lambda decisions: sum(profits(decisions))
    return [shared] * int(values["n"])


def play(mode: Mode, values: dict[str, Any], fixed_point: Callable[[Payoffs, int], list[Any]]) -> tuple[list[Any], list[Any]]:
    """R&D and output of every firm when each stage is played to a fixed point of best replies.

    In stage 2 a coalition or a planner decides on one output for all, as the paper imposes.

    Parameters
    ----------
    fixed_point
        from the objectives of a number of decisions to the decisions that nobody wants to change.

    Returns
    -------
    (x, q)
        two lists of length n.
    """
    firms = int(values["n"])

    def product_stage(x: Vector) -> Vector:
        if mode.product_stage is Objective.OWN:
            return fixed_point(payoffs(mode.product_stage, lambda q: (x, q), values), firms)
        return fixed_point(payoffs(mode.product_stage, lambda share: (x, [share[0]] * firms), values)[:1], 1) * firms

    x = fixed_point(payoffs(mode.rnd_stage, lambda x: (x, product_stage(x)), values), firms)
    return x, list(product_stage(x))


def top_of_parabola(objective: Callable[[Any], Any]) -> Any:
    """Where a concave quadratic is largest, from its values at 0, 1 and 2.

    Raises
    ------
    ValueError
        If the values at 0 to 3 are not those of a concave quadratic.
    """
    at_0, at_1, at_2, at_3 = (objective(Fraction(i)) for i in range(4))
    bend = at_2 - 2 * at_1 + at_0
    if at_3 - 3 * at_2 + 3 * at_1 - at_0 != 0 or bend >= 0:
        raise ValueError(f"the objective is not a concave quadratic: its values at 0, 1, 2, 3 are {at_0}, {at_1}, {at_2}, {at_3}")
    return Fraction(1, 2) - (at_1 - at_0) / bend


def exact_fixed_point(objectives: Payoffs, decisions: int) -> list[Fraction]:
    """Decisions that are best replies to one another, in Fractions, from values of quadratic objectives alone."""

    def best_reply(i: int, others: Vector) -> Fraction:
        reply: Fraction = top_of_parabola(lambda own: objectives[i]([*others[:i], own, *others[i + 1 :]]))
        return reply

    origin = [Fraction(0)] * decisions
    units = [[Fraction(int(i == j)) for j in range(decisions)] for i in range(decisions)]
    constant = [best_reply(i, origin) for i in range(decisions)]
    system = [[units[i][j] - (best_reply(i, units[j]) - constant[i] if i != j else 0) for j in range(decisions)] for i in range(decisions)]
    solved = sp.Matrix(system).LUsolve(sp.Matrix(constant))
    return [Fraction(int(entry.p), int(entry.q)) for entry in solved]


def play_exactly(mode: Mode, values: dict[str, Any]) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm, exactly; ``values`` are the six parameters as Fractions."""
    return play(mode, values, exact_fixed_point)


def numerical_fixed_point(objectives: Payoffs, decisions: int) -> list[float]:
    """Decisions that nobody wants to change, by SciPy: where every objective is flat, and no deviation found is better.

    The slope is a central difference with a step of one: exact for quadratics, where values alone would locate a
    maximum to half the digits only.

    Raises
    ------
    ValueError
        If a deviation pays: then the flat point is not an equilibrium.
    """
    from scipy.optimize import minimize_scalar, root

    def deviate(i: int, current: Any) -> Callable[[float], float]:
        return lambda own: float(objectives[i]([*current[:i], own, *current[i + 1 :]]))

    def slopes(current: Any) -> list[float]:
        along = [deviate(i, list(current)) for i in range(decisions)]
        return [(value(own + 1) - value(own - 1)) / 2 for value, own in zip(along, current, strict=True)]

    settled = [float(level) for level in root(slopes, [0.0] * decisions).x]
    for i, own in enumerate(settled):
        value = deviate(i, settled)
        best = minimize_scalar(lambda level, value=value: -value(level), bracket=(own - 1, own + 1))
        if -best.fun - value(own) > 1e-7 * (1 + abs(value(own))):
            raise ValueError(f"decision {i} gains {-best.fun - value(own):.3g} by moving from {own:.6g} to {best.x:.6g}")
    return settled


def play_numerically(mode: Mode, values: dict[str, Any]) -> tuple[list[float], list[float]]:
    """R&D and output of every firm, as SciPy finds them; ``values`` are the six parameters as floats."""
    return play(mode, values, numerical_fixed_point)
