"""How dear R&D must be for firms to find the equilibrium."""

from __future__ import annotations

import sympy as sp

from spillover.claims.build import BELOW_HALF, LITERATURE, result
from spillover.claims.claim import HALF, Claim, Lemma, region
from spillover.literature import stability
from spillover.model import b, beta, gamma, n

MOST = 4
"""A cost of R&D, G, that is enough for any number of firms."""


def results() -> list[Claim]:
    """All results of the chapter."""
    return [binds(), enough()]


def binds() -> Claim:
    """That stability asks for more than the other conditions below one half, and for no more than positive R&D from there on."""
    needs = stability.conditions()
    stable = stability.stability_bound(below_half=True)
    own, positive = (sp.factor(needs[name].rhs) for name in ("own second-order condition", "positive R&D"))
    steepest = stable * (n + 1) ** 2
    return result(
        "lit-stability-binds",
        "With a spillover below one half, best replies lead to the equilibrium only where R&D is dearer than it must be for a best reply"
        " to exist and for the solution to be positive.",
        "So there are always costs of R&D at which every firm has a best reply, a solution with positive R&D exists, and firms that"
        " reply to one another leave it.",
        sp.And(sp.Gt(steepest, own), sp.Gt(steepest, positive)),
        (),
        (),
        BELOW_HALF,
        lemmas=(
            Lemma(
                "From one half on, best replies lead to the equilibrium as soon as the solution is positive",
                sp.Eq(stability.stability_bound(below_half=False) * (n + 1) ** 2, positive),
                region((), {"β ≥ ½": beta >= HALF}),
            ),
        ),
        section=LITERATURE,
    )


def enough() -> Claim:
    """That a cost of R&D of four is enough for every number of firms and every spillover, and nothing less is."""
    dear = {"G ≥ 4": b * gamma >= MOST}
    both = sp.And(*(sp.Gt(b * gamma, stability.stability_bound(below)) for below in (True, False)))
    edge = stability.stability_bound(below_half=True).subs(beta, 0)
    return result(
        "lit-stability-enough",
        "Where the cost of R&D, G, is at least four, best replies lead to the equilibrium with any number of firms and any spillover.",
        "Four is the least that does: with nothing spilling over, what is needed rises with the number of firms, towards four.",
        both,
        (),
        (),
        dear,
        lemmas=(
            Lemma("With nothing spilling over, what is needed rises with the number of firms", sp.Gt(sp.diff(edge, n), 0), region((), {})),
            Lemma("It comes as close to four as one likes", sp.Gt(edge, MOST - 10 / n), region((), {})),
        ),
        section=LITERATURE,
    )
