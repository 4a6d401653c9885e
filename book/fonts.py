"""The fonts of the page, from packages that carry them, cut down to the characters that the book uses.

Text is set in STIX, which matplotlib brings along and draws the figures with; mathematics in STIX Two Math, which
ziamath brings along.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sphinx.application import Sphinx

LATIN = [(0x20, 0x17F), (0x2BC, 0x2DD), (0x2010, 0x2040)]
# Also Greek, accents, arrows, operators, and the italic and bold alphabets.
MATHEMATICS = [*LATIN, (0x2B0, 0x3FF), (0x2040, 0x2070), (0x2100, 0x22FF), (0x23B4, 0x23E2), (0x1D400, 0x1D7FF)]
STIX = "mpl-data/fonts/ttf/STIXGeneral"
FONTS = {
    "stix-two-math": ("ziamath", "fonts/STIXTwoMath-Regular.ttf", MATHEMATICS),
    "stix-regular": ("matplotlib", f"{STIX}.ttf", LATIN),
    "stix-italic": ("matplotlib", f"{STIX}Italic.ttf", LATIN),
    "stix-bold": ("matplotlib", f"{STIX}Bol.ttf", LATIN),
    "stix-bold-italic": ("matplotlib", f"{STIX}BolIta.ttf", LATIN),
}


def write_fonts(app: Sphinx, error: Exception | None) -> None:
    """Put the fonts beside the other static files, unless an earlier build did."""
    for name, (package, path, blocks) in FONTS.items():
        target = Path(app.outdir) / "_static" / f"{name}.woff2"
        if not error and app.builder.format == "html" and not target.exists():
            with resources.as_file(resources.files(package) / path) as source:
                cut(source, target, blocks)


def cut(source: Path, target: Path, blocks: list[tuple[int, int]]) -> None:
    """Write the part of a font that covers some blocks of characters, compressed for the web."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in blocks for code in range(first, last)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write_fonts)
