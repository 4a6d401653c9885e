/* Where an explorer stands: a point of the model and what is looked at, kept in the address of the page. */
import { claims, quantities } from "./formulas.js";
import { change, verdict } from "./model.js";

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
export const START = { n: 4, beta: 0.3, G: 2, ratio: 1.5, a: 15, view: "curves", quantity: "x", axis: "beta", only: "all", claim: "", shows: "", moved: "beta" };

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

/** A case that a claim of the ledger brings along: if none is named, the one where it fails, or else the first; with what is then worth seeing. */
export function caseOf(id, which) {
  const claim = claims.find((each) => each.id === id);
  if (!claim) return {};
  const { shows, at } = claim.points.find((each) => each.shows === which) ?? claim.points.find((each) => each.shows === "fails") ?? claim.points[0] ?? {};
  if (!at) return { claim: id, shows: "" };
  const point = Object.fromEntries(Object.entries(at).map(([name, value]) => [name, number(value)]));
  const moved = Object.keys(PARAMETERS).find((name) => turns(claim, point, name)) ?? "beta";
  return { ...point, claim: id, shows, quantity: claim.quantity || START.quantity, axis: CHOICES.axis.includes(moved) ? moved : "beta", moved };
}

/** Places of a parameter, from its least to its largest. */
export function places({ min, max, log, step }, count = 160) {
  if (step === 1) return Array.from({ length: max - min + 1 }, (_, i) => min + i);
  return Array.from({ length: count + 1 }, (_, i) => (log ? min * (max / min) ** (i / count) : min + (max - min) * (i / count)));
}

/** Stretches of a parameter over which a claim holds, fails or does not apply, all else as it is. */
export function stretchesOf(claim, state, name) {
  const answer = (value) => verdict(claim, parameters({ ...state, [name]: value })).state;
  const found = [];
  let before = null;
  for (const to of places(PARAMETERS[name])) {
    const word = answer(to);
    if (found.at(-1)?.word === word) found.at(-1).to = to;
    else {
      const from = before === null || PARAMETERS[name].step === 1 ? to : change(answer, before, to)[1];
      if (found.length) found.at(-1).to = from;
      found.push({ word, from, to });
    }
    before = to;
  }
  return found;
}

/** Whether a claim fails at some values of a parameter and holds at others. */
function turns(claim, point, name) {
  const words = new Set(stretchesOf(claim, point, name).map(({ word }) => word));
  return words.has("fails") && words.has("holds");
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

/** The state as the part of an address after the question mark: only what differs from the start, or from the case of its claim. */
export function written(state) {
  const start = { ...START, ...caseOf(state.claim, state.shows) };
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
