"""Dependencies and the version are stated once, in pyproject.toml; whatever repeats them must agree."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DIRECT = [Requirement(line) for line in sum(EXTRAS.values(), PROJECT["dependencies"])]
CONDA = yaml.safe_load(read("environment.yml"))["dependencies"]
LOCKS = {path: re.findall(r"^\S.*(?:\n[ \t].*)*", read(path), re.MULTILINE) for path in ("lock/all.txt", "lock/uv.txt")}
BROWSER = {f"{name}@{version}" for name, version in json.loads(read("book/npm/package.json"))["dependencies"].items()}
PINS = re.findall(r"^([\w.-]+)==([\w.]+)", read("lock/all.txt"), re.MULTILINE)


def test_conda_names_python_and_pip_alone():
    assert {re.split(r"\W", name)[0] for name in CONDA if isinstance(name, str)} == {"python", "pip"}


def test_conda_has_a_python_that_the_project_accepts():
    versions = [name.partition("=")[2] for name in CONDA if str(name).startswith("python=")]
    assert [version in SpecifierSet(PROJECT["requires-python"]) for version in versions] == [True]


def test_conda_leaves_the_rest_to_the_project_and_its_extras():
    [lines] = [entry["pip"] for entry in CONDA if isinstance(entry, dict)]
    extras = [re.fullmatch(r"-e \.\[([\w,-]+)\]", line) for line in lines]
    assert len(lines) == 1
    assert extras[0]
    assert set(extras[0][1].split(",")) <= set(EXTRAS)


@pytest.mark.cases(None)
@pytest.mark.parametrize("dependency", DIRECT, ids=lambda dependency: dependency.name)
def test_lock_pins_each_direct_dependency_to_a_version_it_allows(dependency):
    pins = [version for name, version in PINS if canonicalize_name(name) == canonicalize_name(dependency.name)]
    assert pins
    assert all(pin in dependency.specifier for pin in pins)


@pytest.mark.parametrize("path", LOCKS)
def test_lock_has_a_hash_for_each_package_and_no_address(path):
    assert LOCKS[path]
    assert [block for block in LOCKS[path] if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)] == []
    assert re.findall(r"(?m)^.*(?:://|--(?:extra-)?index-url|--find-links).*$", read(path)) == []


def test_what_each_direct_dependency_is_for_is_said():
    table = read("CONTRIBUTING.md").partition("### What each dependency is for")[2].partition("\n### ")[0]
    said = [name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`([\w-]+)`", row)]
    named = {canonicalize_name(dependency.name) for dependency in DIRECT if canonicalize_name(dependency.name) != "spillover"}
    assert sorted(map(canonicalize_name, said)) == sorted(named | {"uv", "uv-build"})


def test_the_citation_names_the_version():
    assert re.search(rf"^version: {re.escape(PROJECT['version'])}$", read("CITATION.cff"), re.MULTILINE)


# ---- a checkout that moves


@pytest.fixture
def checkout(tmp_path):
    """A folder with what makes .venv, and a Python that only writes down that it was called."""
    here = tmp_path / "a checkout"
    for name in ("Makefile", "tools/make-env", "lock/all.txt", "lock/uv.txt", "pyproject.toml"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, here / name)
    stub = here / "python"
    made = 'case "$*" in *venv\\ --clear*) mkdir -p .venv/bin; cp python .venv/bin/pip; cp python .venv/bin/uv; touch .venv/new;; esac'
    stub.write_text(f"#!/bin/sh\n{made}\n")
    stub.chmod(0o755)
    return here


def make_env(folder):
    """Whether `make env` made the environment, and whether from nothing."""
    (folder / ".venv" / "new").unlink(missing_ok=True)
    made = subprocess.run(["make", "env", f"PYTHON={folder}/python"], cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    return "Making .venv" in made.stdout, (folder / ".venv" / "new").exists()


def test_a_checkout_that_was_moved_or_copied_gets_an_environment_of_its_own(checkout):
    assert make_env(checkout) == (True, True)
    assert make_env(checkout) == (False, False)
    copied = Path(shutil.copytree(checkout, checkout.with_name("copied"), copy_function=shutil.copy2))
    assert make_env(copied) == (True, True)
    assert make_env(copied) == (False, False)
    assert make_env(checkout) == (False, False)
    (checkout / "lock" / "all.txt").touch()
    assert make_env(checkout) == (True, False)
    assert make_env(checkout.rename(checkout.with_name("moved"))) == (True, True)


HOSTILE = "A'; touch fell; \"`touch fell` $(touch fell) $(shell touch fell) $$(shell touch fell) ${x:-$(touch fell)}"


@pytest.mark.parametrize("given", ["on the command line", "in the environment"])
def test_nothing_that_a_name_holds_is_run(checkout, given):
    (program := checkout / ".venv" / "bin" / "python").parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf \'%s\\n\' "$@" "$SPILLOVER_CODE$SPILLOVER_SOLUTIONS" >> told\n', encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(program, program.with_name("uv"))
    makefile = read("Makefile")
    names = {*re.findall(r"\$\$\{?([A-Z]+)", makefile), "SOLUTIONS"}
    assert {"STUDENT", "MODULE", "CHAPTERS", "RESOLUTION", "CODE", "TERM"} < names
    assert not set(re.findall(r"\$[({](\w+)[)}]", makefile)) & names
    targets = [
        "book-instructor",
        "pdf",
        "coq",
        "problem-set",
        "problem-sets",
        "grade",
        "points",
        "sign",
        "exam",
        "mutants",
        "bench",
        "refresh",
    ]
    command = ["make", "--no-print-directory", "-o", ".venv/.up-to-date", *targets, "lock"]
    hostile = dict.fromkeys(names, HOSTILE)
    if given == "on the command line":
        command += [f"{name}={text}" for name, text in hostile.items()]
    environment = os.environ | (hostile if given == "in the environment" else {})
    subprocess.run(command, cwd=checkout, env=environment, capture_output=True, check=True, timeout=60)
    assert not [*checkout.rglob("fell*")]
    assert (checkout / "told").read_text(encoding="utf-8").splitlines().count(HOSTILE) > 30


def test_an_archive_without_git_has_the_time_of_its_files(checkout):
    os.utime(checkout / "Makefile", (1790000000, 1790000000))
    rule = "shown: ; @echo $$SOURCE_DATE_EPOCH"
    command = ["make", "--no-print-directory", f"--eval={rule}", "shown"]
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(checkout.parent)}
    assert subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=True).stdout == "1790000000\n"
    commit = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    if commit.returncode == 0:
        assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == commit.stdout


def continuous_integration(checkout, stub):
    """What .ci/run does once there is an environment, where each program is a stub."""
    _, begun, what_is_made = read(".ci/run").partition("\nmkdir -p _build\n")
    assert begun
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / "_build").mkdir(exist_ok=True)
    programs = ("python", "ruff", "mypy", "codespell", "lint-imports")
    for name in ("tools/install-packages", "tools/install-coq", *(f".venv/bin/{program}" for program in programs)):
        (checkout / name).write_text(f"#!/bin/sh\n{stub}")
        (checkout / name).chmod(0o755)
    (checkout / ".venv" / ".up-to-date").write_text(f"{checkout.resolve()}\n")
    apart = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    command = ["bash", "-euo", "pipefail", "-c", what_is_made]
    return subprocess.run(command, cwd=checkout, env=apart, capture_output=True, text=True, check=False, timeout=120)


def test_continuous_integration_says_last_what_failed(checkout):
    stub = 'case "$*" in "-m theorems"*) echo "refused for a reason"; exit 1;; *"--ignore tests/coq tests") sleep 2; seq 100;; esac'
    found = continuous_integration(checkout, stub)
    said, _, last = found.stdout.partition("What failed:\n")
    assert found.returncode == 1
    assert said.count("refused for a reason") == 1
    assert "\n99\n" in said.partition("refused for a reason")[2]  # the tests, which were under way, are heard to the end
    assert re.fullmatch(r"(?:.*\n)*refused for a reason\nmake: \*\*\* \[.*coq\] Error 1\n", last)


def test_continuous_integration_makes_everything_once_and_each_thing_when_what_it_needs_is_there(checkout):
    # What others wait for outlasts the rest.
    late = 'case "$0 $*" in *"300 chapters") sleep 1;; *"install-packages "|*"coq tests") sleep 2;; esac'
    stub = f'said="$0 $*"\necho "begin $said" >>log\n{late}\nsleep 0.1\necho "end $said" >>log\n'
    assert continuous_integration(checkout, stub).returncode == 0
    log = (checkout / "log").read_text(encoding="utf-8").splitlines()

    def place(when, what):
        (found,) = (at for at, line in enumerate(log) if line.startswith(f"{when} ") and line.endswith(what))
        return found

    chapters, package = "--nbval-kernel-startup-timeout 300 chapters", "--ignore tests/coq tests"
    order = {
        chapters: ["ledger.everything()"],
        "tools/install-coq ": ["tools/install-packages "],
        "-m theorems": ["tools/install-coq ", chapters],
        "tools/build.py": ["-m theorems"],
        package: [chapters, "tools/install-packages "],
        "tools/pdf.py": ["tools/build.py"],
        "tools/epub.py": ["tools/build.py"],
        "tests/web": [package, "tools/build.py"],
        "tests/print": ["tools/pdf.py"],
        "tests/epub": ["tools/epub.py"],
        "tests/coq": ["-m theorems"],
        "lint-imports --cache-dir _build/import-linter": ["mypy "],
    }
    for what, needed in order.items():
        assert [each for each in needed if place("end", each) > place("begin", what)] == [], what


# ---- workflows


WORKFLOWS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}


def test_an_action_is_pinned_to_one_commit_with_its_version():
    used = [line for text in WORKFLOWS.values() for line in re.findall(r"uses: (?!\./)(.*)", text)]
    pinned = [re.fullmatch(r"([\w/-]+)@([0-9a-f]{40}) # (v[\d.]+)", line) for line in used]
    assert len(pinned) > 15
    assert all(pinned)
    assert len({found.groups() for found in pinned}) == len({found[1] for found in pinned})


def test_every_week_the_oldest_versions_and_later_pythons_are_tried():
    jobs = yaml.safe_load(WORKFLOWS["versions.yml"])["jobs"]
    assert [step["run"] for step in jobs["oldest"]["steps"][-3:]] == ["make env", "make lock RESOLUTION=lowest-direct", "make quick"]
    assert '--resolution "$${RESOLUTION:-highest}"' in read("Makefile")
    later = jobs["later"]["strategy"]["matrix"]["python"]
    assert later == sorted(later, key=float)
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in later)


def test_every_night_known_weaknesses_are_asked_for():
    steps = yaml.safe_load(WORKFLOWS["nightly.yml"])["jobs"]["audit"]["steps"]
    assert steps[-1] == {"run": "make audit"}
    assert "tools/supply.py" in read("Makefile")


def test_a_release_goes_to_no_index_unless_that_is_switched_on():
    jobs = yaml.safe_load(WORKFLOWS["publish.yml"])["jobs"]
    publishing = {name for name, job in jobs.items() if "uv publish" in str(job)}
    assert publishing == {"index"}
    assert jobs["index"]["if"] == "vars.PUBLISH_TO_INDEX == 'true'"
    assert "`PUBLISH_TO_INDEX`" in read("CONTRIBUTING.md")


def test_a_release_has_all_editions(tmp_path, monkeypatch):
    sys.path.insert(0, str(ROOT / "tools"))
    import release
    import supply

    site = tmp_path / "site"
    for name in ("index.html", "pdf/spillover.pdf", "epub/spillover.epub", "slides/index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    monkeypatch.setattr(release, "SITE", site)
    monkeypatch.setattr(release, "FOLDERS", {"slides": site / "slides", "site": site})
    release.gather(tmp_path / "release")
    version = PROJECT["version"]
    package = {f"spillover-{version}-py3-none-any.whl", f"spillover-{version}.tar.gz"}
    assert {path.name for path in (tmp_path / "release").iterdir()} == package | {
        *("spillover.pdf", "spillover.epub", "spillover-slides.zip", "spillover-site.zip"),
        *("spillover-python.cdx.json", "spillover-browser.cdx.json"),
    }
    for kind, pinned in {"python": {f"{name}@{version}" for name, version in PINS}, "browser": BROWSER}.items():
        bill = json.loads((tmp_path / "release" / f"spillover-{kind}.cdx.json").read_text(encoding="utf-8"))
        assert bill["bomFormat"] == "CycloneDX"
        assert bill["metadata"]["component"]["name"] == "spillover"
        assert pinned <= {f"{part['name']}@{part['version']}" for part in bill["components"]}
        assert supply.bill(json.dumps(bill)) == json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    with ZipFile(tmp_path / "release" / "spillover-site.zip") as packed:
        assert packed.namelist() == ["epub/spillover.epub", "index.html", "pdf/spillover.pdf", "slides/index.html"]
        assert packed.read("index.html") == b"index.html"
    first = (tmp_path / "release" / "spillover-slides.zip").read_bytes()
    release.pack(site / "slides", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == first
