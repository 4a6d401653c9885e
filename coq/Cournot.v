(** Stage 2. What a Cournot equilibrium is, that each R&D profile has one and only one, and what R&D does to it. *)

From Coq Require Import Reals Lra Lia Arith.
From Spillover Require Import Cluster Game Sums.
Local Open Scope R_scope.

(** Here a spillover of one is allowed as well: firms that share all results in a research joint venture. *)
Definition with_ventures (c : cluster) : Prop := n c >= 2 /\ 0 < A c /\ A c < a c /\ 0 < b c /\ 0 < beta c /\ beta c
  <= 1 /\ 0 < gamma c.

Lemma in_ventures c : parameters c -> with_ventures c.
Proof. unfold parameters, with_ventures. intros. repeat split; lra. Qed.

Coercion in_ventures : parameters >-> with_ventures.

(** The range of the parameters of a cluster, inequality by inequality: from a hypothesis, or from the one in sight. *)
Ltac range_of H := lazymatch type of H with
  | parameters ?c => let V := fresh "ventures" in pose proof (in_ventures c H) as V
  | _ => idtac
  end; destruct H as (n_two & A_pos & A_less & b_pos & beta_pos & beta_one & gamma_pos).
Ltac range := match goal with H : parameters _ |- _ => range_of H | H : with_ventures _ |- _ => range_of H end.

(** A quotient with positive parts; products of positive parts. *)
Ltac positive := repeat first [assumption | lra | apply Rdiv_lt_0_compat | apply Rmult_lt_0_compat | apply pow_lt].
Ltac solve_field := field; repeat split; lra.

Section Cournot.
Variable firms : nat.
Variable c : cluster.
Hypothesis in_range : with_ventures c.
Hypothesis size : n c = INR firms.

Local Notation n := (Cluster.n c).
Local Notation a := (Cluster.a c).
Local Notation A := (Cluster.A c).
Local Notation b := (Cluster.b c).
Local Notation beta := (Cluster.beta c).
Local Notation gamma := (Cluster.gamma c).
Local Notation total := (total firms).
Local Notation price := (price firms c).
Local Notation unit_cost := (unit_cost firms c).
Local Notation profit := (profit firms c).
Local Notation cournot := (cournot firms c).

Lemma two_firms : (2 <= firms)%nat.
Proof. destruct in_range as [H _]. apply INR_le. rewrite <- size. simpl. lra. Qed.

(** ** Best responses *)

(** What one more unit adds to a firm's profit, the change of its own best output counted in: price less unit cost,
    less [b q]. *)
Definition marginal_profit (x q : profile) (i : nat) : R := price q - unit_cost x i - b * q i.

Lemma output_deviation x q i t : (i < firms)%nat ->
  profit x (deviate q i t) i - profit x q i = marginal_profit x q i * (t - q i) - b * (t - q i) ^ 2.
Proof. intro Hi. unfold marginal_profit, Game.profit, Game.price, Game.total.
  rewrite sum_deviate, deviate_same by assumption. ring. Qed.

(** Outputs are a Cournot equilibrium where no firm gains by selling more, and none that sells gains by selling less. *)
Theorem cournot_first_order x q :
  cournot x q <-> forall i, (i < firms)%nat -> 0 <= q i /\ marginal_profit x q i <= 0 /\ q i * marginal_profit x q i =
    0.
Proof using in_range.
  range. split.
  - intros E i Hi. destruct (E i Hi) as [P M].
    assert (up : marginal_profit x q i <= 0).
    { apply (no_rise _ b 1); [lra..|]. intros h [Hh _]. specialize (M (q i + h) ltac:(lra)).
      assert (T := output_deviation x q i (q i + h) Hi).
      replace (q i + h - q i) with h in T by ring. lra. }
    split; [lra|]. split; [assumption|]. destruct (Req_dec (q i) 0) as [Z|N]; [rewrite Z; ring|].
    assert (down : - marginal_profit x q i <= 0).
    { apply (no_rise _ b (q i)); [lra..|]. intros h Hh. specialize (M (q i - h) ltac:(lra)).
      assert (T := output_deviation x q i (q i - h) Hi).
      replace (q i - h - q i) with (- h) in T by ring. replace (b * h ^ 2) with (b * (- h) ^ 2) by ring. lra. }
    replace (marginal_profit x q i) with 0 by lra. ring.
  - intros F i Hi. destruct (F i Hi) as (P & M & Z). split; [lra|]. intros t Ht.
    assert (T := output_deviation x q i t Hi).
    assert (0 <= b * (t - q i) ^ 2) by (apply weighted_square; lra).
    assert (0 <= t * - marginal_profit x q i) by (apply Rmult_le_pos; lra).
    replace (marginal_profit x q i * (t - q i)) with (- (t * - marginal_profit x q i) - q i * marginal_profit x q i)
      in T by ring. lra.
Qed.

Ltac first_order E := let F := fresh in assert (F := proj1 (cournot_first_order _ _) E); clear E; rename F into E.

(** In equilibrium a firm's profit is [b q^2] less what its R&D costs. *)
Lemma profit_cournot x q i : cournot x q -> (i < firms)%nat -> profit x q i = b * q i ^ 2 - rnd_cost c (x i).
Proof using in_range.
  intros E Hi. first_order E. destruct (E i Hi) as (_ & _ & Z). unfold Game.profit, marginal_profit in *.
  replace (b * q i ^ 2) with (q i * (price q - unit_cost x i - b * q i) + b * q i ^ 2) by (rewrite Z; ring). ring.
Qed.

(** ** One and only one equilibrium *)

Lemma smaller_total x q r i : cournot x q -> cournot x r -> total q <= total r -> (i < firms)%nat -> r i <= q i.
Proof using in_range.
  range. intros E F T Hi. first_order E; first_order F. destruct (E i Hi) as (P & M & _).
    destruct (F i Hi) as (_ & _ & Z).
  destruct (Rle_or_lt (r i) (q i)) as [|L]; [assumption|exfalso].
  assert (V : marginal_profit x r i = 0) by (apply Rmult_eq_reg_l with (r i); lra).
  unfold marginal_profit, Game.price in *. assert (b * total q <= b * total r) by (apply Rmult_le_compat_l; lra).
  assert (b * q i < b * r i) by (apply Rmult_lt_compat_l; lra). lra.
Qed.

Theorem cournot_unique x q r : cournot x q -> cournot x r -> each_firm firms (fun i => q i = r i).
Proof using in_range.
  assert (W : forall q r, cournot x q -> cournot x r -> total q <= total r -> each_firm firms (fun i => q i = r i)).
  { clear q r. intros q r E F T. assert (L : forall i, (i < firms)%nat -> 0 <= q i - r i).
    { intros i Hi. assert (r i <= q i) by now apply smaller_total with x. lra. }
    intros i Hi. assert (Z := sum_zero firms (fun i => q i + -1 * r i)). cbn beta in Z.
      enough (q i + -1 * r i = 0) by lra. apply Z; [|..|assumption].
    - intros j Hj. specialize (L j Hj). lra.
    - rewrite sum_plus, sum_times. unfold Game.total in T. lra. }
  intros E F i Hi. destruct (Rle_or_lt (total q) (total r)) as [T|T]; [now apply W|]. symmetry. apply W; auto. lra.
Qed.

(** What firm [i] sells where total output is [Q]. *)
Definition sells (x : profile) (Q : R) (i : nat) : R := Rmax 0 ((a - unit_cost x i) / b - Q).

Lemma sells_first_order x Q i :
  0 <= sells x Q i /\ a - b * Q - unit_cost x i - b * sells x Q i <= 0 /\ sells x Q i * (a - b * Q - unit_cost x i - b
    * sells x Q i) = 0.
Proof using in_range.
  range. unfold sells. assert (E : b * ((a - unit_cost x i) / b - Q) = a - b * Q - unit_cost x i) by (field; lra).
  unfold Rmax. destruct (Rle_dec 0 ((a - unit_cost x i) / b - Q)) as [H|H].
  - split; [exact H|]. rewrite E. split; [lra|ring].
  - apply Rnot_le_lt in H. assert (b * ((a - unit_cost x i) / b - Q) <= b * 0) by (apply Rmult_le_compat_l; lra).
    split; [lra|]. split; lra.
Qed.

Lemma sold_falls m x Q Q' : Q <= Q' -> sum m (sells x Q') <= sum m (sells x Q).
Proof using. intro H. apply sum_le. intros i _. unfold sells. apply Rle_max_compat_l. lra. Qed.

(** A total output at which [w] times it, less what the first [m] firms sell at it, is [t]: firm by firm, since a
    firm either sells nothing there, or so much that total output counts once more. *)
Lemma total_exists x m : forall w t, 0 < w -> exists Q, w * Q - sum m (sells x Q) = t.
Proof using.
  induction m as [|m IH]; intros w t Hw; cbn [sum]; [exists (t / w); field; lra|].
  set (v := (a - unit_cost x m) / b). destruct (IH w t Hw) as (Q & E). destruct (Rle_or_lt v Q) as [H|H].
  - exists Q. unfold sells at 2. fold v. rewrite Rmax_left by lra. lra.
  - destruct (IH (w + 1) (t + v) ltac:(lra)) as (Q' & E'). assert (Q' <= v).
    { destruct (Rle_or_lt Q' v) as [|L]; [assumption|exfalso]. assert (M := sold_falls m x v Q' ltac:(lra)).
      assert (M' := sold_falls m x Q v ltac:(lra)).
      assert (w * Q < w * v) by (apply Rmult_lt_compat_l; lra).
        assert (w * v < w * Q') by (apply Rmult_lt_compat_l; lra). lra. }
    exists Q'. unfold sells at 2. fold v. rewrite Rmax_right by lra. lra.
Qed.

(** The paper's first assertion (section 3), for any R&D. *)
Theorem cournot_exists x : exists q, cournot x q.
Proof using in_range.
  destruct (total_exists x firms 1 0) as (Q & E); [lra|]. exists (sells x Q). apply (proj2 (cournot_first_order _ _)).
    intros i _.
  unfold marginal_profit, Game.price. replace (total (sells x Q)) with Q by (unfold Game.total; lra).
    apply sells_first_order.
Qed.

(** ** What R&D does to outputs *)

(** The outputs at which each firm's first-order condition holds with equality, as a function of R&D: the Cournot
    outputs where none of these is negative. *)
Definition interior (x : profile) (i : nat) : R := (a - A + (n + 1) * (1 - beta) * x i + (2 * beta - 1) * total x) /
  ((n + 1) * b).

Lemma total_interior x : total (interior x) = (n * (a - A) + (1 + (n - 1) * beta) * total x) / ((n + 1) * b).
Proof using in_range size.
  range. unfold Game.total. rewrite (sum_ext _ _ (fun i => (a - A + (2 * beta - 1) * sum firms x) / ((n + 1) * b) + (1
    - beta) / b * x i)).
  - rewrite sum_plus, sum_const, sum_times, <- size. field. split; lra.
  - intros i _. unfold interior, Game.total. field. split; lra.
Qed.

Lemma interior_first_order x i : marginal_profit x (interior x) i = 0.
Proof using in_range size. range. unfold marginal_profit, Game.price. rewrite total_interior.
  unfold interior, Game.unit_cost. field. split; lra. Qed.

Lemma interior_cournot x : nonnegative firms (interior x) -> cournot x (interior x).
Proof using in_range size. intros P. apply (proj2 (cournot_first_order _ _)). intros i Hi. specialize (P i Hi).
  rewrite interior_first_order. split; [|split]; lra. Qed.

Lemma interior_unique x q : nonnegative firms (interior x) -> cournot x q -> each_firm firms (fun i => q i = interior
  x i).
Proof using in_range size. intros P E. apply (cournot_unique x); [assumption|now apply interior_cournot]. Qed.

(** By how much a firm's interior output falls short of what it sells: nothing but a share of a total [E] where it
    sells, and [e i] beside that where it is driven out. *)
Lemma shortfall x q : cournot x q -> exists e, (forall i, (i < firms)%nat -> 0 <= e i /\ q i * e i = 0) /\
  (forall i, interior x i = q i - e i + sum firms e / (n + 1)) /\ 0 <= sum firms e / (n + 1) /\
  total (interior x) = total q - sum firms e / (n + 1).
Proof using in_range size.
  range. intro E. first_order E. set (e := fun i => - marginal_profit x q i / b).
  assert (Se : sum firms e = (n + 1) * total q + (n * (A - a) - (1 + (n - 1) * beta) * total x) / b).
  { unfold e. rewrite (sum_ext _ _ (fun i => (b * total q - a + A - beta * total x) / b + (q i + (- (1 - beta) / b) *
    x i))).
    - rewrite !sum_plus, sum_const, sum_times, <- size. unfold Game.total. field. lra.
    - intros i _. unfold marginal_profit, Game.price, Game.unit_cost. field. lra. }
  assert (Hp : forall i, (i < firms)%nat -> 0 <= e i).
  { intros i Hi. destruct (E i Hi) as (_ & M & _). unfold e. apply Rmult_le_pos; [lra|apply Rlt_le, Rinv_0_lt_compat;
    lra]. }
  exists e. split; [|split; [|split]].
  - intros i Hi. split; [now apply Hp|]. destruct (E i Hi) as (_ & _ & Z). unfold e.
    replace (q i * (- marginal_profit x q i / b)) with (- (q i * marginal_profit x q i) / b) by (field; lra).
      rewrite Z. field. lra.
  - intro i. rewrite Se. unfold e, marginal_profit, interior, Game.price, Game.unit_cost. field. split; lra.
  - apply Rmult_le_pos; [now apply sum_nonneg|apply Rlt_le, Rinv_0_lt_compat; lra].
  - rewrite Se, total_interior. field. split; lra.
Qed.

(** ** Bounds that hold when firms are driven out, too *)

(** A firm sells no more than its interior output, or sells nothing. *)
Lemma sells_at_most x q i : cournot x q -> (i < firms)%nat -> q i ^ 2 <= interior x i ^ 2.
Proof using in_range size.
  intros E Hi. destruct (shortfall x q E) as (e & H & I & P & _). destruct (H i Hi) as [He Z]. rewrite I.
  first_order E. destruct (E i Hi) as (Q & _).
  set (d := sum firms e / (n + 1)) in *. replace ((q i - e i + d) ^ 2) with (q i ^ 2 + 2 * (q i * d) + (d - e i) ^ 2 -
    2 * (q i * e i)) by ring.
  rewrite Z. assert (0 <= q i * d) by now apply Rmult_le_pos. assert (0 <= (d - e i) ^ 2) by apply pow2_ge_0. lra.
Qed.

(** Consumers' surplus and what firms earn on the market, in interior outputs, are no less than in equilibrium. *)
Lemma surplus_at_most x q : cournot x q ->
  total q ^ 2 / 2 + sum firms (fun i => q i ^ 2) <= total (interior x) ^ 2 / 2 + sum firms (fun i => interior x i ^ 2).
Proof using in_range size.
  intro E. destruct (shortfall x q E) as (e & H & I & P & T). rewrite T. first_order E.
    set (d := sum firms e / (n + 1)) in *.
  assert (L : sum firms (fun i => q i ^ 2 + 2 * d * q i) <= sum firms (fun i => interior x i ^ 2)).
  { apply sum_le. intros i Hi. destruct (H i Hi) as [_ Z]. rewrite I.
    replace ((q i - e i + d) ^ 2) with (q i ^ 2 + 2 * d * q i + (d - e i) ^ 2 - 2 * (q i * e i)) by ring. rewrite Z.
    assert (0 <= (d - e i) ^ 2) by apply pow2_ge_0. lra. }
  rewrite sum_plus, sum_times in L. change (sum firms q) with (total q) in L.
  assert (0 <= total q) by (apply sum_nonneg; intros i Hi; apply (E i Hi)).
    assert (0 <= d * total q) by now apply Rmult_le_pos.
  assert (0 <= d ^ 2) by apply pow2_ge_0. replace ((total q - d) ^ 2) with (total q ^ 2 - 2 * (d * total q) + d ^ 2)
    by ring. lra.
Qed.

End Cournot.
