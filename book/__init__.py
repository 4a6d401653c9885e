"""The Sphinx extension of this book: a cache that knows the package, mathematics as MathML, figures that speak, badges,
pages that load little and say what they are, the explorer.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from book import (
    accessible,
    ask,
    cache,
    card,
    claims,
    console,
    epub,
    explorer,
    figures,
    fonts,
    mathml,
    metadata,
    printed,
    serving,
    sheet,
    solutions,
    theme,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the parts of the extension."""
    parts = (
        cache,
        mathml,
        accessible,
        solutions,
        fonts,
        figures,
        claims,
        explorer,
        console,
        ask,
        printed,
        epub,
        theme,
        sheet,
        metadata,
        card,
        serving,
    )
    for part in parts:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
