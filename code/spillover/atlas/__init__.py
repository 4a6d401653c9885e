"""Which paper is which call: papers of the field, each with the call of this package that states its game, and what comes out.

What is told of a paper's findings was read in its abstract or another public record, or is not told.
"""

from spillover.atlas import modes, market, ventures, firms, aims, policy, beyond  # noqa: F401, I001 the order of the chapter
from spillover.atlas.cards import cards, counts, reported
from spillover.atlas.row import ATLAS, Row

__all__ = ["ATLAS", "Row", "cards", "counts", "reported"]
