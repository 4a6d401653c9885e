"""A cluster of n firms, and what each regime makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import sympy as sp

from spillover.checks import check_finite, check_type, is_array, names_checked, require
from spillover.cluster import evaluation
from spillover.conditions import Condition, InadmissibleError
from spillover.regimes import Mode, Regime


@dataclass(frozen=True)
class Outcome:
    """What the firms do and earn in a regime or at a planner's optimum.

    Attributes
    ----------
    mode
        the regime or the planner.
    x, q, unit_cost, profit
        R&D (in units of cost reduction), output, unit cost and profit of each firm.
    Q, price
        total output and the price at which it is sold.
    consumer_surplus, welfare
        of the whole market; welfare is consumer surplus plus all profits.

    Examples
    --------
    >>> from fractions import Fraction
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> found = cluster.solve(Regime.NONCOOPERATION)
    >>> found.mode.label, found.Q, found.price
    ('no cooperation', Fraction(240, 59), Fraction(645, 59))
    """

    mode: Mode
    x: Any
    q: Any
    Q: Any
    price: Any
    unit_cost: Any
    profit: Any
    consumer_surplus: Any
    welfare: Any


@names_checked("Cluster", c="A, the unit cost before R&D", spillover="beta", spillovers="beta, or Industry")
@dataclass(frozen=True, kw_only=True)
class Cluster:
    """n symmetric firms that first invest in R&D, part of which spills over, and then compete in quantities.

    Each argument is an int, Fraction, float, SymPy expression or an array of any type that follows NumPy's protocols.
    Exact values give exact results; floats give floats; arrays broadcast.

    Parameters
    ----------
    n
        number of firms, a whole number; the paper has at least 2, and with 1 all regimes are the same.
    a, b
        inverse demand p = a - bQ; b is 1 unless given.
    A
        unit cost before R&D, 0 < A < a.
    beta
        spillover, 0 <= beta <= 1; the paper leaves out both ends.
    gamma
        slope of the marginal cost of R&D.

    Raises
    ------
    TypeError
        If an argument is none of these types.
    ValueError
        If a scalar is out of its range, or if a float would be too large or too small. A point of an array that is out of range gives NaN.

    Notes
    -----
    Floats have 16 digits, and lose as many of them as the two sides of a condition have in common where it is close to failing. Fractions
    lose none; ``Fraction(x)`` is the float x, exactly.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover import Cluster, Regime
    >>> cluster = Cluster(n=2, a=15, A=10, beta=Fraction(1, 4), gamma=2)
    >>> cluster.solve(Regime.NONCOOPERATION).x
    Fraction(140, 109)
    """

    n: Any
    a: Any
    A: Any
    b: Any = 1
    beta: Any
    gamma: Any

    def __post_init__(self) -> None:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in given.items():
            check_type(name, value)
        scalars = {name: value for name, value in given.items() if not is_array(value)}
        for name, value in scalars.items():
            check_finite(name, value)
            if len(scalars) < len(given) and isinstance(value, sp.Basic) and value.free_symbols:
                raise TypeError(f"{name} must be a number when another parameter is an array, got {value!r}")
        ready = self.values
        for name, value in scalars.items():
            for rule, holds in _RULES[name]:
                require(name, value, rule, holds(ready[name]))
        if "A" in scalars and "a" in scalars:
            require("A", self.A, f"A < a, where a = {self.a}", ready["A"] < ready["a"])

    @property
    def values(self) -> dict[str, Any]:
        """The six parameters by name, as numbers of one kind."""
        return evaluation.uniform_numbers({name: getattr(self, name) for name in evaluation.NAMES})

    def conditions(self, regime: Regime) -> list[Condition]:
        """The conditions that the solution of a regime needs, each with its two sides at this point.

        Each is listed even where another implies it. One firm has no asymmetric deviations: of it that condition is not asked, and of an
        array of numbers of firms it has 0 on the right where there is one firm.

        Parameters
        ----------
        regime
            one of the paper's three.

        Returns
        -------
        list of Condition
            in the order in which an error names them.

        Raises
        ------
        TypeError
            If ``regime`` is no regime.

        Examples
        --------
        >>> from fractions import Fraction
        >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
        >>> [(c.name, c.margin) for c in cluster.conditions(Regime.FULL_COOPERATION)]
        [('joint concavity', Fraction(135, 4)), ('nonnegative unit cost', Fraction(261, 8))]
        """
        return evaluation.conditions(_checked(regime), self.values)

    def solve(self, regime: Regime) -> Outcome:
        """The symmetric solution of a regime (section 3 of the paper).

        Parameters
        ----------
        regime
            one of the paper's three.

        Returns
        -------
        Outcome
            in numbers of the kind that was given; of arrays, broadcast to one shape.

        Raises
        ------
        TypeError
            If ``regime`` is no regime.
        InadmissibleError
            If a condition fails. With arrays the results are NaN at such points instead.

        Examples
        --------
        >>> from fractions import Fraction
        >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
        >>> cluster.solve(Regime.FULL_COOPERATION).welfare
        Fraction(92, 9)
        """
        return solve(self, _checked(regime))


def solve(cluster: Cluster, mode: Mode) -> Outcome:
    """The solution of a regime or a planner's problem, after a look at its conditions.

    Parameters
    ----------
    cluster
        in numbers, arrays or symbols.
    mode
        a regime, a planner, or a mode of one's own.

    Returns
    -------
    Outcome
        in numbers of the kind that was given; of arrays, broadcast to one shape.

    Raises
    ------
    InadmissibleError
        If a condition fails. With arrays the results are NaN at such points instead.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from spillover.regimes import Planner
    >>> cluster = Cluster(n=3, a=15, A=10, beta=Fraction(1, 4), gamma=6)
    >>> solve(cluster, Planner.SECOND_BEST).x
    Fraction(50, 113)
    """
    values = cluster.values
    if any(is_array(value) for value in values.values()):
        return Outcome(mode, **evaluation.outcome_of_arrays(mode, values))
    failed = [condition for condition in evaluation.conditions(mode, values) if condition.holds in (False, sp.false)]
    if failed:
        raise InadmissibleError(mode, failed)
    return Outcome(mode, **evaluation.outcome(mode, values))


def _checked(regime: Any) -> Regime:
    if not isinstance(regime, Regime):
        raise TypeError(f"regime must be one of {', '.join(f'Regime.{r.name}' for r in Regime)}, got {regime!r}")
    return regime


def _whole(value: Any) -> Any:
    if isinstance(value, sp.Basic):
        return not value.is_number or value.is_integer or sp.Eq(value, sp.floor(value))
    return value == int(value)


_RULES: Mapping[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    "n": (("n whole", _whole), ("n ≥ 1", lambda value: value >= 1)),
    "a": (("a > 0", lambda value: value > 0),),
    "A": (("A > 0", lambda value: value > 0),),
    "b": (("b > 0", lambda value: value > 0),),
    "beta": (("0 ≤ beta", lambda value: value >= 0), ("beta ≤ 1", lambda value: value <= 1)),
    "gamma": (("gamma > 0", lambda value: value > 0),),
}
