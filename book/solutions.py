"""Solutions of exercises: folded on the public pages, open in the instructor's edition, or left out. One switch decides.

Marking schemes are in the instructor's edition alone.
"""

from __future__ import annotations

import os
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import ENUM, Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator
from sphinx_exercise.nodes import solution_node

SWITCH = "SPILLOVER_SOLUTIONS"
"""The environment variable."""
WAYS = ("fold", "show", "hide")
MARK = re.compile(r"^`{3,}\{solution-(start|end)\}.*?^`{3,}\n?", re.MULTILINE | re.DOTALL)


class Hidden(SphinxPostTransform):
    """Take the solutions out of a page, before anything else is made of it."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Do nothing unless solutions are to be hidden: sphinx-exercise's own setting forgets what cells put between two marks."""
        if self.config.book_solutions == "hide":
            for solution in list(self.document.findall(solution_node)):
                solution.parent.remove(solution)


SCHEME = "Marking scheme"
"""The paragraph above the table of a marking scheme."""


class Schemes(SphinxPostTransform):
    """Take marking schemes out of a page that is not the instructor's: the paragraph that says so, and the cell below it."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Do nothing in the instructor's edition."""
        if self.config.book_solutions != "show":
            for title in [node for node in self.document.findall(nodes.paragraph) if node.astext() == SCHEME]:
                place = title.parent.index(title)
                del title.parent[place : place + 2]


def without_solutions(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook, as its file holds it, without what stands between the marks of a solution."""
    kept: list[dict[str, Any]] = []
    inside = False
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            before, *others = MARK.split(text)
            shown = [] if inside else [before]
            for mark, after in zip(others[::2], others[1::2], strict=True):
                inside = mark == "start"
                shown += [] if inside else [after]
            text = "".join(shown)
        elif inside:
            text = ""
        if text.strip():
            kept.append({**cell, "source": text.splitlines(keepends=True)})
    return {**notebook, "cells": kept}


def visit_solution(self: HTML5Translator, node: solution_node) -> None:
    """A solution folds; the line that opens it says whose it is, and leads nowhere else."""
    title = node.pop(0)
    opened = {"open": "open"} if self.config.book_solutions == "show" else {}
    self.body.append(f"{self.starttag(node, 'details', **opened)}<summary>{self.encode(title.astext())}</summary>\n")


def depart_solution(self: HTML5Translator, node: solution_node) -> None:
    self.body.append("</details>\n")


def override(app: Sphinx, config: Config) -> None:
    """Replace how a solution is written as HTML."""
    app.add_node(solution_node, override=True, html=(visit_solution, depart_solution))


def setup(app: Sphinx) -> None:
    app.add_config_value("book_solutions", os.environ.get(SWITCH, WAYS[0]), "html", ENUM(*WAYS))
    app.add_post_transform(Hidden)
    app.add_post_transform(Schemes)
    app.connect("config-inited", override)
