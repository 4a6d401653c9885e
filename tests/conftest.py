"""Shared by all tests: Hypothesis draws the same examples everywhere, and keeps nothing on disk; which files `make quick` leaves out."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("book", derandomize=True, database=None, deadline=None)
settings.load_profile("book")

SLOW = (
    "archives",
    "book",
    "claims",
    "complete",
    "console",
    "core_imports",
    "exam",
    "ledger",
    "misconceptions",
    "problem_sets",
    "questions",
    "regimes",
    "sampling",
)
"""They build, start processes, play many games or search for long."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is slow, before tests are chosen by their marks."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem.removeprefix("test_") in SLOW:
            item.add_marker(pytest.mark.slow)
