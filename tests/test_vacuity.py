"""A relation that holds everywhere says something in each of its parts, or the part that says nothing is named."""

import pytest
import sympy as sp

from positivity import Undecided, always, decide, find_idle_part
from positivity.subformulas import needed_points, premises
from spillover import model
from spillover.claims.claim import region
from spillover.cluster import comparison
from spillover.regimes import Regime

x, y = sp.symbols("x y", real=True)
positive = sp.Symbol("p", positive=True)
SQUARE, LARGE, SMALL = x**2 > x, x > 1, x < 0

MEANINGFUL = {
    "an inequality": (x**2 + 1 >= 2 * x,),
    "an inequality on a region": (SQUARE, [LARGE]),
    "a premise that is met": (sp.Implies(LARGE, SQUARE),),
    "a premise that is met at one point": (sp.Implies(x >= 1, sp.Eq(x, 1)), [x <= 1]),
    "a premise that is met in another": (sp.Implies(y > 3, sp.Implies(LARGE, x * y > 3)),),
    "premises in a conjunction": (sp.Implies(LARGE, SQUARE) & sp.Implies(SMALL, SQUARE),),
    "an equivalence": (sp.Equivalent(SQUARE, (x > 1) | (x < 0)),),
    "an equivalence where something is supposed": (sp.Implies(x > 0, sp.Equivalent(SQUARE, LARGE)),),
    "alternatives": ((x >= 0) | SMALL,),
    "alternatives with points in common": ((x > -1) | (x < 1),),
    "alternatives where something is supposed": (sp.Implies(SQUARE, LARGE | SMALL),),
    "alternatives that are not both true": (sp.Not(LARGE & SMALL, evaluate=False),),
    "a premise among alternatives": ((y < 0) | sp.Implies(LARGE, x * y + 1 > y),),
    "true": (sp.true,),
}


@pytest.mark.parametrize("question", MEANINGFUL.values(), ids=MEANINGFUL.keys())
def test_where_every_part_says_something_nothing_is_found(question):
    assert always(*question)
    assert find_idle_part(*question) is None


PREMISE = "the premise x > 1 is never met"
IDLE = {
    "an empty region": (SQUARE, [LARGE, SMALL], "the region has no point"),
    "no region": (SQUARE, sp.false, "the region has no point"),
    "a region that the denominators leave out": (1 / x**2 > 0, [sp.Eq(x, 0)], "the region has no point"),
    "a region that what symbols assume leaves out": (positive > y, [sp.Lt(positive, 0, evaluate=False)], "the region has no point"),
    "a premise": (sp.Implies(LARGE, y > 3), [SMALL], PREMISE),
    "a premise where the denominators leave it out": (sp.Implies(sp.Eq(x, 0), 1 / x > 3), [], "the premise Eq(x, 0) is never met"),
    "a premise in a conjunction": ((x**2 >= 0) & sp.Implies(LARGE, y > 3), [SMALL], PREMISE),
    "a premise in a premise": (sp.Implies(SMALL, sp.Implies(LARGE, y > 3)), [], PREMISE),
    "a premise among alternatives": (
        (y < 0) | sp.Implies(LARGE, y > 3) | (y >= 0),
        [],
        "the alternative Implies(x > 1, y > 3) is not needed",
    ),
    "a premise that only other alternatives meet": ((x > 0) | sp.Implies(LARGE, y > 3), [], PREMISE),
    "an equivalence of what never holds": (sp.Equivalent(LARGE, x > 2), [SMALL], ", hold nowhere"),
    "an equivalence of what always holds": (sp.Equivalent(x < 2, SQUARE), [SMALL], ", fail nowhere"),
    "an alternative": (LARGE | SQUARE, [x > 1], "the alternative x > 1 is not needed"),
    "an alternative of three": ((x > 0) | (x < 1) | (y > 0), [], "the alternative y > 0 is not needed"),
    "an alternative in a conclusion": (sp.Implies(LARGE, SQUARE | (y > 0)), [], "the alternative y > 0 is not needed"),
    "a part of what is not so": (sp.Not(LARGE & SMALL & (y > 0), evaluate=False), [], "the alternative y <= 0 is not needed"),
}


@pytest.mark.parametrize("question", IDLE.values(), ids=IDLE.keys())
def test_a_part_that_says_nothing_is_named(question):
    relation, given, words = question
    assert always(relation, given)
    assert words in find_idle_part(relation, given)


@pytest.mark.parametrize(
    "relation", [sp.Implies(sp.Implies(LARGE, y > 3), SQUARE), sp.Equivalent(sp.Implies(LARGE, y > 3), SQUARE)], ids=["premise", "side"]
)
def test_a_premise_and_the_sides_of_an_equivalence_are_taken_whole(relation):
    assert not any("x > 1 is never met" in words for words, _ in needed_points(relation))


def test_a_point_that_no_draw_hits_is_found():
    rare = sp.Eq(x, sp.Rational(355, 113))
    assert find_idle_part(sp.Implies(rare, 2 * x > 6)) is None
    assert find_idle_part(2 * x > 6, [x > sp.Rational(355, 113), x < sp.Rational(356, 113)]) is None


def test_what_is_not_decided_is_said():
    irrational = sp.Implies(sp.Eq(x**3, 2), x > 1)
    with pytest.raises(Undecided, match=r"whether the premise Eq\(x\*\*3, 2\) is never met is not known: .*irrational"):
        find_idle_part(irrational)
    with pytest.raises(Undecided, match="whether the region has no point is not known"):
        find_idle_part(x > 1, [sp.Eq(x**3, 2)])


def test_a_point_is_looked_for_before_anything_else(monkeypatch):
    monkeypatch.setattr(decide, "always", lambda *_: pytest.fail("a point was not looked for first"))
    assert find_idle_part(sp.Implies(LARGE, SQUARE)) is None


def test_the_paper_s_orders_say_something_in_every_part():
    modes = (Regime.RND_COOPERATION, Regime.NONCOOPERATION)
    exists = list(region(modes, {}).values())
    more_output, more_research = (comparison.compare(quantity, *modes).decides > 0 for quantity in "Qx")
    assert find_idle_part(sp.Implies(more_output, more_research), exists) is None
    assert find_idle_part(sp.Equivalent(model.beta > sp.Rational(1, 2), more_research), exists) is None
    assert find_idle_part(sp.Implies(model.beta > 1, more_research), exists) == "the premise beta > 1 is never met"


def test_an_implication_supposes_its_premise_and_those_around_it():
    p, q, r, s = (sp.Symbol(letter, real=True) > 0 for letter in "pqrs")
    assert list(premises(sp.And(r, sp.Or(s, sp.Implies(p, sp.Implies(q, r)))))) == [(p,), (p, q)]
    assert list(premises(sp.Equivalent(p, sp.Implies(q, r)))) == []
