"""The game itself, played without any formula: a check on every closed form.

Two ways, neither of which knows a first-order condition or a solution:

* :func:`play_exactly` finds each best response from values of the objective alone. The objectives are quadratic, so three
  values fix a parabola and its top, without rounding; best responses are then affine, and the fixed point solves a linear
  system. Outputs are then affine in R&D: their reduced form is found from a few plays of the product stage, and tested by one more.
  Where firms are alike, the best responses of one of them say what all of them would do; each is then asked whether it would
  rather do anything else.
* :func:`play_numerically` lets SciPy look for decisions at which every objective is flat in the decision about it,
  the others given, and then for a deviation that pays; there must be none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from sympy import QQ

from spillover import model
from spillover.regimes import Mode, Objective

Vector = Sequence[Any]
Payoffs = list[Callable[[Vector], Any]]
Number = Callable[..., Any]
"""A type of exact numbers, called with a numerator and a denominator."""

Stage = Callable[[Vector], list[Any]]
"""What all firms do in a stage, given what they did before: from n numbers to n numbers."""

Groups = Sequence[Sequence[int]]
"""Which decisions are alike: a partition."""

FixedPoint = Callable[..., list[Any]]
"""From the objectives of a number of decisions, and ``groups`` of those that are alike, to the decisions that nobody wants to change."""


class NoEquilibrium(ValueError):  # noqa: N818 (an answer, not a mistake)
    """There are no decisions that nobody wants to change, or more than one set of them; the message says why.

    Examples
    --------
    >>> from spillover.game.best_responses import NoEquilibrium, top_of_parabola
    >>> try:
    ...     top_of_parabola(lambda q: q * q)
    ... except NoEquilibrium as none:
    ...     print(none)
    the objective is not a concave quadratic: its values at 0, 1, 2, 3 are 0, 1, 4, 9
    """


def groups_by_level(levels: Vector) -> list[list[int]]:
    """The places of equal levels, in groups.

    Parameters
    ----------
    levels
        numbers.

    Returns
    -------
    list of lists
        a partition of the places.

    Examples
    --------
    >>> from spillover.game.best_responses import groups_by_level
    >>> groups_by_level([0, 1, 0])
    [[0, 2], [1]]
    """
    groups: list[list[int]] = []
    for i, level in enumerate(levels):
        group = next((group for group in groups if levels[group[0]] == level), None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    return groups


def payoffs(objective: Objective, outcomes: Callable[[Vector], tuple[Vector, Vector]], values: dict[str, Any]) -> Payoffs:
    """What each decision about one firm maximises, as functions of all the decisions.

    Parameters
    ----------
    objective
        Of the stage.
    outcomes
        From the decisions of a stage to R&D and output of all firms.
    values
        The six parameters by name, numbers of one type.

    Returns
    -------
    list of callables
        One a firm, each from all decisions to the firm's profit, the joint profit or welfare.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster
    >>> from spillover.game.best_responses import payoffs
    >>> from spillover.regimes import Objective
    >>> values = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values
    >>> without_rnd = payoffs(Objective.OWN, lambda q: ([0, 0], q), values)
    >>> [profit([2, 1]) for profit in without_rnd]
    [Fraction(4, 1), Fraction(2, 1)]
    """
    firms = range(int(values["n"]))
    market = {name: values[name] for name in ("a", "A", "b", "beta", "gamma")}

    def earned(some: Iterable[int], x: Vector, q: Vector) -> list[Any]:
        x_total, Q = sum(x), sum(q)
        return [model.profit_against(q[i], Q - q[i], x[i], x_total - x[i], **market) for i in some]

    def shared(decisions: Vector) -> Any:
        x, q = outcomes(decisions)
        surplus = model.consumer_surplus(sum(q), values["b"]) if objective is Objective.WELFARE else 0
        return sum(earned(firms, x, q)) + surplus

    if objective is Objective.OWN:
        return [lambda decisions, i=i: earned((i,), *outcomes(decisions))[0] for i in firms]  # type: ignore[misc]
    return [shared for _ in firms]


def product_stage(objective: Objective, values: dict[str, Any], fixed_point: FixedPoint) -> Stage:
    """Stage 2: the output of every firm, given R&D. A coalition or a planner decides on one for all, as the paper imposes.

    Parameters
    ----------
    objective
        Of the stage.
    values
        The six parameters by name, numbers of one type.
    fixed_point
        How the decisions are found, as by :func:`exact_fixed_point`. Firms that did the same R&D are alike.

    Returns
    -------
    callable
        From the R&D of n firms to their outputs.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster
    >>> from spillover.game.best_responses import exact_fixed_point, product_stage
    >>> from spillover.regimes import Objective
    >>> values = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values
    >>> product_stage(Objective.OWN, values, exact_fixed_point)([Fraction(1), Fraction(0)])
    [Fraction(9, 4), Fraction(3, 2)]
    """
    firms = int(values["n"])
    if objective is Objective.OWN:
        return lambda x: fixed_point(payoffs(objective, lambda q: (x, q), values), firms, groups=groups_by_level(x))
    return lambda x: fixed_point(payoffs(objective, lambda share: (x, [share[0]] * firms), values)[:1], 1) * firms


def rnd_stage(mode: Mode, values: dict[str, Any], market: Stage) -> Payoffs:
    """Stage 1: what each decision about R&D maximises, as functions of the R&D of all firms, when all foresee the market.

    Parameters
    ----------
    mode
        A regime or a planner.
    values
        The six parameters by name, numbers of one type.
    market
        The product stage.

    Returns
    -------
    list of callables
        One a firm, each from the R&D of n firms to what the decision about that of this firm maximises.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster, Regime
    >>> from spillover.game.best_responses import exact_fixed_point, product_stage, rnd_stage
    >>> values = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values
    >>> market = product_stage(Regime.NONCOOPERATION.product_stage, values, exact_fixed_point)
    >>> [profit([Fraction(1), Fraction(0)]) for profit in rnd_stage(Regime.NONCOOPERATION, values, market)]
    [Fraction(65, 16), Fraction(9, 4)]
    """
    return payoffs(mode.rnd_stage, lambda x: (x, market(x)), values)


def top_of_parabola(objective: Callable[[Any], Any], number: Number = Fraction) -> Any:
    """Where a concave quadratic is largest, from its values at 0, 1 and 2.

    Parameters
    ----------
    objective
        A function of one number.
    number
        The type of exact numbers in which it is evaluated.

    Returns
    -------
    number
        The argument at which it is largest.

    Raises
    ------
    NoEquilibrium
        If the values at 0 to 3 are not those of a concave quadratic.

    Examples
    --------
    >>> from spillover.game.best_responses import top_of_parabola
    >>> top_of_parabola(lambda q: (5 - q) * q)
    Fraction(5, 2)
    """
    at_0, at_1, at_2, at_3 = (objective(number(i)) for i in range(4))
    bend = at_2 - 2 * at_1 + at_0
    if at_3 - 3 * at_2 + 3 * at_1 - at_0 != 0 or bend >= 0:
        raise NoEquilibrium(f"the objective is not a concave quadratic: its values at 0, 1, 2, 3 are {at_0}, {at_1}, {at_2}, {at_3}")
    return number(1, 2) - (at_1 - at_0) / bend


def best_response(objectives: Payoffs, i: int, others: Vector, number: Number = Fraction) -> Any:
    """The best decision i when the others are as they stand in ``others``.

    Parameters
    ----------
    objectives
        Of all decisions, as :func:`payoffs` gives them: quadratic and concave, each in its own decision.
    i
        Whose best response is wanted.
    others
        All decisions; entry i is not looked at.
    number
        The type of exact numbers in which objectives are evaluated.

    Returns
    -------
    number
        The best response.

    Raises
    ------
    NoEquilibrium
        If objective i is not a concave quadratic in decision i.

    Examples
    --------
    >>> from spillover.game.best_responses import best_response
    >>> cournot = [lambda q: (6 - q[0] - q[1]) * q[0], lambda q: (6 - q[0] - q[1]) * q[1]]
    >>> best_response(cournot, 0, [None, 3])
    Fraction(3, 2)
    """
    return top_of_parabola(lambda own: objectives[i]([*others[:i], own, *others[i + 1 :]]), number)


def exact_fixed_point(objectives: Payoffs, decisions: int, number: Number = Fraction, groups: Groups = ()) -> list[Any]:
    """Decisions that are best responses to one another, without rounding, from values of quadratic objectives alone.

    Parameters
    ----------
    objectives
        Of all decisions, as :func:`payoffs` gives them: quadratic and concave, each in its own decision.
    decisions
        How many there are.
    number
        The type of exact numbers in which objectives are evaluated.
    groups
        A partition of the decisions into groups of those that are alike; each is alone unless given. What the first of a group would
        do then says what all of it do, and each is asked whether it wants to do anything else.

    Returns
    -------
    list
        The decisions, in that type.

    Raises
    ------
    NoEquilibrium
        If an objective is not a concave quadratic in its own decision; if best responses do not meet in one point; or if somebody
        wants to deviate who was said to be like another.

    Examples
    --------
    >>> from spillover.game.best_responses import exact_fixed_point
    >>> cournot = [lambda q: (6 - q[0] - q[1]) * q[0], lambda q: (6 - q[0] - q[1]) * q[1]]
    >>> exact_fixed_point(cournot, 2)
    [Fraction(2, 1), Fraction(2, 1)]
    """
    alike = groups or [[i] for i in range(decisions)]
    origin = [number(0)] * decisions
    constant = [best_response(objectives, i, origin, number) for i, *_ in alike]
    system = _corners(len(alike), number)[1]
    for column, members in enumerate(alike):
        unit = [number(int(i in members)) for i in range(decisions)]
        for row, (i, *others) in enumerate(alike):
            if others or row != column:  # nobody responds to itself
                system[row][column] += constant[row] - best_response(objectives, i, unit, number)
    found = list(origin)
    for members, level in zip(alike, solve_linear(system, constant), strict=True):
        for i in members:
            found[i] = level
    for i in (i for members in alike if len(members) > 1 for i in members):
        if (better := best_response(objectives, i, found, number)) != found[i]:
            raise NoEquilibrium(
                f"decision {i} would rather be {better} than {found[i]}, which is right for one that was said to be like it"
            )
    return found


def affine_reduced_form(stage: Stage, firms: int, number: Number = Fraction, alike: bool = False) -> Stage:
    """The affine reduced form of a stage: the same decisions as a function of those before, from what the stage does at a few points.

    Parameters
    ----------
    stage
        From what n firms did before to what they do.
    firms
        How many there are.
    number
        The type of exact numbers in which the stage is played.
    alike
        Whether firms are alike in it, so that what one of them did before does to it and to the others what any one's would.

    Returns
    -------
    callable
        The same stage as an affine function, fixed by what it does at zero and at each unit vector, or at the first alone.

    Raises
    ------
    NoEquilibrium
        If the stage does something else at one more point.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.game.best_responses import affine_reduced_form
    >>> plays = []
    >>> outputs = affine_reduced_form(lambda x: plays.append(x) or [2 + x[0] - x[1] / 2, 2 + x[1] - x[0] / 2], 2)
    >>> len(plays), outputs([Fraction(1, 3), Fraction(0)])
    (4, [Fraction(7, 3), Fraction(11, 6)])
    """
    origin, units = _corners(firms, number)
    constant = stage(origin)
    columns = [[level - start for level, start in zip(stage(unit), constant, strict=True)] for unit in units[: 1 if alike else firms]]
    if alike:
        own, *others = columns[0]
        columns = [[*others[:i], own, *others[i:]] for i in range(firms)]

    def affine(given: Vector) -> list[Any]:
        used = [
            (level, column) for level, column in zip(given, columns, strict=True) if level != 0
        ]  # most are zero, and a product takes time
        return [sum((level * column[i] for level, column in used), start) for i, start in enumerate(constant)]

    elsewhere = [number(3 * (i % 3) + 2, i % 3 + 1) for i in range(firms)]
    if affine(elsewhere) != stage(elsewhere):
        raise NoEquilibrium(f"the stage is not affine: at {elsewhere} it gives {stage(elsewhere)} instead of {affine(elsewhere)}")
    return affine


def _corners(size: int, number: Number) -> tuple[list[Any], list[list[Any]]]:
    """The origin and the unit vectors."""
    return [number(0)] * size, [[number(int(i == j)) for i in range(size)] for j in range(size)]


def solve_linear(matrix: list[list[Any]], right: list[Any]) -> list[Any]:
    """The solution of a linear system, by elimination in any exact numbers.

    Parameters
    ----------
    matrix
        n rows of n numbers.
    right
        n numbers.

    Returns
    -------
    list
        The solution, n numbers.

    Raises
    ------
    NoEquilibrium
        If the system has not exactly one solution.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.game.best_responses import solve_linear
    >>> solve_linear([[Fraction(2), Fraction(1)], [Fraction(1), Fraction(2)]], [Fraction(3), Fraction(3)])
    [Fraction(1, 1), Fraction(1, 1)]
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k in range(len(rows)):
        pivot = next((i for i in range(k, len(rows)) if rows[i][k]), None)
        if pivot is None:
            raise NoEquilibrium("best responses do not meet in one point")
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [entry / rows[k][k] for entry in rows[k]]
        for i in range(len(rows)):
            if i != k and (factor := rows[i][k]) != 0:
                rows[i] = [entry - factor * above for entry, above in zip(rows[i], rows[k], strict=True)]
    return [row[-1] for row in rows]


def convert(levels: Iterable[Any], number: Number = Fraction) -> list[Any]:
    """The same exact numbers in another type.

    Parameters
    ----------
    levels
        integers, Fractions, or rational numbers of SymPy's domain QQ.
    number
        makes a number of the other type from a numerator and a denominator.

    Returns
    -------
    list
        in the same order.

    Examples
    --------
    >>> from spillover.game.best_responses import convert
    >>> convert([1, 2])
    [Fraction(1, 1), Fraction(2, 1)]
    """
    return [number(int(level.numerator), int(level.denominator)) for level in levels]


def to_rational(values: dict[str, Any]) -> dict[str, Any]:
    """The same parameters as rational numbers of SymPy's domain QQ, which are quicker than Fractions.

    Parameters
    ----------
    values
        the parameters by name, exact.

    Returns
    -------
    dict
        by the same names.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.game.best_responses import to_rational
    >>> to_rational({"beta": Fraction(1, 4)})["beta"] == Fraction(1, 4)
    True
    """
    return dict(zip(values, convert(values.values(), QQ), strict=True))


def exact_market(objective: Objective, values: dict[str, Any]) -> Stage:
    """The affine reduced form of the product stage, for rational numbers of SymPy's domain QQ.

    Parameters
    ----------
    objective
        Of the product stage.
    values
        The six parameters by name, as Fractions.

    Returns
    -------
    callable
        From the R&D of n firms, as numbers of QQ, to their outputs.

    Raises
    ------
    NoEquilibrium
        If outputs are not affine in R&D.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from sympy import QQ
    >>> from spillover import Cluster
    >>> from spillover.game.best_responses import convert, exact_market
    >>> from spillover.regimes import Objective
    >>> market = exact_market(Objective.OWN, Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2).values)
    >>> convert(market([QQ(1), QQ(0)]))
    [Fraction(9, 4), Fraction(3, 2)]
    """
    values = to_rational(values)
    played = product_stage(objective, values, partial(exact_fixed_point, number=QQ))
    return affine_reduced_form(played, int(values["n"]), QQ, alike=True)


def play_exactly(mode: Mode, values: dict[str, Any], market: Stage | None = None) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm, exactly, from values of the objectives alone.

    Parameters
    ----------
    mode
        A regime or a planner.
    values
        The six parameters by name, as Fractions: few firms, because each plays.
    market
        The product stage as :func:`exact_market` gives it, if it is known already.

    Returns
    -------
    (x, q)
        R&D and output, two lists of n Fractions.

    Raises
    ------
    NoEquilibrium
        If an objective is not a concave quadratic in its own decision: then somebody gains without bound.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster, Regime
    >>> from spillover.game.best_responses import play_exactly
    >>> cluster = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2)
    >>> play_exactly(Regime.NONCOOPERATION, cluster.values)
    ([Fraction(140, 109), Fraction(140, 109)], [Fraction(240, 109), Fraction(240, 109)])
    >>> cluster.solve(Regime.NONCOOPERATION).x
    Fraction(140, 109)
    """
    market = market or exact_market(mode.product_stage, values)
    x = exact_fixed_point(rnd_stage(mode, to_rational(values), market), int(values["n"]), QQ, [range(int(values["n"]))])
    return convert(x), convert(market(x))


def numerical_fixed_point(objectives: Payoffs, decisions: int) -> list[float]:
    """Decisions that nobody wants to change, by SciPy: where every objective is flat, and no deviation found is better.

    The slope is a central difference with a step of one: exact for quadratics, where values alone would locate a
    maximum to half the digits only.

    Parameters
    ----------
    objectives
        Of all decisions, as :func:`payoffs` gives them, evaluated in floats.
    decisions
        How many there are.

    Returns
    -------
    list of floats
        The decisions.

    Raises
    ------
    NoEquilibrium
        If a deviation pays: then the flat point is not an equilibrium.

    Examples
    --------
    >>> from spillover.game.best_responses import numerical_fixed_point
    >>> cournot = [lambda q: (6 - q[0] - q[1]) * q[0], lambda q: (6 - q[0] - q[1]) * q[1]]
    >>> [round(q, 6) for q in numerical_fixed_point(cournot, 2)]
    [2.0, 2.0]
    """
    from scipy.optimize import minimize_scalar, root

    def deviate(i: int, current: Any) -> Callable[[float], float]:
        return lambda own: float(objectives[i]([*current[:i], own, *current[i + 1 :]]))

    def slopes(current: Any) -> list[float]:
        along = [deviate(i, list(current)) for i in range(decisions)]
        return [(value(own + 1) - value(own - 1)) / 2 for value, own in zip(along, current, strict=True)]

    settled = [float(level) for level in root(slopes, [0.0] * decisions).x]
    for i, own in enumerate(settled):
        value = deviate(i, settled)
        best = minimize_scalar(lambda level, value=value: -value(level), bracket=(own - 1, own + 1))
        if -best.fun - value(own) > 1e-7 * (1 + abs(value(own))):
            raise NoEquilibrium(f"decision {i} gains {-best.fun - value(own):.3g} by moving from {own:.6g} to {best.x:.6g}")
    return settled


def play_numerically(mode: Mode, values: dict[str, Any]) -> tuple[list[float], list[float]]:
    """R&D and output of every firm, as SciPy finds them.

    Parameters
    ----------
    mode
        A regime or a planner.
    values
        The six parameters by name, as floats: few firms, because each plays.

    Returns
    -------
    (x, q)
        R&D and output, two lists of n floats.

    Raises
    ------
    NoEquilibrium
        If a deviation pays where every objective is flat.

    Examples
    --------
    >>> from spillover import Regime
    >>> from spillover.game.best_responses import play_numerically
    >>> values = {"n": 2.0, "a": 15.0, "A": 10.0, "b": 1.0, "beta": 0.25, "gamma": 2.0}
    >>> [[round(level, 6) for level in levels] for levels in play_numerically(Regime.NONCOOPERATION, values)]
    [[1.284404, 1.284404], [2.201835, 2.201835]]
    """
    market = product_stage(
        mode.product_stage, values, lambda objectives, decisions, groups=(): numerical_fixed_point(objectives, decisions)
    )
    x = numerical_fixed_point(rnd_stage(mode, values, market), int(values["n"]))
    return x, market(x)
