"""A session of the console: what the reader typed is run, and what comes of it is sent on piece by piece."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import TextIOBase
from traceback import StackSummary, TracebackException
from typing import Any

from .markup import html

Send = Callable[[str, str, str], Any]
"""Takes a kind (out, err, result or error), the text, and HTML that says the same, or nothing."""


class Stream(TextIOBase):
    """What is printed, sent on line by line."""

    def __init__(self, send: Send, kind: str) -> None:
        self.send, self.kind, self.waiting = send, kind, ""

    def write(self, text: str) -> int:
        """Send the lines that are complete."""
        *lines, self.waiting = (self.waiting + text).split("\n")
        if lines:
            self.send(self.kind, "".join(f"{line}\n" for line in lines), "")
        return len(text)

    def end(self) -> None:
        """Send what is left of a line."""
        if self.waiting:
            self.send(self.kind, self.waiting, "")
        self.waiting = ""


class Session:
    """Names that live from run to run.

    Attributes
    ----------
    names
        what the reader's code has defined so far, and ``display``, which shows a value in the middle of a run.
    """

    def __init__(self, send: Send) -> None:
        self.send, self.runs = send, 0
        self.names: dict[str, Any] = {"__name__": "__main__", "display": self.show}

    def run(self, source: str) -> None:
        """Run some lines; show the value of the last one, or the error that ended them."""
        self.runs += 1
        place = f"<run {self.runs}>"
        linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
        out, err = Stream(self.send, "out"), Stream(self.send, "err")
        with redirect_stdout(out), redirect_stderr(err):
            try:
                self.show(evaluated(source, place, self.names))
            except BaseException as error:  # whatever ends the reader's code is the reader's to see
                out.end()
                self.send("error", last_lines(error), "")
        out.end()
        err.end()

    def show(self, *values: Any) -> None:
        """Send values as a notebook would show them."""
        for value in values:
            if value is not None:
                self.send("result", repr(value), html(value))


def evaluated(source: str, place: str, names: dict[str, Any]) -> Any:
    """Run some lines; the value of the last one if it is an expression, else nothing."""
    tree = ast.parse(source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, place, "exec"), names)
    return eval(compile(ast.Expression(last.value), place, "eval"), names) if isinstance(last, ast.Expr) else None


def last_lines(error: BaseException) -> str:
    """What Python says of an error, without the lines that are not the reader's."""
    said = TracebackException.from_exception(error, compact=True)
    said.stack = StackSummary.from_list([frame for frame in said.stack if frame.filename.startswith("<run")])
    return "".join(said.format(chain=False))
