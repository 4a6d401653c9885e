"""In which order the three regimes can stand in a quantity, and where each order holds: proved, not listed by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity.evaluation import Point
from spillover import proof
from spillover.claims.claim import region
from spillover.cluster import comparison
from spillover.notation import factors
from spillover.regimes import Mode, Regime


@dataclass(frozen=True)
class Ranking:
    """A strict order of the regimes in a quantity.

    Attributes
    ----------
    modes
        from the largest to the smallest.
    steps
        where each is larger than the next: Booleans in the model's symbols. Where all three regimes exist, the order holds exactly
        where all of these hold.
    conditions
        those of the steps that the others do not imply.
    example
        a point at which it holds, n real.

    Examples
    --------
    >>> from spillover.claims.orders import rankings
    >>> ranking, = rankings("profit")
    >>> [mode.key for mode in ranking.modes], ranking.conditions
    (['full', 'rnd', 'non'], ((2*beta - 1)**2 > 0,))
    """

    modes: tuple[Mode, ...]
    steps: tuple[Boolean, ...]
    conditions: tuple[Boolean, ...]
    example: Point


EVERYWHERE: Callable[[], list[Boolean]] = cache(lambda: list(region(tuple(Regime), {}).values()))
"""That all three regimes exist."""
ORDERED_AS = {"consumer_surplus": "Q"}
"""Consumer surplus is b/2 times the square of total output: what one says of two regimes the other says too, in fewer terms."""


@cache
def decided_where(quantity: str, first: Mode, second: Mode) -> Boolean:
    """Where a quantity is larger in the first mode than in the second: factors that are proved to be positive are left out.

    Parameters
    ----------
    quantity
        name of a field of an outcome, such as ``x`` or ``welfare``.
    first, second
        regimes.

    Returns
    -------
    Boolean
        in the model's symbols; equivalent wherever all three regimes exist.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.claims.orders import decided_where
    >>> decided_where("profit", Regime.RND_COOPERATION, Regime.NONCOOPERATION)
    (2*beta - 1)**2 > 0
    """
    number, found = factors(comparison.compare(ORDERED_AS.get(quantity, quantity), first, second).decides)
    kept = [factor**power for factor, power in found if not proof.always(factor > 0, EVERYWHERE())]
    return sp.Gt(sp.sign(number) * sp.Mul(*kept), 0)


@cache
def rankings(quantity: str) -> tuple[Ranking, ...]:
    """All strict orders of the three regimes that occur anywhere; for every other one there is a proof that it does not.

    Parameters
    ----------
    quantity
        name of a field of an outcome, such as ``x`` or ``welfare``.

    Returns
    -------
    tuple of Ranking
        in the order in which the regimes are permuted.

    Raises
    ------
    Undecided
        If neither an example nor a proof is found for some order.

    Examples
    --------
    >>> from spillover.claims.orders import rankings
    >>> [[mode.key for mode in ranking.modes] for ranking in rankings("profit")]
    [['full', 'rnd', 'non']]
    """
    found = []
    for modes in permutations(Regime):
        steps = tuple(decided_where(quantity, *pair) for pair in pairwise(modes))
        never = proof.always(sp.Not(sp.And(*steps)), EVERYWHERE())
        if never.counterexample is not None:
            found.append(Ranking(modes=modes, steps=steps, conditions=_needed(steps), example=never.counterexample))
    return tuple(found)


def _needed(conditions: tuple[Boolean, ...]) -> tuple[Boolean, ...]:
    """The conditions without those that the others imply."""
    kept = list(conditions)
    for condition in conditions:
        others = [other for other in kept if other is not condition]
        if proof.always(condition, [*EVERYWHERE(), *others]):
            kept = others
    return tuple(kept)
