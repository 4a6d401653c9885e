"""The ledger: every claim of the paper, in its order, with a verdict that the machine establishes.

Then come the results of this book, and those of the literature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from spillover.claims import literature, new, paper
from spillover.claims.claim import Claim, Verdict
from spillover.claims.evidence import Evidence, NotEstablished

__all__ = ["LEDGER", "Claim", "Evidence", "NotEstablished", "Verdict"]


@cache
def _claims() -> dict[str, Claim]:
    parts = (paper.section_3, paper.section_4_1, paper.section_4_2, paper.section_4_3, paper.section_5, new.results, literature.results)
    return {claim.id: claim for part in parts for claim in part()}


class _Ledger(Mapping[str, Claim]):
    """Claims by id, written down when they are first asked for: the exact conditions in them are derived."""

    def __getitem__(self, id: str) -> Claim:
        if id not in _claims():
            raise KeyError(f"no claim {id!r}; the claims are {', '.join(_claims())}")
        return _claims()[id]

    def __iter__(self) -> Iterator[str]:
        return iter(_claims())

    def __len__(self) -> int:
        return len(_claims())


LEDGER: Mapping[str, Claim] = _Ledger()
"""Every claim by its id."""
