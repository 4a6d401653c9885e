"""Proofs that use bounds for a variable, and then the signs of what is left.

Let -T be the hypothesis to contradict, of degree d in a variable v, and h = p v - r another hypothesis. Then p^d T is a
polynomial in h whose coefficients do not contain v. Where p and these are positive, so is T. With a second bound
g = q v - w, the same holds of U^d T and products of g and h, where U = q r - p w. The signs of the coefficients are proved in turn,
from their factors: these may well be squares, as where one condition is just strong enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from sympy.polys.rings import PolyElement

from positivity.assembly import LemmaChain, as_rational, shift_places
from positivity.budget import step
from positivity.certificate import Identity, Proof, Term
from positivity.polynomials import coefficient, factors, powers
from positivity.sign_inference import Lemma, SignInference

MOST_IN_A_ROW = 2
"""So many variables are eliminated one after the other."""
MOST_POWER = 2
"""A variable with a higher power is not eliminated."""

Further = Callable[[SignInference], Proof | None]
"""Another way to refute hypotheses of which the last is the one to contradict."""


@dataclass(frozen=True)
class Expansion:
    """``under**degree`` times a polynomial is the sum of the parts: coefficients, each with the powers of hypotheses by their places."""

    under: PolyElement
    degree: int
    parts: list[tuple[PolyElement, tuple[tuple[int, int], ...]]]

    def negated(self) -> Expansion:
        """The same with the opposite of ``under``."""
        return Expansion(-self.under, self.degree, [(c * (-1) ** self.degree, product) for c, product in self.parts])


def eliminate(inference: SignInference, further: Further) -> Proof | None:
    """A proof that the hypotheses cannot hold together; None where none is found."""
    return contradict_by_factors(inference, inference.targets[0], further)


def contradict_by_factors(inference: SignInference, place: int, further: Further) -> Proof | None:
    """A proof that one hypothesis contradicts the others, once the factors without a sign have one."""
    polynomial, strict = inference.hypotheses[place]
    found = factors(polynomial)[1]
    if len(found) == 1 and found[0][1] == 1:
        return contradict(inference, place, MOST_IN_A_ROW, further)
    signs = SignLemmas(inference, place, MOST_IN_A_ROW, further, LemmaChain(0))
    unknown = [factor for factor, _ in found if inference.sign_lemma(factor, place, strict) is None]
    lemmas = [signs.lemma(factor) for factor in unknown]
    if not unknown or None in lemmas:
        return None
    inference.lemmas.update({(factor, place, strict): lemma for factor, lemma in zip(unknown, lemmas, strict=True)})
    return inference.contradict(place)


def contradict(inference: SignInference, place: int, depth: int, further: Further) -> Proof | None:
    """A proof that one hypothesis contradicts the others, with at most so many variables eliminated in a row."""
    if depth == 0 or all(witness.violated != place for witness in inference.witnesses):
        return None
    attempts = (contradict_by_expansion(inference, place, expansion, depth, further) for expansion in expansions(inference, place))
    return next((found for found in attempts if found), None)


def expansions(inference: SignInference, place: int) -> Iterator[Expansion]:
    """The opposite of a hypothesis in the values of one or two bounds for a variable."""
    target, slack = -inference.hypotheses[place][0], inference.slack
    for v, degree in enumerate(target.degrees()):
        if 0 < degree <= MOST_POWER:
            found = [coefficient(target, v, power) for power in range(degree + 1)]
            places = [i for i in slack.bounds(v) if i != place and slack.occurring[i] <= slack.occurring[place]]
            bounds = [(i, *_bound(inference, i, v)) for i in places]
            yield from (expand_in_one_bound(found, *bound) for bound in bounds if bound[0] != slack.sign_of_variable.get(v))
            yield from (expand_in_two_bounds(found, *pair) for pair in combinations(bounds, 2))


def _bound(inference: SignInference, i: int, v: int) -> tuple[PolyElement, PolyElement]:
    """P and r of a hypothesis p v - r."""
    polynomial = inference.hypotheses[i][0]
    return coefficient(polynomial, v, 1), -coefficient(polynomial, v, 0)


def expand_in_one_bound(target: list[PolyElement], i: int, p: PolyElement, r: PolyElement) -> Expansion:
    """With v = (r + h)/p; the target is given by its coefficients, the constant first."""
    degree = len(target) - 1
    over, under = powers(r, degree), powers(p, degree)
    step(sum(len(target[e]) * len(over[e - j]) * len(under[degree - e]) for e in range(degree + 1) for j in range(e + 1)))

    def part(j: int) -> PolyElement:
        return sum((target[e] * comb(e, j) * over[e - j] * under[degree - e] for e in range(j, degree + 1)), p.ring.zero)

    return Expansion(p, degree, [(part(j), ((i, j),) if j else ()) for j in range(degree + 1)])


def expand_in_two_bounds(
    target: list[PolyElement], first: tuple[int, PolyElement, PolyElement], second: tuple[int, PolyElement, PolyElement]
) -> Expansion:
    """With U v = r g - w h and U = p g - q h."""
    (i, p, r), (j, q, w) = first, second
    degree = len(target) - 1
    R, W, P, Q = (powers(base, degree) for base in (r, -w, p, -q))

    def part(a: int) -> PolyElement:
        """The coefficient of h^a g^(degree - a)."""
        total = p.ring.zero
        for e in range(degree + 1):
            for c in range(max(0, a - degree + e), min(a, e) + 1):
                step(len(target[e]) * len(R[e - c]) * len(W[c]) * len(P[degree - e - a + c]) * len(Q[a - c]))
                total += target[e] * comb(e, c) * R[e - c] * W[c] * comb(degree - e, a - c) * P[degree - e - a + c] * Q[a - c]
        return total

    parts = [(part(a), tuple((at, power) for at, power in ((i, a), (j, degree - a)) if power)) for a in range(degree + 1)]
    return Expansion(q * r - p * w, degree, parts)


def contradict_by_expansion(inference: SignInference, place: int, expansion: Expansion, depth: int, further: Further) -> Proof | None:
    """The proof by one expansion."""
    if not expansion.under:
        return None
    if -1 in inference.observed_signs(expansion.under, place):
        expansion = expansion.negated()
    if any(-1 in inference.observed_signs(c, place) for c in (expansion.under, *(c for c, _ in expansion.parts))):
        return None
    signs = SignLemmas(inference, place, depth, further, LemmaChain(len(inference.hypotheses)))
    under = signs.sign_term(expansion.under, True)
    if under is None:
        return None
    positive = inference.hypotheses[place][1]
    terms = [Term(under.weight**expansion.degree, ((place, 1), *((at, expansion.degree) for at, _ in under.powers)))]
    for c, product in expansion.parts:
        strict = bool(c) and not positive and all(inference.hypotheses[at][1] for at, _ in product)
        found = signs.sign_term(c, True) if strict else None
        positive = positive or found is not None
        found = found or signs.sign_term(c, False)
        if found is None:
            return None
        if found.weight:
            terms.append(Term(found.weight, (*found.powers, *product)))
    return signs.steps.conclude(Identity(tuple(terms))) if positive else None


@dataclass(frozen=True)
class SignLemmas:
    """Signs of polynomials, proved without one hypothesis, and the steps that prove them."""

    inference: SignInference
    without: int
    depth: int
    further: Further
    steps: LemmaChain

    def sign_term(self, polynomial: PolyElement, strict: bool) -> Term | None:
        """A polynomial as a term, once it is proved to be positive (``strict``) or nonnegative."""
        if polynomial.is_ground:
            size = as_rational(polynomial.LC)
            return Term(size, ()) if size > 0 or (size == 0 and not strict) else None
        reason = self.prove_sign(polynomial, strict)
        return None if reason is None else Term(1, ((self.steps.place(polynomial, strict, reason), 1),))

    def prove_sign(self, polynomial: PolyElement, strict: bool) -> int | Proof | None:
        """The hypothesis that says it, or a proof."""
        inference, without = self.inference, self.without
        known = inference.places.get(polynomial, without)
        if known != without and (inference.hypotheses[known][1] or not strict):
            return known
        if strict and 0 in inference.observed_signs(polynomial, without):
            return None
        against, last = inference.negating(polynomial, strict, without), len(inference.hypotheses) - 1
        found = against.contradict(last) or self.further(against) or contradict(against, last, self.depth - 1, self.further)
        return found and shift_places(found, without, 1)

    def lemma(self, factor: PolyElement) -> Lemma | None:
        """The sign of a factor that has only one at the sample points."""
        seen = self.inference.observed_signs(factor, self.without)
        if len(seen - {0}) != 1:
            return None
        sign = max(seen, key=abs)
        for strict in (True, False):
            reason = self.prove_sign(sign * factor, strict)
            if reason is not None:
                return Lemma(factor, sign, strict, reason)
        return None
