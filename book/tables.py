"""Tables whose numbers can be compared: decimals stand under one another, with the ratio small beside them, and a regime has its colour."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from spillover.regimes import Planner, Regime

DECIMAL = re.compile(r"\N{MINUS SIGN}?\d+(\.\d+)?")
SPACE = {"0": "\N{FIGURE SPACE}", ".": "\N{PUNCTUATION SPACE}"}
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


def setup(app: Sphinx) -> None:
    app.add_post_transform(Comparable)
