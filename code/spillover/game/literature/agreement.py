"""Firms that agree to share what R&D costs, and what it finds: each carries a share of its own cost, the others the rest in equal parts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover import model
from spillover.game import draws
from spillover.game.best_responses import NoEquilibrium, exact_fixed_point
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction, near


def outcome(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any, phi: Any) -> tuple[Any, Any]:
    """R&D of each firm and total output when each carries the share phi of what its R&D costs."""
    size = int(n)
    firms = Firms(a=a, b=b, A=[A] * size, spillovers=uniform(size, beta), gamma=[gamma] * size)
    market = firms.quantity_competition()

    def earned(i: int, x: Sequence[Any]) -> Any:
        costs = [model.rnd_cost(level, gamma) for level in x]
        of_others = sum(costs) - costs[i]
        return firms.profits(x, market(x))[i] + (1 - phi) * (costs[i] - of_others / (size - 1))

    x = exact_fixed_point([lambda x, i=i: earned(i, x) for i in range(size)], size, QQ, [range(size)])  # type: ignore[misc]
    return x[0], sum(market(x))


def play(beta_1: Any, phi: Any, **paper: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """R&D and output before the agreement, under it, and under one of equal shares."""
    after = {**paper, "beta": beta_1}
    played = {"": outcome(**paper, phi=QQ(1)), "A": outcome(**after, phi=phi), "E": outcome(**after, phi=1 / paper["n"])}
    return {}, {letter + under: level for under, found in played.items() for letter, level in zip("xQ", found, strict=True)}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second point has a share close to where the agreement stops raising R&D, or output."""
    n, beta = draws.firms(rng), draws.spillover(rng, 0)
    point = draws.market(rng, n, beta, fraction(rng, 1, 5)) | {"beta_1": beta + (1 - beta) * fraction(rng, 0, 0.98)}
    low, high = Fraction(1, n), Fraction(1)
    if i % 2 == 0:
        return {**point, "phi": low + (high - low) * fraction(rng, 0, 1)}
    letter = "xQ"[i // 2 % 2]

    def more(phi: Fraction) -> Fraction:
        try:
            found = AGREEMENT.at({**point, "phi": phi}).found
        except NoEquilibrium:  # R&D is then too cheap for those who pay so little of it
            return Fraction(1)
        return found[letter + "A"] - found[letter]

    return {**point, "phi": near(rng, low, high, more)}


AGREEMENT = Game(draw, play)
