"""Grade all problem sets of a folder into _build/grades: ``tools/grade.py [FOLDER]``, by default _build/submissions."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from points import CLASS, of_class
from problem_set import PUBLIC, ROOT, SALT, differs, refused

from course import gradebook, grading, handed_in, pages, roster, sandbox
from course.draw import fingerprint
from course.gradebook import Results
from course.grading import Report
from course.handed_in import Late, Sheet
from course.pages import points
from course.problems import SETS
from course.roster import Roster
from course.sandbox import Shelter

BUILD = ROOT / "_build"
DUE = "due.json"
"""The file beside the grades that holds until when each set was not late, and what a late sheet loses."""
NEVER = "none"
"""Takes back the time of a set."""


class Stopped(Exception):  # noqa: N818
    """Why nothing is graded."""


def main(given: Sequence[str]) -> int:
    """Grade the notebooks, and write all that follows, or nothing; 0 if any sheet is graded, whatever is left out beside it."""
    parser = argparse.ArgumentParser(prog="tools/grade.py", description="Grade problem sets.")
    parser.add_argument("submissions", nargs="?", type=Path, default=BUILD / "submissions", help="the folder of what was handed in")
    parser.add_argument("--class", dest="class_list", type=Path, metavar="FILE", help="the class list; kept for the next run")
    parser.add_argument("--set", dest="number", default="", help="the only set to grade; without it, all")
    parser.add_argument("--due", default="", help="of one set, such as 2026-12-01 23:59+08:00, or none; kept for the next run")
    parser.add_argument("--late", default="", help="what a late sheet loses of the set's points, such as 10%%/day")
    parser.add_argument("--yes", action="store_true", help="do not ask before grades become lower")
    parser.add_argument("--grades", type=Path, default=BUILD / "grades", help="the folder of the grades")
    parser.add_argument("--made", type=Path, default=BUILD / "problem-sets", help="the folder of the sheets that were made")
    asked = parser.parse_args(given)
    try:
        return graded(asked)
    except (Stopped, ValueError, OSError) as error:
        return refused(f"Nothing is graded: {error}")


def graded(asked: argparse.Namespace) -> int:
    """Grade, if all is as it must be."""
    if why := sandbox.missing():
        raise Stopped(why)
    if not asked.submissions.is_dir():
        raise Stopped(f"SUBMISSIONS must be a folder, got SUBMISSIONS = {asked.submissions}")
    if asked.number not in ("", *SETS):
        raise Stopped(f"SET must be one of {', '.join(SETS)}, got SET = {asked.number}")
    if asked.late and asked.due in ("", NEVER):
        raise Stopped("LATE needs DUE, the time until which a sheet is not late")
    if asked.due not in ("", NEVER):
        Late.read(asked.due, asked.late)
    known = roster.read(asked.class_list) if asked.class_list else of_class(asked.grades)
    salt, read = os.environ.get(SALT, ""), handed_in.files(asked.submissions)
    of_salt = checked_word(salt, asked, read, known)
    shelter = sandbox.best()
    print(f"Notebooks run with {shelter.value}.")
    if unsafe := sandbox.warning(shelter):
        print(unsafe, file=sys.stderr)
    if why := sandbox.trouble(shelter):
        raise Stopped(f"no notebook could use spillover here: {why}")
    if not salt:
        print(PUBLIC, file=sys.stderr)
    sheets, left_out = handed_in.owners(read, asked.submissions, known, salt)
    sheets = [sheet for sheet in sheets if asked.number in ("", sheet.number)]
    due = dues(asked, {sheet.number for sheet in sheets})
    late = {number: Late.read(*said) for number, said in due.items()}
    for doubt in handed_in.doubts(sheets, late):
        print(doubt, file=sys.stderr)
    for number in sorted({sheet.number for sheet in sheets} & due.keys()):
        time, rate = due[number]
        print(f"Set {number} was due {time}{f'; a late sheet loses {rate}' if rate else ''}.")
    reports = [*run(sheets, salt, shelter, late)]
    penalties = {
        sheet.key: late[sheet.number].penalty(sheet.time, report.possible)
        for sheet, report in zip(sheets, reports, strict=True)
        if sheet.number in late
    }
    with gradebook.changed(asked.grades) as fresh:
        before = gradebook.results(fresh)
        if sheets:
            gradebook.sign(fresh, of_salt)
        (fresh / DUE).write_text(json.dumps(due, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        if asked.class_list:
            shutil.copyfile(asked.class_list, fresh / CLASS)
        gradebook.record(reports, fresh, penalties)
        after = gradebook.results(fresh)
        accept(before, after, known, asked.yes)
        pages.write_pages([after[sheet.key] for sheet in sheets], known, fresh)
        pages.write_tables(after, known, fresh)
    print("", *pages.summary(after, known), f"\nPages and tables are in {asked.grades}.", sep="\n", flush=True)
    if left_out or not sheets:
        lines = [" Left out, and not graded:", *(f"\n  {line}" for line in left_out)] if left_out else []
        print(f"\nSheets graded: {len(sheets)}.", *lines, sep="", file=sys.stderr)
    return 0 if sheets else 1


def checked_word(salt: str, asked: argparse.Namespace, read: handed_in.Read, known: Roster) -> str:
    """The fingerprint of the salt; grades, sheets handed in or sheets made that have another stop the run."""
    of_class = (
        gradebook.fingerprint_of(asked.grades)
        or handed_in.fingerprint_of_most(read, asked.submissions, known, salt)
        or handed_in.fingerprint_of_most(handed_in.files(asked.made), asked.made, known, salt)
    )
    if of_class not in (None, fingerprint(salt)):
        raise Stopped(f"{SALT} must be the word that the sheets were made with, and {differs(salt, str(of_class))}")
    return fingerprint(salt)


def dues(asked: argparse.Namespace, handed: set[str]) -> dict[str, list[str]]:
    """Until when each set is not late, and what it loses then: as it was said before, but for the one set of which it is said now."""
    before = said_before(asked.grades / DUE)
    if not asked.due:
        return before
    of = {asked.number} if asked.number else handed
    if len(of) > 1:
        raise Stopped(f"DUE is the time of one set, and what was handed in is of sets {', '.join(sorted(of))}; say which: SET=1")
    said = {number: [asked.due, asked.late] for number in of} if asked.due != NEVER else {}
    return {number: kept for number, kept in before.items() if number not in of} | said


def said_before(path: Path) -> dict[str, list[str]]:
    """The times and rates that an earlier run kept; anything else in their place stops this one."""
    try:
        found = json.loads(path.read_bytes()) if path.exists() else {}
    except (OSError, ValueError, RecursionError):
        found = None
    match found:
        case dict() if all(isinstance(said, list) and [*map(type, said)] == [str, str] for said in found.values()):
            return found
    raise Stopped(f"{path} must hold the times of the sets as they were kept; take it away, and say DUE again")


def run(sheets: list[Sheet], salt: str, shelter: Shelter, late: Mapping[str, Late]) -> Iterable[Report]:
    """Run the notebooks, and say of each what it earned and what was wrong."""
    for done, (sheet, report) in enumerate(zip(sheets, grading.grade_all(sheets, salt, shelter), strict=True), start=1):
        told = [f"[{done}/{len(sheets)}] set {sheet.number}, {sheet.student.name}: {points(report.earned)} of {report.possible}"]
        if sheet.number in late and (penalty := late[sheet.number].penalty(sheet.time, report.possible)):
            told.append(f"late, which costs {points(penalty)}")
        print("; ".join([*told, *report.trouble]), flush=True)
        yield report


def accept(before: Results, after: Results, known: Roster, yes: bool) -> None:
    """Say which grades change; unless somebody agrees, none may become lower."""
    changes = [(after[key], before[key].earned) for key in before if after[key].earned != before[key].earned]
    for result, old in changes:
        how, name = "Lower" if result.earned < old else "Higher", known.get(result.student).name
        print(f"{how} than before: set {result.number}, {name}: {points(old)} → {points(result.earned)}")
    if any(result.earned < old for result, old in changes) and not yes:
        if not sys.stdin.isatty():
            raise Stopped("grades already given would become lower; with YES=1 (--yes) they do")
        if input("Write these grades? [y/N] ").strip().lower() not in ("y", "yes"):
            raise Stopped("grades already given would have become lower")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
