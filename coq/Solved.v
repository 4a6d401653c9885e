(** Tactics: from the solutions of the game to their closed forms, and points at which something occurs. *)

From Coq Require Import Reals Lra Lia.
From Spillover Require Import Cluster Game Sums Cournot Model Modes Optima.
Local Open Scope R_scope.

(** ** Everywhere *)

Ltac ranged := first [assumption | apply in_ventures; assumption].

(** For every solution in sight, the numbers of its outcome; for the firm in sight, its own. *)
Ltac outcomes :=
  repeat match goal with
  | H : no_cooperation ?f ?c ?x ?q |- _ =>
      let C := fresh "C" in assert (C : strict_non c) by (first [assumption | now apply exists_strict]);
      destruct (non_outcome f c ltac:(ranged) ltac:(assumption) x q C H); clear C H
  | H : rnd_cooperation ?f ?c ?x ?q |- _ => destruct (rnd_outcome f c ltac:(ranged) ltac:(assumption) x q ltac:(first
    [assumption | apply exists_strict_rnd; assumption]) H); clear H
  | H : full_cooperation ?f ?c ?x ?q |- _ => destruct (full_outcome f c ltac:(ranged) ltac:(assumption) x q
    ltac:(assumption) H); clear H
  | H : second_best ?f ?c ?x ?q |- _ => destruct (second_outcome f c ltac:(ranged) ltac:(assumption) x q
    ltac:(assumption) H); clear H
  | H : first_best ?f ?c ?x ?q |- _ => destruct (first_outcome f c ltac:(ranged) ltac:(assumption) x q
    ltac:(assumption) H); clear H
  end.

Ltac of_firm := repeat match goal with L : (?i < ?f)%nat, H : each_firm ?f _ |- _ => specialize (H i L);
  cbn beta in H end.

(** Every number of an outcome that the goal speaks of is put as its closed form. *)
Ltac in_closed_forms := repeat match goal with H : ?l = _ |- context [?l] => lazymatch l with n _ => fail | _ =>
  rewrite H end end.

Ltac solved := intros; try match goal with |- each_firm _ _ => let i := fresh "i" in intros i ? end; outcomes;
  of_firm; in_closed_forms.

(** A theorem between closed forms, with what it supposes. *)
Ltac with_premises K := repeat match type of K with ?P -> _ => let H := fresh in assert (H : P) by assumption;
  specialize (K H); clear H end.

Ltac linear := repeat match goal with H : _ /\ _ |- _ => destruct H end; repeat split; lra.

(** The goal by a theorem between closed forms: an inequality, or several, or where one holds exactly. *)
Ltac by_claim C :=
  solved; let K := fresh in match goal with H : parameters ?c |- _ => assert (K := C c) end; with_premises K;
  lazymatch goal with
  | |- _ <-> _ => let Y := fresh in destruct K as [K Y]; split; intro;
    [specialize (K ltac:(linear)) | specialize (Y ltac:(linear))]; linear
  | |- _ => linear
  end.

(** ** Somewhere *)

(** A cluster of the given size at which something is the case. *)
Definition occurs (what : nat -> cluster -> Prop) : Prop := exists firms c,
  parameters c /\ n c = INR firms /\ what firms c.

(** Everything in numbers. *)
Ltac numbers := unfold parameters in *; conditions; closed_forms; unfold D, G, s, k; cbn [n a A b beta gamma] in *;
  unfold Rabs; repeat destruct Rcase_abs; linear.

Ltac at_point f cluster :=
  exists f, cluster; assert (in_range : parameters cluster) by numbers; assert (size : n cluster = INR f) by (simpl;
    lra);
  split; [exact in_range|]; split; [exact size|].

(** The solution of a mode at that point, which is shown to exist, and then taken. *)
Ltac take exist holds unknown_x unknown_q :=
  match goal with P : parameters ?c, S : n ?c = INR ?f |- _ =>
    
    let E := fresh "E" in assert (E : holds c) by numbers; let H := fresh "H" in assert (H := exist f c P S E);
    exists (equal (unknown_x c)), (equal (unknown_q c)); split; [exact H|]
  end.
Ltac take_non := take non_exists exists_non x_non q_non.
Ltac take_rnd := take rnd_exists exists_rnd x_rnd q_rnd.
Ltac take_full := take full_exists exists_full x_full q_full.
Ltac take_second := take second_exists exists_second x_second q_second.
Ltac there := repeat (split; [assumption|]); outcomes; in_closed_forms;
  repeat match goal with H : _ |- _ => clear H end; numbers.
