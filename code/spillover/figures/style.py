"""How every figure looks and speaks: one colour a regime, no frame, words beside the lines, a description inside.

A figure is drawn in the colours for light pages. Its SVG carries the rule that swaps them for their dark partners
where the page is dark; nothing but colour changes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from typing import IO, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.text import Text
from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

from spillover.regimes import Mode, Planner, Regime

INK, FAINT, PAPER = "#20242b", "#868d98", "#fdfdfd"
CARD = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.7, "pad": 1.5}
"""What a name stands on where lines or shades lie behind it."""
COLOURS: dict[Mode, str] = {
    Regime.NONCOOPERATION: "#14306e",
    Regime.RND_COOPERATION: "#8f3606",
    Regime.FULL_COOPERATION: "#177f75",
    Planner.SECOND_BEST: "#6b4a8a",
    Planner.FIRST_BEST: "#5c636e",
}
"""The colour of each regime and planner on light pages, told apart by lightness too."""

DARK: dict[str, str] = {
    INK: "#e4e7ec",
    FAINT: "#6f7783",
    PAPER: "#14161a",
    COLOURS[Regime.NONCOOPERATION]: "#7ea3f2",
    COLOURS[Regime.RND_COOPERATION]: "#ff9a5c",
    COLOURS[Regime.FULL_COOPERATION]: "#8fe8dc",
    COLOURS[Planner.SECOND_BEST]: "#c9a6e8",
    COLOURS[Planner.FIRST_BEST]: "#b9c0ca",
}
"""What each colour becomes on dark pages."""

DASHES: dict[Mode, Any] = {
    Regime.NONCOOPERATION: "-",
    Regime.RND_COOPERATION: (0, (6, 2)),
    Regime.FULL_COOPERATION: (0, (2, 1.2)),
    Planner.SECOND_BEST: (0, (8, 2, 1.5, 2)),
    Planner.FIRST_BEST: (0, (1, 1.5)),
}


def colour(mode: Mode) -> str:
    """The colour of a mode; that of ink where none has been chosen for it.

    Parameters
    ----------
    mode
        any.

    Returns
    -------
    str
        for light pages; :data:`DARK` has its partner.

    Examples
    --------
    >>> colour(Planner.FIRST_BEST)
    '#5c636e'
    """
    return COLOURS.get(mode, INK)


def dash(mode: Mode) -> Any:
    """How the line of a mode is dashed; dots and long dashes where nothing has been chosen for it.

    Parameters
    ----------
    mode
        any.

    Returns
    -------
    str or tuple
        a line style of matplotlib.

    Examples
    --------
    >>> dash(Regime.NONCOOPERATION)
    '-'
    """
    return DASHES.get(mode, (0, (10, 2, 1, 2, 1, 2)))


STYLE: Any = {
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2.0,
    "hatch.linewidth": 0.6,
    "hatch.color": FAINT,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "svg.hashsalt": "spillover",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}

PRINT = "SPILLOVER_PRINT"
"""The environment variable that, set to 1, makes figures carry a drawing for print beside the one for pages."""


class Figure(MatplotlibFigure):
    """A matplotlib figure with a description and the data that it shows.

    Attributes
    ----------
    alt
        what the figure shows, in words, for those who cannot see it.
    data
        the numbers behind it, by name; sequences of equal length.

    Examples
    --------
    >>> figure, _ = new_figure("A line.", {"x": [0, 1], "y": [1, 2]})
    >>> figure
    A line.
    x  y
    0  1
    1  2
    """

    alt: str
    data: dict[str, Any]

    def _repr_svg_(self) -> str:
        """The figure as SVG: no date, no random ids, the description inside, and colours that follow the page."""
        page = io.StringIO()
        self._save(page, "svg", {"Date": None, "Creator": None, "Description": self.alt})
        head, body = page.getvalue().split("<defs>", 1)
        swaps = "".join(
            f'[style*="{paint}: {light}"]{{{paint}:{dark} !important}}' for light, dark in DARK.items() for paint in ("fill", "stroke")
        )
        return f"{head}<style>@media (prefers-color-scheme: dark){{{swaps}}}</style><defs>{body}"

    def _repr_pdf_(self) -> bytes | None:
        """The figure for print, in light colours and with text as text; only where a book is built that has a printed edition."""
        if os.environ.get(PRINT) != "1":
            return None
        page = io.BytesIO()
        self._save(page, "pdf", {"CreationDate": None, "Creator": None, "Producer": None})
        return page.getvalue()

    def _save(self, page: IO[Any], kind: str, metadata: dict[str, Any]) -> None:
        with mpl.rc_context(STYLE):
            self.draw_without_rendering()
            self.set_layout_engine("none")  # laid out once: a second drawing would shift by a hair
            self.savefig(page, format=kind, metadata=metadata, bbox_inches="tight")

    def __repr__(self) -> str:
        """The description and nine rows of the data: what a reader without pictures needs, and what tests compare."""
        columns = {name: np.atleast_1d(np.asarray(values, dtype=object)) for name, values in self.data.items()}
        length = len(next(iter(columns.values()), ()))
        rows = sorted({round(i * (length - 1) / 8) for i in range(9)}) if length else []
        table = [list(columns), *([_cell(column[row]) for column in columns.values()] for row in rows)]
        widths = [max(len(line[i]) for line in table) for i in range(len(columns))]
        lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in table]
        return "\n".join([self.alt, *lines])


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "none" if np.isnan(value) else f"{value:.4g}"
    return str(value)


def new_figure(alt: str, data: Mapping[str, Any], width: float = 4.5, height: float = 3.2, **layout: Any) -> tuple[Figure, Any]:
    """A figure and its axes in the house style.

    Parameters
    ----------
    alt
        what the figure shows, in words.
    data
        what it shows, by name; sequences of equal length.
    width, height
        in inches.
    layout
        goes to ``subplots`` of matplotlib.

    Returns
    -------
    figure, axes
        one pair of axes, or an array of them.

    Examples
    --------
    >>> figure, axes = new_figure("Nothing yet.", {}, ncols=2)
    >>> len(axes)
    2
    """
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.alt, figure.data = alt, dict(data)
        return figure, figure.subplots(**layout)


def by_label(values: Mapping[Mode, Any]) -> dict[str, Any]:
    """The same mapping, under what each mode is called."""
    return {mode.label: value for mode, value in values.items()}


MODES: dict[str, Mode] = {mode.label: mode for mode in COLOURS}


def mode_of(name: str) -> Mode | None:
    """The regime or planner that a line or region is named after, whose colour it then has.

    Parameters
    ----------
    name
        what stands beside the line or in the region.

    Returns
    -------
    Mode or None
        none where it is not named after any.

    Examples
    --------
    >>> mode_of("full cooperation, prices").key
    'full'
    >>> mode_of("one firm")
    """
    return next((mode for label, mode in MODES.items() if name == label or name.startswith(f"{label},")), None)


def mark_places(axes: Axes, marks: Mapping[str, float]) -> None:
    """Draw a vertical line at each place, with its name above the frame, where it meets no curve; the title stands higher."""
    for name, place in marks.items():
        axes.axvline(place, color=FAINT, linewidth=1, zorder=0)
        axes.annotate(
            name, (place, 1), xycoords=("data", "axes fraction"), xytext=(0, 2), textcoords="offset points", ha="center", va="bottom"
        )
    if marks:
        axes.set_title(axes.get_title(loc="left"), pad=20)


def plain_log(axes: Axes) -> None:
    """Make the axis that runs up logarithmic, with plain numbers: 0.5, 1, 2, 5, 10."""
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.yaxis.set_minor_locator(NullLocator())


GAP = 0.075
"""How far apart names stand, as a part of the height of the axes."""


def label_lines(axes: Axes, x: Any, lines: Mapping[str, Any], colours: Mapping[str, str]) -> None:
    """Write the name of each line at its end: in the margin, one above the other, or beside an end inside where no line is in the way.

    Parameters
    ----------
    axes
        with the lines drawn and their limits set.
    x
        of shape (m,), increasing.
    lines
        what is drawn, by name, each of shape (m,), NaN where there is nothing.
    colours
        of the names.
    """
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across = (np.asarray(x, dtype=float) - left) / (right - left)
    curves = {name: (np.asarray(line, dtype=float) - low) / (high - low) for name, line in lines.items()}
    ends = {name: np.flatnonzero(np.isfinite(curve))[-1] for name, curve in curves.items() if np.isfinite(curve).any()}
    outside = {name: curves[name][last] for name, last in ends.items() if last == len(across) - 1}
    dense = np.linspace(0, 1, 400)
    drawn = [np.column_stack([dense, np.interp(dense, across, curve, left=np.nan, right=np.nan)]) for curve in curves.values()]
    for name in [name for name in ends if name not in outside]:
        text = axes.text(0, 0, name, color=colours[name], transform=axes.transAxes, bbox=CARD)
        if not _beside(text, (across[ends[name]], curves[name][ends[name]]), np.vstack(drawn), list(outside.values())):
            text.remove()
            outside[name] = curves[name][ends[name]]
    height = -np.inf
    for name, end in sorted(outside.items(), key=lambda item: float(item[1])):
        height = max(end, height + GAP)
        axes.text(1.02, height, name, color=colours[name], transform=axes.transAxes, va="center", clip_on=False)


def _beside(text: Text, end: tuple[float, float], points: Any, margin: Sequence[float]) -> bool:
    """Put a name beside the end of a line, to the right or above or below, where no line passes; say whether there is room."""
    axes: Any = text.axes
    axes.figure.draw_without_rendering()
    box = text.get_window_extent().transformed(axes.transAxes.inverted())
    wide, tall, away = box.width, box.height, 0.03
    for across, up in ((1, 0), (-1, 1), (1, 1), (1, -1), (-1, -1)):
        x = end[0] + (away if across > 0 else -away - wide)
        y = end[1] - tall / 2 + up * (tall / 2 + away)
        inside = (points > (x, y)).all(axis=1) & (points < (x + wide, y + tall)).all(axis=1)
        met = x + wide > 1 and any(abs(y + tall / 2 - other) < GAP for other in margin)
        if x > 0 and 0 < y < 1.05 - tall / 2 and not inside.any() and not met:
            text.set(position=(x if across > 0 else x + wide, y), horizontalalignment="left" if across > 0 else "right")
            return True
    return False
