"""Where a statement holds: the data of the map that goes with an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from spillover import model
from spillover.cluster import solution
from spillover.cluster.comparison import without_positive_factors
from spillover.questions.parts import Statement
from spillover.questions.verdict import RUNNING_EXAMPLE
from spillover.questions.vocabulary import factored, in_parameters
from spillover.regimes import Mode

CELLS = 200
"""How many places a map has from side to side."""

INSIDE = (np.arange(CELLS) + 0.5) / CELLS
"""Spillovers from one side to the other; one half, where much changes, lies between two of them."""


def simplified(holds: Any, modes: tuple[Mode, ...]) -> Any:
    """A statement in the parameters, each inequality without the factors that are positive where some modes are admissible."""
    return holds.replace(
        lambda part: isinstance(part, Relational),
        lambda part: part.func(without_positive_factors(factored(part.lhs - part.rhs, model.PARAMETERS), *modes), 0),
    )


def truth_map(
    question: Statement,
    conditions: Sequence[Statement],
    assumed: tuple[Mode, ...],
    where: Mapping[sp.Symbol, Any] | None = None,
    counterexample: Mapping[sp.Symbol, Any] | None = None,
) -> dict[str, Any]:
    """The map of an answer, as the arguments of :func:`spillover.figures.region_map`.

    The plane is that of the spillover and the cost of R&D. Where neither the statement nor a condition depends on gamma,
    it is that of the number of firms and the spillover: where R&D is dear enough, every regime and planner is admissible.

    Parameters
    ----------
    question, conditions
        the statement asked about, and the conditions given.
    assumed
        regimes and planners that must have an admissible solution.
    where
        the cluster around which the map is drawn; the running example unless given.
    counterexample
        a point to mark.
    """
    statement = simplified(in_parameters(question.holds), assumed)
    divisors = [divisor for part in (question, *conditions) for divisor in part.denominators]
    given = [in_parameters(holds) for holds in (*(part.holds for part in conditions), *(sp.Ne(divisor, 0) for divisor in divisors))]
    point = where or RUNNING_EXAMPLE
    dear = model.gamma not in sp.And(statement, *given).free_symbols
    if not dear:
        given += [condition.holds for mode in assumed for condition in solution.conditions(mode)]
    axes, values = (_firms if dear else _costs)(point)
    used = [symbol for symbol in sp.And(statement, *given).free_symbols - {model.beta, model.gamma, *axes}]
    return {
        "axes": {symbol.name: places for symbol, places in axes.items()},
        "holds": _evaluated(statement, values),
        "applies": _evaluated(sp.And(*given), values),
        "text": question.reading,
        "where": _words({symbol: value for symbol, value in point.items() if symbol in used}, dear, bool(assumed)),
        "point": counterexample and tuple(float(model.SHORTHANDS.get(axis, axis).subs(point)) for axis in axes),
    }


def leaders(
    quantity: str, modes: Sequence[Mode], conditions: Sequence[Statement], example: Mapping[sp.Symbol, Any] | None
) -> dict[str, Any]:
    """The map of which mode is first, as the arguments of :func:`spillover.figures.argmax_map`.

    Parameters
    ----------
    quantity, modes
        what is compared, in which regimes and planners.
    conditions
        those given; where one fails, or a mode has no solution, no mode is first.
    example
        the cluster around which the map is drawn; the running example unless given.
    """
    point = example or RUNNING_EXAMPLE
    axes, values = _costs(point)
    exist = [condition.holds for mode in modes for condition in solution.conditions(mode)]
    applies = _evaluated(sp.And(*(in_parameters(part.holds) for part in conditions), *exist), values)
    sizes = np.stack([_evaluated(solution.outcome(mode)[quantity], values) for mode in modes])
    return {
        "beta": axes[model.beta],
        "G": axes[model.G],
        "largest": np.where(applies, np.argmax(np.nan_to_num(sizes, nan=-np.inf), axis=0), -1),
        "boundaries": {},
        "quantity": quantity,
        "n": int(point[model.n]),
        "modes": tuple(modes),
    }


def _words(fixed: Mapping[sp.Symbol, Any], dear: bool, assumed: bool) -> str:
    """What holds all over a map."""
    cost = ["whatever R&D costs"] * dear + ["if the solutions exist"] * (dear and assumed)
    return ", ".join([*cost, *(f"{symbol} = {value}" for symbol, value in fixed.items())])


def _costs(point: Mapping[sp.Symbol, Any]) -> tuple[dict[sp.Symbol, Any], dict[sp.Symbol, Any]]:
    """The plane of beta and G around a point: its two axes, and the values of the parameters on it."""
    n, b, G = (float(size.subs(point)) for size in (model.n, model.b, model.SHORTHANDS[model.G]))
    costs = np.geomspace(min(0.1, G / 2), max(5 * n, 2 * G), CELLS)
    return {model.beta: INSIDE, model.G: costs}, {**point, model.beta: INSIDE, model.gamma: costs[:, None] / b}


def _firms(point: Mapping[sp.Symbol, Any]) -> tuple[dict[sp.Symbol, Any], dict[sp.Symbol, Any]]:
    """The plane of n and beta around a point."""
    firms = np.linspace(2, max(20, float(point[model.n]) + 2), CELLS)
    return {model.n: firms, model.beta: INSIDE}, {**point, model.n: firms, model.beta: INSIDE[:, None]}


def _evaluated(holds: Any, values: Mapping[sp.Symbol, Any]) -> Any:
    """Truth values over a plane, of shape (CELLS, CELLS)."""
    arguments = [np.broadcast_to(np.asarray(values[symbol], dtype=float), (CELLS, CELLS)) for symbol in model.PARAMETERS]
    with np.errstate(all="ignore"):
        return np.broadcast_to(sp.lambdify(model.PARAMETERS, holds, "numpy")(*arguments), (CELLS, CELLS))
