"""R&D cartels among equal firms, where R&D is dear: what a firm gains by joining one."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from spillover.game import draws
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction

DEAR = 10**6
"""R&D costs so much in units of demand: enough, at the spillovers that are drawn, for higher powers of its inverse not to count."""


def earned(firms: Firms, market: Any, size: int) -> tuple[Any, Any]:
    """Profit of a member of a cartel of so many firms, and of the last firm."""
    n = len(firms.A)
    inside, outside = range(size), range(size, n)
    x = firms.equilibrium(market, [inside], [group for group in (inside, outside) if group])
    profits = firms.profits(x, market(x))
    return profits[0], profits[-1]


def play(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any, m: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the last firm gains by joining a cartel of one firm, of two, and of m."""
    count = int(n)
    firms = Firms(a=a, b=b, A=[A] * count, spillovers=uniform(count, beta), gamma=[gamma] * count)
    market = firms.quantity_competition()
    sizes = {"1": 1, "2": 2, "m": int(m)}
    gains = {name: earned(firms, market, size + 1)[0] - earned(firms, market, size)[1] for name, size in sizes.items()}
    return {}, gains


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second spillover is close to one half; every third cost of R&D is not dear."""
    n = draws.firms(rng, least=4)
    dear = DEAR * fraction(rng, 1, 9) if i % 3 else fraction(rng, 5, 60)
    return draws.market(rng, n, draws.spillover(rng, i), dear) | {"m": Fraction(rng.randint(3, n - 1))}


CARTEL = Game(draw, play)
