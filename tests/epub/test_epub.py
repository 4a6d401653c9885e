"""The edition for e-readers: what epubcheck says of it, its contents, its links, its mathematics, its bytes."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
import epub  # noqa: E402

from book.epub import pack  # noqa: E402

BOOK = epub.EPUB / "spillover.epub"
CHECKER = Path("/usr/bin/epubcheck")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def files():
    with zipfile.ZipFile(BOOK) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages(files):
    return {name: content.decode() for name, content in files.items() if name.endswith(".xhtml")}


def check(path, report):
    if shutil.which("java") is None or not CHECKER.exists():
        packages = " ".join((ROOT / "book" / "epub" / "packages.txt").read_text().split())
        raise FileNotFoundError(f"epubcheck is not here: apt-get install --no-install-recommends {packages}")
    subprocess.run(["java", "-jar", str(CHECKER), str(path), "--json", str(report)], capture_output=True, check=False)
    return json.loads(report.read_text(encoding="utf-8"))


def test_epubcheck_finds_nothing(tmp_path):
    found = check(BOOK, tmp_path / "report.json")
    assert [(message["ID"], message["message"]) for message in found["messages"]] == []
    assert found["publication"]["title"]


def test_epubcheck_would_find_something(tmp_path, files):
    worse = tmp_path / "worse.epub"
    with zipfile.ZipFile(worse, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content.replace(b' xmlns="http://www.w3.org/1998/Math/MathML"', b""))
    assert len(check(worse, tmp_path / "report.json")["messages"]) > 0


def test_the_contents_name_every_part_and_every_chapter_in_their_order(files):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    contents = ElementTree.fromstring(files["nav.xhtml"])
    top = contents.find(f".//{XHTML}nav/{XHTML}ol")
    chapters = f"{XHTML}ol/{XHTML}li/{XHTML}a"
    named = [(item.findtext(f"{XHTML}span"), [link.get("href") for link in item.findall(chapters)]) for item in top]
    assert named[1:] == [(part["caption"], [f"{chapter['file']}.xhtml" for chapter in part["chapters"]]) for part in toc["parts"]]
    for link in contents.iter(f"{XHTML}a"):
        name, _, place = link.get("href").partition("#")
        text = files[name].decode()
        title = re.sub(r"^[\d.]+ ", "", link.text)
        heading = text[text.index(f'id="{place}"') :] if place else text
        words = re.search(r"<h[1-4]>(.*?)</h[1-4]>", heading, re.DOTALL)
        assert title.split()[-1] in re.sub(r"<[^>]+>|&#\w+;", " ", words[1].replace("&amp;", "&")), (link.get("href"), title)


def test_no_link_leads_nowhere(files):
    for name, text in pages(files).items():
        for target in re.findall(r'(?:href|src)="([^"]+)"', text):
            if re.match("https?:|mailto:", target):
                continue
            path, _, place = target.partition("#")
            path = normpath(join(dirname(name), unquote(path))) if path else name
            assert path in files, (name, target)
            assert not place or f'id="{place}"' in files[path].decode(), (name, target)


def test_mathematics_is_mathml_and_no_script_is_left(files):
    formulas = 0
    for name, text in pages(files).items():
        formulas += text.count('<math xmlns="http://www.w3.org/1998/Math/MathML"')
        assert "<script" not in text
        words = re.sub(r"<(pre|code|annotation)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
        assert not re.search(r"\\[A-Za-z]{2,}|\$\$", words), name
    assert formulas > 500


def test_the_package_document_lists_every_file(files):
    package = ElementTree.fromstring(files["content.opf"])
    listed = {item.get("href") for item in package.iter(f"{OPF}item")}
    assert listed == set(files) - {"mimetype", "META-INF/container.xml", "content.opf"}


def test_the_same_files_give_the_same_bytes(tmp_path, files, monkeypatch):
    names = [name for name in files if name not in ("mimetype", "META-INF/container.xml", "content.opf", "nav.xhtml")]
    built = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    assert {entry.date_time for entry in zipfile.ZipFile(BOOK).infolist()} == {(*built[:5], built[5] // 2 * 2)}
    pack(epub.EPUB, names, tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == BOOK.read_bytes()


def test_there_is_a_cover(files):
    package = ElementTree.fromstring(files["content.opf"])
    (cover,) = [item for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    width, height = struct.unpack(">II", files[cover.get("href")][16:24])
    assert files[cover.get("href")].startswith(b"\x89PNG")
    assert (width, height) == (1200, 1920)


def test_contents_are_numbered_once(files):
    contents = files["nav.xhtml"].decode()
    assert ">3 The model<" in contents
    assert "ol { list-style: none; }" in contents


def test_answers_of_the_quiz_fold_and_no_button_gives_them_away(files):
    quiz = files["chapters/teaching/misconceptions.xhtml"].decode()
    answers = re.findall(r'<details class="because"><summary>Answer</summary>\s*<p><em>(\w+)\.', quiz)
    assert len(answers) == 10
    assert set(answers) == {"Always", "Sometimes", "Never"}
    assert not re.search(r">\s*(?:Yes|No)\.\s*<", quiz)


def test_code_is_shown_where_it_is_the_point_and_nowhere_else(files):
    shown = {name for name, text in pages(files).items() if "cell_input" in text}
    assert shown == {
        f"chapters/{name}.xhtml" for name in ("literature/engine", "literature/atlas", "reference/how-to", "explore/console", "explore/ask")
    }


def test_nothing_speaks_of_the_page_of_a_browser_that_is_not_there(files):
    words = " ".join(re.sub(r"<[^>]+>", " ", text) for text in pages(files).values())
    of_the_web = r"[Yy]our browser|needs JavaScript|The menu holds|the page shows how|You can also drag|lies beside this page"
    assert re.findall(of_the_web, words) == []
    assert "In the web edition this page is a console" in words


def test_a_figure_that_moves_on_the_web_is_drawn(files):
    moved = {path.stem for path in (ROOT / "chapters" / "literature").glob("*.ipynb") if '"moves"' in path.read_text(encoding="utf-8")}
    chapters = {name: text for name, text in pages(files).items() if Path(name).stem in moved}
    assert len(chapters) == len(moved) >= 8
    for name, text in chapters.items():
        assert not re.search(r'class="moving|moving\.js|still-says', text), name
        assert re.search(r'<img [^>]*src="[^"]+\.(svg|png)"', text), name
