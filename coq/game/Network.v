(** Firms on a regular network: all of a firm's R&D reaches its partners, and the part [beta] of it all others; each
    firm has as many partners. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Unequal.
Local Open Scope R_scope.

Section Network.
Variable firms : nat.
Variables a A b beta gamma : R.

Definition partner (links : nat -> nat -> bool) (i j : nat) : R := if Nat.eqb i j then 0 else if links i j then 1 else
  0.
Definition regular (links : nat -> nat -> bool) (degree : R) : Prop :=
  (forall i j, links i j = links j i) /\ each_firm firms (fun i => total firms (partner links i) = degree).
Definition on_network (links : nat -> nat -> bool) : industry :=
  Industry a b (fun _ => A) (fun _ => gamma) (fun i j => if links i j then 1 else beta).

Hypothesis ranges : 0 < A < a /\ 0 < b /\ 0 < beta < 1 /\ 0 < gamma /\ (2 <= firms)%nat.

Local Notation m := (INR firms).
(** How much of a unit of R&D in each firm reaches a firm, and the weight of a firm's own R&D in its own margin. *)
Definition reached (degree : R) : R := 1 + degree + (m - 1 - degree) * beta.
Definition weight (degree : R) : R := m + 1 - reached degree.

Lemma m_two : 2 <= m.
Proof using ranges. change 2 with (INR 2). apply le_INR. apply ranges. Qed.

Lemma reach_is links degree i : regular links degree -> (i < firms)%nat -> reach_of firms (on_network links) i =
  reached degree.
Proof using.
  intros [_ R] Hi. unfold reach_of, reached.
  rewrite (sum_ext _ _ (fun j => beta + ((1 - beta) * partner links i j + deviate (fun _ => 0) i (1 - beta) j))).
  - rewrite !sum_plus, sum_const, sum_times, sum_deviate, sum_const by assumption. specialize (R i Hi).
    unfold total in R. rewrite R. ring.
  - intros j _. unfold reaches, partner, deviate. cbn [spill on_network]. rewrite (Nat.eqb_sym j i).
    destruct (Nat.eqb i j); [ring|]. destruct (links i j); ring.
Qed.

Lemma degree_at_most links degree : regular links degree -> degree <= m - 1.
Proof using ranges.
  intros [_ R]. assert (M := m_two). destruct ranges as (_ & _ & _ & _ & two). rewrite <- (R O) by lia. unfold total.
  replace (m - 1) with (sum firms (deviate (fun _ => 1) O 0)) by (rewrite sum_deviate, sum_const by lia; ring).
  apply sum_le. intros j _. unfold partner, deviate. rewrite (Nat.eqb_sym j O). destruct (Nat.eqb 0 j); [lra|].
    destruct (links 0%nat j); lra.
Qed.

Lemma cost_is links degree X j : regular links degree -> (j < firms)%nat -> cost_of firms (on_network links) (equal X)
  j = A - reached degree * X.
Proof using.
  intros H Hj. unfold cost_of, total. rewrite <- (reach_is links degree j H Hj). unfold reach_of.
    cbn [initial_cost on_network]. f_equal.
  rewrite (sum_ext _ _ (fun i => X * reaches (on_network links) j i)); [rewrite sum_times; ring|].
  intros i _. unfold equal, reaches. cbn [spill on_network]. destruct H as [S _]. rewrite (Nat.eqb_sym i j), (S i j).
    ring.
Qed.

(** The R&D that all firms do in an equilibrium in which they do some, and sell. *)
Lemma network_rnd links degree X q : regular links degree -> no_cooperation_unequal firms (on_network links) (equal X)
  q -> 0 < X ->
  each_firm firms (fun i => 0 < q i) ->
  X * (b * gamma * (m + 1) ^ 2 - 2 * weight degree * reached degree) = 2 * weight degree * (a - A).
Proof using ranges.
  intros H (_ & E & S) Xp P. assert (M := m_two). destruct ranges as (HA & Hb & Hbeta & Hg & two).
    set (g := on_network links) in *.
  assert (bp : 0 < slope g) by exact Hb.
  assert (F := alone_flat firms g bp (equal X) q 0 E P ltac:(lia) 0 Xp).
    rewrite (all_sell_unequal firms g bp (equal X) q E P O) in F by lia.
  assert (C : total firms (cost_of firms g (equal X)) = m * (A - reached degree * X)).
  { unfold total. rewrite (sum_ext _ _ (fun _ => A - reached degree * X)), sum_const; [reflexivity|]. intros j Hj.
    now apply cost_is. }
  assert (I : inner firms g (equal X) 0 = (a - A + reached degree * X) / ((m + 1) * b)).
  { unfold inner. rewrite C. unfold g. rewrite (cost_is links degree X O H) by lia. cbn [choke slope on_network].
    f_equal. ring. }
  assert (R : response firms g 0 0 = weight degree / ((m + 1) * b)).
  { unfold response, g. rewrite (reach_is links degree O H) by lia. unfold reaches. cbn [Nat.eqb slope on_network].
    unfold weight. f_equal. ring. }
  rewrite I, R in F. cbn [slope rnd_price on_network] in F. unfold g in F. cbn [slope rnd_price on_network] in F.
    unfold equal in F.
  assert (Z : 2 * b * ((a - A + reached degree * X) / ((m + 1) * b)) * (weight degree / ((m + 1) * b)) - gamma * X + 0
    = 0).
  { apply F. intros t r Ht Er. specialize (S 0%nat t r ltac:(lia) Ht Er). unfold equal in S. exact S. }
  apply Rminus_diag_uniq. replace 0 with (- (b * (m + 1) ^ 2) * 0) by ring. rewrite <- Z. field. split; lra.
Qed.

Section Degrees.
Variables links links' : nat -> nat -> bool.
Variables fewer more : R.
Hypothesis first : regular links fewer.
Hypothesis second : regular links' more.
Hypothesis order : 0 <= fewer < more.
Variables X Y : R.
Variables q r : profile.
Hypothesis with_fewer : no_cooperation_unequal firms (on_network links) (equal X) q.
Hypothesis with_more : no_cooperation_unequal firms (on_network links') (equal Y) r.
Hypothesis interior : 0 < X /\ 0 < Y /\ each_firm firms (fun i => 0 < q i) /\ each_firm firms (fun i => 0 < r i).

Lemma degrees : 0 < weight more < weight fewer /\ 0 < reached fewer < reached more /\
  X = 2 * weight fewer * (a - A) / (b * gamma * (m + 1) ^ 2 - 2 * weight fewer * reached fewer) /\
  Y = 2 * weight more * (a - A) / (b * gamma * (m + 1) ^ 2 - 2 * weight more * reached more) /\
  0 < b * gamma * (m + 1) ^ 2 - 2 * weight fewer * reached fewer /\ 0 < b * gamma * (m + 1) ^ 2 - 2 * weight more *
    reached more.
Proof using All.
  destruct interior as (Xp & Yp & Pq & Pr). assert (M := m_two). assert (D := degree_at_most links' more second).
  assert (EX := network_rnd links fewer X q first with_fewer Xp Pq).
    assert (EY := network_rnd links' more Y r second with_more Yp Pr).
  destruct ranges as (HA & Hb & Hbeta & Hg & _).
  assert (S : 0 < (more - fewer) * (1 - beta)) by (apply Rmult_lt_0_compat; lra).
  assert (S1 : reached more - reached fewer = (more - fewer) * (1 - beta)) by (unfold reached; ring).
  assert (S2 : 0 < reached fewer). { unfold reached. assert (0 <= (m - 1 - fewer) * beta) by (apply Rmult_le_pos;
    lra). lra. }
  assert (S3 : reached more <= m). { unfold reached. assert (0 <= (m - 1 - more) * (1 - beta)) by (apply Rmult_le_pos;
    lra). lra. }
  assert (W : weight fewer - weight more = reached more - reached fewer) by (unfold weight; ring).
    assert (W1 : 1 <= weight more) by (unfold weight; lra).
  assert (pos : forall Z k v, 0 < Z -> 0 < k -> Z * v = 2 * k * (a - A) -> 0 < v).
  { intros Z k v HZ Hk E. assert (0 < k * (a - A)) by (apply Rmult_lt_0_compat; lra).
    apply Rmult_lt_reg_l with Z; lra. }
  assert (V1 := pos X (weight fewer) _ Xp ltac:(lra) EX). assert (V2 := pos Y (weight more) _ Yp ltac:(lra) EY).
  repeat split; try lra.
  - rewrite <- EX. field. lra.
  - rewrite <- EY. field. lra.
Qed.

Lemma cross u v d e : 0 < d -> 0 < e -> u / d - v / e = (u * e - v * d) / (d * e).
Proof using. intros. field. split; lra. Qed.

(** Firms with more partners do less R&D. *)
Theorem game_lit_network_effort : b * gamma * (m + 1) ^ 2 > 2 * weight fewer ^ 2 -> Y < X.
Proof using All.
  intro H. destruct degrees as (W & S & -> & -> & V1 & V2). destruct ranges as (HA & _).
    set (g := b * gamma * (m + 1) ^ 2) in *.
  enough (0 < 2 * weight fewer * (a - A) / (g - 2 * weight fewer * reached fewer) - 2 * weight more * (a - A) / (g - 2
    * weight more * reached more)) by lra.
  rewrite cross by assumption. apply Rdiv_lt_0_compat; [|now apply Rmult_lt_0_compat].
  assert (E : reached more - reached fewer = weight fewer - weight more) by (unfold weight; ring).
  assert (K : weight fewer * weight more < weight fewer * weight fewer) by (apply Rmult_lt_compat_l; lra).
  assert (Q : 0 < 2 * (a - A) * ((weight fewer - weight more) * (g - 2 * weight fewer * weight more))) by (apply
    Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]).
  replace (2 * weight fewer * (a - A) * (g - 2 * weight more * reached more) - 2 * weight more * (a - A) * (g - 2 *
    weight fewer * reached fewer))
    with (2 * (a - A) * ((weight fewer - weight more) * g - 2 * weight fewer * weight more * (reached more - reached
      fewer))) by ring. rewrite E. lra.
Qed.

(** Their unit cost is the lower one, exactly as long as the two degrees are below a best one on average. *)
Theorem game_lit_network_cost :
  cost_of firms (on_network links') (equal Y) 0 < cost_of firms (on_network links) (equal X) 0 <-> (fewer + more) / 2
    < (m - 1) * (1 - 2 * beta) / (2 * (1 - beta)).
Proof using All.
  assert (two : (0 < firms)%nat) by (destruct ranges as (_ & _ & _ & _ & H); lia).
    rewrite (cost_is links fewer X O first two), (cost_is links' more Y O second two).
  destruct degrees as (W & S & EX & EY & V1 & V2). destruct ranges as (HA & Hb & Hbeta & Hg & _).
    set (g := b * gamma * (m + 1) ^ 2) in *.
  assert (gp : 0 < g) by (unfold g; apply Rmult_lt_0_compat; [now apply Rmult_lt_0_compat|apply pow_lt;
    assert (M := pos_INR firms); lra]).
  set (v := (m - 1) * (1 - 2 * beta) - (fewer + more) * (1 - beta)).
  set (f := 2 * (a - A) * g * ((more - fewer) * (1 - beta)) / ((g - 2 * weight more * reached more) * (g - 2 * weight
    fewer * reached fewer))).
  assert (E : reached more * Y - reached fewer * X = f * v).
  { rewrite EX, EY.
    replace (reached more * (2 * weight more * (a - A) / (g - 2 * weight more * reached more))) with (2 * (weight more
      * reached more) * (a - A) / (g - 2 * weight more * reached more)) by (field; lra).
    replace (reached fewer * (2 * weight fewer * (a - A) / (g - 2 * weight fewer * reached fewer))) with (2 * (weight
      fewer * reached fewer) * (a - A) / (g - 2 * weight fewer * reached fewer)) by (field; lra).
    rewrite cross by assumption. unfold f. transitivity (2 * (a - A) * g * (weight more * reached more - weight fewer
      * reached fewer) / ((g - 2 * weight more * reached more) * (g - 2 * weight fewer * reached fewer))); [f_equal;
        ring|].
    replace (weight more * reached more - weight fewer * reached fewer) with ((more - fewer) * (1 - beta) * v) by
      (unfold v, weight, reached; ring). field. split; lra. }
  assert (fp : 0 < f).
  { unfold f. apply Rdiv_lt_0_compat; [|now apply Rmult_lt_0_compat].
    apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; lra|apply Rmult_lt_0_compat; lra]. }
  assert (peak : (fewer + more) / 2 < (m - 1) * (1 - 2 * beta) / (2 * (1 - beta)) <-> 0 < v).
  { unfold v. split; intro L.
    - assert (Q : (fewer + more) / 2 * (2 * (1 - beta)) < (m - 1) * (1 - 2 * beta) / (2 * (1 - beta)) * (2 * (1 -
      beta))) by (apply Rmult_lt_compat_r; lra).
      replace ((m - 1) * (1 - 2 * beta) / (2 * (1 - beta)) * (2 * (1 - beta))) with ((m - 1) * (1 - 2 * beta)) in Q by
        (field; lra). lra.
    - apply Rmult_lt_reg_r with (2 * (1 - beta)); [lra|]. replace ((m - 1) * (1 - 2 * beta) / (2 * (1 - beta)) * (2 *
      (1 - beta))) with ((m - 1) * (1 - 2 * beta)) by (field; lra). lra. }
  rewrite peak. split; intro L.
  - apply Rmult_lt_reg_l with f; lra.
  - assert (0 < f * v) by now apply Rmult_lt_0_compat. lra.
Qed.

End Degrees.
End Network.
