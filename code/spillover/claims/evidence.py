"""The work that establishes a verdict, by routes that share no code, and the evidence that it leaves.

1. A certificate, found with SymPy and accepted by the small checker.
2. Z3, which finds the negation unsatisfiable; where it is not installed, the evidence says that it was not asked.
3. The game itself, played by explicit firms at many points, and by SciPy at some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from positivity import Certificate, Undecided, solver
from positivity.evaluation import Point, fails_at
from positivity.statement import statement
from spillover import model, proof
from spillover.claims.assumptions import likely_to_imply, minimal_assumptions
from spillover.claims.claim import Assertion, Kind, Verdict, with_closed_forms
from spillover.claims.simulation import Simulated, could_be_played, holds_in_the_game, simulate

MOST_FIRMS = 12
"""Points worth seeing have at most so many firms."""


class NotEstablished(Exception):  # noqa: N818 (an answer, not a mistake)
    """A verdict could not be established; the message says which and why.

    Examples
    --------
    >>> from dataclasses import replace
    >>> import sympy as sp
    >>> from spillover.claims import LEDGER, NotEstablished
    >>> claim = LEDGER["5.2-inertia"]
    >>> try:
    ...     replace(claim, condition=sp.true).establish()
    ... except NotEstablished as refused:
    ...     print(refused)
    5.2-inertia: the formulas come to Proved, and the verdict on record is Outside
    """


@dataclass(frozen=True)
class Proof:
    """A statement that two routes prove.

    Attributes
    ----------
    words
        what it says, or empty for the claim itself.
    relation
        in the model's symbols.
    assumptions
        names of what is assumed, nothing that could be left out.
    dropped
        for each assumption that is needed inside the model a point at which the statement fails, although all else that is given holds.
    spare
        for those that are not needed inside the model a certificate that all else that is given is enough.
    satisfied
        a point at which all assumptions hold together.
    certificate
        accepted by the checker.
    solver
        Z3's answer to the negation: "unsat"; "not asked" where it is not installed.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> proof = LEDGER["5.2-inertia"].establish().proofs[0]
    >>> proof.assumptions, proof.dropped["not drastic"], proof.solver
    (('not drastic',), {A: 1, a: 3/2, b: 1, d: 1}, 'unsat')
    """

    words: str
    relation: Boolean
    assumptions: tuple[str, ...]
    dropped: Mapping[str, Point]
    spare: Mapping[str, Certificate]
    satisfied: Point
    certificate: Certificate
    solver: str


@dataclass(frozen=True)
class Evidence:
    """What establishes a verdict.

    Attributes
    ----------
    claim
        its id.
    proofs
        of what is established, and of what is proved beside it.
    counterexample
        for a claim refuted at a point, the six parameters, n whole; else None.
    examples
        points worth seeing, by what they show: both sides of an exact condition, for instance.
    simulated
        what the game itself says.

    Examples
    --------
    >>> from positivity import check
    >>> from spillover.claims import LEDGER
    >>> found = LEDGER["5.2-inertia"].establish()
    >>> found.claim, len(found.proofs), check(found.certificate), found.counterexample
    ('5.2-inertia', 2, True, None)
    """

    claim: str
    proofs: tuple[Proof, ...]
    counterexample: Point | None
    examples: Mapping[str, Point]
    simulated: Simulated | None

    @property
    def certificate(self) -> Certificate | None:
        """Of what is established; None where this model can say nothing."""
        return self.proofs[0].certificate if self.proofs else None


def establish(claim: Assertion) -> Evidence:
    """Establish the verdict on a claim: prove what its formulas demand, and see that the verdict on record is what they come to.

    Raises
    ------
    NotEstablished
        If a route does not agree with it.
    """
    require_meaning(claim)
    proofs = [prove(claim.id, words=words, relation=relation, given=given) for words, relation, given in statements(claim)]
    return Evidence(
        claim=claim.id,
        proofs=tuple(proofs),
        counterexample=refute(claim) if claim.has_counterexample else None,
        examples=examples(claim),
        simulated=simulate(claim),
    )


def require_meaning(claim: Assertion) -> None:
    """See that the verdict on record is the one that the formulas come to, and that they say something."""
    derived = claim.derived_verdict
    if claim.verdict is not derived:
        raise NotEstablished(f"{claim.id}: the formulas come to {derived.value}, and the verdict on record is {claim.verdict.value}")
    if derived is Verdict.OUTSIDE and claim.modes:
        raise NotEstablished(f"{claim.id}: what this model cannot decide speaks of no regime of it, got {claim.modes}")
    if claim.asserted is None:
        return
    if claim.asserted in (sp.true, sp.false):
        raise NotEstablished(f"{claim.id}: what is asserted is {claim.asserted} whatever the market, and says nothing")
    told = bool(claim.exact) and claim.asserted in (sp.And(*claim.parts.values()), sp.Or(*claim.parts.values()))
    if derived is Verdict.REFUTED and not (claim.everywhere or told):
        raise NotEstablished(f"{claim.id}: a claim that is refuted at a point says exactly where each part of it holds")
    if claim.kind is Kind.UNRANKED and not isinstance(claim.asserted, Relational):
        raise NotEstablished(f"{claim.id}: two quantities that cannot be ranked are given in one of their orders, got {claim.asserted}")
    for words, relation, given in statements(claim):
        try:
            idle = proof.find_idle_part(relation, given.values())
        except Undecided as undecided:
            raise NotEstablished(f"{claim.id}: {words or 'what is proved'} may say nothing: {undecided.known}") from undecided
        if idle is not None:
            raise NotEstablished(f"{claim.id}: {words or 'what is proved'} says nothing in part: {idle}")


def statements(claim: Assertion) -> list[tuple[str, Boolean, Mapping[str, Boolean]]]:
    """What is proved for a claim, with its words and what is assumed: what the verdict demands, what holds instead, and the lemmas."""
    demanded = [(quantity, with_closed_forms(relation, claim.terms), claim.region) for quantity, relation in claim.theorems.items()]
    beside = [claim.instead, *claim.lemmas] if claim.instead else claim.lemmas
    return [*demanded, *((lemma.words, lemma.relation, lemma.given) for lemma in beside)]


def prove(name: str, *, words: str = "", relation: Boolean, given: Mapping[str, Boolean]) -> Proof:
    """Prove a statement by both routes, from no more than it needs."""
    try:
        need = minimal_assumptions(relation, given)
    except Undecided as undecided:
        raise NotEstablished(f"{name}: {words or relation} is not decided: {undecided.known}") from undecided
    result, assumed = need.result, [given[each] for each in need.names]
    if result.certificate is None:
        raise NotEstablished(f"{name}: {words or relation} fails at {result.counterexample}")
    if not (proof.check(result.certificate) and proof.covers(result.certificate, relation, assumed)):
        raise NotEstablished(f"{name}: the checker rejects the certificate of {words or relation}")
    if not _agrees(result.solver):
        raise NotEstablished(f"{name}: Z3 says {result.solver} to the negation of {words or relation}")
    return Proof(
        words=words,
        relation=relation,
        assumptions=need.names,
        dropped=need.dropped,
        spare=need.spare,
        satisfied=point_of(name, given),
        certificate=result.certificate,
        solver=result.solver,
    )


def _agrees(answer: str) -> bool:
    """Whether Z3 says what it must of a negation; it is asked wherever it is installed."""
    return answer == ("unsat" if solver.is_installed() else proof.NOT_ASKED)


def supports(claim: Assertion, evidence: Evidence) -> bool:
    """Whether evidence that was stored speaks of this claim, and every certificate and every point in it still does what it should.

    What the game said is not played again: it must be what play of this claim can leave.
    """
    wanted = statements(claim)
    everything = [*claim.region.values(), *(symbol > 0 for symbol in model.PARAMETERS)]
    point = evidence.counterexample
    return (
        evidence.claim == claim.id
        and len(evidence.proofs) == len(wanted)
        and all(_proves(found, *statement) for found, statement in zip(evidence.proofs, wanted, strict=True))
        and (point is not None) is claim.has_counterexample
        and (point is None or fails_at(statement(claim.relation, everything), point))
        and _shows(claim, evidence.examples)
        and could_be_played(claim, evidence.simulated)
    )


def _shows(claim: Assertion, examples: Mapping[str, Point]) -> bool:
    """Whether each point shows what it is said to show."""
    wanted = sides(claim)
    return examples.keys() == wanted.keys() and all(
        fails_at(statement(sp.false, [*claim.region.values(), where]), examples[side]) for side, where in wanted.items()
    )


def _proves(found: Proof, words: str, relation: Boolean, given: Mapping[str, Boolean]) -> bool:
    """Whether a certificate proves a statement, and each assumption that is said to be needed inside the model is."""
    named = {*found.dropped, *found.spare} <= {*found.assumptions} <= {*given}
    if (found.words, found.relation) != (words, relation) or not _agrees(found.solver) or not named:
        return False
    without = {name: [part for other, part in given.items() if other != name] for name in found.dropped}
    return (
        proof.check(found.certificate)
        and proof.covers(found.certificate, relation, [given[name] for name in found.assumptions])
        and all(fails_at(statement(relation, without[name]), point) for name, point in found.dropped.items())
        and all(_spares(certificate, name, relation, given=given) for name, certificate in found.spare.items())
        and fails_at(statement(sp.false, list(given.values())), found.satisfied)
    )


def _spares(certificate: Certificate, name: str, relation: Boolean, given: Mapping[str, Boolean]) -> bool:
    """Whether a certificate shows that one assumption may be left out: that it follows from others, or that the statement does."""
    others = [part for other, part in given.items() if other != name]
    implied = any(proof.covers(certificate, given[name], parts) for parts in likely_to_imply(name, given))
    return (implied or proof.covers(certificate, relation, others)) and proof.check(certificate)


def point_of(name: str, given: Mapping[str, Boolean], *more: Boolean) -> Point:
    """A point at which all that is assumed holds together, with the smallest number of firms that will do."""
    symbols = set().union(*(part.free_symbols for part in (*given.values(), *more)))
    sizes = [[sp.Eq(model.n, firms)] for firms in range(2, MOST_FIRMS + 1)] if model.n in symbols else [[]]
    for size in sizes:
        point = proof.always(sp.false, [*given.values(), *more, *size]).counterexample
        if point is not None:
            return point
    raise NotEstablished(f"{name}: no point with at most {MOST_FIRMS} firms satisfies {', '.join(given)} together")


def simplest(relation: Boolean, given: Sequence[Boolean]) -> Point | None:
    """The simplest point with a whole number of firms at which a relation fails; with b = 1 if there is one."""
    symbols = relation.free_symbols.union(*(part.free_symbols for part in given))
    ways = [[sp.Eq(model.b, 1)], []] if model.b in symbols else [[]]
    return next((point for more in ways if (point := proof.simplest(relation, [*given, *more], symbols & {model.n}))), None)


def refute(claim: Assertion) -> Point:
    """The simplest point at which an assertion fails although all that it needs exists; checked in the game itself."""
    everything = [*claim.region.values(), *(symbol > 0 for symbol in model.PARAMETERS)]
    point = simplest(claim.relation, everything)
    if point is None:
        raise NotEstablished(f"{claim.id}: no simple counterexample was found")
    complete = {symbol: point.get(symbol, sp.Integer(1)) for symbol in model.PARAMETERS}
    if holds_in_the_game(claim, complete):
        raise NotEstablished(f"{claim.id}: in the game itself the assertion does not fail at {complete}")
    return complete


def examples(claim: Assertion) -> dict[str, Point]:
    """Points on both sides of an exact condition, for either order where two quantities cannot be ranked, and others worth seeing."""
    return {side: point_of(claim.id, claim.region, where) for side, where in sides(claim).items()}


def sides(claim: Assertion) -> dict[str, Boolean]:
    """What each of these points is to show, by its words."""
    found: dict[str, Any] = dict(claim.witnesses)
    if claim.verdict is Verdict.SHARPENED:
        reverse = sp.Lt(*claim.relation.args) if claim.kind is Kind.UNRANKED else sp.Not(claim.condition)
        found |= {"holds": claim.condition, "fails": reverse}
    return found
