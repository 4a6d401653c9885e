"""The games that the problems ask about: the paper's with one thing changed, solved backwards from the same primitives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import sympy as sp

from course.draw import Point
from course.problem import solved
from spillover import Industry, model
from spillover.cluster import derivation, evaluation
from spillover.cluster.derivation import RND, SIZES, X
from spillover.exact_functions import exact_function
from spillover.industry import IndustryOutcome, uniform_spillovers
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


def imitation_outcome(point: Point) -> IndustryOutcome | None:
    """All but the last firm invest, and they know that it cannot: no R&D of its own is of use to anybody.

    Parameters
    ----------
    point
        the six parameters by name, exact.

    Returns
    -------
    IndustryOutcome or None
        None where there is no stable equilibrium with all firms in the market, or a unit cost would be zero.
    """
    given = {name: point[name] for name in ("a", "A", "b", "gamma")}
    reaches = [[*row[:-1], NOTHING] for row in uniform_spillovers(int(point["n"]), point["beta"])]
    found = solved(Industry(**given, spillovers=reaches))
    return found if found and min(found.x[0], *found.unit_cost) > 0 else None


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
