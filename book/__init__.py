"""The Sphinx extension of this book: a cache that knows the package, mathematics as MathML, figures that speak, badges,
pages that load little and say what they are, a search, the explorer.
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
    code,
    console,
    coq,
    course,
    docstrings,
    downloads,
    epub,
    explorer,
    figures,
    fonts,
    licences,
    lines,
    mathml,
    metadata,
    moving,
    parts,
    printed,
    search,
    serving,
    sheet,
    solutions,
    tables,
    theme,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what the extension consists of."""
    extensions = (
        cache,
        mathml,
        accessible,
        lines,
        solutions,
        tables,
        fonts,
        licences,
        figures,
        moving,
        claims,
        coq,
        course,
        docstrings,
        code,
        explorer,
        console,
        downloads,
        ask,
        printed,
        epub,
        theme,
        parts,
        sheet,
        metadata,
        card,
        search,
        serving,
    )
    for extension in extensions:
        extension.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
