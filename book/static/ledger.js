// On the page of the ledger: show only the claims with one verdict, or of one section. Without this script all are shown.
const entries = [...document.querySelectorAll("section.entry")];
const table = document.querySelector("section#all-verdicts table");
const verdict = entry => entry.className.match(/entry-(\w+)/)[1];
const section = entry => entry.parentElement.querySelector("h2").firstChild.textContent;
const places = entry => [entry.id, ...[...entry.querySelectorAll(":scope > span[id]")].map(span => span.id)];
const links = [...document.querySelectorAll("nav a[href^='#'], section#all-verdicts tbody a[href^='#']")];

function choice(name, values) {
  const label = Object.assign(document.createElement("label"), { textContent: `${name} ` });
  const select = document.createElement("select");
  select.append(new Option("all", ""), ...values.map(value => new Option(value, value)));
  label.append(select);
  return [label, select];
}

const [verdictLabel, verdicts] = choice("Verdict", [...new Set(entries.map(verdict))].map(word => word[0].toUpperCase() + word.slice(1)));
const [sectionLabel, sections] = choice("Section", [...new Set(entries.map(section))]);
const told = Object.assign(document.createElement("output"), { className: "told" });
const form = Object.assign(document.createElement("form"), { className: "ledger-filter" });
form.setAttribute("aria-label", "Filter the claims");
form.append(verdictLabel, sectionLabel, told);
table.closest(".cell, .pst-scrollable-table-container")?.before(form);

function filter() {
  const hidden = new Set();
  for (const entry of entries) {
    const wanted = (!verdicts.value || verdict(entry) === verdicts.value.toLowerCase()) && (!sections.value || section(entry) === sections.value);
    entry.hidden = !wanted;
    if (!wanted) places(entry).forEach(id => hidden.add(`#${id}`));
  }
  for (const group of new Set(entries.map(entry => entry.parentElement))) {
    group.hidden = entries.every(entry => entry.parentElement !== group || entry.hidden);
    if (group.hidden) hidden.add(`#${group.id}`);
  }
  for (const link of links) (link.closest("tr") ?? link.closest("li")).hidden = hidden.has(link.getAttribute("href"));
  const shown = entries.filter(entry => !entry.hidden).length;
  told.value = `${shown} of ${entries.length} claims`;
}

// A link to an entry that is hidden shows all again.
function reach() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target?.closest("[hidden]")) {
    form.reset();
    filter();
    target.scrollIntoView();
  }
}

form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("change", filter);
addEventListener("hashchange", reach);
filter();
