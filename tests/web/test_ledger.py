"""The page of the ledger, used as a reader uses it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

LEDGER = "chapters/verdicts/ledger.html"


def test_claims_are_filtered_by_verdict_and_section_from_the_keyboard(book: str, page: Page) -> None:
    page.goto(book + LEDGER, wait_until="networkidle")
    form, entries, told = page.locator(".ledger-filter"), page.locator("section.entry"), page.locator(".ledger-filter output")
    everything = entries.count()
    expect(told).to_have_text(f"{everything} of {everything} claims")
    form.get_by_label("Verdict").focus()
    page.keyboard.type("Refuted")
    refuted = page.locator("section.entry-refuted").count()
    assert 0 < refuted < everything
    expect(page.locator("section.entry:visible")).to_have_count(refuted)
    expect(page.locator("section#all-verdicts tbody tr:visible")).to_have_count(refuted)
    expect(told).to_have_text(f"{refuted} of {everything} claims")
    form.get_by_label("Section").select_option(index=1)
    assert page.locator("section.entry:visible").count() < refuted
    assert all(page.locator("section.entry:visible h3").nth(i).is_visible() for i in range(page.locator("section.entry:visible").count()))


def test_a_link_to_an_entry_that_is_hidden_shows_it(book: str, page: Page) -> None:
    page.goto(book + LEDGER, wait_until="networkidle")
    page.locator(".ledger-filter").get_by_label("Verdict").select_option("Refuted")
    entry = page.locator("section.entry-proved").first
    expect(entry).not_to_be_visible()
    name = page.evaluate("document.querySelector('section.entry-proved').id")
    page.evaluate("name => { location.hash = name; }", name)
    expect(entry).to_be_visible()


def test_without_a_script_all_claims_are_shown(book: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book + LEDGER)
    expect(page.locator(".ledger-filter")).to_have_count(0)
    assert page.locator("section.entry:visible").count() == page.locator("section.entry").count() > 0
    fold = page.locator("section.entry details.more").first
    fold.locator("summary").click()
    expect(fold.locator("p").first).to_be_visible()
    context.close()


def test_a_certificate_can_be_taken_along(book: str, page: Page) -> None:
    page.goto(book + LEDGER, wait_until="networkidle")
    link = page.locator("section.entry a[href$='.json']").first
    answer = page.request.get(book + "chapters/verdicts/" + str(link.get_attribute("href")))
    assert answer.ok
    assert re.match(r'\[\{"certificate\.Certificate"', answer.text())
