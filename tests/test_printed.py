"""What print does in another way than a page, piece by piece."""

import re
import sys
from pathlib import Path

import pytest
from docutils import nodes
from pybtex.database import Person
from sphinx import addnodes
from sphinx.util import texescape
from sphinxcontrib.bibtex.nodes import raw_latex

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from book import code, indexed, printed  # noqa: E402


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
    [((40, 41), 3, False), ((40, 43), 3, True), ((40, 43), 17, False), ((40, 60), 3, False)],
    ids=["it fits", "nearly", "goes over pages", "much too wide"],
)
def test_a_table_that_nearly_fits_is_set_smaller(widths, rows, smaller):
    body = nodes.tbody("", *(row(*widths) for _ in range(rows)))
    page = nodes.container("", nodes.section("", nodes.table("", nodes.tgroup("", body, cols=len(widths)))))
    printed.tables(page)
    assert any(r"\footnotesize" in part.astext() for part in page.findall(nodes.raw)) is smaller
    assert ("p{" in next(page.findall(addnodes.tabular_col_spec))["spec"]) is (widths[1] == 60 or rows > 16)
    assert ("longtable" in next(page.findall(nodes.table))["classes"]) is (rows > 16)


def test_a_table_of_fractions_is_nearly_twice_as_high():
    tables = []
    for tex in ("1", r"\frac{n}{2}"):
        rows = [nodes.row("", nodes.entry("", nodes.paragraph("", "", nodes.math("", tex)))) for _ in range(9)]
        tables.append(nodes.table("", nodes.tgroup("", nodes.tbody("", *rows), cols=1)))
    printed.tables(nodes.container("", *tables))
    assert ["longtable" in table["classes"] for table in tables] == [False, True]
    assert printed._lines(tables[1].next_node(nodes.entry)) < 2


def test_fractions_in_tables_keep_their_distance_and_short_ratios_take_one_line():
    shown = {
        (r"\frac{n}{2}",): r"\tall{\frac{n}{2}}",
        ("in a line ", r"\frac{n}{2}"): r"\frac{n}{2}",
        (r"-\frac{1}{2}",): "-1/2",
        ("0.5 ", r"\frac{1}{2}"): r"\frac{1}{2}",
        ("n = 2, ", r"\beta = \frac{2}{3}"): r"\beta = 2/3",
    }
    cells = [nodes.entry("", nodes.paragraph("", "", *map(nodes.Text, words), nodes.math("", tex))) for *words, tex in shown]
    body = nodes.tbody("", nodes.row("", *cells))
    page = nodes.container("", nodes.table("", nodes.tgroup("", body, cols=len(cells))))
    printed.tables(page)
    assert [formula.astext() for formula in page.findall(nodes.math)] == list(shown.values())


def table(*rows):
    """A table whose cells are paragraphs of these parts."""
    lines = [nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *parts)) for parts in row)) for row in rows]
    specs = [nodes.colspec(colwidth=1) for _ in rows[0]]
    return nodes.table("", nodes.tgroup("", *specs, nodes.thead("", lines[0]), nodes.tbody("", *lines[1:]), cols=len(specs)))


def words(text):
    return [nodes.Text(text)]


def test_what_things_are_called_in_the_code_is_not_in_a_printed_table():
    whole = table(
        *([words(text) for text in row] for row in (("letter", "in the code", "is"), ("b", "beta", "it"), ("in the code", "", "x")))
    )
    printed.without_code_names(nodes.container("", whole))
    assert [[entry.astext() for entry in row.findall(nodes.entry)] for row in whole.findall(nodes.row)] == [["letter", "is"], ["b", "it"]]
    assert (whole[0]["cols"], len(list(whole.findall(nodes.colspec)))) == (2, 2)


def ratio(before, decimal, fraction):
    """A number as a table has it once its decimals are aligned."""
    aligned = nodes.inline("", "", nodes.raw("", rf"\phantom{{{before}}}", format="latex"), nodes.Text(decimal))
    return [aligned, nodes.inline("", "", nodes.Text(" "), nodes.math("", fraction))]


def test_values_at_a_point_are_equations_unless_the_next_table_has_them():
    head, name = [words("compared"), words("there")], [nodes.math("", "x")]
    found = table(head, [name, ratio("0", "\N{MINUS SIGN}0.5", r"-\frac{1}{2}")], [name, words("2")])
    kept = nodes.container("", found, table([words("")], [words("other")]))
    printed.values(kept)
    assert [part.astext() for part in kept if isinstance(part, nodes.math_block)] == [r"x = -\frac{1}{2} \approx -0.5", "x = 2"]
    again = nodes.container("", table(head, [name, words("2")]), table([words("a")], [words("2")]))
    printed.values(again)
    assert len(again) == 1


def output(tex, **attributes):
    """A cell that shows a formula."""
    return nodes.container("", nodes.container("", nodes.math_block("", tex, **attributes)))


def test_short_equations_that_follow_one_another_share_a_line():
    long = "z" * 45
    page = nodes.section("", output("x"), output("y"), output(long), nodes.paragraph("", "So"), output("u"), output("v", ids=["named"]))
    printed.rows(page)
    assert [equation.astext() for equation in page.findall(nodes.math_block)] == [r"x \qquad y", long, "u", "v"]
    assert len(page) == 5
    two = nodes.section("", output("x"), output(r"\begin{split}a &= b\end{split}"), output("y"), nodes.math_block("", "z"))
    printed.rows(two)
    assert [equation.astext() for equation in two.findall(nodes.math_block)][2:] == [r"y \qquad z"]


def test_no_page_ends_between_a_table_and_what_heads_it():
    head = nodes.paragraph("", "", nodes.emphasis("", "Marks"))
    page = nodes.section("", head, nodes.container("", table([words("part")])), nodes.paragraph("", "So."), table([words("part")]))
    printed.captions(page)
    assert [part.astext() for part in page[:2]] == ["Marks", r"\nopagebreak"]
    assert len(page) == 5


def test_whose_model_a_chapter_takes_is_set_apart_and_left_out_of_references():
    texescape.init()
    whole = "Who pays? · A & B 1990"
    book = nodes.container("", chapter(whole, nodes.paragraph("", "", nodes.emphasis("", whole), nodes.Text(" · "))))
    printed.short_references(book)
    printed.titles(book)
    assert book.astext().split("\n\n") == [r"Who pays?\model{A \& B 1990}", "Who pays? · "]
    assert printed.heading("The model") == "The model"


def test_what_a_cell_without_code_says_in_a_line_is_set_as_words():
    page = nodes.container("", *(cell(output="") for _ in range(3)))
    for place, (shown, text) in zip(page, [(False, "'so'"), (False, "two\nlines"), (True, "'so'")], strict=True):
        place[1] += nodes.literal_block("", text)
        place.children = place.children if shown else place.children[1:]
    printed.outputs(page)
    assert [part.astext() for part in page.findall(nodes.emphasis)] == ["so"]
    assert len(list(page.findall(nodes.literal_block))) == 3  # what was typed in the last, too


def test_a_long_table_lets_no_figure_pass_and_takes_its_heading_along():
    first, second = (table(*([words("x")] for _ in range(20))) for _ in range(2))
    begun = nodes.section("", nodes.title("", "All"), nodes.paragraph("", "Each."), nodes.container("", first))
    label = nodes.target(refid="all")
    page = nodes.section("", nodes.title("", "A"), *(nodes.paragraph("", "Much.") for _ in range(3)), second, label, begun)
    printed.tables(page)
    barriers = [part for part in page if isinstance(part, nodes.raw) and part.astext() == r"\FloatBarrier\Needspace{10\baselineskip}"]
    assert page[page.index(barriers[1]) + 1 :] == [label, begun]
    assert page.index(barriers[0]) < page.index(second) < page.index(barriers[1])


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


def test_in_a_table_of_claims_a_verdict_stands_with_its_page_alone():
    page = nodes.container("", table([words("verdict")], [[badge("one")]], [[badge("two"), nodes.Text(" It holds.")]]))
    printed.badges(page)
    place = r"\detokenize{ledger:claim-one}"
    assert page.astext().split("\n\n")[-2:] == [
        rf"\hyperref[{place}]{{\textbf{{Proved}}, p.\,\pageref*{{{place}}}}}",
        r"\inlineverdict{Proved}{two}{\detokenize{ledger:claim-two}} It holds.",
    ]
    assert [printed._width(entry) for entry in page.findall(nodes.entry)] == [7, 14, 28]


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


def test_a_decimal_and_its_ratio_are_one():
    exact = nodes.inline("", " ", nodes.math("", r"\frac{171}{652}"), classes=["exact"])
    cell = nodes.entry("", nodes.paragraph("", "", nodes.inline("", "0.2623", classes=["decimal"]), exact))
    assert printed._mathematics(cell) == printed._width(cell) == 6 + 1 + 3


def test_a_formula_of_a_table_is_as_wide_as_it_is_set():
    cell = nodes.entry("", nodes.paragraph("", "", nodes.math("", r"\frac{10125}{850208}"), nodes.Text(" x")))
    page = nodes.container("", nodes.table("", nodes.tgroup("", nodes.tbody("", nodes.row("", cell)), cols=1)))
    printed.tables(page)
    assert printed._width(cell) == 6 + 2


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


def test_no_long_title_ends_with_a_word_alone():
    long, short = nodes.title("", "What the paper gets right, and what it does not"), nodes.title("", "The model")
    printed.titles(nodes.section("", long, short))
    assert [part.astext() for part in long] == ["What the paper gets right, and what it does", "~", "not"]
    assert isinstance(long[1], nodes.raw)
    assert short.astext() == "The model"


BOXES = 3 + 2 * 2.6 + 1 + 3
"""Lines of a heading and of two exercises, whose texts take one line and three."""


@pytest.mark.parametrize(("lengths", "lines"), [((80, 200), BOXES), ((80, 2000), None)])
def test_short_exercises_of_a_chapter_stand_on_one_page(lengths, lines):
    page, section = _page_with_exercises(lengths, nodes.image(uri="a.pdf"))
    before = [part.astext() for part in page.children[2 : page.index(section)]]
    assert before == ([rf"\Needspace{{{lines:.1f}\baselineskip}}"] if lines else [])


def test_so_does_the_one_exercise_of_the_last_section():
    page, section = _page_with_exercises((80,), nodes.section("", nodes.title("", "Lecture 7"), nodes.admonition()), "Lecture 8")
    assert page[page.index(section) - 1].astext() == rf"\Needspace{{{3 + 2.6 + 1:.1f}\baselineskip}}"


def test_the_text_before_short_exercises_ends_on_their_page():
    last = nodes.paragraph("", "y" * 85, nodes.reference("", "z" * 8))
    _page_with_exercises((80, 200), nodes.section("", nodes.title("", "What it means"), nodes.paragraph("", "It."), last))
    assert last.parent[2].astext() == rf"\closewith{{2}}{{{BOXES:.1f}}}"  # the page of a reference makes it two lines


def test_the_only_paragraph_of_a_section_counts_with_its_heading():
    part = nodes.section("", nodes.title("", "What it means"), nodes.paragraph("", "y" * 100))
    page, _ = _page_with_exercises((80, 200), part)
    assert page[page.index(part) - 1].astext() == rf"\closewith{{{2 + 3}}}{{{BOXES:.1f}}}"


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ([nodes.paragraph("", "y" * 100)], [r"\Needspace{7.5\baselineskip}", "y" * 100]),
        ([nodes.title("", "How"), nodes.paragraph("", "y")], ["How", "y"]),
        ([nodes.paragraph("", "y" * 300)], ["y" * 300]),
        ([nodes.title("", "How")], ["How"]),
        ([nodes.image(uri="a.pdf")], [""]),
    ],
    ids=["a paragraph", "the first of a section", "a long one", "a title", "a figure"],
)
def test_code_begins_on_the_page_of_what_leads_to_it(before, asked):
    cell = nodes.container("", nodes.container("", nodes.literal_block("", "1\n2\n3\n4\n5\n")), nodes.paragraph())
    page = nodes.section("", nodes.target(), nodes.section("", *(part.deepcopy() for part in before), cell))
    printed.code(page)
    assert [part.astext() for part in page[-1]] == [*asked, r"\codelines{5}", cell.astext()]
    before_heading = [rf"\Needspace{{{8.5 + len(asked[1:])}\baselineskip}}"] * (asked[:1] == ["How"])
    assert [part.astext() for part in page[:-1]] == [*before_heading, ""]


def test_a_heading_with_code_keeps_the_label_that_ends_the_section_before():
    label = nodes.target(refid="exam")
    before = nodes.section("", nodes.title("", "Own"), nodes.section("", nodes.title("", "Lectures"), nodes.paragraph("", "z"), label))
    page = nodes.section("", before, nodes.section("", nodes.title("", "Exam"), nodes.literal_block("", "1")))
    printed.code(page)
    assert [part.astext() for part in before[1]] == ["Lectures", "z", r"\Needspace{5.5\baselineskip}", ""]
    assert [part.astext() for part in page[1]] == ["Exam", r"\codelines{1}", "1"]


def test_code_in_a_box_is_broken_as_the_box_is():
    page = nodes.section("", nodes.admonition("", nodes.literal_block("", "1")))
    printed.code(page)
    assert page.astext() == "1"
    solved = nodes.section("", printed.solution_node("", nodes.title("", "A"), nodes.section("", nodes.literal_block("", "1"))))
    printed.code(solved)
    assert [part.astext() for part in (solved[0], *solved[1])] == [r"\Needspace{5.5\baselineskip}", "A", r"\codelines{1}", "1"]


def _page_with_exercises(lengths, before, title="Exercises"):
    boxes = [nodes.admonition("", nodes.title("", "Exercise"), nodes.paragraph("", "x" * length)) for length in lengths]
    section = nodes.section("", nodes.title("", title), *boxes)
    page = nodes.section("", nodes.title("", "A chapter"), before, section)
    printed.exercises_together(page)
    return page, section


def test_a_verdict_has_the_page_of_its_entry_wherever_that_stands():
    far, near = nodes.reference(refuri="%verdicts/ledger#claim-one"), nodes.reference(refid="claim-one")
    page = printed.FILE("", nodes.paragraph("", "", far, near), docname="verdicts/ledger")
    assert [printed._label(link, page) for link in page.findall(nodes.reference)] == ["verdicts/ledger:claim-one"] * 2


FACTOR = r"\left(" + " + ".join("abcdefghijklm") + r"\right)"
SIGNED = r"a + b + c + d + e + f + g + h + i + j + k + l + m - n - o - p - q - r - s - t - u - v - w - x - y - z - a - b - c"


@pytest.mark.parametrize(
    ("tex", "found"),
    [
        (r"\frac{a + b}{c}", r"\frac{a + b}{c}"),
        (
            rf"x = \frac{{a}}{{2 {FACTOR} {FACTOR}}}",
            rf"x = \frac{{a}}{{\begin{{gathered}}2 {FACTOR} \\ \times {FACTOR}\end{{gathered}}}}",
        ),
        (
            rf"x = \frac{{a}}{{{SIGNED}}}",
            rf"x = \frac{{a}}{{\begin{{gathered}}{SIGNED[:58]}\\ {{}} {SIGNED[58:]}\end{{gathered}}}}",
        ),
        (rf"{FACTOR} {FACTOR} {FACTOR} \frac{{a + b}}{{c}}", rf"{FACTOR} {FACTOR} {FACTOR} \frac{{a + b}}{{c}}"),
    ],
    ids=["short", "factors", "terms", "wide beside it"],
)
def test_what_makes_a_fraction_too_wide_takes_two_lines(tex, found):
    assert printed.stacked(tex) == found


def test_a_part_of_a_fraction_that_cannot_be_cut_stays():
    product = " ".join("abcdefghijklmnopqrstuvwxyz" * 3)
    assert printed.stacked(rf"\frac{{{product}}}{{b}}") == rf"\frac{{{product}}}{{b}}"


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


SUM, HALF, THIRD = (" + ".join(rf"n^{{{power}}} \left(n + 1\right)" for power in range(1, least)) for least in (13, 7, 5))
TOO_WIDE = {
    "at its sign": (f"{HALF} = {HALF}", 2),
    "so that it fits": (f"{THIRD} = {THIRD}", 2),
    "between its terms": (f"P = {SUM}", 2),
    "between the terms of its last bracket": (rf"\begin{{aligned}} P = {{}} & n \\ & \quad - G \left({SUM}\right) \end{{aligned}}", 3),
}


@pytest.mark.parametrize(("tex", "lines"), TOO_WIDE.values(), ids=TOO_WIDE)
def test_an_equation_far_too_wide_is_set_in_more_lines_and_says_the_same(tex, lines):
    broken = printed.in_lines(tex)
    parts = printed.LINES.split(broken)
    assert len(parts) == lines
    assert max(map(printed.across, parts)) <= max(map(printed.across, printed.LINES.split(tex))) * 0.6
    assert all(part.count(r"\left(") == part.count(r"\right)") for part in parts)  # TeX wants both on one line
    assert bare(broken) == bare(tex)
    page = nodes.paragraph("", "", nodes.math_block("", tex))
    printed.equations(page)
    assert broken in page.astext()


def bare(tex):
    """What an equation says, without where its lines end and how its brackets grow."""
    tex = re.sub(r"\\(?:begin|end)\{aligned\}|\\q?quad|\\\\|&|\{\}|\s", "", tex)
    return tex.replace(r"\bigl", r"\left").replace(r"\bigr", r"\right")


@pytest.mark.parametrize("tex", [rf"\frac{{{SUM}}}{{b}}", f"x = {SUM[:40]}", rf"x = \frac{{{SUM}}}{{{SUM}}}"])
def test_an_equation_that_gains_nothing_by_a_second_line_is_left(tex):
    assert printed.in_lines(tex) == tex


def cell(*tags, output="6"):
    """A cell as myst-nb makes it."""
    code = nodes.container("", nodes.literal_block("", "2 * 3"), classes=["cell_input"])
    shown = nodes.container("", *([nodes.paragraph("", output)] if output else []), classes=["cell_output"])
    return nodes.container("", code, shown, classes=["cell", *(f"tag_{tag}" for tag in tags)])


def test_only_code_that_is_the_point_is_left_and_cells_that_show_nothing_vanish():
    page = nodes.container("", cell(), cell(output=""), cell("keep-code"), cell("keep-code", output=""))
    code.leave_out(page, False)
    assert [part.astext().split() for part in page] == [["6"], ["2", "*", "3", "6"], ["2", "*", "3"]]


def test_code_that_is_asked_for_is_there():
    page = nodes.container("", cell(), cell(output=""))
    code.leave_out(page, True)
    assert [part.astext().split() for part in page] == [["2", "*", "3", "6"], ["2", "*", "3"]]


def chapter(name, *parts):
    return printed.FILE("", nodes.section("", nodes.title("", name), *parts), docname=name)


def test_what_leads_to_a_page_that_is_not_printed_says_that_it_is_online():
    (away,) = [name for name in printed.LEFT_OUT if name.endswith("api")]
    links = [nodes.reference("", "there", refuri=f"%{away}#place"), nodes.reference("", "here", refuri="%chapters/x#place")]
    book = nodes.container("", chapter("chapters/x", nodes.paragraph("", "", *links)), chapter(away))
    printed.leave_out(book)
    assert [part["docname"] for part in book] == ["chapters/x"]
    assert [link.astext() for link in book.findall(nodes.reference)] == ["here"]
    assert book.astext().endswith("there (online)here")


def test_the_works_cited_stand_in_the_chapter_of_that_name():
    parts = [nodes.paragraph("", "These are the works."), nodes.section("", nodes.title("", "How to cite"))]
    works = printed.thebibliography()
    book = nodes.container("", chapter(printed.REFERENCES, *parts), works)
    printed.references(book)
    assert [type(part).__name__ for part in book[0][0]] == ["title", "paragraph", "thebibliography", "section"]


def test_of_the_ledger_the_proofs_are_printed_and_smaller():
    parts = [nodes.paragraph("", "", nodes.emphasis("", words), nodes.Text(" and more.")) for words in ("Proof.", printed.RECEIPT)]
    book = nodes.container("", chapter(printed.SMALL[0], *parts))
    printed.leave_out(book)
    printed.closer(book)
    assert book.astext().split("\n\n") == [printed.SMALL[0], r"\begingroup\closer", "Proof. and more.", r"\par\endgroup"]


def test_answers_of_a_quiz_go_to_the_back_with_their_numbers():
    question = nodes.paragraph("", "", nodes.strong("", "3."), nodes.Text(" So it is?"))
    marks = [nodes.raw("", text, format="html") for text in ('<div class="quiz"></div>', printed.BECAUSE, "</div>")]
    page = nodes.container("", question, *marks[:2], nodes.paragraph("", "Never."), nodes.paragraph("", "See there."), marks[2])
    book = nodes.container("", chapter("chapters/quiz", page))
    (_, back, _) = printed.appendix(book)
    assert "Never" not in book.astext()
    assert "So it is" in book.astext()
    assert [part.astext() for part in back[-1]][1:] == ["3. Never.", "See there."]


def glossary():
    items = {"free riding": "搭便车. What it is.", "regime": "Of three."}
    made = [
        nodes.definition_list_item("", nodes.term("", term), nodes.definition("", nodes.paragraph("", text)))
        for term, text in items.items()
    ]
    return addnodes.glossary("", nodes.definition_list("", *made))


def test_the_index_leads_to_where_a_chapter_first_explains_a_term():
    chapters = [
        chapter("a", nodes.paragraph("", "Free riding is not explained here.")),
        chapter("b", nodes.paragraph("", "Free riding (搭便车) pays."), nodes.paragraph("", "", nodes.emphasis("", "free riding"))),
        chapter("c", nodes.paragraph("", "", nodes.Text("Three "), nodes.emphasis("", "regimes"), nodes.Text("."))),
    ]
    last = chapter("glossary", addnodes.index(entries=[("single", "spillover.Cluster", "", "", None)]), glossary())
    indexed.index_terms(nodes.container("", *chapters, last), chapters)
    assert not list(last.findall(addnodes.index))
    assert [part.astext() for part in last.findall(nodes.raw)] == [
        r"\index{free riding@free riding|textbf}",
        r"\index{regime@regime|textbf}",
    ]
    found = [[part.astext() for part in place.findall(nodes.raw)] for place in chapters]
    assert found == [[], [r"\index{free riding@free riding}"], [r"\index{regime@regime}"]]


def test_the_index_leads_from_authors_to_where_they_are_cited():
    cited = nodes.paragraph("", "", raw_latex(r"\hyperlink{cite.chapters/reference/references:id1}{"))
    indexed.index_authors(cited, {"id1": [Person("d’Aspremont")]})
    assert [part.astext() for part in cited.findall(nodes.raw)] == [r"\index{dAspremont@d’Aspremont}"]
