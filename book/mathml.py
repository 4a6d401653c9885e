"""Mathematics as MathML Core, written when the book is built.

The browser shows it at once, without a script, and screen readers read it. The font is STIX Two Math, cut down to the
characters that mathematics uses.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path

from docutils import nodes
from math_core import LatexToMathML
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

FONT = "stix-two-math.woff2"
# Latin, Greek, accents, punctuation, arrows, operators, and the italic and bold alphabets.
CHARACTERS = [(0x20, 0x17F), (0x2B0, 0x3FF), (0x2000, 0x2070), (0x2100, 0x22FF), (0x23B4, 0x23E2), (0x1D400, 0x1D7FF)]
PLAIN_PAIR = re.compile(r"\\left([(\[])((?:(?!\\left|\\right|\\frac|\\sum|\\begin).)*)\\right([)\]])", re.DOTALL)


@cache
def to_mathml(tex: str, display: bool) -> str:
    """MathML for a formula; a formula that cannot be read stops the build with its text."""
    while (plainer := PLAIN_PAIR.sub(r"\1\2\3", tex)) != tex:
        tex = plainer  # SymPy asks for growing brackets everywhere; around plain text they only add space
    try:
        return LatexToMathML().convert_with_local_state(tex.strip(), displaystyle=display)
    except Exception as error:
        raise ValueError(f"cannot write as MathML: {tex}") from error


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(to_mathml(node.astext(), False))
    raise nodes.SkipNode


def visit_displaymath(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(to_mathml(node.astext(), True) + "</div>\n")
    raise nodes.SkipNode


def write_font(app: Sphinx, error: Exception | None) -> None:
    """Put the font, cut down, beside the other static files."""
    target = Path(app.outdir) / "_static" / FONT
    if error or app.builder.format != "html" or target.exists():
        return
    from fontTools import subset

    options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
    with resources.as_file(resources.files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as source:
        font = subset.load_font(str(source), options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last)])
    cut.subset(font)
    subset.save_font(font, str(target), options)


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.connect("build-finished", write_font)
