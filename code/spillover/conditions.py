"""What a solution needs: named inequalities, and the error where one of them fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Condition:
    """An inequality that a solution needs.

    Attributes
    ----------
    name
        what the condition asks for.
    lhs, rhs
        its two sides: SymPy expressions, numbers or arrays.
    strict
        whether equality is excluded.
    meaning
        what it means economically.
    """

    name: str
    lhs: Any
    rhs: Any
    strict: bool
    meaning: str

    @property
    def margin(self) -> Any:
        """By how much the condition holds (lhs - rhs); negative where it fails."""
        return self.lhs - self.rhs

    @property
    def holds(self) -> Any:
        """Whether the condition holds, as a bool, a SymPy relation, or an array of these."""
        return self.lhs > self.rhs if self.strict else self.lhs >= self.rhs

    @property
    def subject(self) -> str:
        """Of whom the condition speaks, with a blank before it; empty where it is all firms."""
        return ""

    @property
    def relation(self) -> str:
        """The sign between the two sides."""
        return ">" if self.strict else "≥"


class Labelled(Protocol):
    """What has a name for readers: a regime, a planner, the structure of an industry."""

    @property
    def label(self) -> str:
        """The name."""


class InadmissibleError(ValueError):
    """The solution that was asked for does not exist at this point.

    Attributes
    ----------
    failed
        the conditions that fail, each with its two sides in numbers.
    """

    def __init__(self, mode: Labelled, failed: Sequence[Condition]) -> None:
        self.mode = mode
        self.failed = failed
        reasons = "; ".join(f"{c.name}{c.subject} needs {c.lhs} {c.relation} {c.rhs}" for c in failed)
        super().__init__(f"{mode.label} has no admissible solution here: {reasons}")
