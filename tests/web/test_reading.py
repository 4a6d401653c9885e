"""What helps a reader, used as a reader uses it."""

from __future__ import annotations

import re

import checks
import pytest
from playwright.sync_api import Page, expect

CHAPTER = "chapters/paper/4-analysis.html"


@pytest.mark.parametrize(
    ("words", "page_found"), [("free riding", "1-introduction.html"), ("搭便车", "glossary.html"), ("stability", "3-model.html")]
)
def test_the_search_finds(words: str, page_found: str, book: str, page: Page) -> None:
    page.goto(f"{book}search.html?q={words}")
    expect(page.locator(f"#search-results a[href*='{page_found}']").first).to_be_visible(timeout=15_000)


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


@pytest.mark.parametrize(
    ("name", "link", "words"),
    [
        ("chapters/paper/2-literature.html", "references.html#id", "Katz"),
        ("chapters/paper/1-introduction.html", "glossary.html#", "产业集群"),
        (CHAPTER, "ledger.html#claim-4-1-x", "4.1-x"),
        (CHAPTER, "3-model.html#chapter-model", "Firms in an industrial cluster"),
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
    assert "immutable" in page.request.get(f"{book}_static/stix-regular.woff2").headers["cache-control"]


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


@pytest.mark.parametrize("name", ["paper/1-introduction", "reference/summary-zh"])
def test_no_line_begins_with_the_sign_that_follows_a_formula(name: str, book: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{book}chapters/{name}.html")
    page.evaluate(checks.OPEN)
    apart = page.evaluate(
        """() => [...document.querySelectorAll("article math")].flatMap(formula => {
          const next = formula.nextSibling, sign = document.createRange();
          if (next?.nodeType !== 3 || !/^[.,;:)，。；]/.test(next.data)) return [];
          sign.setStart(next, 0);
          sign.setEnd(next, 1);
          return [sign.getBoundingClientRect().left - formula.getBoundingClientRect().right];
        })"""
    )
    assert len(apart) >= 4
    assert max(map(abs, apart)) < 3


def test_figures_wait_until_the_reader_comes_near(book: str, page: Page) -> None:
    page.goto(book + CHAPTER, wait_until="networkidle")
    shown = page.locator("article img")
    loaded = "images => images.filter(image => image.naturalWidth).length"
    assert shown.evaluate_all(loaded) < shown.count()
    shown.last.scroll_into_view_if_needed()
    expect(shown.last).to_have_js_property("complete", True)
    assert shown.evaluate_all("images => images.every(image => image.getAttribute('width') && image.getAttribute('height'))")


def test_a_badge_beside_the_text_can_be_hit(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(book + CHAPTER, wait_until="networkidle")
    badge = page.locator("article p > a > .claim-badge").first
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
