"""Positivstellensatz certificates, and the checker that accepts or rejects them: Fraction arithmetic and nothing else.

A certificate refutes the negation of what it proves. Each case lists hypotheses, polynomials that are positive or
nonnegative at every point of some of those at which the statement would be false. Its proof is a tree.

* An :class:`Identity` is a leaf: products of hypotheses and squares, with positive weights, that add up to the zero
  polynomial although one of them is positive. No such point exists.
* A :class:`CaseSplit` asks whether a polynomial is positive, and refutes both answers.

A polynomial is a mapping from exponents, one a variable, to nonzero coefficients.

Examples
--------
``x - 1 >= 0`` and ``-x >= 0`` cannot hold together, since ``(x - 1) + (-x) + 1`` is zero:

>>> from positivity.certificate import Case, Certificate, Identity, SignConstraint, Term, check
>>> at_least_one = SignConstraint({(1,): 1, (0,): -1}, strict=False)
>>> at_most_zero = SignConstraint({(1,): -1}, strict=False)
>>> identity = Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),)), Term(1, ())))
>>> check(Certificate(("x",), (Case((at_least_one, at_most_zero), identity),)))
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from operator import add

Number = int | Fraction
Polynomial = Mapping[tuple[int, ...], Number]

NUMBERS = (int, Fraction)
MOST_FACTORS = 200
"""A term with more hypotheses is rejected, so that a check always comes to an end."""


@dataclass(frozen=True)
class SignConstraint:
    """A polynomial that is positive or nonnegative.

    Attributes
    ----------
    polynomial
        exponents, one a variable, to nonzero coefficients.
    strict
        whether it is positive; else nonnegative.

    Examples
    --------
    ``2 x y - 1 > 0``, in the variables x and y:

    >>> from positivity.certificate import SignConstraint
    >>> SignConstraint({(1, 1): 2, (0, 0): -1}, strict=True)
    SignConstraint(polynomial={(1, 1): 2, (0, 0): -1}, strict=True)
    """

    polynomial: Polynomial
    strict: bool


@dataclass(frozen=True)
class Term:
    """A positive weight, times powers of hypotheses, times the square of a polynomial.

    Attributes
    ----------
    weight
        an int or a Fraction.
    powers
        pairs of a hypothesis, by its place from 0, and a power of it.
    square
        the polynomial whose square it is; None for 1.

    Examples
    --------
    One half of the first hypothesis times the square of ``x - 1``:

    >>> from fractions import Fraction
    >>> from positivity.certificate import Term
    >>> Term(Fraction(1, 2), ((0, 1),), {(1,): 1, (0,): -1})
    Term(weight=Fraction(1, 2), powers=((0, 1),), square={(1,): 1, (0,): -1})
    """

    weight: Number
    powers: tuple[tuple[int, int], ...]
    square: Polynomial | None = None


@dataclass(frozen=True)
class Identity:
    """A Positivstellensatz identity: terms that add up to zero, one of them positive.

    Attributes
    ----------
    terms
        of which at least one is no square and has strict hypotheses only.

    Examples
    --------
    Of two hypotheses, the first strict and each the negative of the other, the sum is zero:

    >>> from positivity.certificate import Identity, Term
    >>> identity = Identity((Term(1, ((0, 1),)), Term(1, ((1, 1),))))
    """

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class CaseSplit:
    """Two proofs: one where a polynomial is positive, one where it is not (there its negative is nonnegative).

    The sign constraint that a case adds stands behind the hypotheses, and is used by its place like them.

    Attributes
    ----------
    polynomial
        on whose sign the proof splits.
    positive, otherwise
        an :class:`Identity` or a :class:`CaseSplit` for each case.

    Examples
    --------
    ``-x**3 > 0`` cannot hold where ``x >= 0``, since that is ``x * x**2``; or, the long way, by cases:

    >>> from positivity.certificate import Case, CaseSplit, Certificate, Identity, SignConstraint, Term, check
    >>> hypotheses = (SignConstraint({(1,): 1}, False), SignConstraint({(3,): -1}, True))
    >>> positive = Identity((Term(1, ((1, 1),)), Term(1, ((2, 3),))))  # x > 0 is the hypothesis at place 2
    >>> otherwise = Identity((Term(1, ((1, 1),)), Term(1, ((0, 1),), {(1,): 1})))
    >>> check(Certificate(("x",), (Case(hypotheses, CaseSplit({(1,): 1}, positive, otherwise)),)))
    True
    """

    polynomial: Polynomial
    positive: Proof
    otherwise: Proof


Proof = Identity | CaseSplit


@dataclass(frozen=True)
class Case:
    """Hypotheses that cannot hold together, and the proof of it.

    Attributes
    ----------
    hypotheses
        sign constraints; terms name them by their places, from 0.
    proof
        an :class:`Identity` or a :class:`CaseSplit`.

    Examples
    --------
    >>> from positivity.certificate import Case, Identity, SignConstraint, Term
    >>> negative_square = SignConstraint({(2,): -1}, strict=True)
    >>> case = Case((negative_square,), Identity((Term(1, ((0, 1),)), Term(1, (), {(1,): 1}))))
    """

    hypotheses: tuple[SignConstraint, ...]
    proof: Proof


@dataclass(frozen=True)
class Certificate:
    """A proof by cases: each conjunction in the disjunctive normal form of the negation has the hypotheses of one case.

    Attributes
    ----------
    variables
        names of the variables, in the order of the exponents.
    cases
        hypotheses that cannot hold together, with the proofs.

    Examples
    --------
    >>> import sympy as sp
    >>> from positivity import always
    >>> x = sp.Symbol("x", real=True)
    >>> certificate = always(x**2 + 1 >= 2 * x).certificate
    >>> certificate.variables
    ('x',)
    >>> certificate.cases[0].hypotheses
    (SignConstraint(polynomial={(2,): -1, (1,): 2, (0,): -1}, strict=True),)
    >>> [len(identity.terms) for identity in certificate.leaves()]
    [2]
    """

    variables: tuple[str, ...]
    cases: tuple[Case, ...]

    def leaves(self) -> list[Identity]:
        """List the identities at the ends of all proofs.

        Returns
        -------
        list
            in the order of the cases.

        Examples
        --------
        >>> import sympy as sp
        >>> from positivity import always
        >>> x = sp.Symbol("x", real=True)
        >>> len(always(x**2 + 1 >= 2 * x).certificate.leaves())
        1
        """
        return [leaf for case in self.cases for leaf in _leaves(case.proof)]


def check(certificate: Certificate) -> bool:
    """Whether the hypotheses of no case can hold together; by exact arithmetic with polynomials, and nothing else.

    Only whole numbers and Fractions count as numbers: nothing that calls itself one but reckons in its own way. Of what
    statement the certificate speaks is another question: :func:`positivity.covers`.

    Parameters
    ----------
    certificate
        from wherever it comes.

    Returns
    -------
    bool
        True if every case is refuted; False for a proof that is wrong, or no proof at all.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import sympy as sp
    >>> from positivity import always, check
    >>> x = sp.Symbol("x", real=True)
    >>> certificate = always(x**2 + 1 >= 2 * x).certificate
    >>> check(certificate)
    True
    >>> case = certificate.cases[0]
    >>> check(replace(certificate, cases=(replace(case, proof=replace(case.proof, terms=())),)))
    False
    """
    width = len(certificate.variables)
    return all(_refutes(case.proof, case.hypotheses, width) for case in certificate.cases)


def _refutes(proof: Proof, hypotheses: tuple[SignConstraint, ...], width: int) -> bool:
    if isinstance(proof, CaseSplit):
        negative = {exponents: -coefficient for exponents, coefficient in proof.polynomial.items()}
        return _refutes(proof.positive, (*hypotheses, SignConstraint(proof.polynomial, True)), width) and _refutes(
            proof.otherwise, (*hypotheses, SignConstraint(negative, False)), width
        )
    polynomials = [sign.polynomial for sign in hypotheses] + [term.square for term in proof.terms if term.square is not None]
    if not all(_is_polynomial(polynomial, width) for polynomial in polynomials) or not all(
        type(sign.strict) is bool for sign in hypotheses
    ):
        return False
    if not all(_is_allowed(term, len(hypotheses)) for term in proof.terms):
        return False
    total: dict[tuple[int, ...], Number] = {}
    one: Polynomial = {(0,) * width: 1}

    @cache  # the products that terms have in common are multiplied out once
    def product(powers: tuple[tuple[int, int], ...]) -> Polynomial:
        if not powers:
            return one
        *others, (place, power) = powers
        fewer = (*others, (place, power - 1)) if power > 1 else tuple(others)
        return _times(product(fewer), hypotheses[place].polynomial)

    for term in proof.terms:
        known = product(term.powers)
        for exponents, coefficient in (known if term.square is None else _times(known, _times(term.square, term.square))).items():
            total[exponents] = total.get(exponents, 0) + term.weight * coefficient
    return not any(total.values()) and any(_is_positive(term, hypotheses) for term in proof.terms)


def _is_polynomial(polynomial: Polynomial, width: int) -> bool:
    return all(
        len(exponents) == width and all(type(e) is int and e >= 0 for e in exponents) and type(coefficient) in NUMBERS
        for exponents, coefficient in polynomial.items()
    )


def _is_allowed(term: Term, hypotheses: int) -> bool:
    whole = all(type(place) is type(power) is int and 0 <= place < hypotheses and power > 0 for place, power in term.powers)
    return whole and type(term.weight) in NUMBERS and term.weight > 0 and sum(power for _, power in term.powers) <= MOST_FACTORS


def _is_positive(term: Term, hypotheses: tuple[SignConstraint, ...]) -> bool:
    return term.square is None and all(hypotheses[place].strict for place, _ in term.powers)


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    product: dict[tuple[int, ...], Number] = {}
    for one, coefficient in left.items():
        for other, factor in right.items():
            exponents = tuple(map(add, one, other))  # of one length, as was seen
            product[exponents] = product.get(exponents, 0) + coefficient * factor
    return product


def _leaves(proof: Proof) -> list[Identity]:
    return [proof] if isinstance(proof, Identity) else [*_leaves(proof.positive), *_leaves(proof.otherwise)]
