"""Equilibria in which firms may exit or do no R&D: all sets of those who do are tried, and an answer is verified against deviations.

With the firms known that produce and that do R&D, the first-order conditions are linear. A solution stands if outputs and R&D are not
negative, no idle firm would sell at a profit, and no firm earns more with any other R&D of its own, with the market solved anew: along
its R&D the market passes through pieces in each of which other firms produce and profit is a parabola, so that the best R&D is found
exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from spillover.conditions import Condition, InadmissibleError
from spillover.industry.conditions import FirmCondition
from spillover.industry.exact import Exact
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import Structure

MOST = 6
"""Firms of which all sets are tried."""

Firms = tuple[int, ...]


def corner_equilibrium(primitives: Primitives, conduct: Structure) -> IndustryOutcome:
    """The equilibrium in which most firms produce, and of several such in which most do R&D.

    Raises
    ------
    InadmissibleError
        If none is found; it names the deviations that pay.
    TypeError, ValueError
        If the industry or an option does not go with corners.
    """
    firms, plain = range(primitives.n), Structure()
    if primitives.n > MOST:
        raise ValueError(f"corners=True takes at most {MOST} firms, got {primitives.n}")
    alone = ("competition", "timing", "coalitions", "product_coalitions", "ownership", "product_ownership", "leaders", "public")
    for name in alone:
        if getattr(conduct, name) != getattr(plain, name):
            raise ValueError(f"corners=True and {'rnd_coalitions' if name == 'coalitions' else name} do not go together")
    games = {some: RndGame(primitives, conduct, tuple(i for i in firms if i not in some)) for some in _subsets(firms) if some}
    algebra = games[tuple(firms)].algebra
    if not isinstance(algebra, Exact) or algebra.symbolic:
        raise TypeError("corners=True needs exact numbers: integers and fractions")
    failed: list[Condition] = []
    for game in games.values():
        for x in _candidates(game):
            found = game.outcome(game.column(x))
            if min(*_slacks(game, found), *found.unit_cost) < 0:
                continue
            deviations = [condition for i in firms for condition in _deviations(games.values(), found, i)]
            if not deviations:
                return found
            failed += deviations
    nothing = Condition("first-order conditions at corners", 0, 0, True, "some set of firms that produce and do R&D meets them")
    raise InadmissibleError(conduct, failed or [nothing])


def _subsets(firms: Sequence[int]) -> Iterator[Firms]:
    """All subsets, the larger first."""
    for size in range(len(firms), -1, -1):
        yield from combinations(firms, size)


def _candidates(game: RndGame) -> Iterator[list[Any]]:
    """R&D of all firms, not negative, that meets the first-order conditions of those who do any."""
    algebra, n = game.algebra, game.primitives.n
    for doing in _subsets(range(n)):
        levels = dict.fromkeys(range(n), 0)
        if doing:
            x = algebra.solve_matrix(algebra.extract(game.system.H, doing, doing), algebra.select(game.system.h, list(doing)))
            if x is None:
                continue
            levels |= dict(zip(doing, algebra.entries(x), strict=True))
        if min(levels.values()) >= 0:
            yield list(levels.values())


def _slacks(game: RndGame, found: IndustryOutcome) -> list[Any]:
    """What must not be negative where these firms produce: their outputs, and what each idle firm would lose on a first unit."""
    n, algebra = game.primitives.n, game.algebra
    price = found.price if isinstance(found.price, list) else [found.price] * n
    tau = algebra.entries(game.column(game.conduct.output_subsidy))
    return [found.unit_cost[i] - price[i] - tau[i] if i in game.idle else found.q[i] for i in range(n)]


def _deviations(games: Any, found: IndustryOutcome, i: int) -> Iterator[FirmCondition]:
    """That no other R&D of a firm earns it more, for each set of firms that may then produce; those that fail."""
    for game in games:
        tried = [game.outcome(game.column([*found.x[:i], own, *found.x[i + 1 :]])) for own in (0, 1, 2)]
        piece = _piece(_slacks(game, tried[0]), _slacks(game, tried[1]))
        if piece is None:
            continue
        low, high = piece
        at_0, at_1, at_2 = (outcome.profit[i] for outcome in tried)
        bend = (at_2 - 2 * at_1 + at_0) / 2
        slope = at_1 - at_0 - bend
        meaning = "no other R&D earns the firm more, with the market solved anew"
        if high is None and (bend > 0 or (bend == 0 and slope > 0)):
            yield FirmCondition("own second-order condition", -bend, 0, True, meaning, (i,))
            continue
        top = max(low, -slope / (2 * bend)) if bend < 0 else low
        ends = [low, *([] if high is None else [high]), top if high is None else min(top, high)]
        best = max(at_0 + slope * own + bend * own**2 for own in ends)
        if best > found.profit[i]:
            yield FirmCondition("best response", found.profit[i], best, False, meaning, (i,))


def _piece(at_0: Sequence[Any], at_1: Sequence[Any]) -> tuple[Any, Any] | None:
    """From where to where, at or above zero, linear functions are all at least zero; None if nowhere, no end if for ever."""
    if any(start == then and start < 0 for start, then in zip(at_0, at_1, strict=True)):
        return None
    zeros = [(start / (start - then), then > start) for start, then in zip(at_0, at_1, strict=True) if start != then]
    low = max([0, *(zero for zero, rises in zeros if rises)])
    high = min((zero for zero, rises in zeros if not rises), default=None)
    return None if high is not None and high < low else (low, high)
