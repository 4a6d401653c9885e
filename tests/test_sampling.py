"""Route 3: explicit firms at random admissible points, and what the points must be like to find a wrong claim out."""

import dataclasses
from fractions import Fraction
from functools import cache

import pytest
import sympy as sp

from spillover import Cluster, Planner, Regime, model, planner
from spillover.cluster import comparison, evaluation, imitation, solution
from spillover.exact_functions import exact_function
from spillover.game import best_responses, sampling

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND = Planner.SECOND_BEST
HALF = Fraction(1, 2)


@cache
def points():
    """Points as the ledger draws them, on first use."""
    return sampling.draw(360)


def sample():
    return points()[:24]


@pytest.fixture(scope="module")
def played():
    return [sampling.play(point) for point in sample()]


def sign(number):
    return (number > 0) - (number < 0)


def at(point, expr):
    return evaluation.compiled((expr,))(*point.values())[0]


# The points


def test_every_regime_has_a_solution_at_every_point():
    for point in points():
        assert all(condition.holds for regime in Regime for condition in Cluster(**point).conditions(regime)), point


def test_points_are_exact_and_quick_to_calculate_with():
    assert {type(value) for point in points() for value in point.values()} == {Fraction}
    assert {tuple(point) for point in points()} == {evaluation.NAMES}
    assert max(value.denominator for point in points() for value in point.values()) < 5000
    firms = [point["n"] for point in points()]
    counts = [firms.count(n) for n in range(2, 9)]
    assert sum(counts) == len(firms)
    assert counts[0] > len(firms) / 4
    assert min(counts) >= 5


def test_the_same_seed_draws_the_same_points_and_another_seed_others():
    assert sampling.draw(5) == points()[:5]
    assert sampling.draw(5, seed=1) != points()[:5]


def test_no_point_is_drawn_twice():
    assert len({tuple(point.values()) for point in points()}) == len(points())


def test_spillovers_lie_below_between_and_above_the_thresholds():
    threshold = comparison.rnd_threshold()
    where = [sum(point["beta"] > edge for edge in (Fraction(*at(point, threshold).as_integer_ratio()), HALF)) for point in points()]
    assert [where[i] for i in range(0, len(points()), 2)] == [0, 1, 2] * (len(points()) // 6)
    assert min(where.count(i) for i in range(3)) > len(points()) / 5


@pytest.mark.parametrize("place", range(9))
def test_every_boundary_has_points_close_by_on_both_sides(place):
    """A change of gamma by a sixth of it, or of the spillover by a sixth, would turn the sign."""
    boundaries = sampling.boundaries()
    name, decides = boundaries[place]
    close = points()[1 + 2 * place :: 2 * len(boundaries)]
    sides = [sign(at(point, decides)) for point in close]
    assert min(sides.count(1), sides.count(-1)) >= 3
    for point, side in zip(close, sides, strict=True):
        steps = [1 - Fraction(i, 100) for i in range(-16, 17)]
        moved = [point[name] * step if name == "gamma" else point[name] + step - 1 for step in steps]
        assert {sign(at({**point, name: level}, decides)) for level in moved} - {0} == {1, -1}, (point, side)


def test_boundaries_are_the_thresholds_of_the_claims():
    assert len({decides for _, decides in sampling.boundaries()}) == len(sampling.boundaries()) == 9
    assert [name for name, _ in sampling.boundaries()] == ["beta"] * 3 + ["gamma"] * 6
    assert sampling.boundaries()[1][1].subs(model.beta, comparison.rnd_threshold()).simplify() == 0


def test_a_boundary_that_is_nowhere_is_reported(monkeypatch):
    monkeypatch.setattr(sampling, "ATTEMPTS", 20)
    monkeypatch.setattr(sampling, "boundaries", lambda: [("gamma", 1 + model.gamma)] * 2)
    with pytest.raises(sampling.NoPoint, match=r"^no point with a spillover above 0 of the thresholds in 20 attempts$"):
        sampling.draw(1)
    monkeypatch.setattr(sampling, "boundaries", lambda: [("gamma", -1 - model.gamma)] * 2)
    with pytest.raises(sampling.NoPoint, match=r"^no point near gamma where -gamma - 1 is zero in 20 attempts$"):
        sampling.draw(2)


def test_a_condition_that_no_cost_of_rnd_meets_is_reported(monkeypatch):
    """As where a formula is wrong: its left side is a multiple of the cost of R&D."""
    needed = evaluation.conditions

    def wrong(mode, values):
        return [dataclasses.replace(condition, lhs=0 * condition.lhs) for condition in needed(mode, values)]

    monkeypatch.setattr(evaluation, "conditions", wrong)
    with pytest.raises(sampling.NoPoint, match=r"^own second-order condition holds at no cost of R&D at .*: its left side is 0$"):
        sampling.draw(1)


# What is played


def test_the_game_arrives_at_the_closed_forms_in_every_regime(played):
    for point, game_over in zip(sample(), played, strict=True):
        for mode in Regime:
            assert game_over[mode] == Cluster(**point).solve(mode)
        assert {type(value) for value in dataclasses.asdict(game_over[NON]).values()} == {Fraction, Regime}


def test_a_cluster_of_one_firm_more_is_played_up_to_eight_firms():
    by_size = {int(point["n"]): point for point in points()}
    assert sorted(by_size) == [*range(2, 9)]
    for n, point in by_size.items():
        played = sampling.play(point)
        larger = Cluster(**{**point, "n": n + 1})
        exists = n < 8 and all(condition.holds for condition in larger.conditions(NON))
        assert played.larger == (larger.solve(NON) if exists else None)


@pytest.mark.parametrize("quantity", model.QUANTITIES)
def test_how_fast_a_quantity_changes_with_the_spillover_is_played_exactly(played, quantity):
    slope = sp.diff(solution.factored_form(quantity, NON), model.beta)
    for point, game_over in zip(sample()[:8], played, strict=False):
        assert getattr(game_over.slopes, quantity) == exact_function(model.PARAMETERS, slope)(*point.values())


def test_the_second_best_is_played_where_it_exists(played):
    exists = [all(condition.holds for condition in planner.conditions(Cluster(**point), "second")) for point in sample()]
    assert [SECOND in game_over.outcomes for game_over in played] == exists
    assert {True, False} == set(exists)
    for point, game_over in zip(sample(), played, strict=True):
        if SECOND in game_over.outcomes:
            assert game_over[SECOND] == planner.second_best(Cluster(**point))


def test_who_does_no_research_earns_what_the_formula_of_imitation_says(played):
    for point, game_over in zip(sample(), played, strict=True):
        values = dict(zip(model.PARAMETERS, point.values(), strict=True))
        assert [game_over.imitator, game_over.investor] == [profit.subs(values) for profit in imitation.profits()]
        assert game_over.imitator < game_over[NON].profit


def test_rnd_cooperation_is_no_equilibrium_but_at_one_half(played):
    assert {sign(game_over.gain_from_deviation) for game_over in played} == {0, 1}
    for point, game_over in zip(sample(), played, strict=True):
        assert (game_over.gain_from_deviation == 0) is (point["beta"] == HALF)


def test_what_tempts_a_firm_is_the_profit_of_its_best_reply():
    """Searched for on a grid: below one half a firm would do more R&D than it does in R&D cooperation."""
    point = Cluster(n=2, a=15, A=14, beta=Fraction(1, 4), gamma=2).values
    game_over = sampling.play(point)
    market = best_responses.product_stage(NON.product_stage, point, best_responses.exact_fixed_point)
    earned = best_responses.rnd_stage(NON, point, market)[0]
    stay = game_over[RND].x
    gains = [earned([stay + Fraction(i, 200), stay]) - earned([stay, stay]) for i in range(60)]
    assert max(gains) == pytest.approx(game_over.gain_from_deviation, rel=1e-2)
    assert 0 < gains[1] < max(gains) <= game_over.gain_from_deviation


def test_many_points_at_once_give_the_same_in_the_same_order(played):
    told = []
    assert sampling.play_all(sample()[:10], progress=lambda done, count: told.append((done, count))) == played[:10]
    assert told == [(done, 10) for done in range(1, 11)]
    assert sampling.play_all(sample()[:1], processes=1) == played[:1]


@pytest.mark.deep
def test_scipy_finds_the_same_and_would_notice_a_difference(played):
    point, game_over = sample()[0], played[0]
    assert sampling.agrees_numerically(point, game_over)
    for name in ("x", "q"):
        for mode, outcome in game_over.outcomes.items():
            moved = dataclasses.replace(outcome, **{name: getattr(outcome, name) * (1 + Fraction(1, 10**5))})
            wrong = dataclasses.replace(game_over, outcomes={**game_over.outcomes, mode: moved})
            assert not sampling.agrees_numerically(point, wrong)


def test_firms_that_are_alike_and_differ_are_reported(monkeypatch):
    monkeypatch.setattr(best_responses, "play_exactly", lambda mode, point, market: ([Fraction(1), Fraction(2)], [Fraction(1)] * 2))
    with pytest.raises(
        best_responses.NoEquilibrium, match=r"^all firms are alike and must do the same in no cooperation, got x = .*Fraction\(2, 1\)"
    ):
        sampling.play(sample()[0])


def test_where_a_firm_gains_without_bound_there_is_nothing_to_play():
    with pytest.raises(best_responses.NoEquilibrium, match="not a concave quadratic"):
        sampling.play(Cluster(n=2, a=15, A=10, beta=Fraction(1, 10), gamma=Fraction(3, 10)).values)


def test_without_the_modes_to_deviate_from_no_deviation_is_played():
    played = sampling.play(sample()[0], [FULL])
    assert list(played.outcomes) == [FULL]
    assert played.imitator is played.investor is played.gain_from_deviation is played.larger is played.slopes is None
