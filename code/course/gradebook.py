"""Keeps points and remarks in a gradebook of nbgrader, for its own reports and exports."""

from __future__ import annotations

import html
import os
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course.grading import Report

FINGERPRINT = "fingerprint.txt"
"""The file beside the grades that holds the fingerprint of the salt that they were given with."""


def fingerprint_of(folder: Path) -> str | None:
    """The fingerprint of the salt that the grades in a folder were given with; None where there is none."""
    path = folder / FINGERPRINT
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def sign(folder: Path, fingerprint: str) -> None:
    """Keep the fingerprint beside the grades. The file is there as a whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as part:
        part.write(fingerprint + "\n")
    os.replace(part.name, folder / FINGERPRINT)


def record(reports: Iterable[Report], folder: Path) -> None:
    """Write the points and the remarks into ``gradebook.db``, and the totals into ``grades.csv``; what is there already stays.

    Parameters
    ----------
    reports
        a graded notebook each; one of a student and a set that are there already takes their place.
    folder
        where both files are kept.
    """
    from nbgrader.api import Gradebook
    from nbgrader.plugins.export import CsvExportPlugin

    with _commands(), _quiet(), Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        for report in reports:
            name = f"set-{report.number}"
            book.update_or_create_assignment(name)
            book.update_or_create_notebook(name, name)
            book.update_or_create_student(report.student)
            for entry in report.parts:
                book.update_or_create_grade_cell(entry.part.name, name, name, max_score=entry.part.points, cell_type="code")
                book.update_or_create_solution_cell(entry.part.name, name, name)
            book.update_or_create_submission(name, report.student)
            for entry in report.parts:
                where = (entry.part.name, name, name, report.student)
                book.find_grade(*where).auto_score = float(entry.earned)
                book.find_comment(*where).auto_comment = html.escape(entry.mark.remark, quote=False)
            book.db.commit()
        CsvExportPlugin(to=str(folder / "grades.csv")).export(book)


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
