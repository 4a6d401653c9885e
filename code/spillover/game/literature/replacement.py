"""Arrow's question: what an innovation is worth to a monopolist, and to an inventor who sells it to a competitive industry."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover.game.best_responses import top_of_parabola
from spillover.game.trials import Game, fraction


def play(a: Any, A: Any, b: Any, d: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The gain of either, and what is left of it after an outlay halfway between the two."""

    def alone(cost: Any) -> Any:
        def earned(output: Any) -> Any:
            return (a - b * output - cost) * output

        return earned(top_of_parabola(earned, QQ))

    def licensed(royalty: Any) -> Any:
        return royalty * (a - (A - d + royalty)) / b

    monopolist, inventor = alone(A - d) - alone(A), licensed(min(top_of_parabola(licensed, QQ), d))
    outlay = (monopolist + inventor) / 2
    return {}, {"monopolist": monopolist, "inventor": inventor, "V_M": monopolist - outlay, "V_C": inventor - outlay}


def draw(rng: random.Random, i: int) -> dict[str, Fraction]:
    """The innovation is not drastic; every second one nearly is."""
    room = fraction(rng, 1, 6)
    d = room * (1 - Fraction(1, rng.randint(10, 600))) if i % 2 else room * fraction(rng, 0.02, 0.98)
    return {"a": 7 + room, "A": Fraction(7), "b": fraction(rng, 1, 4, 2), "d": d}


INNOVATION = Game(draw, play)
