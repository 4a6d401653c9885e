"""Equilibria in which firms may exit or do no R&D: all sets of those who do are tried, and an answer is verified against deviations.

With the firms known that produce and that do R&D, the first-order conditions are linear. A solution stands if outputs and R&D are not
negative, no idle firm would sell at a profit, and nobody who decides, a firm or a coalition, earns more with any other R&D, with the
market solved anew: along that R&D the market passes through pieces in each of which other firms produce, and what is earned is a
quadratic on a polyhedron, so that the best R&D is found exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from spillover.conditions import Condition, InadmissibleError
from spillover.industry import stages
from spillover.industry.conditions import FirmCondition
from spillover.industry.exact import Exact
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.quadratics import Quadratic
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import Structure

MOST = 6
"""Firms of which all sets are tried."""

Firms = tuple[int, ...]


def corner_equilibrium(primitives: Primitives, conduct: Structure) -> IndustryOutcome:
    """The equilibrium in which most firms produce, and of several such in which most do R&D; the first firms on a tie.

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
    algebra = RndGame(primitives, conduct).algebra
    if not isinstance(algebra, Exact) or algebra.symbolic:
        raise TypeError("corners=True needs exact numbers: integers and fractions")
    for name in ("competition", "timing", "equal_shares", "product_ownership", "leaders", "public", "consumer_weight"):
        if getattr(conduct, name) != getattr(plain, name):
            raise ValueError(f"corners=True and {name} do not go together")
    producing = [some for some in _subsets(firms) if some and all(len({*some} & {*members}) < 2 for members in conduct.merged)]
    pieces = [Piece(RndGame(primitives, conduct, tuple(i for i in firms if i not in some))) for some in producing]
    failed: list[Condition] = []
    for piece in pieces:
        for x in piece.candidates():
            found = piece.game.outcome(x)
            if min(*piece.slacks(x), *found.unit_cost) < 0:
                continue
            deviations = [condition for decider in _deciders(conduct, firms) for condition in _deviations(pieces, decider, x, found)]
            if not deviations:
                return found
            failed += deviations
    nothing = Condition("first-order conditions at corners", 0, 0, True, "some set of firms that produce and do R&D meets them")
    raise InadmissibleError(conduct, failed or [nothing])


def _subsets(firms: Sequence[int]) -> Iterator[Firms]:
    """All subsets, the larger first."""
    for size in range(len(firms), -1, -1):
        yield from combinations(firms, size)


def _deciders(conduct: Structure, firms: Sequence[int]) -> list[tuple[Firms, Any]]:
    """Who decides on R&D, and how much each profit counts."""
    if conduct.ownership is not None:
        return [((i,), conduct.ownership[i]) for i in firms]
    alone = [(i,) for i in firms if not any(i in members for members in conduct.coalitions)]
    return [(members, [int(i in members) for i in firms]) for members in [*conduct.coalitions, *alone]]


@dataclass(frozen=True)
class Piece:
    """The levels of R&D at which the same firms produce.

    Attributes
    ----------
    game
        in which these firms produce.
    """

    game: RndGame

    @cached_property
    def _limits(self) -> tuple[Any, Any]:
        """What must not be negative, as a column and a matrix: outputs, and what each idle firm would lose on a first unit."""
        game, algebra, n = self.game, self.game.algebra, self.game.primitives.n
        S = stages.times_goods(algebra, game.goods, algebra.identity(n))
        steep = S + algebra.hadamard(algebra.weights(game.labels(game.conduct.product_coalitions), None, n), S)
        idle, (q0, R) = game.column(1) - game.producing, (game.market.q0, game.market.R)
        return q0 + algebra.scale_rows(idle, steep @ q0 - game.first_units), R + algebra.scale_rows(idle, steep @ R - game.B)

    def slacks(self, x: Any) -> list[Any]:
        """What must not be negative, at a column of R&D."""
        levels, slopes = self._limits
        found: list[Any] = self.game.algebra.entries(levels + slopes @ x)
        return found

    def candidates(self) -> Iterator[Any]:
        """Columns of R&D of all firms, not negative, that meet the first-order conditions of those who do any."""
        algebra, system, n = self.game.algebra, self.game.system, self.game.primitives.n
        for doing in _subsets(range(n)):
            levels = dict.fromkeys(range(n), 0)
            if doing:
                x = algebra.solve_matrix(algebra.extract(system.H, doing, doing), algebra.select(system.h, list(doing)))
                if x is None:
                    continue
                levels |= dict(zip(doing, algebra.entries(x), strict=True))
            if min(levels.values()) >= 0:
                yield self.game.column(list(levels.values()))

    def earned(self, members: Firms, weights: Any, x: Any) -> Quadratic:
        """What some firms count by their R&D, where these firms produce, at the R&D of the others."""
        algebra, n, system = self.game.algebra, self.game.primitives.n, self.game.system
        others = algebra.scale_rows(self.game.column([int(i not in members) for i in range(n)]), x)
        value = sum(weight * profit for weight, profit in zip(weights, self.game.outcome(others).profit, strict=True))
        levels, slopes = self._limits
        limits = [(algebra.number(0), row) for row in algebra.extract(algebra.identity(n), members, members).rep.to_list()]
        limits += zip((levels + slopes @ others).rep.to_list_flat(), algebra.extract(slopes, range(n), members).rep.to_list(), strict=True)
        own = algebra.select(system.h - system.H @ others, members).rep.to_list_flat()
        return Quadratic(algebra.block(system.H, members).rep.to_list(), own, algebra.number(value), limits)


def _deviations(pieces: Sequence[Piece], decider: tuple[Firms, Any], x: Any, found: IndustryOutcome) -> Iterator[FirmCondition]:
    """That no other R&D of those who decide earns more, for each set of firms that may then produce; those that fail."""
    members, weights = decider
    earned = sum(weight * profit for weight, profit in zip(weights, found.profit, strict=True))
    for piece in pieces:
        to_python, objective = piece.game.algebra.to_python, piece.earned(members, weights, x)
        flat = objective.unbounded()
        if flat is not None:
            name = "own second-order condition" if len(members) == 1 else "joint concavity"
            yield FirmCondition(name, to_python(flat), 0, True, "more R&D does not earn more without end", members)
            continue
        best = objective.largest(piece.game.algebra.number(earned))
        if best is not None:
            meaning = "no other R&D earns more, with the market solved anew"
            yield FirmCondition("best response", earned, to_python(best), False, meaning, members)
