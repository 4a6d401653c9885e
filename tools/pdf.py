"""Build the printed edition: the whole book as one PDF and one PDF a chapter, in _build/pdf; the LaTeX stays in _build/latex."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LATEX, PDF = ROOT / "_build" / "latex", ROOT / "_build" / "pdf"
PACKAGES = ROOT / "book" / "print" / "packages.txt"
PROGRAMS = ("latexmk", "xelatex", "makeindex", "pdffonts", "qpdf", "fc-list")
NEEDED = ("titlesec.sty", "tcolorbox.sty", "texgyretermes-math.otf", "texgyreheros-regular.otf")
FONTS = ("Noto Serif CJK SC", "DejaVu Sans Mono")
BACK = ("Bibliography",)
"""What is bound with each chapter, so that its references can be looked up."""


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


def chapters(book: Path) -> Iterator[tuple[str, int, int]]:
    """The name of each chapter's source, with its first and its last page in the PDF of the book."""
    starts = [(entry["title"], entry["destpageposfrom1"]) for entry in _entries(_outlines(book)["outlines"])]
    for name, title in json.loads((LATEX / "chapters.json").read_text(encoding="utf-8")):
        place = next(i for i, (found, _) in enumerate(starts) if found == title)
        yield name, starts[place][1], starts[place + 1][1] - 1


def back(book: Path) -> list[str]:
    """The pages of the bibliography, as qpdf wants them."""
    starts = [(entry["title"], entry["destpageposfrom1"]) for entry in _entries(_outlines(book)["outlines"])]
    return [f"{start}-{starts[place + 1][1] - 1}" for place, (title, start) in enumerate(starts) if title in BACK]


def _outlines(book: Path) -> Any:
    return json.loads(_said("qpdf", "--json=1", "--json-key=outlines", str(book)))


def _entries(outlines: Any, depth: int = 0) -> Iterator[Any]:
    """Parts and chapters, in their order."""
    for entry in outlines:
        yield entry
        yield from _entries(entry["kids"], depth + 1) if depth == 0 else ()


def main() -> int:
    """Build everything; where something is missing, say with which packages Debian brings it."""
    if lacking := missing():
        packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
        print(f"The PDF cannot be built: {', '.join(lacking)} not found. On Debian, install:", file=sys.stderr)
        print(f"  apt-get install --no-install-recommends {packages}", file=sys.stderr)
        return 1
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--warningiserror", "--keep-going", "--builder", "latex"]
    status = subprocess.run([*command, str(ROOT)], cwd=ROOT, env={**os.environ, "SPILLOVER_PRINT": "1"}).returncode
    if status:
        return status
    typeset(LATEX)
    shutil.rmtree(PDF, ignore_errors=True)
    PDF.mkdir()
    book = PDF / "spillover.pdf"
    shutil.copyfile(LATEX / "spillover.pdf", book)
    front = "1-2"
    for name, first, last in chapters(book):
        print(f"Binding {name}.pdf: pages {first} to {last}", flush=True)
        pages = ",".join([front, f"{first}-{last}", *back(book)])
        subprocess.run(
            ["qpdf", "--deterministic-id", "--empty", "--pages", str(book), pages, "--", str(PDF / f"{name}.pdf")], cwd=ROOT, check=True
        )
    (PDF / "commit.txt").write_text(_said("git", "rev-parse", "HEAD"), encoding="utf-8")
    print(f"Open {book.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
