"""Corrections to what the theme and its extensions put on every page."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

BOXES = {"proof-content", "exercise-content", "solution-content"}


def without_thebe(app: Sphinx) -> None:
    """Leave out Thebe, which is off, yet declares its script on every page, twice, and from another host."""
    for listener in list(app.events.listeners["env-before-read-docs"]):
        if listener.handler.__name__ == "init_thebe_core":
            app.disconnect(listener.id)


def without_shared_ids(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Take the id away that all boxes of one kind on a page share: an id must be unique."""
    for section in doctree.findall(nodes.section):
        if BOXES.intersection(section["ids"]):
            section["ids"] = []


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", without_thebe)
    app.connect("doctree-resolved", without_shared_ids)
