"""Ask the model in a terminal: ``python -m spillover ask "x[rnd] > x[non]" --given "beta > 1/2"``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spillover.questions.ask import ask
from spillover.questions.tokens import QuestionError


def main(arguments: list[str] | None = None) -> int:
    """Answer the question of a command line. Returns 0, and 2 where the question cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m spillover", description="Ask the model.")
    question = parser.add_subparsers(required=True, metavar="ask").add_parser("ask", help="decide a statement for all clusters at once")
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
