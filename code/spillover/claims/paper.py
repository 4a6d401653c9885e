"""The paper's claims, in the order of the paper. Each says what is asserted; nothing about its truth is taken for granted."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.build import (
    ABOVE_HALF,
    BELOW_HALF,
    FULL,
    NON,
    RND,
    SECOND,
    above_threshold,
    below_threshold,
    decided,
    lemma,
    order,
    proved,
    sharpened,
    slope_term,
    threshold,
)
from spillover.claims.claim import HALF, Claim, Lemma, Term, Verdict, of, region
from spillover.cluster import comparison, derivation, imitation, solution
from spillover.literature import plant, policy, replacement
from spillover.model import A, a, b, beta, gamma, n


def section_3() -> list[Claim]:
    """The claims of section 3."""
    high, low = "With a spillover above one half, ", "With a spillover below one half, "
    return [
        label_of_rnd_cooperation(),
        proved("3.2-x-high", "§3 (2)", high + "firms that cooperate in R&D do more of it.", "True.", "x", (RND, NON), ABOVE_HALF),
        proved("3.2-Q-high", "§3 (2)", high + "firms that cooperate in R&D produce more.", "True.", "Q", (RND, NON), ABOVE_HALF),
        proved("3.2-x-low", "§3 (2)", low + "firms that cooperate in R&D do less of it.", "True.", "x", (NON, RND), BELOW_HALF),
        proved("3.2-Q-low", "§3 (2)", low + "firms that cooperate in R&D produce less.", "True.", "Q", (NON, RND), BELOW_HALF),
        label_of_full_cooperation(),
    ]


def label_of_rnd_cooperation() -> Claim:
    """Whether R&D cooperation is an equilibrium."""
    alone = derivation.solve(NON)

    def gain() -> sp.Expr:
        tempted = alone.first_order.subs(derivation.X, solution.outcome(RND)["x"])
        return sp.factor(-(tempted**2) / (2 * alone.own))  # the objective is a parabola in own R&D

    tempting = Term(sp.Symbol(r"\Delta\hat{\pi}_i", real=True), gain, lambda play: play.gain_from_deviation)
    modes, unlike = (NON, RND), {"β ≠ ½": sp.Ne(beta, HALF)}
    return Claim(
        "3.2-label",
        "§3 (2)",
        "The solution under R&D cooperation is a symmetric Nash equilibrium of the R&D stage.",
        Verdict.RELABELLED,
        "It is the maximum of joint profit. Each firm could earn more by leaving it, unless the spillover is exactly one half.",
        None,
        sp.Le(tempting.symbol, 0),
        (tempting,),
        unlike,
        modes,
        sp.Gt(tempting.symbol, 0),
        sp.Gt(tempting.symbol, 0),
        region(modes, unlike),
        example=True,
        reading="In an equilibrium a firm that leaves the agreement alone has nothing to gain by it",
        lemmas=(
            lemma(
                "At a spillover of one half nobody gains by leaving it",
                sp.Eq(tempting.symbol, 0),
                (tempting,),
                modes,
                {"β = ½": sp.Eq(beta, HALF)},
            ),
        ),
    )


def label_of_full_cooperation() -> Claim:
    """Whether full cooperation is an equilibrium, or even the best that firms can do together."""
    gain = Term(sp.Symbol(r"\Delta\tilde{\pi}", real=True), plant.gain_per_firm)
    needs = {f"one plant: {c.name}": sp.Gt(c.lhs, c.rhs) for c in plant.conditions() if c.strict}
    one_plant = sp.Gt(model.n * (1 + (n - 1) * beta**2), model.SHORTHANDS[model.s] ** 2)
    return Claim(
        "3.3-label",
        "§3 (3)",
        "The solution under full cooperation is a symmetric Nash equilibrium.",
        Verdict.RELABELLED,
        "It is the maximum of joint profit among outcomes in which all firms do the same. Without imposed equal shares the firms would"
        " produce in one plant and earn more together, for every spillover; and left alone, each would sell more than its share.",
        None,
        sp.Le(gain.symbol, 0),
        (gain,),
        {},
        (FULL,),
        sp.Gt(gain.symbol, 0),
        None,
        {**region((FULL,), {}), **needs},
        reading="At a maximum of joint profit, which the paper also calls it, no firm has anything to gain if all is made in one plant",
        lemmas=(
            Lemma(
                "Where both exist, nE exceeds s², with E = 1 + (n − 1)β²",
                one_plant,
                region((), {}),
            ),
        ),
    )


def section_4_1() -> list[Claim]:
    """The claims about R&D cooperation and full cooperation."""
    larger, quantities = order("Q", RND, FULL)
    return [
        proved(
            "4.1-x",
            "§4 (1)",
            "Firms do more R&D under full cooperation than under R&D cooperation.",
            "True for every spillover.",
            "x",
            (FULL, RND),
            {},
        ),
        proved(
            "4.1-profit",
            "§4 (1)",
            "Firms earn more under full cooperation than under R&D cooperation.",
            "True for every spillover.",
            "profit",
            (FULL, RND),
            {},
        ),
        sharpened(
            "4.1-Q",
            "§4 (1)",
            "Total output under R&D cooperation and under full cooperation cannot be compared.",
            "It can: R&D cooperation produces more exactly where R&D is dear enough.",
            larger,
            decided("Q", RND, FULL),
            quantities,
            (RND, FULL),
        ),
    ]


def section_4_2() -> list[Claim]:
    """The claims about no cooperation and R&D cooperation."""
    high, low = "With a spillover above one half, ", "With a spillover below one half, "
    return [
        proved(
            "4.2-x-high",
            "§4 (2)",
            high + "firms do less R&D without cooperation than with R&D cooperation.",
            "True.",
            "x",
            (RND, NON),
            ABOVE_HALF,
        ),
        proved(
            "4.2-Q-high",
            "§4 (2)",
            high + "firms produce less without cooperation than with R&D cooperation.",
            "True.",
            "Q",
            (RND, NON),
            ABOVE_HALF,
        ),
        proved(
            "4.2-profit-high",
            "§4 (2)",
            high + "firms earn less without cooperation than with R&D cooperation.",
            "True.",
            "profit",
            (RND, NON),
            ABOVE_HALF,
        ),
        proved(
            "4.2-x-low",
            "§4 (2)",
            low + "firms do more R&D without cooperation than with R&D cooperation.",
            "True.",
            "x",
            (NON, RND),
            BELOW_HALF,
        ),
        proved(
            "4.2-Q-low",
            "§4 (2)",
            low + "firms produce more without cooperation than with R&D cooperation.",
            "True.",
            "Q",
            (NON, RND),
            BELOW_HALF,
        ),
        profit_below_half(),
        best_for_welfare(),
        monopoly_output(),
    ]


def profit_below_half() -> Claim:
    """Profit without cooperation and with R&D cooperation, below one half."""
    shown, terms = order("profit", NON, RND)
    opposite = sp.Gt(terms[1].symbol, terms[0].symbol)
    return Claim(
        "4.2-profit-low",
        "§4 (2)",
        "With a spillover below one half, firms earn more without cooperation than with R&D cooperation.",
        Verdict.REFUTED,
        "The opposite holds, everywhere: R&D cooperation earns more at every spillover other than one half, where the two are equal.",
        sp.false,
        shown,
        terms,
        BELOW_HALF,
        (NON, RND),
        opposite,
        opposite,
        region((NON, RND), BELOW_HALF),
        everywhere=True,
        example=True,
    )


def best_for_welfare() -> Claim:
    """Whether R&D cooperation leads in output and in welfare, above one half."""
    best, terms = {}, []
    for quantity in ("Q", "welfare"):
        rnd, *others = (of(quantity, mode) for mode in (RND, NON, FULL))
        best[quantity] = sp.And(*(sp.Gt(rnd.symbol, other.symbol) for other in others))
        terms += [rnd, *others]
    exact = {quantity: decided(quantity, RND, FULL) for quantity in best}
    modes = (NON, RND, FULL)
    truths = {quantity: leads_where(exact[quantity], *(of(quantity, mode) for mode in (RND, NON, FULL))) for quantity in best}
    apart = sp.And(exact["Q"], sp.Not(exact["welfare"]))
    return Claim(
        "4.2-welfare",
        "§4 (2)",
        "With a spillover above one half, R&D cooperation serves welfare best of the three, because its output is the largest.",
        Verdict.REFUTED,
        "Not even one of the two need hold: full cooperation can have the larger output and the larger welfare. Each has an exact"
        " condition, and the two conditions differ: the largest output does not imply the largest welfare.",
        sp.false,
        sp.Or(*best.values()),
        tuple(terms),
        ABOVE_HALF,
        modes,
        truths["Q"],
        sp.And(*truths.values()),
        region(modes, ABOVE_HALF),
        exact=exact,
        example=True,
        lemmas=(
            lemma(
                "R&D cooperation has the largest welfare exactly under a condition of its own",
                truths["welfare"],
                tuple(terms),
                modes,
                ABOVE_HALF,
            ),
        ),
        showing={"R&D cooperation has the largest output and full cooperation the larger welfare": apart},
        reading="The claim makes both of these statements; we refute even that one of the two holds",
    )


def leads_where(exact: Boolean, first: Term, always_less: Term, sometimes_less: Term) -> Boolean:
    """That the first quantity exceeds the second everywhere and the third exactly under a condition, so that it leads exactly there."""
    return sp.And(sp.Gt(first.symbol, always_less.symbol), sp.Equivalent(sp.Gt(first.symbol, sometimes_less.symbol), exact))


def monopoly_output() -> Claim:
    """Whether full cooperation always produces less than R&D cooperation."""
    shown, terms = order("Q", RND, FULL)
    exact = decided("Q", RND, FULL)
    modes = (RND, FULL)
    return Claim(
        "4.2-monopoly-output",
        "§4 (2)",
        "Full cooperation always produces less than R&D cooperation.",
        Verdict.REFUTED,
        "Not where R&D is cheap: then its larger R&D makes up for the restriction of output, or more. (Part 1 of the same section says that"
        " the two cannot be compared.)",
        sp.false,
        shown,
        terms,
        {},
        modes,
        sp.Equivalent(shown, exact),
        sp.Equivalent(shown, exact),
        region(modes, {}),
        exact={"Q": exact},
        example=True,
    )


def section_4_3() -> list[Claim]:
    """The claims about no cooperation and full cooperation."""
    above, below = "With a spillover above T(n), ", "With a spillover below T(n), "
    return [
        proved(
            "4.3-x-high",
            "§4 (3)",
            above + "firms do less R&D without cooperation than with full cooperation.",
            "True.",
            "x",
            (FULL, NON),
            above_threshold(),
        ),
        proved(
            "4.3-x-low",
            "§4 (3)",
            below + "firms do more R&D without cooperation than with full cooperation.",
            "True.",
            "x",
            (NON, FULL),
            below_threshold(),
        ),
        proved(
            "4.3-profit-high",
            "§4 (3)",
            above + "firms earn less without cooperation than with full cooperation.",
            "True, and not only above T(n).",
            "profit",
            (FULL, NON),
            above_threshold(),
        ),
        profit_below_threshold(),
        output_without_cooperation(),
        falling_threshold(),
        free_riding(),
        weaker_cluster(),
    ]


def profit_below_threshold() -> Claim:
    """Whether profits can be ranked below the threshold."""
    opposite, terms = order("profit", FULL, NON)
    return Claim(
        "4.3-profit-low",
        "§4 (3)",
        "With a spillover below T(n), profits without cooperation and with full cooperation cannot be ranked.",
        Verdict.REFUTED,
        "They can, everywhere: full cooperation earns more at every spillover.",
        sp.false,
        sp.Ge(terms[1].symbol, terms[0].symbol),
        terms,
        below_threshold(),
        (NON, FULL),
        opposite,
        opposite,
        region((NON, FULL), below_threshold()),
        everywhere=True,
        reading="If they could not be ranked, this would hold somewhere",
    )


def output_without_cooperation() -> Claim:
    """Output without cooperation and with full cooperation."""
    shown, terms = order("Q", NON, FULL)
    exact = decided("Q", NON, FULL)
    modes = (NON, FULL)
    suffices = {"β ≤ T(n)": beta <= threshold()}
    return sharpened(
        "4.3-Q",
        "§4 (3)",
        "Total output without cooperation and with full cooperation cannot be compared.",
        "It can: no cooperation produces more exactly where R&D is dear enough, and always where the spillover is no more than T(n).",
        shown,
        exact,
        terms,
        modes,
        lemmas=(lemma("No cooperation produces more wherever the spillover is at most T(n)", shown, terms, modes, suffices),),
    )


def falling_threshold() -> Claim:
    """Whether T(n) falls below every spillover as n grows."""
    falls = slope_term(r"T'(n)", threshold, n)
    leads = sp.Equivalent(sp.Gt(of("x", FULL).symbol, of("x", NON).symbol), sp.Gt(beta, threshold()))
    shown = sp.And(sp.Lt(falls.symbol, 0), sp.Lt(threshold(), 3 / n))
    gone = {"n ≥ 2 + 4G/β²": n >= 2 + 4 * b * gamma / beta**2}
    too_large = sp.Lt(2 * n * b * gamma, model.SHORTHANDS[model.s] ** 2)
    return Claim(
        "4.3-threshold",
        "§4 (3)",
        "As the cluster grows, even a small spillover comes to exceed T(n).",
        Verdict.PROVED,
        "True: T(n) falls in n and stays below 3/n. But with spillover and cost of R&D held fixed, full cooperation"
        " ceases to have a solution in"
        " a large cluster.",
        sp.true,
        shown,
        (falls, of("x", FULL), of("x", NON)),
        {},
        (),
        shown,
        leads,
        region((), {}),
        lemmas=(
            Lemma(
                "With the spillover and G fixed, full cooperation has no solution once n is at least 2 plus 4G over the square"
                " of the spillover",
                too_large,
                {**region((), {}), **gone},
            ),
        ),
    )


def free_riding() -> Claim:
    """Whether each firm does less R&D in a larger cluster."""
    falls = slope_term(r"\partial x^{*}/\partial n", lambda: solution.outcome(NON)["x"], n)
    larger = Term(sp.Symbol("x^{*}_{n+1}", real=True), lambda: solution.outcome(NON)["x"].subs(n, n + 1), lambda play: play.larger)
    shown = sp.Lt(falls.symbol, 0)
    return Claim(
        "4.3-free-riding",
        "§4 (3)",
        "Every firm cuts its R&D as the cluster grows.",
        Verdict.PROVED,
        "True: without cooperation R&D per firm falls in the number of firms.",
        sp.true,
        shown,
        (falls, larger, of("x", NON)),
        {},
        (NON,),
        shown,
        sp.Lt(larger.symbol, of("x", NON).symbol),
        region((NON,), {}),
        lemmas=(
            Lemma(
                "With one firm more, every firm does less R&D",
                sp.Lt(larger.formula(), solution.outcome(NON)["x"]),
                region((NON,), {}),
            ),
        ),
    )


def weaker_cluster() -> Claim:
    """Whether the R&D of the whole cluster falls in the number of firms."""
    total = slope_term(r"\partial (n x^{*})/\partial n", lambda: comparison.CLUSTER_RND * solution.outcome(NON)["x"], n)
    reaching = slope_term(r"\partial (s x^{*})/\partial n", lambda: comparison.EFFECTIVE_RND * solution.outcome(NON)["x"], n)
    larger = Term(sp.Symbol("x^{*}_{n+1}", real=True), lambda: solution.outcome(NON)["x"].subs(n, n + 1), lambda play: play.larger)
    now = of("x", NON)
    exact = sp.Gt(comparison.without_positive_factors(-total.formula(), NON), 0)
    shown = sp.Lt(total.symbol, 0)
    s = model.SHORTHANDS[model.s]
    return Claim(
        "4.3-cluster-weakens",
        "§4 (3)",
        "The innovation of the cluster as a whole weakens as it grows.",
        Verdict.SHARPENED,
        "R&D of all firms together falls in their number only under an exact condition; it can rise. What reaches each firm never rises.",
        exact,
        shown,
        (total, reaching, larger, now),
        {},
        (NON,),
        sp.Equivalent(shown, exact),
        sp.Le(s.subs(n, n + 1) * larger.symbol, s * now.symbol),
        region((NON,), {}),
        lemmas=(
            lemma("The R&D that reaches each firm never rises with the number of firms", sp.Le(reaching.symbol, 0), (reaching,), (NON,)),
        ),
    )


def section_5() -> list[Claim]:
    """The claims of the conclusions."""
    return [imitator(), nobody_invests(), consortium(), inertia(), underinvestment()]


def imitator() -> Claim:
    """Whether a firm that only imitates can earn more than those that invest."""
    free = Term(sp.Symbol(r"\pi_{0}", real=True), lambda: imitation.profits()[0], lambda play: play.imitator)
    investor = Term(sp.Symbol(r"\pi_{1}", real=True), lambda: imitation.profits()[1], lambda play: play.investor)
    exact = sp.Gt(comparison.without_positive_factors(sp.factor(free.formula() - investor.formula()), NON), 0)
    shown = sp.Gt(free.symbol, investor.symbol)
    would_earn = of("profit", NON)
    return sharpened(
        "5.1-imitator",
        "§5 (1)",
        "A firm that only imitates may earn more than the firms that innovate.",
        "It does so exactly under a condition on the spillover, the cost of R&D and the number of firms; and even then"
        " it would earn more by investing.",
        shown,
        exact,
        (free, investor, would_earn),
        (NON,),
        reading="With the imitator's profit on the left, and on the right that of each other firm in the same outcome",
        lemmas=(
            lemma(
                "A firm that does no R&D earns less than it would by investing",
                sp.Lt(free.symbol, would_earn.symbol),
                (free, would_earn),
                (NON,),
            ),
        ),
    )


def nobody_invests() -> Claim:
    """Whether R&D ends in a large cluster."""
    x = of("x", NON)
    gap = b * gamma - 2 * beta * (1 - beta)
    far = {"G > 2β(1-β)": gap > 0, "n ≥ 1 + 8/(G - 2β(1-β))": n >= 1 + 8 / gap}
    assumed = {**region((), {}), **far, **{name: part for name, part in region((NON,), {}).items() if "positive R&D" in name}}
    return Claim(
        "5.1-nobody-invests",
        "§5 (1)",
        "In a large cluster no firm would invest in R&D.",
        Verdict.REFUTED,
        "Every firm invests, whatever the size of the cluster, wherever the solution exists; so every cluster is a counterexample. What is"
        " true: R&D per firm tends to zero as the cluster grows, while R&D of all firms together never falls below a positive bound.",
        sp.false,
        sp.Le(x.symbol, 0),
        (x,),
        {},
        (NON,),
        sp.Gt(x.symbol, 0),
        sp.Gt(x.symbol, 0),
        region((NON,), {}),
        everywhere=True,
        example=True,
        lemmas=(
            Lemma(
                "R&D per firm is at most a constant over n − 1 once n is large, so that it tends to zero",
                sp.Le(x.formula(), 8 * (a - A) / (gap * (n - 1))),
                assumed,
            ),
            Lemma(
                "R&D of all firms together never falls below a positive bound that does not depend on their number",
                sp.Ge(n * x.formula(), 8 * (1 - beta) * (a - A) / (9 * b * gamma)),
                region((NON,), {}),
            ),
        ),
    )


def consortium() -> Claim:
    """Whether full cooperation leads in profit and in R&D."""
    rnd = [of("x", mode) for mode in (FULL, RND, NON)]
    shown = sp.And(*(sp.Gt(rnd[0].symbol, other.symbol) for other in rnd[1:]))
    exact = decided("x", FULL, NON)
    profits = [of("profit", mode) for mode in (FULL, RND, NON)]
    richest = sp.And(*(sp.Gt(profits[0].symbol, other.symbol) for other in profits[1:]))
    modes = (NON, RND, FULL)
    return Claim(
        "5.2-consortium",
        "§5 (2)",
        "Full cooperation does well in profit and in R&D: it has the most of both.",
        Verdict.SHARPENED,
        "In profit always; in R&D exactly where the spillover exceeds T(n).",
        exact,
        shown,
        (*rnd, *profits),
        {},
        modes,
        leads_where(exact, *rnd),
        sp.And(sp.Equivalent(shown, exact), richest),
        region(modes, {}),
        lemmas=(lemma("Full cooperation earns the most of the three, at every spillover", richest, tuple(profits), modes),),
        reading="In profit it always leads; in R&D",
    )


def inertia() -> Claim:
    """Whether a monopolist gains less from an innovation than a competitive industry."""
    (first, given), *others = [pair for pair in replacement.gain_ranking() if replacement.gain_of_monopolist() in pair[0].args]
    words = "An inventor in a competitive industry gains more than a monopolist"
    kinds, names = (" by an innovation that is not drastic", " by a drastic one"), ("not drastic", "drastic")
    relations = [(first, given), *others]
    parts = [{"A < a": model.A < a, "d ≤ A": replacement.d <= A, name: where} for name, (_, where) in zip(names, relations, strict=True)]
    return Claim(
        "5.2-inertia",
        "§5 (2)",
        "A monopolist gains less from an innovation than a firm in a competitive market does.",
        Verdict.OUTSIDE,
        "This model cannot say: it has no competitive market. In Arrow's own model, built here in its smallest form, it is true. Under full"
        " cooperation the firms of this model do the most R&D of the three exactly where the spillover exceeds T(n).",
        None,
        relations[0][0],
        (),
        {},
        (),
        relations[0][0],
        None,
        parts[0],
        reading="In Arrow's model, while the old unit cost still caps an inventor's price in competition (a drastic invention is below)",
        lemmas=tuple(
            Lemma(words + kind, relation, part) for kind, (relation, _), part in zip(kinds[1:], relations[1:], parts[1:], strict=True)
        ),
    )


def underinvestment() -> Claim:
    """Whether firms invest too little, and what would mend it."""
    x, best = of("x", NON), of("x", SECOND)
    exact = decided("x", SECOND, NON)
    shown = sp.Lt(x.symbol, best.symbol)
    modes = (NON, SECOND)
    subsidy = Term(sp.Symbol(r"\sigma_{SB}", real=True), lambda: policy.second_best(NON))
    own = slope_term(r"\partial x^{*}/\partial \beta", x.formula, beta)
    reaching = slope_term(r"\partial (s x^{*})/\partial \beta", lambda: comparison.EFFECTIVE_RND * x.formula(), beta)
    output = slope_term(r"\partial Q^{*}/\partial \beta", of("Q", NON).formula, beta)
    below = sp.Lt(beta, HALF)
    return sharpened(
        "5.3-policy",
        "§5 (3)",
        "Public platforms and policy cure an under-investment in R&D.",
        "Firms invest less than the second best exactly above a bound on the spillover, and a subsidy closes the gap."
        " A platform that only raises"
        " the spillover lowers each firm's R&D everywhere, and raises effective R&D and output only below one half.",
        shown,
        exact,
        (x, best),
        modes,
        lemmas=(
            lemma(
                "The subsidy that closes the gap is positive exactly where firms invest too little",
                sp.Equivalent(sp.Gt(subsidy.symbol, 0), exact),
                (subsidy,),
                modes,
            ),
            lemma("A larger spillover lowers R&D per firm", sp.Lt(own.symbol, 0), (own,), (NON,)),
            lemma(
                "A larger spillover raises effective R&D exactly below one half",
                sp.Equivalent(sp.Gt(reaching.symbol, 0), below),
                (reaching,),
                (NON,),
            ),
            lemma(
                "A larger spillover raises output exactly below one half", sp.Equivalent(sp.Gt(output.symbol, 0), below), (output,), (NON,)
            ),
        ),
    )
