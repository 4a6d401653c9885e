"""Figures speak: the description inside an SVG becomes the alternative text of its image, and of its sibling for print.

On a page a figure waits until the reader comes near; the page knows its shape before, so that nothing moves.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

SHAPE = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"')
DESCRIPTION = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


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


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """An image whose shape is known can be fetched late."""
    HTML5Translator.visit_image(self, node)
    if "shape" in node and self.builder.name == "html":
        width, height = node["shape"]
        self.body[-1] = self.body[-1].replace("<img ", f'<img loading="lazy" width="{width}" height="{height}" ')


def override(app: Sphinx, config: Config) -> None:
    app.add_node(nodes.image, override=True, html=(visit_image, HTML5Translator.depart_image))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", override)
    app.connect("doctree-read", describe)
