"""Markup that everybody can read, where the libraries' own is not: tables, citations, Chinese terms."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from book.mathml import to_mathml
from book.metadata import plain
from book.printed import CHINESE

BOXES = {"proof-content", "exercise-content", "solution-content"}
TERM = re.compile(f"({CHINESE.pattern})")
SIMPLIFIED = "language-zh-Hans"
CHINESE_PAGE = "-zh"
"""What the name of a page in Chinese ends with."""
VERBATIM = (nodes.literal_block, nodes.literal, nodes.raw, nodes.FixedTextElement)


class Language(SphinxPostTransform):
    """Say of each Chinese term that it is Chinese, so that it is spoken and drawn as such."""

    formats = ("html",)
    default_priority = 800

    def run(self, **kwargs: object) -> None:
        """Wrap the terms, or say it of the whole page; docutils reads the language off a class."""
        if self.env.docname.endswith(CHINESE_PAGE):
            self.document.next_node(nodes.section)["classes"].append(SIMPLIFIED)
            return
        for text in list(self.document.findall(nodes.Text)):
            if CHINESE.search(text) and not isinstance(text.parent, VERBATIM):
                parts = (part for part in TERM.split(text) if part)
                text.parent.replace(text, [_term(part) if CHINESE.fullmatch(part) else nodes.Text(part) for part in parts])


def _term(part: str) -> nodes.inline:
    return nodes.inline("", part, classes=[SIMPLIFIED])


def without_shared_ids(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Take the id away that all boxes of one kind on a page share: an id must be unique."""
    for section in doctree.findall(nodes.section):
        if BOXES.intersection(section["ids"]):
            section["ids"] = []


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """A corner without words is no heading; a heading that is a formula is spoken letter by letter; a cell of a card knows its column."""
    heading = isinstance(node.parent.parent, nodes.thead)
    if heading and not node.astext():
        self.body.append("<td></td>")
        node.parent.column += 1
        raise nodes.SkipNode
    HTML5Translator.visit_entry(self, node)
    if column := node.get("column"):
        self.body[-1] = self.body[-1].replace("<td", f'<td data-column="{self.attval(column)}"', 1)
    if heading and all(isinstance(text.parent, nodes.math) for text in node.findall(nodes.Text)):
        said = "".join(plain(to_mathml(text, False)) for text in node.findall(nodes.Text))
        self.body.append(f'<span class="visually-hidden">{self.encode(said)}</span><div aria-hidden="true">')
        self.context.append(f"</div>{self.context.pop()}")


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """An entry of the references, without a number: the text refers to it by its author and its year."""
    node.remove(node.next_node(nodes.label))
    self.body.append(self.starttag(node, "div", classes=["citation"]))


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    app.add_post_transform(Language)
    app.connect("doctree-resolved", without_shared_ids)
    app.connect("config-inited", override)


def override(app: Sphinx, config: Config) -> None:
    """Replace how some nodes are written as HTML; other formats keep theirs."""
    app.add_node(nodes.entry, override=True, html=(visit_entry, HTML5Translator.depart_entry))
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
