"""The index of the printed edition: terms of the glossary with the pages that explain them, and the authors of the works cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.nodes import raw_latex

CHINESE = re.compile("[\u2e80-\u9fff]{2,}")
CITED = re.compile(r"\\hyperlink\{cite\.[^:]*:(.*?)\}")
"""How a citation begins in LaTeX."""
IN_CHINESE = "-zh"
"""What the name of a page in Chinese ends with."""


def raw(tex: str) -> nodes.raw:
    """LaTeX as it stands."""
    return nodes.raw("", tex, format="latex")


def entry(text: str, main: bool = False) -> nodes.raw:
    """A place that the index leads to, sorted without accents and marks; the main one for a term stands out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return raw(rf"\index{{{plain.replace('&', '+')}@{text.replace('&', chr(92) + '&')}{'|textbf' if main else ''}}}")


def terms(document: nodes.document) -> dict[nodes.term, str]:
    """Every term of the glossary, and the Chinese for it, if it has one."""
    found: dict[nodes.term, str] = {}
    for item in document.findall(nodes.definition_list_item):
        if isinstance(item.parent.parent, addnodes.glossary):
            chinese = CHINESE.match(next(item.findall(nodes.definition)).astext())
            found |= dict.fromkeys(item.findall(nodes.term), chinese[0] if chinese else "")
    return found


def index_terms(document: nodes.document, chapters: Iterable[nodes.Element]) -> None:
    """Lead from each term to the glossary, and to where a chapter first explains it: beside its Chinese, or set off.

    Nothing else is in the index: Python's names are not what a reader of a book looks for.
    """
    for place in document.findall(nodes.Element):  # a mark may not know its parent, which is a copy
        place.children = [part for part in place.children if not isinstance(part, addnodes.index)]
    found = terms(document)
    known = {term.astext(): chinese for term, chinese in found.items()}
    for term in found:
        term += entry(term.astext(), main=True)
    for chapter in chapters:
        left = dict(known)
        for place, words in [*beside_chinese(chapter), *set_off(chapter)]:
            for term, chinese in list(left.items()):
                if words in (chinese, term, f"{term}s"):
                    place.parent.insert(place.parent.index(place), entry(term))
                    del left[term]


def beside_chinese(chapter: nodes.Element) -> Iterator[tuple[nodes.Node, str]]:
    """Chinese in running text: it stands beside the English where a term is first used."""
    for text in list(chapter.findall(nodes.Text)):
        for words in CHINESE.findall(text) if not chapter["docname"].endswith(IN_CHINESE) and _running(text) else []:
            yield text, words


def set_off(chapter: nodes.Element) -> Iterator[tuple[nodes.Node, str]]:
    """Words in italics, and links to the glossary."""
    for part in list(chapter.findall(lambda node: isinstance(node, nodes.emphasis | nodes.reference))):
        if (isinstance(part, nodes.emphasis) or "#term-" in part.get("refuri", "")) and _running(part):
            yield part, part.astext().lower().replace("r&d", "R&D")


def _running(node: nodes.Node) -> bool:
    """Whether this is in a paragraph, and not in the glossary or a table."""
    inside = False
    while node.parent is not None:
        node = node.parent
        if isinstance(node, addnodes.glossary | nodes.table | nodes.title | nodes.caption):
            return False
        inside = inside or isinstance(node, nodes.paragraph)
    return inside


def index_authors(document: nodes.document, works: Mapping[str, Iterable[Any]]) -> None:
    """Lead from each author to where a work is cited; works are known by the names of their places, authors are pybtex's."""
    for link in list(document.findall(raw_latex)):
        cited = CITED.match(link.rawsource)
        for person in works.get(cited[1], []) if cited else []:
            name = " ".join([*person.prelast_names, *person.last_names])
            link.parent.insert(link.parent.index(link), entry(name))
