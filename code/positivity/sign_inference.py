"""What follows from hypotheses: signs of factors one by one, by a Handelman representation or a completed square."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

from sympy.polys.rings import PolyElement

from positivity.assembly import LemmaChain, as_dict, as_rational, shift_places
from positivity.budget import step
from positivity.certificate import CaseSplit, Identity, Proof, Term
from positivity.handelman import SlackVariables
from positivity.polynomials import Atom, coefficient, factors
from positivity.slack_substitution import handelman_representation
from positivity.witnesses import Witness, holds_at, sign_at


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
class SignInference:
    """Hypotheses, and what follows from them.

    Attributes
    ----------
    witnesses
        points at which all hypotheses but one hold.
    budget
        how many steps the search for a Handelman representation may take.
    """

    hypotheses: tuple[Atom, ...]
    witnesses: tuple[Witness, ...]
    budget: int
    lemmas: dict[tuple[PolyElement, int, bool], Lemma | None] = field(default_factory=dict, compare=False)

    @cached_property
    def slack(self) -> SlackVariables:
        """The slack variables of the hypotheses."""
        return SlackVariables(self.hypotheses)

    @cached_property
    def places(self) -> dict[PolyElement, int]:
        """Where each hypothesis stands; a strict one wins."""
        return {polynomial: i for strict in (False, True) for i, (polynomial, held) in enumerate(self.hypotheses) if held is strict}

    def assuming(self, polynomial: PolyElement, strict: bool) -> SignInference:
        """The same and one hypothesis more, at the end."""
        kept = tuple(witness for witness in self.witnesses if holds_at((polynomial, strict), witness.point))
        return SignInference((*self.hypotheses, (polynomial, strict)), kept, self.budget)

    def negating(self, polynomial: PolyElement, strict: bool, without: int) -> SignInference:
        """All hypotheses but one, and at the end the opposite of a sign."""
        opposite, last = (-polynomial, not strict), len(self.hypotheses) - 1
        kept = tuple(Witness(s.point, last) for s in self.witnesses if s.violated == without and not holds_at(opposite, s.point))
        return SignInference((*self.hypotheses[:without], *self.hypotheses[without + 1 :], opposite), kept, self.budget)

    def observed_signs(self, polynomial: PolyElement, without: int) -> set[int]:
        """The signs that a polynomial has at the points where all hypotheses but one hold."""
        return {sign_at(polynomial, witness.point) for witness in self.witnesses if witness.violated == without}

    def refute(self) -> Proof | None:
        """A proof that the hypotheses cannot hold together, without a case split; the last ones are looked at first."""
        return self.refute_directly() or next((proof for place in self.targets if (proof := self.contradict(place))), None)

    @property
    def targets(self) -> list[int]:
        """The places of the hypotheses that some points violate alone, the last first; all places where no points are known."""
        return sorted({witness.violated for witness in self.witnesses} or range(len(self.hypotheses)), reverse=True)

    def refute_directly(self) -> Proof | None:
        """The proof where one hypothesis says the opposite of another."""
        for i, (polynomial, strict) in enumerate(self.hypotheses):
            j = self.places.get(-polynomial)
            if j is not None and (strict or self.hypotheses[j][1]):
                return Identity((Term(1, ((i, 1),)), Term(1, ((j, 1),))))
        return None

    def contradict(self, place: int) -> Proof | None:
        """A proof that one hypothesis contradicts the others, from the signs of its factors."""
        polynomial, strict = self.hypotheses[place]
        constant, found = factors(polynomial)
        if len(found) == 1 and found[0][1] == 1:
            return self.contradict_irreducible(place)
        if strict and (zero := next((factor for factor, _ in found if {factor, -factor} <= self.places.keys()), None)):
            return self.refute_by_zero_factor(place, zero)
        sign = -1 if constant < 0 else 1
        known: list[tuple[PolyElement, int, Lemma | None]] = []
        for factor, power in found:
            lemma = self.sign_lemma(factor, place, strict)
            if (lemma is None and (power % 2 or not strict)) or (lemma and not (lemma.strict or strict)):
                return None
            sign *= lemma.sign if lemma and power % 2 else 1
            known.append((factor, power, lemma))
        return self.contradict_product(place, abs(constant), known) if sign < 0 else None

    def refute_by_zero_factor(self, place: int, zero: PolyElement) -> Proof:
        """A proof that a hypothesis is not positive, since one factor is zero; whatever sign the rest has."""
        rest, last = self.hypotheses[place][0].exquo(zero), len(self.hypotheses)
        positive, otherwise = (Identity((Term(1, ((place, 1),)), Term(1, ((self.places[sign * zero], 1), (last, 1))))) for sign in (-1, 1))
        return CaseSplit(as_dict(rest), positive, otherwise)

    def contradict_irreducible(self, place: int) -> Proof | None:
        """A proof that a hypothesis without factors contradicts the others."""
        polynomial, strict = self.hypotheses[place]
        found = handelman_representation(self.slack, -polynomial, not strict, place, self.budget)
        return self.slack.identity(found, place) if found else self.complete_square(place)

    def complete_square(self, place: int) -> Proof | None:
        """A proof that one hypothesis, quadratic in a variable, contradicts the others: its negative has no real root there."""
        quadratic = (v for v, degree in enumerate(self.hypotheses[place][0].degrees()) if degree == 2)
        return next((found for v in quadratic if (found := self.negative_discriminant(place, v))), None)

    def negative_discriminant(self, place: int, v: int) -> Proof | None:
        """With a v^2 + b v + c the negative of the hypothesis: a and 4ac - b^2 are positive, and 4a times it is (2av + b)^2 + 4ac - b^2."""
        polynomial, strict = self.hypotheses[place]
        last, generator = len(self.hypotheses), polynomial.ring.gens[v]
        c, b, a = (coefficient(-polynomial, v, power) for power in range(3))
        step(len(a) * len(c) + len(b) ** 2)
        gap = 4 * a * c - b**2
        bends_down = self.assuming(-a, False).contradict_last(last)
        crosses = bends_down and self.assuming(a, True).assuming(-gap, strict).contradict_last(last + 1)
        if not bends_down or not crosses:
            return None
        found = Identity((Term(4, ((place, 1), (last, 1))), Term(1, (), as_dict(2 * a * generator + b)), Term(1, ((last + 1, 1),))))
        return CaseSplit(
            as_dict(a), CaseSplit(as_dict(-gap), crosses, found) if strict else CaseSplit(as_dict(gap), found, crosses), bends_down
        )

    def contradict_last(self, place: int) -> Proof | None:
        """A proof that the last hypothesis, which may be a constant, contradicts the others."""
        polynomial, strict = self.hypotheses[place]
        if not polynomial.is_ground:
            return self.contradict(place)
        size = polynomial.LC
        if size > 0 or (size == 0 and not strict):
            return None
        return Identity((Term(1, ((place, 1),)), *([Term(as_rational(-size), ())] if size else [])))

    def sign_lemma(self, factor: PolyElement, without: int, weakly: bool = False) -> Lemma | None:
        """The sign of an irreducible polynomial, by all hypotheses but one; ``weakly``: that it is not of the other sign will do."""
        key = (factor, without, weakly)
        if {1, -1} <= self.observed_signs(factor, without):
            return None
        if key not in self.lemmas:
            self.lemmas[key] = next(self.sign_lemmas(factor, without, weakly), None)
        return self.lemmas[key]

    def sign_lemmas(self, factor: PolyElement, without: int, weakly: bool) -> Iterator[Lemma]:
        """Why a polynomial has the sign that it has; what a hypothesis says comes first if it says enough."""
        direct = [(sign, self.places[sign * factor]) for sign in (1, -1) if self.places.get(sign * factor, without) != without]
        said = [Lemma(factor, sign, self.hypotheses[place][1], place) for sign, place in direct]
        yield from (lemma for lemma in said if lemma.strict or weakly)
        seen = self.observed_signs(factor, without)
        for strict in (True, False):
            for sign in (1, -1):
                possible = -sign not in seen and not (strict and 0 in seen)
                refuted = self.refute_opposite(factor * sign, strict, without) if possible else None
                if refuted:
                    yield Lemma(factor, sign, strict, refuted)
        yield from said

    def refute_opposite(self, polynomial: PolyElement, strict: bool, without: int) -> Proof | None:
        """A proof that the opposite of a sign, put after the hypotheses, contradicts them."""
        last = len(self.hypotheses)
        found = handelman_representation(self.slack, polynomial, strict, without, self.budget)
        if found:
            return self.slack.identity(found, last)
        proof = self.negating(polynomial, strict, without).complete_square(last - 1)
        return proof and shift_places(proof, without, 1)

    def contradict_product(self, place: int, constant: Any, known: list[tuple[PolyElement, int, Lemma | None]]) -> Proof:
        """A proof that a hypothesis is not the product of factors with the signs that they have; each sign is proved first."""
        chain = LemmaChain(len(self.hypotheses))
        powers = [(chain.place(lemma.sign * lemma.factor, lemma.strict, lemma.reason), power) for _, power, lemma in known if lemma]
        square = prod((factor ** (power // 2) for factor, power, lemma in known if lemma is None), start=known[0][0].ring(1))
        opposite = Term(as_rational(constant), tuple(powers), None if square == 1 else as_dict(square))
        return chain.conclude(Identity((Term(1, ((place, 1),)), opposite)))
