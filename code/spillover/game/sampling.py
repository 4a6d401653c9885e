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
from functools import cache, partial
from itertools import cycle, pairwise

import sympy as sp
from sympy import QQ

from spillover import model
from spillover.cluster import comparison, evaluation, imitation, solution
from spillover.cluster.cluster import Outcome
from spillover.game import best_responses
from spillover.game.best_responses import NoEquilibrium
from spillover.game.dual import Dual, dual
from spillover.regimes import Mode, Objective, Planner, Regime

ParameterPoint = dict[str, Fraction]
"""A point of the parameter space: the six parameters by name, in their order."""

SIZES = range(2, 9)
"""How many firms play: from two to eight."""
WEIGHTS = (36, 22, 14, 10, 8, 6, 4)
"""How often each number of firms is drawn, because each firm plays."""
ATTEMPTS = 1000
"""After so many a boundary is taken to be nowhere; a handful is the rule."""


class NoPoint(ValueError):  # noqa: N818 (an answer, not a mistake)
    """Points as they are wanted are not to be found; the message says which.

    Examples
    --------
    >>> from spillover.game.sampling import NoPoint
    >>> print(NoPoint("no point near gamma where gamma + 1 is zero in 1000 attempts"))
    no point near gamma where gamma + 1 is zero in 1000 attempts
    """


@cache
def boundaries() -> tuple[tuple[str, sp.Expr], ...]:
    """Where the truth of a claim changes: a parameter to vary, and the polynomial whose sign then decides.

    Returns
    -------
    tuple of pairs
        The parameter's name, and a polynomial in the six parameters.

    Examples
    --------
    >>> from spillover.game.sampling import boundaries
    >>> [name for name, _ in boundaries()]
    ['beta', 'beta', 'beta', 'gamma', 'gamma', 'gamma', 'gamma', 'gamma', 'gamma']
    """
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


def draw(count: int, seed: int = 0) -> list[ParameterPoint]:
    """Points at which all three regimes have a solution, in exact numbers; the same ones for the same seed.

    Every second point is near a boundary, each boundary in turn. The others have spillovers below T(n), between T(n)
    and 1/2, and above 1/2, in turn.

    Parameters
    ----------
    count
        How many points.
    seed
        Of the random numbers.

    Returns
    -------
    list of dicts
        At each point the six parameters by name, as Fractions, with two to eight firms.

    Raises
    ------
    NoPoint
        If a boundary seems to be nowhere, or a condition cannot be met at any cost of R&D.

    Examples
    --------
    >>> from spillover.game.sampling import draw
    >>> [round(float(value), 2) for value in draw(1)[0].values()]
    [8.0, 22.73, 15.5, 2.5, 0.07, 2.33]
    """
    rng = random.Random(seed)
    near = (_near(rng, name, decides) for name, decides in cycle(boundaries()))
    anywhere = (_anywhere(rng, stratum) for stratum in cycle(range(3)))
    return [next(near if i % 2 else anywhere) for i in range(count)]


@dataclass(frozen=True)
class Played:
    """What came out of the game at a point. All numbers are Fractions; ``played[mode]`` is the outcome of a mode.

    Attributes
    ----------
    point
        where it was played: the six parameters by name.
    outcomes
        by mode: the three regimes, and the second best where it exists.
    imitator, investor
        what a firm earns that does no R&D while all others do that of no cooperation, and what each of the others earns.
    gain_from_deviation
        what a firm gains by its own best R&D while all others do that of R&D cooperation.
    larger
        the outcome without cooperation when there is one firm more; None where that was not played.
    slopes
        how fast each quantity of the outcome without cooperation changes with the spillover; None where that was not played.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster, Regime
    >>> from spillover.game.sampling import play
    >>> played = play(Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values)
    >>> played[Regime.NONCOOPERATION].x, played.larger.x, played.slopes.x < 0
    (Fraction(140, 109), Fraction(50, 49), True)
    """

    point: ParameterPoint
    outcomes: dict[Mode, Outcome]
    imitator: Fraction | None
    investor: Fraction | None
    gain_from_deviation: Fraction | None
    larger: Outcome | None
    slopes: Outcome | None

    def __getitem__(self, mode: Mode) -> Outcome:
        return self.outcomes[mode]


def play(point: ParameterPoint, modes: Sequence[Mode] = (*Regime, Planner.SECOND_BEST)) -> Played:
    """Play modes by explicit firms and exact best responses, and the deviations that the paper speaks of.

    A planner's problem without an optimum is left out; so are deviations from modes that are not played.

    Parameters
    ----------
    point
        The six parameters by name, as Fractions.
    modes
        What is played: the three regimes and the second best, unless given.

    Returns
    -------
    Played
        The outcomes, and what deviations earn.

    Raises
    ------
    NoEquilibrium
        If a regime has no solution at the point.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster, Regime
    >>> from spillover.game.sampling import play
    >>> played = play(Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values)
    >>> played[Regime.NONCOOPERATION].x
    Fraction(140, 109)
    >>> played.gain_from_deviation > 0
    True
    """
    markets = {objective: best_responses.exact_market(objective, point) for objective in {mode.product_stage for mode in modes}}
    wanted = [mode for mode in modes if mode in list(Regime) or _exists(mode, point)]
    outcomes = {mode: _outcome(mode, point, *best_responses.play_exactly(mode, point, markets[mode.product_stage])) for mode in wanted}
    non, rnd = Regime.NONCOOPERATION, Regime.RND_COOPERATION
    if not {non, rnd} <= outcomes.keys():
        return Played(point, outcomes, None, None, None, None, None)
    earned = best_responses.rnd_stage(non, best_responses.to_rational(point), markets[Objective.OWN])
    investing, cooperating = (best_responses.convert([outcomes[mode].x] * len(earned), QQ) for mode in (non, rnd))
    imitating = [QQ(0), *investing[1:]]
    tempted = [best_responses.best_response(earned, 0, cooperating, QQ), *cooperating[1:]]
    profits = earned[0](imitating), earned[1](imitating), earned[0](tempted) - earned[0](cooperating)
    imitator, investor, gain_from_deviation = best_responses.convert(profits)
    return Played(point, outcomes, imitator, investor, gain_from_deviation, _with_one_more(point), _slopes(point))


def _exists(mode: Mode, point: ParameterPoint) -> bool:
    return all(condition.holds for condition in evaluation.conditions(mode, point))


def _with_one_more(point: ParameterPoint) -> Outcome | None:
    """No cooperation in a cluster of one firm more; None where that has no solution, or too many firms to be quick."""
    larger, non = {**point, "n": point["n"] + 1}, Regime.NONCOOPERATION
    if larger["n"] not in SIZES or not _exists(non, larger):
        return None
    return _outcome(non, larger, *best_responses.play_exactly(non, larger))


def _slopes(point: ParameterPoint) -> Outcome:
    """No cooperation at a spillover beta + e, where e * e = 0: what stands beside e are the derivatives."""
    non, n = Regime.NONCOOPERATION, int(point["n"])
    values = {name: Dual(value, QQ(int(name == "beta"))) for name, value in best_responses.to_rational(point).items()} | {"n": n}
    stage = best_responses.product_stage(non.product_stage, values, partial(best_responses.exact_fixed_point, number=dual))
    market = best_responses.affine_reduced_form(stage, n, dual, alike=True)
    x = best_responses.exact_fixed_point(best_responses.rnd_stage(non, values, market), n, dual, [range(n)])
    found = model.outcome(x[0], market(x)[0], **values)
    return Outcome(non, **dict(zip(found, best_responses.convert(level.slope for level in found.values()), strict=True)))


def _outcome(mode: Mode, point: ParameterPoint, x: list[Fraction], q: list[Fraction]) -> Outcome:
    if any(len(set(levels)) > 1 for levels in (x, q)):
        raise NoEquilibrium(f"all firms are alike and must do the same in {mode.label}, got x = {x} and q = {q} at {point}")
    return Outcome(mode, **model.outcome(x[0], q[0], **point))


def play_all(
    points: Sequence[ParameterPoint], processes: int | None = None, progress: Callable[[int, int], None] = lambda done, count: None
) -> list[Played]:
    """Play at many points in several processes.

    Parameters
    ----------
    points
        Where, as :func:`draw` gives them.
    processes
        How many work at once; as many as the machine has processors unless given.
    progress
        Told after each point how many are done, and of how many.

    Returns
    -------
    list of Played
        In the order of the points.

    Raises
    ------
    NoEquilibrium
        If a regime has no solution at a point.

    Examples
    --------
    >>> from spillover.game.sampling import draw, play, play_all
    >>> points = draw(2)
    >>> play_all(points, processes=1) == [play(point) for point in points]
    True
    """
    played = []
    with ProcessPoolExecutor(processes) as pool:
        for result in pool.map(play, points, chunksize=8):
            played.append(result)
            progress(len(played), len(points))
    return played


def agrees_numerically(point: ParameterPoint, played: Played) -> bool:
    """Whether SciPy, which is given floats and maximises, finds the same R&D and output of every firm, to one in a million.

    Parameters
    ----------
    point
        Where it was played.
    played
        What came out.

    Returns
    -------
    bool
        Of all modes that were played.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.game.sampling import agrees_numerically, play
    >>> point = {"n": 2, "a": 15, "A": 10, "b": 1, "beta": 0, "gamma": 2}
    >>> agrees_numerically(point, play(point, [Regime.NONCOOPERATION]))
    True
    """
    floats = {name: float(value) for name, value in point.items()}
    return all(
        math.isclose(found, float(expected), rel_tol=1e-6)
        for mode, outcome in played.outcomes.items()
        for levels, expected in zip(best_responses.play_numerically(mode, floats), (outcome.x, outcome.q), strict=True)
        for found in levels
    )


def disagreements(plays: Sequence[Played], processes: int | None = None) -> list[ParameterPoint]:
    """The points at which SciPy does not find what was played.

    Parameters
    ----------
    plays
        What came out, at any points.
    processes
        How many work at once; as many as the machine has processors unless given.

    Returns
    -------
    list of dicts
        The points, in their order; none where all agrees.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.game.sampling import disagreements, play
    >>> disagreements([play({"n": 2, "a": 15, "A": 10, "b": 1, "beta": 0, "gamma": 2}, [Regime.NONCOOPERATION])], processes=1)
    []
    """
    with ProcessPoolExecutor(processes) as pool:
        agreed = pool.map(agrees_numerically, [play.point for play in plays], plays)
        return [play.point for play, agrees in zip(plays, agreed, strict=True) if not agrees]


def _market(rng: random.Random, markup: Fraction) -> ParameterPoint:
    """A point of few firms, with a/A = 1 + markup; its gamma is yet to be chosen."""
    (n,) = rng.choices(SIZES, WEIGHTS)
    A, b = Fraction(rng.randint(1, 60), rng.randint(1, 3)), Fraction(rng.randint(1, 6), rng.randint(1, 3))
    beta = Fraction(rng.randint(1, 59), 60)
    return {"n": Fraction(n), "a": A * (1 + markup), "A": A, "b": b, "beta": beta, "gamma": Fraction(1)}


def _anywhere(rng: random.Random, stratum: int) -> ParameterPoint:
    """A point whose spillover is above as many of the thresholds T(n) and 1/2 as the stratum says."""
    thresholds = [decides for _, decides in boundaries()[:2]]

    def attempt() -> ParameterPoint | None:
        point = _market(rng, Fraction(rng.randint(1, 60), 30))
        roughly = {name: float(value) for name, value in point.items()}
        return point if sum(_at(roughly, decides) > 0 for decides in thresholds) == stratum else None

    point = _found(attempt, "with a spillover above", stratum, "of the thresholds")
    return {**point, "gamma": _above(_smallest_gamma(point) * (1 + Fraction(rng.randint(1, 60), rng.randint(5, 60))))}


def _near(rng: random.Random, name: str, decides: sp.Expr) -> ParameterPoint:
    """A point on one side or the other of a boundary."""

    def attempt() -> ParameterPoint | None:
        # With a/A near 1: otherwise nonnegative unit costs leave no room for the boundaries in gamma.
        point = _market(rng, Fraction(1, rng.randint(20, 60)))
        smallest = _smallest_gamma(point)
        costs = [_above(smallest * Fraction(20 + 3 * i, 20)) for i in range(12)]
        spillovers = [Fraction(i, 61) for i in sorted(rng.sample(range(1, 61), 12))]
        return _close_to_root(point, name, decides, costs if name == "gamma" else spillovers, rng)

    point = _found(attempt, "near", name, "where", decides, "is zero")
    return point if name == "gamma" else {**point, "gamma": _above(_smallest_gamma(point) * Fraction(rng.randint(21, 60), 20))}


def _found(attempt: Callable[[], ParameterPoint | None], *wanted: object) -> ParameterPoint:
    point = next(filter(None, (attempt() for _ in range(ATTEMPTS))), None)
    if point is None:
        raise NoPoint(f"no point {' '.join(map(str, wanted))} in {ATTEMPTS} attempts")
    return point


def _close_to_root(point: ParameterPoint, name: str, decides: sp.Expr, levels: list[Fraction], rng: random.Random) -> ParameterPoint | None:
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


def _smallest_gamma(point: ParameterPoint) -> Fraction:
    """What gamma must exceed for all three regimes: each left side of a condition is proportional to it, no right side has it."""
    at_one = {**point, "gamma": Fraction(1)}
    needed = [condition for regime in Regime for condition in evaluation.conditions(regime, at_one)]
    never = next((condition for condition in needed if condition.lhs <= 0), None)
    if never:
        raise NoPoint(f"{never.name} holds at no cost of R&D at {at_one}: its left side is {never.lhs}")
    return max(Fraction(condition.rhs / condition.lhs) for condition in needed)


def _above(level: Fraction) -> Fraction:
    """A little more, with a denominator so small that exact arithmetic stays quick."""
    return Fraction(math.floor(60 * level) + 1, 60)
