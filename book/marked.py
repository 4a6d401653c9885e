"""Pages that a directive marks, and what these pages load and no other."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class MarkingDirective(SphinxDirective):
    """A directive that notes, under a name, on which pages it stands."""

    mark = ""

    def note(self) -> None:
        """Note that this page has one."""
        self.env.metadata[self.env.docname][self.mark] = True


def load(app: Sphinx, mark: str, script: str, page: str, **attributes: str) -> None:
    """Give a marked page the script; its style is part of the sheet of all pages."""
    if app.builder.name == "html" and mark in app.env.metadata.get(page, {}):
        app.add_js_file(f"{mark}/{script}", **attributes)  # type: ignore[arg-type]


def anywhere(app: Sphinx, mark: str, error: Exception | None) -> bool:
    """Whether pages of the web were built, and one of them is marked."""
    return error is None and app.builder.name == "html" and any(mark in found for found in app.env.metadata.values())
