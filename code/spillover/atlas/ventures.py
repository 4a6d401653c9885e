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
INPUTS = "Spending spills over there. Among equal firms that is this game at a cost of R&D that is $s$ times as high."


@ATLAS.row(
    VENTURES,
    key="kamien1992",
    asks="What do sharing results and deciding together do, each alone and both, with quantities and with prices?",
    reports="sharing without deciding together reduces cost less and raises prices, and that sharing and deciding together gives the"
    " highest surplus with quantities, and mostly with prices.",
    shows="Two firms here, whose goods replace each other to one half, lower their cost by {0} apart, by {1} if they share, and by {2}"
    " if they share and decide together; with prices by {3}, {4} and {5}.",
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
    chapter="ventures",
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
    reports="agreements of a whole industry tend to be good where competition in the market is weak, and that free cross-licences lower"
    " R&D.",
    shows="An agreement of two firms here raises welfare by {0} where each is alone in its market and by {1} where they sell one good;"
    " there sharing alone lowers R&D from {2} to {3}.",
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
    shows="Three firms here lower their cost by {0} if a quarter of what is spent reaches the others, and by {1} if a quarter of what is"
    " found does and R&D costs $s$ times as much.",
    here={"cost falls by, spending spills over": Fraction(25, 91), "cost falls by, results, R&D dearer": Fraction(25, 91)},
    remark=INPUTS,
    chapter="ventures",
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
    reports="where spillovers and costs of R&D are low both firms do R&D and earn less than without it, which is good for society.",
    here={
        "profit at 0": Fraction(125, 49),
        "profit without R&D": Fraction(25, 9),
        "welfare at 0": Fraction(100, 7),
        "welfare without R&D": Fraction(100, 9),
        "profit at ½": Fraction(10, 3),
    },
    holds=lambda low, without, welfare, none, high: low < without < high and welfare > none,
    remark=INPUTS,
    chapter="ventures",
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
    reports="the venture is usually smaller than society wants, which is one of all firms.",
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
    reports="one venture of the whole industry is not always best: splitting it into several that compete can lower the price, and then"
    " exactly two are best.",
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


@ATLAS.row(
    VENTURES,
    key="salant1983",
    asks="Firms merge in a Cournot market, each with a plant. Do they gain?",
    reports="a merger may lower the joint profit of those who merge.",
    shows="Two of three firms here earn {0} together before they merge and {1} after, while the third earns {2} and then {3}; all three"
    " together earn {4} before and {5} after.",
    here={
        "two of three: before": Fraction(25, 8),
        "after": Fraction(25, 9),
        "the third: before": Fraction(25, 16),
        "after ": Fraction(25, 9),
        "all three: before": Fraction(75, 16),
        "after  ": Fraction(25, 4),
    },
    holds=lambda two, merged, third, free, three, whole: merged < two and free > third and whole > three,
    remark="Nobody does R&D.",
    chapter="plant",
)
def _salant1983() -> tuple[Any, ...]:
    share, two, whole = uniform_spillovers(3, 0), [[0, 1], [2]], [[0, 1, 2]]
    market = Industry(a=15, A=10, gamma=4, spillovers=share)

    def earned(groups: Any) -> Any:
        return market.at(0, product_coalitions=groups, equal_shares=True).profit

    before, after, one = market.at(0).profit, earned(two), earned(whole)
    two_earn, third = (sum(before[:2]), sum(after[:2])), (before[2], after[2])
    return *two_earn, *third, sum(before), sum(one)


@ATLAS.row(
    VENTURES,
    key="aspremont1983",
    asks="A cartel sets the price and a competitive fringe takes it. Is there a cartel that nobody wants to leave or to join?",
    place="A public summary of the article",
    reports="a stable cartel exists with finitely many firms, although those in the fringe earn more.",
    shows="Of six firms here a cartel of three is stable: a member earns {1}, and would earn {0} in the fringe beside two; in the fringe"
    " beside three a firm earns {2}, and would earn {3} as a fourth member.",
    here={
        "in the fringe beside two": Fraction(98, 81),
        "member of three": Fraction(5, 4),
        "in the fringe beside three": Fraction(49, 32),
        "member of four": Fraction(50, 33),
    },
    holds=lambda left, member, fringe, joined: left <= member < fringe and joined <= fringe,
    remark="Nobody does R&D. A firm that takes the price sells up to where its marginal cost reaches it, as a public firm does; the cartel"
    " moves first.",
    chapter="cartels",
)
def _aspremont1983() -> tuple[Any, ...]:
    share = uniform_spillovers(6, 0)
    market = Industry(a=15, A=5, gamma=1, spillovers=share, cost_slope=1)

    def earned(size: int) -> Any:
        cartel, fringe = list(range(size)), list(range(size, 6))
        groups = [cartel, *([firm] for firm in fringe)]
        who = {"leaders": cartel, "public": fringe}
        e = market.at(0, product_coalitions=groups, **who)
        return e.profit[0], e.profit[-1]

    (_, beside_two), (three, beside_three), (four, _) = map(earned, (2, 3, 4))
    return beside_two, three, beside_three, four
