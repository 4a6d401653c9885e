(** A small checker of proofs that signs of polynomials contradict each other, and the proof that it may be believed.

    Polynomials have integer coefficients; their arithmetic, and the proof that it is right, is the standard library's ([Ring_polynom],
    on which the tactic [ring] stands). *)

From Coq Require Import ZArith List Bool Rbase Rfunctions Lra Lia Setoid.
From Coq Require Import Ring_polynom RealField.
Import ListNotations.
Local Open Scope R_scope.

(** ** Polynomials *)

Definition pol := Pol Z.
Definition padd : pol -> pol -> pol := Padd 0%Z Z.add Z.eqb.
Definition pmul : pol -> pol -> pol := Pmul 0%Z 1%Z Z.add Z.mul Z.eqb.
Definition popp : pol -> pol := Popp Z.opp.
Definition peq : pol -> pol -> bool := Peq Z.eqb.
Definition pcst (z : Z) : pol := Pc z.
Definition pvar (i : positive) : pol := mk_X 0%Z 1%Z i.
Fixpoint ppow (p : pol) (k : nat) : pol := match k with O => pcst 1 | S O => p | S k => pmul (ppow p k) p end.

Definition env := list R.
Definition pval (l : env) (p : pol) : R := Pphi 0 Rplus Rmult IZR l p.

Lemma IZR_morph : ring_morph 0 1 Rplus Rmult Rminus Ropp eq 0%Z 1%Z Z.add Z.mul Z.sub Z.opp Z.eqb IZR.
Proof.
  constructor; try reflexivity; intros.
  - apply plus_IZR.
  - apply minus_IZR.
  - apply mult_IZR.
  - apply opp_IZR.
  - f_equal; now apply Z.eqb_eq.
Qed.

Lemma R_ring : ring_theory 0 1 Rplus Rmult Rminus Ropp (@eq R).
Proof. constructor; intros; ring. Qed.

Definition R_setoid : Equivalence (@eq R) := eq_equivalence.
Definition R_ext : ring_eq_ext Rplus Rmult Ropp (@eq R) := Eq_ext Rplus Rmult Ropp.
Definition R_almost := Rth_ARth R_setoid R_ext R_ring.

Lemma padd_ok l p q : pval l (padd p q) = pval l p + pval l q.
Proof. exact (Padd_ok R_setoid R_ext R_almost IZR_morph q p l). Qed.

Lemma pmul_ok l p q : pval l (pmul p q) = pval l p * pval l q.
Proof. exact (Pmul_ok R_setoid R_ext R_almost IZR_morph p q l). Qed.

Lemma popp_ok l p : pval l (popp p) = - pval l p.
Proof. exact (Popp_ok R_setoid R_ext R_almost IZR_morph p l). Qed.

Lemma peq_ok l p q : peq p q = true -> pval l p = pval l q.
Proof. intro H. exact (Peq_ok R_setoid R_ext IZR_morph p q H l). Qed.

Lemma pvar_ok l i : pval l (pvar i) = BinList.nth 0 i l.
Proof. symmetry. exact (mkX_ok R_setoid R_ext R_almost IZR_morph i l). Qed.

Lemma pcst_ok l z : pval l (pcst z) = IZR z.
Proof. reflexivity. Qed.

Lemma ppow_ok l p k : pval l (ppow p k) = pval l p ^ k.
Proof.
  induction k as [|[|k] IH].
  - reflexivity.
  - simpl. ring.
  - change (ppow p (S (S k))) with (pmul (ppow p (S k)) p). rewrite pmul_ok, IH. simpl. ring.
Qed.

(** A polynomial as it is written down: coefficients with exponents. Whatever is written stands for some polynomial, so nothing is
    to be proved about this. *)
Fixpoint monomial (i : positive) (e : list nat) : pol :=
  match e with
  | [] => pcst 1
  | O :: e => monomial (Pos.succ i) e
  | k :: e => pmul (ppow (pvar i) k) (monomial (Pos.succ i) e)
  end.
Definition m (z : Z) (e : list nat) : Z * list nat := (z, e).
Arguments m z%Z e%nat.
Definition poly (terms : list (Z * list nat)) : pol :=
  fold_right (fun t p => padd (pmul (pcst (fst t)) (monomial 1 (snd t))) p) (pcst 0) terms.

(** ** Signs and sums *)

(** A polynomial that is positive ([true]) or nonnegative. *)
Definition sign : Type := pol * bool.
Definition holds (l : env) (s : sign) : Prop := if snd s then pval l (fst s) > 0 else pval l (fst s) >= 0.

(** Sums and products of hypotheses, positive numbers and squares: their signs are known. *)
Inductive sum :=
| Number (z : positive)
| Hyp (i : nat)
| Square (p : pol)
| Plus (a b : sum)
| Times (a b : sum)
| Power (a : sum) (k : nat).

Fixpoint known (h : list sign) (a : sum) : sign :=
  match a with
  | Number z => (pcst (Zpos z), true)
  | Hyp i => nth i h (pcst 0, false)
  | Square p => (pmul p p, false)
  | Plus a b => let (p, s) := known h a in let (q, t) := known h b in (padd p q, s || t)
  | Times a b => let (p, s) := known h a in let (q, t) := known h b in (pmul p q, s && t)
  | Power a k => let (p, s) := known h a in (ppow p k, match k with O => true | _ => s end)
  end.

Lemma known_ok l h a : Forall (holds l) h -> holds l (known h a).
Proof.
  intro H. induction a as [z|i|p|a IHa b IHb|a IHa b IHb|a IHa k]; cbn [known].
  - unfold holds; cbn [fst snd]. rewrite pcst_ok. apply IZR_lt. reflexivity.
  - revert i. induction H as [|s h Hs _ IH]; intros [|i]; cbn [nth]; try assumption; try apply IH;
      unfold holds; cbn [fst snd]; rewrite pcst_ok; lra.
  - unfold holds; cbn [fst snd]. rewrite pmul_ok. apply Rle_ge, Rle_0_sqr.
  - destruct (known h a) as [p s], (known h b) as [q t]. unfold holds in *; cbn [fst snd] in *. rewrite padd_ok.
    destruct s, t; cbn [orb]; lra.
  - destruct (known h a) as [p s], (known h b) as [q t]. unfold holds in *; cbn [fst snd] in *. rewrite pmul_ok.
    destruct s, t; cbn [andb] in *.
    + now apply Rmult_gt_0_compat.
    + apply Rle_ge, Rmult_le_pos; lra.
    + apply Rle_ge, Rmult_le_pos; lra.
    + apply Rle_ge, Rmult_le_pos; lra.
  - destruct (known h a) as [p s]. unfold holds in *; cbn [fst snd] in *. rewrite ppow_ok.
    destruct k as [|k]; [simpl; lra|]. destruct s.
    + now apply pow_lt.
    + apply Rle_ge, pow_le. lra.
Qed.

(** ** Proofs *)

Inductive proof :=
| Sum (a : sum)                            (* adds up to zero, and is positive *)
| Split (p : pol) (positive otherwise : proof).

Fixpoint refutes (h : list sign) (c : proof) : bool :=
  match c with
  | Sum a => let (p, s) := known h a in s && peq p (pcst 0)
  | Split p c d => refutes (h ++ [(p, true)]) c && refutes (h ++ [(popp p, false)]) d
  end.

Theorem refutes_ok l c : forall h, refutes h c = true -> ~ Forall (holds l) h.
Proof.
  induction c as [a|p c IHc d IHd]; intros h E H; cbn [refutes] in E.
  - assert (K := known_ok l h a H). destruct (known h a) as [p s]. apply andb_true_iff in E. destruct E as [-> E].
    unfold holds in K; cbn [fst snd] in K. rewrite (peq_ok l _ _ E), pcst_ok in K. lra.
  - apply andb_true_iff in E. destruct E as [Ec Ed]. destruct (Rle_or_lt (pval l p) 0) as [N|N].
    + apply (IHd _ Ed). apply Forall_app. split; [assumption|]. constructor; [|constructor].
      unfold holds; cbn [fst snd]. rewrite popp_ok. lra.
    + apply (IHc _ Ec). apply Forall_app. split; [assumption|]. constructor; [|constructor]. exact N.
Qed.
