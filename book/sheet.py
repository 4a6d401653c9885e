"""One style sheet for all pages, without the rules that no page can use: a browser reads all of it before it shows the first word."""

from __future__ import annotations

import fnmatch
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.application import Sphinx

from book import assets

NAME = "sheet.css"
THEIRS = (
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "proof.css",
    "exercise.css",
)
"""Sheets of the theme and of extensions; of these a part is used."""
OURS = ("explorer/explorer.css", "moving/moving.css", "console/console.css", "ask/ask.css", "regimes.css", "book.css", "front.css")
"""Sheets of this book, which come later, as a browser follows the later of two rules that weigh the same."""
UNUSED = ("basic.css", "sphinx-thebe.css", "sphinx-design.min.css", "togglebutton.css")
"""What extensions offer and no page needs."""
FILE = re.compile(r"""url\((?P<quote>["']?)(?!data:|[a-z]+://|/|#)(?P<path>[^"')]+)(?P=quote)\)""")


def joined(static: Path, parts: tuple[str, ...]) -> str:
    """Some sheets of a folder as one; files that they name are looked for from the place of the new sheet."""
    return "".join(_moved(sheet, static) for part in parts for sheet in sorted(static.glob(part)))


def _moved(sheet: Path, static: Path) -> str:
    place = sheet.parent.relative_to(static).as_posix()

    def moved(found: re.Match[str]) -> str:
        return f"url({found['quote']}{posixpath.normpath(posixpath.join(place, found['path']))}{found['quote']})"

    text = sheet.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";')
    return FILE.sub(moved, re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)).rstrip() + "\n"


def purge(site: Path, sheet: Path) -> None:
    """Take out of a sheet the rules for what is named in no page and no script of a site (PurgeCSS)."""
    tool = assets.fetched("purgecss") / "bin" / "purgecss.js"
    own = ("*.html", "chapters/**/*.html", "_static/**/*.html", "_static/**/*.js")  # slides have a sheet of their own
    content = [f"{site.as_posix()}/{pattern}" for pattern in own]
    command = [str(Path(sys.executable).with_name("node")), str(tool), "--css", str(sheet), "--content", *content]
    done = subprocess.run([*command, "--font-face", "--keyframes", "--output", str(sheet.parent)], capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"PurgeCSS could not read the style sheets:\n{done.stdout}{done.stderr}")


def one(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The one sheet in place of all that a page asks for; what is not known here would be lost, so it is an error."""
    if app.builder.name != "html":
        return
    for sheet in context["css_files"]:
        name = str(sheet.filename).partition("_static/")[2].partition("?")[0]
        if not any(fnmatch.fnmatchcase(name, known) for known in (*THEIRS, *OURS, *UNUSED)):
            raise ValueError(f"{page} asks for the style sheet {name!r}: name it in book/sheet.py")
    context["css_files"] = []


def write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        site = Path(app.outdir)
        place = site / "_static"
        with TemporaryDirectory(dir=site.parent) as aside:  # whoever reads a page meanwhile has the whole sheet of before
            sheet = Path(aside, NAME)
            sheet.write_text(joined(place, THEIRS), encoding="utf-8")
            purge(site, sheet)
            sheet.write_text(sheet.read_text(encoding="utf-8") + joined(place, OURS), encoding="utf-8")
            sheet.replace(place / NAME)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", one, priority=900)
    app.connect("build-finished", write, priority=900)  # after the extensions that bring sheets of their own
