"""Write points and remarks that you decided into the gradebook, and make pages and tables anew: ``tools/points.py [STUDENT SET ...]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from problem_set import ROOT, refused

from course import gradebook, pages, roster

CLASS = "class.csv"
"""The class list as it was when grades were last given, beside the grades."""


def main(given: Sequence[str]) -> int:
    """Change what is asked, and say what the student now has."""
    parser = argparse.ArgumentParser(prog="tools/points.py", description="Change points and remarks by hand.")
    parser.add_argument("student", nargs="?", default="", help="id, or name; without one, pages and tables are only made anew")
    parser.add_argument("number", nargs="?", default="1", help="of the set")
    parser.add_argument("--part", default="", help="an answer, such as p1_reply; without one, a remark is on the whole")
    parser.add_argument("--points", default="", help="of that answer, or auto")
    parser.add_argument("--remark", default="", help="for the student, or auto")
    parser.add_argument("--grades", type=Path, default=ROOT / "_build" / "grades", help="the folder of the grades")
    asked = parser.parse_args(given)
    try:
        known = of_class(asked.grades)
        if not (asked.grades / gradebook.FILE).exists():
            raise ValueError(f"--grades must be a folder with grades, got {asked.grades}")
        student = known.find(asked.student)
        if asked.student:
            if student is None:
                raise ValueError(f"STUDENT must be an id, or a name that one student of the class has, got STUDENT = {asked.student}")
            if not asked.points and not asked.remark:
                raise ValueError("give POINTS, COMMENT or both")
        with gradebook.changed(asked.grades) as fresh:
            if student and asked.student:
                gradebook.by_hand(fresh, asked.number, student.id, asked.part, asked.points, asked.remark)
            found = gradebook.results(fresh)
            pages.write_pages(found.values(), known, fresh)
            pages.write_tables(found, known, fresh)
    except (ValueError, OSError) as error:
        return refused(error)
    if student and asked.student:
        result = found[asked.number, student.id]
        print(f"{student.name}, set {asked.number}: {pages.points(result.earned)} of {pages.points(result.possible)}")
    return 0


def of_class(grades: Path) -> roster.Roster:
    """The class list that is kept beside the grades; without one, whoever comes is in the class."""
    path = grades / CLASS
    return roster.read(path) if path.exists() else roster.Roster([], closed=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
