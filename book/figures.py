"""Figures speak: the description inside an SVG becomes the alternative text of its image, and of its sibling for print.

On a page a figure waits until the reader comes near; the page knows its shape before, so that nothing moves.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from book.accessible import CHINESE_PAGE

SHAPE = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"')
DESCRIPTION = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)
FOLDED = "folded"
"""The class of a box that is closed at first."""
LONG = 240
"""Characters of a sentence that no caption has."""
SENTENCE = re.compile(r".+?(?:[.?!](?=\s+[A-Z]|$)|。|$)", re.DOTALL)


def describe(app: Sphinx, doctree: nodes.document) -> None:
    """Give every SVG figure that a cell drew its shape, and the description that the figure carries."""
    for image in doctree.findall(nodes.image):
        path = Path(app.srcdir, image["uri"])
        if "alt" in image or path.suffix != ".svg" or not path.exists():
            continue
        drawn = path.read_text(encoding="utf-8")
        if shape := SHAPE.search(drawn):
            image["shape"] = [round(float(side)) for side in shape.groups()]
        found = DESCRIPTION.search(drawn)
        if found:
            bundle = image.parent.parent
            for drawing in bundle.findall(nodes.image) if bundle.get("nb_element") == "mime_bundle" else [image]:
                drawing["alt"] = " ".join(unescape(found.group(1)).split())


class Captions(SphinxPostTransform):
    """Give each figure that a cell drew a number, as in print, and for a caption what is drawn and what to see in it."""

    formats = ("html",)
    default_priority = 790

    def run(self, **kwargs: object) -> None:
        """Number the figures of a page; one in a box has no number in print either, nor has one in an answer that is folded away."""
        chapter = self.env.toc_secnumbers.get(self.env.docname, {}).get("", ())
        word = "图" if self.env.docname.endswith(CHINESE_PAGE) else "Figure"
        drawn = [image for image in self.document.findall(nodes.image) if "shape" in image and not in_box(image)]
        places, answers = count(1), count(1)
        for image in drawn:
            if is_folded(image):
                image.replace_self(
                    nodes.figure("", image.deepcopy(), nodes.caption("", caption_of(image["alt"])), ids=[f"answer-{next(answers)}"])
                )
                continue
            place = next(places)
            number = ".".join(map(str, (*chapter[:1], place)))
            name = nodes.inline("", f"{word}\N{NO-BREAK SPACE}{number}", classes=["figure-number"])
            caption = nodes.caption("", "", name, nodes.Text(f" {caption_of(image['alt'])}"))
            image.replace_self(nodes.figure("", image.deepcopy(), caption, ids=[f"figure-{place}"]))


def in_box(node: nodes.Node) -> bool:
    """Whether an exercise, a solution or the like is around something."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.Admonition | nodes.figure):
            return True
    return False


def is_folded(node: nodes.Node) -> bool:
    """Whether this stands in an answer that is shown when the reader asks for it."""
    while node.parent is not None:
        node = node.parent
        if FOLDED in getattr(node, "attributes", {}).get("classes", ()):
            return True
    return False


def caption_of(description: str) -> str:
    """The first two sentences of a description: what is drawn, and what is to be seen; one that is a long list is left out."""
    sentences: list[str] = SENTENCE.findall(description)
    said = "".join(part for place, part in enumerate(sentences[:2]) if place == 0 or len(part) < LONG)
    return said[:1].upper() + said[1:]


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """An image whose shape is known can be fetched late."""
    HTML5Translator.visit_image(self, node)
    if "shape" in node and self.builder.name == "html":
        width, height = node["shape"]
        self.body[-1] = self.body[-1].replace("<img ", f'<img loading="lazy" width="{width}" height="{height}" ')


def override(app: Sphinx, config: Config) -> None:
    app.add_node(nodes.image, override=True, html=(visit_image, HTML5Translator.depart_image))


def setup(app: Sphinx) -> None:
    app.add_post_transform(Captions)
    app.connect("config-inited", override)
    app.connect("doctree-read", describe)
