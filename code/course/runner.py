"""What runs a submitted notebook, in a process of its own; nothing of this repository is imported here, and no answer is known.

The parent sends one line of JSON: the cells of code, the names of the answers, and limits. What goes back is one line of JSON
too: for each name the text of its value, and the cell that is running. It is written anew before each cell, so that a cell that does not
end costs nothing that was set above it. The notebook may write what it likes into that channel: the parent reads it as it reads answers,
as text.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, TextIO

LONGEST = 600
"""Characters of a text that goes back."""
MOST = 40
"""Entries of a list or a mapping, and errors, that go back."""


WRAPPERS = frozenset(("time", "timeit", "prun", "capture", "memit", "mprun", "lprun", "debug"))
"""Magics that run the code behind them or below them: here it is run, and nothing else is done."""
SHOWING = frozenset(("html", "HTML", "javascript", "js", "latex", "markdown", "svg", "SVG"))
"""Magics of a cell that only show it."""
SHOWN = " shown"
"""A name that no notebook can write."""
OPTIONS = re.compile(r"(?:-\w+(?:\s*\d+)?\s+)*")


class Shell:
    """What IPython's own lines call: magics that wrap code run it, all others do nothing."""

    def __init__(self, namespace: dict[str, Any], note: Callable[[str], None]) -> None:
        self._namespace, self._note = namespace, note

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> Any:
        """`%name line`."""
        if name not in WRAPPERS:
            return None
        code = OPTIONS.sub("", line, count=1)
        try:
            return eval(compile(code, f"<%{name}>", "eval"), self._namespace)
        except SyntaxError:
            return executed(code, f"<%{name}>", self._namespace)

    def run_cell_magic(self, name: str, line: str, cell: str, *_: Any, **__: Any) -> None:
        """`%%name line`, and the cell below it."""
        if name in WRAPPERS:
            executed(cell, f"<%%{name}>", self._namespace)
        elif name not in SHOWING:
            self._note(f"%%{name} is not run here")

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


def executed(source: str, name: str, namespace: dict[str, Any]) -> None:
    """Run Python, or what IPython makes Python of. What its last line comes to is `_` afterwards, as in Jupyter."""
    try:
        tree = ast.parse(source, name)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        tree = ast.parse(TransformerManager().transform_cell(source), name)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body[-1] = ast.copy_location(ast.Assign([ast.Name(SHOWN, ast.Store())], last.value), last)
    exec(compile(ast.fix_missing_locations(tree), name, "exec"), namespace)
    if (shown := namespace.pop(SHOWN, None)) is not None:
        namespace["_"] = shown


def plain(value: Any) -> Any:
    """A value as text, as a list of texts, or as texts by name."""
    if isinstance(value, dict):
        return {str(key)[:LONGEST]: str(entry)[:LONGEST] for key, entry in list(value.items())[:MOST]}
    if isinstance(value, list | tuple | set | frozenset):
        return [str(entry)[:LONGEST] for entry in list(value)[:MOST]]
    return str(value)[:LONGEST]


def told(error: BaseException) -> str:
    """What went wrong, cut short."""
    return f"{type(error).__name__}: {error}"[:LONGEST]


def run(cells: Sequence[str], names: list[str], record: Callable[[dict[str, Any]], None]) -> None:
    """Run the cells in one namespace, whatever each of them raises, and record what there is before each of them and at the end."""
    namespace: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}
    errors: list[str] = []
    shell = Shell(namespace, lambda why: errors.append(f"code cell {number}: {why}"))
    namespace["get_ipython"] = lambda: shell
    for number, source in enumerate(cells, start=1):
        record({**returned(namespace, names, errors), "cell": number})
        try:
            executed(source, f"<cell {number}>", namespace)
        except BaseException as error:  # also SystemExit: the cells below still count
            errors.append(f"code cell {number}: {told(error)}")
    record({**returned(namespace, names, errors), "cell": None})


def returned(namespace: dict[str, Any], names: list[str], errors: list[str]) -> dict[str, Any]:
    """The answers that are set, and the errors so far."""
    answers, unreadable = {}, []
    for name in names:
        if namespace.get(name) is not None:
            try:
                answers[name] = plain(namespace[name])
            except BaseException as error:  # the value's own code runs here
                unreadable.append(f"{name}: {told(error)}")
    return {"answers": answers, "errors": [*errors, *unreadable][:MOST]}


def main(source: TextIO, target: TextIO) -> None:
    """Set the limits, run, and hand back."""
    import resource  # not on every system, and this file is read on all of them

    asked = json.loads(source.readline())
    for name, value in asked["limits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))

    def record(found: dict[str, Any]) -> None:
        """Put this in the place of what was there; the first line is whole at any time."""
        target.seek(0)
        target.write(json.dumps(found) + "\n")
        target.flush()
        target.truncate()

    run(asked["cells"], asked["names"], record)


if __name__ == "__main__":
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # what the notebook prints goes nowhere
    main(sys.stdin, channel)
    os._exit(0)  # nothing that the notebook has left behind runs any more
