"""Build the book into _build/html, warnings as errors; start over where an earlier build was interrupted."""

from __future__ import annotations

import argparse
import fcntl
import os
import subprocess
import sys
from pathlib import Path

from editions import mark

ROOT = Path(__file__).resolve().parent.parent
UNFINISHED = ROOT / "_build" / ".unfinished"


def jupyter_book(*options: str) -> int:
    """Run jupyter-book, one build at a time; the mark of an unfinished one stays when this is interrupted."""
    UNFINISHED.parent.mkdir(exist_ok=True)
    with UNFINISHED.with_name(".building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # all editions share what was read from the chapters
        return _alone(*options)


def _alone(*options: str) -> int:
    everything = ["--all"] if UNFINISHED.exists() else []
    UNFINISHED.touch()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "--warningiserror", "--keep-going", *everything, *options]
    status = subprocess.run([*command, str(ROOT)], cwd=ROOT, env={**os.environ, "SPILLOVER_PRINT": "1"}).returncode
    if status == 0:
        UNFINISHED.unlink()
    return status


def main() -> int:
    """Build the pages."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--path-output", type=Path, default=ROOT, help="the folder in which _build/html is made")
    place = arguments.parse_args().path_output
    status = jupyter_book("--path-output", str(place))
    if status == 0:
        mark(place / "_build" / "html")
        print(f"Open {place / '_build' / 'html' / 'index.html'} in a browser.")
    return status


if __name__ == "__main__":
    sys.exit(main())
