"""What the package says of the figures that move, by its own functions: each chapter's, or the engine for industries."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from book import moves
from book.movable import Moving
from spillover import Cluster, Planner, Regime, model
from spillover.cluster import sweeps
from spillover.industry import Industry, uniform_spillovers
from spillover.literature import absorption, asymmetry, cartels, differentiation, duopoly, location, networks, pair, stability, subsidies

Values = Sequence[Any]
SECOND = Planner.SECOND_BEST


@cache
def figure(name: str) -> Moving:
    """The figure of a chapter."""
    return moves.FIGURES[name]()


@cache
def compiled(name: str) -> Callable[..., Any]:
    """What a figure draws, as a function of numbers or of arrays."""
    found: Any = figure(name)
    return sp.lambdify(found.symbols, found.drawn, "numpy", cse=True)


def start(name: str) -> list[float]:
    """The values of the sliders at first."""
    return [float(slider.start) for slider in figure(name).sliders]


def drawn(values: Sequence[float], names: int) -> list[float]:
    """The values of curves, NaN where one does not exist."""
    return [float(value) if exists else np.nan for value, exists in zip(values[:names], values[names:], strict=True)]


def _absorption(gamma: float, z: float) -> list[float]:
    point = {model.n: 2, model.a: 15, model.A: 10, model.b: 1, absorption.BASE: 0.25, absorption.ROOM: 0.5, model.gamma: gamma}
    learning = absorption.costs_with_learning()
    both = (absorption.rnd(learning), absorption.weight(learning))
    return [float(100 * (e / absorption.without_learning(e) - 1).subs({**point, absorption.LEARNING: z})) for e in both]


def _two(gap: float, gamma: float, a: float, to_1: float, to_2: float) -> dict[sp.Symbol, Any]:
    numbers = (a, 10.0, 10.0 + gap, gamma, gamma, to_1, to_2)
    return dict(zip(pair.PARAMETERS, numbers, strict=True))


def _asymmetry(gap: float, gamma: float, to_1: float, to_2: float) -> list[bool]:
    return [bool(here) for here in asymmetry.gaining_firms(_two(gap, gamma, 15.0, to_1, to_2)).values()]


def _subsidies(gamma: float, a: float, beta: float, gap: float) -> list[bool]:
    found = subsidies.taxed_firms(_two(gap, gamma, a, beta, beta))
    return [bool(found[name]) for name in ("both subsidised", "firm 2 taxed")]


def _cartels(n: float, beta: float) -> list[float]:
    gains = cartels.gains_from_joining(market_of_cartels(int(n), beta))
    return [1000 * float(gains[size - 1]) if size < n else np.nan for size in (2, 3, 1)]


def market_of_cartels(n: int, beta: float) -> Industry:
    """The market of the chapter."""
    return cartels.industry(n, a=100, A=99, gamma=3, beta=Fraction(beta).limit_denominator(1000))


def _differentiation(d: float, beta: float) -> list[float]:
    return [*(float(bound[0]) for bound in differentiation.thresholds(np.array([d])).values()), beta]


def _duopoly(share: float, gamma: float, before: float, after: float) -> list[bool]:
    cluster = Cluster(n=2, a=15.0, A=10.0, b=1.0, gamma=gamma, beta=np.array([before]))
    gain = {name: value[0] for name, value in duopoly.gains_from_agreement(cluster, share, after).items()}
    real, firms, everybody = after >= before, gain["profit"] > 0, gain["welfare"] > 0
    return [bool(each) for each in (real and firms and everybody, real and not firms and everybody, real and gain["welfare"] < 0)]


def _location(cost: float, far: float, near: float, closeness: float) -> list[bool]:
    found = location.choices(location.firms(15, (10, cost), 3), near, far, closeness)
    return [bool(there) and near >= far for there in found.values()]


def _networks(beta: float, degree: float) -> list[float]:
    firms, given = 12, {"a": 100.0, "A": 90.0, "gamma": 6.0, "beta": beta}
    linked, alone = (networks.industry(firms, networks.ring(firms, d), **given).solve() for d in (int(degree), 0))
    return [
        float(there)
        for there in (alone.unit_cost[0] - linked.unit_cost[0], linked.welfare - alone.welfare, linked.profit[0] - alone.profit[0])
    ]


def _oligopoly(n: float, beta: float) -> list[float]:
    welfare = sweeps.quantity(Cluster(n=n, a=15.0, A=10.0, b=1.0, gamma=7.0, beta=np.array([beta])), "welfare", (*Regime, SECOND))
    return [float(welfare[regime][0] / welfare[SECOND][0]) for regime in Regime]


def _stability(n: float, beta: float, G: float) -> list[bool]:
    return [bool(there[0]) for there in stability.regions(int(n), np.array([beta]), np.array([G])).values()]


def _ventures(n: float, beta: float) -> list[float]:
    firms = int(n)
    alike, shared = (Industry(a=15.0, A=10.0, gamma=6.0, spillovers=uniform_spillovers(firms, level)) for level in (beta, 1.0))
    found = (alike.solve(), alike.solve(rnd_coalitions=[list(range(firms))]), shared.solve())
    return [10 - float(each.unit_cost[0]) for each in found]


PACKAGE: dict[str, Callable[..., list[Any]]] = {
    "absorption": _absorption,
    "asymmetry": _asymmetry,
    "cartels": _cartels,
    "differentiation": _differentiation,
    "duopoly": _duopoly,
    "location": _location,
    "networks": _networks,
    "oligopoly": _oligopoly,
    "stability": _stability,
    "subsidies": _subsidies,
    "ventures": _ventures,
}
"""What each figure should draw at the values of its symbols."""


def settings(name: str, count: int, seed: int = 0) -> list[list[float]]:
    """Places of the sliders, and points of the axes, drawn at random; numbers of firms and of partners are whole."""
    found: Any = figure(name)
    rng = np.random.default_rng(seed)
    axes = {axis.symbol: axis for axis in (found.across, getattr(found, "up", found.across))}
    sliders = {slider.symbol: slider for slider in found.sliders}

    def one(symbol: sp.Symbol) -> float:
        part = sliders.get(symbol, axes.get(symbol))
        low, high = float(part.low), float(part.high)
        step = float(getattr(part, "step", 0))
        return round(low + step * rng.integers(0, round((high - low) / step) + 1), 9) if step else float(rng.uniform(low, high))

    return [[one(symbol) for symbol in found.symbols] for _ in range(count)]
