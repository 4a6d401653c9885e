"""Firms on a regular network, with few partners and with more: the R&D of partners reaches a firm in full, of others the part beta."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.firms import Firms
from spillover.game.trials import Game, fraction


def ring(n: int, degree: int, beta: Any) -> list[list[Any]]:
    """Spillovers among n firms in a circle, each linked to those nearest to it, and for an odd degree to the one opposite."""

    def linked(i: int, j: int) -> bool:
        apart = min((i - j) % n, (j - i) % n)
        return apart <= degree // 2 or (degree % 2 == 1 and 2 * apart == n)

    return [[QQ(1) if linked(i, j) else beta for j in range(n)] for i in range(n)]


def on_ring(degree: int, n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any) -> tuple[Any, Any, Any]:
    """R&D of each firm; what R&D takes off its unit cost; and what a unit of its own does to its own margin, times n + 1."""
    size = int(n)
    firms = Firms(a=a, b=b, A=[A] * size, spillovers=ring(size, degree, beta), gamma=[gamma] * size)
    market = firms.quantity_competition()
    x = firms.equilibrium(market, groups=[range(size)])

    def output(levels: Sequence[int]) -> Any:
        return market([QQ(level) for level in levels])[0]

    weight = (output([1] + [0] * (size - 1)) - output([0] * size)) * b * (n + 1)
    return x[0], A - firms.unit_costs(x)[0], weight


def play(d: Any, e: Any, **paper: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """With d partners, and with e."""
    fewer, more = (on_ring(int(degree), **paper) for degree in (d, e))
    return {"k_d": fewer[2], "k_e": more[2]}, {"x_d": fewer[0], "x_e": more[0], "cost_d": fewer[1], "cost_e": more[1]}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Two degrees that a ring of so many firms can have; every second spillover is small, so that there is a best degree inside."""
    n = draws.firms(rng, least=3)
    degrees = range(0, n, 1 if n % 2 == 0 else 2)
    place = rng.randrange(len(degrees) - 1)
    beta = Fraction(1, rng.randint(10, 600)) if i % 2 else draws.spillover(rng, 0)
    point = draws.market(rng, n, beta, fraction(rng, 1.6, 6))
    return {**point, "d": Fraction(degrees[place]), "e": Fraction(degrees[place + 1])}


NETWORK = Game(draw, play)
