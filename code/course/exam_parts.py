"""What the questions of a written exam are made of: steps that earn marks, parts, and numbers as they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

MARKS = 20
"""What a question brings in all."""


@dataclass(frozen=True)
class Step:
    """What earns marks, and how many."""

    marks: int
    text: str


@dataclass(frozen=True)
class Part:
    """What is asked, and the steps of a right answer."""

    text: str
    steps: tuple[Step, ...]

    @property
    def marks(self) -> int:
        """Of all steps."""
        return sum(step.marks for step in self.steps)


@dataclass(frozen=True)
class Question:
    """A question of the exam.

    Attributes
    ----------
    title, text, parts
        what is printed.
    given, answers
        the numbers of the question, and what is right, for whoever checks it by another way.
    """

    title: str
    text: str
    parts: tuple[Part, ...]
    given: Mapping[str, Fraction | str]
    answers: Mapping[str, Fraction | bool]

    def __post_init__(self) -> None:
        if (marks := sum(part.marks for part in self.parts)) != MARKS:
            raise ValueError(f"marks must be {MARKS} in all, got {marks} in {self.title!r}")


def part(text: str, *steps: tuple[int, str]) -> Part:
    """A part from what is asked, and marks with what earns them."""
    return Part(text, tuple(Step(*step) for step in steps))


def tex(number: Fraction | int) -> str:
    r"""A number for a formula.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from course.exam_parts import tex
    >>> tex(Fraction(-3, 4)), tex(Fraction(6, 2))
    ('-\\frac{3}{4}', '3')
    """
    number = Fraction(number)
    sign = "-" if number < 0 else ""
    return str(number) if number.denominator == 1 else rf"{sign}\frac{{{abs(number.numerator)}}}{{{number.denominator}}}"


def times(number: Fraction, letter: str) -> str:
    """A multiple of a letter, without a factor of one.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from course.exam_parts import times
    >>> times(Fraction(1), "Q"), times(Fraction(2), "Q")
    ('Q', '2Q')
    """
    return letter if number == 1 else tex(number) + letter


def quotient(above: str, below: Fraction) -> str:
    """A sum over a number, without brackets over one.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from course.exam_parts import quotient
    >>> quotient("281 + x", Fraction(1)), quotient("281 + x", Fraction(2))
    ('281 + x', '(281 + x)/2')
    """
    return above if below == 1 else f"({above})/{tex(below)}"


def verdict(true: bool, reason: str) -> str:
    """What is right of a statement that was to be decided."""
    return f"{'True' if true else 'False'}: {reason}"
