"""The figure that goes with an answer: where a statement holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import numpy as np

from spillover.figures.curves import BETA
from spillover.figures.maps import name_region
from spillover.figures.style import INK, PAPER, STYLE, Figure, new_figure, plain_log

REGIONS: Mapping[str, Any] = {
    "holds": {"colors": [INK], "alpha": 0.06},
    "fails": {"colors": [INK], "alpha": 0.38},
    "does not apply": {"colors": "none", "hatches": ["////"]},
}
WHAT = {
    "n": ("the number of firms", "number of firms $n$"),
    "beta": ("the spillover", BETA),
    "G": ("the cost of R&D G", r"cost of R&D $G=b\gamma$"),
}
"""What an axis is called in the description, and on the axis."""


def region_map(axes: Mapping[str, Any], holds: Any, applies: Any, text: str, where: str, point: tuple[float, float] | None) -> Figure:
    """Where a statement holds, where it fails, and where it does not apply.

    Parameters
    ----------
    axes
        what runs across, of shape (m,), and what runs up, of shape (k,), each by its name: n, beta or G.
    holds, applies
        whether the statement is true and whether its conditions are met, of shape (k, m).
    text
        the statement, for the description.
    where
        what holds all over the map, for the title.
    point
        the counterexample, across and up, if there is one.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> beta, G = np.linspace(0, 1, 40), np.geomspace(1, 8, 40)
    >>> holds = beta < 0.5 + 0 * G[:, None]
    >>> region_map({"beta": beta, "G": G}, holds, holds | True, "beta < 1/2", "n = 2", None).data["share of the area"]
    [0.5, 0.5, 0.0]
    """
    (across, x), (up, y) = axes.items()
    regions = {"holds": applies & holds, "fails": applies & ~holds, "does not apply": ~applies}
    shares = {name: float(np.mean(cells)) for name, cells in regions.items()}
    spread = ", ".join(f"{name} in {share:.0%}" for name, share in shares.items())
    mark = f" A dot marks the counterexample, at {across} = {point[0]:.4g} and {up} = {point[1]:.4g}." if point else ""
    alt = f"Where the statement {text} holds, over {WHAT[across][0]} and {WHAT[up][0]}, {where}. It {spread} of the area.{mark}"
    figure, axis = new_figure(alt, {"the statement": list(shares), "share of the area": list(shares.values())}, height=3.8)
    with mpl.rc_context(STYLE):
        for name, style in REGIONS.items():
            axis.contourf(x, y, regions[name], levels=[0.5, 1.5], **style)
            name_region(axis, x, y, regions[name], name)
        if point:
            axis.plot(*point, "o", color=INK, markeredgecolor=PAPER)
        if up == "G":
            plain_log(axis)
        axis.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=WHAT[across][1], ylabel=WHAT[up][1], title=where)
    return figure
