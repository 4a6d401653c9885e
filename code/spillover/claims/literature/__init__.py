"""What the literature part of the book proves, by the rules of the ledger; one module for each chapter that proves something."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spillover.claims.claim import Claim
from spillover.claims.literature import (
    absorption,
    asymmetry,
    cartels,
    differentiation,
    duopoly,
    location,
    networks,
    oligopoly,
    sequence,
    stability,
    subsidies,
    ventures,
)

Parts = Mapping[tuple[str, ...], Callable[[], list[Claim]]]
"""What writes claims down, by what their ids begin with."""
PARTS: Parts = {
    ("lit-duopoly-", "lit-agreement"): duopoly.results,
    ("lit-stability-",): stability.results,
    ("lit-oligopoly-",): oligopoly.results,
    ("lit-ventures-",): ventures.results,
    ("lit-asymmetry-",): asymmetry.results,
    ("lit-subsidies-",): subsidies.results,
    ("lit-sequence-",): sequence.results,
    ("lit-absorption-",): absorption.results,
    ("lit-location-",): location.results,
    ("lit-network-",): networks.results,
    ("lit-cartel-",): cartels.results,
    ("lit-differentiation-",): differentiation.results,
}
"""The results of each chapter, in the order of the book."""
