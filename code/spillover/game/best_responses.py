"""The game itself, played without any formula: a check on every closed form.

Two ways, neither of which knows a first-order condition or a solution:

* :func:`play_exactly` finds each best reply from values of the objective alone. The objectives are quadratic, so three
  values fix a parabola and its top, without rounding; best replies are then affine, and the fixed point solves a linear
  system. Outputs are then affine in R&D, so the market is learnt from a few plays, one of them to test what was learnt.
* :func:`play_numerically` lets SciPy look for decisions at which every objective is flat in the decision about it,
  the others given, and then for a deviation that pays; there must be none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from spillover import model
from spillover.regimes import Mode, Objective

Vector = Sequence[Any]
Payoffs = list[Callable[[Vector], Any]]
Number = Callable[..., Any]
"""A type of exact numbers, called with a numerator and a denominator."""

Stage = Callable[[Vector], list[Any]]
"""What all firms do in a stage, given what they did before."""

FixedPoint = Callable[[Payoffs, int], list[Any]]
"""From the objectives of a number of decisions to the decisions that nobody wants to change."""


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
    firms = range(int(values["n"]))
    market = {name: values[name] for name in ("a", "A", "b", "beta", "gamma")}

    def profit(i: int, x: Vector, q: Vector) -> Any:
        return model.profit_against(q[i], sum(q) - q[i], x[i], sum(x) - x[i], **market)

    def shared(decisions: Vector) -> Any:
        x, q = outcomes(decisions)
        surplus = model.consumer_surplus(sum(q), values["b"]) if objective is Objective.WELFARE else 0
        return sum(profit(i, x, q) for i in firms) + surplus

    if objective is Objective.OWN:
        return [lambda decisions, i=i: profit(i, *outcomes(decisions)) for i in firms]  # type: ignore[misc]
    return [shared for _ in firms]


def product_stage(objective: Objective, values: dict[str, Any], fixed_point: FixedPoint) -> Stage:
    """Stage 2: the output of every firm, given R&D. A coalition or a planner decides on one for all, as the paper imposes."""
    firms = int(values["n"])
    if objective is Objective.OWN:
        return lambda x: fixed_point(payoffs(objective, lambda q: (x, q), values), firms)
    return lambda x: fixed_point(payoffs(objective, lambda share: (x, [share[0]] * firms), values)[:1], 1) * firms


def rnd_stage(mode: Mode, values: dict[str, Any], market: Stage) -> Payoffs:
    """Stage 1: what each decision about R&D maximises, as functions of the R&D of all firms, when all foresee the market."""
    return payoffs(mode.rnd_stage, lambda x: (x, market(x)), values)


def top_of_parabola(objective: Callable[[Any], Any], number: Number = Fraction) -> Any:
    """Where a concave quadratic is largest, from its values at 0, 1 and 2, which are of the type ``number``.

    Raises
    ------
    ValueError
        If the values at 0 to 3 are not those of a concave quadratic.
    """
    at_0, at_1, at_2, at_3 = (objective(number(i)) for i in range(4))
    bend = at_2 - 2 * at_1 + at_0
    if at_3 - 3 * at_2 + 3 * at_1 - at_0 != 0 or bend >= 0:
        raise ValueError(f"the objective is not a concave quadratic: its values at 0, 1, 2, 3 are {at_0}, {at_1}, {at_2}, {at_3}")
    return number(1, 2) - (at_1 - at_0) / bend


def best_reply(objectives: Payoffs, i: int, others: Vector, number: Number = Fraction) -> Any:
    """The best decision i when the others are as they stand in ``others``, where entry i is not looked at."""
    return top_of_parabola(lambda own: objectives[i]([*others[:i], own, *others[i + 1 :]]), number)


def exact_fixed_point(objectives: Payoffs, decisions: int, number: Number = Fraction) -> list[Any]:
    """Decisions that are best replies to one another, without rounding, from values of quadratic objectives alone."""
    origin, units = _corners(decisions, number)
    constant = [best_reply(objectives, i, origin, number) for i in range(decisions)]
    system = [list(unit) for unit in units]
    for i, j in permutations(range(decisions), 2):
        system[i][j] = constant[i] - best_reply(objectives, i, units[j], number)
    return _solve(system, constant, number)


def learnt(stage: Stage, firms: int, number: Number = Fraction) -> Stage:
    """The same stage as an affine function, from what it does at zero and at each unit vector.

    Raises
    ------
    ValueError
        If the stage does something else at one more point.
    """
    origin, units = _corners(firms, number)
    constant = stage(origin)
    columns = [[level - start for level, start in zip(stage(unit), constant, strict=True)] for unit in units]

    def affine(given: Vector) -> list[Any]:
        used = [(level, column) for level, column in zip(given, columns, strict=True) if level]  # most are zero, and a product takes time
        return [sum((level * column[i] for level, column in used), start) for i, start in enumerate(constant)]

    elsewhere = [number(3 * i + 2, i + 1) for i in range(firms)]
    if affine(elsewhere) != stage(elsewhere):
        raise ValueError(f"the stage is not affine: at {elsewhere} it gives {stage(elsewhere)} instead of {affine(elsewhere)}")
    return affine


def _corners(size: int, number: Number) -> tuple[list[Any], list[list[Any]]]:
    """The origin and the unit vectors."""
    return [number(0)] * size, [[number(int(i == j)) for i in range(size)] for j in range(size)]


def _solve(matrix: list[list[Any]], right: list[Any], number: Number) -> list[Any]:
    rows = [converted([*row, value], QQ) for row, value in zip(matrix, right, strict=True)]
    system = DomainMatrix(rows, (len(right), len(right) + 1), QQ)
    return converted(system[:, :-1].lu_solve(system[:, -1:]).to_list_flat(), number)


def converted(levels: Iterable[Any], number: Number = Fraction) -> list[Any]:
    """The same exact numbers in another type."""
    return [number(int(level.numerator), int(level.denominator)) for level in levels]


def rational(values: dict[str, Any]) -> dict[str, Any]:
    """The same parameters as rational numbers of SymPy."""
    return dict(zip(values, converted(values.values(), QQ), strict=True))


def exact_market(objective: Objective, values: dict[str, Any]) -> Stage:
    """The product stage, learnt, for the rational numbers of SymPy, which are quicker than Fractions."""
    values = rational(values)
    played = product_stage(objective, values, lambda objectives, decisions: exact_fixed_point(objectives, decisions, QQ))
    return learnt(played, int(values["n"]), QQ)


def play_exactly(mode: Mode, values: dict[str, Any], market: Stage | None = None) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm, exactly; ``values`` are the six parameters as Fractions, ``market`` the product stage if known."""
    market = market or exact_market(mode.product_stage, values)
    x = exact_fixed_point(rnd_stage(mode, rational(values), market), int(values["n"]), QQ)
    return converted(x), converted(market(x))


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
    market = product_stage(mode.product_stage, values, numerical_fixed_point)
    x = numerical_fixed_point(rnd_stage(mode, values, market), int(values["n"]))
    return x, market(x)
