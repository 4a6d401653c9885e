"""What a problem consists of, and how its text names numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from course.answers import Answer
from course.draw import LEVELS, Stream, small
from spillover.conditions import InadmissibleError
from spillover.industry import Industry, IndustryOutcome

MODEL = "The model"
"""The title of a chapter."""
ROOMS = 40
"""So many sizes of a market are tried."""
UNIT = {"a": 1001, "A": 1000}
"""A market of size one, in which no unit cost can become negative: R&D and outputs are proportional to the size, a - A."""
Size = tuple[Fraction, Fraction]
"""The choke price, and the initial unit cost."""


def solved(industry: Industry, **conduct: object) -> IndustryOutcome | None:
    """What firms do, or None where a condition fails."""
    try:
        return industry.solve(**conduct)  # type: ignore[arg-type]
    except InadmissibleError:
        return None


def saved(*outcomes: IndustryOutcome) -> Fraction:
    """The most that R&D takes off a unit cost in a market of size one."""
    least: Fraction = min(cost for outcome in outcomes for cost in outcome.unit_cost)
    return UNIT["A"] - least


@dataclass(frozen=True)
class Part:
    """One answer: the variable that holds it, its points, the question, and what is right."""

    name: str
    points: int
    question: str
    answer: Answer


@dataclass(frozen=True)
class Problem:
    """A problem: what it is about, its parts, and the chapter of the book to read again where an answer is not right."""

    title: str
    text: str
    parts: tuple[Part, ...]
    chapter: str = MODEL

    @property
    def points(self) -> int:
        """Of all parts."""
        return sum(part.points for part in self.parts)


def listed_numbers(numbers: Mapping[str, Fraction]) -> str:
    r"""Numbers by name, as a question gives them.

    Examples
    --------
    >>> from fractions import Fraction
    >>> listed_numbers({"n": Fraction(2), "beta_12": Fraction(1, 3)})
    '$n = 2$, $\\beta_{12} = 1/3$'
    """
    return ", ".join(f"${_letter(name)} = {value}$" for name, value in numbers.items())


def _letter(name: str) -> str:
    letter, _, firms = name.partition("_")
    greek = {"beta": r"\beta", "gamma": r"\gamma"}.get(letter, letter)
    return greek + (f"_{{{firms}}}" if len(firms) > 1 else f"_{firms}" if firms else "")


def vertex(value: Callable[[Fraction], Fraction], near: Fraction) -> Fraction | None:
    """Where a quadratic is largest, from its values at three points beside a positive one; None where it has no maximum.

    Examples
    --------
    >>> from fractions import Fraction
    >>> vertex(lambda x: 3 - (x - 2) ** 2, Fraction(1))
    Fraction(2, 1)
    """
    step = near / 20
    low, middle, high = (value(near + sign * step) for sign in (-1, 0, 1))
    bend = low - 2 * middle + high
    return near - step * (high - low) / (2 * bend) if bend < 0 else None


def room(stream: Stream, saved: Fraction, linear: tuple[Fraction, ...], quadratic: tuple[Fraction, ...] = ()) -> Size | None:
    """The choke price a and the initial unit cost A at which answers are small, where some of the sizes a - A tried make them so.

    Parameters
    ----------
    stream
        gives the sizes.
    saved
        what R&D takes off unit costs at most, where a - A is one.
    linear, quadratic
        answers where a - A is one: those that are proportional to it, and to its square.
    """
    for D in (stream.pick(LEVELS) for _ in range(ROOMS)):
        if small(*(answer * D for answer in linear), *(answer * D**2 for answer in quadratic)):
            A = ceil(saved * D) + stream.pick(LEVELS)
            return A + D, A
    return None
