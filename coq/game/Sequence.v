(** Two firms that differ do their R&D one after the other: the first firm leads, the second follows, and then both
    compete. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Unequal.
Local Open Scope R_scope.

Section Sequence.
Variable g : industry.

(** The follower has seen the leader's R&D, and does what is best for itself. *)
Definition follows (x q : profile) : Prop :=
  nonnegative 2 x /\ cournot_unequal 2 g x q /\
  forall t r, t >= 0 -> cournot_unequal 2 g (deviate x 1 t) r -> earns 2 g (deviate x 1 t) r 1 <= earns 2 g x q 1.

(** The leader knows that it will. *)
Definition leads (x q : profile) : Prop := follows x q /\ forall y r, follows y r -> earns 2 g y r 0 <= earns 2 g x q 0.

Hypothesis b_pos : 0 < slope g.

Local Notation to_second := (spill g 0 1).
Local Notation to_first := (spill g 1 0).
Local Notation b := (slope g).
(** What a unit of its own R&D, and of the other's, adds to the output of the leader and of the follower. *)
Local Notation own0 := (response 2 g 0 0).
Local Notation own1 := (response 2 g 1 1).
Local Notation from0 := (response 2 g 0 1).
Local Notation from1 := (response 2 g 1 0).
(** How fast a firm's marginal profit of R&D falls in its own R&D. *)
Local Notation bend0 := (rnd_price g 0 - 2 * slope g * response 2 g 0 0 ^ 2).
Local Notation bend1 := (rnd_price g 1 - 2 * slope g * response 2 g 1 1 ^ 2).

Hypothesis spill_range : 0 < to_second < 1 /\ 0 < to_first < 1.
Hypothesis second_order : 0 < bend1.
Hypothesis costly : 0 < rnd_price g 1.
(** Best responses of both are stable where they move at once. *)
Hypothesis stable : bend0 * bend1 > 4 * b ^ 2 * own0 * from1 * own1 * from0.

Lemma responses2 : own0 = (2 - to_second) / (3 * b) /\ from0 = (2 * to_second - 1) / (3 * b) /\
  from1 = (2 * to_first - 1) / (3 * b) /\ own1 = (2 - to_first) / (3 * b).
Proof using b_pos. unfold response, reach_of, reaches. cbn [sum Nat.eqb]. simpl INR. repeat split; field; lra. Qed.

Lemma inner2 x y k : (k < 2)%nat -> inner 2 g y k = inner 2 g x k + response 2 g 0 k * (y O - x O) + response 2 g 1 k
  * (y 1%nat - x 1%nat).
Proof using b_pos.
  intro Hk. unfold inner, response, cost_of, reach_of, reaches, total.
    destruct k as [|[|k]]; [| |lia]; cbn [sum Nat.eqb]; simpl INR; field; lra.
Qed.

Definition reaction : R := 2 * b * own1 * from0 / bend1.

(** The leader's first-order condition: its own effect, and what the follower's reaction does to it. *)
Lemma leader_first_order x q : leads x q -> 0 < x O -> 0 < x 1%nat -> 0 < q O -> 0 < q 1%nat ->
  2 * b * q O * (own0 + from1 * reaction) - rnd_price g 0 * x O = 0 /\ 2 * b * q 1%nat * own1 - rnd_price g 1 * x
    1%nat = 0.
Proof using All.
  intros ((N & E & F) & M) X0 X1 Q0 Q1.
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (I := all_sell_unequal 2 g b_pos x q E P).
  assert (follower : 2 * b * q 1%nat * own1 - rnd_price g 1 * x 1%nat = 0).
  { assert (A := alone_flat 2 g b_pos x q 1 E P ltac:(lia) 0 X1).
    enough (2 * b * q 1%nat * own1 - rnd_price g 1 * x 1%nat + 0 = 0) by lra.
    apply A. intros t r Ht Er. specialize (F t r Ht Er). lra. }
  split; [|assumption].
  set (s0 := own0 + from1 * reaction). set (s1 := from0 + own1 * reaction).
    set (K := Rabs reaction + Rabs s0 + Rabs s1 + 1).
  assert (K1 := Rabs_pos reaction). assert (K2 := Rabs_pos s0). assert (K3 := Rabs_pos s1).
    assert (Kp : 0 < K) by (unfold K; lra).
  set (low := Rmin (Rmin (q O) (q 1%nat)) (Rmin (x O) (x 1%nat))).
  assert (lp : 0 < low) by (unfold low; repeat apply Rmin_glb_lt; assumption).
  assert (l0 : low <= q O) by (unfold low; apply Rle_trans with (1 := Rmin_l _ _), Rmin_l).
  assert (l1 : low <= q 1%nat) by (unfold low; apply Rle_trans with (1 := Rmin_l _ _), Rmin_r).
  assert (l2 : low <= x O) by (unfold low; apply Rle_trans with (1 := Rmin_r _ _), Rmin_l).
  assert (l3 : low <= x 1%nat) by (unfold low; apply Rle_trans with (1 := Rmin_r _ _), Rmin_r).
  apply (flat _ (rnd_price g 0 / 2 - b * s0 ^ 2) (low / K)); [now apply Rdiv_lt_0_compat|]. intros h Hh.
  assert (small : forall w, Rabs w <= K -> - low <= w * h).
  { intros w Hw. assert (A : Rabs (w * h) <= K * (low / K)) by (rewrite Rabs_mult; apply Rmult_le_compat;
    try apply Rabs_pos; [assumption|apply Rabs_le; lra]).
    replace (K * (low / K)) with low in A by (field; lra). assert (Z := Rle_abs (- (w * h))). rewrite Rabs_Ropp in Z.
      lra. }
  set (z := fun k : nat => if Nat.eqb k 0 then x O + h else x 1%nat + reaction * h).
  assert (z0 : z O = x O + h) by reflexivity. assert (z1 : z 1%nat = x 1%nat + reaction * h) by reflexivity.
  assert (i0 : inner 2 g z 0 = q O + s0 * h).
  { rewrite (inner2 x z 0) by lia. rewrite z0, z1. rewrite (I O) by lia. unfold s0. ring. }
  assert (i1 : inner 2 g z 1 = q 1%nat + s1 * h).
  { rewrite (inner2 x z 1) by lia. rewrite z0, z1. rewrite (I 1%nat) by lia. unfold s1. ring. }
  assert (h1 : - low <= h). { replace h with (1 * h) by ring. apply small. rewrite Rabs_R1. unfold K. lra. }
  assert (Ez : cournot_unequal 2 g z (inner 2 g z)).
  { apply (inner_cournot 2 g b_pos). intros k Hk. destruct k as [|[|k]]; [rewrite i0|rewrite i1|lia].
    - assert (S := small s0 ltac:(unfold K; lra)). lra.
    - assert (S := small s1 ltac:(unfold K; lra)). lra. }
  assert (Fz : follows z (inner 2 g z)).
  { split; [|split; [assumption|]].
    - intros k Hk. destruct k as [|[|k]]; [rewrite z0; lra|rewrite z1|lia].
      assert (S := small reaction ltac:(unfold K; lra)). lra.
    - intros t r Ht Er. apply Rle_trans with (1 := earns_at_most 2 g b_pos (deviate z 1 t) r 1 Er ltac:(lia)).
      rewrite (earns_inner 2 g b_pos), (inner_step 2 g b_pos z 1 t 1), deviate_same by lia. rewrite i1, z1.
      assert (zero : 2 * b * (q 1%nat + s1 * h) * own1 - rnd_price g 1 * (x 1%nat + reaction * h) = 0).
      { replace (2 * b * (q 1%nat + s1 * h) * own1 - rnd_price g 1 * (x 1%nat + reaction * h))
          with ((2 * b * q 1%nat * own1 - rnd_price g 1 * x 1%nat) + (2 * b * own1 * from0 - bend1 * reaction) * h) by
            (unfold s1; ring).
        rewrite follower. unfold reaction. field. lra. }
      set (v := t - (x 1%nat + reaction * h)). assert (V := weighted_square bend1 v ltac:(lra)).
      replace t with (x 1%nat + reaction * h + v) by (unfold v; ring).
      replace (b * (q 1%nat + s1 * h + own1 * v) ^ 2 - rnd_price g 1 * (x 1%nat + reaction * h + v) ^ 2 / 2)
        with (b * (q 1%nat + s1 * h) ^ 2 - rnd_price g 1 * (x 1%nat + reaction * h) ^ 2 / 2
          + (2 * b * (q 1%nat + s1 * h) * own1 - rnd_price g 1 * (x 1%nat + reaction * h)) * v - bend1 * v ^ 2 / 2) by
            field.
      rewrite zero. lra. }
  specialize (M z _ Fz). rewrite (earns_inner 2 g b_pos), i0, z0, (earns_here 2 g b_pos x q E P 0%nat) in M by lia. lra.
Qed.

(** What comes of leading, beside moving at once. *)
Lemma compared x q y r : leads x q -> no_cooperation_unequal 2 g y r ->
  0 < x O -> 0 < x 1%nat -> 0 < q O -> 0 < q 1%nat -> 0 < y O -> 0 < y 1%nat -> 0 < r O -> 0 < r 1%nat ->
  exists f, 0 < f /\ x O - y O = f * (from1 * from0) /\ q 1%nat - r 1%nat = rnd_price g 1 / bend1 * from0 * (x O - y
    O) /\
  earns 2 g x q 1 = b * bend1 / rnd_price g 1 * q 1%nat ^ 2 /\ earns 2 g y r 1 = b * bend1 / rnd_price g 1 * r 1%nat ^
    2.
Proof using All.
  intros L S X0 X1 Q0 Q1 Y0 Y1 R0 R1. destruct (leader_first_order x q L X0 X1 Q0 Q1) as [A0 A1].
    destruct L as ((_ & E & _) & _). destruct S as (_ & Ey & S).
  assert (P : each_firm 2 (fun k => 0 < q k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (Py : each_firm 2 (fun k => 0 < r k)) by (intros k Hk; destruct k as [|[|k]]; [assumption|assumption|lia]).
  assert (B0 : 2 * b * r O * own0 - rnd_price g 0 * y O + 0 = 0).
  { apply (alone_flat 2 g b_pos y r 0 Ey Py ltac:(lia) 0 Y0). intros t u Ht F.
    specialize (S 0%nat t u ltac:(lia) Ht F). unfold equal in S. exact S. }
  assert (B1 : 2 * b * r 1%nat * own1 - rnd_price g 1 * y 1%nat + 0 = 0).
  { apply (alone_flat 2 g b_pos y r 1 Ey Py ltac:(lia) 0 Y1). intros t u Ht F.
    specialize (S 1%nat t u ltac:(lia) Ht F). unfold equal in S. exact S. }
  assert (C0 := inner2 y x 0 ltac:(lia)). assert (C1 := inner2 y x 1 ltac:(lia)).
  rewrite <- (all_sell_unequal 2 g b_pos x q E P 0%nat), <- (all_sell_unequal 2 g b_pos y r Ey Py 0%nat) in C0 by lia.
  rewrite <- (all_sell_unequal 2 g b_pos x q E P 1%nat), <- (all_sell_unequal 2 g b_pos y r Ey Py 1%nat) in C1 by lia.
  rewrite (earns_here 2 g b_pos x q E P 1%nat), (earns_here 2 g b_pos y r Ey Py 1%nat) by lia.
  set (u := x O - y O) in *. set (v := x 1%nat - y 1%nat) in *.
  assert (V : v = reaction * u).
  { assert (Z : bend1 * v = 2 * b * own1 * from0 * u).
    { transitivity (rnd_price g 1 * x 1%nat - rnd_price g 1 * y 1%nat - 2 * b * own1 ^ 2 * v); [unfold v; ring|].
      replace (rnd_price g 1 * x 1%nat) with (2 * b * q 1%nat * own1) by lra.
        replace (rnd_price g 1 * y 1%nat) with (2 * b * r 1%nat * own1) by lra.
      rewrite C1. ring. }
    unfold reaction. apply Rmult_eq_reg_l with bend1; [|lra]. rewrite Z. field. lra. }
  assert (U : u * (bend0 * bend1 - 4 * b ^ 2 * own0 * from1 * own1 * from0) = 4 * b ^ 2 * q O * own1 * (from1 * from0)).
  { assert (Z : bend0 * u - 2 * b * own0 * from1 * v = 2 * b * q O * from1 * reaction).
    { assert (T : rnd_price g 0 * x O = 2 * b * q O * (own0 + from1 * reaction)) by lra.
      assert (T' : rnd_price g 0 * y O = 2 * b * r O * own0) by lra.
      replace (bend0 * u) with (rnd_price g 0 * x O - rnd_price g 0 * y O - 2 * b * own0 ^ 2 * u) by (unfold u; ring).
        rewrite T, T', C0. ring. }
    rewrite V in Z. transitivity (bend1 * (bend0 * u - 2 * b * own0 * from1 * (reaction * u))); [unfold reaction;
      field; lra|].
    rewrite Z. unfold reaction. field. lra. }
  destruct responses2 as (_ & _ & _ & O1). assert (own1p : 0 < own1) by (rewrite O1; apply Rdiv_lt_0_compat; lra).
  set (w := bend0 * bend1 - 4 * b ^ 2 * own0 * from1 * own1 * from0) in *. assert (wp : 0 < w) by (unfold w; lra).
  exists (4 * b ^ 2 * q O * own1 / w). split; [|split; [|split; [|split]]].
  - apply Rdiv_lt_0_compat; [|assumption]. repeat first [assumption | lra | apply Rmult_lt_0_compat | apply pow_lt].
  - apply Rmult_eq_reg_r with w; [|lra]. rewrite U. field. lra.
  - rewrite C1, V. unfold reaction. field. lra.
  - replace (x 1%nat) with (2 * b * q 1%nat * own1 / rnd_price g 1) by (apply Rmult_eq_reg_r with (rnd_price g 1);
    [|lra]; field_simplify; [lra|lra]). field. lra.
  - replace (y 1%nat) with (2 * b * r 1%nat * own1 / rnd_price g 1) by (apply Rmult_eq_reg_r with (rnd_price g 1);
    [|lra]; field_simplify; [lra|lra]). field. lra.
Qed.

Lemma sign_of f w : 0 < f -> (f * w > 0 <-> w > 0).
Proof. intro H. split; intro L; [apply Rmult_lt_reg_l with f; lra|apply Rlt_gt, Rmult_lt_0_compat; lra]. Qed.

(** The leader does more R&D than when both move at once exactly where both spillovers lie on one side of one half. *)
Theorem game_lit_sequence_leader : forall x q y r, leads x q -> no_cooperation_unequal 2 g y r ->
  0 < x O -> 0 < x 1%nat -> 0 < q O -> 0 < q 1%nat -> 0 < y O -> 0 < y 1%nat -> 0 < r O -> 0 < r 1%nat ->
  x O > y O <-> to_second > 1 / 2 /\ to_first > 1 / 2 \/ to_second < 1 / 2 /\ to_first < 1 / 2.
Proof using All.
  intros x q y r L S X0 X1 Q0 Q1 Y0 Y1 R0 R1. destruct (compared x q y r L S X0 X1 Q0 Q1 Y0 Y1 R0 R1) as (f & Hf & E &
    _).
  destruct responses2 as (_ & F0 & F1 & _).
  assert (E' : x O - y O = f / (9 * b ^ 2) * ((2 * to_first - 1) * (2 * to_second - 1))) by (rewrite E, F0, F1; field;
    lra).
  assert (Hf' : 0 < f / (9 * b ^ 2)) by (apply Rdiv_lt_0_compat; [assumption|apply Rmult_lt_0_compat;
    [lra|now apply pow_lt]]).
  assert (Z : x O > y O <-> (2 * to_first - 1) * (2 * to_second - 1) > 0) by (rewrite <- (sign_of _ _ Hf'); split;
    intro; lra).
  rewrite Z. split.
  - intro H. destruct (Rtotal_order to_first (1 / 2)) as [A|[A|A]];
    destruct (Rtotal_order to_second (1 / 2)) as [D|[D|D]]; try (right; lra); try (left; lra); exfalso;
      try (rewrite A in H; lra); try (rewrite D in H; lra).
    + assert (0 < (1 - 2 * to_first) * (2 * to_second - 1)) by (apply Rmult_lt_0_compat; lra). lra.
    + assert (0 < (2 * to_first - 1) * (1 - 2 * to_second)) by (apply Rmult_lt_0_compat; lra). lra.
  - intros [[A D]|[A D]].
    + apply Rlt_gt, Rmult_lt_0_compat; lra.
    + replace ((2 * to_first - 1) * (2 * to_second - 1)) with ((1 - 2 * to_first) * (1 - 2 * to_second)) by ring.
      apply Rlt_gt, Rmult_lt_0_compat; lra.
Qed.

(** The follower sells more, and earns more, than when both move at once exactly where more than half of its R&D
    reaches the leader. *)
Theorem game_lit_sequence_follower : forall x q y r, leads x q -> no_cooperation_unequal 2 g y r ->
  0 < x O -> 0 < x 1%nat -> 0 < q O -> 0 < q 1%nat -> 0 < y O -> 0 < y 1%nat -> 0 < r O -> 0 < r 1%nat -> to_second <>
    1 / 2 ->
  (q 1%nat > r 1%nat <-> to_first > 1 / 2) /\ (earns 2 g x q 1 > earns 2 g y r 1 <-> to_first > 1 / 2).
Proof using All.
  intros x q y r L S X0 X1 Q0 Q1 Y0 Y1 R0 R1 H. destruct (compared x q y r L S X0 X1 Q0 Q1 Y0 Y1 R0 R1) as (f & Hf & E
    & F & G1 & G2).
  destruct responses2 as (_ & F0 & F1 & _).
  assert (F' : q 1%nat - r 1%nat = rnd_price g 1 / bend1 * f * from0 ^ 2 / (3 * b) * (2 * to_first - 1)) by (rewrite
    F, E, F1; field; lra).
  assert (nz : 0 < from0 ^ 2) by (apply square_pos; rewrite F0; apply Rmult_integral_contrapositive_currified;
    [lra|apply Rinv_neq_0_compat; lra]).
  assert (Hf' : 0 < rnd_price g 1 / bend1 * f * from0 ^ 2 / (3 * b)).
  { apply Rdiv_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [|assumption].
    apply Rmult_lt_0_compat; [now apply Rdiv_lt_0_compat|assumption]. }
  assert (Z : q 1%nat > r 1%nat <-> to_first > 1 / 2).
  { transitivity (2 * to_first - 1 > 0); [|split; intro; lra]. rewrite <- (sign_of _ _ Hf'). split; intro; lra. }
  split; [assumption|]. rewrite <- Z, G1, G2.
  assert (Hp : 0 < b * bend1 / rnd_price g 1) by (apply Rdiv_lt_0_compat; [now apply Rmult_lt_0_compat|assumption]).
  set (p := b * bend1 / rnd_price g 1) in *. assert (Hs : 0 < p * (q 1%nat + r 1%nat)) by (apply Rmult_lt_0_compat;
    lra).
  assert (D : p * q 1%nat ^ 2 - p * r 1%nat ^ 2 = p * (q 1%nat + r 1%nat) * (q 1%nat - r 1%nat)) by ring.
  transitivity (q 1%nat - r 1%nat > 0); [|split; intro; lra]. rewrite <- (sign_of _ _ Hs). split; intro; lra.
Qed.

(** Together: of all differences only the spillovers count for who gains by the order of moves. *)
Theorem game_2_order : forall x q y r, leads x q -> no_cooperation_unequal 2 g y r ->
  0 < x O -> 0 < x 1%nat -> 0 < q O -> 0 < q 1%nat -> 0 < y O -> 0 < y 1%nat -> 0 < r O -> 0 < r 1%nat -> to_second <>
    1 / 2 ->
  (x O > y O <-> to_second > 1 / 2 /\ to_first > 1 / 2 \/ to_second < 1 / 2 /\ to_first < 1 / 2) /\
  (q 1%nat > r 1%nat <-> to_first > 1 / 2) /\ (earns 2 g x q 1 > earns 2 g y r 1 <-> to_first > 1 / 2).
Proof using All.
  intros x q y r L S X0 X1 Q0 Q1 Y0 Y1 R0 R1 H. split; [now apply (game_lit_sequence_leader x q y r)|now apply
    (game_lit_sequence_follower x q y r)].
Qed.

End Sequence.
