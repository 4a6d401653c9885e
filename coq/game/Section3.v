(** Sections 1 to 3 of the paper: what the solutions are, and what they are not. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved.
Local Open Scope R_scope.

Section Solutions.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation no_cooperation := (no_cooperation firms c).
Local Notation rnd_cooperation := (rnd_cooperation firms c).
Local Notation full_cooperation := (full_cooperation firms c).
Local Notation cournot := (cournot firms c).
Local Notation each_firm := (each_firm firms).
Local Notation total := (total firms).
Local Notation unit_cost := (unit_cost firms c).
Local Notation profit := (profit firms c).
Local Notation joint_profit := (joint_profit firms c).

(** ** Section 1 *)

(** A firm's R&D lowers the unit cost of each rival, by less than its own. *)
Theorem game_1_rivals_1 : forall x i j t, (i < firms)%nat -> j <> i -> t > x i ->
  unit_cost x j - unit_cost (deviate x i t) j > 0 /\
  unit_cost x i - unit_cost (deviate x i t) i > unit_cost x j - unit_cost (deviate x i t) j.
Proof.
  range. intros x i j t Hi N Ht. unfold Game.unit_cost, Game.total.
    rewrite sum_deviate, deviate_same, deviate_other by assumption.
  assert (0 < beta c * (t - x i)) by positive. assert (0 < (1 - beta c) * (t - x i)) by positive. split; lra.
Qed.

(** Sharpened: with the R&D of all others given, whatever it is, more R&D of a firm raises what a rival sells, and
    what it earns, exactly where more than half spills over; as long as all firms sell. *)
Theorem game_1_rivals : forall x q i t r j, (i < firms)%nat -> (j < firms)%nat -> j <> i -> t > x i ->
  cournot x q -> each_firm (fun m => q m > 0) -> cournot (deviate x i t) r -> each_firm (fun m => r m > 0) ->
  (r j > q j <-> beta c > 1 / 2) /\ (profit (deviate x i t) r j > profit x q j <-> beta c > 1 / 2).
Proof.
  range. intros x q i t r j Hi Hj N Ht E P F R.
  assert (Q : r j - q j = (2 * beta c - 1) * (t - x i) / ((n c + 1) * b c)).
  { rewrite (all_sell firms c in_range size x q E P j Hj), (all_sell firms c in_range size _ r F R j Hj),
    rival_response by assumption. lra. }
  assert (Pj := P j Hj). assert (Rj := R j Hj). cbn beta in Pj, Rj.
  assert (W : 0 < (t - x i) / ((n c + 1) * b c)) by positive.
  replace ((2 * beta c - 1) * (t - x i) / ((n c + 1) * b c)) with ((2 * beta c - 1) * ((t - x i) / ((n c + 1) * b c)))
    in Q by (field; split; lra).
  assert (S : r j > q j <-> beta c > 1 / 2).
  { split; intro L.
    - apply Rnot_le_gt. intro M. assert (0 <= (1 - 2 * beta c) * ((t - x i) / ((n c + 1) * b c))) by (apply
      Rmult_le_pos; lra). lra.
    - assert (0 < (2 * beta c - 1) * ((t - x i) / ((n c + 1) * b c))) by (apply Rmult_lt_0_compat; lra). lra. }
  split; [assumption|]. rewrite <- S. rewrite (profit_cournot firms c in_range _ _ j E Hj),
    (profit_cournot firms c in_range _ _ j F Hj).
  rewrite deviate_other by assumption.
  assert (D : b c * r j ^ 2 - b c * q j ^ 2 = (r j - q j) * (b c * (r j + q j))) by ring.
    assert (0 < b c * (r j + q j)) by positive.
  split; intro L.
  - apply Rnot_le_gt. intro M. assert (0 <= (q j - r j) * (b c * (r j + q j))) by (apply Rmult_le_pos; lra). lra.
  - assert (0 < (r j - q j) * (b c * (r j + q j))) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** There are such deviations in every cluster. *)
Lemma such_deviations : exists x q t r, t > x O /\ cournot x q /\ each_firm (fun m => q m > 0) /\ cournot (deviate x O
  t) r /\ each_firm (fun m => r m > 0).
Proof using in_range size.
  assert (two := two_firms firms c in_range size). assert (K := own_pos c in_range). range. set (d := a c - A c).
    set (u := (n c + 1) * b c). assert (0 < u) by (unfold u; positive).
  set (x := equal 0). assert (I : forall i, interior firms c x i = d / u).
  { intro i. unfold x. rewrite (interior_equal firms c in_range size). unfold d, u. f_equal. ring. }
  assert (0 < d / u) by (apply Rdiv_lt_0_compat; unfold d; lra).
  assert (J : forall i, (i < firms)%nat -> interior firms c (deviate x O (d / 2)) i > 0).
  { intros i Hi. destruct (Nat.eq_dec i O) as [->|M].
    - rewrite (own_response firms c in_range) by lia. rewrite I. unfold x, equal.
      assert (0 < (n c - (n c - 1) * beta c) * (d / 2 - 0) / ((n c + 1) * b c)) by (apply Rdiv_lt_0_compat;
        [apply Rmult_lt_0_compat; unfold d; lra|positive]). lra.
    - rewrite (rival_response firms c in_range) by (assumption || lia). rewrite I. unfold x, equal. fold u.
      assert (0 < d / u * (1 / 2 + beta c)) by (apply Rmult_lt_0_compat; lra).
      replace ((2 * beta c - 1) * (d / 2 - 0) / u) with (d / u * (1 / 2 + beta c) - d / u) by (field; lra). lra. }
  exists x, (interior firms c x), (d / 2), (interior firms c (deviate x O (d / 2))).
  split; [unfold x, equal, d; lra|]. split; [apply (interior_cournot firms c in_range size); intros i _; rewrite I;
    lra|].
  split; [intros i _; rewrite I; lra|]. split; [apply (interior_cournot firms c in_range size); intros i Hi;
    specialize (J i Hi); lra|exact J].
Qed.

(** ** Section 3 (1) *)

(** Whatever the R&D, the product stage has a Nash equilibrium, and one only. *)
Theorem game_3_1_market : forall x, exists q, cournot x q /\ forall r, cournot x r -> each_firm (fun i => r i = q i).
Proof.
  intro x. destruct (cournot_exists firms c in_range x) as (q & E). exists q. split; [assumption|]. intros r F.
  now apply (cournot_unique firms c in_range x).
Qed.

(** No cooperation has a subgame-perfect equilibrium; in it all firms do the same, and sell; and there is no other
    one. *)
Theorem game_3_1_nash : exists_non c -> exists t u, t > 0 /\ u > 0 /\ no_cooperation (equal t) (equal u) /\
  forall x q, no_cooperation x q -> each_firm (fun i => x i = t) /\ each_firm (fun i => q i = u).
Proof.
  intro C. assert (S := exists_strict c C). destruct (non_positive c in_range) as [X Y]; [apply S|].
  exists (x_non c), (q_non c). split; [lra|]. split; [lra|]. split; [exact (non_exists firms c in_range size C)|].
    intros x q N. exact (non_unique firms c in_range size x q S N).
Qed.

(** ** Section 3 (2) *)

(** What R&D cooperation is: the one best R&D of all firms together. *)
Theorem game_3_2_label_1 : exists_rnd c -> exists t u, t > 0 /\ u > 0 /\ rnd_cooperation (equal t) (equal u) /\
  forall x q, rnd_cooperation x q -> each_firm (fun i => x i = t) /\ each_firm (fun i => q i = u).
Proof.
  intro C. destruct (rnd_positive c in_range C) as [X Y].
  exists (x_rnd c), (q_rnd c). split; [lra|]. split; [lra|]. split; [exact (rnd_exists firms c in_range size C)|].
    intros x q N. exact (rnd_unique firms c in_range size x q C N).
Qed.

(** Unless the spillover is one half, each firm would gain by leaving it. *)
Theorem game_3_2_label_2 : exists_rnd c -> beta c <> 1 / 2 -> forall x q, rnd_cooperation x q ->
  each_firm (fun i => exists t r, t >= 0 /\ cournot (deviate x i t) r /\ profit (deviate x i t) r i > profit x q i).
Proof.
  intros C H x q N i Hi. destruct (rnd_positive c in_range C) as [X Y]. assert (O := rnd_output c in_range C).
  destruct (rnd_unique firms c in_range size x q C N) as [Ux Uq]. destruct N as (_ & E & _).
  assert (P : each_firm (fun j => 0 < q j)) by (intros j Hj; rewrite (Uq j Hj); exact Y).
  apply (gains firms c in_range size); try assumption; [rewrite (Ux i Hi); exact X|].
  unfold own_slope. rewrite <- (all_sell firms c in_range size x q E P i Hi), (Uq i Hi), (Ux i Hi). range.
  assert (F : gamma c * x_rnd c = 2 * (1 + (n c - 1) * beta c) * q_rnd c / (n c + 1)).
  { destruct C as (C & _). conditions. unfold x_rnd, q_rnd, D, G, s. field. split; lra. }
  rewrite F. replace (2 * (n c - (n c - 1) * beta c) * q_rnd c / (n c + 1) - 2 * (1 + (n c - 1) * beta c) * q_rnd c /
    (n c + 1))
    with (2 * (n c - 1) * q_rnd c / (n c + 1) * (1 - 2 * beta c)) by (field; lra).
  apply Rmult_integral_contrapositive_currified; [|lra]. apply Rgt_not_eq. positive.
Qed.

(** So it is no equilibrium of the R&D stage. *)
Theorem game_3_2_label : exists_rnd c -> beta c <> 1 / 2 -> forall x q, rnd_cooperation x q -> ~ no_cooperation x q.
Proof.
  intros C H x q N (_ & _ & M). assert (two := two_firms firms c in_range size).
  destruct (game_3_2_label_2 C H x q N O ltac:(lia)) as (t & r & Ht & E & L). specialize (M O t r ltac:(lia) Ht E). lra.
Qed.

(** At one half the two are the same. *)
Theorem game_3_2_label_3 : exists_non c -> exists_rnd c -> beta c = 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> each_firm (fun i => x i = y i /\ q i = r i).
Proof.
  intros CN CR H. solved. unfold x_non, x_rnd, q_non, q_rnd, D, G, s, k. rewrite H.
    replace (n c - (n c - 1) * (1 / 2)) with (1 + (n c - 1) * (1 / 2)) by field.
  split; f_equal; ring.
Qed.

(** ** Section 3 (3) *)

(** Where output is shared equally, all firms do the same R&D: no condition is needed. *)
Theorem game_3_3_symmetric : forall x q, full_cooperation x q -> forall i j,
  (i < firms)%nat -> (j < firms)%nat -> x i = x j.
Proof.
  intros x q (P & (t & Ht & T) & M). range.
  assert (m : 0 <= mean firms c x).
  { unfold mean. apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat; lra]. apply sum_nonneg. intros i Hi.
    specialize (P i Hi). cbn beta in P. lra. }
  specialize (M _ q (nonnegative_equal firms (mean firms c x) m) (ex_intro _ t (conj Ht T))).
  rewrite !(joint_shared firms c in_range size _ q t T), (mean_equal firms c in_range size),
    (spread_equal firms c in_range size) in M.
  assert (E : each_firm (fun i => x i = mean firms c x)).
  { apply (no_spread firms c x _ 1 (gamma c / 2)); [lra..|]. replace (mean firms c x - mean firms c x) with 0 by ring.
    lra. }
  intros i j Hi Hj. now rewrite (E i Hi), (E j Hj).
Qed.

(** What full cooperation is: the one best R&D and output of all firms together, where output is shared equally. *)
Theorem game_3_3_label_1 : exists_full c -> exists t u, t > 0 /\ u > 0 /\ full_cooperation (equal t) (equal u) /\
  forall x q, full_cooperation x q -> each_firm (fun i => x i = t) /\ each_firm (fun i => q i = u).
Proof.
  intro C. destruct (full_positive c in_range C) as [X Y].
  exists (x_full c), (q_full c). split; [lra|]. split; [lra|]. split; [exact (full_exists firms c in_range size C)|].
    intros x q N. exact (full_unique firms c in_range size x q C N).
Qed.

(** Each firm, left alone, would gain by selling more. *)
Theorem game_3_3_label_2 : exists_full c -> forall x q, full_cooperation x q ->
  each_firm (fun i => exists t, t > q i /\ profit x (deviate q i t) i > profit x q i).
Proof.
  intros C x q N i Hi. destruct (full_positive c in_range C) as [X Y].
    assert (O := full_outcome firms c in_range size x q C N). destruct O.
  assert (S : marginal_profit firms c x q i = (n c - 1) * b c * q_full c).
  { unfold marginal_profit. rewrite has_price, (has_unit_cost i Hi), (has_q i Hi). destruct C as (C & _). range.
    conditions. closed_forms. unfold D, G, s. field. lra. }
  range. destruct (rise (marginal_profit firms c x q i) (b c) 1) as (h & Hh & R); [rewrite S; positive|lra|].
  exists (q i + h). split; [lra|]. assert (T := output_deviation firms c x q i (q i + h) Hi).
    replace (q i + h - q i) with h in T by ring. lra.
Qed.

(** So it is no equilibrium of the product stage. *)
Theorem game_3_3_label : exists_full c -> forall x q, full_cooperation x q -> ~ cournot x q.
Proof.
  intros C x q N E. assert (two := two_firms firms c in_range size).
    destruct (game_3_3_label_2 C x q N O ltac:(lia)) as (t & Ht & L).
  destruct (E O ltac:(lia)) as [P M]. specialize (M t ltac:(lra)). lra.
Qed.

(** Nor are equal shares the best that firms can do together: all output from one firm, and more R&D there, earns
    more. *)
Theorem game_3_3_label_3 : exists_full c -> forall x q, full_cooperation x q ->
  exists y r, nonnegative firms y /\ nonnegative firms r /\ joint_profit y r > joint_profit x q.
Proof.
  intros C x q N. destruct (full_positive c in_range C) as [X Y].
    destruct (full_unique firms c in_range size x q C N) as [Ux Uq].
  assert (two := two_firms firms c in_range size).
  assert (F : gamma c * x_full c = (1 + (n c - 1) * beta c) * q_full c).
  { destruct C as (C & _). range. conditions. closed_forms. unfold D, G, s. field. lra. }
  range. assert (K : 0 < (n c - 1) * (1 - beta c) * q_full c) by positive.
  destruct (rise ((n c - 1) * (1 - beta c) * q_full c) (gamma c / 2) 1 K ltac:(lra)) as (h & Hh & R).
  set (y := deviate x O (x_full c + h)). set (r := deviate (equal 0) O (n c * q_full c)).
  assert (Yn : each_firm (fun i => y i >= 0)).
  { intros i Hi. unfold y. destruct (Nat.eq_dec i O) as [->|M]; [rewrite deviate_same; lra|].
    rewrite deviate_other, (Ux i Hi) by assumption. lra. }
  assert (Rn : each_firm (fun i => r i >= 0)).
  { intros i Hi. unfold r. destruct (Nat.eq_dec i O) as [->|M]; [rewrite deviate_same; apply Rle_ge, Rmult_le_pos;
    lra|].
    rewrite deviate_other by assumption. unfold equal. lra. }
  exists y, r. split; [exact Yn|]. split; [exact Rn|].
  assert (Ty : total y = n c * x_full c + h).
  { unfold y, Game.total. rewrite sum_deviate by lia. change (sum firms x) with (total x).
    rewrite (total_each firms c size x _ Ux), (Ux O) by lia. ring. }
  assert (Tr : total r = n c * q_full c).
  { unfold r, Game.total. rewrite sum_deviate by lia. change (sum firms (equal 0)) with (total (equal 0)).
    rewrite (total_equal firms c size). unfold equal. ring. }
  assert (J : joint_profit y r = (price firms c r - unit_cost y O) * (n c * q_full c) - gamma c * (x_full c + h) ^ 2 /
    2 - (n c - 1) * (gamma c * x_full c ^ 2 / 2)).
  { unfold Game.joint_profit, Game.total.
    rewrite (sum_ext _ _ (deviate (fun _ => - (gamma c * x_full c ^ 2 / 2)) O ((price firms c r - unit_cost y O) * (n
      c * q_full c) - gamma c * (x_full c + h) ^ 2 / 2))).
    - rewrite sum_deviate, sum_const, <- size by lia. ring.
    - intros i Hi. unfold Game.profit, rnd_cost. destruct (Nat.eq_dec i O) as [->|M].
      + rewrite deviate_same. unfold r at 2, y at 2. now rewrite !deviate_same.
      + rewrite deviate_other by assumption. unfold r at 2, y at 2. rewrite !deviate_other, (Ux i Hi) by assumption.
        unfold equal. ring. }
  assert (O := full_outcome firms c in_range size x q C N). destruct O.
  assert (L : joint_profit x q = n c * ((a c - b c * (n c * q_full c) - (A c - (1 + (n c - 1) * beta c) * x_full c)) *
    q_full c - gamma c * x_full c ^ 2 / 2)).
  { rewrite (joint_shared firms c in_range size x q _ Uq). unfold shared_at.
    replace (mean firms c x) with (x_full c) by (unfold mean; rewrite (total_each firms c size x _ Ux); field; lra).
    replace (spread firms c x) with 0.
    - ring.
    - unfold spread, mean. rewrite (total_each firms c size x _ Ux), (sum_ext _ _ (fun _ => 0)), sum_const; [ring|].
      intros i Hi. rewrite (Ux i Hi). field. lra. }
  rewrite J, L. unfold Game.price, Game.unit_cost. rewrite Ty, Tr. unfold y. rewrite deviate_same.
  replace ((n c - 1) * (1 - beta c) * q_full c) with (n c * q_full c - gamma c * x_full c) in R by (rewrite F; ring).
    lra.
Qed.

End Solutions.

(** Both occur: more R&D of a firm makes its rival sell more, and less. *)
Theorem game_1_rivals_2 :
  occurs (fun firms c => exists x q t r, t > x O /\ cournot firms c x q /\ each_firm firms (fun m => q m > 0) /\
    cournot firms c (deviate x O t) r /\ each_firm firms (fun m => r m > 0) /\ r 1%nat > q 1%nat) /\
  occurs (fun firms c => exists x q t r, t > x O /\ cournot firms c x q /\ each_firm firms (fun m => q m > 0) /\
    cournot firms c (deviate x O t) r /\ each_firm firms (fun m => r m > 0) /\ r 1%nat <= q 1%nat).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (2 / 3) 1)|at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 1)];
    destruct (such_deviations _ _ in_range size) as (x & q & t & r & H1 & H2 & H3 & H4 & H5);
    destruct (game_1_rivals _ _ in_range size x q O t r 1%nat ltac:(lia) ltac:(lia) ltac:(lia) H1 H2 H3 H4 H5) as [I _];
    exists x, q, t, r; repeat (split; [assumption|]); cbn [beta] in I; [apply I; lra|].
  apply Rnot_gt_le. rewrite I. lra.
Qed.
