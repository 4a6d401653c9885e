"""What is proved about R&D subsidies for unequal firms."""

from __future__ import annotations

import sympy as sp

from spillover import model
from spillover.claims.claim import RANGES, Formulas, Lemma, Verdict, seen, with_closed_forms
from spillover.claims.registry import LITERATURE, formulas, record
from spillover.game.literature.pair import SUBSIDISED
from spillover.game.literature.unequal import HALF_OF_OUTPUT, UNEQUAL
from spillover.literature import subsidies
from spillover.literature.pair import OUTPUTS, beta_21

N, BELOW_ONE = ({name: RANGES[name]} for name in ("n ≥ 2", "β < 1"))


@record(
    id="lit-subsidies-duopoly",
    section=LITERATURE,
    statement="At the second best of two firms, however unequal, a firm's R&D is taxed exactly where little of it reaches the other firm"
    " and its output is small beside the other's.",
    verdict=Verdict.PROVED,
    finding="Where a fifth or more of its R&D reaches the other firm, a firm is subsidised whatever its size.",
)
def duopoly() -> Formulas:
    """Which of two firms is taxed at the second best."""
    subsidy = seen("sigma_1", lambda: subsidies.duopoly_subsidies()[0], game=SUBSIDISED, name="sigma_1")
    q_1, q_2 = OUTPUTS
    value = sp.expand(subsidies.duopoly_subsidies()[0])
    own, other = value.coeff(q_1), value.coeff(q_2)
    bound = sp.solve(other, beta_21)[0]
    taxed = sp.And(beta_21 < bound, sp.Lt(q_1 / q_2, sp.factor(-other / own)))
    truth = sp.Equivalent(sp.Lt(subsidy.symbol, 0), taxed)
    return formulas(
        asserted=truth,
        terms=(subsidy,),
        assumed={},
    )


@record(
    id="lit-subsidies-many",
    section=LITERATURE,
    statement="At the second best of n firms with one spillover between all, however unequal their costs, a firm's R&D is taxed exactly"
    " where the spillover is below a bound and its share of output is below another.",
    verdict=Verdict.PROVED,
    finding="Both bounds are the same for all firms: what counts is the share of output at the optimum, not the initial cost.",
)
def many() -> Formulas:
    """Which of many firms is taxed at the second best."""
    subsidy = seen("sigma_i", subsidies.oligopoly_subsidy, game=UNEQUAL, name="sigma_i")
    bound, share = subsidies.least_spillover_without_taxes(), subsidies.OWN / (subsidies.OWN + subsidies.REST)
    truth = sp.Equivalent(sp.Lt(subsidy.symbol, 0), sp.And(model.beta < bound, sp.Lt(share, subsidies.zero_subsidy_share())))
    return formulas(
        asserted=truth,
        terms=(subsidy,),
        assumed={**N, **BELOW_ONE},
    )


@record(
    id="lit-subsidies-half",
    section=LITERATURE,
    statement="A firm that makes half of the output or more at the second best is subsidised, for every number of firms and every"
    " spillover.",
    verdict=Verdict.PROVED,
    finding="Without spillovers all others are taxed.",
)
def half() -> Formulas:
    """That a firm with half of the output or more is never taxed."""
    subsidy = seen("sigma_i", subsidies.oligopoly_subsidy, game=HALF_OF_OUTPUT, name="sigma_i")
    big = {"half of the output or more": sp.Ge(subsidies.OWN, subsidies.REST)}
    alone = Lemma(
        "Without spillovers a firm with less than half of the output is taxed",
        with_closed_forms(sp.Lt(subsidy.formula().subs(model.beta, 0), 0), ()),
        {**N, "less than half of the output": sp.Lt(subsidies.OWN, subsidies.REST)},
    )
    return formulas(
        asserted=sp.Gt(subsidy.symbol, 0),
        terms=(subsidy,),
        simulated=sp.Gt(subsidy.symbol, 0),
        assumed={**N, **BELOW_ONE, **big},
        lemmas=(alone,),
    )
