"""Problem sets: good numbers for every student, marks for what is right, and untrusted notebooks that harm nobody but themselves."""

import csv
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
from io import StringIO
from pathlib import Path
from threading import Barrier, Event, Lock

import nbformat
import pytest
import solutions
import sympy as sp
from nbgrader.api import Gradebook
from sampled import some

from course import answers, draw, gradebook, grading, problems, runner, sandbox, sheet
from course.answers import Choice, Counterexample, Expression, Judgements, Number
from course.draw import Stream
from course.sandbox import Limits, Returned, Shelter
from spillover import Cluster, Regime

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools")]

import grade  # noqa: E402
import problem_set  # noqa: E402

SALT = "a word that students do not know"
QUICK = Limits(seconds=60, cpu=30, memory=1024 * sandbox.MEBI)
SHELTERS = [shelter for shelter in Shelter if sandbox.available(shelter)]
NAMES = [f"Student {number}" for number in range(200)]


# Personal parameters


@pytest.mark.parametrize(
    "problem", [problem for chosen in problems.SETS.values() for problem in chosen], ids=lambda problem: problem.__name__
)
@pytest.mark.parametrize("students", [50, pytest.param(len(NAMES), marks=pytest.mark.deep)])
def test_every_student_gets_good_numbers_of_their_own(problem, students):
    found_by_all = drawn(problem, students)
    for found in found_by_all:
        for part in found.parts:
            if isinstance(part.answer, Number):
                assert part.answer.right.denominator <= draw.DENOMINATOR
        numbers = solutions.numbers_in(" ".join([found.text, *(part.question for part in found.parts)]))
        for name in ("rate", "rnd"):
            numbers.pop(name, None)
        if problem in REGIMES:
            assert all(Cluster(**numbers).solve(regime).x > 0 for regime in REGIMES[problem])
        else:
            assert {"n", "beta"} <= set(numbers)
    different = {(found.text, *(part.question for part in found.parts)) for found in found_by_all}
    assert len(different) >= (5 if problem in FEW else 19 * students // 20)


def drawn(problem, students):
    """A problem as some students get it."""
    return [problem(Stream(SALT, "some set", problem.__name__, name)) for name in NAMES[:students]]


@pytest.mark.parametrize("problem", [problems.imitator, problems.limit])
def test_each_choice_is_right_for_many(problem):
    choices = [part.answer for found in drawn(problem, 100) for part in found.parts if isinstance(part.answer, Choice)]
    right = Counter(choice.right for choice in choices)
    assert set(right) == set(choices[0].options)
    assert min(right.values()) >= 10


def test_judgements_differ_from_student_to_student():
    right = Counter("".join(sorted(found.parts[0].answer.right)) for found in drawn(problems.judge, 100))
    assert len(right) >= 6
    assert max(right.values()) <= 50
    listed = [solutions.statements_in(found.text).values() for found in drawn(problems.judge, 100)]
    assert {statement for statements in listed for statement in statements} == {said for pair in problems.STATEMENTS for said in pair}


NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
REGIMES = {
    problems.promise: (NON, RND),
    problems.fund: (NON, RND, FULL),
    problems.fourth: (NON,),
    problems.judge: (NON, RND, FULL),
    problems.revenue: (NON,),
    problems.agency: (RND, FULL),
    problems.limit: (RND,),
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


@pytest.mark.parametrize("name", ["", "  ", "../x", "a/b", ".x", "a\\b", "x" * 61, "=1+1", "a\nb\x00"])
def test_a_name_that_cannot_name_a_file_is_refused(name):
    with pytest.raises(ValueError, match=r"student must satisfy .*, got student = "):
        draw.named(name)


def test_names_have_one_spelling():
    assert draw.named(" Zoe\u0308  O'Neil-Smith ") == "Zo\u00eb O'Neil-Smith"
    assert draw.named("王小明") == "王小明"


def test_a_set_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="set must satisfy one of 1, 2, got set = 3"):
        problems.problems("Ada", "3", SALT)


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
        answers.read(given, "x")
    assert time.process_time() - begun < 5


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
    assert [share(answer, given) for given in ("AC", "c, a", "ABC", "A", "none", "ABCD", "BD")] == [
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
    texts = {part.answer.claim: found.text for found in drawn(problems.refute, 30) for part in found.parts}
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


def test_no_cluster_is_a_counterexample_for_everybody():
    blind = {"a": "11", "A": "10", "b": "1", "gamma": "1000"}
    shares = [found.parts[0].answer.mark(blind).share for found in drawn(problems.weaken, 60)]
    assert shares.count(1) <= 20


# The notebook, solved


def done(folder, student, number, **left_out):
    """A student's notebook, solved, under the name that it had."""
    path = sheet.written(student, number, SALT, folder)
    nbformat.write(solutions.solved(nbformat.read(path, as_version=4), number, **left_out), path)
    return path


def parts_of(student, number):
    return [part for problem in problems.problems(student, number, SALT) for part in problem.parts]


@pytest.mark.parametrize("number", problems.SETS)
def test_who_solves_a_set_from_its_text_gets_all_points(number, tmp_path):
    for student in NAMES[:4]:
        path = done(tmp_path, student, number)
        names = [part.name for part in parts_of(student, number)]
        found = []
        runner.run(path.read_text(encoding="utf-8"), names, found.append)
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
    written(folder / "homework.ipynb", "p1_x = 1")
    grades = folder.parent / "grades"
    command = [sys.executable, str(ROOT / "tools/grade.py"), str(folder), str(grades), str(folder.parent / "made")]
    run = subprocess.run(command, env={**os.environ, "SPILLOVER_SALT": SALT}, capture_output=True, text=True, timeout=300, check=False)
    return folder, grades, run


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


def written(path, *sources, salt=SALT):
    """A notebook of these cells of code, with the fingerprint of a salt."""
    metadata = {} if salt is None else {"spillover": {"fingerprint": draw.fingerprint(salt)}}
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources], metadata=metadata), path)
    return path


def test_a_bad_notebook_costs_only_its_own_marks(graded):
    folder, grades, run = graded
    assert re.findall(r"^set-(.*)\.ipynb: (.*) of 20$", run.stdout, re.MULTILINE) == [
        ("1-Ada", "20"),
        ("1-Blank", "0"),
        ("1-Crash", "0"),
        ("2-Bob", "12"),
        ("2-Thief", "0"),
    ]
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "file must have the name that the set had, such as set-1-STUDENT.ipynb, got file = homework.ipynb",
        f"{folder / 'set-2-Broken.ipynb'} holds no fingerprint, and is not graded:"
        " only a sheet that was made with the word in SPILLOVER_SALT is",
    ]
    assert "it crashed" in (grades / "set-1-Crash.md").read_text(encoding="utf-8")
    assert not (grades / "set-2-Broken.md").exists()


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory):
    """Two sheets, graded with the word that they were made with."""
    folder = tmp_path_factory.mktemp("right")
    done(folder / "handed", "Ada", "1")
    sheet.written("Blank", "1", SALT, folder / "handed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPILLOVER_SALT", SALT)
        assert grade.main(*(folder / name for name in ("handed", "grades", "made"))) == 0
    return folder


@pytest.fixture
def right(graded_once, tmp_path, monkeypatch):
    """The same, for one test to do with as it likes."""
    shutil.copytree(graded_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    return [tmp_path / name for name in ("handed", "grades", "made")]


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OTHER = {
    "it is another word": "another word",
    "it is not set": "",
    "it has a blank before or behind it that theirs has not": f"{SALT} ",
}


KNOWN_BY = ("the grades", "what is handed in", "what was made")


@pytest.mark.parametrize(("known_by", "what", "salt"), some([(by, *other) for by in KNOWN_BY for other in OTHER.items()], every=4), ids=str)
def test_with_another_word_nothing_is_graded(right, monkeypatch, capsys, what, salt, known_by):
    handed, grades, made = right
    before = held(grades)
    assert {"set-1-Ada.md", "grades.csv", "gradebook.db", "fingerprint.txt"} <= set(before)
    assert before["set-1-Ada.md"].startswith(b"# Problem set 1: Ada\n\n**20 of 20 points.**")
    if known_by != "the grades":
        (grades / gradebook.FINGERPRINT).unlink()
        del before[gradebook.FINGERPRINT]
    if known_by == "what was made":
        handed.rename(made)
        handed.mkdir()
        written(handed / "set-1-Ada.ipynb", "p1_reply = 1", salt=None)
    monkeypatch.setenv("SPILLOVER_SALT", salt)
    capsys.readouterr()
    assert grade.main(*right) == 2
    told = capsys.readouterr().err
    assert told == f"Nothing is graded: SPILLOVER_SALT must be the word that the sheets were made with, and {what}\n"
    assert held(grades) == before


@pytest.mark.deep
def test_sheets_made_without_a_word_are_graded_without_one(tmp_path, monkeypatch, capsys):
    sheet.written("Ada", "1", "", tmp_path / "handed")
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    assert grade.main(tmp_path / "handed", tmp_path / "grades", tmp_path / "made") == 2
    assert capsys.readouterr().err.endswith("with, and it is set, but they were made without one\n")
    assert not (tmp_path / "grades").exists()
    monkeypatch.delenv("SPILLOVER_SALT")
    assert grade.main(tmp_path / "handed", tmp_path / "grades", tmp_path / "made") == 0


def test_a_sheet_of_another_word_is_listed_and_stops_nobody_else(right, capsys):
    handed, grades, _ = right
    before = held(grades)
    written(handed / "set-1-Blank.ipynb", salt=None)
    written(handed / "set-1-Eve.ipynb", salt="another word")
    capsys.readouterr()
    assert grade.main(*right) == 1
    out, err = capsys.readouterr()
    assert re.findall("^set-.*", out, re.MULTILINE) == ["set-1-Ada.ipynb: 20 of 20"]
    only = "and is not graded: only a sheet that was made with the word in SPILLOVER_SALT is"
    assert err.splitlines() == [
        f"{handed / 'set-1-Blank.ipynb'} holds no fingerprint, {only}",
        f"{handed / 'set-1-Eve.ipynb'} was made with another word, {only}",
    ]
    assert {name: text for name, text in held(grades).items() if name != "gradebook.db"} == {
        name: text for name, text in before.items() if name != "gradebook.db"
    }


def test_a_class_without_fingerprints_is_graded_as_it_stands(tmp_path, monkeypatch):
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    (tmp_path / "handed").mkdir()
    written(tmp_path / "handed" / "set-1-Ada.ipynb", salt=None)
    assert grade.main(tmp_path / "handed", tmp_path / "grades", tmp_path / "made") == 0
    assert sorted(held(tmp_path / "grades")) == ["gradebook.db", "grades.csv", "set-1-Ada.md"]


def test_a_fingerprint_tells_salts_apart_and_is_the_same_everywhere():
    assert draw.fingerprint("salt") == hmac.new(b"salt", b"the salt of problem sets", "sha256").hexdigest()
    assert len({draw.fingerprint(salt) for salt in ("", SALT, f"{SALT} ", f" {SALT}")}) == 4


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 10**5, '{"metadata": 1}', '{"metadata": {"spillover": {"fingerprint": 1}}}', "\ufeff{}"], ids=range(7)
)
def test_what_is_no_sheet_holds_no_fingerprint(tmp_path, text):
    (tmp_path / "n.ipynb").write_text(text, encoding="utf-8")
    assert sheet.fingerprint_in(tmp_path / "n.ipynb") is None
    (tmp_path / "link.ipynb").symlink_to(sheet.written("Ada", "1", SALT, tmp_path))
    assert sheet.fingerprint_in(tmp_path / "link.ipynb") is None
    assert sheet.fingerprint_in(tmp_path / "set-1-Ada.ipynb") == draw.fingerprint(SALT)


def test_the_fingerprint_beside_the_grades_is_there_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    gradebook.sign(tmp_path, "first")

    def fails(*paths):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fails)
        with pytest.raises(OSError, match="disk full"):
            gradebook.sign(tmp_path, "second")
    assert gradebook.fingerprint_of(tmp_path) == "first"


def test_what_is_said_of_the_shelter_is_what_was_in_force(graded):
    _, grades, run = graded
    assert run.stdout.startswith(f"Notebooks run with {sandbox.best().value}.\n")
    stolen = "stolen" in (grades / "set-2-Thief.md").read_text(encoding="utf-8")
    assert stolen is (sandbox.best() is Shelter.LIMITS)


def test_feedback_says_which_part_is_right_and_gives_no_answer(graded):
    _, grades, _ = graded
    told = (grades / "set-2-Bob.md").read_text(encoding="utf-8")
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


def test_the_gradebook_is_that_of_nbgrader_and_keeps_what_a_person_decided(graded):
    _, grades, _ = graded
    with (grades / "grades.csv").open(encoding="utf-8") as file:
        rows = {(row["assignment"], row["student_id"]): float(row["score"]) for row in csv.DictReader(file)}
    assert (rows["set-1", "Ada"], rows["set-2", "Bob"], rows["set-1", "Crash"]) == (20, 12, 0)
    where = ("p5_rate", "set-2", "set-2", "Bob")
    with Gradebook(f"sqlite:///{grades / 'gradebook.db'}") as book:
        assert book.find_comment(*where).comment == "no answer"
        book.find_grade(*where).manual_score = 1.5
        book.db.commit()
    again = grading.judged("Bob", "2", problems.problems("Bob", "2", SALT), Returned({"p5_reason": "<b>"}))
    path = os.environ["PATH"]
    gradebook.record([again], grades)
    assert os.environ["PATH"] == path
    with Gradebook(f"sqlite:///{grades / 'gradebook.db'}") as book:
        assert book.find_submission("set-2", "Bob").score == 1.5
        assert book.find_comment("p1_x", *where[1:]).comment == "no answer"
        assert book.find_comment("p5_reason", *where[1:]).comment.endswith("got &lt;b&gt;`")


def test_a_notebook_is_graded_by_the_name_of_its_file(tmp_path):
    path = written(tmp_path / "set-2-Zoe\u0308.ipynb", "p5_reason = 'joint'", "p1_x = 1 / 0")
    report = grading.grade(path, SALT, Shelter.LIMITS, QUICK)
    assert (report.student, report.number, report.possible, report.earned) == ("Zo\u00eb", "2", 20, 0)
    assert report.errors == ("code cell 2: ZeroDivisionError: division by zero",)
    assert "| `p5_reason` | 0 of 1 |" in report.feedback()
    for name in ("set-3-Ada.ipynb", "Ada.ipynb", "set-1-.ipynb"):
        with pytest.raises(ValueError, match=r"such as set-1-STUDENT\.ipynb, got file = "):
            grading.owner(tmp_path / name)


def test_answers_in_part_earn_part_and_what_cannot_be_read_is_said():
    stated = problems.problems("Ada", "1", SALT)
    reply = stated[0].parts[0].answer.right
    given = {
        "p1_reply": str(reply),
        "p1_gain": f"{float(stated[0].parts[1].answer.right):.6f}",
        "p2_share": "<",
        "p4_cluster": "<b>`|</b>",
        "p5_true": "none",
    }
    report = grading.judged("Ada", "1", stated, Returned(given, ("code cell 3: NameError: x",)))
    earned = {entry.part.name: entry.earned for entry in report.parts}
    assert (earned["p1_reply"], earned["p1_gain"], earned["p2_share"], earned["p3_x"]) == (2, 1, 0, 0)
    told = report.feedback()
    assert "| `p1_gain` | 1 of 2 | right when rounded; give it exactly, as a fraction |" in told
    assert re.search(r"\| cannot be read: `the answer must be [^`]*, got <b> /</b>` \|", told)
    assert "&lt;" not in told
    assert told.endswith("    code cell 3: NameError: x\n")
    all_right = {part.name: str(part.answer.right) for part in stated[0].parts}
    assert grading.judged("Ada", "1", stated, Returned(all_right)).feedback().count("Read again: ") == 4
    assert "While your notebook ran" not in grading.judged("Ada", "1", stated, Returned(given)).feedback()


def test_the_command_that_writes_a_set(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(problem_set, "ROOT", tmp_path)
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    path = tmp_path / "_build" / "problem-sets" / "set-2-Ada.ipynb"
    assert problem_set.main("Ada", "2") == 0
    assert capsys.readouterr() == ("_build/problem-sets/set-2-Ada.ipynb\n", "")
    assert path.read_bytes() == sheet.written("Ada", "2", SALT, tmp_path).read_bytes()
    monkeypatch.delenv("SPILLOVER_SALT")
    assert problem_set.main("Ada", "2") == 0
    assert capsys.readouterr().err.startswith("Note: SPILLOVER_SALT is not set, so anyone can work out the numbers")
    assert path.read_bytes() == sheet.written("Ada", "2", "", tmp_path).read_bytes()
    assert problem_set.main("../x") == 2
    assert capsys.readouterr().err.endswith("got student = ../x\n")


@pytest.mark.deep
def test_files_of_strangers_and_second_files_are_named(tmp_path, monkeypatch, capsys):
    handed, made, grades = tmp_path / "handed", tmp_path / "made", tmp_path / "grades"
    sheet.written("Mei Lin", "1", SALT, made)
    for folder, name in (
        ("a", "set-1-Mei Lin-Copy1"),
        ("b", "set-1-mei lin"),
        ("c", "set-2-Ada"),
        ("d", "set-2-Ada-Copy12"),
        ("a/.ipynb_checkpoints", "set-1-Mei Lin-checkpoint"),
    ):
        (handed / folder).mkdir(parents=True, exist_ok=True)
        written(handed / folder / f"{name}.ipynb", "x = 1")
    monkeypatch.setenv("SPILLOVER_SALT", SALT)
    assert grade.main(handed, grades, made) == 1
    out, err = capsys.readouterr()
    assert re.findall("^set-.*", out, re.MULTILINE) == ["set-1-Mei Lin-Copy1.ipynb: 0 of 20", "set-1-mei lin.ipynb: 0 of 20"]
    assert err.splitlines() == [
        f"set-1-mei lin.ipynb: in {made} there is no set 1 for mei lin; is the name right?",
        f"set 2 of Ada came more than once, and is not graded: {handed / 'c' / 'set-2-Ada.ipynb'},"
        f" {handed / 'd' / 'set-2-Ada-Copy12.ipynb'}; leave one file",
    ]
    assert sorted(path.name for path in grades.glob("*.md")) == ["set-1-Mei Lin.md", "set-1-mei lin.md"]


PATHS = [Path(f"set-1-{student}.ipynb") for student in NAMES[:20]]


def test_notebooks_run_side_by_side_and_are_reported_in_their_order(monkeypatch):
    meeting, second_is_done = Barrier(2), Event()

    def run(path, *_):
        meeting.wait(10)
        assert second_is_done.wait(10) if path == PATHS[0] else not second_is_done.set()
        return Returned(errors=(path.name,))

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    reports = [*grading.grade_all(PATHS[:2], SALT, Shelter.APART)]
    assert [(report.student, report.errors) for report in reports] == [(NAMES[0], (PATHS[0].name,)), (NAMES[1], (PATHS[1].name,))]


def test_notebooks_that_could_reach_one_another_run_alone(monkeypatch):
    alone = Lock()

    def run(*_):
        assert alone.acquire(blocking=False)
        time.sleep(0.2)
        alone.release()
        return Returned()

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert len([*grading.grade_all(PATHS[:3], SALT, Shelter.LIMITS)]) == 3


def test_grading_that_is_stopped_begins_no_more_notebooks(monkeypatch):
    begun = []

    def run(path, *_):
        begun.append(path)
        time.sleep(0.1)
        return Returned()

    monkeypatch.setattr(sandbox, "run", run)
    reports = grading.grade_all(PATHS, SALT, Shelter.LIMITS)
    next(reports)
    reports.close()
    assert len(begun) < len(PATHS)


def test_nothing_is_graded_where_notebooks_cannot_use_the_package(tmp_path, monkeypatch, capsys):
    assert sandbox.trouble(sandbox.best()) == ""
    assert "MemoryError" in sandbox.trouble(Shelter.LIMITS, Limits(memory=40 * sandbox.MEBI))
    monkeypatch.setattr(sandbox, "trouble", lambda _: "ModuleNotFoundError")
    assert grade.main(tmp_path, tmp_path / "grades") == 2
    assert capsys.readouterr().err.endswith("Nothing is graded, for no notebook could use spillover here: ModuleNotFoundError\n")
    assert not (tmp_path / "grades").exists()


def test_a_folder_that_does_not_exist_is_named(tmp_path, capsys):
    assert grade.main(tmp_path / "none", tmp_path / "grades") == 2
    assert capsys.readouterr() == ("", f"SUBMISSIONS must be a folder, got SUBMISSIONS = {tmp_path / 'none'}\n")
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
    assert shown("grade") == '.venv/bin/python tools/grade.py ${SUBMISSIONS:+"$SUBMISSIONS"}\n'


# Untrusted code


def ran(folder, *sources, names=("answer",), shelter=Shelter.LIMITS, limits=QUICK):
    return sandbox.run(written(folder / "n.ipynb", *sources), names, shelter, limits)


@pytest.mark.parametrize("shelter", SHELTERS)
def test_values_come_back_as_text(tmp_path, shelter):
    source = """
from fractions import Fraction
import numpy, spillover, sympy
a, b, c = 3, Fraction(1, 3), sympy.Symbol("x") ** 2 / 3
d, e, f, unasked = {"n": 2}, ("p", 1), "%timeit", 5
"""
    found = ran(
        tmp_path, "%matplotlib inline", source, "!ls\nprint(a)\ndisplay(a)", "%%bash\nexit 1", names=tuple("abcdefg"), shelter=shelter
    )
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
def test_a_notebook_that_does_not_behave_ends_soon_and_keeps_what_was_set_above(tmp_path, shelter, source, limits, why):
    begun = time.monotonic()
    found = ran(tmp_path, "answer = 1", f"answer = 2\n{source}", "other = 3", names=("answer", "other"), shelter=shelter, limits=limits)
    assert found.answers == {"answer": "1"}
    (error,) = found.errors
    assert error.startswith("code cell 2: ")
    assert why in error
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("shelter", SHELTERS)
def test_a_notebook_that_kills_what_it_can_reach_is_stopped(tmp_path, shelter):
    found = ran(tmp_path, "answer = 1", "import os, time; os.kill(0, 9); time.sleep(30)", shelter=shelter)
    assert found.answers == {"answer": "1"}
    assert re.fullmatch("code cell 2: it crashed, or used too much time or memory; what was set before that counts", found.errors[0])


@pytest.mark.parametrize("cell", [None, 7])
def test_why_a_notebook_was_stopped_is_said(cell):
    received = json.dumps({"answers": {"x": "1"}, "errors": [], "cell": cell}).encode()
    found = sandbox.understood(received + b"\nrubbish", ["x"], "stopped after 9 seconds")
    where = f"code cell {cell}" if cell else "this notebook"
    assert found == Returned({"x": "1"}, (f"{where}: stopped after 9 seconds; what was set before that counts",))


@pytest.mark.parametrize("shelter", SHELTERS)
@pytest.mark.parametrize("write", ["os.write(fd, b'{}}')", "while True: os.write(fd, b'x' * 2**20)"], ids=["rubbish", "flood"])
def test_what_a_notebook_writes_where_its_answers_go_is_written_over(tmp_path, shelter, write):
    source = f"import os\nfor fd in range(3, 20):\n  try:\n    {write}\n  except OSError: pass"
    assert ran(tmp_path, "answer = 1", source, shelter=shelter) == Returned({"answer": "1"})
    ended = ran(tmp_path, "answer = 1", f"{source}\nos._exit(1)", shelter=shelter)
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
        ("raise ValueError('\\x1b[31m' + 'x' * 10**6)", "code cell 2: ValueError:  [31m" + "x" * 583),
    ],
)
def test_a_cell_that_fails_costs_only_what_it_does_not_set(tmp_path, shelter, source, why):
    found = ran(tmp_path, "answer = 1", source, "other = 2", names=("answer", "other"), shelter=shelter)
    assert found == Returned({"answer": "1", "other": "2"}, (why,))


@pytest.mark.parametrize("shelter", SHELTERS)
def test_large_answers_are_cut_and_prints_go_nowhere(tmp_path, shelter):
    found = ran(
        tmp_path, "print('x' * 10**7)", "answer, other = 'y' * 10**7, list(range(10**4))", names=("answer", "other"), shelter=shelter
    )
    assert found == Returned({"answer": "y" * runner.LONGEST, "other": [str(number) for number in range(runner.MOST)]})


@pytest.mark.parametrize("shelter", [shelter for shelter in SHELTERS if shelter is not Shelter.HIDDEN])
def test_what_a_notebook_starts_ends_with_it(tmp_path, shelter):
    beat = tmp_path / "beat"
    found = ran(
        tmp_path,
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
def test_the_network_is_closed_off_where_that_is_said(tmp_path, shelter):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = ran(
            tmp_path, f"import socket\nanswer = 'no'\nsocket.create_connection(('127.0.0.1', {port}), 5)\nanswer = 'yes'", shelter=shelter
        )
    assert found.answers == {"answer": "yes" if shelter is Shelter.LIMITS else "no"}


@pytest.mark.parametrize("shelter", SHELTERS)
def test_the_folder_is_empty_and_files_are_hidden_where_that_is_said(tmp_path, shelter):
    (tmp_path / "grades.txt").write_text("secret", encoding="utf-8")
    found = ran(
        tmp_path,
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


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "1",
        "{}",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [{"cell_type": "code"}]}',
        "[" * 10**5,
        "\x00",
        '{"cells": [{"cell_type": "code", "source": 1}]}',
    ],
)
def test_what_is_no_notebook_has_no_answers(tmp_path, text):
    (tmp_path / "n.ipynb").write_text(text, encoding="utf-8")
    found = sandbox.run(tmp_path / "n.ipynb", ["answer"], Shelter.LIMITS, QUICK)
    assert found.answers == {}
    assert found.errors[0].startswith("this is no notebook: ")


def test_only_a_plain_file_that_is_not_too_large_is_read(tmp_path):
    (tmp_path / "large.ipynb").write_bytes(b" " * (sandbox.LARGEST + 1))
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to(written(tmp_path / "n.ipynb", "answer = 1"))
    for name in ("large", "folder", "link", "missing"):
        found = sandbox.run(tmp_path / f"{name}.ipynb", ["answer"], Shelter.LIMITS, QUICK)
        assert found == Returned(errors=("this is no notebook: a file of at most 2097152 bytes is needed",))


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
        "other": "1",
    }
    received = json.dumps({"answers": found, "errors": ["a\nb", 1, long, *["e"] * 50]}).encode()
    returned = sandbox.understood(received, list("abcdefghi"))
    assert returned.answers == {"a": "1", "d": {"k": "v"}, "i": ["1"]}
    assert returned.errors == ("a b", *["e"] * 37)


def test_the_best_shelter_that_there_is_is_taken(monkeypatch):
    monkeypatch.setattr(sandbox, "available", lambda shelter: shelter is not Shelter.HIDDEN)
    assert sandbox.best() is Shelter.APART
    monkeypatch.undo()
    monkeypatch.setattr(Shelter, "command", lambda *_: ["/nonexistent/command"])
    assert not sandbox.available.__wrapped__(Shelter.HIDDEN)


def test_the_runner_alone(monkeypatch, tmp_path):
    set_limits, ended = [], []
    monkeypatch.setattr("resource.setrlimit", lambda kind, value: set_limits.append(value))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in ("a, d = {1: 2}, (3,)", "b = Bad()", BAD)])
    asked = {"notebook": nbformat.writes(notebook), "names": ["a", "b", "c", "d"], "limits": {"RLIMIT_CPU": 5}}
    monkeypatch.setattr("sys.stdin", StringIO(json.dumps(asked)))
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr("os.dup", lambda _: os.open(out.name, os.O_WRONLY))
        monkeypatch.setattr("os.dup2", lambda *_: None)
        monkeypatch.setattr("os._exit", ended.append)
        runpy.run_path(str(sandbox.RUNNER), run_name="__main__")
    found = json.loads((tmp_path / "out").read_text())
    assert found == {
        "answers": {"a": {"1": "2"}, "d": ["3"]},
        "errors": ["code cell 2: NameError: name 'Bad' is not defined", "c: ZeroDivisionError: division by zero"],
        "cell": None,
    }
    assert (set_limits, ended) == ([(5, 5)], [0])
    target = StringIO()
    runner.main(StringIO(json.dumps(asked | {"notebook": "{}"})), target)
    assert json.loads(target.getvalue()) == {"answers": {}, "errors": ["this is no notebook: KeyError: 'cells'"]}


BAD = """
class Bad:
    def __str__(self):
        return str(1 / 0)

c = Bad()
"""
