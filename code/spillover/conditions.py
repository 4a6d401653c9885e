"""What a solution needs: named inequalities, and the error where one of them fails.

Which conditions a regime needs is derived in :mod:`spillover.cluster.solution`, and what an industry needs in
:mod:`spillover.industry.conditions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import sympy as sp
from sympy.logic.boolalg import Boolean


@dataclass(frozen=True)
class Condition:
    """An inequality that a solution needs: lhs > rhs, or lhs ≥ rhs.

    Parameters
    ----------
    name
        What the condition asks for.
    lhs, rhs
        Its two sides: SymPy expressions, numbers or arrays of one shape.
    strict
        Whether equality is excluded.
    meaning
        What it means economically.
    rivals
        Whether it is about firms against each other, so that a single firm does not need it.

    Examples
    --------
    >>> from spillover import Cluster, Regime
    >>> cluster = Cluster(n=2, a=15, A=10, beta=0.25, gamma=2)
    >>> last = cluster.conditions(Regime.NONCOOPERATION)[-1]
    >>> last.name, last.lhs, last.rhs, last.margin, last.holds
    ('nonnegative unit cost', 18.0, 6.5625, 11.4375, True)
    """

    name: str
    lhs: Any
    rhs: Any
    strict: bool
    meaning: str
    rivals: bool = field(default=False, kw_only=True)

    @property
    def margin(self) -> Any:
        """By how much the condition holds: lhs - rhs, in the units and the shape of the sides; negative where it fails."""
        return self.lhs - self.rhs

    @property
    def holds(self) -> Any:
        """Whether the condition holds, as a bool, a SymPy relation, or an array of bools."""
        return self.lhs > self.rhs if self.strict else self.lhs >= self.rhs

    @property
    def relational(self) -> Boolean:
        """The condition as a Boolean of SymPy, for sides that are numbers or SymPy expressions."""
        return sp.Gt(self.lhs, self.rhs) if self.strict else sp.Ge(self.lhs, self.rhs)

    @property
    def subject(self) -> str:
        """Of whom the condition speaks, with a blank before it; empty where it is all firms."""
        return ""

    @property
    def relation(self) -> str:
        """The sign between the two sides."""
        return ">" if self.strict else "≥"


class Labelled(Protocol):
    """What has a name for readers: a regime, a planner, the conduct of an industry."""

    @property
    def label(self) -> str:
        """The name."""


class InadmissibleError(ValueError):
    """The solution that was asked for does not exist at this point.

    Parameters
    ----------
    mode
        What was asked for: a regime, a planner, or the conduct of an industry.
    failed
        The conditions that fail, each with its two sides in numbers; the message names them.

    Examples
    --------
    >>> from spillover import Cluster, InadmissibleError, Regime
    >>> try:
    ...     Cluster(n=2, a=15, A=10, beta=0.25, gamma=1).solve(Regime.RND_COOPERATION)
    ... except InadmissibleError as error:
    ...     print([condition.name for condition in error.failed])
    ['joint concavity against asymmetric deviations']
    """

    def __init__(self, mode: Labelled, failed: Sequence[Condition]) -> None:
        self.mode = mode
        self.failed = failed
        reasons = "; ".join(f"{c.name}{c.subject} needs {c.lhs} {c.relation} {c.rhs}" for c in failed)
        super().__init__(f"{mode.label} has no admissible solution here: {reasons}")
