"""Questions of the written exam about the paper's cluster with one thing changed; the numbers of each are drawn.

Every game here ends in two linear conditions, so that a question only says what is special about it. Where all n firms do the R&D x,
each sells q = (D + s x) / (M b); and R&D is worth W q to whoever decides on a unit of it, so that gamma x = W q. Hence
x = W D / (M G - s W), with G = b gamma.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from course.draw import SLOPES, SPILLOVERS, Stream, small
from course.exam_parts import Question, part, quotient, tex, times, verdict

Rule = tuple[Fraction, Fraction]
"""W and M."""
COSTS = tuple(Fraction(p, 2) for p in range(12, 61))
"""Of R&D, as b gamma."""
FIRMS = tuple(map(Fraction, range(2, 7)))
TENTHS = tuple(Fraction(p, 10) for p in range(1, 10))
DEMAND = 400
"""The choke price exceeds unit cost by no more than this."""


@dataclass(frozen=True)
class Market:
    """The parameters of the paper, with D = a - A and G = b gamma for a and gamma."""

    n: Fraction
    beta: Fraction
    b: Fraction
    G: Fraction
    D: Fraction
    A: Fraction

    @property
    def s(self) -> Fraction:
        """What a unit of R&D by every firm takes off a unit cost."""
        return 1 + (self.n - 1) * self.beta

    @property
    def k(self) -> Fraction:
        """By what a firm's own R&D raises its output, times b (n + 1)."""
        return self.n - (self.n - 1) * self.beta

    @property
    def gamma(self) -> Fraction:
        """The cost of R&D."""
        return self.G / self.b

    @property
    def a(self) -> Fraction:
        """The choke price."""
        return self.A + self.D

    def solve(self, rule: Rule) -> tuple[Fraction, Fraction]:
        """R&D and output of each firm."""
        W, M = rule
        x = W * self.D / (M * self.G - self.s * W)
        return x, self.sold(x, M)

    def sold(self, x: Fraction, M: Fraction) -> Fraction:
        """Output of each firm where all do the R&D x."""
        return (self.D + self.s * x) / (M * self.b)

    def rule(self, who: str) -> Rule:
        """W and M where this one decides."""
        n, s, k = self.n, self.s, self.k
        return {
            "non": (2 * k / (n + 1), n + 1),
            "rnd": (2 * s / (n + 1), n + 1),
            "full": (s, 2 * n),
            "second": ((n + 2) * s / (n + 1), n + 1),
            "first": (s, n),
            "output": (Fraction(1), 2 * n),
            "secret": (Fraction(1), n + 1),
            "agreed": (s, n + 1),
        }[who]

    def given(self, **more: Fraction | str) -> dict[str, Fraction | str]:
        """All numbers by name."""
        return {"n": self.n, "a": self.a, "A": self.A, "b": self.b, "beta": self.beta, "gamma": self.gamma, **more}

    @property
    def text(self) -> str:
        """What the candidate is told."""
        return (
            f"A cluster has $n = {tex(self.n)}$ firms. Inverse demand is $p = {tex(self.a)} - {times(self.b, 'Q')}$. Each"
            f" unit of R&D of a firm"
            f" takes one off its own unit cost, which is ${tex(self.A)}$ without any R&D, and ${tex(self.beta)}$ off that of"
            f" each other firm."
            f" R&D of $x_i$ costs firm $i$ the amount $\\frac{{1}}{{2}}\\gamma x_i^2$ with $\\gamma = {tex(self.gamma)}$."
        )


RULES: dict[str, str] = {
    "non": "Each firm chooses R&D for its own profit; all R&D is observed; then firms compete in quantities.",
    "rnd": "The firms choose R&D together, the same for each, for their joint profit; then they compete in quantities.",
    "full": "The firms choose R&D and then output together, the same for each, for their joint profit.",
    "second": "A planner sets the R&D of all firms, the same for each, for welfare; then the firms compete in quantities.",
}
"""What happens in the regimes of the paper, and with the second-best planner."""
CALLED = {
    "non": "no cooperation",
    "rnd": "R&D cooperation",
    "full": "full cooperation",
    "second": "the second best",
}


def market(
    stream: Stream, *who: str, spillovers: tuple[Fraction, ...] = SPILLOVERS, also: Callable[[Market], bool] = lambda _: True
) -> Market:
    """Numbers at which the first of these does a whole number of units of R&D, and the others a simple fraction."""

    def draw() -> Market:
        n, beta, b, G = stream.pick(FIRMS), stream.pick(spillovers), stream.pick(SLOPES), stream.pick(COSTS)
        unit = Market(n, beta, b, G, Fraction(1), Fraction(1))
        x, _ = unit.solve(unit.rule(who[0]))
        D = Fraction(x.denominator * stream.pick((1, 2, 3)))
        room = Market(n, beta, b, G, D, Fraction(1))
        taken = max(room.s * room.solve(room.rule(one))[0] for one in who)
        return Market(n, beta, b, G, D, Fraction(ceil(taken) + stream.pick(range(1, 60))))

    def good(found: Market) -> bool:
        return found.D <= DEMAND and small(*(number for one in who for number in found.solve(found.rule(one)))) and also(found)

    return stream.until(draw, good)


def _steps(found: Market, rule: Rule, marks: tuple[int, int, int], D: Fraction | None = None) -> tuple[tuple[int, str], ...]:
    """The three steps to R&D and output."""
    W, M = rule
    room = found.D if D is None else D
    x = W * room / (M * found.G - found.s * W)
    q = (room + found.s * x) / (M * found.b)
    return (
        (marks[0], f"Output where all do $x$: $q = {quotient(tex(room) + ' + ' + times(found.s, 'x'), M * found.b)}$."),
        (marks[1], f"A unit of R&D is worth ${times(W, 'q')}$ to whoever decides, so ${times(found.gamma, 'x')} = {times(W, 'q')}$."),
        (marks[2], f"Hence $x = {tex(x)}$ and $q = {tex(q)}$."),
    )


def unit_tax(stream: Stream) -> Question:
    """A tax on each unit sold."""
    who = stream.pick(("non", "rnd", "full"))
    found = market(stream, who)
    tax = Fraction(stream.pick(range(1, int(found.D / 2) + 1)))
    W, M = rule = found.rule(who)
    slope = M * found.G - found.s * W
    x, q = W * (found.D - tax) / slope, found.gamma * (found.D - tax) / slope
    passed = found.n * found.G / slope
    more = stream.pick((True, False))
    most = found.n * found.gamma * found.D**2 / (4 * slope)
    said = "more" if more else "less"
    return Question(
        "A tax on sales",
        f"{found.text} {RULES[who]} The state takes a tax of ${tex(tax)}$ on each unit sold.",
        (
            part(
                "Find R&D and output of each firm.",
                (1, "The tax acts like a choke price that is lower by as much."),
                *_steps(found, rule, (2, 4, 2), found.D - tax),
            ),
            part(
                f"Decide: “A little more tax raises the price that consumers pay by {said} than the tax.” Give the pass-through.",
                (4, f"Output is linear in the tax, and the price rises by ${tex(passed)}$ for each unit of tax."),
                (2, verdict((passed > 1) is more, f"${tex(passed)}$ is {'more' if passed > 1 else 'not more'} than one.")),
            ),
            part(
                "Which tax brings the state the largest revenue, and how much?",
                (
                    3,
                    f"Revenue is the tax times an output that falls linearly to zero at ${tex(found.D)}$: the best tax is"
                    f" half of that, ${tex(found.D / 2)}$.",
                ),
                (2, f"It brings ${tex(most)}$."),
            ),
        ),
        found.given(who=who, tax=tax, more=said),
        {"x": x, "q": q, "pass": passed, "true": (passed > 1) is more, "tax": found.D / 2, "revenue": most},
    )


def research_subsidy(stream: Stream) -> Question:
    """A subsidy on each unit of R&D, for a target."""
    target = stream.pick(("second", "rnd", "full"))
    found = market(stream, target, "non", also=lambda one: one.solve(one.rule(target))[0] != one.solve(one.rule("non"))[0])
    x, _ = found.solve(found.rule(target))
    W, M = found.rule("non")
    q = found.sold(x, M)
    sigma = found.gamma * x - W * q
    share = sigma / (found.gamma * x)
    pays = stream.pick((True, False))
    said = "pay firms for R&D" if pays else "tax R&D"
    return Question(
        "What the state pays for R&D",
        f"{found.text} {RULES['non']} The state pays each firm $\\sigma$ for each unit of its R&D; where $\\sigma$ is"
        f" negative, firms pay. It wants"
        f" each firm to do the R&D of {CALLED[target]}: {RULES[target][0].lower()}{RULES[target][1:]}",
        (
            part("How much R&D is wanted of each firm?", *_steps(found, found.rule(target), (2, 4, 1))),
            part(
                "Find $\\sigma$.",
                (
                    3,
                    f"For a firm a unit of R&D is worth ${times(W, 'q')} + \\sigma$, since its rivals' outputs react to what they observe.",
                ),
                (2, f"At the R&D wanted, firms that compete sell $q = {tex(q)}$ each."),
                (3, f"So $\\sigma = {tex(found.gamma * x)} - {tex(W * q)} = {tex(sigma)}$."),
            ),
            part(
                f"Decide: “The state must {said}.” Which share of each firm's R&D cost would it bear, if it paid a share instead?",
                (2, verdict((sigma > 0) is pays, f"$\\sigma = {tex(sigma)}$.")),
                (3, f"With a share $\\varphi$, $(1-\\varphi)\\gamma x = {times(W, 'q')}$, so $\\varphi = {tex(share)}$."),
            ),
        ),
        found.given(target=target, pays=said),
        {"x": x, "sigma": sigma, "true": (sigma > 0) is pays, "share": share},
    )


def revenue_tax(stream: Stream) -> Question:
    """A tax on revenue."""
    who = stream.pick(("non", "rnd", "full"))

    def after(one: Market, rate: Fraction) -> Market:
        keeps = 1 - rate
        return Market(one.n, one.beta, keeps * one.b, keeps * one.G, keeps * one.a - one.A, one.A)

    rate = stream.pick((Fraction(1, 10), Fraction(1, 5), Fraction(1, 4), Fraction(3, 10), Fraction(1, 3), Fraction(2, 5)))

    def good(one: Market) -> bool:
        taxed = after(one, rate)
        # at the tax that stops production R&D must still be dear enough for nobody to begin with much of it
        if taxed.D <= 0 or after(one, one.D / one.a).G < 4:
            return False
        x, q = taxed.solve(taxed.rule(who))
        return small(x, q) and taxed.s * x < one.A

    found = market(stream, who, also=good)
    taxed = after(found, rate)
    x, q = taxed.solve(taxed.rule(who))
    price = found.a - found.b * found.n * q
    before, _ = found.solve(found.rule(who))
    rises = stream.pick((True, False))
    said = "more" if rises else "less"
    stop = found.D / found.a
    return Question(
        "A tax on revenue",
        f"{found.text} {RULES[who]} The state takes the part ${tex(rate)}$ of what a firm receives from its customers; no"
        f" cost can be deducted.",
        (
            part(
                "Find R&D and output of each firm.",
                (
                    3,
                    f"A firm keeps ${tex(1 - rate)}$ of each price: it decides as if demand were $p = {tex(taxed.a)} -"
                    f" {times(taxed.b, 'Q')}$.",
                ),
                *_steps(taxed, taxed.rule(who), (2, 4, 2)),
            ),
            part(
                "What do consumers pay, and what does the state receive?",
                (2, f"They pay $p = {tex(price)}$ by the demand that did not change."),
                (2, f"The state receives ${tex(rate * price * found.n * q)}$."),
            ),
            part(
                f"Decide: “Each firm does {said} R&D than without the tax.” At which tax does nobody produce any more?",
                (3, verdict((x > before) is rises, f"without the tax it is ${tex(before)}$.")),
                (
                    2,
                    f"Where what a firm keeps of the first price is its unit cost: ${tex(1)} - {tex(found.A)}/{tex(found.a)}"
                    f" = {tex(stop)}$.",
                ),
            ),
        ),
        found.given(who=who, rate=rate, more=said),
        {"x": x, "q": q, "price": price, "revenue": rate * price * found.n * q, "true": (x > before) is rises, "stop": stop},
    )


def output_cartel(stream: Stream) -> Question:
    """Competition in R&D, and then one monopoly output."""
    other = stream.pick(("non", "rnd"))
    found = market(stream, "output", other)
    n = found.n
    x, q = found.solve(found.rule("output"))
    y, _ = found.solve(found.rule(other))
    more = stream.pick((True, False))
    said = "more" if more else "less"
    turn = (3 * n + 1) / (4 * n) if other == "non" else (n - 1) / (4 * n)
    equal = "k" if other == "non" else "s"
    above = other == "non"
    side = "above" if above else "below"
    return Question(
        "Apart in research, together in the market",
        f"{found.text} Each firm chooses R&D for its own profit; all R&D is observed. Then a cartel sets the total output"
        f" that makes the sum of"
        " profits largest; each firm makes an equal part of it, whatever its own cost, and keeps what it earns.",
        (
            part("Find R&D and output of each firm.", *_steps(found, found.rule("output"), (3, 4, 1))),
            part(
                f"Now each firm competes as follows. {RULES[other]} Decide: “Each firm does {said} R&D under the cartel.”",
                (4, f"Here ${times(found.gamma, 'x')} = {times(found.rule(other)[0], 'q')}$ and $x = {tex(y)}$."),
                (2, verdict((x > y) is more, f"${tex(x)}$ against ${tex(y)}$.")),
            ),
            part(
                f"With $n = {tex(n)}$, for which spillovers is R&D under the cartel the larger one? Does the answer depend"
                f" on the cost of R&D?",
                (
                    4,
                    f"$W/M$ is $1/{tex(2 * n)}$ against $2{equal}/{tex((n + 1) ** 2)}$; they are equal at ${equal} ="
                    f" {tex((n + 1) ** 2 / (4 * n))}$.",
                ),
                (2, f"So for spillovers {side} ${tex(turn)}$, whatever R&D costs."),
            ),
        ),
        found.given(other=other, more=said),
        {"x": x, "q": q, "other": y, "true": (x > y) is more, "turn": turn, "above": above},
    )


def secret_research(stream: Stream) -> Question:
    """R&D that nobody observes, alone or agreed upon."""
    how = stream.pick(("secret", "agreed"))
    seen = stream.pick(("non", "rnd", "second")) if how == "secret" else stream.pick(("rnd", "second", "full"))
    found = market(stream, how, seen)
    x, q = found.solve(found.rule(how))
    y, _ = found.solve(found.rule(seen))
    more = stream.pick((True, False))
    said = "more" if more else "less"
    profit = found.b * q**2 - found.gamma * x**2 / 2
    alone = "Each firm chooses R&D and output at once for its own profit, so that no rival can react to its R&D."
    agreed = (
        "Before anyone produces, the firms agree on the R&D of each, the same for all, that is best for their joint profit"
        " at the outputs that"
        " they will set; no output reacts to R&D. Each then sets its output for its own profit, at the same time as the others."
    )
    reason = "A unit of R&D saves one on each own unit" if how == "secret" else f"A unit of R&D saves ${tex(found.s)}$ over all firms"
    return Question(
        "Research that nobody reacts to",
        f"{found.text} {alone if how == 'secret' else agreed}",
        (
            part("Find R&D and output of each firm.", (2, f"{reason}, and outputs are given."), *_steps(found, found.rule(how), (2, 3, 2))),
            part(
                "How much does a firm earn?",
                (3, f"The price exceeds unit cost by $bq$: profit is $bq^2 - \\frac{{1}}{{2}}\\gamma x^2 = {tex(profit)}$."),
            ),
            part(
                f"Compare with {CALLED[seen]}. {RULES[seen]} Decide: “Each firm does {said} R&D there than here.” Say which"
                f" effect makes the difference.",
                (4, f"There ${times(found.gamma, 'x')} = {times(found.rule(seen)[0], 'q')}$ and $x = {tex(y)}$."),
                (2, verdict((y > x) is more, f"${tex(y)}$ against ${tex(x)}$.")),
                (2, "What R&D does to the outputs of others, and who counts it, is what differs."),
            ),
        ),
        found.given(how=how, seen=seen, more=said),
        {"x": x, "q": q, "profit": profit, "other": y, "true": (y > x) is more},
    )


def stake_in_rivals(stream: Stream) -> Question:
    """Each firm counts a part of its rivals' profits when it decides on R&D."""
    stake = stream.pick(
        (Fraction(1, 5), Fraction(1, 4), Fraction(1, 3), Fraction(2, 5), Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4))
    )

    def rule(one: Market) -> Rule:
        return 2 * (one.k + stake * (one.n - 1) * (2 * one.beta - 1)) / (one.n + 1), one.n + 1

    def good(one: Market) -> bool:
        x, q = one.solve(rule(one))
        return small(x, q) and 0 < one.s * x < one.A

    found = market(stream, "non", also=good)
    n, (W, _) = found.n, rule(found)
    x, q = found.solve(rule(found))
    rises = stream.pick((True, False))
    said = "raises" if rises else "lowers"
    up = found.beta > Fraction(1, 2)
    return Question(
        "A stake in every rival",
        f"{found.text} When it decides on R&D, each firm counts the part ${tex(stake)}$ of each rival's profit beside its"
        f" own. All R&D is observed;"
        " then firms compete in quantities, each for its own profit.",
        (
            part(
                "Find R&D and output of each firm.",
                (4, f"A unit of R&D changes a rival's profit by $2q(2\\beta-1)/(n+1) = {tex(2 * (2 * found.beta - 1) / (n + 1))}\\,q$."),
                *_steps(found, rule(found), (2, 4, 1)),
            ),
            part(
                f"Decide: “A slightly larger stake {said} R&D here.” When would the opposite hold?",
                (3, verdict(up is rises, f"the spillover is {'above' if up else 'below'} one half.")),
                (2, "The sign is that of what a rival gains from a unit of R&D, and changes at one half."),
            ),
            part(
                "By how much does the worth of a unit of R&D to a firm, for each unit of its output, fall short of that"
                " without a stake when the"
                " spillover is zero? What would it be at this spillover if the stake were complete?",
                (2, f"It falls short by $2\\lambda(n-1)/(n+1) = {tex(2 * stake * (n - 1) / (n + 1))}$."),
                (2, f"With a complete stake it is $2s/(n+1) = {tex(found.rule('rnd')[0])}$."),
            ),
        ),
        found.given(stake=stake, said=said),
        {"x": x, "q": q, "W": W, "true": up is rises, "short": 2 * stake * (n - 1) / (n + 1), "complete": found.rule("rnd")[0]},
    )
