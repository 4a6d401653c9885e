"""The second route: Z3 decides over the reals, from the SymPy statement itself. It shares no code with the first.

Its work is bounded by Z3's own count of steps (rlimit), so that an answer does not depend on the machine. But Z3 leaves some
of its work uncounted; there a clock is the last stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from positivity.budget import step

RLIMIT = 2_000_000
"""Steps of Z3 that a question may take; a claim of the paper takes a small part of it."""

STEPS_A_MILLISECOND = 100
"""Where Z3 takes longer than at this pace, it is stopped by the clock; all that is decided goes faster many times over."""
LEAST = 1_000
"""Milliseconds that it has in any case."""

_RELATIONS: dict[type, Any] = {
    sp.Gt: lambda left, right: left > right,
    sp.Ge: lambda left, right: left >= right,
    sp.Lt: lambda left, right: left < right,
    sp.Le: lambda left, right: left <= right,
    sp.Eq: lambda left, right: left == right,
    sp.Ne: lambda left, right: left != right,
}


def is_installed() -> bool:
    """Whether Z3 is there."""
    try:
        import z3  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


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
    import z3

    formulas = list(formulas)
    symbols = sorted(set().union(*(part.free_symbols for part in (*formulas, fails))), key=lambda symbol: symbol.name)
    names = {symbol: z3.Real(f"v{i}") for i, symbol in enumerate(symbols)}
    solver = z3.Then("simplify", "propagate-values", "qfnra-nlsat").solver()  # SolverFor("QF_NRA") gives up routes by the clock
    timeout = max(LEAST, rlimit // STEPS_A_MILLISECOND)
    solver.set("rlimit", rlimit, "timeout", timeout)
    solver.add(*(_boolean(part, names, z3) for part in formulas), z3.Not(_boolean(fails, names, z3)))
    status = str(solver.check())
    if status == "unknown":
        step(1000 * timeout if solver.reason_unknown() == "timeout" else rlimit)
    if status != "sat":
        return SolverAnswer(status, {}, {})
    found = {symbol: solver.model().eval(name, model_completion=True) for symbol, name in names.items()}
    exact = {symbol: _rational(value) if _is_rational(value) else None for symbol, value in found.items()}
    near = {symbol: _rational(value if _is_rational(value) else value.approx(20)) for symbol, value in found.items()}
    return SolverAnswer(status, exact, near, ", ".join(f"{symbol} = {_shown(value)}" for symbol, value in found.items()))


def _is_rational(value: Any) -> bool:
    return hasattr(value, "numerator_as_long")


def _rational(value: Any) -> sp.Rational:
    return sp.Rational(value.numerator_as_long(), value.denominator_as_long())


def _shown(value: Any) -> str:
    return str(value) if _is_rational(value) else f"{value.approx(10).as_decimal(8)} (irrational)"


def _boolean(formula: Any, names: dict[sp.Symbol, Any], z3: Any) -> Any:
    if formula in (sp.true, sp.false):
        return z3.BoolVal(bool(formula))
    if isinstance(formula, Relational):
        return _relation(formula, names, z3)
    parts = [_boolean(argument, names, z3) for argument in formula.args]
    connectives = {sp.And: z3.And, sp.Or: z3.Or, sp.Not: z3.Not, sp.Implies: z3.Implies, sp.Xor: z3.Xor, sp.ITE: z3.If}
    if isinstance(formula, sp.Equivalent):
        return z3.And(*(part == parts[0] for part in parts[1:]))
    return connectives[formula.func](*parts)


def _relation(relation: Relational, names: dict[sp.Symbol, Any], z3: Any) -> Any:
    """A relation between fractions, cleared of the denominator by its own sign."""
    over, under = _difference(relation)
    left = _number(over, names, z3)
    compare = _RELATIONS[relation.func]
    if under.is_positive:
        return compare(left, 0)
    right = _number(under, names, z3)
    if isinstance(relation, sp.Eq | sp.Ne):
        return compare(left, 0)
    return z3.If(right > 0, compare(left, 0), compare(-left, 0))


@cache
def _difference(relation: Relational) -> tuple[sp.Expr, sp.Expr]:
    """The left side less the right side, as one fraction; absolute values too are of polynomials."""
    over, under = sp.fraction(sp.factor((relation.lhs - relation.rhs).replace(sp.Abs, _abs_of_fraction)))
    return over, under


def _abs_of_fraction(inside: sp.Expr) -> sp.Expr:
    """The absolute value of a fraction as a fraction of absolute values."""
    over, under = sp.fraction(sp.together(inside))
    return sp.Abs(over) / sp.Abs(under)


def _number(expr: sp.Expr, names: dict[sp.Symbol, Any], z3: Any) -> Any:
    if expr.is_Rational:
        return z3.Q(int(expr.p), int(expr.q))
    if expr.is_Symbol:
        return names[expr]
    if isinstance(expr, sp.Abs):
        inside = _number(expr.args[0], names, z3)
        return z3.If(inside >= 0, inside, -inside)
    parts = [_number(argument, names, z3) for argument in expr.args if not expr.is_Pow]
    if expr.is_Pow:
        if not (expr.exp.is_Integer and expr.exp > 0):
            raise ValueError(f"a power must be whole and positive here, got {expr}")
        base = _number(expr.base, names, z3)
        return z3.Product(*[base] * int(expr.exp))
    return z3.Sum(parts) if expr.is_Add else z3.Product(*parts)
