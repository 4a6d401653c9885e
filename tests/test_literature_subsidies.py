"""Subsidies for unequal firms: those of the engine and those derived on paper, and who is taxed."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
import sympy as sp

from spillover import InadmissibleError, Industry
from spillover.industry import uniform_spillovers
from spillover.literature import pair, policy
from spillover.literature import subsidies as unequal
from spillover.literature.pair import PARAMETERS, beta_12, beta_21
from spillover.model import beta, n
from spillover.regimes import Regime

q_1, q_2 = pair.OUTPUTS
OTHER = Fraction(1, 20)


def test_in_a_duopoly_the_subsidies_are_those_of_the_notes():
    first, second = unequal.duopoly_subsidies()
    assert sp.expand(first - ((1 + beta_21) * q_1 + (5 * beta_21 - 1) * q_2) / 3) == 0
    assert sp.expand(second - ((1 + beta_12) * q_2 + (5 * beta_12 - 1) * q_1) / 3) == 0
    assert sp.expand((first + second).subs({beta_12: 0, beta_21: 0})) == 0


@pytest.mark.parametrize("firms", [2, 3, 5])
def test_among_many_unequal_firms_the_subsidies_are_those_of_the_engine(firms):
    industry = Industry(
        a=100,
        A=[20 + Fraction(i, 4) for i in range(firms)],
        gamma=[20 + i for i in range(firms)],
        spillovers=uniform_spillovers(firms, Fraction(1, 7)),
    )
    found = industry.second_best()
    for own, paid in zip(found.q, found.rnd_subsidy, strict=True):
        assert unequal.oligopoly_subsidy().subs({n: firms, beta: sp.Rational(1, 7), unequal.OWN: own, unequal.REST: found.Q - own}) == paid


def test_without_spillovers_and_at_the_bounds():
    Q = sp.Symbol("Q")
    alone = unequal.oligopoly_subsidy().subs({beta: 0, unequal.REST: Q - unequal.OWN})
    assert sp.simplify(alone - (2 * unequal.OWN - Q) / (n + 1)) == 0
    assert unequal.zero_subsidy_share().subs({beta: 0}) == sp.Rational(1, 2)
    assert sp.simplify(unequal.least_spillover_without_taxes() - 1 / (n + 3)) == 0


def test_of_equal_firms_all_are_taxed_below_the_bound_of_equal_firms():
    equal = unequal.oligopoly_subsidy().subs(unequal.REST, (n - 1) * unequal.OWN)
    for firms in (2, 3, 7):
        for spillover in (sp.Rational(1, 50), sp.Rational(1, 4)):
            at = {n: firms, beta: spillover}
            known = policy.second_best(Regime.NONCOOPERATION).subs(
                {**at, **dict(zip(sp.symbols("a A b gamma", positive=True), (15, 14, 1, 60), strict=True))}
            )
            assert sp.sign(equal.subs({**at, unequal.OWN: 1})) == sp.sign(known)


def test_the_plane_shows_whom_the_engine_taxes():
    draw = Random(3)
    drawn = [
        (
            draw.randint(13, 20),
            10,
            10 + Fraction(draw.randint(0, 12), 4),
            draw.randint(2, 5),
            draw.randint(2, 5),
            *(Fraction(draw.randint(1, 12), 20) for _ in range(2)),
        )
        for _ in range(60)
    ]
    columns = {symbol: np.array([float(point[i]) for point in drawn]) for i, symbol in enumerate(PARAMETERS)}
    regions, seen = unequal.taxed_firms(columns), set()
    for place, (market, low, high, *rest) in enumerate(drawn):
        industry = Industry(a=market, A=[low, high], gamma=rest[:2], spillovers=[[1, rest[2]], [rest[3], 1]])
        shown = tuple(name for name, cells in regions.items() if cells[place])
        try:
            found = industry.second_best()
            industry.solve(rnd_subsidy=found.rnd_subsidy)
        except InadmissibleError:
            assert shown == ()
        else:
            signs = [paid < 0 for paid in found.rnd_subsidy]
            assert shown == (
                tuple(name for name, taxed in zip(("firm 1 taxed", "firm 2 taxed"), signs, strict=True) if taxed) or ("both subsidised",)
            )
        seen.add(shown)
    assert {(), ("both subsidised",), ("firm 2 taxed",)} <= seen


def test_the_firm_with_the_lower_initial_cost_may_be_the_one_that_is_taxed():
    industry = Industry(a=20, A=[10, Fraction(21, 2)], gamma=[16, 3], spillovers=[[1, OTHER], [OTHER, 1]])
    found = industry.second_best()
    assert found.q[0] < found.q[1]
    assert found.rnd_subsidy[0] < 0 < found.rnd_subsidy[1]
    paid = industry.solve(rnd_subsidy=found.rnd_subsidy)
    assert paid.x == found.x
    assert paid.welfare == found.welfare > industry.solve().welfare


def test_conditions_name_the_planner():
    names = [condition.name for condition in unequal.conditions()]
    assert names[0] == "planner's own second-order condition of firm 1"
    assert "stability of best responses" in names
    assert "joint concavity" in pair.relations(unequal.conditions())


def test_a_firm_that_is_paid_nothing_is_not_taxed(monkeypatch):
    paid = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    monkeypatch.setattr(pair, "evaluate_where_admissible", lambda *given: list(paid.T))
    said = {name: {tuple(firms) for firms in paid[cells].tolist()} for name, cells in unequal.taxed_firms({}).items()}
    assert said["both subsidised"] == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert said["firm 1 taxed"] == {(-1, -1), (-1, 0), (-1, 1)}
    assert said["firm 2 taxed"] == {(-1, -1), (0, -1), (1, -1)}


def test_a_second_best_is_a_strict_maximum_at_which_only_rnd_and_costs_may_be_zero():
    weak = {condition.name.partition(" of firm")[0] for condition in unequal.conditions() if not condition.strict}
    assert weak == {"nonnegative R&D", "nonnegative unit cost"}
    assert {"joint concavity", "planner's own second-order condition of firm 2"} <= {condition.name for condition in unequal.conditions()}
