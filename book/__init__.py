"""The Sphinx extension of this book: a cache that knows the package, mathematics as MathML, figures that speak, badges."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from book import cache, claims, figures, fonts, mathml, printed, theme


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the parts of the extension."""
    for part in (cache, mathml, fonts, figures, claims, printed, theme):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
