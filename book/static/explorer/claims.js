/* Every claim of the ledger at the current point: holds, fails, or does not apply, and why. */
import { claims as ledger } from "./formulas.js";
import { verdict, verdicts } from "./model.js";
import { parameters } from "./state.js";
import { d3 } from "./svg.js";

const WORDS = { holds: "holds here", fails: "fails here", idle: "does not apply", elsewhere: "does not apply" };
// Of two quantities that cannot be ranked, a point shows one order or the other; it never bears the claim out.
const ORDERS = { holds: "this order here", fails: "not this order here" };
const HOME = new URL("../../", import.meta.url);

/** The address of a claim's entry in the ledger. */
export const entry = (claim) => new URL(claim.place, HOME).href;

export function claims(box, changed) {
  const table = d3.select(box).append("table").attr("class", "explorer-claims");
  // Where it is narrow, the cells stand below one another; it stays a table for those who listen.
  const told = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
  const caption = table.append("caption");
  table.append("thead").append("tr").selectAll("th").data(["claim", "what is claimed", "at this point"]).join("th").attr("scope", "col").text((d) => d);
  const rows = table.append("tbody").selectAll("tr").data(ledger).join("tr");
  const first = rows.append("th").attr("scope", "row");
  first.append("a").attr("href", entry).append("span").attr("class", (d) => `claim-badge claim-${d.verdict.toLowerCase()}`).text((d) => `${d.verdict} ${d.id}`);
  const second = rows.append("td");
  second.append("span").text((d) => d.statement);
  second.append("div").attr("class", "formula").attr("tabindex", 0).attr("role", "group").attr("aria-label", (d) => `what is tested of ${d.id}`).html((d) => d.formula);
  second.filter((d) => d.points.length).each(function offer(claim) {
    claim.points.forEach(({ shows }) => d3.select(this).append("button").attr("type", "button").attr("class", "explorer-quiet")
      .text(ask(claim, shows)).attr("aria-label", `${ask(claim, shows)} (${claim.id})`).on("click", () => changed({ claim: claim.id, shows })));
  });
  const third = rows.append("td").attr("class", "here-cell");
  const word = third.append("strong");
  const why = third.append("span").attr("class", "why");

  for (const [part, role] of Object.entries(told)) d3.select(box).selectAll(part).attr("role", role);

  return function draw(state) {
    const found = verdicts(parameters(state));
    const count = (state) => found.filter((each) => each.state === state).length;
    caption.text(`Of the ${ledger.length} claims of the ledger, ${count("holds")} hold here, ${count("fails")} fail, and the others do not apply`);
    rows.property("hidden", (d, i) => state.only !== "all" && state.only !== found[i].state);
    rows.attr("class", (d, i) => `${found[i].state}${d.id === state.claim ? " chosen" : ""}`);
    word.text((d, i) => (d.unranked && ORDERS[found[i].state]) || WORDS[found[i].state]);
    why.text((d, i) => (found[i].why ? ` ${found[i].why}` : ""));
  };
}

/** What a button that leads to a point of a claim says. */
export function ask(claim, shows) {
  if (claim.unranked && shows === "holds") return "show me this order";
  if (claim.unranked && shows === "fails") return "show me the other order";
  if (shows === "fails" || shows === "holds") return `show me where it ${shows}`;
  if (shows) return `show me: ${shows[0] === "R" ? shows : shows[0].toLowerCase() + shows.slice(1)}`;
  return claim.verdict === "Refuted" ? "show me where it fails" : "show me a case";
}

/** What becomes of a claim at a point, in a sentence. */
export function told(claim, state) {
  const { state: word, why } = verdict(claim, parameters(state));
  const said = (claim.unranked && ORDERS[word]) || WORDS[word];
  return `<strong class="${word}">${said[0].toUpperCase()}${said.slice(1)}</strong>${why ? `: ${why}` : ""}.`;
}
