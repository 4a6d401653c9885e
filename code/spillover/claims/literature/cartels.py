"""What is proved of stable R&D cartels: the signs that decide, where R&D is dear, who gains by joining."""

from __future__ import annotations

import sympy as sp

from spillover.claims.build import LITERATURE, result
from spillover.claims.claim import HALF, RANGES, Claim, Term
from spillover.literature import cartels
from spillover.literature.cartels import SIZE
from spillover.model import beta, n


def results() -> list[Claim]:
    """The results of the chapter."""
    return [size()]


def size() -> Claim:
    """The one size of R&D cartel that is stable where R&D is dear."""
    to_one = Term(sp.Symbol("g_{1}", real=True), lambda: cartels.leading_coefficient(1, 1))
    to_many = Term(sp.Symbol("g_{m}", real=True), lambda: cartels.leading_coefficient(1))
    to_two = Term(sp.Symbol("g_{2}", real=True), lambda: cartels.leading_coefficient(2, 2))
    return result(
        "lit-cartel-size",
        "With three firms or more and a spillover other than one half, one size of R&D cartel alone is stable where R&D is dear enough: two"
        " firms below one half, three above.",
        "What decides is the first term that does not vanish when the gain from joining is developed in powers of the inverse cost of R&D:"
        " the first power for one firm and for three or more, where the gain is positive and negative, and the second power for a cartel"
        " of two.",
        sp.And(
            to_one.symbol > 0,
            to_many.symbol < 0,
            sp.Equivalent(to_two.symbol > 0, beta > HALF),
            sp.Equivalent(to_two.symbol < 0, beta < HALF),
        ),
        (to_one, to_many, to_two),
        (),
        {},
        {**RANGES, "n ≥ 3": n >= 3, "β ≠ ½": sp.Ne(beta, HALF), "m ≥ 3": SIZE >= 3},
        section=LITERATURE,
    )
