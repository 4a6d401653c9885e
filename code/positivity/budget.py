"""How much work may be done: counted in steps, not by a clock, so that it ends at the same place everywhere.

A step is about the work that one term of a polynomial makes when it is multiplied by another: a microsecond or so. Where long numbers
make it longer, processor time is the last stop.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

_limits: ContextVar[tuple[list[float], ...]] = ContextVar("limits", default=())
"""What is left of each limit, the outermost first: steps, and the processor time at which it ends."""


class ExhaustedError(Exception):
    """The steps that were allowed, or the time, are used up."""


@contextmanager
def at_most(steps: int, seconds: float = inf) -> Iterator[None]:
    """Allow so many steps, and so much processor time, inside the block; they count for the limits around it too."""
    before = _limits.set((*_limits.get(), [steps, time.process_time() + seconds]))
    try:
        yield
    finally:
        _limits.reset(before)


def step(count: int = 1) -> None:
    """Take so many steps.

    Raises
    ------
    ExhaustedError
        If not so many are left, or time is up.
    """
    limits = _limits.get()
    now = time.process_time() if limits else 0
    for left in limits:
        left[0] -= count
    if any(left[0] < 0 or left[1] < now for left in limits):
        raise ExhaustedError


def elsewhere(seconds: float) -> None:
    """Count processor time that another process took."""
    for left in _limits.get():
        left[1] -= seconds


@contextmanager
def freely() -> Iterator[None]:
    """Lift all limits inside the block: what was found is checked, however little is left."""
    before = _limits.set(())
    try:
        yield
    finally:
        _limits.reset(before)
