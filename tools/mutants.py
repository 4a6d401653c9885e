"""Mutants: one operator, constant or condition of a module is changed, and the tests of that module have to notice.

* ``tools/mutants.py [--sample N] [MODULE ...]`` tries all of them, or N, of all modules or of those named (a package: of all in it).

A tool of our own, since mutmut and cosmic-ray write mutants into the sources: stored evidence goes stale and is made anew for each, for
minutes. Here a mutant lives in the memory of one process, which the interpreter with all libraries loaded leaves behind for it.
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "code"
LIST = ROOT / "tests" / "mutants.toml"
"""Which tests a module has to answer to, and which mutants are known to change nothing."""
LIBRARIES = ("sympy", "scipy.optimize", "scipy.sparse.linalg", "matplotlib.pyplot", "z3", "hypothesis", "nbval.plugin")
"""What takes long to import and is no part of the package: loaded before the first fork."""
SECONDS = 240
"""Of processor time for tests where nothing is changed."""
LEAST, TIMES = 20, 4
"""So many seconds the tests of a mutant may take in any case, and so many times what they take where nothing is changed."""

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And},  # codespell:ignore
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Mult},
    **{ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.USub: ast.UAdd},
}
PAIRS = [("any", "all"), ("min", "max"), ("minimum", "maximum"), ("Gt", "Ge"), ("Lt", "Le"), ("And", "Or"), ("argmin", "argmax")]
NAMES = {**dict(PAIRS), **{second: first for first, second in PAIRS}}

NOTHING_SAID = ("strict=True", "positive=", "real=", "integer=", "rng.", "fraction(rng", "draws.", "def draw", "def _draw")
"""Beginnings of what is left alone: keywords of `zip` and of symbols, which save an error or a step; where points are drawn at random."""


@dataclass(frozen=True)
class Mutant:
    """The change of one place: where it is in the walk through the module, the line, and what the part of it becomes."""

    module: str
    number: int
    line: str
    change: str


def put_in_place(mutant: Mutant) -> None:
    """Let Python import the mutant where its module is asked for."""
    plain = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        if name != mutant.module:
            return plain(loader, name)
        return next(compile(tree, loader.path, "exec") for other, tree in mutants(name) if other == mutant)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def mutants(module: str) -> Iterator[tuple[Mutant, ast.Module]]:
    """Every mutant of a module with its tree, which is changed back before the next one."""
    source = file(module).read_text()
    tree, lines = ast.parse(source), source.splitlines()
    for number, (node, owner, attribute, new) in enumerate(list(changes(tree))):
        before, old = ast.unparse(node), getattr(owner, attribute)
        setattr(owner, attribute, new)
        after = f"not ({before})" if attribute in ("test", "ifs") else ast.unparse(node)
        yield Mutant(module, number, lines[node.lineno - 1].strip(), f"{before} → {after}"), tree
        setattr(owner, attribute, old)


def changes(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST, str, Any]]:
    """What to change: what is shown of it, the node, its attribute, and what takes the place of that."""
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):  # a data class, or one with a memory, is told by no value
            left_out.update(part for mark in node.decorator_list if "record" not in ast.unparse(mark) for part in ast.walk(mark))
        for annotation in (getattr(node, name, None) for name in ("annotation", "returns")):
            left_out.update(ast.walk(annotation) if annotation else ())
        if isinstance(node, ast.keyword | ast.Call | ast.FunctionDef) and ast.unparse(node).startswith(NOTHING_SAID):
            left_out.update(ast.walk(node))
        if node in left_out:
            continue
        match node:
            case ast.Compare(ops=operators):
                for i, operator in enumerate(operators):
                    yield node, node, "ops", [*operators[:i], OPERATORS[type(operator)](), *operators[i + 1 :]]
            case ast.BinOp(op=operator) | ast.BoolOp(op=operator) | ast.UnaryOp(op=operator) | ast.AugAssign(op=operator) if (
                type(operator) in OPERATORS
            ):
                yield node, node, "op", OPERATORS[type(operator)]()
            case ast.Constant(value=bool(value)):
                yield node, node, "value", not value
            case ast.Constant(value=int(value) | float(value)):
                yield node, node, "value", value + 1
            case ast.Name(id=name) if name in NAMES:
                yield node, node, "id", NAMES[name]
            case ast.Attribute(attr=name) if name in NAMES:
                yield node, node, "attr", NAMES[name]
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield test, node, "test", ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
            case ast.comprehension(ifs=[first, *others]):
                yield first, node, "ifs", [ast.copy_location(ast.UnaryOp(ast.Not(), first), first), *others]


def file(module: str) -> Path:
    """Where the source of a module is."""
    path = CODE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def listed() -> dict[str, Any]:
    """The list of tests and of mutants that change nothing."""
    return tomllib.loads(LIST.read_text())


def tests_of(module: str) -> tuple[str, ...]:
    """The tests that a module has to answer to: those of the longest pattern that fits; none where no pattern does."""
    patterns = [pattern for pattern in listed()["tests"] if fnmatch(module, pattern)]
    parts = listed()["tests"][max(patterns, key=len)] if patterns else []
    told = []
    for before, part in zip(["", *parts], parts, strict=False):
        examples = f"({part}) or {file(module).name}"  # those of the module's docstrings too
        told.append(examples if before == "-k" else f"tests/test_{part}" if ".py" in part else part)
    return tuple(told)


def modules(names: list[str]) -> list[str]:
    """All modules that answer to tests, or those of the names and below them."""
    found = (".".join(path.relative_to(CODE).with_suffix("").parts).removesuffix(".__init__") for path in sorted(CODE.rglob("*.py")))
    return [module for module in found if tests_of(module) and (not names or any(f"{module}.".startswith(f"{name}.") for name in names))]


def sample(found: list[Mutant], size: int, day: int = 0) -> list[Mutant]:
    """So many, from all modules alike, drawn by what they say: the same for as long as the code says the same, however it moves.

    Each day goes on where the day before ended, with the next modules and, of a module, the next mutants, until all had their turn.
    """
    of: dict[str, list[Mutant]] = {}
    for mutant in sorted(found, key=lambda mutant: zlib.crc32(f"{mutant.module}: {mutant.line}: {mutant.change}".encode())):
        of.setdefault(mutant.module, []).append(mutant)
    turns: list[tuple[int, Mutant]] = []
    for place, own in enumerate(of.values()):
        had = -((place - day * size) // len(of))  # turns before this day
        turns += [((had + i) * len(of) + place, own[(had + i) % len(own)]) for i in range(len(own))]
    return [mutant for _, mutant in sorted(turns, key=lambda turn: turn[0])][:size]


def is_listed(mutant: Mutant) -> bool:
    """Whether it is known to change nothing."""
    said = {"module": mutant.module, "line": mutant.line, "change": mutant.change}
    return any(said.items() <= entry.items() for entry in listed()["same"])


def child(module: str, mutant: Mutant | None, limit: int, folder: Path) -> int:
    """Ask the tests of a module, in this process, which is for this alone: the exit status of pytest."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    signal.alarm(20 * limit)  # where it waits and computes nothing
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    own = folder / str(os.getpid())
    if (evidence := ROOT / "_build" / "ledger").exists():  # what a mutant establishes is no evidence
        shutil.copytree(evidence, own / "ledger")
    os.environ["SPILLOVER_LEDGER"] = str(own / "ledger")
    if mutant:
        put_in_place(mutant)
    options = ["-x", "-n0", "--assert=plain", "-m", "not deep", f"--basetemp={own / 'tmp'}", "-o", f"cache_dir={own / 'cache'}"]
    return int(pytest.main([*options, "--doctest-modules", *tests_of(module), str(file(module))]))


Job = tuple[str, Mutant | None, int]
"""A module, the mutant of it that takes its place, and the seconds of processor time that its tests may take."""


def ask(jobs: list[Job]) -> Iterator[tuple[Job, bool, float]]:
    """Let as many processes as there are cores ask the tests: whether all passed and how many seconds it took, job by job as they end.

    Each is named on the screen, for all of them take a while.
    """
    running: dict[int, Job] = {}
    waiting = jobs[::-1]
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            if waiting and len(running) < len(os.sched_getaffinity(0)):
                job = waiting.pop()
                if not (process := os.fork()):
                    try:
                        os._exit(child(*job, Path(folder)))
                    finally:  # what went wrong goes no further: with nothing changed it is an error
                        os._exit(1)
                running[process] = job
                continue
            process, status, used = os.wait3(0)
            with suppress(ProcessLookupError):  # what it started and did not end
                os.killpg(process, signal.SIGKILL)
            job, seconds = running.pop(process), used.ru_utime + used.ru_stime
            done = len(jobs) - len(waiting) - len(running)
            print(f"[{done}/{len(jobs)}] {job[0]}{'' if job[1] else ', unchanged'}: {seconds:.0f} s", file=sys.stderr, flush=True)
            yield job, status == 0, seconds


def main() -> int:
    """Try the mutants, show those that no test notices, and count."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("modules", nargs="*", metavar="MODULE")
    arguments.add_argument("--sample", type=int, metavar="N", default=sys.maxsize)
    given = arguments.parse_args()
    # the day of the commit, as make says it, so that one commit has one sample
    day = int(os.environ.get("SOURCE_DATE_EPOCH", time.time())) // 86400
    if unknown := [name for name in given.modules if not modules([name])]:
        arguments.error(f"no module that answers to tests is {' or below '.join(unknown)}")
    chosen = sample([mutant for module in modules(given.modules) for mutant, _ in mutants(module)], given.sample, day)
    tried = [mutant for mutant in chosen if not is_listed(mutant)]
    for name in LIBRARIES:
        import_module(name)
    unchanged = {tests_of(mutant.module): mutant.module for mutant in tried}
    limits = {}
    for (module, *_), passed, seconds in ask([(module, None, SECONDS) for module in unchanged.values()]):
        if not passed:
            sys.exit(f"tests/mutants.toml: the tests of {module} fail, or take longer than {SECONDS} s, where nothing is changed")
        limits[tests_of(module)] = max(LEAST, round(TIMES * seconds))
    unnoticed = 0
    for (_, mutant, _), passed, _ in ask([(mutant.module, mutant, limits[tests_of(mutant.module)]) for mutant in tried]):
        if mutant and passed:
            unnoticed += 1
            print(f"{mutant.module}: {mutant.line}\n    {mutant.change}", flush=True)
    print(f"{len(tried) - unnoticed} of {len(tried)} mutants noticed; {len(chosen) - len(tried)} more are known to change nothing.")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
