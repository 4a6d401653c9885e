"""The explorer's formulas are printed from the package, its element stands in pages alone, and nothing is written without need."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sympy as sp
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from spillover import model
from spillover.cluster import comparison
from spillover.figures import COLOURS, DARK
from spillover.regimes import Regime

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from book import bundle, explorer, formulas, theme  # noqa: E402

PAGE = '# Page\n\nSee {explore}`this & that <n=2&beta=1/3>`.\n\n```{explorer}\n:view: map\n:G: "2"\n```\n'
NODE = Path(sys.executable).with_name("node")


def answer(code):
    """What Node says to an expression."""
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", f"console.log(JSON.stringify({code}))"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_a_printed_formula_gives_the_same_number():
    x = sp.factor(model.SHORTHANDS[model.s] ** 3 / (model.G - 2 * model.k**2) + sp.Abs(2 * model.beta - 1))
    point = {model.n: 3, model.a: 15, model.A: 10, model.b: 2, model.beta: sp.Rational(1, 4), model.gamma: 9}
    right = x.subs(model.SHORTHANDS).subs(point)
    assert answer(f"({formulas.function(x).text})(3, 15, 10, 2, 0.25, 9)") == pytest.approx(float(right), rel=1e-14)


def test_squares_are_products():
    assert formulas.printed((model.n + 1) ** 2 * model.b**3) == "(b*b*b)*((n + 1)*(n + 1))"


def test_a_formula_in_other_symbols_is_refused():
    with pytest.raises(ValueError, match=r"expr must be in the model's symbols to be printed, got \['y'\]"):
        formulas.printed(model.n + sp.Symbol("y"))


def test_where_two_sides_are_equal_no_rounding_decides():
    tie = sp.Gt(comparison.compare("profit", *list(Regime)[:2]).decides * sp.Rational(1, 3), 0)
    level = sp.Equivalent(tie, sp.Gt(model.beta * 3, sp.Rational(3, 2)))
    for holds in (tie, sp.Not(tie), level):
        assert answer(f"({formulas.function(formulas.against_zero(holds)).text})(3, 2, 1, 1, 0.5, 1)") == bool(
            holds.subs({model.beta: sp.Rational(1, 2), model.n: 3})
        )


def test_a_mark_is_written_as_in_the_paper():
    assert [formulas.mark("profit", regime)["text"] for regime in Regime] == ["𝜋*", "𝜋̂", "𝜋̃"]


def test_data_become_javascript():
    assert answer(formulas.script({"a": [formulas.Code("1 + 1"), "½"], "b": None, "c": []})) == {"a": [2, "½"], "b": None, "c": []}


def test_colours_are_those_of_the_figures():
    light, dark = theme.colours().splitlines()[:2]
    for regime in Regime:
        assert f"--regime-{regime.key}: {COLOURS[regime]};" in light
        assert f"--regime-{regime.key}: {DARK[COLOURS[regime]]};" in dark


def built(place, monkeypatch, builder):
    source = place / "source"
    source.mkdir(exist_ok=True)
    (source / "index.md").write_text(PAGE + "\n```{toctree}\nother\n```\n")
    (source / "other.md").write_text("# Other\n")
    (place / "dist").mkdir(exist_ok=True)
    (place / "dist" / "d3.min.js").write_text("d3")
    (place / "html" / "_static" / "explorer").mkdir(parents=True, exist_ok=True)
    (place / "html" / "_static" / "explorer" / "app.js").write_text('import { a } from "./formulas.js";\nexport const b = a;\n')
    (place / "package.json").write_text("{}")
    monkeypatch.setattr(explorer, "fetched", lambda name: place)
    monkeypatch.setattr(formulas, "module", lambda places: [f"export const a = {json.dumps(places)};"])
    settings = {"extensions": ["myst_parser", "book.explorer"], "project": "small", "copyright": "nobody", "version": "1"}
    with patch_docutils(), docutils_namespace():
        app = Sphinx(source, None, place / builder, place / "doctrees", builder, settings, status=None, freshenv=True, warningiserror=True)
        app.build()
    return place / builder


def test_a_page_with_an_explorer_and_no_other_gets_its_scripts(tmp_path, monkeypatch):
    site = built(tmp_path, monkeypatch, "html")
    page, other = ((site / name).read_text(encoding="utf-8") for name in ("index.html", "other.html"))
    assert re.search(r'<div class="explorer" data-view="map" data-g="2" data-home="chapters/explore/explorer.html">', page)
    assert '<a class="explorer-case" href="chapters/explore/explorer.html?n=2&amp;beta=1/3">this &amp; that</a>' in page
    assert re.search(r'<script data-version="\w{8}" defer="defer" src="_static/explorer/main.js', page)
    assert "explorer" not in other
    assert {path.name for path in (site / "_static" / "explorer").iterdir()} >= {"formulas.js", "d3.min.js", "bundle.js"}


def test_modules_carry_one_version_that_changes_with_them(tmp_path, monkeypatch):
    def versions():
        site = built(tmp_path, monkeypatch, "html")
        page = (site / "index.html").read_text(encoding="utf-8")
        imported = re.findall(r'from "./formulas.js\?v=(\w+)";', (site / "_static" / "explorer" / "app.js").read_text(encoding="utf-8"))
        return [*re.findall(r'data-version="(\w+)"', page), *imported]

    first, again = versions(), versions()
    assert len(first) == 2
    assert len({*first, *again}) == 1
    monkeypatch.setattr(explorer, "SCRIPTS", tmp_path / "html" / "_static" / "explorer")
    assert len({*versions(), *first}) == 2


@pytest.mark.parametrize("builder", ["latex", "epub", "text"])
def test_other_formats_leave_the_explorer_out_and_keep_the_words(tmp_path, monkeypatch, builder):
    place = built(tmp_path, monkeypatch, builder)
    (page,) = [path.read_text(encoding="utf-8") for name in ("small.tex", "index.xhtml", "index.txt") for path in place.glob(name)]
    assert re.search(r"this (&amp;|\\&|&) that", page)
    assert not re.search("data-view|explorer-case|needs the scripts", page)
    assert not list(place.rglob("formulas.js"))


def test_formulas_are_printed_again_only_when_something_changed(tmp_path, monkeypatch):
    printed = []
    monkeypatch.setattr(formulas, "module", lambda places: printed.append(places) or ["export const n = 1;"])
    for places in ({}, {}, {"4.1-x": "a.html#b"}, {"4.1-x": "a.html#b"}):
        explorer.write_formulas(tmp_path / "formulas.js", places)
    assert printed == [{}, {"4.1-x": "a.html#b"}]


def test_modules_become_one_script(tmp_path):
    (tmp_path / "plain.js").write_text("globalThis.plain = 2;\n")
    (tmp_path / "one.js").write_text(
        'import "./plain.js";\nexport const name = globalThis.plain;\nexport function twice(x) {\n  return 2 * x;\n}\n'
    )
    (tmp_path / "two.js").write_text(
        'import { name as other, twice } from "./one.js";\nconst name = 3;\nexport const all = [other, name, twice(5)];\n'
    )
    script = bundle.bundle(tmp_path / "two.js", "found")
    done = subprocess.run(
        [NODE, "--eval", f"document = {{currentScript: {{}}}};\n{script}\nconsole.log(found.all.join())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2,3,10"


def test_a_module_in_another_form_is_refused(tmp_path):
    (tmp_path / "one.js").write_text("export const a = 1;\nexport default a;\n")
    with pytest.raises(ValueError, match=r"got 'export default a;' in one.js"):
        bundle.bundle(tmp_path / "one.js", "found")
