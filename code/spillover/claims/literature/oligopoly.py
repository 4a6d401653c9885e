"""Firms of any number against the second best."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import Formulas, Verdict, region
from spillover.claims.registry import LITERATURE, NON, RND, SECOND, below_half, formulas, ranking, record
from spillover.literature import oligopoly
from spillover.model import n


@record(
    id="lit-oligopoly-cooperation",
    section=LITERATURE,
    statement="R&D cooperation does less R&D than the second best, with any number of firms and at every spillover.",
    verdict=Verdict.PROVED,
    finding="What consumers gain from R&D is in no firm's profit, so a coalition leaves it out.",
)
def cooperation() -> Formulas:
    """That an R&D coalition always does too little."""
    shown, terms = ranking("x", SECOND, RND)
    return formulas(
        asserted=shown,
        terms=terms,
        modes=(SECOND, RND),
    )


@record(
    id="lit-oligopoly-safe",
    section=LITERATURE,
    statement="The spillover below which firms that do not cooperate do more R&D than the second best is at most one twelfth, for every"
    " number of firms.",
    verdict=Verdict.PROVED,
    finding="No whole number lies strictly between four and five, where the bound would be a trifle higher.",
)
def safe() -> Formulas:
    """A spillover from which on firms do too little R&D, however many they are."""
    whole = {"n whole: (n − 4)(n − 5) ≥ 0": (n - 4) * (n - 5) >= 0}
    return formulas(
        asserted=sp.Le(oligopoly.overinvestment_bound(SECOND), oligopoly.least_safe_spillover()),
        assumed={**region((), {}), **whole},
    )


@record(
    id="lit-oligopoly-overshoot",
    section=LITERATURE,
    statement="With a spillover below one half, welfare is larger without cooperation than under R&D cooperation, even where firms do too"
    " much R&D without it.",
    verdict=Verdict.PROVED,
    finding="Where they do too much, cooperation cuts R&D so far that the loss is larger.",
)
def overshoot() -> Formulas:
    """That cooperation does harm even where firms do too much R&D alone."""
    shown, terms = ranking("welfare", NON, RND)
    return formulas(
        asserted=shown,
        terms=terms,
        premises=below_half(),
        modes=(NON, RND),
    )
