"""What is proved about firms whose goods differ."""

from __future__ import annotations

from functools import partial

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import RANGES, Formulas, Verdict, seen
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.goods import COMPETITION
from spillover.literature import differentiation
from spillover.literature.differentiation import Competition, d
from spillover.model import beta

RANGE = {"β < 1": RANGES["β < 1"], "d < 1": d < 1}


def plain(expr: sp.Expr) -> sp.Expr:
    """The same in D, with a demand of slope one; then gamma stands for b gamma."""
    return sp.factor(expr.subs({model.a: model.A + model.D, model.b: 1}))


def exists(competition: Competition, together: bool) -> dict[str, Boolean]:
    """That all firms doing the same is stable, or a maximum among such choices."""
    margin = differentiation.curvature(competition, together)[-2]
    words = "joint concavity" if together else "stability"
    return {f"{words}, {competition.value}": sp.Gt(plain(margin), 0)}


def cooperation(competition: Competition) -> Formulas:
    """When R&D cooperation raises R&D."""

    def difference() -> sp.Expr:
        return plain(differentiation.rnd(competition, True) - differentiation.rnd(competition, False))

    more = seen(r"\hat{x} - x^{*}", difference, game=COMPETITION[competition.value], name="more")
    truth = sp.Equivalent(sp.Gt(more.symbol, 0), beta > differentiation.rnd_cooperation_threshold(competition))
    return formulas(
        asserted=truth,
        terms=(more,),
        assumed={**RANGE, **exists(competition, False), **exists(competition, True)},
    )


for _competition in Competition:
    record(
        id=f"lit-differentiation-{_competition.value}",
        section=LITERATURE,
        statement=f"Two firms whose goods are differentiated, and that set {_competition.value}, do more R&D under R&D cooperation than"
        " without it exactly above a bound on the spillover, which depends on the substitutability of their goods.",
        verdict=Verdict.PROVED,
        finding="The bound rises with substitutability, and is the same in every market.",
    )(partial(cooperation, _competition))
