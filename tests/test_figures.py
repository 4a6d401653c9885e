"""Figures say in words what they show, carry their data, and look the same everywhere; their colours serve every eye."""

import hashlib
import itertools
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.colors
import numpy as np
import pytest
from colorspacious import cspace_convert

from spillover import Cluster, Planner, Regime, figures
from spillover.cluster import sweeps
from spillover.figures import COLOURS, DARK, Figure
from spillover.figures.curves import runs
from spillover.figures.style import DASHES, FAINT, INK, PAPER, PRINT

NON, RND, FULL = Regime.NONCOOPERATION, Regime.RND_COOPERATION, Regime.FULL_COOPERATION
SECOND, FIRST = Planner.SECOND_BEST, Planner.FIRST_BEST
MODES = [*Regime, *Planner]

BETA = np.linspace(0.02, 0.98, 25)
FIRMS = np.arange(2.0, 21.0)
G = np.geomspace(0.5, 8, 21)
THRESHOLD = (3 * FIRMS + 1) / (FIRMS**2 + 6 * FIRMS + 1)
LINES = {mode: np.where(BETA < 0.9 - place / 10, 1 + place + BETA**2, np.nan) for place, mode in enumerate(MODES)}
OBSTACLES = {mode: np.where(np.isnan(LINES[mode]), "joint concavity", "").astype(object) for mode in Regime}
SHRINKING = {"per firm": 1 / FIRMS, "in all": 1 / np.sqrt(FIRMS), "reaching each": 3 / FIRMS**0.2}
PLACES = {"x": np.repeat([0, 2, 1, -1, 2], [10, 7, 6, 1, 1]), "welfare": np.full(25, -1)}
PLANE = np.where(G[:, None] < 1, -1, np.where(BETA < 0.5, 0, 1) + 0 * G[:, None]).astype(int)
PLANE[10:12, 3:5] = 2  # too small a region for its name
HOLDS, APPLIES = BETA < 0.5 + 0 * G[:, None], G[:, None] > 1 + 0 * BETA

SPLIT = {"one": 1 / FIRMS, "the rest": np.where(FIRMS < 15, 1 - 1 / FIRMS, np.nan), "nothing": np.full(19, np.nan)}

CASES = {
    "against_beta": lambda: figures.against_beta(BETA, {mode: LINES[mode] for mode in Regime}, OBSTACLES, "x", {"$T$": 0.3}),
    "gain": lambda: figures.gain(BETA, BETA - 0.5, "gain in profit", "What is gained."),
    "against_firms": lambda: figures.against_firms(FIRMS, SHRINKING, "1/4"),
    "planner": lambda: figures.planner(BETA, LINES, {"half": 0.5}),
    "stages": lambda: figures.stages(),
    "best_responses": lambda: figures.best_responses([("$G=2$", -0.5), ("$G=1$", -1.25)]),
    "networks": lambda: figures.networks(4, {"a star": [(0, 1), (2, 0), (0, 3)], "a pair": [(1, 0)]}),
    "phase": lambda: figures.phase(CORNERS, {"calm": (-AWAY, -AWAY.T), "wild": (AWAY, AWAY.T)}, "Two firms on the move."),
    "strips": lambda: figures.strips(BETA, PLACES, {"$T$": 0.3}),
    "ranking_map": lambda: figures.ranking_map(FIRMS, THRESHOLD),
    "argmax_map": lambda: figures.argmax_map(BETA, G, PLANE, {"edge": (1 + BETA) ** 4}, "Q", 3),
    "region_map": lambda: figures.region_map({"beta": BETA, "G": G}, HOLDS, APPLIES, "x[non] > x[rnd]", "n = 2", (0.75, 2.5)),
    "lines": lambda: figures.lines(FIRMS, SPLIT, "number of firms", "share", "Two shares.", {"ten": 10}),
    "plane": lambda: figures.plane(
        BETA, G, {"yes": HOLDS & APPLIES, "no": ~HOLDS & APPLIES}, "spillover", "cost", "is it so?", "Where it is so.", "log"
    ),
    "verdicts": lambda: figures.verdicts({"Proved": 3, "Refuted": 1}),
    "graph": lambda: figures.graph(LAYERS, "What rests on what."),
}
CORNERS = np.array([0.0, 1.0, 2.0])
AWAY = CORNERS[None, :] - 1 + 0 * CORNERS[:, None]
LAYERS = {"stage": {"stage: Cournot": []}, "solution": {"solution: alone": ["stage: Cournot"], "solution: together": ["stage: Cournot"]}}
each_case = pytest.mark.parametrize("case", CASES)
BEHIND = {
    "against_beta": {"beta": BETA, **{mode.label: LINES[mode] for mode in Regime}},
    "gain": {"beta": BETA, "gain in profit": BETA - 0.5},
    "against_firms": {"n": FIRMS, **{name: line / line[0] for name, line in SHRINKING.items()}},
    "planner": {"beta": BETA, **{mode.label: LINES[mode] for mode in MODES}},
    "stages": {
        "regime": ["no cooperation", "R&D cooperation", "full cooperation"],
        "R&D stage": ["each firm for itself", "all firms together", "all firms together"],
        "product stage": ["each firm for itself", "each firm for itself", "all firms together"],
    },
    "best_responses": {
        "step": list(range(7)),
        "$G=2$": [1 + 0.8 * (-0.5) ** step for step in range(7)],
        "$G=1$": [1 + 0.08 * (-1.25) ** step for step in range(7)],
    },
    "networks": {"network": ["a star", "a pair"], "links": ["0-1 0-2 0-3", "0-1"]},
    "phase": {
        "firm 1": np.tile(CORNERS, 3),
        "firm 2": np.repeat(CORNERS, 3),
        "calm: firm 1": 1 - np.tile(CORNERS, 3),
        "calm: firm 2": 1 - np.repeat(CORNERS, 3),
        "wild: firm 1": np.tile(CORNERS, 3) - 1,
        "wild: firm 2": np.repeat(CORNERS, 3) - 1,
    },
    "strips": {
        "beta": BETA,
        "x": ["no cooperation"] * 10 + ["full cooperation"] * 7 + ["R&D cooperation"] * 6 + ["none", "full cooperation"],
        "welfare": ["none"] * 25,
    },
    "ranking_map": {"n": FIRMS, "T(n)": THRESHOLD},
    "argmax_map": {
        "leader": ["no cooperation", "R&D cooperation", "full cooperation"],
        "share of the area": [np.mean(PLANE == place) for place in range(3)],
    },
    "region_map": {
        "the statement": ["holds", "fails", "does not apply"],
        "share of the area": [np.mean(APPLIES & HOLDS), np.mean(APPLIES & ~HOLDS), np.mean(~APPLIES)],
    },
    "lines": {"number of firms": FIRMS, **SPLIT},
    "plane": {"region": ["yes", "no"], "share of the area": [np.mean(HOLDS & APPLIES), np.mean(~HOLDS & APPLIES)]},
    "verdicts": {"verdict": ["Proved", "Refuted"], "claims": [3, 1]},
    "graph": {
        "result": ["stage: Cournot", "solution: alone", "solution: together"],
        "derived from": ["nothing", "stage: Cournot", "stage: Cournot"],
    },
}
SAYS = {
    "against_beta": "R&D per firm against the spillover, a line for each of no cooperation, R&D cooperation, full cooperation. "
    "Of those that have a solution, the highest is full cooperation up to 0.66, then R&D cooperation up to 0.78, "
    "then no cooperation up to 0.86, then none beyond. "
    "No cooperation has no solution from 0.90 on (joint concavity); "
    "R&D cooperation has no solution from 0.82 on (joint concavity); "
    "full cooperation has no solution from 0.70 on (joint concavity).",
    "gain": "What is gained.",
    "against_firms": "R&D relative to 2 firms, as a cluster with spillover 1/4 grows from 2 to 20 firms: "
    "per firm it goes from 1 to 0.10; in all it goes from 1 to 0.32; reaching each it goes from 1 to 0.63.",
    "planner": "R&D per firm against the spillover in no cooperation, R&D cooperation, full cooperation, second best, first best.",
    "stages": "full cooperation: R&D all firms together, then output all firms together.",
    "best_responses": "G=2: the path closes in on the equilibrium; G=1: the path moves away from the equilibrium.",
    "networks": "Networks of 4 firms. A star: 3 links; a pair: 1 link.",
    "phase": "Two firms on the move.",
    "strips": "R&D per firm: no cooperation from 0.02 to 0.38, full cooperation from 0.42 to 0.66, R&D cooperation from 0.70 to 0.90, "
    "none from 0.94 to 0.94, full cooperation from 0.98 to 0.98; welfare: none from 0.02 to 0.98.",
    "ranking_map": "T falls from 0.412 at n = 2 to 0.117 at n = 20.",
    "argmax_map": "Which regime has the largest total output, over the spillover and the cost of R&D, with 3 firms. "
    "Of the area shown: no cooperation in 36%, R&D cooperation in 40%, full cooperation in 1%; in the rest a regime has no solution.",
    "region_map": "Where the statement x[non] > x[rnd] holds, over the spillover and the cost of R&D G, n = 2. "
    "It holds in 34%, fails in 37%, does not apply in 29% of the area. A dot marks the counterexample, at beta = 0.75 and G = 2.5.",
    "lines": "Two shares.",
    "plane": "Where it is so. Of the area shown: yes on 34%, no on 37%.",
    "verdicts": "Of the 4 claims: 3 proved, 1 refuted.",
    "graph": "What rests on what. Listed from the first to the last. stage: Cournot; solution: alone, together.",
}


@cache
def figure_of(case):
    """A figure to be looked at and left as it is."""
    return CASES[case]()


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts if text.get_text()]


# Words and numbers


def test_every_figure_is_tested():
    assert set(CASES) == set(figures.__all__) - {"COLOURS", "DARK", "Figure"}


@each_case
def test_a_figure_describes_itself(case):
    figure = figure_of(case)
    assert isinstance(figure, Figure)
    assert SAYS[case] in figure.alt
    assert re.search(r"[^.;: ]\.$", figure.alt)


@each_case
def test_a_figure_carries_its_data(case):
    data = figure_of(case).data
    assert list(data) == list(BEHIND[case])
    for name, values in BEHIND[case].items():
        np.testing.assert_array_equal(data[name], values, err_msg=name)
    assert len({len(values) for values in data.values()}) == 1


@each_case
def test_a_figure_prints_its_description_and_nine_rows_at_most(case):
    figure = figure_of(case)
    alt, header, *rows = repr(figure).split("\n")
    assert alt == figure.alt
    assert re.split(r" {2,}", header.strip()) == list(figure.data)
    assert len(rows) == min(9, len(next(iter(figure.data.values()))))
    assert {len(row) for row in rows} == {len(header)}


def test_printed_numbers_have_four_digits_and_reach_both_ends():
    lines = repr(figure_of("against_beta")).split("\n")
    assert lines[1].split("  ")[-1] == "full cooperation"
    assert lines[2].split() == ["0.02", "1", "2", "3"]
    assert lines[6].split() == ["0.5", "1.25", "2.25", "3.25"]
    assert lines[10].split() == ["0.98", "none", "none", "none"]


def test_a_figure_without_data_prints_its_description():
    figure, _ = figures.style.new_figure("Nothing yet.", {"n": []})
    assert repr(figure).split("\n") == ["Nothing yet.", "n"]
    figure, _ = figures.style.new_figure("Nothing at all.", {})
    assert repr(figure).split("\n")[0] == "Nothing at all."


def test_data_are_what_sweeps_finds():
    cluster = Cluster(n=3, a=12, A=10, b=1, beta=BETA, gamma=0.9)
    values, obstacles = sweeps.quantity(cluster, "welfare"), {mode: sweeps.violated_condition(cluster, mode) for mode in Regime}
    figure = figures.against_beta(BETA, values, obstacles, "welfare", {})
    for mode in Regime:
        np.testing.assert_array_equal(figure.data[mode.label], cluster.solve(mode).welfare)
    assert figure.alt.startswith("welfare against the spillover")
    assert "No cooperation has no solution up to 0.14 (own second-order condition)" in figure.alt
    assert "no cooperation has no solution between 0.18 and 0.30 (stability of best responses)" in figure.alt
    assert "full cooperation has no solution from 0.70 on (joint concavity)" in figure.alt


def test_a_regime_that_exists_nowhere_is_said_to():
    nowhere = {Regime.NONCOOPERATION: np.full(25, "joint concavity", dtype=object)}
    figure = figures.against_beta(BETA, {Regime.NONCOOPERATION: np.full(25, np.nan)}, nowhere, "Q", {})
    assert figure.alt.endswith("No cooperation has no solution anywhere (joint concavity).")


def test_nothing_is_said_to_be_missing_where_nothing_is():
    everywhere = {mode: np.full(25, "", dtype=object) for mode in Regime}
    figure = figures.against_beta(BETA, {mode: place + BETA for place, mode in enumerate(Regime)}, everywhere, "Q", {})
    said = "total output against the spillover, a line for each of no cooperation, R&D cooperation, full cooperation."
    assert figure.alt == f"{said} Of those that have a solution, the highest is full cooperation throughout."


def test_stretches_of_equal_names():
    assert runs(["", "", "u", "v", "v"]) == [(0, 1, ""), (2, 2, "u"), (3, 4, "v")]
    assert runs(["u"]) == [(0, 0, "u")]


# What is drawn


@pytest.mark.parametrize("case", ["against_beta", "planner"])
def test_each_line_has_the_colour_the_dashes_and_the_name_of_its_mode(case):
    figure = figure_of(case)
    for mode, line in zip(Regime, figure.axes[0].lines, strict=False):
        np.testing.assert_array_equal(line.get_ydata(), LINES[mode])
        assert line.get_color() == COLOURS[mode]
        assert DASHES[mode] in (line.get_linestyle(), line._unscaled_dash_pattern)
        (name,) = [text for text in figure.axes[0].texts if text.get_text() == mode.label]
        assert name.get_color() == COLOURS[mode]


def test_a_figure_for_another_language_has_letters_and_no_words():
    curves = {mode: LINES[mode] for mode in Regime}
    figure = figures.against_beta(BETA, curves, OBSTACLES, "x", {"$T$": 0.3}, symbols=True)
    written = [text for text in texts(figure) if text != "$T$"] + [figure.axes[0].get_title(loc="left"), figure.axes[1].get_xlabel()]
    assert written == [*(f"${mode.latex('x')}$" for mode in Regime), "$x$", r"$\beta$"]
    assert figure.alt == figure_of("against_beta").alt


@pytest.mark.parametrize("lines", [[1.0, 1.0, 1.0], [3.0, 1.0, 1.001], [1.0, 2.0, 3.0]])
def test_names_beside_lines_do_not_overlap(lines):
    figure = figures.planner(BETA, {mode: np.full(25, level) for mode, level in zip(Regime, lines, strict=True)}, {})
    heights = sorted(text.get_position()[1] for text in figure.axes[0].texts)
    assert min(np.diff(heights)) > 0.06


def test_a_regime_without_any_solution_has_no_line_and_no_name():
    nowhere = LINES | {RND: np.full(25, np.nan)}
    assert texts(figures.planner(BETA, nowhere, {})) == [mode.label for mode in MODES if mode is not RND]


@pytest.mark.parametrize("modes", [list(Regime), [NON, RND], MODES], ids=len)
def test_each_range_without_a_solution_is_hatched_in_the_row_of_its_mode(modes):
    missing = np.where(BETA > 0.6, "joint concavity", "").astype(object)
    figure = figures.against_beta(BETA, {mode: LINES[mode] for mode in modes}, dict.fromkeys(modes, missing), "x", {})
    strip = figure.axes[1]
    height = strip.transAxes.inverted().transform(strip.transData.transform([(0, row) for row in range(len(modes))]))[:, 1]
    for row, patch in enumerate(strip.patches):
        (left, low), (right, high) = patch.get_xy(), (patch.get_x() + patch.get_width(), patch.get_y() + patch.get_height())
        assert (left, right) == (BETA[15], BETA[-1])
        assert 0 <= low < height[row] < high <= 1


def test_best_replies_are_met_by_every_corner_of_the_path():
    figure = figure_of("best_responses")
    for axes, slope in zip(figure.axes, (-0.5, -1.25), strict=True):
        path = axes.lines[2].get_xydata()
        assert len(path) == 6
        for step, (first, second) in enumerate(path):
            follower, leader = (second, first) if step % 2 == 0 else (first, second)
            assert follower == pytest.approx(1 + slope * (leader - 1))
        distance = np.abs(path - 1).max(axis=1)
        assert (distance[-1] < distance[0]) == (abs(slope) < 1)


def test_strips_name_the_leader_where_there_is_room():
    assert texts(figure_of("strips")) == ["no cooperation", "full\ncooperation", "R&D\ncooperation", "$T$"]


def test_large_regions_of_a_map_are_named_inside_and_small_ones_are_not():
    axes = figure_of("argmax_map").axes[0]
    assert texts(figure_of("argmax_map")) == ["no cooperation", "R&D cooperation", "a regime has no solution"]
    for text, place in zip(axes.texts, (0, 1, -1), strict=True):
        beta, cost = text.get_position()
        assert PLANE[np.searchsorted(G, cost), np.searchsorted(BETA, beta)] == place


def test_a_thin_region_of_a_map_is_named_beside_it():
    plane = np.where((G[:, None] > 2) & (G[:, None] < 2.4) & (BETA > 0.6), 2, 0)
    figure = figures.argmax_map(BETA, G, plane, {}, "Q", 3)
    assert texts(figure) == ["no cooperation", "full cooperation"]
    right, cost = figure.axes[0].texts[1].xy
    assert right == BETA[-1]
    assert 2 < cost < 2.4


def test_a_narrow_region_away_from_the_right_edge_is_named_at_the_end_of_a_line():
    plane = np.where((BETA < 0.1) & (G[:, None] > 0), 2, 0)
    named = figures.argmax_map(BETA, G, plane, {}, "Q", 3).axes[0].texts[-1]
    assert named.get_text() == "full cooperation"
    assert named.arrow_patch is not None
    assert named.xy[0] < 0.1


def test_a_name_too_long_for_a_line_takes_two():
    plane = np.where((BETA < 0.3) & (G[:, None] > 0), 2, 0)
    assert "full\ncooperation" in texts(figures.argmax_map(BETA, G, plane, {}, "Q", 3))


@pytest.mark.parametrize("case", ["lines", "against_beta", "gain", "planner"])
def test_marks_are_named_above_the_frame_where_no_line_passes(case):
    figure = figure_of(case)
    figure.draw_without_rendering()
    (mark,) = [text for text in figure.axes[0].texts if text.get_text() in {"ten", "$T$", "$1/2$", "half"}]
    box = mark.get_window_extent()
    assert box.y0 >= figure.axes[0].bbox.y1
    assert not box.overlaps(figure.axes[0]._left_title.get_window_extent())


# Where names stand


def named(curves, x=BETA, **more):
    """The names of lines, with the place of each in parts of the axes."""
    figure = figures.lines(x, curves, "across", "up", "Lines.", **more)
    figure.draw_without_rendering()
    axes = figure.axes[0]
    return {text.get_text(): text.get_window_extent().transformed(axes.transAxes.inverted()) for text in axes.texts}, axes


def test_a_line_that_ends_inside_is_named_at_its_end():
    short = np.where(BETA < 0.5, BETA, np.nan)
    boxes, _ = named({"short": short, "long": 1 - BETA / 2})
    assert boxes["long"].x0 > 1
    assert boxes["short"].x0 < 0.6
    assert boxes["short"].y0 < 0.6


@pytest.mark.parametrize("slope", [1.0, 0.3, -0.4])
def test_no_line_passes_through_a_name(slope):
    short = np.where(BETA < 0.6, 0.4 + BETA / 2, np.nan)
    boxes, axes = named({"short": short, "crossing": 0.4 + BETA / 2 + slope * (BETA - 0.6)})
    for line in axes.lines:
        across, up = line.get_data()
        points = axes.transAxes.inverted().transform(axes.transData.transform(np.column_stack([across, up])))
        assert not any(box.x0 < x < box.x1 and box.y0 < y < box.y1 for box in boxes.values() for x, y in points)


def test_a_name_without_room_at_its_end_stands_in_the_margin():
    waves = {str(wave): 0.5 + 0.5 * np.sin(40 * BETA + wave) for wave in range(4)}
    boxes, _ = named({"a name of some length": np.where(BETA < 0.5, BETA, np.nan), **waves})
    assert boxes["a name of some length"].x0 > 1


def test_a_regime_keeps_its_colour_and_other_lines_and_regions_have_none():
    (axes,) = figures.lines(BETA, {FULL.label: BETA, "full cooperation, prices": BETA**2, "one firm": BETA**3}, "x", "y", "Three.").axes
    assert [line.get_color() for line in axes.lines] == [COLOURS[FULL], COLOURS[FULL], INK]
    assert axes.lines[0]._unscaled_dash_pattern == DASHES[FULL]
    filled = {
        color
        for case in ("plane", "region_map", "verdicts")
        for color in re.findall(r"fill: (#\w+)", CASES[case]()._repr_svg_().split("</style>")[1])
    }
    assert not filled & set(COLOURS.values())


@pytest.mark.parametrize("case", ["argmax_map", "region_map", "plane"])
def test_costs_are_in_plain_numbers(case):
    (axes,) = figure_of(case).axes
    low, high = axes.get_ylim()
    shown = [label.get_text() for label, at in zip(axes.get_yticklabels(), axes.get_yticks(), strict=True) if low <= at <= high]
    assert shown == ["0.5", "1", "2", "5"]


def test_a_network_has_a_line_for_each_link():
    star, pair = figure_of("networks").axes
    assert [len(axes.lines) - 1 for axes in (star, pair)] == [3, 1]
    assert (pair.get_title(), len(pair.lines[-1].get_xdata())) == ("a pair", 4)


def test_a_boundary_is_drawn_only_where_two_regimes_meet_at_it():
    curve = 1 + 2 * BETA
    plane = np.where(G[:, None] > curve, 1, 2)
    plane[:, BETA < 0.3] = 0  # one leader above and below
    plane[:, BETA > 0.8] = np.where(G[:, None] > curve, 1, -1)[:, BETA > 0.8]  # no solution below
    (line,) = figures.argmax_map(BETA, G, plane, {"edge": curve}, "Q", 3).axes[0].lines
    np.testing.assert_array_equal(line.get_ydata(), np.where((BETA > 0.3) & (BETA < 0.8), curve, np.nan))


def test_a_boundary_stays_inside_the_map():
    curve = (1 + BETA) ** 4
    plane = np.where(G[:, None] > curve, 1, 2)
    (line,) = figures.argmax_map(BETA, G, plane, {"edge": curve}, "Q", 3).axes[0].lines
    shown = line.get_ydata()
    assert np.nanmax(shown) <= G[-1]
    assert not np.isnan(shown[curve < G[-2]]).any()


def test_stages_are_filled_where_all_firms_decide_together():
    boxes = figure_of("stages").axes[0].patches
    filled = [box.get_facecolor()[3] > 0 for box in boxes if hasattr(box, "get_boxstyle") and box.get_width() > 1]
    assert filled == [False, False, True, False, True, True]


# SVG


@pytest.fixture(scope="module")
def drawn():
    return {case: draw()._repr_svg_() for case, draw in CASES.items()}


@each_case
def test_svg_is_xml_with_the_description_and_without_a_date_or_a_raster(drawn, case):
    root = ElementTree.fromstring(drawn[case].encode())
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert names[0] == "svg"
    assert not {"image", "date", "creator"} & set(names)
    (described,) = [element.text for element in root.iter() if element.tag.endswith("}description")]
    assert described == figure_of(case).alt
    assert not re.search(r"20\d\d-\d\d-\d\d|matplotlib v", drawn[case])


@each_case
def test_svg_swaps_every_colour_where_the_page_is_dark(drawn, case):
    root = ElementTree.fromstring(drawn[case].encode())
    style = next(element.text for element in root if element.tag.endswith("}style"))
    rule = re.fullmatch(r"@media \(prefers-color-scheme: dark\)\{(.*)\}", style)[1]
    swaps = re.findall(r'\[style\*="(fill|stroke): (#[0-9a-f]{6})"\]\{\1:(#[0-9a-f]{6}) !important\}', rule)
    assert {(paint, light): dark for paint, light, dark in swaps} == {
        (paint, light): dark for light, dark in DARK.items() for paint in ("fill", "stroke")
    }
    body = drawn[case].partition("</style>")[2]
    painted = set(re.findall(r"(?:fill|stroke)[=:]\s*\"?(#\w+|rgb\w*\([^)]*\)|[a-z]+)", body))
    assert painted - {"none", "url"} <= set(DARK)


@pytest.mark.parametrize("case", CASES)  # each is drawn a second time in another process below
def test_svg_is_the_same_twice(drawn, case):
    figure = CASES[case]()
    again = [figure._repr_svg_(), figure._repr_svg_()]
    assert again == [drawn[case]] * 2


@pytest.mark.deep
def test_svg_is_the_same_in_another_process(drawn):
    program = (
        "import hashlib, test_figures as t; print({c: hashlib.sha256(f()._repr_svg_().encode()).hexdigest() for c, f in t.CASES.items()})"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(figures.__file__).parents[2])])
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1000000000"}
    found = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=300, check=True)
    assert found.stdout.strip() == str({case: hashlib.sha256(svg.encode()).hexdigest() for case, svg in drawn.items()})


def test_svg_does_not_depend_on_the_style_of_the_session(drawn):
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none", "svg.hashsalt": "other", "lines.linewidth": 9}):
        assert CASES["against_beta"]()._repr_svg_() == drawn["against_beta"]


# Colours

LIGHT_PAGES, DARK_PAGES = ["#ffffff", PAPER], ["#121212", "#14181e", DARK[PAPER]]
PALETTES = {"light": COLOURS, "dark": {mode: DARK[colour] for mode, colour in COLOURS.items()}}
PAGES = {"light": LIGHT_PAGES, "dark": DARK_PAGES}
each_palette = pytest.mark.parametrize("palette", PALETTES)
EYES = {"usual": None, "deuteranopia": "deuteranomaly", "protanopia": "protanomaly", "tritanopia": "tritanomaly"}


def appearance(colour, deficiency=None):
    """Coordinates in CAM02-UCS (lightness first), as seen with a full deficiency of one kind of cone."""
    rgb = np.array(matplotlib.colors.to_rgb(colour))
    if deficiency:
        rgb = np.clip(cspace_convert(rgb, {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}, "sRGB1"), 0, 1)
    return cspace_convert(rgb, "sRGB1", "CAM02-UCS")


def contrast(one, other):
    """Contrast ratio of WCAG 2."""

    def luminance(colour):
        rgb = np.array(matplotlib.colors.to_rgb(colour))
        return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]

    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_the_measures_are_those_of_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert appearance("#ffffff")[0] == pytest.approx(100, abs=0.1)
    red, green = (appearance(colour, "deuteranomaly") for colour in ("#a05000", "#607800"))
    assert np.linalg.norm(red - green) < np.linalg.norm(appearance("#a05000") - appearance("#607800")) / 2


def test_every_colour_has_a_dark_partner_of_its_own():
    assert set(DARK) == {INK, FAINT, PAPER, *COLOURS.values()}
    assert len(set(DARK.values())) == len(DARK) == 3 + len(MODES)
    assert set(COLOURS) == set(DASHES) == set(MODES)
    assert len({str(dash) for dash in DASHES.values()}) == len(MODES)


@pytest.mark.cases(None)
@each_palette
@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Regime, 2)), ids=lambda mode: mode.key)
def test_regimes_are_told_apart_by_every_eye(palette, eyes, one, other):
    seen = [appearance(PALETTES[palette][mode], EYES[eyes]) for mode in (one, other)]
    assert np.linalg.norm(seen[0] - seen[1]) >= 15


@each_palette
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Regime, 2)), ids=lambda mode: mode.key)
def test_regimes_are_told_apart_in_grey(palette, one, other):
    lightness = [appearance(PALETTES[palette][mode])[0] for mode in (one, other)]
    assert abs(lightness[0] - lightness[1]) >= 8


@each_palette
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
def test_lines_stand_out_from_the_page(palette, mode):
    assert min(contrast(PALETTES[palette][mode], page) for page in PAGES[palette]) >= 3


@pytest.mark.parametrize(("colour", "least"), [(INK, 4.5), (FAINT, 3)], ids=["ink", "faint"])
def test_ink_can_be_read_and_faint_lines_be_seen(colour, least):
    assert min(contrast(colour, page) for page in LIGHT_PAGES) >= least
    assert min(contrast(DARK[colour], page) for page in DARK_PAGES) >= least


@each_palette
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.key)
def test_names_in_the_colour_of_a_mode_can_be_read(palette, mode):
    """They stand on the page beside lines, and the page's colour stands on them in boxes and strips."""
    assert min(contrast(PALETTES[palette][mode], page) for page in PAGES[palette]) >= 4.5


def test_a_region_map_marks_the_counterexample_if_there_is_one():
    (dot,) = figure_of("region_map").axes[0].lines
    assert dot.get_xydata().tolist() == [[0.75, 2.5]]
    without = figures.region_map({"n": FIRMS, "beta": BETA}, HOLDS[:19].T, APPLIES[:19].T, "n > 1", "whatever R&D costs", None)
    assert not without.axes[0].lines
    assert "dot" not in without.alt
    assert (without.axes[0].get_yscale(), figure_of("region_map").axes[0].get_yscale()) == ("linear", "log")


def test_each_line_has_its_name_at_its_end_and_places_are_marked():
    assert {text.get_text() for text in figure_of("lines").axes[0].texts} == {"one", "the rest", "ten"}
    unmarked = figures.lines(FIRMS, SPLIT, "number of firms", "share", "Two shares.")
    assert {text.get_text() for text in unmarked.axes[0].texts} == {"one", "the rest"}


def test_a_graph_shows_what_each_result_is_derived_from_and_nothing_else():
    derived = {"a": [], "b": ["a"], "c": ["a"], "full cooperation": ["b"], "d": ["full cooperation"], "e": ["b", "c"], "f": ["a", "d"]}
    axes = figures.graph({"all": {f"all: {name}": [f"all: {source}" for source in used] for name, used in derived.items()}}, "").axes[0]
    rows = {text.get_position()[1]: text.get_text() for text in axes.texts[1:]}
    drawn = [(line.get_marker(), *map(tuple, line.get_data())) for line in axes.lines]
    upright = {rows[min(y)]: (x[0], min(y), max(y)) for marker, x, y in drawn if len(set(y)) == 2}
    dots = {(x[0], y[0]) for marker, x, y in drawn if marker == "o"}
    met = {rows[row]: {name for name, (x, low, high) in upright.items() if low < row <= high and (x, row) in dots} for row in rows}
    assert met == {name: set(used) for name, used in derived.items()}
    assert axes.texts[4].get_color() == COLOURS[Regime.FULL_COOPERATION]


def test_a_figure_for_print_holds_strokes_and_text(monkeypatch):
    drawn = figures.stages()
    monkeypatch.delenv(PRINT, raising=False)
    assert drawn._repr_pdf_() is None
    monkeypatch.setenv(PRINT, "1")
    page = drawn._repr_pdf_()
    assert page.startswith(b"%PDF")
    assert page == figures.stages()._repr_pdf_()
    assert b"/FontFile2" in page
    assert b"/Subtype /Image" not in page
    assert b"Date" not in page


def test_a_plane_is_plain_unless_it_is_to_be_logarithmic():
    x = np.linspace(0.1, 1, 40)
    regions = {"above": x[:, None] > x, "below": x[:, None] < x}
    scales = [figures.plane(x, x, regions, "x", "y", "larger?", "Where.", scale=scale).axes[0].get_yscale() for scale in ("linear", "log")]
    assert scales == ["linear", "log"]
