"""What R&D networks prove: effort falls with every link, and cost reduction peaks where half the links or fewer are made."""

from __future__ import annotations

import sympy as sp

from spillover.claims.claim import RANGES, Formulas, Lemma, Term, Verdict, seen
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.networks import NETWORK
from spillover.literature import networks
from spillover.literature.networks import DEGREE, WEIGHT
from spillover.model import beta, n


@record(
    id="lit-network-effort",
    section=LITERATURE,
    statement="On a regular network, firms with more partners do less R&D, as long as they do any.",
    verdict=Verdict.PROVED,
    finding="The weight of a firm's own R&D in its own margin falls with every partner, and R&D falls with it.",
)
def effort() -> Formulas:
    """R&D in the number of partners, by the weight that falls with every partner."""
    fewer, more = WEIGHT, sp.Symbol("k_e", positive=True)
    more_partners = seen("x_e", lambda: networks.by_weight("x").subs(WEIGHT, more), game=NETWORK, name="x_e")
    fewer_partners = seen("x_d", lambda: networks.by_weight("x"), game=NETWORK, name="x_d")
    curvature, below = sp.fraction(-networks.by_weight("curvature"))[0], sp.fraction(networks.by_weight("x"))[1]
    falls = sp.Lt(sp.factor(sp.diff(networks.weight(), DEGREE)), 0)
    truth = sp.Implies(more_partners.symbol > 0, more_partners.symbol < fewer_partners.symbol)
    return formulas(
        asserted=truth,
        terms=(more_partners, fewer_partners),
        assumed={
            **RANGES,
            "more partners, a smaller weight": more < fewer,
            "own second-order condition with fewer partners": curvature > 0,
            "positive R&D with fewer partners": below > 0,
        },
        lemmas=(Lemma("The weight falls with every partner", falls, dict(RANGES)),),
    )


def reduction(degree: sp.Symbol) -> Term:
    """What R&D takes off unit costs, by the number of partners."""
    return seen(f"A - c_{{{degree}}}", lambda: networks.quantity("cost_reduction", degree), game=NETWORK, name=f"cost_{degree}")


@record(
    id="lit-network-cost",
    section=LITERATURE,
    statement="On a regular network, cost reduction rises with the number of partners up to a best degree, and falls beyond it.",
    verdict=Verdict.PROVED,
    finding="The best degree does not depend on what R&D costs. It is at most half the number of all other firms, and with a spillover"
    " of one half or more, more partners for all do not lower unit cost.",
)
def cost_reduction() -> Formulas:
    """What R&D takes off unit costs, in the number of partners."""
    term = Term(
        sp.Symbol(r"\partial (A - c_{d})/\partial d", real=True), lambda: sp.factor(sp.diff(networks.quantity("cost_reduction"), DEGREE))
    )
    peak, next_degree = networks.best_degree(), sp.Symbol("e", positive=True)
    fewer, more = (reduction(degree) for degree in (DEGREE, next_degree))
    assumed = {**RANGES, "d ≤ n − 1": DEGREE <= n - 1, "positive R&D": sp.fraction(networks.quantity("x"))[1] > 0}
    return formulas(
        asserted=sp.And(sp.Equivalent(term.symbol > 0, DEGREE < peak), sp.Equivalent(term.symbol < 0, DEGREE > peak)),
        terms=(term, fewer, more),
        simulated=sp.And(
            sp.Implies(next_degree <= peak, more.symbol > fewer.symbol), sp.Implies(DEGREE >= peak, more.symbol < fewer.symbol)
        ),
        assumed=assumed,
        lemmas=(
            Lemma("At no spillover is it more than half of all other firms", sp.Le(peak, (n - 1) / 2), dict(RANGES)),
            Lemma("From a spillover of one half on it is not positive", sp.Implies(beta >= sp.Rational(1, 2), peak <= 0), dict(RANGES)),
        ),
    )
