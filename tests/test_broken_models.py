"""With a formula of the model broken, the claims that it bears on are not established."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HALVED = """
from spillover import model
whole = model.unit_cost
model.unit_cost = lambda own, others, A=model.A, beta=model.beta: whole(own, others / 2, A, beta)
"""
MORE_RND = """
from spillover import model
from spillover.cluster import derivation, solution
from spillover.regimes import Regime
from dataclasses import replace
solve = derivation.solve
def more(mode):
    found = solve(mode)
    return replace(found, x=found.x * (1 + model.beta / 1000)) if mode is Regime.FULL_COOPERATION else found
derivation.solve = more
"""
TURNED = """
from spillover import model
model.unit_cost = lambda own, others, A=model.A, beta=model.beta: A - own + beta * others
"""
ESTABLISH = """
from spillover.claims import LEDGER, NotEstablished, simulation
simulation.POINTS, simulation.NUMERICALLY = 30, 2
for id in {ids!r}:
    try:
        LEDGER[id].establish()
        print(id, "established")
    except (NotEstablished, simulation.Disagreement) as refused:
        print(id, type(refused).__name__)
"""


@pytest.mark.parametrize(
    ("broken", "ids"),
    [
        pytest.param("", ["5.1-innovates"], id="nothing"),
        pytest.param(HALVED, ["4.3-x-high"], id="spillovers halved"),
        pytest.param(MORE_RND, ["4.1-x"], id="a thousandth more R&D", marks=pytest.mark.deep),
        pytest.param(TURNED, ["5.1-innovates"], id="spillovers that raise cost", marks=pytest.mark.deep),
    ],
)
def test_nothing_is_established_of_a_broken_model(broken, ids):
    script = broken + ESTABLISH.format(ids=ids)
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    said = [line.split()[1] for line in found.stdout.splitlines()]
    assert len(said) == len(ids), found.stderr  # refused with a reason, not with a crash
    assert all((word == "established") == (not broken) for word in said), found.stdout
