"""Executed notebooks are kept by what they depend on.

jupyter-cache keys an executed notebook on its cells alone. The cells import the package, so the cache is placed in a
folder whose name is a digest of the package and of the lock file: a change of either starts an empty cache, and
Sphinx, which sees a changed setting, reads every page again. The tests of the chapters put there what they have run.
A change of prose touches neither. A second setting tells Sphinx of changes in this folder, which it would not notice
by itself: it copies a style sheet only when a page changes. What is not there when Sphinx begins to read is run first, in as many
kernels as the machine has processors: Sphinx itself runs one notebook after the other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import nbformat
from ipykernel.ipkernel import IPythonKernel
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

ROOT = Path(__file__).resolve().parent.parent


def digest(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits that change with the package, the lock file or the version of Python."""
    return _hashed(root, [*sorted((root / "code").rglob("*.py")), *sorted((root / "lock").iterdir())])


def appearance(root: Path = ROOT) -> str:
    """Sixteen hexadecimal digits that change with the extension, its style sheets, its scripts or its templates."""
    return _hashed(root, sorted(path for kind in ("py", "css", "js", "html") for path in (root / "book").rglob(f"*.{kind}")))


def _hashed(root: Path, paths: Iterable[Path]) -> str:
    sha = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in paths:
        sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()[:16]


def folder(root: Path = ROOT) -> Path:
    """The notebook cache for this digest."""
    return root / "_build" / ".jupyter_cache" / digest()


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
    """Whether a notebook cache has the outputs of these cells."""
    try:
        get_cache(place).match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def run(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Run the notebooks that Sphinx is going to read and the cache does not have; one that fails is left to Sphinx, which says why."""
    if app.config.nb_execution_mode != "cache":
        return
    place = Path(app.config.nb_execution_cache_path)
    paths = [path for path in (Path(env.doc2path(page)) for page in pages) if path.suffix == ".ipynb"]
    found = ((path, nbformat.read(path, as_version=4)) for path in paths)
    wanted = [(path, notebook) for path, notebook in found if not kept(notebook, place)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {
            pool.submit(single_nb_execution, notebook, str(path.parent), app.config.nb_execution_timeout, False): (path, notebook)
            for path, notebook in wanted
        }
        for number, done in enumerate(as_completed(running), start=1):
            path, notebook = running[done]
            logging.getLogger(__name__).info(f"running notebooks... [{number}/{len(running)}] {path.relative_to(app.srcdir)}")
            if done.result().err is None:
                keep(notebook, path, place)


def place(app: Sphinx, config: Config) -> None:
    """Point the notebook cache at the folder for this digest."""
    config.nb_execution_cache_path = str(folder(Path(app.srcdir)))
    config.book_appearance = appearance()


def setup(app: Sphinx) -> None:
    app.add_config_value("book_appearance", "", "env")
    app.connect("config-inited", place, priority=100)
    app.connect("env-before-read-docs", run)
