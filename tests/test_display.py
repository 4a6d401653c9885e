"""What a reader sees: tables in Markdown, and formulas in the order of an economist."""

import re
from fractions import Fraction

import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Industry, Planner, Regime, display
from spillover.cluster import solution
from spillover.model import QUANTITIES, A, D, G, a, b, beta, gamma, k, n, s
from spillover.notation import LETTERS, WORDS, collect_terms, glyphs, latex, lines, unicode_to_latex, without_shorthands

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
MODES = [*Regime, *Planner]
each_mode = pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
Q, x_i = sp.symbols("Q x_i", positive=True)
CLUSTER = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2)


def cells(line):
    """The cells of a line of a Markdown table: what stands between bars, unless a bar is escaped."""
    assert line.startswith("| ")
    assert line.endswith(" |")
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def read(table):
    """Header and rows of a table as a reader of Markdown takes it apart."""
    header, rule, *rows = map(cells, table._repr_markdown_().split("\n"))
    assert rule == ["---"] * len(header)
    assert [len(row) for row in rows] == [len(header)] * len(rows)
    return header, rows


# Tables


def test_a_table_in_markdown():
    table = display.Table(["n", "$x$"], [["2", r"$\frac{1}{2}$"], ["3", "none"]])
    assert table._repr_markdown_() == "| n | $x$ |\n| --- | --- |\n| 2 | $\\frac{1}{2}$ |\n| 3 | none |"
    assert repr(table) == table._repr_markdown_()


def test_a_table_without_rows():
    assert read(display.Table(["n"], [])) == (["n"], [])


def test_outcomes_at_a_point():
    header, rows = read(display.outcomes(CLUSTER))
    assert header == ["", "R&D per firm $x$", "total output $Q$", r"profit per firm $\pi$", "welfare $W$"]
    assert [row[0] for row in rows] == ["no cooperation", "R&D cooperation", "full cooperation"]
    profit, welfare = r"3.198 $\frac{38000}{11881}$", r"**16.09** $\frac{191200}{11881}$"
    assert rows[0] == ["no cooperation", r"**1.284** $\frac{140}{109}$", r"**4.404** $\frac{480}{109}$", profit, welfare]
    assert [sum("**" in row[column] for row in rows) for column in range(1, 5)] == [1, 1, 1, 1]


def test_outcomes_with_a_decimal_beside_every_ratio():
    _, rows = read(display.outcomes(CLUSTER, ["x"], decimal=True))
    assert all(re.search(r"\d\.\d+\*{0,2} \$.*frac", row[1]) for row in rows)


def test_outcomes_of_the_quantities_and_modes_asked_for():
    cluster = Cluster(n=2, a=15.0, A=10, beta=0.25, gamma=5)
    header, rows = read(display.outcomes(cluster, (name for name in ("unit_cost", "price")), (mode for mode in (SECOND, FIRST))))
    assert header == ["", "unit cost $c$", "price $p$"]
    assert rows == [["second best", "$9.194$", "$11.13$"], ["first best", "$9.074$", "$9.074$"]]


def test_outcomes_where_a_regime_has_no_solution():
    with pytest.raises(InadmissibleError, match="R&D cooperation has no admissible solution"):
        display.outcomes(Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=1))


@each_mode
def test_conditions_in_symbols(mode):
    header, rows = read(display.conditions(mode))
    assert header == ["condition", "asks for", "because"]
    for (name, asks_for, because), condition in zip(rows, solution.conditions(mode), strict=True):
        assert (name, because) == (condition.name, condition.meaning)
        assert asks_for.startswith("$")
        assert asks_for.endswith("$")
        assert (" > " in asks_for, r" \ge " in asks_for) == (condition.strict, not condition.strict)


def test_conditions_are_written_in_the_shorthands():
    _, rows = read(display.conditions(FULL))
    assert [row[1] for row in rows] == ["$2 n G > s^{2}$", r"$2 n G \ge \frac{a s^{2}}{A}$"]


def test_margins_at_a_point():
    header, rows = read(display.margins(Cluster(n=2, a=15, A=14, beta=Fraction(1, 10), gamma=1), NON))
    assert header == ["condition", "left", "right", "margin", "holds"]
    assert rows == [
        ["own second-order condition", "$9$", r"7.220 $\frac{361}{50}$", r"1.780 $\frac{89}{50}$", "yes"],
        ["positive R&D", "$9$", r"4.180 $\frac{209}{50}$", r"4.820 $\frac{241}{50}$", "yes"],
        ["stability of best responses", "$9$", r"10.26 $\frac{513}{50}$", "\N{MINUS SIGN}" r"1.260 $- \frac{63}{50}$", "no"],
        ["nonnegative unit cost", "$9$", r"4.479 $\frac{627}{140}$", r"4.521 $\frac{633}{140}$", "yes"],
    ]


def test_what_holds_is_told_from_what_does_not():
    header, rows = read(display.checks({"two firms": CLUSTER.n == 2, "nothing spills over": CLUSTER.beta == 0}))
    assert header == ["", "holds"]
    assert rows == [["two firms", "yes"], ["nothing spills over", "no"]]


# Formulas

ORDERED = [
    (a - b * Q, "a - b Q"),
    (n + 1, "n + 1"),
    (1 + (n - 1) * beta, r"1 + \beta (n - 1)"),
    (n - (n - 1) * beta, r"n - \beta (n - 1)"),
    (a - A, "a - A"),
    (2 * beta - 1, r"2 \beta - 1"),
    (1 - 2 * beta, r"1 - 2 \beta"),
    (2 * a - 3 * A, "2 a - 3 A"),
    (b * gamma, r"b \gamma"),
    (-n, "- n"),
    (G * (n + 1) ** 2 - 2 * k * s, "G (n + 1)^{2} - 2 k s"),
    (2 * k * D / (G * (n + 1) ** 2 - 2 * k * s), r"\frac{2 k D}{G (n + 1)^{2} - 2 k s}"),
    (beta > sp.Rational(1, 2), r"\beta > \frac{1}{2}"),
    (x_i, "x_{i}"),
    (-2 * D * (beta - 2) / (9 * G + 2 * (beta + 1)), r"\frac{2 D (2 - \beta)}{9 G + 2 \beta + 2}"),
    (D * (beta - 1), r"- D (1 - \beta)"),
    (D * (beta - 2) ** 2, r"D (2 - \beta)^{2}"),
    (1 / (beta - 2), r"\frac{1}{\beta - 2}"),
    (-b * (a * s**2 - 2 * G), r"b (2 G - a s^{2})"),
    (x_i + D * (beta - 1), r"x_{i} - D (1 - \beta)"),
    (-2 * (n - 1) * b - 3 * G * (2 * beta - 1), r"3 G (1 - 2 \beta) - b (2 n - 2)"),
    ((beta - 2) ** 2, r"(2 - \beta)^{2}"),
    (-(a**2) - n * (b - a), "n (a - b) - a^{2}"),
    (sp.ImmutableMatrix([[2 * n * beta - A]]), r"[\begin{matrix}2 n \beta - A\end{matrix}]"),
    (-n - 2 * b, "- 2 b - n"),
    (-D * (sp.sqrt(n) - 2), r"D (2 - \sqrt{n})"),
]


@pytest.mark.parametrize(("expr", "expected"), ORDERED, ids=str)
def test_terms_stand_in_the_order_of_an_economist(expr, expected):
    shown = display.formula(expr)._repr_latex_()
    assert shown.replace(r"\left", "").replace(r"\right", "") == rf"$\displaystyle {expected}$"


@pytest.mark.parametrize(
    "product",
    [-D * (beta - 2) ** 3 * (n - 3) / (beta - 1) ** 2, (beta - 1) * (n - 3) * (1 - 2 * beta), -3 * (beta - 1) ** 2 / (beta - n)],
)
def test_no_factor_is_turned_without_its_sign(product):
    """What is shown is read back with its signs."""
    shown = re.sub(r"\\frac\{(.*)\}\{(.*)\}", r"(\1)/(\2)", latex(product).replace(r"\left", "").replace(r"\right", ""))
    words = shown.replace(r"\beta", "beta").replace("^{", "**{").replace("{", "(").replace("}", ")")
    read_back = sp.sympify(re.sub(r"(?<=[\w)]) (?=[\w(])", "*", words), locals={"beta": beta, "D": D, "n": n})
    assert sp.cancel(read_back - product) == 0


@pytest.mark.parametrize(
    ("name", "tex"), [("β₁₂ ≠ ½", r"\beta _{12} \neq  \frac{1}{2}"), ("d ≤ n − 1", r"d \leq  n - 1"), ("2 + 4G/β²", r"2 + 4G/\beta ^2")]
)
def test_a_formula_that_was_typed_is_shown_as_mathematics(name, tex):
    assert unicode_to_latex(name) == tex


def test_an_absolute_value_holds_no_bar_that_would_end_a_cell():
    shown = display.maths(sp.Abs(2 * beta - 1))
    assert r"2 \beta - 1" in shown
    assert "|" not in shown


def test_a_formula_prints_as_sympy_does():
    assert repr(display.formula(n + 1)) == "n + 1"
    assert repr(display.formula(Fraction(1, 3))) == "1/3"


def test_a_fraction_is_collected_in_choices_with_coefficients_in_the_shorthands():
    x, y = sp.symbols("x y")
    sides = (a - A) * x + (1 + (n - 1) * beta) * y + (a - A) * b * gamma
    assert collect_terms(sp.expand(sides) / (b * (n + 1)), x, y) == (D * x + s * y + D * G) / (b * (n + 1))
    assert collect_terms(a * x - A * x, x) == D * x


def test_an_equation_is_not_evaluated():
    shown = display.equation(n, n)
    assert shown._repr_latex_() == r"$\displaystyle n = n$"
    assert display.equation(2, 3).expr == sp.Eq(2, 3, evaluate=False)


@each_mode
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_closed_forms_are_equations_in_the_marks_of_the_paper(mode, quantity):
    shown = display.closed_form(quantity, mode)
    assert str(shown.expr.lhs) == mode.latex(LETTERS[quantity])
    point = {n: 3, a: 15, A: 10, b: 2, beta: sp.Rational(1, 4), gamma: 7}
    assert without_shorthands(shown.expr.rhs).subs(point) == solution.outcome(mode)[quantity].subs(point)
    assert shown._repr_latex_().startswith(rf"$\displaystyle {mode.latex(LETTERS[quantity])} = ")


def test_every_quantity_has_a_letter_and_a_word():
    assert list(LETTERS) == list(WORDS) == list(QUANTITIES)


NUMBERS = [
    (0.123456, "$0.1235$"),
    (12.0, "$12.00$"),
    (0.5, "$0.5000$"),
    (2e7, r"$2.000 \times 10^{7}$"),
    (-1234.56, "$-1235$"),
    (0.0, "$0$"),
    (Fraction(-3, 7), r"$- \frac{3}{7}$"),
    (Fraction(4, 2), "$2$"),
    (3, "$3$"),
    (sp.Rational(1, 3), r"$\frac{1}{3}$"),
    (Fraction(-(10**9), 7), r"$- \frac{1000000000}{7} \approx -1.429 \times 10^{8}$"),
    (10**9, "$1000000000$"),
    (sp.sqrt(2), r"$\sqrt{2}$"),
    (beta, r"$\beta$"),
]


@pytest.mark.parametrize(("value", "expected"), NUMBERS, ids=str)
def test_numbers_are_exact_where_they_are_exact_and_short_where_they_are_not(value, expected):
    assert display.maths(value) == expected


@pytest.mark.parametrize("value", [1.5e7, -2.25e-9, 123456.0])
def test_powers_of_ten_are_written_as_powers(value):
    """In mathematics 1e-09 is a product with e."""
    assert "e" not in display.maths(value).replace(r"\times", "")


def test_a_column_with_one_long_ratio_has_decimals_for_all():
    rows = [[Fraction(1, 3), Fraction(1, 3), 2, 5], [Fraction(1, 10**7), Fraction(2, 3), 3.5, Fraction(-14, 15)]]
    assert display.columns(iter(rows)) == [
        [r"0.3333 $\frac{1}{3}$", r"$\frac{1}{3}$", "$2$", "5"],
        [r"$1.000 \times 10^{-7}$ $\frac{1}{10000000}$", r"$\frac{2}{3}$", "$3.500$", "\N{MINUS SIGN}" r"0.9333 $- \frac{14}{15}$"],
    ]
    assert display.columns([]) == []


def test_the_largest_number_of_a_column_is_marked_where_numbers_differ():
    rows = [
        [Fraction(14, 15), 0.5, Fraction(31, 32), "–"],
        [1, 0.25, Fraction(31, 32), beta],
        [Fraction(1, 2), Fraction(31, 32), Fraction(31, 32), 3],
    ]
    marked = [[cell.startswith("**") for cell in row] for row in display.columns(rows, decimal=True, largest=True)]
    assert marked == [[False, False, False, False], [True, False, False, False], [False, True, False, False]]
    assert not any("**" in cell for row in display.columns(rows, decimal=True) for cell in row)


# Long formulas


def test_glyphs_measure_what_is_seen():
    assert glyphs(r"\displaystyle \frac{a}{b_{1}} > \sqrt{\beta} \left(n + 1\right)") == 10


def test_a_long_sum_is_cut_between_its_terms():
    total = sum((sp.Symbol(f"x_{i}") for i in range(30)), sp.Integer(0)) - sp.Symbol("y") * 3
    rows = lines(total, 20)
    assert len(rows) > 3
    assert all(glyphs(row) <= 20 for row in rows)
    assert " ".join(rows) == latex(total)
    assert all(row[0] in "+-" for row in rows[1:])


def test_a_long_product_is_cut_inside_its_only_sum():
    total = sum((sp.Symbol(f"x_{i}") for i in range(30)), sp.Integer(0))
    rows = lines(G * total, 20)
    assert rows[0].startswith(r"G \bigl(x_{0}")
    assert rows[-1].endswith(r"\bigr)")
    assert len(rows) == len(lines(total, 19))
    assert lines(total * (total + 1), 20) == [latex(total * (total + 1))]
    assert lines(G * (1 + n), 20) == [latex(G * (1 + n))]


def test_an_equation_wider_than_a_page_is_written_in_lines():
    total = sum((sp.Symbol(f"x_{i}") for i in range(40)), sp.Integer(0))
    tex = display.equation(sp.Symbol("y"), total)._repr_latex_()
    assert tex.startswith(r"$\displaystyle \begin{aligned} y = {} & x_{0}")
    assert tex.count(r"\\ & \quad + ") == 2
    assert "aligned" not in display.equation(sp.Symbol("y"), total / 2**40 - total / 2**40 + 1)._repr_latex_()


def test_firms_stand_in_rows_with_their_names():
    found = Industry(a=100, A=[30, 34], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]]).solve()
    table = display.firms(found, ["x", "q"])
    assert list(table.header) == ["", "R&D $x$", "output $q$"]
    assert [list(row) for row in table.rows] == [
        [f"firm\N{NO-BREAK SPACE}{i}", *row] for i, row in enumerate(display.columns([found.x[i], found.q[i]] for i in range(2)))
    ]
    assert [row[0] for row in display.firms(found, names=["left", "right"]).rows] == ["left", "right"]
