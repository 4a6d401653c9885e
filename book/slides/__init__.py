"""Make the slides of the lectures, in _build/slides, print each deck, and give each as Markdown.

What stands on them is planned in ``slides/lecture-3.md``: see ``book.lectures``. Cells, boxes and the text around them come from the
built pages.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl

from bs4 import Tag
from playwright.sync_api import Browser

from book import tagged
from book.assets import fetched
from book.lectures import LECTURES, Lecture, Sheet, lectures
from book.slides.chapters import Chapter, lead, made_of, shown
from book.slides.exported import markdown
from book.slides.words import Words

STYLE = Path(__file__).resolve().parent


@dataclass
class Slide:
    """One slide: its title, what stands on it, and what the speaker says; `kind` is the class of its section."""

    title: str
    body: list[Tag] = field(default_factory=list)
    notes: list[Tag] = field(default_factory=list)
    over: str = ""
    kind: str = "shown"


class Deck:
    """The slides of a lecture; what is for instructors only stays out unless it is asked for."""

    def __init__(self, planned: Lecture, book: Path, base: str, instructor: bool) -> None:
        self.planned, self.book, self.instructor = planned, book, instructor
        self.words = Words(book, base)
        self.chapters: dict[str, Chapter] = {}
        takes = [(block.word, block.text) for sheet in planned.sheets for block in sheet.of("take")]
        for name in dict(takes):
            self.chapters[name] = Chapter(book, name)
        self.taken = {name: {self.chapters[name].find(text) for other, text in takes if other == name} for name in self.chapters}
        self.slides = [self.opening(), *(self.slide(step.name, step.guide, sheet) for step in planned.steps for sheet in step.sheets)]

    @property
    def title(self) -> str:
        """The number and the name of the lecture."""
        return f"{self.planned.number}. {self.planned.title}"

    @property
    def scripts(self) -> list[str]:
        """The scripts of the figures that move."""
        moved = [block.word for sheet in self.planned.sheets for block in sheet.of("move")]
        chapters = [name for name in dict.fromkeys(moved) if "=" not in name]
        explorer = ["explorer/bundle.js"] if len(chapters) < len(set(moved)) else []
        return [*explorer, *(f"moving/{name}.js" for name in ["moving", *chapters] if chapters)]

    def opening(self) -> Slide:
        """The first slide: what the lecture is for, said to those who see it; what to prepare is for the speaker."""
        goal = re.sub(r"^Students\b", "You", self.planned.goal)
        read = self.words.html(f"Read: {self.planned.read}") if self.instructor else []
        return Slide(self.planned.title, self.words.html(goal), read, f"Lecture {self.planned.number}", "title")

    def slide(self, step: str, guide: str, sheet: Sheet) -> Slide:
        """A slide as it is planned."""
        asks = step in ("Ask the class", "Homework") or is_question(sheet)
        made = Slide(self.words.line(sheet.title), over=step, kind="live" if sheet.of("move") else "question" if asks else "shown")
        if self.instructor and sheet is next(each for own in self.planned.steps if own.name == step for each in own.sheets):
            made.notes += self.words.html(guide)
        said, around = bool(sheet.of("text")), list[Tag]()
        for block in sheet.blocks:
            if block.kind == "text":
                made.body += self.words.html(block.text)
            elif block.kind == "derive":
                made.body += self.words.derived(block.text)
            elif block.kind == "move":
                made.body.append(live(block.word))
            elif block.kind == "take":
                chapter = self.chapters[block.word]
                place = chapter.find(block.text)
                leading, spoken = chapter.around(place, self.taken[block.word])
                made.body += [*([lead(leading)] if leading and not said else []), *shown(chapter.blocks[place])]
                around += spoken
            elif block.kind == "notes" or self.instructor:
                made.notes += self.words.html(block.text)
        made.notes += around
        return made


def is_question(sheet: Sheet) -> bool:
    """Whether a slide does nothing but ask."""
    said = [sheet.title, *(block.text for block in sheet.of("text"))]
    return not any(map(sheet.of, ("take", "derive", "move"))) and any(text.endswith("?") for text in said)


def live(start: str) -> Tag:
    """The place of a figure that moves: that of a chapter, or an explorer at a case."""
    if "=" not in start:
        return made_of(f'<div class="enlarged"><div class="moving" data-name="{escape(start)}"></div></div>')
    wanted = {"view": "curves", "controls": "beta G n", **dict(parse_qsl(start))}
    options = "".join(f' data-{name.lower()}="{escape(value)}"' for name, value in wanted.items())
    return made_of(f'<div class="explorer"{options}></div>')


def written(deck: Deck) -> str:
    """A deck as a page."""
    sections = "\n".join(_section(slide) for slide in deck.slides)
    scripts = [*deck.scripts, "reveal/reveal.js", "reveal/notes.js", "slides.js"]
    styles = ["reveal/reset.css", "reveal/reveal.css", "regimes.css", "explorer/explorer.css", "moving/moving.css", "slides.css"]
    return _page(deck.title, f'<div class="reveal"><div class="slides">\n{sections}\n</div></div>', styles, scripts)


def _section(slide: Slide) -> str:
    over = f'<p class="over">{slide.over}</p>' if slide.over else ""
    body, notes = ("\n".join(str(part) for part in parts) for parts in (slide.body, slide.notes))
    said = f'<aside class="notes">{notes}</aside>' if notes else ""
    sheet = f'<div class="sheet">{over}<h2>{slide.title}</h2><div class="room"><div class="content">{body}</div></div></div>'
    return f'<section class="{slide.kind}">{sheet}{said}</section>'


def _page(title: str, body: str, styles: list[str], scripts: list[str]) -> str:
    links = '<link rel="icon" href="icon.svg">' + "".join(f'<link rel="stylesheet" href="{style}">' for style in styles)
    tags = "".join(f'<script src="{script}"></script>' for script in scripts)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>{links}'
    return f'<!DOCTYPE html>\n<html lang="en" data-theme="light"><head>{head}</head><body>\n{body}\n{tags}</body></html>\n'


def listed(decks: list[Deck]) -> str:
    """The page that leads to the decks."""
    rows = ""
    for deck in decks:
        name = f"lecture-{deck.planned.number}"
        others = f'<a href="{name}.pdf">PDF</a>, <a href="{name}.md">Markdown</a>'
        rows += f'<li><a href="{name}.html">{deck.planned.title}</a>, {len(deck.slides)} slides ({others})</li>'
    keys = "Arrow keys and space turn the slides, S opens the notes of the speaker, O shows all slides, F fills the screen."
    return _page("Lectures", f'<main class="list"><h1>Lectures</h1><ol>{rows}</ol><p>{keys}</p></main>', ["slides.css"], [])


def make(book: Path, place: Path, folder: Path = LECTURES, instructor: bool = False) -> list[Deck]:
    """Write all decks, and put what they need beside them."""
    if not (book / "index.html").exists():
        raise FileNotFoundError(f"There is no built book in {book}: run make book")
    shutil.rmtree(place, ignore_errors=True)
    for name in ("reveal", "fonts", "figures", "explorer", "moving"):
        (place / name).mkdir(parents=True)
    reveal, static = fetched("reveal.js"), book / "_static"
    for file in ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE"):
        shutil.copy(reveal / file, place / "reveal")
    for font in static.glob("*.woff2"):
        shutil.copy(font, place / "fonts")
    for path in (static / "explorer" / "bundle.js", static / "explorer" / "explorer.css", *(static / "moving").iterdir()):
        shutil.copy(path, place / path.parent.name)
    for path in (static / "regimes.css", static / "icon.svg", STYLE / "slides.css", STYLE / "slides.js"):
        shutil.copy(path, place)
    site = os.environ.get("SPILLOVER_SITE", "").rstrip("/")
    decks = [Deck(planned, book, f"{site}/" if site else "../", instructor) for planned in lectures(folder)]
    for deck in decks:
        for image in (image for slide in deck.slides for part in (*slide.body, *slide.notes) for image in _images(part)):
            source = pictured(str(image["src"]), folder, book)
            shutil.copy(source, place / "figures")
            image["src"] = f"figures/{source.name}"
        target = place / f"lecture-{deck.planned.number}"
        target.with_suffix(".html").write_text(written(deck), encoding="utf-8")
        target.with_suffix(".md").write_text(markdown(deck.title, deck.slides, book), encoding="utf-8")
    (place / "index.html").write_text(listed(decks), encoding="utf-8")
    return decks


def pictured(source: str, folder: Path, book: Path) -> Path:
    """The file of a picture: a teacher's own stands beside her lecture, others are the book's."""
    places = (folder / source, book / "_images" / Path(source).name)
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        raise ValueError(f"there is no picture {source} in {folder.name}")
    return found


def _images(part: Tag) -> list[Tag]:
    return [part] if part.name == "img" else part.select("img")


ON_PAPER = """() => {
  document.querySelectorAll("section[aria-hidden]").forEach((slide) => slide.removeAttribute("aria-hidden"));
  document.querySelectorAll('a[href^="../"]').forEach((link) => link.removeAttribute("href"));
}"""
"""All slides are seen; a link to a page beside the deck would lead to the folder where it was printed."""


def printed(browser: Browser, deck: Path) -> Path:
    """Let Chromium print a deck, a page a slide; on paper none is hidden."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{deck.as_uri()}?print-pdf")
    page.wait_for_selector("html.ready")
    target = deck.with_suffix(".pdf")
    page.evaluate(ON_PAPER)
    tagged.write(page, target, prefer_css_page_size=True)
    page.close()
    return target
