"""The contents beside the text: the parts of the book fold, and the one that is read is open.

In a title, whose model it is stays together.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

PART = re.compile(r'<p [^>]*class="caption"[^>]*>(?P<name>.*?)</p>\s*(?P<chapters><ul class="(?P<classes>[^"]*)">.*?</ul>)', re.DOTALL)
"""A part as the theme writes it: its name, and below it the list of its chapters, which is not nested."""
OF = " · "
"""Stands between what a chapter asks and whose model it takes."""
WHOSE = re.compile(f"{OF}([^<]+)")
HEADING = re.compile(r"<h1>.*?</h1>", re.DOTALL)


def titled(text: str) -> str:
    """A title, or more of them as HTML; a line breaks before whose model it is rather than within."""
    return WHOSE.sub(r'<span class="apart">&#160;· </span><span class="whose">\1</span>', text)


def folded(contents: Any) -> str:
    """The contents with each part in an element that folds; on a page outside all parts the first is open."""
    text = titled(str(contents))
    found = list(PART.finditer(text))
    read = next((part for part in found if "current" in part["classes"].split()), found[0] if found else None)

    def fold(part: re.Match[str]) -> str:
        opened = " open" if read and part.start() == read.start() else ""
        return f'<details class="part"{opened}><summary class="caption">{part["name"]}</summary>{part["chapters"]}</details>'

    return PART.sub(fold, text)


def offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    context |= {"folded": folded, "titled": titled}
    if app.builder.name == "html":
        context["body"] = HEADING.sub(lambda found: titled(found[0]), context.get("body", ""), count=1)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", offer)
