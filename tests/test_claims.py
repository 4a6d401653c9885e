"""The ledger: every claim is there, each verdict is established, and claims made wrong are told apart."""

import ast
import dataclasses
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from mutated import MEASURED, tell_apart
from mutations import shifted

from positivity import solver
from spillover import Regime, model, planner, proof
from spillover.claims import LEDGER, NotEstablished, Verdict, assumptions, evidence, new, registry, show, simulation
from spillover.claims.claim import Term
from spillover.cluster import solution
from spillover.cluster.cluster import Cluster, solve

IN_ORDER = [
    "3.2-label",
    "3.2-x-high",
    "3.2-Q-high",
    "3.2-x-low",
    "3.2-Q-low",
    "3.3-label",
    "4.1-x",
    "4.1-profit",
    "4.1-Q",
    "4.2-x-high",
    "4.2-Q-high",
    "4.2-profit-high",
    "4.2-x-low",
    "4.2-Q-low",
    "4.2-profit-low",
    "4.2-welfare",
    "4.2-monopoly-output",
    "4.3-x-high",
    "4.3-x-low",
    "4.3-profit-high",
    "4.3-profit-low",
    "4.3-Q",
    "4.3-threshold",
    "4.3-free-riding",
    "4.3-cluster-weakens",
    "5.1-imitator",
    "5.1-nobody-invests",
    "5.2-consortium",
    "5.2-inertia",
    "5.3-policy",
]
SHARPENED = ["4.1-Q", "4.3-Q", "4.3-cluster-weakens", "5.1-imitator", "5.2-consortium", "5.3-policy"]
REFUTED = ["4.2-profit-low", "4.2-welfare", "4.2-monopoly-output", "4.3-profit-low", "5.1-nobody-invests"]
BY_VERDICT = {
    Verdict.SHARPENED: SHARPENED,
    Verdict.REFUTED: REFUTED,
    Verdict.RELABELLED: ["3.2-label", "3.3-label"],
    Verdict.OUTSIDE: ["5.2-inertia"],
}
PAPER = list(show.paper())
FEW = 60
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def few_plays(monkeypatch):
    """The game is played at fewer points here; the ledger itself plays at all of them."""
    monkeypatch.setattr(simulation, "POINTS", FEW)
    monkeypatch.setattr(simulation, "NUMERICALLY", 2)


# What the ledger holds


def test_every_claim_of_the_paper_is_there_in_its_order_and_then_the_new_results_and_the_literature():
    assert list(LEDGER) == [*IN_ORDER, *show.new(), *show.literature()]
    assert list(show.paper()) == IN_ORDER
    assert show.new()
    assert all(id.startswith("new-") for id in show.new())
    assert all(id.startswith("lit-") for id in show.literature())


WORDS = """
import sympy
from spillover.cluster import comparison, derivation

def derive(*args, **kwargs):
    raise RuntimeError("a formula is derived")

sympy.factor = sympy.diff = sympy.solve = sympy.Gt = derive
derivation.solve = derivation.product_stage = comparison.compare = derive

from docutils import nodes
from book.claims import badge
from spillover.claims import LEDGER

for id in LEDGER:
    claim = LEDGER[id]
    assert badge(claim, "a page").astext() == f"{claim.verdict.value} {claim.id}"
    assert claim.section and claim.statement and claim.finding
    assert not {"asserted", "condition", "region"} & vars(claim).keys()
print(len(LEDGER))
LEDGER["4.1-x"].asserted
"""


def test_listing_the_ledger_looking_a_claim_up_and_making_a_badge_derives_nothing():
    found = subprocess.run([sys.executable, "-c", WORDS], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert found.stdout == f"{len(LEDGER)}\n"
    assert found.stderr.endswith("RuntimeError: a formula is derived\n")  # and the barrier is real


def test_formulas_are_derived_once_and_taken_by_replace():
    times = []

    def derive():
        times.append(1)
        return registry.formulas(asserted=model.n > 1)

    claim = registry.Claim.recorded(derive, {**dict.fromkeys(registry.WORDS, ""), "id": "here", "verdict": Verdict.SHARPENED})
    assert (claim.id, times) == ("here", [])
    assert claim.asserted == claim.proved == (model.n > 1)
    assert claim.condition is None
    assert times == [1]
    changed = dataclasses.replace(claim, id="there", condition=model.n > 2)
    assert (changed.id, changed.condition, changed.asserted, claim.condition) == ("there", model.n > 2, model.n > 1, None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim.id = "there"
    with pytest.raises(AttributeError, match="'Claim' object has no attribute 'shown'"):
        _ = claim.shown


def test_no_two_claims_have_the_same_id():
    with pytest.raises(ValueError, match=r"a claim must have an id of its own, got '4\.1-x' twice"):
        registry.record(id="4.1-x", section="", statement="", verdict=Verdict.PROVED, finding="")(lambda: None)


def positional(tree):
    """Calls of our own functions with more than three arguments by position."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and not ast.unparse(node.func).startswith("sp.")]
    return [ast.unparse(call) for call in calls if len([part for part in call.args if not isinstance(part, ast.Starred)]) > 3]


def test_what_a_claim_says_is_passed_by_name():
    assert positional(ast.parse("f(1, 2, 3, 4)")) == ["f(1, 2, 3, 4)"]
    files = sorted((ROOT / "code" / "spillover" / "claims").rglob("*.py"))
    assert len(files) > 20
    assert {file.name: found for file in files if (found := positional(ast.parse(file.read_text(encoding="utf-8"))))} == {}


def test_an_unknown_claim_is_named_with_those_that_there_are():
    with pytest.raises(KeyError, match=r"no claim '4.9-x'; the claims are 3.2-label, "):
        LEDGER["4.9-x"]


def test_verdicts():
    for verdict, ids in BY_VERDICT.items():
        assert [id for id in PAPER if LEDGER[id].verdict is verdict] == ids
        assert verdict.meaning


@pytest.mark.parametrize("id", LEDGER)
def test_a_condition_is_what_its_verdict_says(id):
    claim = LEDGER[id]
    plain = {Verdict.PROVED: sp.true, Verdict.REFUTED: sp.false, Verdict.RELABELLED: None, Verdict.OUTSIDE: None}
    if claim.verdict is Verdict.SHARPENED:
        assert claim.condition.free_symbols <= set(model.PARAMETERS)
        assert claim.condition not in (sp.true, sp.false)
    else:
        assert claim.condition is plain[claim.verdict]
    assert claim.statement.endswith(".")
    assert claim.finding.endswith((".", ".)"))
    assert all(condition.free_symbols <= set(model.PARAMETERS) for condition in claim.exact.values())


def beats(quantity, first, *others):
    def check(cluster):
        values = [getattr(solve(cluster, mode), quantity) for mode in (first, *others)]
        return all(values[0] > value for value in values[1:])

    return check


NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
MEANINGS = {
    "4.1-Q": beats("Q", RND, FULL),
    "4.3-Q": beats("Q", NON, FULL),
    "5.2-consortium": beats("x", FULL, RND, NON),
    "5.3-policy": lambda cluster: cluster.solve(NON).x < planner.second_best(cluster).x,
}
POINTS = [
    {"n": n, "a": a, "A": 10, "b": 1, "beta": Fraction(beta, 20), "gamma": gamma}
    for n in (2, 3, 5)
    for a in (11, 15)
    for beta in (1, 3, 7, 11, 16, 19)
    for gamma in (1, 2, 5, 11)
]


@pytest.mark.parametrize("id", MEANINGS)
def test_an_exact_condition_holds_exactly_where_the_claim_does(id):
    claim, seen = LEDGER[id], set()
    for point in POINTS:
        cluster = Cluster(**point)
        values = {symbol: sp.Rational(point[symbol.name]) for symbol in model.PARAMETERS}
        if all(bool(part.subs(values)) for part in claim.region.values()):
            holds = bool(claim.condition.subs(values))
            assert holds == MEANINGS[id](cluster), point
            seen.add(holds)
    assert seen == {True, False}


# Establishing


@pytest.mark.parametrize("id", ["3.2-label", "3.3-label", "4.1-Q", "4.2-profit-low", "4.3-threshold", "4.3-free-riding", "5.2-inertia"])
def test_a_verdict_is_established(id):
    claim = LEDGER[id]
    found = claim.establish()
    assert found.claim == id
    assert proof.check(found.certificate)
    for proved in found.proofs:
        assert proved.solver == "unsat"
        assert set(proved.assumptions) == set(proved.dropped)
    if claim.example:
        point = found.counterexample
        assert set(point) == set(model.PARAMETERS)
        assert point[model.n].is_integer
        assert claim.relation.subs(point) is sp.false
        assert all(c.holds for mode in claim.modes for c in Cluster(**{s.name: v for s, v in point.items()}).conditions(mode))
    if claim.verdict is Verdict.SHARPENED:
        assert [bool(claim.condition.subs(found.examples[side])) for side in ("holds", "fails")] == [True, False]
    assert (found.simulated is None) == (claim.simulated is None)
    if found.simulated:
        assert found.simulated.points > FEW / 3


def broken(id, **changes):
    return dataclasses.replace(LEDGER[id], **changes)


def test_what_is_false_is_not_established():
    claim = LEDGER["3.2-x-high"]
    with pytest.raises(NotEstablished, match="fails at"):
        evidence.establish(broken("3.2-x-high", proved=claim.proved.func(claim.proved.rhs, claim.proved.lhs)))


def test_what_fails_at_irrational_points_only_is_not_established():
    with pytest.raises(NotEstablished, match="not decided"):
        evidence.prove("here", relation=sp.Ne(model.gamma**2, 2), given={})


def test_a_true_claim_has_no_counterexample(monkeypatch):
    monkeypatch.setattr("positivity.counterexample.MOST_POINTS", 2000)
    with pytest.raises(NotEstablished, match="no simple counterexample"):
        evidence.refute(LEDGER["4.1-x"])


def test_a_region_without_a_point_is_found_out():
    with pytest.raises(NotEstablished, match="no point with at most 12 firms satisfies"):
        evidence.point_of("here", {"n ≥ 2": model.n >= 2, "n < 2": model.n < 2})


def test_a_counterexample_has_to_be_one_in_the_game_too():
    profit = next(term for term in LEDGER["4.2-profit-low"].terms)
    unplayed = Term(profit.symbol, profit.formula, lambda play: Fraction(10**6))
    claim = broken("4.2-profit-low", terms=(unplayed, *LEDGER["4.2-profit-low"].terms[1:]))
    with pytest.raises(NotEstablished, match="in the game itself"):
        evidence.refute(claim)


def test_a_certificate_that_the_checker_rejects_establishes_nothing(monkeypatch):
    monkeypatch.setattr(proof, "check", lambda certificate: False)
    with pytest.raises(NotEstablished, match="the checker rejects"):
        evidence.prove("here", relation=model.n > 1, given={"n ≥ 2": model.n >= 2})


AGREED = {"relation": model.n > 1, "given": {"n ≥ 2": model.n >= 2}}


@pytest.mark.parametrize("said", ["sat", "unknown", proof.NOT_ASKED])
def test_both_routes_have_to_agree(said, monkeypatch):
    found = assumptions.minimal_assumptions(*AGREED.values())
    monkeypatch.setattr(
        evidence, "minimal_assumptions", lambda *asked: dataclasses.replace(found, result=dataclasses.replace(found.result, solver=said))
    )
    with pytest.raises(NotEstablished, match=f"Z3 says {said}"):
        evidence.prove("here", **AGREED)


def test_where_z3_is_not_installed_the_evidence_says_so(monkeypatch):
    monkeypatch.setattr(solver, "is_installed", lambda: False)
    assert evidence.prove("here", **AGREED).solver == "not asked"


def test_the_game_finds_a_wrong_claim_out():
    claim = LEDGER["3.2-x-high"]
    wrong = broken("3.2-x-high", simulated=sp.Lt(claim.proved.lhs, claim.proved.rhs))
    with pytest.raises(simulation.Disagreement, match="the game says otherwise"):
        simulation.simulate(wrong)


def test_scipy_has_to_agree_with_the_game(monkeypatch):
    monkeypatch.setattr(simulation, "_PLAYED", {})
    monkeypatch.setattr("spillover.game.sampling.disagreements", lambda plays, processes: [plays[0].point])
    with pytest.raises(simulation.Disagreement, match="SciPy"):
        simulation.played()


def test_only_assumptions_that_are_needed_are_listed():
    given = {"n ≥ 2": model.n >= 2, "β < 1": model.beta < 1, "n > 0 (idle)": model.n >= sp.Rational(1, 2)}
    found = assumptions.minimal_assumptions(model.n > sp.Rational(3, 2), given)
    assert found.names == ("n ≥ 2",)
    assert found.result
    assert found.dropped["n ≥ 2"][model.n] <= sp.Rational(3, 2)


def test_an_assumption_that_the_first_proof_uses_may_still_turn_out_to_be_idle():
    assert len(assumptions.minimal_assumptions(model.n > 1, {"n ≥ 3": model.n >= 3, "n ≥ 2": model.n >= 2}).names) == 1


def test_what_cannot_be_certified_keeps_all_its_assumptions():
    found = assumptions.minimal_assumptions(model.n > 5, {"n ≥ 2": model.n >= 2})
    assert found.names == ("n ≥ 2",)
    assert not found.result


def test_no_certificate_is_looked_for_where_a_point_refutes_the_statement(monkeypatch):
    monkeypatch.setattr(assumptions, "find_certificate", lambda asked: pytest.fail("a search for what cannot be found"))
    assert not assumptions.minimal_assumptions(model.n > 5, {"n ≥ 2": model.n >= 2}).result


# Mutations


def test_the_mutations_of_a_claim_are_told_apart():
    """Those of all other claims in test_mutations."""
    tell_apart(MEASURED)


def test_conditions_are_those_of_the_regimes():
    region = LEDGER["4.1-x"].region
    names = [f"{mode.label}: {c.name}" for mode in (FULL, RND) for c in solution.conditions(mode)]
    assert list(region) == ["n ≥ 2", "β < 1", "A < a", *names]


def test_every_coefficient_is_shifted_both_ways():
    relation = sp.And(model.n > 2, sp.Symbol("y") > 0)
    assert [turned for _, turned in shifted(relation)] == [
        relation.xreplace({model.n > 2: other > 0}) for other in (2 * model.n - 2, sp.Integer(-2), model.n - 1, model.n - 3)
    ]


# Results beyond the paper


@pytest.mark.parametrize("point", [(2, "1/2"), (3, "3/4"), (5, "9/10")])
def test_the_bound_on_the_cost_of_rnd_is_the_larger_root(point):
    values = {model.n: point[0], model.beta: sp.Rational(point[1]), model.b: 1}
    bound = new.welfare_bound().subs(values)
    quadratic = new.welfare_quadratic().as_expr().subs(values)
    at_bound, below, above = (sp.expand(quadratic.subs(model.gamma, bound * sp.Rational(share, 100))) for share in (100, 99, 101))
    assert at_bound == 0
    assert below < 0 < above


@pytest.mark.parametrize("firms", [2, 3, 4])
def test_below_the_least_spillover_welfare_is_not_reversed_and_above_it_is(firms):
    least = sp.Rational(str(new.least_spillover(firms).evalf(12)))

    def reversed_at(beta):
        """Whether full cooperation has the larger welfare where R&D is hardly dearer than both regimes need, by the formulas themselves."""
        point = {"n": firms, "a": sp.Rational(1001, 1000), "A": 1, "b": 1, "beta": beta}
        k, s = firms - (firms - 1) * beta, 1 + (firms - 1) * beta
        least_cost = max(2 * k * (k + (firms - 1) * abs(2 * beta - 1)) / (firms + 1) ** 2, s**2 / (2 * firms))
        cluster = Cluster(**point, gamma=least_cost * sp.Rational(1002, 1000))
        return cluster.solve(FULL).welfare > cluster.solve(NON).welfare

    assert not reversed_at(least - sp.Rational(1, 100))
    assert reversed_at(least + sp.Rational(1, 100))
