"""Make the slides of the lectures from the built pages, in _build/slides, and print each deck.

A cell with the tag ``lecture-3`` goes into lecture 3, without its code; so does a box, or a container, with that class. The heading
above is the title of its slide, the paragraph before it leads to it, and all other text becomes the notes of the speaker.
"""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from bs4.filter import SoupStrainer
from playwright.sync_api import Browser

from book import tagged
from book.assets import fetched

STYLE = Path(__file__).resolve().parent
ROOT = STYLE.parent.parent
BOOK, SLIDES = ROOT / "_build" / "html", ROOT / "_build" / "slides"
COURSE = "chapters/teaching/course"
"""The chapter for instructors: what each lecture is for, what to ask the class, and the homework."""
LECTURES = tuple(re.findall(r"^## Lecture \d\. (.+)$", (ROOT / f"{COURSE}.md").read_text(encoding="utf-8"), re.MULTILINE))
ROOM, CLOSE, LEAD = 510, 600, 330
"""How high the elements of one slide may be together, about, in its own pixels, and if they belong together; letters of a lead."""
PREPARING = ("Goal", "Read", "Open", "On the board", "Show")
"""What the chapter for instructors says of each lecture beside the question and the homework."""
HEADINGS, SPEAKABLE = ("h2", "h3", "h4"), ("p", "ul", "ol", "dl", "blockquote")


@dataclass
class Slide:
    """One slide: its title, what stands on it, and what the speaker says; `kind` is the class of its section."""

    title: str
    body: list[Tag] = field(default_factory=list)
    notes: list[Tag] = field(default_factory=list)
    over: str = ""
    kind: str = "shown"


class Chapter:
    """The slides that a chapter gives to each lecture, in its order."""

    def __init__(self, article: Tag) -> None:
        self.slides: dict[int, list[Slide]] = {}
        self.title = self.heading = self.section = _words(_found(article, "h1"))
        self.question = cleaned(_found(article, "p"))
        self.last: tuple[int, Slide] | None = None
        self.opening: list[Tag] = []
        self.waiting: list[Tag] = []  # text that no slide has yet
        self.new_heading = False
        unit: list[Tag] = []
        for block in blocks(article):
            lecture = lecture_of(block)
            if unit and lecture != lecture_of(unit[0]) and (lecture or block.name in HEADINGS or spoken(block)):
                self.show(unit)
                unit = []
            if block.name in HEADINGS:
                if _text(block).strip("#").endswith("Exercises"):
                    break
                self.give()
                self.heading, self.new_heading = _words(block), True
                self.section = self.heading if block.name == "h2" else self.section
            elif lecture:
                unit.append(block)
            else:
                self.waiting += spoken(block)
        if unit:
            self.show(unit)
        self.give()

    def give(self) -> None:
        """Give the text that waits to the slide before it, or to the opening of the chapter."""
        (self.last[1].notes if self.last else self.opening).extend(self.waiting)
        self.waiting = []

    def show(self, unit: list[Tag]) -> None:
        """Put elements that nothing separates on the last slide, where only what leads to them is between, or on new ones."""
        lecture, said = lecture_of(unit[0]), self.leading()
        bodies = [shown(block) for block in unit]
        parts = [lead(each) for each in said]
        if self.last and self.last[0] == lecture and self.goes_on([*parts, *chain(*bodies)]):
            slide = self.last[1]
        else:
            parts = [from_its_beginning(each) for each in parts]
            slide = self.another(lecture, unit[0])
        slide.notes += said
        for block, body in zip(unit, bodies, strict=True):
            if slide.body and height([*slide.body, *parts, *body]) > CLOSE:
                slide = self.another(lecture, block)
            slide.body += [*parts, *body]
            slide.notes += code(block)
            parts = []
        self.last, self.new_heading = (lecture, slide), False

    def leading(self) -> list[Tag]:
        """Take the text that leads to an element from what waits, if there is any."""
        return [self.waiting.pop()] if self.waiting and self.waiting[-1].name in ("p", "ol", "ul") else []

    def another(self, lecture: int, block: Tag) -> Slide:
        """A new slide for a lecture; the text below its heading is for its speaker, and other text for that of the slide before."""
        slide = Slide(self.heading, kind="live" if block.select_one(".explorer") else "shown", over=self.place())
        if self.new_heading:
            slide.notes, self.waiting, self.new_heading = self.waiting, [], False
        self.give()
        if lecture not in self.slides:
            self.slides[lecture] = [Slide(self.title, [self.question], [] if self.slides else self.opening, kind="chapter")]
        self.slides[lecture].append(slide)
        self.last = (lecture, slide)
        return slide

    def goes_on(self, more: list[Tag]) -> bool:
        """Whether elements can stand below what the last slide shows; there is more room for them if they end its last sentence."""
        assert self.last
        slide, room = self.last[1], CLOSE if _text(more[0])[:1].islower() else ROOM
        return not self.new_heading and not self.waiting and slide.kind == "shown" and height([*slide.body, *more]) <= room

    def place(self) -> str:
        """Where in the book a slide comes from: the chapter, and the section if the title is that of a part of it."""
        above = [name for name in dict.fromkeys((self.title, self.section)) if name != self.heading]
        return ". ".join(above)


def blocks(element: Tag) -> Iterator[Tag]:
    """The elements of a page in their order, without what only groups them; no exercise and no solution."""
    for child in element.find_all(True, recursive=False):
        classes = child.get_attribute_list("class")
        grouping = child.name == "section" or (child.name == "div" and "container" in classes and "cell" not in classes)
        if grouping and not lecture_of(child):
            yield from blocks(child)
        elif not {"exercise", "solution"}.intersection(classes):
            yield child


def lecture_of(element: Tag) -> int:
    """The lecture that an element is tagged for; zero for none."""
    found = [re.fullmatch(r"(?:tag_)?lecture-(\d+)", str(name)) for name in element.get_attribute_list("class")]
    return next((int(match[1]) for match in found if match), 0)


def cleaned(element: Tag) -> Tag:
    """A copy of an element without links, marks for readers of the page, and ids."""
    made = copy.copy(element)
    for part in made.select(".headerlink, .visually-hidden, .copybtn, .cell_input, .explorer-without, details.code"):
        part.decompose()
    for link in made.select("a"):
        link.unwrap()
    for part in made.select("section"):  # to reveal.js a section is a slide
        part.name = "div"
    for part in (made, *made.find_all(True)):
        for name in ("id", "loading", "title"):
            del part[name]
    return made


def shown(block: Tag) -> list[Tag]:
    """What an element puts on a slide: the outputs of a cell, a box, or what a container holds."""
    made = cleaned(block)
    if "proof" in made.get_attribute_list("class"):
        return [made]
    outputs = made.select(".cell_output") or [made]
    return [part for output in outputs for part in output.find_all(True, recursive=False)]


def spoken(block: Tag) -> list[Tag]:
    """What an element that no slide shows gives to the speaker: text, formulas, and the claim of an entry of the ledger."""
    made, classes = cleaned(block), block.get_attribute_list("class")
    if "tag_remove-input" in classes:
        return made.select(".cell_output > p", limit=1)
    if "cell" in classes:
        return made.select(".cell_output > .math")
    return [made] if made.name in SPEAKABLE or {"math", "proof"}.intersection(classes) else []


def code(block: Tag) -> list[Tag]:
    """The lines that a table comes from, for the speaker: they say which numbers were put in."""
    return [_made(f"<pre>{escape(part.get_text().strip())}</pre>") for part in block.select(".cell_input pre") if block.select_one("table")]


def height(parts: list[Tag]) -> float:
    """How high elements are about, in the pixels of a slide, to decide whether they can share one; two figures stand side by side."""
    total, figures = 24.0 * len(parts), [part for part in parts if _images(part)]
    for part in parts:
        rows = part.select("tr")
        if rows:
            total += 62 * len(rows) if part.select_one("mfrac") else 48 * len(rows)
        elif "math" in part.get_attribute_list("class"):
            total += 100
        elif not _images(part):
            total += 42 * (1 + len(_text(part)) // 85)
    return total + 380 * ((len(figures) + 1) // 2)


def lead(text: Tag) -> Tag:
    """The sentences that lead to an element: the last of a paragraph, or of the last item of a list, as many as a slide has room for."""
    item = text.find_all("li", recursive=False)[-1] if text.name in ("ol", "ul") else text
    found = sentences(item.find("p", recursive=False) or item)
    while len(found) > 1 and _said(found[-1]).startswith("("):  # what stands in brackets leads nowhere
        found.pop()
    kept = [found.pop()]
    while found and sum(map(len, map(_said, [*kept, found[-1]]))) <= LEAD:
        kept.insert(0, found.pop())
    made = _made('<p class="lead"></p>')
    for sentence in kept:
        made.extend(copy.copy(part) for part in sentence)
    return made


def from_its_beginning(text: Tag) -> Tag:
    """A lead without the rest of a sentence that began on the slide before; if it is nothing else, with a sign that it goes on."""
    found = sentences(text)
    if not _said(found[0])[:1].islower() or isinstance(found[0][0], Tag):
        return text
    if len(found) == 1:
        text.insert(0, "… ")
    else:
        for _ in found[0]:
            text.contents[0].extract()
    return text


def sentences(paragraph: Tag) -> list[list[PageElement]]:
    """The parts of a paragraph, sentence by sentence; a badge belongs to the sentence before it, and what stands in brackets together."""
    found: list[list[PageElement]] = [[]]
    ended = False
    for child in paragraph.children:
        texts = re.split(r"(?<=[.?!])(?=\s+[A-Z“(])", child) if isinstance(child, NavigableString) else []
        parts: list[PageElement] = [NavigableString(text) for text in texts if text]
        for part in parts or [child]:
            blank = not part.get_text().strip() or _is_badge(part)
            if ended and not blank:
                found.append([])
            found[-1].append(part)
            if not blank:
                said = _said(found[-1])
                ended = said.endswith((".", "?", "!", ".)")) and said.count("(") <= said.count(")")
    return found


def _said(sentence: list[PageElement]) -> str:
    """The words of a sentence, without badges."""
    return "".join(part.get_text() for part in sentence if not _is_badge(part)).strip()


def _is_badge(part: PageElement) -> bool:
    return isinstance(part, Tag) and "claim-badge" in part.get_attribute_list("class")


def _words(heading: Tag) -> str:
    """A heading without its number, as it stands in a page."""
    made = cleaned(heading)
    for number in made.select(".section-number"):
        number.decompose()
    return made.decode_contents().strip()


def _text(element: Tag) -> str:
    return re.sub(r"\s+", " ", element.get_text()).strip()


def _found(element: Tag, selector: str) -> Tag:
    found = element.select_one(selector)
    if found is None:
        raise ValueError(f"a built page has no {selector}: the theme has changed")
    return found


def _made(markup: str) -> Tag:
    return _found(BeautifulSoup(markup, "html.parser"), "*")


def pages(book: Path) -> Iterator[Tag]:
    """The text of each chapter of which something is tagged, in the order of the table of contents."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    for name in (chapter["file"] for part in contents["parts"] for chapter in part["chapters"]):
        page = book / f"{name}.html"
        if name != COURSE and re.search(r'class="[^"]*lecture-\d', page.read_text(encoding="utf-8")):
            yield _article(page)


@cache
def _article(page: Path) -> Tag:
    text = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser", parse_only=SoupStrainer("article"))
    for figure in text.select("figure:has(> img)"):
        figure.replace_with(_found(figure, "img"))  # what a caption says is for the speaker to say
    return _found(text, "article.bd-article")


def course(book: Path) -> dict[int, dict[str, Tag]]:
    """What the chapter for instructors says of each lecture: its paragraphs, by the bold words with which they begin."""
    page = book / f"{COURSE}.html"
    article = _article(page)
    found: dict[int, dict[str, Tag]] = {}
    for number in range(1, len(LECTURES) + 1):
        place = _found(article, f"#lecture-{number}")
        section = place if place.name == "section" else place.find_parent("section")
        assert section
        found[number] = {}
        for paragraph in section.find_all("p", recursive=False):
            if label := paragraph.find("strong", recursive=False):
                entitle(page, paragraph)
                found[number][re.split(r"[.(]", label.get_text())[0].strip()] = paragraph
    return found


def entitle(page: Path, paragraph: Tag) -> None:
    """Name the exercises that a paragraph leads to by their titles; the number alone tells a class little."""
    for link in paragraph.select("a[href*='#ex-']"):
        target, _, place = str(link["href"]).partition("#")
        box = _article(page.parent / target).find(id=place)
        assert isinstance(box, Tag)
        link.string = _text(_found(box, ".admonition-title"))


def lectures(book: Path) -> dict[int, list[Slide]]:
    """The slides of each lecture."""
    plan = course(book)
    decks = {number: [opening(number, plan[number])] for number in range(1, len(LECTURES) + 1)}
    for article in pages(book):
        for number, slides in Chapter(article).slides.items():
            decks[number] += slides
    for number, said in plan.items():
        decks[number] += ending(said)
    return decks


def opening(number: int, said: dict[str, Tag]) -> Slide:
    """The first slide: what the lecture is for; what to prepare is for the speaker."""
    goal = [_after_label(said["Goal"])] if "Goal" in said else []
    return Slide(
        LECTURES[number - 1], goal, [cleaned(said[name]) for name in PREPARING if name in said], over=f"Lecture {number}", kind="title"
    )


def ending(said: dict[str, Tag]) -> Iterator[Slide]:
    """The last slides: the figure that moves, if there is one to show; the question, without its answer; the homework."""
    if case := said["Show"].select_one("a.explorer-case") if "Show" in said else None:
        wanted = {"view": "curves", "controls": "beta G n", **dict(parse_qsl(urlsplit(str(case["href"])).query))}
        options = "".join(f' data-{name.lower()}="{escape(value)}"' for name, value in wanted.items())
        yield Slide("Move it", [_made(f'<div class="explorer"{options}></div>')], [cleaned(said["Show"])], over="Show", kind="live")
    if "Ask the class" in said:
        question = _after_label(said["Ask the class"])
        answer = re.search(r"\(([^()]+)\)\s*$", question.get_text())
        if answer and isinstance(text := list(question.strings)[-1], NavigableString) and answer[0] in text:
            text.replace_with(text.replace(answer[0], ""))
        yield Slide("Ask the class", [question], [cleaned(said["Ask the class"])], kind="question")
    if "Homework" in said:
        yield Slide("Homework", [_after_label(said["Homework"])], kind="question")


def _after_label(paragraph: Tag) -> Tag:
    made = cleaned(paragraph)
    _found(made, "strong").decompose()
    return made


def written(number: int, slides: list[Slide]) -> str:
    """A deck as a page."""
    sections = "\n".join(_section(slide) for slide in slides)
    live = any(slide.kind == "live" for slide in slides)
    scripts = [*(["explorer/bundle.js"] if live else []), "reveal/reveal.js", "reveal/notes.js", "slides.js"]
    styles = ["reveal/reset.css", "reveal/reveal.css", "regimes.css", *(["explorer/explorer.css"] if live else []), "slides.css"]
    return _page(
        f"{number}. {LECTURES[number - 1]}", f'<div class="reveal"><div class="slides">\n{sections}\n</div></div>', styles, scripts
    )


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


def listed(decks: dict[int, list[Slide]]) -> str:
    """The page that leads to the decks."""
    rows = ""
    for number, slides in decks.items():
        deck, count = f"lecture-{number}", len(slides)
        rows += f'<li><a href="{deck}.html">{LECTURES[number - 1]}</a>, {count} slides (<a href="{deck}.pdf">PDF</a>)</li>'
    keys = "Arrow keys and space turn the slides, S opens the notes of the speaker, O shows all slides, F fills the screen."
    return _page("Lectures", f'<main class="list"><h1>Lectures</h1><ol>{rows}</ol><p>{keys}</p></main>', ["slides.css"], [])


def make(book: Path, place: Path) -> dict[int, list[Slide]]:
    """Write all decks, and put what they need beside them."""
    if not (book / "index.html").exists():
        raise FileNotFoundError(f"There is no built book in {book}: run make book")
    shutil.rmtree(place, ignore_errors=True)
    for folder in ("reveal", "fonts", "figures", "explorer"):
        (place / folder).mkdir(parents=True)
    reveal, static = fetched("reveal.js"), book / "_static"
    for file in ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE"):
        shutil.copy(reveal / file, place / "reveal")
    for font in static.glob("*.woff2"):
        shutil.copy(font, place / "fonts")
    for file in ("bundle.js", "explorer.css"):
        shutil.copy(static / "explorer" / file, place / "explorer")
    for path in (static / "regimes.css", static / "icon.svg", STYLE / "slides.css", STYLE / "slides.js"):
        shutil.copy(path, place)
    decks = lectures(book)
    for number, slides in decks.items():
        for image in (image for slide in slides for part in (*slide.body, *slide.notes) for image in _images(part)):
            name = Path(str(image["src"])).name
            shutil.copy(book / "_images" / name, place / "figures")
            image["src"] = f"figures/{name}"
        (place / f"lecture-{number}.html").write_text(written(number, slides), encoding="utf-8")
    (place / "index.html").write_text(listed(decks), encoding="utf-8")
    return decks


def _images(part: Tag) -> list[Tag]:
    return [part] if part.name == "img" else part.select("img")


def printed(browser: Browser, deck: Path) -> Path:
    """Let Chromium print a deck, a page a slide; on paper none is hidden."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{deck.as_uri()}?print-pdf")
    page.wait_for_selector("html.ready")
    target = deck.with_suffix(".pdf")
    page.evaluate(
        "document.querySelectorAll('section[aria-hidden]').forEach(slide => slide.removeAttribute('aria-hidden'))"
    )  # all are seen
    tagged.write(page, target, prefer_css_page_size=True)
    page.close()
    return target


def main() -> int:
    """Make the decks, then print them."""
    for number, slides in make(BOOK, SLIDES).items():
        print(f"Lecture {number}, {LECTURES[number - 1]}: {len(slides)} slides", flush=True)
    print(f"Open {SLIDES / 'index.html'} in a browser.")
    with tagged.chromium() as browser:
        for deck in sorted(SLIDES.glob("lecture-*.html")):
            print(f"Printed {printed(browser, deck).relative_to(ROOT)}", flush=True)
    return 0
