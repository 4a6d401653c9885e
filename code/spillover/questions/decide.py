"""From a statement and its region to a verdict, by way of the prover (:mod:`spillover.proof`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.polys.fields import FracField

from positivity import counterexample
from positivity.budget import ExhaustedError, at_most
from positivity.statement import TooManyDisjunctsError, statement
from spillover import model, proof
from spillover.cluster import solution
from spillover.questions.parser import Statement
from spillover.questions.verdict import RUNNING_EXAMPLE, Verdict
from spillover.questions.vocabulary import in_parameters
from spillover.regimes import Mode

RLIMIT = 200_000
"""How many steps of Z3 a question may take, unless it says otherwise."""

BUDGET = 3_000_000
"""How many steps the search for a certificate may take."""

WORK = 6_000_000
"""How many steps all searches for proofs and points may take together."""

LONG = 100
"""How many terms a relation may have when a proof is to be looked for."""

POINTS = 2_000
"""How many of the simplest points are looked at before anything else."""

VARIABLES = (model.beta, model.n, model.b, model.G, model.D, model.A)
"""The variables after the change below."""

RANGES: tuple[Any, ...] = (model.n >= 2, model.beta < 1)
"""The ranges of the parameters, beyond all six being positive and A < a."""

SCALED: Mapping[sp.Symbol, sp.Expr] = {model.a: model.A + model.D, model.gamma: model.G / model.b}
"""A change of variables, after which A < a reads D > 0 and the polynomials are short."""

FEW, FEWER = range(2, 13), range(2, 5)
"""Numbers of firms that are tried one by one where a statement fails for a number that is not whole, and where it is open."""

_WEAKER = {sp.Gt: sp.Ge, sp.Lt: sp.Le}


def scaled(holds: Any) -> Any:
    """A statement in n, beta, b, G, A and D, each inequality with everything on its left, factored."""
    return put(in_parameters(holds), SCALED)


def put(holds: Any, values: Mapping[sp.Symbol, sp.Expr]) -> Any:
    """A statement with values put in, each inequality with everything on its left, factored."""
    return holds.subs(values).replace(lambda part: isinstance(part, Relational), _factored)


def _factored(relation: Relational) -> Any:
    return relation if relation.has(sp.Abs) else relation.func(factored(relation.lhs - relation.rhs, VARIABLES), 0)


def factored(expr: sp.Expr, symbols: Iterable[sp.Symbol]) -> sp.Expr:
    """The same as SymPy's ``factor``, for a rational function of these symbols, but many times faster where it is long."""
    fraction = FracField(tuple(symbols), sp.ZZ).from_expr(sp.sympify(expr))
    (over, above), (under, below) = fraction.numer.factor_list(), fraction.denom.factor_list()
    powers = [factor.as_expr() ** power for factor, power in above] + [factor.as_expr() ** -power for factor, power in below]
    return sp.Mul(sp.Rational(int(over), int(under)), *powers)


def region(question: Statement, conditions: Iterable[Statement], modes: Iterable[Mode], assumed: Iterable[Mode]) -> tuple[Any, ...]:
    """The clusters that a question is about: ranges, conditions, nothing divided by zero, and solutions that exist where assumed."""
    divisors = [divisor for statement in (question, *conditions) for divisor in statement.denominators]
    divisors += [sp.fraction(solution.factored_form("x", mode))[1] for mode in modes if mode not in assumed]
    admissible = [condition.holds for mode in assumed for condition in solution.conditions(mode)]
    needed = [*RANGES, *(condition.holds for condition in conditions), *(sp.Ne(divisor, 0) for divisor in divisors), *admissible]
    return tuple(map(scaled, needed))


def solved(parts: Iterable[Any]) -> dict[sp.Symbol, sp.Expr]:
    """The variables that equations among some conditions give, each in terms of those that are left."""
    found: dict[sp.Symbol, sp.Expr] = {}
    for equation in (piece for part in parts for piece in sp.And.make_args(part) if isinstance(piece, sp.Eq)):
        left = equation.lhs.subs(found)
        linear = (symbol for symbol in VARIABLES if left.is_polynomial(symbol) and sp.diff(left, symbol).is_nonzero)
        for symbol in list(linear)[:1]:
            value = symbol - sp.expand(left / sp.diff(left, symbol))
            found = {**{other: known.subs(symbol, value) for other, known in found.items()}, symbol: sp.expand(value)}
    return found


@dataclass(frozen=True)
class Inquiry:
    """A relation, the region on which it may hold, and how many steps may be taken to find out.

    Attributes
    ----------
    fixed
        variables that the region sets; they no longer occur in the relation and the region.
    """

    relation: Any
    region: tuple[Any, ...]
    rlimit: int
    fixed: Mapping[sp.Symbol, sp.Expr]

    @classmethod
    def about(cls, relation: Any, region: tuple[Any, ...], rlimit: int) -> Inquiry:
        """The inquiry after what the equations in the region give was put in."""
        fixed = solved(region)
        positive = [value > 0 for value in fixed.values()]
        return cls(put(relation, fixed), tuple(put(part, fixed) for part in (*region, *positive)), rlimit, fixed)

    def decide(self) -> dict[str, Any]:
        """The verdict and what supports it, as parts of an answer, within the steps allowed."""
        try:
            with at_most(WORK):
                return self.decided()
        except TooManyDisjunctsError as error:
            return {"verdict": Verdict.UNDECIDED, "known": str(error)}

    def decided(self) -> dict[str, Any]:
        """Simple counterexamples first, then proofs, then others."""
        found = self.simple_counterexample()
        if found and self.point(found)[model.n].is_integer:
            return self.refuted(found)
        if terms(self.relation) > LONG:
            return {
                "verdict": Verdict.UNDECIDED,
                "known": f"none of the {POINTS} simplest clusters refutes it, and it is too long to be proved",
            }
        result, known = self.always(self.relation, {})
        if result is not None and result.certificate is not None:
            return {"verdict": Verdict.PROVED, "certificate": result.certificate, "solver": result.solver, **self.where()}
        fails = self.point(_counterexample(result)) if _counterexample(result) else {}
        return self.refuted(fails) if fails and fails[model.n].is_integer else self.firm_by_firm(fails, known)

    def point(self, found: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, sp.Rational]:
        """The six parameters, and D and G, at a point; what does not matter there is 1."""
        values = {symbol: sp.Rational(found.get(symbol, 1)) for symbol in VARIABLES}
        values |= {symbol: value.subs(values) for symbol, value in self.fixed.items()}
        return values | {symbol: meaning.subs(values) for symbol, meaning in SCALED.items()}

    def refuted(self, found: Mapping[sp.Symbol, Any]) -> dict[str, Any]:
        """The parts of an answer that has a counterexample."""
        point = self.cluster(found)
        return {"verdict": Verdict.REFUTED, "counterexample": point, "where": point}

    def cluster(self, found: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, sp.Rational]:
        """The six parameters at a point, in their order."""
        values = self.point(found)
        return {symbol: values[symbol] for symbol in model.PARAMETERS}

    def simple_counterexample(self) -> Mapping[sp.Symbol, Any]:
        """The simplest point at which the relation fails, better not because its two sides are equal; empty where it is not simple."""
        found = self.simplest(self.relation, {})
        if not found or self.relation.func not in _WEAKER or self.relation.lhs.subs(found) != 0:
            return found
        return self.simplest(_WEAKER[self.relation.func](*self.relation.args), {}) or found

    def simplest(self, relation: Any, fixed: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, Any]:
        """The simplest point at which a relation fails, some variables being fixed and n whole; empty where it is not simple."""
        asked = statement(put(relation, fixed), [put(condition, fixed) for condition in self.region])
        simple = all(counterexample.allowed_values(asked, symbol, symbol == model.n) for symbol in asked.symbols)
        try:
            found = counterexample.simplest_point(asked, (model.n,), POINTS) if simple else None
        except ExhaustedError:
            found = None
        return {} if found is None else {**found, **fixed, model.n: found.get(model.n, fixed.get(model.n, 1))}

    def always(self, relation: Any, fixed: Mapping[sp.Symbol, Any], share: int = 1) -> tuple[proof.Result | None, str]:
        """What the prover finds where some variables are fixed, in a share of the steps; past them nothing, and what it knows."""
        given = [put(condition, fixed) for condition in self.region]
        try:
            return proof.always(put(relation, fixed), given, rlimit=self.rlimit // share, budget=BUDGET // share), ""
        except proof.Undecided as undecided:
            return None, undecided.known
        except ExhaustedError:
            return None, f"nothing was found in {WORK} steps"

    def firm_by_firm(self, fails: Mapping[sp.Symbol, Any], known: str) -> dict[str, Any]:
        """A counterexample with a whole number of firms, the smallest that is found in a tenth of the steps; or what is known."""
        tried = {*FEW, int(sp.floor(fails[model.n])), int(sp.ceiling(fails[model.n]))} if fails else {*FEWER}
        holds = []
        for firms in map(sp.Integer, () if model.n in self.fixed else sorted(tried)):
            result, _ = self.always(self.relation, {model.n: firms}, 10)
            if _counterexample(result):
                return self.refuted({**_counterexample(result), model.n: firms})
            holds += [str(firms)] if result is not None else []
        reason = f"it fails at n = {fails[model.n]}, which is no number of firms" if fails else known
        also = f"; it holds for n = {', '.join(holds)}" if holds else ""
        return {"verdict": Verdict.UNDECIDED, "known": reason + also}

    def where(self) -> dict[str, Any]:
        """A cluster of the region, near the book's running example if there is one; where there is none, the reader is told."""
        usual = {
            model.n: RUNNING_EXAMPLE[model.n],
            model.b: RUNNING_EXAMPLE[model.b],
            model.A: RUNNING_EXAMPLE[model.A],
            model.D: RUNNING_EXAMPLE[model.a] - RUNNING_EXAMPLE[model.A],
        }
        found = self.simplest(sp.false, usual) or self.simplest(sp.false, {})
        if found:
            return {"where": self.cluster(found)}
        result, _ = self.always(sp.false, {})
        if result is None:
            return {"known": "whether any cluster meets the conditions is not known"}
        return {"known": "no cluster meets the conditions"} if result.certificate else {"where": self.cluster(_counterexample(result))}


def _counterexample(result: proof.Result | None) -> Mapping[sp.Symbol, Any]:
    return {} if result is None else result.counterexample or {}


def terms(relation: Any) -> int:
    """How many terms the longest factor on the left side of a scaled relation has."""
    sides = [part.lhs for part in relation.atoms(Relational)]
    return max(
        (len(sp.Add.make_args(factor)) for side in sides for part in sp.fraction(side) for factor in sp.Mul.make_args(part)), default=0
    )
