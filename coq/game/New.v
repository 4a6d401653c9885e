(** What the book adds to the paper: the same game. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved.
From Spillover Require Claim_new_welfare_low Claim_new_welfare_boundary Claim_new_profit.
Local Open Scope R_scope.

Section New.
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
Local Notation joint_profit := (joint_profit firms c).
Local Notation welfare := (welfare firms c).
Local Notation N := (n c).
Local Notation B := (beta c).

Theorem game_new_welfare_low : exists_non c -> exists_full c -> B < (3 * N + 1) / (N ^ 2 + 6 * N + 1) ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> welfare x q > welfare y r.
Proof. by_claim Claim_new_welfare_low.claim_new_welfare_low. Qed.

(** Above the threshold: where a quadratic in [G] is positive. *)
Theorem game_new_welfare_boundary : exists_non c -> exists_full c -> B > (3 * N + 1) / (N ^ 2 + 6 * N + 1) ->
  forall x q y r, no_cooperation x q -> full_cooperation y r -> welfare x q > welfare y r <->
  N * (N + 1) ^ 2 * (N + 3) * G c ^ 2
  - (B ^ 2 * (N - 1) * (3 * N ^ 4 + 24 * N ^ 3 + 54 * N ^ 2 + 16 * N - 1) - 2 * B * (3 * N ^ 4 + 10 * N ^ 3 - 20 * N ^
    2 - 10 * N + 1)
     + (N - 1) * (7 * N ^ 2 + 2 * N - 1)) * G c
  + s c ^ 2 * (B * (N + 3) - 1) * (B * (N - 1) * (N ^ 2 + 5 * N + 2) - N ^ 2 + 3 * N + 2) > 0.
Proof. by_claim Claim_new_welfare_boundary.claim_new_welfare_boundary. Qed.

Theorem game_new_profit : exists_non c -> exists_rnd c -> exists_full c ->
  forall x q y r z t, no_cooperation x q -> rnd_cooperation y r -> full_cooperation z t -> forall i, (i < firms)%nat ->
  profit z t i > profit y r i /\ profit y r i >= profit x q i /\ (profit y r i = profit x q i <-> B = 1 / 2).
Proof. solved. destruct (Claim_new_profit.claim_new_profit c in_range) as (K1 & K2 & K3); [assumption..|]. rewrite K3.
  repeat split; lra. Qed.

(** ** One plant *)

(** Full cooperation with all output from firm 0, and R&D in all firms: the best of it. *)
Definition one_plant (x : profile) (Q : R) : Prop :=
  nonnegative firms x /\ Q >= 0 /\ forall y t, nonnegative firms y -> t >= 0 ->
    joint_profit y (deviate (equal 0) 0 t) <= joint_profit x (deviate (equal 0) 0 Q).

Lemma joint_one_plant y t : joint_profit y (deviate (equal 0) 0 t) = (a c - A c - b c * t + (1 - B) * y O + B * total
  y) * t - sum firms (fun i => rnd_cost c (y i)).
Proof using in_range size.
  assert (two := two_firms firms c in_range size). unfold Game.joint_profit, Game.total.
  assert (T : Game.total firms (deviate (equal 0) 0 t) = t).
  { unfold Game.total. rewrite sum_deviate by lia. change (sum firms (equal 0)) with (Game.total firms (equal 0)).
    rewrite (total_equal firms c size). unfold equal. ring. }
  rewrite (sum_ext _ _ (fun i => deviate (fun _ => 0) O ((a c - A c - b c * t + (1 - B) * y O + B * total y) * t) i +
    -1 * rnd_cost c (y i))).
  - rewrite sum_plus, sum_times, sum_deviate, sum_const by lia. fold (Game.total firms y). ring.
  - intros i _. unfold Game.profit, price, unit_cost. rewrite T. destruct (Nat.eq_dec i O) as [->|M].
    + rewrite !deviate_same. ring.
    + rewrite !deviate_other by assumption. unfold equal. ring.
Qed.

(** A square for each firm, and one for output. *)
Lemma one_plant_best y t : 2 * G c > B ^ 2 * (N - 1) + 1 ->
  joint_profit y (deviate (equal 0) 0 t) + gamma c / 2 * sum firms (fun i => (y i - (if Nat.eqb i 0 then 1 else B) /
    gamma c * t) ^ 2)
  = (a c - A c) * t - (2 * G c - B ^ 2 * (N - 1) - 1) / (2 * gamma c) * t ^ 2.
Proof using in_range size.
  intro C. assert (two := two_firms firms c in_range size). rewrite joint_one_plant.
  set (w := fun i => if Nat.eqb i 0 then 1 else B). range.
  rewrite (sum_ext _ (fun i => (y i - w i / gamma c * t) ^ 2) (fun i => (2 / gamma c) * rnd_cost c (y i) + (- (2 * t /
    gamma c) * (w i * y i) + (t / gamma c) ^ 2 * w i ^ 2)))
    by (intros i _; unfold rnd_cost; field; lra).
  rewrite !sum_plus, !sum_times.
  replace (sum firms (fun i => w i * y i)) with ((1 - B) * y O + B * total y).
  - replace (sum firms (fun i => w i ^ 2)) with (1 + B ^ 2 * (N - 1)).
    + unfold G. field. lra.
    + rewrite (sum_ext _ (fun i => w i ^ 2) (deviate (fun _ => B ^ 2) O 1)).
      * rewrite sum_deviate, sum_const, <- size by lia. ring.
      * intros i _. unfold w, deviate. destruct (Nat.eqb i 0); ring.
  - rewrite (sum_ext _ (fun i => w i * y i) (fun i => B * y i + deviate (fun _ => 0) O ((1 - B) * y O) i)).
    + rewrite sum_plus, sum_times, sum_deviate, sum_const by lia. fold (Game.total firms y). ring.
    + intros i _. unfold w, deviate. destruct (Nat.eqb_spec i 0) as [->|]; ring.
Qed.

(** Without imposed equal shares, one plant earns more, and does the most R&D; where its problem is bounded. *)
Theorem game_new_one_plant : exists_full c -> 2 * G c > B ^ 2 * (N - 1) + 1 ->
  forall x q y Q, full_cooperation x q -> one_plant y Q ->
  joint_profit y (deviate (equal 0) 0 Q) > joint_profit x q /\ forall i, (i < firms)%nat -> i <> O -> y O > y i.
Proof.
  intros CF C x q y Q M (Yn & Qn & Y). assert (two := two_firms firms c in_range size).
  assert (best := fun y t => one_plant_best y t C).  set (v := 2 * G c - B ^ 2 * (N - 1) - 1) in *.
    assert (Vp : 0 < v) by (unfold v; lra).
  destruct (full_outcome firms c in_range size x q CF M). assert (F := full_positive c in_range CF). range.
    assert (Dp : 0 < a c - A c) by lra.
  set (T := (a c - A c) * gamma c / v). assert (Tp : 0 < T) by (unfold T; positive).
  set (z := fun i : nat => (if Nat.eqb i 0 then 1 else B) / gamma c * T).
  assert (Zn : nonnegative firms z).
  { intros i _. unfold z. apply Rle_ge, Rmult_le_pos; [|lra]. apply Rmult_le_pos; [destruct (Nat.eqb i 0);
    lra|apply Rlt_le, Rinv_0_lt_compat; lra]. }
  assert (Z := best z T). rewrite (sum_ext _ (fun i => (z i - _) ^ 2) (fun _ => 0)), sum_const in Z by (intros;
    unfold z; ring).
  assert (W : forall t, (a c - A c) * t - v / (2 * gamma c) * t ^ 2 = (a c - A c) ^ 2 * gamma c / (2 * v) - v / (2 *
    gamma c) * (t - T) ^ 2).
  { intro t. unfold T. field. split; lra. }
  rewrite (W T) in Z. replace (T - T) with 0 in Z by ring.
  assert (U := best y Q). rewrite (W Q) in U. specialize (Y z T Zn ltac:(lra)).
  set (rest := sum firms (fun i => (y i - (if Nat.eqb i 0 then 1 else B) / gamma c * Q) ^ 2)) in *.
  assert (R0 : 0 <= rest) by (apply sum_nonneg; intros; apply pow2_ge_0).
    assert (R1 : 0 <= gamma c / 2 * rest) by (apply Rmult_le_pos; lra).
  assert (Vg : 0 < v / (2 * gamma c)) by positive. assert (R2 := weighted_square (v / (2 * gamma c)) (Q - T)
    ltac:(lra)).
  assert (HQ : Q - T = 0) by (apply (square_zero (v / (2 * gamma c))); lra).
  assert (HR : rest <= 0). { apply Rmult_le_reg_l with (gamma c / 2); lra. }
  assert (E : forall i, (i < firms)%nat -> y i = (if Nat.eqb i 0 then 1 else B) / gamma c * Q).
  { intros i Hi. assert (S := sum_zero firms _ (fun j _ => pow2_ge_0 (y j - (if Nat.eqb j 0 then 1 else B) / gamma c *
    Q)) HR i Hi). cbn beta in S.
    assert (y i - (if Nat.eqb i 0 then 1 else B) / gamma c * Q = 0) by (apply (square_zero 1); lra). lra. }
  split.
  - assert (J : joint_profit x q = N * profit_full c) by (unfold Game.joint_profit;
    now rewrite (total_each firms c size _ _ has_profit)).
    rewrite J. apply Rlt_le_trans with ((a c - A c) ^ 2 * gamma c / (2 * v)); [|lra]. destruct CF as (CF & _).
      unfold full_joint_concavity in CF.
    unfold profit_full. set (d := 2 * G c * N - s c ^ 2) in *. assert (dp : 0 < d) by (unfold d; lra).
    assert (L : d - N * v = (N - 1) * (1 - B) ^ 2) by (unfold d, v, s; ring).
    assert (Lp : 0 < (N - 1) * (1 - B) ^ 2) by positive.
    replace ((a c - A c) ^ 2 * gamma c / (2 * v)) with (N * (gamma c * D c ^ 2 / (2 * d)) + gamma c * D c ^ 2 / (2 * d
      * v) * (d - N * v)) by (unfold D; field; lra).
    rewrite L. assert (0 < D c) by (unfold D; lra). assert (0 < gamma c * D c ^ 2 / (2 * d * v) * ((N - 1) * (1 - B) ^
      2)) by positive. lra.
  - intros i Hi Ne. rewrite (E O), (E i) by lia. apply Nat.eqb_neq in Ne. rewrite Ne. simpl Nat.eqb. cbv iota.
    assert (0 < (1 - B) / gamma c * Q) by positive. replace (1 / gamma c * Q) with (B / gamma c * Q + (1 - B) / gamma
      c * Q) by (field; lra). lra.
Qed.

(** It has a solution there. *)
Theorem game_new_one_plant_1 : 2 * G c > B ^ 2 * (N - 1) + 1 -> exists x Q, one_plant x Q.
Proof.
  intro C. assert (best := fun y t => one_plant_best y t C).  set (v := 2 * G c - B ^ 2 * (N - 1) - 1) in *.
    assert (Vp : 0 < v) by (unfold v; lra). range.
  set (T := (a c - A c) * gamma c / v). assert (Tp : 0 < T) by (unfold T; positive).
  set (z := fun i : nat => (if Nat.eqb i 0 then 1 else B) / gamma c * T). exists z, T. split; [|split; [lra|]].
  - intros i _. unfold z. apply Rle_ge, Rmult_le_pos; [|lra]. apply Rmult_le_pos; [destruct (Nat.eqb i 0);
    lra|apply Rlt_le, Rinv_0_lt_compat; lra].
  - intros y t _ _. assert (Z := best z T). rewrite (sum_ext _ (fun i => (z i - _) ^ 2) (fun _ => 0)),
    sum_const in Z by (intros; unfold z; ring).
    assert (U := best y t).
    assert (W : (a c - A c) * t - v / (2 * gamma c) * t ^ 2 = (a c - A c) * T - v / (2 * gamma c) * T ^ 2 - v / (2 *
      gamma c) * (t - T) ^ 2) by (unfold T; field; split; lra).
    assert (0 < v / (2 * gamma c)) by positive. assert (R := weighted_square (v / (2 * gamma c)) (t - T) ltac:(lra)).
    assert (R1 : 0 <= gamma c / 2 * sum firms (fun i => (y i - (if Nat.eqb i 0 then 1 else B) / gamma c * t) ^ 2)).
    { apply Rmult_le_pos; [lra|]. apply sum_nonneg. intros. apply pow2_ge_0. }
    lra.
Qed.

End New.

(** ** A band of costs of R&D in which full cooperation serves welfare better *)

(** What decides between the welfare of no and of full cooperation, as a function of [G]. *)
Definition quadratic (c : cluster) (g : R) : R :=
  n c * (n c + 1) ^ 2 * (n c + 3) * g ^ 2
  - (beta c ^ 2 * (n c - 1) * (3 * n c ^ 4 + 24 * n c ^ 3 + 54 * n c ^ 2 + 16 * n c - 1)
     - 2 * beta c * (3 * n c ^ 4 + 10 * n c ^ 3 - 20 * n c ^ 2 - 10 * n c + 1) + (n c - 1) * (7 * n c ^ 2 + 2 * n c -
       1)) * g
  + s c ^ 2 * (beta c * (n c + 3) - 1) * (beta c * (n c - 1) * (n c ^ 2 + 5 * n c + 2) - n c ^ 2 + 3 * n c + 2).

Lemma quadratic_decides c : non_positive_rnd c -> full_joint_concavity c -> welfare_non c - welfare_full c =
  n c * gamma c * D c ^ 2 * G c * (n c - 1) / (2 * (G c * (n c + 1) ^ 2 - 2 * k c * s c) ^ 2 * (2 * G c * n c - s c ^
    2) ^ 2) * quadratic c (G c).
Proof.
  unfold non_positive_rnd, full_joint_concavity. intros P F. unfold welfare_non, welfare_full, quadratic.
  assert (G c * (n c + 1) ^ 2 - 2 * k c * s c <> 0) by lra. assert (2 * G c * n c - s c ^ 2 <> 0) by lra.
    unfold s, k in *. field. split; assumption.
Qed.

(** For every number of firms and every spillover from one half on there is a cluster in which both have solutions,
    and full cooperation has the larger welfare. *)
Theorem game_new_welfare_band : forall firms spillover, (2 <= firms)%nat -> 1 / 2 <= spillover < 1 ->
  exists c, parameters c /\ n c = INR firms /\ beta c = spillover /\ exists_non c /\ exists_full c /\
  forall x q y r, no_cooperation firms c x q -> full_cooperation firms c y r -> welfare firms c y r > welfare firms c
    x q.
Proof.
  intros firms t two Ht. set (m := INR firms). assert (Hm : 2 <= m) by (change 2 with (INR 2); now apply le_INR).
  set (S := 1 + (m - 1) * t). set (K := m - (m - 1) * t).
  assert (Hmt : 0 <= (m - 1) * (t - 1 / 2)) by (apply Rmult_le_pos; lra).
    assert (Hmt' : 0 < (m - 1) * (1 - t)) by (apply Rmult_lt_0_compat; lra).
  assert (Sp : (m + 1) / 2 <= S) by (unfold S; lra). assert (Kp : 1 < K) by (unfold K; lra).
    assert (KS : K <= S) by (unfold K, S; lra).
  set (g := S ^ 2 / (2 * m)). set (base := Cluster m 2 1 1 t 1).
  assert (gm : 2 * m * g = S ^ 2) by (unfold g; field; lra).
  assert (low : 2 * K * S < g * (m + 1) ^ 2).
  { apply Rmult_lt_reg_l with (2 * m); [lra|]. replace (2 * m * (g * (m + 1) ^ 2)) with (S ^ 2 * (m + 1) ^ 2) by
    (rewrite <- gm; ring).
    assert (4 * m * K < S * (m + 1) ^ 2).
    { assert (Kl : K <= (m + 1) / 2) by (unfold K; lra). assert (4 * m * K <= 4 * m * ((m + 1) / 2)) by (apply
      Rmult_le_compat_l; lra).
      assert ((m + 1) / 2 * (m + 1) ^ 2 <= S * (m + 1) ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0|lra]).
      assert (0 < (m + 1) / 2 * (m - 1) ^ 2) by (apply Rmult_lt_0_compat; [lra|apply pow_lt; lra]). lra. }
    assert (S * (4 * m * K) < S * (S * (m + 1) ^ 2)) by (apply Rmult_lt_compat_l; lra). lra. }
  assert (neg : quadratic base g < 0).
  { replace (quadratic base g) with (- (S ^ 2 * (m - 1) * (t * (m ^ 2 + 6 * m + 1) - 3 * m - 1) ^ 2 / (4 * m)))
      by (unfold quadratic, base, s, g, S; cbn [n a A b beta gamma]; field; lra).
    assert (0 < t * (m ^ 2 + 6 * m + 1) - 3 * m - 1).
    { assert (0 <= (t - 1 / 2) * (m ^ 2 + 6 * m + 1)) by (apply Rmult_le_pos; [lra|];
      assert (0 <= m ^ 2) by apply pow2_ge_0; lra).
      assert (0 < (m - 1) * (m + 1)) by (apply Rmult_lt_0_compat; lra). lra. }
    assert (0 < S ^ 2 * (m - 1) * (t * (m ^ 2 + 6 * m + 1) - 3 * m - 1) ^ 2 / (4 * m)); [|lra].
    apply Rdiv_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [apply pow_lt;
      lra|lra]|apply pow_lt; lra]. }
  set (u := quadratic base (g + 1) - quadratic base g - m * (m + 1) ^ 2 * (m + 3)).
  assert (Q : forall h, quadratic base (g + h) = quadratic base g + u * h + m * (m + 1) ^ 2 * (m + 3) * h ^ 2)
    by (intro h; unfold u, quadratic, base; cbn [n a A b beta gamma]; ring).
  set (w := m * (m + 1) ^ 2 * (m + 3)) in *.
  set (h := Rmin 1 (- quadratic base g / (2 * (Rabs u + Rabs w + 1)))). assert (Au := Rabs_pos u).
    assert (Aw := Rabs_pos w).
  assert (Hp : 0 < - quadratic base g / (2 * (Rabs u + Rabs w + 1))) by (apply Rdiv_lt_0_compat; lra).
  assert (h0 : 0 < h) by (apply Rmin_glb_lt; lra). assert (h1 : h <= 1) by apply Rmin_l.
  assert (h2 : (Rabs u + Rabs w + 1) * h <= - quadratic base g / 2).
  { replace (- quadratic base g / 2) with ((Rabs u + Rabs w + 1) * (- quadratic base g / (2 * (Rabs u + Rabs w + 1))))
    by (field; lra).
    apply Rmult_le_compat_l; [lra|apply Rmin_r]. }
  assert (negative : quadratic base (g + h) < 0).
  { rewrite Q. assert (u * h <= Rabs u * h) by (apply Rmult_le_compat_r; [lra|apply Rle_abs]).
    assert (w * h ^ 2 <= Rabs w * h).
    { assert (w * h ^ 2 <= Rabs w * h ^ 2) by (apply Rmult_le_compat_r; [apply pow2_ge_0|apply Rle_abs]).
      assert (h ^ 2 <= h) by (replace (h ^ 2) with (h * h) by ring;
        assert (h * h <= 1 * h) by (apply Rmult_le_compat_r; lra); lra).
      assert (Rabs w * h ^ 2 <= Rabs w * h) by (apply Rmult_le_compat_l; lra). lra. }
    lra. }
  set (g' := g + h) in *. set (a1 := g' * (m + 1) ^ 2 / (2 * K * S)). set (a2 := 2 * g' * m / S ^ 2).
  assert (S2 : 0 < S ^ 2) by (apply pow_lt; lra). assert (KSp : 0 < 2 * K * S) by (apply Rmult_lt_0_compat; lra).
  assert (up : g * (m + 1) ^ 2 < g' * (m + 1) ^ 2) by (apply Rmult_lt_compat_r; [apply pow_lt; lra|unfold g'; lra]).
  assert (up' : S ^ 2 < 2 * g' * m) by (assert (0 < h * m) by (apply Rmult_lt_0_compat; lra); unfold g'; lra).
  assert (H1 : 1 < a1) by (unfold a1; apply Rmult_lt_reg_r with (2 * K * S); [lra|];
    replace (g' * (m + 1) ^ 2 / (2 * K * S) * (2 * K * S)) with (g' * (m + 1) ^ 2) by (field; lra); lra).
  assert (H2 : 1 < a2) by (unfold a2; apply Rmult_lt_reg_r with (S ^ 2); [lra|];
    replace (2 * g' * m / S ^ 2 * S ^ 2) with (2 * g' * m) by (field; lra); lra).
  set (top := Rmin a1 a2). assert (T1 : top <= a1) by apply Rmin_l. assert (T2 : top <= a2) by apply Rmin_r.
    assert (T3 : 1 < top) by now apply Rmin_glb_lt.
  assert (gp : 0 < g') by (assert (0 < g) by (unfold g; apply Rdiv_lt_0_compat; lra); unfold g'; lra).
  set (c := Cluster m top 1 1 t g').
  assert (P : parameters c) by (unfold parameters, c; simpl; repeat split; lra).
  assert (CN : exists_non c).
  { assert (2 * K ^ 2 <= 2 * K * S) by (replace (2 * K ^ 2) with (2 * K * K) by ring; apply Rmult_le_compat_l; lra).
    assert (top * (2 * K * S) <= a1 * (2 * K * S)) by (apply Rmult_le_compat_r; lra).
    replace (a1 * (2 * K * S)) with (g' * (m + 1) ^ 2) in * by (unfold a1; field; lra).
    conditions. unfold c. cbn [n a A b beta gamma]. rewrite Rabs_right by lra. fold K S.
      replace (K + (m - 1) * (2 * t - 1)) with S by (unfold K, S; ring).
    rewrite Rmult_1_l. repeat split; try lra. }
  assert (CF : exists_full c).
  { assert (top * S ^ 2 <= a2 * S ^ 2) by (apply Rmult_le_compat_r; lra).
    replace (a2 * S ^ 2) with (2 * g' * m) in * by (unfold a2; field; lra).
    conditions. unfold c. cbn [n a A b beta gamma]. fold S. rewrite Rmult_1_l. split; lra. }
  exists c. split; [assumption|]. split; [reflexivity|]. split; [reflexivity|]. split; [assumption|].
    split; [assumption|].
  intros x q y r M M'. assert (size : n c = INR firms) by reflexivity. outcomes. in_closed_forms.
  assert (E := quadratic_decides c ltac:(apply CN) ltac:(apply CF)). destruct CN as (_ & CN & _).
    destruct CF as (CF & _). unfold non_positive_rnd, full_joint_concavity in *.
  replace (quadratic c (G c)) with (quadratic base g') in E
    by (unfold quadratic, base, c, G, s; cbn [n a A b beta gamma]; rewrite Rmult_1_l; reflexivity).
  assert (F : 0 < n c * gamma c * D c ^ 2 * G c * (n c - 1) / (2 * (G c * (n c + 1) ^ 2 - 2 * k c * s c) ^ 2 * (2 * G
    c * n c - s c ^ 2) ^ 2)).
  { assert (0 < D c) by (unfold D, c; simpl; lra). assert (0 < G c) by (unfold G, c; simpl; lra).
    assert (2 <= n c) by exact Hm. assert (0 < gamma c) by exact gp.
    repeat first [assumption | lra | apply Rdiv_lt_0_compat | apply Rmult_lt_0_compat | apply pow_lt]. }
  set (f := n c * gamma c * D c ^ 2 * G c * (n c - 1) / (2 * (G c * (n c + 1) ^ 2 - 2 * k c * s c) ^ 2 * (2 * G c * n
    c - s c ^ 2) ^ 2)) in *.
  assert (0 < f * - quadratic base g') by (apply Rmult_lt_0_compat; lra). lra.
Qed.
