"""Firms that merge: unit costs do not depend on output, so they make all of it in one plant, and the question is which.

With the plants given, R&D solves a linear system as before. The merged firms earn the largest of what they earn with each
plant. So a solution stands if no other plant would be cheaper after R&D, and if no other R&D, made for another plant, earns
them more while the others stay as they are. The others earn the least of what they would earn against each plant, and the
least of concave functions is concave: for them the first-order conditions are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product
from typing import Any

from spillover.conditions import InadmissibleError
from spillover.industry.conditions import FirmCondition
from spillover.industry.equilibrium import equilibrium_conditions, solve_first_order
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import Structure

Plants = tuple[int, ...]
"""The plant of each coalition that merged."""


def plant_games(primitives: Primitives, conduct: Structure, levels: Any = 0) -> dict[Plants, RndGame]:
    """The game for each choice of plants."""
    every = tuple(chain(*conduct.merged))
    games = {
        plants: RndGame(primitives, conduct, tuple(i for i in every if i not in plants), levels) for plants in product(*conduct.merged)
    }
    if next(iter(games.values())).algebra.symbolic:
        raise TypeError("product_coalitions need numbers here: which plant produces depends on them")
    return games


def merger_equilibrium(primitives: Primitives, conduct: Structure, stable: bool) -> IndustryOutcome:
    """The equilibrium with merged firms; of several, that in which they earn most, with the first plants on a tie.

    Raises
    ------
    InadmissibleError
        If no plants pass; it says what fails for each.
    """
    games = plant_games(primitives, conduct)
    found, failed = {}, []
    for plants, game in games.items():
        x, outcome = solve_first_order(game)
        violated = [condition for condition in equilibrium_conditions(game, outcome, stable) if not condition.holds]
        if outcome is not None and not violated:
            violated = [condition for condition in _plant_deviations(games, plants, x, outcome) if not condition.holds]
        failed += violated
        if outcome is not None and not violated:
            found[plants] = outcome
    if not found:
        raise InadmissibleError(conduct, failed)
    earned = {plants: sum(outcome.profit[i] for i in chain(*conduct.merged)) for plants, outcome in found.items()}
    most = max(earned.values())
    return found[next(plants for plants, profit in earned.items() if games[plants].algebra.without_rounding_error(profit, most) == most)]


def cheapest_plants(games: dict[Plants, RndGame]) -> RndGame:
    """The game with the plants that produce at given R&D, the first on a tie."""
    game = next(iter(games.values()))
    cost = _net_cost(game, game.outcome(game.column(game.given_rnd)))
    return games[tuple(min(members, key=cost.__getitem__) for members in game.conduct.merged)]


def _net_cost(game: RndGame, outcome: IndustryOutcome) -> Any:
    """Unit costs less what buyers and the government pay more to one firm than to another."""
    algebra = game.algebra
    entries = (algebra.entries(game.column(values)) for values in (game.primitives.a, game.conduct.output_subsidy))
    return algebra.map_entries(lambda cost, a, tau: cost - a - tau, outcome.unit_cost, *entries)


def _plant_deviations(games: dict[Plants, RndGame], plants: Plants, x: Any, outcome: IndustryOutcome) -> list[FirmCondition]:
    """That no other plant serves the merged firms better."""
    game, found = games[plants], []
    cost, same = _net_cost(game, outcome), game.algebra.without_rounding_error
    for plant, members in zip(plants, game.conduct.merged, strict=True):
        others = [other for other in members if other != plant]
        cheapest = min(others, key=cost.__getitem__)
        least = same(outcome.unit_cost[plant] + (cost[cheapest] - cost[plant]), outcome.unit_cost[plant])
        meaning = "production goes where the unit cost is lowest"
        found.append(FirmCondition("cheapest plant", least, outcome.unit_cost[plant], False, meaning, (plant,)))
    for coalition in game.conduct.coalitions:
        own = [plant for plant in plants if plant in coalition]
        moved = {
            other: joint_profit(games[other].outcome(best_response(games[other], x, coalition)), coalition)
            for other in games
            if other != plants and all(new == old or new in coalition for new, old in zip(other, plants, strict=True))
        }
        if moved:
            earned = joint_profit(outcome, coalition)
            most = same(max(moved.values()), earned)
            meaning = "the merged firms cannot earn more with R&D made for another plant"
            found.append(FirmCondition("best plant", earned, most, False, meaning, tuple(own)))
    return found


def joint_profit(outcome: IndustryOutcome, coalition: Sequence[int]) -> Any:
    """What a coalition earns, as if its outputs were those of the linear solution."""
    return sum(outcome.profit[i] for i in coalition)


def best_response(game: RndGame, x: Any, coalition: Sequence[int]) -> Any:
    """R&D when a coalition gives its best response with the plants of ``game``, and the others stay as they are in ``x``."""
    algebra = game.algebra
    gap = algebra.select(game.system.h - game.system.H @ x, list(coalition))
    change = algebra.solve_small(game.block(coalition), gap)
    return algebra.add_at(x, coalition, change)
