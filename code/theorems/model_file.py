"""The names of the model in Coq, and the file ``Model.v`` that defines them: closed forms, and the conditions of each mode."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sympy as sp

from spillover import conditions as named_conditions
from spillover import model
from spillover.claims.claim import conditions, of
from spillover.cluster import solution
from spillover.notation import shorthand
from spillover.regimes import Mode, Planner, Regime
from theorems.terms import Tree, as_text, expression, replaced
from theorems.wanted import identifier

MODES: tuple[Mode, ...] = (*Regime, *Planner)
CLUSTER = "c"
"""How theorems call the cluster of which they speak."""
PARAMETERS: tuple[Tree, ...] = (
    ("Rel", "Ge", ("Var", model.n), ("Cst", 2)),
    ("Rel", "Lt", ("Cst", 0), ("Var", model.A)),
    ("Rel", "Lt", ("Var", model.A), ("Var", model.a)),
    ("Rel", "Lt", ("Cst", 0), ("Var", model.b)),
    ("Rel", "Lt", ("Cst", 0), ("Var", model.beta)),
    ("Rel", "Lt", ("Var", model.beta), ("Cst", 1)),
    ("Rel", "Lt", ("Cst", 0), ("Var", model.gamma)),
)
"""What ``parameters`` of ``coq/Cluster.v`` says, in its order."""
RESERVED = frozenset({CLUSTER, "at", "as", "in", "m", "fun", "end", "exists", "forall", "fix", "if", "let", "then", "with", "R", "H"})
"""Names that Coq, or a file of a claim, has for something else."""
_n, _a, _A, _b, _beta, _gamma = (("Var", symbol) for symbol in model.PARAMETERS)
_others: Tree = ("Mul", ("Sub", _n, ("Cst", 1)), _beta)
SHORTHANDS: dict[sp.Symbol, Tree] = {
    model.D: ("Sub", _a, _A),
    model.G: ("Mul", _b, _gamma),
    model.s: ("Add", ("Cst", 1), _others),
    model.k: ("Sub", _n, _others),
}
"""What D, G, s and k of ``coq/Cluster.v`` are, written as there."""


@dataclass(frozen=True)
class Condition:
    """A condition of a mode: its name in Coq, and what it says in the shorthands."""

    name: str
    says: Tree


@cache
def closed_forms() -> dict[tuple[str, Mode], tuple[sp.Symbol, Tree]]:
    """For each quantity and mode the symbol under which Coq knows it, and its closed form in the shorthands."""
    return {
        (quantity, mode): (sp.Symbol(f"{quantity}_{mode.key}"), expression(solution.closed_form(quantity, mode)))
        for mode in MODES
        for quantity in model.QUANTITIES
    }


@cache
def named_forms() -> dict[sp.Expr, sp.Symbol]:
    """The symbols of closed forms, by the formulas that the package derives."""
    return {solution.factored_form(*key): symbol for key, (symbol, _) in reversed(closed_forms().items())}


@cache
def named_terms() -> dict[sp.Symbol, tuple[str, Mode]]:
    """The quantity and mode for which a symbol of a claim stands."""
    return {of(quantity, mode).symbol: (quantity, mode) for quantity, mode in closed_forms()}


@cache
def mode_conditions(mode: Mode) -> dict[str, Condition]:
    """The conditions of a mode, by the names that they have in the region of a claim."""
    return {
        name: Condition(f"{mode.key}_{identifier(condition.name.replace('R&D', 'rnd')).lower()}", _relation(condition))
        for name, condition in zip(conditions(mode), solution.conditions(mode), strict=True)
    }


def _relation(condition: named_conditions.Condition) -> Tree:
    kind = "Gt" if condition.strict else "Ge"
    return ("Rel", kind, expression(shorthand(condition.lhs)), expression(shorthand(condition.rhs)))


def meanings() -> dict[sp.Symbol, Tree]:
    """What each symbol of a closed form stands for, in the six parameters."""
    return {symbol: replaced(tree, SHORTHANDS) for symbol, tree in closed_forms().values()} | SHORTHANDS


def named(symbol: sp.Symbol) -> str:
    """A parameter, a shorthand or a closed form of a cluster, as Coq has it."""
    return f"{symbol.name} {CLUSTER}"


def defined(name: str, kind: str, body: str, arguments: str = f"({CLUSTER} : cluster)") -> str:
    """A definition, on lines that one can read."""
    return f"Definition {name} {arguments} : {kind} :=\n{wrapped(body)}."


def wrapped(text: str, indent: str = "  ") -> str:
    """Text broken at spaces."""
    return textwrap.fill(text, 110, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def lines() -> Iterator[str]:
    """The parts of the file."""
    yield "(** The closed forms of the five modes, and the conditions under which they are solutions, as the package derives them. *)"
    yield "From Coq Require Import Rbase Rbasic_fun Rfunctions.\nFrom Spillover Require Import Cluster.\nLocal Open Scope R_scope."
    for mode in MODES:
        yield f"(** ** {mode.label[0].upper()}{mode.label[1:]} *)"
        for quantity in model.QUANTITIES:
            symbol, tree = closed_forms()[quantity, mode]
            yield defined(symbol.name, "R", as_text(tree, named))
        for condition in mode_conditions(mode).values():
            yield defined(condition.name, "Prop", as_text(condition.says, named))
        yield defined(f"exists_{mode.key}", "Prop", " /\\ ".join(f"{each.name} {CLUSTER}" for each in mode_conditions(mode).values()))


def model_file() -> str:
    """The text of ``Model.v``."""
    return "\n\n".join(lines()) + "\n"
