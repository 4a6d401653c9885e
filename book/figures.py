"""Figures speak: the description inside an SVG becomes the alternative text of its image, and of its sibling for print."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

DESCRIPTION = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


def describe(app: Sphinx, doctree: nodes.document) -> None:
    """Give every SVG figure that a cell drew the description that the figure carries."""
    for image in doctree.findall(nodes.image):
        path = Path(app.srcdir, image["uri"])
        if "alt" in image or path.suffix != ".svg" or not path.exists():
            continue
        found = DESCRIPTION.search(path.read_text(encoding="utf-8"))
        if found:
            bundle = image.parent.parent
            for drawing in bundle.findall(nodes.image) if bundle.get("nb_element") == "mime_bundle" else [image]:
                drawing["alt"] = " ".join(unescape(found.group(1)).split())


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", describe)
