"""Mathematics as MathML Core, written when the book is built.

The browser shows it at once, without a script, and screen readers read it. What carries the mark of a regime has its colour.
"""

from __future__ import annotations

from functools import cache

from docutils import nodes
from math_core import LatexToMathML
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from book.browser.tex import coloured, marks, without_growing

CLASSES = {
    'style="text-align: right;justify-items: end;padding-right: 0;"': 'class="aligned-right"',
    'style="text-align: left;justify-items: start;padding-left: 0;"': 'class="aligned-left"',
}
"""How the sides of aligned formulas stand, for a sheet to say: a page that carries styles of its own cannot forbid others to put any in."""


@cache
def to_mathml(tex: str, display: bool) -> str:
    """MathML for a formula; a formula that cannot be read stops the build with its text."""
    tex = without_growing(tex)
    if not display:
        tex = tex.replace(r"\displaystyle", "")  # SymPy asks for it everywhere
    try:
        written = LatexToMathML().convert_with_local_state(tex.strip(), displaystyle=display)
    except Exception as error:
        raise ValueError(f"cannot write as MathML: {tex}") from error
    for style, name in CLASSES.items():
        written = written.replace(style, name)
    return coloured(written, marks(inside))


def inside(tex: str) -> str:
    """The elements of a formula."""
    written: str = LatexToMathML().convert_with_local_state(tex, displaystyle=False)
    return written.removeprefix("<math>").removesuffix("</math>")


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(to_mathml(node.astext(), False))
    raise nodes.SkipNode


def visit_displaymath(self: HTML5Translator, node: nodes.math_block) -> None:
    reached = "jp-RenderedHTMLCommon"  # by this class the theme lets the keyboard reach what scrolls
    self.body.append(self.starttag(node, "div", CLASS=f"math {reached} notranslate nohighlight"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(to_mathml(node.astext(), True) + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
