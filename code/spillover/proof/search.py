"""The search for a proof: first without asking anything, then by linear programming, then by asking for the signs of polynomials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy.polys.rings import PolyElement

from spillover.proof.certificate import Case, Proof, Sign, Split
from spillover.proof.effort import step
from spillover.proof.elimination import eliminate
from spillover.proof.knowledge import Knowledge
from spillover.proof.linear import combination
from spillover.proof.polynomials import Atom
from spillover.proof.proofs import data, moved, pruned, sign
from spillover.proof.questions import questions
from spillover.proof.samples import Sample, samples

MOST_SPLITS = 2
"""So many times in a row a proof may ask whether a polynomial is positive."""
MOST_BY_THEMSELVES = 2
"""In so many variables a sign is looked for by cases."""
FEW_VARIABLES = 3
"""With more variables, a proof by many cases does not eliminate variables."""
Way = Callable[[], Proof | None]
LIGHT, FULL = 40, 1500
"""Steps of a search for an identity: at first, and when nothing else has helped."""


def refutations(ways: Sequence[Sequence[Atom]], known: Sequence[Case] = ()) -> tuple[Case, ...] | None:
    """Cases that cover all the ways in which a statement could be false; None where one of these is not refuted.

    A case holds only the hypotheses that its proof uses, so that it often covers many ways. Known cases are used first.
    """
    found: list[Case] = []
    for way in ways:
        step(sum(len(polynomial) for polynomial, _ in way))
        signs = list(map(sign, way))
        if not any(covered(signs, case) for case in found):
            case = next((case for case in known if covered(signs, case)), None) or refuted(way)
            if case is None:
                return None
            found.append(case)
    return tuple(found)


def refuted(way: Sequence[Atom]) -> Case | None:
    """A case that covers a way in which a statement could be false; None where no proof is found."""
    proof = refutation(way)
    return pruned(way, proof) if proof else None


def covered(way: Sequence[Sign], case: Case) -> bool:
    """Whether a way in which a statement could be false satisfies the hypotheses of a case."""
    return all(hypothesis in way for hypothesis in case.hypotheses)


def refutation(hypotheses: Sequence[Atom]) -> Proof | None:
    """A proof that hypotheses cannot hold together; None where none is found."""
    if not hypotheses:
        return None
    quick = Knowledge(tuple(hypotheses), (), LIGHT)
    plain = quick.opposed()
    if plain:
        return plain
    points = samples(hypotheses)
    light, full, blind = (Knowledge(tuple(hypotheses), *more) for more in ((points, LIGHT), (points, FULL), ((), FULL)))
    asking: list[Way] = [lambda: by_cases(light, 1, plainly), lambda: by_order(full)]
    weighing: list[Way] = [lambda: combination(hypotheses)]
    ways: list[Way] = [
        lambda: thoroughly(light),
        lambda: plainly(quick),
        *(asking + weighing if points else weighing + asking),
        lambda: thoroughly(full),
        lambda: plainly(blind),
        lambda: by_cases(light, 1, thoroughly),
        lambda: by_cases(full, MOST_SPLITS, thoroughly if full.orthant.variables <= FEW_VARIABLES else plainly),
    ]
    return next((found for way in ways if (found := way())), None)


def plainly(knowledge: Knowledge) -> Proof | None:
    """A proof from the signs of factors."""
    return knowledge.refute()


def thoroughly(knowledge: Knowledge) -> Proof | None:
    """The same, or a proof that eliminates variables."""
    return knowledge.refute() or eliminate(knowledge, by_themselves)


def by_cases(knowledge: Knowledge, splits: int, end: Callable[[Knowledge], Proof | None]) -> Proof | None:
    """A proof that asks first whether some polynomial is positive, at most so many times in a row, before it comes to an end."""

    def go_on(more: Knowledge) -> Proof | None:
        return end(more) or (by_cases(more, splits - 1, end) if splits > 1 else None)

    for polynomial in questions(knowledge):
        positive = go_on(knowledge.also(polynomial, True))
        otherwise = positive and go_on(knowledge.also(-polynomial, False))
        if positive and otherwise:
            return Split(data(polynomial), positive, otherwise)
    return None


def by_themselves(knowledge: Knowledge) -> Proof | None:
    """A proof from the last hypothesis and those that speak of no other variables, where these are few."""
    occurring = knowledge.orthant.occurring
    places = [place for place, variables in enumerate(occurring) if variables <= occurring[-1]]
    if len(occurring[-1]) > MOST_BY_THEMSELVES or len(places) == len(occurring):
        return None
    last = len(places) - 1
    kept = tuple(Sample(sample.point, last) for sample in knowledge.samples if sample.violated == len(occurring) - 1)
    proof = by_cases(Knowledge(tuple(knowledge.hypotheses[place] for place in places), kept, knowledge.effort), 1, plainly)
    return proof and moved(proof, lambda i: places[i] if i <= last else i - len(places) + len(occurring))


def by_order(knowledge: Knowledge) -> Proof | None:
    """A proof that puts the variables of the last hypothesis in order first."""
    polynomial = knowledge.hypotheses[-1][0]
    occurring = [generator for generator, degree in zip(polynomial.ring.gens, polynomial.degrees(), strict=True) if degree > 0]
    if not 3 <= len(occurring) <= 4:
        return None
    return ordered(knowledge, occurring[:1], occurring[1:])


def ordered(knowledge: Knowledge, chain: list[PolyElement], rest: list[PolyElement]) -> Proof | None:
    """The same where the variables of a chain are known to rise, and the rest is to be put in."""
    if not rest:
        return knowledge.refute()
    return inserted(knowledge, chain, rest, 0, len(chain))


def inserted(knowledge: Knowledge, chain: list[PolyElement], rest: list[PolyElement], low: int, high: int) -> Proof | None:
    """Find the place of the next variable between two places of a chain, by halving."""
    if low == high:
        return ordered(knowledge, [*chain[:low], rest[0], *chain[low:]], rest[1:])
    middle = (low + high) // 2
    question = rest[0] - chain[middle]
    positive = inserted(knowledge.also(question, True), chain, rest, middle + 1, high)
    otherwise = positive and inserted(knowledge.also(-question, False), chain, rest, low, middle)
    return Split(data(question), positive, otherwise) if positive and otherwise else None
