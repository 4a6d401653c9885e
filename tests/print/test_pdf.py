"""The printed edition: nothing is missing from it, nothing sticks out of it, and the same commit gives the same bytes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import pdf  # noqa: E402

from book import tagged  # noqa: E402
from book.printed import LEFT_OUT  # noqa: E402

BOOK = pdf.PDF / "spillover.pdf"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
FILES = [chapter["file"] for part in TOC["parts"] for chapter in part["chapters"]]
SOURCES = [Path(file).name for file in FILES if file not in LEFT_OUT]
WITH_CODE = ("engine", "atlas")
"""Chapters in which the code is the point."""
OF_THE_WEB = re.compile(
    r"folds? out|\bdrag|slider|\bclick|hover|address of this page|with buttons|online you|in the code\b|establish it again", re.IGNORECASE
)
NAME_IN_CODE = re.compile(r"[a-z]{2,}_[a-z]{2,}")
MOST_OVERFULL = 5
MARGIN = " " * 60
"""What begins farther to the right, as pdftotext lays out a page, is a note in the margin."""


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@cache
def pages(path=BOOK):
    """The words of each page."""
    return said("pdftotext", "-layout", str(path), "-").split("\f")[:-1]


@cache
def log():
    """XeLaTeX's log, its broken lines joined."""
    text = (pdf.LATEX / "spillover.log").read_text(encoding="utf-8", errors="replace")
    return re.sub(r"(?<=[^\n]{79})\n", "", text)


@cache
def bookmarks():
    """The bookmarks of the book as qpdf tells them: each with its title, its page, and those below it."""
    return json.loads(said("qpdf", "--json=1", "--json-key=outlines", str(BOOK)))["outlines"]


@cache
def places():
    """The first and the last page of each part and each chapter, by its title."""
    entries = [entry for part in bookmarks() for entry in (part, *part["kids"])]
    starts = [(entry["title"], entry["destpageposfrom1"]) for entry in entries]
    return {title: (start, following - 1) for (title, start), (_, following) in pairwise(starts)}


@cache
def chapters():
    """The name of each chapter's source, and its title."""
    return [(name, title) for name, title in json.loads((pdf.LATEX / "chapters.json").read_text(encoding="utf-8"))]


def overfull(text):
    return [float(width) for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", text)]


def flat(text):
    return " ".join(text.split())


@cache
def headings():
    """The titles of chapters, sections and subsections, as they stand in the table of contents and below it."""
    return {flat(re.sub(r"^[\d.]+", "", title)) for title in _titles(bookmarks())}


def _titles(outlines):
    for entry in outlines:
        yield entry["title"]
        yield from _titles(entry["kids"])


def ends_with_heading(page, titles):
    """Whether a heading is the last thing on a page: the reader turns it to find the text. Notes in the margin and part titles are none."""
    lines = [flat(line) for line in page.splitlines() if not line.startswith(MARGIN) and not re.fullmatch(r"[ivxl\d\s]*", line)]
    return len(lines) > 1 and not lines[0].startswith("PART ") and re.sub(r"^[\d.]+ ", "", lines[-1]) in titles


def test_the_checks_see_what_they_look_for():
    assert overfull("Overfull \\hbox (12.5pt too wide) in paragraph") == [12.5]
    assert ends_with_heading("7 The ledger\n\nSome text\n\n3.8 Three checks\n\n   12\n", {"Three checks"})
    assert not ends_with_heading("7 The ledger\n\n3.8 Three checks\n\nSome text\n", {"Three checks"})
    assert not ends_with_heading(f"Some text\n\nSome more\n{MARGIN}  new-profit\n  12\n", {"new-profit"})
    assert not ends_with_heading("    PART III\n\n\nRelated models\n\n   112\n", {"Related models"})
    assert ends_with_heading("    3 The model\n\nSome text\n\nThe literature\n", {"The literature"})


def test_the_book_opens_and_says_what_it_is():
    facts = dict(line.split(":", 1) for line in said("pdfinfo", str(BOOK)).splitlines())
    assert facts["Title"].strip() == "Cooperative Innovation under Knowledge Spillovers"
    assert facts["Author"].strip() == "The contributors of this edition"
    assert 250 <= int(facts["Pages"]) == len(pages()) <= 300


def test_every_chapter_is_there():
    assert [name for name, _ in chapters()] == SOURCES
    opened = places()
    for name, title in chapters():
        assert title in opened, name
        first = opened[title][0]
        assert title.replace(" · ", " ") in flat(pages()[first - 1])


@pytest.mark.parametrize("title", ["Contents", "Preface", "References", "Solutions and answers", "Index"])
def test_front_and_back_matter_are_there_once(title):
    assert len([page for page in pages() if page.strip().partition("\n")[0].strip() == title]) == 1


def test_the_contents_take_two_pages_and_no_list_follows_them():
    starts = [page.strip().partition("\n")[0].strip() for page in pages()]
    assert starts.index("Preface") - starts.index("Contents") == 2


def test_every_claim_of_the_paper_is_listed_once_with_its_verdict_and_a_page():
    from spillover.claims import Verdict
    from spillover.claims.show import paper

    words = (
        "".join(chapter_pages("ledger")).partition("Each verdict leads to its entry.")[2].partition("The code records, while it derives")[0]
    )
    found = re.findall("|".join(verdict.value for verdict in Verdict), words)
    assert found == [claim.verdict.value for claim in paper().values()]
    assert len(re.findall(r", p\.\s*\d+", words)) == len(paper())
    assert not [page for page in pages() if flat(page).startswith("Claims and verdicts")]


def chapter_pages(name):
    """The pages of a chapter, by the name of its source."""
    first, last = places()[dict(chapters())[name]]
    return pages()[first - 1 : last]


def test_code_is_printed_where_it_is_the_point_and_nowhere_else():
    with_code = {
        name for name in SOURCES if any(re.search(r"^\s*(from|import) [a-z_.]+( import |$)", page, re.M) for page in chapter_pages(name))
    }
    assert with_code == set(WITH_CODE)


def test_print_does_not_speak_of_what_only_the_web_can_do():
    assert [match[0] for page in pages() for match in OF_THE_WEB.finditer(flat(page))] == []


def test_names_of_python_stand_only_where_there_is_code():
    titles = ["Solutions and answers", *(dict(chapters())[name] for name in WITH_CODE)]
    with_code = {number for first, last in (places()[title] for title in titles) for number in range(first, last + 1)}
    assert {number for number, page in enumerate(pages(), 1) if NAME_IN_CODE.search(page)} <= with_code


def test_whose_model_a_chapter_takes_stands_below_its_title_and_in_no_running_head():
    (title,) = (title for name, title in chapters() if name == "sequence")
    asked, model = title.split(" · ")
    first = places()[title][0]
    opened = [line.strip() for line in pages()[first - 1].splitlines() if line.strip()]
    assert opened[1:3] == [asked, model]
    heads = " ".join(page.splitlines()[0] for page in chapter_pages("sequence")[1:])
    assert asked in heads
    assert model not in heads


def test_the_index_holds_terms_and_authors_and_no_names_of_python():
    index = "".join(pages()[-3:])
    index = index[index.index("Index") :]
    for entry in ("free riding", "business stealing", "Suzumura", "d’Aspremont", "Zang"):
        assert re.search(rf"{entry}, \d+", index), entry
    assert not re.search(r"spillover\.|\(\)|_", index)
    (pages_of,) = re.findall(r"free riding((?:, \d+)+)", index)
    assert pages_of.count(",") > 1  # beside the glossary the pages that explain it


def test_left_pages_name_the_chapter_and_right_pages_the_section():
    heads = [re.split(r"\s{3,}", page.strip().splitlines()[0]) for page in chapter_pages("4-analysis")[1:3]]
    left, right = sorted(heads, key=lambda head: not head[0].isdigit())
    assert left[0].isdigit()
    assert left[1].startswith("4")
    assert right[1].isdigit()
    assert re.match(r"4\.\d", right[0])


@cache
def ink():
    """For each page, which of its rows from top to foot hold ink, at twenty dots an inch."""
    found, data = [], subprocess.run(["pdftoppm", "-r", "20", "-gray", str(BOOK)], check=True, capture_output=True).stdout
    while data:
        _, size, _, rest = data.split(b"\n", 3)
        width, height = map(int, size.split())
        page = np.frombuffer(rest[: width * height], np.uint8).reshape(height, width)
        found.append((page < 200).any(axis=1)[height * 20 // 250 : height * 231 // 250])
        data = rest[width * height :]
    return found


def test_pages_are_full_but_at_the_end_of_a_chapter_and_none_holds_two_lines():
    entries = [entry for part in bookmarks() for entry in (part, *part["kids"])]
    ends = {entry["destpageposfrom1"] - 1 for entry in entries} | {len(pages())}
    preface = (
        next(number for number, page in enumerate(pages(), 1) if flat(page).startswith("I The paper") or "PART I" in flat(page)[:8]) - 1
    )
    for number, rows in enumerate(ink(), 1):
        if number in ends or number in (1, 2, preface, preface - 1) or "PART" in pages()[number - 1][:400]:
            assert rows.sum() == 0 or rows.sum() >= 8, number
        else:
            assert np.flatnonzero(rows)[-1] > 0.5 * len(rows), number


def test_nothing_is_undefined_or_missing():
    assert not re.findall(r"LaTeX Warning: (?:Reference|Citation|Hyper reference) .* undefined", log())
    assert "There were undefined references" not in log()
    assert "multiply defined" not in log()
    assert not re.findall(r"Missing character: .*", log())
    assert not [number for number, page in enumerate(pages(), 1) if "??" in page]


def test_nothing_sticks_out():
    assert [width for width in overfull(log()) if width > MOST_OVERFULL] == []


def test_no_heading_is_left_alone_at_the_foot_of_a_page():
    assert [number for number, page in enumerate(pages(), 1) if ends_with_heading(page, headings())] == []


def test_all_fonts_are_embedded_and_none_is_made_of_dots():
    rows = said("pdffonts", str(BOOK)).splitlines()[2:]
    assert len(rows) > 5
    for row in rows:
        assert "Type 3" not in row
        embedded = row.split()[-5]
        assert embedded == "yes", row
    assert any("NotoSerifCJK" in row for row in rows)
    assert any("TeXGyreTermesMath" in row for row in rows)


def test_figures_are_drawn_and_not_photographed():
    assert said("pdfimages", "-list", str(BOOK)).splitlines()[2:] == []


def test_chinese_can_be_read_and_copied():
    assert "知识外溢" in "".join(pages())


@cache
def objects(path):
    """The objects of a PDF, as qpdf tells them, and its catalogue and what it says of itself."""
    found = json.loads(said("qpdf", "--json=2", "--json-key=qpdf", str(path)))["qpdf"][1]
    at = {name: value.get("value") for name, value in found.items()}
    trailer = at["trailer"]
    return at, at[f"obj:{trailer['/Root']}"], at[f"obj:{trailer['/Info']}"]


def structure(path):
    """The elements of the structure of a PDF."""
    return [value for value in objects(path)[0].values() if isinstance(value, dict) and value.get("/Type") == "/StructElem"]


@pytest.mark.parametrize("name", [Path(file).name for file in FILES])
def test_each_chapter_has_a_pdf_that_a_screen_reader_can_follow(name):
    path = pdf.PDF / f"{name}.pdf"
    _, catalogue, facts = objects(path)
    kinds = Counter(element["/S"] for element in structure(path))
    assert catalogue["/Lang"] == "u:en"
    assert catalogue["/MarkInfo"]["/Marked"] is True
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"] is True
    assert "Innovation under Spillovers" in facts["/Title"]
    assert "/Outlines" in catalogue
    assert kinds["/H1"] == 1
    assert kinds["/P"] > 3
    for figure in (element for element in structure(path) if element["/S"] == "/Figure"):
        assert figure["/Alt"].removeprefix("u:").strip(), figure


def test_a_chapter_shows_its_proofs_and_leaves_out_receipts_and_solutions():
    words = flat(" ".join(pages(pdf.PDF / "duopoly.pdf")))
    assert "The closed forms that are compared" in words
    assert not re.search("Solution to|The receipt|built from", words)
    assert flat(pages(pdf.PDF / "duopoly.pdf")[0]).startswith("11. Two firms and an agreement d’Aspremont–Jacquemin 1988")
    drawn = Counter(element["/S"] for element in structure(pdf.PDF / "explorer.pdf"))["/Figure"]
    assert drawn >= 3  # its still pictures


def test_on_paper_a_heading_is_larger_than_those_below_it_and_a_formula_has_no_bars_to_move_it():
    with tagged.chromium() as browser:
        page = browser.new_page()
        page.emulate_media(media="print")
        page.goto((pdf.PAGES / "chapters/literature/duopoly.html").as_uri())
        looks = "([query, name]) => getComputedStyle(document.querySelector(`article ${query}`))[name]"
        sizes = [float(page.evaluate(looks, [heading, "fontSize"]).removesuffix("px")) for heading in ("h1", "h2", "h3", "h4", "p")]
        assert sizes == sorted(sizes, reverse=True)
        assert len(set(sizes)) == len(sizes)
        assert page.evaluate(looks, ["div.math", "overflowX"]) == "visible"


def test_formulas_and_tables_of_a_chapter_are_told():
    path = pdf.PDF / "3-model.pdf"
    said_of = [element["/Alt"].removeprefix("u:") for element in structure(path) if "/Alt" in element]
    kinds = Counter(element["/S"] for element in structure(path))
    assert "p=a−bQ" in said_of
    assert any(words.startswith("x star=") for words in said_of)
    assert len([words for words in said_of if "three regimes" in words]) == 1
    assert min(kinds[kind] for kind in ("/Table", "/TH", "/TD", "/Link", "/H2")) > 5


def test_parts_are_numbered_by_their_order_alone():
    once, again = (
        b"/ID (node%08d) /Headers [(node%08d)] /Names [(node%08d) (node%08d)]" % places for places in ((7, 3, 3, 7), (260, 12, 12, 260))
    )
    assert (
        tagged.renumbered(once)
        == tagged.renumbered(again)
        == b"/ID (node00000001) /Headers [(node00000000)] /Names [(node00000000) (node00000001)]"
    )


def test_the_same_page_gives_the_same_bytes(tmp_path):
    made = []
    for name in ("once.pdf", "again.pdf"):
        with tagged.chromium() as browser:
            tagged.chapter(browser, pdf.PAGES / "chapters/teaching/problem-sets.html", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
        time.sleep(1)
    assert made[0] == made[1]


@pytest.mark.deep
def test_the_same_sources_give_the_same_bytes():
    again = pdf.LATEX.with_name("latex-again")
    shutil.rmtree(again, ignore_errors=True)
    made = {".aux", ".toc", ".lof", ".out", ".ind", ".idx", ".ilg", ".log", ".fls", ".fdb_latexmk", ".xdv"}
    shutil.copytree(pdf.LATEX, again, ignore=lambda folder, names: [name for name in names if Path(name).suffix in made])
    (again / "spillover.pdf").unlink()
    pdf.typeset(again)
    assert (again / "spillover.pdf").read_bytes() == (pdf.LATEX / "spillover.pdf").read_bytes()
    shutil.rmtree(again)


def test_a_machine_without_tex_is_told_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert pdf.main() == 1
    told = capsys.readouterr().err
    assert "latexmk, xelatex" in told
    assert "apt-get install --no-install-recommends latexmk texlive-xetex" in told
    assert BOOK.exists()
