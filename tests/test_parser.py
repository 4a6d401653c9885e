"""Questions are read as they are meant, refused with a reason where they cannot be, and never evaluated."""

import re
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import inside, sizes
from sympy.core.relational import Relational

from spillover import Planner, Regime, model
from spillover.model import QUANTITIES, A, D, G, a, b, beta, gamma, k, n, s
from spillover.notation import mark
from spillover.questions import rephrased, vocabulary
from spillover.questions.lexing import tokens_of
from spillover.questions.parser import LENGTH, read, read_question
from spillover.questions.tidied import meaningful
from spillover.questions.tokens import QuestionError

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
HALF = sp.Rational(1, 2)
x_non, x_rnd = mark("x", NON), mark("x", RND)

READ = {
    "beta > 1/2": beta > HALF,
    "β>0.5": beta > HALF,
    "γ ≥ .25": gamma >= sp.Rational(1, 4),
    "n ≤ 3.": n <= 3,
    "a ≠ b": sp.Ne(a, b),
    "a != b": sp.Ne(a, b),
    "a = b": sp.Eq(a, b),
    "a == b": sp.Eq(a, b),
    "x[rnd] > x[non]": x_rnd > x_non,
    "  x [ rnd ]\n>\tx[non] ": x_rnd > x_non,
    "profit[full] < welfare[first_best]": mark("profit", FULL) < mark("welfare", FIRST),
    "unit_cost[second_best] >= A": mark("unit_cost", SECOND) >= A,
    "1 - 2 - 3 < n": n > -4,
    "8/4/2 < b": b > 1,
    "2*b/3*a < A": 2 * b * a / 3 < A,
    "2·b×a − A < G": 2 * b * a - A < G,
    "-b^2 < a - 7": -(b**2) < a - 7,
    "(-b)^3 < a - 7": -(b**3) < a - 7,
    "2**-2 < beta": beta > sp.Rational(1, 4),
    "2^+3 < n": n > 8,
    "--b > a": b > a,
    "-+-+b > a": b > a,
    "a - -b > A": a + b > A,
    "2^(1+1) < n": n > 4,
    "a^0 < b": b > 1,
    "D*G < k - s": D * G < k - s,
    "0 < beta < 1/2": beta < HALF,
    "1/4 < beta <= 1/2": (beta > sp.Rational(1, 4)) & (beta <= HALF),
    "a > b > A": (a > b) & (b > A),
    "a > b or a > A and b > A": (a > b) | ((a > A) & (b > A)),
    "(a > b or a > A) and b > A": ((a > b) | (a > A)) & (b > A),
    "not a > b": a <= b,
    "not not a > b": a > b,
    "not (a > b and a > A)": ~((a > b) & (a > A)),
    "a > b => a > A": (a <= b) | (a > A),
    "a > b ⇒ a > A": (a <= b) | (a > A),
    "a > b implies a > A": (a <= b) | (a > A),
    "a > b or b > 2 => a > A": ~((a > b) | (b > 2)) | (a > A),
    "(a > b => a > A) => b > 2": ~((a <= b) | (a > A)) | (b > 2),
    "a > b <=> a > A": ((a <= b) | (a > A)) & ((a > b) | (a <= A)),
    "a > b iff a > A": ((a <= b) | (a > A)) & ((a > b) | (a <= A)),
    "((((a)))) > (b)": a > b,
    "2 > 1": sp.true,
    "1 > 2": sp.false,
}

REFUSED = {
    "": "a number, a name or an opening bracket is expected",
    "beta >": "a number, a name or an opening bracket is expected",
    "> beta": "a number, a name or an opening bracket is expected",
    "(beta > 1": "a closing bracket is expected",
    "beta > 1)": "the end is expected",
    "beta > 1 end": "unknown name 'end'",
    "n = 2 beta > 1/2": "a sign such as * or >, or a comma, is missing before 'beta'",
    "n > 3 beta > 1/2": "a sign such as * or >, or a comma, is missing before 'beta'",
    "1/2 beta > 1/4": "a sign such as * or >, or a comma, is missing before 'beta'",
    "gamma = 5 x[non] > 1": "'x' is not understood at this place: a sign such as * or >, or a comma, is missing before it",
    "1e5 > n": "unknown name 'e5'",
    "n > 1_000": "the end is expected",
    "b 2 > 1": "'2' is not understood at this place",
    "beta > 'a'": '"\'" means nothing here',
    "x[non].real > 1": "'.' is not understood at this place",
    "n! > 2": "the end is expected here",
    "n > 1; b > 2": "is this asked too, or is it a condition? write 'and' or 'if' before it",
    "x[rnd] > x[non], q[rnd] > q[non]": "is this asked too, or is it a condition? write 'and' or 'if' before it",
    "x[rnd] > x[non] | q[rnd] > q[non]": "'|' may mean two things: write 'or', or 'if' before a condition",
    "x**2 > x[non]": "two stars are the first best, or a power",
    "x**(n) > x[non]": "two stars are the first best, or a power",
    "x[cartel] > x[non]": "'cartel' may mean more than one thing here: say which of rnd, full",
    "合作的利润 > 完全不合作的利润": "'合作' may mean more than one thing here: say which of rnd, full",
    "x[planner] > x[non]": "'planner' may mean more than one thing here: say which of first_best, second_best",
    "W in the social optimum > W*": "'social optimum' may mean more than one thing here: say which of first_best, second_best",
    "d^2 x[non] / d beta^2 > 0": "second derivatives are not read",
    "\\frac{\\partial^2 x^*}{\\partial \\beta^2} > 0": "second derivatives are not read",
    "d x[non] / d G > 0": "a parameter is expected here: n, a, A, b, beta, gamma",
    "d x / d beta > 0": "x needs a regime or a planner",
    "x[non] increasing": "in which parameter? write for instance: x[non] increasing in beta",
    "the second best increases profit": "compared with which regime?",
    "x[non] falls if beta > 1/2": "in which parameter? write for instance",
    "x[non] rises => x[rnd] falls": "a parameter is expected: n, a, A, b, beta, gamma",
    "x[non] increasing in G": "a parameter is expected here",
    "半合作的利润比完全不合作": "a comparison such as 高 or 低 is expected here",
    "profit and welfare are the same": "welfare needs a regime or a planner",
    "higher 2*x[non]": "'than' is expected here",
    "x* 随 n": "a word such as increasing or decreasing is expected here",
    "d x[non] / beta > 0": "'d' and a parameter is expected here",
    "x̂(0) > 1": "a sign such as * or > is missing before '(': a quantity is no function",
    "(profit) > 1": "profit needs a regime or a planner",
    "\\frac1{2} > beta": "two groups in braces are expected here",
    "\\hat{2} > 1": "a quantity is expected here",
    "x[rnd] higher x[non] than x[full]": "what is compared with what?",
    "profit is higher welfare than x[rnd]": "what is compared with what?",
    "profit is higher q than Q": "profit needs a regime or a planner",
    "beta in (0, 1": "a closing bracket is expected here",
    "2*x in every regime": "one statement is expected",
    "x[non] and x[rnd] higher than 1": "'and' is for statements, and this is a number",
    "largest": "one quantity is expected, for instance: largest welfare",
    "rank R&D cooperation by profit": "an order needs two regimes: R&D cooperation and which other?",
    "when is no cooperation": "where something holds is answered for one quantity in two regimes",
    "when is x[full] > 1": "where something holds is answered for one quantity in two regimes",
    "full cooperation": "full needs a quantity, for instance profit[full]",
    "x[full] > max(x[non], q[rnd]": "a closing bracket is expected",
    "x[full] < max(x[non], x[rnd])": "only > max(...) and < min(...) are read",
    "x[non] > 1 unless largest welfare": "this asks for an order, where a condition is expected",
    "x[non] if largest welfare": "this asks for an order, where a condition is expected",
    "x[non] if n": "this is a number; a question states a relation",
    "welfr[full] > 1": "unknown name 'welfr', did you mean 'welfare'?",
    "__import__('os') > 1": "a number, a name or an opening bracket is expected",
    "exec > 1": "unknown name 'exec'",
    "lambda > 1": "unknown name 'lambda'",
    "x > 1": "x needs a regime or a planner: x[non], x[rnd], x[full], x[second_best], x[first_best]",
    "x[ful] > 1": "unknown regime 'ful', did you mean 'full'?",
    "x[secnd_best] > 1": "unknown regime 'secnd_best', did you mean 'second best'?",
    "x[noncopration] > 1": "unknown regime 'noncopration', did you mean 'noncooperation'?",
    "x[copration] > 1": "unknown regime 'copration', did you mean 'cooperation'?",
    "x[2] > 1": "unknown regime ''; the regimes and planners are non, rnd, full, second_best, first_best",
    "x[non > 1": "a closing square bracket is expected",
    "beta[full] > 1": "beta is the same in every regime",
    "x[non] => 1": "'=>' is for statements, and this is a number",
    "(a > b) > 1": "'>' is for numbers, and this is a statement",
    "a + (a > b) > 1": "'+' is for numbers, and this is a statement",
    "-(a > b) > 1": "'-' is for numbers, and this is a statement",
    "(a > b)^2 > 1": "'^' is for numbers, and this is a statement",
    "(a > b)*2 > 1": "'*' is for numbers, and this is a statement",
    "not a": "'not' is for statements, and this is a number",
    "a > b and a": "'and' is for statements, and this is a number",
    "a or a > b": "'or' is for statements, and this is a number",
    "a > b => a > A => b > 2": "'=>' and '=>' need brackets",
    "(a > b iff b > 2) iff a > A": "'<=>' may stand only once",
    "n^9 > 1": "an exponent must be a whole number of at most 8",
    "n^beta > 1": "an exponent must be a whole number",
    "n^(1/2) > 1": "an exponent must be a whole number",
    "n^(a > b) > 1": "an exponent must be a whole number",
    "2^2^2 > n": "the end is expected",
    "(n^8)^2 > 1": "this has a power above 8",
    "n^8*n > 1": "this has a power above 8",
    "(99999^8)^2 > n": "a power of a number may have at most 60 digits",
    "(a+A+b)^8*(n+beta+gamma)^8*(a-b)^8 > 1": "may have more than 2000000 terms",
    "1/0 > n": "this divides by zero",
    "0^-1 > n": "this divides by zero",
    "1/(n-n) > b": "this divides by zero",
    "0^(-1) > n": "this divides by zero",
    "1/(D-a+A) > 0": "this divides by zero",
    "1/(q[rnd]*n-Q[rnd]) > 0": "this divides by zero",
    "n > 2^(-9999999999)": "an exponent must be a whole number of at most 8",
    "(99999^8)^(-2) > n": "a power of a number may have at most 60 digits",
    "(" * 21 + "n" + ")" * 21 + " > 1": "brackets may stand in at most 20 others",
    "n > 1" + " " * LENGTH: "text must have at most 500 characters, got 505",
}


def attempt(text):
    """What a text says, or why it cannot be read."""
    try:
        return read(text), ""
    except QuestionError as error:
        return None, str(error)


def canonical(holds):
    """The same with each inequality turned one way: a < b for b > a."""
    return holds.replace(lambda part: isinstance(part, Relational), lambda part: part.canonical)


@pytest.mark.cases(20)
@pytest.mark.parametrize("text", READ)
def test_a_question_is_read_as_it_is_meant(text):
    assert canonical(read(text).holds) == canonical(READ[text])


@pytest.mark.cases(40)
@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:30])
def test_what_cannot_be_read_is_refused_with_the_reason(text):
    with pytest.raises(QuestionError, match=re.escape(REFUSED[text])):
        read(text)


@pytest.mark.parametrize(
    ("text", "place"), [("welfr[full] > 1", 0), ("a > b + bta", 8), ("1 +" + "  n +" * 20 + " 2 ! > 1", 106), ("a >\n@", 4)]
)
def test_an_error_points_at_the_place(text, place):
    with pytest.raises(QuestionError) as caught:
        read(text, "given")
    why, shown, pointer = str(caught.value).split("\n")
    assert why.startswith("given: ")
    assert pointer.endswith("^")
    assert shown[len(pointer) - 1] == " ".join(text.split("\n"))[place]


def test_an_error_says_in_one_line_what_would_be_read():
    """Of a word that is like none, a question that is read; of one that is like two things, both."""
    with pytest.raises(QuestionError) as caught:
        read("nothing > 1")
    examples = re.search("write for instance (.*), or: (.*)", str(caught.value).split("\n")[0])
    assert [read_question(example).wish for example in examples.groups()] == ["always", "always"]
    with pytest.raises(QuestionError, match="here are conditions only"):
        read_question("if beta > 1/2, if n = 2")
    with pytest.raises(QuestionError, match="did you mean 'decreasing' or 'increasing'\\?"):
        read("x[non] creasing in beta")


@pytest.mark.parametrize("text", [None, 5, b"n > 1", ["n > 1"], n > 3])
def test_a_question_is_a_string(text):
    with pytest.raises(TypeError, match="text must be a string such as"):
        read(text)


def test_all_quantities_and_modes_have_a_name():
    modes = {"non": NON, "rnd": RND, "full": FULL, "second_best": SECOND, "first_best": FIRST}
    for quantity in QUANTITIES:
        for name, mode in modes.items():
            statement = read(f"{quantity}[{name}] > 1")
            assert statement.holds == (mark(quantity, mode) > 1)
            assert statement.modes == (mode,)


def test_modes_are_those_that_are_named_even_where_they_cancel():
    assert read("x[full] - x[full] + x[rnd] < 1 and q[rnd] > 0").modes == (FULL, RND)
    assert read("n > 3").modes == ()


def test_denominators_are_remembered_unless_they_are_positive():
    assert read("1/(2*beta - 1) > n/b").denominators == (2 * beta - 1,)
    assert read("(2*beta - 1)^2/(2*beta - 1) + (a - b)^-2 > 0").denominators == (2 * beta - 1, a - b)
    assert read("1/2 + 1/(b*n) + a^-1 > 0").denominators == ()


def test_a_name_is_no_key_word():
    """Words of the grammar inside names, and names that tokens use for themselves."""
    for text in ("android > 1", "notn > 1", "end > 1", "number > 1"):
        with pytest.raises(QuestionError, match="unknown name"):
            read(text)


# What is read has the value that it should have

NUMBERS = st.one_of(
    st.integers(0, 99).map(lambda value: (str(value), Fraction(value))),
    st.tuples(st.integers(0, 9), st.integers(0, 999)).map(lambda p: (f"{p[0]}.{p[1]:03}", Fraction(1000 * p[0] + p[1], 1000))),
)
POINT = {"n": Fraction(3), "a": Fraction(15), "A": Fraction(10), "b": Fraction(2, 3), "beta": Fraction(1, 4), "gamma": Fraction(7, 5)}
LEAVES = st.one_of(NUMBERS, st.sampled_from([(name, value) for name, value in POINT.items()]))
SPACE = st.sampled_from(["", " ", "  "])


def joined(parts):
    return st.builds(
        lambda left, sign, right, gap: (f"({left[0]}{gap}{sign}{gap}{right[0]})", OPERATIONS[sign](left[1], right[1])),
        parts,
        st.sampled_from(list(OPERATIONS)),
        parts,
        SPACE,
    )


def powered(parts):
    return st.builds(lambda base, power: (f"({base[0]})^{power}", base[1] ** power), parts, st.integers(0, 2))


def turned(parts):
    return parts.map(lambda part: (f"-{part[0]}", -part[1]))


OPERATIONS = {"+": Fraction.__add__, "-": Fraction.__sub__, "*": Fraction.__mul__}
EXPRESSIONS = st.recursive(LEAVES, lambda parts: joined(parts) | powered(parts) | turned(parts), max_leaves=6)
COMPARISONS = {
    "<": Fraction.__lt__,
    "<=": Fraction.__le__,
    ">": Fraction.__gt__,
    ">=": Fraction.__ge__,
    "=": Fraction.__eq__,
    "!=": lambda left, right: left != right,
}
ATOMS = st.builds(
    lambda left, sign, right: (f"{left[0]} {sign} {right[0]}", bool(COMPARISONS[sign](left[1], right[1]))),
    EXPRESSIONS,
    st.sampled_from(list(COMPARISONS)),
    EXPRESSIONS,
)
CONNECTIVES = {
    "and": lambda left, right: left and right,
    "or": lambda left, right: left or right,
    "=>": lambda left, right: not left or right,
}


def connected(parts):
    both = st.builds(
        lambda left, sign, right: (f"({left[0]}) {sign} ({right[0]})", CONNECTIVES[sign](left[1], right[1])),
        parts,
        st.sampled_from(list(CONNECTIVES)),
        parts,
    )
    return both | parts.map(lambda part: (f"not ({part[0]})", not part[1]))


STATEMENTS = st.recursive(ATOMS, connected, max_leaves=3)


def symbols(point):
    return {getattr(model, name): sp.Rational(value) for name, value in point.items()}


@given(STATEMENTS.filter(lambda part: len(part[0]) <= LENGTH))
def test_a_statement_has_the_truth_value_that_arithmetic_gives(part):
    text, truth = part
    statement, refused = attempt(text)
    if statement is None:
        assert re.search("power above|digits|may stand in at most", refused)  # the only bounds that such a text can meet
    else:
        assert bool(statement.holds.xreplace(symbols(POINT))) is truth


@given(st.sampled_from(QUANTITIES), st.sampled_from(list(vocabulary.MODES)), inside, sizes)
def test_what_was_read_can_be_written_and_read_again(quantity, mode, left, right):
    text = f"{quantity}[{mode}] - {left}*gamma^2 > {right}/b"
    holds = read(text).holds
    written = str(holds).replace(str(mark(quantity, vocabulary.MODES[mode])), f"{quantity}[{mode}]")
    assert canonical(read(written).holds) == canonical(holds)


SCRAPS = [
    "n",
    "beta",
    "x[non]",
    "x",
    "[",
    "]",
    "(",
    ")",
    "^",
    "-",
    "+",
    "*",
    "/",
    "9",
    "2.5",
    "<",
    "=>",
    "=",
    "and",
    "not",
    "or",
    "'",
    "é",
    "0",
]


@given(st.lists(st.sampled_from(SCRAPS), max_size=60), SPACE)
@example(["-"] * 499 + ["n"], "")
@example(["not"] * 120 + ["n", "<", "9"], " ")
@example(["("] * 250, "")
@example(["9", "^"] * 200, "")
def test_any_text_is_read_or_refused(scraps, gap):
    statement, refused = attempt(gap.join(scraps))
    assert refused or not isinstance(statement.holds, sp.Expr)


@given(st.text(max_size=80))
def test_any_characters_at_all_are_read_or_refused(text):
    statement, refused = attempt(text)
    assert statement or refused.startswith("text: ")


def test_the_count_of_terms_is_not_too_small():
    for text in (
        "(a + b)^3 > n*beta",
        "(n + beta + 2)^4 - a > (b - gamma)^5",
        "1/(a - b) + n/(b - gamma) > beta^2",
        "s^3 > k*D",
        "G > x[non]^2",
    ):
        statement = read(text)
        difference = statement.holds.lhs - statement.holds.rhs
        for symbol, (quantity, mode) in vocabulary.MARKS.items():
            difference = difference.subs(symbol, sp.Symbol(f"{quantity}_{mode.key}"))
        whole = sp.fraction(sp.together(difference.subs(model.SHORTHANDS)))
        counts = [len(sp.Add.make_args(sp.expand(part))) for part in whole]
        assert all(count <= bound for count, bound in zip(counts, vocabulary.terms(statement.holds.lhs - statement.holds.rhs), strict=True))


def test_the_count_of_ways():
    for text, true, false in [
        ("a > b", 1, 1),
        ("a = b", 1, 2),
        ("a != b", 2, 1),
        ("a > b and b > A", 1, 2),
        ("a > b or b > A or a = 2", 3, 2),
        ("not (a > b and b = A)", 3, 1),
        ("2 > 1", 1, 1),
    ]:
        holds = read(text).holds
        assert (vocabulary.disjuncts(holds, True), vocabulary.disjuncts(holds, False)) == (true, false), text


TYPED_SO = [line.rsplit(" | ", 1)[1] for line in rephrased.TABLE.strip().split("\n")]


@pytest.mark.cases(None)
@pytest.mark.parametrize("rule", range(len(TYPED_SO)), ids=TYPED_SO)
def test_each_line_of_the_table_is_needed_for_what_is_typed_so(rule, monkeypatch):
    found = list(tokens_of(TYPED_SO[rule]))
    told = meaningful(found)
    monkeypatch.setattr(rephrased, "RULES", rephrased.RULES[:rule] + rephrased.RULES[rule + 1 :])
    rephrased.rules.cache_clear()
    without = meaningful(found)
    rephrased.rules.cache_clear()
    assert without != told
