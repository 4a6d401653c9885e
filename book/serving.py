"""What a host needs beside the pages: the headers that it should send, and pages for addresses that do not exist, or no longer do."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

NOWHERE = Path(__file__).with_name("templates") / "404.html"


def digest(page: str) -> str:
    """The digest of the style that stands in a page, as a policy names it."""
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


STYLES = f"'self' '{digest(NOWHERE.read_text(encoding='utf-8'))}'"
"""Where styles come from: the page for addresses that do not exist has its own, as it does not know where it is shown."""
POLICY = (
    f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src {STYLES}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Scripts and styles come from the site alone, and none stands in a page or is made from text; WebAssembly is for the console."""
SLIDES = POLICY.replace("'wasm-unsafe-eval'", "'unsafe-inline'").replace(STYLES, "'self' 'unsafe-inline'") + "; frame-src 'self'"
"""The speaker's window is written by the slides' script, with a script, styles and frames of its own."""
FIGURES = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A figure that is opened by itself has styles of its own, and does nothing."""
STYLED = ("genindex.html", "py-modindex.html")
"""Pages into whose tables Sphinx writes styles: the sheet has them instead."""
STYLE = re.compile(r'(?<=<)(?P<start>\w[^<>]*?) style="[^"]*"')
HEADERS = {
    "/*": {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
    },
    "/slides/*": {"Content-Security-Policy": SLIDES},
    "/_static/*.woff2": {"Cache-Control": "public, max-age=31536000, immutable"},
    "/_images/*": {"Cache-Control": "public, max-age=31536000, immutable", "Content-Security-Policy": FIGURES},
}
"""Fonts, and figures, whose names change with what they show, need not be asked for again; all else is, and is sent if it changed."""
MOVED = {"chapters/teaching/exam": "practice"}
"""Pages that were called otherwise, and what they are called now, in the same folder."""
ONWARD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title><meta name="robots" content="noindex">
<link rel="canonical" href="{now}.html"><meta http-equiv="refresh" content="0; url={now}.html"></head>
<body><p>This page has moved <a href="{now}.html">here</a>.</p></body></html>
"""


def headers() -> str:
    """The headers as several hosts read them from a file ``_headers``."""
    return "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items()) for path, fields in HEADERS.items())


def write_headers(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        Path(app.outdir, "_headers").write_text(headers(), encoding="utf-8")
        for page in (Path(app.outdir, name) for name in STYLED):
            if page.exists():
                page.write_text(STYLE.sub(r"\g<start>", page.read_text(encoding="utf-8")), encoding="utf-8")


def lead_on(app: Sphinx, error: Exception | None) -> None:
    """Send those who come to an old address on to the new one."""
    for old, now in MOVED.items():
        if error is None and app.builder.name == "html" and now in {page.rpartition("/")[2] for page in app.env.found_docs}:
            Path(app.outdir, f"{old}.html").write_text(ONWARD.format(now=now), encoding="utf-8")


def root(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The page for addresses that do not exist is shown at any depth, so it needs to know where the book begins."""
    context["site_root"] = urlsplit(app.config.html_baseurl).path or "/"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", root)
    app.connect("build-finished", write_headers)
    app.connect("build-finished", lead_on)
