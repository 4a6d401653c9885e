"""What the pages bring along for the browser, fetched by npm as book/npm/package-lock.json pins it, into _build/npm."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED, FETCHED = ROOT / "book" / "npm", ROOT / "_build" / "npm"


def write_whole(place: Path, text: str) -> None:
    """Write a file that later builds take as it is: it is there as a whole or not at all, also when the disk is full."""
    half = place.with_name(f".{place.name}.half")
    half.write_text(text, encoding="utf-8")
    half.replace(place)


def fetched(name: str) -> Path:
    """The folder of an npm package; npm runs when the lock file is not the one of the last time."""
    lock = FETCHED / "package-lock.json"
    if not (FETCHED / "node_modules").exists() or lock.read_bytes() != (PINNED / lock.name).read_bytes():
        print("Fetching what the browser needs ...", flush=True)
        shutil.rmtree(FETCHED, ignore_errors=True)
        fetch(FETCHED)
    return FETCHED / "node_modules" / name


def fetch(place: Path) -> None:
    """Let npm fetch into a folder what the lock file pins; npm checks every file against its hash."""
    half = place.with_name(f"{place.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(PINNED, half)
    npm = str(Path(sys.executable).with_name("npm"))
    done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=half, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"npm could not fetch what book/npm/package-lock.json names:\n{done.stdout}{done.stderr}")
    half.rename(place)
