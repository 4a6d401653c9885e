"""Asks Coq: compiles the files, and reads what it prints of the theorems."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from theorems.checked import COMMENT, ROOT, SOURCES

FORBIDDEN = re.compile(r"\b(Admitted|admit|give_up|Axioms?|Conjectures?|Parameters?|bypass_check|Unset\s+Guard\s+Checking)\b")
"""Words that leave a proof out."""
DEFINED = re.compile(r"^Definition (\w+)", re.MULTILINE)
"""A name that a file defines."""
REQUIRED = re.compile(r"^From Spillover Require\s+(?:Import\s+)?(\w+(?:(?:\.|\s+)\w+)*)\.\s", re.MULTILINE)
"""The modules that a file needs."""
WIDTH = 44
"""Of the lines on which Coq prints: a telephone shows so much."""
MARK = "#####"
INSTALL = "Coq is not installed: tools/install-coq puts it into _build (Debian), or: apt-get install --no-install-recommends coq"
LIGHT = ROOT / "_build" / "coqc" / "usr"
"""Where ``tools/install-coq`` puts it."""


class Refused(Exception):  # noqa: N818 (an answer, not a mistake)
    """Coq does not accept a file, or not as it is wanted."""


@dataclass(frozen=True)
class Said:
    """What Coq prints: statements and definitions by name, and the axioms behind all theorems together."""

    statements: Mapping[str, str]
    axioms: tuple[str, ...]


def version() -> str | None:
    """The version of Coq; None where there is none."""
    if shutil.which("coqc", path=environment()["PATH"]) is None:
        return None
    return run(["coqc", "--print-version"], ROOT).split()[0]


def environment() -> dict[str, str]:
    """What Coq is run in: it is found where ``tools/install-coq`` puts it too, and is told nothing by a make that runs this."""
    own = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    if shutil.which("coqc") is None and LIGHT.exists():
        libraries = LIGHT / "lib" / "ocaml"
        own |= {"COQLIB": str(libraries / "coq"), "COQCORELIB": str(libraries / "coq-core"), "PATH": f"{LIGHT / 'bin'}:{own['PATH']}"}
        own |= {"OCAMLFIND_CONF": str(libraries / "findlib.conf")}
    return own


def run(command: Sequence[str], folder: Path) -> str:
    """What a command prints.

    Raises
    ------
    Refused
        With what it says, where it fails.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment())
    if done.returncode:
        raise Refused((done.stderr or done.stdout).strip())
    return done.stdout


def compile_file(folder: Path, name: str) -> str:
    """Check one file, and what it prints."""
    return run(["coqc", "-q", "-noglob", "-Q", ".", "Spillover", name], folder)


def place(files: Mapping[str, str], folder: Path, whole: bool = True) -> None:
    """Put the files written by hand, and others, into a folder; what has not changed stays as it is.

    Parameters
    ----------
    files
        texts by name.
    folder
        in which Coq is to find them.
    whole
        whether what does not belong to these files goes.
    """
    own = {file.relative_to(SOURCES).as_posix(): file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.v")}
    wanted = {**own, **files}
    for name, text in wanted.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for file in folder.rglob("*.v"):
        if file == folder / "Report.v" or (whole and file.relative_to(folder).as_posix() not in wanted):
            for part in file.parent.glob(f"{file.stem}.*"):
                part.unlink()


def gaps(folder: Path) -> list[str]:
    """Words in the files of a folder that leave a proof out, with their places."""
    found = []
    for file in sorted(folder.rglob("*.v")):
        text = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found += [f"{file.relative_to(folder)}: {word}" for word in dict.fromkeys(FORBIDDEN.findall(text))]
    return found


def needed(modules: Iterable[str]) -> set[str]:
    """The modules written by hand or for a claim without which these cannot be checked, and these.

    Parameters
    ----------
    modules
        names as Coq knows them, ``game.Growth`` for instance.

    Returns
    -------
    set of str
        names too.
    """
    found: set[str] = set()
    left = [*modules]
    while left:
        module = left.pop()
        file = SOURCES / f"{module.replace('.', '/')}.v"
        if module not in found and file.exists():
            left += [name for names in REQUIRED.findall(file.read_text(encoding="utf-8")) for name in names.split()]
        found.add(module)
    return found


def compile_all(folder: Path, processes: int = 2, modules: Iterable[str] = ()) -> None:
    """Check all files of a folder, in the order of what they depend on; what is checked already is not checked again.

    Parameters
    ----------
    folder
        with the files.
    processes
        so many at a time.
    modules
        these alone, and what they need.

    Raises
    ------
    Refused
        With what Coq says.
    """
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.v"))
    run(["coq_makefile", "-Q", ".", "Spillover", "-arg", "-noglob", "-o", "Makefile.coq", *files], folder)
    run(["make", "-f", "Makefile.coq", f"-j{processes}", "-k", "-s", *(f"{module.replace('.', '/')}.vo" for module in modules)], folder)


def check_again(folder: Path) -> None:
    """Have all that is compiled checked once more, by Coq's other checker, which reads the compiled files alone.

    Raises
    ------
    Refused
        With what it says.
    """
    modules = [f"Spillover.{'.'.join(file.relative_to(folder).with_suffix('').parts)}" for file in sorted(folder.rglob("*.v"))]
    run(["coqchk", "-silent", "-bytecode-compiler", "yes", "-Q", ".", "Spillover", *modules], folder)


def ask(folder: Path, theorems: Mapping[str, Sequence[str]], definitions: Mapping[str, Sequence[str]]) -> Said:
    """Have Coq print theorems and definitions, and the axioms behind the theorems.

    Parameters
    ----------
    folder
        with the files, compiled.
    theorems, definitions
        names by the module in which they are.

    Returns
    -------
    Said
        by full names.

    Raises
    ------
    Refused
        If one is missing.
    """
    game = " Game" if (folder / "Game.vo").exists() else ""  # so that its names need no prefix
    lines = ["From Coq Require Import Reals List.", f"From Spillover Require Import Cluster Model{game}.", "Local Open Scope R_scope."]
    lines += [
        f"Set Printing Width {WIDTH}. Set Printing Depth 10000.",
        *(f"From Spillover Require {module}." for module in {**theorems, **definitions}),
    ]
    for module in {**theorems, **definitions}:
        lines += [f"Module In_{module.replace('.', '_')}.", f"Import {module}."]
        for command, names in (("Check", theorems.get(module, ())), ("Print", definitions.get(module, ()))):
            lines += [line for name in names for line in (_mark(f"{module}.{name}"), f"{command} {module}.{name}.")]
        lines.append(f"End In_{module.replace('.', '_')}.")
    together = [f"{module}.{name}" for module, names in theorems.items() for name in names]
    lines += [f"Definition together := ({', '.join(f'@{name}' for name in together)}).", _mark("axioms"), "Print Assumptions together."]
    (folder / "Report.v").write_text("\n".join(lines) + "\n", encoding="utf-8")
    parts = compile_file(folder, "Report.v").split(f"{MARK} ")[1:]
    printed = dict(part.split("\n", 1) for part in parts)
    axioms = axioms_in(printed.pop("axioms"))
    return Said({name: _statement(text) for name, text in printed.items()}, axioms)


def _mark(name: str) -> str:
    return f'Goal True. idtac "{MARK} {name}". Abort.'


def _statement(text: str) -> str:
    """What Coq prints after the name of a theorem; a definition as it is."""
    text = text.split("\n\nArguments")[0].strip()
    found = re.match(r"\S+\s*\n\s*: (.*)", text, re.DOTALL)
    return re.sub(r"^ {7}", "", found[1], flags=re.MULTILINE) if found else text


def axioms_in(text: str) -> tuple[str, ...]:
    """The names in what ``Print Assumptions`` prints."""
    return tuple(re.findall(r"^(\S+)(?:\s*$|\s+:)", text.partition("Axioms:")[2], flags=re.MULTILINE))
