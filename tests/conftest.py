"""Shared by all tests: Hypothesis draws the same examples everywhere, and keeps nothing on disk; which files `make quick` leaves out."""

from pathlib import Path

from hypothesis import settings

settings.register_profile("book", derandomize=True, database=None, deadline=None)
settings.load_profile("book")

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
    "typed_questions",
)
"""They build, start processes, play many games or search for long."""


def pytest_ignore_collect(collection_path, config):
    """Leave out what is slow where the marks say so: to read these files takes long already."""
    name = collection_path.stem.removeprefix("test_")
    return True if "not slow" in config.option.markexpr and collection_path.parent == HERE and name in SLOW else None
