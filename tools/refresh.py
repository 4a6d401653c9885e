"""Run the chapters and rewrite the outputs that are committed with them; or only strip what changes from run to run.

* ``tools/refresh.py [NOTEBOOK ...]`` runs all chapters, or those named, and rewrites them.
* ``tools/refresh.py --normalise NOTEBOOK ...`` strips volatile metadata without running.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def normalised(notebook: Any) -> Any:
    """The notebook without execution times, versions and random ids: what is left changes only with content."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    count = 0
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number:03}"
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in {"tags", "mystnb"}}
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count
    return notebook


def main() -> int:
    """Go through the notebooks that were named, or through all chapters."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--normalise", action="store_true", help="strip volatile metadata without running")
    arguments.add_argument("notebooks", nargs="*", type=Path)
    chosen = arguments.parse_args()
    paths = chosen.notebooks or sorted((ROOT / "chapters").rglob("*.ipynb"))
    for number, path in enumerate(paths, start=1):
        print(f"[{number}/{len(paths)}] {path}", flush=True)
        notebook = nbformat.read(path, as_version=4)
        if not chosen.normalise:
            NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
        nbformat.write(normalised(notebook), path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
