"""The rows of the atlas as a reader sees them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from spillover.atlas.row import ATLAS, Row
from spillover.display import Table, Text, columns

VERDICTS = {True: "The two agree.", False: "The two differ."}
UNCHECKED = "Nothing is compared: no abstract was found that says what the work finds."
UNKNOWN = "Nothing is compared: the row is named after its authors, and no public text of the work was found."
NO_CALL = "No call states it."
BEHIND = (
    "*As reported.* What the work behind this chapter reports, and what comes out in a small market here; the calls are in"
    " {ref}`chapter-atlas`."
)
IN_A_LINE = 4
"""So many numbers stand in a line of text; more make a table."""


def cards(theme: str) -> Text:
    """The rows of one part of the chapter, one below the other, so that they fit a phone.

    Parameters
    ----------
    theme
        of the rows.

    Returns
    -------
    Text
        of the rows in their order.

    Raises
    ------
    ValueError
        If no row has this theme.

    Examples
    --------
    >>> cards("Governments").paragraphs[0].splitlines()[0]
    '**{cite:t}`hinloopen1997`.** Subsidise R&D, or let firms cooperate in it?'
    """
    found = tuple(row for row in ATLAS if row.theme == theme)
    if not found:
        raise ValueError(f"theme={theme!r}, but the atlas has {sorted({row.theme for row in ATLAS})}")
    return Text(tuple(map(_card, found)))


def reported(*keys: str) -> Text:
    """What the papers report on which a chapter begins, without their calls, on pages and in the e-book: in print the atlas has it.

    Parameters
    ----------
    *keys
        of papers in the list of references.

    Returns
    -------
    Text
        of the rows in the order of the keys.

    Raises
    ------
    ValueError
        If the atlas has no row of a paper.

    Examples
    --------
    >>> "no abstract was found" in str(reported("spence1984"))
    True
    """
    by_key = {row.key: row for row in ATLAS if row.key}
    if missing := [key for key in keys if key not in by_key]:
        raise ValueError(f"keys must be of papers in the atlas, got {missing[0]!r}")
    told = [f"{{cite:t}}`{key}`. {_told(by_key[key], by_key[key].shown)}" for key in keys]
    return Text(("`````{only} not latex", "````{container} as-reported", BEHIND, *told, "````", "`````"))


def counts() -> Table:
    """How many rows there are of each kind.

    Returns
    -------
    Table
        with a row a kind.

    Examples
    --------
    >>> sum(int(number) for _, number in counts().rows) == len(ATLAS)
    True
    """
    kinds = Counter(_kind(row) for row in ATLAS)
    return Table(["", "rows"], [[kind, str(number)] for kind, number in kinds.items()])


def _kind(row: Row) -> str:
    if not row.call:
        return "no call states it"
    if row.agrees is None:
        return "a call, and nothing of the text to compare it with"
    return "a call, and what comes out is " + ("as reported" if row.agrees else "not as reported")


def _card(row: Row) -> str:
    head = f"**{{cite:t}}`{row.key}`.**" if row.key else f"**{row.name}.**"
    call = [f"```python\n{row.source}\n```", _numbers(row)] if row.call else []
    more = f" More in {{ref}}`chapter-{row.chapter}`." if row.chapter else ""
    return "\n\n".join([f"{head} {row.asks}", *call, f"{_told(row)}{more}"])


def _told(row: Row, here: str = "") -> str:
    """What is reported and where, what comes out here, whether the two agree, and the reason if not."""
    report = f"{row.place} reports that {row.reports}" if row.reports else ""
    return " ".join(filter(None, [report, here, f"*{_verdict(row)}*", row.remark]))


def _numbers(row: Row) -> str:
    """What comes out: in a line where it is little, else in a table."""
    cells = [value for (value,) in columns([[_number(value)] for value in row.here.values()])]
    if len(cells) <= IN_A_LINE:
        return f"*Comes out:* {'; '.join(f'{name.strip()} is {cell}' for name, cell in zip(row.here, cells, strict=True))}."
    return repr(Table(["comes out", ""], [[name.strip(), cell] for name, cell in zip(row.here, cells, strict=True)]))


def _number(value: Any) -> Any:
    """A number; of a set the one number in it."""
    return next(iter(value)) if isinstance(value, set) else value


def _verdict(row: Row) -> str:
    if not row.call:
        return NO_CALL
    if row.agrees is not None:
        return VERDICTS[row.agrees]
    return UNCHECKED if row.key else UNKNOWN
