(** Arrow's question, which the paper's model cannot ask: who gains more from an innovation, a monopolist or an
    inventor among competitors? *)

From Coq Require Import Reals Lra.
From Spillover Require Import Sums.
Local Open Scope R_scope.

Section Arrow.

(** Inverse demand is [a - b q]; the innovation takes [d] off the unit cost [A]. *)
Variables a A b d : R.

(** [value] is the largest that [payoff] can be for the choices that are allowed. *)
Definition largest (allowed : R -> Prop) (payoff : R -> R) (value : R) : Prop :=
  (exists t, allowed t /\ payoff t = value) /\ forall t, allowed t -> payoff t <= value.

(** A monopolist with the unit cost [cost] chooses output. *)
Definition monopoly_profit (cost value : R) : Prop := largest (fun q => 0 <= q) (fun q => (a - b * q - cost) * q) value.

(** In a competitive industry the price is the unit cost, and nobody earns anything. The inventor asks for a royalty
    for each unit, at most [d], or else firms keep to what they know; the price is then the new unit cost and the
    royalty, and what is sold at it is given by demand. *)
Definition royalty_income (value : R) : Prop := largest (fun r => 0 <= r <= d) (fun r => r * ((a - (A - d + r)) / b))
  value.

Hypothesis b_pos : 0 < b.
Hypothesis market : 0 < A < a.
Hypothesis innovation : 0 < d <= A.

Lemma monopoly_is cost value : cost < a -> monopoly_profit cost value -> value = (a - cost) ^ 2 / (4 * b).
Proof using b_pos.
  intros H ((q & _ & E) & M).
  assert (S : forall q, (a - b * q - cost) * q = (a - cost) ^ 2 / (4 * b) - b * (q - (a - cost) / (2 * b)) ^ 2) by
    (intro; field; lra).
  assert (T : 0 <= (a - cost) / (2 * b)) by (apply Rlt_le, Rdiv_lt_0_compat; lra). specialize (M _ T). cbn beta in *.
    rewrite S in E, M.
  replace ((a - cost) / (2 * b) - (a - cost) / (2 * b)) with 0 in M by ring.
    assert (Q := weighted_square b (q - (a - cost) / (2 * b)) ltac:(lra)). lra.
Qed.

(** The monopolist gains less, whether the innovation is drastic or not: before it there is something to lose. *)
Theorem game_5_2_inertia : forall before after income, monopoly_profit A before -> monopoly_profit (A - d) after ->
  royalty_income income ->
  after - before < income.
Proof using All.
  intros before after income M M' (_ & I). rewrite (monopoly_is A before ltac:(lra) M),
    (monopoly_is (A - d) after ltac:(lra) M').
  destruct (Rle_or_lt d (a - A)) as [H|H].
  - specialize (I d ltac:(lra)). cbn beta in I. replace (A - d + d) with A in I by ring.
    apply Rlt_le_trans with (2 := I). apply Rminus_lt.
    replace ((a - (A - d)) ^ 2 / (4 * b) - (a - A) ^ 2 / (4 * b) - d * ((a - A) / b)) with (- (d * (2 * (a - A) - d) /
      (4 * b))) by (field; lra).
    assert (0 < d * (2 * (a - A) - d) / (4 * b)); [|lra]. apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra.
  - specialize (I ((a - A + d) / 2) ltac:(lra)). cbn beta in I. apply Rlt_le_trans with (2 := I). apply Rminus_lt.
    replace ((a - (A - d)) ^ 2 / (4 * b) - (a - A) ^ 2 / (4 * b) - (a - A + d) / 2 * ((a - (A - d + (a - A + d) / 2))
      / b)) with (- ((a - A) ^ 2 / (4 * b))) by (field; lra).
    assert (0 < (a - A) ^ 2 / (4 * b)); [|lra]. apply Rdiv_lt_0_compat; [apply pow_lt|]; lra.
Qed.

(** The monopolist does gain, before any outlay; *)
Theorem game_5_2_loss_1 : forall before after, monopoly_profit A before -> monopoly_profit (A - d) after -> 0 < after
  - before.
Proof using All.
  intros before after M M'. rewrite (monopoly_is A before ltac:(lra) M), (monopoly_is (A - d) after ltac:(lra) M').
  replace ((a - (A - d)) ^ 2 / (4 * b) - (a - A) ^ 2 / (4 * b)) with (d * (2 * (a - A) + d) / (4 * b)) by (field; lra).
  apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra.
Qed.

(** so there are outlays at which it alone loses; beyond both gains its loss is the larger. *)
Theorem game_5_2_loss : forall before after income, monopoly_profit A before -> monopoly_profit (A - d) after ->
  royalty_income income ->
  (exists outlay, after - before - outlay < 0 /\ income - outlay > 0) /\ forall outlay,
    outlay - (after - before) > outlay - income.
Proof using All.
  intros before after income M M' I. assert (L := game_5_2_inertia before after income M M' I).
  split; [exists ((after - before + income) / 2); lra|intro; lra].
Qed.

End Arrow.
