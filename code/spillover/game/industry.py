"""An industry's game played without any formula: a check on the engine, as :mod:`spillover.game.best_responses` is on the closed forms.

Each best reply is found from values of profits alone, in exact numbers, with firms that may exit not foreseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import QQ

from spillover import model
from spillover.game import best_responses
from spillover.industry.engine import Industry
from spillover.industry.structure import Structure, structure


def profits(industry: Industry, who: Structure, x: Sequence[Any], q: Sequence[Any]) -> list[Any]:
    """The profit of every firm, with what it is paid, from the primitives."""
    firms = range(industry.n)
    price = model.inverse_demand(sum(q), _exact(industry.a), _exact(industry.b))
    found = []
    for i in firms:
        A, gamma, sigma, tau = (
            _exact(v[i] if isinstance(v, list) else v) for v in (industry.A, industry.gamma, who.rnd_subsidy, who.output_subsidy)
        )
        cost = A - sum(_exact(industry.spillovers[i][j]) * x[j] for j in firms)
        found.append(model.profit(price, cost, q[i], x[i], gamma) + sigma * x[i] + tau * q[i])
    return found


def play(industry: Industry, **given: Any) -> tuple[list[Fraction], list[Fraction]]:
    """R&D and output of every firm of an exact industry; the arguments are those of ``Industry.solve`` but for product_coalition."""
    who = structure(industry.n, **given)
    firms = range(industry.n)

    def market(x: Sequence[Any]) -> list[Any]:
        return best_responses.exact_fixed_point([lambda q, i=i: profits(industry, who, x, q)[i] for i in firms], industry.n, QQ)  # type: ignore[misc]

    learnt = best_responses.learnt(market, industry.n, QQ)

    def aim(i: int, x: Sequence[Any]) -> Any:
        earned = profits(industry, who, x, learnt(x))
        if who.ownership is not None:
            return sum(_exact(weight) * profit for weight, profit in zip(who.ownership[i], earned, strict=True))
        return sum(earned[j] for j in next((members for members in who.coalitions if i in members), (i,)))

    x = best_responses.exact_fixed_point([lambda x, i=i: aim(i, x) for i in firms], industry.n, QQ)  # type: ignore[misc]
    return best_responses.converted(x), best_responses.converted(learnt(x))


def welfare(industry: Industry, x: Sequence[Any]) -> Any:
    """Welfare when the firms do the R&D given and the market is left to them, from the primitives."""
    who = structure(industry.n)
    levels = [_exact(level) for level in x]
    q = best_responses.exact_fixed_point([lambda q, i=i: profits(industry, who, levels, q)[i] for i in range(industry.n)], industry.n, QQ)  # type: ignore[misc]
    return sum(profits(industry, who, levels, q)) + model.consumer_surplus(sum(q), _exact(industry.b))


def _exact(value: Any) -> Any:
    return QQ(int(value.numerator), int(value.denominator))
