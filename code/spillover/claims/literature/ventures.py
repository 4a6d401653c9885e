"""Four arrangements of research, by which of them serves whom."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims.claim import Formulas, Lemma, Term, Verdict, region, seen
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.ventures import VENTURES
from spillover.literature import ventures
from spillover.literature.ventures import Arrangement


def term(letter: str, quantity: str, arrangement: Arrangement) -> Term:
    """A quantity in an arrangement."""
    return seen(
        arrangement.mark(letter), lambda: ventures.outcome(arrangement, quantity), game=VENTURES, name=f"{quantity}_{arrangement.index}"
    )


def exist(*arrangements: Arrangement) -> dict[str, Boolean]:
    """That arrangements have their solutions; what a spillover of one makes true by itself is left out."""
    needed = {name: relation for each in arrangements for name, relation in ventures.requirements(each).items()}
    return {**region((), {}), **{name: relation for name, relation in needed.items() if relation != sp.true}}


def largest(letter: str, quantity: str) -> tuple[Boolean, tuple[Term, ...]]:
    """That a quantity is largest in the cartel with a joint venture, and the terms in that."""
    terms = tuple(term(letter, quantity, each) for each in Arrangement)
    return sp.And(*(sp.Gt(terms[-1].symbol, other.symbol) for other in terms[:-1])), terms


@record(
    id="lit-ventures-best",
    section=LITERATURE,
    statement="Of the four arrangements, RJV cartelisation does the most R&D, and has the largest output, profit and welfare.",
    verdict=Verdict.PROVED,
    finding="It internalises what R&D does to all members, and shares all results.",
)
def best() -> Formulas:
    """That the cartel that shares everything leads in everything."""
    shown, terms = largest("x", "x")
    lemmas, played, everything = [], [shown], [*terms]
    for words, letter, quantity in (
        ("Its output is the largest", "Q", "Q"),
        ("So is its profit", r"\pi", "profit"),
        ("So is its welfare", "W", "welfare"),
    ):
        relation, named = largest(letter, quantity)
        lemmas.append(Lemma(words, relation.xreplace({each.symbol: each.formula() for each in named}), exist(*Arrangement)))
        played.append(relation)
        everything += named
    return formulas(
        asserted=shown,
        terms=tuple(everything),
        simulated=sp.And(*played),
        assumed=exist(*Arrangement),
        lemmas=tuple(lemmas),
    )
