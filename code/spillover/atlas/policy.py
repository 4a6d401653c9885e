"""Governments: subsidies, public firms, several governments."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from spillover.atlas.row import ATLAS
from spillover.industry import Industry, network_spillovers, uniform_spillovers

POLICY = "Governments"


@ATLAS.row(
    POLICY,
    key="hinloopen1997",
    asks="Subsidise R&D, or let firms cooperate in it?",
    reports="subsidies promote R&D more than cooperation does, and that subsidies to firms apart and together lead to one outcome.",
    shows="Each of two firms here, with three quarters spilling over, does {0} in cooperation, {1} with the best subsidies, and {2} with"
    " both.",
    here={
        "R&D, cooperation": Fraction(140, 383),
        "R&D, subsidies": Fraction(140, 167),
        "R&D, both": Fraction(140, 167),
    },
    holds=lambda together, paid, both: together < paid == both,
)
def _hinloopen1997() -> tuple[Any, ...]:
    share, both = uniform_spillovers(2, Fraction(3, 4)), [[0, 1]]
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=share)
    together = duopoly.solve(rnd_coalitions=both)
    for_each = duopoly.second_best().rnd_subsidy
    for_both = duopoly.second_best(rnd_coalitions=both).rnd_subsidy
    paid = duopoly.solve(rnd_subsidy=for_each)
    paid_both = duopoly.solve(rnd_coalitions=both, rnd_subsidy=for_both)
    return together.x[0], paid.x[0], paid_both.x[0]


@ATLAS.row(
    POLICY,
    key="leahy1997",
    asks="What does strategic behaviour do to R&D, and to the case for subsidies?",
    reports="strategic behaviour tends to reduce output, R&D and welfare, except when spillovers are low and actions are strategic"
    " substitutes.",
    shows="Each of three firms here, with three quarters spilling over, does {0} if rivals see it before outputs are set and {1} if all"
    " is decided at once, and welfare is {2} and {3}; where nothing spills over it does {4} and {5}.",
    here={
        "R&D at ¾, strategic": Fraction(10, 59),
        "R&D at ¾, at once": Fraction(10, 43),
        "welfare at ¾, strategic": Fraction(47100, 3481),
        "welfare at ¾, at once": Fraction(26100, 1849),
        "R&D at 0, strategic": Fraction(1, 3),
        "R&D at 0, at once": Fraction(5, 23),
    },
    holds=lambda x, x_once, w, w_once, low, low_once: x < x_once and w < w_once and low > low_once,
    remark="Firms that decide on R&D and output at once cannot use R&D to move rivals.",
)
def _leahy1997() -> tuple[Any, ...]:
    def pair(spillover: Any) -> Any:
        share = uniform_spillovers(3, spillover)
        market = Industry(a=15, A=10, gamma=6, spillovers=share)
        return market.solve(), market.solve(timing="simultaneous")

    much, none = pair(Fraction(3, 4)), pair(0)
    return *(e.x[0] for e in much), *(e.welfare for e in much), *(e.x[0] for e in none)


@ATLAS.row(
    POLICY,
    key="spencer1983",
    asks="Firms of two countries sell in a third. Does a government gain if it subsidises R&D?",
    reports="each country has an incentive to subsidise, to capture more of an industry that earns rents, and that the equilibrium of"
    " the two is bad for both together.",
    here={
        "best subsidy, one government": Fraction(16, 73),
        "what it gains": Fraction(9, 1168),
        "subsidies of two governments": Fraction(8, 37),
        "what each gains": Fraction(-2151, 21904),
    },
    holds=lambda best, gain, each, both: best > 0 and gain > 0 and each > 0 > both,
)
def _spencer1983() -> tuple[Any, ...]:
    s, t = sp.symbols("s t")
    pair = Industry(a=10, A=4, gamma=4, spillovers=uniform_spillovers(2, 0))
    free = pair.solve().profit[0]
    e = pair.solve(rnd_subsidy=[s, t])
    home, foreign = e.profit[0] - s * e.x[0], e.profit[1] - t * e.x[1]
    (alone,) = sp.solve(sp.diff(home.subs(t, 0), s), s)
    both = sp.solve([sp.diff(home, s), sp.diff(foreign, t)], [s, t])
    return alone, home.subs({s: alone, t: 0}) - free, both[s], home.subs(both) - free


@ATLAS.row(
    POLICY,
    name="Song and Vannetelbosch",
    asks="Governments of several countries subsidise firms that share research in a network. What does the centre get?",
    here={"subsidy, centre of a star": Fraction(0), "subsidy, the two others": Fraction(135, 754)},
)
def _song() -> tuple[Any, ...]:
    s = sp.symbols("s_0:3")
    share = network_spillovers(3, [(0, 1), (0, 2)], Fraction(1, 2), 0)
    e = Industry(a=10, A=4, gamma=4, spillovers=share).solve(rnd_subsidy=s)
    slopes = [sp.diff(e.profit[i] - s[i] * e.x[i], s[i]) for i in range(3)]
    found = sp.solve(slopes, s)
    return found[s[0]], found[s[1]]


@ATLAS.row(
    POLICY,
    name="Cabon-Dhersin and Gibert",
    asks="A government pays a share of the cost of R&D. Which share is best?",
    here={"best share, firms apart": Fraction(3, 10), "best share, firms together": Fraction(1, 2)},
)
def _cabon() -> tuple[Any, ...]:
    r = sp.Symbol("r")
    share = uniform_spillovers(2, Fraction(1, 4))
    duopoly = Industry(a=15, A=10, gamma=4, spillovers=share)

    def best(**given: Any) -> Any:
        welfare = duopoly.solve(rnd_subsidy_rate=r, **given).welfare
        return sp.solve(sp.diff(welfare, r), r)[0]

    return best(), best(rnd_coalitions=[[0, 1]])


@ATLAS.row(
    POLICY,
    key="gilmolto2011",
    asks="A public and a private firm: which subsidy to R&D, and what does privatisation do?",
    reports="the best subsidy rises with the spillover and is lower in the private duopoly, and that privatisation reduces R&D and"
    " welfare, also with the best subsidies.",
    here={
        "best subsidy at 0, mixed": Fraction(150, 727),
        "best subsidy at 0, private": Fraction(15, 91),
        "best subsidy at ½, mixed": Fraction(6480, 4069),
        "best subsidy at ½, private": Fraction(150, 113),
        "total R&D at ½, mixed": Fraction(1300, 2101),
        "total R&D at ½, private": Fraction(100, 241),
        "welfare at ½ with subsidies, mixed": Fraction(37000, 4069),
        "welfare at ½ with subsidies, private": Fraction(1000, 113),
    },
    holds=lambda mixed_0, private_0, mixed, private, x, x_private, w, w_private: (
        mixed > mixed_0 > private_0 and mixed > private > private_0 and x > x_private and w > w_private
    ),
)
def _gilmolto2011() -> tuple[Any, ...]:
    s = sp.Symbol("s")

    def best(spillover: Any, public: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=share, cost_slope=1)
        welfare = duopoly.solve(public=public, rnd_subsidy=s).welfare
        (subsidy,) = sp.solve(sp.diff(welfare, s), s)
        rnd = sum(duopoly.solve(public=public).x)
        return subsidy, rnd, welfare.subs(s, subsidy)

    half, public = Fraction(1, 2), ([0], None)
    low = [best(0, who)[0] for who in public]
    high = [best(half, who) for who in public]
    return *low, *(e[0] for e in high), *(e[1] for e in high), *(e[2] for e in high)


@ATLAS.row(
    POLICY,
    key="zikos2007",
    asks="A government pays for output and for R&D. Does it matter whether a firm is public, and who moves first?",
    reports="R&D is taxed and output subsidised; that output subsidy, R&D and output are the same whether the public firm moves with the"
    " other, leads in output or is privatised; and that privatisation reduces the tax, while leadership in output raises it.",
    here={
        "tax on R&D, private": Fraction(15, 68),
        "tax on R&D, public firm": Fraction(6, 17),
        "tax on R&D, public leader": Fraction(60, 119),
        "subsidy to output, all three": Fraction(30, 17),
        "R&D of each firm, all three": Fraction(5, 17),
    },
    holds=lambda private, public, leader, subsidy, rnd: 0 < private < public < leader and subsidy > 0,
    remark="The last line would fail if the three cases had more than one subsidy to output, or more than one level of R&D.",
)
def _zikos2007() -> tuple[Any, ...]:
    s, t = sp.symbols("s t")
    share = uniform_spillovers(2, 0)
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=share, cost_slope=1)

    def best(**who: Any) -> Any:
        e = duopoly.solve(rnd_subsidy=s, output_subsidy=t, **who)
        paid = sp.solve([sp.diff(e.welfare, s), sp.diff(e.welfare, t)], [s, t])
        return -paid[s], paid[t], *(x.subs(paid) for x in e.x)

    found = [best(), best(public=[0]), best(public=[0], leaders=[0])]
    taxes, subsidies, *rnd = zip(*found, strict=True)
    (subsidy,), (level,) = set(subsidies), {x for levels in rnd for x in levels}
    return *taxes, subsidy, level


@ATLAS.row(
    POLICY,
    key="benabess2007",
    asks="How much of a public firm should be sold, if it moves with the other firm, and if it leads?",
    reports="a partly public firm is best where both set quantities at once, and, where the public firm leads, only if the government"
    " gives consumers more weight than profits.",
    here={"best weight of welfare, at once": Fraction(4, 5), "best weight of welfare, public leader": 1},
    holds=lambda at_once, leading: 0 < at_once < 1 == leading,
    remark="Nobody does R&D, and consumers and profits have one weight here, so that a public leader is best kept whole. The weight of"
    " welfare in what the firm maximises stands in `public`; the rest is the weight of its own profit.",
)
def _benabess2007() -> tuple[Any, ...]:
    s = sp.Symbol("s")
    share = uniform_spillovers(2, 0)
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=share, cost_slope=1)

    def best(**who: Any) -> Any:
        welfare = duopoly.at(0, public={0: s}, **who).welfare
        return sp.solve(sp.diff(welfare, s), s)[0]

    return best(), best(leaders=[0])


@ATLAS.row(
    POLICY,
    key="basak2019",
    asks="A public and a private firm: quantities or prices?",
    reports="private profit is higher with prices than with quantities, and that the public firm is more innovative.",
    here={
        "quantities: R&D, public": Fraction(245, 311),
        "quantities: R&D, private": Fraction(80, 311),
        "prices: R&D, public": Fraction(665, 887),
        "prices: R&D, private": Fraction(320, 887),
        "quantities: private profit": Fraction(157200, 96721),
        "prices: private profit": Fraction(1809600, 786769),
    },
    holds=lambda q_public, q_private, p_public, p_private, q_profit, p_profit: (
        q_public > q_private and p_public > p_private and p_profit > q_profit
    ),
)
def _basak2019() -> tuple[Any, ...]:
    share, half = uniform_spillovers(2, 0), Fraction(1, 2)
    goods = {"spillovers": share, "substitutability": half}
    duopoly = Industry(a=15, A=10, gamma=6, **goods)
    quantities = duopoly.solve(public=[0])
    prices = duopoly.solve(public=[0], competition="prices")
    return *quantities.x, *prices.x, quantities.profit[1], prices.profit[1]


@ATLAS.row(
    POLICY,
    key="gilmolto2019",
    asks="R&D is subsidised. Should a public firm among many private ones be sold?",
    reports="privatisation lowers the best subsidy to R&D, and improves welfare only where firms are rather many.",
    place="The article's list of highlights",
    here={
        "best subsidy, two private firms": Fraction(15, 91),
        "welfare": Fraction(750, 91),
        "subsidy, one of them public": Fraction(150, 727),
        "welfare ": Fraction(6150, 727),
        "best subsidy, five private firms": Fraction(-15, 143),
        "welfare  ": Fraction(1500, 143),
        "subsidy, one of them public ": Fraction(-75, 1882),
        "welfare   ": Fraction(9825, 941),
    },
    holds=lambda s2, w2, s2_public, w2_public, s5, w5, s5_public, w5_public: (
        s2 < s2_public and s5 < s5_public and w2 < w2_public and w5 > w5_public
    ),
    remark="Marginal costs rise with output, and nothing spills over here. With five firms R&D is taxed.",
)
def _gilmolto2019() -> tuple[Any, ...]:
    s = sp.Symbol("s")

    def best(n: int, **who: Any) -> Any:
        share = uniform_spillovers(n, 0)
        market = Industry(a=15, A=10, gamma=6, spillovers=share, cost_slope=1)
        welfare = market.solve(rnd_subsidy=s, **who).welfare
        (paid,) = sp.solve(sp.diff(welfare, s), s)
        return paid, welfare.subs(s, paid)

    two, five = best(2) + best(2, public=[0]), best(5) + best(5, public=[0])
    return *two, *five
