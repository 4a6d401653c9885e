"""What is proved about where firms locate."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import RANGES, Formulas, Lemma, Verdict, in_the_spillover, region, seen
from spillover.claims.forms import BELOW_HALF, relations
from spillover.claims.registry import LITERATURE, NON, formulas, record
from spillover.game.literature.goods import CLOSER
from spillover.literature import differentiation
from spillover.literature.differentiation import Competition, d
from spillover.model import G, beta, k, n, s
from spillover.notation import without_shorthands


@record(
    id="lit-location-profit",
    section=LITERATURE,
    statement="Firms that compete wherever they locate earn more with a larger spillover exactly where R&D is costly enough, by a bound"
    " that depends on their number and the spillover.",
    verdict=Verdict.PROVED,
    finding="Below one half the second-order condition is enough for it. Above, profit can fall with the spillover.",
)
def knowledge() -> Formulas:
    """When firms that compete all the same earn more the more spills over."""
    more = in_the_spillover("profit")
    exact = sp.Gt(without_shorthands(G * (n + 1) ** 2 * (2 * k - s)), without_shorthands(2 * k**3))
    below = Lemma("Below a spillover of one half that is always so", sp.Gt(more.formula(), 0), region((NON,), relations((BELOW_HALF,))))
    truth = sp.Equivalent(more.symbol > 0, exact)
    return formulas(
        asserted=truth,
        terms=(more,),
        modes=(NON,),
        lemmas=(below,),
    )


@record(
    id="lit-location-closeness",
    section=LITERATURE,
    statement="If the spillover between two firms is the same wherever they locate, and at most half of the substitutability of their"
    " goods, they earn less the closer substitutes the goods are.",
    verdict=Verdict.PROVED,
    finding="The same holds at a larger spillover, by a second proof. So where nearness teaches firms nothing more, they locate apart.",
)
def competition() -> Formulas:
    """That firms between which as much spills over earn more apart."""
    term = seen(r"\partial\pi^{*}/\partial d", lambda: plain(sp.diff(_profit(), d)), game=CLOSER, name="slope of profit")
    above = exists("β at least half the substitutability", 2 * beta >= d)
    lemma = Lemma("They earn less at a larger spillover too", sp.Lt(term.formula(), 0), above)
    return formulas(
        asserted=sp.Lt(term.symbol, 0),
        terms=(term,),
        simulated=sp.Lt(term.symbol, 0),
        assumed=exists("β at most half the substitutability", 2 * beta <= d),
        lemmas=(lemma,),
    )


def _profit() -> sp.Expr:
    return differentiation.profit(Competition.QUANTITIES, False)


def plain(expr: sp.Expr) -> sp.Expr:
    """The same in D, with a demand of slope one; then gamma stands for b gamma."""
    return sp.factor(expr.subs({model.a: model.A + model.D, model.b: 1}))


def exists(words: str, side: Boolean) -> dict[str, Boolean]:
    """What the duopoly needs, and on which side of half the substitutability the spillover lies."""
    curvature = [sp.Gt(plain(part), 0) for part in differentiation.curvature(Competition.QUANTITIES, False)]
    names = ("own second-order condition", "stability, both moving alike", "stability, moving against each other")
    return {"β < 1": RANGES["β < 1"], "d < 1": d < 1, words: side, **dict(zip(names, curvature, strict=True))}
