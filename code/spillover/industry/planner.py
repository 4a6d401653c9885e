"""The planner of an industry, who sets R&D and leaves the market to the firms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spillover.conditions import InadmissibleError
from spillover.industry import concavity, conditions
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.rnd_game import RndGame


@dataclass(frozen=True)
class IndustryPlanner:
    """A planner who sets the R&D of an industry, for messages."""

    label: str = "the second best of the industry"


def planner_optimum(game: RndGame) -> IndustryOutcome:
    """The R&D that makes welfare largest, and the subsidies that bring it about.

    Raises
    ------
    InadmissibleError
        If there is no such optimum.
    """
    algebra, needed = game.algebra, concavity.market(game)
    if all(condition.holds for condition in needed):
        x = algebra.solve(game.second_best_system)
        found = None if x is None else game.outcome(x, paid=algebra.entries(_subsidies(game, x)))
        needed.append(conditions.regularity(found))
        if not algebra.symbolic:
            meaning = "welfare has a maximum, in whatever direction R&D changes"
            needed.append(conditions.joint_concavity(algebra, game.second_best_system, range(game.primitives.n), meaning))
            needed += [] if found is None else conditions.interior(algebra, game.producing, found)
    failed = [condition for condition in needed if not condition.holds]
    if failed:
        raise InadmissibleError(IndustryPlanner(), failed)
    assert found is not None
    return found


def _subsidies(game: RndGame, x: Any) -> Any:
    """The column of what moves each firm to this R&D: nothing for a public firm, and the more the less its profit counts."""
    counts = game.column([1 - share if share != 1 else 1 for share in game.algebra.entries(game.public)])
    return game.algebra.scale_rows(game.algebra.reciprocal(counts), game.system.H @ x - game.system.h)
