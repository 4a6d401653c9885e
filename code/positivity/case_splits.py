"""What a proof may ask before it goes on: polynomials whose sign is worth knowing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from sympy.polys.rings import PolyElement

from positivity.evaluation import value_of
from positivity.polynomials import factors
from positivity.sign_inference import Knowledge
from positivity.witnesses import holds

MOST_QUESTIONS = 12
"""So many polynomials are tried."""
VALUES = sorted({Fraction(sign * p, q) for q in (1, 2, 3, 4) for p in range(13) for sign in (1, -1)}, key=lambda value: value.denominator)
"""Simple values, the simplest first."""
STEPS = [Fraction(sign, 2**power) for power in range(3, 10) for sign in (1, -1)]
"""From a simple value to one nearby."""
MOST_VARIABLES = 3
"""With more variables no values are looked for."""

Point = tuple[Fraction, ...]


def questions(knowledge: Knowledge) -> list[PolyElement]:
    """Polynomials whose sign is worth asking for, the most promising first."""
    known = {sign * polynomial for polynomial, _ in knowledge.hypotheses for sign in (1, -1)}
    new = (question for question in dict.fromkeys(_questions(knowledge)) if not question.is_ground and question not in known)
    return [question for question, _ in zip(new, range(MOST_QUESTIONS), strict=False)]


def _questions(knowledge: Knowledge) -> Iterator[PolyElement]:
    """Values at which a hypothesis nearly holds, factors without a sign, the larger of two variables, the tighter of two bounds."""
    hypotheses, ring = knowledge.hypotheses, knowledge.hypotheses[0][0].ring
    yield from values(knowledge)
    for place in reversed(range(len(hypotheses))):
        yield from (factor for factor, _ in factors(hypotheses[place][0])[1] if knowledge.sign(factor, place) is None)
    yield from (left - right for left, right in combinations(ring.gens, 2))
    for v, generator in enumerate(ring.gens):
        if v not in knowledge.orthant.sign_of_variable:
            yield generator
        for left, right in combinations([hypotheses[i][0] for i in knowledge.orthant.bounds(v)], 2):
            yield left.diff(generator) * right - right.diff(generator) * left


def values(knowledge: Knowledge) -> Iterator[PolyElement]:
    """Whether a variable is above its value at the point where the first hypothesis to contradict comes nearest to holding."""
    place = knowledge.backwards[0]
    target = knowledge.hypotheses[place][0]
    points = [sample.point for sample in knowledge.samples if sample.violated == place]
    occurring = [v for v, degree in enumerate(target.degrees()) if degree > 0]
    if not points or len(occurring) > MOST_VARIABLES:
        return
    others = [atom for i, atom in enumerate(knowledge.hypotheses) if i != place]

    def best(moves: Iterable[Point], default: Point) -> Point:
        inside = [move for move in moves if all(holds(atom, move) for atom in others)]
        return max((default, *inside), key=lambda point: value_of(target, point))

    start = best(points, points[0])
    for v in occurring * 2:
        start = best((_moved(start, v, value) for value in VALUES), start)
    near = start
    for v in occurring * 2 if value_of(target, near) < 0 else ():
        for step in STEPS:
            near = best([_moved(near, v, near[v] + step)], near)
    for point in (start, near):
        yield from (point[v].denominator * target.ring.gens[v] - point[v].numerator for v in occurring)


def _moved(point: Point, v: int, value: Fraction) -> Point:
    return (*point[:v], value, *point[v + 1 :])
