"""Measure the built book as a reader meets it, in Chromium: what a page costs, when it can be read, how quick the explorer is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import serve
from playwright.sync_api import Browser, Response, sync_playwright

FIRST_VISIT, REQUESTS, READABLE, SHIFT = 1_500_000, 60, 1.0, 0.05
"""What a page may cost: bytes, files, seconds on a machine four times slower, and how far it may jump."""
PAINTED = """() => new Promise(done => {
  let shift = 0;
  const jumps = new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value; }));
  jumps.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000, shift]), 300);
})"""
"""When something could be read first, and how far things jumped: mathematics is in the page and is painted with the text."""
VIEWS = [("curves", "beta"), ("curves", "n"), ("curves", "G"), ("map", "G"), ("map", "n"), ("replies", "beta"), ("claims", "beta")]
REDRAWN = """async (views) => {
  const { explorer } = document.querySelector(".explorer");
  const frame = () => new Promise(requestAnimationFrame);
  const found = {};
  for (const [view, axis] of views) {
    explorer.change({ view, axis, quantity: "welfare" });
    await frame();
    const times = [];
    for (let i = 0; i < 61; i += 1) {
      explorer.change({ beta: 0.1 + i * 0.013 });
      const start = performance.now();
      explorer.redraw();
      times.push(performance.now() - start);
      await frame();
    }
    found[`${view} over ${axis}`] = times.sort((one, other) => one - other)[30];
  }
  return found;
}"""
"""Moves the spillover and times each redraw; gives the middle of the times, in milliseconds, for each view over each axis."""


@contextmanager
def opened() -> Iterator[tuple[Browser, str]]:
    """Chromium, and the address of the built book."""
    if not (serve.BOOK / "_static" / "explorer" / "formulas.js").exists():
        raise FileNotFoundError(f"There is no built book in {serve.BOOK}: run make book")
    with serve.server(serve.BOOK) as running, sync_playwright() as playwright:
        Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser, f"http://127.0.0.1:{running.server_port}/"
        browser.close()
        running.shutdown()


def explorer() -> dict[str, float]:
    """Redrawing the built explorer while a parameter moves, in Chromium: the middle of some times, against a frame of 16 ms."""
    with opened() as (browser, book):
        page = browser.new_page()
        page.goto(f"{book}chapters/explore/explorer.html")
        page.wait_for_selector(".explorer.ready svg")
        times: dict[str, float] = page.evaluate(REDRAWN, [list(view) for view in VIEWS])
    return {f"{view} / 16 ms": middle / 16 for view, middle in times.items()}


def pages() -> dict[str, float]:
    """The first visit to each page, with a processor four times slower, against what a page may cost."""
    found: dict[str, float] = {}
    with opened() as (browser, book):
        for path in sorted((serve.BOOK / "chapters").rglob("*.html")):
            name = path.relative_to(serve.BOOK).as_posix()
            for width in (1280, 360):
                paint, shift, sizes = visit(browser, f"{book}{name}", width)
                found[f"{name} at {width} px: readable after / 1 s"] = paint / READABLE
                found[f"{name} at {width} px: layout shift / 0.05"] = shift / SHIFT
            found[f"{name}: transferred / 1.5 MB"] = sum(sizes) / FIRST_VISIT
            found[f"{name}: requests / 60"] = len(sizes) / REQUESTS
    return found


def visit(browser: Browser, address: str, width: int) -> tuple[float, float, list[int]]:
    """Seconds until a page can be read, how far it jumps, and the bytes of each file, for a reader who was never here."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    got: list[Response] = []

    def answered(response: Response) -> Any:
        got.append(response)

    page.on("response", answered)
    page.goto(address, wait_until="networkidle")
    paint, shift = page.evaluate(PAINTED)
    sizes = [response.request.sizes()["responseBodySize"] for response in got]
    context.close()
    return paint, shift, sizes
