"""Personal parameters: drawn from a student's name and a salt that the professor keeps, the same on every machine."""

from __future__ import annotations

import hmac
import json
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import count
from typing import TypeVar

from spillover.checks import require

Point = dict[str, Fraction]
"""The six parameters by name, in the order of :data:`spillover.model.PARAMETERS`."""

T = TypeVar("T")

LONGEST = 60
"""Characters of a name."""
FIRMS = range(2, 6)
SPILLOVERS = tuple(sorted({Fraction(p, q) for q in range(3, 6) for p in range(1, q)} - {Fraction(1, 2)}))
"""Thirds, quarters and fifths. One half is left out: there no cooperation and R&D cooperation do the same."""
SLOPES = (Fraction(1, 2), Fraction(1), Fraction(2))
COSTS = tuple(Fraction(p, 2) for p in range(1, 41))
LEVELS = tuple(map(Fraction, range(4, 61)))
TRIES = 100_000
"""After so many draws a problem gives up; the slowest needs some hundreds."""
DENOMINATOR = 1000
"""No answer that is a number has a larger denominator."""


def named(student: str) -> str:
    """A student's name in one spelling, fit to name a file.

    Raises
    ------
    ValueError
        If it is empty, too long, or has other characters than letters, digits, blanks and ``.-_'``.
    """
    name = unicodedata.normalize("NFC", " ".join(student.split()))
    require("student", student, f"1 to {LONGEST} characters", 0 < len(name) <= LONGEST)
    allowed = all(character.isalnum() or unicodedata.combining(character) or character in " .-_'" for character in name)
    require("student", student, "letters, digits, blanks and . - _ ' only, a letter or digit first", allowed and name[0].isalnum())
    return name


def fingerprint(salt: str) -> str:
    """By it two salts are told apart. It stands in what students get, so it says no more of the salt than their numbers do."""
    return hmac.digest(salt.encode(), b"the salt of problem sets", "sha256").hex()


class Stream:
    """Choices that depend on the salt and the labels alone (HMAC-SHA256 of a counter).

    Python's own generator promises the same choices only within one version.

    Parameters
    ----------
    salt
        known to the professor.
    labels
        the set, the problem, the student.
    """

    def __init__(self, salt: str, *labels: str) -> None:
        self._key = hmac.digest(salt.encode(), json.dumps(labels).encode(), "sha256")
        self._counter = count()

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others."""
        digest = hmac.digest(self._key, next(self._counter).to_bytes(8, "big"), "sha256")
        return options[int.from_bytes(digest[:8], "big") % len(options)]

    def point(self) -> Point:
        """Parameters in their ranges."""
        A = self.pick(LEVELS)
        return {
            "n": Fraction(self.pick(FIRMS)),
            "a": A + self.pick(LEVELS),
            "A": A,
            "b": self.pick(SLOPES),
            "beta": self.pick(SPILLOVERS),
            "gamma": self.pick(COSTS),
        }

    def until(self, draw: Callable[[], T], wanted: Callable[[T], bool]) -> T:
        """The first draw that is as wanted; each problem's wish is met by many draws."""
        for _ in range(TRIES):
            if wanted(found := draw()):
                return found
        raise LookupError(f"none of {TRIES} draws is as wanted: the problem asks for too much")


def small(*answers: Fraction) -> bool:
    """Whether all answers have small denominators, and fit into one glance."""
    return all(answer.denominator <= DENOMINATOR and abs(answer.numerator) <= DENOMINATOR**2 for answer in answers)
