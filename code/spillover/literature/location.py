"""Together or apart? Two firms first choose where to be; the question of Gersbach and Schmutzler (1999).

Together they learn more from each other and compete for the same buyers; apart less spills over, and their goods are less close
substitutes: inverse demand is that of :mod:`spillover.literature.differentiation`, with closeness d of one together. Then they choose
R&D, and then quantities. Firms may differ in initial cost and in the cost of R&D. The answers are those of this model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, reduce
from itertools import product
from operator import and_
from typing import Any

import sympy as sp

from spillover import model
from spillover.conditions import Condition
from spillover.exact_functions import exact_function
from spillover.industry import Industry, IndustryOutcome, uniform_spillovers
from spillover.literature import pair
from spillover.literature.differentiation import Competition, d, rnd
from spillover.literature.pair import A_1, A_2, FIRMS, gamma_1, gamma_2
from spillover.model import a, beta
from spillover.notation import shorthand

COSTS, SLOPES = (A_1, A_2), (gamma_1, gamma_2)
CLOSE = 1
"""Closeness of the goods of firms that are together."""
TOGETHER, APART = "together", "apart"
TRIED = ("cost", "near", "far", "closeness")
"""What a search tries: a cost of the firms, the spillovers together and apart, and the closeness of goods apart."""
FLEES = ("firm 1 flees", "firm 2 flees")
"""The other follows."""


@cache
def industry() -> Industry:
    """The duopoly as a special case of the engine.

    Returns
    -------
    Industry
        with symbols for all but b, which is 1.

    Examples
    --------
    >>> industry().A
    [A_1, A_2]
    """
    return Industry(a=a, A=list(COSTS), gamma=list(SLOPES), spillovers=uniform_spillovers(2, beta), substitutability=d)


@cache
def equilibrium() -> IndustryOutcome:
    """R&D, outputs and profits, for any spillover and any closeness of the goods.

    Returns
    -------
    IndustryOutcome
        in symbols.

    Examples
    --------
    >>> equilibrium().x[0].subs({a: 15, A_1: 10, A_2: 11, gamma_1: 4, gamma_2: 4, beta: 0, d: 1})
    13/16
    """
    return industry().solve()


@cache
def conditions() -> list[Condition]:
    """What the solution needs: a maximum for each firm, stability, both firms in the market, and no R&D or cost below zero.

    Returns
    -------
    list of Condition
        in symbols.

    Examples
    --------
    >>> [condition.name for condition in conditions()][:3]
    ['own second-order condition of firm 1', 'own second-order condition of firm 2', 'stability of best responses']
    """
    return [*pair.second_order_conditions(duopoly=industry()), *pair.interior_conditions(equilibrium())]


def rnd_apart() -> sp.Expr:
    """R&D of each of two equal firms, in the shorthands, with every factor written so that it is positive.

    Returns
    -------
    Expr
        in D, G, beta and d.

    Examples
    --------
    >>> rnd_apart()
    2*D*(-beta*d + 2)/(G*(2 - d)*(d + 2)**2 - 2*(beta + 1)*(-beta*d + 2))
    """
    positive = dict(zip(sp.symbols("u v", positive=True), (2 - d * beta, 2 - d), strict=True))
    found = shorthand(rnd(Competition.QUANTITIES, False)).xreplace({-factor: -letter for letter, factor in positive.items()})
    above, below = sp.fraction(found)
    return (-above / -below).subs(positive)


SYMBOLS = (a, *COSTS, *SLOPES, beta, d)
"""Choke price, initial costs and costs of R&D of both firms, spillover, and closeness of the goods."""
Values = Mapping[sp.Symbol, Any]


def firms(a: Any, A: Sequence[Any], gamma: Any) -> Values:
    """Two firms with their initial costs, and one cost of R&D for both, as values of the symbols.

    Parameters
    ----------
    a
        choke price.
    A
        initial unit cost of each firm.
    gamma
        slope of the marginal cost of R&D, the same for both.

    Returns
    -------
    dict
        from symbols to numbers.

    Examples
    --------
    >>> firms(15, (10, 11), 4)[a]
    15
    """
    return dict(zip(SYMBOLS, (a, *A, gamma, gamma), strict=False))


@cache
def _compiled() -> Any:
    """A function of the symbols that gives R&D, outputs and the margins of the conditions; exact for exact numbers."""
    found, sides = equilibrium(), [(condition.lhs, condition.rhs) for condition in conditions()]
    wanted = [*found.x, *found.q, *(side for pair_of_sides in sides for side in pair_of_sides)]
    return exact_function(SYMBOLS, wanted)


def profits(values: Values) -> tuple[list[Any], Any]:
    """Profits of both firms, and whether all conditions hold; for numbers, or for arrays that broadcast.

    Parameters
    ----------
    values
        a number or an array for each of :data:`SYMBOLS`.

    Returns
    -------
    profits
        a list, one entry a firm.
    exists
        bool, or an array of bool.

    Examples
    --------
    >>> profits({**firms(15, (10, 10), 4), beta: Fraction(1, 4), d: 1})
    ([Fraction(191200, 64009), Fraction(191200, 64009)], True)
    """
    numbers = [Fraction(value) if isinstance(value, int) else value for value in (values[symbol] for symbol in SYMBOLS)]
    x_1, x_2, q_1, q_2, *sides = _compiled()(*numbers)
    rules = [left > right if c.strict else left >= right for c, left, right in zip(conditions(), sides[::2], sides[1::2], strict=True)]
    # at Cournot outputs the margin over unit cost is the output, with a demand of slope one
    found = [model.profit(q, 0, q, x, slope) for q, x, slope in zip((q_1, q_2), (x_1, x_2), numbers[3:5], strict=True)]
    return found, reduce(and_, rules)


def gains_from_separation(values: Values, near: Any, far: Any, closeness: Any) -> tuple[list[Any], Any]:
    """What each firm earns more apart than together, and whether both solutions exist; arguments are those of :func:`choices`.

    Parameters
    ----------
    values
        as :func:`firms` gives them.
    near, far
        spillovers together and apart.
    closeness
        of the goods of firms that are apart.

    Returns
    -------
    gains
        a list, one entry a firm.
    exist
        bool, or an array of bool.

    Examples
    --------
    >>> gains, exist = gains_from_separation(firms(15, (10, 10), 4), Fraction(3, 4), Fraction(1, 4), Fraction(9, 10))
    >>> gains[0] == gains[1], exist
    (True, True)
    """
    together, exists_there = profits({**values, beta: near, d: CLOSE})
    apart, exists_here = profits({**values, beta: far, d: closeness})
    return [here - there for here, there in zip(apart, together, strict=True)], exists_there & exists_here


def choices(values: Values, near: Any, far: Any, closeness: Any) -> dict[str, Any]:
    """Where both firms want to be together, where both want to be apart, and where one flees and the other follows; bool.

    False where a solution does not exist, together or apart.

    Parameters
    ----------
    values
        as :func:`firms` gives them.
    near, far
        spillovers together and apart.
    closeness
        of the goods of firms that are apart.

    Returns
    -------
    dict
        from each kind of choice to bool, or to an array of bool.

    Examples
    --------
    >>> choices(firms(15, (10, 10), 4), Fraction(3, 4), Fraction(1, 4), Fraction(9, 10))
    {'together': True, 'apart': False, 'firm 1 flees': False, 'firm 2 flees': False}
    """
    gains, exist = gains_from_separation(values, near, far, closeness)
    regions = {TOGETHER: (gains[0] <= 0) & (gains[1] <= 0), APART: (gains[0] >= 0) & (gains[1] >= 0)}
    regions |= {name: (gains[i] > 0) & (gains[1 - i] < 0) for i, name in enumerate(FLEES)}
    return {name: exist & where for name, where in regions.items()}


def clearest_example(kind: str, levels: Mapping[str, Iterable[Any]], of_cost: Callable[[Any], Values]) -> dict[str, Any] | None:
    """Of a grid, in exact numbers, the point at which firms choose in a way and both have most to lose otherwise; None without any.

    Parameters
    ----------
    kind
        a key of :func:`choices`.
    levels
        for each of :data:`TRIED` what is tried.
    of_cost
        from a cost to the values of the firms.

    Returns
    -------
    dict or None
        from each of :data:`TRIED` to its value.

    Examples
    --------
    >>> tried = {"cost": [10], "near": [Fraction(3, 4)], "far": [Fraction(1, 4)], "closeness": [Fraction(1, 2), Fraction(9, 10)]}
    >>> clearest_example(APART, tried, lambda cost: firms(15, (cost, cost), 4))
    {'cost': 10, 'near': Fraction(3, 4), 'far': Fraction(1, 4), 'closeness': Fraction(1, 2)}
    """
    points = product(*(levels[name] for name in TRIED))
    found = [point for point in points if point[1] > point[2] and choices(of_cost(point[0]), *point[1:])[kind]]
    clear = max(found, key=lambda point: min(map(abs, gains_from_separation(of_cost(point[0]), *point[1:])[0])), default=None)
    return dict(zip(TRIED, clear, strict=True)) if clear else None


def equilibria(together: Sequence[Any], apart: Sequence[Any]) -> list[tuple[int, int]]:
    """All pure equilibria of the choice between two places, from what the firms earn together and apart.

    Parameters
    ----------
    together, apart
        what each firm earns.

    Returns
    -------
    list of tuple
        the places of both firms, 0 or 1.

    Examples
    --------
    >>> equilibria(together=[3, 3], apart=[2, 4])
    []
    >>> equilibria(together=[3, 3], apart=[4, 4])
    [(0, 1), (1, 0)]
    """
    found = []
    for places in product(FIRMS, FIRMS):
        now, moved = (together, apart) if places[0] == places[1] else (apart, together)
        if all(now[i] >= moved[i] for i in FIRMS):
            found.append(places)
    return found
