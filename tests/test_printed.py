"""What print does in another way than a page, piece by piece."""

import sys
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.util import texescape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from book import printed  # noqa: E402


@pytest.mark.parametrize(
    ("columns", "kinds"),
    [
        ([(5, 0), (20, 0)], "ll"),
        ([(5, 0), (200, 0)], "lp"),
        ([(90, 0), (200, 0), (8, 0)], "ppl"),
        ([(40, 38), (200, 0)], "lp"),
        ([(16, 0), (13, 0), (5, 0), (5, 0), (60, 0)], "llllp"),
        ([(16, 0)] * 6, "pppppp"),
    ],
    ids=["short", "one long", "two long", "a formula is not parted", "nor a name", "unless names are too many"],
)
def test_columns_share_the_line(columns, kinds):
    spec = printed._columns(columns)
    assert "".join("p" if "p{" in column else column for column in spec) == kinds
    shares = [float(column.partition("p{")[2].partition("\\")[0]) for column in spec if "p{" in column]
    assert sum(shares) < 1


def row(*widths):
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "x" * width)) for width in widths))


@pytest.mark.parametrize(
    ("widths", "rows", "smaller"),
    [((40, 41), 3, False), ((40, 43), 3, True), ((40, 43), 13, False), ((40, 60), 3, False)],
    ids=["it fits", "nearly", "goes over pages", "much too wide"],
)
def test_a_table_that_nearly_fits_is_set_smaller(widths, rows, smaller):
    body = nodes.tbody("", *(row(*widths) for _ in range(rows)))
    page = nodes.container("", nodes.table("", nodes.tgroup("", body, cols=len(widths))))
    printed.tables(page)
    assert [r"\footnotesize" in part.astext() for part in page.findall(nodes.raw)][:1] == [True] * smaller
    assert ("p{" in next(page.findall(addnodes.tabular_col_spec))["spec"]) is (widths[1] == 60 or rows > 12)


def test_fractions_in_tables_keep_their_distance():
    half = r"\frac{1}{2}"
    parts = [nodes.paragraph("", "", nodes.math("", half)), nodes.paragraph("", "", nodes.Text("in a line "), nodes.math("", half))]
    cells = nodes.row("", nodes.entry("", parts[0]), nodes.entry("", parts[1]))
    page = nodes.container("", nodes.table("", nodes.tgroup("", nodes.tbody("", cells), cols=2)))
    printed.tables(page)
    assert [formula.astext() for formula in page.findall(nodes.math)] == [rf"\tall{{{half}}}", half]


def badge(claim):
    words = f"Proved {claim}"
    return nodes.reference("", "", nodes.strong("", words, classes=["claim-badge"]), refuri=f"%ledger#claim-{claim}")


def test_a_verdict_that_is_a_word_of_its_sentence_stands_in_it():
    page = nodes.container(
        "",
        nodes.paragraph("", "", nodes.Text("So it was proved "), badge("one"), nodes.Text(".")),
        nodes.paragraph("", "", nodes.Text("The bound is that of "), badge("two"), nodes.Text(".")),
        nodes.paragraph("", "", nodes.Text("So. "), badge("a"), nodes.Text(" "), badge("b"), nodes.Text(" "), badge("c")),
    )
    printed.badges(page)
    first, second, crowd = page.children
    assert first.astext() == r"So it was proved\verdict{Proved}{one}{\detokenize{ledger:claim-one}}."
    assert second.astext() == r"The bound is that of \inlineverdict{Proved}{two}{\detokenize{ledger:claim-two}}."
    assert crowd.astext().startswith("So. ")
    assert crowd.astext().count(r"\inlineverdict") == 3


def test_the_index_holds_terms_and_no_names_of_python():
    module, function, term = (addnodes.index(entries=[]) for _ in range(3))
    page = nodes.section(
        "", nodes.paragraph("", "x"), module, nodes.paragraph("", "y"), nodes.container("", function), nodes.term("", "", term)
    )
    printed.names(page)
    assert list(page.findall(addnodes.index)) == [term]
    assert [part.astext() for part in page.findall(nodes.raw)] == [r"\par"]
    assert page.index(next(page.findall(nodes.raw))) == 1  # what a module says of itself begins a paragraph


def test_chinese_in_code_is_set_in_a_face_that_has_it():
    page = nodes.section("", nodes.literal_block("", "x = 1"), nodes.literal_block("", "知识"), nodes.doctest_block("", ">>> '知识'"))
    printed.scripts(page)
    assert [part.astext() for part in page.findall(nodes.raw)] == [r"\begingroup\chinesecode", r"\endgroup"] * 2


def test_chinese_in_code_within_a_line_is_set_piece_by_piece():
    line = nodes.paragraph("", "", nodes.literal("", "x̂ 知识"), nodes.literal("", "x̂"))
    printed.scripts(line)
    assert line.children[0].astext() == r"\sphinxcode{\sphinxupquote{x̂ {\monochinese 知识}}}"
    assert isinstance(line.children[1], nodes.literal)


def test_a_fraction_takes_the_width_of_its_wider_part():
    cell = nodes.entry("", nodes.paragraph("", "", nodes.Text("so "), nodes.math("", r"\frac{427500}{405769} \approx 1.054")))
    assert (printed._width(cell), printed._mathematics(cell)) == (15, 12)


def test_what_the_text_face_has_not_is_set_in_another():
    texescape.init()
    assert printed.in_its_face("R&D") == r"R\&D"
    assert printed.in_its_face("β₁₂") == r"\texorpdfstring{{\signs β}}{β}\texorpdfstring{\textsubscript{12}}{₁₂}"
    assert printed.in_its_face("β of 知识") == r"\texorpdfstring{{\signs β}}{β} of \texorpdfstring{{\chinese 知识}}{知识}"


def test_code_stays_as_it_is():
    text = nodes.paragraph("", "", nodes.Text("β"), nodes.literal("", "β"))
    printed.scripts(text)
    assert [type(part).__name__ for part in text.children] == ["raw", "literal"]


def test_a_caption_is_the_first_sentence():
    assert printed._first_sentence("welfare, by regime. It falls.") == "Welfare, by regime."
    assert printed._first_sentence("Of 3 claims: 2 proved.") == "Of 3 claims: 2 proved."
    assert printed._first_sentence("As it grows: " + "something happens, " * 9) == "As it grows."


def test_only_the_pdfs_of_this_commit_are_offered(tmp_path, monkeypatch):
    monkeypatch.setattr(printed, "head", lambda root: "abc")
    folder = tmp_path / "_build" / "pdf"
    folder.mkdir(parents=True)
    (folder / "ledger.pdf").write_bytes(b"%PDF")
    assert printed.bound(tmp_path) == []
    (folder / "commit.txt").write_text("another", encoding="utf-8")
    assert printed.bound(tmp_path) == []
    (folder / "commit.txt").write_text("abc", encoding="utf-8")
    assert printed.bound(tmp_path) == [folder / "ledger.pdf"]


def test_a_verdict_has_the_page_of_its_entry_wherever_that_stands():
    far, near = nodes.reference(refuri="%verdicts/ledger#claim-one"), nodes.reference(refid="claim-one")
    page = printed.FILE("", nodes.paragraph("", "", far, near), docname="verdicts/ledger")
    assert [printed._label(link, page) for link in page.findall(nodes.reference)] == ["verdicts/ledger:claim-one"] * 2


def test_a_fraction_is_as_wide_as_its_wider_part():
    assert printed.across("x + y") == 3
    assert printed.across(r"x = \frac{a}{b + c}") == printed.across(r"x = \frac{b + c}{a}") == 5
    assert printed.across(r"\frac{a + \frac{b}{c}}{d} z") == 4
    with pytest.raises(ValueError, match="never closed"):
        printed.across(r"\frac{a")


@pytest.mark.parametrize(("tex", "fitted"), [("x" * 45, False), ("x" * 46, True), (r"\begin{aligned}" + "x" * 90, False)])
def test_wide_equations_are_made_to_fit(tex, fitted):
    page = nodes.paragraph("", "", nodes.math_block("", tex))
    printed.equations(page)
    assert [part.astext() for part in page.findall(nodes.raw)] == [rf"\[\fitted{{{tex}}}\]"] * fitted
