"""What helps to find and to compare: the index of the search, tables whose numbers line up, captions, ids beside headings."""

import json
import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.ext.napoleon.docstring import NumpyDocstring
from sphinx.util.docutils import docutils_namespace, patch_docutils

from book import docstrings, search
from book.figures import Captions, caption_of
from book.lines import LineEnds, bound
from book.tables import Comparable
from spillover import Cluster, Regime

PAGE = """<html><body><p>Menu</p><article><section id="top"><h1>3. The <em>model</em><a class="headerlink">#</a></h1>
<p>Firms choose R&amp;D. <a><strong class="claim-badge">Proved 4.1-x</strong></a> Above <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>,
<math><msup><mi>x</mi><mn>2</mn></msup><mo>&gt;</mo><mover><mi>q</mi><mo>^</mo></mover><msqrt><mi>n</mi></msqrt></math>.</p>
<section id="stage"><h2>Stage 1<a class="headerlink">#</a></h2><ul><li>First.</li><li><p>Second.</p></li></ul>
<figcaption><p>Third.</p></figcaption>
<table><tr><td>0.123</td><td>Bertrand</td><td>A whole sentence.</td></tr></table>
<details><summary>Proof</summary><p>Hidden words.</p></details></section>
<section id="terms" lang="zh-Hans"><h2>Terms</h2><dl><dt id="term-a">cluster</dt><dt id="term-b">industrial cluster</dt>
<dd><p>产业集群。Firms.</p></dd></dl></section>
<dl class="py"><dt class="sig" id="spillover.Cluster"><span>class Cluster</span></dt><dd><p>A market.</p>
<dl class="field-list"><dt>Parameters</dt><dd><p><strong>gamma</strong> – what R&amp;D costs.</p></dd></dl>
<p class="rubric">Examples</p><pre>Cluster(n=2)</pre></dd></dl>
</section></article></body></html>"""


def found():
    return {part.place: part for part in search.sections(PAGE, "a.html")}


def test_each_section_term_and_name_can_be_found():
    titles = {place: (part.page, part.title, part.lang) for place, part in found().items()}
    assert titles == {
        "a.html": ("3. The model", "3. The model", ""),
        "a.html#stage": ("3. The model", "Stage 1", ""),
        "a.html#terms": ("3. The model", "Terms", "zh-Hans"),
        "a.html#term-a": ("3. The model", "cluster, industrial cluster", "zh-Hans"),
        "a.html#spillover.Cluster": ("3. The model", "Cluster", ""),
    }


def test_what_is_shown_is_prose_and_a_formula_reads_as_it_is_said():
    parts = found()
    assert parts["a.html"].prose == ["Firms choose R&D. Above 1/2, x²>q\N{COMBINING CIRCUMFLEX ACCENT}√n."]
    assert parts["a.html#stage"].prose == ["First.", "Second.", "A whole sentence."]
    assert parts["a.html#term-a"].prose == ["产业集群。Firms."]


def test_words_of_tables_code_and_folds_are_found_and_numbers_are_not():
    stage, cluster = (json.loads(json.dumps(found()[place].line())) for place in ("a.html#stage", "a.html#spillover.Cluster"))
    assert stage["apart"] == "bertrand hidden proof third words"
    assert (cluster["prose"], cluster["apart"]) == ("A market.", "gamma")


def test_a_long_part_of_a_fraction_has_brackets():
    parts = search.sections(
        "<article><h1>H</h1><p><math><mfrac><mrow><mi>a</mi><mo>-</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math></p></article>", "b"
    )
    assert parts[0].prose == ["(a-b)/c"]


def test_a_page_without_text_is_not_searched():
    assert search.sections("<html><body>Redirect</body></html>", "c.html") == []


def test_the_index_is_a_script_with_a_line_for_each_page_and_says_nothing_twice():
    first, line, last = search.index({"a.html": PAGE, "c.html": ""}).splitlines()
    assert (first, last) == ("globalThis.searchPages = [", "];")
    page = json.loads(line)
    assert (page["address"], page["page"]) == ("a.html", "3. The model")
    assert page["places"][0] == {"prose": " ".join(found()["a.html"].prose)}
    assert page["places"][1] | {"prose": "", "apart": ""} == {"at": "stage", "title": "Stage 1", "prose": "", "apart": ""}


def test_a_script_is_shortened_and_does_the_same(tmp_path):
    script = tmp_path / "long.js"
    script.write_text("/* Why. */\nglobalThis.twice = function (number) { const result = 2 * number; return result; };\n", encoding="utf-8")
    assert re.fullmatch(r"globalThis\.twice=function\((\w)\)\{return 2\*\1\};", search.shortened(script).strip())


# Tables and figures, on a small page


TABLE = r"""
|  | R&D |
| --- | --- |
| no cooperation | **12.84** $\frac{1284}{100}$ |
| one firm | 0.5 $\frac{1}{2}$ |
| full cooperation | 3 |

| plain | $\frac{1}{2}$ |
| --- | --- |
| full cooperation by others | 5 |
"""


def shaped(app, tree):
    """Take images for what a cell drew."""
    for image in tree.findall(nodes.image):
        image["shape"] = [4, 3]


def built(place, page, builder="html", name="index"):
    """A small book, warnings as errors."""
    source = place / "source"
    source.mkdir(exist_ok=True)
    (source / f"{name}.md").write_text(f"# Page\n\n{page}\n", encoding="utf-8")
    settings = {"extensions": ["myst_parser"], "project": "small", "root_doc": name, "myst_enable_extensions": ["dollarmath"]}
    with patch_docutils(), docutils_namespace():
        app = Sphinx(source, None, place / builder, place / "doctrees", builder, settings, status=None, freshenv=True, warningiserror=True)
        app.connect("doctree-read", shaped)
        for transform in (Comparable, Captions, LineEnds):
            app.add_post_transform(transform)
        app.build()
    return (place / builder / {"html": f"{name}.html", "latex": "small.tex"}[builder]).read_text(encoding="utf-8")


def test_decimals_of_a_column_stand_under_one_another_with_the_ratio_beside_them(tmp_path):
    page = built(tmp_path, TABLE)
    shown = re.findall(r'<span class="decimal">(.*?)</span>', page)
    wide, point = "\N{FIGURE SPACE}", "\N{PUNCTUATION SPACE}"
    assert shown == ["<strong>12.84</strong>", f"{wide}0.5{wide}", f"{wide}3{point}{wide * 2}"]
    assert page.count('<span class="exact">') == 2


def test_decimals_are_aligned_in_print_too(tmp_path):
    page = built(tmp_path, TABLE, "latex")
    assert r"\phantom{0}0.5\phantom{0}" in page
    assert r"\phantom{0}3\phantom{.00}" in page


RATIOS = "It is \N{MINUS SIGN}0.5 $-\\frac{1}{2}$; of 2 $\\frac{1}{3}$ and 0.5 $x$, then $\\frac{1}{4}$."


@pytest.mark.parametrize(("builder", "kept"), [("html", r'"together">([^<]+) <span'), ("latex", r"\\DUrole\{together\}\{([^{}]+) \\\(")])
def test_a_line_ends_before_a_decimal_and_not_before_its_ratio(tmp_path, builder, kept):
    page = built(tmp_path, RATIOS, builder)
    assert re.findall(kept, page) == ["\N{MINUS SIGN}0.5"]
    assert (";</span>" in page) is (builder == "html")  # and the sign that follows with them


def test_in_a_table_no_line_ends_before_a_number_that_names(tmp_path):
    page = built(tmp_path, "| firm 1 and a |\n| --- |\n| well-known firm 2 |")
    assert re.findall(r'"together">(.*?)<', page) == ["firm 1", "firm 2"]


def test_a_regime_named_in_a_table_has_its_colour(tmp_path):
    assert re.findall(r'<span class="regime-(\w+)">(.*?)</span>', built(tmp_path, TABLE)) == [
        ("non", "no cooperation"),
        ("full", "full cooperation"),
    ]


def test_a_column_of_words_keeps_its_room_and_one_of_numbers_or_signs_does_not(tmp_path):
    page = built(tmp_path, TABLE)
    cells = {re.sub(r"<[^>]*>", "", cell): "words" in kinds for kinds, cell in re.findall(r"<td(.*?)><p>(.*?)</p></td>", page)}
    assert cells == {name: name == "full cooperation by others" for name in cells}
    assert len(cells) == 8


@pytest.mark.parametrize(
    ("description", "caption"),
    [
        ("total output, n = 2. The highest is A up to 0.31, then B. No more.", "Total output, n = 2. The highest is A up to 0.31, then B."),
        ("横轴为外溢系数。全合作最高。余下。", "横轴为外溢系数。全合作最高。"),
        ("One line.", "One line."),
        (f"Strips. {'A list of many things, ' * 20}", "Strips."),
    ],
)
def test_a_caption_says_what_is_drawn_and_what_to_see(description, caption):
    assert caption_of(description) == caption


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Stage 1, regime 1: no cooperation", ["Stage 1", "regime 1"]),
        ("May an imitator out-earn the innovators?", ["out-earn"]),
        ("Output", []),
    ],
)
def test_a_heading_is_broken_neither_before_a_number_nor_at_a_hyphen(heading, kept):
    parts = bound(heading)
    assert "".join(part.astext() for part in parts) == heading
    assert [part.astext() for part in parts if isinstance(part, nodes.inline) and part["classes"] == ["together"]] == kept


FIGURES = """![One. Two. Three.](one.png)

```{note}
![In a box.](one.png)
```

```{container} folded
![In an answer. Two. Three.](one.png)
```

![Four.](one.png)
"""


@pytest.mark.parametrize(("name", "word"), [("index", "Figure"), ("index-zh", "图")])
def test_figures_are_numbered_and_those_in_boxes_are_not(tmp_path, name, word):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "one.png").write_bytes(b"")
    page = built(tmp_path, FIGURES, name=name)
    captions = re.findall(r'<figcaption>\s*<p><span class="caption-text"><span class="figure-number">(.*?)</span> (.*?)</span>', page)
    assert captions == [(f"{word}\N{NO-BREAK SPACE}1", "One. Two."), (f"{word}\N{NO-BREAK SPACE}2", "Four.")]
    assert re.findall(r'<figure [^>]*id="(.*?)"', page) == ["figure-1", "answer-1", "figure-2"]
    assert re.findall(r'<figcaption>\s*<p><span class="caption-text">([^<]+)', page) == ["In an answer. Two."]


def test_the_search_is_left_to_these_scripts():
    builder = SimpleNamespace(name="html", search=True)
    search.without_index(SimpleNamespace(builder=builder))
    assert not builder.search


def test_an_enumeration_is_shown_without_arguments_and_no_other_class():
    assert docstrings.without_arguments(None, "class", "Regime", Regime, None, "(value)", None) == ("", None)
    assert docstrings.without_arguments(None, "class", "Cluster", Cluster, None, "(n)", None) is None


@pytest.mark.parametrize("what", ["property", "attribute", "data", "function"])
def test_what_stands_before_a_colon_is_no_type(what):
    lines = ["By how much the condition holds: the left side less the right."]
    docstrings.as_a_sentence(None, what, "margin", None, None, lines)
    shown = NumpyDocstring(lines, what=what, name="margin").lines()
    assert [line for line in shown if line.strip(".")] == ["By how much the condition holds: the left side less the right."]
