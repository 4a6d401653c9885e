"""Build the edition for e-readers: the whole book as one EPUB, in _build/epub."""

from __future__ import annotations

import shutil
import sys

from build import ROOT, jupyter_book
from editions import mark

EPUB = ROOT / "_build" / "epub"


def main() -> int:
    """Build everything afresh: what an earlier build left would be bound with it."""
    shutil.rmtree(EPUB, ignore_errors=True)
    status = jupyter_book("--builder", "custom", "--custom-builder", "epub")
    if status == 0:
        mark(EPUB)
        print("Open _build/epub/spillover.epub.")
    return status


if __name__ == "__main__":
    sys.exit(main())
