"""What Coq said of the claims, as the last ``make coq`` wrote it down; it counts only for what was checked then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from spillover.claims import Claim, store
from spillover.dependencies import CODE

ROOT = CODE.parent
SOURCES = ROOT / "coq"
"""What is written by hand."""
BUILD = ROOT / "_build" / "coq"
FILE = BUILD / "checked.json"
GRADES = {
    "game": "checked from the game",
    "inequality": "inequality checked",
}
"""What a check covers: the claim said of equilibria and optima of the game, or of the closed forms."""
COVERED = {
    "game": "The first theorem speaks of the firms of the game, without a closed form.",
    "inequality": "The game behind this claim is not formalised: the closed forms are taken from the chapter that derives them.",
}
"""The same in a sentence."""


@dataclass(frozen=True)
class Theorem:
    """A theorem that Coq accepted.

    Attributes
    ----------
    name
        with its file.
    words
        what it says beside the claim, or empty.
    statement
        as Coq prints it.
    definitions
        what else it speaks of, as Coq prints it.
    """

    name: str
    words: str
    statement: str
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What Coq said of a claim.

    Attributes
    ----------
    grade
        a key of ``GRADES``.
    theorems
        from the game first, where there is one.
    axioms
        no others are used.
    version
        of Coq.
    digest
        of what was checked.
    """

    grade: str
    theorems: tuple[Theorem, ...]
    axioms: tuple[str, ...]
    version: str
    digest: str


def digest(claim: Claim) -> str:
    """Changes with a claim, with what its proofs depend on, and with every file for Coq that is written by hand.

    Parameters
    ----------
    claim
        of the ledger.

    Returns
    -------
    str
        hexadecimal.
    """
    return hashlib.sha256("\n".join([store.digest(claim), _written_by_hand()]).encode()).hexdigest()


@cache
def _written_by_hand() -> str:
    files = sorted(SOURCES.rglob("*.v"))
    return "\n".join(text for file in files for text in (file.relative_to(SOURCES).as_posix(), file.read_text(encoding="utf-8")))


def save(found: Mapping[str, Checked], file: Path = FILE) -> None:
    """Write down what Coq said, by claim.

    Parameters
    ----------
    found
        by the id of the claim.
    file
        into which it goes.
    """
    text = json.dumps({id: asdict(each) for id, each in found.items()}, ensure_ascii=False, indent=1)
    file.write_text(f"{text}\n", encoding="utf-8")


def checked(claim: Claim, file: Path = FILE) -> Checked | None:
    """What Coq said of a claim; None where it was not asked, or has not seen the claim as it is now.

    Parameters
    ----------
    claim
        of the ledger.
    file
        that ``make coq`` wrote.

    Returns
    -------
    Checked or None
        with the theorems as Coq prints them.
    """
    found = _read(file, file.stat().st_mtime_ns).get(claim.id) if file.exists() else None
    return found if found and found.digest == digest(claim) else None


@cache
def _read(file: Path, _when: int) -> dict[str, Checked]:
    """By the id of the claim; a damaged file is as good as none, and so is what stands in it in another shape."""
    try:
        said = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}
    found = {id: _as_record(each) for id, each in said.items()} if isinstance(said, dict) else {}
    return {id: each for id, each in found.items() if each}


def _as_record(said: object) -> Checked | None:
    match said:
        case {"grade": str(grade), "theorems": [*theorems], "axioms": [*axioms], "version": str(version), "digest": str(digest)}:
            whole = [_as_theorem(each) for each in theorems]
            if grade in GRADES and _are_texts(axioms) and all(whole):
                return Checked(grade, tuple(filter(None, whole)), tuple(axioms), version, digest)
    return None


def _as_theorem(said: object) -> Theorem | None:
    match said:
        case {"name": str(name), "words": str(words), "statement": str(statement), "definitions": [*definitions]} if _are_texts(
            definitions
        ):
            return Theorem(name, words, statement, tuple(definitions))
    return None


def _are_texts(found: list[object]) -> bool:
    return all(isinstance(each, str) for each in found)
