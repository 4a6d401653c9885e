"""No test is lost: a run in which one is skipped fails, and what one command leaves out another runs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TESTS = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)}
LEFT_OUT = {
    "skipped": "import pytest\n\ndef test_one():\n    pytest.skip()\n",
    "skipped by a mark": "import pytest\n\n@pytest.mark.skipif(True, reason='no')\ndef test_one():\n    pass\n",
    "skipped as a whole": "import pytest\n\npytest.importorskip('nowhere')\n\ndef test_one():\n    pass\n",
    "expected to fail": "import pytest\n\n@pytest.mark.xfail\ndef test_one():\n    assert False\n",
    "expected to fail, and does not": "import pytest\n\n@pytest.mark.xfail(strict=False)\ndef test_one():\n    pass\n",
}
CHOICES = {("not deep", ""), ("", "deep"), ("not deep and not slow", "")}
MARKS = {"parametrize", "filterwarnings", "cases", "deep"}


def run(place: Path, tests: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run tests beside one that passes, under the rules of this repository."""
    shutil.copy(ROOT / "conftest.py", place)
    (place / "empty.ini").write_text("[pytest]\n", encoding="utf-8")
    for number, test in enumerate(["def test_this():\n    pass\n", *tests.values()]):
        (place / f"test_{number}.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "empty.ini", *options]
    return subprocess.run(command, cwd=place, capture_output=True, text=True)


@pytest.mark.parametrize("processes", ["0", pytest.param("2", marks=pytest.mark.deep)])
def test_a_run_fails_where_a_test_is_left_out(processes: str, tmp_path: Path) -> None:
    done = run(tmp_path, LEFT_OUT, "-n", processes)
    named = re.findall(r"so this run fails: test_(\d)", done.stdout)
    assert sorted(named) == [f"{number}" for number in range(1, len(LEFT_OUT) + 1)], done.stdout + done.stderr
    assert done.returncode == 1


def test_a_run_of_all_tests_passes(tmp_path: Path) -> None:
    done = run(tmp_path, {}, "-n", "0")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "left out" not in done.stdout


def test_nothing_chooses_tests_but_our_marks() -> None:
    scripts = MAKEFILE + (ROOT / ".ci" / "run").read_text(encoding="utf-8") + (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert set(re.findall(r'-m "([^"]+)"|-m ((?:not )?deep)\b', scripts)) == CHOICES
    assert not re.findall(r"(?m)(?:^|\s)-k\s|--deselect|--lf\b|--last-failed|--maxfail|continue-on-error", scripts)
    used = {mark for text in TESTS.values() for mark in re.findall(r"pytest\.mark\.(\w+)", text)}
    assert used <= MARKS


CASES = """import pytest

@pytest.mark.parametrize("case", range(30))
def test_some(case):
    pass

@pytest.mark.cases(7)
@pytest.mark.parametrize("case", range(30))
def test_more(case):
    pass

@pytest.mark.cases(None)
@pytest.mark.parametrize("case", range(30))
def test_all(case):
    pass

@pytest.mark.deep
@pytest.mark.parametrize("case", range(30))
def test_late(case):
    pass
"""


@pytest.mark.deep
def test_of_many_cases_some_are_asked_at_each_run_and_all_in_depth(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    (tmp_path / "empty.ini").write_text("[pytest]\n", encoding="utf-8")

    def asked(*options: str) -> dict[str, list[int]]:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider", "-c", "empty.ini", *options]
        found = re.findall(r"::test_(\w+)\[(\d+)\]", subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout)
        return {name: [int(case) for other, case in found if other == name] for name, _ in found}

    each_run = asked("-m", "not deep")
    assert {name: len(cases) for name, cases in each_run.items()} == {"some": 4, "more": 7, "all": 30}
    assert max(each_run["some"]) > 10  # not the first of the table
    assert asked() == {name: list(range(30)) for name in ("some", "more", "all", "late")}


@pytest.mark.deep
def test_fewer_examples_are_drawn_at_each_run_than_in_depth(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    shown = "from hypothesis import settings\n\ndef test_it():\n    print('examples:', settings().max_examples)\n"
    (tmp_path / "test_it.py").write_text(shown, encoding="utf-8")
    (tmp_path / "empty.ini").write_text("[pytest]\n", encoding="utf-8")

    def examples(*options: str) -> int:
        command = [sys.executable, "-m", "pytest", "-s", "-n", "0", "-p", "no:cacheprovider", "-c", "empty.ini", *options]
        (found,) = re.findall(r"examples: (\d+)", subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout)
        return int(found)

    assert [examples("-m", "not deep"), examples("-m", "not deep and not slow"), examples()] == [30, 30, 100]


def recipe(target: str) -> str:
    """What a target of the Makefile runs, with its prerequisites."""
    found = re.search(rf"(?m)^{target}:(.*(?:\n\t.*)*)", MAKEFILE)
    assert found, target
    return found[1]


def test_what_is_left_for_later_is_run_in_depth() -> None:
    deep = {path.relative_to(ROOT / "tests").parts[0] for path, text in TESTS.items() if "pytest.mark.deep" in text}
    in_folders = {name for name in deep if not name.endswith(".py")}
    assert in_folders == {"web", "print", "coq", "fuzz"}
    told = recipe("deep")
    assert "-m deep tests/web" in told
    assert "$(PYTEST) tests/coq\n" in told
    assert re.search(r"(?m)^UNMEASURED := .* tests/fuzz$", MAKEFILE)
    assert "$(PYTEST) $(UNMEASURED)\n" in told
    assert "-m deep tests/print" in told
    (package,) = [line for line in told.splitlines() if "--cov " in line]
    assert "$(PACKAGE)" in package
    assert " -m " not in package.partition("$(PYTEST)")[2]
    assert package.count("--ignore") == package.count("$(UNMEASURED:%=--ignore %)") == 1
    assert "bash .ci/run" in (ROOT / ".github" / "workflows" / "nightly.yml").read_text(encoding="utf-8")
    assert "make deep" in (ROOT / ".github" / "workflows" / "nightly.yml").read_text(encoding="utf-8")
    assert "nightly.yml" in (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")


def test_what_the_quick_tests_leave_out_is_there() -> None:
    (listed,) = re.findall(r"^SLOW = \(([^)]*)\)", (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), re.MULTILINE)
    names = re.findall(r'"(\w+)"', listed)
    assert names
    assert {f"test_{name}.py" for name in names} <= {path.name for path in TESTS} | {Path(__file__).name}
