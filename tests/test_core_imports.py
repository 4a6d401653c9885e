"""The core needs SymPy alone: it loads nothing heavier, and works where nothing heavier is installed."""

import os
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from spillover.claims import LEDGER

HEAVY = ["numpy", "scipy", "matplotlib", "z3"]
ABSENT = [*HEAVY, "gmpy2", "threadpoolctl"]  # SymPy takes up gmpy2 by itself
POSIX = ["resource", "fcntl", "pwd", "grp", "termios"]
"""Modules of Python that Windows has not."""
CODE = Path(__file__).resolve().parent.parent / "code"
BEYOND_THE_CORE = {
    "spillover.figures": "draws with Matplotlib",
    "spillover.industry.factored": "solves in floating-point numbers by LAPACK and by SciPy's Krylov methods",
    "spillover.industry.floating": "solves in floating-point numbers by LAPACK and by SciPy's sparse solvers",
    "spillover.questions.truth_map": "takes NumPy's grid of clusters",
}
"""Modules and packages that are there for what SymPy does not do."""

BARRIER = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(name + " is not installed here", name=name)

sys.meta_path.insert(0, Absent())
"""
WITHOUT = f"ABSENT = {ABSENT}\n{BARRIER}"
ON_WINDOWS = f"""
ABSENT = {POSIX}
{BARRIER}
import multiprocessing, os

for name in ABSENT:
    sys.modules.pop(name, None)
del os.fork
multiprocessing.set_start_method("spawn")
"""
"""What Windows has not is not there."""
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
ESTABLISH = """
from spillover import proof
from spillover.claims import LEDGER

claim = LEDGER["new-subsidy-rnd"]
given = list(claim.region.values())
proved = proof.always(claim.established, given)
print(proof.check(proved.certificate), proof.covers(proved.certificate, claim.established, given), proved.solver)
found = claim.establish()
print(proof.check(found.certificate), {each.solver for each in found.proofs})
"""
ESTABLISHED = """\
True True not asked
True {'not asked'}
"""
KEEP = """
from spillover.claims import LEDGER, ledger, store

print([(work.id, work.failure) for work in ledger.establish(["5.2-inertia"])])
print(store.folder().name, store.load("5.2-inertia", store.digest(LEDGER["5.2-inertia"])) is not None)
"""
KEPT = """\
[('5.2-inertia', '')]
C:\\Users\\Ada Lovelace\\Übung True
"""
IMPORT = """
from importlib import import_module

for name in sys.argv[1:]:
    try:
        import_module(name)
    except ModuleNotFoundError:
        print(name)
"""
ASK = """
from spillover import ask, proof

proved = ask("x[rnd] < x[non]", given="beta < 1/2")
print(proved)
print(proof.check(proved.certificate), proof.covers(proved.certificate, proved.thesis, proved.region), proved.solver)
print(ask("x[rnd] < x[non]").verdict.value, ask("x[full] > x[non]", given="n > 2").counterexample)
print(ask("(n - 355/113)^2 > 0"))
"""
ASKED = """\
Proved: x[rnd] < x[non]   given beta < 1/2
About all clusters in which R&D cooperation and no cooperation have an admissible solution.
Certificate: 2 cases, 3 sums, accepted by the checker.
Z3, the second route, was not asked: it is not installed here.
True True not asked
refuted {n: 3, a: 2, A: 1, b: 1, beta: 1/3, gamma: 1}
Undecided: (n - 355/113)^2 > 0
Known: neither certificate nor counterexample was found, and Z3 says not asked; it holds for n = 2, 3, 4.
"""


def run(program, *arguments, **named):
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **named)


def modules():
    """All modules of the wheel."""
    files = [path.relative_to(CODE) for package in ("positivity", "spillover") for path in (CODE / package).rglob("*.py")]
    return sorted(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files)


CORE = [(ESTABLISH, ESTABLISHED), (ASK, ASKED), (SOLVE, SOLVED)]


@pytest.mark.cases(1)
@pytest.mark.parametrize(("program", "says"), CORE, ids=["establish", "ask", "solve"])
def test_the_core_works_without_the_heavy_packages(program, says):
    found = run(WITHOUT + program)
    assert (found.stderr, found.stdout) == ("", says)


def test_every_module_of_the_core_is_there_without_the_heavy_packages():
    found = run(WITHOUT + IMPORT, *modules())
    beyond = [name for name in modules() if any(f"{name}.".startswith(f"{place}.") for place in BEYOND_THE_CORE)]
    assert (found.stderr, found.stdout.split()) == ("", beyond)


@pytest.mark.cases(1)
@pytest.mark.parametrize(("program", "says"), [(SOLVE, SOLVED), (KEEP, KEPT)], ids=["solve", "keep"])
def test_the_core_works_where_windows_differs(program, says, tmp_path):
    """Without POSIX, in a folder as Windows names it, where to leave the encoding of a file to the system is an error."""
    place = tmp_path / r"C:\Users\Ada Lovelace\Übung"
    place.mkdir()
    strict = {"PYTHONUTF8": "0", "PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    found = run(ON_WINDOWS + program, cwd=place, env={**os.environ, **strict, "SPILLOVER_LEDGER": str(place)})
    assert (found.stderr, found.stdout) == ("", says)


def test_every_module_is_there_on_windows():
    found = run(ON_WINDOWS + IMPORT, *modules())
    assert (found.stderr, found.stdout) == ("", "")


def test_evidence_has_names_that_every_system_takes():
    assert [id for id in LEDGER if re.search(r'[<>:"/\\|?*]|[. ]$', id)] == []


def test_with_z3_nothing_is_said_of_it():
    found = run('from spillover import ask\nprint(ask("x[rnd] < x[non]", given="beta < 1/2"), ask("n > 1").solver)')
    assert (found.stderr, found.stdout) == ("", ASKED.partition("Z3")[0].rstrip() + " unsat\n")


@pytest.mark.cases(None)
@pytest.mark.parametrize(("package", "barrier"), [*((name, WITHOUT) for name in ABSENT), *((name, ON_WINDOWS) for name in POSIX)])
def test_the_barrier_is_real(package, barrier):
    found = run(barrier + f"import {package}")
    assert f"{package} is not installed here" in found.stderr
    assert found.returncode == 1


def test_importing_the_core_loads_none_of_the_heavy_packages():
    found = run(f"import spillover, sys; print(sorted(set(sys.modules) & set({HEAVY})))")
    assert (found.stderr, found.stdout) == ("", "[]\n")


def test_no_chain_of_imports_comes_back_to_a_module():
    """The contract looks at the modules within each package; this looks at the packages' own files too."""
    graph = grimp.build_graph("positivity", "spillover", "course", cache_dir=None)
    assert len(graph.modules) > 100
    TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}).prepare()
