"""The answers to the exam questions of lectures 1 to 5: what a candidate is asked to find is derived here, nothing of it is typed.

Each function belongs to one question and returns its answers by name, in the six parameters unless it says otherwise. Two short
cuts serve several questions. A small change in R&D is a derivative at the point where all firms do the same; and what a unit of R&D
is worth to whoever decides on it, for each unit of a firm's output, is gamma x / q at a solution, because there it equals its cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import count
from typing import Any

import sympy as sp

from course.exam_parts import MARKS
from spillover import model
from spillover.cluster import comparison, derivation, solution
from spillover.cluster.derivation import RND, SIZES
from spillover.display import Table, columns
from spillover.literature import policy, stability
from spillover.model import A, D, a, beta, gamma, n
from spillover.notation import collect_terms, shorthand, without_shorthands
from spillover.regimes import Mode, Objective, Planner, Regime

Answers = dict[str, sp.Expr]

TAX = sp.Symbol("t", real=True)
STAKE = sp.Symbol("lambda", nonnegative=True)
REACH = sp.Symbol("rho", positive=True)
WORTH = sp.Symbol("w", positive=True)
"""What the questions add to the model: a tax on each unit sold; the weight of a rival's profit; what a unit of R&D saves all other
firms together; what a unit of R&D is worth to whoever decides, for each unit of output."""

NON, COOPERATION, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND = Planner.SECOND_BEST
_COMMON = dict.fromkeys(RND, derivation.X)


def marking(parts: Sequence[tuple[str, str, int]]) -> Table:
    """The marking scheme of a question as a table.

    Parameters
    ----------
    parts
        for each step that earns marks: the part of the question, what earns the marks, and how many.

    Raises
    ------
    ValueError
        If the marks do not add up to those of a question, or a step earns none.
    """
    marks = [earned for _, _, earned in parts]
    if sum(marks) != MARKS or min(marks) < 1:
        raise ValueError(f"marks must be at least 1 each and {MARKS} in all, got {marks}")
    rows = [[f"({part})", what, str(earned)] for part, what, earned in parts]
    return Table(["part", "what earns marks", "marks"], [*rows, ["", "in all", str(MARKS)]])


def answer_table(answers: Mapping[str, Any]) -> Table:
    """Answers with their names, as a table; what is in the parameters is rewritten in the shorthands."""
    return Table(["", "answer"], columns([name, _readable(answer)] for name, answer in answers.items()))


def _readable(answer: Any) -> Any:
    in_parameters = isinstance(answer, sp.Expr) and answer.free_symbols and not answer.free_symbols & set(model.SHORTHANDS)
    return shorthand(answer) if in_parameters else answer


def _small_change(expr: sp.Expr) -> sp.Expr:
    """What one firm's R&D does to something at the margin, where all firms do the same."""
    return sp.factor(sp.diff(expr, RND[0]).subs(_COMMON))


@cache
def marginal_benefit(mode: Mode) -> sp.Expr:
    """What a unit of R&D is worth to whoever decides on it in a mode, for each unit of a firm's output."""
    found = derivation.solve(mode)
    return sp.factor(gamma * found.x / found.q)


@cache
def by_marginal_benefit() -> Answers:
    """What firms that compete in quantities do when a unit of R&D is worth w to whoever decides, for each unit of a firm's output.

    Returns
    -------
    dict
        ``x``, ``q``: R&D and output of a firm; ``x_slope``, ``q_slope``: their derivatives in w; ``profit``, ``welfare``: what a little
        more R&D by all adds to joint profit and to welfare, for each unit of output.
    """
    x, q = derivation.X, sp.Symbol("q", positive=True)
    output = derivation.product_stage(Objective.OWN, RND, SIZES)[0].subs(_COMMON)
    found = model.outcome(*derivation.linear_solution([gamma * x - WORTH * q, q - output], [x, q]))
    slopes = {name: sp.factor(sp.diff(found[name], WORTH)) for name in ("x", "q", "profit", "welfare")}
    margin = model.G * (n + 1) - model.s * WORTH  # positive wherever there is a solution
    shown = {name: shorthand(found[name] * without_shorthands(margin)) / margin for name in ("x", "q")}
    shown |= {f"{name}_slope": shorthand(slopes[name] * without_shorthands(margin) ** 2) / margin**2 for name in ("x", "q")}
    a_firm = {"profit": slopes["profit"], "welfare": slopes["welfare"] / n}
    for name, slope in a_firm.items():
        gain = sp.factor(slope / slopes["x"] / found["q"])
        shown[name] = shorthand(gain.subs(WORTH, 0)) + sp.factor(sp.diff(gain, WORTH)) * WORTH
    return shown


@cache
def unit_of_research() -> Answers:
    """One firm among equals does a little more R&D, the cost of which is left aside.

    Returns
    -------
    dict
        ``own``, ``rival``, ``total``: the change of its output, of each other's, of all output; ``innovator``, ``rivals``,
        ``consumers``, ``all``: what each gains, for each unit of a firm's output; ``share``: that of consumers; ``threshold``: the
        spillover at which the innovator gains as much as all together.
    """
    q = derivation.product_stage(Objective.OWN, RND, SIZES)
    sales = [earned.subs(gamma, 0) for earned in derivation.all_profits(RND, q, SIZES)]
    joint, Q = derivation.total(sales, SIZES), derivation.total(q, SIZES)
    output = q[0].subs(_COMMON)
    gains = {"innovator": sales[0], "rivals": joint - sales[0], "consumers": model.consumer_surplus(Q)}
    gained = {who: sp.factor(_small_change(gain) / output) for who, gain in gains.items()}
    everybody = sp.factor(sum(gained.values()))
    (threshold,) = comparison.critical_values(sp.numer(sp.factor(gained["innovator"] - everybody)), beta)
    changes = {"own": _small_change(q[0]), "rival": _small_change(q[1]), "total": _small_change(Q)}
    return {**changes, **gained, "all": everybody, "share": sp.factor(gained["consumers"] / everybody), "threshold": threshold}


@cache
def secret_research() -> Answers:
    """Firms whose R&D nobody sees before outputs are set: each chooses both at once.

    Returns
    -------
    dict
        ``x``, ``q``: of a firm in the symmetric equilibrium; ``worth``: of a unit of R&D, for each unit of output; ``strategic``:
        what being seen adds to that without cooperation; ``left``: what R&D cooperation adds to it.
    """
    x, q, x_others, q_others = sp.symbols("x q x_others q_others", positive=True)
    earned = model.profit_against(q, (n - 1) * q_others, x, (n - 1) * x_others)
    slopes = [sp.diff(earned, choice).subs({x_others: x, q_others: q}) for choice in (x, q)]
    done, made = derivation.linear_solution(slopes, [x, q])
    value = sp.factor(gamma * done / made)
    return {
        "x": done,
        "q": made,
        "worth": value,
        "strategic": sp.factor(marginal_benefit(NON) - value),
        "left": sp.factor(marginal_benefit(COOPERATION) - value),
    }


@cache
def taxed_sales() -> Answers:
    """Each unit sold pays a tax, so that firms face demand lower by the tax.

    Returns
    -------
    dict
        ``x_...``: R&D in each regime, in D; ``price_...``: what a unit of tax adds to the consumers' price; ``held``: the same without
        cooperation when R&D does not react; ``over``: has the sign of ``price_non`` less one; ``welfare``: has the sign of what the
        first unit of tax does to welfare without cooperation, the revenue counted; ``least``: below this its negative cannot
        fall while every firm has a best response.
    """
    found: Answers = {}
    for regime in Regime:
        x, q = (level.subs(a, a - TAX) for level in (derivation.solve(regime).x, derivation.solve(regime).q))
        room = a - A - TAX
        found[f"x_{regime.key}"] = (D - TAX) * shorthand(sp.cancel(x / room))
        found[f"price_{regime.key}"] = sp.factor(sp.diff(model.inverse_demand(n * q), TAX))
    output, _ = policy.subsidised_game(NON)
    found["held"] = sp.factor(-sp.diff(model.inverse_demand(n * output), policy.TAU))
    found["over"] = comparison.without_positive_factors(sp.factor(found["price_non"] - 1), NON)
    x, q = (level.subs(a, a - TAX) for level in (derivation.solve(NON).x, derivation.solve(NON).q))
    welfare = model.outcome(x, q)["welfare"]  # what firms pay the state receives
    slope = sp.factor(sp.diff(welfare, TAX).subs(TAX, 0))
    found["welfare"] = comparison.without_positive_factors(slope, NON)
    own = next(condition for condition in solution.conditions(NON) if condition.name == "own second-order condition")
    return {**found, "least": sp.factor(-found["welfare"] - own.margin)}


@cache
def stake_in_rivals() -> Answers:
    """Each firm weighs each rival's profit by a share when it decides on R&D, and competes in quantities as before.

    Returns
    -------
    dict
        ``worth``: of a unit of R&D, for each unit of output; ``worth_slope``: its derivative in the share; ``none``, ``all``: its
        values where nothing and where everything is shared, less those of no cooperation and of R&D cooperation; ``x``: R&D.
    """
    q = derivation.product_stage(Objective.OWN, RND, SIZES)
    mine, another, rest = derivation.all_profits(RND, q, SIZES)
    slope = _small_change(mine + STAKE * (another + (n - 2) * rest))
    (x,) = derivation.linear_solution([sp.numer(slope)], [derivation.X])
    value = sp.factor(gamma * x / q[0].subs(_COMMON).subs(derivation.X, x))
    return {
        "worth": collect_terms(value, STAKE),
        "worth_slope": sp.factor(sp.diff(value, STAKE)),
        "none": sp.factor(value.subs(STAKE, 0) - marginal_benefit(NON)),
        "all": sp.factor(value.subs(STAKE, 1) - marginal_benefit(COOPERATION)),
        "x": x,
    }


@cache
def thinning_knowledge() -> Answers:
    """A cluster grows, first with a given spillover, then with a given reach of each firm's research.

    Returns
    -------
    dict
        ``threshold``, ``slope``, ``room``: T(n), its derivative, and 3/n - T(n); ``limit``: of n T(n); ``none``, ``full``: limits of
        R&D of the whole cluster without and with full cooperation, the reach being given; ``ratio``: of the second to the first.
    """
    threshold = comparison.rnd_threshold()
    levels = (n * derivation.solve(regime).x.subs(beta, REACH / (n - 1)) for regime in (NON, FULL))
    none, full = (sp.factor(sp.limit(sp.cancel(level), n, sp.oo)) for level in levels)
    return {
        "threshold": threshold,
        "slope": sp.factor(sp.diff(threshold, n)),
        "room": sp.factor(3 / n - threshold),
        "limit": sp.limit(n * threshold, n, sp.oo),
        "none": none,
        "full": full,
        "ratio": sp.factor(full / none),
    }


def sizes_for_full_cooperation(*, a: int, A: int, b: int, beta: Fraction, gamma: int) -> tuple[int, int]:
    """The least and the largest number of firms with which full cooperation does more R&D than none and has a solution."""
    at = {model.a: a, model.A: A, model.b: b, model.beta: sp.Rational(beta), model.gamma: gamma}
    (cost,) = (c for c in solution.conditions(FULL) if c.name == "nonnegative unit cost")
    *_, most = sorted(sp.solve(cost.margin.subs(at), n))
    enough = next(firms for firms in count(2) if comparison.rnd_threshold().subs(n, firms) < at[model.beta])
    return enough, int(sp.floor(most))


@cache
def patent_breadth() -> Answers:
    """Two firms that do not cooperate, and a law that decides how much spills over.

    Returns
    -------
    dict
        ``x``, ``Q``, ``welfare``, ``profit``: expressions with the sign of the derivative of each in the spillover, in k where that
        is shorter; ``dear``: the spillover to which the best for welfare tends as R&D gets dear; ``least``: the expression of welfare
        where R&D is just dear enough for a firm to have a best response; ``apart``: by how much the expression of profit exceeds that
        of welfare; ``paid``: has the sign of the derivative of welfare in the second best.
    """
    found = {}
    for name in ("x", "Q", "welfare", "profit"):
        slope = sp.diff(solution.factored_form(name, NON), beta)
        decides = sp.expand(comparison.without_positive_factors(sp.factor(slope), NON).subs(n, 2))
        found[name] = decides.primitive()[1] if decides.is_Add else decides
    (dear,) = sp.solve(sp.Poly(found["welfare"], gamma).LC(), beta)
    apart = sp.factor(found["profit"] - found["welfare"])
    least = sp.factor(found["welfare"].subs(gamma, stability.concavity_bound().subs(n, 2) / model.b))
    paid = comparison.without_positive_factors(sp.factor(sp.diff(solution.factored_form("welfare", SECOND), beta)), SECOND)
    return {**{name: _with_k(decides) for name, decides in found.items()}, "dear": dear, "least": least, "apart": apart, "paid": paid}


def _with_k(decides: sp.Expr) -> sp.Expr:
    """What is multiplied by G, and the rest in k, which is 2 - beta when there are two firms."""
    dear, rest = (decides.coeff(gamma, power) for power in (1, 0))
    return sp.expand(dear / model.b) * model.G + sp.factor(rest.subs(beta, 2 - model.k)) if dear else rest


@cache
def share_of_the_bill() -> Answers:
    """The state pays a share of what R&D costs, so that firms do the R&D of the second best.

    Returns
    -------
    dict
        ``alone``, ``together``: the share without cooperation and in R&D cooperation; ``threshold``: the spillover above which the
        first is positive; ``apart``: by how much the second exceeds the first; ``stable``: what G (n + 1)**2 must exceed so that
        best responses are stable without cooperation when the share is paid, which makes R&D cheaper for firms.
    """
    wanted = marginal_benefit(SECOND)
    alone, together = (sp.factor(1 - marginal_benefit(regime) / wanted) for regime in (NON, COOPERATION))
    (threshold,) = comparison.critical_values(sp.numer(alone), beta)
    stability_needs = next(c for c in solution.conditions(NON) if c.rhs.has(sp.Abs))
    return {
        "alone": alone,
        "together": together,
        "threshold": threshold,
        "apart": sp.factor(together - alone),
        "stable": sp.factor(stability_needs.rhs / (1 - alone)),
    }
