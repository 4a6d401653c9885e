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
from sympy.logic.boolalg import Boolean

from positivity import Certificate, Undecided, solver
from positivity.evaluation import Point, fails_at
from positivity.statement import statement
from spillover import model, proof
from spillover.claims.assumptions import minimal_assumptions
from spillover.claims.claim import Assertion, Verdict
from spillover.claims.simulation import Simulated, holds_in_the_game, simulate

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
    ...     replace(claim, proved=sp.Not(claim.proved)).establish()
    ... except NotEstablished as refused:
    ...     print(str(refused).partition(" fails")[0])
    5.2-inertia: d*(-A + a)/b <= d*(-2*A + 2*a + d)/(4*b)
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
        names of what is assumed, nothing that is not needed.
    dropped
        for each assumption a point at which the statement fails without it.
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
    (('not drastic',), {A: 1, a: 1, b: 1, d: 1}, 'unsat')
    """

    words: str
    relation: Boolean
    assumptions: tuple[str, ...]
    dropped: Mapping[str, Point]
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
    def certificate(self) -> Certificate:
        """Of what is established."""
        return self.proofs[0].certificate


def establish(claim: Assertion) -> Evidence:
    """Establish the verdict on a claim.

    Raises
    ------
    NotEstablished
        If a route does not agree with it.
    """
    proofs = [prove(claim.id, relation=claim.established, given=claim.region)]
    proofs += [prove(claim.id, words=lemma.words, relation=lemma.relation, given=lemma.given) for lemma in claim.lemmas]
    return Evidence(
        claim=claim.id,
        proofs=tuple(proofs),
        counterexample=refute(claim) if claim.example else None,
        examples=examples(claim),
        simulated=simulate(claim),
    )


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
        satisfied=point_of(name, given),
        certificate=result.certificate,
        solver=result.solver,
    )


def _agrees(answer: str) -> bool:
    """Whether Z3 says what it must of a negation; it is asked wherever it is installed."""
    return answer == ("unsat" if solver.is_installed() else proof.NOT_ASKED)


def supports(claim: Assertion, evidence: Evidence) -> bool:
    """Whether evidence that was stored speaks of this claim, and every certificate and every point in it still does what it should."""
    lemmas = [(lemma.relation, lemma.given) for lemma in claim.lemmas]
    wanted = [(claim.established, claim.region), *lemmas]
    everything = [*claim.region.values(), *(symbol > 0 for symbol in model.PARAMETERS)]
    point = evidence.counterexample
    return (
        evidence.claim == claim.id
        and len(evidence.proofs) == len(wanted)
        and all(_proves(found, *statement) for found, statement in zip(evidence.proofs, wanted, strict=True))
        and (point is not None) is claim.example
        and (point is None or fails_at(statement(claim.relation, everything), point))
    )


def _proves(found: Proof, relation: Boolean, given: Mapping[str, Boolean]) -> bool:
    """Whether a certificate proves a statement, and no assumption could be left out."""
    if found.relation != relation or not _agrees(found.solver) or not {*found.assumptions} == {*found.dropped} <= {*given}:
        return False
    without = {name: [given[other] for other in found.assumptions if other != name] for name in found.assumptions}
    return (
        proof.check(found.certificate)
        and proof.covers(found.certificate, relation, [given[name] for name in found.assumptions])
        and all(fails_at(statement(relation, without[name]), point) for name, point in found.dropped.items())
        and fails_at(statement(sp.false, list(given.values())), found.satisfied)
    )


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
    """Points on both sides of an exact condition, and others worth seeing."""
    sides: dict[str, Any] = dict(claim.witnesses)
    if claim.verdict is Verdict.SHARPENED:
        sides |= {"holds": claim.condition, "fails": sp.Not(claim.condition)}
    return {side: point_of(claim.id, claim.region, where) for side, where in sides.items()}
