"""Firms that maximise more than their profit: what consumers gain, what rivals earn, what their country gains."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spillover.atlas.row import ATLAS
from spillover.industry import Industry, uniform_spillovers

AIMS = "What firms maximise"


@ATLAS.row(
    AIMS,
    key="buccella2022",
    asks="Firms give consumers some weight. Do they do more R&D, and is it worth it for them?",
    reports="they do more R&D; that without spillovers R&D is a prisoner's dilemma where profit alone counts, and none where consumers"
    " count enough.",
    here={
        "R&D, profit alone": Fraction(2, 5),
        "what a firm has of it": Fraction(69, 25),
        "without R&D": Fraction(25, 9),
        "R&D, consumers at ½": Fraction(5, 11),
        "what a firm has of it ": Fraction(75, 11),
        "without R&D ": Fraction(25, 4),
    },
    holds=lambda x, dilemma, idle, x_half, worth, idle_half: x < x_half and dilemma < idle and worth > idle_half,
    remark="What a firm has is its profit and, at the weight, consumer surplus.",
)
def _buccella2022() -> tuple[Any, ...]:
    share = uniform_spillovers(2, 0)
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=share)

    def with_and_without(weight: Any) -> Any:
        e = duopoly.solve(consumer_weight=weight)
        idle = duopoly.at(0, consumer_weight=weight)
        worth = (f.profit[0] + weight * f.consumer_surplus for f in (e, idle))
        return e.x[0], *worth

    return *with_and_without(0), *with_and_without(Fraction(1, 2))


@ATLAS.row(
    AIMS,
    key="dong2020",
    asks="Would a firm let its rival have its R&D for nothing?",
    reports="firms that count profit alone disclose nothing, and firms that care enough for consumers disclose all.",
    here={
        "profit alone: discloses nothing": Fraction(69, 25),
        "discloses all": Fraction(1911, 800),
        "consumers at ½: discloses nothing": Fraction(75, 11),
        "discloses all ": Fraction(1397625, 203401),
    },
    holds=lambda hides, discloses, hides_half, discloses_half: hides > discloses and hides_half < discloses_half,
    remark="The rival discloses nothing. That a firm discloses before R&D is one call for each thing that it may do.",
)
def _dong2020() -> tuple[Any, ...]:
    def worth(disclosed: Any, weight: Any) -> Any:
        matrix = [[1, 0], [disclosed, 1]]
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=matrix)
        e = duopoly.solve(consumer_weight=weight)
        return e.profit[0] + weight * e.consumer_surplus

    half = Fraction(1, 2)
    return worth(0, 0), worth(1, 0), worth(0, half), worth(1, half)


@ATLAS.row(
    AIMS,
    key="matsumura2009",
    asks="Firms care how they do beside the other. Do they do more R&D?",
    reports="they do much R&D where each cares strongly for the other and where each grudges it its profit, and little between.",
    here={
        "R&D, the other's profit at ½": Fraction(115, 271),
        "at \N{MINUS SIGN}¼": Fraction(265, 673),
        "at \N{MINUS SIGN}9/10": Fraction(211, 487),
    },
    holds=lambda cares, between, grudges: cares > between < grudges,
)
def _matsumura2009() -> tuple[Any, ...]:
    share = uniform_spillovers(2, 0)
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=share)

    def rnd(weight: Any) -> Any:
        weights = [[1, weight], [weight, 1]]
        return duopoly.solve(ownership=weights, product_ownership=weights).x[0]

    return rnd(Fraction(1, 2)), rnd(Fraction(-1, 4)), rnd(Fraction(-9, 10))


@ATLAS.row(
    AIMS,
    key="haruna2015",
    asks="A public firm and a foreign private one: are research spillovers good?",
    reports="they are good for society, and that without them the public firm may be alone in the market.",
    here={
        "the country's welfare, no spillover": Fraction(30879, 5408),
        "spillover ½": Fraction(426146, 72075),
        "spillover ¾": Fraction(63000, 10609),
    },
    holds=lambda none, half, most: none < half < most,
    remark="The country's welfare is consumer surplus and the profit of its own firm, which maximises both at weight one. Where the public"
    " firm's unit cost begins at 10½ and nothing spills over, the error says that the foreign firm would leave; with a spillover of one"
    " half it stays.",
)
def _haruna2015() -> tuple[Any, ...]:
    def country(spillover: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        duopoly = Industry(a=15, A=[12, 10], gamma=6, spillovers=share)
        e = duopoly.solve(consumer_weight=[1, 0])
        return e.consumer_surplus + e.profit[0]

    return country(0), country(Fraction(1, 2)), country(Fraction(3, 4))
