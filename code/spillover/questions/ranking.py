"""In which orders regimes can stand in a quantity, and where: each order found at a point, every other one excluded by a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING, Any

import sympy as sp

from positivity.budget import at_most
from spillover import model
from spillover.cluster import comparison, solution
from spillover.notation import WORDS, latex, shorthand
from spillover.questions.decide import WORK, Inquiry, put, region, scaled, spoken_of
from spillover.questions.number import decimals
from spillover.questions.parts import Ends, Order, Statement
from spillover.questions.verdict import Verdict
from spillover.questions.vocabulary import factored, key
from spillover.regimes import Mode

if TYPE_CHECKING:
    from spillover.figures import Figure


@dataclass(frozen=True)
class Found:
    """A strict order that occurs.

    Attributes
    ----------
    modes
        from the largest to the smallest.
    conditions
        Booleans in the parameters that all hold exactly where the order does, among the clusters asked about; none where it always does.
    example
        a cluster in which it holds.

    Examples
    --------
    >>> from spillover import ask
    >>> order, = ask("compare profit[rnd] and profit[non]").orders
    >>> order.conditions
    ((2*beta - 1)**2 > 0,)
    """

    modes: tuple[Mode, ...]
    conditions: tuple[Any, ...]
    example: Mapping[sp.Symbol, sp.Rational]


@dataclass(frozen=True)
class Orders:
    """The orders of some regimes in a quantity.

    Attributes
    ----------
    quantity, modes
        what is compared, and in which regimes and planners.
    conditions
        those given.
    orders
        the strict orders that occur.
    open
        those of which it was not found out whether they do.
    known
        what is known where no cluster meets the conditions; otherwise empty.

    Examples
    --------
    >>> from spillover import ask
    >>> found = ask("ranking of profit")
    >>> [[mode.key for mode in order.modes] for order in found.orders]
    [['full', 'rnd', 'non']]
    """

    quantity: str
    modes: tuple[Mode, ...]
    conditions: tuple[Statement, ...]
    orders: tuple[Found, ...]
    open: tuple[tuple[Mode, ...], ...]
    known: str = ""

    @property
    def verdict(self) -> Verdict:
        """Proved where every order is either found or excluded."""
        return Verdict.VACUOUS if self.known else Verdict.UNDECIDED if self.open else Verdict.PROVED

    def figure(self) -> Figure:
        """Which of the regimes is first, over the spillover and the cost of R&D, around an example.

        Returns
        -------
        Figure
            which carries its description and its data.

        Examples
        --------
        >>> from spillover import ask
        >>> ask("compare profit[full] and profit[non]").figure().data["leader"]
        ['full cooperation', 'no cooperation']
        """
        from spillover import figures
        from spillover.questions.truth_map import leaders

        return figures.argmax_map(**leaders(self.quantity, self.modes, self.conditions, self.orders[0].example if self.orders else None))

    def __repr__(self) -> str:
        return "\n".join(self._lines(lambda mode: key(mode), str, str))

    def _repr_markdown_(self) -> str:
        def formula(expr: Any) -> str:
            return f"${latex(expr)}$"

        first, *rest = self._lines(lambda mode: mode.label, formula, formula)
        return "\n\n".join([f"**{first}**", *rest])

    def _lines(self, name: Any, written: Any, number: Any) -> Iterator[str]:
        given = ", ".join(condition.reading for condition in self.conditions)
        yield f"Order of {WORDS[self.quantity]}{f', {given}' if given else ''}"
        if self.known:
            yield f"It says nothing: {self.known}."
        for order in self.orders:
            where = " and ".join(map(written, order.conditions))
            point = ", ".join(f"{number(symbol)} = {number(value)}{decimals(value)}" for symbol, value in order.example.items())
            holds = (
                f"exactly where {where}"
                if where
                else "in all these clusters"
                if len(self.orders) == 1 and not self.open
                else "where it occurs"
            )
            yield f"{' > '.join(map(name, order.modes))}: {holds}; for instance at {point}"
        for modes in self.open:
            yield f"{' > '.join(map(name, modes))}: whether it occurs was not found out"
        if not self.known and not self.open:
            yield "No other strict order occurs." if self.orders else "No strict order occurs: at least two of them are always equal."


def ranked(order: Order, conditions: Sequence[Statement], assume: bool, rlimit: int, ends: Ends) -> Orders:
    """All strict orders of some regimes that occur where conditions hold, each with the exact conditions for it."""
    asked = Statement("", sp.true, modes=order.modes)
    modes = tuple(dict.fromkeys((*order.modes, *(mode for condition in conditions for mode in condition.modes))))
    parts = region(asked, conditions, modes, modes if assume else (), ends)
    with at_most(WORK):
        about = spoken_of(Inquiry.about(sp.true, parts.values(), rlimit, ends), parts, {f"`{c.text}`" for c in conditions}, ())
    if about.get("verdict") is Verdict.VACUOUS:
        return Orders(order.quantity, order.modes, tuple(conditions), (), (), about["known"])
    pairs = {pair: _larger(order.quantity, *pair, ends) for pair in permutations(order.modes, 2)}
    never = {pair for pair, larger in pairs.items() if _decided(sp.Not(larger), parts, rlimit, ends)["verdict"] is Verdict.PROVED}
    always = {pair for pair in pairs if pair[::-1] in never and _decided(pairs[pair], parts, rlimit, ends)["verdict"] is Verdict.PROVED}
    found, unknown = [], []
    for permuted in permutations(order.modes):
        if never.intersection(combinations(permuted, 2)):
            continue
        steps = [pairs[pair] for pair in pairwise(permuted) if pair not in always]
        decided = _decided(sp.Not(sp.And(*steps)), parts, rlimit, ends)
        if decided["verdict"] is Verdict.REFUTED:
            found.append(Found(permuted, tuple(steps), decided["counterexample"]))
        unknown += [permuted] * (decided["verdict"] is Verdict.UNDECIDED)
    return Orders(order.quantity, order.modes, tuple(conditions), tuple(found), tuple(unknown))


def _decided(relation: Any, parts: dict[str, Any], rlimit: int, ends: Ends) -> dict[str, Any]:
    with at_most(WORK):
        return Inquiry.about(put(scaled(relation), ends), parts.values(), rlimit, ends).decided()


def _larger(quantity: str, first: Mode, second: Mode, ends: Ends) -> Any:
    """Where a quantity is larger in one mode than in another; at an end of a range a factor that is positive elsewhere may vanish."""
    if not ends:
        return sp.Gt(shorthand(comparison.compare(quantity, first, second).decides), 0)
    difference = solution.factored_form(quantity, first) - solution.factored_form(quantity, second)
    return sp.Gt(factored(difference.subs(ends), model.PARAMETERS), 0)
