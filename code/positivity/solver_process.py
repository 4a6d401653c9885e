"""Z3 itself: it reads a question in SMT-LIB and answers it, in a process of its own that ends where it takes too long.

Run as a program, it reads questions from its input, one a line, and writes each answer, until the input ends. It takes nothing
from the rest of the package, so that it starts at once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, TextIO

LOOK = 0.05
"""Seconds after which it is looked again whether time is up."""


def answer(text: str, names: list[str], rlimit: int, milliseconds: int | None = None) -> dict[str, Any]:
    """What Z3 says of a text within so many steps, and perhaps so much time: the status, why it is unknown, the values.

    Each value is a numerator, a denominator, and decimals where these two come only near it.
    """
    import z3

    context = z3.Context()  # of its own, since what was asked before may change the values
    tactics = ("simplify", "propagate-values", "qfnra-nlsat")  # SolverFor("QF_NRA") gives up routes by the clock
    solver = z3.Then(*tactics, ctx=context).solver()
    solver.set("rlimit", rlimit)
    if milliseconds is not None:
        solver.set("timeout", milliseconds)
    solver.add(z3.parse_smt2_string(text, ctx=context))
    status = str(solver.check())
    values = [_value(solver.model().eval(z3.Real(name, context), model_completion=True)) for name in names] if status == "sat" else []
    return {"status": status, "timed_out": status == "unknown" and solver.reason_unknown() == "timeout", "values": values}


def _value(value: Any) -> tuple[int, int, str]:
    if hasattr(value, "numerator_as_long"):
        return value.numerator_as_long(), value.denominator_as_long(), ""
    near = value.approx(20)
    return near.numerator_as_long(), near.denominator_as_long(), value.approx(10).as_decimal(8)


@contextmanager
def ended_after(milliseconds: int) -> Iterator[None]:
    """End this process once what is done inside has taken so much processor time, whatever Z3 is at."""
    done, last = Event(), time.process_time() + milliseconds / 1000

    def watch() -> None:
        while not done.wait(LOOK):
            if time.process_time() > last:
                os._exit(0)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def main(questions: TextIO, answers: TextIO) -> None:
    """Answer questions until there are no more."""
    for line in questions:
        *asked, milliseconds = json.loads(line)
        with ended_after(milliseconds):
            start = time.process_time()
            found = answer(*asked)
            found["seconds"] = time.process_time() - start
        print(json.dumps(found), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
