"""Mutations of the claims that test_claims leaves: by themselves, as measuring coverage would take as long again."""

from __future__ import annotations

import pytest
from mutated import MEASURED, first_to_say_the_same, tell_apart

from spillover.claims import LEDGER

pytestmark = pytest.mark.deep


@pytest.mark.parametrize("id", [id for id, claim in LEDGER.items() if id != MEASURED and claim.asserted is not None])
def test_a_mutated_claim_is_told_apart(id):
    if first_to_say_the_same(id) == id:
        tell_apart(id)
