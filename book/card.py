"""The picture that is shown where somebody passes on a link to the book: its title, and R&D against the spillover."""

from __future__ import annotations

import textwrap
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from sphinx.application import Sphinx

from book.metadata import CARD, citation
from spillover import Cluster
from spillover.figures.style import INK, PAPER, STYLE, colour, dash
from spillover.regimes import Regime

INCHES, DOTS = (12, 6.3), 100
"""1200 by 630 pixels, which is what those who show links ask for."""


def draw(path: Path) -> None:
    """Draw the card."""
    beta = np.linspace(0.01, 0.99, 99)
    cluster = Cluster(n=2, a=15, A=10, b=1, beta=beta, gamma=4)
    with mpl.rc_context({**STYLE, "lines.linewidth": 5}):
        figure = Figure(figsize=INCHES, facecolor=PAPER)
        figure.text(0.06, 0.86, textwrap.fill(citation()["title"].partition(":")[0], 34), size=40, color=INK, va="top")
        figure.text(0.06, 0.46, "An executable edition:\nevery claim derived, drawn,\nand decided", size=25, color=INK, va="top")
        axes = figure.add_axes((0.62, 0.12, 0.32, 0.5))
        axes.axis("off")
        for regime in Regime:
            axes.plot(beta, cluster.solve(regime).x, color=colour(regime), linestyle=dash(regime))
        figure.savefig(path, dpi=DOTS, metadata={"Software": None}, facecolor=PAPER)


def deliver(app: Sphinx, error: Exception | None) -> None:
    """Put the card beside the pages, if they know where they will stand: without an address nobody can show it."""
    if error is None and app.builder.name == "html" and app.config.html_baseurl:
        draw(Path(app.outdir, CARD))


def setup(app: Sphinx) -> None:
    app.connect("build-finished", deliver)
