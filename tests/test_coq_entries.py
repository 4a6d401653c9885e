"""An entry of the ledger shows what Coq says of its claim, as long as Coq has seen the claim as it is."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from book import coq
from spillover.claims import LEDGER
from theorems import checked
from theorems.checked import Checked, Theorem

CLAIM = LEDGER["4.1-x"]
SAID = Checked(
    grade="inequality",
    theorems=(
        Theorem("Claim_4_1_x.claim_4_1_x", "", "forall c : cluster,\nx_full c > x_rnd c"),
        Theorem("Claim_4_1_x.lemma_4_1_x_1", "the slope", "forall c : cluster,\nd c > 0", ("d = \nfun c : cluster => 1",)),
    ),
    axioms=("ClassicalDedekindReals.sig_forall_dec",),
    version="8.16.1",
    digest=checked.digest(CLAIM),
)


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """The entry of a claim with what is written down of it."""

    def entry(said, builder="html"):
        checked.save({CLAIM.id: said}, tmp_path / "checked.json")
        monkeypatch.setattr(coq, "checked", lambda claim: checked.checked(claim, tmp_path / "checked.json"))
        section = nodes.section("", nodes.title("", "R&D"), nodes.container(classes=["cell"]), nodes.section(), ids=["claim-4-1-x"])
        document = new_document("ledger")
        document += section
        app = SimpleNamespace(
            builder=SimpleNamespace(name=builder, get_relative_uri=lambda page, other: f"../../{other}.html"),
            env=SimpleNamespace(found_docs={coq.PAGE}),
        )
        coq.add(app, document, "chapters/verdicts/ledger")
        return section

    return entry


def test_theorems_stand_folded_behind_the_entry(shown):
    *before, last = shown(SAID)
    assert [type(part).__name__ for part in before[:3]] == ["title", "container", "raw"]
    assert isinstance(last, nodes.section)
    assert "<summary>Coq: inequality checked</summary>" in before[2].astext()
    assert before[-1].astext() == "</details>"
    statements = [part.astext() for part in before if isinstance(part, nodes.literal_block)]
    assert statements == [
        "claim_4_1_x :\nforall c : cluster,\nx_full c > x_rnd c",
        "lemma_4_1_x_1 :\nforall c : cluster,\nd c > 0\n\nd = \nfun c : cluster => 1",
    ]
    paragraphs = [part.astext() for part in before if isinstance(part, nodes.paragraph)]
    assert paragraphs[0].startswith("Coq 8.16.1 accepts what follows")
    assert paragraphs[1:] == ["The slope.", "Check it: python -m theorems 4.1-x"]
    (link,) = before[3].findall(nodes.reference)
    assert link["refuri"] == "../../chapters/reference/trusted.html"


def test_a_claim_that_is_checked_from_the_game_says_so(shown):
    assert "<summary>Coq: checked from the game</summary>" in shown(replace(SAID, grade="game"))[2].astext()


@pytest.mark.parametrize(("said", "builder"), [(replace(SAID, digest="of another claim"), "html"), (SAID, "latex")])
def test_what_coq_has_not_seen_is_not_shown_nor_is_it_printed(shown, said, builder):
    assert len(shown(said, builder)) == 3
