"""The slides of the lectures: made once from their plans and the built book, then turned in Chromium as in a lecture."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import checks
import pytest
from playwright.sync_api import Browser, Page, expect

from book import lectures, slides
from book.slides import chapters

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
    struck: [...slide.querySelectorAll("svg")].flatMap(svg => {
      const axes = [...svg.querySelectorAll(".axis .domain")].map(line => line.getBoundingClientRect());
      return [...svg.querySelectorAll("text")].filter(text => text.textContent.trim() && !text.closest(".axis")).filter(text => {
        const { left, right, top, height } = text.getBoundingClientRect();
        return axes.some(line => left < line.right - 2 && right > line.left + 2
          && top + 0.3 * height < line.bottom && top + 0.7 * height > line.top);
      }).map(text => text.textContent);
    }),
    drawn: [...slide.querySelectorAll(".explorer, .moving")].map(place => place.querySelectorAll("svg path").length),
  };
}"""

DRAWN = "places => places.map(place => place.querySelectorAll('svg path').length)"
READ = """() => {
  const all = [...document.querySelectorAll(".sheet *")].filter(element => element.checkVisibility());
  const name = element => `${element.localName}.${element.className.baseVal ?? element.className} ${element.textContent.slice(0, 40)}`;
  const pushed = element => !!element.parentElement?.closest(".math, div:has(> table)");
  const worded = all.filter(element => !element.closest("math, svg")
    && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()));
  return {
    wide: document.documentElement.scrollWidth,
    out: all.filter(element => !element.closest("svg") && !pushed(element)).filter(element => {
      const { left, right, width } = element.getBoundingClientRect();
      return width && (left < -1 || right > 361);
    }).map(name),
    small: worded.filter(element => parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom < 12).map(name),
    low: all.filter(element => element.matches("input, button, select") && element.getBoundingClientRect().height < 24).map(name),
    over: [...document.querySelectorAll(".slides > section")].filter(slide => {
      const inside = [...slide.querySelectorAll(".sheet *")].filter(element => element.checkVisibility() && !element.closest("svg, math"));
      return inside.some(element => element.getBoundingClientRect().bottom > slide.getBoundingClientRect().bottom + 1);
    }).map(name),
  };
}"""


Made = tuple[Path, dict[int, slides.Deck]]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A folder with all decks, and the decks by their numbers."""
    place = tmp_path_factory.mktemp("slides")
    return place, {deck.planned.number: deck for deck in slides.make(checks.built(checks.BOOK), place)}


@pytest.fixture(scope="session")
def site(made: Made) -> Iterator[str]:
    """The address of the decks."""
    with checks.serve(made[0]) as base:
        yield base


def opened(page: Page, address: str, width: int = 1280, height: int = 720) -> list[str]:
    """Open a deck in a window of its size; gives a list of what goes wrong, which grows as the deck is used."""
    wrong: list[str] = []
    home = address.rpartition("/")[0]
    page.on("request", lambda request: request.url.startswith((home, "data:", "blob:")) or wrong.append(f"asked for {request.url}"))
    page.on("requestfailed", lambda request: wrong.append(f"did not get {request.url}"))
    page.on("response", lambda response: response.status < 400 or wrong.append(f"{response.status} for {response.url}"))
    page.on("console", lambda message: message.type != "error" or wrong.append(f"in the console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"uncaught: {error}"))
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    expect(page.locator("html.ready")).to_be_attached(timeout=30_000)
    return wrong


def words(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def test_every_lecture_has_a_deck_as_it_is_planned(made: Made) -> None:
    place, decks = made
    assert list(decks) == list(NUMBERS)
    for deck in decks.values():
        titles = [unescape(re.sub("<.*?>", "", slide.title)) for slide in deck.slides]
        assert titles == [deck.planned.title, *(sheet.title.replace("*", "") for sheet in deck.planned.sheets)]
        assert [sheet.number for sheet in deck.planned.sheets] == list(range(2, len(titles) + 1))
    index = (place / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(lecture-\d\.html)"', index) == [path.name for path in sorted(place.glob("lecture-*.html"))]


def test_what_is_taken_is_shown_and_what_the_book_says_around_it_is_for_the_speaker(made: Made) -> None:
    for number, deck in made[1].items():
        shown = words(" ".join(str(part) for slide in deck.slides for part in slide.body))
        said = words(" ".join(part.get_text() for slide in deck.slides for part in (*slide.body, *slide.notes)))
        for block in (block for sheet in deck.planned.sheets for block in sheet.of("take")):
            chapter = deck.chapters[block.word]
            place = chapter.find(block.text)
            for part in chapters.shown(chapter.blocks[place]):
                image = part if part.name == "img" else part.select_one("img")
                assert words(Path(str(image["src"])).name if image else str(part)) in shown, (number, block.text)
            for part in chapter.around(place, deck.taken[block.word])[1]:
                assert words(part.get_text()) in said, (number, block.text)


def test_most_slides_have_notes(made: Made) -> None:
    for number, deck in made[1].items():
        content = [slide for slide in deck.slides if slide.kind == "shown"]
        assert sum(bool(slide.notes) for slide in content) >= 0.6 * len(content), number


def test_the_guide_and_the_answers_are_in_the_instructors_decks_alone(made: Made) -> None:
    planned = made[1][1].planned
    public, own = made[1][1], slides.Deck(planned, checks.BOOK, "../", instructor=True)
    said = [words(" ".join(part.get_text() for slide in deck.slides for part in slide.notes)) for deck in (public, own)]
    answers = [block.text for sheet in planned.sheets for block in sheet.of("answer")]
    for text in (*(step.guide for step in planned.steps[:2]), *answers):
        assert [words(text) in notes for notes in said] == [False, True]


def test_a_teachers_own_slides_are_in_her_deck(tmp_path: Path) -> None:
    text = (lectures.LECTURES / "lecture-4.md").read_text(encoding="utf-8")
    mine = (
        "### Mine\n\nWords, a link to {ref}`chapter-model`, and $x$.\n\n```{derive}\nequation(model.D, model.SHORTHANDS[model.D])\n```\n\n"
    )
    path = tmp_path / "lecture-4.md"
    path.write_text(text.replace("## Show", f"{mine}## Show"), encoding="utf-8")
    (deck,) = slides.make(checks.built(checks.BOOK), tmp_path / "out", tmp_path)
    slide = next(slide for slide in deck.slides if slide.title == "Mine")
    assert [part.name for part in slide.body] == ["p", "div"]
    assert '<a href="../chapters/paper/3-model.html' in str(slide.body[0])
    assert "Mine" in (tmp_path / "out" / "lecture-4.html").read_text(encoding="utf-8")


def test_a_teachers_own_picture_goes_with_her_deck(tmp_path: Path) -> None:
    text = (lectures.LECTURES / "lecture-4.md").read_text(encoding="utf-8")
    path = tmp_path / "lecture-4.md"
    path.write_text(text.replace("## Show", "### Mine\n\n![An oven](oven.png)\n\nHere ![it](oven.png) is.\n\n## Show"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"there is no picture oven\.png in "):
        slides.make(checks.built(checks.BOOK), tmp_path / "out", tmp_path)
    (tmp_path / "oven.png").write_bytes(b"a picture")
    (deck,) = slides.make(checks.built(checks.BOOK), tmp_path / "out", tmp_path)
    slide = next(slide for slide in deck.slides if slide.title == "Mine")
    assert [part.name for part in slide.body] == ["img", "p"]
    assert (tmp_path / "out" / "figures" / "oven.png").read_bytes() == b"a picture"
    written = [(tmp_path / "out" / f"lecture-4.{kind}").read_text(encoding="utf-8") for kind in ("html", "md")]
    assert 'src="figures/oven.png"' in written[0]
    assert "\n\n![An oven](figures/oven.png)\n\nHere ![it](figures/oven.png) is.\n" in written[1]


@pytest.mark.cases(2)
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("```{take} 4-analysis\nno such cell\n```", "has 0 cells or boxes with 'no such cell'"),
        ("```{take} 9-nowhere\nx\n```", "there is no chapter '9-nowhere'"),
        ("```{derive}\ny = 1\n```", "the last line shows nothing"),
        ("{cite}`x`", "a slide has no role 'cite'"),
    ],
)
def test_a_slide_that_cannot_be_made_is_said(tmp_path: Path, lines: str, said: str) -> None:
    text = (lectures.LECTURES / "lecture-8.md").read_text(encoding="utf-8")
    path = tmp_path / "lecture-8.md"
    path.write_text(text.replace("## Show", f"### Mine\n\n{lines}\n\n## Show"), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        slides.Deck(lectures.lecture(path), checks.built(checks.BOOK), "../", instructor=False)


def test_links_lead_to_what_the_book_has(made: Made) -> None:
    for path in made[0].glob("lecture-*.html"):
        found = re.findall(r'<a href="\.\./([^"#?]+)(?:#([^"]+))?[^"]*">', path.read_text(encoding="utf-8"))
        assert len(found) >= 3, path.name
        for page, place in found:
            text = (checks.BOOK / page).read_text(encoding="utf-8")
            assert not place or f'id="{place}"' in text


def test_a_deck_is_text_too(made: Made) -> None:
    place, decks = made
    for number, deck in decks.items():
        text = (place / f"lecture-{number}.md").read_text(encoding="utf-8")
        assert text.count("\n## ") == len(deck.slides)
        assert text.count("\n::: notes\n") == sum(bool(slide.notes) for slide in deck.slides)
        assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;", text), number
        assert all(f"\n## {sheet.title}\n" in text for sheet in deck.planned.sheets)
        for image in re.findall(r"!\[.+?\]\((.+?)\)", text):
            assert (place / image).exists()
    text = (place / "lecture-3.md").read_text(encoding="utf-8")
    assert "\n$$\n\\hat{x} = \\frac{2 s D}{G \\left(n + 1\\right)^{2} - 2 s^{2}}\n$$\n" in text


@pytest.mark.cases(1)
@pytest.mark.parametrize("number", NUMBERS)
def test_deck(number: int, made: Made, site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-{number}.html")
    for position, slide in enumerate(made[1][number].slides):
        facts: dict[str, Any] = page.evaluate(SHOWN)
        assert page.evaluate("Reveal.getIndices().h") == position
        assert facts["out"] == [], facts["title"]
        assert facts["small"] == [], facts["title"]
        assert facts["struck"] == [], facts["title"]
        assert facts["shrunk"] >= LARGE_ENOUGH, facts["title"]
        assert all(loaded and alt for loaded, alt in facts["images"]), facts["title"]
        assert all(count > 3 for count in facts["drawn"]), facts["title"]
        assert len(facts["drawn"]) == (slide.kind == "live")
        page.keyboard.press("ArrowRight" if position % 2 else "Space")
    assert wrong == []


@pytest.mark.cases(1)
@pytest.mark.parametrize("number", NUMBERS)
def test_on_a_telephone_held_upright_a_deck_is_read_as_a_page(number: int, made: Made, site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-{number}.html", 360, 640)
    titles = [title for title in page.locator(".sheet h2").all() if title.is_visible()]
    assert len(titles) == len(made[1][number].slides)
    assert page.evaluate(READ) == {"wide": 360, "out": [], "small": [], "low": [], "over": []}
    assert all(count > 3 for count in page.locator(".explorer, .moving").evaluate_all(DRAWN))
    page.set_viewport_size({"width": 640, "height": 360})
    expect(page.locator("html.ready:not(.read) section.present h2")).to_have_count(1)
    assert wrong == []


@pytest.mark.cases(1)
@pytest.mark.parametrize(("number", "said"), [(4, ".explorer-orders"), (7, ".moving-sentence")])
def test_the_figure_moves_and_gives_the_keys_back(number: int, said: str, made: Made, site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-{number}.html")
    position = next(place for place, slide in enumerate(made[1][number].slides) if slide.kind == "live")
    page.evaluate("position => Reveal.slide(position)", position)
    readout = page.locator(f"section.present {said}")
    before = readout.text_content() or ""
    page.locator("section.present input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(readout).not_to_have_text(before)
    assert page.evaluate("Reveal.getIndices().h") == position
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == position + 1
    assert wrong == []


def test_it_opens_from_a_file(made: Made, page: Page) -> None:
    wrong = opened(page, (made[0] / "lecture-4.html").as_uri())
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == 1
    assert wrong == []


def test_the_speaker_sees_the_notes(site: str, page: Page) -> None:
    wrong = opened(page, f"{site}lecture-3.html")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("section.present h2")).to_have_text("The same condition, with another weight")
    first = page.locator("section.present aside.notes p").first.text_content() or ""
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".speaker-controls-notes .value p").first).to_have_text(first)
    popup.value.close()
    assert wrong == []


def test_the_print_has_a_page_a_slide(made: Made, browser: Browser, tmp_path: Path) -> None:
    place, decks = made
    shutil.copytree(place, tmp_path / "copy")
    target = slides.printed(browser, tmp_path / "copy" / "lecture-6.html")
    data = target.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == len(decks[6].slides)
    assert len(re.findall(rb"/S\s*/H2\b", data)) == len(decks[6].slides)  # for a screen reader each slide has its title
    assert len(re.findall(rb"/S\s*/Figure\b", data)) == len(re.findall(rb"/Alt\b", data)) > 10
    assert b"file:" not in data  # where it was printed
