"""Every page of the built book, driven in Chromium."""

from __future__ import annotations

from typing import Literal

import checks
import pytest
from playwright.sync_api import Browser, Page, Response, Route

NEXT_PAGE = 200_000
"""Bytes as transferred; what a first visit may cost stands where it is measured."""


@pytest.mark.cases(8)
def test_page(built_page: str, book: str, page: Page) -> None:
    """One visit for all: what it costs, and what stands there at each width."""
    font = checks.math_font((checks.BOOK / "_static" / "book.css").read_text(encoding="utf-8"))
    found = checks.problems(page, book + built_page, book, checks.BOOK, font)
    if built_page == "404.html":  # shown at any depth, it names the root of the host where no address of the site is set
        found.remove(f"link out of the book's folder: {book.removesuffix(checks.PREFIX)}/")
    assert not found, f"{built_page}:\n- " + "\n- ".join(found)


@pytest.mark.cases(2)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(text_page: str, theme: Literal["light", "dark"], book: str, page: Page) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(book + text_page)
    page.evaluate(checks.OPEN)
    assert checks.violations(page, theme) == []


def visit(page: Page, address: str) -> list[int]:
    """What is transferred, file by file, until nothing more comes."""
    got: list[Response] = []

    def answered(response: Response) -> None:
        got.append(response)

    page.on("response", answered)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", answered)
    return checks.transferred(got)


@pytest.mark.cases(2)
@pytest.mark.parametrize("width", [checks.WIDTHS[0], checks.WIDTHS[-1]])
def test_it_is_light_and_stands_still(text_page: str, width: int, book: str, browser: Browser) -> None:
    """Also where things move: the page of `test_page` belongs to a reader who wants none of that."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    sizes = visit(page, book + text_page)
    shift = page.evaluate(checks.SHIFTS)
    context.close()
    assert list(checks.cost_problems(sizes, shift)) == []


LATE = [(late, width) for late in ("*", "stix-two-text-regular") for width in (checks.WIDTHS[0], checks.WIDTHS[-1])]


@pytest.mark.cases(2)
@pytest.mark.parametrize(("late", "width"), LATE)
def test_nothing_moves_when_fonts_come_late(late: str, text_page: str, width: int, book: str, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    held: list[Route] = []
    early = True
    page.route(f"**/{late}.woff2", lambda route: held.append(route) if early else route.continue_())
    page.goto(book + text_page, wait_until="commit")
    page.evaluate("() => new Promise(done => new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true }))")
    early = False
    for font in held:
        font.continue_()
    page.evaluate("() => document.fonts.ready.then(() => undefined)")
    assert page.evaluate("document.fonts.check('1em \"STIX Two Text\"')")
    shift = page.evaluate(checks.SHIFTS)
    page.context.close()
    assert len(held) >= (2 if late == "*" else 1) or text_page == "404.html"  # it names the root of the host
    assert shift < checks.SHIFT


@pytest.mark.cases(2)
def test_the_next_page_is_lighter(text_page: str, book: str, page: Page) -> None:
    assert sum(visit(page, book + "chapters/index.html")) > NEXT_PAGE
    assert sum(visit(page, book + text_page)) <= NEXT_PAGE
