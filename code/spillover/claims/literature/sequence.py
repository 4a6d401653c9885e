"""What is proved about the order of moves in R&D."""

from __future__ import annotations

import sympy as sp

from spillover.claims.build import LITERATURE, result
from spillover.claims.claim import HALF, Claim, Lemma, Term
from spillover.literature import sequence
from spillover.literature.pair import beta_12, beta_21

SHARES = {"β₁₂ < 1": beta_12 < 1, "β₂₁ < 1": beta_21 < 1}


def results() -> list[Claim]:
    """All results, in the order of the chapter."""
    return [leader(), follower()]


def leader() -> Claim:
    """When a leader does more R&D."""
    more = Term(sp.Symbol(r"\Delta x_1", real=True), sequence.leader_rnd_gain)
    both = sp.Or(sp.And(beta_12 > HALF, beta_21 > HALF), sp.And(beta_12 < HALF, beta_21 < HALF))
    return result(
        "lit-sequence-leader",
        "A firm that moves first in R&D does more of it than when both move at once exactly where both spillovers lie on the same side of"
        " one half.",
        "Where they lie on different sides, the leader does less.",
        sp.Equivalent(sp.Gt(more.symbol, 0), both),
        (more,),
        (),
        {},
        SHARES,
        section=LITERATURE,
    )


def follower() -> Claim:
    """When a follower gains by following."""
    more = Term(sp.Symbol(r"\Delta q_2", real=True), sequence.follower_output_gain)
    earned = Lemma("On its best reply the follower earns more the more it produces", sp.Gt(sequence.follower_profit(), 0), SHARES)
    return result(
        "lit-sequence-follower",
        "A follower produces and earns more than when both move at once exactly where more than half of its R&D reaches the leader.",
        "Its profit on its best reply is a positive multiple of the square of its output. If exactly half of the leader's R&D reaches the"
        " follower, the order makes no difference.",
        sp.Equivalent(sp.Gt(more.symbol, 0), beta_12 > HALF),
        (more,),
        (),
        {},
        {"β₂₁ ≠ ½": sp.Ne(beta_21, HALF), **SHARES},
        (earned,),
        section=LITERATURE,
    )
