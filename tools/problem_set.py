"""Write problem sets into _build/problem-sets: ``tools/problem_set.py STUDENT [SET]``, or ``--class FILE [SET]`` for a whole class."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from course import gradebook, notebook, roster, sheet
from course.draw import fingerprint

ROOT = Path(__file__).resolve().parent.parent
SALT = "SPILLOVER_SALT"
"""The environment variable that holds what only the professor knows."""
PUBLIC = f"Note: {SALT} is not set, so anyone can work out the numbers and the answers. Set it to a word that only you know, and keep it."


def main(given: Sequence[str]) -> int:
    """Write the notebooks, and say where they are."""
    parser = argparse.ArgumentParser(prog="tools/problem_set.py", description="Write problem sets.")
    parser.add_argument("--class", dest="class_list", type=Path, metavar="FILE", help="a class list: all of it gets a notebook")
    parser.add_argument("student", help="a name; with --class the number of the set", nargs="?", default="")
    parser.add_argument("number", help="of the set", nargs="?", default="1")
    asked = parser.parse_args(given)
    salt, folder = os.environ.get(SALT, ""), ROOT / "_build" / "problem-sets"
    try:
        of_class = gradebook.fingerprint_of(ROOT / "_build" / "grades")
        if of_class not in (None, fingerprint(salt)):
            raise ValueError(f"{SALT} must be the word that grades were given with, and {differs(salt, str(of_class))}")
        if asked.class_list == Path():
            raise ValueError("CLASS must be the file of a class list, got nothing: CLASS=class.csv SET=1")
        if asked.class_list:
            number = asked.student or "1"
            students = [*roster.read(asked.class_list)]
            for done, student in enumerate(students, start=1):
                path = put(student.id, number, salt, folder, student.name)
                print(f"[{done}/{len(students)}] {path.relative_to(ROOT)}", flush=True)
        else:
            print(put(asked.student, asked.number, salt, folder).relative_to(ROOT))
    except (ValueError, OSError) as error:
        return refused(error)
    if not salt:
        print(PUBLIC, file=sys.stderr)
    return 0


def refused(why: object) -> int:
    """Say why nothing is done, and return the exit status: what stands in files is a stranger's, and must not steer the screen."""
    print(notebook.printable(str(why)), file=sys.stderr)
    return 2


def put(student: str, number: str, salt: str, folder: Path, name: str = "") -> Path:
    """Write a notebook; what stood there is kept."""
    path = folder / sheet.file_name(student, number, name)
    with kept_aside(path, folder):
        return sheet.written(student, number, salt, folder, name)


@contextmanager
def kept_aside(path: Path, folder: Path) -> Iterator[None]:
    """Where a file is written anew and becomes another, for somebody worked in it or it was drawn by another word: keep what it was."""
    before = path.read_bytes() if path.exists() else b""
    yield
    if before not in (b"", path.read_bytes()):
        kept = gradebook.unused(gradebook.copies(folder) / path.relative_to(folder))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(before)
        print(f"What was there was another, or had been changed, and is now {kept.relative_to(folder.parent.parent)}", file=sys.stderr)


def differs(salt: str, of_class: str) -> str:
    """What is wrong with a salt of another fingerprint."""
    if not salt:
        return "it is not set"
    if of_class == fingerprint(""):
        return "it is set, but they were made without one"
    blank = fingerprint(salt.strip()) == of_class
    return "it has a blank before or behind it that theirs has not" if blank else "it is another word"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
