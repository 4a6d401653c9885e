"""What every page of the built book must satisfy in a browser. `problems` drives one page and says what is wrong with it."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response
from playwright.sync_api import Error as BrowserError

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import serve as host
from browsing import FIRST_VISIT, REQUESTS, SHIFT

BOOK = Path(__file__).resolve().parents[2] / "_build" / "html"
PREFIX = "/book/"  # the book is served below a path, so that a link from the root of the host fails
WIDTHS = (1280, 640, 360)
"""Of the windows in which a page is judged: a desk, the same at twice the size, a telephone."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # another host is reported, never reached
]

# A dollar pair as MyST reads one, so that prices are not TeX; a command of two letters at least, so that a set difference A\B is not.
TEX = re.compile(r"\$\$|\$(?=[^\s$])[^$]{0,200}(?<=[^\s$])\$(?!\d)|\\[A-Za-z]{2,}|\\[()\[\]]")
ROLE = r"(?:[a-z]+:)?(?:glue|cite|ref|numref|eq|doc|term|math|prf|proof|exercise|solution|figure|download|index|abbr|sub|sup|code-cell)"
MARKUP = re.compile(rf":::|```|\{{\{{|\{{{ROLE}\b|(?<!\w):{ROLE}:(?!\w)")

# Open what a reader can open, fetch and lay out what waits for scrolling, then take from the page all that the checks need.
OPEN = """async () => {
  document.documentElement.dataset.code = "show";
  document.querySelectorAll("details").forEach(box => { box.open = true; });
  document.querySelectorAll(".toggle-hidden").forEach(box => box.classList.remove("toggle-hidden"));
  document.querySelectorAll("img").forEach(image => { image.loading = "eager"; });
  document.querySelectorAll("section").forEach(section => { section.style.contentVisibility = "visible"; });
  const there = Promise.all([document.fonts.ready, ...[...document.images].map(image => image.decode().catch(() => null))]);
  await Promise.race([there, new Promise(done => setTimeout(done, 5000))]);
}"""
FACTS = r"""() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const copy = document.body.cloneNode(true);
  all("pre, code, script, style, math, noscript, template", copy).forEach(element => element.replaceWith(" "));
  const spoken = ["alt", "title", "aria-label"].flatMap(name => all(`[${name}]`).map(element => element.getAttribute(name)));
  const formulas = all("math").map(formula => {
    const bare = formula.cloneNode(true);
    all("annotation, annotation-xml", bare).forEach(element => element.remove());
    const box = formula.getBoundingClientRect();
    return { text: bare.textContent.trim(), hidden: !seen(formula), empty: box.width < 1 || box.height < 1,
             error: formula.querySelector("merror") !== null };
  });
  return {
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: all("h1").filter(seen).length,
    ids: all("[id]").map(element => element.id),
    links: all("a[href], area[href], link[href]").map(element => element.href.baseVal ?? element.href)
      .map(link => URL.parse(link, document.baseURI)?.href ?? link),
    texts: [copy.textContent, document.title, ...spoken].map(text => text.replace(/\s+/g, " ")),
    images: all("img").map(image => ({
      name: image.getAttribute("src") ?? "", alt: image.getAttribute("alt"), loaded: image.naturalWidth > 0,
      decorative: ["presentation", "none"].includes(image.getAttribute("role")) || image.closest("[aria-hidden=true]") !== null,
    })),
    formulas,
    fonts: [...document.fonts].filter(face => face.status === "loaded").map(face => face.family.replace(/["']/g, "")),
  };
}"""
# The page is too wide when the window, or a box that holds the heading and so the text, has to be scrolled sideways. Then the
# innermost elements that stick out are named, without those in a box of their own. A box of its own must scroll: what sticks out of
# one that does not is cut off, and nobody can read it.
LAYOUT = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  document.getAnimations().forEach(animation => { try { animation.finish(); } catch { /* it never ends */ } });
  const root = document.documentElement;
  const flow = box => getComputedStyle(box).overflowX;
  const name = element => [element.localName, ...element.classList].join(".");
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const around = (element, stop) => {  // the nearest box around an element that scrolls or cuts off
    let box = element.parentElement;
    while (box && box !== document.body && box !== stop && flow(box) === "visible") box = box.parentElement;
    return box === document.body || box === stop ? null : box;
  };

  let page = root;
  const heading = [...document.querySelectorAll("h1")].find(seen);
  for (let box = heading && around(heading); box; box = around(box)) {
    if (box.scrollWidth > box.clientWidth + 1) page = box;
  }
  const edge = page === root ? innerWidth : page.getBoundingClientRect().right;
  const right = element => {  // of the box and, unless it keeps them in, of the words directly in it
    const range = document.createRange();
    const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && flow(element) === "visible");
    return Math.max(...[element, ...words].map(node => {
      range.selectNode(node);
      return (node === element ? element : range).getBoundingClientRect().right;
    }));
  };
  const stickingOut = () => {
    const out = [...document.body.querySelectorAll("*")].filter(
      element => seen(element) && right(element) > edge + 1 && !around(element, page));
    return out.filter(element => !out.some(other => other !== element && element.contains(other)));
  };

  const cut = [...document.querySelectorAll("math, img, svg, table, pre, p")].filter(element => {
    const box = around(element), words = document.createRange();
    words.selectNodeContents(element);
    const own = (["p", "math"].includes(element.localName) ? words : element).getBoundingClientRect();  // what is in them counts
    if (!box || !seen(element) || !own.width || box.clientWidth < 2) return false;
    const { left, right } = box.getBoundingClientRect();
    const before = Math.max(0, left - own.left), after = Math.max(0, own.right - right);
    const inside = ["hidden", "clip"].includes(flow(box)) ? box.clientWidth : box.scrollWidth;
    return box.clientWidth + before + after > inside + box.offsetWidth - box.clientWidth + 4;  // less than a letter
  });

  const wide = page !== root || root.scrollWidth > innerWidth + 1;
  return {
    box: page === root ? "page" : name(page),
    width: wide ? page.scrollWidth : null,
    out: wide ? stickingOut().slice(0, 5).map(name) : [],
    cut: cut.map(element => `${name(element)} in ${name(around(element))}`),
  };
}"""


# How far things jumped since the page was asked for, but where the reader did something.
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.hadRecentInput ? 0 : entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


# What axe-core finds against the rules for pages that everybody can use, light and dark.
AXE = BOOK.parent / "npm" / "node_modules" / "axe-core" / "axe.min.js"
VIOLATIONS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")}`);
}"""


def chromium() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium")
    if found is None:
        raise FileNotFoundError("The browser tests need Chromium: apt-get install chromium")
    return found


def built(root: Path) -> Path:
    """The folder of the built book."""
    if not (root / "index.html").is_file():
        raise FileNotFoundError(f"There is no built book in {root}: run make book")
    return root


def math_font(css: str) -> str | None:
    """The font for mathematics that a style sheet brings along."""
    families = re.findall(r"@font-face\s*\{[^}]*font-family:\s*[\"']?([^\"';}]+)", css)
    return next((family for family in families if "math" in family.lower()), None)


def built_pages(root: Path) -> list[str]:
    """Every page of the built book, without the theme's fragments below `_static`, the sources below `_sources`, and the slides."""
    pages = (path.relative_to(root) for path in root.rglob("*.html"))
    return sorted(page.as_posix() for page in pages if page.parts[0] not in ("_static", "_sources", "slides"))


def text_pages(root: Path) -> list[str]:
    """The pages that hold something, and do not just send their reader on."""
    return [page for page in built_pages(root) if not source(root / page).onward]


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives the address of its root."""
    with host.server(root, prefix=PREFIX) as running:
        Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}{PREFIX}"
        running.shutdown()


class Source(HTMLParser):
    """The targets that a page offers, the address to which it sends its reader on, and what a policy without inline anything would stop."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.onward: str | None = None
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.targets |= {given["id"]} if "id" in given else set()
        self.targets |= {given["name"]} if tag == "a" and "name" in given else set()
        own = tag == "style" or (tag == "script" and "src" not in given and given.get("type", "") in ("", "module", "text/javascript"))
        self.inline += [tag] * own + [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.onward = given.get("content", "").partition("=")[2].strip()


@cache
def source(path: Path) -> Source:
    """A built page, read once."""
    return Source(path.read_text(encoding="utf-8"))


def link_problem(link: str, base: str, root: Path) -> str | None:
    """What is wrong with a link, given as an absolute address; nothing, for a link out of the book."""
    parts = urlsplit(link)
    if parts.scheme in ("mailto", "data") or (parts.scheme in ("http", "https") and parts.netloc != urlsplit(base).netloc):
        return None
    if not link.startswith(base):
        return f"link out of the book's folder: {link}"
    path = root / unquote(parts.path).removeprefix(PREFIX)
    path = path / "index.html" if path.is_dir() else path
    if not path.is_file():
        return f"link to a missing page: {link}"
    if parts.fragment and path.suffix == ".html" and unquote(parts.fragment) not in source(path).targets:
        return f"link to a missing place: {link}"
    return None


def content_problems(facts: dict[str, Any]) -> Iterator[str]:
    """What is wrong with what the page holds."""
    if not facts["lang"]:
        yield "html without lang"
    if not facts["title"]:
        yield "no title"
    if facts["headings"] != 1:
        yield f"{facts['headings']} visible h1 instead of one"
    yield from (f"id used {times} times: {name!r}" for name, times in Counter(facts["ids"]).items() if times > 1)
    for text in facts["texts"]:
        for kind, pattern in (("raw TeX", TEX), ("raw markup", MARKUP)):
            for found in pattern.finditer(text):
                yield f"{kind}: …{text[max(0, found.start() - 30) : found.end() + 30]}…"
    for image in facts["images"]:
        if not (image["alt"] or "").strip() and not (image["decorative"] and image["alt"] is not None):
            yield f"image without alt text: {image['name']}"
        if not image["loaded"]:
            yield f"image that does not show: {image['name']}"
    for formula in facts["formulas"]:
        if formula["empty"] and not formula["hidden"]:
            yield f"formula without size: {formula['text'][:60]!r}"
        if formula["error"] or not formula["text"] or re.search(r"\\[A-Za-z]{2,}", formula["text"]):
            yield f"formula that was not understood: {formula['text'][:60]!r}"


def cost_problems(sizes: list[int], shift: float) -> Iterator[str]:
    """What is wrong with what a first visit costs: the bytes of each file, and how far the page jumps."""
    if len(sizes) > REQUESTS:
        yield f"{len(sizes)} files on the first visit"
    if sum(sizes) > FIRST_VISIT:
        yield f"{sum(sizes)} bytes on the first visit"
    if shift >= SHIFT:
        yield f"the page jumps by {shift:.3f}"


def transferred(answers: list[Response]) -> list[int]:
    """The bytes of each file that came; of a file that the browser still had, none."""
    return [answer.request.sizes()["responseBodySize"] for answer in answers if not answer.url.startswith("data:")]


def violations(page: Page, theme: str) -> list[str]:
    """What axe finds on a page that is open, in the light or in the dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    shown = page.evaluate("() => document.documentElement.dataset.theme ?? 'by itself'")
    found: list[str] = page.evaluate(VIOLATIONS)
    return found if shown in (theme, "by itself") else [f"the page is {shown} instead of {theme}", *found]


def problems(page: Page, url: str, base: str, root: Path, font: str | None = None) -> list[str]:
    """Open a page of the book that is served from `root` at `base`, and list everything that is wrong with it."""
    found: list[str] = []
    refused: set[str] = set()
    answers: list[Response] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            found.append(f"request out of the book's folder: {request.url}")

    def failed(request: Request) -> None:
        if request.url.startswith(base) and request.url not in refused:
            found.append(f"failed request: {request.url} ({request.failure})")

    def answered(response: Response) -> None:
        answers.append(response)
        if response.status >= 400:
            refused.add(response.url)
            found.append(f"failed request: {response.url} ({response.status})")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # those are reported as requests
            found.append(f"error in the console: {message.text}")

    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: found.append(f"uncaught error: {error}"))

    file = root / unquote(urlsplit(url).path).removeprefix(PREFIX)
    onward = source(file).onward if file.is_file() else None
    try:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(url, wait_until="commit" if onward else "networkidle")
        if onward:  # the page to which this one sends its reader is the one that is judged
            page.wait_for_url(urljoin(url, onward), wait_until="networkidle")
        found += cost_problems(transferred(answers), page.evaluate(SHIFTS))
        page.evaluate(OPEN)
        facts = page.evaluate(FACTS)
        layouts = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            layouts[width] = page.evaluate(LAYOUT)
    except BrowserError as error:
        return [*found, f"the browser gave up: {error}"]

    found += content_problems(facts)
    found += filter(None, (link_problem(link, base, root) for link in facts["links"]))
    if font and font not in facts["fonts"] and any(not formula["hidden"] for formula in facts["formulas"]):
        found.append(f"formulas, but the font {font} is not loaded")
    for width, layout in layouts.items():
        if layout["width"]:
            found.append(f"at {width} px the {layout['box']} is {layout['width']} px wide: {', '.join(layout['out'])}")
        if layout["cut"]:
            found.append(f"at {width} px cut off: {', '.join(layout['cut'][:5])}")
    return list(dict.fromkeys(found))
