"""An industry whose producing plants are known, solved: the linear system, its solution and its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from spillover import model
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import conditions, stages
from spillover.industry.inputs import is_floating, is_sparse
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.structure import Structure


@dataclass(frozen=True, eq=False)
class RndGame:
    """The R&D game of an industry in which it is known who produces: its first-order conditions are linear.

    Attributes
    ----------
    primitives, conduct
        demand, costs and spillovers, and who decides with whom.
    idle
        the firms that do not produce.
    """

    primitives: Primitives
    conduct: Structure
    idle: tuple[int, ...] = ()

    @cached_property
    def algebra(self) -> Any:
        """The arithmetic that the numbers given ask for."""
        given, conduct = self.primitives, self.conduct
        vectors = [given.A, given.gamma, conduct.rnd_subsidy, conduct.output_subsidy]
        matrices = [given.spillovers, *([] if conduct.ownership is None else [conduct.ownership])]
        if is_floating([given.a, given.b]) or any(map(is_floating, [*vectors, *matrices])):
            from spillover.industry.floating import Dense, Sparse

            return Sparse() if is_sparse(given.spillovers) else Dense()
        from spillover.industry.exact import Exact

        return Exact([given.a, given.b, *chain(*(v if isinstance(v, list) else [v] for v in vectors)), *chain(*chain(*matrices))])

    def column(self, values: Any) -> Any:
        """The column of a vector, or of one number for all firms."""
        return self.algebra.column(values, self.primitives.n)

    @cached_property
    def producing(self) -> Any:
        """The column with 1 for each firm that produces and 0 for any other."""
        if not self.idle:
            return self.column(1)
        return self.column([int(i not in self.idle) for i in range(self.primitives.n)])

    @cached_property
    def labels(self) -> Any:
        """For each firm the place of its coalition; None where all are alone."""
        if not self.conduct.coalitions:
            return None
        labels = list(range(self.primitives.n))
        for members in self.conduct.coalitions:
            for i in members:
                labels[i] = members[0]
        return labels

    @cached_property
    def b(self) -> Any:
        """The slope of demand, in the arithmetic used."""
        return self.algebra.number(self.primitives.b)

    @cached_property
    def B(self) -> Any:
        """The matrix of spillovers."""
        return self.algebra.matrix(self.primitives.spillovers)

    @cached_property
    def gamma(self) -> Any:
        """The column of the slopes of the marginal costs of R&D."""
        return self.column(self.primitives.gamma)

    @cached_property
    def A(self) -> Any:
        """The column of initial unit costs."""
        return self.column(self.primitives.A)

    @cached_property
    def market(self) -> stages.Market:
        """The product stage."""
        d = self.column(self.primitives.a) - self.A + self.column(self.conduct.output_subsidy)
        return stages.market(self.algebra, self.b, d, self.B, self.producing, self.primitives.n - len(self.idle))

    @cached_property
    def system(self) -> stages.System:
        """The R&D stage."""
        algebra, conduct = self.algebra, self.conduct
        weights = algebra.weights(self.labels, conduct.ownership, self.primitives.n)
        return stages.rnd(algebra, self.b, self.gamma, self.column(conduct.rnd_subsidy), self.B, weights, self.market)

    @cached_property
    def second_best_system(self) -> stages.System:
        """The R&D stage of a planner who leaves the market alone."""
        everybody = self.algebra.weights([0] * self.primitives.n, None, self.primitives.n)
        return stages.second_best(self.algebra, self.b, self.gamma, self.B, everybody, self.market)

    def block(self, members: Sequence[int]) -> Any:
        """The part of H that belongs to a coalition."""
        return stages.block(self.algebra, self.b, self.gamma, self.B, self.market, list(members))

    def outcome(self, x: Any, paid: Any = None) -> IndustryOutcome:
        """Everything that follows from R&D; ``paid`` are other R&D subsidies, named and not paid."""
        algebra, conduct = self.algebra, self.conduct
        output = self.market.q0 + self.market.R @ x
        levels, q, cost = map(algebra.entries, (x, output, self.A - self.B @ x))
        sigma, tau, gamma = (algebra.entries(self.column(v)) for v in (conduct.rnd_subsidy, conduct.output_subsidy, self.primitives.gamma))
        a, b = (algebra.entries(algebra.column(value, 1))[0] for value in (self.primitives.a, self.primitives.b))
        Q = algebra.total(q)
        price, surplus = model.inverse_demand(Q, a, b), model.consumer_surplus(Q, b)
        earned = algebra.map_entries(
            lambda c, q, x, g, s, t: model.profit(price, c - t, q, x, g) + s * x, cost, q, levels, gamma, sigma, tau
        )
        spent = algebra.total(algebra.map_entries(lambda s, x, t, q: s * x + t * q, sigma, levels, tau, q))
        welfare = surplus + algebra.total(earned) - spent
        found = [value if not algebra.symbolic else algebra.factor(value) for value in (Q, price, surplus, welfare)]
        return IndustryOutcome(levels, q, found[0], found[1], cost, earned, found[2], found[3], sigma if paid is None else paid)

    def equilibrium_conditions(self, found: IndustryOutcome | None, stable: bool) -> list[Condition]:
        """The conditions of an equilibrium, at the outcome of the first-order conditions or without one."""
        algebra = self.algebra
        needs = [conditions.regularity(found), *conditions.concavity(algebra, self.gamma, self.system, self.conduct.coalitions, self.block)]
        if stable and all(condition.holds for condition in needs):
            needs.append(conditions.stability(algebra, self.system, self.labels, self.block))
        return needs if found is None else [*needs, *conditions.interior(algebra, self.producing, found)]

    def solve_first_order(self) -> tuple[Any, IndustryOutcome | None]:
        """R&D that meets the first-order conditions, and what follows from it; None where there is no such R&D, or no single one."""
        x = self.algebra.solve(self.system)
        return x, None if x is None else self.outcome(x)

    def equilibrium(self, stable: bool) -> IndustryOutcome:
        """The outcome of the first-order conditions, if it meets all others.

        Raises
        ------
        InadmissibleError
            If it does not.
        """
        _, found = self.solve_first_order()
        needs = [conditions.regularity(found)] if self.algebra.symbolic else self.equilibrium_conditions(found, stable)
        failed = [condition for condition in needs if not condition.holds]
        if failed or found is None:
            raise InadmissibleError(self.conduct, failed)
        return found
