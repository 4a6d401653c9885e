"""What is proved about R&D cooperation of two unequal firms."""

from __future__ import annotations

import sympy as sp

from spillover.claims.build import LITERATURE, result
from spillover.claims.claim import HALF, Claim, Lemma, Term, formulated
from spillover.literature import asymmetry
from spillover.literature.pair import beta_12, beta_21

CONCAVE = {"joint concavity": sp.Gt(asymmetry.CURVATURE.det(), 0)}


def results() -> list[Claim]:
    """All results, in the order of the chapter."""
    return [joint(), loser()]


def joint() -> Claim:
    """That two firms together never lose."""
    gain = Term(sp.Symbol(r"\Delta\Pi", real=True), asymmetry.joint_gain)
    more = formulated(sp.Gt(gain.symbol, 0), (gain,))
    lemmas = (
        Lemma("They earn more where β₂₁ ≠ ½", more, {**CONCAVE, "β₂₁ ≠ ½": sp.Ne(beta_21, HALF)}),
        Lemma("They earn more where β₁₂ ≠ ½", more, {**CONCAVE, "β₁₂ ≠ ½": sp.Ne(beta_12, HALF)}),
    )
    return result(
        "lit-asymmetry-joint",
        "Two firms, however unequal, together earn at least as much with R&D cooperation as without.",
        "They earn the same only where both spillovers are one half.",
        sp.Ge(gain.symbol, 0),
        (gain,),
        (),
        {},
        CONCAVE,
        lemmas,
        section=LITERATURE,
    )


def loser() -> Claim:
    """That a firm which half of the other's R&D reaches loses by cooperation without transfers."""
    loss = Term(sp.Symbol(r"\pi^{*}_1 - \hat{\pi}_1", real=True), asymmetry.first_firm_loss)
    return result(
        "lit-asymmetry-loser",
        "A firm that exactly half of its rival's R&D reaches loses by R&D cooperation without transfers, unless the other spillover is"
        " one half too.",
        "Nothing that the rival does moves its output, and cooperation moves its own R&D away from what is best for it.",
        sp.Gt(loss.symbol, 0),
        (loss,),
        (),
        {},
        {"β₂₁ ≠ ½": sp.Ne(beta_21, HALF), **CONCAVE},
        section=LITERATURE,
    )
