"""How certificates are put together: their data from SymPy's polynomials, and the same proof among other hypotheses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from math import comb, prod
from typing import Any

from sympy.polys.rings import PolyElement

from positivity.certificate import MOST_FACTORS, Case, CaseSplit, Certificate, Identity, Number, Polynomial, Proof, SignConstraint
from positivity.polynomials import Atom

MOST_TO_CHECK = 30_000_000
"""So many products of two terms may take the check of a certificate, some seconds; a claim of the paper takes a tenth of them."""
LONG = 10_000
"""Bits from which on to multiply two numbers costs more than to multiply two short ones."""


def as_dict(polynomial: PolyElement) -> Polynomial:
    """A polynomial as a certificate holds it."""
    return {exponents: as_rational(coefficient) for exponents, coefficient in polynomial.terms()}


def as_rational(coefficient: Any) -> Number:
    """A rational number of SymPy's as Python's own."""
    exact = Fraction(int(coefficient.numerator), int(coefficient.denominator))
    return exact.numerator if exact.denominator == 1 else exact


@cache  # the same hypotheses are in many statements
def as_constraint(atom: Atom) -> SignConstraint:
    """A hypothesis as a certificate holds it."""
    return SignConstraint(as_dict(atom[0]), atom[1])


def used_hypotheses(proof: Proof) -> set[int]:
    """The places of the hypotheses that a proof uses, and of those that its case splits add."""
    if isinstance(proof, Identity):
        return {place for term in proof.terms for place, _ in term.powers}
    return used_hypotheses(proof.positive) | used_hypotheses(proof.otherwise)


def is_soon_checked(found: Certificate) -> bool:
    """Whether the checker comes to an end soon, whatever it says: a few lines can name a product that no memory holds."""
    leaves, polynomials = found.leaves(), [*_polynomials(found)]
    powers = [pair for leaf in leaves for term in leaf.terms for pair in term.powers]
    most = max((power for _, power in powers), default=0)
    if most > MOST_FACTORS or any(number < 0 for row in (*powers, *(key for each in polynomials for key in each)) for number in row):
        return False
    numbers = [*(number for each in polynomials for number in each.values()), *(term.weight for leaf in leaves for term in leaf.terms)]
    bits = max((abs(number.numerator).bit_length() + number.denominator.bit_length() for number in numbers), default=0)
    try:
        work = sum(work_to_check(case.proof, [sign.polynomial for sign in case.hypotheses]) for case in found.cases)
    except (ValueError, IndexError):  # exponents of several lengths, or a hypothesis that there is not
        return False
    return work * (1 + bits * most // LONG) <= MOST_TO_CHECK


def _polynomials(found: Certificate) -> Iterator[Polynomial]:
    """All that stand in a certificate."""
    proofs = [case.proof for case in found.cases]
    yield from (sign.polynomial for case in found.cases for sign in case.hypotheses)
    while proofs:
        proof = proofs.pop()
        if isinstance(proof, CaseSplit):
            yield proof.polynomial
            proofs += (proof.positive, proof.otherwise)
        else:
            yield from (term.square for term in proof.terms if term.square is not None)


def work_to_check(proof: Proof, hypotheses: Sequence[Polynomial]) -> int:
    """At least so many products of two terms as the checker forms, found without forming them."""
    if isinstance(proof, CaseSplit):
        more = (*hypotheses, proof.polynomial)
        return work_to_check(proof.positive, more) + work_to_check(proof.otherwise, more)
    lengths = [*map(len, hypotheses)]
    degrees = [[*map(max, zip(*polynomial, strict=True))] for polynomial in hypotheses]

    def length(powers: tuple[tuple[int, int], ...]) -> int:
        """Of a product of powers: no more terms than are multiplied, nor than have such degrees."""
        multiplied = prod(comb(lengths[place] + power - 1, power) for place, power in powers)
        together = zip(*([power * degree for degree in degrees[place]] for place, power in powers), strict=True)
        return min(multiplied, prod(sum(each) + 1 for each in together)) if powers else 1

    formed: dict[tuple[tuple[int, int], ...], int] = {}
    squares = 0
    for term in proof.terms:
        powers = term.powers
        squares += len(term.square or ()) ** 2 * (1 + length(powers))
        while powers and powers not in formed:
            *others, (place, power) = powers
            fewer = (*others, (place, power - 1)) if power > 1 else tuple(others)
            formed[powers] = length(fewer) * lengths[place]
            powers = fewer
    return squares + sum(formed.values())


def relabel(proof: Proof, place: Callable[[int], int]) -> Proof:
    """The same proof with hypotheses at other places."""
    if isinstance(proof, CaseSplit):
        return CaseSplit(proof.polynomial, relabel(proof.positive, place), relabel(proof.otherwise, place))
    return Identity(tuple(replace(term, powers=tuple((place(i), power) for i, power in term.powers)) for term in proof.terms))


def shift_places(proof: Proof, first: int, by: int) -> Proof:
    """The same proof with so many hypotheses put in before a place."""
    return relabel(proof, lambda i: i if i < first else i + by)


@dataclass
class LemmaChain:
    """Signs that are proved one after the other, each for use in all that follows.

    Attributes
    ----------
    first
        how many hypotheses there are.
    """

    first: int
    proved: list[tuple[PolyElement, bool, Proof]] = field(default_factory=list)

    def place(self, polynomial: PolyElement, strict: bool, reason: int | Proof) -> int:
        """Where a sign stands: it is a hypothesis, or proved by refuting the opposite, put after the hypotheses."""
        if isinstance(reason, int):
            return reason
        self.proved.append((polynomial, strict, reason))
        return self.first + len(self.proved) - 1

    def conclude(self, end: Proof) -> Proof:
        """The whole proof, from what all the signs together lead to."""
        for offset, (polynomial, strict, reason) in reversed(list(enumerate(self.proved))):
            refuted = shift_places(reason, self.first, offset)
            end = CaseSplit(as_dict(polynomial), end, refuted) if strict else CaseSplit(as_dict(-polynomial), refuted, end)
        return end


def prune(hypotheses: Sequence[Atom], proof: Proof) -> Case:
    """A proof with only the hypotheses that it uses."""
    kept = sorted(place for place in used_hypotheses(proof) if place < len(hypotheses))
    new = {place: i for i, place in enumerate(kept)}
    proof = relabel(proof, lambda i: new[i] if i < len(hypotheses) else i - len(hypotheses) + len(kept))
    return Case(tuple(as_constraint(hypotheses[place]) for place in kept), proof)
