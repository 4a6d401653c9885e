"""Firms that merge: unit costs do not depend on output, so they make all of it in one plant, and the question is which.

With the plant given, R&D solves a linear system as before. The merged firms earn the largest of what they earn with each
plant. So a solution stands if no other plant would be cheaper after R&D, and if no other R&D, made for another plant, earns
them more while the others stay as they are. The others earn the least of what they would earn against each plant, and the
least of concave functions is concave: for them the first-order conditions are enough.
"""

from __future__ import annotations

from typing import Any

from spillover.conditions import InadmissibleError
from spillover.industry.conditions import FirmCondition
from spillover.industry.equilibrium import RndGame
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.structure import Structure


def merger_equilibrium(primitives: Primitives, conduct: Structure, stable: bool) -> IndustryOutcome:
    """The equilibrium with merged firms; of several, that in which they earn most, with the first plant on a tie.

    Raises
    ------
    InadmissibleError
        If no plant passes; it says what fails for each.
    """
    games = {plant: RndGame(primitives, conduct, tuple(i for i in conduct.merged if i != plant)) for plant in conduct.merged}
    if games[conduct.merged[0]].algebra.symbolic:
        raise TypeError("product_coalition needs numbers: which plant produces depends on them")
    found, failed = {}, []
    for plant, game in games.items():
        x, outcome = game.solve_first_order()
        violated = [condition for condition in game.equilibrium_conditions(outcome, stable) if not condition.holds]
        if outcome is not None and not violated:
            violated = [condition for condition in _plant_deviations(games, plant, x, outcome) if not condition.holds]
        failed += violated
        if outcome is not None and not violated:
            found[plant] = outcome
    if not found:
        raise InadmissibleError(conduct, failed)
    earned = {plant: sum(outcome.profit[i] for i in conduct.merged) for plant, outcome in found.items()}
    most = max(earned.values())
    return found[next(plant for plant, profit in earned.items() if games[plant].algebra.without_rounding_error(profit, most) == most)]


def _plant_deviations(games: dict[int, RndGame], plant: int, x: Any, outcome: IndustryOutcome) -> list[FirmCondition]:
    """That no other plant serves the merged firms better."""
    game = games[plant]
    others = [other for other in games if other != plant]
    if not others:
        return []
    cost, earned = outcome.unit_cost, joint_profit(game, outcome)
    cheapest = min(others, key=lambda other: cost[other])
    moved = {other: joint_profit(games[other], games[other].outcome(best_response(games[other], x))) for other in others}
    target = max(others, key=moved.__getitem__)
    least, most = (
        game.algebra.without_rounding_error(value, own) for value, own in ((cost[cheapest], cost[plant]), (moved[target], earned))
    )
    lower = "production goes where the unit cost is lowest"
    more = "the merged firms cannot earn more with R&D made for another plant"
    return [
        FirmCondition("cheapest plant", least, cost[plant], False, lower, (plant,)),
        FirmCondition("best plant", earned, most, False, more, (plant,)),
    ]


def joint_profit(game: RndGame, outcome: IndustryOutcome) -> Any:
    """What the coalition that merged earns, as if its outputs were those of the linear solution."""
    return sum(outcome.profit[i] for i in _coalition(game))


def best_response(game: RndGame, x: Any) -> Any:
    """R&D when the coalition that merged gives its best response with the plant of ``game``, and the others stay as they are in ``x``."""
    members, algebra = _coalition(game), game.algebra
    gap = algebra.select(game.system.h - game.system.H @ x, list(members))
    change = algebra.solve_small(game.block(members), gap)
    return algebra.add_at(x, members, change)


def _coalition(game: RndGame) -> tuple[int, ...]:
    return next((members for members in game.conduct.coalitions if game.conduct.merged[0] in members), game.conduct.merged)
