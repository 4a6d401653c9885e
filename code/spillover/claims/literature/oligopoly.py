"""Firms of any number against the second best."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import Formulas, Verdict, of, region
from spillover.claims.forms import BELOW_HALF, Order
from spillover.claims.registry import LITERATURE, NON, RND, SECOND, formulas, record, record_form
from spillover.literature import oligopoly
from spillover.model import beta, n

record_form(
    id="lit-oligopoly-cooperation",
    section=LITERATURE,
    form=Order("x", SECOND, RND),
    finding="With any number of firms and at every spillover: what consumers gain from R&D is in no firm's profit, so a coalition"
    " leaves it out.",
)


@record(
    id="lit-oligopoly-safe",
    section=LITERATURE,
    statement="The spillover below which firms that do not cooperate do more R&D than the second best is at most one twelfth, for every"
    " number of firms.",
    verdict=Verdict.PROVED,
    finding="Between four and five the bound would be slightly higher, but the number of firms is whole.",
)
def safe() -> Formulas:
    """A spillover from which on firms do too little R&D, however many they are."""
    whole = {"n whole: (n − 4)(n − 5) ≥ 0": (n - 4) * (n - 5) >= 0}
    done, best = of("x", NON), of("x", SECOND)
    return formulas(
        asserted=sp.Le(oligopoly.overinvestment_bound(SECOND), oligopoly.least_safe_spillover()),
        terms=(done, best),
        simulated=sp.Implies(beta >= oligopoly.least_safe_spillover(), sp.Le(done.symbol, best.symbol)),
        assumed={**region((), {}), **whole},
    )


record_form(
    id="lit-oligopoly-overshoot",
    section=LITERATURE,
    form=Order("welfare", NON, RND),
    premises=(BELOW_HALF,),
    finding="So it is even where firms overinvest without cooperation: cooperation cuts R&D so far that the loss is larger.",
)
