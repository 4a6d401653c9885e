"""Grade all problem sets of a folder into _build/grades: ``tools/grade.py [FOLDER]``, by default _build/submissions."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from problem_set import PUBLIC, ROOT, SALT

from course import gradebook, grading, sandbox, sheet
from course.draw import fingerprint
from course.grading import points

BUILD = ROOT / "_build"


def main(submissions: Path = BUILD / "submissions", grades: Path = BUILD / "grades", made: Path = BUILD / "problem-sets") -> int:
    """Grade the notebooks in turn, write each feedback at once, and the gradebook at the end."""
    if not submissions.is_dir():
        print(f"SUBMISSIONS must be a folder, got SUBMISSIONS = {submissions}", file=sys.stderr)
        return 2
    shelter, salt = sandbox.best(), os.environ.get(SALT, "")
    print(f"Notebooks run with {shelter.value}.")
    if why := sandbox.trouble(shelter):
        print(f"Nothing is graded, for no notebook could use spillover here: {why}", file=sys.stderr)
        return 2
    found, refused = by_owner(submissions)
    known, _ = by_owner(made)
    signs = {path: sheet.fingerprint_in(path) for paths in found.values() for path in paths}
    of_class = gradebook.fingerprint_of(grades) or most(signs.values()) or most(sheet.fingerprint_in(path) for [path, *_] in known.values())
    if of_class not in (None, fingerprint(salt)):
        print(f"Nothing is graded: {SALT} must be the word that the sheets were made with, and {differs(salt, of_class)}", file=sys.stderr)
        return 2
    if not salt:
        print(PUBLIC, file=sys.stderr)
    grades.mkdir(parents=True, exist_ok=True)
    if of_class:
        gradebook.sign(grades, of_class)
    accepted = []
    for (student, number), paths in found.items():
        if len(paths) > 1:
            refused.append(
                f"set {number} of {student} came more than once, and is not graded: {', '.join(map(str, paths))}; leave one file"
            )
            continue
        if signs[paths[0]] != of_class:
            why = "holds no fingerprint" if signs[paths[0]] is None else "was made with another word"
            refused.append(f"{paths[0]} {why}, and is not graded: only a sheet that was made with the word in {SALT} is")
            continue
        if known and (student, number) not in known:
            print(f"{paths[0].name}: in {made} there is no set {number} for {student}; is the name right?", file=sys.stderr)
        accepted.append(paths[0])
    reports = []
    for path, report in zip(accepted, grading.grade_all(accepted, salt, shelter), strict=True):
        (grades / f"set-{report.number}-{report.student}.md").write_text(report.feedback(), encoding="utf-8")
        print(f"{path.name}: {points(report.earned)} of {report.possible}")
        reports.append(report)
    print(*refused, sep="\n", end="\n" if refused else "", file=sys.stderr)
    gradebook.record(reports, grades)
    return 1 if refused else 0


def differs(salt: str, of_class: str) -> str:
    """What is wrong with a salt of another fingerprint."""
    if not salt:
        return "it is not set"
    if of_class == fingerprint(""):
        return "it is set, but they were made without one"
    blank = fingerprint(salt.strip()) == of_class
    return "it has a blank before or behind it that theirs has not" if blank else "it is another word"


def most(fingerprints: Iterable[str | None]) -> str | None:
    """The fingerprint that most sheets hold, of those that hold one; so no single student can change it."""
    counted = Counter(found for found in fingerprints if found is not None)
    return max(counted, key=lambda found: counted[found], default=None)


def by_owner(folder: Path) -> tuple[dict[tuple[str, str], list[Path]], list[str]]:
    """The notebooks of a folder by student and set, and what is wrong with the names of others; Jupyter's own copies are left out."""
    found: dict[tuple[str, str], list[Path]] = {}
    refused = []
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            try:
                found.setdefault(grading.owner(path), []).append(path)
            except ValueError as error:
                refused.append(str(error))
    return found, refused


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
