"""From a statement and its region to a verdict, by way of the prover (:mod:`spillover.proof`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from positivity import counterexample
from positivity.budget import ExhaustedError, at_most
from positivity.statement import TooManyDisjunctsError, statement
from spillover import model, proof
from spillover.cluster import solution
from spillover.questions.parts import Ends, Premise, Statement
from spillover.questions.verdict import RUNNING_EXAMPLE, Verdict
from spillover.questions.vocabulary import factored, in_parameters
from spillover.regimes import Mode

RLIMIT = 200_000
"""How many steps of Z3 a question may take, unless it says otherwise."""

BUDGET = 3_000_000
"""How many steps the search for a certificate may take."""

WORK = 6_000_000
"""How many steps all searches for proofs and points may take together."""

LONG = 100
"""How many terms a relation may have when a proof is to be looked for."""

NEAR = ((1, 15, 3, 1, 2, 9), (6, 14, 1, 50, 20, 1), (3, 80, 8, 4, 1, 30), (5, 30, 40, 2, 3, 2))
"""Sevenths of the variables at a few points of the ranges."""

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

NOT_KNOWN = (proof.Undecided, TooManyDisjunctsError)
"""What is raised where it is not known whether a region has a point."""

_WEAKER = {sp.Gt: sp.Ge, sp.Lt: sp.Le}


def scaled(holds: Any) -> Any:
    """A statement in n, beta, b, G, A and D, each inequality with everything on its left, factored."""
    return put(in_parameters(holds), SCALED)


def put(holds: Any, values: Mapping[sp.Symbol, sp.Expr]) -> Any:
    """A statement with values put in, each inequality with everything on its left, factored; where there are none, it is so already."""
    if not values:
        return holds
    return holds.subs(values).replace(lambda part: isinstance(part, Relational), _factored)


def _factored(relation: Relational) -> Any:
    return relation if relation.has(sp.Abs) else relation.func(factored(relation.lhs - relation.rhs, VARIABLES), 0)


def region(
    question: Statement, conditions: Iterable[Statement], modes: Iterable[Mode], assumed: Iterable[Mode], ends: Ends | None = None
) -> dict[str, Any]:
    """The clusters that a question is about: ranges, conditions, nothing divided by zero, and solutions that exist where assumed.

    Each under the name by which a reader is told of it. A parameter at an end of its range is put in.
    """
    ends = ends or {}
    needed = {f"`{holds}`": holds for holds in RANGES if not holds.free_symbols & ends.keys()}
    needed |= {f"`{condition.text}`": condition.holds for condition in conditions}
    divisors = {f"a denominator of `{part.text}` that is not zero": part.denominators for part in (question, *conditions)}
    divisors |= {
        f"a denominator that is not zero ({mode.label})": (sp.fraction(solution.factored_form("x", mode))[1],)
        for mode in modes
        if mode not in assumed
    }
    needed |= {name: sp.And(*(sp.Ne(divisor, 0) for divisor in found)) for name, found in divisors.items() if found}
    exist = ((mode, condition) for mode in assumed for condition in solution.conditions(mode) if not (condition.rivals and model.n in ends))
    needed |= {f"{condition.name} ({mode.label})": condition.holds for mode, condition in exist}
    for mode, parameter, value in question.placed:
        for condition in solution.conditions(mode):
            if not (condition.rivals and (parameter, value) == (model.n, 1)):
                name = f"{condition.name} ({mode.label} at {parameter} = {value})"
                holds = condition.holds if mode in assumed else sp.Ne(sp.fraction(solution.factored_form("x", mode))[1], 0)
                needed[name] = in_parameters(holds).subs(parameter, value)
    return {name: put(scaled(holds), ends) for name, holds in needed.items()}


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
    ends
        those of them that are at an end of their range.
    compound
        whether inequalities between quantities stand among the conditions, or beside each other: their positive factors are dropped first.
    share
        the part of all steps that it may take: one half for 2, and so on.
    """

    relation: Any
    region: tuple[Any, ...]
    rlimit: int
    fixed: Mapping[sp.Symbol, sp.Expr]
    ends: Ends = field(default_factory=dict)
    compound: bool = False
    share: int = 1

    @classmethod
    def about(cls, relation: Any, region: Iterable[Any], rlimit: int, ends: Ends | None = None, share: int = 1) -> Inquiry:
        """The inquiry after what the equations in the region give, and the parameters at an end of their range, were put in."""
        region, ends = tuple(region), ends or {}
        fixed = solved(region)
        positive = [value > 0 for value in fixed.values()]
        fixed = {**ends, **fixed}
        return cls(put(relation, fixed), tuple(put(part, fixed) for part in (*region, *positive)), rlimit, fixed, ends, share=share)

    def within(self, parts: dict[str, Any]) -> Inquiry:
        """The inquiry whether a region has a point, within the same steps."""
        return self.about(sp.false, parts.values(), self.rlimit, self.ends, self.share)

    def decided(self) -> dict[str, Any]:
        """Simple counterexamples first, then proofs, then others."""
        found = self.simple_counterexample()
        if found and self.is_whole(found):
            return self.refuted(found)
        if terms(self.relation) > LONG:
            return {
                "verdict": Verdict.UNDECIDED,
                "known": f"none of the {POINTS} simplest clusters refutes it, and it is too long to be proved",
            }
        if self.compound:
            return replace(self.lighter(), compound=False).decided()
        result, known = self.always(self.relation, {})
        if result is not None and result.certificate is not None:
            proved = {"verdict": Verdict.PROVED, "certificate": result.certificate, "solver": result.solver}
            return {**proved, "thesis": self.relation, "region": self.region}
        fails = self.point(_counterexample(result)) if _counterexample(result) else {}
        return self.refuted(fails) if fails and self.is_whole(fails) else self.firm_by_firm(fails, known)

    def lighter(self) -> Inquiry:
        """The same question, each inequality without the factors that are positive where the others hold.

        Positive are those that a strict inequality of the region says are, and those that are proved to be from the ranges alone.
        """
        said = {part: sp.expand(self.stripped(part, {}).lhs) for part in self.region if isinstance(part, sp.Gt)}
        region = tuple(self.stripped(part, {other: core for other, core in said.items() if other != part}) for part in self.region)
        return replace(self, relation=self.stripped(self.relation, said), region=region)

    def stripped(self, holds: Any, said: Mapping[Any, sp.Expr]) -> Any:
        """A scaled statement without positive factors, where some strict inequalities hold, each known by what it says is positive."""

        def sign(factor: sp.Expr) -> sp.Expr:
            base, power = factor.as_base_exp()
            sides = [side for side in (1, -1) if self.is_positive(side * base, said)]
            return sides[0] ** power if sides else factor

        def kept(relation: Relational) -> Any:
            return relation.func(sp.Mul(*map(sign, sp.Mul.make_args(relation.lhs))), 0)

        alone = [part for part in holds.atoms(Relational) if len(part.free_symbols) > 1 and not part.has(sp.Abs)]
        return holds.xreplace({part: kept(part) for part in alone})

    def is_positive(self, base: sp.Expr, said: Mapping[Any, sp.Expr]) -> bool:
        """Whether a factor is positive for a reason that is seen at once."""
        if base.is_number or base.is_Symbol or (-base).is_Symbol:
            return bool(base.is_positive)
        if sp.expand(base) in said.values():
            return True
        points = ({symbol: sp.Rational(p, 7) for symbol, p in zip(VARIABLES, numbers, strict=True)} for numbers in NEAR)
        if any(base.xreplace(point) <= 0 for point in points):
            return False
        ranges = [put(scaled(holds), self.fixed) for holds in RANGES if not holds.free_symbols & self.fixed.keys()]
        try:
            return proof.always(base > 0, ranges, rlimit=self.rlimit // 100, budget=BUDGET // 100).certificate is not None
        except (*NOT_KNOWN, ExhaustedError):
            return False

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
        try:
            asked = statement(put(relation, fixed), [put(condition, fixed) for condition in self.region])
            simple = all(counterexample.allowed_values(asked, symbol, symbol == model.n) for symbol in asked.symbols)
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
            return None, f"nothing was found in {WORK // self.share} steps, or in the time that they may take"

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

    def member(self) -> dict[sp.Symbol, sp.Rational] | None:
        """A cluster of the region, near the book's running example if there is one; None where there is none.

        Raises
        ------
        Undecided
            If it is not known whether there is one.
        """
        usual = {
            model.n: RUNNING_EXAMPLE[model.n],
            model.b: RUNNING_EXAMPLE[model.b],
            model.A: RUNNING_EXAMPLE[model.A],
            model.D: RUNNING_EXAMPLE[model.a] - RUNNING_EXAMPLE[model.A],
        }
        simple = (self.simplest(sp.false, fixed) for fixed in (usual, {}))
        found = next((point for point in simple if point and self.is_whole(point)), None) or self.any_point()
        if found is None or self.is_whole(found):
            return None if found is None else self.cluster(found)
        number, firms = self.fixed.get(model.n, model.n), self.point(found)[model.n]
        sides = [replace(self, region=(*self.region, side)) for side in (number <= sp.floor(firms), number >= sp.ceiling(firms))]
        beside = [point for side in sides if (point := side.any_point()) is not None]
        if beside and not any(map(self.is_whole, beside)):
            raise proof.Undecided("it has points, but at no number of firms as far as is known")
        return next((self.cluster(point) for point in beside if self.is_whole(point)), None)

    def is_whole(self, found: Mapping[sp.Symbol, Any]) -> bool:
        """Whether the number of firms at a point is whole."""
        return bool(self.point(found)[model.n].is_integer)

    def any_point(self) -> Mapping[sp.Symbol, Any] | None:
        """A point of the region, n real; None where there is none.

        Raises
        ------
        Undecided
            If it is not known whether there is one.
        """
        result, known = self.always(sp.false, {})
        if result is None:
            raise proof.Undecided(known)
        return result.counterexample


def decide(
    question: Statement,
    conditions: Sequence[Statement],
    modes: Sequence[Mode],
    assumed: Sequence[Mode],
    rlimit: int,
    ends: Ends | None = None,
    share: int = 1,
) -> dict[str, Any]:
    """What is put to the prover, the verdict and what supports it, as parts of an answer, within the steps allowed."""
    parts = region(question, conditions, modes, assumed, ends)
    with at_most(WORK // share):
        inquiry = Inquiry.about(put(scaled(question.holds), ends or {}), parts.values(), rlimit, ends, share)
        compares = not isinstance(question.holds, Relational | BooleanAtom) or any(condition.modes for condition in conditions)
        inquiry = replace(inquiry, compound=compares)
        try:
            found = inquiry.decided()
        except TooManyDisjunctsError as error:
            found = {"verdict": Verdict.UNDECIDED, "known": str(error)}
        if found["verdict"] is not Verdict.REFUTED:  # where it is, a cluster is known
            given = {f"`{condition.text}`" for condition in conditions}
            about = spoken_of(inquiry, parts, given, question.premises)
            found = about if "verdict" in about else {**about, **found} if found["verdict"] is Verdict.PROVED else found
    return {"thesis": inquiry.relation, "region": inquiry.region, **found}


def spoken_of(inquiry: Inquiry, parts: dict[str, Any], given: Set[str], premises: Iterable[tuple[Premise, ...]]) -> dict[str, Any]:
    """A cluster that a statement speaks of, what is not known of others, or that it speaks of none: as parts of an answer.

    Parameters
    ----------
    inquiry
        about the region.
    parts
        of the region, by name.
    given
        names of those that the reader gave.
    premises
        of the statement.
    """
    found: dict[str, Any] = {}
    unknown = []
    for supposed in ((), *premises):
        named = {f"`{premise.text}`": scaled(premise.holds) for premise in supposed}
        meets = f"meets the premise `{supposed[-1].text}`" if supposed else "meets the conditions"
        try:
            cluster = (inquiry.within({**parts, **named}) if supposed else inquiry).member()
        except NOT_KNOWN:
            unknown.append(f"whether any cluster {meets} is not known")
            continue
        if cluster is None:
            return {
                **found,
                "verdict": Verdict.VACUOUS,
                "known": f"no cluster {meets}, since {conflict(inquiry, {**parts, **named}, given | named.keys())}",
            }
        found = found or {"where": cluster}
    return {**found, "known": "; ".join(unknown)}


def conflict(inquiry: Inquiry, parts: dict[str, Any], given: Set[str]) -> str:
    """Which parts of a region without a cluster cannot hold together, in words: no more than are found to be needed.

    What the reader gave is left out last.
    """
    kept = dict(parts)
    model_s_own = [name for name in reversed(parts) if name not in given]
    for left_out in (model_s_own, *([name] for name in model_s_own), *([name] for name in parts if name in given)):
        fewer = {name: part for name, part in kept.items() if name not in left_out}
        try:
            kept = kept if inquiry.within(fewer).member() else fewer
        except NOT_KNOWN:
            continue
    *others, last = sorted(kept, key=lambda name: name not in given)
    cannot = f"{', '.join(others)} and {last} cannot hold together" if others else f"{last} cannot hold"
    with suppress(*NOT_KNOWN):
        if inquiry.within(kept).any_point() is not None:
            return f"{cannot} for a whole number of firms"
    return cannot if others else f"{cannot} where all parameters are positive and `A < a`"


def _counterexample(result: proof.Result | None) -> Mapping[sp.Symbol, Any]:
    return {} if result is None else result.counterexample or {}


def terms(relation: Any) -> int:
    """How many terms the longest factor on the left side of a scaled relation has."""
    sides = [part.lhs for part in relation.atoms(Relational)]
    return max(
        (len(sp.Add.make_args(factor)) for side in sides for part in sp.fraction(side) for factor in sp.Mul.make_args(part)), default=0
    )
