"""Many firms with unequal costs and one spillover between all, as a planner would have them who leaves the market to them."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from spillover.game import draws
from spillover.game.firms import Firms, pass_over_unless, uniform
from spillover.game.literature import pair
from spillover.game.trials import Game, fraction, near

MOST = 5
"""So many firms at most: none is like another, so all best responses are played."""
NAMES = [f"A_{i}" for i in range(MOST)]


def play(n: Any, a: Any, b: Any, beta: Any, gamma: Any, **costs: Any) -> pair.Seen:
    """The subsidy that brings the first firm to the second best, with its output and that of all others there."""
    size = int(n)
    firms = Firms(a=a, b=b, A=list(costs.values())[:size], spillovers=uniform(size, beta), gamma=[gamma] * size)
    best, q = pair.second_best(firms)
    pass_over_unless(min(q) > 0, "all produce")
    return {"q_i": q[0], "Q_{-i}": sum(q) - q[0]}, {"sigma_i": pair.subsidy(firms, best, 0)}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """The first firm is small, and little spills over; every second spillover is close to where the firm is no longer taxed."""
    n = draws.firms(rng, most=MOST)
    most = Fraction(3, 2 * (n + 3))
    point = _drawn(rng, n, most * fraction(rng, 0.02, 1), 10 + fraction(rng, 0, 0.6))
    if i % 2 == 0:
        return point
    return {**point, "beta": near(rng, most / 60, most, lambda beta: UNEQUAL.at({**point, "beta": beta}).found["sigma_i"])}


def draw_large(rng: random.Random, i: int) -> dict[str, Fraction]:
    """The first firm makes about half of the output, or more."""
    n = draws.firms(rng, most=MOST)
    beta = Fraction(1, rng.randint(40, 600)) if i % 2 else draws.spillover(rng, 0)
    half = Fraction(n - 2, 2 * n - 1)  # without R&D, with so large a part of the room between price and cost it would make half
    return _drawn(rng, n, beta, 10 - 3 * (half + (1 - half) * fraction(rng, 0, 0.4)), differ=0.05)


def _drawn(rng: random.Random, n: int, beta: Fraction, first: Fraction, differ: float = 0.5) -> dict[str, Fraction]:
    costs = {name: 10 + fraction(rng, 0, differ) for name in NAMES}
    b = fraction(rng, 1, 3, 2)
    return {"n": Fraction(n), "a": Fraction(13), "b": b, "beta": beta, "gamma": fraction(rng, 6, 16, 10) / b} | costs | {"A_0": first}


UNEQUAL, HALF_OF_OUTPUT = Game(draw, play), Game(draw_large, play)
