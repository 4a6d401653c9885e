(** Best-response dynamics in R&D: each firm responds to what all others did. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved.
Local Open Scope R_scope.

Section Dynamics.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation N := (n c).
Local Notation B := (beta c).
Local Notation cournot := (cournot firms c).
Local Notation profit := (profit firms c).
Local Notation interior := (interior firms c).
Local Notation X := (x_non c).
Local Notation Y := (q_non c).

(** [y i] is firm [i]'s best R&D when all others do that of [x], and all compete afterwards. *)
Definition best_responses (x y : profile) : Prop := each_firm firms (fun i => y i >= 0 /\
  exists q, cournot (deviate x i (y i)) q /\
  forall t r, t >= 0 -> cournot (deviate x i t) r -> profit (deviate x i t) r i <= profit (deviate x i (y i)) q i).

(** Each other firm's R&D changes a firm's best R&D by so much of it. *)
Definition influence : R := 2 * k c * (2 * B - 1) / (G c * (N + 1) ^ 2 - 2 * k c ^ 2).

Definition near (x : profile) (e : R) : Prop := each_firm firms (fun i => Rabs (x i - X) <= e).

Lemma others_near x e i : near x e -> (i < firms)%nat -> Rabs (total firms x - x i - (N - 1) * X) <= (N - 1) * e.
Proof using size.
  intros H Hi. set (z := total firms x - x i - (N - 1) * X).
  assert (up : z <= (N - 1) * e).
  { assert (L : sum firms (fun j => x j + -1 * X) <= sum firms (deviate (fun _ => e) i (x i - X))).
    { apply sum_le. intros j Hj. unfold deviate. destruct (Nat.eqb_spec j i) as [->|]; [lra|]. specialize (H j Hj).
      cbn beta in H. assert (Q := Rle_abs (x j - X)). lra. }
    rewrite sum_plus, sum_deviate, !sum_const, <- size in L by assumption.
      change (sum firms x) with (total firms x) in L. unfold z. lra. }
  assert (down : - ((N - 1) * e) <= z).
  { assert (L : sum firms (deviate (fun _ => - e) i (x i - X)) <= sum firms (fun j => x j + -1 * X)).
    { apply sum_le. intros j Hj. unfold deviate. destruct (Nat.eqb_spec j i) as [->|]; [lra|]. specialize (H j Hj).
      cbn beta in H.
      assert (Q := Rle_abs (- (x j - X))). rewrite Rabs_Ropp in Q. lra. }
    rewrite sum_plus, sum_deviate, !sum_const, <- size in L by assumption.
      change (sum firms x) with (total firms x) in L. unfold z. lra. }
  apply Rabs_le. lra.
Qed.

(** Close to the equilibrium best responses are linear. *)
Lemma responses_near : non_own_second_order_condition c -> non_positive_rnd c -> exists d, 0 < d /\ forall x,
  near x d ->
  forall i, (i < firms)%nat -> let t := X + influence * (total firms x - x i - (N - 1) * X) in
  0 <= t /\ cournot (deviate x i t) (interior (deviate x i t)) /\
  forall s r, cournot (deviate x i s) r -> profit (deviate x i s) r i <= profit (deviate x i t) (interior (deviate x i
    t)) i - own_bend c * (s - t) ^ 2.
Proof using in_range size.
  intros SO PR. destruct (non_positive c in_range PR) as [Xp Yp]. assert (V := own_bend_pos c in_range SO).
    assert (K := own_pos c in_range). range.
  set (M := Rabs influence). assert (Mp : 0 <= M) by apply Rabs_pos. set (u := (N + 1) * b c).
    assert (Up : 0 < u) by (unfold u; positive).
  set (d := Rmin (X / (N * (M + 1))) (Y * u / (N * (M + 1) * (3 * N)))).
  assert (dp : 0 < d) by (apply Rmin_glb_lt; positive). exists d. split; [assumption|]. intros x H i Hi t.
  assert (all : Rabs (total firms x - N * X) <= N * d).
  { assert (L : sum firms (fun j => x j + -1 * X) <= sum firms (fun _ => d)) by (apply sum_le; intros j Hj;
    specialize (H j Hj); cbn beta in H; assert (Q := Rle_abs (x j - X)); lra).
    assert (L' : sum firms (fun _ => - d) <= sum firms (fun j => x j + -1 * X)).
    { apply sum_le. intros j Hj. specialize (H j Hj). cbn beta in H. assert (Q := Rle_abs (- (x j - X))).
      rewrite Rabs_Ropp in Q. lra. }
    rewrite sum_plus, !sum_const, <- size in L, L'. change (sum firms x) with (total firms x) in L, L'. apply Rabs_le.
      lra. }
  assert (Ei := H i Hi). cbn beta in Ei.
  set (z := total firms x - x i - (N - 1) * X) in *.
  assert (Z : z = total firms x - N * X - (x i - X)) by (unfold z; ring).
  assert (rest : Rabs z <= (N - 1) * d) by now apply others_near.
  assert (step : Rabs (t - X) <= (N - 1) * (M * d)).
  { unfold t. replace (X + influence * z - X) with (influence * z) by ring. rewrite Rabs_mult. fold M.
    apply Rle_trans with (M * ((N - 1) * d)); [apply Rmult_le_compat_l; lra|right; ring]. }
  assert (d1 : N * (M + 1) * d <= X).
  { apply Rle_trans with (N * (M + 1) * (X / (N * (M + 1)))); [apply Rmult_le_compat_l; [apply Rmult_le_pos;
    lra|apply Rmin_l]|right; field; lra]. }
  assert (d2 : N * (M + 1) * (3 * N) * d <= Y * u).
  { apply Rle_trans with (N * (M + 1) * (3 * N) * (Y * u / (N * (M + 1) * (3 * N)))); [apply Rmult_le_compat_l;
    [repeat apply Rmult_le_pos; lra|apply Rmin_r]|right; field; lra]. }
  assert (Md : 0 <= M * d) by (apply Rmult_le_pos; lra).
  assert (t0 : 0 <= t). { assert (Q := Rle_abs (- (t - X))). rewrite Rabs_Ropp in Q.
    assert ((N - 1) * (M * d) <= N * (M * d)) by (apply Rmult_le_compat_r; lra).
    assert (0 <= N * d) by (apply Rmult_le_pos; lra). lra. }
  assert (FO : Y = (a c - A c + (1 + (N - 1) * B) * X) / u).
  { unfold u. unfold non_positive_rnd in PR. unfold x_non, q_non, D, G, s, k in *. field. repeat split; lra. }
  assert (sold : forall j, (j < firms)%nat -> interior (deviate x i t) j = Y + ((N + 1) * (1 - B) * (deviate x i t j -
    X) + (2 * B - 1) * (z + (t - X))) / u).
  { intros j Hj. unfold Cournot.interior, total at 1. rewrite sum_deviate by assumption.
    change (sum firms x) with (total firms x). fold u. rewrite FO.
    unfold z. field. lra. }
  assert (E : cournot (deviate x i t) (interior (deviate x i t))).
  { apply (interior_cournot firms c in_range size). intros j Hj. rewrite (sold j Hj).
    assert (dj : Rabs (deviate x i t j - X) <= N * (M + 1) * d).
    { unfold deviate. destruct (Nat.eqb_spec j i) as [->|]; [apply Rle_trans with (1 := step)|specialize (H j Hj);
      cbn beta in H].
      - assert ((N - 1) * (M * d) <= N * (M * d)) by (apply Rmult_le_compat_r; lra).
        assert (0 <= N * d) by (apply Rmult_le_pos; lra). lra.
      - assert (0 <= (N - 1) * d) by (apply Rmult_le_pos; lra).
        assert (0 <= N * (M * d)) by (apply Rmult_le_pos; lra). lra. }
    assert (zj : Rabs (z + (t - X)) <= N * (M + 1) * d).
    { apply Rle_trans with (Rabs z + Rabs (t - X)); [apply Rabs_triang|]. lra. }
    assert (W : Rabs ((N + 1) * (1 - B) * (deviate x i t j - X) + (2 * B - 1) * (z + (t - X))) <= (N + 1) * (N * (M +
      1) * d) + N * (M + 1) * d).
    { apply Rle_trans with (1 := Rabs_triang _ _). rewrite !Rabs_mult, (Rabs_right (N + 1)),
      (Rabs_right (1 - B)) by lra.
      assert (Q0 : 0 <= N * (M + 1) * d) by (apply Rle_trans with (1 := Rabs_pos _) (2 := zj)).
      apply Rplus_le_compat.
      - apply Rle_trans with ((N + 1) * Rabs (deviate x i t j - X)); [|apply Rmult_le_compat_l; lra].
        apply Rmult_le_compat_r; [apply Rabs_pos|]. assert ((N + 1) * (1 - B) <= (N + 1) * 1) by (apply
          Rmult_le_compat_l; lra). lra.
      - assert (Rabs (2 * B - 1) <= 1) by (apply Rabs_le; lra).
        apply Rle_trans with (1 * Rabs (z + (t - X))); [apply Rmult_le_compat_r; [apply Rabs_pos|assumption]|lra]. }
    assert (small : (N + 1) * (N * (M + 1) * d) + N * (M + 1) * d <= Y * u).
    { assert (Q0 : 0 <= N * (M + 1) * d) by (apply Rle_trans with (1 := Rabs_pos _) (2 := zj)).
      assert ((N + 2) * (N * (M + 1) * d) <= 3 * N * (N * (M + 1) * d)) by (apply Rmult_le_compat_r; lra). lra. }
    set (v := (N + 1) * (1 - B) * (deviate x i t j - X) + (2 * B - 1) * (z + (t - X))) in *.
    assert (- v <= Y * u). { assert (Q := Rle_abs (- v)). rewrite Rabs_Ropp in Q. lra. }
    apply Rle_ge. apply Rmult_le_reg_r with u; [assumption|]. replace ((Y + v / u) * u) with (Y * u + v) by (field;
      lra). lra. }
  split; [assumption|]. split; [assumption|]. intros w r F.
  apply Rle_trans with (at_most firms c (deviate x i w) i); [now apply (profit_at_most firms c in_range size)|].
  assert (flat : own_slope firms c (deviate x i t) i = 0).
  { unfold own_slope. rewrite (sold i Hi), deviate_same. unfold t.
    unfold non_own_second_order_condition, non_positive_rnd in *. rewrite FO. unfold influence, u.
      unfold x_non, D, G, s, k in *. field. repeat split; lra. }
  assert (P := rnd_deviation firms c ventures (deviate x i t) i w Hi). rewrite flat, deviate_same in P.
  assert (same : at_most firms c (deviate (deviate x i t) i w) i = at_most firms c (deviate x i w) i).
  { unfold at_most, Cournot.interior, total. rewrite !deviate_same, !sum_deviate, deviate_same by assumption. f_equal.
    f_equal. f_equal. f_equal. ring. }
  rewrite same in P. rewrite (profit_cournot firms c ventures _ _ i E Hi). unfold at_most at 2 in P. lra.
Qed.

(** Once all firms are close enough to the equilibrium, each round of best responses brings them closer, by a factor
    below one. *)
Definition converges : Prop := exists d rate, 0 < d /\ 0 <= rate < 1 /\
  forall e x y, 0 <= e <= d -> near x e -> best_responses x y -> near y (rate * e).

(** That is so exactly under the condition that the model calls stability. *)
Theorem converges_exactly : non_own_second_order_condition c -> non_positive_rnd c -> converges <->
  non_stability_of_best_responses c.
Proof using in_range size.
  intros SO PR. destruct (responses_near SO PR) as (d & dp & R). assert (V := own_bend_pos c in_range SO).
    assert (K := own_pos c in_range).
  assert (two := two_firms firms c in_range size). range.
  assert (factor : Rabs influence * (N - 1) < 1 <-> non_stability_of_best_responses c).
  { unfold non_own_second_order_condition, non_stability_of_best_responses in *. assert (Kp : 0 < k c) by (unfold k; lra).
    set (e := G c * (N + 1) ^ 2 - 2 * k c ^ 2) in *. assert (ep : 0 < e) by (unfold e; lra).
    assert (F : Rabs influence * (N - 1) = 2 * k c * Rabs (2 * B - 1) * (N - 1) / e).
    { unfold influence. fold e. unfold Rdiv. rewrite !Rabs_mult, (Rabs_right 2), (Rabs_right (k c)),
      (Rabs_right (/ e)) by (try (apply Rle_ge, Rlt_le, Rinv_0_lt_compat); lra). ring. }
    rewrite F. split; intro L.
    - assert (M : 2 * k c * Rabs (2 * B - 1) * (N - 1) / e * e < 1 * e) by (apply Rmult_lt_compat_r; assumption).
      replace (2 * k c * Rabs (2 * B - 1) * (N - 1) / e * e) with (2 * k c * Rabs (2 * B - 1) * (N - 1)) in M by
        (field; lra). unfold e in *. lra.
    - apply Rmult_lt_reg_r with e; [assumption|]. replace (2 * k c * Rabs (2 * B - 1) * (N - 1) / e * e) with (2 * k c
      * Rabs (2 * B - 1) * (N - 1)) by (field; lra). unfold e. lra. }
  rewrite <- factor. split.
  - intros (d' & rate & dp' & Hr & C). set (e := Rmin d d'). assert (ep : 0 < e) by now apply Rmin_glb_lt.
    assert (e1 : e <= d) by apply Rmin_l. assert (e2 : e <= d') by apply Rmin_r.
    set (x := equal (X + e)). set (y := equal (X + influence * ((N - 1) * e))).
    assert (Nx : near x e) by (intros i _; unfold x, equal; replace (X + e - X) with e by ring; rewrite Rabs_right;
      lra).
    assert (inside : near x d) by (intros i Hi; specialize (Nx i Hi); cbn beta in Nx; lra).
    assert (BR : best_responses x y).
    { intros i Hi. destruct (R x inside i Hi) as (t0 & E & best).
      assert (Z : X + influence * (total firms x - x i - (N - 1) * X) = y i) by (unfold x, y;
        rewrite (total_equal firms c size); unfold equal; ring).
      rewrite Z in t0, E, best. split; [lra|]. exists (interior (deviate x i (y i))). split; [exact E|].
        intros t r _ F. specialize (best t r F).
      assert (Q := weighted_square (own_bend c) (t - y i) ltac:(lra)). lra. }
    specialize (C e x y ltac:(lra) Nx BR O ltac:(lia)). unfold y, equal in C.
      replace (X + influence * ((N - 1) * e) - X) with (influence * ((N - 1) * e)) in C by ring.
    rewrite Rabs_mult, (Rabs_right ((N - 1) * e)) in C by (apply Rle_ge, Rmult_le_pos; lra).
      apply Rmult_lt_reg_r with e; [assumption|].
    assert (rate * e < 1 * e) by (apply Rmult_lt_compat_r; lra). lra.
  - intro L. exists d, (Rabs influence * (N - 1)). split; [assumption|].
    split; [split; [apply Rmult_le_pos; [apply Rabs_pos|lra]|exact L]|].
    intros e x y He Hx BR i Hi. assert (inside : near x d) by (intros j Hj; specialize (Hx j Hj); cbn beta in Hx; lra).
    destruct (R x inside i Hi) as (t0 & E & best). destruct (BR i Hi) as (y0 & q & Eq & M).
      specialize (M _ _ (Rle_ge _ _ t0) E). specialize (best _ _ Eq).
    set (t := X + influence * (total firms x - x i - (N - 1) * X)) in *.
    assert (Z : y i - t = 0) by (apply (square_zero (own_bend c)); lra).
      replace (y i - X) with (influence * (total firms x - x i - (N - 1) * X)) by (unfold t in Z; lra).
    rewrite Rabs_mult, Rmult_assoc. apply Rmult_le_compat_l; [apply Rabs_pos|]. now apply others_near.
Qed.

(** Below one half they converge only where R&D is dearer than it must be for a best response to exist, and for the
    solution to be positive. *)
Theorem game_lit_stability_binds : B < 1 / 2 -> non_own_second_order_condition c -> non_positive_rnd c ->
  let bound := 2 * k c * (2 * N - 1 - 3 * (N - 1) * B) in
  (converges <-> G c * (N + 1) ^ 2 > bound) /\ bound > 2 * k c ^ 2 /\ bound > 2 * k c * s c.
Proof using in_range size.
  intros H SO PR bound. rewrite (converges_exactly SO PR). assert (K := own_pos c in_range). range.
    assert (Kp : 0 < k c) by (unfold k; lra).
  assert (P : 0 < (N - 1) * (1 - 2 * B)) by (apply Rmult_lt_0_compat; lra).
    assert (KP : 0 < 2 * k c * ((N - 1) * (1 - 2 * B))) by (apply Rmult_lt_0_compat; lra).
  assert (E : bound = 2 * k c * (k c + (N - 1) * (1 - 2 * B))) by (unfold bound, k; ring).
  split; [|split].
  - unfold non_stability_of_best_responses. rewrite Rabs_left, E by lra.
    replace (- (2 * B - 1)) with (1 - 2 * B) by ring. reflexivity.
  - rewrite E. lra.
  - rewrite E. assert (Q : k c + (N - 1) * (1 - 2 * B) = s c + 2 * ((N - 1) * (1 - 2 * B))) by (unfold k, s; ring).
    rewrite Q. lra.
Qed.

(** From one half on they converge as soon as the solution is positive. *)
Theorem game_lit_stability_binds_1 : B >= 1 / 2 -> non_own_second_order_condition c -> non_positive_rnd c -> converges.
Proof using in_range size.
  intros H SO PR. apply (converges_exactly SO PR). unfold non_positive_rnd, non_stability_of_best_responses in *.
    rewrite Rabs_right by lra.
  replace (k c + (N - 1) * (2 * B - 1)) with (s c) by (unfold k, s; ring). exact PR.
Qed.

(** A cost of R&D of four is enough, with any number of firms and any spillover. *)
Theorem game_lit_stability_enough : G c >= 4 -> non_own_second_order_condition c /\ non_positive_rnd c /\ converges.
Proof using in_range size.
  intro H. assert (K := own_pos c in_range). range. assert (Kp : 0 < k c) by (unfold k; lra).
  assert (up : k c <= N) by (unfold k; assert (0 <= (N - 1) * B) by (apply Rmult_le_pos; lra); lra).
  assert (Sp : 0 <= s c <= N). { unfold s. assert (0 <= (N - 1) * B) by (apply Rmult_le_pos; lra).
    assert (0 <= (N - 1) * (1 - B)) by (apply Rmult_le_pos; lra). lra. }
  assert (four : 4 * (N + 1) ^ 2 <= G c * (N + 1) ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0|lra]).
  assert (bound : forall w, 0 <= w <= 2 * N - 1 -> 2 * k c * w < G c * (N + 1) ^ 2).
  { intros w Hw. assert (2 * k c * w <= 2 * N * w) by (apply Rmult_le_compat_r; lra).
    assert (2 * N * w <= 2 * N * (2 * N - 1)) by (apply Rmult_le_compat_l; lra). lra. }
  assert (SO : non_own_second_order_condition c) by (unfold non_own_second_order_condition;
    assert (Q := bound (k c) ltac:(lra)); lra).
  assert (PR : non_positive_rnd c) by (unfold non_positive_rnd; assert (Q := bound (s c) ltac:(lra)); lra).
  split; [assumption|]. split; [assumption|]. apply (converges_exactly SO PR). unfold non_stability_of_best_responses.
    apply Rlt_gt, bound.
  assert (A : 0 <= Rabs (2 * B - 1) <= 1) by (split; [apply Rabs_pos|apply Rabs_le; lra]).
  assert (0 <= (N - 1) * Rabs (2 * B - 1)) by (apply Rmult_le_pos; lra). split; [lra|].
  assert ((N - 1) * Rabs (2 * B - 1) <= (N - 1) * 1) by (apply Rmult_le_compat_l; lra). lra.
Qed.

End Dynamics.
