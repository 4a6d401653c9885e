"""The ledger: every claim is there, each verdict is established, and claims made wrong are told apart."""

import ast
import dataclasses
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from mutated import MEASURED, tell_apart
from mutations import shifted

from positivity import Undecided, solver
from spillover import Regime, model, planner, proof
from spillover.claims import LEDGER, NotEstablished, Verdict, assumptions, evidence, forms, new, registry, show, simulation
from spillover.claims.claim import Kind, Term
from spillover.cluster import comparison, imitation, solution
from spillover.cluster.cluster import Cluster, solve
from spillover.game import trials
from spillover.literature import pair
from spillover.literature.absorption import LEARNING

IN_ORDER = {
    "1-rivals": Verdict.SHARPENED,
    "2-subsidy": Verdict.SHARPENED,
    "2-order": Verdict.PROVED,
    "3.1-market": Verdict.PROVED,
    "3.1-nash": Verdict.PROVED,
    "3.2-label": Verdict.RELABELLED,
    "3.2-x-high": Verdict.PROVED,
    "3.2-Q-high": Verdict.PROVED,
    "3.2-x-low": Verdict.PROVED,
    "3.2-Q-low": Verdict.PROVED,
    "3.3-symmetric": Verdict.PROVED,
    "3.3-label": Verdict.RELABELLED,
    "4.1-x": Verdict.PROVED,
    "4.1-profit": Verdict.PROVED,
    "4.1-Q": Verdict.SHARPENED,
    "4.2-profit-high": Verdict.PROVED,
    "4.2-profit-low": Verdict.REFUTED,
    "4.2-cost": Verdict.SHARPENED,
    "4.2-welfare": Verdict.REFUTED,
    "4.2-monopoly-output": Verdict.REFUTED,
    "4.2-consortium-welfare": Verdict.SHARPENED,
    "4.3-x-high": Verdict.PROVED,
    "4.3-x-low": Verdict.PROVED,
    "4.3-profit-high": Verdict.PROVED,
    "4.3-profit-low": Verdict.REFUTED,
    "4.3-Q": Verdict.SHARPENED,
    "4.3-threshold": Verdict.PROVED,
    "4.3-free-riding": Verdict.PROVED,
    "4.3-cluster-weakens": Verdict.SHARPENED,
    "5.1-innovates": Verdict.PROVED,
    "5.1-imitator": Verdict.SHARPENED,
    "5.1-imitator-cost": Verdict.REFUTED,
    "5.1-rents": Verdict.PROVED,
    "5.1-nobody-invests": Verdict.REFUTED,
    "5.2-consortium": Verdict.SHARPENED,
    "5.2-inertia": Verdict.OUTSIDE,
    "5.2-loss": Verdict.OUTSIDE,
    "5.3-competition": Verdict.SHARPENED,
    "5.3-underinvestment": Verdict.SHARPENED,
    "5.3-platform": Verdict.REFUTED,
    "5.3-subsidy": Verdict.PROVED,
    "5.3-intermediaries": Verdict.OUTSIDE,
}
PAPER = list(show.paper())
FEW = 60
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def few_plays(monkeypatch):
    """The game is played at fewer points here; the ledger itself plays at all of them."""
    monkeypatch.setattr(simulation, "POINTS", FEW)
    monkeypatch.setattr(simulation, "NUMERICALLY", 2)
    monkeypatch.setattr(trials, "POINTS", FEW)


# What the ledger holds


def test_every_claim_of_the_paper_is_there_in_its_order_and_then_the_new_results_and_the_literature():
    assert list(LEDGER) == [*IN_ORDER, *show.new(), *show.literature()]
    assert list(show.paper()) == list(IN_ORDER)
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

    claim = registry.Claim.recorded(derive, {**dict.fromkeys(registry.WORDS, ""), "id": "here", "verdict": Verdict.PROVED})
    assert (claim.id, times) == ("here", [])
    assert claim.asserted == claim.proved == (model.n > 1)
    assert claim.condition is sp.true
    assert times == [1]
    changed = dataclasses.replace(claim, id="there", condition=model.n > 2)
    assert (changed.id, changed.condition, changed.asserted, claim.condition) == ("there", model.n > 2, model.n > 1, sp.true)
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
    files = [file for file in files if file.stem not in {"argument", "handmade", "reasoning", "signs"}]  # they tell proofs
    assert {file.name: found for file in files if (found := positional(ast.parse(file.read_text(encoding="utf-8"))))} == {}


def test_an_unknown_claim_is_named_with_those_that_there_are():
    with pytest.raises(KeyError, match=r"no claim '4.9-x'; the claims are 1-rivals, "):
        LEDGER["4.9-x"]


def test_verdicts():
    assert {id: LEDGER[id].verdict for id in PAPER} == IN_ORDER
    assert all(verdict.meaning for verdict in Verdict)


@pytest.mark.cases(None)
@pytest.mark.parametrize("id", LEDGER)
def test_a_condition_is_what_its_verdict_says(id):
    claim = LEDGER[id]
    plain = {Verdict.PROVED: sp.true, Verdict.REFUTED: sp.false, Verdict.RELABELLED: None, Verdict.OUTSIDE: None}
    if claim.verdict is Verdict.SHARPENED:
        assert claim.condition.free_symbols <= {*model.PARAMETERS, *pair.OUTPUTS, pair.beta_21}
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


def symbols(cluster):
    return {symbol: sp.Rational(getattr(cluster, symbol.name)) for symbol in model.PARAMETERS}


NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
MEANINGS = {
    "4.1-Q": beats("Q", RND, FULL),
    "4.3-Q": beats("Q", NON, FULL),
    "5.1-imitator": lambda cluster: sp.Gt(*(profit.subs(symbols(cluster)) for profit in imitation.profits())),
    "5.2-consortium": beats("x", FULL, RND, NON),
    "4.2-cost": lambda cluster: (cluster.n - 1) * cluster.beta > 1,
    "4.2-consortium-welfare": beats("welfare", RND, FULL),
    "5.3-competition": lambda cluster: all(cluster.solve(NON).x < cluster.solve(other).x for other in (RND, FULL)),
    "5.3-underinvestment": lambda cluster: cluster.solve(NON).x < planner.second_best(cluster).x,
}
POINTS = [
    {"n": n, "a": a, "A": 10, "b": 1, "beta": Fraction(beta, 20), "gamma": gamma}
    for n in (2, 3, 5)
    for a in (11, 15)
    for beta in (1, 3, 7, 11, 16, 19)
    for gamma in (1, 2, 5, 11)
]


@pytest.mark.cases(2)
@pytest.mark.parametrize("id", MEANINGS)
def test_an_exact_condition_holds_exactly_where_the_claim_does(id):
    claim, seen = LEDGER[id], set()
    for point in POINTS:
        cluster = Cluster(**point)
        values = {symbol: sp.Rational(point[symbol.name]) for symbol in model.PARAMETERS}
        if all(bool(part.subs(values)) for part in claim.region.values()):
            holds = bool(claim.condition.subs(values))
            assert holds == bool(MEANINGS[id](cluster)), point
            seen.add(holds)
    assert seen == {True, False}


def broken(id, **changes):
    return dataclasses.replace(LEDGER[id], **changes)


# The chain from the sentence to the verdict


FULL_MORE = LEDGER["4.1-x"].asserted
CHANGES = {
    "another verdict": ("4.1-x", {"verdict": Verdict.REFUTED}, "the formulas come to Proved, and the verdict on record is Refuted"),
    "another verdict, and its condition": (
        "4.1-x",
        {"verdict": Verdict.REFUTED, "condition": sp.false},
        "a claim that is refuted at a point says exactly where",
    ),
    "refuted everywhere": ("4.1-x", {"verdict": Verdict.REFUTED, "condition": sp.false, "everywhere": True}, "fails at"),
    "sharpened": ("4.1-x", {"verdict": Verdict.SHARPENED, "condition": model.beta > sp.Rational(1, 2)}, "fail nowhere"),
    "relabelled": ("4.1-x", {"verdict": Verdict.RELABELLED}, "the verdict on record is Relabelled"),
    "outside": ("4.1-x", {"verdict": Verdict.OUTSIDE, "condition": None}, "speaks of no regime"),
    "a condition that does not fit": ("4.1-Q", {"condition": model.beta > sp.Rational(1, 2)}, "fails at"),
    "no condition": ("4.1-Q", {"condition": sp.true}, "the formulas come to Proved"),
    "the English turned round": (
        "4.1-x",
        {"statement": "R&D per firm is larger under R&D cooperation than under full cooperation."},
        "the statement is not the one that belongs to the formula",
    ),
    "other words, read with no formula": ("4.3-threshold", {"statement": "T(n) rises."}, "the statement is not the one"),
    "another formula": ("4.3-threshold", {"asserted": model.beta > 0}, "the statement is not the one"),
    "a false formula": ("4.1-x", {"asserted": sp.false}, "the statement is not the one"),
    "a formula that is true of the ranges": ("4.1-x", {"asserted": model.beta > 0}, "the statement is not the one"),
    "a premise left out": ("4.2-profit-high", {"premises": {}}, "the statement is not the one"),
    "a premise that is never met": ("4.2-profit-high", {"premises": {"β > 1": model.beta > 1}}, "the statement is not the one"),
    "the other premise": ("4.3-x-high", {"premises": dict(LEDGER["4.3-x-low"].premises)}, "the statement is not the one"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_claim_whose_parts_do_not_fit_one_another_is_not_established(change):
    id, changes, message = CHANGES[change]
    with pytest.raises(NotEstablished, match=message):
        broken(id, **changes).establish()


MEANINGLESS = {
    "always false": ({"asserted": sp.false}, "says nothing"),
    "always true": ({"asserted": sp.true}, "says nothing"),
    "an impossible premise": ({"premises": {"β > 1": model.beta > 1}}, "the region has no point"),
    "an impossible premise inside": (
        {"asserted": sp.Implies(model.beta > 1, FULL_MORE, evaluate=False)},
        "the premise beta > 1 is never met",
    ),
    "an alternative too many": ({"asserted": sp.Or(FULL_MORE, model.beta > 1)}, "the alternative beta > 1 is not needed"),
    "a side that never holds": ({"asserted": sp.And(FULL_MORE, sp.Equivalent(model.beta > 1, model.n < 1))}, "hold nowhere"),
}


@pytest.mark.parametrize("change", MEANINGLESS)
def test_a_formula_that_says_nothing_is_not_established_whatever_its_words(change):
    changes, message = MEANINGLESS[change]
    with pytest.raises(NotEstablished, match=message):
        evidence.establish(broken("4.1-x", **changes))


def test_of_two_quantities_that_cannot_be_ranked_one_order_is_given():
    both = sp.And(FULL_MORE, model.beta > sp.Rational(1, 2))
    with pytest.raises(NotEstablished, match="are given in one of their orders"):
        evidence.establish(broken("4.1-Q", asserted=both))


def test_where_it_is_not_known_whether_a_part_says_anything_nothing_is_established(monkeypatch):
    def undecided(relation, given):
        raise Undecided("whether it does is not known")

    monkeypatch.setattr(proof, "find_idle_part", undecided)
    with pytest.raises(NotEstablished, match="what is proved may say nothing"):
        evidence.establish(LEDGER["4.1-x"])


def test_an_assumption_that_leads_the_search_astray_is_left_out(monkeypatch):
    given = {"n ≥ 2": model.n >= 2, "β < 1": model.beta < 1}
    found = assumptions.find_certificate
    monkeypatch.setattr(assumptions, "find_certificate", lambda asked: None if len(asked.given) == 2 else found(asked))
    assert assumptions.minimal_assumptions(model.n > 1, given).names == ("n ≥ 2",)


@pytest.mark.deep
def test_either_order_of_two_quantities_that_cannot_be_ranked_has_a_point():
    for id in ("4.1-Q", "4.3-Q"):
        claim, found = LEDGER[id], LEDGER[id].establish()
        orders = [claim.relation.subs(found.examples[side]) for side in ("holds", "fails")]
        strictly = [sp.Lt(*claim.relation.args).subs(found.examples[side]) for side in ("holds", "fails")]
        assert (orders, strictly) == ([sp.true, sp.false], [sp.false, sp.true])


def test_an_order_that_does_occur_is_not_refuted():
    with pytest.raises(NotEstablished, match="fails at"):
        evidence.establish(broken("4.1-Q", verdict=Verdict.REFUTED, condition=sp.false, everywhere=True))


def test_the_threshold_that_the_paper_prints_is_the_one_that_is_derived():
    assert sp.simplify(forms.printed_threshold() - comparison.rnd_threshold()) == 0


READ_BY_A_PERSON = 52
"""Claims whose words no form makes: somebody compared the sentence with the formula. There should be few more."""


def test_the_words_of_a_claim_are_made_from_its_formula_or_it_is_on_the_list_of_those_that_were_read():
    read = [id for id, claim in LEDGER.items() if claim.form is None]
    assert len(read) == READ_BY_A_PERSON
    assert all(LEDGER[id].statement for id in read)
    for id in LEDGER.keys() - set(read):
        claim = LEDGER[id]
        assert claim.statement == forms.sentence(
            claim.form, [p for p in forms.PREMISES if p.name in claim.premises], claim.kind, claim.lead
        )


@pytest.mark.cases(None)
@pytest.mark.parametrize("id", PAPER)
def test_every_claim_of_the_paper_is_said_in_chinese(id):
    assert re.fullmatch(r"[\u3000-\u9fff\uff00-\uffef A-Za-z()/0-9,—]+。", LEDGER[id].chinese)


FORMS = [
    (
        forms.Order("x", FULL, NON),
        (forms.ABOVE_THRESHOLD,),
        "With a spillover above T(n), R&D per firm is larger under full cooperation than without cooperation.",
        "外溢系数大于 T(n) 时，全合作的单个企业研发投入大于完全不合作。",
    ),
    (
        forms.Order("profit", FULL, RND, NON),
        (),
        "Profit per firm is larger under full cooperation than under R&D cooperation,"
        " and larger under R&D cooperation than without cooperation.",
        "全合作的单个企业利润大于半合作，后者又大于完全不合作。",
    ),
    (
        forms.Extreme("welfare", RND, (NON, FULL), largest=True),
        (forms.DUOPOLY,),
        "With two firms, welfare is larger under R&D cooperation than without cooperation and than under full cooperation.",
        "只有两家企业时，半合作的社会福利大于完全不合作，也大于全合作。",
    ),
    (forms.Positive("q", FULL), (), "Under full cooperation output per firm is positive.", "全合作时单个企业产量为正。"),
    (
        forms.Slope("x", NON, model.n, rises=True, times="n"),
        (forms.BELOW_HALF,),
        "With a spillover below one half, without cooperation R&D of all firms together rises with the number of firms.",
        "外溢系数小于 1/2 时，完全不合作时集群研发总投入随企业数上升。",
    ),
]


@pytest.mark.parametrize(("form", "premises", "english", "chinese"), FORMS, ids=[type(form).__name__ + form.quantity for form, *_ in FORMS])
def test_a_form_says_in_words_what_it_says_in_symbols(form, premises, english, chinese):
    assert forms.sentence(form, premises, Kind.HOLDS) == english
    assert forms.chinese_sentence(form, premises, Kind.HOLDS) == chinese
    values = {sp.Symbol(term.symbol.name, real=True): 10 - place for place, term in enumerate(form.terms())}  # falls from term to term
    assert form.asserted().subs(values) is sp.true
    assert form.asserted().subs({symbol: -value for symbol, value in values.items()}) is sp.false


@pytest.mark.cases(None)
@pytest.mark.parametrize(("mode", "parameter"), [(NON, model.beta), (RND, model.beta), (NON, model.gamma)], ids=str)
def test_a_slope_is_the_derivative_of_the_closed_form(mode, parameter):
    form = forms.Slope("x", mode, parameter, rises=True)
    assert sp.cancel(form.term().formula() - sp.diff(form.formula(), parameter)) == 0


# Establishing


@pytest.mark.cases(2)
@pytest.mark.parametrize(
    "id",
    [
        "3.2-label",
        "3.3-label",
        "4.1-Q",
        "4.2-profit-low",
        pytest.param("4.2-welfare", marks=pytest.mark.deep),
        "4.3-profit-low",
        "4.3-threshold",
        pytest.param("4.3-free-riding", marks=pytest.mark.deep),
        "5.2-inertia",
    ],
)
def test_a_verdict_is_established(id):
    claim = LEDGER[id]
    found = claim.establish()
    assert found.claim == id
    assert proof.check(found.certificate)
    for proved in found.proofs:
        assert proved.solver == "unsat"
        assert set(proved.dropped) | set(proved.spare) <= set(proved.assumptions)  # of what is missing, nothing is known
        assert id == "4.2-welfare" or len(proved.dropped) + len(proved.spare) == len(proved.assumptions)
    assert (found.counterexample is not None) == (claim.verdict in (Verdict.REFUTED, Verdict.RELABELLED) and id != "4.3-profit-low")
    if found.counterexample:
        point = found.counterexample
        assert set(point) == set(model.PARAMETERS)
        assert point[model.n].is_integer
        assert claim.relation.subs(point) is sp.false
        assert all(c.holds for mode in claim.modes for c in Cluster(**{s.name: v for s, v in point.items()}).conditions(mode))
    if claim.verdict is Verdict.SHARPENED:
        assert [bool(claim.condition.subs(found.examples[side])) for side in ("holds", "fails")] == [True, False]
    assert (found.simulated is None) == (claim.seen_in_play is None)
    if found.simulated:
        assert found.simulated.points > FEW / 3


def test_what_is_false_is_not_established():
    claim = LEDGER["3.2-x-high"]
    with pytest.raises(NotEstablished, match="fails at"):
        evidence.establish(broken("3.2-x-high", asserted=claim.asserted.func(claim.asserted.rhs, claim.asserted.lhs)))


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
    wrong = broken("3.2-x-high", simulated=sp.Lt(claim.asserted.lhs, claim.asserted.rhs))
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


def test_an_assumption_is_needed_only_where_all_else_that_is_given_holds():
    claim = LEDGER["4.1-x"]
    found = assumptions.minimal_assumptions(claim.established, claim.region)
    assert set(found.names) == {"n ≥ 2", "A < a", "full cooperation: joint concavity"}
    assert list(found.spare) == ["full cooperation: joint concavity"]  # unit cost that is not negative asks for more
    for name, point in found.dropped.items():
        assert not claim.region[name].subs(point)
        assert all(part.subs(point) for other, part in claim.region.items() if other != name)
        assert all(value > 0 for value in point.values())


def test_an_assumption_of_which_nothing_is_known_is_neither_needed_nor_spare(monkeypatch):
    def always(relation, given, **options):
        if "budget" in options:
            raise assumptions.Undecided("a hard question")
        return proof.always(relation, given, **options)

    monkeypatch.setattr(assumptions, "always", always)
    found = assumptions.minimal_assumptions(model.n > 1, {"n ≥ 2": model.n >= 2, "no cooperation: n > 3": model.n > 3})
    assert len(found.names) == 1
    assert not found.dropped
    assert not found.spare


def test_an_assumption_stays_where_it_is_not_decided_whether_the_others_are_enough(monkeypatch):
    def always(relation, given, **options):
        if not given and "budget" not in options:
            raise assumptions.Undecided("a hard question")
        return proof.always(relation, given, **options)

    monkeypatch.setattr(assumptions, "always", always)
    assert assumptions.minimal_assumptions(model.n > 1, {"n ≥ 2": model.n >= 2}).names == ("n ≥ 2",)


def test_where_no_other_condition_is_known_to_imply_an_assumption_a_point_shows_that_it_is_needed(monkeypatch):
    asked, few = model.n > 1, {"no cooperation: n > 13": model.n > 13, "no cooperation: β < 1/13": model.beta < sp.Rational(1, 13)}

    def always(relation, given, **options):
        if relation != asked:
            raise assumptions.Undecided("a hard question")
        return proof.always(relation, given, **options)

    monkeypatch.setattr(assumptions, "always", always)
    found = assumptions.minimal_assumptions(asked, few)
    assert not found.spare
    assert found.dropped["no cooperation: n > 13"][model.n] <= 1


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


def test_the_bounds_on_rnd_in_a_large_cluster_have_its_units_and_its_limits():
    """What each firm does is at most a bound that vanishes; what all do is at least one that does not; both are amounts of R&D."""
    large, small = LEDGER["5.1-nobody-invests"].lemmas
    above, below = large.relation.rhs, small.relation.rhs
    each, together = large.relation.lhs, small.relation.lhs
    model_ = {symbol: symbol for symbol in (model.a, model.A, model.b, model.gamma)}
    t = sp.Symbol("t", positive=True)
    for amount in (above, below, each, together):
        money = amount.subs({**model_, model.a: t * model.a, model.A: t * model.A}, simultaneous=True)
        assert sp.simplify(money - t * amount) == 0  # demand and cost in other money: R&D in other money too
        quantity = amount.subs({**model_, model.b: t * model.b, model.gamma: model.gamma / t}, simultaneous=True)
        assert sp.simplify(quantity - amount) == 0  # output in other units: R&D, which is money, is as it was
    at = {model.a: 2, model.A: 1, model.b: 1, model.gamma: 2, model.beta: sp.Rational(1, 2)}
    assert sp.limit(above.subs(at), model.n, sp.oo) == 0
    assert below.free_symbols == {model.a, model.A, model.b, model.beta, model.gamma}
    assert 0 < below.subs(at) <= sp.limit(together.subs(at), model.n, sp.oo)
    enough = next(part.rhs for name, part in large.given.items() if name.startswith("n ≥ 1 + 8"))
    assert sp.limit(enough.subs({model.b: 1, model.beta: sp.Rational(1, 2)}), model.gamma, sp.oo) == 1  # costly R&D: two firms are many
    for firms in (20, 200):
        assert each.subs({**at, model.n: firms}) <= above.subs({**at, model.n: firms})


@pytest.mark.parametrize("rivals", [1, 2, 7])
def test_learning_leaves_the_incentive_as_it_was_where_ease_times_rnd_is_the_number_of_rivals(rivals):
    (more,) = LEDGER["lit-absorption-incentive"].terms
    claim = LEDGER["lit-absorption-incentive"]
    at = {symbol: sp.Rational(1, 3) for symbol in claim.relation.free_symbols} | {model.n: rivals + 1}
    for level, adds in ((rivals, 0), (rivals - sp.Rational(1, 9), 1), (rivals + sp.Rational(1, 9), -1)):
        here = {**at, LEARNING: level}
        assert sp.sign(more.formula().subs(here)) == adds
        assert claim.relation.subs(here) == sp.true
