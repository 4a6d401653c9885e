"""Figures about the ledger: how many claims met which verdict, and what every claim is derived from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import matplotlib as mpl

from spillover.figures.style import COLOURS, FAINT, INK, STYLE, Figure, new_figure

LABEL = 34
"""Letters of a line of a label: with the lines to its left, as wide as a telephone."""


def verdicts(counts: Mapping[str, int]) -> Figure:
    """How many claims there are of each verdict, a bar a verdict.

    Parameters
    ----------
    counts
        from each verdict to how many claims met it.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> verdicts({"Proved": 3, "Refuted": 1}).alt
    'Of the 4 claims: 3 proved, 1 refuted.'
    """
    said = ", ".join(f"{count} {verdict.lower()}" for verdict, count in counts.items())
    alt = f"Of the {sum(counts.values())} claims: {said}."
    data = {"verdict": list(counts), "claims": list(counts.values())}
    figure, axes = new_figure(alt, data, height=0.5 + 0.35 * len(counts))
    with mpl.rc_context(STYLE):
        places = range(len(counts))
        axes.barh(places, list(counts.values()), height=0.62, color=FAINT)
        for place, count in zip(places, counts.values(), strict=True):
            axes.annotate(str(count), (count, place), xytext=(5, 0), textcoords="offset points", va="center")
        axes.set(ylim=(len(counts) - 0.5, -0.5), yticks=places, yticklabels=list(counts), xticks=[])
        axes.tick_params(axis="y", length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
    return figure


def graph(layers: Mapping[str, Mapping[str, Sequence[str]]], what: str) -> Figure:
    """Results listed from the first to the last, with a line down from each, and a dot on it where something is derived from it.

    Parameters
    ----------
    layers
        for each kind of results, by name, what each was derived from: names of results above it in the list. What
        bears the name of a regime has its colour.
    what
        what the results are, for the description.

    Returns
    -------
    Figure
        which carries its description and its data.

    Examples
    --------
    >>> graph({"primitives": {"demand": []}, "claims": {"a claim": ["demand"]}}, "What rests on what.").data["derived from"]
    ['nothing', 'demand']
    """
    used = {name: list(sources) for results in layers.values() for name, sources in results.items()}
    short = {name: name.removeprefix(f"{kind}: ") for kind, results in layers.items() for name in results}
    said = "; ".join(f"{kind}: {', '.join(short[name] for name in results)}" for kind, results in layers.items())
    alt = f"{what} Listed from the first to the last. {said}. The data names what each is derived from."
    data = {"result": list(used), "derived from": ["; ".join(sources) or "nothing" for sources in used.values()]}
    lanes, last = _lanes(used)
    shown = {name: fill(label, LABEL) for name, label in short.items()}
    lines = {name: label.count("\n") + 1 for name, label in shown.items()}
    width, height = max(lanes.values()) + 1, sum(lines.values()) + 1.5 * len(layers)
    figure, axes = new_figure(alt, data, width=0.1 * width + 2.6, height=0.2 * height)
    colours = {mode.label: colour for mode, colour in COLOURS.items()}
    rows: dict[str, float] = {}
    with mpl.rc_context(STYLE):
        row = 0.0
        for kind, results in layers.items():
            axes.text(width, row, kind, va="center", color=INK, fontstyle="italic")
            for name in results:
                rows[name] = row + (1 + lines[name]) / 2
                row += lines[name]
            row += 1.5
        for name, sources in used.items():
            colour = colours.get(short[name], INK)
            own, here = lanes[name], rows[name]
            axes.plot([own, own], [here, rows[last[name]]], color=colour, linewidth=1.1, zorder=2)
            beside = [own, *(lanes[source] for source in sources)]
            axes.plot([min(beside), max(beside)], [here, here], color=FAINT, linewidth=0.8, zorder=1)
            for source in sources:
                axes.plot(lanes[source], here, marker="o", markersize=2.8, color=colours.get(short[source], INK), zorder=3)
            axes.plot(own, here, marker="o", markersize=5.5, color=colour, zorder=4)
            axes.text(width, here, shown[name], va="center", linespacing=1.1, color=colour)
        axes.set(xlim=(-0.5, width + 26), ylim=(row - 1, -0.7))
        axes.axis("off")
    return figure


def _lanes(used: Mapping[str, Sequence[str]]) -> tuple[dict[str, int], dict[str, str]]:
    """For each result the place of its line, counted from the left, and the result that uses it last.

    No two lines overlap: one may go on where one ends from which it is derived. Beside what is not used is no line;
    it stands rightmost.
    """
    last = {name: name for name in used} | {source: name for name, sources in used.items() for source in sources}
    lanes: dict[str, int] = {}
    ends: list[str] = []  # which result is the last on the line in each place
    done: set[str] = set()
    for name in used:
        if last[name] != name:
            going_on = (lane for lane, end in enumerate(ends) if end == name)
            free = (lane for lane, end in enumerate(ends) if end in done)
            lanes[name] = next(going_on, next(free, len(ends)))
            ends[lanes[name] : lanes[name] + 1] = [last[name]]
        done.add(name)
    return {name: lanes.get(name, len(ends)) for name in used}, last
