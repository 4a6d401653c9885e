"""Problem set 4, on policy: what a state pays for R&D or for output, what that costs, and what mergers and cartels do to welfare.

Each market is solved where its size a - A is one; then a size is drawn that makes answers small.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from course.answers import Choice, Counterexample, Judgements, Number
from course.draw import REACHES, SLOPES, SPILLOVERS, Stream
from course.problem import UNIT, Part, Problem, Size, listed_numbers, room, saved, solved, vertex
from spillover.claims import LEDGER
from spillover.cluster.cluster import Cluster
from spillover.conditions import InadmissibleError
from spillover.industry import Industry, uniform_spillovers
from spillover.model import rnd_cost
from spillover.planner import first_best
from spillover.regimes import Regime

NON, FULL = Regime.NONCOOPERATION, Regime.FULL_COOPERATION
FIRMS = tuple(map(Fraction, range(2, 7)))
DEAR = tuple(Fraction(p, 2) for p in range(3, 31))
FUNDS = (Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(3, 10), Fraction(1, 2))
"""What raising a unit of money costs beyond that unit."""
POLICY, MERGERS, OLIGOPOLY = "R&D subsidies and knowledge platforms", "Mergers: which plant produces?", "Too little research, or too much?"
"""Titles of chapters."""
Shape = dict[str, Fraction]
"""A market but for its size: n, b, beta and gamma."""


def shape(stream: Stream) -> Shape:
    """A market of firms that are alike, as it comes."""
    return {"n": stream.pick(FIRMS), "b": stream.pick(SLOPES), "beta": stream.pick(SPILLOVERS), "gamma": stream.pick(DEAR)}


def industry(market: Shape) -> Industry:
    """The same as an industry of size one."""
    return Industry(b=market["b"], gamma=market["gamma"], spillovers=uniform_spillovers(int(market["n"]), market["beta"]), **UNIT)


def reduction(market: Mapping[str, Fraction], *levels: Fraction) -> Fraction:
    """What the largest of these levels of R&D takes off a unit cost, where all firms do it."""
    return (1 + (market["n"] - 1) * market["beta"]) * max(levels)


def listed(market: Shape, size: Size) -> str:
    """The numbers of a market, as a question gives them."""
    return listed_numbers({"n": market["n"], "a": size[0], "A": size[1], **{name: market[name] for name in ("b", "beta", "gamma")}})


def subsidy(stream: Stream) -> Problem:
    """A payment for R&D that brings about the second best, its bill, and what to pay where money is dear."""
    funds = stream.pick(FUNDS)

    def draw() -> tuple[Shape, Size | None, list[Fraction]]:
        market = shape(stream)
        firms = industry(market)
        try:
            best = firms.second_best()
            paid, x = best.rnd_subsidy[0], best.x[0]
            if paid <= 0 or solved(firms) is None:
                return market, None, []
            dear = vertex(lambda level: firms.solve(rnd_subsidy=level, cost_of_funds=funds).welfare, paid)
        except InadmissibleError:
            return market, None, []
        if dear is None or dear <= 0:
            return market, None, []
        answers = [paid, market["n"] * paid * x, dear]
        return market, room(stream, reduction(market, x), (paid, dear), (answers[1],)), answers

    market, size, (paid, bill, dear) = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    D = size[0] - size[1]
    return Problem(
        "A payment for research and its bill",
        f"A cluster has {listed(market, size)}. Firms do not cooperate. A state pays each firm $\\sigma$ for each unit of its R&D; firms"
        " know this before they choose R&D.",
        (
            Part(
                "paid",
                1,
                "Taxpayers pay by lump sums. At which $\\sigma$ do firms do the R&D of the second-best planner? It is in money for a unit"
                " of R&D.",
                Number(paid * D),
            ),
            Part("bill", 1, "How much does the state then pay to all firms together, in money?", Number(bill * D**2)),
            Part(
                "dear",
                2,
                f"Now each unit of money that the state pays costs taxpayers one unit and a part $f = {funds}$ of a unit more, which is"
                " lost. At which $\\sigma$ is welfare largest, where this loss is taken off?",
                Number(dear * D),
            ),
        ),
        POLICY,
    )


COMPARED = ("more", "less")
LITTLE = tuple(Fraction(1, q) for q in range(8, 31))
"""Spillovers so small that without cooperation firms may do more R&D for what they sell than is best."""


def output_payment(stream: Stream) -> Problem:
    """A payment for output alone: enough for the output of the first best, and the best there is."""
    compared = stream.pick(COMPARED)

    def draw() -> tuple[Shape, Size | None, list[Fraction]]:
        market = {**shape(stream), "beta": stream.pick((*SPILLOVERS, *LITTLE))}
        firms = industry(market)
        try:
            best = first_best(Cluster(**market, **UNIT))
            none, some = (firms.solve(output_subsidy=level) for level in (0, best.Q / 1000))
            equal = (best.Q - none.Q) / (some.Q - none.Q) * best.Q / 1000
            sold = firms.solve(output_subsidy=equal)
            paid = vertex(lambda level: firms.solve(output_subsidy=level).welfare, equal)
        except InadmissibleError:
            return market, None, []
        if paid is None or min(paid, equal) <= 0 or sold.x[0] == best.x or (sold.x[0] > best.x) is not (compared == COMPARED[0]):
            return market, None, []
        top = max(best.x, sold.x[0], *(firms.solve(output_subsidy=level).x[0] for level in (0, paid)))
        return market, room(stream, reduction(market, top), (equal, paid)), [equal, paid]

    market, size, (equal, paid) = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    D = size[0] - size[1]
    return Problem(
        "A payment for output alone",
        f"A cluster has {listed(market, size)}. Firms do not cooperate. A state pays each firm $\\tau$ for each unit that it sells; firms"
        " know this before they choose R&D, and taxpayers pay by lump sums. For R&D nothing is paid. The first-best planner sets R&D and"
        " output, the same for all firms.",
        (
            Part(
                "equal",
                1,
                "At which $\\tau$ do all firms together sell the output of the first best? It is in money for a unit of output.",
                Number(equal * D),
            ),
            Part(
                "compared",
                1,
                "At that $\\tau$, does each firm do more R&D than in the first best, or less?",
                Choice(compared, COMPARED),
            ),
            Part("paid", 2, "At which $\\tau$ is welfare largest?", Number(paid * D)),
        ),
        POLICY,
    )


MERGED = tuple(f"it {pays}, and welfare {moves}" for pays in ("pays", "does not pay") for moves in ("rises", "falls"))
OFTEN = tuple(effect for effect in MERGED if effect != "it pays, and welfare falls")
"""The other is rare, and would take many draws."""


def merger(stream: Stream) -> Problem:
    """Some firms merge, and keep their laboratories."""
    effect = stream.pick(OFTEN)

    def draw() -> tuple[Shape, Fraction, Size | None, list[Fraction]]:
        market = {**shape(stream), "n": Fraction(stream.pick(range(3, 7)))}
        members = stream.pick(range(2, int(market["n"])))
        left = int(market["n"]) - members + 1
        costs = [market["gamma"] / members, *[market["gamma"]] * (left - 1)]
        before = solved(industry(market))
        after = solved(Industry(b=market["b"], gamma=costs, spillovers=uniform_spillovers(left, market["beta"]), **UNIT))
        if before is None or after is None:
            return market, Fraction(members), None, []
        pays, rises = after.profit[0] > members * before.profit[0], after.welfare > before.welfare
        answers = [after.x[0], after.x[1], after.price - UNIT["A"]]
        fits = effect == f"it {'pays' if pays else 'does not pay'}, and welfare {'rises' if rises else 'falls'}"
        return market, Fraction(members), room(stream, saved(before, after), tuple(answers)) if fits else None, answers

    market, members, size, answers = stream.until(draw, lambda drawn: drawn[2] is not None)
    assert size is not None
    merged, other, margin = (answer * (size[0] - size[1]) for answer in answers)
    return Problem(
        "A merger",
        f"A cluster has {listed(market, size)}. Firms do not cooperate. Now $m = {members}$ of them merge into one firm with one plant,"
        " which keeps all their laboratories. Each laboratory does the same part of the R&D of the merged firm, and all that they find is"
        " the firm's own: R&D of $x_1$ takes $x_1$ off its unit cost and costs it"
        f" $\\frac{{1}}{{2}}\\gamma x_1^2/m$. Of its R&D, $\\beta x_1$ reaches each other firm, and $\\beta x_j$ of that of each other firm"
        " $j$ reaches it. All firms choose R&D anew, and then quantities.",
        (
            Part("merged", 1, "How much R&D does the merged firm do in all its laboratories together?", Number(merged)),
            Part("other", 1, "How much R&D does each other firm then do?", Number(other)),
            Part("price", 1, "What is the price then, in money for a unit of output?", Number(size[1] + margin)),
            Part(
                "effect",
                1,
                "The merger pays where the merged firm earns more than its parts earned together before. Which of these is true of the"
                " merger?",
                Choice(effect, MERGED),
            ),
        ),
        MERGERS,
    )


CLAIM = "5.3-underinvestment"
RND_WITHOUT = tuple(Fraction(p, 7) for p in range(1, 120) if p % 7)
"""What firms do where the paper is wrong: given, so that no cluster is a counterexample for everybody."""


def overshoot(stream: Stream) -> Problem:
    """A cluster in which firms do more R&D than the second best."""
    fixed = {
        "n": Fraction(stream.pick(range(3, 9))),
        "b": stream.pick(SLOPES),
        "gamma": Fraction(stream.pick(range(16, 60)), 2),
    }
    rnd = stream.pick(RND_WITHOUT)
    return Problem(
        "Too little research?",
        f"The paper claims: “{LEDGER[CLAIM].statement}” (claim `{CLAIM}` of the ledger.) In general that is false.",
        (
            Part(
                "cluster",
                4,
                f"Find a cluster with {listed_numbers(fixed)} at which the second best and the equilibrium without cooperation exist, at"
                f" which each firm does R&D of exactly {rnd} without cooperation, and at which the claim is false. Any such cluster is"
                " right.",
                Counterexample(CLAIM, fixed, rnd),
            ),
        ),
        OLIGOPOLY,
    )


STATEMENTS = (
    (
        "Firms earn more in full cooperation than at the second best with what they are paid there.",
        "Firms earn less in full cooperation than at the second best with what they are paid there.",
    ),
    (
        "To do the R&D of the second best, firms that cooperate in R&D must be paid more for each unit of it than firms that do not.",
        "To do the R&D of the second best, firms that cooperate in R&D must be paid less for each unit of it than firms that do not.",
    ),
    (
        "From no cooperation to the second best, welfare rises by more than from the second best to the first best.",
        "From no cooperation to the second best, welfare rises by less than from the second best to the first best.",
    ),
    (
        "At the second best, firms that do not cooperate are paid more in all than it adds to the welfare without cooperation.",
        "At the second best, firms that do not cooperate are paid less in all than it adds to the welfare without cooperation.",
    ),
    (
        "What firms that do not cooperate are paid at the second best is more than half of the cost of their R&D.",
        "What firms that do not cooperate are paid at the second best is less than half of the cost of their R&D.",
    ),
    (
        "The second best adds more to the welfare without cooperation than full cooperation takes from it.",
        "The second best adds less to the welfare without cooperation than full cooperation takes from it.",
    ),
)
"""Each with its opposite."""
CHEAP = tuple(Fraction(p, 8) for p in range(6, 81))


def judge_policy(stream: Stream) -> Problem:
    """Statements on welfare and policy about one cluster; each or its opposite stands there, as the stream picks."""
    signs = [stream.pick((True, False)) for _ in STATEMENTS]

    def draw() -> tuple[Shape, Size | None, dict[str, bool], Fraction]:
        market = {**shape(stream), "beta": stream.pick((*REACHES, *LITTLE)), "gamma": stream.pick(CHEAP)}
        cluster, firms = Cluster(**market, **UNIT), industry(market)
        try:
            non, full, first = cluster.solve(NON), cluster.solve(FULL), first_best(cluster)
            second, joined = firms.second_best(), firms.second_best(rnd_coalitions=[[*range(firms.n)]])
        except InadmissibleError:
            return market, None, {}, Fraction(0)
        paid, x = second.rnd_subsidy[0], second.x[0]
        gain = second.welfare - non.welfare
        compared = [
            (full.profit, second.profit[0] + paid * x),
            (joined.rnd_subsidy[0], paid),
            (gain, first.welfare - second.welfare),
            (second.subsidy_bill, gain),
            (paid * x, rnd_cost(x, market["gamma"]) / 2),
            (gain, non.welfare - full.welfare),
        ]
        said = {
            pair[0] if sign else pair[1]: one > other if sign else one < other
            for pair, sign, (one, other) in zip(STATEMENTS, signs, compared, strict=True)
        }
        cheaper = non.price - second.price
        size = room(stream, reduction(market, first.x, x, full.x, non.x), (cheaper,))
        return market, size if cheaper and 1 < sum(said.values()) < 5 else None, said, cheaper

    market, size, said, cheaper = stream.until(draw, lambda drawn: drawn[1] is not None)
    assert size is not None
    letters = "ABCDEF"
    stated = "\n".join(f"- **{letter}**: {statement}" for letter, statement in zip(letters, said, strict=True))
    right = frozenset(letter for letter, true in zip(letters, said.values(), strict=True) if true)
    return Problem(
        "Judge a policy",
        f"A cluster has {listed(market, size)}. The first best sets R&D and output, the same for all firms. The second best sets R&D and"
        " lets firms compete in quantities; a payment for each unit of R&D, which taxpayers pay by lump sums and firms know before they"
        f" choose R&D, brings firms to it, and is negative where they must do less.\n\n{stated}",
        (
            Part("true", 3, "Which of these statements are true of that cluster?", Judgements(right, letters)),
            Part(
                "price",
                1,
                "By how much is the price at the second best below that without cooperation, in money for a unit of the good? It is"
                " negative where it is above.",
                Number(cheaper * (size[0] - size[1])),
            ),
        ),
        OLIGOPOLY,
    )
