"""An industry's game played without any formula: a check on the engine, as :mod:`spillover.game.best_responses` is on the closed forms.

Each best response is found from values of profits alone, in exact numbers, with firms that may exit not foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover import model
from spillover.game import best_responses
from spillover.industry.engine import Industry
from spillover.industry.structure import Structure, read_structure


def profits(industry: Industry, conduct: Structure, x: Sequence[Any], q: Sequence[Any]) -> list[Any]:
    """The profit of every firm, with what it is paid, from the primitives.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers.
    conduct
        Who decides with whom, and what a government pays; of it only the subsidies count here.
    x, q
        R&D and output of each firm.

    Returns
    -------
    list
        n profits, in the type of ``x`` and ``q``.

    Examples
    --------
    >>> from sympy import QQ
    >>> from spillover import Industry
    >>> from spillover.game.industry import profits
    >>> from spillover.industry import uniform_spillovers
    >>> from spillover.industry.structure import read_structure
    >>> industry = Industry(a=15, A=10, gamma=2, spillovers=uniform_spillovers(2, 0))
    >>> profits(industry, read_structure(industry), [QQ(1), QQ(0)], [QQ(2), QQ(1)]) == [5, 2]
    True
    """
    A, gamma, kappa = (_each(industry, values) for values in (industry.A, industry.gamma, industry.cost_slope))
    found = []
    for i, (price, received) in enumerate(zip(_prices(industry, q), _received(industry, conduct, x, q), strict=True)):
        cost = A[i] - sum(_exact(industry.spillovers[i][j]) * x[j] for j in range(industry.n))
        found.append(model.profit(price, cost, q[i], x[i], gamma[i]) - kappa[i] * q[i] ** 2 / 2 + received)
    return found


def play(industry: Industry, **given: Any) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm of an exact industry, found from values of profits alone.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers: few of them, because each plays.
    **given
        The arguments of :meth:`spillover.Industry.solve`, but for stable, and without firms that merge in one plant.

    Returns
    -------
    (x, q)
        R&D and output, two lists of n Fractions.

    Raises
    ------
    ValueError
        If the objective of a firm or coalition is not a concave quadratic in its own R&D, output or price.

    Examples
    --------
    >>> from spillover import Industry
    >>> from spillover.game.industry import play
    >>> industry = Industry(a=15, A=[10, 11], gamma=3, spillovers=[[1, 0], [0, 1]])
    >>> x, q = play(industry)
    >>> x
    [Fraction(136, 115), Fraction(44, 115)]
    >>> (x, q) == (industry.solve().x, industry.solve().q)
    True
    """
    conduct, n = read_structure(industry, **given), industry.n
    if conduct.simultaneous:
        every = [_objective(industry, conduct, i, False, lambda y: (y[:n], _sold(industry, conduct, y[n:]))) for i in range(n)]
        every += [_objective(industry, conduct, i, True, lambda y: (y[:n], _sold(industry, conduct, y[n:]))) for i in _deciders(conduct, n)]
        found = best_responses.exact_fixed_point(every, len(every), QQ)
        return best_responses.convert(found[:n]), best_responses.convert(_sold(industry, conduct, found[n:]))
    market = best_responses.affine_reduced_form(lambda x: outputs(industry, conduct, x), n, QQ)
    objectives = [_objective(industry, conduct, i, False, lambda x: (x, market(x))) for i in range(n)]
    x = best_responses.exact_fixed_point(objectives, n, QQ)
    return best_responses.convert(x), best_responses.convert(market(x))


def welfare(industry: Industry, x: Sequence[Any], **given: Any) -> Any:
    """Welfare when the firms do the R&D given and the market is left to them, from the primitives.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers.
    x
        The R&D of each firm: n exact numbers.
    **given
        The arguments of :meth:`spillover.Industry.solve`, but for stable, and without firms that merge in one plant.

    Returns
    -------
    number
        Consumer surplus and all profits, less subsidies and what it costs to raise them, as a rational number of SymPy's kind.

    Examples
    --------
    >>> from spillover import Industry
    >>> from spillover.game.industry import welfare
    >>> industry = Industry(a=15, A=[10, 11], gamma=3, spillovers=[[1, 0], [0, 1]])
    >>> solved = industry.solve()
    >>> welfare(industry, solved.x) == solved.welfare
    True
    """
    conduct, levels = read_structure(industry, **given), [_exact(level) for level in x]
    return _welfare(industry, conduct, levels, outputs(industry, conduct, levels))


def outputs(industry: Industry, conduct: Structure, x: Sequence[Any]) -> list[Any]:
    """What all produce at given R&D: the market stage, played.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers.
    conduct
        Who decides how and with whom.
    x
        R&D of each firm.

    Returns
    -------
    list
        n outputs.

    Examples
    --------
    >>> from sympy import QQ
    >>> from spillover import Industry
    >>> from spillover.industry.structure import read_structure
    >>> industry = Industry(a=15, A=9, gamma=2, spillovers=[[1, 0], [0, 1]])
    >>> outputs(industry, read_structure(industry), [QQ(0), QQ(0)]) == [2, 2]
    True
    """
    groups = _deciders(conduct, industry.n)
    first = [place for place, i in enumerate(groups) if i in conduct.leaders]
    then = [place for place, i in enumerate(groups) if i not in conduct.leaders]

    def joined(leading: Sequence[Any], following: Sequence[Any]) -> list[Any]:
        decided = dict(zip([*first, *then], [*leading, *following], strict=True))
        return [decided[place] for place in range(len(groups))]

    def play_among(places: Sequence[int], decisions: Callable[[Sequence[Any]], list[Any]]) -> list[Any]:
        objectives = [
            _objective(industry, conduct, groups[place], True, lambda y: (x, _sold(industry, conduct, decisions(y)))) for place in places
        ]
        return best_responses.exact_fixed_point(objectives, len(places), QQ)

    if not first or not then:
        return _sold(industry, conduct, play_among(range(len(groups)), list))

    def follow(leading: Sequence[Any]) -> list[Any]:
        return play_among(then, lambda y: joined(leading, y))

    replies = best_responses.affine_reduced_form(follow, len(first), QQ)
    leading = play_among(first, lambda y: joined(y, replies(y)))
    return _sold(industry, conduct, joined(leading, replies(leading)))


def _deciders(conduct: Structure, n: int) -> list[int]:
    """Those who decide in the market: all firms, or the first of each coalition that produces in equal shares."""
    return [i for i in range(n) if not conduct.equal_shares or not any(i in members[1:] for members in conduct.product_coalitions)]


def _sold(industry: Industry, conduct: Structure, decisions: Sequence[Any]) -> list[Any]:
    """Outputs from what is decided on in the market: outputs, shares of a coalition, or prices."""
    if setters := conduct.price_setters(industry.n):
        rows = [row if i in setters else [int(i == j) for j in range(industry.n)] for i, row in enumerate(_slopes(industry))]
        room = [
            a - decided if i in setters else decided
            for i, (a, decided) in enumerate(zip(_each(industry, industry.a), decisions, strict=True))
        ]
        return best_responses.solve_linear([[_exact(value) for value in row] for row in rows], room)
    decided = dict(zip(_deciders(conduct, industry.n), decisions, strict=True))
    sharing = {i: members[0] for members in conduct.product_coalitions if conduct.equal_shares for i in members}
    return [decided[sharing.get(i, i)] for i in range(industry.n)]


def _objective(
    industry: Industry, conduct: Structure, i: int, market: bool, played: Callable[[Sequence[Any]], tuple[Sequence[Any], Sequence[Any]]]
) -> Callable[[Sequence[Any]], Any]:
    """What firm i maximises by R&D, or in the market; ``played`` gives R&D and outputs from what is decided on."""
    weights = conduct.product_ownership if market else conduct.ownership
    coalitions = conduct.product_coalitions if market else conduct.coalitions
    together = next((members for members in coalitions if i in members), (i,))
    public = _exact(conduct.public.get(i, 0))
    cares = _each(industry, conduct.consumer_weight)
    consumers = sum(cares[j] for j in together)
    counted = [_exact(weight) for weight in weights[i]] if weights is not None else [int(j in together) for j in range(industry.n)]

    def value(decisions: Sequence[Any]) -> Any:
        x, q = played(decisions)
        own = sum(weight * profit for weight, profit in zip(counted, profits(industry, conduct, x, q), strict=True) if weight)
        own += consumers * _surplus(industry, q) if consumers else 0
        return own + public * (_welfare(industry, conduct, x, q) - own) if public else own

    return value


def _welfare(industry: Industry, conduct: Structure, x: Sequence[Any], q: Sequence[Any]) -> Any:
    paid = sum(_received(industry, conduct, x, q))
    return _surplus(industry, q) + sum(profits(industry, conduct, x, q)) - (1 + _exact(conduct.cost_of_funds)) * paid


def _surplus(industry: Industry, q: Sequence[Any]) -> Any:
    return sum((a - price) * sold / 2 for a, price, sold in zip(_each(industry, industry.a), _prices(industry, q), q, strict=True))


def _received(industry: Industry, conduct: Structure, x: Sequence[Any], q: Sequence[Any]) -> list[Any]:
    """What the government pays to each firm."""
    sigma, rate, tau = (_each(industry, values) for values in (conduct.rnd_subsidy, conduct.rnd_subsidy_rate, conduct.output_subsidy))
    gamma = _each(industry, industry.gamma)
    return [sigma[i] * x[i] + rate[i] * model.rnd_cost(x[i], gamma[i]) + tau[i] * q[i] for i in range(industry.n)]


def _prices(industry: Industry, q: Sequence[Any]) -> list[Any]:
    lost = [sum(slope * sold for slope, sold in zip(row, q, strict=True)) for row in _slopes(industry)]
    return [a - less for a, less in zip(_each(industry, industry.a), lost, strict=True)]


def _slopes(industry: Industry) -> list[list[Any]]:
    """By how much each price falls in each output."""
    d, firms = industry.substitutability, range(industry.n)
    return [[_exact(industry.b) * (1 if i == j else _exact(d[i][j] if isinstance(d, list) else d)) for j in firms] for i in firms]


def _each(industry: Industry, values: Any) -> list[Any]:
    return [_exact(values[i] if isinstance(values, list) else values) for i in range(industry.n)]


def _exact(value: Any) -> Any:
    return QQ(int(value.numerator), int(value.denominator))
