"""Who decides with whom, and what a government pays: read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spillover.industry.inputs import is_sparse, read_firms, read_matrix, read_vector

SHOWN = 10
"""So many firms are named; of more, only how many."""


@dataclass(frozen=True)
class Structure:
    """The conduct of an industry: who decides with whom, and what a government pays.

    Attributes
    ----------
    coalitions
        in R&D, of several firms; every other firm is alone.
    ownership
        weights of profits instead, scaled so that a firm's weight on its own is 1; or None.
    rnd_subsidy, output_subsidy
        per unit of R&D and of output: one for each firm, or one for all.
    merged
        the firms that produce jointly, or empty.
    """

    coalitions: tuple[tuple[int, ...], ...]
    ownership: Any
    rnd_subsidy: Any
    output_subsidy: Any
    merged: tuple[int, ...]

    @property
    def label(self) -> str:
        """For messages."""
        if self.merged:
            return f"the industry with firms {first_few(self.merged)} merged"
        if self.ownership is not None:
            return "the industry with cross-ownership"
        if not self.coalitions:
            return "the industry without cooperation"
        named = first_few(["{" + first_few(members) + "}" for members in self.coalitions])
        return f"the industry with the R&D coalition{'s' if len(self.coalitions) > 1 else ''} {named}"


def first_few(names: Sequence[Any]) -> str:
    """The first of some firms or coalitions, and how many more there are."""
    shown = ", ".join(map(str, names[:SHOWN]))
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more"


def read_structure(
    n: int, rnd_coalitions: Any = None, rnd_subsidy: Any = 0, output_subsidy: Any = 0, ownership: Any = None, product_coalition: Any = None
) -> Structure:
    """The conduct of n firms, as a reader gives it.

    Raises
    ------
    TypeError, ValueError
        That name the argument, the value and the rule.
    """
    if ownership is not None and (rnd_coalitions is not None or product_coalition is not None):
        raise ValueError("ownership must stand alone: it takes the place of rnd_coalitions and product_coalition")
    merged = read_firms("product_coalition", product_coalition, n) if product_coalition is not None else ()
    coalitions = _partition(rnd_coalitions, n) if rnd_coalitions is not None else (merged,) * (len(merged) > 1)
    if len(merged) > 1 and not any(set(merged) <= set(coalition) for coalition in coalitions):
        raise ValueError(f"product_coalition must lie within one of rnd_coalitions, got {list(merged)}")
    weights = _scaled(read_matrix("ownership", ownership, n)) if ownership is not None else None
    sigma, tau = read_vector("rnd_subsidy", rnd_subsidy, n), read_vector("output_subsidy", output_subsidy, n)
    return Structure(coalitions, weights, sigma, tau, merged)


def _partition(given: Any, n: int) -> tuple[tuple[int, ...], ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError(f"rnd_coalitions must be a list of lists of firms, got {given!r}")
    coalitions = tuple(read_firms(f"rnd_coalitions[{place}]", members, n) for place, members in enumerate(given))
    seen: set[int] = set()
    for members in coalitions:
        if twice := seen.intersection(members):
            raise ValueError(f"rnd_coalitions must name every firm once, got firm {min(twice)} twice")
        seen.update(members)
    if missing := [i for i in range(n) if i not in seen]:
        raise ValueError(f"rnd_coalitions must name every firm once; firm {missing[0]} is missing (alone, it is [{missing[0]}])")
    return tuple(members for members in coalitions if len(members) > 1)


def _scaled(weights: Any) -> Any:
    """Divide each row by a firm's weight on its own profit: that changes no decision."""
    rows = isinstance(weights, list)
    own: Any = [row[i] for i, row in enumerate(weights)] if rows else weights.diagonal()
    for i, value in enumerate(own):
        if not value > 0:
            raise ValueError(f"ownership[{i}][{i}] must be > 0, got {value}")
    if is_sparse(weights):
        return weights.multiply(1 / own.reshape(-1, 1)).tocsr()
    return [[value / own[i] for value in row] for i, row in enumerate(weights)] if rows else weights / own.reshape(-1, 1)
