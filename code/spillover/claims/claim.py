"""What a claim is: an assertion of the paper, in words and in symbols, and what has to be established about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.cluster import solution
from spillover.game.sampling import Played
from spillover.notation import LETTERS
from spillover.regimes import Mode


class Verdict(Enum):
    """What becomes of an assertion of the paper.

    Examples
    --------
    >>> from spillover.claims import Verdict
    >>> for verdict in Verdict:
    ...     print(f"{verdict.value}: {verdict.meaning}")
    Proved: true wherever the regimes that it names exist
    Sharpened: true under a condition, which is given exactly
    Refuted: false, by an exact example or everywhere
    Relabelled: the formula is right, its name is not
    Outside: this model cannot say; a smaller one can
    """

    PROVED = "Proved"
    SHARPENED = "Sharpened"
    REFUTED = "Refuted"
    RELABELLED = "Relabelled"
    OUTSIDE = "Outside"

    @property
    def meaning(self) -> str:
        """The verdict in a sentence."""
        return {
            Verdict.PROVED: "true wherever the regimes that it names exist",
            Verdict.SHARPENED: "true under a condition, which is given exactly",
            Verdict.REFUTED: "false, by an exact example or everywhere",
            Verdict.RELABELLED: "the formula is right, its name is not",
            Verdict.OUTSIDE: "this model cannot say; a smaller one can",
        }[self]


@dataclass(frozen=True)
class Term:
    """A quantity that a claim speaks of, under one symbol.

    Attributes
    ----------
    symbol
        how it is written.
    formula
        its closed form, derived when it is asked for.
    played
        its value in the game itself, None where the game was not played; or None where no play shows it.
    """

    symbol: sp.Symbol
    formula: Callable[[], sp.Expr]
    played: Callable[[Played], Any] | None = None


def of(quantity: str, mode: Mode) -> Term:
    """A quantity of an outcome in a regime or at a planner's optimum."""

    def played(found: Played) -> Any:
        return getattr(found.outcomes[mode], quantity) if mode in found.outcomes else None

    return Term(sp.Symbol(mode.latex(LETTERS[quantity]), real=True), lambda: solution.factored_form(quantity, mode), played)


@dataclass(frozen=True)
class Lemma:
    """Something further that is proved beside a claim.

    Attributes
    ----------
    words
        in words.
    relation
        in the model's symbols.
    given
        what is assumed, by name.
    """

    words: str
    relation: Boolean
    given: Mapping[str, Boolean]


@dataclass(frozen=True, kw_only=True)
class Formulas:
    """A claim in symbols; what each field is stands in :class:`spillover.claims.registry.Claim`.

    No field has a plain default, which would stand in the class for a claim that derives its own later.
    """

    asserted: Boolean
    condition: Boolean | None
    terms: tuple[Term, ...]
    premises: Mapping[str, Boolean]
    modes: tuple[Mode, ...]
    proved: Boolean
    simulated: Boolean | None
    region: Mapping[str, Boolean]
    exact: Mapping[str, Boolean]
    lemmas: tuple[Lemma, ...]
    witnesses: Mapping[str, Boolean]


@dataclass(frozen=True, kw_only=True)
class Assertion(Formulas):
    """An assertion in words and in symbols, and the verdict on it: a record, which establishes nothing.

    What each field is stands in :class:`spillover.claims.registry.Claim`.
    """

    id: str
    section: str
    statement: str
    verdict: Verdict
    finding: str
    gloss: str = ""
    everywhere: bool = False
    example: bool = False

    @cached_property
    def relation(self) -> Boolean:
        """The assertion in the model's symbols."""
        return with_closed_forms(self.asserted, self.terms)

    @cached_property
    def established(self) -> Boolean:
        """What is proved, in the model's symbols."""
        return with_closed_forms(self.proved, self.terms)


def with_closed_forms(relation: Boolean, terms: tuple[Term, ...]) -> Boolean:
    """A relation in the model's symbols: the closed forms in the place of the symbols of the terms."""
    return relation.xreplace({term.symbol: term.formula() for term in terms})


HALF = sp.Rational(1, 2)
RANGES: dict[str, Boolean] = {
    "n ≥ 2": model.n >= 2,
    "β < 1": model.beta < 1,
    "A < a": model.A < model.a,
}
"""What is assumed of the parameters besides that all are positive."""


def conditions(mode: Mode) -> dict[str, Boolean]:
    """The named conditions of a mode as Booleans."""
    return {f"{mode.label}: {c.name}": c.relational for c in solution.conditions(mode)}


def region(modes: tuple[Mode, ...], premises: Mapping[str, Boolean]) -> dict[str, Boolean]:
    """All that may be assumed where some modes exist and some premises hold."""
    return {**RANGES, **premises, **{name: relation for mode in modes for name, relation in conditions(mode).items()}}
