"""Questions of the written exam on policy and on other markets: prices, a line, an invention, a merger, a venture."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from course.draw import SLOPES, SPILLOVERS, Stream, small
from course.exam_parts import Question, part, quotient, tex, times, verdict
from course.exam_questions import COSTS, DEMAND, FIRMS, RULES, Market, market

HALF = Fraction(1, 2)
CHEAP = tuple(Fraction(p, 20) for p in range(12, 80))
"""Costs of R&D, as b gamma, that are low enough for full cooperation to sell most."""


def output_in_full(stream: Stream) -> Question:
    """Whether full cooperation restricts output: not where R&D is cheap and spills over."""

    def bound(one: Market) -> Fraction:
        return (one.s**2 - 2 * one.s * one.k / (one.n + 1)) / (one.n - 1)

    def least(one: Market) -> Fraction:
        stable = 2 * one.k * (one.k + (one.n - 1) * abs(2 * one.beta - 1)) / (one.n + 1) ** 2
        return max(stable, one.s**2 / (2 * one.n), (1 - one.beta) ** 2)

    def draw() -> Market:
        n, beta, b, G = stream.pick(FIRMS), stream.pick(SPILLOVERS), stream.pick(SLOPES), stream.pick(CHEAP)
        unit = Market(n, beta, b, G, Fraction(1), Fraction(1))
        if G <= least(unit):
            return unit
        x, _ = unit.solve(unit.rule("full"))
        D = Fraction(x.denominator * stream.pick((1, 2, 3)))
        room = Market(n, beta, b, G, D, Fraction(1))
        taken = max(room.s * room.solve(room.rule(who))[0] for who in ("full", "non"))
        return Market(n, beta, b, G, D, Fraction(ceil(taken) + stream.pick(range(1, 60))))

    def good(one: Market) -> bool:
        open_window = least(one) < bound(one) != one.G and one.G > least(one)
        return open_window and one.D <= DEMAND and small(*(level for who in ("full", "non") for level in one.solve(one.rule(who))))

    found = stream.until(draw, good)
    n = found.n
    (x, q), (y, r) = (found.solve(found.rule(who)) for who in ("full", "non"))
    limit = bound(found) / found.b
    price = found.a - found.b * n * q, found.a - found.b * n * r
    larger = stream.pick((True, False))
    said = "lower" if larger else "higher"
    return Question(
        "Is a cartel bad for consumers?",
        f"{found.text} Compare two regimes. In the first, {RULES['non'][0].lower()}{RULES['non'][1:]} In the second,"
        f" {RULES['full'][0].lower()}{RULES['full'][1:]}",
        (
            part(
                "Find R&D and output of each firm in both regimes.",
                (4, f"First: ${times(found.gamma, 'x')} = {times(found.rule('non')[0], 'q')}$, so $x = {tex(y)}$ and $q = {tex(r)}$."),
                (4, f"Second: ${times(found.gamma, 'x')} = {times(found.s, 'q')}$, so $x = {tex(x)}$ and $q = {tex(q)}$."),
            ),
            part(
                f"Decide: “Consumers pay a {said} price in full cooperation.”",
                (2, f"Prices are ${tex(price[1])}$ without cooperation and ${tex(price[0])}$ with it."),
                (1, verdict((q > r) is larger, "compare the two.")),
            ),
            part(
                "A textbook says: “A cartel always sells less than competitors.” Keep $n$, $b$ and the spillover, and let"
                " $\\gamma$ vary, both solutions"
                " being taken to exist. For which $\\gamma$ is that false, and why?",
                (4, "Outputs are $\\gamma D/((n+1)b\\gamma - 2sk/(n+1))$ and $\\gamma D/(2nb\\gamma - s^2)$: compare the denominators."),
                (3, f"It is false for $\\gamma < {tex(limit)}$."),
                (2, "There R&D that the cartel does for all firms lowers cost by more than its market power adds to the price."),
            ),
        ),
        found.given(said=said),
        {"x": x, "q": q, "y": y, "r": r, "true": (q > r) is larger, "limit": limit},
    )


def two_instruments(stream: Stream) -> Question:
    """What the state pays for output and for R&D so that firms that compete do what is best."""
    found = market(stream, "first")
    x, q = found.solve(found.rule("first"))
    W, _ = found.rule("non")
    output, research = found.b * q, found.gamma * x - W * q
    pays = stream.pick((True, False))
    said = "pays firms for R&D" if pays else "taxes R&D"
    budget = found.n * (output * q + research * x)
    level = found.k * 2 / (found.n + 1)
    return Question(
        "Two instruments",
        f"{found.text} {RULES['non']} The state can pay firms $\\tau$ for each unit sold and $\\sigma$ for each unit of R&D,"
        f" and wants welfare to be as"
        " large as it can be. Where a payment is negative, firms pay.",
        (
            part(
                "Find R&D and output of each firm in the first best, in which a planner sets both, the same for all firms.",
                (3, f"The price is unit cost: $q = {quotient(tex(found.D) + ' + ' + times(found.s, 'x'), found.n * found.b)}$."),
                (3, f"A unit of R&D saves ${tex(found.s)}$ on each firm's output: ${times(found.gamma, 'x')} = {times(found.s, 'q')}$."),
                (2, f"Hence $x = {tex(x)}$ and $q = {tex(q)}$."),
            ),
            part(
                "Find $\\tau$ and $\\sigma$.",
                (3, f"A firm's margin, $\\tau$ counted, is $bq$, while the price is unit cost: $\\tau = bq = {tex(output)}$."),
                (
                    4,
                    f"A unit of R&D is then worth $2kq/(n+1) + \\sigma = {tex(level)}\\,q + \\sigma$ to a firm: $\\sigma ="
                    f" \\gamma x - {tex(level)}\\,q = {tex(research)}$.",
                ),
            ),
            part(
                f"Decide: “Once output is paid for, the state {said}.” What does all this cost the state?",
                (2, verdict((research > 0) is pays, f"$\\sigma = {tex(research)}$.")),
                (3, f"It pays $n(\\tau q + \\sigma x) = {tex(budget)}$."),
            ),
        ),
        found.given(said=said),
        {"x": x, "q": q, "tau": output, "sigma": research, "true": (research > 0) is pays, "budget": budget},
    )


def prices_or_quantities(stream: Stream) -> Question:
    """Two firms with goods that differ, which set prices or quantities."""
    first, second = stream.pick((("prices", "quantities"), ("quantities", "prices")))

    def rule(beta: Fraction, delta: Fraction, how: str) -> tuple[Fraction, Fraction]:
        direct = 2 - delta * beta if how == "quantities" else 2 - delta**2 - delta * beta
        return 2 * direct / (4 - delta**2), 2 + delta if how == "quantities" else (2 - delta) * (1 + delta)

    def solved(one: Market, delta: Fraction, how: str) -> tuple[Fraction, Fraction]:
        W, M = rule(one.beta, delta, how)
        x = W * one.D / (M * one.gamma - one.s * W)
        return x, (one.D + one.s * x) / M

    def draw() -> tuple[Market, Fraction]:
        beta, delta, G = (
            stream.pick(SPILLOVERS),
            stream.pick((Fraction(1, 3), HALF, Fraction(2, 3), Fraction(1, 4), Fraction(3, 4))),
            stream.pick(COSTS[:30]),
        )
        unit = Market(Fraction(2), beta, Fraction(1), G, Fraction(1), Fraction(1))
        x, _ = solved(unit, delta, first)
        D = Fraction(x.denominator * stream.pick((1, 2, 3)))
        taken = 2 * D * max(solved(unit, delta, how)[0] for how in (first, second))
        return Market(Fraction(2), beta, Fraction(1), G, D, Fraction(ceil(taken) + stream.pick(range(1, 100)))), delta

    def good(drawn: tuple[Market, Fraction]) -> bool:
        one, delta = drawn
        return one.D <= 3 * DEMAND and all(level.denominator <= 2000 for how in (first, second) for level in solved(one, delta, how))

    found, delta = stream.until(draw, good)
    (W, M), (V, L) = (rule(found.beta, delta, how) for how in (first, second))
    (x, q), (y, _) = (solved(found, delta, how) for how in (first, second))
    more = stream.pick((True, False))
    said = "more" if more else "less"
    profit = q**2 * (1 if first == "quantities" else 1 - delta**2) - found.gamma * x**2 / 2
    margin = "q" if first == "quantities" else times(1 - delta**2, "q")
    return Question(
        "Prices or quantities",
        f"Two firms sell goods that differ: the price of good $i$ is $p_i = {tex(found.a)} - q_i - {tex(delta)}\\,q_j$. Each"
        f" unit of a firm's R&D takes one"
        f" off its own unit cost, which is ${tex(found.A)}$ without any R&D, and ${tex(found.beta)}$ off the other's. R&D of $x_i$ costs"
        f" $\\frac{{1}}{{2}}\\gamma x_i^2$ with $\\gamma = {tex(found.gamma)}$. Each firm chooses R&D for its own profit;"
        f" all R&D is observed; then they compete in"
        f" {first}.",
        (
            part(
                "Find R&D and output of each firm.",
                (3, f"Where both do $x$, $q = ({tex(found.D)} + {times(found.s, 'x')})/{tex(M)}$."),
                (4, f"With the reaction of the other firm, ${times(found.gamma, 'x')} = {times(W, 'q')}$."),
                (2, f"Hence $x = {tex(x)}$ and $q = {tex(q)}$."),
            ),
            part("How much does a firm earn?", (3, f"The margin is ${margin}$; profit is ${tex(profit)}$.")),
            part(
                f"Decide: “If they competed in {second}, each firm would do {said} R&D.” Which two effects work against each other?",
                (
                    4,
                    f"There ${times(found.gamma, 'x')} = {times(V, 'q')}$ with $q = ({tex(found.D)} +"
                    f" {times(found.s, 'x')})/{tex(L)}$, so $x = {tex(y)}$.",
                ),
                (2, verdict((y > x) is more, f"${tex(y)}$ against ${tex(x)}$.")),
                (2, "In prices firms sell more, which makes R&D worth more; but the rival answers a lower cost with a lower price."),
            ),
        ),
        {
            "a": found.a,
            "A": found.A,
            "beta": found.beta,
            "gamma": found.gamma,
            "delta": delta,
            "first": first,
            "second": second,
            "more": said,
        },
        {"x": x, "q": q, "profit": profit, "y": y, "true": (y > x) is more},
    )


def linear_city(stream: Stream) -> Question:
    """Two shops at the ends of a line, whose research costs differ."""

    def draw() -> tuple[Fraction, ...]:
        beta, t = stream.pick(SPILLOVERS), Fraction(stream.pick(range(2, 31)))
        lead = Fraction(stream.pick(range(1, 60)), 20) * stream.pick((1, -1))
        y = Fraction(stream.pick(range(1, 41)), 4)
        return beta, t, y + lead / (1 - beta), y

    def costs(beta: Fraction, t: Fraction, x: Fraction, y: Fraction) -> tuple[Fraction, Fraction]:
        ahead = (1 - beta) * (x - y) / 3
        return (1 - beta) * (t + ahead) / (3 * t * x), (1 - beta) * (t - ahead) / (3 * t * y)

    def good(drawn: tuple[Fraction, ...]) -> bool:
        beta, t, x, y = drawn
        if x <= 0 or abs((1 - beta) * (x - y)) >= 3 * t:
            return False
        found = costs(*drawn)
        # best responses exist, and lead back after a small error
        steep = (1 - beta) ** 2 / (9 * t)
        return min(found) > 2 * steep and small(*found) and max(number.denominator for number in (*found, x, y)) <= 200

    beta, t, x, y = stream.until(draw, good)
    gamma, other = costs(beta, t, x, y)
    c = Fraction(ceil(x + y) + stream.pick(range(1, 40)))
    share = HALF + (1 - beta) * (x - y) / (6 * t)
    price = c - x - beta * y + t + (1 - beta) * (x - y) / 3
    more = stream.pick((True, False))
    said = "rise" if more else "fall"
    rival = -2 * (1 - beta) * (1 - share) / 3
    gap = rival < 0
    return Question(
        "Research on a line",
        f"Consumers live on a line of length one, evenly; each buys one unit, at the shop at which price and way together"
        f" cost least. A way of length"
        f" $d$ costs ${tex(t)}d$. Shop 1 stands at one end and shop 2 at the other. Each unit of R&D of a shop takes one off"
        f" its own unit cost, which"
        f" is ${tex(c)}$ without any R&D, and ${tex(beta)}$ off the other's. R&D of $x_i$ costs $\\frac{{1}}{{2}}\\gamma_i x_i^2$ with"
        f" $\\gamma_1 = {tex(gamma)}$ and $\\gamma_2 = {tex(other)}$. Each chooses R&D for its own profit; all R&D is"
        f" observed; then they set prices.",
        (
            part(
                "For given unit costs $c_1$ and $c_2$, find prices, the part of consumers that shop 1 serves, and its profit"
                " before R&D costs.",
                (3, f"Best responses give $p_1 = {tex(t)} + (2c_1+c_2)/3$."),
                (2, f"Shop 1 serves $\\frac{{1}}{{2}} + (c_2-c_1)/{tex(6 * t)}$."),
                (2, f"It earns ${tex(2 * t)}$ times the square of that part."),
            ),
            part(
                "Find R&D of both shops, the part that shop 1 serves, and its price.",
                (
                    4,
                    f"A unit of R&D widens the gap of costs by ${tex(1 - beta)}$: $\\gamma_i x_i ="
                    f" {tex(2 * (1 - beta) / 3)}$ times the part that shop $i$ serves.",
                ),
                (3, f"Hence $x_1 = {tex(x)}$, $x_2 = {tex(y)}$; shop 1 serves ${tex(share)}$ at the price ${tex(price)}$."),
            ),
            part(
                f"The two agree that shop 1 does a very small unit less of R&D. Decide: “The profit of shop 2 will {said}.”"
                f" By how much, for each unit?"
                " What would they do if they chose R&D together and were alike?",
                (2, f"Shop 2 gains ${tex(-rival)}$ for each unit."),
                (1, verdict(gap is more, "shop 1 was the stronger for its R&D.")),
                (
                    3,
                    "None: all consumers buy in any case, and prices pass on what R&D saves both, so that R&D only moves"
                    " consumers between them.",
                ),
            ),
        ),
        {"beta": beta, "t": t, "c": c, "gamma": gamma, "gamma_2": other, "said": said},
        {"x": x, "y": y, "share": share, "price": price, "rival": -rival, "true": gap is more},
    )


def invention_for_sale(stream: Stream) -> Question:
    """An invention is sold to the firm in the market or to the only one that could enter."""
    b = stream.pick(SLOPES)
    D = Fraction(stream.pick(range(6, 61)))
    d = Fraction(stream.pick(range(1, int(D))))
    A = d + stream.pick(range(1, 60))
    monopoly, before = (D + d) ** 2 / (4 * b), D**2 / (4 * b)
    entrant, rival = (D + 2 * d) ** 2 / (9 * b), (D - d) ** 2 / (9 * b)
    bid, calm = monopoly - rival, monopoly - before
    who = stream.pick(("monopolist", "entrant"))
    output, alone = (2 * D + d) / (3 * b), (D + d) / (2 * b)
    gain = entrant + rival + b * output**2 / 2 - monopoly - b * alone**2 / 2
    better = stream.pick((True, False))
    said = "higher" if better else "lower"
    return Question(
        "Who buys the invention?",
        f"A monopolist faces the inverse demand $p = {tex(A + D)} - {times(b, 'Q')}$ and has a unit cost of ${tex(A)}$. An"
        f" inventor, who cannot produce, sells an"
        f" invention that lowers unit cost by ${tex(d)}$, to one buyer for ever. Beside the monopolist one other firm could"
        f" use it and enter; without the"
        " invention it cannot produce. If it enters, the two compete in quantities.",
        (
            part(
                "How much would the invention be worth to the monopolist if nobody could enter? How much is it worth to the entrant?",
                (3, f"The monopolist's profit rises from ${tex(before)}$ to ${tex(monopoly)}$: by ${tex(calm)}$."),
                (3, f"The entrant would earn ${tex(entrant)}$, beside a rival whose unit cost stays ${tex(A)}$."),
            ),
            part(
                f"Both bid. Decide: “The {who} buys it.” Give both bids, and the reason why one is the higher.",
                (
                    3,
                    f"The monopolist would fall to ${tex(rival)}$ if the other bought: it bids up to ${tex(bid)}$, the"
                    f" entrant ${tex(entrant)}$.",
                ),
                (2, verdict(who == "monopolist", f"the monopolist's bid is higher by ${tex(bid - entrant)}$.")),
                (2, "Two that compete earn less together than one alone with the invention."),
            ),
            part(
                f"Decide: “Welfare would be {said} if the entrant got it.” Which two forces stand against each other?",
                (3, f"Total output would be ${tex(output)}$ instead of ${tex(alone)}$, and welfare larger by ${tex(gain)}$."),
                (2, verdict((gain > 0) is better, "that is the sign of the difference.")),
                (2, "Competition lowers the price, but part of the output is then made at the higher cost."),
            ),
        ),
        {"b": b, "a": A + D, "A": A, "d": d, "who": who, "said": said},
        {
            "calm": calm,
            "entrant": entrant,
            "bid": bid,
            "output": output,
            "gain": gain,
            "buys": who == "monopolist",
            "true": (gain > 0) is better,
        },
    )


def merger(stream: Stream) -> Question:
    """Some firms merge, and their unit cost falls."""

    def draw() -> tuple[Fraction, ...]:
        n, b, D, e = stream.pick(range(3, 9)), stream.pick(SLOPES), stream.pick(range(12, 121)), stream.pick(range(1, 40))
        m = stream.pick(range(2, n))
        return Fraction(n), Fraction(m), b, Fraction(D), Fraction(e, 2)

    n, m, b, D, e = stream.until(draw, lambda drawn: drawn[4] < drawn[3] / 2 and drawn[4] * (drawn[0] + 1) != drawn[3] * (drawn[1] - 1))
    A = Fraction(ceil(e) + stream.pick(range(1, 60)))
    N = n - m + 1
    before, merged, other = D / ((n + 1) * b), (D + N * e) / ((N + 1) * b), (D - e) / ((N + 1) * b)
    gain = b * merged**2 - m * b * before**2
    outside = b * other**2 - b * before**2
    limit = D * (m - 1) / (n + 1)
    pays = stream.pick((True, False))
    verb = "earns more" if pays else "earns less"
    falls = stream.pick((True, False))
    said = "fall" if falls else "rise"
    lower = e > limit
    price = A + D - b * (merged + (N - 1) * other)
    return Question(
        "A merger that saves cost",
        f"There are ${tex(n)}$ firms with a unit cost of ${tex(A)}$, which compete in quantities; inverse demand is $p ="
        f" {tex(A + D)} - {times(b, 'Q')}$."
        f" Now ${tex(m)}$ of them merge into one firm, whose unit cost is lower by ${tex(e)}$.",
        (
            part(
                "Find the output of each firm before and after the merger.",
                (2, f"Before: ${tex(before)}$ each."),
                (4, f"After, with ${tex(N)}$ firms: ${tex(merged)}$ for the merged firm and ${tex(other)}$ for each other firm."),
            ),
            part(
                f"Decide: “The merged firm {verb} than its parts did together.” Who else gains or loses, and how much?",
                (3, f"Its profit less theirs is ${tex(gain)}$."),
                (2, verdict((gain > 0) is pays, "that is the sign of the difference.")),
                (2, f"Each other firm's profit changes by ${tex(outside)}$."),
            ),
            part(
                f"Decide: “The price will {said}.” From which saving on does it fall?",
                (2, f"The price is ${tex(price)}$ after, and was ${tex(A + D - n * b * before)}$."),
                (1, verdict(lower is falls, "compare the two.")),
                (
                    4,
                    f"Total output is $(N D+e)/((N+1)b)$ with $N = {tex(N)}$ firms left; it is larger than before for $e >"
                    f" (m-1)D/(n+1) = {tex(limit)}$.",
                ),
            ),
        ),
        {"n": n, "m": m, "b": b, "a": A + D, "A": A, "e": e, "verb": verb, "said": said},
        {
            "before": before,
            "merged": merged,
            "other": other,
            "gain": gain,
            "outside": outside,
            "pays": (gain > 0) is pays,
            "limit": limit,
            "price": price,
            "true": lower is falls,
        },
    )


def venture(stream: Stream) -> Question:
    """Some firms share all results, the others learn nothing; everybody decides alone."""

    def solved(n: Fraction, m: Fraction, G: Fraction, D: Fraction) -> tuple[Fraction, Fraction]:
        """R&D of a member and of an outsider: two linear conditions, by Cramer's rule."""
        W, V = 2 * (n + 1 - m) / (n + 1), 2 * n / (n + 1)
        # G (n + 1) x = W (D + m (n + 1 - m) x - (n - m) y),  G (n + 1) y = V (D + (m + 1) y - m m x)
        p, q = G * (n + 1) - W * m * (n + 1 - m), W * (n - m)
        r, s = V * m * m, G * (n + 1) - V * (m + 1)
        det = p * s - q * r
        return D * (W * s - q * V) / det, D * (p * V - r * W) / det

    def draw() -> tuple[Fraction, ...]:
        n, b, G = Fraction(stream.pick(range(3, 6))), stream.pick(SLOPES), stream.pick(COSTS)
        m = Fraction(stream.pick(range(2, int(n))))
        x, _ = solved(n, m, G, Fraction(1))
        return n, m, b, G, Fraction(x.denominator * stream.pick((1, 2, 3)))

    def good(drawn: tuple[Fraction, ...]) -> bool:
        n, m, _, G, D = drawn
        x, y = solved(n, m, G, D)
        return D <= 3 * DEMAND and min(x, y) > 0 and small(x, y) and D + (m + 1) * y - m * m * x > 0

    n, m, b, G, D = stream.until(draw, good)
    x, y = solved(n, m, G, D)
    gamma = G / b
    A = Fraction(ceil(max(m * x, y)) + stream.pick(range(1, 200)))
    q, r = (n + 1) * gamma * x / (2 * (n + 1 - m)), (n + 1) * gamma * y / (2 * n)
    profit, theirs = b * q**2 - gamma * x**2 / 2, b * r**2 - gamma * y**2 / 2
    more = stream.pick((True, False))
    said = "more" if more else "less"
    alone = 2 * n * D / ((n + 1) ** 2 * G - 2 * n)
    saves = stream.pick((True, False))
    word = "lower" if saves else "higher"
    return Question(
        "A venture, and who is left out",
        f"There are ${tex(n)}$ firms; inverse demand is $p = {tex(A + D)} - {times(b, 'Q')}$, and unit cost is ${tex(A)}$"
        f" without any R&D. R&D of $x_i$ costs"
        f" $\\frac{{1}}{{2}}\\gamma x_i^2$ with $\\gamma = {tex(gamma)}$. The first ${tex(m)}$ firms share all results: a"
        f" unit of R&D of one of them takes one"
        " off the unit cost of each of them. A unit of R&D of another firm takes one off its own unit cost; nothing else spills over."
        f" {RULES['non']}",
        (
            part(
                "Write down the conditions for the R&D of a member, $x$, and of another firm, $y$, and solve them.",
                (
                    4,
                    f"A unit of R&D raises a member's own output by $(n+1-m)/((n+1)b)$: $\\gamma x ="
                    f" {tex(2 * (n + 1 - m) / (n + 1))}\\,q$.",
                ),
                (3, f"For another firm it is $n/((n+1)b)$: $\\gamma y = {tex(2 * n / (n + 1))}\\,r$."),
                (4, f"Hence $x = {tex(x)}$, $y = {tex(y)}$, with outputs $q = {tex(q)}$ and $r = {tex(r)}$."),
            ),
            part(
                f"Decide: “A member does {said} R&D than another firm.” What does each earn?",
                (2, verdict((x > y) is more, f"${tex(x)}$ against ${tex(y)}$.")),
                (3, f"A member earns ${tex(profit)}$, another firm ${tex(theirs)}$."),
            ),
            part(
                f"Decide: “The unit cost of a member is {word} than it would be without the venture.”",
                (2, f"Without it each firm does ${tex(alone)}$."),
                (2, verdict((m * x > alone) is saves, f"${tex(m * x)}$ comes off with it, and ${tex(alone)}$ without.")),
            ),
        ),
        {"n": n, "m": m, "b": b, "a": A + D, "A": A, "gamma": gamma, "said": said, "word": word},
        {
            "x": x,
            "y": y,
            "q": q,
            "r": r,
            "profit": profit,
            "theirs": theirs,
            "true": (x > y) is more,
            "alone": alone,
            "saves": (m * x > alone) is saves,
        },
    )
