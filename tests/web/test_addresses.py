"""Whatever stands in an address, a page shows itself: nothing of it runs or is fetched elsewhere, and the policy has nothing to stop."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import checks
import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fuzz"))

from fuzzing import lines, near

ADDRESSES = lines("addresses.txt")
LONG = {
    "a query": f"search.html?q={'welfare ' * 900}",
    "a fragment": f"chapters/explore/explorer.html#n={'9' * 100_000}&claim={'x' * 100_000}",
    "a question": f"chapters/explore/ask.html#q={'(' * 100_000}",
    "many names": "chapters/explore/explorer.html?" + "&".join(f"n{i}={i}" for i in range(1000)),
}
WATCH = (
    "addEventListener('securitypolicyviolation', event => { (window.stopped ??= []).push(`${event.violatedDirective} ${event.sample}`); });"
)
STATE = """() => ({
  hacked: window.hacked !== undefined || ({}).hacked !== undefined,
  stopped: window.stopped ?? [],
  put: document.querySelectorAll("[onerror], [onload], img[src='x'], script:not([src])").length,
  headings: document.querySelectorAll("h1").length,
})"""


@contextmanager
def opened(browser: Browser, book: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what is wrong with it."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH)
    page, problems = context.new_page(), list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: None if asked.url.startswith((book, "data:", "blob:")) else problems.append(asked.url))
    yield page, problems
    context.close()


def visit(page: Page, address: str) -> None:
    """Open an address, and see that it did nothing."""
    page.goto("about:blank")  # so that an address that differs in its fragment alone is opened anew
    page.goto(address, wait_until="load")
    page.wait_for_timeout(100)
    assert page.evaluate(STATE) == {"hacked": False, "stopped": [], "put": 0, "headings": 1}


def written(book: str, address: str) -> str:
    """An address as a browser takes it."""
    return book + quote(address.encode("utf-8", "replace").decode(), safe="/?#&=%[]<>\"'():;+,~^|{}\\*@!$")


@pytest.mark.cases(4)
@pytest.mark.parametrize("address", [*ADDRESSES, *LONG.values()], ids=[*ADDRESSES, *LONG])
def test_an_address_does_nothing_but_show_its_page(address: str, browser: Browser, book: str) -> None:
    with opened(browser, book) as (page, problems):
        visit(page, written(book, address))
    assert problems == []


@pytest.mark.deep
@given(address=near(ADDRESSES))
@settings(max_examples=150)
def test_no_address_does_anything_but_show_its_page(address: str, browser: Browser, book: str) -> None:
    name, mark, rest = address.partition("?" if "?" in address else "#")
    kept = name if name in {known.partition("?")[0].partition("#")[0] for known in ADDRESSES} else "chapters/explore/explorer.html"
    with opened(browser, book) as (page, problems):
        visit(page, written(book, f"{kept}{mark}{rest}"))
    assert problems == []


def test_back_and_forward_show_what_stood_there(browser: Browser, book: str) -> None:
    with opened(browser, book) as (page, problems):
        page.goto(f"{book}chapters/explore/explorer.html?n=3&beta=4/5")
        firms = page.get_by_label("number of firms, as a number")
        expect(firms).to_have_value("3")
        page.goto(f"{book}search.html?q=<b>welfare</b>")
        expect(page.locator("#search-status")).not_to_be_empty(timeout=15_000)
        page.goto(f"{book}chapters/explore/ask.html#q=<b>&given=<i>")
        page.evaluate("location.hash = 'q=x*&given=n%20%3D%202'")
        expect(page.locator("#ask-question")).to_have_value("x*")
        page.go_back()
        expect(page.locator("#ask-question")).to_have_value("<b>")
        page.go_back()
        expect(page.locator("input[name=q]").last).to_have_value("<b>welfare</b>")
        page.go_back()
        expect(firms).to_have_value("3")
        page.go_forward()
        expect(page.locator("#search-status")).not_to_be_empty(timeout=15_000)
        assert page.evaluate(STATE) == {"hacked": False, "stopped": [], "put": 0, "headings": 1}
    assert problems == []


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    root = checks.built(checks.BOOK)
    pages = [path for path in sorted(root.rglob("*.html")) if path.relative_to(root).parts[0] not in ("slides", "_static", "404.html")]
    assert len(pages) > 30
    for path in pages:
        found = checks.source(path)
        assert found.inline == [], path
