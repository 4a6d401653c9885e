"""The notebooks that readers take with them or open on a machine that they borrow.

A copy begins with a cell that installs what is missing on Colab and on Binder, and does without MyST-NB, which only the build of the book
needs: its text has the numbers that the build would glue into it. Chapters that import the course are the instructor's, who has the
repository: readers are offered no copy of them.
"""

from __future__ import annotations

import ast
import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from book.solutions import without_solutions

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WHEEL = f"{PROJECT['name']}-{PROJECT['version']}-py3-none-any.whl"
FOLDER = "student"
"""Where `make student` puts the wheel and the notebooks; so is the site's folder called, and the branch that Colab and Binder open."""
BORROWED = ("COLAB_RELEASE_TAG", "BINDER_LAUNCH_HOST")
"""Environment variables that Colab and Binder set."""
SWEEPS = {"dask", "xarray"}
"""What comes with the extra of that name."""
LABELLED = "spillover.industry.sweep"
"""The module whose results are arrays of xarray."""
OF_THE_BUILD = "from myst_nb import glue\n"
GLUED = re.compile(r"\{glue(?::text)?\}`([^`]+)`")
RECORD = "application/papermill.record/"
"""Begins the kind of what a cell keeps for the text."""
INSTRUCTORS = "course"
"""The package that is in no wheel."""

EXTRAS = ("student",)
"""What a student needs beside the package."""

INSTALL = """\
# On Colab and on Binder this installs what the notebook needs. Elsewhere it does nothing.
import os
from importlib.util import find_spec

borrowed = any(name in os.environ for name in {borrowed})
if borrowed and not all(map(find_spec, {needed})):
    %pip install --quiet "{requirement}"
"""
GLUE = '''

def glue(name, value, display=False):
    """Print what the text takes up from this cell."""
    print(f"{name}: {value}")
'''


def requirement(*extras: str, site: str = "", repository: str = "") -> str:
    """What pip is to install: the wheel from the site, else the repository, else the wheel in the folder that one is in."""
    listed = f"[{','.join(extras)}]" if extras else ""
    if site or repository:
        address = f"{site.rstrip('/')}/{FOLDER}/{WHEEL}" if site else f"git+{repository.rstrip('/')}"
        return f"{PROJECT['name']}{listed} @ {address}"
    return WHEEL + listed


def published() -> dict[str, str]:
    """Where the book is shown, as the environment says it: what `requirement` takes."""
    return {"site": os.environ.get("SPILLOVER_SITE", ""), "repository": os.environ.get("SPILLOVER_REPOSITORY", "")}


def imported(notebook: dict[str, Any]) -> set[str]:
    """The packages that the cells of a notebook need."""
    trees = (ast.parse("".join(cell["source"])) for cell in notebook["cells"] if cell["cell_type"] == "code")
    found = [node for tree in trees for node in ast.walk(tree)]
    names = [alias.name for node in found if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in found if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names} | ({"xarray"} if LABELLED in names else set())


def is_for_readers(path: Path) -> bool:
    """Whether a file is a notebook that runs with what readers can install."""
    return path.suffix == ".ipynb" and INSTRUCTORS not in imported(_read(path))


def glued(notebook: dict[str, Any]) -> dict[str, str]:
    """What the cells of a notebook keep for its text, by name, as Markdown."""
    found = {}
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", [])):
        if kept := output.get("metadata", {}).get("scrapbook"):
            data = {kind.removeprefix(RECORD): "".join(text) for kind, text in output["data"].items()}
            plain = data["text/plain"]
            words = ast.literal_eval(plain) if plain[0] in "'\"" else plain  # a text is kept with its quotes
            found[kept["name"]] = data.get("text/latex", words).replace(r"\displaystyle ", "")
    return found


def dressed(notebook: dict[str, Any], **where: str) -> dict[str, Any]:
    """A notebook, as its file holds it, with a first cell for borrowed machines, and without the import that only the build needs."""
    packages = imported(notebook)
    needed = [PROJECT["name"], *sorted(packages & SWEEPS)]
    what = requirement(*(["sweeps"] if packages & SWEEPS else []), **where)
    source = INSTALL.format(borrowed=json.dumps(BORROWED), needed=json.dumps(needed), requirement=what)
    if "myst_nb" in packages:
        source += GLUE
    first: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "install", "metadata": {}, "outputs": []}
    first["source"] = _lines(source)
    known = glued(notebook)

    def mended(cell: dict[str, Any]) -> dict[str, Any]:
        text = "".join(cell["source"])
        text = text.replace(OF_THE_BUILD, "") if cell["cell_type"] == "code" else GLUED.sub(lambda place: known[place[1]], text)
        return {**cell, "source": _lines(text)}

    cells = [mended(cell) for cell in notebook["cells"]]
    found = {**notebook, "cells": [first, *cells]}
    if "myst_nb" in imported({"cells": cells}):
        raise ValueError(f"a chapter imports of MyST-NB only what stands in the line {OF_THE_BUILD!r}")
    return found


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def copy(source: Path, target: Path, solutions: str = "fold") -> None:
    """Write the copy of a chapter for readers."""
    notebook = dressed(_read(source), **published())
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = without_solutions(notebook) if solutions == "hide" else notebook
    target.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def copy_all(app: Sphinx, error: Exception | None) -> None:
    """Put these copies beside the pages, in place of the chapters themselves."""
    if error is None and app.builder.format == "html":
        for target in Path(app.outdir, "_sources").rglob("*.ipynb"):
            source = Path(app.srcdir) / target.relative_to(Path(app.outdir, "_sources"))
            if not source.exists():  # left by a build before the chapter was moved
                target.unlink()
            elif is_for_readers(source):
                copy(source, target, app.config.book_solutions)
            elif app.config.book_solutions != "show":
                target.unlink()


def offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the tools above the text whether the page is a notebook for readers, and where it runs if its repository is known."""
    source = context.get("sourcename") or ""
    repository = (context.get("theme_repository_url") or "").rstrip("/")
    readers = source.endswith(".ipynb") and is_for_readers(Path(app.srcdir, source))
    context["notebook"] = readers or (source.endswith(".ipynb") and app.config.book_solutions == "show")
    context["launch"] = launchers(repository, source) if repository and readers else []


def launchers(repository: str, source: str) -> list[tuple[str, str]]:
    """Services that run a notebook of a repository on GitHub, and the address at each."""
    name = repository.removeprefix("https://github.com/")
    if name == repository:
        raise ValueError(f"repository_url must begin with https://github.com/, got {repository!r}")
    return [
        ("Colab", f"https://colab.research.google.com/github/{name}/blob/{FOLDER}/{source}"),
        ("Binder", f"https://mybinder.org/v2/gh/{name}/{FOLDER}?urlpath=lab/tree/{source}"),
    ]


class command(nodes.literal_block):  # type: ignore[misc]  # noqa: N801 (so docutils names its nodes)
    """A line for a terminal, which breaks between words alone."""


def visit_command(self: HTML5Translator, node: command) -> None:
    words = " ".join(f"<span>{self.encode(word)}</span>" for word in node.astext().split(" "))
    self.body.append(f'<div class="install highlight-text notranslate"><div class="highlight"><pre>{words}</pre></div></div>\n')
    raise nodes.SkipNode


class Install(SphinxDirective):
    """Lines that install the package: in them {student} and {package} stand for what pip is to install, with JupyterLab or alone."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """A block of code that a reader can copy."""
        self.env.note_reread()  # what the environment says may change from build to build
        text = "\n".join(self.content)
        for word, extras in (("student", EXTRAS), ("package", ())):
            text = text.replace(f"{{{word}}}", requirement(*extras, **published()))
        block = command(text, text, language="text")
        self.set_source_info(block)
        return [block]


def setup(app: Sphinx) -> None:
    app.add_node(command, html=(visit_command, None))
    app.add_directive("install", Install)
    app.connect("html-page-context", offer, priority=400)
    app.connect("build-finished", copy_all)
