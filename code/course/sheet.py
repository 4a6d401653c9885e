"""The notebook that a student gets: the questions, and a cell for each answer, in the format of nbgrader."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

from course.draw import LONGEST, fingerprint, named, signature
from course.notebook import Seal, read
from course.problem import Part, Problem
from course.problems import SETS, problems
from spillover.checks import require

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
- Below each answer `check` says how it will be read, or why it cannot be. It does not know whether the answer is right.

Hand this file in under any name. The line below says whose it is: leave it where it is.

{seal}
"""
START = """\
from fractions import Fraction

from sympy import Rational, symbols

from spillover import Cluster, Industry, Regime, model, planner
from spillover.questions.form import check

x, phi, theta, beta = symbols("x phi theta beta", positive=True)"""


def file_name(student: str, number: str, name: str = "") -> str:
    """How a student's notebook is called: by what tells students apart, and the name where that is something else."""
    spelled = "".join(sign for sign in unicodedata.normalize("NFC", name) if sign.isalnum() or sign in " .-_'")[:LONGEST].strip(" .")
    return "-".join(filter(None, ("set", number, spelled, named(student)))) + ".ipynb"


def written(student: str, number: str, salt: str, folder: Path, name: str = "") -> Path:
    """Write a student's notebook into a folder, and return where it is.

    Parameters
    ----------
    student
        what tells students apart, and gives the numbers: an id, or a name.
    number
        of the set.
    salt
        what only the professor knows.
    folder
        is made where it is not there.
    name
        of the student, where that is something else.

    Raises
    ------
    ValueError
        If there is no such set, or what tells students apart cannot name a file.
    """
    from nbformat import v4
    from nbgrader import nbgraderformat

    student = named(student)
    seal = Seal(number, student, signature(salt, number, student))
    cells = [_text("rules", RULES.format(number=number, student=name or student, seal=seal))]
    cells.append(v4.new_code_cell(START, id="start"))
    for place, problem in enumerate(problems(student, number, salt), start=1):
        cells.append(_text(f"p{place}", _stated(place, problem)))
        for part in problem.parts:
            cells.append(_text(f"{part.name}_question", f"**{part.name}** ({_points(part.points)}): {part.question}"))
            cells.append(_answer(part))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    claimed = {"fingerprint": fingerprint(salt), "set": number, "student": student, "signature": seal.signature}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "spillover": claimed}
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(student, number, name)
    with path.open("w", encoding="utf-8") as file:
        nbgraderformat.write(notebook, file)
    return path


def sign(path: Path, student: str, number: str, salt: str) -> None:
    """Write into a notebook whose it is, as who knows the salt says.

    Raises
    ------
    ValueError
        If it is no notebook, or one nested too deep, or there is no such set.
    """
    require("SET", number, f"one of {', '.join(SETS)}", number in SETS)
    read(path)
    found, before = json.loads(path.read_bytes()), path.stat()
    claimed = {"fingerprint": fingerprint(salt), "set": number, "student": named(student)}
    metadata = found["metadata"] if isinstance(found.get("metadata"), dict) else {}
    found["metadata"] = metadata | {"spillover": claimed | {"signature": signature(salt, number, named(student))}}
    try:
        text = json.dumps(found, indent=1)
    except RecursionError:  # from Python 3.12 on, more can be read than written
        raise ValueError("this notebook is nested too deep to be signed") from None
    path.write_text(text + "\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # by its time it is or is not late


def _answer(part: Part) -> object:
    """The cell of an answer. With its checksum nbgrader's "Validate" sees that it is still as it was, which is no answer."""
    from nbformat import v4
    from nbgrader.utils import compute_checksum

    source = f"{part.name} = None  # {part.answer.wanted}\ncheck({part.name}{part.answer.checked})"
    cell = v4.new_code_cell(source, id=part.name, metadata=_metadata(part.name, "code", part.points))
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return cell


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
