(** A cluster of firms: the parameters of the model, and the range in which the claims of the paper speak of them. *)

From Coq Require Import Rbase.
Local Open Scope R_scope.

(** Inverse demand is [p = a - b Q]. A firm's unit cost is [A] less its own R&D and [beta] times the R&D of each of the others;
    R&D of [x] costs [gamma x^2 / 2]. The number of firms [n] is a real number here: the claims hold for every one from two on.
    In the game itself it is a natural number. *)
Record cluster := Cluster { n : R; a : R; A : R; b : R; beta : R; gamma : R }.

(** The range of the paper. *)
Definition parameters (c : cluster) : Prop :=
  n c >= 2 /\ 0 < A c /\ A c < a c /\ 0 < b c /\ 0 < beta c /\ beta c < 1 /\ 0 < gamma c.

(** The shorthands of the paper: the margin before any R&D; the slope of demand times that of the cost of R&D; what one unit of R&D
    in each firm takes off the unit cost of a firm; what one unit of a firm's own R&D adds to its output, up to a factor. *)
Definition D (c : cluster) : R := a c - A c.
Definition G (c : cluster) : R := b c * gamma c.
Definition s (c : cluster) : R := 1 + (n c - 1) * beta c.
Definition k (c : cluster) : R := n c - (n c - 1) * beta c.
