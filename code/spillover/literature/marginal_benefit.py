"""What a unit of R&D is worth to those who decide on it, as a function of outputs: the first-order conditions before they are solved."""

from __future__ import annotations

from typing import Any

from spillover.industry import Industry
from spillover.industry.rnd_game import RndGame
from spillover.industry.structure import read_structure


def marginal_benefit(industry: Industry, rnd_coalitions: Any = None) -> Any:
    """The matrix M with which a unit of a firm's R&D is worth M q, at outputs q, to the firm or to its coalition.

    R&D is done until its marginal cost is that, plus a subsidy: gamma_i x_i = (M q)_i + sigma_i.

    Parameters
    ----------
    industry
        n firms, in numbers or symbols.
    rnd_coalitions
        a partition of the firms, as in :meth:`spillover.Industry.solve`; each for itself unless given.

    Returns
    -------
    matrix
        of shape (n, n), in the numbers of the industry.

    Examples
    --------
    >>> from fractions import Fraction
    >>> firms = Industry(a=15, A=[10, 11], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]])
    >>> marginal_benefit(firms)
    Matrix([
    [7/6, 0],
    [  0, 1]])
    """
    game = _game(industry, rnd_coalitions)
    return game.algebra.to_public(game.benefit.K)


def marginal_social_benefit(industry: Industry) -> Any:
    """The matrix M with which a unit of a firm's R&D is worth M q to a planner who sets R&D and leaves the market to competition.

    Parameters
    ----------
    industry
        n firms, in numbers or symbols.

    Returns
    -------
    matrix
        of shape (n, n), in the numbers of the industry.

    References
    ----------
    Suzumura (1992).

    Examples
    --------
    >>> from fractions import Fraction
    >>> firms = Industry(a=15, A=[10, 11], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]])
    >>> marginal_social_benefit(firms)
    Matrix([
    [19/12, 1/12],
    [  1/2,  3/2]])
    """
    game = _game(industry, None)
    return game.algebra.to_public(game.social_benefit.K)


def outputs(industry: Industry) -> tuple[Any, Any]:
    """What firms make without R&D, and the matrix of what a unit of each firm's R&D adds to the output of each.

    Parameters
    ----------
    industry
        n firms, in numbers or symbols.

    Returns
    -------
    q_0
        of shape (n, 1).
    R
        of shape (n, n): a row a firm that produces, a column a firm that does R&D.

    Examples
    --------
    >>> from fractions import Fraction
    >>> firms = Industry(a=15, A=[10, 11], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]])
    >>> outputs(firms)[0]
    Matrix([
    [2],
    [1]])
    """
    game = _game(industry, None)
    return game.algebra.to_public(game.market.q0), game.algebra.to_public(game.market.R)


def planner_curvature(industry: Industry) -> Any:
    """How fast the marginal welfare of R&D falls: minus the second derivatives.

    Parameters
    ----------
    industry
        n firms, in numbers or symbols.

    Returns
    -------
    matrix
        of shape (n, n); positive definite where welfare has a maximum.

    Examples
    --------
    >>> from fractions import Fraction
    >>> firms = Industry(a=15, A=[10, 11], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]])
    >>> planner_curvature(firms)
    Matrix([
    [445/144, -1/24],
    [  -1/24,  17/4]])
    """
    game = _game(industry, None)
    return game.algebra.to_public(game.second_best_system.H)


def externality(industry: Industry, rnd_coalitions: Any = None) -> Any:
    """The part of the marginal social benefit that those who decide do not count: times outputs, the subsidies of the second best.

    Parameters
    ----------
    industry
        n firms, in numbers or symbols.
    rnd_coalitions
        a partition of the firms, as in :meth:`spillover.Industry.solve`; each for itself unless given.

    Returns
    -------
    matrix
        of shape (n, n), in the numbers of the industry.

    Examples
    --------
    >>> from fractions import Fraction
    >>> firms = Industry(a=15, A=[10, 11], gamma=[4, 5], spillovers=[[1, Fraction(1, 2)], [Fraction(1, 4), 1]])
    >>> externality(firms)
    Matrix([
    [5/12, 1/12],
    [ 1/2,  1/2]])
    """
    return marginal_social_benefit(industry) - marginal_benefit(industry, rnd_coalitions)


def _game(industry: Industry, rnd_coalitions: Any) -> RndGame:
    return RndGame(industry, read_structure(industry, rnd_coalitions=rnd_coalitions))
