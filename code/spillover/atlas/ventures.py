"""Ventures that share, and coalitions that decide together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spillover import model
from spillover.atlas.row import ATLAS
from spillover.industry import Industry, network_spillovers, uniform_spillovers
from spillover.literature import ventures
from spillover.regimes import Regime

VENTURES = "Ventures and coalitions"
INPUTS = (
    "Spending spills over there. Among equal firms that is this game at a cost of R&D that is $s$ times as high: {ref}`chapter-ventures`."
)


@ATLAS.row(
    VENTURES,
    key="kamien1992",
    asks="What do sharing results and deciding together do, each alone and both, with quantities and with prices?",
    reports="Sharing without deciding together reduces cost less and raises prices; sharing and deciding together gives the highest"
    " surplus with quantities, and mostly with prices (abstract).",
    here={
        "quantities: cost falls by, apart": Fraction(5, 9),
        "quantities: sharing": Fraction(10, 23),
        "quantities: both": Fraction(20, 21),
        "prices: cost falls by, apart": Fraction(65, 122),
        "prices: sharing": Fraction(2, 5),
        "prices: both": Fraction(20, 23),
    },
    holds=lambda apart, share, both, apart_p, share_p, both_p: share < apart < both and share_p < apart_p < both_p,
    remark=INPUTS,
)
def _kamien1992() -> tuple[Any, ...]:
    def falls(spillover: Any, **given: Any) -> Any:
        share, half = uniform_spillovers(2, spillover), Fraction(1, 2)
        goods = {"spillovers": share, "substitutability": half}
        duopoly = Industry(a=15, A=10, gamma=4 * (1 + spillover), **goods)
        return 10 - duopoly.solve(**given).unit_cost[0]

    def three(competition: str) -> Any:
        apart = falls(Fraction(1, 4), competition=competition)
        sharing = falls(1, competition=competition)
        both = falls(1, competition=competition, rnd_coalitions=[[0, 1]])
        return apart, sharing, both

    return *three("quantities"), *three("prices")


@ATLAS.row(
    VENTURES,
    key="katz1986",
    asks="Firms agree to share costs and fruits of a project before they start. When is that good for society?",
    reports="Agreements of a whole industry tend to be good where competition in the market is weak; free cross-licences lower R&D"
    " (abstract).",
    here={
        "no competition: gain in welfare": Fraction(22725, 1936),
        "one good: gain in welfare": Fraction(1152, 529),
        "one good: R&D without sharing": Fraction(2, 5),
        "one good: R&D with free sharing": Fraction(1, 5),
    },
    holds=lambda weak, strong, apart, free: weak > strong and apart > free,
    remark="An agreement is a cartel in R&D that shares all, against R&D that each keeps; free cross-licences are sharing alone.",
)
def _katz1986() -> tuple[Any, ...]:
    def market(spillover: int, d: int) -> Any:
        share = uniform_spillovers(2, spillover)
        goods = {"spillovers": share, "substitutability": d}
        return Industry(a=15, A=10, gamma=6, **goods)

    def gain(d: int) -> Any:
        agreed = market(1, d).solve(rnd_coalitions=[[0, 1]])
        return agreed.welfare - market(0, d).solve().welfare

    return gain(0), gain(1), market(0, 1).solve().x[0], market(1, 1).solve().x[0]


@ATLAS.row(
    VENTURES,
    key="amir2000",
    asks="How should spillovers be modelled: does spending spill over, or what it finds?",
    here={"cost falls by, spending spills over": Fraction(25, 91), "cost falls by, results, R&D dearer": Fraction(25, 91)},
    remark=INPUTS,
)
def _amir2000() -> tuple[Any, ...]:
    spillover = Fraction(1, 4)
    formula = ventures.reduction_with_input_spillovers(Regime.NONCOOPERATION)
    point = (3, 15, 10, 1, spillover, 6)
    inputs = formula.subs(dict(zip(model.PARAMETERS, point, strict=True)))
    share = uniform_spillovers(3, spillover)
    dear = 6 * (1 + 2 * spillover)
    outputs = Industry(a=15, A=10, gamma=dear, spillovers=share)
    return inputs, 10 - outputs.solve().unit_cost[0]


@ATLAS.row(
    VENTURES,
    key="amir2003",
    asks="Which spillover would an R&D cartel choose inside?",
    here={"profit at 0": Fraction(50, 17), "profit at ½": Fraction(200, 63), "profit at 1": Fraction(25, 7)},
)
def _amir2003() -> tuple[Any, ...]:
    def earned(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=10, gamma=4, spillovers=share)
        return duopoly.solve(rnd_coalitions=[[0, 1]]).profit[0]

    return earned(0), earned(Fraction(1, 2)), earned(1)


@ATLAS.row(
    VENTURES,
    key="burr2013",
    asks="Are firms that do R&D in a prisoner's dilemma?",
    reports="Where spillovers and costs of R&D are low both firms do R&D and earn less than without it, which is good for society"
    " (abstract).",
    here={
        "profit at 0": Fraction(125, 49),
        "profit without R&D": Fraction(25, 9),
        "welfare at 0": Fraction(100, 7),
        "welfare without R&D": Fraction(100, 9),
        "profit at ½": Fraction(10, 3),
    },
    holds=lambda low, without, welfare, none, high: low < without < high and welfare > none,
    remark=INPUTS,
)
def _burr2013() -> tuple[Any, ...]:
    def market(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        return Industry(a=15, A=10, gamma=2 * (1 + spillover), spillovers=share)

    low, none = market(0).solve(), market(0).at(0)
    high = market(Fraction(1, 2)).solve()
    return low.profit[0], none.profit[0], low.welfare, none.welfare, high.profit[0]


@ATLAS.row(
    VENTURES,
    key="poyago1995",
    asks="How many firms join a research venture, and how many should?",
    reports="The venture is usually smaller than society wants, which is all firms (abstract).",
    here={"best for a member, of 4": 3, "best for society, of 4": 4, "best for society, of 5": 4},
    holds=lambda joins, should, should_five: joins < should == 4,
    remark="Not at each point: of five firms society wants four here. Members share all and decide together, and a quarter of what"
    " anybody finds reaches the others; the article's own assumptions were not checked.",
)
def _poyago1995() -> tuple[Any, ...]:
    def venture(n: int, k: int) -> Any:
        links = [(i, j) for i in range(k) for j in range(i)]
        share = network_spillovers(n, links, inside=1, outside=Fraction(1, 4))
        groups = [range(k), *([i] for i in range(k, n))]
        market = Industry(a=15, A=10, gamma=12, spillovers=share)
        return market.solve(rnd_coalitions=groups)

    four = {k: venture(4, k) for k in (1, 2, 3, 4)}
    five = {k: venture(5, k) for k in (3, 4, 5)}
    joins = max(four, key=lambda k: four[k].profit[0])
    should = [max(size, key=lambda k: size[k].welfare) for size in (four, five)]
    return joins, *should


@ATLAS.row(
    VENTURES,
    key="kamien1993",
    asks="Is one venture of the whole industry the best way to organise R&D?",
    reports="Not always: splitting it into several that compete can lower the price, and then exactly two are best (abstract).",
    here={"price, one venture": Fraction(1245, 118), "price, two": Fraction(31845, 3019), "price, three": Fraction(2535, 239)},
    holds=lambda one, two, three: two < one and two < three,
)
def _kamien1993() -> tuple[Any, ...]:
    def price(ventures: int) -> Any:
        size = 6 // ventures
        groups = [range(k * size, (k + 1) * size) for k in range(ventures)]
        links = [(i, j) for g in groups for i in g for j in g if i < j]
        share = network_spillovers(6, links, inside=1, outside=Fraction(1, 4))
        market = Industry(a=15, A=10, gamma=40, spillovers=share)
        return market.solve(rnd_coalitions=groups).price

    return price(1), price(2), price(3)
