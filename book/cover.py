"""The picture on the cover and on the title page: R&D against the spillover, in each regime."""

from __future__ import annotations

import textwrap
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.metadata import citation
from spillover import Cluster
from spillover.figures.style import INK, PAPER, STYLE, colour, dash
from spillover.regimes import Regime

INCHES, DOTS = (6, 9.6), 200
"""1200 by 1920 pixels: of the shape that shops and shelves of e-readers ask for."""


def curves(axes: Axes) -> None:
    """Draw the curves, and nothing that is not a curve."""
    beta = np.linspace(0, 1, 101)
    cluster = Cluster(n=2, a=15, A=10, b=1, beta=beta, gamma=4)
    axes.axis("off")
    axes.set_xlim(0, 1)
    for regime in Regime:
        axes.plot(beta, cluster.solve(regime).x, color=colour(regime), linestyle=dash(regime))


def draw_cover(path: Path) -> None:
    """Draw the cover of the edition for e-readers."""
    title, _, subtitle = citation()["title"].partition(": ")
    with mpl.rc_context({**STYLE, "lines.linewidth": 5}):
        figure = Figure(figsize=INCHES, facecolor=PAPER)
        for number, line in enumerate(textwrap.wrap(title, 20)):
            figure.text(0.1, 0.84 - 0.065 * number, line, size=36, color=INK)
        figure.text(0.1, 0.62, subtitle, size=20, color=INK, style="italic")
        curves(figure.add_axes((0, 0.1, 1, 0.36)))
        figure.savefig(path, dpi=DOTS, metadata={"Software": None}, facecolor=PAPER)


def draw_title(path: Path) -> None:
    """Draw the curves for the title page, as wide as the text."""
    with mpl.rc_context({**STYLE, "lines.linewidth": 2.2}):
        figure = Figure(figsize=(4.92, 2.0))
        curves(figure.add_axes((0, 0.03, 1, 0.94)))
        figure.savefig(path, metadata={"CreationDate": None, "Creator": None, "Producer": None}, transparent=True)
