"""Formulas as ``coq/Statement.v`` has them, and as a reader of Coq does.

An expression or a form is a nested tuple, as Coq's constructors make it: ``("Add", ("Var", x), ("Cst", 1))``, ``("Rel", "Gt", e, f)``.
A variable holds a SymPy symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import sympy as sp

Tree = tuple[Any, ...]
Named = Callable[[sp.Symbol], str]

RELATIONS: dict[Any, str] = {sp.Gt: "Gt", sp.Ge: "Ge", sp.Lt: "Lt", sp.Le: "Le", sp.Eq: "Eq", sp.Ne: "Ne"}
CONNECTIVES: dict[Any, str] = {sp.And: "And", sp.Or: "Or", sp.Equivalent: "Iff", sp.Implies: "Imp"}
SIGNS = {"Gt": ">", "Ge": ">=", "Lt": "<", "Le": "<=", "Eq": "=", "Ne": "<>", "Add": "+", "Sub": "-", "Mul": "*", "Div": "/"}
JOINS = {"And": "/\\", "Or": "\\/", "Imp": "->", "Iff": "<->"}
LEVELS = {"Add": 50, "Sub": 50, "Mul": 40, "Div": 40, "Opp": 35, "Pow": 30, "Rel": 70, "Not": 75, "And": 80, "Or": 85, "Iff": 95, "Imp": 99}
"""How loosely Coq's notations bind."""
ARGUMENT, SIDE, ANY = 9, 69, 200


def expression(e: sp.Expr) -> Tree:
    """A rational function, with absolute values, as an expression."""
    if e.is_Rational:
        if e < 0:
            return ("Opp", expression(-e))
        return ("Cst", int(e)) if e.is_Integer else ("Div", ("Cst", int(e.p)), ("Cst", int(e.q)))
    if e.is_Symbol:
        return ("Var", e)
    if isinstance(e, sp.Abs):
        return ("Abs", expression(e.args[0]))
    if e.is_Add:
        return reduce(_added, sorted(map(expression, e.as_ordered_terms()), key=lambda term: bool(term[0] == "Opp")))
    if e.is_Pow and e.exp.is_Integer and e.exp > 0:
        return ("Pow", expression(e.base), int(e.exp))
    if e.is_Mul or (e.is_Pow and e.exp.is_Integer):
        return _fraction(e)
    raise ValueError(f"an expression must be a rational function, got {e}")


def _added(total: Tree, term: Tree) -> Tree:
    return ("Sub", total, term[1]) if term[0] == "Opp" else ("Add", total, term)


def _fraction(e: sp.Expr) -> Tree:
    number, factors = e.as_coeff_mul()
    if number.is_Rational is not True:
        raise ValueError(f"an expression must have rational coefficients, got {e}")
    above: list[Tree] = []
    below: list[Tree] = []
    for factor in factors:
        upwards = not (factor.is_Pow and factor.exp.is_negative)
        (above if upwards else below).append(expression(factor if upwards else 1 / factor))
    if abs(number.p) != 1 or not above:
        above.insert(0, ("Cst", abs(int(number.p))))
    if number.q != 1:
        below.insert(0, ("Cst", int(number.q)))
    whole = _product(above) if not below else ("Div", _product(above), _product(below))
    return ("Opp", whole) if number < 0 else whole


def _product(factors: list[Tree]) -> Tree:
    return reduce(lambda total, factor: ("Mul", total, factor), factors)


def form(formula: Any) -> Tree:
    """A Boolean made of relations as a form."""
    if formula in (sp.true, sp.false):
        return ("TT",) if formula else ("FF",)
    if type(formula) in RELATIONS:
        return ("Rel", RELATIONS[type(formula)], expression(formula.lhs), expression(formula.rhs))
    if isinstance(formula, sp.Not):
        return ("Not", form(formula.args[0]))
    kind = CONNECTIVES[type(formula)]
    parts = formula.args if kind == "Imp" else sorted(formula.args, key=_shortest_first)
    if kind == "Iff" and len(parts) != 2:
        raise ValueError(f"an equivalence must have two sides, got {formula}")
    return joined(kind, [form(part) for part in parts])


def _shortest_first(formula: Any) -> tuple[int, Any]:
    return int(sp.count_ops(formula)), sp.default_sort_key(formula)


def joined(kind: str, forms: list[Tree]) -> Tree:
    """Forms joined by a connective that Coq reads from the right."""
    return reduce(lambda rest, part: (kind, part, rest), reversed(forms))


def replaced(tree: Tree, meaning: Mapping[sp.Symbol, Tree]) -> Tree:
    """A tree with trees in the place of some variables."""
    if tree[0] == "Var":
        return meaning.get(tree[1], tree)
    return tuple(replaced(part, meaning) if isinstance(part, tuple) else part for part in tree)


def variables(tree: Tree) -> set[sp.Symbol]:
    """The symbols in a tree."""
    if tree[0] == "Var":
        return {tree[1]}
    return set().union(*(variables(part) for part in tree if isinstance(part, tuple)))


def as_data(tree: Tree, place: Mapping[sp.Symbol, int]) -> str:
    """A tree as Coq's constructors make it; variables by their places, from 1."""
    if tree[0] == "Var":
        return f"(Var {place[tree[1]]})"
    parts = [as_data(part, place) if isinstance(part, tuple) else str(part) for part in tree[1:]]
    return f"({' '.join([tree[0], *parts])})" if parts else str(tree[0])


def as_text(tree: Tree, named: Named, level: int = ANY) -> str:
    """A tree as one writes it in Coq, in brackets where its place binds more tightly."""
    kind = tree[0]
    own = LEVELS.get(kind, 10)
    if kind == "Cst":
        return str(tree[1])
    if kind in ("TT", "FF"):
        return {"TT": "True", "FF": "False"}[kind]
    if kind == "Var":
        text = named(tree[1])
        own = 10 if " " in text else 0
    elif kind == "Rel":
        text = f"{as_text(tree[2], named, SIDE)} {SIGNS[tree[1]]} {as_text(tree[3], named, SIDE)}"
    elif kind in JOINS:
        right = {"Iff": own - 1, "Imp": ANY}.get(kind, own)
        text = f"{as_text(tree[1], named, own - 1)} {JOINS[kind]} {as_text(tree[2], named, right)}"
    elif kind == "Not":
        text = f"~ {as_text(tree[1], named, own)}"
    elif kind == "Abs":
        text = f"Rabs {as_text(tree[1], named, ARGUMENT)}"
    elif kind == "Opp":
        text = f"- {as_text(tree[1], named, own)}"
    elif kind == "Pow":
        text = f"{as_text(tree[1], named, own - 1)} ^ {tree[2]}"
    else:
        text = f"{as_text(tree[1], named, own)} {SIGNS[kind]} {as_text(tree[2], named, own - 1)}"
    return f"({text})" if own > level else text
