"""What runs a submitted notebook, in a process of its own; standard library only, and it knows no answers.

The parent sends one line of JSON: the notebook's text, the names of the answers, and limits. What goes back is one line of JSON
too: for each name the text of its value, and the cell that is running. It is written anew before each cell, so that a cell that does not
end costs nothing that was set above it. The notebook may write what it likes into that channel: the parent reads it as it reads answers,
as text.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO

LONGEST = 600
"""Characters of a text that goes back."""
MOST = 40
"""Entries of a list or a mapping, and errors, that go back."""


def cells(text: str) -> Iterator[str]:
    """The code of a notebook, cell by cell; lines for IPython alone are left out."""
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            lines = [] if source.startswith("%%") else source.splitlines()
            yield "\n".join(line for line in lines if not line.startswith(("%", "!")))


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


def run(text: str, names: list[str], record: Callable[[dict[str, Any]], None]) -> None:
    """Run the cells in one namespace, whatever each of them raises, and record what there is before each of them and at the end."""
    namespace: dict[str, Any] = {"__name__": "__main__", "display": lambda *_: None}
    errors: list[str] = []
    for number, source in enumerate(cells(text), start=1):
        record({**returned(namespace, names, errors), "cell": number})
        try:
            exec(compile(source, f"<cell {number}>", "exec"), namespace)
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
    asked = json.loads(source.readline())
    for name, value in asked["limits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))

    def record(found: dict[str, Any]) -> None:
        """Put this in the place of what was there; the first line is whole at any time."""
        target.seek(0)
        target.write(json.dumps(found) + "\n")
        target.flush()
        target.truncate()

    try:
        run(asked["notebook"], asked["names"], record)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        record({"answers": {}, "errors": [f"this is no notebook: {told(error)}"]})


if __name__ == "__main__":
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # what the notebook prints goes nowhere
    main(sys.stdin, channel)
    os._exit(0)  # nothing that the notebook has left behind runs any more
