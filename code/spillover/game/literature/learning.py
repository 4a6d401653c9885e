"""Firms that absorb more of what rivals find out, the more R&D of their own they do; or that share an approach to it, with b = 1.

Unit costs are not affine in R&D here, so that there is no parabola to find the top of. Each firm's marginal profit is found exactly, by
playing the market with the R&D of one firm x + e, where e * e = 0; in equilibrium it is zero.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game import draws
from spillover.game.best_responses import NoEquilibrium
from spillover.game.dual import Dual
from spillover.game.firms import Firms, pass_over_unless, uniform
from spillover.game.trials import Game, fraction, near

Costs = Callable[[Sequence[Any]], list[Any]]
"""What R&D of all firms takes off the unit cost of each."""


class Market:
    """Cournot competition of n firms whose unit costs fall as told."""

    def __init__(self, n: int, D: Any, gamma: Any) -> None:
        self.n, self.D, self.gamma = n, D, gamma
        firms = Firms(a=D, b=QQ(1), A=[QQ(0)] * n, spillovers=uniform(n, QQ(0)), gamma=[gamma] * n)
        self.outputs = firms.quantity_competition()  # where nothing spills over, R&D is what it takes off unit cost

    def moved(self, reduction: Costs, common: Any) -> tuple[list[Any], list[Any], Any]:
        """Where the first firm does a little more than the common R&D: outputs, profits and the reduction of its unit cost, as duals."""
        x = [Dual(common, QQ(1)), *[Dual(common, QQ(0))] * (self.n - 1)]
        reduced = reduction(x)
        q = self.outputs(reduced)
        Q = sum(q)
        profits = [(self.D - Q + less) * own - self.gamma * level**2 / 2 for own, less, level in zip(q, reduced, x, strict=True)]
        return q, profits, reduced[0]

    def marginal(self, reduction: Costs, common: Any, together: bool) -> Any:
        """What the first firm, or all together, gain from a little more of its R&D."""
        profits = self.moved(reduction, common)[1]
        return sum(profits).slope if together else profits[0].slope

    def rnd(self, reduction: Callable[[Any], Costs], together: bool = False) -> Any:
        """The common R&D at which nothing is gained by a little more; what it takes off costs is given as a function of its level."""
        at_1, at_2, at_3 = (self.marginal(reduction(QQ(level)), QQ(level), together) for level in (1, 2, 3))
        if at_3 - at_2 != at_2 - at_1 or at_2 >= at_1:
            raise NoEquilibrium(f"marginal profit does not fall along a line: at 1, 2, 3 it is {at_1}, {at_2}, {at_3}")
        level = 1 + at_1 / (at_1 - at_2)
        pass_over_unless(level > 0 and self.marginal(reduction(level), level, together) == 0, "R&D is positive")
        return level


def absorbing(base: Any, room: Any, ease: Any) -> Costs:
    """The share of rivals' R&D absorbed rises with own R&D, from a base, by at most the room."""
    return lambda x: [own + (base + room * ease * own / (1 + ease * own)) * (sum(x) - own) for own in x]


def sharing(beta: Any, delta: Any) -> Costs:
    """A product of powers of own and a rival's R&D reaches a firm; the exponent delta tells how particular the approach is."""
    return lambda x: [
        own + (1 - delta) * beta * sum(other * (own / other) ** delta for j, other in enumerate(x) if j != i) for i, own in enumerate(x)
    ]


def play_learning(n: Any, D: Any, gamma: Any, beta_0: Any, Delta: Any, z: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """R&D with learning and without, at which ease times R&D is z; what a unit of R&D does to own margin and to a rival's, times n + 1."""
    market = Market(int(n), D, gamma)
    weights: dict[str, Any] = {}
    levels: dict[str, Any] = {}
    to_rival = QQ(0)
    for letter, room in (("e", Delta), ("0", QQ(0))):
        level = market.rnd(lambda x, room=room: absorbing(beta_0, room, z / x))  # type: ignore[misc]
        q, _, reduced = market.moved(absorbing(beta_0, room, z / level), level)
        weights |= {f"k_{letter}": (n + 1) * q[0].slope, f"s_{letter}": reduced.value / level}
        levels[f"x_{letter}"] = level
        to_rival = to_rival or (n + 1) * q[1].slope
    return weights, {**levels, "help": to_rival, "more": weights["k_e"] - weights["k_0"]}


def play_sharing(n: Any, D: Any, gamma: Any, beta: Any, delta: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """R&D of each firm alone, and of all together."""
    market, reduction = Market(int(n), D, gamma), sharing(beta, delta)
    return {}, {"alone": market.rnd(lambda x: reduction), "together": market.rnd(lambda x: reduction, together=True)}


def draw_learning(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second z is close to the number of rivals."""
    n = draws.firms(rng)
    z = n - 1 + rng.choice((-1, 1)) * Fraction(1, rng.randint(10, 600)) if i % 2 else fraction(rng, 0.1, 2 * n, 10)
    base = fraction(rng, 0.02, 0.9)
    given = {"D": fraction(rng, 1, 20), "gamma": fraction(rng, 2, 8), "beta_0": base, "Delta": (1 - base) * fraction(rng, 0.1, 1)}
    return {"n": Fraction(n), **given, "z": z}


def draw_sharing(rng: random.Random, i: int) -> dict[str, Fraction]:
    """Every second spillover is close to where cooperation starts to raise R&D, which it never does if the approach is particular."""
    n, delta = draws.firms(rng), Fraction(1, rng.randint(3, 60))
    given = {"n": Fraction(n), "D": fraction(rng, 1, 20), "gamma": fraction(rng, 2, 8), "delta": delta}
    if i % 2 == 0:
        return {**given, "beta": draws.spillover(rng, 0)}

    def more(beta: Fraction) -> Fraction:
        found = SHARING_FIRMS.at({**given, "beta": beta}).found
        return found["together"] - found["alone"]

    return {**given, "beta": near(rng, Fraction(1, 3), Fraction(59, 60), more)}


LEARNING_FIRMS, SHARING_FIRMS = Game(draw_learning, play_learning), Game(draw_sharing, play_sharing)
