"""PDFs that a screen reader can follow, printed by Chromium: headings, lists, tables, links and bookmarks, and words for each figure and
each formula. Of the printed edition, which XeLaTeX makes, that cannot be had.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

SPEAK = """() => {
  const accents = { "*": "star", "∗": "star", "^": "hat", "~": "tilde", "ˆ": "hat", "˜": "tilde" };
  const group = (text) => (/^.[0-9]*$/u.test(text) ? text : `(${text})`);
  const read = (node) => {
    const parts = [...node.children].map(read);
    const [first, second, third] = parts;
    switch (node.localName) {
      case "mfrac": return `${group(first)}/${group(second)}`;
      case "msub": return `${first} sub ${second}`;
      case "msup": return accents[second] ? `${first} ${accents[second]}` : `${first} to the power ${group(second)}`;
      case "msubsup": return `${first} sub ${second} to the power ${group(third)}`;
      case "mover": return `${first} ${accents[second] ?? second}`;
      case "msqrt": return `square root of ${group(parts.join(""))}`;
      case "mtr": return parts.join(" ");
      case "mtable": return parts.join("; ");
      default: return parts.length ? parts.join("") : node.textContent;
    }
  };
  for (const formula of document.querySelectorAll("math")) {
    const words = read(formula).replace(/\\s+/g, " ").trim();
    formula.setAttribute("role", "img");
    formula.setAttribute("aria-label", words);
  }
  for (const figure of document.querySelectorAll("figure")) figure.setAttribute("role", "none");
}"""
"""Gives each formula of a page the words for it, since a PDF has no mathematics that is spoken; of a figure the picture has the words."""
UNFOLD = """() => {
  const receipt = (fold) => /receipt|assumptions|built from/.test(fold.querySelector("summary").textContent);
  for (const fold of document.querySelectorAll("article details:not(.code)")) {
    if (!fold.matches(".solution") && !receipt(fold)) fold.open = true;
    else if (!fold.open) fold.style.display = "none";
  }
}"""
"""Opens what is folded but for receipts and solutions, which a sheet to hand out does without."""
DATE = re.compile(rb"\(D:\d{14}")
PART = re.compile(rb"\(node(\d{8})\)")


PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"),
    *(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome", "Microsoft Edge")),
)
"""What Chromium, and what is made of it, are called under Linux and macOS."""
MISSING = "there is no Chromium, Chrome or Edge here, which prints PDFs (Debian: apt-get install chromium)"


def program() -> str | None:
    """The browser that prints, None where there is none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that prints."""
    found = program()
    if found is None:
        raise SystemExit(f"Nothing is printed: {MISSING}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def write(page: Page, target: Path, **options: Any) -> None:
    """Print what a page shows, with its structure; the same page gives the same bytes: the date inside is that of the commit."""
    page.evaluate(SPEAK)
    page.evaluate("Promise.allSettled([...document.fonts].map(face => face.load())).then(() => true)")  # also what only paper will need
    printed = page.pdf(tagged=True, outline=True, print_background=True, **options)
    date = time.strftime("(D:%Y%m%d%H%M%S", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
    target.write_bytes(renumbered(DATE.sub(date.encode(), printed)))


def renumbered(printed: bytes) -> bytes:
    """A PDF whose parts have numbers from zero on, in their order: Chromium's depend on what else it was doing."""
    ranks = {number: b"(node%08d)" % rank for rank, number in enumerate(sorted(set(PART.findall(printed))))}
    return PART.sub(lambda found: ranks[found[1]], printed)


def chapter(browser: Browser, source: Path, target: Path) -> None:
    """Print a page of the web as sheets to hand out; the margins are those of its style, if it has any."""
    page = browser.new_page(color_scheme="light")
    page.goto(source.as_uri())
    page.evaluate(UNFOLD)
    write(page, target, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"))
    page.close()
