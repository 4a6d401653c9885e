"""That nobody who decides gains without bound: in the market, in R&D, and in both at once where moves are simultaneous."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spillover.conditions import Condition
from spillover.industry import conditions
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import row_of


def market(game: RndGame) -> list[Condition]:
    """That nobody who decides in the market can gain without bound; nothing where each firm decides for itself."""
    algebra, conduct, found = game.algebra, game.conduct, game.market
    if found.reactions is None or conduct.equal_shares or algebra.symbolic:
        return []
    meaning = "no firm can gain without bound by its output or price"
    own = algebra.entries(algebra.diagonal_of(found.reactions, algebra.identity(game.primitives.n)))
    needs: list[Condition] = [
        conditions.each_firm(algebra, "own second-order condition of the market", own, [0 * value for value in own], True, meaning)
    ]
    parts = [
        tuple(i for i in members if (i in conduct.leaders) == first) for members in conduct.product_coalitions for first in (False, True)
    ]
    blocks = [(members, algebra.block(found.reactions, members)) for members in parts if len(members) > 1]
    return needs + conditions.worst(
        algebra, "joint concavity of the market", blocks, "the joint profit of a coalition has a maximum in the market"
    )


def rnd(game: RndGame) -> list[Condition]:
    """That no firm and no coalition of several can gain without bound by R&D; with simultaneous moves, by R&D and output or price."""
    algebra, system, conduct = game.algebra, game.system, game.conduct
    meaning = "no firm can gain by raising its own R&D without bound"
    rise = _own_rise(game) if conduct.simultaneous else algebra.entries(system.curvature)
    needs: list[Condition] = [
        conditions.each_firm(algebra, "own second-order condition", algebra.entries(system.gamma), rise, True, meaning)
    ]
    if conduct.simultaneous:
        alike = [members for members in conduct.coalitions if set(members) in map(set, conduct.product_coalitions)]
        blocks = [(members, _both_decisions(game, members)) for members in alike]
    else:
        blocks = [(members, game.block(members)) for members in conduct.coalitions]
    meaning = "the joint profit of a coalition has a maximum, in whatever direction it changes its R&D"
    return needs + conditions.worst(algebra, "joint concavity", blocks, meaning)


def response(game: RndGame, members: Sequence[int]) -> list[Condition]:
    """That a firm or a coalition has a best response in R&D."""
    found = market(game)
    if not all(condition.holds for condition in found):
        return found
    name = "joint concavity" if len(members) > 1 else "own second-order condition"
    return found + conditions.worst(
        game.algebra, name, [(members, game.block(members))], "no firm can gain by raising its own R&D without bound"
    )


def _own_rise(game: RndGame) -> Any:
    """How fast R&D of a firm that sets output or price at once with it raises what R&D is worth; 0 where others decide on output."""
    algebra, found = game.algebra, game.market
    if found.reactions is None:
        cross, curved = algebra.own_effects(game.B), found.markup * 2
    else:
        one = algebra.identity(game.primitives.n)
        cross, curved = algebra.diagonal_of(game.benefit.K, found.Z.T), algebra.diagonal_of(found.reactions, one)
    same = algebra.entries(game.column(_decides_both(game)))
    return algebra.map_entries(lambda k, c, s: s * k**2 / c, *map(algebra.entries, (cross, curved)), same)


def _decides_both(game: RndGame) -> Any:
    """For each firm 1 where those who decide on its R&D decide on its output or price too, and 0 where not; or 1 for all."""
    conduct, n = game.conduct, game.primitives.n
    if conduct.coalitions == conduct.product_coalitions and conduct.ownership is conduct.product_ownership:
        return 1
    rnd, product = (game.labels(coalitions) or range(n) for coalitions in (conduct.coalitions, conduct.product_coalitions))

    def row(i: int, labels: Any, weights: Any) -> list[Any]:
        return list(row_of(weights, i)) if weights is not None else [int(label == labels[i]) for label in labels]

    if conduct.ownership is conduct.product_ownership:
        groups = [{i: [j for j in range(n) if labels[j] == labels[i]] for i in range(n)} for labels in (rnd, product)]
        return [int(groups[0][i] == groups[1][i]) for i in range(n)]
    return [int(i in conduct.public or row(i, rnd, conduct.ownership) == row(i, product, conduct.product_ownership)) for i in range(n)]


def _both_decisions(game: RndGame, members: Sequence[int]) -> Any:
    """Minus the second derivatives of the joint profit of a coalition in its R&D and its outputs or prices."""
    algebra, found = game.algebra, game.market
    market = members[:1] if game.conduct.equal_shares else members
    cross = algebra.extract(game.benefit.K @ found.Z.T, members, market)
    own = algebra.operator(algebra.diagonal(algebra.select(game.system.gamma, list(members))))
    return algebra.joined(own, cross, algebra.block(found.reactions, market))
