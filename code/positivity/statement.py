"""What a statement says, as signs of polynomials: the disjunctive normal form of its negation.

A relation holds everywhere on a region unless some point of the region satisfies its negation. That is written as a
disjunction of conjunctions: each lists polynomials that would all be positive, or nonnegative, at such a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from math import prod
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue, to_nnf
from sympy.polys.rings import PolyElement, PolyRing

from positivity.budget import step
from positivity.polynomials import Atom, sign_equivalent

MOST_POWER = 100
"""A higher exponent is refused: written out, the power could have too many terms."""
MOST_DISJUNCTS = 4096
"""A statement whose negation has more conjunctions is too long."""

A_TERM = 500
"""Steps that a term takes until it is written out; they count also where that was done before, for an answer does not depend on it."""
CONNECTIVES = (sp.And, sp.Or, sp.Not, sp.Implies, sp.Equivalent, sp.Xor, sp.ITE)


class TooManyDisjunctsError(ValueError):
    """A statement could be false in more ways than are looked at."""


@dataclass(frozen=True)
class Statement:
    """A relation and the region on which it is said to hold.

    Attributes
    ----------
    relation
        a SymPy Boolean made of polynomial or rational (in)equalities.
    given
        Booleans that describe the region, besides what the symbols themselves assume.
    """

    relation: Boolean
    given: tuple[Boolean, ...]

    @cached_property
    def symbols(self) -> tuple[sp.Symbol, ...]:
        """All symbols of the relation and of the region, by name."""
        free = self.relation.free_symbols.union(*(part.free_symbols for part in self.given))
        return tuple(sorted(free, key=lambda symbol: symbol.name))

    @cached_property
    def region(self) -> list[Boolean]:
        """What a point of the region satisfies: what the symbols assume, denominators that do not vanish, and what is given."""
        return [*sign_assumptions(self.symbols), *nonvanishing_denominators(self), *self.given]

    @cached_property
    def ring(self) -> PolyRing:
        """Polynomials with integer coefficients in the symbols."""
        return PolyRing(self.symbols, sp.ZZ)

    @cached_property
    def negation_dnf(self) -> list[list[Atom]]:
        """Conjunctions, one of which holds where the relation fails within the region: signs that polynomials in ``ring`` all have."""
        parts = [disjunctive_normal_form(part, self.ring) for part in (*self.region, sp.Not(self.relation))]
        return [list(dict.fromkeys(conjunction)) for conjunction in _conjunction(parts)]


def statement(relation: Any, given: Iterable[Any] | Any = ()) -> Statement:
    """Check what was asked and put it into one object.

    Raises
    ------
    TypeError
        If the relation or a part of the region is not a Boolean.
    ValueError
        If something else than a polynomial or rational function with rational coefficients of real symbols occurs.
    """
    parts = [given] if isinstance(given, Boolean | bool) or not isinstance(given, Iterable) else list(given)
    booleans = [_boolean(name, part) for name, part in zip(["relation", *["given"] * len(parts)], (relation, *parts), strict=True)]
    asked = Statement(booleans[0], tuple(booleans[1:]))
    names = [symbol.name for symbol in asked.symbols]
    for symbol in asked.symbols:
        if symbol.is_extended_real is False or not symbol.is_commutative:
            raise ValueError(f"every symbol must be real, got {symbol}")
        if names.count(symbol.name) > 1:
            raise ValueError(f"symbols must have different names, got two called {symbol} that differ in what they assume")
    return asked


def _boolean(name: str, part: Any) -> Boolean:
    if not isinstance(part, Boolean | bool):
        raise TypeError(f"{name} must be an equation, an inequality or a Boolean made of them, got {part!r}")
    formula = sp.sympify(part)
    for piece in _pieces(formula):
        if not isinstance(piece, Relational) or not all(isinstance(side, sp.Expr) for side in piece.args):
            raise TypeError(f"{name} must be made of equations and inequalities between numbers, got {piece} in {part}")
        for side in piece.args:
            _check(side, piece)
    return formula


def _pieces(formula: Any) -> Iterator[Any]:
    """What connectives join."""
    if isinstance(formula, CONNECTIVES):
        for part in formula.args:
            yield from _pieces(part)
    elif formula not in (sp.true, sp.false):
        yield formula


def _check(side: sp.Expr, relation: Relational) -> None:
    for part in sp.preorder_traversal(side):
        rational = part.is_Rational or (part.is_Pow and part.exp.is_Integer)
        if not (rational or part.is_Symbol or part.is_Add or part.is_Mul or isinstance(part, sp.Abs)):
            raise ValueError(f"relations must be polynomial or rational with rational coefficients, got {part} in {relation}")
        if part.is_Pow and abs(part.exp) > MOST_POWER:
            raise ValueError(f"an exponent may be at most {MOST_POWER}, got {part.exp} in {relation}")


def sign_assumptions(symbols: Iterable[sp.Symbol]) -> list[Boolean]:
    """What the symbols assume of their signs, written out so that SymPy does not evaluate it away."""
    signs = []
    for symbol in symbols:
        for holds, relation in (
            (symbol.is_zero, sp.Eq),
            (symbol.is_extended_positive, sp.Gt),
            (symbol.is_extended_negative, sp.Lt),
            (symbol.is_extended_nonnegative, sp.Ge),
            (symbol.is_extended_nonpositive, sp.Le),
            (symbol.is_extended_nonzero, sp.Ne),
        ):
            if holds:
                signs.append(relation(symbol, 0, evaluate=False))
                break
    return signs


def nonvanishing_denominators(asked: Statement) -> list[Boolean]:
    """That no denominator vanishes: where one does, the point is outside the question."""
    factors = dict.fromkeys(factor for boolean in (asked.relation, *asked.given) for factor in _denominator_factors(boolean))
    return [sp.Ne(factor, 0, evaluate=False) for factor in factors if not factor.is_Symbol or not factor.is_positive]


@cache
def _denominator_factors(boolean: Boolean) -> tuple[sp.Expr, ...]:
    """The factors of denominators."""
    denominators = dict.fromkeys(
        part.base
        for part in sp.preorder_traversal(boolean)
        if isinstance(part, sp.Pow) and part.exp.is_negative and part.base.free_symbols and not part.base.is_positive
    )
    return tuple(factor for base in denominators for factor, _ in sp.factor_list(_numerator(base))[1])


def _numerator(expr: sp.Expr) -> sp.Expr:
    above = sp.factor(sp.fraction(sp.together(expr))[0])
    if above == 0:
        raise ValueError(f"a denominator must not be zero everywhere, got {expr}")
    return above


def disjunctive_normal_form(formula: Any, ring: PolyRing) -> list[list[Atom]]:
    """A formula as a disjunction of conjunctions of signs of polynomials."""
    if isinstance(formula, BooleanTrue):
        return [[]]
    if isinstance(formula, BooleanFalse):
        return []
    if isinstance(formula, Relational):
        return _relational_dnf(formula, ring)
    if isinstance(formula, sp.And):
        return _conjunction([disjunctive_normal_form(arg, ring) for arg in formula.args])
    if isinstance(formula, sp.Or):
        return [case for arg in formula.args for case in disjunctive_normal_form(arg, ring)]
    if isinstance(formula, sp.Not) and isinstance(formula.args[0], Relational):
        return _relational_dnf(_negation(formula.args[0]), ring)
    return disjunctive_normal_form(to_nnf(formula, simplify=False), ring)


def _conjunction(conditions: list[list[list[Atom]]]) -> list[list[Atom]]:
    """The disjunctive normal form of a conjunction, from those of its parts."""
    count = prod(map(len, conditions))
    if count > MOST_DISJUNCTS:
        raise TooManyDisjunctsError(f"a relation may fail in at most {MOST_DISJUNCTS} ways, got {count}: ask for its parts one by one")
    return [[atom for part in parts for atom in part] for parts in product(*conditions)]


def _negation(relational: Relational) -> Relational:
    pairs = {sp.Gt: sp.Le, sp.Le: sp.Gt, sp.Ge: sp.Lt, sp.Lt: sp.Ge, sp.Eq: sp.Ne, sp.Ne: sp.Eq}
    return pairs[relational.func](relational.lhs, relational.rhs, evaluate=False)


def _relational_dnf(relational: Relational, ring: PolyRing) -> list[list[Atom]]:
    difference = relational.lhs - relational.rhs
    sizes = sorted(difference.atoms(sp.Abs), key=sp.default_sort_key)
    if sizes:
        size = sizes[-1]
        found = []
        for sign, bound in ((1, sp.Ge), (-1, sp.Le)):
            inside = _relational_dnf(bound(size.args[0], 0, evaluate=False), ring)
            rest = _relational_dnf(relational.func(difference.subs(size, sign * size.args[0]), 0, evaluate=False), ring)
            found += [[*left, *right] for left in inside for right in rest]
        return found
    value = sign_equivalent(difference, ring)
    step(A_TERM * len(value))
    disjuncts = {
        sp.Gt: [[(value, True)]],
        sp.Ge: [[(value, False)]],
        sp.Lt: [[(-value, True)]],
        sp.Le: [[(-value, False)]],
        sp.Eq: [[(value, False), (-value, False)]],
        sp.Ne: [[(value, True)], [(-value, True)]],
    }[relational.func]
    return [[atom for atom in atoms if not atom[0].is_ground] for atoms in disjuncts if all(_may_hold(*atom) for atom in atoms)]


def _may_hold(polynomial: PolyElement, strict: bool) -> bool:
    """Whether a sign is not one that a constant has not."""
    return not polynomial.is_ground or bool(polynomial.LC > 0 or (polynomial.LC == 0 and not strict))
