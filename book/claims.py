"""Badges: the role ``{claim}`4.1-x` `` shows the verdict on a claim and leads to its entry in the ledger.

The verdict is looked up and never typed. The badge is a link around bold text, so that it works in every format. Entries are marked, so
that a page can be filtered; the certificates that they name lie beside the pages; what is folded stands open in print.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from book.explorer import PAGE as EXPLORER
from book.lines import with_its_sign
from spillover import model
from spillover.claims import LEDGER, Claim, Verdict, ledger, store
from spillover.claims.claim import Kind

PAGE = "chapters/verdicts/ledger"
"""The page that lists the claims."""


class ClaimRole(SphinxRole):
    """A badge for the claim with the id given; an id that the ledger does not know stops the build."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the verdict, and leave the link to be found when all pages are read."""
        if self.text not in LEDGER:
            raise ExtensionError(f"{self.get_location()}: no claim {self.text!r}; the claims are {', '.join(LEDGER)}")
        link = badge(LEDGER[self.text], self.env.docname)
        self.set_source_info(link)
        return [link], []


def badge(claim: Claim, page: str) -> pending_xref:
    """A link from a page to the entry of a claim, around its verdict."""
    verdict = claim.verdict.value
    words = f"{verdict} {claim.id}"
    shown = nodes.strong(words, words, classes=["claim-badge", f"claim-{verdict.lower()}", "language-en"])
    target = f"claim-{claim.id}"
    link = pending_xref("", shown, refdomain="", reftype="claim", reftarget=target, refdoc=page, refwarn=True)
    link["reftitle"] = claim.statement
    return link


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, badge: nodes.TextElement) -> nodes.reference | None:
    """Link a badge to the entry of its claim; where there is none, Sphinx warns, and the build fails."""
    if node["reftype"] != "claim":
        return None
    page, place = env.domains["std"].anonlabels.get(node["reftarget"].lower(), ("", ""))  # docutils keeps names in small letters
    if not page:
        return None
    return make_refnode(app.builder, node["refdoc"], page, place, badge, node["reftitle"])


def is_badge(node: nodes.Node) -> bool:
    """Whether this is a link that shows a badge and nothing else."""
    badge = node[0] if isinstance(node, nodes.reference) and len(node) == 1 else None
    return isinstance(badge, nodes.strong) and "claim-badge" in badge["classes"]


def mark(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Mark the badges that a wide page may show beside the text, and let no line begin with the sign that follows one."""
    if app.builder.name == "html":
        badges = list(doctree.findall(is_badge))
        for link in badges:
            if steps_aside(link):
                link["classes"].append("aside")
        for link in badges:
            with_its_sign(link)


def steps_aside(link: nodes.reference) -> bool:
    """Whether a badge may stand beside the text; if so, the space before it goes."""
    siblings = link.parent.children
    place = siblings.index(link)
    before = "".join(node.astext() for node in siblings[:place] if not is_badge(node)).rstrip()
    after = "".join(node.astext() for node in siblings[place + 1 :] if not is_badge(node)).strip()
    aside = can_be_missed(before, after)
    if aside and isinstance(siblings[place - 1], nodes.Text):
        link.parent.replace(siblings[place - 1], nodes.Text(siblings[place - 1].rstrip()))
    return aside


LEANING = {"of", "in", "and", "that", "by", "with", "from", "or", "to", "see", "as", "than", "on", "for", "is", "are", "beside", "under"}
"""After these words a badge is a word of the sentence."""


def can_be_missed(before: str, after: str) -> bool:
    """Whether a sentence reads well without a badge between these two parts of its paragraph."""
    before = before.rstrip("\"'”’)")
    *_, last = before.split() or [""]
    if before.endswith((".", "!", "?")):
        return not after[:1].islower() and not after.startswith(tuple(".,;:)"))
    return last[-1:].isalnum() and last not in LEANING and after[:1] in {"", ".", ",", ";", ":"}


VERDICTS = {verdict.value: f"claim-{verdict.value.lower()}" for verdict in Verdict}
"""The style of each verdict, by the word for it."""
CERTIFICATES = PurePosixPath("_static", "certificates")
FOLD = re.compile(r'<details class="more">\s*<summary>(.*?)</summary>', re.DOTALL)
TOO_LONG = "The polynomial"
"""What such a fold holds is left out in print."""
RECEIPTS = (
    "The receipt: certificates, and what Z3 says",
    "Which assumptions are needed",
    "What it is built from, and how to establish it again",
)
"""Such folds are left out with their titles."""


def dress(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Mark entries and what shows a verdict in them and in tables of claims; in print open what is folded."""
    for section in doctree.findall(nodes.section):
        claim = next((ENTRIES[name] for name in section["ids"] if name in ENTRIES), None)
        if claim is not None:
            section["classes"] += ["entry", f"entry-{claim.verdict.value.lower()}"]
            name = f"({claim.id})" if app.builder.format == "latex" else claim.id
            section[0] += [nodes.Text(" "), nodes.inline("", name, classes=["claim-id"])]
    for shown in list(doctree.findall(lambda node: isinstance(node, nodes.strong) and node.astext().rstrip(".") in VERDICTS)):
        claim = _entry(shown)
        if _is_first(shown) and (claim is not None or _in_output(shown)):
            if claim is not None and app.builder.name == "html" and EXPLORER in app.env.found_docs and fails_in_the_explorer(claim):
                case = f"{app.builder.get_relative_uri(page, EXPLORER)}?claim={claim.id}"
                words = "See both orders." if claim.kind is Kind.UNRANKED and claim.verdict is Verdict.SHARPENED else "See where it fails."
                shown.parent += [nodes.Text(" "), nodes.reference("", words, refuri=case, internal=True)]
            word = shown.astext().rstrip(".")
            shown.replace_self(nodes.strong(word, word, classes=["claim-badge", VERDICTS[word], "language-en"]))
    for link in list(doctree.findall(lambda node: isinstance(node, nodes.reference) and node.astext().partition(" ")[2] in LEDGER)):
        words = link.astext()
        if words.partition(" ")[0] in VERDICTS and isinstance(link.parent.parent, nodes.entry):
            link.children = []
            link += nodes.strong(words, words, classes=["claim-badge", VERDICTS[words.partition(" ")[0]], "language-en"])
    if app.builder.name == "html":
        for name in list(doctree.findall(_names_certificates)):
            offered = name.astext()
            link = nodes.reference(
                "", "", name.deepcopy(), refuri=posixpath.relpath(str(CERTIFICATES / offered), posixpath.dirname(page)), internal=True
            )
            name.replace_self(link)
    if app.builder.format == "latex":
        unfold(doctree)


ENTRIES: dict[str, Claim] = {nodes.make_id(f"claim-{id}"): claim for id, claim in LEDGER.items()}
"""The claim, by the name of the place of its entry."""


def _is_first(node: nodes.Node) -> bool:
    """Whether a paragraph begins with this."""
    parent = node.parent
    return isinstance(parent, nodes.paragraph) and not any(before.astext() for before in parent.children[: parent.index(node)])


def _entry(node: nodes.Node) -> Claim | None:
    """The claim in whose entry this stands."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.section) and (found := next((ENTRIES[name] for name in node["ids"] if name in ENTRIES), None)):
            return found
    return None


def _in_output(node: nodes.Node) -> bool:
    """Whether this is what a cell shows: an entry without a heading of its own."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, nodes.container) and "cell_output" in node["classes"]:
            return True
    return False


def fails_in_the_explorer(claim: Claim) -> bool:
    """Whether the explorer shows where a claim fails: it draws the paper's model, in whose parameters the points of the claim are then."""
    evidence = ledger.stored(claim.id)
    points = [*([evidence.counterexample] if evidence.counterexample else []), *evidence.examples.values()]
    return claim.verdict in (Verdict.REFUTED, Verdict.SHARPENED) and all(point.keys() <= {*model.PARAMETERS} for point in points)


def _names_certificates(node: nodes.Node) -> bool:
    return isinstance(node, nodes.literal) and node.astext().endswith(".json") and node.astext().removesuffix(".json") in LEDGER


def unfold(doctree: nodes.document) -> None:
    """Put the title of what is folded before it, as a paragraph; receipts, and what is too long to be read, are left out."""
    for raw in list(doctree.findall(nodes.raw)):
        found = FOLD.match(raw.astext())
        if found and raw in raw.parent:
            siblings, place = raw.parent, raw.parent.index(raw)
            if found[1] in (TOO_LONG, *RECEIPTS):
                del siblings[place + 1 : _end(siblings, place) + 1]
            if found[1] in RECEIPTS:
                siblings.remove(raw)
            elif found[1] == TOO_LONG:
                raw.replace_self(nodes.paragraph("", "The web edition writes it out."))
            else:
                stays = nodes.raw("", r"\nopagebreak", format="latex")  # on the page where what it leads to begins
                raw.replace_self([nodes.paragraph("", "", nodes.strong(found[1], found[1])), stays])


def _end(siblings: nodes.Element, place: int) -> int:
    """Where what is folded from some place on ends; folds may be in one another."""
    depth = 0
    for number in range(place, len(siblings)):
        words = siblings[number].astext().strip() if isinstance(siblings[number], nodes.raw) else ""
        depth += bool(FOLD.match(words)) - (words == "</details>")
        if depth == 0:
            return number
    raise ValueError("what is folded never ends")


def write(app: Sphinx, error: Exception | None) -> None:
    """Put the certificates beside the pages, and the script of the page that lists the claims."""
    if error is None and app.builder.name == "html" and any(PAGE == page for page in app.env.found_docs):
        place = Path(app.outdir) / CERTIFICATES
        place.mkdir(parents=True, exist_ok=True)
        for id in LEDGER:
            (place / f"{id}.json").write_text(store.certificates(ledger.stored(id)), encoding="utf-8")


def script(app: Sphinx, page: str, *others: object) -> None:
    """Give the page of the ledger what filters it."""
    if page == PAGE and app.builder.name == "html":
        app.add_js_file("ledger.js", type="module")


def setup(app: Sphinx) -> None:
    app.add_role("claim", ClaimRole())
    app.connect("missing-reference", resolve)
    app.connect("doctree-resolved", mark)
    app.connect("doctree-resolved", dress)
    app.connect("html-page-context", script)
    app.connect("build-finished", write)
