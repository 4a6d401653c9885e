"""What must not be parted at the end of a line."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from book.parts import OF

BOUND = re.compile(r"\w+ \d+|\w+(?:-\w+)+")
"""What a heading is not broken in: a thing and its number, a word with a hyphen."""
SIGNS = re.compile(r"[.,;:!?)\]’”…，。；：、！？）”]+")


class LineEnds(SphinxPostTransform):
    """Keep a formula and the sign that follows it on one line: browsers would begin a line with a comma, or end one in "regime"."""

    formats = ("html",)
    default_priority = 810

    def run(self, **kwargs: object) -> None:
        """Do so with every formula within a line."""
        for formula in list(self.document.findall(nodes.math)):
            with_its_sign(formula)
        for title in self.document.findall(nodes.title):
            for words in [child for child in title.children if isinstance(child, nodes.Text) and OF not in child]:
                title.replace(words, bound(words))


def bound(text: str) -> list[nodes.Node]:
    """The words of a heading, those that belong together in elements that do not break."""
    parts, end = [], 0
    for found in BOUND.finditer(text):
        parts += [nodes.Text(text[end : found.start()]), nodes.inline("", found[0], classes=["together"])]
        end = found.end()
    return [part for part in [*parts, nodes.Text(text[end:])] if part.astext()]


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
