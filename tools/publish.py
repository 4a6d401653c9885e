"""Put the pages and all other editions into one folder, _build/site, ready for a host; the targets of make before it build them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import editions

SITE = editions.built("site")
WHOLE = ("index.html", "_headers", "pdf/spillover.pdf", "epub/spillover.epub", "slides/index.html", "student/*.whl")
"""What a host must find there."""


def gather(book: Path, site: Path) -> list[str]:
    """Copy the pages with what they lead to; gives what is missing, and then copies nothing."""
    shutil.rmtree(site, ignore_errors=True)
    missing = [name for name in WHOLE if not any(book.glob(name))]
    if not missing:
        shutil.copytree(book, site, ignore=shutil.ignore_patterns(".buildinfo", editions.NOTE))
    return missing


def main() -> int:
    """Gather the site, and say where it is."""
    if missing := gather(editions.BOOK, SITE):
        print(f"The site is not whole: {', '.join(missing)} not found, or made from another commit than the pages.", file=sys.stderr)
        return 1
    print(f"Put the folder {SITE.relative_to(editions.ROOT)} on a host.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
