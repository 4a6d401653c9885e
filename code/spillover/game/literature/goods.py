"""Two firms whose goods differ, with b = 1, that compete in quantities or in prices."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.dual import Dual, dual
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction


def two_firms(D: Any, gamma: Any, beta: Any, d: Any, number: Any = QQ) -> Firms:
    """The two, that would sell D in all at a price of zero if they did no R&D and nothing cost anything."""
    return Firms(a=D, b=number(1), A=[number(0)] * 2, spillovers=uniform(2, beta, number), gamma=[gamma] * 2, closeness=d, number=number)


def play(competition: str, **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """How much more R&D each firm does when both decide together than when each decides alone."""
    firms = two_firms(**given)
    market = firms.price_competition() if competition == "prices" else firms.quantity_competition()
    both = [(0, 1)]
    return {"n": QQ(2)}, {"more": firms.equilibrium(market, both)[0] - firms.equilibrium(market)[0]}


def play_closer(**given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Profit of each firm, and how fast it changes as goods get closer: the game played with a closeness d + e, where e * e = 0."""
    numbers = {name: Dual(value, QQ(int(name == "d"))) for name, value in given.items()}
    firms = two_firms(**numbers, number=dual)
    market = firms.quantity_competition()
    x = firms.equilibrium(market, groups=[(0, 1)])
    earned = firms.profits(x, market(x))[0]
    return {"n": QQ(2)}, {"profit": earned.value, "slope of profit": earned.slope}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second spillover is close to half the closeness, or to where it decides if firms set prices, d / (2 - d**2)."""
    d = Fraction(rng.randint(1, 59), 60)
    edge = d / 2 if i % 4 == 1 else d / (2 - d * d)
    beta = draws.spillover(rng, 1, edge) if i % 2 else draws.spillover(rng, 0)
    inside = beta if 0 < beta < 1 else Fraction(1, 2)
    return {"D": fraction(rng, 1, 20), "gamma": fraction(rng, 1.4, 6), "beta": inside, "d": d}


def draw_open(rng: random.Random, i: int) -> dict[str, Fraction]:
    """The spillover is at most half the closeness: every second one exactly that, or little less."""
    point = draw(rng, 0)
    share = 1 - (Fraction(1, rng.randint(10, 600)) if i % 4 == 1 else 0) if i % 2 else fraction(rng, 0.02, 1)
    return {**point, "beta": point["d"] / 2 * share}


COMPETITION = {competition: Game(draw, partial(play, competition)) for competition in ("quantities", "prices")}
CLOSER = Game(draw_open, play_closer)
