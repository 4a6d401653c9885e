"""Identities that no search finds, and that show the sign of a factor: a multiple of it is a sum of terms of one sign.

They are few. Like every other step of an argument they are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims.argument import Step
from spillover.claims.new import welfare_quadratic
from spillover.claims.signs import Facts, named, taken_apart
from spillover.cluster import derivation, solution
from spillover.literature import policy, replacement
from spillover.literature.asymmetry import CURVATURE
from spillover.literature.differentiation import d
from spillover.literature.duopoly import AFTER
from spillover.literature.pair import OUTPUTS, beta_12, beta_21
from spillover.notation import latex, mark, shorthand
from spillover.regimes import Objective, Planner, Regime

Sum = tuple[sp.Expr, tuple[sp.Expr, ...], dict[sp.Expr, str]]
"""A multiple of a factor, the terms of which it is the sum, and how some of these are written for short."""
Given = tuple[Boolean, ...]
First = Callable[[Given], Iterator[Step]]
"""What is said before a proof, from what is given."""


def squares(kept: int, compared: Relational, supposed: Boolean) -> Sum:
    """A quadratic form in what the R&D of each firm does to the other, times one of its coefficients, with a completed square."""
    effects = [OUTPUTS[0] * (2 * beta_12 - 1), OUTPUTS[1] * (2 * beta_21 - 1)]
    form = (sp.Matrix([effects]) * sp.Matrix([[1, 0], [0, -1]]) * CURVATURE * sp.Matrix([[1, 0], [0, -1]]) * sp.Matrix(effects))[0]
    one, other = effects[kept], effects[1 - kept]
    square = CURVATURE[kept, kept] * one - CURVATURE[0, 1] * other
    return CURVATURE[kept, kept] * sp.expand(form), (square**2, CURVATURE.det() * other**2), {}


def half_absorbed(compared: Relational, supposed: Boolean) -> Sum:
    """Twice the share absorbed, less one, is an externality and what one more unit lets a firm absorb."""
    over = sp.fraction(sp.together(compared.lhs - compared.rhs))[0]
    external, square = sp.fraction(sp.together(supposed.lhs))
    multiplier = sp.sqrt(square)
    return multiplier * over, (external, sp.factor(multiplier * over - external)), {}


def falling_product(compared: Relational, supposed: Boolean) -> Sum:
    """The negative of a slope is twice a factor that is positive as supposed, and n - 1."""
    fall = sp.expand(compared.rhs - compared.lhs)
    return fall, (sp.factor(fall - (model.n - 1)), model.n - 1), {}


def rising_quadratic(compared: Relational, supposed: Boolean) -> Sum:
    """The slope of a convex quadratic, times the distance from a point: from its value there, its value here, and a square."""
    quadratic = next(part for part in supposed.args if part.has(model.G)).lhs
    edge = model.SHORTHANDS[model.s] ** 2 / (2 * model.n)
    distance, there = 2 * model.n * model.G - model.SHORTHANDS[model.s] ** 2, sp.factor(quadratic.subs(model.G, edge))
    bend = sp.factor(sp.diff(quadratic, model.G, 2) / 2)
    multiple, here = distance * sp.diff(quadratic, model.G), 2 * model.n * quadratic
    names = {multiple: r"\left(2 n G - s^{2}\right) R'(G)", here: "2 n R(G)"}
    return multiple, (here, bend * distance**2 / (2 * model.n), -2 * model.n * there), names


def falling_rents(compared: Relational, supposed: Boolean) -> Sum | None:
    """From a spillover of one half on: a sum of terms in the margin of positive R&D and in what spills over beyond one half."""
    n, s, k = model.n, model.SHORTHANDS[model.s], model.SHORTHANDS[model.k]
    if supposed != sp.Ge(model.beta, sp.Rational(1, 2)):
        return None
    margin, over = model.G * (n + 1) ** 2 - 2 * k * s, 2 * model.beta - 1
    terms = (margin**2, 2 * k * (n - 2) * over * margin, 2 * (n - 1) * over**2 * margin, 4 * k * (n - 1) ** 2 * over**3)
    return (n + 1) * sp.expand(sp.cancel(sp.Add(*terms) / (n + 1))), terms, {}


def cheaper_agreement(compared: Relational, supposed: Boolean) -> Sum:
    """What decides about output is at least (3n + 1)/4; what decides about R&D is a multiple of that, and of a margin."""
    n, beta = model.n, model.beta
    reach, weight = 1 + (n - 1) * AFTER, n - (n - 1) * AFTER
    output = ((3 * n + 1) / 4, n * (n - 1) * AFTER * (1 - AFTER), (n - 1) * (2 * beta - 1) ** 2 / 4)
    margin = model.G * (n + 1) ** 2 - 2 * n * reach * weight
    effort = (margin * (beta + n * (1 - AFTER)), *(2 * n * weight * term for term in output))
    factors = {named(factor)[0] for factor, _ in taken_apart(sp.factor(compared.lhs - compared.rhs))[1]}
    terms = next(terms for terms in (output, effort) if named(sp.expand(sp.Add(*terms)))[0] in factors)
    return sp.expand(sp.Add(*terms)), terms, {}


def close_substitutes(compared: Relational, supposed: Boolean) -> Sum:
    """A sum of terms in the margin of stability, both moving alike, and in what spills over beyond half the closeness."""
    over, under = sp.fraction(sp.together(compared.lhs - compared.rhs))
    decisive = next(factor for factor, _ in taken_apart(over)[1] if factor.has(model.beta))
    margin = next(factor for factor, _ in taken_apart(under)[1] if factor.has(model.beta))
    more = 2 * model.beta - d
    terms = ((2 - d) ** 2 * -margin, 2 * (1 - d) * (4 - d**2) * more, 2 * (d**2 - d + 2) * more**2)
    return -(2 + d) * decisive, terms, {}


BY_HAND: dict[tuple[str, int], Callable[[Relational, Boolean], Sum | None]] = {
    ("5.1-rents", 0): falling_rents,
    ("lit-agreement-equal", 0): cheaper_agreement,
    ("lit-asymmetry-joint", 0): partial(squares, 0),
    ("lit-asymmetry-joint", 1): partial(squares, 0),
    ("lit-asymmetry-joint", 2): partial(squares, 1),
    ("lit-absorption-half", 1): half_absorbed,
    ("lit-absorption-approach", 1): falling_product,
    ("lit-location-closeness", 1): close_substitutes,
    ("new-welfare-boundary", 1): rising_quadratic,
}
"""By the id of a claim and the place of the proof among its proofs."""


def slope_is_zero(mode: Regime) -> First:
    """That joint profit has slope zero at a solution, and how it bends there."""

    def said(given: Given) -> Iterator[Step]:
        slope = derivation.solve(mode).first_order.subs(derivation.X, solution.outcome(mode)["x"])
        together, against = (latex(shorthand(bend)) for bend in solution.curvature(mode))
        yield Step(
            f"At ${latex(mark('x', mode))}$ the slope of joint profit is $0$. The negative of its second derivative is ${against}$ when one"
            f" firm does more and another as much less, and ${together}$ when all do more. Both are positive: second-order conditions.",
            sp.Eq(slope, 0, evaluate=False),
        )

    return said


def largest_gain(mode: Regime) -> First:
    """That a parabola rises from where it has a slope by that squared, over minus twice its curvature, at most."""

    def said(given: Given) -> Iterator[Step]:
        slope, curvature, by = sp.symbols("S C t", real=True)
        top = by + slope / curvature
        yield Step(
            f"Own profit is a parabola in own R&D. With slope $S$ and second derivative $C < 0$ at ${latex(mark('x', mode))}$, a step $t$"
            r" changes it by $S t + \frac{1}{2} C t^{2}$, which is at most $- \frac{S^{2}}{2 C}$, at $t = - \frac{S}{C}$.",
            sp.Eq(slope * by + curvature * by**2 / 2, -(slope**2) / (2 * curvature) + curvature * top**2 / 2, evaluate=False),
        )

    return said


def half_of_curvature(given: Given) -> Iterator[Step]:
    """That at a Nash equilibrium own profit changes by its curvature alone."""
    slope = derivation.solve(Regime.NONCOOPERATION).first_order.subs(derivation.X, solution.outcome(Regime.NONCOOPERATION)["x"])
    yield Step(
        r"At $x^{*}$ the slope of own profit is $0$, so a step $t$ up or down changes it by $\frac{1}{2} t^{2}$ times its second"
        " derivative.",
        sp.Eq(slope, 0, evaluate=False),
    )


def subsidised_slope(given: Given) -> Iterator[Step]:
    """That with the subsidy of the second best own profit has slope zero at its R&D."""
    _, slope = policy.subsidised_game(Regime.NONCOOPERATION)
    paid, level = policy.second_best(Regime.NONCOOPERATION), solution.outcome(Planner.SECOND_BEST)["x"]
    yield Step(
        r"With a subsidy $\sigma$ for each unit of R&D, the slope of own profit at $x_{SB}$ is $\sigma - \sigma_{SB}$, so with"
        r" $\sigma = \sigma_{SB}$ it is $0$, and a step $t$ up or down changes profit by $\frac{1}{2} t^{2}$ times its second derivative.",
        sp.Eq(slope.subs({policy.TAU: 0, derivation.X: level}), policy.SIGMA - paid, evaluate=False),
    )


def rivals_profit(given: Given) -> Iterator[Step]:
    """How a rival's profit changes with a firm's R&D."""
    outputs = derivation.product_stage(Objective.OWN, derivation.RND, derivation.SIZES)
    earned = derivation.all_profits(derivation.RND, outputs, derivation.SIZES)[1]
    yield Step(
        r"For its own profit a rival's output is a best choice, so what counts is how a firm's R&D changes what the rival earns by it: with"
        r" the rival's output $q_{j}$, $\partial \pi_{j}/\partial x_{i} = \frac{2 \left(2 \beta - 1\right)}{n + 1} q_{j}$. Here $x_{i}$,"
        r" $x_{j}$ and $x_{m}$ are the R&D of the firm, of the rival, and of each other firm.",
        sp.Eq(sp.diff(earned, derivation.RND[0]), 2 * (2 * model.beta - 1) * outputs[1] / (model.n + 1), evaluate=False),
    )


def opposite_gains(given: Given) -> Iterator[Step]:
    """That halfway between two gains what is left of the one is minus what is left of the other."""
    alone, competing = replacement.gain_of_monopolist(), replacement.gain_in_competition(drastic=False)
    outlay = (alone + competing) / 2
    yield Step(
        "The outlay is halfway between the two gains, so $V_{M} = - V_{C}$.",
        sp.Eq(alone - outlay, -(competing - outlay), evaluate=False),
    )


def no_whole_number_between(given: Given) -> Iterator[Step]:
    """That a product has a sign for whole numbers of firms."""
    yield Step(
        r"$\left(5 - n\right) \left(n - 4\right) \leq 0$, since $n$ is whole, and no whole number lies strictly between $4$ and $5$.",
        sp.Le((5 - model.n) * (model.n - 4), 0, evaluate=False),
    )


def at_the_least_cost(given: Given) -> Iterator[Step]:
    """What is put for the cost of R&D, and why that is enough."""
    edge = model.SHORTHANDS[model.s] ** 2 / (2 * model.n)
    yield Step(
        r"Put in is $G = \frac{s^{2}}{2 n}$, the cost of R&D at which joint profit under full cooperation just fails to have a maximum. All"
        " inequalities are strict there, so by continuity they hold for every $G$ that is larger by little enough, where it has one.",
        sp.Eq(2 * model.n * edge - model.SHORTHANDS[model.s] ** 2, 0, evaluate=False),
    )


def convex_quadratic(given: Given) -> Iterator[Step]:
    """What R stands for where welfare without cooperation is compared with that under full cooperation."""
    n = model.n
    quadratic = welfare_quadratic().as_expr().xreplace({model.gamma: model.G / model.b})
    yield Step(
        r"Write $R(G)$ for the quadratic $P$ of the proof above; its leading coefficient is"
        r" $n \left(n + 1\right)^{2} \left(n + 3\right) > 0$."
        r" To show: where $R(G)$ is not negative, $R'(G) > 0$. What follows is the slope in $\gamma$, which is $b R'(G)$.",
        sp.Eq(sp.diff(quadratic, model.G, 2) / 2, n * (n + 1) ** 2 * (n + 3), evaluate=False),
    )


def quadratic_at_the_least_cost(given: Given) -> Iterator[Step]:
    """What R is at the cost of R&D below which full cooperation has no maximum, and what follows for its roots."""
    n, beta, s = model.n, model.beta, model.SHORTHANDS[model.s]
    quadratic = welfare_quadratic().as_expr().xreplace({model.gamma: s**2 / (2 * n * model.b)})
    value = -(s**2) * (n - 1) * (beta * (n**2 + 6 * n + 1) - 3 * n - 1) ** 2 / (4 * n)
    yield Step(
        r"To show: $R\left(\frac{s^{2}}{2 n}\right) < 0$. Then $\frac{s^{2}}{2 n}$ lies between the two roots of $R$, as its leading"
        r" coefficient is positive, and for $G > \frac{s^{2}}{2 n}$, $R(G) > 0$ exactly above the larger root. Put in,"
        r" $G = \frac{s^{2}}{2 n}$ gives",
        sp.Eq(quadratic, value, evaluate=False),
    )
    yield Step(f"$$\n{latex(shorthand(value))}\n$$", sp.Eq(quadratic, value, evaluate=False))


def taxed_firm(letters: Any, facts: Facts) -> Iterator[Step]:
    """When the subsidy of one of many firms is negative."""
    n, beta = model.n, model.beta
    (subsidy,) = (formula for symbol, formula in letters.closed.items() if "sigma" in symbol.name)
    one, rest = sorted(subsidy.free_symbols - {n, beta}, key=lambda letter: letter.name.startswith("Q"))
    keeps, loses = 1 + (n - 1) * beta, 1 - (n + 3) * beta
    yield Step(
        r"So $\sigma_{i} < 0 \;\Leftrightarrow\; s q_{i} < \left(1 - \left(n + 3\right) \beta\right) Q_{-i}$.",
        sp.Eq((n + 1) * subsidy, keeps * one - loses * rest, evaluate=False),
    )
    yield Step(
        r"The left side is positive, so this needs $\beta < \frac{1}{n + 3}$. Add $\left(1 - \left(n + 3\right) \beta\right) q_{i}$ on both"
        r" sides: the left one is then $2 \left(1 - 2 \beta\right) q_{i}$, and division by"
        r" $2 \left(1 - 2 \beta\right) \left(Q_{-i} + q_{i}\right)$, which is positive, gives the second part of the condition."
        " Conversely, where both hold, multiply back.",
        sp.Eq(keeps + loses, 2 * (1 - 2 * beta), evaluate=False),
    )
    few, share = sp.Lt(beta, 1 / (n + 3)), sp.Lt(one / (one + rest), loses / (2 * (1 - 2 * beta)))
    yield Step("", sp.Equivalent(sp.Lt(subsidy, 0, evaluate=False), sp.And(few, share)), facts.given)


def taxed_duopolist(letters: Any, facts: Facts) -> Iterator[Step]:
    """When the subsidy of one of two firms is negative."""
    one, other = OUTPUTS
    (subsidy,) = (formula for symbol, formula in letters.closed.items() if "sigma" in symbol.name)
    taxed, few = sp.Lt(subsidy, 0, evaluate=False), sp.Lt(beta_21, sp.Rational(1, 5))
    yield Step(
        r"So $\sigma_{1} < 0 \;\Leftrightarrow\; \left(1 + \beta_{21}\right) q_{1} < \left(1 - 5 \beta_{21}\right) q_{2}$.",
        sp.Eq(3 * subsidy, (1 + beta_21) * one - (1 - 5 * beta_21) * other, evaluate=False),
    )
    yield Step(
        r"The left side is positive, so this needs $\beta_{21} < \frac{1}{5}$. Division by $\left(1 + \beta_{21}\right) q_{2}$ gives the"
        " second part of the condition. Conversely, where both hold, multiply back.",
        sp.And(sp.Or(sp.Not(taxed), few), sp.Equivalent(taxed, sp.Lt(one / other, (1 - 5 * beta_21) / (1 + beta_21)))),
        facts.given,
    )


FIRST: dict[tuple[str, int], First] = {
    ("1-rivals", 3): rivals_profit,
    ("3.1-nash", 0): half_of_curvature,
    ("3.2-label", 0): largest_gain(Regime.RND_COOPERATION),
    ("3.2-label", 1): slope_is_zero(Regime.RND_COOPERATION),
    ("3.3-label", 1): slope_is_zero(Regime.FULL_COOPERATION),
    ("5.2-loss", 0): opposite_gains,
    ("5.3-subsidy", 0): subsidised_slope,
    ("lit-oligopoly-safe", 0): no_whole_number_between,
    ("new-welfare-band", 0): at_the_least_cost,
    ("new-welfare-boundary", 1): convex_quadratic,
    ("new-welfare-boundary", 2): quadratic_at_the_least_cost,
}
"""What is said before a proof, by the same keys: steps, which are checked."""
LAST: dict[tuple[str, int], Callable[[Any, Facts], Iterator[Step]]] = {
    ("2-subsidy", 0): taxed_duopolist,
    ("lit-subsidies-duopoly", 0): taxed_duopolist,
    ("lit-subsidies-many", 0): taxed_firm,
}
"""How a proof ends where an equivalence has several steps."""
LETTER: dict[tuple[str, int], str] = {("new-welfare-boundary", 1): "R'(G)"}
"""What the long factor of a difference is called where it has a name."""
