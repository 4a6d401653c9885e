"""Firms that differ, firms in networks, and firms that own each other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spillover.atlas.row import ATLAS
from spillover.industry import Industry, network_spillovers, uniform_spillovers

FIRMS = "Firms that differ, networks, owners"


@ATLAS.row(
    FIRMS,
    key="lahiri1999",
    asks="Whose R&D should be subsidised, and whose taxed?",
    reports="A firm with some advantage in initial cost should be subsidised, and one without taxed (abstract).",
    here={
        "no spillover: subsidy, low cost": Fraction(2, 3),
        "subsidy, high cost": Fraction(-2, 3),
        "spillover ½: subsidy, low cost": Fraction(2),
        "subsidy, high cost ": Fraction(2),
    },
    holds=lambda low, high, low_half, high_half: low > 0 > high,
    remark="With a spillover of one half both are subsidised here, for what reaches the other: {ref}`chapter-subsidies`. The abstract"
    " does not mention spillovers.",
)
def _lahiri1999() -> tuple[Any, ...]:
    def subsidies(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=[10, 11], gamma=4, spillovers=share)
        return duopoly.second_best().rnd_subsidy

    return *subsidies(0), *subsidies(Fraction(1, 2))


@ATLAS.row(
    FIRMS,
    key="amir2000oneway",
    asks="What if knowledge flows one way only, to the firm that does less?",
    reports="Firms that are alike do unequal R&D: one innovates, the other imitates (abstract).",
    here={"R&D, firm that is learnt from": Fraction(20, 49), "R&D, firm that learns": Fraction(5, 7)},
    holds=lambda innovator, imitator: innovator > imitator,
    remark="Who learns is given here, and the firm that is learnt from holds back. In the article that is found in equilibrium: which"
    " way knowledge flows depends on who does more, and that is no linear-quadratic game.",
)
def _amir2000oneway() -> tuple[Any, ...]:
    one_way = [[1, 0], [Fraction(1, 2), 1]]
    return tuple(Industry(a=15, A=10, gamma=4, spillovers=one_way).solve().x)


@ATLAS.row(
    FIRMS,
    key="goyal2001",
    asks="With whom do firms share research, if links are made in pairs?",
    reports="Where firms are no rivals the complete network is best for profits and welfare; where rivalry is strong intermediate numbers"
    " of links are better for all together (abstract).",
    here={"links each, no rivalry, for profits": 3, "for welfare": 3, "links each, one good, for profits": 2, "for welfare ": 2},
    holds=lambda apart, apart_w, rivals, rivals_w: apart == apart_w == 3 and 0 < rivals < 3 and 0 < rivals_w < 3,
    remark="Four firms with equal numbers of links. Which networks are stable: {ref}`chapter-networks`.",
)
def _goyal2001() -> tuple[Any, ...]:
    ring, across = [(0, 1), (1, 2), (2, 3), (3, 0)], [(0, 2), (1, 3)]
    networks = [[], across, ring, ring + across]

    def best(d: int) -> Any:
        found = []
        for links in networks:
            share = network_spillovers(4, links, inside=1, outside=0)
            goods = {"spillovers": share, "substitutability": d}
            found.append(Industry(a=15, A=10, gamma=12, **goods).solve())
        profits = [sum(e.profit) for e in found]
        welfare = [e.welfare for e in found]
        return profits.index(max(profits)), welfare.index(max(welfare))

    return *best(0), *best(1)


@ATLAS.row(
    FIRMS,
    key="konig2019",
    asks="Which firms in a network should be subsidised, and how much?",
    here={
        "subsidy, centre of a star": Fraction(4000, 1793),
        "subsidy, others": Fraction(1184, 1793),
        "welfare it adds": Fraction(107350016, 276927057),
    },
    remark="The abstract says that the best programme is found, and no more that could be compared.",
)
def _konig2019() -> tuple[Any, ...]:
    share = network_spillovers(4, [(0, 1), (0, 2), (0, 3)], Fraction(1, 2), 0)
    market = Industry(a=15, A=10, gamma=8, spillovers=share)
    best = market.second_best()
    centre, other, *_ = best.rnd_subsidy
    return centre, other, best.welfare - market.solve().welfare


@ATLAS.row(
    FIRMS,
    key="lopez2019",
    asks="Owners who hold shares of rivals: what does that do to R&D and to output?",
    reports="Both fall where spillovers are low and rise where they are high; between, R&D rises and output falls (abstract).",
    here={
        "change at 0: R&D": Fraction(-6, 259),
        "total output": Fraction(-36, 259),
        "change at ½: R&D": Fraction(1, 31),
        "total output ": Fraction(-3, 31),
        "change at 1: R&D": Fraction(3, 20),
        "total output  ": Fraction(3, 20),
    },
    holds=lambda x_0, q_0, x_half, q_half, x_1, q_1: max(x_0, q_0) < 0 < min(x_1, q_1) and x_half > 0 > q_half,
)
def _lopez2019() -> tuple[Any, ...]:
    tenth = Fraction(1, 10)
    weights = [[1, tenth, tenth], [tenth, 1, tenth], [tenth, tenth, 1]]
    owned: dict[str, Any] = {"ownership": weights, "product_ownership": weights}

    def change(spillover: Any) -> Any:
        share = uniform_spillovers(3, spillover)
        market = Industry(a=15, A=12, gamma=2, spillovers=share)
        own = market.solve(timing="simultaneous")
        common = market.solve(timing="simultaneous", **owned)
        return common.x[0] - own.x[0], common.Q - own.Q

    return *change(0), *change(Fraction(1, 2)), *change(1)


@ATLAS.row(
    FIRMS,
    key="anton2025",
    asks="Does common ownership raise innovation?",
    reports="In theory, with technological spillovers it does; without them innovation steals business, and it reduces it (abstract).",
    here={"change in R&D at 0": Fraction(-15, 629), "change in R&D at ¾": Fraction(96, 2899)},
    holds=lambda without, spill: without < 0 < spill,
)
def _anton2025() -> tuple[Any, ...]:
    quarter = Fraction(1, 4)
    weights = [[1, quarter], [quarter, 1]]
    owned: dict[str, Any] = {"ownership": weights, "product_ownership": weights}

    def change(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=share)
        common = duopoly.solve(timing="simultaneous", **owned)
        return common.x[0] - duopoly.solve(timing="simultaneous").x[0]

    return change(0), change(Fraction(3, 4))
