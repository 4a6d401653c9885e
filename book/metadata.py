"""What a page says of itself: to search engines, to scholarly indexes, to those who show a link, and to those who cite it.

Addresses are given only where the address of the site is known: `html_baseurl`, or the environment variable SPILLOVER_SITE.
"""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from book.mathml import to_mathml

ROOT = Path(__file__).resolve().parent.parent
CARD = "_static/card.png"
LONGEST = 200
"""Characters of a description."""
TAG = re.compile(r"<[^>]+>")
Pairs = list[tuple[str, str]]


def configure(app: Sphinx, config: Config) -> None:
    """Take the addresses of the site and of the repository from the environment, where a host sets them."""
    site = os.environ.get("SPILLOVER_SITE", config.html_baseurl)
    if site and not re.match("https?://", site):
        raise ValueError(f"SPILLOVER_SITE must begin with http:// or https://, got {site!r}")
    config.html_baseurl = f"{site.rstrip('/')}/" if site else ""
    if repository := os.environ.get("SPILLOVER_REPOSITORY"):
        config.html_theme_options["repository_url"] = repository


def citation() -> dict[str, Any]:
    """How this edition is cited, as CITATION.cff has it."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def describe(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the template of a page what it says of itself."""
    cff, title = citation(), plain(context.get("title", ""))
    context["page_data"], context["cited"] = [], None
    if doctree is None:
        return
    site, summary = app.config.html_baseurl, description(doctree)
    address = f"{site}{page}.html" if site else ""
    name = "" if page == app.config.root_doc else title
    context["page_data"] += [("description", summary), *preview(title, summary, cff["title"], site, address)]
    context["page_data"] += highwire(title, cff, site, page) if site else []
    context["cited"] = {"text": reference(name, cff, address), "bibtex": bibtex(name, cff, address)}


def plain(markup: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(TAG.sub("", markup)).split())


def description(doctree: nodes.document) -> str:
    """The first paragraph of a page, or as much of it as ends with a word."""
    paragraph = next((node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)), None)
    if paragraph is None:
        return ""
    words = "".join(_spoken(part) for part in paragraph.findall(nodes.Text)).split()
    text = " ".join(words)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rpartition(" ")[0] + " …"


def _spoken(part: nodes.Text) -> str:
    return plain(to_mathml(part.astext(), False)) if isinstance(part.parent, nodes.math) else part.astext()


def preview(title: str, summary: str, book: str, site: str, address: str) -> Pairs:
    """What is shown where somebody pastes the address."""
    said = [("og:title", title), ("og:type", "article"), ("og:site_name", book), ("og:description", summary)]
    placed = [("og:url", address), ("og:image", f"{site}{CARD}"), ("og:image:alt", book), ("twitter:card", "summary_large_image")]
    return [*said, *placed] if site else said


def highwire(title: str, cff: dict[str, Any], site: str, page: str) -> Pairs:
    """What scholarly indexes read; the PDF is added where there is one."""
    return [
        ("citation_title", title),
        *(("citation_author", author["name"]) for author in cff["authors"]),
        ("citation_publication_date", f"{cff['date-released']:%Y/%m/%d}"),
        ("citation_inbook_title", cff["title"]),
        ("citation_language", "en"),
        ("citation_fulltext_html_url", f"{site}{page}.html"),
    ]


def reference(name: str, cff: dict[str, Any], address: str) -> str:
    """How to cite a chapter, or without a name the book, in words."""
    authors = ", ".join(author["name"] for author in cff["authors"])
    chapter = f"“{name}”, in: " if name else ""
    return f"{authors} ({cff['date-released'].year}). {chapter}{cff['title']}. Version {cff['version']}.{f' {address}' if address else ''}"


def bibtex(name: str, cff: dict[str, Any], address: str) -> str:
    """The same for BibTeX."""
    fields = {
        "author": f"{{{' and '.join(author['name'] for author in cff['authors'])}}}",
        **({"title": name, "booktitle": cff["title"]} if name else {"title": cff["title"]}),
        "year": str(cff["date-released"].year),
        "note": f"Version {cff['version']}",
        **({"url": address} if address else {}),
    }
    key = "".join(word for word in re.findall("[a-z]+", (name or "edition").lower()))
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@{'incollection' if name else 'misc'}{{spillover-{key},\n{lines}}}"


def setup(app: Sphinx) -> None:
    app.connect("config-inited", configure, priority=50)
    app.connect("html-page-context", describe, priority=400)  # before the theme asks which parts of a page are empty
