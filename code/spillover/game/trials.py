"""Games beside the paper's, played at many points by explicit firms; a claim names the game in which its quantities can be seen.

As in :mod:`spillover.game.sampling`, nothing that is played comes from a closed form, and no point is chosen with the help of one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from sympy import QQ

from spillover.game.best_responses import NoEquilibrium, convert

POINTS = 200
"""At so many points each game is played."""
ATTEMPTS = 50
"""After so many points in a row at which nothing can be played, there is nothing to play."""

Point = Mapping[str, Fraction]
"""What is given, by name."""


@dataclass(frozen=True)
class Play:
    """What explicit firms do at a point.

    Attributes
    ----------
    point
        by the name of its symbol, what the game was played with, and what of its outcome formulas are written in.
    found
        by name, all else that can be seen.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.game.trials import Play
    >>> Play({"n": Fraction(2)}, {"x": Fraction(1, 2)}).found["x"]
    Fraction(1, 2)
    """

    point: Point
    found: Point


@dataclass(frozen=True)
class Game:
    """A game, and where it is played.

    Attributes
    ----------
    draw
        from random numbers and the place in the row to a point; every second one near a place where something changes.
    play
        from a point, in rational numbers of SymPy's domain QQ, to what is seen: two mappings, which become those of a
        :class:`Play`; what was given need not be repeated.

    Examples
    --------
    >>> from sympy import QQ
    >>> from spillover.game.trials import Game
    >>> monopoly = Game(lambda rng, i: {"a": Fraction(i + 1)}, lambda a: ({}, {"q": a / 2}))
    >>> [play.found["q"] for play in monopoly.plays(2)]
    [Fraction(1, 2), Fraction(1, 1)]
    """

    draw: Callable[[random.Random, int], dict[str, Fraction]]
    play: Callable[..., tuple[dict[str, Any], dict[str, Any]]]

    def at(self, point: Point) -> Play:
        """Play at a point.

        Parameters
        ----------
        point
            as it is drawn.

        Returns
        -------
        Play
            in Fractions.

        Raises
        ------
        NoEquilibrium
            If there is nothing to play.

        Examples
        --------
        >>> from fractions import Fraction
        >>> from spillover.game.trials import Game
        >>> Game(lambda rng, i: {}, lambda a: ({}, {"q": a / 2})).at({"a": Fraction(3)}).found
        {'q': Fraction(3, 2)}
        """
        given, found = self.play(**dict(zip(point, convert(point.values(), QQ), strict=True)))
        return Play({**point, **_fractions(given)}, _fractions(found))

    def plays(self, count: int) -> tuple[Play, ...]:
        """Play at many points: the same ones each time.

        Parameters
        ----------
        count
            how many.

        Returns
        -------
        tuple of Play
            one a point; points without an equilibrium are passed over.

        Raises
        ------
        NoEquilibrium
            If there seems to be none anywhere.

        Examples
        --------
        >>> from fractions import Fraction
        >>> from spillover.game.trials import Game
        >>> game = Game(lambda rng, i: {"a": Fraction(rng.randint(1, 60))}, lambda a: ({}, {"q": a / 2}))
        >>> game.plays(3) == game.plays(3)
        True
        """
        return _plays(self, count)


@cache
def _plays(game: Game, count: int) -> tuple[Play, ...]:
    rng = random.Random(0)
    return tuple(_next(game, rng, i) for i in range(count))


def _next(game: Game, rng: random.Random, i: int) -> Play:
    for _ in range(ATTEMPTS):
        try:
            return game.at(game.draw(rng, i))
        except NoEquilibrium as none:  # a point drawn without a formula may have no equilibrium
            last = none
    raise NoEquilibrium(f"there is no equilibrium at {ATTEMPTS} points in a row; at the last, {last}") from last


def _fractions(values: Mapping[str, Any]) -> dict[str, Fraction]:
    return dict(zip(values, convert(values.values()), strict=True))


def fraction(rng: random.Random, low: float, high: float, parts: int = 60) -> Fraction:
    """A random fraction between two numbers, with a small denominator.

    Parameters
    ----------
    rng
        random numbers.
    low, high
        between which it lies, ends included.
    parts
        the denominator, before it is reduced.

    Returns
    -------
    Fraction
        one of those between.

    Examples
    --------
    >>> import random
    >>> from spillover.game.trials import fraction
    >>> 1 <= fraction(random.Random(0), 1, 2) <= 2
    True
    """
    return Fraction(rng.randint(-int(-low * parts // 1), int(high * parts // 1)), parts)


def near(rng: random.Random, low: Fraction, high: Fraction, decides: Callable[[Fraction], Any]) -> Fraction:
    """A level close to the place between two others at which something in the game changes its sign, on one side or the other.

    Parameters
    ----------
    rng
        random numbers.
    low, high
        where the signs should differ.
    decides
        what changes its sign, from a play.

    Returns
    -------
    Fraction
        either end of what is left after a few halvings; any level between where the signs do not differ.

    Examples
    --------
    >>> import random
    >>> from fractions import Fraction
    >>> from spillover.game.trials import near
    >>> abs(near(random.Random(0), Fraction(0), Fraction(1), lambda level: level - Fraction(1, 3)) - Fraction(1, 3)) < Fraction(1, 8)
    True
    """
    rises = decides(high) > 0
    if (decides(low) > 0) is rises:
        return low + (high - low) * fraction(rng, 0, 1)
    for _ in range(rng.randint(3, 7)):
        middle = (low + high) / 2
        low, high = (low, middle) if (decides(middle) > 0) is rises else (middle, high)
    return rng.choice((low, high))
