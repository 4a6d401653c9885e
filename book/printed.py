"""The printed edition: what the LaTeX builder makes of the book.

The pages are the source. A printed book has parts, running heads, verdicts in the margin with the page of their entry, numbered
figures, tables that fit, and solutions at its end.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from docutils import nodes
from docutils.nodes import make_id
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape
from sphinx_exercise.nodes import solution_node
from sphinx_exercise.utils import get_node_number

from book.claims import is_badge, steps_aside
from book.metadata import citation
from spillover.notation import glyphs

ROOT = Path(__file__).resolve().parent.parent
STYLE = Path(__file__).resolve().parent / "print" / "spillover.sty"

FILE = addnodes.start_of_file
FRONT = "Preface"
SCALE = 80
"""Per cent: so that the words in a figure are as large as its caption."""
LONG_TABLE = 12
"""Tables with more rows may go over pages."""
LINE = 88
"""So many characters of a table fit into a line."""
SMALLER = 1.17
"""So many times as many in the next smaller size."""
NAME = 16
"""A column that is no wider, such as the names of the regimes, is not broken,"""
LEAST = 0.2
"""unless less than this part of the line would be left to the others."""
LONG_CAPTION = 120
"""A longer caption ends at its colon."""
WIDE_EQUATION = 45
"""An equation that is more glyphs wide may be wider than a line."""
PAGE_NUMBER = 8
"""In print a link is followed by a page, about so many characters wide."""
ABOVE = "In the order of the chapters. What a solution calls “above”, or its code takes for known, is in the chapter of its exercise."
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


def raw(tex: str) -> nodes.raw:
    """LaTeX as it stands."""
    return nodes.raw("", tex, format="latex")


class Print(SphinxPostTransform):
    """Turn the pages, which are one document by now, into a book."""

    builders = ("latex",)
    default_priority = 800

    def run(self, **kwargs: Any) -> None:
        """Everything that print does in another way than a page."""
        (book,) = (child for child in self.document.children if isinstance(child, nodes.section))
        files = [[file["docname"].rpartition("/")[2], file.next_node(nodes.title).astext()] for file in self.document.findall(FILE)]
        Path(self.app.outdir, "chapters.json").write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")
        for change in (code, figures, badges, tables, equations, names, scripts):
            change(self.document)
        self.exercises()
        self.parts(book, appendix(self.document))

    def exercises(self) -> None:
        """Lead references to exercises to the labels that sphinx-exercise sets, and give them the numbers that it gives to their titles."""
        known = getattr(self.env, "sphinx_exercise_registry", {})
        for reference in list(self.document.findall(addnodes.number_reference)):
            label = reference.get("refid") or reference["refuri"].rpartition("#")[2]
            if label in known:
                number = get_node_number(self.app, known[label]["node"], "exercise")
                reference.replace_self(raw(rf"\hyperref[exercise:{label}]{{Exercise {number}}}"))

    def parts(self, book: nodes.section, solved: list[nodes.Node]) -> None:
        """A preface from the welcome page, then a part for each group of chapters, then the solutions."""
        wrappers = [node for node in book.findall(nodes.compound) if "toctree-wrapper" in node["classes"]]
        for wrapper in wrappers:
            wrapper.parent.remove(wrapper)
        title, *welcome = book.children
        preface = nodes.section("", nodes.title("", FRONT), *welcome, ids=["preface"])
        book.children = []
        book += [title, raw(r"\setcounter{secnumdepth}{-2}"), preface]
        captions = [tree.caption for tree in self.config.external_site_map.root.subtrees]
        for number, (caption, wrapper) in enumerate(zip(captions, wrappers, strict=True)):
            matter = r"\mainmatter" if number == 0 else ""
            depth = rf"\setcounter{{secnumdepth}}{{{2 if number == 0 else 0}}}"
            if number == len(captions) - 1:
                matter, depth = r"\backmatter\countfigures", r"\setcounter{secnumdepth}{-2}"
            book += [raw(rf"{matter}{depth}\part{{{caption}}}"), wrapper]
        book += solved


def code(document: nodes.document) -> None:
    """Leave out the input of cells whose input is folded away on the page."""
    for cell in list(document.findall(nodes.container)):
        if {"tag_hide-input", "tag_hide-cell"} & {*cell["classes"]}:
            for part in list(cell.findall(nodes.container)):
                if "cell_input" in part["classes"]:
                    part.parent.remove(part)


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
    links = list(document.findall(is_badge))
    crowds = Counter(id(link.parent) for link in links)
    free = [crowds[id(link.parent)] <= CROWD and not _inside(link, nodes.table, nodes.Admonition) for link in links]
    commands = ["verdict" if alone and steps_aside(link) else "inlineverdict" for link, alone in zip(links, free, strict=True)]
    for link, command in zip(links, commands, strict=True):
        verdict, _, claim = link.astext().partition(" ")
        link.replace_self(raw(rf"\{command}{{{verdict}}}{{{texescape.escape(claim)}}}{{\detokenize{{{_label(link, document)}}}}}"))


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


def tables(document: nodes.document) -> None:
    """Give each column the width that it needs, room to fractions, and let long tables go over pages."""
    for table in list(document.findall(nodes.table)):
        rows = [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]
        columns = [(max(map(_width, column)), max(map(_mathematics, column))) for column in zip(*rows, strict=True)]
        smaller = len(rows) <= LONG_TABLE and LINE <= _across_columns(columns) < LINE * SMALLER
        spec = addnodes.tabular_col_spec(spec="".join(_columns(columns, LINE * SMALLER if smaller else LINE)))
        for mathematics in table.findall(nodes.math):
            if r"\frac" in mathematics.astext() and len(mathematics.parent) == 1:
                mathematics.children = [nodes.Text(rf"\tall{{{mathematics.astext()}}}")]
        place = table.parent.index(table)
        begun, ended = ([raw(r"\begingroup\let\tablesize\footnotesize\tabcolsep=3pt")], [raw(r"\endgroup")]) if smaller else ([], [])
        table.parent[place : place + 1] = [*begun, spec, table, *ended]
        if len(rows) > LONG_TABLE:
            table["classes"].append("longtable")


def _width(entry: nodes.entry) -> int:
    """About how many characters wide a cell is in one line."""
    texts = sum(across(part.astext()) if isinstance(part.parent, nodes.math) else _letters(part) for part in entry.findall(nodes.Text))
    return texts + PAGE_NUMBER * len(list(entry.findall(nodes.reference)))


def _letters(text: nodes.Text) -> int:
    """About how many characters wide a text is: Chinese ones are more than twice as wide as others, bold ones a fifth more."""
    width = sum(2.25 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return round(1.2 * width if isinstance(text.parent, nodes.strong) else width)


def _mathematics(entry: nodes.entry) -> int:
    """How many of them cannot be parted, because they are one formula."""
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


def equations(document: nodes.document) -> None:
    """Keep mathematics within its line: where an equation may be wider than the page, let TeX measure it and make it fit."""
    for formula in document.findall(nodes.math):
        formula.children = [nodes.Text(formula.astext().replace(r"\displaystyle", ""))]  # SymPy asks for it everywhere
    for formula in [*document.findall(nodes.math), *document.findall(nodes.math_block)]:
        formula.children = [nodes.Text(STARRED.sub(r"\\starred{\1}", formula.astext()))]  # the other marks are commands already
    for equation in list(document.findall(nodes.math_block)):
        tex = equation.astext()
        if max(map(across, re.split(r"\\\\(?=\s*&)", tex))) > WIDE_EQUATION:
            equation.replace_self(raw(rf"\[\fitted{{{tex}}}\]"))


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


def names(document: nodes.document) -> None:
    """Keep the index to the terms of the glossary: Python's names stand in order on the page of the interface.

    The mark of a module stands before what the module says of itself; there a paragraph begins.
    """
    for mark in list(document.findall(addnodes.index)):
        if isinstance(mark.parent, nodes.section):
            mark.replace_self(raw(r"\par"))
        elif not isinstance(mark.parent, nodes.term):
            mark.parent.remove(mark)


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
    """All solutions, taken from their places and put under the titles of their chapters."""
    places = [(file.next_node(nodes.title).astext(), solutions(file)) for file in document.findall(FILE)]
    found = [(title, taken) for title, taken in places if taken]
    welcome = solutions(document)  # those that are in no chapter
    chapter = nodes.section("", nodes.title("", "Solutions"), nodes.paragraph("", ABOVE), ids=["solutions"])
    for number, (title, taken) in enumerate([(FRONT, welcome), *found] if welcome else found):
        head = raw(rf"\markboth{{Solutions: {in_its_face(title)}}}{{}}")
        chapter += nodes.section("", nodes.title("", title), head, *taken, ids=[f"solutions-{number}"])
    return [chapter] if found or welcome else []


def solutions(place: nodes.Element) -> list[nodes.Element]:
    """The solutions in a place, which are taken away from it."""
    found = [node for node in place.findall() if isinstance(node, solution_node)]
    for node in found:
        node.parent.remove(node)
    return found


def date_of_commit() -> str:
    """The day of the last commit, or nothing outside a repository."""
    return git("log", "-1", "--format=%cd", "--date=format:%-d %B %Y")


def git(*command: str, root: Path = ROOT) -> str:
    """What git says, or nothing outside a repository."""
    return subprocess.run(["git", *command], cwd=root, capture_output=True, text=True).stdout.strip()


def configure(app: Sphinx, config: Config) -> None:
    """Set what Sphinx's LaTeX builder asks for."""
    config.book_printed = dict.fromkeys((path.name for path in bound()), head())
    config.latex_engine = "xelatex"
    config.latex_documents = [(config.root_doc, "spillover.tex", config.project, config.author, "manual", False)]
    config.latex_docclass = {"manual": "book"}
    config.latex_toplevel_sectioning = "chapter"
    config.latex_show_pagerefs = True
    config.latex_use_xindy = False
    config.latex_domain_indices = False
    config.latex_additional_files = [str(STYLE)]
    config.latex_elements = {
        "papersize": "",
        "pointsize": "10pt",
        "extraclassoptions": "openany,oneside",
        "babel": "",
        "polyglossia": r"\usepackage{polyglossia}\setmainlanguage{english}",
        "fontpkg": "",
        "fncychap": "",
        "geometry": r"\usepackage[paperwidth=176mm,paperheight=250mm,left=16mm,right=34mm,top=25mm,bottom=29mm,"
        r"marginparsep=4mm,marginparwidth=24mm,headsep=6mm]{geometry}",
        "sphinxsetup": "verbatimwithframe=false,VerbatimColor={HTML}{F3F4F6},InnerLinkColor={HTML}{14306E},OuterLinkColor={HTML}{14306E},"
        "TitleColor={HTML}{20242B},verbatimhintsturnover=false",
        "maketitle": r"\makespillovertitle",
        "tableofcontents": r"\frontmatter\pagestyle{normal}\renewcommand{\contentsname}{Contents}\renewcommand{\figurename}{Figure }"
        r"\tableofcontents\listoffigures\listofclaims",
        "figure_align": "htbp",
        "printindex": r"\printindex",
    }


def speak(app: Sphinx) -> None:
    """Give the LaTeX builder, and no other, the words that take seconds to find."""
    if app.builder.name == "latex":
        app.builder.context["preamble"] = rf"{words(app.config)}\usepackage{{spillover}}"  # type: ignore[attr-defined]


def words(config: Config) -> str:
    """The words of title page and imprint, and the list of claims, as commands that the style sets."""
    from spillover.claims import LEDGER  # with SymPy and Matplotlib, which other builders need not load
    from spillover.claims.show import anchor
    from spillover.figures.style import COLOURS

    cff, pages = citation(), entries()
    claims = (
        rf"\claimline{{{texescape.escape(claim.id)}}}{{{claim.verdict.value}}}{{{in_its_face(claim.statement)}}}"
        rf"{{\detokenize{{{pages[anchor(claim.id)]}:{make_id(anchor(claim.id))}}}}}"
        for claim in LEDGER.values()
    )
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
        "listofclaims": rf"\claimlist{{{''.join(claims)}}}",
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


def bound(root: Path = ROOT) -> list[Path]:
    """The PDFs and the EPUB of this very commit; none where they were not built, or from another one."""
    folders = [root / "_build" / kind for kind in ("pdf", "epub")]
    commits = [(folder, folder / "commit.txt") for folder in folders]
    made_here = [folder for folder, commit in commits if commit.exists() and commit.read_text(encoding="utf-8") == head(root)]
    return [path for folder in made_here for path in sorted([*folder.glob("*.pdf"), *folder.glob("*.epub")])]


def head(root: Path = ROOT) -> str:
    """The commit that is checked out."""
    return git("rev-parse", "HEAD", root=root)


def offer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the template of a page which PDF there is for it: of the chapter, or on the welcome page of the book, which has an EPUB too."""
    welcome = page == app.config.root_doc
    name = "spillover" if welcome else page.rpartition("/")[2]
    context["printed"] = f"pdf/{name}.pdf" if f"{name}.pdf" in app.config.book_printed else ""
    context["for_readers"] = "pdf/spillover.epub" if welcome and "spillover.epub" in app.config.book_printed else ""


def deliver(app: Sphinx, exception: Exception | None) -> None:
    """Put the PDFs and the EPUB beside the pages that lead to them."""
    if exception is None and app.builder.name == "html" and app.config.book_printed:
        place = Path(app.outdir, "pdf")
        place.mkdir(exist_ok=True)
        for path in bound():
            shutil.copyfile(path, place / path.name)


def setup(app: Sphinx) -> None:
    app.add_post_transform(Print)
    app.add_config_value("book_printed", {}, "html")
    app.connect("builder-inited", speak)
    app.connect("html-page-context", offer, priority=300)
    app.connect("build-finished", deliver)
    app.connect("config-inited", configure, priority=900)
