"""Results as HTML: mathematics as MathML, and the little Markdown that the package's results are written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import sympy as sp

from .tex import UnknownError, mathml

INLINE = re.compile(r"`(?P<code>[^`]+)`|\$(?P<maths>[^$]+)\$|\*\*(?P<strong>.+?)\*\*")

WORD = re.compile("(?:[A-Za-z_]+|.)[\u0300-\u036f]*")
"""What is marked of a text that cannot be read: a word, or a sign with the accents on it."""
INDENT = 4
"""How far an error sets in the text that it points at."""


def html(value: Any) -> str:
    """HTML that shows a value; empty where its text will do."""
    from spillover.notation import latex  # at the first result, so that a session begins at once

    try:
        if isinstance(value, sp.Basic):
            return mathml(latex(value), True)
        if hasattr(value, "_repr_markdown_"):
            return markdown(value._repr_markdown_())
        if hasattr(value, "_repr_latex_") and value._repr_latex_():
            return mathml(value._repr_latex_().strip("$"), True)
    except UnknownError:  # SymPy can write more than this page can show
        pass
    return ""


def markdown(text: str) -> str:
    """Paragraphs and tables as HTML."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return "".join(table(block) if block.startswith("|") else f"<p>{inline(block)}</p>" for block in blocks)


def table(text: str) -> str:
    """A table, its first column the heads of its rows."""
    header, _, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines())
    head = "".join(f'<th scope="col">{inline(cell)}</th>' if cell else "<td></td>" for cell in header)
    body = "".join(f'<tr><th scope="row">{inline(row[0])}</th>{"".join(f"<td>{inline(c)}</td>" for c in row[1:])}</tr>' for row in rows)
    return f'<div class="console-wide" tabindex="0"><table class="table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def inline(text: str) -> str:
    """Words with code, mathematics and bold type among them."""
    found, end = [], 0
    for part in INLINE.finditer(text):
        found.append(escape(text[end : part.start()], quote=False))
        if part["code"]:
            found.append(f"<code>{escape(part['code'], quote=False)}</code>")
        elif part["maths"]:
            found.append(mathml(part["maths"], False))
        else:
            found.append(f"<strong>{inline(part['strong'])}</strong>")
        end = part.end()
    return "".join([*found, escape(text[end:], quote=False)])


def marked(error: str, links: Sequence[tuple[str, str]] = ()) -> str:
    """What could not be read, in one line, in which some texts are links, and the text with the place marked."""
    why, *lines = error.splitlines()
    if len(lines) != 2:
        return f"<p>{escape(error, quote=False)}</p>"
    told = escape(why, quote=False)
    for text, address in links:
        shown = escape(text, quote=False)
        told = told.replace(f": {shown}", f': <a href="{escape(address)}">{shown}</a>', 1)
    shown, place = lines[0][INDENT:], len(lines[1]) - INDENT - 1
    found = WORD.match(shown, place)
    end = found.end() if found else place
    before, there, after = (escape(part, quote=False) for part in (shown[:place], shown[place:end], shown[end:]))
    return f"<p>{told}</p><p><code>{before}<mark>{there or '&#xA0;'}</mark>{after}</code></p>"
