"""The duopoly and the oligopoly that the paper comes from: its modes and its yardsticks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from spillover import model, planner
from spillover.atlas.row import ATLAS
from spillover.cluster import Cluster, comparison
from spillover.industry import Industry, uniform_spillovers
from spillover.regimes import Regime

MODES = "The modes and their yardsticks"


@ATLAS.row(
    MODES,
    key="aspremont1988",
    asks="Two firms decide on R&D and then on output, alone or together, and a planner decides on both. Who does most R&D?",
    place="The abstract of {cite:t}`henriques1990`",
    reports="in this article the planner does most R&D at large spillovers, followed by cooperation in both stages, cooperation in R&D,"
    " and no cooperation.",
    shows="With three quarters spilling over, each of two firms here does {0} without cooperation, {1} together in R&D and {2} together"
    " in both stages, and the planner {3}.",
    here={
        "R&D, no cooperation": Fraction(100, 253),
        "R&D, together in R&D": Fraction(140, 239),
        "R&D, together in both": Fraction(140, 207),
        "R&D, the planner's": Fraction(140, 79),
    },
    holds=lambda non, rnd, full, best: non < rnd < full < best,
)
def _aspremont1988() -> tuple[Any, ...]:
    duopoly = Cluster(n=2, a=15, A=10, beta=Fraction(3, 4), gamma=4)
    alone = duopoly.solve(Regime.NONCOOPERATION).x
    in_rnd = duopoly.solve(Regime.RND_COOPERATION).x
    in_both = duopoly.solve(Regime.FULL_COOPERATION).x
    return alone, in_rnd, in_both, planner.first_best(duopoly).x


@ATLAS.row(
    MODES,
    key="henriques1990",
    asks="Is the comparison of the modes sound where nobody checks that the equilibrium is stable?",
    reports="in its example no cooperation is unstable at spillovers below .17, and that between .17 and .41 it is stable and firms do"
    " more R&D than under full cooperation.",
    shows="Two firms here are stable at spillovers above {0}, and do more R&D than under full cooperation below {1}.",
    here={"stable above the spillover": sp.Rational(3, 2) - sp.sqrt(7) / 2, "more R&D below the spillover": Fraction(7, 17)},
    holds=lambda stable, more: (sp.floor(100 * stable), sp.floor(100 * more)) == (17, 41),
    remark="The abstract's two numbers are these, cut after two digits: the first at a cost of R&D of one, the second is this book's"
    " threshold $T(n)$ for two firms.",
)
def _henriques1990() -> tuple[Any, ...]:
    duopoly = Cluster(n=2, a=100, A=99, beta=model.beta, gamma=1)
    stability = duopoly.conditions(Regime.NONCOOPERATION)[2]
    (edge,) = sp.solve(stability.margin, model.beta)
    return edge, comparison.rnd_threshold().subs(model.n, 2)


@ATLAS.row(
    MODES,
    key="suzumura1992",
    asks="How far from first-best and second-best R&D is each mode, in an oligopoly?",
    reports="at large spillovers neither mode reaches even the second best, and that without spillovers R&D cooperation does too little,"
    " while no cooperation may do more than first and second best.",
    shows="Each of five firms here does {0} alone and {1} together where nothing spills over, with a second best of {2} and a first best"
    " of {3}; where three quarters spill over it does {4} alone and {5} together, with a second best of {6}.",
    here={
        "R&D at 0, no cooperation": Fraction(25, 139),
        "R&D at 0, together": Fraction(5, 143),
        "R&D at 0, second best": Fraction(35, 281),
        "R&D at 0, first best": Fraction(5, 39),
        "R&D at ¾, no cooperation": Fraction(5, 68),
        "R&D at ¾, together": Fraction(5, 32),
        "R&D at ¾, second best": Fraction(35, 44),
    },
    holds=lambda non, rnd, second, first, non_high, rnd_high, second_high: (
        rnd < second < first < non and max(non_high, rnd_high) < second_high
    ),
)
def _suzumura1992() -> tuple[Any, ...]:
    few = Cluster(n=5, a=15, A=10, beta=0, gamma=8)
    much = Cluster(n=5, a=15, A=10, beta=Fraction(3, 4), gamma=8)
    modes = (Regime.NONCOOPERATION, Regime.RND_COOPERATION)
    at_few = [few.solve(mode).x for mode in modes]
    at_much = [much.solve(mode).x for mode in modes]
    best = planner.second_best
    return *at_few, best(few).x, planner.first_best(few).x, *at_much, best(much).x


@ATLAS.row(
    MODES,
    key="amir2019",
    asks="How far is each mode from the second best, and does the spillover matter?",
    reports="without spillovers no cooperation and the second best are one, that with spillovers the market does less R&D, and that the"
    " gap widens with the spillover.",
    here={"gap at 0": Fraction(0), "gap at ¼": Fraction(8640, 30107), "gap at ¾": Fraction(5184, 4807)},
    holds=lambda none, few, many: none == 0 < few < many,
)
def _amir2019() -> tuple[Any, ...]:
    def gap(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=10, gamma=4, spillovers=share)
        return duopoly.second_best().x[0] - duopoly.solve().x[0]

    return gap(0), gap(Fraction(1, 4)), gap(Fraction(3, 4))


@ATLAS.row(
    MODES,
    key="debondt1992",
    asks="Which spillover and how many rivals give the most effective R&D?",
    here={"best spillover": Fraction(1, 2)},
)
def _debondt1992() -> tuple[Any, ...]:
    cluster = Cluster(n=3, a=15, A=10, beta=model.beta, gamma=4)
    effective = 10 - cluster.solve(Regime.NONCOOPERATION).unit_cost
    (best,) = sp.solve(sp.numer(sp.together(sp.diff(effective, model.beta))))
    return (best,)


@ATLAS.row(
    MODES,
    key="zhao2015",
    asks="Goods differ: what do cartels in R&D, in output and in both do?",
    here={
        "R&D, full competition": Fraction(4, 7),
        "R&D, cartel in output": Fraction(220, 329),
        "R&D, cartel in R&D": Fraction(4, 7),
        "R&D, merger": Fraction(100, 167),
    },
    remark="These are the four scenarios of a table of the article. Nothing of what it finds was found.",
)
def _zhao2015() -> tuple[Any, ...]:
    share, half = uniform_spillovers(2, Fraction(1, 4)), Fraction(1, 2)
    both, each = [[0, 1]], [[0], [1]]
    goods = {"spillovers": share, "substitutability": half}
    duopoly = Industry(a=15, A=10, gamma=4, **goods)
    competition = duopoly.solve()
    output = duopoly.solve(rnd_coalitions=each, product_coalitions=both)
    rnd = duopoly.solve(rnd_coalitions=both)
    merger = duopoly.solve(product_coalitions=both)
    return competition.x[0], output.x[0], rnd.x[0], merger.x[0]


@ATLAS.row(
    MODES,
    key="salant1998",
    asks="Should the partners in a research venture all do the same?",
    reports="members of a venture may earn more together by unequal R&D, and that it can then raise welfare even without spillovers.",
    here={
        "joint profit, equal": Fraction(150, 23),
        "joint profit, unequal": Fraction(257, 36),
        "welfare, unequal": Fraction(595, 36),
        "welfare, each alone": Fraction(300, 19),
    },
    holds=lambda equal, unequal, welfare, alone: equal < unequal and welfare > alone,
    remark="The engine refuses the equal solution of the cartel here: it is no maximum.",
)
def _salant1998() -> tuple[Any, ...]:
    share = uniform_spillovers(2, 0)
    duopoly = Industry(a=15, A=10, gamma=Fraction(3, 2), spillovers=share)
    best_equal = Fraction(20, 23)
    equal, unequal = duopoly.at(best_equal), duopoly.at([3, 0])
    alone = duopoly.solve()
    return sum(equal.profit), sum(unequal.profit), unequal.welfare, alone.welfare


@ATLAS.row(
    MODES,
    key="arrow1962",
    asks="Who gains more by a given invention: a monopolist, or an inventor who licenses it to a competitive industry?",
    place="The author, as Y.-K. Ng quotes him in a comment,",
    reports="the incentive to invent is less under monopoly than under competition, and less than society wants even then.",
    shows="An invention that takes two off a unit cost of ten is worth {0} here to a monopolist, {1} to an outsider who licenses it, and"
    " {2} to society.",
    here={"worth to a monopolist": Fraction(6), "to an outsider": Fraction(10), "to society": Fraction(12)},
    holds=lambda monopolist, outsider, society: monopolist < outsider < society,
    remark="The invention is given, and nobody chooses R&D. A public firm sells at its unit cost, as a competitive industry does.",
)
def _arrow1962() -> tuple[Any, ...]:
    def market(cost: int, **who: Any) -> Any:
        one = Industry(a=15, A=cost, gamma=1, spillovers=[[1]])
        return one.at(0, **who)

    old, new = market(10), market(8)
    competitive, at_best = market(10, public=[0]), market(8, public=[0])
    royalties = 2 * competitive.Q
    society = at_best.welfare - competitive.welfare
    return new.profit[0] - old.profit[0], royalties, society


@ATLAS.row(
    MODES,
    name="Pepall, Richards and Norman (textbook)",
    asks="What do two firms earn in an R&D cartel where a quarter spills over, and in a joint venture that shares all?",
    here={
        "profit, cartel": Fraction(12800, 119),
        "before the cost of R&D": Fraction(1843200, 14161),
        "profit, venture": Fraction(160),
        "before the cost of R&D ": Fraction(288),
    },
    remark="It was reported to us, and is not confirmed, that an appendix prints 130.16 for the first profit, which leaves out the cost of"
    " R&D, and 144 for the second.",
)
def _pepall() -> tuple[Any, ...]:
    def together(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=100, A=60, b=2, gamma=1, spillovers=share)
        e = duopoly.solve(rnd_coalitions=[[0, 1]])
        return e.profit[0], e.profit[0] + e.x[0] ** 2 / 2

    return *together(Fraction(1, 4)), *together(1)


@ATLAS.row(
    MODES,
    name="Belleflamme and Peitz (textbook)",
    asks="Does cooperation raise R&D, and from which spillover on?",
    here={
        "cooperation adds, at ¼": Fraction(-11520, 66539),
        "at ½": Fraction(0),
        "at ¾": Fraction(11520, 60467),
    },
)
def _belleflamme() -> tuple[Any, ...]:
    def gain(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=10, gamma=4, spillovers=share)
        together = duopoly.solve(rnd_coalitions=[[0, 1]])
        return together.x[0] - duopoly.solve().x[0]

    return gain(Fraction(1, 4)), gain(Fraction(1, 2)), gain(Fraction(3, 4))


@ATLAS.row(
    MODES,
    key="bacchiega2010",
    asks="Would firms rather agree to do no R&D?",
    reports="for some parameters firms invest though each would earn more if neither did; that where they agree to do none welfare is"
    " lower; and that joint research is a remedy.",
    here={
        "profit, with R&D": Fraction(175, 64),
        "without": Fraction(25, 9),
        "profit, joint research": Fraction(25, 7),
        "welfare, with R&D": Fraction(25, 2),
        "without ": Fraction(100, 9),
        "welfare, joint research": Fraction(800, 49),
    },
    holds=lambda rnd, idle, joint, w, w_idle, w_joint: rnd < idle < joint and w_idle < w < w_joint,
    remark="Nothing spills over unless they do research jointly: then all is shared. That they agree in a repeated game is no one call.",
)
def _bacchiega2010() -> tuple[Any, ...]:
    none, everything = uniform_spillovers(2, 0), uniform_spillovers(2, 1)
    apart = Industry(a=15, A=10, gamma=4, spillovers=none)
    sharing = Industry(a=15, A=10, gamma=4, spillovers=everything)
    joint = sharing.solve(rnd_coalitions=[[0, 1]])
    every = apart.solve(), apart.at(0), joint
    return *(e.profit[0] for e in every), *(e.welfare for e in every)
