"""The third route: the game checks the value of every closed form that a claim uses, and a wrong formula makes it disagree."""

import dataclasses
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import sympy as sp
from sympy import QQ

from spillover import Regime, model
from spillover.claims import LEDGER, simulation
from spillover.claims.claim import Term, of
from spillover.claims.registry import NON
from spillover.claims.simulation import Disagreement
from spillover.cluster import evaluation, solution
from spillover.game import trials
from spillover.game.best_responses import NoEquilibrium
from spillover.game.literature import learning
from spillover.game.literature.pair import producing
from spillover.game.trials import Game, Play

FEW = 36
LITERATURE = [id for id in LEDGER if id.startswith("lit-")]
OTHERS = [
    "1-rivals",
    "2-subsidy",
    "2-order",
    "3.1-market",
    "3.1-nash",
    "3.3-symmetric",
    "3.3-label",
    "5.2-inertia",
    "5.2-loss",
    "5.3-subsidy",
]
OTHERS += ["new-subsidy-non", "new-subsidy-rnd", "new-subsidy-first", "new-one-plant"]
"""Claims that are not of the literature part, and are seen in games of their own."""
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def few_plays(monkeypatch):
    """The games are played at fewer points here; the ledger itself plays at all of them."""
    monkeypatch.setattr(simulation, "POINTS", FEW)
    monkeypatch.setattr(simulation, "NUMERICALLY", 2)
    monkeypatch.setattr(trials, "POINTS", FEW)


def shown(claim):
    """The terms of a claim that a play shows, each symbol once."""
    return {term.symbol: term for term in claim.terms if term.played}.values()


def slightly_wrong(claim, term, factor=1 + model.beta / 1000):
    """The claim with one closed form a little wrong; its relations stay as they are."""
    _ = claim.seen_in_play  # derived before one formula is changed
    wrong = dataclasses.replace(term, formula=lambda: term.formula() * factor)
    return dataclasses.replace(claim, terms=tuple(wrong if other.symbol == term.symbol else other for other in claim.terms))


# Values


def test_a_closed_form_that_is_slightly_wrong_is_found_out_although_the_claim_stays_true():
    claim = LEDGER["4.1-x"]
    (full,) = (term for term in claim.terms if term.symbol == of("x", Regime.FULL_COOPERATION).symbol)
    with pytest.raises(Disagreement, match=r"^\\tilde\{x\} is .* by its formula and .* in the game, at \{'n': "):
        simulation.simulate(slightly_wrong(claim, full))
    assert simulation.simulate(claim).values == 2


@pytest.mark.deep
@pytest.mark.parametrize("id", LEDGER)
def test_every_closed_form_that_a_play_shows_is_compared(id):
    claim = LEDGER[id]
    for term in shown(claim):
        with pytest.raises(Disagreement, match="by its formula and"):
            simulation.simulate(slightly_wrong(claim, term, sp.Rational(1001, 1000)))


BROKEN = {
    "spillovers halved": lambda found: found.subs(model.beta, model.beta / 2),
    "a sign turned": lambda found: found.subs(model.beta, -model.beta),
}


@pytest.mark.cases(1)
@pytest.mark.parametrize("how", ["spillovers halved", "a sign turned"])
@pytest.mark.parametrize("id", ["3.2-x-high", "4.1-profit", "4.2-welfare", "4.3-Q"])
def test_a_wrong_solution_makes_the_game_disagree(how, id, monkeypatch):
    claim, right = LEDGER[id], solution.factored_form
    _ = claim.seen_in_play
    monkeypatch.setattr(solution, "factored_form", lambda quantity, mode: BROKEN[how](right(quantity, mode)))
    with pytest.raises(Disagreement, match="by its formula and"):
        simulation.simulate(claim)


@pytest.mark.cases(2)
@pytest.mark.parametrize("id", ["lit-agreement", "lit-sequence-leader", "lit-absorption-level", "lit-network-effort", "3.3-label"])
def test_a_closed_form_that_is_slightly_wrong_is_found_out_by_a_game_of_its_own(id):
    claim = LEDGER[id]
    for term in shown(claim):
        with pytest.raises(Disagreement, match="by its formula and"):
            simulation.simulate(slightly_wrong(claim, term, sp.Rational(1001, 1000)))


def test_a_closed_form_without_a_value_disagrees():
    x, plays = of("x", NON), simulation.played()
    nowhere = dataclasses.replace(x, formula=lambda: x.formula() / (model.n - sp.Integer(int(plays[0].point["n"]))))
    with pytest.raises(Disagreement, match="has no value by its formula, and is"):
        simulation.compare(nowhere, plays)


def test_what_a_claim_says_without_a_value_disagrees():
    claim = dataclasses.replace(LEDGER["4.1-x"], simulated=1 / (model.n - 2) > 0)
    with pytest.raises(Disagreement, match=r"^4\.1-x: what it says has no value at"):
        simulation.simulate(claim)


def test_a_closed_form_is_compared_once_for_all_claims(monkeypatch):
    compiled = []
    right = simulation.exact_function
    monkeypatch.setattr(simulation, "exact_function", lambda given, what: compiled.append(what) or right(given, what))
    monkeypatch.setattr(simulation, "_COMPARED", {})
    simulation.simulate(LEDGER["3.2-x-high"])
    forms = [what for what in compiled if isinstance(what, list)]
    assert len(forms) == 2
    simulation.simulate(LEDGER["3.2-x-low"])
    assert [what for what in compiled if isinstance(what, list)] == forms


# Conditions, points and equilibria that are not as the formulas say


def test_conditions_that_ask_too_little_make_the_game_disagree(monkeypatch):
    """Half of the cost of R&D that is needed is then thought to be enough."""
    right = evaluation.conditions
    monkeypatch.setattr(simulation, "_PLAYED", {})
    monkeypatch.setattr(
        evaluation,
        "conditions",
        lambda mode, values: [dataclasses.replace(condition, lhs=4 * condition.lhs) for condition in right(mode, values)],
    )
    with pytest.raises(
        Disagreement, match="the game has no such equilibrium as the formulas say: the objective is not a concave quadratic"
    ):
        simulation.simulate(LEDGER["4.1-x"])


def test_conditions_that_nothing_meets_make_the_game_disagree(monkeypatch):
    right = evaluation.conditions
    monkeypatch.setattr(simulation, "_PLAYED", {})
    monkeypatch.setattr(
        evaluation,
        "conditions",
        lambda mode, values: [dataclasses.replace(condition, lhs=Fraction(0)) for condition in right(mode, values)],
    )
    with pytest.raises(Disagreement, match="holds at no cost of R&D"):
        simulation.simulate(LEDGER["4.1-x"])


def test_a_counterexample_at_which_nothing_can_be_played_disagrees():
    point = dict(zip(model.PARAMETERS, map(sp.Rational, (2, 15, 10, 1, "1/10", "3/10")), strict=True))
    with pytest.raises(Disagreement, match=r"^4\.2-profit-low: the game has no equilibrium at"):
        simulation.holds_in_the_game(LEDGER["4.2-profit-low"], point)


MODEL = """
from spillover import model

model.rnd_cost = lambda x, gamma=model.gamma: -gamma * x**2 / 2

from spillover.claims import LEDGER, simulation
from spillover.game import trials

simulation.POINTS = trials.POINTS = 12
simulation.NUMERICALLY = 1
for id in ("4.1-x", "lit-stability-enough"):
    try:
        simulation.simulate(LEDGER[id])
    except simulation.Disagreement as found:
        print(id, "disagrees:", found)
"""


@pytest.mark.deep
def test_where_rnd_pays_the_game_disagrees_and_nothing_crashes():
    found = subprocess.run([sys.executable, "-c", MODEL], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    lines = found.stdout.splitlines()
    assert [line.split(" disagrees: ")[0] for line in lines] == ["4.1-x", "lit-stability-enough"]


# Games of their own


@cache
def played(id):
    """A claim of the literature at few points of its own game."""
    return simulation.simulate(LEDGER[id])


@pytest.mark.cases(2)
@pytest.mark.parametrize("id", [*LITERATURE, *OTHERS])
def test_a_claim_of_the_literature_or_beside_the_papers_game_is_shown_by_a_game(id):
    found = played(id)
    assert (simulation.game_of(LEDGER[id]) is None) <= (id in LITERATURE)
    assert found.values == len(shown(LEDGER[id]))
    assert found.values > 0
    assert found.applied >= FEW / 6
    assert set(found.sizes) <= set(range(2, 9))
    assert found.points >= found.applied


def test_what_plays_show_of_a_claim_is_said_where_it_is_not_what_is_proved_and_why_where_it_is_nothing():
    unlike = [id for id, claim in LEDGER.items() if claim.seen_in_play is not None and claim.seen_in_play != claim.proved]
    assert list(simulation.IN_PLAYS) == unlike
    assert list(simulation.NOT_PLAYED) == [id for id, claim in LEDGER.items() if claim.seen_in_play is None]


def turning(relation):
    """The parts of a relation that should be true at some plays and false at others: both sides of every equivalence."""
    return {side for both in relation.atoms(sp.Equivalent) for side in both.args}


@pytest.mark.deep
@pytest.mark.parametrize("id", [*LITERATURE, *OTHERS])
def test_plays_lie_on_both_sides_of_what_is_claimed(id, monkeypatch):
    monkeypatch.setattr(trials, "POINTS", 2 * FEW)
    monkeypatch.setattr(simulation, "POINTS", 5 * FEW)
    claim = LEDGER[id]
    for part in turning(claim.seen_in_play):
        holds = simulation.compiled(part, claim)
        sides = [side for play in simulation.plays_of(simulation.game_of(claim)) if (side := holds(play)) is not None]
        assert min(sides.count(True), sides.count(False)) >= 5, part


@pytest.mark.deep
@pytest.mark.parametrize("id", [*LITERATURE, *OTHERS])
def test_what_a_claim_of_the_literature_supposes_holds_at_two_hundred_points(id, monkeypatch):
    monkeypatch.setattr(trials, "POINTS", 300)
    monkeypatch.setattr(simulation, "POINTS", 2000)
    assert simulation.simulate(LEDGER[id]).applied >= 200


def test_the_terms_of_a_claim_are_seen_in_one_game():
    other = Game(lambda rng, i: {}, lambda: ({}, {}))
    claim = dataclasses.replace(LEDGER["4.1-x"], terms=(*LEDGER["4.1-x"].terms, Term(sp.Symbol("y"), lambda: sp.Integer(1), id, other)))
    with pytest.raises(ValueError, match=r"^the terms of a claim must be seen in one game, got 2 in 4\.1-x$"):
        simulation.game_of(claim)


def test_a_game_without_an_equilibrium_disagrees():
    def none(**given):
        raise NoEquilibrium("nobody stays")

    alone = Game(lambda rng, i: {"n": Fraction(2)}, none)
    with pytest.raises(
        Disagreement, match=r"^the game has no equilibrium: there is no equilibrium at 50 points in a row; at the last, nobody"
    ):
        simulation.plays_of(alone)


@pytest.mark.cases(None)
@pytest.mark.parametrize("outputs", [[1, 0], [0, 1], [1, -1], [0, 0]])
def test_two_firms_of_which_one_makes_nothing_are_passed_over(outputs):
    assert producing([2, 1]) == {"q_1": 2, "q_2": 1}
    with pytest.raises(NoEquilibrium, match="both produce"):
        producing(outputs)


def test_firms_whose_rnd_is_too_cheap_to_settle_anywhere_are_no_equilibrium():
    cheap = learning.Market(n=2, D=QQ(1), gamma=QQ(1, 10))
    with pytest.raises(NoEquilibrium, match=r"^marginal profit does not fall along a line: at 1, 2, 3 it is 11/15, 17/15, 23/15$"):
        cheap.rnd(lambda x: learning.sharing(QQ(1, 2), QQ(0)))


def test_points_without_an_equilibrium_are_passed_over_and_plays_come_in_fractions():
    def play(n):
        if n.numerator % 2:
            raise NoEquilibrium("odd")
        return {"half": n / 2}, {"double": 2 * n}

    game = Game(lambda rng, i: {"n": Fraction(rng.randint(1, 9))}, play)
    plays = game.plays(20)
    assert {play.point["n"] % 2 for play in plays} == {0}
    assert plays[0] == Play({"n": plays[0].point["n"], "half": plays[0].point["n"] / 2}, {"double": 2 * plays[0].point["n"]})
    assert {type(value) for play in plays for value in (*play.point.values(), *play.found.values())} == {Fraction}
    assert game.plays(20) is plays


def test_a_claim_with_a_game_of_its_own_or_that_plays_cannot_show_is_not_in_the_papers_game():
    own = [id for id in LEDGER if simulation.game_of(LEDGER[id])]
    unseen = [id for id in LEDGER if LEDGER[id].seen_in_play is None]
    assert own
    assert unseen
    assert [id for id in (*own, *unseen) if simulation.is_in_the_papers_game(LEDGER[id])] == []
    assert simulation.is_in_the_papers_game(LEDGER["4.1-x"])
