"""The search as a reader uses it: what is asked, and the pages that must come."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

FIRST = 4
"""The page that must come is among as many."""
CHINESE = {
    "外溢": "summary-zh",
    "合作": "summary-zh",
    "利润": "summary-zh",
    "福利": "glossary",
    "集群": "glossary",
    "研发": "summary-zh",
    "搭便车": "glossary",
    "临界值": "summary-zh",
    "古诺竞争": "glossary",
    "研发卡特尔": "glossary",
    "社会福利": "glossary",
    "垄断联合体": "summary-zh",
}
ENGLISH = {
    "Bertrand": "differentiation",
    "Stackelberg": "sequence",
    "subgame": "glossary",
    "strategic complements": "sequence",
    "strategic substitutes": "glossary",
    "business stealing": "glossary",
    "externality": "glossary",
    "comparative statics": "glossary",
    "elasticity": "glossary",
    "open-loop": "sequence",
    "free entry": "oligopoly",
    "mixed oligopoly": "policy",
    "R&D cartel": "cartels",
    "RJV competition": "ventures",
    "RJV cartelisation": "ventures",
    "empirical": "2-literature",
    "free riding": "4-analysis",
    "stability": "stability",
    "partners": "networks",
    "subsidies": "policy",
    "second best": "glossary",
    "Cluster.solve": "api",
}
"""Also the words that a reader of the field looks for first."""
MISSPELT = {"Bertrend": "differentiation", "spilover": "glossary", "welfere": "glossary", "cournott": "glossary", "oligopooly": "oligopoly"}


def search(words: str, book: str, page: Page) -> list[str]:
    """The addresses of the pages found, in their order."""
    page.goto(f"{book}search.html?q={quote(words)}")
    expect(page.locator("#search-status")).not_to_be_empty(timeout=15_000)
    return [str(link.get_attribute("href")) for link in page.locator(".found-page").all()]


@pytest.mark.parametrize(("words", "wanted"), {**CHINESE, **ENGLISH}.items())
def test_the_page_wanted_is_among_the_first(words: str, wanted: str, book: str, page: Page) -> None:
    pages = search(words, book, page)
    assert any(name.endswith(f"/{wanted}.html") for name in pages[:FIRST]), pages
    assert page.locator("#search-status").inner_text().startswith("Found on ")


@pytest.mark.cases(2)
@pytest.mark.parametrize(("words", "wanted"), MISSPELT.items())
def test_a_word_with_one_wrong_letter_finds_its_neighbour(words: str, wanted: str, book: str, page: Page) -> None:
    pages = search(words, book, page)
    assert any(name.endswith(f"/{wanted}.html") for name in pages[:FIRST]), pages
    assert "as they are written" in page.locator("#search-status").inner_text()


def test_what_is_shown_is_prose_with_the_words_marked(book: str, page: Page) -> None:
    search("consumer surplus", book, page)
    shown = page.locator(".found .context")
    assert shown.count() > 3
    marked = [mark.lower() for mark in page.locator(".found mark").all_inner_texts()]
    assert {"consumer", "surplus"} <= set(marked)
    assert all(mark.startswith(("consumer", "surplus")) for mark in marked)
    for text in shown.all_inner_texts():
        digits = sum(sign.isdigit() for sign in text)
        assert digits < len(text) / 10, text
        assert len(text) < 300


def test_each_place_found_can_be_reached(book: str, page: Page) -> None:
    search("外溢系数", book, page)
    page.locator(".found-place a").first.click()
    page.wait_for_load_state()
    assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null")


def test_chinese_is_said_to_be_chinese(book: str, page: Page) -> None:
    search("临界值", book, page)
    assert page.locator(".found .context[lang=zh-Hans]").count() > 0


def test_what_is_nowhere_is_said_to_be_nowhere(book: str, page: Page) -> None:
    assert search("zzzzzzzzz", book, page) == []
    expect(page.locator("#search-status")).to_have_text("Nothing in the book has these words.")
    assert "categories" not in page.locator("body").inner_text()


def test_nothing_is_searched_before_anything_is_asked(book: str, page: Page) -> None:
    page.goto(f"{book}search.html")
    expect(page.locator(".found")).to_have_count(0)
