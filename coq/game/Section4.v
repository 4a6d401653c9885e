(** Section 4 of the paper, and what section 3 says of the same comparisons: whatever is a solution of one mode, and
    whatever is one of another, for every number of firms. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved.
From Spillover Require Claim_3_2_x_high Claim_3_2_x_low Claim_3_2_Q_high Claim_3_2_Q_low Claim_4_1_x Claim_4_1_profit
  Claim_4_1_Q
  Claim_4_2_profit_high Claim_4_2_profit_low Claim_4_2_cost Claim_4_2_welfare Claim_4_2_monopoly_output
    Claim_4_2_consortium_welfare
  Claim_4_3_x_high Claim_4_3_x_low Claim_4_3_profit_high Claim_4_3_profit_low Claim_4_3_Q.
Local Open Scope R_scope.

(** The paper's threshold. *)
Notation T c := ((3 * n c + 1) / (n c ^ 2 + 6 * n c + 1)) (only parsing).

Section Comparisons.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation no_cooperation := (no_cooperation firms c).
Local Notation rnd_cooperation := (rnd_cooperation firms c).
Local Notation full_cooperation := (full_cooperation firms c).
Local Notation each_firm := (each_firm firms).
Local Notation total := (total firms).
Local Notation profit := (profit firms c).
Local Notation welfare := (welfare firms c).

(** ** No cooperation and R&D cooperation *)

Theorem game_3_2_x_high : exists_non c -> exists_rnd c -> beta c > 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> each_firm (fun i => y i > x i).
Proof. by_claim Claim_3_2_x_high.claim_3_2_x_high. Qed.

Theorem game_3_2_Q_high : exists_non c -> exists_rnd c -> beta c > 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> total r > total q.
Proof. by_claim Claim_3_2_Q_high.claim_3_2_Q_high. Qed.

Theorem game_3_2_x_low : exists_non c -> exists_rnd c -> beta c < 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> each_firm (fun i => x i > y i).
Proof. by_claim Claim_3_2_x_low.claim_3_2_x_low. Qed.

Theorem game_3_2_Q_low : exists_non c -> exists_rnd c -> beta c < 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> total q > total r.
Proof. by_claim Claim_3_2_Q_low.claim_3_2_Q_low. Qed.

Theorem game_4_2_profit_high : exists_non c -> exists_rnd c -> beta c > 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> each_firm (fun i => profit y r i > profit x q i).
Proof. by_claim Claim_4_2_profit_high.claim_4_2_profit_high. Qed.

(** Refuted everywhere: below one half, too, R&D cooperation earns more. *)
Theorem game_4_2_profit_low : exists_non c -> exists_rnd c -> beta c < 1 / 2 ->
  forall x q y r, no_cooperation x q -> rnd_cooperation y r -> each_firm (fun i => profit x q i < profit y r i).
Proof. by_claim Claim_4_2_profit_low.claim_4_2_profit_low. Qed.

(** Sharpened: what all others' R&D takes off a firm's unit cost exceeds what its own R&D does. *)
Theorem game_4_2_cost : exists_rnd c -> beta c > 1 / 2 ->
  forall x q, rnd_cooperation x q -> forall i, (i < firms)%nat -> beta c * (total x - x i) > x i <-> (n c - 1) * beta
    c > 1.
Proof.
  intros C H x q N i Hi. destruct (rnd_unique firms c in_range size x q C N) as [X _].
    rewrite (total_each firms c size x _ X), (X i Hi).
  destruct (rnd_positive c in_range C) as [P _]. replace (beta c * (n c * x_rnd c - x_rnd c)) with ((n c - 1) * beta c
    * x_rnd c) by ring. split; intro L.
  - apply Rnot_le_gt. intro M. assert ((n c - 1) * beta c * x_rnd c <= 1 * x_rnd c) by (apply Rmult_le_compat_r; lra).
    lra.
  - assert (1 * x_rnd c < (n c - 1) * beta c * x_rnd c) by (apply Rmult_lt_compat_r; lra). lra.
Qed.

(** ** R&D cooperation and full cooperation *)

Theorem game_4_1_x : exists_rnd c -> exists_full c ->
  forall x q y r, rnd_cooperation x q -> full_cooperation y r -> each_firm (fun i => y i > x i).
Proof. by_claim Claim_4_1_x.claim_4_1_x. Qed.

Theorem game_4_1_profit : exists_rnd c -> exists_full c ->
  forall x q y r, rnd_cooperation x q -> full_cooperation y r -> each_firm (fun i => profit y r i > profit x q i).
Proof. by_claim Claim_4_1_profit.claim_4_1_profit. Qed.

(** Sharpened: where the one order holds. That both occur is below. *)
Theorem game_4_1_Q : exists_rnd c -> exists_full c ->
  forall x q y r, rnd_cooperation x q -> full_cooperation y r -> total q > total r <-> G c * (n c + 1) > s c ^ 2.
Proof. by_claim Claim_4_1_Q.claim_4_1_Q. Qed.

(** Sharpened. *)
Theorem game_4_2_consortium_welfare : exists_rnd c -> exists_full c ->
  forall x q y r, rnd_cooperation x q -> full_cooperation y r -> welfare x q > welfare y r <->
  n c * (n c + 1) ^ 2 * (n c + 3) * G c ^ 2 - (3 * n c ^ 3 + 3 * n c ^ 2 + 9 * n c + 1) * G c * s c ^ 2 + (n c ^ 2 + n
    c + 2) * s c ^ 4 > 0.
Proof. by_claim Claim_4_2_consortium_welfare.claim_4_2_consortium_welfare. Qed.

(** ** No cooperation and full cooperation *)

Theorem game_4_3_x_high : exists_non c -> exists_full c -> beta c > T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> each_firm (fun i => y i > x i).
Proof. by_claim Claim_4_3_x_high.claim_4_3_x_high. Qed.

Theorem game_4_3_x_low : exists_non c -> exists_full c -> beta c < T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> each_firm (fun i => x i > y i).
Proof. by_claim Claim_4_3_x_low.claim_4_3_x_low. Qed.

Theorem game_4_3_profit_high : exists_non c -> exists_full c -> beta c > T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> each_firm (fun i => profit y r i > profit x q i).
Proof. by_claim Claim_4_3_profit_high.claim_4_3_profit_high. Qed.

(** Refuted everywhere: one order of profits never occurs. *)
Theorem game_4_3_profit_low : exists_non c -> exists_full c -> beta c < T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> each_firm (fun i => profit x q i < profit y r i).
Proof. by_claim Claim_4_3_profit_low.claim_4_3_profit_low. Qed.

(** Sharpened: where the one order holds above the threshold. That both occur there is below. *)
Theorem game_4_3_Q : exists_non c -> exists_full c -> beta c > T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> total q > total r <-> G c * (n c + 1) > s c * ((n c +
    3) * beta c - 1).
Proof. by_claim Claim_4_3_Q.claim_4_3_Q. Qed.

Theorem game_4_3_Q_1 : exists_non c -> exists_full c -> beta c <= T c ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> total q > total r.
Proof. by_claim Claim_4_3_Q.lemma_4_3_Q_1. Qed.

(** ** All three *)

(** The exact conditions in the place of what is refuted: R&D cooperation has the largest output, and it has the
    largest welfare. *)
Theorem game_4_2_welfare_1 : exists_non c -> exists_rnd c -> exists_full c -> beta c > 1 / 2 ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t ->
  total r > total q /\ total r > total t <-> G c * (n c + 1) > s c ^ 2.
Proof. by_claim Claim_4_2_welfare.claim_4_2_welfare_1. Qed.

Theorem game_4_2_welfare_2 : exists_non c -> exists_rnd c -> exists_full c -> beta c > 1 / 2 ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t ->
  welfare y r > welfare x q /\ welfare y r > welfare z t <->
  n c * (n c + 1) ^ 2 * (n c + 3) * G c ^ 2 - (3 * n c ^ 3 + 3 * n c ^ 2 + 9 * n c + 1) * G c * s c ^ 2 + (n c ^ 2 + n
    c + 2) * s c ^ 4 > 0.
Proof. by_claim Claim_4_2_welfare.claim_4_2_welfare_2. Qed.

End Comparisons.

(** ** Points *)

Theorem game_4_1_Q_1 :
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_rnd c /\ exists_full c /\ total firms q > total firms r) /\
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_rnd c /\ exists_full c /\ total firms q < total firms r).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 2)|at_point 2%nat (Cluster 2 1 (7 / 8) (2 / 3) (1 / 2) 1)];
    take_rnd; take_full; there.
Qed.

Theorem game_4_3_Q_2 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_non c /\ exists_full c /\ beta c > T c /\ total firms q > total firms r) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_non c /\ exists_full c /\ beta c > T c /\ total firms q < total firms r).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 2)|at_point 2%nat (Cluster 2 (7 / 6) 1 (2 / 3) (1 / 2) 1)];
    take_non; take_full; there.
Qed.

(** With two firms what spills over is less than one's own part, with three it can be more. *)
Theorem game_4_2_cost_1 :
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists_rnd c /\ beta c > 1 / 2 /\
    each_firm firms (fun i => beta c * (total firms x - x i) > x i)) /\
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists_rnd c /\ beta c > 1 / 2 /\
    each_firm firms (fun i => beta c * (total firms x - x i) <= x i)).
Proof.
  split; [at_point 3%nat (Cluster 3 2 1 1 (2 / 3) 2)|at_point 2%nat (Cluster 2 2 1 1 (2 / 3) 2)]; take_rnd;
    (split; [assumption|]); (split; [simpl; lra|]); intros i Hi; rewrite (total_equal _ _ size); unfold equal; numbers.
Qed.

Theorem game_4_2_consortium_welfare_1 :
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_rnd c /\ exists_full c /\ welfare firms c x q > welfare firms c y r) /\
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_rnd c /\ exists_full c /\ welfare firms c x q <= welfare firms c y r).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 2)|at_point 2%nat (Cluster 2 1 (3 / 4) (3 / 4) (1 / 2) 1)];
    take_rnd; take_full; there.
Qed.

(** Refuted: a cluster in which full cooperation produces no less than R&D cooperation. *)
Theorem game_4_2_monopoly_output :
  occurs (fun firms c => exists x q, rnd_cooperation firms c x q /\ exists y r, full_cooperation firms c y r /\
    exists_rnd c /\ exists_full c /\ total firms q <= total firms r).
Proof. at_point 3%nat (Cluster 3 (3 / 2) 1 1 (1 / 2) 1); take_rnd; take_full; there. Qed.

(** Refuted: a cluster with a spillover above one half in which full cooperation has the larger output, and the
    larger welfare, than R&D cooperation. *)
Theorem game_4_2_welfare :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ beta c > 1 / 2 /\
    total firms r < total firms t /\ welfare firms c y r < welfare firms c z t).
Proof. at_point 4%nat (Cluster 4 (3 / 2) 1 1 (3 / 4) 2); take_non; take_rnd; take_full; there. Qed.

(** R&D cooperation has the largest output, and full cooperation the larger welfare. *)
Theorem game_4_2_welfare_3 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ beta c > 1 / 2 /\
    total firms r > total firms q /\ total firms r > total firms t /\ welfare firms c y r <= welfare firms c z t).
Proof. at_point 2%nat (Cluster 2 (4 / 3) 1 1 (3 / 4) (9 / 8)); take_non; take_rnd; take_full; there. Qed.
