"""Ask the model in a terminal: ``python -m spillover ask "x[rnd] > x[non]" --given "beta > 1/2"``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spillover.questions.ask import ask
from spillover.questions.tokens import QuestionError
from spillover.questions.verdict import Verdict

STATUS = {Verdict.PROVED: 0, Verdict.REFUTED: 0, Verdict.VACUOUS: 3, Verdict.UNDECIDED: 4}
"""The exit status for each verdict; it is 2 where the question cannot be read."""
STATUSES = (
    "Exit status: 0 for an answer, 2 for a question that cannot be read, 3 where the statement says nothing (vacuous), 4 for undecided."
)


def main(arguments: list[str] | None = None) -> int:
    """Answer the question of a command line, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m spillover", description="Ask the model.", epilog=STATUSES)
    commands = parser.add_subparsers(required=True, metavar="ask")
    question = commands.add_parser("ask", help="decide a statement for all clusters at once", epilog=STATUSES)
    question.add_argument("text", help="the statement, for instance 'welfare[full] > welfare[rnd]'")
    question.add_argument("--given", action="append", default=[], help="a condition; may be repeated")
    question.add_argument("--no-assume", action="store_true", help="do not assume that the regimes named have admissible solutions")
    question.add_argument("--figure", type=Path, metavar="FILE", help="write a map of where the statement holds to this SVG file")
    asked = parser.parse_args(arguments)
    try:
        answer = ask(asked.text, asked.given, None if asked.no_assume else "admissible")
    except QuestionError as error:
        print(error, file=sys.stderr)
        return 2
    print(answer)
    if asked.figure:
        asked.figure.write_text(answer.figure()._repr_svg_(), encoding="utf-8")
    return STATUS[answer.verdict]


if __name__ == "__main__":
    sys.exit(main())
