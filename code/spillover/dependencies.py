"""The modules that a piece of Python imports: with them changes what it gives."""

from __future__ import annotations

import ast
from collections.abc import Collection
from functools import cache
from importlib.util import resolve_name
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

CODE = Path(__file__).resolve().parents[1]
"""The folder of the packages."""


class _Import(NamedTuple):
    """A module, the name that is taken from it, if one is, and the name that it gets."""

    module: str
    name: str = ""
    bound: str = ""


def modules_imported(text: str, packages: Collection[str], code: Path = CODE) -> dict[str, Path]:
    """The modules of some packages that a text imports, at any depth, also inside functions.

    A package whose own file only passes on names of its modules is followed to the module that defines the name which is taken.

    Parameters
    ----------
    text
        Python, with absolute imports.
    packages
        names of the packages that are followed.
    code
        the folder that they are in.

    Returns
    -------
    dict
        Module names and their files, by name. With a module come the files of the packages that it is in.

    Examples
    --------
    >>> from spillover.dependencies import modules_imported
    >>> list(modules_imported("from spillover.regimes import Regime", ["spillover"]))
    ['spillover', 'spillover.regimes']
    """
    found: dict[str, Path] = {}
    seen: set[_Import] = set()
    waiting = [*_imports(text, "")]
    while waiting:
        wanted = waiting.pop()
        if wanted in seen or wanted.module.partition(".")[0] not in packages:
            continue
        seen.add(wanted)
        if wanted.name and _file(f"{wanted.module}.{wanted.name}", code):
            waiting.append(_Import(f"{wanted.module}.{wanted.name}"))
            continue
        for module in accumulate(wanted.module.split("."), "{}.{}".format):
            if file := _file(module, code):
                found[module] = file
        if file := found.get(wanted.module):
            content = file.read_text(encoding="utf-8")
            below = _imports(content, wanted.module if file.stem == "__init__" else wanted.module.rpartition(".")[0])
            passed_on = [each for each in below if each.bound == wanted.name] if wanted.name and _only_imports(content) else []
            waiting += passed_on or below
    return dict(sorted(found.items()))


def _file(module: str, code: Path) -> Path | None:
    path = code.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.exists()), None)


@cache
def _imports(text: str, package: str) -> tuple[_Import, ...]:
    """All imports of a text that stands in a package."""
    found: list[_Import] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            found += [_Import(module, alias.name, alias.asname or alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):  # the packages on the way can be used too
            found += [_Import(module) for alias in node.names for module in accumulate(alias.name.split("."), "{}.{}".format)]
    return tuple(found)


@cache
def _only_imports(text: str) -> bool:
    """Whether a text only passes on names: it holds imports, the list ``__all__`` and what documents them."""
    return all(
        isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"])
        for node in ast.parse(text).body
    )
