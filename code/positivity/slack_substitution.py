"""The search for a Handelman representation: variables are substituted by slack variables until all coefficients are nonnegative.

A hypothesis that is linear in a variable v, say ``p v - r >= 0``, lets v be replaced by ``(r + y)/p`` with a slack
variable y >= 0, the value of the hypothesis. Two of them bound v from both sides. When every variable without a sign is
replaced and every coefficient is nonnegative, so is the polynomial; and each monomial is a product of hypotheses, so that
the argument can be written as a Positivstellensatz identity in the old variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from sympy.polys.rings import PolyElement

from positivity.budget import step
from positivity.handelman import Representation, SlackVariables
from positivity.polynomials import powers

MOST_TERMS = 3000
"""A polynomial with more terms is given up."""
A_REPLACEMENT = 100
"""Steps that a replacement takes besides its multiplications."""
MOST_POWERS = 30
"""A polynomial in one variable is multiplied by so many powers of a positive sum."""


def handelman_representation(
    slack: SlackVariables, polynomial: PolyElement, strict: bool, without: int, steps: int
) -> Representation | None:
    """Why a polynomial is positive (``strict``) or nonnegative, by all hypotheses but one; None where so many steps do not find it."""
    search = SlackSubstitution(slack, strict, without, [steps])
    start = Representation(slack.ring(1), slack.lift(polynomial))
    return next((found for order in substitution_orders(slack, polynomial) for found in search.representations(start, order)), None)


def substitution_orders(slack: SlackVariables, polynomial: PolyElement) -> Iterator[tuple[int, ...]]:
    """Orders in which the variables are substituted: those first whose bounds have most other variables in them."""
    degrees = polynomial.degrees()
    everything = [v for v in range(slack.variable_count) if degrees[v] > 0 or any(v in found for found in slack.occurring)]
    weight = {v: max((len(slack.occurring[i]) for i in slack.bounds(v)), default=0) for v in everything}
    first = tuple(sorted(everything, key=lambda v: -weight[v]))
    yield first
    needed = [v for v in first if degrees[v] > 0]
    if len(needed) <= 3:
        rest = tuple(v for v in first if v not in needed)
        yield from (order + rest for order in permutations(needed) if order + rest != first)


@dataclass(frozen=True)
class SlackSubstitution:
    """A search for a Handelman representation.

    Attributes
    ----------
    without
        the place of a hypothesis that is not used.
    steps
        how many substitutions may still be tried.
    """

    slack: SlackVariables
    strict: bool
    without: int
    steps: list[int]

    def representations(self, found: Representation, order: Sequence[int]) -> Iterator[Representation]:
        """Substitute the variables in order, in every way, until the coefficients have the right sign."""
        step(A_REPLACEMENT)
        self.steps[0] -= 1
        if self.steps[0] < 0 or len(found.total) > MOST_TERMS or not found.total:
            return
        multiplied = self.polya_representation(found)
        degrees = list(map(max, found.total.degrees(), found.multiplier.degrees()))
        pending = [v for v in order if degrees[v] > 0]
        if multiplied:
            yield multiplied
        elif pending:
            v = pending[0]
            rest = [u for u in order if u != v]
            for over, under in self.substitutes(v, {*rest, v}):
                yield from self.representations(self.substitute(found, v, over, under), rest)
            if v in self.slack.sign_of_variable:
                yield from self.representations(found, rest)

    def substitutes(self, v: int, allowed: set[int]) -> Iterator[tuple[PolyElement, PolyElement]]:
        """What may be put for a variable, as numerator and denominator: by one hypothesis, or by one from each side.

        Hypotheses p v - r >= 0 and t - m v >= 0 with values y and z give v = (t y + r z)/(m y + p z).
        """
        slack = self.slack
        itself = slack.sign_of_variable.get(v)
        usable = [i for i in slack.bounds(v) if i not in (self.without, itself) and slack.occurring[i] <= allowed]
        value = slack.ring.gens[slack.variable_count :]
        for i in usable:
            p, r = slack.linear_parts(i, v)
            yield r + value[i], p
        for i, j in combinations(usable + ([] if itself is None else [itself]), 2):
            if slack.direction(i, v) * slack.direction(j, v) != 1:  # two bounds on the same side bound nothing
                (p, r), (minus_m, minus_t) = slack.linear_parts(i, v), slack.linear_parts(j, v)
                yield r * value[j] - minus_t * value[i], p * value[j] - minus_m * value[i]

    def substitute(self, found: Representation, v: int, over: PolyElement, under: PolyElement) -> Representation:
        """Put over/under for a variable on both sides, and multiply both by the same power of what is below."""
        ring = self.slack.ring
        degree = max(found.total.degrees()[v], found.multiplier.degrees()[v])
        powers_over, powers_under = powers(over, degree), powers(under, degree)

        def put(polynomial: PolyElement) -> PolyElement:
            parts: dict[int, dict[tuple[int, ...], object]] = {}
            for exponents, coefficient in polynomial.terms():
                parts.setdefault(exponents[v], {})[(*exponents[:v], 0, *exponents[v + 1 :])] = coefficient
            step(sum(len(part) * len(powers_over[e]) * len(powers_under[degree - e]) for e, part in parts.items()))
            pieces = (ring.from_dict(part) * powers_over[e] * powers_under[degree - e] for e, part in parts.items())
            return sum(pieces, ring.zero)

        multiplier, total = put(found.multiplier), put(found.total)
        turned = -1 if multiplier and all(coefficient < 0 for coefficient in multiplier.coeffs()) else 1
        return Representation(multiplier * turned, total * turned)

    def polya_representation(self, found: Representation) -> Representation | None:
        """The representation if the signs are right, in one or two slack variables perhaps only times a power of a sum (Pólya)."""
        slack = self.slack
        settled = slack.handelman_form(found, self.strict)
        if settled:
            return settled
        places = [i for i, degree in enumerate(found.total.degrees()) if degree > 0]
        if not places or len(places) > 2 or places[0] < slack.variable_count:
            return None
        if any(coefficient < 0 for _, coefficient in corner_terms(found.total, places)):
            return None  # these coefficients stay as they are
        signed = all(slack.is_nonnegative(*term) for term in found.multiplier.terms())
        if not signed and not any(exponents[i] for exponents in found.multiplier for i in places):
            return None  # so do all of these
        size = self.polya_factor(found.total, places)
        for _ in range(MOST_POWERS):
            step(2 * (len(found.multiplier) + len(found.total)))
            found = Representation(found.multiplier * size, found.total * size)
            settled = slack.handelman_form(found, self.strict)
            if settled:
                return settled
        return None

    def polya_factor(self, total: PolyElement, places: Sequence[int]) -> PolyElement:
        """A positive sum of one slack variable and a number, or of two, whose parts are of like size where the polynomial is smallest."""
        terms = sorted(total.terms(), key=lambda term: term[0][places[0]])
        low = min(range(len(terms)), key=lambda i: terms[i][1])
        (below, c), (above, d) = ((exponents[places[0]], coefficient) for exponents, coefficient in (terms[max(low - 1, 0)], terms[-1]))
        above, d = next(((e[places[0]], c) for e, c in terms[low + 1 :] if c > 0), (above, d))
        ratio = Fraction(abs(int(c) / int(d)) ** (1 / max(above - below, 1))).limit_denominator(MOST_POWERS)
        first, second = (self.slack.ring.gens[i] for i in (places[0], places[-1]))
        other = second if len(places) == 2 else self.slack.ring(1)
        return ratio.denominator * first + max(ratio.numerator, 1) * other


def corner_terms(polynomial: PolyElement, places: Sequence[int]) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Terms at corners of a polynomial in one or two variables: first and last when ordered by one variable, then the other."""
    for order in permutations(places):
        terms = sorted(polynomial.terms(), key=lambda term: [term[0][i] for i in order])
        yield from (terms[0], terms[-1])
