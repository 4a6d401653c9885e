"""What a claim is: an assertion of the paper, in words and in symbols, and what has to be established about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.cluster import solution
from spillover.game.sampling import Played
from spillover.game.trials import Game, Play
from spillover.notation import LETTERS
from spillover.regimes import Mode, Regime


class Verdict(Enum):
    """What becomes of an assertion of the paper.

    Examples
    --------
    >>> from spillover.claims import Verdict
    >>> for verdict in Verdict:
    ...     print(f"{verdict.value}: {verdict.meaning}")
    Proved: true wherever the regimes that it names exist
    Sharpened: true under a condition, or of one of two orders that both occur; the condition is given exactly
    Refuted: false, by an exact example or everywhere
    Relabelled: the formula is right, its name is not
    Outside: this model cannot say; where a smaller one can, it is built
    """

    PROVED = "Proved"
    SHARPENED = "Sharpened"
    REFUTED = "Refuted"
    RELABELLED = "Relabelled"
    OUTSIDE = "Outside"

    @property
    def chinese(self) -> str:
        """What the verdict is called in Chinese."""
        return {
            Verdict.PROVED: "证实",
            Verdict.SHARPENED: "补足条件",
            Verdict.REFUTED: "否证",
            Verdict.RELABELLED: "正名",
            Verdict.OUTSIDE: "模型之外",
        }[self]

    @property
    def meaning(self) -> str:
        """The verdict in a sentence."""
        return {
            Verdict.PROVED: "true wherever the regimes that it names exist",
            Verdict.SHARPENED: "true under a condition, or of one of two orders that both occur; the condition is given exactly",
            Verdict.REFUTED: "false, by an exact example or everywhere",
            Verdict.RELABELLED: "the formula is right, its name is not",
            Verdict.OUTSIDE: "this model cannot say; where a smaller one can, it is built",
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
        its value in a play of the game, None where that was not played; or None where no play shows it.
    game
        the game, if it is not the paper's.
    """

    symbol: sp.Symbol
    formula: Callable[[], sp.Expr]
    played: Callable[[Any], Any] | None = None
    game: Game | None = None


@cache
def of(quantity: str, mode: Mode) -> Term:
    """A quantity of an outcome in a regime or at a planner's optimum."""

    def played(found: Played) -> Any:
        return getattr(found.outcomes[mode], quantity) if mode in found.outcomes else None

    return Term(sp.Symbol(mode.latex(LETTERS[quantity]), real=True), lambda: solution.factored_form(quantity, mode), played)


@cache
def with_one_more(quantity: str) -> Term:
    """A quantity without cooperation when there is one firm more."""

    def formula() -> sp.Expr:
        return solution.factored_form(quantity, Regime.NONCOOPERATION).subs(model.n, model.n + 1)

    def played(found: Played) -> Any:
        return getattr(found.larger, quantity) if found.larger else None

    return Term(sp.Symbol(f"{Regime.NONCOOPERATION.latex(LETTERS[quantity])}_{{n+1}}", real=True), formula, played)


@cache
def in_the_spillover(quantity: str) -> Term:
    """How fast a quantity without cooperation changes with the spillover."""
    letter = Regime.NONCOOPERATION.latex(LETTERS[quantity])

    def formula() -> sp.Expr:
        return sp.factor(sp.diff(solution.factored_form(quantity, Regime.NONCOOPERATION), model.beta))

    def played(found: Played) -> Any:
        return getattr(found.slopes, quantity) if found.slopes else None

    return Term(sp.Symbol(rf"\partial {letter}/\partial \beta", real=True), formula, played)


@dataclass(frozen=True)
class Found:
    """What is found in a play under a name; None where it was not played."""

    name: str

    def __call__(self, play: Play) -> Any:
        """Look it up."""
        return play.found.get(self.name)


def seen(symbol: str | sp.Symbol, formula: Callable[[], sp.Expr], game: Game, name: str) -> Term:
    """A quantity that is seen, under some name, in a game of its own."""
    whole = symbol if isinstance(symbol, sp.Symbol) else sp.Symbol(symbol, real=True)
    return Term(whole, formula, played=Found(name), game=game)


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


class Kind(Enum):
    """What a claim asserts of its formula; each kind asks for other proofs and points.

    Examples
    --------
    >>> Kind.UNRANKED.value
    'either order occurs'
    """

    HOLDS = "it holds everywhere"
    UNRANKED = "either order occurs"
    PROPERTY = "a solution has a property"


@dataclass(frozen=True, kw_only=True)
class Formulas:
    """A claim in symbols; what each field is stands in :class:`spillover.claims.registry.Claim`.

    No field has a plain default, which would stand in the class for a claim that derives its own later.
    """

    asserted: Boolean | None
    condition: Boolean | None
    terms: tuple[Term, ...]
    premises: Mapping[str, Boolean]
    modes: tuple[Mode, ...]
    assumed: Mapping[str, Boolean]
    exact: Mapping[str, Boolean]
    parts: Mapping[str, Boolean]
    instead: Lemma | None
    simulated: Boolean | None
    lemmas: tuple[Lemma, ...]
    witnesses: Mapping[str, Boolean]


STRICTLY_REVERSED: dict[type, Any] = {sp.Gt: sp.Lt, sp.Ge: sp.Lt, sp.Lt: sp.Gt, sp.Le: sp.Gt}
"""The other strict order of two sides, which is more than the negation of a strict inequality."""


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
    chinese: str = ""
    gloss: str = ""
    kind: Kind = Kind.HOLDS
    form: Any = None
    lead: str = ""
    everywhere: bool = False

    @property
    def region(self) -> Mapping[str, Boolean]:
        """What may be assumed, by name: what is assumed of the market, and the premises."""
        return {**self.assumed, **self.premises}

    @property
    def derived_verdict(self) -> Verdict:
        """What the formulas come to, if what they demand is proved: see :attr:`theorems`."""
        if self.instead is not None:
            return Verdict.RELABELLED
        if self.asserted is None or self.condition is None:
            return Verdict.OUTSIDE
        known = {sp.true: Verdict.PROVED, sp.false: Verdict.REFUTED}
        return known.get(self.condition, Verdict.SHARPENED)

    @property
    def has_counterexample(self) -> bool:
        """Whether a point is demanded at which the assertion fails: that an order never occurs is no point's affair."""
        return self.derived_verdict is Verdict.RELABELLED or (self.derived_verdict is Verdict.REFUTED and self.kind is not Kind.UNRANKED)

    @cached_property
    def theorems(self) -> Mapping[str, Boolean]:
        """What has to be proved of the assertion itself, in the symbols of the terms; by quantity where that is told apart."""
        if self.asserted is None:
            return {}
        verdict = self.derived_verdict
        if verdict is Verdict.SHARPENED:
            return {"": sp.Equivalent(self.asserted, self.condition)}
        if verdict is Verdict.RELABELLED or (verdict is Verdict.REFUTED and self.everywhere):
            return {"": STRICTLY_REVERSED.get(self.asserted.func, sp.Not)(*self.asserted.args)}
        if verdict is Verdict.REFUTED:
            return {quantity: sp.Equivalent(self.parts[quantity], exact) for quantity, exact in self.exact.items()}
        return {"": self.asserted}

    @cached_property
    def proved(self) -> Boolean:
        """All of that together."""
        return sp.And(*self.theorems.values())

    @cached_property
    def relation(self) -> Boolean:
        """The assertion in the model's symbols."""
        return with_closed_forms(sp.true if self.asserted is None else self.asserted, self.terms)

    @cached_property
    def established(self) -> Boolean:
        """What is proved, in the model's symbols."""
        return with_closed_forms(self.proved, self.terms)

    @cached_property
    def seen_in_play(self) -> Boolean | None:
        """What the game itself has to show: what is proved, where plays show every quantity in it; None where they show nothing."""
        if self.simulated is not None:
            return self.simulated
        shown = {term.symbol for term in self.terms if term.played}
        own = self.proved.free_symbols & {term.symbol for term in self.terms}
        return self.proved if own and own <= shown else None


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
