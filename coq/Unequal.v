(** The same game with firms that differ: in initial cost, in the cost of R&D, and in how much of each firm's R&D
    reaches each other firm. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums.
Local Open Scope R_scope.

(** [spill i j] of firm [i]'s R&D reaches firm [j], for [j] other than [i]. *)
Record industry := Industry { choke : R; slope : R; initial_cost : nat -> R; rnd_price : nat -> R;
  spill : nat -> nat -> R }.

Section Unequal.
Variable firms : nat.
Variable g : industry.

Definition reaches (i j : nat) : R := if Nat.eqb i j then 1 else spill g i j.
Definition market_price (q : profile) : R := choke g - slope g * total firms q.
Definition cost_of (x : profile) (j : nat) : R := initial_cost g j - total firms (fun i => reaches i j * x i).
Definition earns (x q : profile) (i : nat) : R := (market_price q - cost_of x i) * q i - rnd_price g i * x i ^ 2 / 2.
Definition cournot_unequal (x q : profile) : Prop :=
  each_firm firms (fun i => q i >= 0 /\ forall t, t >= 0 -> earns x (deviate q i t) i <= earns x q i).
Definition welfare_unequal (x q : profile) : R := (choke g - market_price q) * total firms q / 2 + total firms (earns
  x q).

(** The second best: a planner sets the R&D of each firm, and the firms compete afterwards. *)
Definition second_best_unequal (x q : profile) : Prop :=
  nonnegative firms x /\ cournot_unequal x q /\ forall y r, nonnegative firms y -> cournot_unequal y r ->
    welfare_unequal y r <= welfare_unequal x q.

(** A subgame-perfect equilibrium where firm [i] receives [subsidy i] for a unit of R&D. *)
Definition subsidised_unequal (subsidy : profile) (x q : profile) : Prop :=
  nonnegative firms x /\ cournot_unequal x q /\
  forall i t r, (i < firms)%nat -> t >= 0 -> cournot_unequal (deviate x i t) r -> earns (deviate x i t) r i + subsidy
    i * t <= earns x q i + subsidy i * x i.

(** Without cooperation, and with R&D cooperation. *)
Definition no_cooperation_unequal : profile -> profile -> Prop := subsidised_unequal (equal 0).
Definition rnd_cooperation_unequal (x q : profile) : Prop :=
  nonnegative firms x /\ cournot_unequal x q /\
  forall y r, nonnegative firms y -> cournot_unequal y r -> total firms (earns y r) <= total firms (earns x q).

Let m := INR firms.
Hypothesis b_pos : 0 < slope g.

Lemma firms_nonneg : 0 <= m.
Proof. apply pos_INR. Qed.

(** ** Interior outputs *)

Definition inner (x : profile) (k : nat) : R := (choke g + total firms (cost_of x) - (m + 1) * cost_of x k) / ((m + 1)
  * slope g).
Definition marginal (x q : profile) (i : nat) : R := market_price q - cost_of x i - slope g * q i.

Lemma output_step x q i t : (i < firms)%nat -> earns x (deviate q i t) i - earns x q i = marginal x q i * (t - q i) -
  slope g * (t - q i) ^ 2.
Proof. intro Hi. unfold marginal, earns, market_price, total. rewrite sum_deviate, deviate_same by assumption. ring.
  Qed.

Lemma total_inner x : total firms (inner x) = (m * choke g - total firms (cost_of x)) / ((m + 1) * slope g).
Proof.
  assert (H := firms_nonneg). unfold total.
  rewrite (sum_ext _ _ (fun i => (choke g + sum firms (cost_of x)) / ((m + 1) * slope g) + - / slope g * cost_of x i)).
  - rewrite sum_plus, sum_const, sum_times. fold m. field. split; lra.
  - intros i _. unfold inner, total. field. split; lra.
Qed.

Lemma inner_marginal x i : marginal x (inner x) i = 0.
Proof. assert (H := firms_nonneg). unfold marginal, market_price. rewrite total_inner. unfold inner. field.
  split; lra. Qed.

Lemma inner_cournot x : (forall i, (i < firms)%nat -> 0 <= inner x i) -> cournot_unequal x (inner x).
Proof.
  intros P i Hi. split; [apply Rle_ge; now apply P|]. intros t _. assert (E := output_step x (inner x) i t Hi).
    rewrite inner_marginal in E.
  assert (Q := weighted_square (slope g) (t - inner x i) ltac:(lra)). lra.
Qed.

Lemma all_sell_unequal x q : cournot_unequal x q -> each_firm firms (fun i => 0 < q i) -> each_firm firms (fun i => q
  i = inner x i).
Proof.
  intros E P. assert (H := firms_nonneg).
  assert (Z : each_firm firms (fun i => marginal x q i = 0)).
  { intros i Hi. destruct (E i Hi) as [_ M]. assert (Qi := P i Hi). cbn beta in Qi.
    assert (up : marginal x q i <= 0).
    { apply (no_rise _ (slope g) 1); [lra..|]. intros h Hh. specialize (M (q i + h) ltac:(lra)).
      assert (T := output_step x q i (q i + h) Hi).
      replace (q i + h - q i) with h in T by ring. lra. }
    assert (down : - marginal x q i <= 0); [|lra]. apply (no_rise _ (slope g) (q i)); [lra..|]. intros h Hh.
      specialize (M (q i - h) ltac:(lra)).
    assert (T := output_step x q i (q i - h) Hi). replace (q i - h - q i) with (- h) in T by ring.
      replace ((- h) ^ 2) with (h ^ 2) in T by ring. lra. }
  assert (T : (m + 1) * slope g * total firms q = m * choke g - total firms (cost_of x)).
  { assert (F : slope g * total firms q = sum firms (fun i => (choke g - slope g * total firms q) + -1 * cost_of x i)).
    { unfold total at 1. rewrite <- sum_times. apply sum_ext. intros i Hi. specialize (Z i Hi).
      unfold marginal, market_price in Z. lra. }
    rewrite sum_plus, sum_const, sum_times in F. fold m in F. unfold total in *. lra. }
  intros i Hi. specialize (Z i Hi). cbn beta in Z. unfold marginal, market_price in Z. unfold inner.
  apply Rmult_eq_reg_r with ((m + 1) * slope g); [|apply Rgt_not_eq, Rmult_lt_0_compat; lra].
  replace ((choke g + total firms (cost_of x) - (m + 1) * cost_of x i) / ((m + 1) * slope g) * ((m + 1) * slope g))
    with (choke g + total firms (cost_of x) - (m + 1) * cost_of x i) by (field; split; lra).
  replace (cost_of x i) with (choke g - slope g * total firms q - slope g * q i) by lra. lra.
Qed.

Lemma earns_inner x i : earns x (inner x) i = slope g * inner x i ^ 2 - rnd_price g i * x i ^ 2 / 2.
Proof.
  assert (Z := inner_marginal x i). unfold marginal in Z. unfold earns.
  replace (market_price (inner x) - cost_of x i) with (slope g * inner x i) by lra. ring.
Qed.

(** In any Cournot equilibrium a firm sells no more than its interior output, or sells nothing. *)
Lemma sells_at_most_unequal x q i : cournot_unequal x q -> (i < firms)%nat -> q i ^ 2 <= inner x i ^ 2.
Proof.
  intros E Hi. assert (H := firms_nonneg). set (e := fun k => - marginal x q k / slope g).
  assert (F : forall k, (k < firms)%nat -> 0 <= q k /\ 0 <= e k /\ q k * e k = 0).
  { intros k Hk. destruct (E k Hk) as [Q M].
    assert (up : marginal x q k <= 0).
    { apply (no_rise _ (slope g) 1); [lra..|]. intros h Hh. specialize (M (q k + h) ltac:(lra)).
      assert (T := output_step x q k (q k + h) Hk).
      replace (q k + h - q k) with h in T by ring. lra. }
    assert (Z : q k * marginal x q k = 0).
    { destruct (Req_dec (q k) 0) as [->|N]; [ring|].
      assert (down : - marginal x q k <= 0); [|replace (marginal x q k) with 0 by lra; ring].
        apply (no_rise _ (slope g) (q k)); [lra..|].
      intros h Hh. specialize (M (q k - h) ltac:(lra)). assert (T := output_step x q k (q k - h) Hk).
        replace (q k - h - q k) with (- h) in T by ring.
      replace ((- h) ^ 2) with (h ^ 2) in T by ring. lra. }
    split; [lra|]. unfold e. split; [apply Rmult_le_pos; [lra|apply Rlt_le, Rinv_0_lt_compat; lra]|].
    replace (q k * (- marginal x q k / slope g)) with (- (q k * marginal x q k) / slope g) by (field; lra). rewrite Z.
      field. lra. }
  set (d := sum firms e / (m + 1)).
  assert (dp : 0 <= d) by (apply Rmult_le_pos; [apply sum_nonneg; intros k Hk;
    apply (F k Hk)|apply Rlt_le, Rinv_0_lt_compat; lra]).
  assert (Se : sum firms e = (m + 1) * total firms q - (m * choke g - total firms (cost_of x)) / slope g).
  { unfold e. rewrite (sum_ext _ _ (fun k => (total firms q - choke g / slope g) + (/ slope g * cost_of x k + 1 * q
    k))).
    - rewrite !sum_plus, sum_const, !sum_times. fold m. unfold total. field. lra.
    - intros k _. unfold marginal, market_price. field. lra. }
  assert (I : inner x i = q i - e i + d) by (unfold d; rewrite Se; unfold inner, e, marginal, market_price; field;
    split; lra).
  destruct (F i Hi) as (Q & _ & Z). rewrite I. replace ((q i - e i + d) ^ 2) with (q i ^ 2 + 2 * (q i * d) + (d - e i)
    ^ 2 - 2 * (q i * e i)) by ring.
  rewrite Z. assert (0 <= q i * d) by now apply Rmult_le_pos. assert (0 <= (d - e i) ^ 2) by apply pow2_ge_0. lra.
Qed.

Lemma earns_at_most x q i : cournot_unequal x q -> (i < firms)%nat -> earns x q i <= slope g * inner x i ^ 2 -
  rnd_price g i * x i ^ 2 / 2.
Proof.
  intros E Hi. assert (L := sells_at_most_unequal x q i E Hi). destruct (E i Hi) as [Q M].
  assert (P : (market_price q - cost_of x i) * q i <= slope g * q i ^ 2).
  { assert (up : marginal x q i <= 0).
    { apply (no_rise _ (slope g) 1); [lra..|]. intros h Hh. specialize (M (q i + h) ltac:(lra)).
      assert (T := output_step x q i (q i + h) Hi).
      replace (q i + h - q i) with h in T by ring. lra. }
    unfold marginal in up. assert (0 <= q i * (slope g * q i - (market_price q - cost_of x i))) by (apply
      Rmult_le_pos; lra). lra. }
  assert (slope g * q i ^ 2 <= slope g * inner x i ^ 2) by (apply Rmult_le_compat_l; lra). unfold earns. lra.
Qed.

(** ** What one firm's R&D does *)

Definition reach_of (i : nat) : R := sum firms (reaches i).
(** By how much a unit of firm [i]'s R&D changes the output of firm [k]. *)
Definition response (i k : nat) : R := ((m + 1) * reaches i k - reach_of i) / ((m + 1) * slope g).

Lemma cost_step x i t k : (i < firms)%nat -> cost_of (deviate x i t) k = cost_of x k - reaches i k * (t - x i).
Proof.
  intro Hi. unfold cost_of, total. rewrite (sum_ext _ (fun j => reaches j k * deviate x i t j) (deviate (fun j =>
    reaches j k * x j) i (reaches i k * t))).
  - rewrite sum_deviate by assumption. ring.
  - intros j _. unfold deviate. destruct (Nat.eqb_spec j i) as [->|]; reflexivity.
Qed.

Lemma inner_step x i t k : (i < firms)%nat -> inner (deviate x i t) k = inner x k + response i k * (t - x i).
Proof.
  intro Hi. assert (H := firms_nonneg). unfold inner, response. rewrite cost_step by assumption.
  replace (total firms (cost_of (deviate x i t))) with (total firms (cost_of x) - reach_of i * (t - x i)).
  - field. split; lra.
  - unfold total, reach_of. rewrite (sum_ext _ (cost_of (deviate x i t)) (fun j => cost_of x j + (- (t - x i)) *
    reaches i j)) by (intros; rewrite cost_step by assumption; ring).
    rewrite sum_plus, sum_times. ring.
Qed.

Lemma total_response i : sum firms (response i) = reach_of i / ((m + 1) * slope g).
Proof.
  assert (H := firms_nonneg). unfold response.
  rewrite (sum_ext _ _ (fun k => / slope g * reaches i k + - reach_of i / ((m + 1) * slope g))) by (intros; field;
    split; lra).
  rewrite sum_plus, sum_times, sum_const. fold (reach_of i) m. field. split; lra.
Qed.

(** After a small step of one firm all firms still sell. *)
Lemma still_sell x q i : (i < firms)%nat -> cournot_unequal x q -> each_firm firms (fun k => 0 < q k) ->
  exists d, 0 < d /\ forall t, - d <= t - x i <= d -> cournot_unequal (deviate x i t) (inner (deviate x i t)).
Proof.
  intros Hi E P. assert (I := all_sell_unequal x q E P). destruct (positive_bound firms q P) as (e & He & B).
  set (M := sum firms (fun k => Rabs (response i k))). assert (Mp : 0 <= M) by (apply sum_nonneg; intros;
    apply Rabs_pos).
  exists (e / (M + 1)). split; [apply Rdiv_lt_0_compat; lra|]. intros t Ht. apply inner_cournot. intros k Hk.
    rewrite inner_step, <- (I k Hk) by assumption.
  specialize (B k Hk). assert (L : Rabs (response i k) <= M) by (apply (term_le_sum firms (fun k => Rabs (response i
    k))); [intros; apply Rabs_pos|assumption]).
  assert (A : Rabs (response i k * (t - x i)) <= M * (e / (M + 1))).
  { rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; [assumption|]. apply Rabs_le. lra. }
  assert (M * (e / (M + 1)) <= e).
  { replace e with ((M + 1) * (e / (M + 1))) at 2 by (field; lra). apply Rmult_le_compat_r; [|lra].
    apply Rlt_le, Rdiv_lt_0_compat; lra. }
  assert (Z := Rle_abs (- (response i k * (t - x i)))). rewrite Rabs_Ropp in Z. lra.
Qed.

(** A parabola that is nowhere above its value inside has no slope there. *)
Lemma flat u v d : 0 < d -> (forall h, - d <= h <= d -> u * h - v * h ^ 2 <= 0) -> u = 0.
Proof.
  intros Hd H. destruct (Rtotal_order u 0) as [L|[E|L]]; [exfalso|assumption|exfalso].
  - destruct (rise (- u) v d) as (h & Hh & R); [lra..|]. specialize (H (- h) ltac:(lra)).
    replace ((- h) ^ 2) with (h ^ 2) in H by ring. lra.
  - destruct (rise u v d) as (h & Hh & R); [lra..|]. specialize (H h ltac:(lra)). lra.
Qed.

Lemma nonnegative_step x i h : nonnegative firms x -> 0 <= x i + h -> nonnegative firms (deviate x i (x i + h)).
Proof using.
  intros N H k Hk. destruct (Nat.eq_dec k i) as [->|M]; [rewrite deviate_same; lra|].
    rewrite deviate_other by assumption. now apply N.
Qed.

(** Where all firms sell: what a step of firm [i] does to its own profit, and to that of all firms. *)
Section Step.
Variables x q : profile.
Variable i : nat.
Hypothesis E : cournot_unequal x q.
Hypothesis P : each_firm firms (fun k => 0 < q k).
Hypothesis Hi : (i < firms)%nat.

Let I := all_sell_unequal x q E P.

Lemma total_sold : total firms q = total firms (inner x).
Proof using b_pos E P. apply sum_ext. exact I. Qed.

Lemma earns_here k : (k < firms)%nat -> earns x q k = slope g * q k ^ 2 - rnd_price g k * x k ^ 2 / 2.
Proof using b_pos E P. intro Hk. rewrite (I k Hk), <- earns_inner. unfold earns, market_price. rewrite total_sold.
  now rewrite (I k Hk). Qed.

Lemma step_alone h : earns (deviate x i (x i + h)) (inner (deviate x i (x i + h))) i = earns x q i
  + (2 * slope g * q i * response i i - rnd_price g i * x i) * h - (rnd_price g i / 2 - slope g * response i i ^ 2) *
    h ^ 2.
Proof using b_pos E P Hi.
  rewrite earns_inner, inner_step, deviate_same, (earns_here i Hi), <- (I i Hi) by assumption. field.
Qed.

Lemma step_together h : total firms (earns (deviate x i (x i + h)) (inner (deviate x i (x i + h)))) = total firms
  (earns x q)
  + (2 * slope g * sum firms (fun k => q k * response i k) - rnd_price g i * x i) * h
  - (rnd_price g i / 2 - slope g * sum firms (fun k => response i k ^ 2)) * h ^ 2.
Proof using b_pos E P Hi.
  unfold total. rewrite (sum_ext _ (earns (deviate x i (x i + h)) (inner (deviate x i (x i + h))))
    (fun k => earns x q k + (2 * slope g * h * (q k * response i k) + (slope g * h ^ 2 * response i k ^ 2 + deviate
      (fun _ => 0) i (- rnd_price g i * x i * h - rnd_price g i / 2 * h ^ 2) k)))).
  - rewrite !sum_plus, !sum_times, sum_deviate, sum_const by assumption. ring.
  - intros k Hk. rewrite earns_inner, inner_step by assumption. replace (x i + h - x i) with h by ring.
    rewrite (earns_here k Hk), <- (I k Hk). destruct (Nat.eq_dec k i) as [->|M]; [rewrite !deviate_same;
      field|rewrite !deviate_other by assumption; field].
Qed.

Lemma step_sold h : total firms (inner (deviate x i (x i + h))) = total firms q + reach_of i / ((m + 1) * slope g) * h.
Proof using b_pos E P Hi.
  rewrite total_sold. unfold total. rewrite (sum_ext _ _ (fun k => inner x k + h * response i k)) by (intros;
    rewrite inner_step by assumption; ring).
  rewrite sum_plus, sum_times, total_response. ring.
Qed.

(** A firm that gains by no small step, with what it receives for a unit of R&D. *)
Lemma alone_flat subsidy : 0 < x i ->
  (forall t r, t >= 0 -> cournot_unequal (deviate x i t) r -> earns (deviate x i t) r i + subsidy * t <= earns x q i +
    subsidy * x i) ->
  2 * slope g * q i * response i i - rnd_price g i * x i + subsidy = 0.
Proof using b_pos E P Hi.
  intros Xi S. destruct (still_sell x q i Hi E P) as (d & Hd & F).
  apply (flat _ (rnd_price g i / 2 - slope g * response i i ^ 2) (Rmin d (x i))); [now apply Rmin_glb_lt|]. intros h Hh.
  assert (D1 : Rmin d (x i) <= d) by apply Rmin_l. assert (D2 : Rmin d (x i) <= x i) by apply Rmin_r.
  specialize (F (x i + h)). replace (x i + h - x i) with h in F by ring. specialize (F ltac:(lra)).
    specialize (S (x i + h) _ ltac:(lra) F). rewrite step_alone in S. lra.
Qed.

(** All firms that gain by no small step of firm [i]. *)
Lemma together_flat : nonnegative firms x -> 0 < x i ->
  (forall y r, nonnegative firms y -> cournot_unequal y r -> total firms (earns y r) <= total firms (earns x q)) ->
  2 * slope g * sum firms (fun k => q k * response i k) - rnd_price g i * x i = 0.
Proof using b_pos E P Hi.
  intros N Xi S. destruct (still_sell x q i Hi E P) as (d & Hd & F).
  apply (flat _ (rnd_price g i / 2 - slope g * sum firms (fun k => response i k ^ 2)) (Rmin d (x i)));
    [now apply Rmin_glb_lt|]. intros h Hh.
  assert (D1 : Rmin d (x i) <= d) by apply Rmin_l. assert (D2 : Rmin d (x i) <= x i) by apply Rmin_r.
  specialize (F (x i + h)). replace (x i + h - x i) with h in F by ring. specialize (F ltac:(lra)).
  specialize (S _ _ (nonnegative_step x i h N ltac:(lra)) F). rewrite step_together in S. lra.
Qed.

End Step.

(** Inside, what a firm receives at the second best for a unit of R&D is what that is worth to its rivals and to the
    consumers. *)
Theorem subsidy_is x q subsidy i : second_best_unequal x q -> subsidised_unequal subsidy x q -> (i < firms)%nat -> 0 <
  x i ->
  each_firm firms (fun k => 0 < q k) ->
  subsidy i = total firms q * reach_of i / (m + 1) + 2 * slope g * (sum firms (fun k => q k * response i k) - q i *
    response i i).
Proof using b_pos.
  intros (N & E & W) (_ & _ & S) Hi Xi P. assert (H := firms_nonneg).
  assert (firm := alone_flat x q i E P Hi (subsidy i) Xi (fun t r Ht F => S i t r Hi Ht F)).
  assert (planner : total firms q * reach_of i / (m + 1) + 2 * slope g * sum firms (fun k => q k * response i k) -
    rnd_price g i * x i = 0).
  { destruct (still_sell x q i Hi E P) as (d & Hd & F).
    apply (flat _ (rnd_price g i / 2 - slope g * sum firms (fun k => response i k ^ 2) - slope g * (reach_of i / ((m +
      1) * slope g)) ^ 2 / 2) (Rmin d (x i)));
      [now apply Rmin_glb_lt|]. intros h Hh.
    assert (D1 : Rmin d (x i) <= d) by apply Rmin_l. assert (D2 : Rmin d (x i) <= x i) by apply Rmin_r.
    specialize (F (x i + h)). replace (x i + h - x i) with h in F by ring. specialize (F ltac:(lra)).
    specialize (W _ _ (nonnegative_step x i h N ltac:(lra)) F). unfold welfare_unequal, market_price in W.
    rewrite (step_together x q i E P Hi), (step_sold x q i E P Hi) in W.
    replace (total firms q * reach_of i / (m + 1)) with (slope g * total firms q * (reach_of i / ((m + 1) * slope g)))
      by (field; split; lra). lra. }
  lra.
Qed.

End Unequal.
