"""The book builds without a warning, never shows old output, and never runs a kernel for an edit of prose."""

import errno
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
import yaml
from jupyter_cache import get_cache
from matplotlib.image import imsave

from book import assets, cache

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"} | os.environ  # as make has it, so that it finds what was built here


def build(place: Path) -> None:
    done = attempt(place)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def attempt(place: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/build.py"]
    return subprocess.run(command, cwd=place, **{"env": ENVIRONMENT, "capture_output": True, "text": True} | more)


@pytest.mark.deep  # `make book` does the same before its pages are read
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
    """One chapter, one cell that says when it ran, and packages of its own, of which it imports one module."""
    place = tmp_path_factory.mktemp("book")
    for name in ("_config.yml", "CITATION.cff", "pyproject.toml", "book", "tools", "references.bib", "lock"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, place / name)
    (place / "book" / "templates" / "report.html").write_text("")
    for package, modules in {"spillover": ("__init__", "model", "regimes"), "course": ("__init__", "sandbox")}.items():
        (place / "code" / package).mkdir(parents=True)
        for module in modules:
            (place / "code" / package / f"{module}.py").write_text("# first\n")
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
            "source": "import time\nfrom spillover import model\n\nprint('ran at', time.time_ns())",
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


@pytest.mark.deep  # what a chapter depends on is asked below
def test_prose_does_not_run_the_kernel_and_what_the_cells_import_does(small_book):
    _, first = shown(small_book)
    write_page(small_book, "Second words.")
    for module in ("course/sandbox", "spillover/regimes"):  # the cells import neither
        (small_book / "code" / f"{module}.py").write_text("# second\n")
    build(small_book)
    page, second = shown(small_book)
    assert "Second words." in page
    assert second == first
    (small_book / "code" / "spillover" / "model.py").write_text("# second\n")
    build(small_book)
    _, third = shown(small_book)
    assert third != first


@pytest.mark.deep
def test_a_change_of_the_style_sheet_alone_reaches_the_book(small_book):
    build(small_book)
    _, before = shown(small_book)
    style = small_book / "book" / "static" / "book.css"
    style.write_text(style.read_text() + "/* changed */\n")
    build(small_book)
    assert "/* changed */" in (small_book / "_build" / "html" / "_static" / "sheet.css").read_text()
    assert shown(small_book)[1] == before


@pytest.mark.deep
def test_two_builds_from_nothing_are_the_same_bytes(small_book, tmp_path):
    """In another folder too, in another time zone and locale, at another time, and by another user, who shows nobody what he writes."""

    def built_from_nothing(place, **more):
        for folder in ("html", ".doctrees"):
            shutil.rmtree(place / "_build" / folder, ignore_errors=True)
        done = attempt(place, **more)
        assert done.returncode == 0, done.stderr[-4000:]
        return files_of(place)

    other = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path), "USER": "other", "LOGNAME": "other"}
    elsewhere = shutil.copytree(small_book, tmp_path / "another place", symlinks=True)
    first, second = built_from_nothing(small_book), built_from_nothing(elsewhere, env=ENVIRONMENT | other, umask=0o077)
    assert len(first) > 20
    assert [path for path in first if first[path] != second.get(path)] == []
    assert first.keys() == second.keys()


TYPESET = """
import sys

sys.path.insert(0, "tools")
import build, pdf

sys.exit(build.jupyter_book("--builder", "latex") or pdf.typeset(pdf.LATEX))
"""


@pytest.mark.deep
@pytest.mark.parametrize(
    ("command", "edition"), [(["tools/epub.py"], "epub/spillover.epub"), (["-c", TYPESET], "latex/spillover.pdf")], ids=["EPUB", "PDF"]
)
def test_what_is_read_elsewhere_is_the_same_bytes_too(small_book, tmp_path, command, edition):
    """As for the pages: another folder, time zone, locale, time and user."""
    first = shutil.copytree(small_book, tmp_path / "first", symlinks=True)
    imsave(first / "mark.png", [[0, 1], [1, 0]])
    write_page(first, "Words, 两家企业, and $x^2$.\n\n![A mark](mark.png)")
    second = shutil.copytree(first, tmp_path / "another place", symlinks=True)
    other = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path), "USER": "other", "LOGNAME": "other"}
    dated = ENVIRONMENT | {"SOURCE_DATE_EPOCH": "1790000000"}  # an EPUB is a ZIP, which knows no year before 1980
    for place, environment, mask in ((first, dated, 0o022), (second, dated | other, 0o077)):
        shutil.rmtree(place / "_build" / ".doctrees", ignore_errors=True)
        done = subprocess.run([sys.executable, *command], cwd=place, env=environment, umask=mask, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-4000:]
    assert len((first / "_build" / edition).read_bytes()) > 1000
    assert (first / "_build" / edition).read_bytes() == (second / "_build" / edition).read_bytes()


@pytest.mark.deep
def test_an_interrupted_build_starts_over(small_book):
    build(small_book)
    target = small_book / "_build" / "html" / "page.html"
    (small_book / "_build" / ".unfinished").touch()
    target.write_text("half a page")
    build(small_book)
    assert "half a page" not in target.read_text()
    assert not (small_book / "_build" / ".unfinished").exists()


def files_of(place: Path) -> dict[Path, bytes]:
    site = place / "_build" / "html"
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def without_time(files: dict[Path, bytes]) -> dict[Path, bytes]:
    """Without the moment at which the cell ran."""
    return {path: re.sub(rb"ran at \d+", b"", content) for path, content in files.items()}


@pytest.mark.deep
@pytest.mark.parametrize("most", [0, 30_000, 100_000])  # a database that such a bound stops says that it cannot read
def test_a_build_that_finds_no_room_says_so_in_one_line_and_leaves_nothing_half(small_book, most):
    """No file may grow beyond a bound, so that whatever is larger is half written."""
    build(small_book)
    whole = without_time(files_of(small_book))
    for folder in ("html", ".doctrees", ".jupyter_cache"):
        shutil.rmtree(small_book / "_build" / folder)
    done = attempt(small_book, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY)))
    assert done.returncode
    assert done.stderr.splitlines()[-1].startswith("The disk is full, or a limit on files is reached.")
    assert "Traceback" not in done.stderr
    assert not re.search(r"Errno|File too large", done.stderr)
    build(small_book)
    again = without_time(files_of(small_book))
    assert [path for path in whole if whole[path] != again.get(path)] == []
    assert whole.keys() == again.keys()


def test_a_full_disk_is_told_in_one_line(monkeypatch, tmp_path):
    sys.path.insert(0, str(ROOT / "tools"))
    import build as builder

    def no_room(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "any file")

    monkeypatch.setattr(builder, "UNFINISHED", tmp_path / "_build" / ".unfinished")
    monkeypatch.setattr(builder, "_alone", no_room)
    with pytest.raises(SystemExit) as ended:
        builder.jupyter_book()
    assert str(ended.value) == builder.FULL_DISK


def test_a_cache_that_was_half_written_counts_for_nothing(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1", execution_count=1)])
    cache.keep(notebook, tmp_path / "n.ipynb", tmp_path / "cache")
    assert cache.kept(notebook, tmp_path / "cache")
    (held,) = (tmp_path / "cache").rglob("base.ipynb")
    whole = held.read_bytes()
    held.write_bytes(whole[: len(whole) // 2])
    assert not cache.kept(notebook, tmp_path / "cache")
    cache.keep(notebook, tmp_path / "n.ipynb", tmp_path / "cache")
    assert cache.kept(notebook, tmp_path / "cache")
    held.unlink()
    assert not cache.kept(notebook, tmp_path / "cache")
    (tmp_path / "cache" / "global.db").write_bytes(b"")
    assert not cache.kept(notebook, tmp_path / "cache")
    cache.keep(notebook, tmp_path / "n.ipynb", tmp_path / "cache")
    assert cache.kept(notebook, tmp_path / "cache")


def test_a_file_that_is_taken_as_it_stands_is_whole_or_not_there(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            assets.write_whole(tmp_path / "formulas.js", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "formulas.js").exists()
    assets.write_whole(tmp_path / "formulas.js", "x" * 100_000)
    assert (tmp_path / "formulas.js").read_text() == "x" * 100_000


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
    (tmp_path / "lock").mkdir()
    config = SimpleNamespace(nb_execution_mode="off", nb_execution_timeout=90)
    app = SimpleNamespace(srcdir=tmp_path, config=config)
    env = SimpleNamespace(doc2path=lambda page: tmp_path / (page if "." in page else f"{page}.ipynb"))
    cache.run(app, env, [*sources, "words.md"])
    assert not (tmp_path / "_build").exists()  # the builder was told to run nothing
    config.nb_execution_mode = "cache"
    cache.run(app, env, [*sources, "words.md"])
    found = {name: nbformat.read(tmp_path / f"{name}.ipynb", as_version=4) for name in sources}
    places = {name: cache.folder(tmp_path / f"{name}.ipynb", tmp_path) for name in sources}
    assert [name for name, notebook in found.items() if cache.kept(notebook, places[name])] == ["left", "right"]
    for name in ("left", "right"):
        _, ran = get_cache(places[name]).merge_match_into_notebook(found[name])
        assert ran.cells[0].outputs[0].text == "True\n"


def test_pages_depend_on_the_packages_and_the_lock(book_of_code):
    before = cache.digest(book_of_code)
    for name in ("code/course/sandbox.py", "lock/all.txt"):
        (book_of_code / name).write_text("x = 1\n")
        assert cache.digest(book_of_code) != before
        before = cache.digest(book_of_code)


@pytest.fixture
def book_of_code(tmp_path):
    """Two packages that import each other's modules."""
    files = {
        "lock/all.txt": "",
        "code/spillover/__init__.py": '"""Names."""\n\nfrom spillover.model import Model\nfrom spillover.solve import cluster\n'
        '\n__all__ = ["Model"]\n',
        "code/spillover/solve.py": "def cluster():\n    from spillover import checks\n    return checks\n",
        "code/spillover/checks.py": "import sys\n",
        "code/spillover/model.py": "from spillover import solve\nfrom spillover.checks import x\n\nModel = x\n",
        "code/course/__init__.py": "",
        "code/course/sandbox.py": "from spillover import cluster\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("cell", "changed"),
    [
        ("from spillover import cluster", {"spillover/__init__", "spillover/solve", "spillover/checks"}),
        (
            "%matplotlib inline\ndef late():\n    import spillover.model",
            {"spillover/__init__", *("spillover/" + name for name in ("solve", "checks", "model"))},
        ),
        (
            "from course.sandbox import cluster",
            {"course/__init__", "course/sandbox", "spillover/__init__", "spillover/solve", "spillover/checks"},
        ),
        (  # a module that does something is run whole, whatever is taken from it
            "from spillover.model import x",
            {"spillover/__init__", *("spillover/" + name for name in ("solve", "checks", "model"))},
        ),
        ("import numpy", set()),
        ("this is no Python", set()),
    ],
)
def test_a_chapter_depends_on_the_modules_that_its_cells_import(book_of_code, cell, changed):
    words = nbformat.v4.new_markdown_cell("from course import sandbox")
    notebook = nbformat.v4.new_notebook(cells=[words, nbformat.v4.new_code_cell("x = 1"), nbformat.v4.new_code_cell(cell)])
    found = set()
    for path in sorted((book_of_code / "code").rglob("*.py")):
        before = cache.digest_of(notebook, book_of_code)
        path.write_text(path.read_text() + "# changed\n")
        if cache.digest_of(notebook, book_of_code) != before:
            found.add(path.relative_to(book_of_code / "code").with_suffix("").as_posix())
    assert found == changed
    before = cache.digest_of(notebook, book_of_code)
    (book_of_code / "lock" / "all.txt").write_text("sympy")
    assert cache.digest_of(notebook, book_of_code) != before


def test_the_sandbox_of_the_course_runs_no_chapter():
    for path in sorted((ROOT / "chapters").rglob("*.ipynb")):
        rests_on = cache.modules(nbformat.read(path, as_version=4))
        assert "spillover.regimes" in rests_on, path
        assert "course.sandbox" not in rests_on, path
