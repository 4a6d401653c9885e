(** Two firms whose goods differ, and that set quantities or prices. Here a firm may choose any number for its R&D,
    its output or its price: nothing is supposed of the market's corners. *)

From Coq Require Import Reals Lra.
From Spillover Require Import Sums.
Local Open Scope R_scope.

(** ** Two stages *)

Section Stages.

(** A firm's profit, in its own R&D and its rival's, its own choice on the market and its rival's. *)
Variable profit : R -> R -> R -> R -> R.

(** What both choose on the market is an equilibrium. *)
Definition market (x y own other : R) : Prop :=
  (forall t, profit x y t other <= profit x y own other) /\ forall t, profit y x t own <= profit y x other own.

(** A symmetric subgame-perfect equilibrium. *)
Definition apart (x choice : R) : Prop := market x x choice choice /\
  forall t own other, market t x own other -> profit t x own other <= profit x x choice choice.

(** The same R&D in both firms, and no other R&D earns them more together. *)
Definition together (x choice : R) : Prop := market x x choice choice /\
  forall y z own other, market y z own other -> profit y z own other + profit z y other own <= 2 * profit x x choice
    choice.

End Stages.

Section Goods.
Variables a A b d beta gamma : R.
Hypothesis ranges : 0 < A < a /\ 0 < b /\ 0 < d < 1 /\ 0 < beta < 1 /\ 0 < gamma.

Definition cost (x y : R) : R := A - x - beta * y.

(** Inverse demand, with the substitutability [d]. *)
Definition price (own other : R) : R := a - b * own - d * b * other.
Definition profit_quantities (x y own other : R) : R := (price own other - cost x y) * own - gamma * x ^ 2 / 2.

(** Demand: inverse demand solved for outputs. *)
Definition demand (own other : R) : R := ((1 - d) * a - own + d * other) / (b * (1 - d ^ 2)).
Definition profit_prices (x y own other : R) : R := (own - cost x y) * demand own other - gamma * x ^ 2 / 2.

Lemma demand_solves p q own other : price own other = p -> price other own = q -> demand p q = own.
Proof using ranges. intros <- <-. unfold demand, price. assert (d ^ 2 < 1) by (assert (d * d <= d * 1) by (apply Rmult_le_compat_l; lra); lra). field. split; lra. Qed.

(** *** Both kinds of competition in one: [f] and [w] tell them apart *)

Section Kind.
Variables f w : R.
Hypothesis kind : d < f /\ 0 < w.
Variable profit : R -> R -> R -> R -> R.

Definition margin (x y : R) : R := ((f - d) * a - f * cost x y + d * cost y x) / (4 - d ^ 2).

Hypothesis market_profit : forall x y own other, market profit x y own other -> profit x y own other = w * margin x y
  ^ 2 - gamma * x ^ 2 / 2.
Hypothesis market_exists : forall x y, exists own other, market profit x y own other.

Lemma four_pos : 0 < 4 - d ^ 2.
Proof using ranges. assert (d * d <= d * 1) by (apply Rmult_le_compat_l; lra). lra. Qed.

Lemma market_swap x y own other : market profit x y own other -> market profit y x other own.
Proof using. intros [H1 H2]. now split. Qed.

Lemma flat_everywhere u v : (forall h, u * h - v * h ^ 2 <= 0) -> u = 0.
Proof using.
  intro H. destruct (Rtotal_order u 0) as [L|[E|L]]; [exfalso|assumption|exfalso].
  - destruct (rise (- u) v 1) as (h & _ & R); [lra..|]. specialize (H (- h)).
    replace ((- h) ^ 2) with (h ^ 2) in H by ring. lra.
  - destruct (rise u v 1) as (h & _ & R); [lra..|]. specialize (H h). lra.
Qed.

Lemma margin_equal x : margin x x = (f - d) * (a - A + (1 + beta) * x) / (4 - d ^ 2).
Proof using ranges. assert (P := four_pos). unfold margin, cost. field. lra. Qed.

Lemma margin_own x h : margin (x + h) x = margin x x + (f - d * beta) / (4 - d ^ 2) * h.
Proof using ranges. assert (P := four_pos). unfold margin, cost. field. lra. Qed.

Lemma margin_both x h : margin (x + h) (x + h) = margin x x + (f - d) * (1 + beta) / (4 - d ^ 2) * h.
Proof using ranges. assert (P := four_pos). unfold margin, cost. field. lra. Qed.

Lemma apart_first_order x choice : apart profit x choice -> 2 * w * margin x x * ((f - d * beta) / (4 - d ^ 2)) -
  gamma * x = 0.
Proof using ranges market_profit market_exists.
  intros [E M]. apply (flat_everywhere _ (gamma / 2 - w * ((f - d * beta) / (4 - d ^ 2)) ^ 2)). intro h.
  destruct (market_exists (x + h) x) as (own & other & F). specialize (M _ _ _ F).
    rewrite (market_profit _ _ _ _ F), (market_profit _ _ _ _ E), margin_own in M. lra.
Qed.

Lemma together_first_order x choice : together profit x choice -> 2 * w * margin x x * ((f - d) * (1 + beta) / (4 - d
  ^ 2)) - gamma * x = 0.
Proof using ranges market_profit market_exists.
  intros [E M]. apply (flat_everywhere _ (gamma / 2 - w * ((f - d) * (1 + beta) / (4 - d ^ 2)) ^ 2)). intro h.
  destruct (market_exists (x + h) (x + h)) as (own & other & F). specialize (M _ _ _ _ F).
  rewrite (market_profit _ _ _ _ F), (market_profit _ _ _ _ (market_swap _ _ _ _ F)), (market_profit _ _ _ _ E),
    margin_both in M. lra.
Qed.

(** Cooperation raises R&D exactly where the spillover exceeds [d / f]. *)
Lemma cooperation_raises x choice y choice' : apart profit x choice -> together profit y choice' ->
  gamma * (4 - d ^ 2) ^ 2 > 2 * w * (f - d * beta) * ((f - d) * (1 + beta)) -> gamma * (4 - d ^ 2) ^ 2 > 2 * w * ((f -
    d) * (1 + beta)) ^ 2 ->
  y > x <-> f * beta > d.
Proof using All.
  intros HX HY CX CY. assert (X := apart_first_order _ _ HX). assert (Y := together_first_order _ _ HY).
    rewrite margin_equal in X, Y. assert (P := four_pos).
  set (u := f - d * beta) in *. set (v := (f - d) * (1 + beta)) in *. set (g := gamma * (4 - d ^ 2) ^ 2) in *.
  assert (EX : x * (g - 2 * w * u * v) = 2 * w * u * ((f - d) * (a - A))).
  { apply Rminus_diag_uniq. replace 0 with (- (4 - d ^ 2) ^ 2 * 0) by ring. rewrite <- X. unfold g, v. field. lra. }
  assert (EY : y * (g - 2 * w * v ^ 2) = 2 * w * v * ((f - d) * (a - A))).
  { apply Rminus_diag_uniq. replace 0 with (- (4 - d ^ 2) ^ 2 * 0) by ring. rewrite <- Y. unfold g, v. field. lra. }
  assert (Dp : 0 < (f - d) * (a - A)) by (apply Rmult_lt_0_compat; lra).
    assert (gp : 0 < g) by (unfold g; apply Rmult_lt_0_compat; [lra|now apply pow_lt]).
  assert (XE : x = 2 * w * u * ((f - d) * (a - A)) / (g - 2 * w * u * v)) by (rewrite <- EX; field; lra).
  assert (YE : y = 2 * w * v * ((f - d) * (a - A)) / (g - 2 * w * v ^ 2)) by (rewrite <- EY; field; lra).
  assert (E : y - x = 2 * w * ((f - d) * (a - A)) * g / ((g - 2 * w * u * v) * (g - 2 * w * v ^ 2)) * (f * beta - d)).
  { replace (f * beta - d) with (v - u) by (unfold u, v; ring). rewrite XE, YE. field. split; lra. }
  assert (K : 0 < 2 * w * ((f - d) * (a - A)) * g / ((g - 2 * w * u * v) * (g - 2 * w * v ^ 2))).
  { apply Rdiv_lt_0_compat; [|apply Rmult_lt_0_compat; lra]. apply Rmult_lt_0_compat; [|assumption].
    apply Rmult_lt_0_compat; lra. }
  set (k := 2 * w * ((f - d) * (a - A)) * g / ((g - 2 * w * u * v) * (g - 2 * w * v ^ 2))) in *. split; intro L.
  - assert (0 < f * beta - d); [|lra]. apply Rmult_lt_reg_l with k; lra.
  - assert (0 < k * (f * beta - d)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

End Kind.

(** ** Quantities *)

Lemma quantities_exist x y : exists own other, market profit_quantities x y own other.
Proof using ranges.
  assert (P := four_pos). exists (((2 - d) * a - 2 * cost x y + d * cost y x) / (b * (4 - d ^ 2))),
    (((2 - d) * a - 2 * cost y x + d * cost x y) / (b * (4 - d ^ 2))).
  set (q := ((2 - d) * a - 2 * cost x y + d * cost y x) / (b * (4 - d ^ 2))).
    set (r := ((2 - d) * a - 2 * cost y x + d * cost x y) / (b * (4 - d ^ 2))). split; intro t.
  - assert (E : profit_quantities x y t r = profit_quantities x y q r - b * (t - q) ^ 2) by (unfold profit_quantities,
    price, q, r; field; lra).
    assert (Q := weighted_square b (t - q) ltac:(lra)). lra.
  - assert (E : profit_quantities y x t q = profit_quantities y x r q - b * (t - r) ^ 2) by (unfold profit_quantities,
    price, q, r; field; lra).
    assert (Q := weighted_square b (t - r) ltac:(lra)). lra.
Qed.

Lemma quantities_profit x y q r : market profit_quantities x y q r -> profit_quantities x y q r = 1 / b * margin 2 x y
  ^ 2 - gamma * x ^ 2 / 2.
Proof using ranges.
  intros [M M']. assert (P := four_pos).
  assert (F : price q r - cost x y - b * q = 0).
  { apply (flat_everywhere _ b). intro h. specialize (M (q + h)). unfold profit_quantities, price in *. lra. }
  assert (F' : price r q - cost y x - b * r = 0).
  { apply (flat_everywhere _ b). intro h. specialize (M' (r + h)). unfold profit_quantities, price in *. lra. }
  assert (E : b * q = margin 2 x y).
  { unfold margin. apply Rmult_eq_reg_r with (4 - d ^ 2); [|lra].
    replace (((2 - d) * a - 2 * cost x y + d * cost y x) / (4 - d ^ 2) * (4 - d ^ 2)) with ((2 - d) * a - 2 * cost x y
      + d * cost y x) by (field; lra).
    unfold price in *. replace (cost x y) with (a - b * q - d * b * r - b * q) by lra.
      replace (cost y x) with (a - b * r - d * b * q - b * r) by lra. ring. }
  rewrite <- E. unfold profit_quantities. replace (price q r - cost x y) with (b * q) by lra. field. lra.
Qed.

Theorem game_lit_differentiation_quantities : forall x choice y choice',
  apart profit_quantities x choice -> together profit_quantities y choice' ->
  b * gamma * (2 + d) ^ 2 * (2 - d) > 2 * (2 - d * beta) * (1 + beta) -> b * gamma * (2 + d) ^ 2 > 2 * (1 + beta) ^ 2 ->
  y > x <-> beta > d / 2.
Proof using All.
  intros x choice y choice' HX HY CX CY. assert (P := four_pos).
  rewrite (cooperation_raises 2 (1 / b) ltac:(split; [lra|apply Rdiv_lt_0_compat;
    lra]) profit_quantities quantities_profit quantities_exist x choice y choice' HX HY).
  - split; intro; lra.
  - apply Rlt_gt, Rmult_lt_reg_l with b; [lra|]. replace (b * (2 * (1 / b) * (2 - d * beta) * ((2 - d) * (1 + beta))))
    with ((2 - d) * (2 * (2 - d * beta) * (1 + beta))) by (field; lra).
    replace (b * (gamma * (4 - d ^ 2) ^ 2)) with ((2 - d) * (b * gamma * (2 + d) ^ 2 * (2 - d))) by ring.
      apply Rmult_lt_compat_l; lra.
  - apply Rlt_gt, Rmult_lt_reg_l with b; [lra|]. replace (b * (2 * (1 / b) * ((2 - d) * (1 + beta)) ^ 2)) with ((2 -
    d) ^ 2 * (2 * (1 + beta) ^ 2)) by (field; lra).
    replace (b * (gamma * (4 - d ^ 2) ^ 2)) with ((2 - d) ^ 2 * (b * gamma * (2 + d) ^ 2)) by ring.
      apply Rmult_lt_compat_l; [apply pow_lt; lra|lra].
Qed.

(** ** Prices *)

Lemma one_pos : 0 < 1 - d ^ 2.
Proof using ranges. assert (d * d <= d * 1) by (apply Rmult_le_compat_l; lra). lra. Qed.

Lemma prices_exist x y : exists own other, market profit_prices x y own other.
Proof using ranges.
  assert (P := four_pos). assert (O := one_pos). assert (Bp : 0 < b * (1 - d ^ 2)) by (apply Rmult_lt_0_compat; lra).
  exists (((2 + d) * (1 - d) * a + 2 * cost x y + d * cost y x) / (4 - d ^ 2)),
    (((2 + d) * (1 - d) * a + 2 * cost y x + d * cost x y) / (4 - d ^ 2)).
  set (q := ((2 + d) * (1 - d) * a + 2 * cost x y + d * cost y x) / (4 - d ^ 2)).
    set (r := ((2 + d) * (1 - d) * a + 2 * cost y x + d * cost x y) / (4 - d ^ 2)).
  assert (W : 0 <= 1 / (b * (1 - d ^ 2))) by (apply Rlt_le, Rdiv_lt_0_compat; lra). split; intro t.
  - assert (E : profit_prices x y t r = profit_prices x y q r - 1 / (b * (1 - d ^ 2)) * (t - q) ^ 2) by (unfold
    profit_prices, demand, q, r; field; repeat split; lra).
    assert (Q := weighted_square _ (t - q) W). lra.
  - assert (E : profit_prices y x t q = profit_prices y x r q - 1 / (b * (1 - d ^ 2)) * (t - r) ^ 2) by (unfold
    profit_prices, demand, q, r; field; repeat split; lra).
    assert (Q := weighted_square _ (t - r) W). lra.
Qed.

Lemma prices_profit x y q r : market profit_prices x y q r -> profit_prices x y q r = 1 / (b * (1 - d ^ 2)) * margin
  (2 - d ^ 2) x y ^ 2 - gamma * x ^ 2 / 2.
Proof using ranges.
  intros [M M']. assert (P := four_pos). assert (O := one_pos).
    assert (Bp : 0 < b * (1 - d ^ 2)) by (apply Rmult_lt_0_compat; lra).
  assert (best : forall c s t, (forall u, (u - c) * demand u t <= (s - c) * demand s t) -> (1 - d) * a - 2 * s + d * t
    + c = 0).
  { intros c s t H. apply (flat_everywhere _ 1). intro h. specialize (H (s + h)).
    apply Rmult_le_reg_r with (/ (b * (1 - d ^ 2))); [apply Rinv_0_lt_compat; lra|].
    rewrite Rmult_0_l. unfold demand in H.
    replace ((((1 - d) * a - 2 * s + d * t + c) * h - 1 * h ^ 2) * / (b * (1 - d ^ 2)))
      with ((s + h - c) * (((1 - d) * a - (s + h) + d * t) / (b * (1 - d ^ 2))) - (s - c) * (((1 - d) * a - s + d * t)
        / (b * (1 - d ^ 2)))) by (field; lra). lra. }
  assert (F : (1 - d) * a - 2 * q + d * r + cost x y = 0) by (apply best; intro u; specialize (M u);
    unfold profit_prices in M; lra).
  assert (F' : (1 - d) * a - 2 * r + d * q + cost y x = 0) by (apply best; intro u; specialize (M' u);
    unfold profit_prices in M'; lra).
  assert (E : q - cost x y = margin (2 - d ^ 2) x y).
  { unfold margin. apply Rmult_eq_reg_r with (4 - d ^ 2); [|lra].
    replace (((2 - d ^ 2 - d) * a - (2 - d ^ 2) * cost x y + d * cost y x) / (4 - d ^ 2) * (4 - d ^ 2)) with ((2 - d ^
      2 - d) * a - (2 - d ^ 2) * cost x y + d * cost y x) by (field; lra).
    replace (cost x y) with (2 * q - d * r - (1 - d) * a) by lra.
      replace (cost y x) with (2 * r - d * q - (1 - d) * a) by lra. ring. }
  unfold profit_prices, demand. rewrite <- E. replace ((1 - d) * a - q + d * r) with (q - cost x y) by lra. field. lra.
Qed.

Theorem game_lit_differentiation_prices : forall x choice y choice',
  apart profit_prices x choice -> together profit_prices y choice' ->
  b * gamma * (2 - d) ^ 2 * (2 + d) * (1 + d) > 2 * (2 - d ^ 2 - d * beta) * (1 + beta) -> b * gamma * (2 - d) ^ 2 *
    (1 + d) > 2 * (1 - d) * (1 + beta) ^ 2 ->
  y > x <-> beta > d / (2 - d ^ 2).
Proof using All.
  intros x choice y choice' HX HY CX CY. assert (P := four_pos). assert (O := one_pos).
    assert (Bp : 0 < b * (1 - d ^ 2)) by (apply Rmult_lt_0_compat; lra).
  assert (H : d < 2 - d ^ 2) by lra. set (wt := b * (1 - d ^ 2)) in *.
  rewrite (cooperation_raises (2 - d ^ 2) (1 / wt) ltac:(split; [lra|apply Rdiv_lt_0_compat;
    lra]) profit_prices prices_profit prices_exist x choice y choice' HX HY).
  - assert (E : (2 - d ^ 2) * (d / (2 - d ^ 2)) = d) by (field; lra). split; intro L.
    + apply Rlt_gt, Rmult_lt_reg_l with (2 - d ^ 2); lra.
    + assert ((2 - d ^ 2) * (d / (2 - d ^ 2)) < (2 - d ^ 2) * beta) by (apply Rmult_lt_compat_l; lra). lra.
  - apply Rlt_gt, Rmult_lt_reg_l with wt; [lra|].
    replace (wt * (2 * (1 / wt) * (2 - d ^ 2 - d * beta) * ((2 - d ^ 2 - d) * (1 + beta)))) with ((2 + d) * (1 - d) *
      (2 * (2 - d ^ 2 - d * beta) * (1 + beta))) by (field; lra).
    replace (wt * (gamma * (4 - d ^ 2) ^ 2)) with ((2 + d) * (1 - d) * (b * gamma * (2 - d) ^ 2 * (2 + d) * (1 + d)))
      by (unfold wt; ring).
    apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra|lra].
  - apply Rlt_gt, Rmult_lt_reg_l with wt; [lra|].
    replace (wt * (2 * (1 / wt) * ((2 - d ^ 2 - d) * (1 + beta)) ^ 2)) with ((2 + d) ^ 2 * (1 - d) * (2 * (1 - d) * (1
      + beta) ^ 2)) by (field; lra).
    replace (wt * (gamma * (4 - d ^ 2) ^ 2)) with ((2 + d) ^ 2 * (1 - d) * (b * gamma * (2 - d) ^ 2 * (1 + d))) by
      (unfold wt; ring).
    apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; [apply pow_lt|]; lra|lra].
Qed.

End Goods.
