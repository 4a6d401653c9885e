"""How claims are written down: short forms for the kinds of claims that there are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import HALF, Claim, Lemma, Term, Verdict, formulated, of, region
from spillover.cluster import comparison
from spillover.regimes import Mode, Planner, Regime

NEW, LITERATURE = "new", "literature"
"""Where a claim stands that is not in the paper: beyond it, or in the literature that it comes from."""

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST

ABOVE_HALF: dict[str, Boolean] = {"β > ½": model.beta > HALF}
BELOW_HALF: dict[str, Boolean] = {"β < ½": model.beta < HALF}


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


def decided(quantity: str, first: Mode, second: Mode) -> Boolean:
    """Where a quantity is larger in the first mode than in the second: the factor that decides is positive."""
    return sp.Gt(comparison.compare(quantity, first, second).decides, 0)


def order(quantity: str, *modes: Mode) -> tuple[Boolean, tuple[Term, ...]]:
    """That a quantity falls strictly from mode to mode, and the terms in that."""
    terms = tuple(of(quantity, mode) for mode in modes)
    pairs = pairwise(terms)
    return sp.And(*(sp.Gt(more.symbol, less.symbol) for more, less in pairs)), terms


def proved(
    id: str, section: str, statement: str, finding: str, quantity: str, modes: tuple[Mode, ...], premises: Mapping[str, Boolean]
) -> Claim:
    """A claim that a quantity falls strictly from mode to mode, and that is true."""
    shown, terms = order(quantity, *modes)
    everything = region(tuple(dict.fromkeys(modes)), premises)
    return Claim(id, section, statement, Verdict.PROVED, finding, sp.true, shown, terms, premises, modes, shown, shown, everything)


def sharpened(
    id: str,
    section: str,
    statement: str,
    finding: str,
    shown: Boolean,
    exact: Boolean,
    terms: tuple[Term, ...],
    modes: tuple[Mode, ...],
    lemmas: tuple[Lemma, ...] = (),
    reading: str = "",
) -> Claim:
    """A claim that is true exactly under a condition, as any play of the game shows."""
    truth, verdict, everywhere = sp.Equivalent(shown, exact), Verdict.SHARPENED, region(modes, {})
    more: dict[str, Any] = {"lemmas": lemmas, "reading": reading}
    return Claim(id, section, statement, verdict, finding, exact, shown, terms, {}, modes, truth, truth, everywhere, **more)


def lemma(
    words: str, relation: Boolean, terms: tuple[Term, ...], modes: tuple[Mode, ...], premises: Mapping[str, Boolean] | None = None
) -> Lemma:
    """Something proved beside a claim, where some modes exist."""
    return Lemma(words, formulated(relation, terms), region(modes, premises or {}))


def slope_term(latex: str, expr: Any, parameter: sp.Symbol) -> Term:
    """The derivative of a quantity in a parameter; no single play shows it."""
    return Term(sp.Symbol(latex, real=True), lambda: sp.factor(sp.diff(expr(), parameter)))


def result(
    id: str,
    statement: str,
    finding: str,
    truth: Boolean,
    terms: tuple[Term, ...],
    modes: tuple[Mode, ...],
    premises: Mapping[str, Boolean],
    assumed: Mapping[str, Boolean] | None = None,
    lemmas: tuple[Lemma, ...] = (),
    visible: Boolean | None = None,
    showing: Mapping[str, Boolean] | None = None,
    section: str = NEW,
) -> Claim:
    """A true statement that is not in the paper."""
    everything = dict(assumed) if assumed is not None else region(modes, premises)
    return Claim(
        id,
        section,
        statement,
        Verdict.PROVED,
        finding,
        sp.true,
        truth,
        terms,
        premises,
        modes,
        truth,
        visible,
        everything,
        lemmas=lemmas,
        showing=showing or {},
    )
