"""Handelman representations: a polynomial as a positive combination of products of hypotheses, and squares.

A slack variable stands for the value of each hypothesis, beside the old variables. A polynomial written in both is
nonnegative when every monomial is a product of slack variables and squares and every coefficient is positive, as in
Handelman's theorem. What is more, it then is a sum of terms as a certificate needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb, prod
from typing import Any

import sympy as sp
from sympy.polys.rings import PolyElement, PolyRing

from positivity.assembly import as_rational
from positivity.budget import step
from positivity.certificate import Identity, Term
from positivity.polynomials import Atom


@dataclass(frozen=True)
class Representation:
    """``multiplier * polynomial == total``: the two others are polynomials in the variables and the slack variables.

    The exponents are those of the variables, then those of the slack variables.
    """

    multiplier: PolyElement
    total: PolyElement


@dataclass(frozen=True)
class SlackVariables:
    """Hypotheses, and the polynomials in which a slack variable for each of them stands beside the old variables."""

    hypotheses: tuple[Atom, ...]

    @cached_property
    def variable_count(self) -> int:
        """How many variables there are, before the slack variables."""
        return int(self.hypotheses[0][0].ring.ngens)

    @cached_property
    def ring(self) -> PolyRing:
        """Polynomials in the old variables and the slack variables."""
        values = sp.symbols(f"y_:{len(self.hypotheses)}")
        return PolyRing((*sp.symbols(f"v_:{self.variable_count}"), *values), sp.ZZ)

    @cached_property
    def lifted(self) -> list[PolyElement]:
        """The hypotheses as elements of the larger ring, in the old variables."""
        return [self.lift(polynomial) for polynomial, _ in self.hypotheses]

    @cached_property
    def equalities(self) -> dict[int, int]:
        """Hypotheses that hold with equality, since the negative is a hypothesis too; with the place of that."""
        place = {polynomial: i for i, (polynomial, _) in enumerate(self.hypotheses)}
        return {i: place[-polynomial] for i, (polynomial, _) in enumerate(self.hypotheses) if -polynomial in place}

    @cached_property
    def sign_of_variable(self) -> dict[int, int]:
        """For a variable that is itself a hypothesis, the place of that hypothesis; a strict one first."""
        found: dict[int, int] = {}
        for i in sorted(range(len(self.hypotheses)), key=lambda i: not self.hypotheses[i][1]):
            for v, generator in enumerate(self.hypotheses[i][0].ring.gens):
                if self.hypotheses[i][0] == generator:
                    found.setdefault(v, i)
        return found

    @cached_property
    def degrees(self) -> list[tuple[int, ...]]:
        """The degrees of each hypothesis in the variables."""
        return [polynomial.degrees() for polynomial, _ in self.hypotheses]

    @cached_property
    def occurring(self) -> list[set[int]]:
        """The variables in each hypothesis."""
        return [{v for v, degree in enumerate(degrees) if degree > 0} for degrees in self.degrees]

    def lift(self, polynomial: PolyElement) -> PolyElement:
        """The same polynomial in the larger ring."""
        padding = (0,) * len(self.hypotheses)
        return self.ring.from_dict({exponents + padding: int(coefficient) for exponents, coefficient in polynomial.terms()})

    def bounds(self, v: int) -> list[int]:
        """Hypotheses that are linear in a variable."""
        return [i for i, degrees in enumerate(self.degrees) if degrees[v] == 1]

    def linear_parts(self, i: int, v: int) -> tuple[PolyElement, PolyElement]:
        """For a hypothesis p v - r, p and r."""
        p = self.lifted[i].diff(self.ring.gens[v])
        return p, p * self.ring.gens[v] - self.lifted[i]

    def direction(self, i: int, v: int) -> int:
        """1 where a hypothesis bounds a variable from below, -1 from above, 0 where the coefficients do not tell."""
        signs = {1 if coefficient > 0 else -1 for coefficient in self.linear_parts(i, v)[0].coeffs()}
        return signs.pop() if len(signs) == 1 else 0

    def handelman_form(self, found: Representation, strict: bool) -> Representation | None:
        """The representation if both sides are sums of products of hypotheses and squares, and the needed one is positive."""
        terms = [*found.total.terms(), *found.multiplier.terms()]
        if not found.multiplier or not all(self.is_nonnegative(*term) for term in terms):
            return None
        if any(self.is_positive(*term) for term in (found.total if strict else found.multiplier).terms()):
            return found
        return self.with_constant_multiplier(found, strict)

    def with_constant_multiplier(self, found: Representation, strict: bool) -> Representation | None:
        """The same if the multiplier is a positive number once the hypotheses are put in, as y + z is where y = v and z = 1 - v."""
        numbers = {value_at_integers(found.multiplier, point) for point in self.probes}
        if len(numbers) > 1 or min(numbers) <= 0:
            return None
        share = min(sp.QQ(int(found.total.get(e, 0)), int(c)) for e, c in found.multiplier.terms()) if strict else 1
        if share <= 0:
            return None
        number = self.put_in(found.multiplier)
        if not number.is_ground:
            return None
        if not strict:
            return Representation(number, found.total)
        over, under = int(share.numerator), int(share.denominator)
        return Representation(number * under, found.total * under - found.multiplier * over + number * over)

    def put_in(self, polynomial: PolyElement) -> PolyElement:
        """A polynomial with the hypotheses put in for the slack variables."""
        lengths = [*map(len, self.lifted)]
        powers = (exponents[self.variable_count :] for exponents in polynomial)
        step(sum(prod(comb(power + length - 1, power) for power, length in zip(each, lengths, strict=True)) for each in powers))
        return polynomial.compose(list(zip(self.ring.gens[self.variable_count :], self.lifted, strict=True)))

    @cached_property
    def probes(self) -> list[list[int]]:
        """Values of the variables at two points, and those that the hypotheses have there."""
        points = [[3 * v + shift for v in range(self.variable_count)] for shift in (2, 7)]
        return [[*point, *(value_at_integers(polynomial, point) for polynomial, _ in self.hypotheses)] for point in points]

    def is_nonnegative(self, exponents: tuple[int, ...], coefficient: Any) -> bool:
        """Whether a monomial with a coefficient is a product of hypotheses and squares."""
        signed = all(power % 2 == 0 or v in self.sign_of_variable for v, power in enumerate(exponents[: self.variable_count]))
        return signed and bool(coefficient > 0 or any(exponents[self.variable_count + i] for i in self.equalities))

    def is_positive(self, exponents: tuple[int, ...], coefficient: Any) -> bool:
        """Whether a monomial with a coefficient is a product of strict hypotheses only."""
        variables = (v for v in range(self.variable_count) if exponents[v])
        places = [
            *(self.sign_of_variable.get(v, -1) for v in variables),
            *(i for i in range(len(self.hypotheses)) if exponents[self.variable_count + i]),
        ]
        return bool(coefficient > 0) and all(place >= 0 and self.hypotheses[place][1] for place in places)

    def identity(self, found: Representation, place: int) -> Identity:
        """A Positivstellensatz identity: a representation, and the hypothesis at a place, which it contradicts."""
        against = [self.term(exponents, weight, ((place, 1),)) for exponents, weight in found.multiplier.terms()]
        return Identity((*against, *(self.term(exponents, weight) for exponents, weight in found.total.terms())))

    def term(self, exponents: tuple[int, ...], weight: Any, powers: tuple[tuple[int, int], ...] = ()) -> Term:
        """A monomial in the variables and the slack variables as a term of a certificate."""
        found: dict[int, int] = dict(powers)
        square = [0] * self.variable_count

        def also(place: int, power: int) -> None:
            found[place] = found.get(place, 0) + power

        for v, power in enumerate(exponents[: self.variable_count]):
            if v in self.sign_of_variable:
                also(self.sign_of_variable[v], power)
            else:
                square[v] = power // 2
        for i, power in enumerate(exponents[self.variable_count :]):
            also(i, power)
        if weight < 0:  # one factor is zero: its negative, a hypothesis too, takes its place once
            zero = next(i for i in self.equalities if exponents[self.variable_count + i])
            also(zero, -1)
            also(self.equalities[zero], 1)
        kept = tuple((i, power) for i, power in sorted(found.items()) if power)
        return Term(as_rational(abs(weight)), kept, {tuple(square): 1} if any(square) else None)


def value_at_integers(polynomial: PolyElement, values: Sequence[int]) -> int:
    """The value of a polynomial with whole coefficients at whole numbers."""
    terms = (prod(map(pow, values, exponents), start=int(coefficient)) for exponents, coefficient in polynomial.terms())
    return sum(terms)
