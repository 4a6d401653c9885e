"""Reads a notebook that was handed in: its code without outputs, and whose it says it is. Nothing of it is run here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEBI = 2**20
LARGEST = 32 * MEBI
"""Bytes of a file; to read as many as JSON takes less than a gigabyte, whatever is in it."""
MOST_CODE = 2 * MEBI
"""Bytes of its code: outputs and text do not count."""
SEAL = "Sheet of set {number} for {student}: `{signature}`"
WRITTEN = re.compile(r"^Sheet of set (\S+) for (.+): `([0-9a-f]{64})`$", re.MULTILINE)


@dataclass(frozen=True)
class Seal:
    """Whose a sheet says it is: the student, the set, and the signature of both with the word that only the professor knows."""

    number: str
    student: str
    signature: str

    def __str__(self) -> str:
        """As it stands in the sheet's text, which survives tools that drop metadata."""
        return SEAL.format(number=self.number, student=self.student, signature=self.signature)


@dataclass(frozen=True)
class Notebook:
    """What is read of a notebook.

    Attributes
    ----------
    code
        its cells of code, in their order.
    seals
        whose it says it is, in its metadata and in its text; nobody has checked it.
    fingerprint
        of the salt that it says it was made with.
    """

    code: tuple[str, ...]
    seals: tuple[Seal, ...] = ()
    fingerprint: str | None = None


def printable(text: str) -> str:
    r"""Text of a stranger, on one line of a screen: none of its signs steers the terminal, and what parts words is a blank.

    Examples
    --------
    >>> from course.notebook import printable
    >>> printable("red: \x1b[31m")
    'red: ?[31m'
    """
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "?" for sign in text)


def read(path: Path) -> Notebook:
    """Read a notebook of format 3 or 4.

    Raises
    ------
    ValueError
        If it is no notebook, or too large.
    """
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError(f"this is no notebook: a file of at most {LARGEST // MEBI} MB is needed")
    try:
        found = json.loads(path.read_bytes())  # of bytes, it takes a byte order mark too
        cells = [(cell["cell_type"], _joined(cell["source"] if "source" in cell else cell["input"])) for cell in _cells(found)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no notebook: {type(error).__name__}: {error}"[:200]) from None
    code = tuple(source for kind, source in cells if kind == "code")
    if sum(len(source.encode(errors="replace")) for source in code) > MOST_CODE:
        raise ValueError(f"this notebook holds more than {MOST_CODE // MEBI} MB of code")
    claimed = found["metadata"]["spillover"] if _held(found) else {}
    text = [Seal(*seal) for kind, source in cells if kind == "markdown" for seal in WRITTEN.findall(source)]
    return Notebook(code, tuple(dict.fromkeys([*_sealed(claimed), *text])), _text(claimed.get("fingerprint")))


def _cells(found: Any) -> list[Any]:
    """All cells; in format 3 they stand in worksheets."""
    return found["cells"] if "cells" in found else [cell for sheet in found["worksheets"] for cell in sheet["cells"]]


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _held(found: Any) -> bool:
    metadata = found.get("metadata")
    return isinstance(metadata, dict) and isinstance(metadata.get("spillover"), dict)


def _sealed(claimed: dict[str, Any]) -> Iterator[Seal]:
    given = [_text(claimed.get(name)) for name in ("set", "student", "signature")]
    if all(given):
        yield Seal(*map(str, given))


def _text(found: Any) -> str | None:
    return found if isinstance(found, str) else None
