"""The contents beside the text: the parts of the book fold, and the one that is read is open."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

PART = re.compile(r'<p [^>]*class="caption"[^>]*>(?P<name>.*?)</p>\s*(?P<chapters><ul class="(?P<classes>[^"]*)">.*?</ul>)', re.DOTALL)
"""A part as the theme writes it: its name, and below it the list of its chapters, which is not nested."""


def folded(contents: Any) -> str:
    """The contents with each part in an element that folds; on a page outside all parts the first is open."""
    text = str(contents)
    found = list(PART.finditer(text))
    read = next((part for part in found if "current" in part["classes"].split()), found[0] if found else None)

    def fold(part: re.Match[str]) -> str:
        opened = " open" if read and part.start() == read.start() else ""
        return f'<details class="part"{opened}><summary class="caption">{part["name"]}</summary>{part["chapters"]}</details>'

    return PART.sub(fold, text)


def offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    context["folded"] = folded


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", offer)
