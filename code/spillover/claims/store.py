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
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import GenericAlias, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import sympy as sp
from sympy.logic.boolalg import Boolean

from positivity import certificate
from positivity.assembly import is_soon_checked
from spillover.claims.evidence import Evidence, Proof
from spillover.claims.registry import Claim
from spillover.claims.simulation import Simulated
from spillover.dependencies import CODE, modules_imported
from spillover.game.trials import Game

PACKAGES = ("positivity", "spillover")
"""Those whose modules are followed."""
VARIABLE = "SPILLOVER_LEDGER"
"""The environment variable that names another folder for the evidence."""
WORKED_OUT_BY = "spillover.claims.evidence"
"""The module that establishes verdicts. Its source, and that of all it imports, belongs to what evidence depends on."""
BUILT_ON = ("sympy", "z3-solver", "numpy", "scipy")
"""The packages whose versions belong to it too."""

_RECORDS = (Evidence, Proof, Simulated, certificate.Certificate, certificate.Case, certificate.SignConstraint)
_PROOFS = (certificate.Identity, certificate.CaseSplit, certificate.Term)
KINDS: dict[str, type] = {f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}": kind for kind in (*_RECORDS, *_PROOFS)}
"""The records that evidence is made of, by the names that they have in a file."""

_NUMBERS = {"Integer": (sp.Integer, 1), "Rational": (sp.Rational, 2)}
"""Numbers, with how many integers each is made of."""
_RELATIONS = (sp.StrictGreaterThan, sp.StrictLessThan, sp.GreaterThan, sp.LessThan, sp.Equality, sp.Unequality)
_CONNECTIVES = (sp.And, sp.Or, sp.Not, sp.Implies, sp.Equivalent)
_FORMULAS = {kind.__name__: kind for kind in (sp.Add, sp.Mul, sp.Pow, sp.Abs, *_RELATIONS, *_CONNECTIVES)}
"""What is made of formulas. Nothing else is called: SymPy's constructors evaluate a string as Python."""
_LARGEST = 2_000
"""Bits that a power may have: SymPy multiplies the powers of numbers out, and a short text can name one that no memory holds."""
_LONGEST = 20_000
"""Letters of a formula; ours have up to 12,000, and SymPy takes minutes to compare the parts of one that is ten times as long."""
_LARGEST_FILE = 2**25
"""Bytes of a file that is read; none of ours has a hundredth of it."""
_CONSTANTS = {"true": sp.true, "false": sp.false}
_SYMBOL = re.compile(r"[A-Za-z0-9_{}^*/ ()\\-]{1,60}")
"""The name of a symbol: letters, also as LaTeX writes them."""
_ASSUMPTIONS = ("positive", "real")
_FRACTION = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")


def folder() -> Path:
    """Where evidence is kept: ``_build/ledger`` beside the ``pyproject.toml`` of this package, or of the folder one is in.

    Returns
    -------
    Path
        which need not exist.

    Examples
    --------
    >>> from spillover.claims.store import folder
    >>> folder().is_absolute()
    True
    """
    root = next((parent for parent in CODE.parents if (parent / "pyproject.toml").exists()), Path.cwd())
    return Path(os.environ.get(VARIABLE) or root / "_build" / "ledger")


def encoded(value: Any) -> Any:
    """Evidence, or a part of it, as what JSON can hold: every number that is no integer, and every formula, as a string.

    Parameters
    ----------
    value
        a record of evidence, a formula, a number, text, a tuple or a mapping.

    Returns
    -------
    object
        of lists, dicts, strings, integers and truth values.

    Raises
    ------
    TypeError
        If the value is or holds something else.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.claims.store import encoded
    >>> encoded((2, Fraction(1, 2)))
    [2, {'fraction': '1/2'}]
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return {"fraction": str(value)}
    if isinstance(value, sp.Basic):
        text = sp.srepr(value)
        _formula(text)  # what could not be read again is refused now
        return {"formula": text}
    if isinstance(value, tuple):
        return [encoded(part) for part in value]
    if isinstance(value, Mapping):
        return {"mapping": [[encoded(key), encoded(entry)] for key, entry in value.items()]}
    kind = next((name for name, kind in KINDS.items() if type(value) is kind), None)
    if kind is None:
        raise TypeError(f"value must be a record of evidence, a formula, a number, text, a tuple or a mapping, got {value!r}")
    return {kind: [encoded(getattr(value, field.name)) for field in fields(value)]}


def decoded(value: Any) -> Any:
    """The inverse of :func:`encoded`.

    Parameters
    ----------
    value
        what :func:`encoded` gave.

    Returns
    -------
    object
        what was encoded.

    Raises
    ------
    ValueError
        If the value is not what :func:`encoded` gives.

    Examples
    --------
    >>> from spillover.claims.store import decoded
    >>> decoded([2, {"fraction": "1/2"}])
    (2, Fraction(1, 2))
    """
    match value:
        case None | bool() | int() | str():
            return value
        case list():
            return tuple(decoded(part) for part in value)
        case dict() if len(value) == 1:
            return _of_kind(*next(iter(value.items())))
    raise ValueError(f"stored evidence must be made of records, formulas, exact numbers, text, lists and mappings, got {value!r}")


def _of_kind(kind: str, content: Any) -> Any:
    match kind, content:
        case "formula", str():
            return _formula(content)
        case "fraction", str() if _FRACTION.fullmatch(content):
            return Fraction(content)
        case "mapping", list() if fits(items := decoded(content), tuple[tuple[str | sp.Symbol | tuple[int, ...], Any], ...]):
            return dict(items)
        case _, list() if kind in KINDS and fits(parts := decoded(content), _entries(KINDS[kind])):
            record = KINDS[kind](*parts)
            if not isinstance(record, certificate.Certificate) or is_soon_checked(record):
                return record
    raise ValueError(f"a stored {kind} must hold what it holds in evidence, got {content!r}")


@cache
def _entries(record: type) -> GenericAlias:
    hints = get_type_hints(record)
    return GenericAlias(tuple, tuple(hints[field.name] for field in fields(record)))


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of a type, and its entries are of theirs; a record was checked when it was made."""
    parts = get_args(hint)
    match get_origin(hint):
        case None:
            return hint is Any or (type(value) is int if hint is int else isinstance(value, hint))
        case kind if kind in (Union, UnionType):
            return any(fits(value, part) for part in parts)
        case kind if kind is not tuple:
            return isinstance(value, Mapping) and all(fits(key, parts[0]) and fits(entry, parts[1]) for key, entry in value.items())
    if parts[-1] is Ellipsis:
        return isinstance(value, tuple) and all(fits(part, parts[0]) for part in value)
    return isinstance(value, tuple) and len(value) == len(parts) and all(map(fits, value, parts))


@cache
def _formula(text: str) -> Any:
    """A formula as SymPy writes it down: read, and never evaluated as Python."""
    if len(text) > _LONGEST:
        raise _refused(text)
    try:
        found = _read(ast.parse(text, mode="eval").body)
    except (SyntaxError, TypeError, RecursionError, MemoryError) as error:  # not as SymPy writes, or too deep
        raise _refused(text) from error
    if found.has(sp.zoo, sp.nan):  # something was divided by zero
        raise _refused(text)
    return found


def _read(node: ast.expr) -> sp.Basic:
    match node:
        case ast.Name(id=name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.Call(func=ast.Name(id="Symbol"), args=[ast.Constant(value=str(name))], keywords=assumed) if _SYMBOL.fullmatch(name):
            return sp.Symbol(name, **dict(map(_assumption, assumed)))
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in _NUMBERS and len(parts) == _NUMBERS[name][1]:
            return _NUMBERS[name][0](*map(_integer, parts))
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in _FORMULAS:
            kind, found = _FORMULAS[name], [*map(_read, parts)]
            fit = all(isinstance(part, Boolean if kind in _CONNECTIVES else sp.Expr) for part in found)
            if fit and (kind is not sp.Pow or _is_bounded(*found)):
                return kind(*found)
    raise _refused(ast.unparse(node))


def _is_bounded(base: sp.Expr, exponent: sp.Expr) -> bool:
    """Whether a power is whole and not too large: with roots of roots, SymPy asks for hours whether two numbers are the same."""
    bits = sum(abs(number.p).bit_length() + number.q.bit_length() for number in base.atoms(sp.Rational))
    return isinstance(exponent, sp.Integer) and abs(exponent.p) * (1 + bits) <= _LARGEST


def _integer(node: ast.expr) -> int:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value)) if type(value) is int:
            return -value
        case ast.Constant(value=value) if type(value) is int:
            return value
    raise _refused(ast.unparse(node))


def _assumption(keyword: ast.keyword) -> tuple[str, bool]:
    match keyword:
        case ast.keyword(arg=str(name), value=ast.Constant(value=bool(truth))) if name in _ASSUMPTIONS:
            return name, truth
    raise _refused(ast.unparse(keyword))


def _refused(text: str) -> ValueError:
    return ValueError(f"a stored formula must be made of symbols, numbers and SymPy's connectives, got {text:.500}")


def get_or_compute(name: str, depends: str, *, make: Callable[[], Any], accepted: Callable[[Any], bool] = lambda found: True) -> Any:
    """What is stored under a name, if it depends on the same and is accepted; else what is made now, and stored.

    Parameters
    ----------
    name
        of the file, without its ending.
    depends
        digest of what it must depend on, as :func:`digest` gives it.
    make
        makes it anew.
    accepted
        whether what was found may be used; anything may unless given.

    Returns
    -------
    object
        what was found or made.

    Examples
    --------
    >>> import os
    >>> from tempfile import TemporaryDirectory
    >>> from unittest.mock import patch
    >>> from spillover.claims.store import VARIABLE, get_or_compute
    >>> with TemporaryDirectory() as place, patch.dict(os.environ, {VARIABLE: place}):
    ...     get_or_compute("sum", "depends on 1", make=lambda: 1 + 1)
    ...     get_or_compute("sum", "depends on 1", make=lambda: 1 + 2)
    ...     get_or_compute("sum", "depends on 2", make=lambda: 2 + 2)
    2
    2
    4
    """
    found = load(name, depends)
    if found is None or not accepted(found):
        found = make()
        save(name, found, depends)
    return found


def load(name: str, depends: str) -> Any:
    """What is stored under a name; None where nothing is, where it depends on something else, or where the file is damaged.

    Parameters
    ----------
    name
        of the file, without its ending.
    depends
        digest of what it must depend on, as :func:`digest` gives it.

    Returns
    -------
    object
        what was given to :func:`save`, or None.

    Examples
    --------
    >>> from spillover.claims.store import load
    >>> load("no such name", "depends on 1") is None
    True
    """
    path = folder() / f"{name}.json"
    try:
        if not is_plain(path):
            return None
        match json.loads(path.read_bytes()):
            case {"depends on": on, "digest": own, "evidence": evidence} if on == depends and own == _hashed(_text(evidence)):
                return decoded(evidence)
        return None
    except (OSError, ValueError, RecursionError):  # a damaged file is as good as none
        return None


def is_plain(path: Path) -> bool:
    """Whether there is a file that can be read to its end: no folder, no pipe or device, and not too large."""
    return path.is_file() and path.stat().st_size <= _LARGEST_FILE


def save(name: str, evidence: Any, depends: str) -> None:
    """Store under a name. The file is there as a whole or not at all, also when two processes store the same at once.

    Parameters
    ----------
    name
        of the file, without its ending.
    evidence
        what :func:`encoded` can write.
    depends
        digest of what it depends on, as :func:`digest` gives it.

    Raises
    ------
    TypeError
        If it cannot be written.
    OSError
        If the file cannot, as where a folder stands in its place.

    Examples
    --------
    >>> import os
    >>> from tempfile import TemporaryDirectory
    >>> from unittest.mock import patch
    >>> from spillover.claims.store import VARIABLE, load, save
    >>> with TemporaryDirectory() as place, patch.dict(os.environ, {VARIABLE: place}):
    ...     save("sum", 2, "depends on 1")
    ...     load("sum", "depends on 1")
    2
    """
    body, path = encoded(evidence), folder() / f"{name}.json"
    text = _text({"depends on": depends, "digest": _hashed(_text(body)), "evidence": body})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{name}-") as room:
            part = Path(room, path.name)
            part.write_text(text, encoding="utf-8")
            part.replace(path)
    except OSError as error:
        raise OSError(f"evidence must be kept in the file {path}, which cannot be written: {error.strerror or error}") from error


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hashed(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def certificates(evidence: Evidence) -> str:
    """The certificates of all proofs as a file: JSON, which :func:`accepts` reads.

    Parameters
    ----------
    evidence
        for a claim.

    Returns
    -------
    str
        JSON, with a line feed at its end.

    Examples
    --------
    >>> from spillover.claims.ledger import stored
    >>> from spillover.claims.store import certificates
    >>> certificates(stored("5.2-inertia"))[:27]
    '[{"certificate.Certificate"'
    """
    return _text([encoded(proof.certificate) for proof in evidence.proofs]) + "\n"


def accepts(path: str | Path) -> bool:
    """Whether a file holds certificates, and the checker accepts each.

    Parameters
    ----------
    path
        of a file that holds what :func:`certificates` gives.

    Returns
    -------
    bool
        whether all are right.

    Raises
    ------
    ValueError
        If the file holds something else.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from spillover.claims.ledger import stored
    >>> from spillover.claims.store import accepts, certificates
    >>> with TemporaryDirectory() as place:
    ...     file = Path(place, "5.2-inertia.json")
    ...     characters = file.write_text(certificates(stored("5.2-inertia")), encoding="utf-8")
    ...     accepts(file)
    True
    """
    try:
        found = decoded(json.loads(Path(path).read_bytes()))
    except RecursionError as error:
        raise ValueError(f"a file of certificates must not be nested so deep, got {path}") from error
    if not found or not fits(found, tuple[certificate.Certificate, ...]):
        raise ValueError(f"a file of certificates must hold one or more of them and nothing else, got {path}")
    return all(map(certificate.check, found))


def digest(claim: Claim) -> str:
    """Changes with all that evidence for a claim depends on: what is claimed and assumed, every closed form in it, and the prover.

    Parameters
    ----------
    claim
        of the ledger, or one like it.

    Returns
    -------
    str
        hexadecimal.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from spillover.claims import LEDGER
    >>> from spillover.claims.store import digest
    >>> claim = LEDGER["5.2-inertia"]
    >>> digest(claim) == digest(replace(claim, condition=claim.asserted))
    False
    """
    return _hashed(code(WORKED_OUT_BY), *_said((claim, claim.relation, claim.established)))


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
    elif isinstance(value, Game):
        yield code(value.draw.__module__)
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in (field.name, *_said(getattr(value, field.name))))
    else:
        yield inspect.getsource(value) if callable(value) else repr(value)


@cache
def code(module: str) -> str:
    """A digest of a module and of all of ours that it imports, and of the versions of what they are built on."""
    files = sources(module)
    return _hashed(*(text for name in sorted(files) for text in (name, files[name])), *map(_version, BUILT_ON))


def _version(package: str) -> str:
    """The version of a package; nothing where it is not installed, as Z3 need not be."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def sources(module: str) -> dict[str, str]:
    """The source of a module and of all modules of these packages that it imports, however far down, by name.

    Parameters
    ----------
    module
        its full name.

    Returns
    -------
    dict
        Python by module name, the packages' own files among it.

    Examples
    --------
    >>> from spillover.claims.store import sources
    >>> list(sources("spillover.regimes"))
    ['spillover', 'spillover.regimes']
    """
    package, _, name = module.rpartition(".")
    found = modules_imported(f"from {package} import {name}", PACKAGES, CODE)
    return {name: file.read_text(encoding="utf-8") for name, file in found.items()}
