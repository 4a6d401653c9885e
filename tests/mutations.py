"""Claims made wrong on purpose, or at least different: a prover that deserves trust tells each of them apart.

Each mutation is a statement of its own. It is given to :func:`spillover.proof.always`, which refutes it with a point, or proves it
with a certificate, because a changed claim may be true as well. "Undecided" counts as a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims import Claim
from spillover.claims.claim import Term, of, with_closed_forms
from spillover.regimes import Regime

FLIPPED: dict[type, type] = {sp.Gt: sp.Lt, sp.Lt: sp.Gt, sp.Ge: sp.Le, sp.Le: sp.Ge, sp.Eq: sp.Ne, sp.Ne: sp.Eq}
SHIFTS = 4
"""So many coefficients are shifted."""


@dataclass(frozen=True)
class Mutation:
    """A claim with one thing changed.

    Attributes
    ----------
    change
        what was changed, in words.
    relation, given
        as :func:`spillover.proof.always` takes them.
    """

    change: str
    relation: Boolean
    given: tuple[Boolean, ...]


def mutations(claim: Claim, assumptions: Sequence[str]) -> Iterator[Mutation]:
    """All mutations of what is established about a claim.

    Parameters
    ----------
    assumptions
        names of the assumptions that its proof needs.
    """
    given = {name: claim.region[name] for name in assumptions}
    symbols = claim.established.free_symbols.union(*(part.free_symbols for part in claim.region.values()))
    own = tuple(sorted(symbols - set(model.PARAMETERS), key=str))
    everything = tuple(given.values())
    yield from (Mutation(f"{part} flipped", with_closed_forms(turned, claim.terms), everything) for part, turned in flipped(claim.proved))
    yield from (Mutation(f"without {name}", claim.established, tuple(given[other] for other in given if other != name)) for name in given)
    yield from (
        Mutation(change, with_closed_forms(turned, claim.terms), everything)
        for change, turned in islice(shifted(claim.proved, own), SHIFTS)
    )
    yield from islice(
        (
            Mutation(f"{name}: {change}", claim.established, tuple({**given, name: turned}.values()))
            for name in given
            for change, turned in shifted(given[name], own)
        ),
        SHIFTS,
    )
    yield from (Mutation(change, with_closed_forms(claim.proved, terms), everything) for change, terms in swapped(claim))


def flipped(relation: Boolean) -> Iterator[tuple[str, Boolean]]:
    """The same with the direction of one inequality turned round."""
    for part in sorted(relation.atoms(Relational), key=sp.default_sort_key):
        yield str(part), relation.xreplace({part: FLIPPED[part.func](part.lhs, part.rhs)})


def shifted(relation: Boolean, own: tuple[sp.Symbol, ...] = ()) -> Iterator[tuple[str, Boolean]]:
    """The same with one coefficient of one inequality in the parameters, and ``own`` ones, made larger or smaller by one."""
    parameters = (*model.PARAMETERS, *own)
    for part in sorted(relation.atoms(Relational), key=sp.default_sort_key):
        if part.free_symbols <= set(parameters) and not part.has(sp.Abs):
            numerator, denominator = sp.fraction(sp.together(part.lhs - part.rhs))
            polynomial = sp.Poly(numerator, *parameters)
            for monomial, _ in polynomial.terms():
                for by in (1, -1):
                    changed = numerator + by * sp.prod(symbol**power for symbol, power in zip(parameters, monomial, strict=True))
                    yield f"{by:+d} in a coefficient of {part}", relation.xreplace({part: part.func(changed / denominator, 0)})


def swapped(claim: Claim) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """The same with one regime in the place of another."""
    named = {of(quantity, mode).symbol: (quantity, mode) for mode in Regime for quantity in model.QUANTITIES}
    for i, term in enumerate(claim.terms):
        if term.symbol in named and term.symbol in claim.proved.free_symbols:
            quantity, mode = named[term.symbol]
            for other in Regime:
                if other is not mode:
                    formula = of(quantity, other).formula
                    yield (
                        f"{mode.label} replaced by {other.label}",
                        (*claim.terms[:i], replace(term, formula=formula), *claim.terms[i + 1 :]),
                    )
