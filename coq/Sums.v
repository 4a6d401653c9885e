(** Sums over firms, deviations of one firm, and what a parabola says about an optimum. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game.
Local Open Scope R_scope.

(** ** Sums *)

Lemma sum_ext m f g : (forall i, (i < m)%nat -> f i = g i) -> sum m f = sum m g.
Proof. induction m as [|m IH]; intro H; cbn [sum]; [reflexivity|]. rewrite IH, (H m) by (intros; try apply H; lia).
  reflexivity. Qed.

Lemma sum_const m t : sum m (fun _ => t) = INR m * t.
Proof. induction m as [|m IH]; [simpl; ring|]. cbn [sum]. rewrite IH, S_INR. ring. Qed.

Lemma sum_plus m f g : sum m (fun i => f i + g i) = sum m f + sum m g.
Proof. induction m as [|m IH]; cbn [sum]; [ring|]. rewrite IH. ring. Qed.

Lemma sum_times m t f : sum m (fun i => t * f i) = t * sum m f.
Proof. induction m as [|m IH]; cbn [sum]; [ring|]. rewrite IH. ring. Qed.

Lemma sum_le m f g : (forall i, (i < m)%nat -> f i <= g i) -> sum m f <= sum m g.
Proof.
  induction m as [|m IH]; intro H; cbn [sum]; [lra|]. assert (sum m f <= sum m g) by (apply IH; intros; apply H; lia).
  assert (f m <= g m) by (apply H; lia). lra.
Qed.

Lemma sum_nonneg m f : (forall i, (i < m)%nat -> 0 <= f i) -> 0 <= sum m f.
Proof. intro H. replace 0 with (sum m (fun _ => 0)) by (rewrite sum_const; ring). now apply sum_le. Qed.

(** One term is not more than the sum. *)
Lemma term_le_sum m f i : (forall j, (j < m)%nat -> 0 <= f j) -> (i < m)%nat -> f i <= sum m f.
Proof.
  induction m as [|m IH]; intros H Hi; [lia|]. cbn [sum]. assert (0 <= f m) by (apply H; lia).
  assert (0 <= sum m f) by (apply sum_nonneg; intros; apply H; lia).
  destruct (Nat.eq_dec i m) as [->|]; [lra|]. assert (f i <= sum m f) by (apply IH; [intros; apply H|]; lia). lra.
Qed.

Lemma sum_zero m f : (forall i, (i < m)%nat -> 0 <= f i) -> sum m f <= 0 -> forall i, (i < m)%nat -> f i = 0.
Proof. intros H Z i Hi. assert (T := term_le_sum m f i H Hi). assert (0 <= f i) by now apply H. lra. Qed.

(** Finitely many positive numbers have a positive bound below. *)
Lemma positive_bound m f : (forall i, (i < m)%nat -> 0 < f i) -> exists e, 0 < e /\ forall i, (i < m)%nat -> e <= f i.
Proof.
  induction m as [|m IH]; intro H; [exists 1; split; [lra|intros; lia]|].
  destruct IH as (e & He & B); [intros; apply H; lia|]. assert (0 < f m) by (apply H; lia).
  exists (Rmin e (f m)). split; [now apply Rmin_glb_lt|]. intros i Hi.
  destruct (Nat.eq_dec i m) as [->|]; [apply Rmin_r|]. apply Rle_trans with e; [apply Rmin_l|apply B; lia].
Qed.

(** ** One firm deviates *)

Lemma deviate_same f i t : deviate f i t i = t.
Proof. unfold deviate. now rewrite Nat.eqb_refl. Qed.

Lemma deviate_other f i t j : j <> i -> deviate f i t j = f j.
Proof. unfold deviate. intro H. apply Nat.eqb_neq in H. now rewrite H. Qed.

Lemma sum_deviate m f i t : (i < m)%nat -> sum m (deviate f i t) = sum m f - f i + t.
Proof.
  induction m as [|m IH]; intro H; [lia|]. cbn [sum]. destruct (Nat.eq_dec i m) as [->|N].
  - rewrite deviate_same, (sum_ext m (deviate f m t) f); [ring|]. intros j Hj. apply deviate_other. lia.
  - rewrite IH, deviate_other by lia. ring.
Qed.

(** ** Squares and parabolas *)

Lemma square_pos t : t <> 0 -> 0 < t ^ 2.
Proof. intro H. replace (t ^ 2) with (Rsqr t) by (unfold Rsqr; ring). now apply Rsqr_pos_lt. Qed.

Lemma weighted_square w t : 0 <= w -> 0 <= w * t ^ 2.
Proof. intro H. apply Rmult_le_pos; [assumption|apply pow2_ge_0]. Qed.

(** Where a positive multiple of a square is not positive, what is squared is zero. *)
Lemma square_zero w t : 0 < w -> w * t ^ 2 <= 0 -> t = 0.
Proof.
  intros Hw H. destruct (Req_dec t 0) as [|N]; [assumption|]. apply square_pos in N.
    assert (0 < w * t ^ 2) by now apply Rmult_lt_0_compat. lra.
Qed.

(** A parabola that starts at zero, and nearby is never above it, does not start upwards. *)
Lemma no_rise u v e : 0 < v -> 0 < e -> (forall h, 0 <= h <= e -> u * h - v * h ^ 2 <= 0) -> u <= 0.
Proof.
  intros Hv He H. destruct (Rle_or_lt u 0) as [|U]; [assumption|]. exfalso.
  assert (M : 0 < u / (2 * v)) by (apply Rdiv_lt_0_compat; lra).
  set (h := Rmin e (u / (2 * v))). assert (0 < h) by now apply Rmin_glb_lt. assert (h <= e) by apply Rmin_l.
  assert (h <= u / (2 * v)) by apply Rmin_r. specialize (H h ltac:(lra)).
  assert (v * h <= u / 2). { replace (u / 2) with (v * (u / (2 * v))) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert (0 < h * (u - v * h)) by (apply Rmult_lt_0_compat; lra).
    replace (u * h - v * h ^ 2) with (h * (u - v * h)) in H by ring. lra.
Qed.

(** A parabola that starts at zero upwards is above it soon after. *)
Lemma rise u v e : 0 < u -> 0 < e -> exists h, 0 < h <= e /\ 0 < u * h - v * h ^ 2.
Proof.
  intros Hu He. assert (P := Rabs_pos v). set (h := Rmin e (u / (2 * (Rabs v + 1)))).
  assert (0 < u / (2 * (Rabs v + 1))) by (apply Rdiv_lt_0_compat; lra). assert (0 < h) by now apply Rmin_glb_lt.
  assert (h <= e) by apply Rmin_l. assert (L : h <= u / (2 * (Rabs v + 1))) by apply Rmin_r. exists h. split; [lra|].
  assert ((Rabs v + 1) * h <= u / 2).
  { replace (u / 2) with ((Rabs v + 1) * (u / (2 * (Rabs v + 1)))) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert (v * h <= Rabs v * h) by (apply Rmult_le_compat_r; [lra|apply Rle_abs]).
  replace (u * h - v * h ^ 2) with (h * (u - v * h)) by ring. apply Rmult_lt_0_compat; lra.
Qed.
