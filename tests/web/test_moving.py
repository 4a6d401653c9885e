"""Figures that move: they follow their ranges, show what the package computes, and leave their place to the drawn figure elsewhere."""

from __future__ import annotations

import re
from typing import Any

import checks
import numpy as np
import pytest
import sympy as sp
from moved import compiled, drawn, figure, settings
from playwright.sync_api import Browser, Page, Route, expect

from book import moves

EVERY = sorted(moves.FIGURES)
CLOSE = 1e-8
COMPUTE = """async points => {
  const { figure } = document.querySelector(".moving").moving;
  return points.map(point => [figure.at(point), figure.says(point.slice(0, figure.sliders.length))]);
}"""
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
DRAWING = "document.querySelector('.moving svg').outerHTML.replace(/moving-(clip|hatch)-\\d+/g, '')"
SHIFTS = """globalThis.shifted = 0;
const count = ({ value }) => { globalThis.shifted += value; };
new PerformanceObserver(list => list.getEntries().forEach(count)).observe({ type: "layout-shift" });"""
OUTSIDE = """place => {
  const { left, right } = place.getBoundingClientRect();
  const boxes = [...place.querySelectorAll("svg text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.filter(([, box]) => box.right > right + 2 || box.left < left - 2).map(([text]) => text);
}"""


def opened(page: Page, book: str, name: str) -> Any:
    """The figure of a chapter, in sight."""
    page.goto(f"{book}chapters/literature/{name}.html")
    place = page.locator(".moving.ready")
    place.scroll_into_view_if_needed()
    page.evaluate(DRAWN)  # sections out of sight are let go
    return place


def digits(value: float) -> str:
    """A number as the page writes it."""
    return f"{float(f'{value:.4g}'):.10f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_every_number_is_that_of_the_package(name: str, page: Page, book: str) -> None:
    opened(page, book, name)
    found = figure(name)
    points = settings(name, 40, seed=1)
    spoken = [part for sentence in found.sentences for part in (sentence.when, *sentence.numbers)]
    says = sp.lambdify(found.given, spoken, "numpy")
    for point, (here, told) in zip(points, page.evaluate(COMPUTE, points), strict=True):
        for values, right in ((here, compiled(name)(*point)), (told, says(*point[: len(found.given)]))):
            for value, number in zip(values, right, strict=True):
                if isinstance(value, bool):
                    assert value == bool(number), point
                elif np.isfinite(complex(number).real) and value is not None:
                    assert value == pytest.approx(float(number), rel=CLOSE, abs=1e-9), point


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_it_follows_each_range_and_comes_back(name: str, page: Page, book: str) -> None:
    """By the keyboard; the drawing and the sentence change, and nothing around them moves."""
    place = opened(page, book, name)
    sentence, drawing = place.locator(".moving-sentence"), page.evaluate(DRAWING)
    first = sentence.text_content() or ""
    page.evaluate(SHIFTS)
    height = place.bounding_box()["height"]
    expect(place.get_by_role("button", name="Reset")).to_be_disabled()
    for slider, row in zip(figure(name).sliders, place.locator(".moving-row").all(), strict=True):
        at = row.get_by_role("slider", name=slider.word)
        assert float(at.input_value()) == pytest.approx(float(slider.start))
        at.focus()
        way = "Home" if float(slider.start) > float(slider.low) else "End"
        page.keyboard.press(way)
        end = slider.low if way == "Home" else slider.high
        expect(row.locator("output")).to_have_text(slider.shown.replace("{}", digits(float(end))))
        expect(at).to_have_attribute("aria-valuetext", slider.shown.replace("{}", digits(float(end))))
        assert page.evaluate(DRAWING) != drawing
        expect(sentence).not_to_have_text(first)
        place.get_by_role("button", name="Reset").click()
        expect(sentence).to_have_text(first)
        assert page.evaluate(DRAWING) == drawing
    assert place.bounding_box()["height"] == pytest.approx(height, abs=1)
    expect(place.locator("[aria-live]")).to_have_text(first)
    assert page.evaluate("globalThis.shifted") < checks.SHIFT


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_the_sentence_tells_the_numbers_of_the_package(name: str, page: Page, book: str) -> None:
    place = opened(page, book, name)
    found: Any = figure(name)
    for point in settings(name, 4, seed=2):
        for slider, value, row in zip(found.sliders, point, place.locator(".moving-row").all(), strict=False):
            row.get_by_role("slider", name=slider.word).fill(f"{value:.9g}")
        page.evaluate("new Promise(requestAnimationFrame)")
        said = place.locator(".moving-sentence").inner_text()
        if hasattr(found, "up"):
            x, y = np.meshgrid(*(np.linspace(float(axis.low), float(axis.high), 200) for axis in (found.across, found.up)))
            exists, *regions = compiled(name)(*(np.full(x.shape, value) for value in point[:-2]), x, y)
            right = {label: 100 * float(np.mean(exists & there)) for label, there in zip(found.regions, regions, strict=True)}
            shares = {label: float(share) for label, share in re.findall(r"([A-Za-z][\w ]*?) on (\d+)%", said.partition("shown: ")[2])}
            assert {label: shares.get(label, 0) for label in right} == pytest.approx(right, abs=1.5), point
        elif found.across.symbol in found.given and not found.relative:
            for label, value in zip(found.curves, drawn(compiled(name)(*point), len(found.curves)), strict=True):
                assert f"{label}: {'no solution' if np.isnan(value) else digits(value)}" in said, point


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_a_name_stands_at_each_curve_and_in_each_region(name: str, page: Page, book: str) -> None:
    place = opened(page, book, name)
    found: Any = figure(name)
    written = " ".join(place.locator("svg text").all_text_contents())
    for label in getattr(found, "curves", None) or found.regions:
        assert label in written or label == "firm 2 taxed"
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRAWN)
        assert place.evaluate(OUTSIDE) == [], width


def looks(page: Page) -> tuple[bool, bool]:
    """Whether the moving figure is seen, and whether the drawn one is."""
    return page.locator(".moving").is_visible(), page.locator("figure:has(.moving) > img").is_visible()


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_the_drawn_figure_stands_in_its_place_in_print_and_without_scripts(name: str, browser: Browser, book: str) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{book}chapters/literature/{name}.html", wait_until="networkidle")
        assert looks(page) == (scripts, not scripts)
        assert page.locator(".still-says").is_visible() is not scripts
        page.emulate_media(media="print")
        assert looks(page) == (False, True)
        context.close()


@pytest.mark.cases(1)
@pytest.mark.parametrize("name", EVERY)
def test_it_has_its_room_before_its_script_runs(name: str, browser: Browser, book: str) -> None:
    held: list[Route] = []
    for width in (360, 1280):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.route("**/moving/moving.js*", lambda route: held.append(route))
        page.goto(f"{book}chapters/literature/{name}.html", wait_until="commit")
        page.wait_for_selector(".moving", state="attached")
        before = page.locator(".moving").bounding_box()["height"]
        held.pop().continue_()
        page.wait_for_selector(".moving.ready")
        assert page.locator(".moving").bounding_box()["height"] == pytest.approx(before, abs=1)
        page.context.close()


def test_the_drawing_follows_the_theme(page: Page, book: str) -> None:
    place = opened(page, book, "oligopoly")
    colour = "getComputedStyle(document.querySelector('.moving .line.full')).stroke"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(place).to_be_visible()
    assert light == "rgb(23, 127, 117)"
    assert page.evaluate(colour) == "rgb(143, 232, 220)"
