"""Case splits: polynomials on whose sign a proof may split before it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from sympy.polys.rings import PolyElement

from positivity.evaluation import value_of
from positivity.polynomials import factors
from positivity.sign_inference import SignInference
from positivity.witnesses import Coordinates, holds_at

MOST_CANDIDATES = 12
"""So many polynomials are tried."""
VALUES = sorted({Fraction(sign * p, q) for q in (1, 2, 3, 4) for p in range(13) for sign in (1, -1)}, key=lambda value: value.denominator)
"""Simple values, the simplest first."""
STEPS = [Fraction(sign, 2**power) for power in range(3, 10) for sign in (1, -1)]
"""From a simple value to one nearby."""
MOST_VARIABLES = 3
"""With more variables no values are looked for."""


def candidate_splits(inference: SignInference) -> list[PolyElement]:
    """Polynomials on whose sign to split, the most promising first."""
    known = {sign * polynomial for polynomial, _ in inference.hypotheses for sign in (1, -1)}
    new = (candidate for candidate in dict.fromkeys(_candidates(inference)) if not candidate.is_ground and candidate not in known)
    return [candidate for candidate, _ in zip(new, range(MOST_CANDIDATES), strict=False)]


def _candidates(inference: SignInference) -> Iterator[PolyElement]:
    """Values at which a hypothesis nearly holds, factors without a sign, the larger of two variables, the tighter of two bounds."""
    hypotheses, ring = inference.hypotheses, inference.hypotheses[0][0].ring
    yield from thresholds(inference)
    for place in reversed(range(len(hypotheses))):
        yield from (factor for factor, _ in factors(hypotheses[place][0])[1] if inference.sign_lemma(factor, place) is None)
    yield from (left - right for left, right in combinations(ring.gens, 2))
    for v, generator in enumerate(ring.gens):
        if v not in inference.slack.sign_of_variable:
            yield generator
        for left, right in combinations([hypotheses[i][0] for i in inference.slack.bounds(v)], 2):
            yield left.diff(generator) * right - right.diff(generator) * left


def thresholds(inference: SignInference) -> Iterator[PolyElement]:
    """Whether a variable is above its value at the point where the first hypothesis to contradict comes nearest to holding."""
    place = inference.targets[0]
    target = inference.hypotheses[place][0]
    points = [witness.point for witness in inference.witnesses if witness.violated == place]
    occurring = [v for v, degree in enumerate(target.degrees()) if degree > 0]
    if not points or len(occurring) > MOST_VARIABLES:
        return
    others = [atom for i, atom in enumerate(inference.hypotheses) if i != place]

    def best(moves: Iterable[Coordinates], default: Coordinates) -> Coordinates:
        inside = [move for move in moves if all(holds_at(atom, move) for atom in others)]
        return max((default, *inside), key=lambda point: value_of(target, point))

    start = best(points, points[0])
    for v in occurring * 2:
        start = best((_with_coordinate(start, v, value) for value in VALUES), start)
    near = start
    for v in occurring * 2 if value_of(target, near) < 0 else ():
        for step in STEPS:
            near = best([_with_coordinate(near, v, near[v] + step)], near)
    for point in (start, near):
        yield from (point[v].denominator * target.ring.gens[v] - point[v].numerator for v in occurring)


def _with_coordinate(point: Coordinates, v: int, value: Fraction) -> Coordinates:
    return (*point[:v], value, *point[v + 1 :])
