"""Every claim has a theorem that Coq accepts, from nothing but the real numbers; what Coq said is shown only while it is of this claim."""

import json
import re
import shutil
from dataclasses import replace

import pytest
import sympy as sp

from spillover.claims import LEDGER
from theorems import checked, coq
from theorems.__main__ import WITHOUT, evidence, main
from theorems.checked import BUILD, FILE
from theorems.wanted import identifier

SAID = json.loads(FILE.read_text(encoding="utf-8"))


def test_each_claim_has_a_theorem_or_a_reason():
    assert [*SAID, *WITHOUT] == sorted([*SAID, *WITHOUT], key=lambda id: (id in WITHOUT, list(LEDGER).index(id)))
    assert {*SAID, *WITHOUT} == {*LEDGER}
    assert all(any(f".claim_{identifier(id)}" in each["name"] for each in said["theorems"]) for id, said in SAID.items())


@pytest.mark.parametrize("id", WITHOUT)
def test_a_claim_without_a_theorem_asserts_nothing(id):
    assert LEDGER[id].asserted is None


@pytest.mark.parametrize("id", [id for id in LEDGER if LEDGER[id].has_counterexample])
def test_what_is_refuted_at_a_point_is_refuted_in_coq(id):
    assert any(f".refuted_{identifier(id)}" in each["name"] and each["statement"].startswith("~") for each in SAID[id]["theorems"])


def test_axioms_are_those_of_the_real_numbers():
    assert {axiom.rpartition(".")[2] for said in SAID.values() for axiom in said["axioms"]} <= {*checked.AXIOMS}
    assert all(said["axioms"] for said in SAID.values())
    assert checked.not_allowed(["ClassicalDedekindReals.sig_forall_dec", "Game.wishful"]) == ["Game.wishful"]


def test_the_grade_is_the_games_where_a_theorem_starts_from_the_game():
    from_game = {id for id in LEDGER if any(checked.of_claim(id).fullmatch(name) for name in checked.from_the_game())}
    assert {id for id in SAID if checked.checked(LEDGER[id]).grade is checked.FROM_THE_GAME} == from_game


def test_nothing_is_left_out(tmp_path):
    assert coq.gaps(BUILD) == []
    (tmp_path / "Gap.v").write_text("(* Admitted *)\nLemma gap : 1 = 2.\nAdmitted.\nAxiom one : 1 = 2.\n", encoding="utf-8")
    assert coq.gaps(tmp_path) == ["Gap.v: Admitted", "Gap.v: Axiom"]


@pytest.fixture
def folder(tmp_path):
    """A folder in which Coq can be asked."""
    for name in ("Cluster", "Model"):
        shutil.copy(BUILD / f"{name}.vo", tmp_path)
    return tmp_path


def test_an_axiom_under_another_word_is_printed(folder):
    (folder / "Wish.v").write_text("Variable wish : 1 = 2.\nTheorem wished : 1 = 2. Proof. exact wish. Qed.\n", encoding="utf-8")
    coq.compile_file(folder, "Wish.v")
    said = coq.ask(folder, {"Wish": ["wished"]}, {})
    assert said.statements == {"Wish.wished": "1%nat = 2%nat"}
    assert checked.not_allowed(said.axioms) == ["Wish.wish"]


def test_a_missing_theorem_is_refused(folder):
    (folder / "Other.v").write_text("Theorem other : True. Proof. exact I. Qed.\n", encoding="utf-8")
    coq.compile_file(folder, "Other.v")
    with pytest.raises(coq.Refused, match="wanted"):
        coq.ask(folder, {"Other": ["wanted"]}, {})


def test_a_certificate_that_leads_nowhere_is_named(monkeypatch, capsys):
    found = evidence("3.2-x-high")
    empty = [replace(proof, certificate=replace(proof.certificate, cases=())) for proof in found.proofs]
    monkeypatch.setattr("theorems.__main__.evidence", lambda id: replace(found, proofs=tuple(empty)))
    assert main(["3.2-x-high"]) == 1
    assert re.fullmatch(r"3\.2-x-high has no proof for Coq: .{1,500}\n", capsys.readouterr().err)


@pytest.mark.parametrize("file", sorted((checked.SOURCES / "game").glob("*.v")), ids=lambda file: file.stem)
def test_what_a_file_needs_is_found(file):
    """All that it takes from a claim, from another file or, through them, from the rest."""
    needed = coq.needed([f"game.{file.stem}"])
    assert {*re.findall(r"\bClaim_\w+", file.read_text(encoding="utf-8"))} <= needed
    assert {"Cluster", f"game.{file.stem}"} < needed
    assert all((BUILD / f"{module.replace('.', '/')}.vo").exists() for module in needed)


@pytest.mark.deep
def test_a_claim_is_checked_alone_where_nothing_is_compiled(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("theorems.__main__.BUILD", tmp_path)
    assert main(["4.3-x-high"]) == 0
    *theorems, last = capsys.readouterr().out.strip().split("\n\n")
    first, second, lemma = [theorem.split("\n")[0] for theorem in theorems]
    assert (first, second) == ("game.Section4.game_4_3_x_high", "Claim_4_3_x_high.claim_4_3_x_high")
    assert lemma == "Claim_4_3_x_high.lemma_4_3_x_high_1"
    assert re.match(r"Coq \S+ accepts 3 theorems of 1 claim, 1 of them checked from the game, in", last)


def test_what_coq_said_counts_for_the_claim_it_saw(tmp_path, monkeypatch):
    claim = LEDGER["5.2-inertia"]
    assert checked.checked(claim).theorems[0].name == "game.Arrow.game_5_2_inertia"
    assert checked.checked(replace(claim, condition=sp.true)) is None
    assert checked.checked(claim, tmp_path / "absent.json") is None
    monkeypatch.setattr(checked, "_written_by_hand", lambda: "another checker")
    assert checked.checked(claim) is None


def test_without_coq_one_line_says_how_to_get_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(coq, "LIGHT", tmp_path / "absent")
    assert main([]) == 2
    assert capsys.readouterr() == ("", f"{coq.INSTALL}\n")
