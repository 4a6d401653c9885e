"""Figures about the ledger: how many claims met which verdict, and what every claim is derived from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
from matplotlib.patches import Arc

from spillover.figures.style import COLOURS, FAINT, INK, STYLE, Figure, new_figure
from spillover.regimes import Regime


def verdicts(counts: Mapping[str, int]) -> Figure:
    """How many claims there are of each verdict, a bar a verdict."""
    said = ", ".join(f"{count} {verdict.lower()}" for verdict, count in counts.items())
    alt = f"Of the {sum(counts.values())} claims: {said}."
    data = {"verdict": list(counts), "claims": list(counts.values())}
    figure, axes = new_figure(alt, data, height=0.5 + 0.35 * len(counts))
    with mpl.rc_context(STYLE):
        places = range(len(counts))
        axes.barh(places, list(counts.values()), height=0.62, color=COLOURS[Regime.NONCOOPERATION])
        for place, count in zip(places, counts.values(), strict=True):
            axes.annotate(str(count), (count, place), xytext=(5, 0), textcoords="offset points", va="center")
        axes.set(ylim=(len(counts) - 0.5, -0.5), yticks=places, yticklabels=list(counts), xticks=[])
        axes.tick_params(axis="y", length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
    return figure


def graph(layers: Mapping[str, Mapping[str, Sequence[str]]], what: str) -> Figure:
    """Results listed from the first to the last, with an arc from each to all that are derived from it.

    Parameters
    ----------
    layers
        for each kind of results, by name, what each was derived from: names of results above it in the list.
    what
        what the results are, for the description.
    """
    used = {name: list(sources) for results in layers.values() for name, sources in results.items()}
    said = "; ".join(f"{kind}: {', '.join(name.removeprefix(f'{kind}: ') for name in results)}" for kind, results in layers.items())
    alt = f"{what} Listed from the first to the last. {said}. The data names what each is derived from."
    data = {"result": list(used), "derived from": ["; ".join(sources) or "nothing" for sources in used.values()]}
    figure, axes = new_figure(alt, data, width=3.8, height=0.21 * (len(used) + 1.3 * len(layers)) + 0.1)
    rows: dict[str, float] = {}
    with mpl.rc_context(STYLE):
        row = 0.0
        for kind, results in layers.items():
            axes.text(0.0, row, kind, va="center", fontsize=10, color=INK, fontstyle="italic")
            for name in results:
                row += 1
                rows[name] = row
                axes.plot(0, row, marker="o", markersize=4, color=INK)
                axes.text(0.5, row, name.removeprefix(f"{kind}: "), va="center", fontsize=10.5)
            row += 1.3
        for name, sources in used.items():
            for source in sources:
                length = rows[name] - rows[source]
                middle = (rows[name] + rows[source]) / 2
                axes.add_patch(Arc((0, middle), 0.4 * length + 0.5, length, theta1=90, theta2=270, color=FAINT, linewidth=0.9, alpha=0.9))
        axes.set(xlim=(-0.2 * row - 0.5, 0.6 * row), ylim=(row - 0.5, -0.8))
        axes.axis("off")
    return figure
