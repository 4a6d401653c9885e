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


class ClaimRole(SphinxRole):
    """A badge for the claim with the id given; an id that the ledger does not know stops the build."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the verdict, and leave the link to be found when all pages are read."""
        from spillover.claims import LEDGER  # takes seconds, which a page without badges need not spend

        if self.text not in LEDGER:
            raise ExtensionError(f"{self.get_location()}: no claim {self.text!r}; the claims are {', '.join(LEDGER)}")
        claim = LEDGER[self.text]
        verdict = claim.verdict.value
        words = f"{verdict} {claim.id}"
        badge = nodes.strong(words, words, classes=["margin", "claim-badge", f"claim-{verdict.lower()}", "language-en"])
        link = pending_xref("", badge, refdomain="", reftype="claim", reftarget=f"claim-{claim.id}", refdoc=self.env.docname, refwarn=True)
        link["reftitle"] = claim.statement
        self.set_source_info(link)
        return [link], []


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, badge: nodes.TextElement) -> nodes.reference | None:
    """Link a badge to the entry of its claim; where there is none, Sphinx warns, and the build fails."""
    if node["reftype"] != "claim":
        return None
    page, place = env.domains["std"].anonlabels.get(node["reftarget"].lower(), ("", ""))  # docutils keeps names in small letters
    if not page:
        return None
    return make_refnode(app.builder, node["refdoc"], page, place, badge, node["reftitle"])


def close(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Take away the space before a badge: beside the text, where a wide page shows it, the badge would leave a gap before a full stop."""
    if app.builder.name != "html":
        return
    for badge in doctree.findall(lambda node: isinstance(node, nodes.strong) and "claim-badge" in node["classes"]):
        link = badge.parent
        before = link.parent[link.parent.index(link) - 1] if link.parent.index(link) else None
        if isinstance(before, nodes.Text):
            link.parent.replace(before, nodes.Text(before.rstrip()))


def setup(app: Sphinx) -> None:
    app.add_role("claim", ClaimRole())
    app.connect("missing-reference", resolve)
    app.connect("doctree-resolved", close)
