"""What a chapter shows under a cell is made to be read: no raw list stands there, and no plumbing stands in the code."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "chapters").rglob("*.ipynb"))
PLUMBING = re.compile(r"\b(show\.Text|show\.displayed|displayed|Text)\(")
"""What makes a paragraph out of strings; a chapter calls functions that say what they show."""
RAW = re.compile(r"\s*[\[({]")
"""How a list, a tuple, a dict or a set begins."""
RATIO = re.compile(r"\| \$-?\\frac\{\d+\}\{\d+\}\$ (?=\|)")
"""A cell with a ratio of numbers and no decimal."""


def faults(cell):
    """What of a cell is not made to be read."""
    yield from (f"plumbing: {found[0]}" for found in PLUMBING.finditer(cell["source"]))
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if {*data} == {"text/plain"} and RAW.match(data["text/plain"]):
            yield f"raw: {data['text/plain']}"
        table = data.get("text/markdown", "")
        if r"\approx" in table:  # some of its ratios have decimals
            yield from (f"no decimal: {found[0]}" for found in RATIO.finditer(table))


@pytest.mark.cases(None)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_a_chapter_shows_is_made_to_be_read(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [fault for cell in cells for fault in faults(cell)] == []


def shown(**data):
    return {"source": "levels", "outputs": [{"output_type": "execute_result", "data": data}]}


@pytest.mark.parametrize("plain", ["[0, 0]", "(True, True)", "{'x': 1}", "{1, 2}", "[]", "()"])
def test_what_is_raw_is_noticed(plain):
    assert list(faults(shown(**{"text/plain": plain})))
    assert not list(faults(shown(**{"text/plain": plain, "text/latex": "$x$"})))


@pytest.mark.parametrize("source", ["display.Text((show.displayed(exact),))", "Text(words)", "show.displayed(exact)"])
def test_plumbing_is_noticed(source):
    assert list(faults({"source": source}))


def test_what_is_made_to_be_read_is_left_alone():
    assert not list(faults({"source": "show.condition(exact)", "outputs": [{"output_type": "stream", "text": "[1, 2]"}]}))
    assert not list(faults(shown(**{"text/plain": "Refuted: n > 2"})))


def test_a_ratio_without_a_decimal_beside_one_that_has_it_is_noticed():
    alone, both = "| $\\frac{1}{3}$ |", "| $\\frac{4352}{1001} \\approx 4.348$ |"
    assert list(faults(shown(**{"text/markdown": f"{alone}\n{both}"}))) == ["no decimal: | $\\frac{1}{3}$ "]
    assert not list(faults(shown(**{"text/markdown": alone})))
    assert not list(faults(shown(**{"text/markdown": both})))
