/* The numbers at the point, in words, in a table, and said aloud when they have settled. */
import { claims, quantities } from "./formulas.js";
import { REGIMES, conditions, failing, leader, order, value, verdicts } from "./model.js";
import { PARAMETERS, parameters } from "./state.js";
import { capital, digits } from "./plain.js";
import { d3 } from "./svg.js";

const DRAWN = quantities.filter(({ drawn }) => drawn);

/** The regimes that have no solution, with what fails. */
export const obstacles = (p) => REGIMES.map((mode) => [mode, failing(mode, p)]).filter(([, names]) => names.length)
  .map(([mode, names]) => `${mode.label} has no solution (${names.join(", ")})`);

/** What a listener wants to know of a point. */
export function spoken(state) {
  const p = parameters(state);
  const point = Object.entries(PARAMETERS).map(([name, { word }]) => `${word} ${digits(state[name])}`).join(", ");
  const told = DRAWN.map(({ key, word }) => {
    const chain = order(key, p).map(({ mode, size, sign }) => `${sign === ">" ? "more than " : sign === "=" ? "the same as " : ""}${mode.label} ${digits(size)}`);
    return `${word}: ${chain.join(", ") || "nobody"}`;
  });
  const found = verdicts(p);
  const fails = claims.filter((_, i) => found[i].state === "fails").map(({ id }) => id);
  return [`At ${point}`, ...told, ...obstacles(p), fails.length ? `Claims that fail here: ${fails.join(", ")}` : "No claim fails here"].join(". ");
}

const DEEDS = {  // of one, of two that are level, of all three
  x: ["does the most research", "do the most research", "do the same research"],
  Q: ["produces the most", "produce the most", "produce the same"],
  profit: ["earns the most", "earn the most", "earn the same"],
  welfare: ["brings the highest welfare", "bring the highest welfare", "bring the same welfare"],
};
const joined = (parts) => [parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ");

/** What holds at a point, in one plain sentence: who does the most of what. */
export function sentence(state) {
  const p = parameters(state);
  const missing = REGIMES.filter((mode) => !mode.admissible(...p));
  if (missing.length) {
    const whose = missing.map((mode) => `${mode.label} (${failing(mode, p).join(", ")} fails)`);
    return `${capital(joined(whose))} ${missing.length > 1 ? "have" : "has"} no solution here, so the three cannot be compared.`;
  }
  const groups = new Map();
  for (const { key } of DRAWN) {
    const chain = order(key, p);
    const first = chain.slice(0, chain.findIndex(({ sign }, i) => i && sign !== "=") >>> 0).map(({ mode }) => mode);
    const names = first.length === REGIMES.length ? "all three" : joined(first.map(({ label }) => label));
    if (!groups.has(names)) groups.set(names, { first, keys: [] });
    groups.get(names).keys.push(key);
  }
  const told = [...groups].map(([names, { first, keys }]) => `${names} ${joined(keys.map((key) => DEEDS[key][first.length - 1]))}`);
  return `${capital(told.join(told.length === 2 ? ", but " : "; "))}.`;
}

export function readout(box) {
  const list = d3.select(box).append("dl").attr("class", "explorer-orders");
  const rows = list.selectAll("div").data(DRAWN).join("div");
  rows.append("dt").text(({ word }) => word);
  const chain = rows.append("dd");
  const missing = d3.select(box).append("p").attr("class", "explorer-missing");

  return function draw(state) {
    const p = parameters(state);
    chain.each(function write({ key }) {
      const lead = leader(key, p);
      const parts = d3.select(this).selectAll(":scope > span").data(order(key, p)).join("span")
        .attr("class", ({ mode }) => `${mode.key}${REGIMES[lead] === mode ? " leads" : ""}`);
      parts.html(({ mode, size, sign }) => `${sign ? `<span class="sign">${sign === ">" ? "&gt;" : "="}</span> ` : ""}${mode.marks[key].math} <span class="size">${digits(size)}</span>`);
    });
    missing.text(obstacles(p).map((text) => `${capital(text)}.`).join(" "));
  };
}

/** The tables behind the view: the regimes at the point, the conditions, and what the drawing shows. */
export function numbers(box) {
  const root = d3.select(box);
  const holders = ["regimes", "sides", "drawn"].map((name) => root.append("div").attr("class", `explorer-numbers ${name}`).attr("tabindex", 0)
    .attr("role", "region").attr("aria-label", { regimes: "the regimes at this point", sides: "their conditions", drawn: "the numbers of the drawing" }[name]));

  return function draw(state, drawn) {
    const p = parameters(state);
    const regimes = {
      head: ["regime", ...quantities.map(({ word, math }) => `${word} ${math}`)],
      rows: REGIMES.map((mode) => [`${mode.label} <span lang="zh">${mode.chinese}</span>`, ...quantities.map(({ key }) => digits(value(mode, key, p)))]),
    };
    const sides = {
      head: ["condition", "left", "sign", "right", "holds"],
      rows: REGIMES.flatMap((mode) => conditions(mode, p).map((c) => [`${mode.label}: ${c.name.replace("&", "&amp;")}`, digits(c.lhs), c.strict ? "&gt;" : "≥", digits(c.rhs), c.holds ? "yes" : "no"])),
    };
    [regimes, sides, drawn].forEach((content, i) => write(holders[i], content));
  };
}

function write(holder, content) {
  const table = holder.selectAll("table").data(content ? [content] : []).join("table");
  table.selectAll("thead").data(content ? [content.head] : []).join("thead").selectAll("tr").data((head) => [head]).join("tr")
    .selectAll("th").data((head) => head).join("th").attr("scope", "col").html((d) => d);
  const rows = table.selectAll("tbody").data(content ? [content.rows] : []).join("tbody").selectAll("tr").data((all) => all).join("tr");
  rows.selectAll("th").data((row) => [row[0]]).join("th").attr("scope", "row").html((d) => d);
  rows.selectAll("td").data((row) => row.slice(1)).join("td").html((d) => d);
}
