"""The answers to the exam questions, by routes that know no formula: firms that try, the engine, and the prover."""

import re
from fractions import Fraction
from itertools import pairwise

import nbformat
import pytest
import sympy as sp
from reading import ROOT

from course import exam, exam_markets
from positivity import always
from spillover import Cluster, InadmissibleError, Regime, model, planner
from spillover.cluster import solution
from spillover.game import best_responses
from spillover.industry import Industry, uniform_spillovers
from spillover.model import PARAMETERS, A, D, G, a, b, beta, gamma, n
from spillover.notation import without_shorthands
from spillover.regimes import Objective, Planner

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
HALF = Fraction(1, 2)
CLUSTERS = [
    Cluster(n=2, a=15, A=12, b=Fraction(3, 2), beta=Fraction(1, 3), gamma=3),
    Cluster(n=2, a=15, A=13, beta=Fraction(9, 10), gamma=6),
    Cluster(n=3, a=15, A=12, b=HALF, beta=Fraction(1, 60), gamma=40),
    Cluster(n=4, a=15, A=13, beta=HALF, gamma=9),
]
each_cluster = pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: f"{cluster.n} firms, beta {cluster.beta}")


def at(expr, cluster, **more):
    values = dict(zip(PARAMETERS, map(sp.Rational, cluster.values.values()), strict=True))
    found = (
        without_shorthands(sp.sympify(expr))
        .subs(values)
        .subs({symbol: more[symbol.name] for symbol in expr.free_symbols if symbol.name in more})
    )
    return Fraction(int(found.p), int(found.q))


def same(left, right):
    return sp.cancel(without_shorthands(left - right)) == 0


def slope(value, where, step=Fraction(1, 100)):
    """Of a quadratic, exactly."""
    return (value(where + step) - value(where - step)) / (2 * step)


def strict(*modes):
    return [sp.Gt(c.lhs, c.rhs) for mode in modes for c in solution.conditions(mode) if c.strict]


def cournot(costs, choke, decay=1):
    """Outputs of firms with these unit costs, each a best response to the others."""
    earned = [lambda q, i=i: (choke - decay * sum(q) - costs[i]) * q[i] for i in range(len(costs))]
    return best_responses.exact_fixed_point(earned, len(costs))


# The tables


def test_marks_that_add_up_make_a_table():
    table = exam.marking([("a", "this", 12), ("b", "that", 8)])
    assert table.rows == [["(a)", "this", "12"], ["(b)", "that", "8"], ["", "in all", "20"]]


@pytest.mark.parametrize("marks", [(12, 7), (12, 9), (20, 0)])
def test_other_marks_are_refused(marks):
    with pytest.raises(ValueError, match=rf"^marks must be at least 1 each and 20 in all, got \[{marks[0]}, {marks[1]}\]$"):
        exam.marking([("a", "this", marks[0]), ("b", "that", marks[1])])


def test_answers_are_listed_in_the_shorthands():
    rows = exam.answer_table({"formula": a - A, "in shorthand": (D - A) / b, "number": sp.Rational(1, 2), "about": 0.123456}).rows
    assert rows == [["formula", "$D$"], ["in shorthand", r"$\frac{D - A}{b}$"], ["number", r"$\frac{1}{2}$"], ["about", "$0.1235$"]]


def test_each_question_announces_the_marks_that_its_scheme_gives():
    cells = nbformat.read(ROOT / "chapters/teaching/practice.ipynb", as_version=4).cells
    asked, given, lectures = [], [], []
    for cell in cells:
        if cell.cell_type == "markdown" and "exercise-start" in cell.source:
            question = cell.source.split("{exercise-start}")[1].split("```{exercise-end}")[0]
            lectures.append(int(re.search(r"[Ll]ecture\s(\d)\n:label: ex-exam-", question)[1]))
            asked.append(
                {part: int(marks) for part, marks in re.findall(r"^\((\w)\) .*\((\d+)\N{NO-BREAK SPACE}marks\)$", question, re.MULTILINE)}
            )
        if "exam.marking" in cell.source:
            rows = re.findall(r"^\| \((\w)\) \| .* \| (\d+) \|$", cell.outputs[0].data["text/markdown"], re.MULTILINE)
            given.append({part: sum(int(marks) for other, marks in rows if other == part) for part, _ in rows})
    assert asked == given
    assert len(asked) == 10
    assert all(sum(marks.values()) == 20 and 3 <= len(marks) <= 5 for marks in asked)
    assert lectures == sorted(lectures)
    assert set(lectures) == set(range(1, 9))


# One more unit of research


@each_cluster
def test_a_unit_of_research_moves_outputs_and_gains_of_explicit_firms(cluster):
    found, firms = exam.unit_of_research(), cluster.n
    market = best_responses.exact_market(Objective.OWN, cluster.values)

    def after(own):
        x = [own, *[Fraction(1)] * (firms - 1)]
        q = best_responses.convert(market(best_responses.convert(x, sp.QQ)))
        price = cluster.a - cluster.b * sum(q)
        earned = [(price - cluster.A + x[i] + cluster.beta * (sum(x) - x[i])) * q[i] for i in range(firms)]
        return {
            "own": q[0],
            "rival": q[1],
            "total": sum(q),
            "innovator": earned[0],
            "rivals": sum(earned[1:]),
            "consumers": cluster.b * sum(q) ** 2 / 2,
            "all": sum(earned) + cluster.b * sum(q) ** 2 / 2,
        }

    sold = after(Fraction(1))["own"]
    moved = {name: slope(lambda own, name=name: after(own)[name], 1) for name in after(Fraction(1))}
    for name, change in moved.items():
        assert at(found[name], cluster) == (change if name in {"own", "rival", "total"} else change / sold), name
    assert at(found["share"], cluster) == moved["consumers"] / moved["all"]
    assert (moved["innovator"] > moved["all"]) is (cluster.beta < at(found["threshold"], cluster))


def test_below_the_threshold_of_a_unit_firms_do_more_than_the_second_best():
    more = [cluster.solve(NON).x > planner.second_best(cluster).x for cluster in CLUSTERS]
    assert more == [cluster.beta < at(exam.unit_of_research()["threshold"], cluster) for cluster in CLUSTERS]
    assert set(more) == {True, False}


# What a unit is worth


@each_cluster
@pytest.mark.parametrize("mode", [NON, RND, Planner.SECOND_BEST], ids=lambda mode: mode.key)
def test_what_a_unit_is_worth_leads_to_what_explicit_firms_do(mode, cluster):
    x, q = best_responses.play_exactly(mode, cluster.values)
    worth, by_worth = at(exam.marginal_benefit(mode), cluster), exam.by_marginal_benefit()
    assert cluster.gamma * x[0] == worth * q[0]
    assert [at(by_worth[name], cluster, w=worth) for name in ("x", "q")] == [x[0], q[0]]


@each_cluster
def test_slopes_in_the_worth_are_those_of_joint_profit_and_of_welfare(cluster):
    by_worth, firms, values = exam.by_marginal_benefit(), cluster.n, cluster.values
    x = at(by_worth["x"], cluster, w=HALF)
    q = at(by_worth["q"], cluster, w=HALF)
    for name, objective in (("profit", Objective.JOINT), ("welfare", Objective.WELFARE)):

        def value(level, objective=objective):
            common = [level] * firms
            sold = best_responses.exact_market(Objective.OWN, values)(best_responses.convert(common, sp.QQ))
            return best_responses.payoffs(objective, lambda q: (common, q), values)[0](best_responses.convert(sold))

        assert at(by_worth[name], cluster, w=HALF) == slope(value, x) / firms / q
    for name in ("x", "q"):
        assert same(by_worth[f"{name}_slope"], sp.diff(without_shorthands(by_worth[name]), exam.WORTH))


# Research in secret


@each_cluster
def test_in_secret_explicit_firms_choose_both_at_once(cluster):
    found, firms = exam.secret_research(), range(cluster.n)
    values = {name: values for name, values in cluster.values.items() if name != "n"}

    def earned(i, both):
        x, q = both[: cluster.n], both[cluster.n :]
        return model.profit_against(q[i], sum(q) - q[i], x[i], sum(x) - x[i], **values)

    both = best_responses.exact_fixed_point([lambda both, i=i: earned(i, both) for i in (*firms, *firms)], 2 * cluster.n)
    x, q = both[0], both[-1]
    assert both == [at(found["x"], cluster)] * cluster.n + [at(found["q"], cluster)] * cluster.n
    assert cluster.gamma * x == at(found["worth"], cluster) * q
    seen, together = cluster.solve(NON), cluster.solve(RND)
    assert (seen.x < x < together.x) is (cluster.beta > HALF)
    assert (seen.q < q < together.q) is (cluster.beta > HALF)
    assert (seen.profit < earned(0, both) < together.profit) is (cluster.beta != HALF)
    assert at(found["strategic"], cluster) == cluster.gamma * seen.x / seen.q - 1
    assert at(found["left"], cluster) == cluster.gamma * together.x / together.q - 1


def test_secret_research_exists_where_both_others_do():
    """Its margin is half way between those of the others; and each firm has a best response in both choices where 2G exceeds one."""
    margins = [without_shorthands(sp.denom(solution.closed_form("x", regime))) for regime in (NON, RND)]
    assert same((n + 1) * sp.denom(sp.factor(exam.secret_research()["x"])), sum(margins) / 2)
    for firms in (2, 3, 10):
        given = [relation.subs({n: firms, b: 1}) for relation in strict(RND)]
        assert always(2 * gamma > 1, [*given, beta < 1])


# A tax on every unit sold


@each_cluster
def test_a_tax_is_a_negative_subsidy_for_the_engine(cluster):
    found, tax = exam.taxed_sales(), Fraction(1, 10)
    industry = Industry(a=cluster.a, b=cluster.b, A=cluster.A, gamma=cluster.gamma, spillovers=uniform_spillovers(cluster.n, cluster.beta))
    for regime, together in ((NON, None), (RND, [list(range(cluster.n))])):
        without, taxed = (industry.solve(rnd_coalitions=together, output_subsidy=-level) for level in (0, tax))
        assert at(found[f"x_{regime.key}"], cluster, t=tax) == taxed.x[0]
        assert at(found[f"price_{regime.key}"], cluster) == (taxed.price - without.price) / tax
    rise = at(found["price_non"], cluster)
    assert (rise > 1) is (at(found["over"], cluster) > 0)
    welfare = slope(lambda level: industry.solve(output_subsidy=-level).welfare, Fraction(0))
    assert welfare < 0
    assert at(found["welfare"], cluster) < 0


@each_cluster
def test_a_taxed_coalition_of_all_does_what_it_says(cluster):
    found, tax = exam.taxed_sales(), Fraction(1, 10)

    def joint(x, Q):
        common = 1 + (cluster.n - 1) * cluster.beta
        return (cluster.a - tax - cluster.b * Q - cluster.A + common * x) * Q - cluster.n * cluster.gamma * x**2 / 2

    def sold(x):
        return best_responses.top_of_parabola(lambda Q: joint(x, Q))

    x = best_responses.top_of_parabola(lambda x: joint(x, sold(x)))
    assert at(found["x_full"], cluster, t=tax) == x
    assert at(found["price_full"], cluster) == (cluster.solve(FULL).Q - sold(x)) * cluster.b / tax


def test_with_rnd_as_it_is_less_than_the_tax_reaches_the_price():
    without, taxed = (sum(cournot([10 + tax] * 3, 15)) for tax in (0, 1))
    assert exam.taxed_sales()["held"].subs(n, 3) == without - taxed


def test_the_price_rises_by_more_than_the_tax_in_the_example_only_where_rnd_is_cheap():
    over = exam.taxed_sales()["over"].subs({n: 2, beta: sp.Rational(1, 2), b: 1})
    cheap, dear = (Cluster(n=2, a=15, A=10, beta=HALF, gamma=level) for level in (1, 2))
    assert at(over, cheap) > 0 > at(over, dear)
    taxed = Industry(a=15, A=10, gamma=1, spillovers=uniform_spillovers(2, HALF)).solve(output_subsidy=-1)
    assert taxed.price - cheap.solve(NON).price == Fraction(4, 3)


def test_a_tax_lowers_welfare_wherever_firms_have_a_best_reply():
    found = exam.taxed_sales()
    assert always(found["welfare"] < 0, [strict(NON)[0], n >= 2, beta < 1])
    assert always(found["least"] > 0, [n >= 2, beta < 1])
    assert not always(found["welfare"] < 0, [n >= 2, beta < 1])


# A stake in every rival


@each_cluster
@pytest.mark.parametrize("share", [Fraction(0), Fraction(1, 3), Fraction(1)])
def test_a_stake_is_a_weight_for_the_engine(cluster, share):
    found = exam.stake_in_rivals()
    weights = [[1 if i == j else share for j in range(cluster.n)] for i in range(cluster.n)]
    industry = Industry(a=cluster.a, b=cluster.b, A=cluster.A, gamma=cluster.gamma, spillovers=uniform_spillovers(cluster.n, cluster.beta))
    got = industry.solve(ownership=weights)
    assert at(found["x"], cluster, **{"lambda": share}) == got.x[0]
    assert at(found["worth"], cluster, **{"lambda": share}) == cluster.gamma * got.x[0] / got.q[0]
    assert at(found["worth_slope"], cluster) == at(exam.marginal_benefit(RND), cluster) - at(exam.marginal_benefit(NON), cluster)
    assert found["none"] == found["all"] == 0


@each_cluster
def test_profit_rises_with_the_stake_to_that_of_rnd_cooperation(cluster):
    industry = Industry(a=cluster.a, b=cluster.b, A=cluster.A, gamma=cluster.gamma, spillovers=uniform_spillovers(cluster.n, cluster.beta))

    def earned(share):
        weights = [[1 if i == j else share for j in range(cluster.n)] for i in range(cluster.n)]
        return industry.solve(ownership=weights)

    path = [earned(Fraction(quarters, 4)) for quarters in range(5)]
    assert (path[0].profit[0], path[-1].profit[0]) == (cluster.solve(NON).profit, cluster.solve(RND).profit)
    for quarters, (before, after) in enumerate(pairwise(path)):
        assert (after.profit[0] > before.profit[0]) is (cluster.beta != HALF)
        assert (after.Q > before.Q) is (cluster.beta > HALF)
        worth = at(exam.stake_in_rivals()["worth"], cluster, **{"lambda": Fraction(quarters, 4)})
        towards = at(exam.by_marginal_benefit()["profit"], cluster, w=worth) * (after.x[0] - before.x[0])
        assert (towards > 0) is (cluster.beta != HALF)


def test_for_two_firms_more_research_is_always_better():
    welfare = exam.by_marginal_benefit()["welfare"].subs(n, 2)
    for regime in (NON, RND):
        assert always(without_shorthands(welfare.subs(exam.WORTH, exam.marginal_benefit(regime))).subs(n, 2) > 0, [beta < 1])


# Knowledge that thins out


def test_the_threshold_falls_and_stays_below_its_limit_form():
    found = exam.thinning_knowledge()
    for firms in (2, 5, 40):
        bound = Fraction(str(found["threshold"].subs(n, firms)))
        for step in (Fraction(-1, 1000), Fraction(1, 1000)):
            cluster = Cluster(n=firms, a=100, A=99, beta=bound + step, gamma=500)
            assert (cluster.solve(FULL).x > cluster.solve(NON).x) is (step > 0)
        assert found["room"].subs(n, firms) == Fraction(3, firms) - bound
    assert always(found["slope"] < 0, [n >= 2])
    assert always(found["room"] > 0, [n >= 2])
    assert always(found["threshold"].subs(n, n + 1) < found["threshold"], [n >= 2])
    assert abs(found["limit"] - 10**6 * found["threshold"].subs(n, 10**6)) < 1e-4


def test_a_quarter_is_enough_for_these_sizes_and_for_no_others():
    market = {"a": 15, "A": 10, "b": 1, "beta": Fraction(1, 4), "gamma": 4}
    least, most = exam.sizes_for_full_cooperation(**market)

    def more(firms):
        cluster = Cluster(n=firms, **market)
        return cluster.solve(FULL).x > cluster.solve(NON).x

    assert [firms for firms in range(2, most + 1) if more(firms)] == list(range(least, most + 1))
    for firms in (most + 1, 2 * most, 10 * most):
        with pytest.raises(InadmissibleError, match="full cooperation"):
            more(firms)


@pytest.mark.parametrize("reach", [1, 2, 4, 6])
def test_a_reach_of_three_decides_in_a_large_cluster(reach):
    found, firms = exam.thinning_knowledge(), 10**6
    cluster = Cluster(n=firms, a=15, A=10, beta=Fraction(reach, firms - 1), gamma=4)
    none, full = (firms * cluster.solve(regime).x for regime in (NON, FULL))
    limits = {
        name: float(without_shorthands(found[name]).subs({a: 15, A: 10, b: 1, gamma: 4, exam.REACH: reach}))
        for name in ("none", "full", "ratio")
    }
    assert float(none) == pytest.approx(limits["none"], rel=1e-4)
    assert float(full) == pytest.approx(limits["full"], rel=1e-4)
    assert float(full / none) == pytest.approx(limits["ratio"], rel=1e-4)
    assert (full > none) is (reach > 3)


# How broad should a patent be?


def two(spillover, cost):
    return Cluster(n=2, a=100, A=99, beta=spillover, gamma=cost)


@pytest.mark.parametrize("cost", [Fraction(3, 2), 3, 50])
def test_the_expressions_say_how_two_firms_fare_as_more_spills_over(cost):
    found = exam.patent_breadth()
    for tenths in range(1, 10):
        here, there = (two(Fraction(tenths, 10) + step, cost).solve(NON) for step in (0, Fraction(1, 10**6)))
        for name in ("x", "Q", "welfare", "profit"):
            decides = without_shorthands(found[name]).subs({n: 2, b: 1, gamma: cost, beta: sp.Rational(tenths, 10)})
            if decides != 0:
                assert (getattr(there, name) > getattr(here, name)) is bool(decides > 0), (name, tenths)


def test_the_best_breadth_lies_between_one_half_and_four_fifths():
    found = {name: without_shorthands(answer).subs({n: 2, b: 1}) for name, answer in exam.patent_breadth().items()}
    reply = strict(NON)[0].subs({n: 2, b: 1})
    assert always(found["welfare"] > 0, [reply, beta <= sp.Rational(1, 2)])
    assert always(found["welfare"] < 0, [beta >= found["dear"], beta < 1])
    assert always(sp.diff(found["welfare"], beta) < 0, [reply, beta < 1])
    assert always(found["least"] > 0, [beta < sp.Rational(1, 2)])
    assert always(found["profit"] > 0, [reply, beta >= sp.Rational(1, 2), beta < 1, sp.Ge(found["welfare"], 0)])
    assert same(found["profit"] - found["welfare"], found["apart"])
    dear = [two(Fraction(hundredths, 100), 10**4).solve(NON).welfare for hundredths in range(1, 100)]
    assert (1 + dear.index(max(dear))) / 100 == float(found["dear"])


def test_where_the_second_best_is_paid_for_all_should_spill_over():
    best = [planner.second_best(two(Fraction(tenths, 10), 3)).welfare for tenths in range(1, 10)]
    assert best == sorted(best)
    assert exam.patent_breadth()["paid"] == 1


# A share of the bill


@each_cluster
@pytest.mark.parametrize(("who", "together"), [("alone", False), ("together", True)])
def test_paid_the_share_firms_do_what_the_planner_wants(cluster, who, together):
    share = at(exam.share_of_the_bill()[who], cluster)
    paid = Industry(
        a=cluster.a, b=cluster.b, A=cluster.A, gamma=cluster.gamma * (1 - share), spillovers=uniform_spillovers(cluster.n, cluster.beta)
    )
    got = paid.solve(rnd_coalitions=[list(range(cluster.n))] if together else None)
    assert got.x == [planner.second_best(cluster).x] * cluster.n


@each_cluster
def test_the_share_is_negative_below_the_bound_and_larger_together_below_one_half(cluster):
    found = exam.share_of_the_bill()
    alone, together = (at(found[who], cluster) for who in ("alone", "together"))
    assert (alone > 0) is (cluster.beta > at(found["threshold"], cluster))
    assert (together > alone) is (cluster.beta < HALF)
    assert together - alone == at(found["apart"], cluster)


@pytest.mark.parametrize("spillover", [Fraction(1, 4), Fraction(3, 4)])
def test_with_the_share_best_replies_are_stable_above_the_bound(spillover):
    found = exam.share_of_the_bill()
    three = {n: 3, beta: sp.Rational(spillover)}
    bound = Fraction(str(found["stable"].subs(three))) / 16
    share = Fraction(str(found["alone"].subs(three)))
    for cost, stable in ((bound * Fraction(99, 100), False), (bound * Fraction(101, 100), True)):
        paid = Industry(a=1000, A=999, gamma=cost * (1 - share), spillovers=uniform_spillovers(3, spillover))
        needed = next(condition for condition in paid.conditions() if condition.name.startswith("stability"))
        assert needed.holds is stable


# An equilibrium that nobody finds


LOPSIDED = exam_markets.lopsided_market(a=15, A=10, gamma=1)


def duel(own, other):
    """Profit of a firm whose rival leaves the market when it would sell nothing, in the market of the question."""
    costs = [10 - own, 10 - other]
    q = cournot(costs, 15)
    if q[1] <= 0:
        q = [(15 - costs[0]) / Fraction(2), Fraction(0)]
    elif q[0] <= 0:
        q = [Fraction(0), Fraction(0)]
    return (15 - sum(q) - costs[0]) * q[0] - own**2 / Fraction(2)


def levels():
    return [Fraction(tenths, 10) for tenths in range(101)]


def test_both_are_equilibria_of_firms_that_may_do_any_research():
    both, alone = (Fraction(str(LOPSIDED[name])) for name in ("x", "x_alone"))
    assert max(levels(), key=lambda own: duel(own, both)) == both
    assert max(levels(), key=lambda own: duel(own, Fraction(0))) == alone
    assert max(levels(), key=lambda own: duel(own, alone)) == 0
    assert (duel(both, both), duel(alone, Fraction(0))) == (LOPSIDED["profit"], LOPSIDED["profit_alone"])
    tiny = Fraction(1, 10**6)
    assert float((duel(alone, Fraction(0)) - duel(alone - tiny, Fraction(0))) / tiny) == pytest.approx(float(LOPSIDED["pull"]), rel=1e-5)


def test_what_the_intruder_sells_and_earns():
    alone = Fraction(str(LOPSIDED["x_alone"]))
    for own in (Fraction(1), Fraction(7, 2), Fraction(10)):
        at_own = {symbol: sp.Rational(own) for symbol in LOPSIDED["sold"].free_symbols}
        assert LOPSIDED["sold"].subs(at_own) == cournot([10 - alone, 10 - own], 15)[1]
        assert LOPSIDED["intruder"].subs(at_own) == duel(own, alone)


def test_consumers_lose_and_welfare_is_larger_where_one_firm_is_alone():
    assert LOPSIDED["Q"] == sum(cournot([10 - LOPSIDED["x"]] * 2, 15))
    for end, firms in (("", 2), ("_alone", 1)):
        assert LOPSIDED[f"welfare{end}"] == LOPSIDED[f"Q{end}"] ** 2 / 2 + firms * LOPSIDED[f"profit{end}"]
    assert LOPSIDED["Q_alone"] == 15 - (10 - LOPSIDED["x_alone"]) - LOPSIDED["Q_alone"]
    assert LOPSIDED["Q"] > LOPSIDED["Q_alone"]
    assert LOPSIDED["welfare"] < LOPSIDED["welfare_alone"]


@pytest.mark.parametrize("spillover", [Fraction(1, 100), Fraction(17, 100), Fraction(18, 100), Fraction(45, 100)])
def test_two_firms_are_stable_above_the_spillover_found(spillover):
    market = Industry(a=100, A=99, gamma=1, spillovers=uniform_spillovers(2, spillover))
    H, _ = market.first_order()
    values = {beta: sp.Rational(spillover), b: 1, gamma: 1}
    assert LOPSIDED["slope"].subs(values) == -H[0, 1] / H[0, 0]
    assert H[0, 0] > 0
    assert LOPSIDED["maximum"].subs(values) < 1
    stable = bool(sp.Abs(H[0, 1]) < H[0, 0])
    assert stable is bool(LOPSIDED["stable"].subs(values) < 1) is bool(spillover > LOPSIDED["least"])


# A venture of two, and the third firm


def venture(members, cost):
    """R&D of three firms that try, the first few of which share all results; D is 63."""

    def sold(x):
        shared = sum(x[:members])
        costs = [37 - (shared if i < members else x[i]) for i in range(3)]
        return cournot(costs, 100)

    learnt = best_responses.affine_reduced_form(sold, 3)
    return best_responses.exact_fixed_point([lambda x, i=i: learnt(x)[i] ** 2 - cost * x[i] ** 2 / 2 for i in range(3)], 3), sold


@pytest.mark.parametrize("cost", [Fraction(3), Fraction(4), Fraction(15, 2)])
def test_three_firms_that_try_do_what_the_venture_of_two_says(cost):
    found = {name: Fraction(str(answer.subs({D: 63, G: cost}))) for name, answer in exam_markets.venture_of_two().items()}
    (none, alone), (two_of_them, shared), (all_three, everybody) = (venture(members, cost) for members in (1, 2, 3))
    assert none == [found["x_none"]] * 3
    assert two_of_them == [found["x_member"], found["x_member"], found["x_outsider"]]
    assert found["effort"] == two_of_them[0] - none[0] < 0
    assert found["saving"] == 2 * two_of_them[0] - none[0] > 0
    assert found["outsider"] == two_of_them[2] - none[2] < 0
    outputs = [sum(alone(none)), sum(shared(two_of_them)), sum(everybody(all_three))]
    assert [after - before for before, after in pairwise(outputs)] == [found["Q_gain"], found["third"]]
    for members, x in ((1, none), (2, two_of_them), (3, all_three)):
        assert exam_markets.shared_by(members, a=100, A=37, gamma=cost).x == x


def test_for_dear_research_the_signs_are_those_of_the_solution():
    found = {name: answer.subs(D, 1) for name, answer in exam_markets.venture_of_two().items()}
    for name, sign in (("x_outsider", 1), ("effort", -1), ("saving", 1), ("outsider", -1), ("Q_gain", 1)):
        assert always(sign * found[name] > 0, [G >= 3]), name
    assert found["third"] == -found["Q_gain"]


def test_who_gains_from_the_venture_in_the_example():
    none, pair, everybody = (exam_markets.shared_by(members, a=100, A=37, gamma=3) for members in (1, 2, 3))
    assert none.profit[2] > pair.profit[2]
    assert none.profit[0] < everybody.profit[0] < pair.profit[0]
    assert none.welfare < everybody.welfare < pair.welfare
    pair, everybody = (exam_markets.shared_by(members, a=100, A=37, gamma=4) for members in (2, 3))
    assert everybody.welfare > pair.welfare


# Sluggish, and a buyer all the same


@pytest.mark.parametrize("size", [Fraction(1), Fraction(2), Fraction(4)])
def test_sellers_that_try_earn_what_the_invention_brings(size):
    room, decay = 5, Fraction(3, 2)
    values = {D: room, exam_markets.INVENTION: sp.Rational(size), b: sp.Rational(decay)}
    found = {name: Fraction(str(answer.subs(values))) for name, answer in exam_markets.invention_for_sale().items()}

    def market(*costs):
        q = cournot(costs, 15, decay)
        price = 15 - decay * sum(q)
        return [(price - cost) * level for cost, level in zip(costs, q, strict=True)], sum(q)

    (before,), _ = market(10)
    (after,), Q_alone = market(10 - size)
    (entrant, rival), Q = market(10 - size, 10)
    assert [found[name] for name in ("before", "after", "entrant", "rival")] == [before, after, entrant, rival]
    assert found["own"] == entrant - (after - before) > 0
    assert found["bid"] == (after - rival) - entrant > 0
    assert found["output"] == Q - Q_alone > 0
    assert found["welfare"] == entrant + rival + decay * Q**2 / 2 - after - decay * Q_alone**2 / 2
    assert (found["welfare"] > 0) is (size < found["threshold"])


def test_the_signs_hold_for_every_invention_that_leaves_the_rival_in_the_market():
    found = exam_markets.invention_for_sale()
    given = [exam_markets.INVENTION < D]
    for name in ("own", "bid", "output"):
        assert always(found[name] > 0, given), name
    assert always(found["welfare"] > 0, [*given, exam_markets.INVENTION < found["threshold"]])
    assert always(found["welfare"] < 0, [*given, exam_markets.INVENTION > found["threshold"]])
