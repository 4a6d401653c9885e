(** Section 5 of the paper: imitation, competition, planners and subsidies. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Subsidies Solved.
From Spillover Require Claim_5_2_consortium Claim_5_3_competition Claim_5_3_underinvestment.
Local Open Scope R_scope.

Section Policy.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation no_cooperation := (no_cooperation firms c).
Local Notation rnd_cooperation := (rnd_cooperation firms c).
Local Notation full_cooperation := (full_cooperation firms c).
Local Notation second_best := (second_best firms c).
Local Notation first_best := (first_best firms c).
Local Notation cournot := (cournot firms c).
Local Notation each_firm := (each_firm firms).
Local Notation total := (total firms).
Local Notation unit_cost := (unit_cost firms c).
Local Notation profit := (profit firms c).
Local Notation interior := (interior firms c).
Local Notation N := (n c).
Local Notation B := (beta c).

(** ** A firm that only imitates *)

(** Firm [i] alone drops its R&D to zero, while all others do that of no cooperation, and all compete. What it sells
    then, and each other firm. *)
Lemma imitation x q i r : exists_non c -> no_cooperation x q -> (i < firms)%nat -> cournot (deviate x i 0) r ->
  0 < x_non c /\ each_firm (fun j => x j = x_non c) /\ G c * (N + 1) * x_non c = 2 * k c * (b c * q_non c) /\
  r i = q_non c - k c * x_non c / ((N + 1) * b c) /\ forall j,
    (j < firms)%nat -> j <> i -> r j = q_non c - (2 * B - 1) * x_non c / ((N + 1) * b c).
Proof.
  intros C M Hi F. assert (S := exists_strict c C). destruct (non_positive c in_range) as [Xp Yp]; [apply S|].
  destruct (non_unique firms c in_range size x q S M) as [HX HQ]. destruct M as (_ & E & _).
    assert (Kp := own_pos c in_range). assert (Sp := reach_pos c in_range).
  assert (P : each_firm (fun j => 0 < q j)) by (intros j Hj; rewrite (HQ j Hj); exact Yp).
  assert (I : forall j, (j < firms)%nat -> interior x j = q_non c) by (intros j Hj;
    rewrite <- (all_sell firms c in_range size x q E P j Hj); now apply HQ).
  destruct S as (SO & PR & _). unfold non_own_second_order_condition, non_positive_rnd in *. range.
  assert (FO : G c * (N + 1) * x_non c = 2 * k c * (b c * q_non c)).
  { unfold x_non, q_non, G in *. field. lra. }
  split; [exact Xp|]. split; [exact HX|]. split; [exact FO|].
  assert (own : forall j, (j < firms)%nat -> interior (deviate x i 0) j = if Nat.eqb j i then q_non c - k c * x_non c
    / ((N + 1) * b c) else q_non c - (2 * B - 1) * x_non c / ((N + 1) * b c)).
  { intros j Hj. destruct (Nat.eqb_spec j i) as [->|D].
    - rewrite own_response, (I i Hi), (HX i Hi) by assumption. unfold k. field. split; lra.
    - rewrite rival_response, (I j Hj), (HX i Hi) by assumption. field. split; lra. }
  assert (sold : forall w, 2 * k c * w < G c * (N + 1) ^ 2 -> 0 <= q_non c - w * x_non c / ((N + 1) * b c)).
  { intros w Hw. assert (Kp' : 0 < k c) by (unfold k; lra).
    replace (q_non c - w * x_non c / ((N + 1) * b c)) with (x_non c / (2 * k c * b c * (N + 1)) * (G c * (N + 1) ^ 2 -
      2 * k c * w)).
    - apply Rlt_le. apply Rmult_lt_0_compat; [|lra]. apply Rdiv_lt_0_compat; [exact Xp|].
      repeat apply Rmult_lt_0_compat; lra.
    - replace (x_non c / (2 * k c * b c * (N + 1)) * (G c * (N + 1) ^ 2 - 2 * k c * w)) with (G c * (N + 1) * x_non c
      / (2 * k c * b c) - w * x_non c / ((N + 1) * b c))
        by (field; repeat split; lra). rewrite FO. field. repeat split; lra. }
  assert (U : each_firm (fun j => r j = interior (deviate x i 0) j)).
  { apply (interior_unique firms c in_range size (deviate x i 0)); try assumption. intros j Hj. rewrite (own j Hj).
    apply Rle_ge. destruct (Nat.eqb j i); apply sold.
    - replace (2 * k c * k c) with (2 * k c ^ 2) by ring. lra.
    - apply Rle_lt_trans with (2 * k c * s c); [|lra]. apply Rmult_le_compat_l; [unfold k; lra|]. unfold s.
      assert (0 <= (N - 2) * B) by (apply Rmult_le_pos; lra). lra. }
  split.
  - now rewrite (U i Hi), (own i Hi), Nat.eqb_refl.
  - intros j Hj D. rewrite (U j Hj), (own j Hj). apply Nat.eqb_neq in D. now rewrite D.
Qed.

(** Sharpened: when it earns more than each of the others. *)
Theorem game_5_1_imitator : exists_non c -> forall x q i j r, no_cooperation x q ->
  (i < firms)%nat -> (j < firms)%nat -> j <> i -> cournot (deviate x i 0) r ->
  profit (deviate x i 0) r i > profit (deviate x i 0) r j <->
  G c * (N + 1) * ((N + 3) * B - N - 2) + 2 * (1 - B) * k c * (N - 1 - (N - 3) * B) > 0.
Proof.
  intros C x q i j r M Hi Hj D F. destruct (imitation x q i r C M Hi F) as (Xp & HX & FO & Ri & Rj).
    specialize (Rj j Hj D).
  rewrite (profit_cournot firms c in_range _ r i F Hi), (profit_cournot firms c in_range _ r j F Hj), deviate_same,
    deviate_other, (HX j Hj), Ri, Rj by assumption.
  assert (Kp := own_pos c in_range). range. set (X := x_non c) in *. set (Y := q_non c) in *.
  assert (HY : Y = G c * (N + 1) * X / (2 * k c * b c)) by (rewrite FO; unfold k; field; split; lra).
  assert (E : b c * (Y - k c * X / ((N + 1) * b c)) ^ 2 - rnd_cost c 0 - (b c * (Y - (2 * B - 1) * X / ((N + 1) * b
    c)) ^ 2 - rnd_cost c X)
    = X ^ 2 / (2 * b c * k c * (N + 1)) * (G c * (N + 1) * ((N + 3) * B - N - 2) + 2 * (1 - B) * k c * (N - 1 - (N -
      3) * B))).
  { rewrite HY. unfold rnd_cost, G, k. field. repeat split; lra. }
  assert (W : 0 < X ^ 2 / (2 * b c * k c * (N + 1))) by (unfold k; positive).
  set (v := G c * (N + 1) * ((N + 3) * B - N - 2) + 2 * (1 - B) * k c * (N - 1 - (N - 3) * B)) in *.
    set (f := X ^ 2 / (2 * b c * k c * (N + 1))) in *.
  split; intro L.
  - apply Rlt_gt, Rmult_lt_reg_l with f; lra.
  - assert (0 < f * v) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** Even then it would earn more by doing R&D. *)
Theorem game_5_1_imitator_1 : exists_non c -> forall x q i r, no_cooperation x q -> (i < firms)%nat -> cournot
  (deviate x i 0) r ->
  profit (deviate x i 0) r i < profit x q i.
Proof.
  intros C x q i r M Hi F. destruct (imitation x q i r C M Hi F) as (Xp & HX & FO & _).
  assert (S := exists_strict c C). destruct (non_positive c in_range) as [_ Yp]; [apply S|].
    destruct (non_unique firms c in_range size x q S M) as [_ HQ].
  destruct M as (_ & E & _). assert (P : each_firm (fun j => 0 < q j)) by (intros j Hj; rewrite (HQ j Hj); exact Yp).
  assert (V : 0 < own_bend c) by (apply own_bend_pos; [exact in_range|apply S]).
  assert (D := rnd_deviation firms c in_range x i 0 Hi). assert (U := profit_at_most firms c in_range size _ r i F Hi).
  assert (I := all_sell firms c in_range size x q E P i Hi). cbn beta in I.
  assert (Z : own_slope firms c x i = 0).
  { unfold own_slope. rewrite <- I, (HX i Hi), (HQ i Hi). unfold G, k in FO. range.
    replace (2 * (N - (N - 1) * B) * q_non c / (N + 1) - gamma c * x_non c)
      with ((2 * (N - (N - 1) * B) * (b c * q_non c) - b c * gamma c * (N + 1) * x_non c) / (b c * (N + 1))) by
        (field; split; lra).
    rewrite FO. field. split; lra. }
  rewrite (profit_cournot firms c in_range x q i E Hi), I. rewrite Z, (HX i Hi) in D. unfold at_most at 2 in D.
    rewrite (HX i Hi) in *.
  assert (0 < own_bend c * (0 - x_non c) ^ 2) by (apply Rmult_lt_0_compat; [assumption|apply square_pos; lra]). lra.
Qed.

(** Refuted everywhere: its unit cost is the higher one. *)
Theorem game_5_1_imitator_cost : exists_non c -> forall x q i j,
  no_cooperation x q -> (i < firms)%nat -> (j < firms)%nat -> j <> i ->
  unit_cost (deviate x i 0) i - unit_cost (deviate x i 0) j = (1 - B) * x j /\ (1 - B) * x j > 0.
Proof.
  intros C x q i j M Hi Hj Ne. assert (S := exists_strict c C).
    destruct (non_positive c in_range) as [Xp _]; [apply S|].
  destruct (non_unique firms c in_range size x q S M) as [HX _]. unfold Game.unit_cost.
    rewrite deviate_same, deviate_other by assumption.
  split; [ring|]. rewrite (HX j Hj). range. apply Rlt_gt, Rmult_lt_0_compat; lra.
Qed.

(** With the outlay on R&D counted in, what each firm makes without cooperation costs the imitator less exactly where
    more than half spills over. *)
Theorem game_5_1_imitator_cost_1 : exists_non c -> forall x q i j,
  no_cooperation x q -> (i < firms)%nat -> (j < firms)%nat -> j <> i ->
  unit_cost (deviate x i 0) i * q j < unit_cost (deviate x i 0) j * q j + rnd_cost c (x j) <-> B > 1 / 2.
Proof.
  intros C x q i j M Hi Hj Ne. destruct (game_5_1_imitator_cost C x q i j M Hi Hj Ne) as [E _].
    assert (S := exists_strict c C).
  destruct (non_positive c in_range) as [Xp Yp]; [apply S|]. destruct (non_unique firms c in_range size x q S M) as
    [HX HQ].
  rewrite (HX j Hj) in E. rewrite (HX j Hj), (HQ j Hj).
  assert (F : gamma c * x_non c = 2 * (N - (N - 1) * B) * q_non c / (N + 1)).
  { destruct S as (_ & P & _). range. conditions. unfold x_non, q_non, D, G, s, k. field. split; lra. }
  range. assert (Q : rnd_cost c (x_non c) - (1 - B) * x_non c * q_non c = x_non c * q_non c / (N + 1) * (2 * B - 1)).
  { transitivity (gamma c * x_non c * x_non c / 2 - (1 - B) * x_non c * q_non c); [unfold rnd_cost; field|].
    rewrite F. field. lra. }
  assert (W : 0 < x_non c * q_non c / (N + 1)) by positive. set (f := x_non c * q_non c / (N + 1)) in *.
  replace (unit_cost (deviate x i 0) i) with (unit_cost (deviate x i 0) j + (1 - B) * x_non c) by lra. split; intro L.
  - assert (0 < 2 * B - 1); [|lra]. apply Rmult_lt_reg_l with f; lra.
  - assert (0 < f * (2 * B - 1)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** ** Which mode does the most R&D, and which the least *)

(** Sharpened: full cooperation does the most R&D exactly above the threshold; *)
Theorem game_5_2_consortium : exists_non c -> exists_rnd c -> exists_full c ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t ->
  forall i, (i < firms)%nat -> z i > x i /\ z i > y i <-> B > (3 * N + 1) / (N ^ 2 + 6 * N + 1).
Proof. by_claim Claim_5_2_consortium.claim_5_2_consortium. Qed.

(** it always earns the most. *)
Theorem game_5_2_consortium_1 : exists_non c -> exists_rnd c -> exists_full c ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t ->
  each_firm (fun i => profit z t i > profit x q i /\ profit z t i > profit y r i).
Proof. by_claim Claim_5_2_consortium.lemma_5_2_consortium_1. Qed.

(** Sharpened: competition makes for the least R&D exactly where more than half spills over. *)
Theorem game_5_3_competition : exists_non c -> exists_rnd c -> exists_full c ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t ->
  forall i, (i < firms)%nat -> x i < y i /\ x i < z i <-> B > 1 / 2.
Proof. by_claim Claim_5_3_competition.claim_5_3_competition. Qed.

(** Sharpened: there is too little R&D exactly above a bound on the spillover. *)
Theorem game_5_3_underinvestment : exists_non c -> exists_second c -> forall x q y r,
  no_cooperation x q -> second_best y r ->
  forall i, (i < firms)%nat -> x i < y i <-> (N - 1) * (N + 4) * B > N - 2.
Proof. by_claim Claim_5_3_underinvestment.claim_5_3_underinvestment. Qed.

(** ** Subsidies *)

(** What a subsidy on R&D must be, so that firms without cooperation do that of the second best. *)
Lemma second_best_subsidy x q subsidy : non_own_second_order_condition c -> exists_second c -> second_best x q ->
  subsidised_no_cooperation firms c subsidy 0 x q <-> subsidy = q_second c / (N + 1) * ((N - 1) * (N + 4) * B - (N -
    2)).
Proof.
  intros SO C M. destruct (second_unique firms c in_range size x q C M) as [X Q].
    destruct (second_positive c in_range C) as [Xp Yp]. destruct M as (P & E & _).
  rewrite no_cooperation_raised, raised_zero by (rewrite ?raised_zero; assumption).
  rewrite (alone firms c in_range size x q _ _ E X Q Xp Yp) by exact (own_bend_pos c in_range SO).
  replace (gamma c * x_second c) with ((N + 2) * (1 + (N - 1) * B) * q_second c / (N + 1)).
  - range. split; intros ->; field; lra.
  - destruct C as (C & _). range. conditions. unfold x_second, q_second, D, G, s. field. split; lra.
Qed.

(** The paper's remedy, proved: a subsidy on R&D brings about the second best, and one only; the conditions are those
    of the second best, and that a firm's profit bends down in its own R&D. *)
Theorem game_5_3_subsidy : non_own_second_order_condition c -> exists_second c ->
  exists subsidy, forall x q, second_best x q -> forall other,
    subsidised_no_cooperation firms c other 0 x q <-> other = subsidy.
Proof.
  intros SO C. exists (q_second c / (N + 1) * ((N - 1) * (N + 4) * B - (N - 2))). intros x q M other.
    now apply second_best_subsidy.
Qed.

(** It is positive exactly where firms do too little, and a tax exactly where they do too much. *)
Theorem game_5_3_subsidy_1 : exists_non c -> exists_second c -> forall x q y r subsidy,
  no_cooperation x q -> second_best y r ->
  subsidised_no_cooperation firms c subsidy 0 y r -> forall i,
    (i < firms)%nat -> (subsidy > 0 <-> x i < y i) /\ (subsidy < 0 <-> x i > y i).
Proof.
  intros CN C x q y r subsidy M MS H i Hi. assert (SO : non_own_second_order_condition c) by apply CN.
    apply second_best_subsidy in H; try assumption.
  destruct (second_unique firms c in_range size y r C MS) as [Y _].
    destruct (non_unique firms c in_range size x q (exists_strict c CN) M) as [X _].
  rewrite (X i Hi), (Y i Hi), H. destruct (second_positive c in_range C) as [_ Yp]. destruct CN as (_ & CN & _).
    destruct C as (C & _). range.
  assert (W : 0 < q_second c / (N + 1)) by positive.
  assert (V : exists v, 0 < v /\ x_second c - x_non c = v * ((N - 1) * (N + 4) * B - (N - 2))).
  { conditions. exists (b c * gamma c * (a c - A c) * (N + 1) ^ 2 /
      ((b c * gamma c * (N + 1) ^ 2 - (1 + (N - 1) * B) ^ 2 * (N + 2)) * (b c * gamma c * (N + 1) ^ 2 - 2 * (N - (N -
        1) * B) * (1 + (N - 1) * B)))). split.
    - positive.
    - unfold x_second, x_non, D, G, s, k. field. split; lra. }
  destruct V as (v & Vp & V). set (u := (N - 1) * (N + 4) * B - (N - 2)) in *. set (w := q_second c / (N + 1)) in *.
    clearbody u w.
  assert (signs : forall f g, 0 < f -> 0 < g -> (f * u > 0 -> g * u > 0) /\ (f * u < 0 -> g * u < 0)).
  { intros f g Hf Hg. split; intro L.
    - assert (0 < u) by (apply Rmult_lt_reg_l with f; lra). assert (0 < g * u) by now apply Rmult_lt_0_compat. lra.
    - assert (0 < - u) by (apply Rmult_lt_reg_l with f; lra). assert (0 < g * - u) by now apply Rmult_lt_0_compat.
      lra. }
  destruct (signs w v W Vp) as [S1 S2]. destruct (signs v w Vp W) as [S3 S4]. split; split; intro L.
  - specialize (S1 L). lra.
  - apply S3. lra.
  - specialize (S2 L). lra.
  - apply S4. lra.
Qed.

Theorem game_new_subsidy_non : non_own_second_order_condition c -> exists_second c -> forall x q subsidy,
  second_best x q ->
  subsidised_no_cooperation firms c subsidy 0 x q -> subsidy > 0 <-> (N - 1) * (N + 4) * B > N - 2.
Proof.
  intros SO C x q subsidy M H. apply second_best_subsidy in H; try assumption.
    destruct (second_positive c in_range C) as [_ Yp]. range.
  assert (W : 0 < q_second c / (N + 1)) by positive. rewrite H. set (w := q_second c / (N + 1)) in *. split; intro L.
  - assert (0 < (N - 1) * (N + 4) * B - (N - 2)) by (apply Rmult_lt_reg_l with w; lra). lra.
  - apply Rlt_gt, Rmult_lt_0_compat; lra.
Qed.

(** R&D cooperation is to be subsidised always: one subsidy brings about the second best, and it is positive. *)
Theorem game_new_subsidy_rnd : rnd_joint_concavity c -> exists_second c ->
  exists subsidy, subsidy > 0 /\ forall x q, second_best x q -> forall other,
    subsidised_rnd_cooperation firms c other 0 x q <-> other = subsidy.
Proof.
  intros CC C. assert (S := reach_pos c in_range). destruct (second_positive c in_range C) as [Xp Yp].
  exists (N * (1 + (N - 1) * B) * q_second c / (N + 1)). split; [range; positive|]. intros x q M other.
  destruct (second_unique firms c in_range size x q C M) as [X Q]. destruct M as (P & E & _).
  rewrite rnd_cooperation_raised, raised_zero by (rewrite ?raised_zero; assumption).
  rewrite (together firms c in_range size x q _ _ E X Q Xp Yp).
  - replace (gamma c * x_second c) with ((N + 2) * (1 + (N - 1) * B) * q_second c / (N + 1)).
    + range. split; intros ->; field; lra.
    + destruct C as (C & _). range. conditions. unfold x_second, q_second, D, G, s. field. split; lra.
  - range. conditions. unfold joint_bend.
    replace (gamma c / 2 - (1 + (N - 1) * B) ^ 2 / (b c * (N + 1) ^ 2))
      with ((b c * gamma c * (N + 1) ^ 2 - 2 * (1 + (N - 1) * B) ^ 2) / (2 * b c * (N + 1) ^ 2)) by (field; split;
        lra). positive.
  - destruct C as (_ & C & _). conditions. exact (apart_pos c in_range C).
Qed.

(** What the pair of subsidies must be that brings about the first best in equal shares. *)
Lemma first_best_subsidies : non_own_second_order_condition c -> exists_first c -> forall x q rnd output,
  first_best x q ->
  subsidised_no_cooperation firms c rnd output x q <->
  output = b c * q_first c /\ rnd = q_first c / (N + 1) * (N - 1) * ((N + 3) * B - 1).
Proof.
  intros SO C x q rnd output M. destruct (first_unique firms c in_range size x q C M) as [X Q].
    destruct (first_positive c in_range C) as [Xp Yp].
  destruct M as (P & _ & _). assert (two := two_firms firms c in_range size). assert (range' := in_range). range_of in_range.
  assert (F : gamma c * x_first c = (1 + (N - 1) * B) * q_first c).
  { destruct C as (C & _). conditions. unfold x_first, q_first, D, G, s. field. lra. }
  assert (OP : b c * N * q_first c = a c - A c + (1 + (N - 1) * B) * x_first c).
  { destruct C as (C & _). conditions. unfold x_first, q_first, D, G, s. field. lra. }
  assert (MP : forall tau i, (i < firms)%nat -> marginal_profit firms (raised tau c) x q i = tau - b c * q_first c).
  { intros tau i Hi. unfold marginal_profit, price, Game.unit_cost.
    rewrite (total_each firms c size x _ X), (total_each firms c size q _ Q), (X i Hi), (Q i Hi).
    unfold raised. simpl. lra. }
  assert (in_range' : 0 < output -> parameters (raised output c)) by (intro; unfold parameters, raised; simpl;
    repeat split; lra).
  assert (bend : 0 < own_bend (raised output c)) by exact (own_bend_pos c range' SO).
  assert (core : output = b c * q_first c -> (subsidised_no_cooperation firms c rnd output x q <-> rnd = q_first c /
    (N + 1) * (N - 1) * ((N + 3) * B - 1))).
  { intro HO. assert (Op : 0 < output) by (rewrite HO; positive).
    assert (E : Game.cournot firms (raised output c) x q).
    { apply (proj2 (cournot_first_order firms (raised output c) (in_range' Op) x q)). intros i Hi.
      rewrite (MP output i Hi), (Q i Hi), HO. split; [|split]; lra. }
    rewrite (no_cooperation_raised firms c rnd output x q P E).
    rewrite (alone firms (raised output c) (in_range' Op) size x q _ _ E X Q Xp Yp rnd bend). unfold raised. simpl.
    rewrite F. split; intros ->; field; lra. }
  split.
  - intro H. assert (HO : output = b c * q_first c).
    { destruct H as (_ & E & _). destruct (E O ltac:(lia)) as [_ M0].
      assert (T : forall t, t >= 0 -> (output - b c * q_first c) * (t - q_first c) - b c * (t - q_first c) ^ 2 <= 0).
      { intros t Ht. specialize (M0 t Ht). rewrite !profit_raised in M0.
        assert (D := output_deviation firms (raised output c) x q O t ltac:(lia)).
        rewrite (MP output O), (Q O) in D by lia. change (b (raised output c)) with (b c) in D. lra. }
      assert (up : output - b c * q_first c <= 0).
      { apply (no_rise _ (b c) 1); [lra..|]. intros h Hh. specialize (T (q_first c + h) ltac:(lra)).
        replace (q_first c + h - q_first c) with h in T by ring. exact T. }
      assert (down : - (output - b c * q_first c) <= 0); [|lra].
      apply (no_rise _ (b c) (q_first c)); [lra..|]. intros h Hh. specialize (T (q_first c - h) ltac:(lra)).
      replace (q_first c - h - q_first c) with (- h) in T by ring. replace ((- h) ^ 2) with (h ^ 2) in T by ring. lra. }
    split; [assumption|]. now apply core.
  - intros [HO HR]. now apply core.
Qed.

(** There is one such pair: the subsidy on output is positive, that on R&D exactly above a bound on the spillover. *)
Theorem game_new_subsidy_first : non_own_second_order_condition c -> exists_first c ->
  exists rnd output, output > 0 /\ (rnd > 0 <-> (N + 3) * B > 1) /\
  forall x q, first_best x q -> forall rnd' output', subsidised_no_cooperation firms c rnd' output' x q <-> output' =
    output /\ rnd' = rnd.
Proof.
  intros SO C. destruct (first_positive c in_range C) as [_ Yp].
    exists (q_first c / (N + 1) * (N - 1) * ((N + 3) * B - 1)), (b c * q_first c).
  split; [range; positive|]. split; [|intros; now apply first_best_subsidies].
  assert (W : 0 < q_first c / (N + 1) * (N - 1)) by (range; positive). set (w := q_first c / (N + 1) * (N - 1)) in *.
    split; intro L.
  - assert (0 < (N + 3) * B - 1) by (apply Rmult_lt_reg_l with w; lra). lra.
  - apply Rlt_gt, Rmult_lt_0_compat; lra.
Qed.

End Policy.

(** ** Points *)

(** The imitator can earn more than each of the others, and less. *)
Theorem game_5_1_imitator_2 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists_non c /\ exists r,
    cournot firms c (deviate x 0 0) r /\
    profit firms c (deviate x 0 0) r 0 > profit firms c (deviate x 0 0) r 1) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists_non c /\ exists r,
    cournot firms c (deviate x 0 0) r /\
    profit firms c (deviate x 0 0) r 0 <= profit firms c (deviate x 0 0) r 1).
Proof.
  assert (H : forall c, parameters c -> n c = INR 2 -> exists_non c -> exists x q,
    no_cooperation 2 c x q /\ exists_non c /\ exists r,
    cournot 2 c (deviate x 0 0) r /\ (profit 2 c (deviate x 0 0) r 0 > profit 2 c (deviate x 0 0) r 1 <->
    G c * (n c + 1) * ((n c + 3) * beta c - n c - 2) + 2 * (1 - beta c) * k c * (n c - 1 - (n c - 3) * beta c) > 0)).
  { intros c P Z C. assert (M := non_exists 2 c P Z C). exists (equal (x_non c)), (equal (q_non c)).
    split; [assumption|]. split; [assumption|].
    destruct (cournot_exists 2 c P (deviate (equal (x_non c)) 0 0)) as (r & E). exists r. split; [assumption|].
    apply (game_5_1_imitator 2 c P Z C _ _ 0%nat 1%nat r M); [lia|lia|lia|assumption]. }
  split.
  - at_point 2%nat (Cluster 2 1 (1 / 2) 1 (3 / 4) 1). destruct (H _ in_range size ltac:(numbers)) as (x & q & M & C &
    r & E & I).
    exists x, q. split; [assumption|]. split; [assumption|]. exists r. split; [assumption|]. apply I. clear. numbers.
  - at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 1). destruct (H _ in_range size ltac:(numbers)) as (x & q & M & C & r & E
    & I).
    exists x, q. split; [assumption|]. split; [assumption|]. exists r. split; [assumption|]. apply Rnot_gt_le.
      rewrite I. clear. apply Rle_not_gt. numbers.
Qed.

Theorem game_5_2_consortium_2 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ z O > x O /\ z O > y O) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ z O <= x O).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 2)|at_point 2%nat (Cluster 2 2 1 1 (1 / 3) 1)]; take_non; take_rnd;
    take_full;
    repeat (split; [assumption|]); clear; unfold equal; numbers.
Qed.

Theorem game_5_3_competition_1 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ x O < y O /\ x O < z O) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    rnd_cooperation firms c y r /\ exists z t, full_cooperation firms c z t /\
    exists_non c /\ exists_rnd c /\ exists_full c /\ x O >= y O).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (2 / 3) 2)|at_point 2%nat (Cluster 2 4 3 1 (1 / 2) 1)]; take_non; take_rnd;
    take_full;
    repeat (split; [assumption|]); clear; unfold equal; numbers.
Qed.

Theorem game_5_3_underinvestment_1 :
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    second_best firms c y r /\ exists_non c /\ exists_second c /\ x O < y O) /\
  occurs (fun firms c => exists x q, no_cooperation firms c x q /\ exists y r,
    second_best firms c y r /\ exists_non c /\ exists_second c /\ x O >= y O).
Proof.
  split; [at_point 2%nat (Cluster 2 2 1 1 (1 / 2) 2)|at_point 3%nat (Cluster 3 2 1 1 (1 / 16) 2)]; take_non;
    take_second;
    repeat (split; [assumption|]); clear; unfold equal; numbers.
Qed.
