"""What the work of every day costs: processor time, in multiples of one fixed piece of work that is measured in the same run.

Children are counted in, so it matters little what else the machine does. A new SymPy or Python moves the fixed piece too: record anew.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "tools" / "bench.json"
"""The ratios of the last recorded run."""
SLOWER = 1.25
"""A ratio is called slower above so many times the recorded one."""
ROUNDS = 3
"""The least of so many runs counts; what is to be found on disk is there after the first."""

SAME = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
"""The environment that make gives."""

REFERENCE = """
from fractions import Fraction
import sympy as sp
x, y, z = sp.symbols("x y z")
for k in range(1, 13):
    sp.factor(sp.expand((x**2 + k * y * z + 1) ** 2 * (x * y - k * z**3 + 2) * (k * x - y + z) ** 3))
sum(Fraction(k, k * k + 1) for k in range(1, 1500))
"""
"""The unit: factorisation by SymPy and sums of fractions, in a process of its own."""

LISTED = "from spillover.claims import LEDGER; print(*((id, c.section, c.statement, c.verdict) for id, c in LEDGER.items()))"
DERIVED = """
from spillover.cluster.derivation import solve
from spillover.regimes import Planner, Regime
print(*(solve(mode).x for mode in (*Regime, *Planner)))
"""
PROCESSES: dict[str, list[str]] = {
    "import spillover": ["-c", "import spillover"],
    "import spillover.claims": ["-c", "import spillover.claims"],
    "list the ledger": ["-c", LISTED],
    "entry of a claim, evidence on disk": ["-c", "from spillover.claims import show; show.entry('4.1-x')"],
    "establish a claim, plays on disk": ["-m", "spillover.ledger", "4.1-x"],
    "derive the five modes": ["-c", DERIVED],
    "first ask": ["-m", "spillover", "ask", "x[rnd] > x[non]", "--given", "beta > 1/2"],
    "collect the tests": [
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        *(f"--ignore=tests/{built}" for built in ("web", "print", "epub", "coq")),
        "tests",
    ],
}
"""What Python is asked to do, each time in a fresh process."""
COMMANDS = {f"make {target}": ["make", "--silent", target] for target in ("book", "quick", "test-chapters", "test-package", "test-web")}
"""Whole commands, which take minutes; each is measured once, after the book is built. More cores cost more: each process collects anew."""


def cost(command: Sequence[str]) -> float:
    """Seconds of processor time of a command and its children, user and system.

    Raises
    ------
    RuntimeError
        If the command fails; with the end of what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, env=os.environ | SAME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout.decode(errors='replace')[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(whole: bool) -> dict[str, float]:
    """What each costs, in multiples of the reference; whole commands too if asked for."""
    asked = {"reference": ["-c", REFERENCE], **PROCESSES}
    costs: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(1, ROUNDS + 1):
        print(f"    round {number} of {ROUNDS}", flush=True)
        for name, arguments in asked.items():  # in turn, so that a busy moment does not fall on one alone
            costs[name].append(cost([sys.executable, *arguments]))
    if whole:
        cost(COMMANDS["make book"])
        for name, command in COMMANDS.items():
            print(f"    {name}", flush=True)
            costs[name] = [cost(command)]
    unit = min(costs.pop("reference"))
    return {name: min(taken) / unit for name, taken in costs.items()}


def compared(now: Mapping[str, float], recorded: Mapping[str, float]) -> list[str]:
    """A table of the ratios now and recorded, with what is slower or missing, and a last line that sums it up."""
    lines = ["       now  recorded"]
    for name in dict.fromkeys((*now, *recorded)):
        if name not in recorded:
            lines.append(f"{now[name]:10.3g}         -  {name}: not recorded")
        elif name not in now:
            lines.append(f"         -{recorded[name]:10.3g}  {name}: not measured")
        else:
            remark = ": slower" if now[name] > SLOWER * recorded[name] else ""
            lines.append(f"{now[name]:10.3g}{recorded[name]:10.3g}  {name}{remark}")
    slower = [name for name in now if name in recorded and now[name] > SLOWER * recorded[name]]
    return [*lines, f"Slower than recorded: {', '.join(slower) or 'nothing'}"]


def merged(now: Mapping[str, float], recorded: Mapping[str, float]) -> dict[str, float]:
    """What to record: the ratios now, in three digits, and the recorded ones of what exists still but was not measured."""
    kept = {name: ratio for name, ratio in recorded.items() if name in PROCESSES or name in COMMANDS}
    return dict(sorted((kept | {name: float(f"{ratio:.3g}") for name, ratio in now.items()}).items()))


def pace(whole: bool = False, record: bool = False) -> dict[str, float]:
    """What the work of every day costs, against the last recorded run."""
    recorded: dict[str, float] = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    now = measured(whole)
    print(*(f"    {line}" for line in compared(now, recorded)), sep="\n")
    if record:
        RECORD.write_text(json.dumps(merged(now, recorded), indent=2) + "\n", encoding="utf-8")
    return now
