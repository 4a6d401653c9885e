"""What the pages say of every cluster is so at many clusters; what is so in some clusters only is not said of every one."""

import json
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, Planner, Regime, model
from spillover.cluster import comparison, derivation, evaluation, imitation, solution
from spillover.cluster.cluster import solve
from spillover.regimes import Objective

ROOT = Path(__file__).resolve().parent.parent
NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
HALF = Fraction(1, 2)
THREE = Cluster(n=3, a=Fraction(5, 4), A=1, b=Fraction(3, 4), beta=Fraction(4, 9), gamma=1)
SEVEN = Cluster(n=7, a=3, A=2, b=1, beta=Fraction(2, 5), gamma=Fraction(5, 4))
POINTS = 20_000


def threshold(n):
    return evaluation.compiled((comparison.rnd_threshold(),))(*(n if name == "n" else None for name in evaluation.NAMES))[0]


def smallest_gamma(conditions):
    """Each left side is proportional to gamma, and is given for gamma = 1."""
    return np.max([condition.rhs / condition.lhs for condition in conditions], axis=0)


@pytest.fixture(scope="module")
def drawn():
    """Clusters where all regimes exist, from the cheapest R&D on; most spillovers near 0, T(n), 1/2 or 1, or between T(n) and 1/2."""
    rng = np.random.default_rng(18)
    n = rng.integers(2, 41, POINTS).astype(float)
    T = threshold(n)
    anywhere, between = rng.uniform(1e-4, 1 - 1e-4, POINTS), T + (0.5 - T) * rng.uniform(0, 1, POINTS)
    near = [edge + rng.choice([0, 1e-4, -1e-4, 1e-2, -1e-2], POINTS) for edge in (0, T, 0.5, 1)]
    beta = np.clip(np.choose(rng.integers(0, 6, POINTS), [anywhere, between, *near]), 1e-4, 1 - 1e-4)
    a = 1 + 10 ** rng.uniform(-3, 2, POINTS)
    at_one = {"n": n, "a": a, "A": np.ones(POINTS), "b": 10 ** rng.uniform(-1, 1, POINTS), "beta": beta, "gamma": np.ones(POINTS)}
    conditions = [condition for regime in Regime for condition in evaluation.conditions(regime, at_one)]
    gamma = smallest_gamma(conditions) * (1 + 10 ** rng.uniform(-3, 1.5, POINTS))
    return Cluster(**{**at_one, "gamma": gamma})


@pytest.fixture(scope="module")
def solved(drawn):
    found = {regime: drawn.solve(regime) for regime in Regime}
    assert not any(np.isnan(outcome.Q).any() for outcome in found.values())
    return found


def largest(solved, name, regime):
    return np.all([getattr(solved[regime], name) > getattr(solved[other], name) for other in Regime if other is not regime], axis=0)


def side_of_threshold(drawn):
    """-1 below T(n), 0 at it, 1 above."""
    away = drawn.beta - threshold(drawn.n)
    return np.where(np.abs(away) < 1e-9, 0, np.sign(away))


# The two points


@pytest.mark.parametrize("cluster", [THREE, SEVEN], ids=["three firms", "seven firms"])
def test_full_cooperation_may_lead_below_one_half(cluster):
    assert threshold(Fraction(cluster.n)) < cluster.beta < HALF
    outcome = {regime: cluster.solve(regime) for regime in Regime}  # raises where a regime does not exist
    for name in ("x", "Q", "consumer_surplus", "profit", "welfare"):
        assert largest(outcome, name, FULL), name


@pytest.mark.parametrize("n", [2, 3, 4, 7, 40])
def test_at_the_threshold_itself_no_cooperation_is_best_for_consumers_and_for_welfare(n):
    beta = threshold(Fraction(n))
    at_one = dict(zip(evaluation.NAMES, map(Fraction, (n, 11, 10, 1, beta, 1)), strict=True))
    gamma = max(c.rhs / c.lhs for regime in Regime for c in evaluation.conditions(regime, at_one)) * Fraction(1001, 1000)
    outcome = {regime: Cluster(**{**at_one, "n": n, "gamma": gamma}).solve(regime) for regime in Regime}
    assert outcome[FULL].x == outcome[NON].x
    assert largest(outcome, "Q", NON)
    assert largest(outcome, "welfare", NON)


# What is said of every cluster


def test_below_the_threshold_independent_firms_do_the_most_research_above_it_the_full_cartel(drawn, solved):
    assert largest(solved, "x", NON)[side_of_threshold(drawn) < 0].all()
    assert largest(solved, "x", FULL)[side_of_threshold(drawn) > 0].all()


def test_the_full_cartel_earns_the_most_and_research_partners_lose_nothing(drawn, solved):
    assert largest(solved, "profit", FULL).all()
    away = np.abs(drawn.beta - 0.5) > 1e-6
    assert (solved[RND].profit > solved[NON].profit)[away].all()


@pytest.mark.parametrize("name", ["x", "Q", "welfare"])
def test_one_half_decides_between_research_partners_and_independent_firms(drawn, solved, name):
    away = drawn.beta - 0.5
    gain = getattr(solved[RND], name) - getattr(solved[NON], name)
    clear = np.abs(away) > 1e-6
    assert (np.sign(gain) == np.sign(away))[clear].all()
    assert np.allclose(gain[~clear], 0, atol=1e-9 * np.abs(getattr(solved[NON], name)[~clear]).max())


@pytest.mark.parametrize("name", ["Q", "welfare"])
def test_up_to_the_threshold_no_cooperation_is_best_and_then_it_depends(drawn, solved, name):
    side, first = side_of_threshold(drawn), largest(solved, name, NON)
    assert (side == 0).sum() > 100
    assert first[side <= 0].all()
    between = (side > 0) & (drawn.beta < 0.5)
    assert first[between].any()
    assert largest(solved, name, FULL)[between].any()


def test_what_decides_output_between_no_and_full_cooperation(drawn, solved):
    s = 1 + (drawn.n - 1) * drawn.beta
    margin = drawn.b * drawn.gamma * (drawn.n + 1) - s * ((drawn.n + 3) * drawn.beta - 1)
    assert ((solved[NON].Q > solved[FULL].Q) == (margin > 0))[np.abs(margin) > 1e-9].all()


def test_where_the_full_cartel_sells_the_most_research_costs_less_than_twice_what_it_needs_to_exist(drawn, solved):
    at_one = {**drawn.values, "gamma": np.ones(POINTS)}
    needs = smallest_gamma([condition for condition in evaluation.conditions(FULL, at_one) if condition.strict])
    sells_most = largest(solved, "Q", FULL)
    assert sells_most.sum() > 100
    assert (drawn.gamma < 2 * needs)[sells_most].all()


# What is said of every cluster, sentence by sentence: where it speaks of a cluster, and whether it is so there


def at(clusters, expr):
    """An expression in the six parameters at many clusters."""
    return np.broadcast_to(evaluation.compiled((expr,))(*clusters.values.values())[0], POINTS)


def slope(clusters, expr, symbol):
    return at(clusters, sp.diff(expr, symbol))


def away(clusters, edge, by=1e-6):
    """Which clusters have a spillover that is not at an edge, and on which side of it the others are."""
    return np.abs(clusters.beta - edge) > by, clusters.beta > edge


def sign(values, above):
    return np.where(above, values > 0, values < 0)


def planned(clusters, which):
    """A planner's optimum, and where it exists."""
    found = solve(clusters, which)
    return found, ~np.isnan(found.x)


s, k = (model.SHORTHANDS[letter] for letter in (model.s, model.k))
x_of = {regime: solution.outcome(regime)["x"] for regime in Regime}
alone = derivation.solve(NON)
EVERYWHERE = np.ones(POINTS, bool)


def a_rivals_research(clusters, _):
    clear, above = away(clusters, 0.5)
    return clear, sign(slope(clusters, alone.outputs[0], derivation.RND[1]), above)


def strategic_complements(clusters, _):
    clear, above = away(clusters, 0.5)
    return clear, sign(at(clusters, alone.cross), above)


def at_given_research(clusters, _):
    """Joint output is less; of a lower unit cost joint firms keep more, and their customers get less. (All is quadratic in the margin.)"""
    decided = [derivation.product_stage(objective, [sp.Integer(0)], [model.n])[0] for objective in (Objective.JOINT, Objective.OWN)]
    joint, cournot = (at(clusters, sp.factor(2 * model.n * output)) / 2 for output in decided)
    earned, earned_by_competitors = (Q * (clusters.a - clusters.b * Q - clusters.A) for Q in (joint, cournot))
    return EVERYWHERE, (joint < cournot) & (earned > earned_by_competitors)


def one_plant(clusters, solved):
    return EVERYWHERE, solved[FULL].Q > clusters.gamma * solved[FULL].x


def quotas(clusters, solved):
    full = solved[FULL]
    return EVERYWHERE, full.price - full.unit_cost > clusters.b * full.q


def cheap(clusters, solved):
    """Where full cooperation outsells R&D cooperation."""
    outsells = solved[FULL].Q > solved[RND].Q
    narrow = clusters.a / clusters.A < 2 * clusters.n / (clusters.n + 1)
    return outsells, narrow & (clusters.A - solved[FULL].unit_cost > clusters.a - clusters.A)


def dear(clusters, solved):
    """Where R&D costs three times what full cooperation needs to have a solution at all, it has the least output."""
    joint = solution.conditions(FULL)[0]
    costly = at(clusters, joint.lhs) >= 3 * at(clusters, joint.rhs)
    return costly, (solved[FULL].Q < solved[RND].Q) & (solved[FULL].Q < solved[NON].Q)


def binding(clusters, _):
    """Of the two bounds below which full cooperation outsells another regime, which is the lower one."""
    bounds = [comparison.critical_values(comparison.compare("Q", other, FULL).decides, model.gamma)[0] for other in (RND, NON)]
    clear, above = away(clusters, 0.5)
    return clear, sign(at(clusters, bounds[1]) - at(clusters, bounds[0]), above)


def best_welfare_asks_for_more(_, solved):
    return largest(solved, "welfare", RND), largest(solved, "Q", RND)


def output_decides(clusters, solved):
    clear, above = away(clusters, 0.5)
    return clear & above & (solved[RND].Q > solved[FULL].Q), largest(solved, "Q", RND)


def a_larger_spillover(clusters, _):
    """Without cooperation it lowers R&D; it raises effective R&D and output exactly below one half."""
    clear, above = away(clusters, 0.5)
    effective, output = (slope(clusters, expr, model.beta) for expr in (s * x_of[NON], solution.outcome(NON)["Q"]))
    return clear, (slope(clusters, x_of[NON], model.beta) < 0) & sign(effective, ~above) & sign(output, ~above)


def a_larger_spillover_in_cooperation(clusters, _):
    return EVERYWHERE, slope(clusters, x_of[RND], model.beta) > 0


def a_larger_cluster(clusters, _):
    """Without cooperation each firm does less R&D and earns less, and effective R&D does not rise."""
    clear, _ = away(clusters, 0.5)
    falls = (slope(clusters, expr, model.n) < 0 for expr in (x_of[NON], solution.outcome(NON)["profit"], s * x_of[NON]))
    return clear, np.all(list(falls), axis=0)


def planners_want_more(clusters, solved):
    (first, first_exists), (second, second_exists) = (planned(clusters, which) for which in (Planner.FIRST_BEST, Planner.SECOND_BEST))
    return first_exists & second_exists, (first.x > second.x) & (second.x > solved[FULL].x) & (solved[FULL].x > solved[RND].x)


def too_much(clusters, solved):
    """Independent firms do more than the second best exactly below a bound, which is zero for two firms."""
    (bound,) = comparison.critical_values(comparison.compare("x", Planner.SECOND_BEST, NON).decides, model.beta)
    second, exists = planned(clusters, Planner.SECOND_BEST)
    clear, above = away(clusters, at(clusters, bound))
    return exists & clear, sign(second.x - solved[NON].x, above) & ((clusters.n > 2) | (second.x > solved[NON].x))


def too_much_for_either(clusters, _):
    """The bound of the first best is the lower one, and the highest of all is a twelfth."""
    decides = (comparison.compare("x", which, NON).decides for which in (Planner.FIRST_BEST, Planner.SECOND_BEST))
    first, second = (at(clusters, comparison.critical_values(found, model.beta)[0]) for found in decides)
    return EVERYWHERE, (first < second) & (second < 1 / 12 + 1e-12)


def the_gap_widens(clusters, _):
    """The second best rises with the spillover, and so does the gap to it."""
    _, exists = planned(clusters, Planner.SECOND_BEST)
    wanted = slope(clusters, solution.outcome(Planner.SECOND_BEST)["x"], model.beta)
    return exists, (wanted > 0) & (wanted > slope(clusters, x_of[NON], model.beta))


def subsidies(clusters, _):
    """The coalition's subsidy is positive, and above that of independent firms exactly below one half."""
    wanted, exists = solution.outcome(Planner.SECOND_BEST)["x"], planned(clusters, Planner.SECOND_BEST)[1]
    at_best = (-derivation.solve(regime).first_order.subs(derivation.X, wanted) for regime in (RND, NON))
    coalition, independent = (at(clusters, sp.factor(sigma)) for sigma in at_best)
    clear, above = away(clusters, 0.5)
    return exists & clear, (coalition > 0) & sign(coalition - independent, ~above)


def an_imitator(clusters, _):
    """It earns less than investors up to one half, and more, at every cost, from (n + 2)/(n + 3) on."""
    imitator, investor = (at(clusters, profit) for profit in imitation.profits())
    low, high = clusters.beta <= 0.5, clusters.beta > (clusters.n + 2) / (clusters.n + 3)
    return low | high, np.where(high, imitator > investor, imitator < investor)


def an_imitator_would_rather_invest(clusters, solved):
    imitator = at(clusters, imitation.profits()[0])
    x = solved[NON].x
    costlier = model.unit_cost(0, (clusters.n - 1) * x, clusters.A, clusters.beta) > solved[NON].unit_cost
    return EVERYWHERE, (imitator < solved[NON].profit) & costlier


def imitating_costs_less(clusters, solved):
    """To make what a developer makes costs an imitator less, the cost of R&D counted in, exactly above one half."""
    clear, above = away(clusters, 0.5)
    saved = model.rnd_cost(solved[NON].x, clusters.gamma)
    return clear, sign(saved - (1 - clusters.beta) * solved[NON].x * solved[NON].q, above)


def everybody_invests(_, solved):
    return EVERYWHERE, (solved[NON].x > 0) & (solved[RND].x > 0) & (solved[FULL].x > 0)


def least_research(clusters, solved):
    """Independent firms do the least of the three exactly above one half, less than the full cartel exactly above T, the most below."""
    x = {regime: solved[regime].x for regime in Regime}
    clear, above = away(clusters, 0.5)
    side = side_of_threshold(clusters)
    least = (x[NON] < x[RND]) & (x[NON] < x[FULL])
    return clear & (side != 0), (least == above) & ((x[NON] < x[FULL]) == (side > 0)) & (largest(solved, "x", NON) == (side < 0))


def stability(clusters, _):
    """It asks for more than the second-order condition; above one half for as much as positive R&D, below for more."""
    own, positive, stable = (at(clusters, condition.rhs) for condition in solution.conditions(NON)[:3])
    clear, above = away(clusters, 0.5)
    return clear, (stable > own) & np.where(above, np.isclose(stable, positive), stable > positive)


def from_others(clusters, _):
    """What spills over takes more off a unit cost than a firm's own R&D: never with two firms, above one half with all others."""
    more = (clusters.n - 1) * clusters.beta > 1
    return (clusters.n == 2) | (clusters.beta > 0.5), more == (clusters.n > 2)


def the_tempted(clusters, solved):
    """In the R&D agreement a firm would do less above one half, and more below."""
    clear, above = away(clusters, 0.5)
    gain = at(clusters, sp.factor(alone.first_order.subs(derivation.X, x_of[RND])))
    return clear, sign(gain, ~above)


def research_of_the_whole(clusters, _):
    """Where R&D is very costly, that of the whole cluster rises with its size exactly below 2n/(3n - 1)."""
    leading = sp.Poly(sp.fraction(sp.factor(sp.diff(model.n * x_of[NON], model.n)))[0], model.gamma).LC()
    clear, above = away(clusters, 2 * clusters.n / (3 * clusters.n - 1))
    return clear, sign(at(clusters, leading), ~above)


EVERY_CLUSTER = (
    a_rivals_research,
    strategic_complements,
    at_given_research,
    one_plant,
    quotas,
    cheap,
    dear,
    binding,
    best_welfare_asks_for_more,
    output_decides,
    a_larger_spillover,
    a_larger_spillover_in_cooperation,
    a_larger_cluster,
    planners_want_more,
    too_much,
    too_much_for_either,
    the_gap_widens,
    subsidies,
    an_imitator,
    an_imitator_would_rather_invest,
    imitating_costs_less,
    everybody_invests,
    least_research,
    stability,
    from_others,
    the_tempted,
    research_of_the_whole,
)


@pytest.mark.cases(None)
@pytest.mark.parametrize("sentence", EVERY_CLUSTER, ids=lambda sentence: sentence.__name__)
def test_at_every_cluster(drawn, solved, sentence):
    speaks, holds = np.broadcast_arrays(*sentence(drawn, solved))
    assert speaks.sum() >= 2000
    assert holds[speaks].all()


def test_what_the_planners_optima_need_is_more_than_what_cooperation_needs(drawn):
    """All that the second best needs; of the first best all but for asymmetric deviations. R&D may cost less than the regimes need."""
    scale = np.random.default_rng(19).uniform(0.2, 1.5, POINTS)
    values = {**drawn.values, "gamma": drawn.gamma * scale}
    holds = {mode: {c.name: c.holds for c in evaluation.conditions(mode, values)} for mode in (*Planner, RND, FULL)}
    met = {mode: np.all(list(found.values()), axis=0) for mode, found in holds.items()}
    either = [found for mode in (RND, FULL) for name, found in holds[mode].items() if "asymmetric" not in name]
    for planner, needed in ((Planner.SECOND_BEST, [met[RND], met[FULL]]), (Planner.FIRST_BEST, either)):
        assert 2000 < met[planner].sum() < POINTS
        assert all(found[met[planner]].all() for found in needed)
    assert not met[RND][met[Planner.FIRST_BEST]].all()


# What is said of one cluster


def sentences(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")
    return [" ".join(sentence.split()) for sentence in re.split(r"(?<=[.!?:])\s+|\n\n", text)]


@pytest.mark.parametrize(
    ("words", "unless"),
    [
        ("consumers best served half", "cluster"),
        ("firms public want same only much spills", "$T$"),
        ("consumers better off merger much spills", "$T(n)$"),
    ],
)
def test_no_page_says_of_every_cluster_what_is_so_in_some(words, unless):
    pages = [ROOT / "README.md", *sorted((ROOT / "chapters").rglob("*.md")), *sorted((ROOT / "chapters").rglob("*.ipynb"))]
    said = [(page.name, sentence) for page in pages for sentence in sentences(page) if all(w in sentence.lower() for w in words.split())]
    assert [(name, sentence) for name, sentence in said if unless not in sentence] == []


def test_the_cluster_of_the_first_page_is_as_it_says():
    beta = np.linspace(0.005, 0.995, 199)
    solved = {regime: Cluster(n=4, a=15, A=10, b=1, gamma=2, beta=beta).solve(regime) for regime in Regime}
    exist = np.all([~np.isnan(outcome.Q) for outcome in solved.values()], axis=0)
    starts = {}
    for name in ("Q", "welfare"):
        assert largest(solved, name, NON)[exist & (beta < 0.4999)].all()
        above = exist & (beta > 0.5001)
        starts[name] = beta[largest(solved, name, FULL)].min()
        assert largest(solved, name, RND)[above & (beta < starts[name])].all()
        assert largest(solved, name, FULL)[above & (beta >= starts[name])].all()
    assert HALF < starts["welfare"] < starts["Q"]
