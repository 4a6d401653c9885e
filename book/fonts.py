"""The fonts of the page, from packages that carry them, cut down to the characters that the book uses.

Text is set in STIX, which matplotlib brings along and draws the figures with; mathematics in STIX Two Math, which
ziamath brings along.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sphinx.application import Sphinx

LATIN = [(0x20, 0x17F), (0x2BC, 0x2DD), (0x2010, 0x2040)]
# Also accents, Greek, arrows, operators, brackets, and the bold and italic alphabets, Latin and Greek.
ALPHABETS = [(0x1D400, 0x1D468), (0x1D6A8, 0x1D71C)]
MATHEMATICS = [*LATIN, (0x300, 0x33A), (0x370, 0x3FF), (0x2040, 0x2070), (0x2190, 0x22FF), (0x2308, 0x230C), (0x27E8, 0x27EA), *ALPHABETS]
FEATURES = ["kern", "liga", "ssty", "dtls", "flac"]
"""Of the features of a font: how letters stand beside each other, and how mathematics is set in scripts and below accents."""
STIX = "mpl-data/fonts/ttf/STIXGeneral"
FONTS = {
    "stix-two-math": ("ziamath", "fonts/STIXTwoMath-Regular.ttf", MATHEMATICS),
    "stix-regular": ("matplotlib", f"{STIX}.ttf", LATIN),
    "stix-italic": ("matplotlib", f"{STIX}Italic.ttf", LATIN),
    "stix-bold": ("matplotlib", f"{STIX}Bol.ttf", LATIN),
    "stix-bold-italic": ("matplotlib", f"{STIX}BolIta.ttf", LATIN),
}


def beside_the_pages(app: Sphinx, error: Exception | None) -> None:
    """Put the fonts beside the other static files of the web."""
    if not error and app.builder.format == "html" and app.builder.name != "epub":
        write_fonts(Path(app.outdir) / "_static")


def write_fonts(folder: Path) -> None:
    """Put the fonts into a folder, unless an earlier build did."""
    for name, (package, path, blocks) in FONTS.items():
        target = folder / f"{name}.woff2"
        if not target.exists():
            with resources.as_file(resources.files(package) / path) as source:
                cut(source, target, blocks)


def cut(source: Path, target: Path, blocks: list[tuple[int, int]]) -> None:
    """Write the part of a font that covers some blocks of characters, compressed for the web."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=FEATURES, recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in blocks for code in range(first, last)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", beside_the_pages)
