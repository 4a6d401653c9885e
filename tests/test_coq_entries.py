"""An entry of the ledger shows what Coq says of its claim, as long as Coq has seen the claim as it is."""

import json
import os
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from book import coq
from spillover.claims import LEDGER, store
from theorems import checked
from theorems.__main__ import WITHOUT, evidence
from theorems.checked import Checked, Theorem

CLAIM = LEDGER["4.1-x"]
SAID = Checked(
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
    assert "The game behind this claim is not formalised" in paragraphs[0]
    assert paragraphs[1:] == ["The slope.", "Check it: make coq CLAIM=4.1-x"]
    (link,) = before[3].findall(nodes.reference)
    assert link["refuri"] == "../../chapters/reference/trusted.html"


def test_a_claim_that_is_checked_from_the_game_says_so(shown):
    name = next(name for name in checked.from_the_game() if checked.of_claim(CLAIM.id).fullmatch(name))
    first = Theorem(f"{checked.from_the_game()[name]}.{name}", "", "forall n : nat, True")
    section = shown(replace(SAID, theorems=(first, *SAID.theorems)))
    assert "<summary>Coq: checked from the game</summary>" in section[2].astext()
    assert "not formalised" not in section.astext()


def test_the_page_on_trust_names_the_claims_whose_game_is_not_formalised():
    """All others have a theorem from the game."""
    from_game = checked.from_the_game()
    without = {id for id in LEDGER if id not in WITHOUT and not any(checked.of_claim(id).fullmatch(name) for name in from_game)}
    page = (checked.ROOT / f"{coq.PAGE}.md").read_text(encoding="utf-8")
    paragraph = next(part for part in page.split("\n\n") if "not formalised" in part)
    assert set(re.findall(r"\{claim\}`([^`]+)`", paragraph)) == without


@pytest.mark.parametrize("forge", [lambda found: "words", lambda found: replace(found, examples={"a pig that flies": {}})])
def test_forged_evidence_brings_no_words_into_the_files_for_coq(tmp_path, monkeypatch, forge):
    monkeypatch.setenv(store.VARIABLE, str(tmp_path))
    claim = LEDGER["5.2-inertia"]
    found = evidence(claim.id)
    store.save(claim.id, forge(found), store.digest(claim))
    assert evidence(claim.id) == found


@pytest.mark.parametrize(("said", "builder"), [(replace(SAID, digest="of another claim"), "html"), (SAID, "latex")])
def test_what_coq_has_not_seen_is_not_shown_nor_is_it_printed(shown, said, builder):
    assert len(shown(said, builder)) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[1, 2]",
        lambda text: "[" * 10**5,
        lambda text: re.sub(r'"theorems": .*?\n  \],', '"theorems": [],', text, flags=re.DOTALL),
        lambda text: text.replace("Claim_4_1_x.claim", "Claim_4_1_Q.claim"),
        lambda text: text.replace("Claim_4_1_x.claim", "game.Wish.game"),
        lambda text: text.replace("sig_forall_dec", "all_is_true"),
        lambda text: text.replace('"8.16.1"', '"8.16.1 and anybody"'),
        lambda text: text.replace('"theorems": [', '"theorems": [3, '),
        lambda text: text.replace('"words": ""', '"words": 0'),
        lambda text: text.replace('"words": ""', '"words": "", "word": ""').replace('"name"', '"named"'),
        lambda text: text.replace('"definitions": []', '"definitions": [[]]'),
        lambda text: text.replace('"axioms": [', '"axioms": [null, '),
        lambda text: text.replace('"version"', '"versions"'),
        lambda text: json.dumps({CLAIM.id: "checked"}),
    ],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path, damage):
    file = tmp_path / "checked.json"
    checked.save({CLAIM.id: SAID}, file)
    assert checked.checked(CLAIM, file) == SAID
    whole = file.read_text(encoding="utf-8")
    file.write_text(damage(whole), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != whole
    checked._read.cache_clear()
    assert checked.checked(CLAIM, file) is None


@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_says_nothing(tmp_path, put):
    put(tmp_path / "checked.json")
    assert checked.checked(CLAIM, tmp_path / "checked.json") is None


def test_what_is_damaged_of_one_claim_costs_no_other_its_check(tmp_path):
    other = LEDGER["4.1-Q"]
    file = tmp_path / "checked.json"
    wrong = replace(SAID, digest=checked.digest(other))  # with another claim's theorems
    checked.save({CLAIM.id: SAID, other.id: wrong}, file)
    assert (checked.checked(CLAIM, file), checked.checked(other, file)) == (SAID, None)
