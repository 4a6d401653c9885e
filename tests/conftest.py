"""Shared by all tests: Hypothesis draws the same examples everywhere, and keeps nothing on disk; what is asked at each run."""

import zlib
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("book", derandomize=True, database=None, deadline=None)
settings.register_profile("some", settings.get_profile("book"), max_examples=30)

HERE = Path(__file__).parent
SLOW = (
    "always",
    "archives",
    "argument",
    "ask",
    "broken_models",
    "book",
    "claims",
    "complete",
    "console",
    "core_imports",
    "practice",
    "exam_paper",
    "general_literature",
    "gradebook",
    "handed_in",
    "ledger",
    "literature_duopoly",
    "literature_location",
    "literature_sequence",
    "literature_ventures",
    "misconceptions",
    "moving",
    "problem_sets",
    "provenance",
    "questions",
    "regimes",
    "sampling",
    "simulation",
    "typed_answers",
    "typed_questions",
)
"""They build, start processes, play many games or search for long."""


def pytest_configure(config):
    """Of examples that no test counts itself, draw a hundred in `make deep`, and fewer at each run."""
    settings.load_profile("some" if "not deep" in config.option.markexpr else "book")


def pytest_ignore_collect(collection_path, config):
    """Leave out what is slow where the marks say so: to read these files takes long already."""
    name = collection_path.stem.removeprefix("test_")
    return True if "not slow" in config.option.markexpr and collection_path.parent == HERE and name in SLOW else None


CASES = 4
"""Of so many of its cases a test is asked at each run, where no mark says otherwise; `make deep` asks all."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to `make deep` what a test is asked of beyond that, drawn by name: the same at each run, and from all of a table."""
    cases = defaultdict(list)
    for item in items:
        if hasattr(item, "callspec") and not item.get_closest_marker("deep"):
            cases[item.nodeid.partition("[")[0]].append(item)
    for of_one in cases.values():
        mark = of_one[0].get_closest_marker("cases")
        most = mark.args[0] if mark else CASES
        for item in sorted(of_one, key=lambda item: zlib.crc32(item.nodeid.encode()))[most:] if most is not None else ():
            item.add_marker(pytest.mark.deep)
