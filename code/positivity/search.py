"""The search for a Positivstellensatz certificate: tactics, the cheapest first.

First signs of factors (Handelman representations) and elimination, then linear programming, then case splits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy.polys.rings import PolyElement

from positivity.assembly import as_constraint, as_dict, prune, relabel
from positivity.budget import step
from positivity.case_splits import candidate_splits
from positivity.certificate import Case, CaseSplit, Proof, SignConstraint
from positivity.elimination import eliminate
from positivity.linear import linear_combination
from positivity.polynomials import Atom
from positivity.sign_inference import SignInference
from positivity.witnesses import Witness, draw_witnesses

MOST_SPLITS = 2
"""So many case splits a proof may make in a row."""
MOST_BY_THEMSELVES = 2
"""In so many variables a sign is looked for by cases."""
FEW_VARIABLES = 3
"""With more variables, a proof by many cases does not eliminate variables."""
Tactic = Callable[[], Proof | None]
"""One way to look for a proof."""
LIGHT, FULL = 40, 1500
"""Steps of a search for an identity: at first, and when nothing else has helped."""


def refute_all(disjuncts: Sequence[Sequence[Atom]], known: Sequence[Case] = ()) -> tuple[Case, ...] | None:
    """Cases that cover the disjunctive normal form of a negation; None where one of its conjunctions is not refuted.

    A case holds only the hypotheses that its proof uses, so that it often covers many conjunctions. Known cases are used first.
    """
    found: list[Case] = []
    for conjunction in disjuncts:
        step(sum(len(polynomial) for polynomial, _ in conjunction))
        signs = list(map(as_constraint, conjunction))
        if not any(is_covered(signs, case) for case in found):
            case = next((case for case in known if is_covered(signs, case)), None) or refuted_case(conjunction)
            if case is None:
                return None
            found.append(case)
    return tuple(found)


def refuted_case(conjunction: Sequence[Atom]) -> Case | None:
    """A case that covers a conjunction of sign constraints; None where no proof is found."""
    proof = refutation(conjunction)
    return prune(conjunction, proof) if proof else None


def is_covered(conjunction: Sequence[SignConstraint], case: Case) -> bool:
    """Whether a conjunction has all hypotheses of a case among its sign constraints."""
    return all(hypothesis in conjunction for hypothesis in case.hypotheses)


def refutation(hypotheses: Sequence[Atom]) -> Proof | None:
    """A proof that hypotheses cannot hold together; None where none is found."""
    if not hypotheses:
        return None
    quick = SignInference(tuple(hypotheses), (), LIGHT)
    plain = quick.refute_directly()
    if plain:
        return plain
    points = draw_witnesses(hypotheses)
    light, full, blind = (SignInference(tuple(hypotheses), *more) for more in ((points, LIGHT), (points, FULL), ((), FULL)))
    splitting: list[Tactic] = [lambda: by_cases(light, 1, from_factor_signs), lambda: by_variable_order(full)]
    weighing: list[Tactic] = [lambda: linear_combination(hypotheses)]
    tactics: list[Tactic] = [
        lambda: with_elimination(light),
        lambda: from_factor_signs(quick),
        *(splitting + weighing if points else weighing + splitting),
        lambda: with_elimination(full),
        lambda: from_factor_signs(blind),
        lambda: by_cases(light, 1, with_elimination),
        lambda: by_cases(full, MOST_SPLITS, with_elimination if full.slack.variable_count <= FEW_VARIABLES else from_factor_signs),
    ]
    return next((found for tactic in tactics if (found := tactic())), None)


def from_factor_signs(inference: SignInference) -> Proof | None:
    """A proof from the signs of factors."""
    return inference.refute()


def with_elimination(inference: SignInference) -> Proof | None:
    """The same, or a proof that eliminates variables."""
    return inference.refute() or eliminate(inference, in_own_variables)


def by_cases(inference: SignInference, splits: int, end: Callable[[SignInference], Proof | None]) -> Proof | None:
    """A proof that splits on the sign of some polynomial, at most so many times in a row, before it comes to an end."""

    def go_on(more: SignInference) -> Proof | None:
        return end(more) or (by_cases(more, splits - 1, end) if splits > 1 else None)

    for polynomial in candidate_splits(inference):
        positive = go_on(inference.assuming(polynomial, True))
        otherwise = positive and go_on(inference.assuming(-polynomial, False))
        if positive and otherwise:
            return CaseSplit(as_dict(polynomial), positive, otherwise)
    return None


def in_own_variables(inference: SignInference) -> Proof | None:
    """A proof from the last hypothesis and those that speak of no other variables, where these are few."""
    occurring = inference.slack.occurring
    places = [place for place, variables in enumerate(occurring) if variables <= occurring[-1]]
    if len(occurring[-1]) > MOST_BY_THEMSELVES or len(places) == len(occurring):
        return None
    last = len(places) - 1
    kept = tuple(Witness(witness.point, last) for witness in inference.witnesses if witness.violated == len(occurring) - 1)
    proof = by_cases(SignInference(tuple(inference.hypotheses[place] for place in places), kept, inference.budget), 1, from_factor_signs)
    return proof and relabel(proof, lambda i: places[i] if i <= last else i - len(places) + len(occurring))


def by_variable_order(inference: SignInference) -> Proof | None:
    """A proof that puts the variables of the last hypothesis in order first."""
    polynomial = inference.hypotheses[-1][0]
    occurring = [generator for generator, degree in zip(polynomial.ring.gens, polynomial.degrees(), strict=True) if degree > 0]
    if not 3 <= len(occurring) <= 4:
        return None
    return extend_chain(inference, occurring[:1], occurring[1:])


def extend_chain(inference: SignInference, chain: list[PolyElement], rest: list[PolyElement]) -> Proof | None:
    """The same where the variables of a chain are known to rise, and the rest is to be put in."""
    if not rest:
        return inference.refute()
    return insert_variable(inference, chain, rest, 0, len(chain))


def insert_variable(inference: SignInference, chain: list[PolyElement], rest: list[PolyElement], low: int, high: int) -> Proof | None:
    """Find the place of the next variable between two places of a chain, by halving."""
    if low == high:
        return extend_chain(inference, [*chain[:low], rest[0], *chain[low:]], rest[1:])
    middle = (low + high) // 2
    difference = rest[0] - chain[middle]
    positive = insert_variable(inference.assuming(difference, True), chain, rest, middle + 1, high)
    otherwise = positive and insert_variable(inference.assuming(-difference, False), chain, rest, low, middle)
    return CaseSplit(as_dict(difference), positive, otherwise) if positive and otherwise else None
