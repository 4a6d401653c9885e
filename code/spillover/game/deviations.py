"""What a firm of the paper's game gains by leaving what all do: in the market, in R&D, and under an agreement."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import best_responses, draws
from spillover.game.best_responses import top_of_parabola
from spillover.game.firms import Firms, uniform
from spillover.game.trials import Game, fraction
from spillover.regimes import Mode, Regime

Seen = tuple[dict[str, Any], dict[str, Any]]


def equal_firms(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any) -> Firms:
    """The paper's firms."""
    return Firms(a=a, b=b, A=[A] * int(n), spillovers=uniform(int(n), beta), gamma=[gamma] * int(n))


def wanted(mode: Mode, paper: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """R&D and output of every firm in a regime, or as a planner wants them."""
    given = dict(zip(paper, best_responses.convert(paper.values()), strict=True))
    x, q = best_responses.play_exactly(mode, given)
    return best_responses.convert(x, QQ), best_responses.convert(q, QQ)


def moved(levels: Sequence[Any], by: Any) -> list[Any]:
    """The first does more than it did."""
    return [levels[0] + by, *levels[1:]]


def leave_the_market(x_i: Any, x_j: Any, x_m: Any, x: Any, t: Any, **paper: Any) -> Seen:
    """At any R&D: what selling t more or less gains; what R&D adds to a rival's output; what t more here and less there does to all."""
    firms, n = equal_firms(**paper), int(paper["n"])
    market, rnd = firms.quantity_competition(), [x_i, x_j, *[x_m] * (n - 2)]
    q = market(rnd)
    here, up, down = (firms.profits(rnd, moved(q, by))[0] for by in (QQ(0), t, -t))
    idle = [QQ(0)] * n
    equal = best_responses.product_stage(Regime.FULL_COOPERATION.product_stage, paper, _in_rationals)
    together = best_responses.rnd_stage(Regime.FULL_COOPERATION, paper, equal)[0]
    shifted = together([x + t, x - t, *[x] * (n - 2)]) - together([x] * n)
    return {}, {"up": up - here, "down": down - here, "rival": market(moved(idle, QQ(1)))[1] - market(idle)[1], "shift": shifted}


def leave_the_rnd(t: Any = QQ(1), **paper: Any) -> Seen:  # noqa: B008 (a number)
    """What t more or less R&D gains without cooperation; what the best output of one's own gains under full cooperation."""
    firms, (x, _) = equal_firms(**paper), wanted(Regime.NONCOOPERATION, paper)
    earned = firms.payoffs(firms.quantity_competition())[0]
    agreed, shares = wanted(Regime.FULL_COOPERATION, paper)

    def sold(own: Any) -> Any:
        return firms.profits(agreed, [own, *shares[1:]])[0]

    oversold = sold(top_of_parabola(sold, QQ)) - sold(shares[0])
    return {}, {"up": earned(moved(x, t)) - earned(x), "down": earned(moved(x, -t)) - earned(x), "oversold": oversold}


def _in_rationals(objectives: best_responses.Payoffs, decisions: int, groups: best_responses.Groups = ()) -> list[Any]:
    return best_responses.exact_fixed_point(objectives, decisions, QQ, groups)


def draw_market(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Any R&D; every second spillover is close to one half, and every second deviation small."""
    point = draws.market(rng, draws.firms(rng), draws.spillover(rng, i), fraction(rng, 0.5, 5))
    levels = {name: fraction(rng, 0.1, 3) for name in ("x_i", "x_j", "x_m", "x")}
    return {**point, **levels, "t": step(rng, i)}


def draw_rnd(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second deviation is small."""
    n = draws.firms(rng)
    beta = draws.spillover(rng, 0)
    return {**draws.market(rng, n, beta, fraction(rng, 2, 6) * (1 + (n * beta) ** 2 / n)), "t": step(rng, i)}


def step(rng: random.Random, i: int) -> Fraction:
    """How far a firm deviates: every second time not far."""
    return Fraction(1, rng.randint(50, 5000)) if i % 2 else fraction(rng, 0.1, 3)


MARKET, RND_STAGE = Game(draw_market, leave_the_market), Game(draw_rnd, leave_the_rnd)
