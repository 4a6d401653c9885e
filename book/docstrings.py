"""The page of the interface: napoleon takes what stands before a colon in the docstring of a constant or a property for its type."""

from __future__ import annotations

from enum import Enum

from sphinx.application import Sphinx


def as_a_sentence(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Begin such a docstring with an empty comment, which has no colon."""
    if what in ("attribute", "data", "property"):
        lines[:0] = ["..", ""]


def without_arguments(app: Sphinx, what: str, name: str, thing: object, *rest: object) -> tuple[str, None] | None:
    """An enumeration is not called: its members are taken by name."""
    return ("", None) if isinstance(thing, type) and issubclass(thing, Enum) else None


def setup(app: Sphinx) -> None:
    """Come before napoleon, which has the priority 500."""
    app.connect("autodoc-process-signature", without_arguments)
    app.connect("autodoc-process-docstring", as_a_sentence, priority=400)
