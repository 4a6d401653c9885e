/* The model at a point: nothing here is a formula; formulas.js has them all, printed from the package. */
import { claims, modes } from "./formulas.js";

export const REGIMES = modes.slice(0, 3);
const byKey = Object.fromEntries(modes.map((mode) => [mode.key, mode]));

/** The conditions of a mode with their two sides at a point. */
export function conditions(mode, p) {
  const sides = mode.sides(...p);
  return mode.conditions.map((condition, i) => {
    const [lhs, rhs] = [sides[2 * i], sides[2 * i + 1]];
    return { ...condition, lhs, rhs, holds: condition.strict ? lhs > rhs : lhs >= rhs };
  });
}

/** The names of the conditions that fail. */
export const failing = (mode, p) => (mode.admissible(...p) ? [] : conditions(mode, p).filter(({ holds }) => !holds).map(({ name }) => name));

/** A quantity of a mode, NaN where it has no solution. */
export const value = (mode, quantity, p) => (mode.admissible(...p) ? mode.of[quantity](...p) : NaN);

/** The place of the regime that leads in a quantity; -1 where not all three have a solution. */
export function leader(quantity, p) {
  let best = -1;
  let most = -Infinity;
  for (let i = 0; i < REGIMES.length; i += 1) {
    if (!REGIMES[i].admissible(...p)) return -1;
    const here = REGIMES[i].of[quantity](...p);
    if (here > most) [best, most] = [i, here];
  }
  return best;
}

/** The regimes that have a solution, the largest in a quantity first, each with the sign that stands before it. */
export function order(quantity, p) {
  const found = REGIMES.filter((mode) => mode.admissible(...p)).map((mode) => ({ mode, size: mode.of[quantity](...p) }));
  found.sort((one, other) => other.size - one.size);
  return found.map((entry, i) => ({ ...entry, sign: i === 0 ? "" : level(entry.size, found[i - 1].size) ? "=" : ">" }));
}

const level = (one, other) => Math.abs(one - other) <= 1e-12 * Math.max(Math.abs(one), Math.abs(other));

/** What becomes of a claim at a point: holds, fails, or why it does not apply. */
export function verdict(claim, p) {
  if (!claim.holds) return { state: "elsewhere", why: "speaks of another model" };
  const missing = claim.modes.flatMap((key) => failing(byKey[key], p).map((name) => `${byKey[key].label}: ${name}`));
  const unmet = claim.given.filter(({ holds }) => !holds(...p)).map(({ name }) => name);
  const why = [...missing, ...unmet.map((name) => `needs ${name}`)].join("; ");
  return why ? { state: "idle", why } : { state: claim.holds(...p) ? "holds" : "fails", why: "" };
}

export const verdicts = (p) => claims.map((claim) => verdict(claim, p));

/** Where, between two places, an answer changes: the last place that gives the answer of the first, and the first that does not. */
export function change(answer, from, to, steps = 40) {
  const [first, last] = [answer(from), answer(to)];
  let [low, high] = [from, to];
  for (let i = 0; i < steps && first !== last; i += 1) {
    const middle = (low + high) / 2;
    if (answer(middle) === first) low = middle;
    else high = middle;
  }
  return [low, high];
}
