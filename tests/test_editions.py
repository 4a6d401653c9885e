"""Pages lead to the PDFs, the EPUB, the slides and the wheel of their own commit, whichever was built first; the site holds all of them."""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import editions  # noqa: E402
import publish  # noqa: E402

from book import lectures, solutions  # noqa: E402

TOOLS = '<div class="tools">\n  <button>Search</button></div>'
PAGES = {
    "chapters/index": f'{TOOLS}<p class="editions"><a href="reference/summary-zh.html">中文</a></p>',
    "chapters/paper/3-model": TOOLS,
    "chapters/paper/4-analysis": TOOLS,
    "chapters/teaching/course": TOOLS,
    "chapters/reference/glossary": TOOLS,
    "chapters/reference/install": TOOLS,
}
MADE = {
    "pdf": ["spillover.pdf", "3-model.pdf", "4-analysis.pdf"],
    "epub": ["spillover.epub", "META-INF/container.xml"],
    "slides": ["index.html", "lecture-2.html", "reveal/reveal.js"],
    "student": ["spillover-9.9-py3-none-any.whl", "requirements.txt"],
}


def made(build, kind):
    """An edition, as a target of make leaves it."""
    for name in MADE[kind]:
        path = build / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    editions.mark(build / kind)


def pages(build):
    for name, body in PAGES.items():
        path = build / "html" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        address = f'<meta name="citation_fulltext_html_url" content="https://example.org/b/{name}.html">'
        path.write_text(f"<head>{address}</head><body>{body}</body>", encoding="utf-8")
    for name in ("index.html", "_headers"):
        (build / "html" / name).write_text("")
    editions.mark(build / "html")


@pytest.fixture
def build(tmp_path, monkeypatch):
    place = tmp_path / "_build"
    monkeypatch.setattr(editions, "ROOT", tmp_path)
    monkeypatch.setattr(editions, "BOOK", place / "html")
    monkeypatch.setattr(editions, "lectures", lambda: {"3-model": ["lecture-2"], "4-analysis": ["lecture-2", "lecture-3"]})
    monkeypatch.setattr(editions, "_head", lambda: "abc")
    return place


def links(build, name):
    text = (build / "html" / f"{name}.html").read_text(encoding="utf-8")
    tools = text.partition('<div class="tools">')[2].partition("</div>")[0]
    found = dict(re.findall(r'<a href="([^"]+)" title="[^"]+">(\w+)</a>', tools))
    for address in found:
        assert ((build / "html" / name).parent / address).resolve().exists()
    return {word: address for address, word in found.items()}


@pytest.mark.parametrize("order", [*itertools.permutations(["html", *MADE])][::5], ids="-".join)
def test_pages_lead_to_every_edition_whatever_was_built_first(build, order):
    for kind in order:
        pages(build) if kind == "html" else made(build, kind)
    whole = {"PDF": "../pdf/spillover.pdf", "EPUB": "../epub/spillover.epub", "Slides": "../slides/index.html"}
    assert links(build, "chapters/index") == whole
    assert links(build, "chapters/paper/3-model") == {"PDF": "../../pdf/3-model.pdf", "Slides": "../../slides/lecture-2.html"}
    assert links(build, "chapters/paper/4-analysis") == {"PDF": "../../pdf/4-analysis.pdf", "Slides": "../../slides/index.html"}
    assert links(build, "chapters/teaching/course") == {"Slides": "../../slides/index.html"}
    assert links(build, "chapters/reference/glossary") == {}
    assert links(build, "chapters/reference/install") == {"Wheel": "../../student/spillover-9.9-py3-none-any.whl"}
    text = (build / "html" / "chapters" / "paper" / "3-model.html").read_text(encoding="utf-8")
    assert text.count('<meta name="citation_pdf_url" content="https://example.org/b/pdf/3-model.pdf">') == 1
    assert (build / "html" / "chapters" / "index.html").read_text(encoding="utf-8").count(">EPUB</a>") == 2
    assert not (build / "html" / "epub" / "META-INF").exists()
    assert publish.gather(build / "html", build / "site") == []
    copied = {path.relative_to(build / "site").as_posix() for path in (build / "site").rglob("*") if path.is_file()}
    assert {
        "chapters/paper/3-model.html",
        "slides/reveal/reveal.js",
        "epub/spillover.epub",
        "pdf/3-model.pdf",
        "student/spillover-9.9-py3-none-any.whl",
    } < copied
    assert "student/requirements.txt" not in copied
    assert "commit.txt" not in copied


def test_what_was_made_from_another_commit_is_taken_away(build, monkeypatch):
    for kind in MADE:
        made(build, kind)
    pages(build)
    monkeypatch.setattr(editions, "_head", lambda: "another")
    made(build, "slides")
    assert "Slides" not in links(build, "chapters/index")
    editions.mark(build / "html")
    assert links(build, "chapters/index") == {"Slides": "../slides/index.html"}
    assert links(build, "chapters/paper/3-model") == {"Slides": "../../slides/lecture-2.html"}
    text = (build / "html" / "chapters" / "paper" / "3-model.html").read_text(encoding="utf-8")
    assert "citation_pdf_url" not in text
    assert not (build / "html" / "pdf").exists()
    assert publish.gather(build / "html", build / "site") == ["pdf/spillover.pdf", "epub/spillover.epub", "student/*.whl"]
    assert not (build / "site").exists()


def test_each_edition_has_a_folder_of_its_own(monkeypatch):
    found = {}
    for way in solutions.WAYS:
        monkeypatch.setenv(editions.SWITCH, way)
        found[way] = [editions.built(kind).relative_to(ROOT).as_posix() for kind in ("html", "slides", "pdf")]
    assert found == {
        "fold": ["_build/html", "_build/slides", "_build/pdf"],
        "show": [f"_build/instructor/_build/{kind}" for kind in ("html", "slides", "pdf")],
        "hide": [f"_build/without-solutions/_build/{kind}" for kind in ("html", "slides", "pdf")],
    }
    assert editions.SWITCH == solutions.SWITCH
    assert tuple(editions.HOMES) == solutions.WAYS


def test_another_word_on_solutions_is_refused(monkeypatch):
    monkeypatch.setenv(editions.SWITCH, "shown")
    with pytest.raises(SystemExit, match=r"^SPILLOVER_SOLUTIONS must be fold, show, hide or empty, got 'shown'$"):
        editions.built("html")


def test_a_page_leads_to_the_lectures_that_take_something_of_it():
    found = editions.lectures()
    assert found["1-introduction"] == ["lecture-1"]
    assert found["3-model"] == ["lecture-1", "lecture-2", "lecture-3", "lecture-4"]
    planned = {block.word for lecture in lectures.lectures() for sheet in lecture.sheets for block in sheet.of("take")}
    assert planned <= set(found)


@pytest.mark.parametrize("given", ["", "hide"])
def test_every_edition_is_built_with_or_without_solutions_as_the_pages_are(given):
    rule = f"shown: ; @echo $${editions.SWITCH}"
    told = subprocess.run(
        ["make", "--no-print-directory", f"--eval={rule}", "shown", f"SOLUTIONS={given}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == f"{given or 'fold'}\n"


def test_the_instructors_edition_has_slides_too():
    told = subprocess.run(["make", "--dry-run", "book-instructor"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "tools/build.py" in told.stdout
    assert "tools/slides.py" in told.stdout
    assert "SOLUTIONS=show" in told.stdout


def test_the_site_is_published_by_the_target_that_makes_it():
    workflow = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    assert "- run: make release\n" in workflow
    assert f"path: {publish.SITE.relative_to(ROOT).as_posix()}\n" in workflow
