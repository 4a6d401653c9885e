r"""The two stages of an industry in any kind of numbers: outputs are affine in R&D, and best R&D solves a linear system.

Market: the inverse demands are p = a - S q, with S = b (d_ij), and delta = a - A + tau + B x is what the first unit of output is worth to
each firm, a subsidy tau included. The margins on the last unit are delta - (S + kappa) q. Whoever decides on output or on a price
moves all outputs along a row of a matrix Z: along the firm's own unit vector when quantities are chosen, along a row of
T = S\ :sup:`-1` when prices are, and for a leader along what the followers make of it. With the weights Omega of the market stage
(1 on the diagonal), what each firm sets to zero is a row of

    G delta - (F + G (S + kappa)) q,    F = Omega o (Z S),    G = Omega o Z        ("o" is entry by entry);

who gives consumer surplus the weight theta takes theta Z S q off that. A public firm weighs all profits and consumers by 1, or by how much
welfare counts for it, and what subsidies cost as well. Where every firm decides for itself
and at once, the margin on the last unit is N q, with N_i = b for quantities and 1/T_ii for prices: then q = (N + S + kappa)\ :sup:`-1`
delta, and with one number d for all pairs, S = b ((1 - d) I + d 11'), that matrix and its inverse are a diagonal and one of rank one.

R&D: outputs q = q0 + R x and the average margins m = delta - (S + kappa/2) q = m0 + M x are affine in R&D, so that each firm's sales
are worth m_j q_j. When firm i gives weight W_ij to the profit of firm j, what each firm sets to zero is h - H x with

    H = Gamma - K R - L M,    h = sigma + K q0 + L m0,    K = W o M',    L = W o R'.

and K has theta R'S besides. Where m = mu q, as for firms that decide for themselves, these are K = 2 (W o R') mu and L = 0. With
simultaneous moves outputs are taken as given: K = W o B', L = 0. A planner who sets R&D and leaves the market alone has K = M' + R'S and
L = R'. The formulas stand here once; :mod:`spillover.industry.exact` and :mod:`spillover.industry.floating` do the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goods:
    """How goods replace each other: S = s_0 I + s_1 11', or any matrix.

    Attributes
    ----------
    own, common
        the numbers s_0 = b (1 - d) and s_1 = bd; or None.
    S
        the matrix, where it is not of that form; or None.
    """

    own: Any = None
    common: Any = None
    S: Any = None


@dataclass(frozen=True)
class Market:
    """What firms produce and earn on a unit, as functions of R&D.

    Attributes
    ----------
    R, q0
        outputs are q0 + R x.
    M, m0
        average margins are m0 + M x; None where they are ``markup`` times outputs.
    markup
        the column mu, or None.
    u, w
        with one number for all pairs of goods, R = u (B - 1w), entry by entry of the column u; or None.
    Z, reactions
        how outputs move with each firm's decision, and minus the derivatives of what firms set to zero, by decisions; None where firms
        decide for themselves and at once.
    """

    R: Any
    q0: Any
    M: Any = None
    m0: Any = None
    markup: Any = None
    u: Any = None
    w: Any = None
    Z: Any = None
    reactions: Any = None


@dataclass(frozen=True)
class Benefit:
    """What a unit of R&D is worth to whoever decides on it: K q + L m, at outputs q and margins m.

    Attributes
    ----------
    K, L
        the matrices; L is None where there is nothing but K.
    curvature
        the diagonal of K R + L M.
    """

    K: Any
    L: Any
    curvature: Any


@dataclass(frozen=True)
class System:
    """What somebody sets to zero: h - H x.

    Attributes
    ----------
    H, h
        the system.
    curvature
        how much the marginal revenue of a firm's R&D rises in it; the marginal cost, ``gamma``, must rise by more.
    gamma
        the slopes of the marginal costs of R&D, as who decides counts them.
    diagonal
        the diagonal of H.
    """

    H: Any
    h: Any
    curvature: Any
    gamma: Any
    diagonal: Any


def times_goods(algebra: Any, goods: Goods, matrix: Any) -> Any:
    """S times a matrix or a column of n rows."""
    if goods.S is not None:
        return goods.S @ matrix
    everywhere = algebra.column(1, matrix.shape[0])
    return matrix * goods.own + everywhere @ ((everywhere.T @ matrix) * goods.common)


def own_market(algebra: Any, goods: Goods, N: Any, kappa: Any, active: Any, d: Any, B: Any) -> Market:
    """Each firm for itself, all at once; ``active`` is 1 for firms that produce and 0 for others, ``N`` their margins by output."""
    n = d.shape[0]
    markup = N + kappa * (1 / algebra.number(2))
    if goods.S is not None:
        R, q0 = algebra.solve_definite(goods.S, N + kappa, B, d)
        return Market(R, q0, markup=markup)
    u = algebra.scale_rows(active, algebra.reciprocal(N + kappa + algebra.column(1, n) * goods.own))
    common = goods.common / (1 + goods.common * algebra.first(u.T @ algebra.column(1, n)))
    w = (B.T @ u).T * common
    R = algebra.scale_rows(u, algebra.operator(B) - algebra.outer(algebra.column(1, n), w))
    q0 = algebra.scale_rows(u, d) - u @ (u.T @ d) * common
    return Market(R, q0, markup=markup, u=u, w=w)


@dataclass(frozen=True)
class Conduct:
    """Who decides how in the market, where firms do not all decide for themselves and at once.

    Attributes
    ----------
    weights
        the matrix Omega.
    moves
        how outputs move with each decision when all decide at once: the identity matrix for quantities, T for prices; where some set
        prices and some quantities, what a decision does while the prices of the one and the outputs of the other are as they are.
    leaders
        places of firms.
    consumers, public
        the columns of how much consumer surplus counts for each firm, and what subsidies cost.
    shares
        for equal shares, the sizes of coalitions, one a firm; or None.
    unpaid
        by how much a subsidy per unit of output counts for less to a public firm: tau times 1 and the cost of funds.
    idle
        places of firms that do not produce.
    """

    weights: Any
    moves: Any
    leaders: Sequence[int]
    consumers: Any
    public: Any
    shares: Any
    unpaid: Any
    idle: Sequence[int] = ()


def any_market(algebra: Any, goods: Goods, kappa: Any, conduct: Conduct, d: Any, B: Any) -> Market | None:
    """Any conduct; None where the market has no single outcome."""
    n = d.shape[0]
    S, one = times_goods(algebra, goods, algebra.identity(n)), algebra.identity(n)
    steep, half = S + algebra.operator(algebra.diagonal(kappa)), S + algebra.operator(algebra.diagonal(kappa * (1 / algebra.number(2))))

    def rows(Z: Any) -> tuple[Any, Any]:
        G, lost = algebra.hadamard(conduct.weights, Z), Z @ S
        return G, algebra.hadamard(conduct.weights, lost) - algebra.scale_rows(conduct.consumers, lost) + G @ steep

    if conduct.shares is not None:
        Z = conduct.weights
        G = algebra.scale_rows(algebra.reciprocal(conduct.shares), Z)
        J, reactions = algebra.operator(algebra.scale_rows(conduct.shares, one)) * goods.common + S, Z @ S @ Z.T * 2
    else:
        Y = Z = conduct.moves
        G, J = rows(Z)
        followers = [i for i in range(n) if i not in conduct.leaders]
        if conduct.leaders and followers:
            below = algebra.extract(J, followers, range(n))
            moved, first = (algebra.extract(Y, some, range(n)).T for some in (followers, conduct.leaders))
            replies = algebra.solve_matrix(below @ moved, below @ first)
            if replies is None:
                return None
            Z = algebra.replace_rows(Y, conduct.leaders, (first - moved @ replies).T)
            G, J = rows(Z)
        reactions = J @ Z.T
    if conduct.idle:
        nothing = algebra.extract(one, conduct.idle, range(n))
        J, G = algebra.replace_rows(J, conduct.idle, nothing), algebra.replace_rows(G, conduct.idle, nothing * 0)
    worth = G @ d - algebra.scale_rows(conduct.public, Z @ conduct.unpaid)
    q0, R = algebra.solve_matrices(J, worth, G @ B)
    if q0 is None:
        return None
    return Market(R, q0, B - half @ R, d - half @ q0, Z=Z, reactions=reactions)


def private_benefit(algebra: Any, goods: Goods, weights: Any, consumers: Any, B: Any, found: Market, simultaneous: bool) -> Benefit:
    """Of R&D to firms that weigh profits, as the algebra keeps these ``weights``, and consumers: a column, or None where nobody does."""
    if simultaneous:
        return Benefit(algebra.weighted_spillovers(weights, B), None, algebra.own_products(weights, found, B))
    if found.M is None:
        return Benefit(algebra.weighted_outputs(weights, found, B), None, algebra.own_squares(weights, found, B, found.markup * 2))
    K, L = algebra.hadamard(weights, found.M.T), algebra.hadamard(weights, found.R.T)
    if consumers is not None:
        K = K + algebra.scale_rows(consumers, times_goods(algebra, goods, found.R).T)
    return Benefit(K, L, algebra.diagonal_of(K, found.R) + algebra.diagonal_of(L, found.M))


def social_benefit(algebra: Any, goods: Goods, B: Any, found: Market) -> Benefit:
    """Of R&D to all firms and consumers together."""
    n = found.q0.shape[0]
    if found.M is not None or goods.S is not None:
        M = algebra.scale_rows(found.markup, found.R) if found.M is None else found.M
        K, L = M.T + times_goods(algebra, goods, found.R).T, found.R.T
        return Benefit(K, L, algebra.diagonal_of(K, found.R) + algebra.diagonal_of(L, M))
    everybody, ones = algebra.weights([0] * n, None, n), algebra.column(1, n)
    total, own = found.R.T @ ones, found.markup * 2 + ones * goods.own
    K = found.R.T @ algebra.operator(algebra.diagonal(own)) + algebra.outer(total * goods.common, ones.T)
    return Benefit(K, None, algebra.own_squares(everybody, found, B, own) + algebra.scale_rows(total, total) * goods.common)


def system(algebra: Any, gamma: Any, sigma: Any, found: Market, benefit: Benefit) -> System:
    """What those who decide on R&D set to zero."""
    H, h = algebra.operator(algebra.diagonal(gamma)) - benefit.K @ found.R, sigma + benefit.K @ found.q0
    if benefit.L is not None:
        M, m0 = (found.M, found.m0) if found.M is not None else (algebra.scale_rows(found.markup, v) for v in (found.R, found.q0))
        H, h = H - benefit.L @ M, h + benefit.L @ m0
    return System(H, h, benefit.curvature, gamma, gamma - benefit.curvature)


def block(algebra: Any, gamma: Any, B: Any, found: Market, members: Any, simultaneous: bool) -> Any:
    """The part of H that belongs to the members of a coalition, where H is not written out."""
    u, markup, w = (algebra.select(v, members) for v in (found.u, found.markup, found.w.T))
    own = algebra.operator(algebra.block(B, members))
    inside = own - algebra.outer(algebra.column(1, len(members)), w.T)
    left = own if simultaneous else algebra.scale_rows(algebra.scale_rows(u, markup * 2), inside)
    return algebra.operator(algebra.diagonal(algebra.select(gamma, members))) - left.T @ algebra.scale_rows(u, inside)
