"""Random parameters that several games share: exact, with small denominators, and nothing chosen by a formula."""

from __future__ import annotations

import random
from fractions import Fraction

from spillover.game.trials import fraction

MOST_FIRMS = 8


def firms(rng: random.Random, least: int = 2, most: int = MOST_FIRMS) -> int:
    """How many play; more often few, because each plays."""
    sizes = range(least, most + 1)
    return rng.choices(sizes, [most + 2 - n for n in sizes])[0]


def spillover(rng: random.Random, i: int, edge: Fraction = Fraction(1, 2)) -> Fraction:
    """A spillover below one; every second one close to an edge, on one side or the other."""
    if i % 2:
        return edge + rng.choice((-1, 1)) * Fraction(1, rng.randint(40, 600))
    return Fraction(rng.randint(1, 59), 60)


def market(rng: random.Random, n: int, beta: Fraction, dear: Fraction) -> dict[str, Fraction]:
    """The six parameters, with R&D so dear that b times gamma is as given."""
    A, b = fraction(rng, 1, 40, 3), fraction(rng, 1, 6, 2)
    return {"n": Fraction(n), "a": A * (1 + fraction(rng, 0.02, 2)), "A": A, "b": b, "beta": beta, "gamma": dear / b}
