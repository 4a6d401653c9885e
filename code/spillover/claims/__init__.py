"""The ledger: every claim of the paper, in its order, with a verdict that the machine establishes.

Then come the results of this book, and those of the literature. A claim says its verdict where it is recorded: in
:mod:`spillover.claims.paper`, :mod:`spillover.claims.new` or :mod:`spillover.claims.literature`. What establishes it, or refuses, is
:mod:`spillover.claims.evidence`.
"""

from __future__ import annotations

# isort: off
from spillover.claims.claim import Verdict
from spillover.claims.evidence import Evidence, NotEstablished
from spillover.claims.registry import LEDGER, Claim

# Each enters its claims into the ledger, which holds them in this order.
from spillover.claims import paper as paper
from spillover.claims import new as new
from spillover.claims import literature as literature

__all__ = ["LEDGER", "Claim", "Evidence", "NotEstablished", "Verdict"]
