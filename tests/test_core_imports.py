"""The core needs SymPy alone: it loads nothing heavier, and works where nothing heavier is installed."""

import subprocess
import sys

import pytest

HEAVY = ["numpy", "scipy", "matplotlib", "z3"]

WITHOUT = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY}:
            raise ModuleNotFoundError(name + " is not installed here", name=name)

sys.meta_path.insert(0, Absent())
"""
SOLVE = """
from fractions import Fraction
from spillover import Cluster, InadmissibleError, Regime, planner

cluster = Cluster(n=2, a=15, A=10, b=1, beta=Fraction(1, 4), gamma=5)
print(*(cluster.solve(regime).x for regime in Regime), planner.second_best(cluster).x, planner.first_best(cluster).x)
print(*(len(cluster.conditions(regime)) for regime in Regime), *(len(planner.conditions(cluster, best)) for best in ("second", "first")))
try:
    Cluster(n=2, a=15, A=10, b=1, beta=Fraction(1, 4), gamma=1).solve(Regime.RND_COOPERATION)
except InadmissibleError as error:
    print(error)
"""
SOLVED = """\
28/65 20/67 20/59 20/31 20/27
4 3 2 3 2
R&D cooperation has no admissible solution here: joint concavity against asymmetric deviations needs 1 > 9/8
"""


def run(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)


def test_the_core_works_without_the_heavy_packages():
    found = run(WITHOUT + SOLVE)
    assert (found.stderr, found.stdout) == ("", SOLVED)


@pytest.mark.parametrize("package", HEAVY)
def test_the_barrier_is_real(package):
    found = run(WITHOUT + f"import {package}")
    assert f"{package} is not installed here" in found.stderr
    assert found.returncode == 1


def test_importing_the_core_loads_none_of_the_heavy_packages():
    found = run(f"import spillover, sys; print(sorted(set(sys.modules) & set({HEAVY})))")
    assert (found.stderr, found.stdout) == ("", "[]\n")
