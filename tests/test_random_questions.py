"""Questions drawn at random: each comes back in time, with an answer or with what cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("random_questions.py")
SECONDS = 20
"""How long a question may take, in processor time, Z3's included."""
TOGETHER = 25


@pytest.mark.deep
@pytest.mark.parametrize("first", range(0, 200, TOGETHER))
def test_random_questions_come_back(first):
    """In a process of their own, whose time is not lengthened by what watches the tests."""
    command = [sys.executable, PROGRAM, str(first), str(first + TOGETHER)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in told.splitlines()]
    assert len(rows) == TOGETHER
    assert [row for row in rows if row["seconds"] > SECONDS] == []
