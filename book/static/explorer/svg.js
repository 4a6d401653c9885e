/* What the drawings share: size, the hatching of what does not exist, numbers, labels that keep apart. */
import "./d3.min.js";

export const d3 = globalThis.d3;
let count = 0;

/** An SVG inside a box, as wide as the box; the words beside it say what it shows, so that it is hidden from screen readers. */
export function sheet(box) {
  const svg = d3.select(box).append("svg").attr("aria-hidden", "true").attr("focusable", "false");
  const id = `explorer-hatch-${(count += 1)}`;
  const hatch = svg.append("defs").append("pattern").attr("id", id);
  hatch.attr("width", 7).attr("height", 7).attr("patternUnits", "userSpaceOnUse").attr("patternTransform", "rotate(45)");
  hatch.append("line").attr("y2", 7).attr("class", "hatch-line");
  return { svg, hatch: `url(#${id})`, layer: (name) => svg.append("g").attr("class", name) };
}

/** Give a drawing its size in pixels. */
export function resize(svg, width, height) {
  svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
}

/** One text element for each entry: where, what, in which class; words go over lines at a line break. */
export function words(layer, entries) {
  const texts = layer.selectAll("text").data(entries).join("text");
  texts.attr("x", (d) => d.x).attr("y", (d) => d.y).attr("text-anchor", (d) => d.anchor ?? "start").attr("class", (d) => d.kind ?? "");
  texts.selectAll("tspan").data((d) => String(d.text).split("\n").map((text, i) => ({ text, i, x: d.x })))
    .join("tspan").attr("x", (d) => d.x).attr("dy", (d) => (d.i ? "1.05em" : null)).text((d) => d.text);
}

/** Half the width of words of a class, as a layer sets them; zero where nothing is laid out. */
export function half(layer, kind, text) {
  const probe = layer.append("text").attr("class", kind).text(text);
  const width = probe.node().getComputedTextLength() / 2;
  probe.remove();
  return width;
}

/** The names of marked places, above a drawing; two that are near stand back to back. */
export function markers(spots, across, y) {
  const near = spots.length > 1 && Math.abs(across(spots[0][1]) - across(spots[1][1])) < 36;
  const least = Math.min(...spots.map(([, at]) => at));
  return spots.map(([text, at]) => ({ x: across(at), y, text, kind: "small halo", anchor: !near ? "middle" : at === least ? "end" : "start" }));
}

/** An axis at a place of the drawing; its kind is x or y. */
export function axis(layer, kind, scale, x, y) {
  layer.selectAll(`g.axis-${kind}`).data([kind]).join("g").attr("class", `axis axis-${kind}`).attr("transform", `translate(${x},${y})`).call(scale.tickSizeOuter(0));
}

/** Let a reader drag in a drawing; `moved` is told where, in the pixels of the drawing. */
export function draggable(svg, moved) {
  const node = svg.node();
  const tell = (event) => moved(...d3.pointer(event, node));
  node.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    node.setPointerCapture(event.pointerId);
    tell(event);
  });
  node.addEventListener("pointermove", (event) => { if (node.hasPointerCapture(event.pointerId)) tell(event); });
}
