"""Build the edition for e-readers: the whole book as one EPUB, in _build/epub."""

from __future__ import annotations

import shutil
import sys

from build import jupyter_book
from editions import ROOT, built, mark

EPUB = built("epub")


def main() -> int:
    """Build everything afresh: what an earlier build left would be bound with it."""
    shutil.rmtree(EPUB, ignore_errors=True)
    status = jupyter_book("--builder", "custom", "--custom-builder", "epub")
    if status == 0:
        mark(EPUB)
        print(f"Open {EPUB.relative_to(ROOT) / 'spillover.epub'}.")
    return status


if __name__ == "__main__":
    sys.exit(main())
