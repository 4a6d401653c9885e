"""What the firms of an industry do and earn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class IndustryOutcome:
    """What the firms of an industry do and earn.

    Vectors have n entries, one a firm: lists of Fractions or SymPy expressions where the industry is exact, NumPy arrays where it is
    floating. R&D is in units of cost reduction: x lowers the firm's own unit cost by x times its entry on the diagonal of the
    spillovers. Profits, surplus and welfare are in units of price times output.

    Attributes
    ----------
    x, q, unit_cost, profit
        R&D, output, unit cost after R&D and profit, one entry a firm. Profit includes subsidies received. Of firms that
        merged it is what each has before they share: the sales of the plant that produces, less each firm's cost of R&D.
    Q, price
        total output, and its price; one price a firm where goods differ.
    consumer_surplus, welfare
        of the whole market; welfare is consumer surplus plus all profits less all subsidies and what it costs to raise them.
    rnd_subsidy
        what is paid per unit of R&D, one entry a firm; for a planner's choice, what brings the firms to make it.
    subsidy_bill
        all that a government pays: on R&D, on its cost and on output.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Industry
    >>> from spillover.industry import uniform_spillovers
    >>> outcome = Industry(a=15, A=10, gamma=2, spillovers=uniform_spillovers(2, Fraction(1, 2))).solve()
    >>> outcome.x, outcome.q, outcome.Q, outcome.price
    ([Fraction(10, 9), Fraction(10, 9)], [Fraction(20, 9), Fraction(20, 9)], Fraction(40, 9), Fraction(95, 9))
    >>> outcome.welfare == outcome.consumer_surplus + sum(outcome.profit)
    True
    """

    x: Any
    q: Any
    Q: Any
    price: Any
    unit_cost: Any
    profit: Any
    consumer_surplus: Any
    welfare: Any
    rnd_subsidy: Any
    subsidy_bill: Any
