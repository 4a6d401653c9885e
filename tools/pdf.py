"""Build the printed edition: the whole book as one PDF and one PDF a chapter, in _build/pdf; the LaTeX stays in _build/latex."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from build import ROOT, jupyter_book, mark

LATEX, PDF = ROOT / "_build" / "latex", ROOT / "_build" / "pdf"
PACKAGES = ROOT / "book" / "print" / "packages.txt"
PROGRAMS = ("latexmk", "xelatex", "makeindex", "pdffonts", "qpdf", "fc-list")
NEEDED = ("titlesec.sty", "tcolorbox.sty", "texgyretermes-math.otf", "texgyreheros-regular.otf")
FONTS = ("Noto Serif CJK SC", "DejaVu Sans Mono")
FRONT, BACK = "1-2", "Bibliography"
"""What is bound with each chapter: title page and imprint, and what its references refer to."""


def missing() -> list[str]:
    """Programs, TeX files and fonts that are not on this machine."""
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    if programs:
        return programs
    files = [name for name in NEEDED if not _said("kpsewhich", name)]
    return files + [name for name in FONTS if not _said("fc-list", name)]


def _said(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip()


def typeset(folder: Path) -> None:
    """Run XeLaTeX and makeindex until nothing changes, at least once: the date inside is that of the commit."""
    print(f"Typesetting in {folder.relative_to(ROOT)} ...", flush=True)
    command = ["latexmk", "-g", "-xelatex", "-interaction=nonstopmode", "-halt-on-error", "-silent", "spillover.tex"]
    dated = {"SOURCE_DATE_EPOCH": _said("git", "log", "-1", "--format=%ct") or "0", "FORCE_SOURCE_DATE": "1"}
    done = subprocess.run(command, cwd=folder, env={**dated, **os.environ}, capture_output=True, text=True)
    if done.returncode:
        log = (folder / "spillover.log").read_text(encoding="utf-8", errors="replace")
        raise SystemExit("XeLaTeX failed:\n" + (log[log.find("\n!") :][:2000] if "\n!" in log else done.stdout[-2000:]))


def bookmarks(book: Path) -> Any:
    """The bookmarks of a PDF as qpdf tells them: each with its title, its page, and those below it."""
    return json.loads(_said("qpdf", "--json=1", "--json-key=outlines", str(book)))["outlines"]


def pages(book: Path) -> dict[str, str]:
    """The first and the last page of each part and each chapter, by its title, as qpdf wants them."""
    entries = [entry for part in bookmarks(book) for entry in (part, *part["kids"])]
    starts = [(entry["title"], entry["destpageposfrom1"]) for entry in entries]
    return {title: f"{start}-{following - 1}" for (title, start), (_, following) in pairwise(starts)}


def chapters() -> list[tuple[str, str]]:
    """The name of each chapter's source, and its title."""
    return [(name, title) for name, title in json.loads((LATEX / "chapters.json").read_text(encoding="utf-8"))]


def main() -> int:
    """Build everything; where something is missing, say with which packages Debian brings it."""
    if lacking := missing():
        packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
        print(f"The PDF cannot be built: {', '.join(lacking)} not found. On Debian, install:", file=sys.stderr)
        print(f"  apt-get install --no-install-recommends {packages}", file=sys.stderr)
        return 1
    if status := jupyter_book("--builder", "latex"):
        return status
    typeset(LATEX)
    shutil.rmtree(PDF, ignore_errors=True)
    PDF.mkdir()
    book = PDF / "spillover.pdf"
    shutil.copyfile(LATEX / "spillover.pdf", book)
    found = pages(book)
    for name, title in chapters():
        print(f"Binding {name}.pdf: pages {found[title]}", flush=True)
        bound = ["--pages", str(book), f"{FRONT},{found[title]},{found[BACK]}", "--", str(PDF / f"{name}.pdf")]
        subprocess.run(["qpdf", "--deterministic-id", "--empty", *bound], cwd=ROOT, check=True)
    mark(PDF)
    print(f"Open {book.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
