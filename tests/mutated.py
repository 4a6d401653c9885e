"""Change a claim a little, and see that the prover tells the change apart from the claim."""

from __future__ import annotations

import pytest

from positivity import Undecided
from spillover import proof
from spillover.claims import LEDGER, assumptions
from spillover.claims.mutations import mutations

DIFFERENT: dict[object, str] = {}
"""Of the claims that say the same, one."""
for _id in LEDGER:
    DIFFERENT.setdefault((LEDGER[_id].truth, tuple(LEDGER[_id].premises)), _id)

MEASURED = "4.2-welfare"
"""Its mutations reach every line, so that coverage is measured with them alone."""


def tell_apart(id: str) -> None:
    """Let the prover decide every mutation of a claim, and check its certificates."""
    claim = LEDGER[id]
    decided = 0
    for mutation in mutations(claim, assumptions.needed(claim.established, claim.region).names):
        try:
            result = proof.always(mutation.relation, mutation.given)
        except Undecided as undecided:
            pytest.fail(f"{mutation.change}: {undecided}")
        assert result.certificate is None or proof.check(result.certificate)
        decided += 1
    assert decided >= 4
