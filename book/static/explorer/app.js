/* One explorer: controls, a view, what it says. Every change goes through `change`, and is drawn in the next frame. */
import { claims as ledger } from "./formulas.js";
import { claims } from "./claims.js";
import { choices, presets, sliders } from "./controls.js";
import { curves, table as curveTable } from "./curves.js";
import { map, table as mapTable } from "./map.js";
import { numbers, readout, spoken } from "./readout.js";
import { replies, table as replyTable, title } from "./replies.js";
import { PARAMETERS, START, caseOf, understood, written } from "./state.js";
import { d3 } from "./svg.js";

const VIEW = { curves, map, replies, claims };
const TABLES = { curves: curveTable, map: mapTable, replies: replyTable };
const SETTLED = 500;
const asked = (search) => understood(Object.fromEntries(new URLSearchParams(search)));

class Explorer {
  constructor(place) {
    this.place = place;
    this.fixed = place.dataset;
    this.whole = !this.fixed.view;  // with all views and controls, and its state in the address
    this.beginning = { ...START, ...understood({ ...this.fixed, G: this.fixed.g }) };
    this.state = { ...this.beginning, ...(this.whole ? asked(location.search) : {}) };
    this.views = {};
    this.width = 0;
    place.replaceChildren();
    this.shows = [...this.controls(), ...this.contents()];
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width)).observe(this.stage);
  }

  part(name, element = "div") {
    return d3.select(this.place).append(element).attr("class", `explorer-${name}`).node();
  }

  /** Everything that can be taken hold of; gives the functions that show a state. */
  controls() {
    const change = (patch) => this.change(patch);
    const reset = () => this.change({ ...this.beginning, view: this.state.view });
    const panel = this.part("panel");
    const named = this.fixed.controls?.split(" ") ?? Object.keys(PARAMETERS);
    const shows = [sliders(panel, named, change), choices(this.part("choices"), change, this.fixed)];
    if (this.whole) return [...shows, presets(panel, change, reset)];
    const foot = d3.select(panel).append("p").attr("class", "explorer-foot");
    foot.append("button").attr("type", "button").text("Reset").on("click", reset);
    const link = foot.append("a").text("Open in the explorer");
    return [...shows, (state) => link.attr("href", `${this.fixed.home}?${written(state)}`)];
  }

  /** The view, and all that is said of it; gives the functions that show a state. */
  contents() {
    this.stage = this.part("stage");
    const note = this.part("note", "p");
    const orders = this.part("readout");
    const draw = readout(orders);
    const more = d3.select(this.part("more", "details")).on("toggle", () => this.ask());
    more.append("summary").text("The numbers");
    const fill = numbers(more.node());
    this.live = d3.select(this.part("live", "p")).attr("aria-live", "polite").node();
    return [draw, (state) => {
      note.textContent = told(state);
      orders.hidden = state.view === "claims";
      if (more.property("open")) fill(state, TABLES[state.view]?.(state));
    }];
  }

  fit(width) {
    if (Math.abs(width - this.width) < 0.5) return;
    this.width = width;
    this.ask();
  }

  /** Take over some values; a claim brings its point along, and lets go of it when a parameter moves. */
  change(patch) {
    const moved = Object.keys(PARAMETERS).some((name) => name in patch) ? { claim: "", shows: "" } : {};
    const chosen = patch.claim ? { ...caseOf(patch.claim, patch.shows), ...quantityOf(patch.claim) } : {};
    this.become({ ...this.state, ...moved, ...chosen, ...patch });
  }

  adopt(search) {
    this.become({ ...this.beginning, ...asked(search) });
  }

  become(state) {
    this.state = state;
    this.ask();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.settle(), SETTLED);
  }

  ask() {
    this.asked ||= requestAnimationFrame(() => this.redraw());
  }

  /** Draw everything that can be seen; takes well under the sixteen milliseconds of a frame. */
  redraw() {
    this.asked = 0;
    if (!this.width) return;
    const { state, views } = this;
    if (!views[state.view]) {
      const box = d3.select(this.stage).append("div").node();
      views[state.view] = { box, draw: VIEW[state.view](box, (patch) => this.change(patch)) };
    }
    for (const [name, { box }] of Object.entries(views)) box.hidden = name !== state.view;
    views[state.view].draw(state, this.width);
    this.shows.forEach((show) => show(state));
  }

  /** When nothing has changed for a while, say it aloud and put it into the address; that of a file cannot be changed. */
  settle() {
    this.live.textContent = spoken(this.state) + (this.state.view === "replies" ? `. ${title(this.state)}` : "");
    if (!this.whole || location.protocol === "file:") return;
    const query = written(this.state);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }
}

/** Put an explorer into an element of the page. */
export function start(place) {
  place.explorer = new Explorer(place);
  if (place.explorer.whole) {
    follow(place);
    fold(document.querySelectorAll(".cell.tag_still"));
  }
  place.classList.add("ready");
}

/** Links to cases move the explorer on this page, without loading the page again. */
function follow(place) {
  document.querySelectorAll("a.explorer-case").forEach((link) => link.addEventListener("click", (event) => {
    if (link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    place.explorer.adopt(link.search);
    place.scrollIntoView({ block: "start" });
  }));
}

/** The still pictures fold away where the moving ones work. */
function fold(stills) {
  if (!stills.length) return;
  const folded = d3.select(stills[0].parentNode).insert("details", () => stills[0]).attr("class", "explorer-stills");
  folded.append("summary").text("The same as still pictures");
  stills.forEach((still) => folded.node().append(still));
}

function quantityOf(id) {
  const quantity = ledger.find((claim) => claim.id === id)?.quantity;
  return quantity ? { quantity } : {};
}

/** The claim that was chosen, in a sentence. */
function told({ claim: id }) {
  const claim = ledger.find((each) => each.id === id);
  return claim ? `${claim.id}, ${claim.section}: “${claim.statement}” ${claim.verdict}. ${claim.finding}` : "";
}
