"""The console: Python in the page, from this site alone, with the answers that the same code has in CPython."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import checks
import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PAGE = "chapters/explore/console.html"
READY = 300_000
CPYTHON = """
import json, sys
sys.modules.update(dict.fromkeys(["z3", "numpy", "scipy", "matplotlib"]))
sys.path.insert(0, "book")
from browser.session import Session

answers = []
for source in json.load(sys.stdin):
    found = []
    Session(lambda kind, text, html: found.append([kind, text, html])).run(source)
    answers.append(found)
json.dump(answers, sys.stdout)
"""
# What a run shows: for each piece its kind, and its text, or its HTML as the browser writes it.
SHOWN = """run => [...run.children].filter(part => !part.matches(".console-input")).map(part =>
  [part.className.replace("console-", ""), part.localName === "div" ? part.innerHTML : part.textContent])"""
WRITTEN = "html => { const box = document.createElement('div'); box.innerHTML = html; return box.innerHTML; }"


@dataclass
class Visit:
    """A page with a console, and what it asked for."""

    page: Page
    requests: list[str] = field(default_factory=list)
    received: dict[str, int] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    promised: str = ""

    def run(self, source: str) -> list[list[str]]:
        """Run some lines, and read what is shown."""
        self.page.get_by_label("Python", exact=True).fill(source)
        self.page.get_by_role("button", name="Run", exact=True).click()
        expect(self.page.locator(".console [role=status]")).to_have_text("Done.", timeout=READY)
        return self.shown()

    def shown(self) -> list[list[str]]:
        """What the last run shows."""
        found: list[list[str]] = self.page.locator(".console-run").first.evaluate(SHOWN)
        return found


def opened(browser: Browser, address: str) -> Visit:
    """A reader who opens the page, and asks for the console."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("response", lambda answer: visit.received.update({answer.url: int(answer.headers.get("content-length", 0))}))
    page.goto(address + PAGE, wait_until="networkidle")
    visit.before = list(visit.requests)
    load = page.get_by_role("button", name="Load Python")
    visit.promised = load.inner_text()
    load.press("Enter")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_focused()
    expect(page.locator(".console [role=status]")).to_have_text("Python is ready.", timeout=READY)
    expect(page.get_by_label("Example", exact=True)).to_be_focused()
    return visit


@pytest.fixture(scope="module")
def visit(browser: Browser, book: str) -> Iterator[Visit]:
    found = opened(browser, book)
    yield found
    found.page.context.close()


@pytest.fixture(scope="module")
def examples() -> list[str]:
    """The examples, as the notebook has them."""
    cells = json.loads((ROOT / PAGE).with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if "example" in cell["metadata"].get("tags", [])]


def test_nothing_is_loaded_before_it_is_asked_for_and_all_of_it_from_here(visit: Visit, book: str) -> None:
    assert not [address for address in visit.before if "/run-" in address or "worker.js" in address]
    loaded = [address for address in visit.requests if "/run-" in address]
    assert any(address.endswith("pyodide.asm.wasm.packed") for address in loaded)
    assert [address for address in visit.requests if not address.startswith((book, "data:"))] == []


def test_the_button_says_how_much_is_loaded(visit: Visit) -> None:
    """Of the files as they are; a host that compresses them sends less, and never more."""
    received = {address: count for address, count in visit.received.items() if "/run-" in address}
    size = sum((checks.BOOK / address.partition(checks.PREFIX)[2]).stat().st_size for address in received)
    assert 5e6 < sum(received.values()) <= size < 12e6
    assert visit.promised == f"Load Python into this page ({size / 1e6:.1f} MB)"


def test_every_example_is_offered(visit: Visit, examples: list[str]) -> None:
    select = visit.page.get_by_label("Example", exact=True)
    labels = select.locator("option").all_inner_texts()
    assert len(labels) == len(set(labels)) == len(examples) >= 8
    for label, example in zip(labels, examples, strict=True):
        select.select_option(label)
        assert visit.page.get_by_label("Python", exact=True).input_value() == example


@pytest.mark.deep
def test_every_example_answers_as_in_cpython(visit: Visit, examples: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", CPYTHON], cwd=ROOT, input=json.dumps(examples), capture_output=True, text=True, check=True)
    for example, expected in zip(examples, json.loads(done.stdout), strict=True):
        shown = joined(visit.run(example))
        assert shown == joined([[kind, visit.page.evaluate(WRITTEN, html) if html else text] for kind, text, html in expected]), example
        assert shown, example
        assert "error" not in dict(shown), example


def joined(pieces: list[list[str]]) -> list[list[str]]:
    """Pieces of one kind that follow each other, as one."""
    found: list[list[str]] = []
    for kind, text in pieces:
        if found and found[-1][0] == kind != "result":
            found[-1][1] += text
        else:
            found.append([kind, text])
    return found


def test_mathematics_is_mathml_and_values_are_text(visit: Visit) -> None:
    assert visit.run("from spillover import model\nmodel.gamma / 2")[0][1].startswith('<math display="block"><mfrac>')
    assert visit.run("x = 6 * 7\nx") == [["result", "42"]]
    assert visit.run("x + 1") == [["result", "43"]]
    assert visit.run("'<b>'") == [["result", "'<b>'"]]
    assert visit.run("None") == []


def test_an_error_shows_the_last_lines_of_python(visit: Visit) -> None:
    ((kind, text),) = visit.run("def half(x):\n    return x / 0\nhalf(1)")
    assert kind == "error"
    assert text.startswith('Traceback (most recent call last):\n  File "<run ')
    assert "line 3" in text
    assert "return x / 0" in text
    assert text.endswith("ZeroDivisionError: division by zero\n")
    assert "/lib/" not in text
    ((kind, text),) = visit.run("1 +")
    assert (kind, text.splitlines()[-1]) == ("error", "SyntaxError: invalid syntax")
    assert visit.run("import numpy")[0][1].endswith("No module named 'numpy'\n")


def test_the_keyboard_is_enough(visit: Visit) -> None:
    code = visit.page.get_by_label("Python", exact=True)
    code.fill("6 * 8")
    code.press("Control+Enter")
    expect(visit.page.locator(".console [role=status]")).to_have_text("Done.", timeout=READY)
    assert visit.shown() == [["result", "48"]]
    code.press("Tab")
    expect(code).not_to_be_focused()
    run = visit.page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_focused()
    run.press("Enter")
    expect(visit.page.locator(".console [role=status]")).to_have_text("Done.", timeout=READY)
    expect(run).to_be_focused()


def test_more_than_a_page_can_show_is_cut(visit: Visit) -> None:
    shown = visit.run("for i in range(100_000):\n    print(i)")
    assert shown[-1] == ["cut", "The rest is not shown."]
    assert sum(len(text) for _, text in shown) < 21_000
    assert visit.run("print('a' * 30_000)\n1 / 0")[-1][0] == "error"


def test_axe_finds_nothing(visit: Visit) -> None:
    visit.run("from spillover import ask\nprint(1)\nask('x[non] = x[rnd]')")
    visit.run("1 / 0")
    visit.page.evaluate(checks.AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        visit.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        found: dict[str, Any] = visit.page.evaluate("axe.run('.console')")
        assert [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in found["violations"]] == [], theme
        assert len(found["passes"]) > 10


def test_it_fits(visit: Visit) -> None:
    """At 360 px, and at the 640 px that are left of 1280 at twice the size."""
    visit.run("from spillover import ask, imitation\ndisplay(*imitation.profits())\nask('x[non] = x[rnd]')")
    for width in (360, 640):
        visit.page.set_viewport_size({"width": width, "height": 800})
        layout = visit.page.evaluate(checks.LAYOUT)
        assert (layout["width"], layout["cut"]) == (None, []), width
    visit.page.set_viewport_size({"width": 1280, "height": 800})


def test_stop_ends_what_runs_and_starts_afresh(visit: Visit) -> None:
    """Also: what is printed is seen while the code still runs."""
    visit.run("kept = 1")
    visit.page.get_by_label("Python", exact=True).fill("print('first')\nwhile True:\n    pass")
    visit.page.get_by_role("button", name="Run", exact=True).click()
    expect(visit.page.locator(".console-run").first).to_contain_text("first\n")
    assert visit.page.evaluate("1 + 1") == 2  # the page itself is not held up
    visit.page.get_by_role("button", name="Stop", exact=True).click()
    expect(visit.page.locator(".console-run").first).to_contain_text("Stopped.")
    expect(visit.page.locator(".console [role=status]")).to_have_text("Python is ready.", timeout=READY)
    expect(visit.page.get_by_label("Python", exact=True)).to_be_focused()
    assert visit.run("kept")[0][1].endswith("NameError: name 'kept' is not defined\n")


def test_no_code_is_made_from_text(visit: Visit) -> None:
    """The policy that the book is served with allows scripts from this site and WebAssembly alone, in the worker too."""
    assert "unsafe-eval" in visit.run("import js\njs.eval('1 + 1')")[0][1]


def test_loading_can_be_stopped(browser: Browser, book: str) -> None:
    page = browser.new_context().new_page()
    page.goto(book + PAGE)
    page.get_by_role("button", name="Load Python").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator(".console [role=status]")).to_have_text("Nothing was loaded.")
    expect(page.get_by_role("button", name="Load Python")).to_be_focused()
    page.context.close()


def test_without_scripts_the_page_says_so_and_shows_the_answers(browser: Browser, book: str, examples: list[str]) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(book + PAGE)
    expect(page.locator(".console")).to_contain_text("It needs JavaScript")
    expect(page.locator(".cell.tag_example .cell_output")).to_have_count(len(examples))
    page.context.close()
