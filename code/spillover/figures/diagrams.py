"""Figures that explain: the stages of the game, how best responses meet, and who is linked to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.patches import FancyBboxPatch

from spillover.figures.style import COLOURS, FAINT, INK, PAPER, STYLE, Figure, colour, new_figure
from spillover.regimes import Objective, Regime

SHORT = {Objective.OWN: "each firm\nfor itself", Objective.JOINT: "all firms\ntogether"}


def stages() -> Figure:
    """The two stages of the game in the three regimes: who decides together.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> stages().data["product stage"]
    ['each firm for itself', 'each firm for itself', 'all firms together']
    """
    rows = [(mode, SHORT[mode.rnd_stage], SHORT[mode.product_stage]) for mode in Regime]
    said = "; ".join(f"{mode.label}: R&D {_flat(first)}, then output {_flat(second)}" for mode, first, second in rows)
    data = {
        "regime": [mode.label for mode in Regime],
        "R&D stage": [_flat(row[1]) for row in rows],
        "product stage": [_flat(row[2]) for row in rows],
    }
    figure, axes = new_figure(f"The two stages in the three regimes. {said[0].upper()}{said[1:]}.", data, height=3.0)
    with mpl.rc_context(STYLE):
        for row, (mode, *deciders) in enumerate(rows):
            axes.text(-0.1, row, mode.label, ha="right", va="center", color=colour(mode))
            for stage, decider in enumerate(deciders):
                box = FancyBboxPatch((stage * 1.6, row - 0.32), 1.2, 0.64, boxstyle="round,pad=0.02", facecolor=colour(mode), linewidth=1.5)
                box.set(edgecolor=colour(mode), alpha=1, facecolor=colour(mode) if "together" in decider else "none")
                axes.add_patch(box)
                axes.text(stage * 1.6 + 0.6, row, decider, ha="center", va="center", color=PAPER if "together" in decider else INK)
            axes.annotate("", (1.56, row), (1.24, row), arrowprops={"arrowstyle": "->", "color": FAINT})
        axes.text(0.6, -0.62, "stage 1: R&D", ha="center")
        axes.text(2.2, -0.62, "stage 2: output", ha="center")
        axes.set(xlim=(-1.25, 2.9), ylim=(len(rows) - 0.5, -0.8))
        axes.axis("off")
    return figure


def _flat(words: str) -> str:
    return words.replace("\n", " ")


def best_responses(cases: list[tuple[str, float]], steps: int = 7) -> Figure:
    """Best responses of two firms in R&D, and the path of alternating responses after a small error.

    Parameters
    ----------
    cases
        for each panel a title and the slope of the best responses, two at least; R&D is shown relative to the
        equilibrium.
    steps
        how many responses the path shows.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> best_responses([("$G=2$", -0.5), ("$G=1$", -1.25)], steps=3).data["$G=2$"]
    [1.8, 0.6, 1.2]
    """
    ends = "; ".join(
        f"{title.replace('$', '')}: the path {'closes in on' if abs(slope) < 1 else 'moves away from'} the equilibrium"
        for title, slope in cases
    )
    data = {
        "step": list(range(steps)),
        **{title: _path(slope, steps) for title, slope in cases},
    }
    figure, panels = new_figure(f"Best responses of two firms. {ends}.", data, height=2.9, ncols=len(cases), sharex=True, sharey=True)
    with mpl.rc_context(STYLE):
        for axes, (title, slope) in zip(panels, cases, strict=True):
            grid = np.linspace(0, 2, 50)
            axes.plot(grid, 1 + slope * (grid - 1), color=COLOURS[Regime.NONCOOPERATION])
            axes.plot(1 + slope * (grid - 1), grid, color=COLOURS[Regime.NONCOOPERATION], linestyle=(0, (6, 2)))
            reach = 0.95 / max(1, abs(slope))
            flat = abs(slope) < 1
            names = [  # with where its line ends, how far from there, in points, and on which side, so that it touches neither line
                ("firm 2", (1 + reach, 1 + slope * reach), (0, -2) if flat else (-10, 0), "right", "top" if flat else "bottom"),
                ("firm 1", (1 + slope * reach, 1 + reach), (-4, 0) if flat else (2, -30), "right" if flat else "left", "top"),
            ]
            for name, tip, away, across, up in names:
                axes.annotate(name, tip, xytext=away, textcoords="offset points", ha=across, va=up)
            path = _path(slope, steps)
            corners = [(path[i + i % 2], path[i + 1 - i % 2]) for i in range(len(path) - 1)]
            axes.plot(*zip(*corners, strict=True), color=INK, linewidth=1, marker=".", markersize=4)
            axes.plot(1, 1, "o", color=INK)
            axes.set(
                xlim=(0, 2), ylim=(0, 2), xticks=[0, 1, 2], yticks=[0, 1, 2], aspect="equal", title=title, xlabel="R&D of firm 1 / $x^{*}$"
            )
        panels[0].set_ylabel("R&D of firm 2 / $x^{*}$")
    return figure


def _path(slope: float, steps: int) -> list[float]:
    """R&D chosen in turn, each a best response to the last, relative to the equilibrium: a large error first, or a small one."""
    error = 0.8 if abs(slope) < 1 else 0.08
    return [1 + error * slope**step for step in range(steps)]


def phase(x: Any, drifts: Mapping[str, tuple[Any, Any]], alt: str) -> Figure:
    """Which way two firms go that both move towards their best responses, from any R&D of the two.

    Parameters
    ----------
    x
        R&D of either firm relative to the equilibrium, of shape (m,), increasing.
    drifts
        for each panel, two at least, by title, which way firm 1 and firm 2 go, each of shape (m, m): firm 1 across,
        firm 2 up.
    alt
        what the figure shows, in words.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([0.0, 1.0, 2.0])
    >>> away = np.broadcast_to(1 - x, (3, 3))
    >>> list(phase(x, {"calm": (away, away.T), "too": (away, away.T)}, "All arrows lead back.").data)[:3]
    ['firm 1', 'firm 2', 'calm: firm 1']
    """
    across, up = (values.ravel() for values in np.meshgrid(x, x))
    data = {"firm 1": across, "firm 2": up}
    for title, arrows in drifts.items():
        data |= {f"{title}: firm {i}": np.ravel(arrow) for i, arrow in enumerate(arrows, 1)}
    figure, panels = new_figure(alt, data, height=2.9, ncols=len(drifts), sharex=True, sharey=True)
    with mpl.rc_context(STYLE):
        for axes, (title, arrows) in zip(panels, drifts.items(), strict=True):
            length = np.hypot(*arrows)
            unit = [np.divide(arrow, length, out=np.zeros_like(length), where=length > 0).ravel() for arrow in arrows]
            axes.quiver(across, up, *unit, color=INK, pivot="mid", scale=13, width=0.012)
            for arrow, dash in zip(arrows, ((0, (6, 2)), "-"), strict=True):  # as in best_responses
                axes.contour(x, x, arrow, levels=[0], colors=COLOURS[Regime.NONCOOPERATION], linestyles=[dash])
            axes.plot(1, 1, "o", color=INK)
            axes.set(aspect="equal", title=title, xlabel="R&D of firm 1 / $x^{*}$", xticks=[0, 1, 2], yticks=[0, 1, 2])
        panels[0].set_ylabel("R&D of firm 2 / $x^{*}$")
    return figure


def networks(n: int, links: Mapping[str, Iterable[tuple[int, int]]]) -> Figure:
    """Networks of firms, drawn as dots around a circle with a line for each link.

    Parameters
    ----------
    n
        how many firms.
    links
        for each panel, two at least, by title, the pairs of firms that are linked.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> networks(3, {"a star": [(0, 1), (0, 2)], "complete": [(0, 1), (0, 2), (1, 2)]}).alt
    'Networks of 3 firms. A star: 2 links; complete: 3 links.'
    """
    pairs = {title: sorted(tuple(sorted(pair)) for pair in found) for title, found in links.items()}
    counted = "; ".join(f"{title}: {len(found)} link{'s' * (len(found) != 1)}" for title, found in pairs.items())
    data = {"network": list(pairs), "links": [" ".join(f"{i}-{j}" for i, j in found) for found in pairs.values()]}
    alt = f"Networks of {n} firms. {counted[0].upper()}{counted[1:]}."
    figure, panels = new_figure(alt, data, height=1.9, ncols=len(pairs))
    angles = np.pi / 2 - 2 * np.pi * np.arange(n) / n
    x, y = np.cos(angles), np.sin(angles)
    with mpl.rc_context(STYLE):
        for axes, (title, found) in zip(panels, pairs.items(), strict=True):
            for pair in found:
                axes.plot(x[list(pair)], y[list(pair)], color=FAINT, linewidth=1, zorder=1)
            axes.plot(x, y, "o", color=INK, markersize=6)
            axes.set(aspect="equal", xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
            axes.set_title(title, loc="center")
            axes.axis("off")
    return figure
