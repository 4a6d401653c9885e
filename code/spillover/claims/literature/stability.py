"""How dear R&D must be for firms to find the equilibrium."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims.claim import HALF, Formulas, Lemma, Term, Verdict, of, region, seen
from spillover.claims.forms import BELOW_HALF, relations
from spillover.claims.registry import LITERATURE, NON, formulas, record
from spillover.game.literature.stability import DEAR, STABILITY
from spillover.game.trials import Game
from spillover.literature import stability
from spillover.model import b, beta, gamma, n

MOST = 4
"""A cost of R&D, G, that is enough for any number of firms."""


def slope(game: Game) -> Term:
    """How a firm's best R&D changes with that of one other firm."""
    return seen("r", stability.best_response_slope, game=game, name="slope")


def leads_back(term: Term) -> Boolean:
    """That best responses lead back to the equilibrium after a small error, all firms responding at once."""
    return sp.Abs((n - 1) * term.symbol) < 1


@record(
    id="lit-stability-binds",
    section=LITERATURE,
    statement="With a spillover below one half, best-response dynamics converge to the equilibrium only where R&D is more costly than it"
    " must be for a best response to exist and for the solution to be positive.",
    verdict=Verdict.PROVED,
    finding="So there are always costs of R&D at which every firm has a best response and a solution with positive R&D exists, but the"
    " solution is unstable.",
)
def binds() -> Formulas:
    """That stability asks for more than the other conditions below one half, and for no more than positive R&D from there on."""
    needs = stability.conditions()
    stable = stability.stability_bound(below_half=True)
    own, positive = (sp.factor(needs[name].rhs) for name in ("own second-order condition", "positive R&D"))
    steepest = stable * (n + 1) ** 2
    response, x = slope(STABILITY), seen(of("x", NON).symbol, of("x", NON).formula, game=STABILITY, name="x")
    *others, last = (condition.relational for condition in needs.values())
    return formulas(
        asserted=sp.And(sp.Gt(steepest, own), sp.Gt(steepest, positive)),
        terms=(response, x),
        premises=relations((BELOW_HALF,)),
        simulated=sp.Implies(sp.And(*others), sp.And(sp.Gt(x.symbol, 0), sp.Equivalent(leads_back(response), last))),
        lemmas=(
            Lemma(
                "From one half on, best-response dynamics converge to the equilibrium as soon as the solution is positive",
                sp.Eq(stability.stability_bound(below_half=False) * (n + 1) ** 2, positive),
                region((), {"β ≥ ½": beta >= HALF}),
            ),
        ),
    )


@record(
    id="lit-stability-enough",
    section=LITERATURE,
    statement="Where the cost of R&D, G, is at least four, best-response dynamics converge to the equilibrium with any number of firms"
    " and any spillover.",
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
        terms=(slope(DEAR),),
        premises=dear,
        simulated=leads_back(slope(DEAR)),
        lemmas=(
            Lemma("With nothing spilling over, what is needed rises with the number of firms", sp.Gt(sp.diff(edge, n), 0), region((), {})),
            Lemma("It comes as close to four as one likes", sp.Gt(edge, MOST - 10 / n), region((), {})),
        ),
    )
