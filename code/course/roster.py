"""The class list: who is in the class, and by which name a file of theirs may come."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path

from course.draw import named

COLUMNS = {
    "id": ("sis user id", "id number", "student id", "student number", "matriculation number", "学号", "id"),
    "name": ("name", "student", "full name", "student name", "姓名"),
    "first": ("first name", "firstname", "given name"),
    "last": ("last name", "lastname", "surname", "family name"),
    "email": ("e-mail", "email", "email address", "e-mail address", "mail", "sis login id"),
    "section": ("section", "group", "groups"),
    "submitted": ("submitted", "handed in", "time"),
}
"""What a column may be called, in small letters; the first that is there counts. Canvas and Moodle write some of these."""
OF_A_SET = re.compile(r"(.+) (\d+)")
"""A column of times may speak of one set, such as "submitted 2"."""
SUFFIX = re.compile(r"(?:jr|sr|2nd|3rd|4th|ii|iii|iv|esq|ph\.?d)\.?", re.IGNORECASE)
EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Chinese, Japanese and Korean letters: there the family name stands first, without a blank."""
NOBODY = ("", "Points Possible", "Student, Test", "Test Student")
"""Names of lines without an id that are nobody's: empty ones, and two that Canvas writes."""
LONGEST_NAME = 200


@dataclass(frozen=True)
class Student:
    """One student.

    Attributes
    ----------
    id
        by which they are told apart, and by which their numbers are drawn.
    name
        first name first.
    email, section
        as the class list has them.
    submitted
        when they handed in, by set, where the class list says so; under no set, for all others.
    canvas
        the number that Canvas itself gives them, where the class list is an export of Canvas.
    """

    id: str
    name: str
    email: str = ""
    section: str = ""
    submitted: tuple[tuple[str, datetime], ...] = ()
    canvas: str = ""

    def time(self, number: str) -> datetime | None:
        """When they handed in a set, where the class list says so."""
        times = dict(self.submitted)
        return times.get(number, times.get(""))

    @property
    def marks(self) -> frozenset[str]:
        """The ways in which a file may name them: by id, by name with any word of it first, by both."""
        words = self.name.split()
        turned = {mark("".join(words[place:] + words[:place])) for place in range(len(words))}
        return frozenset({mark(self.id), mark(self.email), *turned, *(f"{one}{mark(self.id)}" for one in turned)} - {""})


def mark(text: str) -> str:
    """Letters and digits alone, in small letters and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


class Roster:
    """The students of a class, or of what is known of it.

    Parameters
    ----------
    students
        each with an id of their own.
    closed
        whether nobody else is in the class.
    """

    def __init__(self, students: Iterable[Student], closed: bool = True) -> None:
        self._students = {student.id: student for student in students}
        self.closed = closed

    def __iter__(self) -> Iterator[Student]:
        return iter(self._students.values())

    def __len__(self) -> int:
        return len(self._students)

    def find(self, called: str) -> Student | None:
        """The student with an id, or else the only one with a name; somebody new where the class is not closed."""
        if called in self._students:
            return self._students[called]
        by_name = [student for student in self if student.name == called]
        if len(by_name) == 1:
            return by_name[0]
        return None if self.closed else Student(called, called)

    def get(self, called: str) -> Student:
        """The student with an id, or one of whom nothing else is known."""
        return self.find(called) or Student(called, called)

    def others_named(self, text: str, owner: Student) -> list[Student]:
        """Who else is named by a text that does not name the owner."""
        found = mark(text)
        return [] if not found or found in owner.marks else [student for student in self if found in student.marks and student != owner]


def read(path: Path) -> Roster:
    """Read a class list: a CSV file with columns for at least id and name, with commas, semicolons or tabs between them.

    Raises
    ------
    ValueError
        If it is no such list, with the line at which it is not.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"CLASS must be a file with comma-separated values in UTF-8, got CLASS = {path}: {error}") from None
    head = text.partition("\n")[0]
    lines = csv.reader(StringIO(text), delimiter=max(",;\t", key=head.count))
    try:
        rows = [(lines.line_num, line) for line in lines]
    except csv.Error as error:
        raise ValueError(f"CLASS, line {lines.line_num}: {error}") from None
    titles = [title.strip().lower() for title in rows[0][1]] if rows else []
    places: dict[str, int | None] = {
        field: next((titles.index(name) for name in names if name in titles), None) for field, names in COLUMNS.items()
    }
    places["canvas"] = titles.index("id") if {"id", "sis login id"} <= set(titles) else None
    if places["id"] is None or (places["name"] is None and (places["first"] is None or places["last"] is None)):
        raise ValueError(
            f"CLASS must have columns id and name (and may have e-mail, section, submitted), got {', '.join(titles) or 'nothing'}"
        )
    whole = {at: OF_A_SET.fullmatch(title) for at, title in enumerate(titles)}
    times = {at: found[2] for at, found in whole.items() if found and found[1] in COLUMNS["submitted"]}
    times |= {} if places["submitted"] is None else {places["submitted"]: ""}
    students: dict[str, Student] = {}
    for number, line in rows[1:]:
        cells = {field: " ".join(line[at].split()) if at is not None and at < len(line) else "" for field, at in places.items()}
        if not cells["id"] and cells["name"] in NOBODY:
            continue
        try:
            written = {number: " ".join(line[at].split()) for at, number in times.items() if at < len(line)}
            student = _student(cells, tuple((number, moment(time, "submitted")) for number, time in written.items() if time))
            if known := students.get(student.id.casefold()):
                raise ValueError(f"id {student.id} stands there twice, for {known.name} and for {student.name}")
        except ValueError as error:
            raise ValueError(f"CLASS, line {number}: {error}") from None
        students[student.id.casefold()] = student
    if not students:
        raise ValueError(f"CLASS must have a student at least, got none in {path}")
    return Roster(students.values())


def _student(cells: dict[str, str], submitted: tuple[tuple[str, datetime], ...]) -> Student:
    name = unicodedata.normalize("NFC", _turned(cells["name"] or f"{cells['last']}, {cells['first']}"))
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or "`" in name:
        raise ValueError(f"a name must have 1 to {LONGEST_NAME} characters that can be printed, got name = {name[:80]!r}")
    return Student(named(cells["id"]), name, cells["email"], cells["section"], submitted, cells["canvas"])


def _turned(name: str) -> str:
    """A name that is given as "Last, First" with the first name first, or as it is written in the east."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if all(map(EAST.fullmatch, parts)):
        return "".join(parts)
    plain = [part for part in parts if not SUFFIX.fullmatch(part)]
    suffix = [part for part in parts if SUFFIX.fullmatch(part)]
    return " ".join([*plain[1:], *plain[:1], *suffix])


def moment(text: str, called: str) -> datetime:
    """A time with its offset from UTC, such as 2026-12-01 23:59+08:00.

    Raises
    ------
    ValueError
        If it is no time, or has no offset.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = datetime.min
    if found.tzinfo is None:
        raise ValueError(f"{called} must be a time with its offset from UTC, such as 2026-12-01 23:59+08:00, got {called} = {text}")
    return found
