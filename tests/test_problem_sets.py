"""Problem sets: good numbers for every student, marks for what is right, and untrusted notebooks that harm nobody but themselves."""

import argparse
import builtins
import hmac
import json
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from fractions import Fraction
from functools import cache
from io import StringIO
from itertools import product
from pathlib import Path
from threading import Barrier, Event, Lock

import nbformat
import pytest
import solutions
import sympy as sp

from course import (
    draw,
    gradebook,
    grading,
    handed_in,
    notebook,
    pages,
    problem,
    problems,
    problems_literature,
    problems_policy,
    roster,
    runner,
    sandbox,
    sheet,
)
from course.answers import Choice, Counterexample, Expression, Judgements, LosingFirm, Mark, Number
from course.draw import Stream
from course.sandbox import Limits, Returned, Shelter
from spillover import Cluster, Industry, Regime, model, planner
from spillover.game.industry import play
from spillover.industry import network_spillovers, uniform_spillovers
from spillover.literature import networks
from spillover.questions import form

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import grade  # noqa: E402
import problem_set  # noqa: E402

SALT = "a word that students do not know"
QUICK = Limits(seconds=60, cpu=30, memory=1024 * sandbox.MEBI)
SHELTERS = [shelter for shelter in Shelter if sandbox.available(shelter)]
NAMES = [f"Student {number}" for number in range(200)]
CLASS = 40


# Personal parameters

ALL = [problem for chosen in problems.SETS.values() for problem in chosen]


@pytest.mark.cases(2)
@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.__name__)
@pytest.mark.parametrize("students", [CLASS, pytest.param(len(NAMES), marks=pytest.mark.deep)])
def test_every_student_gets_good_numbers_of_their_own(problem, students):
    found_by_all = drawn(problem, students)
    for found in found_by_all:
        for part in found.parts:
            if isinstance(part.answer, Number):
                assert part.answer.right.denominator <= draw.DENOMINATOR
        numbers = solutions.numbers_in(" ".join([found.text, *(part.question for part in found.parts)]))
        if problem in REGIMES:
            point = {symbol.name: numbers[symbol.name] for symbol in model.PARAMETERS}
            assert all(Cluster(**point).solve(regime).x > 0 for regime in REGIMES[problem])
        else:
            assert {"b", "beta_12", "beta_21"} <= set(numbers) or "n" in numbers
    different = {(found.text, *(part.question for part in found.parts)) for found in found_by_all}
    assert len(different) >= (students // 5 if problem in FEW else 19 * students // 20)
    for first in range(0, students, CLASS):
        for parts in zip(*(found.parts for found in found_by_all[first : first + CLASS]), strict=True):
            right = [part.answer.right for part in parts if isinstance(part.answer, Number)]
            assert len(set(right)) == len(right)  # no two of a class share a number


@cache
def drawn_by(problem, student):
    """A problem as a student gets it."""
    return problem(Stream(SALT, "some set", problem.__name__, NAMES[student]))


def drawn(problem, students):
    """The same of the first students."""
    return [drawn_by(problem, student) for student in range(students)]


CHOICES = {
    problems.imitator: 2,
    problems.limit: 2,
    problems_literature.laboratories: 3,
    problems_literature.leader: 4,
    problems_literature.star: 2,
    problems_literature.cartel: 2,
    problems_policy.output_payment: 2,
    problems_policy.merger: 3,
}
"""How many of the options are right for many students; the others are mistakes that one easily makes, or seldom right."""


@pytest.mark.cases(1)
@pytest.mark.parametrize("problem", CHOICES, ids=lambda problem: problem.__name__)
def test_each_choice_is_right_for_many(problem):
    choices = [part.answer for found in drawn(problem, CLASS) for part in found.parts if isinstance(part.answer, Choice)]
    right = Counter(choice.right for choice in choices)
    assert set(right) <= set(choices[0].options)
    assert sum(times >= 4 for times in right.values()) == CHOICES[problem]


@pytest.mark.parametrize("problem", [problems.judge, problems_policy.judge_policy], ids=lambda problem: problem.__name__)
def test_judgements_differ_from_student_to_student(problem):
    found = drawn(problem, CLASS)
    prices = {one.parts[1].answer.right for one in found}
    assert len(prices) == CLASS  # where two find the same statements true, they do not find the same price
    right = Counter("".join(sorted(one.parts[0].answer.right)) for one in found)
    assert len(right) >= 6
    assert max(right.values()) <= CLASS // 2
    listed = [solutions.statements_in(one.text).values() for one in found]
    pairs = (problems if problem is problems.judge else problems_policy).STATEMENTS
    assert {statement for statements in listed for statement in statements} == {said for pair in pairs for said in pair}


NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
REGIMES = {
    problems.promise: (NON, RND),
    problems.fund: (NON, RND, FULL),
    problems.fourth: (NON,),
    problems.judge: (NON, RND, FULL),
    problems.revenue: (NON,),
    problems.agency: (RND, FULL),
    problems.limit: (RND,),
    problems_policy.subsidy: (NON,),
    problems_policy.output_payment: (NON,),
    problems_policy.merger: (NON,),
    problems_policy.judge_policy: (NON, RND, FULL),
    problems_literature.cartel: (NON,),
}
FEW = {problems.refute, problems.weaken}  # only the number of firms and the spillover are given


def test_numbers_depend_on_the_name_the_set_and_the_salt_alone():
    first = problems.problems("Ada", "1", SALT)
    assert problems.problems(" Ada ", "1", SALT) == first
    assert problems.problems("Ada", "1", "another word") != first
    assert problems.problems("Eve", "1", SALT)[0] != first[0]
    assert [Stream("salt", "a", "b").pick(range(1000)), Stream("salt", "ab").pick(range(1000))] == [849, 57]  # the same on every machine


def test_a_problem_that_asks_for_too_much_says_so(monkeypatch):
    monkeypatch.setattr(draw, "TRIES", 3)
    assert Stream(SALT).until(iter(range(9)).__next__, lambda drawn: drawn == 2) == 2
    with pytest.raises(LookupError, match="none of 3 draws is as wanted"):
        Stream(SALT).until(iter(range(9)).__next__, lambda drawn: drawn == 3)


def test_chapters_to_read_again_exist():
    titles = set()
    for path in (ROOT / "chapters").glob("*/*.ipynb"):
        titles |= {line for cell in nbformat.read(path, 4).cells for line in cell.source.splitlines()}
    named = {problem.chapter for number in problems.SETS for problem in problems.problems("Ada", number, SALT)}
    assert {f"# {chapter}" for chapter in named} <= {title.partition(" · ")[0] for title in titles}  # whose model it is stands behind


@pytest.mark.parametrize("number", problems.SETS)
def test_a_set_has_twenty_points(number):
    assert sum(problem.points for problem in problems.problems("Ada", number, SALT)) == 20


def test_no_numbers_have_a_spillover_at_which_two_regimes_do_the_same():
    for beta in {*draw.SPILLOVERS, *draw.REACHES}:
        cluster = Cluster(n=2, a=15, A=10, b=1, beta=beta, gamma=4)
        assert len({cluster.solve(regime).x for regime in Regime}) == len(Regime)


@pytest.mark.parametrize("bend", [Fraction(-3), Fraction(-1, 90), Fraction(0), Fraction(1, 90), Fraction(3)])
def test_a_parabola_has_a_top_where_it_bends_down_and_nowhere_else(bend):
    top = problem.vertex(lambda x: bend * (x - 7) ** 2 + 5, Fraction(2))
    assert top == (7 if bend < 0 else None)
    assert problem.vertex(lambda x: 3 * x, Fraction(2)) is None


def test_what_rnd_takes_off_is_counted_at_the_firm_that_does_the_most():
    """The lower spillover from the second firm, the more is left to the first."""
    one, other = (
        Industry(**problem.UNIT, b=1, gamma=(4, 9), spillovers=[[1, 0], [beta, 1]]).solve() for beta in (Fraction(1, 3), Fraction(0))
    )
    most = max(problem.UNIT["A"] - cost for outcome in (one, other) for cost in outcome.unit_cost)
    assert problem.saved(one, other) == problem.saved(other, one) == most > 0
    assert problem.saved(one) != problem.saved(other)


@pytest.mark.parametrize("saved", [Fraction(0), Fraction(1, 3), Fraction(7, 2)])
def test_in_a_market_that_is_drawn_no_unit_cost_can_become_negative_and_answers_are_small(saved):
    for student in range(20):
        a, A = problem.room(Stream(SALT, str(student)), saved, (Fraction(1, 9),), (Fraction(2, 81),))
        size = a - A
        assert size in draw.LEVELS
        assert A > saved * size
        assert draw.small(size / 9, 2 * size**2 / 81)
    assert problem.room(Stream(SALT, "1"), saved, (), (Fraction(1, 10**9 + 7),)) is None


def test_the_answers_that_must_be_small_are_those_in_the_market_that_is_drawn(monkeypatch):
    """R&D and outputs are proportional to the size of the market, profit and welfare to its square; they were worked out at size one."""
    asked = []
    monkeypatch.setattr(problem, "small", lambda *answers: not asked.append(answers))
    a, A = problem.room(Stream(SALT), Fraction(1, 3), (Fraction(1, 9), Fraction(3)), (Fraction(2, 81),))
    size = a - A
    assert asked == [(size / 9, 3 * size, 2 * size**2 / 81)]
    assert problem.UNIT["a"] - problem.UNIT["A"] == 1


def test_answers_are_small_where_each_of_them_is():
    edge, large = Fraction(1, draw.DENOMINATOR), Fraction(1, draw.DENOMINATOR + 1)
    assert draw.small(edge, Fraction(-draw.NUMERATOR))
    assert not draw.small(edge, large)
    assert not draw.small(large, edge)
    assert not draw.small(edge, Fraction(-draw.NUMERATOR - 1))


LAST_TERM = {
    draw.FIRMS: ["5", "2", "2"],
    draw.SPILLOVERS: ["4/5", "1/5", "1/5"],
    draw.REACHES: ["3/10", "4/9", "4/7"],
    draw.SLOPES: ["1/2", "2", "1"],
    draw.COSTS: ["10", "65/4", "57/4"],
    draw.LEVELS: ["1710", "994", "3626"],
}


def test_numbers_are_those_of_last_term():
    """Who holds a sheet keeps its numbers: another choice in `draw` would grade everybody against other answers."""
    assert list(map(str, Stream("a salt", "set 1", "Ada Lovelace").point().values())) == ["4", "3987", "1895", "1/2", "5/8", "13"]
    drawn = {options: [str(Stream("a salt", name).pick(options)) for name in "abe"] for options in LAST_TERM}
    assert drawn == LAST_TERM


@pytest.mark.parametrize("name", ["", "  ", "../x", "a/b", ".x", "a\\b", "x" * 61, "=1+1", "a\nb\x00"])
def test_a_name_that_cannot_name_a_file_is_refused(name):
    with pytest.raises(ValueError, match=r"student must satisfy .*, got student = "):
        draw.named(name)


def test_names_have_one_spelling():
    assert draw.named(" Zoe\u0308  O'Neil-Smith ") == "Zo\u00eb O'Neil-Smith"
    assert draw.named("王小明") == "王小明"


def test_a_set_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="set must satisfy one of 1, 2, 3, 4, got set = 5"):
        problems.problems("Ada", "5", SALT)


@pytest.mark.parametrize("n", [4, 5])
def test_where_the_star_has_a_solution_so_have_the_networks_that_it_is_compared_with(n):
    """Asked where R&D just costs enough; dearer, every condition is easier to meet."""
    others = [networks.links([*networks.star(n), (1, 2)]), networks.ring(n, 2), networks.ring(n, n - 1)]
    found = 0
    for b, beta in product(draw.SLOPES, problems_literature.LINKED):
        numbers = ({**problem.UNIT, "b": b, "beta": beta, "gamma": gamma} for gamma in problems_literature.DEAR)
        enough = next(drawn for drawn in numbers if problem.solved(market_of(drawn, n, networks.star(n))))
        for links in others:
            assert problem.solved(market_of(enough, n, links))
            found += 1
    assert found == 3 * len(draw.SLOPES) * len(problems_literature.LINKED)


@pytest.mark.deep
def test_a_first_mover_always_does_something_else_and_firms_that_are_unlike_always_have_a_solution():
    for reaches in product(draw.SPILLOVERS, repeat=2):
        for costs in problems_literature.TRIED:
            two = problems_literature.Pair(reaches, costs, Fraction(1)).industry
            assert problem.solved(two)
            assert problem.solved(two, rnd_coalitions=[[0, 1]])
        assert two.solve().x[0] != leads(two)


def leads(two):
    """What the first firm does if the second sees it, from three points of a parabola."""
    return problem.vertex(lambda x: two.at([x, two.best_response(1, [x, 0])]).profit[0], Fraction(1, 100))


# What answers are worth


def share(answer, given):
    return answer.mark(given).share


def test_a_number_is_exact_or_earns_half():
    answer = Number(Fraction(22, 7))
    assert [share(answer, given) for given in ("22/7", "44/14", "-22/-7", "3.142857", "3.1", "-22/7", "0")] == [
        1,
        1,
        1,
        Fraction(1, 2),
        0,
        0,
        0,
    ]
    assert share(Number(Fraction(-1, 4)), "-0.25") == 1
    assert share(answer, ["22/7"]) == 1
    assert [share(Number(Fraction(1000)), given) for given in ("1001", "1001.01")] == [Fraction(1, 2), 0]


@pytest.mark.parametrize(
    ("given", "worth", "remark"),
    [
        ("0.166666666666667*x + 2/3", Fraction(1, 2), "right when rounded, but holds a decimal: write Rational(1, 6)"),
        (["x*0.166666666666667 + .6667"], Fraction(1, 2), "right when rounded, but holds a decimal: write Rational(1, 6)"),
        ("0.142857142857143*x + 2/3", 0, "not right, and holds a decimal: write Rational(1, 7)"),
        ("0.333333333333333*x + 4/3", Fraction(1, 4), "not right, and holds a decimal: write Rational(1, 3)"),
        ("0.5*x/3 + 2/3", 1, "right"),
        ("x/0.0001", 0, "not right, and holds a decimal: write Rational(1, 10000)"),
    ],
)
def test_an_expression_with_decimals_earns_half_and_says_so(given, worth, remark):
    mark = Expression(sp.sympify("x/6 + 2/3"), ("x",)).mark(given)
    assert (mark.share, mark.remark) == (worth, remark)


@pytest.mark.parametrize(
    ("given", "worth"),
    [
        ("(3*x + 5)/(phi - 2)", 1),
        ("-(5 + 3*x)/(2 - phi)", 1),
        ("(9*x**2 - 25)/((phi - 2)*(3*x - 5))", 1),
        ("2*(3*x + 5)/(phi - 2)", Fraction(1, 2)),
        ("(3*x + 5)/(phi + 2)", 0),
        ("0", 0),
    ],
)
def test_an_expression_may_be_written_in_any_way(given, worth):
    right = sp.sympify("(3*x + 5)/(phi - 2)", {"x": sp.Symbol("x", positive=True)})
    assert share(Expression(right, ("x", "phi")), given) == worth
    assert share(Expression(right, ("x", "phi"), condition=True), given) == (1 if worth else 0)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("1/0", "this divides by zero"),
        ("1/((x+1)^2 - x^2 - 2*x - 1)", "this divides by zero"),
        ("beta", "'beta' must not stand here; the letters allowed are x"),
        ("(1 + 2j)", "'j' must not stand here; the letters allowed are x"),
        ("2*(3*y)", "'y' must not stand here; the letters allowed are x"),
        ("__import__('os')", "must not stand here"),
        ("x[non]", "the end is expected here"),
        ("x > 1", "the end is expected here"),
        ("(x+1)^8*(x+2)^8*(x+3)^8", "more than 2000 terms"),
        ("x^9", "an exponent must be"),
        ("((((" * 20, "brackets may stand"),
        ("1+" * 300 + "1", "at most 500 characters, got 601"),
        ("1e5", "'e5' must not stand here"),
        ("nan", "must not stand here"),
        (["x", "1"], "not a list or a mapping, got [x, 1]"),
        ("", "is expected here"),
    ],
)
def test_an_expression_that_cannot_be_read_is_refused_quickly(given, why):
    begun = time.process_time()
    with pytest.raises(ValueError, match=re.escape(why)):
        form.read(given, "x")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("given", "letters", "side", "text"),
    [
        ("Eq(p1_reply, 80/73)", (), False, "80/73"),
        ("Eq(80/73, x)", (), False, "80/73"),
        ("x = 80/73", (), False, "80/73"),
        ("x == 80/73", (), False, "80/73"),
        ("Eq(y, x**2/3)", ("x",), False, "x**2/3"),
        ("Eq(3*x, phi - 2)", ("x", "phi"), True, "(3*x) - (phi - 2)"),
        (["80/73"], (), False, "80/73"),
        (["{x: 80/73}"], (), False, "80/73"),
        ({"x": "80/73"}, (), False, "80/73"),
        ("{80/73}", (), False, "80/73"),
        (" 80/73 ", (), False, "80/73"),
        ("{(80/73,)}", (), False, "80/73"),
    ],
)
def test_what_sympy_puts_around_an_answer_is_taken_off(given, letters, side, text):
    assert form.written(given, letters, side) == text


@pytest.mark.parametrize(
    ("given", "letters", "why"),
    [
        ("Eq(x, 2*x - 1)", ("x",), "one expression, and not an equation: give the side that is asked for, got Eq"),
        ({"x": "1", "y": "2"}, (), "not a list or a mapping, got {x: 1, y: 2}"),
        (["{x: 1}", "{x: 2}"], (), "not a list or a mapping"),
        ("{1, 2}", (), "is expected here"),
        ("True", (), "is expected here"),
    ],
)
def test_an_equation_or_several_solutions_are_refused(given, letters, why):
    with pytest.raises(ValueError, match=re.escape(why)):
        form.read(given, *letters)


def test_a_condition_may_be_an_equation():
    answer = Expression(sp.sympify("3*x - phi + 2"), ("x", "phi"), condition=True)
    assert [share(answer, given) for given in ("Eq(3*x, phi - 2)", "Eq(phi, 3*x + 2)", "Eq(phi, 3*x)")] == [1, 1, 0]
    assert share(Expression(sp.sympify("phi/3"), ("phi",)), "Eq(x, 0.3333333*phi)") == Fraction(1, 2)


OF_THREE = {"keys": "a, A, b, gamma", "fixed": {"n": "3", "beta": "3/4"}}


@pytest.mark.parametrize(
    ("value", "given", "said"),
    [
        (Fraction(80, 73), {}, "read as 80/73"),
        (sp.Eq(sp.Symbol("x"), sp.Rational(80, 73)), {}, "read as 80/73"),
        (0.43, {}, "read as 43/100, from the rounded number 0.43: write a fraction"),
        (None, {"options": ("a", "b")}, "not answered yet"),
        ("x**2/3", {"letters": "x, phi"}, "read as x**2/3"),
        (sp.Eq(sp.Symbol("x"), 1), {"letters": "x", "side": True}, "read as x - 1"),
        ("a", {"options": ("a", "b")}, "read as a"),
        (" Firm 1", {"options": ("firm 1", "firm 2")}, "read as firm 1"),
        ("x^2 phi", {"letters": "x, phi"}, "cannot be read: the answer: a sign such as * is missing before 'phi'\n    x^2 phi\n        ^"),
        (sp.FiniteSet((sp.Rational(3, 7),)), {}, "read as 3/7"),
        ("C、D和F", {"statements": "ABCDEF"}, "read as C, D, F"),
        ("(C), (D).", {"statements": "ABCDEF"}, "read as C, D"),
        ("c", {"options": ("a", "b")}, "cannot be read: the answer must be one of 'a', 'b', got c"),
        ("d, C and f", {"statements": "ABCDEF"}, "read as C, D, F"),
        ({"C", "D"}, {"statements": "ABCDEF"}, "read as C, D"),
        ("none", {"statements": "ABCDEF"}, "read as none"),
        ({"a": 20, "A": 19, "b": 1, "gamma": Fraction(6, 5)}, {"keys": "a, A, b, gamma"}, "read as a = 20, A = 19, b = 1, gamma = 6/5"),
        ([1], {"keys": "a"}, "cannot be read: the answer must be a dictionary of exact numbers with the keys 'a', got [1]"),
        (Cluster(n=3, a=20, A=19, beta=Fraction(3, 4), gamma=1), OF_THREE, "read as n = 3, a = 20, A = 19, b = 1, beta = 3/4, gamma = 1"),
        (
            Cluster(n=4, a=20, A=19, beta=Fraction(3, 4), gamma=1),
            OF_THREE,
            "cannot be read: n must satisfy n = 3, which is given, got n = 4",
        ),
        ({"a": 9, "A": 10, "b": 1, "gamma": 2}, OF_THREE, "cannot be read: A must satisfy A < a, where a = 9, got A = 10"),
    ],
)
def test_a_sheet_says_how_an_answer_will_be_read(value, given, said, capsys):
    form.check(value, **given)
    assert capsys.readouterr().out == f"{said}\n"


def test_a_number_with_too_many_digits_to_be_written_is_said_to_be_unreadable(capsys):
    form.check(10**5000)
    assert capsys.readouterr().out.startswith("cannot be read: Exceeds the limit")


def test_a_sheet_reads_an_answer_as_the_grader_does():
    for value in (Fraction(1, 3), "text", ["a", 1], ("a",), {"b"}, {"n": 2}, sp.Symbol("x") / 3):
        assert form.given(value) == runner.plain(value)


def test_a_sheet_checks_the_form_of_each_answer_and_validate_sees_that_it_is_blank(tmp_path, capsys):
    from nbgrader.utils import determine_grade

    for number in problems.SETS:
        path = sheet.written("Ada", number, SALT, tmp_path)
        cells = [cell for cell in nbformat.read(path, 4).cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert [determine_grade(cell)[0] for cell in cells] == [0] * len(cells)
        runner.run(notebook.read(path).code, [], lambda _: None)
        assert capsys.readouterr().out == "not answered yet\n" * len(cells)
        for part in parts_of("Ada", number):
            called = f"check({part.name}{part.answer.checked})"
            assert sum(called in source for source in notebook.read(path).code) == 1


def test_a_number_holds_no_letters():
    with pytest.raises(ValueError, match="'x' must not stand here; no letters are allowed, only a number"):
        Number(Fraction(1)).mark("x - x + 1")


def test_a_choice_is_one_of_its_names():
    answer = Choice("full", ("non", "full"))
    assert [share(answer, given) for given in ("full", "non", ["full"])] == [1, 0, 1]
    with pytest.raises(ValueError, match=r"must be one of 'non', 'full', got F"):
        answer.mark("F" * 1000)
    with pytest.raises(ValueError, match="got"):
        answer.mark({"full": "full"})


def test_judgements_are_worth_what_they_are_better_than_guessing():
    answer = Judgements(frozenset("AC"), "ABCD")
    assert [share(answer, given) for given in ("AC", "c and a", "ABC", "A", "none", "ABCD", "BD")] == [
        1,
        1,
        Fraction(1, 2),
        Fraction(1, 2),
        0,
        0,
        0,
    ]
    assert share(answer, ["a", "C"]) == 1
    for given in ("AX", "", [], {"A": "C"}):
        with pytest.raises(ValueError, match="the letters of those that are true"):
            answer.mark(given)


def test_any_counterexample_is_right_and_the_ledger_judges():
    answer = Counterexample("4.2-monopoly-output", {"n": Fraction(3), "beta": Fraction(3, 4)})
    point = {"a": "20", "A": "19", "b": "1", "gamma": "6/5"}
    assert answer.mark(point).share == 1
    assert answer.mark(point | {"b": "6/5", "gamma": "1"}).share == 1
    dear = answer.mark(point | {"gamma": "12"})
    assert (dear.share, dear.remark) == (Fraction(1, 4), "the claim speaks of this cluster, and holds there")
    outside = answer.mark(point | {"A": "2"})
    assert outside.share == 0
    assert "full cooperation: nonnegative unit cost must hold" in outside.remark
    with pytest.raises(ValueError, match="A must satisfy A < a, where a = 20, got A = 21"):
        answer.mark(point | {"A": "21"})
    assert answer.mark(point | {"n": "3", "beta": "3/4"}).share == 1
    cluster = Cluster(n=3, beta=Fraction(3, 4), a=20, A=19, gamma=Fraction(6, 5))
    assert answer.mark(str(cluster)).share == 1
    with pytest.raises(ValueError, match=r"n must satisfy n = 3, which is given, got n = 4"):
        answer.mark(point | {"n": "4"})
    for given, got in (({"a": "1"}, r"\{a: 1\}"), ("20", "20"), (point | {"x": "3"}, r"\{a: 20, .*\}")):
        with pytest.raises(ValueError, match=f"a dictionary of exact numbers with the keys 'a', 'A', 'b', 'gamma', got {got}$"):
            answer.mark(given)


@pytest.mark.parametrize(
    ("fixed", "point"),
    [
        ({"n": 4, "beta": "4/5"}, {"a": "2", "A": "1", "b": "1", "gamma": "3"}),
        ({"n": 2, "beta": "3/4"}, {"a": "14", "A": "10", "b": "1", "gamma": "11/10"}),
    ],
)
def test_a_larger_welfare_elsewhere_refutes_that_r_and_d_cooperation_serves_welfare_best(fixed, point):
    fixed = {name: Fraction(value) for name, value in fixed.items()}
    cluster = Cluster(**fixed, **{name: Fraction(value) for name, value in point.items()})
    rnd, full = cluster.solve(RND), cluster.solve(FULL)
    assert rnd.Q > full.Q
    assert rnd.welfare < full.welfare
    assert Counterexample("4.2-welfare", fixed).mark(point).share == 1
    assert Counterexample("4.2-welfare", fixed).mark(point | {"gamma": "40"}).share == Fraction(1, 4)


def test_the_words_of_the_claim_on_welfare_say_when_it_is_false():
    texts = {part.answer.claim: found.text for found in drawn(problems.refute, CLASS) for part in found.parts}
    assert {claim for claim, text in texts.items() if text.endswith(problems.BEST)} == {"4.2-welfare"}
    assert len(texts) == 2


def test_a_sharpened_claim_is_false_outside_its_condition():
    answer = Counterexample("4.3-cluster-weakens", {"n": Fraction(2), "beta": Fraction(1, 4)})
    assert answer.mark({"a": "20", "A": "10", "b": "1", "gamma": "1000"}).share == 1
    steep = Counterexample("4.3-cluster-weakens", {"n": Fraction(6), "beta": Fraction(3, 4)})
    assert steep.mark({"a": "20", "A": "10", "b": "1", "gamma": "1000"}).share == Fraction(1, 4)


def test_a_counterexample_has_the_r_and_d_that_is_asked_for():
    point = {"a": "20", "A": "10", "b": "1", "gamma": "1000"}
    rnd = Cluster(n=2, a=20, A=10, b=1, beta=Fraction(1, 4), gamma=1000).solve(NON).x
    fixed = {"n": Fraction(2), "beta": Fraction(1, 4)}
    assert Counterexample("4.3-cluster-weakens", fixed, rnd).mark(point).share == 1
    other = Counterexample("4.3-cluster-weakens", fixed, Fraction(3, 7)).mark(point)
    assert (other.share, other.remark) == (
        Fraction(1, 4),
        f"the claim is false there, but each firm does R&D of {rnd} and not of 3/7",
    )


def example(answer):
    """A right answer: at some cost of R&D, or some spillover, the claim is false, and the size of the market makes R&D what it must be."""
    free = "gamma" if "gamma" in answer.open else "beta"
    judge, levels = Counterexample(answer.claim, answer.fixed), [Fraction(1, 1000), *(Fraction(k, 20) for k in range(1, 80)), 1000]
    point = {"a": "1000001", "A": "1000000", "b": "1"} | {name: str(value) for name, value in answer.fixed.items()}
    right = next(level for level in levels if judge.mark(point | {free: str(level)}).share == 1)
    numbers = {name: Fraction(value) for name, value in point.items()} | {free: Fraction(right)}
    done = Cluster(**numbers).solve(answer.regime).x
    return {name: str(number) for name, number in (numbers | {"a": numbers["A"] + answer.rnd / done}).items()}


@pytest.mark.cases(1)
@pytest.mark.parametrize("problem", [problems.refute, problems.weaken, problems_policy.overshoot], ids=lambda problem: problem.__name__)
@pytest.mark.parametrize("students", [1, pytest.param(3, marks=pytest.mark.deep)])
def test_what_is_an_example_for_one_of_a_class_is_none_for_another(problem, students):
    answers = [found.parts[0].answer for found in drawn(problem, CLASS)]
    for given in answers[:students]:
        copied = {name: value for name, value in example(given).items() if name in given.open}
        assert [other for other in answers if other.mark(copied).share == 1] == [given]


@pytest.mark.deep
def test_no_cluster_is_a_counterexample_for_everybody():
    blind = {"a": "11", "A": "10", "b": "1", "gamma": "1000"}
    shares = [found.parts[0].answer.mark(blind).share for found in drawn(problems.weaken, CLASS)]
    assert shares.count(1) <= 13
    few = {"a": "11", "A": "10", "beta": "1/1000"}
    assert {found.parts[0].answer.mark(few).share for found in drawn(problems_policy.overshoot, 3)} == {Fraction(1, 4)}


def test_a_firm_that_loses_is_an_example_and_the_engine_judges():
    firms = {"a": "101", "A": "100", "gamma_1": "6", "gamma_2": "6"}
    two = Industry(a=101, A=100, gamma=6, spillovers=[[1, Fraction(1, 2)], [Fraction(1, 3), 1]])
    apart, together = two.solve(), two.solve(rnd_coalitions=[[0, 1]])
    (loser,) = (firm for firm in (0, 1) if together.profit[firm] < apart.profit[firm])
    other, asked = 1 - loser, (Fraction(1, 2), Fraction(1, 3))
    assert LosingFirm(*asked, loser, together.x[other]).mark(firms).share == 1
    remarks = {
        f"both regimes exist there, but firm {other + 1} does not lose": LosingFirm(*asked, other, together.x[loser]),
        f"firm {loser + 1} loses there, but the other does R&D of {together.x[other]} and not of 1": LosingFirm(*asked, loser, Fraction(1)),
    }
    for remark, answer in remarks.items():
        assert answer.mark(firms) == Mark(Fraction(1, 4), remark)
    mark = LosingFirm(*asked, loser, Fraction(1)).mark(firms | {"gamma_1": "1/10"})
    assert mark.share == 0
    assert mark.remark.startswith("a regime has no solution there: ")
    with pytest.raises(ValueError, match="the keys 'a', 'A', 'gamma_1', 'gamma_2', got"):
        LosingFirm(*asked, loser, Fraction(1)).mark({"a": "1"})


# The same games, played from values of profits alone


def of(problem, number):
    """The answers of a student by name, and the numbers of the question."""
    found = drawn_by(problem, number)
    numbers = solutions.numbers_in(" ".join([found.text, *(part.question for part in found.parts)]))
    return {part.name: part.answer.right for part in found.parts}, numbers


def market_of(numbers, n, links=None, **changed):
    """The industry of a question: n firms, or linked ones."""
    beta = numbers["beta"]
    reaches = uniform_spillovers(n, beta) if links is None else network_spillovers(n, links, beta, Fraction(0))
    return Industry(
        **{"a": numbers["a"], "A": numbers["A"], "b": numbers["b"], "gamma": numbers["gamma"], "spillovers": reaches, **changed}
    )


def pair_of(numbers):
    spillovers = [[1, numbers["beta_12"]], [numbers["beta_21"], 1]]
    return Industry(a=numbers["a"], A=numbers["A"], b=numbers["b"], gamma=[numbers["gamma_1"], numbers["gamma_2"]], spillovers=spillovers)


@pytest.mark.cases(1)
@pytest.mark.parametrize("student", range(12))
def test_no_firm_of_a_pair_gains_by_deviating(student):
    right, numbers = of(problems_literature.laboratories, student)
    two = pair_of(numbers)
    (x, _), (joint, _) = play(two), play(two, rnd_coalitions=[[0, 1]])
    assert (x[0], joint[0]) == (right["x"], right["joint"])
    right, numbers = of(problems_literature.leader, student)
    two, first = pair_of(numbers), right["first"]

    def earned(x):
        reply = two.best_response(1, [x, 0])
        return two.at([x, reply]).profit[0], reply

    best, reply = earned(first)
    assert reply == right["second"]
    assert best > max(earned(first * factor)[0] for factor in (Fraction(99, 100), Fraction(101, 100)))


@pytest.mark.cases(1)
@pytest.mark.parametrize("student", range(12))
def test_no_firm_of_a_network_or_a_cartel_gains_by_deviating(student):
    right, numbers = of(problems_literature.star, student)
    n = int(numbers["n"])
    spokes = [(0, firm) for firm in range(1, n)]
    x, _ = play(market_of(numbers, n, spokes))
    assert x[:2] == [right["hub"], right["rim"]]
    assert play(market_of(numbers, n, [*spokes, (1, 2)]))[0][1] == right["linked"]
    right, numbers = of(problems_literature.cartel, student)
    n, members = int(numbers["n"]), int(numbers["members"])
    x, q = play(market_of(numbers, n), rnd_coalitions=[[*range(members)], *([firm] for firm in range(members, n))])
    assert (x[0], x[-1], q[-1] - q[0]) == (right["member"], right["outsider"], right["ahead"])


@pytest.mark.cases(1)
@pytest.mark.parametrize("student", range(12))
def test_no_other_payment_is_better_and_no_firm_of_a_merger_gains_by_deviating(student):
    right, numbers = of(problems_policy.merger, student)
    n, m = int(numbers["n"]), int(numbers["m"])
    costs = [numbers["gamma"] / m, *[numbers["gamma"]] * (n - m)]
    x, q = play(market_of(numbers, n - m + 1, gamma=costs))
    assert x[:2] == [right["merged"], right["other"]]
    assert numbers["a"] - numbers["b"] * sum(q) == right["price"]
    right, numbers = of(problems_policy.subsidy, student)
    firms = market_of(numbers, int(numbers["n"]))
    assert firms.solve(rnd_subsidy=right["paid"]).subsidy_bill == right["bill"]
    assert is_best(lambda paid: firms.solve(rnd_subsidy=paid).welfare, right["paid"])
    assert is_best(lambda paid: firms.solve(rnd_subsidy=paid, cost_of_funds=numbers["f"]).welfare, right["dear"])
    right, numbers = of(problems_policy.output_payment, student)
    firms, n = market_of(numbers, int(numbers["n"])), numbers["n"]
    assert is_best(lambda paid: firms.solve(output_subsidy=paid).welfare, right["paid"])
    best = planner.first_best(Cluster(**numbers))
    x, q = play(firms, output_subsidy=right["equal"])
    assert (sum(q), "more" if x[0] > best.x else "less") == (best.Q, right["compared"])


def is_best(value, level):
    return value(level) > max(value(level * factor) for factor in (Fraction(99, 100), Fraction(101, 100)))


# The notebook, solved


def done(folder, student, number, **left_out):
    """A student's notebook, solved, under the name that it had."""
    path = sheet.written(student, number, SALT, folder)
    nbformat.write(solutions.solved(nbformat.read(path, as_version=4), number, **left_out), path)
    return path


def parts_of(student, number):
    return [part for problem in problems.problems(student, number, SALT) for part in problem.parts]


@pytest.mark.cases(2)
@pytest.mark.parametrize("number", problems.SETS)
@pytest.mark.parametrize("students", [2, pytest.param(CLASS, marks=pytest.mark.deep)])
def test_who_solves_a_set_from_its_text_gets_all_points(number, students, tmp_path):
    for student in NAMES[:students]:
        path = done(tmp_path, student, number)
        names = [part.name for part in parts_of(student, number)]
        found = []
        runner.run(notebook.read(path).code, names, found.append)
        returned = sandbox.understood(json.dumps(found[-1]).encode(), names)
        report = grading.judged(student, number, problems.problems(student, number, SALT), returned)
        assert report.errors == ()
        assert [(entry.part.name, entry.mark.remark) for entry in report.parts if entry.mark.share < 1] == []


def test_a_notebook_is_as_nbgrader_wants_it_and_holds_no_answers(tmp_path):
    from nbgrader import nbgraderformat

    path = sheet.written("Ada", "1", SALT, tmp_path / "new")
    assert path.name == "set-1-Ada.ipynb"
    with path.open(encoding="utf-8") as file:
        notebook = nbgraderformat.read(file, as_version=4)
    graded = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert graded == {part.name: part.points for part in parts_of("Ada", "1")}
    text = path.read_text(encoding="utf-8")
    assert SALT not in text
    assert [part.name for part in parts_of("Ada", "1") if isinstance(part.answer, Number) and f'{part.answer.right}"' in text] == []
    assert sheet.written("Ada", "1", SALT, tmp_path / "again").read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A folder in which some did well, and some did harm; graded by the command, as a professor grades it."""
    folder = tmp_path_factory.mktemp("submissions")
    done(folder, "Ada", "1")
    done(folder, "Bob", "2", leave_out=(2, 5))
    sheet.written("Blank", "1", SALT, folder)
    written(folder / "set-1-Crash.ipynb", "import os\nos._exit(7)")
    written(folder / "set-2-Thief.ipynb", THIEF)
    (folder / "set-2-Broken.ipynb").write_text("{", encoding="utf-8")
    written(folder / "homework.ipynb", "p1_x = 1", signed=False)
    grades = folder.parent / "grades"
    command = [sys.executable, str(ROOT / "tools/grade.py"), *told(folder, grades, folder.parent / "made")]
    run = subprocess.run(command, env={**os.environ, "SPILLOVER_SALT": SALT}, capture_output=True, text=True, timeout=300, check=False)
    return folder, grades, run


def told(handed, grades, made, *more):
    """The arguments of the command that grades."""
    return [str(handed), "--grades", str(grades), "--made", str(made), *more]


THIEF = """
import glob, os
found = [str(os.environ)]
for path in [*glob.glob("/proc/[0-9]*/environ"), *glob.glob("/proc/[0-9]*/cmdline")]:
    try:
        found.append(open(path, errors="replace").read())
    except OSError:
        pass
raise ValueError("stolen" if "students do not know" in "".join(found) else f"nothing in {len(found)} places")
"""


def written(path, *sources, salt=SALT, signed=True):
    """A notebook of these cells of code, signed for the student and the set that its name says."""
    held = {"fingerprint": draw.fingerprint(salt)}
    if signed:
        number, student = re.fullmatch(r"set-(.)-(.*)", path.stem).groups()
        held |= {"set": number, "student": student, "signature": draw.signature(salt, number, student)}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"spillover": held}), path)
    return path


def test_a_bad_notebook_costs_only_its_own_marks(graded):
    _, grades, run = graded
    assert re.findall(r"^\[\d/5\] set (.*), (.*): (.*) of 20(.*?)(?: in \d+ places)?$", run.stdout, re.MULTILINE) == [
        ("1", "Ada", "20", ""),
        ("1", "Blank", "0", ""),
        ("1", "Crash", "0", "; code cell 1: it crashed, or used too much time or memory; what was set before that counts"),
        ("2", "Bob", "12", ""),
        ("2", "Thief", "0", f"; code cell 1: ValueError: {'stolen' if sandbox.best() is Shelter.LIMITS else 'nothing'}"),
    ]
    assert "Set 1: 3 graded; their mean is 6.67 of 20, their median 0.00.\n" in run.stdout
    assert "  Most points were lost in p1_gain (33% earned), " in run.stdout
    assert run.returncode == 0  # make calls everything else an error
    assert run.stderr.splitlines() == [
        "",
        "Sheets graded: 5. Left out, and not graded:",
        "  homework.ipynb: holds no signature, so it is not known whose it is; `make sign` adds one, if you know",
        "  set-2-Broken.ipynb: this is no notebook: JSONDecodeError: Expecting property name enclosed in double quotes:"
        " line 1 column 2 (char 1)",
    ]
    assert "it crashed" in (grades / "feedback" / "set-1-Crash.md").read_text(encoding="utf-8")
    assert not (grades / "feedback" / "set-2-Broken.md").exists()


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory):
    """Two sheets, graded with the word that they were made with."""
    folder = tmp_path_factory.mktemp("right")
    done(folder / "handed", "Ada", "1")
    sheet.written("Blank", "1", SALT, folder / "handed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPILLOVER_SALT", SALT)
        assert grade.main(told(*(folder / name for name in ("handed", "grades", "made")))) == 0
    return folder


@pytest.fixture
def right(graded_once, tmp_path, monkeypatch):
    """The same, for one test to do with as it likes."""
    shutil.copytree(graded_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    return [tmp_path / name for name in ("handed", "grades", "made")]


def held(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


OTHER = {
    "it is another word": "another word",
    "it is not set": "",
    "it has a blank before or behind it that theirs has not": f"{SALT} ",
}


KNOWN_BY = ("the grades", "what is handed in", "what was made")


@pytest.mark.cases(1)
@pytest.mark.parametrize(("known_by", "what", "salt"), [(by, *other) for by in KNOWN_BY for other in OTHER.items()], ids=str)
def test_with_another_word_nothing_is_graded(right, monkeypatch, capsys, what, salt, known_by):
    handed, grades, made = right
    before = held(grades)
    assert {"feedback/set-1-Ada.md", "feedback/set-1-Ada.html", "grades.csv", "canvas.csv", "moodle.csv", "gradebook.db"} <= set(before)
    assert before["feedback/set-1-Ada.md"].startswith(b"# Problem set 1: Ada\n\n**20 of 20 points.**")
    if known_by != "the grades":
        (grades / gradebook.FINGERPRINT).unlink()
        del before[gradebook.FINGERPRINT]
    if known_by == "what was made":
        handed.rename(made)
        handed.mkdir()
        (handed / "set-1-Ada.ipynb").write_text('{"cells": []}', encoding="utf-8")
    monkeypatch.setenv("SPILLOVER_SALT", salt)
    capsys.readouterr()
    assert grade.main(told(*right)) == 2
    assert capsys.readouterr().err == f"Nothing is graded: SPILLOVER_SALT must be the word that the sheets were made with, and {what}\n"
    assert held(grades) == before


def test_the_word_of_a_class_is_that_of_its_grades_or_else_that_of_most_sheets(tmp_path):
    (graded := tmp_path / "grades").mkdir()
    gradebook.sign(graded, draw.fingerprint(SALT))
    (handed := tmp_path / "handed").mkdir()
    for number, (name, salt) in enumerate({"Ada": "another word", "Eve": SALT, "Li": "another word"}.items(), start=1):
        written(handed / f"set-1-{name}.ipynb", f"# {number}", salt=salt)
    read, nobody_yet = handed_in.files(handed), roster.Roster([], closed=False)
    for grades, word, other in ((graded, SALT, "another word"), (tmp_path / "no grades", "another word", SALT)):
        asked = argparse.Namespace(grades=grades, submissions=handed, made=tmp_path / "none")
        assert grade.checked_word(word, asked, read, nobody_yet) == draw.fingerprint(word)
        with pytest.raises(grade.Stopped, match="it is another word"):
            grade.checked_word(other, asked, read, nobody_yet)


def test_the_time_of_a_set_is_kept_before_a_sheet_of_it_comes(tmp_path):
    asked = argparse.Namespace(grades=tmp_path, due="2026-12-01 23:59+08:00", late="", number="2")
    assert grade.dues(asked, set()) == {"2": ["2026-12-01 23:59+08:00", ""]}


@pytest.mark.cases(None)
@pytest.mark.parametrize("text", ["", "[]", '{"1": 3}', '{"1": ["none"]}', '{"1": [1, 2]}', "[" * 10**5], ids=lambda text: text[:9])
def test_times_that_were_not_kept_so_stop_the_run(tmp_path, text):
    (tmp_path / grade.DUE).write_text(text)
    with pytest.raises(grade.Stopped, match="must hold the times of the sets as they were kept; take it away, and say DUE again"):
        grade.dues(argparse.Namespace(grades=tmp_path, due="", late="", number=""), set())


@pytest.mark.deep
def test_sheets_made_without_a_word_are_graded_without_one(tmp_path, monkeypatch, capsys):
    sheet.written("Ada", "1", "", tmp_path / "handed")
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    asked = told(tmp_path / "handed", tmp_path / "grades", tmp_path / "made")
    assert grade.main(asked) == 2
    assert capsys.readouterr().err.endswith("with, and it is set, but they were made without one\n")
    assert not (tmp_path / "grades").exists()
    monkeypatch.delenv("SPILLOVER_SALT")
    assert grade.main(asked) == 0


@pytest.fixture
def unrun(monkeypatch):
    """Notebooks are not run: each sets the answers that its first cell names, as JSON."""
    monkeypatch.setattr(sandbox, "run", lambda cells, *_: Returned(json.loads(cells[0]) if cells and cells[0][:1] == "{" else {}))
    monkeypatch.setattr(sandbox, "trouble", lambda _: "")


def test_what_would_lower_a_grade_asks_first(right, unrun, capsys, monkeypatch):
    handed, grades, _ = right
    before = held(grades)
    written(handed / "set-1-Ada.ipynb", "{}")
    assert grade.main(told(*right)) == 2
    out, err = capsys.readouterr()
    assert out.endswith("Lower than before: set 1, Ada: 20 → 0\n")
    assert err == "Nothing is graded: grades already given would become lower; with YES=1 (--yes) they do\n"
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert grade.main(told(*right)) == 2
    assert held(grades) == before
    assert not gradebook.copies(grades).exists()
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert grade.main(told(*right)) == 0
    assert "**0 of 20 points.**" in (grades / "feedback" / "set-1-Ada.md").read_text(encoding="utf-8")
    (kept,) = gradebook.copies(grades).iterdir()
    assert held(kept) == before
    answer = problems.problems("Ada", "1", SALT)[0].parts[0].answer.right
    written(handed / "set-1-Ada.ipynb", json.dumps({"p1_reply": str(answer)}))
    capsys.readouterr()
    assert grade.main(told(*right)) == 0
    assert "Higher than before: set 1, Ada: 0 → 2\n" in capsys.readouterr().out
    written(handed / "set-1-Ada.ipynb", "{}")
    assert grade.main(told(*right, "--yes")) == 0


def test_a_class_is_graded_by_its_list_and_late_sheets_lose_points(right, unrun, capsys):
    handed, grades, _ = right
    (handed.parent / "class.csv").write_text("id,name\nAda,Ada\nBlank,Blank\nu3,Eve\n", encoding="utf-8")
    written(handed / "set-1-Ada.ipynb", json.dumps({"p1_reply": str(problems.problems("Ada", "1", SALT)[0].parts[0].answer.right)}))
    written(handed / "set-1-Blank.ipynb", "{}")
    for name, seconds in (("Ada", 1), ("Blank", 86401)):
        os.utime(handed / f"set-1-{name}.ipynb", (1e9 + seconds,) * 2)
    asked = told(*right, "--class", str(handed.parent / "class.csv"), "--yes")
    assert grade.main([*asked, "--due", "2001-09-09 01:46:40Z", "--late", "5%/day"]) == 0
    out = capsys.readouterr().out
    assert "[1/2] set 1, Ada: 2 of 20; late, which costs 1\n[2/2] set 1, Blank: 0 of 20; late, which costs 2\n" in out
    assert "Set 1: 2 of 3 graded; their mean is 0.50 of 20, their median 0.50.\n" in out
    assert out.endswith(f"  Nothing graded of: Eve.\n\nPages and tables are in {grades}.\n")

    def totals():
        return [row.split(",")[:6] for row in (grades / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]]

    assert totals() == [["Ada", "Ada", "", "", "1", "1"], ["Blank", "Blank", "", "", "0", "2"], ["u3", "Eve", "", "", "nothing graded", ""]]
    before = totals()
    assert grade.main(told(*right)) == 0  # the list is kept, and so is the time
    assert "Set 1 was due 2001-09-09 01:46:40Z; a late sheet loses 5%/day.\n" in capsys.readouterr().out
    assert totals() == before
    assert grade.main(told(*right, "--due", "none")) == 0
    assert "Higher than before: set 1, Ada: 1 → 2\n" in capsys.readouterr().out
    assert [row[-2] for row in totals()] == ["2", "0", "nothing graded"]
    assert grade.main(told(*right, "--late", "5%/day")) == 2
    assert capsys.readouterr().err == "Nothing is graded: LATE needs DUE, the time until which a sheet is not late\n"
    assert grade.main(told(*right, "--due", "none", "--late", "5%/day")) == 2


def test_the_time_of_one_set_is_not_that_of_another(right, unrun, capsys):
    handed, grades, _ = right
    for number in "12":
        os.utime(written(handed / f"set-{number}-Ada.ipynb", "{}"), (1e9 + 1,) * 2)
    first, week_later = ["--due", "2001-09-09 01:46:40Z", "--late", "5%/day"], ["--due", "2001-09-16 01:46:40Z", "--late", "10%/day"]
    assert grade.main(told(*right, *first, "--yes")) == 2
    assert capsys.readouterr().err == (
        "Nothing is graded: DUE is the time of one set, and what was handed in is of sets 1, 2; say which: SET=1\n"
    )
    assert grade.main(told(*right, *first, "--set", "1", "--yes")) == 0
    assert {number for number, _ in gradebook.results(grades)} == {"1"}
    assert grade.main(told(*right, *week_later, "--set", "2")) == 0
    assert grade.main(told(*right)) == 0
    assert {number: result.penalty for (number, name), result in gradebook.results(grades).items() if name == "Ada"} == {"1": 1, "2": 0}
    assert grade.main(told(*right, "--set", "9")) == 2
    assert capsys.readouterr().err.endswith("Nothing is graded: SET must be one of 1, 2, 3, 4, got SET = 9\n")
    assert grade.main(told(*right, "--due", "soon")) == 2
    assert "DUE must be a time with its offset from UTC" in capsys.readouterr().err


def test_where_no_sheet_is_accepted_the_word_is_not_taken_for_that_of_the_class(tmp_path, unrun, monkeypatch):
    monkeypatch.setenv("SPILLOVER_SALT", "another word")
    asked = told(tmp_path / "handed", tmp_path / "grades", tmp_path / "made")
    sheet.written("Ada", "1", SALT, tmp_path / "handed")
    path = tmp_path / "handed" / "set-1-Ada.ipynb"
    found = nbformat.read(path, 4)
    del found.metadata["spillover"]
    nbformat.write(found, path)
    assert grade.main(asked) == 1
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    assert grade.main(asked) == 0


def test_where_there_is_no_sheet_that_is_said(tmp_path, unrun, capsys):
    (tmp_path / "handed").mkdir()
    assert grade.main(told(tmp_path / "handed", tmp_path / "grades", tmp_path / "made")) == 1
    assert capsys.readouterr().err.endswith("\nSheets graded: 0.\n")


def test_grades_are_written_all_or_nothing(right, unrun, monkeypatch, capsys):
    _, grades, _ = right
    before = held(grades)
    with monkeypatch.context() as broken:
        broken.setattr(pages, "write_tables", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        assert grade.main(told(*right, "--yes")) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "Nothing is graded: disk full"
    assert held(grades) == before
    assert sorted(path.name for path in grades.parent.iterdir()) == ["grades", "handed"]


def test_a_sheet_of_another_word_is_listed_and_stops_nobody_else(right, unrun, capsys):
    handed, grades, _ = right
    before = held(grades)
    written(handed / "set-1-Blank.ipynb", signed=False)
    written(handed / "set-1-Eve.ipynb", salt="another word")
    (handed / "set-1-Ada.ipynb").unlink()
    capsys.readouterr()
    assert grade.main(told(*right)) == 1
    assert capsys.readouterr().err.splitlines()[-3:] == [
        "Sheets graded: 0. Left out, and not graded:",
        "  set-1-Blank.ipynb: holds no signature, so it is not known whose it is; `make sign` adds one, if you know",
        "  set-1-Eve.ipynb: was made with another word than this class",
    ]
    assert held(grades) == before


def test_a_fingerprint_tells_salts_apart_and_is_the_same_everywhere():
    assert draw.fingerprint("salt") == hmac.new(b"salt", b"the salt of problem sets", "sha256").hexdigest()
    assert len({draw.fingerprint(salt) for salt in ("", SALT, f"{SALT} ", f" {SALT}")}) == 4


def test_what_is_said_of_the_shelter_is_what_was_in_force(graded):
    _, grades, run = graded
    assert run.stdout.startswith(f"Notebooks run with {sandbox.best().value}.\n")
    stolen = "stolen" in (grades / "feedback" / "set-2-Thief.md").read_text(encoding="utf-8")
    assert stolen is (sandbox.best() is Shelter.LIMITS)


def test_feedback_says_which_part_is_right_and_gives_no_answer(graded):
    _, grades, _ = graded
    told = (grades / "feedback" / "set-2-Bob.md").read_text(encoding="utf-8")
    assert f"<h1>{told.splitlines()[0][2:]}</h1>" in (grades / "feedback" / "set-2-Bob.html").read_text(encoding="utf-8")
    assert told.startswith("# Problem set 2: Bob\n\n**12 of 20 points.**\n")
    assert "| `p1_welfare` | 2 of 2 | right |" in told
    assert "| `p5_rate` | 0 of 3 | no answer |" in told
    assert re.findall(r"^## (\d)|^Read again: \*(.*)\*\.$", told, re.MULTILINE) == [
        ("1", ""),
        ("2", ""),
        ("", "Too little research, or too much?"),
        ("3", ""),
        ("4", ""),
        ("5", ""),
        ("", "The model"),
    ]
    numbers = re.sub(r"\| [\d.]+ of \d \||^##? .*|^\*\*.*|`p\d", "", told, flags=re.MULTILINE)
    assert [
        part.name
        for part in parts_of("Bob", "2")
        if isinstance(part.answer, Number) and re.search(rf"(?<!\d){part.answer.right}(?!\d)", numbers)
    ] == []


def test_answers_in_part_earn_part_and_what_cannot_be_read_is_said():
    stated = problems.problems("Ada", "1", SALT)
    reply = stated[0].parts[0].answer.right
    given = {
        "p1_reply": str(reply),
        "p1_gain": f"{float(stated[0].parts[1].answer.right):.6f}",
        "p2_bill": "<",
        "p4_cluster": "<b>`|</b>",
        "p5_true": "none",
    }
    report = grading.judged("Ada", "1", stated, Returned(given, ("code cell 3: NameError: x",)))
    earned = {entry.part.name: entry.earned for entry in report.parts}
    assert (earned["p1_reply"], earned["p1_gain"], earned["p2_bill"], earned["p3_x"]) == (2, 1, 0, 0)
    assert (report.earned, report.possible) == (sum(earned.values()), 20)
    assert [title.partition(". ")[0] for title in report.graded] == ["1", "2", "3", "4", "5"]
    remarks = {entry.part.name: entry.mark.remark for entry in report.parts}
    assert remarks["p1_gain"] == "right when rounded; give it exactly, as a fraction"
    assert re.fullmatch(r"cannot be read: `the answer must be [^`]*, got <b> \|</b>`", remarks["p4_cluster"])
    assert report.trouble == ["code cell 3: NameError: x", "cannot be read: p2_bill, p4_cluster"]
    errors = tuple(f"code cell {number}: {'x' * 200}" for number in (1, 2, 3))
    for many, more in ((3, " (and 2 more)"), (2, " (and 1 more)"), (1, "")):
        trouble = grading.judged("Ada", "1", stated, Returned({}, errors[:many])).trouble
        assert trouble == [f"code cell {many}: {'x' * 87}{more}"]


def test_the_command_that_writes_a_set(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(problem_set, "ROOT", tmp_path)
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    path = tmp_path / "_build" / "problem-sets" / "set-2-Ada.ipynb"
    assert problem_set.main(["Ada", "2"]) == 0
    assert capsys.readouterr() == ("_build/problem-sets/set-2-Ada.ipynb\n", "")
    assert path.read_bytes() == sheet.written("Ada", "2", SALT, tmp_path).read_bytes()
    monkeypatch.delenv("SPILLOVER_SALT")
    assert problem_set.main(["Ada", "2"]) == 0
    aside = path.parent.with_name("problem-sets-before") / path.name
    said = f"What was there was another, or had been changed, and is now {aside.relative_to(tmp_path)}\n"
    assert capsys.readouterr().err.startswith(f"{said}Note: SPILLOVER_SALT is not set, so anyone can work out the numbers")
    assert path.read_bytes() == sheet.written("Ada", "2", "", tmp_path).read_bytes()
    assert aside.read_bytes() == sheet.written("Ada", "2", SALT, tmp_path).read_bytes()
    (tmp_path / "class.csv").write_text('id,name\nAda,"Lovelace, Ada"\n', encoding="utf-8")
    for answered in (b"", b"with answers"):
        assert problem_set.main(["--class", str(tmp_path / "class.csv"), "2"]) == 0
        solved = path.with_name("set-2-Ada Lovelace-Ada.ipynb")
        solved.write_bytes(answered or solved.read_bytes())
    assert problem_set.main(["--class", str(tmp_path / "class.csv"), "2"]) == 0
    assert (aside.parent / solved.name).read_bytes() == b"with answers"
    assert len([*aside.parent.iterdir()]) == 2
    assert problem_set.main(["../x"]) == 2
    assert capsys.readouterr().err.endswith("got student = ../x\n")
    (tmp_path / "class.csv").write_text("id,\x1b[2Jname\n", encoding="utf-8")
    assert problem_set.main(["--class", str(tmp_path / "class.csv"), "2"]) == 2
    assert capsys.readouterr().err.endswith("got id, ?[2jname\n")  # nothing that steers a terminal
    path.with_name("set-2-Bob.ipynb").mkdir()
    assert problem_set.main(["Bob", "2"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "Is a directory" in line
    (tmp_path / "_build" / "grades").mkdir()
    gradebook.sign(tmp_path / "_build" / "grades", draw.fingerprint(SALT))
    assert problem_set.main(["Ada", "2"]) == 2
    assert capsys.readouterr().err == "SPILLOVER_SALT must be the word that grades were given with, and it is not set\n"


SHEETS = [handed_in.Sheet(Path(name), roster.Student(name, name), name, "1", (name,), None, False) for name in NAMES[:20]]


def test_notebooks_run_side_by_side_and_are_reported_in_their_order(monkeypatch):
    meeting, second_is_done = Barrier(2), Event()

    def run(cells, *_):
        meeting.wait(10)
        assert second_is_done.wait(10) if cells[0] == NAMES[0] else not second_is_done.set()
        return Returned(errors=cells)

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    reports = [*grading.grade_all(SHEETS[:2], SALT, Shelter.APART)]
    assert [(report.student, report.errors) for report in reports] == [(name, (name,)) for name in NAMES[:2]]


@pytest.mark.parametrize(("shelter", "times"), [(Shelter.HIDDEN, 2), (Shelter.LIMITS, 1)])
def test_what_the_clock_stops_runs_once_more_when_all_others_are_done(monkeypatch, shelter, times):
    begun, ended = Counter(), []

    def run(cells, *_):
        begun.update(cells)
        if cells[0] != NAMES[0]:
            time.sleep(0.1)
            ended.extend(cells)
            return Returned()
        if begun[NAMES[0]] == 1:
            return Returned(errors=("stopped",), by_the_clock=True)
        assert sorted(ended) == sorted(NAMES[1:4])
        return Returned(errors=("done",))

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    first, *_ = grading.grade_all(SHEETS[:4], SALT, shelter)
    assert (first.errors, begun) == (("done" if times == 2 else "stopped",), Counter(NAMES[:4]) + Counter([NAMES[0]] * (times - 1)))


@pytest.mark.parametrize(("shelter", "cores"), [(Shelter.LIMITS, 2), (Shelter.HIDDEN, None)])
def test_notebooks_that_could_reach_one_another_run_alone_and_so_do_all_where_no_core_is_known_of(monkeypatch, shelter, cores):
    alone = Lock()

    def run(*_):
        assert alone.acquire(blocking=False)
        time.sleep(0.2)
        alone.release()
        return Returned()

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert len([*grading.grade_all(SHEETS[:3], SALT, shelter)]) == 3


def test_grading_that_is_stopped_begins_no_more_notebooks(monkeypatch):
    begun = []

    def run(path, *_):
        begun.append(path)
        if len(begun) > 1:
            time.sleep(1)  # so that twenty take long, however slow the machine is
        return Returned()

    monkeypatch.setattr(sandbox, "run", run)
    reports = grading.grade_all(SHEETS, SALT, Shelter.LIMITS)
    next(reports)
    reports.close()
    assert len(begun) < len(SHEETS)


def test_nothing_is_graded_where_notebooks_cannot_use_the_package(tmp_path, monkeypatch, capsys):
    assert sandbox.trouble(sandbox.best()) == ""
    assert "MemoryError" in sandbox.trouble(Shelter.LIMITS, Limits(memory=40 * sandbox.MEBI))
    monkeypatch.setattr(sandbox, "trouble", lambda _: "ModuleNotFoundError")
    assert grade.main(told(tmp_path, tmp_path / "grades", tmp_path / "made")) == 2
    assert capsys.readouterr().err.endswith("Nothing is graded: no notebook could use spillover here: ModuleNotFoundError\n")
    assert not (tmp_path / "grades").exists()


def test_a_folder_that_does_not_exist_is_named(tmp_path, capsys):
    assert grade.main(told(tmp_path / "none", tmp_path / "grades", tmp_path / "made")) == 2
    assert capsys.readouterr() == ("", f"Nothing is graded: SUBMISSIONS must be a folder, got SUBMISSIONS = {tmp_path / 'none'}\n")
    assert not (tmp_path / "grades").exists()


def test_the_commands_of_make_hand_over_what_they_are_given():
    def shown(*arguments):
        return subprocess.run(
            ["make", "--no-print-directory", "-n", "-o", ".venv/.up-to-date", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert shown("problem-set", "STUDENT=A B", "SET=2") == '.venv/bin/python tools/problem_set.py "$STUDENT" ${SET:+"$SET"}\n'
    python = ".venv/bin/python tools"
    assert shown("problem-sets", "CLASS=class.csv") == f'{python}/problem_set.py --class "$CLASS" ${{SET:+"$SET"}}\n'
    assert shown("grade").startswith(
        f'{python}/grade.py ${{SUBMISSIONS:+"$SUBMISSIONS"}} ${{CLASS:+--class "$CLASS"}} ${{SET:+--set "$SET"}} '
    )
    assert shown("points").startswith(f'{python}/points.py ${{STUDENT:+"$STUDENT" ${{SET:-1}}}} ')
    assert shown("sign", "FILE=x") == f'{python}/sign.py "$FILE" "$STUDENT" ${{SET:+"$SET"}}\n'


def test_what_cannot_be_built_again_is_not_cleaned_away(tmp_path):
    kept = ["exam", "exam-before", "grades", "grades-before", "problem-sets", "problem-sets-before", "submissions"]
    for name in (*kept, "html", ".grades-left"):
        (tmp_path / "_build" / name).mkdir(parents=True)
    subprocess.run(["make", "-f", ROOT / "Makefile", "clean"], cwd=tmp_path, capture_output=True, check=True)
    assert sorted(path.name for path in (tmp_path / "_build").iterdir()) == kept


def test_a_student_is_not_offered_to_create_an_assignment():
    (name,) = re.findall(r'"(@jupyter/nbgrader:[\w-]+)": true', (ROOT / "tools/make-env").read_text(encoding="utf-8"))
    scripts = Path(sys.prefix, "share/jupyter/labextensions/@jupyter/nbgrader/static").glob("*.js")
    assert any(name in path.read_text(encoding="utf-8") for path in scripts)


# Untrusted code


def ran(*sources, names=("answer",), shelter=Shelter.LIMITS, limits=QUICK):
    return sandbox.run(sources, names, shelter, limits)


@pytest.mark.parametrize("shelter", SHELTERS)
def test_values_come_back_as_text(shelter):
    source = """
from fractions import Fraction
import numpy, spillover, sympy
%time a = 3
b, c = Fraction(1, 3), sympy.Symbol("x") ** 2 / 3
d, e, f, unasked = {"n": 2}, ("p", 1), "%timeit", 5
"""
    found = ran("%matplotlib inline", source, "!ls\nprint(a)\ndisplay(a)", names=tuple("abcdef"), shelter=shelter)
    assert found == Returned({"a": "3", "b": "1/3", "c": "x**2/3", "d": {"n": "2"}, "e": ["p", "1"], "f": "%timeit"})


@pytest.mark.parametrize("shelter", SHELTERS)
@pytest.mark.parametrize(
    ("source", "limits", "why"),
    [
        ("while True: pass", Limits(seconds=1.5), "stopped after 1.5 seconds"),
        ("import time; time.sleep(100)", Limits(seconds=1.5), "stopped after 1.5 seconds"),
        ("while True: pass", Limits(seconds=60, cpu=1), "it crashed, or used too much time or memory"),
        ("import os; os._exit(3)", QUICK, "it crashed"),
        ("import os; os.abort()", QUICK, "it crashed"),
        ("import os; os._exit(0)", QUICK, "it ended the run"),
    ],
    ids=["loop", "sleep", "processor", "exit", "abort", "silence"],
)
def test_a_notebook_that_does_not_behave_ends_soon_and_keeps_what_was_set_above(shelter, source, limits, why):
    begun = time.monotonic()
    found = ran("answer = 1", f"answer = 2\n{source}", "other = 3", names=("answer", "other"), shelter=shelter, limits=limits)
    assert (found.answers, found.by_the_clock) == ({"answer": "1"}, why.startswith("stopped"))
    (error,) = found.errors
    assert error.startswith("code cell 2: ")
    assert why in error
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("shelter", SHELTERS)
def test_a_notebook_that_kills_what_it_can_reach_is_stopped(shelter):
    found = ran("answer = 1", "import os, time; os.kill(0, 9); time.sleep(30)", shelter=shelter)
    assert found.answers == {"answer": "1"}
    assert re.fullmatch("code cell 2: it crashed, or used too much time or memory; what was set before that counts", found.errors[0])


@pytest.mark.parametrize("cell", [None, 7, "\x1b[2J", "\n# 20", True, -1, 10**30, [[1]]])
def test_why_a_notebook_was_stopped_is_said(cell):
    """A notebook can write into the channel too: what is no place of a cell goes onto no page and no screen."""
    received = json.dumps({"answers": {"x": "1"}, "errors": [], "cell": cell}).encode()
    found = sandbox.understood(received + b"\nrubbish", ["x"], "stopped after 9 seconds")
    where = "code cell 7" if cell == 7 else "this notebook"
    assert found == Returned({"x": "1"}, (f"{where}: stopped after 9 seconds; what was set before that counts",))


@pytest.mark.parametrize("shelter", SHELTERS)
@pytest.mark.parametrize("write", ["os.write(fd, b'{}}')", "while True: os.write(fd, b'x' * 2**20)"], ids=["rubbish", "flood"])
def test_what_a_notebook_writes_where_its_answers_go_is_written_over(shelter, write):
    source = f"import os\nfor fd in range(3, 20):\n  try:\n    {write}\n  except OSError: pass"
    assert ran("answer = 1", source, shelter=shelter) == Returned({"answer": "1"})
    ended = ran("answer = 1", f"{source}\nos._exit(1)", shelter=shelter)
    assert ended.answers == {"answer": "1"}


@pytest.mark.parametrize("shelter", SHELTERS)
@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import sys; sys.exit(5)", "code cell 2: SystemExit: 5"),
        ("raise KeyboardInterrupt", "code cell 2: KeyboardInterrupt: "),
        ("x = bytearray(3 * 2**30)", "code cell 2: MemoryError: "),
        ("open('big', 'wb').write(bytes(2**21))", "code cell 2: OSError: [Errno 27] File too large"),
        ("def f(): return f()\nf()", "code cell 2: RecursionError: maximum recursion depth exceeded"),
        ("x = (", "code cell 2: SyntaxError: '(' was never closed (<cell 2>, line 1)"),
        ("input()", "code cell 2: EOFError: EOF when reading a line"),
        ("raise ValueError('\\x1b[31m' + 'x' * 10**6)", "code cell 2: ValueError: ?[31m" + "x" * 583),
    ],
)
def test_a_cell_that_fails_costs_only_what_it_does_not_set(shelter, source, why):
    found = ran("answer = 1", source, "other = 2", names=("answer", "other"), shelter=shelter)
    assert found == Returned({"answer": "1", "other": "2"}, (why,))


@pytest.mark.parametrize("shelter", SHELTERS)
def test_large_answers_are_cut_and_prints_go_nowhere(shelter):
    found = ran("print('x' * 10**7)", "answer, other = 'y' * 10**7, list(range(10**4))", names=("answer", "other"), shelter=shelter)
    assert found == Returned({"answer": "y" * runner.LONGEST, "other": [str(number) for number in range(runner.MOST)]})


@pytest.mark.parametrize("shelter", [shelter for shelter in SHELTERS if shelter is not Shelter.HIDDEN])
def test_what_a_notebook_starts_ends_with_it(tmp_path, shelter):
    beat = tmp_path / "beat"
    found = ran(
        f"""
import os, time
try:
    child = os.fork()
except OSError:
    child = 1  # the limit of processes, which does not bind root
if child == 0:
    for _ in range(200):
        open({str(beat)!r}, "a").write("x")
        time.sleep(0.05)
time.sleep(0.5)
answer = child > 0
""",
        shelter=shelter,
    )
    assert found == Returned({"answer": "True"})
    sizes = [beat.stat().st_size if beat.exists() else 0, time.sleep(0.3), beat.stat().st_size if beat.exists() else 0]
    assert sizes[0] == sizes[2]


@pytest.mark.parametrize("shelter", SHELTERS)
def test_the_network_is_closed_off_where_that_is_said(shelter):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = ran(f"import socket\nanswer = 'no'\nsocket.create_connection(('127.0.0.1', {port}), 5)\nanswer = 'yes'", shelter=shelter)
    assert found.answers == {"answer": "yes" if shelter is Shelter.LIMITS else "no"}


@pytest.mark.parametrize("shelter", SHELTERS)
def test_the_folder_is_empty_and_files_are_hidden_where_that_is_said(tmp_path, shelter):
    (tmp_path / "grades.txt").write_text("secret", encoding="utf-8")
    found = ran(
        f"""
import os, sys
def can(path, mode):
    try:
        open(path, mode).close()
    except OSError:
        return False
    return True
answer = os.listdir()
other = [can("own", "w"), can({str(tmp_path / "grades.txt")!r}, "r"), can({str(tmp_path / "new")!r}, "w")]
if {shelter is Shelter.HIDDEN}:
    other += [can(path + "/new", "w") for path in ("/", "/dev", "/usr", sys.prefix, {str(ROOT)!r})]
    answer += [path for path in ({str(ROOT)!r} + "/README.md", "/etc/passwd", {str(tmp_path / "grades.txt")!r}) if os.path.exists(path)]
environment = sorted(os.environ)
""",
        names=("answer", "other", "environment"),
        shelter=shelter,
    )
    hidden = shelter is Shelter.HIDDEN
    assert found.answers["answer"] == []
    assert found.answers["other"] == (["True", *["False"] * 7] if hidden else ["True", "True", "True"])
    assert set(found.answers["environment"]) <= {*sandbox.ENVIRONMENT, "PWD"}


@pytest.mark.parametrize("shelter", SHELTERS)
def test_a_hidden_notebook_cannot_ask_the_package_that_works_out_the_answers(shelter):
    """Its numbers stand in the sheet: with the package at hand no salt is needed."""
    found = ran("import spillover.questions.form\nanswer = 1", "import course.problems", "import theorems.wanted", shelter=shelter)
    assert found.answers == {"answer": "1"}
    told = ("code cell 2: ModuleNotFoundError: No module named 'course.problems'", "No module named 'theorems'")
    hidden = shelter is Shelter.HIDDEN
    assert len(found.errors) == (2 if hidden else 0)
    assert all(words in error for words, error in zip(told, found.errors, strict=hidden))


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"x",
        b"\xff\xfe",
        b"[" * 10**5,
        b"[]",
        b"{}",
        b'{"answers": [], "errors": []}',
        b'{"answers": {}, "errors": {}}',
        b"NaN",
        b'{"answers": {}}{}',
    ],
)
def test_what_comes_back_in_another_shape_is_no_answer(received):
    assert sandbox.understood(received, ["x"]) == Returned(errors=("what came back from this notebook cannot be read",))


def test_only_texts_under_names_that_were_asked_for_count():
    long = "x" * (2 * runner.LONGEST + 1)
    found = {
        "a": "1",
        "b": 1,
        "c": ["1", 2],
        "d": {"k": "v"},
        "e": {"k": ["v"]},
        "f": None,
        "g": long,
        "h": ["1"] * 41,
        "i": ["1"],
        "j": ["1"] * runner.MOST,
        "k": {str(number): "1" for number in range(runner.MOST)},
        "l": {str(number): "1" for number in range(runner.MOST + 1)},
        "m": "x" * runner.LONGEST,
        "other": "1",
    }
    received = json.dumps({"answers": found, "errors": ["a\nb", 1, long, *["e"] * 50]}).encode()
    returned = sandbox.understood(received, list("abcdefghijklm"))
    assert returned.answers == {"a": "1", "d": {"k": "v"}} | {name: found[name] for name in "ijkm"}  # as much as the runner sends
    assert returned.errors == ("a b", *["e"] * 37)


@pytest.mark.parametrize("written", ["'a\\ud800'", "['1', '\\udfff']", "{'\\ud800': '1'}"])
def test_half_a_character_is_no_answer_and_ends_nobodys_grading(written):
    found = ran(f"answer = {written}", "other = '\U0001f600'", "raise ValueError('\\ud800')", names=("answer", "other"))
    assert found == Returned({"other": "\U0001f600"}, ("code cell 3: ValueError: ?",))
    assert json.dumps([found.answers, found.errors], ensure_ascii=False).encode()


def test_a_system_that_cannot_limit_a_notebook_is_told_at_once(tmp_path, monkeypatch, capsys):
    assert sandbox.missing() == ""
    monkeypatch.setattr(sandbox, "find_spec", lambda name: None if name == "resource" else 1)
    assert grade.main(told(tmp_path, tmp_path / "grades", tmp_path / "made")) == 2
    assert "Python's module `resource`, which Linux and macOS have, is missing). Grade in a container: " in capsys.readouterr().err
    assert (ROOT / sandbox.CONTAINER).exists()


def test_nothing_of_unix_is_needed_to_read_the_grader():
    blocked = "import sys; sys.modules.update(resource=None, fcntl=None, pwd=None, grp=None)"
    command = f"{blocked}; sys.path[:0] = ['tools']; import grade; sys.exit(grade.main(['.']))"
    run = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("Nothing is graded: this system cannot limit what a notebook of somebody else does")


def test_on_macos_memory_is_not_limited_for_there_it_cannot_be(monkeypatch):
    assert "RLIMIT_AS" in Limits().of_process
    monkeypatch.setattr("sys.platform", "darwin")
    assert "RLIMIT_AS" not in Limits().of_process
    assert "RLIMIT_CPU" in Limits().of_process


def test_a_notebook_starts_no_process_and_leaves_no_memory_on_the_disk():
    assert (Limits().of_process["RLIMIT_NPROC"], Limits().of_process["RLIMIT_CORE"]) == (0, 0)


def test_the_best_shelter_that_there_is_is_taken(monkeypatch):
    monkeypatch.setattr(sandbox, "available", lambda shelter: shelter is not Shelter.HIDDEN)
    assert sandbox.best() is Shelter.APART
    monkeypatch.undo()
    monkeypatch.setattr(Shelter, "command", lambda *_: ["/nonexistent/command"])
    assert not sandbox.available.__wrapped__(Shelter.HIDDEN)


def test_a_notebook_keeps_no_power_of_root_over_what_it_cannot_change():
    source = f"""
import ctypes
MS_REMOUNT_BIND = 32 | 4096
answer = [ctypes.CDLL(None).mount(None, path.encode(), None, MS_REMOUNT_BIND, None) for path in ({str(ROOT / "code")!r}, "/usr", "/dev")]
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
other = [int(status[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")]
"""
    if Shelter.HIDDEN in SHELTERS:
        assert ran(source, names=("answer", "other"), shelter=Shelter.HIDDEN).answers == {"answer": ["-1"] * 3, "other": ["0"] * 5}


def test_the_folder_of_a_notebook_covers_nothing_that_it_needs():
    # A checkout in any folder, also in one that has the name of the notebook's own, is bound after it.
    command = Shelter.HIDDEN.command(Limits())
    assert command.index("--tmpfs") < command.index("--ro-bind-try")
    assert command[command.index("--tmpfs") + 1] == command[command.index("--chdir") + 1] == sandbox.INSIDE
    assert not Path(sandbox.INSIDE).exists()
    assert [Path(path).relative_to(ROOT).as_posix() for path in sandbox.PACKAGES] == ["code/positivity", "code/spillover"]


def test_whoever_grades_is_warned_where_notebooks_are_not_hidden(monkeypatch):
    assert ("and memory" in Shelter.LIMITS.value) == ("RLIMIT_AS" in Limits().of_process)
    assert sandbox.warning(Shelter.HIDDEN) == ""
    assert sandbox.warning(Shelter.APART).startswith("WARNING: bubblewrap is ")
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "bubblewrap is not installed. A notebook that is graded can read and change" in sandbox.warning(Shelter.LIMITS)


def test_the_runner_alone(monkeypatch, tmp_path):
    set_limits, silenced, ended = [], [], []
    monkeypatch.setattr("resource.setrlimit", lambda kind, value: set_limits.append(value))
    asked = {"cells": ["a, d = {1: 2}, (3,)", "b = Bad()", BAD], "names": ["a", "b", "c", "d"], "limits": {"RLIMIT_CPU": 5}}
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(asked)))
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr("os.dup", lambda _: os.open(out.name, os.O_WRONLY))
        monkeypatch.setattr("os.dup2", lambda _, stream: silenced.append(stream))
        monkeypatch.setattr("os._exit", ended.append)
        runpy.run_path(str(sandbox.RUNNER), run_name="__main__")
    found = json.loads((tmp_path / "out").read_text())
    assert found == {
        "answers": {"a": {"1": "2"}, "d": ["3"]},
        "errors": ["code cell 2: NameError: name 'Bad' is not defined", "c: ZeroDivisionError: division by zero"],
        "cell": None,
    }
    assert (set_limits, silenced, ended) == ([(5, 5)], [1], [0])


@pytest.mark.parametrize(
    ("cell", "answers", "errors"),
    [
        ("%time a = 1", {"a": "1"}, []),
        ("%%time\n%matplotlib inline\na = 2", {"a": "2"}, []),
        ("%%timeit -n 10 -r 1\na = 3", {"a": "3"}, []),
        ("a = %time 2 + 2", {"a": "4"}, []),
        ("%timeit -n 10 -r1 a = 5", {"a": "5"}, []),
        ("!pip install spillover\na = 6", {"a": "6"}, []),
        ("a = !ls\nb = 7", {"b": "7"}, []),
        ("import math\nmath.pi?\na = 8", {"a": "8"}, []),
        ("%config InlineBackend.figure_format = 'svg'\n%load_ext autoreload\na = 9", {"a": "9"}, []),
        ("%%capture out\na = 10", {"a": "10"}, []),
        ("get_ipython().magic('matplotlib inline')\na = 11", {"a": "11"}, []),
        ("%%html\n<b>x</b>", {}, []),
        ("%%bash\nexit 1", {}, ["code cell 1: %%bash is not run here"]),
        ("%time a = (", {}, ["code cell 1: SyntaxError: '(' was never closed (<%time>, line 1)"]),
    ],
)
def test_magics_are_read_as_the_code_that_they_wrap(cell, answers, errors):
    found = []
    runner.run([cell, "c = 1"], ["a", "b", "c"], found.append)
    assert found[-1] == {"answers": {**answers, "c": "1"}, "errors": errors, "cell": None}


def test_what_the_last_line_of_a_cell_comes_to_is_there_for_the_next_as_in_jupyter(monkeypatch):
    monkeypatch.delattr(builtins, "_", raising=False)  # an example in a docstring leaves one in the process of the tests
    found = []
    runner.run(["", "a = 1", "b = _", "2 + 2  # four", "None", "%%time\n\nc = 1", "d = _", "_ + 1", "e = _"], [*"bde"], found.append)
    assert found[-1] == {"answers": {"d": "4", "e": "5"}, "errors": ["code cell 3: NameError: name '_' is not defined"], "cell": None}


BAD = """
class Bad:
    def __str__(self):
        return str(1 / 0)

c = Bad()
"""
