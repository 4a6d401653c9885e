"""Every page of the built book, driven in Chromium."""

from __future__ import annotations

import checks
from playwright.sync_api import Page


def test_page(built_page: str, book: str, page: Page) -> None:
    font = checks.math_font((checks.BOOK / "_static" / "book.css").read_text(encoding="utf-8"))
    found = checks.problems(page, book + built_page, book, checks.BOOK, font)
    assert not found, f"{built_page}:\n- " + "\n- ".join(found)
