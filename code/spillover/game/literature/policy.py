"""Equal firms that are paid for R&D, or for output, so that they do what a planner wants."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.best_responses import Groups, top_of_parabola
from spillover.game.deviations import equal_firms, moved, step, wanted
from spillover.game.firms import Firms, pass_over_unless
from spillover.game.trials import Game, fraction
from spillover.regimes import Planner


def rnd_subsidy(firms: Firms, x: Any, coalitions: Groups = ()) -> Any:
    """What must be paid for a unit of R&D so that firms, alone or together, do as much as is wanted: responses are affine in it."""
    earned, others = firms.payoffs(firms.quantity_competition(), coalitions)[0], [x] * (len(firms.A) - 1)

    def response(paid: Any) -> Any:
        return top_of_parabola(lambda own: earned([own, *others]) + paid * own, QQ)

    return _paid(response, x)


def output_subsidy(firms: Firms, x: Any, q: Any) -> Any:
    """What must be paid for a unit of output so that firms make as much as is wanted: to be paid lowers a firm's unit cost."""

    def output(paid: Any) -> Any:
        return replace(firms, A=[cost - paid for cost in firms.A]).quantity_competition()([x] * len(firms.A))[0]

    return _paid(output, q)


def _paid(response: Any, level: Any) -> Any:
    without, with_one = response(QQ(0)), response(QQ(1))
    paid = (level - without) / (with_one - without)
    pass_over_unless(response(paid) == level, "the subsidy does what it should")
    return paid


def play_second_best(t: Any, **paper: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The subsidies on R&D that bring firms alone, and firms that cooperate in R&D, to the second best; what a deviation gains then."""
    firms, (x, _) = equal_firms(**paper), wanted(Planner.SECOND_BEST, paper)
    alone, earned = rnd_subsidy(firms, x[0]), firms.payoffs(firms.quantity_competition())[0]

    def gain(by: Any) -> Any:
        return earned(moved(x, by)) + alone * by - earned(x)

    return {}, {"alone": alone, "together": rnd_subsidy(firms, x[0], [firms.everybody]), "up": gain(t), "down": gain(-t)}


def play_first_best(**paper: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The subsidies on output and on R&D that bring firms alone to the first best in equal shares."""
    firms, (x, q) = equal_firms(**paper), wanted(Planner.FIRST_BEST, paper)
    output = output_subsidy(firms, x[0], q[0])
    return {}, {"output": output, "R&D": rnd_subsidy(replace(firms, A=[cost - output for cost in firms.A]), x[0])}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second spillover is close to where a planner wants no more R&D than firms do, by n and n + 4 or n + 3."""
    n = draws.firms(rng, least=3 if i % 4 == 1 else 2)
    edge = Fraction(n - 2, (n - 1) * (n + 4)) if i % 4 == 1 else Fraction(1, n + 3)
    beta = edge * (1 + rng.choice((-1, 1)) * Fraction(1, rng.randint(10, 600))) if i % 2 else draws.spillover(rng, 0)
    point = draws.market(rng, n, beta, fraction(rng, 2, 6) * (1 + (n * beta) ** 2 / n))
    return {**point, "a": point["A"] * (1 + fraction(rng, 0.5, 2))}


def draw_with_step(rng: random.Random, i: int) -> dict[str, Fraction]:
    """And how far a firm deviates."""
    return {**draw(rng, i), "t": step(rng, i // 2)}


SECOND_BEST, FIRST_BEST = Game(draw_with_step, play_second_best), Game(draw, play_first_best)
