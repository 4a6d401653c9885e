"""The console outside the browser: what is packed, how code is run, and how results are written."""

import ast
import json
import re
import sys
import xml.etree.ElementTree as ET
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import sympy as sp

from book import console
from book.browser import markup, tex
from book.browser.session import Session
from book.mathml import to_mathml
from spillover import Planner, Regime, ask, display, model
from spillover.notation import LETTERS, mark

ROOT = Path(__file__).resolve().parent.parent
PAIRS = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.DOTALL)
UNSEEN = {0x2061: None, 0x2063: None}


def run(*sources):
    """What some runs of one session send."""
    sent = []
    session = Session(lambda *piece: sent.append(piece))
    for source in sources:
        session.run(source)
    return sent


# ---- what is packed


@pytest.fixture(scope="module")
def packed():
    return ZipFile(BytesIO(console.archive()))


@pytest.mark.deep
def test_the_archive_is_the_same_every_time(packed):
    assert [entry.filename for entry in packed.infolist()] == list(console.sources())
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    small = {name: path for name, path in console.sources().items() if name.startswith("browser/")}
    assert len(small) == 6
    assert [packed.read(name) for name in small] == [path.read_bytes() for path in small.values()]


def test_what_is_packed_is_the_package_and_no_tests():
    """It is packed by `make book`, and opened by make deep."""
    names = list(console.sources())
    assert {
        "spillover/__init__.py",
        "positivity/certificate.py",
        "browser/session.py",
        "sympy/__init__.py",
        "mpmath/libmp/libmpf.py",
    } <= {*names}
    assert [name for name in names if "/tests/" in name or not name.endswith(".py")] == []


def test_docstrings_leave_everything_else_as_it_is():
    text = Path(sp.__file__).with_name("core").joinpath("add.py").read_text(encoding="utf-8")
    bare = console.without_docstrings(text)
    assert len(bare) < 0.9 * len(text)
    assert bare.count("\n") == text.count("\n")

    def shape(source):
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
                node.body[0].value.value = ""
        return [(type(node).__name__, getattr(node, "lineno", None)) for node in ast.walk(tree)], ast.dump(tree)

    assert shape(bare) == shape(text)


def test_a_docstring_beside_code_stays():
    assert console.without_docstrings('def f(): "é"\n') == 'def f(): "é"\n'
    assert console.without_docstrings('class C:\n    """é\n    two"""\n    x = 1\n') == 'class C:\n    ""\n\n    x = 1\n'


def test_what_is_written_is_listed_and_written_once(tmp_path, monkeypatch):
    monkeypatch.setattr(console, "archive", lambda: b"library")
    (tmp_path / "run-old").mkdir()
    console.write(tmp_path)
    listed = json.loads((tmp_path / "files.json").read_text())
    (folder,) = tmp_path.glob("run-*")
    assert listed["folder"] == f"{folder.name}/"
    assert {name: (folder / name).stat().st_size for name in listed["files"]} == listed["files"]
    assert {*listed["files"]} == {"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm.packed", "python_stdlib.zip", "library.zip"}
    assert "SymPy Development Team" in (folder / "LICENSE.sympy.txt").read_text()
    assert "mpmath" in (folder / "LICENSE.mpmath.txt").read_text()
    monkeypatch.setattr(console, "contents", lambda: pytest.fail("nothing has changed"))
    console.write(tmp_path)


def test_what_is_packed_has_a_name_that_changes_with_it(monkeypatch):
    before = console.digest()
    assert console.digest() == before
    monkeypatch.setattr(console, "sources", lambda: {"a.py": ROOT / "conftest.py"})
    assert console.digest() != before


# ---- a session


def test_the_value_of_the_last_line_is_shown():
    assert run("x = 1\nx + 1") == [("result", "2", "")]
    assert run("x = 1") == run("None") == run("") == []
    assert run("x = 2", "x") == [("result", "2", "")]
    assert run("display(1, 2)\n3") == [("result", "1", ""), ("result", "2", ""), ("result", "3", "")]


def test_what_is_printed_is_sent_line_by_line():
    assert run("print('a', end='')\nprint('b')\nprint('c\\nd')\nprint('e', end='')\n1") == [
        ("out", "ab\n", ""),
        ("out", "c\n", ""),
        ("out", "d\n", ""),
        ("result", "1", ""),
        ("out", "e", ""),
    ]
    assert run("import sys\nprint('a', file=sys.stderr)") == [("err", "a\n", "")]
    assert sys.stdout is not None


def test_an_error_is_told_without_lines_of_others():
    ((kind, text, html),) = run("from spillover import Cluster\nCluster(n=0, a=2, A=1, beta=0.5, gamma=1)")
    assert (kind, html) == ("error", "")
    assert text.startswith('Traceback (most recent call last):\n  File "<run 1>", line 2, in <module>\n    Cluster(n=0')
    assert "cluster.py" not in text
    assert text.splitlines()[-1].startswith("ValueError: n must satisfy")
    assert run("print('a', end='')\n1/0")[0] == ("out", "a", "")
    assert run("raise SystemExit(3)")[0][1].endswith("SystemExit: 3\n")
    assert run("(")[0][1].splitlines()[0] == '  File "<run 1>", line 1'


# ---- results


def words(mathml):
    """What is read of a formula, without spaces."""
    return re.sub(r"\s", "", unescape(re.sub(r"<[^>]*>", "", mathml))).translate(UNSEEN)


def formulas():
    """Every formula in the outputs of the chapters."""
    for path in sorted((ROOT / "chapters").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                for found in PAIRS.finditer("".join([*data.get("text/latex", []), "\n", *data.get("text/markdown", [])])):
                    yield (found[1] or found[2]).strip()


def test_formulas_are_read_as_the_pages_read_them():
    """Two readers of LaTeX that share nothing agree on every formula of the book."""
    found = sorted(set(formulas()))
    assert len(found) > 500
    for formula in found:
        mathml = tex.mathml(formula, False)
        ET.fromstring(mathml)
        assert words(mathml) == words(to_mathml(formula, False)), formula


@pytest.mark.parametrize("mode", [*Regime, *Planner], ids=lambda mode: mode.key)
def test_every_mark_is_understood(mode):
    for name in LETTERS:
        here, page = markup.html(mark(name, mode)), to_mathml(mode.latex(LETTERS[name]), True)
        assert words(here) == words(page)
        assert re.findall("regime-[a-z]+", here) == re.findall("regime-[a-z]+", page) == [f"regime-{mode.key}"] * isinstance(mode, Regime)


def test_the_structure_of_a_formula():
    assert (
        tex.mathml(r"\hat{x}", False)
        == '<math><mover class="regime-rnd" accent="true"><mrow><mi>x</mi></mrow><mo stretchy="false">ˆ</mo></mover></math>'
    )
    assert tex.mathml(r"\frac{a}{2}", True) == '<math display="block"><mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac></math>'
    assert tex.mathml("x_i^2", False) == tex.mathml("x^2_i", False) == "<math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math>"
    assert tex.mathml(r"\left(\frac{x}{2}\right)^2", False).startswith("<math><msup><mrow><mo>(</mo><mfrac>")
    assert tex.mathml(r"\begin{cases} 1 & \text{if so} \\ 0 & \end{cases}", False).count("<mtr>") == 2
    assert tex.mathml(r"\sqrt{x} < \operatorname{sgn}{x}", False).count("<mo>&lt;</mo>") == 1


@pytest.mark.parametrize("text", [r"\unknown", r"\frac{1}", r"{x", r"\begin{align} x \end{align}", r"\begin{matrix} x", "x^"])
def test_what_is_not_known_is_refused(text):
    with pytest.raises(tex.UnknownError):
        tex.mathml(text, False)


def test_results_are_html_where_the_page_can_show_them():
    assert markup.html(model.beta / 2).startswith('<math display="block">')
    assert markup.html(display.formula(model.beta)) == '<math display="block"><mi>β</mi></math>'
    assert markup.html(sp.Symbol(r"\unknown")) == ""
    assert markup.html(3) == markup.html("x") == markup.html([model.beta]) == ""


def test_an_answer_is_html():
    html = markup.html(ask("x[full] > x[non]"))
    tree = ET.fromstring(f"<div>{html}</div>")
    assert tree[0].tag == "p"
    assert tree[0][0].text == "Refuted:"
    assert tree.find("p/code").text == "x[full] > x[non]"
    assert len(tree.findall(".//tbody/tr")) == len(Regime)
    assert len(tree.findall(".//thead/tr/*")) == len(tree.findall(".//tbody/tr[1]/*"))


def test_words_are_not_taken_for_markup():
    assert (
        markup.markdown("R&D <b> `a<b` **x < $y$**")
        == "<p>R&amp;D &lt;b&gt; <code>a&lt;b</code> <strong>x &lt; <math><mi>y</mi></math></strong></p>"
    )
