"""The printed edition: what the LaTeX builder makes of the book.

The pages are the source. A printed book has parts, running heads, verdicts in the margin with the page of their entry, numbered
figures, tables that fit, solutions and answers at its end, and an index.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.latex.nodes import thebibliography
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape
from sphinx_exercise.nodes import solution_node
from sphinx_exercise.utils import get_node_number

from book.claims import VERDICTS, is_badge, steps_aside
from book.indexed import index_authors, index_terms, raw
from book.metadata import citation
from book.parts import OF
from spillover.notation import glyphs

ROOT = Path(__file__).resolve().parent.parent
STYLE = Path(__file__).resolve().parent / "print" / "spillover.sty"

FILE = addnodes.start_of_file
FRONT = "Preface"
BACK = "Solutions and answers"
LEFT_OUT = (
    *(f"chapters/explore/{name}" for name in ("explorer", "ask", "console")),
    "chapters/teaching/problem-sets",
    *(f"chapters/reference/{name}" for name in ("how-to", "api", "code-map", "trusted")),
)
"""Pages for those who program, and pages that answer or move."""
ONLINE = " (online)"
"""Stands where else the page of a chapter does."""
SMALL = ("chapters/verdicts/ledger", "chapters/literature/atlas")
"""Pages to look things up in."""
RECEIPT = "The game itself."
"""So begins the paragraph of an entry that says what stands behind its proof."""
IN_CODE = "in the code"
"""So is a column or a row of a table headed that print does without."""
COMPARED = ["compared", "there"]
"""The columns of a table of values at a point."""
REFERENCES = "chapters/reference/references"
HOW_PRINTED = "About this printing"
PRINTED = (
    "A verdict stands in the margin, with the page of the entry in the ledger that proves or refutes the claim. Figures and tables are"
    " those of the web edition{place}; what moves there stands still here.",
    "Solutions of the exercises and answers to the misconceptions are at the end. Not printed are {code}the receipts of the proofs,"
    " which are their certificates, the games played, the tables of the assumptions that are needed, and the command that establishes a"
    " verdict again. Nor are the chapters in which the reader does something: the explorer, in which every parameter moves; the field that"
    " answers questions about the model; the console; how to use the package, with its reference; and problem sets that are graded. They"
    " are in the web edition; where the text leads to one of them, it says “online”.",
)
SCALE = 80
"""Per cent: so that the words in a figure are as large as its caption."""
LONG_TABLE = 16
"""Tables with more lines may go over pages."""
LINE = 88
"""So many characters of a table fit into a line."""
SMALLER = 1.17
"""So many times as many in the next smaller size."""
NAME = 16
"""A column that is no wider, such as the names of the regimes, is not broken,"""
LEAST = 0.2
"""unless less than this part of the line would be left to the others."""
OPENING = 10
"""Lines: of a heading and of the table that is broken below it, at least."""
HEADING, BOX, TOGETHER = 3, 2.6, 24
"""Lines: what a heading takes, a box of an exercise beside its text, and what a page may leave empty so that they stand together."""
CODE, CODE_BOX, LEAD = 4, 1.5, 3
"""Lines: of code that begin or end on a page at least, of the box around it besides, and of a paragraph that stands with it at most."""
PROSE = 88
"""So many characters of a paragraph fit into a line."""
RATIO = re.compile(r"(\w+ = |\\\w+ = )?(-?)\\frac\{(\d{1,3})\}\{(\d{1,3})\}")
"""A short ratio, or a letter with one for its value."""
LONG_TITLE = 36
"""A longer title may take two lines."""
LONG_CAPTION = 120
"""A longer caption ends at its colon."""
WIDE_EQUATION = 45
"""An equation that is more glyphs wide may be wider than a line,"""
LINES = re.compile(r"\\\\(?=\s*&)")
"""Where a line of an equation ends."""
SHORT_SIDE = 8
"""A side of an equation that is no wider has no line of its own."""
TOO_WIDE = 55
"""and one that is still wider would be small beside the text: it is set in two lines where it can be."""
ROW = 48
"""Equations that follow one another share a line if all are no wider,"""
BETWEEN = 5
"""with as much between them."""
PAGE_NUMBER = 8
"""In print a link is followed by a page, about so many characters wide."""
ABOVE = "In the order of the chapters. What a solution calls “above” is in the chapter of its exercise."
BECAUSE = '<div class="because">'
"""Begins the answer to a question of the quiz, and the end of a division ends it."""
CROWD = 2
"""If a paragraph has more verdicts than this, they stay in the line."""

SIGNS = re.compile("[\u0370-\u03ff\u2190-\u22ff]+")
LOW = re.compile("[\u2080-\u2089]+")
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\uffef]+")
OTHER = re.compile(f"({SIGNS.pattern}|{LOW.pattern}|{CHINESE.pattern})")
"""What the text face has not: Greek letters, arrows and signs; figures below the line; Chinese."""
STARRED = re.compile(r"(\\[A-Za-z]+|[A-Za-z])\^(?:\*|\{\*\})")
"""A letter with the mark of no cooperation."""
VERBATIM = (nodes.literal_block, nodes.literal, nodes.math, nodes.math_block, nodes.raw, nodes.FixedTextElement)


class Print(SphinxPostTransform):
    """Turn the pages, which are one document by now, into a book."""

    builders = ("latex",)
    default_priority = 800

    def run(self, **kwargs: Any) -> None:
        """Everything that print does in another way than a page."""
        (book,) = (child for child in self.document.children if isinstance(child, nodes.section))
        self.exercises()
        for change in (leave_out, references, closer):
            change(self.document)
        chapters = list(self.document.findall(FILE))
        files = [[chapter["docname"].rpartition("/")[2], chapter.next_node(nodes.title).astext()] for chapter in chapters]
        Path(self.app.outdir, "chapters.json").write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")
        for change in (short_references, figures, badges, without_code_names, values, captions, tables, rows, equations, outputs):
            change(self.document)
        index_terms(self.document, chapters)
        works: Any = self.env.domains["cite"]
        index_authors(self.document, {cited.citation_id: cited.entry.persons.get("author", []) for cited in works.citations})
        self.parts(book, appendix(self.document))
        exercises_together(self.document)
        code(self.document)
        titles(self.document)
        scripts(self.document)

    def exercises(self) -> None:
        """Lead references to exercises to the labels that sphinx-exercise sets, and give them the numbers that it gives to their titles."""
        known = getattr(self.env, "sphinx_exercise_registry", {})
        for reference in list(self.document.findall(addnodes.number_reference)):
            label = reference.get("refid") or reference["refuri"].rpartition("#")[2]
            if label in known:
                number = get_node_number(self.app, known[label]["node"], "exercise")
                printed = known[label]["docname"] not in LEFT_OUT
                there = raw(rf"\hyperref[exercise:{label}]{{Exercise {number}}}")
                reference.replace_self(there if printed else nodes.Text(f"Exercise {number}{ONLINE}"))

    def parts(self, book: nodes.section, solved: list[nodes.Node]) -> None:
        """A preface from the welcome page, then a part for each group of chapters, then the solutions."""
        wrappers = [node for node in book.findall(nodes.compound) if "toctree-wrapper" in node["classes"]]
        for wrapper in wrappers:
            wrapper.parent.remove(wrapper)
        title, *welcome = book.children
        preface = nodes.section("", nodes.title("", FRONT), *welcome, *self.printing(), ids=["preface"])
        book.children = []
        book += [title, raw(r"\setcounter{secnumdepth}{-2}"), preface]
        subtrees = self.config.external_site_map.root.subtrees
        for number, (tree, wrapper) in enumerate(zip(subtrees, wrappers, strict=True)):
            if not any(wrapper.findall(FILE)):
                continue  # none of its chapters is printed
            matter = r"\mainmatter" if number == 0 else ""
            depth = rf"\setcounter{{secnumdepth}}{{{2 if number == 0 else 0}}}"
            if number == len(subtrees) - 1:
                matter, depth = r"\backmatter\countfigures", r"\setcounter{secnumdepth}{-2}"
            book += [raw(rf"{matter}{depth}\part{{{tree.caption}}}{part_list(wrapper)}"), wrapper]
        book += solved

    def printing(self) -> list[nodes.Node]:
        """What to know of the printed edition."""
        place = f" ({self.config.html_baseurl})" if self.config.html_baseurl else ""
        code = "" if self.config.book_code == "show" else "the code, "
        said = [nodes.paragraph("", words.format(place=place, code=code)) for words in PRINTED]
        return [nodes.section("", nodes.title("", HOW_PRINTED), *said, ids=["about-this-printing"])]


def part_list(wrapper: nodes.Element) -> str:
    """The chapters of a part with their pages, for the page that opens it."""
    chapters = [(chapter["docname"], chapter.next_node(nodes.title).astext()) for chapter in wrapper.findall(FILE)]
    return "".join(rf"\partline{{{heading(title)}}}{{\detokenize{{{name}::doc}}}}" for name, title in chapters)


def heading(title: str) -> str:
    """LaTeX for the title of a chapter: whose model it takes is set in another way, in each place as it has room."""
    asked, _, model = title.partition(OF)
    return in_its_face(asked) + (rf"\model{{{in_its_face(model)}}}" if model else "")


def exercises_together(document: nodes.document) -> None:
    """Keep the exercises at the end of a chapter on one page, and where that is a new one, end the text before them on it."""
    for section in [found for found in document.findall(nodes.section) if isinstance(found[-1], nodes.Admonition) and _is_last(found)]:
        boxes = [box for box in section.children if isinstance(box, nodes.Admonition)]
        texts = [part for box in boxes for part in box.children if not isinstance(part, nodes.title)]
        lines = HEADING + BOX * len(boxes) + sum(map(_full_lines, texts))
        if lines <= TOGETHER:
            last = section.parent[section.parent.index(section) - 1]
            while isinstance(last, nodes.section | nodes.container) and last.children:
                last = last[-1]
            if isinstance(last, nodes.paragraph):
                headed = isinstance(last.parent[last.parent.index(last) - 1], nodes.title)
                first = last.parent if headed else last
                text = _full_lines(last) + HEADING * headed
                first.parent.insert(_labelled(first), raw(rf"\closewith{{{text}}}{{{lines:.1f}}}"))
            section.parent.insert(_labelled(section), raw(rf"\Needspace{{{lines:.1f}\baselineskip}}"))


def _is_last(section: nodes.section) -> bool:
    return bool(section.parent[-1] is section)


def _full_lines(text: nodes.Element) -> int:
    """How many lines a text takes."""
    return -(-(len(text.astext()) + PAGE_NUMBER * len(list(text.findall(nodes.reference)))) // PROSE)


def code(document: nodes.document) -> None:
    """Let no page begin or end with a line or two of code, nor end with the words that lead to it."""
    blocks = list(document.findall(nodes.literal_block))
    for block in [found for found in blocks if _inside(found, solution_node) or not _inside(found, nodes.Admonition)]:
        lines = block.astext().strip().count("\n") + 1
        box = _outermost(block)
        place = _labelled(box)
        box.parent.insert(place, raw(rf"\codelines{{{lines}}}"))
        lead = box.parent[place - 1] if place else None
        text = _full_lines(lead) if isinstance(lead, nodes.paragraph) else 0
        if isinstance(lead, nodes.paragraph | nodes.title) and text <= LEAD:
            outer = _outermost(lead)
            above = outer.parent[outer.parent.index(outer) - 1] if text and outer.parent.index(outer) else lead
            headed = isinstance(above, nodes.title)
            room = text + HEADING * headed + min(lines, CODE) + CODE_BOX
            _insert_before(above.parent if headed else lead, raw(rf"\Needspace{{{room:.1f}\baselineskip}}"))


def _outermost(node: nodes.Element) -> nodes.Element:
    """The widest part without a title of its own that a node begins."""
    while isinstance(node.parent, nodes.container | nodes.section) and node.parent.index(node) == 0:
        node = node.parent
    return node


def _insert_before(node: nodes.Element, other: nodes.Node) -> None:
    """Put another node before a node and its labels, which may stand at the end of the section before it."""
    parent, place = node.parent, _labelled(node)
    while place and isinstance(parent[place - 1], nodes.section) and isinstance(parent[place - 1][-1], nodes.section | nodes.target):
        parent = parent[place - 1]
        last = parent[-1]
        place = _labelled(last) if isinstance(last, nodes.target) else len(parent)
    parent.insert(place, other)


def titles(document: nodes.document) -> None:
    """Set whose model a chapter takes in a way of its own; no long title ends with a word alone on its line."""
    for title in document.findall(nodes.title):
        if len(title.astext()) > LONG_TITLE and isinstance(title[-1], nodes.Text) and OF not in title[-1]:
            words, blank, last = title[-1].rpartition(" ")
            if blank:
                title.replace(title[-1], [nodes.Text(words), raw("~"), nodes.Text(last)])
    for chapter in document.findall(FILE):
        title = chapter.next_node(nodes.title)
        if OF in title.astext():
            set_apart = raw(heading(title.astext()))
            title.clear()
            title += set_apart


def short_references(document: nodes.document) -> None:
    """Name a chapter in the text by what it asks."""
    whole = {chapter.next_node(nodes.title).astext() for chapter in document.findall(FILE)}
    for words in list(document.findall(nodes.Text)):
        if words in whole and OF in words and not isinstance(words.parent, nodes.title):
            words.parent.replace(words, nodes.Text(words.partition(OF)[0]))


def leave_out(document: nodes.document) -> None:
    """Take out the pages that are not printed, and what stands behind a proof; what leads to such a page says that it is online."""
    for chapter in list(document.findall(FILE)):
        if chapter["docname"] in LEFT_OUT:
            chapter.parent.remove(chapter)
    for link in list(document.findall(nodes.reference)):
        if link.get("refuri", "").lstrip("%").partition("#")[0] in LEFT_OUT:
            link.replace_self([*link.children, nodes.Text(ONLINE)])
    for paragraph in list(document.findall(nodes.paragraph)):
        if isinstance(paragraph.next_node(), nodes.emphasis) and paragraph[0].astext() == RECEIPT:
            paragraph.parent.remove(paragraph)


def outputs(document: nodes.document) -> None:
    """Set what a cell without its code says in a line as words."""
    for said in list(document.findall(nodes.literal_block)):
        cell = said.parent
        while cell is not None and "cell" not in cell.get("classes", ()):
            cell = cell.parent
        if cell is not None and not any("cell_input" in part["classes"] for part in cell.children) and "\n" not in said.astext().strip():
            said.replace_self(nodes.paragraph("", "", nodes.emphasis("", said.astext().strip().strip("'"))))


def references(document: nodes.document) -> None:
    """Put the works cited, which Sphinx puts at the end, into the chapter of that name, before its first section."""
    chapters = [chapter for chapter in document.findall(FILE) if chapter["docname"] == REFERENCES]
    for chapter, works in zip(chapters, list(document.findall(thebibliography)), strict=True):
        works.parent.remove(works)
        body = chapter.next_node(nodes.section)
        body.insert(next(place for place, child in enumerate(body) if isinstance(child, nodes.section)), works)


def closer(document: nodes.document) -> None:
    """Set smaller what is looked up more than read."""
    for chapter in document.findall(FILE):
        if chapter["docname"] in SMALL:
            chapter.next_node(nodes.section).insert(1, raw(r"\begingroup\closer"))
            chapter += raw(r"\par\endgroup")


def figures(document: nodes.document) -> None:
    """Give each figure that a cell drew a number and, for a caption, the first sentence of its description."""
    for image in list(document.findall(nodes.image)):
        if not image["uri"].endswith(".pdf") or isinstance(image.parent, nodes.figure):
            continue
        image["scale"] = SCALE
        if not _inside(image, nodes.Admonition):  # which a numbered figure cannot be in
            caption = nodes.caption("", _first_sentence(image.get("alt", "")))
            image.replace_self(nodes.figure("", nodes.image("", **image.attributes), caption))


def _first_sentence(description: str) -> str:
    sentence = re.split(r"(?<=\.) ", f"{description} ", maxsplit=1)[0].strip(" .")
    if len(sentence) > LONG_CAPTION:
        sentence = sentence.partition(":")[0]
    return f"{sentence[:1].upper()}{sentence[1:]}."


def badges(document: nodes.document) -> None:
    """Put each verdict into the margin, with the page of its entry; into the line where it is a word or the margin cannot hold it."""
    for link in [link for link in document.findall(nodes.reference) if isinstance(link.parent.parent, nodes.entry)]:
        if link.astext().partition(" ")[0] in VERDICTS and len(link.parent) == 1:  # in a table of claims, whose lines say which they are
            place = rf"\detokenize{{{_label(link, document)}}}"
            verdict = link.astext().partition(" ")[0]
            shown = raw(rf"\hyperref[{place}]{{\textbf{{{verdict}}}, p.\,\pageref*{{{place}}}}}")
            shown["wide"] = len(verdict) + PAGE_NUMBER
            link.replace_self(shown)
    links = list(document.findall(is_badge))
    crowds = Counter(id(link.parent) for link in links)
    free = [crowds[id(link.parent)] <= CROWD and not _inside(link, nodes.table, nodes.Admonition) for link in links]
    commands = ["verdict" if alone and steps_aside(link) else "inlineverdict" for link, alone in zip(links, free, strict=True)]
    for link, command in zip(links, commands, strict=True):
        verdict, _, claim = link.astext().partition(" ")
        shown = raw(rf"\{command}{{{verdict}}}{{{texescape.escape(claim)}}}{{\detokenize{{{_label(link, document)}}}}}")
        shown["wide"] = len(link.astext()) + PAGE_NUMBER
        link.replace_self(shown)


def _label(link: nodes.reference, document: nodes.Element) -> str:
    """The LaTeX label of what a link leads to, on another page or on its own."""
    if "refuri" in link:
        return str(link["refuri"]).lstrip("%").replace("#", ":")
    (page,) = (file["docname"] for file in document.findall(FILE) if any(node is link for node in file.findall(nodes.reference)))
    return f"{page}:{link['refid']}"


def _inside(node: nodes.Node, *kinds: type) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


def without_code_names(document: nodes.document) -> None:
    """Leave out the column, and the row, that says what a thing is called in the code."""
    for table in list(document.findall(nodes.table)):
        lines = [(row, list(row.findall(nodes.entry))) for row in table.findall(nodes.row)]
        heads = [entry.astext() for entry in lines[0][1]]
        if IN_CODE in heads:
            column = heads.index(IN_CODE)
            for row, entries in lines:
                row.remove(entries[column])
            specs = list(table.findall(nodes.colspec))
            specs[column].parent.remove(specs[column])
            specs[0].parent["cols"] -= 1
        for row, entries in lines[1:]:
            if entries[0].astext() == IN_CODE:
                row.parent.remove(row)


def values(document: nodes.document) -> None:
    """Write a table of values at a point as equations, and leave it out where the next table has them all."""
    for table in list(document.findall(nodes.table)):
        head, *body = ([*row.findall(nodes.entry)] for row in table.findall(nodes.row))
        if [entry.astext() for entry in head] != COMPARED:
            continue
        following = table.parent[table.parent.index(table) + 1 : table.parent.index(table) + 2]
        there = {_value(entry) for after in following if isinstance(after, nodes.table) for entry in after.findall(nodes.entry)}
        if {_value(found) for _, found in body} <= there:
            table.parent.remove(table)
        else:
            table.replace_self([nodes.math_block("", f"{name.astext()} = {_value(found)}") for name, found in body])


def _value(entry: nodes.entry) -> str:
    """A number in a cell as a formula: a ratio before the decimal that it is about."""
    ratios = [formula.astext() for formula in entry.findall(nodes.math)]
    words = [part.astext() for part in entry.findall(nodes.Text) if not isinstance(part.parent, nodes.raw | nodes.math)]
    return r" \approx ".join([*ratios, *filter(None, ["".join(words).strip().replace("\N{MINUS SIGN}", "-")])])


def captions(document: nodes.document) -> None:
    """Let no page end between a table and the words that head it."""
    for head in list(document.findall(nodes.paragraph)):
        heads = len(head) == 1 and isinstance(head[0], nodes.emphasis | nodes.strong) and not isinstance(head.parent, nodes.entry)
        if heads and isinstance(_after(head), nodes.table):
            head.parent.insert(head.parent.index(head) + 1, raw(r"\nopagebreak"))


def tables(document: nodes.document) -> None:
    """Give each column the width that it needs, room to fractions, and let long tables go over pages."""
    for table in list(document.findall(nodes.table)):
        for ratio in table.findall(nodes.math):
            ratio[:] = [nodes.Text(_in_line(ratio))]  # each knows what it is in
        rows = [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]
        columns = [(max(map(_width, column)), max(map(_mathematics, column))) for column in zip(*rows, strict=True)]
        whole = _across_columns(columns)
        long = sum(max(map(_lines, row)) for row in rows) * max(1, whole / LINE) > LONG_TABLE
        smaller = not long and LINE <= whole < LINE * SMALLER
        spec = addnodes.tabular_col_spec(spec="".join(_columns(columns, LINE * SMALLER if smaller else LINE)))
        for mathematics in table.findall(nodes.math):
            if r"\frac" in mathematics.astext() and len(mathematics.parent) == 1:
                mathematics.children = [nodes.Text(rf"\tall{{{mathematics.astext()}}}")]
        if long:
            table["classes"].append("longtable")
            first = opening(table)
            if not isinstance(first.parent, nodes.document):  # as that of a chapter still is
                barrier = r"\FloatBarrier"  # else figures before it would come after it
                first.parent.insert(_labelled(first), raw(rf"{barrier}\Needspace{{{OPENING}\baselineskip}}"))
        place = table.parent.index(table)
        begun, ended = ([raw(r"\begingroup\let\tablesize\footnotesize\tabcolsep=3pt")], [raw(r"\endgroup")]) if smaller else ([], [])
        table.parent[place : place + 1] = [*begun, spec, table, *ended]


def _in_line(formula: nodes.math) -> str:
    """A formula of a table, with its line aslant if it is a short ratio: that of a decimal beside it stays small."""
    tex = str(formula.astext())
    found = RATIO.fullmatch(tex)
    return "".join((found[1] or "", found[2], found[3], "/", found[4])) if found and (found[1] or len(formula.parent) == 1) else tex


def opening(table: nodes.table) -> nodes.Element:
    """What a table begins: the section that has little else before it, or the table alone."""
    node: nodes.Element = table
    while isinstance(node.parent, nodes.container) and node.parent.index(node) == 0:
        node = node.parent
    heading = (
        isinstance(node.parent, nodes.section) and len([part for part in node.parent[: node.parent.index(node)] if part.astext()]) <= 2
    )
    return node.parent if heading else node


def _labelled(node: nodes.Element) -> int:
    """The place among its siblings of a node, or of the labels that stand before it."""
    place = int(node.parent.index(node))
    while place and isinstance(node.parent[place - 1], nodes.target):
        place -= 1
    return place


def _lines(entry: nodes.entry) -> float:
    """How many lines high a cell is where the table is wide enough for it: a fraction is nearly two."""
    return 1.8 if any(r"\frac" in formula.astext() for formula in entry.findall(nodes.math)) else 1


def _width(entry: nodes.entry) -> int:
    """About how many characters wide a cell is in one line."""
    return sum(_across_text(part) for part in entry.findall(nodes.Text)) + PAGE_NUMBER * len(list(entry.findall(nodes.reference)))


def _across_text(text: nodes.Text) -> int:
    """About how many characters wide a part of a cell is; a command, which may leave room for a sign, is about as wide as one."""
    if isinstance(text.parent, nodes.raw):
        return int(text.parent.get("wide", 1))
    return across(text.astext()) if isinstance(text.parent, nodes.math) else _letters(text)


def _letters(text: nodes.Text) -> int:
    """About how many characters wide a text is: Chinese ones are more than twice as wide as others, bold ones a fifth more."""
    width = sum(2.25 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return round(1.2 * width if isinstance(text.parent, nodes.strong) else width)


def _mathematics(entry: nodes.entry) -> int:
    """How many of them cannot be parted, because they are one formula or a decimal with its ratio."""
    if any("exact" in part["classes"] for part in entry.findall(nodes.inline)):
        return _width(entry)
    return max((across(formula.astext()) for formula in entry.findall(nodes.math)), default=0)


def _across_columns(columns: list[tuple[int, int]]) -> int:
    """How wide a table is with each row in one line."""
    return sum(length for length, _ in columns) + 3 * len(columns)


def _columns(columns: list[tuple[int, int]], line: float = LINE) -> list[str]:
    """As wide as the text is, where all of it fits; else long columns share what short ones and formulas leave."""
    whole = _across_columns(columns)
    for least in (NAME, 0):
        fixed = [whole < line or length <= max(line / (len(columns) + 1), least) or length < formula + 6 for length, formula in columns]
        left = 0.93 - (sum(length for (length, _), kept in zip(columns, fixed, strict=True) if kept) + 3 * len(columns)) / line
        if left > LEAST:
            break
    total = sum(length**0.6 for (length, _), kept in zip(columns, fixed, strict=True) if not kept)
    return [
        "l" if kept else rf">{{\raggedright\arraybackslash}}p{{{left * length**0.6 / total:.3f}\linewidth}}"
        for (length, _), kept in zip(columns, fixed, strict=True)
    ]


def rows(document: nodes.document) -> None:
    """Set short equations that follow one another, of one cell or of several, in one line."""
    for first in [equation for equation in document.findall(nodes.math_block) if _joins(equation)]:
        while first.parent and isinstance(after := _after(first), nodes.math_block) and _joins(after):
            joined = rf"{first.astext()} \qquad {after.astext()}"
            if across(first.astext()) + BETWEEN + across(after.astext()) > ROW:
                break
            first.children = [nodes.Text(joined)]
            empty: nodes.Element = after
            while (parent := empty.parent) is not None:
                parent.remove(empty)
                if parent.children or not isinstance(parent, nodes.container):
                    break
                empty = parent
            after.parent = None


def _joins(equation: nodes.math_block) -> bool:
    """Whether an equation is one line that nothing refers to."""
    return not (equation.get("label") or equation["ids"] or r"\\" in equation.astext() or "&" in equation.astext())


def _after(node: nodes.Node) -> nodes.Node | None:
    """What comes next, if nothing stands between but where cells end and begin."""
    while node.parent.index(node) == len(node.parent) - 1:
        node = node.parent
        if not isinstance(node, nodes.container):
            return None
    node = node.parent[node.parent.index(node) + 1]
    while isinstance(node, nodes.container) and node.children:
        node = node[0]
    return node


def equations(document: nodes.document) -> None:
    """Keep mathematics within its line: where an equation may be wider than the page, let TeX measure it and make it fit."""
    for formula in document.findall(nodes.math):
        formula.children = [nodes.Text(formula.astext().replace(r"\displaystyle", ""))]  # SymPy asks for it everywhere
    for formula in [*document.findall(nodes.math), *document.findall(nodes.math_block)]:
        formula.children = [nodes.Text(STARRED.sub(r"\\starred{\1}", formula.astext()))]  # the other marks are commands already
    for equation in list(document.findall(nodes.math_block)):
        tex = stacked(in_lines(equation.astext()))
        equation.children = [nodes.Text(tex)]
        if max(map(across, LINES.split(tex))) > WIDE_EQUATION:
            equation.replace_self(raw(rf"\[\fitted{{{tex}}}\]"))


def in_lines(tex: str) -> str:
    """An equation with a line far too wide in more lines: cut at its sign, between its terms, or between those of its last bracket."""
    widest = max(map(across, LINES.split(tex)))
    if widest <= TOO_WIDE:
        return tex
    aligned = tex if "&" in tex else rf"\begin{{aligned}} {_at_its_sign(tex)} \end{{aligned}}"
    parts = ([line] if across(line) <= TOO_WIDE else _between_terms(line) for line in LINES.split(aligned))
    cut = [part for line in parts for part in line]
    return r"\\".join(cut) if max(map(across, cut)) < widest else tex


def _at_its_sign(tex: str) -> str:
    """A relation with its sign on a line of its own side, unless that side is short and gains nothing by it."""
    for place in _bare(tex):
        if tex[place] in "=<>":
            left, right = tex[:place].strip(), tex[place:].strip()
            if min(across(left), across(right)) > SHORT_SIDE:
                return rf"& {left} \\ & \quad {right}"
            return rf"{left} {right[0]} {{}} & {right[1:].strip()}"
    return f"& {tex}"


def _between_terms(line: str) -> list[str]:
    """A line in two, as alike as may be, cut between its terms; where it has one only, between those of the bracket at its end."""
    body, end = re.fullmatch(r"(.*?)((?:\s*\\end\{aligned\})?\s*)", line, re.DOTALL).groups()  # type: ignore[union-attr]  # it always fits
    start = re.match(r"(?:.*?&)?(?:\s*\\quad)*", body, re.DOTALL).end()  # type: ignore[union-attr]
    if cuts := [place for place in _bare(body) if body[place] in "+-" and across(body[start:place])]:
        best = min(cuts, key=lambda place: max(across(body[:place]), across(body[place:])))
        return [body[:best], rf" & \quad {body[best:]}{end}"]
    brackets = [found.span() for found in re.finditer(r"\\left\(", body) if _closes(body[found.end() :])]
    for begun, opened in brackets[:1]:
        inside = body[opened : body.rindex(r"\right)")]
        if cuts := [place for place in _bare(inside) if inside[place] in "+-" and across(inside[:place])]:
            best = min(cuts, key=lambda place: max(across(body[:opened] + inside[:place]), across(inside[place:])))
            return [rf"{body[:begun]}\bigl({inside[:best]}", rf" & \qquad {inside[best:]}\bigr){end}"]
    return [line]


def stacked(tex: str) -> str:
    """An equation, in whose lines that are still far too wide what stands above or below a fraction's line takes two lines."""
    lines = ((line, across(line) - TOO_WIDE) for line in LINES.split(tex))
    return r"\\".join(_stacked(line, over) if over > 0 else line for line, over in lines)


def _stacked(line: str, over: int) -> str:
    """A line that is so many glyphs too wide, with each fraction cut that makes it so."""
    before, fraction, rest = line.partition(r"\frac")
    if not fraction:
        return line
    above, rest = _group(rest)
    below, rest = _group(rest)
    least = max(across(above), across(below)) - over
    parts = (_in_two(part) if across(part) > max(least, TOO_WIDE / 2) else part for part in (above, below))
    return f"{before}{fraction}{''.join(f'{{{part}}}' for part in parts)}{_stacked(rest, over)}"


def _in_two(part: str) -> str:
    """What stands above or below a fraction's line in two lines: cut between its factors if each then fits, else between terms."""
    cut = [re.sub(r"^ & \\q?quad ", "{} ", piece) for piece in _between_terms(part)]
    if not any(part[place] in "+-" and across(part[:place]) for place in _bare(part)):
        opened = [place for place, sign in _outside(part) if sign.startswith(r"\left") and across(part[:place])]
        factors = ([part[:place], rf"\times {part[place:]}"] for place in opened)
        cut = min([pieces for pieces in factors if _widest(pieces) <= TOO_WIDE], key=_widest, default=cut)
    return r"\begin{gathered}" + r"\\ ".join(cut) + r"\end{gathered}" if len(cut) > 1 else part


def _widest(pieces: list[str]) -> int:
    return max(map(across, pieces))


def _bare(tex: str) -> list[int]:
    """The places of the signs outside of all brackets and braces; not of those in the names of commands."""
    return [place for place, sign in _outside(tex) if len(sign) == 1 and sign not in "({"]


def _outside(tex: str) -> list[tuple[int, str]]:
    """The signs and commands outside of all brackets and braces, and what opens these, each with its place."""
    level, found = 0, []
    for part in re.finditer(r"\\(?:left|bigl)\s*\(|\\(?:right|bigr)\s*\)|\\[A-Za-z]+|\\.|.", tex, re.DOTALL):
        closes = part[0].endswith((")", "}"))
        level -= closes
        if level == 0 and not closes:
            found.append((part.start(), part[0]))
        level += part[0].endswith(("(", "{"))
    return found


def _closes(tex: str) -> bool:
    """Whether the bracket before this is closed at its end and not earlier."""
    level = 1
    for part in re.finditer(r"\\left\(|\\right\)", tex):
        level += 1 if part[0] == r"\left(" else -1
        if level == 0:
            return not tex[part.end() :].strip()
    return False


def across(tex: str) -> int:
    """About how many glyphs wide a formula is: a fraction is as wide as the wider of its two parts."""
    before, fraction, rest = tex.partition(r"\frac")
    if not fraction:
        return glyphs(tex)
    over, rest = _group(rest)
    under, rest = _group(rest)
    return glyphs(before) + max(across(over), across(under)) + across(rest)


def _group(tex: str) -> tuple[str, str]:
    """What stands in the braces that come first, and what comes after them."""
    depth = 0
    for place, sign in enumerate(tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return tex[1:place], tex[place + 1 :]
    raise ValueError(f"a brace is never closed in {tex!r}")


def scripts(document: nodes.document) -> None:
    """Set what the text face has not in the faces that have it: Chinese terms, Greek letters and mathematical signs."""
    for block in [block for kind in (nodes.literal_block, nodes.doctest_block) for block in document.findall(kind)]:
        if CHINESE.search(block.astext()):
            block.replace_self([raw(r"\begingroup\chinesecode"), block.deepcopy(), raw(r"\endgroup")])
    for literal in list(document.findall(nodes.literal)):
        if CHINESE.search(literal.astext()):
            pieces = (piece for piece in re.split(f"({CHINESE.pattern})", literal.astext()) if piece)
            faces = "".join(rf"{{\monochinese {piece}}}" if CHINESE.fullmatch(piece) else texescape.escape(piece) for piece in pieces)
            literal.replace_self(raw(rf"\sphinxcode{{\sphinxupquote{{{faces}}}}}"))
    for text in list(document.findall(nodes.Text)):
        if OTHER.search(text) and not isinstance(text.parent, VERBATIM):
            parts = [raw(in_its_face(part)) if OTHER.fullmatch(part) else nodes.Text(part) for part in OTHER.split(text) if part]
            text.parent.replace(text, parts)


def in_its_face(text: str) -> str:
    """LaTeX for a text; what has to be set in another face is, and bookmarks have it as plain text."""
    parts = (part for part in OTHER.split(text) if part)
    return "".join(_set(part) if OTHER.fullmatch(part) else texescape.escape(part) for part in parts)


def _set(part: str) -> str:
    if LOW.fullmatch(part):
        figures = "".join(str(ord(sign) - ord("\u2080")) for sign in part)
        return rf"\texorpdfstring{{\textsubscript{{{figures}}}}}{{{part}}}"
    face = r"\signs" if SIGNS.fullmatch(part) else r"\chinese"
    return rf"\texorpdfstring{{{{{face} {part}}}}}{{{part}}}"


def appendix(document: nodes.document) -> list[nodes.Node]:
    """All solutions and answers, taken from their places and put under the titles of their chapters."""
    places = [
        (file.next_node(nodes.title).astext().partition(OF)[0], [*answers(file), *solutions(file)]) for file in document.findall(FILE)
    ]
    found = [(title, taken) for title, taken in places if taken]
    solutions(document)  # those that are in no chapter
    chapter = nodes.section("", nodes.title("", BACK), nodes.paragraph("", ABOVE), ids=["solutions"])
    for number, (title, taken) in enumerate(found):
        chapter += nodes.section("", nodes.title("", title), *taken, ids=[f"solutions-{number}"])
    return [raw(r"\begingroup\closer"), chapter, raw(r"\par\endgroup")] if found else []


def solutions(place: nodes.Element) -> list[nodes.Element]:
    """The solutions in a place, which are taken away from it."""
    found = [node for node in place.findall() if isinstance(node, solution_node)]
    for node in found:
        node.parent.remove(node)
    return found


def answers(place: nodes.Element) -> list[nodes.Node]:
    """The answers to a quiz, which are taken away from their questions; each begins with the number of its own."""
    found: list[nodes.Node] = []
    for mark in [node for node in place.findall(nodes.raw) if node.astext().strip() == BECAUSE]:
        siblings, start = mark.parent, mark.parent.index(mark)
        end = next(i for i in range(start, len(siblings)) if siblings[i].astext().strip() == "</div>")
        question = next(node for node in reversed(siblings[:start]) if isinstance(node, nodes.paragraph))
        first, *others = siblings[start + 1 : end]
        found += [nodes.paragraph("", "", question.next_node(nodes.strong).deepcopy(), nodes.Text(" "), *first.children), *others]
        del siblings[start : end + 1]
    return found


def date_of_commit() -> str:
    """The day of the last commit, or nothing outside a repository."""
    return git("log", "-1", "--format=%cd", "--date=format:%-d %B %Y")


def git(*command: str, root: Path = ROOT) -> str:
    """What git says, or nothing outside a repository."""
    return subprocess.run(["git", *command], cwd=root, capture_output=True, text=True).stdout.strip()


def configure(app: Sphinx, config: Config) -> None:
    """Set what Sphinx's LaTeX builder asks for."""
    config.latex_engine = "xelatex"
    config.latex_documents = [(config.root_doc, "spillover.tex", config.project, config.author, "manual", False)]
    config.latex_docclass = {"manual": "book"}
    config.latex_toplevel_sectioning = "chapter"
    config.latex_show_pagerefs = True
    config.latex_use_xindy = False
    config.latex_domain_indices = False
    config.latex_table_style = ["booktabs"]
    config.latex_additional_files = [str(STYLE)]
    config.latex_elements = {
        "papersize": "",
        "pointsize": "10pt",
        "extraclassoptions": "openany,twoside",
        "babel": "",
        "polyglossia": r"\usepackage{polyglossia}\setmainlanguage{english}",
        "fontpkg": "",
        "fncychap": "",
        "geometry": r"\usepackage[paperwidth=176mm,paperheight=250mm,inner=17mm,outer=34mm,top=19mm,bottom=15.5mm,"
        r"marginparsep=4mm,marginparwidth=24mm,headsep=5.5mm,footskip=8mm]{geometry}",
        "sphinxsetup": "verbatimwithframe=false,VerbatimColor={HTML}{F3F4F6},InnerLinkColor={HTML}{14306E},OuterLinkColor={HTML}{14306E},"
        "TitleColor={HTML}{20242B},verbatimhintsturnover=false",
        "maketitle": r"\makespillovertitle",
        "tableofcontents": r"\frontmatter\pagestyle{normal}\renewcommand{\contentsname}{Contents}\renewcommand{\figurename}{Figure }"
        r"\begingroup\hypersetup{linkcolor=ink}\tableofcontents\endgroup",
        "figure_align": "htbp",
        "printindex": r"\printindex",
    }


def speak(app: Sphinx) -> None:
    """Give the LaTeX builder, and no other, what takes seconds to find: words, and the picture of the title page."""
    if app.builder.name == "latex":
        from book.cover import draw_title

        draw_title(Path(app.outdir, "title.pdf"))
        app.builder.context["preamble"] = rf"{words(app.config)}\usepackage{{spillover}}"  # type: ignore[attr-defined]


def words(config: Config) -> str:
    """The words of title page and imprint as commands that the style sets, and the colours of the regimes."""
    from spillover.figures.style import COLOURS  # with SymPy and Matplotlib, which other builders need not load

    cff = citation()
    colours = "".join(rf"\definecolor{{regime{mode.key}}}{{HTML}}{{{colour[1:].upper()}}}" for mode, colour in COLOURS.items())
    said = {
        "booktitle": texescape.escape(config.project),
        "bookcited": texescape.escape(cff["title"]),
        "bookauthor": texescape.escape(config.author),
        "bookversion": cff["version"],
        "bookyear": str(cff["date-released"].year),
        "bookdate": date_of_commit(),
        "bookpaper": in_its_face(cff["references"][0]["title"]),
        "bookaddress": config.html_baseurl,
    }
    return colours + "".join(rf"\newcommand{{\{name}}}{{{tex}}}" for name, tex in said.items())


def entries(root: Path = ROOT) -> dict[str, str]:
    """For the anchor of each claim's entry the page that holds it."""
    notebooks = {path: path.read_text(encoding="utf-8") for path in sorted((root / "chapters").rglob("*.ipynb"))}
    return {
        found: path.relative_to(root).with_suffix("").as_posix()
        for path, text in notebooks.items()
        for found in re.findall(r"\((claim-[^)\s]+)\)=", text)
    }


def setup(app: Sphinx) -> None:
    app.add_post_transform(Print)
    app.connect("builder-inited", speak)
    app.connect("config-inited", configure, priority=900)
