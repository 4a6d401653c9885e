"""Proofs as ``coq/Checker.v`` has them, made of the certificates of the ledger.

A sum or a proof is a nested tuple, as Coq's constructors make it: ``("Plus", ("Number", 2), ("Hyp", 0))``, ``("Sum", a)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from positivity.certificate import CaseSplit, Identity, Polynomial, Proof, Term
from theorems.terms import Tree

Weighted = tuple[int, Mapping[int, int], Tree | None]
"""A term: its weight, the powers of hypotheses, and a square."""
Exponents = tuple[tuple[int, ...], int]


def polynomial(p: Mapping[Any, Any]) -> tuple[Exponents, ...]:
    """A polynomial as pairs of exponents and whole coefficients."""
    return tuple((tuple(exponents), int(coefficient)) for exponents, coefficient in p.items() if coefficient)


def converted(proof: Proof, place: Callable[[int], int]) -> Tree:
    """A proof of a certificate, its hypotheses found at other places."""
    if isinstance(proof, CaseSplit):
        return ("Split", polynomial(_whole(proof.polynomial)[0]), converted(proof.positive, place), converted(proof.otherwise, place))
    return ("Sum", _sum(proof, place))


def _whole(p: Polynomial) -> tuple[Polynomial, int]:
    """A polynomial times a positive number that makes its coefficients whole, and that number."""
    bottom = lcm(*(Fraction(coefficient).denominator for coefficient in p.values()))
    return {exponents: int(coefficient * bottom) for exponents, coefficient in p.items()}, bottom


def _sum(identity: Identity, place: Callable[[int], int]) -> Tree:
    weights, squares = [], []
    for term in identity.terms:
        square, bottom = _whole(term.square) if term.square is not None else (None, 1)
        weights.append(Fraction(term.weight) / bottom**2)
        squares.append(None if square is None else ("Square", polynomial(square)))
    bottom = lcm(*(weight.denominator for weight in weights))
    return _nested(
        [
            (int(weight * bottom), _powers(term, place), square)
            for weight, term, square in zip(weights, identity.terms, squares, strict=True)
        ]
    )


def _powers(term: Term, place: Callable[[int], int]) -> Mapping[int, int]:
    return {place(i): power for i, power in term.powers}


def _nested(terms: list[Weighted]) -> Tree:
    """A sum by Horner's scheme: the factor that most terms share is taken out, so that it is multiplied once."""
    shared = Counter(i for _, powers, _ in terms for i in powers)
    if len(terms) == 1 or not shared or max(shared.values()) == 1:
        return joined("Plus", [*map(_product, terms)])
    i = max(shared, key=lambda i: (shared[i], -i))
    inside = [(weight, _lowered(powers, i), square) for weight, powers, square in terms if i in powers]
    outside = [term for term in terms if i not in term[1]]
    product = ("Times", _nested(inside), ("Hyp", i))
    return ("Plus", _nested(outside), product) if outside else product


def _lowered(powers: Mapping[int, int], i: int) -> Mapping[int, int]:
    return {j: power - (j == i) for j, power in powers.items() if power > (j == i)}


def _product(term: Weighted) -> Tree:
    weight, powers, square = term
    factors = [power(("Hyp", i), k) for i, k in sorted(powers.items())] + ([square] if square else [])
    return joined("Times", [("Number", weight), *factors])


def joined(kind: str, parts: Sequence[Tree]) -> Tree:
    """Sums added up, or multiplied."""
    return reduce(lambda total, part: (kind, total, part), parts)


def power(part: Tree, k: int) -> Tree:
    """A power of a sum."""
    return part if k == 1 else ("Power", part, k)


def times(number: int, part: Tree) -> Tree:
    """A sum times a positive whole number."""
    return part if number == 1 else ("Times", ("Number", number), part)


def polynomial_as_data(p: tuple[Exponents, ...]) -> str:
    """A polynomial as Coq reads it."""
    return f"(poly [{'; '.join(f'm {_signed(c)} [{_trimmed(e)}]' for e, c in p)}])"


def _signed(number: int) -> str:
    return str(number) if number >= 0 else f"({number})"


def _trimmed(exponents: tuple[int, ...]) -> str:
    last = max((place for place, exponent in enumerate(exponents, 1) if exponent), default=0)
    return "; ".join(map(str, exponents[:last]))


def as_data(part: Tree) -> str:
    """A proof, or a sum, as Coq's constructors make it."""
    match part:
        case ("Number" | "Hyp", number):
            return f"({part[0]} {number})"
        case ("Square", p):
            return f"(Square {polynomial_as_data(p)})"
        case ("Power", inner, k):
            return f"(Power {as_data(inner)} {k})"
        case ("Split", p, positive, otherwise):
            return f"(Split {polynomial_as_data(p)}\n {as_data(positive)}\n {as_data(otherwise)})"
    return f"({' '.join([part[0], *map(as_data, part[1:])])})"
