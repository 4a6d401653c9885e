"""Grades notebooks: the answers that come back, part by part, against the exact ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from fractions import Fraction

from course import sandbox
from course.answers import Mark
from course.handed_in import Sheet
from course.problem import Part, Problem
from course.problems import problems
from course.sandbox import DEFAULT_LIMITS, Limits, Returned, Shelter
from spillover.questions.form import Given

UNREAD = "cannot be read"
"""What the remark on such an answer begins with."""


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

    @property
    def trouble(self) -> list[str]:
        """What a professor should know of it, in few words: how it was stopped or failed, and which answers could not be read."""
        unread = [entry.part.name for entry in self.parts if entry.mark.remark.startswith(UNREAD)]
        more = f" (and {len(self.errors) - 1} more)" if len(self.errors) > 1 else ""
        return [*(f"{error[:100]}{more}" for error in self.errors[-1:]), *([f"cannot be read: {', '.join(unread)}"] if unread else [])]


def grade_all(sheets: Iterable[Sheet], salt: str, shelter: Shelter, limits: Limits = DEFAULT_LIMITS) -> Iterator[Report]:
    """Grade sheets, and hand out the reports in their order.

    As many notebooks run at a time as there are cores; one at a time where they could reach one another. One that the clock stops runs
    once more, alone, when all others are done: what another notebook does to the machine must not cost it points.
    """
    at_a_time = 1 if shelter is Shelter.LIMITS else os.cpu_count() or 1
    pool = ThreadPoolExecutor(at_a_time)
    try:
        running = []
        for sheet in sheets:
            stated = problems(sheet.label, sheet.number, salt)
            names = [part.name for problem in stated for part in problem.parts]
            running.append((sheet, stated, pool.submit(sandbox.run, sheet.code, names, shelter, limits)))
        for sheet, stated, returned in running:
            found = returned.result()
            if found.by_the_clock and at_a_time > 1:
                wait([other for *_, other in running])
                found = sandbox.run(sheet.code, [part.name for problem in stated for part in problem.parts], shelter, limits)
            yield judged(sheet.student.id, sheet.number, stated, found)
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
        return Mark(Fraction(0), f"{UNREAD}: `{str(error).splitlines()[0].replace('`', ' ')}`")
