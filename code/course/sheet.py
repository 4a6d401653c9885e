"""The notebook that a student gets: the questions, and a cell for each answer, in the format of nbgrader."""

from __future__ import annotations

import json
from pathlib import Path

from course.draw import fingerprint, named
from course.problems import Problem, problems
from course.sandbox import readable

RULES = """\
# Problem set {number} for {student}

The numbers are yours alone. Each question has a cell with a variable; put your answer there, and add cells wherever you like.

- **Numbers are exact**: `Fraction(3, 7)` or `Rational(3, 7)`, not `0.43`. A number that is off by at most a thousandth of the exact one
  earns half.
- **Expressions** hold only the letters that the question names; any way to write them is right. Write `Rational(1, 6)`, not `1/6`, which
  Python rounds: an expression that is right but for that earns half.
- Your cells run from top to bottom, once, in an empty folder and without network, and for a minute at most. What is in the variables
  at the end is what you hand in. A cell that fails costs only what it does not set; one
  that does not end, also what is below it.
- Use the package `spillover` as much as you like. It solves the paper's game, and here the game is another or the
  question is.

Hand this file in under its name, `{file}`.
"""
START = """\
from fractions import Fraction

from sympy import Rational, symbols

from spillover import Cluster, Industry, Regime, model, planner

x, phi, theta, beta = symbols("x phi theta beta", positive=True)"""


def file_name(student: str, number: str) -> str:
    """How a student's notebook is called; by this name it is graded."""
    return f"set-{number}-{named(student)}.ipynb"


def written(student: str, number: str, salt: str, folder: Path) -> Path:
    """Write a student's notebook into a folder, and return where it is.

    Raises
    ------
    ValueError
        If there is no such set, or the name cannot name a file.
    """
    from nbformat import v4
    from nbgrader import nbgraderformat

    cells = [_text("rules", RULES.format(number=number, student=named(student), file=file_name(student, number)))]
    cells.append(v4.new_code_cell(START, id="start"))
    for place, problem in enumerate(problems(student, number, salt), start=1):
        cells.append(_text(f"p{place}", _stated(place, problem)))
        for part in problem.parts:
            cells.append(_text(f"{part.name}_question", f"**{part.name}** ({_points(part.points)}): {part.question}"))
            source = f"{part.name} = None  # {part.answer.wanted}"
            cells.append(v4.new_code_cell(source, id=part.name, metadata=_metadata(part.name, "code", part.points)))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "spillover": {"fingerprint": fingerprint(salt)}}
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(student, number)
    with path.open("w", encoding="utf-8") as file:
        nbgraderformat.write(notebook, file)
    return path


def fingerprint_in(path: Path) -> str | None:
    """The fingerprint of the salt that a notebook was made with; None where it holds none. No other part of it is looked at."""
    try:
        match json.loads(path.read_bytes()) if readable(path) else None:
            case {"metadata": {"spillover": {"fingerprint": str(found)}}}:
                return found
    except (ValueError, RecursionError):  # what is no notebook holds none
        pass
    return None


def _stated(place: int, problem: Problem) -> str:
    return f"## {place}. {problem.title} ({_points(problem.points)})\n\n{problem.text}"


def _points(number: int) -> str:
    return f"{number} point{'s' if number > 1 else ''}"


def _text(name: str, source: str) -> object:
    from nbformat import v4

    return v4.new_markdown_cell(source, id=name, metadata=_metadata(name, "markdown"))


def _metadata(name: str, kind: str, points: int | None = None) -> dict[str, object]:
    """What nbgrader calls a locked cell, or with points a cell that holds an answer and is graded."""
    graded = points is not None
    what = {"schema_version": 3, "grade_id": name, "grade": graded, "solution": graded, "locked": not graded, "task": False}
    return {"nbgrader": what | {"cell_type": kind} | ({"points": points} if graded else {})}
