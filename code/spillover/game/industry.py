"""An industry's game played without any formula: a check on the engine, as :mod:`spillover.game.best_responses` is on the closed forms.

Each best response is found from values of profits alone, in exact numbers, with firms that may exit not foreseen.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    >>> profits(industry, read_structure(2), [QQ(1), QQ(0)], [QQ(2), QQ(1)]) == [5, 2]
    True
    """
    firms = range(industry.n)
    price = model.inverse_demand(sum(q), _exact(industry.a), _exact(industry.b))
    found = []
    for i in firms:
        A, gamma, sigma, tau = (
            _exact(v[i] if isinstance(v, list) else v) for v in (industry.A, industry.gamma, conduct.rnd_subsidy, conduct.output_subsidy)
        )
        cost = A - sum(_exact(industry.spillovers[i][j]) * x[j] for j in firms)
        found.append(model.profit(price, cost, q[i], x[i], gamma) + sigma * x[i] + tau * q[i])
    return found


def play(industry: Industry, **given: Any) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm of an exact industry, found from values of profits alone.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers: few of them, because each plays.
    **given
        The arguments of :meth:`spillover.Industry.solve`, but for product_coalition and stable.

    Returns
    -------
    (x, q)
        R&D and output, two lists of n Fractions.

    Raises
    ------
    ValueError
        If the objective of a firm or coalition is not a concave quadratic in its own R&D.

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
    conduct, firms = read_structure(industry.n, **given), range(industry.n)
    market = best_responses.affine_reduced_form(lambda x: _outputs(industry, conduct, x), industry.n, QQ)

    def objective(i: int, x: Sequence[Any]) -> Any:
        earned = profits(industry, conduct, x, market(x))
        if conduct.ownership is not None:
            return sum(_exact(weight) * profit for weight, profit in zip(conduct.ownership[i], earned, strict=True))
        return sum(earned[j] for j in next((members for members in conduct.coalitions if i in members), (i,)))

    x = best_responses.exact_fixed_point([lambda x, i=i: objective(i, x) for i in firms], industry.n, QQ)  # type: ignore[misc]
    return best_responses.convert(x), best_responses.convert(market(x))


def welfare(industry: Industry, x: Sequence[Any]) -> Any:
    """Welfare when the firms do the R&D given and the market is left to them, from the primitives.

    Parameters
    ----------
    industry
        Of n firms, in exact numbers.
    x
        The R&D of each firm: n exact numbers.

    Returns
    -------
    number
        Consumer surplus and all profits, as a rational number of SymPy's kind.

    Examples
    --------
    >>> from spillover import Industry
    >>> from spillover.game.industry import welfare
    >>> industry = Industry(a=15, A=[10, 11], gamma=3, spillovers=[[1, 0], [0, 1]])
    >>> solved = industry.solve()
    >>> welfare(industry, solved.x) == solved.welfare
    True
    """
    conduct, levels = read_structure(industry.n), [_exact(level) for level in x]
    q = _outputs(industry, conduct, levels)
    return sum(profits(industry, conduct, levels, q)) + model.consumer_surplus(sum(q), _exact(industry.b))


def _outputs(industry: Industry, conduct: Structure, x: Sequence[Any]) -> list[Any]:
    """Cournot outputs at given R&D."""
    firms = range(industry.n)
    return best_responses.exact_fixed_point([lambda q, i=i: profits(industry, conduct, x, q)[i] for i in firms], industry.n, QQ)  # type: ignore[misc]


def _exact(value: Any) -> Any:
    return QQ(int(value.numerator), int(value.denominator))
