"""How much work may be done: counted in steps, not by a clock, so that it ends at the same place everywhere.

A step is about the work that one term of a polynomial makes when it is multiplied by another: a microsecond or so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_limits: ContextVar[tuple[list[int], ...]] = ContextVar("limits", default=())
"""What is left of each limit, the outermost first."""


class ExhaustedError(Exception):
    """The steps that were allowed are used up."""


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Allow so many steps inside the block; they count for the limits around it too."""
    before = _limits.set((*_limits.get(), [steps]))
    try:
        yield
    finally:
        _limits.reset(before)


def step(count: int = 1) -> None:
    """Take so many steps.

    Raises
    ------
    ExhaustedError
        If not so many are left.
    """
    limits = _limits.get()
    for left in limits:
        left[0] -= count
    if any(left[0] < 0 for left in limits):
        raise ExhaustedError
