"""Who decides how and with whom, and what a government pays: read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spillover.checks import names_checked, require
from spillover.industry.inputs import (
    check_shape,
    extremes,
    is_sparse,
    is_zero,
    one_for_all,
    read_firms,
    read_matrix,
    read_number,
    read_vector,
)
from spillover.industry.primitives import Primitives

SHOWN = 10
"""So many firms are named; of more, only how many."""

Partition = tuple[tuple[int, ...], ...]
"""Coalitions of several firms; every other firm is alone."""


@dataclass(frozen=True)
class Structure:
    """The conduct of an industry: who decides how and with whom, and what a government pays.

    Attributes
    ----------
    coalitions, product_coalitions
        in R&D and in the market, of several firms; every other firm is alone.
    ownership, product_ownership
        weights of profits instead, scaled so that a firm's weight on its own is 1; or None.
    equal_shares
        whether the members of a product coalition produce the same.
    competition, timing
        as in :meth:`spillover.Industry.solve`.
    leaders, public
        who decides first in the market, and how much welfare counts for those who maximise it beside their profit, 1 for it alone.
    consumer_weight
        how much consumer surplus counts beside a firm's own profit: one for each firm, or one for all.
    rnd_subsidy, rnd_subsidy_rate, output_subsidy
        per unit of R&D, of its cost and per unit of output: one for each firm, or one for all.
    cost_of_funds
        what it costs to raise a unit of subsidies.
    merged
        the product coalitions that produce in one plant each, as unit costs do not depend on output and goods are the same.
    """

    coalitions: Partition = ()
    product_coalitions: Partition = ()
    ownership: Any = None
    product_ownership: Any = None
    equal_shares: bool = False
    competition: str | tuple[str, ...] = "quantities"
    timing: str = "two-stage"
    leaders: tuple[int, ...] = ()
    public: Mapping[int, Any] = field(default_factory=dict)
    consumer_weight: Any = 0
    rnd_subsidy: Any = 0
    rnd_subsidy_rate: Any = 0
    output_subsidy: Any = 0
    cost_of_funds: Any = 0
    merged: Partition = ()

    @property
    def each_for_itself(self) -> bool:
        """Whether in the market all private firms decide for themselves and at once, and on the same."""
        together, alike = self.product_coalitions and not self.merged, isinstance(self.competition, str)
        return alike and not (together or self.product_ownership is not None or self.leaders or self.public or self.friendly)

    @property
    def friendly(self) -> bool:
        """Whether consumer surplus counts for a firm, beside profits."""
        return not is_zero(self.consumer_weight)

    def price_setters(self, n: int) -> list[int]:
        """The places of the firms that set prices, of n."""
        each = [self.competition] * n if isinstance(self.competition, str) else self.competition
        return [i for i, kind in enumerate(each) if kind == "prices"]

    @property
    def simultaneous(self) -> bool:
        """Whether R&D and outputs or prices are chosen at once."""
        return self.timing == "simultaneous"

    @property
    def label(self) -> str:
        """For messages."""
        parts = [f"firms {first_few(members)} merged" for members in self.merged]
        parts += [] if self.ownership is None and self.product_ownership is None else ["cross-ownership"]
        parts += _named("R&D", () if self.merged else self.coalitions)
        parts += _named("product", () if self.merged else self.product_coalitions)
        parts += [
            f"{name} {first_few(firms)}" for name, firms in (("leaders", self.leaders), ("public firms", tuple(self.public))) if firms
        ]
        parts += ["firms that count consumers"] if self.friendly else []
        return "the industry with " + " and ".join(parts) if parts else "the industry without cooperation"


def _named(stage: str, coalitions: Partition) -> list[str]:
    named = first_few(["{" + first_few(members) + "}" for members in coalitions])
    return [f"the {stage} coalition{'s' if len(coalitions) > 1 else ''} {named}"] if coalitions else []


def first_few(names: Sequence[Any]) -> str:
    """The first of some firms or coalitions, and how many more there are."""
    shown = ", ".join(map(str, names[:SHOWN]))
    return shown if len(names) <= SHOWN else f"{shown} and {len(names) - SHOWN} more"


@names_checked("this call")
def read_structure(
    primitives: Primitives,
    *,
    rnd_coalitions: Any = None,
    product_coalitions: Any = None,
    equal_shares: bool = False,
    ownership: Any = None,
    product_ownership: Any = None,
    competition: Any = "quantities",
    timing: str = "two-stage",
    leaders: Any = None,
    public: Any = None,
    consumer_weight: Any = 0,
    rnd_subsidy: Any = 0,
    rnd_subsidy_rate: Any = 0,
    output_subsidy: Any = 0,
    cost_of_funds: Any = 0,
) -> Structure:
    """The conduct of the firms of an industry, as a reader gives it.

    Raises
    ------
    TypeError, ValueError
        That name the argument, the value and the rule.
    """
    n = primitives.n
    for name, weights, other, given in (
        ("ownership", ownership, "rnd_coalitions", rnd_coalitions),
        ("product_ownership", product_ownership, "product_coalitions", product_coalitions),
    ):
        if weights is not None and given is not None:
            raise ValueError(f"{name} must stand alone: it takes the place of {other}")
    _choice("timing", timing, ("two-stage", "simultaneous"))
    _choice("equal_shares", equal_shares, (False, True))
    together = _partition("product_coalitions", product_coalitions, n)
    rate, cost = read_vector("rnd_subsidy_rate", rnd_subsidy_rate, n), read_number("cost_of_funds", cost_of_funds)
    for place, value in extremes("rnd_subsidy_rate", rate, largest=True):
        require(place, value, "rate < 1", value < 1)
    require("cost_of_funds", cost, "cost_of_funds ≥ 0", cost >= 0)
    found = Structure(
        coalitions=together if rnd_coalitions is None and ownership is None else _partition("rnd_coalitions", rnd_coalitions, n),
        product_coalitions=together,
        ownership=_weights("ownership", ownership, n),
        product_ownership=_weights("product_ownership", product_ownership, n),
        equal_shares=equal_shares,
        competition=_competition(competition, n),
        timing=timing,
        leaders=() if leaders is None else read_firms("leaders", leaders, n),
        public={} if public is None else _public(public, n),
        consumer_weight=read_vector("consumer_weight", consumer_weight, n),
        rnd_subsidy=read_vector("rnd_subsidy", rnd_subsidy, n),
        rnd_subsidy_rate=rate,
        output_subsidy=read_vector("output_subsidy", output_subsidy, n),
        cost_of_funds=cost,
        merged=together if not equal_shares and primitives.one_good and primitives.constant_cost else (),
    )
    _check_together(primitives, found)
    return found


def _check_together(primitives: Primitives, found: Structure) -> None:
    """Refuse options that do not go together, by both names."""
    prices = bool(found.price_setters(primitives.n))
    merged = "product_coalitions of firms with the same good and constant costs"
    for one, other, clash, reason in (
        ("competition='prices'", "substitutability=1", prices and primitives.one_good, "buyers would all go to one firm"),
        ("timing='simultaneous'", "leaders", found.simultaneous and found.leaders, "nobody moves first"),
        (merged, "leaders", found.merged and found.leaders, "which plant produces depends on R&D"),
        (merged, "public", found.merged and found.public, "which plant produces depends on R&D"),
        (merged, "consumer_weight", found.merged and found.friendly, "which plant produces depends on R&D"),
        (merged, "timing='simultaneous'", found.merged and found.simultaneous, "equal_shares=True makes them go together"),
        (merged, "ownership", found.merged and found.ownership is not None, "firms that merged share their profits"),
        ("equal_shares", "substitutability below 1", found.equal_shares and not primitives.one_good, "shares of one good are meant"),
        ("equal_shares", "cost_slope", found.equal_shares and not primitives.constant_cost, "costs settle who produces what"),
        ("equal_shares", "leaders", found.equal_shares and found.leaders, "the members of a coalition move at once"),
        ("equal_shares", "public", found.equal_shares and found.public, "a public firm shares with nobody"),
        ("equal_shares", "consumer_weight", found.equal_shares and found.friendly, "coalitions share"),
        ("equal_shares", "product_ownership", found.equal_shares and found.product_ownership is not None, "coalitions share"),
    ):
        if clash:
            raise ValueError(f"{one} and {other} do not go together: {reason}")
    for place in found.public:
        if not is_zero(found.consumer_weight if one_for_all(found.consumer_weight) else found.consumer_weight[place]):
            raise ValueError(f"public and consumer_weight do not go together for firm {place}: it counts consumers as welfare does")
        for name, coalitions in (("rnd_coalitions", found.coalitions), ("product_coalitions", found.product_coalitions)):
            if any(place in members for members in coalitions):
                raise ValueError(f"public and {name} do not go together for firm {place}: it maximises welfare, not a joint profit")
        for name, weights in (("ownership", found.ownership), ("product_ownership", found.product_ownership)):
            if weights is not None and sum(value != 0 for value in row_of(weights, place)) > 1:
                raise ValueError(f"public and {name}[{place}] do not go together: firm {place} maximises welfare")
    for members in found.merged:
        if not any(set(members) <= set(coalition) for coalition in found.coalitions):
            raise ValueError(f"product_coalitions must lie within one of rnd_coalitions, or take equal_shares=True, got {list(members)}")


def row_of(weights: Any, place: int) -> Any:
    """The weights of a firm."""
    return weights[[place]].toarray()[0] if is_sparse(weights) else weights[place]


def _choice(name: str, value: Any, choices: tuple[Any, ...]) -> None:
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
        raise ValueError(f"{name} must be {' or '.join(map(repr, choices))}, got {value!r}")


def _competition(given: Any, n: int) -> str | tuple[str, ...]:
    """What all firms set, or what each sets."""
    kinds = ("quantities", "prices")
    if isinstance(given, list | tuple):
        check_shape("competition", (len(given),), (n,))
        for i, kind in enumerate(given):
            _choice(f"competition[{i}]", kind, kinds)
        return given[0] if len(set(given)) == 1 else tuple(given)
    _choice("competition", given, kinds)
    return str(given)


def _public(given: Any, n: int) -> dict[int, Any]:
    """How much welfare counts for public firms: as given, or 1."""
    found = {}
    for i in read_firms("public", given, n):
        name, share = f"public[{i}]", given[i] if isinstance(given, Mapping) else 1
        found[i] = read_number(name, share)
        require(name, found[i], "0 ≤ weight of welfare ≤ 1", found[i] >= 0)
        require(name, found[i], "0 ≤ weight of welfare ≤ 1", found[i] <= 1)
    return found


def _partition(name: str, given: Any, n: int) -> Partition:
    if given is None:
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TypeError(f"{name} must be a list of lists of firms, got {given!r}")
    coalitions = tuple(read_firms(f"{name}[{place}]", members, n) for place, members in enumerate(given))
    seen: set[int] = set()
    for members in coalitions:
        if twice := seen.intersection(members):
            raise ValueError(f"{name} must name every firm once, got firm {min(twice)} twice")
        seen.update(members)
    if missing := [i for i in range(n) if i not in seen]:
        raise ValueError(f"{name} must name every firm once; firm {missing[0]} is missing (alone, it is [{missing[0]}])")
    return tuple(members for members in coalitions if len(members) > 1)


def _weights(name: str, given: Any, n: int) -> Any:
    """Divide each row by a firm's weight on its own profit: that changes no decision."""
    if given is None:
        return None
    weights = read_matrix(name, given, n, signed=True)
    rows = isinstance(weights, list)
    own: Any = [row[i] for i, row in enumerate(weights)] if rows else weights.diagonal()
    for i, value in enumerate(own):
        if not value > 0:
            raise ValueError(f"{name}[{i}][{i}] must be > 0, got {value}")
    if is_sparse(weights):
        return weights.multiply(1 / own.reshape(-1, 1)).tocsr()
    return [[value / own[i] for value in row] for i, row in enumerate(weights)] if rows else weights / own.reshape(-1, 1)
