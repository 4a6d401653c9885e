"""Grade all problem sets of a folder into _build/grades: ``tools/grade.py [FOLDER]``, by default _build/submissions."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from problem_set import PUBLIC, ROOT, SALT

from spillover.teaching import gradebook, grading, sandbox
from spillover.teaching.grading import points


def main(submissions: Path = ROOT / "_build" / "submissions", grades: Path = ROOT / "_build" / "grades") -> int:
    """Grade notebook by notebook, write each feedback at once, and the gradebook at the end."""
    if not submissions.is_dir():
        print(f"SUBMISSIONS must be a folder, got SUBMISSIONS = {submissions}", file=sys.stderr)
        return 2
    shelter, salt = sandbox.best(), os.environ.get(SALT, "")
    print(f"Notebooks run with {shelter.value}.")
    if not salt:
        print(PUBLIC, file=sys.stderr)
    grades.mkdir(parents=True, exist_ok=True)
    reports, refused = [], 0
    for path in sorted(submissions.rglob("*.ipynb")):
        try:
            report = grading.grade(path, salt, shelter)
        except ValueError as error:
            refused += 1
            print(error, file=sys.stderr)
            continue
        (grades / path.with_suffix(".md").name).write_text(report.feedback(), encoding="utf-8")
        print(f"{path.name}: {points(report.earned)} of {report.possible}")
        reports.append(report)
    gradebook.record(reports, grades)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
