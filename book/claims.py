"""Badges: the role ``{claim}`4.1-x` `` shows the verdict on a claim and leads to its entry in the ledger.

The verdict is looked up and never typed. The badge is a link around bold text, so that it works in every format.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from spillover.claims import LEDGER, Claim


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
    shown = nodes.strong(words, words, classes=["margin", "claim-badge", f"claim-{verdict.lower()}", "language-en"])
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
    """Mark the badges that a wide page may show beside the text."""
    if app.builder.name == "html":
        for link in doctree.findall(is_badge):
            if steps_aside(link):
                link["classes"].append("aside")


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


def setup(app: Sphinx) -> None:
    app.add_role("claim", ClaimRole())
    app.connect("missing-reference", resolve)
    app.connect("doctree-resolved", mark)
