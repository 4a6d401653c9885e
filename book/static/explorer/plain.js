/* Numbers, words and places of labels, for all that is drawn in a page. */

/** A number for reading: four digits, powers of ten where it is far from one. */
export function digits(value) {
  if (!Number.isFinite(value)) return "–";
  const [text, power] = value.toPrecision(4).split("e");
  const shown = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return `${shown.replace("-", "−")}${power ? ` × 10^${Number(power)}` : ""}`;
}

/** Words at the beginning of a line. */
export const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Places for labels, in order, no two nearer than a gap, none beyond the last. */
export function apart(places, gap, last) {
  const sorted = places.map((at, i) => ({ at, i })).sort((one, other) => one.at - other.at);
  sorted.forEach((place, i) => { if (i) place.at = Math.max(place.at, sorted[i - 1].at + gap); });
  for (let i = sorted.length - 1, most = last; i >= 0; i -= 1, most -= gap) sorted[i].at = most = Math.min(sorted[i].at, most);
  const found = [];
  sorted.forEach(({ at, i }) => { found[i] = at; });
  return found;
}
