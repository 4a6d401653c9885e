(** What the game leaves open holds at its solutions: all firms do R&D and sell, no unit cost is negative, and the
    price is not. So nothing would change if R&D that makes a unit cost negative, or output beyond [a / b], were
    forbidden on the path. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima.
Local Open Scope R_scope.

Section Path.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : with_ventures c.
Hypothesis size : n c = INR firms.

Definition on_the_path (x q : profile) : Prop :=
  each_firm firms (fun i => x i > 0 /\ q i > 0 /\ unit_cost firms c x i >= 0 /\ price firms c q >= unit_cost firms c x
    i) /\
  price firms c q >= 0 /\ total firms q <= a c / b c.

Lemma cost_left w g X : 0 < g - w * s c -> g >= a c * (w * s c) / A c -> X = w * (a c - A c) / (g - w * s c) -> 0 <= A
  c - s c * X.
Proof using in_range.
  range. intros P H ->. replace (A c - s c * (w * (a c - A c) / (g - w * s c))) with (A c * (g - a c * (w * s c) / A
    c) / (g - w * s c)) by (field; lra).
  apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply Rlt_le, Rinv_0_lt_compat; lra].
Qed.

Lemma path x q X Y : each_firm firms (fun i => x i = X) -> each_firm firms (fun i => q i = Y) -> 0 < X -> 0 < Y ->
  0 <= A c - s c * X -> a c - b c * (n c * Y) >= A c - s c * X -> on_the_path x q.
Proof using in_range size.
  intros HX HQ Xp Yp C P. destruct (outcome_equal firms c size x q X Y HX HQ). fold (s c) in *. range. split.
  - intros i Hi. rewrite (HX i Hi), (HQ i Hi), (has_unit_cost i Hi), has_price. repeat split; lra.
  - rewrite has_price, has_Q. split; [lra|]. apply Rmult_le_reg_r with (b c); [lra|].
    replace (a c / b c * b c) with (a c) by (field; lra). lra.
Qed.

(** With Cournot competition the price exceeds unit cost by [b] times a firm's output. *)
Lemma markup X Y : Y = output c X -> a c - b c * (n c * Y) - (A c - s c * X) = b c * Y.
Proof using in_range. range. intros ->. unfold output, s. field. split; lra. Qed.

Theorem non_path x q : exists_non c -> no_cooperation firms c x q -> on_the_path x q.
Proof using in_range size.
  intros C M. destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [HX HQ].
    destruct (non_positive c in_range) as [Xp Yp]; [apply C|].
  destruct C as (_ & P & _ & H). unfold non_positive_rnd, non_nonnegative_unit_cost in *.
    apply (path x q _ _ HX HQ Xp Yp).
  - apply (cost_left (2 * k c) (G c * (n c + 1) ^ 2)); [lra|replace (a c * (2 * k c * s c)) with (2 * a c * k c * s c)
    by ring; lra|].
    unfold x_non, D. f_equal. ring.
  - range. assert (0 < b c * q_non c) by (apply Rmult_lt_0_compat; lra). assert (O : q_non c = output c (x_non c)).
    { unfold output, q_non, x_non, D, G, s, k in *. field. repeat split; lra. }
    assert (E := markup _ _ O). lra.
Qed.

Theorem rnd_path x q : exists_rnd c -> rnd_cooperation firms c x q -> on_the_path x q.
Proof using in_range size.
  intros C M. destruct (rnd_unique firms c in_range size x q C M) as [HX HQ].
    destruct (rnd_positive c in_range C) as [Xp Yp].
  assert (E := markup _ _ (rnd_output c in_range C)). destruct C as (P & _ & H).
    unfold rnd_joint_concavity, rnd_nonnegative_unit_cost in *.
  apply (path x q _ _ HX HQ Xp Yp).
  - apply (cost_left (2 * s c) (G c * (n c + 1) ^ 2)); [lra|replace (a c * (2 * s c * s c)) with (2 * a c * s c ^ 2)
    by ring; lra|].
    unfold x_rnd, D. f_equal; ring.
  - range. assert (0 < b c * q_rnd c) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Theorem second_path x q : exists_second c -> second_best firms c x q -> on_the_path x q.
Proof using in_range size.
  intros C M. destruct (second_unique firms c in_range size x q C M) as [HX HQ].
    destruct (second_positive c in_range C) as [Xp Yp].
  assert (E := markup _ _ (second_output c in_range C)). destruct C as (P & _ & H).
    unfold second_joint_concavity, second_nonnegative_unit_cost in *.
  apply (path x q _ _ HX HQ Xp Yp).
  - apply (cost_left (s c * (n c + 2)) (G c * (n c + 1) ^ 2));
    [lra|replace (a c * (s c * (n c + 2) * s c)) with (a c * s c ^ 2 * (n c + 2)) by ring; lra|].
    unfold x_second, D. f_equal; ring.
  - range. assert (0 < b c * q_second c) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Theorem full_path x q : exists_full c -> full_cooperation firms c x q -> on_the_path x q.
Proof using in_range size.
  intros C M. destruct (full_unique firms c in_range size x q C M) as [HX HQ].
    destruct (full_positive c in_range C) as [Xp Yp].
  destruct C as (P & H). unfold full_joint_concavity, full_nonnegative_unit_cost in *. apply (path x q _ _ HX HQ Xp Yp).
  - apply (cost_left (s c) (2 * G c * n c)); [lra|replace (a c * (s c * s c)) with (a c * s c ^ 2) by ring; lra|].
    unfold x_full, D. f_equal; ring.
  - range. assert (0 < b c * (n c * q_full c)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
    enough (a c - b c * (n c * q_full c) - (A c - s c * x_full c) = b c * (n c * q_full c)) by lra. closed_forms.
      unfold D, G in *. field. lra.
Qed.

Theorem first_path x q : exists_first c -> first_best firms c x q -> on_the_path x q.
Proof using in_range size.
  intros C M. destruct (first_unique firms c in_range size x q C M) as [HX HQ].
    destruct (first_positive c in_range C) as [Xp Yp].
  destruct C as (P & H). unfold first_joint_concavity, first_nonnegative_unit_cost in *.
    apply (path x q _ _ HX HQ Xp Yp).
  - apply (cost_left (s c) (G c * n c)); [lra|replace (a c * (s c * s c)) with (a c * s c ^ 2) by ring; lra|].
    unfold x_first, D. f_equal; ring.
  - enough (a c - b c * (n c * q_first c) - (A c - s c * x_first c) = 0) by lra. closed_forms. range.
    unfold D, G in *. field. lra.
Qed.

End Path.
