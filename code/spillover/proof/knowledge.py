"""What follows from hypotheses: signs of factors one by one, by :mod:`spillover.proof.replacement` or a completed square."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

from sympy.polys.rings import PolyElement

from spillover.proof.certificate import Proof, Split, Sum, Term
from spillover.proof.effort import step
from spillover.proof.orthant import Orthant
from spillover.proof.polynomials import Atom, coefficient, factors
from spillover.proof.proofs import Steps, data, number, shifted
from spillover.proof.replacement import identity
from spillover.proof.samples import Sample, holds, sign_at


@dataclass(frozen=True)
class Lemma:
    """That ``sign`` times a factor is positive (``strict``) or nonnegative: by a hypothesis, at its place, or by a proof.

    The proof refutes the opposite, put after the hypotheses.
    """

    factor: PolyElement
    sign: int
    strict: bool
    reason: int | Proof


@dataclass(frozen=True)
class Knowledge:
    """Hypotheses, and what follows from them.

    Attributes
    ----------
    samples
        points at which all hypotheses but one hold.
    effort
        how many steps the search for an identity may take.
    """

    hypotheses: tuple[Atom, ...]
    samples: tuple[Sample, ...]
    effort: int
    lemmas: dict[tuple[PolyElement, int, bool], Lemma | None] = field(default_factory=dict, compare=False)

    @cached_property
    def orthant(self) -> Orthant:
        """The hypotheses as variables."""
        return Orthant(self.hypotheses)

    @cached_property
    def places(self) -> dict[PolyElement, int]:
        """Where each hypothesis stands; a strict one wins."""
        return {polynomial: i for strict in (False, True) for i, (polynomial, held) in enumerate(self.hypotheses) if held is strict}

    def also(self, polynomial: PolyElement, strict: bool) -> Knowledge:
        """The same and one hypothesis more, at the end."""
        kept = tuple(sample for sample in self.samples if holds((polynomial, strict), sample.point))
        return Knowledge((*self.hypotheses, (polynomial, strict)), kept, self.effort)

    def against(self, polynomial: PolyElement, strict: bool, without: int) -> Knowledge:
        """All hypotheses but one, and at the end the opposite of a sign."""
        opposite, last = (-polynomial, not strict), len(self.hypotheses) - 1
        kept = tuple(Sample(s.point, last) for s in self.samples if s.violated == without and not holds(opposite, s.point))
        return Knowledge((*self.hypotheses[:without], *self.hypotheses[without + 1 :], opposite), kept, self.effort)

    def seen(self, polynomial: PolyElement, without: int) -> set[int]:
        """The signs that a polynomial has at the points where all hypotheses but one hold."""
        return {sign_at(polynomial, sample.point) for sample in self.samples if sample.violated == without}

    def refute(self) -> Proof | None:
        """A proof that the hypotheses cannot hold together, without asking anything; the last ones are looked at first."""
        return self.opposed() or next((proof for place in self.backwards if (proof := self.contradict(place))), None)

    @property
    def backwards(self) -> list[int]:
        """The places of the hypotheses that some points violate alone, the last first; all places where no points are known."""
        return sorted({sample.violated for sample in self.samples} or range(len(self.hypotheses)), reverse=True)

    def opposed(self) -> Proof | None:
        """The proof where one hypothesis says the opposite of another."""
        for i, (polynomial, strict) in enumerate(self.hypotheses):
            j = self.places.get(-polynomial)
            if j is not None and (strict or self.hypotheses[j][1]):
                return Sum((Term(1, ((i, 1),)), Term(1, ((j, 1),))))
        return None

    def contradict(self, place: int) -> Proof | None:
        """A proof that one hypothesis contradicts the others, from the signs of its factors."""
        polynomial, strict = self.hypotheses[place]
        constant, found = factors(polynomial)
        if len(found) == 1 and found[0][1] == 1:
            return self.alone(place)
        if strict and (zero := next((factor for factor, _ in found if {factor, -factor} <= self.places.keys()), None)):
            return self.vanishing(place, zero)
        sign = -1 if constant < 0 else 1
        known: list[tuple[PolyElement, int, Lemma | None]] = []
        for factor, power in found:
            lemma = self.sign(factor, place, strict)
            if (lemma is None and (power % 2 or not strict)) or (lemma and not (lemma.strict or strict)):
                return None
            sign *= lemma.sign if lemma and power % 2 else 1
            known.append((factor, power, lemma))
        return self.product(place, abs(constant), known) if sign < 0 else None

    def vanishing(self, place: int, zero: PolyElement) -> Proof:
        """A proof that a hypothesis is not positive, since one factor is zero; whatever sign the rest has."""
        rest, last = self.hypotheses[place][0].exquo(zero), len(self.hypotheses)
        positive, otherwise = (Sum((Term(1, ((place, 1),)), Term(1, ((self.places[sign * zero], 1), (last, 1))))) for sign in (-1, 1))
        return Split(data(rest), positive, otherwise)

    def alone(self, place: int) -> Proof | None:
        """A proof that a hypothesis without factors contradicts the others."""
        polynomial, strict = self.hypotheses[place]
        found = identity(self.orthant, -polynomial, not strict, place, self.effort)
        return self.orthant.leaf(found, place) if found else self.complete_square(place)

    def complete_square(self, place: int) -> Proof | None:
        """A proof that one hypothesis, quadratic in a variable, contradicts the others: its negative has no real root there."""
        quadratic = (v for v, degree in enumerate(self.hypotheses[place][0].degrees()) if degree == 2)
        return next((found for v in quadratic if (found := self.without_root(place, v))), None)

    def without_root(self, place: int, v: int) -> Proof | None:
        """With a v^2 + b v + c the negative of the hypothesis: a and 4ac - b^2 are positive, and 4a times it is (2av + b)^2 + 4ac - b^2."""
        polynomial, strict = self.hypotheses[place]
        last, generator = len(self.hypotheses), polynomial.ring.gens[v]
        c, b, a = (coefficient(-polynomial, v, power) for power in range(3))
        step(len(a) * len(c) + len(b) ** 2)
        gap = 4 * a * c - b**2
        bends_down = self.also(-a, False).refuted(last)
        crosses = bends_down and self.also(a, True).also(-gap, strict).refuted(last + 1)
        if not bends_down or not crosses:
            return None
        found = Sum((Term(4, ((place, 1), (last, 1))), Term(1, (), data(2 * a * generator + b)), Term(1, ((last + 1, 1),))))
        return Split(data(a), Split(data(-gap), crosses, found) if strict else Split(data(gap), found, crosses), bends_down)

    def refuted(self, place: int) -> Proof | None:
        """A proof that the last hypothesis, which may be a constant, contradicts the others."""
        polynomial, strict = self.hypotheses[place]
        if not polynomial.is_ground:
            return self.contradict(place)
        size = polynomial.LC
        if size > 0 or (size == 0 and not strict):
            return None
        return Sum((Term(1, ((place, 1),)), *([Term(number(-size), ())] if size else [])))

    def sign(self, factor: PolyElement, without: int, weakly: bool = False) -> Lemma | None:
        """The sign of an irreducible polynomial, by all hypotheses but one; ``weakly``: that it is not of the other sign will do."""
        key = (factor, without, weakly)
        if {1, -1} <= self.seen(factor, without):
            return None
        if key not in self.lemmas:
            self.lemmas[key] = next(self.reasons(factor, without, weakly), None)
        return self.lemmas[key]

    def reasons(self, factor: PolyElement, without: int, weakly: bool) -> Iterator[Lemma]:
        """Why a polynomial has the sign that it has; what a hypothesis says comes first if it says enough."""
        direct = [(sign, self.places[sign * factor]) for sign in (1, -1) if self.places.get(sign * factor, without) != without]
        said = [Lemma(factor, sign, self.hypotheses[place][1], place) for sign, place in direct]
        yield from (lemma for lemma in said if lemma.strict or weakly)
        seen = self.seen(factor, without)
        for strict in (True, False):
            for sign in (1, -1):
                possible = -sign not in seen and not (strict and 0 in seen)
                refuted = self.opposite(factor * sign, strict, without) if possible else None
                if refuted:
                    yield Lemma(factor, sign, strict, refuted)
        yield from said

    def opposite(self, polynomial: PolyElement, strict: bool, without: int) -> Proof | None:
        """A proof that the opposite of a sign, put after the hypotheses, contradicts them."""
        last = len(self.hypotheses)
        found = identity(self.orthant, polynomial, strict, without, self.effort)
        if found:
            return self.orthant.leaf(found, last)
        proof = self.against(polynomial, strict, without).complete_square(last - 1)
        return proof and shifted(proof, without, 1)

    def product(self, place: int, constant: Any, known: list[tuple[PolyElement, int, Lemma | None]]) -> Proof:
        """A proof that a hypothesis is not the product of factors with the signs that they have; each sign is proved first."""
        steps = Steps(len(self.hypotheses))
        powers = [(steps.place(lemma.sign * lemma.factor, lemma.strict, lemma.reason), power) for _, power, lemma in known if lemma]
        square = prod((factor ** (power // 2) for factor, power, lemma in known if lemma is None), start=known[0][0].ring(1))
        opposite = Term(number(constant), tuple(powers), None if square == 1 else data(square))
        return steps.conclude(Sum((Term(1, ((place, 1),)), opposite)))
