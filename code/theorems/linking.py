"""Finds for signs, as Coq derives them from a statement, the proof that they contradict each other.

The certificates of the ledger speak of polynomials without the factors whose sign is plain. So a sign of theirs is first derived
from a sign that Coq has: raw = c P S**2 wanted, with a number c, P a polynomial in positive variables with positive coefficients.
Where that does not lead there, the search of the package is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import sympy as sp
from sympy.polys.rings import PolyElement

from positivity.budget import ExhaustedError, at_most
from positivity.certificate import Case, SignConstraint
from positivity.search import refute_all
from theorems.proofs import converted, joined, polynomial, power, times
from theorems.signs import Signs, Way
from theorems.terms import Tree

BUDGET = 20_000
"""Steps that a search may take."""


class NoProof(Exception):  # noqa: N818 (an answer, not a mistake)
    """No proof was found."""


class Prover:
    """Proofs for the ways of a statement, from the cases of a certificate in the same variables.

    Parameters
    ----------
    signs
        the steps from forms to signs.
    positive
        symbols that are positive, each by a hypothesis.
    cases
        of the certificate.
    """

    def __init__(self, signs: Signs, positive: Collection[sp.Symbol], cases: Sequence[Case]) -> None:
        self.ring = signs.ring
        self.cases = cases
        self.positive = {signs.generators[symbol] for symbol in positive}
        self._quotients: dict[tuple[PolyElement, PolyElement], tuple[Fraction, PolyElement, PolyElement] | None] = {}

    def refute(self, way: Way, nonvanishing: Collection[PolyElement] = ()) -> Tree:
        """A proof that signs contradict each other.

        Raises
        ------
        NoProof
            If neither the certificate nor a search gives one.
        """
        for searching in (nonvanishing, None):
            for case in self.cases:
                found = self._by_case(way, case, searching)
                if found:
                    return found
        found = self._searched(way)
        if found is None:
            raise NoProof(f"no proof that these contradict each other: {way}")
        return found

    def vanishes_not(self, way: Way, g: PolyElement) -> Tree | None:
        """A proof that contradicts g >= 0 and -g >= 0, which stand at the end of a way."""
        last = len(way) - 2
        for place, (raw, strict) in enumerate(way[:last]):
            found = self._quotient(raw, g) if strict else None
            if found:
                other = ("Hyp", last + (found[0] > 0))
                return ("Sum", self._contradiction(place, other, found, way, weak=False))
        if self._is_plainly_positive(g):
            return ("Sum", ("Plus", self._positive_sum(g, way), ("Hyp", last + 1)))
        return self._searched(way)

    def _by_case(self, way: Way, case: Case, searching: Collection[PolyElement] | None) -> Tree | None:
        """The proof of a case, after the steps that lead from the signs of a way to its hypotheses.

        Signs of the polynomials that are given may be found by a search, of all if None are given.
        """
        known, places, steps = list(way), [], []
        for hypothesis in case.hypotheses:
            wanted = self._polynomial(hypothesis)
            place = next((i for i, (p, strict) in enumerate(known) if p == wanted and strict >= hypothesis.strict), None)
            if place is None:
                step = self._step(known, wanted, hypothesis.strict, searching)
                if step is None:
                    return None
                place = len(known)
                known.append((wanted, hypothesis.strict))
                steps.append((wanted, hypothesis.strict, step))
            places.append(place)
        end = converted(case.proof, lambda i: places[i] if i < len(places) else len(known) + i - len(places))
        for wanted, strict, refuted in reversed(steps):
            end = ("Split", polynomial(wanted), end, refuted) if strict else ("Split", polynomial(-wanted), refuted, end)
        return end

    def _step(self, known: Way, wanted: PolyElement, strict: bool, searching: Collection[PolyElement] | None) -> Tree | None:
        """A proof of one more sign: it refutes the opposite, which stands behind those that are known."""
        for place, (raw, is_strict) in enumerate(known):
            found = self._quotient(raw, wanted) if is_strict or not strict else None
            if found and found[0] > 0:
                try:
                    return ("Sum", self._contradiction(place, ("Hyp", len(known)), found, known, weak=not is_strict))
                except NoProof:
                    continue
        if searching is not None and wanted not in searching and -wanted not in searching:
            return None
        return self._searched([*known, (-wanted, not strict)])

    def _searched(self, way: Way) -> Tree | None:
        """A proof by the search of the package: first from the signs that speak of no other variables than the last one."""
        last = self._occurring(way[-1][0])
        near = [sign for sign in way if self._occurring(sign[0]) <= last]
        found = self._found(near) or (self._found(way) if len(near) < len(way) else None)
        if found is None:
            return None
        places = [way.index((self._polynomial(each), each.strict)) for each in found.hypotheses]
        return converted(found.proof, lambda i: places[i] if i < len(places) else len(way) + i - len(places))

    def _found(self, way: Way) -> Case | None:
        try:
            with at_most(BUDGET):
                cases = refute_all([[*dict.fromkeys(way)]])
        except ExhaustedError:
            return None
        return cases[0] if cases else None

    def _polynomial(self, hypothesis: SignConstraint) -> PolyElement:
        return self.ring.from_dict({exponents: sp.ZZ(int(coefficient)) for exponents, coefficient in hypothesis.polynomial.items()})

    def _quotient(self, raw: PolyElement, wanted: PolyElement) -> tuple[Fraction, PolyElement, PolyElement] | None:
        """Number, P and S with raw = number P S**2 wanted, and P plainly positive; None where raw is nothing of the kind."""
        key = raw, wanted
        if key not in self._quotients:
            self._quotients[key] = self._quotient_anew(raw, wanted)
        return self._quotients[key]

    def _quotient_anew(self, raw: PolyElement, wanted: PolyElement) -> tuple[Fraction, PolyElement, PolyElement] | None:
        if wanted == 0 or raw == 0 or wanted.is_ground or any(a < b for a, b in zip(raw.degrees(), wanted.degrees(), strict=True)):
            return None
        content, primitive = wanted.primitive()
        quotient, rest = raw.div(primitive)
        if rest != 0:
            return None
        constant, factors = quotient.factor_list()
        number, P, S = Fraction(int(constant), int(content)), self.ring(1), self.ring(1)
        for factor, multiplicity in factors:
            S *= factor ** (multiplicity // 2)
            if multiplicity % 2:
                sign = -1 if all(c < 0 for c in factor.coeffs()) else 1
                if not self._is_plainly_positive(sign * factor):
                    return None
                number, P = sign * number, P * (sign * factor)
        return number, P, S

    def _is_plainly_positive(self, p: PolyElement) -> bool:
        return all(c > 0 for c in p.coeffs()) and self._occurring(p) <= self.positive

    def _occurring(self, p: PolyElement) -> set[PolyElement]:
        return {g for g, degree in zip(self.ring.gens, p.degrees(), strict=True) if degree > 0}

    def _positive_sum(self, p: PolyElement, way: Way) -> Tree:
        """A plainly positive polynomial as a sum of products of signs."""
        products: list[Tree] = []
        for exponents, coefficient in p.terms():
            factors = [power(("Hyp", way.index((g, True))), k) for g, k in zip(self.ring.gens, exponents, strict=True) if k]
            products.append(joined("Times", [("Number", int(coefficient)), *factors]))
        return joined("Plus", products)

    def _contradiction(self, place: int, other: Tree, quotient: tuple[Fraction, PolyElement, PolyElement], way: Way, *, weak: bool) -> Tree:
        """A sum that is zero: the sign at a place, and P S**2 times the other sign, which stands for its opposite.

        Where the sign at the place is weak, the other is strict, and S must be known not to vanish: a square alone is weak.
        """
        number, P, S = quotient
        number = abs(number)
        second: Tree = ("Times", self._positive_sum(P, way), other)
        if S != 1 and not weak:
            second = ("Times", ("Square", polynomial(S)), second)
        elif S != 1:
            constant, factors = S.factor_list()
            number *= int(constant) ** 2
            for factor, multiplicity in factors:
                part, ratio = self._not_zero(factor, way)
                second = ("Times", power(part, 2 * multiplicity), second)
                number *= ratio ** (2 * multiplicity)
        return ("Plus", times(number.denominator, ("Hyp", place)), times(number.numerator, second))

    def _not_zero(self, factor: PolyElement, way: Way) -> tuple[Tree, Fraction]:
        """A positive sum, and the number by which it is to be multiplied to give a polynomial, up to its sign."""
        if self._is_plainly_positive(factor):
            return self._positive_sum(factor, way), Fraction(1)
        for place, (p, strict) in enumerate(way):
            if strict and not p.is_ground and p.degrees() == factor.degrees():
                quotient, rest = p.div(factor)
                if rest == 0 and quotient.is_ground and quotient != 0:
                    return ("Hyp", place), Fraction(1, int(quotient.LC))
        raise NoProof(f"{factor} may vanish")
