"""What must not be parted at the end of a line."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.parts import OF

NUMBERED = re.compile(r"\w+ \d+")
"""What the cell of a table is not broken in: a thing and its number;"""
BOUND = re.compile(rf"{NUMBERED.pattern}|\w+(?:-\w+)+")
"""nor is a heading, nor in a word with a hyphen."""
DECIMAL = re.compile(r"\N{MINUS SIGN}?\d+\.\d+ $")
"""What a ratio belongs to that comes next."""
RATIO = re.compile(r"-?\s*\\frac\b")
SIGNS = re.compile(r"[.,;:!?)\]’”…，。；：、！？）”]+")


class LineEnds(SphinxPostTransform):
    """Keep on one line a ratio and its decimal and, as browsers would begin a line with a comma, a formula and the sign that follows it."""

    formats = ("html", "latex")
    default_priority = 810

    def run(self, **kwargs: object) -> None:
        """Do so with every formula within a line; TeX knows what to do with signs and headings."""
        kept = [with_its_decimal(formula) for formula in list(self.document.findall(nodes.math))]
        if self.app.builder.format == "latex":
            return
        for part in kept:
            with_its_sign(part)
        for title in self.document.findall(nodes.title):
            for words in [child for child in title.children if isinstance(child, nodes.Text) and OF not in child]:
                title.replace(words, bound(words))
        for cell in self.document.findall(nodes.entry):
            for words in [text for text in cell.findall(nodes.Text) if isinstance(text.parent, nodes.paragraph)]:
                words.parent.replace(words, bound(words, NUMBERED))


def bound(text: str, what: re.Pattern[str] = BOUND) -> list[nodes.Node]:
    """The words of a text, those that belong together in elements that do not break."""
    parts, end = [], 0
    for found in what.finditer(text):
        parts += [nodes.Text(text[end : found.start()]), nodes.inline("", found[0], classes=["together"])]
        end = found.end()
    return [part for part in [*parts, nodes.Text(text[end:])] if part.astext()]


def with_its_decimal(formula: nodes.math) -> nodes.Element:
    """A formula, or the element that does not break in which it is put with the decimal before it if it is a ratio."""
    place = formula.parent.index(formula)
    before = formula.parent[place - 1] if place else None
    if not (isinstance(before, nodes.Text) and (decimal := DECIMAL.search(before)) and RATIO.match(formula.astext())):
        return formula
    kept = nodes.inline("", decimal[0], classes=["together"])
    formula.parent[place - 1 : place + 1] = [nodes.Text(before[: decimal.start()]), kept]
    kept += formula
    return kept


def with_its_sign(node: nodes.Element) -> None:
    """Put a node and the sign that follows it, if one does, into an element that does not break."""
    follows = node.next_node(siblings=True, descend=False)
    if isinstance(follows, nodes.Text) and (signs := SIGNS.match(follows)):
        node.parent.replace(follows, nodes.Text(follows[signs.end() :]))
        kept = nodes.inline("", "", classes=["together"])
        node.parent.replace(node, kept)
        kept += [node, nodes.Text(signs[0])]


def setup(app: Sphinx) -> None:
    app.add_post_transform(LineEnds)
