"""Firms of any number against the second best."""

from __future__ import annotations

import sympy as sp

from spillover.claims.build import BELOW_HALF, LITERATURE, NON, RND, SECOND, order, result
from spillover.claims.claim import Claim, region
from spillover.literature import oligopoly
from spillover.model import n


def results() -> list[Claim]:
    """All results of the chapter."""
    return [cooperation(), safe(), overshoot()]


def cooperation() -> Claim:
    """That an R&D coalition always does too little."""
    shown, terms = order("x", SECOND, RND)
    return result(
        "lit-oligopoly-cooperation",
        "R&D cooperation does less R&D than the second best, with any number of firms and at every spillover.",
        "What consumers gain from R&D is in no firm's profit, so a coalition leaves it out.",
        shown,
        terms,
        (SECOND, RND),
        {},
        visible=None,
        section=LITERATURE,
    )


def safe() -> Claim:
    """A spillover from which on firms do too little R&D, however many they are."""
    whole = {"n whole: (n − 4)(n − 5) ≥ 0": (n - 4) * (n - 5) >= 0}
    return result(
        "lit-oligopoly-safe",
        "The spillover below which firms that do not cooperate do more R&D than the second best is at most one twelfth, for every number of"
        " firms.",
        "No whole number lies strictly between four and five, where the bound would be a trifle higher.",
        sp.Le(oligopoly.overinvestment_bound(SECOND), oligopoly.least_safe_spillover()),
        (),
        (),
        {},
        {**region((), {}), **whole},
        section=LITERATURE,
    )


def overshoot() -> Claim:
    """That cooperation does harm even where firms do too much R&D alone."""
    shown, terms = order("welfare", NON, RND)
    return result(
        "lit-oligopoly-overshoot",
        "With a spillover below one half, welfare is larger without cooperation than under R&D cooperation, even where firms do too much"
        " R&D without it.",
        "Where they do too much, cooperation cuts R&D so far that the loss is larger.",
        shown,
        terms,
        (NON, RND),
        BELOW_HALF,
        section=LITERATURE,
    )
