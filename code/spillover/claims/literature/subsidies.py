"""What is proved about R&D subsidies for unequal firms."""

from __future__ import annotations

import sympy as sp

from spillover import model
from spillover.claims.build import LITERATURE, result
from spillover.claims.claim import RANGES, Claim, Lemma, Term, formulated
from spillover.literature import subsidies
from spillover.literature.pair import OUTPUTS, beta_21

N, BELOW_ONE = ({name: RANGES[name]} for name in ("n ≥ 2", "β < 1"))


def results() -> list[Claim]:
    """All results, in the order of the chapter."""
    return [duopoly(), many(), half()]


def duopoly() -> Claim:
    """Which of two firms is taxed at the second best."""
    subsidy = Term(sp.Symbol("sigma_1", real=True), lambda: subsidies.duopoly_subsidies()[0])
    q_1, q_2 = OUTPUTS
    value = sp.expand(subsidies.duopoly_subsidies()[0])
    own, other = value.coeff(q_1), value.coeff(q_2)
    bound = sp.solve(other, beta_21)[0]
    taxed = sp.And(beta_21 < bound, sp.Lt(q_1 / q_2, sp.factor(-other / own)))
    return result(
        "lit-subsidies-duopoly",
        "At the second best of two firms, however unequal, a firm's R&D is taxed exactly where little of it reaches the other firm and its"
        " output is small beside the other's.",
        "Where a fifth or more of its R&D reaches the other firm, a firm is subsidised whatever its size.",
        sp.Equivalent(sp.Lt(subsidy.symbol, 0), taxed),
        (subsidy,),
        (),
        {},
        {},
        section=LITERATURE,
    )


def many() -> Claim:
    """Which of many firms is taxed at the second best."""
    subsidy = Term(sp.Symbol("sigma_i", real=True), subsidies.oligopoly_subsidy)
    bound, share = subsidies.least_spillover_without_taxes(), subsidies.OWN / (subsidies.OWN + subsidies.REST)
    truth = sp.Equivalent(sp.Lt(subsidy.symbol, 0), sp.And(model.beta < bound, sp.Lt(share, subsidies.zero_subsidy_share())))
    return result(
        "lit-subsidies-many",
        "At the second best of n firms with one spillover between all, however unequal their costs, a firm's R&D is taxed exactly where the"
        " spillover is below a bound and its share of output is below another.",
        "Both bounds are the same for all firms: what counts is the share of output at the optimum, not the initial cost.",
        truth,
        (subsidy,),
        (),
        {},
        {**N, **BELOW_ONE},
        section=LITERATURE,
    )


def half() -> Claim:
    """That a firm with half of the output or more is never taxed."""
    subsidy = Term(sp.Symbol("sigma_i", real=True), subsidies.oligopoly_subsidy)
    big = {"half of the output or more": sp.Ge(subsidies.OWN, subsidies.REST)}
    alone = Lemma(
        "Without spillovers a firm with less than half of the output is taxed",
        formulated(sp.Lt(subsidy.formula().subs(model.beta, 0), 0), ()),
        {**N, "less than half of the output": sp.Lt(subsidies.OWN, subsidies.REST)},
    )
    return result(
        "lit-subsidies-half",
        "A firm that makes half of the output or more at the second best is subsidised, for every number of firms and every spillover.",
        "Without spillovers all others are taxed.",
        sp.Gt(subsidy.symbol, 0),
        (subsidy,),
        (),
        {},
        {**N, **BELOW_ONE, **big},
        (alone,),
        section=LITERATURE,
    )
