"""The book builds without a warning, never shows old output, and never runs a kernel for an edit of prose."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from jupyter_cache import get_cache

from book import assets, cache

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}


def build(place: Path) -> None:
    done = subprocess.run([sys.executable, "tools/build.py"], cwd=place, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_the_book_builds_without_a_warning_and_has_every_page():
    build(ROOT)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text())
    pages = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    assert len(pages) >= 10
    for page in pages:
        assert (ROOT / "_build" / "html" / f"{page}.html").exists(), page


def test_every_chapter_is_in_the_table_of_contents():
    toc = (ROOT / "_toc.yml").read_text()
    for chapter in (ROOT / "chapters").rglob("*"):
        if chapter.suffix in {".ipynb", ".md"}:
            assert f"{chapter.relative_to(ROOT).with_suffix('').as_posix()}\n" in toc


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    """One chapter, one cell that says when it ran, and a package of its own."""
    place = tmp_path_factory.mktemp("book")
    for name in ("_config.yml", "CITATION.cff", "book", "tools", "references.bib", "lock"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, place / name)
    (place / "book" / "templates" / "report.html").write_text("")
    (place / "code" / "spillover").mkdir(parents=True)
    (place / "code" / "spillover" / "__init__.py").write_text("# first\n")
    (place / "_build").mkdir()
    (place / "_build" / "npm").symlink_to(assets.fetched("").parent)  # what is fetched for one book serves another
    (place / "_toc.yml").write_text("format: jb-book\nroot: page\n")
    write_page(place, "First words.")
    build(place)
    return place


def write_page(place: Path, prose: str) -> None:
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": f"# Page\n\n{prose}"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": "import time\n\nprint('ran at', time.time_ns())",
            "execution_count": None,
            "outputs": [],
        },
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    (place / "page.ipynb").write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


def shown(place: Path) -> tuple[str, str]:
    page = (place / "_build" / "html" / "page.html").read_text()
    (moment,) = re.findall(r"ran at (\d+)", page)
    return page, moment


def test_prose_does_not_run_the_kernel_and_code_does(small_book):
    _, first = shown(small_book)
    write_page(small_book, "Second words.")
    build(small_book)
    page, second = shown(small_book)
    assert "Second words." in page
    assert second == first
    (small_book / "code" / "spillover" / "__init__.py").write_text("# second\n")
    build(small_book)
    _, third = shown(small_book)
    assert third != first


def test_a_change_of_the_style_sheet_alone_reaches_the_book(small_book):
    build(small_book)
    _, before = shown(small_book)
    style = small_book / "book" / "static" / "book.css"
    style.write_text(style.read_text() + "/* changed */\n")
    build(small_book)
    assert "/* changed */" in (small_book / "_build" / "html" / "_static" / "sheet.css").read_text()
    assert shown(small_book)[1] == before


@pytest.mark.deep
def test_two_builds_from_nothing_are_the_same_bytes(small_book):
    def built_from_nothing():
        for folder in ("html", ".doctrees"):
            shutil.rmtree(small_book / "_build" / folder, ignore_errors=True)
        build(small_book)
        site = small_book / "_build" / "html"
        return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    first, second = built_from_nothing(), built_from_nothing()
    assert len(first) > 20
    assert [path for path in first if first[path] != second.get(path)] == []
    assert first.keys() == second.keys()


def test_an_interrupted_build_starts_over(small_book):
    build(small_book)
    target = small_book / "_build" / "html" / "page.html"
    (small_book / "_build" / ".unfinished").touch()
    target.write_text("half a page")
    build(small_book)
    assert "half a page" not in target.read_text()
    assert not (small_book / "_build" / ".unfinished").exists()


MEET = """
import pathlib, time

pathlib.Path("{own}").touch()
start = time.monotonic()
while not pathlib.Path("{other}").exists() and time.monotonic() < start + 60:
    time.sleep(0.1)
print(pathlib.Path("{other}").exists())
"""


def test_notebooks_that_were_never_run_run_at_once_and_one_that_fails_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    sources = {"left": MEET.format(own="l", other="r"), "right": MEET.format(own="r", other="l"), "wrong": "1 / 0"}
    for name, source in sources.items():
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), tmp_path / f"{name}.ipynb")
    config = SimpleNamespace(nb_execution_mode="off", nb_execution_cache_path=str(tmp_path / "cache"), nb_execution_timeout=90)
    app = SimpleNamespace(srcdir=tmp_path, config=config)
    env = SimpleNamespace(doc2path=lambda page: tmp_path / (page if "." in page else f"{page}.ipynb"))
    cache.run(app, env, [*sources, "words.md"])
    assert not (tmp_path / "cache").exists()  # the builder was told to run nothing
    config.nb_execution_mode = "cache"
    cache.run(app, env, [*sources, "words.md"])
    found = {name: nbformat.read(tmp_path / f"{name}.ipynb", as_version=4) for name in sources}
    assert [name for name, notebook in found.items() if cache.kept(notebook, tmp_path / "cache")] == ["left", "right"]
    for name in ("left", "right"):
        _, ran = get_cache(tmp_path / "cache").merge_match_into_notebook(found[name])
        assert ran.cells[0].outputs[0].text == "True\n"


@pytest.mark.parametrize("name", ["code/spillover/new.py", "lock/all.txt"])
def test_the_cache_depends_on_the_package_and_the_lock(tmp_path, name):
    (tmp_path / "code" / "spillover").mkdir(parents=True)
    (tmp_path / "lock").mkdir()
    before = cache.digest(tmp_path)
    (tmp_path / name).write_text("x = 1\n")
    assert cache.digest(tmp_path) != before
