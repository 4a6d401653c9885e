"""The two stages of an industry in any kind of numbers: outputs are affine in R&D, and best R&D solves a linear system.

Market: with d the choke price less initial unit cost plus subsidy, e a column with 1 for each firm that produces and 0 for
any other, E its diagonal matrix and m the sum of e, Cournot outputs are q = q0 + R x with w = e'B/(m + 1),

    q0 = (E - ee'/(m + 1)) d / b,    R = (EB - ew) / b.

R&D: when firm i gives weight Omega_ij to the profit of firm j, what each firm sets to zero is, with K = Omega o R' (entry by
entry),

    h - H x,    H = Gamma - 2b K R,    h = sigma + 2b K q0.

A planner who sets R&D and leaves the market alone weighs all profits and the consumers' surplus: then K = R', and a term is
added. The formulas stand here once; :mod:`spillover.industry.exact` and :mod:`spillover.industry.floating` do the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Market:
    """What firms produce, as a function of R&D.

    Attributes
    ----------
    active
        1 for each firm that produces, 0 for the others; a column.
    w
        the row e'B/(m + 1).
    R, q0
        outputs are q0 + R x.
    """

    active: Any
    w: Any
    R: Any
    q0: Any


@dataclass(frozen=True)
class System:
    """What somebody sets to zero: h - H x.

    Attributes
    ----------
    H, h
        the system.
    curvature
        how much the marginal revenue of a firm's R&D rises in it; the marginal cost, gamma, must rise by more.
    diagonal
        the diagonal of H.
    """

    H: Any
    h: Any
    curvature: Any
    diagonal: Any


def market(algebra: Any, b: Any, d: Any, B: Any, e: Any, m: int) -> Market:
    """Cournot competition among the m firms that produce, as the column ``e`` says."""
    share = 1 / algebra.number(m + 1)
    kept, room = (algebra.scale_rows(e, B), algebra.scale_rows(e, d)) if m < e.shape[0] else (B, d)
    w = (B.T @ e).T * share
    R = (algebra.operator(kept) - algebra.outer(e, w)) * (1 / b)
    return Market(e, w, R, (room - e @ (e.T @ d) * share) * (1 / b))


def rnd(algebra: Any, b: Any, gamma: Any, sigma: Any, B: Any, weights: Any, found: Market) -> System:
    """R&D when each firm weighs profits; ``weights`` as the algebra keeps them."""
    others = algebra.scale_rows(found.w, algebra.weights_on_active(weights, found.active))
    own = algebra.weighted_spillovers(weights, found.active, B) - others
    K = own * (1 / b)
    curvature = algebra.own_curvature(weights, found, B, b)
    H = algebra.operator(algebra.diagonal(gamma)) - K @ found.R * (2 * b)
    return System(H, sigma + K @ found.q0 * (2 * b), curvature, gamma - curvature)


def second_best(algebra: Any, b: Any, gamma: Any, B: Any, everybody: Any, found: Market) -> System:
    """R&D that a planner sets to make welfare largest; ``everybody`` are the weights of one coalition of all."""
    total = found.R.T @ found.active
    H = algebra.operator(algebra.diagonal(gamma)) - found.R.T @ found.R * (2 * b) - algebra.outer(total, total.T) * b
    curvature = algebra.own_curvature(everybody, found, B, b) + algebra.square_entries(total) * b
    return System(H, found.R.T @ found.q0 * (2 * b) + total @ (found.active.T @ found.q0) * b, curvature, gamma - curvature)


def block(algebra: Any, b: Any, gamma: Any, B: Any, found: Market, members: Any) -> Any:
    """The part of H that belongs to the members of a coalition: gamma less 2b R'R among themselves."""
    e, w = algebra.select(found.active, members), algebra.select(found.w.T, members).T
    inside = algebra.operator(algebra.scale_rows(e, algebra.block(B, members))) - algebra.outer(e, w)
    return algebra.operator(algebra.diagonal(algebra.select(gamma, members))) - inside.T @ inside * (2 / b)
