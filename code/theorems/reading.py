"""Reads what Coq prints of a theorem back into SymPy, and compares it with what the book says.

This shares nothing with what writes the theorems: it starts from Coq's own output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean
from sympy.polys.rings import PolyElement, PolyRing

from positivity.statement import nonvanishing_denominators, sign_assumptions, statement

FIELDS = ("n", "a", "A", "b", "beta", "gamma")
"""The parameters that a cluster holds."""
_n, _a, _A, _b, _beta, _gamma = map(sp.Symbol, FIELDS)
RANGE = (_n >= 2, _A > 0, _A < _a, _b > 0, _beta > 0, _beta < 1, _gamma > 0)
"""What the paper says of them."""
FOLLOWS = {_n > 0: (_n >= 2,), _a > 0: (sp.Lt(0, _A, evaluate=False), _A < _a)}
"""What need not be assumed once more."""
TOKEN = re.compile(r"\s*(?:(?P<number>(?<![\w)] )-?\d+)|(?P<name>[A-Za-z_][\w.']*)|(?P<sign>=>|<->|->|/\\|\\/|>=|<=|<>|[-+*/^()~<>=:,]))")
RELATIONS: dict[str, Any] = {">": sp.Gt, ">=": sp.Ge, "<": sp.Lt, "<=": sp.Le, "=": sp.Eq, "<>": sp.Ne}
BINARY = {"->": (99, 98, 99), "<->": (95, 94, 94), "\\/": (85, 84, 85), "/\\": (80, 79, 80)}
BINARY |= {"+": (50, 50, 49), "-": (50, 50, 49), "*": (40, 40, 39), "/": (40, 40, 39), "^": (30, 29, 30)}
"""Level of an operator, and how loosely what is on its left and right may bind."""
RELATION, NEGATION, OPPOSITE, APPLICATION, ANY = 70, 75, 35, 10, 200


@dataclass(frozen=True)
class Definition:
    """What Coq prints of a definition: the names of its arguments, and what it stands for, as tokens."""

    arguments: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A theorem as Coq states it.

    Attributes
    ----------
    kind
        "always", "not always" or "somewhere".
    given
        what is assumed, part by part; of a point, all that holds there.
    says
        the conclusion.
    """

    kind: str
    given: tuple[Boolean, ...]
    says: Boolean


def tokens(text: str) -> tuple[str, ...]:
    """What a text of Coq's is made of."""
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"cannot be read: {text[place : place + 40]!r}")
        found.append(match[0].strip())
        place = match.end()
    return tuple(found)


def definition(text: str) -> Definition:
    """A definition from what ``Print`` prints."""
    body = tokens(text.partition("=")[2].rpartition("\n     : ")[0])
    if body[:1] != ("fun",):
        return Definition((), body)
    reader = _Reader(body[1:], {})
    return Definition(tuple(reader.binders("=>")), reader.rest())


def read(text: str, definitions: Mapping[str, Definition]) -> Statement:
    """A theorem from what ``Check`` prints.

    Parameters
    ----------
    text
        the statement.
    definitions
        of the names in it.

    Returns
    -------
    Statement
        in plain symbols, all definitions written out.
    """
    found = tokens(text)
    if found[0] == "~":
        whole = read_all(found[2:-1] if found[1] == "(" else found[1:], definitions)
        return Statement("not always", *_conclusion(whole))
    if found[0] == "exists":
        return Statement("somewhere", tuple(_parts(_Reader(found[1:], definitions).quantified(","), sp.And)), sp.true)
    return Statement("always", *_conclusion(read_all(found, definitions)))


def read_all(found: Sequence[str], definitions: Mapping[str, Definition]) -> Any:
    """A statement about all, or without a quantifier."""
    reader = _Reader(found[1:] if found[0] == "forall" else found, definitions)
    return reader.quantified(",") if found[0] == "forall" else reader.formula(ANY)


def _conclusion(whole: Any) -> tuple[tuple[Boolean, ...], Boolean]:
    *given, says = _parts(whole, sp.Implies)
    return tuple(given), says


def _parts(whole: Any, kind: Any) -> list[Any]:
    """The parts that one connective joins to the right."""
    return [plain(whole.args[0]), *_parts(whole.args[1], kind)] if isinstance(whole, _Joined) and whole.kind is kind else [plain(whole)]


@dataclass(frozen=True)
class _Joined:
    """Two parts of a statement, as Coq joins them; SymPy would put them into an order of its own."""

    kind: Any
    args: tuple[Any, Any]


def plain(part: Any) -> Any:
    """The same in SymPy."""
    return part.kind(*map(plain, part.args), evaluate=False) if isinstance(part, _Joined) else part


@dataclass
class _Reader:
    """Reads tokens from the left, by the levels of Coq's notations."""

    found: Sequence[str]
    definitions: Mapping[str, Definition]
    values: dict[str, Any] = field(default_factory=dict)
    place: int = 0

    def next(self) -> str:
        return self.found[self.place] if self.place < len(self.found) else ""

    def take(self, *wanted: str) -> str:
        token = self.next()
        if wanted and token not in wanted:
            raise ValueError(f"{' or '.join(wanted)} was expected, got {token!r} in {' '.join(self.found)}")
        self.place += 1
        return token

    def rest(self) -> tuple[str, ...]:
        return tuple(self.found[self.place :])

    def binders(self, end: str) -> list[str]:
        """The names that are bound, up to a sign."""
        names: list[str] = []
        open_: list[str] = []
        while (token := self.take()) != end:
            if token == ":":
                self.take()  # of what kind they are
                names += open_
                open_ = []
            elif token not in "()":
                open_.append(token)
        return names

    def quantified(self, end: str) -> Any:
        """What is said of the names that are bound; a cluster is the one that has the parameters."""
        self.values = {name: sp.Symbol(name) for name in self.binders(end) if name != "c"} | self.values
        return self.formula(ANY)

    def formula(self, level: int) -> Any:
        """As much as binds no looser than a level."""
        left = self._first(level)
        while True:
            sign = self.next()
            if sign in BINARY and BINARY[sign][0] <= level:
                self.take()
                left = _joined(sign, left, self.formula(BINARY[sign][2]))
            elif sign in RELATIONS and level >= RELATION:
                left = self._related(left)
            else:
                return left

    def _related(self, left: Any) -> Any:
        """A relation, or two at once: x < y < z."""
        found = []
        while self.next() in RELATIONS:
            sign, right = self.take(), self.formula(RELATION - 1)
            found.append(RELATIONS[sign](left, right, evaluate=False))
            left = right
        return found[0] if len(found) == 1 else _Joined(sp.And, (found[0], found[1]))

    def _first(self, level: int) -> Any:
        token = self.take()
        if token == "~":
            return sp.Not(plain(self.formula(NEGATION)))
        if token == "-":
            return -self.formula(OPPOSITE)
        if token == "(":
            inside = self.formula(ANY)
            self.take(")")
            return inside
        if re.fullmatch(r"-?\d+", token):
            return sp.Integer(token)
        return self._applied(token)

    def _applied(self, name: str) -> Any:
        """A name with its arguments, written out."""
        if name in self.values:
            return self.values[name]
        if name in FIELDS and self.next() == "c":
            self.take()
            return sp.Symbol(name)
        if name in ("True", "False"):
            return sp.true if name == "True" else sp.false
        if name == "Rabs":
            return sp.Abs(self._argument())
        known = self.definitions[name]
        arguments = {argument: self._argument() for argument in known.arguments}
        return _Reader(known.body, self.definitions, {each: value for each, value in arguments.items() if each != "c"}).formula(ANY)

    def _argument(self) -> Any:
        if self.next() == "c":
            return self.take()
        return self.formula(APPLICATION - 1)


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "^": lambda x, y: x**y,
}
JOINS: dict[str, Any] = {"->": sp.Implies, "<->": sp.Equivalent, "/\\": sp.And, "\\/": sp.Or}


def _joined(sign: str, left: Any, right: Any) -> Any:
    return OPERATIONS[sign](left, right) if sign in OPERATIONS else _Joined(JOINS[sign], (left, right))


def differences(
    stated: Statement,
    kind: str,
    given: Iterable[Boolean],
    says: Boolean,
    formulas: Mapping[sp.Symbol, sp.Expr],
    called: Callable[[sp.Symbol], str],
) -> Iterator[str]:
    """In what a theorem of Coq's differs from what the book says.

    Parameters
    ----------
    stated
        as it was read.
    kind, given, says
        what the book says.
    formulas
        what the symbols of a claim's terms stand for.
    called
        the name of any other symbol in Coq.

    Yields
    ------
    str
        nothing, if they are the same.
    """
    if kind == "somewhere":
        given, says = [*given, says], sp.true
    while isinstance(says, sp.Implies):  # one more arrow
        given, says = [*given, says.args[0]], says.args[1]
    free = set().union(*(part.free_symbols for part in (*given, says)))
    own = free.union(*(formulas[symbol].free_symbols for symbol in free & formulas.keys())) - formulas.keys()
    names = {symbol: sp.Symbol(called(symbol)) for symbol in own}
    meaning = names | {symbol: formulas[symbol].xreplace(names) for symbol in free & formulas.keys()}
    assumed = [_renamed(part, meaning) for relation in given for part in _flat(relation)]
    outside = nonvanishing_denominators(statement(_renamed(says, meaning), assumed))
    assumed += [_renamed(part, names) for part in sign_assumptions(own)]
    found = [part for whole in stated.given for part in _flat(whole)]
    symbols = {*names.values()}.union(*(part.free_symbols for part in (*found, stated.says)))
    same = _Same(sorted(symbols, key=str))
    if stated.kind != kind:
        yield f"it is said {stated.kind}, and not {kind}"
    if not same(stated.says, _renamed(says, meaning)):
        yield f"it says {stated.says}, and not {says}"
    followed = {weak for weak, reasons in FOLLOWS.items() if all(reason in found for reason in reasons)}
    yield from (f"{part} is not assumed" for part in assumed if part not in followed and not any(same(part, other) for other in found))
    allowed = [*assumed, *outside, *RANGE]  # a cluster has all six parameters, also those that a claim does not name
    yield from (f"{part} is assumed" for part in found if not any(same(part, other) for other in allowed))


def _flat(whole: Boolean) -> Iterator[Boolean]:
    if isinstance(whole, sp.And):
        for part in whole.args:
            yield from _flat(part)
    else:
        yield whole


def _renamed(part: Boolean, meaning: Mapping[sp.Symbol, sp.Expr]) -> Boolean:
    """The same in plain symbols, which know nothing of their signs."""
    if isinstance(part, Relational):
        return part.func(*(side.xreplace(meaning) for side in part.args), evaluate=False)
    return part.func(*(_renamed(each, meaning) for each in part.args), evaluate=False) if part.args else part


class _Same:
    """Whether two formulas are the same: the same connectives of the same relations between the same rational functions."""

    def __init__(self, symbols: Sequence[sp.Symbol]) -> None:
        self.ring = PolyRing([*(symbol.name for symbol in symbols), *(f"size_{i}" for i in range(4))], sp.ZZ)
        self.generators = dict(zip(symbols, self.ring.gens, strict=False))
        self.sizes: list[tuple[PolyElement, PolyElement]] = []
        self.first_size = len(symbols)

    def __call__(self, left: Boolean, right: Boolean) -> bool:
        left, right = _pushed(left), _pushed(right)
        if isinstance(left, Relational) and isinstance(right, Relational):
            return self._same_relation(left, right)
        if left.func is not right.func or len(left.args) != len(right.args):
            return False
        if isinstance(left, sp.Implies):
            return all(map(self, left.args, right.args))
        rest = list(right.args)
        for part in left.args:
            found = next((other for other in rest if self(part, other)), None)
            if found is None:
                return False
            rest.remove(found)
        return True

    def _same_relation(self, left: Relational, right: Relational) -> bool:
        kinds, sides = zip(*map(_upwards, (left, right)), strict=True)
        if kinds[0] is not kinds[1]:
            return False
        (p, q), (u, v) = map(self._fraction, sides)
        return p * v == u * q or (kinds[0] in (sp.Eq, sp.Ne) and p * v == -u * q) or self._proportional((p, q), (u, v))

    def _proportional(self, left: tuple[PolyElement, PolyElement], right: tuple[PolyElement, PolyElement]) -> bool:
        """Whether one is the other times a positive number."""
        (p, q), (u, v) = left, right
        first, second = (p * v).primitive(), (u * q).primitive()
        return bool(first[1] == second[1])

    def _fraction(self, e: sp.Expr) -> tuple[PolyElement, PolyElement]:
        one = self.ring(1)
        if e.is_Rational:
            return self.ring(int(e.p)), self.ring(int(e.q))
        if e.is_Symbol:
            return self.generators[e], one
        if e.is_Pow:
            above, below = self._fraction(e.base)
            k = int(e.exp)
            return (above**k, below**k) if k > 0 else (below**-k, above**-k)
        if isinstance(e, sp.Abs):
            return self._size(self._fraction(e.args[0])), one
        parts = [*map(self._fraction, e.args)]
        above, below = parts[0]
        for p, q in parts[1:]:
            above, below = (above * p, below * q) if e.is_Mul else (above * q + p * below, below * q)
        return above, below

    def _size(self, inside: tuple[PolyElement, PolyElement]) -> PolyElement:
        p, q = inside
        for number, (u, v) in enumerate(self.sizes):
            if p * v in (u * q, -u * q):
                return self.ring.gens[self.first_size + number]
        self.sizes.append(inside)
        return self.ring.gens[self.first_size + len(self.sizes) - 1]


def _pushed(part: Boolean) -> Boolean:
    """A negation of a relation as the opposite relation."""
    if isinstance(part, sp.Not) and isinstance(part.args[0], Relational):
        opposite = {sp.Gt: sp.Le, sp.Ge: sp.Lt, sp.Lt: sp.Ge, sp.Le: sp.Gt, sp.Eq: sp.Ne, sp.Ne: sp.Eq}
        return opposite[part.args[0].func](*part.args[0].args, evaluate=False)
    return part


def _upwards(relation: Relational) -> tuple[Any, sp.Expr]:
    """A relation as one of >, >=, = and ≠ of a difference and zero."""
    left, right = relation.args
    turned = {sp.Lt: sp.Gt, sp.Le: sp.Ge}
    return (turned[relation.func], right - left) if relation.func in turned else (relation.func, left - right)
