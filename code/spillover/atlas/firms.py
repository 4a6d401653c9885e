"""Firms that differ, firms in networks, and firms that own each other."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from spillover.atlas.row import ATLAS
from spillover.industry import Industry, network_spillovers, uniform_spillovers

FIRMS = "Firms that differ, networks, owners"


@ATLAS.row(
    FIRMS,
    key="lahiri1999",
    asks="Whose R&D should be subsidised, and whose taxed?",
    reports="a firm with some advantage in initial cost should be subsidised, and one without taxed.",
    shows="Of two firms here, with unit costs of ten and eleven, the first gets {0} for a unit of R&D and the second {1}, a tax, where"
    " nothing spills over; where half does, they get {2} and {3}.",
    here={
        "no spillover: subsidy, low cost": Fraction(2, 3),
        "subsidy, high cost": Fraction(-2, 3),
        "spillover ½: subsidy, low cost": Fraction(2),
        "subsidy, high cost ": Fraction(2),
    },
    holds=lambda low, high, low_half, high_half: low > 0 > high,
    remark="With a spillover of one half both are subsidised here, for what reaches the other. The abstract does not mention spillovers.",
    chapter="subsidies",
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
    reports="firms that are alike do unequal R&D: one innovates, the other imitates.",
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
    reports="the complete network is best for profits and welfare where firms are no rivals, and that intermediate numbers of links are"
    " better for all together where rivalry is strong.",
    shows="Four firms here earn most together with {0} partners each if they are no rivals and with {2} if they sell one good; for"
    " welfare the numbers are {1} and {3}.",
    here={"links each, no rivalry, for profits": 3, "for welfare": 3, "links each, one good, for profits": 2, "for welfare ": 2},
    holds=lambda apart, apart_w, rivals, rivals_w: apart == apart_w == 3 and 0 < rivals < 3 and 0 < rivals_w < 3,
    remark="Four firms with equal numbers of links.",
    chapter="networks",
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
    reports="R&D and output both fall where spillovers are low and both rise where they are high, and that between, R&D rises and output"
    " falls.",
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
    reports="in theory common ownership raises innovation where technology spills over, and lowers it where it does not and innovation"
    " steals business.",
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


@ATLAS.row(
    FIRMS,
    key="lukach2000",
    asks="Two firms differ in what they learn: who gains from cooperation in R&D?",
    shows="Where half of what the second firm finds reaches the first, and three quarters the other way, cooperation changes the profit of"
    " the first by {0} here and that of the second by {1}.",
    here={"gain, firm that learns less": Fraction(-2958400, 13837439), "gain, firm that learns more": Fraction(2064963200, 4939965723)},
    remark="{cite:t}`sun2009` name the same question in their title.",
)
def _lukach2000() -> tuple[Any, ...]:
    unequal = [[1, Fraction(1, 2)], [Fraction(3, 4), 1]]
    duopoly = Industry(a=15, A=10, gamma=2, spillovers=unequal)
    apart = duopoly.solve().profit
    together = duopoly.solve(rnd_coalitions=[[0, 1]]).profit
    return together[0] - apart[0], together[1] - apart[1]


@ATLAS.row(
    FIRMS,
    key="debondt1995",
    asks="One firm does its R&D before the other: do leader and follower gain?",
    shows="A leader that learns everything from a follower that learns nothing does {0} here instead of {1} when both move at once, and the"
    " follower {2} instead of {3}; they gain {4} and {5}.",
    here={
        "R&D, leader": Fraction(25, 13),
        "when both move at once": Fraction(15, 7),
        "R&D, follower": Fraction(5, 13),
        "when both move at once ": Fraction(5, 14),
        "gain, leader": Fraction(75, 2548),
        "gain, follower": Fraction(1350, 8281),
    },
    remark="Goods are sold in quantities after both have done R&D.",
)
def _debondt1995() -> tuple[Any, ...]:
    x, one_way = sp.Symbol("x"), [[1, 1], [0, 1]]
    duopoly = Industry(a=15, A=10, gamma=2, spillovers=one_way)
    reply = duopoly.best_response(1, [x, 0])
    led = duopoly.at([x, reply]).profit
    (lead,) = sp.solve(sp.diff(led[0], x), x)
    after = duopoly.at([lead, reply.subs(x, lead)])
    at_once = duopoly.solve()
    rnd = after.x[0], at_once.x[0], after.x[1], at_once.x[1]
    return *rnd, *(y - z for y, z in zip(after.profit, at_once.profit, strict=True))


@ATLAS.row(
    FIRMS,
    key="leppala2018",
    asks="Firms at one place learn from each other. Do they locate together, and does more come of their R&D?",
    reports="localised spillovers encourage Cournot oligopolists to locate together, and that whether effective R&D rises depends on the"
    " spillover, the number of firms and the efficiency of R&D.",
    shows="Each of three firms here earns {0} together, and {1} if it leaves, where half spills over at a place; {2} and {3} where"
    " everything does. Unit costs fall by {4} where the firms are apart, and by {5} and {6} where they are together.",
    here={
        "½ spills over: profit, together": Fraction(75, 46),
        "if one leaves": Fraction(1057050, 727609),
        "all spills over: profit, together": Fraction(4750, 2883),
        "if one leaves ": Fraction(36250, 25281),
        "cost falls by, apart": Fraction(5, 31),
        "together, ½ spills over": Fraction(5, 23),
        "together, all does": Fraction(5, 31),
    },
    holds=lambda half, half_alone, whole, alone, apart, some, much: half > half_alone and whole > alone and some > apart >= much,
)
def _leppala2018() -> tuple[Any, ...]:
    def market(together: int, spillover: Any) -> Any:
        links = [(i, j) for i in range(together) for j in range(i)]
        share = network_spillovers(3, links, inside=spillover, outside=0)
        return Industry(a=15, A=10, gamma=12, spillovers=share).solve()

    half, apart = Fraction(1, 2), market(0, 0)
    pairs = [(market(3, share), market(2, share)) for share in (half, 1)]
    profits = [e.profit[2] for pair in pairs for e in pair]
    costs = [e.unit_cost[2] for e in (apart, pairs[0][0], pairs[1][0])]
    return *profits, *(10 - cost for cost in costs)


@ATLAS.row(
    FIRMS,
    key="ishida2010",
    asks="More firms with high costs enter. What do those with low costs do?",
    reports="the low-cost firms may do more R&D and earn more, while the high-cost firms always do less R&D.",
    here={
        "one with high costs: R&D, low cost": Fraction(75, 14),
        "R&D, high cost": Fraction(6, 7),
        "profit, low cost": Fraction(28125, 784),
        "two: R&D, low cost": Fraction(90, 13),
        "R&D, high cost ": Fraction(9, 52),
        "profit, low cost ": Fraction(6300, 169),
    },
    holds=lambda low, high, profit, low_two, high_two, profit_two: low < low_two and high > high_two and profit < profit_two,
    remark="R&D is cheap here. With `gamma=4` the low-cost firm loses by the second.",
)
def _ishida2010() -> tuple[Any, ...]:
    def market(many: int) -> Any:
        costs = [48, *[48 + Fraction(9, 4)] * many]
        share = uniform_spillovers(1 + many, 0)
        e = Industry(a=60, A=costs, gamma=2, spillovers=share).solve()
        return e.x[0], e.x[1], e.profit[0]

    return *market(1), *market(2)
