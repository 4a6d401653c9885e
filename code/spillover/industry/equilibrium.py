"""An industry whose producing plants are known, solved: the linear system, its solution and its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from spillover import model
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import conditions as needed
from spillover.industry import stages
from spillover.industry.inputs import is_floating, is_sparse
from spillover.industry.structure import Structure

if TYPE_CHECKING:
    from spillover.industry.engine import Industry


@dataclass(frozen=True, eq=False)
class IndustryOutcome:
    """What the firms of an industry do and earn.

    Attributes
    ----------
    x, q, unit_cost, profit
        R&D, output, unit cost after R&D and profit, one entry a firm. Profit includes subsidies received. Of firms that
        merged it is what each has before they share: the sales of the plant that produces, less each firm's cost of R&D.
    Q, price
        total output and its price.
    consumer_surplus, welfare
        of the whole market; welfare is consumer surplus plus all profits less all subsidies.
    rnd_subsidy
        what is paid per unit of R&D, one entry a firm; for a planner's choice, what brings the firms to make it.
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


@dataclass(frozen=True, eq=False)
class Linear:
    """One structure of an industry in which it is known who produces.

    Attributes
    ----------
    industry, who
        the industry, and who decides with whom.
    idle
        the firms that do not produce.
    """

    industry: Industry
    who: Structure
    idle: tuple[int, ...] = ()

    @cached_property
    def algebra(self) -> Any:
        """The arithmetic that the numbers given ask for."""
        given, who = self.industry, self.who
        vectors = [given.A, given.gamma, who.rnd_subsidy, who.output_subsidy]
        matrices = [given.spillovers, *([] if who.ownership is None else [who.ownership])]
        if is_floating([given.a, given.b]) or any(map(is_floating, [*vectors, *matrices])):
            from spillover.industry.floating import Dense, Sparse

            return Sparse() if is_sparse(given.spillovers) else Dense()
        from spillover.industry.exact import Exact

        return Exact([given.a, given.b, *chain(*(v if isinstance(v, list) else [v] for v in vectors)), *chain(*chain(*matrices))])

    def column(self, values: Any) -> Any:
        """The column of a vector, or of one number for all firms."""
        return self.algebra.column(values, self.industry.n)

    @cached_property
    def producing(self) -> Any:
        """The column with 1 for each firm that produces and 0 for any other."""
        if not self.idle:
            return self.column(1)
        return self.column([int(i not in self.idle) for i in range(self.industry.n)])

    @cached_property
    def labels(self) -> Any:
        """For each firm the place of its coalition; None where all are alone."""
        if not self.who.coalitions:
            return None
        labels = list(range(self.industry.n))
        for members in self.who.coalitions:
            for i in members:
                labels[i] = members[0]
        return labels

    @cached_property
    def b(self) -> Any:
        """The slope of demand, in the arithmetic used."""
        return self.algebra.number(self.industry.b)

    @cached_property
    def B(self) -> Any:
        """The matrix of spillovers."""
        return self.algebra.matrix(self.industry.spillovers)

    @cached_property
    def gamma(self) -> Any:
        """The column of the slopes of the marginal costs of R&D."""
        return self.column(self.industry.gamma)

    @cached_property
    def A(self) -> Any:
        """The column of initial unit costs."""
        return self.column(self.industry.A)

    @cached_property
    def market(self) -> stages.Market:
        """The product stage."""
        d = self.column(self.industry.a) - self.A + self.column(self.who.output_subsidy)
        return stages.market(self.algebra, self.b, d, self.B, self.producing, self.industry.n - len(self.idle))

    @cached_property
    def system(self) -> stages.System:
        """The R&D stage."""
        algebra, who = self.algebra, self.who
        weights = algebra.weights(self.labels, who.ownership, self.industry.n)
        return stages.rnd(algebra, self.b, self.gamma, self.column(who.rnd_subsidy), self.B, weights, self.market)

    @cached_property
    def planned(self) -> stages.System:
        """The R&D stage of a planner who leaves the market alone."""
        everybody = self.algebra.weights([0] * self.industry.n, None, self.industry.n)
        return stages.second_best(self.algebra, self.b, self.gamma, self.B, everybody, self.market)

    def block(self, members: Sequence[int]) -> Any:
        """The part of H that belongs to a coalition."""
        return stages.block(self.algebra, self.b, self.gamma, self.B, self.market, list(members))

    def outcome(self, x: Any, paid: Any = None) -> IndustryOutcome:
        """Everything that follows from R&D; ``paid`` are other R&D subsidies, named and not paid."""
        algebra, who = self.algebra, self.who
        output = self.market.q0 + self.market.R @ x
        levels, q, cost = map(algebra.entries, (x, output, self.A - self.B @ x))
        sigma, tau, gamma = (algebra.entries(self.column(v)) for v in (who.rnd_subsidy, who.output_subsidy, self.industry.gamma))
        a, b = (algebra.entries(algebra.column(value, 1))[0] for value in (self.industry.a, self.industry.b))
        Q = algebra.total(q)
        price, surplus = model.inverse_demand(Q, a, b), model.consumer_surplus(Q, b)
        earned = algebra.each(lambda c, q, x, g, s, t: model.profit(price, c - t, q, x, g) + s * x, cost, q, levels, gamma, sigma, tau)
        spent = algebra.total(algebra.each(lambda s, x, t, q: s * x + t * q, sigma, levels, tau, q))
        welfare = surplus + algebra.total(earned) - spent
        found = [value if not algebra.symbolic else algebra.tidy(value) for value in (Q, price, surplus, welfare)]
        return IndustryOutcome(levels, q, found[0], found[1], cost, earned, found[2], found[3], sigma if paid is None else paid)

    def required(self, found: IndustryOutcome | None, stable: bool) -> list[Condition]:
        """The conditions of an equilibrium, at the outcome of the first-order conditions or without one."""
        algebra = self.algebra
        needs = [needed.regularity(found), *needed.concavity(algebra, self.gamma, self.system, self.who.coalitions, self.block)]
        if stable and all(condition.holds for condition in needs):
            needs.append(needed.stability(algebra, self.system, self.labels, self.block))
        return needs if found is None else [*needs, *needed.interior(algebra, self.producing, found)]

    def solved(self) -> tuple[Any, IndustryOutcome | None]:
        """R&D that meets the first-order conditions, and what follows from it; None where there is no such R&D, or no single one."""
        x = self.algebra.solve(self.system)
        return x, None if x is None else self.outcome(x)

    def admitted(self, stable: bool) -> IndustryOutcome:
        """The outcome of the first-order conditions, if it meets all others.

        Raises
        ------
        InadmissibleError
            If it does not.
        """
        _, found = self.solved()
        needs = [needed.regularity(found)] if self.algebra.symbolic else self.required(found, stable)
        failed = [condition for condition in needs if not condition.holds]
        if failed or found is None:
            raise InadmissibleError(self.who, failed)
        return found
