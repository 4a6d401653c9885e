"""The game played at random points: a check of every claim that knows no formula of the paper.

Points are drawn where all three regimes have a solution. Half of them lie near a boundary at which the truth of a claim
changes, so that a formula that is only nearly right is found out. At each point :mod:`spillover.game.best_responses` plays explicit
firms against one another, in Fractions; nothing that it computes comes from a closed form.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import cycle, pairwise

import sympy as sp
from sympy import QQ

from spillover import model
from spillover.cluster import comparison, evaluation, imitation, solution
from spillover.cluster.cluster import Outcome
from spillover.game import best_responses
from spillover.regimes import Mode, Objective, Planner, Regime

Point = dict[str, Fraction]
"""The six parameters by name, in their order."""

ATTEMPTS = 1000
"""After so many a boundary is taken to be nowhere; a handful is the rule."""


@cache
def boundaries() -> tuple[tuple[str, sp.Expr], ...]:
    """Where the truth of a claim changes: a parameter to vary, and the polynomial whose sign then decides."""
    compare = comparison.compare
    non, rnd, full = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
    imitator, investor = imitation.profits()
    cluster_rises = sp.diff(comparison.CLUSTER_RND * solution.outcome(non)["x"], model.n)
    in_spillover = [("x", rnd, non), ("x", full, non), ("x", non, Planner.SECOND_BEST)]
    in_cost = [("Q", rnd, full), ("Q", non, full), ("welfare", rnd, full), ("welfare", non, full)]
    return (
        *((model.beta.name, compare(*pair).decides) for pair in in_spillover),
        *((model.gamma.name, compare(*pair).decides) for pair in in_cost),
        *((model.gamma.name, comparison.without_positive_factors(expr, non)) for expr in (cluster_rises, sp.factor(imitator - investor))),
    )


def draw(count: int, seed: int = 0) -> list[Point]:
    """Points at which all three regimes have a solution, in exact numbers; the same ones for the same seed.

    Every second point is near a boundary, each boundary in turn. The others have spillovers below T(n), between T(n)
    and 1/2, and above 1/2, in turn.
    """
    rng = random.Random(seed)
    near = (_near(rng, name, decides) for name, decides in cycle(boundaries()))
    anywhere = (_anywhere(rng, stratum) for stratum in cycle(range(3)))
    return [next(near if i % 2 else anywhere) for i in range(count)]


@dataclass(frozen=True)
class Played:
    """What came out of the game at a point.

    Attributes
    ----------
    point
        where it was played.
    outcomes
        by mode: the three regimes, and the second best where it exists.
    imitator, investor
        what a firm earns that does no R&D while all others do that of no cooperation, and what each of the others earns.
    temptation
        what a firm gains by its own best R&D while all others do that of R&D cooperation.
    larger
        R&D of each firm without cooperation when there is one firm more; None where that was not played.
    """

    point: Point
    outcomes: dict[Mode, Outcome]
    imitator: Fraction | None
    investor: Fraction | None
    temptation: Fraction | None
    larger: Fraction | None

    def __getitem__(self, mode: Mode) -> Outcome:
        return self.outcomes[mode]


def play(point: Point, modes: Sequence[Mode] = (*Regime, Planner.SECOND_BEST)) -> Played:
    """Play modes by explicit firms and exact best replies, and the deviations that the paper speaks of.

    A planner's problem without an optimum is left out; so are deviations from modes that are not played.
    """
    markets = {objective: best_responses.exact_market(objective, point) for objective in {mode.product_stage for mode in modes}}
    wanted = [mode for mode in modes if mode in list(Regime) or _exists(mode, point)]
    outcomes = {mode: _outcome(mode, point, *best_responses.play_exactly(mode, point, markets[mode.product_stage])) for mode in wanted}
    non, rnd = Regime.NONCOOPERATION, Regime.RND_COOPERATION
    if not {non, rnd} <= outcomes.keys():
        return Played(point, outcomes, None, None, None, None)
    earned = best_responses.rnd_stage(non, best_responses.rational(point), markets[Objective.OWN])
    investing, cooperating = (best_responses.converted([outcomes[mode].x] * len(earned), QQ) for mode in (non, rnd))
    imitating = [QQ(0), *investing[1:]]
    tempted = [best_responses.best_reply(earned, 0, cooperating, QQ), *cooperating[1:]]
    profits = earned[0](imitating), earned[1](imitating), earned[0](tempted) - earned[0](cooperating)
    imitator, investor, temptation = best_responses.converted(profits)
    return Played(point, outcomes, imitator, investor, temptation, _with_one_more(point))


def _exists(mode: Mode, point: Point) -> bool:
    return all(condition.holds for condition in evaluation.conditions(mode, point))


def _with_one_more(point: Point) -> Fraction | None:
    """R&D without cooperation in a cluster of one firm more; None where that has no solution, or too many firms to be quick."""
    larger = {**point, "n": point["n"] + 1}
    if larger["n"] > 4 or not _exists(Regime.NONCOOPERATION, larger):
        return None
    return best_responses.play_exactly(Regime.NONCOOPERATION, larger)[0][0]


def _outcome(mode: Mode, point: Point, x: list[Fraction], q: list[Fraction]) -> Outcome:
    if any(len(set(levels)) > 1 for levels in (x, q)):
        raise ValueError(f"all firms are alike and must do the same in {mode.label}, got x = {x} and q = {q} at {point}")
    return Outcome(mode, **model.outcome(x[0], q[0], **point))


def play_all(points: Sequence[Point], processes: int = 2, progress: Callable[[int, int], None] = lambda done, count: None) -> list[Played]:
    """Play at many points in several processes; ``progress`` is told after each how many are done, and of how many."""
    played = []
    with ProcessPoolExecutor(processes) as pool:
        for result in pool.map(play, points, chunksize=8):
            played.append(result)
            progress(len(played), len(points))
    return played


def agrees_numerically(point: Point, played: Played) -> bool:
    """Whether SciPy, which is given floats and maximises, finds the same R&D and output of every firm, to one in a million."""
    floats = {name: float(value) for name, value in point.items()}
    return all(
        math.isclose(found, float(expected), rel_tol=1e-6)
        for mode, outcome in played.outcomes.items()
        for levels, expected in zip(best_responses.play_numerically(mode, floats), (outcome.x, outcome.q), strict=True)
        for found in levels
    )


def disagreements(plays: Sequence[Played], processes: int = 2) -> list[Point]:
    """The points at which SciPy does not find what was played."""
    with ProcessPoolExecutor(processes) as pool:
        agreed = pool.map(agrees_numerically, [play.point for play in plays], plays)
        return [play.point for play, agrees in zip(plays, agreed, strict=True) if not agrees]


def _market(rng: random.Random, markup: Fraction) -> Point:
    """A point of few firms, because each is played, with a/A = 1 + markup; its gamma is yet to be chosen."""
    (n,) = rng.choices((2, 3, 4, 5), (60, 25, 10, 5))
    A, b = Fraction(rng.randint(1, 60), rng.randint(1, 3)), Fraction(rng.randint(1, 6), rng.randint(1, 3))
    beta = Fraction(rng.randint(1, 59), 60)
    return {"n": Fraction(n), "a": A * (1 + markup), "A": A, "b": b, "beta": beta, "gamma": Fraction(1)}


def _anywhere(rng: random.Random, stratum: int) -> Point:
    """A point whose spillover is above as many of the thresholds T(n) and 1/2 as the stratum says."""
    thresholds = [decides for _, decides in boundaries()[:2]]

    def attempt() -> Point | None:
        point = _market(rng, Fraction(rng.randint(1, 60), 30))
        roughly = {name: float(value) for name, value in point.items()}
        return point if sum(_at(roughly, decides) > 0 for decides in thresholds) == stratum else None

    point = _found(attempt, "with a spillover above", stratum, "of the thresholds")
    return {**point, "gamma": _above(_smallest_gamma(point) * (1 + Fraction(rng.randint(1, 60), rng.randint(5, 60))))}


def _near(rng: random.Random, name: str, decides: sp.Expr) -> Point:
    """A point on one side or the other of a boundary."""

    def attempt() -> Point | None:
        # With a/A near 1: otherwise nonnegative unit costs leave no room for the boundaries in gamma.
        point = _market(rng, Fraction(1, rng.randint(20, 60)))
        smallest = _smallest_gamma(point)
        costs = [_above(smallest * Fraction(20 + 3 * i, 20)) for i in range(12)]
        spillovers = [Fraction(i, 61) for i in sorted(rng.sample(range(1, 61), 12))]
        return _close_to_root(point, name, decides, costs if name == "gamma" else spillovers, rng)

    point = _found(attempt, "near", name, "where", decides, "is zero")
    return point if name == "gamma" else {**point, "gamma": _above(_smallest_gamma(point) * Fraction(rng.randint(21, 60), 20))}


def _found(attempt: Callable[[], Point | None], *wanted: object) -> Point:
    point = next(filter(None, (attempt() for _ in range(ATTEMPTS))), None)
    if point is None:
        raise ValueError(f"no point {' '.join(map(str, wanted))} in {ATTEMPTS} attempts")
    return point


def _close_to_root(point: Point, name: str, decides: sp.Expr, levels: list[Fraction], rng: random.Random) -> Point | None:
    """The point moved to one side of a root between two of the levels, found by halving; None if the sign never changes."""
    roughly = {symbol: float(value) for symbol, value in point.items()}

    def value(level: Fraction) -> float:
        return _at({**roughly, name: float(level)}, decides)

    brackets = [(low, high) for low, high in pairwise(levels) if value(low) * value(high) < 0]
    if not brackets:
        return None
    low, high = rng.choice(brackets)
    for _ in range(rng.randint(2, 6)):
        middle = (low + high) / 2
        low, high = (middle, high) if value(low) * value(middle) > 0 else (low, middle)
    return {**point, name: rng.choice((low, high))}


def _at(point: Mapping[str, float], expr: sp.Expr) -> float:
    """Roughly: which side of a boundary a point is on need not be known exactly to draw it."""
    (found,) = evaluation.compiled((expr,))(*point.values())
    return float(found)


def _smallest_gamma(point: Point) -> Fraction:
    """What gamma must exceed for all three regimes: each left side of a condition is proportional to it, no right side has it."""
    at_one = {**point, "gamma": Fraction(1)}
    return max(Fraction(c.rhs / c.lhs) for regime in Regime for c in evaluation.conditions(regime, at_one))


def _above(level: Fraction) -> Fraction:
    """A little more, with a denominator so small that exact arithmetic stays quick."""
    return Fraction(math.floor(60 * level) + 1, 60)
