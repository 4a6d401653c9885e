/* One quantity in the three regimes against the spillover, the number of firms or the cost of R&D. */
import { quantities, threshold } from "./formulas.js";
import { REGIMES, change, failing, value } from "./model.js";
import { PARAMETERS, parameters } from "./state.js";
import { apart, capital, digits } from "./plain.js";
import { axis as drawAxis, d3, draggable, markers, resize, sheet, words } from "./svg.js";

const NAMES = { beta: "spillover 𝛽", n: "number of firms 𝑛", G: "cost of R&D 𝐺 = 𝑏𝛾" };
const ROW = 27;
const SAMPLES = {
  beta: d3.range(0.005, 0.9951, 0.005),
  n: d3.range(2, 51),
  G: d3.range(0, 161).map((i) => 0.05 * 2000 ** (i / 160)),
};

/** Lines of a quantity, NaN where there is no solution, with the places where a solution begins and ends put in. */
export function lines(state) {
  const at = (place) => parameters({ ...state, [state.axis]: place });
  return REGIMES.map((mode) => {
    const obstacle = (place) => failing(mode, at(place))[0] ?? "";
    const places = SAMPLES[state.axis].map((place) => ({ place, name: obstacle(place) }));
    const refined = state.axis === "n" ? places : places.flatMap((here, i) => {
      const before = places[i - 1];
      if (!before || before.name === here.name) return [here];
      return [...change(obstacle, before.place, here.place).map((place) => ({ place, name: obstacle(place) })), here];
    });
    return refined.map(({ place, name }) => ({ place, name, size: value(mode, state.quantity, at(place)) }));
  });
}

/** Stretches of a line over which the same condition fails, or none. */
export function stretches(line) {
  const found = [];
  for (const { place, name } of line) {
    if (found.at(-1)?.name !== name) found.push({ name, from: found.at(-1)?.to ?? place, to: place });
    found.at(-1).to = place;
  }
  return found;
}

export function curves(box, changed) {
  const { svg, hatch, layer } = sheet(box);
  const [marks, strip, paths, axes, dots, labels] = ["marks", "strip", "paths", "axes", "dots", "labels"].map(layer);
  let across = null;
  let axis = "beta";
  draggable(svg, (x) => {
    const { min, max } = PARAMETERS[axis];
    const place = Math.min(max, Math.max(min, across.invert(x)));
    changed({ [axis]: axis === "n" ? Math.round(place) : Number(place.toPrecision(3)) });
  });

  return function draw(state, width, room = Infinity) {
    axis = state.axis;
    const narrow = width < 520;
    const margin = { top: 44, right: narrow ? 84 : 128, left: 46 };
    const row = room < 420 ? 22 : ROW;
    const floor = Math.max(130, Math.min(narrow ? 280 : 330, room - margin.top - 12 - 3 * row - 44)) + margin.top;
    const bottom = floor + 12 + 3 * row;
    resize(svg, width, bottom + 44);
    const found = lines(state);
    const sizes = found.flat().map(({ size }) => size).filter(Number.isFinite);
    const ends = [SAMPLES[axis][0], SAMPLES[axis].at(-1)];
    across = (axis === "G" ? d3.scaleLog() : d3.scaleLinear()).domain(axis === "beta" ? [0, 1] : ends).range([margin.left, width - margin.right]);
    const up = d3.scaleLinear().domain([Math.min(0, ...sizes), Math.max(...sizes, 1e-9) * 1.04]).range([floor, margin.top]);
    const right = across.range()[1];

    const spots = axis === "beta" ? [["½", 0.5], [`𝑇(${state.n})`, threshold(...parameters(state))]] : [];
    marks.selectAll("line").data(spots).join("line").attr("class", "mark")
      .attr("x1", (d) => across(d[1])).attr("x2", (d) => across(d[1])).attr("y1", margin.top - 4).attr("y2", floor);

    drawAxis(axes, "x", d3.axisBottom(across).ticks(narrow ? 4 : 6, axis === "G" ? "~g" : undefined), 0, bottom);
    drawAxis(axes, "y", d3.axisLeft(up).ticks(4), margin.left - 8, 0);

    const path = d3.line().defined((d) => Number.isFinite(d.size)).x((d) => across(d.place)).y((d) => up(d.size));
    paths.selectAll("path").data(found).join("path").attr("class", (d, i) => `line ${REGIMES[i].key}`).attr("d", path);

    const last = found.map((line) => line.findLast(({ size }) => Number.isFinite(size)));
    const seen = last.flatMap((end, i) => (end ? [{ ...end, i }] : []));
    const heights = apart(seen.map(({ size }) => up(size)), narrow ? 31 : 19, floor);
    const title = capital(quantities.find(({ key }) => key === state.quantity).word);
    words(labels, [
      { x: margin.left - 8, y: 16, text: title, kind: "title" },
      ...markers(spots, across, margin.top - 8),
      ...seen.map((end, i) => ({
        x: across(end.place) + 8, y: heights[i] + (narrow ? -3 : 5), kind: `halo ${REGIMES[end.i].key}`,
        text: narrow ? REGIMES[end.i].label.replace(" ", "\n") : REGIMES[end.i].label,
      })),
      ...(narrow ? [] : [{ x: right + 8, y: floor + 12 + 1.5 * row - 4, text: "where it\nhas a solution", kind: "small muted" }]),
      { x: right, y: bottom + 38, text: NAMES[axis], anchor: "end" },
      ...exists(found, across, floor + 12, narrow, row),
    ]);
    const bars = found.flatMap((line, i) => stretches(line).map((stretch) => ({ ...stretch, i })));
    strip.selectAll("rect").data(bars).join("rect")
      .attr("class", (d) => (d.name ? "missing" : `exists ${REGIMES[d.i].key}`)).attr("fill", (d) => (d.name ? hatch : null))
      .attr("x", (d) => across(d.from)).attr("width", (d) => Math.max(0, across(d.to) - across(d.from)))
      .attr("y", (d) => floor + 12 + d.i * row + (d.name ? 2 : row < ROW ? row - 7 : row - 10)).attr("height", (d) => (d.name ? row - 5 : row < ROW ? 4 : 5));

    const here = across(state[axis]);
    const points = REGIMES.map((mode) => ({ key: mode.key, size: value(mode, state.quantity, parameters(state)) })).filter(({ size }) => Number.isFinite(size));
    marks.selectAll("path").data([here]).join("path").attr("class", "here").attr("d", `M${here},${margin.top + 8}V${bottom}`);
    dots.selectAll("circle").data(points).join("circle").attr("class", (d) => `dot ${d.key}`).attr("r", 5.5).attr("cx", here).attr("cy", (d) => up(d.size));
  };
}

/** The names of the conditions that fail: in the hatching where there is room, else beside it with an arrow; the longest stretch first. */
function exists(found, across, top, narrow, row) {
  const [first, last] = across.range();
  const edge = narrow ? last + 76 : last;
  return found.flatMap((line, i) => {
    const taken = [];
    const missing = stretches(line).filter(({ name }) => name).sort((one, other) => across(other.to) - across(other.from) - across(one.to) + across(one.from));
    return missing.flatMap(({ name, from, to }) => {
      const [left, right] = [across(from), across(to)];
      const begins = left <= first + 4;  // at the left edge, so that the name stands to the right of the hatching, and an arrow leads back
      const plain = `${name} fails`;
      const inside = plain.length * 6.1 < right - left;
      const text = inside ? plain : begins ? `← ${plain}` : `${plain} →`;
      const length = text.length * 6.1;
      const begin = inside ? (left + right - length) / 2 : Math.max(first - 2, Math.min(begins ? right + 3 : left - 3 - length, edge - length));
      if (begin + length > edge + 4 || taken.some(([one, other]) => begin < other + 8 && begin + length > one - 8)) return [];
      taken.push([begin, begin + length]);
      return [{ x: begin + length / 2, y: top + i * row + (row < ROW ? 11 : inside ? 17 : 12), text, kind: "small halo", anchor: "middle" }];
    });
  });
}

/** The numbers of the drawing, for a table. */
export function table(state) {
  const places = SAMPLES[state.axis].filter((place, i, all) => i % Math.ceil(all.length / 13) === 0);
  const rows = places.map((place) => [digits(place), ...REGIMES.map((mode) => digits(value(mode, state.quantity, parameters({ ...state, [state.axis]: place }))))]);
  return { head: [PARAMETERS[state.axis].word, ...REGIMES.map(({ label }) => label)], rows };
}
