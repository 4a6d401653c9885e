"""Problem set 3, on the chapters on related models: firms that differ, move in turn, are linked, or join a cartel.

Each market is solved where its size a - A is one; then a size is drawn that makes answers small.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from course.answers import Choice, LosingFirm, Number
from course.draw import SLOPES, SPILLOVERS, Point, Stream
from course.problem import UNIT, Part, Problem, Size, listed_numbers, room, saved, solved
from spillover import model
from spillover.conditions import InadmissibleError
from spillover.exact_functions import exact_function
from spillover.industry import Industry, IndustryOutcome, network_spillovers
from spillover.literature import cartels, networks, sequence
from spillover.literature import pair as duopoly

DEAR = tuple(Fraction(p, 2) for p in range(3, 21))
"""Costs of R&D."""
GOOD, SEEN = (
    "All firms sell the same good; its inverse demand is $p = a - bQ$.",
    "All R&D is seen before all firms at once set their quantities.",
)
RULES = rf"{GOOD} R&D of $x_i$ costs firm $i$ $\frac{{1}}{{2}}\gamma_i x_i^2$. {SEEN}"
RULES_FOR_ALL = rf"{GOOD} R&D of $x_i$ costs firm $i$ $\frac{{1}}{{2}}\gamma x_i^2$. {SEEN}"
COSTS_OF_TWO = r"The unit cost of firm 1 is $A - x_1 - \beta_{12}x_2$, and that of firm 2 is $A - x_2 - \beta_{21}x_1$."
ASYMMETRY, SEQUENCE = "Asymmetric firms: who gains?", "Stackelberg leadership in R&D"
NETWORKS, CARTELS = "R&D networks", "Stable R&D cartels: who stays in?"
"""Titles of chapters."""
PAIR = [[0, 1]]


@dataclass(frozen=True)
class Pair:
    """Two firms: how much of firm 2's R&D reaches firm 1, and of firm 1's reaches firm 2; what R&D costs; the slope of demand."""

    reaches: tuple[Fraction, Fraction]
    costs: tuple[Fraction, Fraction]
    b: Fraction

    @property
    def industry(self) -> Industry:
        """Of size one."""
        return Industry(b=self.b, gamma=[*self.costs], spillovers=[[1, self.reaches[0]], [self.reaches[1], 1]], **UNIT)

    def text(self, a: Fraction, A: Fraction) -> str:
        """What a question says of them."""
        names = ("beta_12", "beta_21", "gamma_1", "gamma_2")
        point = {"a": a, "A": A, "b": self.b, **dict(zip(names, (*self.reaches, *self.costs), strict=True))}
        return f"There are two firms with {listed_numbers(point)}. {RULES} {COSTS_OF_TWO}"


def pair(stream: Stream) -> Pair:
    """Two firms that differ, as they come."""
    reaches, costs = (stream.pick(SPILLOVERS), stream.pick(SPILLOVERS)), (stream.pick(DEAR), stream.pick(DEAR))
    return Pair(reaches, costs, stream.pick(SLOPES))


LOSERS = ("firm 1", "firm 2", "neither")


def laboratories(stream: Stream) -> Problem:
    """Two unlike firms: what one's R&D does to the other, what they do together, and who loses by it."""
    loser = stream.pick(LOSERS)

    def draw() -> tuple[Pair, Size | None, list[Fraction]]:
        firms = pair(stream)
        apart, together = solved(firms.industry), solved(firms.industry, rnd_coalitions=PAIR)
        if apart is None or together is None or who_loses(apart, together) != loser:
            return firms, None, []
        reach = firms.reaches[1]
        external = 2 * firms.b * apart.q[1] * (2 * reach - 1) / (3 * firms.b)
        answers = [apart.x[0], external, together.x[0]]
        return firms, room(stream, saved(apart, together), tuple(answers)), answers

    firms, size, answers = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    x, external, joint = (answer * (size[0] - size[1]) for answer in answers)
    return Problem(
        "Two laboratories that differ",
        firms.text(*size),
        (
            Part("x", 1, "How much R&D does firm 1 do where each firm chooses its own R&D for its own profit?", Number(x)),
            Part(
                "external",
                1,
                "There, what is the derivative of the profit of firm 2 with respect to the R&D of firm 1, where firm 2 keeps its R&D and"
                " both adjust their quantities? It is in money for a unit of R&D, and negative where firm 2 is harmed.",
                Number(external),
            ),
            Part(
                "joint",
                1,
                "Now the two choose both levels of R&D so that the sum of their profits is largest, and then compete in quantities. No"
                " money passes between them. How much R&D does firm 1 do?",
                Number(joint),
            ),
            Part(
                "loser",
                1,
                "Which firm earns less in this cooperation than where each chooses for itself?",
                Choice(loser, LOSERS),
            ),
        ),
        ASYMMETRY,
    )


def who_loses(apart: IndustryOutcome, together: IndustryOutcome) -> str:
    """The firm that earns less together: two never do, for the sum is not smaller."""
    losing = [name for name, one, other in zip(LOSERS, apart.profit, together.profit, strict=False) if other < one]
    return losing[0] if losing else LOSERS[-1]


MOVES = tuple(f"{moved} R&D, and firm 2 earns {earned}" for moved in ("more", "less") for earned in ("more", "less"))


@cache
def _first_mover() -> Callable[..., list[Fraction]]:
    """R&D of a leader and of a follower, and how fast the leader's marginal profit falls."""
    symbols = (duopoly.D_1, duopoly.D_2, duopoly.L_1, duopoly.L_2, duopoly.beta_12, duopoly.beta_21)
    return exact_function(symbols, [*sequence.first_firm_leads().x, sequence.leader_curvature()])


def leader(stream: Stream) -> Problem:
    """One firm chooses its R&D first."""
    effect = stream.pick(MOVES)

    def draw() -> tuple[Pair, Size | None, list[Fraction]]:
        firms = pair(stream)
        at_once = solved(firms.industry)
        if at_once is None:
            return firms, None, []
        H, _ = firms.industry.first_order()
        margins = [9 * firms.b * Fraction(str(H[firm, firm])) for firm in (0, 1)]
        *x, curvature = _first_mover()(Fraction(1), Fraction(1), *margins, *firms.reaches)
        if min(*x, curvature) <= 0 or (size := room(stream, saved(at_once) + sum(x), tuple(x))) is None:
            return firms, None, []
        led = firms.industry.at(x)
        return firms, size if moved(at_once, led) == effect else None, x

    firms, size, answers = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    first, second = (answer * (size[0] - size[1]) for answer in answers)
    return Problem(
        "Who moves first",
        f"{firms.text(*size)} Firm 1 chooses its R&D first, and firm 2 sees it before it chooses its own. Each chooses for its own profit.",
        (
            Part("first", 2, "How much R&D does firm 1 do?", Number(first)),
            Part("second", 1, "How much R&D does firm 2 do?", Number(second)),
            Part(
                "effect",
                1,
                "What changes against the game in which both choose R&D at once? As the leader, firm 1 does …",
                Choice(effect, MOVES),
            ),
        ),
        SEQUENCE,
    )


def moved(at_once: IndustryOutcome, led: IndustryOutcome) -> str:
    """What a leader does, and what that is to firm 2. At no spillover but one half would it do as before, and none is drawn."""
    more, richer = led.x[0] > at_once.x[0], led.profit[1] > at_once.profit[1]
    return f"{'more' if more else 'less'} R&D, and firm 2 earns {'more' if richer else 'less'}"


SHAPES = ("star", "ring", "complete")
LINKED = (*SPILLOVERS, Fraction(1))
"""What reaches a firm along a link."""


def star(stream: Stream) -> Problem:
    """A star of firms; two at its rim form a link; and which network makes the good cheapest."""
    n, cheapest = stream.pick((4, 5)), stream.pick(SHAPES[1:])
    shapes = dict(zip(SHAPES, (networks.star(n), networks.ring(n, 2), networks.ring(n, n - 1)), strict=True))

    def draw() -> tuple[Point, Size | None, list[Fraction]]:
        numbers = {"b": stream.pick(SLOPES), "beta": stream.pick(LINKED), "gamma": stream.pick(DEAR)}

        def on(links: networks.Links) -> Industry:
            spillovers = network_spillovers(n, links, numbers["beta"], Fraction(0))
            return Industry(b=numbers["b"], gamma=numbers["gamma"], spillovers=spillovers, **UNIT)

        before = solved(on(shapes["star"]))
        if before is None or room(stream, Fraction(0), (before.x[0], before.x[1])) is None:
            return numbers, None, []
        after = on(networks.links([*shapes["star"], (1, 2)])).solve()  # where the star has a solution, so have the others
        answers = [before.x[0], before.x[1], after.x[1]]
        size = room(stream, saved(before, after), tuple(answers))
        if size is None:
            return numbers, None, []
        output = {shape: on(links).solve().Q for shape, links in shapes.items()}
        return numbers, size if max(output, key=output.__getitem__) == cheapest else None, answers

    numbers, size, answers = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    hub, rim, linked = (answer * (size[0] - size[1]) for answer in answers)
    point = {"n": Fraction(n), "a": size[0], "A": size[1], **numbers}
    return Problem(
        "Linked laboratories",
        f"An industry has {listed_numbers(point)}. {RULES_FOR_ALL} Some pairs of firms are linked. A unit of a firm's R&D takes one off its"
        " own unit cost, which is $A$ without any R&D, and $\\beta$ off that of each firm with which it is linked; it does nothing for"
        " the others. Each firm chooses R&D for its own profit.",
        (
            Part(
                "hub",
                1,
                "The network is a star: one firm, the hub, is linked with each other firm, and there are no more links. How much R&D does"
                " the hub do?",
                Number(hub),
            ),
            Part("rim", 1, "In the star, how much R&D does each other firm do?", Number(rim)),
            Part(
                "linked",
                1,
                "Two firms of the star that are not the hub form a link as well, and all firms choose R&D anew. How much does each of these"
                " two do?",
                Number(linked),
            ),
            Part(
                "cheapest",
                1,
                "In which network is the price lowest: the star, the ring, in which each firm is linked with two others, or the complete"
                " network, in which each is linked with all?",
                Choice(cheapest, SHAPES),
            ),
        ),
        NETWORKS,
    )


SIZES = ("2", "3", "4", "5", "none")


@cache
def _members() -> Callable[..., list[Fraction]]:
    """R&D of a member and of an outsider, in the parameters and the size of the cartel."""
    return exact_function((*model.PARAMETERS, cartels.SIZE), [*cartels.rnd()])


def cartel(stream: Stream) -> Problem:
    """Some firms choose R&D together; and which size of a cartel lasts."""
    n = stream.pick((5, 6))
    members = stream.pick(range(2, n - 1))
    stable = stream.pick(SIZES[:2])

    def draw() -> tuple[Point, Size | None, list[Fraction]]:
        numbers = {"b": stream.pick(SLOPES), "beta": stream.pick(SPILLOVERS), "gamma": stream.pick(DEAR)}
        unit = {"n": Fraction(n), "a": Fraction(1), "A": Fraction(0), **numbers}
        x = _members()(*unit.values(), Fraction(members))
        total = 1 + (n - 1) * numbers["beta"]
        if min(x) <= 0 or room(stream, total * max(x), tuple(x)) is None:
            return numbers, None, []
        firms = cartels.industry(n, **numbers, **UNIT)
        formed = solved(firms, rnd_coalitions=[[*range(members)], *([firm] for firm in range(members, n))])
        try:
            lasting = cartels.stable_sizes(firms)
        except InadmissibleError:
            lasting = []
        if formed is None or lasting != [int(stable)]:
            return numbers, None, []
        answers = [*x, formed.q[-1] - formed.q[0]]
        return numbers, room(stream, total * max(x), tuple(answers)), answers

    numbers, size, answers = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    inside, outside, ahead = (answer * (size[0] - size[1]) for answer in answers)
    point = {"n": Fraction(n), "a": size[0], "A": size[1], **numbers}
    return Problem(
        "A cartel and its outsiders",
        f"An industry has {listed_numbers(point)}. {RULES_FOR_ALL} A unit of a firm's R&D takes one off its own unit cost, which is $A$"
        f" without any R&D, and $\\beta$ off that of each other firm. A cartel of {members} firms chooses the R&D of its members so that"
        " the sum of their profits is largest; at the same time each other firm chooses its own R&D for its own profit. In the market"
        " each firm is for itself.",
        (
            Part("member", 1, "How much R&D does a member of the cartel do?", Number(inside)),
            Part("outsider", 1, "How much R&D does a firm outside do?", Number(outside)),
            Part(
                "ahead",
                1,
                "How much more does a firm outside sell than a member, in units of the good? It is negative where it sells less.",
                Number(ahead),
            ),
            Part(
                "stable",
                1,
                "A cartel is stable where no member gains by leaving it and no firm outside by joining it, the others staying where they"
                " are. Which size of a cartel, of two firms or more, is stable?",
                Choice(stable, SIZES),
            ),
        ),
        CARTELS,
    )


TRIED = tuple((Fraction(one), Fraction(other)) for one in (3, 6, 24) for other in (3, 6, 24))
"""Costs of R&D at which one firm loses, or does not; at each there is a solution, whatever the spillovers."""


def unlike(stream: Stream) -> Problem:
    """Two firms that show where a result needs symmetry: one loses by R&D cooperation."""
    loser, rnd = stream.pick((0, 1)), stream.pick(RND_OF_OTHER)

    def open_question(reaches: Size) -> bool:
        tried = [Pair(reaches, costs, Fraction(1)).industry for costs in TRIED]
        lost = [who_loses(firms.solve(), firms.solve(rnd_coalitions=PAIR)) == LOSERS[loser] for firms in tried]
        return 2 <= sum(lost) <= len(lost) - 2

    reaches = stream.until(lambda: (stream.pick(SPILLOVERS), stream.pick(SPILLOVERS)), open_question)
    given = {"b": Fraction(1), "beta_12": reaches[0], "beta_21": reaches[1]}
    return Problem(
        "Where symmetry is needed",
        "Of firms that are alike, each earns at least as much in R&D cooperation as without cooperation, whatever the spillover, as long as"
        f" both solutions exist. Two firms that are not alike have {listed_numbers(given)}. {RULES} {COSTS_OF_TWO}",
        (
            Part(
                "firms",
                4,
                f"Find $a$, $A$, $\\gamma_1$ and $\\gamma_2$ at which both solutions exist, firm {loser + 1} earns less where both levels"
                " of R&D are chosen so that the sum of profits is largest than where each firm chooses for itself, no money passes, and"
                f" firm {2 - loser} does R&D of exactly {rnd} in this cooperation. Any such numbers are right.",
                LosingFirm(*reaches, loser, rnd),
            ),
        ),
        ASYMMETRY,
    )


RND_OF_OTHER = tuple(Fraction(p, 7) for p in range(1, 120) if p % 7)
"""What a firm does in cooperation: given, so that no example is right for everybody."""
