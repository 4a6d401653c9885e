"""What a claim is: an assertion of the paper, in words and in symbols, and what has to be established about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.cluster import solution
from spillover.notation import LETTERS
from spillover.regimes import Mode

if TYPE_CHECKING:
    from spillover.claims.evidence import Evidence
    from spillover.game.sampling import Played


class Verdict(Enum):
    """What becomes of an assertion of the paper."""

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


@dataclass(frozen=True)
class Claim:
    """An assertion, and the verdict on it.

    Attributes
    ----------
    id
        under which it can be cited.
    section
        of the paper, with its part; "new" for results of this book.
    statement
        what is asserted, in our words.
    verdict
        what becomes of it.
    finding
        what is true, in a sentence.
    condition
        a Boolean in the model's symbols: where a sharpened claim holds exactly; true for a proved one, false for a refuted one, and None
        where the claim is relabelled or outside.
    exact
        for a refuted claim, by quantity, where the assertion about that quantity does hold.
    shown
        the assertion in the symbols of ``terms`` and of the model.
    terms
        the quantities in it.
    premises
        what the assertion supposes, by name.
    modes
        the regimes and planners that must exist.
    truth
        what is true and gets proved, in the symbols of ``terms`` and of the model.
    visible
        what is checked in the game itself: ``truth``, unless no play shows that; None where there is nothing to see.
    region
        what may be assumed for that, by name: the ranges of the parameters, the premises, the conditions of the modes.
    everywhere
        whether a refuted claim fails at every point that it speaks of.
    example
        whether an exact counterexample is looked for.
    lemmas
        what is proved beside it.
    showing
        what exact points are looked for beside that, by what they show.
    reading
        how the formula is to be read, where it does not say the same as the statement.
    """

    id: str
    section: str
    statement: str
    verdict: Verdict
    finding: str
    condition: Boolean | None
    shown: Boolean
    terms: tuple[Term, ...]
    premises: Mapping[str, Boolean]
    modes: tuple[Mode, ...]
    truth: Boolean
    visible: Boolean | None
    region: Mapping[str, Boolean]
    exact: Mapping[str, Boolean] = field(default_factory=dict)
    everywhere: bool = False
    example: bool = False
    lemmas: tuple[Lemma, ...] = ()
    showing: Mapping[str, Boolean] = field(default_factory=dict)
    reading: str = ""

    @property
    def relation(self) -> Boolean:
        """The assertion in the model's symbols."""
        return formulated(self.shown, self.terms)

    @property
    def established(self) -> Boolean:
        """What is proved, in the model's symbols."""
        return formulated(self.truth, self.terms)

    def establish(self) -> Evidence:
        """Do all the work afresh and return the evidence.

        Raises
        ------
        NotEstablished
            If the verdict cannot be established.
        """
        from spillover.claims.evidence import establish

        return establish(self)


def formulated(shown: Boolean, terms: tuple[Term, ...]) -> Boolean:
    """Put the closed forms for the symbols."""
    return shown.xreplace({term.symbol: term.formula() for term in terms})


HALF = sp.Rational(1, 2)
RANGES: dict[str, Boolean] = {
    "n ≥ 2": model.n >= 2,
    "β < 1": model.beta < 1,
    "A < a": model.A < model.a,
}
"""What is assumed of the parameters besides that all are positive."""


def conditions(mode: Mode) -> dict[str, Boolean]:
    """The named conditions of a mode as Booleans."""
    return {f"{mode.label}: {c.name}": (sp.Gt if c.strict else sp.Ge)(c.lhs, c.rhs) for c in solution.conditions(mode)}


def region(modes: tuple[Mode, ...], premises: Mapping[str, Boolean]) -> dict[str, Boolean]:
    """All that may be assumed where some modes exist and some premises hold."""
    return {**RANGES, **premises, **{name: relation for mode in modes for name, relation in conditions(mode).items()}}
