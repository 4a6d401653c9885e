(** What the literature says of this game, and of agreements between its firms. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved game.Growth.
From Spillover Require Claim_lit_duopoly_second_best Claim_lit_oligopoly_cooperation Claim_lit_oligopoly_overshoot
  Claim_5_3_underinvestment.
Local Open Scope R_scope.

Section Literature.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation no_cooperation := (no_cooperation firms c).
Local Notation rnd_cooperation := (rnd_cooperation firms c).
Local Notation full_cooperation := (full_cooperation firms c).
Local Notation second_best := (second_best firms c).
Local Notation each_firm := (each_firm firms).
Local Notation welfare := (welfare firms c).
Local Notation N := (n c).
Local Notation B := (beta c).

Theorem game_lit_duopoly_second_best : exists_non c -> exists_rnd c -> exists_full c -> exists_second c -> firms =
  2%nat ->
  forall x q y r z t v w, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t -> second_best v w ->
  each_firm (fun i => v i > x i /\ v i > z i /\ z i > y i).
Proof.
  intros CN CR CF CS H. assert (two : n c = 2) by (rewrite size, H; simpl; lra).
    by_claim Claim_lit_duopoly_second_best.claim_lit_duopoly_second_best.
Qed.

Theorem game_lit_oligopoly_cooperation : exists_rnd c -> exists_second c -> forall x q y r,
  rnd_cooperation x q -> second_best y r ->
  each_firm (fun i => y i > x i).
Proof. by_claim Claim_lit_oligopoly_cooperation.claim_lit_oligopoly_cooperation. Qed.

Theorem game_lit_oligopoly_overshoot : exists_non c -> exists_rnd c -> B < 1 / 2 -> forall x q y r,
  no_cooperation x q -> rnd_cooperation y r ->
  welfare x q > welfare y r.
Proof. by_claim Claim_lit_oligopoly_overshoot.claim_lit_oligopoly_overshoot. Qed.

(** From one twelfth on, firms that do not cooperate never do more than the second best, however many they are: their
    number is whole. *)
Theorem game_lit_oligopoly_safe : exists_non c -> exists_second c -> B >= 1 / 12 -> forall x q y r,
  no_cooperation x q -> second_best y r ->
  each_firm (fun i => x i <= y i).
Proof.
  intros CN CS H x q y r M M' i Hi. assert (two := two_firms firms c in_range size).
  assert (K := Claim_5_3_underinvestment.claim_5_3_underinvestment c in_range CN CS). outcomes. of_firm.
    in_closed_forms.
  assert (whole : 0 <= (N - 4) * (N - 5)).
  { rewrite size. destruct (le_lt_dec firms 4) as [L|L].
    - apply le_INR in L. simpl in L. replace ((INR firms - 4) * (INR firms - 5)) with ((4 - INR firms) * (5 - INR
      firms)) by ring. apply Rmult_le_pos; lra.
    - apply le_INR in L. replace (INR 5) with 5 in L by (simpl; lra). apply Rmult_le_pos; lra. }
  destruct in_range as (n_two & _). assert (bound : (N - 1) * (N + 4) * (1 / 12) <= (N - 1) * (N + 4) * B).
  { apply Rmult_le_compat_l; [apply Rmult_le_pos|]; lra. }
  destruct (Rle_lt_or_eq_dec _ _ bound) as [L|L].
  - assert (x_second c > x_non c) by (apply K; lra). lra.
  - destruct (Rle_or_lt (x_non c) (x_second c)) as [|Less]; [assumption|exfalso].
    destruct (Rle_lt_or_eq_dec _ _ whole) as [W|W]; [assert (x_second c > x_non c) by (apply K; lra); lra|].
    assert (E : B * (N - 1) * (N + 4) = N - 2) by lra.
    destruct CN as (_ & P & _). destruct CS as (P' & _). conditions. unfold x_non, x_second, D, G, s, k in Less.
    assert (V : (1 + (N - 1) * B) * (N + 2) = 2 * (N - (N - 1) * B)) by lra.
    replace ((a c - A c) * (1 + (N - 1) * B) * (N + 2)) with ((a c - A c) * ((1 + (N - 1) * B) * (N + 2))) in Less by
      ring.
    replace ((1 + (N - 1) * B) ^ 2 * (N + 2)) with ((1 + (N - 1) * B) * ((1 + (N - 1) * B) * (N + 2))) in Less by ring.
    rewrite V in Less. replace ((a c - A c) * (2 * (N - (N - 1) * B))) with (2 * (a c - A c) * (N - (N - 1) * B)) in
      Less by ring.
    replace ((1 + (N - 1) * B) * (2 * (N - (N - 1) * B))) with (2 * (N - (N - 1) * B) * (1 + (N - 1) * B)) in Less by
      ring. lra.
Qed.

End Literature.

(** ** Research joint ventures *)

(** Four arrangements: firms compete or cooperate in R&D, and share its results in part or, in a joint venture, all
    of them. *)
Section Ventures.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation venture := (with_spillover 1 c).
Local Notation N := (n c).

Lemma venture_in_range : with_ventures venture.
Proof using in_range. destruct in_range as (? & ? & ? & ? & ? & ? & ?). unfold with_ventures, with_spillover. simpl.
  repeat split; lra. Qed.

Hypothesis competition : strict_non c.
Hypothesis cartel : strict_rnd c.
Hypothesis venture_competition : strict_non venture.
Hypothesis venture_cartel : strict_rnd venture.

Variables x q y r z t v w : profile.
Hypothesis x_solves : no_cooperation firms c x q.
Hypothesis y_solves : rnd_cooperation firms c y r.
Hypothesis z_solves : no_cooperation firms venture z t.
Hypothesis v_solves : rnd_cooperation firms venture v w.

Lemma sizes : 1 < s c < N /\ 0 < k c < N /\ s venture = N /\ k venture = 1 /\ 0 < D c /\ 0 < G c /\ 2 <= N /\ 0 <
  gamma c /\ 0 < b c.
Proof using in_range.
  destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7). unfold s, k, D, G, with_spillover. cbn [n a A b beta gamma].
  assert (0 < (N - 1) * (1 - beta c)) by (apply Rmult_lt_0_compat; lra).
    assert (0 < (N - 1) * beta c) by (apply Rmult_lt_0_compat; lra).
  assert (0 < b c * gamma c) by now apply Rmult_lt_0_compat. repeat split; lra.
Qed.

(** What all have in common: with [g] for [G (n + 1)^2]. *)
Lemma four : let g := G c * (N + 1) ^ 2 in 2 * N ^ 2 < g /\ 2 * k c * s c < g /\ 2 * s c ^ 2 < g /\ 2 * N < g /\
  x_non c = 2 * D c * k c / (g - 2 * (k c * s c)) /\ x_rnd c = 2 * D c * s c / (g - 2 * s c ^ 2) /\
  x_non venture = 2 * D c / (g - 2 * N) /\ x_rnd venture = 2 * D c * N / (g - 2 * N ^ 2) /\
  Q_non c = D c * gamma c * N * (N + 1) / (g - 2 * (k c * s c)) /\ Q_rnd c = D c * gamma c * N * (N + 1) / (g - 2 * s
    c ^ 2) /\
  Q_non venture = D c * gamma c * N * (N + 1) / (g - 2 * N) /\ Q_rnd venture = D c * gamma c * N * (N + 1) / (g - 2 *
    N ^ 2) /\
  profit_non c = gamma c * D c ^ 2 * (g - 2 * k c ^ 2) / (g - 2 * (k c * s c)) ^ 2 /\ profit_rnd c = gamma c * D c ^ 2
    / (g - 2 * s c ^ 2) /\
  profit_non venture = gamma c * D c ^ 2 * (g - 2) / (g - 2 * N) ^ 2 /\ profit_rnd venture = gamma c * D c ^ 2 / (g -
    2 * N ^ 2).
Proof using in_range competition cartel venture_competition venture_cartel.
  intro g. destruct sizes as (S1 & K1 & Sv & Kv & _). destruct competition as (_ & C1 & _). destruct cartel as (C2 & _).
  destruct venture_competition as (_ & C3 & _). destruct venture_cartel as (C4 & _).
    unfold non_positive_rnd, rnd_joint_concavity in *.
  change (G venture) with (G c) in *. change (n venture) with N in *. fold g in C1, C2, C3, C4. rewrite Sv in *.
    rewrite Kv in *.
  closed_forms. change (G venture) with (G c) in *. change (n venture) with N in *.
    change (D venture) with (D c) in *. change (gamma venture) with (gamma c) in *.
  rewrite Sv, Kv. fold g. repeat split; try lra; try (f_equal; ring); f_equal; try ring; f_equal; ring.
Qed.

(** The cartel that is a joint venture does the most R&D, *)
Theorem game_lit_ventures_best : each_firm firms (fun i => v i > x i /\ v i > y i /\ v i > z i).
Proof using in_range size competition cartel venture_competition venture_cartel x_solves y_solves z_solves v_solves.
  assert (P := venture_in_range). assert (Z : n venture = INR firms) by exact size. intros i Hi.
  destruct (non_unique firms c in_range size x q competition x_solves) as [X _].
    destruct (rnd_unique firms c in_range size y r cartel y_solves) as [Y _].
  destruct (non_unique firms venture P Z z t venture_competition z_solves) as [Zx _].
    destruct (rnd_unique firms venture P Z v w venture_cartel v_solves) as [V _].
  rewrite (X i Hi), (Y i Hi), (Zx i Hi), (V i Hi). destruct sizes as (S1 & K1 & _ & _ & Dp & Gp & Np & _).
    destruct four as (F1 & F2 & F3 & F4 & -> & -> & -> & -> & _).
  set (g := G c * (N + 1) ^ 2) in *. set (S := s c) in *. set (K := k c) in *. clearbody g S K.
  assert (0 < g) by (assert (0 <= N ^ 2) by apply pow2_ge_0; lra).
  assert (A1 : 0 < 2 * D c * (g * (N - K) + 2 * N * K * (N - S))).
  { apply Rmult_lt_0_compat; [lra|]. assert (0 < g * (N - K)) by (apply Rmult_lt_0_compat; lra).
    assert (0 < 2 * N * K * (N - S)) by (repeat apply Rmult_lt_0_compat; lra). lra. }
  assert (A2 : 0 < 2 * D c * ((N - S) * (g + 2 * N * S))).
  { apply Rmult_lt_0_compat; [lra|]. apply Rmult_lt_0_compat; [lra|].
    assert (0 < 2 * N * S) by (repeat apply Rmult_lt_0_compat; lra). lra. }
  assert (A3 : 0 < 2 * D c * (g * (N - 1))) by (repeat apply Rmult_lt_0_compat; lra).
  repeat split; apply Rlt_gt, fraction_lt; lra.
Qed.

(** and has the largest output, profit and welfare. *)
Theorem game_lit_ventures_best_1 :
  (total firms w > total firms q /\ total firms w > total firms r /\ total firms w > total firms t) /\
  each_firm firms (fun i => profit firms venture v w i > profit firms c x q i /\ profit firms venture v w i > profit
    firms c y r i /\
    profit firms venture v w i > profit firms venture z t i) /\
  welfare firms venture v w > welfare firms c x q /\ welfare firms venture v w > welfare firms c y r /\ welfare firms
    venture v w > welfare firms venture z t.
Proof using in_range size competition cartel venture_competition venture_cartel x_solves y_solves z_solves v_solves.
  assert (P := venture_in_range). assert (Z : n venture = INR firms) by exact size.
  destruct (non_outcome firms c in_range size x q competition x_solves) as [_ _ Q1 _ _ P1 _ _].
  destruct (rnd_outcome firms c in_range size y r cartel y_solves) as [_ _ Q2 _ _ P2 _ _].
  destruct (non_outcome firms venture P Z z t venture_competition z_solves) as [_ _ Q3 _ _ P3 _ _].
  destruct (rnd_outcome firms venture P Z v w venture_cartel v_solves) as [_ _ Q4 _ _ P4 _ _].
  destruct sizes as (S1 & K1 & _ & _ & Dp & Gp & Np & gp & bp).
    destruct four as (F1 & F2 & F3 & F4 & _ & _ & _ & _ & E1 & E2 & E3 & E4 & R1 & R2 & R3 & R4).
  rewrite E1 in Q1. rewrite E2 in Q2. rewrite E3 in Q3. rewrite E4 in Q4. rewrite R1 in P1. rewrite R2 in P2.
    rewrite R3 in P3. rewrite R4 in P4.
  clear E1 E2 E3 E4 R1 R2 R3 R4. set (g := G c * (N + 1) ^ 2) in *. set (S := s c) in *. set (K := k c) in *.
    clearbody g S K.
  assert (KS : K * S < N ^ 2). { assert (K * S <= N * S) by (apply Rmult_le_compat_r; lra).
    assert (N * S < N * N) by (apply Rmult_lt_compat_l; lra). lra. }
  assert (SS : S ^ 2 < N ^ 2). { assert (S * S <= N * S) by (apply Rmult_le_compat_r; lra).
    assert (N * S < N * N) by (apply Rmult_lt_compat_l; lra). lra. }
  assert (NN : N < N ^ 2). { assert (2 * N <= N * N) by (apply Rmult_le_compat_r; lra). lra. }
  set (f := D c * gamma c * N * (N + 1)) in *. assert (fp : 0 < f) by (unfold f; repeat apply Rmult_lt_0_compat; lra).
  set (h := gamma c * D c ^ 2) in *. assert (hp : 0 < h) by (unfold h; apply Rmult_lt_0_compat; [lra|apply pow_lt;
    lra]).
  assert (grow : forall e u, 0 < e -> u < N ^ 2 -> e / (g - 2 * u) < e / (g - 2 * N ^ 2)).
  { intros e u He Hu. apply fraction_lt; [lra|lra|]. apply Rmult_lt_compat_l; lra. }
  assert (apart : forall i j, 2 * (i * j) < g -> 2 * j ^ 2 < g -> h * (g - 2 * i ^ 2) / (g - 2 * (i * j)) ^ 2 <= h /
    (g - 2 * j ^ 2)).
  { intros i j H H'. apply fraction_le; [apply pow_lt; lra|lra|].
    assert (0 <= h * (2 * g * (i - j) ^ 2)) by (apply Rmult_le_pos; [lra|apply weighted_square; lra]). lra. }
  assert (O : total firms w > total firms q /\ total firms w > total firms r /\ total firms w > total firms t).
  { rewrite Q1, Q2, Q3, Q4. repeat split; apply Rlt_gt, grow; lra. }
  assert (N1 := apart K S ltac:(lra) ltac:(lra)). assert (N2 := grow h (S ^ 2) hp SS).
  assert (N3 : h * (g - 2) / (g - 2 * N) ^ 2 < h / (g - 2 * N ^ 2)).
  { apply fraction_lt; [apply pow_lt; lra|lra|]. assert (0 < h * (2 * g * (N - 1) ^ 2)); [|lra].
    apply Rmult_lt_0_compat; [lra|].
    apply Rmult_lt_0_compat; [lra|apply pow_lt; lra]. }
  assert (Pr : each_firm firms (fun i => profit firms venture v w i > profit firms c x q i /\ profit firms venture v w
    i > profit firms c y r i /\
    profit firms venture v w i > profit firms venture z t i)).
  { intros i Hi. rewrite (P1 i Hi), (P2 i Hi), (P3 i Hi), (P4 i Hi). repeat split; lra. }
  split; [exact O|]. split; [exact Pr|].
  assert (more : forall c' x' q' p', b c' = b c -> each_firm firms (fun i => profit firms c' x' q' i = p') -> p' < h /
    (g - 2 * N ^ 2) ->
    0 <= total firms q' < total firms w -> welfare firms venture v w > welfare firms c' x' q').
  { intros c' x' q' p' Hb Hp Lp Lq. unfold welfare, joint_profit.
    rewrite !surplus, (total_each firms c size _ _ Hp), (total_each firms c size _ _ P4), Hb.
    change (b venture) with (b c). assert (N * p' < N * (h / (g - 2 * N ^ 2))) by (apply Rmult_lt_compat_l; lra).
    assert (total firms q' ^ 2 <= total firms w ^ 2) by (apply pow_incr; lra).
    assert (b c * total firms q' ^ 2 <= b c * total firms w ^ 2) by (apply Rmult_le_compat_l; lra). lra. }
  assert (positive : forall u, 2 * u < g -> 0 <= f / (g - 2 * u)) by (intros u Hu; apply Rlt_le, Rdiv_lt_0_compat; lra).
  split; [|split].
  - apply (more c x q _ eq_refl P1); [lra|]. split; [rewrite Q1; apply positive; lra|lra].
  - apply (more c y r _ eq_refl P2); [lra|]. split; [rewrite Q2; apply positive; lra|lra].
  - apply (more venture z t _ eq_refl P3); [lra|]. split; [rewrite Q3; apply positive; lra|lra].
Qed.

End Ventures.
