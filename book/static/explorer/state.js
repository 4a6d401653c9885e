/* Where an explorer stands: a point of the model and what is looked at, kept in the address of the page. */
import { claims, quantities } from "./formulas.js";

export const PARAMETERS = {
  n: { symbol: "n", word: "number of firms", min: 2, max: 50, step: 1 },
  beta: { symbol: "β", word: "spillover", min: 0.005, max: 0.995, step: 0.005 },
  G: { symbol: "G", word: "cost of R&D, G = bγ", min: 0.05, max: 100, log: true },
  ratio: { symbol: "a/A", word: "choke price over initial unit cost", min: 1.01, max: 10, log: true },
  a: { symbol: "a", word: "choke price, with b = 1", min: 1, max: 100, log: true },
};
export const VIEWS = { curves: "Curves", map: "Map", replies: "Best responses", claims: "Claims" };
const RULES = {
  n: [(value) => Number.isInteger(value) && value >= 2 && value <= 50, "a whole number from 2 to 50"],
  beta: [(value) => value > 0 && value < 1, "above 0 and below 1"],
  G: [(value) => value > 0 && value <= 1e6, "above 0"],
  ratio: [(value) => value > 1 && value <= 1e6, "above 1"],
  a: [(value) => value > 0 && value <= 1e6, "above 0"],
};
const CHOICES = {
  view: Object.keys(VIEWS),
  quantity: quantities.filter(({ drawn }) => drawn).map(({ key }) => key),
  axis: ["beta", "n", "G"],
  only: ["all", "fails", "holds"],
};
export const START = { n: 4, beta: 0.3, G: 2, ratio: 1.5, a: 15, view: "curves", quantity: "x", axis: "beta", only: "all", claim: "", shows: "" };

/** A number as people write it: a decimal, or a fraction such as 3/4. */
export function number(text) {
  const [over, under, ...more] = String(text).trim().split("/");
  const parts = [over, under ?? "1"];
  return more.length || parts.some((part) => part.trim() === "") ? NaN : Number(over) / Number(under ?? 1);
}

/** What is wrong with a value of a parameter, or an empty string. */
export function fault(name, value) {
  const [holds, rule] = RULES[name];
  return holds(value) ? "" : `${PARAMETERS[name].symbol} must be ${rule}`;
}

/** A case that a claim of the ledger brings along: if none is named, the one where it fails, or else the last. */
export function caseOf(id, which) {
  const points = claims.find((claim) => claim.id === id)?.points ?? [];
  const { shows, at } = points.find((each) => each.shows === which) ?? points.find((each) => each.shows === "fails") ?? points.at(-1) ?? {};
  return at ? { claim: id, shows, ...Object.fromEntries(Object.entries(at).map(([name, value]) => [name, number(value)])) } : {};
}

/** A state from parameters as an address or the attributes of an element hold them; what is not understood is left out. */
export function understood(given) {
  const state = given.claim ? caseOf(given.claim, given.shows) : {};
  for (const name of Object.keys(PARAMETERS)) {
    if (given[name] !== undefined && !fault(name, number(given[name]))) state[name] = number(given[name]);
  }
  for (const [name, allowed] of Object.entries(CHOICES)) if (allowed.includes(given[name])) state[name] = given[name];
  return state;
}

/** The state as the part of an address after the question mark: only what differs from the start. */
export function written(state, start = START) {
  const query = new URLSearchParams(state.claim ? { claim: state.claim } : {});
  if (state.shows !== (caseOf(state.claim).shows ?? "")) query.set("shows", state.shows);
  for (const name of [...Object.keys(PARAMETERS), ...Object.keys(CHOICES)]) {
    if (state[name] !== start[name]) query.set(name, typeof state[name] === "number" ? plain(state[name]) : state[name]);
  }
  return query.toString();
}

/** A number as one would type it: a short decimal, or a fraction of small numbers, or else a long decimal. */
export function plain(value) {
  const short = Number(value.toPrecision(5));
  if (short === value) return String(value);
  for (let under = 3; under < 100; under += 1) {
    if (Math.abs(value * under - Math.round(value * under)) < 1e-12 * under) return `${Math.round(value * under)}/${under}`;
  }
  return String(Number(value.toPrecision(12)));
}

/** The six parameters of the formulas at a state: the slope b of demand is one, so that G is gamma. */
export const parameters = ({ n, beta, G, ratio, a }) => [n, a, a / ratio, 1, beta, G];
