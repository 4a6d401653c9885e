"""The fonts of the page, from packages that carry them.

Text is set in STIX Two Text, of which Fontsource has each style in a file of Latin letters; mathematics in STIX Two Math, of the same
family, which ziamath brings along, and which is cut down to the characters that the book uses.
"""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from sphinx.application import Sphinx

from book.assets import fetched

LETTERS = [(0x20, 0x7F), (0xA0, 0xC0), (0xD7, 0xD8), (0xF7, 0xF8), (0x174, 0x178), (0x2BC, 0x2DD), (0x300, 0x33A), (0x391, 0x3D7)]
ITALICS = [(0x1D434, 0x1D468), (0x1D6E2, 0x1D71C)]
SIGNS = [(0x2007, 0x2070), (0x2080, 0x208A), (0x2190, 0x2195), (0x21D0, 0x21D5), (0x2200, 0x222C)]
RELATIONS = [(0x2248, 0x2249), (0x2260, 0x2266), (0x22C5, 0x22C6), (0x22EF, 0x22F2)]
MATHEMATICS = [*LETTERS, *ITALICS, *SIGNS, *RELATIONS, (0x2308, 0x230C), (0x27E8, 0x27EA)]
"""The last are brackets; a test knows which characters stand in formulas."""
FEATURES = ["kern", "liga", "ssty", "dtls", "flac"]
"""Of the features of a font: how letters stand beside each other, and how mathematics is set in scripts and below accents."""
MATH = "stix-two-math"
STYLES = {"regular": "400-normal", "italic": "400-italic", "bold": "700-normal", "bold-italic": "700-italic"}
"""Of the text: the name of each style here, and that of Fontsource."""


def beside_the_pages(app: Sphinx, error: Exception | None) -> None:
    """Put the fonts beside the other static files of the web."""
    if not error and app.builder.format == "html" and app.builder.name != "epub":
        write_fonts(Path(app.outdir) / "_static")


def write_fonts(folder: Path) -> None:
    """Put the fonts into a folder; to cut one down takes seconds, so that is left out where an earlier build did it."""
    if not (folder / f"{MATH}.woff2").exists():
        with resources.as_file(resources.files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as source:
            half = cut(source, folder / f".{MATH}.half", MATHEMATICS)
        half.replace(folder / f"{MATH}.woff2")  # which the next build takes as it is
    for name, style in STYLES.items():
        source = fetched("@fontsource/stix-two-text") / "files" / f"stix-two-text-latin-{style}.woff2"
        shutil.copyfile(source, folder / f"stix-two-text-{name}.woff2")


def cut(source: Path, target: Path, blocks: list[tuple[int, int]]) -> Path:
    """Write the part of a font that covers some blocks of characters, compressed for the web."""
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=FEATURES, recalc_timestamp=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in blocks for code in range(first, last)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    return target


def setup(app: Sphinx) -> None:
    app.connect("build-finished", beside_the_pages)
