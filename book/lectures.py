"""The lectures as their files in ``slides/`` plan them: the steps, how long each takes, what the teacher does, and the slides.

A file is Markdown. Below its title stand the goal and the reading, then each step under a heading with its minutes; what stands
there before the first slide is for the teacher. A slide begins with its title, and holds text and these blocks: ``{take}`` a cell or a
box of a chapter, ``{derive}`` lines of Python whose last is shown, ``{move}`` a figure that moves, ``{notes}`` for the speaker, and
``{answer}`` to the question for the class. The course page and the decks are both made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LECTURES = ROOT / "slides"
STEPS = ("Open", "On the board", "Show", "Ask the class", "Homework")
LENGTH, SLACK = 80, 5
"""Minutes of a lecture, and how many of them no step takes."""
HEAD = re.compile(r"# (?P<title>.+)\n+\*\*Goal\.\*\* (?P<goal>.+)\n+\*\*Read\.\*\* (?P<read>.+)\n+")
STEP = re.compile(r"^## (.+?) \((\d+) min\)\n", re.MULTILINE)
SLIDE = re.compile(r"^### (.+)\n", re.MULTILINE)
BLOCK = re.compile(r"^(`{3,}|:{3,})\{(\w+)\} ?(.*)\n([\s\S]*?)^\1[ ]*$\n?", re.MULTILINE)
PICTURE = re.compile(r"(!\[[^\]]*\]\()(?![/#]|\w+:)")
"""Where a picture is named that stands beside the lecture."""
ITEM = re.compile(r"^- (.+)$", re.MULTILINE)
KINDS = ("take", "derive", "move", "notes", "answer")


@dataclass(frozen=True)
class Block:
    """A part of a slide: text, or one of the kinds of blocks with the word beside its name."""

    kind: str
    word: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A slide as it is written: its number in the deck, its title and its parts."""

    number: int
    title: str
    blocks: tuple[Block, ...]

    def of(self, kind: str) -> list[Block]:
        """The parts of a kind."""
        return [block for block in self.blocks if block.kind == kind]


@dataclass(frozen=True)
class Step:
    """A step of a lecture: what the teacher does, for how many minutes, with which slides."""

    name: str
    minutes: int
    guide: str
    sheets: tuple[Sheet, ...]

    @property
    def slides(self) -> str:
        """Which slides it has, in words."""
        first, last = self.sheets[0].number, self.sheets[-1].number
        return f"slide {first}" if first == last else f"slides {first} to {last}"

    @property
    def text(self) -> str:
        """What its slides say."""
        return "\n\n".join(block.text for sheet in self.sheets for block in sheet.of("text"))


@dataclass(frozen=True)
class Lecture:
    """A lecture. The first slide of its deck says what it is for."""

    number: int
    title: str
    goal: str
    read: str
    steps: tuple[Step, ...]

    @property
    def sheets(self) -> list[Sheet]:
        """The slides of all steps."""
        return [sheet for step in self.steps for sheet in step.sheets]


def lectures(folder: Path = LECTURES) -> list[Lecture]:
    """All lectures, in their order."""
    return [lecture(path) for path in sorted(folder.glob("lecture-*.md"))]


@cache
def lecture(path: Path) -> Lecture:
    """A lecture from its file; what cannot be read is said with the name of the file."""
    number, text = int(path.stem.rpartition("-")[2]), path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    if not head:
        raise ValueError(f"{path.name} must begin with a title, **Goal.** and **Read.**, a paragraph each")
    before, *parts = STEP.split(text[head.end() :])
    if before.strip() or not parts:
        raise ValueError(f"{path.name}: after **Read.** comes the first step, such as '## Open (8 min)'")
    steps, shown = [], 1  # the slide that opens the deck
    for name, minutes, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        guide, *slides = SLIDE.split(body)
        if name not in STEPS or not slides:
            raise ValueError(f"{path.name}, {name}: a step is one of {', '.join(STEPS)}, and has a slide")
        pairs = zip(slides[::2], slides[1::2], strict=True)
        sheets = tuple(Sheet(shown + place, title, tuple(blocks(path, written))) for place, (title, written) in enumerate(pairs, start=1))
        shown += len(sheets)
        steps.append(Step(name, int(minutes), guide.strip(), sheets))
    return Lecture(number, head["title"], head["goal"], head["read"], tuple(steps))


def blocks(path: Path, text: str) -> Iterator[Block]:
    """The parts of a slide in their order."""
    end = 0
    for found in BLOCK.finditer(text):
        _, kind, word, inside = found.groups()
        if kind not in KINDS:
            raise ValueError(f"{path.name}: no block is called {kind!r}; there are {', '.join(KINDS)}")
        yield from _words(text[end : found.start()])
        yield Block(kind, word.strip(), inside.strip())
        end = found.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[Block]:
    if text.strip():
        yield Block("text", "", text.strip())


def page(planned: Lecture, instructor: bool) -> str:
    """What the course page says of a lecture, as Markdown; the guide and the answers are for instructors."""
    head = f"(lecture-{planned.number})=\n## Lecture {planned.number}. {planned.title}"
    parts = [head, f"**Goal.** {planned.goal}", f"**Read.** {planned.read}"]
    for step in planned.steps:
        label = f"**{step.name} ({step.minutes} min, {step.slides}).**"
        said = [step.guide] if instructor and step.guide else []
        if step.name == "Homework":
            said.append(f"{', '.join(ITEM.findall(step.text))}.")
        elif step.name == "Ask the class":
            said.append(step.text)
        elif not instructor:
            said.append(" · ".join(f"*{sheet.title}*" for sheet in step.sheets))
        parts.append(f"{label} {said[0]}")
        parts += said[1:]
        if instructor:
            parts += [f"*Answer.* {block.text}" for sheet in step.sheets for block in sheet.of("answer")]
    return PICTURE.sub(rf"\1/{LECTURES.name}/", "\n\n".join(parts)) + "\n"
