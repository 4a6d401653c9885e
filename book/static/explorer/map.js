/* A map of the plane of spillover and cost of R&D, or of spillover and number of firms: which regime leads. */
import { quantities, threshold } from "./formulas.js";
import { REGIMES, failing } from "./model.js";
import { overCosts, overFirms } from "./regions.js";
import { PARAMETERS, parameters } from "./state.js";
import { digits } from "./plain.js";
import { axis, d3, draggable, half, resize, sheet, words } from "./svg.js";

const NOBODY = -1;
const LEADERS = [NOBODY, 0, 1, 2];

export function map(box, changed) {
  const { svg, hatch, layer } = sheet(box);
  const [regions, edges, marks, axes, labels] = ["regions", "edges", "marks", "axes", "labels"].map(layer);
  let scales = null;
  const halves = {};
  /** Half the width of a regime's name; slides set it larger. */
  const halfOf = (lead) => {
    const { label } = REGIMES[lead];
    halves[label] ||= half(labels, "strong", label);
    return Math.max(halves[label], label.length * 4.3);
  };
  draggable(svg, (x, y) => {
    const kept = (name, value) => Math.min(PARAMETERS[name].max, Math.max(PARAMETERS[name].min, value));
    const place = scales.up.invert(y);
    const upward = scales.firms ? { n: kept("n", Math.round(place)) } : { G: Number(kept("G", place).toPrecision(3)) };
    changed({ beta: Number(kept("beta", scales.across.invert(x)).toPrecision(3)), ...upward });
  });

  return function draw(state, width, space = Infinity) {
    const firms = state.axis === "n";
    const margin = { top: 58, right: 14, bottom: 44, left: 46 };
    const height = Math.round(Math.min(460, Math.max(330, width * 0.66), Math.max(260, space)));
    resize(svg, width, height);
    const across = d3.scaleLinear([0, 1], [margin.left, width - margin.right]);
    const span = firms ? [2, 50] : reach(state);
    const up = (firms ? d3.scaleLinear([1.5, 50.5], [height - margin.bottom, margin.top]) : d3.scaleLog(span, [height - margin.bottom, margin.top]));
    scales = { across, up, firms };
    const found = firms ? overFirms(state, span) : overCosts(state, span);

    regions.selectAll("path").data(LEADERS).join("path")
      .attr("class", (lead) => (lead === NOBODY ? "missing" : `region ${REGIMES[lead].key}`)).attr("fill", (lead) => (lead === NOBODY ? hatch : null))
      .attr("d", (lead) => (firms ? bands(found, lead, across, up) : areas(found, lead, across, up)));
    const [bottom, top] = up.range();
    const T = firms ? d3.line().x((n) => across(threshold(...parameters({ ...state, n })))).y((n) => up(n))(d3.range(2, 51))
      : `M${across(threshold(...parameters(state)))},${bottom}V${top}`;
    edges.selectAll("path").data([...(firms ? [] : [levels(found, across, up)]), T, `M${across(0.5)},${bottom}V${top}`])
      .join("path").attr("class", (d, i) => (firms || i ? "mark" : "edge")).attr("d", (d) => d);

    axis(axes, "x", d3.axisBottom(across).ticks(6), 0, bottom);
    axis(axes, "y", firms ? d3.axisLeft(up).tickValues([2, 10, 20, 30, 40, 50]) : d3.axisLeft(up).ticks(5, "~g"), margin.left, 0);
    const here = [across(state.beta), up(firms ? state.n : state.G)];
    marks.selectAll("path").data([here]).join("path").attr("class", "here").attr("d", ([x, y]) => `M${x},${bottom}V${top}M${margin.left},${y}H${width - margin.right}`);
    marks.selectAll("circle").data([here]).join("circle").attr("class", "dot point").attr("r", 6).attr("cx", (d) => d[0]).attr("cy", (d) => d[1]);

    const atT = across(threshold(...parameters(firms ? { ...state, n: 50 } : state)));
    words(labels, [
      { x: 8, y: 16, text: `Who has the largest ${quantities.find(({ key }) => key === state.quantity).word}?`, kind: "title" },
      { x: 8, y: margin.top - 10, text: firms ? "firms 𝑛" : "cost of R&D 𝐺", kind: "small" },
      { x: Math.max(atT + 3, firms ? 70 : 96), y: margin.top - 8, text: firms ? "𝑇(𝑛)" : `𝑇(${state.n})`, kind: "small", anchor: atT > 130 ? "end" : "start" },
      { x: across(0.5) - 3, y: margin.top - 8, text: "½", kind: "small" },
      { x: width - margin.right, y: height - 6, text: "spillover 𝛽", anchor: "end" },
      ...names(found, state, scales, width - margin.right, halfOf),
    ]);
  };
}

/** Costs of R&D worth showing: the usual ones, and that of the state. */
const reach = ({ n, G }) => [Math.min(0.2, G / 1.5), Math.max(10, 2 * n, G * 1.5)];

/** The part of the plane where a regime leads, column by column. */
function areas(columns, lead, across, up) {
  const most = Math.max(0, ...columns.map(({ parts }) => parts.filter((part) => part.lead === lead).length));
  const area = d3.area().defined((d) => d.part).x((d) => across(d.place)).y0((d) => up(d.part.from)).y1((d) => up(d.part.to));
  return d3.range(most).map((k) => area(columns.map(({ place, parts }) => ({ place, part: parts.filter((part) => part.lead === lead)[k] })))).join("");
}

/** The same, row by row. */
function bands(rows, lead, across, up) {
  return rows.flatMap(({ place, parts }) => parts.filter((part) => part.lead === lead).map(({ from, to }) => (
    `M${across(from)},${up(place - 0.5)}H${across(to)}V${up(place + 0.5)}H${across(from)}Z`))).join("");
}

/** The curves on which two regimes are level, where they lead on its two sides. */
function levels(columns, across, up) {
  const line = d3.line().defined((d) => d.at).x((d) => across(d.place)).y((d) => up(d.at));
  const pairs = [[0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]];
  return pairs.map(([below, above]) => line(columns.map(({ place, parts }) => ({
    place, at: parts.find(({ lead }, i) => lead === below && parts[i + 1]?.lead === above)?.to,
  })))).join("");
}

/** Each region's name inside it; above the map where there is no room. */
function names(found, state, scales, right, halfOf) {
  const here = LEADERS.filter((lead) => found.some(({ parts }) => parts.some((part) => part.lead === lead)));
  const homeless = here.filter((lead) => lead !== NOBODY && !room(found, lead, scales, halfOf(lead)));
  return here.filter((lead) => !homeless.includes(lead)).flatMap((lead) => inside(found, lead, state, scales, halfOf))
    .concat(homeless.map((lead, i) => ({ x: right, y: (right < 480 ? 34 : 16) + 17 * i, text: REGIMES[lead].label, kind: `strong ${REGIMES[lead].key}`, anchor: "end" })));
}

function inside(found, lead, state, scales, halfOf) {
  if (lead !== NOBODY) {
    const { x, y } = room(found, lead, scales, halfOf(lead));
    return [{ x, y: y + 5, text: REGIMES[lead].label, kind: "strong", anchor: "middle" }];
  }
  const [wide, small] = [room(found, lead, scales, 100), room(found, lead, scales, 38)];
  const { x, y } = wide ?? small ?? {};
  if (x === undefined) return [];
  const upward = scales.firms ? { n: Math.round(scales.up.invert(y)) } : { G: scales.up.invert(y) };
  const text = wide ? missing({ ...state, beta: scales.across.invert(x), ...upward }) : "no solution";
  return [{ x, y: y + (wide ? -4 : 5), text, kind: "halo small", anchor: "middle" }];
}

/** The roomiest place in a region for words of some half width, if there is any. */
function room(found, lead, { across, up, firms }, half) {
  let best = null;
  const consider = (x, y, width, height) => {
    const score = Math.min(height, 160) * Math.min(width, 4 * half);
    if (height > 26 && width > 2 * half && score > (best?.score ?? 0)) best = { x, y, score };
  };
  const run = (part, i) => {  // how far the same leader is found at this height, to both sides
    const middle = firms ? (part.from + part.to) / 2 : Math.sqrt(part.from * part.to);
    const same = (j) => found[j]?.parts.some((other) => other.lead === lead && other.from <= middle && other.to >= middle);
    let [first, last] = [i, i];
    while (same(first - 1)) first -= 1;
    while (same(last + 1)) last += 1;
    return [middle, found[first].place, found[last].place];
  };
  found.forEach(({ place, parts }, i) => parts.filter((part) => part.lead === lead).forEach((part) => {
    const [middle, first, last] = run(part, i);
    if (firms) consider(across(middle), up(place), across(part.to) - across(part.from), 2 * Math.min(up(first) - up(place), up(place) - up(last)));
    else consider(across(place), up(middle), 2 * Math.min(across(place) - across(first), across(last) - across(place)), up(part.from) - up(part.to));
  }));
  return best;
}

/** Which regime is missing at a place, and the condition that fails. */
function missing(state) {
  const mode = REGIMES.find((each) => !each.admissible(...parameters(state)));
  return mode ? `${mode.label} has no solution\n(${failing(mode, parameters(state)).at(-1)})` : "";
}

/** The numbers of the drawing, for a table: where the leader changes. */
export function table(state) {
  const firms = state.axis === "n";
  const found = firms ? overFirms(state, [2, 50]) : overCosts(state, reach(state));
  const chosen = found.filter((_, i) => i % Math.ceil(found.length / 14) === 0);
  const label = (lead) => (lead === NOBODY ? "not all three exist" : REGIMES[lead].label);
  const rows = chosen.map(({ place, parts }) => [digits(place), parts.map(({ lead, from, to }) => `${digits(from)} to ${digits(to)}: ${label(lead)}`).join("; ")]);
  return { head: firms ? ["firms", "who leads, by spillover"] : ["spillover", "who leads, by cost of R&D"], rows };
}
