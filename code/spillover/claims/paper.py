"""The paper's claims, in the order of the paper. Each says what is asserted; nothing about its truth is taken for granted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.claim import HALF, RANGES, Formulas, Kind, Lemma, Term, Verdict, conditions, of, region, seen, with_one_more
from spillover.claims.forms import (
    ABOVE_HALF,
    ABOVE_THRESHOLD,
    BELOW_HALF,
    BELOW_THRESHOLD,
    Extreme,
    Order,
    Positive,
    Slope,
    printed_threshold,
    relations,
    slope_term,
)
from spillover.claims.registry import FULL, NON, RND, SECOND, formulas, larger_where, lemma, record, record_form
from spillover.cluster import comparison, derivation, imitation, solution
from spillover.game.deviations import MARKET, RND_STAGE
from spillover.game.literature.pair import LEADING, SUBSIDISED
from spillover.game.literature.policy import SECOND_BEST
from spillover.game.literature.replacement import INNOVATION
from spillover.game.sampling import Played
from spillover.game.trials import Game
from spillover.literature import pair, plant, policy, replacement, sequence, subsidies
from spillover.model import A, a, b, beta, gamma, n
from spillover.regimes import Objective, Regime

STEP = sp.Symbol("t", positive=True)
"""How far a firm deviates."""


def market() -> tuple[list[sp.Expr], list[sp.Expr]]:
    """Cournot outputs and the profits that they earn, for any R&D of a firm i, a firm j, and all others."""
    outputs = derivation.product_stage(Objective.OWN, derivation.RND, derivation.SIZES)
    return outputs, derivation.all_profits(derivation.RND, outputs, derivation.SIZES)


@record(
    id="1-rivals",
    section="§1",
    statement="What spills over makes a firm's competitors stronger.",
    chinese="外溢使对手变强。",
    verdict=Verdict.SHARPENED,
    finding="True in comparison with the same R&D and no spillover: a rival's unit cost is lower, and it sells more. It is not true of"
    " the R&D itself, which lowers the firm's own unit cost by more: with the R&D of all others given, it makes a rival sell and earn"
    " more exactly where more than half spills over.",
    gloss="When does a rival's output rise with a firm's R&D, that of all others given?",
)
def stronger_rivals() -> Formulas:
    """Whether a firm's R&D raises a rival's output in the Cournot market that follows."""
    mine, other, _ = derivation.RND
    more = seen(r"\partial q_{j}/\partial x_{i}", lambda: sp.factor(sp.diff(market()[0][1], mine)), game=MARKET, name="rival")
    outputs, profits = market()
    sold = {"the rival sells": sp.Gt(sp.numer(sp.together(outputs[1])), 0), "n ≥ 2": RANGES["n ≥ 2"]}
    own_cost, rival_cost = sp.diff(model.unit_cost(mine, other), mine), sp.diff(model.unit_cost(other, mine), mine)
    earned = sp.factor(sp.diff(profits[1], mine))
    return formulas(
        asserted=sp.Gt(more.symbol, 0),
        condition=sp.Gt(2 * beta - 1, 0),
        terms=(more,),
        assumed=region((), {}),
        lemmas=(
            Lemma("It lowers the firm's own unit cost by more than a rival's", sp.Lt(own_cost, rival_cost), region((), {})),
            Lemma(
                "Compared with the same R&D and no spillover, what spills over raises a rival's output",
                sp.Gt(more.formula(), more.formula().subs(beta, 0)),
                region((), {}),
            ),
            Lemma("A rival that sells earns more under the same condition", sp.Equivalent(sp.Gt(earned, 0), beta > HALF), sold),
        ),
    )


@record(
    id="2-subsidy",
    section="§2",
    statement="Of two firms, the one with the lower initial cost is to be subsidised, and the other is to be taxed.",
    chinese="两家企业中，初始成本较低者应得补贴，较高者应纳税。",
    verdict=Verdict.SHARPENED,
    finding="Half of it is true. Where the two differ in initial cost only, the firm with the lower cost produces more at the second"
    " best, and a firm that makes half or more is always subsidised. The other is taxed exactly where less than a fifth of its R&D"
    " reaches its rival and its output is small enough relative to the rival's.",
    gloss="Let firm 1 be the less efficient one. When is its subsidy negative?",
)
def who_is_taxed() -> Formulas:
    """When the less efficient of two firms is taxed at the second best."""
    subsidy = seen(r"\sigma_{1}", lambda: subsidies.duopoly_subsidies()[0], game=SUBSIDISED, name="sigma_1")
    q_1, q_2 = pair.OUTPUTS
    value = sp.expand(subsidies.duopoly_subsidies()[0])
    own, other = value.coeff(q_1), value.coeff(q_2)
    bound = sp.solve(other, pair.beta_21)[0]
    taxed = sp.And(pair.beta_21 < bound, sp.Lt(q_1 / q_2, sp.factor(-other / own)))
    alike = {pair.beta_12: beta, pair.beta_21: beta, pair.gamma_1: gamma, pair.gamma_2: gamma}
    first, second = subsidies.second_best().q
    ahead = sp.factor((first - second).subs(alike))
    concave = {"joint concavity against asymmetric deviations": sp.Gt(sp.factor(-sp.fraction(ahead)[1]), 0)}
    cheaper = Lemma(
        "Where the two differ in initial cost only, the one with the lower cost makes the more",
        sp.Equivalent(sp.Gt(ahead, 0), sp.Lt(pair.A_1, pair.A_2)),
        concave,
    )
    large = Lemma(
        "A firm that makes as much as the other, or more, is subsidised", sp.Gt(subsidy.formula(), 0), {"q₁ ≥ q₂": sp.Ge(q_1, q_2)}
    )
    return formulas(
        asserted=sp.Lt(subsidy.symbol, 0),
        condition=taxed,
        terms=(subsidy,),
        assumed={},
        lemmas=(cheaper, large),
    )


@record(
    id="2-order",
    section="§2",
    statement="With quadratic payoffs, of all differences between two firms only that in spillovers decides whether they invest one"
    " after the other or at once.",
    chinese="支付函数为二次时，企业间的各种差异中，只有溢出之差决定两家企业先后投资还是同时投资。",
    verdict=Verdict.PROVED,
    finding="True of differences in this model's duopoly: initial costs and the costs of R&D never decide it. What counts is on which"
    " side of one half each spillover lies. A leader does more R&D than when both move at once exactly where both lie on one side; a"
    " follower sells and earns more by following exactly where more than half of its own R&D reaches the leader.",
    gloss="The leader does more, and the follower sells more, than when both move at once exactly under conditions on the spillovers alone",
)
def what_decides_the_order() -> Formulas:
    """What decides who gains by leading or following."""
    leads = seen(r"\Delta x_{1}", sequence.leader_rnd_gain, game=LEADING, name="leader's R&D")
    follows = seen(r"\Delta q_{2}", sequence.follower_output_gain, game=LEADING, name="follower's output")
    first, second = pair.beta_12, pair.beta_21
    same_side = sp.Or(sp.And(first > HALF, second > HALF), sp.And(first < HALF, second < HALF))
    return formulas(
        asserted=sp.And(sp.Equivalent(sp.Gt(leads.symbol, 0), same_side), sp.Equivalent(sp.Gt(follows.symbol, 0), first > HALF)),
        terms=(leads, follows),
        assumed={"β₂₁ ≠ ½": sp.Ne(second, HALF), "β₁₂ < 1": first < 1, "β₂₁ < 1": second < 1},
        lemmas=(
            Lemma(
                "On its best response a follower earns more the more it sells",
                sp.Gt(sequence.follower_profit(), 0),
                {"β₁₂ < 1": first < 1, "β₂₁ < 1": second < 1},
            ),
        ),
    )


def step_loses(letter: str, change: Callable[[sp.Expr], sp.Expr], game: Game) -> tuple[Boolean, tuple[Term, ...]]:
    """That a firm loses by a step up and by one down, and the terms in that: what it gains by a step, which a game shows too."""
    up = seen(f"{letter}(+t)", lambda: change(STEP), game=game, name="up")
    down = seen(f"{letter}(-t)", lambda: change(-STEP), game=game, name="down")
    return sp.And(sp.Lt(up.symbol, 0), sp.Lt(down.symbol, 0)), (up, down)


@record(
    id="3.1-market",
    section="§3 (1)",
    statement="Given R&D, the product stage has a Nash equilibrium.",
    chinese="给定研发投入，产品阶段存在纳什均衡。",
    verdict=Verdict.PROVED,
    finding="True wherever all firms sell at it, and then it is the only one.",
    gloss="Whatever the R&D, as long as all firms sell, a firm loses by selling more, or less, by t than its Cournot output",
)
def market_equilibrium() -> Formulas:
    """That no firm gains by leaving the Cournot outputs, for any R&D."""

    def change(by: sp.Expr) -> sp.Expr:
        outputs, earned = market()
        elsewhere = derivation.all_profits(derivation.RND, [outputs[0] + by, *outputs[1:]], derivation.SIZES)
        return sp.factor(elsewhere[0] - earned[0])

    loses, steps = step_loses(r"\Delta\pi_{i}", change, MARKET)
    q, total = sp.symbols("q_i Q", positive=True)
    x_total = derivation.total(derivation.RND, derivation.SIZES)
    wanted = [sp.solve(derivation.own_marginal_profit(own=q, total=total, x=x, x_total=x_total), q)[0] for x in derivation.RND]
    adds_up = sp.Eq(derivation.total(wanted, derivation.SIZES), total)
    sells = {"all firms sell": sp.And(*(sp.Gt(sp.numer(sp.together(output)), 0) for output in market()[0]))}
    return formulas(
        asserted=loses,
        terms=steps,
        assumed={**region((), {}), **sells},
        lemmas=(
            Lemma(
                "The outputs that firms want at a total output add up to that total at one total only",
                sp.Equivalent(adds_up, sp.Eq(total, sp.factor(derivation.total(market()[0], derivation.SIZES)))),
                region((), {}),
            ),
        ),
    )


@record(
    id="3.1-nash",
    section="§3 (1)",
    statement="The solution without cooperation is a symmetric Nash equilibrium of the R&D stage.",
    chinese="完全不合作的解是研发阶段的对称纳什均衡。",
    verdict=Verdict.PROVED,
    finding="True: under the own second-order condition no firm gains by any other R&D at which all firms sell.",
    gloss="When all others do the R&D of the solution, a firm loses by doing more, or less, by t",
)
def rnd_equilibrium() -> Formulas:
    """That no firm gains by leaving the R&D of no cooperation."""

    def change(by: sp.Expr) -> sp.Expr:
        alone, level = derivation.solve(NON), solution.outcome(NON)["x"]
        slope = sp.factor(alone.first_order.subs(derivation.X, level))
        return sp.factor(slope * by + alone.own * by**2 / 2)  # the objective is a parabola in own R&D

    loses, steps = step_loses(r"\Delta\pi^{*}_{i}", change, RND_STAGE)
    return formulas(asserted=loses, terms=steps, modes=(NON,))


def maximum_of_joint_profit(mode: Regime, words: str) -> Lemma:
    """That joint profit has its maximum at a solution: its slope vanishes, and it bends down when all firms move, and when one moves."""
    stages = derivation.solve(mode)
    slope = sp.factor(stages.first_order.subs(derivation.X, solution.outcome(mode)["x"]))
    together, against = solution.curvature(mode)
    return Lemma(words, sp.And(sp.Eq(slope, 0), sp.Gt(together, 0), sp.Gt(against, 0)), region((mode,), {}))


@record(
    id="3.2-label",
    section="§3 (2)",
    statement="The solution under R&D cooperation is a symmetric Nash equilibrium of the R&D stage.",
    chinese="半合作的解是研发阶段的对称纳什均衡。",
    verdict=Verdict.RELABELLED,
    finding="It is the maximum of joint profit. Each firm could earn more by leaving it, unless the spillover is exactly one half.",
    gloss="If it were an equilibrium, a firm that by itself breaks the agreement would gain nothing",
    kind=Kind.PROPERTY,
)
def label_of_rnd_cooperation() -> Formulas:
    """Whether R&D cooperation is an equilibrium."""
    alone = derivation.solve(NON)

    def gain() -> sp.Expr:
        tempted = alone.first_order.subs(derivation.X, solution.outcome(RND)["x"])
        return sp.factor(-(tempted**2) / (2 * alone.own))  # the objective is a parabola in own R&D

    tempting = Term(sp.Symbol(r"\Delta\hat{\pi}_i", real=True), gain, lambda play: play.gain_from_deviation)
    modes = (NON, RND)
    return formulas(
        asserted=sp.Le(tempting.symbol, 0),
        condition=None,
        terms=(tempting,),
        premises={"β ≠ ½": sp.Ne(beta, HALF)},
        modes=modes,
        instead=maximum_of_joint_profit(RND, "Joint profit has its maximum there"),
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


TWICE = "§3 (2), §4 (2)"
"""What section 3 finds, section 4 says again."""

for _high, _premise in ((True, ABOVE_HALF), (False, BELOW_HALF)):
    for _quantity in ("x", "Q"):
        record_form(
            id=f"3.2-{_quantity}-{'high' if _high else 'low'}",
            section=TWICE,
            form=Order(_quantity, *((RND, NON) if _high else (NON, RND))),
            premises=(_premise,),
            finding="True.",
        )


@record(
    id="3.3-symmetric",
    section="§3 (3)",
    statement="By symmetry, all firms do the same R&D under full cooperation.",
    chinese="由对称性，全合作时各企业的研发投入相同。",
    verdict=Verdict.PROVED,
    finding="True where output is shared equally. The paper takes equal outputs from symmetry too; but with equal unit costs joint"
    " profit is the same however a given output is divided, so symmetry does not give them (see 3.3-label).",
    gloss="With equal shares of output, joint profit falls when one firm does t more and another does t less",
)
def equal_rnd() -> Formulas:
    """That under equal shares of output no shift of R&D from one firm to another gains."""
    at = dict.fromkeys(derivation.RND, derivation.X)
    mine, other, _ = derivation.RND

    def change() -> sp.Expr:
        stages = derivation.solve(FULL)
        shifted = stages.objective.subs({**at, mine: derivation.X + STEP, other: derivation.X - STEP}, simultaneous=True)
        return sp.factor(shifted - stages.objective.subs(at))

    shift = seen(r"\Delta\tilde{\Pi}(t)", change, game=MARKET, name="shift")
    return formulas(asserted=sp.Lt(shift.symbol, 0), terms=(shift,), assumed=region((), {}))


@record(
    id="3.3-label",
    section="§3 (3)",
    statement="The solution under full cooperation is a symmetric Nash equilibrium.",
    chinese="全合作的解是对称纳什均衡。",
    verdict=Verdict.RELABELLED,
    finding="It is the maximum of joint profit when equal shares of output are imposed. Left alone, each firm would sell more. And"
    " equal shares"
    " are not best for the firms: to let one firm make the same output at the same R&D costs nothing, and then more R&D there gains.",
    gloss="If it were an equilibrium, a firm that by itself sells what is best for it would gain nothing",
    kind=Kind.PROPERTY,
)
def label_of_full_cooperation() -> Formulas:
    """Whether full cooperation is an equilibrium, or even the best that firms can do together."""

    def more() -> sp.Expr:
        found = solution.outcome(FULL)
        return sp.factor(derivation.own_marginal_profit(own=found["q"], total=found["Q"], x=found["x"], x_total=n * found["x"]))

    def gain() -> sp.Expr:
        return sp.factor(more() ** 2 / (4 * b))  # profit is a parabola in own output, and bends by 2b

    tempting = seen(r"\Delta\tilde{\pi}_i", gain, game=RND_STAGE, name="oversold")
    return formulas(
        asserted=sp.Le(tempting.symbol, 0),
        condition=None,
        terms=(tempting,),
        modes=(FULL,),
        instead=maximum_of_joint_profit(FULL, "With equal shares of output imposed, joint profit has its maximum there"),
        lemmas=(
            Lemma("One more unit sold adds to a firm's own profit", sp.Gt(more(), 0), region((FULL,), {})),
            Lemma(
                "Once one firm makes all the output, joint profit rises with the R&D of that firm",
                sp.Gt(plant.marginal_gain(), 0),
                region((FULL,), {}),
            ),
        ),
    )


record_form(id="4.1-x", section="§4 (1)", form=Order("x", FULL, RND), finding="True for every spillover.")

record_form(id="4.1-profit", section="§4 (1)", form=Order("profit", FULL, RND), finding="True for every spillover.")


@record(
    id="4.1-Q",
    section="§4 (1)",
    form=Order("Q", RND, FULL),
    kind=Kind.UNRANKED,
    verdict=Verdict.SHARPENED,
    finding="True: either can be the larger. R&D cooperation produces more exactly where R&D is costly enough.",
)
def output_of_cooperation(said: Formulas) -> Formulas:
    """Output under R&D cooperation and under full cooperation."""
    return replace(said, condition=larger_where("Q", RND, FULL))


record_form(id="4.2-profit-high", section="§4 (2)", form=Order("profit", RND, NON), premises=(ABOVE_HALF,), finding="True.")


@record(
    id="4.2-profit-low",
    section="§4 (2)",
    form=Order("profit", NON, RND),
    premises=(BELOW_HALF,),
    verdict=Verdict.REFUTED,
    finding="The opposite holds, everywhere below one half: R&D cooperation earns strictly more (and above one half too: see"
    " 4.2-profit-high).",
    everywhere=True,
)
def profit_below_half(said: Formulas) -> Formulas:
    """Profit without cooperation and with R&D cooperation, below one half."""
    return replace(said, condition=sp.false)


@record(
    id="4.2-cost",
    section="§4 (2)",
    statement="With a spillover above one half, what spills over takes more off a firm's unit cost than the firm's own R&D does.",
    chinese="外溢系数大于 1/2 时，外溢降低的单位成本多于企业自身研发降低的单位成本。",
    verdict=Verdict.SHARPENED,
    finding="False for two firms, true for three and more: what comes from the n − 1 others exceeds the firm's own part exactly where"
    " (n − 1)β exceeds one.",
    gloss="When does what comes from all others, on the left, exceed the firm's own part?",
)
def what_comes_from_others() -> Formulas:
    """Whether spillovers take more off a firm's cost than its own R&D."""

    def spilt_over(play: Played) -> Any:
        found = play[RND]
        return play.point["A"] - found.unit_cost - found.x

    own = of("x", RND)
    others = Term(sp.Symbol(r"c_{\beta}", real=True), lambda: (n - 1) * beta * own.formula(), spilt_over)
    return formulas(
        asserted=sp.Gt(others.symbol, own.symbol),
        condition=sp.Gt((n - 1) * beta, 1),
        terms=(others, own),
        premises=relations((ABOVE_HALF,)),
        modes=(RND,),
        lemmas=(
            lemma(
                words="With three firms or more it is so",
                relation=sp.Gt(others.symbol, own.symbol),
                terms=(others, own),
                modes=(RND,),
                premises={**relations((ABOVE_HALF,)), "n ≥ 3": n >= 3},
            ),
        ),
    )


@record(
    id="4.2-welfare",
    section="§4 (2)",
    statement="With a spillover above one half, R&D cooperation serves welfare best of the three, because its output is the largest.",
    chinese="外溢系数大于 1/2 时，半合作的总产量最大，因而社会福利也最大。",
    verdict=Verdict.REFUTED,
    finding="Neither need hold: there are markets in which full cooperation has both the larger output and the larger welfare. Each"
    " ranking has its own exact condition: R&D cooperation can have the largest output and not the largest welfare.",
    gloss="The claim makes both of these statements; we refute even that one of the two holds",
)
def best_for_welfare() -> Formulas:
    """Whether R&D cooperation leads in output and in welfare, above one half."""
    best = {quantity: Extreme(quantity, RND, (NON, FULL), largest=True) for quantity in ("Q", "welfare")}
    exact = {quantity: larger_where(quantity, RND, FULL) for quantity in best}
    apart = sp.And(exact["Q"], sp.Not(exact["welfare"]))
    parts = {quantity: form.asserted() for quantity, form in best.items()}
    return formulas(
        asserted=sp.Or(*parts.values()),
        condition=sp.false,
        terms=tuple(term for form in best.values() for term in form.terms()),
        premises=relations((ABOVE_HALF,)),
        modes=(NON, RND, FULL),
        exact=exact,
        parts=parts,
        witnesses={"R&D cooperation has the largest output and full cooperation the larger welfare": apart},
    )


@record(
    id="4.2-monopoly-output",
    section="§4 (2)",
    lead="Full cooperation restricts output",
    chinese="全合作限制产量",
    form=Order("Q", RND, FULL),
    verdict=Verdict.REFUTED,
    finding="Not where R&D is cheap: there the larger R&D of full cooperation offsets, or more than offsets, its restriction of output."
    " (Part 1 of the same section says that the two cannot be ranked.)",
)
def monopoly_output(said: Formulas) -> Formulas:
    """Whether full cooperation always produces less than R&D cooperation."""
    return replace(said, condition=sp.false, exact={"Q": larger_where("Q", RND, FULL)}, parts={"Q": said.asserted})


@record(
    id="4.2-consortium-welfare",
    section="§4 (2)",
    lead="Full cooperation serves welfare less well",
    chinese="全合作的社会福利较差",
    form=Order("welfare", RND, FULL),
    verdict=Verdict.SHARPENED,
    finding="True exactly where R&D is costly enough, relative to how much of it reaches each firm.",
)
def consortium_welfare(said: Formulas) -> Formulas:
    """Whether full cooperation serves welfare less well than R&D cooperation."""
    decides = larger_where("welfare", RND, FULL)
    edge = {gamma: model.SHORTHANDS[model.s] ** 2 / (2 * n * b)}  # as cheap as the joint concavity of full cooperation can bear
    cheap = Lemma(
        "Where R&D is as cheap as full cooperation can bear it is false: so of the two roots in G only the larger one matters",
        sp.Lt(sp.factor(decides.lhs.subs(edge)), decides.rhs),
        region((), {}),
    )
    return replace(said, condition=decides, lemmas=(cheap,))


@record(id="4.3-x-high", section="§4 (3)", form=Order("x", FULL, NON), premises=(ABOVE_THRESHOLD,), verdict=Verdict.PROVED, finding="True.")
def rnd_above_threshold(said: Formulas) -> Formulas:
    """R&D above T(n); that the T(n) which the paper prints is where the two are equal."""
    equal = sp.Equivalent(sp.Eq(*(term.symbol for term in said.terms)), sp.Eq(beta, printed_threshold()))
    return replace(
        said,
        lemmas=(
            lemma(
                words="The two do the same R&D exactly at T(n) as the paper prints it", relation=equal, terms=said.terms, modes=said.modes
            ),
        ),
    )


record_form(id="4.3-x-low", section="§4 (3)", form=Order("x", NON, FULL), premises=(BELOW_THRESHOLD,), finding="True.")

record_form(
    id="4.3-profit-high",
    section="§4 (3)",
    form=Order("profit", FULL, NON),
    premises=(ABOVE_THRESHOLD,),
    finding="True, and not only above T(n).",
)


@record(
    id="4.3-profit-low",
    section="§4 (3)",
    form=Order("profit", NON, FULL),
    kind=Kind.UNRANKED,
    premises=(BELOW_THRESHOLD,),
    verdict=Verdict.REFUTED,
    finding="They can be ranked, and always the same way: here, as above T(n), full cooperation earns more.",
    gloss="If they could not be ranked, this order would occur somewhere",
    everywhere=True,
)
def profit_below_threshold(said: Formulas) -> Formulas:
    """Whether profits can be ranked below the threshold."""
    return replace(said, condition=sp.false)


@record(
    id="4.3-Q",
    section="§4 (3)",
    form=Order("Q", NON, FULL),
    kind=Kind.UNRANKED,
    premises=(ABOVE_THRESHOLD,),
    verdict=Verdict.SHARPENED,
    finding="True: either can be the larger. No cooperation produces more exactly where R&D is costly enough; at a spillover of T(n) or"
    " less, where the paper makes no claim about output, it always does.",
)
def output_without_cooperation(said: Formulas) -> Formulas:
    """Output without cooperation and with full cooperation."""
    return replace(
        said,
        condition=larger_where("Q", NON, FULL),
        lemmas=(
            lemma(
                words="No cooperation produces more wherever the spillover is at most T(n)",
                relation=said.asserted,
                terms=said.terms,
                modes=said.modes,
                premises={"β ≤ T(n)": beta <= printed_threshold()},
            ),
        ),
    )


@record(
    id="4.3-threshold",
    section="§4 (3), §5 (1)",
    statement="As the cluster grows, even a small spillover comes to exceed T(n).",
    chinese="企业数增多时，较小的外溢系数也会超过临界值 T(n)。",
    verdict=Verdict.PROVED,
    finding="True: T(n) falls in n and stays below 3/n. But with spillover and cost of R&D held fixed, full cooperation ceases to have a"
    " solution in a large cluster.",
    gloss="It falls, and does not stay above any spillover",
)
def falling_threshold() -> Formulas:
    """Whether T(n) falls below every spillover as n grows."""
    falls = slope_term(r"T'(n)", printed_threshold, n)
    full, non = of("x", FULL), of("x", NON)
    gone = {"n ≥ 2 + 4G/β²": n >= 2 + 4 * b * gamma / beta**2}
    too_large = sp.Lt(2 * n * b * gamma, model.SHORTHANDS[model.s] ** 2)
    return formulas(
        asserted=sp.And(sp.Lt(falls.symbol, 0), sp.Lt(printed_threshold(), 3 / n)),
        terms=(falls, full, non),
        simulated=sp.Equivalent(sp.Gt(full.symbol, non.symbol), sp.Gt(beta, printed_threshold())),
        lemmas=(
            Lemma(
                "With the spillover and G fixed, full cooperation has no solution once n is at least 2 plus 4G over the square of the"
                " spillover",
                too_large,
                {**region((), {}), **gone},
            ),
        ),
    )


@record(
    id="4.3-free-riding",
    section="§4 (3)",
    lead="Every firm cuts its R&D as the cluster grows",
    chinese="集群越大，各企业的研发越少",
    form=Slope("x", NON, n, rises=False),
    verdict=Verdict.PROVED,
    finding="True. But it is no measure of free riding: R&D per firm falls with the number of firms even if nothing spills over, since"
    " each firm's market is then smaller. Free riding proper is that the more spills over, the less each firm does, which is true too.",
)
def free_riding(said: Formulas) -> Formulas:
    """Whether each firm does less R&D in a larger cluster."""
    (falls,) = said.terms
    larger, now, free = with_one_more("x"), of("x", NON), Slope("x", NON, beta, rises=False).term()
    alone = {name: part.subs(beta, 0) for name, part in region((NON,), {}).items() if name != "β < 1"}
    return replace(
        said,
        terms=(*said.terms, larger, now),
        simulated=sp.Lt(larger.symbol, now.symbol),
        lemmas=(
            Lemma("With one firm more, every firm does less R&D", sp.Lt(larger.formula(), now.formula()), region((NON,), {})),
            Lemma("It does so even if nothing spills over", sp.Lt(sp.factor(falls.formula().subs(beta, 0)), 0), alone),
            lemma(words="The more spills over, the less each firm does", relation=sp.Lt(free.symbol, 0), terms=(free,), modes=(NON,)),
        ),
    )


@record(
    id="4.3-cluster-weakens",
    section="§4 (3)",
    lead="The innovation of the cluster as a whole weakens as it grows",
    chinese="集群整体创新减弱",
    form=Slope("x", NON, n, rises=False, times="n"),
    verdict=Verdict.SHARPENED,
    finding="The R&D of all firms together falls only under an exact condition; elsewhere it rises, or stays as it is. That is so above"
    " T(n) too, where the paper says this. Effective R&D, what reaches each firm, never rises.",
)
def weaker_cluster(said: Formulas) -> Formulas:
    """Whether the R&D of the whole cluster falls in the number of firms."""
    (total,) = said.terms
    exact = sp.Gt(comparison.without_positive_factors(-total.formula(), NON), 0)
    reaching = Slope("x", NON, n, rises=False, times="s").term()
    larger, now = with_one_more("x"), of("x", NON)
    s = model.SHORTHANDS[model.s]
    return replace(
        said,
        condition=exact,
        witnesses={
            "Above T(n), where it falls": sp.And(beta > printed_threshold(), exact),
            "Above T(n), where it rises": sp.And(beta > printed_threshold(), sp.Gt(total.formula(), 0)),
        },
        terms=(total, reaching, larger, now),
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


record_form(
    id="5.1-innovates",
    section="§5 (1)",
    lead="Every firm can, and does, innovate on top of what it learns",
    chinese="每个企业都会自行创新",
    form=Positive("x", NON),
    finding="True wherever the solution exists: every firm does R&D of its own on top of what it learns.",
)


@record(
    id="5.1-imitator",
    section="§5 (1)",
    statement="Innovators may earn less than a firm that only imitates.",
    chinese="创新企业的利润可能低于只模仿的企业。",
    verdict=Verdict.SHARPENED,
    finding="True as it stands. A firm that alone drops its R&D to zero earns more than each of the others exactly under a condition on"
    " the spillover, the cost of R&D and the number of firms; even then it would earn more by investing. (If the others know that it"
    " will not invest, and respond to that, the condition is a different one.)",
    gloss="When does the imitator, on the left, earn more than each other firm in the same outcome?",
)
def imitator() -> Formulas:
    """Whether a firm that only imitates can earn more than those that invest."""
    free = Term(sp.Symbol(r"\pi_{0}", real=True), lambda: imitation.profits()[0], lambda play: play.imitator)
    investor = Term(sp.Symbol(r"\pi_{1}", real=True), lambda: imitation.profits()[1], lambda play: play.investor)
    would_earn = of("profit", NON)
    return formulas(
        asserted=sp.Gt(free.symbol, investor.symbol),
        condition=sp.Gt(comparison.without_positive_factors(sp.factor(free.formula() - investor.formula()), NON), 0),
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
    id="5.1-imitator-cost",
    section="§5 (1)",
    statement="An imitator may produce at much lower cost than a firm that develops.",
    chinese="模仿者的生产成本可能低得多。",
    verdict=Verdict.REFUTED,
    finding="Its unit cost is higher, by (1 − β)x*: it learns a part of what the developer knows whole. With the outlay on R&D counted"
    " in, to make what a firm makes without cooperation costs the imitator less exactly where more than half spills over.",
    gloss="With the imitator's unit cost on the left, and on the right that of each firm that does R&D",
    everywhere=True,
)
def cost_of_imitation() -> Formulas:
    """Whether an imitator's unit cost is the lower."""
    x, q = (solution.outcome(NON)[name] for name in ("x", "q"))

    def unit_cost(play: Played, own: int) -> Any:
        point, level = play.point, play[NON].x
        return model.unit_cost(own * level, (point["n"] - 1 - own) * level, A=point["A"], beta=point["beta"])

    imitates = Term(sp.Symbol("c_{0}", real=True), lambda: model.unit_cost(sp.S.Zero, (n - 1) * x), lambda play: unit_cost(play, 0))
    develops = Term(sp.Symbol("c_{1}", real=True), lambda: model.unit_cost(x, (n - 2) * x), lambda play: unit_cost(play, 1))
    saved = model.rnd_cost(x) - (imitates.formula() - develops.formula()) * q
    return formulas(
        asserted=sp.Lt(imitates.symbol, develops.symbol),
        condition=sp.false,
        terms=(imitates, develops),
        modes=(NON,),
        lemmas=(
            Lemma(
                "With R&D counted in, to make what each firm makes without cooperation costs the imitator less exactly above one half",
                sp.Equivalent(sp.Gt(sp.factor(saved), 0), beta > HALF),
                region((NON,), {}),
            ),
        ),
    )


@record(
    id="5.1-rents",
    section="§5 (1)",
    lead="Competition eats up the rents of innovation",
    chinese="竞争耗散创新租金",
    form=Slope("profit", NON, n, rises=False),
    verdict=Verdict.PROVED,
    finding="True of profit per firm, the measure taken here. The profit of all firms together need not fall. The rent proper, profit"
    " less what a firm would earn if none did R&D, can even be negative: firms then do R&D to their common loss.",
)
def rents(said: Formulas) -> Formulas:
    """Whether more firms earn less, each."""
    larger, now = with_one_more("profit"), of("profit", NON)
    more = sp.Gt((n + 1) * larger.formula(), n * now.formula())
    one_more = [sp.Eq(n, 2), *(part.subs(n, n + 1) for part in conditions(NON).values())]
    seen_in_play = {"terms": (*said.terms, larger, now), "simulated": sp.Lt(larger.symbol, now.symbol)}
    implied = ("own second-order condition", "positive R&D")  # by stability; without them the proof is found at once
    assumed = {name: part for name, part in said.assumed.items() if not name.endswith(implied)}
    return replace(
        said,
        **seen_in_play,
        assumed=assumed,
        witnesses={
            "With one firm more, all firms together earn more": sp.And(more, *one_more),
            "Each firm earns less than it would if none did R&D": sp.Lt(now.formula(), (a - A) ** 2 / (b * (n + 1) ** 2)),
        },
    )


@record(
    id="5.1-nobody-invests",
    section="§5 (1)",
    statement="In a large cluster no firm would invest in R&D.",
    chinese="集群足够大时，没有企业从事研发。",
    verdict=Verdict.REFUTED,
    finding="Every firm invests, whatever the size of the cluster, wherever the solution exists; so every cluster is a counterexample."
    " What is true: where solutions exist for ever larger clusters, R&D per firm tends to zero, while R&D of all firms together never"
    " falls below a positive bound.",
    gloss="No R&D is done",
    everywhere=True,
)
def nobody_invests() -> Formulas:
    """Whether R&D ends in a large cluster."""
    x = of("x", NON)
    gap = b * gamma - 2 * beta * (1 - beta)
    far = {"G > 2β(1-β)": gap > 0, "n ≥ 1 + 8/(G - 2β(1-β))": n >= 1 + 8 / gap}
    assumed = {**region((), {}), **far, **{name: part for name, part in region((NON,), {}).items() if "positive R&D" in name}}
    return formulas(
        asserted=sp.Le(x.symbol, 0),
        condition=sp.false,
        terms=(x,),
        modes=(NON,),
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
    section="§5 (2), §4 (2)",
    statement="Full cooperation does well in profit and in R&D.",
    chinese="垄断联合体在利润和研发两方面都较好。",
    verdict=Verdict.SHARPENED,
    finding="It has the largest profit of the three always, and does the most R&D exactly where the spillover exceeds T(n).",
    gloss="Its profit is always the largest. When is its R&D the largest?",
)
def consortium() -> Formulas:
    """Whether full cooperation leads in profit and in R&D."""
    most, richest = (Extreme(quantity, FULL, (RND, NON), largest=True) for quantity in ("x", "profit"))
    modes = (NON, RND, FULL)
    exact = sp.Gt(beta, printed_threshold())
    return formulas(
        asserted=most.asserted(),
        condition=exact,
        terms=(*most.terms(), *richest.terms()),
        modes=modes,
        simulated=sp.And(sp.Equivalent(most.asserted(), exact), richest.asserted()),
        lemmas=(
            lemma(
                words="Full cooperation earns the most of the three, at every spillover",
                relation=richest.asserted(),
                terms=richest.terms(),
                modes=modes,
            ),
        ),
    )


@record(
    id="5.2-inertia",
    section="§5 (2)",
    statement="A monopolist gains less from an innovation than a firm in a competitive market does.",
    chinese="垄断者从创新中的获益少于竞争企业。",
    verdict=Verdict.OUTSIDE,
    finding="This model cannot say: it has no competitive market. In Arrow's own model, built here in its smallest form, it is true."
    " Under full cooperation the firms of this model do the most R&D of the three exactly where the spillover exceeds T(n).",
    gloss="In Arrow's model, while the old unit cost still caps an inventor's price in competition (a drastic invention is below)",
)
def inertia() -> Formulas:
    """Whether a monopolist gains less from an innovation than a competitive industry."""
    (first, *others), parts = gains_in_arrows_model()
    words = "An inventor in a competitive industry gains more than a monopolist by a drastic innovation"
    monopolist = seen("g_{M}", replacement.gain_of_monopolist, game=INNOVATION, name="monopolist")
    inventor = seen("g_{C}", lambda: replacement.gain_in_competition(drastic=False), game=INNOVATION, name="inventor")
    return formulas(
        asserted=first,
        condition=None,
        terms=(monopolist, inventor),
        assumed=parts[0],
        simulated=sp.Gt(inventor.symbol, monopolist.symbol),
        lemmas=tuple(Lemma(words, relation, part) for relation, part in zip(others, parts[1:], strict=True)),
    )


def gains_in_arrows_model() -> tuple[list[Boolean], list[dict[str, Boolean]]]:
    """That a competitive inventor gains more than a monopolist by an innovation that is not drastic, and by one that is; what is"
    " assumed.
    """
    pairs = [pair for pair in replacement.gain_ranking() if replacement.gain_of_monopolist() in pair[0].args]
    kinds = ("not drastic", "drastic")
    parts = [{"A < a": model.A < a, "d ≤ A": replacement.d <= A, kind: where} for kind, (_, where) in zip(kinds, pairs, strict=True)]
    return [relation for relation, _ in pairs], parts


@record(
    id="5.2-loss",
    section="§5 (2)",
    statement="A monopolist may lose more by innovating than competitors would.",
    chinese="垄断者可能因创新而损失更大。",
    verdict=Verdict.OUTSIDE,
    finding="This model cannot say. In Arrow's model it is true of any outlay: before it, the monopolist gains less, so beyond both"
    " gains its loss is the larger, and between the two it alone loses. By an innovation that costs nothing it never loses.",
    gloss="In Arrow's model, for an innovation that is not drastic and an outlay halfway between the two gains: what the monopolist"
    " gains net of it, and what the inventor does",
)
def loss() -> Formulas:
    """That at some outlay a monopolist loses by an innovation by which a competitive inventor gains."""
    _, parts = gains_in_arrows_model()
    alone, competing = replacement.gain_of_monopolist(), replacement.gain_in_competition(drastic=False)
    outlay = (alone + competing) / 2
    monopolist = seen("V_{M}", lambda: sp.factor(alone - outlay), game=INNOVATION, name="V_M")
    inventor = seen("V_{C}", lambda: sp.factor(competing - outlay), game=INNOVATION, name="V_C")
    return formulas(
        asserted=sp.And(sp.Lt(monopolist.symbol, 0), sp.Gt(inventor.symbol, 0)),
        condition=None,
        terms=(monopolist, inventor),
        assumed=parts[0],
        lemmas=(Lemma("Before any outlay a monopolist gains", sp.Gt(alone, 0), {"A < a": model.A < a}),),
    )


@record(
    id="5.3-competition",
    section="§5 (1), (3)",
    lead="Destructive competition makes for low R&D",
    chinese="恶性竞争压低研发",
    form=Extreme("x", NON, (RND, FULL), largest=False),
    verdict=Verdict.SHARPENED,
    finding="Competition makes for the least R&D of the three exactly where more than half spills over, and for less than full cooperation"
    " exactly above T(n).",
)
def destructive_competition(said: Formulas) -> Formulas:
    """Whether R&D is lowest without cooperation."""
    full = Order("x", FULL, NON)
    return replace(
        said,
        condition=larger_where("x", RND, NON),
        lemmas=(
            lemma(
                words="It is below that of full cooperation exactly above T(n)",
                relation=sp.Equivalent(full.asserted(), beta > printed_threshold()),
                terms=full.terms(),
                modes=full.modes(),
            ),
        ),
    )


@record(
    id="5.3-underinvestment",
    section="§5 (1), (3)",
    lead="There is too little R&D",
    chinese="研发投入不足",
    form=Order("x", SECOND, NON),
    verdict=Verdict.SHARPENED,
    finding="Firms do less than the second best exactly above a bound on the spillover; below the bound they do more.",
)
def underinvestment(said: Formulas) -> Formulas:
    """Whether firms invest too little."""
    return replace(said, condition=larger_where("x", SECOND, NON))


@record(
    id="5.3-platform",
    section="§5 (1), (3)",
    lead="Platforms that spread knowledge, read as a larger spillover, cure too little R&D",
    chinese="共享平台（视为外溢系数上升）可以弥补研发不足",
    form=Slope("x", NON, beta, rises=True),
    verdict=Verdict.REFUTED,
    finding="Read as a larger spillover and nothing else, a platform lowers R&D per firm, everywhere, while the second best asks for"
    " more: firms that do too little fall further behind it, and firms that do too much come closer. Effective R&D and output rise"
    " exactly as long as less than half spills over. Read as joint decisions on R&D, it is R&D cooperation, which raises R&D exactly"
    " above one half.",
    gloss="A cure for too little R&D would raise it",
    everywhere=True,
)
def platform(said: Formulas) -> Formulas:
    """Whether a larger spillover raises R&D."""
    best = Slope("x", SECOND, beta, rises=True).term()
    reaching, output = Slope("x", NON, beta, rises=True, times="s").term(), Slope("Q", NON, beta, rises=True).term()
    together, below = Order("x", RND, NON), sp.Lt(beta, HALF)
    return replace(
        said,
        condition=sp.false,
        lemmas=(
            lemma(
                words="It raises the R&D of the second best: a shortfall widens, an excess shrinks",
                relation=sp.Gt(best.symbol, 0),
                terms=(best,),
                modes=(SECOND,),
            ),
            lemma(
                words="It raises effective R&D exactly below one half",
                relation=sp.Equivalent(sp.Gt(reaching.symbol, 0), below),
                terms=(reaching,),
                modes=(NON,),
            ),
            lemma(
                words="A platform on which firms decide on R&D together raises it exactly above one half",
                relation=sp.Equivalent(together.asserted(), beta > HALF),
                terms=together.terms(),
                modes=(NON, RND),
            ),
            lemma(
                words="It raises output exactly below one half",
                relation=sp.Equivalent(sp.Gt(output.symbol, 0), below),
                terms=(output,),
                modes=(NON,),
            ),
        ),
    )


@record(
    id="5.3-subsidy",
    section="§5 (1)",
    statement="Government support cures too little R&D.",
    chinese="政府扶持可以弥补研发投入不足。",
    verdict=Verdict.PROVED,
    finding="True: where the second best exists and best responses are stable, one subsidy per unit of R&D implements it. Where firms do"
    " too much, it is a tax.",
    gloss="With that subsidy a firm that does the R&D of the second best, as all others do, loses by doing more, or less, by t",
)
def subsidy() -> Formulas:
    """Whether a subsidy reaches the second best."""
    paid = seen(r"\sigma_{SB}", lambda: policy.second_best(NON), game=SECOND_BEST, name="alone")

    def change(by: sp.Expr) -> sp.Expr:
        level, alone = solution.outcome(SECOND)["x"], derivation.solve(NON)
        _, slope = policy.subsidised_game(NON)
        here = slope.subs({policy.SIGMA: paid.formula(), policy.TAU: 0}).subs(derivation.X, level)
        return sp.factor(sp.factor(here) * by + alone.own * by**2 / 2)  # a subsidy leaves the second derivative as it is

    loses, steps = step_loses(r"\Delta\pi_{i}", change, SECOND_BEST)
    strict = {name: part for name, part in conditions(NON).items() if "unit cost" not in name}
    return formulas(
        asserted=loses,
        terms=(*steps, paid),
        modes=(SECOND,),
        assumed={**region((SECOND,), {}), **strict},
        lemmas=(
            lemma(
                words="The subsidy is positive exactly where firms do too little R&D, and a tax exactly where they do too much",
                relation=sp.And(
                    sp.Equivalent(sp.Gt(paid.symbol, 0), larger_where("x", SECOND, NON)),
                    sp.Equivalent(sp.Lt(paid.symbol, 0), larger_where("x", NON, SECOND)),
                ),
                terms=(paid,),
                modes=(NON, SECOND),
            ),
        ),
    )


@record(
    id="5.3-intermediaries",
    section="§5 (3)",
    statement="Intermediaries shorten the cycle of innovation.",
    chinese="中介机构可以缩短创新周期。",
    verdict=Verdict.OUTSIDE,
    finding="This model cannot say: nothing in it takes time, and nobody stands between the firms. No smaller model is offered here.",
)
def intermediaries() -> Formulas:
    """That there is no time in the model."""
    return formulas(asserted=None, condition=None)
