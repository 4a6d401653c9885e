"""The course has eight lectures of eighty minutes, each planned in full, and its homework is in the book."""

import re
from pathlib import Path

import pytest

CHAPTERS = Path(__file__).resolve().parent.parent / "chapters"
GUIDE = (CHAPTERS / "teaching" / "course.md").read_text(encoding="utf-8")
LECTURES = re.split(r"^\(lecture-\d\)=\n", GUIDE.partition("\n## Further reading")[0], flags=re.MULTILINE)[1:]
STEPS = ("Open", "On the board", "Show", "Ask the class", "Homework")


def test_there_are_eight():
    assert re.findall(r"^\(lecture-(\d)\)=\n## Lecture (\d)\. ", GUIDE, re.MULTILINE) == [
        (str(number), str(number)) for number in range(1, 9)
    ]


@pytest.mark.parametrize("lecture", LECTURES, ids=lambda text: text.partition("\n")[0])
def test_each_is_planned_to_the_minute(lecture):
    labels = re.findall(r"^\*\*([A-Z][a-z ]+)(?: \((\d+) min\))?\.\*\* \S", lecture, re.MULTILINE)
    assert [name for name, _ in labels] == ["Goal", "Read", *STEPS]
    assert sum(int(minutes) for name, minutes in labels if name in STEPS) == 80


@pytest.mark.parametrize("lecture", LECTURES, ids=lambda text: text.partition("\n")[0])
def test_its_homework_is_in_the_book(lecture):
    everywhere = "".join(path.read_text(encoding="utf-8") for path in CHAPTERS.rglob("*.ipynb"))
    homework = re.findall(r"\{ref\}`(ex-[a-z-]+)`", lecture)
    assert len(homework) >= 3
    for label in homework:
        assert f":label: {label}\\n" in everywhere
