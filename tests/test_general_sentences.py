"""What the pages say of every cluster is so at many clusters; what is so in some clusters only is not said of every one."""

import json
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from spillover import Cluster, Regime
from spillover.cluster import comparison, evaluation

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
