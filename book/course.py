"""The course page has its lectures from the files in ``slides/``, as the decks have; the guide is for the instructor's edition alone."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from book import lectures

PAGE = "chapters/teaching/course"
HERE = "<!-- The lectures stand here, from the files in slides/. -->\n"
"""The line of the page in whose place the lectures come."""


def fill(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the lectures into the page."""
    if page == PAGE:
        for path in sorted(lectures.LECTURES.glob("lecture-*.md")):
            app.env.note_dependency(str(path))
        source[0] = filled(source[0], instructor=app.config.book_solutions == "show")


def filled(text: str, instructor: bool) -> str:
    """The text of the page with the lectures in it."""
    before, here, after = text.partition(HERE)
    if not here:
        raise ValueError(f"{PAGE} has no line {HERE!r}")
    return before + "\n".join(lectures.page(planned, instructor) for planned in lectures.lectures()) + after


def forget(app: Sphinx, config: Config) -> None:
    """Read the files again, which may have changed since an earlier build of the same process."""
    lectures.lecture.cache_clear()


def setup(app: Sphinx) -> None:
    app.connect("config-inited", forget)
    app.connect("source-read", fill)
