"""The slides of the lectures: made once from the built book, then turned in Chromium as in a lecture."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import checks
import pytest
from playwright.sync_api import Browser, Page, expect

from book import slides

CHAPTERS = checks.BOOK.parents[1] / "chapters"
NUMBERS = range(1, 9)
LARGE_ENOUGH = 0.8
"""How far a slide that is full, or a wide formula, may be made smaller."""
SHOWN = """() => {
  const slide = Reveal.getCurrentSlide();
  const all = [...slide.querySelectorAll(".sheet *")].filter(element => element.checkVisibility());
  const name = element => `${element.localName}.${element.className.baseVal ?? element.className} ${element.textContent.slice(0, 40)}`;
  const out = all.filter(element => {
    const { left, top, right, bottom, width } = element.getBoundingClientRect();
    return width && !element.closest("svg") && (left < -1 || top < -1 || right > 1281 || bottom > 721);
  });
  const below = [...slide.querySelectorAll(".content > *")].filter(
    element => element.getBoundingClientRect().bottom > slide.querySelector(".room").getBoundingClientRect().bottom + 2);
  const worded = all.filter(element => !element.closest("math, svg, .wide")
    && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()));
  const size = element => parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom;
  return {
    title: slide.querySelector("h2").textContent,
    out: [...out, ...below].map(name),
    small: worded.filter(element => size(element) < 23.5).map(element => `${name(element)} ${size(element)}`),
    shrunk: Math.min(1, ...[...slide.querySelectorAll(".content, .content > *")].map(element => element.currentCSSZoom)),
    images: [...slide.querySelectorAll("img")].map(image => [image.naturalWidth > 0, image.alt]),
    drawn: [...slide.querySelectorAll(".explorer")].map(place => place.querySelectorAll(".explorer-stage svg path").length),
  };
}"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, list[slides.Slide]]]:
    """A folder with all decks, and the slides of each."""
    place = tmp_path_factory.mktemp("slides")
    return place, slides.make(checks.built(checks.BOOK), place)


@pytest.fixture(scope="session")
def site(made: tuple[Path, dict[int, list[slides.Slide]]]) -> Iterator[str]:
    """The address of the decks."""
    with checks.serve(made[0]) as base:
        yield base


def opened(page: Page, address: str) -> list[str]:
    """Open a deck in a window of its size; gives a list of what goes wrong, which grows as the deck is used."""
    wrong: list[str] = []
    home = address.rpartition("/")[0]
    page.on("request", lambda request: request.url.startswith((home, "data:", "blob:")) or wrong.append(f"asked for {request.url}"))
    page.on("requestfailed", lambda request: wrong.append(f"did not get {request.url}"))
    page.on("response", lambda response: response.status < 400 or wrong.append(f"{response.status} for {response.url}"))
    page.on("console", lambda message: message.type != "error" or wrong.append(f"in the console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"uncaught: {error}"))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(address)
    expect(page.locator("html.ready")).to_be_attached(timeout=30_000)
    return wrong


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def test_every_lecture_has_a_deck(made: tuple[Path, dict[int, list[slides.Slide]]]) -> None:
    place, decks = made
    assert list(decks) == list(NUMBERS)
    assert {number: len(deck) for number, deck in decks.items() if not 10 <= len(deck) <= 30} == {}
    index = (place / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(lecture-\d\.html)"', index) == [path.name for path in sorted(place.glob("lecture-*.html"))]


def test_tags_name_a_lecture() -> None:
    allowed, found, wrong = {f"lecture-{number}" for number in NUMBERS}, set(), []
    for path in sorted(CHAPTERS.rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            tags = {tag for tag in cell["metadata"].get("tags", []) if "lecture" in tag}
            if cell["cell_type"] == "markdown":
                tags |= set(re.findall(r"(?m)^(?::class:|:::\{container\}) (\S*lecture\S*)", source))
            found |= tags
            if tags - allowed or (tags and "entry(" in source):
                wrong.append(f"{path.name}: {sorted(tags)}")
    assert wrong == []
    assert found == allowed


def test_nothing_tagged_is_lost(made: tuple[Path, dict[int, list[slides.Slide]]]) -> None:
    shown = {number: words(" ".join(str(part) for slide in deck for part in slide.body)) for number, deck in made[1].items()}
    for article in slides.pages(checks.BOOK):
        for element in article.select("[class*='lecture-']"):
            for part in slides.shown(element):
                image = part if part.name == "img" else part.select_one("img")
                sought = Path(str(image["src"])).name if image else str(part)
                assert words(sought) in shown[slides.lecture_of(element)], part.get_text()[:200]


def test_the_speaker_has_all_the_text(made: tuple[Path, dict[int, list[slides.Slide]]]) -> None:
    said = words(" ".join(part.get_text() for deck in made[1].values() for slide in deck for part in (*slide.body, *slide.notes)))
    lost = []
    for article in slides.pages(checks.BOOK):
        for block in slides.blocks(article):
            if block.name == "h2" and "Exercises" in block.get_text():
                break
            if block.name == "p" and words(slides.cleaned(block).get_text()) not in said:
                lost.append(block.get_text())
    assert lost == []


def test_most_slides_have_notes(made: tuple[Path, dict[int, list[slides.Slide]]]) -> None:
    for number, deck in made[1].items():
        content = [slide for slide in deck if slide.kind in ("shown", "live")]
        assert sum(bool(slide.notes) for slide in content) >= 0.8 * len(content), number


@pytest.mark.cases(2)
@pytest.mark.parametrize("number", NUMBERS)
def test_deck(number: int, made: tuple[Path, dict[int, list[slides.Slide]]], site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-{number}.html")
    for position, slide in enumerate(made[1][number]):
        facts: dict[str, Any] = page.evaluate(SHOWN)
        assert page.evaluate("Reveal.getIndices().h") == position
        assert facts["out"] == [], facts["title"]
        assert facts["small"] == [], facts["title"]
        assert facts["shrunk"] >= LARGE_ENOUGH, facts["title"]
        assert all(loaded and alt for loaded, alt in facts["images"]), facts["title"]
        assert all(count > 3 for count in facts["drawn"]), facts["title"]
        assert len(facts["drawn"]) == (slide.kind == "live")
        page.keyboard.press("ArrowRight" if position % 2 else "Space")
    assert wrong == []


def test_the_figure_moves_and_gives_the_keys_back(made: tuple[Path, dict[int, list[slides.Slide]]], site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-4.html")
    position = next(place for place, slide in enumerate(made[1][4]) if slide.kind == "live")
    page.evaluate("position => Reveal.slide(position)", position)
    readout = page.locator("section.present .explorer-orders")
    before = readout.text_content() or ""
    page.locator("section.present input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_text(before)
    assert page.evaluate("Reveal.getIndices().h") == position
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == position + 1
    assert wrong == []


def test_it_opens_from_a_file(made: tuple[Path, dict[int, list[slides.Slide]]], page: Page) -> None:
    wrong = opened(page, (made[0] / "lecture-4.html").as_uri())
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == 1
    assert wrong == []


def test_the_speaker_sees_the_notes(site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-3.html")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_contain_text("R&D cooperation")
    first = page.locator("section.present aside.notes p").first.text_content() or ""
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".speaker-controls-notes .value p").first).to_have_text(first)
    popup.value.close()
    assert wrong == []


def test_the_print_has_a_page_a_slide(made: tuple[Path, dict[int, list[slides.Slide]]], browser: Browser, tmp_path: Path) -> None:
    place, decks = made
    shutil.copytree(place, tmp_path / "copy")
    target = slides.printed(browser, tmp_path / "copy" / "lecture-8.html")
    data = target.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == len(decks[8])
    assert len(re.findall(rb"/S\s*/H2\b", data)) == len(decks[8])  # for a screen reader each slide has its title
    assert len(re.findall(rb"/S\s*/Figure\b", data)) == len(re.findall(rb"/Alt\b", data)) > 20
