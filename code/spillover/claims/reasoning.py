"""How an argument is found and told: the difference of two sides, factored, and a reason for the sign of each factor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import islice
from zlib import crc32

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.polys.rings import PolyElement

from spillover import model
from spillover.claims.argument import Argument, Goal, Goals, Step, check, follows, goals, is_complete, leads
from spillover.claims.assumptions import called
from spillover.claims.claim import RANGES, Assertion, Term
from spillover.claims.evidence import statements
from spillover.claims.handmade import BY_HAND, FIRST, LAST, LETTER
from spillover.claims.signs import (
    COSTS,
    NEGATIVE,
    POSITIVE,
    ZERO,
    Change,
    Facts,
    Signs,
    after,
    bounds_of,
    by_new_letters,
    changed,
    in_one,
    named,
    of_sum,
    signed,
    taken_apart,
)
from spillover.display import WIDE, equation_latex
from spillover.notation import LETTERS, glyphs, latex, mark, shorthand
from spillover.regimes import Planner, Regime

MOST_TERMS = 8
"""A polynomial with more terms is folded."""
LONG = 26
"""A factor of more glyphs gets a letter of its own, unless it is the margin of a condition."""
AGAINST_ZERO: dict[type, str] = {
    sp.Gt: "it is positive",
    sp.Lt: "it is negative",
    sp.Ge: "it is not negative",
    sp.Le: "it is not positive",
    sp.Ne: "it is not zero",
    sp.Eq: "it is zero",
}
COMPARED: dict[type, str] = {
    sp.Gt: "the left side is the larger",
    sp.Lt: "the left side is the smaller",
    sp.Ge: "the left side is not the smaller",
    sp.Le: "the left side is not the larger",
    sp.Ne: "the two sides differ",
    sp.Eq: "the two sides are equal",
}
"""What a relation says, where it is too long to be said again."""
TURNED: dict[type, type] = {sp.Gt: sp.Lt, sp.Lt: sp.Gt, sp.Ge: sp.Le, sp.Le: sp.Ge}
"""The relation of the negatives of two sides."""
CLOSED_FORMS = "The closed forms that are compared:"
IMMEDIATE = "It is immediate."
"""What is said of a relation that no longer has two sides once it is written out: never that they are the same."""
RELATIONS = {POSITIVE: sp.Gt, NEGATIVE: sp.Lt, POSITIVE | ZERO: sp.Ge, NEGATIVE | ZERO: sp.Le, POSITIVE | NEGATIVE: sp.Ne, ZERO: sp.Eq}
WRITTEN = {sp.Gt: "> 0", sp.Lt: "< 0", sp.Ge: r"\geq 0", sp.Le: r"\leq 0", sp.Ne: r"\neq 0", sp.Eq: "= 0"}
NAMED = [named(sp.expand(model.SHORTHANDS[letter]))[0] for letter in (model.s, model.k)]
MARKS = {mark(quantity, mode) for kind in (Regime, Planner) for mode in kind for quantity in LETTERS}
"""The quantities of regimes and planners, which an entry does not explain where it states the claim."""
BACK = {model.G: model.b * model.gamma, model.D: model.a - model.A}


@cache
def short(expr: sp.Expr) -> sp.Expr:
    """An expression in the shorthands, grouped as this book groups."""
    return shorthand(expr.xreplace(BACK))


@cache
def value_at_a_point(expr: sp.Expr) -> sp.Expr:
    """The value of a rational function where each letter is a large number made of its name."""
    known = expr.xreplace(BACK)
    return known.xreplace({letter: sp.Integer(crc32(letter.name.encode())) for letter in known.free_symbols})


def is_same_function(left: sp.Expr, right: sp.Expr) -> bool:
    """Whether two rational functions are the same; they are factored only where one value of both is."""
    return bool(left == right) or (value_at_a_point(left) == value_at_a_point(right) and bool(short(left) == short(right)))


@dataclass(frozen=True)
class Letters:
    """What is given, by name, and what is put for letters: D = a - A where that is positive, and G = b gamma."""

    given: Mapping[str, Boolean]
    terms: tuple[Term, ...] = ()
    before: tuple[Boolean, ...] = ()

    @cached_property
    def replaced(self) -> dict[sp.Symbol, sp.Expr]:
        """What is put for letters of the model."""
        room = {model.a: model.A + model.D} if RANGES["A < a"] in self.given.values() else {}
        fixed = {part.lhs: part.rhs for part in self.given.values() if part.func is sp.Eq and part.lhs == model.n and part.rhs.is_number}
        cost = {model.gamma: model.G / model.b} if any(model.b in part.free_symbols for part in self.given.values()) else {}
        return {**room, **cost, **fixed}

    @cached_property
    def closed(self) -> dict[sp.Expr, sp.Expr]:
        """The closed form of each quantity, by its symbol."""
        return {term.symbol: term.formula() for term in self.terms}

    def reduced(self, relation: Boolean) -> Boolean:
        """A relation in these letters, not evaluated."""
        if isinstance(relation, Relational):
            return relation.func(*(side.xreplace(self.closed).xreplace(self.replaced) for side in relation.args), evaluate=False)
        return relation.func(*map(self.reduced, relation.args), evaluate=False) if relation.args else relation

    @cached_property
    def names(self) -> dict[Boolean, str]:
        """What is given, in these letters, with the name of each."""
        return {self.reduced(relation): name for name, relation in self.given.items()}

    @cached_property
    def forms(self) -> dict[sp.Expr, sp.Expr]:
        """The same in these letters."""
        return {symbol: formula.xreplace(self.replaced) for symbol, formula in self.closed.items()}

    def quantity(self, side: sp.Expr) -> sp.Expr | None:
        """The quantity of which this is the closed form; of several the last."""
        return next((symbol for symbol, form in reversed(self.forms.items()) if is_same_function(form, side)), None)

    def twins(self, symbol: sp.Expr) -> list[sp.Expr]:
        """The symbols of quantities that have the same closed form, where this stands for all of them; else nothing."""
        return [other for other, form in self.forms.items() if symbol in self.forms and self.quantity(form) == symbol]

    def with_symbols(self, relation: Boolean) -> Boolean:
        """A relation in the model's symbols, each side that is the closed form of a quantity written as that quantity."""
        if isinstance(relation, Relational):
            sides = [(self.quantity(side.xreplace(self.replaced)), side) for side in relation.args]
            return relation.func(*(side if symbol is None else symbol for symbol, side in sides), evaluate=False)
        return relation.func(*map(self.with_symbols, relation.args), evaluate=False) if relation.args else relation

    def is_term(self, side: sp.Expr) -> bool:
        """Whether this is the closed form of a quantity."""
        return self.quantity(side) is not None

    def symbol_of(self, side: sp.Expr) -> sp.Expr:
        """The quantity of which this is the closed form; else the same, in the shorthands."""
        symbol = self.quantity(side)
        return short(side) if symbol is None else symbol


def is_plain(factor: sp.Expr) -> bool:
    """Whether the sign of a factor needs no words beside the ranges of its letters."""
    if factor.is_positive or short(factor).is_positive or named(factor)[0] in NAMED:
        return True
    return len(factor.free_symbols) == 1 and sp.Poly(factor, *factor.free_symbols).total_degree() == 1


def listed(parts: Sequence[str]) -> str:
    """A list in words."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if parts[1:] else "".join(parts)


@dataclass(frozen=True)
class Move:
    """A sign of a factor, which is seen once letters are changed; by the facts, or in all letters."""

    factor: sp.Expr
    signs: Signs
    changes: tuple[Change, ...]

    @property
    def length(self) -> int:
        """How many terms the reader has to look at."""
        return len(by_new_letters(changed(self.factor, self.changes)[0], [change.new for change in self.changes]))


@dataclass
class Search:
    """Reasons for signs, found one after another; each is a step."""

    facts: Facts
    names: Mapping[Boolean, str]
    steps: list[Step] = field(default_factory=list)
    long: dict[sp.Expr, sp.Expr] = field(default_factory=dict)
    lettered: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    shown_before: tuple[Boolean, ...] = ()
    cost: sp.Symbol = model.G

    def add(self, step: Step) -> None:
        """Keep a step, and know what it shows."""
        self.steps.append(step)
        self.facts = self.facts.also(step.relation, shown=True)

    def latex_of(self, factor: sp.Expr) -> str:
        """A factor, by its own letter if it is long."""
        key, turn = named(factor)
        return latex(turn * self.long[key] if key in self.long else short(factor))

    def in_letters(self, expr: sp.Expr) -> sp.Expr:
        """A rational function, factored, in the shorthands and with the letters of its long factors."""
        rest, letters = expr, sp.S.One
        for factor, power in taken_apart(expr)[1]:
            key, turn = named(factor)
            if key in self.long:
                rest, letters = rest / factor**power, letters * (turn * self.long[key]) ** power
        return short(sp.factor(rest)) * letters

    def give_letters(self, letter: str, factors: Sequence[sp.Expr]) -> list[str]:
        """Long factors get letters of their own; what each stands for, as displays."""
        wanted = [factor for factor in dict.fromkeys(factors) if named(factor)[0] not in self.long]
        for place, factor in enumerate(wanted):
            key, turn = named(factor)
            own = sp.Symbol(letter if len(wanted) == 1 else f"{letter}_{{{place + 1}}}", real=True)
            self.long[key] = self.lettered.get(key, turn * own)
        stands = [(factor, named(factor)[1] * self.long[named(factor)[0]]) for factor in wanted]
        return [f"$$\n{equation_latex(symbol, short(factor))}\n$$" for factor, symbol in stands]

    # The steps

    def explain(self, found: Iterable[tuple[sp.Expr, int]]) -> list[tuple[sp.Expr, int]]:
        """Steps that show the signs of factors with their powers; those that stay without one are handed back."""
        plain, known, other = [], [], []
        for factor, power in found:
            if self.said(factor):
                known.append(factor)
            elif is_plain(factor) and len(self.facts.of_factor(factor)) == 1:
                plain.append(factor)
            else:
                other.append((factor, power))
        shown = [factor for factor in plain if not (factor.is_Symbol and factor not in (model.D, model.G))]
        if shown:
            self.add(self.plain_step(shown))
        for factor in known:
            self.add(self.known_step(factor))
        left = []
        for factor, power in other:
            if not self.argue(factor):
                left.append((factor, power))
        return left

    def said(self, factor: sp.Expr) -> bool:
        """Whether a premise or a condition says the sign of a factor."""
        source = self.facts.source.get(named(factor)[0])
        return source is not None and self.names.get(source) not in RANGES and len(self.facts.of_factor(factor)) < 3

    def upright(self, factor: sp.Expr) -> sp.Expr:
        """A factor, or its negative where it is negative."""
        return -factor if self.facts.of_factor(factor) <= NEGATIVE | ZERO and self.facts.of_factor(factor) != ZERO else factor

    def plain_step(self, plain: list[sp.Expr]) -> Step:
        """That some factors have the signs that the ranges of their letters give them."""
        turned = [self.upright(factor) for factor in plain]
        used = set().union(*(factor.free_symbols for factor in turned if not factor.is_positive))
        ranges = [f"${latex(relation)}$" for relation in self.enough_bounds(turned, used)]
        ranges += [f"${latex(RANGES['A < a'])}$"] if model.D in plain else []
        relation = sp.And(*(self.shown(factor) for factor in turned), evaluate=False) if len(turned) > 1 else self.shown(turned[0])
        called = [latex(self.cost) if factor == model.G else self.latex_of(factor) for factor in turned]
        words = f"{listed([f'${name}$' for name in called])} {'are' if turned[1:] else 'is'} positive"
        return Step(words + (f", since {listed(ranges)}." if ranges else "."), relation, self.facts.given)

    def enough_bounds(self, factors: Sequence[sp.Expr], used: set[sp.Symbol]) -> list[Boolean]:
        """Bounds of letters that are enough for the signs of factors, without those that are not needed; premises go first."""
        bounds = [relation for relation in self.names if is_bound(relation) and relation.free_symbols <= used]
        for bound in sorted(bounds, key=lambda relation: self.names[relation] in RANGES):
            fewer = Facts(other for other in bounds if other != bound)
            if all(fewer.of_factor(factor) == self.facts.of_factor(factor) for factor in factors):
                bounds = [other for other in bounds if other != bound]
        return bounds

    def bounded(self, change: Change) -> str:
        """By which premises a letter has the bounds by which it is written; nothing where these are its range."""
        ends = {sp.limit(change.value, change.new, end) for end in (0, sp.oo)}
        premises = [relation for relation, name in self.names.items() if name not in RANGES and ": " not in name]
        found = [relation for relation in premises if ends & bounds_of(change.letter, relation)]
        return "".join(f", {self.because(relation)}" for relation in found)

    def shown(self, factor: sp.Expr) -> Boolean:
        """The sign of a factor as a relation."""
        return RELATIONS[self.facts.of(factor)](factor, 0, evaluate=False)

    def known_step(self, factor: sp.Expr) -> Step:
        """That something that is given says the sign of a factor."""
        turned = self.upright(factor)
        relation = self.shown(turned)
        source = self.facts.source[named(factor)[0]]
        return Step(f"${self.latex_of(turned)} {WRITTEN[relation.func]}$, {self.because(source)}.", relation, self.facts.given)

    def because(self, relation: Boolean) -> str:
        """Why a relation holds that is given."""
        name = next((name for given, name in self.names.items() if given == relation or relation in given.args), None)
        if name is None:
            return "as shown" if relation in self.shown_before else "by what is supposed"
        text = called(name)
        if text.startswith("$"):
            return f"as {text}"
        condition, bracket, where = text.partition(" (")
        return f"by *{condition}*{bracket}{where}"

    def argue(self, factor: sp.Expr) -> bool:
        """Show the sign of a factor by an argument, if one is found."""
        moves = self.moves(factor)
        if moves is None:
            return False
        *before, last = moves
        if before:
            self.add(self.identity_of(last, {named(move.factor)[0]: move for move in before}))
        for move in before:
            self.add(self.step_of(move))
        self.add(self.from_identity(last) if before else self.step_of(last))
        return True

    def identity_of(self, move: Move, inner: Mapping[sp.Expr, Move]) -> Step:
        """A multiple of a factor as a sum, the terms of which get their signs next."""
        polynomial, below, turn = self.sum_of(move)
        (change,) = move.changes
        terms = by_new_letters(polynomial, [change.new])
        parts = [part for _, rest in terms for part, _ in taken_apart(rest)[1] if named(part)[0] in inner and self.is_long(part)]
        upright = [other.factor if other.signs == POSITIVE else -other.factor for other in (inner[named(part)[0]] for part in parts)]
        defined = self.give_letters("R", upright)
        total = sp.Add(*(rest * monomial.xreplace({change.new: change.meaning}) for monomial, rest in terms), evaluate=False)
        left = self.multiple_of(below, turn * move.factor)
        rows = joined([latex(self.in_letters(rest) * monomial) for monomial, rest in terms])
        words = f"Put {self.put(change)}. Then\n\n$$\n{aligned(left, rows)}\n$$"
        words = "\n\n".join([words, "with", *defined] if defined else [words])
        return Step(words, sp.Eq(below * turn * move.factor, total, evaluate=False))

    def from_identity(self, move: Move) -> Step:
        """That a factor is positive, since a multiple of it is a sum of terms that are."""
        polynomial, _, turn = self.sum_of(move)
        terms = by_new_letters(polynomial, [change.new for change in move.changes])
        relation = (sp.Gt if turn == 1 else sp.Lt)(move.factor, 0, evaluate=False)
        words = f"{self.why(terms)[0].upper()}{self.why(terms)[1:]}, so {self.is_positive(turn * move.factor, weakly=move.signs >= ZERO)}."
        return Step(words, relation, self.facts.given, move.changes)

    def is_long(self, factor: sp.Expr) -> bool:
        """Whether a factor gets a letter of its own."""
        return named(factor)[0] not in self.facts.source and glyphs(latex(short(factor))) > LONG

    def sum_of(self, move: Move) -> tuple[PolyElement, sp.Expr, int]:
        """A factor in new letters, turned so that it is positive, without what cancels; its denominator; and how it was turned."""
        turn = 1 if move.signs <= POSITIVE | ZERO else -1
        polynomial, below = changed(move.factor, move.changes)
        for part, power in taken_apart(below)[1] if below != 1 else ():
            common = polynomial.ring.from_expr(part)
            for _ in range(power):
                if polynomial.rem(common):
                    break
                polynomial, below = polynomial.exquo(common), below / part
        return polynomial * turn, below, turn

    def multiple_of(self, number: sp.Expr, factor: sp.Expr) -> str:
        """A multiple of a factor as LaTeX."""
        return self.latex_of(factor) if number == 1 else multiple(short(number), self.latex_of(factor))

    def is_positive(self, factor: sp.Expr, weakly: bool = False) -> str:
        """That a factor is positive, or that the letter of its negative is negative; or zero, too."""
        written, (less, more) = self.latex_of(factor), (r"\leq", r"\geq") if weakly else ("<", ">")
        turned = written.startswith("-") and named(factor)[0] in self.long
        return f"${written[1:].strip()} {less} 0$" if turned else f"${written} {more} 0$"

    def why(self, terms: Sequence[tuple[sp.Expr, sp.Expr]]) -> str:
        """Why a sum is positive, by the signs of its terms."""
        positive = {self.facts.of(rest) for _, rest in terms} == {POSITIVE} and all(monomial.is_positive for monomial, _ in terms)
        return "every term on the right is positive" if positive else "no term on the right is negative, and one is positive"

    def add_sum(self, multiple: sp.Expr, terms: tuple[sp.Expr, ...], names: Mapping[sp.Expr, str]) -> None:
        """That a multiple of a factor is a sum, and that its terms have one sign."""
        total = sp.Add(*terms, evaluate=False)
        shown = multiple
        for key, symbol in self.long.items():
            shown = shown.xreplace({key: symbol, -key: -symbol})
        rows = joined([names.get(term) or latex(short(term.base) ** term.exp if term.is_Pow else short(term)) for term in terms])
        left = names.get(multiple) or latex(shown if shown != multiple else short(multiple))
        with_ = "With $R(G)$ for the quadratic," if names else "Now"
        self.add(Step(f"{with_}\n\n$$\n{aligned(left, rows)}\n$$", sp.Eq(multiple, total, evaluate=False)))
        signs = of_sum(map(self.facts.of, terms))
        words = "No term on the right is negative" + (", and one is positive" if signs == POSITIVE else "")
        words += "; all other factors on the left are positive." if len(taken_apart(multiple)[1]) > 1 else "."
        self.add(Step(words, RELATIONS[signs](multiple, 0, evaluate=False), self.facts.given))

    # The search

    def moves(self, factor: sp.Expr) -> list[Move] | None:
        """Moves that show the sign of a factor, the last its own; None where none are found."""
        found = self.by_ranges(factor)
        if found is not None:
            return [found]
        best: list[Move] | None = None
        for cost in COSTS:
            for moves in self.by_margins(factor, cost) if factor.has(cost) else ():
                if best is None or sum(move.length for move in moves) < sum(move.length for move in best):
                    best = moves
                if len(moves) == 1 and moves[0].length <= MOST_TERMS:
                    return moves
        return best

    def by_ranges(self, factor: sp.Expr, enough: Sequence[Signs] = (POSITIVE, NEGATIVE)) -> Move | None:
        """By the ranges of the letters: linear in one of them, or all coefficients of one sign."""
        ways = list(self.facts.ways(factor))
        for change in dict.fromkeys(change for way in ways for change in way):
            coefficients = by_new_letters(changed(factor, [change])[0], [change.new])
            if all(is_plain(part) for _, rest in coefficients for part, _ in taken_apart(rest)[1]):
                signs = after(factor, [change], self.facts)
                if signs in enough:
                    return Move(factor, signs, (change,))
        for changes in ways:
            signs = after(factor, changes)
            if signs in enough:
                return Move(factor, signs, changes)
        return None

    def by_margins(self, factor: sp.Expr, cost: sp.Symbol) -> Iterator[list[Move]]:
        """By the margin of a condition that is linear in the cost of R&D."""
        for relation in self.names:
            change = self.margin(relation, cost)
            if change is None:
                continue
            inner, moves = Search(self.facts, self.names), []
            coefficients = by_new_letters(changed(factor, [change])[0], [change.new])
            for part, _ in (item for _, rest in coefficients for item in taken_apart(rest)[1] if item[1] % 2):
                if not is_plain(part) and not inner.said(part):
                    move = inner.by_ranges(part) or inner.by_ranges(part, (POSITIVE | ZERO, NEGATIVE | ZERO))
                    if move is not None:
                        moves.append(move)
                        inner.facts = inner.facts.also(RELATIONS[move.signs](part, 0, evaluate=False), shown=True)
            signs = after(factor, [change], inner.facts)
            if signs in (POSITIVE, NEGATIVE):
                yield [*moves, Move(factor, signs, (change,))]
                continue
            ways = self.facts.ways(sp.Add(*(rest for _, rest in coefficients)))
            found = (Move(factor, after(factor, [change, *way]), (change, *way)) for way in ways)
            yield from ([move] for move in islice((move for move in found if move.signs in (POSITIVE, NEGATIVE)), 1))

    def margin(self, relation: Boolean, cost: sp.Symbol) -> Change | None:
        """The cost of R&D written by the margin of a condition."""
        if not isinstance(relation, sp.Gt | sp.Ge | sp.Lt | sp.Le) or not relation.has(cost):
            return None
        margin = sp.fraction(sp.together(self.facts.resolved(relation.gts - relation.lts)))[0]
        if margin.has(sp.Abs) or sp.degree(margin, cost) != 1:
            return None
        slope, rest = sp.Poly(margin, cost).all_coeffs()
        if self.facts.of(slope) not in (POSITIVE, NEGATIVE):
            return None
        new = signed("h", isinstance(relation, sp.Gt | sp.Lt))
        return Change(cost, (new - sp.factor(rest)) / sp.factor(slope), new, margin, relation)

    # The words

    def step_of(self, move: Move) -> Step:
        """A move as a step."""
        relation = RELATIONS[move.signs](move.factor, 0, evaluate=False)
        polynomial, below, turn = self.sum_of(move)
        terms = by_new_letters(polynomial, [change.new for change in move.changes])
        left = self.multiple_of(below, turn * move.factor)
        told = [latex(short(rest) * monomial) for monomial, rest in terms]
        put = f"{self.is_positive(turn * move.factor, weakly=move.signs >= ZERO)}. Put {'; '.join(map(self.put, move.changes))}. Then"
        if len(terms) > MOST_TERMS:
            folded = re.sub(r"[{}\\]", "", str(sp.Add(*(rest * monomial for monomial, rest in terms), evaluate=False)))
            words = f"{put} ${left}$ is a polynomial in the new letters with {len(terms)} terms, all coefficients positive."
            return Step(words, relation, self.facts.given, move.changes, folded)
        ends = self.at_the_ends(move, terms) if len(move.changes) == 1 else None
        if ends:
            return Step(
                f"{self.is_positive(turn * move.factor, weakly=move.signs >= ZERO)}: {ends}", relation, self.facts.given, move.changes
            )
        return Step(f"{put}\n\n$$\n{aligned(left, joined(told))}\n$$\n\nwhere {self.why(terms)}.", relation, self.facts.given, move.changes)

    def at_the_ends(self, move: Move, terms: list[tuple[sp.Expr, sp.Expr]]) -> str | None:
        """That a factor is linear in a letter, and what it is at the bounds of that; None where that is not so."""
        (change,) = move.changes
        if len(terms) != 2 or sp.degree(move.factor, change.letter) != 1 or not in_one(change.value)[1].has(change.new):
            return None
        turn = 1 if move.signs <= POSITIVE | ZERO else -1
        bounds = [sp.limit(change.value, change.new, end) for end in (0, sp.oo)]
        values = [latex(short(sp.factor(turn * move.factor.subs(change.letter, bound)))) for bound in bounds]
        at = [f"${value}$ at ${latex(change.letter)} = {latex(short(bound))}$" for value, bound in zip(values, bounds, strict=True)]
        weak = [self.facts.of(rest) != POSITIVE for _, rest in terms]
        nor = "" if move.signs >= ZERO else ", nor are both zero"
        signs = f"and neither is negative{nor}" if any(weak) else "both of which are positive"
        return f"it is linear in ${latex(change.letter)}${self.bounded(change)}; {at[0]} and {at[1]}, {signs}."

    def put(self, change: Change) -> str:
        """How a letter is written in a new one."""
        sign = "> 0" if change.new.is_positive else r"\geq 0"
        if change.source is not None:
            return f"$h = {latex(short(change.meaning))} {sign}$, {self.because(change.source)}"
        return f"${latex(change.letter)} = {latex(short(change.value))}$ with ${latex(change.new)} {sign}${self.bounded(change)}"


def is_bound(relation: Boolean) -> bool:
    """Whether this bounds a letter by a number or by another letter."""
    sides = relation.args if isinstance(relation, Relational) and not isinstance(relation, sp.Eq | sp.Ne) else ()
    return bool(relation.free_symbols) and bool(sides) and all(side.is_Symbol or side.is_number for side in sides)


def multiple(number: sp.Expr, factor: str) -> str:
    """A product with a factor that is already written; a sign before that comes first."""
    if glyphs(factor) < 4 and factor.startswith("-"):
        return f"- {multiple(number, factor.removeprefix('-').strip())}"
    first = rf"\left({latex(number)}\right)" if number.is_Add else latex(number)
    return rf"{first}\,{factor}" if glyphs(factor) < 4 else rf"{first}\,\bigl({factor}\bigr)"


def joined(terms: Sequence[str]) -> list[str]:
    """The terms of a sum on lines no wider than a page."""
    rows = [""]
    for term in terms:
        signed = term if not rows[0] else f"- {term[1:].strip()}" if term.startswith("-") else f"+ {term}"
        if rows[-1] and glyphs(rows[-1] + signed) > WIDE - 12:
            rows.append(signed)
        else:
            rows[-1] = f"{rows[-1]} {signed}".strip()
    return rows


def aligned(left: str, rows: Sequence[str]) -> str:
    """An equation, its right side on several lines if need be."""
    if len(rows) == 1 and glyphs(left + rows[0]) <= WIDE:
        return f"{left} = {rows[0]}"
    return rf"\begin{{aligned}} & {left} \\ & \quad = " + r" \\ & \quad\quad ".join(rows) + r" \end{aligned}"


def arguments(claim: Assertion) -> Iterator[Argument]:
    """The arguments for all that is proved of a claim, in the order of its evidence; a closed form is given where it is first compared."""
    known = [(relation, claim.region) for relation in claim.theorems.values()]
    beside = [(relation, given) for _, relation, given in statements(claim)[len(known) :]]
    told_above = set() if claim.asserted is None else claim.asserted.free_symbols - MARKS
    for place, (relation, given) in enumerate([*known, *beside]):
        found = argue(relation, given, claim.terms, (claim.id, place))
        yield replace(found, closed={symbol: form for symbol, form in found.closed.items() if symbol not in told_above})
        told_above |= found.closed.keys()


def argue(relation: Boolean, given: Mapping[str, Boolean], terms: tuple[Term, ...] = (), place: tuple[str, int] | None = None) -> Argument:
    """An argument for a relation, as far as one is found: it may be that its steps do not lead there."""
    letters = Letters(given, terms)
    whole = letters.reduced(relation)
    given_by = {name: relation for relation, name in letters.names.items()}
    before = tuple(FIRST[place](tuple(letters.names))) if place in FIRST else ()
    letters = replace(letters, before=tuple(step.relation for step in before))
    made: dict[Goals, Goal] = {}
    best: tuple[Goal, ...] = ()
    for parts in goals(whole):
        for part in parts:
            if part not in made:
                made[part] = needed_goal(*part, letters, place)
        best = tuple(made[part] for part in parts)
        if all(leads(each, given_by.values(), letters.before) for each in best):
            break
    lettered = one_letter_each(best)
    if lettered:
        best = tuple(needed_goal(each.relation, each.supposed, letters, place, lettered) for each in best)
    compared = dict.fromkeys(symbol for each in best for symbol in each.compared)
    closed = {symbol: short(letters.closed[symbol].xreplace(letters.replaced)) for symbol in compared}
    return Argument(whole, given_by, best, before, closed)


def one_letter_each(found: Sequence[Goal]) -> dict[sp.Expr, sp.Expr]:
    """Letters for the long polynomials of several parts, where one letter would stand for two of them; else nothing."""
    stands: dict[sp.Symbol, set[sp.Expr]] = {}
    forms: dict[str, list[sp.Expr]] = {}
    turns: dict[sp.Expr, sp.Expr] = {}
    for key, value in (item for goal in found for item in goal.long.items()):
        (symbol,) = value.free_symbols
        stands.setdefault(symbol, set()).add(key)
        ours = forms.setdefault(symbol.name[0], [])
        ours += [key] if key not in ours else []
        turns[key] = value / symbol
    if all(len(keys) == 1 for keys in stands.values()):
        return {}
    return {
        key: turns[key] * sp.Symbol(f"{letter}_{{{place + 1}}}" if ours[1:] else letter, real=True)
        for letter, ours in forms.items()
        for place, key in enumerate(ours)
    }


def needed_goal(
    relation: Boolean,
    supposed: tuple[Boolean, ...],
    letters: Letters,
    place: tuple[str, int] | None,
    lettered: Mapping[sp.Expr, sp.Expr] | None = None,
) -> Goal:
    """One part of an argument, without what it may suppose where that is not needed."""
    if supposed and place not in BY_HAND:
        alone = goal(relation, (), letters, place, lettered or {})
        if leads(alone, letters.names, letters.before):
            return replace(alone, supposed=supposed, needs=False)
    return goal(relation, supposed, letters, place, lettered or {})


def told(argument: Argument) -> tuple[str, ...]:
    """An argument in paragraphs of Markdown, once each of its steps is checked; nothing where the steps do not lead there."""
    check(argument)
    if not is_complete(argument):
        return ()
    found = list(filter(None, map(step_told, argument.before)))
    told_steps: list[tuple[str, ...]] = []
    found += [CLOSED_FORMS] if argument.closed else []
    found += [f"$$\n{equation_latex(symbol, form)}\n$$" for symbol, form in argument.closed.items()]
    for place, goal in enumerate(argument.goals):
        several = len(argument.goals) > 1
        written = [written_condition(part) for part in goal.supposed if goal.needs]
        supposed = "".join(f"Suppose that ${part}$. " for part in written if several or glyphs(part) <= WIDE)
        if several:
            found.append(f"**{place + 1}.** {supposed}{goal.statement}".strip())
        elif supposed:
            found.append(supposed.strip())
        steps = tuple(map(step_told, goal.steps))
        before = [number + 1 for number, other in enumerate(told_steps) if other == steps and steps]
        told_steps.append(steps)
        if before:
            found[-1] += f" As in **{before[0]}**."
            steps = ()
        for paragraph in filter(None, (*steps, goal.conclusion)):
            if not paragraph.startswith("$") or "\n" in paragraph:
                found.append(paragraph)
            elif found and found[-1].startswith("- "):
                found[-1] += f"\n- {paragraph}"
            else:
                found.append(f"- {paragraph}")
    return (*found, *joint(argument))


def joint(argument: Argument) -> Iterator[str]:
    """How the parts come together, where several relations hold exactly under a condition."""
    if isinstance(argument.relation, sp.Equivalent) and len(argument.goals) > 1:
        others = listed([f"**{place + 1}**" for place in range(1, len(argument.goals))])
        where = ", where the condition holds," if any(goal.needs for goal in argument.goals[1:]) else ""
        many = "inequalities hold" if argument.goals[2:] else "inequality holds"
        yield f"By **1** the condition is necessary. By {others}{where} the other {many} too."


def step_told(step: Step) -> str:
    """A step with its long polynomial, if it has one, behind a title."""
    if not step.folded:
        return step.words
    return f'{step.words}\n\n<details class="more">\n<summary>The polynomial</summary>\n\n```\n{step.folded}\n```\n\n</details>'


def goal(
    relation: Boolean,
    supposed: tuple[Boolean, ...],
    letters: Letters,
    place: tuple[str, int] | None,
    lettered: Mapping[sp.Expr, sp.Expr],
) -> Goal:
    """One part of an argument."""
    facts = Facts([*letters.names, *supposed]).also(*letters.before, shown=True)
    search = Search(facts, letters.names, lettered=lettered, shown_before=letters.before)
    if relation == sp.true:
        return Goal(relation, supposed, (), IMMEDIATE)
    sides = [part for part in (relation.args if isinstance(relation, sp.Equivalent) else (relation,)) if isinstance(part, Relational)]
    compared = max(sides, key=lambda part: (any(map(letters.is_term, part.args)), int(part.count_ops())))
    difference = search.facts.resolved(compared.lhs - compared.rhs)
    written = sp.factor(difference)
    found = taken_apart(written)[1]
    left, right = (letters.symbol_of(side) for side in compared.args)
    search.add(Step(subtracted(left, right, written, search, letters, place), sp.Eq(difference, written, evaluate=False)))
    enough = isinstance(relation, sp.Equivalent) and follows(relation, search.facts)
    by_hand = BY_HAND.get(place) if place else None
    total = by_hand(compared, sp.And(*supposed, evaluate=False) if supposed[1:] else (*supposed, sp.true)[0]) if by_hand else None
    searched = [item for item in found if total is None or not search.is_long(item[0])]
    rest = search.explain([item for item in searched if not enough or len(sign_of_power(*item, search.facts)) == 1])
    if total is not None and (rest or len(searched) < len(found)):
        search.add_sum(*total)
    head = left - right
    own = [symbol for symbol in letters.closed if symbol in head.free_symbols and head != symbol]
    if place in LAST and isinstance(relation, sp.Equivalent):
        for step in LAST[place](letters, search.facts):
            search.add(step)
        ending = ""
    else:
        ending = concluded(relation, compared, written, search, letters)
    statement = "" if isinstance(relation, sp.Equivalent) or own or head in letters.closed else to_show(compared, letters)
    return Goal(relation, supposed, tuple(search.steps), ending, statement, tuple(own), dict(search.long))


def to_show(relation: Relational, letters: Letters) -> str:
    """What a part is to show, before its difference is taken."""
    whole = latex(relation.func(*map(letters.symbol_of, relation.args), evaluate=False))
    return f"To show: ${whole}$." if glyphs(whole) <= WIDE else f"To show:\n\n$$\n{whole}\n$$"


def sign_of_power(factor: sp.Expr, power: int, facts: Facts) -> Signs:
    """The signs that a power of a factor may have."""
    signs = facts.of_factor(factor)
    return signs if power % 2 else frozenset(sign * sign for sign in signs)


def subtracted(left: sp.Expr, right: sp.Expr, written: sp.Expr, search: Search, letters: Letters, place: tuple[str, int] | None) -> str:
    """The difference of two sides, factored; long factors have a letter of their own."""
    found = taken_apart(written)[1]
    long = [named(factor)[0] for factor, _ in found if search.is_long(factor)]
    defined = search.give_letters(LETTER.get(place, "P") if place else "P", long) if len(found) > 1 else []
    product = search.in_letters(written)
    search.cost = model.gamma if product.has(model.gamma) and model.G not in product.as_powers_dict() else model.G
    head = left - right
    if glyphs(latex(head)) <= LONG and head != product:
        equal = [latex(twin) for twin in letters.twins(head) if twin != head]
        shown = " = ".join([*equal, equation_latex(head, product)])
    elif head == product and not defined:
        return ""
    else:
        shown = f"{latex(product)}"
    lead = "" if "=" in shown else "The left side less the right side is\n\n" if right != 0 else "The left side is\n\n"
    return "\n\n".join([f"{lead}$$\n{shown}\n$$", *(["with", *defined] if defined else [])])


def concluded(relation: Boolean, compared: Relational, written: sp.Expr, search: Search, letters: Letters) -> str:
    """What follows: the relation itself, or what it is equivalent to."""
    said = latex(compared.func(*map(letters.symbol_of, compared.args), evaluate=False))
    known = glyphs(said) <= LONG
    if not isinstance(relation, sp.Equivalent):
        twins = letters.twins(letters.symbol_of(compared.lhs))
        if known and twins[1:]:
            return f"So {listed([f'${latex(compared.func(twin, letters.symbol_of(compared.rhs), evaluate=False))}$' for twin in twins])}."
        return f"So ${said}$." if known else f"So {(AGAINST_ZERO if compared.rhs == 0 else COMPARED)[compared.func]}."
    found = taken_apart(written)[1]
    open_ = [(factor, power) for factor, power in found if len(sign_of_power(factor, power, search.facts)) > 1]
    rest = search.facts.of(written / sp.Mul(*(factor**power for factor, power in open_)))
    turned = [(factor, power, named(factor)[1] if named(factor)[0] in search.long else 1) for factor, power in open_]
    deciding = sp.Mul(*(factor * turn if power % 2 else factor**2 for factor, power, turn in turned))
    turn = sp.prod(turn for _, power, turn in turned if power % 2) * (-1 if rest == NEGATIVE else 1)
    if turn == 1 and latex(search.in_letters(deciding)).startswith("-"):
        deciding, turn = -deciding, -1
    relates = compared.func if turn == 1 else TURNED.get(compared.func, compared.func)
    (condition,) = (part for part in relation.args if part is not compared)
    decisive = f"{latex(search.in_letters(deciding))} {WRITTEN[relates]}"
    same = is_same(condition, deciding, relates)
    has_letter = any(named(factor)[0] in search.long for factor, _ in open_)
    chain = [*([decisive] if has_letter or not same else []), *([] if same and has_letter else [written_condition(condition)])]
    return chained(said if known else None, list(dict.fromkeys(chain)))


def is_same(condition: Boolean, deciding: sp.Expr, relates: type) -> bool:
    """Whether a condition says of an expression, or of its negative, that it has a sign."""
    if not isinstance(condition, Relational):
        return False
    margin = short(condition.lhs - condition.rhs)
    return (condition.func is relates and margin == short(deciding)) or (
        TURNED.get(condition.func, condition.func) is relates and margin == short(-deciding)
    )


def chained(first: str | None, others: Sequence[str]) -> str:
    """That statements are equivalent, in a line or in several."""
    if first is None:
        return f"So the relation holds exactly where ${others[0]}$" + "".join(f", that is, ${other}$" for other in others[1:]) + "."
    arrow = r" \;\Leftrightarrow\; "
    whole = arrow.join([first, *others])
    if glyphs(whole) <= WIDE:
        return f"So ${whole}$."
    rows = r" \\ & ".join([first, *(rf"\Leftrightarrow\; {other}" for other in others)])
    return f"So\n\n$$\n\\begin{{aligned}} & {rows} \\end{{aligned}}\n$$"


def written_condition(condition: Boolean) -> str:
    """A condition as LaTeX, in the shorthands."""
    if isinstance(condition, Relational):
        return latex(condition.func(*map(short, condition.args), evaluate=False))
    joint = r"\text{ and }" if isinstance(condition, sp.And) else r"\text{ or }"
    return joint.join(rf"({written_condition(part)})" for part in condition.args)
