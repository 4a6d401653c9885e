"""What must not be parted at the end of a line."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

SIGNS = re.compile(r"[.,;:!?)\]’”…，。；：、！？）”]+")


class LineEnds(SphinxPostTransform):
    """Keep a formula and the sign that follows it on one line: browsers would begin a line with a comma."""

    formats = ("html",)
    default_priority = 810

    def run(self, **kwargs: object) -> None:
        """Do so with every formula within a line."""
        for formula in list(self.document.findall(nodes.math)):
            with_its_sign(formula)


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
