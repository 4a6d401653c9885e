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
REACHES = tuple(sorted({Fraction(p, q) for q in range(3, 11) for p in range(1, q)} - {Fraction(1, 2)}))
"""Spillovers of problem sets: so many that no two students of a class share their numbers."""
SLOPES = (Fraction(1, 2), Fraction(1), Fraction(2))
COSTS = tuple(Fraction(p, 4) for p in range(1, 81))
LEVELS = tuple(map(Fraction, range(100, 5001)))
TRIES = 100_000
"""After so many draws a problem gives up; the slowest needs some hundreds."""
DENOMINATOR = 10_000
"""No answer that is a number has a larger denominator."""
NUMERATOR = 10**12
"""Nor a larger numerator."""


def named(student: str, called: str = "student") -> str:
    """A student's name in one spelling, or a term's, fit to name a file.

    Parameters
    ----------
    student
        the name as it was given.
    called
        what an error calls it.

    Returns
    -------
    str
        composed (Unicode's form C), with single blanks.

    Raises
    ------
    ValueError
        If it is empty, too long, or has other characters than letters, digits, blanks and ``.-_'``.

    Examples
    --------
    >>> from course.draw import named
    >>> named("  Ada   Lovelace ")
    'Ada Lovelace'
    """
    name = unicodedata.normalize("NFC", " ".join(student.split()))
    require(called, student, f"1 to {LONGEST} characters", 0 < len(name) <= LONGEST)
    allowed = all(character.isalnum() or unicodedata.combining(character) or character in " .-_'" for character in name)
    require(called, student, "letters, digits, blanks and . - _ ' only, a letter or digit first", allowed and name[0].isalnum())
    return name


def fingerprint(salt: str) -> str:
    """By it two salts are told apart. It stands in what students get, so it says no more of the salt than their numbers do.

    Parameters
    ----------
    salt
        known to the professor.

    Returns
    -------
    str
        hexadecimal.

    Examples
    --------
    >>> from course.draw import fingerprint
    >>> fingerprint("one salt") == fingerprint("another")
    False
    """
    return hmac.digest(salt.encode(), b"the salt of problem sets", "sha256").hex()


def signature(salt: str, number: str, student: str) -> str:
    """What only who knows the salt can write into a sheet: that it is this student's, and of this set.

    Parameters
    ----------
    salt
        known to the professor.
    number
        of the set.
    student
        by which the numbers of the sheet were drawn.

    Returns
    -------
    str
        hexadecimal.

    Examples
    --------
    >>> from course.draw import signature
    >>> signature("a salt", "1", "Ada") == signature("a salt", "1", "Eve")
    False
    """
    return hmac.digest(salt.encode(), json.dumps(["the owner of a sheet", number, student]).encode(), "sha256").hex()


class Stream:
    """Choices that depend on the salt and the labels alone (HMAC-SHA256 of a counter).

    Python's own generator promises the same choices only within one version.

    Parameters
    ----------
    salt
        known to the professor.
    labels
        the set, the problem, the student.

    Examples
    --------
    >>> from course.draw import Stream
    >>> first, again = (Stream("a salt", "set 1", "Ada Lovelace").point() for _ in range(2))
    >>> first == again, list(first)
    (True, ['n', 'a', 'A', 'b', 'beta', 'gamma'])
    """

    def __init__(self, salt: str, *labels: str) -> None:
        self._key = hmac.digest(salt.encode(), json.dumps(labels).encode(), "sha256")
        self._counter = count()

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others.

        Parameters
        ----------
        options
            not empty.

        Returns
        -------
        object
            the option.

        Examples
        --------
        >>> from course.draw import Stream
        >>> Stream("a salt").pick(["heads", "tails"]) in ["heads", "tails"]
        True
        """
        digest = hmac.digest(self._key, next(self._counter).to_bytes(8, "big"), "sha256")
        return options[int.from_bytes(digest[:8], "big") % len(options)]

    def point(self) -> Point:
        """Parameters in their ranges.

        Returns
        -------
        dict
            the six parameters by name, as Fractions; a regime need not have a solution there.

        Examples
        --------
        >>> from course.draw import Stream
        >>> point = Stream("a salt").point()
        >>> point["A"] < point["a"]
        True
        """
        A = self.pick(LEVELS)
        return {
            "n": Fraction(self.pick(FIRMS)),
            "a": A + self.pick(LEVELS),
            "A": A,
            "b": self.pick(SLOPES),
            "beta": self.pick(REACHES),
            "gamma": self.pick(COSTS),
        }

    def until(self, draw: Callable[[], T], wanted: Callable[[T], bool]) -> T:
        """The first draw that is as wanted; each problem's wish is met by many draws.

        Parameters
        ----------
        draw
            gives a draw.
        wanted
            whether a draw will do.

        Returns
        -------
        object
            the draw.

        Raises
        ------
        LookupError
            If none of very many is as wanted.

        Examples
        --------
        >>> from course.draw import Stream
        >>> stream = Stream("a salt")
        >>> stream.until(stream.point, lambda point: point["n"] == 2)["n"]
        Fraction(2, 1)
        """
        for _ in range(TRIES):
            if wanted(found := draw()):
                return found
        raise LookupError(f"none of {TRIES} draws is as wanted: the problem asks for too much")


def small(*answers: Fraction) -> bool:
    """Whether all answers have small denominators, and fit into one glance.

    Parameters
    ----------
    answers
        that are numbers.

    Returns
    -------
    bool

    Examples
    --------
    >>> from fractions import Fraction
    >>> from course.draw import small
    >>> small(Fraction(3, 7)), small(Fraction(3, 70001))
    (True, False)
    """
    return all(answer.denominator <= DENOMINATOR and abs(answer.numerator) <= NUMERATOR for answer in answers)
