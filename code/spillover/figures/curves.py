"""Figures in which one or more quantities run along a line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes

from spillover.figures.style import COLOURS, FAINT, INK, STYLE, Figure, by_label, colour, dash, label_lines, mark_places, new_figure
from spillover.notation import LETTERS, WORDS
from spillover.regimes import Mode

BETA = r"spillover $\beta$"
COLOUR_OF = by_label(COLOURS)


def against_beta(
    beta: Any, values: Mapping[Mode, Any], violated: Mapping[Mode, Any], quantity: str, marks: Mapping[str, float], symbols: bool = False
) -> Figure:
    """A quantity against the spillover, one line a regime, with the ranges in which a regime has no solution.

    Parameters
    ----------
    beta
        spillovers, increasing, of shape (m,).
    values
        the quantity in each mode, each of shape (m,), NaN where there is no solution.
    violated
        for each mode the condition that fails at each spillover, or an empty string; each of shape (m,).
    quantity
        its name, as in an outcome.
    marks
        spillovers to be marked by a vertical line, by name.
    symbols
        whether the figure has letters in place of words, for a page in another language.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> from spillover.regimes import Regime
    >>> beta = np.linspace(0.1, 0.9, 5)
    >>> exists = np.full(5, "", dtype=object)
    >>> against_beta(beta, {Regime.NONCOOPERATION: 1 - beta}, {Regime.NONCOOPERATION: exists}, "x", {}).alt
    'R&D per firm against the spillover, a line for each of no cooperation.'
    """
    word = WORDS[quantity]
    missing = "; ".join(
        f"{mode.label} has no solution {_stretch(beta, i, j)} ({name})"
        for mode, names in violated.items()
        for i, j, name in runs(names)
        if name
    )
    alt = f"{word} against the spillover, a line for each of {', '.join(mode.label for mode in values)}"
    alt += f".{_leaders(beta, values)}"
    alt += f" {missing[0].upper()}{missing[1:]}." if missing else ""
    figure, (axes, strip) = new_figure(alt, {"beta": beta, **by_label(values)}, height=3.5, nrows=2, sharex=True, height_ratios=[6, 1])
    with mpl.rc_context(STYLE):
        for mode, line in values.items():
            axes.plot(beta, line, color=colour(mode), linestyle=dash(mode))
        names = {mode: f"${mode.latex(LETTERS[quantity])}$" if symbols else mode.label for mode in values}
        axes.set_title(f"${LETTERS[quantity]}$" if symbols else f"{word}, ${LETTERS[quantity]}$")
        axes.set_xlim(0, 1)
        mark_places(axes, marks)
        label_lines(axes, beta, {names[mode]: line for mode, line in values.items()}, {names[mode]: colour(mode) for mode in values})
        for row, (mode, names) in enumerate(violated.items()):
            _existence(strip, beta, (row, len(violated)), mode, names)
        strip.set(xlim=(0, 1), ylim=(len(violated) - 0.4, -0.6), yticks=[], xlabel=r"$\beta$" if symbols else BETA)
        strip.spines["left"].set_visible(False)
        strip.text(1.02, 0.5, "" if symbols else "where it exists", transform=strip.transAxes, va="center", color=INK)
    return figure


def _leaders(beta: Any, values: Mapping[Mode, Any]) -> str:
    """Which line lies highest, from left to right, as a sentence; nothing where there is one line."""
    modes, lines = list(values), np.array([np.asarray(line, dtype=float) for line in values.values()])
    if len(modes) < 2:
        return ""
    best = [modes[place].label for place in np.argmax(np.where(np.isnan(lines), -np.inf, lines), axis=0)]
    best = [label if there else "none" for label, there in zip(best, np.isfinite(lines).any(axis=0), strict=True)]
    found = runs(best)
    ends = [
        f"{label} {f'up to {beta[last]:.2f}' if last < len(beta) - 1 else 'beyond' if len(found) > 1 else 'throughout'}"
        for _, last, label in found
    ]
    return f" Of those that have a solution, the highest is {', then '.join(ends)}."


def _stretch(beta: Any, first: int, last: int) -> str:
    """A stretch of spillovers in words; what begins or ends with the figure has one end."""
    if first == 0:
        return "anywhere" if last == len(beta) - 1 else f"up to {beta[last]:.2f}"
    return f"from {beta[first]:.2f} on" if last == len(beta) - 1 else f"between {beta[first]:.2f} and {beta[last]:.2f}"


def runs(names: Any) -> list[tuple[int, int, str]]:
    """Stretches of equal names: first place, last place, name."""
    edges = [0, *(i for i in range(1, len(names)) if names[i] != names[i - 1]), len(names)]
    return [(first, last - 1, str(names[first])) for first, last in pairwise(edges)]


def _existence(strip: Axes, beta: Any, place: tuple[int, int], mode: Mode, names: Any) -> None:
    row, rows = place
    exists = np.where(np.asarray(names) == "", float(row), np.nan)
    strip.plot(beta, exists, color=colour(mode), linewidth=4, solid_capstyle="butt")
    for first, last, _ in (run for run in runs(names) if run[2]):
        strip.axvspan(
            beta[first],
            beta[last],
            ymin=1 - (row + 0.9) / rows,
            ymax=1 - (row + 0.1) / rows,
            hatch="///",
            facecolor="none",
            edgecolor=FAINT,
        )


def gain(beta: Any, values: Any, title: str, alt: str) -> Figure:
    """A difference between two regimes against the spillover; the area between it and zero is filled.

    Parameters
    ----------
    beta, values
        of shape (m,), beta increasing.
    title
        what is drawn.
    alt
        what the figure shows, in words.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> beta = np.linspace(0.1, 0.9, 5)
    >>> gain(beta, beta - 0.5, "gain in profit", "Below zero up to one half.").alt
    'Below zero up to one half.'
    """
    figure, axes = new_figure(alt, {"beta": beta, title: values}, height=3.0)
    with mpl.rc_context(STYLE):
        axes.plot(beta, values, color=INK)
        axes.fill_between(beta, 0, values, color=FAINT, alpha=0.35, linewidth=0)
        axes.axhline(0, color=FAINT, linewidth=1)
        axes.set(xlim=(0, 1), xlabel=BETA, title=title)
        mark_places(axes, {"$1/2$": 0.5})
    return figure


def against_firms(n: Any, lines: Mapping[str, Any], beta: str) -> Figure:
    """Quantities against the number of firms, each relative to its value in the smallest cluster.

    Parameters
    ----------
    n
        numbers of firms, increasing, of shape (m,).
    lines
        three quantities by name, each of shape (m,).
    beta
        the spillover at which they were computed, for the title.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> n = np.arange(2.0, 6.0)
    >>> list(against_firms(n, {"per firm": 1 / n, "in all": n, "reaching each": n**0}, "1/4").data)
    ['n', 'per firm', 'in all', 'reaching each']
    """
    relative = {name: np.asarray(values) / values[0] for name, values in lines.items()}
    ends = "; ".join(f"{name} it goes from 1 to {values[-1]:.2f}" for name, values in relative.items())
    grown = f"as a cluster with spillover {beta} grows from {n[0]:.0f} to {n[-1]:.0f} firms"
    alt = f"R&D relative to {n[0]:.0f} firms, {grown}: {ends}."
    figure, axes = new_figure(alt, {"n": n, **relative}, height=3.2)
    with mpl.rc_context(STYLE):
        for (name, values), pattern in zip(relative.items(), ("-", (0, (6, 2)), (0, (2, 1.2))), strict=True):
            axes.plot(n, values, color=INK, linestyle=pattern)
            axes.annotate(name, (n[-1], values[-1]), xytext=(6, 0), textcoords="offset points", va="center", annotation_clip=False)
        axes.axhline(1, color=FAINT, linewidth=1)
        axes.set(xlabel="number of firms $n$", title=f"R&D relative to {n[0]:.0f} firms, at $\\beta={beta}$", ylim=(0, None))
    return figure


def planner(beta: Any, values: Mapping[Mode, Any], marks: Mapping[str, float]) -> Figure:
    """R&D per firm in the regimes and at the planners' optima, against the spillover.

    Parameters
    ----------
    beta
        spillovers, increasing, of shape (m,).
    values
        R&D per firm in each mode, of shape (m,).
    marks
        spillovers to be marked by a vertical line, by name.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> from spillover.regimes import Planner
    >>> beta = np.linspace(0.1, 0.9, 5)
    >>> planner(beta, {Planner.SECOND_BEST: beta}, {}).alt
    'R&D per firm against the spillover in second best.'
    """
    alt = f"R&D per firm against the spillover in {', '.join(mode.label for mode in values)}."
    figure, axes = new_figure(alt, {"beta": beta, **by_label(values)}, height=3.4)
    with mpl.rc_context(STYLE):
        for mode, line in values.items():
            axes.plot(beta, line, color=colour(mode), linestyle=dash(mode))
        axes.set(xlim=(0, 1), ylim=(0, None), xlabel=BETA, title="R&D per firm, $x$")
        mark_places(axes, marks)
        label_lines(axes, beta, by_label(values), COLOUR_OF)
    return figure
