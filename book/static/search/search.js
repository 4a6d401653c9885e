// The page of the search. Latin words are found by their stems; of Chinese, which has no spaces, each two neighbours are a word.
"use strict";
(() => {
  const SHOWN = 240, PAGES = 20, PLACES = 3;
  const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_])+/gu;
  const HAN = /\p{Script=Han}/u;
  const { stemWord } = new Stemmer();

  // Each word of a text, with the place at which it begins.
  function* words(text) {
    for (const { 0: run, index } of text.matchAll(RUN)) {
      if (!HAN.test(run) || run.length === 1) yield [run, index];
      else for (let at = 0; at < run.length - 1; at += 1) yield [run.slice(at, at + 2), index + at];
    }
  }

  function term(word) {
    const small = word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return stopwords.includes(small) ? null : stemWord(small);
  }

  const index = new MiniSearch({
    idField: "place",
    fields: ["title", "prose", "apart"],
    tokenize: text => [...words(text)].map(([word]) => word),
    processTerm: term,
  });

  // All the words, or what begins with them; else words a letter away; else some of them.
  const begun = word => (HAN.test(word) ? word.length === 1 : word.length > 2);
  const near = word => (word.length > 3 && !HAN.test(word) ? 1 : false);
  const TRIES = [
    { prefix: begun, combineWith: "AND" },
    { prefix: begun, fuzzy: near, combineWith: "AND" },
    { prefix: begun, fuzzy: near, combineWith: "OR" },
  ];
  const PYTHON = /\p{L}[._(]/u; // who types a name of the package wants the page of the package
  const weights = query => ({
    boost: { title: 3, apart: 0.3 },
    boostDocument: place => (place.includes("/api.html") && !PYTHON.test(query) ? 0.3 : 1),
  });

  function search(query) {
    for (const [step, how] of TRIES.entries()) {
      const found = index.search(query, { ...how, ...weights(query) });
      if (found.length) return { found, exact: step === 0 };
    }
    return { found: [], exact: true };
  }

  // The places of each page together, in the order of the best of them.
  function byPage(found) {
    const pages = new Map();
    for (const { id, match } of found) {
      const place = places.get(id);
      if (!pages.has(place.page)) pages.set(place.page, []);
      pages.get(place.page).push({ ...place, terms: new Set(Object.keys(match)) });
    }
    return [...pages.values()];
  }

  const make = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

  // The stretch of a text that holds the most of the words, with these marked.
  function excerpt({ prose, terms, lang }) {
    const LENGTH = lang ? SHOWN / 2 : SHOWN;
    const marks = [...words(prose)].filter(([word]) => terms.has(term(word))).map(([word, at]) => [at, at + word.length, term(word)]);
    const different = from => new Set(marks.filter(([at, end]) => at >= from && end <= from + LENGTH / 2).map(mark => mark[2])).size;
    const [first = 0] = marks.reduce((best, [at]) => (different(at) > (best[1] ?? 0) ? [at, different(at)] : best), []);
    const sentence = Math.max(...[". ", "。", "? "].map(end => prose.lastIndexOf(end, first - 1) + end.length));
    const word = prose.indexOf(" ", first - LENGTH / 3) + 1;
    const start = first < LENGTH / 3 || prose.length <= LENGTH ? 0 : first - sentence < LENGTH / 2 && sentence > 2 ? sentence : word > 0 && word < first ? word : first;
    const end = start + LENGTH >= prose.length ? prose.length : Math.max(prose.lastIndexOf(" ", start + LENGTH), start + LENGTH / 2);
    const shown = make("p", start > 0 ? "… " : "", { className: "context", lang });
    let done = start;
    for (const [at, to] of marks) {
      if (to <= done || to > end) continue;
      shown.append(prose.slice(done, Math.max(at, done)), make("mark", prose.slice(Math.max(at, done), to)));
      done = to;
    }
    shown.append(prose.slice(done, end), end < prose.length ? " …" : "");
    return shown;
  }

  function item(found) {
    const [best] = found, shown = make("li");
    shown.append(make("a", best.page, { href: best.place.split("#")[0], className: "found-page", lang: best.lang }));
    for (const each of found.slice(0, PLACES)) {
      if (each.place.includes("#")) {
        const line = shown.appendChild(make("p", "", { className: "found-place" }));
        line.append(make("a", each.title, { href: each.place, lang: each.lang }));
      }
      if (each.prose) shown.append(excerpt(each));
    }
    return shown;
  }

  function said(pages, exact) {
    if (!pages.length) return "Nothing in the book has these words.";
    const counted = pages.length === 1 ? "1 page" : `${pages.length} pages`;
    return exact ? `Found on ${counted}.` : `No place has all these words as they are written. What comes near stands on ${counted}.`;
  }

  const sections = searchPages.flatMap(({ address, page, places }) => places.map(({ at, title = page, prose = "", apart = "", lang = "" }) =>
    ({ place: at ? `${address}#${at}` : address, page, title, prose, apart, lang })));
  const places = new Map(sections.map(section => [section.place, section]));
  const query = new URLSearchParams(location.search).get("q") ?? "";
  document.querySelectorAll('input[name="q"]').forEach(field => { field.value = query; });
  if (!query.trim()) return;
  index.addAll(sections);
  // Sphinx marks these words on the page that is opened next.
  localStorage.setItem("sphinx_highlight_terms", query.toLowerCase().split(/\s+/).filter(word => word.length > 1 && term(word)).join(" "));
  const { found, exact } = search(query);
  const pages = byPage(found);
  const list = make("ol", "", { className: "found" });
  list.append(...pages.slice(0, PAGES).map(item));
  document.getElementById("search-results").append(list);
  document.getElementById("search-status").textContent = said(pages, exact);
})();
