"""The explorer computes what the package computes, says it, keeps it in its address, and can be used by everyone."""

from __future__ import annotations

import random
import re
from collections import Counter
from fractions import Fraction
from typing import Any

import checks
import pytest
import sympy as sp
from docutils.nodes import make_id
from playwright.sync_api import Page, expect
from sympy import QQ
from sympy.logic.boolalg import Boolean

from spillover import model
from spillover.claims import Claim, Verdict, show
from spillover.claims.claim import RANGES
from spillover.cluster import comparison, evaluation
from spillover.exact_functions import exact_function
from spillover.game import best_responses
from spillover.regimes import Mode, Planner, Regime

PAGE = "chapters/explore/explorer.html"
MODES: tuple[Mode, ...] = (*Regime, *Planner)
POINTS = 200
CLOSE = 1e-9
SHOWN = {**show.paper(), **show.new()}
"""The claims about the paper's model: those that the explorer tests."""
VIEWS = ("curves", "map", "replies", "claims")
COMPUTE = """async (points) => {
  const script = document.querySelector("script[src*='explorer/main.js']").src;
  const formulas = await import(new URL("formulas.js", script));
  const { conditions, verdicts } = await import(new URL("model.js", script));
  return points.map(p => ({
    quantities: formulas.modes.map(mode => formulas.quantities.map(({ key }) => mode.of[key](...p))),
    conditions: formulas.modes.map(mode => conditions(mode, p).map(({ lhs, rhs, holds }) => [lhs, rhs, holds])),
    admissible: formulas.modes.map(mode => mode.admissible(...p)),
    claims: verdicts(p).map(({ state }) => state),
    threshold: formulas.threshold(...p),
  }));
}"""


ELSEWHERE = {"2-subsidy", "2-order", "3.1-market", "3.1-nash", "5.2-inertia", "5.2-loss", "5.3-subsidy", "5.3-intermediaries"}
"""Claims that speak of other markets, of any R&D, or of a deviation of any size: no point of the explorer shows them."""


def drawn() -> list[dict[str, Any]]:
    """Random points, half of them near the edge of what exists; every number is one that a float holds exactly."""
    draw = random.Random(0)
    points = []
    for _ in range(POINTS):
        n, beta = draw.randint(2, 50), draw.uniform(0.01, 0.99)
        s, ratio = 1 + (n - 1) * beta, draw.uniform(1.05, 4)
        gamma = draw.choice([draw.uniform(0.1, 30), ratio * s**2 / (2 * n) * draw.uniform(0.9, 3)])
        a = draw.uniform(1, 100)
        points.append({"n": n, "a": a, "A": a / ratio, "b": draw.choice([1.0, draw.uniform(0.5, 2)]), "beta": beta, "gamma": gamma})
    return points


@pytest.fixture(scope="module")
def states() -> list[Any]:
    """For each claim a function that says of a point what the explorer should."""
    found = []
    for claim in SHOWN.values():
        if claim.id in ELSEWHERE:
            found.append(lambda point: "elsewhere")
            continue
        holds, given = (exact_function(model.PARAMETERS, says) for says in (claim.relation, sp.And(*supposed(claim).values())))
        found.append(lambda point, holds=holds, given=given: ("holds" if holds(*point) else "fails") if given(*point) else "idle")
    return found


def supposed(claim: Claim) -> dict[str, Boolean]:
    return {name: part for name, part in claim.region.items() if name not in RANGES} | {"": sp.true}


def near(found: float, right: Any) -> bool:
    return abs(found - float(right)) <= CLOSE * abs(float(right))


def test_every_number_is_that_of_the_package(page: Page, book: str, states: list[Any]) -> None:
    page.goto(book + PAGE)
    points = drawn()
    computed = page.evaluate(COMPUTE, [list(point.values()) for point in points])
    counted: Counter[str] = Counter()
    for point, found in zip(points, computed, strict=True):
        exact = {name: Fraction(value) for name, value in point.items()}
        for i, mode in enumerate(MODES):
            right = evaluation.outcome(mode, exact)
            assert all(near(*pair) for pair in zip(found["quantities"][i], right.values(), strict=True)), (mode, point)
            conditions = evaluation.conditions(mode, exact)
            for (lhs, rhs, holds), condition in zip(found["conditions"][i], conditions, strict=True):
                assert near(lhs, condition.lhs), (condition.name, point)
                assert near(rhs, condition.rhs), (condition.name, point)
                assert holds == condition.holds, (condition.name, point)
            assert found["admissible"][i] == all(condition.holds for condition in conditions)
        assert near(found["threshold"], comparison.rnd_threshold().subs(model.n, point["n"]))
        right_states = [state(tuple(exact.values())) for state in states]
        assert found["claims"] == right_states, point
        counted.update(right_states)
    assert min(counted[state] for state in ("holds", "fails", "idle")) > POINTS


def test_every_point_of_the_ledger_shows_what_it_is_for(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    found = page.evaluate("""async () => {
      const script = document.querySelector("script[src*='explorer/main.js']").src;
      const { claims } = await import(new URL("formulas.js", script));
      const { verdict } = await import(new URL("model.js", script));
      const { parameters, caseOf } = await import(new URL("state.js", script));
      return claims.flatMap(claim => claim.points.map(({ shows }) =>
        [claim.id, claim.verdict, shows, verdict(claim, parameters(caseOf(claim.id, shows))).state]));
    }""")
    assert {*SHOWN} - {claim for claim, *_ in found} == ELSEWHERE
    for claim, verdict, shows, state in found:
        if shows in SHOWN[claim].witnesses:
            continue  # it shows something else than whether the claim holds
        expected = shows or ("holds" if verdict == "Proved" else "fails")
        assert state == expected, (claim, shows)


LOAD = """const script = document.querySelector("script[src*='explorer/main.js']").src;
  const load = name => import(new URL(name, script));
"""
REPLIES = f"""async points => {{
  {LOAD} const {{ reply }} = await load("formulas.js");
  return points.map(p => reply(...p, 1.5));
}}"""
# At every boundary the two regimes are level; inside every part of the map, close to its edges too, the one named leads.
CUTS = (
    "async () => {"
    + LOAD
    + """
  const { boundaries } = await load("formulas.js");
  const { REGIMES, leader, value } = await load("model.js");
  const { overCosts, overFirms } = await load("regions.js");
  const { START, parameters } = await load("state.js");
  const states = [2, 3, 7, 30].flatMap(n => [1.02, 1.3, 3].map(ratio => ({ ...START, n, ratio })));
  const betas = Array.from({ length: 20 }, (_, i) => 0.03 + i * 0.05);
  const gaps = [], led = [];
  const gap = (quantity, { pair, axis, at }, state) => {
    const root = at(...parameters({ ...state, G: 1 }));
    const p = parameters({ ...state, ...(axis === "G" ? { G: root } : { beta: root, G: 40 }) });
    const [one, other] = pair.map(key => value(REGIMES.find(mode => mode.key === key), quantity, p));
    return Math.abs(one - other) / Math.abs(one);
  };
  for (const quantity of Object.keys(boundaries)) for (const state of states) {
    for (const edge of boundaries[quantity]) for (const beta of betas) gaps.push(gap(quantity, edge, { ...state, beta }));
    for (const { place, parts } of overCosts({ ...state, quantity }, [0.05, 100])) for (const { lead, from, to } of parts) {
      for (const share of [0.03, 0.5, 0.97]) {
        led.push(lead === leader(quantity, parameters({ ...state, beta: place, G: from * (to / from) ** share })));
      }
    }
  }
  const state = { ...START, quantity: "Q", G: 20 };
  for (const { place, parts } of overFirms(state, [2, 50])) for (const { lead, from, to } of parts) {
    led.push(lead === leader("Q", parameters({ ...state, n: place, beta: from + (to - from) * 0.97 })));
  }
  return { gaps: gaps.filter(Number.isFinite), right: led.filter(Boolean).length, led: led.length };
}"""
)


def test_best_replies_are_those_of_the_game(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    points = [{**point, "n": 2 + i % 4} for i, point in enumerate(drawn()[:40])]
    replies = page.evaluate(REPLIES, [list(point.values()) for point in points])
    answered = 0
    for point, found in zip(points, replies, strict=True):
        exact = {name: Fraction(value) for name, value in point.items()}
        market = best_responses.exact_market(Regime.NONCOOPERATION.product_stage, exact)
        payoffs = best_responses.rnd_stage(Regime.NONCOOPERATION, best_responses.to_rational(exact), market)
        concave = evaluation.conditions(Regime.NONCOOPERATION, exact)[0].holds
        if concave:
            right = best_responses.best_response(payoffs, 0, best_responses.convert([Fraction(3, 2)] * int(point["n"]), QQ), QQ)
            assert near(found, Fraction(int(right.numerator), int(right.denominator))), point
        answered += concave
    assert answered > 20


def test_the_map_is_cut_where_regimes_are_level(page: Page, book: str) -> None:
    page.goto(book + PAGE)
    found = page.evaluate(CUTS)
    assert len(found["gaps"]) > 100
    assert max(found["gaps"]) < CLOSE
    assert found["right"] == found["led"] > 10000


def opened(page: Page, book: str, query: str = "") -> None:
    page.goto(f"{book}{PAGE}?{query}")
    page.locator(".explorer.ready .explorer-stage > div").first.wait_for()


def test_a_link_opens_a_case_and_the_address_follows(page: Page, book: str) -> None:
    opened(page, book, "n=3&beta=4/5&G=8/5&ratio=9/8&a=9&view=map&quantity=Q")
    expect(page.get_by_label("spillover, as a number")).to_have_value("0.8")
    assert page.get_by_role("radio", name="Map").is_checked()
    page.get_by_label("number of firms, as a number").fill("5")
    expect(page).to_have_url(re.compile(r"[?&]n=5"))
    page.get_by_role("button", name="Reset").click()
    expect(page).not_to_have_url(re.compile("beta"))
    expect(page.get_by_label("number of firms, as a number")).to_have_value("4")


def test_the_ledger_leads_to_a_point_where_a_claim_fails(page: Page, book: str) -> None:
    opened(page, book, "view=claims")
    page.get_by_role("button", name="show me where it fails (4.2-monopoly-output)").click()
    chosen = page.locator(".explorer-claims tr.chosen")
    expect(chosen).to_contain_text("fails here")
    expect(page.locator(".explorer-claim")).to_contain_text(SHOWN["4.2-monopoly-output"].finding)
    page.get_by_role("combobox").select_option("5.3-competition|holds")
    expect(chosen).to_contain_text("holds here")
    page.get_by_role("combobox").select_option("4.1-Q|holds")
    expect(chosen).to_contain_text("this order here")
    expect(page.locator(".explorer-claims caption")).to_contain_text(f"{len(SHOWN)} claims")


CLAIMS = [claim.id for claim in SHOWN.values() if claim.verdict in (Verdict.REFUTED, Verdict.SHARPENED)]
TOP = "e => { const { top, bottom } = e.getBoundingClientRect(); return [top, bottom]; }"
SEGMENTS = """() => [...document.querySelectorAll(".explorer-where rect.where")].map(bar => ({
  word: bar.classList[1], from: Number(bar.getAttribute("x")), to: Number(bar.getAttribute("x")) + Number(bar.getAttribute("width")),
}))"""


def test_every_refuted_and_every_sharpened_claim_has_a_link_worth_sending(page: Page, book: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    opened(page, book)
    view = page.locator(".explorer-claim")
    expect(view).to_be_hidden()
    for id in CLAIMS:
        page.evaluate("id => { location.hash = `claim=${id}`; }", id)
        expect(view.locator(".claim-badge")).to_have_text(f"{SHOWN[id].verdict.value} {id}")
        expect(view.get_by_role("heading")).to_have_text(SHOWN[id].statement)
        expect(view).to_contain_text(SHOWN[id].finding)
        expect(view.locator(".formula math")).to_have_count(1 if SHOWN[id].asserted is not None else 0)
        proof = view.get_by_role("link", name="See the proof")
        expect(proof).to_have_attribute("href", re.compile(f"#{make_id('claim-' + id)}$"))
        assert -1 <= view.evaluate(TOP)[0] < 120, id
        if id in ELSEWHERE:
            expect(view.locator(".explorer-here")).to_contain_text("does not draw")
            expect(view.get_by_role("slider")).to_have_count(0)
            continue
        expect(view.locator(".explorer-here strong")).to_have_class("fails")
        segments = page.evaluate(SEGMENTS)
        assert "fails" in {segment["word"] for segment in segments}, id
        here = page.locator(".explorer-where .here").get_attribute("d") or ""
        place = float(here[1:].partition(",")[0])
        assert any(segment["from"] - 1 <= place <= segment["to"] + 1 for segment in segments if segment["word"] == "fails"), id
    assert problems == []


def test_a_link_is_followed_though_the_last_case_settles_at_that_moment(page: Page, book: str) -> None:
    opened(page, book)
    page.evaluate("() => { location.hash = 'claim=4.2-profit-low'; document.querySelector('.explorer').explorer.settle(); }")
    expect(page.locator(".explorer-claim .claim-badge")).to_have_text("Refuted 4.2-profit-low")


def test_a_slider_shows_where_a_claim_fails(page: Page, book: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{book}{PAGE}#claim=4.2-profit-low")
    view = page.locator(".explorer-claim")
    expect(view.locator(".explorer-here")).to_have_text("Fails here.")
    expect(page.locator(".explorer-choice input[value=profit]")).to_be_checked()
    assert -1 <= view.evaluate(TOP)[0] < 120
    view.get_by_role("slider", name="spillover").fill("0.6")
    expect(view.locator(".explorer-here")).to_contain_text("Does not apply")
    expect(page).to_have_url(re.compile(r"\?claim=4.2-profit-low&beta=0.6$"))
    page.reload()
    expect(view.locator(".explorer-here")).to_contain_text("Does not apply")
    view.get_by_role("button", name="Back to where it fails").click()
    expect(view.locator(".explorer-here")).to_have_text("Fails here.")
    view.get_by_role("button", name="Leave the claim").click()
    expect(view).to_be_hidden()


SENTENCES = """async () => {
  const script = document.querySelector("script[src*='explorer/main.js']").src;
  const load = name => import(new URL(name, script));
  const { sentence } = await load("readout.js");
  const { START } = await load("state.js");
  return [{}, { beta: 0.5, G: 4 }, { n: 3, beta: 0.5, G: 1, a: 1.5 }, { beta: 0.9 }].map(patch => sentence({ ...START, ...patch }));
}"""


def test_a_sentence_says_what_holds(page: Page, book: str) -> None:
    opened(page, book)
    first, level, same, none = page.evaluate(SENTENCES)
    assert first == (
        "No cooperation does the most research, produces the most and brings the highest welfare, but full cooperation earns the most."
    )
    assert "no cooperation and R&D cooperation produce the most" in level
    assert same.endswith(", but all three produce the same.")
    assert none == "Full cooperation (nonnegative unit cost fails) has no solution here, so the three cannot be compared."
    expect(page.locator(".explorer-sentence")).to_have_text(first)
    expect(page.locator(".explorer-key")).to_contain_text("above it, full cooperation does more R&D than no cooperation")


def test_every_sentence_is_true_of_the_package(page: Page, book: str) -> None:
    """Who does the most of what, at random points, as the sentence has it."""
    page.goto(book + PAGE)
    points = drawn()
    said = page.evaluate(SAID, points)
    told: Counter[str] = Counter()
    for point, text in zip(points, said, strict=True):
        exact = {name: Fraction(value) for name, value in point.items()} | {
            "b": Fraction(1),
            "gamma": Fraction(point["b"] * point["gamma"]),
        }
        missing = [regime for regime in Regime if not all(c.holds for c in evaluation.conditions(regime, exact))]
        if missing:
            assert "cannot be compared" in text
            assert all(regime.label in text.lower().replace("r&d", "R&D") for regime in missing), text
            continue
        outcomes = {regime: evaluation.outcome(regime, exact) for regime in Regime}
        for name, deed in DEEDS.items():
            best = max(Regime, key=lambda regime, name=name: outcomes[regime][name])
            (part,) = [part for part in re.split("; |, but ", text.rstrip(".")) if deed in part]
            assert part.lower().startswith(best.label.lower()), (text, name)
            told[name] += 1
    assert min(told[name] for name in DEEDS) > 50


DEEDS = {"x": "does the most research", "Q": "produces the most", "profit": "earns the most", "welfare": "brings the highest welfare"}
SAID = """async points => {
  const script = document.querySelector("script[src*='explorer/main.js']").src;
  const load = name => import(new URL(name, script));
  const { sentence } = await load("readout.js");
  const { START } = await load("state.js");
  return points.map(({ n, a, A, b, beta, gamma }) => sentence({ ...START, n, a, ratio: a / A, G: b * gamma, beta }));
}"""


@pytest.mark.cases(1)
@pytest.mark.parametrize(("width", "height"), [(360, 700), (768, 1024), (1440, 900)])
def test_the_picture_comes_first_and_stays_in_sight_while_the_controls_move(width: int, height: int, page: Page, book: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, book)
    stage = page.locator(".explorer-stage")
    first = page.locator(".explorer-panel").first
    assert stage.evaluate(TOP)[0] < height / 2
    assert stage.evaluate(TOP)[1] <= first.evaluate(TOP)[0]
    for name in ("spillover", "number of firms", "cost of R&D, G = bγ"):
        slider = page.get_by_role("slider", name=name)
        slider.evaluate("e => scrollBy(0, e.getBoundingClientRect().bottom - innerHeight + 8)")
        top, bottom = stage.evaluate(TOP)
        at = slider.evaluate(TOP)
        assert top >= 40, name
        assert bottom <= at[0], name
        assert at[1] <= height, name
    expect(page.get_by_role("slider", name="choke price, with b = 1")).to_be_hidden()
    page.get_by_text(re.compile("^More: ")).click()
    expect(page.get_by_role("slider", name="choke price, with b = 1")).to_be_visible()


@pytest.mark.cases(1)
@pytest.mark.parametrize("width", [360, 1440])
def test_a_story_sets_the_controls_step_by_step(width: int, page: Page, book: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, book)
    stories = page.locator("article ol:has(a.explorer-case)")
    assert stories.count() == 3
    stories.nth(0).locator("a.explorer-case").nth(0).click()
    step = page.locator(".explorer-steps")
    expect(step).to_contain_text("Step 1 of 3")
    expect(step).to_contain_text("Two of the three dots lie on one another")
    expect(page.get_by_label("spillover, as a number")).to_have_value("0.5")
    assert step.evaluate(TOP)[0] < 800
    assert page.locator(".explorer-stage").evaluate(TOP)[0] >= 0
    step.get_by_role("button", name="Next").click()
    expect(step).to_contain_text("Step 2 of 3")
    expect(page.get_by_label("spillover, as a number")).to_have_value("0.2")
    step.get_by_role("button", name="Back").click()
    expect(page.get_by_label("spillover, as a number")).to_have_value("0.5")
    stories.nth(2).locator("a.explorer-case").nth(1).click()
    expect(page.locator(".explorer-sentence")).to_contain_text("Best responses fall")
    step.get_by_role("button", name="Leave").click()
    expect(step).to_be_hidden()


def test_what_is_typed_is_checked_and_said(page: Page, book: str) -> None:
    opened(page, book)
    field = page.get_by_label("spillover, as a number")
    field.fill("1.2")
    assert field.get_attribute("aria-invalid") == "true"
    assert "above 0 and below 1" in page.locator(".explorer").inner_text()
    field.fill("2/3")
    assert field.get_attribute("aria-invalid") is None
    expect(page.locator(".explorer-live")).to_contain_text("spillover 0.6667")
    said = page.locator(".explorer-live").inner_text()
    assert "full cooperation has no solution" not in said
    assert "R&D per firm: full cooperation" in said


def test_the_arrow_keys_move_a_parameter(page: Page, book: str) -> None:
    opened(page, book, "n=2")
    page.get_by_role("slider", name="number of firms").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("number of firms, as a number")).to_have_value("3")


LOOKS = [(query, theme) for query in ("claim=4.2-welfare", *(f"view={view}&beta=0.7" for view in VIEWS)) for theme in ("light", "dark")]


@pytest.mark.cases(1)
@pytest.mark.parametrize(("query", "theme"), LOOKS)
def test_everyone_can_use_it(page: Page, book: str, query: str, theme: str) -> None:
    opened(page, book, query)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    page.locator(".explorer-more > summary").click(force=True)
    page.evaluate(checks.AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("async () => (await axe.run('.explorer')).violations.map(({ id, nodes }) => [id, nodes[0].html])")
    assert violations == []


@pytest.mark.cases(1)
@pytest.mark.parametrize("query", ["claim=4.2-welfare", *(f"view={view}&n=3&axis=n" for view in VIEWS)])
def test_it_fits_a_telephone(page: Page, book: str, query: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    opened(page, book, query)
    layout = page.evaluate(checks.LAYOUT)
    assert layout["width"] is None, layout
    assert layout["cut"] == []


def test_it_runs_under_a_strict_policy(page: Page, book: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)) if "/explorer/" in str(error.stack) else None)
    policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'"

    def with_policy(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route(f"**/{PAGE}*", with_policy)
    opened(page, book, "claim=4.2-welfare")
    for view in ("Map", "Best responses", "Claims"):
        page.get_by_role("radio", name=view).check(force=True)
    page.locator(".explorer-claims tr.chosen").wait_for()
    assert problems == []


def test_every_module_has_a_version_in_its_address(page: Page, book: str) -> None:
    with page.expect_response("**/explorer/d3.min.js*"):
        page.goto(book + PAGE, wait_until="networkidle")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(({ name }) => name)")
    modules = [address for address in loaded if "/explorer/" in address and ".js" in address and "main.js" not in address]
    assert len(modules) >= 10
    assert len({address.partition("?v=")[2] for address in modules}) == 1
    assert all("?v=" in address for address in modules)


def test_without_scripts_the_still_pictures_stand_open(browser: Any, book: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book + PAGE)
    assert page.locator(".tag_still img").count() == 3
    assert page.locator(".tag_still img").first.is_visible()
    assert "needs the scripts" in page.locator(".explorer").inner_text()
    context.close()


def test_it_runs_from_a_file(page: Page) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{(checks.built(checks.BOOK) / PAGE).as_uri()}?claim=4.2-welfare&view=map")
    page.locator(".explorer.ready .explorer-stage svg").wait_for()
    page.locator(".explorer-panel").get_by_label("number of firms, as a number").fill("6")
    expect(page.locator(".explorer-live")).to_contain_text("number of firms 6")
    page.get_by_role("radio", name="Claims").check(force=True)
    expect(page.locator(".explorer-claims a").first).to_have_attribute("href", re.compile(r"^file:.*verdicts/ledger.html#claim-1-rivals$"))
    assert problems == []
