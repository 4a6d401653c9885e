"""The edition without solutions keeps none: not in its pages, downloads, slides, e-book or prints, and nothing that is the instructor's."""

import html
import json
import os
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest

from book import lectures

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "_build" / "without-solutions" / "_build"
CHAPTERS = sorted((ROOT / "chapters").rglob("*.ipynb"))
MARK = re.compile(r"^`{3,}\{solution-(start|end)\} ?(\S*)(?:\n:class: dropdown)?\n`{3,}", re.MULTILINE)
NO_WORDS = re.compile(r"\$[^$]*\$|\{\w+\}`[^`]*`|\]\([^)]*\)|`[^`]*`|\n\n|\n[|-]|[^\w\s,'’*()-]")
"""What a sentence is cut at: formulas, roles, addresses, code and punctuation, of which each edition makes something else."""
SHORTEST = 24
"""Letters of a phrase; shorter ones stand elsewhere by chance."""


def letters(text):
    """What is the same in all editions, with hyphens and line breaks of a print, and marks between words."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def phrases(text):
    return {found for part in NO_WORDS.split(text) if len(found := letters(part)) >= SHORTEST}


def shown(cell):
    """What a cell says: its words or the lines of its code, and what that puts out."""
    source, outputs = "".join(cell["source"]), cell.get("outputs", [])
    said = source if cell["cell_type"] == "markdown" else source.replace("\n", "\n\n")
    return [said, *("".join(text) for output in outputs for kind, text in output.get("data", {}).items() if kind.startswith("text/"))]


@cache
def told(path):
    """Of a chapter, what its solutions say, by exercise, and under no exercise all else."""
    found, label = {"": set()}, ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for text in shown(cell):
            before, *marks = MARK.split(text)
            found.setdefault(label, set()).update(phrases(before))
            for kind, name, after in zip(marks[::3], marks[1::3], marks[2::3], strict=True):
                label = name if kind == "start" else ""
                found.setdefault(label, set()).update(phrases(after))
    return found


@cache
def secrets():
    """Phrases of solutions, guides and answers that stand nowhere else in the book."""
    public, secret = set(), set()
    for path in CHAPTERS:
        for label, found in told(path).items():
            (secret if label else public).update(found)
    for path in (ROOT / "chapters").rglob("*.md"):
        public |= phrases(path.read_text(encoding="utf-8"))
    for planned in lectures.lectures():
        public |= phrases(lectures.page(planned, instructor=False))
        for block in (block for sheet in planned.sheets for block in sheet.blocks):
            (secret if block.kind == "answer" else public).update(phrases(block.text))
        secret.update(*(phrases(step.guide) for step in planned.steps))
    documented = (letters(path.read_text(encoding="utf-8")) for path in (ROOT / "code").rglob("*.py"))
    everything = " ".join([*public, *documented])
    return {phrase for phrase in secret if phrase not in everything}


def leaks(text):
    """The phrases that a text holds, outside its tags or in their attributes."""
    text = html.unescape(text.replace("\\n", " "))  # as it stands in JSON
    found = [letters(re.sub(r"</?[a-z!][^>]*>", "", text)), *map(letters, re.findall(r'="([^"]{24,})"', text))]
    return sorted(phrase for phrase in secrets() if any(phrase in each for each in found))


@pytest.mark.cases(None)
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_solution_would_be_found(path):
    for label, found in told(path).items():
        assert not label or found & secrets(), label
    assert bool(leaks(path.read_text(encoding="utf-8"))) is (len(told(path)) > 1)


@pytest.mark.parametrize("planned", lectures.lectures(), ids=lambda planned: str(planned.number))
def test_every_guide_and_answer_would_be_found(planned):
    own = lectures.page(planned, instructor=True)
    for text in [step.guide for step in planned.steps if step.guide] + [b.text for sheet in planned.sheets for b in sheet.of("answer")]:
        assert phrases(text) & set(leaks(own)), text
    assert leaks(lectures.page(planned, instructor=False)) == []


def test_a_phrase_is_found_in_every_kind_of_file():
    phrase = next(phrase for phrase in sorted(secrets()) if len(phrase) > 40)
    for text in (f"<p>{phrase[:9]} <em>{phrase[9:20]}</em>{phrase[20:]}</p>", f"{phrase[:30]}-\n{phrase[30:]}", f'<img alt="{phrase}">'):
        assert leaks(f"Before. {text}, after.") == leaks(phrase), text
        assert phrase in leaks(text)


def written(path):
    """The text of a file, if it has any; of an archive, of all that is in it."""
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "ignore")


@pytest.mark.deep
def test_no_file_of_the_edition_holds_a_solution():
    made = subprocess.run(
        ["make", "epub", "slides", "pdf", "SOLUTIONS=hide"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout[-4000:] + made.stderr[-4000:]
    paths = [path for kind in ("html", "epub", "slides", "pdf") for path in sorted((MADE / kind).rglob("*")) if path.is_file()]
    assert {".html", ".ipynb", ".js", ".epub", ".pdf", ".md"} <= {path.suffix for path in paths}
    found = {str(path.relative_to(MADE)): leaks(written(path))[:3] for path in paths}
    assert {name: phrases for name, phrases in found.items() if phrases} == {}
