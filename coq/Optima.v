(** The modes in which somebody decides for all: R&D cooperation, full cooperation, and the two planners. Each has
    one optimum against every R&D profile, equal or not, also where it would drive firms out of the market; it is
    that of the closed forms. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes.
Local Open Scope R_scope.

Section Optima.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : with_ventures c.
Hypothesis size : n c = INR firms.

Local Notation n := (Cluster.n c).
Local Notation a := (Cluster.a c).
Local Notation A := (Cluster.A c).
Local Notation b := (Cluster.b c).
Local Notation beta := (Cluster.beta c).
Local Notation gamma := (Cluster.gamma c).
Local Notation reach := (1 + (Cluster.n c - 1) * Cluster.beta c).
Local Notation total := (total firms).
Local Notation joint_profit := (joint_profit firms c).
Local Notation welfare := (welfare firms c).
Local Notation cournot := (cournot firms c).
Local Notation interior := (interior firms c).
Local Notation outcome := (outcome firms c).

Ltac unfolded := conditions; closed_forms; unfold D, G, s, k; solve_field.

(** ** Mean R&D, and how unequal R&D is *)

Definition mean (x : profile) : R := total x / n.
Definition spread (x : profile) : R := sum firms (fun i => (x i - mean x) ^ 2).

Lemma total_mean x : total x = n * mean x.
Proof using in_range. range. unfold mean. field. lra. Qed.

Lemma mean_equal t : mean (equal t) = t.
Proof using in_range size. range. unfold mean. rewrite (total_equal firms c size). field. lra. Qed.

Lemma spread_equal t : spread (equal t) = 0.
Proof using in_range size.
  unfold spread. rewrite mean_equal. unfold equal. rewrite (sum_ext _ _ (fun _ => 0)) by (intros; ring).
    rewrite sum_const. ring.
Qed.

Lemma spread_nonneg x : 0 <= spread x.
Proof using. apply sum_nonneg. intros. apply pow2_ge_0. Qed.

Lemma sum_apart x : sum firms (fun i => x i - mean x) = 0.
Proof using in_range size.
  range. rewrite (sum_ext _ _ (fun i => - mean x + 1 * x i)) by (intros; ring).
    rewrite sum_plus, sum_const, sum_times, <- size.
  change (sum firms x) with (total x). rewrite total_mean. ring.
Qed.

(** A profile with the mean [t] and no spread is [t] in each firm. *)
Lemma no_spread x t v w : 0 < v -> 0 < w -> v * (mean x - t) ^ 2 + w * spread x <= 0 -> each_firm firms (fun i => x i
  = t).
Proof using.
  intros Hv Hw H. assert (V := weighted_square v (mean x - t) ltac:(lra)). assert (S := spread_nonneg x).
  assert (W : 0 <= w * spread x) by (apply Rmult_le_pos; lra).
    assert (M : mean x - t = 0) by (apply (square_zero v); lra).
  assert (Z : spread x <= 0). { apply Rmult_le_reg_l with w; lra. }
  intros i Hi. assert (E := sum_zero firms _ (fun j _ => pow2_ge_0 (x j - mean x)) Z i Hi). cbn beta in E.
  assert (x i - mean x = 0) by (apply (square_zero 1); lra). lra.
Qed.

(** What a quadratic with weights [u] on the mean, linear in the deviations from it, adds up to. *)
Lemma sum_quadratic x f u v w : (forall i, (i < firms)%nat -> f i = u + v * (x i - mean x) + w * (x i - mean x) ^ 2) ->
  sum firms f = n * u + w * spread x.
Proof using in_range size.
  intro H. rewrite (sum_ext _ f (fun i => u + (v * (x i - mean x) + w * (x i - mean x) ^ 2))) by (intros;
    rewrite H by assumption; ring).
  rewrite !sum_plus, sum_const, !sum_times, sum_apart, <- size. unfold spread. ring.
Qed.

(** ** Cournot outputs after any R&D *)

(** The output after the mean R&D [m]. *)
Definition output (m : R) : R := (a - A + reach * m) / ((n + 1) * b).

Lemma interior_mean x i : interior x i = output (mean x) + (1 - beta) / b * (x i - mean x).
Proof using in_range. range. unfold Cournot.interior, output. rewrite total_mean. field. split; lra. Qed.

Lemma total_output x : total (interior x) = n * output (mean x).
Proof using in_range size. range. rewrite (total_interior firms c in_range size), total_mean. unfold output. field.
  split; lra. Qed.

Definition joint_at (m : R) : R := n * (b * output m ^ 2 - gamma * m ^ 2 / 2).
Definition apart : R := gamma / 2 - (1 - beta) ^ 2 / b.

Lemma sum_at_most x : sum firms (at_most firms c x) = joint_at (mean x) - apart * spread x.
Proof using in_range size.
  range. rewrite (sum_quadratic x _ (b * output (mean x) ^ 2 - gamma * mean x ^ 2 / 2)
    (2 * output (mean x) * (1 - beta) - gamma * mean x) (- apart)); [unfold joint_at; ring|].
  intros i _. unfold at_most, rnd_cost. rewrite interior_mean. unfold apart. field. lra.
Qed.

(** What firms earn together, and welfare, after Cournot competition: at most so much, and exactly that where all
    sell. *)
Lemma joint_at_most x q : cournot x q -> joint_profit x q <= joint_at (mean x) - apart * spread x.
Proof using in_range size. intro E. rewrite <- sum_at_most. apply sum_le. intros i Hi. now apply profit_at_most. Qed.

Lemma joint_of_sum x q : cournot x q -> joint_profit x q = b * sum firms (fun i => q i ^ 2) + sum firms (fun i => -
  rnd_cost c (x i)).
Proof using in_range.
  intro E. rewrite <- sum_times, <- sum_plus. apply sum_ext. intros i Hi.
    rewrite (profit_cournot firms c in_range x q i E Hi). ring.
Qed.

Lemma surplus q : consumer_surplus firms c q = b * total q ^ 2 / 2.
Proof using. unfold consumer_surplus, price. field. Qed.

Definition welfare_at (m : R) : R := b * (n * output m) ^ 2 / 2 + joint_at m.

Lemma welfare_at_most x q : cournot x q -> welfare x q <= welfare_at (mean x) - apart * spread x.
Proof using in_range size.
  range. intro E. unfold Game.welfare, welfare_at. rewrite surplus, <- total_output, (joint_of_sum x q E).
  assert (S := sum_at_most x).
  replace (sum firms (at_most firms c x)) with (b * sum firms (fun i => interior x i ^ 2) + sum firms (fun i => -
    rnd_cost c (x i))) in S
    by (rewrite <- sum_times, <- sum_plus; apply sum_ext; intros; unfold at_most; ring).
  assert (L := surplus_at_most firms c in_range size x q E).
  assert (b * (total q ^ 2 / 2 + sum firms (fun i => q i ^ 2)) <= b * (total (interior x) ^ 2 / 2 + sum firms (fun i
    => interior x i ^ 2)))
    by (apply Rmult_le_compat_l; lra).
  lra.
Qed.

Lemma joint_equal X Y : cournot (equal X) (equal Y) -> Y = output X -> joint_profit (equal X) (equal Y) = joint_at X.
Proof using in_range size. intros E ->. rewrite (joint_of_sum _ _ E). unfold equal, rnd_cost, joint_at.
  rewrite !sum_const, <- size. field. Qed.

Lemma welfare_equal X Y : cournot (equal X) (equal Y) -> Y = output X -> welfare (equal X) (equal Y) = welfare_at X.
Proof using in_range size.
  intros E H. unfold Game.welfare, welfare_at. rewrite (joint_equal X Y E H), surplus, (total_equal firms c size), H.
    reflexivity.
Qed.

Lemma output_cournot X Y : 0 <= Y -> Y = output X -> cournot (equal X) (equal Y).
Proof using in_range size. range. intros P H. apply cournot_equal; try assumption. rewrite H. unfold output. field.
  split; lra. Qed.

Lemma outputs_of x q X Y : cournot x q -> each_firm firms (fun i => x i = X) -> 0 <= Y -> Y = output X -> each_firm
  firms (fun i => q i = Y).
Proof using in_range size.
  range. intros E HX P H. assert (M : mean x = X) by (unfold mean; rewrite (total_each firms c size x X HX); field;
    lra).
  assert (I : forall i, (i < firms)%nat -> interior x i = Y) by (intros i Hi; rewrite interior_mean, M, (HX i Hi), H;
    ring).
  intros i Hi. rewrite <- (I i Hi). apply (interior_unique firms c in_range size x q); try assumption. intros j Hj.
    rewrite (I j Hj). lra.
Qed.

Lemma apart_pos : b * gamma > 2 * (beta - 1) ^ 2 -> 0 < apart.
Proof using in_range.
  range. intro C. unfold apart. replace (gamma / 2 - (1 - beta) ^ 2 / b) with ((b * gamma - 2 * (beta - 1) ^ 2) / (2 *
    b)) by (field; lra). positive.
Qed.

(** ** R&D cooperation *)

Lemma rnd_positive : strict_rnd c -> 0 < x_rnd c /\ 0 < q_rnd c.
Proof using in_range. range. assert (K := reach_pos c in_range). intros (C & _). conditions. closed_forms.
  unfold D, G, s, k. split; positive. Qed.

Lemma rnd_output : strict_rnd c -> q_rnd c = output (x_rnd c).
Proof using in_range. range. intros (C & _). unfold output. unfolded. Qed.

Definition joint_bend : R := n * (gamma / 2 - reach ^ 2 / (b * (n + 1) ^ 2)).

Lemma joint_bend_pos : strict_rnd c -> 0 < joint_bend.
Proof using in_range.
  range. intros (C & _). conditions. unfold joint_bend.
  replace (n * (gamma / 2 - reach ^ 2 / (b * (n + 1) ^ 2))) with (n * ((b * gamma * (n + 1) ^ 2 - 2 * reach ^ 2) / (2
    * b * (n + 1) ^ 2))) by (field; split; lra).
  positive.
Qed.

Lemma joint_parabola m : strict_rnd c -> joint_at m = joint_at (x_rnd c) - joint_bend * (m - x_rnd c) ^ 2.
Proof using in_range. range. intros (C & _). unfold joint_at, joint_bend, output. unfolded. Qed.

Lemma rnd_best y q : strict_rnd c -> cournot y q ->
  joint_profit y q + joint_bend * (mean y - x_rnd c) ^ 2 + apart * spread y <= joint_profit (equal (x_rnd c)) (equal
    (q_rnd c)).
Proof using in_range size.
  intros C E. assert (O := rnd_output C). destruct (rnd_positive C).
  rewrite joint_equal by (try apply output_cournot; try assumption; lra). assert (U := joint_at_most y q E).
    rewrite (joint_parabola (mean y) C) in U. lra.
Qed.

Theorem rnd_exists : strict_rnd c -> rnd_cooperation firms c (equal (x_rnd c)) (equal (q_rnd c)).
Proof using in_range size.
  intro C. assert (O := rnd_output C). destruct (rnd_positive C). split; [apply nonnegative_equal; lra|].
  split; [apply output_cournot; lra|]. intros y q _ E. assert (B := rnd_best y q C E). assert (J := joint_bend_pos C).
  assert (T : 0 < apart) by (destruct C as (_ & C); conditions; now apply apart_pos).
  assert (P := weighted_square joint_bend (mean y - x_rnd c) ltac:(lra)).
    assert (Q : 0 <= apart * spread y) by (apply Rmult_le_pos; [lra|apply spread_nonneg]). lra.
Qed.

Theorem rnd_unique x q : strict_rnd c -> rnd_cooperation firms c x q ->
  each_firm firms (fun i => x i = x_rnd c) /\ each_firm firms (fun i => q i = q_rnd c).
Proof using in_range size.
  intros C (P & E & M). assert (O := rnd_output C). destruct (rnd_positive C).
  specialize (M _ _ (nonnegative_equal firms (x_rnd c) ltac:(lra)) (output_cournot (x_rnd c) (q_rnd c) ltac:(lra) O)).
  assert (B := rnd_best x q C E). assert (J := joint_bend_pos C).
    assert (T : 0 < apart) by (destruct C as (_ & C); conditions; now apply apart_pos).
  assert (X : each_firm firms (fun i => x i = x_rnd c)) by (apply (no_spread x _ joint_bend apart); lra).
  split; [assumption|]. apply (outputs_of x q (x_rnd c)); try assumption. lra.
Qed.

Theorem rnd_outcome x q : strict_rnd c -> rnd_cooperation firms c x q -> outcome x q (x_rnd c) (q_rnd c) (Q_rnd c)
  (price_rnd c) (unit_cost_rnd c)
  (profit_rnd c) (consumer_surplus_rnd c) (welfare_rnd c).
Proof using in_range size.
  intros C N. destruct (rnd_unique x q C N) as [X Q]. range. eapply outcome_is;
    [apply (outcome_equal firms c size x q _ _ X Q)|..]; unfolded.
Qed.

(** ** The second best *)

Lemma second_positive : exists_second c -> 0 < x_second c /\ 0 < q_second c.
Proof using in_range. range. assert (K := reach_pos c in_range). intros (C & _). conditions. closed_forms.
  unfold D, G, s, k. split; positive. Qed.

Lemma second_output : exists_second c -> q_second c = output (x_second c).
Proof using in_range. range. intros (C & _). unfold output. unfolded. Qed.

Definition welfare_bend : R := n * ((b * gamma * (n + 1) ^ 2 - (n + 2) * reach ^ 2) / (2 * b * (n + 1) ^ 2)).

Lemma welfare_bend_pos : exists_second c -> 0 < welfare_bend.
Proof using in_range. range. intros (C & _). conditions. unfold welfare_bend. positive. Qed.

Lemma welfare_parabola m : exists_second c -> welfare_at m = welfare_at (x_second c) - welfare_bend * (m - x_second c)
  ^ 2.
Proof using in_range. range. intros (C & _). unfold welfare_at, joint_at, welfare_bend, output. unfolded. Qed.

Lemma second_best_of_all y q : exists_second c -> cournot y q ->
  welfare y q + welfare_bend * (mean y - x_second c) ^ 2 + apart * spread y <= welfare (equal (x_second c)) (equal
    (q_second c)).
Proof using in_range size.
  intros C E. assert (O := second_output C). destruct (second_positive C).
  rewrite welfare_equal by (try apply output_cournot; try assumption; lra). assert (U := welfare_at_most y q E).
    rewrite (welfare_parabola (mean y) C) in U. lra.
Qed.

Theorem second_exists : exists_second c -> second_best firms c (equal (x_second c)) (equal (q_second c)).
Proof using in_range size.
  intro C. assert (O := second_output C). destruct (second_positive C). split; [apply nonnegative_equal; lra|].
  split; [apply output_cournot; lra|]. intros y q _ E. assert (B := second_best_of_all y q C E).
    assert (J := welfare_bend_pos C).
  assert (T : 0 < apart) by (destruct C as (_ & C & _); conditions; now apply apart_pos).
  assert (P := weighted_square welfare_bend (mean y - x_second c) ltac:(lra)).
  assert (Q : 0 <= apart * spread y) by (apply Rmult_le_pos; [lra|apply spread_nonneg]). lra.
Qed.

Theorem second_unique x q : exists_second c -> second_best firms c x q ->
  each_firm firms (fun i => x i = x_second c) /\ each_firm firms (fun i => q i = q_second c).
Proof using in_range size.
  intros C (P & E & M). assert (O := second_output C). destruct (second_positive C).
  specialize (M _ _ (nonnegative_equal firms (x_second c) ltac:(lra)) (output_cournot (x_second c) (q_second c)
    ltac:(lra) O)).
  assert (B := second_best_of_all x q C E). assert (J := welfare_bend_pos C).
  assert (T : 0 < apart) by (destruct C as (_ & C & _); conditions; now apply apart_pos).
  assert (X : each_firm firms (fun i => x i = x_second c)) by (apply (no_spread x _ welfare_bend apart); lra).
  split; [assumption|]. apply (outputs_of x q (x_second c)); try assumption. lra.
Qed.

Theorem second_outcome x q : exists_second c -> second_best firms c x q -> outcome x q (x_second c) (q_second c)
  (Q_second c)
  (price_second c) (unit_cost_second c) (profit_second c) (consumer_surplus_second c) (welfare_second c).
Proof using in_range size.
  intros C N. destruct (second_unique x q C N) as [X Q]. range.
    eapply outcome_is; [apply (outcome_equal firms c size x q _ _ X Q)|..]; unfolded.
Qed.

(** ** Output in equal shares *)

(** What firms earn together with the mean R&D [m] and [t] units of output each. *)
Definition shared_at (m t : R) : R := n * ((a - A - b * n * t + reach * m) * t - gamma * m ^ 2 / 2).

Lemma joint_shared x q t : each_firm firms (fun i => q i = t) -> joint_profit x q = shared_at (mean x) t - gamma / 2 *
  spread x.
Proof using in_range size.
  range. intro H. assert (T := total_each firms c size q t H). unfold Game.joint_profit, Game.total.
  rewrite (sum_quadratic x _ ((a - A - b * n * t + reach * mean x) * t - gamma * mean x ^ 2 / 2) ((1 - beta) * t -
    gamma * mean x) (- (gamma / 2)));
    [unfold shared_at; ring|].
  intros i Hi. unfold profit, price, unit_cost, rnd_cost. rewrite T, (H i Hi), total_mean. field.
Qed.

Lemma welfare_shared x q t : each_firm firms (fun i => q i = t) -> welfare x q = b * (n * t) ^ 2 / 2 + shared_at (mean
  x) t - gamma / 2 * spread x.
Proof using in_range size. intro H. unfold Game.welfare. rewrite (joint_shared x q t H), surplus,
  (total_each firms c size q t H). lra. Qed.

Lemma shares t : 0 <= t -> equal_shares firms (equal t).
Proof using. intro H. exists t. split; [lra|now intros i _]. Qed.

(** A point at which all three squares vanish. *)
Lemma no_distance x X t Y r v : 0 < v -> n * (gamma / 2 * ((mean x - X) - r * (t - Y)) ^ 2 + v * (t - Y) ^ 2) + gamma
  / 2 * spread x <= 0 ->
  t = Y /\ each_firm firms (fun i => x i = X).
Proof using in_range.
  range. intros Hv H. assert (S := spread_nonneg x). assert (Sg : 0 <= gamma / 2 * spread x) by (apply Rmult_le_pos;
    lra).
  assert (U := weighted_square (gamma / 2) ((mean x - X) - r * (t - Y)) ltac:(lra)).
    assert (W := weighted_square v (t - Y) ltac:(lra)).
  assert (N : 0 <= n * (gamma / 2 * ((mean x - X) - r * (t - Y)) ^ 2)) by (apply Rmult_le_pos; lra).
  assert (N' : 0 <= n * (v * (t - Y) ^ 2)) by (apply Rmult_le_pos; lra).
  assert (Z : t - Y = 0) by (apply (square_zero (n * v)); [positive|rewrite Rmult_assoc; lra]).
  split; [lra|]. rewrite Z in N. replace (mean x - X - r * 0) with (mean x - X) in N by ring.
  apply (no_spread x X (n * (gamma / 2)) (gamma / 2)); [positive..|]. rewrite Z in H.
    replace (mean x - X - r * 0) with (mean x - X) in H by ring. lra.
Qed.

(** ** Full cooperation *)

Lemma full_positive : exists_full c -> 0 < x_full c /\ 0 < q_full c.
Proof using in_range. range. assert (K := reach_pos c in_range). intros (C & _). conditions. closed_forms.
  unfold D, G, s, k. split; positive. Qed.

Definition full_bend : R := (2 * n * (b * gamma) - reach ^ 2) / (2 * gamma).

Lemma full_bend_pos : exists_full c -> 0 < full_bend.
Proof using in_range. range. intros (C & _). conditions. unfold full_bend. positive. Qed.

Lemma full_parabola m t : exists_full c -> shared_at m t = shared_at (x_full c) (q_full c)
  - n * (gamma / 2 * ((m - x_full c) - reach / gamma * (t - q_full c)) ^ 2 + full_bend * (t - q_full c) ^ 2).
Proof using in_range. range. intros (C & _). unfold shared_at, full_bend. unfolded. Qed.

Theorem full_exists : exists_full c -> full_cooperation firms c (equal (x_full c)) (equal (q_full c)).
Proof using in_range size.
  intro C. destruct (full_positive C). assert (V := full_bend_pos C). split; [apply nonnegative_equal; lra|].
    split; [apply shares; lra|].
  intros y r _ (t & _ & T). rewrite (joint_shared y r t T), (joint_shared _ _ (q_full c)), mean_equal, spread_equal,
    (full_parabola (mean y) t C) by now intros i _.
  range. assert (S := spread_nonneg y). assert (Sg : 0 <= gamma / 2 * spread y) by (apply Rmult_le_pos; lra).
  assert (U := weighted_square (gamma / 2) ((mean y - x_full c) - reach / gamma * (t - q_full c)) ltac:(lra)).
  assert (W := weighted_square full_bend (t - q_full c) ltac:(lra)).
  assert (0 <= n * (gamma / 2 * ((mean y - x_full c) - reach / gamma * (t - q_full c)) ^ 2 + full_bend * (t - q_full
    c) ^ 2)) by (apply Rmult_le_pos; lra).
  lra.
Qed.

Theorem full_unique x q : exists_full c -> full_cooperation firms c x q ->
  each_firm firms (fun i => x i = x_full c) /\ each_firm firms (fun i => q i = q_full c).
Proof using in_range size.
  intros C (P & (t & Ht & T) & M). destruct (full_positive C). assert (V := full_bend_pos C).
  specialize (M _ _ (nonnegative_equal firms (x_full c) ltac:(lra)) (shares (q_full c) ltac:(lra))).
  rewrite (joint_shared x q t T), (joint_shared (equal _) _ (q_full c)), mean_equal, spread_equal,
    (full_parabola (mean x) t C) in M by now intros i _.
  destruct (no_distance x (x_full c) t (q_full c) (reach / gamma) full_bend V) as [Y X]; [lra|].
  split; [assumption|]. intros i Hi. rewrite (T i Hi). exact Y.
Qed.

Theorem full_outcome x q : exists_full c -> full_cooperation firms c x q -> outcome x q (x_full c) (q_full c) (Q_full
  c) (price_full c)
  (unit_cost_full c) (profit_full c) (consumer_surplus_full c) (welfare_full c).
Proof using in_range size.
  intros C N. destruct (full_unique x q C N) as [X Q]. range. eapply outcome_is;
    [apply (outcome_equal firms c size x q _ _ X Q)|..]; unfolded.
Qed.

(** ** The first best in equal shares *)

Lemma first_positive : exists_first c -> 0 < x_first c /\ 0 < q_first c.
Proof using in_range. range. assert (K := reach_pos c in_range). intros (C & _). conditions. closed_forms.
  unfold D, G, s, k. split; positive. Qed.

Definition first_bend : R := (n * (b * gamma) - reach ^ 2) / (2 * gamma).

Lemma first_bend_pos : exists_first c -> 0 < first_bend.
Proof using in_range. range. intros (C & _). conditions. unfold first_bend. positive. Qed.

Lemma first_parabola m t : exists_first c ->
  b * (n * t) ^ 2 / 2 + shared_at m t = b * (n * q_first c) ^ 2 / 2 + shared_at (x_first c) (q_first c)
  - n * (gamma / 2 * ((m - x_first c) - reach / gamma * (t - q_first c)) ^ 2 + first_bend * (t - q_first c) ^ 2).
Proof using in_range. range. intros (C & _). unfold shared_at, first_bend. unfolded. Qed.

Theorem first_exists : exists_first c -> first_best firms c (equal (x_first c)) (equal (q_first c)).
Proof using in_range size.
  intro C. destruct (first_positive C). assert (V := first_bend_pos C). split; [apply nonnegative_equal; lra|].
    split; [apply shares; lra|].
  intros y r _ (t & _ & T). rewrite (welfare_shared y r t T), (welfare_shared _ _ (q_first c)), mean_equal,
    spread_equal, (first_parabola (mean y) t C)
    by now intros i _.
  range. assert (S := spread_nonneg y). assert (Sg : 0 <= gamma / 2 * spread y) by (apply Rmult_le_pos; lra).
  assert (U := weighted_square (gamma / 2) ((mean y - x_first c) - reach / gamma * (t - q_first c)) ltac:(lra)).
  assert (W := weighted_square first_bend (t - q_first c) ltac:(lra)).
  assert (0 <= n * (gamma / 2 * ((mean y - x_first c) - reach / gamma * (t - q_first c)) ^ 2 + first_bend * (t -
    q_first c) ^ 2))
    by (apply Rmult_le_pos; lra).
  lra.
Qed.

Theorem first_unique x q : exists_first c -> first_best firms c x q ->
  each_firm firms (fun i => x i = x_first c) /\ each_firm firms (fun i => q i = q_first c).
Proof using in_range size.
  intros C (P & (t & Ht & T) & M). destruct (first_positive C). assert (V := first_bend_pos C).
  specialize (M _ _ (nonnegative_equal firms (x_first c) ltac:(lra)) (shares (q_first c) ltac:(lra))).
  rewrite (welfare_shared x q t T), (welfare_shared (equal _) _ (q_first c)), mean_equal, spread_equal,
    (first_parabola (mean x) t C) in M by now intros i _.
  destruct (no_distance x (x_first c) t (q_first c) (reach / gamma) first_bend V) as [Y X]; [lra|].
  split; [assumption|]. intros i Hi. rewrite (T i Hi). exact Y.
Qed.

Theorem first_outcome x q : exists_first c -> first_best firms c x q -> outcome x q (x_first c) (q_first c) (Q_first c)
  (price_first c) (unit_cost_first c) (profit_first c) (consumer_surplus_first c) (welfare_first c).
Proof using in_range size.
  intros C N. destruct (first_unique x q C N) as [X Q]. range.
    eapply outcome_is; [apply (outcome_equal firms c size x q _ _ X Q)|..]; unfolded.
Qed.

End Optima.
