"""The ledger: every claim of the paper, in its order, with a verdict that the machine establishes.

Then come the results of this book, and those of the literature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from spillover.claims import literature, new, paper
from spillover.claims.claim import Claim, Verdict
from spillover.claims.evidence import Evidence, NotEstablished

__all__ = ["LEDGER", "Claim", "Evidence", "NotEstablished", "Verdict"]

PAPER: literature.Parts = {
    ("3.",): paper.section_3,
    ("4.1-",): paper.section_4_1,
    ("4.2-",): paper.section_4_2,
    ("4.3-",): paper.section_4_3,
    ("5.",): paper.section_5,
}
NEW: literature.Parts = {("new-",): new.results}
LITERATURE = literature.PARTS
_ALL = {**PAPER, **NEW, **LITERATURE}


@cache
def _written(part: Callable[[], list[Claim]]) -> dict[str, Claim]:
    return {claim.id: claim for claim in part()}


def of(parts: literature.Parts) -> dict[str, Claim]:
    """All claims of some parts, by id."""
    return {id: claim for part in parts.values() for id, claim in _written(part).items()}


class _Ledger(Mapping[str, Claim]):
    """Claims by id, a part written down when it is first asked for: that derives, which takes seconds."""

    def __getitem__(self, id: str) -> Claim:
        for beginnings, part in _ALL.items():
            if id.startswith(beginnings) and id in _written(part):
                return _written(part)[id]
        raise KeyError(f"no claim {id!r}; the claims are {', '.join(self)}")

    def __iter__(self) -> Iterator[str]:
        return iter(of(_ALL))

    def __len__(self) -> int:
        return len(of(_ALL))


LEDGER: Mapping[str, Claim] = _Ledger()
"""Every claim by its id."""
