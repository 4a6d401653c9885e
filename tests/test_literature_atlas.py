"""Every row of the atlas gives what it states, as it is shown, and so do firms that know nothing but their payoffs."""

import ast
import json
import random
import re
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from spillover import Cluster, InadmissibleError, Industry, Regime
from spillover.atlas import ATLAS, cards, counts, reported
from spillover.game import best_responses
from spillover.game.industry import outputs, play, welfare
from spillover.industry import network_spillovers, uniform_spillovers
from spillover.industry.structure import read_structure
from spillover.regimes import Mode, Planner

ROOT = Path(__file__).resolve().parent.parent
BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")
CELLS = json.loads((ROOT / "chapters" / "literature" / "atlas.ipynb").read_text(encoding="utf-8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]
IMPORTS = CODE[0]
"""What the chapter imports before it shows a call."""
PLACES = {
    "The abstract",
    "The abstract of {cite:t}`henriques1990`",
    "A public summary of the article",
    "The article's list of highlights",
    "The author, as Y.-K. Ng quotes him in a comment,",
}
"""Where what is reported was read, as the beginning of a sentence."""
CHAPTERS = ROOT / "chapters" / "literature"
MODELS = {
    "absorption": "Cournot oligopoly with process R&D and absorptive capacity",
    "asymmetry": "asymmetric Cournot duopoly with process R&D",
    "cartels": "R&D cartel",
    "differentiation": "differentiated duopoly with process R&D",
    "duopoly": "Cournot duopoly with process R&D",
    "engine": "linear-quadratic game of process R&D and one market",
    "location": "location game",
    "networks": "R&D network",
    "oligopoly": "Cournot oligopoly with process R&D",
    "plant": "horizontal merger",
    "policy": "R&D subsid",
    "replacement": "replacement effect",
    "sequence": "Stackelberg leadership in R&D",
    "stability": "best-response dynamics",
    "subsidies": "asymmetric Cournot duopoly",
    "ventures": "research joint venture",
}
"""What the field calls the model of a chapter."""
STATED = [row for row in ATLAS if row.call]
each_row = pytest.mark.parametrize("row", STATED, ids=lambda row: row.key or row.name)


def called(monkeypatch, row):
    """What a row asks of industries: the industry, the method, what is given, what comes out."""
    asked = []
    for name in ("solve", "second_best", "at"):
        original = getattr(Industry, name)

        def recorded(self, *args, original=original, name=name, **given):
            found = original(self, *args, **given)
            asked.append((self, name, args, given, found))
            return found

        monkeypatch.setattr(Industry, name, recorded)
    assert row.found() == tuple(row.here.values())
    monkeypatch.undo()
    return asked


def put_in(value, numbers):
    """Numbers in the place of symbols."""
    if isinstance(value, sp.Basic):
        at = value.subs(numbers)
        return Fraction(int(at.p), int(at.q)) if at.is_Rational else at
    if isinstance(value, list | tuple):
        return [put_in(part, numbers) for part in value]
    return {key: put_in(part, numbers) for key, part in value.items()} if isinstance(value, dict) else value


def played(industry, name, args, given, found):
    """Whether firms that know their payoffs alone do the same; where something is left open, at numbers in its place."""
    rng = random.Random(len(repr(given)))
    asked = [list(value.values()) if isinstance(value, dict) else value for value in (*given.values(), args)]
    left_open = {symbol for value in asked for part in sp.flatten([value]) for symbol in getattr(part, "free_symbols", ())}
    numbers = {symbol: sp.Rational(rng.randint(1, 5), 100) for symbol in sorted(left_open, key=str)}
    given = {key: put_in(value, numbers) for key, value in given.items()}
    x, q = put_in(list(found.x), numbers), put_in(list(found.q), numbers)
    if name == "solve":
        return play(industry, **given) == (x, q)
    conduct = read_structure(industry, **given)
    levels = [best_responses.convert([value])[0] if isinstance(value, Fraction) else Fraction(value) for value in x]
    produced = best_responses.convert(outputs(industry, conduct, [sp.QQ(level.numerator, level.denominator) for level in levels]))
    if name == "at":
        return produced == q
    paid = play(industry, rnd_subsidy=found.rnd_subsidy, **given)
    steps = [
        [level + step * (i == j) for j, level in enumerate(levels)] for i in range(industry.n) for step in (Fraction(1, 9), Fraction(-1, 9))
    ]
    best = welfare(industry, levels, **given)
    return paid == (x, q) and all(welfare(industry, step, **given) < best for step in steps)


@pytest.mark.cases(None)
@each_row
def test_firms_that_know_nothing_but_payoffs_do_the_same(row, monkeypatch):
    for asked in called(monkeypatch, row):
        assert played(*asked), asked[:4]


def test_it_is_seen_if_the_firms_do_something_else(monkeypatch):
    row = next(row for row in ATLAS if row.key == "qiu1997")
    industry, name, args, given, found = called(monkeypatch, row)[0]
    assert not played(industry, name, args, {**given, "timing": "simultaneous"}, found)


def test_the_cards_of_a_theme_follow_its_heading():
    sources = ["".join(cell["source"]) for cell in CELLS]
    shown = {at: source[len('cards("') : -len('")')] for at, source in enumerate(sources) if source.startswith("cards(")}
    assert sorted(shown.values()) == sorted({row.theme for row in ATLAS})
    assert all(sources[at - 1].startswith(f"## {theme}\n") for at, theme in shown.items())


@pytest.mark.cases(None)
@each_row
def test_what_is_shown_runs_and_gives_exactly_what_is_stated(row):
    tree = ast.parse(row.source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    scope = {}
    exec(IMPORTS, scope)
    exec(compile(tree, row.key, "exec"), scope)
    assert eval(compile(ast.Expression(last.value), row.key, "eval"), scope) == tuple(row.here.values())
    assert all(isinstance(value, int | Fraction | sp.Expr) for value in row.here.values())
    assert "Any" not in row.source
    assert max(map(len, row.source.splitlines())) <= 76


def test_each_paper_stands_once_and_is_in_the_references():
    keys = [row.key for row in ATLAS if row.key]
    assert len(set(keys)) == len(keys)
    for key in {*keys, *re.findall(r"\{cite:t\}`(\w+)`", " ".join(row.place + row.reports + row.remark for row in ATLAS))}:
        assert re.search(rf"^@\w+{{{key},$", BIBLIOGRAPHY, re.MULTILINE), key
    assert len(STATED) >= 30
    assert {row.theme for row in ATLAS} == set(re.findall(r'cards\("(.*?)"\)', "\n".join(CODE)))


def test_a_finding_is_compared_only_where_it_was_read():
    for row in ATLAS:
        assert bool(row.reports) == bool(row.holds) or not row.call, row.key
        assert row.key or not row.reports
        assert re.fullmatch(r"(([a-z]|R&D).*\.)?", row.reports), row.key
        assert row.place in PLACES
        assert row.call or row.remark
    assert [row.key for row in ATLAS if row.agrees is False] == ["amir2000oneway"]
    assert repr(cards("What no call states")).count("*No call states it.*") == len(ATLAS) - len(STATED)
    assert "*The two differ.* Who learns is given here" in repr(cards("Firms that differ, networks, owners"))
    assert sum(int(number) for _, number in counts().rows) == len(ATLAS)


def test_a_theme_that_is_none_is_refused():
    with pytest.raises(ValueError, match="theme='Wars', but the atlas has"):
        cards("Wars")


def test_a_chapter_begins_with_what_its_papers_report_and_with_the_name_of_its_model():
    for name, model in MODELS.items():
        first, *rest = json.loads((CHAPTERS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        opening = "".join(first["source"])
        cited = set(re.findall(r"\{cite:t\}`(\w+)`", opening)) & {row.key for row in ATLAS}
        shown = re.findall(r"^reported\((.*)\)$", "".join(rest[0]["source"]), re.MULTILINE)
        assert cited & set(re.findall(r'"(\w+)"', "".join(shown))) or (name == "engine" and len(cited) >= 5), name
        assert model in opening, name
    assert {path.stem for path in CHAPTERS.glob("*.ipynb")} == {*MODELS, "atlas"}
    with pytest.raises(ValueError, match="keys must be of papers in the atlas, got 'nobody1900'"):
        reported("qiu1997", "nobody1900")


def test_what_is_reported_and_what_comes_out_make_sentences():
    text = repr(reported("lahiri1999", "debondt1995", "kamien2000"))
    assert (
        "The abstract reports that a firm with some advantage in initial cost should be subsidised, and one without taxed. Of two" in text
    )
    assert "the first gets 0.6667 for a unit of R&D and the second \N{MINUS SIGN}0.6667, a tax, where nothing spills over" in text
    assert [text.count(said) for said in ("*The two agree.*", "no abstract was found", "*No call states it.*")] == [1, 1, 1]
    cells = (json.loads(path.read_text(encoding="utf-8"))["cells"][1] for path in CHAPTERS.glob("*.ipynb"))
    for key in {key for cell in cells for line in cell["source"] if line.startswith("reported(") for key in re.findall(r'"(\w+)"', line)}:
        row = next(row for row in ATLAS if row.key == key)
        assert bool(row.shows) == bool(row.call), key
        assert set(re.findall(r"\{(.*?)\}", row.shows)) == set(map(str, range(len(row.here)))), key


def test_a_row_leads_to_a_chapter_on_its_model_but_from_another_place():
    chapters = {row.key: row.chapter for row in ATLAS if row.chapter}
    assert set(chapters.values()) <= {*MODELS}
    assert repr(cards("Ventures and coalitions")).count("More in {ref}`chapter-cartels`.") == 1
    for key, name in chapters.items():
        assert f"chapter-{name}`" not in repr(reported(key)), key


class TestOptimaThatAreFoundInSymbols:
    """At numbers: the solution is admissible there, and who decides loses by doing a little more or less."""

    STEP = Fraction(1, 200)

    @staticmethod
    def stated(name):
        return list(next(row for row in ATLAS if name in (row.key, row.name)).here.values())

    def largest(self, value, at):
        return all(value(at + step) < value(at) for step in (self.STEP, -self.STEP))

    def test_of_one_government_and_of_two(self):
        alone, _, each, _ = self.stated("spencer1983")
        pair = Industry(a=10, A=4, gamma=4, spillovers=uniform_spillovers(2, 0))

        def home(subsidy, foreign):
            found = pair.solve(rnd_subsidy=[subsidy, foreign])
            return found.profit[0] - found.subsidy_bill + foreign * found.x[1]

        assert self.largest(lambda subsidy: home(subsidy, 0), alone)
        assert self.largest(lambda subsidy: home(subsidy, each), each)

    def test_of_governments_on_a_star(self):
        centre, other = self.stated("Song and Vannetelbosch")
        star = Industry(a=10, A=4, gamma=4, spillovers=network_spillovers(3, [(0, 1), (0, 2)], Fraction(1, 2), 0))

        def national(subsidies, i):
            found = star.solve(rnd_subsidy=subsidies)
            return found.profit[i] - subsidies[i] * found.x[i]

        assert self.largest(lambda subsidy: national([subsidy, other, other], 0), centre)
        assert self.largest(lambda subsidy: national([centre, subsidy, other], 1), other)

    def test_of_a_share_of_the_cost(self):
        apart, together = self.stated("Cabon-Dhersin and Gibert")
        duopoly = Industry(a=15, A=10, gamma=4, spillovers=uniform_spillovers(2, Fraction(1, 4)))
        assert self.largest(lambda share: duopoly.solve(rnd_subsidy_rate=share).welfare, apart)
        assert self.largest(lambda share: duopoly.solve(rnd_subsidy_rate=share, rnd_coalitions=[[0, 1]]).welfare, together)

    def test_with_a_public_firm(self):
        subsidies = self.stated("gilmolto2011")[2:4]
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, Fraction(1, 2)), cost_slope=1)
        for subsidy, public in zip(subsidies, ([0], None), strict=True):
            assert self.largest(lambda paid, public=public: duopoly.solve(public=public, rnd_subsidy=paid).welfare, subsidy)

    def test_with_a_subsidy_to_output_too(self):
        *taxes, output, _ = self.stated("zikos2007")
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0), cost_slope=1)
        for tax, who in zip(taxes, ({}, {"public": [0]}, {"public": [0], "leaders": [0]}), strict=True):

            def value(rnd, paid, who=who):
                return duopoly.solve(rnd_subsidy=rnd, output_subsidy=paid, **who).welfare

            assert self.largest(lambda rnd, value=value: value(rnd, output), -tax)
            assert self.largest(lambda paid, value=value, tax=tax: value(-tax, paid), output)

    def test_of_a_firm_that_is_sold_in_part(self):
        at_once, leading = self.stated("benabess2007")
        duopoly = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0), cost_slope=1)
        assert self.largest(lambda weight: duopoly.at(0, public={0: weight}).welfare, at_once)
        kept, sold = (duopoly.at(0, public={0: weight}, leaders=[0]).welfare for weight in (leading, leading - self.STEP))
        assert kept > sold

    def test_of_a_leader_in_rnd(self):
        lead, _, follow, _, *gains = self.stated("debondt1995")
        duopoly = Industry(a=15, A=10, gamma=2, spillovers=[[1, 1], [0, 1]])

        def led(level):
            return duopoly.at([level, duopoly.best_response(1, [level, 0])]).profit

        assert self.largest(lambda level: led(level)[0], lead)
        assert self.largest(lambda level: duopoly.at([lead, level]).profit[1], follow)
        assert gains == [after - before for after, before in zip(led(lead), duopoly.solve().profit, strict=True)]

    @pytest.mark.parametrize(("size", "place"), [(2, None), (3, 1), (4, 3)])
    def test_of_a_cartel_that_sets_the_price_for_a_fringe(self, size, place):
        """Those who take the price sell until marginal cost, five and their output, reaches it."""

        def member(each):
            price = (15 - size * each + 5 * (6 - size)) / Fraction(7 - size)
            return (price - 5) * each - each**2 / 2, (price - 5) ** 2 / 2

        stated = self.stated("aspremont1983")
        best = Fraction(10, 2 * size + 7 - size)
        assert self.largest(lambda each: member(each)[0], best)
        assert place is None or member(best)[0] == stated[place]
        assert size == 4 or member(best)[1] == stated[0 if size == 2 else 2]

    def test_of_equal_rnd_in_a_venture(self):
        duopoly = Industry(a=15, A=10, gamma=Fraction(3, 2), spillovers=uniform_spillovers(2, 0))
        assert self.largest(lambda level: sum(duopoly.at(level).profit), Fraction(20, 23))
        assert self.stated("salant1998")[0] == sum(duopoly.at(Fraction(20, 23)).profit)


def test_the_modes_of_the_first_row_are_those_of_firms_that_know_their_payoffs():
    """Clusters: R&D of every regime by exact best responses, and the planner's by welfare alone."""
    values = Cluster(n=2, a=15, A=10, beta=Fraction(3, 4), gamma=4).values
    stated = TestOptimaThatAreFoundInSymbols.stated("aspremont1988")
    modes: list[Mode] = [Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION, Planner.FIRST_BEST]
    found = [best_responses.play_exactly(mode, values) for mode in modes]
    assert [x[0] for x, *_ in found] == stated


def test_a_firm_in_two_markets_is_two_firms_of_which_one_does_the_rnd():
    """Two equal markets are one in which buyers are twice as many."""
    half, apart = Fraction(1, 2), Fraction(0)
    goods = [[1, half, apart, apart], [half, 1, apart, apart], [apart, apart, 1, half], [apart, apart, half, 1]]
    learns = [[1, 0, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
    four = Industry(a=15, A=10, gamma=6, spillovers=learns, substitutability=goods).solve(rnd_coalitions=[[0, 2], [1, 3]])
    two = Industry(a=15, A=10, b=half, gamma=6, spillovers=uniform_spillovers(2, 0), substitutability=half).solve()
    assert four.x == [*two.x, 0, 0]
    assert four.profit[0] + four.profit[2] == two.profit[0]


def test_a_manager_who_is_paid_for_what_is_sold_sells_more_and_the_owner_gains_if_the_other_does_not():
    share = sp.Symbol("s")
    pair = Industry(a=15, A=10, gamma=6, spillovers=uniform_spillovers(2, 0))
    paid = pair.solve(output_subsidy=[share, 0])
    (best,) = sp.solve(sp.diff(paid.profit[0] - share * paid.q[0], share), share)
    found, before = pair.solve(output_subsidy=[best, 0]), pair.solve()
    assert found.q[0] > before.q[0]
    assert found.profit[0] - best * found.q[0] > before.profit[0]


def test_a_foreign_firm_leaves_a_public_one_alone_if_nothing_spills_over():
    def abroad(spillover):
        duopoly = Industry(a=15, A=[Fraction(21, 2), 10], gamma=6, spillovers=uniform_spillovers(2, spillover))
        return duopoly.solve(consumer_weight=[1, 0]).q[1]

    with pytest.raises(InadmissibleError, match=r"positive output of firm 1 needs -3/13 > 0"):
        abroad(0)
    assert abroad(Fraction(1, 2)) > 0


def test_where_rnd_is_dear_a_firm_with_low_costs_loses_by_the_second_that_enters():
    def low(many):
        costs = [48, *[Fraction(201, 4)] * many]
        return Industry(a=60, A=costs, gamma=4, spillovers=uniform_spillovers(1 + many, 0)).solve().profit[0]

    assert low(1) > low(2)


def test_a_textbook_whose_appendix_was_reported_to_us():
    row = next(row for row in ATLAS if row.name.startswith("Pepall"))
    assert [round(float(value), 2) for value in row.here.values()] == [107.56, 130.16, 160, 288]
    assert "not confirmed" in row.remark


def test_where_no_call_states_a_game_there_is_nothing_to_show_or_compare():
    beyond = [row for row in ATLAS if not row.call]
    assert len(beyond) >= 5
    assert {(row.source, row.found(), row.agrees) for row in beyond} == {("", (), None)}
