"""What is proved of stable R&D cartels: the signs that decide, where R&D is dear, who gains by joining."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import HALF, RANGES, Formulas, Term, Verdict, seen
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.cartels import CARTEL, DEAR
from spillover.literature import cartels
from spillover.literature.cartels import SIZE
from spillover.model import b, beta, gamma, n


def joining(size: int | sp.Symbol) -> Term:
    """What a firm gains by joining a cartel of a size."""
    return seen(rf"\Delta_{{{size}}}", lambda: cartels.gain_from_joining(size), game=CARTEL, name=str(size))


@record(
    id="lit-cartel-size",
    section=LITERATURE,
    statement="With three firms or more and a spillover other than one half, one size of R&D cartel alone is stable where R&D is costly"
    " enough: two firms below one half, three above.",
    verdict=Verdict.PROVED,
    finding="What decides is the first term that does not vanish when the gain from joining is expanded in powers of the inverse cost of"
    " R&D: the first power for one firm and for three or more, where the gain is positive and negative, and the second power for a cartel"
    " of two.",
)
def size() -> Formulas:
    """The one size of R&D cartel that is stable where R&D is dear."""
    to_one = Term(sp.Symbol("g_{1}", real=True), lambda: cartels.leading_coefficient(1, 1))
    to_many = Term(sp.Symbol("g_{m}", real=True), lambda: cartels.leading_coefficient(1))
    to_two = Term(sp.Symbol("g_{2}", real=True), lambda: cartels.leading_coefficient(2, 2))
    gains = {size: joining(size) for size in (1, 2, SIZE)}
    first, second, later = (gains[size].symbol for size in (1, 2, SIZE))
    signs = sp.And(first > 0, later < 0, sp.Equivalent(second > 0, beta > HALF), sp.Equivalent(second < 0, beta < HALF))
    return formulas(
        asserted=sp.And(
            to_one.symbol > 0,
            to_many.symbol < 0,
            sp.Equivalent(to_two.symbol > 0, beta > HALF),
            sp.Equivalent(to_two.symbol < 0, beta < HALF),
        ),
        terms=(to_one, to_many, to_two, *gains.values()),
        simulated=sp.Implies(b * gamma >= DEAR, signs),
        assumed={**RANGES, "n ≥ 3": n >= 3, "β ≠ ½": sp.Ne(beta, HALF), "m ≥ 3": SIZE >= 3},
    )
