"""Best responses in R&D: how a firm's best R&D changes with that of one other firm, and where all meet."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.best_responses import NoEquilibrium, best_response, exact_fixed_point
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction, near


def play(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The slope of the best response to one other firm, and R&D where no firm wants to change it."""
    size = int(n)
    firms = Firms(a=a, b=b, A=[A] * size, spillovers=uniform(size, beta), gamma=[gamma] * size)
    earned = firms.payoffs(firms.quantity_competition())
    to_none, to_one = (best_response(earned, 0, [QQ(0), QQ(level), *[QQ(0)] * (size - 2)], QQ) for level in (0, 1))
    return {}, {"slope": to_one - to_none, "x": exact_fixed_point(earned, size, QQ, [range(size)])[0]}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Less than half spills over; every second point is close to where best responses stop leading back to the equilibrium."""
    n, beta = draws.firms(rng), draws.spillover(rng, 0) / 2
    point = draws.market(rng, n, beta, Fraction(1))
    if i % 2 == 0:
        return {**point, "gamma": fraction(rng, 0.5, 5) / point["b"]}

    def leads_back(gamma: Fraction) -> Fraction:
        try:
            return 1 - (n - 1) * abs(STABILITY.at({**point, "gamma": gamma}).found["slope"])
        except NoEquilibrium:  # R&D is so cheap that there is no best response
            return Fraction(-1)

    return {**point, "gamma": near(rng, Fraction(1, 60) / point["b"], 5 / point["b"], leads_back)}


def draw_dear(rng: random.Random, i: int) -> dict[str, Fraction]:
    """R&D costs at least four in units of demand: every second time exactly that, with little or much that spills over."""
    beta = Fraction(1, rng.randint(60, 600)) if i % 4 == 1 else draws.spillover(rng, 0)
    return draws.market(rng, draws.firms(rng), beta, Fraction(4) if i % 2 else 4 + fraction(rng, 0, 4))


STABILITY, DEAR = Game(draw, play), Game(draw_dear, play)
