"""Put together what a student takes, in _build/student: the wheel, the notebooks, and what Binder is to install."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from editions import ROOT, built, chosen, mark

sys.path.insert(0, str(ROOT))

from book import downloads

PLACE = built(downloads.FOLDER)
EXTRAS = (*downloads.EXTRAS, "sweeps")
"""Binder is to run every notebook."""


def write(place: Path, root: Path = ROOT) -> None:
    """Write the folder anew."""
    shutil.rmtree(place, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "--quiet", "--no-create-gitignore", "--wheel", "--out-dir", place, root], check=True)
    for path in sorted((root / "chapters").rglob("*.ipynb")):
        if downloads.is_for_readers(path):
            downloads.copy(path, place / path.relative_to(root), chosen())
    (place / "requirements.txt").write_text(f"./{downloads.requirement(*EXTRAS)}\n", encoding="utf-8")


def main() -> int:
    """Write the folder, and say where it is."""
    write(PLACE)
    mark(PLACE)
    print(f"The wheel and the notebooks are in {PLACE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
