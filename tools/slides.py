"""Make the slides of the lectures, in _build/slides, and print each deck; the instructor's edition has the guide and the answers."""

from __future__ import annotations

import sys

from editions import ROOT, built, chosen, mark

sys.path.insert(0, str(ROOT))

from book import slides, tagged


def main() -> int:
    """Make the decks, then print them."""
    book, place = built("html"), built("slides")
    for deck in slides.make(book, place, instructor=chosen() == "show"):
        print(f"Lecture {deck.title}: {len(deck.slides)} slides", flush=True)
    if tagged.program() is None:
        print(f"The slides are not printed: {tagged.MISSING}.", file=sys.stderr)
    else:
        with tagged.chromium() as browser:
            for path in sorted(place.glob("lecture-*.html")):
                print(f"Printed {slides.printed(browser, path).relative_to(ROOT)}", flush=True)
    mark(place)
    beside = book / "slides" / "index.html"  # beside the pages that the links lead to
    print(f"Open {beside if beside.exists() else place / 'index.html'} in a browser.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
