"""Matrices of spillovers that the literature asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def uniform_spillovers(n: int, beta: Any) -> list[list[Any]]:
    """The paper's spillovers: 1 within each of n firms, and beta between any two.

    Parameters
    ----------
    n
        The number of firms.
    beta
        The spillover: what a unit of one firm's R&D takes off the unit cost of each other firm, a number or a SymPy expression.

    Returns
    -------
    list of lists
        The n x n matrix, for the argument ``spillovers`` of :class:`spillover.Industry`.

    Examples
    --------
    >>> from spillover.industry import uniform_spillovers
    >>> uniform_spillovers(3, 0.5)
    [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]
    """
    return network_spillovers(n, [], 1, beta)


def network_spillovers(n: int, links: Iterable[tuple[int, int]], inside: Any, outside: Any) -> list[list[Any]]:
    """Spillovers on a network of n firms: one value between firms that are linked, another between those that are not, 1 within each.

    Parameters
    ----------
    n
        The number of firms; they are named by their places 0 to n - 1.
    links
        The pairs of firms that are linked; a link goes both ways.
    inside, outside
        The spillover between two firms that are linked, and between two that are not.

    Returns
    -------
    list of lists
        The n x n matrix, for the argument ``spillovers`` of :class:`spillover.Industry`.

    Examples
    --------
    >>> from spillover.industry import network_spillovers
    >>> network_spillovers(3, [(0, 1), (0, 2)], inside=1, outside=0.25)
    [[1, 1, 1], [1, 1, 0.25], [1, 0.25, 1]]
    """
    pairs = {pair for i, j in links for pair in ((i, j), (j, i))}
    return [[1 if i == j else inside if (i, j) in pairs else outside for j in range(n)] for i in range(n)]
