"""Explicit firms that may differ in everything: what each earns, and what they sell, from the primitives and best responses alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import QQ

from spillover import model
from spillover.game.best_responses import (
    Groups,
    NoEquilibrium,
    Number,
    Payoffs,
    Stage,
    Vector,
    affine_reduced_form,
    exact_fixed_point,
    groups_by_level,
)


@dataclass(frozen=True)
class Firms:
    """n firms, in exact numbers of one type.

    Attributes
    ----------
    a, b
        inverse demand is p_i = a - b (q_i + d times the others' output).
    A
        initial unit cost of each firm.
    spillovers
        n rows: how much of each firm's R&D lowers the unit cost of firm i.
    gamma
        slope of each firm's marginal cost of R&D.
    closeness
        d: how close the goods are; one where they are the same.
    number
        makes a number of that type from two integers.

    Examples
    --------
    >>> from sympy import QQ
    >>> from spillover.game.firms import Firms
    >>> firms = Firms(a=QQ(15), b=QQ(1), A=[QQ(10)] * 2, spillovers=[[QQ(1), QQ(0)], [QQ(0), QQ(1)]], gamma=[QQ(2)] * 2)
    >>> firms.profits([QQ(1), QQ(0)], [QQ(2), QQ(1)]) == [5, 2]
    True
    """

    a: Any
    b: Any
    A: Vector
    spillovers: Sequence[Vector]
    gamma: Vector
    closeness: Any = 1
    number: Number = QQ

    @property
    def everybody(self) -> range:
        """The places of the firms."""
        return range(len(self.A))

    def unit_costs(self, x: Vector) -> list[Any]:
        """Unit costs after R&D."""
        return [
            A - sum(share * level for share, level in zip(row, x, strict=True) if level != 0)
            for A, row in zip(self.A, self.spillovers, strict=True)
        ]

    def price(self, own: Any, Q: Any) -> Any:
        """At which a firm sells its output, of a total."""
        return model.inverse_demand(own + self.closeness * (Q - own), self.a, self.b)

    def profits(self, x: Vector, q: Vector) -> list[Any]:
        """What each firm earns."""
        Q, costs = sum(q), self.unit_costs(x)
        return [model.profit(self.price(q[i], Q), costs[i], q[i], x[i], self.gamma[i]) for i in self.everybody]

    def sales(self, price: Any, cost: Any, own: Any) -> Any:
        """What a firm earns in the product stage."""
        nothing = self.number(0)
        return model.profit(price, cost, own, nothing, nothing)

    def quantity_competition(self) -> Stage:
        """The product stage in which each firm chooses its output: from R&D to outputs."""

        def earned(costs: Vector, i: int, q: Vector) -> Any:
            return self.sales(self.price(q[i], sum(q)), costs[i], q[i])

        return self._in_costs(lambda costs: [lambda q, i=i: earned(costs, i, q) for i in self.everybody], lambda q: q)  # type: ignore[misc]

    def price_competition(self) -> Stage:
        """The product stage in which each of two firms chooses its price: from R&D to outputs."""

        def demand(p: Vector) -> list[Any]:
            room = [self.a - own for own in p]
            return [(room[i] - self.closeness * room[1 - i]) / (self.b * (1 - self.closeness * self.closeness)) for i in (0, 1)]

        def earned(costs: Vector, i: int, p: Vector) -> Any:
            return self.sales(p[i], costs[i], demand(p)[i])

        return self._in_costs(lambda costs: [lambda p, i=i: earned(costs, i, p) for i in self.everybody], demand)  # type: ignore[misc]

    def _in_costs(self, objectives: Callable[[Vector], Payoffs], outputs: Callable[[Vector], Vector]) -> Stage:
        """In the product stage firms are alike but for their unit costs, in which their decisions are affine."""
        n = len(self.A)

        def stage(costs: Vector) -> list[Any]:
            return exact_fixed_point(objectives(costs), n, self.number, groups_by_level(costs))

        decide = affine_reduced_form(stage, n, self.number, alike=True)
        return lambda x: [*outputs(decide(self.unit_costs(x)))]

    def payoffs(self, market: Stage, coalitions: Groups = ()) -> Payoffs:
        """What each decision about R&D maximises when all foresee the market: the profit of the firm, or of its coalition."""
        together = {i: members for members in coalitions for i in members}

        def earned(i: int, x: Vector) -> Any:
            profits = self.profits(x, market(x))
            return sum(profits[j] for j in together.get(i, (i,)))

        return [lambda x, i=i: earned(i, x) for i in self.everybody]  # type: ignore[misc]

    def equilibrium(self, market: Stage, coalitions: Groups = (), groups: Groups = ()) -> list[Any]:
        """The R&D of the firms in equilibrium, with groups of firms that are alike."""
        return exact_fixed_point(self.payoffs(market, coalitions), len(self.A), self.number, groups)

    def welfare(self, x: Vector, q: Vector) -> Any:
        """Consumer surplus and all profits, where all make the same good."""
        return model.consumer_surplus(sum(q), self.b) + sum(self.profits(x, q))


def uniform(n: int, beta: Any, number: Number = QQ) -> list[list[Any]]:
    """One spillover between all of n firms."""
    return [[number(1) if i == j else beta for j in range(n)] for i in range(n)]


def curvature(objective: Any, n: int, i: int, j: int) -> Any:
    """Minus a second derivative of a quadratic in n numbers, from its values at four points."""

    def at(*places: int) -> Any:
        return objective([QQ(places.count(k)) for k in range(n)])

    return at(i) + at(j) - at(i, j) - at()


def pass_over_unless(whether: bool, words: str) -> None:
    """Pass a point over where something is not as it should be."""
    if not whether:
        raise NoEquilibrium(words)
