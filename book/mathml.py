"""Mathematics as MathML Core, written when the book is built.

The browser shows it at once, without a script, and screen readers read it. What carries the mark of a regime has its colour.
"""

from __future__ import annotations

import re
from functools import cache

from docutils import nodes
from math_core import LatexToMathML
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from book.browser.tex import without_growing
from spillover.regimes import Regime


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
    for key, marked in marks():
        written = marked.sub(rf'<\1 class="regime-{key}"\2', written)
    return written


@cache
def marks() -> list[tuple[str, re.Pattern[str]]]:
    """For each regime, how a letter with its mark is written: the name of the outer element, and what follows that name."""
    letter = re.escape("<mi>x</mi>")
    found = []
    for regime in Regime:
        whole = LatexToMathML().convert_with_local_state(regime.latex("x"), displaystyle=False)
        name, rest = re.findall(r"<math><(\w+)(.*)</math>", whole)[0]
        pattern = re.escape(rest).replace(letter, "(?:<mi>[^<]+</mi>|<mrow>(?:<mi>[^<]+</mi>)+</mrow>)")
        found.append((regime.key, re.compile(rf"<({name})({pattern})")))
    return found


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


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
