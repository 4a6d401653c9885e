"""Figures that divide a plane, or a line, by which regime leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np

from spillover.figures.curves import BETA, runs
from spillover.figures.style import CARD, COLOURS, FAINT, INK, PAPER, STYLE, Figure, colour, new_figure, plain_log
from spillover.notation import WORDS
from spillover.regimes import Mode, Regime

LARGE = 0.02
"""A region that takes more of a map than this has a name, wherever it lies."""


def strips(beta: Any, largest: Mapping[str, Any], marks: Mapping[str, float]) -> Figure:
    """Which regime leads along the spillover, one strip a quantity.

    Parameters
    ----------
    beta
        spillovers, increasing, of shape (m,).
    largest
        for each quantity the place of the leading regime in ``Regime``, or -1; each of shape (m,).
    marks
        spillovers to be marked, by name.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> beta = np.linspace(0.1, 0.9, 5)
    >>> list(strips(beta, {"x": np.array([0, 0, 2, 2, 2])}, {}).data["x"])
    ['no cooperation', 'no cooperation', 'full cooperation', 'full cooperation', 'full cooperation']
    """
    labels = {name: [list(Regime)[place].label if place >= 0 else "none" for place in places] for name, places in largest.items()}
    sentences = "; ".join(f"{WORDS[name]}: {_in_words(beta, names)}" for name, names in labels.items())
    alt = f"Which regime leads as the spillover grows. {sentences}."
    figure, axes = new_figure(alt, {"beta": beta, **labels}, width=5.0, height=0.9 + 0.5 * len(labels))
    with mpl.rc_context(STYLE):
        for row, (_, names) in enumerate(labels.items()):
            for first, last, label in runs(names):
                left, right = beta[first], beta[min(last + 1, len(beta) - 1)]
                mode = next((mode for mode in Regime if mode.label == label), None)
                style = {"facecolor": colour(mode), "alpha": 1} if mode else {"facecolor": "none", "hatch": "///", "edgecolor": FAINT}
                axes.barh(row, right - left, left=left, height=0.76, linewidth=0, **style)
                if mode and right - left > 0.2:  # of the axis: room for the longest word
                    text = label if right - left > 0.3 else label.replace(" ", "\n")
                    axes.text((left + right) / 2, row, text, ha="center", va="center", color=PAPER, fontsize=10, linespacing=0.95)
        for name, place in marks.items():
            axes.axvline(place, color=INK, linewidth=1, linestyle=(0, (2, 2)), zorder=0)  # behind the words
            axes.annotate(name, (place, -0.55), ha="center", va="bottom", annotation_clip=False)
        axes.set(xlim=(0, 1), ylim=(len(labels) - 0.5, -0.6), yticks=range(len(labels)), yticklabels=[WORDS[name] for name in labels])
        axes.set(xlabel=BETA)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
    return figure


def _in_words(beta: Any, names: list[str]) -> str:
    return ", ".join(f"{label} from {beta[first]:.2f} to {beta[last]:.2f}" for first, last, label in runs(names))


def ranking_map(n: Any, threshold: Any) -> Figure:
    """The ranking of the three regimes by R&D, over the number of firms and the spillover.

    Parameters
    ----------
    n
        numbers of firms, increasing, of shape (m,).
    threshold
        the spillover T(n) above which full cooperation does more R&D than no cooperation, of shape (m,).

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> n = np.arange(2.0, 9.0)
    >>> list(ranking_map(n, 0.8 / n).data)
    ['n', 'T(n)']
    """
    alt = (
        "The order of R&D in the regimes, over the number of firms and the spillover. Below the falling curve T(n), no cooperation "
        "does the most, then full cooperation, then R&D cooperation. Between T(n) and one half, full cooperation leads, "
        "then no cooperation. Above one half, full cooperation leads, then R&D cooperation. "
        f"T falls from {threshold[0]:.3f} at n = {n[0]:.0f} to {threshold[-1]:.3f} at n = {n[-1]:.0f}."
    )
    star, hat, tilde = (mode.latex("x") for mode in (Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION))
    figure, axes = new_figure(alt, {"n": n, "T(n)": threshold}, height=3.6)
    with mpl.rc_context(STYLE):
        leads = COLOURS[Regime.FULL_COOPERATION]
        axes.fill_between(n, 0, threshold, color=COLOURS[Regime.NONCOOPERATION], alpha=0.25, linewidth=0)
        axes.fill_between(n, threshold, 1, color=leads, alpha=0.2, linewidth=0)
        axes.plot(n, threshold, color=INK)
        axes.plot(n, np.full_like(threshold, 0.5), color=INK, linestyle=(0, (6, 2)))
        middle = len(n) // 2
        axes.text(n[middle], 0.75, f"${tilde}>{hat}>{star}$", ha="center", va="center", fontsize=13)
        axes.text(n[middle], (0.5 + threshold[middle]) / 2, f"${tilde}>{star}>{hat}$", ha="center", va="center", fontsize=13)
        axes.text(n[1], 0.06, f"${star}>{tilde}>{hat}$", ha="left", va="center", fontsize=13)
        axes.annotate("$T(n)$", (n[-1], threshold[-1]), xytext=(5, 0), textcoords="offset points", va="center", annotation_clip=False)
        axes.annotate(r"$\beta=1/2$", (n[-1], 0.5), xytext=(5, 0), textcoords="offset points", va="center", annotation_clip=False)
        axes.set(xlim=(n[0], n[-1]), ylim=(0, 1), xlabel="number of firms $n$", ylabel=BETA, title="order of R&D per firm")
    return figure


def argmax_map(
    beta: Any, G: Any, largest: Any, boundaries: Mapping[str, Any], quantity: str, n: int, modes: Sequence[Mode] = tuple(Regime)
) -> Figure:
    """Which regime has the largest value of a quantity, over the spillover and the cost of R&D.

    Parameters
    ----------
    beta
        spillovers, of shape (m,).
    G
        values of b gamma, of shape (k,), on a logarithmic scale.
    largest
        place of the leading regime in ``modes``, or -1 where the question does not apply; of shape (k, m).
    boundaries
        exact curves to draw over the map, by name, each G as a function of beta, of shape (m,).
    quantity
        its name, as in ``WORDS``.
    n
        number of firms, for the title.
    modes
        the regimes and planners that are compared.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> beta = np.linspace(0.1, 0.9, 5)
    >>> largest = np.where(beta < 0.5, 0, 2) * np.ones((5, 1), dtype=int)
    >>> argmax_map(beta, np.geomspace(1, 8, 5), largest, {}, "Q", 3).data["share of the area"]
    [0.4, 0.0, 0.6]
    """
    shares = {mode.label: float(np.mean(largest == place)) for place, mode in enumerate(modes)}
    words = ", ".join(f"{label} in {share:.0%}" for label, share in shares.items())
    alt = (
        f"Which regime has the largest {WORDS[quantity]}, over the spillover and the cost of R&D, with {n} firms. "
        f"Of the area shown: {words}; in the rest a regime has no solution."
    )
    figure, axes = new_figure(alt, {"leader": list(shares), "share of the area": list(shares.values())}, height=3.8)
    with mpl.rc_context(STYLE):
        axes.contourf(beta, G, largest < 0, levels=[0.5, 1.5], colors="none", hatches=["///"])
        for place, mode in enumerate(modes):
            axes.contourf(beta, G, largest == place, levels=[0.5, 1.5], colors=[colour(mode)], alpha=0.4)
        for name, curve in boundaries.items():
            axes.plot(beta, _where_it_divides(G, largest, np.asarray(curve)), color=INK, linewidth=1.5, label=name)
        for place, mode in enumerate(modes):
            name_region(axes, beta, G, largest == place, mode.label)
        name_region(axes, beta, G, largest < 0, "a regime has no solution")
        plain_log(axes)
        axes.set(xlim=(beta[0], beta[-1]), ylim=(G[0], G[-1]), xlabel=BETA, ylabel=r"cost of R&D $G=b\gamma$")
        axes.set_title(f"largest {WORDS[quantity]}, $n={n}$")
    return figure


def _where_it_divides(G: Any, largest: Any, curve: Any) -> Any:
    """The part of a curve that has one leader above it and another below; NaN elsewhere."""
    row, column = np.searchsorted(G, curve), np.arange(len(curve))
    above, below = (largest[np.clip(row + step, 0, len(G) - 1), column] for step in (1, -2))
    return np.where((above != below) & (above >= 0) & (below >= 0), curve, np.nan)


def name_region(axes: Any, beta: Any, G: Any, region: Any, label: str) -> None:
    """Write a label inside a region, near its middle, in two lines where one is too long; beside it, where it is too small for both.

    Beside it is outside the frame, where the region reaches the right edge, or else to the right at the end of a line.
    """
    from scipy.ndimage import binary_erosion

    rows, columns = np.nonzero(region)
    for text in (label, label.replace(" ", "\n", 1)):
        height, width = text.count("\n") + 1, max(map(len, text.split("\n")))
        room = np.ones((len(G) * height // 10 + 1, int(len(beta) * 0.024 * width)))
        places = np.argwhere(binary_erosion(region, room))
        if len(places):
            row, column = places[np.argmin(np.hypot(*(places - (np.median(rows), np.median(columns))).T))]
            axes.text(beta[column], G[row], text, ha="center", va="center", bbox=CARD)
            return
    offset = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
    if len(edge := np.flatnonzero(region[:, -1])):
        at = (beta[-1], G[edge[len(edge) // 2]])
        axes.annotate(label, at, xytext=(5, 0), **offset)
    elif np.mean(region) > LARGE:
        row = np.argmax(region.sum(axis=1))
        cells = np.flatnonzero(region[row])
        at = (beta[cells[len(cells) // 2]], G[row])
        axes.annotate(label, at, xytext=(70, -12), bbox=CARD, arrowprops={"arrowstyle": "-", "color": INK}, **offset)
