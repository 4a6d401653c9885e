"""The named conditions of an industry's solution, for the firms or coalitions that come closest to failing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spillover.conditions import Condition
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.stages import System
from spillover.industry.structure import first_few


@dataclass(frozen=True)
class FirmCondition(Condition):
    """A condition of firms; its sides are those of the firm or coalition that comes closest to failing.

    Attributes
    ----------
    firms
        for which the condition fails, by place; where it holds for all, the firm or coalition that comes closest.
    """

    firms: tuple[int, ...]

    @property
    def subject(self) -> str:
        """The firms, with a blank before them."""
        return f" of firm{'s' if len(self.firms) > 1 else ''} {first_few(self.firms)}"


def each_firm(algebra: Any, name: str, lhs: Any, rhs: Any, strict: bool, meaning: str) -> FirmCondition:
    """A condition with one inequality for each firm."""
    place, failing = algebra.tightest(lhs, rhs, strict)
    return FirmCondition(name, lhs[place], rhs[place], strict, meaning, failing or (place,))


def worst(algebra: Any, name: str, blocks: Sequence[tuple[Sequence[int], Any]], meaning: str) -> list[Condition]:
    """Definiteness, of the coalition that comes closest to failing."""
    if not blocks:
        return []
    least = [algebra.definiteness(block) for _, block in blocks]
    place = min(range(len(least)), key=least.__getitem__)
    return [FirmCondition(name, least[place], 0, True, meaning, tuple(blocks[place][0]))]


def joint_concavity(algebra: Any, system: System, firms: Sequence[int], meaning: str) -> Condition:
    """That an objective of all firms has a maximum."""
    return FirmCondition("joint concavity", algebra.definiteness(system.H), 0, True, meaning, tuple(firms))


def interior(algebra: Any, producing: Any, found: IndustryOutcome) -> list[Condition]:
    """That all who should produce do, and no level is below zero."""
    zeros = algebra.map_entries(lambda value: abs(0 * value), found.x)
    output = algebra.map_entries(lambda level, produces: level + 1 - produces, found.q, algebra.entries(producing))
    return [
        each_firm(algebra, "nonnegative R&D", found.x, zeros, False, "a firm cannot undo R&D that it has not done"),
        each_firm(algebra, "positive output", output, zeros, True, "a firm of which this fails would leave the market"),
        each_firm(algebra, "nonnegative unit cost", found.unit_cost, zeros, False, "R&D does not push the unit cost below zero"),
    ]


def stability(algebra: Any, system: System, labels: Any, blocks: Callable[[Sequence[int]], Any]) -> Condition:
    """That best responses of the coalitions lead back to the equilibrium."""
    meaning = "after a small error, best responses lead back to the equilibrium; right, their spectral radius or a bound on it"
    return Condition("stability of best responses", 1, algebra.spectral_radius(system, labels, blocks), True, meaning)


def uniqueness(algebra: Any, system: System) -> Condition:
    """That there is no second equilibrium, even where R&D may be zero; enough, and not needed."""
    meaning = "there is no other equilibrium, nor one in which some firm does no R&D (reported, not required)"
    return Condition("uniqueness", algebra.definiteness(system.H + system.H.T), 0, True, meaning)


def regularity(x: Any) -> Condition:
    """That the first-order conditions have one solution."""
    return Condition("regular first-order conditions", int(x is not None), 0, True, "the first-order conditions have one solution")
