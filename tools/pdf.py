"""Build the printed edition, in _build/pdf: the whole book as one PDF, set by XeLaTeX, and from the built pages one PDF a chapter.

Those of the chapters are for screen readers too; the LaTeX stays in _build/latex.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml
from build import jupyter_book
from editions import ROOT, built, mark

sys.path.insert(0, str(ROOT))
from book import tagged

LATEX, PDF, PAGES = built("latex"), built("pdf"), built("html")
PACKAGES = ROOT / "book" / "print" / "packages.txt"
PROGRAMS = ("latexmk", "xelatex", "makeindex", "fc-list", "chromium")
NEEDED = ("titlesec.sty", "placeins.sty", "tcolorbox.sty", "texgyretermes-math.otf", "texgyreheros-regular.otf")
FONTS = ("Noto Serif CJK SC", "DejaVu Sans Mono")


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


def files() -> list[str]:
    """Every chapter as the table of contents has it."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]


def main() -> int:
    """Build everything; where something is missing, say with which packages Debian brings it."""
    if lacking := missing():
        packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
        print(f"The PDF cannot be built: {', '.join(lacking)} not found. On Debian, install:", file=sys.stderr)
        print(f"  apt-get install --no-install-recommends {packages}", file=sys.stderr)
        return 1
    if status := jupyter_book("--builder", "latex"):
        return status
    shutil.rmtree(PDF, ignore_errors=True)
    PDF.mkdir()
    book = PDF / "spillover.pdf"
    with ThreadPoolExecutor() as pool, tagged.chromium() as browser:
        whole = pool.submit(typeset, LATEX)  # while the browser prints
        for name in files():
            target = PDF / f"{Path(name).name}.pdf"
            print(f"Printing {target.name}", flush=True)
            tagged.chapter(browser, PAGES / f"{name}.html", target)
        whole.result()
    shutil.copyfile(LATEX / "spillover.pdf", book)
    mark(PDF)
    print(f"Open {book.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
