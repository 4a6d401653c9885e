"""Figures whose lines and regions are not regimes: told apart by dashes, shades and words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import matplotlib as mpl
import numpy as np

from spillover.figures.maps import name_region
from spillover.figures.style import COLOURS, DASHES, FAINT, INK, STYLE, Figure, new_figure
from spillover.regimes import Regime

SHADES: tuple[dict[str, Any], ...] = (
    {"colors": [COLOURS[Regime.FULL_COOPERATION]], "alpha": 0.3},
    {"colors": [COLOURS[Regime.RND_COOPERATION]], "alpha": 0.6},
    {"colors": [COLOURS[Regime.NONCOOPERATION]], "alpha": 0.35},
    {"colors": [FAINT], "alpha": 0.35},
)
"""How regions are filled, in their order."""


def lines(x: Any, values: Mapping[str, Any], xlabel: str, title: str, alt: str, marks: Mapping[str, float] | None = None) -> Figure:
    """Quantities against one parameter, each with its name at the right end of its line.

    Parameters
    ----------
    x
        of shape (m,), increasing.
    values
        for each name what is drawn, of shape (m,), NaN where there is nothing.
    xlabel, title
        what runs across, and what is drawn.
    alt
        what the figure shows, in words.
    marks
        places on the axis to be marked, by name.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.linspace(0, 1, 5)
    >>> lines(x, {"square": x**2}, "x", "a parabola", "It rises ever faster.").alt
    'It rises ever faster.'
    """
    figure, axes = new_figure(alt, {xlabel: x, **values})
    with mpl.rc_context(STYLE):
        for (_, line), dash in zip(values.items(), cycle(DASHES.values())):
            axes.plot(x, line, color=INK, linestyle=dash)
        axes.set(xlim=(x[0], x[-1]), xlabel=xlabel, title=title)
        for name, place in (marks or {}).items():
            axes.axvline(place, color=FAINT, linewidth=1, zorder=0)
            last = place > 0.1 * x[0] + 0.9 * x[-1]  # where the names of the lines stand: its name goes above the frame
            style = {"xytext": (0, 3), "ha": "right", "va": "bottom"} if last else {"xytext": (3, -2), "va": "top"}
            axes.annotate(name, (place, 1), xycoords=("data", "axes fraction"), textcoords="offset points", **style)
        _name_lines(axes, values)
    return figure


def _name_lines(axes: Any, values: Mapping[str, Any], gap: float = 0.075) -> None:
    """Write names at the right ends, apart from one another by at least a part of the height."""
    low, high = axes.get_ylim()
    ends = {name: np.asarray(line, dtype=float)[np.isfinite(np.asarray(line, dtype=float))] for name, line in values.items()}
    height = -np.inf
    for name, end in sorted(((name, end[-1]) for name, end in ends.items() if end.size), key=lambda item: float(item[1])):
        height = max((end - low) / (high - low), height + gap)
        axes.text(1.02, height, name, transform=axes.transAxes, va="center", clip_on=False)


def plane(x: Any, y: Any, regions: Mapping[str, Any], xlabel: str, ylabel: str, title: str, alt: str, scale: str = "linear") -> Figure:
    """A plane divided into named regions; what belongs to none is hatched.

    Parameters
    ----------
    x, y
        what runs across, of shape (m,), and up, of shape (k,), both increasing.
    regions
        at most four, by name, of shape (k, m), of bool.
    xlabel, ylabel, title
        what runs across and up, and what is asked.
    alt
        what the figure shows, in words; the shares of the area are added.
    scale
        of the axis that runs up: "linear" or "log".

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.linspace(0, 1, 40)
    >>> found = plane(x, x, {"above": x[:, None] > x, "below": x[:, None] < x}, "x", "y", "larger?", "Where one exceeds the other.")
    >>> found.data["region"]
    ['above', 'below']
    """
    shares = {name: float(np.mean(cells)) for name, cells in regions.items()}
    spread = ", ".join(f"{name} on {share:.0%}" for name, share in shares.items())
    data = {"region": list(shares), "share of the area": list(shares.values())}
    figure, axes = new_figure(f"{alt} Of the area shown: {spread}.", data, height=3.8)
    nowhere = ~np.any(list(regions.values()), axis=0)
    with mpl.rc_context(STYLE):
        axes.contourf(x, y, nowhere, levels=[0.5, 1.5], colors="none", hatches=["////"])
        for (_, cells), shade in zip(regions.items(), SHADES, strict=False):
            axes.contourf(x, y, cells, levels=[0.5, 1.5], **shade)
        for name, cells in regions.items():
            name_region(axes, x, y, cells, name)
        axes.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=xlabel, ylabel=ylabel, title=title, yscale=scale)
    return figure
