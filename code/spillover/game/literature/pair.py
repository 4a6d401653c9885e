"""Two firms that may differ in everything, with b = 1: alone, together, one after the other, and as a planner would have them."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.best_responses import best_response, exact_fixed_point, top_of_parabola
from spillover.game.firms import Firms, curvature, pass_over_unless
from spillover.game.trials import Game, fraction, near

Seen = tuple[dict[str, Any], dict[str, Any]]


def two_firms(a: Any, A_1: Any, A_2: Any, gamma_1: Any, gamma_2: Any, beta_12: Any, beta_21: Any) -> Firms:
    """The two, from their parameters."""
    return Firms(a=a, b=QQ(1), A=[A_1, A_2], spillovers=[[QQ(1), beta_12], [beta_21, QQ(1)]], gamma=[gamma_1, gamma_2])


def producing(q: list[Any]) -> dict[str, Any]:
    """Their outputs, by name; a point at which one does not produce is passed over."""
    pass_over_unless(min(q) > 0, "both produce")
    return dict(zip(("q_1", "q_2"), q, strict=True))


def cooperate(**given: Any) -> Seen:
    """What both gain by choosing R&D together, and what the first loses; how payoffs bend, from their values."""
    firms = two_firms(**given)
    market = firms.quantity_competition()
    alone, together = firms.payoffs(market), firms.payoffs(market, [(0, 1)])
    before, after = firms.equilibrium(market), firms.equilibrium(market, [(0, 1)])
    bends = {"H_1": curvature(together[0], 2, 0, 0), "H_2": curvature(together[0], 2, 1, 1), "H_12": curvature(together[0], 2, 0, 1)}
    earned = [[payoff(x) for payoff in alone] for x in (before, after)]
    gains = [more - less for less, more in zip(*earned, strict=True)]
    return {"n": QQ(2), **producing(market(before)), **bends, "N_1": curvature(alone[0], 2, 0, 0)}, {"joint": sum(gains), "loss": -gains[0]}


def move_first(**given: Any) -> Seen:
    """What it changes that firm 1 does R&D first, and firm 2 sees it and replies."""
    firms = two_firms(**given)
    market = firms.quantity_competition()
    earned, at_once = firms.payoffs(market), firms.equilibrium(market)

    def replied(level: Any) -> list[Any]:
        return [level, best_response(earned, 1, [level, None], QQ)]

    def leading(level: Any) -> Any:
        return earned[0](replied(level))

    first = replied(top_of_parabola(leading, QQ))
    bends = {"S_1": curvature(lambda x: leading(x[0]), 1, 0, 0), "L_2": 9 * curvature(earned[1], 2, 1, 1)}
    return {"n": QQ(2), **producing(market(at_once)), **bends}, {
        "leader's R&D": first[0] - at_once[0],
        "follower's output": market(first)[1] - market(at_once)[1],
        "follower's profit": earned[1](first),
        "output of the follower": market(first)[1],
    }


def subsidy(firms: Firms, best: list[Any], i: int) -> Any:
    """What must be paid to firm i for a unit of R&D so that it does what a planner wants, when all others do."""
    earned = firms.payoffs(firms.quantity_competition())[i]

    def response(paid: Any) -> Any:
        return top_of_parabola(lambda own: earned([*best[:i], own, *best[i + 1 :]]) + paid * own, QQ)

    without, with_one = response(QQ(0)), response(QQ(1))
    paid = (best[i] - without) / (with_one - without)
    pass_over_unless(response(paid) == best[i], "a subsidy brings the firm there")
    return paid


def second_best(firms: Firms) -> tuple[list[Any], list[Any]]:
    """R&D and outputs that serve welfare best when the market is left to the firms."""
    market, n = firms.quantity_competition(), len(firms.A)
    objectives: list[Callable[[Any], Any]] = [lambda x: firms.welfare(x, market(x))] * n
    best = exact_fixed_point(objectives, n, QQ)
    return best, market(best)


def subsidise(**given: Any) -> Seen:
    """The subsidy that brings firm 1 to the second best."""
    firms = two_firms(**given)
    best, q = second_best(firms)
    return {"n": QQ(2), **producing(q)}, {"sigma_1": subsidy(firms, best, 0)}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Two firms; of four points three have one or both spillovers close to one half, and of twelve one has both exactly there."""
    if i % 12 == 11:
        return _drawn(rng, Fraction(1, 2), Fraction(1, 2))
    near_12, near_21 = ((0, 0), (1, 0), (0, 1), (1, 1))[i % 4]
    return _drawn(rng, draws.spillover(rng, near_12), draws.spillover(rng, near_21))


def draw_half(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Exactly half of what firm 2 finds out reaches firm 1."""
    return _drawn(rng, Fraction(1, 2), draws.spillover(rng, i))


def draw_unequal(rng: random.Random, i: int) -> dict[str, Fraction]:
    """The first firm is small, and little of what it finds out reaches the other; every second time as much as makes its subsidy small."""
    point = _drawn(rng, draws.spillover(rng, 0), fraction(rng, 0.02, 0.3)) | {
        "A_1": 11 + fraction(rng, 0, 1.5),
        "A_2": 10 + fraction(rng, 0, 1),
    }
    if i % 2 == 0:
        return point
    return {
        **point,
        "beta_21": near(rng, Fraction(1, 60), Fraction(1, 3), lambda beta: SUBSIDISED.at({**point, "beta_21": beta}).found["sigma_1"]),
    }


def _drawn(rng: random.Random, beta_12: Fraction, beta_21: Fraction) -> dict[str, Fraction]:
    return {
        "a": Fraction(15),
        "A_1": 10 + fraction(rng, 0, 2),
        "A_2": 10 + fraction(rng, 0, 2),
        "gamma_1": fraction(rng, 1.5, 6, 10),
        "gamma_2": fraction(rng, 1.5, 6, 10),
        "beta_12": beta_12,
        "beta_21": beta_21,
    }


COOPERATING, HALF_REACHES = Game(draw, cooperate), Game(draw_half, cooperate)
LEADING = Game(draw, move_first)
SUBSIDISED = Game(draw_unequal, subsidise)
