"""Firms of any number against planners: the bounds against planners' own choices, at many points."""

from fractions import Fraction
from itertools import product

import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Planner, Regime, model, planner
from spillover.industry import Industry, uniform_spillovers
from spillover.literature import oligopoly

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
CHOICES = {Planner.SECOND_BEST: planner.second_best, Planner.FIRST_BEST: planner.first_best}
GRID = list(product((2, 3, 4, 5, 9), (Fraction(1, 50), Fraction(1, 13), Fraction(1, 8), Fraction(1, 4), Fraction(3, 5)), (6, 12)))


@pytest.mark.parametrize("optimum", Planner)
def test_firms_do_too_much_exactly_below_the_bound(optimum):
    seen = set()
    for n, beta, gamma in GRID:
        cluster = Cluster(n=n, a=11, A=10, beta=beta, gamma=gamma)
        try:
            best, alone, together = CHOICES[optimum](cluster).x, cluster.solve(NON).x, cluster.solve(RND).x
        except InadmissibleError:
            continue
        below = bool(beta < oligopoly.overinvestment_bound(optimum).subs(model.n, n))
        assert (alone > best) == below
        assert together < best
        seen.add(below)
    assert seen == {True, False}


def test_the_engine_says_the_same_of_four_firms():
    for beta, taxed in ((Fraction(1, 20), True), (Fraction(1, 12), None), (Fraction(1, 10), False)):
        subsidy = Industry(a=15, A=10, gamma=7, spillovers=uniform_spillovers(4, beta)).second_best().rnd_subsidy[0]
        assert (subsidy < 0) is (taxed is True)
        assert (subsidy > 0) is (taxed is False)


def test_the_largest_bound_is_that_of_four_and_of_five_firms():
    bounds = {n: oligopoly.overinvestment_bound(Planner.SECOND_BEST).subs(model.n, n) for n in range(2, 60)}
    assert max(bounds.values()) == oligopoly.least_safe_spillover() == bounds[4] == bounds[5] == sp.Rational(1, 12)
    assert bounds[2] == 0
    assert 4 < oligopoly.bound_maximising_firms() < 5
    assert oligopoly.overinvestment_bound(Planner.SECOND_BEST).subs(model.n, oligopoly.bound_maximising_firms()) > sp.Rational(1, 12)
