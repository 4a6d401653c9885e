"""From a form to signs of polynomials: the same steps, in the same order, as ``coq/Statement.v`` takes.

What Coq asks a proof for is a list of signs, polynomials in an order. So that a proof fits, it is worked out here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy as sp
from sympy.polys.rings import PolyElement, PolyRing

from positivity.polynomials import Atom
from theorems.terms import Tree

Product = list[tuple[PolyElement, int]]
"""Polynomials with powers."""
Fraction = tuple[Product, Product]
Way = list[Atom]
"""Signs that hold together."""

OPPOSITE = {"Gt": "Le", "Le": "Gt", "Ge": "Lt", "Lt": "Ge", "Eq": "Ne", "Ne": "Eq"}


def cross(ways: Iterable[Way], more: Sequence[Way]) -> list[Way]:
    """Each way of the first with each of the second: ``cross`` of Coq."""
    return [[*way, *other] for way in ways for other in more]


class Signs:
    """The steps for forms in some symbols."""

    def __init__(self, symbols: Sequence[sp.Symbol]) -> None:
        self.ring = PolyRing([symbol.name for symbol in symbols] or ["none"], sp.ZZ)
        self.generators = dict(zip(symbols, self.ring.gens, strict=False))
        self._fractions: dict[Tree, Fraction] = {}

    def fraction(self, e: Tree) -> Fraction:
        """An expression as a fraction of products: ``frac``."""
        if e not in self._fractions:
            self._fractions[e] = self._fraction(e)
        return self._fractions[e]

    def _fraction(self, e: Tree) -> Fraction:
        match e:
            case ("Cst", number):
                return [(self.ring(number), 1)], []
            case ("Var", symbol):
                return [(self.generators[symbol], 1)], []
            case ("Opp", inner):
                return self._negated(self.fraction(inner))
            case ("Pow", base, k):
                above, below = self.fraction(base)
                return [(g, power * k) for g, power in above], [(g, power * k) for g, power in below]
            case ("Add", left, right):
                return self._sum(self.fraction(left), self.fraction(right))
            case ("Sub", left, right):
                return self._sum(self.fraction(left), self._negated(self.fraction(right)))
        (above, below), (over, under) = self.fraction(e[1]), self.fraction(e[2])
        return (above + over, below + under) if e[0] == "Mul" else (above + under, below + over)

    def _negated(self, q: Fraction) -> Fraction:
        return [(self.ring(-1), 1), *q[0]], q[1]

    def _sum(self, p: Fraction, q: Fraction) -> Fraction:
        multiple, left, right = _common(p[1], q[1])
        x, y = self.expand(p[0]), self.expand(q[0])
        if x == 0:
            return q
        return ([(x * self.expand(left) + y * self.expand(right), 1)], multiple) if y != 0 else p

    def expand(self, factors: Product) -> PolyElement:
        """A product multiplied out."""
        total = self.ring(1)
        for g, power in factors:
            total *= g**power
        return total

    def signed(self, e: Tree) -> PolyElement:
        """A polynomial with the sign of an expression."""
        above, below = self.fraction(e)
        return self.expand(above + [(g, 1) for g, power in below if power % 2])

    def relation(self, kind: str, left: Tree, right: Tree) -> list[Way]:
        """In which ways a relation holds: ``ways_rel``."""
        found = []
        for nonnegative, e in unfolded(("Sub", left, right)):
            p = self.signed(e)
            ways: list[Way] = {
                "Gt": [[(p, True)]],
                "Ge": [[(p, False)]],
                "Lt": [[(-p, True)]],
                "Le": [[(-p, False)]],
                "Eq": [[(p, False), (-p, False)]],
                "Ne": [[(p, True)], [(-p, True)]],
            }[kind]
            found += [[*((self.signed(x), False) for x in nonnegative), *way] for way in ways]
        return found

    def ways(self, truth: bool, form: Tree) -> list[Way]:
        """In which ways a form is true, or false: ``ways``."""
        match form:
            case ("Rel", kind, left, right):
                return self.relation(kind if truth else OPPOSITE[kind], left, right)
            case ("TT",) | ("FF",):
                return [[]] if (form[0] == "TT") is truth else []
            case ("Not", inner):
                return self.ways(not truth, inner)
            case ("Iff", left, right):
                same = cross(self.ways(True, left), self.ways(truth, right))
                return same + cross(self.ways(False, left), self.ways(not truth, right))
            case ("Imp", left, right):
                first, second = self.ways(not truth, left), self.ways(truth, right)
                return first + second if truth else cross(first, second)
            case (kind, left, right):
                first, second = self.ways(truth, left), self.ways(truth, right)
                return cross(first, second) if (kind == "And") is truth else first + second
        raise ValueError(f"not a form: {form}")

    def denominators(self, form: Tree) -> list[PolyElement]:
        """What must not vanish for a form to make sense."""
        if form[0] == "Rel":
            return [g for nonnegative, e in unfolded(("Sub", *form[2:])) for x in (e, *nonnegative) for g in self._below(x)]
        return [g for part in form[1:] for g in self.denominators(part)]

    def _below(self, e: Tree) -> list[PolyElement]:
        if e[0] in ("Cst", "Var"):
            return []
        if e[0] in ("Opp", "Pow"):
            return self._below(e[1])
        found = self._below(e[1]) + self._below(e[2])
        return found + [g for g, _ in self.fraction(e[2])[0]] if e[0] == "Div" else found

    def region(self, nonvanishing: Sequence[PolyElement], given: Sequence[Tree]) -> list[Way]:
        """In which ways all hold that is given, as far as it makes sense: ``region``."""
        found: list[Way] = [[]]
        for part in reversed(given):
            if all((g.is_ground and g != 0) or g in nonvanishing for g in self.denominators(part)):
                found = cross(self.ways(True, part), found)
        return found


def unfolded(e: Tree) -> list[tuple[list[Tree], Tree]]:
    """An expression without absolute values, by cases, each with what is nonnegative in it."""
    match e:
        case ("Cst" | "Var", _):
            return [([], e)]
        case ("Opp", inner):
            return [(signs, ("Opp", x)) for signs, x in unfolded(inner)]
        case ("Pow", base, k):
            return [(signs, ("Pow", x, k)) for signs, x in unfolded(base)]
        case ("Abs", inner):
            return [case for signs, x in unfolded(inner) for case in (([x, *signs], x), ([("Opp", x), *signs], ("Opp", x)))]
        case (kind, left, right):
            return [(signs + more, (kind, x, y)) for signs, x in unfolded(left) for more, y in unfolded(right)]
    raise ValueError(f"not an expression: {e}")


def _take(g: PolyElement, factors: Product) -> tuple[int, Product]:
    for place, (factor, power) in enumerate(factors):
        if factor == g:
            return power, factors[:place] + factors[place + 1 :]
    return 0, factors


def _common(left: Product, right: Product) -> tuple[Product, Product, Product]:
    """The least common multiple of two products, and what each is to be multiplied by."""
    if not left:
        return right, right, []
    (g, k), *more = left
    j, rest = _take(g, right)
    multiple, first, second = _common(more, rest)
    return _with(g, max(k, j), multiple), _with(g, max(j - k, 0), first), _with(g, max(k - j, 0), second)


def _with(g: PolyElement, power: int, factors: Product) -> Product:
    return [(g, power), *factors] if power else factors
