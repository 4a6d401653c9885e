(** Agreements on the costs of R&D: each firm goes on choosing its own R&D, carries a share of what it costs, and the
    others the rest in equal parts; and what is found may spill over more than before. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima Solved game.Growth.
Local Open Scope R_scope.

Section Agreement.
Variable firms : nat.
Variable c : cluster.
Variable share : R.

Definition agreed_profit (x q : profile) (i : nat) : R :=
  (price firms c q - unit_cost firms c x i) * q i - share * rnd_cost c (x i)
  - (1 - share) / (n c - 1) * (sum firms (fun j => rnd_cost c (x j)) - rnd_cost c (x i)).

(** A subgame-perfect equilibrium under the agreement. *)
Definition agreement (x q : profile) : Prop :=
  nonnegative firms x /\ cournot firms c x q /\
  forall i t q', (i < firms)%nat -> t >= 0 -> cournot firms c (deviate x i t) q' -> agreed_profit (deviate x i t) q' i
    <= agreed_profit x q i.

(** It is as if R&D cost so much less. *)
Definition shared : cluster := Cluster (n c) (a c) (A c) (b c) (beta c) (share * gamma c).

Hypothesis in_range : with_ventures c.
Hypothesis carries : 0 < share.

Lemma shared_in_range : with_ventures shared.
Proof using in_range carries. unfold with_ventures in *. simpl. repeat split; try lra. apply Rmult_lt_0_compat; lra.
  Qed.

Lemma cournot_shared x q : cournot firms shared x q <-> cournot firms c x q.
Proof using in_range carries.
  split; intro E.
  - apply (proj2 (cournot_first_order firms c in_range x q)). exact (proj1 (cournot_first_order firms shared
    shared_in_range x q) E).
  - apply (proj2 (cournot_first_order firms shared shared_in_range x q)).
    exact (proj1 (cournot_first_order firms c in_range x q) E).
Qed.

Lemma agreed_deviation x q i t r : (i < firms)%nat -> agreed_profit (deviate x i t) r i - agreed_profit x q i =
  profit firms shared (deviate x i t) r i - profit firms shared x q i.
Proof using.
  intro Hi. unfold agreed_profit, profit.
  rewrite (sum_ext _ (fun j => rnd_cost c (deviate x i t j)) (deviate (fun j => rnd_cost c (x j)) i (rnd_cost c t))).
  - rewrite sum_deviate, deviate_same by assumption. unfold price, unit_cost, rnd_cost, shared.
    cbn [n a A b beta gamma]. unfold Rdiv. ring.
  - intros j _. unfold deviate. now destruct (Nat.eqb j i).
Qed.

Lemma agreement_shared x q : agreement x q <-> no_cooperation firms shared x q.
Proof using in_range carries.
  split; intros (P & E & M); (split; [exact P|]); (split; [now apply cournot_shared|]); intros i t r Hi Ht F;
    specialize (M i t r Hi Ht); assert (D := agreed_deviation x q i t r Hi).
  - rewrite cournot_shared in F. specialize (M F). lra.
  - rewrite <- cournot_shared in F. specialize (M F). lra.
Qed.

End Agreement.

Section Effect.
Variable firms : nat.
Variable c : cluster.
Variables t share : R.
Hypothesis in_range : parameters c.
Hypothesis size : n c = INR firms.
Hypothesis more : beta c <= t < 1.
Hypothesis carries : 0 < share.

Local Notation after := (with_spillover t c).
Local Notation N := (n c).
Local Notation g := (G c * (N + 1) ^ 2).

Hypothesis before_exists : exists_non c.
Hypothesis after_exists : strict_non (shared after share).

Variables x q y r : profile.
Hypothesis x_solves : no_cooperation firms c x q.
Hypothesis y_solves : agreement firms after share y r.

Lemma numbers_of : 0 < g - 2 * k c * s c /\ 0 < share * g - 2 * k after * s after /\ 0 < D c /\ 0 < gamma c /\ 0 < G c
  /\ 2 <= N /\
  each_firm firms (fun i => x i = 2 * D c * k c / (g - 2 * k c * s c)) /\ total firms q = N * (D c * gamma c * (N + 1)
    / (g - 2 * k c * s c)) /\
  each_firm firms (fun i => y i = 2 * D c * k after / (share * g - 2 * k after * s after)) /\
  total firms r = N * (D c * (share * gamma c) * (N + 1) / (share * g - 2 * k after * s after)).
Proof using in_range size more carries before_exists after_exists x_solves y_solves.
  assert (after_range : with_ventures after) by (destruct in_range as (?&?&?&?&?&?&?); unfold with_ventures; simpl;
    repeat split; lra).
  assert (range' := shared_in_range after share after_range carries).
    assert (Z : n (shared after share) = INR firms) by exact size.
  destruct (non_unique firms c in_range size x q before_exists x_solves) as [X Q].
  destruct (non_unique firms (shared after share) range' Z y r after_exists (proj1 (agreement_shared firms after share
    after_range carries y r) y_solves)) as [Y R].
  assert (Eg : G (shared after share) = share * G c) by (unfold G; simpl; ring).
  destruct before_exists as (_ & P & _). destruct after_exists as (_ & P' & _). unfold non_positive_rnd in *.
    rewrite Eg in P'.
  change (k (shared after share)) with (k after) in *. change (s (shared after share)) with (s after) in *.
    change (n (shared after share)) with N in *.
  destruct in_range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
  assert (0 < b c * gamma c) by now apply Rmult_lt_0_compat. repeat split; try assumption; try (unfold D; lra); try lra.
  - rewrite (total_each firms c size q _ Q). reflexivity.
  - intros i Hi. rewrite (Y i Hi). unfold x_non. rewrite Eg. change (k (shared after share)) with (k after).
    change (s (shared after share)) with (s after).
    change (n (shared after share)) with N. change (D (shared after share)) with (D c). f_equal. ring.
  - rewrite (total_each firms c size r _ R). unfold q_non. rewrite Eg. change (k (shared after share)) with (k after).
    change (s (shared after share)) with (s after).
    change (n (shared after share)) with N. change (D (shared after share)) with (D c).
      change (gamma (shared after share)) with (share * gamma c). f_equal. f_equal. ring.
Qed.

(** When the agreement raises R&D, and when it raises output. *)
Theorem game_lit_agreement :
  (forall i, (i < firms)%nat -> y i > x i <-> k after * (g + 2 * k c * (N - 1) * (t - beta c)) > share * g * k c) /\
  (total firms r > total firms q <-> s after * k after > share * (s c * k c)).
Proof using in_range size more carries before_exists after_exists x_solves y_solves.
  destruct numbers_of as (P & P' & Dp & gp & Gp & Np & X & Q & Y & T).
  assert (ratio : forall f e d u v w, 0 < f -> 0 < e -> 0 < d -> u * d - v * e = f * w -> (u / e > v / d <-> w > 0)).
  { intros f e d u v w Hf He Hd H. assert (E : u / e - v / d = f * w / (e * d)) by (rewrite <- H; field; split; lra).
    assert (Ed : 0 < / (e * d)) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra). unfold Rdiv in E at 3.
      split; intro L.
    - assert (0 < f * w) by (apply Rmult_lt_reg_r with (/ (e * d)); lra). apply Rmult_lt_reg_l with f; lra.
    - assert (0 < f * w * / (e * d)) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra). lra. }
  assert (Es : s after - s c = (N - 1) * (t - beta c)) by (opened; ring).
  split.
  - intros i Hi. rewrite (X i Hi), (Y i Hi).
    rewrite (ratio (2 * D c) _ _ _ _ (k after * (g + 2 * k c * ((N - 1) * (t - beta c))) - share * g * k c)); try lra;
      rewrite <- Es;
      lazymatch goal with |- _ <-> _ => split; intro; lra | |- _ => ring end.
  - rewrite Q, T. replace (N * (D c * gamma c * (N + 1) / (g - 2 * k c * s c))) with (N * D c * gamma c * (N + 1) / (g
    - 2 * k c * s c)) by (field; lra).
    replace (N * (D c * (share * gamma c) * (N + 1) / (share * g - 2 * k after * s after)))
      with (N * D c * gamma c * (N + 1) * share / (share * g - 2 * k after * s after)) by (field; lra).
    rewrite (ratio (2 * N * D c * gamma c * (N + 1)) _ _ _ _ (s after * k after - share * (s c * k c))); try lra;
      lazymatch goal with |- _ <-> _ => split; intro; lra | |- _ < _ => repeat apply Rmult_lt_0_compat;
        lra | |- _ => ring end.
Qed.

End Effect.

(** Where all costs are shared equally, the agreement raises both, whatever the spillover that it brings. *)
Theorem game_lit_agreement_equal : forall firms c t, parameters c -> n c = INR firms -> beta c <= t < 1 -> exists_non
  c ->
  strict_non (shared (with_spillover t c) (1 / n c)) -> forall x q y r,
    no_cooperation firms c x q -> agreement firms (with_spillover t c) (1 / n c) y r ->
  each_firm firms (fun i => y i > x i) /\ total firms r > total firms q.
Proof.
  intros firms c t in_range size more C C' x q y r M M'. assert (range := in_range).
    destruct range as (H1 & H2 & H3 & H4 & H5 & H6 & H7).
  assert (carries : 0 < 1 / n c) by (apply Rdiv_lt_0_compat; lra).
  destruct (game_lit_agreement firms c t (1 / n c) in_range size more carries C C' x q y r M M') as [A1 A2].
  assert (Hk : 1 < k (with_spillover t c)). { assert (0 < (n c - 1) * (1 - t)) by (apply Rmult_lt_0_compat; lra).
    opened. lra. }
  assert (Hk' : 0 < k c < n c). { assert (0 < (n c - 1) * (1 - beta c)) by (apply Rmult_lt_0_compat; lra).
    assert (0 < (n c - 1) * beta c) by (apply Rmult_lt_0_compat; lra). opened. lra. }
  assert (Hs : 1 < s c). { assert (0 < (n c - 1) * beta c) by (apply Rmult_lt_0_compat; lra). opened. lra. }
  assert (Hs' : s c <= s (with_spillover t c)). { assert (0 <= (n c - 1) * (t - beta c)) by (apply Rmult_le_pos; lra).
    opened. lra. }
  assert (g : 0 < G c * (n c + 1) ^ 2). { apply Rmult_lt_0_compat; [unfold G; apply Rmult_lt_0_compat;
    lra|apply pow_lt; lra]. }
  set (w := k (with_spillover t c)) in *. set (v := s (with_spillover t c)) in *. set (e := G c * (n c + 1) ^ 2) in *.
  assert (L : k c / n c < 1) by (apply Rmult_lt_reg_r with (n c); [lra|];
    replace (k c / n c * n c) with (k c) by (field; lra); lra). split.
  - intros i Hi. apply (A1 i Hi). replace (1 / n c * e * k c) with (e * (k c / n c)) by (field; lra).
    assert (e * (k c / n c) < e * 1) by (apply Rmult_lt_compat_l; lra).
    assert (0 <= 2 * k c * (n c - 1) * (t - beta c)) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
    assert (1 * (e + 2 * k c * (n c - 1) * (t - beta c)) <= w * (e + 2 * k c * (n c - 1) * (t - beta c))) by (apply
      Rmult_le_compat_r; lra). lra.
  - apply A2. replace (1 / n c * (s c * k c)) with (s c * (k c / n c)) by (field; lra).
    assert (s c * (k c / n c) < s c * 1) by (apply Rmult_lt_compat_l; lra).
      assert (v * 1 < v * w) by (apply Rmult_lt_compat_l; lra). lra.
Qed.
