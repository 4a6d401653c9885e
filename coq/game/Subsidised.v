(** Whom to subsidise when firms differ: section 2 of the paper, and the literature it reports. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Unequal.
Local Open Scope R_scope.

(** ** One spillover between all firms *)

Section Many.
Variable firms : nat.
Variable g : industry.
Variable t : R.
Hypothesis two : (2 <= firms)%nat.
Hypothesis b_pos : 0 < slope g.
Hypothesis spillover : 0 < t < 1.
Hypothesis one_spillover : forall i j, spill g i j = t.

Local Notation m := (INR firms).

Lemma m_two : 2 <= m.
Proof using two. change 2 with (INR 2). now apply le_INR. Qed.

Lemma subsidy_many x q subsidy i : second_best_unequal firms g x q -> subsidised_unequal firms g subsidy x q -> (i <
  firms)%nat -> 0 < x i ->
  each_firm firms (fun k => 0 < q k) ->
  (m + 1) * subsidy i = (1 + (m - 1) * t) * q i - (1 - (m + 3) * t) * (total firms q - q i).
Proof using All.
  intros W S Hi Xi P. assert (M := m_two). rewrite (subsidy_is firms g b_pos x q subsidy i W S Hi Xi P).
  assert (R : reach_of firms g i = 1 + (m - 1) * t).
  { unfold reach_of. rewrite (sum_ext _ _ (deviate (fun _ => t) i 1)).
    - rewrite sum_deviate, sum_const by assumption. ring.
    - intros k _. unfold reaches, deviate. rewrite one_spillover, Nat.eqb_sym. reflexivity. }
  assert (Q : sum firms (fun k => q k * response firms g i k) - q i * response firms g i i = (total firms q - q i) *
    ((2 * t - 1) / ((m + 1) * slope g))).
  { set (f := (2 * t - 1) / ((m + 1) * slope g)). rewrite (sum_ext _ _ (deviate (fun k => f * q k) i (q i * response
    firms g i i))).
    - rewrite sum_deviate, sum_times by assumption. unfold total. ring.
    - intros k _. unfold deviate. destruct (Nat.eqb_spec k i) as [->|N]; [reflexivity|]. unfold response, f.
      rewrite R. unfold reaches.
      replace (Nat.eqb i k) with false by (symmetry; apply Nat.eqb_neq; auto). rewrite one_spillover. field.
        split; lra. }
  rewrite Q, R. field. split; lra.
Qed.

(** Sharpened: who is taxed. *)
Theorem game_lit_subsidies_many : forall x q subsidy i, second_best_unequal firms g x q -> subsidised_unequal firms g
  subsidy x q ->
  (i < firms)%nat -> 0 < x i -> each_firm firms (fun k => 0 < q k) -> t <> 1 / 2 ->
  subsidy i < 0 <-> t < 1 / (m + 3) /\ q i / total firms q < (1 - (m + 3) * t) / (2 * (1 - 2 * t)).
Proof using All.
  intros x q subsidy i W S Hi Xi P H. assert (M := m_two). assert (E := subsidy_many x q subsidy i W S Hi Xi P).
  assert (Qi := P i Hi). cbn beta in Qi. assert (T : q i <= total firms q) by (apply term_le_sum; [intros j Hj;
    specialize (P j Hj); cbn beta in P; lra|assumption]).
  set (Q := total firms q) in *. set (rest := Q - q i) in *. assert (Hr : 0 <= rest) by (unfold rest; lra).
  assert (A : 0 < (1 + (m - 1) * t) * q i) by (apply Rmult_lt_0_compat;
    [assert (0 < (m - 1) * t) by (apply Rmult_lt_0_compat; lra)|]; lra).
  assert (few : t < 1 / (m + 3) <-> 0 < 1 - (m + 3) * t).
  { split; intro L.
    - assert ((m + 3) * t < (m + 3) * (1 / (m + 3))) by (apply Rmult_lt_compat_l; lra).
      replace ((m + 3) * (1 / (m + 3))) with 1 in * by (field; lra). lra.
    - apply Rmult_lt_reg_l with (m + 3); [lra|]. replace ((m + 3) * (1 / (m + 3))) with 1 by (field; lra). lra. }
  assert (bound : 0 < 1 - (m + 3) * t -> 0 < 1 - 2 * t).
  { intro L. assert (0 < (m + 1) * t) by (apply Rmult_lt_0_compat; lra). lra. }
  assert (share : 0 < 1 - 2 * t -> (q i / Q < (1 - (m + 3) * t) / (2 * (1 - 2 * t)) <-> 2 * (1 - 2 * t) * q i < (1 -
    (m + 3) * t) * Q)).
  { intro L. split; intro K.
    - assert (B : q i / Q * (2 * (1 - 2 * t) * Q) < (1 - (m + 3) * t) / (2 * (1 - 2 * t)) * (2 * (1 - 2 * t) * Q)).
      { apply Rmult_lt_compat_r; [apply Rmult_lt_0_compat; lra|assumption]. }
      replace (q i / Q * (2 * (1 - 2 * t) * Q)) with (2 * (1 - 2 * t) * q i) in B by (field; lra).
      replace ((1 - (m + 3) * t) / (2 * (1 - 2 * t)) * (2 * (1 - 2 * t) * Q)) with ((1 - (m + 3) * t) * Q) in B by
        (field; lra). exact B.
    - apply Rmult_lt_reg_r with (2 * (1 - 2 * t) * Q); [apply Rmult_lt_0_compat; lra|].
      replace (q i / Q * (2 * (1 - 2 * t) * Q)) with (2 * (1 - 2 * t) * q i) by (field; lra).
      replace ((1 - (m + 3) * t) / (2 * (1 - 2 * t)) * (2 * (1 - 2 * t) * Q)) with ((1 - (m + 3) * t) * Q) by (field;
        lra). exact K. }
  split.
  - intro N. assert (N' : (m + 1) * subsidy i < (m + 1) * 0) by (apply Rmult_lt_compat_l; lra).
    assert (F : 0 < 1 - (m + 3) * t).
    { destruct (Rlt_or_le 0 (1 - (m + 3) * t)) as [|L]; [assumption|].
      assert (0 <= ((m + 3) * t - 1) * rest) by (apply Rmult_le_pos; lra). lra. }
    split; [now apply few|]. apply (share (bound F)). unfold rest in *. lra.
  - intros [F K]. apply few in F. apply (share (bound F)) in K. apply Rmult_lt_reg_l with (m + 1); [lra|].
    unfold rest in *. lra.
Qed.

(** A firm that makes half of the output or more is never taxed. *)
Theorem game_lit_subsidies_half : forall x q subsidy i, second_best_unequal firms g x q -> subsidised_unequal firms g
  subsidy x q ->
  (i < firms)%nat -> 0 < x i -> each_firm firms (fun k => 0 < q k) -> q i >= total firms q / 2 -> subsidy i > 0.
Proof using All.
  intros x q subsidy i W S Hi Xi P H. assert (M := m_two). assert (E := subsidy_many x q subsidy i W S Hi Xi P).
    assert (Qi := P i Hi). cbn beta in Qi.
  assert (T : q i <= total firms q) by (apply term_le_sum; [intros j Hj; specialize (P j Hj); cbn beta in P;
    lra|assumption]).
  set (rest := total firms q - q i) in *. assert (rest <= q i) by (unfold rest; lra).
    assert (0 <= rest) by (unfold rest; lra).
  assert (0 < (m + 1) * t * q i) by (repeat apply Rmult_lt_0_compat; lra).
    assert (0 <= (m + 3) * t * rest) by (repeat apply Rmult_le_pos; lra).
  assert (0 < (m - 1) * t * q i) by (repeat apply Rmult_lt_0_compat; lra).
  apply Rlt_gt, Rmult_lt_reg_l with (m + 1); lra.
Qed.

End Many.

(** ** Two firms, with a spillover of its own from each *)

Section Two.
Variable g : industry.
Hypothesis b_pos : 0 < slope g.

(** Sharpened: of two firms, however they differ, who is taxed. *)
Theorem game_lit_subsidies_duopoly : forall x q subsidy, 0 < spill g 0 1 -> second_best_unequal 2 g x q ->
  subsidised_unequal 2 g subsidy x q ->
  0 < x O -> 0 < q O -> 0 < q 1%nat ->
  subsidy O < 0 <-> spill g 0 1 < 1 / 5 /\ q O / q 1%nat < (1 - 5 * spill g 0 1) / (1 + spill g 0 1).
Proof using b_pos.
  intros x q subsidy B W S X0 Q0 Q1.
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (E := subsidy_is 2 g b_pos x q subsidy 0 W S ltac:(lia) X0 P).
  unfold reach_of, response, reach_of, reaches, total in E. cbn [sum Nat.eqb] in E. simpl INR in E.
    set (t := spill g 0 1) in *.
  assert (F : 3 * subsidy O = (1 + t) * q O - (1 - 5 * t) * q 1%nat) by (rewrite E; field; lra). clear E.
  assert (share : q O / q 1%nat < (1 - 5 * t) / (1 + t) <-> (1 + t) * q O < (1 - 5 * t) * q 1%nat).
  { split; intro K.
    - assert (L : q O / q 1%nat * ((1 + t) * q 1%nat) < (1 - 5 * t) / (1 + t) * ((1 + t) * q 1%nat)) by (apply
      Rmult_lt_compat_r; [apply Rmult_lt_0_compat; lra|assumption]).
      replace (q O / q 1%nat * ((1 + t) * q 1%nat)) with ((1 + t) * q O) in L by (field; lra).
      replace ((1 - 5 * t) / (1 + t) * ((1 + t) * q 1%nat)) with ((1 - 5 * t) * q 1%nat) in L by (field; lra). exact L.
    - apply Rmult_lt_reg_r with ((1 + t) * q 1%nat); [apply Rmult_lt_0_compat; lra|].
      replace (q O / q 1%nat * ((1 + t) * q 1%nat)) with ((1 + t) * q O) by (field; lra).
      replace ((1 - 5 * t) / (1 + t) * ((1 + t) * q 1%nat)) with ((1 - 5 * t) * q 1%nat) by (field; lra). exact K. }
  rewrite share. split; [|intros [_ K]; lra]. intro N. split; [|lra].
  assert (0 < (1 + t) * q O) by (apply Rmult_lt_0_compat; lra). assert (0 < 1 - 5 * t); [|lra].
    apply Rmult_lt_reg_r with (q 1%nat); lra.
Qed.

(** A firm that makes as much as the other, or more, is subsidised. *)
Theorem game_2_subsidy_1 : forall x q subsidy, 0 < spill g 0 1 -> second_best_unequal 2 g x q -> subsidised_unequal 2
  g subsidy x q ->
  0 < x O -> 0 < q O -> 0 < q 1%nat -> q O >= q 1%nat -> subsidy O > 0.
Proof using b_pos.
  intros x q subsidy B W S X0 Q0 Q1 L.
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (E := subsidy_is 2 g b_pos x q subsidy 0 W S ltac:(lia) X0 P).
  unfold reach_of, response, reach_of, reaches, total in E. cbn [sum Nat.eqb] in E. simpl INR in E.
    set (t := spill g 0 1) in *.
  assert (F : 3 * subsidy O = (q O - q 1%nat) + t * q O + 5 * (t * q 1%nat)) by (rewrite E; field; lra).
  assert (0 < t * q O) by (apply Rmult_lt_0_compat; lra). assert (0 < t * q 1%nat) by (apply Rmult_lt_0_compat; lra).
    lra.
Qed.

(** The same as the paper reports it: the firm in question need not be the less efficient one, and is subsidised if
    it makes as much as the other. *)
Theorem game_2_subsidy : forall x q subsidy, 0 < spill g 0 1 -> second_best_unequal 2 g x q -> subsidised_unequal 2 g
  subsidy x q ->
  0 < x O -> 0 < q O -> 0 < q 1%nat ->
  subsidy O < 0 <-> spill g 0 1 < 1 / 5 /\ q O / q 1%nat < (1 - 5 * spill g 0 1) / (1 + spill g 0 1).
Proof using b_pos. exact game_lit_subsidies_duopoly. Qed.

End Two.
