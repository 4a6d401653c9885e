/* Which regime leads in each quantity along the spillover: a strip a quantity, as the figure of the welcome page has them. */
import { quantities, threshold } from "./formulas.js";
import { REGIMES } from "./model.js";
import { overFirms } from "./regions.js";
import { PARAMETERS, parameters } from "./state.js";
import { capital } from "./plain.js";
import { axis, d3, draggable, markers, resize, sheet, words } from "./svg.js";

const DRAWN = quantities.filter(({ drawn }) => drawn);

export function strips(box, changed) {
  const { svg, hatch, layer } = sheet(box);
  const [bars, marks, axes, labels] = ["bars", "marks", "axes", "labels"].map(layer);
  const { min, max } = PARAMETERS.beta;
  let across = null;
  draggable(svg, (x) => changed({ beta: Number(Math.min(max, Math.max(min, across.invert(x))).toPrecision(3)) }));

  return function draw(state, width) {
    const narrow = width < 520;
    const row = narrow ? 27 : 34;
    const [left, top] = [narrow ? 92 : 112, 20];
    const bottom = top + DRAWN.length * row;
    resize(svg, width, bottom + 38);
    across = d3.scaleLinear([0, 1], [left, width - 10]);
    const found = DRAWN.flatMap(({ key }, i) => overFirms({ ...state, quantity: key }, [state.n, state.n])[0].parts.map((part) => ({ ...part, i })));
    bars.selectAll("rect").data(found).join("rect").attr("class", ({ lead }) => (lead < 0 ? "missing" : `exists ${REGIMES[lead].key}`))
      .attr("fill", ({ lead }) => (lead < 0 ? hatch : null)).attr("x", ({ from }) => across(from)).attr("width", ({ from, to }) => across(to) - across(from))
      .attr("y", ({ i }) => top + i * row + 2).attr("height", row - 5);
    axis(axes, "x", d3.axisBottom(across).ticks(5), 0, bottom + 2);
    const spots = [[`𝑇(${state.n})`, threshold(...parameters(state))], ["½", 0.5]];
    marks.selectAll("path").data([...spots.map(([, at]) => [at, "mark"]), [state.beta, "here"]]).join("path").attr("class", ([, kind]) => kind)
      .attr("d", ([at, kind]) => `M${across(at)},${kind === "here" ? top - 6 : top - 2}V${bottom + 2}`);
    marks.selectAll("circle").data([state.beta]).join("circle").attr("class", "dot point").attr("r", 6).attr("cx", across).attr("cy", top - 6);
    const named = found.filter(({ lead }) => lead >= 0).map((part) => ({ ...part, text: REGIMES[part.lead].label, room: across(part.to) - across(part.from) }));
    words(labels, [
      ...DRAWN.map(({ word }, i) => ({ x: left - 8, y: top + i * row + row / 2 + 4, text: capital(word), anchor: "end", kind: narrow ? "small" : "" })),
      ...markers(spots, across, 13),
      ...named.filter(({ text, room }) => room > text.length * 6.4).map(({ text, i, from, to, lead }) => ({ x: across((from + to) / 2), y: top + i * row + row / 2 + 4, text, anchor: "middle", kind: `small inside ${REGIMES[lead].key}` })),
      { x: width - 10, y: bottom + 35, text: "spillover 𝛽", anchor: "end", kind: "small" },
    ]);
  };
}
