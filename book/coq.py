"""What Coq says of a claim, folded at the end of its entry: the theorems as Coq states them, and the line that checks them.

It is there only where Coq has seen the claim as it is now (`make coq`); where it has not, an entry is as it was, and nothing fails.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from book.claims import ENTRIES
from spillover.claims import Claim
from theorems.checked import FILE, Checked, Theorem, checked

PAGE = "chapters/reference/trusted"
"""The page that says what such a check is worth."""


def add(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put what Coq says after what the cell of an entry shows."""
    if app.builder.name != "html":
        return
    explained = app.builder.get_relative_uri(page, PAGE) if PAGE in app.env.found_docs else ""
    for section in list(doctree.findall(nodes.section)):
        claim = next((ENTRIES[name] for name in section["ids"] if name in ENTRIES), None)
        found = checked(claim) if claim else None
        if claim and found:
            section.insert(_after_the_entry(section), list(fold(claim, found, explained)))


def _after_the_entry(section: nodes.section) -> int:
    """Behind the first cell of a section; behind its title where it has none."""
    return next((place for place, part in enumerate(section.children, 1) if "cell" in part.get("classes", ())), 1)


def fold(claim: Claim, found: Checked, explained: str) -> Iterator[nodes.Node]:
    """What is folded: how far the check goes, the theorems, and how to have it done again."""
    yield nodes.raw("", f'<details class="more coq">\n<summary>Coq: {found.grade.label}</summary>', format="html")
    words = f"Coq {found.version} accepts what follows, and uses no other axioms than those of its real numbers. {found.grade.sentence}"
    said = nodes.paragraph("", words)
    if explained:
        said += [nodes.Text(" "), nodes.reference("", "What this is worth", refuri=explained, internal=True), nodes.Text(".")]
    yield said
    for theorem in found.theorems:
        yield from stated(theorem)
    line = f"make coq CLAIM={claim.id}"
    yield nodes.paragraph("", "", nodes.emphasis("", "Check it:"), nodes.Text(" "), nodes.literal(line, line))
    yield nodes.raw("", "</details>", format="html")


def stated(theorem: Theorem) -> Iterator[nodes.Node]:
    """A theorem as Coq states it, with what it speaks of."""
    name = theorem.name.rpartition(".")[2]
    if theorem.words:
        yield nodes.paragraph("", "", nodes.emphasis("", f"{theorem.words[0].upper()}{theorem.words[1:].rstrip('.')}."))
    text = "\n\n".join([f"{name} :\n{theorem.statement}", *theorem.definitions])
    yield nodes.literal_block(text, text, language="text")


def note(app: Sphinx, config: Config) -> None:
    """Have pages written again when Coq has said something else."""
    config.book_coq = hashlib.sha256(FILE.read_bytes()).hexdigest() if FILE.exists() else ""


def setup(app: Sphinx) -> None:
    app.add_config_value("book_coq", "", "html")
    app.connect("config-inited", note)
    app.connect("doctree-resolved", add)
