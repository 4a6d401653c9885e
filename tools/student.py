"""Put together what a student takes, in _build/student: the wheel, the notebooks, and what Binder is to install."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from editions import ROOT, built, chosen, mark

sys.path.insert(0, str(ROOT))

from book import downloads

PLACE = built(downloads.FOLDER)
EXTRAS = (*downloads.EXTRAS, "sweeps")
"""Binder is to run every notebook."""


def notebooks(root: Path) -> list[Path]:
    """The chapters that readers take, as the book lists them: a draft, or what an editor leaves beside a chapter, is for nobody."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    listed = [contents["root"], *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"])]
    paths = (root / f"{file}.ipynb" for file in listed)
    return [path for path in paths if path.exists() and downloads.is_for_readers(path)]


def write(place: Path, root: Path = ROOT) -> None:
    """Write the folder anew."""
    shutil.rmtree(place, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "--quiet", "--no-create-gitignore", "--wheel", "--out-dir", place, root], check=True)
    for path in notebooks(root):
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
