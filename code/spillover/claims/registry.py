"""The registry of claims: what each says in words is recorded on import, and what it says in symbols is derived on first use.

A claim is a function that returns its formulas, under the decorator :func:`record`, which takes the words. ``LEDGER`` holds the
claims in the order in which they are recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims import evidence, forms
from spillover.claims.claim import Assertion, Formulas, Kind, Lemma, Term, Verdict, of, region, with_closed_forms
from spillover.claims.evidence import Evidence, NotEstablished
from spillover.claims.forms import Form, Premise
from spillover.cluster import comparison
from spillover.regimes import Mode, Planner, Regime

NEW, LITERATURE = "new", "literature"
"""Where a claim stands that is not in the paper: beyond it, or in the literature that it comes from."""

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST

READ_TOGETHER = ("statement", "asserted", "kind", "premises")
"""What of a claim was compared by a reader, where no form makes one from the other."""
FORMULAS = tuple(field.name for field in fields(Formulas))
"""What of a claim is derived on first use."""
WORDS = tuple(field.name for field in fields(Assertion) if field.name not in FORMULAS)
"""What of it is there on import."""


@dataclass(frozen=True, kw_only=True)
class Claim(Assertion):
    """An assertion, and the verdict on it.

    All that is listed is a field that :func:`dataclasses.replace` takes. In a claim of the ledger the words are there on import, from
    ``id`` to ``everywhere``; the other fields are formulas, which are derived together when the first of them is read.

    Attributes
    ----------
    id
        under which it can be cited.
    section
        of the paper, with its part; "new" for results of this book, "literature" for those on the literature.
    statement
        what is asserted, in our words: made from ``form``, where there is one.
    verdict
        on record; to be established, it has to be what the formulas come to.
    finding
        what is true, in a sentence.
    chinese
        the statement in Chinese, or empty.
    gloss
        how the formula is to be read, where it does not say the same as the statement.
    kind
        what is asserted of the formula: that it holds, that either order occurs, or that a solution has a property.
    form
        from which words and symbols are made, where the claim has a common one; else None.
    lead
        what the paper makes of a form, before what is made from it.
    everywhere
        whether a refuted claim fails at every point that it speaks of.
    asserted
        the assertion in the symbols of ``terms`` and of the model; of two quantities that cannot be ranked, one order. None where no
        model at hand says anything.
    condition
        a Boolean in the model's symbols: where a sharpened claim holds exactly; true for a proved one, false for a refuted one, and None
        where the claim is relabelled or outside.
    terms
        the quantities in it.
    premises
        what the assertion supposes, by name.
    modes
        the regimes and planners that must exist.
    assumed
        what is assumed of the market, by name: the ranges of the parameters, the conditions of the modes. With the premises it makes
        ``region``.
    exact
        for a claim refuted at a point, by quantity, where the part about that quantity does hold.
    parts
        those parts of the assertion.
    instead
        for a relabelled claim, the property that the solution does have.
    simulated
        what is checked in the game itself, where plays do not show what is proved; else None.
    lemmas
        what is proved beside it.
    witnesses
        what exact points are looked for beside that, by what they show.

    Examples
    --------
    >>> from spillover.claims import LEDGER
    >>> claim = LEDGER["4.2-profit-high"]
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
        vars(self).update({each: getattr(derived, each) for each in FORMULAS})
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
        self._require_words()
        return evidence.establish(self)

    def _require_words(self) -> None:
        """See that the statement is the one that is made from the formula, or the one that was recorded beside it and read with it."""
        if self.form is None:
            recorded = LEDGER[self.id]
            agrees = all(getattr(self, name) == getattr(recorded, name) for name in READ_TOGETHER)
        else:
            supposed = [premise for premise in forms.PREMISES if self.premises.get(premise.name) == premise.relation()]
            said = forms.sentence(self.form, supposed, self.kind, lead=self.lead) if len(supposed) == len(self.premises) else ""
            agrees = self.statement == said and self.asserted == self.form.asserted()
        if not agrees:
            raise NotEstablished(f"{self.id}: the statement is not the one that belongs to the formula, got {self.statement!r}")


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
    verdict: Verdict,
    finding: str,
    statement: str = "",
    chinese: str = "",
    gloss: str = "",
    kind: Kind = Kind.HOLDS,
    form: Form | None = None,
    lead: str = "",
    premises: tuple[Premise, ...] = (),
    everywhere: bool = False,
) -> Callable[[Callable[..., Formulas]], Callable[..., Formulas]]:
    """Enter a claim into the ledger, under a function that derives its formulas.

    With a form, the statement is made from it, after what the paper makes of it, and the function is given what the form says in
    symbols, to add to it. ``chinese`` is then that of the lead alone.
    """

    def enter(derive: Callable[..., Formulas]) -> Callable[..., Formulas]:
        words = {
            "id": id,
            "section": section,
            "statement": forms.sentence(form, premises, kind, lead=lead) if form else statement,
            "verdict": verdict,
            "finding": finding,
            "chinese": forms.chinese_sentence(form, premises, kind, lead=chinese) if form else chinese,
            "gloss": gloss,
            "kind": kind,
            "form": form,
            "lead": lead,
            "everywhere": everywhere,
        }
        _LEDGER.add(Claim.recorded((lambda: derive(in_symbols(form, premises))) if form else derive, words))
        return derive

    return enter


def record_form(
    *, id: str, section: str, form: Form, finding: str, premises: tuple[Premise, ...] = (), lead: str = "", chinese: str = ""
) -> None:
    """Enter a claim that is true and of a common form, with nothing beside it."""
    record(id=id, section=section, verdict=Verdict.PROVED, finding=finding, form=form, premises=premises, lead=lead, chinese=chinese)(
        lambda said: said
    )


def in_symbols(form: Form, premises: tuple[Premise, ...]) -> Formulas:
    """What a form says in symbols, where its modes exist and the premises hold."""
    return formulas(asserted=form.asserted(), terms=form.terms(), premises=forms.relations(premises), modes=form.modes())


def formulas(
    *,
    asserted: Boolean | None,
    condition: Boolean | None = sp.true,
    terms: tuple[Term, ...] = (),
    premises: Mapping[str, Boolean] | None = None,
    modes: tuple[Mode, ...] = (),
    simulated: Boolean | None = None,
    assumed: Mapping[str, Boolean] | None = None,
    exact: Mapping[str, Boolean] | None = None,
    parts: Mapping[str, Boolean] | None = None,
    instead: Lemma | None = None,
    lemmas: tuple[Lemma, ...] = (),
    witnesses: Mapping[str, Boolean] | None = None,
) -> Formulas:
    """The formulas of a claim: that something holds, where the modes exist and the premises hold, unless said otherwise."""
    return Formulas(
        asserted=asserted,
        condition=condition,
        terms=terms,
        premises=premises or {},
        modes=modes,
        assumed=region(modes, {}) if assumed is None else assumed,
        exact=exact or {},
        parts=parts or {},
        instead=instead,
        simulated=simulated,
        lemmas=lemmas,
        witnesses=witnesses or {},
    )


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
