"""How dear R&D must be for firms to find the equilibrium."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import HALF, Formulas, Lemma, Verdict, region
from spillover.claims.registry import LITERATURE, below_half, formulas, record
from spillover.literature import stability
from spillover.model import b, beta, gamma, n

MOST = 4


"""A cost of R&D, G, that is enough for any number of firms."""


@record(
    id="lit-stability-binds",
    section=LITERATURE,
    statement="With a spillover below one half, best replies lead to the equilibrium only where R&D is dearer than it must be for a best"
    " reply to exist and for the solution to be positive.",
    verdict=Verdict.PROVED,
    finding="So there are always costs of R&D at which every firm has a best reply, a solution with positive R&D exists, and firms that"
    " reply to one another leave it.",
)
def binds() -> Formulas:
    """That stability asks for more than the other conditions below one half, and for no more than positive R&D from there on."""
    needs = stability.conditions()
    stable = stability.stability_bound(below_half=True)
    own, positive = (sp.factor(needs[name].rhs) for name in ("own second-order condition", "positive R&D"))
    steepest = stable * (n + 1) ** 2
    return formulas(
        asserted=sp.And(sp.Gt(steepest, own), sp.Gt(steepest, positive)),
        premises=below_half(),
        lemmas=(
            Lemma(
                "From one half on, best replies lead to the equilibrium as soon as the solution is positive",
                sp.Eq(stability.stability_bound(below_half=False) * (n + 1) ** 2, positive),
                region((), {"β ≥ ½": beta >= HALF}),
            ),
        ),
    )


@record(
    id="lit-stability-enough",
    section=LITERATURE,
    statement="Where the cost of R&D, G, is at least four, best replies lead to the equilibrium with any number of firms and any"
    " spillover.",
    verdict=Verdict.PROVED,
    finding="Four is the least that does: with nothing spilling over, what is needed rises with the number of firms, towards four.",
)
def enough() -> Formulas:
    """That a cost of R&D of four is enough for every number of firms and every spillover, and nothing less is."""
    dear = {"G ≥ 4": b * gamma >= MOST}
    both = sp.And(*(sp.Gt(b * gamma, stability.stability_bound(below)) for below in (True, False)))
    edge = stability.stability_bound(below_half=True).subs(beta, 0)
    return formulas(
        asserted=both,
        premises=dear,
        lemmas=(
            Lemma("With nothing spilling over, what is needed rises with the number of firms", sp.Gt(sp.diff(edge, n), 0), region((), {})),
            Lemma("It comes as close to four as one likes", sp.Gt(edge, MOST - 10 / n), region((), {})),
        ),
    )
