"""Stable R&D cartels: which coalitions in R&D hold together when every firm may leave, and every other may join.

Stability is that of d'Aspremont, Jacquemin, Gabszewicz & Weymark (1983), asked here of a coalition that sets R&D: nobody inside
gains by leaving, and nobody outside by joining. Outsiders decide for themselves, and inside no more spills over than outside.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import sympy as sp

from spillover import model
from spillover.cluster import derivation
from spillover.industry import Industry, uniform_spillovers
from spillover.regimes import Objective

SIZE = sp.Symbol("m", positive=True)
"""How many firms the cartel has; one firm is no cartel."""

_i, _in, _out = sp.symbols("x_i x_in x_out", positive=True)


@cache
def rnd() -> tuple[sp.Expr, sp.Expr]:
    """R&D of each member and of each outsider, for any number of firms and of members.

    One member deviates, then one outsider; the cartel maximises the profit of all its members.

    Returns
    -------
    member, outsider
        in the parameters and the size m.

    Examples
    --------
    >>> member, _ = rnd()
    >>> member.subs({SIZE: 1, model.n: 2, model.beta: 0})
    4*(-A + a)*(3*b*gamma - 4)/(27*b**2*gamma**2 - 48*b*gamma + 16)
    """
    n, own, conditions = model.n, sp.Integer(1), []
    for before, sizes, together in (
        ([_i, _in, _out], [own, SIZE - 1, n - SIZE], SIZE - 1),
        ([_i, _in, _out], [own, SIZE, n - SIZE - 1], sp.Integer(0)),
    ):
        q = derivation.product_stage(Objective.OWN, before, sizes)
        alone, fellow, _ = derivation.all_profits(before, q, sizes)
        slope = sp.diff(alone + together * fellow, _i).subs(_i, _in if together != 0 else _out)
        conditions.append(sp.fraction(sp.factor(slope))[0])
    member, outsider = derivation.linear_solution(conditions, [_in, _out])
    return member, outsider


@cache
def profits() -> tuple[sp.Expr, sp.Expr]:
    """Profit of each member and of each outsider, factored.

    Returns
    -------
    member, outsider
        in the parameters and the size m.

    Examples
    --------
    >>> at = {SIZE: 2, model.n: 3, model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    >>> [profit.subs(at) for profit in profits()]
    [2405700/1495729, 2454900/1495729]
    """
    x, sizes = list(rnd()), [SIZE, model.n - SIZE]
    q = [sp.factor(level) for level in derivation.product_stage(Objective.OWN, x, sizes)]
    member, outsider = derivation.all_profits(x, q, sizes)
    return sp.factor(member), sp.factor(outsider)


def gain_from_joining(size: Any = SIZE) -> sp.Expr:
    """What an outsider gains by joining a cartel of so many firms, which is then larger by one.

    Parameters
    ----------
    size
        of the cartel before; a symbol unless given.

    Returns
    -------
    Expr
        in the parameters.

    Examples
    --------
    >>> at = {model.n: 3, model.a: 15, model.A: 10, model.b: 1, model.beta: sp.Rational(1, 4), model.gamma: 6}
    >>> gain_from_joining(2).subs(at)
    -176000/91239469
    """
    member, outsider = profits()
    return member.subs(SIZE, size + 1) - outsider.subs(SIZE, size)


@cache
def leading_coefficient(order: int, size: Any = SIZE) -> sp.Expr:
    """The coefficient of 1/gamma to a power in :func:`gain_from_joining`, for R&D so dear that higher powers do not count; factored.

    Parameters
    ----------
    order
        the power of 1/gamma.
    size
        of the cartel before; a symbol unless given.

    Returns
    -------
    Expr
        in n, a, A, b and beta.

    Examples
    --------
    >>> leading_coefficient(1, 1).subs(model.n, 3)
    (-A + a)**2*(2*beta - 1)**2/(128*b**2)
    """
    member, outsider = profits()
    return sp.factor(_coefficient(member.subs(SIZE, size + 1), order) - _coefficient(outsider.subs(SIZE, size), order))


def _coefficient(value: sp.Expr, order: int) -> sp.Expr:
    """Factor by factor, each of which is a power of its leading term times a series in 1/gamma that begins with one."""
    leading, degree, series = sp.Integer(1), 0, [sp.Integer(1)] + [sp.Integer(0)] * order
    for factor, power in value.as_powers_dict().items():
        first, *others = sp.Poly(factor, model.gamma).all_coeffs()
        leading, degree = leading * first**power, degree + power * len(others)
        ratios = [sp.factor(other / first) for other in others]
        for _ in range(abs(power)):
            series = _multiplied(series, ratios) if power > 0 else _divided(series, ratios)
    return leading * series[order + degree] if order + degree >= 0 else sp.Integer(0)


def _multiplied(series: list[sp.Expr], ratios: list[sp.Expr]) -> list[sp.Expr]:
    """A series times another that begins with one and goes on with these coefficients, as far as the first goes."""
    return [
        known + sum(ratio * before for ratio, before in zip(ratios, reversed(series[:k]), strict=False)) for k, known in enumerate(series)
    ]


def _divided(series: list[sp.Expr], ratios: list[sp.Expr]) -> list[sp.Expr]:
    """The series that :func:`_multiplied` turns into this one."""
    found: list[sp.Expr] = []
    for known in series:
        found.append(known - sum(ratio * before for ratio, before in zip(ratios, reversed(found), strict=False)))
    return found


def industry(n: int, **given: Any) -> Industry:
    """Equal firms with uniform spillovers, n of them.

    Parameters
    ----------
    n
        number of firms.
    given
        a, A, gamma and beta, and b if it is not 1.

    Returns
    -------
    Industry
        with one spillover between all.

    Examples
    --------
    >>> industry(3, a=15, A=10, gamma=6, beta=Fraction(1, 4)).n
    3
    """
    beta = given.pop("beta")
    return Industry(spillovers=uniform_spillovers(n, beta), **given)


def gains_from_joining(firms: Industry) -> list[Fraction]:
    """What joining a cartel of 1, 2, ..., n - 1 firms brings, each case solved by the engine.

    Parameters
    ----------
    firms
        n equal firms.

    Returns
    -------
    list
        of n - 1 numbers, that of a cartel of one firm first; one firm is no cartel, so the first is what two firms gain
        by founding one.

    Examples
    --------
    >>> gains_from_joining(industry(3, a=15, A=10, gamma=6, beta=Fraction(1, 4)))
    [Fraction(144050800, 15619897947), Fraction(-176000, 91239469)]
    """
    n = firms.n
    solved = [firms.solve(rnd_coalitions=[list(range(size)), *([i] for i in range(size, n))]).profit for size in range(1, n + 1)]
    return [larger[size - 1] - smaller[-1] for size, (smaller, larger) in enumerate(pairwise(solved), start=2)]


def stable_sizes(firms: Industry) -> list[int]:
    """The sizes of cartels that nobody wants to leave and nobody to join; two firms at least.

    Parameters
    ----------
    firms
        n equal firms.

    Returns
    -------
    list of int
        increasing.

    References
    ----------
    d'Aspremont, Jacquemin, Gabszewicz & Weymark (1983).

    Examples
    --------
    >>> stable_sizes(industry(4, a=15, A=10, gamma=6, beta=Fraction(1, 4)))
    [2]
    """
    joining = gains_from_joining(firms)
    return [size for size in range(2, firms.n + 1) if joining[size - 2] >= 0 and (size == firms.n or joining[size - 1] <= 0)]
