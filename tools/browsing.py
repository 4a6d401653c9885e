"""Measure the built book as a reader meets it, in Chromium: what a page costs, when it can be read, how quick the explorer is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import serve
from playwright.sync_api import Browser, Response, sync_playwright

FIRST_VISIT, REQUESTS, READABLE, SHIFT = 1_500_000, 60, 1.0, 0.05
"""What a page may cost: bytes, files, seconds on a machine four times slower, and how far it may jump."""
VISITS = 3
"""How often each page is visited: the shortest time counts, as other work on the machine only adds to it, and the farthest jump."""
PAINTED = """() => new Promise(done => {
  let shift = 0;
  const jumps = new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value; }));
  jumps.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000, shift]), 300);
})"""
"""When something could be read first, and how far things jumped: mathematics is in the page and is painted with the text."""
ALTERNATIVE = ("chapters/paper/4-analysis.html", "chapters/verdicts/ledger.html")
"""Pages with many formulas, which MathJax sets as well, for comparison."""
MATHJAX = serve.ROOT / "_build" / "npm" / "node_modules" / "mathjax" / "es5"
MATHJAX_SCRIPT = '<script defer src="/mathjax/mml-chtml.js"></script></head>'
NEXT_FRAME = "() => new Promise(requestAnimationFrame).then(() => performance.now() / 1000)"
SET = """async () => {
  await MathJax.startup.promise;
  if (!document.querySelector("mjx-container")) throw new Error("MathJax has set nothing");
}"""
"""Waits until MathJax has set every formula of the page."""
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
                paints, shifts, (sizes, *_) = zip(*(visit(browser, f"{book}{name}", width) for _ in range(VISITS)), strict=True)
                found[f"{name} at {width} px: readable after / 1 s"] = min(paints) / READABLE
                found[f"{name} at {width} px: layout shift / 0.05"] = max(shifts) / SHIFT
            found[f"{name}: transferred / 1.5 MB"] = sum(sizes) / FIRST_VISIT
            found[f"{name}: requests / 60"] = len(sizes) / REQUESTS
        for name in ALTERNATIVE:
            ours = min(visit(browser, f"{book}{name}", 1280)[0] for _ in range(3))
            found[f"{name}: ours / MathJax until readable"] = ours / min(with_mathjax(browser, f"{book}{name}") for _ in range(3))
    return found


def with_mathjax(browser: Browser, address: str) -> float:
    """Seconds until every formula of a page is set and painted where MathJax sets it; the policy of the book would refuse its scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    text = page.request.get(address).text().replace("</head>", MATHJAX_SCRIPT, 1)
    page.route(address, lambda route: route.fulfill(body=text, content_type="text/html"))
    page.route("**/mathjax/**", lambda route: route.fulfill(path=MATHJAX / urlsplit(route.request.url).path.removeprefix("/mathjax/")))
    page.goto(address, wait_until="load")
    page.evaluate(SET)
    seconds: float = page.evaluate(NEXT_FRAME)
    context.close()
    return seconds


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
