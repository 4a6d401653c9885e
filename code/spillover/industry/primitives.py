"""The primitives of an industry: demand, costs and spillovers, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spillover.checks import is_array, require
from spillover.industry.inputs import (
    extremes,
    is_sparse,
    is_zero,
    one_for_all,
    read_matrix,
    read_number,
    read_substitutability,
    read_vector,
)

STRICT = {"a": ">", "A": ">", "gamma": ">", "cost_slope": "≥"}
"""What each vector must be to zero."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Primitives:
    """What an industry is before anyone decides: all that an equilibrium needs besides who decides with whom.

    Attributes
    ----------
    a, b
        inverse demand p_i = a_i - b (d_i1 q_1 + ... + d_in q_n); a has n entries, or is one number for all.
    A, gamma
        initial unit costs, and slopes of the marginal costs of R&D: n entries, or one number for all firms.
    spillovers
        the n x n matrix B: a list of lists, an array of floats or a sparse matrix of floats.
    substitutability
        the matrix of the d_ij, or one number for all pairs.
    cost_slope
        slopes of the marginal costs of production: n entries, or one number for all firms.
    n
        the number of firms, read off the matrix.
    """

    a: Any
    b: Any = 1
    A: Any
    gamma: Any
    spillovers: Any
    substitutability: Any = 1
    cost_slope: Any = 0
    n: int = field(init=False)

    def __post_init__(self) -> None:
        matrix = read_matrix("spillovers", self.spillovers)
        n = matrix.shape[0] if is_array(matrix) or is_sparse(matrix) else len(matrix)
        require("spillovers", self.spillovers, "at least one firm", n > 0)
        b = read_number("b", self.b)
        require("b", b, "b > 0", b > 0)
        vectors = {name: read_vector(name, getattr(self, name), n) for name in STRICT}
        for name, sign in STRICT.items():
            for place, value in extremes(name, vectors[name]):
                require(place, value, f"{name} {sign} 0", value > 0 if sign == ">" else value >= 0)
        goods = read_substitutability(self.substitutability, n)
        for name, value in {**vectors, "b": b, "spillovers": matrix, "substitutability": goods, "n": n}.items():
            object.__setattr__(self, name, value)

    @property
    def one_good(self) -> bool:
        """Whether all firms sell the same good."""
        return one_for_all(self.substitutability) and self.substitutability == 1

    @property
    def one_price(self) -> bool:
        """Whether that good has one price, as buyers pay no more for it from one firm than from another."""
        return self.one_good and one_for_all(self.a)

    @property
    def constant_cost(self) -> bool:
        """Whether unit costs do not depend on output."""
        return is_zero(self.cost_slope)
