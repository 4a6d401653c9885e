"""Evidence on disk: JSON with exact numbers, shown only while all that it depends on is as it was.

A file holds the evidence for one claim, a digest of what that evidence depends on, and a digest of itself. Where one of the
two is not as it should be, the file counts for nothing, and the evidence has to be made anew.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sympy as sp

from positivity import certificate
from spillover.claims.claim import Claim
from spillover.claims.evidence import Evidence, Proof
from spillover.claims.orders import Order
from spillover.claims.simulation import Trial
from spillover.regimes import Mode, Planner, Regime

CODE = Path(__file__).resolve().parents[2]
"""The folder of the packages."""
PACKAGES = ("positivity", "spillover")
"""Those whose modules are followed."""
VARIABLE = "SPILLOVER_LEDGER"
"""The environment variable that names another folder for the evidence."""
WORKED_OUT_BY = "spillover.claims.evidence"
"""The module that establishes verdicts. Its source, and that of all it imports, belongs to what evidence depends on."""
BUILT_ON = ("sympy", "z3-solver", "numpy", "scipy")
"""The packages whose versions belong to it too."""

_RECORDS = (Evidence, Proof, Trial, Order, certificate.Certificate, certificate.Case, certificate.SignConstraint)
_PROOFS = (certificate.Identity, certificate.CaseSplit, certificate.Term)
KINDS: dict[str, type] = {f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}": kind for kind in (*_RECORDS, *_PROOFS)}
"""The records that evidence is made of, by the names that they have in a file."""


def folder() -> Path:
    """Where evidence is kept: ``_build/ledger`` beside the ``pyproject.toml`` of this package, or of the folder one is in."""
    root = next((parent for parent in CODE.parents if (parent / "pyproject.toml").exists()), Path.cwd())
    return Path(os.environ.get(VARIABLE) or root / "_build" / "ledger")


def encoded(value: Any) -> Any:
    """Evidence, or a part of it, as what JSON can hold: every number that is no integer, and every formula, as a string."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return {"fraction": str(value)}
    if isinstance(value, Mode):
        return {"mode": value.key}
    if isinstance(value, sp.Basic):
        return {"formula": sp.srepr(value)}
    if isinstance(value, tuple):
        return [encoded(part) for part in value]
    if isinstance(value, Mapping):
        return {"mapping": [[encoded(key), encoded(entry)] for key, entry in value.items()]}
    kind = next((name for name, kind in KINDS.items() if type(value) is kind), None)
    if kind is None:
        raise TypeError(f"value must be a record of evidence, a formula, a number, text, a tuple or a mapping, got {value!r}")
    return {kind: [encoded(getattr(value, field.name)) for field in fields(value)]}


def decoded(value: Any) -> Any:
    """The inverse of :func:`encoded`."""
    if isinstance(value, list):
        return tuple(decoded(part) for part in value)
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "mapping":
        return {decoded(key): decoded(entry) for key, entry in content}
    if kind in {"fraction", "mode"}:
        return Fraction(content) if kind == "fraction" else next(mode for mode in (*Regime, *Planner) if mode.key == content)
    return _formula(content) if kind == "formula" else KINDS[kind](*map(decoded, content))


@cache
def _formula(text: str) -> Any:
    """A formula as SymPy writes it down: read, and never evaluated as Python."""
    return _read(ast.parse(text, mode="eval").body)


def _read(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        return -_read(node.operand)
    if isinstance(node, ast.Name) and node.id in ("true", "false"):
        return getattr(sp, node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        kind = getattr(sp, node.func.id, None)
        if isinstance(kind, type) and issubclass(kind, sp.Basic):
            return kind(*map(_read, node.args), **{str(keyword.arg): _read(keyword.value) for keyword in node.keywords})
    raise ValueError(f"a stored formula must be made of symbols, numbers and SymPy's connectives, got {ast.unparse(node)}")


def kept(name: str, depends: str, make: Callable[[], Any], accepted: Callable[[Any], bool] = lambda found: True) -> Any:
    """What is stored under a name, if it depends on the same and is accepted; else what is made now, and stored."""
    found = load(name, depends)
    if found is None or not accepted(found):
        found = make()
        save(name, found, depends)
    return found


def load(name: str, depends: str) -> Any:
    """What is stored under a name; None where nothing is, where it depends on something else, or where the file is damaged.

    Parameters
    ----------
    depends
        digest of what it must depend on, as :func:`digest` gives it.
    """
    path = folder() / f"{name}.json"
    content = _readable(path.read_bytes()) if path.exists() else {}
    evidence = content.get("evidence")
    if content.get("depends on") != depends or content.get("digest") != _hashed(_text(evidence)):
        return None
    return decoded(evidence)


def _readable(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:  # a damaged file is as good as none
        return {}
    return found if isinstance(found, dict) else {}


def save(name: str, evidence: Any, depends: str) -> None:
    """Store under a name. The file is there as a whole or not at all, also when two processes store the same at once."""
    body = encoded(evidence)
    folder().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder(), suffix=".part", delete=False, encoding="utf-8") as part:
        part.write(_text({"depends on": depends, "digest": _hashed(_text(body)), "evidence": body}))
    os.replace(part.name, folder() / f"{name}.json")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hashed(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def digest(claim: Claim) -> str:
    """Changes with all that evidence for a claim depends on: what is claimed and assumed, every closed form in it, and the prover."""
    return digest_of(claim, claim.relation, claim.established)


def digest_of(*values: Any) -> str:
    """Changes with these, claims or formulas, and with the prover."""
    return _hashed(prover(), *_said(values))


def _said(value: Any) -> Iterator[str]:
    """Everything that a claim says, piece by piece."""
    if isinstance(value, sp.Basic):
        yield sp.srepr(value)
    elif isinstance(value, Enum):
        yield value.name
    elif isinstance(value, tuple):
        yield from (text for part in value for text in ("(", *_said(part), ")"))
    elif isinstance(value, Mapping):
        yield from (text for item in value.items() for text in _said(item))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in (field.name, *_said(getattr(value, field.name))))
    else:
        yield inspect.getsource(value) if callable(value) else repr(value)


@cache
def prover() -> str:
    """A digest of the code that establishes verdicts, and of the versions of what it is built on."""
    files = sources(WORKED_OUT_BY)
    return _hashed(*(text for name in sorted(files) for text in (name, files[name])), *map(version, BUILT_ON))


def sources(module: str, known: dict[str, str] | None = None) -> dict[str, str]:
    """The source of a module of these packages and of all modules of theirs that it imports, however far down, by name."""
    known = {} if known is None else known
    path = CODE.joinpath(*module.split("."))
    file = next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)
    if file is not None and module not in known:
        known[module] = file.read_text(encoding="utf-8")
        for name in _imported(known[module]):
            sources(name, known)
    return known


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PACKAGES:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield from [str(node.module)] if node.module not in PACKAGES else []
