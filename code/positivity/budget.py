"""How much a search for a certificate may do: counted in steps, not by a clock, so that it ends at the same place everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class ExhaustedError(Exception):
    """The steps that were allowed are used up."""


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Allow so many steps inside the block."""
    before = _left.set([steps])
    try:
        yield
    finally:
        _left.reset(before)


def step() -> None:
    """Take a step.

    Raises
    ------
    ExhaustedError
        If none is left.
    """
    left = _left.get()
    if left is not None:
        left[0] -= 1
        if left[0] < 0:
            raise ExhaustedError
