"""An industry whose producing plants are known, solved: what meets the first-order conditions, if it meets all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spillover.conditions import Condition, InadmissibleError
from spillover.industry import concavity, conditions
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.rnd_game import RndGame


def outcome_at_given_rnd(game: RndGame) -> IndustryOutcome:
    """The market at the R&D that is given, if it has an outcome.

    Raises
    ------
    InadmissibleError
        If it has none.
    """
    needs, found = concavity.market(game), None
    if all(condition.holds for condition in needs):
        found = game.outcome(game.column(game.given_rnd))
        needs += [] if game.algebra.symbolic else conditions.interior(game.algebra, game.producing, found)
    return admitted(game, found, needs)


def equilibrium_conditions(game: RndGame, found: IndustryOutcome | None, stable: bool) -> list[Condition]:
    """The conditions of an equilibrium, at the outcome of the first-order conditions or without one."""
    algebra = game.algebra
    needs = concavity.market(game)
    if not all(condition.holds for condition in needs):
        return needs
    needs += [conditions.regularity(found), *concavity.rnd(game)]
    if stable and all(condition.holds for condition in needs):
        needs.append(conditions.stability(algebra, game.system, game.labels(game.conduct.coalitions), game.block))
    return needs if found is None else [*needs, *conditions.interior(algebra, game.producing, found)]


def solve_first_order(game: RndGame) -> tuple[Any, IndustryOutcome | None]:
    """R&D that meets the first-order conditions, and what follows from it; None where there is no such R&D, or no single one."""
    x = game.algebra.solve(game.system)
    return x, None if x is None else game.outcome(x)


def equilibrium(game: RndGame, stable: bool) -> IndustryOutcome:
    """The outcome of the first-order conditions, if it meets all others.

    Raises
    ------
    InadmissibleError
        If it does not.
    """
    _, found = solve_first_order(game)
    return admitted(game, found, [conditions.regularity(found)] if game.algebra.symbolic else equilibrium_conditions(game, found, stable))


def admitted(game: RndGame, found: IndustryOutcome | None, needs: Sequence[Condition]) -> IndustryOutcome:
    """An outcome that meets its conditions.

    Raises
    ------
    InadmissibleError
        If it does not.
    """
    outcome = () if found is None else (found.profit, found.welfare)
    game.algebra.require_finite([*(side for condition in needs for side in (condition.lhs, condition.rhs)), *outcome])
    failed = [condition for condition in needs if not condition.holds]
    if failed or found is None:
        raise InadmissibleError(game.conduct, failed)
    return found
