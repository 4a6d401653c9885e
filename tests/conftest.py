"""Shared by all tests: Hypothesis draws the same examples everywhere, and keeps nothing on disk."""

from hypothesis import settings

settings.register_profile("book", derandomize=True, database=None, deadline=None)
settings.load_profile("book")
