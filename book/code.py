"""The code of a page steps back: folded above what it computed, behind a small mark, unless the cell carries the tag `keep-code`.

The mark is a line that opens a `<details>`, so it works without scripts. The switch of the page opens them all (`static/mode.js`). A
cell that shows nothing else, such as one of imports, takes no room until then. In print and on an e-reader code is left out unless it is
asked for, as by `make pdf CODE=show`.
"""

from __future__ import annotations

import os
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import ENUM
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

KEPT = "tag_keep-code"
"""The class of a cell whose code is what the page is about."""
MARK = "‹code›"
SWITCH = "SPILLOVER_CODE"
"""The environment variable that says whether print and e-readers show code."""
WAYS = ("hide", "show")


class Folded(nodes.General, nodes.Element):  # type: ignore[misc]
    """Code that folds."""


class Fold(SphinxPostTransform):
    """Fold the code of each cell, once it is known what else the cell shows."""

    formats = ("html",)
    default_priority = 100

    def run(self, **kwargs: Any) -> None:
        """Fold on pages of the web; other editions leave the code out or show it, all of it."""
        if self.app.builder.name != "html":
            return
        for code in list(self.document.findall(is_code)):
            cell = code.parent
            if KEPT not in cell["classes"]:
                code.replace_self(Folded("", code.deepcopy()))
                cell["classes"] += [] if any(map(shows, cell.children[1:])) else ["silent"]


class LeftOut(SphinxPostTransform):
    """Take the code out of an edition that is read, and the cells that then show nothing."""

    builders = ("latex", "epub")
    default_priority = 100

    def run(self, **kwargs: Any) -> None:
        """Leave the code that is asked for."""
        leave_out(self.document, self.config.book_code == "show")


def leave_out(document: nodes.document, shown: bool) -> None:
    """Take out the code of all cells but those that are tagged to keep it, unless it is to be shown; and cells that then show nothing."""
    for cell in [node for node in document.findall(nodes.container) if "cell" in node["classes"]]:
        if KEPT not in cell["classes"] and not shown:
            cell.children = [part for part in cell.children if "cell_input" not in part["classes"]]
        if not any(map(shows, cell.children)):
            cell.parent.remove(cell)


def is_code(node: nodes.Node) -> bool:
    """Whether this is what was typed into a cell."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code_source"


def shows(output: nodes.Node) -> bool:
    """Whether there is anything to see in an output: that of a cell which only glues numbers is empty."""
    return any(isinstance(part, nodes.Text | nodes.image | nodes.raw) for part in output.findall())


def visit_folded(self: HTML5Translator, node: Folded) -> None:
    self.body.append(f'<details class="code"><summary title="The code of what stands here">{MARK}</summary>\n')


def depart_folded(self: HTML5Translator, node: Folded) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    app.add_node(Folded, html=(visit_folded, depart_folded))
    app.add_config_value("book_code", os.environ.get(SWITCH, WAYS[0]), "", ENUM(*WAYS))
    app.add_post_transform(Fold)
    app.add_post_transform(LeftOut)
