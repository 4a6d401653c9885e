"""Four arrangements of research and two kinds of spillovers: against the engine, and against firms that try."""

from fractions import Fraction
from itertools import product

import pytest
import sympy as sp

from spillover import Planner, Regime, model
from spillover.cluster import solution
from spillover.game import best_responses
from spillover.industry import Industry, uniform_spillovers
from spillover.literature import ventures
from spillover.literature.ventures import Arrangement

COMPETITION, CARTEL, VENTURE, VENTURE_CARTEL = Arrangement
POINTS = list(product((2, 3, 5), (Fraction(1, 20), Fraction(1, 3), Fraction(7, 10))))


def at(expr, n, beta, gamma=12):
    values = {model.n: n, model.a: 15, model.A: 10, model.b: 1, model.gamma: gamma, model.beta: sp.Rational(beta)}
    return sp.sympify(expr).subs(values)


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("point", POINTS)
def test_the_engine_accepts_a_spillover_of_one_and_says_the_same(arrangement, point):
    n, beta = point
    together = [list(range(n))] if arrangement.regime is Regime.RND_COOPERATION else None
    industry = Industry(a=15, A=10, gamma=12, spillovers=uniform_spillovers(n, 1 if arrangement.shared else beta))
    found = industry.solve(rnd_coalitions=together)
    for quantity, value in (("x", found.x[0]), ("Q", found.Q), ("profit", found.profit[0]), ("welfare", found.welfare)):
        assert at(ventures.outcome(arrangement, quantity), n, beta) == value
    assert at(ventures.outcome(arrangement, "reduction"), n, beta) == 10 - found.unit_cost[0]
    assert all(at(relation, n, beta) == sp.true for relation in ventures.requirements(arrangement).values())


@pytest.mark.parametrize("quantity", ["x", "Q", "profit", "welfare"])
def test_the_cartel_that_shares_everything_leads(quantity):
    for point in POINTS:
        values = {each: at(ventures.outcome(each, quantity), *point) for each in Arrangement}
        assert max(values, key=values.get) is VENTURE_CARTEL


def test_who_comes_last_depends_on_the_spillover():
    seen = set()
    for n, beta in POINTS:
        outputs = {each: at(ventures.outcome(each, "Q"), n, beta) for each in Arrangement}
        last = min(outputs, key=outputs.get)
        assert last is (VENTURE if (1 + (n - 1) * beta) ** 2 > n else CARTEL)
        assert outputs[VENTURE] < outputs[COMPETITION]
        seen.add(last)
    assert seen == {VENTURE, CARTEL}


@pytest.mark.parametrize("mode", [Regime.NONCOOPERATION, Regime.RND_COOPERATION, Planner.SECOND_BEST])
def test_input_spillovers_are_output_spillovers_where_rnd_is_dearer(mode):
    reduction = model.A - solution.factored_form("unit_cost", mode)
    assert sp.simplify(ventures.reduction_with_input_spillovers(mode) - ventures.with_scaled_rnd_cost(reduction)) == 0
    x = ventures.with_scaled_rnd_cost(solution.factored_form("x", mode))
    dear = model.rnd_cost(x, model.gamma * model.SHORTHANDS[model.s])
    assert sp.simplify(ventures.rnd_spending(ventures.reduction_with_input_spillovers(mode)) - dear) == 0


@pytest.mark.parametrize(("n", "beta"), [(2, 0.3), (3, 0.7)])
def test_no_firm_gains_by_spending_more_or_less(n, beta):
    z = float(at(ventures.reduction_with_input_spillovers(Regime.NONCOOPERATION), n, sp.Rational(str(beta)), 3))
    usual = float(at(ventures.rnd_spending(z), n, sp.Rational(str(beta)), 3))

    def earned(own):
        spending = [own, *[usual] * (n - 1)]
        levels = [(2 * (y + beta * (sum(spending) - y)) / 3) ** 0.5 for y in spending]
        room = [Fraction(5 + level) for level in levels]
        q = best_responses.exact_fixed_point([lambda q, i=i: (room[i] - sum(q)) * q[i] for i in range(n)], n)
        return float((room[0] - sum(q)) * q[0]) - own

    assert earned(usual) > max(earned(usual * factor) for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2))


def test_with_input_spillovers_the_competing_venture_always_comes_last():
    alone, together = (ventures.reduction_with_input_spillovers(regime) for regime in (Regime.NONCOOPERATION, Regime.RND_COOPERATION))
    for point in POINTS:
        last = at(alone.subs(model.beta, 1), *point)
        assert last < min(at(alone, *point), at(together, *point))
        assert at(together.subs(model.beta, 1), *point) > max(at(alone, *point), at(together, *point))
