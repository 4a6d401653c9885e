"""Grades notebooks: the answers that come back, part by part, against the exact ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from course import sandbox
from course.answers import Given, Mark
from course.draw import named
from course.problems import SETS, Part, Problem, problems
from course.sandbox import DEFAULT_LIMITS, Limits, Returned, Shelter

FILE = re.compile(rf"set-({'|'.join(SETS)})-(.+?)(-Copy\d+)?\.ipynb")
"""The name of a problem set, with what Jupyter adds to that of a copy."""


@dataclass(frozen=True)
class Graded:
    """One answer, graded.

    Attributes
    ----------
    part
        of a problem, which the answer is to.
    mark
        the share of its points, and what the student is told.
    """

    part: Part
    mark: Mark

    @property
    def earned(self) -> Fraction:
        """The points that it earns."""
        return self.part.points * self.mark.share


@dataclass(frozen=True)
class Report:
    """One notebook, graded.

    Attributes
    ----------
    student, number
        whose it is, and of which set.
    graded
        its parts, by problem.
    chapters
        what to read again, by problem.
    errors
        what went wrong while it ran.
    """

    student: str
    number: str
    graded: dict[str, list[Graded]]
    chapters: dict[str, str]
    errors: tuple[str, ...]

    @property
    def parts(self) -> list[Graded]:
        """All parts, in order."""
        return [part for parts in self.graded.values() for part in parts]

    @property
    def earned(self) -> Fraction:
        """All points earned."""
        return sum((part.earned for part in self.parts), Fraction(0))

    @property
    def possible(self) -> int:
        """All points that could be earned."""
        return sum(part.part.points for part in self.parts)

    def feedback(self) -> str:
        """What the student is told: which parts are right, and never an answer."""
        lines = [f"# Problem set {self.number}: {self.student}", "", f"**{points(self.earned)} of {self.possible} points.**", ""]
        for title, parts in self.graded.items():
            lines += [f"## {title}", "", "| answer | points | |", "| --- | --- | --- |"]
            for part in parts:
                told = part.mark.remark.replace("|", "/").replace("\n", " ")
                lines.append(f"| `{part.part.name}` | {points(part.earned)} of {part.part.points} | {told} |")
            if any(part.mark.share < 1 for part in parts):
                lines += ["", f"Read again: *{self.chapters[title]}*."]
            lines.append("")
        if self.errors:
            lines += ["## While your notebook ran", "", *(f"    {error}" for error in self.errors), ""]
        return "\n".join(lines)


def points(number: Fraction) -> str:
    """Points, with two decimals at most.

    Parameters
    ----------
    number
        exact.

    Returns
    -------
    str
        decimal, without zeros at its end.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from course.grading import points
    >>> points(Fraction(5, 2)), points(Fraction(4))
    ('2.5', '4')
    """
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def owner(path: Path) -> tuple[str, str]:
    """Whose a submitted file is, and of which set: its name says so, not what is in it.

    Parameters
    ----------
    path
        of the file, which is not opened.

    Returns
    -------
    tuple of str
        the student's name and the number of the set.

    Raises
    ------
    ValueError
        If its name is not that of a problem set.

    Examples
    --------
    >>> from pathlib import Path
    >>> from course.grading import owner
    >>> owner(Path("set-1-Ada Lovelace.ipynb"))
    ('Ada Lovelace', '1')
    """
    found = FILE.fullmatch(path.name)
    if found is None:
        raise ValueError(f"file must have the name that the set had, such as set-1-STUDENT.ipynb, got file = {path.name}")
    return named(found[2]), found[1]


def grade(path: Path, salt: str, shelter: Shelter, limits: Limits = DEFAULT_LIMITS) -> Report:
    """Grade one notebook.

    Raises
    ------
    ValueError
        If the file's name is not that of a problem set.
    """
    (report,) = grade_all([path], salt, shelter, limits)
    return report


def grade_all(paths: Iterable[Path], salt: str, shelter: Shelter, limits: Limits = DEFAULT_LIMITS) -> Iterator[Report]:
    """Grade notebooks, and hand out the reports in their order.

    As many notebooks run at a time as there are cores; one at a time where they could reach one another.

    Raises
    ------
    ValueError
        If a file's name is not that of a problem set.
    """
    pool = ThreadPoolExecutor(1 if shelter is Shelter.LIMITS else os.cpu_count())
    try:
        running = []
        for path in paths:
            student, number = owner(path)
            stated = problems(student, number, salt)
            names = [part.name for problem in stated for part in problem.parts]
            running.append((student, number, stated, pool.submit(sandbox.run, path, names, shelter, limits)))
        for student, number, stated, returned in running:
            yield judged(student, number, stated, returned.result())
    finally:  # whoever stops early need not wait for those that have not begun
        pool.shutdown(cancel_futures=True)


def judged(student: str, number: str, stated: list[Problem], returned: Returned) -> Report:
    """A report on the answers that came back."""
    titled = {f"{place}. {problem.title}": problem for place, problem in enumerate(stated, start=1)}
    graded = {
        title: [Graded(part, marked(part, returned.answers.get(part.name))) for part in problem.parts] for title, problem in titled.items()
    }
    return Report(student, number, graded, {title: problem.chapter for title, problem in titled.items()}, returned.errors)


def marked(part: Part, given: Given | None) -> Mark:
    """What one answer is worth; one that cannot be read earns nothing, and the student is told why.

    Parameters
    ----------
    part
        of a problem, which the answer is to.
    given
        the answer, None where there is none.

    Returns
    -------
    Mark
        with the share of the points, and a remark.
    """
    if given is None:
        return Mark(Fraction(0), "no answer")
    try:
        return part.answer.mark(given)
    except ValueError as error:
        return Mark(Fraction(0), f"cannot be read: `{str(error).splitlines()[0].replace('`', ' ')}`")
