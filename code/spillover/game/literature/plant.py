"""Full cooperation without imposed shares: one firm makes all of the output, and R&D is chosen for the joint profit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover import model
from spillover.game import draws
from spillover.game.best_responses import exact_fixed_point, top_of_parabola
from spillover.game.deviations import equal_firms, wanted
from spillover.game.firms import Firms
from spillover.game.trials import Game, fraction
from spillover.regimes import Regime


def joint_profit(firms: Firms, x: Sequence[Any], output: Any) -> Any:
    """What all earn together when the first firm makes the output."""
    return sum(firms.profits(x, [output, *[QQ(0)] * (len(firms.A) - 1)]))


def play(**paper: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """R&D of the firm that produces and of each other; and what is gained for each firm over equal shares."""
    firms = equal_firms(**paper)

    def foreseen(x: Sequence[Any]) -> Any:
        best = top_of_parabola(lambda output: joint_profit(firms, x, output), QQ)
        return joint_profit(firms, x, best)

    producer, *others = firms.everybody
    x = exact_fixed_point([foreseen] * len(firms.A), len(firms.A), QQ, [[producer], others])
    equal = model.outcome(*(levels[0] for levels in wanted(Regime.FULL_COOPERATION, paper)), **paper)["profit"]
    return {}, {"producer": x[0], "other": x[1], "gain": foreseen(x) / paper["n"] - equal}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second spillover is close to one, where nothing is gained."""
    n = draws.firms(rng)
    beta = 1 - Fraction(1, rng.randint(40, 600)) if i % 2 else draws.spillover(rng, 0)
    point = draws.market(rng, n, beta, fraction(rng, 0.6, 4) * (1 + n * beta * beta))
    return {**point, "a": point["A"] * (1 + fraction(rng, 0.2, 1))}


ONE_PLANT = Game(draw, play)
