"""What is proved about R&D cooperation of two unequal firms."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims.claim import HALF, Formulas, Lemma, Verdict, seen, with_closed_forms
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.pair import COOPERATING, HALF_REACHES
from spillover.literature import asymmetry
from spillover.literature.pair import beta_12, beta_21


def concave() -> dict[str, Boolean]:
    """That joint profit has a maximum."""
    return {"joint concavity": sp.Gt(asymmetry.CURVATURE.det(), 0)}


@record(
    id="lit-asymmetry-joint",
    section=LITERATURE,
    statement="Two firms, however unequal, together earn at least as much with R&D cooperation as without.",
    verdict=Verdict.PROVED,
    finding="They earn the same only where both spillovers are one half.",
)
def joint() -> Formulas:
    """That two firms together never lose."""
    gain = seen(r"\Delta\Pi", asymmetry.joint_gain, game=COOPERATING, name="joint")
    other = sp.Or(sp.Ne(beta_12, HALF), sp.Ne(beta_21, HALF))
    more = with_closed_forms(sp.Gt(gain.symbol, 0), (gain,))
    lemmas = (
        Lemma("They earn more where β₂₁ ≠ ½", more, {**concave(), "β₂₁ ≠ ½": sp.Ne(beta_21, HALF)}),
        Lemma("They earn more where β₁₂ ≠ ½", more, {**concave(), "β₁₂ ≠ ½": sp.Ne(beta_12, HALF)}),
    )
    return formulas(
        asserted=sp.Ge(gain.symbol, 0),
        terms=(gain,),
        simulated=sp.And(sp.Ge(gain.symbol, 0), sp.Equivalent(sp.Gt(gain.symbol, 0), other)),
        assumed=concave(),
        lemmas=lemmas,
    )


@record(
    id="lit-asymmetry-loser",
    section=LITERATURE,
    statement="A firm that exactly half of its rival's R&D reaches loses by R&D cooperation without transfers, unless the other spillover"
    " is one half too.",
    verdict=Verdict.PROVED,
    finding="Nothing that the rival does moves its output, and cooperation moves its own R&D away from what is best for it.",
)
def loser() -> Formulas:
    """That a firm which half of the other's R&D reaches loses by cooperation without transfers."""
    loss = seen(r"\pi^{*}_1 - \hat{\pi}_1", asymmetry.first_firm_loss, game=HALF_REACHES, name="loss")
    return formulas(
        asserted=sp.Gt(loss.symbol, 0),
        terms=(loss,),
        simulated=sp.Gt(loss.symbol, 0),
        assumed={"β₂₁ ≠ ½": sp.Ne(beta_21, HALF), **concave()},
    )
