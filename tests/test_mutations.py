"""Mutations of all claims: `make test` runs them by themselves, as measuring coverage would take as long again."""

from __future__ import annotations

import pytest
from mutated import DIFFERENT, tell_apart


@pytest.mark.parametrize("id", DIFFERENT.values())
def test_a_mutated_claim_is_told_apart(id):
    tell_apart(id)
