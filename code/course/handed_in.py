"""What was handed in: whose each file is, by the signature in it; the file's name is a second witness. What is not clear stays out."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from course import notebook
from course.draw import fingerprint, named, signature
from course.notebook import Notebook, printable
from course.problems import SETS
from course.roster import Roster, Student, moment

CANVAS = re.compile(r"(?:(?P<late>LATE_)?anon_[^\W_]+|(?P<who>\w+?)(?P<named_late>_LATE)?_(?P<canvas>\d+))_\d+_(?P<file>.+)")
"""How Canvas names a file: the name, last name first, LATE, its number of the student, one of the file, and the name that the file had.
Where it hides names, LATE comes first, and some letters stand for the student."""
MOODLE = re.compile(r"(?P<who>.+?)_\d+_assignsubmission_file_?(?P<file>.*)")
"""How Moodle names a folder, or a file where it makes no folders."""
OURS = re.compile(r"\bset[-_ ]+(?P<number>\w+?)[-_ ]+(?P<who>.+)", re.IGNORECASE)
LONGEST_LINE = 400
RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*/\s*(day|hour)")
FOREVER = datetime.max.replace(tzinfo=UTC)
NOTEBOOK = re.compile(r"\.ipynb(?:$|\.(?:json|txt)$|(?= \(\d+\)$))", re.IGNORECASE)
"""How the name of a notebook ends; some browsers put something behind it."""
ARCHIVE = re.compile(r"\.(?:zip|7z|rar|tar|tgz|gz)$", re.IGNORECASE)
ADDED = re.compile(r"(?:[-_. ]*(?:\(\d+\)|copy(?:[-_ ]*\d+)?|final|done|solved|new|v\d+))+$", re.IGNORECASE)
"""What browsers, Jupyter and students put behind a name, in parts that are matched in one way only: so no name takes long."""

Read = dict[Path, Notebook | str]
"""Files: the notebook that each is, or why it is none."""


@dataclass(frozen=True)
class Claim:
    """What the name of a file says.

    Attributes
    ----------
    names
        of whose it may be, or who sent it.
    number
        of the set.
    platform
        whether a learning platform named it; the time of such a file is not when it was handed in.
    late
        whether the platform says so.
    canvas
        the number by which Canvas knows who sent it.
    """

    names: tuple[str, ...]
    number: str | None
    platform: bool
    late: bool
    canvas: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet whose owner is known.

    Attributes
    ----------
    path
        of the file.
    student
        in the class list.
    label, number
        by which its numbers were drawn.
    code
        its cells.
    time
        when it was handed in; None where that is not known.
    late
        whether a learning platform says that it came late.
    """

    path: Path
    student: Student
    label: str
    number: str
    code: tuple[str, ...]
    time: datetime | None
    late: bool

    @property
    def key(self) -> tuple[str, str]:
        """Set and student."""
        return self.number, self.student.id


def claimed(path: Path, folder: Path) -> Claim:
    """What the name of a file says, and those of the folders in which it lies."""
    names: list[str] = []
    platform, late, canvas, stem = False, False, "", _stem(path)
    for part in path.relative_to(folder).parent.parts:
        if found := MOODLE.fullmatch(part):
            names, platform = [*names, found["who"]], True
    if found := MOODLE.fullmatch(stem) or CANVAS.fullmatch(stem):
        said = found.groupdict()
        names, platform, stem = [*names, said["who"] or ""], True, said["file"]
        late, canvas = bool(said.get("late") or said.get("named_late")), said.get("canvas") or ""
    number = None
    if found := OURS.search(stem):
        number = found["number"]
        names += dict.fromkeys([found["who"], ADDED.sub("", found["who"])])
    return Claim(tuple(names), number, platform, late, canvas)


def _stem(path: Path) -> str:
    return NOTEBOOK.split(path.name)[0]


def files(folder: Path) -> Read:
    """The files of a folder: notebooks, or why each is none. Hidden ones and what macOS puts into archives are left out."""
    found: Read = {}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.relative_to(folder).parts)
        try:
            if hidden or (path.is_dir() and not path.is_symlink()):
                continue
            found[path] = notebook.read(path) if NOTEBOOK.search(path.name) else _no_notebook(path)
        except (ValueError, OSError) as error:  # an archive may set rights with which nobody can look into a folder
            found[path] = str(error)
    return found


def _no_notebook(path: Path) -> str:
    return "is an archive: unpack it" if ARCHIVE.search(path.name) else "is no notebook"


def owners(read: Read, folder: Path, roster: Roster, salt: str) -> tuple[list[Sheet], list[str]]:
    """The sheets whose owner is beyond doubt, and why each other file is left out."""
    known, refused = [], []
    for path, found in read.items():
        try:
            known.append(_sheet(path, found, folder, roster, salt))
        except ValueError as error:
            refused.append(_line(f"{path.relative_to(folder)}: {error}"))
    everybody = roster if roster.closed else Roster([*roster, *(sheet.student for sheet in known)])
    accepted: dict[tuple[str, str], list[Sheet]] = {}
    for sheet in known:
        try:
            _second_witness(sheet, claimed(sheet.path, folder), everybody)
        except ValueError as error:
            refused.append(_line(f"{sheet.path.relative_to(folder)}: {error}"))
        else:
            accepted.setdefault(sheet.key, []).append(sheet)
    clear = []
    for sheets in accepted.values():
        if len({sheet.code for sheet in sheets}) == 1:
            clear.append(min(sheets, key=lambda sheet: sheet.time or FOREVER))
        else:
            paths = ", ".join(str(sheet.path.relative_to(folder)) for sheet in sheets)
            whose = f"set {sheets[0].number} of {sheets[0].student.name}"
            refused.append(_line(f"{whose} came more than once, and differs; leave one file: {paths}"))
    return sorted(clear, key=lambda sheet: (sheet.number, sheet.student.name, sheet.student.id)), refused


def fingerprint_of_most(read: Read, folder: Path, roster: Roster, salt: str) -> str | None:
    """The fingerprint of the word that most students' sheets were made with; in doubt that of the salt, and None where no sheet says it.

    However many files one student hands in, they count once: a signature that is right shows who it is, else the platform that named the
    file, else what the file says. What names nobody in the class counts once together.
    """
    ours = fingerprint(salt)
    holders: dict[str, set[str]] = {ours: set()}
    for path, found in read.items():
        if isinstance(found, str):
            continue
        if signed := {seal.student for seal in found.seals if _is_signed(seal, salt)}:
            holders[ours] |= signed
        elif found.fingerprint is not None:
            holders.setdefault(found.fingerprint, set()).add(_sender(path, found, folder, roster))
    most = max(holders, key=lambda held: len(holders[held] - (holders[ours] if held != ours else set())))
    return most if holders[most] else None


def _sender(path: Path, found: Notebook, folder: Path, roster: Roster) -> str:
    said = claimed(path, folder)
    if by_platform := said.canvas or (said.names[0] if said.platform else ""):
        return by_platform
    student = roster.find(found.seals[0].student) if found.seals else None
    return student.id if student else ""


def _line(text: str) -> str:
    """A line for the screen: names of files and what stands in them are a stranger's."""
    return printable(text)[:LONGEST_LINE]


def _sheet(path: Path, found: Notebook | str, folder: Path, roster: Roster, salt: str) -> Sheet:
    """Whose a file is, by the signatures in it."""
    if isinstance(found, str):
        raise ValueError(found)
    if found.fingerprint not in (None, fingerprint(salt)):
        raise ValueError("was made with another word than this class")
    valid = {(seal.number, seal.student) for seal in found.seals if _is_signed(seal, salt)}
    if not valid and found.seals:
        raise ValueError(f"says that it belongs to {found.seals[0].student}, but its signature is not right")
    if not valid:
        raise ValueError("holds no signature, so it is not known whose it is; `make sign` adds one, if you know")
    if len(valid) > 1:
        raise ValueError(f"holds the signatures of {' and '.join(sorted(f'set {number} of {student}' for number, student in valid))}")
    ((number, label),) = valid
    if number not in SETS:
        raise ValueError(f"is of set {number}, which there is no longer")
    named(label)  # without a word of the class anyone can sign for anything
    student = roster.find(label)
    if student is None:
        raise ValueError(f"belongs to {label}, who is not in the class list")
    said = claimed(path, folder)
    time = student.time(number) or (None if said.platform else _time_of(path))
    return Sheet(path, student, label, number, found.code, time, said.late)


def _time_of(path: Path) -> datetime:
    """When a file was last changed; archives set what time they like."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError("has a time that is in no calendar") from None


def _is_signed(seal: notebook.Seal, salt: str) -> bool:
    return hmac.compare_digest(seal.signature.encode(), signature(salt, seal.number, seal.student).encode())


def _second_witness(sheet: Sheet, said: Claim, everybody: Roster) -> None:
    """Whether the name of a file names nobody else, and no other set."""
    others = dict.fromkeys(student.name for name in said.names for student in everybody.others_named(name, sheet.student))
    if others:
        raise ValueError(f"holds the sheet of {sheet.student.name}, but its name is that of {' or '.join(others)}")
    sender = next((student for student in everybody if said.canvas and student.canvas == said.canvas), sheet.student)
    if sender != sheet.student:
        raise ValueError(f"holds the sheet of {sheet.student.id}, but the number that Canvas put into its name is that of {sender.id}")
    if said.number in SETS and said.number != sheet.number:
        raise ValueError(f"holds set {sheet.number} of {sheet.student.name}, but its name says set {said.number}")


# When


@dataclass(frozen=True)
class Late:
    """What a sheet loses that comes late.

    Attributes
    ----------
    due
        until when it is not late.
    share
        the part of the set's points that it loses for each period begun.
    period
        a day or an hour.
    """

    due: datetime
    share: Fraction = Fraction(0)
    period: timedelta = timedelta(days=1)

    @classmethod
    def read(cls, due: str, rate: str = "") -> Late:
        """From a time and a rate, such as 2026-12-01 23:59+08:00 and 10%/day.

        Raises
        ------
        ValueError
            If either is none.
        """
        found = RATE.fullmatch(rate.strip()) if rate else None
        if rate and not found:
            raise ValueError(f"LATE must be a rate such as 10%/day or 1%/hour, got LATE = {rate}")
        share, period = (Fraction(found[1]) / 100, found[2]) if found else (Fraction(0), "day")
        return cls(moment(due, "DUE"), share, timedelta(**{f"{period}s": 1}))

    def periods(self, time: datetime | None) -> int:
        """How many periods had begun."""
        return max(0, -((self.due - time) // self.period)) if time else 0

    def penalty(self, time: datetime | None, possible: int) -> Fraction:
        """The points that it loses."""
        return min(Fraction(possible), self.share * self.periods(time) * possible)


def doubts(sheets: list[Sheet], late: Mapping[str, Late] | None = None) -> Iterator[str]:
    """What a professor should know of sheets that are graded all the same, with what those of each set lose that come late."""
    for sheet in sheets:
        if sheet.late and sheet.time is None:
            yield (
                f"{_line(sheet.path.name)}: the platform says that it came late, and not when; put the time into a column `submitted` of"
                " the class list"
            )
    for number, rule in (late or {}).items():
        dated = [sheet.time for sheet in sheets if sheet.number == number and sheet.time and not sheet.student.time(number)]
        if len(dated) > 1 and all(map(rule.periods, dated)):
            yield (
                f"Set {number}: by the times of their files all {len(dated)} are late. A file that was copied, or saved from an e-mail, has"
                f" the time of that: if so, put the times into a column `submitted {number}` of the class list"
            )
