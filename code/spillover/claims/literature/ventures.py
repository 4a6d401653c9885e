"""Four arrangements of research, by which of them serves whom."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims.build import LITERATURE, result
from spillover.claims.claim import Claim, Lemma, Term, region
from spillover.literature import ventures
from spillover.literature.ventures import Arrangement


def results() -> list[Claim]:
    """All results of the chapter."""
    return [best()]


def term(letter: str, quantity: str, arrangement: Arrangement) -> Term:
    """A quantity in an arrangement."""
    return Term(arrangement.mark(letter), lambda: ventures.outcome(arrangement, quantity))


def exist(*arrangements: Arrangement) -> dict[str, Boolean]:
    """That arrangements have their solutions; what a spillover of one makes true by itself is left out."""
    needed = {name: relation for each in arrangements for name, relation in ventures.requirements(each).items()}
    return {**region((), {}), **{name: relation for name, relation in needed.items() if relation != sp.true}}


def largest(letter: str, quantity: str) -> tuple[Boolean, tuple[Term, ...]]:
    """That a quantity is largest in the cartel with a joint venture, and the terms in that."""
    terms = tuple(term(letter, quantity, each) for each in Arrangement)
    return sp.And(*(sp.Gt(terms[-1].symbol, other.symbol) for other in terms[:-1])), terms


def best() -> Claim:
    """That the cartel that shares everything leads in everything."""
    shown, terms = largest("x", "x")
    lemmas = []
    for words, letter, quantity in (
        ("Its output is the largest", "Q", "Q"),
        ("So is its profit", r"\pi", "profit"),
        ("So is its welfare", "W", "welfare"),
    ):
        relation, named = largest(letter, quantity)
        lemmas.append(Lemma(words, relation.xreplace({each.symbol: each.formula() for each in named}), exist(*Arrangement)))
    return result(
        "lit-ventures-best",
        "Of the four arrangements, a cartel that forms a joint venture does the most R&D, and has the largest output, profit and welfare.",
        "It counts what R&D does for all members, and wastes none of it.",
        shown,
        terms,
        (),
        {},
        exist(*Arrangement),
        lemmas=tuple(lemmas),
        section=LITERATURE,
    )
