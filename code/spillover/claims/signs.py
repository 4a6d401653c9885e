"""Signs of rational functions, as a reader with a pencil finds them: factor by factor, from what is given.

A factor has a sign because a hypothesis says so, or because it has only positive coefficients once each letter is written in one that
is positive: n as 2 + m, a spillover between two bounds as a mean of them. Nothing is searched for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.polys.rings import PolyElement, PolyRing

from spillover import model
from spillover.notation import factors

Signs = frozenset[int]
"""The signs that something may have."""
POSITIVE, NEGATIVE, ZERO = frozenset({1}), frozenset({-1}), frozenset({0})
UNKNOWN: Signs = frozenset({-1, 0, 1})
OF_DIFFERENCE: dict[type, Signs] = {
    sp.Gt: POSITIVE,
    sp.Ge: POSITIVE | ZERO,
    sp.Lt: NEGATIVE,
    sp.Le: NEGATIVE | ZERO,
    sp.Eq: ZERO,
    sp.Ne: POSITIVE | NEGATIVE,
}
"""What a relation says of its left side less its right."""
COSTS = (model.G, model.gamma)
"""Letters that have no range: conditions bound them, by all other letters."""
MOST_WAYS = 16
"""So many ways to write the letters of a factor in new ones are tried."""


@dataclass(frozen=True)
class Change:
    """A letter written in a new one, which is positive, or not negative, as it says of itself.

    Attributes
    ----------
    letter
        that is replaced.
    value
        what it is replaced by, in the new letter and others.
    new
        the new letter.
    meaning
        what the new letter is, in the old ones.
    source
        the condition of which it is the margin, if it is that of one.
    """

    letter: sp.Symbol
    value: sp.Expr
    new: sp.Symbol
    meaning: sp.Expr
    source: Boolean | None = None


def times(*parts: Signs) -> Signs:
    """The signs that a product may have, by those of its factors."""
    return frozenset(sp.prod(signs) for signs in product(*parts))


@cache
def taken_apart(expr: sp.Expr) -> tuple[sp.Expr, tuple[tuple[sp.Expr, int], ...]]:
    """A number, and irreducible polynomials with their powers."""
    number, found = factors(expr)
    return number, tuple(found)


@cache
def named(factor: sp.Expr) -> tuple[sp.Expr, int]:
    """A polynomial up to a number, by one name for it and its negative; and the sign between the two."""
    ring = PolyRing(sorted(factor.free_symbols, key=str), sp.QQ)
    whole = ring.from_expr(factor).primitive()[1]
    sign = 1 if whole.LC > 0 else -1
    return (whole * sign).as_expr(), sign


@cache
def in_one(value: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """A rational function as one fraction: what stands above and below the line."""
    over, under = sp.fraction(sp.together(value))
    return over, under


def changed(polynomial: sp.Expr, changes: Sequence[Change]) -> tuple[PolyElement, sp.Expr]:
    """A polynomial once letters are changed, times a denominator; and that denominator."""
    return _changed(polynomial, tuple(changes))


@cache
def _changed(polynomial: sp.Expr, changes: tuple[Change, ...]) -> tuple[PolyElement, sp.Expr]:
    letters = polynomial.free_symbols.union(*({change.letter} | change.value.free_symbols for change in changes))
    ring = PolyRing(sorted(letters, key=str), sp.QQ)
    found, below = ring.from_expr(polynomial), sp.S.One
    for change in changes:
        above, under_expr = in_one(change.value)
        over, under = ring.from_expr(above), ring.from_expr(under_expr)
        place = ring.index(ring.from_expr(change.letter))
        degree = max((exponents[place] for exponents in found), default=0)
        parts: dict[int, dict[tuple[int, ...], object]] = {}
        for exponents, coefficient in found.terms():
            rest = (*exponents[:place], 0, *exponents[place + 1 :])
            parts.setdefault(exponents[place], {})[rest] = coefficient
        found = sum((ring.from_dict(part) * over**power * under ** (degree - power) for power, part in parts.items()), ring.zero)
        below *= under_expr**degree
    return found, below


def by_new_letters(polynomial: PolyElement, new: Iterable[sp.Symbol]) -> list[tuple[sp.Expr, sp.Expr]]:
    """The monomials of some letters in a polynomial, each with its coefficient in the others."""
    places = [polynomial.ring.index(polynomial.ring.from_expr(letter)) for letter in new]
    parts: dict[tuple[int, ...], dict[tuple[int, ...], object]] = {}
    for exponents, coefficient in polynomial.terms():
        rest = tuple(0 if place in places else power for place, power in enumerate(exponents))
        parts.setdefault(tuple(exponents[place] for place in places), {})[rest] = coefficient
    ordered = sorted(parts.items(), reverse=True)
    return [(sp.Mul(*map(pow, new, powers)), polynomial.ring.from_dict(part).as_expr()) for powers, part in ordered]


_FOUND: dict[tuple[object, ...], dict[sp.Expr, Signs]] = {}
"""The signs that follow from the ranges of letters alone, by these ranges."""


class Facts:
    """What is given, and the signs that follow from it."""

    def __init__(self, given: Iterable[Boolean]) -> None:
        self.given: tuple[Boolean, ...] = ()
        self.impossible = False
        self.source: dict[sp.Expr, Boolean] = {}
        self._said: dict[sp.Expr, Signs] = {}
        self._products: dict[frozenset[sp.Expr], Signs] = {}
        self._found: dict[sp.Expr, Signs] = _FOUND.setdefault((), {})
        self.ranges: dict[sp.Symbol, tuple[Change, ...]] = {}
        self._take(tuple(given))

    def _take(self, more: tuple[Boolean, ...], shown: bool = False) -> None:
        self.given = (*self.given, *more)
        parts = conjuncts(more)
        if not shown and any(map(_bounds, parts)):
            self.ranges = ranges(conjuncts(self.given))
            self._found = _FOUND.setdefault(tuple(self.ranges.items()), {})
        for part in sorted(parts, key=lambda part: part.has(sp.Abs)):  # an absolute value is resolved by the others
            if isinstance(part, Relational) and not (isinstance(part, sp.Eq) and not part.lhs.is_Symbol):  # an identity has no sign
                self._learn(part)

    def also(self, *more: Boolean, shown: bool = False) -> Facts:
        """These facts and more; what is shown of factors tells nothing new of the ranges of letters."""
        found = object.__new__(Facts)
        shared = {"_found": self._found}
        found.__dict__.update({name: value.copy() if isinstance(value, dict) else value for name, value in vars(self).items()} | shared)
        found._take(more, shown)
        return found

    def _learn(self, relation: Relational) -> None:
        """Note what a relation says of the one factor of its difference that has no sign yet."""
        difference = self.resolved(relation.lhs - relation.rhs)
        if difference.has(sp.Abs) or not difference.free_symbols:
            return
        number, found = taken_apart(difference)
        others, unsure = frozenset({int(sp.sign(number))}), []
        for factor, power in found:
            signs = self.of_factor(factor)
            if signs in (POSITIVE, NEGATIVE):
                others = times(others, signs if power % 2 else POSITIVE)
            else:
                unsure.append((factor, power))
        if not unsure and not others & OF_DIFFERENCE[relation.func]:
            self.impossible = True
        special = [named(factor)[0] for factor, _ in found if not factor.is_positive]
        if len(special) == 1:
            self.source.setdefault(special[0], relation)
        if len(unsure) > 1 and all(power % 2 for _, power in unsure):
            names = [named(factor) for factor, _ in unsure]
            turned = [frozenset({turn}) for _, turn in names]
            self._products[frozenset(key for key, _ in names)] = times(OF_DIFFERENCE[relation.func], others, *turned)
        if len(unsure) == 1 and not (unsure[0][1] % 2 == 0 and OF_DIFFERENCE[relation.func] != OF_DIFFERENCE[sp.Ne]):
            key, turn = named(unsure[0][0])
            signs = times(OF_DIFFERENCE[relation.func], others, frozenset({turn}))
            if signs < self._said.get(key, UNKNOWN):
                self.source[key] = relation
            self._said[key] = signs & self._said.get(key, UNKNOWN)

    def resolved(self, expr: sp.Expr) -> sp.Expr:
        """An expression without absolute values of what has a known sign."""
        for size in expr.atoms(sp.Abs):
            signs = self.of(size.args[0])
            if signs <= POSITIVE | ZERO or signs <= NEGATIVE | ZERO:
                expr = expr.xreplace({size: size.args[0] if signs <= POSITIVE | ZERO else -size.args[0]})
        return expr

    def of(self, expr: sp.Expr) -> Signs:
        """The signs that a rational function may have; none where what is given cannot be."""
        if self.impossible:
            return frozenset()
        if not expr.free_symbols:
            return frozenset({int(sp.sign(expr))})
        number, found = taken_apart(expr)
        signs, unsure = frozenset({int(sp.sign(number))}), []
        for factor, power in found:
            one = self.of_factor(factor)
            if len(one) > 1 and power % 2:
                unsure.append((named(factor), one))
            else:
                signs = times(signs, one if power % 2 else frozenset(sign * sign for sign in one))
        product = self._products.get(frozenset(key for (key, _), _ in unsure), UNKNOWN)
        together = times(product, *(frozenset({turn}) for (_, turn), _ in unsure))
        return times(signs, together & times(*(one for _, one in unsure)))

    def of_factor(self, factor: sp.Expr) -> Signs:
        """The signs that a polynomial without factors may have: as it is said, or by the ranges of its letters."""
        key, turn = named(factor)
        said = self._said.get(key, UNKNOWN)
        if len(said) > 1:
            said &= self._by_ranges(key)
        return times(said, frozenset({turn}))

    def _by_ranges(self, polynomial: sp.Expr) -> Signs:
        if polynomial not in self._found:
            signs = (after(polynomial, changes) for changes in self.ways(polynomial))
            self._found[polynomial] = next((found for found in signs if len(found) == 1), UNKNOWN)
        return self._found[polynomial]

    def ways(self, polynomial: sp.Expr) -> Iterator[tuple[Change, ...]]:
        """Ways to write the letters of a polynomial in new ones by their ranges; first as they are."""
        yield ()
        letters = sorted(polynomial.free_symbols & self.ranges.keys(), key=str)
        for chosen in islice(product(*(self.ranges[letter] for letter in letters)), MOST_WAYS):
            found = list(chosen)
            while more := set().union(*(change.value.free_symbols for change in found)) & self.ranges.keys() - {c.letter for c in found}:
                found += [self.ranges[letter][0] for letter in sorted(more, key=str)]
            if found:
                yield in_order(found)


def conjuncts(given: Iterable[Boolean]) -> list[Boolean]:
    """All that is given, one relation after another."""
    return [part for relation in given for part in (relation.args if isinstance(relation, sp.And) else (relation,))]


def _bounds(relation: Boolean) -> list[tuple[sp.Symbol, sp.Expr, bool, bool]]:
    """The letters that a relation bounds: by what, whether from below, and whether strictly."""
    if not isinstance(relation, sp.Gt | sp.Ge | sp.Lt | sp.Le):
        return []
    margin, strict = relation.gts - relation.lts, isinstance(relation, sp.Gt | sp.Lt)
    sides = {relation.lts, relation.gts} | (margin.free_symbols if _is_linear(margin) else set())
    letters = [letter for letter in sorted(sides, key=str) if letter.is_Symbol and letter not in COSTS]
    slopes = {letter: sp.expand(margin).coeff(letter) for letter in letters}
    bounds = {letter: sp.expand(letter - margin / slope) for letter, slope in slopes.items() if slope.is_number and slope != 0}
    return [(letter, bound, bool(slopes[letter] > 0), strict) for letter, bound in bounds.items() if not bound.has(letter)]


def bounds_of(letter: sp.Symbol, given: Boolean) -> set[sp.Expr]:
    """The bounds of a letter in what is given."""
    return {bound for relation in conjuncts([given]) for bounded, bound, *_ in _bounds(relation) if bounded == letter}


def _is_linear(margin: sp.Expr) -> bool:
    """Whether an expression is a sum of letters and numbers."""
    return all(term.as_coeff_Mul()[1].is_Symbol or term.is_number for term in sp.Add.make_args(margin))


def ranges(given: Sequence[Boolean]) -> dict[sp.Symbol, tuple[Change, ...]]:
    """For each letter with bounds, the ways to write it by them; the bounds that say most come first."""
    bounds = [bound for relation in given for bound in _bounds(relation)]
    found: dict[sp.Symbol, tuple[Change, ...]] = {}
    taken = {letter.name for relation in given for letter in relation.free_symbols}
    for place, letter in enumerate(sorted({bound[0] for bound in bounds}, key=str)):
        lower, upper = (
            [(by, strict) for one, by, below, strict in bounds[::-1] if one == letter and below is side] for side in (True, False)
        )
        if letter.is_positive and not any(low == 0 for low, _ in lower):
            lower = [*lower, (sp.S.Zero, True)]
        ways = []
        for (low, above), (high, below) in product(lower, upper):
            if below:
                new = new_letter(place, letter, taken, positive=above)
                ways.append(Change(letter, (low + high * new) / (1 + new), new, (letter - low) / (high - letter)))
            elif above:
                new = new_letter(place, letter, taken, positive=False)
                ways.append(Change(letter, (high + low * new) / (1 + new), new, (high - letter) / (letter - low)))
        one_sided = [(low, letter - low, strict, 1) for low, strict in lower if low != 0]
        one_sided += [(high, high - letter, strict, -1) for high, strict in upper]
        for bound, meaning, strict, turn in one_sided:
            new = new_letter(place, letter, taken, positive=strict)
            ways.append(Change(letter, bound + turn * new, new, meaning))
        if ways:
            found[letter] = tuple(ways)
    return found


def new_letter(place: int, letter: sp.Symbol, taken: set[str], positive: bool) -> sp.Symbol:
    """A new letter for a letter: of its own name for n and for the spillover; one that nothing else has."""
    own = {"n": ("m", "r"), "beta": ("t", "y")}.get(letter.name, [f"{'uvw'[place % 3]}{'_2' if place > 2 else ''}"])
    names: list[str] = [*own, f"{own[0]}_{place + 3}"]
    return signed(next(name for name in names if name not in taken), positive)


def signed(name: str, positive: bool) -> sp.Symbol:
    """A letter that is positive, or one that is not negative. (With both said, SymPy would take it for one that says the first alone.)"""
    return sp.Symbol(name, positive=True) if positive else sp.Symbol(name, nonnegative=True)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in an order in which no letter comes back that is already replaced."""
    waiting, done = list(changes), []
    while waiting:
        free = [c for c in waiting if not any(o is not c and o.value.has(c.letter) for o in waiting)]
        if free:
            done.append(free[0])
        waiting.remove((free or waiting)[0])  # of two that bound each other, one stays as it is
    return tuple(done)


def after(polynomial: sp.Expr, changes: Sequence[Change], facts: Facts | None = None) -> Signs:
    """The signs that a polynomial may have, by its coefficients once letters are changed.

    They are polynomials in the letters that stay, of which the facts give the signs; without facts, in all letters, they are numbers.
    """
    found, below = changed(polynomial, changes)
    if facts is None:
        monomials = (sp.Mul(*map(pow, found.ring.symbols, exponents)) for exponents in found)
        signs = {1 if coefficient > 0 else -1 for coefficient in found.coeffs()}
        if len(signs) > 1:
            return UNKNOWN
        total = of_sum([times(_of_monomial(monomial), frozenset(signs)) for monomial in monomials])
        return times(total, *(after(factor, ()) for factor, power in taken_apart(below)[1] if power % 2))
    terms = by_new_letters(found, [change.new for change in changes])
    return times(of_sum([times(_of_monomial(monomial), facts.of(rest)) for monomial, rest in terms]), facts.of(below))


def _of_monomial(monomial: sp.Expr) -> Signs:
    if monomial.is_positive:
        return POSITIVE
    return POSITIVE | ZERO if monomial.is_nonnegative else UNKNOWN


def of_sum(terms: Iterable[Signs]) -> Signs:
    """The signs that a sum may have, by those of its terms."""
    found = list(terms)
    for sign in (POSITIVE, NEGATIVE):
        if all(signs <= sign | ZERO for signs in found):
            return sign if sign in found else ZERO if all(signs == ZERO for signs in found) else sign | ZERO
    return UNKNOWN
