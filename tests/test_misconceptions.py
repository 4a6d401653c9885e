"""Ten statements, each decided by the prover; the ledger and clusters in numbers say the same.

The page asks the prover about all of them, and its outputs are compared with a run of it. So most tests here read the page.
"""

import operator
import re
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from course import misconceptions
from course.misconceptions import PROFIT, PUBLIC, RND, Choice, Decision, decide, quiz
from spillover import Cluster
from spillover.claims import LEDGER
from spillover.cluster.cluster import solve
from spillover.questions.verdict import Verdict
from spillover.regimes import Planner, Regime

PAGE = Path(__file__).resolve().parent.parent / "chapters" / "teaching" / "misconceptions.ipynb"
ALL = (*RND, *PROFIT, *PUBLIC)
A, S, N = Choice.ALWAYS, Choice.SOMETIMES, Choice.NEVER
ANSWERS = dict(zip(ALL, (S, N, S, A, N, N, A, S, S, S), strict=True))
MODES = {"non": Regime.NONCOOPERATION, "rnd": Regime.RND_COOPERATION, "full": Regime.FULL_COOPERATION, "second_best": Planner.SECOND_BEST}
NAMES = {"n": "n", "a": "a", "A": "A", "b": "b", r"\beta": "beta", r"\gamma": "gamma"}


def printed():
    """What the page shows for each statement."""
    cells = nbformat.read(PAGE, as_version=4).cells
    outputs = [
        output.data["text/markdown"] for cell in cells for output in cell.get("outputs", []) if "text/markdown" in output.get("data", {})
    ]
    return re.split(r"\*\*\d+\.\*\* ", "".join(text for text in outputs if 'class="quiz"' in text))[1:]


def clusters(text):
    """The clusters that a text gives in exact numbers."""
    plain = re.sub(r"\\frac\{(\d+)\}\{(\d+)\}", r"\1/\2", text).replace(",$ $", "; ")
    points = [dict(part.split(" = ") for part in point.split("; ")) for point in re.findall(r"\$(n = [^$]*)\$", plain)]
    return [Cluster(**{NAMES[name]: int(value) if name == "n" else Fraction(value) for name, value in point.items()}) for point in points]


def number(side, cluster):
    """One side of a statement at a cluster, with the numbers of the solver and no formula of the prover."""
    quantity, _, mode = side.partition("[")
    return getattr(solve(cluster, MODES[mode[:-1]]), quantity) if mode else int(side)


COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le}


def holds(question, cluster):
    left, right = number(question.left, cluster), number(question.right, cluster)
    return bool(COMPARE[question.sign](left, right))


def test_the_page_says_what_it_should_of_each():
    assert len(printed()) == len(ALL) == 10
    for text, (question, choice) in zip(printed(), ANSWERS.items(), strict=True):
        assert text.startswith(question.words)
        assert f"*{choice.value.capitalize()}.* {question.why}" in text
        assert re.findall(r"<summary>(\w+)</summary>(\w+)", text) == [(c.value, "Yes" if c is choice else "No") for c in Choice]
        assert re.findall(r"\(#claim-(.*?)\)", text) == list(question.claims)


def test_examples_stand_on_both_sides():
    for text, (question, choice) in zip(printed(), ANSWERS.items(), strict=True):
        assert [holds(question, cluster) for cluster in clusters(text)] == ([True, False] if choice is S else [])


@pytest.mark.parametrize("question", [question for question, answer in ANSWERS.items() if answer is not S])
def test_what_holds_always_or_never_does_so_at_clusters_in_numbers(question):
    for n in (101, 200) if question.given == ("n > 100",) else (2, 3, 7):
        for beta in (Fraction(1, 20), Fraction(2, 5)):
            assert holds(question, Cluster(n=n, a=15, A=10, beta=beta, gamma=n * n + 20)) is (ANSWERS[question] is A)


def test_every_statement_names_entries_of_the_ledger():
    assert all(question.claims for question in ALL)
    assert {claim for question in ALL for claim in question.claims} <= LEDGER.keys()


@pytest.mark.cases(1)
@pytest.mark.parametrize("question", [RND[1], RND[3]])
def test_the_prover_decides(question):
    assert decide(question) == Decision(ANSWERS[question])


def test_a_quiz_has_an_example_for_either_side():
    text = repr(quiz((PUBLIC[0], RND[3]), first=8))
    assert text.startswith("**8.** ")
    assert [holds(PUBLIC[0], cluster) for cluster in clusters(text)] == [True, False]
    assert 'name="question-8"' in text


def test_what_the_prover_leaves_open_is_no_question(monkeypatch):
    monkeypatch.setattr(misconceptions, "ask", lambda text, given: SimpleNamespace(verdict=Verdict.UNDECIDED, counterexample=None))
    with pytest.raises(ValueError, match=r"question 'Firms that do .*': the prover does not decide it"):
        decide(RND[0])
