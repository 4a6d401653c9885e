"""One browser for all tests, and the built book behind a server of its own."""

from __future__ import annotations

from collections.abc import Iterator

import checks
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLE = (
    "chapters/index.html",
    "chapters/paper/4-analysis.html",
    "chapters/verdicts/ledger.html",
    "chapters/explore/explorer.html",
    "404.html",
)
"""What takes a visit of its own is asked of these alone by `make test-web`, and of all others by `make deep`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `built_page` or `text_page` runs for every one; without a built book it fails."""
    if "built_page" in metafunc.fixturenames:
        metafunc.parametrize("built_page", checks.built_pages(checks.BOOK) or ["no page"])
    if "text_page" in metafunc.fixturenames:
        rest = [pytest.param(page, marks=pytest.mark.deep) for page in checks.text_pages(checks.BOOK) if page not in SAMPLE]
        metafunc.parametrize("text_page", [*SAMPLE, *rest])


@pytest.fixture(scope="session")
def book() -> Iterator[str]:
    """The address of the built book."""
    with checks.serve(checks.built(checks.BOOK)) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=checks.chromium(), args=checks.ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a reader who was never here: what an earlier page stored would hide faults."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()
