"""Every chapter has exercises of three grades, each with a solution that runs, folds, opens or is left out as one switch says."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from book import solutions

CHAPTERS = Path(__file__).resolve().parent.parent / "chapters"
NOTEBOOKS = sorted(CHAPTERS.rglob("*.ipynb"))
LEAST, IN_A_CHAPTER = 60, 2
WELCOME, SUMMARY, PRACTICE = "index", "summary-zh", "practice"
"""The two notebooks that are no chapters, and the one whose questions have marks for a grade."""
EXERCISE = re.compile(r"^`{3}\{exercise-start\} [^\n]+\n:label: (\S+)\n`{3}\n(.*?)`{3}\{exercise-end\}", re.MULTILINE | re.DOTALL)
GRADE = re.compile(r"\*(Check|Derive|Explore)\.\* \S")


def sources(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells]


def exercises(path):
    text = "\n\n".join(cell.source for cell in sources(path) if cell.cell_type == "markdown")
    assert len(EXERCISE.findall(text)) == text.count("{exercise-start}")
    return dict(EXERCISE.findall(text))


def code_in_solutions(path):
    """For each exercise, how much code its solution runs."""
    found, current = Counter(), None
    for cell in sources(path):
        if cell.cell_type == "code":
            found[current] += 1
        else:
            for mark, label in re.findall(r"\{solution-(start|end)\} ?(\S*)", cell.source):
                current = label if mark == "start" else None
    return found


@pytest.mark.cases(None)
@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.stem not in (SUMMARY, WELCOME)], ids=lambda path: path.stem)
def test_every_chapter_has_exercises_with_a_grade_and_a_solution_that_runs(path):
    found = exercises(path)
    assert len(found) >= IN_A_CHAPTER
    for label, text in found.items():
        marks = sum(map(int, re.findall(r"\((\d+)\smarks\)", text)))
        assert marks == 20 if path.stem == PRACTICE else GRADE.match(text), f"{label}: {text[:60]}"
        assert code_in_solutions(path)[label] >= 1, label


def test_the_welcome_page_sets_no_exercise():
    assert exercises(CHAPTERS / f"{WELCOME}.ipynb") == {}


def test_there_are_enough_of_every_grade():
    grades = Counter(GRADE.match(text)[1] for path in NOTEBOOKS if path.stem != PRACTICE for text in exercises(path).values())
    assert grades.total() >= LEAST
    assert min(grades[grade] for grade in ("Check", "Derive", "Explore")) >= LEAST // 4


# The switch

PAGE = """# Page

```{exercise-start} One
:label: ex-one
```
Which?
```{exercise-end}
```

````{solution-start} ex-one
:class: dropdown
````

This one.

*Marking scheme*

:::{container} cell
One mark.
:::

And this.

````{solution-end}
````

What follows.
"""


@pytest.mark.cases(None)
@pytest.mark.parametrize("way", solutions.WAYS)
@pytest.mark.parametrize(("builder", "name"), [("html", "index.html"), ("epub", "index.xhtml"), ("latex", "small.tex")])
def test_the_switch(way, builder, name, tmp_path, monkeypatch):
    monkeypatch.setenv(solutions.SWITCH, way)
    (tmp_path / "index.md").write_text(PAGE, encoding="utf-8")
    out, extensions = tmp_path / "out", ["myst_parser", "sphinx_exercise", "book.solutions"]
    with patch_docutils(), docutils_namespace():
        settings = {
            "extensions": extensions,
            "project": "small",
            "version": "1",
            "copyright": "all",
            "myst_enable_extensions": ["colon_fence"],
        }
        app = Sphinx(tmp_path, None, out, tmp_path / "trees", builder, settings, status=None, freshenv=True, warningiserror=True)
        app.build()
    html = (out / name).read_text(encoding="utf-8")
    assert "Which?" in html
    assert "What follows." in html
    assert ("This one." in html) is ("And this." in html) is (way != "hide")
    assert ("Marking scheme" in html) is ("One mark." in html) is (way == "show")
    if builder == "latex":
        return
    opens = ["open=" in details for details in re.findall(r"<details [^>]*>", html)]
    assert opens == {"fold": [False], "show": [True], "hide": []}[way]


def test_every_marking_scheme_is_one_that_the_public_edition_leaves_out():
    cells = json.loads(next(path for path in NOTEBOOKS if path.stem == PRACTICE).read_text(encoding="utf-8"))["cells"]
    tables = [place for place, part in enumerate(cells) if "exam.marking(" in "".join(part["source"])]
    assert len(tables) == 10
    for place in tables:
        assert "".join(cells[place - 1]["source"]).splitlines()[-1] == f"*{solutions.SCHEME}*"


def cell(kind, source):
    return {"cell_type": kind, "source": source.splitlines(keepends=True)}


def test_a_download_without_solutions():
    start, end = "````{solution-start} ex-one\n:class: dropdown\n````\n", "````{solution-end}\n````"
    cells = [
        cell("markdown", f"Before.\n\n{start}"),
        cell("code", "1 + 1"),
        cell("markdown", f"Inside.\n\n{end}\n\nBetween.\n\n{start}Inside too."),
        cell("code", "2 + 2"),
        cell("markdown", end),
        cell("code", "3 + 3"),
    ]
    kept = solutions.without_solutions({"cells": cells, "nbformat": 4})
    assert kept["nbformat"] == 4
    assert ["".join(part["source"]).strip() for part in kept["cells"]] == ["Before.", "Between.", "3 + 3"]


@pytest.mark.cases(None)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_download_keeps_the_answer(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kept = solutions.without_solutions(notebook)
    text = "\n".join("".join(part["source"]) for part in kept["cells"])
    assert "solution-" not in text
    assert text.count("{exercise-start}") == len(exercises(path))
    assert len(kept["cells"]) < len(notebook["cells"]) or not exercises(path)
