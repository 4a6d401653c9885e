"""What the literature part of the book proves, by the rules of the ledger; one module for each chapter that proves something."""

from __future__ import annotations

from collections.abc import Callable

from spillover.claims.claim import Claim
from spillover.claims.literature import (
    asymmetry,
    cartels,
    differentiation,
    duopoly,
    networks,
    oligopoly,
    sequence,
    stability,
    subsidies,
    ventures,
)

PARTS: tuple[Callable[[], list[Claim]], ...] = (
    duopoly.results,
    stability.results,
    oligopoly.results,
    ventures.results,
    asymmetry.results,
    subsidies.results,
    sequence.results,
    networks.results,
    cartels.results,
    differentiation.results,
)
"""The results of each chapter, in the order of the book."""


def results() -> list[Claim]:
    """All results, in the order of the chapters."""
    return [claim for part in PARTS for claim in part()]
