/* Which regime leads where, cut exactly along the curves on which two regimes are level or a solution begins to exist. */
import { boundaries, threshold } from "./formulas.js";
import { REGIMES, change, leader } from "./model.js";
import { parameters } from "./state.js";

const COLUMNS = 96;
const SAMPLES = 80;
const HAIR = 1e-7;

/** Cut a stretch at some places and name the leader of each part; neighbours with the same leader are joined. */
function parts(cuts, leads, middle) {
  const found = [];
  for (let i = 1; i < cuts.length; i += 1) {
    if (cuts[i] - cuts[i - 1] < 1e-12) continue;
    const lead = leads(middle(cuts[i - 1], cuts[i]));
    if (found.at(-1)?.lead === lead) found.at(-1).to = cuts[i];
    else found.push({ lead, from: cuts[i - 1], to: cuts[i] });
  }
  return found;
}

/** Over spillover and cost of R&D: columns, each cut at all costs at which anything changes; the formulas give them. */
export function overCosts(state, [low, high]) {
  const at = (beta, G) => parameters({ ...state, beta, G });
  const edges = boundaries[state.quantity];
  const jumps = edges.filter(({ axis }) => axis === "beta").map((edge) => edge.at(...at(0.5, 1)));
  const places = new Set([HAIR, 1 - HAIR, ...jumps.flatMap((beta) => [beta - HAIR, beta + HAIR])]);
  for (let i = 1; i < COLUMNS; i += 1) places.add(i / COLUMNS + 1e-4);
  return [...places].sort((one, other) => one - other).map((beta) => {
    const one = at(beta, 1);
    const begins = REGIMES.flatMap((mode) => {  // each condition asks for more than a bound of something proportional to G
      const sides = mode.sides(...one);
      return mode.conditions.map((_, i) => sides[2 * i + 1] / sides[2 * i]);
    });
    const level = edges.filter(({ axis }) => axis === "G").map((edge) => edge.at(...one));
    const cuts = [low, ...[...begins, ...level].filter((G) => G > low && G < high), high].sort((first, second) => first - second);
    return { place: beta, parts: parts(cuts, (G) => leader(state.quantity, at(beta, G)), (from, to) => Math.sqrt(from * to)) };
  });
}

/** Over spillover and number of firms: a row for each number, cut where the leader changes. */
export function overFirms(state, [low, high]) {
  const rows = [];
  for (let n = low; n <= high; n += 1) {
    const p = parameters({ ...state, n });
    const leads = (beta) => {
      p[4] = beta;
      return leader(state.quantity, p);
    };
    const cuts = [0, 0.5, threshold(...p)];
    for (let i = 0, before = leads(HAIR); i < SAMPLES; i += 1) {
      const after = leads(Math.min(1 - HAIR, (i + 1) / SAMPLES));
      if (after !== before) cuts.push(change(leads, Math.max(HAIR, i / SAMPLES), Math.min(1 - HAIR, (i + 1) / SAMPLES), 24)[0]);
      before = after;
    }
    rows.push({ place: n, parts: parts([...cuts, 1].sort((one, other) => one - other), leads, (from, to) => (from + to) / 2) });
  }
  return rows;
}
