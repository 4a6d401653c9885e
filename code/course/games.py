"""The games that the problems ask about: the paper's with one thing changed, solved backwards from the same primitives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property

import sympy as sp

from course.draw import Point
from spillover import model
from spillover.cluster import derivation, evaluation
from spillover.cluster.derivation import RND, SIZES, X
from spillover.exact_functions import exact_function
from spillover.regimes import Mode, Objective, Regime

PHI, THETA = sp.symbols("phi theta", positive=True)
"""The share of R&D cost that a fund pays, and the weight that an agency gives to consumers."""


class CourseMode(Mode):
    """A mode of which the paper does not speak: firms choose R&D each for itself, and then produce as one firm would, in equal shares."""

    OUTPUT_CARTEL = ("output", Objective.OWN, Objective.JOINT, r"\check{{{}}}", "output cartel", "产量卡特尔")


OUTPUT_CARTEL = CourseMode.OUTPUT_CARTEL
NOTHING = Fraction(0)


@cache
def _compiled(expression: sp.Expr) -> Callable[..., list[Fraction]]:
    """Numerator and denominator, with whole coefficients, as a function of the parameters, of x and of x_i."""
    return exact_function((*model.PARAMETERS, X, RND[0]), sp.fraction(sp.together(expression)))


def at(expression: sp.Expr, point: Point, x: Fraction = NOTHING, own: Fraction = NOTHING) -> Fraction:
    """The exact value of an expression in the parameters, in the R&D x of all firms, and in that of firm i alone."""
    above, below = _compiled(expression)(*point.values(), x, own)
    return Fraction(above) / below


@dataclass(frozen=True)
class Play:
    """Firms that choose R&D each for themselves: one of them, i, may deviate from the others that invest.

    Attributes
    ----------
    slope
        what firm i gains from a little more R&D, where all that invest do the same x.
    own, cross
        how that changes with its own R&D, and with that of one other.
    rivals
        how many others invest.
    """

    slope: sp.Expr
    own: sp.Expr
    cross: sp.Expr
    rivals: sp.Expr

    @cached_property
    def x(self) -> sp.Expr:
        """R&D in equilibrium."""
        (level,) = derivation.linear_solution([sp.fraction(self.slope)[0]], [X])
        return level

    def stable(self, point: Point) -> bool:
        """Whether best responses exist and lead back after a small error; that implies the other conditions but those of sign."""
        own, cross, rivals = (at(part, point) for part in (self.own, self.cross, self.rivals))
        return own + rivals * abs(cross) < 0


def _play(profit: sp.Expr, levels: tuple[sp.Expr, ...], rivals: sp.Expr) -> Play:
    slope = sp.diff(profit, RND[0])
    common = {level: X for level in levels if level in RND}
    return Play(sp.factor(slope.subs(common)), sp.factor(sp.diff(slope, RND[0])), sp.factor(sp.diff(slope, RND[1])), rivals)


@cache
def investors() -> tuple[Play, sp.Expr, sp.Expr, sp.Expr, sp.Expr]:
    """All but one invest, and they know that the last one cannot: their play; profits and outputs of a firm of each kind at R&D x."""
    levels, sizes = (RND[0], RND[1], sp.Integer(0)), (sp.Integer(1), model.n - 2, sp.Integer(1))
    outputs = derivation.product_stage(Objective.OWN, levels, sizes)
    profits = derivation.all_profits(levels, outputs, sizes)
    common = {RND[0]: X, RND[1]: X}
    investor, imitator, output, other = (sp.factor(part.subs(common)) for part in (profits[0], profits[2], outputs[0], outputs[2]))
    return _play(profits[0], levels, model.n - 2), investor, imitator, output, other


@dataclass(frozen=True)
class ImitationOutcome:
    """What n - 1 firms that invest and one that cannot end up with.

    Attributes
    ----------
    x
        R&D of each firm that invests.
    investor, imitator
        profit of each.
    stays
        whether all firms are in the market, and no cost is negative.
    """

    x: Fraction
    investor: Fraction
    imitator: Fraction
    stays: bool


def imitation_outcome(point: Point) -> ImitationOutcome:
    """The game with one firm that cannot invest, at a point where the play of the others is stable.

    Parameters
    ----------
    point
        the six parameters by name, exact.

    Returns
    -------
    ImitationOutcome
        R&D of each of the n - 1 investors, and profits, a firm.
    """
    play, *parts = investors()
    x = at(play.x, point)
    investor, imitator, *outputs = (at(part, point, x) for part in parts)
    cost = model.unit_cost(x, (point["n"] - 2) * x, point["A"], point["beta"])
    return ImitationOutcome(x, investor, imitator, min(x, cost, *outputs) > 0)


@cache
def agency() -> sp.Expr:
    """R&D chosen by an agency that counts consumer surplus with weight theta beside all profits, and leaves firms to compete."""
    outputs = derivation.product_stage(Objective.OWN, RND, SIZES)
    surplus = model.consumer_surplus(derivation.total(outputs, SIZES))
    goal = derivation.value(Objective.JOINT, RND, outputs, SIZES) + THETA * surplus
    slope = sp.diff(goal, RND[0]).subs(dict.fromkeys(RND, X))
    return derivation.linear_solution([sp.fraction(sp.factor(slope))[0]], [X])[0]


@dataclass(frozen=True)
class Deviation:
    """Where all others keep to R&D cooperation: the R&D at which one firm earns most, and what it gains by it.

    Attributes
    ----------
    reply, gain
        as said.
    stays
        whether it does some R&D, all firms are in the market, and no cost is negative.
    """

    reply: Fraction
    gain: Fraction
    stays: bool


def best_deviation(point: Point) -> Deviation:
    """One firm breaks the agreement of R&D cooperation, at a point where that and no cooperation exist.

    Parameters
    ----------
    point
        the six parameters by name, exact.

    Returns
    -------
    Deviation
        its best response in R&D, and what it gains.
    """
    reply, kept = at(_best_response()[0], point), at(derivation.solve(Regime.RND_COOPERATION).x, point)
    others = point["n"] - 1
    costs = [
        model.unit_cost(reply, others * kept, point["A"], point["beta"]),
        model.unit_cost(kept, reply + (others - 1) * kept, point["A"], point["beta"]),
    ]
    outputs = [at(output, point, kept, reply) for output in _with_one_apart()]
    return Deviation(reply, gain_from_deviation(point), min(reply, *outputs) > 0 and min(costs) >= 0)


def gain_from_deviation(point: Point) -> Fraction:
    """What breaking the agreement brings.

    Parameters
    ----------
    point
        the six parameters by name, exact.

    Returns
    -------
    Fraction
        profit after the best deviation, less profit in the agreement; never negative.
    """
    return at(_best_response()[1], point)


@cache
def _best_response() -> tuple[sp.Expr, sp.Expr]:
    """The R&D at which a firm earns most where all others keep to R&D cooperation, and what it gains: profit is quadratic in it."""
    kept, stages = derivation.solve(Regime.RND_COOPERATION).x, derivation.solve(Regime.NONCOOPERATION)
    slope = stages.first_order.subs(X, kept)
    return sp.factor(kept - slope / stages.own), sp.factor(-(slope**2) / (2 * stages.own))


@cache
def _with_one_apart() -> list[sp.Expr]:
    """Output of a firm that does R&D x_i, and of another, where all others do x."""
    return [output.subs({RND[1]: X, RND[2]: X}) for output in derivation.solve(Regime.NONCOOPERATION).outputs[:2]]


def given_up(point: Point, weight: Fraction) -> Fraction:
    """What all firms together lose by an agency that gives a weight to consumers, against one that gives none.

    Parameters
    ----------
    point
        the six parameters by name, exact.
    weight
        of consumer surplus, from 0 to 1.

    Returns
    -------
    Fraction
        never negative.
    """

    def earned(level: Fraction) -> Fraction:
        x = at(agency().subs(THETA, sp.Rational(level)), point)
        found: dict[str, Fraction] = model.outcome(x, at(_with_one_apart()[0], point, x, x), **point)
        return point["n"] * found["profit"]

    return earned(NOTHING) - earned(weight)


@cache
def smallest_cost(n: Fraction) -> sp.Expr:
    """What b gamma must exceed in the fourth mode with n firms, so that the first-order condition has a positive solution.

    Parameters
    ----------
    n
        the number of firms, exact.

    Returns
    -------
    Expr
        in the spillover alone.
    """
    line = sp.Poly(sp.numer(derivation.solve(OUTPUT_CARTEL).first_order), X).coeff_monomial(X).subs(model.gamma, model.G / model.b)
    (bound,) = derivation.linear_solution([line.subs(model.n, n)], [model.G])
    return bound


def payment_for_equal_rnd(point: Point) -> Fraction:
    """What firms must be paid for a unit of R&D in the fourth mode so that they do what they do without cooperation.

    Parameters
    ----------
    point
        the six parameters by name, exact.

    Returns
    -------
    Fraction
        negative where they must pay.
    """
    return -at(derivation.solve(OUTPUT_CARTEL).first_order, point, at(derivation.solve(Regime.NONCOOPERATION).x, point))


def with_revenue_tax(point: Point, rate: Fraction) -> Point:
    """The parameters that a firm sees when a part of its revenue is taken: it keeps the rest of each price.

    Parameters
    ----------
    point
        the six parameters by name, exact.
    rate
        the part that is taken, from 0 to 1.

    Returns
    -------
    dict
        parameters: demand is lower and flatter by the same factor.

    Examples
    --------
    >>> with_revenue_tax({"a": Fraction(10), "b": Fraction(1)}, Fraction(1, 5))
    {'a': Fraction(8, 1), 'b': Fraction(4, 5)}
    """
    return {**point, "a": (1 - rate) * point["a"], "b": (1 - rate) * point["b"]}


def with_shared_cost(point: Point, share: Fraction) -> Point:
    """The parameters that a firm sees when a fund pays a share of its R&D cost.

    Parameters
    ----------
    point
        the six parameters by name, exact.
    share
        what the fund pays, from 0 to 1.

    Returns
    -------
    dict
        parameters: R&D is cheaper.

    Examples
    --------
    >>> with_shared_cost({"gamma": Fraction(4)}, Fraction(1, 4))
    {'gamma': Fraction(3, 1)}
    """
    return {**point, "gamma": (1 - share) * point["gamma"]}


def exists(point: Point, *modes: Mode) -> bool:
    """Whether all these modes have an admissible solution.

    Parameters
    ----------
    point
        the six parameters by name, exact.
    *modes
        regimes and planners.

    Returns
    -------
    bool
        False where a condition of one of them fails.
    """
    return all(condition.holds for mode in modes for condition in evaluation.conditions(mode, point))


def numbers(expression: sp.Expr, point: Point) -> sp.Expr:
    """An expression with numbers for the parameters of a point; other letters stay."""
    return expression.xreplace({symbol: sp.Rational(point[symbol.name]) for symbol in model.PARAMETERS})
