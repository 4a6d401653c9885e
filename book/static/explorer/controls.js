/* A range and a number for each parameter; choices as radio buttons; the ledger's points; native inputs throughout. */
import { claims, quantities } from "./formulas.js";
import { ask } from "./claims.js";
import { PARAMETERS, VIEWS, fault, number, plain } from "./state.js";
import { digits } from "./plain.js";
import { d3 } from "./svg.js";

let count = 0;
const unique = (name) => `explorer-${name}-${(count += 1)}`;
const place = ({ log }, value) => (log ? Math.log10(value) : value);

/** The sliders; `changed` is told which parameter got which value. */
export function sliders(box, names, changed) {
  const rows = names.map((name) => {
    const parameter = PARAMETERS[name];
    const [range, typed, error] = ["range", "number", "fault"].map(unique);
    const row = d3.select(box).append("div").attr("class", "explorer-row");
    const label = row.append("label").attr("for", range);
    label.append("i").text(parameter.symbol);
    label.append("span").text(parameter.word);
    const slider = row.append("input").attr("type", "range").attr("id", range).attr("min", place(parameter, parameter.min))
      .attr("max", place(parameter, parameter.max)).attr("step", parameter.log ? 0.005 : parameter.step);
    const field = row.append("input").attr("type", "text").attr("id", typed).attr("inputmode", "decimal").attr("autocomplete", "off")
      .attr("aria-label", `${parameter.word}, as a number`).attr("aria-describedby", error);
    const said = row.append("p").attr("id", error).attr("class", "explorer-fault").attr("role", "status");
    slider.on("input", () => changed({ [name]: chosen(parameter, Number(slider.property("value"))) }));
    field.on("input", () => {
      const wrong = fault(name, number(field.property("value")));
      field.attr("aria-invalid", wrong ? "true" : null);
      said.text(wrong);
      if (!wrong) changed({ [name]: number(field.property("value")) });
    });
    field.on("blur", () => { if (field.attr("aria-invalid")) show(last); });
    let last = NaN;
    function show(value) {
      last = value;
      slider.property("value", place(parameter, value)).attr("aria-valuetext", `${parameter.symbol} = ${digits(value)}`);
      if (document.activeElement === field.node() && Math.abs(number(field.property("value")) - value) < 1e-12) return;
      field.property("value", plain(value)).attr("aria-invalid", null);
      said.text("");
    }
    return { name, show };
  });
  return (state) => rows.forEach(({ name, show }) => show(state[name]));
}

/** The value at a place of a slider, rounded to what one would type. */
const chosen = ({ log }, at) => Number(log ? (10 ** at).toPrecision(3) : at.toPrecision(6));

/** Radio buttons that look like tabs. */
function choice(box, legend, name, options, changed) {
  const group = unique(name);
  const set = d3.select(box).append("fieldset").attr("class", `explorer-choice ${name}`);
  set.append("legend").text(legend);
  const items = set.selectAll("label").data(Object.entries(options)).join("label");
  items.append("input").attr("type", "radio").attr("name", group).attr("value", ([key]) => key).on("change", (event, [key]) => changed({ [name]: key }));
  items.append("span").text(([, text]) => text);
  return { set, show: (state) => items.select("input").property("checked", ([key]) => key === state[name]) };
}

/** What is looked at: the view, the quantity, the axis. */
export function choices(box, changed, fixed) {
  const drawn = Object.fromEntries(quantities.filter((each) => each.drawn).map(({ key, word }) => [key, word]));
  const view = fixed.view ? null : choice(box, "Show", "view", VIEWS, changed);
  const quantity = choice(box, "Quantity", "quantity", drawn, changed);
  const axis = choice(box, "Against", "axis", { beta: "spillover", n: "firms", G: "cost of R&D" }, changed);
  const only = choice(box, "Claims", "only", { all: "all", fails: "that fail here", holds: "that hold here" }, changed);
  return (state) => {
    [view, quantity, axis, only].forEach((each) => each?.show(state));
    quantity.set.property("hidden", !["curves", "map"].includes(state.view) || (fixed.view && fixed.quantity));
    axis.set.property("hidden", !["curves", "map"].includes(state.view) || (fixed.view && fixed.axis));
    only.set.property("hidden", state.view !== "claims");
    axis.set.select("legend").text(state.view === "map" ? "Spillover and" : "Against");
    axis.set.selectAll("label").property("hidden", ([key]) => state.view === "map" && key === "beta");
    if (state.view === "map" && state.axis === "beta") axis.set.selectAll("input").property("checked", ([key]) => key === "G");
  };
}

/** The points that the ledger brings along, by verdict, those first where a claim fails. */
export function presets(box, changed, reset) {
  const id = unique("preset");
  const row = d3.select(box).append("div").attr("class", "explorer-row explorer-preset");
  row.append("label").attr("for", id).text("Go to a claim of the ledger");
  const select = row.append("select").attr("id", id);
  select.append("option").attr("value", "").text("choose a claim");
  for (const kind of ["Refuted", "Sharpened", "Relabelled", "Proved"]) {
    const group = select.append("optgroup").attr("label", kind);
    claims.filter(({ verdict }) => verdict === kind).forEach((claim) => claim.points.forEach(({ shows }) => {
      group.append("option").attr("value", `${claim.id}|${shows}`).text(`${claim.id}: ${ask(claim, shows).replace("show me ", "").replace("show me: ", "")}`);
    }));
  }
  row.append("button").attr("type", "button").text("Reset").on("click", reset);
  select.on("change", () => {
    const [claim, shows] = select.property("value").split("|");
    if (claim) changed({ claim, shows });
  });
  return ({ claim, shows }) => select.property("value", claim ? `${claim}|${shows}` : "");
}

/** A story in steps: what a step says, and the way to the next and back. */
export function steps(box, taken) {
  const root = d3.select(box).attr("hidden", "").attr("role", "region").attr("aria-label", "What to look for");
  const head = root.append("p").attr("class", "explorer-foot");
  const place = head.append("span");
  const [back, next] = ["Back", "Next"].map((word) => head.append("button").attr("type", "button").text(word));
  head.append("button").attr("type", "button").text("Leave").on("click", () => root.attr("hidden", ""));
  const text = root.append("p").attr("aria-live", "polite").node();
  return function show(all, at) {
    root.attr("hidden", null);
    place.text(`Step ${at + 1} of ${all.length}`);
    [[back, at - 1], [next, at + 1]].forEach(([button, to]) => button.property("disabled", !all[to]).on("click", () => { show(all, to); taken(all[to]); }));
    text.replaceChildren(...all[at].cloneNode(true).childNodes);
    text.querySelectorAll("a.explorer-case").forEach((link) => link.replaceWith(...link.childNodes));
    text.querySelectorAll("p").forEach((part) => part.replaceWith(...part.childNodes));
  };
}
