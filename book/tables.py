"""Tables whose numbers can be compared: decimals stand under one another, with the ratio small beside them, and a regime has its colour.

A table of sentences is no table on a telephone, where it would have a word a line: it is a card for each row.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from spillover.claims import LEDGER
from spillover.regimes import Planner, Regime

DECIMAL = re.compile(r"\N{MINUS SIGN}?\d+(\.\d+)?")
SPACE = {"0": "\N{FIGURE SPACE}", ".": "\N{PUNCTUATION SPACE}"}
LONG, SENTENCE, FORMULAS = 20, 45, 4
"""In a column of words some cell has more letters; so many letters, or formulas, beside others are too long for a telephone."""
KEYS = {mode.label: mode.key for mode in (*Regime, *Planner)}


class Comparable(SphinxPostTransform):
    """Align the decimals of each column, and name regimes in their colours."""

    formats = ("html", "latex")
    default_priority = 790

    def run(self, **kwargs: object) -> None:
        """Dress every table."""
        for body in list(self.document.findall(nodes.tbody)):
            for column in zip(*(row.children for row in body.children), strict=False):
                self.align([entry[0] for entry in column if isinstance(entry, nodes.entry) and len(entry) == 1])
                if max(map(letters, column)) > LONG:
                    for cell in column:
                        cell["classes"].append("words")
            for name in list(body.findall(nodes.Text)):
                if name in KEYS and isinstance(name.parent, nodes.paragraph) and isinstance(name.parent.parent, nodes.entry):
                    name.parent.replace(name, nodes.inline("", name, classes=[f"regime-{KEYS[name]}"]))

    def align(self, cells: list[nodes.Element]) -> None:
        """Pad the decimals of a column, if there are any with a ratio beside them."""
        for cell in cells:
            cell.children = [part for part in cell.children if part.astext()]  # MyST begins a cell in bold with nothing
        found = [cell for cell in cells if isinstance(cell, nodes.paragraph) and len(cell) and DECIMAL.fullmatch(cell[0].astext().strip())]
        if not any(isinstance(cell[-1], nodes.math) for cell in found):
            return
        parts = [cell[0].astext().strip().partition(".") for cell in found]
        before, after = (max(len(part[side]) for part in parts) for side in (0, 2))
        for cell, (whole, dot, digits) in zip(found, parts, strict=True):
            number = cell[0] if isinstance(cell[0], nodes.strong) else nodes.Text(cell[0].astext().strip())
            missing = "" if dot or not after else "."
            shown = [*self.room("0" * (before - len(whole))), number, *self.room(missing + "0" * (after - len(digits)))]
            cell[0].parent.replace(cell[0], nodes.inline("", "", *shown, classes=["decimal"]))
            if isinstance(ratio := cell[-1], nodes.math):
                ratio.replace_self(nodes.inline("", " ", ratio.deepcopy(), classes=["exact"]))

    def room(self, signs: str) -> list[nodes.Node]:
        """Nothing, as wide as these signs."""
        if not signs:
            return []
        if self.app.builder.format == "latex":
            return [nodes.raw("", rf"\phantom{{{signs}}}", format="latex")]
        return [nodes.Text("".join(SPACE[sign] for sign in signs))]


class Cards(SphinxPostTransform):
    """Mark the tables whose rows are cards on a telephone; each of several cells is told the name of its column."""

    formats = ("html",)
    default_priority = 780

    def run(self, **kwargs: object) -> None:
        """Mark each table of long cells beside others, or beside a badge."""
        for table in self.document.findall(nodes.table):
            names = [name.astext() for head in table.findall(nodes.thead) for name in head[-1].children]
            rows = [row.children for body in table.findall(nodes.tbody) for row in body.children]
            badges = any(word in LEDGER for row in rows for word in row[0].astext().split())
            if (len(names) > 2 or badges) and any(long(cell) for row in rows for cell in row[1:]):
                table["classes"].append("cards")
                for name, cell in (pair for row in rows if len(names) > 2 for pair in zip(names[1:], row[1:], strict=True)):
                    cell["column"] = name if cell.astext() else ""


def letters(cell: nodes.Node) -> int:
    """How many letters a cell has beside its formulas; a Chinese one is as wide as two."""
    formulas = "".join(formula.astext() for formula in cell.findall(nodes.math))
    return wide(cell.astext()) - wide(formulas)


def wide(text: str) -> int:
    """How wide a text is, in letters."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def long(cell: nodes.Node) -> bool:
    """Whether a cell holds a sentence, or a list of formulas."""
    return letters(cell) >= SENTENCE or len(list(cell.findall(nodes.math))) >= FORMULAS


def setup(app: Sphinx) -> None:
    app.add_post_transform(Comparable)
    app.add_post_transform(Cards)
