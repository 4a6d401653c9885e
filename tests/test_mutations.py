"""Mutations of the claims that test_claims leaves: by themselves, as measuring coverage would take as long again."""

from __future__ import annotations

import pytest
from mutated import MEASURED, first_to_say_the_same, tell_apart

from spillover.claims import LEDGER

pytestmark = pytest.mark.deep

SILENT = "5.3-intermediaries"
"""No model at hand says anything of it: there is nothing to mutate."""


def test_one_claim_says_nothing_in_symbols():
    assert [id for id, claim in LEDGER.items() if claim.asserted is None] == [SILENT]


@pytest.mark.parametrize("id", [id for id in LEDGER if id not in (MEASURED, SILENT)])  # no formula is derived to collect the tests
def test_a_mutated_claim_is_told_apart(id):
    if first_to_say_the_same(id) == id:
        tell_apart(id)
