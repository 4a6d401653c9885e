"""What others get, the wheel and the console's archive, holds the packages and nothing of the course."""

import ast
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from book import console

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
PACKAGES = {"positivity", "spillover"}
ANSWERS = (
    "answers",
    "exam",
    "exam_markets",
    "exam_questions",
    "exam_questions_firms",
    "exam_questions_policy",
    "games",
    "misconceptions",
    "problems",
)
"""The modules of the course that say what is right."""

USER = """
from fractions import Fraction

from positivity import always
from spillover import Cluster, Outcome, Regime, ask

cluster = Cluster(n=2, a=15, A=10, b=1, beta=Fraction(1, 4), gamma=5)
outcome: Outcome = cluster.solve(Regime.NONCOOPERATION)
print(outcome.x, ask("x[rnd] < x[non]").verdict.value, always)
cluster.solve(2)
reveal_type(cluster)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run([UV, "build", "--quiet", "--offline", "--wheel", "--out-dir", place, ROOT], check=True)
    (found,) = place.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def archives(wheel):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(console, "OTHERS", ())  # SymPy and mpmath are not ours, and take seconds to pack
        return {"wheel": ZipFile(wheel), "console": ZipFile(BytesIO(console.archive()))}


def texts(archive):
    """What an archive holds, by name."""
    return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith("/")}


def test_the_wheel_holds_both_packages_their_marks_of_types_and_the_licence(archives):
    names = texts(archives["wheel"]).keys()
    code = {path.relative_to(ROOT / "code").as_posix() for package in PACKAGES for path in (ROOT / "code" / package).rglob("*.py")}
    marks = {f"{package}/py.typed" for package in PACKAGES}
    about = {name for name in names if ".dist-info/" in name}
    assert names - about == code | marks
    assert {name.partition("/")[2] for name in about} == {"METADATA", "RECORD", "WHEEL", "licenses/LICENSE"}


@pytest.mark.parametrize(("which", "more"), [("wheel", set()), ("console", {"browser"})])
def test_no_archive_holds_a_module_of_the_course_or_imports_one(archives, which, more):
    files = texts(archives[which])
    assert {name.partition("/")[0] for name in files if name.endswith(".py")} == PACKAGES | more
    taken = {Path(name).name for name in files} & {path.name for path in (ROOT / "code" / "course").glob("*.py")}
    assert taken == {"__init__.py"}
    for name, text in files.items():
        assert "from course" not in text, name
        assert "import course" not in text, name


@pytest.mark.parametrize("which", ["wheel", "console"])
def test_no_archive_holds_an_answer(archives, which):
    """No long text of the modules that say what is right: questions, answers, names of what is wrong."""
    trees = [ast.parse((ROOT / "code" / "course" / f"{name}.py").read_text(encoding="utf-8")) for name in ANSWERS]
    constants = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    sentences = {text for text in constants if isinstance(text, str) and len(text) > 60}
    assert len(sentences) > 100
    whole = "\n".join(texts(archives[which]).values())
    assert [sentence for sentence in sorted(sentences) if sentence in whole] == []


def test_the_wheel_is_the_same_wherever_whenever_and_by_whom_it_is_built(wheel, tmp_path):
    elsewhere = tmp_path / "another place"
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        elsewhere.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, elsewhere / name)
    shutil.copytree(ROOT / "code", elsewhere / "code", copy_function=shutil.copyfile)
    environment = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "USER": "other"}
    command = [UV, "build", "--quiet", "--offline", "--wheel", "--out-dir", tmp_path, elsewhere]
    subprocess.run(command, check=True, env=environment, umask=0o077)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_who_installs_the_wheel_gets_its_types(wheel, tmp_path):
    """Mypy, which sees the installed wheel alone, reads a program of a user and finds its one mistake."""
    (tmp_path / "user.py").write_text(USER)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([UV, "venv", "--quiet", "--offline", "--python", sys.executable, tmp_path / "env"], check=True)
    subprocess.run([UV, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel], check=True)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", "--python-executable", python, "user.py"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    mistake, note, count = said.splitlines()
    assert mistake.startswith('user.py:10: error: Argument 1 to "solve" of "Cluster" has incompatible type "int"')
    assert note == 'user.py:11: note: Revealed type is "spillover.cluster.cluster.Cluster"'
    assert count.startswith("Found 1 error")
