"""What Coq must refuse: a claim's negation with the claim's own proof, and a file in which anything that counts is changed."""

import re

import pytest

from theorems import coq
from theorems.checked import BUILD

FILES = sorted(path.stem for path in BUILD.glob("Claim_*.v"))
SAMPLE = FILES[::8]
"""Of those that the quick tests take."""
PROVED = re.compile(r"^Lemma (\w+)_checked", re.MULTILINE)
HEAD = "From Coq Require Import List.\nFrom Spillover Require Import Checker Statement."
CHANGES = {
    "a weight": ("claim_4_1_x", r"\(Number 1\)", "(Number 2)"),
    "the place of a hypothesis": ("claim_4_1_x", r"\(Hyp (\d+)\)\)\)\)?%nat", r"(Hyp 1))))%nat"),
    "a coefficient": ("claim_4_1_x", r"m \(-2\)", "m (-3)"),
    "a hypothesis": ("claim_4_1_x", r"\(Rel Lt \(Var 3\) \(Var 2\)\)", "(Rel Le (Var 3) (Var 2))"),
    "what is proved": ("claim_4_1_x", r"(claim_4_1_x_goal : form :=\s*\(Rel) Gt", r"\1 Lt"),
    "a hypothesis of the theorem": ("claim_4_1_x", r"exists_rnd c ->", "exists_non c ->"),
    "the theorem": ("claim_4_1_x", r"x_full c > x_rnd c", "x_full c > 2 * x_rnd c"),
    "a point": ("refuted_4_2_welfare", r"\(Cluster 4", "(Cluster 5"),
    "a theorem at a point": ("example_4_1_Q_2", r"Q_rnd c < Q_full c", "Q_rnd c > Q_full c"),
}


def file_of(theorem):
    return f"Claim_{theorem.partition('_')[2].removesuffix('_2') if theorem.startswith('example') else theorem.partition('_')[2]}"


def negations(text, files):
    """That the checker refuses, with each proof, the negation of what it proves."""
    lines = [HEAD]
    for file in files:
        lines.append(f"From Spillover Require {file}.")
        for name in (f"{file}.{name}" for name in PROVED.findall(text(file))):
            lines.append(f"Goal check {name}_given (Not {name}_goal) {name}_certificate = false. Proof. vm_compute. reflexivity. Qed.")
    return "\n".join(lines)


def test_no_proof_of_a_sample_passes_for_the_negation(text, judge):
    judge(negations(text, SAMPLE), compiled=SAMPLE)


@pytest.mark.deep
def test_no_proof_passes_for_the_negation(text, judge):
    judge(negations(text, FILES), compiled=FILES)


def test_what_is_not_changed_is_accepted(text, judge):
    for name in ("Claim_4_1_x", "Claim_4_2_welfare", "Claim_4_1_Q"):
        judge(text(name))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_refused(text, judge, change):
    theorem, old, new = CHANGES[change]
    changed = re.sub(old, new, text(file_of(theorem)), count=1)
    assert changed != text(file_of(theorem))
    with pytest.raises(coq.Refused, match="Error"):
        judge(changed)


def test_another_closed_form_is_refused(text, judge):
    changed = re.sub(r"(Definition x_full .*\n\s*)D c \* s c", r"\1 2 * D c * s c", text("Model"))
    assert changed != text("Model")
    with pytest.raises(coq.Refused, match=r"Judged"):
        judge(text("Claim_4_1_x"), Model=changed)


def test_another_shorthand_is_refused(text, judge):
    changed = text("Cluster").replace("1 + (n c - 1) * beta c", "1 + n c * beta c")
    assert changed != text("Cluster")
    with pytest.raises(coq.Refused, match=r"Judged"):
        judge(text("Claim_4_1_x"), Cluster=changed, Model=text("Model"))


@pytest.mark.deep
@pytest.mark.parametrize("file", FILES)
def test_a_proof_from_other_hypotheses_is_refused(text, judge, file):
    with pytest.raises(coq.Refused, match="Error"):
        judge(re.sub(r"\(Hyp (\d+)\)", lambda found: f"(Hyp {int(found[1]) + 1})", text(file)))


SOLVED = ("Cluster", "Game", "Sums", "Cournot", "Model", "Modes", "Optima")
"""From the game to the solutions of its five modes, in the order of what they depend on."""
OTHER_GAMES = {
    "demand that rises": ("a c - b c * total q", "a c + b c * total q"),
    "a spillover from oneself": ("beta c * (total x - x i)", "beta c * total x"),
    "costs of R&D twice as high": ("gamma c * level ^ 2 / 2", "gamma c * level ^ 2"),
    "a surplus that is no triangle": ("(a c - price q) * total q / 2", "(a c - price q) * total q"),
    "a deviation that others see": ("if Nat.eqb j i then t else f j", "t"),
    "welfare without profit": ("consumer_surplus q + joint_profit x q", "consumer_surplus q"),
    "a coalition that counts one firm": ("total (profit x q).", "profit x q 0%nat."),
}


@pytest.mark.cases(1)
@pytest.mark.parametrize("change", OTHER_GAMES)
def test_the_closed_forms_are_not_the_solutions_of_another_game(text, tmp_path, change):
    old, new = OTHER_GAMES[change]
    for name in SOLVED:
        (tmp_path / f"{name}.v").write_text(text(name), encoding="utf-8")
    game = tmp_path / "Game.v"
    assert game.read_text(encoding="utf-8").count(old) == 1
    game.write_text(game.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    coq.compile_file(tmp_path, "Cluster.v")
    coq.compile_file(tmp_path, "Game.v")  # a game it is
    with pytest.raises(coq.Refused, match="Error"):
        coq.compile_all(tmp_path)
