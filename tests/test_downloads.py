"""Notebooks run where readers open them: on their own machine with the wheel and JupyterLab, on Colab, on Binder."""

import json
import os
import re
import subprocess
import sys
import tomllib
from html import unescape
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import nbformat
import pytest
import yaml
from docutils.core import publish_doctree
from docutils.parsers.rst import directives
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from packaging.requirements import Requirement
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from book import downloads

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
CHAPTERS = sorted((ROOT / "chapters").rglob("*.ipynb"))
FOR_READERS = [path for path in CHAPTERS if downloads.is_for_readers(path)]
INSTRUCTORS = {"practice", "misconceptions"}
SITE, REPOSITORY = "https://example.org/book", "https://github.com/someone/something"
LINES = "chapters/reference/install.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SAMPLE = "2-literature"
"""A chapter that takes its numbers by glue, and is soon done."""


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def source(notebook, place=0):
    return "".join(notebook["cells"][place]["source"])


def test_what_pip_is_to_install():
    wheel = f"spillover-{PROJECT['version']}-py3-none-any.whl"
    assert downloads.requirement() == wheel
    assert downloads.requirement("student", "sweeps") == f"{wheel}[student,sweeps]"
    assert downloads.requirement(repository=REPOSITORY) == f"spillover @ git+{REPOSITORY}"
    placed = f"spillover[student] @ {SITE}/student/{wheel}"
    assert downloads.requirement("student", site=SITE, repository=REPOSITORY) == downloads.requirement("student", site=f"{SITE}/") == placed
    assert Requirement(placed).extras == {"student"}


# ---- the copies


def test_chapters_that_rest_on_the_course_are_not_for_readers():
    assert {path.stem for path in CHAPTERS} - {path.stem for path in FOR_READERS} == INSTRUCTORS
    assert len(FOR_READERS) > 30


@pytest.mark.parametrize("path", FOR_READERS, ids=lambda path: path.stem)
def test_a_copy_is_the_chapter_with_another_first_cell(path):
    chapter = read(path)
    copy = downloads.dressed(chapter)
    nbformat.validate(nbformat.reads(json.dumps(copy), as_version=4))
    assert "find_spec" in source(copy)
    for cell, kept in zip(chapter["cells"], copy["cells"][1:], strict=True):
        text = "".join(cell["source"]).replace("from myst_nb import glue\n", "")
        pattern = (
            re.escape(text) if cell["cell_type"] == "code" else ".+?".join(map(re.escape, re.split(r"\{glue(?::text)?\}`[^`]+`", text)))
        )
        assert re.fullmatch(pattern, "".join(kept["source"]), re.DOTALL)
        assert {**kept, "source": cell["source"]} == cell
    assert "{glue" not in "".join("".join(cell["source"]) for cell in copy["cells"])
    assert not {"myst_nb", "book", "course"} & downloads.imported({"cells": copy["cells"][1:]})
    assert ("def glue(" in source(copy)) is ("myst_nb" in downloads.imported(chapter))


def test_the_text_of_a_copy_has_its_numbers():
    kept = {"application/papermill.record/text/plain": "1/2", "application/papermill.record/text/latex": [r"$\displaystyle \frac{1}{2}$"]}
    words = {"application/papermill.record/text/plain": '"two firms\' costs"'}
    outputs = [{"data": data, "metadata": {"scrapbook": {"name": name}}} for name, data in (("half", kept), ("who", words))]
    cells = [
        {"cell_type": "markdown", "source": "It is {glue}`half` for {glue:text}`who`."},
        {"cell_type": "code", "source": "", "outputs": outputs},
    ]
    assert source(downloads.dressed({"cells": cells}), 1) == r"It is $\frac{1}{2}$ for two firms' costs."
    with pytest.raises(KeyError, match="half"):
        downloads.dressed({"cells": cells[:1]})


def test_an_import_that_cannot_be_left_out_is_refused():
    cell = {"cell_type": "code", "source": "from myst_nb import glue as g\n"}
    with pytest.raises(ValueError, match="imports of MyST-NB only what stands in the line"):
        downloads.dressed({"cells": [cell]})


@pytest.mark.parametrize("borrowed", [None, *downloads.BORROWED])
@pytest.mark.parametrize("missing", [None, "spillover", "xarray"])
def test_the_first_cell_installs_what_is_missing_on_a_borrowed_machine_and_nothing_elsewhere(borrowed, missing, monkeypatch):
    how_to = downloads.dressed(read(ROOT / "chapters/reference/how-to.ipynb"), site=SITE)
    for name in downloads.BORROWED:
        monkeypatch.delenv(name, raising=False)
    if borrowed:
        monkeypatch.setenv(borrowed, "1")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else name)
    asked = []
    shell = InteractiveShell()
    shell.register_magic_function(asked.append, magic_name="pip")
    shell.run_cell(source(how_to)).raise_error()
    shell.history_manager.end_session()
    assert asked == ([f'install --quiet "{downloads.requirement("sweeps", site=SITE)}"'] if borrowed and missing else [])


def test_what_the_text_takes_up_is_printed_in_a_copy(capsys):
    names = {}
    exec(downloads.GLUE, names)
    names["glue"]("share", "two thirds", display=False)
    assert capsys.readouterr().out == "share: two thirds\n"


@pytest.mark.parametrize(("solutions", "kept"), [("fold", True), ("hide", False)])
def test_a_copy_is_written_with_the_solutions_or_without(solutions, kept, tmp_path, monkeypatch):
    monkeypatch.setenv("SPILLOVER_SITE", SITE)
    downloads.copy(ROOT / "chapters/paper/3-model.ipynb", tmp_path / "a" / "b.ipynb", solutions)
    text = (tmp_path / "a" / "b.ipynb").read_text(encoding="utf-8")
    assert ("solution-start" in text) is kept
    assert downloads.requirement(site=SITE) in text


class App:
    """What the build tells."""

    def __init__(self, place, solutions):
        self.outdir, self.srcdir = place, ROOT
        self.builder = type("Builder", (), {"format": "html"})
        self.config = type("Config", (), {"book_solutions": solutions})


@pytest.mark.parametrize("solutions", ["fold", "show"])
def test_the_copies_stand_beside_the_pages(solutions, tmp_path):
    """Those that rest on the course are in the instructor's edition alone, as they are."""
    for name in ("paper/3-model", "teaching/practice"):
        place = tmp_path / "_sources" / "chapters" / f"{name}.ipynb"
        place.parent.mkdir(parents=True)
        place.write_bytes((ROOT / "chapters" / f"{name}.ipynb").read_bytes())
    app = App(tmp_path, solutions)
    for _ in range(2):
        downloads.copy_all(app, None)
        assert "find_spec" in source(read(tmp_path / "_sources/chapters/paper/3-model.ipynb"))
        assert (tmp_path / "_sources/chapters/teaching/practice.ipynb").exists() is (solutions == "show")


@pytest.mark.parametrize(
    ("page", "solutions", "offered", "runs"),
    [("paper/3-model", "fold", True, True), ("teaching/practice", "fold", False, False), ("teaching/practice", "show", True, False)],
)
def test_a_page_offers_what_runs(page, solutions, offered, runs, tmp_path):
    context = {"sourcename": f"chapters/{page}.ipynb", "theme_repository_url": f"{REPOSITORY}/"}
    downloads.offer(App(tmp_path, solutions), page, "", context, None)
    assert context["notebook"] is offered
    assert [name for name, _ in context["launch"]] == (["Colab", "Binder"] if runs else [])


def test_a_page_that_is_no_notebook_offers_none(tmp_path):
    context = {"sourcename": LINES, "theme_repository_url": REPOSITORY}
    downloads.offer(App(tmp_path, "fold"), "install", "", context, None)
    assert (context["notebook"], context["launch"]) == (False, [])


# ---- where they are opened


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    """The folder that `make student` writes."""
    import student

    place = tmp_path_factory.mktemp("made") / "student"
    student.write(place)
    return place


def test_the_folder_holds_the_wheel_the_notebooks_and_what_binder_installs(student):
    found = {path.relative_to(student).as_posix() for path in student.rglob("*") if path.is_file()}
    notebooks = {path.relative_to(ROOT).as_posix() for path in FOR_READERS}
    assert found == notebooks | {downloads.WHEEL, "requirements.txt"}
    line = (student / "requirements.txt").read_text()
    assert line == f"./{downloads.WHEEL}[student,sweeps]\n"
    assert set(PROJECT["optional-dependencies"]) > {"student", "sweeps"}


def test_students_get_no_draft_and_nothing_that_an_editor_left(tmp_path):
    import student

    (tmp_path / "_toc.yml").write_text("root: chapters/index\nparts:\n- chapters:\n  - file: chapters/a\n  - file: chapters/b\n")
    (tmp_path / "chapters" / ".ipynb_checkpoints").mkdir(parents=True)
    for name in ("a", "a draft of the exam", ".ipynb_checkpoints/a-checkpoint"):
        (tmp_path / "chapters" / f"{name}.ipynb").write_text('{"cells": []}')
    assert student.notebooks(tmp_path) == [tmp_path / "chapters" / "a.ipynb"]


def test_launch_buttons_lead_to_files_of_that_folder_in_its_branch(student):
    name = "chapters/paper/3-model.ipynb"
    assert dict(downloads.launchers(REPOSITORY, name)) == {
        "Colab": f"https://colab.research.google.com/github/someone/something/blob/student/{name}",
        "Binder": f"https://mybinder.org/v2/gh/someone/something/student?urlpath=lab/tree/{name}",
    }
    assert (student / name).exists()
    workflow = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert f"push --force origin HEAD:refs/heads/{downloads.FOLDER}\n" in workflow
    with pytest.raises(ValueError, match=r"repository_url must begin with https://github.com/, got 'https://example.org/x'"):
        downloads.launchers("https://example.org/x", "a.ipynb")


def closure(*names):
    """The distributions that come with some, as far as they are installed here."""
    found, waiting = set(), [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.extras):
            key = (wanted.name.lower().replace("_", "-"), extra)
            if key in found:
                continue
            try:
                lines = requires(wanted.name) or []
            except PackageNotFoundError:
                continue
            found.add(key)
            parsed = map(Requirement, lines)
            waiting += [line for line in parsed if line.marker is None or line.marker.evaluate({"extra": extra})]
    return {name for name, _ in found}


def modules_of_others(extras):
    """What is installed here, and would not be where pip has installed only the package with some extras."""
    named = [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    kept = {PROJECT["name"]} | closure(*PROJECT["dependencies"], *named)
    taken = packages_distributions()
    others = {module for module, owners in taken.items() if not {owner.lower().replace("_", "-") for owner in owners} & kept}
    return sorted((others | {"book", "course", "tools"}) - {"_virtualenv", "sitecustomize"})


BARRIER = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError("No module named " + repr(name), name=name)

sys.meta_path.insert(0, Absent())
"""


def run(path, extras, tmp_path, monkeypatch):
    """Run a notebook in a kernel that finds only what pip installs with the package and JupyterLab."""
    absent = modules_of_others(extras)
    (tmp_path / "sitecustomize.py").write_text(f"ABSENT = {set(absent)}\n{BARRIER}")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    notebook = nbformat.reads(json.dumps(downloads.dressed(read(path))), as_version=4)
    return NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()


def test_a_copy_runs_where_only_the_wheel_and_jupyterlab_are(tmp_path, monkeypatch):
    path = next(path for path in FOR_READERS if path.stem == SAMPLE)
    done = run(path, ["student"], tmp_path, monkeypatch)
    assert done.cells[0].outputs == []
    monkeypatch.setattr(downloads, "dressed", lambda notebook: notebook)
    with pytest.raises(CellExecutionError, match="No module named 'myst_nb'"):
        run(path, ["student"], tmp_path, monkeypatch)


@pytest.mark.deep
@pytest.mark.parametrize("path", FOR_READERS, ids=lambda path: path.stem)
def test_every_copy_runs_there(path, tmp_path, monkeypatch):
    run(path, ["student", "sweeps"] if downloads.imported(read(path)) & downloads.SWEEPS else ["student"], tmp_path, monkeypatch)


def test_two_chapters_need_the_extra_for_sweeps_and_the_page_says_so():
    needing = {path.stem for path in FOR_READERS if downloads.imported(read(path)) & downloads.SWEEPS}
    assert needing == {"how-to", "engine"}
    assert re.search(
        r"\{ref\}`howto` and \{ref\}`chapter-lit-engine` also sweep .*`\[student,sweeps\]`", (ROOT / LINES).read_text(encoding="utf-8")
    )
    *_, running = yaml.safe_load((ROOT / ".github/workflows/student.yml").read_text(encoding="utf-8"))["jobs"]["student"]["steps"]
    assert set(re.findall(r"\*/([\w-]+)\.ipynb(?= \||\))", running["run"])) == needing


# ---- the page that tells how


def installs(monkeypatch, **where):
    """The blocks of the page, as the directive writes them."""
    for name in ("site", "repository"):
        monkeypatch.setenv(f"SPILLOVER_{name.upper()}", where.get(name, ""))
    blocks = (ROOT / LINES).read_text(encoding="utf-8").split("```{install}\n")[1:]
    page = "\n\n".join(".. install::\n\n   " + block.partition("\n```")[0].replace("\n", "\n   ") for block in blocks)
    monkeypatch.setitem(directives._directives, "install", downloads.Install)
    reread = []
    env = type("Env", (), {"note_reread": lambda self: reread.append(self)})()
    found = [node.astext() for node in publish_doctree(page, settings_overrides={"env": env})]
    assert len(reread) == len(found)
    return found


def test_the_lines_of_the_page_name_what_is_there(monkeypatch):
    for where in ({}, {"site": SITE}, {"repository": REPOSITORY}):
        lines = installs(monkeypatch, **where)
        with_lab = [line for line in lines if downloads.requirement("student", **where) in line]
        alone = [line for line in lines if downloads.requirement(**where) in line.replace("[student]", "")]
        assert len(with_lab) == 5
        assert len(alone) == len(lines) == 6
        assert "{" not in "".join(lines)


def test_a_line_is_shown_whole_and_breaks_between_words_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SPILLOVER_SITE", SITE)
    (tmp_path / "index.rst").write_text('Page\n====\n\n.. install::\n\n   a --b && c "{package}"\n', encoding="utf-8")
    for builder, suffix in (("html", "html"), ("text", "txt")):
        with patch_docutils(), docutils_namespace():
            settings = {"extensions": ["book.solutions", "sphinx_exercise", "book.downloads"]}
            app = Sphinx(tmp_path, None, tmp_path / builder, tmp_path / "trees", builder, settings, status=None, freshenv=True)
            app.build()
        page = (tmp_path / builder / f"index.{suffix}").read_text(encoding="utf-8")
        line = f'a --b && c "{downloads.requirement(site=SITE)}"'
        assert (" ".join(f"<span>{word}</span>" for word in line.split()) if builder == "html" else line) in unescape(page)


def test_a_workflow_runs_the_lines_of_the_page(monkeypatch):
    """On each system the very line, with the wheel beside it."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/student.yml").read_text(encoding="utf-8"))
    tried = {entry["system"]: entry["install"] for entry in workflow["jobs"]["student"]["strategy"]["matrix"]["include"]}
    windows, macos, linux, *_ = (line.replace(downloads.WHEEL, "{0}") for line in installs(monkeypatch))
    assert tried == {"windows": windows, "macos": macos, "ubuntu": linux}


@pytest.mark.deep
def test_the_line_for_linux_works(student, tmp_path, monkeypatch):
    """Pip makes the environment, from wherever it takes packages on this machine."""
    (tmp_path / downloads.WHEEL).write_bytes((student / downloads.WHEEL).read_bytes())
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(
        ["sh", "-ec", installs(monkeypatch)[2].replace("python3 ", f"{sys.executable} ", 1)], cwd=tmp_path, env=clean, check=True
    )
    python = tmp_path / "spillover-env" / "bin" / "python"
    command = [python, "-m", "spillover", "solve", "n=2", "a=15", "A=10", "beta=1/4", "gamma=2"]
    said = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout
    assert "140/109" in said
    assert (python.with_name("jupyter-lab")).exists()
