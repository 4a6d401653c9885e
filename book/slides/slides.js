/* Lays every slide out once, makes smaller what does not fit, and hands the deck to reveal.js. */
(async () => {
  const deck = document.querySelector(".reveal");
  // On a telephone held upright the words of a slide would be as small as 7 px: there the deck is read as a page. What reveal.js
  // prints, or shows a speaker, has a question in its address, and stays slides.
  const upright = matchMedia("(max-width: 600px)");
  const read = upright.matches && !location.search;
  if (!location.search) upright.addEventListener("change", () => location.reload());
  if (read) {
    document.documentElement.classList.add("read");
    document.querySelectorAll(".live").forEach((slide) => slide.classList.remove("live"));
  } else {
    deck.classList.add("measured-now");
  }
  document.querySelectorAll(".explorer").forEach((place) => globalThis.spilloverExplorer.start(place));
  if (read) {
    document.documentElement.classList.add("ready");
    return;
  }
  const faces = ["", "italic ", "bold ", "italic bold "].map((style) => `${style}30px "STIX Two Text"`);
  await Promise.all([...faces, '30px "STIX Two Math"'].map((face) => document.fonts.load(face)));
  await Promise.all([...document.images].map((image) => image.decode()));
  await new Promise((done) => { setTimeout(done, globalThis.spilloverExplorer ? 200 : 0); });

  /** The size at which something as wide or as high as this has room. */
  const shrunk = (element, fits, step = 0.02, least = 0.3) => {
    let size = 1;
    while (!fits() && size > least) {
      size -= step;
      element.style.zoom = size.toFixed(2);
    }
  };
  for (const sheet of document.querySelectorAll(".sheet")) {
    const [title, room, content] = ["h2", ".room", ".content"].map((name) => sheet.querySelector(name));
    if (title.offsetHeight > 60 && !sheet.parentElement.matches(".title")) sheet.classList.add("long-title");
    shrunk(title, () => title.getBoundingClientRect().bottom <= room.getBoundingClientRect().top);
    const wide = (element) => element.getBoundingClientRect().width > room.clientWidth + 1 || element.scrollWidth > element.clientWidth + 1;
    for (const element of content.children) shrunk(element, () => !wide(element));
    shrunk(content, () => content.getBoundingClientRect().height <= room.clientHeight);
  }
  deck.classList.remove("measured-now");

  // In a field or on a slider the keys belong to it; Escape gives them back to the deck.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement.matches("input")) {
      document.activeElement.blur();
      event.stopPropagation();
    }
  }, true);
  await Reveal.initialize({
    width: 1280, height: 720, margin: 0, center: false, hash: true, transition: "none", backgroundTransition: "none",
    slideNumber: "c/t", controls: false, scrollLayout: "compact", pdfMaxPagesPerSlide: 1, plugins: [RevealNotes],
  });
  document.documentElement.classList.add("ready");
})();
