"""The field for questions: what stands in the page answers at once, all else in Python, with the words that CPython has for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import checks
import pytest
from playwright.sync_api import Browser, Page, expect

from spillover.claims.store import accepts

ROOT = Path(__file__).resolve().parents[2]
PAGE = "chapters/explore/ask.html"
READY = 300_000
CPYTHON = """
import json, sys
sys.modules.update(dict.fromkeys(["z3", "numpy", "scipy", "matplotlib"]))
sys.path.insert(0, "book")
from browser.asking import respond
from spillover import ask

answers = []
for text, given in json.load(sys.stdin):
    found = []
    respond(lambda *piece: found.append(piece), text, given)
    answers.append([found, repr(ask(text, given or None))])
json.dump(answers, sys.stdout)
"""
LIVE = [
    ("W̃ > Ŵ", "n = 2, β > ½"),
    ("profit[full] > profit[rnd]", ""),
    ("is R&D higher under R&D cooperation than under no cooperation?", "beta > 1/2"),
    (r"\tilde{x} > \hat{x}", ""),
    ("半合作时研发投入是否高于完全不合作？", ""),
    ("x[rnd] increasing in beta", ""),
    ("largest R&D", "n = 2"),
    ("W*", "n = 2, a = 15, A = 10, b = 1, beta = 1/4, gamma = 2"),
    ("q[rnd] > q[non]", "beta > 1"),
    ("x[non] >= x[rnd] if beta <= 1/2", ""),
]
SHOWN = """run => Object.fromEntries([...run.querySelectorAll(":scope > .console-result")].map(part =>
  [part.className.replace("console-result ask-", ""), part.innerHTML]))"""
WRITTEN = "html => { const box = document.createElement('div'); box.innerHTML = html; return box.innerHTML; }"
WATCH = """() => { window.seen = []; new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(node => {
  if (node.matches?.(".console-result")) window.seen.push([node.className.replace("console-result ask-", ""),
    document.querySelector(".ask [role=status]").textContent]); })))
  .observe(document.querySelector(".ask .console-results"), { childList: true, subtree: true }); }"""


@dataclass
class Visit:
    """A page with the field, and what it asked for."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def type(self, text: str, given: str = "") -> None:
        """Fill the two fields."""
        self.page.get_by_label("Question", exact=True).fill(text)
        self.page.get_by_label("Conditions").fill(given)

    def ask(self, text: str, given: str = "", status: str = "Answered.") -> None:
        """Type a question, and wait for what comes of it."""
        self.type(text, given)
        self.page.get_by_role("button", name="Ask", exact=True).click()
        expect(self.page.locator(".ask [role=status]")).to_have_text(status, timeout=READY)

    @property
    def first(self) -> Any:
        """The answer that stands above the others."""
        return self.page.locator(".ask .console-run").first

    @property
    def loaded(self) -> list[str]:
        """What of Python was asked for."""
        return [address for address in self.requests if "/run-" in address or "worker.js" in address]


def opened(browser: Browser, address: str, place: str = "", **settings: Any) -> Visit:
    """A reader who opens the page."""
    visit = Visit(browser.new_context(reduced_motion="reduce", **settings).new_page())
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.goto(address + PAGE + place, wait_until="networkidle")
    return visit


@pytest.fixture(scope="module")
def visit(browser: Browser, book: str) -> Iterator[Visit]:
    """A reader whose page has loaded Python for a first question."""
    found = opened(browser, book)
    found.ask(*LIVE[0])
    yield found
    assert found.errors == []
    found.page.context.close()


@pytest.mark.cases(1)
@pytest.mark.parametrize("width", [360, 1440])
def test_a_dozen_questions_are_answered_before_anything_is_loaded(browser: Browser, book: str, width: int) -> None:
    visit = opened(browser, book, viewport={"width": width, "height": 800})
    select = visit.page.get_by_label("Or choose one")
    boxes = visit.page.locator(".ask-answered")
    assert boxes.count() == select.locator("option").count() - 1 == 12
    for place in range(boxes.count()):
        select.select_option(index=place + 1)
        box = boxes.nth(place)
        assert visit.page.get_by_label("Question", exact=True).input_value() == box.get_attribute("data-question")
        assert visit.page.get_by_label("Conditions").input_value() == box.get_attribute("data-given")
        expect(visit.first.locator(".ask-typed")).to_have_text(box.locator("summary").text_content() or "")
        assert visit.first.locator("p").nth(1).inner_html() == box.locator("p").first.inner_html()
        assert visit.first.locator("img").count() == box.locator("img").count()
        assert "Link to this question" in visit.first.inner_text()
    assert visit.page.locator(".ask .console-run").count() == 12
    select.select_option(index=1)
    assert visit.page.locator(".ask .console-run").count() == 12  # again, and not twice
    layout = visit.page.evaluate(checks.LAYOUT)
    assert (layout["width"], layout["cut"], visit.loaded, visit.errors) == (None, [], [], [])
    visit.page.context.close()


def test_a_link_carries_a_question(browser: Browser, book: str) -> None:
    visit = opened(browser, book)
    visit.page.get_by_label("Or choose one").select_option(index=2)
    link = visit.first.get_by_role("link", name="Link to this question").get_attribute("href")
    carried = parse_qs(urlsplit(link).fragment)
    assert carried == {"q": ["price[non] < price[rnd]"], "given": ["beta < 1/2"]}
    assert visit.page.url.endswith(link)
    other = opened(browser, book, link)
    expect(other.first.locator(".ask-typed")).to_have_text("price[non] < price[rnd], given beta < 1/2")
    other.page.evaluate("location.hash = '#q=n+%3E+1&given=n+%3E+2'")
    expect(other.page.locator(".ask [role=status]")).to_have_text("Press Ask to have this question answered here.")
    assert other.page.get_by_label("Question", exact=True).input_value() == "n > 1"
    assert other.page.get_by_label("Conditions").input_value() == "n > 2"
    assert (other.page.locator(".console-run").count(), other.loaded, other.errors) == (1, [], [])
    for each in (visit, other):
        each.page.context.close()


def test_the_page_says_how_much_it_would_load(visit: Visit, book: str) -> None:
    addresses = {address for address in visit.loaded if "/run-" in address}
    size = sum((checks.BOOK / address.partition(checks.PREFIX)[2]).stat().st_size for address in addresses)
    assert f"It is {size / 1e6:.1f} MB, comes from this site" in visit.page.locator(".ask-size").inner_text()
    assert [address for address in visit.requests if not address.startswith((book, "data:"))] == []


@pytest.mark.cases(1)
@pytest.mark.parametrize(("text", "given"), LIVE)
def test_an_answer_is_that_of_cpython(visit: Visit, text: str, given: str) -> None:
    """It is shown once, though the first was asked for before."""
    asked = json.dumps([(text, given)])
    done = subprocess.run([sys.executable, "-c", CPYTHON], cwd=ROOT, input=asked, capture_output=True, text=True, check=True)
    ((pieces, said),) = json.loads(done.stdout)
    visit.ask(text, given)
    expected = {kind: visit.page.evaluate(WRITTEN, html) for kind, _, html in pieces if html}
    assert visit.first.evaluate(SHOWN) == expected
    assert next(told for kind, told, _ in pieces if kind == "answer") == said
    written = f"{text}, given {given}" if given else text
    assert visit.first.locator(".ask-typed").inner_text() == written
    assert visit.page.locator(".ask-typed").all_inner_texts().count(written) == 1


def test_how_it_was_read_is_shown_before_it_is_decided(visit: Visit) -> None:
    visit.page.evaluate(WATCH)
    visit.ask("consumer_surplus[rnd] > consumer_surplus[non]", "beta > 1/2")
    seen = visit.page.evaluate("window.seen")
    assert seen[:2] == [["read", "Deciding …"], ["answer", "Deciding …"]]
    assert visit.first.locator(".ask-read math").count() == 2
    assert visit.first.locator(".ask-answer strong").inner_text() == "Proved."


def test_what_cannot_be_read_is_marked(visit: Visit) -> None:
    visit.ask("welfare[ful] > welfare[rnd]", status="This could not be read.")
    expect(visit.first.locator(".ask-unread mark")).to_have_text("ful")
    assert visit.first.locator(".ask-unread").inner_text().startswith("question: unknown regime 'ful', did you mean 'full'?")
    question, conditions = visit.page.get_by_label("Question", exact=True), visit.page.get_by_label("Conditions")
    expect(question).to_have_attribute("aria-invalid", "true")
    visit.ask("n > 1", "bet < 1/2", status="This could not be read.")
    expect(conditions).to_have_attribute("aria-invalid", "true")
    assert question.get_attribute("aria-invalid") is None
    visit.ask("n > 1", "beta < 1/2")
    assert conditions.get_attribute("aria-invalid") is None


def test_what_is_near_a_question_that_cannot_be_read_can_be_asked_instead(visit: Visit) -> None:
    visit.ask("What is behind R&D under full cooperation if beta < 1/2?", status="This could not be read.")
    visit.first.get_by_role("link", name="x[non] vs x[full] if beta < 1/2").click()
    expect(visit.page.get_by_label("Question", exact=True)).to_have_value("x[non] vs x[full] if beta < 1/2")


def test_the_keyboard_is_enough(visit: Visit) -> None:
    visit.type("n > 1", "n > 3")
    visit.page.get_by_label("Question", exact=True).press("Enter")
    expect(visit.first.locator(".ask-typed")).to_have_text("n > 1, given n > 3")
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Answered.", timeout=READY)
    expect(visit.page.get_by_label("Question", exact=True)).to_be_focused()
    for wanted in (visit.page.get_by_label("Conditions"), visit.page.get_by_role("button", name="Ask", exact=True)):
        visit.page.keyboard.press("Tab")
        expect(wanted).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Answered.", timeout=READY)
    expect(visit.page.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_label("Or choose one")).to_be_focused()


def test_a_counterexample_leads_to_the_explorer(visit: Visit) -> None:
    visit.ask("x[full] > x[non]")
    link = visit.first.get_by_role("link", name="This market in the explorer").evaluate("link => link.href")
    page = visit.page.context.new_page()
    page.goto(link, wait_until="networkidle")
    for name, value in (
        ("number of firms, as a number", "2"),
        ("spillover, as a number", "1/3"),
        ("cost of R&D, G = bγ, as a number", "1"),
    ):
        expect(page.get_by_label(name)).to_have_value(value)
    page.close()


def test_a_certificate_can_be_taken_along(visit: Visit, tmp_path: Path) -> None:
    visit.ask("profit[full] > profit[non]")
    with visit.page.expect_download() as taken:
        visit.first.get_by_role("link", name="The certificate").click()
    taken.value.save_as(tmp_path / "certificate.json")
    assert accepts(tmp_path / "certificate.json")
    with visit.page.expect_download() as taken:
        visit.page.get_by_label("Or choose one").select_option(index=2)
        visit.first.get_by_role("link", name="The certificate").click()
    taken.value.save_as(tmp_path / "stored.json")
    assert accepts(tmp_path / "stored.json")


def test_axe_finds_nothing(visit: Visit) -> None:
    visit.page.get_by_label("Or choose one").select_option("which regime does the most R&D?")
    visit.ask("x[full] > x[non]")
    visit.ask("welfare[ful] > 1", status="This could not be read.")
    visit.page.mouse.move(0, 0)
    visit.page.evaluate(checks.AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        visit.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found: dict[str, Any] = visit.page.evaluate("axe.run('.ask')")
        assert [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in found["violations"]] == [], theme
        assert len(found["passes"]) > 10


def test_it_fits(visit: Visit) -> None:
    visit.ask("ranking of consumer surplus", "beta > 1/2")
    visit.ask("W[full] > W[rnd] > W[non]")
    for width in (360, 1440):
        visit.page.set_viewport_size({"width": width, "height": 800})
        layout = visit.page.evaluate(checks.LAYOUT)
        assert (layout["width"], layout["cut"]) == (None, []), width
    visit.page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.deep
def test_stop_ends_what_is_decided(visit: Visit) -> None:
    """Also: what stands in the page is answered while Python works."""
    visit.type("ranking of welfare", "n > 2")
    visit.page.get_by_role("button", name="Ask", exact=True).click()
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Deciding …", timeout=READY)
    visit.page.get_by_label("Or choose one").select_option(index=1)
    expect(visit.first.locator(".ask-typed")).to_contain_text("W[full] > W[rnd]")
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Deciding …")
    stop = visit.page.get_by_role("button", name="Stop", exact=True)
    stop.press("Enter")
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Stopped.")
    expect(visit.page.locator(".console-run", has_text="ranking of welfare").locator(".console-error")).to_have_text("Stopped.")
    expect(visit.page.get_by_label("Question", exact=True)).to_be_focused()
    expect(stop).to_be_hidden()
    visit.ask("n > 1", "n > 4")


def test_loading_can_be_stopped(browser: Browser, book: str) -> None:
    visit = opened(browser, book)
    visit.type("n > 1")
    visit.page.get_by_role("button", name="Ask", exact=True).click()
    visit.page.get_by_role("button", name="Stop", exact=True).click()
    expect(visit.page.locator(".ask [role=status]")).to_have_text("Stopped.")
    assert visit.page.get_by_role("button", name="Ask", exact=True).get_attribute("aria-disabled") is None
    visit.page.context.close()


def test_without_scripts_the_answers_stand_there(browser: Browser, book: str) -> None:
    visit = opened(browser, book, java_script_enabled=False)
    expect(visit.page.locator(".ask")).to_be_hidden()
    expect(visit.page.get_by_text("It needs JavaScript")).to_be_visible()
    box = visit.page.locator(".ask-answered").first
    box.locator("summary").click()
    expect(box.get_by_text("Refuted.")).to_be_visible()
    visit.page.context.close()
