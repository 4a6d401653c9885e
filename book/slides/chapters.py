"""What slides take from the built pages: what a cell shows, a box, and for the speaker what the book says around it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from bs4.filter import SoupStrainer

ROOT = Path(__file__).resolve().parent.parent.parent
LEAD = 330
"""Letters of a lead."""
HEADINGS, SPEAKABLE = ("h2", "h3", "h4"), ("p", "ul", "ol", "dl", "blockquote")


class Chapter:
    """The page of a chapter, by the last part of its name, such as ``4-analysis``."""

    def __init__(self, book: Path, name: str) -> None:
        if name not in files():
            raise ValueError(f"there is no chapter {name!r}")
        self.file = files()[name]
        article = _article(book / f"{self.file}.html")
        self.title = _words(inner(article, "h1"))
        self.blocks = list(blocks(article))

    def find(self, sought: str) -> int:
        """Where a cell stands that has these lines, or a box that is called so after a #."""
        wanted = re.sub(r"\s+", "", sought)

        def has(block: Tag) -> bool:
            if sought.startswith("#"):
                return block.get("id") == sought[1:] or block.select_one(f'[id="{sought[1:]}"]') is not None
            return any(wanted in re.sub(r"\s+", "", part.get_text()) for part in block.select(".cell_input pre"))

        places = [place for place, block in enumerate(self.blocks) if has(block)]
        if len(places) != 1:
            raise ValueError(f"{self.file} has {len(places)} cells or boxes with {sought!r}; one is wanted")
        return places[0]

    def around(self, place: int, taken: set[int]) -> tuple[Tag | None, list[Tag]]:
        """The text that leads to an element, if any does, and all that its section says around it and no other that is taken."""
        before: list[Tag] = []
        for at in range(place - 1, -1, -1):
            block = self.blocks[at]
            if block.name in HEADINGS or at in taken:
                break
            before[:0] = spoken(block)
        after: list[Tag] = []
        for at in range(place + 1, len(self.blocks)):
            if self.blocks[at].name in HEADINGS:
                break
            if at in taken:
                after = []
                break
            after += spoken(self.blocks[at])
        leading = before[-1] if before and before[-1].name in ("p", "ol", "ul") else None
        return leading, [*before, *code(self.blocks[place]), *after]


@cache
def files() -> dict[str, str]:
    """The files of the chapters, by the last parts of their names."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    return {file.rpartition("/")[2]: file for file in listed}


def blocks(element: Tag) -> Iterator[Tag]:
    """The elements of a page in their order, without what only groups them; no exercise and no solution."""
    for child in element.find_all(True, recursive=False):
        classes = child.get_attribute_list("class")
        grouping = child.name == "section" or (child.name == "div" and "container" in classes and "cell" not in classes)
        if grouping:
            yield from blocks(child)
        elif not {"exercise", "solution"}.intersection(classes):
            yield child


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
    lines = [part.get_text().strip() for part in block.select(".cell_input pre")] if block.select_one("table") else []
    return [made_of(f"<pre>{escape(line)}</pre>") for line in lines]


def lead(text: Tag) -> Tag:
    """The sentences that lead to an element: the last of a paragraph, or of the last item of a list, as many as a slide has room for."""
    item = text.find_all("li", recursive=False)[-1] if text.name in ("ol", "ul") else text
    found = sentences(item.find("p", recursive=False) or item)
    while len(found) > 1 and _said(found[-1]).startswith("("):  # what stands in brackets leads nowhere
        found.pop()
    kept = [found.pop()]
    while found and sum(map(len, map(_said, [*kept, found[-1]]))) <= LEAD:
        kept.insert(0, found.pop())
    made = made_of('<p class="lead"></p>')
    for sentence in kept:
        made.extend(copy.copy(part) for part in sentence)
    return made


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


def inner(element: Tag, selector: str) -> Tag:
    found = element.select_one(selector)
    if found is None:
        raise ValueError(f"a built page has no {selector}: the theme has changed")
    return found


def made_of(markup: str) -> Tag:
    return inner(BeautifulSoup(markup, "html.parser"), "*")


@cache
def _article(page: Path) -> Tag:
    text = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser", parse_only=SoupStrainer("article"))
    for figure in text.select("figure:has(> img)"):
        figure.replace_with(inner(figure, "img"))  # what a caption says is for the speaker to say
    return inner(text, "article.bd-article")


def title_of(book: Path, address: str) -> str:
    """How a chapter, a section or an exercise is called."""
    page, _, place = address.partition("#")
    article = _article(book / page)
    target = article.find(id=place) if place else article
    if not isinstance(target, Tag):
        raise ValueError(f"no page has {address}")
    wanted = ".admonition-title, h1, h2, h3, h4"
    title = target.select_one(wanted) or inner(target.find_parent("section") or article, wanted)
    return _text(title) if title.name == "p" else _words(title)
