"""What a unit of R&D is worth to those who decide on it, as a function of outputs: the first-order conditions before they are solved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spillover.industry import Industry, stages
from spillover.industry.equilibrium import RndGame
from spillover.industry.structure import read_structure


def marginal_benefit(industry: Industry, rnd_coalitions: Any = None) -> Any:
    """The matrix M with which a unit of a firm's R&D is worth M q, at outputs q, to the firm or to its coalition.

    R&D is done until its marginal cost is that, plus a subsidy: gamma_i x_i = (M q)_i + sigma_i.
    """
    game = _game(industry, rnd_coalitions)
    algebra = game.algebra
    nothing = algebra.diagonal(game.column(0))
    weights = algebra.weights(game.labels, None, industry.n)
    return algebra.to_public(stages.rnd(algebra, game.b, game.gamma, nothing, game.B, weights, _at_unit_outputs(game)).h)


def marginal_social_benefit(industry: Industry) -> Any:
    """The same for a planner who sets R&D and leaves the market to competition."""
    game = _game(industry, None)
    everybody = game.algebra.weights([0] * industry.n, None, industry.n)
    return game.algebra.to_public(stages.second_best(game.algebra, game.b, game.gamma, game.B, everybody, _at_unit_outputs(game)).h)


def outputs(industry: Industry) -> tuple[Any, Any]:
    """What firms make without R&D, and the matrix of what a unit of each firm's R&D adds to the output of each."""
    game = _game(industry, None)
    return game.algebra.to_public(game.market.q0), game.algebra.to_public(game.market.R)


def planner_curvature(industry: Industry) -> Any:
    """How fast the marginal welfare of R&D falls: minus the second derivatives."""
    game = _game(industry, None)
    return game.algebra.to_public(game.second_best_system.H)


def externality(industry: Industry, rnd_coalitions: Any = None) -> Any:
    """What a unit of R&D is worth to the planner and not to those who decide: times outputs, the subsidies of the second best."""
    return marginal_social_benefit(industry) - marginal_benefit(industry, rnd_coalitions)


def _game(industry: Industry, rnd_coalitions: Any) -> RndGame:
    return RndGame(industry, read_structure(industry.n, rnd_coalitions))


def _at_unit_outputs(game: RndGame) -> stages.Market:
    """The market with a unit of output of each firm in turn in the place of what it makes without R&D."""
    return replace(game.market, q0=game.algebra.diagonal(game.column(1)))
