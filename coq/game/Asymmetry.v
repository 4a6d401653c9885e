(** Two firms that differ, with and without R&D cooperation, and without transfers between them. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Unequal.
Local Open Scope R_scope.

Section Two.
Variable g : industry.
Hypothesis b_pos : 0 < slope g.

Local Notation to_second := (spill g 0 1).
Local Notation to_first := (spill g 1 0).

Lemma responses : response 2 g 0 0 = (2 - to_second) / (3 * slope g) /\ response 2 g 0 1 = (2 * to_second - 1) / (3 *
  slope g) /\
  response 2 g 1 0 = (2 * to_first - 1) / (3 * slope g) /\ response 2 g 1 1 = (2 - to_first) / (3 * slope g).
Proof using b_pos. unfold response, reach_of, reaches. cbn [sum Nat.eqb]. simpl INR. repeat split; field; lra. Qed.

(** However they differ, together they earn no less with R&D cooperation, *)
Theorem game_lit_asymmetry_joint : forall x q y r, no_cooperation_unequal 2 g x q -> rnd_cooperation_unequal 2 g y r ->
  total 2 (earns 2 g y r) >= total 2 (earns 2 g x q).
Proof using. intros x q y r (N & E & _) (_ & _ & M). apply Rle_ge. now apply M. Qed.

(** and more where not both spillovers are one half: here that from the first firm is not. *)
Theorem game_lit_asymmetry_joint_1 : forall x q y r, no_cooperation_unequal 2 g x q -> rnd_cooperation_unequal 2 g y r
  ->
  0 < x O -> 0 < q O -> 0 < q 1%nat -> to_second <> 1 / 2 -> total 2 (earns 2 g y r) > total 2 (earns 2 g x q).
Proof using b_pos.
  intros x q y r (N & E & S) (_ & _ & M) X0 Q0 Q1 H.
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  destruct responses as (R00 & R01 & _).
  assert (A := alone_flat 2 g b_pos x q 0 E P ltac:(lia) 0 X0).
  assert (own : 2 * slope g * q O * response 2 g 0 0 - rnd_price g 0 * x O + 0 = 0).
  { apply A. intros t u Ht F. specialize (S 0%nat t u ltac:(lia) Ht F). unfold equal in S. exact S. }
  destruct (Rtotal_order (total 2 (earns 2 g x q)) (total 2 (earns 2 g y r))) as [L|[L|L]].
  - lra.
  - exfalso. assert (T := together_flat 2 g b_pos x q 0 E P ltac:(lia) N X0). cbn [sum] in T.
    assert (Z : 2 * slope g * (0 + q O * response 2 g 0 0 + q 1%nat * response 2 g 0 1) - rnd_price g 0 * x O = 0).
    { apply T. intros z v Nz Ez. rewrite L. now apply M. }
    assert (Q : q 1%nat * (2 * to_second - 1) = 0).
    { replace (q 1%nat * (2 * to_second - 1)) with (3 / 2 * (2 * slope g * (q 1%nat * response 2 g 0 1))) by (rewrite
      R01; field; lra). lra. }
    apply Rmult_integral in Q. destruct Q; lra.
  - specialize (M x q N E). lra.
Qed.

(** The first firm, which exactly half of its rival's R&D reaches, loses by R&D cooperation without transfers, unless
    half of its own reaches the rival. *)
Theorem game_lit_asymmetry_loser : forall x q y r, no_cooperation_unequal 2 g x q -> rnd_cooperation_unequal 2 g y r ->
  0 < x O -> 0 < q O -> 0 < q 1%nat -> 0 < y O -> 0 < r O -> 0 < r 1%nat -> to_first = 1 / 2 -> to_second <> 1 / 2 ->
  earns 2 g y r 0 < earns 2 g x q 0.
Proof using b_pos.
  intros x q y r (N & E & S) (Ny & Ey & M) X0 Q0 Q1 Y0 R0 R1 half H.
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (Py : each_firm 2 (fun k => 0 < r k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  destruct responses as (R00 & R01 & R10 & R11). set (d := response 2 g 0 0) in *. set (p := rnd_price g 0) in *.
  (* the first firm's output depends on its own R&D alone *)
  assert (own : 2 * slope g * q O * d - p * x O = 0).
  { assert (A := alone_flat 2 g b_pos x q 0 E P ltac:(lia) 0 X0). fold d p in A.
    enough (2 * slope g * q O * d - p * x O + 0 = 0) by lra.
    apply A. intros t u Ht F. specialize (S 0%nat t u ltac:(lia) Ht F). unfold equal in S. exact S. }
  assert (bend : 0 <= p / 2 - slope g * d ^ 2).
  { destruct (Rle_or_lt 0 (p / 2 - slope g * d ^ 2)) as [|L]; [assumption|exfalso].
    destruct (still_sell 2 g b_pos x q 0 ltac:(lia) E P) as (e & He & F). specialize (F (x O + e)).
      replace (x O + e - x O) with e in F by ring.
    specialize (F ltac:(lra)). specialize (S 0%nat (x O + e) _ ltac:(lia) ltac:(lra) F).
      rewrite (step_alone 2 g b_pos x q 0 E P ltac:(lia)) in S. fold d p in S.
    rewrite own in S. unfold equal in S. assert (0 < - (p / 2 - slope g * d ^ 2) * e ^ 2) by (apply Rmult_lt_0_compat;
      [lra|now apply pow_lt]). lra. }
  assert (together : 2 * slope g * (r O * d + r 1%nat * response 2 g 0 1) - p * y O = 0).
  { assert (T := together_flat 2 g b_pos y r 0 Ey Py ltac:(lia) Ny Y0 M). cbn [sum] in T. fold d p in T. lra. }
  assert (output : r O = q O + d * (y O - x O)).
  { rewrite (all_sell_unequal 2 g b_pos y r Ey Py 0%nat) by lia.
    rewrite (all_sell_unequal 2 g b_pos x q E P 0%nat) by lia.
    unfold d, response, inner, cost_of, reach_of, reaches, total. cbn [sum Nat.eqb]. simpl INR. rewrite half. field.
      lra. }
  rewrite (earns_here 2 g b_pos y r Ey Py 0%nat), (earns_here 2 g b_pos x q E P 0%nat) by lia. fold p. rewrite output.
  replace (slope g * (q O + d * (y O - x O)) ^ 2 - p * y O ^ 2 / 2)
    with (slope g * q O ^ 2 - p * x O ^ 2 / 2 + (2 * slope g * q O * d - p * x O) * (y O - x O) - (p / 2 - slope g * d
      ^ 2) * (y O - x O) ^ 2) by field.
  rewrite own. rewrite output in together.
  assert (W : 2 * (p / 2 - slope g * d ^ 2) * (y O - x O) = 2 / 3 * r 1%nat * (2 * to_second - 1)).
  { replace (2 / 3 * r 1%nat * (2 * to_second - 1)) with (2 * slope g * (r 1%nat * response 2 g 0 1)) by (rewrite R01;
    field; lra).
    replace (2 * (p / 2 - slope g * d ^ 2) * (y O - x O)) with (p * y O - 2 * slope g * (q O + d * (y O - x O)) * d +
      (2 * slope g * q O * d - p * x O)) by field. lra. }
  assert (nonzero : 2 / 3 * r 1%nat * (2 * to_second - 1) <> 0).
  { apply Rmult_integral_contrapositive_currified; lra. }
  assert (B : 0 < p / 2 - slope g * d ^ 2). { destruct bend as [|Z]; [assumption|]. exfalso. apply nonzero.
    rewrite <- W, <- Z. ring. }
  assert (Y : y O - x O <> 0). { intro Z. apply nonzero. rewrite <- W, Z. ring. }
  assert (0 < (p / 2 - slope g * d ^ 2) * (y O - x O) ^ 2) by (apply Rmult_lt_0_compat;
    [assumption|now apply square_pos]). lra.
Qed.

End Two.
