"""What Coq said of the claims, as the last ``make coq`` wrote it down; it counts only for what was checked then."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spillover.claims import Claim, store
from spillover.dependencies import CODE
from theorems.wanted import identifier

ROOT = CODE.parent
SOURCES = ROOT / "coq"
"""What is written by hand."""
BUILD = ROOT / "_build" / "coq"
FILE = BUILD / "checked.json"
COMMENT = re.compile(r"\(\*.*?\*\)", re.DOTALL)
AXIOMS = ("sig_forall_dec", "sig_not_dec", "functional_extensionality_dep")
"""What the standard library assumes to have the real numbers; a proof may use these, and nothing else without proof."""
VERSION = re.compile(r"[0-9][0-9a-z.+]{0,19}")


class Grade(NamedTuple):
    """What a check covers, in few words and in a sentence."""

    label: str
    sentence: str


FROM_THE_GAME = Grade("checked from the game", "The first theorem speaks of the firms of the game, without a closed form.")
INEQUALITY = Grade(
    "inequality checked",
    "The game behind this claim is not formalised: the closed forms are taken from the chapter that derives them.",
)


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
    theorems
        from the game first, where there is one.
    axioms
        no others are used.
    version
        of Coq.
    digest
        of what was checked.
    """

    theorems: tuple[Theorem, ...]
    axioms: tuple[str, ...]
    version: str
    digest: str

    @property
    def grade(self) -> Grade:
        """Of the check: what the first theorem is about."""
        return FROM_THE_GAME if self.theorems[0].name.startswith("game.") else INEQUALITY


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
    found = _read(file, file.stat().st_mtime_ns).get(claim.id) if store.is_plain(file) else None
    return found if found and found.digest == digest(claim) and _is_allowed(claim, found) else None


def _is_allowed(claim: Claim, found: Checked) -> bool:
    """Whether these are theorems of this claim, and ``make coq`` would have let them pass."""
    return (
        bool(found.theorems)
        and all(is_of_claim(claim.id, each.name) for each in found.theorems)
        and not not_allowed(found.axioms)
        and VERSION.fullmatch(found.version) is not None
    )


def is_of_claim(id: str, name: str) -> bool:
    """Whether a theorem with its file is one of a claim: one from the game is written by hand, all others in the claim's own file."""
    place, _, own = name.rpartition(".")
    if not place.startswith("game."):
        return place == f"Claim_{identifier(id)}"
    return of_claim(id).fullmatch(own) is not None and from_the_game().get(own) == place


@cache
def from_the_game() -> dict[str, str]:
    """The theorems from the game, ``game_4_1_x`` for instance, and the files in which they are written by hand."""
    found = {}
    for file in sorted((SOURCES / "game").glob("*.v")):
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found.update(dict.fromkeys(re.findall(r"^\s*(?:Theorem|Corollary)\s+(game_\w+)", text, re.MULTILINE), f"game.{file.stem}"))
    return found


def of_claim(id: str) -> re.Pattern[str]:
    """The names of a claim's theorems from the game."""
    return re.compile(rf"game_{identifier(id)}(_\d+)?")


def not_allowed(axioms: Iterable[str]) -> list[str]:
    """The axioms that are not of the standard library's real numbers."""
    return [name for name in axioms if name.rpartition(".")[2] not in AXIOMS]


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
        case {"theorems": [*theorems], "axioms": [*axioms], "version": str(version), "digest": str(digest)}:
            whole = [_as_theorem(each) for each in theorems]
            if _are_texts(axioms) and all(whole):
                return Checked(tuple(filter(None, whole)), tuple(axioms), version, digest)
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
