"""Four arrangements of research: firms decide on R&D each for itself or all together, and share as before or everything."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction


def play(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """R&D, total output, profit of a firm and welfare in each arrangement, by quantity and by the letters of the arrangement."""
    size = int(n)
    found: dict[str, Any] = {}
    for shared, spillover in (("", beta), ("J", QQ(1))):
        firms = Firms(a=a, b=b, A=[A] * size, spillovers=uniform(size, spillover), gamma=[gamma] * size)
        market = firms.quantity_competition()
        for letter, coalitions in (("N", []), ("C", [range(size)])):
            x = firms.equilibrium(market, coalitions, [range(size)])
            q = market(x)
            seen = {"x": x[0], "Q": sum(q), "profit": firms.profits(x, q)[0], "welfare": firms.welfare(x, q)}
            found |= {f"{quantity}_{letter}{shared}": value for quantity, value in seen.items()}
    return {}, found


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second point has R&D hardly dearer than a cartel that shares everything needs it to be, or a spillover close to one."""
    n = draws.firms(rng)
    least = Fraction(2 * n * n, (n + 1) ** 2)
    beta = 1 - Fraction(1, rng.randint(40, 600)) if i % 4 == 3 else draws.spillover(rng, 0)
    return draws.market(rng, n, beta, least * (1 + (Fraction(1, rng.randint(20, 200)) if i % 4 == 1 else fraction(rng, 0.5, 3))))


VENTURES = Game(draw, play)
