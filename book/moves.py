"""The figures that move, by the name of their chapter: what the chapter draws, with what it holds fixed in the reader's hands.

Every formula is an expression of the package; every sentence has a condition that decides whether it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean

from book.movable import Axis, Lines, Moving, Plane, Sentence, Slider
from spillover import model
from spillover.cluster import solution
from spillover.conditions import Condition
from spillover.literature import (
    absorption,
    asymmetry,
    cartels,
    differentiation,
    duopoly,
    location,
    networks,
    oligopoly,
    pair,
    stability,
    subsidies,
    ventures,
)
from spillover.literature.differentiation import Competition
from spillover.literature.networks import DEGREE
from spillover.literature.ventures import Arrangement
from spillover.model import beta, gamma, n
from spillover.regimes import Planner, Regime

HALF = sp.Rational(1, 2)
LITTLE, MUCH = sp.Rational(1, 100), sp.Rational(99, 100)
SPILLOVER = "spillover β"
PAPER = {model.a: 15, model.A: 10, model.b: 1}
"""The market of most chapters."""
FIRMS_SHOWN = "{} firms"
GAP = sp.Symbol("gap", nonnegative=True)
"""How much higher the initial cost of firm 2 is."""


def all_of(conditions: Iterable[Condition]) -> Boolean:
    """Whether all conditions hold."""
    return sp.And(*(condition.relational for condition in conditions))


def firms(start: int, high: int = 12, low: int = 2) -> Slider:
    """How many firms there are."""
    return Slider(n, "n", "number of firms", low, high, start, 1, FIRMS_SHOWN)


def spillover(start: Any, low: Any, high: Any) -> Slider:
    """How much spills over, where the curves run along it."""
    return Slider(beta, "β", "spillover", low, high, start, sp.Rational(1, 100))


def stability_figure() -> Plane:
    """Best responses over the spillover and the cost of R&D, for any number of firms."""
    maximum = stability.conditions()["own second-order condition"].margin.subs(model.b, 1) > 0
    pull = sp.Abs((n - 1) * stability.best_response_slope().subs(model.b, 1)) < 1
    bounds = [stability.stability_bound(True).subs(beta, 0), stability.concavity_bound().subs(beta, 0)]
    return Plane(
        title="best responses and where they lead",
        sliders=[firms(2, 8)],
        across=Axis(beta, SPILLOVER, 0, sp.Rational(995, 1000)),
        up=Axis(gamma, "cost of R&D G", sp.Rational(1, 5), sp.Rational(16, 5)),
        regions={
            stability.NO_MAXIMUM: sp.Not(maximum),
            stability.UNSTABLE: sp.And(maximum, sp.Not(pull)),
            stability.STABLE: sp.And(maximum, pull),
        },
        sentences=[
            Sentence(
                "If nothing spills over, every firm has a best response where the cost of R&D exceeds {1}, and best responses lead to the"
                " equilibrium where it exceeds {0}.",
                bounds,
            )
        ],
    )


def ventures_figure() -> Lines:
    """What R&D takes off the unit cost in three arrangements."""
    point = PAPER | {gamma: 6}
    drawn = [Arrangement.COMPETITION, Arrangement.CARTEL, Arrangement.VENTURE]
    competition, cartel, venture = (ventures.outcome(each, "reduction").subs(point) for each in drawn)
    (edge,) = (root for root in sp.solve(sp.numer(sp.together(cartel - venture)), beta) if 0 < root.subs(n, 4) < 1)
    return Lines(
        title="cost reduction where results spill over",
        sliders=[firms(4), spillover(sp.Rational(1, 5), LITTLE, MUCH)],
        across=Axis(beta, SPILLOVER, sp.Rational(5, 1000), sp.Rational(995, 1000)),
        curves={each.label: value for each, value in zip(drawn, (competition, cartel, venture), strict=True)},
        exists={
            each.label: sp.And(*(needed.subs(point) for needed in ventures.requirements(each).values()), value <= point[model.A])
            for each, value in zip(drawn, (competition, cartel, venture), strict=True)
        },
        marks={"border": edge},
        sentences=[
            Sentence(
                "An R&D cartel cuts costs by less than RJV competition here: the spillover is below the border, {0}.",
                [edge],
                beta < edge,
            ),
            Sentence(
                "An R&D cartel cuts costs by more than RJV competition here: the spillover is above the border, {0}.",
                [edge],
                beta > edge,
            ),
        ],
    )


def oligopoly_figure() -> Lines:
    """Welfare of the regimes relative to the second best."""
    point = PAPER | {gamma: 7}
    best = solution.factored_form("welfare", Planner.SECOND_BEST).subs(point)
    ratios = {mode: sp.cancel(solution.factored_form("welfare", mode).subs(point) / best) for mode in Regime}
    there = all_of(solution.conditions(Planner.SECOND_BEST))
    bound = oligopoly.overinvestment_bound(Planner.SECOND_BEST)
    return Lines(
        title="welfare as a fraction of the second best",
        sliders=[firms(4), spillover(sp.Rational(1, 20), LITTLE, MUCH)],
        across=Axis(beta, SPILLOVER, sp.Rational(2, 1000), sp.Rational(998, 1000)),
        curves={mode.label: ratio for mode, ratio in ratios.items()},
        exists={mode.label: sp.And(all_of(solution.conditions(mode)), there).subs(point) for mode in Regime},
        marks={"bound": bound, "½": HALF},
        range=(HALF, sp.Rational(101, 100)),
        sentences=[
            Sentence(
                "Without cooperation firms reach the second best at a spillover of {0}, the bound: below it they do more R&D than the"
                " planner wants, and above it less.",
                [bound],
                bound > 0,
            ),
            Sentence("Two firms do less R&D than the planner wants at every spillover.", [], n <= 2),
        ],
    )


def cartels_figure() -> Lines:
    """What a firm gains by joining a cartel, and which cartels are stable."""
    market = {model.a: 100, model.A: 99, model.b: 1, gamma: 3}
    most = 8
    joins = {size: sp.factor(cartels.gain_from_joining(size).subs(market)) for size in range(1, most)}
    level = sp.Eq(beta, HALF)
    stable = {
        size: sp.And(n >= size, joins[size - 1] >= 0, sp.Or(n <= size, joins[size] <= 0) if size < most else sp.true, sp.Not(level))
        for size in range(2, most + 1)
    }
    return Lines(
        title="gain from joining, in thousandths",
        sliders=[firms(6, most, 3), spillover(sp.Rational(1, 4), sp.Rational(1, 10), sp.Rational(9, 10))],
        across=Axis(beta, SPILLOVER, sp.Rational(1, 10), sp.Rational(9, 10)),
        curves={f"a cartel of {size}": 1000 * joins[size] for size in (2, 3)} | {"one firm": 1000 * joins[1]},
        exists={f"a cartel of {size}": n > size for size in (2, 3)},
        marks={"½": HALF},
        sentences=[
            *(
                Sentence(f"A cartel of {size} is stable here: nobody gains by leaving it, and nobody by joining it.", [], holds)
                for size, holds in stable.items()
            ),
            Sentence("No cartel is stable here.", [], sp.And(sp.Not(sp.Or(*stable.values())), sp.Not(level))),
            Sentence("At one half nobody gains or loses by joining, and every size is stable.", [], level),
        ],
    )


def differentiation_figure() -> Lines:
    """The spillovers above which cooperation raises R&D, and where the reader's spillover lies among them."""
    d = differentiation.d
    rnd, full = (
        {competition: bound(competition) for competition in Competition}
        for bound in (differentiation.rnd_cooperation_threshold, differentiation.full_cooperation_threshold)
    )
    named = {"R&D cooperation": rnd, "full cooperation": full}
    bounds = {f"{mode}, {competition.value}": bound for mode, found in named.items() for competition, bound in found.items()}
    sentences = []
    for competition in Competition:
        setting = f"If firms set {competition.value}"
        sentences += [
            Sentence(f"{setting}, both modes of cooperation raise R&D here.", [], beta > rnd[competition]),
            Sentence(
                f"{setting}, full cooperation raises R&D here, and R&D cooperation lowers it.",
                [],
                sp.And(beta > full[competition], beta < rnd[competition]),
            ),
            Sentence(f"{setting}, both modes of cooperation lower R&D here.", [], beta < full[competition]),
        ]
    return Lines(
        title="spillover above which cooperation raises R&D",
        sliders=[
            Slider(d, "d", "substitutability of the goods", LITTLE, MUCH, sp.Rational(3, 4), LITTLE),
            Slider(beta, "β", "spillover", LITTLE, MUCH, sp.Rational(1, 4), LITTLE),
        ],
        across=Axis(d, "substitutability of the goods d", LITTLE, MUCH),
        curves=bounds | {"spillover": beta},
        range=(0, 1),
        sentences=sentences,
    )


def duopoly_figure() -> Plane:
    """Who gains when two firms share costs and raise the spillover."""
    point = PAPER | {n: 2}
    found, after = duopoly.agreement(), duopoly.AFTER
    profit, welfare = (
        (found.outcome[name] - solution.factored_form(name, Regime.NONCOOPERATION)).subs(point) for name in ("profit", "welfare")
    )
    needed = sp.And(*found.requirements.values(), found.outcome["unit_cost"] >= 0, all_of(solution.conditions(Regime.NONCOOPERATION)))
    return Plane(
        title="who gains when two firms share all costs",
        sliders=[
            Slider(duopoly.SHARE, "ϕ", "share of the cost of its own R&D that a firm bears", HALF, 1, HALF, sp.Rational(1, 20)),
            Slider(gamma, "γ", "cost of R&D", 2, 12, 4, HALF),
        ],
        across=Axis(beta, "spillover before", LITTLE, MUCH),
        up=Axis(after, "spillover with the agreement", LITTLE, MUCH),
        regions={
            "all gain": sp.And(profit > 0, welfare > 0),
            "only welfare gains": sp.And(profit <= 0, welfare > 0),
            "welfare falls": welfare < 0,
        },
        exists=sp.And(after >= beta, needed.subs(point)),
    )


def pair_market(point: Mapping[sp.Symbol, Any]) -> dict[sp.Symbol, Any]:
    """Two firms of which the second starts with the higher cost, and one cost of R&D."""
    return {pair.A_1: 10, pair.A_2: 10 + GAP, pair.gamma_1: gamma, pair.gamma_2: gamma, **point}


def asymmetry_figure() -> Plane:
    """Who gains from R&D cooperation, over what reaches each of two firms."""
    point = pair_market({model.a: 15})
    first, second = (gain.subs(point) for gain in asymmetry.gains_from_cooperation())
    conditions = [*pair.second_order_conditions(), *pair.interior_conditions(pair.noncooperative())]
    conditions += [*pair.second_order_conditions(pair.COALITION), *pair.interior_conditions(pair.cooperative())]
    return Plane(
        title="who gains from R&D cooperation?",
        sliders=[
            Slider(GAP, "A₂ − A₁", "how much higher firm 2’s initial cost is", 0, 1, 0, sp.Rational(1, 20)),
            Slider(gamma, "γ", "cost of R&D", 2, 8, 2, HALF),
        ],
        across=Axis(pair.beta_12, "spillover that reaches firm 1, β₁₂", LITTLE, MUCH),
        up=Axis(pair.beta_21, "spillover that reaches firm 2, β₂₁", LITTLE, MUCH),
        regions={
            "both gain": sp.And(first >= 0, second >= 0),
            "only firm 1": sp.And(first > 0, second < 0),
            "only firm 2": sp.And(first < 0, second > 0),
        },
        exists=all_of(conditions).subs(point),
    )


def subsidies_figure() -> Plane:
    """Who is taxed at the second best."""
    same = sp.Symbol("beta_same", positive=True)
    point = pair_market({pair.beta_12: same, pair.beta_21: same})
    first, second = (value.subs(point) for value in subsidies.second_best().rnd_subsidy)
    return Plane(
        title="who is taxed at the second best?",
        sliders=[
            Slider(gamma, "γ", "cost of R&D", 2, 10, 4, sp.Rational(1, 4)),
            Slider(model.a, "a", "choke price", 15, 40, 20, 1),
        ],
        across=Axis(same, "spillover, the same both ways", sp.Rational(5, 1000), sp.Rational(3, 10)),
        up=Axis(GAP, "how much higher firm 2’s initial cost is", 0, 4),
        regions={"both subsidised": sp.And(first >= 0, second >= 0), "firm 2 taxed": second < 0},
        exists=all_of(subsidies.conditions()).subs(point),
    )


def location_figure() -> Plane:
    """Where two firms locate."""
    far, closeness, cost = sp.symbols("far closeness cost", positive=True)
    near = sp.Symbol("near", positive=True)
    fixed = location.firms(15, (10, cost), 3)
    apart, together = {**fixed, beta: far, differentiation.d: closeness}, {**fixed, beta: near, differentiation.d: location.CLOSE}
    found = location.equilibrium()
    # at Cournot outputs the margin over unit cost is the output, with a demand of slope one
    profits = [model.profit(q, 0, q, x, slope) for q, x, slope in zip(found.q, found.x, location.SLOPES, strict=True)]
    first, second = (profit.subs(apart) - profit.subs(together) for profit in profits)
    needed = all_of(location.conditions())
    flees = dict(zip(location.FLEES, (sp.And(first > 0, second < 0), sp.And(second > 0, first < 0)), strict=True))
    return Plane(
        title="where do two firms locate?",
        sliders=[
            Slider(cost, "A₂", "initial cost of firm 2, where firm 1 has 10", 10, 12, 11, sp.Rational(1, 10)),
            Slider(far, "β_L", "spillover apart", 0, HALF, 0, sp.Rational(1, 20)),
        ],
        across=Axis(near, "spillover together", LITTLE, MUCH),
        up=Axis(closeness, "substitutability of the goods apart", sp.Rational(2, 5), 1),
        regions={
            location.TOGETHER: sp.And(first <= 0, second <= 0),
            location.APART: sp.And(first >= 0, second >= 0),
            **flees,
        },
        exists=sp.And(near >= far, needed.subs(apart), needed.subs(together)),
    )


def absorption_figure() -> Lines:
    """By how much learning changes the incentive and R&D."""
    z, shares = absorption.LEARNING, {absorption.BASE: sp.Rational(1, 4), absorption.ROOM: HALF}
    learning, point = absorption.costs_with_learning(), PAPER | {n: 2} | shares

    def change(expr: sp.Expr) -> sp.Expr:
        return sp.cancel((100 * (expr / absorption.without_learning(expr) - 1)).subs(point))

    rnd, incentive = change(absorption.rnd(learning)), change(absorption.weight(learning))
    return Lines(
        title="change by learning, in percent",
        sliders=[
            Slider(gamma, "γ", "cost of R&D", 2, 12, 2, HALF),
            Slider(z, "z", "ease of learning times R&D", sp.Rational(1, 20), 3, sp.Rational(3, 2), sp.Rational(1, 20)),
        ],
        across=Axis(z, "ease of learning times R&D z", 0, 3),
        curves={"R&D": rnd, "incentive": incentive},
        exists=dict.fromkeys(("R&D", "incentive"), all_of(absorption.conditions(point | {gamma: gamma, z: z}))),
        marks={"1": sp.Integer(1)},
        sentences=[
            Sentence("Here learning raises the incentive and R&D.", [], sp.And(incentive > 0, rnd > 0)),
            Sentence(
                "Here learning raises R&D, and not the incentive: costs are lower, so that firms sell more.",
                [],
                sp.And(incentive <= 0, rnd > 0),
            ),
            Sentence("Here learning raises neither the incentive nor R&D.", [], sp.And(incentive <= 0, rnd <= 0)),
        ],
    )


def networks_figure() -> Lines:
    """What partners bring to twelve firms."""
    point = {model.a: 100, model.A: 90, model.b: 1, gamma: 6, n: 12}

    def gain(name: str) -> sp.Expr:
        value = networks.quantity(name).subs(point)
        return sp.factor(value - value.subs(DEGREE, 0))

    best = networks.best_degree().subs(point)
    return Lines(
        title="gain over no links, in percent of the largest",
        sliders=[
            Slider(beta, "β", "spillover without a link", 0, HALF, 0, sp.Rational(1, 20)),
            Slider(DEGREE, "d", "partners of each firm", 0, 11, 5, 1, "{} partners"),
        ],
        across=Axis(DEGREE, "partners of each firm", 0, 11),
        curves={"cost reduction": gain("cost_reduction"), "welfare": gain("welfare"), "profit": gain("profit")},
        relative=True,
        sentences=[
            Sentence("If partners came in fractions, unit costs would be lowest with {0} of them.", [best], sp.And(best > 0, best < 11)),
        ],
    )


FIGURES: dict[str, Callable[[], Moving]] = {
    "absorption": absorption_figure,
    "asymmetry": asymmetry_figure,
    "cartels": cartels_figure,
    "differentiation": differentiation_figure,
    "duopoly": duopoly_figure,
    "location": location_figure,
    "networks": networks_figure,
    "oligopoly": oligopoly_figure,
    "stability": stability_figure,
    "subsidies": subsidies_figure,
    "ventures": ventures_figure,
}
"""By the name of the chapter that draws the same for print."""
