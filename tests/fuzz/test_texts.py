"""Whatever is typed on a command line or asked, there is an answer or a refusal in words, and soon."""

import io
import json
import shlex
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest
from fuzzing import in_time, lines, near
from hypothesis import given, settings

from spillover import ask
from spillover.__main__ import main
from spillover.questions.tokens import QuestionError

COMMANDS = lines("command_lines.txt")
QUESTIONS = lines("questions.txt") + [
    row["text"] for row in json.loads((Path(__file__).parents[1] / "typed_questions.json").read_text(encoding="utf-8"))
]


def run(text):
    """The exit status of a command line, which its words are split into as a shell does; what is printed can be."""
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    out, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors=errors) for errors in ("strict", "backslashreplace"))
    with in_time(), redirect_stdout(out), redirect_stderr(errors):
        try:
            status = main(words)
        except SystemExit as error:
            status = error.code
    assert status in (0, 2, 3, 4)
    return status


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path_factory, monkeypatch):
    """In a folder of its own, and with a smaller bound on the work than usual."""
    monkeypatch.chdir(tmp_path_factory.mktemp("here"))
    monkeypatch.setattr("spillover.questions.decide.WORK", 200_000)
    monkeypatch.setattr("spillover.questions.ranking.WORK", 200_000)


@pytest.mark.parametrize("text", COMMANDS)
def test_kept_command_lines_end_with_a_status(text):
    run(text)


@pytest.mark.deep
@given(text=near(COMMANDS))
@settings(max_examples=300)
def test_any_command_line_ends_with_a_status(text):
    run(text)


@pytest.mark.deep
@given(text=near(QUESTIONS), condition=near(QUESTIONS))
@settings(max_examples=150)
def test_any_question_is_answered_or_refused(text, condition):
    for given_beside in (None, condition):
        with in_time(), suppress(QuestionError):
            assert repr(ask(text, given_beside, rlimit=20_000))


def test_a_map_that_cannot_be_written_is_said_in_one_line(capsys):
    assert main(["ask", "n > 2", "--figure", "/nowhere/map.svg"]) == 2
    assert capsys.readouterr().err == "--figure must be a file that can be written, got /nowhere/map.svg: No such file or directory\n"
