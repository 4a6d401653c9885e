"""Every file of others that lies beside the pages is of a package that the page of licences names."""

import re
from importlib import metadata
from pathlib import Path

import checks
from playwright.sync_api import Page

from book import licences


def test_every_file_of_an_installed_package_is_of_one_that_is_named() -> None:
    static = checks.built(checks.BOOK) / "_static"
    beside: dict[str, set[bytes]] = {}
    for path in static.rglob("*"):
        if path.is_file() and path.stat().st_size:
            beside.setdefault(path.name, set()).add(path.read_bytes())
    of_packages = {about.name: [file for file in about.files or () if file.name in beside] for about in metadata.distributions()}
    found = {
        name
        for name, files in of_packages.items()
        for path in (Path(str(file.locate())) for file in files)
        if path.is_file() and path.read_bytes() in beside[path.name]
    }
    named = {re.sub(r"[-_.]+", "-", name).lower() for name in licences.IN_THE_PAGES}
    assert len(found) > 5
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in found} - named == set()


def test_the_page_is_found_from_every_other_and_holds_all(page: Page, book: str) -> None:
    page.goto(f"{book}chapters/index.html")
    page.click(".colophon a")
    assert page.locator("h1").inner_text() == "Licences"
    rows = page.locator("table tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [[part.name, part.version, part.licence] for part in licences.parts()]
    page.locator("details.licence", has_text="reveal.js").locator("summary").click()
    assert "Hakim El Hattab" in page.locator("details.licence[open] pre").inner_text()
