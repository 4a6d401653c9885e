"""What comes out of the gradebook: a page for each student, in Markdown and HTML, and tables for people, Canvas and Moodle."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from statistics import mean, median

from markdown_it import MarkdownIt

from course.gradebook import Line, Result, Results
from course.roster import Roster, Student

FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+@＝＋＠－-])")
"""Where a formula would begin; spreadsheets set to Chinese or Japanese take wide signs too."""
FOLDER = "feedback"
"""The folder of the pages, beside the gradebook."""
STYLE = """\
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid; padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th:first-child { width: 7rem }
th:nth-child(2) { width: 6rem }
td:nth-child(2) { white-space: nowrap }
pre { white-space: pre-wrap; overflow-wrap: anywhere }"""
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


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
    >>> from course.pages import points
    >>> points(Fraction(5, 2)), points(Fraction(4))
    ('2.5', '4')
    """
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


# Pages


def write_pages(results: Iterable[Result], roster: Roster, folder: Path) -> None:
    """Write the page of each student into the folder of the grades, twice."""
    (folder / FOLDER).mkdir(exist_ok=True)
    for result in results:
        text = feedback(result, roster.get(result.student).name)
        path = folder / FOLDER / f"set-{result.number}-{result.student}"
        path.with_name(f"{path.name}.md").write_text(text, encoding="utf-8")
        path.with_name(f"{path.name}.html").write_text(as_html(text), encoding="utf-8")


def feedback(result: Result, name: str) -> str:
    """What the student is told: which answers are right, and never what is right."""
    lines = [
        f"# Problem set {result.number}: {_escaped(name)}",
        "",
        f"**{points(result.earned)} of {points(result.possible)} points.**",
        "",
    ]
    if result.penalty:
        lines += [f"It came late, which costs {points(result.penalty)} points.", ""]
    if result.remark:
        lines += [*(f"> {line}" for line in result.remark.splitlines()), ""]
    for title, chapter, names in result.problems:
        lines += [f"## {title}", "", "| answer | points | remark |", "| --- | --- | --- |"]
        answers = [result.lines[name] for name in names]
        lines += map(_row, answers)
        if any(line.points < line.possible for line in answers):
            lines += ["", f"Read again: *{chapter}*."]
        lines.append("")
    if result.errors:
        lines += ["## While your notebook ran", "", *(f"    {error}" for error in result.errors), ""]
    return "\n".join(lines)


def _row(line: Line) -> str:
    told = " ".join(line.remark.replace("|", "/").split())
    changed = " (changed by hand)" if line.by_hand else ""
    return f"| `{line.name}` | {points(line.points)} of {points(line.possible)} | {told}{changed} |"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


def as_html(text: str) -> str:
    """A page in Markdown as one in HTML; what a student wrote in it stays text."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    title = html.escape(re.sub(r"\\(.)", r"\1", text.partition("\n")[0].removeprefix("# ")))
    return PAGE.format(title=title, style=STYLE, body=body)


# Tables


def write_tables(results: Results, roster: Roster, folder: Path) -> None:
    """Write ``grades.csv``, ``canvas.csv`` and ``moodle.csv`` into the folder of the grades."""
    sets = _sets(results)
    known = [*roster, *(roster.get(student) for student in dict.fromkeys(student for _, student in results))]
    students = [*dict.fromkeys(known)]
    earned = {key: points(result.earned) for key, result in results.items()}
    handed_in = [student for student in students if any((number, student.id) in results for number in sets)]
    names = {
        number: list(dict.fromkeys(name for key, result in results.items() if key[0] == number for name in result.lines)) for number in sets
    }

    def row(student: Student) -> Iterator[str]:
        yield from (student.id, student.name, student.email, student.section)
        for number in sets:
            result = results.get((number, student.id))
            yield from (earned[number, student.id], points(result.penalty)) if result else ("nothing graded", "")
            lines = result.lines if result else {}
            yield from (points(lines[name].points) if name in lines else "" for name in names[number])

    titles = ["id", "name", "e-mail", "section"]
    for number in sets:
        titles += [f"set {number}", f"set {number} late", *(f"set {number} {name}" for name in names[number])]
    _write(folder / "grades.csv", [titles, *map(row, students)], "utf-8-sig")
    columns = [f"Problem set {number}" for number in sets]
    possible = [points(next(result.possible for key, result in results.items() if key[0] == number)) for number in sets]
    given = {student: [earned.get((number, student.id), "") for number in sets] for student in handed_in}
    _write(
        folder / "canvas.csv",
        [
            ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns],
            ["    Points Possible", "", "", "", "", *possible],
            *([one.name, one.canvas, _in_canvas(one), one.email, one.section, *given[one]] for one in handed_in),
        ],
    )
    _write(
        folder / "moodle.csv",
        [["ID number", "Full name", "Email address", *columns], *([one.id, one.name, one.email, *given[one]] for one in handed_in)],
    )


def _in_canvas(student: Student) -> str:
    """The institution's id of a student; where that is not known, and Canvas's own number stands in its place, nothing."""
    return "" if student.id == student.canvas else student.id


def _sets(results: Results) -> list[str]:
    return sorted({number for number, _ in results}, key=lambda number: (len(number), number))


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, nor any part of it where semicolons part cells."""
    return FORMULA.sub("'", cell)


def _write(path: Path, rows: Iterable[Iterable[str]], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(map(_harmless, row) for row in rows)


# What is said at the end


def summary(results: Results, roster: Roster) -> Iterator[str]:
    """For each set: how many are graded, the mean and the median, what most got wrong, and of whom nothing is graded."""
    for number in _sets(results):
        found = {student: result for (one, student), result in results.items() if one == number}
        earned, possible = [float(result.earned) for result in found.values()], points(next(iter(found.values())).possible)
        of = f" of {len(roster)}" if roster.closed else ""
        middle = f"their mean is {mean(earned):.2f} of {possible}, their median {median(earned):.2f}"
        yield f"Set {number}: {len(found)}{of} graded; {middle}."
        shares: dict[str, list[Fraction]] = {}
        for line in (line for result in found.values() for line in result.lines.values()):
            shares.setdefault(line.name, []).append(line.points / line.possible)
        worst = sorted((sum(given) / len(given), name) for name, given in shares.items() if sum(given) < len(given))
        if worst:
            yield "  Most points were lost in " + ", ".join(f"{name} ({float(share):.0%} earned)" for share, name in islice(worst, 3)) + "."
        absent = [student.name for student in roster if student.id not in found]
        if absent:
            yield f"  Nothing graded of: {'; '.join(absent)}."
