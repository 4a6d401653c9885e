"""The explorer: the model in the reader's hands, on a page that computes by itself.

The directive ``{explorer}`` leaves an element that the scripts in ``static/explorer`` fill; other formats leave it out, and
show what stands beside it. The role ``{explore}`` links to a case: ``{explore}`above one half <beta=3/5&view=map>` ``. When the
book is finished, the formulas that the scripts use are written beside them, from the package.
"""

from __future__ import annotations

import hashlib
import shutil
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole
from sphinx.writers.html5 import HTML5Translator

from book import marked
from book.assets import fetched, write_whole
from book.bundle import bundle, versioned
from book.cache import digest

PAGE = "chapters/explore/explorer"
OPTIONS = ("view", "quantity", "axis", "controls", "n", "beta", "G", "ratio", "a", "claim")
PLACE = Path("_static", "explorer")
SCRIPTS = Path(__file__).resolve().parent / "static" / "explorer"
WITHOUT = "The explorer needs the scripts of this page, which your browser does not run. The still pictures show the same."


class explorer(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801 (docutils names nodes so)
    """The place of an explorer."""


class case(nodes.Inline, nodes.TextElement):  # type: ignore[misc]  # noqa: N801
    """Words that lead to a case in the explorer."""


class ExplorerDirective(marked.MarkingDirective):
    """An explorer; the options say where it starts, and which view and which controls it has if not all."""

    mark = "explorer"
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(OPTIONS, directives.unchanged_required)

    def run(self) -> list[nodes.Node]:
        """Leave the place of an explorer, and note that the page has one."""
        self.note()
        place = explorer("", **{f"data-{name.lower()}": value for name, value in self.options.items()})
        return [place]


class CaseRole(ReferenceRole):
    """A link to the explorer at the case that the target describes, as the explorer writes it in its address."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave the words and the case."""
        return [case("", self.title, case=self.target)], []


def visit_explorer(self: HTML5Translator, node: explorer) -> None:
    if self.builder.name == "html":
        home = self.builder.get_relative_uri(self.builder.current_docname, PAGE)
        given = {name: value for name, value in node.attributes.items() if name.startswith("data-")} | {"data-home": home}
        chosen = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        self.body.append(f'<div class="explorer"{chosen}><p class="explorer-without">{WITHOUT}</p></div>\n')
    raise nodes.SkipNode


def visit_case(self: HTML5Translator, node: case) -> None:
    if self.builder.name == "html":
        page = self.builder.get_relative_uri(self.builder.current_docname, PAGE)
        self.body.append(f'<a class="explorer-case" href="{page}?{escape(node["case"])}">')


def depart_case(self: HTML5Translator, node: case) -> None:
    if self.builder.name == "html":
        self.body.append("</a>")


def skip(self: Any, node: nodes.Node) -> None:
    raise nodes.SkipNode


def pass_by(self: Any, node: nodes.Node) -> None:
    """Leave the words as they are."""


def load(app: Sphinx, page: str, *others: Any) -> None:
    """Give the pages that hold an explorer its style, and its script with the version of what the script fetches."""
    marked.load(app, ExplorerDirective.mark, "main.js", page, **{"defer": "defer", "data-version": version(entries(app))})


def entries(app: Sphinx) -> dict[str, str]:
    """Where in the book each claim has its entry, by its id in small letters, as Sphinx has labels."""
    known = app.env.domains["std"].anonlabels
    prefix = "claim-"
    return {name.removeprefix(prefix): f"{page}.html#{place}" for name, (page, place) in known.items() if name.startswith(prefix)}


def deliver(app: Sphinx, exception: Exception | None) -> None:
    """Write what the scripts need beside them, if a page holds an explorer; formulas, which take long, only when they may have changed."""
    if not marked.anywhere(app, ExplorerDirective.mark, exception):
        return
    place = Path(app.outdir) / PLACE
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(fetched("d3") / "dist" / "d3.min.js", place / "d3.min.js")
    places = entries(app)
    write_formulas(place / "formulas.js", places)
    versioned(place, version(places))
    (place / "bundle.js").write_text(bundle(place / "app.js", "spilloverExplorer"), encoding="utf-8")


def state(places: dict[str, str]) -> str:
    """What changes with the package, with its printer and with the places of the claims."""
    printer = "".join((Path(__file__).with_name(f"{name}.py")).read_text(encoding="utf-8") for name in ("formulas", "mathml"))
    return hashlib.sha256(f"{digest()} {printer} {sorted(places.items())}".encode()).hexdigest()[:16]


def version(places: dict[str, str]) -> str:
    """What changes with any module of the explorer; their addresses carry it, so that no browser mixes two editions."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.js")))
    drawing = (fetched("d3") / "package.json").read_text(encoding="utf-8")
    return hashlib.sha256(f"{state(places)} {scripts} {drawing}".encode()).hexdigest()[:8]


def write_formulas(target: Path, places: dict[str, str]) -> None:
    """Print the formulas, unless the file says that it was printed from the same package and the same printer."""
    first = f"// Printed from the package when the book was built ({state(places)}). Not to be edited."
    if target.exists() and target.read_text(encoding="utf-8").startswith(first):
        return
    from book.formulas import module  # takes seconds, which a book without an explorer need not spend

    write_whole(target, "\n".join([first, *module(places)]) + "\n")


def setup(app: Sphinx) -> None:
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(explorer, html=(visit_explorer, None), **others)  # type: ignore[arg-type]
    words = dict.fromkeys(("latex", "text", "man", "texinfo"), (pass_by, pass_by))
    app.add_node(case, html=(visit_case, depart_case), **words)  # type: ignore[arg-type]
    app.add_directive("explorer", ExplorerDirective)
    app.add_role("explore", CaseRole())
    app.connect("html-page-context", load)
    app.connect("build-finished", deliver)
