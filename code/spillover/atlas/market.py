"""The market after R&D: goods that differ, prices and quantities, the order of moves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spillover.atlas.row import ATLAS
from spillover.industry import Industry, uniform_spillovers

MARKET = "Goods, prices and moves"


@ATLAS.row(
    MARKET,
    key="brander1983",
    asks="Do firms do more R&D because rivals see it before they decide on output?",
    here={"R&D, seen by rivals": Fraction(2, 5), "R&D, not seen": Fraction(5, 17)},
)
def _brander1983() -> tuple[Any, ...]:
    duopoly = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0))
    return duopoly.solve().x[0], duopoly.solve(timing="simultaneous").x[0]


@ATLAS.row(
    MARKET,
    key="lee1986",
    asks="And if they set prices?",
    reports="with prices, and demand that is not separable, R&D that rivals see is less, output smaller, the price higher and each"
    " profit larger than if all is decided at once.",
    here={
        "R&D, seen": Fraction(70, 121),
        "R&D, not seen": Fraction(5, 8),
        "price, seen": Fraction(1365, 121),
        "price, not seen": Fraction(45, 4),
        "profit, seen": Fraction(57700, 14641),
        "profit, not seen": Fraction(125, 32),
    },
    holds=lambda x, x_0, price, price_0, profit, profit_0: x < x_0 and price > price_0 and profit > profit_0,
)
def _lee1986() -> tuple[Any, ...]:
    share, half = uniform_spillovers(2, 0), Fraction(1, 2)
    goods = {"spillovers": share, "substitutability": half}
    duopoly = Industry(a=15, A=10, gamma=4, **goods)
    seen = duopoly.solve(competition="prices")
    at_once = duopoly.solve(competition="prices", timing="simultaneous")
    pair = (seen, at_once)
    x, price = [e.x[0] for e in pair], [e.price[0] for e in pair]
    return *x, *price, *(e.profit[0] for e in pair)


@ATLAS.row(
    MARKET,
    key="spence1984",
    asks="Cost reduction that leaks: what does it do to incentives and to performance?",
    here={"R&D at 0": Fraction(5, 24), "R&D at ½": Fraction(2, 15)},
    remark="The record describes costs that fall over time; the game here has one round of R&D.",
)
def _spence1984() -> tuple[Any, ...]:
    def rnd(spillover: Any) -> Any:
        share = uniform_spillovers(4, spillover)
        return Industry(a=15, A=10, gamma=8, spillovers=share).solve().x[0]

    return rnd(0), rnd(Fraction(1, 2))


@ATLAS.row(
    MARKET,
    key="qiu1997",
    asks="Do firms that set quantities do more R&D than firms that set prices, and which is better for welfare?",
    reports="quantities bring more R&D and prices a lower price and more output, and that prices are better for welfare unless R&D is"
    " productive, spillovers strong and goods close substitutes.",
    shows="Each of two firms here, whose goods replace each other to one half, does {0} with quantities and {1} with prices, at a price"
    " of {2} and {3}, and welfare is {4} and {5}; where R&D costs less, everything spills over and goods are close, welfare is {6}"
    " and {7}.",
    here={
        "R&D, quantities": Fraction(40, 67),
        "R&D, prices": Fraction(70, 121),
        "price, quantities": Fraction(780, 67),
        "price, prices": Fraction(1365, 121),
        "welfare, quantities": Fraction(72350, 4489),
        "welfare, prices": Fraction(250400, 14641),
        "close substitutes: welfare, quantities": Fraction(70797750, 4507129),
        "close substitutes: welfare, prices": Fraction(617730000, 42211009),
    },
    holds=lambda x_q, x_p, p_q, p_p, w_q, w_p, close_q, close_p: x_q > x_p and p_q > p_p and w_q < w_p and close_q > close_p,
)
def _qiu1997() -> tuple[Any, ...]:
    def pair(spillover: Any, cost: int, d: Any) -> Any:
        share = uniform_spillovers(2, spillover)
        goods = {"spillovers": share, "substitutability": d}
        duopoly = Industry(a=15, A=10, gamma=cost, **goods)
        return duopoly.solve(), duopoly.solve(competition="prices")

    far, close = pair(0, 4, Fraction(1, 2)), pair(1, 3, Fraction(9, 10))
    rnd, price = [e.x[0] for e in far], [e.price[0] for e in far]
    return *rnd, *price, *[e.welfare for e in far], *[e.welfare for e in close]


@ATLAS.row(
    MARKET,
    key="bester1991",
    asks="How does the incentive to cut costs depend on how close substitutes are?",
    reports="quantities give the stronger incentive where goods are far substitutes and prices where they are close, and that where they"
    " are far both give less than society wants.",
    here={
        "far: R&D, quantities": Fraction(1120, 3713),
        "far: R&D, prices": Fraction(16740, 55691),
        "far: second best": Fraction(3185, 7174),
        "close: R&D, quantities": Fraction(420000, 1375121),
        "close: R&D, prices": Fraction(12950500, 40597619),
    },
    holds=lambda far_q, far_p, best, close_q, close_p: best > far_q > far_p and close_q < close_p,
    remark="Here the R&D of the second firm does nothing, so it does none.",
)
def _bester1991() -> tuple[Any, ...]:
    def one(d: Any) -> Any:
        goods = {"spillovers": [[1, 0], [0, 0]], "substitutability": d}
        return Industry(a=15, A=10, gamma=8, **goods)

    far, close = one(Fraction(1, 4)), one(Fraction(19, 20))
    at_far = [far.solve(), far.solve(competition="prices"), far.second_best()]
    at_close = [close.solve(), close.solve(competition="prices")]
    return tuple(e.x[0] for e in (*at_far, *at_close))


@ATLAS.row(
    MARKET,
    name="Ziss",
    asks="Firms that collude in the market but not in R&D: what becomes of R&D and welfare?",
    here={
        "R&D, competition": Fraction(20, 39),
        "R&D, collusion in prices": Fraction(50, 81),
        "welfare, competition": Fraction(28400, 1521),
        "welfare, collusion in prices": Fraction(105200, 6561),
    },
)
def _ziss() -> tuple[Any, ...]:
    share, half = uniform_spillovers(2, Fraction(1, 2)), Fraction(1, 2)
    goods = {"spillovers": share, "substitutability": half}
    duopoly = Industry(a=15, A=10, gamma=4, **goods)
    apart = duopoly.solve(competition="prices")
    collude: dict[str, Any] = {"rnd_coalitions": [[0], [1]], "product_coalitions": [[0, 1]]}
    together = duopoly.solve(competition="prices", **collude)
    return apart.x[0], together.x[0], apart.welfare, together.welfare


@ATLAS.row(
    MARKET,
    name="Simpson and Vonortas",
    asks="Is there too little R&D in a Cournot oligopoly in which it cannot be kept?",
    here={"R&D, three firms": Fraction(5, 22), "R&D, second best": Fraction(25, 38)},
)
def _simpson() -> tuple[Any, ...]:
    share = uniform_spillovers(3, Fraction(1, 2))
    market = Industry(a=15, A=10, gamma=6, spillovers=share)
    return market.solve().x[0], market.second_best().x[0]
