"""What is proved about the order of moves in R&D."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import HALF, Formulas, Lemma, Term, Verdict
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.literature import sequence
from spillover.literature.pair import beta_12, beta_21

SHARES = {"β₁₂ < 1": beta_12 < 1, "β₂₁ < 1": beta_21 < 1}


@record(
    id="lit-sequence-leader",
    section=LITERATURE,
    statement="A firm that moves first in R&D does more of it than when both move at once exactly where both spillovers lie on the same"
    " side of one half.",
    verdict=Verdict.PROVED,
    finding="Where they lie on different sides, the leader does less.",
)
def leader() -> Formulas:
    """When a leader does more R&D."""
    more = Term(sp.Symbol(r"\Delta x_1", real=True), sequence.leader_rnd_gain)
    both = sp.Or(sp.And(beta_12 > HALF, beta_21 > HALF), sp.And(beta_12 < HALF, beta_21 < HALF))
    return formulas(
        asserted=sp.Equivalent(sp.Gt(more.symbol, 0), both),
        terms=(more,),
        assumed=SHARES,
    )


@record(
    id="lit-sequence-follower",
    section=LITERATURE,
    statement="A follower produces and earns more than when both move at once exactly where more than half of its R&D reaches the leader.",
    verdict=Verdict.PROVED,
    finding="Its profit on its best reply is a positive multiple of the square of its output. If exactly half of the leader's R&D reaches"
    " the follower, the order makes no difference.",
)
def follower() -> Formulas:
    """When a follower gains by following."""
    more = Term(sp.Symbol(r"\Delta q_2", real=True), sequence.follower_output_gain)
    earned = Lemma("On its best reply the follower earns more the more it produces", sp.Gt(sequence.follower_profit(), 0), SHARES)
    return formulas(
        asserted=sp.Equivalent(sp.Gt(more.symbol, 0), beta_12 > HALF),
        terms=(more,),
        assumed={"β₂₁ ≠ ½": sp.Ne(beta_21, HALF), **SHARES},
        lemmas=(earned,),
    )
