"""Draw an exam and its marking scheme into _build/exam, to edit (Markdown) and to print (PDF): ``tools/exam.py TERM [QUESTIONS]``.

Where there is no browser that prints, a page of HTML stands in the place of each PDF, to print by hand.
"""

from __future__ import annotations

import argparse
import html
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from problem_set import ROOT, SALT, kept_aside, refused

from course import exam_paper
from course.draw import named

sys.path.insert(0, str(ROOT))
from book import tagged
from book.mathml import to_mathml

LENGTH = 12
"""A word with fewer characters can be guessed: whoever holds a paper can try words until they draw it, and then draw the next."""
STYLE = """\
body { font: 11pt/1.45 "TeX Gyre Termes", "Liberation Serif", serif; margin: 0; hyphens: auto }
math { font-family: "TeX Gyre Termes Math", "Latin Modern Math", math; font-size: 1.05em }
h1 { font-size: 17pt; margin: 0 0 .6em }
h2 { font-size: 13pt; margin: 1.5em 0 .4em; break-after: avoid }
p { margin: 0 0 .55em; break-inside: avoid; orphans: 3; widows: 3 }
p > em:last-child { white-space: nowrap }
table { border-collapse: collapse; width: 100%; margin-bottom: 1em }
th, td { border-bottom: .5pt solid #888; padding: .35em .5em; text-align: left; vertical-align: top }
th:first-child, th:last-child { width: 2.5em }
th:last-child, td:last-child { text-align: right }
thead { display: table-header-group }
tr { break-inside: avoid }"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body>{body}</body></html>"""
FOOT = """<div style="font: 9pt serif; width: 100%; text-align: center">
<span class="pageNumber"></span> / <span class="totalPages"></span></div>"""


def main(given: Sequence[str]) -> int:
    """Write the four files, and say where they are and what is missing."""
    parser = argparse.ArgumentParser(prog="tools/exam.py", description="Draw an exam and its marking scheme.")
    parser.add_argument("term", help='such as "Autumn 2026"')
    parser.add_argument("questions", help="how many", nargs="?", type=int, default=4)
    asked = parser.parse_args(given)
    word = os.environ.get(SALT, "")
    if not word.strip():
        print(f"{SALT} is not set: an exam that anyone can draw again is practice. Set it to a word that only you know.", file=sys.stderr)
        return 2
    try:
        questions = exam_paper.draw(word, asked.term, asked.questions)
    except ValueError as error:
        return refused(error)
    texts = {"exam": exam_paper.paper(asked.term, questions), "marking": exam_paper.marking(asked.term, questions)}
    folder = ROOT / "_build" / "exam" / named(asked.term, "TERM").replace(" ", "-")
    for path in write(texts, folder):
        print(path.relative_to(ROOT))
    if tagged.program() is None:
        print(f"There are pages to print from a browser and no PDFs: {tagged.MISSING}.", file=sys.stderr)
    if len(word) < LENGTH:
        print(f"Note: {SALT} has fewer than {LENGTH} characters, and who holds a paper can guess it. Take a longer one.", file=sys.stderr)
    return 0


def write(texts: dict[str, str], folder: Path) -> list[Path]:
    """Write each text as Markdown, and as a PDF or a page to print."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = {folder / f"{name}.md": text for name, text in texts.items()}
    for source, text in sources.items():
        with kept_aside(source, folder.parent):
            source.write_text(text, encoding="utf-8")
    if tagged.program() is None:
        for source, text in sources.items():
            source.with_suffix(".html").write_text(as_html(text), encoding="utf-8")
        return [path for source in sources for path in (source, source.with_suffix(".html"))]
    written = []
    with tagged.chromium() as browser:
        for source, text in sources.items():
            page = browser.new_page(color_scheme="light")
            page.set_content(as_html(text))
            margin = dict.fromkeys(("top", "bottom", "left", "right"), "22mm")
            target = source.with_suffix(".pdf")
            tagged.write(
                page, target, format="A4", margin=margin, display_header_footer=True, header_template="<i></i>", footer_template=FOOT
            )
            page.close()
            written += [source, target]
    return written


def as_html(text: str) -> str:
    """A page to print, its formulas in MathML."""
    markdown = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(markdown, allow_labels=False, renderer=lambda formula, options: to_mathml(formula, options["display_mode"]))
    title = text.partition("\n")[0].removeprefix("# ")
    return PAGE.format(title=html.escape(title), style=STYLE, body=markdown.render(text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
