"""The printed edition: nothing is missing from it, nothing sticks out of it, and the same commit gives the same bytes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import pdf  # noqa: E402

BOOK = pdf.PDF / "spillover.pdf"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
SOURCES = [Path(chapter["file"]).name for part in TOC["parts"] for chapter in part["chapters"]]
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


def overfull(text):
    return [float(width) for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", text)]


def flat(text):
    return " ".join(text.split())


@cache
def headings():
    """The titles of chapters, sections and subsections, as they stand in the table of contents and below it."""
    return {flat(re.sub(r"^[\d.]+", "", title)) for title in _titles(pdf.bookmarks(BOOK))}


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
    assert not ends_with_heading("    PART III\n\n\nThe literature\n\n   112\n", {"The literature"})
    assert ends_with_heading("    3 The model\n\nSome text\n\nThe literature\n", {"The literature"})


def test_the_book_opens_and_says_what_it_is():
    facts = dict(line.split(":", 1) for line in said("pdfinfo", str(BOOK)).splitlines())
    assert facts["Title"].strip() == "Cooperative Innovation under Knowledge Spillovers"
    assert facts["Author"].strip() == "The contributors of this edition"
    assert int(facts["Pages"]) == len(pages()) > 150


def test_every_chapter_is_there():
    assert [name for name, _ in pdf.chapters()] == SOURCES
    opened = pdf.pages(BOOK)
    for name, title in pdf.chapters():
        assert title in opened, name
        first = int(opened[title].partition("-")[0])
        assert title in flat(pages()[first - 1])


@pytest.mark.parametrize("title", ["Contents", "List of Figures", "Claims and verdicts", "Preface", "Solutions", "Bibliography", "Index"])
def test_front_and_back_matter_are_there(title):
    assert any(flat(page).startswith(title) for page in pages())


def test_every_claim_is_listed_with_its_verdict_and_a_page():
    from spillover.claims import LEDGER

    started = [flat(page) for page in pages()]
    first, after = (
        next(number for number, page in enumerate(started) if page.startswith(title)) for title in ("Claims and verdicts", "Preface")
    )
    words = " ".join(started[first:after])
    for claim in LEDGER.values():
        assert claim.verdict.value in words
    assert len(re.findall(r"(?:Proved|Sharpened|Refuted|Relabelled|Outside)\s+\d+", words)) == len(LEDGER)


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


@pytest.mark.parametrize("name", SOURCES)
def test_each_chapter_has_a_pdf_of_its_own(name):
    title = dict(pdf.chapters())[name]
    words = pages(pdf.PDF / f"{name}.pdf")
    assert flat(title) in flat(" ".join(words[2:4]))
    assert "Cooperative Innovation" in flat(words[0])
    assert any(flat(page).startswith("Bibliography") for page in words)


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
