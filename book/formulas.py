"""The formulas of the explorer: the package's own expressions, printed as an ES module when the book is built.

Nothing is typed again. Every quantity, condition, boundary and claim is the SymPy object that the chapters print, NumPy evaluates
and the ledger proves, written by SymPy's printer for JavaScript, with the shorthands computed first in each function.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, to_nnf
from sympy.printing.jscode import JavascriptCodePrinter
from sympy.printing.precedence import PRECEDENCE

from book.mathml import to_mathml
from positivity.evaluation import Point
from spillover import model
from spillover.claims import Claim, Verdict, ledger
from spillover.claims.claim import RANGES, Kind
from spillover.claims.show import new, paper, written
from spillover.cluster import comparison, derivation, solution
from spillover.notation import LETTERS, WORDS, factors, shorthand
from spillover.regimes import Mode, Planner, Regime

MAPPED: tuple[str, ...] = ("x", "Q", "profit", "welfare")
"""The quantities that the explorer draws."""
MODES: tuple[Mode, ...] = (*Regime, *Planner)
ACCENTS = {r"\hat": "\u0302", r"\tilde": "\u0303"}


class Code:
    """JavaScript as it stands, inside data."""

    def __init__(self, text: str) -> None:
        self.text = text


class Printer(JavascriptCodePrinter):  # type: ignore[misc]
    """SymPy's printer, with squares and cubes written as products, which are exact where the factors are."""

    def _print_Pow(self, expr: sp.Pow) -> str:
        if expr.exp in (2, 3):
            return f"({'*'.join([self.parenthesize(expr.base, PRECEDENCE['Pow'])] * int(expr.exp))})"
        return str(super()._print_Pow(expr))

    def _print_BooleanTrue(self, expr: Boolean) -> str:
        return "true"

    def _print_BooleanFalse(self, expr: Boolean) -> str:
        return "false"


def printed(expr: sp.Basic) -> str:
    """An expression as JavaScript; symbols that are no parameter and no shorthand stop the build."""
    unknown = expr.free_symbols - {*model.PARAMETERS, *model.SHORTHANDS, derivation.X}
    if unknown:
        raise ValueError(f"expr must be in the model's symbols to be printed, got {sorted(map(str, unknown))} in {expr}")
    return str(Printer().doprint(expr))


def function(body: sp.Basic | list[sp.Basic], *more: sp.Symbol) -> Code:
    """A function of the six parameters, and of more symbols, with the shorthands that the body needs."""
    parts = body if isinstance(body, list) else [body]
    used = set().union(*(part.free_symbols for part in parts))
    before = "".join(f"const {letter} = {printed(meaning)}; " for letter, meaning in model.SHORTHANDS.items() if letter in used)
    value = f"[{', '.join(map(printed, parts))}]" if isinstance(body, list) else printed(body)
    return Code(f"({', '.join(map(str, (*model.PARAMETERS, *more)))}) => {{ {before}return {value}; }}")


def function_of(symbols: Sequence[sp.Symbol], body: Sequence[sp.Basic]) -> Code:
    """A function of any symbols, by their place, that gives a list of numbers and truths; what they share is computed once."""
    letters = dict(zip(symbols, sp.symbols(f"v:{len(symbols)}", real=True), strict=True))
    known = [sp.sympify(part).subs(letters, simultaneous=True) for part in body]
    if unknown := set().union(*(part.free_symbols for part in known)) - {*letters.values()}:
        raise ValueError(f"body must be in {symbols} to be printed, got {sorted(map(str, unknown))} too")
    relations = sorted({relation for part in known if isinstance(part, Boolean) for relation in part.atoms(Relational)}, key=str)
    truths = dict(zip(relations, sp.symbols(f"r:{len(relations)}"), strict=True))
    numbers = [part for part in known if not isinstance(part, Boolean)]
    steps, found = sp.cse([*(relation.lhs - relation.rhs for relation in relations), *numbers], sp.numbered_symbols("t"), "basic")
    lines = [f"const {name} = {Printer().doprint(step)};" for name, step in steps]
    lines += [
        f"const {name} = {Printer().doprint(side)} {relation.rel_op} 0;"
        for (relation, name), side in zip(truths.items(), found, strict=False)
    ]
    rest = iter(found[len(relations) :])
    given = [Printer().doprint(part.xreplace(truths) if isinstance(part, Boolean) else next(rest)) for part in known]
    return Code(f"([{', '.join(map(str, letters.values()))}]) => {{ {' '.join(lines)} return [{', '.join(given)}]; }}")


def against_zero(holds: Boolean) -> Boolean:
    """A statement with every inequality as a factored difference against zero: its sign is that of the factors, without rounding."""
    plain = to_nnf(holds, simplify=False)
    return plain.replace(
        lambda part: isinstance(part, Relational),
        lambda part: part if part.has(sp.Abs) else part.func(shorthand(sp.factor(part.lhs - part.rhs)), 0, evaluate=False),
    )


def mark(quantity: str, mode: Mode) -> dict[str, str]:
    """How a quantity of a mode is written: in a drawing, and as mathematics."""
    tex = mode.latex(LETTERS[quantity])
    text = re.sub(r"(\\hat|\\tilde)\{(.+)\}", lambda found: found[2] + ACCENTS[found[1]], tex)
    text = re.sub(r"[A-Za-z](?![a-z])", lambda found: _italic(found[0]), text.replace(r"\pi", "\N{MATHEMATICAL ITALIC SMALL PI}"))
    return {"text": re.sub(r"\^\{(.)\}|_\{(.+)\}", r"\1\2", text), "math": to_mathml(tex, False)}


def _italic(letter: str) -> str:
    return chr((0x1D44E if letter.islower() else 0x1D434) + ord(letter.lower()) - ord("a"))


def modes() -> Iterator[dict[str, Any]]:
    """The regimes and planners: names, marks, quantities and conditions."""
    for mode in MODES:
        conditions = solution.conditions(mode)
        sides = [shorthand(side) for condition in conditions for side in (condition.lhs, condition.rhs)]
        holds = sp.And(*(replace(c, lhs=shorthand(c.lhs), rhs=shorthand(c.rhs)).relational for c in conditions))
        yield {
            "key": mode.key,
            "label": mode.label,
            "chinese": mode.chinese,
            "marks": {quantity: mark(quantity, mode) for quantity in model.QUANTITIES},
            "of": {quantity: function(solution.closed_form(quantity, mode)) for quantity in model.QUANTITIES},
            "conditions": [{"name": c.name, "strict": c.strict, "meaning": c.meaning} for c in conditions],
            "sides": function(sides),
            "admissible": function(holds),
        }


def boundaries(quantity: str) -> Iterator[dict[str, Any]]:
    """Where two regimes are level in a quantity: spillovers, or costs of R&D."""
    for pair in combinations(Regime, 2):
        for factor, _ in factors(comparison.compare(quantity, *pair).decides)[1]:
            across = model.gamma not in factor.free_symbols
            for root in comparison.critical_values(factor, model.beta if across else model.gamma):
                yield {
                    "pair": [mode.key for mode in pair],
                    "axis": "beta" if across else "G",
                    "at": function(root if across else root * model.b),
                }


def reply() -> Code:
    """R&D that is best for a firm without cooperation when each of the others does x."""
    stages = derivation.solve(Regime.NONCOOPERATION)
    own, *others = derivation.RND
    slope = sp.diff(stages.objective, own).subs(dict.fromkeys(others, derivation.X))
    return function(sp.factor(derivation.linear_solution([sp.factor(slope)], [own])[0]), derivation.X)


def claims(places: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The claims about the paper's model: words, what is tested, what that supposes, and points worth seeing."""
    for claim in {**paper(), **new()}.values():
        yield {
            "id": claim.id,
            "section": claim.section,
            "statement": claim.statement,
            "formula": "" if claim.asserted is None else to_mathml(written(claim.asserted), False),
            "verdict": claim.verdict.value,
            "unranked": claim.kind is Kind.UNRANKED,
            "finding": claim.finding,
            "gloss": claim.gloss,
            "place": places.get(claim.id.lower(), ""),
            "quantity": spoken_of(claim),
            "modes": [mode.key for mode in claim.modes],
            **tested(claim),
        }


def tested(claim: Claim) -> dict[str, Any]:
    """The formula of a claim, and what must hold besides the conditions of its modes; nothing, if it speaks of another model."""
    symbols = set().union(*(part.free_symbols for part in (claim.relation, *claim.region.values())))
    if claim.asserted is None or not symbols <= {*model.PARAMETERS}:
        return {"holds": None, "given": [], "points": []}
    given = {name: part for name, part in claim.region.items() if name not in RANGES and not _of_a_mode(name, claim)}
    return {
        "holds": function(against_zero(claim.relation)),
        "given": [{"name": name, "holds": function(against_zero(part))} for name, part in given.items()],
        "points": list(points(claim)),
    }


def _of_a_mode(name: str, claim: Claim) -> bool:
    return any(name.startswith(f"{mode.label}: ") for mode in claim.modes)


def spoken_of(claim: Claim) -> str:
    """The first of the drawn quantities that a claim speaks of, or nothing."""
    symbols = {term.symbol.name for term in claim.terms}
    return next((quantity for quantity in MAPPED if symbols & {mode.latex(LETTERS[quantity]) for mode in MODES}), "")


def points(claim: Claim) -> Iterator[dict[str, Any]]:
    """Points at which a claim is worth looking at, from the evidence for it; b is put to one, which changes no comparison."""
    evidence = ledger.stored(claim.id)
    first = {} if claim.verdict is Verdict.SHARPENED else {"": evidence.counterexample or evidence.proofs[0].satisfied}
    for shows, point in {**first, **evidence.examples}.items():
        yield {"shows": shows, "at": _at(point)}


def _at(point: Point) -> dict[str, str]:
    full = {symbol: point.get(symbol, sp.Integer(1)) for symbol in model.PARAMETERS}
    n, a, A, b, beta, gamma = full.values()
    chosen = {"n": n, "beta": beta, "G": b * gamma, "ratio": a / A if a > A else sp.Rational(3, 2), "a": a}
    return {name: str(value) for name, value in chosen.items()}


def script(data: Any) -> str:
    """Data with functions in it as JavaScript."""
    if isinstance(data, Code):
        return data.text
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {script(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[\n" + ",\n".join(map(script, data)) + "]" if data else "[]"
    return json.dumps(data, ensure_ascii=False)


def module(places: Mapping[str, str]) -> Iterable[str]:
    """The ES module, a line an export; ``places`` are the addresses of the claims' entries."""
    exports = {
        "parameters": [symbol.name for symbol in model.PARAMETERS],
        "quantities": [
            {"key": key, "word": WORDS[key], "math": to_mathml(LETTERS[key], False), "drawn": key in MAPPED} for key in model.QUANTITIES
        ],
        "modes": list(modes()),
        "threshold": function(comparison.rnd_threshold()),
        "boundaries": {quantity: list(boundaries(quantity)) for quantity in MAPPED},
        "reply": reply(),
        "claims": list(claims(places)),
    }
    return [f"export const {name} = {script(value)};" for name, value in exports.items()]
