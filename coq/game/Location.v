(** Firms that choose where to locate choose how much spills over between them: whether they earn more where more
    does. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved game.Growth.
Local Open Scope R_scope.

(** ** Slopes *)

Lemma slope_eq f x u v : derivable_pt_lim f x u -> u = v -> derivable_pt_lim f x v.
Proof. now intros H <-. Qed.

Lemma slope_square f x u : derivable_pt_lim f x u -> derivable_pt_lim (fun t => f t ^ 2) x (2 * f x * u).
Proof.
  intro H. apply (slope_eq _ _ (u * f x + f x * u)); [|ring]. assert (M := derivable_pt_lim_mult f f x u u H H).
  intros e He. destruct (M e He) as [d D]. exists d. intros h H0 Hd. specialize (D h H0 Hd). unfold mult_fct in D.
    simpl. rewrite !Rmult_1_r. exact D.
Qed.

(** What equals a function nearby has its slope. *)
Lemma slope_near f g x l d : 0 < d -> (forall h, Rabs h < d -> g (x + h) = f (x + h)) -> derivable_pt_lim f x l ->
  derivable_pt_lim g x l.
Proof.
  intros Hd E H e He. destruct (H e He) as [d' D]. assert (P : 0 < Rmin d d') by (apply Rmin_glb_lt;
    [assumption|apply cond_pos]).
  exists (mkposreal _ P). intros h H0 Hh. simpl in Hh. assert (Rmin d d' <= d) by apply Rmin_l.
    assert (Rmin d d' <= d') by apply Rmin_r.
  rewrite (E h) by lra. replace (g x) with (f x) by (assert (Z := E 0); rewrite Rplus_0_r in Z; symmetry; apply Z;
    rewrite Rabs_R0; lra).
  apply D; [assumption|lra].
Qed.

(** What is positive at a point is positive nearby. *)
Lemma positive_near f x : continuity_pt f x -> 0 < f x -> exists d, 0 < d /\ forall h, Rabs h < d -> 0 < f (x + h).
Proof.
  intros C P. destruct (C (f x) P) as (d & Hd & D). exists d. split; [exact Hd|]. intros h Hh.
    destruct (Req_dec h 0) as [->|N]; [now rewrite Rplus_0_r|].
  specialize (D (x + h)). assert (L : Rabs (f (x + h) - f x) < f x).
  { apply D. split; [split; [exact I|lra]|]. change (Rabs (x + h - x) < d). replace (x + h - x) with h by ring. exact Hh. }
  apply Rabs_def2 in L. lra.
Qed.

Section Location.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.

Local Notation N := (n c).
Local Notation at_spillover := (fun t => with_spillover t c).

(** The solution goes on existing where a little more or less spills over. *)
Lemma exists_near : strict_non c -> exists d, 0 < d /\ forall h,
  Rabs h < d -> 0 < beta c + h < 1 /\ strict_non (with_spillover (beta c + h) c).
Proof using in_range.
  intros (A1 & A2 & A3). destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
    unfold non_own_second_order_condition, non_positive_rnd, non_stability_of_best_responses in *.
  destruct (positive_near (fun t => G c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) ^ 2) (beta c)) as (d1 & P1 & D1);
    [reg|opened; lra|].
  destruct (positive_near (fun t => G c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) * (1 + (N - 1) * t)) (beta c)) as (d2 &
    P2 & D2); [reg|opened; lra|].
  destruct (positive_near (fun t => G c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) * (N - (N - 1) * t + (N - 1) * Rabs (2 *
    t - 1))) (beta c)) as (d3 & P3 & D3); [reg|opened; lra|].
  set (d := Rmin (Rmin d1 d2) (Rmin d3 (Rmin (beta c) (1 - beta c)))).
  assert (L1 : d <= d1) by (apply Rle_trans with (Rmin d1 d2); apply Rmin_l).
  assert (L2 : d <= d2) by (apply Rle_trans with (Rmin d1 d2); [apply Rmin_l|apply Rmin_r]).
  assert (L : d <= Rmin d3 (Rmin (beta c) (1 - beta c))) by apply Rmin_r.
  assert (L3 : d <= d3) by (apply Rle_trans with (1 := L), Rmin_l).
  assert (L4 : d <= beta c) by (apply Rle_trans with (1 := L), Rle_trans with (1 := Rmin_r _ _), Rmin_l).
  assert (L5 : d <= 1 - beta c) by (apply Rle_trans with (1 := L), Rle_trans with (1 := Rmin_r _ _), Rmin_r).
  exists d. split; [unfold d; repeat apply Rmin_glb_lt; lra|]. intros h Hh. assert (Hb := Rabs_def2 _ _ Hh).
    split; [lra|].
  specialize (D1 h ltac:(lra)). specialize (D2 h ltac:(lra)). specialize (D3 h ltac:(lra)). cbn beta in *.
  unfold strict_non, non_own_second_order_condition, non_positive_rnd, non_stability_of_best_responses. opened.
    repeat split; lra.
Qed.

(** The slope, in the spillover, of what each firm earns without cooperation, whatever function of the spillover says
    so. *)
Theorem game_lit_location_profit : exists_non c -> forall earned : R -> R,
  (forall t x q, 0 < t < 1 -> no_cooperation firms (with_spillover t c) x q -> each_firm firms (fun i => profit firms
    (with_spillover t c) x q i = earned t)) ->
  exists l, derivable_pt_lim earned (beta c) l /\ (l > 0 <-> G c * (N + 1) ^ 2 * (2 * N - 1 - 3 * (N - 1) * beta c) >
    2 * k c ^ 3).
Proof using in_range size.
  intros C earned E. destruct (exists_near C) as (d & Hd & near). assert (two := two_firms firms c in_range size).
  destruct C as (_ & P & _). unfold non_positive_rnd in P. destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
  set (w := G c * (N + 1) ^ 2 * (2 * N - 1 - 3 * (N - 1) * beta c) - 2 * k c ^ 3).
  exists (4 * gamma c * D c ^ 2 * (N - 1) / (G c * (N + 1) ^ 2 - 2 * k c * s c) ^ 3 * w). split.
  - apply (slope_near (fun t => profit_non (with_spillover t c)) _ _ _ d Hd).
    + intros h Hh. destruct (near h Hh) as [R S].
      assert (range' : parameters (with_spillover (beta c + h) c)) by (unfold parameters; simpl; repeat split; lra).
      assert (Z : n (with_spillover (beta c + h) c) = INR firms) by exact size.
      assert (M := strict_exists firms (with_spillover (beta c + h) c) range' Z (proj1 S) (proj1 (proj2 S))).
      destruct (non_outcome firms _ range' Z _ _ S M). rewrite <- (E _ _ _ R M O) by lia. apply has_profit. lia.
    + unfold profit_non, with_spillover, D, G, s, k in *. cbn [n a A b beta gamma].
      set (num := fun t => gamma c * (a c - A c) ^ 2 * (b c * gamma c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) ^ 2)).
      set (den := fun t => b c * gamma c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) * (1 + (N - 1) * t)).
      assert (Sk : derivable_pt_lim (fun t => N - (N - 1) * t) (beta c) (- (N - 1))).
      { apply (slope_eq _ _ (0 - (0 * beta c + (N - 1) * 1))); [|ring].
        apply (derivable_pt_lim_minus (fun _ => N) (fun t => (N - 1) * t)); [apply derivable_pt_lim_const|].
        apply (derivable_pt_lim_mult (fun _ => N - 1) (fun t => t));
          [apply derivable_pt_lim_const|apply derivable_pt_lim_id]. }
      assert (Ss : derivable_pt_lim (fun t => 1 + (N - 1) * t) (beta c) (N - 1)).
      { apply (slope_eq _ _ (0 + (0 * beta c + (N - 1) * 1))); [|ring].
        apply (derivable_pt_lim_plus (fun _ => 1) (fun t => (N - 1) * t)); [apply derivable_pt_lim_const|].
        apply (derivable_pt_lim_mult (fun _ => N - 1) (fun t => t));
          [apply derivable_pt_lim_const|apply derivable_pt_lim_id]. }
      assert (Sn : derivable_pt_lim num (beta c) (gamma c * (a c - A c) ^ 2 * (4 * (N - 1) * (N - (N - 1) * beta c)))).
      { eapply slope_eq; [apply (derivable_pt_lim_scal (fun t => b c * gamma c * (N + 1) ^ 2 - 2 * (N - (N - 1) * t) ^
        2) (gamma c * (a c - A c) ^ 2));
          apply (derivable_pt_lim_minus (fun _ => b c * gamma c * (N + 1) ^ 2) (fun t => 2 * (N - (N - 1) * t) ^ 2));
            [apply derivable_pt_lim_const|];
          apply (derivable_pt_lim_scal (fun t => (N - (N - 1) * t) ^ 2) 2); apply slope_square; exact Sk|cbn beta;
            ring]. }
      assert (Sd : derivable_pt_lim den (beta c) (2 * (N - 1) * (1 + (N - 1) * beta c) - 2 * (N - 1) * (N - (N - 1) *
        beta c))).
      { eapply slope_eq; [apply (derivable_pt_lim_minus (fun _ => b c * gamma c * (N + 1) ^ 2) (fun t => 2 * (N - (N -
        1) * t) * (1 + (N - 1) * t))); [apply derivable_pt_lim_const|];
          apply (derivable_pt_lim_mult (fun t => 2 * (N - (N - 1) * t)) (fun t => 1 + (N - 1) * t)); [|exact Ss];
          apply (derivable_pt_lim_scal (fun t => N - (N - 1) * t) 2); exact Sk|cbn beta; ring]. }
      assert (den0 : den (beta c) <> 0) by (unfold den; lra).
      assert (den2 : den (beta c) ^ 2 <> 0) by now apply pow_nonzero.
      eapply slope_eq; [apply (derivable_pt_lim_div num (fun t => den t ^ 2)); [exact Sn|apply slope_square;
        exact Sd|exact den2]|].
      unfold Rsqr, w, num, den in *. cbn beta. field. lra.
  - assert (F : 0 < 4 * gamma c * D c ^ 2 * (N - 1) / (G c * (N + 1) ^ 2 - 2 * k c * s c) ^ 3).
    { assert (0 < D c) by (opened; lra). apply Rdiv_lt_0_compat; [|apply pow_lt; lra].
      apply Rmult_lt_0_compat; [|lra]. apply Rmult_lt_0_compat; [lra|now apply pow_lt]. }
    set (f := 4 * gamma c * D c ^ 2 * (N - 1) / (G c * (N + 1) ^ 2 - 2 * k c * s c) ^ 3) in *. split; intro L.
    + assert (0 < w) by (apply Rmult_lt_reg_l with f; lra). unfold w in *. lra.
    + apply Rlt_gt, Rmult_lt_0_compat; [assumption|unfold w; lra].
Qed.

End Location.
