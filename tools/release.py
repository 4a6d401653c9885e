"""Put what goes with a release into _build/release: wheel and source of the package, PDF, EPUB, as archives the slides and the site,
and bills of materials.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from editions import ROOT
from publish import SITE
from supply import write_bills

RELEASE = ROOT / "_build" / "release"
EDITIONS = ("pdf/spillover.pdf", "epub/spillover.epub")
"""What is copied as it stands."""
FOLDERS = {"slides": SITE / "slides", "site": SITE}
"""What is packed."""


def pack(folder: Path, archive: Path) -> None:
    """A zip of a folder; the same files give the same bytes."""
    with ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            packed.writestr(ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes(), ZIP_DEFLATED)


def gather(release: Path) -> None:
    """Write the folder anew."""
    shutil.rmtree(release, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "--quiet", "--no-create-gitignore", "--out-dir", release, ROOT], check=True)
    for name in EDITIONS:
        shutil.copy(SITE / name, release)
    for name, folder in FOLDERS.items():
        pack(folder, release / f"spillover-{name}.zip")
    write_bills(release)


def main() -> int:
    """Gather the release, and say where it is."""
    gather(RELEASE)
    print(f"The release is in {RELEASE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
