/* The claim that was chosen, above the picture: its words, its verdict, and a slider along which one sees where it fails. */
import { claims as ledger } from "./formulas.js";
import { entry, told } from "./claims.js";
import { sliders } from "./controls.js";
import { PARAMETERS, caseOf, stretchesOf } from "./state.js";
import { d3, resize, sheet, words } from "./svg.js";

const THUMB = 8;  // pixels from the end of a slider to the middle of its thumb
const WORDS = { holds: "holds", fails: "fails", idle: "does not apply", elsewhere: "does not apply" };

export function chosen(box, changed) {
  const root = d3.select(box).attr("hidden", "");
  const first = root.append("p").attr("class", "explorer-source");
  const badge = first.append("a").append("span");
  const section = first.append("span");
  const title = root.append("h2");
  const finding = root.append("p");
  const gloss = root.append("p").attr("class", "explorer-gloss");
  const formula = root.append("div").attr("class", "formula").attr("tabindex", 0).attr("role", "group").attr("aria-label", "what is tested");
  const here = root.append("p").attr("class", "explorer-here").attr("role", "status");
  const drawn = root.append("div").attr("class", "explorer-where");
  const strip = drawn.append("div").node();
  const rows = drawn.append("div").node();
  const draw = where(strip, rows);
  const last = root.append("p").attr("class", "explorer-foot");
  const proof = last.append("a").text("See the proof");
  const back = last.append("button").attr("type", "button").text("Back to where it fails").on("click", () => changed({ claim: shown.claim, shows: shown.shows }));
  last.append("button").attr("type", "button").text("Leave the claim").on("click", () => changed({ claim: "", shows: "" }));
  let shown = {};
  let show = () => {};

  return function tell(state) {
    const claim = ledger.find(({ id }) => id === state.claim);
    root.property("hidden", !claim);
    if (!claim) return;
    const point = caseOf(claim.id, state.shows);
    const drawable = claim.points.length > 0;
    if (shown.claim !== claim.id || shown.shows !== state.shows) {
      badge.attr("class", `claim-badge claim-${claim.verdict.toLowerCase()}`).text(`${claim.verdict} ${claim.id}`);
      for (const link of [badge.select(function parent() { return this.parentNode; }), proof]) link.attr("href", entry(claim));
      section.text(claim.section.startsWith("§") ? `${claim.section} of the paper says:` : claim.section);
      title.text(claim.statement);
      finding.text(claim.finding);
      gloss.text(claim.gloss ? `What is tested: ${claim.gloss[0].toLowerCase()}${claim.gloss.slice(1)}` : "What is tested:");
      formula.html(claim.formula);
      for (const part of [gloss, formula]) part.property("hidden", !claim.formula);
      back.text(state.shows === "fails" || !state.shows ? "Back to where it fails" : "Back to its case");
      rows.replaceChildren();
      show = drawable ? sliders(rows, [point.moved], changed) : () => {};
      shown = { claim: claim.id, shows: state.shows };
    }
    drawn.property("hidden", !drawable);
    back.property("hidden", !drawable);
    here.html(drawable ? told(claim, state) : "It speaks of a market, or of a choice, that the explorer does not draw.");
    if (drawable) draw(claim, state, point.moved);
    show(state);
  };
}

/** A strip over the slider: where the claim holds, fails, or does not apply as that parameter moves and all else stays. */
function where(box, rows) {
  const { svg, hatch, layer } = sheet(box);
  const [bars, labels, marks] = ["bars", "labels", "marks"].map(layer);
  return function draw(claim, state, name) {
    const { log, min, max } = PARAMETERS[name];
    const slider = rows.querySelector("input[type='range']");
    const [left, right] = [THUMB, slider.offsetWidth - THUMB];
    const across = (log ? d3.scaleLog() : d3.scaleLinear()).domain([min, max]).range([left, right]);
    resize(svg, slider.offsetWidth, 40);
    const found = stretchesOf(claim, state, name);
    bars.selectAll("rect").data(found).join("rect").attr("class", ({ word }) => `where ${word}`).attr("fill", ({ word }) => (word === "holds" || word === "fails" ? null : hatch))
      .attr("x", ({ from }) => across(from)).attr("width", ({ from, to }) => Math.max(2, across(to) - across(from))).attr("y", 20).attr("height", 14);
    words(labels, found.map(({ word, from, to }) => ({ word, room: across(to) - across(from), x: (across(from) + across(to)) / 2, y: 14, text: WORDS[word], anchor: "middle", kind: `small ${word}` }))
      .filter(({ room, text }) => room > text.length * 6.5));
    marks.selectAll("path").data([across(state[name])]).join("path").attr("class", "here").attr("d", (x) => `M${x},16V38`);
  };
}
