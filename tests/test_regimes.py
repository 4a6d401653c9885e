"""A mode more than the paper has: solved, compared, played, printed and drawn without a line for it anywhere but its own."""

import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from spillover import Cluster, display, figures, model
from spillover.cluster import comparison, derivation, evaluation, solution, sweeps
from spillover.cluster.cluster import solve
from spillover.figures.style import INK, dash
from spillover.game.best_responses import play_exactly
from spillover.regimes import Mode, Objective, Regime

CODE = Path(__file__).resolve().parent.parent / "code"


class Added(Mode):
    """R&D of each firm for itself, and then output of a cartel, or of a planner."""

    CARTEL = ("cartel", Objective.OWN, Objective.JOINT, r"\check{{{}}}", "output cartel", "产量卡特尔")
    REGULATED = ("regulated", Objective.OWN, Objective.WELFARE, r"\bar{{{}}}", "regulated output", "管制产量")


MODES = list(Added)
POINTS = [
    {"n": n, "a": 15, "A": 10, "b": 1, "beta": beta, "gamma": 9}
    for n, beta in ((2, Fraction(1, 5)), (3, Fraction(1, 2)), (4, Fraction(4, 5)), (5, Fraction(1, 3)))
]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("point", POINTS, ids=str)
def test_it_is_solved_as_firms_play_it(mode, point):
    found = solve(Cluster(**point), mode)
    x, q = play_exactly(mode, point)
    assert (x, q) == ([found.x] * point["n"], [found.q] * point["n"])


@pytest.mark.parametrize("mode", [*MODES, Regime.NONCOOPERATION])
@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize("beta", [sp.S.Zero, sp.Rational(1, 7), sp.Rational(1, 2), sp.Rational(6, 7), sp.S.One])
def test_best_responses_are_stable_where_the_condition_says_so(mode, n, beta):
    stages = derivation.solve(mode)
    (stable,) = (condition for condition in solution.conditions(mode) if condition.name == "stability of best responses")
    at = {model.n: n, model.beta: beta, model.b: 1}
    slack = -stages.own - (n - 1) * sp.Abs(stages.cross)
    assert sp.simplify((stable.margin / slack).subs(at)).is_positive


def test_it_is_compared():
    found = comparison.compare("x", Added.CARTEL, Regime.NONCOOPERATION)
    for point in POINTS:
        new, old = (evaluation.outcome(mode, point)["x"] for mode in (Added.CARTEL, Regime.NONCOOPERATION))
        decides = found.decides.subs({symbol: point[symbol.name] for symbol in model.PARAMETERS})
        assert (new > old) == (decides > 0)


def test_it_is_printed_under_its_name_and_with_its_mark():
    table = repr(display.outcomes(Cluster(**POINTS[0]), modes=[*Regime, Added.CARTEL]))
    assert re.match(r"\| output cartel \| [\d.]+ \$", table.splitlines()[-1])
    assert r"\check{x} = " in display.closed_form("x", Added.CARTEL)._repr_latex_()
    assert len(display.conditions(Added.CARTEL).rows) == 4


def test_it_is_drawn_in_ink_with_its_name():
    beta = np.linspace(0.1, 0.9, 9)
    line = Cluster(**{**POINTS[0], "beta": beta})
    values = sweeps.quantity(line, "welfare", [Regime.NONCOOPERATION, Added.CARTEL])
    violated = {mode: sweeps.violated_condition(line, mode) for mode in values}
    axes = figures.against_beta(beta, values, violated, "welfare", {}).axes[0]
    assert axes.lines[1].get_color() == INK
    assert axes.lines[1]._unscaled_dash_pattern == dash(Added.CARTEL)
    assert "output cartel" in [text.get_text() for text in axes.texts]


PROGRAM = r"""
import sys
from pathlib import Path
from types import ModuleType

path = Path("spillover", "regimes.py")
above, end, below = path.read_text(encoding="utf-8").partition('"全合作")\n')
line = '    OUTPUT_COOPERATION = ("output", Objective.OWN, Objective.JOINT, r"\\check{{{}}}", "output cooperation", "产量合作")\n'
regimes = sys.modules["spillover.regimes"] = ModuleType("spillover.regimes")
exec(compile(above + end + line + below, path, "exec"), regimes.__dict__)

import numpy as np
from spillover import Cluster, Regime, ask, figures
from spillover.claims import LEDGER
from spillover.cluster import sweeps

assert len(Regime) == 4
assert len(list(LEDGER)) > 60
print(ask("x[output] > x[non]").verdict.name)
print(figures.stages().alt)
beta, G = np.linspace(0.1, 0.9, 8), np.geomspace(2, 20, 8)
plane = Cluster(n=3, a=15, A=10, beta=beta[None, :], gamma=G[:, None])
print(figures.argmax_map(beta, G, sweeps.argmax(plane, "Q"), {}, "Q", 3).alt)
print(figures.ranking_map(np.arange(2, 9), np.linspace(0.4, 0.1, 7)).alt)
"""
"""What a reader does with a fourth regime, after one line more in one file."""


@pytest.mark.deep
def test_a_fourth_regime_is_one_line():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=CODE, check=False)
    assert done.returncode == 0, done.stderr
    verdict, stages, largest, _ = done.stdout.splitlines()
    assert verdict == "REFUTED"
    assert "output cooperation: R&D each firm for itself, then output all firms together" in stages
    assert "output cooperation in 0%" in largest
