"""The exam that is drawn for a term: every answer by firms that try what pays, which know no formula; and what a paper may say."""

import os
import re
import subprocess
import sys
from fractions import Fraction
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pytest
from reading import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import exam as tool

from course import exam_paper
from course.draw import Stream
from course.exam_parts import MARKS, Question, part, tex
from spillover.game.best_responses import affine_reduced_form, exact_fixed_point, top_of_parabola

DRAWS = 12
each_template = pytest.mark.parametrize("template", exam_paper.TEMPLATES, ids=lambda template: template.__name__)


# Firms that try


@cache
def seller(n, a, b, keep=Fraction(1)):
    """Outputs of firms that compete, from their unit costs; they keep a part of each price."""

    def outputs(costs):
        return exact_fixed_point([lambda q, i=i: (keep * (a - b * sum(q)) - costs[i]) * q[i] for i in range(n)], n)

    return affine_reduced_form(outputs, n)


def alike(objective):
    """What each does where nobody wants to do anything else; ``objective`` is of one's own level and that of all others."""
    replies = [top_of_parabola(lambda own, others=others: objective(own, Fraction(others))) for others in (0, 1)]
    return replies[0] / (1 - replies[1] + replies[0])


def market(g, links=None, keep=Fraction(1), tax=0, paid=0, extra=0, share=0):
    """The market of a question: ``paid`` for a unit of R&D, ``extra`` for a unit sold, and a share of the cost of R&D are the state's."""
    n = int(g["n"])
    a, A, b, beta = (g[name] for name in ("a", "A", "b", "beta"))
    links = links or [[1 if i == j else beta for j in range(n)] for i in range(n)]

    def costs(x):
        return [A + tax - extra - sum(links[j][i] * x[j] for j in range(n)) for i in range(n)]

    def bill(x):
        return (1 - share) * g["gamma"] * x**2 / 2 - paid * x

    def profits(x, q):
        return [(keep * (a - b * sum(q)) - c) * sold - bill(done) for c, sold, done in zip(costs(x), q, x, strict=True)]

    def compete(x):
        return seller(n, a, b, keep)(costs(x))

    def all_but(own, others):
        return [own] + [others] * (n - 1)

    def own_profit(own, others):
        x = all_but(own, others)
        return profits(x, compete(x))[0]

    def worth(x, q):
        return sum(profits(x, q)) + b * sum(q) ** 2 / 2

    def cartel(x):
        """The same output for all, best for the joint profit; each pays its own cost."""
        return [top_of_parabola(lambda q: sum(profits(x, [q] * n)))] * n

    return SimpleNamespace(**locals())


def play(who, m):
    """R&D and output of each firm."""
    n = m.n

    def common(objective, outputs):
        x = top_of_parabola(lambda x: objective([x] * n, outputs([x] * n)))
        return x, outputs([x] * n)[0]

    if who in {"rnd", "full", "second", "first"}:
        joint = {"rnd": m.profits, "full": m.profits}.get(who)
        objective = (lambda x, q: sum(joint(x, q))) if joint else m.worth
        best = {"full": m.cartel, "first": lambda x: [top_of_parabola(lambda q: m.worth(x, [q] * n))] * n}
        return common(objective, best.get(who, m.compete))
    if who in {"secret", "agreed"}:
        own = [lambda xq, i=i: m.profits(xq[:n], xq[n:])[i] for i in range(n)]
        research = own if who == "secret" else [lambda xq: sum(m.profits(xq[:n], xq[n:]))] * n
        found = exact_fixed_point([*research, *own], 2 * n)
        return found[0], found[n]
    outputs = m.cartel if who == "output" else m.compete

    def objective(own, others):
        x = m.all_but(own, others)
        return m.profits(x, outputs(x))[0]

    x = alike(objective)
    return x, outputs([x] * n)[0]


def slope(value, where):
    """Of a quadratic, exactly."""
    return (value(where + 1) - value(where - 1)) / 2


# What is right, question by question


def unit_tax(g):
    def at(tax):
        x, q = play(g["who"], market(g, tax=tax))
        return x, q, g["a"] - g["b"] * g["n"] * q

    x, q, price = at(g["tax"])
    passed = at(g["tax"] + 1)[2] - price
    tax = top_of_parabola(lambda tax: tax * g["n"] * at(tax)[1])
    true = passed > 1 if g["more"] == "more" else passed < 1
    return {"x": x, "q": q, "pass": passed, "true": true, "tax": tax, "revenue": tax * g["n"] * at(tax)[1]}


def research_subsidy(g):
    x, _ = play(g["target"], market(g))
    before, _ = play("non", market(g))
    paid = [play("non", market(g, paid=Fraction(paid)))[0] for paid in (0, 1)]
    sigma = (x - paid[0]) / (paid[1] - paid[0])
    share = sigma / (g["gamma"] * x)  # tried at once: with this share firms do what is wanted
    assert play("non", market(g, share=share))[0] == play("non", market(g, paid=sigma))[0] == x
    return {"x": x, "sigma": sigma, "share": share, "true": x > before if g["pays"].startswith("pay") else x < before}


def revenue_tax(g):
    m = market(g, keep=1 - g["rate"])
    x, q = play(g["who"], m)
    assert min(m.costs([x] * m.n)) > 0
    price = g["a"] - g["b"] * g["n"] * q
    before, _ = play(g["who"], market(g))
    stop = (g["a"] - g["A"]) / g["a"]
    assert play(g["who"], market(g, keep=1 - stop))[1] == 0
    true = x > before if g["more"] == "more" else x < before
    return {"x": x, "q": q, "price": price, "revenue": g["rate"] * price * g["n"] * q, "true": true, "stop": stop}


def output_cartel(g, answers):
    (x, q), (other, _) = (play(who, market(g)) for who in ("output", g["other"]))
    true = x > other if g["more"] == "more" else x < other
    turn = answers["turn"]
    levels = [
        [play(who, market({**g, "beta": turn + step})) for who in ("output", g["other"])] for step in (Fraction(-1, 50), 0, Fraction(1, 50))
    ]
    before, at, after = (mine[0] - theirs[0] for mine, theirs in levels)
    assert at == 0 > before * after
    return {"x": x, "q": q, "other": other, "true": true, "turn": turn, "above": after > 0}


def secret_research(g):
    (x, q), (other, _) = (play(g[who], market(g)) for who in ("how", "seen"))
    profit = market(g).profits([x] * int(g["n"]), [q] * int(g["n"]))[0]
    return {"x": x, "q": q, "profit": profit, "other": other, "true": other > x if g["more"] == "more" else other < x}


def stake_in_rivals(g):
    def at(stake, beta=g["beta"]):
        m = market({**g, "beta": beta})

        def counted(own, others):
            x = m.all_but(own, others)
            mine, *rest = m.profits(x, m.compete(x))
            return mine + stake * sum(rest)

        x = alike(counted)
        return x, m.compete([x] * m.n)[0]

    x, q = at(g["stake"])
    assert min(market(g).costs([x] * int(g["n"]))) > 0
    W, complete, some, none = (
        g["gamma"] * x / q for x, q in (at(g["stake"]), at(Fraction(1)), at(g["stake"], Fraction(0)), at(0, Fraction(0)))
    )
    more = at(g["stake"] + Fraction(1, 100))[0]
    return {"x": x, "q": q, "W": W, "true": more > x if g["said"] == "raises" else more < x, "short": none - some, "complete": complete}


def broken_promise(g):
    m = market(g)
    kept, shared = play("rnd", m)
    x = top_of_parabola(lambda own: m.own_profit(own, kept))
    q = m.compete(m.all_but(x, kept))[0]
    agreed, broken = m.profits([kept] * m.n, [shared] * m.n)[0], m.own_profit(x, kept)
    alone_x, _ = play("non", m)
    alone = m.own_profit(alone_x, alone_x)
    patience = (broken - agreed) / (broken - alone)
    assert agreed / (1 - patience) == broken + patience * alone / (1 - patience)
    assert 0 < patience < 1
    true = x > kept if g["more"] == "more" else x < kept
    return {"x": x, "q": q, "kept": kept, "agreed": agreed, "broken": broken, "alone": alone, "patience": patience, "true": true}


def imitators(g):
    m = market(g)
    x = top_of_parabola(lambda own: m.own_profit(own, Fraction(0)))
    done = m.all_but(x, Fraction(0))
    q = m.compete(done)
    profit, theirs, *_ = m.profits(done, q)
    gain = slope(lambda own: m.worth(m.all_but(own, Fraction(0)), m.compete(m.all_but(own, Fraction(0)))), x)
    return {
        "x": x,
        "q": q[0],
        "other": q[1],
        "profit": profit,
        "theirs": theirs,
        "true": profit > theirs if g["more"] == "more" else profit < theirs,
        "gain": gain,
        "liked": gain > 0 if g["too"] == "more" else gain < 0,
    }


def unequal_costs(g):
    m = market(g)
    gammas = [g["gamma"], g["gamma_2"]]

    def earned(x):
        return [profit + g["gamma"] * x[i] ** 2 / 2 - gammas[i] * x[i] ** 2 / 2 for i, profit in enumerate(m.profits(x, m.compete(x)))]

    x, y = exact_fixed_point([lambda x, i=i: earned(x)[i] for i in range(2)], 2)
    q, r = m.compete([x, y])
    profit, theirs = earned([x, y])
    margin = slope(lambda own: sum(earned([own, y])), x)
    true = profit > theirs if g["more"] == "more" else profit < theirs
    joint = margin > 0 if g["word"] == "more" else margin < 0
    return {"x": x, "y": y, "q": q, "r": r, "profit": profit, "theirs": theirs, "true": true, "margin": margin, "joint": joint}


def network(g):
    n = int(g["n"])

    def at(degree):
        """All firms stand in a circle; each is linked with those that are nearest, and with the one opposite if the number is odd."""
        steps = {step for i in range(1, degree // 2 + 1) for step in (i, n - i)} | ({n // 2} if degree % 2 else set())
        assert len(steps) == degree
        links = [[1 if i == j else g["beta"] if (i - j) % n in steps else 0 for j in range(n)] for i in range(n)]
        m = market(g, links=links)

        def own(first, others):
            x = m.all_but(first, others)
            return m.profits(x, m.compete(x))[0]

        x = alike(own)
        return x, m.compete([x] * n)[0]

    possible = [degree for degree in range(1, n) if n * degree % 2 == 0]
    levels = {degree: at(degree) for degree in possible}
    assert all(levels[less][0] > levels[more][0] for less, more in pairwise(possible))
    x, q = levels[int(g["degree"])]
    return {"x": x, "q": q, "best": max(possible, key=lambda degree: levels[degree][1]), "true": g["more"] == "less"}


def output_in_full(g, answers):
    (x, q), (y, r) = (play(who, market(g)) for who in ("full", "non"))
    limit = answers["limit"]
    ahead = [
        play("full", market({**g, "gamma": cost}))[1] - play("non", market({**g, "gamma": cost}))[1]
        for cost in (limit, limit * Fraction(101, 100))
    ]
    assert ahead[0] == 0 > ahead[1]
    assert (q > r) is (g["gamma"] < limit)
    return {"x": x, "q": q, "y": y, "r": r, "true": q > r if g["said"] == "lower" else q < r, "limit": limit}


def two_instruments(g):
    m = market(g)
    x, q = play("first", m)

    def paid(tau, sigma):
        return play("non", market(g, extra=tau, paid=sigma))

    at = [paid(Fraction(tau), Fraction(sigma)) for tau, sigma in ((0, 0), (1, 0), (0, 1))]
    (x_0, q_0), (x_t, q_t), (x_s, q_s) = at
    det = (x_t - x_0) * (q_s - q_0) - (x_s - x_0) * (q_t - q_0)
    tau = ((x - x_0) * (q_s - q_0) - (x_s - x_0) * (q - q_0)) / det
    sigma = ((x_t - x_0) * (q - q_0) - (x - x_0) * (q_t - q_0)) / det
    assert paid(tau, sigma) == (x, q)
    true = sigma > 0 if g["said"].startswith("pays") else sigma < 0
    return {"x": x, "q": q, "tau": tau, "sigma": sigma, "true": true, "budget": g["n"] * (tau * q + sigma * x)}


def prices_or_quantities(g):
    a, delta, gamma = g["a"], g["delta"], g["gamma"]

    def sold(p):
        return [((1 - delta) * a - p[i] + delta * p[1 - i]) / (1 - delta**2) for i in range(2)]

    def outputs(how):
        def in_quantities(c):
            return exact_fixed_point([lambda q, i=i: (a - q[i] - delta * q[1 - i] - c[i]) * q[i] for i in range(2)], 2)

        def in_prices(c):
            return sold(exact_fixed_point([lambda p, i=i: (p[i] - c[i]) * sold(p)[i] for i in range(2)], 2))

        return affine_reduced_form(in_quantities if how == "quantities" else in_prices, 2)

    def solved(how):
        compete = outputs(how)

        def profit(own, other):
            costs = [g["A"] - own - g["beta"] * other, g["A"] - other - g["beta"] * own]
            q = compete(costs)
            return (a - q[0] - delta * q[1] - costs[0]) * q[0] - gamma * own**2 / 2

        x = alike(profit)
        return x, compete([g["A"] - (1 + g["beta"]) * x] * 2)[0], profit(x, x)

    (x, q, profit), (y, *_) = (solved(g[how]) for how in ("first", "second"))
    return {"x": x, "q": q, "profit": profit, "y": y, "true": y > x if g["more"] == "more" else y < x}


def linear_city(g):
    t, c, beta = g["t"], g["c"], g["beta"]

    def shares(p):
        return [Fraction(1, 2) + (p[1 - i] - p[i]) / (2 * t) for i in range(2)]

    def priced(costs):
        return exact_fixed_point([lambda p, i=i: (p[i] - costs[i]) * shares(p)[i] for i in range(2)], 2)

    reduced = affine_reduced_form(priced, 2)

    def earned(x):
        costs = [c - x[0] - beta * x[1], c - x[1] - beta * x[0]]
        p = reduced(costs)
        return [(p[i] - costs[i]) * shares(p)[i] - gamma * x[i] ** 2 / 2 for i, gamma in enumerate((g["gamma"], g["gamma_2"]))]

    x, y = exact_fixed_point([lambda x, i=i: earned(x)[i] for i in range(2)], 2)
    p = reduced([c - x - beta * y, c - y - beta * x])
    assert 0 < shares(p)[0] < 1
    rival = -slope(lambda own: earned([own, y])[1], x)
    return {"x": x, "y": y, "share": shares(p)[0], "price": p[0], "rival": rival, "true": rival > 0 if g["said"] == "rise" else rival < 0}


def invention_for_sale(g):
    a, A, b, d = (g[name] for name in ("a", "A", "b", "d"))

    def sold(*costs):
        q = exact_fixed_point([lambda q, i=i: (a - b * sum(q) - costs[i]) * q[i] for i in range(len(costs))], len(costs))
        profits = [(a - b * sum(q) - cost) * output for cost, output in zip(costs, q, strict=True)]
        return profits, sum(q), sum(profits) + b * sum(q) ** 2 / 2

    (before,), _, _ = sold(A)
    (after,), _, welfare = sold(A - d)
    (entrant, rival), output, with_entry = sold(A - d, A)
    gain = with_entry - welfare
    buys = (after - rival > entrant) is (g["who"] == "monopolist")
    true = gain > 0 if g["said"] == "higher" else gain < 0
    return {"calm": after - before, "entrant": entrant, "bid": after - rival, "output": output, "gain": gain, "buys": buys, "true": true}


def merger(g):
    a, A, b, e, m, n = (g[name] for name in ("a", "A", "b", "e", "m", "n"))

    def sold(costs):
        q = seller(len(costs), a, b)(costs)
        price = a - b * sum(q)
        return q, [(price - cost) * output for cost, output in zip(costs, q, strict=True)], price

    before, earned, was = sold([A] * int(n))

    def after(saved):
        return sold([A - saved] + [A] * int(n - m))

    q, profits, price = after(e)
    prices = [after(Fraction(saved))[2] for saved in (0, 1)]
    gain = profits[0] - m * earned[0]
    return {
        "before": before[0],
        "merged": q[0],
        "other": q[1],
        "gain": gain,
        "outside": profits[1] - earned[1],
        "pays": gain > 0 if g["verb"] == "earns more" else gain < 0,
        "limit": (was - prices[0]) / (prices[1] - prices[0]),
        "price": price,
        "true": price < was if g["said"] == "fall" else price > was,
    }


def venture(g):
    n, members = int(g["n"]), int(g["m"])

    def solved(members):
        links = [[int(i == j or max(i, j) < members) for j in range(n)] for i in range(n)]
        m = market({**g, "beta": 0}, links=links)
        x = exact_fixed_point([lambda x, i=i: m.profits(x, m.compete(x))[i] for i in range(n)], n)
        return x, m.compete(x), m.profits(x, m.compete(x))

    x, q, profits = solved(members)
    alone = solved(1)[0][0]
    true = x[0] > x[-1] if g["said"] == "more" else x[0] < x[-1]
    saves = members * x[0] > alone if g["word"] == "lower" else members * x[0] < alone
    found = {"x": x[0], "y": x[-1], "q": q[0], "r": q[-1], "profit": profits[0], "theirs": profits[-1]}
    return {**found, "true": true, "alone": alone, "saves": saves}


BY_TRYING = {template: globals()[template.__name__] for template in exam_paper.TEMPLATES}
WITH_ANSWERS = {output_cartel, output_in_full}
"""They check a threshold at the threshold itself."""


@each_template
def test_firms_that_try_find_every_answer(template):
    for number in range(DRAWS):
        question = template(Stream("a word", "tried", str(number)))
        tried = BY_TRYING[template]
        found = tried(question.given, question.answers) if tried in WITH_ANSWERS else tried(question.given)
        assert found == question.answers, f"draw {number}: {question.given}"


# What a paper may say


def drawn(template, draws=60):
    return [template(Stream("a word", "drawn", str(number))) for number in range(draws)]


@each_template
def test_each_verdict_is_right_in_some_exams_and_wrong_in_others(template):
    questions = drawn(template)
    verdicts = [name for name, answer in questions[0].answers.items() if isinstance(answer, bool) and name != "above"]
    assert verdicts
    for name in verdicts:
        assert {question.answers[name] for question in questions} == {True, False}, name


@each_template
def test_terms_and_words_share_no_question(template):
    terms = [f"{season} {year}" for season in ("Spring", "Autumn") for year in range(2026, 2046)]
    questions = [template(Stream(word, "exam", term, template.__name__)) for word in ("a word", "another") for term in terms]
    numbers = {tuple(value for value in question.given.values() if isinstance(value, Fraction)) for question in questions}
    assert len(numbers) == len(questions)


@each_template
def test_the_text_gives_every_number_and_no_answer(template):
    for question in drawn(template, 20):
        asked = " ".join([question.text, *(part.text for part in question.parts)])
        missing = [name for name, value in question.given.items() if isinstance(value, Fraction) and value > 2 and tex(value) not in asked]
        assert missing == []
        paper = exam_paper.paper("a term", (question,))
        steps = [step.text for part in question.parts for step in part.steps]
        assert [text for text in steps if text in paper] == []
        found = set(question.answers.values()) - set(question.given.values())
        answers = [tex(answer) for answer in found if isinstance(answer, Fraction) and answer.denominator > 10]
        assert [answer for answer in answers if answer in paper] == []


@each_template
def test_the_marking_scheme_has_every_answer(template):
    for question in drawn(template, 20):
        scheme = exam_paper.marking("a term", (question,))
        assert [name for name, answer in question.answers.items() if isinstance(answer, Fraction) and tex(answer) not in scheme] == []
        verdicts = [answer for name, answer in question.answers.items() if isinstance(answer, bool) and name != "above"]
        assert [word == "True" for word in re.findall(r"\| (True|False): ", scheme)] == verdicts
        marks = [int(found) for found in re.findall(r"\| (\d+) \|\n", scheme)]
        assert (sum(marks[:-1]), marks[-1], min(marks) > 0) == (MARKS, MARKS, True)
        assert "--" not in scheme.replace(":--", "").replace("--:", "")


@each_template
def test_nothing_is_divided_by_one(template):
    assert not any(re.search(r"\)/1\b(?!/)", step.text) for found in drawn(template) for each in found.parts for step in each.steps)


def test_marks_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match=r"marks must be 20 in all, got 3 in 'A title'"):
        Question("A title", "", (part("Why?", (3, "Because.")),), {}, {})


def test_an_exam_is_the_same_again_and_another_with_each_term_word_and_number():
    first = exam_paper.draw("a word", "Autumn 2026", 4)
    assert exam_paper.draw("a word", "  Autumn  2026 ", 4) == first
    assert exam_paper.draw("a word", "Autumn 2026", 2) == first[:2]
    assert len({question.title for question in first}) == 4
    for word, term in (("a word ", "Autumn 2026"), ("a word", "Autumn 2027")):
        other = exam_paper.draw(word, term, 4)
        assert not {question.text for question in first} & {question.text for question in other}
    everything = exam_paper.draw("a word", "Autumn 2026", len(exam_paper.TEMPLATES))
    assert len({question.title for question in everything}) == len(exam_paper.TEMPLATES) >= 15


@pytest.mark.parametrize(
    ("word", "term", "number", "said"),
    [
        (" ", "Autumn 2026", 4, "the secret word must satisfy not empty"),
        ("a word", "../x", 4, "TERM must satisfy letters, digits, blanks"),
        ("a word", "", 4, "TERM must satisfy 1 to 60 characters"),
        ("a word", "Autumn 2026", 0, "QUESTIONS must satisfy from 1 to 17, got QUESTIONS = 0"),
        ("a word", "Autumn 2026", 18, "QUESTIONS must satisfy from 1 to 17, got QUESTIONS = 18"),
    ],
)
def test_what_cannot_be_drawn_is_refused(word, term, number, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        exam_paper.draw(word, term, number)


# The tool


WORD = "a long word that nobody guesses"


def test_the_files_of_an_exam(monkeypatch, tmp_path, capsys):
    """The paper has each question and nothing else: no answer, no word, no path, no date but that of the commit."""
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setenv(tool.SALT, WORD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert tool.main(["Autumn 2026", "2"]) == 0
    said, trouble = capsys.readouterr()
    folder = tmp_path / "_build" / "exam" / "Autumn-2026"
    assert said.split() == [f"_build/exam/Autumn-2026/{name}" for name in ("exam.md", "exam.pdf", "marking.md", "marking.pdf")]
    assert trouble == ""
    questions = exam_paper.draw(WORD, "Autumn 2026", 2)
    assert (folder / "exam.md").read_text(encoding="utf-8") == exam_paper.paper("Autumn 2026", questions)
    assert (folder / "marking.md").read_text(encoding="utf-8") == exam_paper.marking("Autumn 2026", questions)
    printed = subprocess.run(["pdftotext", folder / "exam.pdf", "-"], capture_output=True, text=True, check=True).stdout
    told = subprocess.run(["pdfinfo", "-isodates", folder / "exam.pdf"], capture_output=True, text=True, check=True).stdout
    assert all(question.title in printed for question in questions)
    for hidden in (WORD, str(tmp_path), str(ROOT), "file:", "exam.md", "earns marks", "True:", "False:", "$", "\\frac"):
        assert hidden not in printed + told, hidden
    assert WORD.encode() not in (folder / "exam.pdf").read_bytes()
    assert re.findall(r"Date: *(\S+)", told) == ["1970-01-02T00:00:00Z"] * 2
    assert "Tagged:          yes" in told


def test_without_a_browser_there_are_pages_to_print(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setenv(tool.SALT, WORD)
    monkeypatch.setattr(tool.tagged.shutil, "which", lambda name: None)
    assert tool.main(["Autumn 2026", "1"]) == 0
    said, trouble = capsys.readouterr()
    folder = tmp_path / "_build" / "exam" / "Autumn-2026"
    assert said.split() == [f"_build/exam/Autumn-2026/{name}" for name in ("exam.md", "exam.html", "marking.md", "marking.html")]
    assert trouble == f"There are pages to print from a browser and no PDFs: {tool.tagged.MISSING}.\n"
    (question,) = exam_paper.draw(WORD, "Autumn 2026", 1)
    page = (folder / "exam.html").read_text(encoding="utf-8")
    assert f"<h2>1. {question.title}</h2>" in page
    assert "<math" in page
    (folder / "exam.md").write_text("edited", encoding="utf-8")
    assert tool.main(["Autumn 2026", "1"]) == 0
    aside = folder.parent.with_name("exam-before") / "Autumn-2026"
    assert [(path.name, path.read_text(encoding="utf-8")) for path in aside.iterdir()] == [("exam.md", "edited")]
    assert capsys.readouterr().err.startswith(f"What was there was another, or had been changed, and is now {aside.relative_to(tmp_path)}/")
    with pytest.raises(SystemExit, match="Nothing is printed: there is no Chromium"), tool.tagged.chromium():
        pass


def test_a_browser_is_found_under_the_name_that_it_has(monkeypatch):
    for name in ("chromium", "google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"):
        monkeypatch.setattr(tool.tagged.shutil, "which", lambda asked, name=name: f"found {asked}" if asked == name else None)
        assert tool.tagged.program() == f"found {name}"


def test_without_a_word_there_is_no_exam_and_a_short_one_is_noted(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "write", lambda texts, folder: [])
    for word in (None, "", "  "):
        monkeypatch.delenv(tool.SALT, raising=False)
        if word is not None:
            monkeypatch.setenv(tool.SALT, word)
        assert tool.main(["Autumn 2026"]) == 2
        assert "SPILLOVER_SALT is not set: an exam that anyone can draw again is practice" in capsys.readouterr().err
    monkeypatch.setenv(tool.SALT, "short")
    assert tool.main(["Autumn 2026"]) == 0
    assert "fewer than 12 characters" in capsys.readouterr().err
    assert tool.main(["Autumn/2026"]) == 2
    assert "TERM must satisfy letters" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_make_does_not_take_the_name_of_the_terminal_for_a_term():
    def shown(*given):
        command = ["make", "--dry-run", "--no-print-directory", "--assume-old", ".venv/.up-to-date", "exam", *given]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, "TERM": "xterm"}, capture_output=True, text=True, check=True).stdout

    assert shown() == '.venv/bin/python tools/exam.py "" ${QUESTIONS:+"$QUESTIONS"}\n'
    assert shown("TERM=Autumn 2026") == '.venv/bin/python tools/exam.py "$TERM" ${QUESTIONS:+"$QUESTIONS"}\n'
