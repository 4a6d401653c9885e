"""Matrices of spillovers that the literature asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def uniform_spillovers(n: int, beta: Any) -> list[list[Any]]:
    """The paper's spillovers: 1 within each of n firms, and beta between any two."""
    return network_spillovers(n, [], 1, beta)


def network_spillovers(n: int, links: Iterable[tuple[int, int]], inside: Any, outside: Any) -> list[list[Any]]:
    """Spillovers on a network of n firms: ``inside`` between firms that are linked, ``outside`` between others, 1 within each."""
    pairs = {pair for i, j in links for pair in ((i, j), (j, i))}
    return [[1 if i == j else inside if (i, j) in pairs else outside for j in range(n)] for i in range(n)]
