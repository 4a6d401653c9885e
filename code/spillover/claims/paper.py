"""The paper's claims, in the order of the paper. Each says what is asserted; nothing about its truth is taken for granted."""

from __future__ import annotations

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import HALF, Formulas, Lemma, Term, Verdict, of, region
from spillover.claims.registry import (
    FULL,
    NON,
    RND,
    SECOND,
    above_half,
    above_threshold,
    below_half,
    below_threshold,
    formulas,
    larger_where,
    lemma,
    ranking,
    record,
    record_ranking,
    sharpened,
    slope_term,
    threshold,
)
from spillover.cluster import comparison, derivation, imitation, solution
from spillover.literature import plant, policy, replacement
from spillover.model import A, a, b, beta, gamma, n

HIGH, LOW = "With a spillover above one half, ", "With a spillover below one half, "
ABOVE, BELOW = "With a spillover above T(n), ", "With a spillover below T(n), "


@record(
    id="3.2-label",
    section="§3 (2)",
    statement="The solution under R&D cooperation is a symmetric Nash equilibrium of the R&D stage.",
    verdict=Verdict.RELABELLED,
    finding="It is the maximum of joint profit. Each firm could earn more by leaving it, unless the spillover is exactly one half.",
    gloss="In an equilibrium a firm that leaves the agreement alone has nothing to gain by it",
    example=True,
)
def label_of_rnd_cooperation() -> Formulas:
    """Whether R&D cooperation is an equilibrium."""
    alone = derivation.solve(NON)

    def gain() -> sp.Expr:
        tempted = alone.first_order.subs(derivation.X, solution.outcome(RND)["x"])
        return sp.factor(-(tempted**2) / (2 * alone.own))  # the objective is a parabola in own R&D

    tempting = Term(sp.Symbol(r"\Delta\hat{\pi}_i", real=True), gain, lambda play: play.gain_from_deviation)
    modes, unlike = (NON, RND), {"β ≠ ½": sp.Ne(beta, HALF)}
    return formulas(
        asserted=sp.Le(tempting.symbol, 0),
        terms=(tempting,),
        premises=unlike,
        modes=modes,
        proved=sp.Gt(tempting.symbol, 0),
        simulated=sp.Gt(tempting.symbol, 0),
        lemmas=(
            lemma(
                words="At a spillover of one half nobody gains by leaving it",
                relation=sp.Eq(tempting.symbol, 0),
                terms=(tempting,),
                modes=modes,
                premises={"β = ½": sp.Eq(beta, HALF)},
            ),
        ),
    )


record_ranking(
    id="3.2-x-high",
    section="§3 (2)",
    statement=HIGH + "firms that cooperate in R&D do more of it.",
    finding="True.",
    quantity="x",
    modes=(RND, NON),
    premises=above_half,
)

record_ranking(
    id="3.2-Q-high",
    section="§3 (2)",
    statement=HIGH + "firms that cooperate in R&D produce more.",
    finding="True.",
    quantity="Q",
    modes=(RND, NON),
    premises=above_half,
)

record_ranking(
    id="3.2-x-low",
    section="§3 (2)",
    statement=LOW + "firms that cooperate in R&D do less of it.",
    finding="True.",
    quantity="x",
    modes=(NON, RND),
    premises=below_half,
)

record_ranking(
    id="3.2-Q-low",
    section="§3 (2)",
    statement=LOW + "firms that cooperate in R&D produce less.",
    finding="True.",
    quantity="Q",
    modes=(NON, RND),
    premises=below_half,
)


@record(
    id="3.3-label",
    section="§3 (3)",
    statement="The solution under full cooperation is a symmetric Nash equilibrium.",
    verdict=Verdict.RELABELLED,
    finding="It is the maximum of joint profit among outcomes in which all firms do the same. Without imposed equal shares the firms would"
    " produce in one plant and earn more together, for every spillover; and left alone, each would sell more than its share.",
    gloss="At a maximum of joint profit, which the paper also calls it, no firm has anything to gain if all is made in one plant",
)
def label_of_full_cooperation() -> Formulas:
    """Whether full cooperation is an equilibrium, or even the best that firms can do together."""
    gain = Term(sp.Symbol(r"\Delta\tilde{\pi}", real=True), plant.gain_per_firm)
    needs = {f"one plant: {c.name}": sp.Gt(c.lhs, c.rhs) for c in plant.conditions() if c.strict}
    one_plant = sp.Gt(model.n * (1 + (n - 1) * beta**2), model.SHORTHANDS[model.s] ** 2)
    return formulas(
        asserted=sp.Le(gain.symbol, 0),
        terms=(gain,),
        modes=(FULL,),
        proved=sp.Gt(gain.symbol, 0),
        assumed={**region((FULL,), {}), **needs},
        lemmas=(
            Lemma(
                "Where both exist, nE exceeds s², with E = 1 + (n − 1)β²",
                one_plant,
                region((), {}),
            ),
        ),
    )


record_ranking(
    id="4.1-x",
    section="§4 (1)",
    statement="Firms do more R&D under full cooperation than under R&D cooperation.",
    finding="True for every spillover.",
    quantity="x",
    modes=(FULL, RND),
)

record_ranking(
    id="4.1-profit",
    section="§4 (1)",
    statement="Firms earn more under full cooperation than under R&D cooperation.",
    finding="True for every spillover.",
    quantity="profit",
    modes=(FULL, RND),
)


@record(
    id="4.1-Q",
    section="§4 (1)",
    statement="Total output under R&D cooperation and under full cooperation cannot be compared.",
    verdict=Verdict.SHARPENED,
    finding="It can: R&D cooperation produces more exactly where R&D is dear enough.",
)
def output_of_cooperation() -> Formulas:
    """Output under R&D cooperation and under full cooperation."""
    larger, quantities = ranking("Q", RND, FULL)
    return sharpened(
        asserted=larger,
        condition=larger_where("Q", RND, FULL),
        terms=quantities,
        modes=(RND, FULL),
    )


record_ranking(
    id="4.2-x-high",
    section="§4 (2)",
    statement=HIGH + "firms do less R&D without cooperation than with R&D cooperation.",
    finding="True.",
    quantity="x",
    modes=(RND, NON),
    premises=above_half,
)

record_ranking(
    id="4.2-Q-high",
    section="§4 (2)",
    statement=HIGH + "firms produce less without cooperation than with R&D cooperation.",
    finding="True.",
    quantity="Q",
    modes=(RND, NON),
    premises=above_half,
)

record_ranking(
    id="4.2-profit-high",
    section="§4 (2)",
    statement=HIGH + "firms earn less without cooperation than with R&D cooperation.",
    finding="True.",
    quantity="profit",
    modes=(RND, NON),
    premises=above_half,
)

record_ranking(
    id="4.2-x-low",
    section="§4 (2)",
    statement=LOW + "firms do more R&D without cooperation than with R&D cooperation.",
    finding="True.",
    quantity="x",
    modes=(NON, RND),
    premises=below_half,
)

record_ranking(
    id="4.2-Q-low",
    section="§4 (2)",
    statement=LOW + "firms produce more without cooperation than with R&D cooperation.",
    finding="True.",
    quantity="Q",
    modes=(NON, RND),
    premises=below_half,
)


@record(
    id="4.2-profit-low",
    section="§4 (2)",
    statement="With a spillover below one half, firms earn more without cooperation than with R&D cooperation.",
    verdict=Verdict.REFUTED,
    finding="The opposite holds, everywhere: R&D cooperation earns more at every spillover other than one half, where the two are equal.",
    everywhere=True,
    example=True,
)
def profit_below_half() -> Formulas:
    """Profit without cooperation and with R&D cooperation, below one half."""
    shown, terms = ranking("profit", NON, RND)
    opposite = sp.Gt(terms[1].symbol, terms[0].symbol)
    return formulas(
        asserted=shown,
        terms=terms,
        premises=below_half(),
        modes=(NON, RND),
        proved=opposite,
        simulated=opposite,
    )


@record(
    id="4.2-welfare",
    section="§4 (2)",
    statement="With a spillover above one half, R&D cooperation serves welfare best of the three, because its output is the largest.",
    verdict=Verdict.REFUTED,
    finding="Not even one of the two need hold: full cooperation can have the larger output and the larger welfare. Each has an exact"
    " condition, and the two conditions differ: the largest output does not imply the largest welfare.",
    gloss="The claim makes both of these statements; we refute even that one of the two holds",
    example=True,
)
def best_for_welfare() -> Formulas:
    """Whether R&D cooperation leads in output and in welfare, above one half."""
    best, terms = {}, []
    for quantity in ("Q", "welfare"):
        rnd, *others = (of(quantity, mode) for mode in (RND, NON, FULL))
        best[quantity] = sp.And(*(sp.Gt(rnd.symbol, other.symbol) for other in others))
        terms += [rnd, *others]
    exact = {quantity: larger_where(quantity, RND, FULL) for quantity in best}
    modes = (NON, RND, FULL)
    truths = {quantity: leads_where(exact[quantity], *(of(quantity, mode) for mode in (RND, NON, FULL))) for quantity in best}
    apart = sp.And(exact["Q"], sp.Not(exact["welfare"]))
    return formulas(
        asserted=sp.Or(*best.values()),
        terms=tuple(terms),
        premises=above_half(),
        modes=modes,
        proved=truths["Q"],
        simulated=sp.And(*truths.values()),
        exact=exact,
        lemmas=(
            lemma(
                words="R&D cooperation has the largest welfare exactly under a condition of its own",
                relation=truths["welfare"],
                terms=tuple(terms),
                modes=modes,
                premises=above_half(),
            ),
        ),
        witnesses={"R&D cooperation has the largest output and full cooperation the larger welfare": apart},
    )


def leads_where(exact: Boolean, first: Term, always_less: Term, sometimes_less: Term) -> Boolean:
    """That the first quantity exceeds the second everywhere and the third exactly under a condition, so that it leads exactly there."""
    return sp.And(sp.Gt(first.symbol, always_less.symbol), sp.Equivalent(sp.Gt(first.symbol, sometimes_less.symbol), exact))


@record(
    id="4.2-monopoly-output",
    section="§4 (2)",
    statement="Full cooperation always produces less than R&D cooperation.",
    verdict=Verdict.REFUTED,
    finding="Not where R&D is cheap: then its larger R&D makes up for the restriction of output, or more. (Part 1 of the same section says"
    " that the two cannot be compared.)",
    example=True,
)
def monopoly_output() -> Formulas:
    """Whether full cooperation always produces less than R&D cooperation."""
    shown, terms = ranking("Q", RND, FULL)
    exact = larger_where("Q", RND, FULL)
    modes = (RND, FULL)
    return formulas(
        asserted=shown,
        terms=terms,
        modes=modes,
        proved=sp.Equivalent(shown, exact),
        simulated=sp.Equivalent(shown, exact),
        exact={"Q": exact},
    )


record_ranking(
    id="4.3-x-high",
    section="§4 (3)",
    statement=ABOVE + "firms do less R&D without cooperation than with full cooperation.",
    finding="True.",
    quantity="x",
    modes=(FULL, NON),
    premises=above_threshold,
)

record_ranking(
    id="4.3-x-low",
    section="§4 (3)",
    statement=BELOW + "firms do more R&D without cooperation than with full cooperation.",
    finding="True.",
    quantity="x",
    modes=(NON, FULL),
    premises=below_threshold,
)

record_ranking(
    id="4.3-profit-high",
    section="§4 (3)",
    statement=ABOVE + "firms earn less without cooperation than with full cooperation.",
    finding="True, and not only above T(n).",
    quantity="profit",
    modes=(FULL, NON),
    premises=above_threshold,
)


@record(
    id="4.3-profit-low",
    section="§4 (3)",
    statement="With a spillover below T(n), profits without cooperation and with full cooperation cannot be ranked.",
    verdict=Verdict.REFUTED,
    finding="They can, everywhere: full cooperation earns more at every spillover.",
    gloss="If they could not be ranked, this would hold somewhere",
    everywhere=True,
)
def profit_below_threshold() -> Formulas:
    """Whether profits can be ranked below the threshold."""
    opposite, terms = ranking("profit", FULL, NON)
    return formulas(
        asserted=sp.Ge(terms[1].symbol, terms[0].symbol),
        terms=terms,
        premises=below_threshold(),
        modes=(NON, FULL),
        proved=opposite,
        simulated=opposite,
    )


@record(
    id="4.3-Q",
    section="§4 (3)",
    statement="Total output without cooperation and with full cooperation cannot be compared.",
    verdict=Verdict.SHARPENED,
    finding="It can: no cooperation produces more exactly where R&D is dear enough, and always where the spillover is no more than T(n).",
)
def output_without_cooperation() -> Formulas:
    """Output without cooperation and with full cooperation."""
    shown, terms = ranking("Q", NON, FULL)
    exact = larger_where("Q", NON, FULL)
    modes = (NON, FULL)
    suffices = {"β ≤ T(n)": beta <= threshold()}
    return sharpened(
        asserted=shown,
        condition=exact,
        terms=terms,
        modes=modes,
        lemmas=(
            lemma(
                words="No cooperation produces more wherever the spillover is at most T(n)",
                relation=shown,
                terms=terms,
                modes=modes,
                premises=suffices,
            ),
        ),
    )


@record(
    id="4.3-threshold",
    section="§4 (3)",
    statement="As the cluster grows, even a small spillover comes to exceed T(n).",
    verdict=Verdict.PROVED,
    finding="True: T(n) falls in n and stays below 3/n. But with spillover and cost of R&D held fixed, full cooperation"
    " ceases to have a solution in"
    " a large cluster.",
)
def falling_threshold() -> Formulas:
    """Whether T(n) falls below every spillover as n grows."""
    falls = slope_term(r"T'(n)", threshold, n)
    leads = sp.Equivalent(sp.Gt(of("x", FULL).symbol, of("x", NON).symbol), sp.Gt(beta, threshold()))
    shown = sp.And(sp.Lt(falls.symbol, 0), sp.Lt(threshold(), 3 / n))
    gone = {"n ≥ 2 + 4G/β²": n >= 2 + 4 * b * gamma / beta**2}
    too_large = sp.Lt(2 * n * b * gamma, model.SHORTHANDS[model.s] ** 2)
    return formulas(
        asserted=shown,
        terms=(falls, of("x", FULL), of("x", NON)),
        simulated=leads,
        lemmas=(
            Lemma(
                "With the spillover and G fixed, full cooperation has no solution once n is at least 2 plus 4G over the square"
                " of the spillover",
                too_large,
                {**region((), {}), **gone},
            ),
        ),
    )


@record(
    id="4.3-free-riding",
    section="§4 (3)",
    statement="Every firm cuts its R&D as the cluster grows.",
    verdict=Verdict.PROVED,
    finding="True: without cooperation R&D per firm falls in the number of firms.",
)
def free_riding() -> Formulas:
    """Whether each firm does less R&D in a larger cluster."""
    falls = slope_term(r"\partial x^{*}/\partial n", lambda: solution.outcome(NON)["x"], n)
    larger = Term(sp.Symbol("x^{*}_{n+1}", real=True), lambda: solution.outcome(NON)["x"].subs(n, n + 1), lambda play: play.larger)
    shown = sp.Lt(falls.symbol, 0)
    return formulas(
        asserted=shown,
        terms=(falls, larger, of("x", NON)),
        modes=(NON,),
        simulated=sp.Lt(larger.symbol, of("x", NON).symbol),
        lemmas=(
            Lemma(
                "With one firm more, every firm does less R&D",
                sp.Lt(larger.formula(), solution.outcome(NON)["x"]),
                region((NON,), {}),
            ),
        ),
    )


@record(
    id="4.3-cluster-weakens",
    section="§4 (3)",
    statement="The innovation of the cluster as a whole weakens as it grows.",
    verdict=Verdict.SHARPENED,
    finding="R&D of all firms together falls in their number only under an exact condition; it can rise. What reaches each firm never"
    " rises.",
)
def weaker_cluster() -> Formulas:
    """Whether the R&D of the whole cluster falls in the number of firms."""
    total = slope_term(r"\partial (n x^{*})/\partial n", lambda: comparison.CLUSTER_RND * solution.outcome(NON)["x"], n)
    reaching = slope_term(r"\partial (s x^{*})/\partial n", lambda: comparison.EFFECTIVE_RND * solution.outcome(NON)["x"], n)
    larger = Term(sp.Symbol("x^{*}_{n+1}", real=True), lambda: solution.outcome(NON)["x"].subs(n, n + 1), lambda play: play.larger)
    now = of("x", NON)
    exact = sp.Gt(comparison.without_positive_factors(-total.formula(), NON), 0)
    shown = sp.Lt(total.symbol, 0)
    s = model.SHORTHANDS[model.s]
    return formulas(
        asserted=shown,
        condition=exact,
        terms=(total, reaching, larger, now),
        modes=(NON,),
        proved=sp.Equivalent(shown, exact),
        simulated=sp.Le(s.subs(n, n + 1) * larger.symbol, s * now.symbol),
        lemmas=(
            lemma(
                words="The R&D that reaches each firm never rises with the number of firms",
                relation=sp.Le(reaching.symbol, 0),
                terms=(reaching,),
                modes=(NON,),
            ),
        ),
    )


@record(
    id="5.1-imitator",
    section="§5 (1)",
    statement="A firm that only imitates may earn more than the firms that innovate.",
    verdict=Verdict.SHARPENED,
    finding="It does so exactly under a condition on the spillover, the cost of R&D and the number of firms; and even then"
    " it would earn more by investing.",
    gloss="With the imitator's profit on the left, and on the right that of each other firm in the same outcome",
)
def imitator() -> Formulas:
    """Whether a firm that only imitates can earn more than those that invest."""
    free = Term(sp.Symbol(r"\pi_{0}", real=True), lambda: imitation.profits()[0], lambda play: play.imitator)
    investor = Term(sp.Symbol(r"\pi_{1}", real=True), lambda: imitation.profits()[1], lambda play: play.investor)
    exact = sp.Gt(comparison.without_positive_factors(sp.factor(free.formula() - investor.formula()), NON), 0)
    shown = sp.Gt(free.symbol, investor.symbol)
    would_earn = of("profit", NON)
    return sharpened(
        asserted=shown,
        condition=exact,
        terms=(free, investor, would_earn),
        modes=(NON,),
        lemmas=(
            lemma(
                words="A firm that does no R&D earns less than it would by investing",
                relation=sp.Lt(free.symbol, would_earn.symbol),
                terms=(free, would_earn),
                modes=(NON,),
            ),
        ),
    )


@record(
    id="5.1-nobody-invests",
    section="§5 (1)",
    statement="In a large cluster no firm would invest in R&D.",
    verdict=Verdict.REFUTED,
    finding="Every firm invests, whatever the size of the cluster, wherever the solution exists; so every cluster is a counterexample."
    " What is true: R&D per firm tends to zero as the cluster grows, while R&D of all firms together never falls below a positive bound.",
    everywhere=True,
    example=True,
)
def nobody_invests() -> Formulas:
    """Whether R&D ends in a large cluster."""
    x = of("x", NON)
    gap = b * gamma - 2 * beta * (1 - beta)
    far = {"G > 2β(1-β)": gap > 0, "n ≥ 1 + 8/(G - 2β(1-β))": n >= 1 + 8 / gap}
    assumed = {**region((), {}), **far, **{name: part for name, part in region((NON,), {}).items() if "positive R&D" in name}}
    return formulas(
        asserted=sp.Le(x.symbol, 0),
        terms=(x,),
        modes=(NON,),
        proved=sp.Gt(x.symbol, 0),
        simulated=sp.Gt(x.symbol, 0),
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


@record(
    id="5.2-consortium",
    section="§5 (2)",
    statement="Full cooperation does well in profit and in R&D: it has the most of both.",
    verdict=Verdict.SHARPENED,
    finding="In profit always; in R&D exactly where the spillover exceeds T(n).",
    gloss="In profit it always leads; in R&D",
)
def consortium() -> Formulas:
    """Whether full cooperation leads in profit and in R&D."""
    rnd = [of("x", mode) for mode in (FULL, RND, NON)]
    shown = sp.And(*(sp.Gt(rnd[0].symbol, other.symbol) for other in rnd[1:]))
    exact = larger_where("x", FULL, NON)
    profits = [of("profit", mode) for mode in (FULL, RND, NON)]
    richest = sp.And(*(sp.Gt(profits[0].symbol, other.symbol) for other in profits[1:]))
    modes = (NON, RND, FULL)
    return formulas(
        asserted=shown,
        condition=exact,
        terms=(*rnd, *profits),
        modes=modes,
        proved=leads_where(exact, *rnd),
        simulated=sp.And(sp.Equivalent(shown, exact), richest),
        lemmas=(
            lemma(
                words="Full cooperation earns the most of the three, at every spillover",
                relation=richest,
                terms=tuple(profits),
                modes=modes,
            ),
        ),
    )


@record(
    id="5.2-inertia",
    section="§5 (2)",
    statement="A monopolist gains less from an innovation than a firm in a competitive market does.",
    verdict=Verdict.OUTSIDE,
    finding="This model cannot say: it has no competitive market. In Arrow's own model, built here in its smallest form, it is true. Under"
    " full cooperation the firms of this model do the most R&D of the three exactly where the spillover exceeds T(n).",
    gloss="In Arrow's model, while the old unit cost still caps an inventor's price in competition (a drastic invention is below)",
)
def inertia() -> Formulas:
    """Whether a monopolist gains less from an innovation than a competitive industry."""
    (first, given), *others = [pair for pair in replacement.gain_ranking() if replacement.gain_of_monopolist() in pair[0].args]
    words = "An inventor in a competitive industry gains more than a monopolist"
    kinds, names = (" by an innovation that is not drastic", " by a drastic one"), ("not drastic", "drastic")
    relations = [(first, given), *others]
    parts = [{"A < a": model.A < a, "d ≤ A": replacement.d <= A, name: where} for name, (_, where) in zip(names, relations, strict=True)]
    return formulas(
        asserted=relations[0][0],
        assumed=parts[0],
        lemmas=tuple(
            Lemma(words + kind, relation, part) for kind, (relation, _), part in zip(kinds[1:], relations[1:], parts[1:], strict=True)
        ),
    )


@record(
    id="5.3-policy",
    section="§5 (3)",
    statement="Public platforms and policy cure an under-investment in R&D.",
    verdict=Verdict.SHARPENED,
    finding="Firms invest less than the second best exactly above a bound on the spillover, and a subsidy closes the gap."
    " A platform that only raises"
    " the spillover lowers each firm's R&D everywhere, and raises effective R&D and output only below one half.",
)
def underinvestment() -> Formulas:
    """Whether firms invest too little, and what would mend it."""
    x, best = of("x", NON), of("x", SECOND)
    exact = larger_where("x", SECOND, NON)
    shown = sp.Lt(x.symbol, best.symbol)
    modes = (NON, SECOND)
    subsidy = Term(sp.Symbol(r"\sigma_{SB}", real=True), lambda: policy.second_best(NON))
    own = slope_term(r"\partial x^{*}/\partial \beta", x.formula, beta)
    reaching = slope_term(r"\partial (s x^{*})/\partial \beta", lambda: comparison.EFFECTIVE_RND * x.formula(), beta)
    output = slope_term(r"\partial Q^{*}/\partial \beta", of("Q", NON).formula, beta)
    below = sp.Lt(beta, HALF)
    return sharpened(
        asserted=shown,
        condition=exact,
        terms=(x, best),
        modes=modes,
        lemmas=(
            lemma(
                words="The subsidy that closes the gap is positive exactly where firms invest too little",
                relation=sp.Equivalent(sp.Gt(subsidy.symbol, 0), exact),
                terms=(subsidy,),
                modes=modes,
            ),
            lemma(
                words="A larger spillover lowers R&D per firm",
                relation=sp.Lt(own.symbol, 0),
                terms=(own,),
                modes=(NON,),
            ),
            lemma(
                words="A larger spillover raises effective R&D exactly below one half",
                relation=sp.Equivalent(sp.Gt(reaching.symbol, 0), below),
                terms=(reaching,),
                modes=(NON,),
            ),
            lemma(
                words="A larger spillover raises output exactly below one half",
                relation=sp.Equivalent(sp.Gt(output.symbol, 0), below),
                terms=(output,),
                modes=(NON,),
            ),
        ),
    )
