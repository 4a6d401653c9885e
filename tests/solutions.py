"""Problem sets as a good student solves them: from the numbers in the questions, by algebra that shares no formula with the grader."""

import re
from fractions import Fraction

import nbformat

TOOLS = """
import sympy as sp
from spillover import InadmissibleError

def costs(x):
    return [A - own - beta * (sum(x) - own) for own in x]

def competing(x, kept=1, paid=1):
    c = costs(x)
    Q = (n * kept * a - sum(c)) / ((n + 1) * kept * b)
    p = a - b * Q
    q = [(kept * p - own) / (kept * b) for own in c]
    profits = [(kept * p - own) * made - paid * gamma * level**2 / 2 for own, made, level in zip(c, q, x)]
    return profits, q, p

def together(x):
    c = costs(x)
    q = (a - sum(c) / n) / (2 * b * n)
    return [(a - b * n * q - own) * q - gamma * level**2 / 2 for own, level in zip(c, x)], [q] * n, a - b * n * q

def slope(goal, x, i=0):
    up, down = [*x], [*x]
    up[i], down[i] = x[i] + 1, x[i] - 1
    return (goal(up) - goal(down)) / 2

def root(line):
    return line(0) / (line(0) - line(1))

def equilibrium(play):
    return root(lambda level: slope(lambda x: play(x)[0][0], [Fraction(level)] * n))

def outcome(play, level):
    profits, q, p = play([level] * n)
    return {"x": level, "Q": sum(q), "profit": profits[0], "welfare": b * sum(q) ** 2 / 2 + sum(profits)}
"""

ONE = """
cluster = Cluster(n=n, a=a, A=A, b=b, beta=beta, gamma=gamma)
kept = cluster.solve(Regime.RND_COOPERATION).x
p1_reply = root(lambda r: slope(lambda x: competing(x)[0][0], [r] + [kept] * (n - 1)))
p1_gain = competing([p1_reply] + [kept] * (n - 1))[0][0] - competing([kept] * n)[0][0]
"""
TWO = """
i = sp.Symbol("i")
first = sp.diff(competing([i] + [x] * (n - 1), paid=1 - phi)[0][0], i).subs(i, x)
p2_slope = 3 * sp.expand(first)
best = planner.second_best(Cluster(n=n, a=a, A=A, b=b, beta=beta, gamma=gamma)).x
share = Fraction(str(sp.solve(first.subs(x, sp.Rational(best)), phi)[0]))
p2_bill = n * share * gamma * best**2 / 2
"""
THREE = """
p3_x = equilibrium(together)
alone = equilibrium(competing)
p3_payment = -slope(lambda x: together(x)[0][0], [alone] * n)
a, A, beta, gamma = 2, 1, sp.Symbol("beta"), sp.Symbol("g")
i, x = sp.symbols("i x")
new = sp.diff(together([i] + [x] * (n - 1))[0][0], i).subs(i, x)
p3_least = sp.solve(sp.diff(new, x), gamma)[0]
"""
REFUTED = """
s = 1 + (n - 1) * beta
low = max(2 * s**2 / Fraction((n + 1) ** 2), 2 * (1 - beta) ** 2, s**2 / (2 * n)) * Fraction(1001, 1000)
gamma = (low + s**2 / (n + 1)) / 2
one = Cluster(n=n, a=1001, A=1000, b=1, beta=beta, gamma=gamma).solve(Regime.RND_COOPERATION).x
p4_cluster = {"a": 10**6 + rnd / Fraction(one), "A": 10**6, "b": 1, "gamma": gamma}
"""
FIVE = """
cluster = Cluster(n=n, a=a, A=A, b=b, beta=beta, gamma=gamma)
non, rnd, full = map(cluster.solve, (Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION))
new = outcome(together, equilibrium(together))
compared = {
    "R&D in the fourth mode": (new["x"], rnd.x),
    "Firms earn": (new["profit"], rnd.profit),
    "Welfare is": (non.welfare, full.welfare),
    "R&D without cooperation": (non.x, full.x),
    "planner": (non.x, planner.second_best(cluster).x),
    "serves welfare": (rnd.welfare, max(non.welfare, full.welfare)),
}

def true(statement):
    ((one, other),) = [pair for words, pair in compared.items() if words in statement]
    return one < other if any(word in statement for word in (" less ", " lower ", "better")) else one > other

p5_true = "".join(letter for letter, statement in listed.items() if true(statement))
p5_price = b * (rnd.Q - new["Q"])
"""
REVENUE = """
taxed = lambda x: competing(x, kept=1 - rate)
p1_x = equilibrium(taxed)
p1_Q = outcome(taxed, p1_x)["Q"]
p1_welfare = outcome(taxed, p1_x)["welfare"] + rate * taxed([p1_x] * n)[2] * p1_Q
"""
AGENCY = """
def goal(level):
    profits, q, p = competing([level] * n)
    return sum(profits) + theta * b * sum(q) ** 2 / 2

x = sp.Symbol("x")
p2_x = sp.solve(sp.diff(goal(x), x), x)[0]
earned = [sum(competing([Fraction(str(p2_x.subs(theta, sp.Rational(level))))] * n)[0]) for level in (0, w)]
p2_loss = earned[0] - earned[1]
"""
IMITATOR = """
p3_x = root(lambda level: slope(lambda x: competing(x)[0][0], [Fraction(level)] * (n - 1) + [Fraction(0)]))
investing, *_, p3_profit = competing([p3_x] * (n - 1) + [Fraction(0)])[0]
p3_richer = "without" if p3_profit > investing else "investing"
"""
WEAKENS = """
one = Cluster(n=n, a=1001, A=1000, b=1, beta=beta, gamma=1000).solve(Regime.NONCOOPERATION).x
room = rnd / Fraction(one)
p4_cluster = {"a": 10**6 + room, "A": 10**6, "b": 1, "gamma": 1000}
"""
TAX = """
def lost(part):
    try:
        Cluster(n=n, a=(1 - part) * a, A=A, b=(1 - part) * b, beta=beta, gamma=gamma).solve(Regime.RND_COOPERATION)
    except InadmissibleError as error:
        return error.failed[0].name
    except ValueError:
        return "demand exceeds cost"

p5_rate = min(part for part in (1 - A / a, 1 - 2 * (1 - beta) ** 2 / (b * gamma)) if part > 0)
p5_reason = lost(p5_rate)
assert lost(p5_rate - Fraction(1, 10**9)) is None
"""
ANY = """
def affine(lines):
    # where lines, affine in as many unknowns, are all zero
    k = len(lines)
    units = [[Fraction(int(i == j)) for j in range(k)] for i in range(k)]
    at_zero = [line([Fraction(0)] * k) for line in lines]
    H = sp.Matrix(k, k, lambda i, j: sp.Rational(lines[i](units[j]) - at_zero[i]))
    return [Fraction(str(level)) for level in H.LUsolve(-sp.Matrix([sp.Rational(level) for level in at_zero]))]

def market(x, B, g, sigma=0, tau=0):
    k = len(x)
    c = [A - sum(B[i][j] * x[j] for j in range(k)) - tau for i in range(k)]
    Q = (k * a - sum(c)) / ((k + 1) * b)
    p = a - b * Q
    q = [(p - own) / b for own in c]
    return [(p - c[i]) * q[i] - g[i] * x[i] ** 2 / 2 + sigma * x[i] for i in range(k)], q, p

def nash(goals):
    # each goal is a function of all R&D, and its firm sets one entry
    return affine([lambda x, i=i: slope(goals[i], x, i) for i in range(len(goals))])

def apart(B, g, **paid):
    return nash([lambda x, i=i: market(x, B, g, **paid)[0][i] for i in range(len(g))])

def joined(B, g, members):
    goals = [lambda x, i=i: sum(market(x, B, g)[0][j] for j in (members if i in members else [i])) for i in range(len(g))]
    return nash(goals)

def even(k):
    return [[Fraction(1) if i == j else beta for j in range(k)] for i in range(k)]

def linked(k, pairs):
    return [[Fraction(1) if i == j else beta if (i, j) in pairs or (j, i) in pairs else Fraction(0) for j in range(k)] for i in range(k)]

def top(value, unit):
    # where a quadratic is largest
    low, middle, high = (value(sign * unit) for sign in (-1, 0, 1))
    return unit * (low - high) / (2 * (low - 2 * middle + high))
"""
LABORATORIES = """
B, g = [[1, beta_12], [beta_21, 1]], [gamma_1, gamma_2]
one = apart(B, g)
both = joined(B, g, [0, 1])
p1_x, p1_joint = one[0], both[0]
p1_external = slope(lambda x: market(x, B, g)[0][1], one)
lost = [name for name, before, after in zip(("firm 1", "firm 2"), market(one, B, g)[0], market(both, B, g)[0]) if after < before]
p1_loser = lost[0] if lost else "neither"
"""
LEADER = """
B, g = [[1, beta_12], [beta_21, 1]], [gamma_1, gamma_2]
reply = lambda first: root(lambda second: slope(lambda x: market(x, B, g)[0][1], [first, second], 1))
p2_first = top(lambda first: market([first, reply(first)], B, g)[0][0], Fraction(1))
p2_second = reply(p2_first)
one, led = apart(B, g), [p2_first, p2_second]
before, after = (market(x, B, g)[0][1] for x in (one, led))
p2_effect = f"{'more' if led[0] > one[0] else 'less'} R&D, and firm 2 earns {'more' if after > before else 'less'}"
"""
STAR = """
star = [(0, i) for i in range(1, n)]
ring = [(i, (i + 1) % n) for i in range(n)]
full = [(i, j) for i in range(n) for j in range(i)]
g = [gamma] * n
found = {name: apart(linked(n, pairs), g) for name, pairs in (("star", star), ("ring", ring), ("complete", full))}
p3_hub, p3_rim = found["star"][:2]
p3_linked = apart(linked(n, [*star, (1, 2)]), g)[1]
pairs = {"star": star, "ring": ring, "complete": full}
p3_cheapest = min(pairs, key=lambda name: market(found[name], linked(n, pairs[name]), g)[2])
"""
CARTEL = """
B, g = even(n), [gamma] * n
levels = {size: joined(B, g, [*range(size)]) for size in range(1, n + 1)}
earned = {size: market(x, B, g)[0] for size, x in levels.items()}
p4_member, p4_outsider = levels[members][0], levels[members][-1]
q = market(levels[members], B, g)[1]
p4_ahead = q[-1] - q[0]
stays = lambda size: earned[size][0] >= earned[size - 1][-1]
alone = lambda size: size == n or earned[size + 1][0] <= earned[size][-1]
p4_stable = str(next((size for size in range(2, n + 1) if stays(size) and alone(size)), "none"))
"""
UNLIKE = """
B = [[1, beta_12], [beta_21, 1]]
A = Fraction(10**6)
a = A + 1
def lose():
    for g in [[Fraction(one), Fraction(other)] for one in (3, 6, 12, 24) for other in (3, 6, 12, 24)]:
        before, after = apart(B, g), joined(B, g, [0, 1])
        if market(after, B, g)[0][2 - other] < market(before, B, g)[0][2 - other]:
            return g, after[other - 1]

g, done = lose()
p5_firms = {"a": A + rnd / done, "A": A, "gamma_1": g[0], "gamma_2": g[1]}
"""
SUBSIDY = """
B, g = even(n), [gamma] * n
def welfare(level):
    profits, q, p = market([level] * n, B, g)
    return b * sum(q) ** 2 / 2 + sum(profits)

best = top(welfare, Fraction(1))
p1_paid = -slope(lambda x: market(x, B, g)[0][0], [best] * n)
p1_bill = n * p1_paid * best
def net(sigma):
    x = root(lambda level: slope(lambda x: market(x, B, g, sigma=sigma)[0][0], [Fraction(level)] * n))
    return welfare(x) - f * n * sigma * x

p1_dear = top(net, Fraction(1))
"""
PAYMENT = """
B, g = even(n), [gamma] * n
x, q = sp.symbols("x_1 q_1")
planned = a * n * q - b * (n * q) ** 2 / 2 - n * (A - (1 + (n - 1) * beta) * x) * q - n * gamma * x**2 / 2
best = sp.solve([sp.diff(planned, x), sp.diff(planned, q)], [x, q])
best_x, best_q = (Fraction(str(best[letter])) for letter in (x, q))
def done(tau):
    return root(lambda level: slope(lambda x: market(x, B, g, tau=tau)[0][0], [Fraction(level)] * n))

p2_equal = root(lambda tau: market([done(tau)] * n, B, g, tau=tau)[1][0] - best_q)
p2_compared = "more" if done(p2_equal) > best_x else "less"
def net(tau):
    profits, q, p = market([done(tau)] * n, B, g, tau=tau)
    return b * sum(q) ** 2 / 2 + sum(profits) - tau * sum(q)

p2_paid = top(net, Fraction(1))
"""
MERGER = """
left = n - int(m) + 1
before = market(apart(even(n), [gamma] * n), even(n), [gamma] * n)
g = [gamma / m] + [gamma] * (left - 1)
x = apart(even(left), g)
after = market(x, even(left), g)
p3_merged, p3_other = x[:2]
p3_price = after[2]
W = [b * sum(q) ** 2 / 2 + sum(profits) for profits, q, p in (before, after)]
pays = "pays" if after[0][0] > m * before[0][0] else "does not pay"
p3_effect = f"it {pays}, and welfare {'rises' if W[1] > W[0] else 'falls'}"
"""
OVERSHOOT = """
little = Fraction(1, 1000)
one = Cluster(n=n, a=1001, A=1000, b=b, beta=little, gamma=gamma).solve(Regime.NONCOOPERATION).x
p4_cluster = {"a": 10**6 + rnd / Fraction(one), "A": 10**6, "beta": little}
"""
JUDGE = """
B, g = even(n), [gamma] * n
cluster = Cluster(n=n, a=a, A=A, b=b, beta=beta, gamma=gamma)
non, full = map(cluster.solve, (Regime.NONCOOPERATION, Regime.FULL_COOPERATION))
second, first = planner.second_best(cluster), planner.first_best(cluster)
x, W = second.x, second.welfare - non.welfare
paid, joined = (-slope(lambda x: sum(market(x, B, g)[0][:some]), [x] * n) for some in (1, n))
compared = {
    "Firms earn": (full.profit, second.profit + paid * x),
    "firms that cooperate in R&D": (joined, paid),
    "From no cooperation": (W, first.welfare - second.welfare),
    "in all than": (n * paid * x, W),
    "half of the cost": (paid * x, gamma * x**2 / 4),
    "The second best adds": (W, non.welfare - full.welfare),
}

def true(statement):
    ((one, other),) = [pair for words, pair in compared.items() if words in statement]
    return one < other if " less " in statement else one > other

p5_true = "".join(letter for letter, statement in listed.items() if true(statement))
p5_price = b * (second.Q - non.Q)
"""
SOLVED = {"1": [ONE, TWO, THREE, REFUTED, FIVE], "2": [REVENUE, AGENCY, IMITATOR, WEAKENS, TAX]}
SOLVED |= {"3": [LABORATORIES, LEADER, STAR, CARTEL, UNLIKE], "4": [SUBSIDY, PAYMENT, MERGER, OVERSHOOT, JUDGE]}


SAID = {
    "rate": r"the part ([\d/]+) of",
    "rnd": r"R&D of exactly ([\d/]+) ",
    "members": r"A cartel of (\d+) firms",
    "other": r"firm (\d) does R&D of",
}
"""Numbers that are said in words."""


def numbers_in(text):
    """The numbers that a question gives, by name."""
    found = re.findall(r"\$\\?([\w{}]+) = ([\d/]+)\$", text)
    numbers = {re.sub("[{}]", "", name): Fraction(value) for name, value in found}
    said = {name: Fraction(said[1]) for name, words in SAID.items() if (said := re.search(words, text))}
    return numbers | said


def statements_in(text):
    """The statements that a question lists, by letter."""
    return dict(re.findall(r"^- \*\*(\w)\*\*: (.*)$", text, re.MULTILINE))


def asked(notebook):
    """The numbers of each problem, as its questions give them."""
    found = {}
    for cell in notebook.cells:
        problem = re.match(r"p(\d)", cell.id)
        if problem and cell.cell_type == "markdown":
            numbers = found.setdefault(int(problem[1]), {})
            numbers.update(numbers_in(cell.source))
            numbers.update({"listed": listed} if (listed := statements_in(cell.source)) else {})
    return found


WHOLE = ("n", "listed", "members", "other")


def given(numbers):
    """Numbers as lines of code; the number of firms as an int, statements as they are."""
    return "\n".join(f"{name} = {value}" if name in WHOLE else f"{name} = Fraction('{value}')" for name, value in numbers.items())


def solved(notebook, number, leave_out=()):
    """The notebook with solutions put where the last answer of each problem stands, but for some problems."""
    done = nbformat.from_dict(notebook)
    last = {cell.id[:2]: place for place, cell in enumerate(done.cells) if re.fullmatch(r"p\d_\w+", cell.id) and cell.cell_type == "code"}
    for problem, numbers in asked(notebook).items():
        if problem not in leave_out:
            done.cells[last[f"p{problem}"]].source = f"x = symbols('x')\n{given(numbers)}\n{TOOLS}\n{ANY}\n{SOLVED[number][problem - 1]}"
    return done
