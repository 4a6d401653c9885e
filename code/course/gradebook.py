"""Keeps points and remarks in a gradebook of nbgrader: each change is made in a copy, which takes the place of the old one as a whole."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from course.draw import named
from course.grading import Report
from spillover.checks import require

FILE = "gradebook.db"
FINGERPRINT = "fingerprint.txt"
"""The file beside the grades that holds the fingerprint of the salt that they were given with."""
WHOLE = "notebook"
"""A cell that no notebook has: its remarks are about the whole of it."""
AUTO = "auto"
"""In the place of points: those of the grader."""
POINTS = re.compile(r"\d{0,6}\.\d{1,9}|\d{1,6}(?:/[1-9]\d{0,5})?", re.ASCII)
"""How points are written by hand."""


@dataclass(frozen=True)
class Line:
    """One answer in the gradebook.

    Attributes
    ----------
    name
        of the answer.
    points, possible
        earned, by hand where somebody changed them, and most.
    remark
        by hand where somebody wrote one.
    by_hand
        whether somebody changed the points.
    """

    name: str
    points: Fraction
    possible: Fraction
    remark: str
    by_hand: bool


@dataclass(frozen=True)
class Result:
    """A student's notebook in the gradebook.

    Attributes
    ----------
    number, student
        of which set it is, and the id of whose.
    lines
        its answers, by name.
    problems
        the title of each, the chapter to read again, and the names of its answers.
    errors
        what went wrong while it ran.
    remark
        of the professor on the whole.
    penalty
        the points that it loses because it came late.
    """

    number: str
    student: str
    lines: Mapping[str, Line]
    problems: tuple[tuple[str, str, tuple[str, ...]], ...]
    errors: tuple[str, ...]
    remark: str
    penalty: Fraction

    @property
    def earned(self) -> Fraction:
        """The points of all answers, less what it loses because it came late."""
        return max(Fraction(0), sum((line.points for line in self.lines.values()), Fraction(0)) - self.penalty)

    @property
    def possible(self) -> Fraction:
        """All points that could be earned."""
        return sum((line.possible for line in self.lines.values()), Fraction(0))


Results = dict[tuple[str, str], Result]
"""By set and student."""


# Files


def fingerprint_of(folder: Path) -> str | None:
    """The fingerprint of the salt that the grades in a folder were given with; None where there is none."""
    path = folder / FINGERPRINT
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def sign(folder: Path, fingerprint: str) -> None:
    """Keep the fingerprint beside the grades."""
    (folder / FINGERPRINT).write_text(fingerprint + "\n", encoding="utf-8")


def copies(folder: Path) -> Path:
    """Where the grades stay as they were before each run."""
    return folder.with_name(f"{folder.name}-before")


@contextmanager
def changed(folder: Path) -> Iterator[Path]:
    """A copy of the folder of grades to write into. It takes the folder's place at the end, and the folder as it was is kept.

    Where anything fails before that, the folder stays as it is.

    Raises
    ------
    ValueError
        If somebody else changed the gradebook meanwhile.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as room:
        fresh = Path(room, "grades")
        if folder.exists():
            shutil.copytree(folder, fresh)
        else:
            fresh.mkdir()
        before = _state(folder)
        yield fresh
        if _state(folder) != before:
            raise ValueError(f"the grades in {folder} were changed meanwhile; run this again")
        if folder.exists():
            copies(folder).mkdir(exist_ok=True)
            kept = unused(copies(folder) / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
            folder.rename(kept)
            try:
                fresh.rename(folder)
            except OSError:
                kept.rename(folder)
                raise
        else:
            fresh.rename(folder)


def _state(folder: Path) -> tuple[int, int] | None:
    """By what a gradebook is seen to have changed."""
    path = folder / FILE
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else None


def unused(path: Path) -> Path:
    """The path, or with a number behind it where there is something already."""
    names = (path.with_name(f"{path.name}-{number}") for number in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())


# What is in it


def record(reports: Iterable[Report], folder: Path, penalties: Mapping[tuple[str, str], Fraction] | None = None) -> None:
    """Write points and remarks into the gradebook; what is there already stays, and so does what somebody changed by hand.

    Parameters
    ----------
    reports
        a graded notebook each; one of a student and a set that are there already takes their place.
    folder
        where the gradebook is kept.
    penalties
        what those lose that came late, by set and student.
    """
    with _open(folder) as book:
        for report in reports:
            name = _name(report.number)
            book.update_or_create_assignment(name)
            book.update_or_create_notebook(name, name)
            book.update_or_create_student(report.student)
            for entry in report.parts:
                book.update_or_create_grade_cell(entry.part.name, name, name, max_score=entry.part.points, cell_type="code")
            for cell in (*(entry.part.name for entry in report.parts), WHOLE):
                book.update_or_create_solution_cell(cell, name, name)
            book.update_or_create_submission(name, report.student)
            for entry in report.parts:
                where = (entry.part.name, name, name, report.student)
                book.find_grade(*where).auto_score = float(entry.earned)
                book.find_comment(*where).auto_comment = html.escape(entry.mark.remark, quote=False)
            listed = [[title, report.chapters[title], [entry.part.name for entry in parts]] for title, parts in report.graded.items()]
            _whole(book, name, report.student).auto_comment = json.dumps({"problems": listed, "errors": report.errors})
            penalty = (penalties or {}).get((report.number, report.student), Fraction(0))
            book.find_submission_notebook(name, name, report.student).late_submission_penalty = float(penalty)
            book.db.commit()


def by_hand(folder: Path, number: str, student: str, part: str = "", points: str = "", remark: str = "") -> None:
    """Write points, a remark or both, as somebody decided them; grading again keeps them.

    Parameters
    ----------
    folder
        where the gradebook is kept.
    number, student
        of which set, and the id of whose.
    part
        the name of an answer; the whole where there is none.
    points
        of that answer; "auto" for those of the grader.
    remark
        for the student; "auto" for that of the grader.

    Raises
    ------
    ValueError
        If there is no such answer in the gradebook, or it cannot have such points.
    """
    from nbgrader.api import MissingEntry

    name = _name(number)
    with _open(folder) as book:
        try:
            whole = _whole(book, name, student)
            grade = book.find_grade(part, name, name, student) if part else None
        except MissingEntry:
            if name in _names(book) and student not in {one.student.id for one in book.find_assignment(name).submissions}:
                raise ValueError(
                    f"nothing of {student} is graded in set {number}: grade a sheet of theirs first, the blank one that was made if need be"
                ) from None
            known = ", ".join(cell.name for cell in book.find_notebook(name, name).grade_cells) if name in _names(book) else "none"
            raise ValueError(f"there is no answer {part or 'at all'} of {student} in set {number}; its answers are {known}") from None
        if points:
            if grade is None:
                raise ValueError("POINTS needs PART, the name of an answer")
            grade.manual_score = _points(points, grade.max_score)
        if remark:
            comment = book.find_comment(part, name, name, student) if part else whole
            comment.manual_comment = None if remark == AUTO else remark
        book.db.commit()


def _points(text: str, most: float) -> float | None:
    if text == AUTO:
        return None
    found = Fraction(text) if POINTS.fullmatch(text) else Fraction(-1)
    require("POINTS", text, f"a number from 0 to {most:g}, or {AUTO!r}", 0 <= found <= most)
    return float(found)


def results(folder: Path) -> Results:
    """All that is in a gradebook; nothing where there is none.

    Raises
    ------
    ValueError
        If it is no gradebook, or not as it is written here.
    """
    found: Results = {}
    if (folder / FILE).exists():
        with _open(folder) as book:
            for assignment in book.assignments:
                number = named(assignment.name.removeprefix("set-"), "set")
                for submission in assignment.submissions:
                    student = named(submission.student.id)
                    try:
                        (notebook,) = submission.notebooks
                        found[number, student] = _result(number, student, notebook)
                    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
                        raise _unreadable(error) from error
    return found


def _result(number: str, student: str, notebook: Any) -> Result:
    remarks = {comment.name: comment for comment in notebook.comments}
    whole = remarks.get(WHOLE)
    kept = json.loads(whole.auto_comment) if whole is not None else {"problems": [], "errors": []}
    lines = {
        grade.name: Line(
            grade.name,
            Fraction(grade.score),
            Fraction(grade.max_score),
            remarks[grade.name].manual_comment or html.unescape(remarks[grade.name].auto_comment or ""),
            grade.manual_score is not None,
        )
        for grade in notebook.grades
    }
    listed = tuple((title, chapter, tuple(names)) for title, chapter, names in kept["problems"])
    order = [name for *_, names in listed for name in names] or sorted(lines)
    return Result(
        number,
        student,
        {name: lines[name] for name in order},
        listed,
        tuple(kept["errors"]),
        whole.manual_comment or "" if whole is not None else "",
        Fraction(notebook.late_submission_penalty or 0),
    )


def _name(number: str) -> str:
    return f"set-{number}"


def _names(book: Any) -> list[str]:
    return [assignment.name for assignment in book.assignments]


def _whole(book: Any, name: str, student: str) -> Any:
    """The remark on the whole of a notebook; a gradebook from before there were such has none yet."""
    from nbgrader.api import Comment, MissingEntry

    try:
        return book.find_comment(WHOLE, name, name, student)
    except MissingEntry:
        cell = book.find_solution_cell(WHOLE, name, name)
        comment = Comment(cell_id=cell.id, notebook=book.find_submission_notebook(name, name, student))
        book.db.add(comment)
        return comment


@contextmanager
def _open(folder: Path) -> Iterator[Any]:
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with _commands(), _quiet(), Gradebook(f"sqlite:///{folder / FILE}") as book:
            yield book
    except SQLAlchemyError as error:
        raise _unreadable(getattr(error, "orig", None) or error) from error


def _unreadable(why: object) -> ValueError:
    return ValueError(f"{FILE} is no gradebook, or not as it is written here: {' '.join(f'{why!r}'.split()):.200}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave out a warning of SQLAlchemy about how nbgrader builds a submission; it does no harm there."""
    from sqlalchemy.exc import SAWarning

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Object of type .* not in session", SAWarning)
        yield


@contextmanager
def _commands() -> Iterator[None]:
    """Put the commands beside this Python on the path: nbgrader calls one of them, alembic, when it makes a gradebook."""
    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
