"""The one style sheet of the pages: what is joined, what is left out, and what would be lost."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from book import sheet  # noqa: E402


def site(place: Path, sheets: dict[str, str]) -> Path:
    """A page that names one class, and a script that names another, beside some sheets."""
    static = place / "_static"
    (static / "styles").mkdir(parents=True)
    (place / "page.html").write_text('<p class="read">Words</p>')
    (static / "page.js").write_text('element.className = "pressed";')
    for name, text in sheets.items():
        (static / name).write_text(text)
    return static


def test_sheets_are_joined_in_their_order_and_find_their_files(tmp_path):
    static = site(
        tmp_path,
        {
            "book.css": 'p { background: url("a.woff2") }',
            "styles/pydata-sphinx-theme.css": '@charset "UTF-8";b{x:url(../v/b.woff2)}i{x:url("data:a/../b")}/*# sourceMappingURL=t.map */',
        },
    )
    whole = sheet.joined(static, (*sheet.THEIRS, *sheet.OURS))
    assert whole == 'b{x:url(v/b.woff2)}i{x:url("data:a/../b")}\np { background: url("a.woff2") }\n'


def test_a_rule_stays_where_a_page_or_a_script_names_what_it_is_for(tmp_path):
    static = site(
        tmp_path, {"pygments.css": ".read { top: 1px }\n.pressed { top: 2px }\n.never { top: 3px }\n", "book.css": ".never { top: 4px }"}
    )
    sheet.write(SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path), None)
    kept = (static / sheet.NAME).read_text()
    assert [f"top: {i}px" in kept for i in (1, 2, 3)] == [True, True, False]
    assert "top: 4px" in kept  # ours is in use, though a script may put a name together


def test_who_reads_a_page_while_the_sheet_is_made_has_a_whole_one(tmp_path, monkeypatch):
    seen = []
    static = site(tmp_path / "html", {"book.css": "p { top: 1px }", sheet.NAME: "of before"})
    monkeypatch.setattr(sheet, "purge", lambda *_: seen.append((static / sheet.NAME).read_text()))
    sheet.write(SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path / "html"), None)
    assert [*seen, (static / sheet.NAME).read_text()] == ["of before", "p { top: 1px }\n"]
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


@pytest.mark.parametrize(("builder", "error"), [("latex", None), ("html", ValueError())])
def test_no_sheet_is_made_without_pages(tmp_path, builder, error):
    sheet.write(SimpleNamespace(builder=SimpleNamespace(name=builder), outdir=tmp_path), error)
    assert not (tmp_path / "_static").exists()


def test_a_sheet_that_is_not_known_is_an_error(tmp_path):
    def asked(*names, builder="html"):
        context = {"css_files": [SimpleNamespace(filename=f"_static/{name}") for name in names]}
        sheet.one(SimpleNamespace(builder=SimpleNamespace(name=builder)), "page", "", context, None)
        return context["css_files"]

    assert asked("book.css?v=1", "mystnb.0123.css", "basic.css") == []
    assert [style.filename for style in asked("epub.css", builder="epub")] == ["_static/epub.css"]
    with pytest.raises(ValueError, match=r"^page asks for the style sheet 'new.css': name it in book/sheet.py"):
        asked("book.css", "new.css")


def test_purgecss_says_what_it_cannot_read(tmp_path):
    (tmp_path / "broken.css").write_text("p { top: 1px")
    with pytest.raises(OSError, match="PurgeCSS could not read the style sheets"):
        sheet.purge(tmp_path, tmp_path / "broken.css")
