(** Section 5 (1) of the paper: competition eats up the rents of innovation. Profit per firm is a product, or a sum
    of products, of terms that fall with the number of firms. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved game.Growth.
Local Open Scope R_scope.

Section Rents.
Variables g t : R.
Hypothesis spillover : 0 < t < 1.

(** With [u] for [1 / (n + 1)]: [k u], [k s u^2], and profit without cooperation, up to a factor that does not depend
    on [u]. *)
Definition kappa (u : R) : R := 1 - t - (1 - 2 * t) * u.
Definition sigma (u : R) : R := (1 - t) * t + (1 - 2 * t) ^ 2 * (u - u ^ 2).
Definition earned (u : R) : R := u ^ 2 * (g - 2 * kappa u ^ 2) / (g - 2 * sigma u) ^ 2.

Variables u v : R.
Hypothesis order : 0 < v < u.
Hypothesis three : u <= 1 / 3.
Hypothesis own_u : 0 < g - 2 * kappa u ^ 2.
Hypothesis own_v : 0 < g - 2 * kappa v ^ 2.
Hypothesis positive_u : 0 < g - 2 * sigma u.
Hypothesis positive_v : 0 < g - 2 * sigma v.

Lemma closer : g - 2 * sigma u <= g - 2 * sigma v.
Proof using spillover order three.
  assert (0 <= (1 - 2 * t) ^ 2 * ((u - v) * (1 - u - v))).
  { apply Rmult_le_pos; [apply pow2_ge_0|apply Rmult_le_pos; lra]. }
  unfold sigma. lra.
Qed.

Lemma squares : v ^ 2 < u ^ 2.
Proof using order. assert (0 < (u - v) * (u + v)) by (apply Rmult_lt_0_compat; lra). lra. Qed.

(** Products of terms that rise in [u]. *)
Lemma rises_lt e f d d' : 0 < e < f -> 0 < d <= d' -> e / d' < f / d.
Proof using.
  intros He Hd. apply fraction_lt; [lra..|]. assert (e * d <= e * d') by (apply Rmult_le_compat_l; lra).
    assert (e * d' < f * d') by (apply Rmult_lt_compat_r; lra). lra.
Qed.

Lemma rises_le e f d d' : 0 <= e <= f -> 0 < d <= d' -> e / d' <= f / d.
Proof using.
  intros He Hd. apply fraction_le; [lra..|]. assert (e * d <= e * d') by (apply Rmult_le_compat_l; lra).
    assert (e * d' <= f * d') by (apply Rmult_le_compat_r; lra). lra.
Qed.

Lemma closer_squared : 0 < (g - 2 * sigma u) ^ 2 <= (g - 2 * sigma v) ^ 2.
Proof using spillover order three positive_u. split; [now apply pow_lt|]. apply pow_incr. assert (C := closer). lra.
  Qed.

Lemma kappa_pos w : 0 <= w <= 1 / 2 -> 0 <= kappa w.
Proof using spillover.
  intro H. unfold kappa. assert (0 <= (1 - t) * (1 - w)) by (apply Rmult_le_pos; lra).
    assert (0 <= t * w) by (apply Rmult_le_pos; lra). lra.
Qed.

Theorem earned_rises : earned v < earned u.
Proof using All.
  assert (S := squares). assert (C := closer). assert (CC := closer_squared).
    assert (v2 : 0 < v ^ 2) by (apply pow_lt; lra). unfold earned.
  assert (Ku := kappa_pos u ltac:(lra)). assert (Kv := kappa_pos v ltac:(lra)).
  destruct (Rle_or_lt t (1 / 2)) as [H|H].
  - apply rises_lt; [|assumption].
    assert (kappa u <= kappa v). { unfold kappa. assert (0 <= (1 - 2 * t) * (u - v)) by (apply Rmult_le_pos; lra).
      lra. }
    assert (kappa u ^ 2 <= kappa v ^ 2) by (apply pow_incr; lra). split; [now apply Rmult_lt_0_compat|].
    assert (v ^ 2 * (g - 2 * kappa v ^ 2) <= v ^ 2 * (g - 2 * kappa u ^ 2)) by (apply Rmult_le_compat_l; lra).
    assert (v ^ 2 * (g - 2 * kappa u ^ 2) < u ^ 2 * (g - 2 * kappa u ^ 2)) by (apply Rmult_lt_compat_r; lra). lra.
  - assert (split : forall w, 0 < g - 2 * sigma w -> w ^ 2 * (g - 2 * kappa w ^ 2) / (g - 2 * sigma w) ^ 2 =
      w ^ 2 / (g - 2 * sigma w) + 2 * (2 * t - 1) * (kappa w * (w ^ 2 - 2 * w ^ 3)) / (g - 2 * sigma w) ^ 2).
    { intros w Hw. unfold kappa, sigma in *. field. lra. }
    rewrite (split u positive_u), (split v positive_v). apply Rplus_lt_le_compat; [apply rises_lt; lra|].
      apply rises_le; [|assumption].
    assert (kappa v <= kappa u). { unfold kappa. assert (0 <= (2 * t - 1) * (u - v)) by (apply Rmult_le_pos; lra).
      lra. }
    assert (0 <= v ^ 2 - 2 * v ^ 3). { replace (v ^ 2 - 2 * v ^ 3) with (v ^ 2 * (1 - 2 * v)) by ring.
      apply Rmult_le_pos; lra. }
    assert (v ^ 2 - 2 * v ^ 3 <= u ^ 2 - 2 * u ^ 3).
    { assert (0 <= (u - v) * (u * (1 - 3 * u) + v * (1 - 3 * v) + (u - v) ^ 2)).
      { apply Rmult_le_pos; [lra|]. assert (0 <= u * (1 - 3 * u)) by (apply Rmult_le_pos; lra).
        assert (0 <= v * (1 - 3 * v)) by (apply Rmult_le_pos; lra).
        assert (0 <= (u - v) ^ 2) by apply pow2_ge_0. lra. }
      lra. }
    assert (P : 0 <= kappa v * (v ^ 2 - 2 * v ^ 3)) by (apply Rmult_le_pos; lra).
    assert (Q : kappa v * (v ^ 2 - 2 * v ^ 3) <= kappa u * (u ^ 2 - 2 * u ^ 3)) by (apply Rmult_le_compat; lra).
    split; [apply Rmult_le_pos; lra|apply Rmult_le_compat_l; lra].
Qed.

End Rents.

(** The paper's sentence, proved for one firm more. *)
Theorem game_5_1_rents : forall firms c, parameters c -> n c = INR firms -> exists_non c -> exists_non (grown c) ->
  forall x q y r,
  no_cooperation firms c x q -> no_cooperation (S firms) (grown c) y r ->
  each_firm firms (fun i => profit (S firms) (grown c) y r i < profit firms c x q i).
Proof.
  intros firms c in_range size C C' x q y r M M' i Hi. assert (P := grown_in_range c in_range).
    assert (Z := grown_size firms c size).
  destruct (non_outcome firms c in_range size x q C M). destruct (non_outcome (S firms) (grown c) P Z y r C' M').
  rewrite (has_profit i Hi), (has_profit0 i) by lia. clear - in_range C C'. destruct C as (SO & PR & _).
    destruct C' as (SO' & PR' & _).
  unfold non_own_second_order_condition, non_positive_rnd in *. destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
  set (u := 1 / (n c + 1)). set (v := 1 / (n c + 2)).
  assert (up : 0 < u) by (apply Rdiv_lt_0_compat; lra). assert (vp : 0 < v) by (apply Rdiv_lt_0_compat; lra).
  assert (vu : v < u) by (apply fraction_lt; lra). assert (u3 : u <= 1 / 3) by (apply fraction_le; lra).
  assert (shape : forall m, 0 < m + 1 -> G c * (m + 1) ^ 2 > 2 * (m - (m - 1) * beta c) ^ 2 ->
    G c * (m + 1) ^ 2 > 2 * (m - (m - 1) * beta c) * (1 + (m - 1) * beta c) ->
    0 < G c - 2 * kappa (beta c) (1 / (m + 1)) ^ 2 /\ 0 < G c - 2 * sigma (beta c) (1 / (m + 1)) /\
    gamma c * D c ^ 2 * (G c * (m + 1) ^ 2 - 2 * (m - (m - 1) * beta c) ^ 2) / (G c * (m + 1) ^ 2 - 2 * (m - (m - 1) *
      beta c) * (1 + (m - 1) * beta c)) ^ 2
    = gamma c * D c ^ 2 * earned (G c) (beta c) (1 / (m + 1))).
  { intros m Hm A1 A2.
    assert (E1 : G c - 2 * kappa (beta c) (1 / (m + 1)) ^ 2 = (G c * (m + 1) ^ 2 - 2 * (m - (m - 1) * beta c) ^ 2) /
      (m + 1) ^ 2) by (unfold kappa; field; lra).
    assert (E2 : G c - 2 * sigma (beta c) (1 / (m + 1)) = (G c * (m + 1) ^ 2 - 2 * (m - (m - 1) * beta c) * (1 + (m -
      1) * beta c)) / (m + 1) ^ 2)
      by (unfold sigma; field; lra).
    assert (0 < (m + 1) ^ 2) by (apply pow_lt; lra).
    split; [rewrite E1; apply Rdiv_lt_0_compat; lra|]. split; [rewrite E2; apply Rdiv_lt_0_compat; lra|].
    unfold earned. rewrite E1, E2. field. split; lra. }
  destruct (shape (n c)) as (A1 & A2 & A3); [lra|exact SO|exact PR|].
  destruct (shape (n c + 1)) as (B1 & B2 & B3); [lra|exact SO'|exact PR'|].
    replace (n c + 1 + 1) with (n c + 2) in B1, B2, B3 by ring. fold u in A1, A2, A3. fold v in B1, B2, B3.
  assert (R := earned_rises (G c) (beta c) ltac:(lra) u v ltac:(lra) u3 A1 B1 A2 B2).
  assert (0 < gamma c * D c ^ 2) by (apply Rmult_lt_0_compat; [lra|apply pow_lt; unfold D; lra]).
  assert (gamma c * D c ^ 2 * earned (G c) (beta c) v < gamma c * D c ^ 2 * earned (G c) (beta c) u) by (apply
    Rmult_lt_compat_l; lra).
  rewrite <- A3, <- B3 in H0. unfold profit_non. change (G (grown c)) with (G c). change (D (grown c)) with (D c).
    change (gamma (grown c)) with (gamma c).
  change (n (grown c)) with (n c + 1). replace (n c + 1 + 1) with (n c + 2) by ring. exact H0.
Qed.

(** The profit of all firms together need not fall. *)
Theorem game_5_1_rents_1 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r, no_cooperation (S firms) (grown c) y r /\
    exists_non c /\ exists_non (grown c) /\ joint_profit (S firms) (grown c) y r > joint_profit firms c x q).
Proof.
  at_point 2%nat (Cluster 2 (17 / 16) 1 (17 / 32) (5 / 9) 1). set (c := Cluster 2 (17 / 16) 1 (17 / 32) (5 / 9) 1) in *.
  assert (C : exists_non c) by (unfold c; numbers). assert (C' : exists_non (grown c)) by (unfold grown, c; numbers).
  assert (P := grown_in_range c in_range). assert (Z := grown_size 2 c size).
  assert (M := non_exists 2 c in_range size C). assert (M' := non_exists 3 (grown c) P Z C').
  exists (equal (x_non c)), (equal (q_non c)). split; [exact M|].
    exists (equal (x_non (grown c))), (equal (q_non (grown c))). split; [exact M'|].
  split; [exact C|]. split; [exact C'|].
  destruct (non_outcome 2 c in_range size _ _ C M). destruct (non_outcome 3 (grown c) P Z _ _ C' M').
  unfold joint_profit. rewrite (total_each 2 c size _ _ has_profit), (total_each 3 (grown c) Z _ _ has_profit0).
    clear. unfold grown, c. numbers.
Qed.
