"""The console: a page on which the package runs in the reader's browser, with everything that it takes beside the page.

The directive ``{console}`` marks the place. Its files are written into ``_static/console`` of the pages: Python itself, which Pyodide
brings along; SymPy and mpmath from the packages installed here; and the package.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import mpmath
import sympy
from docutils import nodes
from sphinx.application import Sphinx

from book import marked
from book.assets import fetched, write_whole

ROOT = Path(__file__).resolve().parent.parent
OWN = (ROOT / "code" / "positivity", ROOT / "code" / "spillover", ROOT / "book" / "browser")
OTHERS = tuple(Path(module.__file__).parent for module in (sympy, mpmath))
"""The folders that are packed: the package with what shows its results, and what it builds on."""
LEFT_OUT = {
    *("tests", "testing", "benchmarks", "sandbox", "physics", "stats", "vector", "categories", "holonomic", "crypto"),
    *("liealgebras", "diffgeom", "autolev", "latex", "c", "fortran"),
}
"""Folders of SymPy that the package does without."""
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""The files of Pyodide that the page loads."""
TO_PACK = {".wasm"}
"""Compressed here and unpacked by the page, so that they are as small from every host."""

PLACE = """<div class="console"><p>Here your browser would offer a console. It needs JavaScript, which this page
does not find; the examples below show what the console answers.</p></div>"""


class ConsoleDirective(marked.MarkingDirective):
    """The place of the console on a page."""

    mark = "console"

    def run(self) -> list[nodes.Node]:
        """Leave a box that the page's script fills."""
        self.note()
        return [nodes.raw("", PLACE, format="html")]


def sources() -> dict[str, Path]:
    """The Python files that are packed, by their names in the archive, in a fixed order."""
    paths = [(path.relative_to(folder.parent), path) for folder in (*OWN, *OTHERS) for path in sorted(folder.rglob("*.py"))]
    return {name.as_posix(): path for name, path in paths if not LEFT_OUT.intersection(name.parts)}


def without_docstrings(text: str) -> str:
    """The same lines of Python, those of docstrings left empty: a third of SymPy, and its documentation is elsewhere."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            words = node.body[0]
            first, last = words.lineno - 1, (words.end_lineno or words.lineno) - 1
            before, after = lines[first].encode()[: words.col_offset], lines[last].encode()[words.end_col_offset :]
            if not before.strip() and not after.strip():
                lines[first : last + 1] = [f'{before.decode()}""\n', *["\n"] * (last - first)]
    return "".join(lines)


def archive() -> bytes:
    """One zip of the Python files; the same files give the same bytes."""
    whole = BytesIO()
    with ZipFile(whole, "w") as packed:
        for name, path in sources().items():
            text = path.read_text(encoding="utf-8")
            packed.writestr(ZipInfo(name), text if any(map(path.is_relative_to, OWN)) else without_docstrings(text), ZIP_DEFLATED, 9)
    return whole.getvalue()


def contents() -> Iterator[tuple[str, bytes]]:
    """The files that the page loads; what it has to unpack says so in its name."""
    for path in map(fetched("pyodide").joinpath, RUNTIME):
        whole = path.read_bytes()
        yield (f"{path.name}.packed", gzip.compress(whole, 9, mtime=0)) if path.suffix in TO_PACK else (path.name, whole)
    yield "library.zip", archive()


def digest() -> str:
    """Sixteen hexadecimal digits that change with anything that the page loads."""
    sha = hashlib.sha256()
    for path in (Path(__file__), *map(fetched("pyodide").joinpath, RUNTIME), *sources().values()):
        sha.update(path.name.encode() + path.read_bytes())
    return sha.hexdigest()[:16]


def write(place: Path) -> None:
    """Put the files into a folder with a name of its own, so that a browser never mixes two editions, and list them beside it."""
    folder = place / f"run-{digest()}"
    if (folder / "files.json").exists():
        return
    for old in place.glob("run-*"):
        shutil.rmtree(old)
    folder.mkdir(parents=True)
    files = dict(contents())
    for name, whole in files.items():
        (folder / name).write_bytes(whole)
    licences(folder)
    about = json.loads((fetched("pyodide") / "pyodide-lock.json").read_bytes())["info"]
    listed = {"folder": f"{folder.name}/", "python": about, "files": {name: len(whole) for name, whole in files.items()}}
    for target in (place, folder):
        write_whole(target / "files.json", json.dumps(listed, indent=1) + "\n")


def licences(place: Path) -> None:
    """Put the licences that the packages carry beside what they license."""
    for package in ("sympy", "mpmath"):
        (text,) = (path for path in metadata.files(package) or () if path.name == "LICENSE" and ".dist-info" in str(path))
        shutil.copyfile(str(text.locate()), place / f"LICENSE.{package}.txt")


def dress(app: Sphinx, page: str, *others: Any) -> None:
    """Give the page of the console its script and its style."""
    marked.load(app, ConsoleDirective.mark, "console.js", page, type="module")


def finish(app: Sphinx, error: Exception | None) -> None:
    """Write the files of the console if a page holds it."""
    if marked.anywhere(app, ConsoleDirective.mark, error):
        write(Path(app.outdir) / "_static" / "console")


def setup(app: Sphinx) -> None:
    app.add_directive("console", ConsoleDirective)
    app.connect("html-page-context", dress)
    app.connect("build-finished", finish)
