"""Write a student's problem set into _build/problem-sets: ``tools/problem_set.py STUDENT [SET]``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from course import sheet

ROOT = Path(__file__).resolve().parent.parent
SALT = "SPILLOVER_SALT"
"""The environment variable that holds what only the professor knows."""
PUBLIC = f"Note: {SALT} is not set, so anyone can work out the numbers and the answers. Set it to a word that only you know, and keep it."


def main(student: str, number: str = "1") -> int:
    """Write the notebook, and say where it is."""
    salt = os.environ.get(SALT, "")
    try:
        path = sheet.written(student, number, salt, ROOT / "_build" / "problem-sets")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(path.relative_to(ROOT))
    if not salt:
        print(PUBLIC, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
