"""The map of an answer as SVG, drawn without NumPy and matplotlib: coarser than that of a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from math import log10
from typing import Any, NamedTuple

import sympy as sp

from spillover import model
from spillover.cluster import solution
from spillover.notation import WORDS
from spillover.questions.answer import Answer
from spillover.questions.ranking import Orders
from spillover.questions.verdict import RUNNING_EXAMPLE, Verdict
from spillover.questions.vocabulary import in_parameters

from .tex import mathml

ACROSS, UP = 60, 45
"""How many cells the map has. One half, where much changes, lies between two columns."""
CELL = 6
LEFT, BELOW = 44, 40
"""Room for the numbers of the axes, in the units of the drawing."""
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Cell(NamedTuple):
    """What is true of the cells of one kind: the style that they have, and the words for it."""

    style: str
    words: str


class Title(NamedTuple):
    """What a map shows, in words and in HTML."""

    words: str
    html: str


HOLDS, FAILS, NEITHER = Cell("map-holds", "holds"), Cell("map-fails", "fails"), Cell("", "does not apply")


def drawing(answer: Any) -> str:
    """HTML with the map of an answer, or nothing where there is none to draw."""
    if isinstance(answer, Orders):
        point = answer.orders[0].example if answer.orders else None
        parts = [part.holds for part in answer.conditions]
        words = f"the regime with the largest {WORDS[answer.quantity]}"
        return plane(point, parts, answer.modes, first(answer), Title(words, escape(words)), None) if point else ""
    if not isinstance(answer, Answer) or answer.verdict is Verdict.VACUOUS or answer.question.placed:
        return ""
    statements = (answer.question, *answer.conditions)
    parts = [*answer.given, *(sp.Ne(divisor, 0) for statement in statements for divisor in statement.denominators)]
    if answer.ends or model.beta not in sp.And(answer.relation, *map(in_parameters, parts), *conditions(answer.assumed)).free_symbols:
        return ""
    point = answer.where or RUNNING_EXAMPLE
    title = Title(f"where {answer.question.reading} holds", f"where {mathml(answer.question.tex, False)} holds")
    return plane(point, parts, answer.assumed, truth(answer), title, answer.counterexample)


def conditions(modes: Any) -> list[Any]:
    """What some regimes and planners need for a solution."""
    return [condition.holds for mode in modes for condition in solution.conditions(mode)]


def truth(answer: Answer) -> Callable[..., Cell]:
    """Whether the statement holds."""
    holds = numbers(answer.relation)
    return lambda *point: HOLDS if holds(*point) else FAILS


def first(answer: Orders) -> Callable[..., Cell]:
    """Which regime is first."""
    sizes = {mode: numbers(solution.outcome(mode)[answer.quantity]) for mode in answer.modes}

    def largest(*point: float) -> Cell:
        mode = max(sizes, key=lambda mode: sizes[mode](*point))
        return Cell(f"map-{mode.key}", mode.label)

    return largest


def numbers(formula: Any) -> Callable[..., Any]:
    """A formula as a function of the parameters in floating point."""
    function: Callable[..., Any] = sp.lambdify(model.PARAMETERS, in_parameters(formula), "math", cse=True)
    return function


def plane(point: Any, given: list[Any], modes: Any, kind: Callable[..., Cell], title: Title, mark: Any) -> str:
    """The plane of the spillover and the cost of R&D around a point."""
    applies = numbers(sp.And(*map(in_parameters, given), *conditions(modes)))
    n, a, A, b = (float(point[symbol]) for symbol in (model.n, model.a, model.A, model.b))
    G = b * float(point[model.gamma])
    low, high = log10(min(0.1, G / 2)), log10(max(5 * n, 2 * G))
    rows = []
    for row in range(UP):
        cost = 10 ** (low + (high - low) * (row + 0.5) / UP)
        rows.append([cell(applies, kind, (n, a, A, b, (column + 0.5) / ACROSS, cost / b)) for column in range(ACROSS)])
    where = mark and (float(mark[model.beta]), (log10(b * float(mark[model.gamma])) - low) / (high - low))
    fixed = ", ".join(f"{symbol}\u00a0=\u00a0{point[symbol]}" for symbol in model.PARAMETERS[:4])
    ticks = [(tick, (log10(tick) - low) / (high - low)) for tick in TICKS if low <= log10(tick) <= high]
    return figure(rows, where, ticks, title, fixed)


def cell(applies: Callable[..., Any], kind: Callable[..., Cell], point: tuple[float, ...]) -> Cell:
    """What is true at a point; nothing where a denominator vanishes."""
    try:
        return kind(*point) if applies(*point) else NEITHER
    except ZeroDivisionError:
        return NEITHER


def figure(rows: list[list[Cell]], mark: Any, ticks: list[tuple[float, float]], title: Title, fixed: str) -> str:
    """The drawing, its key, and its description."""
    width, height = ACROSS * CELL, UP * CELL
    kinds = sorted({cell for row in rows for cell in row}, key=lambda kind: (kind is NEITHER, kind.style))
    shares = {kind: sum(row.count(kind) for row in rows) / (ACROSS * UP) for kind in kinds}
    spread = ", ".join(f"{kind.words} in {share:.0%}" for kind, share in shares.items())
    said = f"Map of {title.words}, over the spillover and the cost of R&D, at {fixed}: {spread} of the area."
    shapes = "".join(f'<path class="{kind.style}" d="{path(rows, kind)}"/>' for kind in kinds if kind.style)
    lines = "".join(across(place, height) for place in (0, 0.25, 0.5, 0.75, 1)) + "".join(up(tick, place, height) for tick, place in ticks)
    dot = f'<circle r="5" cx="{mark[0] * width:.1f}" cy="{(1 - mark[1]) * height:.1f}"/>' if mark else ""
    frame = f'<path class="map-frame" d="M0 0H{width}V{height}H0Z"/>'
    key = "".join(f'<li class="{kind.style or "map-neither"}">{escape(kind.words)}</li>' for kind in kinds)
    point = '<li class="map-point">counterexample</li>' if mark else ""
    return (
        f'<figure class="map"><figcaption>Map of {title.html}, at {fixed}</figcaption>'
        f'<svg role="img" aria-label="{escape(said)}" viewBox="{-LEFT} -10 {width + LEFT + 20} {height + BELOW + 10}">'
        f"{shapes}{frame}{lines}{dot}"
        f'<text x="{width / 2}" y="{height + 36}" text-anchor="middle">spillover β</text>'
        f'<text x="{-height / 2}" y="{-LEFT + 14}" text-anchor="middle" transform="rotate(-90)">cost of R&amp;D G = bγ</text>'
        f"</svg><ul>{key}{point}</ul></figure>"
    )


def path(rows: list[list[Cell]], kind: Cell) -> str:
    """The cells of one kind as one shape, those beside one another joined."""
    return "".join(
        f"M{start * CELL} {(UP - 1 - row) * CELL}h{count * CELL}v{CELL}h{-count * CELL}z" for row, start, count in runs(rows, kind)
    )


def runs(rows: list[list[Cell]], kind: Cell) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of what is of one kind without a gap."""
    for row, cells in enumerate(rows):
        start = 0
        for column in range(len(cells) + 1):
            if column == len(cells) or cells[column] != kind:
                if column > start:
                    yield row, start, column - start
                start = column + 1


def across(place: float, height: int) -> str:
    """A number below the drawing."""
    x = place * ACROSS * CELL
    return f'<path class="map-frame" d="M{x:g} {height}v4"/><text x="{x:g}" y="{height + 18}" text-anchor="middle">{place:g}</text>'


def up(tick: float, place: float, height: int) -> str:
    """A number beside it."""
    y = (1 - place) * height
    return f'<path class="map-frame" d="M0 {y:.1f}h-4"/><text x="-7" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
