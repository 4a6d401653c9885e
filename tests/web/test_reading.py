"""What helps a reader, used as a reader uses it."""

from __future__ import annotations

import re
from html import unescape
from typing import Literal

import checks
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, expect

CHAPTER = "chapters/paper/4-analysis.html"
MODEL = "chapters/paper/3-model.html"
WIDTHS = (360, 600, 768, 1440, 1920)
LINE = 75

# How many characters stand in the longest line of text, which formulas, code and tables are not.
LONGEST = """() => {
  document.querySelectorAll("details").forEach(box => { box.open = true; });
  document.querySelectorAll("section").forEach(section => { section.style.contentVisibility = "visible"; });
  const range = document.createRange();
  let found = "", line = "", bottom = 0;
  const end = () => { if (line.trim().length > found.length) found = line.trim(); line = ""; bottom = 0; };
  for (const block of document.querySelectorAll("main :is(p, li, dd, figcaption, summary)")) {
    if (block.closest("nav, table, .tools") || !block.checkVisibility({ visibilityProperty: true })) continue;
    if (block.offsetWidth < 2) continue;  // said to a screen reader only
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const around = text.parentElement;
      if (around.closest("p, li, dd, figcaption, summary") !== block || around.closest("math, pre, .sig, .aside")) continue;
      for (let place = 0; place < text.length; place++) {
        range.setStart(text, place);
        range.setEnd(text, place + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (box.top + box.height / 2 > bottom) end();  // lines may overlap
        bottom ||= box.bottom;
        line += /\\s/.test(text.data[place]) ? " " : text.data[place];
      }
    }
    end();
  }
  return found;
}"""


def test_the_search_opens_from_the_keyboard(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).not_to_be_visible()


def test_the_first_stop_of_the_keyboard_is_the_text(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()


def test_light_or_dark_is_kept(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    theme = page.locator("html").get_attribute("data-theme")
    for _ in range(3):
        page.locator(".theme-switch-button").click()
        if page.locator("html").get_attribute("data-theme") != theme:
            break
    chosen = page.locator("html").get_attribute("data-theme")
    assert {theme, chosen} == {"light", "dark"}
    page.goto(book + "chapters/paper/3-model.html")
    assert page.locator("html").get_attribute("data-theme") == chosen


@pytest.mark.cases(1)
@pytest.mark.parametrize(
    ("name", "link", "words"),
    [
        ("chapters/paper/2-literature.html", "references.html#id", "Katz"),
        ("chapters/paper/1-introduction.html", "glossary.html#", "产业集群"),
        (CHAPTER, "ledger.html#claim-4-1-x", "4.1-x"),
        (CHAPTER, "3-model.html#chapter-model", "Firms in an industrial cluster"),
        ("chapters/paper/3-model.html", "glossary.html#term-regime", "Who decides together"),
        ("chapters/literature/asymmetry.html", "glossary.html#term-R-D-cooperation", "compete in the market"),
        ("chapters/literature/location.html", "glossary.html#term-cluster", "settled close together"),
        ("chapters/literature/subsidies.html", "glossary.html#term-welfare", "Consumer surplus plus"),
    ],
)
def test_a_link_shows_where_it_leads(name: str, link: str, words: str, book: str, page: Page) -> None:
    page.goto(book + name, wait_until="networkidle")
    target = page.locator(f"article a.internal[href*='{link}']").first
    target.focus()
    expect(page.locator("#preview")).to_be_visible()
    expect(page.locator("#preview")).to_contain_text(words)
    assert target.get_attribute("aria-describedby") == "preview"
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).not_to_be_visible()


def test_a_preview_stays_while_it_is_pointed_at(book: str, page: Page) -> None:
    page.goto(book + "chapters/paper/1-introduction.html", wait_until="networkidle")
    page.locator("article a.internal[href*='glossary.html#']").first.hover()
    box = page.locator("#preview")
    expect(box).to_be_visible()
    box.hover()
    page.wait_for_timeout(600)
    expect(box).to_be_visible()
    page.mouse.move(1, 1)
    expect(box).not_to_be_visible()


def test_a_page_says_how_to_cite_it(book: str, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(book + CHAPTER, wait_until="networkidle")
    page.get_by_text("Cite this page").click()
    page.locator(".cite pre").hover()
    page.locator(".cite .copybtn").click()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert re.match(r"@incollection\{spillover-\w+,\n  author = ", copied)
    assert "The analysis" in copied


def test_a_solution_folds(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    solution = page.locator("details.solution").first
    expect(solution.locator("section")).not_to_be_visible()
    solution.get_by_text("Solution to Exercise 4.1").press("Enter")
    expect(solution.locator("section")).to_be_visible()


def test_a_chapter_is_offered_as_a_notebook(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    with page.expect_download() as offered:
        page.get_by_text("Notebook", exact=True).click()
    assert offered.value.suggested_filename == "4-analysis.ipynb"


def test_what_is_not_there_is_said_kindly_at_any_depth(book: str, page: Page) -> None:
    answer = page.goto(book + "chapters/paper/nowhere/at/all.html")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", name="There is no page at this address")).to_be_visible()


def test_the_host_sends_the_headers_of_the_book(book: str, page: Page) -> None:
    answer = page.goto(book + CHAPTER)
    assert answer
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"].replace("wasm-unsafe-eval", "")
    assert "immutable" in page.request.get(f"{book}_static/stix-two-text-regular.woff2").headers["cache-control"]


def test_every_character_of_a_formula_is_in_the_font_of_mathematics() -> None:
    known = TTFont(checks.BOOK / "_static" / "stix-two-math.woff2").getBestCmap()
    texts = [(checks.BOOK / name).read_text(encoding="utf-8") for name in checks.text_pages(checks.BOOK)]
    formulas = [unescape(re.sub(r"<[^>]*>", "", formula)) for text in texts for formula in re.findall(r"<math.*?</math>", text, re.DOTALL)]
    used = set("".join("".join(formulas).split()))
    assert len(used) > 60
    assert [letter for letter in used if ord(letter) not in known] == []


def test_no_script_stands_in_a_page() -> None:
    for name in checks.built_pages(checks.BOOK):
        text = (checks.BOOK / name).read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), name
        assert not re.search(r"<[^>]+\son[a-z]+=", text), name


def test_every_page_reads_one_style_sheet() -> None:
    for name in set(checks.text_pages(checks.BOOK)) - {"404.html"}:
        text = re.sub(r"<noscript>.*?</noscript>", "", (checks.BOOK / name).read_text(encoding="utf-8"))
        assert re.findall(r'<link rel="stylesheet"[^>]*?(\w+\.css)', text) == ["sheet.css"], name


def test_chinese_is_called_chinese(book: str, page: Page) -> None:
    page.goto(book + "chapters/reference/glossary.html")
    bare = page.evaluate(
        r"""() => [...document.querySelectorAll("article *")].filter(element => !element.closest("[lang^=zh], pre, code"))
          .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && /[\u4e00-\u9fff]/.test(node.data)))
          .map(element => element.outerHTML)"""
    )
    assert bare == []
    assert page.locator("article [lang=zh-Hans]").count() > 10
    assert page.locator("article [lang=zh-Hans] > [lang=zh-Hans]").count() == 0


def test_a_verdict_in_chinese_stays_on_one_line(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(book + "chapters/reference/summary-zh.html")
    verdicts = page.locator("td", has_text=re.compile("^(证实|补足条件|否证|正名|模型之外)$"))
    heights = verdicts.evaluate_all(
        """cells => cells.map(cell => {
          const words = document.createRange();
          words.selectNodeContents(cell);
          return words.getBoundingClientRect().height;
        })"""
    )
    assert len(heights) > 30
    assert max(heights) < 40


@pytest.mark.cases(2)
@pytest.mark.parametrize("name", ["paper/1-introduction", "reference/summary-zh"])
@pytest.mark.parametrize("kind", ["article math", "article p a:has(> .claim-badge)"])
def test_no_line_begins_with_the_sign_that_follows(kind: str, name: str, book: str, page: Page) -> None:
    """A formula, or a badge."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{book}chapters/{name}.html")
    page.evaluate(checks.OPEN)
    apart = page.evaluate(
        """kind => [...document.querySelectorAll(kind)].flatMap(formula => {
          const next = formula.nextSibling, sign = document.createRange();
          if (next?.nodeType !== 3 || !/^[.,;:)，。；]/.test(next.data)) return [];
          sign.setStart(next, 0);
          sign.setEnd(next, 1);
          return [sign.getBoundingClientRect().left - formula.getBoundingClientRect().right];
        })""",
        kind,
    )
    assert len(apart) >= 2
    assert max(map(abs, apart)) < 3


@pytest.mark.cases(1)
@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_tools_above_a_page_stand_in_one_line(width: int, book: str, page: Page) -> None:
    """A second line would be cut off at the top, for the bar is as high as one."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(book + CHAPTER)
    page.evaluate("document.fonts.ready.then(() => undefined)")
    tools = ".bd-header-article :is(a, button)"
    seen = page.locator(tools).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().top)")
    assert len(seen) >= 6
    assert max(seen) - min(seen) < 12
    assert min(seen) >= 0


def test_a_number_in_the_text_is_set_as_the_text(book: str, page: Page) -> None:
    """Whether it was glued as text or as a formula."""
    page.goto(book + CHAPTER)
    weights = page.locator("p > .pasted-text").evaluate_all(
        "all => all.map(one => [one, one.parentElement].map(box => getComputedStyle(box).fontWeight))"
    )
    assert len(weights) >= 3
    assert all(own == around for own, around in weights)


def test_code_that_goes_on_beyond_its_box_shows_it(book: str, page: Page) -> None:
    """In a section, in a list and under a cell, not only in it: the edge is shaded where more is to come."""
    for place in ("reference/install", "teaching/problem-sets", "literature/atlas"):
        page.goto(f"{book}chapters/{place}.html")
        shades = page.locator("article div:not(.stream) > div.highlight > pre").evaluate_all(
            "all => all.map(one => getComputedStyle(one).backgroundImage.includes('radial-gradient'))"
        )
        assert shades, place
        assert all(shades), place


def test_figures_wait_until_the_reader_comes_near(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    shown = page.locator("article img")
    loaded = "images => images.filter(image => image.naturalWidth).length"
    assert shown.evaluate_all(loaded) < shown.count()
    for _ in range(3):  # sections that were never drawn have an estimated height until they are
        shown.last.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
    expect(shown.last).to_have_js_property("complete", True)
    assert shown.evaluate_all("images => images.every(image => image.getAttribute('width') && image.getAttribute('height'))")


def test_a_badge_beside_the_text_can_be_hit(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(book + CHAPTER, wait_until="networkidle")
    badge = page.locator("article p a > .claim-badge").first
    badge.scroll_into_view_if_needed()
    beside = page.locator("article h1").evaluate("heading => heading.getBoundingClientRect().right")
    box = badge.bounding_box()
    assert box
    assert box["x"] > beside
    badge.click(timeout=5000)
    page.wait_for_url("**/ledger.html#claim-*")


def test_an_entry_of_the_references_has_no_number(book: str, page: Page) -> None:
    page.goto(book + "chapters/reference/references.html")
    entries = page.locator("div.citation").all_inner_texts()
    assert len(entries) > 20
    assert [entry for entry in entries if entry.strip().startswith("[")] == []


def test_each_regime_has_its_colour_in_formulas(book: str, page: Page) -> None:
    page.goto(book + CHAPTER)
    colours = {
        key: page.locator(f"article math .regime-{key}").first.evaluate("element => getComputedStyle(element).color")
        for key in ("non", "rnd", "full")
    }
    assert len(set(colours.values())) == 3


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", ["index.html", CHAPTER, "chapters/verdicts/ledger.html"])
def test_the_text_can_be_read_without_scripts(name: str, book: str, page: Page) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(book + name)
    plain.wait_for_url("**/chapters/**")
    expect(plain.locator("h1").last).to_be_visible()
    expect(plain.locator(".search-button__button").first).not_to_be_visible()
    context.close()


def test_a_quiz_answers_at_once(book: str, page: Page) -> None:
    page.goto(book + "chapters/teaching/misconceptions.html")
    quiz = page.locator(".quiz").first
    why = page.locator(".because").first
    expect(why).not_to_be_visible()
    quiz.get_by_text("always", exact=True).press("Enter")
    expect(quiz.get_by_text("No.").first).to_be_visible()
    expect(why).to_be_visible()
    expect(page.locator(".because").nth(1)).not_to_be_visible()
    quiz.get_by_text("sometimes", exact=True).click()
    expect(quiz.get_by_text("Yes.")).to_be_visible()
    expect(quiz.locator("details[open]")).to_have_count(1)


def codes(page: Page) -> list[bool]:
    """Of each cell of a page that folds, whether its code is seen."""
    shown: list[bool] = page.locator("details.code:not(.solution *)").evaluate_all(
        "all => all.map(box => box.querySelector('.cell_input').checkVisibility())"
    )
    return shown


def test_code_is_folded_until_the_switch_shows_it_on_all_pages(book: str, page: Page) -> None:
    page.goto(book + MODEL, wait_until="networkidle")
    assert len(codes(page)) > 30
    assert not any(codes(page))
    switch = page.locator(".code-switch")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    assert all(codes(page))
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith("?code=show")
    page.goto(book + CHAPTER)
    assert all(codes(page))
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    assert not any(codes(page))
    assert page.url == book + CHAPTER
    page.reload()
    assert not any(codes(page))


def test_an_address_may_ask_for_code(book: str, page: Page) -> None:
    page.goto(f"{book}{MODEL}?code=show#exercises")
    assert all(codes(page))
    page.goto(book + CHAPTER)
    assert all(codes(page))


def test_a_mark_shows_the_code_of_one_cell(book: str, page: Page) -> None:
    page.goto(book + MODEL, wait_until="networkidle")
    page.locator("details.code > summary").nth(3).press("Enter")
    assert [number for number, seen in enumerate(codes(page)) if seen] == [3]


def test_a_cell_that_shows_nothing_takes_no_room(book: str, page: Page) -> None:
    page.goto(book + MODEL)
    silent = page.locator(".cell.silent")
    assert silent.count() == 3
    assert silent.evaluate_all("cells => cells.map(cell => cell.getClientRects().length)") == [0, 0, 0]
    page.locator(".code-switch").click()
    expect(silent.first).to_be_visible()


def test_code_that_is_the_point_stays(book: str, page: Page) -> None:
    page.goto(book + "chapters/literature/engine.html")
    assert codes(page) == []
    expect(page.locator(".cell_input").first).to_be_visible()
    expect(page.locator(".code-switch")).to_have_count(0)


def test_without_scripts_a_mark_shows_code(book: str, page: Page) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(book + MODEL)
    expect(plain.locator(".code-switch")).not_to_be_visible()
    first = plain.locator(".cell.silent").first  # that of imports, which the switch would show
    expect(first.locator(".cell_input")).not_to_be_visible()
    first.locator("summary").click()
    expect(first.locator(".cell_input")).to_be_visible()
    context.close()


def test_code_is_there_before_the_page_is_painted(book: str, page: Page) -> None:
    """In no frame is a cell still folded, so that nothing flashes or moves while the page is read."""
    page.add_init_script(
        """localStorage.setItem("code", "show");
        const look = () => {
          const cells = [...document.querySelectorAll("details.code")];
          if (cells.some(cell => !cell.open)) document.documentElement.dataset.flashed = cells.length;
          if (cells.length) document.documentElement.dataset.seen = cells.length;
          requestAnimationFrame(look);
        };
        look();"""
    )
    page.goto(book + MODEL, wait_until="networkidle")
    assert page.locator("html").get_attribute("data-seen")
    assert page.locator("html").get_attribute("data-flashed") is None
    assert all(codes(page))
    assert page.evaluate(checks.SHIFTS) < checks.SHIFT


def test_the_switch_leaves_the_text_where_it_is(book: str, page: Page) -> None:
    """Also in a browser that does not see to that by itself."""
    page.goto(book + MODEL, wait_until="networkidle")
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    read = page.locator("#when-do-the-solutions-exist > p").first
    top = "text => text.getBoundingClientRect().top"
    read.evaluate("text => text.scrollIntoView()")
    page.wait_for_timeout(200)
    read.evaluate("text => scrollBy(0, text.getBoundingClientRect().top - 100)")
    before = read.evaluate(top)
    for _ in range(2):
        page.locator(".code-switch").evaluate("button => button.click()")  # a click by hand would scroll
        page.wait_for_timeout(200)
        assert abs(read.evaluate(top) - before) < 3


def test_a_printed_page_has_its_title_and_no_code(book: str, page: Page) -> None:
    page.goto(book + MODEL)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not any(codes(page))
    assert page.locator("details.code > summary").evaluate_all("marks => marks.every(mark => !mark.getClientRects().length)")


@pytest.mark.cases(1)
def test_a_line_of_text_is_short(text_page: str, book: str, page: Page) -> None:
    page.goto(book + text_page)
    page.evaluate("document.fonts.ready.then(() => undefined)")
    contents = page.locator(".primary-toggle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for _ in range(2 if width > 1000 and contents.count() else 1):
            longest = page.evaluate(LONGEST)
            assert len(longest) <= LINE, (width, longest)
            if width > 1000 and contents.count():
                contents.click()


@pytest.mark.cases(1)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_link_that_is_pointed_at_can_be_read(theme: Literal["light", "dark"], book: str, page: Page) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(book + CHAPTER)
    page.locator("article p a.internal:not(:has(*))").first.hover()
    assert [fault for fault in checks.violations(page, theme) if fault.startswith("color-contrast")] == []


def test_the_list_of_sections_stays_beside_badges(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(book + "chapters/verdicts/right-and-wrong.html", wait_until="networkidle")
    page.locator("article p a.aside").nth(3).scroll_into_view_if_needed()
    page.wait_for_timeout(700)
    contents = page.locator("#pst-page-toc-nav")
    expect(contents).to_have_css("opacity", "1")
    badges = page.locator("article p a.aside").evaluate_all("all => all.map(badge => badge.getBoundingClientRect().right)")
    left = contents.bounding_box()
    assert left
    assert max(badges) < left["x"]


def test_a_line_that_begins_with_a_badge_is_not_indented(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(book + "chapters/verdicts/right-and-wrong.html", wait_until="networkidle")
    indents = page.locator("article p a.aside > .claim-badge").evaluate_all(
        "all => all.map(badge => badge.getBoundingClientRect().left - badge.closest('p').getBoundingClientRect().left)"
    )
    assert [indent for indent in indents if abs(indent) < 0.5]
    assert [indent for indent in indents if 0.5 <= indent < 16] == []


@pytest.mark.cases(1)
@pytest.mark.parametrize("font", ["", "stix-*"])
def test_no_output_scrolls_by_a_hair(font: str, book: str, page: Page) -> None:
    """With the text's font and without, which is then a little wider or narrower."""
    page.set_viewport_size({"width": 1440, "height": 900})
    if font:
        page.route(f"**/{font}.woff2", lambda route: route.abort())
    page.goto(book + "chapters/verdicts/right-and-wrong.html", wait_until="networkidle")
    page.evaluate(checks.OPEN)
    assert checks.violations(page, "light") == []
    over = page.locator("article .cell_output").evaluate_all("boxes => boxes.map(box => box.scrollWidth - box.clientWidth)")
    assert len(over) > 5
    assert [pixels for pixels in over if 0 < pixels < 4] == []


def test_the_copy_button_shows_its_two_sheets(book: str, page: Page) -> None:
    page.goto(book + "chapters/reference/install.html", wait_until="networkidle")
    page.locator("div.highlight").first.hover()
    icon = page.locator(".copybtn svg").first
    assert icon.evaluate("element => getComputedStyle(element).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert icon.evaluate("element => getComputedStyle(element).maskImage") == "none"


@pytest.mark.parametrize("name", ["paper/2-literature", "paper/3-model", "verdicts/right-and-wrong"])
def test_on_a_telephone_a_row_of_sentences_is_a_card_that_names_its_columns(name: str, book: str, page: Page) -> None:
    page.goto(f"{book}chapters/{name}.html", wait_until="networkidle")
    table = page.locator("table.cards").first
    names = table.locator("th").all_text_contents()
    cells = table.locator("tbody tr").first.locator("td")
    tops = "cells => cells.map(cell => cell.getBoundingClientRect().top)"
    assert len(set(cells.evaluate_all(tops))) == 1
    page.set_viewport_size({"width": 360, "height": 800})
    assert len(set(cells.evaluate_all(tops))) == len(names) > 2
    assert cells.evaluate_all("cells => cells.slice(1).map(cell => cell.dataset.column)") == names[1:]
    named = "cells => cells.map(cell => getComputedStyle(cell, '::before').content !== 'none')"
    assert cells.evaluate_all(named) == [False] + [True] * len(names[1:])
    wide = "boxes => boxes.filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent)"
    assert page.locator(".pst-scrollable-table-container").evaluate_all(wide) == []
