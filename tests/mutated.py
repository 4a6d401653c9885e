"""Change a claim a little, and see that the prover tells the change apart from the claim."""

from __future__ import annotations

import pytest
from mutations import mutations

from positivity import Undecided
from spillover import proof
from spillover.claims import LEDGER, assumptions

MEASURED = "4.2-welfare"
"""Its mutations reach every line, so that coverage is measured with them alone."""


def first_to_say_the_same(id: str) -> str:
    """The first claim of the ledger with the same formula under the same premises: their mutations are the same."""
    return next(other for other in LEDGER if says(other) == says(id))


def says(id: str) -> tuple[object, tuple[str, ...]]:
    """What a claim says is true, and where."""
    return LEDGER[id].proved, tuple(LEDGER[id].premises)


def tell_apart(id: str) -> None:
    """Let the prover decide every mutation of a claim, and check its certificates."""
    claim = LEDGER[id]
    decided, needed = 0, assumptions.minimal_assumptions(claim.established, claim.region).names
    for mutation in mutations(claim, needed):
        try:
            result = proof.always(mutation.relation, mutation.given)
        except Undecided as undecided:
            pytest.fail(f"{mutation.change}: {undecided}")
        assert result.certificate is None or proof.check(result.certificate)
        decided += 1
    assert decided >= (4 if needed else 1)  # without an assumption only the inequalities themselves can be changed
