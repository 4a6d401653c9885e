"""Firms that merge: unit costs do not depend on output, so they make all of it in one plant, and the question is which.

With the plant given, R&D solves a linear system as before. The merged firms earn the largest of what they earn with each
plant. So a solution stands if no other plant would be cheaper after R&D, and if no other R&D, made for another plant, earns
them more while the others stay as they are. The others earn the least of what they would earn against each plant, and the
least of concave functions is concave: for them the first-order conditions are enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spillover.conditions import InadmissibleError
from spillover.industry import conditions as needed
from spillover.industry.equilibrium import IndustryOutcome, Linear
from spillover.industry.structure import Structure

if TYPE_CHECKING:
    from spillover.industry.engine import Industry


def best(industry: Industry, who: Structure, stable: bool) -> IndustryOutcome:
    """The equilibrium with merged firms; of several, that in which they earn most, with the first plant on a tie.

    Raises
    ------
    InadmissibleError
        If no plant passes; it says what fails for each.
    """
    games = {plant: Linear(industry, who, tuple(i for i in who.merged if i != plant)) for plant in who.merged}
    if games[who.merged[0]].algebra.symbolic:
        raise TypeError("product_coalition needs numbers: which plant produces depends on them")
    found, failed = {}, []
    for plant, game in games.items():
        x, outcome = game.solved()
        missing = [condition for condition in game.required(outcome, stable) if not condition.holds]
        if outcome is not None and not missing:
            missing = [condition for condition in _deviations(games, plant, x, outcome) if not condition.holds]
        failed += missing
        if outcome is not None and not missing:
            found[plant] = outcome
    if not found:
        raise InadmissibleError(who, failed)
    earned = {plant: sum(outcome.profit[i] for i in who.merged) for plant, outcome in found.items()}
    most = max(earned.values())
    return found[next(plant for plant, profit in earned.items() if games[plant].algebra.settled(profit, most) == most)]


def _deviations(games: dict[int, Linear], plant: int, x: Any, outcome: IndustryOutcome) -> list[needed.FirmCondition]:
    """That no other plant serves the merged firms better."""
    game = games[plant]
    others = [other for other in games if other != plant]
    if not others:
        return []
    cost, earned = outcome.unit_cost, joint_profit(game, outcome)
    cheapest = min(others, key=lambda other: cost[other])
    tempting = {other: joint_profit(games[other], games[other].outcome(reply(games[other], x))) for other in others}
    tempted = max(others, key=tempting.__getitem__)
    least, most = (game.algebra.settled(value, own) for value, own in ((cost[cheapest], cost[plant]), (tempting[tempted], earned)))
    lower = "production goes where the unit cost is lowest"
    more = "the merged firms cannot earn more with R&D made for another plant"
    return [
        needed.FirmCondition("cheapest plant", least, cost[plant], False, lower, (plant,)),
        needed.FirmCondition("best plant", earned, most, False, more, (plant,)),
    ]


def joint_profit(game: Linear, outcome: IndustryOutcome) -> Any:
    """What the coalition that merged earns, as if its outputs were those of the linear solution."""
    return sum(outcome.profit[i] for i in _coalition(game))


def reply(game: Linear, x: Any) -> Any:
    """R&D when the coalition that merged makes its best of the plant of ``game``, and the others stay as they are in ``x``."""
    members, algebra = _coalition(game), game.algebra
    gap = algebra.picked(game.system.h - game.system.H @ x, list(members))
    change = algebra.solved(game.block(members), gap)
    return algebra.placed(x, members, change)


def _coalition(game: Linear) -> tuple[int, ...]:
    return next((members for members in game.who.coalitions if game.who.merged[0] in members), game.who.merged)
