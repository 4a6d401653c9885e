"""Build the pages of an edition, warnings as errors; start over where an earlier build was interrupted.

A full disk ends a build with one line. What was half written then is written anew by the next one, as after an interruption.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editions import HOMES, ROOT, built, chosen, mark

UNFINISHED = built(".unfinished")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_DISK = "The disk is full, or a limit on files is reached. Make room and build again: what is half written will be written anew."
SAYS_SO = re.compile("|".join([*map(os.strerror, FULL), "database or disk is full"]))
ENDS = re.compile(rf"Traceback \(most recent|Exception occurred|{SAYS_SO.pattern}")
"""From such a line on, what a program says is how it ends."""


def jupyter_book(*options: str) -> int:
    """Run jupyter-book, one build at a time; the mark of an unfinished one stays when this is interrupted."""
    with room():
        UNFINISHED.parent.mkdir(parents=True, exist_ok=True)
        with (ROOT / "_build" / ".building").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # all editions share what was read from the chapters
            return _alone(*options)


@contextmanager
def room() -> Iterator[None]:
    """End with one line where there is no more room to write."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise SystemExit(FULL_DISK) from None


def _alone(*options: str) -> int:
    everything = ["--all"] if UNFINISHED.exists() else []
    UNFINISHED.touch()
    program, home = Path(sys.executable).with_name("jupyter-book"), HOMES[chosen()]
    command = [str(program), "build", "--warningiserror", "--keep-going", "--path-output", str(home), *everything, *options]
    environment = {**os.environ, "SPILLOVER_PRINT": "1"}
    last = ""
    with subprocess.Popen([*command, str(ROOT)], cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stderr
        for line in running.stderr:
            last += line if last or ENDS.search(line) else ""
            if not last:
                print(line, end="", file=sys.stderr, flush=True)
    if running.returncode == 0:
        UNFINISHED.unlink()
    print(f"{FULL_DISK}\n" if running.returncode and SAYS_SO.search(last) else last, end="", file=sys.stderr, flush=True)
    return running.returncode


def main() -> int:
    """Build the pages."""
    status = jupyter_book()
    if status == 0:
        with room():
            mark(built("html"))
        print(f"Open {built('html') / 'index.html'} in a browser.")
    return status


if __name__ == "__main__":
    sys.exit(main())
