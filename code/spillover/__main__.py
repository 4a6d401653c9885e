"""The model in a terminal: ``python -m spillover ask "x[rnd] > x[non]" --given "beta > 1/2"``, ``python -m spillover solve n=2 ...``."""

from __future__ import annotations

import argparse
import os
import re
import sys
from fractions import Fraction
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from spillover.cluster.cluster import Cluster, solve
from spillover.conditions import InadmissibleError
from spillover.display import aligned
from spillover.model import PARAMETERS, QUANTITIES
from spillover.notation import WORDS
from spillover.questions.answer import Answer, headline
from spillover.questions.ask import ask
from spillover.questions.number import Number, Numbers, decimals
from spillover.questions.tokens import QuestionError
from spillover.questions.verdict import Verdict
from spillover.regimes import Planner, Regime

STATUS = {Verdict.PROVED: 0, Verdict.REFUTED: 0, Verdict.VACUOUS: 3, Verdict.UNDECIDED: 4}
"""The exit status for each verdict; it is 2 where the question cannot be read."""
STATUSES = (
    "Exit status: 0 for an answer, 2 for a question that cannot be read, 3 where the statement says nothing (vacuous), 4 for undecided."
)
TOO_LONG = re.compile(r"e[+-]?[\d_]{4}", re.IGNORECASE)
"""A power of ten with more than three digits."""
COLOURS = {Verdict.PROVED: 32, Verdict.REFUTED: 31, Verdict.VACUOUS: 33, Verdict.UNDECIDED: 33}
"""The colour of each verdict, as a terminal numbers it."""


def main(arguments: list[str] | None = None) -> int:
    """Do what a command line says, and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file or a terminal may have no sign such as ≥
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m spillover", description="Ask the model, or solve it.", epilog=STATUSES)
    commands = parser.add_subparsers(required=True, metavar="ask or solve")
    question = commands.add_parser("ask", help="decide a statement for all clusters at once, or say what a number is", epilog=STATUSES)
    question.add_argument("text", help="the question, for instance 'welfare[full] > welfare[rnd]'")
    question.add_argument("--given", action="append", default=[], help="conditions, with commas between them; may be repeated")
    question.add_argument("--no-assume", action="store_true", help="do not assume that the regimes named have admissible solutions")
    question.add_argument("--figure", type=Path, metavar="FILE", help="write a map of where the statement holds to this SVG file")
    question.set_defaults(command=answer_question)
    market = commands.add_parser("solve", help="print the outcomes of all regimes in one cluster")
    market.add_argument(
        "values", nargs="+", metavar="name=value", help="the parameters: n=2 a=15 A=10 beta=1/4 gamma=2; b is 1 unless given"
    )
    market.set_defaults(command=solve_cluster)
    asked = parser.parse_args(arguments)
    try:
        return int(asked.command(asked))
    except (QuestionError, UsageError) as error:
        # a question or a name that was copied may hold signs that steer a terminal; the place that is pointed to stays the same
        print("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in str(error)), file=sys.stderr)
        return 2


class UsageError(ValueError):
    """A command line that does not say what is needed."""


def answer_question(asked: argparse.Namespace) -> int:
    """Print the answer to a question."""
    answer = ask(asked.text, asked.given, None if asked.no_assume else "admissible")
    text = repr(answer)
    if isinstance(answer, Answer) and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        verdict = headline(answer)
        text = f"\033[1;{COLOURS[answer.verdict]}m{verdict}\033[0m{text.removeprefix(verdict)}"
    print(text)
    if asked.figure:
        if isinstance(answer, Number | Numbers):
            raise UsageError("--figure needs a statement or an order; a number has no map")
        try:
            asked.figure.write_text(answer.figure()._repr_svg_(), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--figure must be a file that can be written, got {asked.figure}: {error.strerror}") from None
    return STATUS[answer.verdict]


def solve_cluster(asked: argparse.Namespace) -> int:
    """Print what happens in one cluster in each regime and at each planner's optimum, or the condition that fails."""
    try:
        cluster = Cluster(**_numbers(asked.values))
    except (TypeError, ValueError) as error:
        raise UsageError(str(error)) from None
    try:
        lines = _outcomes(cluster)
    except ValueError:  # Python writes no longer number down
        raise UsageError(f"values must lead to numbers of at most {sys.get_int_max_str_digits()} digits") from None
    print("\n".join(lines))
    return 0


def _outcomes(cluster: Cluster) -> list[str]:
    """The table, and a note for each regime without a solution."""
    rows: list[list[str]] = [["", *(WORDS[name] for name in QUANTITIES)]]
    notes = []
    for mode in (*Regime, *Planner):
        try:
            found = solve(cluster, mode)
            rows.append([mode.label, *(_shown(getattr(found, name)) for name in QUANTITIES)])
        except InadmissibleError as error:
            said = str(error)
            notes.append(f"{said[0].upper()}{said[1:]}.")
    return [*aligned(rows), *notes]


def _numbers(values: list[str]) -> dict[str, Any]:
    """The parameters of a command line, as fractions."""
    known = {symbol.name for symbol in PARAMETERS}
    also = {"β": "beta", "γ": "gamma"}
    found: dict[str, Any] = {}
    for part in (part for value in values for part in value.split(",") if part):
        name, equals, number = part.partition("=")
        name = also.get(name.strip(), name.strip())
        if name not in known or not equals:
            raise UsageError(f"values must be name=value, the names being {', '.join(symbol.name for symbol in PARAMETERS)}, got {part!r}")
        if name in found:
            raise UsageError(f"values must name each parameter once, got {name} twice")
        try:
            if TOO_LONG.search(number):  # a fraction would write all its digits down
                raise ValueError
            found[name] = Fraction(number)
        except (ValueError, ZeroDivisionError):
            raise UsageError(f"{name} must be a number such as 2, 1/4 or 0.25, got {number!r}") from None
    missing = [symbol.name for symbol in PARAMETERS if symbol.name not in (*found, "b")]
    if missing:
        raise UsageError(f"values must give {', '.join(missing)} too")
    return found


def _shown(number: Fraction) -> str:
    return f"{number}{decimals(number)}"


if __name__ == "__main__":
    sys.exit(main())
