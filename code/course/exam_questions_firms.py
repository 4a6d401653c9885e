"""Questions of the written exam in which firms differ: one breaks an agreement, cannot do research, or does it at another cost."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from course.draw import SLOPES, SPILLOVERS, Stream, small
from course.exam_parts import Question, part, tex, times, verdict
from course.exam_questions import COSTS, DEMAND, FIRMS, RULES, Market, market


def broken_promise(stream: Stream) -> Question:
    """One firm breaks the agreement of R&D cooperation, once or forever."""

    def deviation(one: Market) -> tuple[Fraction, Fraction]:
        n, (kept, _) = one.n, one.solve(one.rule("rnd"))
        room = one.D + (n - 1) * (2 * one.beta - 1) * kept
        x = 2 * one.k * room / ((n + 1) ** 2 * one.G - 2 * one.k**2)
        return x, (room + one.k * x) / ((n + 1) * one.b)

    def good(one: Market) -> bool:
        (kept, _), (x, q) = one.solve(one.rule("rnd")), deviation(one)
        rival = kept - x
        taken = max(x + (one.n - 1) * one.beta * kept, one.s * kept - one.beta * rival)
        return small(x, q) and taken < one.A and q > 0 and one.D + one.s * kept - (2 * one.beta - 1) * rival > 0

    found = market(stream, "rnd", "non", also=good)
    kept, shared = found.solve(found.rule("rnd"))
    x, q = deviation(found)

    def earned(x: Fraction, q: Fraction) -> Fraction:
        return found.b * q**2 - found.gamma * x**2 / 2

    agreed, broken, alone = earned(kept, shared), earned(x, q), earned(*found.solve(found.rule("non")))
    patience = (broken - agreed) / (broken - alone)
    more = stream.pick((True, False))
    said = "more" if more else "less"
    return Question(
        "A promise worth breaking",
        f"{found.text} {RULES['rnd']} One firm thinks of choosing its own R&D for its own profit, while the others keep to"
        f" what was agreed; all"
        " R&D is observed before outputs are set.",
        (
            part(
                "What was agreed, and what does that firm do?",
                (3, f"In the agreement ${times(found.gamma, 'x')} = {times(found.rule('rnd')[0], 'q')}$, which gives $x = {tex(kept)}$."),
                (
                    3,
                    f"Alone a unit of R&D is worth ${times(found.rule('non')[0], 'q_i')}$ to it, where its output includes"
                    f" what the others' R&D does to it.",
                ),
                (2, f"It does $x_i = {tex(x)}$ and sells $q_i = {tex(q)}$."),
            ),
            part(
                f"Decide: “Whoever breaks the agreement does {said} R&D than was agreed.” For which spillovers is that so?",
                (2, verdict((x > kept) is more, f"${tex(x)}$ against ${tex(kept)}$.")),
                (2, f"R&D helps rivals only if the spillover is above one half; {'above' if not more else 'below'} that, it is so."),
            ),
            part(
                "The game is played again and again; an agreement once broken ends for good, and nobody cooperates from then on. From which"
                " discount factor on does nobody break it?",
                (3, f"Profits are ${tex(agreed)}$ in the agreement, ${tex(broken)}$ when breaking it, ${tex(alone)}$ without one."),
                (
                    3,
                    "It pays to keep it where the gain once is no more than the discounted loss: $\\delta \\ge"
                    " (\\pi_d-\\pi_c)/(\\pi_d-\\pi_n)$.",
                ),
                (2, f"That is $\\delta \\ge {tex(patience)}$."),
            ),
        ),
        found.given(more=said),
        {
            "x": x,
            "q": q,
            "kept": kept,
            "agreed": agreed,
            "broken": broken,
            "alone": alone,
            "patience": patience,
            "true": (x > kept) is more,
        },
    )


def imitators(stream: Stream) -> Question:
    """One firm does research; the others only learn from it."""

    def draw() -> Market:
        n, beta, b, G = stream.pick(FIRMS), stream.pick(SPILLOVERS), stream.pick(SLOPES), stream.pick(COSTS)
        unit = Market(n, beta, b, G, Fraction(1), Fraction(1))
        D = Fraction(research(unit).denominator * stream.pick((1, 2, 3)))
        x = research(unit) * D
        return Market(n, beta, b, G, D, Fraction(ceil(x) + stream.pick(range(1, 60))))

    def research(one: Market) -> Fraction:
        return 2 * one.k * one.D / ((one.n + 1) ** 2 * one.G - 2 * one.k**2)

    def good(one: Market) -> bool:
        return one.D <= DEMAND and one.D + (2 * one.beta - 1) * research(one) > 0

    found = stream.until(draw, good)
    n, x = found.n, research(found)
    q = (found.D + found.k * x) / ((n + 1) * found.b)
    other = (found.D + (2 * found.beta - 1) * x) / ((n + 1) * found.b)
    profit, theirs = found.b * q**2 - found.gamma * x**2 / 2, found.b * other**2
    more = stream.pick((True, False))
    said = "more" if more else "less"
    others = 2 * (n - 1) * (2 * found.beta - 1) * other / (n + 1)
    gain = others + found.s * (q + (n - 1) * other) / (n + 1)
    too_much = stream.pick((True, False))
    too = "more" if too_much else "less"
    return Question(
        "One laboratory for all",
        f"{found.text} Only firm 1 has a laboratory, and chooses its R&D for its own profit; the others do none. The R&D is"
        f" observed; then all"
        " compete in quantities.",
        (
            part(
                "Find the R&D of firm 1, its output, and that of each other firm.",
                (3, f"$q_1 = ({tex(found.D)} + {times(found.k, 'x_1')})/{tex((n + 1) * found.b)}$."),
                (4, f"$2bq_1 \\cdot dq_1/dx_1 = \\gamma x_1$ is ${tex(2 * found.k / (n + 1))}\\,q_1 = {times(found.gamma, 'x_1')}$."),
                (3, f"Hence $x_1 = {tex(x)}$, $q_1 = {tex(q)}$, and each other firm sells ${tex(other)}$."),
            ),
            part(
                f"Decide: “Firm 1 earns {said} than each of the others.”",
                (3, f"It earns ${tex(profit)}$, and each of the others ${tex(theirs)}$."),
                (1, verdict((profit > theirs) is more, "compare the two.")),
            ),
            part(
                f"Firm 1 does a very small unit more of R&D. Decide: “All firms and consumers together would like it to do {too} R&D.”",
                (
                    3,
                    f"At the margin firm 1 gains nothing, the others $2(n-1)(2\\beta-1)q_2/(n+1)$ and consumers $sQ/(n+1)$:"
                    f" ${tex(gain)}$ together.",
                ),
                (3, verdict((gain > 0) is too_much, f"that is {'positive' if gain > 0 else 'not positive'}.")),
            ),
        ),
        found.given(more=said, too=too),
        {
            "x": x,
            "q": q,
            "other": other,
            "profit": profit,
            "theirs": theirs,
            "true": (profit > theirs) is more,
            "gain": gain,
            "liked": (gain > 0) is too_much,
        },
    )


def unequal_costs(stream: Stream) -> Question:
    """Two firms whose R&D costs differ: from what they do to what it costs them, and back."""

    def draw() -> tuple[Fraction, ...]:
        beta, b = stream.pick(SPILLOVERS), stream.pick(SLOPES)
        x, y, D = (Fraction(stream.pick(range(*ends))) for ends in ((1, 16), (1, 16), (24, 121)))
        return beta, b, x, y, D

    def outputs(beta: Fraction, b: Fraction, x: Fraction, y: Fraction, D: Fraction) -> tuple[Fraction, Fraction]:
        return (D + (2 - beta) * x + (2 * beta - 1) * y) / (3 * b), (D + (2 - beta) * y + (2 * beta - 1) * x) / (3 * b)

    def good(drawn: tuple[Fraction, ...]) -> bool:
        beta, b, x, y, _ = drawn
        q, r = outputs(*drawn)
        W = 2 * (2 - beta) / 3
        costs = (W * q / x, W * r / y) if min(q, r) > 0 else (Fraction(0), Fraction(0))
        return x != y and b * min(costs) >= 4 and small(*costs) and max(cost.denominator for cost in costs) <= 60

    drawn = beta, b, x, y, D = stream.until(draw, good)
    q, r = outputs(*drawn)
    A = Fraction(ceil(x + y) + stream.pick(range(1, 60)))
    W = 2 * (2 - beta) / 3
    gamma, other = W * q / x, W * r / y
    profit, theirs = b * q**2 - gamma * x**2 / 2, b * r**2 - other * y**2 / 2
    more = stream.pick((True, False))
    said = "more" if more else "less"
    together = b * (2 * (2 - beta) * q + 2 * (2 * beta - 1) * r) / (3 * b) - gamma * x
    joint = stream.pick((True, False))
    word = "more" if joint else "less"
    return Question(
        "Two laboratories that are not alike",
        f"Two firms face the inverse demand $p = {tex(A + D)} - {times(b, 'Q')}$. Each unit of a firm's R&D takes one off"
        f" its own unit cost, which is"
        f" ${tex(A)}$ without any R&D, and ${tex(beta)}$ off the other's. R&D of $x_i$ costs $\\frac{{1}}{{2}}\\gamma_i x_i^2$, with"
        f" $\\gamma_1 = {tex(gamma)}$ and $\\gamma_2 = {tex(other)}$. Each chooses R&D for its own profit; all R&D is"
        f" observed; then they compete in"
        " quantities.",
        (
            part(
                "Write down the two conditions for R&D, and find it for both firms.",
                (
                    3,
                    f"$q_1 = ({tex(D)} + {times(2 - beta, 'x_1')} {'-' if 2 * beta < 1 else '+'}"
                    f" {times(abs(2 * beta - 1), 'x_2')})/{tex(3 * b)}$, and the same for the other.",
                ),
                (4, f"$\\gamma_i x_i = {tex(W)}\\,q_i$ for each."),
                (3, f"Hence $x_1 = {tex(x)}$ and $x_2 = {tex(y)}$, with $q_1 = {tex(q)}$ and $q_2 = {tex(r)}$."),
            ),
            part(
                f"Decide: “Firm 1 earns {said} than firm 2.”",
                (3, f"Profits are ${tex(profit)}$ and ${tex(theirs)}$."),
                (1, verdict((profit > theirs) is more, "compare the two.")),
            ),
            part(
                f"Decide: “For their joint profit, firm 1 should do a little {word} R&D.” By how much does a small unit more"
                f" change joint profit?",
                (4, f"Firm 1 gains nothing at the margin, firm 2 $\\frac{{2}}{{3}}(2\\beta-1)q_2 = {tex(together)}$."),
                (2, verdict((together > 0) is joint, "the sign is that of $2\\beta-1$.")),
            ),
        ),
        {"n": Fraction(2), "a": A + D, "A": A, "b": b, "beta": beta, "gamma": gamma, "gamma_2": other, "more": said, "word": word},
        {
            "x": x,
            "y": y,
            "q": q,
            "r": r,
            "profit": profit,
            "theirs": theirs,
            "true": (profit > theirs) is more,
            "margin": together,
            "joint": (together > 0) is joint,
        },
    )


def network(stream: Stream) -> Question:
    """Firms learn from those with which they are linked."""
    n = Fraction(stream.pick(range(5, 9)))

    def degrees() -> list[int]:
        return [d for d in range(1, int(n)) if (n * d) % 2 == 0]

    degree = Fraction(stream.pick(degrees()))

    def worth(beta: Fraction, d: Fraction) -> tuple[Fraction, Fraction]:
        return 2 * (n - d * beta) / (n + 1), 1 + d * beta

    def saving(beta: Fraction, d: int) -> Fraction:
        W, s = worth(beta, Fraction(d))
        return W * s

    def draw() -> Market:
        beta, b, G = stream.pick((*SPILLOVERS, Fraction(1))), stream.pick(SLOPES), stream.pick(COSTS)
        W, s = worth(beta, degree)
        D = Fraction((W / ((n + 1) * G - s * W)).denominator * stream.pick((1, 2, 3)))
        return Market(n, beta, b, G, D, Fraction(ceil(s * W * D / ((n + 1) * G - s * W)) + stream.pick(range(1, 60))))

    def good(one: Market) -> bool:
        best = sorted(saving(one.beta, d) for d in degrees())
        return one.D <= DEMAND and best[-1] > best[-2]

    found = stream.until(draw, good)
    W, s = worth(found.beta, degree)
    x = W * found.D / ((n + 1) * found.G - s * W)
    q = found.gamma * x / W
    best = max(degrees(), key=lambda d: saving(found.beta, d))
    more = stream.pick((True, False))
    said = "more" if more else "less"
    top = (n - 1) / (2 * found.beta)
    return Question(
        "Whom a firm learns from",
        f"Inverse demand for ${tex(n)}$ firms is $p = {tex(found.a)} - {times(found.b, 'Q')}$. Each is linked with $d$"
        f" others. Each unit of R&D of a firm"
        f" takes one off its own unit cost, which is ${tex(found.A)}$ without any R&D, and ${tex(found.beta)}$ off that of"
        f" each firm with which it is"
        f" linked; it does nothing for the others. R&D of $x_i$ costs $\\frac{{1}}{{2}}\\gamma x_i^2$ with $\\gamma = {tex(found.gamma)}$."
        f" {RULES['non']}",
        (
            part(
                f"Find R&D and output of each firm for $d = {tex(degree)}$, where all do the same.",
                (2, f"Where all do $x$, $q = ({tex(found.D)} + {times(s, 'x')})/{tex((n + 1) * found.b)}$."),
                (4, f"Own R&D raises own output by $(n - d\\beta)/((n+1)b)$, so $\\gamma x = {times(W, 'q')}$."),
                (2, f"Hence $x = {tex(x)}$ and $q = {tex(q)}$."),
            ),
            part(
                f"Decide: “With more links, each firm does {said} R&D, as long as the rest of the market is the same.” Give"
                f" the reason: compare what a unit"
                " of R&D is worth for each unit of output.",
                (2, "That worth, $2(n-d\\beta)/(n+1)$, falls with each link; what is learnt raises output."),
                (3, verdict(not more, "the derivative of $x$ in $d$ has the sign of $W^2 - 2b\\gamma$, and $W < 2$ while $b\\gamma > 2$.")),
            ),
            part(
                "With how many links is the price lowest? (Links are mutual, so not all numbers are possible.)",
                (
                    4,
                    f"The price falls with $sW$, and $(1+d\\beta)(n-d\\beta)$ is largest at $d\\beta = (n-1)/2$, that is $d = {tex(top)}$.",
                ),
                (3, f"Of the numbers that are possible, $d = {best}$ is best."),
            ),
        ),
        found.given(degree=degree, more=said),
        {"x": x, "q": q, "best": Fraction(best), "true": not more},
    )
