"""The edition for e-readers: what Sphinx's EPUB builder makes of the book, without the furniture of the web.

A page is its text in an XHTML file of its own. The package document, the contents and the archive are written here,
because Sphinx's name no parts, declare no mathematics, and carry the time of the build.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.util.fileutil import copy_asset_file

from book.fonts import write_fonts
from book.metadata import citation

HERE = Path(__file__).resolve().parent / "epub"
DESCRIPTION = "An executable edition: every formula of the paper derived again, and a verdict on each of its claims."
COVER = "_static/cover.png"
TYPES = {".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}

PAGE = [
    (re.compile(r"<math(?=[ >])"), '<math xmlns="http://www.w3.org/1998/Math/MathML"'),
    # epubcheck takes this attribute for that of a field of a form; what it means for a bar is that no space is around it
    (re.compile(r' form="(?:prefix|infix|postfix)"'), ' lspace="0" rspace="0"'),
    # the older MathML of epubcheck has these elsewhere; a displayed formula is in this style anyway
    (re.compile(r'(?<=<mrow) displaystyle="true"'), ""),
    (re.compile(r' scriptlevel="0"'), ""),
    (re.compile(r"<p>(<ul.*?</ul>)\s*</p>", re.DOTALL), r"\1"),
    (re.compile(r"<script.*?</script>", re.DOTALL), ""),
    (re.compile(r'<div class="console">.*?</div>', re.DOTALL), ""),  # where it would be, were this the web
    # a question has one answer, folded as a solution is: who cannot press a button would see “yes” and “no” side by side
    (re.compile(r'<div class="quiz".*?</div>', re.DOTALL), ""),
    (re.compile(r'<div class="because">(.*?)</div>', re.DOTALL), r'<details class="because"><summary>Answer</summary>\1</details>'),
]
"""What a page of the web may hold, and a page of an EPUB may not."""
DRAWING = [
    (re.compile(r"<!DOCTYPE[^>]*>\s*"), ""),
    (re.compile(r"<path(?![^>]*\sd=)"), '<path d="M0 0"'),  # the glyph of a space
]


class Item(NamedTuple):
    """A file of the archive, as the package document lists it."""

    id: str
    href: str
    media_type: str
    properties: str
    in_order: bool


class Entry(NamedTuple):
    """A line of the contents."""

    href: str
    title: str
    sections: list[Entry]


class Book(Epub3Builder):
    """Sphinx's builder, with pages, contents and archive of this book."""

    def init(self) -> None:
        """Start with no index."""
        super().init()
        self.use_index = False
        self.with_mathematics: set[str] = set()

    def gen_indices(self) -> None:
        """Write no index: a reader searches."""

    def gen_additional_pages(self) -> None:
        """Write no page that only the web has."""

    def copy_static_files(self) -> None:
        """Bring the cover, the style sheet and the fonts, and nothing of the theme's."""
        from book.cover import draw_cover  # with Matplotlib, which other builders need not load

        place = Path(self.outdir, "_static")
        place.mkdir(exist_ok=True)
        self.create_pygments_style_file()
        copy_asset_file(str(HERE / "epub.css"), str(place))
        write_fonts(place)
        draw_cover(Path(self.outdir, COVER))

    def copy_image_files(self) -> None:
        """Write the figures as EPUB wants them."""
        super().copy_image_files()
        for path in Path(self.outdir, self.imagedir).glob("*.svg"):
            path.write_text(mended(path.read_text(encoding="utf-8"), DRAWING), encoding="utf-8")

    def handle_page(self, pagename: str, addctx: dict[str, Any], templatename: str = "", *rest: Any, **named: Any) -> None:
        """Write a page, and remember whether there is mathematics on it."""
        addctx["body"] = mended(addctx["body"], PAGE)
        if "<math" in addctx["body"]:
            self.with_mathematics.add(pagename)
        super().handle_page(pagename, addctx, "epub.html", *rest, **named)

    def handle_finish(self) -> None:
        """Write what describes the book, and bind it."""
        self.build_mimetype()
        self.build_container()
        about = self.content_metadata()
        copy_asset_file(str(HERE / "content.opf.jinja"), self.outdir, {**about, "items": self.items()})
        copy_asset_file(
            str(HERE / "nav.xhtml.jinja"), self.outdir, {**about, "welcome": self.entry(self.config.root_doc), "parts": self.parts()}
        )
        pack(Path(self.outdir), [item.href for item in self.items()], Path(self.outdir, f"{self.config.epub_basename}.epub"))

    def parts(self) -> list[tuple[str, list[Entry]]]:
        """The parts of the book, each with its chapters."""
        trees = self.config.external_site_map.root.subtrees
        return [(tree.caption, [self.entry(str(name)) for name in tree.items]) for tree in trees]

    def entry(self, name: str) -> Entry:
        """A chapter in the contents, with its sections."""
        numbers = self.env.toc_secnumbers.get(name, {})
        (chapter,) = self.env.tocs[name].children[:1]
        below = chapter[1] if len(chapter) > 1 else []
        links = [item.next_node(nodes.reference) for item in (chapter, *below) if isinstance(item, nodes.list_item)]
        first, *sections = [Entry(self.place(name, link["anchorname"]), titled(link, numbers), []) for link in links]
        return first._replace(sections=sections)

    def place(self, name: str, anchor: str) -> str:
        """Where a section is, in the archive."""
        return self.fix_fragment(f"{name}.xhtml", anchor)

    def items(self) -> list[Item]:
        """The pages in their order, then what they show and are set with."""
        pages = [self.config.root_doc, *(str(name) for tree in self.config.external_site_map.root.subtrees for name in tree.items)]
        folder = Path(self.outdir)
        kept = [*sorted((folder / self.imagedir).iterdir()), *(folder / "_static" / name for name in ("epub.css", "pygments.css"))]
        files = [path.relative_to(folder).as_posix() for path in [*kept, *sorted((folder / "_static").glob("*.woff2"))]]
        hrefs = [*(f"{page}.xhtml" for page in pages), *files]
        cover = Item("cover", COVER, TYPES[".png"], "cover-image", False)
        return [
            Item(
                f"item-{number}",
                href,
                TYPES[Path(href).suffix],
                "mathml" if href.removesuffix(".xhtml") in self.with_mathematics else "",
                number < len(pages),
            )
            for number, href in enumerate(hrefs)
        ] + [cover]


def titled(link: nodes.reference, numbers: Mapping[str, tuple[int, ...] | None]) -> str:
    """The title of a section after its number, if it has one."""
    number = ".".join(map(str, numbers.get(link["anchorname"]) or ()))
    return f"{number} {link.astext()}".strip()


def mended(text: str, changes: list[tuple[re.Pattern[str], str]]) -> str:
    """The text after all replacements."""
    for pattern, replacement in changes:
        text = pattern.sub(replacement, text)
    return text


def pack(folder: Path, names: list[str], target: Path) -> None:
    """Put files into an EPUB; the same files give the same bytes."""
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    with ZipFile(target, "w") as archive:
        for name in ("mimetype", "META-INF/container.xml", "content.opf", "nav.xhtml", *names):
            entry = ZipInfo(name, moment)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())


def configure(app: Sphinx, config: Config) -> None:
    """Say what the book is, from the file that says how to cite it."""
    cff = citation()
    config.version = config.release = cff["version"]
    config.epub_basename = "spillover"
    config.epub_title = cff["title"]
    config.epub_language = "en"
    config.epub_uid = "edition"
    config.epub_identifier = f"urn:uuid:{uuid5(NAMESPACE_OID, cff['title'])}"
    config.epub_copyright = f"{config.copyright}, {config.author}. {' and '.join(cff['license'])}."
    config.epub_description = DESCRIPTION
    config.epub_show_urls = "no"


def setup(app: Sphinx) -> None:
    app.add_builder(Book, override=True)
    app.connect("config-inited", configure, priority=900)
