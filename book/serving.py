"""What a host needs beside the pages: the headers that it should send, and the page for addresses that do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Scripts come from the site alone and none stands in a page or is made from text; WebAssembly is for the console."""
SLIDES = POLICY.replace("'wasm-unsafe-eval'", "'unsafe-inline'") + "; frame-src 'self'"
"""The speaker's window is written by the slides' script, with a script and frames of its own."""
HEADERS = {
    "/*": {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
    },
    "/slides/*": {"Content-Security-Policy": SLIDES},
    "/_static/*.woff2": {"Cache-Control": "public, max-age=31536000, immutable"},
    "/_images/*": {"Cache-Control": "public, max-age=31536000, immutable"},
}
"""Fonts, and figures, whose names change with what they show, need not be asked for again; all else is, and is sent if it changed."""


def headers() -> str:
    """The headers as several hosts read them from a file ``_headers``."""
    return "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items()) for path, fields in HEADERS.items())


def write_headers(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        Path(app.outdir, "_headers").write_text(headers(), encoding="utf-8")


def root(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """The page for addresses that do not exist is shown at any depth, so it needs to know where the book begins."""
    context["site_root"] = urlsplit(app.config.html_baseurl).path or "/"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", root)
    app.connect("build-finished", write_headers)
