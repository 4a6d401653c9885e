"""always: what is true comes with a certificate, what is false with a point, and what is neither is said to be undecided."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from positivity import Undecided, always, check, covers, simplest, summary
from spillover import model
from spillover.cluster import comparison, solution
from spillover.notation import without_shorthands
from spillover.regimes import Regime

x, y, z, u, v, w = sp.symbols("x y z u v w", real=True)
p, q, r = sp.symbols("p q r", positive=True)
n, a, A, b, beta, gamma = model.PARAMETERS
half = sp.Rational(1, 2)
UNIT = [x >= 0, x <= 1, y >= 0, y <= 1, z >= 0, z <= 1]
SIMPLEX = [x >= 0, y >= 0, z >= 0, sp.Eq(x + y + z, 1)]
T = (3 * n + 1) / (n**2 + 6 * n + 1)


def proved(relation, given=()):
    """The certificate, checked against the question as well as in itself."""
    result = always(relation, given)
    assert result, result.counterexample
    assert result.counterexample is None
    assert check(result.certificate)
    assert covers(result.certificate, relation, given)
    return result.certificate


def refuted(relation, given=()):
    """The point, checked by plain substitution."""
    result = always(relation, given)
    assert not result
    assert result.certificate is None
    point = result.counterexample
    parts = [relation, *([given] if isinstance(given, sp.Basic) else given)]
    assert set(point) == set().union(*(part.free_symbols for part in parts))
    assert all(isinstance(value, sp.Rational) for value in point.values())
    plain = {symbol: sp.Symbol(symbol.name) for symbol in point}  # nothing may follow from what the symbols assume
    values = {plain[symbol]: value for symbol, value in point.items()}
    holds = [bool(part.xreplace(plain).subs(values).doit()) for part in parts]
    assert holds == [False] + [True] * (len(parts) - 1)
    assert all(symbol.is_positive is not True or value > 0 for symbol, value in point.items())
    return point


TRUE = {
    "a square": (x**2 >= 0,),
    "a sum of squares": (x**2 + y**2 + z**2 >= x * y + y * z + z * x,),
    "Cauchy and Schwarz": ((x * u + y * v + z * w) ** 2 <= (x**2 + y**2 + z**2) * (u**2 + v**2 + w**2),),
    "two means": (p + 1 / p >= 2,),
    "three means": (p**3 + q**3 + r**3 >= 3 * p * q * r,),
    "four means": (x**4 + y**4 + z**4 + w**4 >= 4 * x * y * z * w,),
    "means of fractions": (p / (q + r) + q / (p + r) + r / (p + q) >= sp.Rational(3, 2),),
    "Schur": (p * (p - q) * (p - r) + q * (q - p) * (q - r) + r * (r - p) * (r - q) >= 0,),
    "Motzkin": (x**2 * y**4 + x**4 * y**2 + 1 >= 3 * x**2 * y**2,),
    "a product on a cube": ((1 - x) * (1 - y) * (1 - z) >= 1 - x - y - z, UNIT),
    "linear in each on a cube": (x * y + y * z + z * x <= 1 + 2 * x * y * z, UNIT),
    "a product on a simplex": (x * y * (1 - x - y) <= sp.Rational(1, 27), [x >= 0, y >= 0, x + y <= 1]),
    "squares on a simplex": (x**2 + y**2 + z**2 >= sp.Rational(1, 3), SIMPLEX),
    "on a circle": (x + y <= sp.Rational(142, 100), [sp.Eq(x**2 + y**2, 1)]),
    "no real root": (x**4 - x + 1 > 0,),
    "hardly above zero": (x**2 - 2 * x + sp.Rational(10**8 + 1, 10**8) > 0,),
    "hardly above zero, degree 4": (x**4 - x + sp.Rational(473, 1000) > 0,),
    "hardly above zero on a half line": (4 * x**3 - x + sp.Rational(1, 5) >= 0, [x >= 0]),
    "a touching point inside": (4 * x**3 - 3 * x <= 1, [x >= -1, x <= 1]),
    "a cubic bound": (x**3 - 3 * x + 2 >= 0, [x >= -2]),
    "below an irrational number": (x < sp.Rational(14143, 10000), [x**2 < 2]),
    "a discriminant": (x * w**2 + y * w + z > 0, [x > 0, y**2 < 4 * x * z]),
    "a real root": (y**2 >= 4 * x * z, [sp.Eq(x * w**2 + y * w + z, 0)]),
    "fractions in order": (x / y > z / w, [x * w > z * y, y > 0, w > 0]),
    "the triangle": (abs(x - z) <= abs(x - y) + abs(y - z),),
    "sizes of sizes": (abs(abs(x) - abs(y)) <= abs(x - y),),
    "the size of a product": (sp.Eq(abs(x * y), abs(x) * abs(y)),),
    "the size of a fraction": (abs(1 + 1 / x) <= sp.Rational(3, 2), [x >= 2]),
    "the size of a fraction of sizes": (abs(abs(x) / abs(y)) <= x**2 * y, [y > 27, abs(x) > 1]),
    "an equation": (sp.Eq(x, 2), [x >= 2, x <= 2]),
    "no equation": (sp.Ne(x**2 - x + 1, 0),),
    "implied": (sp.Implies(x > 1, x**2 > x),),
    "equivalent": (sp.Equivalent(x**2 > 1, (x > 1) | (x < -1)),),
    "one or the other": (sp.Xor(x > 0, -x >= 0),),
    "if then else": (sp.ITE(x > 0, x**3 > 0, x**3 <= 0),),
    "not both": (sp.Not((x > 1) & (x < y), evaluate=False), [y < 1]),
    "one of two regions": (x**2 > 4, [(x > 2) | (x < -2)]),
    "an empty region": (x > 1, [x > 0, x < 0]),
    "no region": (x > 1, sp.false),
    "false nowhere": (sp.false, [x > 0, x < 0]),
    "true": (sp.true,),
    "numbers": (sp.Gt(3, 2, evaluate=False),),
    "numbers not multiplied out": (sp.Gt((x + 1) ** 2, x**2 + 2 * x, evaluate=False),),
    "large numbers": (x > sp.Rational(3**200, 2**300), [x > sp.Rational(3**200, 2**300) + 1]),
    "a denominator that vanishes": (1 / x > 0, [x >= 0]),
    "a denominator that vanishes on a line": (1 / (x - y) ** 2 > 0,),
    "a factor that is zero": ((x - 1) * y * (y - 2) <= 0, [x >= 1, x <= 1]),
    "the edges touch": (x >= 1, [x**2 >= 1, x >= 0]),
}
"""The relation, and the region where there is one."""


@pytest.mark.parametrize("question", TRUE.values(), ids=TRUE.keys())
def test_what_is_true_is_certified(question):
    proved(*question)


FALSE = {
    "at one point": (x**2 * (x - 1) ** 2 > 0,),
    "at one unlikely point": ((x - sp.Rational(123456789, 1000003)) ** 2 > 0,),
    "on a thin set": ((x - sp.Rational(1, 3)) ** 2 * (y - sp.Rational(1, 7)) ** 2 + z**2 > 0,),
    "in a small disc": ((x - 7) ** 2 + (y - sp.Rational(1, 9)) ** 2 > sp.Rational(1, 10**12),),
    "in a narrow gap": ((1000 * x - 1) * (1001 * x - 1) >= 0, [x > 0]),
    "in a narrow strip": ((x - y) * (1000 * x - 1001 * y) >= 0, [x > 0, y > 0]),
    "by little": (x**2 - 2 * x + sp.Rational(10**8 - 1, 10**8) > 0,),
    "by little, degree 4": (x**4 - x + sp.Rational(472, 1000) > 0,),
    "at the edge": (n > 2, [n >= 2]),
    "at a corner": (x + y < 2, [x <= 1, y <= 1]),
    "strict where it touches": (4 * x**3 - 3 * x < 1, [x >= -1, x <= 1]),
    "where means are equal": (p**3 + q**3 + r**3 > 3 * p * q * r,),
    "near zero": (beta > sp.Rational(1, 10**6), [beta < 1]),
    "near one": (beta < 1 - sp.Rational(1, 10**6), [beta < 1]),
    "between whole numbers": ((n - 2) * (n - 3) >= 0, [n >= 2]),
    "far away": (x < 10**30,),
    "far away in two": (x**2 + y < 10**12, [x < 10, y > x]),
    "only where it is defined": (1 / x > 0,),
    "the size of zero": (abs(x) + abs(y) > 0,),
    "a size of a size": (abs(abs(x) - 1) > 0,),
    "the size of a fraction": (abs(1 + 1 / x) >= 1, [x < -sp.Rational(1, 2)]),
    "the size of a fraction of sizes": (abs(abs(x) / abs(y)) <= x**2 * y / 3, [y > 27]),
    "no equation": (sp.Eq(x**2, x),),
    "an equation": (sp.Ne(x**3 - x, 6),),
    "on a circle": (x < sp.Rational(3, 5), [sp.Eq(x**2 + y**2, 1), x > 0, y > 0]),
    "on a circle, at unlikely points": (x + y <= sp.Rational(141, 100), [sp.Eq(x**2 + y**2, 1)]),
    "on a curve": (x <= 2, [sp.Eq(y, x**3 - x), y > 0]),
    "on two surfaces": (x + y + z <= 5, [sp.Eq(x * y, 2), sp.Eq(z, x**2)]),
    "just below an irrational number": (x < sp.Rational(14142, 10000), [x**2 < 2]),
    "a symbol of the region only": (x > 0, [y > 3, sp.Eq(z, y**2)]),
    "a symbol in a region that is always so": (x > 0, [y**2 >= 0]),
    "implied the wrong way": (sp.Implies(x > 0, x > 1),),
    "not equivalent": (sp.Equivalent(x > 0, x >= 0),),
    "not one or the other": (sp.Xor(x > 0, x >= 0),),
    "if then else": (sp.ITE(x > 0, y > 0, y < 0),),
    "one of two regions": (x > 1, [(x > 2) | (x < -2)]),
    "anything": (x > 1, sp.true),
    "false": (sp.false, [x > 0]),
    "numbers": (sp.Gt(2, 3, evaluate=False),),
    "large numbers": (x > sp.Rational(3**200, 2**300),),
}


@pytest.mark.parametrize("question", FALSE.values(), ids=FALSE.keys())
def test_what_is_false_has_a_point_where_it_fails(question):
    refuted(*question)


UNDECIDED = {
    "an irrational number": (sp.Ne(x**2, 2),),
    "an irrational number of the region": (x > 0, [sp.Eq(x**2, 2)]),
    "an irrational point": (sp.Ne(x**2 + y**2, 3),),
    "an irrational point in a region": (x**3 < 2, [x**3 <= 2]),
}


@pytest.mark.parametrize("question", UNDECIDED.values(), ids=UNDECIDED.keys())
def test_what_fails_at_irrational_points_only_is_undecided(question):
    with pytest.raises(Undecided, match="fails, but at no point of rational") as caught:
        always(*question)
    assert "(irrational)" in caught.value.known
    assert caught.value.known in str(caught.value)


# ---- what says nothing

VACUOUS = {
    "an empty region": (x > 1, [x > 0, x < 0]),
    "no region": (x > 1, sp.false),
    "a region that only a proof finds empty": (x > 1, [x**2 + y**2 < 2 * x * y]),
    "a region that the denominators leave out": (1 / x**2 > 0, [sp.Eq(x, 0)]),
    "a region that what symbols assume leaves out": (p > x, [sp.Lt(p, 0, evaluate=False)]),
    "a premise": (sp.Implies(x > 1, y > 3), [x < 1]),
    "a premise that is never met anywhere": (sp.Implies(x**2 + 1 < 2 * x, y > 3),),
    "a premise in a conjunction": ((x**2 >= 0) & sp.Implies(x > 1, y > 3), [x < 1]),
    "a premise among alternatives": ((y > 3) | sp.Implies(x > 1, y > 3), [x < 1]),
    "a premise in a conclusion": (sp.Implies(x < 1, sp.Implies(x > 1, y > 3)),),
    "one premise of which another is not decided": (sp.Implies(sp.Eq(x**3, 2), x > 1) & sp.Implies(x > 2, y > 3), [x < 2]),
}


@pytest.mark.parametrize("question", VACUOUS.values(), ids=VACUOUS.keys())
def test_what_says_nothing_is_vacuous(question):
    proved(*question)
    assert always(*question).vacuous is True


MEANT = {
    "a region": (x > 0, [x > 1]),
    "a region that no draw hits": (x > 0, [x > sp.Rational(355, 113), x < sp.Rational(356, 113)]),
    "what fails": (x > 2, [x > 1]),
    "what fails beside a premise that is never met": ((x > 2) & sp.Implies(x < 0, y > 3), [x > 1]),
    "a premise": (sp.Implies(x > 1, x**2 > x),),
    "premises in a row": (sp.Implies(x > 1, sp.Implies(x < 2, (x - 1) * (x - 2) < 0)),),
    "a premise of a premise": (sp.Implies(sp.Implies(x > 1, y > 3), x < 2), [x < 1]),
    "a premise on one side of an equivalence": (sp.Equivalent(sp.Implies(x > 1, y > 3), x < 2), [x < 1]),
}


@pytest.mark.parametrize("question", MEANT.values(), ids=MEANT.keys())
def test_what_says_something_is_not_vacuous(question):
    assert always(*question).vacuous is False


def test_whether_something_is_said_may_not_be_decided():
    assert always(x > 1, [sp.Eq(x**3, 2)]).vacuous is None
    assert always(sp.Implies(sp.Eq(x**3, 2), x > 1)).vacuous is None


# ---- what symbols assume


positive, negative = sp.Symbol("s", positive=True), sp.Symbol("t", negative=True)
nonnegative, nonpositive = sp.Symbol("k", nonnegative=True), sp.Symbol("l", nonpositive=True)
nonzero, zero, plain = sp.Symbol("o", nonzero=True, real=True), sp.Symbol("i", zero=True), sp.Symbol("c")


@pytest.mark.parametrize(
    "relation",
    [
        sp.Gt(positive, negative, evaluate=False),
        positive * negative < nonnegative,
        sp.Ge(nonpositive * negative, 0, evaluate=False),
        sp.Gt(nonzero**2, 0, evaluate=False),
        positive + zero > x * zero,
        sp.Ge(plain**2 + 1, 2 * plain),
    ],
)
def test_what_a_symbol_assumes_belongs_to_the_region(relation):
    proved(relation)


@pytest.mark.parametrize(
    "relation", [positive > 1, positive + negative > 0, nonnegative**2 > 0, nonpositive * negative > 0, nonzero > 0, plain**2 > 0]
)
def test_points_respect_what_symbols_assume(relation):
    refuted(relation)


whole, natural, prime = sp.Symbol("m", integer=True), sp.Symbol("j", integer=True, positive=True), sp.Symbol("h", prime=True)


@pytest.mark.parametrize("relation", [whole > 0, natural > 1, (2 * whole - 1) ** 2 > 1, natural**2 < 50, prime > 2, (whole - 40) ** 2 > 0])
def test_whole_numbers_stay_whole(relation):
    point = refuted(relation)
    assert all(value.is_integer for value in point.values())


@pytest.mark.parametrize("relation", [whole**2 >= whole, (natural - 1) * (natural - 2) >= 0, sp.Ne(3 * whole**2, 1 + whole)])
def test_what_fails_between_whole_numbers_only_is_undecided(relation):
    with pytest.raises(Undecided, match=r"rational \(or whole\) numbers"):
        always(relation)


def test_a_prime_is_not_any_whole_number():
    with pytest.raises(Undecided):
        always(sp.Ne(prime**2 + prime, 72))


# ---- errors


@pytest.mark.parametrize(
    ("relation", "given", "error", "message"),
    [
        (x > 0.5, (), ValueError, "got 0.500000000000000 in x > 0.5"),
        (x > 0, [x < 0.1], ValueError, "got 0.1"),
        (sp.sqrt(p) > q, (), ValueError, r"got sqrt\(p\)"),
        (sp.sin(x) <= 1, (), ValueError, r"got sin\(x\)"),
        (x**y > 0, (), ValueError, r"got x\*\*y"),
        (x < sp.pi, (), ValueError, "got pi"),
        (sp.Max(x, 0) > y, (), ValueError, "got Max"),
        (sp.Symbol("e", imaginary=True) ** 2 < x, (), ValueError, "every symbol must be real, got e"),
        (sp.Eq(sp.Symbol("e", commutative=False), x), (), ValueError, "every symbol must be real, got e"),
        (x > sp.Symbol("x", positive=True), (), ValueError, "different names, got two called x"),
        (x, (), TypeError, "relation must be .* got x"),
        (3, (), TypeError, "relation must be .* got 3"),
        ("x > 0", (), TypeError, "relation must be .* got 'x > 0'"),
        (None, (), TypeError, "relation must be .* got None"),
        (x > 0, [x], TypeError, "given must be .* got x"),
        (x > 0, 3, TypeError, "given must be .* got 3"),
        (x > 0, "x > 1", TypeError, "given must be .* got 'x'"),
        (sp.Contains(x, sp.Interval(0, 1)), (), TypeError, "relation must be made of equations and inequalities between numbers"),
        (sp.Symbol("B") & (x > 0), (), TypeError, "got B in"),
        (sp.Eq(x > 0, y > 0), (), TypeError, "between numbers, got Eq"),
        (sp.And(*(sp.Ne(x, i) for i in range(13))), [sp.Ne(y, i) for i in range(13)], ValueError, "may fail in at most 4096 ways"),
        ((x - 1) ** 101 >= 0, (), ValueError, "an exponent may be at most 100, got 101"),
        (1 / ((x + 1) ** 2 - x**2 - 2 * x - 1) >= 0, (), ValueError, "a denominator must not be zero everywhere"),
    ],
)
def test_what_is_asked_wrongly_is_named(relation, given, error, message):
    with pytest.raises(error, match=message):
        always(relation, given)


def test_python_s_own_truth_values_are_understood():
    assert always(True)
    assert always(False).counterexample == {}
    assert always(x > 0, [True, x > 1])


def test_a_region_may_come_as_a_generator():
    assert always(x * y > 0, (symbol > 1 for symbol in (x, y)))


def test_an_answer_repeats_the_question():
    result = always(x > 0, [x > 1])
    assert (result.relation, result.given, result.solver) == (x > 0, (x > 1,), "unsat")
    assert always(x > 0).solver == "sat"


# ---- the model


def conditions(*modes):
    return [n >= 2, beta < 1, A < a] + [condition.holds for mode in modes for condition in solution.conditions(mode)]


def compared(quantity, first, second):
    one, other = (solution.outcome(mode)[quantity] for mode in (first, second))
    return one > other


SOLE, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
AVAILABLE = {mode: {condition.name: condition.holds for condition in solution.conditions(mode)} for mode in Regime}
STABLE, OWN, SOME = (AVAILABLE[SOLE][name] for name in ("stability of best responses", "own second-order condition", "positive R&D"))
BASE = [n >= 2, beta < 1, A < a]


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (OWN, [*BASE, STABLE]),
        (SOME, [*BASE, STABLE]),
        (SOME, [*BASE, AVAILABLE[SOLE]["nonnegative unit cost"]]),
        (AVAILABLE[RND]["joint concavity"], [*BASE, AVAILABLE[RND]["nonnegative unit cost"]]),
        (AVAILABLE[FULL]["joint concavity"], [*BASE, AVAILABLE[FULL]["nonnegative unit cost"]]),
        (sp.diff(solution.outcome(SOLE)["x"], n) < 0, [*BASE, SOME]),
        (sp.Equivalent(compared("x", FULL, SOLE), beta > T), conditions(SOLE, FULL)),
        (compared("profit", FULL, SOLE), conditions(SOLE, FULL)),
        (sp.Equivalent(compared("Q", RND, FULL), without_shorthands(model.G * (n + 1) > model.s**2)), conditions(RND, FULL)),
        (sp.diff(comparison.rnd_threshold(), n) < 0, [n >= 2]),
    ],
    ids=["own order", "positive", "cost, alone", "cost, joint", "cost, full", "fewer", "T", "profit", "output", "T falls"],
)
def test_the_paper_s_orders_are_certified(relation, given):
    proved(relation, given)


@pytest.mark.parametrize(
    ("relation", "given"),
    [
        (STABLE, [*BASE, OWN, SOME]),
        (OWN, [*BASE, SOME]),
        (SOME, [*BASE, OWN]),
        (AVAILABLE[SOLE]["nonnegative unit cost"], [*BASE, STABLE]),
        (compared("profit", RND, SOLE), conditions(RND, SOLE)),
        (compared("x", RND, SOLE), [*conditions(RND, SOLE), beta >= half]),
        (compared("x", RND, SOLE), [*conditions(RND, SOLE), beta > sp.Rational(49, 100)]),
        (compared("x", SOLE, FULL), [*conditions(SOLE, FULL), beta < T + sp.Rational(1, 1000)]),
        (compared("x", FULL, SOLE), [*conditions(SOLE, FULL), beta >= T]),
        (compared("welfare", SOLE, FULL), [*conditions(SOLE, FULL), beta < sp.Rational(438, 1000)]),
        (compared("profit", FULL, RND), BASE),
    ],
    ids=["stability", "own order", "positive", "cost", "equal at 1/2", "at 1/2", "below 1/2", "above T", "at T", "welfare", "anywhere"],
)
def test_the_same_with_a_shifted_threshold_or_fewer_conditions_fails(relation, given):
    refuted(relation, given)


# ---- the simplest point


def test_the_simplest_point_is_simple():
    assert simplest(x + y < 3, [x > 0, y > 0], [x]) == {x: 1, y: 2}
    assert simplest(x < sp.Rational(5, 3), [x > 1]) == {x: 2}
    assert simplest(x < sp.Rational(5, 3), [x > 1, x < 2]) == {x: sp.Rational(5, 3)}
    assert simplest(x >= 0) == {x: -1}
    assert simplest(x**2 >= 0) is None
    assert simplest(sp.true) is None
    assert simplest(sp.false) == {}
    assert simplest(x < half, [x > 0, x < 1], [x]) is None


# ---- random questions


coefficients = st.integers(-3, 3)
SHAPES = [x, y, x * y, x**2, y**2, x**2 * y, x**3]
GRID = [Fraction(i, 7) for i in range(8)]
ON_A_GRID = [[shape.subs({x: i, y: j}) for shape in SHAPES] for i in GRID for j in GRID]


@settings(max_examples=60)
@drawn(st.lists(coefficients, min_size=len(SHAPES), max_size=len(SHAPES)), st.integers(-1, 6), st.booleans())
def test_whatever_is_said_about_a_polynomial_on_a_box_is_so(found, constant, strict):
    expr = sum((c * shape for c, shape in zip(found, SHAPES, strict=True)), sp.Integer(constant))
    relation, box = (expr > 0 if strict else expr >= 0), [x >= 0, x <= 1, y >= 0, y <= 1]
    try:
        result = always(relation, box)
    except Undecided:
        return
    if not result:
        refuted(relation, box)
        return
    assert check(result.certificate)
    assert covers(result.certificate, relation, box)
    values = [constant + sum(c * shape for c, shape in zip(found, shapes, strict=True)) for shapes in ON_A_GRID]
    assert all(value > 0 if strict else value >= 0 for value in values)


def test_a_summary_counts():
    found = summary(proved((x + y) * (x - y) ** 2 >= 0, [x + y > 1]))
    assert found.positive
    assert found.cases == len(found.hypotheses) == 1
    assert str(summary(proved(sp.true))) == "0 cases, 0 questions, 0 terms"
    one = summary(proved(x > 0, [x > 1]))
    assert (one.cases, one.splits, one.terms, one.positive, one.hypotheses) == (1, 0, 3, True, ((0, 1),))
    assert str(one) == "1 case, 0 questions, 3 terms"
