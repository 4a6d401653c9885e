(** The game that the paper describes, and its solution concepts: everything that a theorem "from the game" speaks of.

    There are [firms] firms, numbered 0, 1, ..., with the parameters of a cluster. They do R&D first and sell
    afterwards. Nothing is solved here: there is no closed form in this file, and no proof. *)

From Coq Require Import Reals.
From Spillover Require Import Cluster.
Local Open Scope R_scope.

(** ** Profiles *)

(** One number for each firm: its R&D, or its output. What a profile says of a number that is no firm's does not
    matter. *)
Definition profile := nat -> R.

(** The sum over firms 0, ..., m - 1. *)
Fixpoint sum (m : nat) (f : profile) : R := match m with O => 0 | S l => sum l f + f l end.

(** Firm [i] alone leaves the profile [f], for [t]. *)
Definition deviate (f : profile) (i : nat) (t : R) : profile := fun j => if Nat.eqb j i then t else f j.

(** The profile in which each firm has [t]. *)
Definition equal (t : R) : profile := fun _ => t.

Section Game.
Variable firms : nat.
Variable c : cluster.

Definition each_firm (holds : nat -> Prop) : Prop := forall i, (i < firms)%nat -> holds i.
Definition nonnegative (f : profile) : Prop := each_firm (fun i => f i >= 0).
Definition total (f : profile) : R := sum firms f.

(** ** Primitives *)

(** The inverse demand for one good, the paper's (1). It is taken as linear everywhere, beyond [a / b] too, where the
    price is negative: nobody wants to sell there. At each solution the price is shown not to be negative ([Path.v]). *)
Definition price (q : profile) : R := a c - b c * total q.

(** A firm's unit cost: its own R&D lowers it one for one, that of every other firm by [beta] of it. R&D that pushes
    it below zero is not forbidden; at each solution unit cost is shown to be nonnegative ([Path.v]). *)
Definition unit_cost (x : profile) (i : nat) : R := A c - x i - beta c * (total x - x i).

(** Quadratic costs of R&D. *)
Definition rnd_cost (level : R) : R := gamma c * level ^ 2 / 2.

Definition profit (x q : profile) (i : nat) : R := (price q - unit_cost x i) * q i - rnd_cost (x i).
Definition joint_profit (x q : profile) : R := total (profit x q).

(** Consumers' surplus is the triangle between inverse demand and the price. *)
Definition consumer_surplus (q : profile) : R := (a c - price q) * total q / 2.
Definition welfare (x q : profile) : R := consumer_surplus q + joint_profit x q.

(** ** Stage 2: competition in quantities *)

(** Given R&D [x], the outputs [q] are a Cournot equilibrium: no output is negative, and no firm earns more by
    another one. A firm may be driven out, so that its output is zero. Each [x] has one Cournot equilibrium and no
    second one ([Cournot.cournot_exists], [Cournot.cournot_unique]); so a subgame-perfect equilibrium is described by
    what is done on its path. *)
Definition cournot (x q : profile) : Prop :=
  each_firm (fun i => q i >= 0 /\ forall t, t >= 0 -> profit x (deviate q i t) i <= profit x q i).

(** ** The three modes of the paper *)

(** No cooperation: a subgame-perfect equilibrium. No firm earns more by other R&D, alone, however much or little it
    is, after which all firms compete again. Nothing is supposed of symmetry, nor that rivals stay in the market when
    a firm leaves the path. *)
Definition no_cooperation (x q : profile) : Prop :=
  nonnegative x /\ cournot x q /\
  forall i t q', (i < firms)%nat -> t >= 0 -> cournot (deviate x i t) q' -> profit (deviate x i t) q' i <= profit x q i.

(** R&D cooperation: the firms set their R&D together, equal or not, so as to earn the most together, and compete
    afterwards. *)
Definition rnd_cooperation (x q : profile) : Prop :=
  nonnegative x /\ cournot x q /\
  forall y r, nonnegative y -> cournot y r -> joint_profit y r <= joint_profit x q.

(** Full cooperation: the firms set all their R&D, equal or not, and one output that they share equally, so as to
    earn the most together. Equal shares are imposed, as in the paper: without them the firms would do better by
    producing in one firm. *)
Definition equal_shares (q : profile) : Prop := exists t, t >= 0 /\ each_firm (fun i => q i = t).
Definition full_cooperation (x q : profile) : Prop :=
  nonnegative x /\ equal_shares q /\
  forall y r, nonnegative y -> equal_shares r -> joint_profit y r <= joint_profit x q.

(** ** Two planners *)

(** The second best: a planner sets the R&D of each firm, and the firms compete afterwards. *)
Definition second_best (x q : profile) : Prop :=
  nonnegative x /\ cournot x q /\
  forall y r, nonnegative y -> cournot y r -> welfare y r <= welfare x q.

(** The first best in equal shares: the planner sets the output too. *)
Definition first_best (x q : profile) : Prop :=
  nonnegative x /\ equal_shares q /\
  forall y r, nonnegative y -> equal_shares r -> welfare y r <= welfare x q.

(** ** Subsidies *)

(** Each firm receives [rnd] for a unit of R&D, and [output] for a unit of output; where negative, it pays. Lump sums
    pay for it, and change no decision. *)
Section Subsidies.
Variables rnd output : R.

Definition subsidised_profit (x q : profile) (i : nat) : R := profit x q i + rnd * x i + output * q i.

Definition subsidised_cournot (x q : profile) : Prop :=
  each_firm (fun i => q i >= 0 /\ forall t, t >= 0 -> subsidised_profit x (deviate q i t) i <= subsidised_profit x q i).

Definition subsidised_no_cooperation (x q : profile) : Prop :=
  nonnegative x /\ subsidised_cournot x q /\
  forall i t q', (i < firms)%nat -> t >= 0 -> subsidised_cournot (deviate x i t) q' ->
    subsidised_profit (deviate x i t) q' i <= subsidised_profit x q i.

Definition subsidised_rnd_cooperation (x q : profile) : Prop :=
  nonnegative x /\ subsidised_cournot x q /\
  forall y r, nonnegative y -> subsidised_cournot y r -> total (subsidised_profit y r) <= total (subsidised_profit x q).

End Subsidies.

End Game.
