"""Write into a notebook whose it is: ``tools/sign.py FILE STUDENT [SET]``. For a sheet that has lost its signature, or never had one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from problem_set import SALT

from course import sheet


def main(file: str, student: str, number: str = "1") -> int:
    """Sign the notebook in its place."""
    try:
        sheet.sign(Path(file), student, number, os.environ.get(SALT, ""))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{file} is now set {number} of {student}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
