"""The course has eight lectures of eighty minutes, each planned in full with its slides, and its homework is in the book."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import sympy as sp

from book import course, lectures
from spillover import Regime, model
from spillover.cluster import derivation

CHAPTERS = Path(__file__).resolve().parent.parent / "chapters"
LECTURES = lectures.lectures()
PAGE = (CHAPTERS / "teaching" / "course.md").read_text(encoding="utf-8")
ids = [f"lecture-{planned.number}" for planned in LECTURES]


def test_there_are_eight():
    assert [planned.number for planned in LECTURES] == list(range(1, 9))
    filled = course.filled(PAGE, instructor=False)
    assert re.findall(r"^\(lecture-(\d)\)=\n## Lecture (\d)\. ", filled, re.MULTILINE) == [(str(n), str(n)) for n in range(1, 9)]


@pytest.mark.parametrize("planned", LECTURES, ids=ids)
def test_each_is_planned_to_the_minute(planned):
    assert tuple(step.name for step in planned.steps) == lectures.STEPS
    assert sum(step.minutes for step in planned.steps) == lectures.LENGTH - lectures.SLACK
    assert all(step.guide for step in planned.steps if step.name != "Homework")


@pytest.mark.parametrize("planned", LECTURES, ids=ids)
def test_each_has_a_figure_that_moves_and_a_slide_a_minute_at_most(planned):
    assert any(sheet.of("move") for sheet in planned.sheets)
    for step in planned.steps:
        assert 2 * len(step.sheets) <= step.minutes
    for sheet in planned.sheets:
        said = " ".join(block.text for block in sheet.of("text"))
        assert said or sheet.of("take") or sheet.of("move"), f"{sheet.title}: a formula without a word"


@pytest.mark.parametrize("planned", LECTURES, ids=ids)
def test_its_homework_is_in_the_book(planned):
    everywhere = "".join(path.read_text(encoding="utf-8") for path in CHAPTERS.rglob("*.ipynb"))
    (sheet,) = planned.steps[-1].sheets
    homework = re.findall(r"\{ref\}`(ex-[a-z-]+)`", sheet.blocks[0].text)
    assert len(homework) >= 3
    for label in homework:
        assert f":label: {label}\\n" in everywhere


@pytest.mark.parametrize("planned", LECTURES, ids=ids)
def test_the_page_names_the_slides_of_each_step(planned):
    said = lectures.page(planned, instructor=False)
    shown = 1  # the slide that opens the deck
    for step in planned.steps:
        first, last = shown + 1, shown + len(step.sheets)
        shown = last
        numbers = f"slide {first}" if first == last else f"slides {first} to {last}"
        assert f"**{step.name} ({step.minutes} min, {numbers}).** " in said


@pytest.mark.parametrize("solutions", ["fold", "show", "hide"])
def test_the_lectures_come_into_the_page(solutions):
    noted, source = [], [PAGE]
    app = SimpleNamespace(env=SimpleNamespace(note_dependency=noted.append), config=SimpleNamespace(book_solutions=solutions))
    course.fill(app, "chapters/index", source)
    assert (noted, source) == ([], [PAGE])
    course.fill(app, course.PAGE, source)
    assert [Path(name).name for name in noted] == [f"lecture-{number}.md" for number in range(1, 9)]
    assert source[0].count("\n## Lecture ") == 8
    assert ("*Answer.*" in source[0]) is (solutions == "show")
    with pytest.raises(ValueError, match="has no line"):
        course.filled("", instructor=False)


def test_the_answers_are_for_the_instructor():
    for planned in LECTURES:
        public, own = (lectures.page(planned, instructor) for instructor in (False, True))
        secret = [step.guide for step in planned.steps if step.guide]
        secret += [block.text for sheet in planned.sheets for block in sheet.of("answer")]
        assert [text for text in secret if text in public or text not in own] == []
    assert sum(len(sheet.of("answer")) for planned in LECTURES for sheet in planned.sheets) > 8


def test_a_teachers_own_lecture_is_the_one_that_is_given(tmp_path):
    text = (lectures.LECTURES / "lecture-3.md").read_text(encoding="utf-8")
    path = tmp_path / "lecture-3.md"
    path.write_text(text.replace("## Show", "### My own slide\n\nA word.\n\n## Show").replace("(30 min)", "(29 min)"), encoding="utf-8")
    (own,) = lectures.lectures(tmp_path)
    board = own.steps[1]
    mine = board.sheets[-1]
    assert (board.minutes, mine.title, mine.blocks) == (29, "My own slide", (lectures.Block("text", "", "A word."),))
    assert own.steps[2].sheets[0].number == mine.number + 1


def test_the_page_finds_the_pictures_of_a_lecture(tmp_path):
    text = (lectures.LECTURES / "lecture-3.md").read_text(encoding="utf-8")
    path = tmp_path / "lecture-3.md"
    path.write_text(
        text.replace("How can both be true?", "![An oven](oven.png) ![Far](https://example.org/far.png) ![Near](/slides/near.png)"),
        encoding="utf-8",
    )
    assert "![An oven](/slides/oven.png) ![Far](https://example.org/far.png) ![Near](/slides/near.png)" in lectures.page(
        lectures.lecture(path), instructor=False
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("**Goal.**", "Goal:", "must begin with a title"),
        ("## Open", "Words.\n\n## Open", "comes the first step"),
        ("## Show", "## Tell", "Tell: a step is one of"),
        ("```{derive}", "```{drive}", "no block is called 'drive'"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, old, new, said):
    text = (lectures.LECTURES / "lecture-3.md").read_text(encoding="utf-8")
    path = tmp_path / "lecture-3.md"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=said) as error:
        lectures.lecture(path)
    assert str(error.value).startswith("lecture-3.md")


def test_what_the_first_board_says():
    Q, q_i, X, x_i = sp.symbols("Q q_i X x_i")
    gain = derivation.own_marginal_profit(q_i, Q, x_i, X)
    margin = model.inverse_demand(Q) - model.unit_cost(x_i, X - x_i)
    assert sp.expand(gain - (margin - model.b * q_i)) == 0
    total = derivation.total(derivation.solve(Regime.NONCOOPERATION).outputs, derivation.SIZES)
    one, other, rest = (sp.diff(total, x) for x in derivation.RND)
    assert sp.simplify(one - other) == sp.simplify(one - rest / (model.n - 2)) == 0


def test_what_the_second_board_says():
    output = derivation.solve(Regime.NONCOOPERATION).outputs[0]
    of_own, of_rival = (sp.diff(output, x) for x in derivation.RND[:2])
    strategic = sp.factor(2 * model.b * of_own - 1)
    for beta, sign in ((0, 1), (sp.Rational(49, 100), 1), (sp.Rational(1, 2), 0), (sp.Rational(51, 100), -1), (1, -1)):
        for n in (2, 3, 40):
            at = {model.n: n, model.beta: beta, model.b: 1}
            assert sp.sign(strategic.subs(at)) == sign
            assert sp.sign(of_rival.subs(at)) == -sign
