"""Measure, as ratios within one run: `make bench` writes _build/bench/results.json and prints a table.

Ratios below one mean that the first is faster. Seconds are for orientation; they belong to the machine. What the work of every day
costs comes first, and is compared with the last recorded run (tools/pace.py).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import browsing
import industries
import numpy as np
import pace
import sympy as sp
from scipy.optimize import fsolve

from spillover import Cluster, Regime, model
from spillover.cluster import evaluation as formulas

ROOT = Path(__file__).resolve().parent.parent
POINTS = 10**7
FEW = 200


def by_hand(n: Any, a: Any, A: Any, b: Any, beta: Any, gamma: Any, masked: bool) -> list[Any]:
    """The eight quantities without cooperation as one would write them in NumPy, formula by formula."""
    D, G, s, k = a - A, b * gamma, 1 + (n - 1) * beta, n - (n - 1) * beta
    room = G * (n + 1) ** 2
    gap = room - 2 * k * s
    x = 2 * k * D / gap
    Q = n * gamma * D * (n + 1) / gap
    profit = gamma * D**2 * (room - 2 * k**2) / gap**2
    welfare = n * gamma * D**2 * ((n + 2) * room - 4 * k**2) / (2 * gap**2)
    values = [x, Q / n, Q, a - b * Q, A - s * x, profit, b * Q**2 / 2, welfare]
    if not masked:
        return values
    admissible = (room > 2 * k**2) & (gap > 0) & (room > 2 * k * (k + (n - 1) * abs(2 * beta - 1))) & (room >= 2 * (a / A) * k * s)
    return [np.where(admissible, value, np.nan) for value in values]


def evaluation() -> dict[str, float]:
    """Ten million points: this package against NumPy by hand, and against copying the same bytes."""
    draw = np.random.default_rng(0)
    beta, gamma = draw.uniform(0, 1, POINTS), draw.uniform(1, 10, POINTS)
    cluster = Cluster(n=3, a=15.0, A=10.0, b=1.0, beta=beta, gamma=gamma)
    outputs = np.empty((8, POINTS))
    ours, unasked, masked, unmasked, copied = industries.in_turn(
        lambda: cluster.solve(Regime.NONCOOPERATION),
        lambda: formulas.outcome(Regime.NONCOOPERATION, cluster.values),
        lambda: by_hand(3, 15, 10, 1, beta, gamma, True),
        lambda: by_hand(3, 15, 10, 1, beta, gamma, False),
        lambda: outputs.__setitem__(slice(None), beta),
    )
    return {
        "package, seconds": ours,
        "package / NumPy by hand, both NaN where inadmissible": ours / masked,
        "formulas of the package / NumPy by hand, both without conditions": unasked / unmasked,
        "package / NumPy by hand, only the package with conditions": ours / unmasked,
        "package / copy of the same bytes": ours / copied,
    }


def solvers() -> dict[str, float]:
    """The same equilibria found point by point by a root finder, and by best-reply iteration."""
    draw = np.random.default_rng(1)
    beta, gamma = draw.uniform(0.2, 0.8, FEW), draw.uniform(4, 10, FEW)
    n, a, A = 3, 15.0, 10.0

    def marginal(x: Any, i: int) -> Any:
        k, rivals = n - (n - 1) * beta[i], (2 * beta[i] - 1) * (sum(x) - x)
        return 2 * k * (a - A + k * x + rivals) / (n + 1) ** 2 - gamma[i] * x

    def iterate(i: int) -> Any:
        x, k = np.zeros(n), n - (n - 1) * beta[i]
        for _ in range(200):
            reply = 2 * k * (a - A + (2 * beta[i] - 1) * (sum(x) - x)) / (gamma[i] * (n + 1) ** 2 - 2 * k**2)
            if np.max(np.abs(reply - x)) < 1e-12:
                break
            x = reply
        return x

    many = Cluster(n=n, a=a, A=A, beta=np.tile(beta, POINTS // (10 * FEW)), gamma=np.tile(gamma, POINTS // (10 * FEW)))
    each = industries.shortest(lambda: many.solve(Regime.NONCOOPERATION)) / (POINTS // 10)
    return {
        "fsolve / package, per point": industries.shortest(lambda: [fsolve(marginal, np.zeros(n), args=(i,)) for i in range(FEW)], 1)
        / FEW
        / each,
        "best-reply iteration / package, per point": industries.shortest(lambda: [iterate(i) for i in range(FEW)], 1) / FEW / each,
    }


def derivation() -> dict[str, float]:
    """Three regimes with symbolic n, against sympy.solve of five firms' first-order conditions."""
    from spillover.cluster import derivation as steps

    def symbolic() -> None:
        vars(steps.solve)["__wrapped__"].cache_clear()
        for regime in Regime:
            steps.solve(regime)

    def explicit() -> Any:
        x = sp.symbols("x1:6")
        sizes = [sp.Integer(1)] * 5
        q = [output.subs(model.n, 5) for output in steps.product_stage(Regime.NONCOOPERATION.product_stage, x, sizes)]
        profits = steps.all_profits(x, q, sizes)
        return sp.solve([sp.diff(profit, own) for profit, own in zip(profits, x, strict=True)], x)

    ours = industries.shortest(symbolic, 1)
    return {"three regimes, symbolic n, seconds": ours, "symbolic n / sympy.solve of n = 5": ours / industries.shortest(explicit, 1)}


ASKED = """
import json, time
moments = [time.process_time()]
from spillover import ask
from spillover.questions.parser import read_question
moments.append(time.process_time())
read_question("x̂ > x* if β > ½")
moments.append(time.process_time())
ask("x̂ > x* if β > ½")
moments.append(time.process_time())
read_question("x̂ > x* if β > ½")
moments.append(time.process_time())
ask("x̂ > x* if β > ½")
moments.append(time.process_time())
print(json.dumps([after - before for before, after in zip(moments, moments[1:])]))
"""


def asking() -> dict[str, float]:
    """The first question in a fresh process and the same again: what part import, reading and deciding take of the first answer."""
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    imported, read, first, again, second = json.loads(done.stdout)
    whole = imported + read + first
    return {
        "first answer, seconds": whole,
        "import / first answer": imported / whole,
        "read, which derives the closed forms / first answer": read / whole,
        "decide / first answer": first / whole,
        "read again / first answer": again / whole,
        "answer again / first answer": second / whole,
    }


def book() -> dict[str, float]:
    """Building the book cold, unchanged and after an edit of prose, in a copy; against plain Sphinx without execution."""
    place = ROOT / "_build" / "bench" / "copy"
    shutil.rmtree(place, ignore_errors=True)
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    build = [sys.executable, str(place / "tools" / "build.py")]
    tool = Path(sys.executable).with_name("jupyter-book")

    def run(command: list[str]) -> float:
        return industries.shortest(lambda: subprocess.run(command, cwd=place, check=True, capture_output=True), 1)

    cold = run(build)
    unchanged = run(build)
    chapter = place / "chapters" / "paper" / "4-analysis.ipynb"
    chapter.write_text(
        chapter.read_text(encoding="utf-8").replace("Three regimes, each with", "Three regimes, and each with"), encoding="utf-8"
    )
    edited = run(build)
    subprocess.run([str(tool), "config", "sphinx", str(place)], check=True, capture_output=True)
    options = ["-D", "nb_execution_mode=off", "-b", "html", "-E", "-q"]
    plain = run([sys.executable, "-m", "sphinx", *options, str(place), str(place / "_build" / "plain")])
    shutil.rmtree(place)
    return {
        "cold, seconds": cold,
        "unchanged, seconds": unchanged,
        "after an edit of prose, seconds": edited,
        "cold / sphinx-build without execution": cold / plain,
        "unchanged / sphinx-build without execution": unchanged / plain,
        "after an edit of prose / sphinx-build without execution": edited / plain,
    }


WORK: tuple[Callable[[], dict[str, float]], ...] = (
    evaluation,
    solvers,
    derivation,
    asking,
    industries.dense,
    industries.thin,
    browsing.explorer,
    browsing.pages,
    book,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every measurement, with progress, and write down what came out."""
    parser = argparse.ArgumentParser(prog="tools/bench.py", description=main.__doc__)
    parser.add_argument("--all", action="store_true", help="measure whole commands too, which takes many minutes")
    parser.add_argument("--record", action="store_true", help=f"measure only what is recorded, and write it into {pace.RECORD.name}")
    asked = parser.parse_args(arguments)
    print(pace.pace.__doc__, flush=True)
    results = {"pace": pace.pace(asked.all, asked.record)}
    if asked.record:
        return 0
    Cluster(n=3, a=15.0, A=10.0, beta=np.array([0.3]), gamma=4.0).solve(Regime.NONCOOPERATION)  # derive and compile first
    for number, measure in enumerate(WORK, start=1):
        print(f"[{number}/{len(WORK)}] {(measure.__doc__ or '').splitlines()[0]}", flush=True)
        results[measure.__name__] = measure()
        for name, value in results[measure.__name__].items():
            print(f"    {value:10.3g}  {name}")
    target = ROOT / "_build" / "bench"
    target.mkdir(parents=True, exist_ok=True)
    (target / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
