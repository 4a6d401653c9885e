/* A figure of a chapter that moves: a range or two, curves or regions, and a sentence that says what holds where they stand.
   What is drawn, where it exists and what is said are functions that were printed from the package when the book was built. */
import { apart, capital, digits } from "./plain.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 300;
const [POINTS, ROWS, COLUMNS, HALVINGS] = [240, 200, 40, 8];
const SETTLED = 500;
const LETTER = 6.4;  // the width of a letter in a drawing
let count = 0;

/** A new element inside another, of its kind. */
function add(parent, name, attributes = {}, text = "") {
  const space = name === "svg" || parent.namespaceURI === SVG ? SVG : parent.namespaceURI;
  const element = document.createElementNS(space, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return parent.appendChild(element);
}

/** Words in a drawing with their letters as in the text: Greek ones, and one alone at the end. */
function lettered(parent, attributes, text) {
  const words = add(parent, "text", attributes);
  text.split(/([α-ω]|(?<= )[A-Za-z]$)/).forEach((part, i) => add(words, "tspan", i % 2 ? { class: "letter" } : {}, part));
}

/** Round numbers from low to high. */
function ticks(low, high, wanted) {
  const rough = (high - low) / wanted;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((each) => each * unit >= rough);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(9)));
}

/** Words over lines of so many letters. */
function wrapped(text, letters) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= letters) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) && " "}${word}`;
  }
  return lines;
}

class Moving {
  constructor(place, figure) {
    Object.assign(this, { place, figure, width: 0 });
    this.values = this.start = figure.sliders.map(({ start }) => start);
    const head = add(place, "div", { class: "moving-head" });
    add(head, "p", {}, capital(figure.title));
    this.reset = add(head, "button", { type: "button" }, "Reset");
    this.reset.addEventListener("click", () => this.become(this.start));
    this.stage = add(place, "div", { class: "moving-stage" });
    this.rows = figure.sliders.map((slider, i) => this.row(slider, i));
    this.sentence = add(place, "p", { class: "moving-sentence" });
    this.live = add(place, "p", { class: "moving-live", "aria-live": "polite" });
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width)).observe(this.stage);
    this.fit(this.stage.clientWidth);
    place.classList.add("ready");
  }

  row({ word, letter, low, high, step }, i) {
    const id = `moving-${(count += 1)}`;
    const row = add(this.place, "div", { class: "moving-row" });
    const label = add(row, "label", { for: id }, `${word}, `);
    const [base, index] = letter.split("_");
    const sign = add(label, "i", {}, base);
    if (index) add(sign, "sub", {}, index);
    const range = add(row, "input", { type: "range", id, min: low, max: high, step });
    const told = add(row, "output", { for: id });
    range.addEventListener("input", () => this.become(this.values.with(i, range.valueAsNumber)));
    return { range, told };
  }

  become(values) {
    this.values = values;
    this.asked ||= requestAnimationFrame(() => this.draw());
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => { this.live.textContent = this.sentence.textContent; }, SETTLED);
  }

  fit(width) {
    if (Math.abs(width - this.width) < 0.5) return;
    this.width = width;
    this.draw();
  }

  /** The values of all that moves, with others for what runs along the axes. */
  at(...axes) {
    return [...this.values, ...axes];
  }

  draw() {
    this.asked = 0;
    if (!this.width) return;
    const { figure, values } = this;
    this.rows.forEach(({ range, told }, i) => {
      const shown = figure.sliders[i].shown.replace("{}", digits(values[i]));
      range.value = values[i];
      range.setAttribute("aria-valuetext", shown);
      told.textContent = shown;
    });
    this.reset.disabled = values === this.start;
    this.drawn = figure.regions ? plane(this, this.frame()) : curves(this, this.frame());
    this.sentence.textContent = [this.drawn.said, ...said(figure, values)].join(" ").trim();
  }

  /** An empty drawing with its axes to be. */
  frame() {
    const narrow = this.width < 480;
    const { figure, width } = this;
    const right = figure.regions ? 12 : Math.max(...figure.names.map((name) => Math.max(...wrapped(name, narrow ? 11 : 17).map(({ length }) => length)))) * LETTER + 18;
    const [x0, x1, y0, y1] = [figure.regions ? 40 : 46, width - right, HEIGHT - 46, figure.up ? 26 : 22];
    const svg = document.createElementNS(SVG, "svg");
    for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true", focusable: "false" })) svg.setAttribute(key, value);
    this.stage.replaceChildren(svg);
    return { svg, x0, x1, y0, y1, letters: narrow ? 11 : 17 };
  }
}

/** What holds at these values, of the sentences of a figure. */
function said(figure, values) {
  const found = figure.says(values);
  return figure.sentences.flatMap(({ text, numbers }) => {
    const [holds, ...given] = found.splice(0, 1 + numbers);
    return holds ? [given.reduce((words, value, i) => words.replaceAll(`{${i}}`, digits(value)), text)] : [];
  });
}

function axes({ svg, x0, x1, y0, y1 }, across, up, [low, high], [bottom, top]) {
  const [x, y] = [(value) => x0 + (value - low) / (high - low) * (x1 - x0), (value) => y0 + (value - bottom) / (top - bottom) * (y1 - y0)];
  const group = add(svg, "g", { class: "axis" });
  add(group, "path", { d: `M${x0},${y0}H${x1}` });
  for (const tick of ticks(low, high, 5)) {
    add(group, "path", { d: `M${x(tick)},${y0}v5` });
    add(group, "text", { x: x(tick), y: y0 + 19, "text-anchor": "middle" }, digits(tick));
  }
  for (const tick of ticks(bottom, top, 5)) {
    add(group, "path", { d: `M${x0},${y(tick)}h-5` });
    add(group, "text", { x: x0 - 8, y: y(tick) + 4, "text-anchor": "end" }, digits(tick));
  }
  lettered(svg, { x: x1, y: y0 + 38, "text-anchor": "end" }, across);
  if (up) lettered(svg, { x: 0, y: 13 }, up);
  return [x, y];
}

/** Curves, their names at their ends, marked places, and a point on each where the reader is. */
function curves(moving, frame) {
  const { figure, values } = moving;
  const { svg, x0, x1, y0, y1, letters } = frame;
  const { low, high, whole, here } = figure.across;
  const of = (place) => {
    const found = figure.at(here < 0 ? moving.at(place) : values.with(here, place));
    return figure.names.map((_, i) => (found[figure.names.length + i] ? found[i] : NaN));
  };
  const places = whole ? Array.from({ length: high - low + 1 }, (_, i) => low + i) : Array.from({ length: POINTS + 1 }, (_, i) => low + (high - low) * i / POINTS);
  const sizes = places.map(of);
  const highest = figure.names.map((_, i) => Math.max(...sizes.map((size) => size[i]).filter(Number.isFinite)));
  const scaled = (size, i) => (figure.relative ? 100 * size / highest[i] : size);
  const lines = figure.names.map((name, i) => sizes.map((size, j) => [places[j], scaled(size[i], i)]).filter(([, size]) => Number.isFinite(size)));
  const all = lines.flatMap((line) => line.map(([, size]) => size));
  const [bottom, top] = figure.range ?? [Math.min(0, ...all), Math.max(...all, 1e-9) * 1.03];
  const [x, y] = axes(frame, figure.across.word, "", [low, high], [bottom, top]);
  const clip = `moving-clip-${(count += 1)}`;
  add(add(add(svg, "defs"), "clipPath", { id: clip }), "rect", { x: x0, y: y1 - 2, width: x1 - x0, height: y0 - y1 + 4 });
  if (bottom < 0) add(svg, "path", { class: "mark", d: `M${x0},${y(0)}H${x1}` });

  figure.marks.at(values).forEach((place, i) => {
    if (!(place > low && place < high)) return;
    add(svg, "path", { class: "mark", d: `M${x(place)},${y1}V${y0}` });
    add(svg, "text", { x: x(place), y: y1 - 6, "text-anchor": "middle", class: "small" }, figure.marks.names[i]);
  });
  lines.forEach((line, i) => {
    const path = line.map(([place, size], j) => `${j && place - line[j - 1][0] < 1.5 * (places[1] - places[0]) ? "L" : "M"}${x(place).toFixed(2)},${y(size).toFixed(2)}`).join("");
    add(svg, "path", { class: `line ${figure.kinds[i]}`, d: path, "clip-path": `url(#${clip})` });
  });

  const ends = lines.flatMap((line, i) => (line.length ? [{ kind: figure.kinds[i], words: wrapped(figure.names[i], letters), end: line.at(-1) }] : []));
  const tall = Math.max(...ends.map(({ words }) => words.length)) * 14;
  const inside = (height) => Math.min(y0, Math.max(y1, height));
  const heights = apart(ends.map(({ words, end }) => inside(y(end[1])) - (words.length - 1) * 7), tall + 3, y0 - tall + 16);
  ends.forEach(({ kind, words, end }, j) => words.forEach((text, row) => add(svg, "text", { x: Math.min(x1, x(end[0])) + 7, y: heights[j] + 4 + row * 14, class: `halo small ${kind}` }, text)));

  if (here < 0) return { said: "", values: {} };
  const place = values[here];
  const now = of(place).map(scaled);
  add(svg, "path", { class: "here", d: `M${x(place)},${y1}V${y0}` });
  now.forEach((size, i) => { if (size >= bottom && size <= top) add(svg, "circle", { class: `dot ${figure.kinds[i]}`, cx: x(place), cy: y(size), r: 5 }); });
  const listed = figure.names.map((name, i) => `${name}: ${Number.isFinite(now[i]) ? digits(now[i]) : "no solution"}`).join("; ");
  return { said: `At ${figure.sliders[here].letter} = ${digits(place)}, ${listed}.`, values: now };
}

/** Which region a point of a plane is in; none is -1. */
const regionOf = (figure, values) => {
  const [exists, ...regions] = figure.at(values);
  return exists ? regions.indexOf(true) : -1;
};

/** Regions, row by row, with the places where one ends found exactly; names where there is most room. */
function plane(moving, frame) {
  const { figure } = moving;
  const { svg, x0, x1, y0, y1 } = frame;
  const [{ low, high }, up] = [figure.across, figure.up];
  const [x, y] = axes(frame, figure.across.word, up.word, [low, high], [up.low, up.high]);
  const thick = (y0 - y1) / ROWS;
  const shapes = new Map([...figure.regions.keys(), -1].map((region) => [region, { path: "", area: 0 }]));
  const grid = [];
  for (let row = 0; row < ROWS; row += 1) {
    const height = up.low + (up.high - up.low) * (row + 0.5) / ROWS;
    const of = (place) => regionOf(figure, moving.at(place, height));
    const places = Array.from({ length: COLUMNS + 1 }, (_, i) => low + (high - low) * (i ? i === COLUMNS ? 1 - 1e-6 : i / COLUMNS : 1e-6));
    const found = places.map(of);
    grid.push(found);
    let begun = places[0];
    const close = (region, end) => {
      const shape = shapes.get(region);
      shape.path += `M${x(begun).toFixed(1)},${(y0 - (row + 1) * thick).toFixed(2)}H${x(end).toFixed(1)}v${(thick + 0.2).toFixed(2)}H${x(begun).toFixed(1)}z`;
      shape.area += (end - begun) / (high - low) / ROWS;
      begun = end;
    };
    for (let i = 1; i <= COLUMNS; i += 1) {
      let [left, right] = [places[i - 1], places[i]];
      if (found[i] === found[i - 1]) continue;
      for (let k = 0; k < HALVINGS; k += 1) {
        const middle = (left + right) / 2;
        if (of(middle) === found[i - 1]) left = middle; else right = middle;
      }
      close(found[i - 1], right);
    }
    close(found[COLUMNS], places[COLUMNS]);
  }
  const hatch = `moving-hatch-${(count += 1)}`;
  const pattern = add(add(svg, "defs"), "pattern", { id: hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  add(pattern, "path", { d: "M0,0V7", class: "hatch-line" });
  shapes.forEach(({ path }, region) => add(svg, "path", { d: path, class: "region", ...(region < 0 ? { fill: `url(#${hatch})` } : { "fill-opacity": figure.shades[region] }) }));
  figure.regions.forEach((name, region) => {
    const spot = roomiest(grid, region);
    if (!spot) return;
    const lines = wrapped(name, Math.max(10, spot.room / COLUMNS * (x1 - x0) / LETTER));
    const [left, height] = [x0 + spot.column / COLUMNS * (x1 - x0), y0 - (spot.row + 0.5) * thick];
    const half = Math.max(...lines.map(({ length }) => length)) * LETTER / 2;
    const middle = Math.min(x1 - half, Math.max(x0 + half, left));
    lines.forEach((text, i) => add(svg, "text", { x: middle, y: height + 5 + (i - (lines.length - 1) / 2) * 15, "text-anchor": "middle", class: "halo" }, text));
  });
  const areas = [...shapes.values()].map(({ area }) => area);
  const told = figure.regions.flatMap((name, i) => (areas[i] > 5e-3 ? [`${name} on ${Math.round(100 * areas[i])}%`] : []));
  return { said: `Of the area shown: ${told.join(", ") || "no solution"}.`, values: areas };
}

/** The point of a grid that is farthest from all that does not belong to a region. */
function roomiest(grid, region) {
  const [rows, columns] = [grid.length, grid[0].length];
  const near = grid.map((row) => row.map((each) => (each === region ? Infinity : 0)));
  const step = (row, column, down, right) => {
    const from = (r, c, cost) => (near[r]?.[c] ?? 0) + cost;
    near[row][column] = Math.min(near[row][column], from(row + down, column, 0.3), from(row, column + right, 1));
  };
  for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) step(row, column, -1, -1);
  let best = null;
  for (let row = rows - 1; row >= 0; row -= 1) for (let column = columns - 1; column >= 0; column -= 1) {
    step(row, column, 1, 1);
    if (near[row][column] > (best?.far ?? 2)) best = { far: near[row][column], row, column };
  }
  if (!best) return null;
  let [left, right] = [best.column, best.column];
  while (grid[best.row][left - 1] === region) left -= 1;
  while (grid[best.row][right + 1] === region) right += 1;
  return { row: best.row, column: (left + right) / 2, room: right - left };
}

/** Put a figure into its place on the page. */
export function show(name, figure) {
  document.querySelectorAll(`.moving[data-name="${name}"]`).forEach((place) => { place.moving = new Moving(place, figure); });
}
