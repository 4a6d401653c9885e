(** Sections 4 (3) and 5 of the paper: what changes as the cluster grows, and as more spills over. Both are compared
    with solutions on both sides: with one firm more, or with another spillover. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved.
From Spillover Require Claim_4_3_x_high.
Local Open Scope R_scope.

Lemma fraction_lt u v d e : 0 < d -> 0 < e -> u * e < v * d -> u / d < v / e.
Proof.
  intros Hd He H. apply Rmult_lt_reg_r with (d * e); [now apply Rmult_lt_0_compat|].
  replace (u / d * (d * e)) with (u * e) by (field; lra). replace (v / e * (d * e)) with (v * d) by (field; lra).
    exact H.
Qed.

Lemma fraction_le u v d e : 0 < d -> 0 < e -> u * e <= v * d -> u / d <= v / e.
Proof.
  intros Hd He H. apply Rmult_le_reg_r with (d * e); [now apply Rmult_lt_0_compat|].
  replace (u / d * (d * e)) with (u * e) by (field; lra). replace (v / e * (d * e)) with (v * d) by (field; lra).
    exact H.
Qed.

(** The same cluster with one firm more, and with another spillover. *)
Definition grown (c : cluster) : cluster := Cluster (n c + 1) (a c) (A c) (b c) (beta c) (gamma c).
Definition with_spillover (t : R) (c : cluster) : cluster := Cluster (n c) (a c) (A c) (b c) t (gamma c).

Lemma grown_in_range c : parameters c -> parameters (grown c).
Proof. unfold parameters. simpl. intros. repeat split; lra. Qed.

Lemma grown_size firms c : n c = INR firms -> n (grown c) = INR (S firms).
Proof. intro H. rewrite S_INR, <- H. reflexivity. Qed.

Ltac opened := unfold grown, with_spillover, D, G, s, k in *; cbn [n a A b beta gamma] in *.

Section Growth.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation N := (n c).
Local Notation B := (beta c).

(** ** One firm more *)

(** In these proofs [k] and [s] are those of the cluster, [k'] and [s'] those of the grown one. *)
Lemma growth_square : s c * (k c * (N + 2) ^ 2 - k (grown c) * (N + 1) ^ 2) = B * k (grown c) * (N + 1) ^ 2 + (N ^ 2 +
  N - 1) * (1 - 2 * B) ^ 2.
Proof using. opened. ring. Qed.

Lemma sizes_pos : 0 < s c /\ 0 < k c /\ 0 < k (grown c) /\ 0 < N ^ 2 + N - 1.
Proof using in_range.
  range. assert (S := reach_pos c in_range). assert (K := own_pos c in_range).
    assert (K' := own_pos (grown c) (grown_in_range c in_range)). opened.
  assert (0 <= (N - 2) * (N + 3)) by (apply Rmult_le_pos; lra). repeat split; lra.
Qed.

Lemma x_falls : non_positive_rnd c -> non_positive_rnd (grown c) -> x_non (grown c) < x_non c.
Proof using in_range.
  unfold non_positive_rnd. intros P P'. destruct sizes_pos as (Hs & Hk & Hk' & Hn). assert (E := growth_square).
    range. unfold x_non.
  assert (D c > 0) by (opened; lra). change (D (grown c)) with (D c). change (G (grown c)) with (G c) in *.
  change (n (grown c)) with (N + 1) in *. replace (N + 1 + 1) with (N + 2) in * by ring.
  assert (Es : s (grown c) = s c + B) by (opened; ring). rewrite Es in *. apply fraction_lt; [lra..|].
  set (K := k c) in *. set (K' := k (grown c)) in *. set (S := s c) in *.
    set (V := K * (N + 2) ^ 2 - K' * (N + 1) ^ 2) in *.
  assert (0 <= (N ^ 2 + N - 1) * (1 - 2 * B) ^ 2) by (apply weighted_square; lra).
  assert (Vp : 0 < V).
  { apply Rmult_lt_reg_l with S; [lra|]. rewrite Rmult_0_r, E. assert (0 < B * K' * (N + 1) ^ 2); [|lra].
    apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|apply pow_lt; lra]. }
  assert (M : 2 * K * S * V < G c * (N + 1) ^ 2 * V) by (apply Rmult_lt_compat_r; lra).
  assert (L : 2 * K * (B * K' * (N + 1) ^ 2) <= 2 * K * (S * V)) by (apply Rmult_le_compat_l; lra).
  assert (Q : 2 * K * K' * B < G c * V).
  { apply Rmult_lt_reg_r with ((N + 1) ^ 2); [apply pow_lt; lra|].
    replace (2 * K * K' * B * (N + 1) ^ 2) with (2 * K * (B * K' * (N + 1) ^ 2)) by ring. lra. }
  assert (R : 0 < 2 * D c * (G c * V - 2 * K * K' * B)) by (apply Rmult_lt_0_compat; lra). unfold V in R. lra.
Qed.

(** The paper's sentence, proved: with one firm more, every firm does less R&D. *)
Theorem game_4_3_free_riding : exists_non c -> exists_non (grown c) -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation (S firms) (grown c) y r -> each_firm firms (fun i => y i < x i).
Proof.
  intros C C' x q y r N N' i Hi. assert (P := grown_in_range c in_range). assert (Z := grown_size firms c size).
  destruct (non_unique firms c in_range size x q (exists_strict c C) N) as [X _].
  destruct (non_unique (S firms) (grown c) P Z y r (exists_strict _ C') N') as [Y _].
  rewrite (X i Hi), (Y i) by lia. apply x_falls; [apply C|apply C'].
Qed.

(** What reaches each firm never rises, and its unit cost never falls. *)
Theorem game_4_3_cluster_weakens_1 : exists_non c -> exists_non (grown c) -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation (S firms) (grown c) y r -> each_firm firms (fun i => unit_cost firms c
    x i <= unit_cost (S firms) (grown c) y i).
Proof.
  intros C C' x q y r M M' i Hi. assert (P := grown_in_range c in_range). assert (Z := grown_size firms c size).
  destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _].
  destruct (non_unique (S firms) (grown c) P Z y r (exists_strict _ C') M') as [Y _].
  unfold unit_cost. rewrite (total_each firms c size x _ X), (total_each (S firms) _ Z y _ Y), (X i Hi), (Y i) by lia.
  destruct C as (_ & C & _). destruct C' as (_ & C' & _). unfold non_positive_rnd in C, C'.
    destruct sizes_pos as (_ & _ & _ & Hn). range.
  enough (s (grown c) * x_non (grown c) <= s c * x_non c) by (opened; lra). unfold x_non.
  change (n (grown c)) with (N + 1) in *. change (G (grown c)) with (G c) in *. change (D (grown c)) with (D c).
  unfold Rdiv. rewrite <- !(Rmult_assoc (s _)). apply fraction_le; [lra..|].
  assert (Q : 0 <= 2 * D c * G c * ((N ^ 2 + N - 1) * (1 - 2 * B) ^ 2)).
  { apply Rmult_le_pos; [|apply weighted_square; lra]. opened. apply Rmult_le_pos; [lra|].
    apply Rlt_le, Rmult_lt_0_compat; lra. }
  opened. lra.
Qed.

(** By how much the R&D of all firms together grows with one firm more, up to a positive factor. *)
Lemma more_in_all : exists_non c -> exists_non (grown c) -> exists f,
  0 < f /\ n (grown c) * x_non (grown c) - N * x_non c =
  f * (G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) - 2 * (1 - B) * k c * k (grown c)).
Proof using in_range.
  intros (_ & C & _) (_ & C' & _). unfold non_positive_rnd in C, C'. range. unfold x_non.
  change (n (grown c)) with (N + 1) in *. change (G (grown c)) with (G c) in *. change (D (grown c)) with (D c).
  set (d := G c * (N + 1) ^ 2 - 2 * k c * s c) in *. set (d' := G c * (N + 1 + 1) ^ 2 - 2 * k (grown c) * s (grown c))
    in *.
  exists (2 * D c / (d * d')). split.
  - apply Rdiv_lt_0_compat; [opened; lra|]. apply Rmult_lt_0_compat; unfold d, d'; lra.
  - transitivity (2 * D c / (d * d') * ((N + 1) * k (grown c) * d - N * k c * d')); [field; unfold d, d'; lra|].
    f_equal. unfold d, d'. opened. ring.
Qed.

(** Sharpened, for one firm more: the R&D of all firms together falls exactly under a condition. *)
Theorem game_4_3_cluster_weakens : exists_non c -> exists_non (grown c) -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation (S firms) (grown c) y r ->
  total (S firms) y < total firms x <->
  G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) < 2 * (1 - B) * k c * k (grown c).
Proof.
  intros C C' x q y r M M'. assert (P := grown_in_range c in_range). assert (Z := grown_size firms c size).
  destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _].
  destruct (non_unique (S firms) (grown c) P Z y r (exists_strict _ C') M') as [Y _].
  rewrite (total_each firms c size x _ X), (total_each (S firms) _ Z y _ Y). destruct (more_in_all C C') as (f & F & E).
  set (w := G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) - 2 * (1 - B) * k c * k (grown c)) in *.
    split; intro L.
  - assert (0 < - w); [apply Rmult_lt_reg_l with f; lra|unfold w in *; lra].
  - assert (0 < f * - w); [apply Rmult_lt_0_compat; unfold w; lra|lra].
Qed.

Theorem game_new_cluster_rnd : exists_non c -> exists_non (grown c) -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation (S firms) (grown c) y r ->
  (forall i, (i < firms)%nat -> unit_cost firms c x i <= unit_cost (S firms) (grown c) y i) /\
  (total (S firms) y > total firms x <-> G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) > 2 * (1 - B) *
    k c * k (grown c)).
Proof.
  intros C C' x q y r M M'. split; [exact (game_4_3_cluster_weakens_1 C C' x q y r M M')|].
    assert (P := grown_in_range c in_range). assert (Z := grown_size firms c size).
  destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _].
  destruct (non_unique (S firms) (grown c) P Z y r (exists_strict _ C') M') as [Y _].
  rewrite (total_each firms c size x _ X), (total_each (S firms) _ Z y _ Y).
    destruct (more_in_all C C') as (f & F & E). split; intro L.
  - assert (0 < f * (G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) - 2 * (1 - B) * k c * k (grown c)))
    by lra.
    assert (0 < G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) - 2 * (1 - B) * k c * k (grown c)) by
      (apply Rmult_lt_reg_l with f; lra). lra.
  - assert (0 < f * (G c * ((2 * (N + 1) ^ 2 - 1) * (1 - B) - (N ^ 2 + N - 1) * B) - 2 * (1 - B) * k c * k (grown c)))
    by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** ** R&D in large clusters *)

(** Refuted everywhere: every firm does R&D, whatever the size of the cluster. *)
Theorem game_5_1_nobody_invests : exists_non c -> forall x q, no_cooperation firms c x q -> each_firm firms (fun i =>
  x i > 0).
Proof.
  intros C x q M i Hi. destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _]. rewrite (X i Hi).
  destruct (non_positive c in_range) as [H _]; [apply C|]. lra.
Qed.

(** The paper says the same elsewhere: every firm can, and does, innovate. *)
Theorem game_5_1_innovates : exists_non c -> forall x q, no_cooperation firms c x q -> each_firm firms (fun i => x i >
  0).
Proof. exact game_5_1_nobody_invests. Qed.

(** Once the cluster is large, each does little; *)
Theorem game_5_1_nobody_invests_1 : exists_non c -> G c > 2 * B * (1 - B) -> N >= 1 + 8 / (G c - 2 * B * (1 - B)) ->
  forall x q, no_cooperation firms c x q -> each_firm firms (fun i => x i <= 8 * D c / ((G c - 2 * B * (1 - B)) * (N -
    1))).
Proof.
  intros C gap large x q M i Hi. destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _].
    rewrite (X i Hi).
  destruct C as (_ & C & _). unfold non_positive_rnd in C. range. set (g := G c - 2 * B * (1 - B)) in *.
  assert (Hg : 0 < g) by (unfold g; lra). assert (H : 8 <= g * (N - 1)).
  { replace 8 with (g * (8 / g)) by (field; lra). apply Rmult_le_compat_l; lra. }
  unfold x_non. apply fraction_le; [lra|lra|].
  assert (E : G c * (N + 1) ^ 2 - 2 * k c * s c = g * (N + 1) ^ 2 - 2 * N + 8 * N * (B * (1 - B))) by (unfold g;
    opened; ring).
  assert (0 <= 8 * N * (B * (1 - B))) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]).
  assert (Q : 8 * (N + 1) <= g * (N + 1) ^ 2).
  { replace (g * (N + 1) ^ 2) with (g * (N - 1) * (N + 1) + 2 * g * (N + 1)) by ring.
    assert (8 * (N + 1) <= g * (N - 1) * (N + 1)) by (apply Rmult_le_compat_r; lra).
      assert (0 <= 2 * g * (N + 1)) by (apply Rmult_le_pos; lra). lra. }
  assert (K : k c <= N). { opened. assert (0 <= (N - 1) * B) by (apply Rmult_le_pos; lra). lra. }
  assert (L : k c * (g * (N - 1)) <= N * (g * (N - 1))) by (apply Rmult_le_compat_r; lra).
  assert (N * (g * (N - 1)) <= g * (N + 1) ^ 2).
  { replace (g * (N + 1) ^ 2) with (N * (g * (N - 1)) + g * (3 * N + 1)) by ring.
    assert (0 <= g * (3 * N + 1)) by (apply Rmult_le_pos; lra). lra. }
  assert (0 < 2 * D c) by (opened; lra).
  assert (W : 2 * D c * (k c * (g * (N - 1))) <= 2 * D c * (4 * (G c * (N + 1) ^ 2 - 2 * k c * s c))) by (apply
    Rmult_le_compat_l; lra). lra.
Qed.

(** and all together never less than a bound that does not depend on their number. *)
Theorem game_5_1_nobody_invests_2 : exists_non c -> forall x q,
  no_cooperation firms c x q -> total firms x >= 8 * (1 - B) * D c / (9 * G c).
Proof.
  intros C x q M. destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X _].
    rewrite (total_each firms c size x _ X).
  destruct C as (_ & C & _). unfold non_positive_rnd in C. assert (S := reach_pos c in_range). range. apply Rle_ge.
    unfold x_non.
  replace (N * (2 * D c * k c / (G c * (N + 1) ^ 2 - 2 * k c * s c))) with (2 * N * D c * k c / (G c * (N + 1) ^ 2 - 2
    * k c * s c)) by (field; lra).
  assert (0 < G c) by (opened; apply Rmult_lt_0_compat; lra). apply fraction_le; [lra|lra|].
  assert (Hk : N * (1 - B) <= k c) by (opened; lra). assert (Dp : 0 < D c) by (opened; lra).
  assert (Hs : 0 <= k c * s c). { apply Rmult_le_pos; [apply Rle_trans with (N * (1 - B)); [apply Rmult_le_pos|];
    lra|opened; lra]. }
  assert (K : 8 * (1 - B) * D c * (G c * (N + 1) ^ 2 - 2 * k c * s c) <= 8 * (1 - B) * D c * (G c * (N + 1) ^ 2)).
  { apply Rmult_le_compat_l; [|lra]. apply Rmult_le_pos; lra. }
  assert (L : 18 * N * D c * G c * (N * (1 - B)) <= 18 * N * D c * G c * k c).
  { apply Rmult_le_compat_l; [|lra]. repeat apply Rmult_le_pos; lra. }
  assert (Q : 0 <= (1 - B) * D c * G c * (2 * (N - 2) * (5 * N + 2))).
  { repeat apply Rmult_le_pos; lra. }
  lra.
Qed.

End Growth.

(** Both occur, above the threshold of section 4 (3), where the paper says that it falls. *)
Theorem game_4_3_cluster_weakens_2 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r, no_cooperation (S firms) (grown c) y r /\
    exists_non c /\ exists_non (grown c) /\ beta c > (3 * n c + 1) / (n c ^ 2 + 6 * n c + 1) /\ total (S firms) y <
      total firms x) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r, no_cooperation (S firms) (grown c) y r /\
    exists_non c /\ exists_non (grown c) /\ beta c > (3 * n c + 1) / (n c ^ 2 + 6 * n c + 1) /\ total (S firms) y >
      total firms x).
Proof.
  assert (H : forall c, parameters c -> n c = 2 -> exists_non c -> exists_non (grown c) ->
    exists x q, no_cooperation 2 c x q /\ exists y r, no_cooperation 3 (grown c) y r /\ exists_non c /\ exists_non
      (grown c) /\
      total 2 x = 2 * x_non c /\ total 3 y = 3 * x_non (grown c)).
  { intros c P E C C'. assert (Z : n c = INR 2) by (rewrite E; simpl; lra). assert (P' := grown_in_range c P).
    assert (Z' := grown_size 2 c Z).
    exists (equal (x_non c)), (equal (q_non c)). split; [apply non_exists; first [ranged | assumption]|].
    exists (equal (x_non (grown c))), (equal (q_non (grown c))).
      split; [apply non_exists; first [ranged | assumption]|]. split; [assumption|]. split; [assumption|].
    rewrite (total_equal 2 c Z), (total_equal 3 (grown c) Z'), Z, Z'. simpl INR. split; ring. }
  split; [at_point 2%nat (Cluster 2 1 (1 / 2) 1 (3 / 4) 1)|at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 1)].
  - destruct (H (Cluster 2 1 (1 / 2) 1 (3 / 4) 1)) as (x & q & M & y & r & M' & C & C' & T & T');
    [exact in_range|reflexivity|numbers|unfold grown; numbers|].
    exists x, q. split; [exact M|]. exists y, r. split; [exact M'|]. split; [exact C|]. split; [exact C'|].
      rewrite T, T'. clear. unfold grown. numbers.
  - destruct (H (Cluster 2 2 1 1 (1 / 2) 1)) as (x & q & M & y & r & M' & C & C' & T & T');
    [exact in_range|reflexivity|numbers|unfold grown; numbers|].
    exists x, q. split; [exact M|]. exists y, r. split; [exact M'|]. split; [exact C|]. split; [exact C'|].
      rewrite T, T'. clear. unfold grown. numbers.
Qed.

(** ** The threshold *)

(** The paper's sentence, proved: the threshold falls with each firm more, *)
Theorem game_4_3_threshold_1 : forall m, m >= 1 -> (3 * (m + 1) + 1) / ((m + 1) ^ 2 + 6 * (m + 1) + 1) < (3 * m + 1) /
  (m ^ 2 + 6 * m + 1).
Proof.
  intros m Hm. assert (0 <= (m - 1) * (m - 1)) by (apply Rmult_le_pos; lra). assert (0 <= m ^ 2) by apply pow2_ge_0.
    apply fraction_lt; lra.
Qed.

(** and however small the spillover, once the cluster is large full cooperation does more R&D than no cooperation, as
    long as it has a solution. *)
Theorem game_4_3_threshold : forall firms c, parameters c -> n c = INR firms -> n c >= 3 / beta c -> exists_non c ->
  exists_full c ->
  forall x q y r, no_cooperation firms c x q -> full_cooperation firms c y r -> each_firm firms (fun i => y i > x i).
Proof.
  intros firms c in_range size large C C'. assert (above : beta c > (3 * n c + 1) / (n c ^ 2 + 6 * n c + 1)).
  { destruct in_range as (H1 & _ & _ & _ & H5 & _). apply Rlt_gt. apply Rlt_le_trans with (3 / n c).
    - assert (0 <= n c ^ 2) by apply pow2_ge_0. apply fraction_lt; lra.
    - assert (3 <= beta c * n c). { replace 3 with (beta c * (3 / beta c)) by (field; lra).
      apply Rmult_le_compat_l; lra. }
      apply Rmult_le_reg_r with (n c); [lra|]. replace (3 / n c * n c) with 3 by (field; lra). lra. }
  by_claim Claim_4_3_x_high.claim_4_3_x_high.
Qed.

(** But with the spillover and [G] fixed it has none in a large cluster: joint profit has no maximum. *)
Theorem game_4_3_threshold_2 : forall firms c, parameters c -> n c = INR firms -> n c >= 2 + 4 * G c / beta c ^ 2 ->
  forall x q, ~ full_cooperation firms c x q.
Proof.
  intros firms c in_range size large x q (_ & _ & M). assert (S := reach_pos c in_range). assert (range := in_range).
    destruct range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
  assert (less : 2 * n c * (b c * gamma c) < (1 + (n c - 1) * beta c) ^ 2).
  { assert (b2 : 0 < beta c ^ 2) by (apply pow_lt; lra).
    assert (L : 4 * (b c * gamma c) <= beta c ^ 2 * (n c - 2)).
    { replace (4 * (b c * gamma c)) with (beta c ^ 2 * (4 * G c / beta c ^ 2)) by (unfold G; field; lra).
      apply Rmult_le_compat_l; lra. }
    assert (n c * (4 * (b c * gamma c)) <= n c * (beta c ^ 2 * (n c - 2))) by (apply Rmult_le_compat_l; lra).
    assert (0 < (n c - 1) * beta c) by (apply Rmult_lt_0_compat; lra).
      assert (0 <= ((n c - 1) * beta c) ^ 2) by apply pow2_ge_0.
    replace ((1 + (n c - 1) * beta c) ^ 2) with (1 + 2 * ((n c - 1) * beta c) + ((n c - 1) * beta c) ^ 2) by ring.
      lra. }
  set (s' := 1 + (n c - 1) * beta c) in *. set (V := joint_profit firms c x q) in *.
  set (t := (Rabs V + 1) / (n c * (a c - A c))). assert (Av := Rabs_pos V).
  assert (tp : 0 < t) by (apply Rdiv_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
  assert (Y : 0 <= s' * t / gamma c) by (apply Rlt_le, Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  specialize (M _ _ (nonnegative_equal firms _ Y) (shares firms t ltac:(lra))).
  rewrite (joint_shared firms c in_range size _ _ t) in M by now intros i _.
    rewrite (mean_equal firms c in_range size), (spread_equal firms c in_range size) in M.
  unfold shared_at in M. fold s' in M.
  replace (n c * ((a c - A c - b c * n c * t + s' * (s' * t / gamma c)) * t - gamma c * (s' * t / gamma c) ^ 2 / 2) -
    gamma c / 2 * 0)
    with (n c * (a c - A c) * t + n c * t ^ 2 / (2 * gamma c) * (s' ^ 2 - 2 * n c * (b c * gamma c))) in M by (field;
      lra).
  replace (n c * (a c - A c) * t) with (Rabs V + 1) in M by (unfold t; field; split; lra).
  assert (0 < n c * t ^ 2 / (2 * gamma c) * (s' ^ 2 - 2 * n c * (b c * gamma c))).
  { apply Rmult_lt_0_compat; [|lra]. apply Rdiv_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [lra|].
    now apply pow_lt. }
  assert (V <= Rabs V) by apply Rle_abs. lra.
Qed.

(** ** A larger spillover *)

Section Spillover.
Variable firms : nat.
Variable c : cluster.
Variable t : R.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.
Hypothesis larger : beta c < t < 1.

Local Notation N := (n c).
Local Notation c' := (with_spillover t c).

Ltac range := range_of in_range.

Lemma spillover_in_range : parameters c'.
Proof using in_range larger. range. unfold parameters. simpl. repeat split; lra. Qed.

Lemma spillover_size : n c' = INR firms.
Proof using size. exact size. Qed.

Ltac both :=
  intros C C' x q y r M M'; assert (P := spillover_in_range); assert (Z := spillover_size);
  destruct (non_unique firms c in_range size x q (exists_strict c C) M) as [X Q];
  destruct (non_unique firms c' P Z y r (exists_strict _ C') M') as [Y R].

(** Refuted everywhere: where more spills over, every firm does less R&D. *)
Theorem game_5_3_platform : exists_non c -> exists_non c' -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation firms c' y r -> each_firm firms (fun i => y i < x i).
Proof.
  both. intros i Hi. rewrite (X i Hi), (Y i Hi). destruct C as (SO & C & _). destruct C' as (_ & C' & _).
  unfold non_own_second_order_condition, non_positive_rnd in *. assert (K := own_pos c in_range).
    assert (K' := own_pos c' P). range. unfold x_non.
  apply fraction_lt; [lra..|].
  assert (k c - k c' = (N - 1) * (t - beta c)) by (opened; ring).
    assert (0 < (N - 1) * (t - beta c)) by (apply Rmult_lt_0_compat; lra).
  assert (L : k c' * k c <= k c * k c) by (apply Rmult_le_compat_r; opened; lra).
  assert (W : 0 < 2 * D c * ((N - 1) * (t - beta c)) * (G c * (N + 1) ^ 2 - 2 * (k c' * k c))).
  { apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; opened; lra|]. replace (k c * k c) with (k c ^ 2) in L by ring.
    lra. }
  opened. lra.
Qed.

(** Output, and the R&D that reaches each firm, rise exactly as long as the two spillovers add up to less than one:
    below one half. *)
Theorem game_5_3_platform_1 : exists_non c -> exists_non c' -> forall x q y r,
  no_cooperation firms c x q -> no_cooperation firms c' y r -> total firms r > total firms q <-> beta c + t < 1.
Proof.
  both. rewrite (total_each firms c size q _ Q), (total_each firms c' Z r _ R).
  destruct C as (_ & C & _). destruct C' as (_ & C' & _). unfold non_positive_rnd in *. range. unfold q_non.
  change (n c') with N in *. change (G c') with (G c) in *. change (D c') with (D c). change (gamma c') with (gamma c).
  set (d := G c * (N + 1) ^ 2 - 2 * k c * s c) in *. set (d' := G c * (N + 1) ^ 2 - 2 * k c' * s c') in *.
  assert (E : N * (D c * gamma c * (N + 1) / d') - N * (D c * gamma c * (N + 1) / d)
    = N * D c * gamma c * (N + 1) * 2 * (N - 1) ^ 2 * (t - beta c) / (d * d') * (1 - (beta c + t))).
  { transitivity (N * D c * gamma c * (N + 1) / (d * d') * (d - d')); [field; unfold d, d'; lra|].
    replace (d - d') with (2 * (N - 1) ^ 2 * (t - beta c) * (1 - (beta c + t))) by (unfold d, d'; opened; ring).
      field. unfold d, d'. lra. }
  assert (F : 0 < N * D c * gamma c * (N + 1) * 2 * (N - 1) ^ 2 * (t - beta c) / (d * d')).
  { apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat; unfold d, d'; lra].
    assert (0 < D c) by (opened; lra). repeat (apply Rmult_lt_0_compat || apply pow_lt); lra. }
  set (f := N * D c * gamma c * (N + 1) * 2 * (N - 1) ^ 2 * (t - beta c) / (d * d')) in *. split; intro L.
  - assert (0 < 1 - (beta c + t)); [|lra]. apply Rmult_lt_reg_l with f; lra.
  - assert (0 < f * (1 - (beta c + t))); [|lra]. apply Rmult_lt_0_compat; lra.
Qed.

(** The second best asks for more. *)
Theorem game_5_3_platform_2 : exists_second c -> exists_second c' -> forall x q y r,
  second_best firms c x q -> second_best firms c' y r -> each_firm firms (fun i => y i > x i).
Proof.
  intros C C' x q y r M M' i Hi. assert (P := spillover_in_range). assert (Z := spillover_size).
  destruct (second_unique firms c in_range size x q C M) as [X _].
    destruct (second_unique firms c' P Z y r C' M') as [Y _].
  rewrite (X i Hi), (Y i Hi). destruct C as (C & _). destruct C' as (C' & _). assert (S := reach_pos c in_range).
    unfold second_joint_concavity in *. range. unfold x_second.
  apply Rlt_gt, fraction_lt; [lra..|].
  assert (E : s c' - s c = (N - 1) * (t - beta c)) by (opened; ring).
    assert (0 < (N - 1) * (t - beta c)) by (apply Rmult_lt_0_compat; lra).
  assert (0 < s c) by (opened; lra). assert (0 < s c') by lra.
  assert (W : 0 < D c * (N + 2) * ((N - 1) * (t - beta c)) * (G c * (N + 1) ^ 2 + s c * s c' * (N + 2))).
  { assert (0 < D c) by (opened; lra). assert (0 < G c) by (opened; apply Rmult_lt_0_compat; lra).
    apply Rmult_lt_0_compat; [repeat apply Rmult_lt_0_compat; lra|].
    assert (0 < G c * (N + 1) ^ 2) by (apply Rmult_lt_0_compat; [lra|apply pow_lt; lra]).
    assert (0 < s c * s c' * (N + 2)) by (repeat apply Rmult_lt_0_compat; lra). lra. }
  rewrite <- E in W. change (n c') with N. change (G c') with (G c). change (D c') with (D c). lra.
Qed.

End Spillover.

(** Read as joint decisions on R&D, a platform raises R&D exactly above one half. *)
Theorem game_5_3_platform_3 : forall firms c, parameters c -> n c = INR firms -> exists_non c -> exists_rnd c ->
  forall x q y r, no_cooperation firms c x q -> rnd_cooperation firms c y r ->
  forall i, (i < firms)%nat -> y i > x i <-> beta c > 1 / 2.
Proof.
  intros firms c in_range size C C' x q y r M M' i Hi.
  destruct (non_unique firms c in_range size x q C M) as [X _].
  destruct (rnd_unique firms c in_range size y r C' M') as [Y _]. rewrite (X i Hi), (Y i Hi).
  destruct C as (_ & P & _). destruct C' as (P' & _). unfold non_positive_rnd, rnd_joint_concavity in *.
  destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7). set (g := G c * (n c + 1) ^ 2) in *.
  assert (gp : 0 < g).
  { unfold g, G. apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|apply pow_lt; lra]. }
  set (f := 2 * D c * g * (n c - 1) / ((g - 2 * s c ^ 2) * (g - 2 * k c * s c))).
  assert (fp : 0 < f).
  { unfold f. apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat; lra].
    apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [unfold D|]|]; lra. }
  assert (E : x_rnd c - x_non c = f * (2 * beta c - 1)).
  { unfold x_rnd, x_non. fold g. transitivity (f / (n c - 1) * (s c - k c)); [unfold f; field; repeat split; lra|].
    replace (s c - k c) with ((n c - 1) * (2 * beta c - 1)) by (unfold s, k; ring). field. lra. }
  split; intro L.
  - assert (0 < 2 * beta c - 1); [|lra]. apply Rmult_lt_reg_l with f; lra.
  - assert (0 < f * (2 * beta c - 1)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.
