(** From inequalities between rational functions, joined by connectives, to signs of polynomials. *)

From Coq Require Import ZArith List Bool Rbase Rbasic_fun Rfunctions Lra Lia.
From Spillover Require Import Checker.
Import ListNotations.
Local Open Scope R_scope.

(** ** What is said *)

Inductive expr :=
| Cst (z : Z) | Var (i : positive) | Add (e f : expr) | Sub (e f : expr) | Mul (e f : expr) | Opp (e : expr)
| Div (e f : expr) | Pow (e : expr) (k : nat) | Abs (e : expr).

Inductive relation := Gt | Ge | Lt | Le | Eq | Ne.

Inductive form :=
| Rel (r : relation) (e f : expr) | TT | FF | And (f g : form) | Or (f g : form) | Not (f : form) | Imp (f g : form) | Iff (f g : form).

Fixpoint value (l : env) (e : expr) : R :=
  match e with
  | Cst z => IZR z
  | Var i => BinList.nth 0 i l
  | Add e f => value l e + value l f
  | Sub e f => value l e - value l f
  | Mul e f => value l e * value l f
  | Opp e => - value l e
  | Div e f => value l e / value l f
  | Pow e k => value l e ^ k
  | Abs e => Rabs (value l e)
  end.

Definition related (r : relation) (x y : R) : Prop :=
  match r with Gt => x > y | Ge => x >= y | Lt => x < y | Le => x <= y | Eq => x = y | Ne => x <> y end.

Fixpoint says (l : env) (f : form) : Prop :=
  match f with
  | Rel r e f => related r (value l e) (value l f)
  | TT => True
  | FF => False
  | And f g => says l f /\ says l g
  | Or f g => says l f \/ says l g
  | Not f => ~ says l f
  | Imp f g => says l f -> says l g
  | Iff f g => says l f <-> says l g
  end.

(** ** Fractions: products of powers above and below *)

Definition product := list (pol * nat).
Definition fraction : Type := product * product.

Fixpoint pprod (l : env) (d : product) : R := match d with [] => 1 | (g, k) :: d => pval l g ^ k * pprod l d end.
Definition fval (l : env) (q : fraction) : R := pprod l (fst q) / pprod l (snd q).

Fixpoint expand (d : product) : pol :=
  match d with
  | [] => pcst 1
  | [(g, k)] => ppow g k
  | (g, k) :: d => pmul (ppow g k) (expand d)
  end.

Lemma expand_ok l d : pval l (expand d) = pprod l d.
Proof.
  induction d as [|[g k] d IH]; [reflexivity|]. destruct d as [|f d].
  - cbn [expand pprod]. rewrite ppow_ok. ring.
  - change (expand ((g, k) :: f :: d)) with (pmul (ppow g k) (expand (f :: d))). rewrite pmul_ok, ppow_ok, IH. reflexivity.
Qed.

Lemma pprod_app l d e : pprod l (d ++ e) = pprod l d * pprod l e.
Proof. induction d as [|[g k] d IH]; cbn [app pprod]; [ring|]. rewrite IH. ring. Qed.

Definition nonzero (l : env) (d : product) : Prop := Forall (fun g => pval l (fst g) <> 0) d.

Lemma nonzero_prod l d : nonzero l d -> pprod l d <> 0.
Proof.
  induction 1 as [|[g k] d H _ IH]; cbn [pprod]; [lra|]. cbn [fst] in H. apply Rmult_integral_contrapositive_currified; [|assumption].
  now apply pow_nonzero.
Qed.

(** A power of a polynomial is taken out of a product. *)
Fixpoint take (g : pol) (d : product) : nat * product :=
  match d with
  | [] => (O, [])
  | (f, k) :: d => if peq f g then (k, d) else let (j, e) := take g d in (j, (f, k) :: e)
  end.

Lemma take_ok l g d j e : take g d = (j, e) -> pprod l d = pval l g ^ j * pprod l e.
Proof.
  revert j e. induction d as [|[f k] d IH]; cbn [take pprod]; intros j e E.
  - injection E as <- <-. simpl. ring.
  - destruct (peq f g) eqn:Q.
    + injection E as <- <-. now rewrite (peq_ok l _ _ Q).
    + destruct (take g d) as [i e']. injection E as <- <-. rewrite (IH _ _ eq_refl). cbn [pprod]. ring.
Qed.

Lemma take_nonzero l g d j e : take g d = (j, e) -> nonzero l d -> nonzero l e.
Proof.
  revert j e. induction d as [|[f k] d IH]; cbn [take]; intros j e E H.
  - injection E as <- <-. constructor.
  - inversion H as [|x y Hf Hd]; subst. destruct (peq f g).
    + injection E as <- <-. exact Hd.
    + destruct (take g d) as [i e']. injection E as <- <-. constructor; [exact Hf|]. now apply (IH i).
Qed.

Definition factor (g : pol) (k : nat) (d : product) : product := match k with O => d | _ => (g, k) :: d end.

Lemma factor_ok l g k d : pprod l (factor g k d) = pval l g ^ k * pprod l d.
Proof. destruct k; [simpl; ring|reflexivity]. Qed.

Lemma factor_nonzero l g k d : pval l g <> 0 -> nonzero l d -> nonzero l (factor g k d).
Proof. intros. destruct k; [assumption|]. now constructor. Qed.

(** The least common multiple of two products, and what each is to be multiplied by. *)
Fixpoint common (d e : product) : product * product * product :=
  match d with
  | [] => (e, e, [])
  | (g, k) :: d =>
      let (j, e) := take g e in
      let '(m, a, b) := common d e in
      (factor g (Nat.max k j) m, factor g (j - k) a, factor g (k - j) b)
  end.

Lemma common_ok l d : forall e m a b, common d e = (m, a, b) ->
  pprod l m = pprod l d * pprod l a /\ pprod l m = pprod l e * pprod l b.
Proof.
  induction d as [|[g k] d IH]; cbn [common]; intros e m a b E.
  - injection E as <- <- <-. simpl. split; ring.
  - destruct (take g e) as [j e'] eqn:T. destruct (common d e') as [[m' a'] b'] eqn:C. injection E as <- <- <-.
    destruct (IH _ _ _ _ C) as [Ha Hb]. rewrite !factor_ok, (take_ok l _ _ _ _ T). cbn [pprod]. split.
    + rewrite Ha. replace (Nat.max k j) with (k + (j - k))%nat by lia. rewrite pow_add. ring.
    + rewrite Hb. replace (Nat.max k j) with (j + (k - j))%nat by lia. rewrite pow_add. ring.
Qed.

Lemma common_nonzero l d : forall e m a b, common d e = (m, a, b) ->
  nonzero l d -> nonzero l e -> nonzero l m /\ nonzero l a /\ nonzero l b.
Proof.
  induction d as [|[g k] d IH]; cbn [common]; intros e m a b E Hd He.
  - injection E as <- <- <-. split; [|split]; assumption.
  - destruct (take g e) as [j e'] eqn:T. destruct (common d e') as [[m' a'] b'] eqn:C. injection E as <- <- <-.
    inversion Hd as [|x y Hg Hd']; subst. destruct (IH _ _ _ _ C Hd' (take_nonzero _ _ _ _ _ T He)) as (? & ? & ?).
    split; [|split]; apply factor_nonzero; assumption.
Qed.

Definition fadd (p q : fraction) : fraction :=
  let '(m, a, b) := common (snd p) (snd q) in
  let x := expand (fst p) in let y := expand (fst q) in
  if peq x (pcst 0) then q else if peq y (pcst 0) then p else
  ([(padd (pmul x (expand a)) (pmul y (expand b)), 1%nat)], m).
Definition fopp (p : fraction) : fraction := ((pcst (-1), 1%nat) :: fst p, snd p).
Definition fmul (p q : fraction) : fraction := (fst p ++ fst q, snd p ++ snd q).
Definition fdiv (p q : fraction) : fraction := (fst p ++ snd q, snd p ++ fst q).
Definition raised (k : nat) (d : product) : product := map (fun g => (fst g, snd g * k)%nat) d.

Lemma fadd_ok l p q : nonzero l (snd p) -> nonzero l (snd q) -> fval l (fadd p q) = fval l p + fval l q /\ nonzero l (snd (fadd p q)).
Proof.
  intros Hp Hq. unfold fadd. destruct (common (snd p) (snd q)) as [[m a] b] eqn:C.
  destruct (common_ok l _ _ _ _ _ C) as [Ha Hb]. destruct (common_nonzero l _ _ _ _ _ C Hp Hq) as (Nm & Na & Nb).
  assert (Zp := nonzero_prod _ _ Hp). assert (Zq := nonzero_prod _ _ Hq). assert (Za := nonzero_prod _ _ Na).
  assert (Zb := nonzero_prod _ _ Nb). assert (Zm := nonzero_prod _ _ Nm).
  destruct (peq (expand (fst p)) (pcst 0)) eqn:Ep; [|destruct (peq (expand (fst q)) (pcst 0)) eqn:Eq].
  - split; [|assumption]. apply (peq_ok l) in Ep. rewrite expand_ok, pcst_ok in Ep. unfold fval at 2. rewrite Ep. unfold Rdiv. ring.
  - split; [|assumption]. apply (peq_ok l) in Eq. rewrite expand_ok, pcst_ok in Eq. unfold fval at 3. rewrite Eq. unfold Rdiv. ring.
  - split; [|assumption]. unfold fval; cbn [fst snd pprod]. rewrite padd_ok, !pmul_ok, !expand_ok. simpl pow.
    replace ((pprod l (fst p) * pprod l a + pprod l (fst q) * pprod l b) * 1 * 1)
      with (pprod l (fst p) * pprod l a + pprod l (fst q) * pprod l b) by ring.
    unfold Rdiv. rewrite Rmult_plus_distr_r. f_equal.
    + rewrite Ha. field. now split.
    + rewrite Hb. field. now split.
Qed.

Lemma fopp_ok l p : fval l (fopp p) = - fval l p.
Proof. unfold fval, fopp; cbn [fst snd pprod]. rewrite pcst_ok. unfold Rdiv. simpl pow. ring. Qed.

Lemma fmul_ok l p q : nonzero l (snd p) -> nonzero l (snd q) -> fval l (fmul p q) = fval l p * fval l q /\ nonzero l (snd (fmul p q)).
Proof.
  intros Hp Hq. split; [|now apply Forall_app]. unfold fval, fmul; cbn [fst snd]. rewrite !pprod_app. field.
  split; now apply nonzero_prod.
Qed.

Lemma fdiv_ok l p q : nonzero l (snd p) -> nonzero l (snd q) -> nonzero l (fst q) ->
  fval l (fdiv p q) = fval l p / fval l q /\ nonzero l (snd (fdiv p q)).
Proof.
  intros Hp Hq Hn. split; [|now apply Forall_app]. unfold fval, fdiv; cbn [fst snd]. rewrite !pprod_app. field.
  repeat split; now apply nonzero_prod.
Qed.

Lemma raised_ok l k d : pprod l (raised k d) = pprod l d ^ k.
Proof.
  induction d as [|[g j] d IH]; cbn [raised map pprod fst snd].
  - symmetry. apply pow1.
  - fold (raised k d). rewrite IH, pow_mult, Rpow_mult_distr. reflexivity.
Qed.

Lemma raised_nonzero l k d : nonzero l d -> nonzero l (raised k d).
Proof. induction 1 as [|g d H _ IH]; constructor; assumption. Qed.

(** Expressions as fractions. Sizes are taken out first, see below; here the size of something is not expected. *)
Fixpoint frac (e : expr) : fraction :=
  match e with
  | Cst z => ([(pcst z, 1%nat)], [])
  | Var i => ([(pvar i, 1%nat)], [])
  | Add e f => fadd (frac e) (frac f)
  | Sub e f => fadd (frac e) (fopp (frac f))
  | Mul e f => fmul (frac e) (frac f)
  | Opp e => fopp (frac e)
  | Div e f => fdiv (frac e) (frac f)
  | Pow e k => let (n, d) := frac e in (raised k n, raised k d)
  | Abs e => ([], [])
  end.

Fixpoint plain (e : expr) : bool :=
  match e with
  | Cst _ | Var _ => true
  | Add e f | Sub e f | Mul e f | Div e f => plain e && plain f
  | Opp e | Pow e _ => plain e
  | Abs _ => false
  end.

(** What must not vanish. *)
Fixpoint below (e : expr) : list pol :=
  match e with
  | Cst _ | Var _ => []
  | Add e f | Sub e f | Mul e f => below e ++ below f
  | Div e f => below e ++ below f ++ map fst (fst (frac f))
  | Opp e | Pow e _ | Abs e => below e
  end.

Definition defined (l : env) (d : list pol) : Prop := Forall (fun g => pval l g <> 0) d.

Lemma defined_fst l d : defined l (map fst d) -> nonzero l d.
Proof. induction d as [|g d IH]; cbn [map]; intro H; [constructor|]. inversion H; subst. constructor; [assumption|now apply IH]. Qed.

Lemma frac_ok l e : plain e = true -> defined l (below e) -> fval l (frac e) = value l e /\ nonzero l (snd (frac e)).
Proof.
  induction e as [z|i|e IHe f IHf|e IHe f IHf|e IHe f IHf|e IHe|e IHe f IHf|e IHe k|e IHe]; cbn [plain below frac value]; intros P D;
    try (apply andb_true_iff in P; destruct P as [Pe Pf]);
    try (apply Forall_app in D; destruct D as [De Df]).
  - split; [|constructor]. unfold fval; cbn [fst snd pprod]. rewrite pcst_ok. simpl pow. field.
  - split; [|constructor]. unfold fval; cbn [fst snd pprod]. rewrite pvar_ok. simpl pow. field.
  - destruct (IHe Pe De) as [<- He], (IHf Pf Df) as [<- Hf]. now apply fadd_ok.
  - destruct (IHe Pe De) as [<- He], (IHf Pf Df) as [<- Hf]. unfold Rminus. rewrite <- fopp_ok. now apply fadd_ok.
  - destruct (IHe Pe De) as [<- He], (IHf Pf Df) as [<- Hf]. now apply fmul_ok.
  - destruct (IHe P D) as [<- He]. split; [apply fopp_ok|exact He].
  - apply Forall_app in Df. destruct Df as [Df Dn].
    destruct (IHe Pe De) as [<- He], (IHf Pf Df) as [<- Hf]. apply fdiv_ok; try assumption. now apply defined_fst.
  - destruct (IHe P D) as [<- He]. unfold fval in *. destruct (frac e) as [n d]; cbn [fst snd] in *. rewrite !raised_ok. split.
    + unfold Rdiv. rewrite Rpow_mult_distr, pow_inv. reflexivity.
    + now apply raised_nonzero.
  - discriminate.
Qed.

(** ** The sign of a fraction *)

Definition odd (d : product) : product := filter (fun g => Nat.odd (snd g)) d.
Definition once (d : product) : product := map (fun g => (fst g, 1%nat)) d.

(** A polynomial that has the sign of a rational function. *)
Definition signed (q : fraction) : pol := expand (fst q ++ once (odd (snd q))).

Lemma square_pos x : x <> 0 -> x * x > 0.
Proof. intro H. apply Rlt_gt. exact (Rsqr_pos_lt x H). Qed.

Lemma odd_ok l d : nonzero l d -> exists r, r > 0 /\ pprod l d = pprod l (once (odd d)) * r.
Proof.
  induction 1 as [|[g k] d H _ (r & Hr & IH)]; cbn [odd filter once map pprod fst snd].
  - exists 1. split; [lra|ring].
  - cbn [fst] in H. fold (odd d). destruct (Nat.odd k) eqn:K.
    + cbn [once map pprod fst snd]. fold (once (odd d)). apply Nat.odd_spec in K. destruct K as [j ->].
      exists ((pval l g ^ j * pval l g ^ j) * r). split.
      * apply Rmult_gt_0_compat; [|assumption]. apply square_pos. now apply pow_nonzero.
      * rewrite IH. replace (2 * j + 1)%nat with (j + j + 1)%nat by lia. rewrite !pow_add. ring.
    + assert (E : Nat.Even k). { apply Nat.even_spec. rewrite <- Nat.negb_odd, K. reflexivity. }
      destruct E as [j ->]. exists ((pval l g ^ j * pval l g ^ j) * r). split.
      * apply Rmult_gt_0_compat; [|assumption]. apply square_pos. now apply pow_nonzero.
      * fold (once (odd d)). rewrite IH. replace (2 * j)%nat with (j + j)%nat by lia. rewrite !pow_add. ring.
Qed.

Lemma signed_ok l q : nonzero l (snd q) -> exists r, r > 0 /\ pval l (signed q) = fval l q * r.
Proof.
  intro H. destruct (odd_ok l _ H) as (r & Hr & E). assert (Z := nonzero_prod _ _ H).
  set (o := pprod l (once (odd (snd q)))) in *.
  assert (o <> 0) by (intro Zo; apply Z; rewrite E, Zo; ring).
  exists (o * o * r). split.
  - apply Rmult_gt_0_compat; [|assumption]. now apply square_pos.
  - unfold signed, fval. rewrite expand_ok, pprod_app. fold o. rewrite E. field. split; [lra|assumption].
Qed.

(** ** The size of something: two ways *)

Definition way : Type := list sign.

Definition cross (a b : list way) : list way := flat_map (fun x => map (fun y => x ++ y) b) a.

(** Expressions without sizes, each with the expressions that are nonnegative where it stands for the one given. *)
Fixpoint unfolded (e : expr) : list (list expr * expr) :=
  let two (op : expr -> expr -> expr) (a b : list (list expr * expr)) :=
    flat_map (fun x => map (fun y => (fst x ++ fst y, op (snd x) (snd y))) b) a in
  let one (op : expr -> expr) (a : list (list expr * expr)) := map (fun x => (fst x, op (snd x))) a in
  match e with
  | Cst _ | Var _ => [([], e)]
  | Add e f => two Add (unfolded e) (unfolded f)
  | Sub e f => two Sub (unfolded e) (unfolded f)
  | Mul e f => two Mul (unfolded e) (unfolded f)
  | Div e f => two Div (unfolded e) (unfolded f)
  | Opp e => one Opp (unfolded e)
  | Pow e k => one (fun e => Pow e k) (unfolded e)
  | Abs e => flat_map (fun x => [(snd x :: fst x, snd x); (Opp (snd x) :: fst x, Opp (snd x))]) (unfolded e)
  end.

Definition unfolds (l : env) (e : expr) (x : list expr * expr) : Prop :=
  Forall (fun c => value l c >= 0) (fst x) /\ value l (snd x) = value l e.

Lemma unfolded_ok l e : exists x, In x (unfolded e) /\ unfolds l e x.
Proof.
  unfold unfolds.
  induction e as [z|i|e IHe f IHf|e IHe f IHf|e IHe f IHf|e IHe|e IHe f IHf|e IHe k|e IHe]; cbn [unfolded value];
    try (eexists; split; [left; reflexivity|]; split; [constructor|reflexivity]);
    try (destruct IHe as (x & Ix & Cx & Ex), IHf as (y & Iy & Cy & Ey); eexists; split;
         [apply in_flat_map; exists x; split; [exact Ix|]; apply in_map_iff; exists y; split; [reflexivity|exact Iy]
         |cbn [fst snd value]; rewrite Ex, Ey; split; [now apply Forall_app|reflexivity]]);
    try (destruct IHe as (x & Ix & Cx & Ex); eexists; split;
         [apply in_map_iff; exists x; split; [reflexivity|exact Ix]|cbn [fst snd value]; rewrite Ex; now split]).
  destruct IHe as (x & Ix & Cx & Ex). destruct (Rle_or_lt 0 (value l e)) as [H|H].
  - exists (snd x :: fst x, snd x). split.
    + apply in_flat_map. exists x. split; [exact Ix|]. now left.
    + cbn [fst snd]. split; [constructor; [lra|assumption]|]. rewrite Rabs_pos_eq; lra.
  - exists (Opp (snd x) :: fst x, Opp (snd x)). split.
    + apply in_flat_map. exists x. split; [exact Ix|]. right; now left.
    + cbn [fst snd value]. split; [constructor; [cbn [value]; lra|assumption]|]. rewrite Rabs_left; lra.
Qed.

(** ** The ways in which a formula can be true, or false *)

Definition atoms (r : relation) (p : pol) : list way :=
  match r with
  | Gt => [[(p, true)]]
  | Ge => [[(p, false)]]
  | Lt => [[(popp p, true)]]
  | Le => [[(popp p, false)]]
  | Eq => [[(p, false); (popp p, false)]]
  | Ne => [[(p, true)]; [(popp p, true)]]
  end.

Definition opposite (r : relation) : relation :=
  match r with Gt => Le | Ge => Lt | Lt => Ge | Le => Gt | Eq => Ne | Ne => Eq end.

Definition ways_rel (r : relation) (e f : expr) : list way :=
  flat_map (fun x => map (fun w => map (fun c => (signed (frac c), false)) (fst x) ++ w) (atoms r (signed (frac (snd x))))) (unfolded (Sub e f)).

Fixpoint ways (b : bool) (f : form) : list way :=
  match f, b with
  | Rel r e f, true => ways_rel r e f
  | Rel r e f, false => ways_rel (opposite r) e f
  | TT, true | FF, false => [[]]
  | TT, false | FF, true => []
  | And f g, true => cross (ways true f) (ways true g)
  | And f g, false => ways false f ++ ways false g
  | Or f g, true => ways true f ++ ways true g
  | Or f g, false => cross (ways false f) (ways false g)
  | Not f, b => ways (negb b) f
  | Imp f g, true => ways false f ++ ways true g
  | Imp f g, false => cross (ways true f) (ways false g)
  | Iff f g, true => cross (ways true f) (ways true g) ++ cross (ways false f) (ways false g)
  | Iff f g, false => cross (ways true f) (ways false g) ++ cross (ways false f) (ways true g)
  end.

Fixpoint denominators (f : form) : list pol :=
  match f with
  | Rel r e f => flat_map (fun x => flat_map below (snd x :: fst x)) (unfolded (Sub e f))
  | TT | FF => []
  | And f g | Or f g | Imp f g | Iff f g => denominators f ++ denominators g
  | Not f => denominators f
  end.

Definition some_way (l : env) (w : list way) : Prop := exists x, In x w /\ Forall (holds l) x.

Lemma cross_ok l a b : some_way l a -> some_way l b -> some_way l (cross a b).
Proof.
  intros (x & Ix & Hx) (y & Iy & Hy). exists (x ++ y). split; [|now apply Forall_app].
  apply in_flat_map. exists x. split; [exact Ix|]. apply in_map_iff. exists y. now split.
Qed.

Lemma either_ok l a b : some_way l a \/ some_way l b -> some_way l (a ++ b).
Proof. intros [(x & Ix & Hx)|(x & Ix & Hx)]; exists x; split; try assumption; apply in_or_app; tauto. Qed.

Lemma atoms_ok l r p v : (exists k, k > 0 /\ pval l p = v * k) -> related r v 0 -> some_way l (atoms r p).
Proof.
  intros (k & Hk & E) H.
  assert (P : v > 0 -> pval l p > 0) by (intro; rewrite E; now apply Rmult_gt_0_compat).
  assert (N : v < 0 -> - pval l p > 0).
  { intro. rewrite E. replace (- (v * k)) with (- v * k) by ring. apply Rmult_gt_0_compat; [lra|assumption]. }
  assert (Z : v = 0 -> pval l p = 0) by (intros ->; rewrite E; ring).
  assert (C : v > 0 \/ v = 0 \/ v < 0) by lra.
  unfold some_way. destruct r; cbn [related atoms] in *;
    try (eexists; split; [left; reflexivity|]; repeat (apply Forall_cons || apply Forall_nil); unfold holds; cbn [fst snd]; rewrite ?popp_ok;
         destruct C as [C|[C|C]]; try (specialize (P C)); try (specialize (N C)); try (specialize (Z C)); lra).
  destruct C as [C|[C|C]]; [|contradiction|].
  - exists [(p, true)]. split; [now left|]. repeat constructor. now apply P.
  - exists [(popp p, true)]. split; [right; now left|]. repeat constructor. unfold holds; cbn [fst snd]. rewrite popp_ok. now apply N.
Qed.

Lemma unfolded_plain e : forall x, In x (unfolded e) -> plain (snd x) = true /\ Forall (fun c => plain c = true) (fst x).
Proof.
  assert (P : forall a b : bool, a = true -> b = true -> a && b = true) by (intros; now apply andb_true_intro).
  induction e as [z|i|e IHe f IHf|e IHe f IHf|e IHe f IHf|e IHe|e IHe f IHf|e IHe k|e IHe]; cbn [unfolded]; intros x I;
    try (destruct I as [<-|[]]; split; [reflexivity|constructor]);
    try (apply in_flat_map in I; destruct I as (y & Iy & I); apply in_map_iff in I; destruct I as (z & <- & Iz);
         destruct (IHe y Iy), (IHf z Iz); cbn [fst snd plain]; split; [now apply P|now apply Forall_app]);
    try (apply in_map_iff in I; destruct I as (y & <- & Iy); destruct (IHe y Iy); cbn [fst snd plain]; now split).
  apply in_flat_map in I. destruct I as (y & Iy & [<-|[<-|[]]]); destruct (IHe y Iy); cbn [fst snd plain]; split; try assumption;
    now constructor.
Qed.

Lemma signed_frac_ok l e : plain e = true -> defined l (below e) -> exists k, k > 0 /\ pval l (signed (frac e)) = value l e * k.
Proof.
  intros P D. destruct (frac_ok l e P D) as [V N]. destruct (signed_ok l (frac e) N) as (k & Hk & E). exists k. split; [assumption|].
  now rewrite E, V.
Qed.

Lemma ways_rel_ok l r e f : defined l (denominators (Rel r e f)) -> related r (value l e) (value l f) -> some_way l (ways_rel r e f).
Proof.
  intros D H. cbn [denominators] in D. unfold ways_rel. destruct (unfolded_ok l (Sub e f)) as (x & I & C & V).
  destruct (unfolded_plain _ _ I) as [P Pc].
  assert (Dx : defined l (below (snd x)) /\ Forall (fun c => defined l (below c)) (fst x)).
  { unfold defined in *. rewrite Forall_flat_map in D. rewrite Forall_forall in D. specialize (D x I). rewrite Forall_flat_map in D.
    inversion D; subst. now split. }
  destruct Dx as [Dx Dc].
  assert (A : some_way l (atoms r (signed (frac (snd x))))).
  { apply (atoms_ok l r _ (value l (snd x))); [now apply signed_frac_ok|]. rewrite V. cbn [value].
    destruct r; cbn [related] in *; lra. }
  destruct A as (w & Iw & Hw). exists (map (fun c => (signed (frac c), false)) (fst x) ++ w). split.
  - apply in_flat_map. exists x. split; [exact I|]. apply in_map_iff. exists w. now split.
  - apply Forall_app. split; [|exact Hw]. apply Forall_map. rewrite Forall_forall in *. intros c Ic.
    destruct (signed_frac_ok l c (Pc c Ic) (Dc c Ic)) as (k & Hk & E). unfold holds; cbn [fst snd]. rewrite E.
    specialize (C c Ic). apply Rle_ge, Rmult_le_pos; lra.
Qed.

Lemma related_opposite r x y : ~ related r x y -> related (opposite r) x y.
Proof. destruct r; cbn [related opposite]; intro; lra || (destruct (Req_dec x y); tauto). Qed.

Lemma related_dec r x y : related r x y \/ ~ related r x y.
Proof. destruct r; cbn [related]; destruct (total_order_T x y) as [[?|?]|?]; (left; lra) || (right; lra). Qed.

Lemma says_dec l f : says l f \/ ~ says l f.
Proof. induction f; cbn [says]; apply related_dec || tauto. Qed.

Lemma ways_ok l f : defined l (denominators f) -> (says l f -> some_way l (ways true f)) /\ (~ says l f -> some_way l (ways false f)).
Proof.
  assert (Z : some_way l [[]]) by (exists []; split; [now left|constructor]).
  induction f as [r e f| | |f IHf g IHg|f IHf g IHg|f IHf|f IHf g IHg|f IHf g IHg]; cbn [denominators]; intro D;
    try (apply Forall_app in D; destruct D as [Df Dg]; destruct (IHf Df) as [Tf Ff], (IHg Dg) as [Tg Fg];
         destruct (says_dec l f) as [Sf|Sf], (says_dec l g) as [Sg|Sg]); cbn [ways says negb]; split; intro H;
    try (exfalso; tauto); try (apply cross_ok; solve [auto]);
    try (apply either_ok; solve [auto | left; apply cross_ok; auto | right; apply cross_ok; auto]).
  - now apply ways_rel_ok.
  - apply ways_rel_ok; [exact D|]. now apply related_opposite.
  - exact Z.
  - exact Z.
  - destruct (IHf D) as [_ F]. now apply F.
  - destruct (IHf D) as [T _]. apply T. destruct (says_dec l f); tauto.
Qed.

(** ** The check of a statement *)

(** A denominator that does not vanish: a number, or one for which this is proved. *)
Definition is_number (p : pol) : bool := match p with Ring_polynom.Pc z => negb (Z.eqb z 0) | _ => false end.
Definition member (g : pol) (d : list pol) : bool := existsb (peq g) d.

Definition usable (d : list pol) (f : form) : bool := forallb (fun g => is_number g || member g d) (denominators f).

Fixpoint all (c : list proof) (w : list way) : bool :=
  match w, c with
  | [], [] => true
  | w :: ws, c :: cs => refutes w c && all cs ws
  | _, _ => false
  end.

Definition region (d : list pol) (given : list form) : list way :=
  fold_right (fun f w => cross (ways true f) w) [[]] (filter (usable d) given).

(** The polynomials that do not vanish, each with proofs of that which may use that those before it do not. *)
Fixpoint vanish_not (given : list form) (d : list pol) (c : list (pol * list proof)) : option (list pol) :=
  match c with
  | [] => Some d
  | (g, c) :: cs => if all c (cross (region d given) [[(g, false); (popp g, false)]]) then vanish_not given (g :: d) cs else None
  end.

(** A statement: what is given, and what is said to follow. *)
Record certificate := { nonvanishing : list (pol * list proof); refutations : list proof }.

Definition check (given : list form) (claim : form) (c : certificate) : bool :=
  match vanish_not given [] (nonvanishing c) with
  | None => false
  | Some d => usable d claim && all (refutations c) (cross (region d given) (ways false claim))
  end.

Lemma all_ok l w : forall c, all c w = true -> ~ some_way l w.
Proof.
  induction w as [|w ws IH]; intros c H (x & I & Hx); [destruct I|]. destruct c as [|c cs]; [discriminate|].
  cbn [all] in H. apply andb_true_iff in H. destruct H as [Hc Hs]. destruct I as [<-|I].
  - exact (refutes_ok l c _ Hc Hx).
  - apply (IH _ Hs). now exists x.
Qed.

Lemma usable_ok l d f : defined l d -> usable d f = true -> defined l (denominators f).
Proof.
  intros D U. unfold usable in U. rewrite forallb_forall in U. apply Forall_forall. intros g I. specialize (U g I).
  apply orb_true_iff in U. destruct U as [U|U].
  - destruct g as [z| |]; try discriminate. apply negb_true_iff, Z.eqb_neq in U. change (pval l (Ring_polynom.Pc z)) with (IZR z).
    now apply not_0_IZR.
  - apply existsb_exists in U. destruct U as (h & Ih & E). rewrite (peq_ok l _ _ E). unfold defined in D. rewrite Forall_forall in D. now apply D.
Qed.

Lemma region_ok l d given : defined l d -> Forall (says l) given -> some_way l (region d given).
Proof.
  intros D H. unfold region. induction H as [|f given Hf _ IH]; cbn [filter fold_right].
  - exists []. split; [now left|constructor].
  - destruct (usable d f) eqn:U; [|exact IH]. cbn [fold_right]. apply cross_ok; [|exact IH].
    destruct (ways_ok l f (usable_ok l d f D U)) as [T _]. now apply T.
Qed.

Lemma vanish_not_ok l given c : forall d e, Forall (says l) given -> defined l d -> vanish_not given d c = Some e -> defined l e.
Proof.
  induction c as [|[g c] cs IH]; cbn [vanish_not]; intros d e H D E; [injection E as <-; assumption|].
  destruct (all c _) eqn:A; [|discriminate]. apply (IH _ _ H) in E; [assumption|]. constructor; [|exact D]. intro Z.
  apply (all_ok l _ _ A). apply cross_ok; [now apply region_ok|]. exists [(g, false); (popp g, false)]. split; [now left|].
  repeat (apply Forall_cons || apply Forall_nil); unfold holds; cbn [fst snd]; rewrite ?popp_ok, Z; lra.
Qed.

(** What is checked is true. *)
Theorem check_ok given claim c : check given claim c = true -> forall l, Forall (says l) given -> says l claim.
Proof.
  unfold check. intros E l H. destruct (vanish_not given [] (nonvanishing c)) as [d|] eqn:V; [|discriminate].
  assert (D : defined l d) by (apply (vanish_not_ok l given (nonvanishing c) [] d H); [constructor|exact V]).
  apply andb_true_iff in E. destruct E as [U A]. destruct (says_dec l claim) as [S|S]; [exact S|]. exfalso.
  apply (all_ok l _ _ A). apply cross_ok; [now apply region_ok|].
  destruct (ways_ok l claim (usable_ok l d claim D U)) as [_ F]. now apply F.
Qed.

(** The same with hypotheses one after the other, for use. *)
Fixpoint implies (l : env) (given : list form) (claim : form) : Prop :=
  match given with [] => says l claim | f :: given => says l f -> implies l given claim end.

Theorem checked given claim c : check given claim c = true -> forall l, implies l given claim.
Proof.
  intros E l. assert (H := check_ok given claim c E l). clear E. induction given as [|f given IH]; cbn [implies].
  - now apply H.
  - intro Hf. apply IH. intro Hg. apply H. now constructor.
Qed.

