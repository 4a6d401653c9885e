"""Figures of chapters that move: a range or two, and the curves or regions follow, with a sentence that says what holds.

A cell with the tag ``moves`` draws a figure for print. On a page whose scripts run, the figure of that name in ``book/moves.py`` stands
in its place: its formulas are SymPy expressions of the package, printed as JavaScript when a build begins. In print, on an e-reader,
on slides and without scripts the drawn figure stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from book.assets import write_whole
from book.bundle import bundle
from book.cache import digest
from book.explorer import SCRIPTS
from book.figures import SENTENCE

if TYPE_CHECKING:
    from book.movable import Moving

TAG = "tag_moves"
"""The class of a cell whose figure moves."""
PLACE = Path("_static", "moving")
PROGRAM = "moving.js"


class moving(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801 (docutils names nodes so)
    """The place of a figure that moves."""


class Place(SphinxPostTransform):
    """Put the place of the moving figure above the drawing of a cell, once figures have their captions."""

    formats = ("html",)
    default_priority = 795

    def run(self, **kwargs: Any) -> None:
        """Mark what the caption says of the drawn figure alone."""
        if self.app.builder.name != "html":
            return
        name = self.env.docname.rpartition("/")[2]
        for cell in [node for node in self.document.findall(nodes.container) if TAG in node["classes"]]:
            for figure in cell.findall(nodes.figure):
                figure.insert(0, moving("", name=name))
                self.split(figure[-1])

    @staticmethod
    def split(caption: nodes.Element) -> None:
        """What stands after the first sentence of a caption is true of the drawn figure: the moving one has a sentence of its own."""
        words = caption[-1].astext()
        first = SENTENCE.search(words)
        if first:
            caption[-1:] = [nodes.Text(words[: first.end()]), nodes.inline("", words[first.end() :], classes=["still-says"])]


def visit_moving(self: HTML5Translator, node: moving) -> None:
    from book import moves

    kind = get_type_hints(moves.FIGURES[node["name"]])["return"].__name__.lower()  # the figure itself takes seconds to derive
    self.body.append(f'<div class="moving {kind}" data-name="{escape(node["name"])}"></div>\n')
    raise nodes.SkipNode


def load(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the pages that have a moving figure the program and the formulas."""
    if app.builder.name == "html" and doctree is not None:
        for name in dict.fromkeys(node["name"] for node in doctree.findall(moving)):
            for script in (PROGRAM, f"{name}.js"):
                app.add_js_file(f"moving/{script}", defer="defer")


def deliver(app: Sphinx, env: BuildEnvironment) -> None:
    """Write the program and the formulas of the chapters that are there; formulas, which take long, only when they may have changed."""
    if app.builder.name != "html":
        return
    from book import moves

    place = Path(app.outdir) / PLACE
    place.mkdir(parents=True, exist_ok=True)
    (place / PROGRAM).write_text(bundle(SCRIPTS / PROGRAM, "spilloverMoving"), encoding="utf-8")
    chapters = {page.rpartition("/")[2] for page in env.found_docs}
    for name in chapters & moves.FIGURES.keys():
        write(place / f"{name}.js", name, moves.FIGURES[name])


def write(target: Path, name: str, figure: Callable[[], Moving]) -> None:
    """Print a figure, unless the file says that it was printed from the same package and the same printer."""
    printer = "".join((Path(__file__).with_name(f"{part}.py")).read_text(encoding="utf-8") for part in ("formulas", "movable", "moves"))
    state = hashlib.sha256(f"{digest()} {printer}".encode()).hexdigest()[:16]
    first = f"// Printed from the package when the book was built ({state}). Not to be edited."
    if target.exists() and target.read_text(encoding="utf-8").startswith(first):
        return
    from book.formulas import script  # takes seconds, which a book without such a figure need not spend

    write_whole(target, f'{first}\nspilloverMoving.show("{name}", {script(figure().printed())});\n')


def setup(app: Sphinx) -> None:
    app.add_node(moving, html=(visit_moving, None))
    app.add_post_transform(Place)
    app.connect("env-updated", deliver)
    app.connect("html-page-context", load)
