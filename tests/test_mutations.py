"""Mutations of the claims that test_claims leaves: by themselves, as measuring coverage would take as long again."""

from __future__ import annotations

import pytest
from mutated import DIFFERENT, MEASURED, tell_apart

pytestmark = pytest.mark.deep


@pytest.mark.parametrize("id", [id for id in DIFFERENT.values() if id != MEASURED])
def test_a_mutated_claim_is_told_apart(id):
    tell_apart(id)
