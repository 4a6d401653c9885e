"""For the tests of what Coq checks: a folder in which a file is checked against those that `make coq` has compiled."""

import pytest

from theorems import coq
from theorems.checked import BUILD

FOUNDATION = ("Cluster", "Checker", "Statement", "Model")


@pytest.fixture
def judge(tmp_path):
    """What Coq makes of a text; the libraries behind it are those that `make coq` has compiled, unless they are given anew."""

    def judged(text, compiled=(), **anew):
        for name in (*FOUNDATION, *compiled):
            (tmp_path / f"{name}.vo").write_bytes((BUILD / f"{name}.vo").read_bytes())
        for name, changed in {**anew, "Judged": text}.items():
            (tmp_path / f"{name}.v").write_text(changed, encoding="utf-8")
            coq.compile_file(tmp_path, f"{name}.v")

    return judged


def read(name):
    return (BUILD / f"{name}.v").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def text():
    return read
