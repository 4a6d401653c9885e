"""The primitives of an industry: demand, costs and spillovers, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spillover.checks import is_array, require
from spillover.industry.inputs import extremes, is_sparse, read_matrix, read_number, read_vector


@dataclass(frozen=True, kw_only=True, eq=False)
class Primitives:
    """What an industry is before anyone decides: all that an equilibrium needs besides who decides with whom.

    Attributes
    ----------
    a, b
        inverse demand p = a - bQ.
    A, gamma
        initial unit costs, and slopes of the marginal costs of R&D: n entries, or one number for all firms.
    spillovers
        the n x n matrix B: a list of lists, an array of floats or a sparse matrix of floats.
    n
        the number of firms, read off the matrix.
    """

    a: Any
    b: Any = 1
    A: Any
    gamma: Any
    spillovers: Any
    n: int = field(init=False)

    def __post_init__(self) -> None:
        matrix = read_matrix("spillovers", self.spillovers)
        n = matrix.shape[0] if is_array(matrix) or is_sparse(matrix) else len(matrix)
        require("spillovers", self.spillovers, "at least one firm", n > 0)
        scalars = {name: read_number(name, getattr(self, name)) for name in ("a", "b")}
        vectors = {name: read_vector(name, getattr(self, name), n) for name in ("A", "gamma")}
        for name, value in scalars.items():
            require(name, value, f"{name} > 0", value > 0)
        for name, values in vectors.items():
            for place, value in extremes(name, values):
                require(place, value, f"{name} > 0", value > 0)
        for name, value in {**scalars, **vectors, "spillovers": matrix, "n": n}.items():
            object.__setattr__(self, name, value)
