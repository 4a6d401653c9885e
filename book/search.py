"""The search of the pages: what the browser finds in, section by section, term by term and name by name, with the prose that it shows.

MiniSearch looks for the words, so Sphinx makes no index of its own. The words of tables, code and what is folded, and the names of
arguments, are found too, but are not shown. All are plain scripts, because a browser runs no module from a file on disk.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from book.assets import fetched

PLACE = Path("_static", "search")
APART = ["table", "pre", "details", "figcaption"]
"""Elements whose words are found and not shown."""
PROSE = {"p", "li"}
HEADED = {"section", "dt"}
HEADINGS = ["h1", "h2", "h3", "h4"]
BLOCKS = ["p", "ul", "ol", "dl", "div", "table"]
UNSAID = ["headerlink", "section-number", "claim-badge", "visually-hidden", "eqno"]
"""Classes of what is left out."""
WORD = re.compile(r"[^\W\d_]\w+")
SENTENCE = (".", "。")
ACCENTS = {
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    "ˆ": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "˜": "\N{COMBINING TILDE}",
}
POWERS = str.maketrans("23", "²³")


@dataclass
class Found:
    """What can be found at a place: a section, a term of the glossary, or a name of the package."""

    place: str
    page: str
    title: str
    lang: str = ""
    prose: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)

    def line(self) -> dict[str, str]:
        """As the browser reads it: what can be told from the page, and words that the prose holds too, are left out."""
        shown, apart = (set(WORD.findall(" ".join(texts).lower())) for texts in ([self.title, *self.prose], self.apart))
        told = {
            "at": self.place.partition("#")[2],
            "title": self.title if self.title != self.page else "",
            "lang": self.lang,
            "prose": " ".join(self.prose),
            "apart": " ".join(sorted(apart - shown - SearchEnglish.stopwords)),
        }
        return {name: words for name, words in told.items() if words}


def said(element: Tag) -> str:
    """The words of an element, on one line."""
    return " ".join(element.get_text().split())


def spell(article: Tag) -> None:
    """Write formulas so that their letters, read one after the other, say the same: a fraction with its bar, a power, a hat."""
    for fraction in article.find_all("mfrac"):
        above, below = fraction.find_all(True, recursive=False)
        for part in (above, below):
            if len(part.get_text()) > 2:
                part.insert(0, "(")
                part.append(")")
        above.insert_after("/")
    for root in article.find_all("msqrt"):
        root.insert_before("√")
    for power in article.find_all("msup"):
        above = power.find_all(True, recursive=False)[1]
        above.string = above.get_text().translate(POWERS)
    for letter in article.find_all("mover"):
        above = letter.find_all(True, recursive=False)[1]
        above.string = ACCENTS.get(above.get_text(), above.get_text())


def sections(html: str, page: str) -> list[Found]:
    """What can be found on a page, in its order."""
    article = BeautifulSoup(html, "html.parser", parse_only=SoupStrainer("article")).article
    if article is None or article.h1 is None:
        return []
    for part in article.find_all(class_=UNSAID):
        part.decompose()
    spell(article)
    _shorten(article)
    heading = said(article.h1)
    places: dict[int, Found] = {id(article): Found(page, heading, heading)}
    for element in article.find_all([*HEADED, *PROSE, *APART]):
        here = next(places[id(around)] for around in _around(element) if id(around) in places)
        if element.name in HEADED:
            _open(element, here, places)
        elif element.find_parent(APART) is None:
            _take(element, here)
    return list({found.place: found for found in places.values()}.values())


def _shorten(article: Tag) -> None:
    """Of a name of the package leave what it is and its arguments' names: their words would find nearly every name."""
    for example in article.select("dl.py :is(pre, .rubric)"):
        example.decompose()
    for fields in article.select("dl.py dl.field-list"):
        fields.name, fields.string = APART[0], " ".join(said(name) for name in fields.find_all("strong"))


def _around(element: Tag) -> Iterator[Tag]:
    """The elements around one, from within; around what describes a term stands the term."""
    for outer in element.parents:
        if outer.name == "dd" and isinstance(term := outer.find_previous_sibling("dt"), Tag):
            yield term
        yield outer


def _open(element: Tag, here: Found, places: dict[int, Found]) -> None:
    """Begin a place, if a link can lead there. Two terms that are described as one are one."""
    heading = element if element.name == "dt" else element.find(HEADINGS, recursive=False)
    if "id" not in element.attrs or not isinstance(heading, Tag):
        return
    lang, before = str(element.get("lang", here.lang)), element.find_previous_sibling(True)
    if heading.name == "h1":
        here.lang = lang
    elif element.name == "dt" and isinstance(before, Tag) and before.name == "dt":
        places[id(element)] = places[id(before)]
        places[id(before)].title += f", {said(element)}"
    else:
        name = str(element["id"]).removeprefix("spillover.") if "sig" in element.get_attribute_list("class") else said(heading)
        places[id(element)] = Found(f"{here.place.partition('#')[0]}#{element['id']}", here.page, name, lang)


def _take(element: Tag, here: Found) -> None:
    """Add the words of an element to its place: those of prose can be shown."""
    if element.name in APART:
        cells = [said(cell) for cell in element.find_all("td")]
        here.prose += [cell for cell in cells if cell.endswith(SENTENCE)]
        here.apart.append(element.get_text(" "))
    elif element.name == "p" or element.find(BLOCKS) is None:
        here.prose.append(said(element))


def index(pages: dict[str, str]) -> str:
    """The script that holds what can be found on pages, whose HTML is given by their addresses."""
    found = {address: sections(html, address) for address, html in pages.items()}
    lines = [
        {"address": address, "page": parts[0].page, "places": [part.line() for part in parts]} for address, parts in found.items() if parts
    ]
    return "globalThis.searchPages = [\n" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n];\n"


def shortened(script: Path) -> str:
    """A script without comments and long names (Terser)."""
    node, tool = Path(sys.executable).with_name("node"), fetched("terser") / "bin" / "terser"
    return subprocess.run([node, tool, script, "--compress", "--mangle"], check=True, capture_output=True, text=True).stdout


def without_index(app: Sphinx) -> None:
    """Sphinx would make an index of whole pages, which knows no Chinese."""
    if app.builder.name == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def write(app: Sphinx, error: Exception | None) -> None:
    """Put beside the pages what searches them."""
    if error is not None or app.builder.name != "html":
        return
    built, place = Path(app.outdir), Path(app.outdir) / PLACE
    place.mkdir(parents=True, exist_ok=True)
    (place / "minisearch.js").write_text(shortened(fetched("minisearch") / "dist" / "umd" / "index.js"), encoding="utf-8")
    words = json.dumps(sorted(SearchEnglish.stopwords))
    (place / "stemmer.js").write_text(f"const stopwords = {words};\n{SearchEnglish.js_stemmer_code}", encoding="utf-8")
    pages = {f"{page}.html": (built / f"{page}.html").read_text(encoding="utf-8") for page in sorted(app.env.found_docs)}
    (place / "index.js").write_text(index(pages), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", without_index)
    app.connect("build-finished", write)
