"""Lead the built pages to the other editions: PDFs, the EPUB, slides and the wheel, whichever was built first.

An edition is offered if it was made from the commit that the pages were made from: it is copied beside them, and every page that has one
leads to it. Each build ends with this, so that no page has to be built again. The edition with open solutions and that without any are
built beside the public one, each in a folder ``_build`` of its own.
``tools/editions.py [FOLDER]`` notes first what the folder was made from.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SWITCH = "SPILLOVER_SOLUTIONS"
HOMES = {"fold": ROOT, "show": ROOT / "_build" / "instructor", "hide": ROOT / "_build" / "without-solutions"}
"""Where each edition has its folder ``_build``, by what the switch says of solutions."""


def chosen() -> str:
    """What the environment says of solutions."""
    way = os.environ.get(SWITCH) or "fold"
    if way not in HOMES:
        raise SystemExit(f"{SWITCH} must be {', '.join(HOMES)} or empty, got {way!r}")
    return way


def built(kind: str) -> Path:
    """The folder of what is built, such as ``html`` or ``slides``, in the edition that is asked for."""
    return HOMES[chosen()] / "_build" / kind


BOOK = built("html")
NOTE = "commit.txt"
"""Says what a folder was made from: the commit."""
WELCOME = "chapters/index"
COURSE = "chapters/teaching/course"
INSTALL = "chapters/reference/install"
BEGIN, END = "<!--editions-->", "<!--/editions-->"
PLACE = re.compile(rf'(<div class="tools">|<p class="editions">)(?:{BEGIN}.*?{END})?', re.DOTALL)
"""Where a page leads to them: among the tools above its text, and in a paragraph of the welcome page."""
ADDRESS = re.compile(rf'(<meta name="citation_fulltext_html_url" content="([^"]*)">)(?:{BEGIN}.*?{END})?')
"""Where a page tells scholarly indexes its address, and so that of its PDF."""
TAKEN = re.compile(r"^`{3}\{(?:take|move)\} ([\w-]+)$", re.MULTILINE)
"""Where a lecture takes something of a chapter."""
COPIED = {"pdf": "*.pdf", "epub": "*.epub", "slides": "**/*", "student": "*.whl"}
"""What of each edition is copied."""


def mark(folder: Path) -> None:
    """Note what a folder was made from, and lead the pages to what goes with them."""
    (folder / NOTE).write_text(_head(), encoding="utf-8")
    if (BOOK / "index.html").exists():
        offer(BOOK)


def _head() -> str:
    """The commit that is checked out, or nothing outside a repository."""
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def _note(folder: Path) -> str | None:
    note = folder / NOTE
    return note.read_text(encoding="utf-8") if note.exists() else None


def offer(site: Path) -> None:
    """Copy what was made from the same as the pages beside them, take away what was not, and mend the links of every page."""
    for kind, pattern in COPIED.items():
        source, target = BOOK.parent / kind, site / kind
        made_here = _note(source) == _note(site) is not None
        wanted = {path.relative_to(source): path for path in source.glob(pattern) if path.is_file()} if made_here else {}
        if not wanted:
            shutil.rmtree(target, ignore_errors=True)
        for path in [path for path in target.rglob("*") if path.is_file() and path.relative_to(target) not in wanted]:
            path.unlink()
        for name, path in wanted.items():
            if not ((target / name).exists() and filecmp.cmp(path, target / name, shallow=False)):
                _replace(target / name, path.read_bytes())
    for page in sorted((site / "chapters").rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        mended = linked(text, page.relative_to(site).with_suffix("").as_posix(), site)
        if mended != text:
            _replace(page, mended.encode())


def _replace(place: Path, content: bytes) -> None:
    """Write a file at once: somebody may be reading it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f".{place.name}.half")
    half.write_bytes(content)
    half.replace(place)


def linked(text: str, page: str, site: Path) -> str:
    """A page with links to its editions, in place of those that it had."""
    up = "../" * page.count("/")
    found = editions(page, site)
    tags = "".join(f'<a href="{up}{address}" title="{title}">{word}</a> ' for word, address, title in found)
    text = PLACE.sub(lambda place: place[1] + (f"{BEGIN}{tags}{END}" if tags else ""), text)
    printed = next((address for word, address, _ in found if word == "PDF"), "")

    def told(place: re.Match[str]) -> str:
        address = f'<meta name="citation_pdf_url" content="{place[2].removesuffix(f"{page}.html")}{printed}">'
        return place[1] + (f"{BEGIN}{address}{END}" if printed else "")

    return ADDRESS.sub(told, text)


@cache
def lectures() -> dict[str, list[str]]:
    """The lectures that take something of a chapter, by the last part of its name."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "slides").glob("lecture-*.md")):
        for name in set(TAKEN.findall(path.read_text(encoding="utf-8"))):
            found.setdefault(name, []).append(path.stem)
    return found


def editions(page: str, site: Path) -> list[tuple[str, str, str]]:
    """What there is of a page, or on the welcome page of the book: a word, the address from the root, and what it is."""
    whole = page == WELCOME
    decks = lectures().get(page.rpartition("/")[2], [])
    deck = f"slides/{decks[0]}.html" if len(decks) == 1 else "slides/index.html"
    found = [
        ("PDF", f"pdf/{'spillover' if whole else page.rpartition('/')[2]}.pdf", f"{'The whole book' if whole else 'This chapter'} as PDF"),
        *([("EPUB", "epub/spillover.epub", "The whole book for e-readers")] if whole else []),
        *(("Wheel", wheel.relative_to(site).as_posix(), "The package, for pip") for wheel in site.glob("student/*.whl") if page == INSTALL),
        *([("Slides", deck, "Slides of the lectures")] if decks or page in (WELCOME, COURSE) else []),
    ]
    return [edition for edition in found if (site / edition[1]).exists()]


if __name__ == "__main__":
    mark(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else BOOK)
