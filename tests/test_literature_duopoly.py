"""Two firms, and an agreement of all firms: against closed forms, against firms that try, and against planners."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Planner, Regime, model, planner
from spillover.claims import LEDGER
from spillover.claims.evidence import prove
from spillover.cluster import solution
from spillover.game import best_responses
from spillover.literature import duopoly

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND = Planner.SECOND_BEST
POINTS = [(2, "1/4", "1/4", "1/2"), (2, "1/5", "9/10", "1"), (3, "1/3", "2/3", "1/3"), (4, "1/10", "1/2", "3/4")]


def at(expr, n, before, after, share, gamma=20):
    values = {model.n: n, model.a: 15, model.A: 10, model.b: 1, model.gamma: gamma}
    return expr.subs(values | {model.beta: sp.Rational(before), duopoly.AFTER: sp.Rational(after), duopoly.SHARE: sp.Rational(share)})


@pytest.mark.parametrize("mode", [*Regime, SECOND])
def test_two_firms_in_the_engine_are_those_of_the_paper(mode):
    found = duopoly.duopoly()[mode]
    for quantity, value in (("x", found.x[0]), ("Q", found.Q), ("welfare", found.welfare), ("profit", sum(found.profit) / 2)):
        assert sp.simplify(value - solution.factored_form(quantity, mode).subs(model.n, 2)) == 0


def market(n, beta, x):
    """What firms make that find their outputs by trying, R&D given."""

    def earned(i, q):
        return model.profit_against(q[i], sum(q) - q[i], x[i], sum(x) - x[i], 15, 10, 1, beta, 20)

    return best_responses.exact_fixed_point([lambda q, i=i: earned(i, q) for i in range(n)], n)


@pytest.mark.parametrize("point", POINTS)
def test_no_firm_gains_by_leaving_the_agreement(point):
    n, _, after, share = point
    x, beta, phi = Fraction(str(at(duopoly.agreement().outcome["x"], *point))), Fraction(after), Fraction(share)

    def earned(own):
        levels = [own, *[x] * (n - 1)]
        q = market(n, beta, levels)
        sales = model.profit_against(q[0], sum(q) - q[0], own, sum(levels) - own, 15, 10, 1, beta, 0)
        return sales - phi * model.rnd_cost(own, 20) - (1 - phi) * model.rnd_cost(x, 20)

    assert best_responses.top_of_parabola(earned) == x
    assert earned(x) == Fraction(str(at(duopoly.agreement().outcome["profit"], *point)))


def test_an_agreement_that_changes_nothing_is_no_cooperation():
    nothing = {duopoly.SHARE: 1, duopoly.AFTER: model.beta}
    for quantity in model.QUANTITIES:
        assert sp.simplify(duopoly.agreement().outcome[quantity].subs(nothing) - solution.factored_form(quantity, NON)) == 0
    for name, relation in duopoly.agreement().requirements.items():
        condition = next(c for c in solution.conditions(NON) if c.name in name)
        below = {sp.Abs(2 * model.beta - 1): 1 - 2 * model.beta}
        assert sp.expand((relation.lhs - relation.rhs - condition.margin).subs(nothing).subs(below)) == 0


@pytest.mark.parametrize("quantity", ["x", "Q"])
def test_the_rule_decides(quantity):
    seen = set()
    for n, before, after, share in product((2, 3, 5), ("1/10", "1/3", "4/5"), ("1/4", "9/10"), ("1/3", "9/10", "1")):
        new = at(duopoly.agreement().outcome[quantity], n, before, after, share, 50)
        old = at(solution.factored_form(quantity, NON), n, before, after, share, 50)
        assert (new > old) == bool(at(duopoly.cost_share_bound(quantity), n, before, after, share, 50))
        seen.add(new > old)
    assert seen == {True, False}


def test_the_rule_for_output_compares_what_reaches_a_firm():
    k, s = (model.SHORTHANDS[letter] for letter in (model.k, model.s))
    rule = duopoly.cost_share_bound("Q")
    assert sp.expand(rule.lhs - (k * s).subs(model.beta, duopoly.AFTER)) == 0
    assert sp.expand(rule.rhs - duopoly.SHARE * k * s) == 0


@pytest.mark.parametrize("mode", [RND, SECOND])
def test_the_share_brings_what_is_wanted(mode):
    reached = duopoly.agreement().outcome["x"].subs(duopoly.SHARE, duopoly.implementing_share(mode))
    assert sp.simplify(reached - solution.factored_form("x", mode).subs(model.beta, duopoly.AFTER)) == 0


def test_the_agreement_is_written_with_what_is_new():
    k, s = sp.symbols("k_1 s_1", positive=True)
    wanted = 2 * model.D * k / (model.G * duopoly.SHARE * (model.n + 1) ** 2 - 2 * k * s)
    assert sp.simplify(duopoly.in_shorthands(duopoly.agreement().outcome["x"]) - wanted) == 0


def test_two_firms_never_do_enough():
    for beta, gamma in product((Fraction(i, 10) for i in range(1, 10)), (2, 3, 5, 9)):
        cluster = Cluster(n=2, a=11, A=10, beta=beta, gamma=gamma)
        try:
            best = planner.second_best(cluster).x
        except InadmissibleError:
            continue
        assert best > max(cluster.solve(regime).x for regime in Regime)


def test_gains_are_differences_where_both_exist():
    beta = np.array([0.05, 0.25, 0.6])
    cluster = Cluster(n=2, a=15.0, A=10.0, b=1.0, gamma=1.9, beta=beta)
    found = duopoly.gains_from_agreement(cluster, 0.5, np.array([0.1, 0.9, 0.9]))
    assert np.isnan(found["x"][0])  # after the agreement best responses lead away
    alone = duopoly.gains_from_agreement(cluster, 1.0, beta)
    for quantity in found:
        exact = at(duopoly.agreement().outcome[quantity], 2, "1/4", "9/10", "1/2", sp.Rational(19, 10))
        before = at(solution.factored_form(quantity, NON), 2, "1/4", "9/10", "1/2", sp.Rational(19, 10))
        assert found[quantity][1] == pytest.approx(float(exact - before))
        np.testing.assert_allclose(alone[quantity], 0, atol=1e-9)


@pytest.mark.parametrize("id", ["lit-agreement", "lit-agreement-equal"])
def test_what_is_proved_beside_the_claims(id):
    for lemma in LEDGER[id].lemmas:
        assert prove(id, words=lemma.words, relation=lemma.relation, given=lemma.given).solver == "unsat"
