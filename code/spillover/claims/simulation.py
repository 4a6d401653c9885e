"""The third route: what the game itself says of a claim. It knows no formula of a solution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity.evaluation import Point
from spillover import model
from spillover.claims.claim import Assertion
from spillover.exact_functions import exact_function
from spillover.game import sampling
from spillover.game.sampling import Played

POINTS = 2000
"""Points at which the game is played, the same for all claims."""
NUMERICALLY = 50
"""At so many of them SciPy plays too."""


class Disagreement(Exception):  # noqa: N818 (an answer, not a mistake)
    """The game itself says something else than the algebra; the message says where."""


@dataclass(frozen=True)
class Simulated:
    """What the game itself says of a claim.

    Attributes
    ----------
    points
        at which all that the claim names exists, and at which the game agrees.
    applied
        at so many of them the premises of the claim hold.
    numerically
        at so many of them SciPy, which maximises, finds the same.
    """

    points: int
    applied: int
    numerically: int


def played(processes: int | None = None, progress: Callable[[int, int], None] = lambda done, count: None) -> Sequence[Played]:
    """The game at points drawn once for all claims; at some of them SciPy has to agree.

    Raises
    ------
    Disagreement
        If SciPy finds something else.
    """
    if not is_played():
        found = sampling.play_all(sampling.draw(POINTS), processes, progress)
        for point in sampling.disagreements(found[:: POINTS // NUMERICALLY][:NUMERICALLY], processes):
            raise Disagreement(f"SciPy finds other decisions at {point}")
        remember(found)
    return _PLAYED[POINTS]


def is_played() -> bool:
    """Whether the plays are at hand."""
    return POINTS in _PLAYED


def remember(plays: Sequence[Played]) -> None:
    """Take what was played elsewhere for all that is to be played."""
    _PLAYED[POINTS] = plays


_PLAYED: dict[int, Sequence[Played]] = {}


def compiled(relation: Boolean, claim: Assertion) -> Callable[[Played], bool | None]:
    """A relation in the symbols of a claim as a test of a play; None where something in it was not played."""
    terms = [term for term in claim.terms if term.symbol in relation.free_symbols]
    function = exact_function([*(term.symbol for term in terms), *model.PARAMETERS], relation)

    def holds(play: Played) -> bool | None:
        values = [term.played(play) if term.played else None for term in terms]
        return None if None in values else bool(function(*values, *play.point.values()))

    return holds


def simulate(claim: Assertion) -> Simulated | None:
    """Compare a claim with the game at all points; None where no play shows anything.

    Raises
    ------
    Disagreement
        If the game says something else anywhere.
    """
    if claim.simulated is None:
        return None
    says, applies = compiled(claim.simulated, claim), compiled(sp.And(*claim.premises.values()), claim)
    heard = [(play.point, said, applies(play)) for play in played() if (said := says(play)) is not None]
    wrong = next((point for point, said, applied in heard if applied and not said), None)
    if wrong is not None:
        raise Disagreement(f"{claim.id}: the game says otherwise at {wrong}")
    return Simulated(len(heard), sum(bool(applied) for *_, applied in heard), NUMERICALLY)


def holds_in_the_game(claim: Assertion, point: Point) -> bool | None:
    """Whether the assertion of a claim holds in the game itself at a point."""
    values: dict[str, Any] = {symbol.name: Fraction(int(point[symbol].p), int(point[symbol].q)) for symbol in model.PARAMETERS}
    return compiled(claim.asserted, claim)(sampling.play(values, claim.modes))
