"""Any number of firms against a planner: Suzumura's question (1992), when do firms do too little R&D, or too much?

The second-best planner sets R&D and leaves the market to Cournot competition; the first-best planner sets output too.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from spillover.cluster import comparison
from spillover.model import beta, n
from spillover.regimes import Planner, Regime


@cache
def overinvestment_bound(planner: Planner) -> sp.Expr:
    """The spillover below which firms that do not cooperate do more R&D than a planner wants.

    Parameters
    ----------
    planner
        the second or the first best.

    Returns
    -------
    Expr
        in n.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> overinvestment_bound(Planner.SECOND_BEST).subs(n, 3)
    1/14
    """
    (found,) = comparison.critical_values(comparison.compare("x", planner, Regime.NONCOOPERATION).decides, beta)
    return found


def bound_maximising_firms() -> sp.Expr:
    """The number of firms, were it not whole, at which the bound of the second best is largest.

    Returns
    -------
    Expr
        a number.

    Examples
    --------
    >>> bound_maximising_firms()
    2 + sqrt(6)
    """
    (found,) = (root for root in sp.solve(sp.diff(overinvestment_bound(Planner.SECOND_BEST), n), n) if root > 2)
    return found


def least_safe_spillover() -> sp.Rational:
    """The largest bound of the second best over whole numbers of firms: from it on, firms do too little whatever their number.

    Returns
    -------
    Rational
        below one half.

    Examples
    --------
    >>> least_safe_spillover()
    1/12
    """
    below = sp.floor(bound_maximising_firms())
    return max(overinvestment_bound(Planner.SECOND_BEST).subs(n, firms) for firms in (below, below + 1))
