/* Best responses in R&D without cooperation, and where responding to one another leads after an error. */
import { reply } from "./formulas.js";
import { REGIMES, failing } from "./model.js";
import { parameters } from "./state.js";
import { digits } from "./plain.js";
import { axis, d3, resize, sheet, words } from "./svg.js";

const STEPS = 14;
const [NON] = REGIMES;

/** Slope and intercept of the best response, the equilibrium, and the path of responses after an error. */
export function play(state) {
  const p = parameters(state);
  const start = reply(...p, 0);
  const slope = reply(...p, 1) - start;
  const concave = !failing(NON, p).includes(NON.conditions[0].name);
  const meet = start / (1 - slope);
  const stable = concave && Math.abs(slope) < 1;
  const path = [meet * (stable ? 1.8 : 1.1)];
  while (path.length < STEPS) path.push(start + slope * path.at(-1));
  return { start, slope, concave, meet, stable, path };
}

export function replies(box) {
  const { svg, layer } = sheet(box);
  const [paths, axes, dots, labels] = ["paths", "axes", "dots", "labels"].map(layer);

  return function draw(state, width, room = Infinity) {
    const two = state.n === 2;
    const side = Math.min(width - 66, 400, Math.max(180, room - 92));
    const left = 54;
    const [top, bottom] = [46, 46 + side];
    const { start, slope, concave, meet, path } = play(state);
    const most = concave && meet > 0 ? 2 * meet : Math.max(2 * Math.abs(start), 1e-9);
    resize(svg, width, bottom + 46);
    const across = d3.scaleLinear([0, most], [left, left + side]);
    const up = d3.scaleLinear([0, most], [bottom, top]);
    const at = (x) => start + slope * x;
    const line = (points) => `M${points.map(([x, y]) => `${across(x)},${up(y)}`).join("L")}`;
    const ends = d3.range(0, 65).map((i) => (i / 64) * most);
    const shown = ends.map((x) => [x, at(x)]).filter(([, y]) => y >= 0 && y <= most);
    const other = two ? shown.map(([x, y]) => [y, x]) : [[0, 0], [most, most]];
    const corners = [];
    for (let i = 0; i + 1 < path.length; i += 1) {
      if (two) corners.push(i % 2 ? [path[i + 1], path[i]] : [path[i], path[i + 1]]);
      else corners.push([path[i], path[i + 1]], [path[i + 1], path[i + 1]]);
    }
    const away = corners.findIndex((corner) => corner.some((x) => x < 0 || x > most));
    const inside = [[path[0], two ? path[0] : 0], ...corners].slice(two ? 1 : 0, away < 0 ? undefined : away + (two ? 0 : 1));
    paths.selectAll("path").data(concave ? [line(shown), line(other), inside.length > 1 ? line(inside) : ""] : [])
      .join("path").attr("class", (d, i) => ["line non", two ? "line non second" : "mark", "path"][i]).attr("d", (d) => d);
    axis(axes, "x", d3.axisBottom(across).ticks(4), 0, bottom);
    axis(axes, "y", d3.axisLeft(up).ticks(4), left, 0);
    dots.selectAll("circle").data(concave ? [...inside.map((corner) => [...corner, 2.5, "step"]), [meet, meet, 6, "dot point"]] : [])
      .join("circle").attr("class", (d) => d[3]).attr("cx", (d) => across(d[0])).attr("cy", (d) => up(d[1])).attr("r", (d) => d[2]);
    const [end, otherEnd] = [shown, other].map((points) => points.reduce((most, each) => (each[0] > most[0] ? each : most), [0, 0]));
    const beyond = left + side + 10;
    const wide = width > left + side + 150;
    words(labels, [
      ...(concave && wide ? [
        { x: across(end[0]) + 10, y: up(end[1]) + 5, text: two ? "best response, firm 2" : "best response", kind: "non" },
        two ? { x: across(otherEnd[0]) + 10, y: Math.min(up(otherEnd[1]) + 5, bottom - 9), text: "best response, firm 1", kind: "non" }
          : { x: beyond, y: top + 5, text: "all do the same", kind: "muted" },
      ] : []),
      { x: 8, y: 16, text: concave ? title(state) : "No best response: more R&D always pays", kind: "title" },
      { x: 8, y: top - 10, text: two ? "R&D of firm 2" : "R&D of a firm", kind: "small" },
      { x: left + side, y: bottom + 38, text: two ? "R&D of firm 1" : "R&D of each other firm", anchor: "end" },
    ]);
  };
}

/** What the drawing says. */
export function title(state) {
  const { slope, stable } = play(state);
  const kind = slope > 0 ? "Best responses rise" : slope < 0 ? "Best responses fall" : "Best responses are constant";
  return `${kind} (slope ${digits(slope)}): ${stable ? "stable" : "not stable"}`;
}

/** The numbers of the drawing, for a table. */
export function table(state) {
  return { head: ["reply", "R&D"], rows: play(state).path.map((x, i) => [String(i), digits(x)]) };
}
