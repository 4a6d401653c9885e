"""Executed notebooks are kept by what they depend on.

jupyter-cache keys an executed notebook on its cells alone. The cells import the packages, so each notebook has its cache in a
folder whose name is a digest of the modules that its cells import, at any depth, and of the lock files: a change of one of them
starts an empty cache for the notebooks that rest on it, and for no other. The tests of the chapters put there what they have run.
A change of prose touches nothing. Two settings tell Sphinx to read every page again: one changes with the packages, which pages
without cells show too, and one with this folder, which it would not notice by itself: it copies a style sheet only when a page
changes. What is not there when Sphinx begins to read is run first, in as many kernels as the machine has processors: Sphinx itself
runs one notebook after the other.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from ipykernel.ipkernel import IPythonKernel
from IPython.core.inputtransformer2 import TransformerManager
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sqlalchemy.exc import DatabaseError

from spillover.dependencies import modules_imported

ROOT = Path(__file__).resolve().parent.parent


def digest(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits that change with the packages, the lock files or the version of Python."""
    return _hashed(root, [*sorted((root / "code").rglob("*.py")), *sorted((root / "lock").iterdir())])


def digest_of(notebook: Any, root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits that change with a module that the cells import, the lock files or the version of Python."""
    return _hashed(root, [*modules(notebook, root).values(), *sorted((root / "lock").iterdir())])


def modules(notebook: Any, root: Path = ROOT) -> dict[str, Path]:
    """The modules of the packages that the cells import, at any depth, and their files."""
    packages = {path.name for path in (root / "code").glob("*/")}
    return modules_imported(code(notebook), packages, root / "code")


def code(notebook: Any) -> str:
    """The cells as one piece of Python. One that is no Python imports nothing, and says why when it is run."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            text = TransformerManager().transform_cell(cell.source)
            with suppress(SyntaxError):
                ast.parse(text)
                found.append(text)
    return "\n".join(found)


def appearance(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits that change with the extension, its style sheets, its scripts or its templates."""
    return _hashed(root, sorted(path for kind in ("py", "css", "js", "html") for path in (root / "book").rglob(f"*.{kind}")))


def _hashed(root: Path, paths: Iterable[Path]) -> str:
    sha = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in paths:
        sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:16]


def folder(path: Path, root: Path = ROOT) -> Path:
    """The cache for a notebook and what it imports."""
    return root / "_build" / ".jupyter_cache" / digest_of(nbformat.read(path, as_version=4), root)


def keep(notebook: Any, path: Path, place: Path) -> None:
    """Put a notebook that was run elsewhere, with its outputs, into a notebook cache, as it would be if the build had run it."""
    notebook.metadata.language_info = IPythonKernel.language_info
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two processes may have run chapters at once
        get_cache(place).cache_notebook_bundle(CacheBundleIn(notebook, str(path)), overwrite=True)


def kept(notebook: Any, place: Path) -> bool:
    """Whether a notebook cache has the outputs of these cells; it notes a file before it writes it, which a full disk or a kill may end."""
    found = get_cache(place)
    try:
        found.get_cache_bundle(found.match_cache_notebook(notebook).pk)
    except (KeyError, ValueError):
        return False
    except (RuntimeError, DatabaseError):  # so jupyter-cache and SQLAlchemy call a database whose tables were never written
        shutil.rmtree(place)
        return False
    return True


def run(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Run the notebooks that Sphinx is going to read and the cache does not have; one that fails is left to Sphinx, which says why."""
    if app.config.nb_execution_mode != "cache":
        return
    root = Path(app.srcdir)
    paths = [path for path in (Path(env.doc2path(page)) for page in pages) if path.suffix == ".ipynb"]
    found = ((path, nbformat.read(path, as_version=4), folder(path, root)) for path in paths)
    wanted = [(path, notebook, place) for path, notebook, place in found if not kept(notebook, place)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {
            pool.submit(single_nb_execution, notebook, str(path.parent), app.config.nb_execution_timeout, False): (path, notebook, place)
            for path, notebook, place in wanted
        }
        for number, done in enumerate(as_completed(running), start=1):
            path, notebook, place = running[done]
            logging.getLogger(__name__).info(f"running notebooks... [{number}/{len(running)}] {path.relative_to(app.srcdir)}")
            if done.result().err is None:
                keep(notebook, path, place)


def note(app: Sphinx, config: Config) -> None:
    """Let Sphinx read every page again after a change of the packages or of this extension."""
    config.book_packages = digest(Path(app.srcdir))
    config.book_appearance = appearance()


def choose(app: Sphinx, page: str, source: list[str]) -> None:
    """Point the reader of a page at the cache for its notebook."""
    path = Path(app.env.doc2path(page))
    if path.suffix == ".ipynb":
        settings: Any = app.env
        settings.mystnb_config = settings.mystnb_config.copy(execution_cache_path=str(folder(path, Path(app.srcdir))))


def setup(app: Sphinx) -> None:
    app.add_config_value("book_packages", "", "env")
    app.add_config_value("book_appearance", "", "env")
    app.connect("config-inited", note, priority=100)
    app.connect("env-before-read-docs", run)
    app.connect("source-read", choose)
