"""Problem sets as a good student solves them: from the numbers in the questions, by algebra that shares no formula with the grader."""

import re
from fractions import Fraction

import nbformat

LETTERS = {r"\beta": "beta", r"\gamma": "gamma"}

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
p2_share = sp.solve(first.subs(x, sp.Rational(best)), phi)[0]
"""
THREE = """
p3_x = equilibrium(together)
keep = A, a, b, beta, gamma
a, A, beta, g = 2, 1, sp.Symbol("beta"), sp.Symbol("g")
b, gamma = 1, g
i, x = sp.symbols("i x")
new = sp.diff(together([i] + [x] * (n - 1))[0][0], i).subs(i, x)
old = sp.diff(competing([i] + [x] * (n - 1))[0][0], i).subs(i, x)
p3_least = sp.solve(sp.diff(new, x), g)[0]
new, old = (sp.solve(sp.simplify(line), x)[0] for line in (new, old))
p3_turn = sp.solve(sp.numer(sp.factor(new - old)), beta)[0]
"""
REFUTED = """
s = 1 + (n - 1) * beta
low = max(2 * s**2 / Fraction((n + 1) ** 2), 2 * (1 - beta) ** 2, s**2 / (2 * n)) * Fraction(1001, 1000)
p4_cluster = {"a": 1001, "A": 1000, "b": 1, "gamma": (low + s**2 / (n + 1)) / 2}
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
p2_weight = sp.solve(p2_x - sp.Rational(Cluster(n=n, a=a, A=A, b=b, beta=beta, gamma=gamma).solve(Regime.FULL_COOPERATION).x), theta)[0]
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
SOLVED = {"1": [ONE, TWO, THREE, REFUTED, FIVE], "2": [REVENUE, AGENCY, IMITATOR, WEAKENS, TAX]}


def numbers_in(text):
    """The numbers that a question gives, by name."""
    numbers = {LETTERS.get(name, name): Fraction(value) for name, value in re.findall(r"\$(\\?\w+) = ([\d/]+)\$", text)}
    rate = re.search(r"the part ([\d/]+) of", text)
    rnd = re.search(r"R&D of exactly ([\d/]+) ", text)
    return numbers | ({"rate": Fraction(rate[1])} if rate else {}) | ({"rnd": Fraction(rnd[1])} if rnd else {})


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


def given(numbers):
    """Numbers as lines of code; the number of firms as an int, statements as they are."""
    return "\n".join(f"{name} = {value}" if name in ("n", "listed") else f"{name} = Fraction('{value}')" for name, value in numbers.items())


def solved(notebook, number, leave_out=()):
    """The notebook with solutions put where the last answer of each problem stands, but for some problems."""
    done = nbformat.from_dict(notebook)
    last = {cell.id[:2]: place for place, cell in enumerate(done.cells) if re.fullmatch(r"p\d_\w+", cell.id) and cell.cell_type == "code"}
    for problem, numbers in asked(notebook).items():
        if problem not in leave_out:
            done.cells[last[f"p{problem}"]].source = f"x = symbols('x')\n{given(numbers)}\n{TOOLS}\n{SOLVED[number][problem - 1]}"
    return done
