"""Two firms, and an agreement of the whole industry.

The duopoly of d'Aspremont and Jacquemin (1988) is the industry with two firms that learn equally from each other. The question
of the second part is Katz's (1986): what becomes of R&D when all firms agree to share its cost, and what is found? Here each
firm keeps choosing its own R&D, carries the share phi of what its R&D costs, and the others the rest in equal parts; and the
agreement brings the spillover beta_1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation, solution, sweeps
from spillover.cluster.cluster import Cluster
from spillover.cluster.derivation import RND, SIZES, X
from spillover.industry import Industry, IndustryOutcome, uniform_spillovers
from spillover.model import A, a, b, beta, gamma, n
from spillover.notation import shorthand
from spillover.regimes import Mode, Objective, Planner, Regime

SHARE = sp.Symbol("phi", positive=True)
"""What a firm carries of the cost of its own R&D."""
AFTER = sp.Symbol("beta_1", positive=True)
"""The spillover that an agreement brings."""
_AT_AFTER = {beta: AFTER, **dict(zip((model.k, model.s), sp.symbols("k_1 s_1", positive=True), strict=True))}


@cache
def duopoly() -> dict[Mode, IndustryOutcome]:
    """The three regimes and the second best of two firms, from the engine for industries.

    Under full cooperation with equal shares the two are one firm with two laboratories that do the same: a unit of R&D in each
    takes 1 + beta off the unit cost, and costs twice as much.

    Returns
    -------
    dict
        from each mode to an outcome in symbols.

    References
    ----------
    d'Aspremont and Jacquemin (1988).

    Examples
    --------
    >>> duopoly()[Regime.NONCOOPERATION].x[0].subs(beta, 0)
    4*(-A + a)/(9*b*gamma - 4)
    """
    pair = Industry(a=a, b=b, A=A, gamma=gamma, spillovers=uniform_spillovers(2, beta))
    one = Industry(a=a, b=b, A=A, gamma=2 * gamma, spillovers=[[1 + beta]])
    return {
        Regime.NONCOOPERATION: pair.solve(),
        Regime.RND_COOPERATION: pair.solve(rnd_coalitions=[[0, 1]]),
        Regime.FULL_COOPERATION: one.solve(),
        Planner.SECOND_BEST: pair.second_best(),
    }


@dataclass(frozen=True)
class Agreement:
    """The symmetric equilibrium under an agreement; its spillover is ``AFTER``.

    Attributes
    ----------
    first_order
        what a firm gains from one more unit of its R&D where all do the same R&D x.
    own, cross
        second derivatives of a firm's profit, in its own R&D twice, and in its own and another's.
    outcome
        the eight quantities of the equilibrium, as in ``model.outcome``.

    Examples
    --------
    >>> list(agreement().requirements)
    ['agreement: own second-order condition', 'agreement: positive R&D', 'agreement: stability of best responses']
    """

    first_order: sp.Expr
    own: sp.Expr
    cross: sp.Expr
    outcome: dict[str, sp.Expr]

    @property
    def requirements(self) -> dict[str, Any]:
        """What the equilibrium needs, by name."""
        pull = (n - 1) * self.cross
        return {
            "agreement: own second-order condition": sp.Gt(*solution.split_at_gamma(-self.own)),
            "agreement: positive R&D": sp.Gt(*solution.split_at_gamma(-self.own - pull)),
            "agreement: stability of best responses": sp.Gt(*solution.split_at_gamma(-self.own + pull)),
        }


def in_shorthands(expr: sp.Expr) -> sp.Expr:
    """A formula of the agreement in D, G, and k and s at its spillover.

    Parameters
    ----------
    expr
        of the agreement.

    Returns
    -------
    Expr
        in n, D, G, k_1, s_1 and phi.

    Examples
    --------
    >>> in_shorthands(agreement().outcome["x"])
    2*D*k_1/(G*phi*(n + 1)**2 - 2*k_1*s_1)
    """
    return shorthand(expr.subs(AFTER, beta)).subs(_AT_AFTER)


@cache
def cost_share_bound(quantity: str) -> Any:
    """When R&D ("x") or total output ("Q") is larger under the agreement than without one, wherever both exist: a bound on the share.

    Parameters
    ----------
    quantity
        "x" or "Q".

    Returns
    -------
    Rel
        whose right side is a multiple of phi.

    References
    ----------
    Katz (1986).

    Examples
    --------
    >>> cost_share_bound("x").subs({n: 2, beta: 0, AFTER: sp.Rational(1, 2)})
    27*b*gamma/2 + 3 > 18*b*gamma*phi
    """
    found = agreement()
    difference = found.outcome[quantity] - solution.factored_form(quantity, Regime.NONCOOPERATION)
    margins = [_margin(found.requirements["agreement: positive R&D"])]
    margins += [c.margin for c in solution.conditions(Regime.NONCOOPERATION) if c.name == "positive R&D"]
    decides = sp.cancel(difference * sp.prod(margins) / {"x": 2 * (a - A), "Q": 2 * n * gamma * (n + 1) * (a - A)}[quantity])
    slope, constant = sp.Poly(decides, SHARE).all_coeffs()
    return sp.Gt(sp.factor(constant), SHARE * sp.factor(-slope))


def _margin(relation: sp.Rel) -> sp.Expr:
    return relation.lhs - relation.rhs


@cache
def agreement() -> Agreement:
    """Each firm for itself in R&D and output, with costs shared, by backward induction from the primitives.

    Returns
    -------
    Agreement
        in the parameters, phi and beta_1.

    References
    ----------
    Katz (1986).

    Examples
    --------
    >>> in_shorthands(agreement().outcome["q"])
    D*gamma*phi*(n + 1)/(G*phi*(n + 1)**2 - 2*k_1*s_1)
    """
    outputs = derivation.product_stage(Objective.OWN, RND, SIZES)
    costs = [model.rnd_cost(x) for x in RND]
    others = derivation.total(costs, SIZES) - costs[0]
    paid = SHARE * costs[0] + (1 - SHARE) / (n - 1) * others
    earned = derivation.all_profits(RND, outputs, SIZES)[0] + costs[0] - paid
    slope = sp.diff(earned.subs(beta, AFTER), RND[0])
    common = dict.fromkeys(RND, X)
    first_order = sp.factor(slope.subs(common))
    (x,) = derivation.linear_solution([sp.fraction(first_order)[0]], [X])
    q = sp.factor(outputs[0].subs(common).subs({beta: AFTER, X: x}))
    found = {name: sp.factor(value) for name, value in model.outcome(x, q, beta=AFTER).items()}
    return Agreement(first_order, sp.factor(sp.diff(slope, RND[0])), sp.factor(sp.diff(slope, RND[1])), found)


def implementing_share(mode: Mode) -> sp.Expr:
    """The share at which firms that choose their own R&D do that of R&D cooperation, or of the second best.

    Parameters
    ----------
    mode
        R&D cooperation or the second best, at the spillover of the agreement.

    Returns
    -------
    Expr
        in the parameters and beta_1.

    Examples
    --------
    >>> implementing_share(Regime.RND_COOPERATION).subs({n: 2, AFTER: sp.Rational(1, 2)})
    1
    """
    wanted = derivation.solve(mode).x.subs(beta, AFTER)
    (share,) = derivation.linear_solution([sp.fraction(sp.factor(agreement().first_order.subs(X, wanted)))[0]], [SHARE])
    return share


def gains_from_agreement(cluster: Cluster, share: Any, after: Any) -> dict[str, Any]:
    """What an agreement adds to R&D, total output, profit and welfare; NaN where there is no equilibrium before or after.

    Parameters
    ----------
    cluster
        before, with arrays.
    share, after
        what a firm carries of the cost of its own R&D, and the spillover of the agreement; floats or arrays.

    Returns
    -------
    dict
        from x, Q, profit and welfare to an array of the shape to which all broadcast.

    Examples
    --------
    >>> import numpy as np
    >>> cluster = Cluster(n=3, a=15, A=10, beta=np.array([0.1, 0.5]), gamma=6.0)
    >>> gains_from_agreement(cluster, 0.5, 0.8)["x"].round(3)
    array([0.03 , 0.117])
    """
    import numpy as np

    values = {**cluster.values, "phi": share, "beta_1": after}
    names = [n, a, A, b, beta, gamma, SHARE, AFTER]

    def at(expr: Any) -> Any:
        return sp.lambdify(names, expr, "numpy")(*(values[symbol.name] for symbol in names))

    found = agreement()
    exists = at(found.outcome["unit_cost"]) >= 0
    for needed in found.requirements.values():
        exists &= at(needed)
    return {
        name: np.where(
            exists, at(found.outcome[name]) - sweeps.quantity(cluster, name, [Regime.NONCOOPERATION])[Regime.NONCOOPERATION], np.nan
        )
        for name in ("x", "Q", "profit", "welfare")
    }
