"""Figures whose lines and regions need not be regimes: told apart by dashes, shades and words beside them; a regime keeps its colour."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import matplotlib as mpl
import numpy as np

from spillover.figures.maps import name_region
from spillover.figures.style import DASHES, INK, STYLE, Figure, colour, dash, label_lines, mark_places, mode_of, new_figure, plain_log
from spillover.regimes import Mode

SHADES: tuple[dict[str, Any], ...] = tuple({"colors": [INK], "alpha": alpha} for alpha in (0.06, 0.38, 0.22, 0.13))
"""How regions are filled, in their order: in greys, since the colours are those of regimes."""


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
    modes = {name: mode_of(name) for name in values}
    named = {mode.label: dash(mode) for mode in modes.values() if mode is not None}
    with mpl.rc_context(STYLE):
        for (name, line), other in zip(values.items(), cycle(DASHES.values())):
            axes.plot(x, line, color=_colour(modes[name]), linestyle=named.get(name, other))
        axes.set(xlim=(x[0], x[-1]), xlabel=xlabel, title=title)
        mark_places(axes, marks or {})
        label_lines(axes, x, values, {name: _colour(mode) for name, mode in modes.items()})
    return figure


def _colour(mode: Mode | None) -> str:
    return INK if mode is None else colour(mode)


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
        if scale == "log":
            plain_log(axes)
        axes.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=xlabel, ylabel=ylabel, title=title)
    return figure
