"""The registry of claims: what each says in words is recorded on import, and what it says in symbols is derived on first use.

A claim is a function that returns its formulas, under the decorator :func:`record`, which takes the words. ``LEDGER`` holds the
claims in the order in which they are recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims import evidence
from spillover.claims.claim import HALF, Assertion, Formulas, Lemma, Term, Verdict, of, region, with_closed_forms
from spillover.claims.evidence import Evidence
from spillover.cluster import comparison
from spillover.regimes import Mode, Planner, Regime

NEW, LITERATURE = "new", "literature"
"""Where a claim stands that is not in the paper: beyond it, or in the literature that it comes from."""

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST

FORMULAS = tuple(field.name for field in fields(Formulas))
"""What of a claim is derived on first use."""
WORDS = tuple(field.name for field in fields(Assertion) if field.name not in FORMULAS)
"""What of it is there on import."""
CONDITIONS: dict[Verdict, Boolean] = {Verdict.PROVED: sp.true, Verdict.REFUTED: sp.false}
"""Where a claim holds of which the verdict says that."""


@dataclass(frozen=True, kw_only=True)
class Claim(Assertion):
    """An assertion, and the verdict on it.

    All that is listed is a field that :func:`dataclasses.replace` takes. In a claim of the ledger ``id``, ``section``,
    ``statement``, ``verdict``, ``finding``, ``gloss``, ``everywhere`` and ``example`` are there on import; the other fields are
    formulas, which are derived together when the first of them is read.

    Attributes
    ----------
    id
        under which it can be cited.
    section
        of the paper, with its part; "new" for results of this book, "literature" for those on the literature.
    statement
        what is asserted, in our words.
    verdict
        what becomes of it.
    finding
        what is true, in a sentence.
    gloss
        how the formula is to be read, where it does not say the same as the statement.
    everywhere
        whether a refuted claim fails at every point that it speaks of.
    example
        whether an exact counterexample is looked for.
    asserted
        the assertion in the symbols of ``terms`` and of the model.
    condition
        a Boolean in the model's symbols: where a sharpened claim holds exactly; true for a proved one, false for a refuted one, and None
        where the claim is relabelled or outside.
    terms
        the quantities in it.
    premises
        what the assertion supposes, by name.
    modes
        the regimes and planners that must exist.
    proved
        what is true and gets proved, in the symbols of ``terms`` and of the model.
    simulated
        what is checked in the game itself: ``proved``, unless no play shows that; None where there is nothing to see.
    region
        what may be assumed for that, by name: the ranges of the parameters, the premises, the conditions of the modes.
    exact
        for a refuted claim, by quantity, where the assertion about that quantity does hold.
    lemmas
        what is proved beside it.
    witnesses
        what exact points are looked for beside that, by what they show.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> claim = LEDGER["4.2-x-high"]
    >>> claim.section, claim.verdict.value
    ('§4 (2)', 'Proved')
    >>> claim.premises
    {'β > ½': beta > 1/2}
    """

    @classmethod
    def recorded(cls, derive: Callable[[], Formulas], words: Mapping[str, Any]) -> Claim:
        """A claim of which the words are known, and of which the formulas are derived when one of them is read."""
        claim = object.__new__(cls)
        vars(claim).update(words, _derive=derive)
        return claim

    def __getattr__(self, name: str) -> Any:
        """Derive all formulas; Python asks here for what is not there yet."""
        if name not in FORMULAS or "_derive" not in vars(self):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
        derived = self._derive()
        vars(self).update({each: getattr(derived, each) for each in FORMULAS}, condition=CONDITIONS.get(self.verdict, derived.condition))
        return vars(self)[name]

    def establish(self) -> Evidence:
        """Do all the work afresh and return the evidence.

        Returns
        -------
        Evidence
            certificates, counterexample, and what the game itself says.

        Raises
        ------
        NotEstablished
            If the verdict cannot be established.

        Examples
        --------
        >>> from spillover.claims import LEDGER
        >>> LEDGER["5.2-inertia"].establish().proofs[0].assumptions
        ('not drastic',)
        """
        return evidence.establish(self)


class _Ledger(Mapping[str, Claim]):
    """The claims by id, in the order of the paper; then the results of this book, and those of the literature."""

    def __init__(self) -> None:
        self._claims: dict[str, Claim] = {}

    def add(self, claim: Claim) -> None:
        if claim.id in self:
            raise ValueError(f"a claim must have an id of its own, got {claim.id!r} twice")
        self._claims[claim.id] = claim

    def __getitem__(self, id: str) -> Claim:
        if id not in self._claims:
            raise KeyError(f"no claim {id!r}; the claims are {', '.join(self)}")
        return self._claims[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


_LEDGER = _Ledger()
LEDGER: Mapping[str, Claim] = _LEDGER
"""Every claim by its id."""


def record(
    *,
    id: str,
    section: str,
    statement: str,
    verdict: Verdict,
    finding: str,
    gloss: str = "",
    everywhere: bool = False,
    example: bool = False,
) -> Callable[[Callable[[], Formulas]], Callable[[], Formulas]]:
    """Enter a claim into the ledger, under a function that derives its formulas."""

    def enter(derive: Callable[[], Formulas]) -> Callable[[], Formulas]:
        words = {
            "id": id,
            "section": section,
            "statement": statement,
            "verdict": verdict,
            "finding": finding,
            "gloss": gloss,
            "everywhere": everywhere,
            "example": example,
        }
        _LEDGER.add(Claim.recorded(derive, words))
        return derive

    return enter


def record_ranking(
    *,
    id: str,
    section: str,
    statement: str,
    finding: str,
    quantity: str,
    modes: tuple[Mode, ...],
    premises: Callable[[], Mapping[str, Boolean]] = dict,
) -> None:
    """Enter a claim that is true: a quantity falls strictly from mode to mode."""

    def derive() -> Formulas:
        asserted, terms = ranking(quantity, *modes)
        return formulas(asserted=asserted, terms=terms, premises=premises(), modes=modes, simulated=asserted)

    record(id=id, section=section, statement=statement, verdict=Verdict.PROVED, finding=finding)(derive)


def formulas(
    *,
    asserted: Boolean,
    condition: Boolean | None = None,
    terms: tuple[Term, ...] = (),
    premises: Mapping[str, Boolean] | None = None,
    modes: tuple[Mode, ...] = (),
    proved: Boolean | None = None,
    simulated: Boolean | None = None,
    assumed: Mapping[str, Boolean] | None = None,
    exact: Mapping[str, Boolean] | None = None,
    lemmas: tuple[Lemma, ...] = (),
    witnesses: Mapping[str, Boolean] | None = None,
) -> Formulas:
    """The formulas of a claim. What is asserted is what is proved, where the modes exist and the premises hold, unless said otherwise."""
    return Formulas(
        asserted=asserted,
        condition=condition,
        terms=terms,
        premises=premises or {},
        modes=modes,
        proved=asserted if proved is None else proved,
        simulated=simulated,
        region=region(modes, premises or {}) if assumed is None else assumed,
        exact=exact or {},
        lemmas=lemmas,
        witnesses=witnesses or {},
    )


def sharpened(
    *, asserted: Boolean, condition: Boolean, terms: tuple[Term, ...], modes: tuple[Mode, ...], lemmas: tuple[Lemma, ...] = ()
) -> Formulas:
    """The formulas of a claim that is true exactly under a condition, as any play of the game shows."""
    exactly = sp.Equivalent(asserted, condition)
    return formulas(asserted=asserted, condition=condition, terms=terms, modes=modes, proved=exactly, simulated=exactly, lemmas=lemmas)


def ranking(quantity: str, *modes: Mode) -> tuple[Boolean, tuple[Term, ...]]:
    """That a quantity falls strictly from mode to mode, and the terms in that."""
    terms = tuple(of(quantity, mode) for mode in modes)
    return sp.And(*(sp.Gt(more.symbol, less.symbol) for more, less in pairwise(terms))), terms


def larger_where(quantity: str, first: Mode, second: Mode) -> Boolean:
    """Where a quantity is larger in the first mode than in the second: the factor that decides is positive."""
    return sp.Gt(comparison.compare(quantity, first, second).decides, 0)


def lemma(
    *, words: str, relation: Boolean, terms: tuple[Term, ...], modes: tuple[Mode, ...], premises: Mapping[str, Boolean] | None = None
) -> Lemma:
    """Something proved beside a claim, where some modes exist."""
    return Lemma(words, with_closed_forms(relation, terms), region(modes, premises or {}))


def slope_term(latex: str, expr: Any, parameter: sp.Symbol) -> Term:
    """The derivative of a quantity in a parameter; no single play shows it."""
    return Term(sp.Symbol(latex, real=True), lambda: sp.factor(sp.diff(expr(), parameter)))


def above_half() -> dict[str, Boolean]:
    """That more than half spills over."""
    return {"β > ½": model.beta > HALF}


def below_half() -> dict[str, Boolean]:
    """That less than half spills over."""
    return {"β < ½": model.beta < HALF}


@cache
def threshold() -> sp.Expr:
    """T(n)."""
    return comparison.rnd_threshold()


def above_threshold() -> dict[str, Boolean]:
    """That the spillover exceeds T(n)."""
    return {"β > T(n)": model.beta > threshold()}


def below_threshold() -> dict[str, Boolean]:
    """That the spillover falls short of T(n)."""
    return {"β < T(n)": model.beta < threshold()}
