(** Subsidies: which ones make firms do what a planner wants. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima.
Local Open Scope R_scope.

(** ** One level of R&D in all firms, and a subsidy on R&D *)

Section Rnd.
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
Local Notation profit := (profit firms c).
Local Notation joint_profit := (joint_profit firms c).
Local Notation cournot := (cournot firms c).
Local Notation interior := (interior firms c).

Variables x q : profile.
Variables X Y : R.
Hypothesis outputs : cournot x q.
Hypothesis all_x : each_firm firms (fun i => x i = X).
Hypothesis all_q : each_firm firms (fun i => q i = Y).
Hypothesis X_pos : 0 < X.
Hypothesis Y_pos : 0 < Y.

Lemma all_sell_here : each_firm firms (fun i => 0 < q i).
Proof using all_q Y_pos. intros i Hi. now rewrite (all_q i Hi). Qed.

Lemma mean_here : mean firms c x = X.
Proof using in_range size all_x. range. unfold mean. rewrite (total_each firms c size x X all_x). field. lra. Qed.

Lemma output_here : output c X = Y.
Proof using in_range size outputs all_x all_q Y_pos.
  assert (two := two_firms firms c in_range size). assert (I := all_sell firms c in_range size x q outputs
    all_sell_here O ltac:(lia)).
  cbn beta in I. rewrite (all_q O) in I by lia. rewrite I, (interior_mean firms c in_range), mean_here,
    (all_x O) by lia. ring.
Qed.

(** Firms that decide alone do not leave it exactly where the subsidy is the negative of the slope of their profit. *)
Lemma alone subsidy : 0 < own_bend c ->
  (forall i t r, (i < firms)%nat -> t >= 0 -> cournot (deviate x i t) r -> profit (deviate x i t) r i + subsidy * t <=
    profit x q i + subsidy * x i) <->
  subsidy = gamma * X - 2 * (n - (n - 1) * beta) * Y / (n + 1).
Proof using in_range size outputs all_x all_q X_pos Y_pos.
  intro V. assert (two := two_firms firms c in_range size).
  assert (S : forall i, (i < firms)%nat -> own_slope firms c x i = 2 * (n - (n - 1) * beta) * Y / (n + 1) - gamma * X).
  { intros i Hi. unfold own_slope. rewrite <- (all_sell firms c in_range size x q outputs all_sell_here i Hi),
    (all_q i Hi), (all_x i Hi). reflexivity. }
  split.
  - intro M. destruct (no_slope firms c in_range size x q O subsidy outputs all_sell_here ltac:(lia)) as [_ Z];
    try assumption.
    + rewrite (all_x O) by lia. lra.
    + intros t r Ht F. apply M; [lia|assumption..].
    + rewrite (all_x O), (S O) in Z by lia. specialize (Z X_pos). lra.
  - intros -> i t r Hi Ht F. assert (D := rnd_deviation firms c in_range x i t Hi). rewrite (S i Hi) in D.
    assert (B := profit_at_most firms c in_range size (deviate x i t) r i F Hi).
    rewrite (profit_cournot firms c in_range x q i outputs Hi),
      (all_sell firms c in_range size x q outputs all_sell_here i Hi).
    unfold at_most at 2 in D. assert (Q := weighted_square (own_bend c) (t - x i) ltac:(lra)).
      rewrite (all_x i Hi) in *. lra.
Qed.

(** Firms that decide together. *)
Lemma together subsidy : 0 < joint_bend c -> 0 < apart c ->
  (forall y r, nonnegative firms y -> cournot y r -> joint_profit y r + subsidy * total y <= joint_profit x q +
    subsidy * total x) <->
  subsidy = gamma * X - 2 * reach * Y / (n + 1).
Proof using in_range size outputs all_x all_q X_pos Y_pos.
  intros J T. range. assert (O := output_here).
  assert (P : forall m, joint_at c m = joint_at c X + n * (2 * reach * Y / (n + 1) - gamma * X) * (m - X) - joint_bend
    c * (m - X) ^ 2).
  { intro m. rewrite <- O. unfold joint_at, joint_bend, output. field. split; lra. }
  assert (H : joint_profit x q = joint_at c X).
  { rewrite (joint_of_sum firms c in_range x q outputs). unfold joint_at, rnd_cost.
    rewrite (sum_ext _ _ (fun _ => Y ^ 2)), (sum_ext _ (fun i => - (gamma * x i ^ 2 / 2)) (fun _ => - (gamma * X ^ 2 /
      2))), !sum_const, <- size, O.
    - field.
    - intros i Hi. now rewrite (all_x i Hi).
    - intros i Hi. now rewrite (all_q i Hi). }
  rewrite H, (total_each firms c size x X all_x). split.
  - intro M.
    assert (near : forall m, 0 <= m -> n * (2 * reach * Y / (n + 1) - gamma * X + subsidy) * (m - X) - joint_bend c *
      (m - X) ^ 2 <= 0).
    { intros m Hm. assert (R : 0 <= output c m).
      { unfold output. apply Rmult_le_pos; [|apply Rlt_le, Rinv_0_lt_compat, Rmult_lt_0_compat; lra].
        assert (K := reach_pos c in_range). assert (0 <= reach * m) by (apply Rmult_le_pos; lra). lra. }
      assert (E := output_cournot firms c in_range size m _ R eq_refl).
        specialize (M _ _ (nonnegative_equal firms m Hm) E).
      rewrite (joint_equal firms c in_range size m _ E eq_refl), (total_equal firms c size), (P m) in M.
      replace (n * (2 * reach * Y / (n + 1) - gamma * X + subsidy) * (m - X))
        with (n * (2 * reach * Y / (n + 1) - gamma * X) * (m - X) + (subsidy * (n * m) - subsidy * (n * X))) by ring.
          lra. }
    set (u := n * (2 * reach * Y / (n + 1) - gamma * X + subsidy)) in *.
    assert (up : u <= 0).
    { apply (no_rise _ (joint_bend c) 1); [lra..|]. intros h Hh. specialize (near (X + h) ltac:(lra)).
      replace (X + h - X) with h in near by ring. exact near. }
    assert (down : - u <= 0).
    { apply (no_rise _ (joint_bend c) X); [lra..|]. intros h Hh. specialize (near (X - h) ltac:(lra)).
      replace (X - h - X) with (- h) in near by ring. replace ((- h) ^ 2) with (h ^ 2) in near by ring. lra. }
    assert (Z : 2 * reach * Y / (n + 1) - gamma * X + subsidy = 0) by (apply Rmult_eq_reg_l with n; unfold u in *;
      lra). lra.
  - intros -> y r _ E. assert (B := joint_at_most firms c in_range size y r E). rewrite (P (mean firms c y)) in B.
    rewrite (total_mean firms c in_range y).
    assert (Q := weighted_square (joint_bend c) (mean firms c y - X) ltac:(lra)).
    assert (W : 0 <= apart c * spread firms c y) by (apply Rmult_le_pos; [lra|apply spread_nonneg]). lra.
Qed.

End Rnd.

(** ** A subsidy on output *)

(** It is as if each consumer's willingness to pay were larger by it. *)
Definition raised (output : R) (c : cluster) : cluster := Cluster (n c) (a c + output) (A c) (b c) (beta c) (gamma c).

Section Output.
Variable firms : nat.
Variable c : cluster.
Variables rnd output : R.

Lemma profit_raised x q i : subsidised_profit firms c rnd output x q i = profit firms (raised output c) x q i + rnd *
  x i.
Proof. unfold subsidised_profit, profit, price, unit_cost, rnd_cost. simpl. ring. Qed.

Lemma cournot_raised x q : subsidised_cournot firms c rnd output x q <-> cournot firms (raised output c) x q.
Proof.
  unfold subsidised_cournot, cournot. split; intros E i Hi; destruct (E i Hi) as [P M]; (split; [exact P|]);
    intros t Ht; specialize (M t Ht).
  - rewrite !profit_raised in M. lra.
  - rewrite !profit_raised. lra.
Qed.

Lemma no_cooperation_raised x q : nonnegative firms x -> cournot firms (raised output c) x q ->
  subsidised_no_cooperation firms c rnd output x q <->
  (forall i t r, (i < firms)%nat -> t >= 0 -> cournot firms (raised output c) (deviate x i t) r ->
    profit firms (raised output c) (deviate x i t) r i + rnd * t <= profit firms (raised output c) x q i + rnd * x i).
Proof.
  intros P E. split.
  - intros (_ & _ & M) i t r Hi Ht F. specialize (M i t r Hi Ht (proj2 (cournot_raised _ _) F)).
    rewrite !profit_raised, deviate_same in M. exact M.
  - intro M. split; [assumption|]. split; [now apply cournot_raised|]. intros i t r Hi Ht F.
    rewrite !profit_raised, deviate_same.
    apply M; try assumption. now apply cournot_raised.
Qed.

Lemma rnd_cooperation_raised x q : nonnegative firms x -> cournot firms (raised output c) x q ->
  subsidised_rnd_cooperation firms c rnd output x q <->
  (forall y r, nonnegative firms y -> cournot firms (raised output c) y r ->
    joint_profit firms (raised output c) y r + rnd * total firms y <= joint_profit firms (raised output c) x q + rnd *
      total firms x).
Proof.
  assert (T : forall y r, total firms (subsidised_profit firms c rnd output y r) = joint_profit firms (raised output
    c) y r + rnd * total firms y).
  { intros y r. unfold joint_profit, total. rewrite <- sum_times, <- sum_plus. apply sum_ext. intros i _.
    apply profit_raised. }
  intros P E. split.
  - intros (_ & _ & M) y r Hy F. specialize (M y r Hy (proj2 (cournot_raised _ _) F)). now rewrite !T in M.
  - intro M. split; [assumption|]. split; [now apply cournot_raised|]. intros y r Hy F. rewrite !T.
    apply M; try assumption. now apply cournot_raised.
Qed.

End Output.

(** Without a subsidy on output nothing is raised. *)
Lemma raised_zero c : raised 0 c = c.
Proof. destruct c. unfold raised. simpl. now rewrite Rplus_0_r. Qed.
