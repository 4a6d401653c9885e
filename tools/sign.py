"""Write into a notebook whose it is: ``tools/sign.py FILE STUDENT [SET]``. For a sheet that has lost its signature, or never had one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from problem_set import SALT, refused

from course import sheet
from course.notebook import printable


def main(given: Sequence[str]) -> int:
    """Sign the notebook in its place."""
    parser = argparse.ArgumentParser(prog="tools/sign.py", description="Write into a notebook whose it is.")
    parser.add_argument("file", type=Path, help="the notebook")
    parser.add_argument("student", help="whose it is: an id, or a name")
    parser.add_argument("number", help="of the set", nargs="?", default="1")
    asked = parser.parse_args(given)
    try:
        sheet.sign(asked.file, asked.student, asked.number, os.environ.get(SALT, ""))
    except (ValueError, OSError) as error:
        return refused(error)
    print(printable(f"{asked.file} is now set {asked.number} of {asked.student}."))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
