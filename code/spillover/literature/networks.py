"""R&D networks: what partners find out reaches a firm in full, and of what others find out the part beta.

The question is that of Goyal & Moraga-González (2001); the answers are those of this model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.industry import Industry, network_spillovers
from spillover.literature import firm_groups
from spillover.literature.firm_groups import COMMON, OWN, SymmetricEquilibrium

Links = frozenset[tuple[int, int]]
"""The pairs of firms that are linked, the smaller place first."""

DEGREE = sp.Symbol("d", positive=True)
"""How many partners every firm of a regular network has."""


@cache
def regular_network() -> SymmetricEquilibrium:
    """What firms do on a regular network, for any number of firms and any degree.

    One firm may deviate. Its partners have one link to it, and all other links among firms that do not deviate.

    Returns
    -------
    SymmetricEquilibrium
        in the parameters and the degree, d.

    Examples
    --------
    >>> regular_network().x.subs({DEGREE: 0, model.beta: 0, model.n: 2})
    4*(-A + a)/(9*b*gamma - 4)
    """
    n, beta = model.n, model.beta
    strangers = n - 1 - DEGREE
    linked_to_it = OWN + (DEGREE + beta * strangers) * COMMON  # to itself and to its partners
    others = beta * OWN + (DEGREE + 1 + beta * (strangers - 1)) * COMMON
    costs = [model.A - reaching for reaching in (linked_to_it, linked_to_it, others)]
    return firm_groups.symmetric_equilibrium(costs, [sp.Integer(1), DEGREE, strangers])


def quantity(name: str, degree: Any = DEGREE) -> sp.Expr:
    """A quantity of :func:`regular_network` at a degree; ``cost_reduction`` is what R&D takes off a firm's unit cost.

    Parameters
    ----------
    name
        of a field of :class:`spillover.literature.firm_groups.SymmetricEquilibrium`, or ``cost_reduction``.
    degree
        a number or an expression; a symbol unless given.

    Returns
    -------
    Expr
        factored.

    Examples
    --------
    >>> quantity("x", 0).subs({model.beta: 0, model.n: 2})
    4*(-A + a)/(9*b*gamma - 4)
    """
    found = model.A - regular_network().unit_cost if name == "cost_reduction" else getattr(regular_network(), name)
    return sp.factor(found.subs(DEGREE, degree))


WEIGHT = sp.Symbol("k_d", positive=True)
"""What a unit of a firm's own R&D does to its own Cournot margin, times n + 1; with every partner it falls by 1 - beta."""


@cache
def weight() -> sp.Expr:
    """:data:`WEIGHT` at a degree, from the first-order condition.

    Returns
    -------
    Expr
        in n, beta and the degree.

    Examples
    --------
    >>> weight()
    beta*d - beta*n + beta - d + n
    """
    n, beta = model.n, model.beta
    strangers = n - 1 - DEGREE
    costs = [-OWN, -OWN, -beta * OWN]  # what the deviation changes
    output = firm_groups.cournot_outputs(costs, [sp.Integer(1), DEGREE, strangers])[0]
    return sp.expand(sp.diff(output, OWN) * model.b * (n + 1))


def by_weight(name: str) -> sp.Expr:
    """A quantity of :func:`regular_network` as a function of the weight, in which it is short: the spillover drops out.

    Parameters
    ----------
    name
        as in :func:`quantity`.

    Returns
    -------
    Expr
        in n, a, A, b, gamma and the weight.

    Examples
    --------
    >>> by_weight("x")
    2*k_d*(-A + a)/(b*gamma*n**2 + 2*b*gamma*n + b*gamma + 2*k_d**2 - 2*k_d*n - 2*k_d)
    """
    (degree,) = derivation.linear_solution([weight() - WEIGHT], [DEGREE])
    return sp.factor(quantity(name, degree))


@cache
def best_degree() -> sp.Expr:
    """The degree at which R&D takes most off unit costs, as a real number; below zero where no link should be made.

    Returns
    -------
    Expr
        in n, b, beta and gamma.

    Examples
    --------
    >>> best_degree().free_symbols <= set(model.PARAMETERS)
    True
    """
    slope = sp.fraction(sp.factor(sp.diff(quantity("cost_reduction"), DEGREE)))[0]
    (decides,) = (factor for factor, _ in sp.factor_list(slope)[1] if factor.has(DEGREE))
    (peak,) = derivation.linear_solution([decides], [DEGREE])
    return peak


def ring(n: int, degree: int) -> Links:
    """A regular network: n firms in a circle, each linked to those nearest to it, and for an odd degree to the one opposite.

    Parameters
    ----------
    n
        number of firms.
    degree
        partners of each firm.

    Returns
    -------
    frozenset
        of pairs of firms.

    Raises
    ------
    ValueError
        If no regular network of n firms has that degree.

    Examples
    --------
    >>> sorted(ring(4, 2))
    [(0, 1), (0, 3), (1, 2), (2, 3)]
    """
    if not 0 <= degree < n or n * degree % 2:
        raise ValueError(f"degree must be from 0 to n - 1, and even where n is odd; got {degree} for {n} firms")
    steps = [*range(1, degree // 2 + 1), *[n // 2] * (degree % 2)]
    return links((i, (i + step) % n) for i in range(n) for step in steps)


def star(n: int) -> Links:
    """Firm 0 linked to every other, and no two others linked.

    Parameters
    ----------
    n
        number of firms.

    Returns
    -------
    frozenset
        of pairs of firms.

    Examples
    --------
    >>> sorted(star(3))
    [(0, 1), (0, 2)]
    """
    return links((0, i) for i in range(1, n))


def links(pairs: Iterable[tuple[int, int]]) -> Links:
    """Pairs of firms, each written in one way.

    Parameters
    ----------
    pairs
        of firms, counted from zero.

    Returns
    -------
    frozenset
        of pairs, the smaller place first.

    Examples
    --------
    >>> sorted(links([(2, 0), (0, 1), (0, 2)]))
    [(0, 1), (0, 2)]
    """
    return frozenset((min(pair), max(pair)) for pair in pairs)


def degrees(n: int, network: Links) -> tuple[int, ...]:
    """How many partners each firm has.

    Parameters
    ----------
    n
        number of firms.
    network
        its links.

    Returns
    -------
    tuple of int
        one a firm.

    Examples
    --------
    >>> degrees(3, star(3))
    (2, 1, 1)
    """
    return tuple(sum(i in pair for pair in network) for i in range(n))


def industry(n: int, network: Links, **given: Any) -> Industry:
    """The firms of a network; a, A, gamma and beta are given, and b if it is not 1.

    Parameters
    ----------
    n
        number of firms.
    network
        its links.
    given
        a, A, gamma and beta, and b if it is not 1.

    Returns
    -------
    Industry
        whose spillovers are 1 between partners and beta between others.

    Examples
    --------
    >>> found = industry(3, star(3), a=15, A=10, gamma=4, beta=Fraction(1, 4)).solve()
    >>> found.x
    [Fraction(149, 767), Fraction(224, 767), Fraction(224, 767)]
    """
    beta = given.pop("beta")
    return Industry(spillovers=network_spillovers(n, network, 1, beta), **given)


def best_degrees(n: int, names: Iterable[str], **given: Any) -> dict[str, int]:
    """For each quantity the degree at which it is largest among all regular networks of n firms, each solved by the engine.

    Parameters
    ----------
    n
        number of firms.
    names
        of x, profit, welfare and cost_reduction those that are asked for.
    given
        as for :func:`industry`.

    Returns
    -------
    dict
        from each name to a degree.

    References
    ----------
    Goyal & Moraga-González (2001).

    Examples
    --------
    >>> best_degrees(4, ("x", "profit", "welfare"), a=15, A=10, gamma=6, beta=0)
    {'x': 0, 'profit': 2, 'welfare': 2}
    """
    solved = {}
    for degree in range(n):
        if n * degree % 2 == 0:
            played = industry(n, ring(n, degree), **given).solve()
            solved[degree] = {
                "x": played.x[0],
                "profit": played.profit[0],
                "welfare": played.welfare,
                "cost_reduction": given["A"] - played.unit_cost[0],
            }
    return {name: max(solved, key=lambda degree: solved[degree][name]) for name in names}


def pairwise_stable_networks(n: int, earned: Callable[[Links], list[Fraction]]) -> list[Links]:
    """The networks of n firms that are pairwise stable, of those that differ by an exchange of equal firms the first.

    No firm gains by cutting one of its links, and no two firms that are not linked can link so that one gains and the other does not lose.

    Parameters
    ----------
    n
        number of firms; all networks are tried, ``2**(n (n - 1) / 2)`` of them.
    earned
        the profit of every firm on a network.

    Returns
    -------
    list of frozenset
        Two firms are equal where an exchange of the two exchanges what they earn, on all networks, and changes nothing for the others.

    References
    ----------
    Goyal & Moraga-González (2001).

    Examples
    --------
    >>> profits = lambda network: industry(3, network, a=15, A=10, gamma=6, beta=0).solve().profit
    >>> [sorted(network) for network in pairwise_stable_networks(3, profits)]
    [[(0, 1), (0, 2), (1, 2)]]
    """
    pairs = list(combinations(range(n), 2))
    everything = [frozenset(chosen) for size in range(len(pairs) + 1) for chosen in combinations(pairs, size)]
    profit = {network: earned(network) for network in everything}
    exchanges = [order for order in permutations(range(n)) if _is_symmetry(profit, order)]
    found: list[Links] = []
    for network in everything:
        if all(_kept(profit, network, pair) if pair in network else not _made(profit, network, pair) for pair in pairs):
            found += [] if any(_renamed(network, order) in found for order in exchanges) else [network]
    return found


def _is_symmetry(profit: dict[Links, list[Fraction]], order: Sequence[int]) -> bool:
    """Whether all earn the same when each firm takes the place that ``order`` says."""
    return all(profit[_renamed(network, order)][place] == earned[i] for network, earned in profit.items() for i, place in enumerate(order))


def _renamed(network: Links, order: Sequence[int]) -> Links:
    return frozenset((min(order[i], order[j]), max(order[i], order[j])) for i, j in network)


def _kept(profit: dict[Links, list[Fraction]], network: Links, pair: tuple[int, int]) -> bool:
    return all(profit[network][i] >= profit[network - {pair}][i] for i in pair)


def _made(profit: dict[Links, list[Fraction]], network: Links, pair: tuple[int, int]) -> bool:
    gains = [profit[network | {pair}][i] - profit[network][i] for i in pair]
    return min(gains) >= 0 and max(gains) > 0
