"""What the lock files pin: as bills of materials (CycloneDX) for a release, and asked whether any of it has a weakness that is known.

uv and npm do both. They are given the pins as a project of their own: uv one that depends on just these versions, npm one with a version.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from editions import ROOT

LOCKS = ("lock/all.txt", "lock/uv.txt")
PIN = re.compile(r"^[\w.-]+(?:\[[\w,.-]+\])?==[^\\\n]*[^\\\s]", re.MULTILINE)
"""A line of a lock file that names a package; those of its hashes are indented."""
BILLS = {
    "python": ("uv", "export", "--quiet", "--frozen", "--format", "cyclonedx1.5"),
    "browser": ("npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"),
}
AUDITS = {"python": ("uv", "audit", "--frozen", "--preview-features", "audit-command"), "browser": ("npm", "audit", "--package-lock-only")}


def pins() -> list[str]:
    """The versions of packages of Python, with what tells on which systems each is needed."""
    return [found for path in LOCKS for found in PIN.findall((ROOT / path).read_text(encoding="utf-8"))]


def run(command: tuple[str, ...], folder: Path) -> str:
    """What a program of the environment prints in a folder."""
    return subprocess.run([_program(command[0]), *command[1:]], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@contextmanager
def projects() -> Iterator[dict[str, Path]]:
    """The two projects, each in a folder of its own."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with TemporaryDirectory() as place:
        folders = {kind: Path(place, kind, about["name"]) for kind in BILLS}
        folders["python"].mkdir(parents=True)
        stated = {"name": about["name"], "version": about["version"], "requires-python": about["requires-python"]}
        lines = [f"{name} = {json.dumps(value)}" for name, value in {**stated, "dependencies": pins()}.items()]
        (folders["python"] / "pyproject.toml").write_text("\n".join(["[project]", *lines, ""]), encoding="utf-8")
        run(("uv", "lock", "--quiet"), folders["python"])
        shutil.copytree(ROOT / "book" / "npm", folders["browser"])
        run(("npm", "pkg", "set", f"version={about['version']}"), folders["browser"])
        yield folders


def bill(written: str) -> str:
    """A bill of materials that is the same whenever it is made: its time is the commit's, its number is drawn from what it holds."""
    found = json.loads(written)
    time = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), UTC)
    found["metadata"]["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ")
    held = json.dumps([found["metadata"]["component"], found["components"]], sort_keys=True)
    found["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, held).urn
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def write_bills(folder: Path) -> None:
    """Write both into a folder."""
    with projects() as found:
        for kind, command in BILLS.items():
            (folder / f"spillover-{kind}.cdx.json").write_text(bill(run(command, found[kind])), encoding="utf-8")


def main() -> int:
    """Ask those who keep lists of weaknesses, and say what they know; the status tells whether they know any."""
    with projects() as found:
        done = [subprocess.run([_program(command[0]), *command[1:]], cwd=found[kind]).returncode for kind, command in AUDITS.items()]
    return int(any(done))


if __name__ == "__main__":
    sys.exit(main())
