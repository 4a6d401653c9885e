// Where a link leads to an equation, a reference, a term, a claim or a section, show it beside the link: on pointing, and on focus.
const WAIT = 250;
const pages = new Map();
const box = Object.assign(document.createElement("div"), { id: "preview", popover: "manual", className: "preview" });
box.setAttribute("role", "tooltip");
let timer, link;

const article = document.querySelector("article");
const links = article ? [...article.querySelectorAll("a.internal[href*='#']:not(.headerlink)")] : [];

function page(address) {
  if (address === location.href.split("#")[0]) return Promise.resolve(document);
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then(answer => answer.text()).then(text => new DOMParser().parseFromString(text, "text/html")));
  }
  return pages.get(address);
}

// What stands at a place: the definition of a term, the whole box of an equation or a citation, the beginning of a section.
function passage(place) {
  const block = place.closest("dt, section, div.math, div.citation, div.proof, div.exercise, figure") ?? place.parentElement;
  if (block.localName === "dt") return [block, block.parentElement.querySelector(`#${CSS.escape(block.id)} ~ dd`)];  // two terms may share it
  return block.localName === "section" ? [...block.children].filter(child => !child.matches("section, span")).slice(0, 2) : [block];
}

function copy(element, address) {
  const made = document.importNode(element, true);
  made.querySelectorAll(".headerlink, .copybtn, .backrefs, .cell_input, details").forEach(part => part.remove());
  [made, ...made.querySelectorAll("[id]")].forEach(part => part.removeAttribute("id"));
  for (const name of ["src", "href"]) {
    made.querySelectorAll(`[${name}]`).forEach(part => part.setAttribute(name, new URL(part.getAttribute(name), address).href));
  }
  return made;
}

function put(near) {
  const { left, top, bottom } = near.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${bottom + box.offsetHeight + 8 > innerHeight && top > box.offsetHeight ? top - box.offsetHeight - 4 : bottom + 4}px`;
}

async function show(near) {
  const { href, hash } = near;
  const place = (await page(href.split("#")[0])).getElementById(decodeURIComponent(hash.slice(1)));
  if (!place || link !== near) return;
  box.replaceChildren(...passage(place).filter(Boolean).map(element => copy(element, href)));
  box.showPopover();
  near.setAttribute("aria-describedby", box.id);
  put(near);
}

function hide() {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = undefined;
  if (box.matches(":popover-open")) box.hidePopover();
}

const later = (work, ...given) => { clearTimeout(timer); timer = setTimeout(work, WAIT, ...given); };
const open = event => { if (link !== event.currentTarget) { hide(); link = event.currentTarget; later(show, link); } };

if ("popover" in box && links.length) {
  document.body.append(box);
  const pointing = matchMedia("(hover: hover)").matches;
  for (const each of links) {
    each.addEventListener("focus", open);
    each.addEventListener("blur", hide);
    if (pointing) each.addEventListener("mouseenter", open);
    each.addEventListener("mouseleave", () => later(hide));
  }
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", () => later(hide));
  addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
  addEventListener("scroll", () => { if (box.matches(":popover-open")) hide(); }, { passive: true });
}
