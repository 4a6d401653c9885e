"""What is asked of many: of some at each run, of all by `make deep`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], *, every: int) -> list[Any]:
    """Parameters of a test, a tuple where it has several: the first of so many is asked at each run, the others by `make deep`."""
    rows = [value if isinstance(value, tuple) else (value,) for value in values]
    return [pytest.param(*row, marks=[pytest.mark.deep] if number % every else []) for number, row in enumerate(rows)]
