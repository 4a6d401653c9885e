"""Figures that move draw what the package computes, begin where the drawn figure stands, and say what is so."""

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import get_type_hints

import numpy as np
import pytest
import sympy as sp
from docutils import nodes
from docutils.utils import new_document
from moved import PACKAGE, compiled, drawn, figure, market_of_cartels, settings, start

from book import formulas, movable, moves, moving
from spillover import Cluster, Planner, Regime, model
from spillover.cluster import sweeps
from spillover.literature import cartels, differentiation, stability
from spillover.literature.differentiation import Competition

ROOT = Path(__file__).resolve().parent.parent
NODE = Path(sys.executable).with_name("node")
CHAPTERS = ROOT / "chapters" / "literature"
EVERY = sorted(moves.FIGURES)
CURVES = [name for name in EVERY if get_type_hints(moves.FIGURES[name])["return"] is movable.Lines]
PLANES = [name for name in EVERY if name not in CURVES]


def still(name):
    """What the drawn figure of a chapter says: its description and rows of its data."""
    notebook = json.loads((CHAPTERS / f"{name}.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if "moves" in cell["metadata"].get("tags", [])]
    (said,) = ("".join(output["data"]["text/plain"]) for cell in cells for output in cell["outputs"] if "image/svg+xml" in output["data"])
    return said


def test_at_least_eight_chapters_have_one_and_each_has_its_drawn_twin():
    assert len(EVERY) >= 8
    tagged = {path.stem for path in CHAPTERS.glob("*.ipynb") if '"moves"' in path.read_text(encoding="utf-8")}
    assert tagged == {*EVERY} == {*PACKAGE}
    assert all(still(name) for name in EVERY)


@pytest.mark.cases(2)
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("points", [12, pytest.param(60, marks=pytest.mark.deep)])
def test_it_draws_what_the_package_computes(name, points):
    seen = set()
    for values in settings(name, points // 5 if name in ("cartels", "networks") else points):
        exists, *found = (found_there := compiled(name)(*values))
        right = PACKAGE[name](*values)
        if name in PLANES:
            assert [bool(exists and there) for there in found] == right, values
            seen.add(tuple(right))
            continue
        found = drawn(found_there, len(right))
        there = [(one, other) for one, other in zip(found, right, strict=True) if not np.isnan(one)]
        assert all(one == pytest.approx(other, rel=1e-8, abs=1e-10) for one, other in there), values
        assert name == "ventures" or [np.isnan(one) for one in found] == [np.isnan(other) for other in right], values
    assert len(seen) > 1 or name in CURVES


@pytest.mark.cases(2)
@pytest.mark.parametrize("name", CURVES)
def test_curves_begin_as_the_drawn_figure(name):
    found = figure(name)
    head, *rows = [re.split(r"\s{2,}", line.strip()) for line in still(name).splitlines()[1:]]
    for row in rows:
        values = {**dict(zip(found.given, start(name), strict=True)), found.across.symbol: float(row[0])}
        now = drawn(compiled(name)(*(values[symbol] for symbol in found.symbols)), len(found.curves))
        if found.relative:
            here = [slider.symbol for slider in found.sliders].index(found.across.symbol)
            dense = np.linspace(float(found.across.low), float(found.across.high), 1000)
            every = compiled(name)(*(dense if i == here else value for i, value in enumerate(start(name))))
            now = [100 * value / max(line) for value, line in zip(now, every, strict=False)]
        for label, value in zip(found.curves, now, strict=True):
            columns = [place for place, title in enumerate(head[1:], start=1) if title.startswith(label) and "=6" not in title]
            if label == "spillover":
                continue  # the drawn figure has no place for it
            (column,) = columns
            assert value == pytest.approx(float(row[column]), rel=2e-3, abs=2e-3), (label, row)


@pytest.mark.cases(2)
@pytest.mark.parametrize("name", PLANES)
def test_planes_begin_as_the_drawn_figure(name):
    found = figure(name)
    highest = 2.0 if name == "stability" else float(found.up.high)  # with more firms there is more to see above
    across = np.linspace(float(found.across.low), float(found.across.high), 160)
    x, y = np.meshgrid(across, np.linspace(float(found.up.low), highest, 160))
    exists, *regions = compiled(name)(*(np.full(x.shape, value) for value in start(name)), x, y)
    shares = {label: float(np.mean(exists & there)) for label, there in zip(found.regions, regions, strict=True)}
    told = dict(re.findall(r"([\w ]+?) on (\d+)%", still(name).split("Of the area shown: ")[1]))
    assert {label: round(100 * share) for label, share in shares.items() if share >= 0.005} == pytest.approx(
        {label.strip(): int(share) for label, share in told.items()}, abs=1.01
    )


def said(name, *values):
    """The sentences at some places of the sliders, with their numbers."""
    found = figure(name)
    at = dict(zip(found.given, map(sp.nsimplify, values), strict=True))
    return [
        (sentence.text, [number.subs(at) for number in sentence.numbers])
        for sentence in found.sentences
        if sp.sympify(sentence.when).subs(at) == True  # noqa: E712
    ]


def test_best_responses_are_stable_where_the_sentence_says():
    for n in range(2, 9):
        ((_, (stable, concave)),) = said("stability", n)
        for bound, region in ((concave, stability.NO_MAXIMUM), (stable, stability.UNSTABLE)):
            around = np.array([float(bound) - 1e-6, float(bound) + 1e-6])
            assert stability.regions(n, 0.0, around)[region].tolist() == [True, False]


@pytest.mark.parametrize("n", [2, 3, 4, 8, 12])
def test_the_cartel_cuts_costs_by_less_below_the_border(n):
    for beta in np.linspace(0.05, 0.95, 19).round(2):
        _, cartel, venture = drawn(compiled("ventures")(n, beta), 3)
        for text, (edge,) in said("ventures", n, beta):
            assert ("less" in text) == (cartel < venture), (n, beta)
            assert ("less" in text) == (beta < edge)


@pytest.mark.parametrize("n", range(2, 13))
def test_below_the_bound_firms_do_more_than_the_planner_wants(n):
    ((text, numbers),) = said("oligopoly", n, 0.25)
    beta = np.linspace(0.002, 0.998, 250)
    cluster = Cluster(n=n, a=15.0, A=10.0, b=1.0, gamma=20.0, beta=beta)
    alone, best = sweeps.quantity(cluster, "x", (Regime.NONCOOPERATION, Planner.SECOND_BEST)).values()
    there = ~np.isnan(alone + best)
    bound = float(numbers[0]) if numbers else 0.0
    assert text.startswith("Two firms") == (n == 2)
    assert ((alone > best)[there] == (beta < bound)[there]).all()
    assert there.any()


@pytest.mark.cases(1)
@pytest.mark.parametrize(("n", "beta"), [(3, 0.25), (5, 0.9), (6, 0.25), (6, 0.75), (8, 0.15), (8, 0.85)])
def test_the_cartels_that_are_called_stable_are(n, beta):
    sizes = [int(size) for text, _ in said("cartels", n, beta) for size in re.findall(r"A cartel of (\d)", text)]
    assert sizes == cartels.stable_sizes(market_of_cartels(n, beta))


def test_at_one_half_every_size_is_stable():
    assert cartels.stable_sizes(market_of_cartels(6, 0.5)) == [2, 3, 4, 5, 6]
    assert [text for text, _ in said("cartels", 6, 0.5)] == ["At one half nobody gains or loses by joining, and every size is stable."]


def test_what_learning_raises_is_said():
    for gamma, z in ((2, 0.5), (2, 1.5), (2, 3), (12, 2)):
        rnd, incentive = PACKAGE["absorption"](gamma, z)
        ((text, _),) = said("absorption", gamma, z)
        assert ("neither" in text, "not the incentive" in text) == (rnd <= 0, incentive <= 0 < rnd), (gamma, z)


def test_unit_costs_are_lowest_where_the_sentence_says():
    for beta in (0, 0.25, 0.5):
        for _, (best,) in said("networks", beta, 3):
            here, before, after = (compiled("networks")(beta, float(best) + step)[0] for step in (0, -0.01, 0.01))
            assert here > max(before, after)


@pytest.mark.parametrize("points", [5, pytest.param(25, marks=pytest.mark.deep)])
def test_which_cooperation_raises_research_is_said(points):
    market = {model.a: 15, model.A: 10, model.b: 1, model.gamma: 2000}
    for d in (0.1, 0.5, 0.9):
        for beta in np.linspace(0.03, 0.99, points):
            at = {**market, differentiation.d: d, model.beta: beta}
            texts = [text for text, _ in said("differentiation", d, beta)]
            for competition, text in zip(Competition, texts, strict=True):
                alone, joint, full = (
                    differentiation.rnd(*how).subs(at) for how in ((competition, False), (competition, True), (None, True))
                )
                assert f"set {competition.value}," in text
                raised = {
                    (False, False): "both modes of cooperation lower",
                    (False, True): "full cooperation raises",
                    (True, True): "both modes of cooperation raise",
                }
                assert raised[bool(joint > alone), bool(full > alone)] in text, at


def answer(code):
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", f"console.log(JSON.stringify({code}))"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_numbers_and_truths_are_printed_together():
    x, y = sp.symbols("x y_{1}")
    body = [(x + y) ** 2, sp.And(x + y > 3, sp.Not(x >= y)), sp.true, sp.sqrt(x + y), sp.Abs(x - y) < 3]
    assert answer(f"({formulas.function_of([x, y], body).text})([2, 7])") == [81, True, True, 3, False]


def test_what_no_slider_moves_is_refused():
    x, y = sp.symbols("x y")
    with pytest.raises(ValueError, match=r"body must be in \[x\] to be printed, got \['y'\] too"):
        formulas.function_of([x], [x + y])


def placed(monkeypatch, builder, caption="First it is drawn. Then it is described."):
    document = new_document("page")
    image = nodes.image(uri="drawing.svg")
    drawing = nodes.figure("", image, nodes.caption("", "", nodes.inline("", "Figure 1"), nodes.Text(f" {caption}")))
    document += nodes.container("", drawing, classes=["cell", "tag_moves"])
    document += nodes.container("", nodes.figure("", nodes.image(uri="other.svg"), nodes.caption("", "")), classes=["cell"])
    step = moving.Place.__new__(moving.Place)
    step.document = document
    env = SimpleNamespace(docname="chapters/literature/duopoly")
    monkeypatch.setattr(moving.Place, "env", env)
    monkeypatch.setattr(moving.Place, "app", SimpleNamespace(builder=SimpleNamespace(name=builder)))
    step.run()
    return document


def test_the_place_stands_in_the_figure_of_its_cell_alone(monkeypatch):
    document = placed(monkeypatch, "html")
    (place,) = document.findall(moving.moving)
    assert place["name"] == "duopoly"
    assert [type(part) for part in place.parent] == [moving.moving, nodes.image, nodes.caption]
    (rest,) = (part for part in document.findall(nodes.inline) if "still-says" in part["classes"])
    assert rest.astext() == " Then it is described."
    assert place.parent[-1].astext() == "Figure 1 First it is drawn. Then it is described."


@pytest.mark.parametrize("builder", ["epub", "latex"])
def test_other_editions_keep_the_drawn_figure_alone(monkeypatch, builder):
    assert not list(placed(monkeypatch, builder).findall(moving.moving))


def test_it_is_printed_again_only_when_something_changed(tmp_path):
    made = []

    def one():
        made.append(1)
        return movable.Lines(
            title="t", sliders=[moves.firms(2)], across=movable.Axis(model.beta, "b", 0, 1), curves={"c": model.beta * model.n}
        )

    for _ in range(2):
        moving.write(tmp_path / "one.js", "one", one)
    assert made == [1]
    (tmp_path / "one.js").write_text("// Printed from something else\n")
    moving.write(tmp_path / "one.js", "one", one)
    assert made == [1, 1]
    program = (
        "const spilloverMoving = { show: (name, figure) => { console.log(JSON.stringify([name, figure.at([3, 0.5]), figure.kinds])); } };"
    )
    text = program + (tmp_path / "one.js").read_text(encoding="utf-8")
    done = subprocess.run([NODE, "--eval", text], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["one", [1.5, True], ["dash-non"]]


def test_a_regime_keeps_its_colour():
    assert list(movable.kinds(dict.fromkeys(("no cooperation", "second thoughts", "full cooperation, prices")))) == [
        "coloured non dash-non",
        "dash-rnd",
        "coloured full dash-full",
    ]
    assert [*movable.kinds(dict.fromkeys(("other", "full cooperation, prices", "no cooperation")))][1:] == [
        "coloured full dash-rnd",
        "coloured non dash-non",
    ]
