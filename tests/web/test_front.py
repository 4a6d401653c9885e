"""The welcome page: what it is, the finding, the picture that moves and four doors, before anybody scrolls."""

from __future__ import annotations

import json
import re
from typing import Any

import checks
import pytest
from playwright.sync_api import Page, expect

from spillover.claims import show

PAGE = "chapters/index.html"
DOORS = {"Read": "1-introduction", "Explore": "explorer", "Ask": "ask", "Teach": "course"}
PARTS = ["h1", ".explorer-stage svg", ".explorer-sentence", ".explorer input[type=range]", ".doors", ".editions"]
BOTTOMS = """parts => Object.fromEntries(parts.map(part => [part, document.querySelector(part).getBoundingClientRect().bottom]))"""
WITH_EDITIONS = """() => {
  const line = document.querySelector(".editions");
  for (const word of ["Slides", "EPUB", "PDF"]) line.prepend(Object.assign(document.createElement("a"), { href: "#", textContent: word }));
}"""
"""Whether they were built or not, they must find room."""


def opened(page: Page, book: str) -> None:
    page.goto(book + PAGE, wait_until="networkidle")
    page.locator(".explorer.ready svg rect").first.wait_for()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_all_of_it_is_seen_before_scrolling(width: int, height: int, page: Page, book: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, book)
    if page.locator(".editions a").count() == 1:
        page.evaluate(WITH_EDITIONS)
    for part, bottom in page.evaluate(BOTTOMS, PARTS).items():
        assert bottom <= height, f"{part} ends at {bottom}"


def test_the_finding_is_counted_from_the_ledger(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    counts = show.counts(show.paper())
    said = page.locator("article p", has_text="claims").filter(has_text="refuted").first.inner_text()
    assert [int(number) for number in re.findall(r"\d+", said)] == [sum(counts.values()), *counts.values()]


def test_the_picture_answers_in_words(page: Page, book: str) -> None:
    opened(page, book)
    sentence = page.locator(".explorer-sentence")
    expect(sentence).to_have_text(
        "Full cooperation does the most research and earns the most, but no cooperation produces the most and brings the highest welfare."
    )
    page.get_by_role("slider", name="spillover").fill("0.6")
    expect(sentence).to_have_text(
        "Full cooperation does the most research, earns the most and brings the highest welfare, but R&D cooperation produces the most."
    )
    expect(page.locator(".explorer-live")).to_have_text(sentence.inner_text())
    box = page.locator(".explorer-stage svg").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + 60)
    expect(sentence).to_contain_text("cannot be compared")


STRIPS = """() => [...document.querySelectorAll(".explorer-stage rect")].map(bar => {
  const [from, to] = [Number(bar.getAttribute("x")), Number(bar.getAttribute("x")) + Number(bar.getAttribute("width"))];
  return [bar.classList.contains("missing") ? "none" : bar.classList[1], Math.round(Number(bar.getAttribute("y"))), from, to];
})"""


def test_the_strips_are_those_of_the_still_picture(page: Page, book: str) -> None:
    """The parts of every strip, from left to right, and about how long each is."""
    opened(page, book)
    notebook = json.loads((checks.BOOK.parents[1] / "chapters" / "index.ipynb").read_text(encoding="utf-8"))
    said = next(
        "".join(output["data"]["text/plain"])
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    )
    keys = {"none": "none", "no cooperation": "non", "R&D cooperation": "rnd", "full cooperation": "full"}
    stretch = re.compile(r"(none|no cooperation|R&D cooperation|full cooperation) from (\d\.\d+) to (\d\.\d+)")
    right = [[(keys[name], float(first), float(last)) for name, first, last in stretch.findall(row)] for row in said.split(";")]
    rows: dict[int, list[Any]] = {}
    for name, row, first, last in page.evaluate(STRIPS):
        rows.setdefault(row, []).append((name, first, last))
    found = [sorted(row, key=lambda part: part[1]) for _, row in sorted(rows.items())]
    assert [[name for name, *_ in row] for row in found] == [[name for name, *_ in row] for row in right]
    left, width = found[0][0][1], found[0][-1][2] - found[0][0][1]
    for drawn, told in zip(found, right, strict=True):
        for (_, first, last), (_, low, high) in zip(drawn, told, strict=True):
            assert abs((first - left) / width - low) < 0.02
            assert abs((last - left) / width - high) < 0.02


def test_four_doors_lead_in(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    doors = page.locator(".doors a")
    assert doors.all_inner_texts() == list(DOORS)
    for door, name in zip(doors.all(), DOORS.values(), strict=True):
        assert f"{name}.html" in (door.get_attribute("href") or "")
    assert page.locator(".editions a").last.inner_text() == "中文"


def test_below_it_is_one_claim_that_fails_and_no_command(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    text = page.locator("article").inner_text()
    assert not re.search(r"\bmake \w+|Exercise", text)
    assert page.locator("article math:has(mfrac)").count() <= 3
    page.locator("a.explorer-case").click()
    expect(page.locator(".explorer-claim .claim-badge")).to_have_text("Refuted 4.2-profit-low")


def test_without_scripts_the_still_picture_stands_in_its_place(browser: Any, book: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book + PAGE)
    assert page.locator(".tag_still img").is_visible()
    assert page.locator(".doors a").count() == len(DOORS)
    context.close()
    still = browser.new_context().new_page()
    still.goto(book + PAGE)
    assert not still.locator(".tag_still img").is_visible()
    still.context.close()
