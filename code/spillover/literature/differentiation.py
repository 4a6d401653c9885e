"""Two firms whose goods differ, and that compete in quantities or in prices: which of the paper's verdicts survive?

Inverse demand is p_i = a - b q_i - d b q_j, with substitutability d between 0 (two monopolies) and 1 (the paper's good). Everything else
is the paper's: equal firms, R&D that lowers costs and spills over, both stages foreseen. Backward induction from these primitives.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.model import A, a, b, beta, gamma

d = sp.Symbol("d", positive=True)
"""Substitutability: how much a rival's output presses on a firm's price, beside its own."""
X = sp.symbols("x_1 x_2", positive=True)
FIRMS = (0, 1)
COMMON = sp.Symbol("x", positive=True)


class Competition(Enum):
    """What firms set in the second stage."""

    QUANTITIES = "quantities"
    PRICES = "prices"


def price(own: sp.Expr, other: sp.Expr) -> sp.Expr:
    """Inverse demand."""
    return a - b * own - d * b * other


def profits_at_prices(prices: list[sp.Expr], q: list[sp.Expr]) -> list[sp.Expr]:
    """Profits of both firms at their R&D, X."""
    return [model.profit(prices[i], model.unit_cost(X[i], X[1 - i], A=A, beta=beta), q[i], X[i], gamma) for i in FIRMS]


@cache
def quantity_game() -> tuple[list[sp.Expr], list[sp.Expr]]:
    """What firms set and what they earn, as functions of it, when they set quantities."""
    q = list(sp.symbols("q_1 q_2", positive=True))
    return q, profits_at_prices([price(q[i], q[1 - i]) for i in FIRMS], q)


@cache
def price_game() -> tuple[list[sp.Expr], list[sp.Expr]]:
    """The same when they set prices: demand is inverse demand turned round."""
    p, q = list(sp.symbols("p_1 p_2", positive=True)), list(sp.symbols("q_1 q_2", positive=True))
    demand = sp.solve([p[i] - price(q[i], q[1 - i]) for i in FIRMS], q, dict=True)[0]
    return p, profits_at_prices(p, [demand[level] for level in q])


def market_game(competition: Competition) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """What firms set, and what they earn."""
    return quantity_game() if competition is Competition.QUANTITIES else price_game()


@cache
def reduced_form_profits(competition: Competition | None) -> list[sp.Expr]:
    """Profits as functions of R&D, when firms compete; None: when they sell jointly."""
    levels, values = market_game(competition or Competition.QUANTITIES)
    slopes = [sp.diff(sum(values) if competition is None else values[i], levels[i]) for i in FIRMS]
    found = sp.solve(slopes, levels, dict=True)[0]
    return [sp.factor(value.subs(found)) for value in values]


@cache
def marginal_profit(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """What a firm (or both together) gains from a little more R&D of firm 1, when both do the same R&D."""
    values = reduced_form_profits(competition)
    slope = sp.diff(sum(values) if cooperative else values[0], X[0])
    return sp.factor(slope.subs({X[0]: COMMON, X[1]: COMMON}))


@cache
def rnd(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """R&D of a firm in the symmetric equilibrium; selling jointly, firms also do R&D together."""
    (found,) = sp.solve(marginal_profit(competition, cooperative), COMMON)
    return sp.factor(found)


@cache
def profit(competition: Competition | None, cooperative: bool) -> sp.Expr:
    """Profit of a firm there."""
    done = rnd(competition, cooperative)
    return sp.factor(reduced_form_profits(competition)[0].subs({X[0]: done, X[1]: done}))


def curvature(competition: Competition | None, cooperative: bool) -> list[sp.Expr]:
    """Must be positive: for firms alone, how fast own marginal profit falls, and that plus and minus how fast it falls in the rival's R&D.

    The last two say that best replies are stable. Together: how fast marginal joint profit falls as both do more R&D, and as one does
    more and the other less.
    """
    values = reduced_form_profits(competition)
    objective = sum(values) if cooperative else values[0]
    own, cross = (sp.factor(-sp.diff(objective, X[0], other)) for other in X)
    both = [sp.factor(own + cross), sp.factor(own - cross)]
    return both if cooperative else [own, *both]


def externality(competition: Competition) -> sp.Expr:
    """What a little more R&D of firm 1 does to the profit of firm 2, when both do the same."""
    return sp.factor(marginal_profit(competition, True) - marginal_profit(competition, False))


def rnd_cooperation_threshold(competition: Competition) -> sp.Expr:
    """The spillover above which R&D cooperation raises R&D: one half in the paper."""
    return _root(externality(competition))


def full_cooperation_threshold(competition: Competition) -> sp.Expr:
    """The spillover above which full cooperation does more R&D than none: T(2) in the paper."""
    return _root(sp.factor(rnd(None, True) - rnd(competition, False)))


def _root(expr: sp.Expr) -> sp.Expr:
    """Where the factor that holds nothing but the spillover and substitutability is zero."""
    factors = [factor for factor, _ in sp.factor_list(sp.fraction(expr)[0])[1] if factor.has(beta) and factor.free_symbols <= {beta, d}]
    roots = [sp.factor(root) for factor in factors for root in sp.solve(factor, beta)]
    (found,) = (root for root in roots if 0 < root.subs(d, sp.Rational(1, 2)) < 1)
    numerator, denominator = sp.fraction(found)
    sign = sp.sign(denominator.subs(d, sp.Rational(1, 2)))
    return sp.factor(sign * numerator) / sp.expand(sign * denominator)


def thresholds(closeness: Any) -> dict[str, Any]:
    """Both bounds under both kinds of competition, on an array of substitutabilities."""
    kinds = {"R&D cooperation": rnd_cooperation_threshold, "full cooperation": full_cooperation_threshold}
    return {f"{name}, {c.value}": sp.lambdify(d, bound(c))(closeness) for name, bound in kinds.items() for c in Competition}
