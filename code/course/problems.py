"""The problems: for each, personal parameters at which it has a good answer, the question, and what is right.

What is asked for is not what the package solves for readers: each problem changes the game, or asks for a derivation, a judgement or
an example. The formulas behind the answers are derived in :mod:`course.games`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import sympy as sp

from course import games
from course.answers import Choice, Counterexample, Expression, Judgements, Number
from course.draw import LEVELS, REACHES, Point, Stream, named, small
from course.problem import ROOMS as ROOMS_TRIED
from course.problem import Part, Problem, listed_numbers
from course.problems_literature import cartel, laboratories, leader, star, unlike
from course.problems_policy import judge_policy, merger, output_payment, overshoot, subsidy
from spillover import model
from spillover.checks import require
from spillover.claims import LEDGER
from spillover.cluster import derivation, evaluation
from spillover.cluster.derivation import X
from spillover.regimes import Planner, Regime

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
WEIGHTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
SHARES = tuple(Fraction(p, 20) for p in range(1, 11))
ANALYSIS, CONCLUSIONS, PLANNERS = "The analysis", "Conclusions and policy", "Too little research, or too much?"
"""Titles of chapters."""
TAXES = ("joint concavity against asymmetric deviations", "demand exceeds cost")
"""What a tax on revenue can make fail first in R&D cooperation; joint concavity holds wherever unit cost is not negative and demand
exceeds cost, and the condition on unit cost does not change with the tax."""


def promise(stream: Stream) -> Problem:
    """One firm breaks the agreement of R&D cooperation."""

    def good(point: Point) -> bool:
        if not games.exists(point, *Regime):
            return False
        found = games.best_deviation(point)
        return small(found.reply, found.gain) and found.stays

    def draw() -> Point:
        """Parameters with a choke price for which the gain has a small denominator: the gain is proportional to (a - A) squared."""
        point = stream.until(stream.point, lambda drawn: games.exists(drawn, RND))
        gain = games.gain_from_deviation({**point, "a": point["A"] + 1})
        rooms = (stream.pick(LEVELS) for _ in range(ROOMS_TRIED))
        return {**point, "a": point["A"] + next((room for room in rooms if small(gain * room**2)), point["a"] - point["A"])}

    point = stream.until(draw, good)
    found = games.best_deviation(point)
    return Problem(
        "A promise worth breaking",
        f"A cluster has {listed_numbers(point)}. All firms have promised to do the R&D that firms do in R&D cooperation (regime 2)."
        " All but one keep the promise; the last one chooses the R&D at which it earns most. Then all compete in"
        " quantities, and everybody knows all R&D.",
        (
            Part("reply", 2, "How much R&D does that firm do?", Number(found.reply)),
            Part("gain", 2, "How much more does it earn than if it had kept the promise?", Number(found.gain)),
        ),
    )


def fund(stream: Stream) -> Problem:
    """A public fund pays a share of each firm's R&D cost."""

    def needed(point: Point) -> Fraction:
        """The share at which firms do what the second-best planner wants: marginal cost is what it is without the fund, scaled."""
        wanted: Fraction = evaluation.outcome(Planner.SECOND_BEST, point)["x"]
        slope = games.at(derivation.solve(NON).first_order, point, wanted)
        return -slope / (point["gamma"] * wanted)

    def bill(point: Point) -> Fraction:
        wanted: Fraction = evaluation.outcome(Planner.SECOND_BEST, point)["x"]
        paid: Fraction = needed(point) * point["n"] * model.rnd_cost(wanted, point["gamma"])
        return paid

    def good(point: Point) -> bool:
        if not games.exists(point, *Regime, Planner.SECOND_BEST) or not 0 < (share := needed(point)) < 1 or not small(bill(point)):
            return False
        return games.exists(games.with_shared_cost(point, share), NON)

    point = stream.until(stream.point, good)
    slope = derivation.solve(NON).first_order.subs(model.gamma, model.gamma * (1 - games.PHI))
    return Problem(
        "A fund that shares the cost",
        f"A cluster has {listed_numbers(point)}. Firms do not cooperate. A public fund pays the share $\\varphi$ of the cost of R&D of each"
        " firm, whatever the firm does; taxpayers pay for the fund by lump sums.",
        (
            Part(
                "slope",
                2,
                "Solve the product stage, and derive by how much the profit of a firm changes with a little more R&D of its own, where all"
                " firms do the same R&D `x`. Your answer is one side of the first-order condition, the other side being zero:"
                " an expression, not an `Eq`. Put in the numbers for $n$, $a$, $A$, $b$, $\\beta$ and $\\gamma$.",
                Expression(games.numbers(slope, point), (X.name, games.PHI.name), condition=True),
            ),
            Part(
                "bill",
                2,
                "The share is such that firms do the R&D of the second-best planner. How much does the fund pay to all firms together?",
                Number(bill(point)),
            ),
        ),
        PLANNERS,
    )


FOURTH = (
    "In a fourth mode, of which the paper does not speak, each firm chooses R&D for its own profit. It knows that afterwards a cartel sets"
    " the total output that makes the sum of profits largest; each firm makes $1/n$ of it, whatever its cost, and keeps what it earns."
)


def fourth(stream: Stream) -> Problem:
    """Competition in R&D, and then one monopoly output."""
    n, b = stream.pick(tuple(map(Fraction, range(2, 8)))), stream.pick(STEEP)
    x = derivation.solve(games.OUTPUT_CARTEL).x
    point = stream.until(
        lambda: {**stream.point(), "n": n, "b": b},
        lambda drawn: (
            games.exists(drawn, NON, games.OUTPUT_CARTEL)
            and small(games.at(x, drawn), games.payment_for_equal_rnd(drawn))
            and games.payment_for_equal_rnd(drawn) != 0
        ),
    )
    return Problem(
        "A fourth mode",
        f"{FOURTH} A cluster has {listed_numbers(point)}.",
        (
            Part("x", 1, "How much R&D does each firm do?", Number(games.at(x, point))),
            Part(
                "least",
                1,
                f"Keep $n = {n}$ and $b = {b}$, and let $\\beta$ and $\\gamma$ vary. The first-order condition has a positive solution only"
                " where $\\gamma$ exceeds a bound: which? Give it as an expression in `beta`.",
                Expression(games.smallest_cost(n) / sp.Rational(b), (model.beta.name,)),
            ),
            Part(
                "payment",
                2,
                "At the numbers above, the state pays each firm $\\sigma$ for each unit of its R&D, and taxpayers pay by lump sums. At"
                " which $\\sigma$ do firms do as much R&D as without any cooperation and without a payment? It is in money for a unit of"
                " R&D, and negative where firms must pay.",
                Number(games.payment_for_equal_rnd(point)),
            ),
        ),
    )


STEEP = tuple(sorted({Fraction(p, q) for q in range(1, 31) for p in range(1, 4 * q + 1) if 5 * p >= q}))
"""Slopes of demand, so many that among forty students the bound in the fourth mode differs."""


def refute(stream: Stream) -> Problem:
    """A counterexample to a claim of the paper that the ledger refutes."""
    claim = stream.pick(("4.2-welfare", "4.2-monopoly-output"))
    n = Fraction(stream.pick(range(2, 6)))

    def open_window(beta: Fraction) -> bool:
        """Whether R&D can be cheap enough for the larger output of full cooperation, and dear enough for each regime to exist."""
        return beta > Fraction(1, 2) and 2 * (n + 1) * (1 - beta) ** 2 < (1 + (n - 1) * beta) ** 2

    beta = stream.until(lambda: stream.pick(FINE), open_window)
    fixed, meaning = {"n": n, "beta": beta}, BEST if claim == "4.2-welfare" else ""
    return _counterexample("Refute the paper", claim, fixed, meaning, stream.pick(RND_OF_EACH), RND)


BEST = " It is false of a cluster at which R&D cooperation has not the largest welfare of the three regimes, or not the largest output."
GROWS = (
    " Here innovation is the R&D of all firms together without cooperation, and the number of firms grows by ever so little: it is taken as"
    " a real number."
)


def weaken(stream: Stream) -> Problem:
    """A cluster at which a claim that the ledger sharpens is false."""
    n = Fraction(stream.pick(range(2, 8)))
    beta = stream.until(lambda: stream.pick(REACHES), lambda drawn: (3 * n - 1) * drawn < 2 * n)
    return _counterexample("Where the paper is wrong", "4.3-cluster-weakens", {"n": n, "beta": beta}, GROWS, stream.pick(RND_OF_EACH))


RND_OF_EACH = tuple(Fraction(p, 7) for p in range(1, 40) if p % 7)
"""What firms do where the paper is wrong: given, so that no cluster is a counterexample for everybody."""


def _counterexample(title: str, claim: str, fixed: dict[str, Fraction], meaning: str, rnd: Fraction, regime: Regime = NON) -> Problem:
    said, where = LEDGER[claim].statement, {NON: "without cooperation", RND: "in R&D cooperation"}[regime]
    return Problem(
        title,
        f"The paper claims: “{said}” (claim `{claim}` of the ledger.) In general that is false.{meaning}",
        (
            Part(
                "cluster",
                4,
                f"Find a cluster with {listed_numbers(fixed)} at which all regimes that the claim speaks of exist, at which each firm"
                f" does R&D of exactly {rnd} {where}, and at which the claim is false. Any such cluster is right.",
                Counterexample(claim, fixed, rnd, regime),
            ),
        ),
        ANALYSIS,
    )


STATEMENTS = (
    ("Firms do more R&D in the fourth mode than in R&D cooperation.", "Firms do less R&D in the fourth mode than in R&D cooperation."),
    ("Firms earn more in the fourth mode than in R&D cooperation.", "Firms earn less in the fourth mode than in R&D cooperation."),
    ("Welfare is higher without cooperation than in full cooperation.", "Welfare is lower without cooperation than in full cooperation."),
    ("Firms do more R&D without cooperation than in full cooperation.", "Firms do less R&D without cooperation than in full cooperation."),
    (
        "Without cooperation, firms do more R&D than the second-best planner wants.",
        "Without cooperation, firms do less R&D than the second-best planner wants.",
    ),
    (
        "R&D cooperation serves welfare best of the paper's three regimes.",
        "One of the paper's other two regimes serves welfare better than R&D cooperation.",
    ),
)
"""Each with its opposite."""
TENTHS = tuple(Fraction(p, 10) for p in range(1, 10) if p != 5)
CHEAP = tuple(Fraction(p, 10) for p in range(2, 31))


def judge(stream: Stream) -> Problem:
    """Statements about one cluster, the fourth mode among them; each or its opposite stands there, as the stream picks."""
    signs = [stream.pick((True, False)) for _ in STATEMENTS]

    def draw() -> Point:
        """Small and large spillovers, R&D that is cheap or dear, and a choke price for which the gap has a small denominator."""
        point = {**stream.point(), "beta": stream.pick(TENTHS), "gamma": stream.pick(CHEAP)}
        unit = gap({**point, "a": point["A"] + 1}) if games.exists(point, RND, games.OUTPUT_CARTEL) else Fraction(0)
        rooms = (stream.pick(LEVELS) for _ in range(ROOMS_TRIED))
        return {**point, "a": point["A"] + next((room for room in rooms if small(unit * room)), point["a"] - point["A"])}

    def gap(point: Point) -> Fraction:
        """By how much the price in the fourth mode is above that in R&D cooperation: it is proportional to a - A."""
        rnd, new = (evaluation.outcome(mode, point)["Q"] for mode in (RND, games.OUTPUT_CARTEL))
        above: Fraction = point["b"] * (rnd - new)
        return above

    def statements(point: Point) -> dict[str, bool]:
        modes = (NON, RND, FULL, games.OUTPUT_CARTEL, Planner.SECOND_BEST)
        non, rnd, full, new, best = (evaluation.outcome(mode, point) for mode in modes)
        compared = [
            (new["x"], rnd["x"]),
            (new["profit"], rnd["profit"]),
            (non["welfare"], full["welfare"]),
            (non["x"], full["x"]),
            (non["x"], best["x"]),
            (rnd["welfare"], max(non["welfare"], full["welfare"])),
        ]
        return {
            said[0] if sign else said[1]: first > second if sign else first < second
            for said, sign, (first, second) in zip(STATEMENTS, signs, compared, strict=True)
        }

    def good(point: Point) -> bool:
        if not games.exists(point, *Regime, Planner.SECOND_BEST, games.OUTPUT_CARTEL) or not small(gap(point)):
            return False
        return 1 < sum(statements(point).values()) < 5

    point = stream.until(draw, good)
    said = statements(point)
    letters = "ABCDEF"
    listed = "\n".join(f"- **{letter}**: {statement}" for letter, statement in zip(letters, said, strict=True))
    right = frozenset(letter for letter, true in zip(letters, said.values(), strict=True) if true)
    return Problem(
        "Judge",
        f"A cluster has {listed_numbers(point)}. {FOURTH}\n\n{listed}",
        (
            Part("true", 3, "Which of these statements are true of that cluster?", Judgements(right, letters)),
            Part(
                "price",
                1,
                "By how much is the price in the fourth mode above that in R&D cooperation, in money for a unit of the good? It is negative"
                " where it is below.",
                Number(gap(point)),
            ),
        ),
        ANALYSIS,
    )


def revenue(stream: Stream) -> Problem:
    """A tax on revenue, without cooperation."""

    def solved(point: Point, rate: Fraction) -> dict[str, Fraction]:
        found = evaluation.outcome(NON, games.with_revenue_tax(point, rate))
        return model.outcome(found["x"], found["q"], **point)

    def good(drawn: tuple[Point, Fraction]) -> bool:
        point, rate = drawn
        if (
            not games.exists(point, NON)
            or games.with_revenue_tax(point, rate)["a"] <= point["A"]
            or not games.exists(games.with_revenue_tax(point, rate), NON)
        ):
            return False
        found = solved(point, rate)
        return small(found["x"], found["Q"], found["welfare"])

    point, rate = stream.until(lambda: (stream.point(), stream.pick(SHARES)), good)
    found = solved(point, rate)
    return Problem(
        "A tax on revenue",
        f"A cluster has {listed_numbers(point)}. Firms do not cooperate. The state takes the part {rate} of what each firm receives from"
        " its customers; costs cannot be deducted.",
        (
            Part("x", 1, "How much R&D does each firm do?", Number(found["x"])),
            Part("Q", 1, "How much do all firms produce together?", Number(found["Q"])),
            Part("welfare", 2, "How large is welfare, if the state gives its revenue to consumers?", Number(found["welfare"])),
        ),
    )


def agency(stream: Stream) -> Problem:
    """An agency sets R&D, and counts consumers with a weight."""
    weight = stream.pick(WEIGHTS)

    def good(point: Point) -> bool:
        return games.exists(point, RND, FULL, Planner.SECOND_BEST) and small(games.given_up(point, weight))

    point = stream.until(stream.point, good)
    return Problem(
        "An agency for research",
        f"A cluster has {listed_numbers(point)}. An agency sets the R&D of all firms, the same for each. It maximises the sum of all"
        " profits and $\\theta$ times consumer surplus, with a weight between zero and one. Then the firms compete in quantities.",
        (
            Part(
                "x",
                2,
                "How much R&D does it let each firm do, for any weight `theta`?",
                Expression(games.numbers(games.agency(), point), (games.THETA.name,)),
            ),
            Part(
                "loss",
                2,
                f"How much less do all firms together earn where the weight is $w = {weight}$ than where it is zero?",
                Number(games.given_up(point, weight)),
            ),
        ),
        PLANNERS,
    )


FINE = tuple(sorted({Fraction(p, q) for q in range(3, 20) for p in range(1, q)} - {Fraction(1, 2)}))
DEAR = tuple(Fraction(p, 10) for p in range(1, 201))
"""Spillovers and costs, so many that no two of a class share a rate."""
LARGE = (Fraction(5, 6), Fraction(7, 8), Fraction(9, 10))


def imitator(stream: Stream) -> Problem:
    """One firm cannot invest, and the others know it."""
    richer = stream.pick((True, False))

    def good(point: Point) -> bool:
        found = games.imitation_outcome(point)
        if found is None:
            return False
        investor, imitator = found.profit[0], found.profit[-1]
        return small(found.x[0], imitator) and (imitator > investor if richer else imitator < investor)

    point = stream.until(lambda: {**stream.point(), "beta": stream.pick(REACHES + LARGE)}, good)
    found = games.imitation_outcome(point)
    assert found is not None
    return Problem(
        "A firm that cannot invest",
        f"A cluster has {listed_numbers(point)}. One of its firms has no laboratory: it does no R&D, whatever happens, but the others' R&D"
        " reaches it as it reaches every rival. The others know this, and each chooses R&D for its own profit. Then all compete in"
        " quantities.",
        (
            Part("x", 2, "How much R&D does each of the firms do that can invest?", Number(found.x[0])),
            Part("profit", 1, "How much does the firm without a laboratory earn?", Number(found.profit[-1])),
            Part(
                "richer",
                1,
                "Who earns more, the firm without a laboratory or one that invests?",
                Choice("without" if richer else "investing", ("without", "investing")),
            ),
        ),
        CONCLUSIONS,
    )


def limit(stream: Stream) -> Problem:
    """How high a tax on revenue can be before R&D cooperation has no solution."""

    def kept(point: Point) -> dict[str, Fraction]:
        """What part of revenue firms must keep, by reason; the condition on unit cost does not change with the tax."""
        needed = {condition.name: Fraction(condition.rhs) / condition.lhs for condition in evaluation.conditions(RND, point)}
        return {**needed, "nonnegative unit cost": Fraction(0), TAXES[1]: point["A"] / point["a"]}

    def good(point: Point) -> bool:
        first, second = sorted(kept(point).items(), key=lambda item: -item[1])[:2]
        return first[0] == reason and first[1] > second[1] and games.exists(point, RND) and small(1 - first[1])

    reason = stream.pick(TAXES)
    point = stream.until(lambda: {**stream.point(), "beta": stream.pick(FINE), "gamma": stream.pick(DEAR)}, good)
    return Problem(
        "How high a tax",
        f"A cluster has {listed_numbers(point)}. Firms cooperate in R&D. The state takes a part of what each firm receives from its"
        " customers, as in the first problem. Without the tax R&D cooperation has a solution. Raise the tax from zero.",
        (
            Part("rate", 3, "At which rate does the solution cease to exist?", Number(1 - kept(point)[reason])),
            Part(
                "reason",
                1,
                "Which condition of chapter 3, with the tax put in, fails first? The last choice says that nobody pays as much as the"
                " first unit costs.",
                Choice(reason, TAXES),
            ),
        ),
    )


SETS: dict[str, tuple[Callable[[Stream], Problem], ...]] = {
    "1": (promise, fund, fourth, refute, judge),
    "2": (revenue, agency, imitator, weaken, limit),
    "3": (laboratories, leader, star, cartel, unlike),
    "4": (subsidy, output_payment, merger, overshoot, judge_policy),
}
"""The problems of each set, in order."""


def problems(student: str, number: str, salt: str) -> list[Problem]:
    """A student's own problems, with the answers.

    Parameters
    ----------
    student
        name.
    number
        of the set.
    salt
        what only the professor knows.

    Raises
    ------
    ValueError
        If there is no such set, or the name cannot name a file.
    """
    require("set", number, f"one of {', '.join(SETS)}", number in SETS)
    name, found = named(student), []
    for place, problem in enumerate(SETS[number], start=1):
        drawn = problem(Stream(salt, number, problem.__name__, name))
        found.append(replace(drawn, parts=tuple(replace(part, name=f"p{place}_{part.name}") for part in drawn.parts)))
    return found
