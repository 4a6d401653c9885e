"""The second route: Z3 decides over the reals, from the SymPy statement itself. It shares no code with the first.

Its work is bounded by Z3's own count of steps (rlimit), so that an answer does not depend on the machine. But Z3 leaves some
of its work uncounted, and does not always look at its clock: it runs in a process of its own, which ends when time is up. One
such process answers question after question.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from positivity import solver_process
from positivity.budget import elsewhere, step

RLIMIT = 2_000_000
"""Steps of Z3 that a question may take; a claim of the paper takes a small part of it."""

STEPS_A_MILLISECOND = 100
"""Where Z3 takes longer than at this pace, it is stopped by the clock; all that is decided goes faster many times over."""
LEAST = 1_000
"""Milliseconds that it has in any case."""

_RELATIONS: dict[type, str] = {sp.Gt: ">", sp.Ge: ">=", sp.Lt: "<", sp.Le: "<=", sp.Eq: "="}
_CONNECTIVES: dict[type, str] = {sp.And: "and", sp.Or: "or", sp.Not: "not", sp.Implies: "=>", sp.Xor: "xor", sp.ITE: "ite"}
_ONE_BY_ONE = Lock()


def is_installed() -> bool:
    """Whether Z3 is there."""
    try:
        return find_spec("z3") is not None
    except ModuleNotFoundError:
        return False


@dataclass(frozen=True)
class SolverAnswer:
    """What Z3 says.

    Attributes
    ----------
    status
        "sat", "unsat" or "unknown".
    point
        where it is "sat", a value for each symbol; None for a symbol whose value is irrational.
    approximately
        the same with rational numbers near the irrational values.
    shown
        the same as text, with decimals for irrational values.
    """

    status: str
    point: dict[sp.Symbol, sp.Rational | None]
    approximately: dict[sp.Symbol, sp.Rational]
    shown: str = ""


def solve(formulas: Iterable[Any], fails: Any, rlimit: int = RLIMIT) -> SolverAnswer:
    """Look for real values of the symbols at which some Booleans hold and another one fails."""
    formulas = list(formulas)
    symbols = sorted(set().union(*(part.free_symbols for part in (*formulas, fails))), key=lambda symbol: symbol.name)
    names = {symbol: f"v{i}" for i, symbol in enumerate(symbols)}
    declared = [f"(declare-const {name} Real)" for name in names.values()]
    asserted = [f"(assert {_boolean(part, names)})" for part in (*formulas, sp.Not(fails))]
    milliseconds = max(LEAST, rlimit // STEPS_A_MILLISECOND)
    found = _answer("\n".join([*declared, *asserted]), [*names.values()], rlimit, milliseconds)
    elsewhere(found.get("seconds", 0))
    if found["status"] == "unknown":
        step(1000 * milliseconds if found["timed_out"] else rlimit)
    if found["status"] != "sat":
        return SolverAnswer(found["status"], {}, {})
    near = {symbol: sp.Rational(over, under) for symbol, (over, under, _) in zip(symbols, found["values"], strict=True)}
    decimals = {symbol: shown for symbol, (_, _, shown) in zip(symbols, found["values"], strict=True)}
    exact = {symbol: None if decimals[symbol] else value for symbol, value in near.items()}
    shown = (f"{symbol} = {f'{decimals[symbol]} (irrational)' if decimals[symbol] else value}" for symbol, value in near.items())
    return SolverAnswer("sat", exact, near, ", ".join(shown))


def _answer(text: str, names: list[str], rlimit: int, milliseconds: int) -> dict[str, Any]:
    """What Z3 says, or that time was up; in this very process where no other can be started."""
    with _ONE_BY_ONE:
        try:
            process = _process(os.getpid())
            if process.poll() is not None:
                _end(process)
                process = _process(os.getpid())
        except OSError:
            return solver_process.answer(text, names, rlimit, milliseconds)
        try:
            print(json.dumps([text, names, rlimit, milliseconds]), file=process.stdin, flush=True)
            line = process.stdout.readline()  # type: ignore[union-attr]
        except BaseException:  # interrupted: its answer must not be taken for the next one
            _end(process)
            raise
        if line:
            return dict(json.loads(line))
        if _end(process) > 0:
            raise RuntimeError("Z3 ended with an error")
        return {"status": "unknown", "timed_out": True, "seconds": milliseconds / 1000}


@cache
def _process(owner: int) -> subprocess.Popen[str]:
    """The process that answers questions of this one; a fork has its own."""
    program = [sys.executable, "-P", solver_process.__file__]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii", start_new_session=True)
    atexit.register(lambda: _end(process) if os.getpid() == owner else None)
    return process


def _end(process: subprocess.Popen[str]) -> int:
    """End a process that is asked no more; 0 where its time was up, below 0 where it was stopped or Z3 crashed."""
    process.stdin.close()  # type: ignore[union-attr]
    process.stdout.close()  # type: ignore[union-attr]
    process.kill()
    _process.cache_clear()
    return process.wait()


def _boolean(formula: Any, names: dict[sp.Symbol, str]) -> str:
    """A Boolean in SMT-LIB."""
    if formula in (sp.true, sp.false):
        return str(bool(formula)).lower()
    if isinstance(formula, Relational):
        return _relation(formula, names)
    parts = [_boolean(argument, names) for argument in formula.args]
    if isinstance(formula, sp.Equivalent):
        return f"(= {' '.join(parts)})"
    return f"({_CONNECTIVES[formula.func]} {' '.join(parts)})"


def _relation(relation: Relational, names: dict[sp.Symbol, str]) -> str:
    """A relation between fractions, cleared of the denominator by its own sign."""
    over, under = _difference(relation)
    left = _number(over, names)
    if isinstance(relation, sp.Ne):
        return f"(not (= {left} 0.0))"
    sign = _RELATIONS[relation.func]
    if under.is_positive or sign == "=":
        return f"({sign} {left} 0.0)"
    return f"(ite (> {_number(under, names)} 0.0) ({sign} {left} 0.0) ({sign} (- {left}) 0.0))"


@cache
def _difference(relation: Relational) -> tuple[sp.Expr, sp.Expr]:
    """The left side less the right side, as one fraction; absolute values too are of polynomials."""
    over, under = sp.fraction(sp.factor((relation.lhs - relation.rhs).replace(sp.Abs, _abs_of_fraction)))
    return over, under


def _abs_of_fraction(inside: sp.Expr) -> sp.Expr:
    """The absolute value of a fraction as a fraction of absolute values."""
    over, under = sp.fraction(sp.together(inside))
    return sp.Abs(over) / sp.Abs(under)


def _number(expr: sp.Expr, names: dict[sp.Symbol, str]) -> str:
    """A polynomial in SMT-LIB, with absolute values."""
    if expr.is_Rational:
        size = f"{abs(expr.p)}.0" if expr.q == 1 else f"(/ {abs(expr.p)}.0 {expr.q}.0)"
        return f"(- {size})" if expr.p < 0 else size
    if expr.is_Symbol:
        return names[expr]
    if isinstance(expr, sp.Abs):
        inside = _number(expr.args[0], names)
        return f"(ite (>= {inside} 0.0) {inside} (- {inside}))"
    if expr.is_Pow:
        if not (expr.exp.is_Integer and expr.exp > 0):
            raise ValueError(f"a power must be whole and positive here, got {expr}")
        return f"(* {' '.join([_number(expr.base, names)] * int(expr.exp))})"
    return f"({'+' if expr.is_Add else '*'} {' '.join(_number(argument, names) for argument in expr.args)})"
