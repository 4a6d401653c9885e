"""Results of this book that go beyond the paper, established by the same rules as the paper's claims."""

from __future__ import annotations

from functools import cache

import sympy as sp

from spillover import model
from spillover.claims.claim import HALF, Formulas, Lemma, Verdict, conditions, of, region, seen, with_one_more
from spillover.claims.forms import ABOVE_THRESHOLD, BELOW_THRESHOLD, Order, Slope, printed_threshold, relations
from spillover.claims.registry import (
    FIRST,
    FULL,
    NEW,
    NON,
    RND,
    SECOND,
    formulas,
    larger_where,
    lemma,
    ranking,
    record,
    record_form,
)
from spillover.cluster import comparison, solution
from spillover.game.literature.plant import ONE_PLANT
from spillover.game.literature.policy import FIRST_BEST, SECOND_BEST
from spillover.literature import plant, policy
from spillover.model import beta, gamma, n

record_form(
    id="new-welfare-low",
    section=NEW,
    form=Order("welfare", NON, FULL),
    premises=(BELOW_THRESHOLD,),
    finding="Of all conditions of the model only the own second-order condition of no cooperation is needed.",
)


@cache
def welfare_quadratic() -> sp.Poly:
    """What decides between the welfare of no and of full cooperation, as a polynomial in gamma; of degree two."""
    return sp.Poly(comparison.compare("welfare", NON, FULL).decides, gamma)


@cache
def welfare_bound() -> sp.Expr:
    """G_2(n, beta): above it no cooperation has the larger welfare, where the spillover exceeds T(n) and both regimes exist."""
    roots = sp.roots(welfare_quadratic().as_expr().subs(model.b, 1), gamma, multiple=True)
    return max(roots, key=lambda root: sp.N(root.subs({n: 2, beta: sp.Rational(3, 4)})))


@record(
    id="new-welfare-boundary",
    section=NEW,
    statement="With a spillover above T(n), welfare without cooperation is the larger exactly where the cost of R&D exceeds a bound.",
    verdict=Verdict.PROVED,
    finding="The bound is the larger root of a quadratic in G: where the quadratic is not negative it rises.",
)
def welfare_boundary() -> Formulas:
    """Where welfare changes its order above T(n)."""
    shown, terms = ranking("welfare", NON, FULL)
    decides = welfare_quadratic().as_expr()
    truth = sp.Equivalent(shown, sp.Gt(decides, 0))
    above = beta > printed_threshold()
    rises = sp.Implies(sp.And(above, sp.Ge(decides, 0)), sp.Gt(sp.diff(decides, gamma), 0))
    negative = sp.Implies(above, sp.Lt(decides.subs(cheapest_full_cooperation()), 0))
    return formulas(
        asserted=truth,
        terms=terms,
        premises=relations((ABOVE_THRESHOLD,)),
        modes=(NON, FULL),
        lemmas=(
            lemma(
                words="Above T(n), where the quadratic is not negative it rises in the cost of R&D: the bound is its larger root",
                relation=rises,
                terms=(),
                modes=(FULL,),
            ),
            lemma(
                words="Above T(n), it is negative where R&D is as cheap as full cooperation can bear: the bound is above that",
                relation=negative,
                terms=(),
                modes=(),
            ),
        ),
    )


def cheapest_full_cooperation() -> dict[sp.Symbol, sp.Expr]:
    """The cost of R&D at which the joint profit of full cooperation stops being concave."""
    return {gamma: model.SHORTHANDS[model.s] ** 2 / (2 * n * model.b)}


def least_spillover(firms: int) -> sp.Expr:
    """The infimum of the spillovers at which full cooperation can have the larger welfare, for a number of firms; exact.

    In some market: unit cost must stay nonnegative, which it does where the choke price is close enough to it.
    Once it is not negative, the quadratic of :func:`welfare_quadratic` rises with the cost of R&D. So the order can be reversed at
    some cost exactly where it can at the least one: where best responses without cooperation are barely stable, and the joint
    profit of full cooperation is concave.
    """
    stable = next(c for c in solution.conditions(NON) if c.name.startswith("stability"))
    least = sp.solve((stable.lhs - stable.rhs).subs({sp.Abs(2 * beta - 1): 1 - 2 * beta, model.b: 1}), gamma)[0]
    here = {n: firms, model.b: 1}
    concave = least - cheapest_full_cooperation()[gamma]
    roots = sp.Poly(sp.numer(sp.factor(welfare_quadratic().as_expr().subs(here).subs(gamma, least.subs(here)))), beta).real_roots()
    (found,) = (root for root in roots if printed_threshold().subs(here) < root < HALF and concave.subs(here).subs(beta, root) > 0)
    return found


@record(
    id="new-welfare-band",
    section=NEW,
    statement="For every number of firms and every spillover from one half on, there are a cost of R&D and a market in which full"
    " cooperation has larger welfare than no cooperation.",
    verdict=Verdict.PROVED,
    finding="Where the cost of R&D is barely above the least at which full cooperation exists, the quadratic is negative, and the solution"
    " without cooperation exists too. Unit cost stays nonnegative there in a market whose choke price is close enough to it, and not in"
    " every market.",
)
def welfare_band() -> Formulas:
    """That full cooperation can have the larger welfare, for every spillover from one half on, in some market."""
    edge = cheapest_full_cooperation()
    negative = sp.Lt(welfare_quadratic().as_expr().subs(edge), 0)
    inside = [sp.Gt(c.lhs.subs(edge), c.rhs.subs(edge)) for c in solution.conditions(NON) if c.strict]
    half = {"β ≥ ½": beta >= HALF}
    strict = {f"{mode.label}: {c.name}": sp.Gt(c.lhs, c.rhs) for mode in (NON, FULL) for c in solution.conditions(mode) if c.strict}
    costs = [c for mode in (NON, FULL) for c in solution.conditions(mode) if not c.strict]
    in_the_limit = sp.And(*(sp.Gt(c.lhs.subs(model.a, model.A), c.rhs.subs(model.a, model.A)) for c in costs))
    return formulas(
        asserted=sp.And(negative, *inside),
        premises=half,
        lemmas=(
            Lemma(
                "As the choke price falls to the initial unit cost, what keeps unit cost nonnegative holds with room to spare",
                in_the_limit,
                {**region((), {}), **strict},
            ),
        ),
        witnesses={"Such a point": sp.And(sp.Lt(welfare_quadratic().as_expr(), 0), *conditions(NON).values(), *conditions(FULL).values())},
    )


@record(
    id="new-profit",
    section=NEW,
    statement="Full cooperation earns more than R&D cooperation, which earns no less than no cooperation, at every spillover.",
    verdict=Verdict.PROVED,
    finding="R&D cooperation and no cooperation earn the same at a spillover of one half only.",
)
def profits() -> Formulas:
    """The order of profits."""
    full, rnd, non = (of("profit", mode) for mode in (FULL, RND, NON))
    modes = (NON, RND, FULL)
    truth = sp.And(
        sp.Gt(full.symbol, rnd.symbol), sp.Ge(rnd.symbol, non.symbol), sp.Equivalent(sp.Eq(rnd.symbol, non.symbol), sp.Eq(beta, HALF))
    )
    return formulas(
        asserted=truth,
        terms=(full, rnd, non),
        modes=modes,
    )


@record(
    id="new-subsidy-non",
    section=NEW,
    statement="The subsidy on R&D that brings firms without cooperation to the second best is positive exactly above a bound on the"
    " spillover.",
    verdict=Verdict.PROVED,
    finding="Below the bound it is a tax: firms then do too much R&D.",
)
def subsidy_alone() -> Formulas:
    """The subsidy that makes firms that do not cooperate do the R&D of the second best."""
    subsidy = seen(r"\sigma_{SB}", lambda: policy.second_best(NON), game=SECOND_BEST, name="alone")
    truth = sp.Equivalent(sp.Gt(subsidy.symbol, 0), larger_where("x", SECOND, NON))
    return formulas(
        asserted=truth,
        terms=(subsidy,),
        modes=(NON, SECOND),
    )


@record(
    id="new-subsidy-rnd",
    section=NEW,
    statement="The subsidy on R&D that brings R&D cooperation to the second best is positive at every spillover.",
    verdict=Verdict.PROVED,
    finding="A coalition leaves the consumers out of account, and never does enough.",
)
def subsidy_together() -> Formulas:
    """The subsidy that makes an R&D coalition do the R&D of the second best."""
    subsidy = seen(r"\hat{\sigma}_{SB}", lambda: policy.second_best(RND), game=SECOND_BEST, name="together")
    return formulas(
        asserted=sp.Gt(subsidy.symbol, 0),
        terms=(subsidy,),
        modes=(RND, SECOND),
    )


@record(
    id="new-subsidy-first",
    section=NEW,
    statement="The first best in equal shares takes a subsidy on output, and one on R&D that is positive exactly above a bound on the"
    " spillover.",
    verdict=Verdict.PROVED,
    finding="Once output is subsidised as it should be, R&D has to be taxed only where less than one part in n + 3 spills over.",
)
def subsidy_first_best() -> Formulas:
    """The pair of subsidies that brings about the first best in equal shares."""
    rnd = seen(r"\sigma_{FB}", lambda: policy.first_best(NON).rnd, game=FIRST_BEST, name="R&D")
    output = seen(r"\tau_{FB}", lambda: policy.first_best(NON).output, game=FIRST_BEST, name="output")
    bound = sp.Gt(comparison.without_positive_factors(rnd.formula(), NON, FIRST), 0)
    return formulas(
        asserted=sp.And(sp.Gt(output.symbol, 0), sp.Equivalent(sp.Gt(rnd.symbol, 0), bound)),
        terms=(rnd, output),
        modes=(NON, FIRST),
    )


@record(
    id="new-one-plant",
    section=NEW,
    statement="Without imposed equal shares, full cooperation earns more by producing in one firm, which does the most R&D, at every"
    " spillover.",
    verdict=Verdict.PROVED,
    finding="The gain is positive at every spillover below one, wherever such a plant has a solution and a unit cost that is not"
    " negative. Where"
    " it has none, equal shares are not best either: see 3.3-label, whose argument needs no plant.",
)
def one_plant() -> Formulas:
    """What firms earn together without imposed equal shares."""
    gain = seen(r"\Delta\tilde{\pi}", plant.gain_per_firm, game=ONE_PLANT, name="gain")
    producer = seen("x_1", lambda: plant.solve().x_producer, game=ONE_PLANT, name="producer")
    other = seen("x_j", lambda: plant.solve().x_other, game=ONE_PLANT, name="other")
    needs = {f"one plant: {c.name}": c.relational for c in plant.conditions()}
    strict = {f"one plant: {c.name}": c.relational for c in plant.conditions() if c.strict}
    return formulas(
        asserted=sp.And(sp.Gt(gain.symbol, 0), sp.Gt(producer.symbol, other.symbol)),
        terms=(gain, producer, other),
        modes=(FULL,),
        assumed={**region((FULL,), {}), **needs},
        lemmas=(
            Lemma(
                "Its second-order condition implies that of equal shares",
                conditions(FULL)[f"{FULL.label}: joint concavity"],
                {**region((), {}), **strict},
            ),
        ),
    )


@record(
    id="new-cluster-rnd",
    section=NEW,
    statement="R&D of all firms together rises in their number exactly under a condition, while the R&D that reaches each firm never"
    " rises.",
    verdict=Verdict.PROVED,
    finding="More firms may do more R&D in all, each doing less, and every unit of the good still costs no less to make.",
)
def cluster_rnd() -> Formulas:
    """R&D of the whole cluster, and what reaches each firm, in the number of firms."""
    total, reaching = (Slope("x", NON, n, rises=True, times=by).term() for by in ("n", "s"))
    exact = sp.Gt(comparison.without_positive_factors(total.formula(), NON), 0)
    truth = sp.And(sp.Equivalent(sp.Gt(total.symbol, 0), exact), sp.Le(reaching.symbol, 0))
    s, larger, now = model.SHORTHANDS[model.s], with_one_more("x"), of("x", NON)
    return formulas(
        asserted=truth,
        terms=(total, reaching, larger, now),
        modes=(NON,),
        simulated=sp.Le(s.subs(n, n + 1) * larger.symbol, s * now.symbol),
    )
