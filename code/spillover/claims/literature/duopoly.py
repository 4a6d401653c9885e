"""Two firms against the second best, and what an agreement of the whole industry does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover.claims.claim import Formulas, Lemma, Term, Verdict, conditions, of, region, seen
from spillover.claims.registry import FULL, LITERATURE, NON, RND, SECOND, formulas, record
from spillover.game.literature.agreement import AGREEMENT
from spillover.literature import duopoly
from spillover.literature.duopoly import AFTER, SHARE
from spillover.model import beta, n

EQUAL = {SHARE: 1 / n}
"""All costs shared equally."""


def agreed(letter: str, quantity: str, shares: Mapping[sp.Symbol, sp.Expr] = MappingProxyType({})) -> Term:
    """A quantity under the agreement, with the shares given."""
    return seen(
        letter, lambda: duopoly.agreement().outcome[quantity].subs(shares), game=AGREEMENT, name=f"{quantity}{'E' if shares else 'A'}"
    )


def before(quantity: str) -> Term:
    """The same quantity without an agreement."""
    paper = of(quantity, NON)
    return seen(paper.symbol, paper.formula, game=AGREEMENT, name=quantity)


@record(
    id="lit-duopoly-second-best",
    section=LITERATURE,
    statement="Two firms do less R&D than the second best in every regime, and less under R&D cooperation than under full cooperation.",
    verdict=Verdict.PROVED,
    finding="With more than two firms the first part can fail: noncooperative firms may then overinvest.",
)
def second_best() -> Formulas:
    """That two firms always do too little R&D."""
    modes = (SECOND, FULL, RND, NON)
    best, full, rnd, non = (of("x", mode) for mode in modes)
    truth = sp.And(sp.Gt(best.symbol, full.symbol), sp.Gt(full.symbol, rnd.symbol), sp.Gt(best.symbol, non.symbol))
    return formulas(
        asserted=truth,
        terms=(best, full, rnd, non),
        premises={"n = 2": sp.Eq(n, 2)},
        modes=modes,
    )


def _region(shares: dict[sp.Symbol, sp.Expr]) -> dict[str, Boolean]:
    """That there is an equilibrium before and after the agreement, and that the agreement does not lower the spillover."""
    after = {name: relation.subs(shares) for name, relation in duopoly.agreement().requirements.items()}
    return {**region((NON,), {}), "β₁ ≥ β": AFTER >= beta, "β₁ < 1": AFTER < 1, **after}


@record(
    id="lit-agreement",
    section=LITERATURE,
    statement="An agreement of all firms raises R&D, and raises output, exactly under a condition on what each carries of its own cost.",
    verdict=Verdict.PROVED,
    finding="Where each goes on carrying all of its own cost, the higher spillover alone lowers R&D.",
)
def agreement() -> Formulas:
    """When R&D and output rise."""
    x, output = before("x"), before("Q")
    shared, sold = agreed("x_{A}", "x"), agreed("Q_{A}", "Q")
    pairs = ((shared, x, "x"), (sold, output, "Q"))
    truth = sp.And(*(sp.Equivalent(sp.Gt(new.symbol, old.symbol), duopoly.cost_share_bound(name)) for new, old, name in pairs))
    alone = {SHARE: sp.Integer(1)}
    rule = duopoly.cost_share_bound("x").subs(alone)
    return formulas(
        asserted=truth,
        terms=(shared, x, sold, output),
        modes=(NON,),
        assumed={**_region({}), "φ ≤ 1": SHARE <= 1},
        lemmas=(
            Lemma(
                "Without shared costs a higher spillover lowers R&D: the condition is turned round",
                sp.Lt(rule.lhs, rule.rhs),
                {**_region(alone), "β₁ > β": AFTER > beta},
            ),
        ),
    )


@record(
    id="lit-agreement-equal",
    section=LITERATURE,
    statement="An agreement under which all firms share all costs of R&D equally raises R&D and output, whatever the spillover it brings.",
    verdict=Verdict.PROVED,
    finding="Each firm then does more R&D than is best for all of them together at that spillover.",
)
def equal_shares() -> Formulas:
    """That R&D and output rise where all costs are shared equally."""
    x, output = before("x"), before("Q")
    x_equal, q_equal = agreed("x_{E}", "x", EQUAL), agreed("Q_{E}", "Q", EQUAL)
    cooperation = of("x", RND)
    together = cooperation.formula().subs(beta, AFTER)
    margins = {name: relation.subs(beta, AFTER) for name, relation in conditions(RND).items() if "unit cost" not in name}
    truth = sp.And(sp.Gt(x_equal.symbol, x.symbol), sp.Gt(q_equal.symbol, output.symbol))
    return formulas(
        asserted=truth,
        terms=(x_equal, x, q_equal, output),
        modes=(NON,),
        assumed=_region(EQUAL),
        lemmas=(
            Lemma(
                "It is more R&D than that of R&D cooperation at the same spillover",
                sp.Gt(x_equal.formula(), together),
                {**_region(EQUAL), **margins},
            ),
        ),
    )
