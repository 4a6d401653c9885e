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


def test_a_claim_that_fails_leads_to_where_it_does(book: str, page: Page) -> None:
    page.goto(book + LEDGER)
    entries = page.locator("section.entry-refuted, section.entry-sharpened")
    links = entries.get_by_role("link", name=re.compile("^See (where it fails|both orders)"))
    assert links.count() == entries.count() - 1  # one speaks of firms that the explorer does not draw
    links.first.click()
    expect(page.locator(".explorer-here strong")).to_have_class("fails")


def test_a_certificate_can_be_taken_along(book: str, page: Page) -> None:
    page.goto(book + LEDGER, wait_until="networkidle")
    link = page.locator("section.entry a[href$='.json']").first
    answer = page.request.get(book + "chapters/verdicts/" + str(link.get_attribute("href")))
    assert answer.ok
    assert re.match(r'\[\{"certificate\.Certificate"', answer.text())


def test_on_a_telephone_each_claim_is_a_card(book: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(book + LEDGER, wait_until="networkidle")
    edges = "elements => elements.map(element => element.getBoundingClientRect()).map(({ left, right, top }) => [left, right, top])"
    cells = page.locator("section#all-verdicts tbody tr").first.locator("td").evaluate_all(edges)
    assert len(cells) == len({top for _, _, top in cells}) == 3
    assert len({left for left, _, _ in cells}) == 1
    assert all(right <= 360 for _, right, _ in page.locator(".ledger-filter select").evaluate_all(edges))


def test_an_entry_is_headed_by_words_with_its_id_small_and_its_proof_is_folded(book: str, page: Page) -> None:
    page.goto(book + LEDGER, wait_until="networkidle")
    for entry in page.locator("section.entry").all():
        heading = entry.locator("h3")
        words = (heading.text_content() or "").removesuffix("#")
        assert words.partition(str(heading.locator(".claim-id").text_content()))[0].count(" ") > 1
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    heading = page.locator("section.entry h3").first
    assert heading.locator(".claim-id").evaluate(size) < 0.75 * heading.evaluate(size)
    proof = page.locator("section.entry details.more", has=page.locator("summary", has_text=re.compile("^Proof"))).first
    expect(proof.locator("p").first).not_to_be_visible()
    proof.locator("summary").click()
    expect(proof.locator("p").first).to_be_visible()
