(** The five modes: each has a solution where the model says so, there is no other one, and all that the paper says
    of it are the closed forms of [Model.v]. What is shown of existence and uniqueness is of the game of [Game.v] as
    it stands, with firms that may be driven out. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model.
Local Open Scope R_scope.

(** The strict conditions of no cooperation: its own second-order condition, positive R&D, and stability of best
    responses. *)
Definition strict_non (c : cluster) : Prop := non_own_second_order_condition c /\ non_positive_rnd c /\
  non_stability_of_best_responses c.

(** Those of R&D cooperation. *)
Definition strict_rnd (c : cluster) : Prop := rnd_joint_concavity c /\
  rnd_joint_concavity_against_asymmetric_deviations c.

Lemma exists_strict c : exists_non c -> strict_non c.
Proof. intros (H1 & H2 & H3 & _). now split. Qed.

Lemma exists_strict_rnd c : exists_rnd c -> strict_rnd c.
Proof. intros (H1 & H2 & _). now split. Qed.

Coercion exists_strict : exists_non >-> strict_non.
Coercion exists_strict_rnd : exists_rnd >-> strict_rnd.

Ltac conditions := unfold strict_non, strict_rnd, exists_non, exists_rnd, exists_full, exists_second, exists_first,
  non_own_second_order_condition, non_positive_rnd, non_stability_of_best_responses, non_nonnegative_unit_cost,
  rnd_joint_concavity, rnd_joint_concavity_against_asymmetric_deviations, rnd_nonnegative_unit_cost,
  full_joint_concavity, full_nonnegative_unit_cost,
  second_joint_concavity, second_joint_concavity_against_asymmetric_deviations, second_nonnegative_unit_cost,
  first_joint_concavity, first_nonnegative_unit_cost in *; unfold D, G, s, k in *.

Ltac closed_forms := unfold
  x_non, q_non, Q_non, price_non, unit_cost_non, profit_non, consumer_surplus_non, welfare_non,
  x_rnd, q_rnd, Q_rnd, price_rnd, unit_cost_rnd, profit_rnd, consumer_surplus_rnd, welfare_rnd,
  x_full, q_full, Q_full, price_full, unit_cost_full, profit_full, consumer_surplus_full, welfare_full,
  x_second, q_second, Q_second, price_second, unit_cost_second, profit_second,
  consumer_surplus_second, welfare_second,
  x_first, q_first, Q_first, price_first, unit_cost_first, profit_first,
  consumer_surplus_first, welfare_first.

(** All that the paper says of an outcome, in numbers: R&D, output, unit cost and profit of each firm; total output,
    price, consumers' surplus, welfare. *)
Record outcome (firms : nat) (c : cluster) (x q : profile) (level output all_output price_is cost earns consumers all
  : R) : Prop := Outcome {
  has_x : each_firm firms (fun i => x i = level);
  has_q : each_firm firms (fun i => q i = output);
  has_Q : total firms q = all_output;
  has_price : price firms c q = price_is;
  has_unit_cost : each_firm firms (fun i => unit_cost firms c x i = cost);
  has_profit : each_firm firms (fun i => profit firms c x q i = earns);
  has_consumer_surplus : consumer_surplus firms c q = consumers;
  has_welfare : welfare firms c x q = all }.

Section Modes.
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
Local Notation total := (total firms).
Local Notation price := (price firms c).
Local Notation unit_cost := (unit_cost firms c).
Local Notation profit := (profit firms c).
Local Notation cournot := (cournot firms c).
Local Notation interior := (interior firms c).
Local Notation outcome := (outcome firms c).

Lemma reach_pos : 1 + (n - 1) * beta > 0.
Proof using in_range. range. assert (0 <= (n - 1) * beta) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma own_pos : n - (n - 1) * beta > 0.
Proof using in_range. range. assert (0 <= (n - 1) * (1 - beta)) by (apply Rmult_le_pos; lra). lra. Qed.

Lemma total_equal t : total (equal t) = n * t.
Proof using size. unfold Game.total, equal. now rewrite sum_const, size. Qed.

Lemma total_each f t : each_firm firms (fun i => f i = t) -> total f = n * t.
Proof using size. intro H. rewrite <- total_equal. now apply sum_ext. Qed.

Lemma nonnegative_equal t : 0 <= t -> nonnegative firms (equal t).
Proof using. intros H i _. unfold equal. lra. Qed.

(** What follows from one level of R&D and one output. *)
Lemma outcome_equal x q X Y : each_firm firms (fun i => x i = X) -> each_firm firms (fun i => q i = Y) ->
  let earns := (a - b * (n * Y) - (A - (1 + (n - 1) * beta) * X)) * Y - gamma * X ^ 2 / 2 in
  outcome x q X Y (n * Y) (a - b * (n * Y)) (A - (1 + (n - 1) * beta) * X) earns (b * (n * Y) ^ 2 / 2) (b * (n * Y) ^
    2 / 2 + n * earns).
Proof using size.
  intros Hx Hq earns. assert (TQ := total_each q Y Hq). assert (TX := total_each x X Hx).
  assert (P : price q = a - b * (n * Y)) by (unfold Game.price; now rewrite TQ).
  assert (C : each_firm firms (fun i => unit_cost x i = A - (1 + (n - 1) * beta) * X)).
  { intros i Hi. unfold Game.unit_cost. rewrite TX, (Hx i Hi). ring. }
  assert (E : each_firm firms (fun i => profit x q i = earns)).
  { intros i Hi. unfold Game.profit, rnd_cost. rewrite P, (C i Hi), (Hq i Hi), (Hx i Hi). reflexivity. }
  assert (S : consumer_surplus firms c q = b * (n * Y) ^ 2 / 2) by (unfold consumer_surplus; rewrite P, TQ; field).
  split; try assumption. unfold welfare, joint_profit. now rewrite S, (total_each _ _ E).
Qed.

(** The numbers of an outcome, one by one. *)
Lemma outcome_is x q X Y Z p u e f w X' Y' Z' p' u' e' f' w' : outcome x q X Y Z p u e f w ->
  X = X' -> Y = Y' -> Z = Z' -> p = p' -> u = u' -> e = e' -> f = f' -> w = w' -> outcome x q X' Y' Z' p' u' e' f' w'.
Proof using. intros O <- <- <- <- <- <- <- <-. exact O. Qed.

Lemma cournot_equal X Y : 0 <= Y -> (n + 1) * b * Y = a - A + (1 + (n - 1) * beta) * X -> cournot (equal X) (equal Y).
Proof using in_range size.
  intros P F. apply (proj2 (cournot_first_order firms c in_range _ _)). intros i _.
    unfold marginal_profit, Game.price, Game.unit_cost.
  rewrite !total_equal. unfold equal. replace (a - b * (n * Y) - (A - X - beta * (n * X - X)) - b * Y) with 0 by lra.
    split; [|split]; lra.
Qed.

Lemma interior_equal X i : interior (equal X) i = (a - A + (1 + (n - 1) * beta) * X) / ((n + 1) * b).
Proof using in_range size. range. unfold Cournot.interior. rewrite total_equal. unfold equal. field. split; lra. Qed.

(** ** No cooperation *)

(** Profit in terms of interior outputs, an upper bound on what a firm earns. *)
Definition at_most (x : profile) (i : nat) : R := b * interior x i ^ 2 - rnd_cost c (x i).

Lemma profit_at_most x q i : cournot x q -> (i < firms)%nat -> profit x q i <= at_most x i.
Proof using in_range size.
  range. intros E Hi. rewrite (profit_cournot firms c in_range x q i E Hi). unfold at_most.
  assert (b * q i ^ 2 <= b * interior x i ^ 2) by (apply Rmult_le_compat_l; [lra|now apply sells_at_most]). lra.
Qed.

Lemma own_response x i t : (i < firms)%nat -> interior (deviate x i t) i = interior x i + (n - (n - 1) * beta) * (t -
  x i) / ((n + 1) * b).
Proof using in_range. range. intro Hi. unfold Cournot.interior, Game.total.
  rewrite sum_deviate, deviate_same by assumption. field. split; lra. Qed.

Lemma rival_response x i t j : (i < firms)%nat -> j <> i ->
  interior (deviate x i t) j = interior x j + (2 * beta - 1) * (t - x i) / ((n + 1) * b).
Proof using in_range. range. intros Hi N. unfold Cournot.interior, Game.total.
  rewrite sum_deviate, deviate_other by assumption. field. split; lra. Qed.

(** A firm's profit is a parabola in its own R&D: its slope, and how it bends. *)
Definition own_slope (x : profile) (i : nat) : R := 2 * (n - (n - 1) * beta) * interior x i / (n + 1) - gamma * x i.
Definition own_bend : R := gamma / 2 - (n - (n - 1) * beta) ^ 2 / (b * (n + 1) ^ 2).

Lemma rnd_deviation x i t : (i < firms)%nat ->
  at_most (deviate x i t) i - at_most x i = own_slope x i * (t - x i) - own_bend * (t - x i) ^ 2.
Proof using in_range.
  range. intro Hi. unfold at_most, rnd_cost. rewrite own_response, deviate_same by assumption.
    unfold own_slope, own_bend. field. split; lra.
Qed.

(** A small deviation in R&D drives nobody out. *)
Lemma stays_interior x e i t : (i < firms)%nat -> (forall j, (j < firms)%nat -> e <= interior x j) -> - (b * e) <= t -
  x i <= b * e ->
  cournot (deviate x i t) (interior (deviate x i t)).
Proof using in_range size.
  range. assert (K := own_pos). intros Hi B Hd. apply interior_cournot; [assumption..|]. intros j Hj.
    specialize (B j Hj).
  assert (W : forall w, - (n + 1) <= w <= n + 1 -> - e <= w * (t - x i) / ((n + 1) * b)).
  { intros w Hw. apply Rmult_le_reg_r with ((n + 1) * b); [positive|].
    replace (w * (t - x i) / ((n + 1) * b) * ((n + 1) * b)) with (w * (t - x i)) by (field; lra).
    replace (- e * ((n + 1) * b)) with (- ((n + 1) * (b * e))) by ring.
    assert (Rabs (w * (t - x i)) <= (n + 1) * (b * e)).
    { rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; apply Rabs_le; lra. }
    assert (Rabs (w * (t - x i)) >= - (w * (t - x i))) by (rewrite <- Rabs_Ropp; apply Rle_ge, Rle_abs). lra. }
  destruct (Nat.eq_dec j i) as [->|N].
  - rewrite own_response by assumption. specialize (W (n - (n - 1) * beta)).
    assert (0 <= (n - 1) * beta) by (apply Rmult_le_pos; lra). specialize (W ltac:(lra)). lra.
  - rewrite rival_response by assumption. specialize (W (2 * beta - 1) ltac:(lra)). lra.
Qed.

Lemma own_bend_pos : non_own_second_order_condition c -> 0 < own_bend.
Proof using in_range.
  range. intro C. conditions. unfold own_bend.
  replace (gamma / 2 - (n - (n - 1) * beta) ^ 2 / (b * (n + 1) ^ 2))
    with ((b * gamma * (n + 1) ^ 2 - 2 * (n - (n - 1) * beta) ^ 2) / (2 * b * (n + 1) ^ 2)) by (field; split; lra).
  positive.
Qed.

Lemma non_positive : non_positive_rnd c -> 0 < x_non c /\ 0 < q_non c.
Proof using in_range. range. assert (K := own_pos). intro C. conditions. closed_forms. unfold D, G, s, k.
  split; positive. Qed.

Lemma strict_exists : non_own_second_order_condition c -> non_positive_rnd c -> no_cooperation firms c (equal (x_non
  c)) (equal (q_non c)).
Proof using in_range size.
  intros SO C. destruct (non_positive C) as [X Y]. assert (V := own_bend_pos SO). range.
  assert (F : (n + 1) * b * q_non c = a - A + (1 + (n - 1) * beta) * x_non c) by (conditions; closed_forms;
    unfold D, G, s, k; solve_field).
  assert (E : cournot (equal (x_non c)) (equal (q_non c))) by (apply cournot_equal; lra).
  split; [apply nonnegative_equal; lra|]. split; [assumption|]. intros i t q' Hi Ht Eq.
  apply Rle_trans with (at_most (deviate (equal (x_non c)) i t) i); [now apply profit_at_most|].
  assert (P := rnd_deviation (equal (x_non c)) i t Hi). rewrite (profit_cournot firms c in_range _ _ i E Hi).
  assert (Z : own_slope (equal (x_non c)) i = 0).
  { unfold own_slope. rewrite interior_equal. unfold equal. conditions. closed_forms. unfold D, G, s, k. solve_field. }
  rewrite Z in P. assert (0 <= own_bend * (t - equal (x_non c) i) ^ 2) by (apply weighted_square; lra).
  unfold at_most at 2 in P. rewrite interior_equal, <- F in P.
  replace ((n + 1) * b * q_non c / ((n + 1) * b)) with (q_non c) in P by (field; split; lra). unfold equal in *. lra.
Qed.

Lemma non_exists : exists_non c -> no_cooperation firms c (equal (x_non c)) (equal (q_non c)).
Proof using in_range size. intros (SO & P & _). now apply strict_exists. Qed.

(** Stability under gradient dynamics follows from that of best responses. *)
Lemma gradient_stability : non_stability_of_best_responses c -> b * gamma * (n + 1) > 2 * (n - (n - 1) * beta) * (1 -
  beta).
Proof using in_range.
  range. assert (K := own_pos). intro C. conditions. set (l := n - (n - 1) * beta) in *.
  assert (M : 2 * l * ((1 - beta) * (n + 1)) <= 2 * l * (l + (n - 1) * Rabs (2 * beta - 1))).
  { apply Rmult_le_compat_l; [lra|]. unfold l. destruct (Rle_or_lt (1 / 2) beta) as [H|H].
    - rewrite Rabs_right by lra. assert (0 <= n * (2 * beta - 1)) by (apply Rmult_le_pos; lra). lra.
    - rewrite Rabs_left by lra. assert (0 <= (n - 2) * (1 - 2 * beta)) by (apply Rmult_le_pos; lra). lra. }
  apply Rlt_gt, Rmult_lt_reg_r with (n + 1); [lra|]. replace (b * gamma * (n + 1) * (n + 1)) with (b * gamma * (n + 1)
    ^ 2) by ring. lra.
Qed.

(** When a firm does a little less R&D, what it sells falls by no more than if all firms sold, where at most half
    spills over. *)
Lemma falls_at_most x q r i h : beta <= 1 / 2 -> 0 <= h -> (i < firms)%nat -> 0 < q i -> cournot x q -> cournot
  (deviate x i (x i - h)) r ->
  b * (q i - r i) <= h * (n - (n - 1) * beta) / (n + 1).
Proof using in_range size.
  range. intros Hb Hh Hi Pi E F.
  assert (E' := proj1 (cournot_first_order firms c in_range _ _) E).
    assert (F' := proj1 (cournot_first_order firms c in_range _ _) F).
  set (u := b * (total q - total r)). set (m := Rmax 0 (u - beta * h)).
  assert (own : b * (q i - r i) <= h - u).
  { destruct (E' i Hi) as (_ & _ & Z). destruct (F' i Hi) as (_ & M & _).
    assert (V : marginal_profit firms c x q i = 0) by (apply Rmult_eq_reg_l with (q i); lra).
    unfold marginal_profit, Game.price, Game.unit_cost in V, M. unfold Game.total in M at 2.
      rewrite sum_deviate, deviate_same in M by assumption.
    change (sum firms x) with (total x) in M. unfold u. lra. }
  assert (others : forall j, (j < firms)%nat -> j <> i -> b * (r j - q j) <= m).
  { intros j Hj N. destruct (E' j Hj) as (Q & M & _). destruct (F' j Hj) as (P & _ & Z).
    assert (m >= 0 /\ m >= u - beta * h) by (split; apply Rle_ge; [apply Rmax_l|apply Rmax_r]).
    destruct P as [P|P].
    - assert (V : marginal_profit firms c (deviate x i (x i - h)) r j = 0) by (apply Rmult_eq_reg_l with (r j); lra).
      unfold marginal_profit, Game.price, Game.unit_cost in V, M. unfold Game.total in V at 2.
        rewrite sum_deviate, deviate_other in V by assumption.
      change (sum firms x) with (total x) in V. unfold u in *. lra.
    - rewrite <- P. assert (0 <= b * q j) by (apply Rmult_le_pos; lra). lra. }
  assert (sums : - u <= b * (r i - q i) + (n - 1) * m).
  { assert (L : sum firms (fun j => b * r j + (- b) * q j) <= sum firms (deviate (fun _ => m) i (b * (r i - q i)))).
    { apply sum_le. intros j Hj. destruct (Nat.eq_dec j i) as [->|N]; [rewrite deviate_same; lra|].
      rewrite deviate_other by assumption. specialize (others j Hj N). lra. }
    rewrite sum_deviate, sum_const, sum_plus, !sum_times, <- size in L by assumption.
    change (sum firms r) with (total r) in L. change (sum firms q) with (total q) in L. unfold u. lra. }
  apply Rmult_le_reg_r with (n + 1); [lra|].
  replace (h * (n - (n - 1) * beta) / (n + 1) * (n + 1)) with (h * (n - (n - 1) * beta)) by (field; lra).
  unfold m, Rmax in sums. destruct (Rle_dec 0 (u - beta * h)) as [H|H].
  - assert (n * (b * (q i - r i)) <= n * (h - u)) by (apply Rmult_le_compat_l; lra). lra.
  - apply Rnot_le_lt in H. assert (B : b * (q i - r i) * (n + 1) <= beta * h * (n + 1)) by (apply Rmult_le_compat_r;
    lra).
    assert (0 <= h * (n * (1 - 2 * beta))) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]). lra.
Qed.

(** In a subgame-perfect equilibrium no firm is driven out. *)
Lemma nobody_is_driven_out x q : strict_non c -> no_cooperation firms c x q -> each_firm firms (fun i => 0 < q i).
Proof using in_range size.
  intros (SO & _ & ST) (P & E & M). assert (V := own_bend_pos SO). assert (GS := gradient_stability ST). range.
    assert (K := own_pos).
  assert (T : 0 <= total x) by (apply sum_nonneg; intros j Hj; specialize (P j Hj); cbn beta in P; lra).
  destruct (Rle_or_lt (1 / 2) beta) as [H|H].
  - assert (I : forall i, (i < firms)%nat -> 0 < interior x i).
    { intros i Hi. specialize (P i Hi). cbn beta in P. unfold Cournot.interior. apply Rdiv_lt_0_compat; [|positive].
      assert (0 <= (n + 1) * (1 - beta) * x i) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
      assert (0 <= (2 * beta - 1) * total x) by (apply Rmult_le_pos; lra). lra. }
    intros i Hi. rewrite (interior_unique firms c in_range size x q) by (try assumption; intros j Hj;
      specialize (I j Hj); lra). now apply I.
  - intros o Ho. assert (E' := proj1 (cournot_first_order firms c in_range _ _) E).
    destruct (Rle_or_lt (q o) 0) as [Z|Z]; [exfalso|assumption].
    destruct (E' o Ho) as (Qo & Mo & _). assert (Po := P o Ho). cbn beta in Po. unfold marginal_profit in Mo.
    destruct (Rle_or_lt (total q) 0) as [Q|Q].
    + assert (beta * (total x - x o) >= 0).
      { apply Rle_ge, Rmult_le_pos; [lra|]. assert (x o <= total x); [|lra]. apply term_le_sum; [|assumption].
        intros j Hj. specialize (P j Hj). cbn beta in P. lra. }
      assert (total q = 0) by (apply Rle_antisym; [assumption|apply sum_nonneg; intros j Hj; apply (E' j Hj)]).
      unfold Game.price, Game.unit_cost in Mo. replace (total q) with 0 in Mo. replace (q o) with 0 in Mo by lra. lra.
    + assert (S : exists i, (i < firms)%nat /\ 0 < q i).
      { clear - Q E'. unfold Game.total in Q. induction firms as [|m IH]; [simpl in Q; lra|].
        destruct (E' m ltac:(lia)) as ([L|L] & _); [exists m; split; [lia|assumption]|]. cbn [sum] in Q.
        assert (X : exists i, (i < m)%nat /\ 0 < q i).
        { assert (0 < sum m q) by lra. clear - H E'. assert (Y : forall i, (i < m)%nat -> 0 <= q i) by (intros i Hi;
          apply (E' i); lia).
          clear E'. induction m as [|m IH]; [simpl in H; lra|]. cbn [sum] in H.
            destruct (Y m ltac:(lia)) as [L|L]; [exists m; split; [lia|assumption]|].
          destruct IH as (i & Hi & Pi); [lra|intros; apply Y; lia|]. exists i. split; [lia|assumption]. }
        destruct X as (i & Hi & Pi). exists i. split; [lia|assumption]. }
      destruct S as (i & Hi & Pi). destruct (E' i Hi) as (_ & _ & Zi). assert (Xi := P i Hi). cbn beta in Xi.
      assert (Fi : marginal_profit firms c x q i = 0) by (apply Rmult_eq_reg_l with (q i); lra).
        unfold marginal_profit in Fi.
      assert (cheap : b * q i <= (1 - beta) * x i).
      { assert (0 <= (1 - beta) * x o) by (apply Rmult_le_pos; lra). unfold Game.unit_cost in *.
        replace (q o) with 0 in Mo by lra. lra. }
      assert (0 < b * q i) by positive.
      assert (Xp : 0 < x i). { destruct (Req_dec (x i) 0) as [N|N]; [rewrite N in cheap; lra|lra]. }
      set (l := n - (n - 1) * beta) in *. set (e := Rmin (x i) (q i * ((n + 1) * b) / l)).
      assert (Ep : 0 < e) by (apply Rmin_glb_lt; positive).
      assert (S : gamma * x i - 2 * l * q i / (n + 1) <= 0).
      { apply (no_rise _ own_bend e); try assumption. intros h [Hp He].
        assert (h <= x i) by (apply Rle_trans with e; [assumption|apply Rmin_l]).
        assert (Hq : h * l / ((n + 1) * b) <= q i).
        { apply Rmult_le_reg_r with ((n + 1) * b / l); [positive|].
          replace (h * l / ((n + 1) * b) * ((n + 1) * b / l)) with h by (field; repeat split; lra).
          replace (q i * ((n + 1) * b / l)) with (q i * ((n + 1) * b) / l) by (field; lra).
            apply Rle_trans with e; [assumption|apply Rmin_r]. }
        destruct (cournot_exists firms c in_range (deviate x i (x i - h))) as (r & F).
        assert (R := falls_at_most x q r i h ltac:(lra) Hp Hi Pi E F). fold l in R.
        assert (Lr : q i - h * l / ((n + 1) * b) <= r i).
        { apply Rmult_le_reg_l with b; [lra|]. replace (b * (q i - h * l / ((n + 1) * b))) with (b * q i - h * l / (n
          + 1)) by (field; split; lra). lra. }
        assert (Sq : (q i - h * l / ((n + 1) * b)) ^ 2 <= r i ^ 2) by (apply pow_incr; lra).
        assert (Sb : b * (q i - h * l / ((n + 1) * b)) ^ 2 <= b * r i ^ 2) by (apply Rmult_le_compat_l; lra).
        specialize (M i (x i - h) r Hi ltac:(lra) F).
        rewrite (profit_cournot firms c in_range _ r i F Hi), (profit_cournot firms c in_range x q i E Hi),
          deviate_same in M. unfold rnd_cost in M.
        unfold own_bend. fold l.
        replace ((gamma * x i - 2 * l * q i / (n + 1)) * h - (gamma / 2 - l ^ 2 / (b * (n + 1) ^ 2)) * h ^ 2)
          with (b * (q i - h * l / ((n + 1) * b)) ^ 2 - gamma * (x i - h) ^ 2 / 2 - (b * q i ^ 2 - gamma * x i ^ 2 /
            2)) by (field; split; lra). lra. }
      assert (S' : b * gamma * (n + 1) * x i <= 2 * l * (b * q i)).
      { replace (2 * l * (b * q i)) with (b * (n + 1) * (2 * l * q i / (n + 1))) by (field; lra).
        replace (b * gamma * (n + 1) * x i) with (b * (n + 1) * (gamma * x i)) by ring.
          apply Rmult_le_compat_l; [apply Rlt_le; positive|lra]. }
      assert (2 * l * (b * q i) <= 2 * l * ((1 - beta) * x i)) by (apply Rmult_le_compat_l; lra).
      assert (2 * l * (1 - beta) * x i < b * gamma * (n + 1) * x i) by (apply Rmult_lt_compat_r; lra). lra.
Qed.

(** Where all firms sell, outputs are interior. *)
Lemma all_sell x q : cournot x q -> each_firm firms (fun i => 0 < q i) -> each_firm firms (fun i => q i = interior x i).
Proof using in_range size.
  intros E P. apply interior_unique; [assumption..| |assumption]. intros i Hi.
    destruct (shortfall firms c in_range size x q E) as (e & H & I & S & _).
  rewrite I. destruct (H i Hi) as [_ Z]. specialize (P i Hi). cbn beta in P.
  assert (e i = 0) by (apply Rmult_eq_reg_l with (q i); lra). lra.
Qed.

(** Where all firms sell and a firm's profit has a slope in its R&D, the firm gains by other R&D. *)
Lemma gains x q i : cournot x q -> each_firm firms (fun j => 0 < q j) -> (i < firms)%nat -> 0 < x i -> own_slope x i
  <> 0 ->
  exists t r, t >= 0 /\ cournot (deviate x i t) r /\ profit (deviate x i t) r i > profit x q i.
Proof using in_range size.
  intros E P Hi Xi S. assert (I := all_sell x q E P). range. destruct (positive_bound firms q P) as (e & He & B).
  assert (0 < b * e) by positive.
  assert (T : exists t, 0 <= t /\ - (b * e) <= t - x i <= b * e /\ 0 < own_slope x i * (t - x i) - own_bend * (t - x
    i) ^ 2).
  { destruct (Rdichotomy _ _ S) as [N|N].
    - destruct (rise (- own_slope x i) own_bend (Rmin (b * e) (x i))) as (h & Hh & R); [lra|now apply Rmin_glb_lt|].
      assert (Rmin (b * e) (x i) <= b * e) by apply Rmin_l. assert (Rmin (b * e) (x i) <= x i) by apply Rmin_r.
      exists (x i - h). split; [lra|]. split; [lra|]. replace (x i - h - x i) with (- h) by ring.
        replace ((- h) ^ 2) with (h ^ 2) by ring. lra.
    - destruct (rise (own_slope x i) own_bend (b * e)) as (h & Hh & R); [lra|assumption|]. exists (x i + h).
      split; [lra|]. split; [lra|].
      replace (x i + h - x i) with h by ring. exact R. }
  destruct T as (t & Ht & Hd & R). exists t, (interior (deviate x i t)). split; [lra|].
  assert (F : cournot (deviate x i t) (interior (deviate x i t))).
  { apply stays_interior with e; [assumption| |assumption]. intros j Hj. rewrite <- (I j Hj). now apply B. }
  split; [assumption|]. assert (Q := rnd_deviation x i t Hi).
  rewrite (profit_cournot firms c in_range _ _ i F Hi), (profit_cournot firms c in_range x q i E Hi), (I i Hi).
    unfold at_most in Q. lra.
Qed.

(** Where all firms sell and a firm gains by no other R&D, its profit and what it receives for each unit of R&D have
    no slope. *)
Lemma no_slope x q i subsidy : cournot x q -> each_firm firms (fun j => 0 < q j) -> (i < firms)%nat -> 0 <= x i -> 0 <
  own_bend ->
  (forall t r, t >= 0 -> cournot (deviate x i t) r -> profit (deviate x i t) r i + subsidy * t <= profit x q i +
    subsidy * x i) ->
  own_slope x i + subsidy <= 0 /\ (0 < x i -> own_slope x i + subsidy = 0).
Proof using in_range size.
  intros E P Hi Xi V M. assert (I := all_sell x q E P). range. destruct (positive_bound firms q P) as (e & He & B).
  set (d := b * e). assert (0 < d) by (unfold d; positive).
  assert (near : forall t, 0 <= t -> - d <= t - x i <= d -> (own_slope x i + subsidy) * (t - x i) - own_bend * (t - x
    i) ^ 2 <= 0).
  { intros t Ht Hd. assert (F : cournot (deviate x i t) (interior (deviate x i t))).
    { apply stays_interior with e; [assumption| |assumption]. intros j Hj. rewrite <- (I j Hj). now apply B. }
    specialize (M t _ ltac:(lra) F). assert (Q := rnd_deviation x i t Hi).
    rewrite (profit_cournot firms c in_range _ _ i F Hi), (profit_cournot firms c in_range x q i E Hi), (I i Hi) in M.
      unfold at_most in Q. lra. }
  assert (up : own_slope x i + subsidy <= 0).
  { apply (no_rise _ own_bend d); try assumption. intros h Hh. specialize (near (x i + h) ltac:(lra)).
    replace (x i + h - x i) with h in near by ring. apply near. lra. }
  split; [assumption|]. intro Xp. assert (down : - (own_slope x i + subsidy) <= 0); [|lra].
  apply (no_rise _ own_bend (Rmin d (x i))); [assumption|apply Rmin_glb_lt; lra|]. intros h [Hp Hh].
  assert (h <= d) by (apply Rle_trans with (Rmin d (x i)); [assumption|apply Rmin_l]).
  assert (h <= x i) by (apply Rle_trans with (Rmin d (x i)); [assumption|apply Rmin_r]).
  specialize (near (x i - h) ltac:(lra)). replace (x i - h - x i) with (- h) in near by ring.
  specialize (near ltac:(lra)). replace ((- h) ^ 2) with (h ^ 2) in near by ring. lra.
Qed.

(** A subgame-perfect equilibrium is the one of the closed forms: there is no other one, symmetric or not. *)
Theorem non_unique x q : strict_non c -> no_cooperation firms c x q ->
  each_firm firms (fun i => x i = x_non c) /\ each_firm firms (fun i => q i = q_non c).
Proof using in_range size.
  intros SC N. assert (PQ := nobody_is_driven_out x q SC N). destruct SC as (SO & PR & ST). destruct N as (P & E & M).
  assert (I := all_sell x q E PQ). assert (V := own_bend_pos SO). assert (GS := gradient_stability ST). range.
    assert (K := own_pos).
  assert (slope : forall i, (i < firms)%nat -> own_slope x i = 0).
  { intros i Hi. assert (Xi := P i Hi). cbn beta in Xi. assert (Qi := PQ i Hi). cbn beta in Qi. rewrite (I i Hi) in Qi.
    destruct (no_slope x q i 0 E PQ Hi ltac:(lra) V) as [up zero].
    { intros t r Ht F. specialize (M i t r Hi Ht F). lra. }
    destruct (Req_dec (x i) 0) as [Z|Z]; [|specialize (zero ltac:(lra)); lra].
    exfalso. unfold own_slope in up. rewrite Z in up. assert (0 < 2 * (n - (n - 1) * beta) * interior x i / (n + 1))
      by positive. lra. }
  assert (two := two_firms firms c in_range size).
  assert (alike : each_firm firms (fun i => x i = x 0%nat)).
  { intros i Hi. assert (Si := slope i Hi). assert (S0 := slope 0%nat ltac:(lia)).
    assert (F : (b * gamma * (n + 1) - 2 * (n - (n - 1) * beta) * (1 - beta)) * (x i - x 0%nat) = 0).
    { transitivity (b * (n + 1) * (own_slope x 0%nat - own_slope x i)); [unfold own_slope, Cournot.interior; field;
      split; lra|].
      rewrite Si, S0. ring. }
    apply Rmult_integral in F. destruct F; lra. }
  assert (X : x 0%nat = x_non c).
  { assert (S0 := slope 0%nat ltac:(lia)). unfold own_slope, Cournot.interior in S0.
    rewrite (total_each x (x 0%nat) alike) in S0. conditions.
    assert (F : x 0%nat * (b * gamma * (n + 1) ^ 2 - 2 * (n - (n - 1) * beta) * (1 + (n - 1) * beta)) = 2 * (n - (n -
      1) * beta) * (a - A)).
    { apply Rminus_diag_uniq. replace 0 with (- (b * (n + 1) ^ 2) * 0) by ring. rewrite <- S0.  field. split; lra. }
    unfold x_non, D, G, s, k. apply Rmult_eq_reg_r with (b * gamma * (n + 1) ^ 2 - 2 * (n - (n - 1) * beta) * (1 + (n
      - 1) * beta)); [|lra].
    rewrite F. field. lra. }
  split; intros i Hi; [now rewrite alike|]. rewrite (I i Hi). unfold Cournot.interior.
    rewrite (total_each x (x 0%nat) alike), (alike i Hi), X.
  conditions. closed_forms. unfold D, G, s, k. solve_field.
Qed.

Theorem non_outcome x q : strict_non c -> no_cooperation firms c x q -> outcome x q (x_non c) (q_non c) (Q_non c)
  (price_non c) (unit_cost_non c)
  (profit_non c) (consumer_surplus_non c) (welfare_non c).
Proof using in_range size.
  intros C N. destruct (non_unique x q C N) as [X Q]. range. eapply outcome_is; [apply (outcome_equal x q _ _ X Q)|..];
  conditions; closed_forms; unfold D, G, s, k; solve_field.
Qed.

End Modes.
