"""What pages say of themselves, what a host sends with them, and what npm may fetch for them."""

import json
import re
import socket
import sys
from datetime import date
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from docutils import nodes

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import serve  # noqa: E402

from book import assets, code, mathml, metadata, serving  # noqa: E402
from spillover.regimes import Regime  # noqa: E402

CFF = {"title": "The Edition", "version": "1.2", "date-released": date(2026, 1, 2), "authors": [{"name": "A"}, {"name": "B"}]}


def test_scholarly_indexes_are_told_all_that_they_need():
    said = metadata.highwire("The model", CFF, "https://example.org/", "chapters/x")
    assert said == [
        ("citation_title", "The model"),
        ("citation_author", "A"),
        ("citation_author", "B"),
        ("citation_publication_date", "2026/01/02"),
        ("citation_inbook_title", "The Edition"),
        ("citation_language", "en"),
        ("citation_fulltext_html_url", "https://example.org/chapters/x.html"),
    ]


def test_without_an_address_a_page_names_none():
    assert "og:image" not in dict(metadata.preview("T", "S", "B", "", ""))
    assert dict(metadata.preview("T", "S", "B", "https://example.org/", "https://example.org/x.html"))["og:image"] == (
        "https://example.org/_static/card.png"
    )


def test_a_chapter_is_cited_within_the_book():
    assert metadata.bibtex("1. The Model", CFF, "https://example.org/x.html") == (
        "@incollection{spillover-themodel,\n  author = {{A and B}},\n  title = {1. The Model},\n  booktitle = {The Edition},\n"
        "  year = {2026},\n  note = {Version 1.2},\n  url = {https://example.org/x.html},\n}"
    )
    assert metadata.bibtex("", CFF, "").startswith("@misc{spillover-edition,\n  author = {{A and B}},\n  title = {The Edition},")
    assert metadata.reference("1. The Model", CFF, "") == "A, B (2026). “1. The Model”, in: The Edition. Version 1.2."


def page(*paragraph):
    return nodes.section("", nodes.title("", "T"), nodes.paragraph("", "", *paragraph))


def test_a_description_speaks_formulas_and_ends_with_a_word():
    short = page(nodes.Text("R&D "), nodes.math("", r"\beta^{2}"), nodes.Text("\nis low."))
    assert metadata.description(short) == "R&D β2 is low."
    long = metadata.description(page(nodes.Text("word " * 100)))
    assert len(long) <= metadata.LONGEST
    assert long.endswith("word …")
    assert metadata.description(nodes.section()) == ""


class Config:
    html_baseurl = ""

    def __init__(self):
        self.html_theme_options = {}


def test_addresses_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("SPILLOVER_SITE", "https://example.org/book")
    monkeypatch.setenv("SPILLOVER_REPOSITORY", "https://github.com/someone/something")
    config = Config()
    metadata.configure(None, config)
    assert config.html_baseurl == "https://example.org/book/"
    assert config.html_theme_options == {"repository_url": "https://github.com/someone/something"}
    monkeypatch.setenv("SPILLOVER_SITE", "example.org")
    with pytest.raises(ValueError, match=r"SPILLOVER_SITE must begin with http:// or https://, got 'example.org'"):
        metadata.configure(None, Config())


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("letter", ["x", r"\pi", "CS"])
def test_a_letter_with_the_mark_of_a_regime_has_its_colour(regime, letter):
    written = mathml.to_mathml(rf"{regime.latex(letter)} > 0", False)
    assert f'class="regime-{regime.key}"' in written
    assert written.count("regime-") == 1
    assert written.index("regime-") < written.index("<mi>")  # all of it


def test_the_sides_of_an_aligned_formula_stand_by_the_sheet():
    written = mathml.to_mathml(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", True)
    assert written.count('class="aligned-right"') == written.count('class="aligned-left"') == 2
    assert " style=" not in written


def test_styles_are_taken_out_of_the_tables_of_the_index(tmp_path):
    (tmp_path / "genindex.html").write_text('<table style="width: 100%" class="a"><td>no style="x" in text', encoding="utf-8")
    serving.write_headers(SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path), None)
    assert (tmp_path / "genindex.html").read_text(encoding="utf-8") == '<table class="a"><td>no style="x" in text'


def test_a_power_is_no_regime():
    assert "regime-" not in mathml.to_mathml(r"x^{2} + \bar{x} + x_{SB}", False)


def test_the_headers_are_read_as_they_were_written(tmp_path):
    (tmp_path / "_headers").write_text(serving.headers())
    policy = serve.headers(tmp_path, "/chapters/x.html")["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"
    styles = next(part for part in policy.split("; ") if part.startswith("style-src"))
    assert re.fullmatch(r"style-src 'self' 'sha256-[\w+/]{43}='", styles)
    assert serve.headers(tmp_path, "/_images/a.svg")["Content-Security-Policy"].endswith("sandbox")
    assert serve.headers(tmp_path, "/chapters/x.html")["Cache-Control"] == "no-cache"
    assert "immutable" in serve.headers(tmp_path, "/_static/a.woff2")["Cache-Control"]


def answered(place, *lines):
    """All that a server for a folder sends back for the lines of a request: headers, and what follows them."""
    with serve.server(place) as running:
        Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        with socket.create_connection(("127.0.0.1", running.server_port)) as line:
            line.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
            whole = line.makefile("rb").read()
        running.shutdown()
    headers, _, body = whole.partition(b"\r\n\r\n")
    return headers.decode(), body


def test_a_request_that_cannot_be_read_is_refused(tmp_path, capfd):
    headers, _ = answered(tmp_path, "GET / and more HTTP/1.1")
    assert headers.startswith("HTTP/1.1 400 ")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("asked", ["page.html", "nowhere.html"])
def test_a_page_is_not_sent_where_its_headers_are_asked_for(tmp_path, asked):
    for name in ("404.html", "page.html"):
        (tmp_path / name).write_text("A page.")
    whole, headers = (answered(tmp_path, f"{command} /{asked} HTTP/1.1", "Accept-Encoding: gzip") for command in ("GET", "HEAD"))
    assert whole[1]
    assert headers[1] == b""
    for field in ("HTTP/1.1", "Content-Length", "Content-Encoding"):
        assert re.findall(f"^{field}.*", headers[0], re.MULTILINE) == re.findall(f"^{field}.*", whole[0], re.MULTILINE)


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        *(("gzip", True), ("br, GZIP;q=0.5", True), ("gzip;q=0.001, br", True), ("gzip ; q=1", True)),
        *(("gzip;q=0", False), ("br,gzip; q=0.000", False), ("gzip;q=0, br", False), ("xgzip, gzipped", False), ("identity", False)),
    ],
)
def test_a_page_is_compressed_where_the_browser_can_undo_that(tmp_path, accepted, packed):
    (tmp_path / "page.html").write_text("A page.")
    headers, body = answered(tmp_path, "GET /page.html HTTP/1.1", f"Accept-Encoding: {accepted}")
    assert ("Content-Encoding: gzip" in headers, body == b"A page.") == (packed, not packed)


@pytest.mark.parametrize("name", ["page.html", "folder"])
def test_no_link_leads_out_of_the_book(tmp_path, name):
    (tmp_path / "book" / "folder").mkdir(parents=True)
    (tmp_path / "outside" / "folder").mkdir(parents=True)
    for place in (tmp_path / "outside", tmp_path / "book"):
        (place / "page.html").write_text(place.name)
        (place / "folder" / "index.html").write_text(place.name)
    (tmp_path / "book" / f"out-{name}").symlink_to(tmp_path / "outside" / name)
    (tmp_path / "book" / f"in-{name}").symlink_to(tmp_path / "book" / name)
    (tmp_path / "named").symlink_to(tmp_path / "book")  # a link to the book itself is the book
    end = "/" * (name == "folder")
    assert answered(tmp_path / "named", f"GET /in-{name}{end} HTTP/1.1")[1] == b"book"
    assert answered(tmp_path / "named", f"GET /out-{name}{end} HTTP/1.1")[0].startswith("HTTP/1.1 404 ")


@pytest.mark.parametrize("address", ["a%00b", "index.html%00.txt", "a" * 5000, "%ff%fe", "../pyproject.toml", "%2e%2e/%2e%2e/etc/passwd"])
def test_what_no_file_can_be_called_is_not_there(tmp_path, capfd, address):
    (tmp_path / "404.html").write_text("not here", encoding="utf-8")
    for asked in ("GET", "HEAD"):
        headers, body = answered(tmp_path, f"{asked} /{address} HTTP/1.1")
        assert headers.startswith("HTTP/1.1 404 ")
        assert body == (b"not here" if asked == "GET" else b"")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("error", "said"), [(BrokenPipeError, False), (ConnectionResetError, False), (ValueError, True)])
def test_a_reader_who_goes_away_is_no_error_and_what_is_one_is_shown(tmp_path, capfd, monkeypatch, error, said):
    def gone(*_):
        raise error("while it was sent")

    (tmp_path / "page.html").write_text("A page.")
    monkeypatch.setattr(serve.Handler, "copyfile", gone)
    assert answered(tmp_path, "GET /page.html HTTP/1.1")[1] == b""
    assert ("while it was sent" in capfd.readouterr().err) == said


def test_a_port_that_is_taken_is_named(monkeypatch, capsys):
    with serve.server(ROOT) as taken:
        monkeypatch.setattr(serve, "PORT", taken.server_port)
        assert serve.main() == 1
    assert f"Port {serve.PORT} cannot be used" in capsys.readouterr().err


def test_every_file_that_npm_fetches_is_pinned_by_its_hash_and_by_no_address():
    lock = json.loads((ROOT / "book" / "npm" / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 2
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_npm_says_what_it_could_not_fetch(monkeypatch, tmp_path):
    pinned = tmp_path / "pinned"
    pinned.mkdir()
    (pinned / "package.json").write_text('{"dependencies": {"d3": "7.9.2"}}')
    (pinned / "package-lock.json").write_text("{}")
    monkeypatch.setattr(assets, "PINNED", pinned)
    with pytest.raises(OSError, match=r"npm could not fetch what book/npm/package-lock\.json names"):
        assets.fetch(tmp_path / "npm")
    assert not (tmp_path / "npm").exists()


def test_code_folds_in_one_way():
    """A cell shows its code if it is the point, has none that says anything, or folds: no tag of myst-nb hides it in another way."""
    ours = re.compile("keep-code|remove-input|example|still|moves")
    for path in sorted((ROOT / "chapters").rglob("*.ipynb")):
        tags = {tag for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] for tag in cell["metadata"].get("tags", [])}
        assert [tag for tag in tags if not ours.fullmatch(tag)] == [], path


def test_an_output_without_anything_to_see_shows_nothing():
    assert not code.shows(nodes.container("", nodes.container(mime_type="application/papermill.record/text/plain")))
    assert code.shows(nodes.container("", nodes.paragraph("", "seen")))
    assert code.shows(nodes.container("", nodes.image()))


def test_an_old_address_leads_on_to_the_page_of_today(tmp_path):
    (tmp_path / "chapters" / "teaching").mkdir(parents=True)
    for found, made in (({"chapters/index"}, False), ({"chapters/teaching/practice"}, True)):
        app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(name="html"), env=SimpleNamespace(found_docs=found))
        serving.lead_on(app, None)
        assert (tmp_path / "chapters" / "teaching" / "exam.html").exists() is made
    text = (tmp_path / "chapters" / "teaching" / "exam.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=practice.html">' in text
    assert '<a href="practice.html">' in text
    for old, now in serving.MOVED.items():
        assert not list(ROOT.glob(f"{old}.*"))
        assert list(ROOT.glob(f"{old.rpartition('/')[0]}/{now}.*"))


def test_the_window_of_a_speaker_may_be_written_by_the_script_of_the_slides(tmp_path):
    (tmp_path / "_headers").write_text(serving.headers(), encoding="utf-8")
    slides, page = (serve.headers(tmp_path, path)["Content-Security-Policy"] for path in ("/slides/lecture-1.html", "/chapters/x.html"))
    assert "script-src 'self' 'unsafe-inline';" in slides
    assert slides.endswith("frame-src 'self'")
    assert "style-src 'self' 'unsafe-inline';" in slides
    assert "script-src 'self' 'wasm-unsafe-eval';" in page
    assert "frame-src" not in page
