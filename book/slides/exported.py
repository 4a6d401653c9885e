"""A deck as Markdown that Pandoc reads, to change it, or to make Beamer, PowerPoint or anything else of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from bs4 import Tag
from bs4.element import NavigableString, PageElement

from book.downloads import glued
from book.slides.chapters import ROOT, files, made_of
from book.slides.words import TEX, key, mathematics

if TYPE_CHECKING:
    from book.slides import Slide

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
LIVE = "A figure that moves: see the deck in a browser."


def markdown(title: str, slides: Iterable[Slide], book: Path) -> str:
    """A title block, and a heading for each slide with its notes; formulas are TeX again."""
    learn()
    parts = [f"---\ntitle: {title!r}\n---"]
    for slide in slides:
        parts += [f"## {inline(made_of(f'<h2>{slide.title}</h2>'))}", *(block(part) for part in slide.body)]
        if slide.notes:
            parts.append("\n\n".join(["::: notes", *(block(part) for part in slide.notes), ":::"]))
    return "\n\n".join(part for part in parts if part) + "\n"


def block(part: Tag, indent: str = "") -> str:
    """A paragraph, a list, a table, a formula, a figure or a box."""
    classes = part.get_attribute_list("class")
    if part.name == "img":
        return f"![{part.get('alt', '')}]({part['src']})"
    if "math" in classes:
        return f"$$\n{tex(part.select_one('math'))}\n$$"
    if {"explorer", "moving"} & set(classes):
        return LIVE
    if part.name == "pre":
        return f"```python\n{part.get_text().strip()}\n```"
    if part.name in ("ul", "ol"):
        signs = ("- ",) * 99 if part.name == "ul" else tuple(f"{number}. " for number in range(1, 99))
        return "\n".join(f"{sign}{inline(item)}" for sign, item in zip(signs, part.find_all("li", recursive=False), strict=False))
    if table := part if part.name == "table" else part.select_one("table"):
        rows = [[inline(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tr")]
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    if part.name == "div":
        return "\n\n".join(block(child) for child in part.find_all(True, recursive=False))
    return inline(part)


def inline(element: Tag) -> str:
    """The words of an element, with what is strong, slanted, a link or a formula."""
    return re.sub(r"\s+", " ", "".join(chain.from_iterable(_words(child) for child in element.children))).strip()


def _words(part: PageElement) -> Iterator[str]:
    if isinstance(part, NavigableString):
        yield str(part)
    elif isinstance(part, Tag):
        if part.name == "math":
            yield f"${tex(part)}$"
        elif part.name in ("strong", "b") and inline(part):
            yield f"**{inline(part)}**"
        elif part.name in ("em", "i") and inline(part):
            yield f"*{inline(part)}*"
        elif part.name == "a":
            yield f"[{inline(part)}]({part['href']})"
        elif part.name == "code":
            yield f"`{part.get_text()}`"
        elif part.name == "img":
            yield block(part)
        else:
            yield from chain.from_iterable(_words(child) for child in part.children)


def tex(formula: Tag | None) -> str:
    """The TeX of a formula."""
    found = TEX.get(key(str(formula)))
    if found is None:
        raise ValueError(f"nobody wrote the formula {formula}")
    return found


@cache
def learn() -> None:
    """Read the formulas of all chapters as TeX, so that each can be given back."""
    for file in files().values():
        path = ROOT / f"{file}.ipynb"
        if path.exists():
            for text in texts(path):
                for displayed, running in FORMULA.findall(text):
                    mathematics(displayed or running, bool(displayed))


def texts(path: Path) -> Iterator[str]:
    """What a notebook says, and what its cells show and glue."""
    notebook = nbformat.read(path, as_version=4)
    yield from glued(notebook).values()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield cell.source
        for output in cell.get("outputs", []):
            yield from (text for kind, text in output.get("data", {}).items() if kind in ("text/latex", "text/markdown"))
