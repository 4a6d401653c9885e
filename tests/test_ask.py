"""The field for questions outside the browser: how a question is shown, its map, and the questions that are answered in the page."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from book import ask as page
from book import console
from book.browser import asking, drawing, markup
from spillover import ask
from spillover.claims import store
from spillover.questions.verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
ASKED = ["n > 2", "beta < 1/2 | n = 3", "x* | n = 2, a = 15, A = 10, b = 1, beta = 1/4, gamma = 2", "b > 0", "n > 5 if n < 2"]
PAGE = "# Page\n\n```{ask}\n" + "\n".join(ASKED) + "\n```\n\n```{toctree}\nother\n```\n"


def told(text, given=""):
    """What is sent when a question is asked, in order."""
    sent = []
    asking.respond(lambda *piece: sent.append(piece), text, given)
    return sent


# ---- what is told


def test_the_reading_comes_before_the_answer_and_all_else_behind_it(monkeypatch):
    before = []
    monkeypatch.setattr(asking, "ask", lambda *asked: before.extend(kind for kind, _, _ in sent) or ask(*asked))
    sent = []
    asking.respond(lambda *piece: sent.append(piece), "beta < 1/2", "n = 3")
    assert before == ["read"]
    assert [kind for kind, _, _ in sent] == ["read", "answer", "market", "map"]
    assert sent[0][1] == r"Read as $\beta < \frac{1}{2}$ if $n = 3$."
    assert "<mfrac>" in sent[0][2]
    assert sent[1][1] == repr(ask("beta < 1/2", "n = 3"))
    assert sent[1][2].startswith("<p><strong>Refuted.</strong></p>")
    assert "Read as" not in sent[1][2]


def test_a_proof_comes_with_a_certificate_that_the_checker_reads(tmp_path):
    kind, text, _ = told("x[rnd] > 0 or beta > 1/3")[2]
    assert kind == "certificate"
    (tmp_path / "certificate.json").write_text(text, encoding="utf-8")
    assert store.accepts(tmp_path / "certificate.json")


def test_proofs_at_the_ends_are_in_the_file_too():
    answer = ask("n > 0", "beta <= 1")
    assert len(json.loads(asking.certificates(answer))) == 1 + len(answer.also) == 2


@pytest.mark.parametrize(
    ("text", "given", "read"),
    [
        ("x̂ > x*", "", r"$\hat{x} > x^{*}$"),
        ("x* at n = 2", "", "the value of $x^{*}$ if $n = 2$"),
        ("x* and x̂", "n = 2", r"the value of $x^{*}$, $\hat{x}$ if $n = 2$"),
        ("x* as n → ∞", "", r"the value of $\lim_{n \to \infty} x^{*}$"),
        ("x* at β = 1 > x* at β = 0", "", r"$x^{*}(\beta = 1) > x^{*}(\beta = 0)$"),
        ("largest welfare", "", r"the order of $W^{*}$, $\hat{W}$, $\tilde{W}$"),
        ("can W[full] > W[rnd]?", "n = 2", r"whether $\tilde{W} > \hat{W}$ can hold if $n = 2$"),
        ("x[full] is never below x[rnd]", "", r"$\tilde{x} < \hat{x}$ never holds"),
        ("which beta maximizes x*", "", r"where in $\beta$ it is largest, from its slope: $\frac{\partial x^{*}}{\partial \beta} > 0$"),
        ("is x̂ > x* with high spillovers", "beta > 1/2", r"$\hat{x} > x^{*}$ if $\beta > \frac{1}{2}$, $\beta > \frac{1}{2}$"),
    ],
)
def test_every_kind_of_question_says_how_it_was_read(text, given, read):
    assert asking.reading(text, given) == f"Read as {read}."


def test_where_something_is_largest_has_a_head_of_its_own():
    assert asking.said(ask("which beta maximizes x*")).startswith("**At an end.**")


def test_what_cannot_be_read_is_told_in_a_line_with_the_place_marked():
    ((kind, text, html),) = told("n > 2", "bet < 1/2")
    assert kind == "unread"
    assert text.startswith("conditions: unknown name 'bet'")
    assert html.endswith("<p><code><mark>bet</mark> &lt; 1/2</code></p>")
    assert markup.marked("question: why\n    x̂ < 1\n    ^").endswith("<code><mark>x\u0302</mark> &lt; 1</code></p>")
    assert markup.marked("question: why\n    n >\n       ^").endswith("<code>n &gt;<mark>&#xA0;</mark></code></p>")
    assert markup.marked("a < b") == "<p>a &lt; b</p>"


def test_what_is_near_a_question_that_cannot_be_read_is_a_link_that_carries_it():
    ((kind, text, html),) = told("What is behind R&D under full cooperation if beta < 1/2?", "")
    assert (kind, "try: x[non] vs x[full] if beta < 1/2, or: largest x if beta < 1/2" in text) == ("unread", True)
    assert (
        ': <a href="#q=x%5Bnon%5D+vs+x%5Bfull%5D+if+beta+%3C+1%2F2">x[non] vs x[full] if beta &lt; 1/2</a>, or: <a href="#q=largest' in html
    )


def test_the_explorer_gets_what_it_can_show():
    assert asking.market(ask("x[full] > x[non]")) == "n=2&beta=1/3&G=1&ratio=2&a=2&quantity=x"
    assert asking.market(ask("n > 60", "n > 55")) == ""  # more firms than it has
    assert asking.market(ask("b < 2", "b > 1")) == ""  # its demand has the slope one
    assert asking.market(ask("n > 2", "beta = 0")) == ""
    assert asking.market(ask("b > 0")) == asking.market(ask("x*")) == ""


# ---- the map


def shapes(html):
    """For each kind of cell its place and size on the map, in cells."""
    found = {}
    for shape in ET.fromstring(html).iter("path"):
        if shape.get("class") != "map-frame":
            runs = re.findall(r"M(\d+) (\d+)h(\d+)v", shape.get("d"))
            found[shape.get("class")] = [tuple(int(size) // drawing.CELL for size in run) for run in runs]
    return found


def test_the_map_has_each_cell_where_it_belongs():
    html = drawing.drawing(ask("beta < 1/2", "n = 2"))
    half, rows = drawing.ACROSS // 2, drawing.UP
    assert shapes(html) == {
        "map-holds": [(0, row, half) for row in reversed(range(rows))],
        "map-fails": [(half, row, half) for row in reversed(range(rows))],
    }
    assert "holds in 50%, fails in 50% of the area" in html.replace("fails in 50%, holds in 50%", "holds in 50%, fails in 50%")
    assert html.count("<circle") == 1


def test_the_map_agrees_with_the_figure_of_the_notebook():
    answer = ask("W[full] > W[non]", "n = 3")
    shares = dict(zip(("holds", "fails"), answer.figure().data["share of the area"], strict=False))
    cells = {
        kind: sum(count for *_, count in runs) / (drawing.ACROSS * drawing.UP) for kind, runs in shapes(drawing.drawing(answer)).items()
    }
    assert min(cells.values()) > 0.04
    assert cells["map-holds"] == pytest.approx(shares["holds"], abs=0.01)
    assert cells["map-fails"] == pytest.approx(shares["fails"], abs=0.01)


def test_the_map_of_an_order_shows_which_regime_is_first():
    found = shapes(drawing.drawing(ask("largest R&D", "n = 2")))
    assert found.keys() == {"map-non", "map-full"}
    assert max(start + count for start, _, count in found["map-non"]) == round(7 / 17 * drawing.ACROSS)


def test_where_nothing_varies_there_is_no_map():
    for text, given in [("n > 2", None), ("n > 5 if n < 2", None), ("x*", None), ("x[rnd] < x[non]", "beta = 0")]:
        assert drawing.drawing(ask(text, given)) == "", text


# ---- the questions that are answered in the page


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Build a page for a format, and name the answers that are worked out for it."""
    monkeypatch.setattr(console, "write", lambda place: place.mkdir(parents=True, exist_ok=True))
    worked, work = [], page.worked_out
    monkeypatch.setattr(page, "worked_out", lambda *asked: worked.append(asked) or work(*asked))
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.md").write_text(PAGE)
    (source / "other.md").write_text("# Other\n")

    def build(builder, again=False):
        worked.clear()
        settings = {
            "extensions": ["myst_parser", "book.mathml", "book.figures", "book.explorer", "book.ask"],
            "myst_enable_extensions": ["dollarmath"],
            "html_math_renderer": "mathml",
            **{"project": "small", "copyright": "nobody", "version": "1"},
        }
        places = (source, None, tmp_path / builder, tmp_path / "doctrees")
        with patch_docutils(), docutils_namespace():
            app = Sphinx(*places, builder, settings, None, freshenv=not again, warningiserror=True)
            app.build()
        return tmp_path / builder, list(worked)

    return build


def test_the_answers_stand_in_the_page_and_are_worked_out_once(built):
    site, worked = built("html")
    assert worked == [page.split(line) for line in ASKED]
    text, other = ((site / name).read_text(encoding="utf-8") for name in ("index.html", "other.html"))
    boxes = re.findall(r'<details class="more ask-answered" (.*?)>(.*?)</details>', text, re.DOTALL)
    assert [about for about, _ in boxes][1] == 'data-question="beta &lt; 1/2" data-given="n = 3"'
    assert "<summary><code>beta &lt; 1/2</code>, given <code>n = 3</code></summary>" in boxes[1][1]
    assert [re.search(r"(?<=<strong>)\w+", inside) is not None for _, inside in boxes] == [True, True, False, True, True]
    assert "140" in boxes[2][1]
    assert ["<img" in inside for _, inside in boxes] == [False, True, False, False, False]
    assert 'alt="Where the statement beta &lt; 1/2 holds' in boxes[1][1]
    assert 'href="chapters/explore/explorer.html?n=3&amp;beta=' in boxes[1][1]
    (file,) = re.findall(r'href="(_static/certificates/[^"]*)" download', boxes[3][1])
    assert store.accepts(site / file)
    assert text.count("<option>") == len(ASKED)
    assert 'src="_static/ask/ask.js' in text
    assert "ask" not in re.sub(r"<title>.*?</title>|task", "", other)
    assert (site / "_static" / "console").exists()
    (site / file).unlink()
    assert built("html", again=True)[1] == []
    assert store.accepts(site / file)


@pytest.mark.parametrize("builder", ["latex", "epub"])
def test_other_formats_have_the_answers_and_no_field(built, builder):
    place, _ = built(builder)
    (text,) = [path.read_text(encoding="utf-8") for name in ("small.tex", "index.xhtml") for path in place.glob(name)]
    assert "Refuted" in text
    assert not re.search(r"<form|<input|explorer\.html|certificates", text)
    assert ("<details" in text) == (builder == "epub")


# ---- the page


def test_each_spelling_on_the_page_can_be_read():
    cells = json.loads((ROOT / "chapters" / "explore" / "ask.ipynb").read_text(encoding="utf-8"))["cells"]
    (table,) = re.findall(r"\| you type \| you get \|\n(.*?)\n\n", "\n".join("".join(cell["source"]) for cell in cells), re.DOTALL)
    spellings = re.findall("`(.*?)`", table)
    assert len(spellings) > 10
    assert all(asking.reading(text, "") for text in spellings)


def test_what_the_page_says_of_its_answers_is_so():
    assert ask("x* decreasing in beta").verdict is Verdict.PROVED
    assert ask("s*x* increasing in beta").verdict is Verdict.REFUTED
    assert ask("x[second_best] < x[non]", "beta = 0, n > 2").verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("text", "brief"),
    [("n > 1", "**Proved:** `n > 1`"), ("compare profit[rnd] and profit[non]", "R&D cooperation > no cooperation")],
)
def test_print_has_the_verdict_or_the_orders(text, brief):
    assert page.first_words(ask(text)._repr_markdown_()) == brief
