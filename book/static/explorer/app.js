/* One explorer: controls, a view, what it says. Every change goes through `change`, and is drawn in the next frame. */
import { threshold } from "./formulas.js";
import { chosen } from "./claim.js";
import { claims } from "./claims.js";
import { choices, presets, sliders, steps } from "./controls.js";
import { curves, table as curveTable } from "./curves.js";
import { map, table as mapTable } from "./map.js";
import { numbers, readout, sentence, spoken } from "./readout.js";
import { replies, table as replyTable, title } from "./replies.js";
import { PARAMETERS, START, caseOf, parameters, understood, written } from "./state.js";
import { strips } from "./strips.js";
import { digits } from "./plain.js";
import { d3 } from "./svg.js";

const VIEW = { curves, map, replies, claims, strips };
const TABLES = { curves: curveTable, map: mapTable, replies: replyTable };
const [MAIN, REST] = [["beta", "n", "G"], ["ratio", "a"]];
const SETTLED = 500;
const SHARE = 0.52;  // of the window's height, which the view may take where it stays in sight
const asked = (search) => understood(Object.fromEntries(new URLSearchParams(search)));

const fromHash = () => (location.hash.startsWith("#claim=") ? asked(location.hash.slice(1)) : {});

class Explorer {
  constructor(place) {
    this.place = place;
    this.fixed = place.dataset;
    this.whole = !this.fixed.view;  // with all views and controls, and its state in the address
    this.beginning = { ...START, ...understood({ ...this.fixed, G: this.fixed.g }), ...(this.whole ? {} : { view: this.fixed.view }) };
    this.state = { ...this.beginning, ...(this.whole ? { ...asked(location.search), ...fromHash() } : {}) };
    this.views = {};
    this.width = 0;
    place.replaceChildren();
    place.classList.toggle("whole", this.whole);
    this.shows = [...this.sight(), ...this.controls(), ...(this.state.view === "strips" ? [] : this.contents())];
    this.live = d3.select(this.part("live", "p")).attr("aria-live", "polite").node();
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width)).observe(this.stage);
    this.width = this.stage.clientWidth;
    this.redraw();  // at once, so that nothing below jumps
  }

  part(name, element = "div", place = this.place) {
    return d3.select(place).append(element).attr("class", `explorer-${name}`).node();
  }

  /** What stays in sight while the controls move: the view, and a sentence that says what holds; gives the functions that show a state. */
  sight() {
    const claim = this.whole ? chosen(this.part("claim", "section"), (patch) => this.change(patch)) : () => {};
    this.part("start");  // where the view stands, also when it has stopped further down
    const top = this.part("top");
    this.stage = this.part("stage", "div", top);
    const said = this.part("sentence", "p", top);
    const key = this.part("key", "p");
    this.step = this.whole ? steps(this.part("steps"), (item) => this.adopt(item.querySelector("a.explorer-case").search)) : null;
    return [claim, (state) => {
      top.classList.toggle("long", state.view === "claims");
      said.textContent = state.view === "replies" ? `${title(state)}. ${sentence(state)}` : state.view === "claims" ? "" : sentence(state);
      key.textContent = explained(state);
    }];
  }

  /** Everything that can be taken hold of; gives the functions that show a state. */
  controls() {
    const change = (patch) => this.change(patch);
    const reset = () => this.change({ ...this.beginning, view: this.state.view });
    const panel = this.part("panel");
    const named = this.fixed.controls?.split(" ") ?? MAIN;
    const shows = [sliders(panel, named, change)];
    if (this.state.view === "strips") return shows;
    if (this.whole) {
      const rest = d3.select(this.part("rest", "details"));
      const summary = rest.append("summary");
      const less = d3.select(rest.node()).append("div").attr("class", "explorer-panel").node();
      shows.push(sliders(less, REST, change), (state) => summary.text(`More: the size of the market (${REST.map((name) => `${PARAMETERS[name].symbol} = ${digits(state[name])}`).join(", ")})`));
    }
    shows.push(choices(this.part("choices"), change, this.fixed));
    if (this.whole) return [...shows, presets(panel, change, reset)];
    const foot = d3.select(panel).append("p").attr("class", "explorer-foot");
    foot.append("button").attr("type", "button").text("Reset").on("click", reset);
    const link = foot.append("a").text("Open in the explorer");
    return [...shows, (state) => link.attr("href", `${this.fixed.home}?${written(state)}`)];
  }

  /** The numbers below the view; gives the functions that show a state. */
  contents() {
    const orders = this.part("readout");
    const draw = readout(orders);
    const more = d3.select(this.part("more", "details")).on("toggle", () => this.ask());
    more.append("summary").text("The numbers");
    const fill = numbers(more.node());
    return [draw, (state) => {
      orders.hidden = state.view === "claims";
      if (more.property("open")) fill(state, TABLES[state.view]?.(state));
    }];
  }

  fit(width) {
    if (Math.abs(width - this.width) < 0.5) return;
    this.width = width;
    this.ask();
  }

  /** Take over some values; a claim brings its point along, and stays while a parameter moves. */
  change(patch) {
    this.become({ ...this.state, ...(patch.claim ? caseOf(patch.claim, patch.shows) : {}), ...patch });
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

  /** Draw at once, so that nothing grows above, and bring a part to the top of the window. */
  reveal(part) {
    this.redraw();
    part.scrollIntoView({ block: "start" });
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
    views[state.view].draw(state, this.width, this.whole ? innerHeight * SHARE : Infinity);
    this.shows.forEach((show) => show(state));
  }

  /** When nothing has changed for a while, say it aloud and put it into the address; that of a file cannot be changed. */
  settle() {
    this.live.textContent = this.state.view === "strips" ? sentence(this.state) : spoken(this.state) + (this.state.view === "replies" ? `. ${title(this.state)}` : "");
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
    if (place.explorer.state.claim) place.explorer.reveal(place);
  }
  place.classList.add("ready");
}

/** Links to cases move the explorer on this page, without loading the page again; those of a list are the steps of a story. */
function follow(place) {
  const show = (state, from = place) => {
    place.explorer.adopt(state);
    place.explorer.reveal(from);
  };
  addEventListener("hashchange", ({ newURL }) => { // what settles meanwhile may have written another address
    const { hash } = new URL(newURL);
    if (hash.startsWith("#claim=")) show(hash.slice(1));
  });
  document.querySelectorAll("a.explorer-case").forEach((link) => link.addEventListener("click", (event) => {
    if (link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const step = link.closest("ol > li");
    const all = step ? [...step.parentElement.children] : [];
    if (all.length) place.explorer.step(all, all.indexOf(step));
    show(link.search, all.length ? place.querySelector(".explorer-start") : place);
  }));
}

/** The still pictures fold away where the moving ones work. */
function fold(stills) {
  if (!stills.length) return;
  const folded = d3.select(stills[0].parentNode).insert("details", () => stills[0]).attr("class", "explorer-stills");
  folded.append("summary").text("The same as still pictures");
  stills.forEach((still) => folded.node().append(still));
}

/** The marks of a drawing, in words, where it has any. */
function explained(state) {
  const T = `𝑇(${state.n}) = ${digits(threshold(...parameters(state)))}: above it, full cooperation does more R&D than no cooperation`;
  const half = "½: above it, R&D cooperation does";
  const hatched = "Hatched: no solution";
  if (state.view === "strips") return `${T}. Hatched: not all three have a solution.`;
  if (state.view === "map") return `${T}; ${half}. Hatched: not all three have a solution.`;
  if (state.view === "curves") return state.axis === "beta" ? `${T}; ${half}. ${hatched}.` : `${hatched}.`;
  return "";
}
