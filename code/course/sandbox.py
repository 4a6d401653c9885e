"""Runs untrusted notebooks: each in a process of its own, with limits, in an empty folder, shut in as far as the system allows.

What comes back is text in a fixed shape, and is treated as such. The child is given the notebook and the names of the answers; it never
sees an answer or the salt. Of the notebook, its code goes to the child; nothing else of it is sent.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from course.notebook import MEBI, printable
from course.runner import LONGEST, MOST
from spillover.questions.form import Given

RUNNER = Path(__file__).with_name("runner.py")
PACKAGES = tuple(str(RUNNER.parents[1] / name) for name in ("positivity", "spillover"))
"""What a notebook may import of this repository: not this package, which works out the answers."""
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": ".",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""All that a notebook finds in its environment."""


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Attributes
    ----------
    seconds
        of time on the clock, after which all its processes are killed.
    cpu
        seconds of processor time, a process.
    memory
        bytes of address space, a process.
    file
        bytes of the largest file, which is also the most that can come back.
    folder
        bytes of all its files together, where files are hidden.
    processes
        of the same user; Linux does not apply it to root.
    """

    seconds: float = 90
    cpu: int = 60
    memory: int = 2048 * MEBI
    file: int = MEBI
    folder: int = 64 * MEBI
    processes: int = 0

    @property
    def of_process(self) -> dict[str, int]:
        """The limits that a process carries, by their names in the module ``resource``; macOS has none of memory that holds."""
        sizes = {"RLIMIT_FSIZE": self.file, "RLIMIT_CORE": 0} | ({} if sys.platform == "darwin" else {"RLIMIT_AS": self.memory})
        return {"RLIMIT_CPU": self.cpu, "RLIMIT_NPROC": self.processes, **sizes}


MEMORY = "" if sys.platform == "darwin" else "and memory "
CONTAINER = "tools/grading.Containerfile"
"""How to grade on other systems."""
INSIDE = "/notebook"
"""Where a notebook finds its folder; mounted first, so that it covers nothing that the notebook needs."""


class Shelter(Enum):
    """How far a notebook is shut in, from the best to the least."""

    HIDDEN = "no network, no other process in sight, no files but programs, which it cannot change"
    APART = "no network, no other process in reach; it can read and write what the user can"
    LIMITS = f"limits of time {MEMORY}only: it can use the network, and read and write what the user can"

    def command(self, limits: Limits) -> list[str]:
        """The command that shuts in what follows it."""
        if self is Shelter.HIDDEN:
            readable = dict.fromkeys([*("/usr", "/bin", "/lib", "/lib64"), sys.base_prefix, sys.prefix, *PACKAGES, str(RUNNER)])
            binds = [word for path in readable for word in ("--ro-bind-try", path, path)]
            own = ["--size", str(limits.folder), "--tmpfs", INSIDE, "--chdir", INSIDE]
            alone = ["--unshare-all", "--cap-drop", "ALL", "--die-with-parent"]  # root would keep all capabilities, and mount anew
            devices = ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/"]
            return ["bwrap", *alone, *own, *binds, *devices]
        if self is Shelter.APART:
            return ["unshare", "--user", "--map-root-user", "--net", "--ipc", "--pid", "--fork", "--kill-child"]
        return []


def missing() -> str:
    """What this system lacks to run notebooks of others, and what to do instead; nothing where it lacks nothing."""
    if find_spec("resource") is not None:
        return ""
    return (
        "this system cannot limit what a notebook of somebody else does (Python's module `resource`, which Linux and macOS have, is"
        f" missing). Grade in a container: the head of {CONTAINER} has the two commands"
    )


@cache
def available(shelter: Shelter) -> bool:
    """Whether this system allows a shelter: tried once."""
    try:
        command = [*shelter.command(Limits()), sys.executable, "-I", "-c", ""]
        tried = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=60)
    except OSError:
        return False
    return tried.returncode == 0


def warning(shelter: Shelter) -> str:
    """What whoever grades must know where notebooks are not hidden; nothing where they are."""
    if shelter is Shelter.HIDDEN:
        return ""
    why = "bubblewrap is installed, and cannot be used here" if shutil.which("bwrap") else "bubblewrap is not installed"
    return (
        f"WARNING: {why}. A notebook that is graded can read and change every file that you can. Grade what you trust, or in a container:"
        f" the head of {CONTAINER} has the two commands."
    )


def best(shelters: Iterable[Shelter] = Shelter) -> Shelter:
    """The best shelter that this system allows."""
    return next(shelter for shelter in shelters if available(shelter))


DEFAULT_LIMITS = Limits()
"""What a notebook gets unless the professor says otherwise."""


@dataclass(frozen=True)
class Returned:
    """What came back from a notebook.

    Attributes
    ----------
    answers
        by name; only names that were asked for.
    errors
        what went wrong in it, in words.
    by_the_clock
        whether it was stopped by the time on the clock, in which others may have held it up.
    """

    answers: dict[str, Given] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    by_the_clock: bool = False


def run(cells: Sequence[str], names: Sequence[str], shelter: Shelter, limits: Limits = DEFAULT_LIMITS) -> Returned:
    """Run the code of a notebook, cell by cell, and return the answers that it sets."""
    sent = json.dumps({"cells": list(cells), "names": list(names), "limits": limits.of_process})
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(sent.encode() + b"\n")
        source.seek(0)
        command = [*shelter.command(limits), sys.executable, "-I", str(RUNNER)]
        streams: Any = {"stdin": source, "stdout": target, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, start_new_session=True, **streams)
        late = False
        try:
            stopped = "it crashed, or used too much time or memory" if process.wait(limits.seconds) else ""
        except subprocess.TimeoutExpired:
            stopped, late = f"stopped after {limits.seconds} seconds", True
        finally:
            _kill(process)
        target.seek(0)
        received = target.read(limits.file)
    return replace(understood(received, names, stopped), by_the_clock=late)


def trouble(shelter: Shelter, limits: Limits = DEFAULT_LIMITS) -> str:
    """Why a notebook cannot use the package here; nothing if it can."""
    found = run(["import spillover", "%time ready = True"], ["ready"], shelter, limits)
    return "; ".join(found.errors)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of a notebook's processes."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def understood(received: bytes, names: Sequence[str], stopped: str = "") -> Returned:
    """Read what came back, and why the notebook was stopped if it was; whatever has another shape is an error, and no answer."""
    nothing = Returned(errors=(stopped or "what came back from this notebook cannot be read",))
    try:
        found = json.loads(received.partition(b"\n")[0])
    except (ValueError, RecursionError):
        return nothing
    answers, errors = (found.get("answers"), found.get("errors")) if isinstance(found, dict) else (None, None)
    if not isinstance(answers, dict) or not isinstance(errors, list):
        return nothing
    kept = {name: answers[name] for name in names if name in answers and _is_given(answers[name])}
    said = [printable(error) for error in errors[:MOST] if _is_text(error)]
    cell = found.get("cell")
    if stopped or cell is not None:
        where = f"code cell {cell}" if type(cell) is int and 0 < cell < MEBI else "this notebook"
        said.append(f"{where}: {stopped or 'it ended the run'}; what was set before that counts")
    return Returned(kept, tuple(said))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 2 * LONGEST


def _is_given(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST and all(map(_is_kept, value))
    if isinstance(value, dict):
        return len(value) <= MOST and all(map(_is_kept, (*value, *value.values())))
    return _is_kept(value)


def _is_kept(value: Any) -> bool:
    """Whether a text can be written down: half of a character, as JSON has them, stands in no file."""
    return _is_text(value) and not any("\ud800" <= sign <= "\udfff" for sign in value)
