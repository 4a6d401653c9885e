"""What a figure that moves consists of, and how it is told to the script: ranges, curves or regions, and sentences with conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from book.formulas import function_of
from spillover.figures.plain import SHADES
from spillover.figures.style import DASHES, mode_of


@dataclass(frozen=True)
class Slider:
    """A range that the reader moves: a symbol, what it is called, and how its value is told."""

    symbol: sp.Symbol
    letter: str
    word: str
    low: Any
    high: Any
    start: Any
    step: Any
    shown: str = "{}"


@dataclass(frozen=True)
class Axis:
    """What runs across or up."""

    symbol: sp.Symbol
    word: str
    low: Any
    high: Any


@dataclass(frozen=True)
class Sentence:
    """What a figure says where a condition holds, with numbers in the places of {0}, {1}, ..."""

    text: str
    numbers: Sequence[sp.Expr] = ()
    when: Boolean = sp.true


@dataclass(frozen=True, kw_only=True)
class Moving:
    """What all figures that move have in common."""

    title: str
    sliders: Sequence[Slider]
    across: Axis
    sentences: Sequence[Sentence] = ()

    @property
    def given(self) -> list[sp.Symbol]:
        """The symbols that sliders move."""
        return [slider.symbol for slider in self.sliders]

    def printed(self) -> dict[str, Any]:
        """What the script is told, with functions in it."""
        spoken = [part for sentence in self.sentences for part in (sentence.when, *sentence.numbers)]
        return {
            "title": self.title,
            "sliders": [
                {"letter": s.letter, "word": s.word, "shown": s.shown}
                | {name: float(getattr(s, name)) for name in ("low", "high", "start", "step")}
                for s in self.sliders
            ],
            "across": _axis(self.across),
            "says": function_of(self.given, spoken),
            "sentences": [{"text": sentence.text, "numbers": len(sentence.numbers)} for sentence in self.sentences],
        }


@dataclass(frozen=True, kw_only=True)
class Lines(Moving):
    """Curves by name, each where it exists, and places that are marked; `relative` draws each in percent of its largest value."""

    curves: Mapping[str, sp.Expr]
    exists: Mapping[str, Boolean] = field(default_factory=dict)
    marks: Mapping[str, sp.Expr] = field(default_factory=dict)
    relative: bool = False
    range: tuple[Any, Any] | None = None

    @cached_property
    def symbols(self) -> list[sp.Symbol]:
        """The arguments of the curves: the sliders, and what runs across if no slider does."""
        return self.given if self.across.symbol in self.given else [*self.given, self.across.symbol]

    @property
    def drawn(self) -> list[Any]:
        """The values of all curves, and whether each exists."""
        return [*self.curves.values(), *(self.exists.get(name, sp.true) for name in self.curves)]

    def printed(self) -> dict[str, Any]:
        """What the script is told, with functions in it."""
        here = self.given.index(self.across.symbol) if self.across.symbol in self.given else -1
        return super().printed() | {
            "across": _axis(self.across) | {"here": here},
            "names": list(self.curves),
            "kinds": list(kinds(self.curves)),
            "at": function_of(self.symbols, self.drawn),
            "marks": {"names": list(self.marks), "at": function_of(self.given, list(self.marks.values()))},
            "relative": self.relative,
            "range": None if self.range is None else [float(end) for end in self.range],
        }


@dataclass(frozen=True, kw_only=True)
class Plane(Moving):
    """A plane with named regions, where a solution exists."""

    up: Axis
    regions: Mapping[str, Boolean]
    exists: Boolean = sp.true

    @cached_property
    def symbols(self) -> list[sp.Symbol]:
        """The arguments of the regions: the sliders, and what runs across and up."""
        return [*self.given, self.across.symbol, self.up.symbol]

    @property
    def drawn(self) -> list[Any]:
        """Whether there is a solution, and whether each region has the point."""
        return [self.exists, *self.regions.values()]

    def printed(self) -> dict[str, Any]:
        """What the script is told, with functions in it."""
        shades = [shade["alpha"] for shade in SHADES]
        told = {"up": _axis(self.up), "regions": list(self.regions), "shades": shades, "at": function_of(self.symbols, self.drawn)}
        return super().printed() | told


def _axis(axis: Axis) -> dict[str, Any]:
    return {"word": axis.word, "low": float(axis.low), "high": float(axis.high)}


def kinds(names: Mapping[str, Any]) -> Iterator[str]:
    """The classes of curves: a regime keeps its colour, and alone its dashes; others have those of their places, as in the drawn figure."""
    for name, other in zip(names, DASHES, strict=False):
        mode = mode_of(name)
        dashed = f"dash-{(mode if mode and name == mode.label else other).key}"
        yield f"coloured {mode.key} {dashed}" if mode else dashed
