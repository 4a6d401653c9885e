"""The R&D game of an industry whose producing plants are known: the market, the linear system, and what follows from R&D."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spillover import model
from spillover.conditions import Condition, InadmissibleError
from spillover.industry import stages
from spillover.industry.inputs import check_float, is_floating, is_sparse, numbers_in, one_for_all
from spillover.industry.outcome import IndustryOutcome
from spillover.industry.primitives import Primitives
from spillover.industry.structure import Partition, Structure

MANY = 400
"""Firms from which on it pays to multiply with vectors what is a product of matrices."""


@dataclass(frozen=True, eq=False)
class RndGame:
    """The R&D game of an industry in which it is known who produces: its first-order conditions are linear.

    Attributes
    ----------
    primitives, conduct
        demand, costs and spillovers, and who decides with whom.
    idle
        the firms that do not produce.
    given_rnd
        levels of R&D, where they are given.
    written
        whether the matrices of many firms with unlike goods are written out, as who asks for their entries needs: planners, coalitions,
        stability.
    """

    primitives: Primitives
    conduct: Structure
    idle: tuple[int, ...] = ()
    given_rnd: Any = 0
    written: bool = True

    @cached_property
    def algebra(self) -> Any:
        """The arithmetic that the numbers given ask for; what is not a diagonal and a matrix of rank one is written out."""
        given, conduct = self.primitives, self.conduct
        named = {"a": given.a, "A": given.A, "gamma": given.gamma, "cost_slope": given.cost_slope, "x": self.given_rnd}
        vectors = named | {
            name: getattr(conduct, name) for name in ("consumer_weight", "rnd_subsidy", "rnd_subsidy_rate", "output_subsidy")
        }
        numbers = {"b": given.b, "cost_of_funds": conduct.cost_of_funds} | {f"public[{i}]": share for i, share in conduct.public.items()}
        matrices = {"spillovers": given.spillovers, "ownership": conduct.ownership, "product_ownership": conduct.product_ownership}
        (matrices if self.has_matrix_of_goods else numbers)["substitutability"] = given.substitutability
        every = {name: value for name, value in {**numbers, **vectors, **matrices}.items() if value is not None}
        found = [pair for name, value in every.items() for pair in numbers_in(name, value)]
        if any(map(is_floating, every.values())):
            from spillover.industry import floating

            for name, value in found:
                check_float(name, value)
            if not self.has_matrix_of_goods:
                return floating.Sparse() if is_sparse(given.spillovers) and conduct.each_for_itself else floating.Dense()
            alone = conduct.each_for_itself and not conduct.coalitions and conduct.ownership is None
            if not alone or self.written or given.n <= MANY:
                return floating.Dense()
            from spillover.industry.factored import Factored

            return Factored()
        from spillover.industry.exact import Exact

        return Exact([value for _, value in found])

    @property
    def has_matrix_of_goods(self) -> bool:
        """Whether pairs of goods are unlike."""
        return not one_for_all(self.primitives.substitutability)

    def column(self, values: Any) -> Any:
        """The column of a vector, or of one number for all firms."""
        return self.algebra.column(values, self.primitives.n)

    @cached_property
    def producing(self) -> Any:
        """The column with 1 for each firm that produces and 0 for any other."""
        if not self.idle:
            return self.column(1)
        return self.column([int(i not in self.idle) for i in range(self.primitives.n)])

    def labels(self, coalitions: Sequence[Sequence[int]]) -> Any:
        """For each firm the place of its coalition; None where all are alone."""
        if not coalitions:
            return None
        labels = list(range(self.primitives.n))
        for members in coalitions:
            for i in members:
                labels[i] = members[0]
        return labels

    @cached_property
    def goods(self) -> stages.Goods:
        """How goods replace each other."""
        b = self.algebra.number(self.primitives.b)
        if self.has_matrix_of_goods:
            return stages.Goods(S=self.algebra.matrix(self.primitives.substitutability) * b)
        d = self.algebra.number(self.primitives.substitutability)
        return stages.Goods(own=b * (1 - d), common=b * d)

    @cached_property
    def demand(self) -> Any:
        """How outputs move with each firm's decision: the unit matrix for quantities, for prices how much more is sold as each falls.

        Raises
        ------
        ValueError
            If prices do not determine outputs.
        """
        algebra, n = self.algebra, self.primitives.n
        one, setters = algebra.identity(n), self.conduct.price_setters(n)
        if not setters:
            return one
        fixed = algebra.replace_rows(one, setters, algebra.extract(stages.times_goods(algebra, self.goods, one), setters, range(n)))
        found = algebra.solve_matrix(fixed, one)
        if found is None:
            raise ValueError(
                "competition='prices' and substitutability do not go together: the matrix must be positive definite, got "
                f"{self.primitives.substitutability}"
            )
        return found.T

    @cached_property
    def B(self) -> Any:
        """The matrix of spillovers."""
        return self.algebra.matrix(self.primitives.spillovers)

    @cached_property
    def gamma(self) -> Any:
        """The column of the slopes of the marginal costs of R&D."""
        return self.column(self.primitives.gamma)

    @cached_property
    def kappa(self) -> Any:
        """The column of the slopes of the marginal costs of production."""
        return self.column(self.primitives.cost_slope)

    @cached_property
    def public(self) -> Any:
        """The column of how much welfare counts for each firm."""
        return self.column([self.conduct.public.get(i, 0) for i in range(self.primitives.n)])

    @cached_property
    def rate(self) -> Any:
        """The column of the shares of R&D cost that are paid."""
        return self.column(self.conduct.rnd_subsidy_rate)

    @cached_property
    def unpaid(self) -> Any:
        """What a unit of output costs those who pay the subsidy on it."""
        return self.column(self.conduct.output_subsidy) * (1 + self.algebra.number(self.conduct.cost_of_funds))

    @cached_property
    def first_units(self) -> Any:
        """The column of what the first unit of each firm's output is worth to it without R&D."""
        return self.column(self.primitives.a) - self.column(self.primitives.A) + self.column(self.conduct.output_subsidy)

    @cached_property
    def market(self) -> stages.Market:
        """The product stage.

        Raises
        ------
        InadmissibleError
            If it has not exactly one outcome.
        """
        algebra, conduct, n, d = self.algebra, self.conduct, self.primitives.n, self.first_units
        if conduct.each_for_itself and not (self.idle and self.has_matrix_of_goods):
            return stages.own_market(algebra, self.goods, self._margins(), self.kappa, self.producing, d, self.B)
        labels = self.labels(conduct.product_coalitions) or list(range(n))
        weights = algebra.operator(self._weights(conduct.product_coalitions, conduct.product_ownership))
        shares = self.column([labels.count(own) for own in labels]) if conduct.equal_shares else None
        consumers = self._consumers(conduct.product_coalitions)
        who = stages.Conduct(weights, self.demand, conduct.leaders, consumers, self.public, shares, self.unpaid, self.idle)
        found = stages.any_market(algebra, self.goods, self.kappa, who, d, self.B)
        if found is None:
            meaning = "the first-order conditions of the market have one solution"
            raise InadmissibleError(conduct, [Condition("regular market", 0, 0, True, meaning)])
        return found

    def _margins(self) -> Any:
        """What a firm that decides for itself asks beyond its marginal cost, by its output: b, or 1/T_ii for prices."""
        algebra, n = self.algebra, self.primitives.n
        if self.conduct.competition == "quantities":
            return self.column(1) * algebra.number(self.primitives.b)
        if self.goods.S is not None:
            return algebra.reciprocal(algebra.diagonal_of(self.demand, algebra.identity(n)))
        own, common = self.goods.own, self.goods.common
        return self.column(1) * (own * (own + n * common) / (own + (n - 1) * common))

    def _weights(self, coalitions: Partition, ownership: Any) -> Any:
        """How much each firm weighs each profit at a stage, as the algebra keeps it; public firms weigh all."""
        algebra, public = self.algebra, self.public
        private = algebra.weights(self.labels(coalitions), ownership, self.primitives.n)
        if not self.conduct.public:
            return private
        return algebra.scale_rows(self.column(1) - public, algebra.operator(private)) + algebra.outer(public, self.column(1).T)

    def _consumers(self, coalitions: Partition) -> Any:
        """The column of how much each firm, or the coalition that it decides with, weighs consumer surplus."""
        joint = self.algebra.weights(self.labels(coalitions), None, self.primitives.n)
        return joint @ self.column(self.conduct.consumer_weight) + self.public

    @cached_property
    def benefit(self) -> stages.Benefit:
        """Of R&D to those who decide on it."""
        conduct = self.conduct
        weights = self._weights(conduct.coalitions, conduct.ownership)
        consumers = self._consumers(conduct.coalitions) if conduct.public or conduct.friendly else None
        return stages.private_benefit(self.algebra, self.goods, weights, consumers, self.B, self.market, conduct.simultaneous)

    @cached_property
    def social_benefit(self) -> stages.Benefit:
        """Of R&D to all firms and consumers, when the market follows."""
        return stages.social_benefit(self.algebra, self.goods, self.B, self.market)

    @cached_property
    def system(self) -> stages.System:
        """The R&D stage; a public firm counts what subsidies cost."""
        algebra, sigma, cost = self.algebra, self.column(self.conduct.rnd_subsidy), self.column(1) - self.rate
        if self.conduct.public:
            whole = 1 + algebra.number(self.conduct.cost_of_funds)
            bill = sigma * whole if self.conduct.simultaneous else sigma * whole + self.market.R.T @ self.unpaid
            sigma, cost = sigma - algebra.scale_rows(self.public, bill), cost + algebra.scale_rows(self.public, self.rate * whole)
        return stages.system(algebra, algebra.scale_rows(self.gamma, cost), sigma, self.market, self.benefit)

    @cached_property
    def second_best_system(self) -> stages.System:
        """The R&D stage of a planner who leaves the market alone, and pays the firms to do this R&D."""
        algebra, funds = self.algebra, self.algebra.number(self.conduct.cost_of_funds)
        gamma = algebra.scale_rows(self.gamma, self.column(1) + self.rate * funds)
        social = stages.system(algebra, gamma, self.market.R.T @ self.unpaid * -1, self.market, self.social_benefit)
        if not self.conduct.cost_of_funds:
            return social
        H = social.H + (self.system.H + self.system.H.T) * funds
        return stages.System(
            H, social.h + self.system.h * funds, social.curvature, social.gamma, social.diagonal + self.system.diagonal * (2 * funds)
        )

    def block(self, members: Sequence[int]) -> Any:
        """The part of H that belongs to a coalition."""
        if not hasattr(self.system.H, "matvec"):
            return self.algebra.block(self.system.H, members)
        return stages.block(self.algebra, self.system.gamma, self.B, self.market, list(members), self.conduct.simultaneous)

    def outcome(self, x: Any, paid: Any = None) -> IndustryOutcome:
        """Everything that follows from R&D; ``paid`` are other R&D subsidies, which are named and no part of profits."""
        algebra, conduct, market = self.algebra, self.conduct, self.market
        output = market.q0 + market.R @ x
        forgone = stages.times_goods(algebra, self.goods, output)
        levels, q, cost, lost, price = map(
            algebra.entries, (x, output, self.column(self.primitives.A) - self.B @ x, forgone, self.column(self.primitives.a) - forgone)
        )
        sigma, rate, tau, gamma, kappa = (
            algebra.entries(self.column(v))
            for v in (
                conduct.rnd_subsidy,
                conduct.rnd_subsidy_rate,
                conduct.output_subsidy,
                self.primitives.gamma,
                self.primitives.cost_slope,
            )
        )
        Q, surplus = algebra.total(q), algebra.total(algebra.map_entries(lambda q, lost: q * lost / 2, q, lost))
        received = algebra.map_entries(
            lambda s, x, r, g, t, q: s * x + r * model.rnd_cost(x, g) + t * q, sigma, levels, rate, gamma, tau, q
        )
        earned = algebra.map_entries(
            lambda p, c, q, x, g, k, r: model.profit(p, c, q, x, g) - k * q**2 / 2 + r, price, cost, q, levels, gamma, kappa, received
        )
        spent = algebra.total(received)
        bill = spent if paid is None else spent + algebra.total(algebra.map_entries(lambda s, x: s * x, paid, levels))
        funds = algebra.entries(algebra.column(conduct.cost_of_funds, 1))[0]
        welfare = surplus + algebra.total(earned) - spent - funds * bill
        Q, surplus, welfare, bill = (value if not algebra.symbolic else algebra.factor(value) for value in (Q, surplus, welfare, bill))
        if self.primitives.one_price:
            price = price[0]
        return IndustryOutcome(levels, q, Q, price, cost, earned, surplus, welfare, sigma if paid is None else paid, bill)
